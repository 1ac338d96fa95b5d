/* actor.c - mentions, actors, coreference. */
#include "meaning/facts.h"

void actors_find(const meaning_in *in, parley_facts *f) {
    f->mention_of = ARENA_ARRAY(in->arena, uint32_t, in->parse->n_tokens + 1);
    memset(f->mention_of, 0xff, sizeof *f->mention_of * in->parse->n_tokens);
}

void actors_finish(const meaning_in *in, parley_facts *f) {
    (void)in;
    (void)f;
}
