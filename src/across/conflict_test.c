/* conflict_test.c - what is a conflict, what only looks like one, what changed. */
#include "across/across.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

static parley_arena arena;
static const across_words *lists;

static int setup(void **state) {
    (void)state;
    parley_error err;
    arena_init(&arena);
    return across_words_open(&lists, &arena, &err);
}

static int teardown(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

static across_fact figure(const char *doc, uint32_t origin, double value, figure_qualifier q, const char *measure,
                          const char *unit, const char *context) {
    return (across_fact){.id = 1,
                         .kind = ACROSS_FIGURE,
                         .doc = doc,
                         .origin = origin,
                         .value = value,
                         .high = value,
                         .qualifier = q,
                         .measure = measure,
                         .unit = unit,
                         .text = context,
                         .context = context};
}

static across_fact position(const char *doc, uint32_t origin, const char *holder, stance s, const char *object, const char *by) {
    return (across_fact){.kind = ACROSS_POSITION,
                         .doc = doc,
                         .origin = origin,
                         .holder = holder,
                         .stance = s,
                         .object = object,
                         .asserted_by = by,
                         .party = {"Kalvia", "Ostrava"},
                         .text = object};
}

static across_fact event(const char *doc, uint32_t origin, plover type, event_status status, const char *source,
                         const char *target, const char *by, const char *context) {
    across_fact f = {.kind = ACROSS_EVENT,
                     .doc = doc,
                     .origin = origin,
                     .type = type,
                     .status = status,
                     .asserted_by = by,
                     .party = {"Kalvia", "Ostrava"},
                     .text = context,
                     .context = context};
    f.source = ARENA_ARRAY(&arena, const char *, 1);
    f.source_side = ARENA_ARRAY(&arena, const char *, 1);
    f.target = ARENA_ARRAY(&arena, const char *, 1);
    f.target_side = ARENA_ARRAY(&arena, const char *, 1);
    f.source[0] = source;
    f.target[0] = target;
    f.n_source = source != NULL;
    f.n_target = target != NULL;
    return f;
}

/* All conflicts of all keys of these facts; each must be told once only. */
static uint32_t count(const across_fact *facts, uint32_t n, uint32_t *members) {
    uint64_t seen[64];
    uint32_t n_seen = 0, total = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t keys[ACROSS_FACT_KEYS];
        uint32_t n_keys = across_fact_keys(&facts[i], keys, &arena);
        for (uint32_t k = 0; k < n_keys; k++) {
            bool old = false;
            for (uint32_t j = 0; j < n_seen; j++)
                old |= seen[j] == keys[k];
            if (old)
                continue;
            seen[n_seen++] = keys[k];
            uint32_t m;
            across_conflict *c = across_conflicts(lists, keys[k], facts, n, &arena, &m);
            total += m;
            if (m && members)
                *members = c[0].n;
        }
    }
    return total;
}

static void two_counts_of_one_thing_conflict(void **state) {
    (void)state;
    const char *one = "Masked men of the Ostrava League seized 31 crewmen near Port Calder on March 3.";
    const char *two = "The Ostrava League took about 28 crewmen on March 3 off Port Calder, the ministry said.";
    across_fact f[] = {figure("a.txt", 1, 31, QUAL_EXACT, "kidnapped", "people", one),
                       figure("b.txt", 2, 28, QUAL_ABOUT, "kidnapped", "people", two)};
    uint32_t members = 0;
    assert_int_equal(count(f, 2, &members), 1);
    assert_int_equal(members, 2);
    f[0].published = "2031-03-05";
    f[1].published = "2031-05-05"; /* not of one day: what was counted may have changed */
    assert_int_equal(count(f, 2, NULL), 0);
    f[0].as_of = f[1].as_of = "2031-03-03";
    assert_int_equal(count(f, 2, NULL), 1);
    f[1].origin = 1; /* a rewrite of the same story is no second account */
    assert_int_equal(count(f, 2, NULL), 0);
}

/* Dollars are counted of everything: the thing must be named alike, and by pages on one negotiation. */
static void amounts_conflict_of_one_thing_only(void **state) {
    (void)state;
    const char *one = "Kalvia offered the Ostrava League $40 million for the Port Calder docks.";
    const char *two = "The Ostrava League was offered $50 million for the Port Calder docks by Kalvia.";
    across_fact f[] = {figure("a.txt", 1, 40e6, QUAL_EXACT, "amount", "dollars", one),
                       figure("b.txt", 2, 50e6, QUAL_EXACT, "amount", "dollars", two)};
    for (int i = 0; i < 2; i++) {
        f[i].party[0] = "Kalvia";
        f[i].party[1] = "Ostrava League";
        f[i].subject = "docks";
    }
    assert_int_equal(count(f, 2, NULL), 1);
    f[1].subject = "ferries";
    assert_int_equal(count(f, 2, NULL), 0);
}

