/* quote.c - pairs quotation marks.
 *
 * A state machine over the bytes of each paragraph. Curly marks tell their direction; straight ones open where a space or
 * bracket stands before and none after. A mark that must open while a quotation is open ends that one: its closing mark was
 * lost. An opening mark never closed ends with its paragraph (printers open every paragraph of a long quotation and close the
 * last). Single marks count only outside double ones, in pairs, and only where neither can be an apostrophe.
 */
#include "meaning/quote.h"

typedef enum mark { MARK_NO, MARK_OPEN, MARK_CLOSE, MARK_EITHER, MARK_SINGLE_OPEN, MARK_SINGLE_CLOSE, MARK_SINGLE } mark;

static mark mark_at(const char *s, size_t n, uint32_t *len) {
    unsigned char c = (unsigned char)s[0];
    *len = 1;
    if (c == '"')
        return MARK_EITHER;
    if (c == '\'' || c == '`') {
        if (n > 1 && (unsigned char)s[1] == c) { /* ``TeX'' */
            *len = 2;
            return c == '`' ? MARK_OPEN : MARK_CLOSE;
        }
        return c == '`' ? MARK_SINGLE_OPEN : MARK_SINGLE;
    }
    if (c < 0x80)
        return MARK_NO;
    uint32_t cp = utf8_get(s, n, len);
    if ((cp == 0x2018 || cp == 0x2019) && n >= 6 && memcmp(s, s + 3, 3) == 0) { /* two single marks for a double one */
        *len = 6;
        return cp == 0x2018 ? MARK_OPEN : MARK_CLOSE;
    }
    switch (cp) {
    case 0x201C:
    case 0x201F: return MARK_OPEN;
    case 0x201E: return MARK_OPEN;
    case 0x201D: return MARK_CLOSE;
    case 0x00AB: return MARK_OPEN;
    case 0x00BB: return MARK_CLOSE;
    case 0x300C:
    case 0x300E: return MARK_OPEN;
    case 0x300D:
    case 0x300F: return MARK_CLOSE;
    case 0x2018:
    case 0x201A:
    case 0x201B: return MARK_SINGLE_OPEN;
    case 0x2019: return MARK_SINGLE_CLOSE;
    default: return MARK_NO;
    }
}

static bool is_alnum_at(const char *s, uint32_t n, uint32_t i) {
    if (i >= n)
        return false;
    uint32_t len, cp = utf8_get(s + i, n - i, &len);
    return cp != UTF8_BAD && (cp_is_alpha(cp) || cp_is_digit(cp));
}

static bool opener_before(const char *s, uint32_t start, uint32_t i) {
    if (i == start)
        return true;
    unsigned char c = (unsigned char)s[i - 1];
    if (c == ' ' || c == '\t' || c == '\n' || c == '(' || c == '[' || c == '{' || c == '-' || c == '/' || c == '"' || c == ':')
        return true;
    /* non-breaking space, dashes, opening curly marks */
    return (i >= start + 2 && memcmp(s + i - 2, "\xC2\xA0", 2) == 0) ||
           (i >= start + 3 && (memcmp(s + i - 3, "\xE2\x80\x94", 3) == 0 || memcmp(s + i - 3, "\xE2\x80\x93", 3) == 0 ||
                               memcmp(s + i - 3, "\xE2\x80\x9C", 3) == 0 || memcmp(s + i - 3, "\xE2\x80\x98", 3) == 0));
}

static bool space_after(const char *s, uint32_t end, uint32_t i) {
    return i >= end || s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || (i + 2 <= end && memcmp(s + i, "\xC2\xA0", 2) == 0);
}

typedef struct pairing {
    const meaning_in *in;
    quote_list *list;
    uint32_t block, last; /* first and last block of the paragraph */
    uint32_t start, end;
} pairing;

static void quote_add(pairing *z, uint32_t open, uint32_t open_len, uint32_t inside_end, uint32_t close_end, bool closed,
                      bool single, bool cut) {
    const char *s = z->in->page->text;
    uint32_t from = open + open_len;
    while (inside_end > from && (s[inside_end - 1] == ' ' || s[inside_end - 1] == '\n'))
        inside_end--;
    if (inside_end <= from)
        return;
    uint32_t a = z->start, b = close_end;
    while (a < open && (s[a] == ' ' || s[a] == '\t'))
        a++;
    while (b < z->end && (s[b] == ' ' || s[b] == '.' || s[b] == ','))
        b++;
    ARENA_PUSH(z->in->scratch, z->list->items, z->list->n, z->list->cap) = (quote){.span = {open, close_end},
                                                                                   .inside = {from, inside_end},
                                                                                   .block = z->block,
                                                                                   .closed = closed,
                                                                                   .single = single,
                                                                                   .new_opening = cut,
                                                                                   .opens_block = a >= open,
                                                                                   .ends_block = b >= z->end};
}

