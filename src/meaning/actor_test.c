/* actor_test.c - who is who: the cases of tests/cases/actors.txt; states that no list has; parties and mediators. */
#include "meaning/facts.h"
#include "parley_int.h"

#include <jansson.h>
#include <parley/parley.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

/* --- the cases of tests/cases/actors.txt ---------------------------------------------------------------------------------- */

static bool is_named(const fact_actor *a, const char *name) {
    if (strcasecmp(a->name, name) == 0)
        return true;
    for (uint32_t i = 0; i < a->n_aliases; i++)
        if (strcasecmp(a->aliases[i], name) == 0)
            return true;
    return false;
}

static const fact_actor *acting(const parley_doc *d, const char *name) {
    for (uint32_t i = 0; i < d->facts->n_actors; i++)
        if (d->facts->actors[i].acts && is_named(&d->facts->actors[i], name))
            return &d->facts->actors[i];
    return NULL;
}

static bool field_holds(const parley_doc *d, const fact_actor *a, char *field) {
    char *value = strchr(field, '=');
    assert_non_null(value);
    *value++ = '\0';
    if (strcmp(field, "side") == 0)
        return a->side != PARLEY_NONE && is_named(&d->facts->actors[a->side], value);
    if (strcmp(field, "alias") == 0)
        return is_named(a, value);
    if (strcmp(field, "head") == 0)
        return a->head != PARLEY_NONE && is_named(&d->facts->actors[a->head], value);
    for (uint32_t i = 0; strcmp(field, "member") == 0 && i < a->n_members; i++)
        if (is_named(&d->facts->actors[a->members[i]], value))
            return true;
    for (uint32_t i = 0; strcmp(field, "judging") == 0 && i < a->n_judging; i++)
        if (strcmp(a->judging[i], value) == 0)
            return true;
    char count[16];
    if (strcmp(field, "members") == 0) {
        snprintf(count, sizeof count, "%u", a->n_members);
        return strcmp(count, value) == 0;
    }
    const char *have = strcmp(field, "kind") == 0      ? actor_kind_name(a->kind)
                       : strcmp(field, "role") == 0    ? actor_role_name(a->role)
                       : strcmp(field, "title") == 0   ? a->title
                       : strcmp(field, "name") == 0    ? a->name
                       : strcmp(field, "country") == 0 ? a->country
                                                       : NULL;
    return have && strcmp(have, value) == 0;
}

/* "WORDS#2 = NAME": the second mention that is written WORDS. */
static bool mention_holds(const parley_doc *d, char *rule) {
    char *name = strstr(rule, " = "), *nth = strchr(rule, '#');
    assert_non_null(name);
    *name = '\0';
    long want = nth && nth < name ? strtol(nth + 1, NULL, 10) : 0, seen = 0;
    if (nth && nth < name)
        *nth = '\0';
    bool holds = false;
    for (uint32_t i = 0; i < d->facts->n_mentions; i++) {
        const fact_mention *m = &d->facts->mentions[i];
        parley_span s = parse_span(d->parse, m->first, m->end - 1);
        if (s.end - s.start != strlen(rule) || memcmp(d->page->text + s.start, rule, s.end - s.start) != 0)
            continue;
        if (want && ++seen != want)
            continue;
        holds = m->actor != PARLEY_NONE && is_named(&d->facts->actors[m->actor], name + 3);
    }
    return holds;
}

static bool case_holds(const parley_doc *d, char *rule) {
    if (strncmp(rule, "not ", 4) == 0)
        return !acting(d, rule + 4);
    if (strncmp(rule, "who ", 4) == 0)
        return mention_holds(d, rule + 4);
    if (strncmp(rule, "actor ", 6) != 0)
        fail_msg("not a rule: %s", rule);
    char *save = NULL, *name = rule + 6, *fields = strstr(name, " | ");
    if (fields) {
        *fields = '\0';
        fields += 3;
    }
    const fact_actor *a = acting(d, name);
    bool ok = a != NULL;
    for (char *f = fields ? strtok_r(fields, "|", &save) : NULL; f && ok; f = strtok_r(NULL, "|", &save)) {
        while (*f == ' ')
            f++;
        size_t n = strlen(f);
        while (n && f[n - 1] == ' ')
            f[--n] = '\0';
        ok = field_holds(d, a, f);
    }
    return ok;
}

static void print_actors(const parley_doc *d) {
    for (uint32_t i = 0; i < d->facts->n_actors; i++) {
        const fact_actor *a = &d->facts->actors[i];
        print_message("    %s %s (%s, %s) title=%s side=%s\n", a->acts ? "acts" : "-", a->name, actor_kind_name(a->kind),
                      actor_role_name(a->role), a->title ? a->title : "",
                      a->side == PARLEY_NONE ? "" : d->facts->actors[a->side].name);
    }
}

static void cases_hold(void **state) {
    (void)state;
    parley_error err = {0};
    char *file = NULL;
    size_t n;
    if (file_read(&file, &n, PARLEY_SOURCE_DIR "/tests/cases/actors.txt", 0, &err) < 0)
        fail_msg("%s", err.msg);
    uint32_t cases = 0, checks = 0, bad = 0, todo = 0;
    for (char *at = strstr(file, "\n=== "); at;) {
        char *name = at + 5, *next = strstr(name, "\n=== ");
        if (next)
            *next = '\0';
        char *text = strchr(name, '\n') + 1, *rules = strstr(text, "\n---\n");
        assert_non_null(rules);
        text[-1] = '\0';
        parley_page *page = NULL;
        parley_doc *d = NULL;
        if (parley_page_read(&page, "case.txt", text, (size_t)(rules - text) + 1, &err) < 0)
            fail_msg("%s", err.msg);
        if (parley_doc_read(&d, worker, page, &err) < 0)
            fail_msg("%s", err.msg);
        bool shown = false;
        cases++;
        for (char *save = NULL, *line = strtok_r(rules + 5, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
            char copy[512];
            snprintf(copy, sizeof copy, "%s", line);
            bool later = strncmp(copy, "todo ", 5) == 0, ok = case_holds(d, later ? copy + 5 : copy);
            checks++;
            if (later || ok) {
                todo += later && !ok;
                continue;
            }
            bad++;
            print_message("%s: %s\n", name, line);
            if (!shown)
                print_actors(d);
            shown = true;
        }
        parley_doc_free(d);
        at = next;
        if (next)
            *next = '\n';
    }
    print_message("%u cases, %u checks, %u wrong, %u not found yet\n", cases, checks, bad, todo);
    mem_free(file);
    assert_true(cases > 30);
    assert_int_equal(bad, 0); /* what is known to be missing is marked so in the file */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_hold),
        cmocka_unit_test(an_adjective_makes_a_state),
        cmocka_unit_test(a_government_makes_a_state),
        cmocka_unit_test(persons_stay_persons),
        cmocka_unit_test(mediators_and_parties_are_told_apart),
        cmocka_unit_test(no_talks_no_parties),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
