/* show.c - the record in a terminal: tables, search, one fact explained. Rows come from the views of schema.sql; a table of
 * columns says how each is shown. */
#include "output/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* --- who is meant by a name
 * --------------------------------------------------------------------------------------------------------- */
/* Numbers of the identities that answer to a name: by name, else by alias, else whose name holds it; with sides, also all who
 * speak for them. As a JSON list, which json_each takes as one binding. */
static const char *who(parley_record *r, const char *name, bool sides, parley_arena *a, parley_error *err) {
    static const char *const ways[] = {
        "SELECT coalesce(canon_id, id) FROM identity WHERE sort = 'actor' AND key = ?1",
        ("SELECT DISTINCT coalesce(i.canon_id, i.id) FROM alias x JOIN actor p ON p.id = x.actor_id JOIN identity i ON i.id = "
         "p.identity_id "
         "WHERE x.alias = ?2 COLLATE NOCASE"),
        "SELECT DISTINCT coalesce(canon_id, id) FROM identity WHERE sort = 'actor' AND ' ' || key || ' ' LIKE '% ' || ?1 || ' %'",
    };
    parley_buf b;
    bool any = false;
    const char *key = record_fold(a, name), *out = NULL;
    buf_init(&b);
    for (size_t i = 0; i < COUNT_OF(ways) && !any; i++) {
        sqlite3_stmt *s;
        parley_buf sql;
        buf_init(&sql);
        buf_addf(&sql, "WITH hit (id) AS (%s) SELECT id FROM identity WHERE coalesce(canon_id, id) IN hit", ways[i]);
        if (sides)
            buf_addf(&sql, " UNION SELECT j.id FROM identity i JOIN identity j ON coalesce(j.canon_id, j.id) = i.id WHERE i.side "
                           "IN (SELECT name FROM "
                           "identity WHERE id IN hit)");
        int rc = sql.nomem ? SQLITE_NOMEM : sqlite3_prepare_v2(record_db(r), sql.s, -1, &s, NULL);
        buf_free(&sql);
        if (rc != SQLITE_OK) {
            record_fail(r, err);
            buf_free(&b);
            return NULL;
        }
        sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
        if (sqlite3_bind_parameter_count(s) > 1)
            sqlite3_bind_text(s, 2, name, -1, SQLITE_STATIC);
        while (sqlite3_step(s) == SQLITE_ROW) {
            buf_addf(&b, "%s%lld", any ? "," : "[", (long long)sqlite3_column_int64(s, 0));
            any = true;
        }
        sqlite3_finalize(s);
    }
    buf_adds(&b, any ? "]" : "[]");
    out = arena_str(a, b.nomem ? "[]" : b.s);
    buf_free(&b);
    return out;
}

/* Words for FTS5: each quoted, so that nothing in them is syntax; all must be there. A quoted phrase stays one. */
static const char *fts_words(parley_arena *a, const char *words) {
    parley_buf b;
    buf_init(&b);
    for (const char *w = words; *w;) {
        while (*w == ' ' || *w == '\t' || *w == '\n')
            w++;
        if (!*w)
            break;
        bool phrase = *w == '"';
        const char *end = phrase ? strchr(w + 1, '"') : w + strcspn(w, " \t\n\"");
        if (phrase)
            w++;
        if (!end)
            end = w + strlen(w);
        if (end > w) {
            buf_adds(&b, b.n ? " \"" : "\"");
            buf_add(&b, w, (size_t)(end - w));
            buf_addc(&b, '"');
        }
        w = end + (phrase && *end == '"');
    }
    const char *s = arena_str(a, b.s ? b.s : "\"\"");
    buf_free(&b);
    return s;
}

/* --- tables
 * --------------------------------------------------------------------------------------------------------------------------- */
typedef struct show_column {
    const char *name;  /* of the view */
    unsigned most;     /* columns of the screen at most; 0: takes what is left */
    const char *paint; /* ANSI attributes, or NULL */
} show_column;

typedef struct show_table {
    const char *what, *view;
    show_column columns[9];
    const char *order;
    const char *ids_by;   /* how --by narrows: SQL with %s for the list's parameter, or NULL */
    const char *ids_side; /* the same for --side */
    const char *about;    /* what --about looks at beside the words: of facts a query for their numbers, else columns; or NULL */
    const char *date;     /* expression for --since */
    const char *own_date; /* of facts: the column of their own table in it, or NULL */
    bool facts;           /* has rows of fact: --about may use the index of words */
} show_table;

#define ACTORS_OF(list) "(SELECT id FROM actor WHERE identity_id IN (SELECT value FROM json_each(" list ")))"
#define NAMES_OF(list)  "(SELECT coalesce(canon_id, id) FROM identity WHERE id IN (SELECT value FROM json_each(" list ")))"

