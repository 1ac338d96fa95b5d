/* identity_test.c - which names are one, and which only look alike. */
#include "across/across.h"

#include <setjmp.h>

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

static bool keys_meet(const across_name *x, const across_name *y, parley_arena *a) {
    uint64_t v[ACROSS_NAME_KEYS], w[ACROSS_NAME_KEYS];
    uint32_t n = across_name_keys(lists, x, v, a), m = across_name_keys(lists, y, w, a);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < m; j++)
            if (v[i] == w[j])
                return true;
    return false;
}

/* Texts that go by one person's name, or by one word that tells them apart, are one under all their names. */
static void texts_join(void **state) {
    (void)state;
    static const char *moro[] = {"Ana Moro"}, *calder[] = {"Calder"}, *alias_moro[] = {"Moro's proposal", "the proposal"},
                      *alias_bridging[] = {"bridging proposal"}, *alias_calder[] = {"Calder's proposal"};
    across_name draft = {.sort = ACROSS_PROPOSAL,
                         .name = "May draft",
                         .aliases = alias_moro,
                         .n_aliases = 2,
                         .authors = moro,
                         .n_authors = 1},
                framework = {.sort = ACROSS_PROPOSAL, .name = "Moro's framework", .authors = moro, .n_authors = 1},
                text = {.sort = ACROSS_PROPOSAL, .name = "Calder text", .aliases = alias_bridging, .n_aliases = 1},
                bridging = {.sort = ACROSS_PROPOSAL, .name = "bridging plan"};
    assert_string_equal(across_same_name(lists, &draft, &framework, &arena), "author-text");
    assert_true(keys_meet(&draft, &framework, &arena));
    assert_string_equal(across_same_name(lists, &text, &bridging, &arena), "author-text");
    assert_true(keys_meet(&text, &bridging, &arena));
    assert_null(across_same_name(lists, &draft, &bridging, &arena));
    draft.date = "2031-05-24";
    framework.date = "2031-05-27";
    assert_null(across_same_name(lists, &draft, &framework, &arena)); /* two days */
    draft.date = framework.date = NULL;
    framework.n_authors = 0;
    assert_null(across_same_name(lists, &draft, &framework, &arena)); /* somebody else may be called so */
    draft.aliases = alias_calder;
    draft.n_aliases = 1;
    draft.authors = calder;
    framework.name = "Calder framework";
    assert_null(across_same_name(lists, &draft, &framework, &arena)); /* a state has many */
}

/* A surname alone is whoever holds the same office on the same side; a deputy, another side or two full names are others. */
static void offices_join(void **state) {
    (void)state;
    across_name full = {.kind = ACTOR_PERSON, .name = "Ana Moro", .side = "Kalvia", .title = "Kalvian Prime Minister"},
                brief = {.kind = ACTOR_PERSON, .name = "Moro", .side = "Kalvia", .title = "Prime Minister"}, other = brief;
    assert_string_equal(across_same_name(lists, &full, &brief, &arena), "surname-office");
    assert_true(keys_meet(&full, &brief, &arena));
    other.side = "Orsund";
    assert_null(across_same_name(lists, &full, &other, &arena));
    other = brief;
    other.title = "Deputy Prime Minister";
    assert_null(across_same_name(lists, &full, &other, &arena));
    other.title = "foreign minister";
    assert_null(across_same_name(lists, &full, &other, &arena));
    other = full;
    other.name = "Karl Moro";
    assert_null(across_same_name(lists, &full, &other, &arena));
}