static across_fact outlook(const char *doc, uint32_t origin, const char *matter, int leaning, const char *by,
                           const char *published) {
    return (across_fact){.kind = ACROSS_OUTLOOK,
                         .doc = doc,
                         .origin = origin,
                         .matter = matter,
                         .outlook = leaning,
                         .asserted_by = by,
                         .published = published,
                         .party = {"Calder", "Ostrava"},
                         .text = "the talks",
                         .context = "the talks"};
}

static void talks_told_in_two_ways_conflict(void **state) {
    (void)state;
    across_fact f[] = {outlook("a.txt", 1, "talks", -1, "Calder", NULL), outlook("b.txt", 2, "talks", 1, "Ostrava", NULL)};
    assert_int_equal(count(f, 2, NULL), 1);
    f[1].matter = "deal"; /* talks may stand still and a deal be near */
    assert_int_equal(count(f, 2, NULL), 0);
    f[1] = outlook("b.txt", 2, "talks", 1, "Calder", NULL); /* one voice that changed its mind */
    assert_int_equal(count(f, 2, NULL), 0);
    f[0].published = "2024-03-01", f[1] = outlook("b.txt", 2, "talks", 1, "Ostrava", "2024-03-09"); /* they resumed */
    assert_int_equal(count(f, 2, NULL), 0);
}

static void two_sources_side_by_side_conflict(void **state) {
    (void)state;
    const char *s = "The guild counted 4,200 strikers; the company put it at 2,600.";
    across_fact f[] = {figure("a.txt", 1, 4200, QUAL_EXACT, "count", "strikers", s),
                       figure("a.txt", 1, 2600, QUAL_ABOUT, "count", NULL, s)};
    f[0].according_to = "guild", f[0].evidence = (parley_span){18, 33};
    f[1].according_to = "company", f[1].evidence = (parley_span){56, 61};
    assert_int_equal(count(f, 2, NULL), 1);
    f[1].according_to = "guild"; /* one source's two counts are of two things */
    assert_int_equal(count(f, 2, NULL), 0);
    f[1].according_to = "company", f[1].evidence = (parley_span){4056, 4061}; /* far apart on the page */
    assert_int_equal(count(f, 2, NULL), 0);
}

static void both_sides_blamed_is_one_conflict(void **state) {
    (void)state;
    across_fact f[] = {position("a.txt", 1, "Calder", STANCE_RETREAT, "the March paper", "Ostrava"),
                       position("b.txt", 2, "Ostrava", STANCE_REJECT, "the envoy's plan", "envoy")};
    for (int i = 0; i < 2; i++)
        f[i].party[0] = "Calder", f[i].party[1] = "Ostrava";
    assert_int_equal(count(f, 2, NULL), 1);
    f[1].asserted_by = "Ostrava"; /* its own words are no blame */
    assert_int_equal(count(f, 2, NULL), 0);
}

static void figures_that_can_both_hold_do_not_conflict(void **state) {
    (void)state;
    const char *s = "The Calder Ministry of Health counted the dead of Port Calder since March 3.";
    across_fact grown[] = {figure("a.txt", 1, 4100, QUAL_EXACT, "killed", "people", s),
                           figure("b.txt", 2, 4786, QUAL_EXACT, "killed", "people", s)};
    assert_int_equal(count(grown, 2, NULL), 0); /* a toll that grew */
    across_fact bound[] = {figure("a.txt", 1, 250, QUAL_MORE_THAN, "held", "people", s),
                           figure("b.txt", 2, 263, QUAL_EXACT, "held", "people", s)};
    assert_int_equal(count(bound, 2, NULL), 0); /* bounds that overlap */
    across_fact units[] = {figure("a.txt", 1, 3, QUAL_EXACT, "duration", "hours", s),
                           figure("b.txt", 2, 2, QUAL_EXACT, "duration", "days", s)};
    assert_int_equal(count(units, 2, NULL), 0);
    across_fact scope[] = {
        figure("a.txt", 1, 9, QUAL_EXACT, "visits", "visits", "It was the ninth visit of Mara Lindqvist to Calder."),
        figure("b.txt", 2, 12, QUAL_EXACT, "visits", "visits", "The envoy made her twelfth trip to the region.")};
    assert_int_equal(count(scope, 2, NULL), 0); /* a visit to a country, a trip to the region */
    across_fact same[] = {figure("a.txt", 1, 1200, QUAL_EXACT, "killed", "people", s),
                          figure("b.txt", 2, 1200, QUAL_ABOUT, "killed", "people", s)};
    assert_int_equal(count(same, 2, NULL), 0);
}

