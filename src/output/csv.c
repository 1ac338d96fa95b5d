/* csv.c - the record as RFC 4180 files: CRLF, quoted where needed, a header line, UTF-8 without mark; an empty field is
 * "unknown". Lists are joined with "; ". Rows are sorted by all their columns, so that the bytes do not depend on the order of
 * reading. */
#include "output/output.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

static const struct {
    const char *name, *columns, *order;
    bool distinct; /* what joins pages: without its number, one thing may be told twice */
} csv_files[] = {
    {"documents",
     "doc, title, outlet, author, published, url, lang, translated, original, format, encoding, n_bytes, body_bytes, talks, "
     "model",
     "doc", false},
    {"translations", "doc, sign, made, original, start, stop, words", "doc", false},
    {"actors", "name, aliases, kind, role, side, title, country, sector, head, members, judging, docs", "name, kind", false},
    {"statements", "doc, start, stop, speaker, side, cue, words, mode, translated, chain, published, outlet, confidence, verdict",
     "doc, start, stop, speaker, cue, words, mode, chain", false},
    {"events",
     "doc, start, stop, event, source, target, status, date, time, place, asserted_by, words, published, outlet, confidence, "
     "verdict",
     "doc, start, stop, event, source, target, status, date, place, asserted_by", false},
    {"positions",
     "doc, start, stop, holder, side, stance, object, object_is, asserted_by, date, nuance, words, published, outlet, "
     "confidence, "
     "verdict",
     "doc, start, stop, holder, stance, object, asserted_by", false},
    {"figures",
     "doc, start, stop, measure, qualifier, value, high, unit, subject, according_to, as_of, words, published, outlet, "
     "confidence, verdict",
     "doc, start, stop, value, measure, subject, according_to", false},
    {"proposals", "name, author, date, phases, docs, talks", "name, talks", false},
    {"issues", "name, docs, talks", "name, talks", false},
    {"conflicts", "accounts, kind, about, doc, start, stop, words, published, outlet, rule",
     "kind, about, accounts, doc, start, stop", true},
    {"lineage", "doc, other, relation, score, of, evidence", "doc, other, relation, of", true},
    {"changes",
     "kind, what, about, before_doc, before_start, before_stop, before_words, before_date, after_doc, after_start, after_stop, "
     "after_words, after_date, rule",
     "after_date, after_doc, after_start, before_doc, before_start, kind, what, about", true},
};

static void csv_value(parley_buf *b, const char *s, size_t n) {
    if (n == 0)
        return;
    if (!memchr(s, '"', n) && !memchr(s, ',', n) && !memchr(s, '\n', n) && !memchr(s, '\r', n) && s[0] != ' ' &&
        s[n - 1] != ' ') {
        buf_add(b, s, n);
        return;
    }
    buf_addc(b, '"');
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"')
            buf_addc(b, '"');
        buf_addc(b, s[i]);
    }
    buf_addc(b, '"');
}

static parley_status csv_file(parley_record *r, const record_selection *q, FILE *f, const char *path, parley_arena *a,
                              parley_error *err) {
    record_rows *rows;
    parley_buf b;
    parley_status rc = record_rows_select(&rows, r, q, a, err);
    if (rc < 0)
        return rc;
    int n = record_rows_n(rows), row = 0;
    buf_init(&b);
    for (int i = 0; i < n; i++) {
        if (i)
            buf_addc(&b, ',');
        buf_adds(&b, record_rows_name(rows, i));
    }
    buf_adds(&b, "\r\n");
    while (rc >= 0 && (row = record_rows_next(rows, err)) == 1) {
        for (int i = 0; i < n; i++) {
            record_cell c = record_rows_cell(rows, i);
            if (i)
                buf_addc(&b, ',');
            if (c.type == RECORD_TEXT)
                csv_value(&b, c.s, c.n);
            else
                output_cell(&b, c);
        }
        buf_adds(&b, "\r\n");
        if (b.n > 65536)
            rc = output_flush(&b, f, path, err);
    }
    if (row < 0)
        rc = (parley_status)row;
    if (rc >= 0)
        rc = output_flush(&b, f, path, err);
    buf_free(&b);
    record_rows_close(rows);
    return rc;
}

static parley_status csv_all(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    const char *dir = context;
    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        return fail(err, PARLEY_EIO, -1, "%s: %s", dir, strerror(errno));
    for (size_t i = 0; i < COUNT_OF(csv_files); i++) {
        const char *path = arena_printf(a, "%s/%s.csv", dir, csv_files[i].name);
        FILE *f = fopen(path, "wb");
        if (!f)
            return fail(err, PARLEY_EIO, -1, "%s: %s", path, strerror(errno));
        const record_selection all = {csv_files[i].name, csv_files[i].columns, csv_files[i].order, csv_files[i].distinct, NULL};
        parley_status rc = csv_file(r, &all, f, path, a, err);
        if (fclose(f) != 0 && rc >= 0)
            rc = fail(err, PARLEY_EIO, -1, "%s: %s", path, strerror(errno));
        if (rc < 0)
            return rc;
    }
    return PARLEY_OK;
}

parley_status parley_record_export_csv(parley_record *r, const char *dir, parley_error *err) {
    return record_read_guard(r, csv_all, (void *)(uintptr_t)dir, err);
}
