/* event_party.c - the page's two main parties: for talks, strikes and acts whose clause names one side only, or none. */
#include "meaning/event_int.h"
#include "meaning/world.h"

/* Whom an actor speaks for in the end: a minister for the ministry for the state. */
static uint32_t root_of(const parley_facts *f, uint32_t a) {
    for (int i = 0; i < WALK && f->actors[a].side != PARLEY_NONE && f->actors[a].side < f->n_actors; i++)
        a = f->actors[a].side;
    if (f->actors[a].kind != ACTOR_STATE && f->actors[a].kind != ACTOR_OUTLET && f->actors[a].country &&
        f->actors[a].kind != ACTOR_ORGANISATION)
        for (uint32_t i = 0; i < f->n_actors; i++)
            if (f->actors[i].kind == ACTOR_STATE && f->actors[i].country &&
                strcmp(f->actors[i].country, f->actors[a].country) == 0)
                return i;
    return a;
}

void topic_find(coder *c) {
    uint32_t work = 0, war = 0, trade = 0;
    for (uint32_t t = 0; t < c->p->n_tokens; t++) {
        uint8_t topic = c->lemma[t] != PARLEY_NONE ? c->lex->topic[c->lemma[t]] : 0;
        work += (topic & TOPIC_WORK) != 0;
        war += (topic & TOPIC_WAR) != 0;
        trade += (topic & TOPIC_TRADE) != 0;
    }
    c->labour = work > war;
    c->trade = trade > war && trade > work;
}

/* A report on a dispute mostly has two parties, and names the second only where it must ("China retaliated"). The parties are the
 * two most mentioned sides; the page is bilateral where no third comes near them. */
void parties_find(coder *c) {
    const parley_facts *f = c->f;
    uint32_t n = f->n_actors, *count = ARENA_ARRAY(c->in->scratch, uint32_t, n + 1), third = 0;
    c->count = count;
    c->root = ARENA_ARRAY(c->in->scratch, uint32_t, n + 1);
    c->n_root = n;
    c->party[0] = c->party[1] = PARLEY_NONE;
    c->mediator = mediators_find(c->in, f);
    for (uint32_t a = 0; a < n; a++)
        c->root[a] = root_of(f, a);
    for (uint32_t m = 0; m < f->n_mentions; m++) {
        uint32_t a = f->mentions[m].actor;
        if (a != PARLEY_NONE && !(a < c->n_text && c->text[a]) && f->actors[a].kind != ACTOR_OUTLET &&
            f->actors[c->root[a]].kind != ACTOR_OUTLET)
            count[c->root[a]]++;
    }
    for (uint32_t a = 0; a < n; a++) {
        if (c->mediator[a])
            continue;
        if (c->party[0] == PARLEY_NONE || count[a] > count[c->party[0]]) {
            c->party[1] = c->party[0];
            c->party[0] = a;
        } else if (c->party[1] == PARLEY_NONE || count[a] > count[c->party[1]]) {
            c->party[1] = a;
        }
    }
    if (c->party[1] == PARLEY_NONE || count[c->party[1]] < 3)
        return;
    for (uint32_t a = 0; a < n; a++)
        if (a != c->party[0] && a != c->party[1] && !c->mediator[a] && count[a] > third &&
            !(c->labour && f->actors[a].kind == ACTOR_STATE))
            third = count[a];
    c->bilateral = third * 2 < count[c->party[1]];
    c->likely = third * 5 <= count[c->party[1]] * 4;
}

static uint32_t other_party(const coder *c, uint32_t actor) {
    if (c->party[1] == PARLEY_NONE)
        return PARLEY_NONE;
    return event_root(c, actor) == c->party[0] ? c->party[1] : event_root(c, actor) == c->party[1] ? c->party[0] : PARLEY_NONE;
}

bool type_is_aimed(plover e) { /* types whose target a bilateral report leaves to the reader */
    return e != PLOVER_ASSAULT && e != PLOVER_COERCE && e != PLOVER_MOBILIZE && e != PLOVER_RETREAT && e != PLOVER_AID &&
           e != PLOVER_PROTEST;
}

/* The two sides of an act that has one doer and one whom it is done to. */
static bool pair_of(const coder *c, const candidate *e, uint32_t *a, uint32_t *b) {
    if (e->dropped || e->source.n != 1 || e->target.n != 1)
        return false;
    *a = event_root(c, e->source.at[0]);
    *b = event_root(c, e->target.at[0]);
    return *a != *b && *a < c->n_root && *b < c->n_root;
}

