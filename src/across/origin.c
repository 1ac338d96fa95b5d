/* origin.c - which pages are prints, copies and rewrites of one text, and which report one event. */
#include "across/hashes.h"

#include <stdlib.h>
#include <strings.h>

enum {
    /* Two rows a band: unrelated news shares under 0.2 % of its 4-word shingles, so that even two rows leave few false
     * candidates (24 * 0.002^2 = 0.01 %), and a rewrite that keeps 30 % is found with probability 1 - (1 - 0.09)^24 = 90 %. */
    BANDS = 24,
    ROWS = 2,
    KEY_SENTENCES = 4 /* the lowest sentence hashes are keys too: they find short excerpts of long pages */
};

typedef enum key_kind { KEY_BAND = 1, KEY_SENTENCE, KEY_QUOTE, KEY_MEETING } key_kind;

static uint64_t key_of(key_kind kind, uint64_t h) {
    return hash_mix(hash_mix(h) + (uint64_t)kind * 0x9e3779b97f4a7c15u);
}

/* How many of the runs are in the sample that every print holds. */
static uint32_t sampled(const across_print *p) {
    uint32_t from = 0;
    if (across_print_sampled(p))
        return p->n_shingles;
    for (uint32_t n = p->n_shingles; n;) {
        uint32_t half = n / 2;
        bool below = p->shingles[from + half] < HASH_HALF;
        from += below ? half + 1 : 0;
        n = below ? n - half - 1 : half;
    }
    return from;
}

/* One permutation hashing (Li, Owen, Zhang 2012): the lower half of all hashes is parted into BANDS * ROWS equal ranges, and the
 * least of a range is its row; an empty range takes the next full one's (Shrivastava, Li 2014). Of a sorted print that is the
 * first hash from where the range begins. */
uint64_t *across_doc_keys(const across_print *p, parley_arena *a, uint32_t *n) {
    uint32_t max = BANDS + KEY_SENTENCES + p->n_quotes + p->n_meetings, m = 0;
    uint64_t *keys = ARENA_ARRAY(a, uint64_t, max);
    uint32_t n_low = sampled(p);
    if (n_low >= 8) { /* fewer: a stub, where chance decides */
        uint32_t rows[BANDS * ROWS], i = 0;
        for (uint32_t row = 0; row < COUNT_OF(rows); row++) {
            uint32_t from = (uint32_t)((uint64_t)row * HASH_HALF / COUNT_OF(rows));
            while (i < n_low && p->shingles[i] < from)
                i++;
            rows[row] = p->shingles[i < n_low ? i : 0] & ~(uint32_t)HASH_PART_MASK;
        }
        for (uint64_t b = 0; b < BANDS; b++)
            keys[m++] = key_of(KEY_BAND, ((uint64_t)rows[b * ROWS] << 32 | rows[b * ROWS + 1]) + b);
    }
    for (uint32_t i = 0; i < p->n_sentences && i < KEY_SENTENCES; i++)
        keys[m++] = key_of(KEY_SENTENCE, p->sentences[i]);
    for (uint32_t i = 0; i < p->n_quotes; i++)
        keys[m++] = key_of(KEY_QUOTE, p->quotes[i]);
    for (uint32_t i = 0; i < p->n_meetings; i++)
        keys[m++] = key_of(KEY_MEETING, p->meetings[i]);
    *n = hashes_unique_u64(keys, m);
    return keys;
}

static bool share_credit(const across_print *x, const across_print *y) {
    for (const char *s = x->credits; *s;) {
        size_t n = strcspn(s, "\n");
        for (const char *t = y->credits; *t;) {
            size_t m = strcspn(t, "\n");
            if (n == m && strncasecmp(s, t, n) == 0)
                return true;
            t += m + (t[m] == '\n');
        }
        s += n + (s[n] == '\n');
    }
    return false;
}

static uint32_t common_meetings(const across_print *x, const across_print *y) {
    uint32_t n = 0;
    for (uint32_t i = 0, j = 0; i < x->n_meetings && j < y->n_meetings;) {
        uint64_t a = x->meetings[i], b = y->meetings[j];
        n += a == b;
        i += a <= b;
        j += b <= a;
    }
    return n;
}

/* One block of words in common, a house's invitation to subscribe or a background that it prints under many stories, is as long
 * as it is and stands in one place; a rewrite takes from here and from there. Half of a page is no block any more. */
enum { BLOCK_PARTS = 2 };
static bool scattered(const across_print *x, uint32_t n_x, const across_print *y, uint32_t n_y, float score) {
    return score >= 0.4f || hashes_spread(x->shingles, n_x, y->shingles, n_y) >= BLOCK_PARTS + (float)HASH_PARTS * score;
}

across_edge across_compare(const across_print *x, const across_print *y) {
    across_edge e = {.relation = RELATION_NONE};
    bool half = across_print_sampled(x) || across_print_sampled(y);
    uint32_t n_x = half ? sampled(x) : x->n_shingles, n_y = half ? sampled(y) : y->n_shingles, least = n_x < n_y ? n_x : n_y;
    e.n_shingles = hashes_common(x->shingles, n_x, y->shingles, n_y, HASH_PART_MASK);
    uint32_t both = n_x + n_y - e.n_shingles;
    float jaccard = both ? (float)e.n_shingles / (float)both : 0;
    e.score = least ? (float)e.n_shingles / (float)least : 0;
    least *= half ? 2 : 1;
    e.n_sentences = hashes_common(x->sentences, x->n_sentences, y->sentences, y->n_sentences, 0);
    e.n_quotes = hashes_common(x->quotes, x->n_quotes, y->quotes, y->n_quotes, 0);
    e.n_meetings = common_meetings(x, y);
    /* The same two people may meet on another Monday: only near in time, where both pages say when. */
    bool near = !x->day || !y->day || labs((long)x->day - y->day) <= 8;
    if (least >= 8 && jaccard >= 0.8f)
        e.relation = RELATION_COPY;
    else if (least >= 24 && (e.score >= 0.25f || (e.n_sentences >= 3 && e.score >= 0.15f)) && scattered(x, n_x, y, n_y, e.score))
        e.relation = RELATION_REWRITE;
    else if (least >= 24 && e.score >= 0.08f && near && share_credit(x, y))
        e.relation = RELATION_SAME_WIRE;
    else if (near && (e.n_quotes >= 1 || e.n_meetings >= 1 || e.n_sentences >= 2))
        e.relation = RELATION_SAME_EVENT;
    return e;
}

const char *across_evidence(const across_edge *e, parley_arena *a) {
    return arena_printf(a,
                        "%.0f %% of the shorter text's 4-word runs, %u sentences, %u runs of quoted words, %u meetings in common",
                        100.0 * (double)e->score, e->n_sentences, e->n_quotes, e->n_meetings);
}
