/* conflict.c - accounts of one matter that cannot all hold as stated.
 *
 * Three questions are asked of every pair under a key, in this order: do both speak of the same thing; can both hold; who says
 * so. A pair that can both hold (a toll that grew, bounds that overlap, one side's own change of mind) is no conflict. Nothing
 * here says who is right.
 */
#include "across/account.h"

#include <math.h>
#include <stdlib.h>

enum { FAR_DAYS = 75, /* a stance, a deed */ COUNT_DAYS = 14 /* a number that is not of a named day */ };

static bool one_time(const account *x, const account *y) {
    return account_same_talks(x, y) && !account_days_apart(x, y, FAR_DAYS);
}

static bool positions_clash(const account *x, const account *y) {
    if (account_leaning(x->f) * account_leaning(y->f) >= 0 || strcmp(x->holder, y->holder) != 0 ||
        account_days_differ(x->f, y->f) || account_same_voice(x, y) || !account_same_object(x, y) || !one_time(x, y))
        return false;
    /* A side that demands or offers one thing refuses another in the same breath: that is bargaining, not two accounts. */
    stance yes = account_leaning(x->f) > 0 ? x->f->stance : y->f->stance;
    if (yes == STANCE_DEMAND || yes == STANCE_OFFER || account_overlap(x->f, y->f))
        return false;
    /* Who backs out had agreed before: on one page that is the story, not two accounts of it. */
    if (strcmp(x->f->doc, y->f->doc) == 0 && ((x->f->stance == STANCE_RETREAT && y->f->stance == STANCE_ACCEPT) ||
                                              (y->f->stance == STANCE_RETREAT && x->f->stance == STANCE_ACCEPT)))
        return false;
    return !(account_holder_says(x) && account_holder_says(y)); /* the holder's own words at two times: a change */
}

/* Most of what the shorter of two accounts names of the deed is named by the other. */
static bool deeds_alike(const account *x, const account *y) {
    uint32_t n = account_words_common(&x->deed, &y->deed), least = x->deed.n < y->deed.n ? x->deed.n : y->deed.n;
    return n >= 2 || (n == 1 && least == 1);
}

static bool known(const char *s) {
    return s && *s;
}

/* Meetings and agreements of the same two sides, one said to have been and one said not to. Sides meet often: a day, a place or
 * two speakers who contradict each other must show that it is one meeting. What was not reached on one day may be on a later one.
 */
static bool dealings_clash(const account *x, const account *y) {
    const across_fact *denied = x->f->status == STATUS_DENIED ? x->f : y->f, *held = denied == x->f ? y->f : x->f;
    if (account_sides_shared(x, y) < 2)
        return false;
    if (known(denied->published) && known(held->published) && strcmp(denied->published, held->published) < 0)
        return false;
    if (x->f->type == PLOVER_AGREE)
        return true;
    bool day = known(denied->date) && known(held->date), place = *x->place && *y->place;
    const account *no = denied == x->f ? x : y;
    const char *voice[] = {no->voice};
    bool own = no->voice && strcmp(x->f->doc, y->f->doc) != 0 &&
               (account_sides_meet(voice, 1, no->source, denied->n_source) ||
                account_sides_meet(voice, 1, no->target, denied->n_target));
    return day || place || own || (x->voice && y->voice);
}

static bool events_clash(const account *x, const account *y) {
    const across_fact *f = x->f, *g = y->f;
    if (account_of_words(f->type))
        return false;
    if (f->type != g->type || account_days_differ(f, g) || account_places_differ(x, y) || account_same_voice(x, y))
        return false;
    if (!((f->status == STATUS_HAPPENED && g->status == STATUS_DENIED) ||
          (f->status == STATUS_DENIED && g->status == STATUS_HAPPENED)))
        return false;
    if (!account_sides_meet(x->source, f->n_source, y->source, g->n_source) || !one_time(x, y))
        return false;
    if (f->n_target && g->n_target) {
        if (!account_sides_meet(x->target, f->n_target, y->target, g->n_target))
            return false;
        if (f->type == PLOVER_AGREE || f->type == PLOVER_CONSULT)
            return dealings_clash(x, y);
        return f->type == PLOVER_REJECT || deeds_alike(x, y);
    }
    if (f->type == PLOVER_CONSULT) /* who met nobody in particular met somebody else */
        return false;
    return account_words_common(&x->names, &y->names) >= 2 &&
           (f->type == PLOVER_AGREE || f->type == PLOVER_REJECT || deeds_alike(x, y));
}

