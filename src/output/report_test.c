/* report_test.c - the report is well formed, its links lead somewhere, and pages cannot write into it. */
#include "output/report.h"
#include "record/record_int.h"

#include <gumbo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* A page that tries everything at once: markup, attributes, a script, direction marks, broken UTF-8, control characters. */
#define EVIL "<script>alert(1)</script>\"' onload='x' --><img src=x onerror=y>]]>\xE2\x80\xAE\x01\xFF&amp;"

static const char text[] = "Anna said \"we accept <b>nine</b> tonnes\" on Monday. " EVIL " Menu | Share";

static record_span span(uint32_t start, uint32_t stop) {
    return (record_span){start, stop, start, stop, "words " EVIL};
}

static record_head head(record_span at, const char *stage, double confidence) {
    return (record_head){.at = at, .stage = stage, .rule = "rule", .confidence = confidence};
}

static parley_record *make(const char *path, parley_arena *a) {
    parley_error err = {0};
    parley_record *r = NULL;
    unlink(path);
    assert_int_equal(parley_record_open(&r, path, PARLEY_RECORD_CREATE, &err), PARLEY_OK);
    for (int page = 0; page < 3; page++) {
        record_doc *d = ARENA_NEW(a, record_doc);
        d->doc = arena_printf(a, "page-%d" EVIL, page);
        d->path = "-";
        d->format = "text";
        d->encoding = "utf-8";
        d->lang = page == 2 ? "fr" : "en";
        d->digest = arena_printf(a, "%d", page);
        d->n_bytes = sizeof text - 1;
        d->text = text;
        d->n_text = sizeof text - 1;
        d->title.value = page ? "Title " EVIL : NULL;
        d->outlet.value = page ? "Outlet " EVIL : NULL;
        d->published.value = page ? "2023-05-17" : "2023-05-16\"><x>";
        d->url.value = page == 1 ? "javascript:alert(1)" : "https://a.example/\"><script>";
        d->n_blocks = 2;
        d->blocks = ARENA_ARRAY(a, record_block, 2);
        d->blocks[0] = (record_block){0, sizeof text - 14, 0, sizeof text - 14, "paragraph", NULL, true};
        d->blocks[1] =
            (record_block){sizeof text - 13, sizeof text - 1, sizeof text - 13, sizeof text - 1, "noise", "menu", true};
        d->n_actors = 3;
        d->actors = ARENA_ARRAY(a, record_actor, 3);
        static const char *alias[] = {"she " EVIL};
        d->actors[0] = (record_actor){.name = "Anna " EVIL,
                                      .aliases = alias,
                                      .n_aliases = 1,
                                      .kind = "person",
                                      .role = "party",
                                      .title = "chair " EVIL,
                                      .side = 1};
        d->actors[1] = (record_actor){.name = "Norland", .kind = "state", .role = "party", .side = 2, .head = PARLEY_NONE};
        d->actors[2] =
            (record_actor){.name = "Ringland", .kind = "state", .role = "mediator", .side = 1, .head = PARLEY_NONE}; /* a ring */
        d->n_statements = 1;
        d->statements = ARENA_ARRAY(a, record_statement, 1);
        record_span *content = ARENA_ARRAY(a, record_span, 2);
        content[0] = span(11, 30);
        content[1] = span(33, 40);
        uint32_t *chain = ARENA_ARRAY(a, uint32_t, 1);
        chain[0] = 2;
        d->statements[0] =
            (record_statement){head(span(11, 40), "statement", 0.3), content, 2, span(5, 9), 0, chain, 1, "direct"};
        d->n_events = 1;
        d->events = ARENA_ARRAY(a, record_event, 1);
        uint32_t *source = ARENA_ARRAY(a, uint32_t, 1);
        d->events[0] = (record_event){.head = head(span(0, 51), "event", 0.9),
                                      .event = "AGREE",
                                      .status = page ? "denied" : "happened",
                                      .place = "the hall " EVIL,
                                      .source = source,
                                      .n_source = 1,
                                      .asserted_by = PARLEY_NONE};
        d->n_proposals = 1;
        d->proposals = ARENA_ARRAY(a, record_thing, 1);
        d->proposals[0] = (record_thing){.name = "plan " EVIL, .carrier = PARLEY_NONE, .answers = PARLEY_NONE};
        d->n_positions = 1;
        d->positions = ARENA_ARRAY(a, record_position, 1);
        d->positions[0] =
            (record_position){head(span(11, 40), "position", 0.9), 1, 0, PARLEY_NONE, 0, page ? "accept" : "reject", NULL, NULL};
        d->n_figures = 1;
        d->figures = ARENA_ARRAY(a, record_figure, 1);
        d->figures[0] = (record_figure){
            head(span(21, 40), "figure", 0.9), 9 + page, 9 + page, "at_least", "tonnes", "quota", "fish " EVIL, NULL, 0};
        assert_int_equal(record_begin(r, &err), PARLEY_OK);
        assert_int_equal(record_put(r, d, a, &err), PARLEY_OK);
        assert_int_equal(record_commit(r, &err), PARLEY_OK);
    }
    assert_int_equal(parley_record_join(r, &err), PARLEY_OK);
    return r;
}