static const show_table tables[] = {
    {"documents",
     "documents",
     {{"doc", 34, "1"},
      {"published", 10, NULL},
      {"outlet", 20, NULL},
      {"lang", 4, NULL},
      {"facts", 6, NULL},
      {"body_bytes", 10, NULL},
      {"title", 0, NULL}},
     "doc",
     NULL,
     NULL,
     "coalesce(title, '') || ' ' || coalesce(outlet, '')",
     "published",
     NULL,
     false},
    {"statements",
     "statements",
     {{"id", 6, "2"},
      {"speaker", 24, "1"},
      {"side", 16, NULL},
      {"cue", 12, "36"},
      {"mode", 8, NULL},
      {"words", 0, NULL},
      {"chain", 20, NULL},
      {"doc", 24, "2"}},
     "doc, start, stop, id",
     "id IN (SELECT fact_id FROM statement WHERE speaker_id IN " ACTORS_OF("?1") ")",
     "id IN (SELECT fact_id FROM statement WHERE speaker_id IN " ACTORS_OF("?2") ")",
     NULL,
     "published",
     NULL,
     true},
    {"events",
     "events",
     {{"id", 6, "2"},
      {"event", 10, "1"},
      {"status", 12, NULL},
      {"source", 22, "36"},
      {"target", 22, "36"},
      {"date", 10, NULL},
      {"words", 0, NULL},
      {"asserted_by", 16, NULL},
      {"doc", 24, "2"}},
     "doc, start, stop, id",
     "id IN (SELECT fact_id FROM event_actor WHERE actor_id IN " ACTORS_OF("?1") ")",
     "id IN (SELECT fact_id FROM event_actor WHERE part = 'source' AND actor_id IN " ACTORS_OF("?2") ")",
     NULL,
     "coalesce(date, published)",
     "date",
     true},
    {"positions",
     "positions",
     {{"id", 6, "2"},
      {"holder", 22, "1"},
      {"stance", 8, "36"},
      {"object", 26, NULL},
      {"asserted_by", 18, NULL},
      {"date", 10, NULL},
      {"words", 0, NULL},
      {"doc", 24, "2"}},
     "doc, start, stop, id",
     "id IN (SELECT fact_id FROM position WHERE holder_id IN " ACTORS_OF("?1") ")",
     "id IN (SELECT fact_id FROM position WHERE holder_id IN " ACTORS_OF("?2") ")",
     "SELECT x.fact_id FROM identity c JOIN identity i ON i.canon_id = c.id JOIN issue o ON o.identity_id = i.id JOIN position x "
     "ON "
     "x.issue_id = o.id WHERE c.sort = 'issue' AND instr(lower(c.name), lower(?4)) > 0 UNION ALL SELECT x.fact_id FROM identity "
     "c "
     "JOIN identity i ON i.canon_id = c.id JOIN proposal o ON o.identity_id = i.id JOIN position x ON x.proposal_id = o.id WHERE "
     "c.sort = 'proposal' AND instr(lower(c.name), lower(?4)) > 0",
     "coalesce(date, published)",
     "date",
     true},
    {"figures",
     "figures",
     {{"id", 6, "2"},
      {"measure", 12, "1"},
      {"qualifier", 9, NULL},
      {"value", 13, "36"},
      {"unit", 8, NULL},
      {"subject", 24, NULL},
      {"according_to", 20, NULL},
      {"as_of", 10, NULL},
      {"words", 0, NULL}},
     "doc, start, stop, id",
     "id IN (SELECT fact_id FROM figure WHERE according_id IN " ACTORS_OF("?1") ")",
     "id IN (SELECT fact_id FROM figure WHERE according_id IN " ACTORS_OF("?2") ")",
     "SELECT fact_id FROM figure WHERE instr(lower(coalesce(measure, '') || ' ' || coalesce(subject, '')), lower(?4)) > 0",
     "coalesce(as_of, published)",
     "as_of",
     true},
    {"outlooks",
     "outlooks",
     {{"id", 6, "2"},
      {"about", 6, NULL},
      {"outlook", 7, "36"},
      {"asserted_by", 24, "1"},
      {"side", 18, NULL},
      {"words", 0, NULL},
      {"doc", 24, "2"}},
     "doc, start, stop, id",
     "id IN (SELECT fact_id FROM outlook WHERE asserted_id IN " ACTORS_OF("?1") ")",
     "id IN (SELECT fact_id FROM outlook WHERE asserted_id IN " ACTORS_OF("?2") ")",
     NULL,
     "published",
     NULL,
     true},
    {"actors",
     "actors",
     {{"name", 32, "1"},
      {"kind", 12, NULL},
      {"role", 8, "36"},
      {"side", 22, NULL},
      {"title", 24, NULL},
      {"docs", 5, NULL},
      {"aliases", 0, NULL}},
     "name, id",
     "id IN " NAMES_OF("?1"),
     "id IN " NAMES_OF("?2"),
     "name || ' ' || coalesce(aliases, '') || ' ' || coalesce(title, '')",
     NULL,
     NULL,
     false},
    {"proposals",
     "proposals",
     {{"name", 0, "1"}, {"author", 30, NULL}, {"date", 21, NULL}, {"docs", 5, NULL}},
     "name, id",
     NULL,
     NULL,
     "name",
     NULL,
     NULL,
     false},
    {"issues", "issues", {{"name", 0, "1"}, {"docs", 5, NULL}}, "name, id", NULL, NULL, "name", NULL, NULL, false},
    {"conflicts",
     "conflicts",
     {{"id", 5, "2"}, {"kind", 8, NULL}, {"about", 40, "1"}, {"doc", 28, "2"}, {"words", 0, NULL}},
     "id, doc, start",
     NULL,
     NULL,
     "about || ' ' || coalesce(words, '')",
     "published",
     NULL,
     false},
    {"lineage",
     "origins",
     {{"doc", 34, "1"}, {"other", 34, "1"}, {"relation", 10, "36"}, {"score", 5, NULL}, {"of", 16, NULL}, {"evidence", 0, NULL}},
     "doc, other, relation",
     NULL,
     NULL,
     "doc || ' ' || coalesce(other, '') || ' ' || coalesce(of, '')",
     NULL,
     NULL,
     false},
    {"changes",
     "changes",
     {{"after_date", 10, "1"},
      {"what", 9, "36"},
      {"about", 40, NULL},
      {"before_words", 40, NULL},
      {"after_words", 0, NULL},
      {"after_doc", 24, "2"}},
     "after_date, after_doc, after_start, id",
     NULL,
     NULL,
     "about || ' ' || coalesce(before_words, '') || ' ' || coalesce(after_words, '')",
     "max(coalesce(after_date, ''), coalesce(after_published, ''))",
     NULL,
     false},
    {"corrections",
     "correction",
     {{"id", 5, "2"},
      {"at", 20, NULL},
      {"who", 12, NULL},
      {"action", 8, "1"},
      {"kind", 10, NULL},
      {"doc", 28, NULL},
      {"field", 20, NULL},
      {"value", 0, NULL},
      {"applied", 7, NULL}},
     "id",
     NULL,
     NULL,
     "coalesce(doc, '') || ' ' || coalesce(field, '') || ' ' || coalesce(value, '')",
     "at",
     NULL,
     false},
};

