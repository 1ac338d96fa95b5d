/* store.c - the SQLite file: opening, migrating, statements, errors. */
#include "record/record_int.h"

#include "record_schema.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { RECORD_APPLICATION_ID = 0x50524c59 /* "PRLY" */ };

const char *record_path(const parley_record *r) {
    return r->path;
}

static parley_status store_fail(const char *path, sqlite3 *db, int code, parley_error *err) {
    switch (code & 0xff) {
    case SQLITE_NOMEM: return fail_nomem(err);
    case SQLITE_FULL: return fail(err, PARLEY_EIO, -1, "%s: disk full; what was committed before is kept", path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(err, PARLEY_EIO, -1, "%s: another program has been writing to it for %d s; try again later", path,
                    PARLEY_RECORD_BUSY_MS / 1000);
    case SQLITE_READONLY: return fail(err, PARLEY_EIO, -1, "%s: read-only", path);
    case SQLITE_NOTADB: return fail(err, PARLEY_EFORMAT, -1, "%s: not a SQLite file", path);
    case SQLITE_CORRUPT: return fail(err, PARLEY_EFORMAT, -1, "%s: damaged (%s)", path, sqlite3_errmsg(db));
    case SQLITE_CANTOPEN: return fail(err, PARLEY_EIO, -1, "%s: cannot open", path);
    case SQLITE_IOERR:
        return fail(err, PARLEY_EIO, -1, "%s: %s%s%s", path, sqlite3_errstr(code), sqlite3_system_errno(db) ? ": " : "",
                    sqlite3_system_errno(db) ? strerror(sqlite3_system_errno(db)) : "");
    default: return fail(err, PARLEY_EIO, -1, "%s: %s", path, sqlite3_errmsg(db));
    }
}

parley_status record_fail(parley_record *r, parley_error *err) {
    return store_fail(r->path, r->db, sqlite3_extended_errcode(r->db), err);
}

/* --- statements ----------------------------------------------------------------------------------------------------------- */
static const char *const statement_sql[] = {
#define X(name, sql) sql,
    RECORD_STATEMENTS(X)
#undef X
};

sqlite3_stmt *record_stmt(parley_record *r, int which) {
    sqlite3_stmt **s = &r->statements[which];
    if (*s)
        sqlite3_reset(*s);
    else if (sqlite3_prepare_v3(r->db, statement_sql[which], -1, SQLITE_PREPARE_PERSISTENT, s, NULL) != SQLITE_OK)
        return NULL;
    return *s;
}

void record_bind(sqlite3_stmt *s, const char *letters, va_list ap) {
    for (int i = 1; *letters; letters++, i++) {
        switch (*letters) {
        case 'i': sqlite3_bind_int64(s, i, va_arg(ap, int64_t)); break;
        case 'z': {
            int64_t v = va_arg(ap, int64_t);
            if (v)
                sqlite3_bind_int64(s, i, v);
            else
                sqlite3_bind_null(s, i);
            break;
        }
        case 'u': {
            uint32_t v = va_arg(ap, uint32_t);
            if (v != PARLEY_NONE)
                sqlite3_bind_int64(s, i, v);
            else
                sqlite3_bind_null(s, i);
            break;
        }
        case 's': sqlite3_bind_text(s, i, va_arg(ap, const char *), -1, SQLITE_STATIC); break;
        case 't': {
            const char *p = va_arg(ap, const char *);
            size_t n = va_arg(ap, size_t);
            sqlite3_bind_text64(s, i, p, n, SQLITE_STATIC, SQLITE_UTF8);
            break;
        }
        case 'b': {
            const void *p = va_arg(ap, const void *);
            size_t n = va_arg(ap, size_t);
            sqlite3_bind_blob64(s, i, p, n, SQLITE_STATIC);
            break;
        }
        case 'd': sqlite3_bind_double(s, i, va_arg(ap, double)); break;
        case 'c': {
            double v = va_arg(ap, double);
            if (v >= 0)
                sqlite3_bind_double(s, i, v);
            else
                sqlite3_bind_null(s, i);
            break;
        }
        default: assert(false && "letter");
        }
    }
}

parley_status record_run(parley_record *r, parley_error *err, int which, const char *letters, ...) {
    sqlite3_stmt *s = record_stmt(r, which);
    if (!s)
        return record_fail(r, err);
    va_list ap;
    va_start(ap, letters);
    record_bind(s, letters, ap);
    va_end(ap);
    int rc = sqlite3_step(s);
    parley_status status = rc == SQLITE_DONE || rc == SQLITE_ROW ? PARLEY_OK : record_fail(r, err);
    sqlite3_reset(s);
    return status;
}

sqlite3_stmt *record_query(parley_record *r, int which, const char *letters, ...) {
    sqlite3_stmt *s = record_stmt(r, which);
    if (!s)
        return NULL;
    va_list ap;
    va_start(ap, letters);
    record_bind(s, letters, ap);
    va_end(ap);
    return s;
}

/* The slot of this SQL, or the free one where it would go; NULL: the cache is full. */
static struct record_cached *store_slot(parley_record *r, const char *sql, uint64_t hash) {
    for (uint32_t i = 0; i < COUNT_OF(r->cache); i++) {
        struct record_cached *c = &r->cache[(hash + i) % COUNT_OF(r->cache)];
        if (!c->s)
            return r->n_cached < COUNT_OF(r->cache) - 16 ? c : NULL;
        if (c->hash == hash && strcmp(sqlite3_sql(c->s), sql) == 0)
            return c;
    }
    return NULL;
}

static sqlite3_stmt *store_prepare(parley_record *r, const char *sql) {
    uint64_t hash = hash_str(sql);
    struct record_cached *c = store_slot(r, sql, hash);
    sqlite3_stmt *s = NULL;
    if (c && c->s && !c->busy) {
        c->busy = true;
        return c->s;
    }
    bool keep = c && !c->s;
    if (sqlite3_prepare_v3(r->db, sql, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, &s, NULL) != SQLITE_OK)
        return NULL;
    if (keep) {
        *c = (struct record_cached){hash, s, true};
        r->n_cached++;
    }
    return s;
}

void record_done(parley_record *r, sqlite3_stmt *s) {
    if (!s)
        return;
    struct record_cached *c = store_slot(r, sqlite3_sql(s), hash_str(sqlite3_sql(s)));
    if (c && c->s == s) {
        sqlite3_reset(s);
        c->busy = false;
    } else {
        sqlite3_finalize(s);
    }
}

sqlite3_stmt *record_prepare(parley_record *r, parley_error *err, const char *sql, const char *letters, ...) {
    sqlite3_stmt *s = store_prepare(r, sql);
    if (!s) {
        record_fail(r, err);
        return NULL;
    }
    va_list ap;
    va_start(ap, letters);
    record_bind(s, letters, ap);
    va_end(ap);
    return s;
}

parley_status record_exec(parley_record *r, parley_error *err, const char *sql, const char *letters, ...) {
    sqlite3_stmt *s = store_prepare(r, sql);
    if (!s)
        return record_fail(r, err);
    va_list ap;
    va_start(ap, letters);
    record_bind(s, letters, ap);
    va_end(ap);
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW)
        ;
    parley_status status = rc == SQLITE_DONE ? PARLEY_OK : record_fail(r, err);
    record_done(r, s);
    return status;
}

