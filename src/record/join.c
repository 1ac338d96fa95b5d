/* join.c - brings names, origins, conflicts and changes up to date with the pages.
 *
 * Reading and removing pages leave notes of what they touched (pending_*). Joining works the notes off, a batch a transaction:
 *
 *   pending_identity  a name: its keys, the names under the same keys that are one with it. Proposals and issues of a page wait
 *                     until it is known what it is about (talks.c)
 *   pending_group     what most pages say of an actor, proposal or issue; what it was merged into
 *   pending_doc       page: its keys, its edges to pages under the same keys, its origin; its facts' keys
 *   pending_key       facts under a key: conflicts and changes
 *
 * A note is struck off in the transaction that did its work, so a killed program leaves work, never a wrong result. What is found
 * depends on the set of pages alone: each step looks at all that is filed in one place, not at what is new. Which pages, names
 * and facts may belong together is decided in src/across; here is only the filing.
 */
#include "across/across.h"
#include "record/join_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    JOIN_BATCH = 200,    /* notes a transaction at most: the cost of a commit is spread … */
    JOIN_BATCH_MS = 300, /* … and no longer than this, so that a second writer waits a moment only */
    JOIN_REST_US = 3000
};

/* Numbers that a query gives. */
parley_status join_ids(parley_record *r, sqlite3_stmt *s, int64_t **ids, uint32_t *n, parley_arena *a, parley_error *err) {
    uint32_t cap = 0;
    int row;
    *ids = NULL;
    *n = 0;
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1)
        ARENA_PUSH(a, *ids, *n, cap) = sqlite3_column_int64(s, 0);
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

/* --- identities --------------------------------------------------------------------------------------------------- */
/* All identities that are one with id: along 'one' merges that no person parted. */
static parley_status join_component(parley_record *r, int64_t id, int64_t **ids, uint32_t *n, parley_arena *a,
                                    parley_error *err) {
    return join_ids(
        r,
        record_prepare(
            r, err,
            "WITH RECURSIVE part (id) AS (SELECT ?1 UNION SELECT CASE WHEN m.a = part.id THEN m.b ELSE m.a END FROM part JOIN "
            "merge m ON "
            "(m.a = part.id OR m.b = part.id) AND m.verdict = 'one' AND NOT EXISTS (SELECT 1 FROM merge t WHERE t.verdict = "
            "'two' AND t.a = m.a AND t.b = m.b)) SELECT id FROM part ORDER BY id",
            "i", id),
        ids, n, a, err);
}

typedef struct join_name {
    int64_t id, n_docs;
    const char *name;
} join_name;

/* Names that belong to no page are not counted in table vote: an imported record has some. */
static bool join_general(parley_record *r) {
    return record_int(r,
                      "SELECT EXISTS (SELECT 1 FROM actor WHERE document_id IS NULL) OR EXISTS (SELECT 1 FROM proposal WHERE "
                      "document_id IS NULL) OR EXISTS (SELECT 1 FROM issue WHERE document_id IS NULL)",
                      "") != 0;
}

/* What pages say in one field of an identity, each value once, with its count. The bars keep SQLite from asking at each binding
 * whether the partial index of sides would do, which makes it prepare anew. */
static sqlite3_stmt *join_votes(parley_record *r, int64_t id, const char *field, bool general, parley_error *err) {
    if (!general)
        return record_prepare(r, err, "SELECT value, n FROM vote WHERE identity_id = ?1 AND field = '' || ?2", "is", id, field);
    return record_prepare(
        r, err,
        "SELECT value, sum(n) FROM (SELECT value, n FROM vote WHERE identity_id = ?1 AND field = ?2 UNION ALL "
        "SELECT value, 1 FROM page_vote WHERE identity_id = ?1 AND document_id IS NULL AND field = ?2) GROUP BY 1",
        "is", id, field);
}

/* Most frequent value of a field among these identities; ties: byte order. NULL if none has one. A side is a number: it counts
 * under the name that all pages call it by. */