/* Columns of the screen that a string takes: combining marks none, wide East Asian letters two. */
static unsigned show_width_of(uint32_t cp) {
    if ((cp >= 0x300 && cp < 0x370) || (cp >= 0x200B && cp <= 0x200F) || cp == 0xFEFF)
        return 0;
    return (cp >= 0x1100 && cp < 0x1160) || (cp >= 0x2E80 && cp < 0xA4D0) || (cp >= 0xAC00 && cp < 0xD7A4) ||
                   (cp >= 0xF900 && cp < 0xFB00) || (cp >= 0xFF00 && cp < 0xFF61) || (cp >= 0x1F300 && cp < 0x1FB00) ||
                   (cp >= 0x20000 && cp < 0x30000)
               ? 2
               : 1;
}

/* One line of s, at most `most` columns (0: all), line breaks as spaces; control characters of a page must not reach a terminal.
 */
static unsigned show_cell(parley_buf *b, const char *s, size_t n, unsigned most) {
    unsigned width = 0;
    size_t cut = b->n; /* where "…" goes if it gets too long */
    unsigned cut_width = 0;
    bool space = false;
    for (size_t i = 0; i < n;) {
        uint32_t len, cp = utf8_get(s + i, n - i, &len);
        bool control = cp == UTF8_BAD || cp < 0x20 || cp == 0x7f || (cp >= 0x80 && cp < 0xa0);
        bool is_space = cp == ' ' || cp == '\n' || cp == '\t' || cp == '\r';
        unsigned w = control || is_space ? 1 : show_width_of(cp);
        if (is_space && space) {
            i += len;
            continue;
        }
        if (most && width + w > most) {
            b->n = cut;
            buf_adds(b, "…");
            return cut_width + 1;
        }
        if (!most || width + w <= most - 1) {
            cut_width = width + w;
        }
        if (is_space)
            buf_addc(b, ' ');
        else if (control)
            buf_adds(b, "\xEF\xBF\xBD");
        else
            buf_add(b, s + i, len);
        width += w;
        if (!most || width <= most - 1)
            cut = b->n;
        space = is_space;
        i += len;
    }
    return width;
}

