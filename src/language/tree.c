/* tree.c - maximum spanning tree with one root: Chu-Liu-Edmonds by contraction, one cycle a level.
 *
 * Best heads one by one are a tree for most sentences, and nothing more is done. Else the cost is O(n^2) a cycle; sentences are
 * at most NET_WORDS_MAX words, which bounds it. Ties go to the lowest index at each step, as in train/decode.py: all
 * implementations agree.
 */
#include "language/net.h"

#define NEVER (-1000000000000000000)

typedef struct level {
    struct level *up;
    uint32_t n, m;                         /* nodes before and (without the new one) after contraction */
    uint32_t *heads, *rest, *out_h, *in_d; /* [n], [m], [m], [m] */
} level;

struct tree_scratch {
    parley_arena arena;
};

void tree_scratch_free(tree_scratch *t) {
    if (!t)
        return;
    arena_free(&t->arena);
    mem_free(t);
}

/* A node of a cycle in heads[1..n), 0: none. colour: [n], zeroed here. */
static uint32_t cycle_in(const uint32_t *heads, uint32_t n, uint32_t *colour) {
    memset(colour, 0, sizeof *colour * n);
    colour[0] = n; /* done */
    for (uint32_t i = 1; i < n; i++) {
        uint32_t j = i;
        while (colour[j] == 0) {
            colour[j] = i;
            j = heads[j];
        }
        if (colour[j] == i)
            return j;
        for (j = i; colour[j] == i; j = heads[j])
            colour[j] = n;
    }
    return 0;
}

static uint32_t best_head(const int64_t *row, uint32_t n) {
    uint32_t best = 0;
    int64_t top = row[0];
    for (uint32_t j = 1; j < n; j++)
        if (row[j] > top) {
            top = row[j];
            best = j;
        }
    return best;
}

/* s: [n][ld] by dependent, then head; destroyed. Result in the heads of the returned arena array. */
static uint32_t *spanning(int64_t *s, size_t ld, uint32_t n, parley_arena *a) {
    level *top = NULL;
    uint32_t *colour = ARENA_ARRAY(a, uint32_t, n);
    uint32_t *heads = ARENA_ARRAY(a, uint32_t, n);
    for (uint32_t i = 1; i < n; i++)
        heads[i] = best_head(s + i * ld, n);
    for (;;) {
        uint32_t in = cycle_in(heads, n, colour);
        if (!in)
            break;
        level *l = ARENA_NEW(a, level);
        *l = (level){.up = top, .n = n, .heads = heads};
        top = l;
        uint32_t *cyc = ARENA_ARRAY(a, uint32_t, n), n_cyc = 0;
        l->rest = ARENA_ARRAY(a, uint32_t, n);
        memset(colour, 0, sizeof *colour * n);
        for (uint32_t j = in; !colour[j]; j = heads[j])
            colour[j] = 1;
        for (uint32_t j = 0; j < n; j++)
            if (colour[j])
                cyc[n_cyc++] = j;
            else
                l->rest[l->m++] = j;
        uint32_t m = l->m;
        l->out_h = ARENA_ARRAY(a, uint32_t, m);
        l->in_d = ARENA_ARRAY(a, uint32_t, m);
        int64_t *out = ARENA_ARRAY(a, int64_t, m), *inc = ARENA_ARRAY(a, int64_t, m);
        for (uint32_t r = 0; r < m; r++) {
            uint32_t node = l->rest[r];
            out[r] = INT64_MIN;
            inc[r] = INT64_MIN;
            for (uint32_t c = 0; c < n_cyc; c++) {
                int64_t o = node ? s[node * ld + cyc[c]] : NEVER, i = s[cyc[c] * ld + node] - s[cyc[c] * ld + heads[cyc[c]]];
                if (o > out[r]) {
                    out[r] = o;
                    l->out_h[r] = cyc[c];
                }
                if (i > inc[r]) {
                    inc[r] = i;
                    l->in_d[r] = cyc[c];
                }
            }
        }
        /* Close the ranks in place: what is written lies before what is still to be read. */
        for (uint32_t r = 0; r < m; r++) {
            const int64_t *from = s + l->rest[r] * ld;
            int64_t *to = s + r * ld;
            uint32_t at = 0, next = 0;
            for (uint32_t c = 0; c <= n_cyc; c++) {
                uint32_t stop = c < n_cyc ? cyc[c] : n;
                memmove(to + at, from + next, sizeof *to * (stop - next));
                at += stop - next;
                next = stop + 1;
            }
        }
        for (uint32_t r = 0; r < m; r++) {
            s[r * ld + m] = out[r];
            s[m * ld + r] = inc[r];
        }
        s[m * ld + m] = NEVER;
        /* Only words that hung on the cycle, and the new node, may have another best head now: the others' was the first of the
         * best, and the new node stands last. Looking again at all would make nested cycles cubic with a heavy hand. */
        uint32_t *now = ARENA_ARRAY(a, uint32_t, m + 1), *place = cyc; /* of the old nodes that are left; cyc is done with */
        for (uint32_t j = 0, r = 0; j < n; j++)
            if (r < m && l->rest[r] == j)
                place[j] = r++;
            else
                place[j] = PARLEY_NONE;
        for (uint32_t r = 1; r < m; r++) {
            uint32_t h = place[heads[l->rest[r]]];
            now[r] = h == PARLEY_NONE ? best_head(s + r * ld, m + 1) : h;
        }
        now[m] = best_head(s + m * ld, m + 1);
        heads = now;
        n = m + 1;
    }
    for (level *l = top; l; l = l->up) {
        uint32_t *res = l->heads, m = l->m;
        for (uint32_t r = 1; r < m; r++)
            res[l->rest[r]] = heads[r] == m ? l->out_h[r] : l->rest[heads[r]];
        res[l->in_d[heads[m]]] = l->rest[heads[m]];
        heads = res;
    }
    return heads;
}

