/* language.c - from text to trees: the order of the steps. */
#include "language/language_int.h"
#include "language/net.h"

#include <stdio.h>

struct language_model {
    token_lexicon *lexicon;
    net *net;
    char id[96];
};

struct language_scratch {
    token_list tokens;
    token_spans spans;
    net_state net;
};

parley_status language_model_open(language_model **out, const char *path, parley_error *err) {
    *out = NULL;
    language_model *m = mem_alloc(sizeof *m);
    if (!m)
        return fail_nomem(err);
    *m = (language_model){0};
    parley_status rc;
    if ((rc = token_lexicon_open(&m->lexicon, err)) < 0 || (rc = net_open(&m->net, path, err)) < 0) {
        language_model_close(m);
        return rc;
    }
    /* Two files of one name differ in the checksum. */
    snprintf(m->id, sizeof m->id, "%s-%08x", m->net->name, (unsigned)(m->net->checksum >> 32));
    *out = m;
    return PARLEY_OK;
}

void language_model_close(language_model *m) {
    if (!m)
        return;
    token_lexicon_close(m->lexicon);
    net_close(m->net);
    mem_free(m);
}

const char *language_model_id(const language_model *m) {
    return m->id;
}

parley_status language_scratch_new(language_scratch **out, const language_model *m, parley_error *err) {
    *out = mem_alloc(sizeof **out);
    if (!*out)
        return fail_nomem(err);
    **out = (language_scratch){0};
    parley_status rc = net_state_init(&(*out)->net, m->net, kernels_best(), err);
    if (rc < 0) {
        mem_free(*out);
        *out = NULL;
    }
    return rc;
}

void language_scratch_free(language_scratch *s) {
    if (!s)
        return;
    net_state_free(&s->net);
    mem_free(s->tokens.items);
    mem_free(s->spans.items);
    mem_free(s);
}

/* Words [first, first + n) of one sentence. above: head of their root, PARLEY_NONE for the sentence's own. */
static parley_status annotate_part(parley_parse *p, const net *m, net_state *s, uint32_t first, uint32_t n, uint32_t above, uint8_t *tags,
                                   parley_arena *arena, parley_error *err) {
    parley_status rc = net_run(s, m, p->tokens + first, n, err);
    if (rc < 0)
        return rc;
    for (uint32_t i = 0; i < n; i++) {
        parse_token *t = &p->tokens[first + i];
        uint32_t rel = s->deprel[i];
        t->head = s->head[i] ? first + s->head[i] - 1 : above;
        if (!s->head[i] && above != PARLEY_NONE)
            rel = m->parataxis_rel;
        t->deprel = (uint8_t)rel;
        t->rel = m->rel_of[rel];
        t->sub = m->sub_of[rel];
        t->upos = m->upos_of[s->upos[i]];
        t->xpos = s->xpos[i];
        t->feats = s->feats[i];
        t->morph = m->morph_of[s->feats[i]];
        const char *lemma = net_lemma(m, s->lemma[i], t->form, arena);
        t->lemma = *lemma ? lemma : t->norm;
        tags[first + i] = m->ne_of[s->tag[i]];
    }
    return PARLEY_OK;
}

parley_status language_annotate(parley_parse *p, const language_model *model, language_scratch *s, parley_arena *arena, parley_error *err) {
    const net *m = model->net;
    p->model = model->id;
    p->feats_names = m->feats_names.names, p->n_feats_names = m->n_feats;
    p->xpos_names = m->xpos.names, p->n_xpos_names = m->n_xpos;
    p->deprel_names = m->deprel.names, p->n_deprel_names = m->n_deprel;
    uint8_t *tags = ARENA_ARRAY(arena, uint8_t, p->n_tokens);
    for (uint32_t i = 0; i < p->n_sents; i++) {
        const parse_sent *x = &p->sents[i];
        uint32_t above = PARLEY_NONE;
        /* Given sentences may be of any length: parts are parsed one by one and hung under the root of the first. */
        for (uint32_t first = x->first; first < x->end;) {
            uint32_t n = x->end - first > NET_WORDS_MAX ? SENTENCE_MAX : x->end - first;
            parley_status rc = annotate_part(p, m, &s->net, first, n, above, tags, arena, err);
            if (rc < 0)
                return rc;
            for (uint32_t t = first; above == PARLEY_NONE && t < first + n; t++)
                if (p->tokens[t].head == PARLEY_NONE)
                    above = t;
            first += n;
        }
    }
    parse_link(p);
    parse_set_names(p, tags, arena);
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
