/* event_when.c - the day and the place that the clause of an event itself gives. */
#include "meaning/event_int.h"
#include "meaning/timex.h"

#include <stdio.h>

/* Steps from t up to top without leaving its clause; UINT32_MAX where another clause lies between. */
static uint32_t steps_up(const coder *c, uint32_t t, uint32_t top) {
    for (uint32_t i = 0; i < WALK; i++) {
        if (t == top)
            return i;
        const parse_token *k = TOK(c, t);
        if (k->head == PARLEY_NONE || (i && (k->rel == REL_ACL || k->rel == REL_ADVCL || k->rel == REL_CCOMP ||
                                             k->rel == REL_PARATAXIS || (k->rel == REL_CONJ && is_clausal(c, t)))))
            break;
        if (i && is_other_step(c, t))
            break; /* "after a round in Bern": that one's place */
        t = k->head;
    }
    return UINT32_MAX;
}

/* Is this a time that the page does not let be a day ("Monday" without a page date, "last week"), said of top's own clause? */
static bool open_time(const coder *c, const fact_time *t, uint32_t top) {
    if (t->date[0] || (t->kind != TIME_DATE && t->kind != TIME_TIME))
        return false;
    for (uint32_t i = t->first; i < t->end; i++) /* its words need not hang together */
        if (steps_up(c, i, top) != UINT32_MAX)
            return true;
    return false;
}

/* Among the words below top, the date nearest to the trigger, or (open) the time that is no day; PARLEY_NONE: there is none. */
static uint32_t time_below(const coder *c, uint32_t top, uint32_t trigger, bool open) {
    uint32_t left = TOK(c, top)->left, right = TOK(c, top)->right, lo = 0, hi = c->f->n_times, best = PARLEY_NONE,
             best_far = UINT32_MAX;
    while (lo < hi) { /* times are in order of the text */
        uint32_t mid = (lo + hi) / 2;
        if (c->f->times[mid].first < left)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t i = lo; i < c->f->n_times && c->f->times[i].first <= right; i++) {
        const fact_time *t = &c->f->times[i];
        uint32_t far = t->first > trigger ? t->first - trigger : trigger - t->first;
        if (far < best_far && (open ? open_time(c, t, top) : t->kind != TIME_DURATION && t->date[0])) {
            best = i;
            best_far = far;
        }
    }
    return best;
}

/* "invited them to talks on Friday", written on a Monday: the weekday of a plan lies ahead of the page, though its verb is past.
 */
static void look_ahead(const coder *c, const fact_time *t, char date[12]) {
    static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    int32_t day, page, y, m, d;
    bool weekday = false, last = false;
    for (uint32_t i = t->first; i < t->end && i < t->first + 4; i++) {
        for (size_t k = 0; k < COUNT_OF(days); k++)
            weekday |= norm_is(c, i, days[k]);
        last |= norm_is(c, i, "last");
    }
    const char *published = c->in->page->published.value;
    if (!weekday || last || t->end - t->first > 3 || !published || !time_parse_iso(published, &page) ||
        !time_parse_iso(date, &day) || day >= page || day + 7 < page)
        return;
    time_civil(day + 7, &y, &m, &d);
    char iso[48];
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
    if (strlen(iso) < 12)
        memcpy(date, iso, strlen(iso) + 1);
}

/* The verb around an event noun whose time and place are the event's own: one that carries it ("held talks"), that says what it
 * did ("the talks resume on Monday"), or that is no event and no speech itself. */
static uint32_t carrier(const coder *c, const candidate *e) {
    uint32_t t = event_top(c, e->trigger), h = e->entry->pos == 'n' ? light_verb(c, t) : PARLEY_NONE;
    if (h != PARLEY_NONE)
        return h;
    const parse_token *k = TOK(c, t);
    if (k->head == PARLEY_NONE)
        return PARLEY_NONE;
    if (k->rel == REL_XCOMP)
        return k->head;
    if (e->entry->pos == 'n' && is_clausal(c, k->head) && c->of_token[k->head] == PARLEY_NONE &&
        !in_words(c->lex->say_words, c->lex->n_say_words, c->lemma[k->head]) &&
        (k->rel == REL_NSUBJ || k->rel == REL_OBJ || k->rel == REL_OBL))
        return k->head;
    return PARLEY_NONE;
}

/* The day that the clause itself gives: the nearest date among the trigger's dependents, or those of the verb that carries it. */
void event_day(const coder *c, const candidate *e, char date[12]) {
    uint32_t h = carrier(c, e), top = event_top(c, e->trigger), best = time_below(c, e->trigger, e->trigger, false);
    if (best == PARLEY_NONE && top != e->trigger)
        best = time_below(c, top, e->trigger, false);
    if (best == PARLEY_NONE && h != PARLEY_NONE)
        best = time_below(c, h, e->trigger, false);
    if (best == PARLEY_NONE)
        return;
    memcpy(date, c->f->times[best].date, 12);
    if (e->status == STATUS_PLANNED)
        look_ahead(c, &c->f->times[best], date);
}