static parley_status join_most(parley_record *r, const char **out, const char *field, const int64_t *ids, uint32_t n,
                               bool general, parley_arena *a, parley_error *err) {
    bool side = strcmp(field, "side") == 0;
    parley_map seen;
    int64_t best = 0;
    *out = NULL;
    int64_t *counts = NULL;
    uint32_t n_counts = 0, cap = 0;
    map_init(&seen, a);
    for (uint32_t i = 0; i < n; i++) {
        sqlite3_stmt *s = join_votes(r, ids[i], field, general, err);
        int row;
        if (!s)
            return PARLEY_EIO;
        while ((row = record_step(r, s, err)) == 1) {
            const char *v = NULL;
            if (side) {
                sqlite3_stmt *t = record_prepare(
                    r, err, "SELECT c.name FROM identity i JOIN identity c ON c.id = coalesce(i.canon_id, i.id) WHERE i.id = ?1",
                    "i", sqlite3_column_int64(s, 0));
                if (t && (row = record_step(r, t, err)) == 1)
                    v = record_text(a, t, 0);
                record_done(r, t);
                if (!t || row < 0)
                    break;
            } else {
                v = record_text(a, s, 0);
            }
            if (!v)
                continue;
            uint32_t at = map_gets(&seen, v, PARLEY_NONE);
            if (at == PARLEY_NONE) {
                at = n_counts;
                map_sets(&seen, v, at);
                ARENA_PUSH(a, counts, n_counts, cap) = 0;
            }
            counts[at] += sqlite3_column_int64(s, 1);
            if (counts[at] > best || (counts[at] == best && strcmp(v, *out) < 0)) {
                best = counts[at];
                *out = v;
            }
        }
        record_done(r, s);
        if (row < 0)
            return (parley_status)row;
    }
    return PARLEY_OK;
}

/* Pages that name an identity; 1 for a name that belongs to no page alone. */
static int64_t join_docs(parley_record *r, int64_t id) {
    return record_int(r, "SELECT n FROM vote WHERE identity_id = ?1 AND field = 'doc'", "i", id);
}

static uint32_t join_words(const char *s) {
    uint32_t n = *s != '\0';
    for (; *s; s++)
        n += *s == ' ';
    return n;
}

/* The fullest name: most words, then most pages, then byte order. */
static bool join_fuller(const join_name *x, const join_name *y) {
    uint32_t wx = join_words(x->name), wy = join_words(y->name);
    if (wx != wy)
        return wx > wy;
    if (x->n_docs != y->n_docs)
        return x->n_docs > y->n_docs;
    return strcmp(x->name, y->name) < 0;
}

static bool join_same(const char *x, const char *y) {
    return x == y || (x && y && strcmp(x, y) == 0);
}

/* What pages call an identity by its group, and on whose side it is. name NULL: it was not joined yet, its pages are pending. */
typedef struct join_called {
    const char *name, *side;
} join_called;

