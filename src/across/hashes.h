/* hashes.h - sorted sets of hashes, and how many two of them share (across/ only). */
#ifndef PARLEY_HASHES_H
#define PARLEY_HASHES_H

#include "across/across.h"

/* A run's hash keeps in its lowest bits the part of the text where it stands first. */
enum { HASH_PARTS = 8, HASH_PART_MASK = HASH_PARTS - 1 };

/* Of a long text the runs with hashes in the lower half are kept, a fair sample: what two texts share of them tells what they
 * share, to some 2 %, and takes half as long. A short text's are few; all are kept. */
#define HASH_HALF 0x80000000u
enum { PRINT_WHOLE_WORDS = 320 };
static inline bool across_print_sampled(const across_print *p) {
    return p->n_words > PRINT_WHOLE_WORDS;
}

static inline uint64_t hash_mix(uint64_t h) { /* finaliser of splitmix64 (Steele, Lea, Flood 2014) */
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
    h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
    return h ^ (h >> 31);
}

/* A sorted copy of v in memory of a; of those that are equal but for the bits of mask the least is kept. */
uint32_t *hashes_sorted(const uint32_t *v, uint32_t n, uint32_t mask, uint32_t *n_out, parley_arena *a);
uint32_t hashes_unique_u64(uint64_t *v, uint32_t n); /* sorts and drops doubles in place; the number left */
/* How many the two share but for the bits of mask: both as hashes_sorted left them. */
uint32_t hashes_common(const uint32_t *x, uint32_t n_x, const uint32_t *y, uint32_t n_y, uint32_t mask);
/* Over how many parts of a text what two share is spread, evenly taken: 1 to HASH_PARTS, of the text where it is more. */
float hashes_spread(const uint32_t *x, uint32_t n_x, const uint32_t *y, uint32_t n_y);

#endif