static void show_paint(parley_buf *b, const parley_view *v, const char *paint) {
    if (v->colour && paint)
        buf_addf(b, "\x1b[%sm", paint);
}

static void show_json_row(parley_buf *b, sqlite3_stmt *s) {
    int n = sqlite3_column_count(s);
    buf_addc(b, '{');
    for (int i = 0; i < n; i++) {
        const char *name = sqlite3_column_name(s, i);
        if (i)
            buf_adds(b, ", ");
        buf_add_json(b, name, strlen(name));
        buf_adds(b, ": ");
        switch (sqlite3_column_type(s, i)) {
        case SQLITE_NULL: buf_adds(b, "null"); break;
        case SQLITE_INTEGER: buf_addf(b, "%lld", (long long)sqlite3_column_int64(s, i)); break;
        case SQLITE_FLOAT: output_number(b, sqlite3_column_double(s, i)); break;
        default: buf_add_json(b, (const char *)sqlite3_column_text(s, i), (size_t)sqlite3_column_bytes(s, i)); break;
        }
    }
    buf_adds(b, "}\n");
}

typedef struct show_cellv {
    char *s;
    size_t n;
    bool number;
} show_cellv;

/* Rows as an aligned table. Widths are those of the first rows (so that a long table need not be held), the last column takes the
 * rest. */
enum { SHOW_MEASURED = 500 };
static parley_status show_rows(parley_record *r, sqlite3_stmt *s, const show_column *columns, int n, const parley_view *v,
                               FILE *f, uint64_t *n_rows, parley_arena *a, parley_error *err) {
    parley_buf b, cell;
    parley_status status = PARLEY_OK;
    int rc = SQLITE_DONE;
    buf_init(&b);
    buf_init(&cell);
    if (v->json) {
        while (status >= 0 && (rc = sqlite3_step(s)) == SQLITE_ROW) {
            show_json_row(&b, s);
            ++*n_rows;
            status = b.n > 65536 ? output_flush(&b, f, "show", err) : PARLEY_OK;
        }
        goto done;
    }
    show_cellv *held = ARENA_ARRAY(a, show_cellv, (size_t)n * SHOW_MEASURED);
    unsigned *width = ARENA_ARRAY(a, unsigned, n);
    int n_held = 0;
    for (int i = 0; i < n; i++)
        width[i] = (unsigned)strlen(columns[i].name);
    while (n_held < SHOW_MEASURED && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        for (int i = 0; i < n; i++) {
            show_cellv *c = &held[n_held * n + i];
            int type = sqlite3_column_type(s, i);
            cell.n = 0;
            if (type == SQLITE_FLOAT)
                output_number(&cell, sqlite3_column_double(s, i));
            else if (type != SQLITE_NULL)
                buf_add(&cell, (const char *)sqlite3_column_text(s, i), (size_t)sqlite3_column_bytes(s, i));
            c->number = type == SQLITE_FLOAT || type == SQLITE_INTEGER;
            c->n = cell.n;
            c->s = arena_strn(a, cell.s ? cell.s : "", cell.n);
            parley_buf measure;
            buf_init(&measure);
            unsigned w = show_cell(&measure, c->s, c->n, columns[i].most);
            buf_free(&measure);
            if (w > width[i])
                width[i] = w;
        }
        n_held++;
    }
    unsigned used = 0;
    int rest = n - 1;
    for (int i = 0; i < n; i++) {
        if (columns[i].most == 0)
            rest = i;
        else
            used += width[i];
    }
    used += 2 * (unsigned)(n - 1);
    if (columns[rest].most == 0 && v->width) {
        unsigned room = v->width > used + 20 ? v->width - used : 20;
        if (width[rest] > room)
            width[rest] = room;
    }
    show_paint(&b, v, "4");
    for (int i = 0; i < n; i++)
        buf_addf(&b, "%-*s%s", i + 1 < n ? (int)width[i] : 0, columns[i].name, i + 1 < n ? "  " : "");
    show_paint(&b, v, "0");
    buf_addc(&b, '\n');
    for (int row = 0; status >= 0; row++) {
        if (row >= n_held && (n_held < SHOW_MEASURED || (rc = sqlite3_step(s)) != SQLITE_ROW))
            break;
        for (int i = 0; i < n; i++) {
            show_cellv c;
            if (row < n_held) {
                c = held[row * n + i];
            } else {
                int type = sqlite3_column_type(s, i);
                cell.n = 0;
                if (type == SQLITE_FLOAT)
                    output_number(&cell, sqlite3_column_double(s, i));
                else if (type != SQLITE_NULL)
                    buf_add(&cell, (const char *)sqlite3_column_text(s, i), (size_t)sqlite3_column_bytes(s, i));
                c = (show_cellv){cell.s, cell.n, type == SQLITE_FLOAT || type == SQLITE_INTEGER};
            }
            bool last = i + 1 == n;
            unsigned most = columns[i].most == 0 && !v->width ? 0 : width[i];
            size_t at = b.n;
            unsigned w = show_cell(&b, c.s ? c.s : "", c.n, most);
            unsigned pad = w < width[i] && width[i] != 0 ? width[i] - w : 0;
            const char *paint = v->colour ? columns[i].paint : NULL;
            if (c.number || paint) { /* put what goes before in front: numbers stand to the right */
                parley_buf tmp;
                buf_init(&tmp);
                buf_add(&tmp, b.s + at, b.n - at);
                b.n = at;
                if (c.number)
                    for (unsigned k = 0; k < pad; k++)
                        buf_addc(&b, ' ');
                show_paint(&b, v, paint);
                if (tmp.n)
                    buf_add(&b, tmp.s, tmp.n);
                if (paint)
                    show_paint(&b, v, "0");
                if (c.number)
                    pad = 0;
                b.nomem |= tmp.nomem;
                buf_free(&tmp);
            }
            if (!last)
                for (unsigned k = 0; k < pad + 2; k++)
                    buf_addc(&b, ' ');
        }
        while (b.n && b.s[b.n - 1] == ' ')
            b.n--;
        buf_addc(&b, '\n');
        ++*n_rows;
        status = b.n > 65536 ? output_flush(&b, f, "show", err) : PARLEY_OK;
    }
done:
    if (status >= 0 && rc != SQLITE_DONE && rc != SQLITE_ROW)
        status = record_fail(r, err);
    if (status >= 0)
        status = output_flush(&b, f, "show", err);
    buf_free(&cell);
    buf_free(&b);
    return status;
}

