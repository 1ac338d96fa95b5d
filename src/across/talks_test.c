/* talks_test.c - which pages are about one negotiation, and which names are its own. */
#include "across/across.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static parley_arena arena;

static uint32_t root_of(const across_pair *pairs, const uint32_t *root, uint32_t n, const char *x, const char *y) {
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(pairs[i].x, x) == 0 && strcmp(pairs[i].y, y) == 0)
            return root[i];
    fail_msg("no pair %s, %s", x, y);
    return 0;
}

static void names_of_one_negotiation_are_told_from_names_of_their_own(void **state) {
    (void)state;
    static const char *const own[] = {"deal",
                                      "the deal",
                                      "wages",
                                      "lower toll",
                                      "withdrawal from Orm",
                                      "framework of July 2",
                                      "Moro's plan",
                                      "US proposal",
                                      "May 24-25 document",
                                      "release of crews"};
    static const char *const global[] = {"Orm Corridor", "Harbour Act", "NALTA", "Treaty of Orm", "Act on Tolls"};
    for (size_t i = 0; i < COUNT_OF(own); i++)
        if (!across_of_talks(own[i]))
            fail_msg("taken for a name of its own: %s", own[i]);
    for (size_t i = 0; i < COUNT_OF(global); i++)
        if (across_of_talks(global[i]))
            fail_msg("taken for a name of one negotiation: %s", global[i]);
}

static void one_negotiation_shows_itself_as_many_pairs(void **state) {
    (void)state;
    const across_pair pairs[] = {{"Kalvia", "Orm", 20, 26},  /* the parties */
                                 {"Kalvia", "Sandry", 6, 8}, /* one of them with the mediator */
                                 {"Orm", "Sandry", 2, 7},    /* the other */
                                 {"Kalvia", "", 3, 0},       /* one alone */
                                 {"Norhaven", "Orm", 1, 1},  /* too little to tell */
                                 {"Labour", "Port Union", 4, 4}, {"Labour", "", 1, 0}, {"", "", 2, 0}};
    const uint32_t *root = across_talks(pairs, COUNT_OF(pairs), &arena), expected[] = {0, 0, 0, 0, 0, 5, 5, 0};
    for (uint32_t i = 0; i < COUNT_OF(pairs); i++)
        assert_int_equal(root[i], expected[i]);
}

static void two_negotiations_may_share_a_side(void **state) {
    (void)state;
    const across_pair pairs[] = {{"Kalvia", "Norhaven", 8, 8}, {"Kalvia", "Orm", 8, 8}, {"Kalvia", "", 2, 0}, {"", "", 3, 0}};
    const uint32_t *root = across_talks(pairs, COUNT_OF(pairs), &arena);
    assert_int_not_equal(root[0], root[1]);
    assert_int_equal(root[3], 3); /* of which of the two, nobody says */
}

static void the_order_of_the_pairs_does_not_matter(void **state) {
    (void)state;
    across_pair pairs[40];
    uint32_t n = 0;
    static const char *const names[] = {"Arl", "Bex", "Cor", "Dun", "Eld", "Fen", "Gar", "Hol"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        for (size_t k = i + 1; k < COUNT_OF(names); k++)
            pairs[n++] = (across_pair){names[i], names[k], (uint32_t)((i * 7 + k * 3) % 6), (uint32_t)((i * 5 + k) % 7)};
    across_pair turned[40];
    for (uint32_t i = 0; i < n; i++)
        turned[i] = pairs[n - 1 - i];
    const uint32_t *x = across_talks(pairs, n, &arena), *y = across_talks(turned, n, &arena);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = root_of(turned, y, n, pairs[i].x, pairs[i].y);
        assert_string_equal(pairs[x[i]].x, turned[k].x);
        assert_string_equal(pairs[x[i]].y, turned[k].y);
    }
    assert_int_equal(across_talks(NULL, 0, &arena) != NULL, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_one_negotiation_are_told_from_names_of_their_own),
        cmocka_unit_test(one_negotiation_shows_itself_as_many_pairs),
        cmocka_unit_test(two_negotiations_may_share_a_side),
        cmocka_unit_test(the_order_of_the_pairs_does_not_matter),
    };
    jmp_buf nomem;
    arena_init(&arena);
    if (setjmp(nomem))
        return 1;
    arena.on_nomem = &nomem;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena.on_nomem = NULL;
    arena_free(&arena);
    return failed;
}
