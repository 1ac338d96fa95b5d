/* encoding.c - bytes of any usual encoding -> UTF-8, with the way back.
 *
 * Own code on four encodings and not iconv: iconv tells neither which source bytes made which letter nor goes on after a broken
 * byte, and both are the point here. uchardet was tried on the training pages: it names the same encodings as the rules below,
 * reads the whole page once more for it, and calls short windows-1252 texts anything from ISO-8859-3 to TIS-620. */
#include "page/page_int.h"

#include <strings.h>

/* Room for n more bytes and a NUL. */
static void build_room(page_build *b, uint32_t n) {
    size_t need = (size_t)b->n + n + 1;
    if (need <= b->cap)
        return;
    size_t cap = need > (size_t)b->cap * 2 ? need : (size_t)b->cap * 2;
    if (cap > UINT32_MAX / 2)
        cap = UINT32_MAX / 2; /* text is at most three times PARLEY_PAGE_MAX */
    char *grown = arena_alloc(b->a, cap);
    if (b->n)
        memcpy(grown, b->s, b->n);
    b->s = grown;
    b->cap = (uint32_t)cap;
}

void build_same(page_build *b, const char *s, uint32_t n, uint32_t source) {
    if (!n)
        return;
    build_room(b, n);
    memcpy(b->s + b->n, s, n);
    page_seg *last = b->n_segs ? &b->segs[b->n_segs - 1] : NULL;
    if (last && last->n_text == last->n_source && last->text + last->n_text == b->n && last->source + last->n_source == source) {
        last->n_text += n;
        last->n_source += n;
    } else {
        ARENA_PUSH(b->a, b->segs, b->n_segs, b->cap_segs) = (page_seg){b->n, n, source, n};
    }
    b->n += n;
}

void build_atom(page_build *b, const char *s, uint32_t n, uint32_t source, uint32_t n_source) {
    if (!n)
        return;
    build_room(b, n);
    memcpy(b->s + b->n, s, n);
    ARENA_PUSH(b->a, b->segs, b->n_segs, b->cap_segs) = (page_seg){b->n, n, source, n_source};
    b->n += n;
}

void build_gap(page_build *b, char c) {
    build_room(b, 1);
    b->s[b->n++] = c;
}

void build_end(page_build *b) {
    build_room(b, 0);
    b->s[b->n] = '\0';
}