static void opposed_accounts_of_a_stance_conflict(void **state) {
    (void)state;
    across_fact f[] = {position("a.txt", 1, "Calder", STANCE_ACCEPT, "the mediators' bridging plan", "Mara Lindqvist"),
                       position("b.txt", 2, "Calder", STANCE_REJECT, "bridging plan", NULL)};
    assert_int_equal(count(f, 2, NULL), 1);
    f[1].object = "the May document"; /* two texts */
    assert_int_equal(count(f, 2, NULL), 0);
    f[0].object = "May 24-25 text"; /* of the same month */
    assert_int_equal(count(f, 2, NULL), 0);
    f[1].object = "24-25 May document";
    assert_int_equal(count(f, 2, NULL), 1);
    f[1].object = "May 9 document";
    assert_int_equal(count(f, 2, NULL), 0);
    f[0].object = "the mediators' bridging plan";
    f[1].object = "bridging plan";
    f[0].asserted_by = f[1].asserted_by = "Calder"; /* its own words on two days: a change */
    assert_int_equal(count(f, 2, NULL), 0);
    f[0].published = "2031-03-01";
    f[1].published = "2031-03-04";
    uint64_t keys[ACROSS_FACT_KEYS];
    assert_int_equal(across_fact_keys(&f[0], keys, &arena), 1);
    uint32_t n;
    across_change *c = across_changes(lists, keys[0], f, 2, &arena, &n);
    assert_int_equal(n, 1);
    assert_string_equal(c[0].what, "reversed");
    assert_int_equal(c[0].before, 0);
    assert_int_equal(c[0].after, 1);
}

/* Who goes back on a text had accepted it: a change that needs no date. */
static void what_was_accepted_and_taken_back_is_a_change(void **state) {
    (void)state;
    across_fact f[] = {position("b.txt", 2, "Calder", STANCE_RETREAT, "the bridging plan", "Ostrava"),
                       position("a.txt", 1, "Calder", STANCE_ACCEPT, "bridging plan", NULL),
                       position("b.txt", 2, "Calder", STANCE_ACCEPT, "bridging plan", NULL)};
    f[2].evidence = (parley_span){900, 940};
    f[0].evidence = (parley_span){1000, 1040};
    uint64_t keys[ACROSS_FACT_KEYS];
    across_fact_keys(&f[0], keys, &arena);
    uint32_t n;
    across_change *c = across_changes(lists, keys[0], f, 3, &arena, &n);
    assert_int_equal(n, 1);
    assert_string_equal(c[0].what, "reversed");
    assert_int_equal(c[0].before, 2); /* the account on its own page */
    assert_int_equal(c[0].after, 0);
    f[1].object = f[2].object = "the May document";
    across_changes(lists, keys[0], f, 3, &arena, &n);
    assert_int_equal(n, 0); /* another text */
    f[1].object = f[2].object = "bridging plan";
    f[1].stance = f[2].stance = STANCE_DEMAND;
    across_changes(lists, keys[0], f, 3, &arena, &n);
    assert_int_equal(n, 0); /* a demand is nothing that was accepted */
}

/* A meeting planned on a page without a date and told as held on another one: the name of the day and the company join them. */
static uint32_t held(const across_fact *f, uint32_t n) {
    uint64_t seen[64];
    uint32_t n_seen = 0, total = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t keys[ACROSS_FACT_KEYS], signs[ACROSS_FACT_KEYS];
        uint32_t n_keys = across_fact_keys(&f[i], keys, &arena);
        across_fact_signs(lists, &f[i], keys, n_keys, signs, &arena);
        for (uint32_t k = 0; k < n_keys; k++) {
            bool old = false;
            for (uint32_t j = 0; j < n_seen; j++)
                old |= seen[j] == keys[k];
            if (old)
                continue;
            seen[n_seen++] = keys[k];
            uint32_t m;
            across_change *c = across_changes(lists, keys[k], f, n, &arena, &m);
            for (uint32_t j = 0; j < m; j++) {
                assert_string_equal(c[j].what, "held");
                assert_string_equal(c[j].rule, "planned-then-held");
                assert_int_equal(f[c[j].before].status, STATUS_PLANNED);
                assert_int_equal(f[c[j].after].status, STATUS_HAPPENED);
            }
            total += m;
        }
    }
    return total;
}

