/* statement.c - who said what, according to whom. */
#include "meaning/facts.h"

void statements_find(const meaning_in *in, parley_facts *f) {
    f->statement_of = ARENA_ARRAY(in->arena, uint32_t, in->parse->n_tokens + 1);
    memset(f->statement_of, 0xff, sizeof *f->statement_of * in->parse->n_tokens);
}
