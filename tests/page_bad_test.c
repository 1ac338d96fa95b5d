/* page_bad_test.c - input that is not what it should be: clear errors that name the file, good members read, nothing crashes. */
#include "page/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

static char folder[64];

static const char *path_of(const char *name) {
    static char path[4][256];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static const char *put(const char *name, const void *bytes, size_t n) {
    const char *path = path_of(name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
    return path;
}

static size_t pack(unsigned char *out, size_t cap, const void *bytes, size_t n) {
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)bytes;
    z.avail_in = (uInt)n;
    z.next_out = out;
    z.avail_out = (uInt)cap;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    size_t made = cap - z.avail_out;
    deflateEnd(&z);
    return made;
}

/* Read all of path: pages and errors; the last error in *err. */
static void count_pages(const char *path, int *pages, int *errors, parley_error *err) {
    parley_source *s;
    *pages = *errors = 0;
    *err = (parley_error){0};
    if (parley_source_open(&s, path, err) < 0) {
        *errors = 1;
        return;
    }
    parley_page *p;
    parley_status rc;
    parley_error e;
    while ((rc = parley_source_next(s, &p, &e)) != PARLEY_END) {
        if (rc < 0) {
            *err = e;
            assert_true(++*errors < 100);
            continue;
        }
        page_check(p);
        ++*pages;
        parley_page_free(p);
    }
    parley_source_close(s);
}

static void expect(const char *path, int pages, int errors, parley_status code, const char *message) {
    int n_pages, n_errors;
    parley_error err;
    count_pages(path, &n_pages, &n_errors, &err);
    if (n_pages != pages || n_errors != errors || (errors && (err.code != code || !strstr(err.msg, message))))
        fail_msg("%s: %d pages, %d errors, %d %s", path, n_pages, n_errors, err.code, err.msg);
    if (errors) { /* the message names the file */
        const char *slash = strrchr(path, '/');
        assert_non_null(strstr(err.msg, slash + 1));
    }
}

static const char *const story =
    "The crews said that they would meet the owners of the ferries again on Friday in the town hall.\n";

static void empty_missing_and_binary(void **state) {
    (void)state;
    expect(put("empty.txt", "", 0), 0, 1, PARLEY_EFORMAT, "empty");
    expect(path_of("nothing.txt"), 0, 1, PARLEY_EIO, "No such file");
    unsigned char junk[5000];
    uint32_t x = 1;
    for (size_t i = 0; i < sizeof junk; i++) {
        x = x * 1664525u + 1013904223u;
        junk[i] = (unsigned char)(x >> 24);
    }
    expect(put("junk.bin", junk, sizeof junk), 0, 1, PARLEY_EFORMAT, "binary");
}

static void too_large(void **state) {
    (void)state;
    const char *path = put("large.txt", story, strlen(story));
    assert_int_equal(truncate(path, 200 << 20), 0); /* sparse */
    expect(path, 0, 1, PARLEY_ELIMIT, "32 MiB");
}

static void gzip_cut_damaged_and_bomb(void **state) {
    (void)state;
    unsigned char out[4096];
    size_t n = pack(out, sizeof out, story, strlen(story));
    expect(put("good.txt.gz", out, n), 1, 0, PARLEY_OK, "");
    expect(put("cut.txt.gz", out, n / 2), 0, 1, PARLEY_EFORMAT, "truncated");
    out[n / 2] ^= 0x55;
    out[n / 2 + 1] ^= 0x55;
    expect(put("damaged.txt.gz", out, n), 0, 1, PARLEY_EFORMAT, "damaged");
    /* 80 MB of blanks: as one page over the limit; as lines of an archive a bomb. */
    size_t big = (size_t)80 << 20, cap = (size_t)1 << 20;
    char *blanks = malloc(big);
    unsigned char *packed = malloc(cap);
    assert_non_null(blanks);
    assert_non_null(packed);
    memset(blanks, ' ', big);
    blanks[0] = 'a';
    n = pack(packed, cap, blanks, big);
    expect(put("bomb.txt.gz", packed, n), 0, 1, PARLEY_ELIMIT, "limit");
    memcpy(blanks, "{\"text\": 1}\n", 12);
    n = pack(packed, cap, blanks, big);
    int pages, errors;
    parley_error err;
    count_pages(put("bomb.jsonl.gz", packed, n), &pages, &errors, &err);
    assert_int_equal(err.code, PARLEY_ELIMIT);
    assert_non_null(strstr(err.msg, "250 times"));
    free(blanks);
    free(packed);
}

static size_t record(char *out, size_t cap, const char *html) {
    return (size_t)snprintf(
        out, cap,
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://port.example/\r\nContent-Length: %zu\r\n\r\n"
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s\r\n\r\n",
        strlen(html) + 44, html);
}

static void warc_cut_and_lost(void **state) {
    (void)state;
    char one[1000], file[4000];
    const char *html = "<html><h1>Crews meet owners</h1><p>The crews said that they would meet the owners of the ferries again "
                       "on Friday.</p></html>";
    size_t n = record(one, sizeof one, html), at = 0;
    for (int i = 0; i < 3; i++, at += n)
        memcpy(file + at, one, n);
    expect(put("good.warc", file, at), 3, 0, PARLEY_OK, "");
    expect(put("cut.warc", file, at - 60), 2, 1, PARLEY_EFORMAT, "truncated");
    /* A record whose header is lost: the ones around it are read. */
    memcpy(file + n, "XXXX", 4);
    expect(put("lost.warc", file, at), 2, 1, PARLEY_EFORMAT, "not a WARC record");
    unsigned char packed[4000];
    size_t m = 0;
    for (int i = 0; i < 3; i++)
        m += pack(packed + m, sizeof packed - m, one, n);
    expect(put("good.warc.gz", packed, m), 3, 0, PARLEY_OK, "");
    expect(put("cut.warc.gz", packed, m - 40), 2, 1, PARLEY_EFORMAT, "truncated");
    /* Chunked and gzipped, as servers send it. */
    unsigned char body[1000];
    size_t n_body = pack(body, sizeof body, html, strlen(html));
    n = (size_t)snprintf(
        one, sizeof one,
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %zu\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n%02zx\r\n",
        n_body + 93 + 28 + 4 + 2 + 5, n_body);
    memcpy(file, one, n);
    memcpy(file + n, body, n_body);
    memcpy(file + n + n_body, "\r\n0\r\n\r\n", 7);
    int pages, errors;
    parley_error err;
    count_pages(put("chunked.warc", file, n + n_body + 7 + 40), &pages, &errors, &err);
    assert_int_equal(pages, 1);
}

static void json_lines_go_on_after_a_bad_one(void **state) {
    (void)state;
    char s[2000];
    int n = snprintf(
        s, sizeof s,
        "{\"id\": \"a1\", \"title\": \"Crews meet owners\", \"date\": \"2023-02-07\", \"text\": \"%.60s \\u201cyes\\u201d\"}\n"
        "{\"id\": \"a2\", \"text\": \"never closed\n"
        "{\"id\": \"a3\", \"note\": 1}\n"
        "not json at all\n"
        "{\"id\": \"a4\", \"event_text\": \"%.60s\"}\n",
        story, story);
    expect(put("mixed.jsonl", s, (size_t)n), 2, 3, PARLEY_EFORMAT, "not a JSON object");
    parley_source *src;
    parley_page *p;
    assert_int_equal(parley_source_open(&src, path_of("mixed.jsonl"), NULL), PARLEY_OK);
    assert_int_equal(parley_source_next(src, &p, NULL), PARLEY_OK);
    assert_string_equal(p->doc, "mixed.jsonl#a1");
    assert_string_equal(p->published.value, "2023-02-07");
    assert_string_equal(p->title.value, "Crews meet owners");
    const char *at = strstr(p->text, "\xE2\x80\x9Cyes\xE2\x80\x9D");
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - p->text);
    parley_span span = page_source_span(p, (parley_span){start, start + 9});
    assert_int_equal(span.end - span.start, 15);
    assert_memory_equal(p->source + span.start, "\\u201cyes\\u201d", 15);
    parley_page_free(p);
    parley_source_close(src);
}

