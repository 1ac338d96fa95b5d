/* recurrent_test.c - a network small enough to be worked out by hand, and files that make none. */
#include "page/recurrent.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { H = RECURRENT_HIDDEN, G = RECURRENT_GATES, ONE = 4096, FEATURES = 1 };
enum { SIZE = FEATURES * H + H + 2 * (2 * H * G + G + 2 * H) + H + 1 };

static char home[64];

static int make_home(void **state) {
    (void)state;
    char path[80];
    snprintf(home, sizeof home, "/tmp/recurrent_test.XXXXXX");
    if (!mkdtemp(home) || setenv("PARLEY_HOME", home, 1))
        return -1;
    snprintf(path, sizeof path, "%s/data", home);
    return mkdir(path, 0700);
}

static int remove_home(void **state) {
    (void)state;
    char path[80];
    snprintf(path, sizeof path, "%s/data/net.tsv", home);
    unlink(path);
    snprintf(path, sizeof path, "%s/data", home);
    rmdir(path);
    return rmdir(home);
}

static void write_net(const char *head, const int *w, int n, const char *tail) {
    char path[80];
    snprintf(path, sizeof path, "%s/data/net.tsv", home);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "%sw\t", head);
    for (int i = 0; i < n; i++)
        fprintf(f, "%s%d", i ? " " : "", w[i]);
    fprintf(f, "%s\n", tail);
    fclose(f);
}

static const char *const head = "features\t1\nmean\t10\nscale\t0.5\n";

/* A net that does nothing but remember: its candidate is always 1, half of the old state stays. */
static void remember(int *w) {
    memset(w, 0, SIZE * sizeof *w);
    for (int way = 0; way < 2; way++) {
        int *at = w + FEATURES * H + H + way * (2 * H * G + G + 2 * H);
        at[2 * H * G + 2 * H] = 100 * ONE;                /* bias of the first state's candidate */
        at[2 * H * G + G + H] = way == 0 ? ONE : 2 * ONE; /* its share in the sum: upwards counts twice */
    }
}

static void test_order(void **state) {
    (void)state;
    static int w[SIZE];
    remember(w);
    w[SIZE - 1] = ONE / 4;     /* bias of the sum */
    w[0] = ONE;                /* the feature, 2 deviations above its mean, opens the first unit */
    w[SIZE - 1 - H] = 2 * ONE; /* which the sum sees */
    write_net(head, w, SIZE, "");
    parley_arena a;
    parley_error err;
    recurrent r;
    arena_init(&a);
    assert_int_equal(recurrent_read(&r, "net.tsv", FEATURES, &a, &err), PARLEY_OK);
    assert_int_equal(r.n_nets, 1);
    float lines[3 * H], score[3];
    const float rows[3] = {14, 6, 10}; /* 2 above, 2 below (closed), at the mean */
    for (int i = 0; i < 3; i++)
        recurrent_line(&r, &rows[i], lines + i * H);
    recurrent_score(&r, lines, 3, score);
    const float down[3] = {0.5f, 0.75f, 0.875f}, own[3] = {4, 0, 0};
    for (int i = 0; i < 3; i++)
        assert_true(fabsf(score[i] - (0.25f + own[i] + down[i] + 2 * down[2 - i])) < 1e-4f);
    arena_free(&a);
}

static void test_far_values_are_cut(void **state) {
    (void)state;
    static int w[SIZE];
    memset(w, 0, sizeof w);
    w[0] = ONE;
    write_net(head, w, SIZE, "");
    parley_arena a;
    parley_error err;
    recurrent r;
    arena_init(&a);
    assert_int_equal(recurrent_read(&r, "net.tsv", FEATURES, &a, &err), PARLEY_OK);
    float far = 1e6f, out[H];
    recurrent_line(&r, &far, out);
    assert_true(fabsf(out[0] - 4) < 1e-6f);
    arena_free(&a);
}

static void test_nets_are_averaged(void **state) {
    (void)state;
    static int w[2 * SIZE];
    memset(w, 0, sizeof w);
    w[SIZE - 1] = ONE;
    w[2 * SIZE - 1] = 3 * ONE;
    write_net(head, w, 2 * SIZE, "");
    parley_arena a;
    parley_error err;
    recurrent r;
    arena_init(&a);
    assert_int_equal(recurrent_read(&r, "net.tsv", FEATURES, &a, &err), PARLEY_OK);
    assert_int_equal(r.n_nets, 2);
    float row = 10, lines[2 * H], score;
    recurrent_line(&r, &row, lines);
    recurrent_score(&r, lines, 1, &score);
    assert_true(fabsf(score - 2) < 1e-6f);
    arena_free(&a);
}

static void test_bad_files(void **state) {
    (void)state;
    static int w[5 * SIZE];
    static const struct {
        const char *head;
        int n;
        const char *tail;
    } bad[] = {
        {"features\t1\nmean\t10\nscale\t0.5\n", SIZE - 1, ""},       /* a weight short */
        {"features\t1\nmean\t10\nscale\t0.5\n", SIZE + 1, ""},       /* one too many */
        {"features\t1\nmean\t10\nscale\t0.5\n", 5 * SIZE, ""},       /* more nets than there is room for */
        {"features\t1\nmean\t10\nscale\t0.5\n", SIZE, " x"},         /* no number */
        {"features\t1\nmean\t10\nscale\t0.5\nother\t1\n", SIZE, ""}, /* a row of something else */
        {"features\t2\nmean\t10 1\nscale\t1 1\n", SIZE, ""},         /* a feature that the page does not have */
        {"features\t0\nmean\t1\nscale\t1\n", SIZE, ""},
        {"features\t1\nmean\t\nscale\t0.5\n", SIZE, ""},
        {"features\t1\nscale\t0.5\n", SIZE, ""},
        {"mean\t10\nscale\t0.5\n", SIZE, ""}, /* numbers before their count is known */
        {"features\t1\nmean\t1\nscale\t1\nfeatures\t9\n", SIZE, ""},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        write_net(bad[i].head, w, bad[i].n, bad[i].tail);
        parley_arena a;
        parley_error err = {0};
        recurrent r;
        arena_init(&a);
        assert_int_equal(recurrent_read(&r, "net.tsv", FEATURES, &a, &err), PARLEY_EMODEL);
        arena_free(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_far_values_are_cut),
        cmocka_unit_test(test_nets_are_averaged),
        cmocka_unit_test(test_bad_files),
    };
    return cmocka_run_group_tests(tests, make_home, remove_home);
}