static void names_join_or_stay_apart(void **state) {
    (void)state;
    static const struct {
        across_sort sort;
        actor_kind kind;
        const char *x, *y, *rule; /* rule NULL: two */
    } cases[] = {
        {ACROSS_ACTOR, ACTOR_PERSON, "Mara J. Lindqvist", "Mara Lindqvist", "same-name"},
        {ACROSS_ACTOR, ACTOR_PERSON, "Karim Al-Haddad", "Karim al Haddad", "same-name"},
        {ACROSS_ACTOR, ACTOR_PERSON, "Selim Ağaoğlu", "Selim Agaoglu", "same-name"},
        {ACROSS_ACTOR, ACTOR_PERSON, "Karim Haddad", "Kareem Hadad", NULL}, /* three letters: too far without more */
        {ACROSS_ACTOR, ACTOR_PERSON, "Karim Haddad", "Karim Hadad", "spelling"},
        {ACROSS_ACTOR, ACTOR_PERSON, "Mara Lindqvist", "Lindqvist", NULL},
        {ACROSS_ACTOR, ACTOR_PERSON, "Mara Lindqvist", "Jonas Lindqvist", NULL},
        {ACROSS_ACTOR, ACTOR_PERSON, "Dan Miller", "Don Miller", NULL},
        {ACROSS_ACTOR, ACTOR_ORGANISATION, "the Dockers' Union", "Dockers Union", "same-name"},
        {ACROSS_ACTOR, ACTOR_ORGANISATION, "The Calder Port Authority", "Calder Port Authority", "same-name"},
        {ACROSS_ACTOR, ACTOR_BODY, "Calder's Ministry of Health", "Calder's health ministry", "same-words"},
        {ACROSS_ACTOR, ACTOR_BODY, "Calder's Ministry of Health", "Calder's Ministry of Defence", NULL},
        {ACROSS_ACTOR, ACTOR_BODY, "Council of Calder", "Calder Council", NULL},
        {ACROSS_ACTOR, ACTOR_STATE, "North Calder", "South Calder", NULL},
        {ACROSS_ACTOR, ACTOR_UNNAMED, "a senior official", "a senior official", NULL},
        {ACROSS_PROPOSAL, ACTOR_PERSON, "Lindqvist's plan", "the Lindqvist proposal", "same-words"},
        {ACROSS_PROPOSAL, ACTOR_PERSON, "Lindqvist's plan", "Haddad's plan", NULL},
        {ACROSS_PROPOSAL, ACTOR_PERSON, "the proposal", "the plan", NULL}, /* says nothing of which */
        {ACROSS_ISSUE, ACTOR_PERSON, "tariffs on steel", "steel tariffs", "same-words"},
        {ACROSS_ISSUE, ACTOR_PERSON, "Sandriel Channel", "Sandriela Channel", "spelling"},
        {ACROSS_ISSUE, ACTOR_PERSON, "Sandriel Channel", "Sandoval Channel", NULL},
        {ACROSS_ISSUE, ACTOR_PERSON, "cease-fire", "ceasefire", "same-words"},
        {ACROSS_ISSUE, ACTOR_PERSON, "fishing quota", "fishing licences", NULL},
    };
    parley_arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        across_name x = {.sort = cases[i].sort, .kind = cases[i].kind, .name = cases[i].x};
        across_name y = {.sort = cases[i].sort, .kind = cases[i].kind, .name = cases[i].y};
        const char *rule = across_same_name(lists, &x, &y, &a), *back = across_same_name(lists, &y, &x, &a);
        if ((rule == NULL) != (cases[i].rule == NULL) || (rule && strcmp(rule, cases[i].rule) != 0))
            fail_msg("%s / %s: %s", cases[i].x, cases[i].y, rule ? rule : "two");
        assert_true(rule == back || strcmp(rule, back) == 0);
        if (rule && !keys_meet(&x, &y, &a))
            fail_msg("%s / %s: one, but under no common key", cases[i].x, cases[i].y);
    }
    arena_free(&a);
}

static void an_acronym_needs_a_page_that_spells_it_out(void **state) {
    (void)state;
    parley_arena a;
    arena_init(&a);
    const char *aliases[] = {"CPA"};
    across_name full = {.sort = ACROSS_ACTOR, .kind = ACTOR_BODY, .name = "Calder Port Authority"};
    across_name brief = {.sort = ACROSS_ACTOR, .kind = ACTOR_BODY, .name = "CPA"};
    assert_null(across_same_name(lists, &full, &brief, &a));
    full.aliases = aliases;
    full.n_aliases = 1;
    assert_string_equal(across_same_name(lists, &full, &brief, &a), "acronym");
    assert_true(keys_meet(&full, &brief, &a));
    arena_free(&a);
}

static void two_dates_are_two_texts(void **state) {
    (void)state;
    parley_arena a;
    arena_init(&a);
    across_name x = {.sort = ACROSS_PROPOSAL, .name = "the mediators' draft", .date = "2031-05-24"};
    across_name y = {.sort = ACROSS_PROPOSAL, .name = "the mediators' plan", .date = "2031-07-02"};
    assert_null(across_same_name(lists, &x, &y, &a));
    y.date = NULL;
    assert_non_null(across_same_name(lists, &x, &y, &a));
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offices_join),
        cmocka_unit_test(texts_join),
        cmocka_unit_test(names_join_or_stay_apart),
        cmocka_unit_test(an_acronym_needs_a_page_that_spells_it_out),
        cmocka_unit_test(two_dates_are_two_texts),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