typedef struct show_context {
    const char *what;
    const parley_view *v;
    FILE *f;
    uint64_t n_rows;
} show_context;

static parley_status show_work(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    show_context *c = context;
    const parley_view *v = c->v;
    const show_table *t = NULL;
    for (size_t i = 0; i < COUNT_OF(tables) && !t; i++)
        if (strcmp(tables[i].what, c->what) == 0)
            t = &tables[i];
    if (!t)
        return fail(
            err, PARLEY_ENOTFOUND, -1,
            "nothing is called '%s': documents, statements, figures, actors, events, positions, outlooks, proposals, issues, "
            "conflicts, lineage, changes or "
            "corrections",
            c->what);
    parley_buf sql;
    buf_init(&sql);
    int n = 0;
    buf_adds(&sql, "SELECT ");
    if (v->json)
        buf_addc(&sql, '*');
    for (; n < (int)COUNT_OF(t->columns) && t->columns[n].name; n++)
        if (!v->json)
            buf_addf(&sql, "%s\"%s\"", n ? ", " : "", t->columns[n].name);
    buf_addf(&sql, " FROM %s WHERE 1", t->view);
    const char *by = NULL, *side = NULL, *words = NULL;
    const char *missing = v->by && !t->ids_by                            ? "--by"
                          : v->side && !t->ids_side                      ? "--side"
                          : v->since && !t->date                         ? "--since"
                          : v->via && strcmp(t->what, "statements") != 0 ? "--via"
                                                                         : NULL;
    bool has_doc = t->facts || strcmp(t->what, "documents") == 0 || strcmp(t->what, "conflicts") == 0 ||
                   strcmp(t->what, "corrections") == 0 || strcmp(t->what, "lineage") == 0 || strcmp(t->what, "changes") == 0;
    if (v->doc && !has_doc)
        missing = "--doc";
    if (missing) {
        buf_free(&sql);
        return fail(err, PARLEY_ENOTFOUND, -1, "%s cannot narrow %s", missing, t->what);
    }
    if (v->by) {
        if (!(by = who(r, v->by, false, a, err))) {
            buf_free(&sql);
            return PARLEY_EIO;
        }
        buf_addf(&sql, " AND %s", t->ids_by);
    }
    if (v->side) {
        if (!(side = who(r, v->side, true, a, err))) {
            buf_free(&sql);
            return PARLEY_EIO;
        }
        buf_addf(&sql, " AND %s", t->ids_side);
    }
    const char *via = NULL;
    if (v->via) {
        if (!(via = who(r, v->via, false, a, err))) {
            buf_free(&sql);
            return PARLEY_EIO;
        }
        buf_adds(&sql, " AND id IN (SELECT fact_id FROM chain WHERE actor_id IN " ACTORS_OF("?7") ")");
    }
    if (v->about) {
        words = fts_words(a, v->about);
        if (t->facts)
            buf_addf(&sql, " AND id IN (SELECT rowid FROM fact_text WHERE fact_text MATCH ?3%s%s)", t->about ? " UNION ALL " : "",
                     t->about ? t->about : "");
        else
            buf_addf(&sql, " AND instr(lower(%s), lower(?4)) > 0", t->about);
    }
    if (v->since)
        buf_addf(&sql, " AND %s >= ?5", t->date);
    if (v->read_since && strcmp(t->what, "changes") == 0)
        buf_adds(&sql, " AND EXISTS (SELECT 1 FROM document WHERE doc IN (before_doc, after_doc) AND read_at >= ?8)");
    if (v->doc)
        buf_adds(&sql, strcmp(t->what, "lineage") == 0   ? " AND ?6 IN (doc, other)"
                       : strcmp(t->what, "changes") == 0 ? " AND ?6 IN (before_doc, after_doc)"
                                                         : " AND doc = ?6");
    /* The first rows of a long table: walked in the order in which they are shown, so that the rest is neither read nor sorted.
     */
    if (v->limit && t->facts && !v->by && !v->via && !v->side && !v->about) {
        buf_addf(&sql,
                 " AND id IN (SELECT f.id FROM document d CROSS JOIN fact f ON f.document_id = d.id AND f.kind = '%.*s' WHERE "
                 "f.verdict IS NOT 'rejected'",
                 (int)strlen(t->what) - 1, t->what);
        if (v->since && t->own_date)
            buf_addf(&sql, " AND coalesce((SELECT %s FROM %.*s WHERE fact_id = f.id), d.published) >= ?5", t->own_date,
                     (int)strlen(t->what) - 1, t->what);
        else if (v->since)
            buf_adds(&sql, " AND d.published >= ?5");
        if (v->doc)
            buf_adds(&sql, " AND d.doc = ?6");
        buf_addf(&sql, " ORDER BY d.doc, f.start, f.stop, f.id LIMIT %llu)", (unsigned long long)v->limit);
    }
    if (v->limit && strcmp(t->what, "conflicts") == 0 && !v->about && !v->since && !v->doc)
        buf_addf(&sql, " AND id <= (SELECT max(id) FROM (SELECT id FROM conflict ORDER BY id LIMIT %llu))",
                 (unsigned long long)v->limit);
    buf_addf(&sql, " ORDER BY %s", t->order);
    if (v->limit)
        buf_addf(&sql, " LIMIT %llu", (unsigned long long)v->limit);
    sqlite3_stmt *s;
    int rc = sql.nomem ? SQLITE_NOMEM : sqlite3_prepare_v2(record_db(r), sql.s, -1, &s, NULL);
    buf_free(&sql);
    if (rc != SQLITE_OK)
        return record_fail(r, err);
    const char *const bound[] = {by, side, words, v->about, v->since, v->doc, via, v->read_since};
    for (int i = 0; i < (int)COUNT_OF(bound); i++)
        if (bound[i] && i < sqlite3_bind_parameter_count(s))
            sqlite3_bind_text(s, i + 1, bound[i], -1, SQLITE_STATIC);
    parley_status status = show_rows(r, s, t->columns, n, v, c->f, &c->n_rows, a, err);
    sqlite3_finalize(s);
    return status;
}

