/* event_partner.c - whom an event is aimed at where its clause does not say: "the union rejected the offer", "Kenya proposed a
 * halt".
 *
 * Reports leave the other side out once it is known. A listwise ranker chooses among nobody, the actors mentioned around the
 * trigger and the most mentioned sides of the page: log-linear in features without grammar (who is near, who is talked of most,
 * who dealt with whom before, what kind of act it is), so that it carries over from war to trade to labour. On held-out pages 56
 * of 123 such events were right with all features, 54 with seventeen of them. "The other of the page's two main parties, on pages
 * that have two", which this replaced, stays for lexicons without a partner.txt.
 *
 * The weights are trained by train/events/partner.py; nothing but numbers comes from the training pages.
 */
#include "meaning/event_int.h"

enum { LOOK_BACK = 40, LOOK_AHEAD = 12, CANDIDATES = 24, DEALINGS = 64 };

static bool allied(const coder *c, uint32_t a, uint32_t b) {
    for (uint32_t i = 0; i < c->n_allies; i++)
        if ((c->allies[i].from == a && c->allies[i].to == b) || (c->allies[i].from == b && c->allies[i].to == a))
            return true;
    return false;
}

/* Sides that act as one: both in the source of an act that others suffer. */
static void allies_find(coder *c) {
    c->allies = ARENA_ARRAY(c->in->scratch, dealing, DEALINGS);
    c->n_allies = 0;
    for (uint32_t i = 0; i < c->n_found; i++) {
        const candidate *e = &c->found[i];
        if (e->dropped || e->entry->both || e->source.n < 2)
            continue;
        for (uint32_t j = 1; j < e->source.n && c->n_allies < DEALINGS; j++) {
            uint32_t x = event_root(c, e->source.at[0]), y = event_root(c, e->source.at[j]);
            if (x != y && !allied(c, x, y))
                c->allies[c->n_allies++] = (dealing){x, y, 1};
        }
    }
}

/* How often each actor is named, and which sides the first sentence names. */
static void mentions_count(coder *c) {
    c->heads = ARENA_ARRAY(c->in->scratch, bool, c->n_root + 1);
    c->own_count = ARENA_ARRAY(c->in->scratch, uint32_t, c->n_root + 1);
    for (uint32_t i = 0; i < c->f->n_mentions; i++) {
        const fact_mention *m = &c->f->mentions[i];
        if (m->actor == PARLEY_NONE || m->actor >= c->n_root)
            continue;
        c->own_count[m->actor]++;
        if (TOK(c, m->head)->sent == 0)
            c->heads[event_root(c, m->actor)] = true;
    }
    c->n_tops = 0;
    for (uint32_t a = 0; a < c->n_root; a++) { /* insertion into a short list, most mentioned first */
        if (c->root[a] != a || !c->count[a])
            continue;
        uint32_t at = c->n_tops < TOPS ? c->n_tops++ : TOPS;
        for (; at && c->count[a] > c->count[c->tops[at - 1]]; at--)
            if (at < TOPS)
                c->tops[at] = c->tops[at - 1];
        if (at < TOPS)
            c->tops[at] = a;
    }
}

/* Pairs of sides that the page's own clauses name, before anything is guessed. */
void partner_prepare(coder *c) {
    mentions_count(c);
    allies_find(c);
    c->dealings = ARENA_ARRAY(c->in->scratch, dealing, DEALINGS);
    c->n_dealings = 0;
    for (uint32_t i = 0; i < c->n_found; i++) {
        const candidate *e = &c->found[i];
        if (e->dropped || !e->source.n || !e->target.n)
            continue;
        uint32_t a = event_root(c, e->source.at[0]), b = PARLEY_NONE;
        for (uint32_t j = 0; j < e->target.n && b == PARLEY_NONE; j++)
            if (event_root(c, e->target.at[j]) != a)
                b = event_root(c, e->target.at[j]);
        if (b == PARLEY_NONE)
            continue;
        uint32_t k = 0;
        while (k < c->n_dealings && !(c->dealings[k].from == a && c->dealings[k].to == b))
            k++;
        if (k == DEALINGS)
            continue;
        if (k == c->n_dealings)
            c->dealings[c->n_dealings++] = (dealing){a, b, 0};
        c->dealings[k].n++;
    }
}

static uint32_t dealt(const coder *c, uint32_t from, uint32_t to) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < c->n_dealings; k++)
        if (c->dealings[k].from == from && (to == PARLEY_NONE || c->dealings[k].to == to))
            n += c->dealings[k].n;
    return n;
}