int64_t record_int(parley_record *r, const char *sql, const char *letters, ...) {
    sqlite3_stmt *s = store_prepare(r, sql);
    if (!s)
        return 0;
    va_list ap;
    va_start(ap, letters);
    record_bind(s, letters, ap);
    va_end(ap);
    int64_t v = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    record_done(r, s);
    return v;
}

/* Nothing is left open: an open reader would hold its transaction. */
static void store_reset(parley_record *r) {
    for (int i = 0; i < SQL_N; i++)
        if (r->statements[i])
            sqlite3_reset(r->statements[i]);
    for (uint32_t i = 0; i < COUNT_OF(r->cache); i++)
        if (r->cache[i].s) {
            sqlite3_reset(r->cache[i].s);
            r->cache[i].busy = false;
        }
    while (r->rows)
        record_rows_close(r->rows);
}

int record_step(parley_record *r, sqlite3_stmt *s, parley_error *err) {
    if (!s)
        return record_fail(r, err);
    int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc == SQLITE_DONE)
        return 0;
    return record_fail(r, err);
}

const char *record_text(parley_arena *a, sqlite3_stmt *s, int column) {
    const char *t = (const char *)sqlite3_column_text(s, column);
    return t ? arena_strn(a, t, (size_t)sqlite3_column_bytes(s, column)) : NULL;
}