static const parley_view plain_view = PARLEY_VIEW_INIT;

parley_status parley_record_show(parley_record *r, const char *what, const parley_view *v, FILE *f, uint64_t *n_rows,
                                 parley_error *err) {
    show_context c = {what, v ? v : &plain_view, f, 0};
    parley_status rc = record_read_guard(r, show_work, &c, err);
    if (n_rows)
        *n_rows = c.n_rows;
    return rc;
}

/* --- search
 * -------------------------------------------------------------------------------------------------------------------------- */
static parley_status search_work(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    show_context *c = context;
    const parley_view *v = c->v;
    const char *by = NULL, *side = NULL, *words = fts_words(a, c->what);
    if (strcmp(words, "\"\"") == 0)
        return fail(err, PARLEY_ENOTFOUND, -1, "nothing to search for");
    if ((v->by && !(by = who(r, v->by, false, a, err))) || (v->side && !(side = who(r, v->side, true, a, err))))
        return PARLEY_EIO;
    uint64_t limit = v->limit ? v->limit : 50;
    const char *open = v->json ? "" : "[", *close = v->json ? "" : "]";
    /* Words around are cut for the rows that are shown alone: for all that a frequent word finds it took most of the time. */
    /* Facts first: a statement that holds the words is worth more than its page. Speaker and side are whoever a fact is about. */
    static const char facts[] =
        "WITH hit AS (SELECT rowid AS id, bm25(fact_text) AS rank FROM fact_text WHERE fact_text MATCH ?3), "
        "who AS (SELECT hit.id, hit.rank, f.kind, f.start, f.stop, d.doc, d.published, "
        "CASE f.kind WHEN 'statement' THEN (SELECT speaker_id FROM statement WHERE fact_id = f.id) WHEN 'position' THEN (SELECT "
        "holder_id FROM position "
        "WHERE fact_id = f.id) WHEN 'figure' THEN (SELECT according_id FROM figure WHERE fact_id = f.id) ELSE (SELECT actor_id "
        "FROM event_actor WHERE "
        "fact_id = f.id AND part = 'source' AND seq = 0) END AS actor_id FROM hit JOIN fact f ON f.id = hit.id JOIN document d "
        "ON d.id = f.document_id "
        "WHERE f.verdict IS NOT 'rejected' AND (?6 IS NULL OR d.doc = ?6) AND (?5 IS NULL OR d.published >= ?5)) "
        "SELECT top.id, top.kind, top.who, (SELECT snippet(fact_text, 0, ?7, ?8, '…', 24) FROM fact_text WHERE fact_text MATCH "
        "?3 AND rowid = top.id) AS words, top.published, top.doc, top.start, top.stop FROM ("
        "SELECT who.id, who.kind, n.name AS who, who.rank, who.published, who.doc, who.start, who.stop FROM who LEFT JOIN actor "
        "n_a ON n_a.id = who.actor_id LEFT JOIN identity n_i ON n_i.id = n_a.identity_id LEFT JOIN identity n ON n.id = "
        "coalesce(n_i.canon_id, n_i.id) WHERE (?1 IS NULL OR who.actor_id IN " ACTORS_OF(
            "?1") ") AND (?2 IS NULL OR who.actor_id IN " ACTORS_OF("?2") ") ORDER BY who.rank, who.doc, who.start LIMIT ?4) top "
                                                                          "ORDER BY top.rank, top.doc, top.start";
    static const char pages[] =
        "SELECT NULL AS id, 'page' AS kind, top.outlet AS who, (SELECT snippet(page_text, 0, ?7, ?8, '…', 24) "
        "FROM page_text WHERE page_text MATCH ?3 AND rowid = top.id) AS words, top.published, top.doc, NULL "
        "AS start, NULL AS stop FROM (SELECT d.id, d.outlet, d.published, d.doc, bm25(page_text) AS rank "
        "FROM page_text JOIN document d ON d.id = page_text.rowid WHERE page_text MATCH ?3 AND (?6 IS "
        "NULL OR d.doc = ?6) AND (?5 IS NULL OR "
        "d.published >= ?5) AND ?1 IS NULL AND ?2 IS NULL ORDER BY bm25(page_text), d.doc LIMIT ?4) top ORDER BY top.rank, "
        "top.doc";
    static const show_column columns[] = {{"id", 6, "2"},     {"kind", 9, "36"},       {"who", 24, "1"},
                                          {"words", 0, NULL}, {"published", 10, NULL}, {"doc", 30, "2"}};
    const char *const sql[] = {facts, pages};
    for (int i = 0; i < 2; i++) {
        sqlite3_stmt *s;
        if (sqlite3_prepare_v2(record_db(r), sql[i], -1, &s, NULL) != SQLITE_OK)
            return record_fail(r, err);
        const char *const bound[] = {by, side, words, NULL, v->since, v->doc, open, close};
        for (int k = 0; k < (int)COUNT_OF(bound); k++)
            if (bound[k])
                sqlite3_bind_text(s, k + 1, bound[k], -1, SQLITE_STATIC);
        sqlite3_bind_int64(s, 4, (int64_t)limit);
        parley_view table = *v;
        uint64_t before = c->n_rows;
        parley_status status = show_rows(r, s, columns, (int)COUNT_OF(columns), &table, c->f, &c->n_rows, a, err);
        sqlite3_finalize(s);
        if (status < 0)
            return status;
        if (i == 0 && !v->json && (by || side))
            break;
        (void)before;
    }
    return PARLEY_OK;
}

