/* event_pattern.c - the conditions of data/events tried at a word, and the most specific entry whose conditions all hold. */
#include "meaning/event_int.h"

static bool is_one_of(const coder *c, const lex_cond *cond, uint32_t t) {
    return !cond->n_words || in_words(cond->words, cond->n_words, c->lemma[t]) ||
           in_words(cond->words, cond->n_words, c->norm[t]);
}

/* Does a quotation open at token t or one of the two before it ("a 'joke'", "as 'a joke'")? */
static bool is_quote(const coder *c, uint32_t t) {
    for (uint32_t i = t > 2 ? t - 2 : 0; i <= t + 1 && i < c->p->n_tokens; i++) {
        const char *n = TOK(c, i)->form;
        if (strcmp(n, "\"") == 0 || strcmp(n, "``") == 0 || strcmp(n, "\xE2\x80\x9C") == 0)
            return TOK(c, i)->sent == TOK(c, t)->sent;
    }
    return false;
}

/* "called it a ridiculous trick": the adjective tells what it is called. */
static bool modified_by(const coder *c, const lex_cond *cond, uint32_t t) {
    if (TOK(c, t)->upos != UPOS_NOUN)
        return false;
    PARSE_EACH_CHILD (c->p, t, d)
        if (TOK(c, d)->rel == REL_AMOD && is_one_of(c, cond, d))
            return true;
    return false;
}

/* "He has two levers, and he is not using them": what is had before in the sentence, for a pronoun at k; or PARLEY_NONE. */
static uint32_t had_before(const coder *c, uint32_t k) {
    bool many = norm_is(c, k, "them"), one = norm_is(c, k, "it");
    for (uint32_t i = k; (many || one) && i-- > c->p->sents[TOK(c, k)->sent].first;) {
        const parse_token *x = TOK(c, i);
        if (x->upos != UPOS_NOUN || x->rel != REL_OBJ || x->head == PARLEY_NONE || many != ((x->morph & FEAT_PLUR) != 0))
            continue;
        return strcmp(TOK(c, x->head)->lemma, "have") == 0 || strcmp(TOK(c, x->head)->lemma, "hold") == 0 ||
                       strcmp(TOK(c, x->head)->lemma, "possess") == 0
                   ? i
                   : PARLEY_NONE;
    }
    return PARLEY_NONE;
}

