/* rows.c - tables of the record asked by name and answered cell by cell, for who writes them out and need not know what they are.
 * A row of `tables` says how each of them is narrowed and in which order it is read. */
#include "record/record_int.h"

/* --- the cursor --------------------------------------------------------------------------------------------------- */
struct record_rows {
    parley_record *r;
    sqlite3_stmt *s;
    record_rows *next; /* of those that are open */
};

static parley_status rows_open(record_rows **out, parley_record *r, const char *sql, const char *const bound[], int n_bound,
                               parley_error *err) {
    record_rows *rows = mem_alloc(sizeof *rows);
    if (!rows)
        return fail_nomem(err);
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(r->db, sql, -1, &s, NULL) != SQLITE_OK) {
        mem_free(rows);
        return record_fail(r, err);
    }
    int wanted = sqlite3_bind_parameter_count(s);
    for (int i = 0; i < n_bound && i < wanted; i++)
        if (bound[i])
            sqlite3_bind_text(s, i + 1, bound[i], -1, SQLITE_TRANSIENT);
    *rows = (record_rows){r, s, r->rows};
    *out = r->rows = rows;
    return PARLEY_OK;
}

int record_rows_next(record_rows *rows, parley_error *err) {
    return record_step(rows->r, rows->s, err);
}

int record_rows_n(const record_rows *rows) {
    return sqlite3_column_count(rows->s);
}

const char *record_rows_name(const record_rows *rows, int i) {
    return sqlite3_column_name(rows->s, i);
}

record_cell record_rows_cell(const record_rows *rows, int i) {
    switch (sqlite3_column_type(rows->s, i)) {
    case SQLITE_NULL: return (record_cell){.type = RECORD_NULL};
    case SQLITE_INTEGER: return (record_cell){.type = RECORD_INTEGER, .integer = sqlite3_column_int64(rows->s, i)};
    case SQLITE_FLOAT: return (record_cell){.type = RECORD_REAL, .real = sqlite3_column_double(rows->s, i)};
    default: break;
    }
    const char *s = (const char *)sqlite3_column_text(rows->s, i); /* before its length: it may be made now */
    return (record_cell){.type = RECORD_TEXT, .s = s ? s : "", .n = (size_t)sqlite3_column_bytes(rows->s, i)};
}

void record_rows_close(record_rows *rows) {
    if (!rows)
        return;
    for (record_rows **at = &rows->r->rows; *at; at = &(*at)->next)
        if (*at == rows) {
            *at = rows->next;
            break;
        }
    sqlite3_finalize(rows->s);
    mem_free(rows);
}

/* --- what people ask for, as SQL takes it ------------------------------------------------------------------------- */
/* Numbers of the identities that answer to a name: by name, else by alias, else whose name holds it; with sides, also all who
 * speak for them. As a JSON list, which json_each takes as one binding. */
static parley_status rows_who(const char **out, parley_record *r, const char *name, bool sides, parley_arena *a,
                              parley_error *err) {
    static const char by_alias[] = "SELECT DISTINCT coalesce(i.canon_id, i.id) FROM alias x JOIN actor p ON p.id = x.actor_id "
                                   "JOIN identity i ON i.id = p.identity_id WHERE x.alias = ?2 COLLATE NOCASE";
    static const char *const ways[] = {
        "SELECT coalesce(canon_id, id) FROM identity WHERE sort = 'actor' AND key = ?1",
        by_alias,
        "SELECT DISTINCT coalesce(canon_id, id) FROM identity WHERE sort = 'actor' AND ' ' || key || ' ' LIKE '% ' || ?1 || ' %'",
    };
    /* A canonical row is its own group's first member, joined or not. */
    static const char followers[] =
        " UNION SELECT i.id FROM identity i WHERE i.side IN (SELECT name FROM identity WHERE id IN hit) AND coalesce(i.canon_id, "
        "i.id) = i.id UNION SELECT j.id FROM identity i JOIN identity j ON j.canon_id = i.id WHERE i.side IN (SELECT name FROM "
        "identity WHERE id IN hit)";
    const char *const bound[] = {record_fold(a, name), name};
    const char *list = "";
    for (size_t i = 0; i < COUNT_OF(ways) && !*list; i++) {
        const char *sql = arena_printf(a,
                                       "WITH hit (id) AS (%s) SELECT id FROM hit UNION SELECT id FROM identity WHERE canon_id IN "
                                       "hit%s",
                                       ways[i], sides ? followers : "");
        record_rows *rows;
        parley_buf b;
        parley_status rc = rows_open(&rows, r, sql, bound, COUNT_OF(bound), err);
        if (rc < 0)
            return rc;
        int row;
        buf_init(&b);
        while ((row = record_rows_next(rows, err)) == 1)
            buf_addf(&b, "%s%lld", b.n ? "," : "", (long long)record_rows_cell(rows, 0).integer);
        record_rows_close(rows);
        bool nomem = b.nomem;
        list = b.n && !nomem ? arena_strn(a, b.s, b.n) : "";
        buf_free(&b);
        if (nomem)
            return fail_nomem(err);
        if (row < 0)
            return (parley_status)row;
    }
    *out = arena_printf(a, "[%s]", list);
    return PARLEY_OK;
}