static across_fact meeting(const char *doc, uint32_t origin, event_status status, const char *first, const char *first_side,
                           const char *second, const char *second_side, const char *day) {
    across_fact f = {.kind = ACROSS_EVENT,
                     .doc = doc,
                     .origin = origin,
                     .type = PLOVER_CONSULT,
                     .status = status,
                     .time = day,
                     .text = "the meeting",
                     .context = "the meeting",
                     .n_source = 2,
                     .n_target = 2};
    f.source = f.target = ARENA_ARRAY(&arena, const char *, 2);
    f.source_side = f.target_side = ARENA_ARRAY(&arena, const char *, 2);
    f.source[0] = first;
    f.source_side[0] = first_side;
    f.source[1] = second;
    f.source_side[1] = second_side;
    return f;
}

static void a_meeting_planned_for_a_named_day_is_held(void **state) {
    (void)state;
    across_fact f[] = {
        meeting("a.txt", 1, STATUS_PLANNED, "Mara Lindqvist", "Calder", "League leaders", "Ostrava League", "XXXX-WXX-1"),
        meeting("b.txt", 2, STATUS_HAPPENED, "Mara Lindqvist", "Calder", "Jon Vell", "Ostrava League", "XXXX-WXX-1")};
    assert_int_equal(held(f, 2), 1);
    f[0].time = f[1].time = "XXXX-08-19"; /* a day of a month */
    assert_int_equal(held(f, 2), 1);
    f[1].time = "XXXX-08-20"; /* the company alone is not enough */
    assert_int_equal(held(f, 2), 0);
    f[1].time = NULL;
    assert_int_equal(held(f, 2), 0);
    f[0].time = f[1].time = "XXXX-08"; /* a month is no day, nor are words */
    assert_int_equal(held(f, 2), 0);
    f[0].time = f[1].time = "last week";
    assert_int_equal(held(f, 2), 0);
    f[0].time = f[1].time = "XXXX-WXX-1";
    f[0].place = "Port Calder";
    f[1].place = "Holm";
    assert_int_equal(held(f, 2), 0);
    f[1].place = NULL;
    assert_int_equal(held(f, 2), 1);
    f[1].doc = "a.txt"; /* one page that tells of both means two meetings as often as one */
    assert_int_equal(held(f, 2), 0);
    f[1].doc = "b.txt";
    f[1].date = "2031-03-03"; /* a day that is known is compared by time */
    assert_int_equal(held(f, 2), 0);
    f[1].date = NULL;
    f[0].published = "2031-03-01";
    f[1].published = "2031-05-06";
    assert_int_equal(held(f, 2), 0);
    f[0].published = f[1].published = NULL;
    f[1].source[1] = "Ada Holm"; /* one side meets another one */
    f[1].source_side[1] = "Vell";
    assert_int_equal(held(f, 2), 0);
    f[1].source[1] = "Jon Vell";
    f[1].source_side[1] = "Ostrava League";
    f[1].source[0] = "envoy"; /* both sides meet, but nobody is in both accounts */
    assert_int_equal(held(f, 2), 0);
}

static void happened_and_denied_conflict(void **state) {
    (void)state;
    across_fact f[] = {event("a.txt", 1, PLOVER_CONSULT, STATUS_HAPPENED, "Calder", "Ostrava League", NULL,
                             "Calder and the Ostrava League held talks."),
                       event("b.txt", 2, PLOVER_CONSULT, STATUS_DENIED, "Calder", "Ostrava League", "Ostrava League",
                             "Calder is not negotiating.")};
    assert_int_equal(count(f, 2, NULL), 1);
    f[0].date = "2031-03-01";
    f[1].date = "2031-03-09"; /* two days: both can hold */
    assert_int_equal(count(f, 2, NULL), 0);
}