static char *write_report(parley_record *r, const parley_report_options *options, size_t *n) {
    char *html = NULL;
    parley_error err = {0};
    FILE *f = open_memstream(&html, n);
    assert_non_null(f);
    if (parley_report_write(r, f, options, &err) != PARLEY_OK)
        fail_msg("%s", err.msg);
    fclose(f);
    return html;
}

typedef struct seen {
    parley_arena *arena;
    parley_map ids;
    uint32_t n_scripts, n_marks, n_links;
    const GumboNode *targets[4096];
    uint32_t n_targets;
} seen;

static void walk(seen *s, const GumboNode *node) {
    if (node->type != GUMBO_NODE_ELEMENT)
        return;
    const GumboElement *e = &node->v.element;
    assert_true(e->tag != GUMBO_TAG_IMG && e->tag != GUMBO_TAG_IFRAME && e->tag != GUMBO_TAG_OBJECT);
    if (e->tag == GUMBO_TAG_SCRIPT)
        s->n_scripts++;
    for (unsigned i = 0; i < e->attributes.length; i++) {
        const GumboAttribute *x = e->attributes.data[i];
        assert_false(strncmp(x->name, "on", 2) == 0); /* no handler of anybody */
        if (strcmp(x->name, "id") == 0) {
            assert_int_equal(map_gets(&s->ids, x->value, 0), 0); /* ids are unique */
            map_sets(&s->ids, arena_str(s->arena, x->value), 1);
        }
        if (strcmp(x->name, "href") == 0 || strcmp(x->name, "src") == 0) {
            assert_true(x->value[0] == '#' || strncmp(x->value, "https://", 8) == 0 || strncmp(x->value, "http://", 7) == 0);
            if (x->value[0] == '#' && s->n_targets < COUNT_OF(s->targets))
                s->targets[s->n_targets++] = node;
        }
        if (strcmp(x->name, "data-f") == 0)
            s->n_marks++;
    }
    for (unsigned i = 0; i < e->children.length; i++)
        walk(s, e->children.data[i]);
}

static void look(const char *html, size_t n, parley_arena *a, seen *s) {
    GumboOptions options = kGumboDefaultOptions;
    GumboOutput *out = gumbo_parse_with_options(&options, html, n);
    memset(s, 0, sizeof *s);
    s->arena = a;
    map_init(&s->ids, a);
    walk(s, out->root);
    assert_int_equal(s->n_scripts, 1); /* ours */
    for (uint32_t i = 0; i < s->n_targets; i++) {
        const GumboAttribute *href = gumbo_get_attribute(&s->targets[i]->v.element.attributes, "href");
        if (!map_gets(&s->ids, href->value + 1, 0))
            fail_msg("a link leads to %s, which is not there", href->value);
    }
    gumbo_destroy_output(&options, out);
}

static const char *db_path(void) {
    static char path[64];
    snprintf(path, sizeof path, "/tmp/parley-report-test-%ld.db", (long)getpid());
    return path;
}

static void clean(void) {
    char side[80];
    unlink(db_path());
    snprintf(side, sizeof side, "%s-wal", db_path());
    unlink(side);
    snprintf(side, sizeof side, "%s-shm", db_path());
    unlink(side);
}