/* Words for FTS5: each quoted, so that nothing in them is syntax; all must be there. A quoted phrase stays one. NULL: none. */
static const char *rows_words(parley_arena *a, const char *words) {
    const char *out = "";
    for (const char *w = words; *w;) {
        w += strspn(w, " \t\n");
        if (!*w)
            break;
        bool phrase = *w == '"';
        const char *end = phrase ? strchr(w + 1, '"') : w + strcspn(w, " \t\n\"");
        if (phrase)
            w++;
        if (!end)
            end = w + strlen(w);
        if (end > w)
            out = arena_printf(a, "%s%s\"%.*s\"", out, *out ? " " : "", (int)(end - w), w);
        w = end + (phrase && *end == '"');
    }
    return *out ? out : NULL;
}

/* --- tables ------------------------------------------------------------------------------------------------------- */
/* Parameters of conditions: ?1 by, ?2 side, ?7 via (lists of identities, see rows_who), ?3 words for FTS5, ?4 the same as they
 * were given, ?5 since, ?6 doc, ?8 read_since. A condition that is NULL cannot narrow this table. */
typedef struct record_table {
    const char *what, *view, *order;
    const char *by, *side, *via, *doc, *read_since;
    const char *whose, *whose_side; /* of facts: by and side again, asked of one fact x; the rest of side's condition, or NULL */
    const char *date;               /* expression for since */
    const char *kind;               /* of facts: fact.kind, the name of their own table, too; NULL: no facts */
    const char *own_date;           /* of facts: the column of their own table in date, or NULL */
    const char *about; /* of facts: a query for numbers of others than those whose words are meant, or NULL; else an expression */
    const char *more;  /* a column that the view does not have, or NULL */
} record_table;

#define ACTORS_OF(list) "(SELECT id FROM actor WHERE identity_id IN (SELECT value FROM json_each(" list ")))"
#define BY(table, column)                                                                                                        \
    .by = "id IN (SELECT fact_id FROM " table " WHERE " column " IN " ACTORS_OF("?1") ")",                                       \
    .side = "id IN (SELECT fact_id FROM " table " WHERE " column " IN " ACTORS_OF("?2") ")",                                     \
    .whose = table " x JOIN actor n ON n.id = x." column
#define NAMES_OF(list) "(SELECT coalesce(canon_id, id) FROM identity WHERE id IN (SELECT value FROM json_each(" list ")))"
#define PLACE          "doc, start, stop, id"
#define ON_PAGE        "doc = ?6"
/* A week begins on its Monday: that of week 1 is in the week of 4 January. */
#define MEETING_DAY                                                                                                              \
    "CASE WHEN time GLOB '[0-9][0-9][0-9][0-9]-W[0-9][0-9]' THEN date(substr(time, 1, 4) || '-01-04', 'weekday 0', '-6 days', "  \
    "'+' || (7 * (substr(time, 7) - 1)) || ' days') WHEN time GLOB '[0-9]*' THEN time END"