parley_status parley_record_search(parley_record *r, const char *words, const parley_view *v, FILE *f, uint64_t *n_rows,
                                   parley_error *err) {
    show_context c = {words, v ? v : &plain_view, f, 0};
    parley_status rc = record_read_guard(r, search_work, &c, err);
    if (n_rows)
        *n_rows = c.n_rows;
    return rc;
}

/* --- one fact
 * ------------------------------------------------------------------------------------------------------------------------ */
static parley_status explain_query(parley_record *r, const char *sql, int64_t id, const char *title, const parley_view *v,
                                   FILE *f, parley_error *err) {
    sqlite3_stmt *s;
    parley_buf b;
    if (sqlite3_prepare_v2(record_db(r), sql, -1, &s, NULL) != SQLITE_OK)
        return record_fail(r, err);
    sqlite3_bind_int64(s, 1, id);
    buf_init(&b);
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        if (v->json) {
            show_json_row(&b, s);
            continue;
        }
        if (title) {
            show_paint(&b, v, "4");
            buf_adds(&b, title);
            show_paint(&b, v, "0");
            buf_addc(&b, '\n');
            title = NULL;
        }
        for (int i = 0; i < sqlite3_column_count(s); i++) {
            if (sqlite3_column_type(s, i) == SQLITE_NULL)
                continue;
            show_paint(&b, v, "2");
            buf_addf(&b, "  %-12s ", sqlite3_column_name(s, i));
            show_paint(&b, v, "0");
            if (sqlite3_column_type(s, i) == SQLITE_FLOAT)
                output_number(&b, sqlite3_column_double(s, i));
            else
                show_cell(&b, (const char *)sqlite3_column_text(s, i), (size_t)sqlite3_column_bytes(s, i), 0);
            buf_addc(&b, '\n');
        }
    }
    parley_status status = rc == SQLITE_DONE ? output_flush(&b, f, "explain", err) : record_fail(r, err);
    buf_free(&b);
    sqlite3_finalize(s);
    return status;
}

