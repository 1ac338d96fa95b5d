/* record_int.h - what the files of src/record share. */
#ifndef PARLEY_RECORD_INT_H
#define PARLEY_RECORD_INT_H

#include "record/record.h"

#include <sqlite3.h>

/* Do it, or return what it failed with. */
#define TRY(call)                                                                                                                \
    do {                                                                                                                         \
        parley_status try_ = (call);                                                                                             \
        if (try_ < 0)                                                                                                            \
            return try_;                                                                                                         \
    } while (0)

/* A sentence or a quotation that more pages share is a house's formula and says nothing; a story in more prints still shares its
 * other keys. */
enum { RECORD_CROWD = 500 };

#define NULL_TEXT ((const char *)NULL) /* NULL itself may be a number where arguments vary */

/* Statements that are prepared once a handle, on first use: X(name, SQL). Those used for one command only are prepared there. */
#define RECORD_STATEMENTS(X)                                                                                                     \
    X(BEGIN, "BEGIN IMMEDIATE")                                                                                                  \
    X(COMMIT, "COMMIT")                                                                                                          \
    X(ROLLBACK, "ROLLBACK")                                                                                                      \
    X(DOC_FIND, "SELECT d.id, d.digest, m.name FROM document d LEFT JOIN model m ON m.id = d.model_id WHERE d.doc = ?1")         \
    X(DOC_DELETE, "DELETE FROM document WHERE id = ?1")                                                                          \
    X(DOC_PUT, "INSERT INTO document (id, doc, path, member_offset, format, encoding, lang, digest, n_bytes, title, outlet, "    \
               "author, published, url, model_id, read_at) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,"          \
               "strftime('%Y-%m-%dT%H:%M:%SZ','now'))")                                                                          \
    X(MODEL_PUT, "INSERT OR IGNORE INTO model (name) VALUES (?1)")                                                               \
    X(MODEL_GET, "SELECT id FROM model WHERE name = ?1")                                                                         \
    X(RULE_PUT, "INSERT OR IGNORE INTO rule (stage, name) VALUES (?1, ?2)")                                                      \
    X(RULE_GET, "SELECT id FROM rule WHERE stage = ?1 AND name = ?2")                                                            \
    X(FIELD_PUT, "INSERT INTO field (document_id, name, start, stop, rule_id) VALUES (?1,?2,?3,?4,?5)")                          \
    X(TRANSLATION_PUT,                                                                                                           \
      "INSERT INTO translation (document_id, sign, made, original, start, stop, words) VALUES (?1,?2,?3,?4,?5,?6,?7)")           \
    X(BODY_PUT, "INSERT INTO body (document_id, seq, start, stop) VALUES (?1,?2,?3,?4)")                                         \
    X(PAGE_PUT, "INSERT INTO page (document_id, text, print) VALUES (?1,?2,?3)")                                                 \
    X(BLOCK_PUT, "INSERT INTO block (document_id, seq, start, stop, text_start, text_stop, role, reason, paragraph) "            \
                 "VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)")                                                                          \
    X(IDENTITY_PUT, "INSERT OR IGNORE INTO identity (sort, key, name, talks_id) VALUES (?1, ?2, ?3, ?4)")                        \
    X(IDENTITY_GET, "SELECT id FROM identity WHERE sort = ?1 AND key = ?2")                                                      \
    X(ACTOR_PUT, "INSERT INTO actor (document_id, identity_id, name, kind, role, title, country, sector, start, stop) "          \
                 "VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)")                                                                      \
    X(ACTOR_SIDE, "UPDATE actor SET side_id = ?2 WHERE id = ?1")                                                                 \
    X(ALIAS_JUDGES,                                                                                                              \
      "INSERT INTO alias (actor_id, alias, judging) VALUES (?1, ?2, 1) ON CONFLICT (actor_id, alias) DO UPDATE SET "             \
      "judging = 1")                                                                                                             \
    X(MEMBER_PUT, "INSERT INTO member (group_id, seq, actor_id) VALUES (?1,?2,?3)")                                              \
    X(ACTOR_HEAD, "UPDATE actor SET head_id = ?2 WHERE id = ?1")                                                                 \
    X(ALIAS_PUT, "INSERT OR IGNORE INTO alias (actor_id, alias) VALUES (?1, ?2)")                                                \
    X(PROPOSAL_PUT,                                                                                                              \
      "INSERT INTO proposal (document_id, identity_id, name, aliases, date, date_text, carrier_id, version, start, "             \
      "stop, phases, waits) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,1)")                                                      \
    X(PROPOSAL_ANSWERS, "UPDATE proposal SET answers_id = ?2 WHERE id = ?1")                                                     \
    X(PROPOSAL_AUTHOR, "INSERT INTO proposal_author (proposal_id, seq, actor_id) VALUES (?1,?2,?3)")                             \
    X(PROPOSAL_TERM, "INSERT INTO proposal_term (proposal_id, seq, issue_id, phase) VALUES (?1,?2,?3,?4)")                       \
    X(ISSUE_PUT,                                                                                                                 \
      "INSERT INTO issue (document_id, identity_id, name, aliases, start, stop, minor, waits) VALUES (?1,?2,?3,?4,?5,?6,?7,1)")  \
    X(FACT_PUT, "INSERT INTO fact (document_id, kind, start, stop, text_start, text_stop, words, rule_id, confidence, verdict, " \
                "context_start, context_stop) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)")                                  \
    X(STATEMENT_PUT, "INSERT INTO statement (fact_id, mode, speaker_id, cue_start, cue_stop, cue) VALUES (?1,?2,?3,?4,?5,?6)")   \
    X(CONTENT_PUT, "INSERT INTO content (fact_id, seq, start, stop, text_start, text_stop) VALUES (?1,?2,?3,?4,?5,?6)")          \
    X(CHAIN_PUT, "INSERT INTO chain (fact_id, seq, actor_id) VALUES (?1,?2,?3)")                                                 \
    X(EVENT_PUT, "INSERT INTO event (fact_id, event, mode, status, date, time, place, asserted_id, round, turn) VALUES "         \
                 "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)")                                                                             \
    X(EVENT_ACTOR, "INSERT INTO event_actor (fact_id, part, seq, actor_id) VALUES (?1,?2,?3,?4)")                                \
    X(POSITION_PUT, "INSERT INTO position (fact_id, holder_id, stance, proposal_id, issue_id, asserted_id, date, nuance) "       \
                    "VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")                                                                          \
    X(FIGURE_PUT, "INSERT INTO figure (fact_id, value, high, qualifier, unit, measure, subject, according_id, as_of) "           \
                  "VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)")                                                                         \
    X(OUTLOOK_PUT, "INSERT INTO outlook (fact_id, about, leaning, asserted_id) VALUES (?1,?2,?3,?4)")                            \
    X(FACT_TEXT,                                                                                                                 \
      "INSERT INTO fact_text (rowid, words) SELECT id, words FROM fact WHERE document_id = ?1 AND kind <> 'time' AND id > ?2")   \
    X(FIGURE_TEXT, "INSERT INTO figure_text (rowid, measure, subject) SELECT g.fact_id, g.measure, g.subject FROM fact f JOIN "  \
                   "figure g ON g.fact_id = f.id WHERE f.document_id = ?1 AND f.kind = 'figure' AND f.id > ?2")                  \
    X(FACT_LAST, "SELECT max(id) FROM fact")                                                                                     \
    X(TIME_PUT, "INSERT INTO time (fact_id, kind, value, date, precision) VALUES (?1,?2,?3,?4,?5)")                              \
    X(PENDING_DOC,                                                                                                               \
      "INSERT INTO pending_doc (document_id, quiet) VALUES (?1, ?2) ON CONFLICT (document_id) DO UPDATE SET quiet = "            \
      "min(quiet, excluded.quiet), renamed = 0")                                                                                 \
    X(VOTE, "INSERT INTO vote (identity_id, field, value, n) SELECT identity_id, field, value, ?2 * CASE field WHEN 'doc' THEN " \
            "1 ELSE count(*) END FROM page_vote WHERE document_id = ?1 GROUP BY 1, 2, 3 ON CONFLICT (identity_id, field, "       \
            "value) DO UPDATE SET n = n + excluded.n")                                                                           \
    X(VOTE_THINGS,                                                                                                               \
      "INSERT INTO vote (identity_id, field, value, n) SELECT identity_id, field, value, ?2 * CASE field WHEN 'doc' THEN "       \
      "1 ELSE count(*) END FROM thing_vote WHERE document_id = ?1 GROUP BY 1, 2, 3 ON CONFLICT (identity_id, field, "            \
      "value) DO UPDATE SET n = n + excluded.n")                                                                                 \
    X(VOTE_TIDY, "DELETE FROM vote WHERE n = 0 AND identity_id IN (SELECT identity_id FROM page_vote WHERE document_id = ?1)")   \
    X(PENDING_IDENTITY, "INSERT INTO pending_identity (identity_id, quiet) VALUES (?1, ?2) ON CONFLICT (identity_id) DO UPDATE " \
                        "SET quiet = min(quiet, excluded.quiet)")                                                                \
    X(PENDING_GROUP, "INSERT OR IGNORE INTO pending_group (identity_id) VALUES (?1)")                                            \
    X(PENDING_KEY,                                                                                                               \
      "INSERT INTO pending_key (key, rank) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET rank = max(rank, excluded.rank)")     \
    X(FORMS_OF, "SELECT m.fact_id, m.form FROM fact f JOIN fact_form m ON m.fact_id = f.id WHERE f.document_id = ?1 ORDER BY 1") \
    X(FORM_GET, "SELECT m.form, coalesce(d.origin_id, d.id), d.doc FROM fact_form m JOIN document d ON d.id = m.document_id "    \
                "WHERE m.fact_id = ?1")                                                                                          \
    X(FORM_PUT, "INSERT INTO fact_form (fact_id, document_id, form) VALUES (?1, ?2, ?3)")                                        \
    X(FORM_DELETE, "DELETE FROM fact_form WHERE fact_id = ?1")                                                                   \
    X(KEY_PUT, "INSERT OR IGNORE INTO fact_key (key, rank, fact_id, sign) VALUES (?1, ?2, ?3, ?4)")                              \
    X(KEYS_DELETE, "DELETE FROM fact_key WHERE fact_id = ?1")                                                                    \
    X(TOUCH_FACT, "INSERT INTO pending_key (key, rank) SELECT key, max(rank) FROM fact_key WHERE fact_id = ?1 GROUP BY key ON "  \
                  "CONFLICT (key) DO UPDATE SET rank = max(rank, excluded.rank)")                                                \
    X(TOUCH_IDENTITIES,                                                                                                          \
      "INSERT OR REPLACE INTO pending_identity (identity_id) SELECT identity_id FROM actor WHERE document_id = "                 \
      "?1 UNION SELECT identity_id FROM proposal WHERE document_id = ?1 UNION SELECT identity_id FROM issue "                    \
      "WHERE document_id = ?1")                                                                                                  \
    X(TOUCH_KEYS,                                                                                                                \
      "INSERT INTO pending_key (key, rank) SELECT k.key, max(k.rank) FROM fact f JOIN fact_key k ON k.fact_id = f.id WHERE "     \
      "f.document_id = ?1 GROUP BY k.key ON CONFLICT (key) DO UPDATE SET rank = max(rank, excluded.rank)")                       \
    X(TOUCH_NEIGHBOURS,                                                                                                          \
      "INSERT INTO pending_doc (document_id, renamed) SELECT b, 1 FROM lineage WHERE a = ?1 AND b IS NOT NULL AND made = "       \
      "'machine' UNION SELECT a, 1 FROM lineage WHERE b = ?1 AND made = 'machine' ON CONFLICT (document_id) DO UPDATE SET "      \
      "quiet = 0")                                                                                                               \
    X(TOUCH_CROWD, "INSERT OR REPLACE INTO pending_doc (document_id) SELECT o.document_id FROM doc_key k JOIN doc_key o ON "     \
                   "o.key = k.key WHERE k.document_id = ?1 AND o.document_id <> ?1 AND (SELECT count(*) FROM (SELECT 1 FROM "    \
                   "doc_key c WHERE c.key = k.key LIMIT ?2 + 2)) = ?2 + 1")                                                      \
    X(LOAD_DOC, "SELECT d.doc, d.path, d.member_offset, d.format, d.encoding, d.lang, d.digest, d.n_bytes, d.title, d.outlet, "  \
                "d.author, d.published, d.url, m.name, d.origin_id FROM document d LEFT JOIN model m ON m.id = d.model_id "      \
                "WHERE d.id = ?1")                                                                                               \
    X(LOAD_FIELD,                                                                                                                \
      "SELECT f.name, f.start, f.stop, r.name FROM field f LEFT JOIN rule r ON r.id = f.rule_id WHERE document_id = "            \
      "?1")                                                                                                                      \
    X(TALKS_GIVEN, "INSERT INTO talks_page (document_id, x, y, z, given) VALUES (?1,?2,?3,?4,1)")                                \
    X(LOAD_PARTIES, "SELECT x, y, z FROM talks_page WHERE document_id = ?1 AND x <> ''")                                         \
    X(LOAD_TRANSLATION, "SELECT sign, made, original, start, stop, words FROM translation WHERE document_id = ?1")               \
    X(LOAD_BODY, "SELECT start, stop FROM body WHERE document_id = ?1 ORDER BY seq")                                             \
    X(LOAD_PAGE, "SELECT text, print FROM page WHERE document_id = ?1")                                                          \
    X(LOAD_BLOCKS, "SELECT start, stop, text_start, text_stop, role, reason, paragraph FROM block WHERE document_id = ?1 ORDER " \
                   "BY seq")                                                                                                     \
    X(LOAD_ACTORS,                                                                                                               \
      "SELECT a.id, a.name, a.kind, a.role, a.title, a.country, a.sector, a.start, a.stop, a.side_id, c.name, "                  \
      "c.side, a.head_id FROM actor a JOIN identity i ON i.id = a.identity_id JOIN identity c ON c.id = coalesce(i.canon_id, "   \
      "i.id) WHERE a.document_id = ?1 ORDER BY a.id")                                                                            \
    X(LOAD_MEMBERS, "SELECT actor_id FROM member WHERE group_id = ?1 ORDER BY seq")                                              \
    X(LOAD_ALIASES, "SELECT alias, judging FROM alias WHERE actor_id = ?1")                                                      \
    X(LOAD_PROPOSALS,                                                                                                            \
      "SELECT p.id, p.name, p.aliases, p.start, p.stop, p.date, p.date_text, p.carrier_id, p.answers_id, "                       \
      "p.version, c.name, p.phases, c.id FROM proposal p JOIN identity i ON i.id = p.identity_id JOIN identity c ON c.id = "     \
      "coalesce(i.canon_id, i.id) WHERE p.document_id = ?1 ORDER BY p.id")                                                       \
    X(LOAD_AUTHORS, "SELECT actor_id FROM proposal_author WHERE proposal_id = ?1 ORDER BY seq")                                  \
    X(LOAD_TERMS, "SELECT issue_id, phase FROM proposal_term WHERE proposal_id = ?1 ORDER BY seq")                               \
    X(LOAD_ISSUES, "SELECT p.id, p.name, p.aliases, p.start, p.stop, c.name, p.minor, c.id FROM issue p JOIN identity i ON "     \
                   "i.id = p.identity_id "                                                                                       \
                   "JOIN identity c ON c.id = coalesce(i.canon_id, i.id) WHERE p.document_id = ?1 ORDER BY p.id")                \
    X(LOAD_FACTS, "SELECT f.id, f.kind, f.start, f.stop, f.text_start, f.text_stop, f.words, r.stage, r.name, f.confidence, "    \
                  "f.verdict, f.context_start, f.context_stop FROM fact f LEFT JOIN rule r ON r.id = f.rule_id WHERE "           \
                  "f.document_id = ?1 ORDER BY f.start, f.stop, "                                                                \
                  "f.id")                                                                                                        \
    X(LOAD_JOINED, "SELECT id, kind, start, stop, text_start, text_stop, words, NULL, NULL, NULL, verdict, context_start, "      \
                   "context_stop FROM fact WHERE document_id = ?1 AND kind IN ('event', 'position', 'figure', 'outlook')")       \
    X(LOAD_STATEMENT, "SELECT mode, speaker_id, cue_start, cue_stop, cue FROM statement WHERE fact_id = ?1")                     \
    X(LOAD_CONTENT, "SELECT start, stop, text_start, text_stop FROM content WHERE fact_id = ?1 ORDER BY seq")                    \
    X(LOAD_CHAIN, "SELECT actor_id FROM chain WHERE fact_id = ?1 ORDER BY seq")                                                  \
    X(LOAD_EVENT, "SELECT event, mode, status, date, time, place, asserted_id, round, turn FROM event WHERE fact_id = ?1")       \
    X(LOAD_EVENT_ACTORS, "SELECT actor_id FROM event_actor WHERE fact_id = ?1 AND part = ?2 ORDER BY seq")                       \
    X(LOAD_POSITION, "SELECT holder_id, stance, proposal_id, issue_id, asserted_id, date, nuance FROM position WHERE fact_id = " \
                     "?1")                                                                                                       \
    X(LOAD_FIGURE, "SELECT value, high, qualifier, unit, measure, subject, according_id, as_of FROM figure WHERE fact_id = ?1")  \
    X(CORRECTIONS, "SELECT id, action, kind, which, field, value, start, stop FROM correction WHERE doc = ?1 ORDER BY id")       \
    X(LOAD_OUTLOOK, "SELECT about, leaning, asserted_id FROM outlook WHERE fact_id = ?1")                                        \
    X(LOAD_TIME, "SELECT kind, value, date, precision FROM time WHERE fact_id = ?1")