static bool can_be(const coder *c, const candidate *e, uint32_t actor) {
    if (actor == PARLEY_NONE || actor >= c->n_root || c->f->actors[actor].kind == ACTOR_OUTLET ||
        (actor < c->n_text && c->text[actor]))
        return false;
    for (uint32_t i = 0; i < e->source.n; i++)
        if (event_root(c, e->source.at[i]) == event_root(c, actor))
            return false;
    return true;
}

static bool is_hostile(plover e) {
    return e == PLOVER_ACCUSE || e == PLOVER_REJECT || e == PLOVER_THREATEN || e == PLOVER_SANCTION || e == PLOVER_PROTEST ||
           e == PLOVER_ASSAULT || e == PLOVER_COERCE;
}

typedef struct candidates {
    uint32_t actor[CANDIDATES], near[CANDIDATES], n; /* near: the mention nearest to the trigger, or PARLEY_NONE */
} candidates;

static void add(candidates *w, uint32_t actor, uint32_t mention) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->actor[i] == actor)
            return;
    if (w->n < CANDIDATES) {
        w->actor[w->n] = actor;
        w->near[w->n++] = mention;
    }
}

uint32_t partner_find(const coder *c, uint32_t event) {
    const parley_facts *f = c->f;
    const candidate *e = &c->found[event];
    candidates w = {.n = 0};
    uint32_t lo = 0, hi = f->n_mentions, sent = TOK(c, e->trigger)->sent;
    if (!e->source.n || !f->n_mentions)
        return PARLEY_NONE;
    add(&w, PARLEY_NONE, PARLEY_NONE);
    while (lo < hi) { /* first mention whose head comes after the trigger */
        uint32_t mid = (lo + hi) / 2;
        if (f->mentions[mid].head <= e->trigger)
            lo = mid + 1;
        else
            hi = mid;
    }
    uint32_t after = lo;
    for (uint32_t m = lo; m-- > 0 && lo - m <= LOOK_BACK;) {
        if (can_be(c, e, f->mentions[m].actor))
            add(&w, f->mentions[m].actor, m);
        if (can_be(c, e, f->mentions[m].actor2))
            add(&w, f->mentions[m].actor2, m);
    }
    for (uint32_t m = lo; m < f->n_mentions && m - lo < LOOK_AHEAD && TOK(c, f->mentions[m].head)->sent == sent; m++)
        if (can_be(c, e, f->mentions[m].actor))
            add(&w, f->mentions[m].actor, m);
    uint32_t top[2] = {PARLEY_NONE, PARLEY_NONE}, own = event_root(c, e->source.at[0]);
    for (uint32_t i = 0; i < w.n; i++) { /* the sides behind those near the trigger, and the two most mentioned ones */
        uint32_t r = i ? event_root(c, w.actor[i]) : PARLEY_NONE;
        if (r != PARLEY_NONE && can_be(c, e, r))
            add(&w, r, PARLEY_NONE);
    }
    for (uint32_t i = 0, n = 0; i < c->n_tops && n < 2; i++)
        if (c->tops[i] != own && can_be(c, e, c->tops[i]))
            top[n++] = c->tops[i];
    for (int i = 0; i < 2; i++)
        if (top[i] != PARLEY_NONE)
            add(&w, top[i], PARLEY_NONE);
    uint32_t last_to = PARLEY_NONE, last_from = PARLEY_NONE, steps = 0;
    for (uint32_t i = event; i-- > 0 && steps < 12; steps++) {
        const candidate *o = &c->found[i];
        if (o->dropped || o->trigger > e->trigger || !o->source.n)
            continue;
        uint32_t from = event_root(c, o->source.at[0]);
        if (last_to == PARLEY_NONE && from == own && o->target.n)
            last_to = event_root(c, o->target.at[o->target.n - 1]);
        if (last_from == PARLEY_NONE && from != own)
            last_from = from;
    }
    uint32_t asserter = facts_asserter(f, e->trigger), all = dealt(c, own, PARLEY_NONE);
    asserter = asserter == PARLEY_NONE ? PARLEY_NONE : event_root(c, asserter);
    float x[CANDIDATES * PARTNER_N] = {0};
    for (uint32_t i = 0; i < w.n; i++) {
        float *v = x + i * PARTNER_N;
        if (i == 0) {
            v[PARTNER_NONE] = 1;
            v[PARTNER_NONE_TYPE + e->type] = 1;
            v[PARTNER_NONE_NOUN] = e->entry->pos == 'n';
            v[PARTNER_NONE_PLANNED] = e->status == STATUS_PLANNED;
            v[PARTNER_NONE_HYPOTHETICAL] = e->status == STATUS_HYPOTHETICAL;
            v[PARTNER_NONE_DENIED] = e->status == STATUS_DENIED;
            v[PARTNER_NONE_COUNTED] = e->counted;
            v[PARTNER_NONE_BOTH] = e->entry->both;
            v[PARTNER_NONE_VISIT] = e->mode && strcmp(e->mode, "visit") == 0;
            v[PARTNER_NONE_TALK] = asserter != PARLEY_NONE;
            v[PARTNER_NONE_LABOUR] = c->labour;
            continue;
        }
        uint32_t a = w.actor[i], r = event_root(c, a), m = w.near[i];
        const fact_actor *k = &f->actors[a];
        v[PARTNER_PERSON] = k->kind == ACTOR_PERSON;
        v[PARTNER_STATE] = k->kind == ACTOR_STATE;
        v[PARTNER_BODY] = k->kind == ACTOR_BODY || k->kind == ACTOR_ORGANISATION;
        v[PARTNER_UNNAMED] = k->kind == ACTOR_UNNAMED || k->kind == ACTOR_GROUP;
        v[PARTNER_ROOT] = a == r;
        if (m != PARLEY_NONE) {
            uint32_t s = TOK(c, f->mentions[m].head)->sent;
            v[PARTNER_BEFORE] = s == sent && m < after;
            v[PARTNER_AFTER] = s == sent && m >= after;
            v[PARTNER_PREVIOUS] = s + 1 == sent;
            v[PARTNER_NEAR] = s + 3 >= sent && s + 1 < sent;
            v[PARTNER_SUBJECT] = TOK(c, f->mentions[m].head)->rel == REL_NSUBJ;
            v[PARTNER_INSIDE] =
                TOK(c, f->mentions[m].head)->start >= e->evidence.start && TOK(c, f->mentions[m].head)->end <= e->evidence.end;
            v[PARTNER_DISTANCE] = 1.0f / (1.0f + (float)(m < after ? after - 1 - m : m - after));
        }
        uint32_t most = top[0] != PARLEY_NONE ? c->count[top[0]] : 0, count = r < c->n_root ? c->count[r] : 0;
        v[PARTNER_SHARE] = most ? (float)count / (float)most : 0;
        v[PARTNER_TOP] = r == top[0];
        v[PARTNER_SECOND] = r == top[1];
        v[PARTNER_DEALT] = all ? (float)dealt(c, own, r) / (float)(all + 1) : 0;
        v[PARTNER_DEALT_ANY] = dealt(c, own, r) > 0;
        v[PARTNER_ANSWERS] = dealt(c, r, own) > 0;
        v[PARTNER_LAST_TO] = r == last_to;
        v[PARTNER_LAST_FROM] = r == last_from;
        v[PARTNER_SPEAKS] = r == asserter;
        v[PARTNER_PAIR] = (c->party[0] == own && c->party[1] == r) || (c->party[1] == own && c->party[0] == r);
        v[PARTNER_PAIR_BILATERAL] = v[PARTNER_PAIR] != 0 && c->bilateral;
        v[PARTNER_HEADLINE] = r < c->n_root && c->heads[r];
        v[PARTNER_OWN_SHARE] = count ? (float)c->own_count[a] / (float)count : 0;
        v[PARTNER_SAME_KIND] = f->actors[e->source.at[0]].kind == k->kind;
        v[PARTNER_HOSTILE_TOP] = is_hostile(e->type) && r == top[0];
        v[PARTNER_HOSTILE_NAMED] = is_hostile(e->type) && k->kind == ACTOR_PERSON;
        v[PARTNER_FORCE_TOP] = (e->type == PLOVER_ASSAULT || e->type == PLOVER_COERCE) && r == top[0];
        v[PARTNER_ALLY] = allied(c, own, r);
        bool talks = e->type == PLOVER_CONSULT;
        v[PARTNER_TALKS_PERSON] = talks && k->kind == ACTOR_PERSON;
        v[PARTNER_TALKS_AFTER] = talks && v[PARTNER_AFTER] != 0;
    }
    if (c->probe)
        c->probe(c->probe_arg, c, e, w.actor, x, w.n);
    uint32_t best = 0;
    float most = 0;
    for (uint32_t i = 0; i < w.n; i++) {
        float s = 0; /* the features of nobody are 0 for somebody */
        for (uint32_t j = i ? PARTNER_PERSON : 0; j < (i ? PARTNER_NONE_TYPE : PARTNER_N); j++)
            s += x[i * PARTNER_N + j] * c->lex->partner[j];
        if (!i || s > most) {
            best = i;
            most = s;
        }
    }
    return w.actor[best];
}
