/* number_int.h - what the files that read numbers share: number.c, number_word.c, quantity.c. */
#ifndef PARLEY_NUMBER_INT_H
#define PARLEY_NUMBER_INT_H

#include "meaning/number.h"

enum word_role { WORD_ONE, WORD_TEN, WORD_SCALE, WORD_ORDINAL, WORD_PART, WORD_FEW, WORD_N };

struct bound {
    const char *words[5];
    uint32_t n;
    figure_qualifier qualifier;
    bool after;
};

enum { PAIRS = 1 << 16 };

struct number_lexicon {
    parley_arena *arena;
    parley_map role[WORD_N]; /* word -> index into values */
    double *values;
    uint32_t n_values, cap_values;
    unit *units;
    uint32_t n_units, cap_units;
    parley_map forms;                                          /* unit form -> index into units */
    uint64_t role_begins[PAIRS / 64], form_begins[PAIRS / 64]; /* a bit for each pair of first bytes that some word has */
    struct bound *bounds;
    uint32_t n_bounds, cap_bounds;
};

static inline bool is(const num_word *w, uint32_t n, uint32_t i, const char *s) {
    return i < n && w[i].s[0] == s[0] && strcmp(w[i].s, s) == 0;
}

/* Two bytes rule out most words of a text before they are hashed. */
static inline uint32_t pair_of(const char *s) {
    return (uint32_t)(unsigned char)s[0] << 8 | (s[0] ? (unsigned char)s[1] : 0);
}
static inline void pair_set(uint64_t *pairs, const char *s) {
    pairs[pair_of(s) / 64] |= UINT64_C(1) << pair_of(s) % 64;
}
static inline bool pair_has(const uint64_t *pairs, const char *s) {
    return pairs[pair_of(s) / 64] >> pair_of(s) % 64 & 1;
}

/* Joined to the word before without a space, as in "two-thirds", "25%", "$5". */
static inline bool glued(const num_word *w, uint32_t n, uint32_t i) {
    return i > 0 && i < n && !w[i].space;
}

/* The value of a word in this role ("forty", "million"); false: it has none. */
static inline bool role_of(const number_lexicon *l, enum word_role r, const num_word *w, double *value) {
    uint32_t i = pair_has(l->role_begins, w->s) ? map_gets(&l->role[r], w->s, PARLEY_NONE) : PARLEY_NONE;
    if (i == PARLEY_NONE)
        return false;
    *value = l->values[i];
    return true;
}

/* number_word.c: ½ as 0.5; 0 for what is no fraction. */
double vulgar_fraction(uint32_t cp);

/* number.c: number_at, knowing that a currency stands before it (money). */
bool number_one(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, bool money, number *out);

#endif
