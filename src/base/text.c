/* text.c - UTF-8, letter case, hashing, the string map. */
#include "base/base.h"

uint32_t utf8_get_long(const char *str, size_t n, uint32_t *len) {
    const unsigned char *s = (const unsigned char *)str;
    *len = 1;
    if (s[0] >= 0xC2 && s[0] <= 0xDF && n >= 2 && (s[1] & 0xC0) == 0x80) {
        *len = 2;
        return ((s[0] & 0x1Fu) << 6) | (s[1] & 0x3Fu);
    }
    if ((s[0] & 0xF0) == 0xE0 && n >= 3 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80) {
        uint32_t cp = ((s[0] & 0x0Fu) << 12) | ((s[1] & 0x3Fu) << 6) | (s[2] & 0x3Fu);
        if (cp >= 0x800 && (cp < 0xD800 || cp > 0xDFFF)) {
            *len = 3;
            return cp;
        }
    }
    if (s[0] >= 0xF0 && s[0] <= 0xF4 && n >= 4 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80 && (s[3] & 0xC0) == 0x80) {
        uint32_t cp = ((s[0] & 0x07u) << 18) | ((s[1] & 0x3Fu) << 12) | ((s[2] & 0x3Fu) << 6) | (s[3] & 0x3Fu);
        if (cp >= 0x10000 && cp <= 0x10FFFF) {
            *len = 4;
            return cp;
        }
    }
    return UTF8_BAD;
}

uint32_t utf8_put(char out[4], uint32_t cp) {
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | (cp >> 6));
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | (cp >> 12));
        out[1] = (char)(0x80 | ((cp >> 6) & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | (cp >> 18));
    out[1] = (char)(0x80 | ((cp >> 12) & 0x3F));
    out[2] = (char)(0x80 | ((cp >> 6) & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

bool utf8_valid(const char *s, size_t n, size_t *bad_at) {
    size_t i = 0;
    while (i < n) {
        if ((unsigned char)s[i] < 0x80) {
            i++;
            continue;
        }
        uint32_t len;
        if (utf8_get(s + i, n - i, &len) == UTF8_BAD) {
            if (bad_at)
                *bad_at = i;
            return false;
        }
        i += len;
    }
    return true;
}

uint32_t cp_lower_wide(uint32_t cp) {
    if ((cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) || (cp >= 0x391 && cp <= 0x3A9 && cp != 0x3A2) || (cp >= 0x410 && cp <= 0x42F))
        return cp + 32;
    if ((cp >= 0x100 && cp <= 0x137) || (cp >= 0x14A && cp <= 0x177) || (cp >= 0x1E00 && cp <= 0x1EFF))
        return cp == 0x130 ? 'i' : cp | 1;
    if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17E))
        return (cp & 1) ? cp + 1 : cp;
    if (cp == 0x178)
        return 0xFF;
    if (cp >= 0x400 && cp <= 0x40F)
        return cp + 80;
    if (cp >= 0x460 && cp <= 0x4FF && cp != 0x482 && !(cp >= 0x4C0 && cp <= 0x4CF))
        return cp | 1;
    return cp;
}

bool cp_is_alpha_wide(uint32_t cp) {
    if (cp < 0x2000)
        return cp >= 0xC0 ? cp != 0xD7 && cp != 0xF7 : cp == 0xAA || cp == 0xB5 || cp == 0xBA;
    return (cp >= 0x2C00 && cp < 0x2E00) || (cp >= 0x3040 && cp < 0xA4D0) || (cp >= 0xA640 && cp < 0xD800) ||
           (cp >= 0xF900 && cp < 0xFE00) || (cp >= 0x20000 && cp < 0x32000);
}

bool cp_is_space(uint32_t cp) {
    return cp == ' ' || (cp >= 9 && cp <= 13) || cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200B) ||
           cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
}

