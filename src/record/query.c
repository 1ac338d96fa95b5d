/* query.c - what joins pages, for the rooms that write it out: SQL in, rows of C out. */
#include "record/record_int.h"

parley_status record_conflicts(record_conflict **out, uint32_t *n, parley_record *r, parley_arena *a, parley_error *err) {
    uint32_t cap = 0, cap_sides = 0;
    int64_t last = 0; /* no conflict's number */
    int row;
    *out = NULL;
    *n = 0;
    sqlite3_stmt *s = record_prepare(
        r, err,
        "SELECT c.id, c.kind, c.about, c.rule, d.doc, s.fact_id, s.start, s.stop, f.words, d.published FROM conflict c JOIN "
        "conflict_side s ON s.conflict_id = c.id JOIN document d ON d.id = s.document_id LEFT JOIN fact f ON f.id = s.fact_id "
        "ORDER BY c.kind, c.about, c.id, s.seq",
        "");
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1) {
        if (sqlite3_column_int64(s, 0) != last) {
            last = sqlite3_column_int64(s, 0);
            cap_sides = 0;
            ARENA_PUSH(a, *out, *n, cap) =
                (record_conflict){.kind = record_text(a, s, 1), .about = record_text(a, s, 2), .rule = record_text(a, s, 3)};
        }
        record_conflict *c = &(*out)[*n - 1];
        ARENA_PUSH(a, c->sides, c->n_sides, cap_sides) = (record_account){.doc = record_text(a, s, 4),
                                                                          .fact = sqlite3_column_int64(s, 5),
                                                                          .start = (uint32_t)sqlite3_column_int64(s, 6),
                                                                          .stop = (uint32_t)sqlite3_column_int64(s, 7),
                                                                          .words = record_text(a, s, 8),
                                                                          .published = record_text(a, s, 9)};
    }
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

parley_status record_changes(record_change **out, uint32_t *n, parley_record *r, const parley_view *v, parley_arena *a,
                             parley_error *err) {
    static const parley_view all = PARLEY_VIEW_INIT;
    uint32_t cap = 0;
    int row;
    *out = NULL;
    *n = 0;
    if (!v)
        v = &all;
    /* Of facts that are one for a reader, since page, bytes and words are the same, the first stands for all. */
    sqlite3_stmt *s = record_prepare(
        r, err,
        "SELECT c.kind, c.what, c.about, c.rule, b.doc, b.url, b.published, c.before_date, c.before_start, c.before_stop, "
        "x.words, "
        "min(c.before_fact), d.doc, d.url, d.published, c.after_date, c.after_start, c.after_stop, y.words, min(c.after_fact), "
        "d.read_at FROM change c JOIN document b ON b.id = c.before_doc JOIN document d ON d.id = c.after_doc LEFT JOIN fact x "
        "ON "
        "x.id = c.before_fact LEFT JOIN fact y ON y.id = c.after_fact WHERE (?1 IS NULL OR max(coalesce(c.after_date, ''), "
        "coalesce(d.published, '')) >= ?1) AND (?2 IS NULL OR d.read_at >= ?2 OR b.read_at >= ?2) AND (?3 IS NULL OR "
        "instr(lower(c.about || ' ' || coalesce(x.words, '') || ' ' || coalesce(y.words, '')), lower(?3)) > 0) AND (?4 IS NULL "
        "OR ?4 IN (b.doc, d.doc)) GROUP BY c.kind, c.what, c.about, c.rule, b.id, c.before_date, c.before_start, c.before_stop, "
        "x.words, d.id, c.after_date, c.after_start, c.after_stop, y.words ORDER BY c.after_date, d.doc, c.after_start, b.doc, "
        "c.before_start, c.kind, c.what, c.about LIMIT ?5",
        "ssssi", v->since, v->read_since, v->about, v->doc, v->limit ? (int64_t)v->limit : (int64_t)-1);
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1) {
        record_change *c = &ARENA_PUSH(a, *out, *n, cap);
        *c = (record_change){.kind = record_text(a, s, 0),
                             .what = record_text(a, s, 1),
                             .about = record_text(a, s, 2),
                             .rule = record_text(a, s, 3),
                             .read_at = record_text(a, s, 20)};
        for (int side = 0; side < 2; side++) {
            int at = 4 + 8 * side;
            c->side[side] = (record_account){.doc = record_text(a, s, at),
                                             .url = record_text(a, s, at + 1),
                                             .published = record_text(a, s, at + 2),
                                             .date = record_text(a, s, at + 3),
                                             .start = (uint32_t)sqlite3_column_int64(s, at + 4),
                                             .stop = (uint32_t)sqlite3_column_int64(s, at + 5),
                                             .words = record_text(a, s, at + 6),
                                             .fact = sqlite3_column_int64(s, at + 7)};
        }
    }
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

parley_status record_links(record_link **out, uint32_t *n, parley_record *r, parley_arena *a, parley_error *err) {
    uint32_t cap = 0;
    int row;
    *out = NULL;
    *n = 0;
    sqlite3_stmt *s = record_prepare(
        r, err, "SELECT doc, other, relation, of, evidence, coalesce(score, -1) FROM origins ORDER BY doc, other, relation", "");
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1)
        ARENA_PUSH(a, *out, *n, cap) = (record_link){.doc = record_text(a, s, 0),
                                                     .other = record_text(a, s, 1),
                                                     .relation = record_text(a, s, 2),
                                                     .of = record_text(a, s, 3),
                                                     .evidence = record_text(a, s, 4),
                                                     .score = sqlite3_column_double(s, 5)};
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

parley_status record_corrections(record_correction **out, uint32_t *n, parley_record *r, parley_arena *a, parley_error *err) {
    uint32_t cap = 0;
    int row;
    *out = NULL;
    *n = 0;
    sqlite3_stmt *s = record_prepare(
        r, err, "SELECT at, who, action, kind, doc, which, field, value, was, note, start, stop FROM correction ORDER BY id", "");
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1)
        ARENA_PUSH(a, *out, *n, cap) = (record_correction){.at = record_text(a, s, 0),
                                                           .who = record_text(a, s, 1),
                                                           .action = record_text(a, s, 2),
                                                           .kind = record_text(a, s, 3),
                                                           .doc = record_text(a, s, 4),
                                                           .which = record_text(a, s, 5),
                                                           .field = record_text(a, s, 6),
                                                           .value = record_text(a, s, 7),
                                                           .was = record_text(a, s, 8),
                                                           .note = record_text(a, s, 9),
                                                           .start = (uint32_t)sqlite3_column_int64(s, 10),
                                                           .stop = (uint32_t)sqlite3_column_int64(s, 11)};
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
