/* event_status.c - whether an event happened, is planned, denied or only thought of: auxiliaries, negation and governing words,
 * gathered on the way from the trigger up to the clause that the report itself asserts.
 */
#include "meaning/event_int.h"

static void op_deny(reading *r) {
    r->status = r->status == STATUS_DENIED ? STATUS_HAPPENED : STATUS_DENIED;
}

static void op_plan(reading *r) {
    if (r->status == STATUS_HAPPENED)
        r->status = STATUS_PLANNED;
}

static void op_hypo(reading *r, bool strong) {
    if (strong || r->status != STATUS_DENIED)
        r->status = STATUS_HYPOTHETICAL;
}

static bool phrase_negated(const coder *c, uint32_t t) {
    if (t == PARLEY_NONE)
        return false;
    if (flags_of(c, t) & WORD_NEG)
        return true;
    PARSE_EACH_CHILD (c->p, t, k) {
        uint8_t rel = TOK(c, k)->rel;
        if ((rel == REL_DET || rel == REL_ADVMOD || rel == REL_CC || (rel == REL_CASE && norm_is(c, k, "without"))) && k < t &&
            (flags_of(c, k) & WORD_NEG))
            return true;
    }
    return false;
}

static bool reported(const coder *c, uint32_t t) {
    for (int i = 0; i < WALK && t != PARLEY_NONE; i++) {
        const parse_token *k = TOK(c, t);
        if (k->rel == REL_CCOMP && k->head != PARLEY_NONE)
            return true;
        if (k->rel != REL_CONJ && k->rel != REL_XCOMP && k->rel != REL_ADVCL)
            return false;
        t = k->head;
    }
    return false;
}

static bool has_condition(const coder *c, uint32_t t) {
    const parse_sent *s = &c->p->sents[TOK(c, t)->sent];
    uint32_t n = s->end - s->first > 60 ? s->first + 60 : s->end;
    for (uint32_t i = s->first; i < n; i++)
        if (norm_is(c, i, "if") || norm_is(c, i, "under") || norm_is(c, i, "without"))
            return true;
    return false;
}

/* What auxiliaries, negation and tense of the clause headed by t say. */
void clause_modality(const coder *c, uint32_t t, reading *r, bool own) {
    bool neg = false, future = false, modal = false, would = false, aux = false, past = false, be = false;
    uint32_t at_to = 0;
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, k) {
        uint8_t fl = flags_of(c, k), rel = TOK(c, k)->rel;
        be |= (rel == REL_AUX || rel == REL_COP) && !at_to && strcmp(TOK(c, k)->lemma, "be") == 0;
        if (k < t && !at_to && norm_is(c, k, "to") && TOK(c, k)->upos == UPOS_PART)
            at_to = k;
        if (rel == REL_AUX || rel == REL_COP) {
            aux = true;
            future |= (fl & WORD_FUTURE) != 0;
            modal |= (fl & WORD_MODAL) != 0;
            would |= (fl & WORD_WOULD) != 0;
            past |= (TOK(c, k)->morph & FEAT_PAST) != 0;
        }
        if ((rel == REL_ADVMOD || rel == REL_DISCOURSE || rel == REL_CC || rel == REL_DET) && (fl & WORD_NEG) &&
            (k < t || k == t + 1))
            neg = true;
        if (rel == REL_OBJ || rel == REL_NSUBJ)
            neg |= phrase_negated(c, k);
        if ((rel == REL_MARK || (rel == REL_ADVMOD && TOK(c, k)->upos == UPOS_SCONJ)) && (fl & WORD_IF))
            r->condition = true;
        if (rel == REL_ADVMOD && k < t)
            modal |= (fl & WORD_MODAL) != 0; /* "probably", "likely" */
        if (rel == REL_MARK && norm_is(c, k, "without"))
            neg = true;
        if (own && rel == REL_ADVMOD && norm_is(c, k, "yet"))
            r->yet = true;
        if (++n > LISTED_MAX)
            break;
    }
    /* "the talks are to begin", "are going to begin", and the headline's "Ministry to begin talks" */
    if (TOK(c, t)->upos == UPOS_VERB && ((at_to && (be || TOK(c, t)->head == PARLEY_NONE)) ||
                                         (be && norm_is(c, t, "going") && has_child(c, t, REL_XCOMP, SUB_NONE))))
        future = true;
    if (own) {
        r->negated = neg;
        r->present = aux ? !past : (TOK(c, t)->morph & FEAT_PRES) != 0;
    }
    if (r->condition) {
        op_hypo(r, true);
        return;
    }
    if (would && !reported(c, t) && (TOK(c, t)->sub == SUB_RELCL || TOK(c, t)->upos != UPOS_VERB || has_condition(c, t))) {
        would = false; /* else the future seen from the past: "she would meet them on Monday" */
        modal = true;
    }
    if (own && neg && (future || modal || would)) {
        r->refused = true;
        op_deny(r);
        return;
    }
    if (neg)
        op_deny(r);
    if (modal)
        op_hypo(r, false);
    if (future || would)
        op_plan(r);
}

