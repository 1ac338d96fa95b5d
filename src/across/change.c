/* change.c - what became different from one account to the next: stances taken back, tolls revised, meetings held or dropped. */
#include "across/account.h"

#include <stdlib.h>

static int cmp_time(const void *p, const void *q) {
    const account *v = *(const account *const *)p, *w = *(const account *const *)q;
    const char *x = account_day(v->f), *y = account_day(w->f);
    int c = strcmp(x ? x : "", y ? y : "");
    return c ? c : (v > w) - (v < w); /* they stand by page and place */
}

/* The latest `most`, by time. */
static account *by_time(const account *o, uint32_t n, uint32_t most, parley_arena *a) {
    const account **order = ARENA_ARRAY(a, const account *, n + 1);
    account *out = ARENA_ARRAY(a, account, most + 1);
    for (uint32_t i = 0; i < n; i++)
        order[i] = &o[i];
    qsort(order, n, sizeof *order, cmp_time);
    for (uint32_t i = 0; i < most; i++)
        out[i] = *order[n - most + i];
    return out;
}

static const char *change_of(const account *x, const account *y, const char **rule) {
    const across_fact *f = x->f, *g = y->f;
    if (f->kind != g->kind || !account_same_talks(x, y))
        return NULL;
    if (f->kind == ACROSS_POSITION) {
        if (strcmp(x->holder, y->holder) != 0 || !account_same_object(x, y))
            return NULL;
        *rule = "stance-over-time";
        if (account_leaning(f) != account_leaning(g))
            return "reversed";
        if (f->stance == STANCE_OPPOSE && g->stance == STANCE_REJECT)
            return "hardened";
        return f->stance == STANCE_REJECT && g->stance == STANCE_OPPOSE ? "softened" : NULL;
    }
    if (f->kind == ACROSS_OUTLOOK) { /* a voice that speaks of the talks otherwise than before */
        *rule = "outlook-over-time";
        return f->outlook != g->outlook && x->voice && account_same_voice(x, y) ? (g->outlook > 0 ? "softened" : "hardened")
                                                                                : NULL;
    }
    if (f->kind == ACROSS_FIGURE) {
        if (!account_same_str(f->measure, g->measure) || !account_same_str(f->unit, g->unit) || f->value == g->value ||
            !f->measure)
            return NULL;
        uint32_t least = x->names.n < y->names.n ? x->names.n : y->names.n, n = account_words_common(&x->names, &y->names);
        *rule = "figure-over-time";
        bool alike = n >= 2 && n * 2 >= least;
        return alike && account_grows(f) && g->value <= 4 * f->value && f->value <= 4 * g->value ? "revised" : NULL;
    }
    if (f->status == g->status || (f->status != STATUS_PLANNED && f->status != STATUS_HAPPENED))
        return NULL;
    if (f->type != g->type || !account_sides_meet(x->source, f->n_source, y->source, g->n_source) ||
        (f->n_target && g->n_target && !account_sides_meet(x->target, f->n_target, y->target, g->n_target)))
        return NULL;
    /* One meeting: the same named day, or the same place and the same company. Two sides that talk every week meet often. */
    bool company = f->n_target && g->n_target;
    bool same_day = f->date && *f->date && account_same_str(f->date, g->date),
         same_place = x->place[0] && strcmp(x->place, y->place) == 0;
    if (f->status == STATUS_PLANNED && g->status == STATUS_HAPPENED && f->type == PLOVER_CONSULT) {
        *rule = "planned-then-held";
        return same_day || (same_place && company && !account_days_differ(f, g)) ? "held" : NULL;
    }
    if (f->status == STATUS_PLANNED && g->status == STATUS_DENIED) {
        *rule = "planned-then-denied";
        return same_day || (same_place && company) || (company && account_words_common(&x->deed, &y->deed) > 1) ? "dropped"
                                                                                                                : NULL;
    }
    if (f->status == STATUS_HAPPENED && g->status == STATUS_DENIED && !account_same_voice(x, y) && !account_of_words(f->type)) {
        *rule = "claimed-then-denied";
        return !account_days_differ(f, g) && account_words_common(&x->deed, &y->deed) > 0 ? "denied" : NULL;
    }
    return NULL;
}

/* Who goes back on something had accepted it: the account of that which stands nearest before the retreat o[j], best on its own
 * page, and needs no date, since the one comes before the other by its meaning. PARLEY_NONE: nobody tells of it, or the days say
 * otherwise. What is dated on both sides is left to the comparison by time. */
static uint32_t taken_back(const account *o, uint32_t n, uint32_t j) {
    uint32_t best = PARLEY_NONE;
    const across_fact *g = o[j].f;
    for (uint32_t i = 0; i < n; i++) {
        const across_fact *f = o[i].f;
        if (f->kind != ACROSS_POSITION || (f->stance != STANCE_ACCEPT && f->stance != STANCE_SUPPORT) || account_overlap(f, g) ||
            strcmp(o[i].holder, o[j].holder) != 0 || !account_same_object(&o[i], &o[j]) || !account_same_talks(&o[i], &o[j]))
            continue;
        const char *x = account_day(f), *y = account_day(g);
        if (x && y && strcmp(x, y) != 0)
            continue;
        bool here = strcmp(f->doc, g->doc) == 0, best_here = best != PARLEY_NONE && strcmp(o[best].f->doc, g->doc) == 0;
        if (best == PARLEY_NONE || here > best_here ||
            (here && f->evidence.start < g->evidence.start && f->evidence.start > o[best].f->evidence.start))
            best = i;
    }
    return best;
}