/* One deed, laid at different doors: same kind of act on the same side on the same named day. */
static bool doers_clash(const account *x, const account *y) {
    const across_fact *f = x->f, *g = y->f;
    if (f->type != g->type || (f->type != PLOVER_ASSAULT && f->type != PLOVER_COERCE) || f->status != STATUS_HAPPENED ||
        g->status != STATUS_HAPPENED || !f->n_source || !g->n_source || account_days_differ(f, g) ||
        account_places_differ(x, y) || account_same_voice(x, y))
        return false;
    if (account_sides_meet(x->source, f->n_source, y->source, g->n_source) ||
        !account_sides_meet(x->target, f->n_target, y->target, g->n_target) || !one_time(x, y))
        return false;
    bool same_day = f->date && *f->date && g->date && *g->date;
    return account_words_common(&x->names, &y->names) >= (same_day ? 1u : 3u);
}

/* How the talks go, told in two ways. Pages of different days may both be right: that is a change. */
static bool outlooks_clash(const account *x, const account *y) {
    const char *d = x->f->published, *e = y->f->published;
    return x->f->outlook * y->f->outlook < 0 && !account_same_voice(x, y) && (!d || !e || !*d || !*e || strcmp(d, e) == 0);
}

/* [low, high] that a figure allows; "about" is taken at its word, since 250 and 253 are two counts to whoever compares them. */
static void bounds(const across_fact *f, double *low, double *high) {
    double hi = f->high > f->value ? f->high : f->value;
    *low = f->value;
    *high = hi;
    switch (f->qualifier) {
    case QUAL_MORE_THAN:
    case QUAL_AT_LEAST: *high = INFINITY; break;
    case QUAL_LESS_THAN:
    case QUAL_AT_MOST: *low = -INFINITY; break;
    case QUAL_EXACT:
    case QUAL_ABOUT: break;
    }
}

/* "The union counted 4,200 strikers; the company put it at 2,600": two sources, two numbers, side by side on one page. The second
 * number often stands alone. */
enum { CONTRAST_BYTES = 320 };
static bool figures_contrast(const account *x, const account *y) {
    const across_fact *f = x->f, *g = y->f;
    if (strcmp(f->doc, g->doc) != 0 || g->evidence.start < f->evidence.end ||
        g->evidence.start - f->evidence.end > CONTRAST_BYTES || account_same_str(f->according_to, g->according_to) || !f->unit ||
        f->value <= 0 || g->value <= 0)
        return false;
    bool count = f->measure && strcmp(f->measure, "count") == 0;
    bool bare = count && g->measure && strcmp(g->measure, "count") == 0 && (!g->unit || !*g->unit) && f->value > 3;
    if (!bare && (!account_same_str(f->measure, g->measure) || !f->measure ||
                  !(account_of_people(f) || (count && account_same_str(f->unit, g->unit)))))
        return false;
    double f_low, f_high, g_low, g_high, less = f->value < g->value ? f->value : g->value, more = f->value + g->value - less;
    bounds(f, &f_low, &f_high);
    bounds(g, &g_low, &g_high);
    return (f_low > g_high || g_low > f_high) && more <= 2 * less && f->according_to && (g->according_to || bare);
}