/* What the same clause gives where that is no day. */
const char *event_time(const coder *c, const candidate *e) {
    uint32_t h = carrier(c, e), top = event_top(c, e->trigger), best = time_below(c, e->trigger, e->trigger, true);
    if (best == PARLEY_NONE && top != e->trigger)
        best = time_below(c, top, e->trigger, true);
    if (best == PARLEY_NONE && h != PARLEY_NONE)
        best = time_below(c, h, e->trigger, true);
    if (best == PARLEY_NONE)
        return NULL;
    const fact_time *t = &c->f->times[best];
    return t->value[0] ? arena_strn(c->in->arena, t->value, strlen(t->value))
                       : arena_strn(c->in->arena, c->in->page->text + t->evidence.start, t->evidence.end - t->evidence.start);
}

static bool prep_one_of(const coder *c, uint32_t t, const char *const *preps, size_t n) {
    uint32_t k = parse_child(c->p, t, REL_CASE, SUB_NONE);
    for (size_t i = 0; i < n; i++)
        if (norm_is(c, k, preps[i]))
            return true;
    return false;
}

/* The place below top that stands nearest to it in the tree, under a preposition of place; or the object of an act that is done
 * to places ("invaded", "visited"). */
static const char *place_below(const coder *c, uint32_t top, bool goes) {
    static const char *const preps[] = {"in",     "at",         "near", "outside", "across", "inside",
                                        "around", "throughout", "off",  "over",    "along"};
    static const char *const ways[] = {"on", "from", "to", "into", "through", "toward", "towards"};
    static const char *const parts[] = {"northern", "southern", "eastern", "western", "north",
                                        "south",    "east",     "west",    "central"};
    uint32_t left = TOK(c, top)->left, right = TOK(c, top)->right, best = PARLEY_NONE, least = UINT32_MAX;
    if (top - left > 40)
        left = top - 40;
    if (right - top > 60)
        right = top + 60;
    uint32_t done_to = goes ? clause_object(c, top, 0) : PARLEY_NONE;
    for (uint32_t k = left; k <= right; k++) {
        const parse_token *x = TOK(c, k);
        if (x->upos != UPOS_PROPN || (x->ne != NE_LOC && x->ne != NE_NONE) || x->rel == REL_FLAT || x->rel == REL_COMPOUND)
            continue;
        bool located = prep_one_of(c, k, preps, x->ne == NE_LOC ? COUNT_OF(preps) : 3) ||
                       (x->ne == NE_LOC && goes && prep_one_of(c, k, ways, COUNT_OF(ways)));
        if (!located && !(k == done_to && x->ne == NE_LOC && k > top))
            continue;
        uint32_t steps = steps_up(c, k, top);
        if (steps < least) {
            least = steps;
            best = k;
        }
    }
    if (best == PARLEY_NONE)
        return NULL;
    uint32_t first = best, last = best;
    bool loc = TOK(c, best)->ne == NE_LOC;
    while (first > 0 && TOK(c, first - 1)->sent == TOK(c, best)->sent &&
           (loc ? !TOK(c, first)->ne_begin && TOK(c, first - 1)->ne == NE_LOC
                : TOK(c, first - 1)->upos == UPOS_PROPN && TOK(c, first - 1)->head == best))
        first--;
    while (last + 1 < c->p->n_tokens && TOK(c, last + 1)->sent == TOK(c, best)->sent &&
           (loc ? TOK(c, last + 1)->ne == NE_LOC && !TOK(c, last + 1)->ne_begin : TOK(c, last + 1)->rel == REL_FLAT))
        last++;
    for (size_t i = 0; first > 0 && i < COUNT_OF(parts); i++)
        if (norm_is(c, first - 1, parts[i]) && TOK(c, first - 1)->head == best) {
            first--;
            break;
        }
    parley_span s = parse_span(c->p, first, last);
    return arena_strn(c->in->arena, c->in->page->text + s.start, s.end - s.start);
}

const char *event_place(const coder *c, const candidate *e) {
    bool goes = e->type == PLOVER_ASSAULT || e->type == PLOVER_COERCE || e->type == PLOVER_MOBILIZE ||
                e->type == PLOVER_RETREAT || e->type == PLOVER_AID || (e->mode && strcmp(e->mode, "visit") == 0);
    const char *place = place_below(c, e->trigger, goes);
    uint32_t top = event_top(c, e->trigger);
    if (!place && top != e->trigger)
        place = place_below(c, top, goes);
    uint32_t h = place ? PARLEY_NONE : carrier(c, e);
    return h != PARLEY_NONE ? place_below(c, h, goes) : place;
}
