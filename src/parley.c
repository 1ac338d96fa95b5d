/* parley.c - the one file that knows the order of the stages: page -> language -> meaning -> (record) -> output. */
#include "base/base.h"
#include "language/parse.h"
#include "meaning/meaning.h"
#include "page/page.h"
#include "parley_int.h"

#include <stdio.h>

struct parley_model {
    language_model *language;
    meaning_model *meaning;
    char id[128];
};

parley_status parley_model_open(parley_model **out, const char *name, parley_error *err) {
    *out = NULL;
    parley_model *m = mem_alloc(sizeof *m);
    if (!m)
        return fail_nomem(err);
    *m = (parley_model){0};
    char path[4400];
    if (!name || strcmp(name, "default") == 0)
        snprintf(path, sizeof path, "%s/models/parley-en.plm", parley_home());
    else if (strchr(name, '/') || strchr(name, '.'))
        snprintf(path, sizeof path, "%s", name);
    else
        snprintf(path, sizeof path, "%s/models/parley-en-%s.plm", parley_home(), name);
    parley_status rc;
    if ((rc = language_model_open(&m->language, path, err)) < 0 || (rc = meaning_open(&m->meaning, err)) < 0) {
        parley_model_close(m);
        return rc;
    }
    snprintf(m->id, sizeof m->id, "parley-%s/%s", PARLEY_VERSION, language_model_id(m->language));
    *out = m;
    return PARLEY_OK;
}

void parley_model_close(parley_model *m) {
    if (!m)
        return;
    meaning_close(m->meaning);
    language_model_close(m->language);
    mem_free(m);
}

const char *parley_model_id(const parley_model *m) {
    return m->id;
}

struct parley_worker {
    const parley_model *model;
    language_scratch *language;
    parley_arena scratch;
};

parley_status parley_worker_new(parley_worker **out, const parley_model *m, parley_error *err) {
    *out = NULL;
    parley_worker *w = mem_alloc(sizeof *w);
    if (!w)
        return fail_nomem(err);
    *w = (parley_worker){.model = m};
    arena_init(&w->scratch);
    parley_status rc = language_scratch_new(&w->language, m->language, err);
    if (rc < 0) {
        parley_worker_free(w);
        return rc;
    }
    *out = w;
    return PARLEY_OK;
}

void parley_worker_free(parley_worker *w) {
    if (!w)
        return;
    language_scratch_free(w->language);
    arena_free(&w->scratch);
    mem_free(w);
}

parley_status parley_doc_read(parley_doc **out, parley_worker *w, parley_page *page, parley_error *err) {
    parley_doc *d = mem_alloc(sizeof *d);
    *out = NULL;
    if (!d) {
        parley_page_free(page);
        return fail_nomem(err);
    }
    *d = (parley_doc){.page = page, .model = parley_model_id(w->model)};
    arena_init(&d->arena);
    arena_reset(&w->scratch);
    jmp_buf nomem;
    d->arena.on_nomem = w->scratch.on_nomem = page->arena.on_nomem = &nomem;
    parley_status rc;
    if (setjmp(nomem)) {
        rc = fail_nomem(err);
    } else {
        rc = language_parse(&d->parse, w->model->language, w->language, page, &d->arena, err);
        if (rc >= 0)
            d->facts = meaning_find(w->model->meaning, page, d->parse, &d->arena, &w->scratch);
    }
    d->arena.on_nomem = w->scratch.on_nomem = page->arena.on_nomem = NULL;
    if (rc < 0) {
        parley_doc_free(d);
        return rc;
    }
    *out = d;
    return PARLEY_OK;
}

void parley_doc_free(parley_doc *d) {
    if (!d)
        return;
    parley_page_free(d->page);
    arena_free(&d->arena);
    mem_free(d);
}