static bool holds(const coder *c, const lex_cond *cond, uint32_t t, const event_entry *e, const reading *r) {
    uint32_t k;
    switch ((cond_kind)cond->kind) {
    case COND_SUBJ:
        k = clause_subject(c, t);
        return k != PARLEY_NONE && (is_one_of(c, cond, k) || is_one_of(c, cond, counted_noun(c, k)));
    case COND_OBJ:
        k = clause_object(c, t, 0);
        if (k == PARLEY_NONE)
            return false;
        if (is_one_of(c, cond, k) || is_one_of(c, cond, counted_noun(c, k)))
            return true;
        if (cond->n_words && TOK(c, k)->upos == UPOS_PRON) {
            uint32_t had = had_before(c, k);
            return had != PARLEY_NONE && is_one_of(c, cond, had);
        }
        if (!clause_is_passive(c, t))
            PARSE_EACH_CHILD (c->p, t, d) /* "gave the strikers a deadline" */
                if (TOK(c, d)->rel == REL_OBJ && is_one_of(c, cond, d))
                    return true;
        bool measure = (flags_of(c, k) & WORD_LIGHT) || has_child(c, k, REL_NUMMOD, SUB_NONE);
        PARSE_EACH_CHILD (c->p, k, d) /* "reached a ceasefire and an agreement", "a round of talks", "200 tonnes of food" */
            if ((TOK(c, d)->rel == REL_CONJ || (TOK(c, d)->rel == REL_NMOD && measure)) && is_one_of(c, cond, d))
                return true;
        return false;
    case COND_XCOMP:
        PARSE_EACH_CHILD (c->p, t, d) {
            uint8_t rel = TOK(c, d)->rel;
            if ((rel == REL_XCOMP ||
                 ((rel == REL_ADVCL || rel == REL_ACL || rel == REL_CCOMP) && under_prep_named(c, d, "to"))) &&
                (is_one_of(c, cond, d) || modified_by(c, cond, d)))
                return true;
        }
        k = cond->n_words ? parse_child(c->p, t, REL_OBJ, SUB_NONE) : PARLEY_NONE;
        if (k != PARLEY_NONE) { /* "held them responsible", "called it blackmail" as the parser may see them */
            PARSE_EACH_CHILD (c->p, k, d)
                if (TOK(c, d)->rel == REL_AMOD && d > k && is_one_of(c, cond, d))
                    return true;
            for (uint32_t d = TOK(c, k)->sibling; d != PARLEY_NONE; d = TOK(c, d)->sibling)
                if (TOK(c, d)->rel == REL_OBJ && (is_one_of(c, cond, d) || modified_by(c, cond, d)))
                    return true;
        }
        return false;
    case COND_CCOMP:
        PARSE_EACH_CHILD (c->p, t, d)
            if ((TOK(c, d)->rel == REL_CCOMP || TOK(c, d)->rel == REL_ACL) && is_one_of(c, cond, d))
                return true;
        return false;
    case COND_PREP:
        PARSE_EACH_CHILD (c->p, t, d) {
            uint8_t rel = TOK(c, d)->rel;
            if (TOK(c, d)->ne == NE_DATE && !(cond->prep != PARLEY_NONE && under_prep_named(c, d, "for")))
                continue; /* "called on Monday"; not "called for a day of mourning" */
            if ((rel == REL_OBL || rel == REL_NMOD || rel == REL_OBJ || rel == REL_ADVCL || rel == REL_ACL || rel == REL_CCOMP) &&
                under_prep(c, d, cond->prep) && (is_one_of(c, cond, d) || is_one_of(c, cond, counted_noun(c, d))))
                return true;
            if (rel == REL_ADVMOD && c->norm[d] == cond->prep && !cond->n_words)
                return true;
        }
        k = e->pos == 'v' ? parse_child(c->p, t, REL_OBJ, SUB_NONE) : PARLEY_NONE;
        if (k != PARLEY_NONE && (k = prep_child(c, k, cond->prep, true)) != PARLEY_NONE)
            return is_one_of(c, cond, k);
        return false;
    case COND_MOD:
        if (e->pos == 'v') {
            k = clause_object(c, t, 0);
            if (k == PARLEY_NONE)
                return false;
            t = k;
        }
        PARSE_EACH_CHILD (c->p, t, d) {
            uint8_t rel = TOK(c, d)->rel;
            if ((rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD || rel == REL_ADVMOD || rel == REL_DET) &&
                is_one_of(c, cond, d))
                return true;
        }
        return false;
    case COND_HEAD:
        k = TOK(c, t)->head;
        while (k != PARLEY_NONE && TOK(c, t)->rel == REL_CONJ) {
            t = k;
            k = TOK(c, t)->head;
        }
        return k != PARLEY_NONE && is_one_of(c, cond, k);
    case COND_NEG: return r->negated || r->refused;
    case COND_MODAL: return r->status == STATUS_PLANNED || r->status == STATUS_HYPOTHETICAL || r->refused;
    case COND_PASS: return clause_is_passive(c, t);
    case COND_PLURAL: return (TOK(c, t)->morph & FEAT_PLUR) != 0;
    case COND_POSS: return has_child(c, t, REL_NMOD, SUB_POSS);
    case COND_SOURCE: {
        who w = {.n = 0};
        who_add_slots(c, t, e->source_slot, e->n_source, e->pos, false, &w);
        return w.n > 0;
    }
    case COND_TARGET: {
        who w = {.n = 0};
        who_add_slots(c, t, e->target_slot, e->n_target, e->pos, false, &w);
        return w.n > 0;
    }
    case COND_SELFARG: {
        who w = {.n = 0};
        who_add_slots(c, t, e->source_slot, e->n_source, e->pos, false, &w);
        who_add_slots(c, t, e->target_slot, e->n_target, e->pos, false, &w);
        return w.n > 0;
    }
    case COND_LABOUR: return c->labour;
    case COND_TRADE: return c->trade;
    case COND_PAST: return (TOK(c, t)->morph & FEAT_PAST) && !has_child(c, t, REL_AUX, SUB_NONE);
    case COND_JOINT: {
        who w = {.n = 0};
        who_add_slots(c, t, e->source_slot, e->n_source, e->pos, false, &w);
        k = clause_surface_subject(c, t, 0);
        return w.n > 1 || (w.n && k != PARLEY_NONE && (TOK(c, k)->morph & FEAT_PLUR) && has_child(c, k, REL_NUMMOD, SUB_NONE));
    }
    case COND_OBJNAME:
        k = clause_object(c, t, 0);
        return k != PARLEY_NONE && (TOK(c, k)->upos == UPOS_PROPN || TOK(c, k)->ne == NE_PER);
    case COND_XNEG:
        PARSE_EACH_CHILD (c->p, t, d)
            if (TOK(c, d)->rel == REL_XCOMP || TOK(c, d)->rel == REL_CCOMP || TOK(c, d)->rel == REL_ADVCL)
                PARSE_EACH_CHILD (c->p, d, j)
                    if (TOK(c, j)->rel == REL_ADVMOD && j < d && (flags_of(c, j) & WORD_NEG))
                        return true;
        return false;
    case COND_CMUST: /* "said that they must leave", "said the text needs to change" */
        k = parse_child(c->p, t, REL_CCOMP, SUB_NONE);
        if (k == PARLEY_NONE)
            return false;
        PARSE_EACH_CHILD (c->p, k, d)
            if (TOK(c, d)->rel == REL_AUX && (norm_is(c, d, "must") || norm_is(c, d, "ought")))
                return true;
        return (strcmp(TOK(c, k)->lemma, "need") == 0 || strcmp(TOK(c, k)->lemma, "have") == 0) &&
               has_child(c, k, REL_XCOMP, SUB_NONE);
    case COND_PERSON: {
        who w = {.n = 0};
        who_add_slots(c, t, e->source_slot, e->n_source, e->pos, false, &w);
        return w.n > 0 && (c->f->actors[w.at[0]].kind == ACTOR_PERSON || c->f->actors[w.at[0]].kind == ACTOR_BODY);
    }
    case COND_OBJACTOR: return facts_actor_of(c->f, c->p, clause_object(c, t, 0)) != PARLEY_NONE;
    case COND_SUBJPLURAL:
        k = clause_subject(c, t);
        return k != PARLEY_NONE && ((TOK(c, k)->morph & FEAT_PLUR) || has_child(c, k, REL_CONJ, SUB_NONE));
    case COND_SUBJACTOR: return facts_actor_of(c->f, c->p, clause_subject(c, t)) != PARLEY_NONE;
    case COND_OBJPERSON: {
        uint32_t a = facts_actor_of(c->f, c->p, clause_object(c, t, 0));
        return a != PARLEY_NONE && c->f->actors[a].kind == ACTOR_PERSON;
    }
    case COND_QUOTED: /* called the offer "a joke" */
        PARSE_EACH_CHILD (c->p, t, d) {
            uint8_t rel = TOK(c, d)->rel;
            if (d > t && (rel == REL_XCOMP || rel == REL_OBJ || rel == REL_OBL || rel == REL_CCOMP || rel == REL_ADVCL) &&
                is_quote(c, TOK(c, d)->left))
                return true;
            PARSE_EACH_CHILD (c->p, d, j)
                if (d > t && j > d && TOK(c, j)->rel != REL_CASE && is_quote(c, TOK(c, j)->left))
                    return true;
        }
        return false;
    case COND_CLAUSE: return is_clausal(c, t) || (clause_one_of(c, t) != PARLEY_NONE);
    }
    return false;
}

