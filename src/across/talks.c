/* talks.c - which negotiation a page is about, and which names are its own.
 *
 * A page is about the talks of the two sides that most of its parties speak for. One negotiation shows itself as many such pairs
 * (a party and the mediator, a party and its own union), so pairs are put together: a pair goes with a stronger one that shares a
 * side with it where the two other sides are seen together as well; what few pages show goes with whatever most pages of its side
 * are about. Each pair follows one other at most, so two negotiations that have a side in common stay two.
 */
#include "across/across.h"

#include <stdlib.h>

/* --- names ---------------------------------------------------------------------------------------------------------------- */
/* The word that a name is built on: the last one before "of", "on", "for" and the like. */
bool across_of_talks(const char *name) {
    static const char *const links[] = {"of",      "on",    "in",      "for",     "to",    "from",  "with",  "by",
                                        "at",      "over",  "between", "against", "under", "about", "among", "into",
                                        "through", "after", "before",  "that",    "who",   "which"};
    const char *head = name;
    for (const char *s = name; *s;) {
        size_t n = strcspn(s, " ");
        bool link = false;
        for (size_t i = 0; i < COUNT_OF(links); i++)
            link |= s > name && strlen(links[i]) == n && memcmp(links[i], s, n) == 0;
        if (link)
            break;
        if (n)
            head = s;
        s += n + (s[n] == ' ');
    }
    uint32_t len, cp = *head ? utf8_get(head, strlen(head), &len) : 0;
    return cp && !cp_is_upper(cp);
}

/* --- pairs ---------------------------------------------------------------------------------------------------------------- */
typedef struct side {
    const char *name;
    uint32_t *pairs; /* [n], the strongest first */
    uint32_t n, cap, pages;
} side;

typedef struct graph {
    const across_pair *pairs;
    uint32_t n, *order, *rank; /* order: pairs, the strongest first; rank: its inverse */
    side *sides;
    uint32_t n_sides, cap_sides;
    uint32_t (*of)[2]; /* sides of each pair; PARLEY_NONE: none */
    parley_map at;     /* of[pair] -> pair + 1 */
    parley_arena *a;
} graph;

static int cmp_pairs(const void *p, const void *q) {
    const across_pair *x = *(const across_pair *const *)p, *y = *(const across_pair *const *)q;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    int c = strcmp(x->x, y->x);
    return c ? c : strcmp(x->y, y->y);
}

static bool is_single(const graph *g, uint32_t i) {
    return g->of[i][0] == PARLEY_NONE || g->of[i][1] == PARLEY_NONE;
}

static uint32_t pair_at(const graph *g, uint32_t x, uint32_t y) {
    bool turn = strcmp(g->sides[x].name, g->sides[y].name) > 0;
    const uint32_t key[2] = {turn ? y : x, turn ? x : y};
    return map_get(&g->at, (const char *)key, sizeof key, 0) - 1;
}

static uint32_t side_at(graph *g, parley_map *by_name, const char *name) {
    if (!*name)
        return PARLEY_NONE;
    uint32_t i = map_gets(by_name, name, PARLEY_NONE);
    if (i == PARLEY_NONE) {
        i = g->n_sides;
        map_sets(by_name, name, i);
        ARENA_PUSH(g->a, g->sides, g->n_sides, g->cap_sides) = (side){.name = name};
    }
    return i;
}

static void graph_make(graph *g, const across_pair *pairs, uint32_t n, parley_arena *a) {
    *g = (graph){.pairs = pairs, .n = n, .a = a};
    parley_map by_name;
    map_init(&by_name, a);
    map_init(&g->at, a);
    g->order = ARENA_ARRAY(a, uint32_t, n + 1);
    g->rank = ARENA_ARRAY(a, uint32_t, n + 1);
    g->of = arena_alloc(a, sizeof *g->of * (n + 1));
    const across_pair **sorted = ARENA_ARRAY(a, const across_pair *, n + 1);
    for (uint32_t i = 0; i < n; i++)
        sorted[i] = &pairs[i];
    qsort(sorted, n, sizeof *sorted, cmp_pairs);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = (uint32_t)(sorted[k] - pairs);
        g->order[k] = i;
        g->rank[i] = k;
        g->of[i][0] = side_at(g, &by_name, pairs[i].x);
        g->of[i][1] = side_at(g, &by_name, pairs[i].y);
        if (!is_single(g, i))
            map_set(&g->at, (const char *)g->of[i], sizeof g->of[i], i + 1);
        for (int s = 0; s < 2 && pairs[i].n; s++)
            if (g->of[i][s] != PARLEY_NONE) {
                side *of = &g->sides[g->of[i][s]];
                ARENA_PUSH(a, of->pairs, of->n, of->cap) = i;
                of->pages += pairs[i].n;
            }
    }
}