enum {
#define X(name, sql) SQL_##name,
    RECORD_STATEMENTS(X)
#undef X
        SQL_N
};

struct parley_record {
    sqlite3 *db;
    char *path;
    bool writable, in_transaction;
    bool quiet; /* what is put comes from an import: file it, do not join it */
    sqlite3_stmt *statements[SQL_N];
    struct record_cached {
        uint64_t hash;
        sqlite3_stmt *s; /* NULL: free */
        bool busy;
    } cache[128]; /* by hash of the SQL; open addressing, never emptied before the end */
    uint32_t n_cached;
    const struct across_words *words; /* of joining; NULL: not joined yet */
    parley_arena words_arena;
    record_rows *rows;  /* open ones */
    parley_arena arena; /* rules and models met so far; scratch is own to each call */
    parley_buf form;    /* a fact's form while it is filed; here, so that memory that ends leaves it to somebody */
    parley_map rules;   /* "stage\0name" -> id; forgotten when a transaction is rolled back */
};

/* Make word_rank known to FTS5 (rank.c); a code of SQLite. */
int record_rank_open(sqlite3 *db);
/* Turn SQLite's last error into a status and a message that names the file. */
parley_status record_fail(parley_record *r, parley_error *err);
sqlite3_stmt *record_stmt(parley_record *r, int which); /* ready to bind; NULL: see record_fail */
/* Bind by letters: i int64_t, z int64_t (0 is NULL), u uint32_t (PARLEY_NONE is NULL), s text (NULL is NULL), t text (pointer,
 * size_t), b blob (pointer, size_t), d double, c double (negative is NULL). */