static void apply(reading *r, uint8_t op) {
    if (op == OP_PLAN)
        op_plan(r);
    else if (op == OP_HYPO)
        op_hypo(r, false);
    else if (op == OP_DENY)
        op_deny(r);
}

/* Does the clause at t say what the noun above it is: "a plan to", "talk of", "a demand that"? */
static bool is_content(const coder *c, uint32_t t) {
    static const char *const marks[] = {"to", "that", "of", "for", "about", "in"};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (under_prep_named(c, t, marks[i]))
            return true;
    return false;
}

static bool yet_to(const coder *c, uint32_t t) {
    PARSE_EACH_CHILD (c->p, t, k)
        if (TOK(c, k)->rel == REL_ADVMOD && norm_is(c, k, "yet"))
            return true;
    return false;
}

/* "The talks were called off", "put off the strike": the noun at t, of which the verb at h says that it does not come about. */
static bool is_called_off(const coder *c, uint32_t t, uint32_t h) {
    bool undone = (TOK(c, t)->rel == REL_NSUBJ && clause_is_passive(c, h)) || TOK(c, t)->rel == REL_OBJ;
    if (!undone || (strcmp(TOK(c, h)->lemma, "call") != 0 && strcmp(TOK(c, h)->lemma, "put") != 0))
        return false;
    return h + 1 < c->p->n_tokens && norm_is(c, h + 1, "off");
}

/* "despite the arrest", "over the raid": taken for granted, whatever is said of the clause around. */
static bool is_granted(const coder *c, uint32_t t) {
    static const char *const preps[] = {"despite", "following", "over", "amid", "since", "given", "after"};
    for (size_t i = 0; i < COUNT_OF(preps); i++)
        if (under_prep_named(c, t, preps[i]))
            return true;
    return false;
}

/* "denied reports that they had fired": the verb above the noun at h, which says that the report is not true. */
static bool is_denied_report(const coder *c, uint32_t h) {
    static const char *const verbs[] = {"deny", "dismiss", "dispute", "refute", "reject"};
    uint32_t up = TOK(c, h)->head;
    for (size_t i = 0; i < COUNT_OF(verbs) && up != PARLEY_NONE && TOK(c, h)->rel == REL_OBJ; i++)
        if (strcmp(TOK(c, up)->lemma, verbs[i]) == 0)
            return true;
    return false;
}

static bool is_future(const coder *c, uint32_t t) {
    PARSE_EACH_CHILD (c->p, t, k)
        if (TOK(c, k)->rel == REL_AUX && (flags_of(c, k) & (WORD_FUTURE | WORD_WOULD)))
            return true;
    return false;
}

static bool past_copula(const coder *c, uint32_t t) {
    bool past = false;
    PARSE_EACH_CHILD (c->p, t, k) {
        if (TOK(c, k)->rel == REL_AUX && (flags_of(c, k) & (WORD_MODAL | WORD_WOULD | WORD_FUTURE)))
            return false;
        past |= TOK(c, k)->rel == REL_COP && (TOK(c, k)->morph & FEAT_PAST);
    }
    return past;
}

