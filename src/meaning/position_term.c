/* position_term.c - what a plan contains, as offers of its author: "the plan includes", "under the deal". */
#include "meaning/position_int.h"

enum { TERMS_MAX = 24 };

/* A term that comes without a phase once and with one later has that one; in two phases it is two terms. */
static void term_add(position_work *k, uint32_t proposal, uint32_t issue, uint8_t phase) {
    fact_proposal *plan = &k->f->proposals[proposal];
    if (!plan->terms) {
        plan->terms = ARENA_ARRAY(k->in->arena, uint32_t, TERMS_MAX);
        plan->phase = ARENA_ARRAY(k->in->arena, uint8_t, TERMS_MAX);
    }
    for (uint32_t j = 0; j < plan->n_terms; j++)
        if (plan->terms[j] == issue && (!phase || !plan->phase[j] || plan->phase[j] == phase)) {
            plan->phase[j] = phase ? phase : plan->phase[j];
            return;
        }
    if (plan->n_terms < TERMS_MAX) {
        plan->phase[plan->n_terms] = phase;
        plan->terms[plan->n_terms++] = issue;
    }
}

/* The token that v, "includes", says something of: its subject, through relative and joined clauses; or PARLEY_NONE. */
static uint32_t term_subject(const position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    uint32_t s = parse_child(p, v, REL_NSUBJ, SUB_NONE), first = v;
    if (s != PARLEY_NONE && is_relative(p, s))
        s = relative_antecedent(p, v);
    for (uint32_t up = 0; up < 3 && s == PARLEY_NONE && p->tokens[first].rel == REL_CONJ; up++) {
        first = p->tokens[first].head;
        s = parse_child(p, first, REL_NSUBJ, SUB_NONE);
    }
    return s;
}

uint32_t plan_subject(const position_work *k, uint32_t v) {
    uint32_t s = term_subject(k, v);
    return s == PARLEY_NONE ? s : k->proposal_of[s];
}

/* Members of the list that begins with o. "The release of miners, the guild's withdrawal and the signing of a pact": trees hang
 * an act on what the act before it is done to. */
static uint32_t term_members(const position_work *k, uint32_t o, uint32_t *out, uint32_t max) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t n = 0;
    out[n++] = o;
    for (uint32_t i = 0; i < n; i++)
        PARSE_EACH_CHILD (p, out[i], c) {
            if (c < out[i] || n == max)
                continue;
            if (ts[c].rel == REL_CONJ && (ts[c].upos == UPOS_NOUN || ts[c].upos == UPOS_PROPN || !(ts[c].morph & FEAT_PAST)))
                out[n++] = c;
            if (ts[c].rel != REL_NMOD || ts[c].upos != UPOS_NOUN || !stance_is_act(k->lex, ts[out[i]].norm) ||
                stance_is_act(k->lex, ts[c].norm))
                continue;
            PARSE_EACH_CHILD (p, c, g) {
                if (g > c && ts[g].rel == REL_CONJ && ts[g].upos == UPOS_NOUN && stance_is_act(k->lex, ts[g].norm) && n < max)
                    out[n++] = g;
            }
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
    if (!tok_of(k, v, PW_CONTAIN) && !tok_of(k, v, PW_BRING) && !acts)
        return;
    uint32_t s = term_subject(k, v);
    if (s == PARLEY_NONE || is_supposed(k, v) || word_negated(p, v))
        return;
    uint8_t in_phase = phase_named(k, s); /* "the second stage would bring …" */
    if (!in_phase && !acts && !tok_of(k, v, PW_CONTAIN))
        return;
    uint32_t pr = k->proposal_of[s] == PARLEY_NONE && in_phase ? phase_plan(k, s) : k->proposal_of[s];
    if (pr == PARLEY_NONE)
        return;
    uint32_t o = acts && !tok_of(k, v, PW_CONTAIN) && !tok_of(k, v, PW_BRING) ? v : parse_child(p, v, REL_OBJ, SUB_NONE);
    if (o == PARLEY_NONE)
        PARSE_EACH_CHILD (p, v, c) {
            if (c > v && (ts[c].rel == REL_OBL || ts[c].rel == REL_CCOMP) && k->time_at[c] == PARLEY_NONE)
                o = c;
        }
    /* "followed the drafts and stuck to a process": wherever the tree hangs what stands behind the second verb */
    if (o == PARLEY_NONE && ts[v].rel == REL_CONJ)
        PARSE_EACH_CHILD (p, ts[v].head, c) {
            if (c > v && ts[c].rel == REL_OBL && k->time_at[c] == PARLEY_NONE && case_of(p, c) == v + 1)
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
    uint32_t members[16] = {o}, n = o == v ? 1 : term_members(k, o, members, COUNT_OF(members));
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
        term_add(k, pr, issue, in_phase ? in_phase : phase_of_term(k, members[i], v));
        const fact_proposal *plan = &k->f->proposals[pr];
        uint32_t right = ts[members[i]].right;
        if (i + 1 < n && ts[members[i + 1]].left <= right && ts[members[i + 1]].left > members[i])
            right = ts[members[i + 1]].left - 1;
        if (plan->n_author && o != v) /* who has signed a text has accepted it, which is told elsewhere */
            position_add(k, tree_left(p, members[i]), right, plan->author[0], STANCE_OFFER, PARLEY_NONE, issue, v, "offer: term");
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
    if (ts[t].rel != REL_OBL || cs == PARLEY_NONE || !TOK_ANY(p, cs, "under", "in", "during", "at") || v == PARLEY_NONE ||
        ts[v].upos != UPOS_VERB || word_negated(p, v))
        return;
    /* "in the first phase": of the plan whose phases are being told */
    uint8_t phase = phase_named(k, t);
    if (pr == PARLEY_NONE && phase)
        pr = phase_plan(k, t);
    if (pr == PARLEY_NONE || (!phase && (v < t || TOK_ANY(p, cs, "during", "at"))))
        return;
    if (!phase && tok_is(p, cs, "in") && cs != p->sents[ts[t].sent].first)
        return;
    bool will = false;
    PARSE_EACH_CHILD (p, v, c) {
        will |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "will", "would", "'ll", "shall", "must");
    }
    uint32_t issue = will ? issue_of(k, v, PARLEY_NONE) : PARLEY_NONE;
    if (issue == PARLEY_NONE)
        return;
    term_add(k, pr, issue, phase);
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