/* --- transactions ------------------------------------------------------------------------------------------------- */
parley_status record_begin(parley_record *r, parley_error *err) {
    parley_status rc = record_run(r, err, SQL_BEGIN, "");
    r->in_transaction = rc == PARLEY_OK;
    return rc;
}

parley_status record_commit(parley_record *r, parley_error *err) {
    parley_status rc = record_run(r, err, SQL_COMMIT, "");
    if (rc < 0)
        record_rollback(r);
    r->in_transaction = false;
    return rc;
}

void record_rollback(parley_record *r) {
    store_reset(r);
    if (!sqlite3_get_autocommit(r->db)) /* SQLite rolls back by itself on a full disk */
        record_run(r, NULL, SQL_ROLLBACK, "");
    r->in_transaction = false;
    arena_reset(&r->arena);
    map_init(&r->rules, &r->arena);
}

parley_status record_guard(parley_record *r, record_work work, void *context, parley_error *err) {
    parley_arena arena;
    jmp_buf nomem, *outer = r->arena.on_nomem;
    parley_status rc;
    arena_init(&arena);
    if (setjmp(nomem)) {
        if (r->in_transaction)
            record_rollback(r);
        rc = fail_nomem(err);
    } else {
        arena.on_nomem = r->arena.on_nomem = &nomem;
        rc = work(r, context, &arena, err);
        if (rc < 0 && r->in_transaction)
            record_rollback(r);
    }
    r->arena.on_nomem = outer;
    arena.on_nomem = NULL;
    arena_free(&arena);
    return rc;
}

