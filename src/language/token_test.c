/* token_test.c - cases of tests/cases/tokens.txt; invariants on hostile text; time. */
#include "language/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static token_lexicon *lex;

static int open_lexicon(void **state) {
    (void)state;
    parley_error err;
    if (token_lexicon_open(&lex, &err) < 0) {
        print_error("%s\n", err.msg);
        return -1;
    }
    return 0;
}

static int close_lexicon(void **state) {
    (void)state;
    token_lexicon_close(lex);
    return 0;
}

typedef struct found {
    token_list tokens;
    token_spans spans;
} found;

static void find(found *f, const char *s, uint32_t n) {
    *f = (found){0};
    assert_int_equal(tokens_find(&f->tokens, lex, s, 0, n, NULL), PARLEY_OK);
    assert_int_equal(sentences_find(&f->spans, &f->tokens, 0, lex, s, NULL), PARLEY_OK);
    /* Tokens cover all but space, in order; sentences cover all tokens. */
    uint32_t at = 0, first = 0;
    for (uint32_t t = 0; t < f->tokens.n; t++) {
        const token *x = &f->tokens.items[t];
        assert_true(x->start >= at && x->start < x->end && x->end <= n);
        for (uint32_t i = at, len; i < x->start; i += len) {
            uint32_t c = utf8_get(s + i, n - i, &len);
            assert_true(c < 0x20 || c == 0x7F || (c != UTF8_BAD && cp_is_space(c)));
        }
        at = x->end;
    }
    for (uint32_t i = 0; i < f->spans.n; i++) {
        assert_int_equal(f->spans.items[i].first, first);
        assert_true(f->spans.items[i].end > first);
        assert_true(f->spans.items[i].end - first <= SENTENCE_MAX + 8);
        first = f->spans.items[i].end;
    }
    assert_int_equal(first, f->tokens.n);
}

static void drop(found *f) {
    mem_free(f->tokens.items);
    mem_free(f->spans.items);
}

static void cases_come_out_as_written(void **state) {
    (void)state;
    char *file;
    size_t n;
    assert_int_equal(file_read(&file, &n, "tests/cases/tokens.txt", 0, NULL), PARLEY_OK);
    char *name = NULL, *text = NULL;
    parley_buf want, got;
    buf_init(&want);
    buf_init(&got);
    int cases = 0, wrong = 0;
    bool in_want = false;
    for (char *line = file, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        bool last = next == NULL || *line == '\0';
        if (strncmp(line, "===", 3) == 0 || last) {
            if (name && in_want) {
                found f;
                find(&f, text, (uint32_t)strlen(text));
                buf_reset(&got);
                for (uint32_t i = 0; i < f.spans.n; i++)
                    for (uint32_t t = f.spans.items[i].first; t < f.spans.items[i].end; t++) {
                        const token *x = &f.tokens.items[t];
                        buf_adds(&got, x->glued ? "+" : "");
                        buf_add(&got, text + x->start, x->end - x->start);
                        buf_addc(&got, t + 1 == f.spans.items[i].end ? '\n' : ' ');
                    }
                cases++;
                if (strcmp(got.s, want.s) != 0) {
                    print_error("case \"%s\"\nwant %sgot  %s", name, want.s, got.s);
                    wrong++;
                }
                drop(&f);
            }
            name = line + 3;
            text = NULL;
            in_want = false;
            buf_reset(&want);
        } else if (strcmp(line, "---") == 0) {
            in_want = true;
        } else if (in_want) {
            buf_adds(&want, line);
            buf_addc(&want, '\n');
        } else if (name && !text) {
            text = line;
        }
    }
    assert_true(cases >= 20);
    assert_int_equal(wrong, 0);
    buf_free(&want);
    buf_free(&got);
    mem_free(file);
}

static void any_bytes_give_tokens(void **state) {
    (void)state;
    static const char *const pieces[] = {"a",
                                         "Z",
                                         "9",
                                         ".",
                                         ",",
                                         "'",
                                         "\xE2\x80\x99",
                                         "\xE2\x80\x98",
                                         "\"",
                                         "-",
                                         " ",
                                         "\0x",
                                         "(",
                                         ")",
                                         "@",
                                         "/",
                                         ":",
                                         "http://",
                                         "U.S.",
                                         "...",
                                         "\xE2\x80\xA6",
                                         "\xFF",
                                         "\xE2\x80",
                                         "\xF0\x9F\x98\x80",
                                         "\xEF\xB8\x8F",
                                         "n't",
                                         "Mr",
                                         "$",
                                         "&",
                                         "\t",
                                         "\xC2\xAD",
                                         "é",
                                         "[",
                                         "]",
                                         "5km",
                                         "www.",
                                         "No",
                                         "\xE2\x80\xA2",
                                         "#",
                                         "_",
                                         "'s",
                                         "`",
                                         "\xC2\xB4"};
    uint32_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        char text[128];
        uint32_t n = 0;
        seed = seed * 1664525u + 1013904223u;
        for (uint32_t k = seed >> 28; k > 0; k--) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t which = (seed >> 8) % (uint32_t)COUNT_OF(pieces);
            size_t len = pieces[which][0] ? strlen(pieces[which]) : 1;
            memcpy(text + n, pieces[which], len);
            n += (uint32_t)len;
        }
        found f;
        char *exact = malloc(n ? n : 1); /* so that reading behind the end is seen */
        memcpy(exact, text, n);
        find(&f, exact, n);
        drop(&f);
        free(exact);
    }
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void a_megabyte_of_anything_is_linear(void **state) {
    (void)state;
    static const char *const unit[] = {"a",      "a.",   "a.b",          "'",  "a'",  "s' ",
                                       "(",      ")",    "a-",           "1-", "1,",  "A. ",
                                       "\"",     ".",    "http://",      "x@", "a@b", "co-",
                                       "Mr.",    "no. ", "\xE2\x80\xA2", "1/", "&",   "http://a(",
                                       "www.)",  "'a ",  "US$",          "4:", "x/",  "\xF0\x9F\x98\x80\xE2\x80\x8D",
                                       "a.a.Aa", "\n",   "[...",         "'90"};
    uint32_t n = 1 << 20;
    char *text = malloc(n);
    assert_non_null(text);
    for (size_t u = 0; u < COUNT_OF(unit); u++) {
        size_t len = strlen(unit[u]);
        for (uint32_t i = 0; i < n; i++)
            text[i] = unit[u][i % len];
        double t0 = seconds();
        found f;
        find(&f, text, n);
        drop(&f);
        if (seconds() - t0 > 5) /* seen: under 0.2 s; under the sanitizers 2 s */
            fail_msg("\"%s\" repeated to a megabyte took %.1f s", unit[u], seconds() - t0);
    }
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_come_out_as_written),
        cmocka_unit_test(any_bytes_give_tokens),
        cmocka_unit_test(a_megabyte_of_anything_is_linear),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