/* Does a fact without a date name its day: a weekday (XXXX-WXX-1) or a day of a month (XXXX-08-19)? */
static const char *named_day(const across_fact *f) {
    if ((f->date && *f->date) || !f->time || strncmp(f->time, "XXXX-", 5) != 0 || strlen(f->time) != 10)
        return NULL;
    return f->time;
}

/* Do two sides meet in both accounts, and do both name one of those who sit there? "Officials" of two states meet too often. */
static bool same_company(const account *x, const account *y) {
    const across_fact *f = x->f, *g = y->f;
    const char *first = NULL;
    bool two = false, named = false;
    for (uint32_t i = 0; i < f->n_source + f->n_target; i++) {
        bool from = i < f->n_source;
        const char *side = from ? x->source[i] : x->target[i - f->n_source];
        const char *name = from ? f->source[i] : f->target[i - f->n_source];
        bool shared = false;
        for (uint32_t j = 0; j < g->n_source + g->n_target; j++) {
            bool to = j < g->n_source;
            shared |= strcmp(side, to ? y->source[j] : y->target[j - g->n_source]) == 0;
            named |= strcmp(name, to ? g->source[j] : g->target[j - g->n_source]) == 0;
        }
        if (shared && !first)
            first = side;
        two |= shared && strcmp(first, side) != 0;
    }
    return two && named && account_sides_meet(x->source, f->n_source, y->source, g->n_source) &&
           account_sides_meet(x->target, f->n_target, y->target, g->n_target);
}

/* The plan of the meeting that o[j] tells of as held, where the day has only its name because the pages have no date: another
 * page plans one of the same company for a day of that name, in no other place. What can be dated on both sides is left to the
 * comparison by time. PARLEY_NONE: there is none. */
static uint32_t planned_for(const account *o, uint32_t n, uint32_t j) {
    const across_fact *g = o[j].f;
    const char *day = g->kind == ACROSS_EVENT && g->type == PLOVER_CONSULT && g->status == STATUS_HAPPENED ? named_day(g) : NULL;
    for (uint32_t i = 0; day && i < n; i++) {
        const across_fact *f = o[i].f;
        const char *planned =
            f->kind == ACROSS_EVENT && f->type == PLOVER_CONSULT && f->status == STATUS_PLANNED ? named_day(f) : NULL;
        bool dated = f->published && *f->published && g->published && *g->published;
        if (planned && !dated && strcmp(planned, day) == 0 && strcmp(f->doc, g->doc) != 0 &&
            !account_places_differ(&o[i], &o[j]) && same_company(&o[i], &o[j]))
            return i;
    }
    return PARLEY_NONE;
}

across_change *account_changes(const account *sorted, uint64_t key, uint32_t n_facts, parley_arena *a, uint32_t *n) {
    across_change *items = NULL;
    uint32_t cap = 0, most = n_facts > ACROSS_GROUP ? ACROSS_GROUP : n_facts;
    const account *o = by_time(sorted, n_facts, most, a); /* what is new matters */
    *n = 0;
    for (uint32_t j = 0; j < most; j++) {
        uint32_t i = o[j].f->kind == ACROSS_POSITION && o[j].f->stance == STANCE_RETREAT ? taken_back(o, most, j) : PARLEY_NONE;
        if (i != PARLEY_NONE && account_told_under(&o[i], &o[j], key))
            ARENA_PUSH(a, items, *n, cap) =
                (across_change){account_about_position(a, o[j].f), "reversed", ACROSS_POSITION, o[i].index, o[j].index,
                                "accepted-then-taken-back"};
        i = planned_for(o, most, j);
        if (i != PARLEY_NONE && account_told_under(&o[i], &o[j], key))
            ARENA_PUSH(a, items, *n, cap) =
                (across_change){o[j].f->text, "held", ACROSS_EVENT, o[i].index, o[j].index, "planned-then-held"};
    }
    for (uint32_t j = 1; j < most; j++) {
        /* Each fact against the nearest earlier one of its kind: a change is told once. */
        for (uint32_t i = j; i-- > 0;) {
            const char *x = account_day(o[i].f), *y = account_day(o[j].f), *rule = NULL;
            if (!x || !y || strcmp(x, y) >= 0)
                continue;
            const char *what = change_of(&o[i], &o[j], &rule);
            if (!what)
                continue;
            if (account_told_under(&o[i], &o[j], key)) {
                const char *about =
                    o[j].f->kind == ACROSS_POSITION ? account_about_position(a, o[j].f)
                    : o[j].f->kind == ACROSS_OUTLOOK
                        ? (strcmp(o[j].f->matter, "talks") == 0 ? "whether the talks go on" : "how near a deal is")
                        : o[j].f->text;
                ARENA_PUSH(a, items, *n, cap) = (across_change){about, what, o[j].f->kind, o[i].index, o[j].index, rule};
            }
            break;
        }
    }
    return items;
}

across_change *across_changes(const across_words *l, uint64_t key, const across_fact *facts, uint32_t n_facts, parley_arena *a,
                              uint32_t *n) {
    return account_changes(accounts_sorted(l, facts, n_facts, a), key, n_facts, a, n);
}

across_told across_tell(const across_words *l, uint64_t key, const across_fact *facts, uint32_t n_facts, parley_arena *a) {
    const account *o = accounts_sorted(l, facts, n_facts, a);
    across_told t;
    t.conflicts = account_conflicts(o, key, facts, n_facts, a, &t.n_conflicts);
    t.changes = account_changes(o, key, n_facts, a, &t.n_changes);
    return t;
}
