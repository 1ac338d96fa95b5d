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

/* Words of p to parse in one go. Sentences that are longer than the network takes come in parts. */
typedef struct part {
    uint32_t first, n;
    bool goes_on; /* not the first part of its sentence */
    const net_sentence *given;
} part;

/* Results of the network's words [from, from + n) to the words of part x. */
static void take_over(parley_parse *p, const net *m, const net_state *s, uint32_t from, part x, uint8_t *tags,
                      parley_arena *arena) {
    for (uint32_t i = 0; i < x.n; i++) {
        parse_token *t = &p->tokens[x.first + i];
        uint32_t k = from + i, rel = s->deprel[k];
        t->head = s->head[k] ? x.first + s->head[k] - 1 : PARLEY_NONE;
        t->deprel = (uint8_t)rel;
        t->rel = m->rel_of[rel];
        t->sub = m->sub_of[rel];
        t->upos = m->upos_of[s->upos[k]];
        t->xpos = s->xpos[k];
        t->feats = s->feats[k];
        t->morph = m->morph_of[s->feats[k]];
        const char *lemma = net_lemma(m, s->lemma[k], t->form, t->norm, arena);
        t->lemma = *lemma ? lemma : t->norm;
        tags[x.first + i] = m->ne_of[s->tag[k]];
    }
}

static uint32_t relation(const net *m, const char *name) { /* n_deprel if the model has none such */
    uint32_t i = 0;
    while (i < m->n_deprel && strcmp(m->deprel.names[i], name) != 0)
        i++;
    return i;
}

/* "by Foreign Minister Ann Ott": the title describes the name behind it (nmod:desc), so the preposition is the name's. The
 * network scores each word's head alone and at times gives the preposition to the title, which then seems to have two heads. */
static void mend_titles(parley_parse *p, parse_sent s) {
    for (uint32_t t = s.first; t < s.end; t++) {
        parse_token *k = &p->tokens[t];
        if (k->rel != REL_CASE || k->head == PARLEY_NONE || k->head < t)
            continue;
        const parse_token *title = &p->tokens[k->head];
        if (title->rel == REL_NMOD && title->sub == SUB_OTHER && title->head != PARLEY_NONE && title->head > k->head &&
            p->tokens[title->head].upos == UPOS_PROPN)
            k->head = title->head;
    }
}

/* "attacked it with fire arrows": a noun behind a preposition, without subject or copula of its own, is no clause. */
static void mend_adjuncts(parley_parse *p, parse_sent s, uint32_t obl) {
    parse_token *tok = p->tokens;
    for (uint32_t t = s.first; t < s.end; t++) {
        if ((tok[t].upos != UPOS_NOUN && tok[t].upos != UPOS_PROPN) || tok[t].rel != REL_ADVCL)
            continue;
        bool phrase = false, clause = false;
        uint32_t from = t > s.first + 12 ? t - 12 : s.first;
        for (uint32_t c = from; c < s.end && c < t + 4; c++)
            if (tok[c].head == t) {
                phrase = phrase || (tok[c].rel == REL_CASE && c < t);
                clause = clause || tok[c].rel == REL_NSUBJ || tok[c].rel == REL_COP || tok[c].rel == REL_MARK;
            }
        if (phrase && !clause) {
            tok[t].rel = REL_OBL;
            tok[t].sub = SUB_NONE;
            tok[t].deprel = (uint8_t)obl;
        }
    }
}

static bool tagged(const parley_parse *p, uint32_t t, const char *a, const char *b) {
    const char *x = p->xpos_names[p->tokens[t].xpos];
    return strcmp(x, a) == 0 || strcmp(x, b) == 0;
}

/* "It agreed to open the port, free the crew, and sign": a bare form cannot go on from "agreed", so it goes on from the nearest
 * bare form before it, or from what that one goes on from. */
static void mend_series(parley_parse *p, parse_sent s) {
    parse_token *tok = p->tokens;
    for (uint32_t t = s.first; t < s.end; t++) {
        uint32_t h = tok[t].head;
        if (tok[t].rel != REL_CONJ || h == PARLEY_NONE || h > t || tok[t].upos != UPOS_VERB || !tagged(p, t, "VB", "VBP") ||
            !tagged(p, h, "VBD", "VBZ"))
            continue;
        uint32_t to = PARLEY_NONE;
        bool own = false;
        for (uint32_t c = h + 1; c < t; c++)
            if (tok[c].head == t)
                own = own || tok[c].rel == REL_NSUBJ || tok[c].rel == REL_AUX || tok[c].rel == REL_MARK || tok[c].rel == REL_EXPL;
            else if (tok[c].upos == UPOS_VERB && tagged(p, c, "VB", "VB") && (tok[c].rel == REL_XCOMP || tok[c].rel == REL_CONJ))
                to = c;
        if (own || to == PARLEY_NONE)
            continue;
        if (tok[to].rel == REL_CONJ && tok[to].head != PARLEY_NONE && tok[to].head < to && tagged(p, tok[to].head, "VB", "VB"))
            to = tok[to].head;
        /* Only what hangs below h, and not below t. */
        uint32_t up = to, steps = 0;
        while (up != PARLEY_NONE && up != h && up != t && steps++ < 32)
            up = tok[up].head;
        if (up == h)
            tok[t].head = to;
    }
}