static const record_table tables[] = {
    {.what = "documents",
     .view = "documents",
     .order = "doc",
     .doc = ON_PAGE,
     .date = "published",
     .about = "coalesce(title, '') || ' ' || coalesce(outlet, '')"},
    {.what = "translations",
     .view = "translations",
     .order = "doc",
     .doc = ON_PAGE,
     .date = "published",
     .about = "coalesce(words, '') || ' ' || coalesce(outlet, '')"},
    {.what = "statements",
     .view = "statements",
     .order = PLACE,
     BY("statement", "speaker_id"),
     .via = "id IN (SELECT fact_id FROM chain WHERE actor_id IN " ACTORS_OF("?7") ")",
     .doc = ON_PAGE,
     .date = "published",
     .kind = "statement"},
    {.what = "events",
     .view = "events",
     .order = PLACE,
     .by = "id IN (SELECT fact_id FROM event_actor WHERE actor_id IN " ACTORS_OF("?1") ")",
     .side = "id IN (SELECT fact_id FROM event_actor WHERE part = 'source' AND actor_id IN " ACTORS_OF("?2") ")",
     .whose = "event_actor x JOIN actor n ON n.id = x.actor_id",
     .whose_side = "x.part = 'source'",
     .doc = ON_PAGE,
     .date = "coalesce(date, published)",
     .kind = "event",
     .own_date = "date"},
    {.what = "meetings",
     .view = "meetings",
     .order = "coalesce(" MEETING_DAY ", published), doc, turn, start, stop, id",
     .by = "id IN (SELECT fact_id FROM event_actor WHERE actor_id IN " ACTORS_OF("?1") ")",
     .side = "id IN (SELECT fact_id FROM event_actor WHERE actor_id IN " ACTORS_OF("?2") ")",
     .doc = ON_PAGE,
     .date = "coalesce(" MEETING_DAY ", published)",
     .about = "coalesce(who, '') || ' ' || coalesce(place, '') || ' ' || coalesce(words, '')"},
    {.what = "positions",
     .view = "positions",
     .order = PLACE,
     BY("position", "holder_id"),
     .doc = ON_PAGE,
     .date = "coalesce(date, published)",
     .kind = "position",
     .own_date = "date",
     .about = "SELECT x.fact_id FROM identity c JOIN identity i ON i.canon_id = c.id JOIN issue o ON o.identity_id = i.id JOIN "
              "position x ON x.issue_id = o.id WHERE c.sort = 'issue' AND instr(lower(c.name), lower(?4)) > 0 UNION ALL SELECT "
              "x.fact_id FROM identity c JOIN identity i ON i.canon_id = c.id JOIN proposal o ON o.identity_id = i.id JOIN "
              "position x ON x.proposal_id = o.id WHERE c.sort = 'proposal' AND instr(lower(c.name), lower(?4)) > 0"},
    {.what = "figures",
     .view = "figures",
     .order = PLACE,
     BY("figure", "according_id"),
     .doc = ON_PAGE,
     .date = "coalesce(as_of, published)",
     .kind = "figure",
     .own_date = "as_of",
     .about = "SELECT rowid FROM figure_text WHERE figure_text MATCH ?3"},
    {.what = "outlooks",
     .view = "outlooks",
     .order = PLACE,
     BY("outlook", "asserted_id"),
     .doc = ON_PAGE,
     .date = "published",
     .kind = "outlook"},
    {.what = "actors",
     .view = "actors",
     .order = "name, id",
     .by = "id IN " NAMES_OF("?1"),
     .side = "id IN " NAMES_OF("?2"),
     .about = "name || ' ' || coalesce(aliases, '') || ' ' || coalesce(title, '')"},
    {.what = "proposals", .view = "proposals", .order = "name, talks, id", .about = "name || ' ' || coalesce(talks, '')"},
    {.what = "terms",
     .view = "terms",
     .order = "proposal, phase IS NULL, phase, doc, seq, id",
     .doc = ON_PAGE,
     .date = "published",
     .about = "proposal || ' ' || term"},
    {.what = "issues", .view = "issues", .order = "name, talks, id", .about = "name || ' ' || coalesce(talks, '')"},
    {.what = "conflicts",
     .view = "conflicts",
     .order = "id, doc, start",
     .doc = ON_PAGE,
     .date = "published",
     .about = "about || ' ' || coalesce(words, '')",
     .more = "(SELECT group_concat(place, ' | ') FROM (SELECT d.doc || ':' || s.start || '-' || s.stop AS place FROM "
             "conflict_side s JOIN document d ON d.id = s.document_id WHERE s.conflict_id = x.id ORDER BY d.doc, s.start, "
             "s.stop)) AS accounts"},
    {.what = "lineage",
     .view = "origins",
     .order = "doc, other, relation",
     .doc = "?6 IN (doc, other)",
     .about = "doc || ' ' || coalesce(other, '') || ' ' || coalesce(of, '')"},
    {.what = "changes",
     .view = "changes",
     .order = "after_date, after_doc, after_start, id",
     .doc = "?6 IN (before_doc, after_doc)",
     .read_since = "EXISTS (SELECT 1 FROM document WHERE doc IN (before_doc, after_doc) AND read_at >= ?8)",
     .date = "max(coalesce(after_date, ''), coalesce(after_published, ''))",
     .about = "about || ' ' || coalesce(before_words, '') || ' ' || coalesce(after_words, '')"},
    {.what = "corrections",
     .view = "correction",
     .order = "id",
     .doc = ON_PAGE,
     .date = "at",
     .about = "coalesce(doc, '') || ' ' || coalesce(field, '') || ' ' || coalesce(value, '')"},
};