reading status_of(const coder *c, uint32_t t) {
    reading r = {.status = STATUS_HAPPENED};
    bool clausal = is_clausal(c, t);
    if (clausal)
        clause_modality(c, t, &r, true);
    else {
        if (phrase_negated(c, t))
            op_deny(&r);
        PARSE_EACH_CHILD (c->p, t, k)
            if (TOK(c, k)->rel == REL_AMOD && c->lemma[k] != PARLEY_NONE && participle_agent(c, k) == PARLEY_NONE)
                apply(&r, c->lex->op_nominal[c->lemma[k]]);
    }
    uint32_t cur = t;
    for (int i = 0; i < WALK && !r.condition; i++) {
        const parse_token *k = TOK(c, cur);
        uint32_t h = k->head;
        if (h == PARLEY_NONE)
            break;
        uint8_t verbal = c->lemma[h] != PARLEY_NONE ? c->lex->op_verbal[c->lemma[h]] : OP_NONE;
        uint8_t nominal = c->lemma[h] != PARLEY_NONE ? c->lex->op_nominal[c->lemma[h]] : OP_NONE;
        if (k->rel == REL_CONJ) {
            /* "could fire and kill" shares its auxiliary; "would not yield and accused them" does not */
            bool own = clausal && (has_child(c, cur, REL_AUX, SUB_NONE) || has_child(c, cur, REL_NSUBJ, SUB_NONE) ||
                                   ((k->morph & FEAT_FIN) && has_child(c, h, REL_AUX, SUB_NONE)));
            if (clausal && !own && is_clausal(c, h))
                clause_modality(c, h, &r, false);
            cur = h;
            continue;
        }
        if (clausal) {
            if (k->rel == REL_PARATAXIS || k->sub == SUB_RELCL)
                break;
            if (k->rel == REL_ACL && !is_content(c, cur))
                break; /* "a plan approved by": the plan, not the approval, is what is planned */
            if (k->rel == REL_XCOMP || k->rel == REL_CCOMP || k->rel == REL_CSUBJ || k->rel == REL_ACL) {
                if (k->rel == REL_CCOMP && clause_is_finite(c, cur))
                    verbal = c->lemma[h] != PARLEY_NONE ? c->lex->op_finite[c->lemma[h]] : OP_NONE;
                if (strcmp(TOK(c, h)->lemma, "have") == 0 && yet_to(c, h)) {
                    verbal = OP_DENY; /* "has yet to accept": still open */
                    r.yet = true;
                }
                if (verbal == OP_HYPO && strcmp(TOK(c, h)->lemma, "able") == 0 && past_copula(c, h))
                    verbal = OP_REAL; /* "was able to": did */
                apply(&r, verbal);
                if (k->rel == REL_ACL && under_prep_named(c, cur, "to") && TOK(c, h)->head == PARLEY_NONE &&
                    TOK(c, h)->upos == UPOS_PROPN)
                    op_plan(&r); /* a headline: "Ministry to meet union" */
                if (verbal == OP_STOP && (k->rel == REL_ACL || k->rel == REL_CCOMP) && is_denied_report(c, h))
                    op_deny(&r);
                if (verbal == OP_STOP || (k->rel == REL_CCOMP && verbal == OP_NONE))
                    break;
            } else if (k->rel == REL_ADVCL) {
                bool when = false;
                PARSE_EACH_CHILD (c->p, cur, w)
                    when |= w < cur && (norm_is(c, w, "when") || norm_is(c, w, "while"));
                if (when) { /* "when he visits them next month" is taken for granted, whatever stands above */
                    if (r.present && cur == t)
                        op_plan(&r);
                    break;
                }
                if (cur > h && TOK(c, cur - 1)->norm[0] == ',' && !has_child(c, cur, REL_MARK, SUB_NONE) &&
                    under_prep_named(c, h, "to"))
                    break; /* "repeated his pledge to sign, calling it fair": said now, not planned */
                bool governed = under_prep_named(c, cur, "to") || under_prep_named(c, cur, "from") ||
                                under_prep_named(c, cur, "of") || under_prep_named(c, cur, "on") ||
                                under_prep_named(c, cur, "about") || under_prep_named(c, cur, "for");
                if (verbal != OP_NONE && governed)
                    apply(&r, verbal); /* not "rejected the plan, insisting": there the verb governs nothing */
                else if (under_prep_named(c, cur, "to")) {
                    r.purpose |= cur == t;
                    op_plan(&r);
                } else if (has_child(c, cur, REL_MARK, SUB_NONE) && !under_prep_named(c, cur, "by"))
                    break;
            } else if (k->rel != REL_OBL && k->rel != REL_NMOD && k->rel != REL_NSUBJ && k->rel != REL_OBJ) {
                break;
            }
            cur = h;
            clausal = is_clausal(c, h);
            if (clausal)
                clause_modality(c, h, &r, false);
            else if (phrase_negated(c, h))
                op_deny(&r);
            continue;
        }
        if (k->rel != REL_NMOD && k->rel != REL_OBL && k->rel != REL_OBJ && k->rel != REL_NSUBJ && k->rel != REL_COMPOUND &&
            k->rel != REL_XCOMP && k->rel != REL_CCOMP)
            break;
        bool upper = is_clausal(c, h);
        if (k->rel == REL_OBL && is_granted(c, cur))
            break;
        if (is_called_off(c, cur, h)) {
            r.status = STATUS_DENIED;
            break;
        }
        if (!upper) {
            if (nominal == OP_NONE && !(flags_of(c, h) & WORD_LIGHT))
                break;
            apply(&r, nominal);
            PARSE_EACH_CHILD (c->p, h, w) /* "the next round of talks" */
                if (TOK(c, w)->rel == REL_AMOD && c->lemma[w] != PARLEY_NONE && participle_agent(c, w) == PARLEY_NONE)
                    apply(&r, c->lex->op_nominal[c->lemma[w]]);
            if (phrase_negated(c, h))
                op_deny(&r);
            cur = h;
            continue;
        }
        if (k->rel == REL_OBL && nominal != OP_NONE && !under_prep_named(c, cur, "for") && !under_prep_named(c, cur, "to") &&
            !under_prep_named(c, cur, "in") && !under_prep_named(c, cur, "of") && !under_prep_named(c, cur, "with") &&
            !under_prep_named(c, cur, "on"))
            break;
        if (nominal == OP_NONE && !(flags_of(c, h) & WORD_LIGHT) && k->rel != REL_XCOMP) {
            if (k->rel == REL_NSUBJ && is_future(c, h))
                op_plan(&r); /* "talks will be hard" */
            break;
        }
        if (nominal == OP_STOP)
            break;
        if (nominal == OP_HYPO && k->rel == REL_NSUBJ && k->sub != SUB_PASS && TOK(c, h)->upos == UPOS_VERB)
            nominal = OP_REAL; /* "the talks include", which is not "to include talks" */
        apply(&r, nominal);
        cur = h;
        clausal = true;
        clause_modality(c, h, &r, false);
    }
    return r;
}