/* "called the offer "unfair"": an adjective behind an object is what the verb calls it; no adjective is an apposition. */
static void mend_verdicts(parley_parse *p, parse_sent s, uint32_t xcomp) {
    parse_token *tok = p->tokens;
    for (uint32_t t = s.first; t < s.end; t++) {
        uint32_t o = tok[t].head;
        if (tok[t].upos != UPOS_ADJ || tok[t].rel != REL_APPOS || o == PARLEY_NONE || o > t || tok[o].rel != REL_OBJ ||
            tok[o].head == PARLEY_NONE || tok[o].head > o || tok[tok[o].head].upos != UPOS_VERB)
            continue;
        tok[t].head = tok[o].head;
        tok[t].rel = REL_XCOMP;
        tok[t].sub = SUB_NONE;
        tok[t].deprel = (uint8_t)xcomp;
    }
}

/* "the plan that envoys believe will fail": "that" is no mark of "fail". It hangs on "believe" here, which keeps what is believed
 * in one piece. */
static void mend_gaps(parley_parse *p, parse_sent s, uint32_t obj) {
    parse_token *tok = p->tokens;
    for (uint32_t t = s.first; t < s.end; t++) {
        uint32_t x = tok[t].head, v = x == PARLEY_NONE ? x : tok[x].head;
        if (tok[t].rel != REL_MARK || v == PARLEY_NONE || v < t || v > x || tok[x].rel != REL_CCOMP || tok[v].rel != REL_ACL ||
            tok[v].sub != SUB_RELCL)
            continue;
        tok[t].head = v;
        tok[t].rel = REL_OBJ;
        tok[t].deprel = (uint8_t)obj;
        tok[t].upos = UPOS_PRON;
    }
}

/* The sentences of one stretch in batches: those of like length go together, longest first, sorted by counting. */
static parley_status run_batches(parley_parse *p, const net *m, net_state *s, const part *parts, part *sorted, uint32_t n_parts,
                                 const net_sentence *given, uint8_t *tags, parley_arena *arena, parley_error *err) {
    uint32_t at[NET_WORDS_MAX + 2] = {0};
    for (uint32_t i = 0; i < n_parts; i++)
        at[NET_WORDS_MAX - parts[i].n + 1]++;
    for (uint32_t i = 1; i <= NET_WORDS_MAX + 1; i++)
        at[i] += at[i - 1];
    for (uint32_t i = 0; i < n_parts; i++) {
        sorted[at[NET_WORDS_MAX - parts[i].n]] = parts[i];
        sorted[at[NET_WORDS_MAX - parts[i].n]++].given = given + i;
    }
    for (uint32_t i = 0, n_batch; i < n_parts; i += n_batch) {
        net_sentence batch[KERNEL_BATCH];
        uint32_t words = 0;
        for (n_batch = 0; n_batch < KERNEL_BATCH && i + n_batch < n_parts && words + sorted[i + n_batch].n <= NET_WORDS_MAX;
             n_batch++) {
            batch[n_batch] = *sorted[i + n_batch].given;
            words += batch[n_batch].n;
        }
        parley_status rc = net_run(s, m, batch, n_batch, err);
        if (rc < 0)
            return rc;
        for (uint32_t k = 0, from = 0; k < n_batch; from += batch[k++].n)
            take_over(p, m, s, from, sorted[i + k], tags, arena);
    }
    return PARLEY_OK;
}

/* A model that reads neighbours together keeps what it read of so many words; others take the page at once. */
enum { STRETCH = 4096 };

