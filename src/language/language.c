/* language.c - from text to trees: the order of the steps. */
#include "language/language_int.h"

struct language_model {
    token_lexicon *lexicon;
};

struct language_scratch {
    token_list tokens;
    token_spans spans;
};

parley_status language_model_open(language_model **out, const char *path, parley_error *err) {
    (void)path;
    *out = NULL;
    language_model *m = mem_alloc(sizeof *m);
    if (!m)
        return fail_nomem(err);
    *m = (language_model){0};
    parley_status rc = token_lexicon_open(&m->lexicon, err);
    if (rc < 0) {
        language_model_close(m);
        return rc;
    }
    *out = m;
    return PARLEY_OK;
}

void language_model_close(language_model *m) {
    if (!m)
        return;
    token_lexicon_close(m->lexicon);
    mem_free(m);
}

const char *language_model_id(const language_model *m) {
    (void)m;
    return "none";
}

parley_status language_scratch_new(language_scratch **out, const language_model *m, parley_error *err) {
    (void)m;
    *out = mem_alloc(sizeof **out);
    if (!*out)
        return fail_nomem(err);
    **out = (language_scratch){0};
    return PARLEY_OK;
}

void language_scratch_free(language_scratch *s) {
    if (!s)
        return;
    mem_free(s->tokens.items);
    mem_free(s->spans.items);
    mem_free(s);
}

parley_status language_annotate(parley_parse *p, const language_model *m, language_scratch *s, parley_arena *arena, parley_error *err) {
    (void)m, (void)s, (void)arena, (void)err;
    static const char *const names[] = {"dep", "root"};
    p->deprel_names = names;
    p->n_deprel_names = 2;
    for (uint32_t i = 0; i < p->n_sents; i++)
        for (uint32_t t = p->sents[i].first; t < p->sents[i].end; t++) {
            bool root = t == p->sents[i].first;
            p->tokens[t].head = root ? PARLEY_NONE : p->sents[i].first;
            p->tokens[t].rel = root ? REL_ROOT : REL_DEP;
            p->tokens[t].deprel = root;
            p->tokens[t].sub = SUB_NONE;
        }
    p->model = "none";
    parse_link(p);
    return PARLEY_OK;
}

parley_status language_parse(parley_parse **out, const language_model *m, language_scratch *s, const parley_page *page,
                             parley_arena *arena, parley_error *err) {
    parley_status rc;
    parley_parse *p = ARENA_NEW(arena, parley_parse);
    *out = NULL;
    s->tokens.n = s->spans.n = 0;
    for (uint32_t b = 0; b < page->n_blocks; b++) {
        if (!page_is_body(&page->blocks[b]))
            continue;
        /* Lines broken inside a paragraph are read as one. */
        uint32_t last = b, first = s->tokens.n;
        while (last + 1 < page->n_blocks && !page->blocks[last + 1].new_paragraph && page->blocks[last + 1].role == page->blocks[b].role)
            last++;
        if ((rc = tokens_find(&s->tokens, m->lexicon, page->text, page->blocks[b].start, page->blocks[last].end, err)) < 0 ||
            (rc = sentences_find(&s->spans, &s->tokens, first, m->lexicon, page->text, err)) < 0)
            return rc;
        b = last;
    }
    p->n_tokens = s->tokens.n;
    p->n_sents = s->spans.n;
    p->tokens = ARENA_ARRAY(arena, parse_token, p->n_tokens);
    p->sents = ARENA_ARRAY(arena, parse_sent, p->n_sents);
    uint32_t block = 0;
    for (uint32_t i = 0; i < p->n_sents; i++) {
        token_span sp = s->spans.items[i];
        const token *items = s->tokens.items;
        while (block + 1 < page->n_blocks && page->blocks[block + 1].start <= items[sp.first].start)
            block++;
        p->sents[i] = (parse_sent){sp.first, sp.end, items[sp.first].start, items[sp.end - 1].end, block, PARLEY_NONE};
        for (uint32_t t = sp.first; t < sp.end; t++) {
            const token *x = &items[t];
            uint32_t n = x->end - x->start;
            parse_token *k = &p->tokens[t];
            k->start = x->start;
            k->end = x->end;
            k->form = arena_strn(arena, page->text + x->start, n);
            k->norm = k->lemma = utf8_lower(arena, k->form, n, true);
            k->sent = i;
            k->glued = x->glued;
            k->space_after = t + 1 == p->n_tokens || items[t + 1].start > x->end;
        }
    }
    if ((rc = language_annotate(p, m, s, arena, err)) < 0)
        return rc;
    *out = p;
    return PARLEY_OK;
}