/* A line may hold nothing but a whole page: what the page says of itself is found in it, at its bytes in the line. */
static void a_page_inside_a_json_line_speaks_for_itself(void **state) {
    (void)state;
    char s[2000];
    int n = snprintf(s, sizeof s,
                     "{\"id\": \"b1\", \"html\": \"<html><head><meta property=\\\"og:site_name\\\" content=\\\"Coast Daily\\\">"
                     "<meta property=\\\"article:published_time\\\" content=\\\"2023-02-07T10:00:00Z\\\"></head><body>"
                     "<h1>Crews meet owners</h1><p>%.60s</p></body></html>\"}\n",
                     story);
    parley_source *src;
    parley_page *p;
    assert_int_equal(parley_source_open(&src, put("page.jsonl", s, (size_t)n), NULL), PARLEY_OK);
    assert_int_equal(parley_source_next(src, &p, NULL), PARLEY_OK);
    assert_string_equal(p->outlet.value, "Coast Daily");
    assert_string_equal(p->published.value, "2023-02-07");
    assert_memory_equal(p->source + p->outlet.evidence.start, "Coast Daily", 11);
    assert_memory_equal(p->source + p->published.evidence.start, "2023-02-07T10:00:00Z", 20);
    parley_page_free(p);
    parley_source_close(src);
}