static void mutual_blame_is_one_conflict(void **state) {
    (void)state;
    across_fact f[] = {
        event("a.txt", 1, PLOVER_ACCUSE, STATUS_HAPPENED, "Calder", "Ostrava League", NULL, "Calder blamed the League."),
        event("b.txt", 2, PLOVER_ACCUSE, STATUS_HAPPENED, "Ostrava League", "Calder", NULL, "The League blamed Calder."),
        event("b.txt", 2, PLOVER_ACCUSE, STATUS_HAPPENED, "Ostrava League", "Norrland", NULL, "The League blamed Norrland.")};
    uint32_t members = 0;
    assert_int_equal(count(f, 3, &members), 1);
    assert_int_equal(members, 2);
}

/* A side stands in many talks at a time: what it says of "the talks" in one tells nothing of another. */
static void accounts_of_two_negotiations_do_not_conflict(void **state) {
    (void)state;
    across_fact f[] = {position("a.txt", 1, "Kalvia", STANCE_ACCEPT, "talks", NULL),
                       position("b.txt", 2, "Kalvia", STANCE_REJECT, "talks", "Ostrava")};
    assert_int_equal(count(f, 2, NULL), 1);
    f[1].party[1] = "Senn";
    assert_int_equal(count(f, 2, NULL), 0);
    f[0].context = f[1].context = "Kalvia's envoy Dorrin Hale said so of the Port Calder talks of Marrow Sound.";
    assert_int_equal(count(f, 2, NULL), 1); /* names beyond the sides join them */
    f[0].published = "2031-01-02";
    f[1].published = "2031-09-02";
    assert_int_equal(count(f, 2, NULL), 0);

    across_fact e[] = {event("a.txt", 1, PLOVER_CONSULT, STATUS_HAPPENED, "Kalvia", "Ostrava", NULL, "the talks in the harbour"),
                       event("b.txt", 2, PLOVER_CONSULT, STATUS_DENIED, "Kalvia", "Ostrava", NULL, "no talks were held")};
    assert_int_equal(count(e, 2, NULL), 0); /* some talks were, others were not */
    e[0].date = e[1].date = "2031-01-02";
    assert_int_equal(count(e, 2, NULL), 1);
}

static void order_of_facts_does_not_matter(void **state) {
    (void)state;
    across_fact f[] = {position("a.txt", 1, "Calder", STANCE_ACCEPT, "bridging plan", "Mara Lindqvist"),
                       position("b.txt", 2, "Calder", STANCE_REJECT, "bridging plan", NULL),
                       position("c.txt", 3, "Calder", STANCE_OPPOSE, "bridging plan", "Ostrava League")};
    across_fact g[] = {f[2], f[0], f[1]};
    uint64_t keys[ACROSS_FACT_KEYS];
    across_fact_keys(&f[0], keys, &arena);
    uint32_t n, m;
    across_conflict *c = across_conflicts(lists, keys[0], f, 3, &arena, &n),
                    *d = across_conflicts(lists, keys[0], g, 3, &arena, &m);
    assert_int_equal(n, 1);
    assert_int_equal(m, 1);
    assert_int_equal(c[0].n, d[0].n);
    for (uint32_t i = 0; i < c[0].n; i++)
        assert_string_equal(f[c[0].between[i]].doc, g[d[0].between[i]].doc);
}

