/* position_term.c - what a plan contains, as offers of its author: "the plan includes", "under the deal". */
#include "meaning/position_int.h"

static void term_add(position_work *k, uint32_t proposal, uint32_t issue) {
    fact_proposal *plan = &k->f->proposals[proposal];
    if (!plan->terms)
        plan->terms = ARENA_ARRAY(k->in->arena, uint32_t, 16);
    for (uint32_t j = 0; j < plan->n_terms; j++)
        if (plan->terms[j] == issue)
            return;
    if (plan->n_terms < 16)
        plan->terms[plan->n_terms++] = issue;
}

/* Who stands behind a plan: its author, or those who have reached it as an agreement. */
static uint32_t parties_of(const position_work *k, uint32_t proposal, uint32_t out[8]) {
    const fact_proposal *plan = &k->f->proposals[proposal];
    if (plan->n_author) {
        out[0] = plan->author[0];
        return 1;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->f->n_positions && i < 40 && n < 4; i++) {
        const fact_position *pos = &k->f->positions[i];
        bool known = pos->proposal != proposal || pos->stance != STANCE_ACCEPT;
        for (uint32_t j = 0; j < n; j++)
            known |= out[j] == pos->holder;
        if (!known)
            out[n++] = pos->holder;
    }
    return n;
}

/* "a process of freeing A, achieving B": terms of a plan are offered by its author. */
void terms_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    /* "the deal raises wages", "would open the port": an act of the text; what it did, or does as somebody says, is no
     * term */
    const nominal_noun *act = nominal_at(k, v);
    bool acts = act && facts_asserter(k->f, v) == PARLEY_NONE && !(ts[v].morph & FEAT_PAST) && !is_passive(p, v) &&
                act_object(k, v) != PARLEY_NONE && strcmp(act->noun, "end") != 0;
    if (!tok_of(k, v, PW_CONTAIN) && !acts)
        return;
    uint32_t s = parse_child(p, v, REL_NSUBJ, SUB_NONE), first = v;
    if (s != PARLEY_NONE && is_relative(p, s))
        s = relative_antecedent(p, v);
    for (uint32_t up = 0; up < 3 && s == PARLEY_NONE && ts[first].rel == REL_CONJ; up++) {
        first = ts[first].head;
        s = parse_child(p, first, REL_NSUBJ, SUB_NONE);
    }
    if (s == PARLEY_NONE || k->proposal_of[s] == PARLEY_NONE || is_supposed(p, v) || word_negated(p, v))
        return;
    uint32_t pr = k->proposal_of[s];
    uint32_t o = acts && !tok_of(k, v, PW_CONTAIN) ? v : parse_child(p, v, REL_OBJ, SUB_NONE);
    if (o == PARLEY_NONE)
        PARSE_EACH_CHILD (p, v, c) {
            if (c > v && (ts[c].rel == REL_OBL || ts[c].rel == REL_CCOMP) && k->time_at[c] == PARLEY_NONE)
                o = c;
        }
    if (o == PARLEY_NONE || k->proposal_of[o] != PARLEY_NONE)
        return;
    /* "process of freeing ..." */
    PARSE_EACH_CHILD (p, o, c) {
        if (c > o && ts[c].upos == UPOS_VERB && (ts[c].rel == REL_ACL || ts[c].rel == REL_ADVCL) &&
            case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "of")) {
            o = c;
            break;
        }
    }
    uint32_t members[16], n = 0;
    members[n++] = o;
    for (uint32_t i = 0; i < n && o != v; i++)
        PARSE_EACH_CHILD (p, members[i], c) {
            if (ts[c].rel == REL_CONJ && c > members[i] && n < COUNT_OF(members) &&
                (ts[c].upos == UPOS_NOUN || ts[c].upos == UPOS_PROPN || !(ts[c].morph & FEAT_PAST)))
                members[n++] = c;
        }
    /* "of freeing A, leading to B, withdrawing C and opening D": trees hang such lists anywhere */
    if (o != v && ts[o].upos == UPOS_VERB && (ts[o].morph & (FEAT_GER | FEAT_PRES)))
        for (uint32_t i = o + 1; i < p->sents[ts[o].sent].end && i < o + 120 && n < COUNT_OF(members); i++) {
            size_t len = strlen(ts[i].norm);
            if (ts[i].upos != UPOS_VERB || len < 5 || strcmp(ts[i].norm + len - 3, "ing") != 0 || i == o)
                continue;
            uint32_t b = i - 1;
            while (b > o && (ts[b].upos == UPOS_ADV || tok_is(p, b, "and")))
                b--;
            bool known = false;
            for (uint32_t j = 0; j < n; j++)
                known |= members[j] == i;
            if (tok_is(p, b, ",") && !known && parse_child(p, i, REL_NSUBJ, SUB_NONE) == PARLEY_NONE)
                members[n++] = i;
        }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t issue = issue_of(k, members[i], PARLEY_NONE);
        if (issue == PARLEY_NONE)
            continue;
        term_add(k, pr, issue);
        const fact_proposal *plan = &k->f->proposals[pr];
        uint32_t holder[8], n_holders = parties_of(k, pr, holder);
        uint32_t right = ts[members[i]].right;
        if (i + 1 < n && ts[members[i + 1]].left <= right && ts[members[i + 1]].left > members[i])
            right = ts[members[i + 1]].left - 1;
        for (uint32_t j = 0; j < n_holders && o != v; j++)
            position_add(k, tree_left(p, members[i]), right, holder[j], plan->n_author ? STANCE_OFFER : STANCE_ACCEPT,
                         PARLEY_NONE, issue, v, "offer: term");
    }
}

