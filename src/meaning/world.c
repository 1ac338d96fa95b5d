/* world.c - countries, titles, bodies, outlets of the world, from data/world. */
#include "meaning/facts.h"

struct world {
    parley_arena arena;
};

parley_status world_open(world **out, parley_error *err) {
    *out = mem_alloc(sizeof **out);
    if (!*out)
        return fail_nomem(err);
    arena_init(&(*out)->arena);
    return PARLEY_OK;
}

void world_close(world *w) {
    if (!w)
        return;
    arena_free(&w->arena);
    mem_free(w);
}
