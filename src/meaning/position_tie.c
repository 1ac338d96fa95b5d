/* position_tie.c - what is asked for what is given: "will free the crews in return for grain", "on condition that", "provided
 * that", "if the port opens, it will lift the levy", "conditional on an audit".
 */
#include "meaning/position_int.h"

/* The verb that t hangs on by way of nouns and infinitives, or PARLEY_NONE. */
static uint32_t verb_over(const parley_parse *p, uint32_t t) {
    const parse_token *ts = p->tokens;
    for (uint32_t up = 0; up < 5 && ts[t].head != PARLEY_NONE; up++) {
        t = ts[t].head;
        if (ts[t].upos == UPOS_VERB || ts[t].upos == UPOS_ADJ)
            return t;
    }
    return PARLEY_NONE;
}

/* Whose bargain it is: who does what v says, where he could do it or not. */
static uint32_t bargainers(const position_work *k, uint32_t v, uint32_t out[8], uint32_t *who) {
    *who = subject_of(k, v, NULL);
    if (*who == PARLEY_NONE && k->p->tokens[v].upos == UPOS_ADJ)
        *who = parse_child(k->p, v, REL_NSUBJ, SUB_NONE);
    uint32_t n = holders(k, *who, v, out);
    const fact_actor *a = n ? &k->f->actors[out[0]] : NULL;
    return a && a->kind == ACTOR_OUTLET ? 0 : n;
}

static void ask(position_work *k, uint32_t v, uint32_t x, uint32_t last, stance s) {
    const parley_parse *p = k->p;
    uint32_t holder[8], who, n = bargainers(k, v, holder, &who);
    position_object o;
    if (!n || !object_at(k, x, holder[0], &o))
        return;
    uint32_t first = who < v && v - who < 25 ? tree_left(p, who) : v;
    if (x < first)
        first = p->tokens[x].left;
    if (first > last)
        first = x;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, first, last > first ? last : first, holder[j], s, o.proposal, o.issue, v, "demand: in return");
}

/* "in return for grain", "in exchange for the release of the crews". */
static void in_return_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t cs = case_of(p, t), x = PARLEY_NONE, v = verb_over(p, t);
    if (!TOK_ANY(p, t, "return", "exchange") || cs == PARLEY_NONE || !tok_is(p, cs, "in") || v == PARLEY_NONE)
        return;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t what = case_of(p, c);
        if (c > t && what != PARLEY_NONE && tok_is(p, what, "for") && (ts[c].upos == UPOS_NOUN || ts[c].upos == UPOS_VERB))
            x = c;
    }
    if (x == PARLEY_NONE || is_supposed(k, v))
        return;
    /* who asks for one thing in return for another gives the other */
    stance_fit fit;
    bool asks = TOK_ANY(p, v, "receive", "received", "get", "gets", "got", "win", "obtain") ||
                (stance_fits(k, v, &fit) && fit.frame->stance == STANCE_DEMAND);
    ask(k, v, x, ts[x].right, asks ? STANCE_OFFER : STANCE_DEMAND);
}

/* The clause that "on condition that", "provided (that)" opens at t, or PARLEY_NONE; *v: the verb it is tied to. */
static uint32_t proviso(const parley_parse *p, uint32_t t, uint32_t *v) {
    const parse_token *ts = p->tokens;
    uint32_t x = PARLEY_NONE;
    if (TOK_ANY(p, t, "condition") && case_of(p, t) != PARLEY_NONE && tok_is(p, case_of(p, t), "on")) {
        PARSE_EACH_CHILD (p, t, c) {
            if (c > t && (ts[c].rel == REL_ACL || ts[c].rel == REL_CCOMP) && ts[c].upos == UPOS_VERB)
                x = c;
        }
        *v = verb_over(p, t);
    } else if (TOK_ANY(p, t, "provided", "providing") && t > 0 && ts[t - 1].sent == ts[t].sent && ts[t - 1].upos != UPOS_AUX) {
        bool own = ts[t].rel == REL_MARK && ts[t].head != PARLEY_NONE && ts[t].head > t; /* a conjunction */
        uint32_t at = own ? ts[t].head : t;
        if (own)
            x = at;
        else
            PARSE_EACH_CHILD (p, t, c) {
                if (c > t && (ts[c].rel == REL_CCOMP || ts[c].rel == REL_XCOMP) && ts[c].upos == UPOS_VERB && x == PARLEY_NONE)
                    x = c;
            }
        *v = verb_over(p, at);
    }
    return x;
}