static const record_table *table_of(const char *what, parley_error *err) {
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        if (strcmp(tables[i].what, what) == 0)
            return &tables[i];
    fail(err, PARLEY_ENOTFOUND, -1,
         "nothing is called '%s': documents, translations, statements, figures, actors, events, meetings, positions, outlooks, "
         "proposals, terms, issues, conflicts, lineage, changes or corrections",
         what);
    return NULL;
}

/* Do so many pages name one of these identities that the first facts of theirs are found sooner by walking? */
static bool frequent(parley_record *r, const char *list) {
    enum { MANY = 4000, ONE_PAGE_IN = 10 };
    int64_t n = record_int(r, "SELECT sum(n) FROM vote WHERE field = 'doc' AND identity_id IN (SELECT value FROM json_each(?1))",
                           "s", list);
    return n >= MANY && ONE_PAGE_IN * n >= record_int(r, "SELECT max(id) FROM document", "");
}

/* Numbers of the facts that v->about is said of. Of a word that more than ABOUT_MOST hold, and of a table cut off at so many
 * rows, those read last: to sort all by page would take a second in a large record. */
static void about_facts(parley_buf *sql, const record_table *t, const parley_view *v) {
    enum { ABOUT_MOST = 20000 };
    if (v->limit)
        buf_addf(sql, "SELECT rowid FROM (SELECT rowid FROM fact_text WHERE fact_text MATCH ?3 ORDER BY rowid DESC LIMIT %d)",
                 ABOUT_MOST);
    else
        buf_adds(sql, "SELECT rowid FROM fact_text WHERE fact_text MATCH ?3");
    if (t->about)
        buf_addf(sql, " UNION SELECT * FROM (%s LIMIT %d)", t->about, v->limit ? ABOUT_MOST : -1);
}

/* The first rows of a long table of facts, found before anything else of them is read: walked in the order in which they are
 * shown, so that the rest is neither read nor sorted, or picked from those that v->about is said of or that are theirs. */
