/* role.c - who is a party to the talks and who mediates, from how the page speaks of them.
 *
 * Mediators are called so ("mediators Egypt and Qatar", "brokered by", "Norwegian-mediated"). Parties stand on the two sides of a
 * "between", deal with and accuse each other, and take positions. Votes are counted by side, so that a minister's words count for
 * the state; a page that says nothing of the kind leaves everybody "other".
 */
#include "meaning/world.h"

enum { LIST_TOKENS = 16, MOST = 8 };

typedef struct votes {
    float mediator, between, deals;
} votes;

/* The side that an actor stands for in the end: a spokesman's ministry's state. */
static uint32_t root_side(const parley_facts *f, uint32_t actor) {
    for (int up = 0;
         up < 4 && actor != PARLEY_NONE && f->actors[actor].side != PARLEY_NONE && f->actors[actor].side < f->n_actors; up++)
        actor = f->actors[actor].side;
    return actor;
}

static votes *vote(votes *v, const parley_facts *f, uint32_t actor) {
    uint32_t root = root_side(f, actor);
    return &v[root == PARLEY_NONE ? f->n_actors : root]; /* the last counts for nobody */
}

/* Actors of a list that begins at token t: names, commas, "and", "such as"; it ends at any other word. */
static uint32_t list_actors(const world *w, const parley_facts *f, const parley_parse *p, uint32_t t, uint32_t *out) {
    uint32_t n = 0, end = p->sents[p->tokens[t].sent].end;
    for (uint32_t i = t, skip = t; i < end && i < t + LIST_TOKENS && n < MOST; i++) {
        uint32_t m = f->mention_of[i];
        if (m != PARLEY_NONE) {
            if (f->mentions[m].actor != PARLEY_NONE)
                out[n++] = f->mentions[m].actor;
            skip = i + 1;
        } else if (i >= skip && !world_word(w, "in-list", p->tokens[i].norm) && p->tokens[i].upos != UPOS_PROPN &&
                   p->tokens[i].upos != UPOS_ADJ) {
            break;
        }
    }
    return n;
}

static void mediators_vote(const world *w, votes *v, const parley_facts *f, const parley_parse *p) {
    uint32_t found[MOST];
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        const parse_token *k = &p->tokens[t];
        bool same_next = t + 1 < p->n_tokens && p->tokens[t + 1].sent == k->sent;
        bool noun =
            world_word(w, "mediator-noun", k->norm); /* not the lemma: capitals at the start of a sentence are taken for names */
        bool adjective = world_word(w, "mediator-participle", k->norm) && same_next && p->tokens[t + 1].upos == UPOS_NOUN;
        if (noun || adjective) {
            uint32_t head = adjective ? t + 1 : t, n = 0;
            if (f->mention_of[head] != PARLEY_NONE && f->mentions[f->mention_of[head]].actor != PARLEY_NONE)
                vote(v, f, f->mentions[f->mention_of[head]].actor)->mediator += 2;
            if (head + 1 < p->n_tokens && p->tokens[head + 1].sent == k->sent)
                n = list_actors(w, f, p, head + 1, found);
            for (uint32_t i = 0; i < n; i++)
                vote(v, f, found[i])->mediator += 2;
            uint32_t of = p->tokens[head].rel == REL_APPOS                         ? p->tokens[head].head
                          : parse_child(p, head, REL_COP, SUB_NONE) != PARLEY_NONE ? parse_child(p, head, REL_NSUBJ, SUB_NONE)
                                                                                   : PARLEY_NONE;
            n = facts_actors_of(f, p, of, found, MOST);
            for (uint32_t i = 0; i < n; i++)
                vote(v, f, found[i])->mediator += 2;
        }
        if (k->upos == UPOS_VERB && world_word(w, "mediator-verb", k->lemma)) {
            PARSE_EACH_CHILD (p, t, c) {
                uint32_t by = parse_child(p, c, REL_CASE, SUB_NONE);
                bool agent = p->tokens[c].rel == REL_OBL && by != PARLEY_NONE && strcmp(p->tokens[by].norm, "by") == 0;
                if (!agent && !(p->tokens[c].rel == REL_NSUBJ && p->tokens[c].sub != SUB_PASS))
                    continue;
                uint32_t n = facts_actors_of(f, p, c, found, MOST);
                for (uint32_t i = 0; i < n; i++)
                    vote(v, f, found[i])->mediator += 2;
            }
        }
        if (t >= 2 && world_word(w, "mediator-past", k->norm) && p->tokens[t - 1].norm[0] == '-' &&
            p->tokens[t - 2].sent == k->sent) {
            uint32_t actor = facts_actor_of(f, p, t - 2); /* "Norwegian-brokered" */
            if (actor != PARLEY_NONE)
                vote(v, f, actor)->mediator += 2;
        }
    }
}

