/* recurrent.h - a small gated recurrent network that reads the lines of a page in order, from above and from below (recurrent.c).
 *
 * Trees judge each line by itself and what counts around it say; this remembers what came before: a report that has begun,
 * comments that have. Half of the judgement of text without markup is its. */
#ifndef PARLEY_RECURRENT_H
#define PARLEY_RECURRENT_H

#include "base/base.h"

enum { RECURRENT_HIDDEN = 32, RECURRENT_GATES = 3 * RECURRENT_HIDDEN, RECURRENT_NETS_MAX = 4 };

typedef struct recurrent_way { /* one direction: reset gate, update gate and candidate side by side */
    float from_line[RECURRENT_HIDDEN][RECURRENT_GATES], from_state[RECURRENT_HIDDEN][RECURRENT_GATES];
    float bias[RECURRENT_GATES], bias_state[RECURRENT_HIDDEN]; /* the latter of the candidate, inside the reset gate */
    float out[RECURRENT_HIDDEN];
} recurrent_way;

typedef struct recurrent_net {
    const float *from_row; /* [n_features][RECURRENT_HIDDEN] */
    float bias[RECURRENT_HIDDEN], out[RECURRENT_HIDDEN], out_bias;
    recurrent_way ways[2]; /* downwards, upwards */
} recurrent_net;

typedef struct recurrent { /* nets trained from different seeds, which are averaged */
    uint32_t n_features, n_nets;
    float *mean, *scale; /* [n_features] */
    recurrent_net *nets;
} recurrent;

/* Read a file of train/page/recurrent.py (parley_home()/data/NAME); memory of a. Errors: PARLEY_EIO, PARLEY_EMODEL for what makes
 * no network or looks at features beyond max_features. */
parley_status recurrent_read(recurrent *r, const char *name, uint32_t max_features, parley_arena *a, parley_error *err);
/* The first layer: a line's features -> out, RECURRENT_HIDDEN floats for each of n_nets. */
void recurrent_line(const recurrent *r, const float *row, float *out);
/* Log-odds of n lines, whose first layers lie one after the other, to score. */
void recurrent_score(const recurrent *r, const float *lines, uint32_t n, float *score);

#endif