/* "Under the deal, the carrier will hire 200 cooks": a term; offered by the plan's author, or by who is to do it. */
void under_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = ts[t].head, cs = case_of(p, t), pr = k->proposal_of[t];
    if (pr == PARLEY_NONE && TOK_ANY(p, t, "terms", "outline", "provisions"))
        PARSE_EACH_CHILD (p, t, c) {
            if (c > t && ts[c].rel == REL_NMOD && k->proposal_of[c] != PARLEY_NONE)
                pr = k->proposal_of[c];
        }
    /* "in the first phase": of the text spoken of last */
    position_object last;
    if (pr == PARLEY_NONE && TOK_ANY(p, t, "phase", "stage", "step") && parse_child(p, t, REL_AMOD, SUB_NONE) != PARLEY_NONE &&
        last_object(k, t, &last))
        pr = last.proposal;
    if (pr == PARLEY_NONE || ts[t].rel != REL_OBL || cs == PARLEY_NONE || !TOK_ANY(p, cs, "under", "in") || v == PARLEY_NONE ||
        v < t || ts[v].upos != UPOS_VERB || word_negated(p, v))
        return;
    if (tok_is(p, cs, "in") && cs != p->sents[ts[t].sent].first)
        return;
    bool will = false;
    PARSE_EACH_CHILD (p, v, c) {
        will |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "will", "would", "'ll", "shall", "must");
    }
    uint32_t issue = will ? issue_of(k, v, PARLEY_NONE) : PARLEY_NONE;
    if (issue == PARLEY_NONE)
        return;
    term_add(k, pr, issue);
    const fact_proposal *plan = &k->f->proposals[pr];
    uint32_t who = subject_of(k, v, NULL), holder[8], n = 0;
    if (plan->n_author == 1)
        holder[n++] = plan->author[0];
    else if (!is_passive(p, v))
        n = holders(k, who, v, holder);
    for (uint32_t j = 0; j < n; j++)
        position_add(k, who != PARLEY_NONE && who < v && v - who < 15 ? tree_left(p, who) : v, ts[v].right, holder[j],
                     STANCE_OFFER, PARLEY_NONE, issue, v, "offer: under");
}
