/* facts_dump.c - actors, mentions and statements of pages as JSON Lines; for development and for the measures beside it.
 *
 * usage: facts_dump [-m] PAGE TREES.conllu [PAGE TREES]...      on given trees; -m: list mentions instead
 *        facts_dump -t < LIST                                   plain texts named in LIST, through the whole reader: every block
 * is body, mentions come before statements */
#include "meaning/meaning.h"
#include "parley_int.h"

#include <parley/parley.h>
#include <stdio.h>
#include <stdlib.h>

static void names(parley_buf *b, const parley_facts *f, const uint32_t *list, uint32_t n) {
    buf_addc(b, '[');
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buf_adds(b, ", ");
        buf_add_json(b, f->actors[list[i]].name, strlen(f->actors[list[i]].name));
    }
    buf_addc(b, ']');
}

static void dump(const parley_page *page, const parley_facts *f) {
    parley_buf b;
    buf_init(&b);
    for (uint32_t i = 0; i < f->n_actors; i++) {
        const fact_actor *x = &f->actors[i];
        if (!x->acts)
            continue;
        buf_adds(&b, "{\"type\": \"actor\", \"name\": ");
        buf_add_json(&b, x->name, strlen(x->name));
        buf_adds(&b, ", \"aliases\": [");
        for (uint32_t j = 0; j < x->n_aliases; j++) {
            if (j)
                buf_adds(&b, ", ");
            buf_add_json(&b, x->aliases[j], strlen(x->aliases[j]));
        }
        buf_addf(&b, "], \"kind\": \"%s\"}\n", actor_kind_name(x->kind));
    }
    for (uint32_t i = 0; i < f->n_statements; i++) {
        const fact_statement *s = &f->statements[i];
        buf_adds(&b, "{\"type\": \"statement\", \"doc\": ");
        buf_add_json(&b, page->doc, strlen(page->doc));
        buf_adds(&b, ", \"speaker\": ");
        const char *name = s->speaker == PARLEY_NONE ? "unattributed speaker" : f->actors[s->speaker].name;
        buf_add_json(&b, name, strlen(name));
        buf_adds(&b, ", \"chain\": ");
        names(&b, f, s->chain, s->n_chain);
        buf_addf(&b, ", \"mode\": \"%s\", \"rule\": \"%s\", \"confidence\": %.2f, \"content\": [", statement_mode_name(s->mode),
                 s->rule ? s->rule : "", (double)s->confidence);
        for (uint32_t j = 0; j < s->n_content; j++) {
            parley_span at = page_source_span(page, s->content[j]);
            buf_addf(&b, "%s[%u, %u]", j ? ", " : "", at.start, at.end);
        }
        parley_span cue = page_source_span(page, s->cue);
        if (s->cue.end)
            buf_addf(&b, "], \"cue\": [%u, %u]}\n", cue.start, cue.end);
        else
            buf_adds(&b, "], \"cue\": null}\n");
    }
    if (b.n)
        fwrite(b.s, 1, b.n, stdout);
    buf_free(&b);
}

static void mentions(const parley_page *page, const parley_parse *p, const parley_facts *f) {
    for (uint32_t i = 0; i < f->n_mentions; i++) {
        const fact_mention *m = &f->mentions[i];
        parley_span s = parse_span(p, m->first, m->end - 1);
        printf("%u\t%.*s\t[%s]\t%s\t%s\n", p->tokens[m->head].sent, (int)(s.end - s.start), page->text + s.start,
               p->tokens[m->head].form, m->actor == PARLEY_NONE ? "-" : f->actors[m->actor].name,
               m->actor2 == PARLEY_NONE ? "" : f->actors[m->actor2].name);
    }
    for (uint32_t i = 0; i < f->n_actors; i++) {
        const fact_actor *x = &f->actors[i];
        printf("ACTOR %s (%s) side=%s title=%s iso=%s |", x->name, actor_kind_name(x->kind),
               x->side == PARLEY_NONE ? "-" : f->actors[x->side].name, x->title ? x->title : "-", x->country ? x->country : "-");
        for (uint32_t j = 0; j < x->n_aliases; j++)
            printf(" %s;", x->aliases[j]);
        printf("\n");
    }
}

/* The whole noun phrase headed by t, with its clauses and prepositions, as corpora of coreference mark it; a mention of Parley
 * ends with its core. */