/* "if the port opens, it will lift the levy": the verb of giving in the main clause of the if-clause c, or PARLEY_NONE. */
static uint32_t given_if(const position_work *k, uint32_t c) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = ts[c].head, mark = parse_child(p, c, REL_MARK, SUB_NONE);
    if (ts[c].rel != REL_ADVCL || v == PARLEY_NONE || mark == PARLEY_NONE || !TOK_ANY(p, mark, "if", "once") ||
        ts[v].upos != UPOS_VERB || !tok_of(k, v, PW_YIELD) || !(tok_of(k, c, PW_YIELD) || tok_of(k, c, PW_GRANT)) ||
        is_passive(p, v) || word_negated(p, c) || is_negated(k, v))
        return PARLEY_NONE;
    bool will = ts[v].rel == REL_XCOMP; /* "is ready to lift" */
    PARSE_EACH_CHILD (p, v, g)
        will |= ts[g].rel == REL_AUX && TOK_ANY(p, g, "will", "would", "'ll", "could");
    return will ? v : PARLEY_NONE;
}

/* "made the deal conditional on an audit", "is conditional on": the audit is asked for. */
static void conditional_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t x = PARLEY_NONE, h = ts[t].head, holder[8], n = 0, who = PARLEY_NONE;
    if (!TOK_ANY(p, t, "conditional", "contingent", "dependent"))
        return;
    for (uint32_t pass = 0; pass < 2 && x == PARLEY_NONE; pass++)
        if (pass == 0 || (h != PARLEY_NONE && ts[h].upos == UPOS_VERB))
            PARSE_EACH_CHILD (p, pass ? h : t, c) {
                uint32_t cs = case_of(p, c);
                if (c > t && cs != PARLEY_NONE && cs > t && TOK_ANY(p, cs, "on", "upon") && x == PARLEY_NONE)
                    x = c;
            }
    if (x == PARLEY_NONE)
        return;
    if (h != PARLEY_NONE && TOK_ANY(p, h, "make", "makes", "made", "making") && !is_negated(k, h)) {
        who = subject_of(k, h, NULL);
        n = holders(k, who, h, holder);
    } else if (parse_child(p, t, REL_COP, SUB_NONE) != PARLEY_NONE) {
        uint32_t sub = parse_child(p, t, REL_NSUBJ, SUB_NONE);
        bool stand =
            sub != PARLEY_NONE && TOK_ANY(p, sub, "support", "backing", "agreement", "approval", "acceptance", "consent",
                                          "endorsement", "participation", "offer", "signature", "readiness", "willingness");
        if (!stand) /* "their release is conditional on good conduct": nobody asks for that */
            return;
        who = parse_child(p, sub, REL_NMOD, SUB_POSS);
        n = holders(k, who, t, holder);
        if (!n)
            n = speakers(k, t, holder);
    }
    position_object o;
    for (uint32_t j = 0; j < n; j++)
        if (object_at(k, x, holder[j], &o))
            position_add(k, who != PARLEY_NONE && who < t ? tree_left(p, who) : t, ts[x].right, holder[j], STANCE_DEMAND,
                         o.proposal, o.issue, t, "demand: conditional");
}

void bargains_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = PARLEY_NONE, x = PARLEY_NONE;
    if (ts[t].upos == UPOS_NOUN)
        in_return_at(k, t);
    if (ts[t].upos == UPOS_ADJ)
        conditional_at(k, t);
    x = proviso(p, t, &v);
    if (x == PARLEY_NONE && ts[t].upos == UPOS_VERB && (v = given_if(k, t)) != PARLEY_NONE)
        x = t;
    if (x == PARLEY_NONE || v == PARLEY_NONE)
        return;
    /* what somebody else is to do; of what he does himself he is no asker */
    uint32_t doer = is_passive(p, x) ? PARLEY_NONE : subject_of(k, x, NULL), holder[8], who, n = bargainers(k, v, holder, &who);
    uint32_t actor = doer == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(k->f, p, doer);
    for (uint32_t j = 0; j < n; j++)
        if (actor == holder[j])
            return;
    if (doer != PARLEY_NONE && actor == PARLEY_NONE && !is_matter(k, doer))
        return; /* "if it rains" */
    ask(k, v, x, ts[x].right, STANCE_DEMAND);
}