void record_bind(sqlite3_stmt *s, const char *letters, va_list ap);
/* Bind and run to the end. */
parley_status record_run(parley_record *r, parley_error *err, int which, const char *letters, ...);
/* Bind and give the statement back for stepping. */
sqlite3_stmt *record_query(parley_record *r, int which, const char *letters, ...);
/* Prepare SQL with bindings, or find it prepared (joining asks the same few questions millions of times: preparing them anew took
 * four fifths of its time); give it back with record_done. NULL: err is filled. */
sqlite3_stmt *record_prepare(parley_record *r, parley_error *err, const char *sql, const char *letters, ...);
void record_done(parley_record *r, sqlite3_stmt *s); /* NULL is fine */
/* The same for SQL without result. */
parley_status record_exec(parley_record *r, parley_error *err, const char *sql, const char *letters, ...);
int64_t record_int(parley_record *r, const char *sql, const char *letters, ...); /* first column of first row, or 0 */
/* Step: 1 a row, 0 the end, negative a status (err filled). */
int record_step(parley_record *r, sqlite3_stmt *s, parley_error *err);
const char *record_text(parley_arena *a, sqlite3_stmt *s, int column); /* NULL for NULL */

parley_status record_begin(parley_record *r, parley_error *err);
parley_status record_commit(parley_record *r, parley_error *err);
void record_rollback(parley_record *r);