static parley_span whole_phrase(const parley_parse *p, const fact_mention *m) {
    uint32_t first = m->first, last = m->end - 1;
    if (m->kind != MENTION_PRONOUN)
        PARSE_EACH_CHILD (p, m->head, c) {
            const parse_token *k = &p->tokens[c];
            bool inside = k->rel == REL_DET || k->rel == REL_AMOD || k->rel == REL_NMOD || k->rel == REL_ACL ||
                          k->rel == REL_NUMMOD || k->rel == REL_COMPOUND || k->rel == REL_FLAT;
            if (!inside)
                continue;
            if (k->left < first && c < m->head)
                first = k->left;
            if (k->right > last && c > m->head)
                last = k->right;
        }
    while (last > m->head && p->tokens[last].upos == UPOS_PUNCT)
        last--;
    return parse_span(p, first, last);
}

/* Mentions as spans of the source with the index of their actor, -1 where they have none. */
static void mention_lines(const parley_doc *d) {
    const parley_parse *p = d->parse;
    for (uint32_t i = 0; i < d->facts->n_mentions; i++) {
        const fact_mention *m = &d->facts->mentions[i];
        parley_span s = page_source_span(d->page, parse_span(p, m->first, m->end - 1)),
                    h = page_source_span(d->page, parse_span(p, m->head, m->head)),
                    whole = page_source_span(d->page, whole_phrase(p, m));
        long who = m->actor == PARLEY_NONE ? -1 : (long)m->actor, second = m->actor2 == PARLEY_NONE ? -1 : (long)m->actor2;
        parley_buf b;
        buf_init(&b);
        buf_addf(&b, "{\"type\": \"mention\", \"doc\": ");
        buf_add_json(&b, d->page->doc, strlen(d->page->doc));
        buf_addf(&b,
                 ", \"span\": [%u, %u], \"whole\": [%u, %u], \"head\": [%u, %u], \"kind\": %d, \"actor\": %ld, \"actor2\": %ld",
                 s.start, s.end, whole.start, whole.end, h.start, h.end, (int)m->kind, who, second);
        if (m->actor != PARLEY_NONE) {
            buf_adds(&b, ", \"name\": ");
            buf_add_json(&b, d->facts->actors[m->actor].name, strlen(d->facts->actors[m->actor].name));
        }
        buf_adds(&b, "}\n");
        fwrite(b.s, 1, b.n, stdout);
        buf_free(&b);
    }
}

static int texts(void) {
    parley_error err = {0};
    parley_model *model = NULL;
    parley_worker *worker = NULL;
    if (parley_model_open(&model, NULL, &err) < 0 || parley_worker_new(&worker, model, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 1;
    }
    char path[4096];
    while (fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = '\0';
        char *text = NULL;
        size_t n;
        parley_page *page = NULL;
        parley_doc *doc = NULL;
        const char *slash = strrchr(path, '/');
        if (file_read(&text, &n, path, 0, &err) < 0 || parley_page_read(&page, slash ? slash + 1 : path, text, n, &err) < 0) {
            fprintf(stderr, "%s: %s\n", path, err.msg);
            return 1;
        }
        for (uint32_t b = 0; b < page->n_blocks; b++)
            page->blocks[b].role = PAGE_PARAGRAPH;
        if (parley_doc_read(&doc, worker, page, &err) < 0) {
            fprintf(stderr, "%s: %s\n", path, err.msg);
            return 1;
        }
        mention_lines(doc);
        dump(doc->page, doc->facts);
        parley_doc_free(doc);
        mem_free(text);
    }
    parley_worker_free(worker);
    parley_model_close(model);
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "-t") == 0)
        return texts();
    bool m = argc > 1 && strcmp(argv[1], "-m") == 0;
    parley_error err = {0};
    meaning_model *model = NULL;
    if (meaning_open(&model, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 1;
    }
    for (int i = m ? 2 : 1; i + 1 < argc; i += 2) {
        char *text = NULL, *trees = NULL;
        size_t n, n_trees;
        parley_page *page = NULL;
        parley_parse *parse = NULL;
        parley_arena a, s;
        arena_init(&a);
        arena_init(&s);
        const char *slash = strrchr(argv[i], '/');
        if (file_read(&text, &n, argv[i], 0, &err) < 0 ||
            parley_page_read(&page, slash ? slash + 1 : argv[i], text, n, &err) < 0 ||
            file_read(&trees, &n_trees, argv[i + 1], 0, &err) < 0 || conllu_read(&parse, trees, n_trees, page, &a, &err) < 0) {
            fprintf(stderr, "%s: %s\n", argv[i], err.msg);
            return 1;
        }
        parley_facts *f = meaning_find(model, page, parse, &a, &s);
        if (m)
            mentions(page, parse, f);
        else
            dump(page, f);
        arena_free(&a);
        arena_free(&s);
        parley_page_free(page);
        mem_free(text);
        mem_free(trees);
    }
    meaning_close(model);
    return 0;
}