/* A page without two who talk: the two of whom one does most to the other, where that is more than a few acts. */
static void opponents_settle(coder *c) {
    enum { LEAST = 3 };
    uint32_t n = c->n_found > 400 ? 400 : c->n_found, best = LEAST - 1;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t a, b, same = 0;
        if (!pair_of(c, &c->found[i], &a, &b))
            continue;
        for (uint32_t j = 0; j < n; j++) {
            uint32_t x, y;
            same += pair_of(c, &c->found[j], &x, &y) && ((x == a && y == b) || (x == b && y == a));
        }
        if (same > best) {
            best = same;
            c->party[0] = a;
            c->party[1] = b;
        }
    }
}

/* The pair that is said to deal with each other most often, for talks whose parties a clause does not name. */
void parties_settle(coder *c) {
    uint32_t best = 0;
    if (c->bilateral)
        return;
    if (!c->likely)
        c->party[0] = c->party[1] = PARLEY_NONE;
    uint32_t n = c->n_found > 400 ? 400 : c->n_found;
    for (uint32_t i = 0; i < n; i++) {
        const candidate *e = &c->found[i];
        if (!e->entry->both || e->source.n != 2 || event_root(c, e->source.at[0]) == event_root(c, e->source.at[1]))
            continue;
        uint32_t a = event_root(c, e->source.at[0]), b = event_root(c, e->source.at[1]), same = 0;
        if (a >= c->n_root || b >= c->n_root || c->mediator[a] || c->mediator[b])
            continue;
        for (uint32_t j = 0; j < n; j++) {
            const candidate *o = &c->found[j];
            if (o->entry->both && o->source.n == 2) {
                uint32_t x = event_root(c, o->source.at[0]), y = event_root(c, o->source.at[1]);
                same += (x == a && y == b) || (x == b && y == a);
            }
        }
        same *= c->count[a] + c->count[b]; /* a pair of bystanders does not make the page */
        if (same > best) {
            best = same;
            c->party[0] = a;
            c->party[1] = b;
        }
    }
    if (c->party[1] == PARLEY_NONE)
        opponents_settle(c);
}

/* Does the actor bear a name of unions, by the lists that actors are found with? "Dock Workers' Federation" */
static bool is_union(const coder *c, uint32_t a) {
    if (a == PARLEY_NONE || a >= c->f->n_actors)
        return false;
    const fact_actor *x = &c->f->actors[a];
    if (x->sector && strcmp(x->sector, "LAB") == 0)
        return true;
    char *low = utf8_lower(c->in->scratch, x->name, strlen(x->name), true), *save = NULL;
    for (char *w = strtok_r(low, " '", &save); w; w = strtok_r(NULL, " '", &save))
        if (world_word(c->in->world, "union", w) || world_word(c->in->world, "name:union", w))
            return true;
    return false;
}

/* "They failed to reach a deal in months of talks": the talks are theirs who fail. */
static const who *pair_around(const coder *c, const candidate *e) {
    uint32_t up = TOK(c, e->trigger)->head;
    for (int i = 0; i < 2 && up != PARLEY_NONE; i++, up = TOK(c, up)->head) {
        const candidate *o = c->of_token[up] != PARLEY_NONE ? &c->found[c->of_token[up]] : NULL;
        if (o && !o->dropped && o->entry->both && !o->bare && o->source.n >= 2)
            return &o->source;
    }
    return NULL;
}

/* Who talked with whom in the last talks, or agreement, that the text before e gives parties of its own; else in the next. */
static const who *last_pair(const coder *c, const candidate *e) {
    const candidate *best = NULL;
    uint32_t distance = PARLEY_NONE;
    for (uint32_t i = 0; i < c->n_found && i < 400; i++) {
        const candidate *o = &c->found[i];
        if (o == e || o->dropped || !o->entry->both || o->bare || (o->type != PLOVER_CONSULT && o->type != PLOVER_AGREE) ||
            (o->source.n < 2 && !o->mutual))
            continue;
        uint32_t far = o->trigger < e->trigger ? e->trigger - o->trigger : 2 * (o->trigger - e->trigger);
        if (far < distance) {
            distance = far;
            best = o;
        }
    }
    return best ? &best->source : NULL;
}