static uint32_t next(uint32_t *seed, uint32_t below) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* A fact of few words and names, so that many of them meet. */
static across_fact any_fact(uint32_t *seed) {
    static const char
        *const docs[] = {"a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"},
               *const names[] = {"Calder", "Ostrava League", "Mara Lindqvist"},
               *const days[] = {NULL, "2021-03-03", "2021-03-04", "2021-04-09"},
               *const measures[] = {"killed", "held", "count", "percent"}, *const units[] = {"people", "boats", NULL},
               *const objects[] = {"bridging plan", "the new bridging plan", "talks", "harbour toll", "toll on the harbour"},
               *const places[] = {NULL, "Port Calder", "Vell"}, *const times[] = {NULL, "XXXX-WXX-3", "XXXX-04-09"};
    static const plover types[] = {PLOVER_CONSULT, PLOVER_AGREE, PLOVER_REJECT, PLOVER_ASSAULT, PLOVER_ACCUSE, PLOVER_CONCEDE};
    uint32_t at = next(seed, 6);
    const char *words[3];
    for (int i = 0; i < 3; i++)
        words[i] = (const char *const[]){"Port Calder", "Ostrava League", "Mara Lindqvist", "Vell", "Holm Strait"}[next(seed, 5)];
    const char *text = arena_printf(&arena, "On March %u the %s crews of %s near %s met %s over the toll.", 3 + next(seed, 2),
                                    next(seed, 2) ? "fishing" : "coal", words[0], words[1], words[2]);
    across_fact f = {.kind = (across_kind)next(seed, 4),
                     .doc = docs[at],
                     .origin = 1 + at / 2,
                     .published = days[next(seed, 4)],
                     .date = days[next(seed, 4)],
                     .text = text,
                     .context = text,
                     .place = places[next(seed, 3)],
                     .asserted_by = next(seed, 3) ? names[next(seed, 3)] : NULL,
                     .party = {"Calder", "Ostrava League"}};
    f.evidence.start = next(seed, 4000);
    f.evidence.end = f.evidence.start + 20;
    switch (f.kind) {
    case ACROSS_FIGURE:
        f.value = f.high = next(seed, 20) ? 20 + next(seed, 40) : 0;
        f.qualifier = (figure_qualifier)next(seed, 4);
        f.measure = measures[next(seed, 4)];
        f.unit = units[next(seed, 3)];
        f.according_to = f.asserted_by;
        f.as_of = f.date;
        break;
    case ACROSS_EVENT:
        f.source = ARENA_ARRAY(&arena, const char *, 1);
        f.target = ARENA_ARRAY(&arena, const char *, 1);
        f.source_side = f.target_side = ARENA_ARRAY(&arena, const char *, 1);
        f.n_source = next(seed, 8) != 0;
        f.n_target = next(seed, 3) != 0;
        f.source[0] = names[next(seed, 3)];
        f.target[0] = names[next(seed, 3)];
        f.type = types[next(seed, 6)];
        f.status = (event_status)next(seed, 4);
        f.time = f.date ? NULL : times[next(seed, 3)];
        break;
    case ACROSS_POSITION:
        f.holder = names[next(seed, 2)];
        f.object = objects[next(seed, 5)];
        f.stance = (stance)next(seed, STANCE_RETREAT + 1);
        break;
    case ACROSS_OUTLOOK:
        f.matter = "talks";
        f.outlook = next(seed, 2) ? 1 : -1;
        break;
    }
    return f;
}

/* Facts that may tell nothing with any other by their signs are left out, and what is found stays the same. */
static void what_signs_leave_out_is_not_missed(void **state) {
    (void)state;
    enum { FACTS = 60, ROUNDS = 150 };
    uint32_t seed = 20260301, left_out = 0, found = 0;
    for (int round = 0; round < ROUNDS; round++) {
        across_fact all[FACTS], some[FACTS];
        uint64_t keys[FACTS][ACROSS_FACT_KEYS], signs[FACTS][ACROSS_FACT_KEYS];
        uint32_t n_keys[FACTS];
        for (uint32_t i = 0; i < FACTS; i++) {
            all[i] = any_fact(&seed);
            all[i].id = i + 1;
            n_keys[i] = across_fact_keys(&all[i], keys[i], &arena);
            across_fact_signs(lists, &all[i], keys[i], n_keys[i], signs[i], &arena);
        }
        for (uint32_t of = 0; of < FACTS; of++)
            for (uint32_t k = 0; k < n_keys[of]; k++) {
                across_fact filed[FACTS];
                uint64_t sign[FACTS];
                uint32_t n = 0, m = 0;
                for (uint32_t i = 0; i < FACTS; i++)
                    for (uint32_t j = 0; j < n_keys[i]; j++)
                        if (keys[i][j] == keys[of][k]) {
                            filed[n] = all[i];
                            sign[n++] = signs[i][j];
                        }
                for (uint32_t i = 0; i < n; i++) {
                    bool wanted = false;
                    for (uint32_t j = 0; j < n; j++)
                        wanted |= i != j && across_may_tell(sign[i], sign[j]);
                    if (wanted)
                        some[m++] = filed[i];
                }
                left_out += n - m;
                uint32_t c, d;
                across_conflict *x = across_conflicts(lists, keys[of][k], filed, n, &arena, &c),
                                *y = across_conflicts(lists, keys[of][k], some, m, &arena, &d);
                assert_int_equal(c, d);
                for (uint32_t i = 0; i < c; i++) {
                    assert_string_equal(x[i].rule, y[i].rule);
                    assert_int_equal(x[i].n, y[i].n);
                    for (uint32_t j = 0; j < x[i].n; j++)
                        assert_int_equal(filed[x[i].between[j]].id, some[y[i].between[j]].id);
                }
                found += c;
                across_change *v = across_changes(lists, keys[of][k], filed, n, &arena, &c),
                              *w = across_changes(lists, keys[of][k], some, m, &arena, &d);
                assert_int_equal(c, d);
                for (uint32_t i = 0; i < c; i++) {
                    assert_string_equal(v[i].rule, w[i].rule);
                    assert_int_equal(filed[v[i].before].id, some[w[i].before].id);
                    assert_int_equal(filed[v[i].after].id, some[w[i].after].id);
                }
                found += c;
            }
        arena_reset(&arena);
        parley_error err;
        assert_int_equal(across_words_open(&lists, &arena, &err), PARLEY_OK); /* they lay in the same memory */
    }
    assert_true(found > 1000 && left_out > 1000);
}

