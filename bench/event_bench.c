/* event_bench.c - event coding alone, on given trees: what it finds, and how fast.
 *
 * usage: event_bench [--actors FILE.jsonl] [--times N] PAGE TREES.conllu ... > events.jsonl
 *
 * Prints the actors and events of each page as records (FORMAT); with --times N the coding is repeated N times and sentences per
 * second are told on standard error. --actors takes the actors of a record instead of finding them, which tells the coder's own
 * errors from those of coreference.
 */
#include "meaning/meaning.h"
#include "page/page.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static char *folded(parley_arena *a, const char *s) {
    char *low = utf8_lower(a, s, strlen(s), true);
    if (strncmp(low, "the ", 4) == 0)
        low += 4;
    return low;
}

/* Mentions by the names and aliases of given actors; no pronouns but those that the record lists as aliases. */
static void given_actors(const meaning_in *in, parley_facts *f, const char *path) {
    FILE *file = fopen(path, "r");
    char line[1 << 16];
    const parley_parse *p = in->parse;
    f->mention_of = ARENA_ARRAY(in->arena, uint32_t, p->n_tokens + 1);
    f->statement_of = ARENA_ARRAY(in->arena, uint32_t, p->n_tokens + 1);
    uint32_t *length = ARENA_ARRAY(in->arena, uint32_t, p->n_tokens + 1), cap = 0;
    for (uint32_t t = 0; t < p->n_tokens; t++)
        f->mention_of[t] = f->statement_of[t] = PARLEY_NONE;
    while (file && fgets(line, sizeof line, file)) {
        json_t *r = json_loads(line, 0, NULL);
        if (r && strcmp(json_string_value(json_object_get(r, "type")), "actor") == 0) {
            const char *name = json_string_value(json_object_get(r, "name"));
            uint32_t actor = facts_add_actor(in, f, name, ACTOR_STATE);
            json_t *aliases = json_object_get(r, "aliases");
            for (size_t i = 0; i <= json_array_size(aliases); i++) {
                const char *alias = i < json_array_size(aliases) ? json_string_value(json_array_get(aliases, i)) : name;
                char *key = folded(in->scratch, alias);
                size_t n = strlen(key);
                for (uint32_t t = 0; t < p->n_tokens; t++) {
                    char buf[256];
                    size_t at = 0;
                    for (uint32_t e = t; e < p->n_tokens && at <= n; e++) {
                        if (e > t && p->tokens[e].start > p->tokens[e - 1].end && at + 1 < sizeof buf)
                            buf[at++] = ' ';
                        at += (size_t)snprintf(buf + at, sizeof buf - at, "%s", p->tokens[e].norm);
                        if (at != n || at >= sizeof buf || strcmp(buf, key) != 0 || length[t] >= e - t + 1)
                            continue;
                        length[t] = e - t + 1;
                        uint32_t head = e;
                        for (uint32_t k = t; k <= e; k++)
                            if (p->tokens[k].head == PARLEY_NONE || p->tokens[k].head < t || p->tokens[k].head > e) {
                                head = k;
                                break;
                            }
                        fact_mention m = {t, e + 1, head, actor, PARLEY_NONE, MENTION_NAME};
                        ARENA_PUSH(in->arena, f->mentions, f->n_mentions, cap) = m;
                        f->mention_of[head] = f->n_mentions - 1;
                        break;
                    }
                }
            }
        }
        json_decref(r);
    }
    if (file)
        fclose(file);
}

static void print_names(parley_buf *b, const parley_facts *f, const uint32_t *at, uint32_t n) {
    buf_addc(b, '[');
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buf_addc(b, ',');
        buf_add_json(b, f->actors[at[i]].name, strlen(f->actors[at[i]].name));
    }
    buf_addc(b, ']');
}

