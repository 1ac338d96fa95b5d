/* parley.c - the one file that knows the order of the stages: page -> language -> meaning -> (record) -> output. */
#include "base/base.h"
#include "language/parse.h"
#include "meaning/meaning.h"
#include "page/page.h"
#include "parley_int.h"
#include "record/record.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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
        /* A page in another language is kept and left uncoded; one too short to tell ("und") is taken for English. */
        bool foreign = page->lang && strcmp(page->lang, "en") != 0 && strcmp(page->lang, "und") != 0;
        rc = PARLEY_OK;
        if (foreign) {
            d->parse = ARENA_NEW(&d->arena, parley_parse);
            d->parse->model = d->model;
            d->facts = ARENA_NEW(&d->arena, parley_facts);
        } else {
            rc = language_parse(&d->parse, w->model->language, w->language, page, &d->arena, err);
        }
        if (rc >= 0 && !foreign)
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

/* --- reading into a record --------------------------------------------------------------------------------------------------
 * One thread (the caller's) takes pages from the sources and puts documents into the record, both in order; the others parse.
 * Between them is a ring of slots:
 *
 *   taken by the caller -> WAITING -> PARSING (a worker) -> DONE -> put by the caller, in order -> FREE
 *
 * So the record does not depend on the number of threads, and memory is bounded by the ring. */
typedef struct read_slot {
    enum { SLOT_FREE, SLOT_WAITING, SLOT_PARSING, SLOT_DONE } state;
    parley_page *page;
    parley_doc *doc;
    record_doc *rows; /* memory of doc */
    parley_read_result result;
    parley_status rc;
    parley_error err;
    char name[240];
} read_slot;

typedef struct read_run {
    parley_record *record;
    const parley_model *model;
    const parley_read_options *o;
    parley_read_stats *stats;
    read_slot *slots;
    uint32_t n_slots, first, n; /* [first, first + n) in use, modulo n_slots */
    uint32_t next;              /* first that waits for a worker; counted from the start, not modulo */
    uint32_t taken;             /* slots ever used: next <= taken */
    bool over;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    parley_arena arena; /* names seen in this run */
    parley_map names;
    const char **digests, **paths; /* [names.n] */
    uint32_t cap_digests, cap_paths;
} read_run;

static void read_parse(read_slot *s, parley_worker *w) {
    parley_page *page = s->page;
    s->page = NULL;
    s->rc = parley_doc_read(&s->doc, w, page, &s->err);
    if (s->rc < 0)
        return;
    jmp_buf nomem;
    s->doc->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        s->rc = fail_nomem(&s->err);
    } else {
        s->rows = record_from_doc(s->doc, &s->doc->arena);
        /* Where it can be read again, from whatever folder. */
        char *full = s->rows->path && strcmp(s->rows->path, "-") != 0 ? realpath(s->rows->path, NULL) : NULL;
        if (full)
            s->rows->path = arena_str(&s->doc->arena, full);
        free(full);
    }
    s->doc->arena.on_nomem = NULL;
}

static void *read_worker(void *context) {
    read_run *run = context;
    parley_worker *w;
    parley_error err;
    parley_status rc = parley_worker_new(&w, run->model, &err);
    pthread_mutex_lock(&run->lock);
    for (;;) {
        while (!run->over && run->next == run->taken)
            pthread_cond_wait(&run->work, &run->lock);
        if (run->next == run->taken)
            break;
        read_slot *s = &run->slots[run->next++ % run->n_slots];
        s->state = SLOT_PARSING;
        pthread_mutex_unlock(&run->lock);
        if (rc < 0) {
            s->rc = rc;
            s->err = err;
        } else {
            read_parse(s, w);
        }
        pthread_mutex_lock(&run->lock);
        s->state = SLOT_DONE;
        pthread_cond_signal(&run->done);
    }
    pthread_mutex_unlock(&run->lock);
    parley_worker_free(w);
    return NULL;
}

static void read_failed(read_run *run, const char *path, const parley_error *err) {
    run->stats->n_failed++;
    if (run->o->on_error)
        run->o->on_error(run->o->user, path, err);
}

/* Put the oldest slot's document into the record. Waits for it. */
static parley_status read_put(read_run *run, parley_error *err) {
    read_slot *s = &run->slots[run->first % run->n_slots];
    pthread_mutex_lock(&run->lock);
    while (s->state != SLOT_DONE)
        pthread_cond_wait(&run->done, &run->lock);
    pthread_mutex_unlock(&run->lock);
    parley_status rc = PARLEY_OK;
    if (s->rc < 0) {
        read_failed(run, s->name, &s->err);
    } else if ((rc = record_add(run->record, s->rows, err)) >= 0) {
        const record_doc *d = s->rows;
        if (s->result == PARLEY_READ_NEW)
            run->stats->n_new++;
        else
            run->stats->n_changed++;
        run->stats->n_bytes += d->n_bytes;
        run->stats->n_facts += d->n_statements + d->n_events + d->n_positions + d->n_figures;
        if (run->o->on_page)
            run->o->on_page(run->o->user, d->doc, s->result, d->n_bytes);
    }
    parley_doc_free(s->doc);
    *s = (read_slot){.state = SLOT_FREE};
    run->first++;
    run->n--;
    return rc;
}

