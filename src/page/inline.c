/* inline.c - links to other stories that a site's software put into the middle of a sentence.
 *
 * Some sites open a card behind a name; read as text it is the name again, in full, the headlines that it lists glued to it, and
 * "MORE": "Senator Roe Ana Maria RoeHarbour talks stall Union rejects offer MORE said". From behind the first name to the last
 * word of the card it is noise, and the paragraph goes on behind it.
 */
#include "page/page_int.h"

enum { CARD_MAX = 2000, NAME_WORDS = 7, NAME_MIN = 3 };

static const char card_end[] = "MORE";

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

typedef struct word {
    uint32_t start, end;
} word;

/* The surname that opens the word w and is glued to another: of "RoeHarbour" Roe; its end, or w.start if it is not so for the
 * name that the word `first` is or begins with. */
static bool is_glued(const char *s, word first, word w, uint32_t *name_end) {
    for (uint32_t i = w.start + NAME_MIN; i < w.end; i++) {
        uint32_t n = i - w.start;
        if (!is_lower(s[i - 1]) || !is_upper(s[i]) || first.end - first.start < n || memcmp(s + first.start, s + w.start, n) != 0)
            continue;
        if (first.end - first.start == n || is_upper(s[first.start + n])) {
            *name_end = first.start + n;
            return true;
        }
    }
    return false;
}

/* Where the card that ends at `end` begins: behind the name that it repeats. PARLEY_NONE if no card ends there. */
static uint32_t card_begin(const char *s, uint32_t from, uint32_t end) {
    word last[NAME_WORDS];
    uint32_t n = 0;
    for (uint32_t i = from; i < end;) {
        while (i < end && s[i] == ' ')
            i++;
        word w = {i, i};
        while (w.end < end && s[w.end] != ' ')
            w.end++;
        i = w.end;
        uint32_t name_end;
        for (uint32_t back = 1; is_upper(s[w.start]) && back <= n && back < NAME_WORDS; back++)
            if (is_glued(s, last[(n - back) % NAME_WORDS], w, &name_end))
                return name_end;
        last[n++ % NAME_WORDS] = w;
    }
    return PARLEY_NONE;
}

/* The first card in the text bytes [from, end), as a span; {0, 0} if there is none. */
static parley_span card_find(const char *s, uint32_t from, uint32_t end) {
    const uint32_t n = sizeof card_end - 1;
    for (uint32_t i = from; i + n <= end; i++) {
        if (s[i] != card_end[0] || memcmp(s + i, card_end, n) != 0 || i == from || s[i - 1] != ' ' ||
            (i + n < end && s[i + n] != ' ' && s[i + n] != ',' && s[i + n] != '.' && s[i + n] != '\''))
            continue;
        uint32_t begin = card_begin(s, i - from > CARD_MAX ? i - CARD_MAX : from, i);
        if (begin != PARLEY_NONE)
            return (parley_span){begin, i + n};
        from = i + n;
    }
    return (parley_span){0, 0};
}

void inline_mark(parley_page *p) {
    const char *s = p->text;
    page_block *out = NULL;
    uint32_t n = 0, cap = 0;
    for (uint32_t b = 0; b < p->n_blocks; b++) {
        page_block k = p->blocks[b];
        for (parley_span card; page_is_body(&k) && (card = card_find(s, k.start, k.end)).end > 0;) {
            page_block head = k, noise = {card.start, card.end, PAGE_NOISE, page_cue_names[CUE_RELATED], false};
            head.end = card.start;
            while (noise.start < noise.end && s[noise.start] == ' ')
                noise.start++;
            ARENA_PUSH(&p->arena, out, n, cap) = head;
            ARENA_PUSH(&p->arena, out, n, cap) = noise;
            k.start = card.end;
            k.new_paragraph = false;
            while (k.start < k.end && s[k.start] == ' ')
                k.start++;
            if (k.start == k.end)
                break;
        }
        if (k.start < k.end)
            ARENA_PUSH(&p->arena, out, n, cap) = k;
    }
    p->blocks = out;
    p->n_blocks = n;
}
