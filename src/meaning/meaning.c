/* meaning.c - the order of the stages of meaning. */
#include "meaning/meaning.h"
#include "meaning/lexicons.h"

struct meaning_model {
    world *world;
    struct lexicons lexicons;
    parley_arena arena; /* of the lexicons */
};

/* A line for each list of lexicons.h: field, opener. */
#define LEXICONS(X)                                                                                                              \
    X(numbers, number_lexicon_open)                                                                                              \
    X(figures, figure_lexicon_open)                                                                                              \
    X(times, time_lexicon_open)                                                                                                  \
    X(stances, stance_lexicon_open)                                                                                              \
    X(events, event_lexicon_open)                                                                                                \
    X(outlooks, outlook_lexicon_open)                                                                                            \
    X(cues, cue_lexicon_open)

static parley_status lexicons_open(struct lexicons *l, parley_arena *arena, parley_error *err) {
    jmp_buf nomem;
    arena->on_nomem = &nomem;
    if (setjmp(nomem)) {
        arena->on_nomem = NULL;
        return fail_nomem(err);
    }
    parley_status rc = PARLEY_OK;
#define OPEN(field, opener)                                                                                                      \
    if (rc >= 0)                                                                                                                 \
        rc = opener(&l->field, arena, err);
    LEXICONS(OPEN)
    arena->on_nomem = NULL;
    return rc;
}

parley_status meaning_open(meaning_model **out, parley_error *err) {
    *out = NULL;
    meaning_model *m = mem_alloc(sizeof *m);
    if (!m)
        return fail_nomem(err);
    *m = (meaning_model){0};
    arena_init(&m->arena);
    parley_status rc;
    if ((rc = world_open(&m->world, err)) < 0 || (rc = lexicons_open(&m->lexicons, &m->arena, err)) < 0) {
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
    arena_free(&m->arena);
    mem_free(m);
}

meaning_in meaning_input(const meaning_model *m, const parley_page *page, const parley_parse *parse, parley_arena *arena,
                         parley_arena *scratch) {
    return (meaning_in){page, parse, m->world, &m->lexicons, arena, scratch};
}

parley_facts *meaning_find(const meaning_model *m, const parley_page *page, const parley_parse *parse, parley_arena *arena,
                           parley_arena *scratch) {
    parley_facts *f = ARENA_NEW(arena, parley_facts);
    meaning_in in = meaning_input(m, page, parse, arena, scratch);
    times_find(&in, f);
    actors_find(&in, f);
    statements_find(&in, f);
    figures_find(&in, f);
    events_find(&in, f);
    positions_find(&in, f);
    outlooks_find(&in, f);
    actors_finish(&in, f);
    return f;
}
