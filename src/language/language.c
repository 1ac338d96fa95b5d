/* language.c - from text to trees. */
#include "language/parse.h"

struct language_model {
    int unused;
};
struct language_scratch {
    int unused;
};

parley_status language_model_open(language_model **out, const char *path, parley_error *err) {
    (void)path;
    *out = mem_alloc(sizeof **out);
    return *out ? PARLEY_OK : fail_nomem(err);
}

void language_model_close(language_model *m) {
    mem_free(m);
}

const char *language_model_id(const language_model *m) {
    (void)m;
    return "none";
}

parley_status language_scratch_new(language_scratch **out, const language_model *m, parley_error *err) {
    (void)m;
    *out = mem_alloc(sizeof **out);
    return *out ? PARLEY_OK : fail_nomem(err);
}

void language_scratch_free(language_scratch *s) {
    mem_free(s);
}

parley_status language_parse(parley_parse **out, const language_model *m, language_scratch *s, const parley_page *page,
                             parley_arena *arena, parley_error *err) {
    (void)m;
    (void)s;
    (void)page;
    (void)err;
    *out = ARENA_NEW(arena, parley_parse);
    (*out)->model = "none";
    return PARLEY_OK;
}