/* First segment that ends behind byte at. Segments are ordered and do not overlap, so binary search. */
static uint32_t segs_find(const page_seg *segs, uint32_t n, uint32_t at) {
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (segs[mid].text + segs[mid].n_text <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

parley_span segs_source(const page_seg *segs, uint32_t n_segs, parley_span s) {
    parley_span out = {0, 0};
    for (uint32_t i = segs_find(segs, n_segs, s.start); i < n_segs && segs[i].text < s.end; i++) {
        const page_seg *g = &segs[i];
        parley_span part = {g->source, g->source + g->n_source};
        if (g->n_text == g->n_source) {
            if (s.start > g->text)
                part.start += s.start - g->text;
            if (s.end < g->text + g->n_text)
                part.end -= g->text + g->n_text - s.end;
        }
        if (out.end == 0 && out.start == 0) {
            out = part;
        } else {
            out.start = part.start < out.start ? part.start : out.start;
            out.end = part.end > out.end ? part.end : out.end;
        }
    }
    return out;
}

void build_rebase(page_build *b, const page_seg *under, uint32_t n_under) {
    if (n_under == 1 && under[0].text == under[0].source && under[0].n_text == under[0].n_source)
        return; /* plain UTF-8: the middle text is the source */
    page_seg *out = NULL;
    uint32_t n = 0, cap = 0;
    for (uint32_t i = 0; i < b->n_segs; i++) {
        page_seg g = b->segs[i];
        if (g.n_text != g.n_source) { /* atomic already: only its source moves */
            parley_span s = segs_source(under, n_under, (parley_span){g.source, g.source + g.n_source});
            page_seg made = {g.text, g.n_text, s.start, s.end - s.start};
            if (made.n_text == made.n_source && made.n_text > 1) {
                /* Equal lengths would read as "byte by byte the same"; a zero-text neighbour cannot say otherwise, so give the
                 * letters to one segment each side: first byte atomic over all, the rest too. */
                ARENA_PUSH(b->a, out, n, cap) = (page_seg){made.text, 1, made.source, made.n_source};
                ARENA_PUSH(b->a, out, n, cap) = (page_seg){made.text + 1, made.n_text - 1, made.source, made.n_source};
            } else {
                ARENA_PUSH(b->a, out, n, cap) = made;
            }
            continue;
        }
        for (uint32_t k = segs_find(under, n_under, g.source); k < n_under && under[k].text < g.source + g.n_source; k++) {
            page_seg u = under[k];
            uint32_t from = u.text > g.source ? u.text : g.source;
            uint32_t to = u.text + u.n_text < g.source + g.n_source ? u.text + u.n_text : g.source + g.n_source;
            page_seg made = {g.text + (from - g.source), to - from, u.source, u.n_source};
            if (u.n_text == u.n_source) {
                made.source += from - u.text;
                made.n_source = to - from;
            }
            page_seg *last = n ? &out[n - 1] : NULL;
            if (last && last->n_text == last->n_source && made.n_text == made.n_source &&
                last->text + last->n_text == made.text && last->source + last->n_source == made.source) {
                last->n_text += made.n_text;
                last->n_source += made.n_source;
            } else {
                ARENA_PUSH(b->a, out, n, cap) = made;
            }
        }
    }
    b->segs = out;
    b->n_segs = n;
}

/* --- decoding --------------------------------------------------------------------------------------------------------- */
/* windows-1252, 0x80 to 0x9F; the five holes are read as the C1 controls, as browsers do. ISO-8859-1 is read as windows-1252:
 * pages that claim the one mean the other (WHATWG Encoding says the same). */
static const uint16_t cp1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

static void decode_1252(page_build *b, const char *s, uint32_t n) {
    for (uint32_t i = 0; i < n;) {
        uint32_t run = i;
        while (run < n && (unsigned char)s[run] < 0x80 && s[run])
            run++;
        build_same(b, s + i, run - i, i);
        if (run < n) {
            unsigned char c = (unsigned char)s[run];
            char out[4];
            uint32_t cp = c ? (c < 0xA0 ? cp1252[c - 0x80] : c) : 0xFFFD;
            build_atom(b, out, utf8_put(out, cp), run, 1);
            run++;
        }
        i = run;
    }
}

/* First place from i on where a byte is not ASCII or below `least` (1 or 32), or near it: eight bytes at a time, since most of
 * what is read is markup in ASCII. */
static uint32_t plain_run(const char *s, uint32_t i, uint32_t n, unsigned least) {
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    for (; i + 8 <= n; i += 8) {
        uint64_t w;
        memcpy(&w, s + i, 8);
        if ((w | (w - ones * least)) & high) /* a borrow from a neighbour only ends the run early */
            break;
    }
    return i;
}

static void decode_utf8(page_build *b, const char *s, uint32_t n, uint32_t from) {
    for (uint32_t i = from; i < n;) {
        uint32_t run = i, len = 1;
        while (run < n) {
            run = plain_run(s, run, n, 1);
            if (run == n)
                break;
            if ((unsigned char)s[run] < 0x80) {
                if (!s[run])
                    break;
                run++;
                continue;
            }
            if (utf8_get(s + run, n - run, &len) == UTF8_BAD)
                break;
            run += len;
        }
        build_same(b, s + i, run - i, i);
        if (run < n) {
            build_atom(b, "\xEF\xBF\xBD", 3, run, 1);
            run++;
        }
        i = run;
    }
}

static void decode_utf16(page_build *b, const char *str, uint32_t n, bool big, uint32_t from) {
    const unsigned char *s = (const unsigned char *)str;
    int hi = big ? 0 : 1, lo = 1 - hi;
    uint32_t i = from;
    for (; i + 1 < n; i += 2) {
        uint32_t cp = ((uint32_t)s[i + (uint32_t)hi] << 8) | s[i + (uint32_t)lo], used = 2;
        if (cp >= 0xD800 && cp < 0xDC00 && i + 3 < n) {
            uint32_t low = ((uint32_t)s[i + 2 + (uint32_t)hi] << 8) | s[i + 2 + (uint32_t)lo];
            if (low >= 0xDC00 && low < 0xE000) {
                cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
                used = 4;
            }
        }
        if ((cp >= 0xD800 && cp < 0xE000) || cp == 0)
            cp = 0xFFFD;
        char out[4];
        uint32_t n_out = utf8_put(out, cp);
        if (n_out == used) { /* equal lengths would read as "the same bytes" (see page_seg): split the letter */
            build_atom(b, out, 1, i, used);
            build_atom(b, out + 1, n_out - 1, i, used);
        } else {
            build_atom(b, out, n_out, i, used);
        }
        i += used - 2;
    }
    if (i < n)
        build_atom(b, "\xEF\xBF\xBD", 3, i, 1);
}

static bool name_is(const char *s, size_t n, const char *const *names) {
    for (; *names; names++)
        if (strlen(*names) == n && strncasecmp(s, *names, n) == 0)
            return true;
    return false;
}

/* The charset that a page claims in its first two kilobytes: <meta charset=…>, content="…charset=…", encoding="…". */
static const char *claimed(const char *s, uint32_t n, size_t *n_name) {
    uint32_t end = n < 2048 ? n : 2048;
    for (uint32_t i = 0; i + 9 < end; i++) {
        uint32_t at = 0;
        if ((s[i] | 32) == 'c' && strncasecmp(s + i, "charset", 7) == 0)
            at = i + 7;
        else if ((s[i] | 32) == 'e' && strncasecmp(s + i, "encoding", 8) == 0)
            at = i + 8;
        if (!at)
            continue;
        while (at < end && (s[at] == ' ' || s[at] == '='))
            at++;
        if (at < end && (s[at] == '"' || s[at] == '\''))
            at++;
        uint32_t stop = at;
        while (stop < end &&
               (cp_is_alpha((unsigned char)s[stop]) || cp_is_digit((unsigned char)s[stop]) || s[stop] == '-' || s[stop] == '_'))
            stop++;
        if (stop > at) {
            *n_name = stop - at;
            return s + at;
        }
    }
    return NULL;
}

const char *encoding_decode(page_build *b, const char *s, uint32_t n, const char *hint) {
    static const char *const latin[] = {"windows-1252", "cp1252",   "iso-8859-1",  "latin1",
                                        "iso8859-1",    "us-ascii", "iso-8859-15", NULL};
    if (n >= 2 && (memcmp(s, "\xFF\xFE", 2) == 0 || memcmp(s, "\xFE\xFF", 2) == 0)) {
        bool big = s[0] == '\xFE';
        decode_utf16(b, s, n, big, 2);
        return big ? "utf-16be" : "utf-16le";
    }
    /* One pass over the bytes: zeros by place, controls, good and broken multi-byte letters. */
    uint32_t zeros[2] = {0, 0}, controls = 0, good = 0, bad = 0;
    for (uint32_t i = 0; i < n;) {
        i = plain_run(s, i, n, 32);
        if (i == n)
            break;
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x80) {
            uint32_t len;
            if (utf8_get(s + i, n - i, &len) == UTF8_BAD)
                bad++;
            else
                good++;
            i += len;
            continue;
        }
        if (c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1B) {
            if (c == 0)
                zeros[i & 1]++;
            else
                controls++;
        }
        i++;
    }
    /* UTF-16 without a mark: text in a Latin script has a zero in most pairs, all on one side. */
    uint32_t pairs = n / 2;
    if (n >= 8 && (zeros[0] > pairs / 3 || zeros[1] > pairs / 3) && (zeros[0] < pairs / 20 + 1 || zeros[1] < pairs / 20 + 1)) {
        bool big = zeros[0] > zeros[1];
        decode_utf16(b, s, n, big, 0);
        return big ? "utf-16be" : "utf-16le";
    }
    /* Junk: text has next to no control characters; compressed or executable bytes have them everywhere. */
    if (zeros[0] + zeros[1] + controls > n / 100 + 2)
        return NULL;
    uint32_t from = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (bad == 0 || from) {
        decode_utf8(b, s, n, from);
        return "utf-8";
    }
    size_t n_name = 0;
    const char *name = hint;
    if (hint)
        n_name = strlen(hint);
    else
        name = claimed(s, n, &n_name);
    bool says_latin = name && name_is(name, n_name, latin);
    /* Bytes that break UTF-8: a few among many good letters is damage, mostly broken is another encoding. Unknown single-byte
     * encodings (KOI8, Shift-JIS) come out as windows-1252 gibberish; such a page is not English and is left uncoded anyway. */
    if (says_latin || bad > good) {
        decode_1252(b, s, n);
        return "windows-1252";
    }
    decode_utf8(b, s, n, from);
    return "utf-8";
}
