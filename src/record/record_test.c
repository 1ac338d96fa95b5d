/* record_test.c - the record through the library: what goes in comes out, what fails leaves what was there. */
#include "record/record_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const char sample[] =
    "{\"type\": \"actor\", \"name\": \"Ada Verl\", \"aliases\": [\"Minister Verl\", \"Verl\"], \"kind\": \"person\", \"role\": "
    "\"party\", \"side\": \"Holmstad\", "
    "\"title\": \"Minister\"}\n"
    "{\"type\": \"actor\", \"name\": \"Holmstad\", \"aliases\": [], \"kind\": \"state\", \"role\": \"party\", \"side\": null, "
    "\"title\": null}\n"
    "{\"type\": \"proposal\", \"name\": \"toll plan\", \"aliases\": [], \"author\": [\"Holmstad\"], \"date\": \"2023-05-01\"}\n"
    "{\"type\": \"document\", \"doc\": \"a.txt\", \"title\": \"Talks\", \"outlet\": null, \"published\": \"2023-05-03\", "
    "\"body\": [[0, 40]]}\n"
    "{\"type\": \"statement\", \"doc\": \"a.txt\", \"content\": [[0, 5], [6, 11]], \"cue\": [18, 22], \"speaker\": \"Ada Verl\", "
    "\"chain\": [\"Holmstad\"], \"mode\": "
    "\"indirect\", \"words\": \"Talks … go on\"}\n"
    "{\"type\": \"event\", \"doc\": \"a.txt\", \"evidence\": [0, 11], \"event\": \"CONSULT\", \"source\": [\"Ada Verl\"], "
    "\"target\": [\"Holmstad\"], \"status\": "
    "\"planned\", \"date\": null, \"place\": \"Vell\", \"asserted_by\": null}\n"
    "{\"type\": \"position\", \"doc\": \"a.txt\", \"evidence\": [0, 11], \"holder\": \"Holmstad\", \"stance\": \"accept\", "
    "\"object\": \"toll plan\", \"asserted_by\": "
    "\"Ada Verl\"}\n"
    "{\"type\": \"figure\", \"doc\": \"a.txt\", \"evidence\": [0, 5], \"value\": 4.5, \"qualifier\": \"about\", \"unit\": "
    "\"months\", \"measure\": \"duration\", "
    "\"subject\": \"talks\", \"according_to\": \"Ada Verl\", \"as_of\": null}\n";

static parley_record *open_memory(void) {
    parley_record *r;
    parley_error err;
    assert_int_equal(parley_record_open(&r, ":memory:", PARLEY_RECORD_CREATE, &err), PARLEY_OK);
    return r;
}

static parley_status import(parley_record *r, const char *lines, parley_error *err) {
    FILE *f = fmemopen((void *)(uintptr_t)lines, strlen(lines), "rb");
    assert_non_null(f);
    parley_status rc = parley_record_import(r, f, "test", NULL, err);
    fclose(f);
    return rc;
}

static char *export(parley_record *r) {
    char *out = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&out, &n);
    assert_non_null(f);
    assert_int_equal(parley_record_export_jsonl(r, f, NULL, NULL), PARLEY_OK);
    fclose(f);
    return out;
}

static void facts_come_back_as_they_went_in(void **state) {
    (void)state;
    parley_record *r = open_memory();
    parley_error err = {0};
    assert_int_equal(import(r, sample, &err), PARLEY_OK);
    parley_arena a;
    int64_t *ids;
    uint32_t n;
    record_doc *d;
    arena_init(&a);
    assert_int_equal(record_list(r, &ids, &n, &a, &err), PARLEY_OK);
    assert_int_equal(n, 1);
    assert_int_equal(record_load(&d, r, ids[0], true, &a, &err), PARLEY_OK);
    assert_string_equal(d->doc, "a.txt");
    assert_string_equal(d->title.value, "Talks");
    assert_null(d->outlet.value);
    assert_null(d->text);
    assert_int_equal(d->n_statements, 1);
    assert_int_equal(d->statements[0].n_content, 2);
    assert_int_equal(d->statements[0].content[1].start, 6);
    assert_string_equal(d->actors[d->statements[0].speaker].canon, "Ada Verl");
    assert_string_equal(d->actors[d->statements[0].speaker].canon_side, "Holmstad");
    assert_string_equal(d->actors[d->statements[0].chain[0]].canon, "Holmstad");
    assert_string_equal(d->events[0].status, "planned");
    assert_int_equal(d->events[0].asserted_by, PARLEY_NONE);
    assert_string_equal(d->proposals[d->positions[0].proposal].name, "toll plan");
    assert_int_equal(d->positions[0].issue, PARLEY_NONE);
    assert_true(d->figures[0].value == 4.5);
    assert_null(d->figures[0].as_of);
    record_identity *actors;
    assert_int_equal(record_identities(&actors, &n, r, "actor", &a, &err), PARLEY_OK);
    assert_int_equal(n, 2);
    assert_string_equal(actors[0].name, "Ada Verl");
    assert_int_equal(actors[0].n_aliases, 2);
    assert_string_equal(actors[0].aliases[0], "Minister Verl");
    arena_free(&a);
    parley_record_close(r);
}

