/* position_act.c - positions that show in what is said of the sides without a word of stance: "is against", "what the guild wants
 * is", "lifted its levy".
 */
#include "meaning/position_int.h"

static void add_all(position_work *k, const uint32_t *holder, uint32_t n, stance s, uint32_t x, uint32_t first, uint32_t last,
                    uint32_t at, const char *rule) {
    position_object o;
    if (!n || !object_at(k, x, holder[0], &o))
        return;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, first, last, holder[j], s, o.proposal, o.issue, at, rule);
}

/* "is against the pact", "are for the contract", "is in favour of the quota". */
void sides_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t cs = case_of(p, t), sub = parse_child(p, t, REL_NSUBJ, SUB_NONE), x = t, holder[8];
    if (cs == PARLEY_NONE || sub == PARLEY_NONE || parse_child(p, t, REL_COP, SUB_NONE) == PARLEY_NONE || is_supposed(k, t))
        return;
    stance s = STANCE_SUPPORT;
    if (TOK_ANY(p, cs, "against"))
        s = STANCE_OPPOSE;
    else if (tok_is(p, cs, "in") && TOK_ANY(p, t, "favour", "favor"))
        x = complement_of(k, t, true);
    else if (tok_is(p, cs, "out")) /* "is out of the accord" */
        s = STANCE_RETREAT;
    else if (!TOK_ANY(p, cs, "for", "behind"))
        return;
    if (TOK_ANY(p, t, "law", "rules", "odds", "interest", "interests", "principle", "principles"))
        return; /* "that is against the law" */
    if (word_negated(p, t))
        s = s == STANCE_SUPPORT ? STANCE_OPPOSE : STANCE_SUPPORT;
    if (is_relative(p, sub))
        sub = relative_antecedent_of(p, t, sub);
    position_object o;
    uint32_t n = holders(k, sub, t, holder);
    if (!n || x == PARLEY_NONE || !object_at(k, x, holder[0], &o))
        return;
    if (x == t && s != STANCE_OPPOSE && o.proposal == PARLEY_NONE && !(k->sure[o.issue] & 1) && !issue_is_goal(k, o.issue))
        return; /* "the money is for the school" */
    for (uint32_t j = 0; j < n; j++)
        position_add(k, tree_left(p, sub), ts[t].right, holder[j], s, o.proposal, o.issue, t, "side");
}

/* "what Norway wants is a lower quota", "the guild's main goal is a shorter week", "made back pay a condition". */
void wants_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t holder[8], n = 0, who = PARLEY_NONE, h = ts[t].head;
    if (ts[t].upos == UPOS_ADJ)
        return;
    if (parse_child(p, t, REL_COP, SUB_NONE) != PARLEY_NONE && !word_negated(p, t) && !is_supposed(k, t)) {
        uint32_t sub = parse_child(p, t, REL_NSUBJ, SUB_NONE);
        uint32_t want = sub == PARLEY_NONE ? PARLEY_NONE : parse_child(p, sub, REL_ACL, SUB_NONE);
        if (want != PARLEY_NONE && TOK_ANY(p, sub, "what", "all", "thing") &&
            TOK_ANY(p, want, "want", "wants", "wanted", "need", "needs", "seek", "seeks", "demand", "demands", "ask"))
            who = parse_child(p, want, REL_NSUBJ, SUB_NONE);
        else if (sub != PARLEY_NONE && tok_of(k, sub, PW_AIM))
            who = parse_child(p, sub, REL_NMOD, SUB_POSS);
        if (who != PARLEY_NONE && (n = holders(k, who, t, holder)) > 0) {
            uint32_t x = t;
            add_all(k, holder, n, STANCE_DEMAND, x, ts[sub].left, ts[t].right, t, "demand: what is wanted");
        }
        /* "reforms are a precondition for the bailout" */
        if (sub != PARLEY_NONE && TOK_ANY(p, t, "precondition", "prerequisite", "must", "condition") && who == PARLEY_NONE &&
            (n = speakers(k, t, holder)) > 0)
            add_all(k, holder, n, STANCE_DEMAND, sub, tree_left(p, sub), ts[t].right, t, "demand: condition");
        return;
    }
    if (h == PARLEY_NONE || !tok_of(k, t, PW_NEEDED) || !TOK_ANY(p, h, "make", "makes", "made", "making") ||
        (ts[t].rel != REL_XCOMP && ts[t].rel != REL_OBJ && ts[t].rel != REL_OBL) || is_negated(k, h))
        return;
    uint32_t o = parse_child(p, h, REL_OBJ, SUB_NONE);
    if (o == t)
        o = parse_child(p, h, REL_IOBJ, SUB_NONE);
    who = subject_of(k, h, NULL);
    if (o == PARLEY_NONE)
        o = parse_child(p, h, REL_CCOMP, SUB_NONE);
    n = holders(k, who, h, holder);
    if (o != PARLEY_NONE && n)
        add_all(k, holder, n, STANCE_DEMAND, o, who < h && h - who < 25 ? tree_left(p, who) : h, ts[t].right, h,
                "demand: made a condition");
}

/* "put it forward as a matter for later, as opposed to a condition": a demand that has become softer. */
void softens_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    parley_facts *f = k->f;
    if (!tok_of(k, t, PW_NEEDED) || t < 2)
        return;
    uint32_t first = p->sents[p->tokens[t].sent].first, i = t - 1;
    while (i > first && i + 4 > t && !TOK_ANY(p, i, "opposed", "rather", "instead"))
        i--;
    if (!TOK_ANY(p, i, "opposed", "rather", "instead"))
        return;
    uint32_t begin = p->tokens[first].start;
    for (uint32_t back = f->n_positions;
         back-- > 0 && f->n_positions - back <= 6 && f->positions[back].evidence.start >= begin;) {
        fact_position *pos = &f->positions[back];
        if (pos->stance != STANCE_DEMAND)
            continue;
        pos->nuance = "softened";
        uint32_t n = back + 1; /* what he puts forward in its place is no offer beside it */
        for (uint32_t j = back + 1; j < f->n_positions; j++) {
            const fact_position *o = &f->positions[j];
            if (o->stance != STANCE_OFFER || o->holder != pos->holder || o->issue != pos->issue || o->proposal != pos->proposal)
                f->positions[n++] = *o;
        }
        f->n_positions = n;
    }
}

/* "Chile lifted its tariffs": what a side takes away of its own it has agreed to take away. */
void concessions_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t o, holder[8];
    if (ts[v].upos != UPOS_VERB || !tok_of(k, v, PW_UNDO) || is_passive(p, v) || !(ts[v].morph & FEAT_FIN) ||
        (ts[v].rel != REL_ROOT && ts[v].rel != REL_CONJ && ts[v].rel != REL_CCOMP && ts[v].rel != REL_PARATAXIS) ||
        is_negated(k, v) || is_supposed(k, v) || (o = object_word(p, v)) == PARLEY_NONE || !is_matter(k, o))
        return;
    uint32_t who = subject_of(k, v, NULL), n = holders(k, who, v, holder);
    if (n)
        add_all(k, holder, n, STANCE_ACCEPT, v, who < v && v - who < 25 ? tree_left(p, who) : v, ts[v].right, v,
                "accept: lifted");
}