static void first_facts(parley_buf *sql, const record_table *t, const parley_view *v, bool walk) {
    static const char met[] = " AND EXISTS (SELECT 1 FROM %s WHERE x.fact_id = f.id AND n.identity_id IN (SELECT value FROM "
                              "json_each(?%d))%s%s)",
                      theirs[] = " AND f.id IN (SELECT x.fact_id FROM %s WHERE n.identity_id IN (SELECT value FROM "
                                 "json_each(?%d))%s%s)";
    const char *whose = walk ? met : theirs;
    buf_adds(sql, " AND id IN (SELECT f.id FROM ");
    if (v->about) {
        buf_adds(sql, "(");
        about_facts(sql, t, v);
        buf_addf(sql, ") h CROSS JOIN fact f ON f.id = h.rowid AND f.kind = '%s' CROSS JOIN document d ON d.id = f.document_id",
                 t->kind);
    } else if (walk) {
        buf_addf(sql, "document d CROSS JOIN fact f ON f.document_id = d.id AND f.kind = '%s'", t->kind);
    } else {
        buf_addf(sql, "fact f CROSS JOIN document d ON d.id = f.document_id AND f.kind = '%s'", t->kind);
    }
    buf_adds(sql, " WHERE f.verdict IS NOT 'rejected'");
    if (v->since && t->own_date)
        buf_addf(sql, " AND coalesce((SELECT %s FROM %s WHERE fact_id = f.id), d.published) >= ?5", t->own_date, t->kind);
    else if (v->since)
        buf_adds(sql, " AND d.published >= ?5");
    if (v->doc)
        buf_adds(sql, " AND d.doc = ?6");
    if (v->by)
        buf_addf(sql, whose, t->whose, 1, "", "");
    if (v->side)
        buf_addf(sql, whose, t->whose, 2, t->whose_side ? " AND " : "", t->whose_side ? t->whose_side : "");
    buf_addf(sql, " ORDER BY d.doc, f.start, f.stop, f.id LIMIT %llu)", (unsigned long long)v->limit);
}

/* first: the first rows are found before the rest is read; walk: by and side are asked of one fact after the other then, not of
 * all that are theirs. */
static void narrow(parley_buf *sql, const record_table *t, const parley_view *v, bool first, bool walk) {
    const struct {
        const char *asked, *condition;
    } plain[] = {{first ? NULL : v->by, t->by},
                 {first ? NULL : v->side, t->side},
                 {v->via, t->via},
                 {v->doc, t->doc},
                 {v->read_since, t->read_since}};
    buf_adds(sql, " WHERE 1");
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        if (plain[i].asked && plain[i].condition)
            buf_addf(sql, " AND %s", plain[i].condition);
    if (v->about && t->kind && !first) {
        buf_adds(sql, " AND id IN (");
        about_facts(sql, t, v);
        buf_adds(sql, ")");
    } else if (v->about && !t->kind)
        buf_addf(sql, " AND instr(lower(%s), lower(?4)) > 0", t->about);
    if (v->since)
        buf_addf(sql, " AND %s >= ?5", t->date);
    if (first)
        first_facts(sql, t, v, walk);
    if (v->limit && strcmp(t->what, "conflicts") == 0 && !v->about && !v->since && !v->doc)
        buf_addf(sql, " AND id <= (SELECT max(id) FROM (SELECT id FROM conflict ORDER BY id LIMIT %llu))",
                 (unsigned long long)v->limit);
}

parley_status record_rows_select(record_rows **out, parley_record *r, const record_selection *q, parley_arena *a,
                                 parley_error *err) {
    static const parley_view everything = PARLEY_VIEW_INIT;
    const parley_view *v = q->view ? q->view : &everything;
    const record_table *t = table_of(q->what, err);
    if (!t)
        return PARLEY_ENOTFOUND;
    const struct {
        const char *option, *asked, *condition;
    } options[] = {{"--doc", v->doc, t->doc},
                   {"--by", v->by, t->by},
                   {"--side", v->side, t->side},
                   {"--since", v->since, t->date},
                   {"--via", v->via, t->via}};
    for (size_t i = 0; i < COUNT_OF(options); i++)
        if (options[i].asked && !options[i].condition)
            return fail(err, PARLEY_ENOTFOUND, -1, "%s cannot narrow %s", options[i].option, t->what);
    const char *by = NULL, *side = NULL, *via = NULL, *words = NULL;
    parley_status rc = PARLEY_OK;
    if ((v->by && (rc = rows_who(&by, r, v->by, false, a, err)) < 0) ||
        (v->side && (rc = rows_who(&side, r, v->side, true, a, err)) < 0) ||
        (v->via && (rc = rows_who(&via, r, v->via, false, a, err)) < 0))
        return rc;
    if (v->about && !(words = rows_words(a, v->about)))
        words = "\"\""; /* no word at all: no fact holds it */
    parley_buf sql;
    buf_init(&sql);
    buf_addf(&sql, "SELECT %s%s FROM ", q->distinct ? "DISTINCT " : "", q->columns ? q->columns : "*");
    if (q->columns && t->more)
        buf_addf(&sql, "(SELECT x.*, %s FROM %s x)", t->more, t->view);
    else
        buf_adds(&sql, t->view);
    bool first = v->limit && t->kind && !v->via;
    bool walk = first && (v->about || ((!by || frequent(r, by)) && (!side || frequent(r, side))));
    narrow(&sql, t, v, first, walk);
    buf_addf(&sql, " ORDER BY %s", q->order ? q->order : t->order);
    if (v->limit)
        buf_addf(&sql, " LIMIT %llu", (unsigned long long)v->limit);
    const char *const bound[] = {by, side, words, v->about, v->since, v->doc, via, v->read_since};
    rc = sql.nomem ? fail_nomem(err) : rows_open(out, r, sql.s, bound, COUNT_OF(bound), err);
    buf_free(&sql);
    return rc;
}

