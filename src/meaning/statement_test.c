/* statement_test.c - who said what: the cases of tests/cases/statements.txt through the whole reader, and hostile quotations. */
#include "meaning/meaning.h"
#include "parley_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

typedef struct fixture {
    parley_model *model;
    parley_worker *worker;
} fixture;

static parley_doc *doc_read(fixture *x, const char *text, size_t n) {
    parley_error err = {0};
    parley_page *page = NULL;
    parley_doc *d = NULL;
    if (parley_page_read(&page, "case.txt", text, n, &err) < 0 || parley_doc_read(&d, x->worker, page, &err) < 0)
        fail_msg("%s", err.msg);
    return d;
}

/* The content of s as the case writes it. */
static void content_text(parley_buf *b, const parley_doc *d, const fact_statement *s) {
    buf_reset(b);
    for (uint32_t i = 0; i < s->n_content; i++) {
        if (i)
            buf_adds(b, " // ");
        buf_add(b, d->page->text + s->content[i].start, s->content[i].end - s->content[i].start);
    }
}

static bool named(const fact_actor *a, const char *name) {
    if (strcasecmp(a->name, name) == 0)
        return true;
    for (uint32_t i = 0; i < a->n_aliases; i++)
        if (strcasecmp(a->aliases[i], name) == 0)
            return true;
    return false;
}

static char *trimmed(char *s) {
    while (*s == ' ')
        s++;
    size_t n = strlen(s);
    while (n && s[n - 1] == ' ')
        s[--n] = '\0';
    return s;
}

/* True if the document has the statement "SPEAKER | CONTENT | CHAIN". */
static bool says(const parley_doc *d, char *line) {
    char *content = strstr(line, " | "), *chain = NULL;
    assert_non_null(content);
    *content = '\0';
    content += 3;
    if ((chain = strstr(content, " | "))) {
        *chain = '\0';
        chain += 3;
    }
    parley_buf b;
    buf_init(&b);
    bool found = false;
    for (uint32_t i = 0; i < d->facts->n_statements && !found; i++) {
        const fact_statement *s = &d->facts->statements[i];
        content_text(&b, d, s);
        if (!b.s || strcmp(b.s, trimmed(content)) != 0 || !named(&d->facts->actors[s->speaker], trimmed(line)))
            continue;
        uint32_t n = 0;
        found = true;
        char copy[512];
        snprintf(copy, sizeof copy, "%s", chain ? chain : "");
        for (char *save = NULL, *link = strtok_r(copy, ">", &save); link; link = strtok_r(NULL, ">", &save), n++)
            found &= n < s->n_chain && named(&d->facts->actors[s->chain[n]], trimmed(link));
        found &= n == s->n_chain;
    }
    buf_free(&b);
    return found;
}

static bool holds(const parley_doc *d, const char *words) {
    for (uint32_t i = 0; i < d->facts->n_statements; i++)
        for (uint32_t j = 0; j < d->facts->statements[i].n_content; j++) {
            parley_span c = d->facts->statements[i].content[j];
            if (memmem(d->page->text + c.start, c.end - c.start, words, strlen(words)))
                return true;
        }
    return false;
}

static void print_found(const parley_doc *d) {
    parley_buf b;
    buf_init(&b);
    for (uint32_t i = 0; i < d->facts->n_statements; i++) {
        const fact_statement *s = &d->facts->statements[i];
        content_text(&b, d, s);
        print_message("    found %s | %s", d->facts->actors[s->speaker].name, b.s ? b.s : "");
        for (uint32_t j = 0; j < s->n_chain; j++)
            print_message(" %s %s", j ? ">" : "|", d->facts->actors[s->chain[j]].name);
        print_message("   (%s)\n", s->rule);
    }
    buf_free(&b);
}