char *utf8_lower(parley_arena *a, const char *s, size_t n, bool fold_quotes) {
    char *out = arena_alloc(a, n + n / 2 + 5); /* lower case never needs more than half as much again (U+0130 shrinks) */
    size_t o = 0;
    for (size_t i = 0; i < n;) {
        uint32_t len, cp = utf8_get(s + i, n - i, &len);
        if (cp == UTF8_BAD)
            cp = 0xFFFD;
        cp = cp_lower(cp);
        if (fold_quotes) {
            if (cp == 0x2018 || cp == 0x2019 || cp == 0x02BC)
                cp = '\'';
            else if (cp == 0x201C || cp == 0x201D)
                cp = '"';
            else if ((cp >= 0x2010 && cp <= 0x2013) || cp == 0x2212)
                cp = '-';
            else if (cp == 0x2014 || cp == 0x2015) { /* as typists write it */
                out[o++] = '-';
                cp = '-';
            }
        }
        if (cp == 0xFFFD && o + 3 > n + n / 2)
            cp = '?'; /* broken bytes one by one would outgrow the room */
        o += utf8_put(out + o, cp);
        i += len;
    }
    out[o] = '\0';
    return out;
}

/* --- hashing ---------------------------------------------------------------------------------------------------------- */
uint64_t hash_bytes(const void *p, size_t n) {
    const unsigned char *s = p;
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ s[i]) * 0x100000001b3u;
    return h;
}

/* The maps' own hash: eight bytes at a time, since keys are many and short and their hashes never leave the memory. Multiply and
 * fold, as in wyhash (Wang Yi, public domain), without its second half of the product. */
static uint64_t map_hash(const char *key, size_t n) {
    const uint64_t odd = 0x9E3779B97F4A7C15u;
    uint64_t h = n * odd, w;
    for (; n > 8; n -= 8, key += 8) {
        memcpy(&w, key, 8);
        h = (h ^ w) * odd;
        h ^= h >> 32;
    }
    w = 0;
    if (n >= 4) { /* the first and the last four: they may overlap */
        uint32_t lo, hi;
        memcpy(&lo, key, 4);
        memcpy(&hi, key + n - 4, 4);
        w = (uint64_t)hi << 32 | lo;
    } else if (n > 0) {
        w = (uint64_t)(unsigned char)key[0] << 16 | (uint64_t)(unsigned char)key[n / 2] << 8 | (unsigned char)key[n - 1];
    }
    h = (h ^ w) * odd;
    return h ^ (h >> 32);
}

void map_init(parley_map *m, parley_arena *a) {
    *m = (parley_map){.arena = a};
}

/* Tables are powers of two. */
static uint32_t map_home(const parley_map *m, uint64_t hash) {
    return (uint32_t)hash & (m->n_slots - 1);
}

static struct map_place *map_find(const parley_map *m, const char *key, size_t n, uint64_t hash) {
    for (uint32_t i = map_home(m, hash);; i = (i + 1) & (m->n_slots - 1)) {
        struct map_place *place = &m->slots[i];
        if (place->at == 0)
            return place;
        const struct map_slot *it = &m->items[place->at - 1];
        if (place->tag == (uint32_t)(hash >> 32) && it->n_key == n && memcmp(it->key, key, n) == 0)
            return place;
    }
}

void map_set(parley_map *m, const char *key, size_t n, uint32_t value) {
    uint64_t hash = map_hash(key, n);
    if (m->n_slots == 0 || m->n * 2 >= m->n_slots) {
        uint32_t n_slots = m->n_slots ? m->n_slots * 2 : 16;
        m->slots = ARENA_ARRAY(m->arena, struct map_place, n_slots);
        m->n_slots = n_slots;
        for (uint32_t i = 0; i < m->n; i++) {
            const struct map_slot *it = &m->items[i];
            *map_find(m, it->key, it->n_key, it->hash) = (struct map_place){i + 1, (uint32_t)(it->hash >> 32)};
        }
    }
    struct map_place *place = map_find(m, key, n, hash);
    if (place->at) {
        m->items[place->at - 1].value = value;
        return;
    }
    m->items = arena_grow(m->arena, m->items, sizeof *m->items, m->n, &m->cap);
    m->items[m->n] = (struct map_slot){key, (uint32_t)n, value, hash};
    *place = (struct map_place){++m->n, (uint32_t)(hash >> 32)};
}

uint32_t map_get(const parley_map *m, const char *key, size_t n, uint32_t missing) {
    if (m->n_slots == 0)
        return missing;
    const struct map_place *place = map_find(m, key, n, map_hash(key, n));
    return place->at ? m->items[place->at - 1].value : missing;
}
