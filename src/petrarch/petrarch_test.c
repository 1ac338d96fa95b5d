/* petrarch_test.c - days, sums of codes, trees in brackets, memory that ends, patterns against the clock. What dictionaries mean
 * is tested by tests/dictionaries_test.sh with records that anybody can extend. */
#include "petrarch/petrarch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void days(void **state) {
    (void)state;
    assert_int_equal(petr_day("20000301", 8) - petr_day("20000228", 8), 2);
    assert_int_equal(petr_day("19000301", 8) - petr_day("19000228", 8), 1);
    assert_int_equal(petr_day("2013-05-04", 10), petr_day("20130504", 8));
    assert_int_equal(petr_day("130504", 6), petr_day("20130504", 8));
    assert_int_equal(petr_day("310504", 6), petr_day("19310504", 8));
    static const char *const bad[] = {"", "2013", "20130229", "20131301", "20130500", "2013050", "x0130504"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (strcmp(bad[i], "2013050") != 0) /* seven digits are YYMMDD and a letter too many */
            assert_int_equal(petr_day(bad[i], strlen(bad[i])), INT32_MIN);
}

static void sums(void **state) {
    (void)state;
    static const char *const codes[] = {"010", "0232", "033", "036",  "057",  "0874", "1014", "1056", "112",
                                        "120", "125",  "138", "1724", "1833", "190",  "1951", "200"};
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        assert_string_equal(petr_code_of_sum(petr_sum_of_code(codes[i], strlen(codes[i]))), codes[i]);
    assert_int_equal(petr_sum_of_code("---", 3), 0);
    assert_int_equal(petr_sum_of_code("143", 3), petr_sum_of_code("140", 3)); /* no sum of its own: the root's */
    assert_int_equal(petr_sum_of_code("030", 3) + petr_sum_of_code("070", 3), petr_sum_of_code("033", 3));
    assert_int_equal(petr_sum_of_code("100", 3) + petr_sum_of_code("074", 3), petr_sum_of_code("1034", 4));
    assert_int_equal(petr_sum_of_code("060", 3) - 0xFFFF, petr_sum_of_code("121", 3)); /* not to cooperate: to refuse it */
    assert_null(petr_code_of_sum(0));
    assert_null(petr_code_of_sum(0x7FFFFFF));
}

static bool reads(const char *s) {
    parley_arena a;
    arena_init(&a);
    bool ok = petr_tree_from_penn(s, strlen(s), &a) != NULL;
    arena_free(&a);
    return ok;
}