parley_status tree_find(uint32_t *head, const int32_t *score, size_t ld, uint32_t n, int64_t *work, tree_scratch **scratch,
                        parley_error *err) {
    uint32_t roots = 0, colour[NET_WORDS_MAX + 1], best[NET_WORDS_MAX + 1];
    int32_t top[NET_WORDS_MAX];
    assert(n <= NET_WORDS_MAX);
    memcpy(top, score, sizeof *top * n);
    memset(best, 0, sizeof best);
    for (uint32_t h = 1; h <= n; h++) {
        const int32_t *row = score + h * ld;
        for (uint32_t d = 0; d < n; d++)
            if (row[d] > top[d] && d + 1 != h) {
                top[d] = row[d];
                best[d + 1] = h;
            }
    }
    for (uint32_t d = 1; d <= n; d++)
        roots += best[d] == 0;
    if (roots == 1 && !cycle_in(best, n + 1, colour)) {
        memcpy(head, best + 1, sizeof *head * n);
        return PARLEY_OK;
    }
    if (!*scratch) {
        if (!(*scratch = mem_alloc(sizeof **scratch)))
            return fail_nomem(err);
        arena_init(&(*scratch)->arena);
    }
    parley_arena *a = &(*scratch)->arena;
    arena_reset(a);
    jmp_buf nomem;
    if (setjmp(nomem)) {
        a->on_nomem = NULL;
        return fail_nomem(err);
    }
    a->on_nomem = &nomem;
    /* One word under the root: every root arc costs more than all other arcs can win. */
    int64_t big = 0;
    for (uint32_t h = 0; h <= n; h++)
        for (uint32_t d = 0; d < n; d++) {
            int64_t v = score[h * ld + d];
            big = v > big ? v : -v > big ? -v : big;
        }
    big = big * 2 * (n + 1) + 1;
    size_t w = n + 1;
    for (uint32_t h = 0; h <= n; h++)
        work[h] = NEVER;
    for (uint32_t d = 0; d < n; d++)
        for (uint32_t h = 0; h <= n; h++)
            work[(d + 1) * w + h] = h == d + 1 ? NEVER : score[h * ld + d] - (h == 0 ? big : 0);
    const uint32_t *heads = spanning(work, w, n + 1, a);
    memcpy(head, heads + 1, sizeof *head * n);
    a->on_nomem = NULL;
    return PARLEY_OK;
}
