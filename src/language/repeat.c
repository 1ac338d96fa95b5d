/* repeat.c - a name that a text has told twice is one the third time, too, and the initials of an organisation are that
 * organisation: what the network, which sees one sentence, overlooks of a text's own names. */
#include "language/language_int.h"

enum { NAME_WORDS = 4, KEY = 256, TOLD_LEAST = 2, INITIALS_LEAST = 3 };

/* How often a string of words is a name in the text, by type. */
typedef struct told {
    uint32_t n[NE_N], all;
} told;

typedef struct text_names {
    parley_map at; /* words joined by blanks -> index into told */
    told *told;
    uint32_t n, cap;
    parley_map initials; /* of organisations */
} text_names;

/* The words [first, end) joined by blanks; 0: they do not fit. */
static uint32_t key_of(char *key, const parley_parse *p, uint32_t first, uint32_t end) {
    uint32_t n = 0;
    for (uint32_t t = first; t < end; t++) {
        size_t len = strlen(p->tokens[t].form);
        if (n + len + 1 > KEY)
            return 0;
        memcpy(key + n, p->tokens[t].form, len);
        key[n + len] = ' ';
        n += (uint32_t)len + 1;
    }
    return n;
}

/* "United Dock Workers": UDW. */
static void learn_initials(text_names *x, const parley_parse *p, uint32_t first, uint32_t end, parley_arena *a) {
    char key[KEY];
    uint32_t n = 0;
    for (uint32_t t = first; t < end && n < KEY; t++)
        if (*p->tokens[t].form >= 'A' && *p->tokens[t].form <= 'Z')
            key[n++] = *p->tokens[t].form;
    if (n >= INITIALS_LEAST)
        map_set(&x->initials, arena_strn(a, key, n), n, 1);
}

static void learn(text_names *x, const parley_parse *p, const uint8_t *tags, parse_sent s, parley_arena *a) {
    for (uint32_t t = s.first, end; t < s.end; t = end) {
        uint8_t type = tags[t] / 2;
        char key[KEY];
        end = t + 1;
        if (type == NE_NONE)
            continue;
        while (end < s.end && tags[end] == type * 2 + 1)
            end++;
        if (type == NE_ORG && end > t + 1)
            learn_initials(x, p, t, end, a);
        uint32_t n = end - t <= NAME_WORDS ? key_of(key, p, t, end) : 0;
        if (n == 0)
            continue;
        uint32_t i = map_get(&x->at, key, n, PARLEY_NONE);
        if (i == PARLEY_NONE) {
            map_set(&x->at, arena_strn(a, key, n), n, i = x->n);
            ARENA_PUSH(a, x->told, x->n, x->cap) = (told){0};
        }
        x->told[i].n[type]++;
        x->told[i].all++;
    }
}

/* The type that three in five of those names have, if they are enough; NE_NONE otherwise. */
static ne_type type_told(const text_names *x, const char *key, uint32_t n) {
    static const ne_type types[] = {NE_PER, NE_ORG, NE_LOC};
    uint32_t i = n ? map_get(&x->at, key, n, PARLEY_NONE) : PARLEY_NONE;
    for (size_t k = 0; i != PARLEY_NONE && x->told[i].all >= TOLD_LEAST && k < COUNT_OF(types); k++)
        if (5 * x->told[i].n[types[k]] >= 3 * x->told[i].all)
            return types[k];
    return NE_NONE;
}

/* Words from t on that are no name yet but all could be one; the first word of a sentence has its capital for nothing. */
static uint32_t open_end(const parley_parse *p, const uint8_t *tags, parse_sent s, uint32_t t) {
    uint32_t end = t;
    while (end < s.end && end - t < NAME_WORDS && tags[end] == 0 && p->tokens[end].upos == UPOS_PROPN)
        end++;
    uint32_t len;
    const char *form = p->tokens[t].form;
    return t > s.first && cp_is_upper(utf8_get(form, strlen(form), &len)) ? end : t;
}

/* A single word that the network takes for a person, or for no name. */
static bool is_doubtful(const parley_parse *p, const uint8_t *tags, parse_sent s, uint32_t t) {
    if (tags[t] == 0)
        return p->tokens[t].upos == UPOS_PROPN;
    return tags[t] == NE_PER * 2 && (t + 1 == s.end || tags[t + 1] != NE_PER * 2 + 1);
}

static void apply_initials(const text_names *x, const parley_parse *p, uint8_t *tags, parse_sent s) {
    for (uint32_t t = s.first; x->initials.n && t < s.end; t++)
        if (is_doubtful(p, tags, s, t) && map_gets(&x->initials, p->tokens[t].form, 0))
            tags[t] = NE_ORG * 2;
}

static void apply(const text_names *x, const parley_parse *p, uint8_t *tags, parse_sent s) {
    for (uint32_t t = s.first; t < s.end; t++)
        for (uint32_t end = open_end(p, tags, s, t); end > t; end--) {
            char key[KEY];
            ne_type type = type_told(x, key, key_of(key, p, t, end));
            if (type == NE_NONE)
                continue;
            tags[t] = (uint8_t)(type * 2);
            memset(tags + t + 1, (int)type * 2 + 1, end - t - 1);
            t = end - 1;
            break;
        }
}

void names_repeat(const parley_parse *p, uint8_t *tags, parley_arena *a) {
    for (uint32_t first = 0, end; first < p->n_sents; first = end) {
        text_names x = {0};
        map_init(&x.at, a);
        map_init(&x.initials, a);
        for (end = first; end == first || (end < p->n_sents && !p->sents[end].apart); end++)
            learn(&x, p, tags, p->sents[end], a);
        for (uint32_t i = first; i < end; i++) {
            apply(&x, p, tags, p->sents[i]);
            apply_initials(&x, p, tags, p->sents[i]);
        }
    }
}