static void feeds_give_items_until_they_break(void **state) {
    (void)state;
    const char *s = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harbour Post</title>"
                    "<item><title>Crews meet owners</title><pubDate>Tue, 07 Feb 2023 10:00:00 GMT</pubDate>"
                    "<description>&lt;p&gt;The crews said that they would meet the owners again.&lt;/p&gt;</description></item>"
                    "<item><title>Second story of the day</title><description><![CDATA[<p>Nothing new was said by the owners on "
                    "Friday.</p>]]></description></item>"
                    "<item><title>Cut off";
    expect(put("cut.xml", s, strlen(s)), 2, 1, PARLEY_EFORMAT, "line 1");
    const char *bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
        "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e "
        "\"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">"
        "<!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\">]>"
        "<rss><channel><item><title>&g;</title></item></channel></rss>";
    parley_error err;
    int pages, errors;
    count_pages(put("bomb.xml", bomb, strlen(bomb)), &pages, &errors, &err);
    assert_int_equal(errors, 1);
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* 100,000 deep, and other pages that make some readers quadratic: no crash, and no longer than a few seconds even under
 * sanitizers. */
static void hostile_html_costs_no_more_than_its_length(void **state) {
    (void)state;
    static const char *const units[] = {"<div>", "<b><p>", "<a><b><table><td>", "</div><div a=b ",      "<ul><li>",
                                        "<!--",  "&amp",   "<p>x <p>",          "<span class='a b c'>", "x<br>"};
    for (size_t u = 0; u < COUNT_OF(units); u++) {
        size_t n = strlen(units[u]), count = u == 0 ? 100000 : 20000, at = 6;
        char *s = malloc(n * count + 200);
        assert_non_null(s);
        memcpy(s, "<html>", 6);
        for (size_t i = 0; i < count; i++, at += n)
            memcpy(s + at, units[u], n);
        const char *words = "<p>The crews said that they would meet the owners.</p>";
        memcpy(s + at, words, strlen(words));
        at += strlen(words);
        double start = seconds();
        parley_page *p = NULL;
        parley_error err;
        parley_status rc = parley_page_read(&p, "deep.html", s, at, &err);
        assert_true(rc >= 0);
        page_check(p);
        parley_page_free(p);
        free(s);
        if (seconds() - start > 10)
            fail_msg("%s: %.1f s", units[u], seconds() - start);
    }
}

static void a_folder_is_read_in_byte_order_past_its_bad_files(void **state) {
    (void)state;
    char old[64], sub[128];
    memcpy(old, folder, sizeof old);
    snprintf(folder, sizeof folder, "%.50s/f", old);
    char command[256];
    snprintf(command, sizeof command, "mkdir -p %s", folder);
    assert_int_equal(system(command), 0);
    put("b.txt", story, strlen(story));
    put("a.txt", story, strlen(story));
    put("c.txt", "", 0);
    put("B.txt", story, strlen(story));
    snprintf(sub, sizeof sub, "%s", folder);
    parley_source *s;
    assert_int_equal(parley_source_open(&s, sub, NULL), PARLEY_OK);
    static const char *const order[] = {"B.txt", "a.txt", "b.txt"};
    parley_page *p;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(parley_source_next(s, &p, NULL), PARLEY_OK);
        assert_string_equal(p->doc, order[i]);
        parley_page_free(p);
    }
    assert_int_equal(parley_source_next(s, &p, NULL), PARLEY_EFORMAT);
    assert_int_equal(parley_source_next(s, &p, NULL), PARLEY_END);
    parley_source_close(s);
    memcpy(folder, old, sizeof old);
}

static int setup(void **state) {
    (void)state;
    strcpy(folder, "/tmp/parley-page-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_missing_and_binary),
        cmocka_unit_test(too_large),
        cmocka_unit_test(gzip_cut_damaged_and_bomb),
        cmocka_unit_test(warc_cut_and_lost),
        cmocka_unit_test(json_lines_go_on_after_a_bad_one),
        cmocka_unit_test(a_page_inside_a_json_line_speaks_for_itself),
        cmocka_unit_test(feeds_give_items_until_they_break),
        cmocka_unit_test(hostile_html_costs_no_more_than_its_length),
        cmocka_unit_test(a_folder_is_read_in_byte_order_past_its_bad_files),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