/* Whom a fact f is about; and whether that is one of a list of identities. */
#define ABOUT_WHOM                                                                                                               \
    "CASE f.kind WHEN 'statement' THEN (SELECT speaker_id FROM statement WHERE fact_id = f.id) WHEN 'position' THEN (SELECT "    \
    "holder_id FROM position WHERE fact_id = f.id) WHEN 'figure' THEN (SELECT according_id FROM figure WHERE fact_id = f.id) "   \
    "ELSE (SELECT actor_id FROM event_actor WHERE fact_id = f.id AND part = 'source' AND seq = 0) END"
#define ONE_OF(list) "(SELECT identity_id FROM actor WHERE id = " ABOUT_WHOM ") IN (SELECT value FROM json_each(" list "))"
#define ABOUT_WANTED "(?1 IS NULL OR " ONE_OF("?1") ") AND (?2 IS NULL OR " ONE_OF("?2") ")"

/* --- search ------------------------------------------------------------------------------------------------------- */
/* Speaker and side are whoever a fact is about. Of a frequent word the latest RANKED that fit are ranked, since to rank all would
 * take seconds in a large record; and the words around are cut for the rows that are shown alone. ?9: how many; ?10, ?11: marks
 * around a found word; ?12: RANKED. */
enum { SEARCH_ROWS = 50, RANKED = 2000 };
static const char search_facts[] =
    "WITH hit AS (SELECT fact_text.rowid AS id, word_rank(fact_text) AS rank, f.kind, f.start, f.stop, d.doc, "
    "d.published, " ABOUT_WHOM
    " AS actor_id FROM fact_text CROSS JOIN fact f ON f.id = fact_text.rowid CROSS JOIN document d ON d.id = f.document_id WHERE "
    "fact_text MATCH ?3 AND f.verdict IS NOT 'rejected' AND (?6 IS NULL OR d.doc = ?6) AND (?5 IS NULL OR d.published >= ?5) "
    "AND " ABOUT_WANTED " ORDER BY fact_text.rowid DESC LIMIT ?12) "
    "SELECT top.id, top.kind, n.name AS who, (SELECT snippet(fact_text, 0, ?10, ?11, '…', 24) FROM fact_text WHERE fact_text "
    "MATCH ?3 AND rowid = top.id) AS words, top.published, top.doc, top.start, top.stop FROM (SELECT * FROM hit ORDER BY rank, "
    "doc, start, id LIMIT ?9) top LEFT JOIN actor n_a ON n_a.id = top.actor_id LEFT JOIN identity n_i ON n_i.id = "
    "n_a.identity_id LEFT JOIN identity n ON n.id = coalesce(n_i.canon_id, n_i.id) ORDER BY top.rank, top.doc, top.start, top.id";
static const char search_pages[] =
    "WITH hit AS (SELECT d.id, d.outlet, d.published, d.doc, word_rank(page_text) AS rank FROM page_text CROSS JOIN document d "
    "ON "
    "d.id = page_text.rowid WHERE page_text MATCH ?3 AND (?6 IS NULL OR d.doc = ?6) AND (?5 IS NULL OR d.published >= ?5) AND ?1 "
    "IS NULL AND ?2 IS NULL ORDER BY page_text.rowid DESC LIMIT ?12) "
    "SELECT NULL AS id, 'page' AS kind, top.outlet AS who, (SELECT snippet(page_text, 0, ?10, ?11, '…', 24) FROM page_text WHERE "
    "page_text MATCH ?3 AND rowid = top.id) AS words, top.published, top.doc, NULL AS start, NULL AS stop FROM (SELECT * FROM "
    "hit ORDER BY rank, doc LIMIT ?9) top ORDER BY top.rank, top.doc";