static int64_t count(parley_record *r, const char *sql) {
    return record_int(r, sql, "");
}

/* Where words are rare enough to be counted, ranks are those of SQLite's own function. What is counted is found beside the words,
 * and no longer once it was changed. */
static void words_are_found_and_ranked(void **state) {
    (void)state;
    parley_record *r = open_memory();
    parley_error err = {0};
    assert_int_equal(import(r, sample, &err), PARLEY_OK);
    assert_true(count(r, "SELECT count(*) FROM fact_text WHERE fact_text MATCH 'talks OR go'") > 0);
    assert_int_equal(count(r, "SELECT count(*) FROM fact_text WHERE fact_text MATCH 'talks OR go' AND abs(bm25(fact_text) - "
                              "word_rank(fact_text)) > 1e-9"),
                     0);
    assert_int_equal(record_exec(r, &err, "UPDATE figure SET subject = 'harbour crews'", ""), PARLEY_OK);
    assert_int_equal(count(r, "SELECT count(*) FROM figure_text WHERE figure_text MATCH 'crews'"), 1);
    assert_int_equal(record_exec(r, &err, "DELETE FROM document", ""), PARLEY_OK);
    assert_int_equal(count(r, "SELECT count(*) FROM figure_text WHERE figure_text MATCH 'crews'"), 0);
    parley_record_close(r);
}

static void a_bad_line_is_named_and_changes_nothing(void **state) {
    (void)state;
    static const char *const bad[] = {
        "{\"type\": \"figure\", \"doc\": \"a.txt\", \"evidence\": [5, 1], \"value\": 1, \"qualifier\": \"exact\"}\n",
        "{\"type\": \"figure\", \"doc\": \"a.txt\", \"evidence\": [0, 1], \"value\": \"1\", \"qualifier\": \"exact\"}\n",
        "{\"type\": \"event\", \"doc\": \"a.txt\", \"evidence\": [0, 1], \"event\": \"HUG\", \"status\": \"happened\"}\n",
        "{\"type\": \"statement\", \"doc\": \"a.txt\", \"content\": [], \"mode\": \"direct\"}\n",
        "{\"type\": \"position\", \"evidence\": [0, 1], \"stance\": \"accept\"}\n",
        ("{\"type\": \"conflict\", \"about\": \"x\", \"kind\": \"figure\", \"between\": [{\"doc\": \"nowhere\", \"evidence\": "
         "[0, "
         "1]}]}\n"),
        "[1, 2]\n",
        "{\"type\": \"actor\"}\n",
        "{\n",
    };
    parley_record *r = open_memory();
    parley_error err;
    assert_int_equal(import(r, sample, &err), PARLEY_OK);
    char *before = export(r);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        err = (parley_error){0};
        assert_int_equal(import(r, bad[i], &err), PARLEY_EFORMAT);
        assert_int_equal(err.pos, 1);
        assert_non_null(strstr(err.msg, "test:1: "));
        char *after = export(r);
        assert_string_equal(before, after);
        free(after);
    }
    free(before);
    parley_record_close(r);
}

/* Each allocation fails once: the import fails whole, nothing leaks (run it under asan), and the record still takes the import.
 */
static void memory_may_end_anywhere(void **state) {
    (void)state;
    parley_error err;
    int n_failed = 0;
    for (int64_t i = 0; i < 4000; i += i < 60 ? 1 : 37) { /* with PARLEY_ARENA_MALLOC there are thousands */
        parley_record *r = open_memory();
        mem_fail_after(i);
        parley_status rc = import(r, sample, &err);
        mem_fail_after(-1);
        if (rc == PARLEY_OK) {
            parley_record_close(r);
            break;
        }
        n_failed++;
        assert_int_equal(rc, PARLEY_ENOMEM);
        if (i % 4 == 0) {
            assert_int_equal(import(r, sample, &err), PARLEY_OK);
            char *out = export(r);
            assert_non_null(strstr(out, "toll plan"));
            free(out);
        }
        parley_record_close(r);
    }
    assert_true(n_failed > 0);
}

