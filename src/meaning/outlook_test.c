/* outlook_test.c - tests/cases/outlooks.txt: how the talks go, who says so, and what says nothing of it. Needs the language
 * model. */
#include "meaning/meaning.h"
#include "parley_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static parley_model *model;
static parley_worker *worker;

static bool one_found(const parley_facts *f, const char *expected) {
    for (uint32_t i = 0; i < f->n_outlooks; i++) {
        const fact_outlook *x = &f->outlooks[i];
        const char *how = x->talks ? (x->leaning > 0 ? "talks on" : "talks off") : x->leaning > 0 ? "deal near" : "deal far";
        size_t n = strlen(how);
        if (strncmp(how, expected, n) != 0)
            continue;
        if (!expected[n])
            return true;
        if (strncmp(expected + n, " by ", 4) == 0 && x->asserted_by != PARLEY_NONE &&
            strcmp(f->actors[x->asserted_by].name, expected + n + 4) == 0)
            return true;
    }
    return false;
}

static void outlook_cases(void **state) {
    (void)state;
    char path[4400], *text, *rest;
    size_t size;
    parley_error err;
    uint32_t rows = 0, bad = 0;
    snprintf(path, sizeof path, "%s/tests/cases/outlooks.txt", PARLEY_SOURCE_DIR);
    if (file_read(&text, &size, path, 0, &err) < 0)
        fail_msg("%s", err.msg);
    for (char *l = strtok_r(text, "\n", &rest); l; l = strtok_r(NULL, "\n", &rest)) {
        char *tab = strchr(l, '\t');
        if (*l == '#' || !tab)
            continue;
        bool known_miss = *l == '?', ok = true;
        *tab = '\0';
        const char *sentence = l + (known_miss ? 1 : 0);
        parley_page *page = NULL;
        parley_doc *doc = NULL;
        if (parley_page_read(&page, "case.txt", sentence, strlen(sentence), &err) < 0 ||
            parley_doc_read(&doc, worker, page, &err) < 0)
            fail_msg("%s", err.msg);
        const parley_facts *f = doc->facts;
        uint32_t n = 0;
        for (char *item = tab + 1; item && strcmp(tab + 1, "nothing") != 0; n++) {
            char *bar = strstr(item, " | ");
            if (bar)
                *bar = '\0';
            ok = ok && one_found(f, item);
            item = bar ? bar + 3 : NULL;
        }
        ok = ok && f->n_outlooks == n;
        if (!ok) {
            print_message("outlooks.txt%s: %s\n", known_miss ? " (known)" : "", sentence);
            for (uint32_t i = 0; i < f->n_outlooks; i++)
                print_message("    %s %d by %s (%s)\n", f->outlooks[i].talks ? "talks" : "deal", f->outlooks[i].leaning,
                              f->outlooks[i].asserted_by == PARLEY_NONE ? "-" : f->actors[f->outlooks[i].asserted_by].name,
                              f->outlooks[i].rule);
        }
        rows++;
        bad += !ok && !known_miss;
        parley_doc_free(doc);
    }
    mem_free(text);
    assert_true(rows > 20);
    assert_int_equal(bad, 0);
}

static int open_model(void **state) {
    (void)state;
    parley_error err;
    if (parley_model_open(&model, NULL, &err) < 0) {
        print_message("no language model: %s\n", err.msg);
        return -1;
    }
    return parley_worker_new(&worker, model, &err) < 0 ? -1 : 0;
}

static int close_model(void **state) {
    (void)state;
    parley_worker_free(worker);
    parley_model_close(model);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(outlook_cases)};
    return cmocka_run_group_tests(tests, open_model, close_model);
}
