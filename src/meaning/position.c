/* position.c - proposals, issues, and where the sides stand on them. */
#include "meaning/facts.h"
#include "meaning/lexicons.h"

void positions_find(const meaning_in *in, parley_facts *f) {
    (void)in;
    (void)f;
}

struct stance_lexicon {
    parley_arena *arena;
};

parley_status stance_lexicon_open(const struct stance_lexicon **out, parley_arena *arena, parley_error *err) {
    (void)err;
    struct stance_lexicon *l = ARENA_NEW(arena, struct stance_lexicon);
    l->arena = arena;
    *out = l;
    return PARLEY_OK;
}