/* Where the single quotation opened at i closes, or PARLEY_NONE. Only the next marks are looked at, 400 bytes at most, so that
 * thousands of opening marks stay linear. The last mark before a space or full stop wins over a plural's apostrophe in between
 * only if it follows punctuation. */
static uint32_t single_close(const char *s, uint32_t end, uint32_t i) {
    uint32_t stop = end - i > 400 ? i + 400 : end, found = PARLEY_NONE;
    for (uint32_t j = i; j < stop; j++) {
        uint32_t len;
        mark m = mark_at(s + j, end - j, &len);
        if (m == MARK_OPEN || m == MARK_CLOSE || m == MARK_EITHER)
            break;
        if (m == MARK_SINGLE_OPEN && j > i + 1)
            break;
        if ((m == MARK_SINGLE_CLOSE || m == MARK_SINGLE) && !is_alnum_at(s, end, j + len)) {
            if (j == i)
                return PARLEY_NONE;
            if (found == PARLEY_NONE)
                found = j;
            else if (s[j - 1] == '.' || s[j - 1] == ',' || s[j - 1] == '?' || s[j - 1] == '!')
                found = j; /* 'the workers' offer is final,' */
            if (s[j - 1] != 's')
                break; /* no plural: this closes */
        }
    }
    return found;
}

static void pair_block(pairing *z) {
    const char *s = z->in->page->text;
    uint32_t open = PARLEY_NONE, open_len = 0;
    for (uint32_t i = z->start, b = z->block; i < z->end;) {
        while (b < z->last && i >= z->in->page->blocks[b].end) { /* past noise inside the paragraph */
            b++;
            if (page_is_body(&z->in->page->blocks[b]) && i < z->in->page->blocks[b].start)
                i = z->in->page->blocks[b].start;
        }
        uint32_t len;
        mark m = mark_at(s + i, z->end - i, &len);
        if (m == MARK_NO) {
            i += len;
            continue;
        }
        if (m == MARK_SINGLE_OPEN || m == MARK_SINGLE || m == MARK_SINGLE_CLOSE) {
            if (open == PARLEY_NONE && m != MARK_SINGLE_CLOSE && opener_before(s, z->start, i) &&
                !space_after(s, z->end, i + len)) {
                uint32_t close = single_close(s, z->end, i + len);
                if (close != PARLEY_NONE) {
                    uint32_t close_len;
                    mark_at(s + close, z->end - close, &close_len);
                    quote_add(z, i, len, close, close + close_len, true, true, false);
                    i = close + close_len;
                    continue;
                }
            }
            i += len;
            continue;
        }
        bool before = opener_before(s, z->start, i), after = space_after(s, z->end, i + len);
        bool digit = i > z->start && s[i - 1] >= '0' && s[i - 1] <= '9' && m == MARK_EITHER && open == PARLEY_NONE; /* 6'2" */
        bool opens = m == MARK_OPEN || (m == MARK_EITHER && (open == PARLEY_NONE ? !digit : before && !after));
        /* A closing curly mark where nothing is open and a word follows: somebody's mark points the wrong way. */
        if (m == MARK_CLOSE && open == PARLEY_NONE)
            opens = before && !after;
        if (opens) {
            if (open != PARLEY_NONE)
                quote_add(z, open, open_len, i, i, false, false, true);
            open = i;
            open_len = len;
        } else if (open != PARLEY_NONE) {
            quote_add(z, open, open_len, i, i + len, true, false, false);
            open = PARLEY_NONE;
        }
        i += len;
    }
    if (open != PARLEY_NONE)
        quote_add(z, open, open_len, z->end, z->end, false, false, false);
}

quote_list *quotes_find(const meaning_in *in) {
    const parley_parse *p = in->parse;
    quote_list *list = ARENA_NEW(in->scratch, quote_list);
    list->of = ARENA_ARRAY(in->scratch, uint32_t, p->n_tokens + 1);
    memset(list->of, 0xff, (p->n_tokens + 1) * sizeof *list->of);
    for (uint32_t b = 0; b < in->page->n_blocks;) {
        /* Lines of one paragraph together: a quotation may run over a broken line. */
        uint32_t last = b;
        for (uint32_t next; page_is_body(&in->page->blocks[b]) && (next = page_continues(in->page, last)) != PARLEY_NONE;)
            last = next;
        if (page_is_body(&in->page->blocks[b])) {
            pairing z = {in, list, b, last, in->page->blocks[b].start, in->page->blocks[last].end};
            pair_block(&z);
        }
        b = last + 1;
    }
    uint32_t t = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        quote *q = &list->items[i];
        while (t < p->n_tokens && p->tokens[t].start < q->inside.start)
            t++;
        q->first = t;
        while (t < p->n_tokens && p->tokens[t].end <= q->inside.end)
            list->of[t++] = i;
        q->end = t;
    }
    return list;
}