/* Stored and read again a fact is the same; bytes cut short are not taken for one. */
static void facts_are_stored_and_damage_is_seen(void **state) {
    (void)state;
    across_fact f[] = {
        figure("a", 1, 1200.5, QUAL_ABOUT, "killed", NULL, "About 1,200 were killed in Ostrel"),
        position("b", 2, "Kalvia", STANCE_REJECT, "the Harbour Plan", "Kalvia"),
        event("c", 3, PLOVER_CONSULT, STATUS_PLANNED, "Kalvia", "Ostrava", NULL, "will meet in Ostrel"),
        {.doc = "d", .kind = ACROSS_OUTLOOK, .outlook = -1, .matter = "talks", .text = "off", .context = "They are off."}};
    f[0].published = f[0].date = f[0].as_of = "2031-02-03";
    f[0].according_to = f[0].asserted_by = "the ministry";
    f[1].holder_side = f[1].asserted_side = "Kalvia";
    f[1].context = "Kalvia rejected it.";
    f[2].source_side[0] = "Kalvia";
    f[2].target_side[0] = "Ostrava";
    for (size_t i = 0; i < COUNT_OF(f); i++) {
        parley_buf b, again;
        buf_init(&b);
        buf_init(&again);
        f[i].evidence = (parley_span){100000, 100020};
        across_fact_save(&b, &f[i]);
        across_fact g;
        assert_true(across_fact_load(&g, b.s, b.n, &arena));
        across_fact_save(&again, &g);
        assert_int_equal(b.n, again.n);
        assert_memory_equal(b.s, again.s, b.n);
        assert_int_equal(g.kind, f[i].kind);
        assert_string_equal(g.context, f[i].context);
        assert_true(g.value == f[i].value && g.outlook == f[i].outlook && g.n_target == f[i].n_target);
        for (size_t n = 0; n < b.n; n++)
            assert_false(across_fact_load(&g, b.s, n, &arena));
        buf_free(&b);
        buf_free(&again);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(talks_told_in_two_ways_conflict, setup, teardown),
        cmocka_unit_test_setup_teardown(two_sources_side_by_side_conflict, setup, teardown),
        cmocka_unit_test_setup_teardown(both_sides_blamed_is_one_conflict, setup, teardown),
        cmocka_unit_test_setup_teardown(two_counts_of_one_thing_conflict, setup, teardown),
        cmocka_unit_test_setup_teardown(amounts_conflict_of_one_thing_only, setup, teardown),
        cmocka_unit_test_setup_teardown(figures_that_can_both_hold_do_not_conflict, setup, teardown),
        cmocka_unit_test_setup_teardown(opposed_accounts_of_a_stance_conflict, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_accepted_and_taken_back_is_a_change, setup, teardown),
        cmocka_unit_test_setup_teardown(a_meeting_planned_for_a_named_day_is_held, setup, teardown),
        cmocka_unit_test_setup_teardown(happened_and_denied_conflict, setup, teardown),
        cmocka_unit_test_setup_teardown(mutual_blame_is_one_conflict, setup, teardown),
        cmocka_unit_test_setup_teardown(accounts_of_two_negotiations_do_not_conflict, setup, teardown),
        cmocka_unit_test_setup_teardown(order_of_facts_does_not_matter, setup, teardown),
        cmocka_unit_test_setup_teardown(facts_are_stored_and_damage_is_seen, setup, teardown),
        cmocka_unit_test_setup_teardown(what_signs_leave_out_is_not_missed, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