parley_status language_annotate(parley_parse *p, const language_model *model, language_scratch *s, parley_arena *arena,
                                parley_error *err) {
    const net *m = model->net;
    p->model = model->id;
    p->feats_names = m->feats_names.names, p->n_feats_names = m->n_feats;
    p->xpos_names = m->xpos.names, p->n_xpos_names = m->n_xpos;
    p->deprel_names = m->deprel.names, p->n_deprel_names = m->n_deprel;
    uint8_t *tags = ARENA_ARRAY(arena, uint8_t, p->n_tokens);
    uint32_t n_parts = 0;
    for (uint32_t i = 0; i < p->n_sents; i++)
        n_parts += 1 + (p->sents[i].end - p->sents[i].first) / SENTENCE_MAX;
    part *parts = ARENA_ARRAY(arena, part, n_parts), *sorted = ARENA_ARRAY(arena, part, n_parts);
    net_sentence *given = ARENA_ARRAY(arena, net_sentence, n_parts);
    n_parts = 0;
    for (uint32_t i = 0; i < p->n_sents; i++)
        for (uint32_t first = p->sents[i].first, end = p->sents[i].end, n; first < end; first += n) {
            n = end - first > NET_WORDS_MAX ? SENTENCE_MAX : end - first;
            given[n_parts] =
                (net_sentence){.words = p->tokens + first, .n = n, .apart = p->sents[i].apart && first == p->sents[i].first};
            parts[n_parts++] = (part){first, n, first > p->sents[i].first, NULL};
        }
    uint32_t dim = m->ctx.dim;
    uint8_t *around = dim ? ARENA_ARRAY(arena, uint8_t, (size_t)(STRETCH + NET_WORDS_MAX) * dim) : NULL;
    for (uint32_t from = 0, to; from < n_parts; from = to) {
        to = dim ? from : n_parts;
        for (uint32_t words = 0, n; dim && to < n_parts && words < STRETCH; to += n) {
            n = net_read(&s->net, m, given + to, n_parts - to, around + (size_t)words * dim);
            for (uint32_t i = to; i < to + n; words += given[i++].n)
                given[i].around = around + (size_t)words * dim;
        }
        parley_status rc = run_batches(p, m, &s->net, parts + from, sorted, to - from, given + from, tags, arena, err);
        if (rc < 0)
            return rc;
    }
    /* Later parts of a sentence hang under the root of its first. */
    uint32_t root = PARLEY_NONE;
    for (uint32_t i = 0; i < n_parts; i++)
        for (uint32_t t = parts[i].first; t < parts[i].first + parts[i].n; t++) {
            if (p->tokens[t].head != PARLEY_NONE)
                continue;
            if (!parts[i].goes_on) {
                root = t;
                continue;
            }
            p->tokens[t].head = root;
            p->tokens[t].deprel = (uint8_t)m->parataxis_rel;
            p->tokens[t].rel = m->rel_of[m->parataxis_rel];
            p->tokens[t].sub = m->sub_of[m->parataxis_rel];
        }
    uint32_t obj = relation(m, "obj"), obl = relation(m, "obl"), xcomp = relation(m, "xcomp");
    for (uint32_t i = 0; i < p->n_sents; i++) {
        mend_titles(p, p->sents[i]);
        mend_series(p, p->sents[i]);
        if (obj < m->n_deprel)
            mend_gaps(p, p->sents[i], obj);
        if (obl < m->n_deprel)
            mend_adjuncts(p, p->sents[i], obl);
        if (xcomp < m->n_deprel)
            mend_verdicts(p, p->sents[i], xcomp);
    }
    parse_link(p);
    names_repeat(p, tags, arena);
    parse_set_names(p, tags, arena);
    return PARLEY_OK;
}

/* True if utf8_lower would change nothing: small ASCII letters and common marks. */
static bool is_plain(const char *s) {
    while ((*s >= 'a' && *s <= 'z') || (*s >= '!' && *s <= '@'))
        s++;
    return *s == '\0';
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
        uint32_t last = b, first = s->tokens.n, begin = b;
        for (uint32_t next = page_continues(page, b); begin != PARLEY_NONE; begin = next) {
            for (last = begin; (next = page_continues(page, last)) == last + 1;)
                last = next;
            if ((rc = tokens_find(&s->tokens, m->lexicon, page->text, page->blocks[begin].start, page->blocks[last].end, err)) <
                0)
                return rc;
        }
        if ((rc = sentences_find(&s->spans, &s->tokens, first, m->lexicon, page->text, err)) < 0)
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
        p->sents[i] = (parse_sent){sp.first, sp.end, items[sp.first].start, items[sp.end - 1].end, block, PARLEY_NONE, false};
        for (uint32_t t = sp.first; t < sp.end; t++) {
            const token *x = &items[t];
            uint32_t n = x->end - x->start;
            parse_token *k = &p->tokens[t];
            k->start = x->start;
            k->end = x->end;
            k->form = arena_strn(arena, page->text + x->start, n);
            k->norm = k->lemma = is_plain(k->form) ? k->form : utf8_lower(arena, k->form, n, true);
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
