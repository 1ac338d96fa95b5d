/* position_judgment.c - positions in what somebody calls a thing ("insulting", "a reversal of the accord") or calls his own ("its
 * demands").
 */
#include "meaning/position_int.h"

/* "called the offer insulting", "the offer is unfair", "described the talks as very good". */
void judgments_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t leaning = map_gets(&k->lex->judgments, ts[t].norm, 0);
    if (!leaning || (ts[t].upos != UPOS_ADJ && ts[t].upos != UPOS_NOUN && ts[t].upos != UPOS_VERB) || is_supposed(p, t))
        return;
    stance s = (stance)(leaning - 1);
    if (word_negated(p, t))
        s = s == STANCE_SUPPORT ? STANCE_OPPOSE : STANCE_SUPPORT;
    uint32_t h = ts[t].head, obj = PARLEY_NONE, holder[8] = {PARLEY_NONE}, n = 0, first = t, last = t, who = PARLEY_NONE;
    /* "it's a good day for the island", "this is a great step": said of what was spoken of last */
    if (ts[t].rel == REL_AMOD && h != PARLEY_NONE && tok_of(k, h, PW_MARK) &&
        parse_child(p, h, REL_COP, SUB_NONE) != PARLEY_NONE) {
        uint32_t sub = parse_child(p, h, REL_NSUBJ, SUB_NONE), said = facts_asserter(k->f, t);
        position_object o = {t, PARLEY_NONE, PARLEY_NONE};
        if (sub == PARLEY_NONE || said == PARLEY_NONE ||
            !(TOK_ANY(p, sub, "it", "this", "that", "today") || k->proposal_of[sub] != PARLEY_NONE))
            return;
        o.proposal = k->proposal_of[sub];
        if (o.proposal != PARLEY_NONE || last_object(k, t, &o))
            position_add(k, sub, ts[h].right, stands_for(k, said), s, o.proposal, o.issue, t, "judgment");
        return;
    }
    /* "it represents the most hopeful step", "the text marks a setback" */
    uint32_t verb = ts[t].rel == REL_AMOD && h != PARLEY_NONE ? ts[h].head : h;
    if (verb != PARLEY_NONE && (ts[t].rel == REL_OBJ || (ts[t].rel == REL_AMOD && ts[h].rel == REL_OBJ)) &&
        tok_of(k, verb, PW_AMOUNT)) {
        uint32_t sub = parse_child(p, verb, REL_NSUBJ, SUB_NONE), said = facts_asserter(k->f, t);
        position_object o;
        if (sub != PARLEY_NONE && said != PARLEY_NONE && object_at(k, sub, PARLEY_NONE, &o))
            position_add(k, tree_left(p, sub), ts[verb].right, stands_for(k, said), s, o.proposal, o.issue, t, "judgment");
        return;
    }
    /* "this deal helps the yard", "the levy will hurt farmers" */
    if (ts[t].upos == UPOS_VERB) {
        uint32_t sub = parse_child(p, t, REL_NSUBJ, SUB_NONE), said = facts_asserter(k->f, t);
        position_object o;
        if (sub != PARLEY_NONE && said != PARLEY_NONE && ts[sub].upos == UPOS_NOUN && !is_passive(p, t) &&
            (k->proposal_of[sub] != PARLEY_NONE || stance_noun_is(k->lex, NOUN_MATTER, ts[sub].norm) ||
             stance_noun_is(k->lex, NOUN_GOAL, ts[sub].norm)) &&
            object_at(k, sub, PARLEY_NONE, &o)) {
            position_add(k, tree_left(p, sub), ts[t].right, stands_for(k, said), s, o.proposal, o.issue, t, "judgment: effect");
            return;
        }
    }
    /* "a slap in the face": the judging word may stand under its noun */
    if (parse_child(p, t, REL_COP, SUB_NONE) != PARLEY_NONE) {
        obj = parse_child(p, t, REL_NSUBJ, SUB_NONE);
        uint32_t said = facts_asserter(k->f, t);
        if (obj == PARLEY_NONE || said == PARLEY_NONE)
            return;
        holder[n++] = stands_for(k, said);
        first = tree_left(p, obj);
    } else if (h != PARLEY_NONE && tok_of(k, h, PW_CALL)) {
        obj = parse_child(p, h, REL_OBJ, SUB_NONE);
        if (obj == t || obj == PARLEY_NONE)
            return;
        who = subject_of(k, h, NULL);
        if (is_relative(p, obj) && obj < h)
            obj = relative_antecedent(p, h);
        n = holders(k, who, h, holder);
        first = who != PARLEY_NONE && who < h && h - who < 25 ? tree_left(p, who) : h;
    }
    position_object o;
    if (!n || obj == PARLEY_NONE || !object_at(k, obj, holder[0], &o) || (o.proposal == PARLEY_NONE && o.issue == PARLEY_NONE))
        return;
    for (uint32_t j = 0; j < n; j++) {
        fact_position *pos =
            position_add(k, first,
                         last > ts[obj].right || obj > t               ? last
                         : ts[obj].right > t && ts[obj].right < t + 20 ? ts[obj].right
                                                                       : t,
                         holder[j], s, o.proposal, o.issue, h != PARLEY_NONE && who != PARLEY_NONE ? h : t, "judgment");
        if (pos && who != PARLEY_NONE && pos->asserted_by == PARLEY_NONE)
            pos->asserted_by = holder[j]; /* the judging word is his, whoever calls it so */
    }
}