static parley_status join_call(parley_record *r, int64_t id, join_called *out, parley_arena *a, parley_error *err) {
    sqlite3_stmt *s = record_prepare(
        r, err, "SELECT c.name, c.side FROM identity i JOIN identity c ON c.id = i.canon_id WHERE i.id = ?1", "i", id);
    if (!s)
        return PARLEY_EIO;
    int row = record_step(r, s, err);
    *out = row == 1 ? (join_called){record_text(a, s, 0), record_text(a, s, 1)} : (join_called){NULL, NULL};
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

static parley_status join_identity(parley_record *r, int64_t id, bool general, parley_arena *a, parley_error *err) {
    sqlite3_stmt *s = record_prepare(r, err, "SELECT sort FROM identity WHERE id = ?1", "i", id);
    if (!s)
        return PARLEY_EIO;
    int row = record_step(r, s, err);
    const char *sort = row == 1 ? record_text(a, s, 0) : NULL;
    record_done(r, s);
    if (!sort)
        return row < 0 ? (parley_status)row : PARLEY_OK;
    bool actor = strcmp(sort, "actor") == 0;
    /* Others that were merged with it before: their group may have fallen apart. */
    int64_t *old, *ids;
    uint32_t n_old, n;
    TRY(join_ids(
        r,
        record_prepare(r, err, "SELECT id FROM identity WHERE canon_id = (SELECT canon_id FROM identity WHERE id = ?1)", "i", id),
        &old, &n_old, a, err));
    /* Only this one's own rows may have changed; the others' names stand. */
    const char *name;
    TRY(join_most(r, &name, "name", &id, 1, general, a, err));
    if (!name) { /* no page speaks of it any more */
        for (uint32_t i = 0; i < n_old; i++)
            if (old[i] != id)
                TRY(record_run(r, err, SQL_PENDING_GROUP, "i", old[i]));
        TRY(record_exec(r, err, "UPDATE identity SET canon_id = NULL WHERE canon_id = ?1", "i", id));
        return record_exec(
            r, err, /* unless a page that waits is to be asked what it is about */
            "DELETE FROM identity WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM proposal WHERE identity_id = ?1) AND "
            "NOT EXISTS (SELECT 1 FROM issue WHERE identity_id = ?1)",
            "i", id);
    }
    TRY(join_component(r, id, &ids, &n, a, err));
    join_called *called = ARENA_ARRAY(a, join_called, n);
    for (uint32_t i = 0; i < n; i++)
        TRY(join_call(r, ids[i], &called[i], a, err));
    int64_t n_docs = join_docs(r, id), docs = n_docs;
    TRY(record_exec(r, err, "UPDATE identity SET name = ?2, n_docs = ?3 WHERE id = ?1", "isi", id, name, n_docs));
    join_name canon = {id, n_docs, name};
    for (uint32_t i = 0; i < n; i++) {
        if (ids[i] == id)
            continue;
        /* The canonical row's name and n_docs are the whole group's: ask for this one's own. */
        join_name other = {ids[i], join_docs(r, ids[i]), NULL};
        TRY(join_most(r, &other.name, "name", &ids[i], 1, general, a, err));
        docs += other.n_docs;
        if (other.name && join_fuller(&other, &canon))
            canon = other;
    }
    const char *kind = NULL, *role = NULL, *side = NULL, *title = NULL, *country = NULL, *sector = NULL, *date = NULL;
    if (actor) {
        const struct {
            const char *field, **out;
        } most[] = {{"kind", &kind},   {"role", &role},       {"side", &side},
                    {"title", &title}, {"country", &country}, {"sector", &sector}};
        for (size_t i = 0; i < COUNT_OF(most); i++)
            TRY(join_most(r, most[i].out, most[i].field, ids, n, general, a, err));
        if (!role)
            role = "other";
        if (side && strcmp(side, canon.name) == 0)
            side = NULL;
    } else if (strcmp(sort, "proposal") == 0) {
        TRY(join_most(r, &date, "date", ids, n, general, a, err));
    }
    /* What a person said of any of the group's names goes before what pages say; the last word counts. */
    const char *author = NULL, *verdict = NULL;
    const struct {
        const char *field, **out;
    } said[] = {{"name", &canon.name}, {"kind", &kind},     {"role", &role}, {"side", &side},    {"title", &title},
                {"country", &country}, {"sector", &sector}, {"date", &date}, {"author", &author}};
    s = record_prepare(
        r, err, "SELECT field, value, which FROM correction WHERE action = 'set' AND doc IS NULL AND kind = ?1 ORDER BY at, id",
        "s", sort);
    if (!s)
        return PARLEY_EIO;
    struct {
        const char *field, *value, *which;
    } *rows = NULL;
    uint32_t n_rows = 0, cap_rows = 0;
    while ((row = record_step(r, s, err)) == 1) {
        ARENA_PUSH(a, rows, n_rows, cap_rows).field = record_text(a, s, 0);
        rows[n_rows - 1].value = record_text(a, s, 1);
        rows[n_rows - 1].which = record_text(a, s, 2);
    }
    record_done(r, s);
    if (row < 0)
        return (parley_status)row;
    for (uint32_t k = 0; k < n_rows; k++) {
        const char *field = rows[k].field, *value = rows[k].value, *which = rows[k].which ? rows[k].which : "";
        bool mine = false;
        int64_t of = record_named(r, sort, which, a);
        /* An import knows it by the name that it was given alone. */
        for (uint32_t j = 0; j < n_rows && !of; j++)
            if (rows[j].field && rows[j].which && strcmp(rows[j].field, "name") == 0 && strcmp(rows[j].which, which) == 0)
                of = record_named(r, sort, rows[j].value ? rows[j].value : "", a);
        for (uint32_t i = 0; i < n && !mine; i++)
            mine = ids[i] == of;
        for (size_t i = 0; mine && field && i < COUNT_OF(said); i++)
            if (strcmp(said[i].field, field) == 0) {
                *said[i].out = value && *value ? value : NULL;
                verdict = "corrected";
            }
    }
    if (!canon.name)
        canon.name = name;
    for (uint32_t i = 0; i < n; i++)
        TRY(record_exec(r, err, "UPDATE identity SET canon_id = ?2 WHERE id = ?1 AND canon_id IS NOT ?2", "ii", ids[i],
                        canon.id));
    TRY(record_exec(r, err,
                    "UPDATE identity SET kind = ?2, role = ?3, side = ?4, title = ?5, country = ?6, sector = ?7, date = ?8, "
                    "n_docs = ?9, name = ?10, author = ?11, verdict = ?12 WHERE id = ?1",
                    "isssssssisss", canon.id, kind, role, side, title, country, sector, date, docs, canon.name, author, verdict));
    /* Members that left the group are names of their own now. */
    for (uint32_t i = 0; i < n_old; i++) {
        bool in = false;
        for (uint32_t k = 0; k < n && !in; k++)
            in = ids[k] == old[i];
        if (!in) {
            TRY(record_exec(r, err, "UPDATE identity SET canon_id = NULL WHERE id = ?1", "i", old[i]));
            TRY(record_run(r, err, SQL_PENDING_GROUP, "i", old[i]));
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        /* Of a name that was joined before, only what it is called now, or on whose side, may be news to pages and to others. */
        const join_called *was = &called[i];
        bool renamed = was->name ? !join_same(was->name, canon.name) : n > 1;
        if (renamed || (was->name && !join_same(was->side, side))) {
            /* Where the rows of one sort are; the sort is one of three words of ours. */
            char sql[320];
            snprintf(
                sql, sizeof sql,
                "INSERT INTO pending_doc (document_id, renamed) SELECT DISTINCT document_id, 1 FROM %s WHERE identity_id = ?1 "
                "AND document_id IS NOT NULL ON CONFLICT (document_id) DO UPDATE SET quiet = 0",
                sort);
            TRY(record_exec(r, err, sql, "i", ids[i]));
        }
        if (!actor || !renamed)
            continue;
        /* Sides are names too: whoever is on this one's side under another name is looked at again. */
        TRY(record_exec(r, err,
                        "INSERT OR IGNORE INTO pending_group (identity_id) SELECT coalesce(i.canon_id, i.id) FROM vote v JOIN "
                        "identity i ON i.id = v.identity_id JOIN identity c ON c.id = coalesce(i.canon_id, i.id) WHERE v.field = "
                        "'side' AND v.value = ?1 AND c.side IS NOT ?2 AND v.identity_id <> ?1",
                        "is", ids[i], canon.name));
        if (general)
            TRY(record_exec(
                r, err,
                "INSERT OR IGNORE INTO pending_group (identity_id) SELECT coalesce(i.canon_id, i.id) FROM actor q JOIN "
                "actor p ON p.side_id = q.id JOIN identity i ON i.id = p.identity_id JOIN identity c ON c.id = "
                "coalesce(i.canon_id, i.id) WHERE q.identity_id = ?1 AND q.document_id IS NULL AND c.side IS NOT ?2 "
                "AND p.identity_id <> ?1",
                "is", ids[i], canon.name));
    }
    return PARLEY_OK;
}

/* --- names -------------------------------------------------------------------------------------------------------- */
/* Values of a field of one identity, in byte order. */
static parley_status join_values(parley_record *r, int64_t id, const char *field, bool general, const char ***out, uint32_t *n,
                                 parley_arena *a, parley_error *err) {
    int row;
    sqlite3_stmt *s = join_votes(r, id, field, general, err);
    if (!s)
        return PARLEY_EIO;
    for (uint32_t cap = 0; (row = record_step(r, s, err)) == 1;)
        ARENA_PUSH(a, *out, *n, cap) = record_text(a, s, 0);
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

/* An identity by itself, as its own pages name it: merges with others must not reach into what decides merges. */
static parley_status join_name_of(parley_record *r, int64_t id, across_name *out, bool *usable, bool general, parley_arena *a,
                                  parley_error *err) {
    *out = (across_name){0};
    *usable = false;
    sqlite3_stmt *s = record_prepare(r, err, "SELECT sort, talks_id FROM identity WHERE id = ?1", "i", id);
    if (!s)
        return PARLEY_EIO;
    int row = record_step(r, s, err);
    const char *sort = row == 1 ? record_text(a, s, 0) : NULL, *kind = NULL;
    out->talks = row == 1 ? sqlite3_column_int64(s, 1) : 0;
    record_done(r, s);
    if (!sort)
        return row < 0 ? (parley_status)row : PARLEY_OK;
    TRY(join_most(r, &out->name, "name", &id, 1, general, a, err));
    if (!out->name)
        return PARLEY_OK;
    if (strcmp(sort, "actor") == 0) {
        static const char *const kinds[] = {"person", "organisation", "state", "body", "outlet", "group", "unnamed"};
        out->sort = ACROSS_ACTOR;
        TRY(join_most(r, &kind, "kind", &id, 1, general, a, err));
        if (!kind)
            return PARLEY_OK; /* imported without saying what it is */
        for (size_t i = 0; i < COUNT_OF(kinds); i++)
            if (strcmp(kinds[i], kind) == 0)
                out->kind = (actor_kind)i;
        TRY(join_most(r, &out->title, "title", &id, 1, general, a, err));
        /* The side's own name: of those it is given, the one that most pages give. */
        const char **sides = NULL;
        uint32_t n_sides = 0;
        int64_t best = 0;
        TRY(join_values(r, id, "side", general, &sides, &n_sides, a, err));
        for (uint32_t i = 0; i < n_sides; i++) {
            const char *name;
            int64_t side = strtoll(sides[i], NULL, 10),
                    count = record_int(r, "SELECT n FROM vote WHERE identity_id = ?1 AND field = 'side' AND value = ?2", "ii", id,
                                       side);
            TRY(join_most(r, &name, "name", &side, 1, general, a, err));
            if (name && (count > best || !out->side || (count == best && strcmp(name, out->side) < 0))) {
                best = count;
                out->side = name;
            }
        }
    } else if (strcmp(sort, "proposal") == 0) {
        out->sort = ACROSS_PROPOSAL;
        TRY(join_most(r, &out->date, "date", &id, 1, general, a, err));
        TRY(join_values(r, id, "author", general, &out->authors, &out->n_authors, a, err));
    } else {
        out->sort = ACROSS_ISSUE;
    }
    *usable = true;
    return join_values(r, id, "alias", general, &out->aliases, &out->n_aliases, a, err);
}

static parley_status join_names(parley_record *r, int64_t id, bool quiet, bool general, parley_arena *a, parley_error *err) {
    across_name name;
    bool usable;
    uint64_t keys[ACROSS_NAME_KEYS];
    TRY(record_run(r, err, SQL_PENDING_GROUP, "i", id));
    TRY(record_exec(r, err, "DELETE FROM name_key WHERE identity_id = ?1", "i", id));
    if (!quiet) {
        TRY(record_exec(r, err,
                        "INSERT OR IGNORE INTO pending_group (identity_id) SELECT b FROM merge WHERE a = ?1 UNION SELECT a FROM "
                        "merge WHERE b = ?1",
                        "i", id));
        TRY(record_exec(r, err, "DELETE FROM merge WHERE (a = ?1 OR b = ?1) AND rule <> 'person'", "i", id));
    }
    TRY(join_name_of(r, id, &name, &usable, general, a, err));
    uint32_t n_keys = usable ? across_name_keys(r->words, &name, keys, a) : 0, n;
    for (uint32_t i = 0; i < n_keys; i++)
        TRY(record_exec(r, err, "INSERT OR IGNORE INTO name_key (key, identity_id) VALUES (?1, ?2)", "ii", (int64_t)keys[i], id));
    if (quiet || n_keys == 0)
        return PARLEY_OK;
    int64_t *others;
    TRY(join_ids(
        r,
        record_prepare(
            r, err,
            "SELECT DISTINCT o.identity_id FROM name_key k JOIN name_key o ON o.key = k.key WHERE k.identity_id = ?1 AND "
            "o.identity_id <> ?1 ORDER BY 1",
            "i", id),
        &others, &n, a, err));
    for (uint32_t i = 0; i < n; i++) {
        across_name other;
        TRY(join_name_of(r, others[i], &other, &usable, general, a, err));
        const char *rule = usable && other.sort == name.sort ? across_same_name(r->words, &name, &other, a) : NULL;
        if (!rule)
            continue;
        bool first = id < others[i];
        TRY(record_exec(r, err, "INSERT OR REPLACE INTO merge (a, b, verdict, rule) VALUES (?1, ?2, 'one', ?3)", "iis",
                        first ? id : others[i], first ? others[i] : id, rule));
        TRY(record_run(r, err, SQL_PENDING_GROUP, "i", others[i]));
    }
    return PARLEY_OK;
}

/* --- pages -------------------------------------------------------------------------------------------------------- */
static parley_status join_print(parley_record *r, int64_t id, across_print *out, bool *known, parley_arena *a,
                                parley_error *err) {
    sqlite3_stmt *s = record_prepare(r, err, "SELECT print FROM page WHERE document_id = ?1", "i", id);
    if (!s)
        return PARLEY_EIO;
    int row = record_step(r, s, err);
    *known = row == 1 && sqlite3_column_bytes(s, 0) > 0 &&
             across_print_load(out, arena_copy(a, sqlite3_column_blob(s, 0), (size_t)sqlite3_column_bytes(s, 0)),
                               (size_t)sqlite3_column_bytes(s, 0), a);
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

/* Look at all pages of a key again, if there are exactly so many. */
static parley_status join_crowd(parley_record *r, int64_t key, int64_t size, parley_error *err) {
    if (record_int(r, "SELECT count(*) FROM (SELECT 1 FROM doc_key WHERE key = ?1 LIMIT ?2 + 1)", "ii", key, size) != size)
        return PARLEY_OK;
    return record_exec(r, err, "INSERT OR REPLACE INTO pending_doc (document_id) SELECT document_id FROM doc_key WHERE key = ?1",
                       "i", key);
}

/* File a page under its keys. Keys that stand already are left alone: a key that comes to be shared by a crowd, or ceases to be,
 * sends all its pages here again, and they must not send each other. */
static parley_status join_doc_keys(parley_record *r, int64_t id, const uint64_t *keys, uint32_t n_keys, bool quiet,
                                   parley_arena *a, parley_error *err) {
    int64_t *old;
    uint32_t n_old, k = 0;
    TRY(join_ids(r, record_prepare(r, err, "SELECT key FROM doc_key WHERE document_id = ?1", "i", id), &old, &n_old, a, err));
    parley_map had, has;
    map_init(&had, a);
    map_init(&has, a);
    for (k = 0; k < n_old; k++)
        map_set(&had, (const char *)&old[k], sizeof old[k], 1);
    for (k = 0; k < n_keys; k++)
        map_set(&has, (const char *)&keys[k], sizeof keys[k], 1);
    for (k = 0; k < n_old; k++)
        if (!map_get(&has, (const char *)&old[k], sizeof old[k], 0)) {
            TRY(record_exec(r, err, "DELETE FROM doc_key WHERE key = ?1 AND document_id = ?2", "ii", old[k], id));
            TRY(join_crowd(r, old[k], RECORD_CROWD, err));
        }
    for (k = 0; k < n_keys; k++)
        if (!map_get(&had, (const char *)&keys[k], sizeof keys[k], 0)) {
            TRY(record_exec(r, err, "INSERT INTO doc_key (key, document_id) VALUES (?1, ?2)", "ii", (int64_t)keys[k], id));
            if (!quiet)
                TRY(join_crowd(r, (int64_t)keys[k], RECORD_CROWD + 1, err));
        }
    return PARLEY_OK;
}

static parley_status join_edges(parley_record *r, int64_t id, bool quiet, parley_arena *a, parley_error *err) {
    across_print print;
    bool known;
    TRY(record_exec(r, err, "DELETE FROM lineage WHERE a = ?1 AND made = 'machine'", "i", id));
    TRY(record_exec(r, err, "DELETE FROM lineage WHERE b = ?1 AND made = 'machine'", "i", id));
    TRY(join_print(r, id, &print, &known, a, err));
    if (!known)
        return record_exec(r, err, "DELETE FROM doc_key WHERE document_id = ?1", "i", id);
    uint32_t n_keys, n;
    uint64_t *keys = across_doc_keys(&print, a, &n_keys);
    TRY(join_doc_keys(r, id, keys, n_keys, quiet, a, err));
    if (quiet)
        return PARLEY_OK;
    int64_t *others;
    TRY(join_ids(r,
                 record_prepare(
                     r, err,
                     "SELECT DISTINCT o.document_id FROM doc_key k JOIN doc_key o ON o.key = k.key WHERE k.document_id = ?1 AND "
                     "o.document_id <> ?1 AND (SELECT count(*) FROM (SELECT 1 FROM doc_key c WHERE c.key = k.key LIMIT ?2 + 1)) "
                     "<= ?2 ORDER BY 1",
                     "ii", id, (int64_t)RECORD_CROWD),
                 &others, &n, a, err));
    for (uint32_t i = 0; i < n; i++) {
        across_print other;
        TRY(join_print(r, others[i], &other, &known, a, err));
        if (!known)
            continue;
        across_edge e = across_compare(&print, &other);
        if (e.relation != RELATION_NONE)
            /* The page that is first by name stands first, whichever was read first. */
            TRY(record_exec(r, err,
                            "INSERT INTO lineage (a, b, relation, score, evidence) SELECT x.id, y.id, ?3, round(?4, 3), ?5 FROM "
                            "document x, document y "
                            "WHERE x.id IN (?1, ?2) AND y.id IN (?1, ?2) AND x.doc < y.doc",
                            "iisds", id, others[i], across_relation_name(e.relation), (double)e.score, across_evidence(&e, a)));
    }
    for (const char *c = print.credits; c && *c;) {
        size_t len = strcspn(c, "\n");
        if (len)
            TRY(record_exec(
                r, err,
                "INSERT INTO lineage (a, relation, of, evidence) VALUES (?1, 'rewrite', ?2, 'the page names it as its source')",
                "is", id, arena_strn(a, c, len)));
        c += len + (c[len] == '\n');
    }
    return PARLEY_OK;
}

/* All pages of one origin get the same number; where it changed, their facts' keys are looked at again. */
static parley_status join_origin(parley_record *r, int64_t id, parley_map *seen, parley_arena *a, parley_error *err) {
    if (map_get(seen, (const char *)&id, sizeof id, 0))
        return PARLEY_OK;
    int64_t *ids;
    uint32_t n;
    TRY(join_ids(
        r,
        record_prepare(
            r, err,
            "WITH RECURSIVE part (id) AS (SELECT ?1 UNION SELECT CASE WHEN l.a = part.id THEN l.b ELSE l.a END FROM part JOIN "
            "lineage l ON (l.a = part.id OR l.b = part.id) AND l.b IS NOT NULL AND l.relation IN ('copy', 'rewrite', "
            "'same-wire')) SELECT id FROM part ORDER BY id",
            "i", id),
        &ids, &n, a, err));
    for (uint32_t i = 0; i < n; i++) {
        map_set(seen, arena_copy(a, &ids[i], sizeof ids[i]), sizeof ids[i], 1);
        TRY(record_exec(
            r, err,
            "INSERT INTO pending_key (key, rank) SELECT k.key, max(k.rank) FROM document d JOIN fact f ON f.document_id "
            "= d.id JOIN fact_key k ON k.fact_id = f.id WHERE d.id = ?1 AND d.origin_id IS NOT ?2 GROUP BY k.key ON "
            "CONFLICT (key) DO UPDATE SET rank = max(rank, excluded.rank)",
            "iz", ids[i], n > 1 ? ids[0] : (int64_t)0));
        TRY(record_exec(r, err, "UPDATE document SET origin_id = ?2 WHERE id = ?1 AND origin_id IS NOT ?2", "iz", ids[i],
                        n > 1 ? ids[0] : (int64_t)0));
    }
    return PARLEY_OK;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */
typedef enum join_step { JOIN_NAMES, JOIN_GROUPS, JOIN_DOCS, JOIN_KEYS, JOIN_SIDES, JOIN_THINGS } join_step;
typedef struct join_context {
    join_step step;
    bool more, general;
    int64_t after; /* of steps that strike nothing off: the last page that was looked at */
    join_memo *memo;
} join_context;

static double join_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* One batch of one step, as one transaction. */
static parley_status join_batch(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    join_context *c = context;
    static const struct {
        const char *take, *strike;
    } steps[] = {
        {"SELECT identity_id, quiet, 0 FROM pending_identity LIMIT ?1", "DELETE FROM pending_identity WHERE identity_id = ?1"},
        {"SELECT identity_id, 0, 0 FROM pending_group LIMIT ?1", "DELETE FROM pending_group WHERE identity_id = ?1"},
        {"SELECT document_id, quiet, renamed FROM pending_doc LIMIT ?1", "DELETE FROM pending_doc WHERE document_id = ?1"},
        {"SELECT key, rank, 0 FROM pending_key LIMIT ?1", "DELETE FROM pending_key WHERE key = ?1"},
        {"SELECT document_id, quiet, renamed FROM pending_doc WHERE document_id > ?2 ORDER BY 1 LIMIT ?1", NULL},
        {"SELECT document_id, quiet, renamed FROM pending_doc WHERE document_id > ?2 ORDER BY 1 LIMIT ?1", NULL},
    };
    struct {
        int64_t id, x, y;
    } notes[JOIN_BATCH];
    uint32_t n = 0;
    int row = 0;
    parley_map seen;
    map_init(&seen, a);
    TRY(record_begin(r, err));
    bool strikes = steps[c->step].strike != NULL;
    sqlite3_stmt *s = record_prepare(r, err, steps[c->step].take, strikes ? "i" : "ii", (int64_t)JOIN_BATCH, c->after);
    while (s && n < JOIN_BATCH && (row = record_step(r, s, err)) == 1) {
        notes[n].id = sqlite3_column_int64(s, 0);
        notes[n].x = sqlite3_column_int64(s, 1);
        notes[n++].y = sqlite3_column_int64(s, 2);
    }
    record_done(r, s);
    if (!s || row < 0)
        return s ? (parley_status)row : PARLEY_EIO;
    int64_t version = record_int(r, "PRAGMA data_version", "");
    c->memo->arena.on_nomem = a->on_nomem;
    if (c->memo->n > JOIN_MEMO || c->memo->version != version)
        join_memo_empty(c->memo);
    c->memo->version = version;
    double until = join_ms() + JOIN_BATCH_MS;
    for (uint32_t i = 0; i < n; i++) {
        int64_t id = notes[i].id;
        if (join_ms() > until) {
            n = i;
            break;
        }
        if (strikes)
            TRY(record_exec(r, err, steps[c->step].strike, "i", id));
        c->after = id;
        switch (c->step) {
        case JOIN_NAMES: TRY(join_names(r, id, notes[i].x != 0, c->general, a, err)); break;
        case JOIN_GROUPS: TRY(join_identity(r, id, c->general, a, err)); break;
        case JOIN_DOCS:
            if (!notes[i].y)
                TRY(join_edges(r, id, notes[i].x != 0, a, err));
            TRY(join_file_facts(r, id, notes[i].x != 0, a, err));
            break;
        case JOIN_KEYS: TRY(join_key(r, id, notes[i].x, c->memo, a, err)); break;
        case JOIN_SIDES: TRY(talks_of_page(r, id, a, err)); break;
        case JOIN_THINGS: TRY(talks_names_of_page(r, id, notes[i].x != 0, a, err)); break;
        }
    }
    if (c->step == JOIN_DOCS)
        for (uint32_t i = 0; i < n; i++) /* of those whose neighbour went, too: a group may have fallen apart */
            TRY(join_origin(r, notes[i].id, &seen, a, err));
    c->more = n > 0;
    return record_commit(r, err);
}

static parley_status join_talks(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    (void)context;
    TRY(record_begin(r, err));
    TRY(talks_tell_apart(r, a, err));
    return record_commit(r, err);
}

/* One step to its end. */
static parley_status join_run(parley_record *r, join_step step, bool general, join_memo *memo, parley_error *err) {
    join_context c = {step, true, general, 0, memo};
    parley_status rc = PARLEY_OK;
    while (c.more && rc >= 0) {
        rc = record_guard(r, join_batch, &c, err);
        usleep(c.more && rc >= 0 ? JOIN_REST_US : 0); /* let another writer in */
    }
    return rc;
}

static parley_status join_merges(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    (void)context;
    TRY(record_begin(r, err));
    TRY(record_apply_merges(r, a, err));
    return record_commit(r, err);
}

/* The word lists of joining, once a record: they outlive transactions, unlike what is in r->arena. */
static parley_status join_lists(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    (void)context;
    if (r->words)
        return PARLEY_OK;
    r->words_arena.on_nomem = a->on_nomem;
    parley_status rc = across_words_open(&r->words, &r->words_arena, err);
    r->words_arena.on_nomem = NULL;
    return rc;
}

static bool join_is_current(parley_record *r, const char *version) {
    return record_int(r, "SELECT count(*) FROM meta WHERE key = 'across_version' AND value = ?1", "s", version) != 0;
}

/* Other rules or words of joining than last time: look at everything again. */
static parley_status join_anew(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    static const char *const anew[] = {
        ("INSERT OR REPLACE INTO pending_doc (document_id) SELECT id FROM document WHERE EXISTS (SELECT 1 FROM meta WHERE key = "
         "'across_version')"),
        "INSERT OR REPLACE INTO pending_key (key, rank) SELECT key, max(rank) FROM fact_key GROUP BY key", "DELETE FROM fact_key",
        "DELETE FROM fact_form"};
    (void)a;
    TRY(record_begin(r, err));
    if (!join_is_current(r, context)) { /* another program may have come first */
        for (size_t i = 0; i < COUNT_OF(anew); i++)
            TRY(record_exec(r, err, anew[i], ""));
        TRY(record_exec(
            r, err,
            "INSERT INTO meta (key, value) VALUES ('across_version', ?1) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            "s", (const char *)context));
    }
    return record_commit(r, err);
}

parley_status parley_record_join(parley_record *r, parley_error *err) {
    if (record_int(r, "SELECT EXISTS (SELECT 1 FROM correction WHERE action IN ('merge', 'part'))", ""))
        TRY(record_guard(r, join_merges, NULL, err));
    TRY(record_guard(r, join_lists, NULL, err));
    char version[40];
    snprintf(version, sizeof version, "%d-%016" PRIx64, ACROSS_VERSION, across_words_version(r->words));
    if (!join_is_current(r, version))
        TRY(record_guard(r, join_anew, version, err));
    bool general = join_general(r);
    parley_status rc = PARLEY_OK;
    join_memo memo = {.version = -1};
    arena_init(&memo.arena);
    /* What pages are about is told by the actors' names; what a proposal or an issue is called, by what its page is about. */
    static const join_step before[] = {JOIN_NAMES, JOIN_GROUPS, JOIN_SIDES},
                           after[] = {JOIN_THINGS, JOIN_NAMES, JOIN_GROUPS, JOIN_DOCS, JOIN_KEYS};
    for (size_t i = 0; i < COUNT_OF(before) && rc >= 0; i++)
        rc = join_run(r, before[i], general, &memo, err);
    if (rc >= 0)
        rc = record_guard(r, join_talks, NULL, err);
    for (size_t i = 0; i < COUNT_OF(after) && rc >= 0; i++)
        rc = join_run(r, after[i], general, &memo, err);
    memo.arena.on_nomem = NULL;
    arena_free(&memo.arena);
    return rc;
}