static void brackets(void **state) {
    (void)state;
    assert_true(reads("(ROOT (S (NP (NNP A)) (VP (VBD b))))"));
    assert_true(reads("( (S (NP (NNP A)) (VP (VBD b))) )"));
    assert_true(reads("(S (NN a))\n"));
    static const char *const bad[] = {
        "", "(", ")", "()", "(S", "(S (NN a)", "(S (NN a)))", "(S (NN a b))", "a", "(S (NN a)) (S (NN b))"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(reads(bad[i]));
    char deep[4000];
    memset(deep, '(', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    assert_false(reads(deep));
}

typedef struct files {
    char dir[64], verbs[96], actors[96];
} files;

static void write_file(const char *path, const char *text) {
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static parley_dictionaries *open_own(files *f, const char *verbs, parley_error *err) {
    strcpy(f->dir, "/tmp/parley-petr-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    snprintf(f->verbs, sizeof f->verbs, "%s/verbs.txt", f->dir);
    snprintf(f->actors, sizeof f->actors, "%s/actors.txt", f->dir);
    write_file(f->verbs, verbs);
    write_file(f->actors, "ORLANDIA_ [ORL]\nVESTRIA_ [VES]\n");
    parley_dictionaries *d = NULL;
    const char *const paths[] = {f->dir};
    parley_dictionaries_open(&d, paths, 1, NULL, 0, NULL, NULL, err);
    return d;
}

static void remove_own(const files *f) {
    unlink(f->verbs);
    unlink(f->actors);
    rmdir(f->dir);
}

static const char tree[] = "(S (NP (NNP Orlandia)) (VP (VBD raided) (NP (NP (NNP Vestria)) (CC and) (NP (NNP Karmor)))) (. .))";

/* Each allocation in turn fails, as often as there are any: no leak, no crash, and the right status. */
static void memory_ends(void **state) {
    (void)state;
    static const char *const verbs[] = {
        "&SET\n+PIG\n--- RAID [190] ---\nRAID\n- * &SET [191]\n- $ * + [192]\n",
        "&SET\n+PIG\n--- RAID [190] ---\nRAID\n- * {OLD &SET} (IN &SET) [191]\n~ a (a b RAID) RAID = a b 112\n"};
    for (size_t v = 0; v < COUNT_OF(verbs); v++) {
        files f;
        parley_error err;
        parley_dictionaries *d = open_own(&f, verbs[v], &err);
        assert_non_null(d);
        const char *const paths[] = {f.dir};
        parley_code_options o = PARLEY_CODE_OPTIONS_INIT;
        o.penn = tree;
        bool done = false;
        for (int64_t n = 0; n < 4000 && !done; n++) {
            parley_dictionaries *again = NULL;
            const parley_coding *c = NULL;
            mem_fail_after(n);
            parley_status rc = parley_dictionaries_open(&again, paths, 1, NULL, 0, NULL, NULL, &err);
            if (rc >= 0)
                rc = parley_code_text(&c, again, NULL, "", 0, &o, &err);
            mem_fail_after(-1);
            assert_true(rc == PARLEY_OK || rc == PARLEY_ENOMEM);
            if (rc >= 0)
                assert_int_equal(c->n_events, 1);
            done = rc >= 0;
            parley_coding_free(c);
            parley_dictionaries_close(again);
        }
        assert_true(done);
        parley_dictionaries_close(d);
        remove_own(&f);
    }
}

/* A pattern of open elements over a long sentence of one word: without remembering what failed, the time is exponential. */
static void against_the_clock(void **state) {
    (void)state;
    files f;
    parley_error err;
    parley_dictionaries *d = open_own(&f,
                                      "--- RAID [190] ---\nRAID\n- * PIG PIG PIG PIG PIG PIG PIG PIG PIG PIG PIG PIG COW "
                                      "[191]\n- * + PIG + PIG + PIG + PIG COW [192]\n",
                                      &err);
    assert_non_null(d);
    parley_buf b;
    buf_init(&b);
    buf_adds(&b, "(S (NP (NNP Orlandia)) (VP (VBD raided) (NP (NNP Vestria))");
    for (int i = 0; i < 2000; i++)
        buf_adds(&b, " (NP (NN pig))");
    buf_adds(&b, "))");
    parley_code_options o = PARLEY_CODE_OPTIONS_INIT;
    o.penn = b.s;
    const parley_coding *c;
    clock_t start = clock();
    assert_int_equal(parley_code_text(&c, d, NULL, "", 0, &o, &err), PARLEY_OK);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 10);
    assert_int_equal(c->n_events, 1);
    assert_string_equal(c->events[0].code, "190");
    parley_coding_free(c);
    buf_free(&b);
    parley_dictionaries_close(d);
    remove_own(&f);
}

/* Sources of one origin and its date come from the caller; what is not given is not guessed. */
static void options(void **state) {
    (void)state;
    files f;
    parley_error err;
    parley_dictionaries *d = open_own(&f, "--- RAID [190] ---\nRAID\n", &err);
    parley_code_options o = PARLEY_CODE_OPTIONS_INIT;
    const parley_coding *c;
    assert_int_equal(parley_code_text(&c, d, NULL, "Orlandia raided Vestria.", 24, &o, &err), PARLEY_OK);
    assert_int_equal(c->n_events, 0); /* neither a parser nor a tree */
    parley_coding_free(c);
    o.penn = "(S (NP (NNP Orlandia)) (VP (VBD raided) (NP (DT the) (NN mill))))";
    o.require_dyad = 0;
    assert_int_equal(parley_code_text(&c, d, NULL, "", 0, &o, &err), PARLEY_OK);
    assert_int_equal(c->n_events, 1);
    assert_string_equal(c->events[0].target, "---");
    parley_coding_free(c);
    o.penn = "(S (NP";
    assert_int_equal(parley_code_text(&c, d, NULL, "", 0, &o, &err), PARLEY_EFORMAT);
    assert_null(c);
    parley_dictionaries_close(d);
    remove_own(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(days),
                                       cmocka_unit_test(sums),
                                       cmocka_unit_test(brackets),
                                       cmocka_unit_test(memory_ends),
                                       cmocka_unit_test(against_the_clock),
                                       cmocka_unit_test(options)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