static bool has_particle(const coder *c, uint32_t t, uint32_t particle) {
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, k) {
        if (c->norm[k] == particle && k > t && k - t <= 6)
            return true;
        if (++n > LISTED_MAX)
            break;
    }
    n = 0;
    PARSE_EACH_CHILD (c->p, t, k) { /* "handed him over to the court", with both words taken for prepositions */
        uint32_t first = TOK(c, k)->left;
        if (k > t && TOK(c, k)->rel == REL_OBL && c->norm[first] == particle && TOK(c, first)->rel == REL_CASE && first + 1 < k &&
            TOK(c, first + 1)->rel == REL_CASE)
            return true;
        if (++n > LISTED_MAX)
            break;
    }
    return t + 1 < c->p->n_tokens && TOK(c, t + 1)->sent == TOK(c, t)->sent && c->norm[t + 1] == particle;
}

const event_entry *pattern_find(const coder *c, uint32_t t, const reading *r) {
    const parse_token *k = TOK(c, t);
    const event_entry *best = NULL;
    int kind = k->upos == UPOS_VERB ? 0 : k->upos == UPOS_NOUN || k->upos == UPOS_PROPN ? 1 : k->upos == UPOS_ADJ ? 2 : -1;
    if (kind < 0)
        return NULL;
    uint32_t words[2] = {c->lemma[t], c->norm[t]};
    for (int i = 0; i < 2; i++) {
        if (words[i] == PARLEY_NONE || (i == 1 && words[1] == words[0]))
            continue;
        for (uint32_t at = c->lex->first[kind][words[i]]; at != PARLEY_NONE; at = c->lex->entries[at].next) {
            const event_entry *e = &c->lex->entries[at];
            if (best && e->weight <= best->weight)
                continue;
            if (e->particle != PARLEY_NONE && !has_particle(c, t, e->particle))
                continue;
            bool fits = true;
            for (uint32_t j = 0; j < e->n_conds && fits; j++) {
                fits = holds(c, &e->conds[j], t, e, r) != e->conds[j].negated;
                while (!fits && e->conds[j].or_next) {
                    j++;
                    fits = holds(c, &e->conds[j], t, e, r) != e->conds[j].negated;
                }
                while (j < e->n_conds && e->conds[j].or_next)
                    j++;
            }
            if (fits)
                best = e;
        }
    }
    return best;
}