/* A full disk, as SQLite sees it: a limit on the number of its pages. */
static void a_full_disk_keeps_what_was_there(void **state) {
    (void)state;
    parley_record *r = open_memory();
    parley_error err = {0};
    assert_int_equal(import(r, sample, &err), PARLEY_OK);
    char *before = export(r);
    sqlite3_exec(r->db, "PRAGMA max_page_count = 1", NULL, NULL, NULL); /* no less than there are */
    parley_buf big;
    buf_init(&big);
    for (int i = 0; i < 3000; i++)
        buf_addf(&big,
                 "{\"type\": \"figure\", \"doc\": \"b.txt\", \"evidence\": [%d, %d], \"value\": %d, \"qualifier\": \"exact\", "
                 "\"words\": \"some words that fill the disk\"}\n",
                 i, i + 1, i);
    assert_int_equal(import(r, big.s, &err), PARLEY_EIO);
    assert_non_null(strstr(err.msg, "disk full"));
    char *after = export(r);
    assert_string_equal(before, after);
    sqlite3_exec(r->db, "PRAGMA max_page_count = 1000000", NULL, NULL, NULL);
    assert_int_equal(import(r, big.s, &err), PARLEY_OK);
    buf_free(&big);
    free(before);
    free(after);
    parley_record_close(r);
}

static void merges_by_a_person_are_taken_and_taken_back(void **state) {
    (void)state;
    parley_record *r = open_memory();
    parley_error err = {0};
    assert_int_equal(import(r, sample, &err), PARLEY_OK);
    assert_int_equal(import(r,
                            "{\"type\": \"actor\", \"name\": \"the bridge woman\", \"aliases\": [], \"kind\": \"person\", "
                            "\"role\": \"other\", \"side\": null, "
                            "\"title\": null}\n{\"type\": \"statement\", \"doc\": \"c.txt\", \"content\": [[0, 3]], \"cue\": "
                            "null, \"speaker\": \"the bridge woman\", "
                            "\"chain\": [], \"mode\": \"direct\"}\n",
                            &err),
                     PARLEY_OK);
    char *before = export(r);
    parley_correction c = PARLEY_CORRECTION_INIT;
    c.action = "merge";
    c.kind = "actor";
    c.field = "Ada Verl";
    c.value = "bridge woman"; /* articles fold */
    c.who = "test";
    c.at = "2023-05-05T10:00:00Z";
    assert_int_equal(parley_record_correct(r, &c, &err), PARLEY_OK);
    char *merged = export(r);
    /* The fuller name stands for both, whoever speaks. */
    assert_null(strstr(merged, "\"speaker\": \"Ada Verl\""));
    assert_non_null(strstr(merged, "\"aliases\": [\"Ada Verl\", \"Minister Verl\", \"Verl\"]"));
    assert_int_equal(parley_record_uncorrect(r, 1, &err), PARLEY_OK);
    char *after = export(r);
    assert_string_equal(before, after);
    c.value = "nobody";
    assert_int_equal(parley_record_correct(r, &c, &err), PARLEY_ENOTFOUND);
    free(before);
    free(merged);
    free(after);
    parley_record_close(r);
}

static void names_fold(void **state) {
    (void)state;
    parley_arena a;
    arena_init(&a);
    assert_string_equal(record_fold(&a, "  The  United\tStates' "), "united states'");
    assert_string_equal(record_fold(&a, "Verl’s"), "verl");
    assert_string_equal(record_fold(&a, "THE"), "the");
    assert_string_equal(record_fold(&a, ""), "");
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_come_back_as_they_went_in),
        cmocka_unit_test(words_are_found_and_ranked),
        cmocka_unit_test(a_bad_line_is_named_and_changes_nothing),
        cmocka_unit_test(memory_may_end_anywhere),
        cmocka_unit_test(a_full_disk_keeps_what_was_there),
        cmocka_unit_test(merges_by_a_person_are_taken_and_taken_back),
        cmocka_unit_test(names_fold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
