/* proposal_settle.c - how texts stand to each other: who carried one, which earlier one it answers; and which are kept. */
#include "meaning/position_int.h"

/* Who carried a text ("given to the rebels by mediators"), and which earlier one it answers ("in response to a plan"). */
void proposals_relate(position_work *k) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        if (tok_of(k, t, PW_HAND)) {
            uint32_t what = parse_child(p, t, REL_NSUBJ, SUB_NONE), by = PARLEY_NONE, x = t;
            for (uint32_t up = 0; up < 3 && what == PARLEY_NONE; up++) {
                if (ts[x].rel == REL_ACL)
                    what = ts[x].head;
                else if (ts[x].rel == REL_CONJ && ts[x].head != PARLEY_NONE)
                    x = ts[x].head;
                else
                    break;
            }
            PARSE_EACH_CHILD (p, t, c) {
                uint32_t cs = case_of(p, c);
                if (ts[c].rel == REL_OBL && cs != PARLEY_NONE && tok_is(p, cs, "by"))
                    by = c;
            }
            /* "drafted by A and given to B by C", wherever the tree hangs the second participle */
            if (what != PARLEY_NONE && k->proposal_of[what] == PARLEY_NONE)
                what = PARLEY_NONE;
            for (uint32_t i = t; what == PARLEY_NONE && t > 0 && ts[t - 1].upos == UPOS_CCONJ && i-- > 0 && t - i < 16 &&
                                 ts[i].sent == ts[t].sent;)
                if (k->proposal_of[i] != PARLEY_NONE)
                    what = i;
            if (what != PARLEY_NONE && by != PARLEY_NONE && k->proposal_of[what] != PARLEY_NONE) {
                uint32_t actor = facts_actor_of(k->f, p, by);
                fact_proposal *pr = &k->f->proposals[k->proposal_of[what]];
                if (actor != PARLEY_NONE && pr->carrier == PARLEY_NONE)
                    pr->carrier = actor;
            }
        }
        if (tok_of(k, t, PW_ANSWER)) {
            uint32_t to = PARLEY_NONE, what = PARLEY_NONE;
            PARSE_EACH_CHILD (p, t, c) {
                uint32_t cs = case_of(p, c);
                if (c > t && cs != PARLEY_NONE && tok_is(p, cs, "to") && k->proposal_of[c] != PARLEY_NONE)
                    to = k->proposal_of[c];
            }
            if (parse_child(p, t, REL_COP, SUB_NONE) != PARLEY_NONE)
                what = parse_child(p, t, REL_NSUBJ, SUB_NONE);
            else if (ts[t].head != PARLEY_NONE)
                what = k->proposal_of[ts[t].head] != PARLEY_NONE ? ts[t].head : parse_child(p, ts[t].head, REL_OBJ, SUB_NONE);
            if (to != PARLEY_NONE && what != PARLEY_NONE && k->proposal_of[what] != PARLEY_NONE && k->proposal_of[what] != to)
                k->f->proposals[k->proposal_of[what]].answers = to;
        }
    }
}

void proposals_settle(position_work *k) {
    parley_facts *f = k->f;
    uint32_t *to = ARENA_ARRAY(k->in->scratch, uint32_t, f->n_proposals + 1), n = 0;
    uint32_t *mentions = ARENA_ARRAY(k->in->scratch, uint32_t, f->n_proposals + 1);
    bool *used = ARENA_ARRAY(k->in->scratch, bool, f->n_proposals + 1);
    for (uint32_t t = 0; t < k->p->n_tokens; t++)
        if (k->proposal_of[t] != PARLEY_NONE)
            mentions[k->proposal_of[t]]++;
    for (uint32_t i = 0; i < f->n_positions; i++)
        if (f->positions[i].proposal != PARLEY_NONE)
            used[f->positions[i].proposal] = true;
    /* "put forward proposals": bare words get the name of who did */
    for (uint32_t i = 0; i < f->n_proposals; i++) {
        fact_proposal *pr = &f->proposals[i];
        const char *space = strrchr(pr->name, ' ');
        if (pr->n_author == 1 && !pr->date_text && (!space || strncmp(pr->name, "forward ", 8) == 0)) {
            const char *who = short_actor(k, pr->author[0]), *noun = space ? space + 1 : pr->name;
            size_t len = strlen(noun);
            pr->name = arena_printf(k->in->arena, "%s %.*s", who, (int)(len > 3 && noun[len - 1] == 's' ? len - 1 : len), noun);
        }
    }
    for (uint32_t i = 0; i < f->n_proposals; i++) {
        bool keep = used[i] || f->proposals[i].named || f->proposals[i].version || f->proposals[i].n_terms ||
                    f->proposals[i].n_phases ||
                    (f->proposals[i].date_text && (mentions[i] > 1 || strpbrk(f->proposals[i].date_text, "0123456789"))) ||
                    mentions[i] > 2 || (f->proposals[i].n_author && mentions[i] > 1);
        to[i] = keep ? n : PARLEY_NONE;
        if (keep)
            f->proposals[n++] = f->proposals[i];
    }
    f->n_proposals = n;
    for (uint32_t i = 0; i < f->n_positions; i++)
        if (f->positions[i].proposal != PARLEY_NONE)
            f->positions[i].proposal = to[f->positions[i].proposal];
    for (uint32_t i = 0; i < n; i++)
        if (f->proposals[i].answers != PARLEY_NONE)
            f->proposals[i].answers = to[f->proposals[i].answers];
}