parley_status record_rows_search(record_rows **out, parley_record *r, const char *words, bool pages, const parley_view *v,
                                 const char *open, const char *close, parley_arena *a, parley_error *err) {
    const char *by = NULL, *side = NULL, *match = rows_words(a, words);
    parley_status rc = PARLEY_OK;
    if (!match)
        return fail(err, PARLEY_ENOTFOUND, -1, "nothing to search for");
    if ((v->by && (rc = rows_who(&by, r, v->by, false, a, err)) < 0) ||
        (v->side && (rc = rows_who(&side, r, v->side, true, a, err)) < 0))
        return rc;
    unsigned long long most = v->limit ? v->limit : SEARCH_ROWS;
    const char *const bound[] = {by,   side,     match,
                                 NULL, v->since, v->doc,
                                 NULL, NULL,     arena_printf(a, "%llu", most),
                                 open, close,    arena_printf(a, "%llu", most > RANKED ? most : RANKED)};
    return rows_open(out, r, pages ? search_pages : search_facts, bound, COUNT_OF(bound), err);
}

/* --- one fact ----------------------------------------------------------------------------------------------------- */
parley_status record_rows_of_fact(record_rows **out, parley_record *r, int64_t fact, record_part part, parley_arena *a,
                                  parley_error *err) {
    static const char *const parts[] = {
        [RECORD_PART_FACT] = "SELECT f.id AS fact, f.kind, f.words, d.doc, f.start || ' to ' || f.stop AS bytes, d.path, (SELECT "
                             "substr(CAST(text AS BLOB), f.context_start + 1, f.context_stop - f.context_start) FROM page WHERE "
                             "document_id = d.id) AS sentence, r.stage, r.name AS rule, m.name AS model, f.confidence, f.verdict "
                             "FROM fact f JOIN document d ON d.id = f.document_id LEFT JOIN rule r ON r.id = f.rule_id LEFT JOIN "
                             "model m ON m.id = d.model_id WHERE f.id = ?1",
        [RECORD_PART_STATEMENT] = "SELECT * FROM statements WHERE id = ?1",
        [RECORD_PART_EVENT] = "SELECT * FROM events WHERE id = ?1",
        [RECORD_PART_POSITION] = "SELECT * FROM positions WHERE id = ?1",
        [RECORD_PART_FIGURE] = "SELECT * FROM figures WHERE id = ?1",
        [RECORD_PART_OUTLOOK] = "SELECT * FROM outlooks WHERE id = ?1",
        [RECORD_PART_TIME] = "SELECT kind AS time, value, date, precision FROM time WHERE fact_id = ?1",
        [RECORD_PART_OTHERS] =
            "SELECT c.about AS conflict, d.doc AS other, g.words FROM conflict_side s JOIN conflict c ON c.id = s.conflict_id "
            "JOIN "
            "conflict_side o ON o.conflict_id = c.id AND o.fact_id <> s.fact_id JOIN document d ON d.id = o.document_id LEFT "
            "JOIN "
            "fact g ON g.id = o.fact_id WHERE s.fact_id = ?1 GROUP BY d.doc, o.start, o.stop ORDER BY d.doc, o.start",
        [RECORD_PART_CORRECTIONS] =
            "SELECT x.id AS correction, x.action, x.field, x.value, x.was, x.who, x.at, x.note FROM correction x JOIN document d "
            "ON d.doc = x.doc JOIN fact f ON f.document_id = d.id AND f.start = x.start AND f.stop = x.stop AND f.kind = x.kind "
            "WHERE f.id = ?1 ORDER BY x.id"};
    const char *const bound[] = {arena_printf(a, "%lld", (long long)fact)};
    return rows_open(out, r, parts[part], bound, 1, err);
}