/* The strongest pair of a side that has a partner. */
static uint32_t strongest(const graph *g, const side *s) {
    for (uint32_t k = 0; k < s->n; k++)
        if (!is_single(g, s->pairs[k]))
            return s->pairs[k];
    return PARLEY_NONE;
}

/* The stronger pair that pair i goes with: they share a side, and the two others are parties to the same pages, on a quarter as
 * many as i has at least. */
static uint32_t goes_with(const graph *g, uint32_t i) {
    enum { TOGETHER = 4 };
    uint32_t best = PARLEY_NONE;
    for (int s = 0; s < 2; s++) {
        uint32_t top = strongest(g, &g->sides[g->of[i][s]]);
        if (top == PARLEY_NONE || g->rank[top] >= g->rank[i])
            continue;
        uint32_t third = g->of[top][0] == g->of[i][s] ? g->of[top][1] : g->of[top][0];
        uint32_t met = pair_at(g, third, g->of[i][1 - s]);
        if (met != PARLEY_NONE && g->pairs[met].together * TOGETHER >= g->pairs[i].n &&
            (best == PARLEY_NONE || g->rank[top] < g->rank[best]))
            best = top;
    }
    return best;
}

/* The talks that at least half of a side's pages are about; PARLEY_NONE: there are none. */
typedef struct half {
    uint32_t talks, pages;
} half;

static half half_of(const graph *g, const side *s, const uint32_t *root) {
    parley_map counts;
    half best = {PARLEY_NONE, 0};
    map_init(&counts, g->a);
    for (uint32_t k = 0; k < s->n; k++) {
        const uint32_t *r = &root[s->pairs[k]];
        uint32_t n = map_get(&counts, (const char *)r, sizeof *r, 0) + g->pairs[s->pairs[k]].n;
        map_set(&counts, (const char *)r, sizeof *r, n);
        if (n > best.pages || (n == best.pages && g->rank[*r] < g->rank[best.talks]))
            best = (half){*r, n};
    }
    return 2 * best.pages >= s->pages ? best : (half){PARLEY_NONE, 0};
}

/* What two thirds of the pages that show sides are about: so are those that show none. */
static uint32_t most_pages(const graph *g, const uint32_t *root) {
    uint32_t *pages = ARENA_ARRAY(g->a, uint32_t, g->n + 1), total = 0, best = PARLEY_NONE;
    for (uint32_t i = 0; i < g->n; i++) {
        pages[root[i]] += g->pairs[i].n;
        total += *g->pairs[i].x ? g->pairs[i].n : 0;
    }
    for (uint32_t k = 0; k < g->n; k++) {
        uint32_t i = g->order[k];
        if (root[i] == i && pages[i] && *g->pairs[i].x && (best == PARLEY_NONE || pages[i] > pages[best]))
            best = i;
    }
    return best != PARLEY_NONE && 3 * pages[best] >= 2 * total ? best : PARLEY_NONE;
}

uint32_t *across_talks(const across_pair *pairs, uint32_t n, parley_arena *a) {
    enum { FEW = 2 }; /* pages: too few to tell of talks of their own */
    graph g;
    graph_make(&g, pairs, n, a);
    uint32_t *root = ARENA_ARRAY(a, uint32_t, n + 1), *first = ARENA_ARRAY(a, uint32_t, n + 1);
    for (uint32_t k = 0; k < n; k++) { /* the strongest first: what a pair goes with has its talks already */
        uint32_t i = g.order[k], with = pairs[i].n && !is_single(&g, i) ? goes_with(&g, i) : PARLEY_NONE;
        first[i] = with == PARLEY_NONE ? i : first[with];
    }
    memcpy(root, first, sizeof *root * n);
    half *halves = ARENA_ARRAY(a, half, g.n_sides + 1);
    for (uint32_t i = 0; i < g.n_sides; i++)
        halves[i] = half_of(&g, &g.sides[i], first);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = g.order[k], pages = 0;
        if (!pairs[i].n || first[i] != i || !*pairs[i].x || (!is_single(&g, i) && pairs[i].n > FEW))
            continue;
        for (int s = 0; s < 2; s++) {
            half h = g.of[i][s] == PARLEY_NONE ? (half){PARLEY_NONE, 0} : halves[g.of[i][s]];
            if (h.talks != PARLEY_NONE && g.rank[h.talks] < g.rank[i] && h.pages > pages) {
                root[i] = h.talks;
                pages = h.pages;
            }
        }
    }
    for (uint32_t k = 0; k < n; k++) { /* what was gone with may itself have gone elsewhere, always to a stronger one */
        uint32_t i = g.order[k];
        root[i] = root[i] == i ? i : root[root[i]];
    }
    uint32_t most = most_pages(&g, root);
    for (uint32_t i = 0; i < n; i++)
        if (!*pairs[i].x)
            root[i] = most == PARLEY_NONE ? i : most;
    return root;
}