parley_status record_read_guard(parley_record *r, record_work work, void *context, parley_error *err) {
    if (sqlite3_exec(r->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
        return record_fail(r, err);
    parley_status rc = record_guard(r, work, context, err);
    store_reset(r);
    sqlite3_exec(r->db, "COMMIT", NULL, NULL, NULL);
    return rc;
}

bool parley_record_pending(parley_record *r) {
    return record_int(r,
                      "SELECT EXISTS (SELECT 1 FROM pending_doc) OR EXISTS (SELECT 1 FROM pending_identity) OR EXISTS (SELECT 1 "
                      "FROM pending_group) OR EXISTS (SELECT 1 FROM pending_key)",
                      "") != 0;
}

/* --- opening ------------------------------------------------------------------------------------------------------ */
/* migrations[i] leads from version i + 1 to i + 2. A record of an older version is brought up when it is opened for writing;
 * NULL: it cannot be, its pages are read anew (version 1 was never released). Views are made anew from the schema. */
static const char *const migrations[] = {
    NULL, "ALTER TABLE fact_key ADD COLUMN sign INTEGER NOT NULL DEFAULT 0",
    /* Pages with an event that has no date are read anew when they are given again: they name no software that has read them. */
    "UPDATE document SET model_id = NULL WHERE path IS NOT NULL AND id IN (SELECT f.document_id FROM event e JOIN fact f ON f.id "
    "= e.fact_id WHERE e.date IS NULL);"
    "ALTER TABLE event ADD COLUMN time TEXT",
    /* The same for pages with proposals or meetings. */
    "UPDATE document SET model_id = NULL WHERE path IS NOT NULL AND (id IN (SELECT document_id FROM proposal) OR id IN (SELECT "
    "f.document_id FROM event e JOIN fact f ON f.id = e.fact_id WHERE e.event = 'CONSULT'));"
    "ALTER TABLE proposal ADD COLUMN phases INTEGER; ALTER TABLE proposal_term ADD COLUMN phase INTEGER;"
    "ALTER TABLE event ADD COLUMN round INTEGER; ALTER TABLE event ADD COLUMN turn INTEGER",
    /* All is filed anew: the version of joining went up with it. */
    "CREATE TABLE fact_form (fact_id INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE, document_id INTEGER NOT NULL, "
    "form BLOB NOT NULL) STRICT",
    /* Pages are read anew for what groups are made of when they are given again. */
    "UPDATE document SET model_id = NULL WHERE path IS NOT NULL;"
    "ALTER TABLE actor ADD COLUMN head_id INTEGER REFERENCES actor (id) ON DELETE SET NULL;"
    "CREATE INDEX actor_head ON actor (head_id) WHERE head_id IS NOT NULL;"
    "ALTER TABLE alias ADD COLUMN judging INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE member (group_id INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE, seq INTEGER NOT NULL, actor_id "
    "INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE, PRIMARY KEY (group_id, seq)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX member_actor ON member (actor_id)",
    "CREATE VIRTUAL TABLE figure_text USING fts5 (measure, subject, content = 'figure', content_rowid = 'fact_id', tokenize = "
    "\"unicode61 remove_diacritics 2\");"
    "INSERT INTO figure_text (figure_text) VALUES ('rebuild');"
    "CREATE TRIGGER figure_update AFTER UPDATE OF measure, subject ON figure BEGIN INSERT INTO figure_text (figure_text, rowid, "
    "measure, subject) VALUES ('delete', old.fact_id, old.measure, old.subject); INSERT INTO figure_text (rowid, measure, "
    "subject) VALUES (new.fact_id, new.measure, new.subject); END;"
    "CREATE TRIGGER figure_delete AFTER DELETE ON figure BEGIN INSERT INTO figure_text (figure_text, rowid, measure, subject) "
    "VALUES ('delete', old.fact_id, old.measure, old.subject); END;",
    /* Pages are read anew for whether they are translations when they are given again. */
    "UPDATE document SET model_id = NULL WHERE path IS NOT NULL;"
    "CREATE TABLE translation (document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE, sign TEXT NOT NULL "
    "CHECK (sign IN ('note', 'markup', 'traces')), made TEXT CHECK (made IN ('machine', 'person')), original TEXT, start "
    "INTEGER NOT NULL, stop INTEGER NOT NULL CHECK (stop >= start), words TEXT) STRICT",
    /* All pages are joined anew: the version of joining went up with it. */
    "ALTER TABLE identity ADD COLUMN talks_id INTEGER;"
    "ALTER TABLE proposal ADD COLUMN waits INTEGER NOT NULL DEFAULT 0; ALTER TABLE issue ADD COLUMN waits INTEGER NOT NULL "
    "DEFAULT 0;"
    "CREATE INDEX identity_talks ON identity (talks_id) WHERE talks_id IS NOT NULL;"
    "CREATE TABLE talks ( id INTEGER PRIMARY KEY, x TEXT NOT NULL, y TEXT NOT NULL, n_docs INTEGER NOT NULL DEFAULT 0 ) "
    "STRICT; CREATE TABLE talks_page ( document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE, x "
    "TEXT NOT NULL, y TEXT NOT NULL, z TEXT NOT NULL, given INTEGER NOT NULL DEFAULT 0 ) STRICT; CREATE INDEX "
    "talks_page_pair ON talks_page (x, y); CREATE TABLE talks_pair ( x TEXT NOT NULL, y TEXT NOT NULL, n INTEGER NOT "
    "NULL, together INTEGER NOT NULL, talks_id INTEGER, PRIMARY KEY (x, y) ) STRICT, WITHOUT ROWID; CREATE TRIGGER "
    "talks_page_insert AFTER INSERT ON talks_page BEGIN INSERT INTO talks_pair (x, y, n, together) VALUES (new.x, new.y, "
    "1, new.y <> '') ON CONFLICT (x, y) DO UPDATE SET n = n + 1, together = together + excluded.together; INSERT INTO "
    "talks_pair (x, y, n, together) SELECT min(v.s, new.z), max(v.s, new.z), 0, 1 FROM (SELECT new.x AS s UNION ALL "
    "SELECT new.y) v WHERE new.z <> '' ON CONFLICT (x, y) DO UPDATE SET together = together + 1; INSERT OR REPLACE INTO "
    "meta (key, value) VALUES ('talks', 'stale'); END; CREATE TRIGGER talks_page_delete AFTER DELETE ON talks_page BEGIN "
    "UPDATE talks_pair SET n = n - 1, together = together - (old.y <> '') WHERE x = old.x AND y = old.y; UPDATE "
    "talks_pair SET together = together - 1 WHERE old.z <> '' AND x = min(old.x, old.z) AND y = max(old.x, old.z); "
    "UPDATE talks_pair SET together = together - 1 WHERE old.z <> '' AND x = min(old.y, old.z) AND y = max(old.y, "
    "old.z); INSERT OR REPLACE INTO meta (key, value) VALUES ('talks', 'stale'); END;"};

static parley_status store_create(parley_record *r, parley_error *err) {
    char *message = NULL;
    if (sqlite3_exec(r->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        return record_fail(r, err);
    /* Another program may have made it while this one waited. */
    if (record_int(r, "PRAGMA application_id", "") == RECORD_APPLICATION_ID) {
        sqlite3_exec(r->db, "ROLLBACK", NULL, NULL, NULL);
        return PARLEY_OK;
    }
    char pragmas[160];
    snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d", RECORD_APPLICATION_ID,
             PARLEY_RECORD_VERSION);
    if (sqlite3_exec(r->db, (const char *)record_schema, NULL, NULL, &message) != SQLITE_OK ||
        sqlite3_exec(r->db, pragmas, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(r->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
        parley_status rc = record_fail(r, err);
        sqlite3_free(message);
        sqlite3_exec(r->db, "ROLLBACK", NULL, NULL, NULL);
        return rc;
    }
    return PARLEY_OK;
}

/* All views of the schema, whatever was there under their names. */
static int store_views(parley_record *r) {
    static const char create[] = "\nCREATE VIEW ";
    int rc = SQLITE_OK;
    for (const char *at = strstr((const char *)record_schema, create); at && rc == SQLITE_OK; at = strstr(at, create)) {
        const char *name = at + sizeof create - 1, *end = strstr(name, ";\n");
        int len = (int)strcspn(name, " "), n = end ? (int)(end - at) : (int)strlen(at);
        char *sql = sqlite3_mprintf("DROP VIEW IF EXISTS %.*s; %.*s", len, name, n, at);
        rc = sql ? sqlite3_exec(r->db, sql, NULL, NULL, NULL) : SQLITE_NOMEM;
        sqlite3_free(sql);
        at += n;
    }
    return rc;
}

/* One step at a time, each with its number, so that a program that is killed leaves a whole older record. */
static parley_status store_migrate(parley_record *r, int64_t version, parley_error *err) {
    for (; version < PARLEY_RECORD_VERSION; version++) {
        char set[64];
        if (!migrations[version - 1])
            return fail(
                err, PARLEY_EFORMAT, -1,
                "%s: a record of the older version %lld, which cannot be brought up to date; read its pages into a new one",
                r->path, (long long)version);
        bool last = version + 1 == PARLEY_RECORD_VERSION;
        snprintf(set, sizeof set, "PRAGMA user_version = %lld", (long long)version + 1);
        if (sqlite3_exec(r->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK ||
            sqlite3_exec(r->db, migrations[version - 1], NULL, NULL, NULL) != SQLITE_OK ||
            (last && store_views(r) != SQLITE_OK) || sqlite3_exec(r->db, set, NULL, NULL, NULL) != SQLITE_OK ||
            sqlite3_exec(r->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
            parley_status rc = record_fail(r, err);
            sqlite3_exec(r->db, "ROLLBACK", NULL, NULL, NULL);
            return rc;
        }
    }
    return PARLEY_OK;
}

/* Another program writes: ask again every two milliseconds. SQLite's own waiting sleeps up to 100 ms between tries and so hardly
 * ever meets the moment between two transactions of a busy writer. */
static int store_busy(void *context, int n) {
    (void)context;
    enum { BUSY_STEP_US = 2000 };
    if ((int64_t)n * BUSY_STEP_US >= (int64_t)PARLEY_RECORD_BUSY_MS * 1000)
        return 0;
    usleep(BUSY_STEP_US);
    return 1;
}

static int64_t store_pragma(parley_record *r, const char *sql, int *code) {
    sqlite3_stmt *s = NULL;
    int64_t v = 0;
    int rc = sqlite3_prepare_v2(r->db, sql, -1, &s, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        v = sqlite3_column_int64(s, 0);
        rc = SQLITE_OK;
    }
    *code = rc == SQLITE_DONE ? SQLITE_OK : sqlite3_extended_errcode(r->db);
    if (rc == SQLITE_OK)
        *code = SQLITE_OK;
    sqlite3_finalize(s);
    return v;
}

/* Make a record of an empty file. Two programs may come to it at once, so what is there is asked anew in each round; SQLite does
 * not call the busy handler when the journal's mode is changed, and who reads before it writes is refused at once if another
 * wrote in between: both are waited for here. */
static parley_status store_found(parley_record *r, parley_record_mode mode, parley_error *err) {
    for (int n = 0;; n++) {
        int code = SQLITE_OK;
        int64_t id = 0, objects = store_pragma(r, "SELECT count(*) FROM sqlite_master", &code);
        if (code == SQLITE_OK)
            id = store_pragma(r, "PRAGMA application_id", &code);
        if (code == SQLITE_OK && id == RECORD_APPLICATION_ID)
            return PARLEY_OK; /* another program made it meanwhile */
        if (code == SQLITE_OK && (mode != PARLEY_RECORD_CREATE || objects > 0 || id != 0))
            return fail(err, PARLEY_EFORMAT, -1, "%s: not a record of Parley", r->path);
        if (code == SQLITE_OK && sqlite3_exec(r->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) != SQLITE_OK)
            code = sqlite3_extended_errcode(r->db);
        if (code == SQLITE_OK)
            return store_create(r, err);
        if ((code & 0xff) != SQLITE_BUSY || !store_busy(NULL, n))
            return store_fail(r->path, r->db, code, err);
    }
}

parley_status parley_record_open(parley_record **out, const char *path, parley_record_mode mode, parley_error *err) {
    *out = NULL;
    parley_record *r = mem_alloc(sizeof *r);
    if (!r)
        return fail_nomem(err);
    *r = (parley_record){.writable = mode != PARLEY_RECORD_READ};
    arena_init(&r->arena);
    arena_init(&r->words_arena);
    map_init(&r->rules, &r->arena);
    parley_status rc = PARLEY_OK;
    size_t n = strlen(path) + 1;
    if (!(r->path = mem_alloc(n))) {
        rc = fail_nomem(err);
        goto done;
    }
    memcpy(r->path, path, n);
    if (mode != PARLEY_RECORD_CREATE && access(path, F_OK) != 0) {
        rc = fail(err, PARLEY_EIO, -1, "%s: %s", path, strerror(errno));
        goto done;
    }
    if (access(path, F_OK) == 0 && access(path, R_OK) != 0) {
        rc = fail(err, PARLEY_EIO, -1, "%s: %s", path, strerror(errno));
        goto done;
    }
    /* Who only looks opens for writing where that is allowed, and then forbids itself to: a read-only handle leaves the files of
     * the log (-wal, -shm) behind when it is the last to close. */
    bool look = mode == PARLEY_RECORD_READ && access(path, W_OK) == 0 &&
                sqlite3_open_v2(path, &r->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
                sqlite3_db_readonly(r->db, "main") == 0 &&
                sqlite3_exec(r->db, "PRAGMA query_only = ON; SELECT 1 FROM sqlite_master", NULL, NULL, NULL) == SQLITE_OK;
    if (!look) {
        sqlite3_close(r->db);
        r->db = NULL;
    }
    int flags = mode == PARLEY_RECORD_READ ? SQLITE_OPEN_READONLY
                                           : SQLITE_OPEN_READWRITE | (mode == PARLEY_RECORD_CREATE ? SQLITE_OPEN_CREATE : 0);
    int code = look ? SQLITE_OK : sqlite3_open_v2(path, &r->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        rc = r->db ? store_fail(path, r->db, sqlite3_extended_errcode(r->db), err) : fail_nomem(err);
        goto done;
    }
    sqlite3_busy_handler(r->db, store_busy, NULL);
    int64_t id = store_pragma(r, "PRAGMA application_id", &code);
    if (mode == PARLEY_RECORD_READ && ((code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY)) {
        /* A WAL file needs a -shm beside it; where the folder cannot be written and nobody writes, the file can be taken as it
         * is. */
        char *wal = sqlite3_mprintf("%s-wal", path), *uri = sqlite3_mprintf("file:%s?immutable=1", path);
        if (wal && uri && access(wal, F_OK) != 0 && !strpbrk(path, "?#%")) {
            sqlite3_close(r->db);
            r->db = NULL;
            if (sqlite3_open_v2(uri, &r->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL) == SQLITE_OK)
                id = store_pragma(r, "PRAGMA application_id", &code);
        }
        sqlite3_free(wal);
        sqlite3_free(uri);
    }
    if (code != SQLITE_OK) {
        rc = store_fail(path, r->db, code, err);
        goto done;
    }
    if (mode != PARLEY_RECORD_READ && sqlite3_db_readonly(r->db, "main") == 1) {
        rc = fail(err, PARLEY_EIO, -1, "%s: read-only", path);
        goto done;
    }
    if (id != RECORD_APPLICATION_ID && (rc = store_found(r, mode, err)) < 0)
        goto done;
    int64_t version = store_pragma(r, "PRAGMA user_version", &code);
    if (version > PARLEY_RECORD_VERSION) {
        rc =
            fail(err, PARLEY_EFORMAT, -1, "%s: a record of version %lld, made by a newer Parley; this one reads up to version %d",
                 path, (long long)version, PARLEY_RECORD_VERSION);
        goto done;
    }
    if (version < PARLEY_RECORD_VERSION) {
        if (mode == PARLEY_RECORD_READ) {
            rc = fail(err, PARLEY_EFORMAT, -1, "%s: a record of the older version %lld; %s", path, (long long)version,
                      migrations[version - 1] ? "'parley read' brings it up to date" : "read its pages into a new one");
            goto done;
        }
        if ((rc = store_migrate(r, version, err)) < 0)
            goto done;
    }
    /* NORMAL: after a crash of the machine the last pages may be gone, but never half; a killed program loses nothing. FULL would
     * cost one sync a page. 64 MB of cache: what a page's inserts touch in a record of 200,000 pages. The log is written back
     * every 32 MB: a page's inserts touch the same few hundred blocks as those of the page before. */
    sqlite3_exec(r->db,
                 "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; "
                 "PRAGMA wal_autocheckpoint = 8000",
                 NULL, NULL, NULL);
    if ((code = record_rank_open(r->db)) != SQLITE_OK) {
        rc = store_fail(path, r->db, code, err);
        goto done;
    }
    *out = r;
    r = NULL;
done:
    parley_record_close(r);
    return rc;
}

void parley_record_close(parley_record *r) {
    if (!r)
        return;
    for (int i = 0; i < SQL_N; i++)
        sqlite3_finalize(r->statements[i]);
    for (uint32_t i = 0; i < COUNT_OF(r->cache); i++)
        sqlite3_finalize(r->cache[i].s);
    sqlite3_close(r->db);
    arena_free(&r->arena);
    arena_free(&r->words_arena);
    buf_free(&r->form);
    mem_free(r->path);
    mem_free(r);
}
