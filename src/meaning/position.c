/* position.c - proposals, issues, and where the sides stand on them.
 *
 * A word of data/positions/stances.txt opens a frame; the tree gives holder and object, polarity comes from negation and from
 * the words over it ("refused to accept", "not willing to"). What cannot be tied to a holder that is an actor, or to an object
 * that is a proposal or an issue, is no position.
 *
 * This file holds the order of work; position_int.h names the others.
 */
#include "meaning/position_int.h"

fact_position *position_add(position_work *k, uint32_t first, uint32_t last, uint32_t holder, stance s, uint32_t proposal,
                            uint32_t issue, uint32_t at, const char *rule) {
    const parse_token *ts = k->p->tokens;
    if (holder == PARLEY_NONE || (proposal == PARLEY_NONE && issue == PARLEY_NONE))
        return NULL;
    const fact_actor *a = &k->f->actors[holder];
    if (a->kind == ACTOR_OUTLET)
        return NULL;
    if (last - first > 60)
        last = first + 60;
    while (last > first && ts[last].upos == UPOS_PUNCT)
        last--;
    fact_position pos = {.evidence = parse_span(k->p, first, last),
                         .holder = holder,
                         .stance = s,
                         .proposal = proposal,
                         .issue = proposal == PARLEY_NONE ? issue : PARLEY_NONE,
                         .rule = rule,
                         .confidence = 0.6f};
    pos.asserted_by = facts_asserter(k->f, at);
    uint32_t said[8], n_said = pos.asserted_by == PARLEY_NONE ? 0 : speakers(k, at, said);
    for (uint32_t i = 1; i < n_said; i++)
        if (said[i] == holder) /* one of those who said it together */
            pos.asserted_by = holder;
    /* relayed: the holder's own words as somebody else passes them on */
    if (pos.asserted_by == holder && k->f->statement_of[at] != PARLEY_NONE) {
        const fact_statement *st = &k->f->statements[k->f->statement_of[at]];
        if (st->n_chain)
            pos.asserted_by = st->chain[0];
    }
    for (uint32_t back = 1; back <= k->f->n_positions && back <= 12; back++) {
        fact_position *o = &k->f->positions[k->f->n_positions - back];
        bool alike = o->stance == s || (is_pro(o->stance) && is_pro(s)) || (is_con(o->stance) && is_con(s));
        if (o->holder == holder && alike && o->proposal == pos.proposal && o->issue == pos.issue &&
            o->evidence.start < pos.evidence.end && pos.evidence.start < o->evidence.end)
            return o;
    }
    ARENA_PUSH(k->in->arena, k->f->positions, k->f->n_positions, k->cap_positions) = pos;
    k->f->actors[holder].acts = true;
    return &k->f->positions[k->f->n_positions - 1];
}

void positions_find(const meaning_in *in, parley_facts *f) {
    if (!in->lexicons || !in->lexicons->stances || !in->parse->n_tokens || !f->mention_of)
        return;
    position_work k = {.in = in, .p = in->parse, .f = f, .lex = in->lexicons->stances, .main_text = PARLEY_NONE};
    uint32_t n = in->parse->n_tokens;
    k.proposal_of = ARENA_ARRAY(in->scratch, uint32_t, n + 1);
    k.time_at = ARENA_ARRAY(in->scratch, uint32_t, n + 1);
    memset(k.proposal_of, 0xff, sizeof *k.proposal_of * n);
    memset(k.time_at, 0xff, sizeof *k.time_at * n);
    for (uint32_t i = 0; i < f->n_times; i++)
        for (uint32_t t = f->times[i].first; t < f->times[i].end && t < n; t++)
            if (f->times[i].kind != TIME_DURATION)
                k.time_at[t] = i;
    k.phased = PARLEY_NONE;
    k.time_names = ARENA_ARRAY(in->scratch, bool, f->n_times + 1);
    proposals_find(&k);
    issues_find(&k);
    issues_open(&k);
    for (uint32_t t = 0; t < n; t++)
        phases_at(&k, t);
    k.phased = PARLEY_NONE;
    for (uint32_t t = 0; t < n; t++) {
        if (!frames_at(&k, t))
            refusals_at(&k, t);
        offers_at(&k, t);
        demands_at(&k, t);
        requirements_at(&k, t);
        appeals_at(&k, t);
        own_at(&k, t);
        reversals_at(&k, t);
        judgments_at(&k, t);
        idioms_at(&k, t);
        terms_at(&k, t);
        conditions_at(&k, t);
        bargains_at(&k, t);
        under_at(&k, t);
        sides_at(&k, t);
        wants_at(&k, t);
        softens_at(&k, t);
        concessions_at(&k, t);
    }
    phases_settle(&k);
    proposals_relate(&k);
    issues_reword(&k);
    issues_settle(&k);
    proposals_settle(&k);
    /* dates of the statements and events around them are the record's business; here the sentence's own */
    for (uint32_t i = 0; i < f->n_positions; i++) {
        fact_position *pos = &f->positions[i];
        uint32_t lo = 0, hi = f->n_times; /* times are in order: the first inside the evidence */
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (f->times[mid].evidence.start < pos->evidence.start)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (; lo < f->n_times && f->times[lo].evidence.end <= pos->evidence.end && !pos->date[0]; lo++)
            if (!k.time_names[lo])
                memcpy(pos->date, f->times[lo].date, sizeof pos->date);
    }
}