static bool figures_clash(const account *x, const account *y) {
    const across_fact *f = x->f, *g = y->f;
    double f_low, f_high, g_low, g_high;
    if (!account_same_str(f->measure, g->measure) || (!account_same_str(f->unit, g->unit) && !account_of_people(f)) ||
        (f->origin == g->origin && account_same_str(f->according_to, g->according_to)))
        return false;
    if (f->as_of && g->as_of && *f->as_of && *g->as_of && strcmp(f->as_of, g->as_of) != 0)
        return false;
    bool one_day = f->as_of && *f->as_of && account_same_str(f->as_of, g->as_of);
    if (!one_day && account_days_apart(x, y, COUNT_DAYS))
        return false;
    /* Dollars, percents and things are counted of everything: what is counted must be named alike. */
    bool length = f->measure && strcmp(f->measure, "duration") == 0;
    if (!account_of_people(f) && !length && (!account_words_common(&x->deed, &y->deed) || !account_same_talks(x, y)))
        return false;
    bounds(f, &f_low, &f_high);
    bounds(g, &g_low, &g_high);
    if (f_low <= g_high && g_low <= f_high)
        return false;
    double less = f->value < g->value ? f->value : g->value, more = f->value < g->value ? g->value : f->value;
    uint32_t least = x->names.n < y->names.n ? x->names.n : y->names.n, n = account_words_common(&x->names, &y->names);
    if (n < 3 || n * 2 < least)
        return false;
    if (account_grows(f)) /* without a common day two tolls are two days' tolls */
        return more <= 2 * less &&
               ((f->as_of && *f->as_of && account_same_str(f->as_of, g->as_of)) ||
                (account_words_common(&x->days, &y->days) > 0 && !strstr(f->context, "since") && !strstr(g->context, "since")));
    return more <= 1.5 * less; /* farther apart: two scopes */
}

/* --- groups ------------------------------------------------------------------------------------------------------------- */
typedef bool (*clash)(const account *x, const account *y);