/* Two sides of a "between", which no mediator is. */
static void betweens_vote(const world *w, votes *v, const parley_facts *f, const parley_parse *p) {
    uint32_t found[MOST];
    for (uint32_t t = 0; t + 1 < p->n_tokens; t++) {
        if (strcmp(p->tokens[t].norm, "between") != 0 || p->tokens[t + 1].sent != p->tokens[t].sent)
            continue;
        uint32_t n = list_actors(w, f, p, t + 1, found);
        if (n >= 2 && root_side(f, found[0]) != root_side(f, found[1]))
            for (uint32_t i = 0; i < 2; i++)
                vote(v, f, found[i])->between += 1;
    }
}

static void deals_vote(votes *v, const parley_facts *f) {
    for (uint32_t i = 0; i < f->n_events; i++) {
        const fact_event *e = &f->events[i];
        if (!e->n_source || !e->n_target || e->type == PLOVER_AID || e->type == PLOVER_COOPERATE)
            continue;
        vote(v, f, e->source[0])->deals += 1;
        vote(v, f, e->target[0])->deals += 1;
    }
    for (uint32_t i = 0; i < f->n_positions; i++)
        if (f->positions[i].stance != STANCE_SUPPORT && f->positions[i].stance != STANCE_OPPOSE)
            vote(v, f, f->positions[i].holder)->deals += 1;
}

static bool mediates(const votes *v) {
    return v->mediator > 0 && v->between <= v->mediator;
}

bool *mediators_find(const meaning_in *in, const parley_facts *f) {
    bool *out = ARENA_ARRAY(in->scratch, bool, f->n_actors + 1);
    votes *v = ARENA_ARRAY(in->scratch, votes, f->n_actors + 1);
    if (!f->mention_of)
        return out;
    mediators_vote(in->world, v, f, in->parse);
    betweens_vote(in->world, v, f, in->parse);
    for (uint32_t i = 0; i < f->n_actors; i++) {
        uint32_t root = root_side(f, i);
        out[i] = root != PARLEY_NONE && mediates(&v[root]);
    }
    return out;
}

void roles_find(const meaning_in *in, parley_facts *f) {
    const parley_parse *p = in->parse;
    if (!f->n_actors || !f->mention_of)
        return;
    votes *v = ARENA_ARRAY(in->scratch, votes, f->n_actors + 1);
    actor_role *role = ARENA_ARRAY(in->scratch, actor_role, f->n_actors);
    mediators_vote(in->world, v, f, p);
    betweens_vote(in->world, v, f, p);
    deals_vote(v, f);
    for (uint32_t i = 0; i < f->n_actors; i++)
        if (mediates(&v[i]))
            role[i] = ROLE_MEDIATOR;
    /* The two sides with most votes; a "between" names them outright. One deal is chance. */
    float most = 0;
    for (int turn = 0; turn < 2; turn++) {
        uint32_t best = PARLEY_NONE;
        float score = 0;
        for (uint32_t i = 0; i < f->n_actors; i++) {
            const fact_actor *a = &f->actors[i];
            bool can = a->kind == ACTOR_STATE || a->kind == ACTOR_ORGANISATION || a->kind == ACTOR_BODY ||
                       a->kind == ACTOR_GROUP || a->kind == ACTOR_PERSON;
            float s = 4 * v[i].between + v[i].deals;
            if (can && role[i] == ROLE_OTHER && s > score && (s >= 3)) {
                best = i;
                score = s;
            }
        }
        if (best == PARLEY_NONE || score < most / 4)
            break;
        role[best] = ROLE_PARTY;
        most = score;
    }
    for (uint32_t i = 0; i < f->n_actors; i++) {
        uint32_t root = root_side(f, i);
        if (f->actors[i].kind != ACTOR_OUTLET && f->actors[i].role == ROLE_OTHER && root != PARLEY_NONE)
            f->actors[i].role = role[root];
    }
}
