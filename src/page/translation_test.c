/* translation_test.c - pages that are translations, and pages that only tell of some (tests/cases/translation.txt). */
#include "page/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const body[] = {
    "Ferry crews said on Monday that they would meet the owners again, after a week in which no ship had left the harbour of the "
    "town.",
    "The owners did not say whether they would raise their offer, but a spokesman said that the talks had been useful for both "
    "sides.",
    "The crews want higher wages and shorter nights, and they have said that they will not go back to work before both are in "
    "writing.",
    "A mediator who was sent by the ministry spoke with both of them for three hours, and she will see them again before the "
    "weekend.",
    "Shops on the islands have run out of fresh fruit, and the mayor of the largest one asked both sides to think of those who "
    "wait.",
    "Nobody in the hall was ready to say when the ships would sail, and most of the crews went home before it was dark on the "
    "pier.",
};

static void put_body(parley_buf *b, bool html) {
    for (size_t i = 0; i < COUNT_OF(body); i++)
        buf_addf(b, html ? "<p>%s</p>\n" : "\n%s\n", body[i]);
}

/* "is SIGN MADE ORIGINAL | WORDS" of the page, or "no". */
static void told(parley_buf *b, const parley_page *p) {
    const page_translation *t = &p->translation;
    if (t->sign)
        buf_addf(b, "is %s %s %s | %s", t->sign, t->made ? t->made : "-", t->original ? t->original : "-", t->words);
    else
        buf_adds(b, "no");
}

static bool run_case(const char *name, const char *text, const char *want) {
    parley_buf page, got;
    parley_page *p = NULL;
    parley_error err = {0};
    buf_init(&page);
    buf_init(&got);
    bool html = *text == '<';
    for (const char *s = text; *s;) {
        size_t n = strcspn(s, "\n");
        if (n == 4 && memcmp(s, "BODY", 4) == 0)
            put_body(&page, html);
        else
            buf_addf(&page, html ? "%.*s\n" : "\n%.*s\n", (int)n, s);
        s += n + (s[n] == '\n');
    }
    if (parley_page_read(&p, "a", page.s, page.n, &err) < 0)
        fail_msg("%s: %s", name, err.msg);
    page_check(p);
    told(&got, p);
    bool good = strcmp(got.s, want) == 0;
    if (!good)
        print_error("%s: got '%s', not '%s'\n", name, got.s, want);
    const page_translation *t = &p->translation;
    if (t->sign) { /* the bytes are the words */
        assert_int_equal(t->evidence.end - t->evidence.start, strlen(t->words));
        assert_memory_equal(p->source + t->evidence.start, t->words, strlen(t->words));
    }
    parley_page_free(p);
    buf_free(&page);
    buf_free(&got);
    return good;
}

static void every_case_is_told(void **state) {
    (void)state;
    char *file;
    size_t n, count = 0, failed = 0;
    parley_error err = {0};
    if (file_read(&file, &n, PARLEY_SOURCE_DIR "/tests/cases/translation.txt", 0, &err) < 0)
        fail_msg("%s", err.msg);
    for (char *at = strstr(file, "\n=== "); at;) {
        char *name = at + 5, *text = strchr(name, '\n'), *end = text ? strstr(text, "\n---\n") : NULL;
        if (!end)
            fail_msg("a case without its end: %.40s", name);
        char *want = end + 5, *line = strchr(want, '\n');
        at = strstr(end, "\n=== ");
        *text++ = *end = '\0';
        if (line)
            *line = '\0';
        failed += !run_case(name, text, want);
        count++;
    }
    assert_int_equal(failed, 0);
    assert_true(count > 40);
    mem_free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_case_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
