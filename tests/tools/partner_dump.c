/* partner_dump.c - what train/events/partner.py learns from: each event whose target its clause leaves out, with the candidates
 * and their features, as JSON Lines.
 *
 * usage: partner_dump PAGE... > rows.jsonl        PAGE: one page a file (text or HTML) */
#include "meaning/event_int.h"
#include "meaning/meaning.h"
#include "page/page.h"
#include "parley_int.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct out {
    const parley_page *page;
    const char *doc;
} out;

static void print(void *arg, const coder *c, const candidate *e, const uint32_t *actor, const float *x, uint32_t n) {
    const out *o = arg;
    parley_buf b;
    buf_init(&b);
    parley_span s = page_source_span(o->page, e->evidence);
    buf_adds(&b, "{\"doc\":");
    buf_add_json(&b, o->doc, strlen(o->doc));
    buf_addf(&b, ",\"evidence\":[%u,%u],\"event\":\"%s\",\"source\":[", s.start, s.end, plover_name(e->type));
    for (uint32_t i = 0; i < e->source.n; i++) {
        const char *name = c->f->actors[e->source.at[i]].name;
        buf_adds(&b, i ? "," : "");
        buf_add_json(&b, name, strlen(name));
    }
    buf_adds(&b, "],\"candidates\":[");
    for (uint32_t i = 0; i < n; i++) {
        const char *name = actor[i] == PARLEY_NONE ? "" : c->f->actors[actor[i]].name;
        buf_adds(&b, i ? ",{\"actor\":" : "{\"actor\":");
        buf_add_json(&b, name, strlen(name));
        buf_adds(&b, ",\"x\":[");
        for (uint32_t j = 0; j < PARTNER_N; j++)
            buf_addf(&b, "%s%.4g", j ? "," : "", (double)x[i * PARTNER_N + j]);
        buf_adds(&b, "]}");
    }
    buf_adds(&b, "]}\n");
    fwrite(b.s, 1, b.n, stdout);
    buf_free(&b);
}

int main(int argc, char **argv) {
    parley_error err = {0};
    parley_model *model = NULL;
    parley_worker *worker = NULL;
    meaning_model *meaning = NULL;
    int rc = 1;
    if (parley_model_open(&model, NULL, &err) < 0 || parley_worker_new(&worker, model, &err) < 0 ||
        meaning_open(&meaning, &err) < 0)
        goto done;
    for (int i = 1; i < argc; i++) {
        char *bytes = NULL;
        size_t n;
        parley_page *page = NULL;
        parley_doc *doc = NULL;
        const char *name = strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i];
        if (file_read(&bytes, &n, argv[i], 0, &err) < 0 || parley_page_read(&page, name, bytes, n, &err) < 0 ||
            parley_doc_read(&doc, worker, page, &err) < 0)
            goto done;
        parley_arena arena, scratch;
        arena_init(&arena);
        arena_init(&scratch);
        meaning_in in = meaning_input(meaning, page, doc->parse, &arena, &scratch);
        parley_facts facts = *doc->facts; /* as they stood before this stage */
        facts.n_events = 0;
        facts.events = NULL;
        facts.cap_actors = facts.n_actors;
        facts.actors = arena_copy(&arena, facts.actors, facts.n_actors * sizeof *facts.actors);
        out o = {page, name};
        events_probe(&in, &facts, print, &o);
        arena_free(&arena);
        arena_free(&scratch);
        parley_doc_free(doc);
        mem_free(bytes);
    }
    rc = 0;
done:
    if (rc)
        fprintf(stderr, "partner_dump: %s\n", err.msg);
    meaning_close(meaning);
    parley_worker_free(worker);
    parley_model_close(model);
    return rc;
}