static void cases_hold(void **state) {
    fixture *x = *state;
    parley_error err = {0};
    char *file = NULL;
    size_t n;
    if (file_read(&file, &n, PARLEY_SOURCE_DIR "/tests/cases/statements.txt", 0, &err) < 0)
        fail_msg("%s", err.msg);
    uint32_t cases = 0, bad = 0, todo = 0, checks = 0;
    for (char *at = strstr(file, "\n=== "); at;) {
        char *name = at + 5, *next = strstr(name, "\n=== ");
        if (next)
            *next = '\0';
        char *text = strchr(name, '\n') + 1, *rules = strstr(text, "\n---\n");
        assert_non_null(rules);
        text[-1] = '\0';
        parley_doc *d = doc_read(x, text, (size_t)(rules - text) + 1);
        bool shown = false;
        cases++;
        for (char *save = NULL, *line = strtok_r(rules + 5, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
            char copy[1024];
            snprintf(copy, sizeof copy, "%s", line);
            bool later = strncmp(copy, "todo ", 5) == 0;
            char *rule = later ? copy + 5 : copy;
            bool ok = strncmp(rule, "say ", 4) == 0 ? says(d, rule + 4) : strncmp(rule, "not ", 4) == 0 && !holds(d, rule + 4);
            checks++;
            if (later) {
                todo += !ok;
                continue;
            }
            if (ok)
                continue;
            bad++;
            print_message("%s: %s\n", name, line);
            if (!shown)
                print_found(d);
            shown = true;
        }
        parley_doc_free(d);
        at = next;
        if (next)
            *next = '\n';
    }
    print_message("%u cases, %u checks, %u wrong, %u not found yet\n", cases, checks, bad, todo);
    mem_free(file);
    assert_true(cases > 20);
    assert_int_equal(bad, 0); /* what is known to be missing is marked so in the file */
}

/* The stage alone, on flat trees of 500 words a sentence: the reader cuts longer ones. */
static double meaning_seconds(const meaning_model *m, const char *word, uint32_t n) {
    parley_buf text, trees;
    buf_init(&text);
    buf_init(&trees);
    size_t w = strlen(word);
    for (uint32_t i = 0; i < n; i++) {
        buf_addf(&text, "%s ", word);
        bool verb = strcmp(word, "said") == 0, mark = w == 1 || (unsigned char)word[0] >= 0x80;
        buf_addf(&trees, "%u\t%s\t%s\t%s\t_\t_\t_\t_\t_\tstart_byte=%zu|end_byte=%zu\n", i % 500 + 1, word, word,
                 mark   ? "PUNCT"
                 : verb ? "VERB"
                        : "NOUN",
                 i * (w + 1), i * (w + 1) + w);
        if (i % 500 == 499)
            buf_adds(&trees, "\n");
    }
    buf_adds(&trees, "\n");
    parley_error err = {0};
    parley_page *page = NULL;
    parley_parse *parse = NULL;
    parley_arena a, s;
    arena_init(&a);
    arena_init(&s);
    if (parley_page_read(&page, "hostile.txt", text.s, text.n, &err) < 0)
        fail_msg("%s", err.msg);
    for (uint32_t b = 0; b < page->n_blocks; b++)
        page->blocks[b].role = PAGE_PARAGRAPH; /* whatever the page stage thinks of it */
    if (conllu_read(&parse, trees.s, trees.n, page, &a, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(parse->n_tokens, n);
    clock_t t = clock();
    meaning_find(m, page, parse, &a, &s);
    double took = (double)(clock() - t) / CLOCKS_PER_SEC;
    arena_free(&a);
    arena_free(&s);
    parley_page_free(page);
    buf_free(&text);
    buf_free(&trees);
    return took;
}

static void hostile_text_is_linear(void **state) {
    (void)state;
    meaning_model *m = NULL;
    parley_error err = {0};
    if (meaning_open(&m, &err) < 0)
        fail_msg("%s", err.msg);
    static const char *const words[] = {"\xE2\x80\x9C", "\"", "'", "said", "official", "according", "statement"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        double half = meaning_seconds(m, words[i], 30000), whole = meaning_seconds(m, words[i], 60000);
        print_message("%s 60,000 times: %.2f s, half of it %.2f s\n", words[i], whole, half);
        assert_true(whole < 4 * half + 0.5); /* twice the text: twice the time, with room for a busy machine */
        assert_true(whole < 20);
    }
    meaning_close(m);
}

static int setup(void **state) {
    static fixture x;
    parley_error err = {0};
    if (parley_model_open(&x.model, NULL, &err) < 0 || parley_worker_new(&x.worker, x.model, &err) < 0) {
        print_message("%s\n", err.msg);
        return -1;
    }
    *state = &x;
    return 0;
}

static int teardown(void **state) {
    fixture *x = *state;
    parley_worker_free(x->worker);
    parley_model_close(x->model);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(cases_hold), cmocka_unit_test(hostile_text_is_linear)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