/* Take a page over: leave it out, or give it to the workers. */
static parley_status read_page(read_run *run, parley_page *page, parley_error *err) {
    parley_read_result result;
    parley_status rc;
    const char *digest = page->digest ? page->digest : "";
    uint32_t known = map_gets(&run->names, page->doc, PARLEY_NONE);
    if (known != PARLEY_NONE) {
        if (strcmp(run->digests[known], digest) != 0) {
            parley_error twice;
            fail(&twice, PARLEY_EFORMAT, -1, "%s: left out, another page of the name '%s' was read from %s", page->path,
                 page->doc, run->paths[known]);
            read_failed(run, page->path, &twice);
        } else {
            run->stats->n_same++;
            if (run->o->on_page)
                run->o->on_page(run->o->user, page->doc, PARLEY_READ_SAME, page->n_source);
        }
        parley_page_free(page);
        return PARLEY_OK;
    }
    jmp_buf nomem;
    run->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        parley_page_free(page);
        return fail_nomem(err);
    }
    uint32_t n_digests = run->names.n, n_paths = run->names.n;
    ARENA_PUSH(&run->arena, run->digests, n_digests, run->cap_digests) = arena_str(&run->arena, digest);
    ARENA_PUSH(&run->arena, run->paths, n_paths, run->cap_paths) = arena_str(&run->arena, page->path);
    map_sets(&run->names, arena_str(&run->arena, page->doc), run->names.n);
    run->arena.on_nomem = NULL;
    if ((rc = record_has(run->record, page->doc, page->digest, parley_model_id(run->model), &result, err)) < 0) {
        parley_page_free(page);
        return rc;
    }
    if (result == PARLEY_READ_SAME) {
        run->stats->n_same++;
        if (run->o->on_page)
            run->o->on_page(run->o->user, page->doc, result, page->n_source);
        parley_page_free(page);
        return PARLEY_OK;
    }
    if (run->n == run->n_slots && (rc = read_put(run, err)) < 0) {
        parley_page_free(page);
        return rc;
    }
    pthread_mutex_lock(&run->lock);
    read_slot *s = &run->slots[run->taken % run->n_slots];
    *s = (read_slot){.state = SLOT_WAITING, .page = page, .result = result};
    snprintf(s->name, sizeof s->name, "%s", page->doc);
    run->taken++;
    run->n++;
    pthread_cond_signal(&run->work);
    pthread_mutex_unlock(&run->lock);
    return PARLEY_OK;
}

static bool read_stopped(const read_run *run) {
    return run->o->stop && run->o->stop(run->o->user);
}

static parley_status read_source(read_run *run, const char *path, parley_error *err) {
    parley_source *source;
    parley_error bad = {0};
    parley_status rc = parley_source_open(&source, path, &bad);
    if (rc < 0) {
        read_failed(run, path, &bad);
        return PARLEY_OK;
    }
    while (!read_stopped(run)) {
        parley_page *page = NULL;
        rc = parley_source_next(source, &page, &bad);
        if (rc == PARLEY_END)
            break;
        if (rc == PARLEY_ENOMEM) {
            rc = fail_nomem(err);
            break;
        }
        if (rc < 0) {
            read_failed(run, path, &bad);
            continue;
        }
        if ((rc = read_page(run, page, err)) < 0)
            break;
    }
    parley_source_close(source);
    return rc < 0 && rc != PARLEY_END ? rc : PARLEY_OK;
}

parley_status parley_record_read(parley_record *r, const parley_model *m, const char *const *paths, size_t n_paths,
                                 const parley_read_options *options, parley_read_stats *stats, parley_error *err) {
    static const parley_read_options defaults = PARLEY_READ_OPTIONS_INIT;
    parley_read_stats own = {0};
    read_run run = {.record = r, .model = m, .o = options ? options : &defaults, .stats = stats ? stats : &own};
    *run.stats = (parley_read_stats){0};
    unsigned jobs = run.o->jobs;
    if (jobs == 0) {
        long n = sysconf(_SC_NPROCESSORS_ONLN);
        jobs = n > 0 ? (unsigned)n : 1;
    }
    if (jobs > 256)
        jobs = 256;
    /* Four slots a worker: enough that nobody waits while the caller puts a long page. */
    run.n_slots = jobs * 4;
    parley_status rc = PARLEY_OK;
    pthread_t *threads = mem_alloc(sizeof *threads * jobs);
    run.slots = mem_alloc(sizeof *run.slots * run.n_slots);
    unsigned n_threads = 0;
    arena_init(&run.arena);
    map_init(&run.names, &run.arena);
    pthread_mutex_init(&run.lock, NULL);
    pthread_cond_init(&run.work, NULL);
    pthread_cond_init(&run.done, NULL);
    if (!threads || !run.slots) {
        rc = fail_nomem(err);
        goto done;
    }
    for (uint32_t i = 0; i < run.n_slots; i++)
        run.slots[i] = (read_slot){.state = SLOT_FREE};
    while (n_threads < jobs && pthread_create(&threads[n_threads], NULL, read_worker, &run) == 0)
        n_threads++;
    if (n_threads == 0) {
        rc = fail(err, PARLEY_ENOMEM, -1, "cannot start a thread");
        goto done;
    }
    for (size_t i = 0; i < n_paths && rc >= 0 && !read_stopped(&run); i++)
        rc = read_source(&run, paths[i], err);
    while (run.n > 0 && rc >= 0)
        rc = read_put(&run, err);
done:
    pthread_mutex_lock(&run.lock);
    run.over = true;
    pthread_cond_broadcast(&run.work);
    pthread_mutex_unlock(&run.lock);
    for (unsigned i = 0; i < n_threads; i++)
        pthread_join(threads[i], NULL);
    for (uint32_t i = 0; run.slots && i < run.n_slots; i++) { /* left over after an error */
        parley_page_free(run.slots[i].page);
        parley_doc_free(run.slots[i].doc);
    }
    pthread_cond_destroy(&run.done);
    pthread_cond_destroy(&run.work);
    pthread_mutex_destroy(&run.lock);
    arena_free(&run.arena);
    mem_free(run.slots);
    mem_free(threads);
    return rc < 0 ? rc : parley_record_join(r, err);
}