static parley_status explain_work(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    show_context *c = context;
    int64_t *ids;
    uint32_t n;
    parley_status rc = record_facts_at(r, c->what, NULL, &ids, &n, a, err);
    static const char *const kinds[] = {"statement", "event", "position", "figure"};
    for (uint32_t i = 0; i < n && rc >= 0; i++) {
        static const char fact[] = "SELECT f.id AS fact, f.kind, f.words, d.doc, f.start || ' to ' || f.stop AS bytes, d.path, "
                                   "(SELECT substr(CAST(text AS BLOB), f.context_start + "
                                   "1, f.context_stop - f.context_start) FROM page WHERE document_id = d.id) AS sentence, "
                                   "r.stage, r.name AS rule, m.name AS model, f.confidence, "
                                   "f.verdict FROM fact f JOIN document d ON d.id = f.document_id LEFT JOIN rule r ON r.id = "
                                   "f.rule_id LEFT JOIN model m ON m.id = d.model_id "
                                   "WHERE f.id = ?1";
        if (i && !c->v->json)
            fputc('\n', c->f);
        rc = explain_query(r, fact, ids[i], NULL, c->v, c->f, err);
        for (size_t k = 0; k < COUNT_OF(kinds) && rc >= 0; k++) {
            const char *sql = arena_printf(a, "SELECT * FROM %ss WHERE id = ?1", kinds[k]);
            if (!c->v->json)
                rc = explain_query(r, sql, ids[i], "what it says", c->v, c->f, err);
            else
                rc = explain_query(r, sql, ids[i], NULL, c->v, c->f, err);
        }
        if (rc >= 0)
            rc = explain_query(r, "SELECT kind AS time, value, date, precision FROM time WHERE fact_id = ?1", ids[i],
                               "what it says", c->v, c->f, err);
        if (rc >= 0)
            rc = explain_query(r,
                               "SELECT c.about AS conflict, d.doc AS other, g.words FROM conflict_side s JOIN conflict c ON c.id "
                               "= s.conflict_id JOIN "
                               "conflict_side o ON o.conflict_id = c.id AND o.fact_id <> s.fact_id JOIN document d ON d.id = "
                               "o.document_id LEFT JOIN fact g "
                               "ON g.id = o.fact_id WHERE s.fact_id = ?1 GROUP BY d.doc, o.start, o.stop ORDER BY d.doc, o.start",
                               ids[i], "other accounts", c->v, c->f, err);
        if (rc >= 0)
            rc = explain_query(r,
                               "SELECT x.id AS correction, x.action, x.field, x.value, x.was, x.who, x.at, x.note FROM "
                               "correction x JOIN document d ON d.doc = "
                               "x.doc JOIN fact f ON f.document_id = d.id AND f.start = x.start AND f.stop = x.stop AND f.kind = "
                               "x.kind WHERE f.id = ?1 "
                               "ORDER BY x.id",
                               ids[i], "said by people", c->v, c->f, err);
    }
    return rc;
}

parley_status parley_record_explain(parley_record *r, const char *fact, const parley_view *v, FILE *f, parley_error *err) {
    show_context c = {fact, v ? v : &plain_view, f, 0};
    return record_read_guard(r, explain_work, &c, err);
}
