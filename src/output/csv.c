/* csv.c - the record as RFC 4180 files: CRLF, quoted where needed, a header line, UTF-8 without mark; an empty field is
 * "unknown". Lists are joined with "; ". Rows are sorted by all their columns, so that the bytes do not depend on the order of
 * reading. */
#include "output/output.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

static const struct {
    const char *name, *sql;
} csv_files[] = {
    {"documents", "SELECT doc, title, outlet, author, published, url, lang, format, encoding, n_bytes, body_bytes, model FROM "
                  "documents ORDER BY doc"},
    {"actors", "SELECT name, aliases, kind, role, side, title, country, sector, docs FROM actors ORDER BY name, kind"},
    {"statements",
     "SELECT doc, start, stop, speaker, side, cue, words, mode, chain, published, outlet, confidence, verdict FROM statements "
     "ORDER BY doc, start, stop, speaker, cue, words, mode, chain"},
    {"events", "SELECT doc, start, stop, event, source, target, status, date, place, asserted_by, words, published, outlet, "
               "confidence, verdict FROM "
               "events ORDER BY doc, start, stop, event, source, target, status, date, place, asserted_by"},
    {"positions", "SELECT doc, start, stop, holder, side, stance, object, object_is, asserted_by, date, nuance, words, "
                  "published, outlet, confidence, "
                  "verdict FROM positions ORDER BY doc, start, stop, holder, stance, object, asserted_by"},
    {"figures", "SELECT doc, start, stop, measure, qualifier, value, high, unit, subject, according_to, as_of, words, published, "
                "outlet, confidence, "
                "verdict FROM figures ORDER BY doc, start, stop, value, measure, subject, according_to"},
    {"proposals", "SELECT name, author, date, docs FROM proposals ORDER BY name"},
    {"issues", "SELECT name, docs FROM issues ORDER BY name"},
    {"conflicts", "SELECT DISTINCT (SELECT group_concat(place, ' | ') FROM (SELECT y.doc || ':' || x.start || '-' || x.stop AS "
                  "place FROM conflict_side "
                  "x JOIN document y ON y.id = x.document_id WHERE x.conflict_id = c.id ORDER BY y.doc, x.start, x.stop)) AS "
                  "accounts, kind, about, doc, "
                  "start, stop, words, published, outlet, rule FROM conflicts c ORDER BY 2, 3, 1, 4, 5, 6"},
    {"lineage", "SELECT DISTINCT doc, other, relation, score, of, evidence FROM origins ORDER BY 1, 2, 3, 5"},
    {"changes", "SELECT DISTINCT kind, what, about, before_doc, before_start, before_stop, before_words, before_date, after_doc, "
                "after_start, after_stop, "
                "after_words, after_date, rule FROM changes ORDER BY after_date, after_doc, after_start, before_doc, "
                "before_start, kind, what, about"},
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

static parley_status csv_file(parley_record *r, const char *sql, FILE *f, const char *path, parley_error *err) {
    sqlite3_stmt *s;
    parley_buf b;
    parley_status rc = PARLEY_OK;
    if (sqlite3_prepare_v2(record_db(r), sql, -1, &s, NULL) != SQLITE_OK)
        return record_fail(r, err);
    buf_init(&b);
    int n = sqlite3_column_count(s), row = SQLITE_OK;
    for (int i = 0; i < n; i++) {
        if (i)
            buf_addc(&b, ',');
        buf_adds(&b, sqlite3_column_name(s, i));
    }
    buf_adds(&b, "\r\n");
    while (rc >= 0 && (row = sqlite3_step(s)) == SQLITE_ROW) {
        for (int i = 0; i < n; i++) {
            if (i)
                buf_addc(&b, ',');
            if (sqlite3_column_type(s, i) == SQLITE_FLOAT)
                output_number(&b, sqlite3_column_double(s, i));
            else if (sqlite3_column_type(s, i) != SQLITE_NULL)
                csv_value(&b, (const char *)sqlite3_column_text(s, i), (size_t)sqlite3_column_bytes(s, i));
        }
        buf_adds(&b, "\r\n");
        if (b.n > 65536)
            rc = output_flush(&b, f, path, err);
    }
    if (rc >= 0 && row != SQLITE_DONE)
        rc = record_fail(r, err);
    if (rc >= 0)
        rc = output_flush(&b, f, path, err);
    buf_free(&b);
    sqlite3_finalize(s);
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
        parley_status rc = csv_file(r, csv_files[i].sql, f, path, err);
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
