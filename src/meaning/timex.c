/* timex.c - dates, times, durations. */
#include "meaning/facts.h"
#include "meaning/lexicons.h"

void times_find(const meaning_in *in, parley_facts *f) {
    (void)in;
    (void)f;
}

struct time_lexicon {
    parley_arena *arena;
};

parley_status time_lexicon_open(const struct time_lexicon **out, parley_arena *arena, parley_error *err) {
    (void)err;
    struct time_lexicon *l = ARENA_NEW(arena, struct time_lexicon);
    l->arena = arena;
    *out = l;
    return PARLEY_OK;
}
