/* trees.c - reading and running boosted trees. */
#include "page/trees.h"

#include <math.h>
#include <stdlib.h>

typedef struct reading {
    trees *t;
    parley_arena *a;
    uint32_t max_features;
} reading;

static bool row_tree(char **f, uint32_t n, uint32_t line, void *user) {
    reading *r = user;
    trees *t = r->t;
    (void)line;
    if (n != 2)
        return false;
    if (strcmp(f[0], "features") == 0) {
        t->n_features = (uint32_t)strtoul(f[1], NULL, 10);
        return t->n_features > 0 && t->n_features <= r->max_features;
    }
    if (strcmp(f[0], "tree") != 0 || t->n_features == 0)
        return false;
    uint32_t first = t->n_nodes;
    ARENA_PUSH(r->a, t->roots, t->n_roots, t->cap_roots) = (struct tree_root){.node = first};
    for (char *s = f[1]; *s;) {
        struct tree_node node = {.feature = TREE_LEAF};
        uint32_t at = t->n_nodes - first;
        if (*s == '=') {
            node.value = strtof(s + 1, &s);
        } else {
            unsigned long feature = strtoul(s, &s, 10), left, right;
            if (*s++ != ':' || feature >= t->n_features)
                return false;
            node.value = strtof(s, &s);
            if (*s++ != ':')
                return false;
            left = strtoul(s, &s, 10);
            if (*s++ != ':')
                return false;
            right = strtoul(s, &s, 10);
            if (left != at + 1 || right <= left || right - at >= UINT16_MAX)
                return false;
            node.feature = (uint16_t)feature;
            node.right = (uint16_t)(right - at);
        }
        ARENA_PUSH(r->a, t->nodes, t->n_nodes, t->cap_nodes) = node;
        if (*s == ' ')
            s++;
        else if (*s)
            return false;
    }
    /* Every child must be there: the walk below checks nothing. */
    uint32_t n_nodes = t->n_nodes - first;
    for (uint32_t i = 0; i < n_nodes; i++) {
        const struct tree_node *node = &t->nodes[first + i];
        if (node->feature != TREE_LEAF && i + node->right >= n_nodes)
            return false;
    }
    return n_nodes > 0 && t->nodes[t->n_nodes - 1].feature == TREE_LEAF;
}

/* What each tree and those after it can add, from the last on; a hair wider than the sum of floats. */
static void bound(trees *t) {
    float least = -1e-3f, most = 1e-3f;
    for (uint32_t i = t->n_roots, end = t->n_nodes; i-- > 0; end = t->roots[i].node) {
        float low = INFINITY, high = -INFINITY;
        for (uint32_t k = t->roots[i].node; k < end; k++)
            if (t->nodes[k].feature == TREE_LEAF) {
                low = fminf(low, t->nodes[k].value);
                high = fmaxf(high, t->nodes[k].value);
            }
        t->roots[i].least = least += low;
        t->roots[i].most = most += high;
    }
}

parley_status trees_read(trees *t, const char *name, uint32_t max_features, parley_arena *a, parley_error *err) {
    *t = (trees){0};
    reading r = {t, a, max_features};
    parley_status rc = lex_read(name, a, row_tree, &r, err);
    if (rc >= 0 && t->n_roots == 0)
        rc = fail(err, PARLEY_EMODEL, -1, "%s: no trees", name);
    if (rc >= 0)
        bound(t);
    return rc;
}

float trees_score(const trees *t, const float *row, float low, float high) {
    float sum = 0;
    for (uint32_t i = 0; i < t->n_roots; i++) {
        const struct tree_root *r = &t->roots[i];
        if (sum + r->most < low || sum + r->least > high)
            return sum + r->most < low ? sum + r->most : sum + r->least;
        const struct tree_node *n = &t->nodes[r->node];
        while (n->feature != TREE_LEAF)
            n += row[n->feature] <= n->value ? 1 : n->right;
        sum += n->value;
    }
    return sum;
}
