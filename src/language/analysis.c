/* analysis.c - the language engine as a library of its own (include/parley/language.h). */
#include "language/language_int.h"

#include <errno.h>
#include <parley/language.h>
#include <stdio.h>

struct parley_language {
    language_model *model;
};
struct parley_parser {
    const language_model *model;
    language_scratch *scratch;
};
struct parley_analysis {
    parley_arena arena;
    parley_page page;
    bool has_page;
    parley_parse *parse;
    parley_sentence *sentences;
};

parley_status parley_language_open(parley_language **out, const char *name, parley_error *err) {
    char path[4400];
    *out = NULL;
    if (!name || strcmp(name, "default") == 0)
        snprintf(path, sizeof path, "%s/models/parley-en.plm", parley_home());
    else if (strchr(name, '/') || strchr(name, '.'))
        snprintf(path, sizeof path, "%s", name);
    else
        snprintf(path, sizeof path, "%s/models/parley-en-%s.plm", parley_home(), name);
    parley_language *l = mem_alloc(sizeof *l);
    if (!l)
        return fail_nomem(err);
    *l = (parley_language){0};
    parley_status rc = language_model_open(&l->model, path, err);
    if (rc < 0) {
        parley_language_close(l);
        return rc;
    }
    *out = l;
    return PARLEY_OK;
}

void parley_language_close(parley_language *l) {
    if (!l)
        return;
    language_model_close(l->model);
    mem_free(l);
}

const char *parley_language_id(const parley_language *l) {
    return language_model_id(l->model);
}

parley_status parley_parser_new(parley_parser **out, const parley_language *l, parley_error *err) {
    *out = NULL;
    parley_parser *p = mem_alloc(sizeof *p);
    if (!p)
        return fail_nomem(err);
    *p = (parley_parser){.model = l->model};
    parley_status rc = language_scratch_new(&p->scratch, l->model, err);
    if (rc < 0) {
        mem_free(p);
        return rc;
    }
    *out = p;
    return PARLEY_OK;
}

void parley_parser_free(parley_parser *p) {
    if (!p)
        return;
    language_scratch_free(p->scratch);
    mem_free(p);
}

/* The text as a page whose lines are its blocks: no line is taken for a menu or a credit here. */
static void text_page(parley_analysis *a, const char *text, size_t n) {
    parley_page *p = &a->page;
    uint32_t cap = 0;
    p->doc = p->path = "-";
    p->text = p->source = arena_strn(&a->arena, text, n);
    p->n_text = p->n_source = (uint32_t)n;
    p->segs = ARENA_NEW(&a->arena, page_seg);
    p->segs[0] = (page_seg){0, p->n_text, 0, p->n_text};
    p->n_segs = 1;
    for (uint32_t i = 0; i < p->n_text;) {
        const char *eol = memchr(p->text + i, '\n', p->n_text - i);
        uint32_t end = eol ? (uint32_t)(eol - p->text) : p->n_text;
        if (end > i)
            ARENA_PUSH(&a->arena, p->blocks, p->n_blocks, cap) = (page_block){i, end, PAGE_PARAGRAPH, NULL, true};
        i = end + 1;
    }
    a->has_page = true;
}

static void view(parley_analysis *a) {
    const parley_parse *p = a->parse;
    parley_word *words = ARENA_ARRAY(&a->arena, parley_word, p->n_tokens);
    a->sentences = ARENA_ARRAY(&a->arena, parley_sentence, p->n_sents);
    for (uint32_t i = 0; i < p->n_sents; i++) {
        const parse_sent *s = &p->sents[i];
        a->sentences[i] = (parley_sentence){words + s->first, s->end - s->first, s->start, s->stop};
        for (uint32_t t = s->first; t < s->end; t++) {
            const parse_token *k = &p->tokens[t];
            words[t] = (parley_word){.form = k->form,
                                     .lemma = k->lemma,
                                     .upos = upos_name((ud_pos)k->upos),
                                     .xpos = parse_xpos_name(p, k),
                                     .feats = parse_feats_name(p, k),
                                     .deprel = parse_deprel_name(p, k),
                                     .entity = k->ne ? ne_name((ne_type)k->ne) : NULL,
                                     .start_byte = k->start,
                                     .end_byte = k->end,
                                     .head = k->head == PARLEY_NONE ? UINT32_MAX : k->head - s->first,
                                     .entity_begin = k->ne_begin,
                                     .space_after = k->space_after,
                                     .glued = k->glued};
        }
    }
}

static parley_status analyse(parley_analysis **out, parley_parser *p, const char *text, size_t n, bool conllu,
                             parley_error *err) {
    *out = NULL;
    if (n > PARLEY_PAGE_MAX)
        return fail(err, PARLEY_ELIMIT, -1, "%zu bytes, a text has at most %zu", n, PARLEY_PAGE_MAX);
    parley_analysis *a = mem_alloc(sizeof *a);
    if (!a)
        return fail_nomem(err);
    *a = (parley_analysis){0};
    jmp_buf nomem;
    parley_status rc;
    a->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        parley_analysis_free(a);
        return fail_nomem(err);
    }
    if (conllu) {
        rc = conllu_read(&a->parse, text, n, NULL, &a->arena, err);
        if (rc >= 0)
            rc = language_annotate(a->parse, p->model, p->scratch, &a->arena, err);
    } else {
        text_page(a, text, n);
        rc = language_parse(&a->parse, p->model, p->scratch, &a->page, &a->arena, err);
    }
    if (rc < 0) {
        parley_analysis_free(a);
        return rc;
    }
    view(a);
    a->arena.on_nomem = NULL;
    *out = a;
    return PARLEY_OK;
}

parley_status parley_analyse_text(parley_analysis **out, parley_parser *p, const char *text, size_t n, parley_error *err) {
    return analyse(out, p, text, n, false, err);
}

parley_status parley_analyse_conllu(parley_analysis **out, parley_parser *p, const char *conllu, size_t n, parley_error *err) {
    return analyse(out, p, conllu, n, true, err);
}

void parley_analysis_free(parley_analysis *a) {
    if (!a)
        return;
    arena_free(&a->arena);
    mem_free(a);
}

const parley_parse *analysis_parse(const parley_analysis *a) {
    return a->parse;
}

const parley_sentence *parley_analysis_sentences(const parley_analysis *a, uint32_t *n_sentences) {
    *n_sentences = a->parse->n_sents;
    return a->sentences;
}

parley_status parley_analysis_write_conllu(const parley_analysis *a, FILE *f, parley_error *err) {
    parley_buf b;
    buf_init(&b);
    conllu_write(&b, a->parse, a->has_page ? &a->page : NULL);
    parley_status rc = PARLEY_OK;
    if (b.nomem)
        rc = fail_nomem(err);
    else if (b.n && fwrite(b.s, 1, b.n, f) != b.n)
        rc = fail(err, PARLEY_EIO, -1, "write failed: %s", strerror(errno));
    buf_free(&b);
    return rc;
}
