/* meaning.c - the order of the stages of meaning. */
#include "meaning/meaning.h"

struct meaning_model {
    world *world;
    const struct lexicons *lexicons;
};

parley_status meaning_open(meaning_model **out, parley_error *err) {
    *out = NULL;
    meaning_model *m = mem_alloc(sizeof *m);
    if (!m)
        return fail_nomem(err);
    *m = (meaning_model){0};
    parley_status rc = world_open(&m->world, err);
    if (rc < 0) {
        meaning_close(m);
        return rc;
    }
    *out = m;
    return PARLEY_OK;
}

void meaning_close(meaning_model *m) {
    if (!m)
        return;
    world_close(m->world);
    mem_free(m);
}

parley_facts *meaning_find(const meaning_model *m, const parley_page *page, const parley_parse *parse, parley_arena *arena,
                           parley_arena *scratch) {
    parley_facts *f = ARENA_NEW(arena, parley_facts);
    meaning_in in = {page, parse, m->world, m->lexicons, arena, scratch};
    times_find(&in, f);
    actors_find(&in, f);
    statements_find(&in, f);
    figures_find(&in, f);
    events_find(&in, f);
    positions_find(&in, f);
    actors_finish(&in, f);
    return f;
}
