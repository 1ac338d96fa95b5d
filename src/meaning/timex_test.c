/* timex_test.c - numbers and times in plain text: tests/cases/numbers.txt, tests/cases/times.txt. */
#include "meaning/lexicons.h"
#include "meaning/timex.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static parley_arena arena, words; /* of the lexicons; of one text */
static struct lexicons lex;

/* Calls check(fields, n, line) for each row of a case file; the number of rows that fail. */
static uint32_t each_case(const char *name, uint32_t n_fields, bool (*check)(char **f, uint32_t line)) {
    char path[4400], *text, *rest;
    size_t n;
    parley_error err;
    uint32_t line = 0, bad = 0, rows = 0;
    snprintf(path, sizeof path, "%s/tests/cases/%s", PARLEY_SOURCE_DIR, name);
    if (file_read(&text, &n, path, 0, &err) < 0)
        fail_msg("%s", err.msg);
    for (char *l = strtok_r(text, "\n", &rest); l; l = strtok_r(NULL, "\n", &rest)) {
        char *f[8], *cell;
        uint32_t k = 0;
        line++;
        if (*l == '#')
            continue;
        for (char *c = strtok_r(l, "\t", &cell); c && k < COUNT_OF(f); c = strtok_r(NULL, "\t", &cell))
            f[k++] = c;
        if (k != n_fields)
            fail_msg("%s: row %u has %u fields", path, line, k);
        rows++;
        bad += !check(f, line);
    }
    mem_free(text);
    assert_true(rows > 20);
    return bad;
}

static bool check_number(char **f, uint32_t line) {
    uint32_t n;
    num_word *w = num_words(&words, f[0], 0, (uint32_t)strlen(f[0]), &n);
    char got[400] = "";
    for (uint32_t i = 0; i < n;) {
        quantity q;
        if (!quantity_at(lex.numbers, w, n, i, &q) || q.end <= i) {
            i++;
            continue;
        }
        size_t at = strlen(got);
        char value[64];
        if (q.num.range)
            snprintf(value, sizeof value, "%.12g..%.12g", q.value, q.high);
        else
            snprintf(value, sizeof value, "%.12g",
                     fabs(q.value - round(q.value)) < 1e-9 ? round(q.value) : round(q.value * 1e7) / 1e7);
        snprintf(got + at, sizeof got - at, "%s%s %s %s", at ? " | " : "", value, figure_qualifier_name(q.qualifier),
                 q.unit ? q.unit->name : "-");
        i = q.end;
    }
    const char *shown = got[0] ? got : "nothing";
    if (strcmp(shown, f[1]) == 0)
        return true;
    print_error("numbers.txt, row %u: %s\n  wanted %s\n  got    %s\n", line, f[0], f[1], shown);
    return false;
}

static bool check_time(char **f, uint32_t line) {
    uint32_t n;
    num_word *w = num_words(&words, f[2], 0, (uint32_t)strlen(f[2]), &n);
    time_ref ref = {.known = f[0][0] != '-', .future = f[1][0] == 'f'};
    char got[400] = "";
    if (ref.known && !time_parse_iso(f[0], &ref.day))
        fail_msg("row %u: %s is no date", line, f[0]);
    time_expr x;
    bool whole = f[1][0] == 'a' && time_whole(&lex, w, n, &ref, &x);
    for (uint32_t i = 0; i < n;) {
        if (!whole && !time_at(&lex, w, n, i, &ref, &x)) {
            i++;
            continue;
        }
        assert_true(x.end > i && x.end <= n);
        size_t at = strlen(got);
        const char *mod = time_mod_name(x.mod), *side = time_side_name(x.side);
        snprintf(got + at, sizeof got - at, "%s%s%s%s%s%s", at ? " | " : "", x.value[0] ? x.value : "-", *mod ? " " : "", mod,
                 *side ? " " : "", side);
        i = whole ? n : x.end;
    }
    const char *shown = got[0] ? got : "nothing";
    if (strcmp(shown, f[3]) == 0)
        return true;
    print_error("times.txt, row %u: %s\n  wanted %s\n  got    %s\n", line, f[2], f[3], shown);
    return false;
}

static void numbers(void **state) {
    (void)state;
    assert_int_equal(each_case("numbers.txt", 2, check_number), 0);
}

static void times(void **state) {
    (void)state;
    assert_int_equal(each_case("times.txt", 4, check_time), 0);
}

/* Each day of 400 years there and back, weekdays running on. */
static void calendar(void **state) {
    (void)state;
    for (int32_t day = -146097; day < 146097; day++) {
        int32_t y, m, d;
        time_civil(day, &y, &m, &d);
        assert_int_equal(time_days(y, m, d), day);
    }
    int32_t day;
    assert_false(time_parse_iso("2023-02-30", &day));
    assert_false(time_parse_iso("soon", &day));
    assert_true(time_parse_iso("1970-01-02", &day));
    assert_int_equal(day, 1);
}

/* Hostile text: nothing may run past the words or take more than linear time. */
static void hostile(void **state) {
    (void)state;
    static const char *const pieces[] = {"1,", "9",        "half ",        "and a ", "May ",         "-",        "/",
                                         "$",  "million ", "hundreds of ", "the ",   "\xE2\x80\x93", "\xC2\xBD", "two "};
    uint32_t seed = 7;
    for (uint32_t turn = 0; turn < 100; turn++) {
        char text[2000];
        size_t at = 0;
        while (at + 20 < sizeof text) {
            seed = seed * 1664525u + 1013904223u;
            const char *p = pieces[(seed >> 16) % COUNT_OF(pieces)];
            memcpy(text + at, p, strlen(p));
            at += strlen(p);
        }
        uint32_t n;
        num_word *w = num_words(&words, text, 0, (uint32_t)at, &n);
        time_ref ref = {.known = true, .day = 19000};
        for (uint32_t i = 0; i < n; i++) {
            quantity q;
            time_expr x;
            if (quantity_at(lex.numbers, w, n, i, &q))
                assert_true(q.first <= i && q.end <= n && q.num.end <= q.end);
            if (time_at(&lex, w, n, i, &ref, &x))
                assert_true(x.first == i && x.end <= n);
        }
        arena_reset(&words);
    }
}

static int open_lexicons(void **state) {
    (void)state;
    parley_error err;
    arena_init(&arena);
    arena_init(&words);
    return number_lexicon_open(&lex.numbers, &arena, &err) < 0 || time_lexicon_open(&lex.times, &arena, &err) < 0 ? -1 : 0;
}

static int close_lexicons(void **state) {
    (void)state;
    arena_free(&arena);
    arena_free(&words);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers), cmocka_unit_test(times), cmocka_unit_test(calendar),
                                       cmocka_unit_test(hostile)};
    return cmocka_run_group_tests(tests, open_lexicons, close_lexicons);
}
