/* position_phase.c - phases of a plan: how many it has ("a three-step process"), and which one a term belongs to ("in the first
 * phase, …", "phase two would see …"). */
#include "meaning/position_int.h"

static bool is_opening(const parley_parse *p, uint32_t t) {
    return TOK_ANY(p, t, "initial", "opening");
}

/* "the first phase", "phase two": its number; PHASE_LAST for "the final stage"; 0: no phase. */
static uint8_t named_phase(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    if (!tok_of(k, t, PW_PHASE) || ts[t].morph & FEAT_PLUR)
        return 0;
    uint8_t last = 0;
    for (uint32_t i = t; i-- > p->sents[ts[t].sent].first && t - i < 5;) { /* "third and final phase" */
        uint8_t n = is_opening(p, i) ? 1 : facts_small_number(ts[i].norm, true);
        if (n)
            return n;
        if (TOK_ANY(p, i, "final", "last", "closing"))
            last = PHASE_LAST;
        else if (ts[i].upos != UPOS_ADJ && ts[i].upos != UPOS_NUM && !TOK_ANY(p, i, "and", ",", "-"))
            break;
    }
    return last ? last : t + 1 < p->sents[ts[t].sent].end ? facts_small_number(ts[t + 1].norm, false) : 0;
}

/* The same for "in the second", after "in the first phase" of this sentence or the one before. */
uint8_t phase_named(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint8_t n = named_phase(k, ts[t].upos == UPOS_NUM && t > p->sents[ts[t].sent].first ? t - 1 : t); /* "in phase two" */
    if (n || ts[t].upos != UPOS_ADJ || (ts[t].rel != REL_OBL && ts[t].rel != REL_NMOD && ts[t].rel != REL_NSUBJ))
        return n;
    n = TOK_ANY(p, t, "final", "last") ? PHASE_LAST : facts_small_number(ts[t].norm, true);
    uint32_t from = ts[t].sent ? p->sents[ts[t].sent - 1].first : 0;
    for (uint32_t i = t; n && i-- > from;)
        if (named_phase(k, i))
            return n;
    return 0;
}

uint8_t phase_of_term(const position_work *k, uint32_t member, uint32_t v) {
    const parley_parse *p = k->p;
    const uint32_t over[] = {member, v};
    for (size_t i = 0; i < COUNT_OF(over); i++) {
        uint8_t found = 0;
        uint32_t n = 0;
        PARSE_EACH_CHILD (p, over[i], c) {
            uint32_t cs = case_of(p, c);
            uint8_t phase =
                cs != PARLEY_NONE && TOK_ANY(p, cs, "in", "during", "at", "under", "with", "within") ? phase_named(k, c) : 0;
            found = phase ? phase : found;
            n += phase != 0;
        }
        if (n == 1)
            return found;
    }
    return 0;
}

uint32_t phase_plan(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    bool other = false;
    const uint32_t heads[] = {t, t + 1 < p->n_tokens && ts[t + 1].upos == UPOS_NUM ? t + 1 : t};
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        PARSE_EACH_CHILD (p, heads[i], c) {
            uint32_t cs = case_of(p, c);
            if (ts[c].rel != REL_NMOD || (c > t && (cs == PARLEY_NONE || !tok_is(p, cs, "of"))))
                continue;
            if (k->proposal_of[c] != PARLEY_NONE)
                return k->phased = k->proposal_of[c];
            other |= c > t && k->time_at[c] == PARLEY_NONE && ts[c].upos != UPOS_NUM;
        }
    if (other) /* "the second stage of the race" */
        return PARLEY_NONE;
    /* of the plan whose phases are being told, wherever that began; else of the text spoken of last */
    for (uint32_t i = t; i-- > 0 && ts[t].sent - ts[i].sent <= 3;)
        if (k->proposal_of[i] != PARLEY_NONE)
            return k->phased = k->proposal_of[i];
    return k->phased;
}

/* --- how many ----------------------------------------------------------------------------------------------------- */
/* The one text that the doer of v has on the page: whose "three-stage strategy" can be no other. */
static uint32_t only_text_of(const position_work *k, uint32_t v) {
    uint32_t s = subject_of(k, v, NULL), actor = s == PARLEY_NONE ? s : facts_actor_of(k->f, k->p, s), found = PARLEY_NONE;
    for (uint32_t i = 0; actor != PARLEY_NONE && i < k->f->n_proposals && i < 100; i++) {
        const fact_proposal *pr = &k->f->proposals[i];
        if (pr->n_author != 1 || pr->author[0] != actor)
            continue;
        if (found != PARLEY_NONE)
            return PARLEY_NONE;
        found = i;
    }
    return found;
}

/* The plan that has the phases at t, a plural, or what stands in a compound, "three-step". */
static uint32_t plan_with(position_work *k, uint32_t t, bool compound) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t h = ts[t].head, v;
    if (h == PARLEY_NONE)
        return PARLEY_NONE;
    if (k->proposal_of[h] != PARLEY_NONE)
        return k->proposal_of[h];
    if (!compound) {
        PARSE_EACH_CHILD (p, t, c) { /* "the three phases of the plan" */
            if (ts[c].rel == REL_NMOD && k->proposal_of[c] != PARLEY_NONE)
                return k->proposal_of[c];
        }
        bool has = TOK_ANY(p, h, "has", "have", "had", "consists", "comprises", "divided", "split", "unfold", "unfolds");
        return has || tok_of(k, h, PW_CONTAIN) ? plan_subject(k, h) : PARLEY_NONE;
    }
    if (!tok_of(k, h, PW_PHASED) || (v = ts[h].head) == PARLEY_NONE || (ts[h].rel != REL_OBJ && ts[h].rel != REL_OBL))
        return PARLEY_NONE;
    uint32_t plan = tok_of(k, v, PW_CONTAIN) ? plan_subject(k, v) : PARLEY_NONE;
    return plan != PARLEY_NONE ? plan : only_text_of(k, v);
}

void phases_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    if (!tok_of(k, t, PW_PHASE))
        return;
    uint8_t n = 0;
    uint32_t plan = PARLEY_NONE;
    if (ts[t].morph & FEAT_PLUR) { /* "in three phases" */
        uint32_t num = parse_child(p, t, REL_NUMMOD, SUB_NONE);
        n = num == PARLEY_NONE ? 0 : facts_small_number(ts[num].norm, false);
        plan = n ? plan_with(k, t, false) : PARLEY_NONE;
    } else if (t >= 2 && tok_is(p, t - 1, "-") && ts[t - 1].end == ts[t].start) { /* "three-step" */
        n = facts_small_number(ts[t - 2].norm, false);
        plan = n ? plan_with(k, t, true) : PARLEY_NONE;
    } else if (t >= 3 && TOK_ANY(p, t - 1, "final", "last") && TOK_ANY(p, t - 2, "and")) { /* "third and final phase" */
        n = facts_small_number(ts[t - 3].norm, true);
        plan = n ? phase_plan(k, t) : PARLEY_NONE;
    }
    if (plan != PARLEY_NONE && n > 1 && !k->f->proposals[plan].n_phases)
        k->f->proposals[plan].n_phases = n;
}

void phases_settle(position_work *k) {
    for (uint32_t i = 0; i < k->f->n_proposals; i++) {
        fact_proposal *pr = &k->f->proposals[i];
        for (uint32_t j = 0; j < pr->n_terms; j++)
            if (pr->phase[j] == PHASE_LAST)
                pr->phase[j] = pr->n_phases;
    }
}