static void pages_cannot_write_into_the_report(void **state) {
    (void)state;
    parley_arena a;
    arena_init(&a);
    parley_record *r = make(db_path(), &a);
    size_t n;
    char *html = write_report(r, NULL, &n);
    seen *s = ARENA_NEW(&a, seen);
    look(html, n, &a, s);
    assert_true(s->n_marks > 10);
    assert_true(utf8_valid(html, n, NULL));
    assert_null(strstr(html, "<script>alert"));
    assert_null(strstr(html, "\xE2\x80\xAE")); /* nothing turns the direction of our words */
    assert_null(strstr(html, "href=\"javascript:"));
    assert_non_null(strstr(html, "Not in English"));
    free(html);
    parley_record_close(r);
    clean();
    arena_free(&a);
}

static void every_fact_opens_its_words_and_leads_back(void **state) {
    (void)state;
    parley_arena a;
    arena_init(&a);
    parley_record *r = make(db_path(), &a);
    size_t n;
    char *html = write_report(r, NULL, &n);
    seen *s = ARENA_NEW(&a, seen);
    look(html, n, &a, s);
    uint32_t listed = 0;
    for (uint32_t i = 0; i < s->ids.n; i++) {
        const char *id = s->ids.items[i].key;
        if (id[0] == 'f' && id[1] >= '0' && id[1] <= '9') {
            listed++;
            assert_int_equal(map_gets(&s->ids, arena_printf(&a, "w%s", id + 1), 0), 1);
        }
    }
    assert_int_equal(listed, 12); /* 3 pages with 4 facts */
    free(html);
    /* Without the pages' text there are no places to open, and no link to one. */
    parley_report_options options = PARLEY_REPORT_OPTIONS_INIT;
    options.no_text = 1;
    options.title = "Talks <i>";
    html = write_report(r, &options, &n);
    look(html, n, &a, s);
    assert_null(strstr(html, "id=\"w"));
    assert_non_null(strstr(html, "Talks &lt;i&gt;"));
    free(html);
    parley_record_close(r);
    clean();
    arena_free(&a);
}

static void the_same_record_gives_the_same_bytes(void **state) {
    (void)state;
    parley_arena a;
    arena_init(&a);
    parley_record *r = make(db_path(), &a);
    size_t n, m;
    char *one = write_report(r, NULL, &n), *two = write_report(r, NULL, &m);
    assert_int_equal(n, m);
    assert_memory_equal(one, two, n);
    free(one);
    free(two);
    parley_record_close(r);
    clean();
    arena_free(&a);
}

static void an_empty_record_is_a_report_too(void **state) {
    (void)state;
    parley_arena a;
    arena_init(&a);
    parley_record *r = NULL;
    clean();
    assert_int_equal(parley_record_open(&r, db_path(), PARLEY_RECORD_CREATE, NULL), PARLEY_OK);
    size_t n;
    char *html = write_report(r, NULL, &n);
    seen *s = ARENA_NEW(&a, seen);
    look(html, n, &a, s);
    assert_non_null(strstr(html, "holds no pages yet"));
    free(html);
    parley_record_close(r);
    clean();
    arena_free(&a);
}

static void a_full_disk_is_told(void **state) {
    (void)state;
    FILE *f = fopen("/dev/full", "wb");
    if (!f)
        skip();
    parley_record *r = NULL;
    parley_error err = {0};
    clean();
    assert_int_equal(parley_record_open(&r, db_path(), PARLEY_RECORD_CREATE, NULL), PARLEY_OK);
    assert_int_equal(parley_report_write(r, f, NULL, &err), PARLEY_EIO);
    assert_non_null(strstr(err.msg, "cannot write"));
    fclose(f);
    parley_record_close(r);
    clean();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_cannot_write_into_the_report),
        cmocka_unit_test(every_fact_opens_its_words_and_leads_back),
        cmocka_unit_test(the_same_record_gives_the_same_bytes),
        cmocka_unit_test(an_empty_record_is_a_report_too),
        cmocka_unit_test(a_full_disk_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
