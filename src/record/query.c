/* query.c - questions about many pages, for the rooms that write them out: SQL in, rows of C out. */
#include "record/record_int.h"

parley_status record_changes(record_change **out, uint32_t *n, parley_record *r, const parley_view *v, parley_arena *a,
                             parley_error *err) {
    uint32_t cap = 0;
    int row;
    *out = NULL;
    *n = 0;
    sqlite3_stmt *s = record_prepare(
        r, err,
        "SELECT DISTINCT c.kind, c.what, c.about, c.rule, b.doc, b.url, b.published, c.before_date, c.before_start, "
        "c.before_stop, "
        "x.words, d.doc, d.url, d.published, c.after_date, c.after_start, c.after_stop, y.words, d.read_at FROM change c JOIN "
        "document b ON b.id = c.before_doc JOIN document d ON d.id = c.after_doc LEFT JOIN fact x ON x.id = c.before_fact LEFT "
        "JOIN fact y ON y.id = c.after_fact WHERE (?1 IS NULL OR max(coalesce(c.after_date, ''), coalesce(d.published, '')) >= "
        "?1) "
        "AND (?2 IS NULL OR d.read_at >= ?2 OR b.read_at >= ?2) AND (?3 IS NULL OR instr(lower(c.about || ' ' || "
        "coalesce(x.words, "
        "'') || ' ' || coalesce(y.words, '')), lower(?3)) > 0) AND (?4 IS NULL OR ?4 IN (b.doc, d.doc)) ORDER BY c.after_date, "
        "d.doc, c.after_start, b.doc, c.before_start, c.kind, c.what, c.about LIMIT ?5",
        "ssssi", v->since, v->read_since, v->about, v->doc, v->limit ? (int64_t)v->limit : (int64_t)-1);
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1) {
        record_change *c = &ARENA_PUSH(a, *out, *n, cap);
        *c = (record_change){.kind = record_text(a, s, 0),
                             .what = record_text(a, s, 1),
                             .about = record_text(a, s, 2),
                             .rule = record_text(a, s, 3),
                             .read_at = record_text(a, s, 18)};
        for (int side = 0; side < 2; side++) {
            int at = 4 + 7 * side;
            c->side[side] = (record_account){.doc = record_text(a, s, at),
                                             .url = record_text(a, s, at + 1),
                                             .published = record_text(a, s, at + 2),
                                             .date = record_text(a, s, at + 3),
                                             .start = (uint32_t)sqlite3_column_int64(s, at + 4),
                                             .stop = (uint32_t)sqlite3_column_int64(s, at + 5),
                                             .words = record_text(a, s, at + 6)};
        }
    }
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

parley_status record_page_origin(parley_record *r, int64_t id, uint32_t *origin, const char **of, parley_arena *a,
                                 parley_error *err) {
    sqlite3_stmt *s = record_prepare(r, err,
                                     "SELECT coalesce(d.origin_id, d.id), (SELECT min(l.of) FROM lineage l WHERE l.a = d.id AND "
                                     "l.of IS NOT NULL) FROM document d WHERE d.id = ?1",
                                     "i", id);
    if (!s)
        return PARLEY_EIO;
    int row = record_step(r, s, err);
    if (row == 1) {
        *origin = (uint32_t)sqlite3_column_int64(s, 0);
        *of = record_text(a, s, 1);
    }
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}
