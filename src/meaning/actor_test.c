/* actor_test.c - states that no list has, told by how the page uses their names; parties and mediators. */
#include <jansson.h>
#include <parley/parley.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static parley_model *model;
static parley_worker *worker;

static int open_model(void **state) {
    (void)state;
    parley_error err = {0};
    if (parley_model_open(&model, NULL, &err) < 0 || parley_worker_new(&worker, model, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        return -1;
    }
    return 0;
}

static int close_model(void **state) {
    (void)state;
    parley_worker_free(worker);
    parley_model_close(model);
    return 0;
}

/* A field of the actor of that name on a page with this text; "" when there is none. */
static const char *field_of(const char *text, const char *name, const char *field) {
    static char kind[32];
    parley_page *page = NULL;
    parley_doc *doc = NULL;
    parley_error err = {0};
    char *lines = NULL;
    size_t n = 0;
    assert_int_equal(parley_page_read(&page, "page.txt", text, strlen(text), &err), PARLEY_OK);
    assert_int_equal(parley_doc_read(&doc, worker, page, &err), PARLEY_OK);
    FILE *f = open_memstream(&lines, &n);
    assert_int_equal(parley_doc_write_jsonl(doc, f, &err), PARLEY_OK);
    fclose(f);
    kind[0] = 0;
    for (char *line = lines, *end; (end = strchr(line, '\n')); line = end + 1) {
        json_t *o = json_loadb(line, (size_t)(end - line), 0, NULL);
        assert_non_null(o);
        const char *type = json_string_value(json_object_get(o, "type")), *who = json_string_value(json_object_get(o, "name"));
        if (type && who && strcmp(type, "actor") == 0 && strcmp(who, name) == 0)
            snprintf(kind, sizeof kind, "%s", json_string_value(json_object_get(o, field)));
        json_decref(o);
    }
    free(lines);
    parley_doc_free(doc);
    return kind;
}

static const char *kind_of(const char *text, const char *name) {
    return field_of(text, name, "kind");
}

static void mediators_and_parties_are_told_apart(void **state) {
    (void)state;
    static const char text[] =
        "Talks on the canal go on\n\nTalks between Peru and Chile over the canal resumed in Oslo on Monday. "
        "Mediators Norway and Sweden said both sides had moved.\n\nPeru accused Chile of delaying a deal. "
        "Chile rejected the demand. Japan said it would send money for the ports.\n";
    assert_string_equal(field_of(text, "Peru", "role"), "party");
    assert_string_equal(field_of(text, "Chile", "role"), "party");
    assert_string_equal(field_of(text, "Norway", "role"), "mediator");
    assert_string_equal(field_of(text, "Japan", "role"), "other");
}

static void no_talks_no_parties(void **state) {
    (void)state;
    static const char text[] =
        "A ferry line opens\n\nPeru said on Monday that a new ferry would run from May. Chile said it was glad.\n";
    assert_string_equal(field_of(text, "Peru", "role"), "other");
    assert_string_equal(field_of(text, "Chile", "role"), "other");
}

static void an_adjective_makes_a_state(void **state) {
    (void)state;
    static const char text[] =
        "Talks on the bay stalled\n\n"
        "Vardonia rejected the offer on Monday. Vardonian cutters had closed the bay a week before.\n\n"
        "\"We will not sign,\" said a Vardonian official. Vardonia accused Belmark of lying, and Belmark denied it.\n";
    assert_string_equal(kind_of(text, "Vardonia"), "state");
    assert_string_equal(kind_of(text, "Vardonian"), ""); /* not an actor of its own */
    assert_string_not_equal(kind_of(text, "Belmark"), "state");
}

static void a_government_makes_a_state(void **state) {
    (void)state;
    static const char text[] =
        "Talks on the bay stalled\n\n"
        "On Monday Belmark's government said that it would not sign. Belmark accused the union of lying.\n\n"
        "The Labour government supported the union, and Labour promised a new law.\n";
    assert_string_equal(kind_of(text, "Belmark"), "state");
    assert_string_not_equal(kind_of(text, "Labour"), "state");
}

static void persons_stay_persons(void **state) {
    (void)state;
    static const char text[] = "Talks on the bay stalled\n\n"
                               "Anna Brella said on Monday that she would not sign. The Brella government fell a day later, and "
                               "a Brellan official left.\n\n"
                               "Brella accused the union of lying.\n";
    assert_string_not_equal(kind_of(text, "Brella"), "state");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_adjective_makes_a_state), cmocka_unit_test(a_government_makes_a_state),
        cmocka_unit_test(persons_stay_persons),       cmocka_unit_test(mediators_and_parties_are_told_apart),
        cmocka_unit_test(no_talks_no_parties),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