/* Put a page into the tables; inside a transaction. Replaces a page of the same name. Adds to pending_*. */
parley_status record_put(parley_record *r, record_doc *d, parley_arena *scratch, parley_error *err);
/* Add to a page in the record what of d has no number yet. d->doc must be in the record. */
parley_status record_append(parley_record *r, record_doc *d, parley_arena *scratch, parley_error *err);
/* Parse one fact of FORMAT (JSON) for a page that was loaded; it is added to d's arrays, with what it names. */
parley_status record_parse_fact(parley_record *r, record_doc *d, const char *json, parley_arena *a, parley_error *err);
/* The row of a name, made if need be. talks: the negotiation whose own it is; 0: of none, or not known yet. */
parley_status record_identify(parley_record *r, int64_t *id, const char *sort, const char *name, int64_t talks, parley_arena *a,
                              parley_error *err);
/* The row of a name; 0: there is none, or several negotiations have one. A name of one of them is told as "wages (X / Y)". */
int64_t record_named(parley_record *r, const char *sort, const char *name, parley_arena *a);
/* The same on one page, whose talks are known. */
int64_t record_named_on(parley_record *r, int64_t document_id, const char *sort, const char *name, parley_arena *a);
/* How many rows answer to a name. */
int64_t record_named_n(parley_record *r, const char *sort, const char *name, parley_arena *a);
/* A name as record_named takes it, whatever else is called so. */
const char *record_name_in_full(parley_record *r, int64_t identity, const char *name, parley_arena *a);
/* The number of the talks between two sides, made if need be; 0: x is empty. */
parley_status record_talks(parley_record *r, int64_t *id, const char *x, const char *y, parley_error *err);
parley_status record_delete(parley_record *r, int64_t id, parley_error *err);
/* Count what a page says of names into table vote (sign 1), or take it out again (-1): around whatever changes a page's actors,
 * proposals or issues. */
parley_status record_vote(parley_record *r, int64_t document_id, int sign, parley_error *err);
/* Apply the corrections of one page to its facts; inside a transaction. */
parley_status record_apply_corrections(parley_record *r, int64_t document_id, const char *doc, parley_arena *scratch,
                                       parley_error *err);
/* Of a page what joining asks: its text, names as all pages call them, and facts that are joined. */
parley_status record_load_joined(record_doc **out, parley_record *r, int64_t id, parley_arena *a, parley_error *err);
/* Bring the merges and partings that people asked for into table merge. */
parley_status record_apply_merges(parley_record *r, parley_arena *scratch, parley_error *err);

#endif
