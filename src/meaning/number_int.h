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

struct number_lexicon {
    parley_arena *arena;
    parley_map role[WORD_N]; /* word -> index into values */
    double *values;
    uint32_t n_values, cap_values;
    unit *units;
    uint32_t n_units, cap_units;
    parley_map forms; /* unit form -> index into units */
    struct bound *bounds;
    uint32_t n_bounds, cap_bounds;
};

static inline bool is(const num_word *w, uint32_t n, uint32_t i, const char *s) {
    return i < n && strcmp(w[i].s, s) == 0;
}

/* Joined to the word before without a space, as in "two-thirds", "25%", "$5". */
static inline bool glued(const num_word *w, uint32_t n, uint32_t i) {
    return i > 0 && i < n && !w[i].space;
}

/* The value of a word in this role ("forty", "million"); false: it has none. */
static inline bool role_of(const number_lexicon *l, enum word_role r, const num_word *w, double *value) {
    uint32_t i = map_gets(&l->role[r], w->s, PARLEY_NONE);
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
