/* figure.c - numbers with their bound, unit, measure and source. */
#include "meaning/facts.h"
#include "meaning/lexicons.h"

void figures_find(const meaning_in *in, parley_facts *f) {
    (void)in;
    (void)f;
}

struct figure_lexicon {
    parley_arena *arena;
};

parley_status figure_lexicon_open(const struct figure_lexicon **out, parley_arena *arena, parley_error *err) {
    (void)err;
    struct figure_lexicon *l = ARENA_NEW(arena, struct figure_lexicon);
    l->arena = arena;
    *out = l;
    return PARLEY_OK;
}