void parties_complete(const coder *c, candidate *e) {
    if (c->labour && e->type == PLOVER_PROTEST && c->party[1] != PARLEY_NONE) {
        int u = is_union(c, c->party[0]) ? 0 : is_union(c, c->party[1]) ? 1 : -1;
        if (u >= 0 && (!e->source.n || (e->source.at[0] == c->party[1 - u] && !e->target.n))) {
            e->source.n = 0;
            who_add(&e->source, c->party[u]);
        }
        if (u >= 0 && !e->target.n && event_root(c, e->source.at[0]) != c->party[1 - u])
            who_add(&e->target, c->party[1 - u]);
    }
    if (c->labour && c->party[1] != PARLEY_NONE && e->source.n == 1 && !e->target.n && !e->entry->both &&
        (e->type == PLOVER_AGREE || e->type == PLOVER_REJECT || e->type == PLOVER_THREATEN)) {
        /* In a dispute about work, what the members accept or refuse is the employer's. */
        int u = is_union(c, c->party[0]) ? 0 : is_union(c, c->party[1]) ? 1 : -1;
        uint32_t own = event_root(c, e->source.at[0]);
        if (u >= 0 && !is_union(c, c->party[1 - u]) && own != c->party[1 - u] &&
            (own == c->party[u] || is_union(c, e->source.at[0])))
            who_add(&e->target, c->party[1 - u]);
    }
    for (uint8_t i = 0; i < e->entry->n_target && !e->target.n; i++)
        for (int k = 0; k < 2 && e->entry->target_slot[i] == SLOT_PARTIES && c->party[1] != PARLEY_NONE; k++) {
            bool own = false;
            for (uint32_t j = 0; j < e->source.n; j++)
                own |= event_root(c, e->source.at[j]) == c->party[k];
            if (!own)
                who_add(&e->target, c->party[k]);
        }
    bool two_sided = e->entry->both, ranked = c->lex->has_partner || c->probe;
    if (two_sided && !e->source.n && !e->target.n) {
        const who *known = pair_around(c, e);
        if (!known && c->party[1] == PARLEY_NONE)
            known = last_pair(c, e);
        if (known) {
            e->source = e->target = *known;
            return;
        }
        if (c->party[1] != PARLEY_NONE && (c->bilateral || e->type == PLOVER_CONSULT || e->type == PLOVER_AGREE)) {
            who_add(&e->source, c->party[0]);
            who_add(&e->source, c->party[1]);
            e->target = e->source;
        }
        return;
    }
    if (!c->bilateral)
        return;
    if (two_sided && e->source.n == 1 && e->target.n == 1) {
        uint32_t other = ranked ? PARLEY_NONE : other_party(c, e->source.at[0]);
        if (other != PARLEY_NONE) {
            who_add(&e->source, other);
            e->target = e->source;
        }
    } else if (type_is_aimed(e->type) && e->source.n && !e->target.n) {
        uint32_t other = ranked ? PARLEY_NONE : other_party(c, e->source.at[0]);
        if (other != PARLEY_NONE && !who_has(&e->source, other))
            who_add(&e->target, other);
    } else if (type_is_aimed(e->type) && !e->source.n && e->target.n) {
        uint32_t other = other_party(c, e->target.at[0]);
        if (other != PARLEY_NONE && !who_has(&e->target, other))
            who_add(&e->source, other);
    }
}

/* "The tariffs took effect": who imposed them on whom the page tells elsewhere, of acts of that kind the most between two; and of
 * one that is taken back, of the act itself. */
void parties_repeat(const coder *c, candidate *e) {
    enum { SEEN = 400 };
    if (e->type != PLOVER_SANCTION && e->type != PLOVER_CONCEDE && e->type != PLOVER_RETREAT)
        return;
    const candidate *best = NULL;
    uint32_t most = 0, n = c->n_found < SEEN ? c->n_found : SEEN;
    for (uint32_t i = 0; i < n; i++) {
        const candidate *o = &c->found[i];
        bool same = o->type == e->type || (e->type == PLOVER_CONCEDE && o->type == PLOVER_SANCTION);
        bool release = o->mode && strcmp(o->mode, "release") == 0;
        if (o == e || o->dropped || !same || !o->source.n || (e->type == PLOVER_RETREAT ? !release : !o->target.n))
            continue;
        uint32_t a = event_root(c, o->source.at[0]), times = 0;
        for (uint32_t j = 0; j < n; j++)
            times += !c->found[j].dropped && c->found[j].type == o->type && c->found[j].source.n &&
                     event_root(c, c->found[j].source.at[0]) == a;
        times = 2 * times + (o->trigger < e->trigger); /* of equals the last one before */
        if (times >= most) {
            most = times;
            best = o;
        }
    }
    if (best) {
        e->source = best->source;
        e->target = best->target;
    }
}
