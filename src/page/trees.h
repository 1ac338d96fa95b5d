/* trees.h - boosted decision trees: the learned judgement of lines (trees.c). */
#ifndef PARLEY_TREES_H
#define PARLEY_TREES_H

#include "base/base.h"

typedef struct trees {
    struct tree_node {
        float value;      /* threshold; at a leaf the score */
        uint16_t feature; /* TREE_LEAF: a leaf */
        uint16_t right;   /* distance to the right child; the left one is the next node */
    } * nodes;
    uint32_t n_nodes, cap_nodes;
    struct tree_root {
        uint32_t node;
        float least, most; /* what this tree and those after it can add */
    } * roots;
    uint32_t n_roots, cap_roots;
    uint32_t n_features;
} trees;

enum { TREE_LEAF = UINT16_MAX };

/* Read a file of train/page/lines.py (parley_home()/data/NAME); memory of a. Errors: PARLEY_EIO, PARLEY_EMODEL for anything that
 * does not fit together: children before parents, features beyond max_features. */
parley_status trees_read(trees *t, const char *name, uint32_t max_features, parley_arena *a, parley_error *err);
/* Log-odds of row (n_features values). What no tree to come can bring back into [low, high] is not added up to its end: then some
 * value on the same side of both bounds comes back. Infinities ask for the whole sum. */
float trees_score(const trees *t, const float *row, float low, float high);

#endif