static void print(const parley_page *page, const parley_parse *parse, const parley_facts *f) {
    parley_buf b;
    buf_init(&b);
    for (uint32_t i = 0; i < f->n_actors; i++) {
        buf_adds(&b, "{\"type\":\"actor\",\"name\":");
        buf_add_json(&b, f->actors[i].name, strlen(f->actors[i].name));
        buf_adds(&b, ",\"aliases\":[");
        for (uint32_t j = 0; j < f->actors[i].n_aliases; j++) {
            if (j)
                buf_addc(&b, ',');
            buf_add_json(&b, f->actors[i].aliases[j], strlen(f->actors[i].aliases[j]));
        }
        buf_adds(&b, "]");
        buf_addf(&b, ",\"kind\":\"%s\",\"side\":\"%s\",\"country\":\"%s\"}\n", actor_kind_name(f->actors[i].kind),
                 f->actors[i].side == PARLEY_NONE ? "" : f->actors[f->actors[i].side].name,
                 f->actors[i].country ? f->actors[i].country : "");
    }
    for (uint32_t i = 0; i < f->n_events; i++) {
        const fact_event *e = &f->events[i];
        parley_span s = page_source_span(page, e->evidence);
        buf_adds(&b, "{\"type\":\"event\",\"doc\":");
        buf_add_json(&b, page->doc, strlen(page->doc));
        buf_addf(&b, ",\"trigger\":%u", parse->tokens[e->trigger].start);
        buf_addf(&b, ",\"evidence\":[%u,%u],\"event\":\"%s\",\"status\":\"%s\",\"source\":", s.start, s.end, plover_name(e->type),
                 event_status_name(e->status));
        print_names(&b, f, e->source, e->n_source);
        buf_adds(&b, ",\"target\":");
        print_names(&b, f, e->target, e->n_target);
        if (e->date[0])
            buf_addf(&b, ",\"date\":\"%s\"", e->date);
        if (e->place) {
            buf_adds(&b, ",\"place\":");
            buf_add_json(&b, e->place, strlen(e->place));
        }
        buf_adds(&b, ",\"rule\":");
        buf_add_json(&b, e->rule, strlen(e->rule));
        buf_adds(&b, ",\"words\":");
        buf_add_json(&b, page->text + e->evidence.start, e->evidence.end - e->evidence.start);
        buf_adds(&b, "}\n");
    }
    if (b.s)
        fputs(b.s, stdout);
    buf_free(&b);
}

int main(int argc, char **argv) {
    const char *actors = NULL;
    long times = 0;
    int i = 1;
    for (; i + 1 < argc && argv[i][0] == '-'; i += 2)
        if (strcmp(argv[i], "--actors") == 0)
            actors = argv[i + 1];
        else if (strcmp(argv[i], "--times") == 0)
            times = strtol(argv[i + 1], NULL, 10);
    parley_error err = {0};
    meaning_model *model;
    if (meaning_open(&model, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 1;
    }
    for (; i + 1 < argc; i += 2) {
        char *bytes, *trees;
        size_t n, n_trees;
        parley_page *page;
        parley_parse *parse;
        parley_arena arena, scratch;
        arena_init(&arena);
        arena_init(&scratch);
        const char *doc = strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i];
        if (file_read(&bytes, &n, argv[i], 0, &err) < 0 || file_read(&trees, &n_trees, argv[i + 1], 0, &err) < 0 ||
            parley_page_read(&page, doc, bytes, n, &err) < 0 || conllu_read(&parse, trees, n_trees, page, &arena, &err) < 0) {
            fprintf(stderr, "%s\n", err.msg);
            return 1;
        }
        parley_facts *f;
        if (actors) {
            meaning_in in = meaning_input(model, page, parse, &arena, &scratch);
            f = ARENA_NEW(&arena, parley_facts);
            given_actors(&in, f, actors);
            events_find(&in, f);
        } else {
            f = meaning_find(model, page, parse, &arena, &scratch);
        }
        print(page, parse, f);
        if (times > 0) {
            struct timespec a, b;
            clock_gettime(CLOCK_MONOTONIC, &a);
            for (long k = 0; k < times; k++) {
                meaning_in in = meaning_input(model, page, parse, &scratch, &scratch);
                f->n_events = 0;
                f->events = NULL;
                events_find(&in, f);
                arena_reset(&scratch);
            }
            clock_gettime(CLOCK_MONOTONIC, &b);
            double s = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
            fprintf(stderr, "%s: %u sentences, %.0f sentences/s\n", doc, parse->n_sents,
                    (double)parse->n_sents * (double)times / s);
        }
        parley_page_free(page);
        arena_free(&arena);
        arena_free(&scratch);
        mem_free(bytes);
        mem_free(trees);
    }
    meaning_close(model);
    return 0;
}