/* "criticised the ministry's offer as a reversal of the July accord": the offer's author goes back on the accord, says the critic
 */
void reversals_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = ts[t].head, cs = case_of(p, t), of = PARLEY_NONE, holder[8];
    if (!tok_of(k, t, PW_REVERSAL) || v == PARLEY_NONE || cs == PARLEY_NONE || !tok_is(p, cs, "as"))
        return;
    PARSE_EACH_CHILD (p, t, c) {
        if (c > t && case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "of") && of == PARLEY_NONE)
            of = c;
    }
    for (uint32_t i = t + 1; of == PARLEY_NONE && i < t + 6 && i < p->n_tokens; i++) /* "of what they had agreed to" */
        if (k->proposal_of[i] != PARLEY_NONE)
            of = i;
    for (uint32_t i = t + 1; of != PARLEY_NONE && k->proposal_of[of] == PARLEY_NONE && i < t + 6 && i < p->n_tokens; i++)
        if (k->proposal_of[i] != PARLEY_NONE)
            of = i;
    uint32_t o = parse_child(p, v, REL_OBJ, SUB_NONE);
    if (o == PARLEY_NONE && ts[v].rel != REL_ROOT && k->proposal_of[v] != PARLEY_NONE)
        o = v;
    if (of == PARLEY_NONE || o == PARLEY_NONE || k->proposal_of[of] == PARLEY_NONE || k->proposal_of[o] == PARLEY_NONE)
        return;
    const fact_proposal *pr = &k->f->proposals[k->proposal_of[o]];
    uint32_t n = ts[v].upos == UPOS_VERB ? holders(k, subject_of(k, v, NULL), v, holder) : 0;
    for (uint32_t j = 0; j < pr->n_author && j < 4; j++) {
        fact_position *pos = position_add(k, v < t ? v : t, ts[t].right, pr->author[j], STANCE_RETREAT, k->proposal_of[of],
                                          PARLEY_NONE, t, "retreat: reversal");
        if (pos && pos->asserted_by == PARLEY_NONE && n)
            pos->asserted_by = holder[0];
        pr = &k->f->proposals[k->proposal_of[o]];
    }
}

/* Somebody's own conditions, however they come into the sentence: "its key demands", "the union's conditions have hardened". */
void own_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    if (ts[t].upos != UPOS_NOUN || !tok_of(k, t, PW_CONDITION))
        return;
    uint32_t poss = parse_child(p, t, REL_NMOD, SUB_POSS), holder[8], n, between = case_of(p, t);
    if (ts[t].rel == REL_CONJ && ts[t].head != PARLEY_NONE)
        between = case_of(p, ts[t].head);
    if (between != PARLEY_NONE && tok_is(p, between, "between"))
        return; /* "the gap between their demands" */
    if (poss == PARLEY_NONE || (n = holders(k, poss, t, holder)) == 0)
        return;
    /* a demand that says what it wants has its own frame */
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c);
        if (c > t && ((ts[c].rel == REL_NMOD && cs != PARLEY_NONE && TOK_ANY(p, cs, "for", "of", "on")) ||
                      (ts[c].rel == REL_ACL && ts[c].sub != SUB_RELCL)))
            return;
    }
    uint32_t first = ts[t].left < t ? ts[poss].left : t, right = ts[t].right;
    position_object o = {t, PARLEY_NONE, PARLEY_NONE};
    /* "this is one of its demands": the demand is what "this" is */
    uint32_t h = t;
    for (uint32_t up = 0;
         up < 2 && ts[h].rel == REL_NMOD && ts[h].head != PARLEY_NONE && TOK_ANY(p, ts[h].head, "one", "part", "some"); up++)
        h = ts[h].head;
    uint32_t s = parse_child(p, h, REL_COP, SUB_NONE) == PARLEY_NONE ? PARLEY_NONE : parse_child(p, h, REL_NSUBJ, SUB_NONE);
    if (s != PARLEY_NONE) {
        first = tree_left(p, s);
        if (!object_at(k, s, holder[0], &o))
            o.issue = issue_of(k, t, holder[0]);
    } else {
        o.issue = issue_of(k, t, holder[0]);
    }
    for (uint32_t j = 0; j < n; j++)
        position_add(k, first, right, holder[j], STANCE_DEMAND, o.proposal, o.issue, t, "demand: own");
}