static uint32_t root_of(uint32_t *up, uint32_t i) {
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

typedef struct found {
    across_conflict *items;
    uint32_t n, cap;
} found;

/* Facts of one camp never clash: 1 against 2, 3 against any, 0 against none. Most pairs are ruled out by this alone. */
static unsigned char camp(const across_fact *f, clash test) {
    if (test == positions_clash)
        return account_leaning(f) > 0 ? 1 : account_leaning(f) < 0 ? 2 : 0;
    if (test == events_clash)
        return f->status == STATUS_HAPPENED ? 1 : f->status == STATUS_DENIED ? 2 : 0;
    if (test == doers_clash)
        return f->status == STATUS_HAPPENED && (f->type == PLOVER_ASSAULT || f->type == PLOVER_COERCE) ? 3 : 0;
    return 3;
}

/* Connected components of the clashes are the conflicts. */
static void group(found *out, uint64_t key, const account *o, uint32_t n, across_kind kind, clash test, const char *rule,
                  parley_arena *a) {
    if (n > ACROSS_GROUP)
        n = ACROSS_GROUP;
    uint32_t *up = ARENA_ARRAY(a, uint32_t, n + 1), *in = ARENA_ARRAY(a, uint32_t, n + 1);
    unsigned char *camps = ARENA_ARRAY(a, unsigned char, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        up[i] = i;
        camps[i] = o[i].f->kind == kind ? camp(o[i].f, test) : 0;
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = i + 1; camps[i] && j < n; j++) {
            if (!camps[j] || (camps[i] | camps[j]) != 3 || !test(&o[i], &o[j]) || !account_told_under(&o[i], &o[j], key))
                continue;
            in[i] = in[j] = 1;
            up[root_of(up, j)] = root_of(up, i);
        }
    for (uint32_t i = 0; i < n; i++) { /* each by its first member, so that the order is the facts' */
        if (!in[i] || in[i] == 2)
            continue;
        uint32_t *members = ARENA_ARRAY(a, uint32_t, n), m = 0;
        for (uint32_t j = i; j < n; j++)
            if (in[j] == 1 && root_of(up, j) == root_of(up, i)) {
                members[m++] = o[j].index;
                in[j] = 2;
            }
        ARENA_PUSH(a, out->items, out->n, out->cap) = (across_conflict){NULL, kind, members, m, rule};
    }
}

/* Both sides are blamed, each by somebody: one conflict of all such facts. The key says which two sides it is about. */
static void blame(found *out, uint64_t key, const account *o, uint32_t n, parley_arena *a) {
    uint32_t *members = ARENA_ARRAY(a, uint32_t, n + 1), m = 0;
    const char *first = NULL, *second = NULL, *side = NULL;
    uint32_t at = 0;
    for (uint32_t i = 0; i < n && m < ACROSS_GROUP; i++) {
        const char *by = NULL, *who = account_blamed(o[i].f, &by);
        bool here = false;
        for (uint32_t k = 0; k < o[i].n_keys; k++)
            here |= o[i].keys[k] == key;
        if (!who || !here)
            continue;
        const char *x = account_fold(a, who), *y = account_fold(a, by), *p = account_fold(a, o[i].f->party[0]),
                   *q = account_fold(a, o[i].f->party[1]);
        if (strcmp(x, y) == 0 || (account_key_pair(a, "blame", x, y) != key && account_key_pair(a, "blame", p, q) != key))
            continue;
        /* One clause often gives both an event and a position: the account is told once. */
        const across_fact *last = m ? o[at].f : NULL;
        if (last && strcmp(last->doc, o[i].f->doc) == 0 && o[i].f->evidence.start < last->evidence.end && strcmp(side, x) == 0)
            continue;
        at = i;
        side = x;
        if (!first)
            first = who;
        else if (!second && strcmp(account_fold(a, first), x) != 0)
            second = who;
        members[m++] = o[i].index;
    }
    if (m >= 2 && second)
        ARENA_PUSH(a, out->items, out->n, out->cap) = (across_conflict){
            arena_printf(a, "who is to blame, %s or %s", first, second), ACROSS_EVENT, members, m, "mutual-blame"};
}

across_conflict *account_conflicts(const account *o, uint64_t key, const across_fact *facts, uint32_t n_facts, parley_arena *a,
                                   uint32_t *n) {
    found out = {NULL, 0, 0};
    group(&out, key, o, n_facts, ACROSS_POSITION, positions_clash, "opposite-stances", a);
    group(&out, key, o, n_facts, ACROSS_EVENT, events_clash, "happened-and-denied", a);
    group(&out, key, o, n_facts, ACROSS_EVENT, doers_clash, "different-doers", a);
    group(&out, key, o, n_facts, ACROSS_OUTLOOK, outlooks_clash, "different-outlooks", a);
    group(&out, key, o, n_facts, ACROSS_FIGURE, figures_clash, "different-counts", a);
    group(&out, key, o, n_facts, ACROSS_FIGURE, figures_contrast, "two-sources-two-counts", a);
    for (uint32_t i = 0; i < out.n; i++) {
        across_conflict *c = &out.items[i];
        const across_fact *f = &facts[c->between[0]];
        const char *text = f->text ? f->text : "";
        if (c->kind == ACROSS_OUTLOOK)
            c->about = strcmp(f->matter, "talks") == 0 ? "whether the talks go on" : "how near a deal is";
        else if (c->kind == ACROSS_POSITION)
            c->about = account_about_position(a, f);
        else if (c->kind == ACROSS_FIGURE)
            c->about = arena_printf(a, "how many: %s%s%s", f->measure ? f->measure : "count", f->subject ? ", " : "",
                                    f->subject ? f->subject : "");
        else
            c->about = arena_printf(a, c->rule[0] == 'h' ? "whether it happened: %s" : "who did it: %s", text);
    }
    blame(&out, key, o, n_facts, a);
    *n = out.n;
    return out.items;
}

across_conflict *across_conflicts(const across_words *l, uint64_t key, const across_fact *facts, uint32_t n_facts,
                                  parley_arena *a, uint32_t *n) {
    return account_conflicts(accounts_sorted(l, facts, n_facts, a), key, facts, n_facts, a, n);
}
