/* page_html_test.c - the words that html.c finds, held against those of gumbo, a whole HTML5 parser. */
#include "page/page.h"

#include <dirent.h>
#include <gumbo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* Text under node, blocks and cells parted by blanks, without what is no text on the page. */
static void gumbo_text(parley_buf *b, const GumboNode *node) {
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) {
        buf_adds(b, node->v.text.text);
        return;
    }
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_DOCUMENT)
        return;
    const GumboVector *children = node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children : &node->v.element.children;
    if (node->type == GUMBO_NODE_ELEMENT) {
        static const GumboTag none[] = {GUMBO_TAG_SCRIPT,  GUMBO_TAG_STYLE,    GUMBO_TAG_TITLE,    GUMBO_TAG_SVG,
                                        GUMBO_TAG_MATH,    GUMBO_TAG_TEXTAREA, GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME,
                                        GUMBO_TAG_NOEMBED, GUMBO_TAG_VIDEO,    GUMBO_TAG_AUDIO,    GUMBO_TAG_OBJECT,
                                        GUMBO_TAG_CANVAS,  GUMBO_TAG_XMP};
        for (size_t i = 0; i < COUNT_OF(none); i++)
            if (node->v.element.tag == none[i])
                return;
    }
    static const GumboTag inline_tags[] = {GUMBO_TAG_B, GUMBO_TAG_I,     GUMBO_TAG_EM,  GUMBO_TAG_STRONG, GUMBO_TAG_SPAN,
                                           GUMBO_TAG_U, GUMBO_TAG_SMALL, GUMBO_TAG_SUB, GUMBO_TAG_SUP,    GUMBO_TAG_FONT};
    bool parts = true;
    for (size_t i = 0; i < COUNT_OF(inline_tags); i++)
        parts = parts && !(node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == inline_tags[i]);
    if (parts)
        buf_addc(b, ' ');
    for (unsigned i = 0; i < children->length; i++)
        gumbo_text(b, children->data[i]);
    if (parts)
        buf_addc(b, ' ');
}

/* Letters and digits only: where white space comes from differs (a link's edges), the words and their order must not. */
static void squeeze(parley_buf *out, const char *s, size_t n) {
    for (size_t i = 0; i < n;) {
        uint32_t len, cp = utf8_get(s + i, n - i, &len);
        if (cp != UTF8_BAD && (cp_is_alpha(cp) || cp_is_digit(cp)))
            buf_add(out, s + i, len);
        i += len;
    }
}

static size_t letters_compared; /* bytes of letters and digits */

/* Do both find the same words in the same order? If not, say where they part. */
static bool same_words(const char *name, const char *html, size_t n) {
    parley_page *p;
    parley_error err;
    if (parley_page_read(&p, name, html, n, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(p->format, PAGE_HTML);
    GumboOutput *g = gumbo_parse_with_options(&kGumboDefaultOptions, html, n);
    parley_buf text, ours, theirs;
    buf_init(&text);
    buf_init(&ours);
    buf_init(&theirs);
    gumbo_text(&text, g->document);
    squeeze(&ours, p->text, p->n_text);
    squeeze(&theirs, text.s ? text.s : "", text.n);
    letters_compared += theirs.n;
    bool same = ours.n == theirs.n && (ours.n == 0 || memcmp(ours.s, theirs.s, ours.n) == 0);
    if (!same) {
        size_t at = 0;
        while (at < ours.n && at < theirs.n && ours.s[at] == theirs.s[at])
            at++;
        size_t from = at > 40 ? at - 40 : 0;
        printf("%s: from byte %zu of %zu and %zu, ours '%.90s', gumbo's '%.90s'\n", name, at, ours.n, theirs.n,
               ours.n ? ours.s + from : "", theirs.n ? theirs.s + from : "");
    }
    buf_free(&text);
    buf_free(&ours);
    buf_free(&theirs);
    gumbo_destroy_output(&kGumboDefaultOptions, g);
    parley_page_free(p);
    return same;
}

static void compare(const char *name, const char *html, size_t n) {
    size_t before = letters_compared;
    assert_true(same_words(name, html, n));
    assert_true(letters_compared > before);
}

static void untidy_markup_gives_gumbos_words(void **state) {
    (void)state;
    static const char *const pages[] = {
        "<!doctype html><p>one <b>two <i>three</b> four</i> five<p>six",
        "<!doctype html><ul><li>one<li>two<ul><li>three</ul><li>four</ul>",
        "<!doctype html><table><tr><td>one<td>two<tr><td>three<table><tr><td>four</table></table>five",
        "<!doctype html><div>one<!-- two --><!-->three<!--- four -->five</div></div></p>six",
        "<!doctype html><p>a&amp;b&ampc &notit; &notin; &#8217; &#x2019; &#150; &bogus; &lt;p&gt; &copy 2023 &Aacute;&aacute",
        "<!doctype html><a href=x title='a>b'>one</a><a href=\"y\" class=z/>two</a><br/>three<hr>four",
        "<!doctype html><script>if (a < b) document.write('<p>no</p>')</script>one<style>p > a "
        "{}</style><noscript>two</noscript>three",
        "<!doctype html><dl><dt>one<dd>two<dt>three<dd>four</dl><h1>five<h2>six</h2>seven",
        "<!doctype html><select><option>one<option>two</select><button>three</button><label>four</label>",
        "<!doctype html><p>one<div>two</p>three</div>four<blockquote>five<p>six</blockquote>seven",
        "<!doctype "
        "html><title>no</title><body><p>one<textarea><p>no</textarea>two<iframe><p>no</iframe>three<svg><text>no</text></"
        "svg>four",
        "<!doctype html><p>1 < 2 and 3 > 2 <3 </ 4 <? php no ?> five <!bogus> six",
    };
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        compare(pages[i] + 15, pages[i], strlen(pages[i]));
}

static void example_pages_give_gumbos_words(void **state) {
    (void)state;
    static const char *const folder = PARLEY_SOURCE_DIR "/examples/lummer-bank/pages";
    int n = 0;
    DIR *d = opendir(folder);
    if (!d)
        skip();
    for (struct dirent *e; (e = readdir(d));) {
        char path[4096], *s;
        size_t size;
        if (!strstr(e->d_name, ".html") || snprintf(path, sizeof path, "%s/%s", folder, e->d_name) >= (int)sizeof path)
            continue;
        assert_int_equal(file_read(&s, &size, path, 0, NULL), PARLEY_OK);
        compare(e->d_name, s, size);
        mem_free(s);
        n++;
    }
    closedir(d);
    assert_true(n > 0);
}

/* page_html_test FILE...: how many of these pages, those in UTF-8, give gumbo's words? (tests/html_test.sh) */
static int compare_files(int n_files, char **files) {
    int n = 0, same = 0;
    for (int i = 0; i < n_files; i++) {
        char *s;
        size_t size;
        parley_error err;
        if (file_read(&s, &size, files[i], PARLEY_PAGE_MAX, &err) < 0)
            return fprintf(stderr, "%s\n", err.msg), 1;
        if (utf8_valid(s, (uint32_t)size, NULL)) { /* gumbo reads nothing else */
            n++;
            same += same_words(files[i], s, size);
        }
        mem_free(s);
    }
    printf("%d pages, %zu bytes of letters and digits, the same words in the same order on %d pages\n", n, letters_compared,
           same);
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1)
        return compare_files(argc - 1, argv + 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(untidy_markup_gives_gumbos_words),
        cmocka_unit_test(example_pages_give_gumbos_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
