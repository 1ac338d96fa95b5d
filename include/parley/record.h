/* record.h - one SQLite file that holds what many pages say: reading into it, taking out of it, correcting it.
 *
 * A record handle belongs to one thread at a time; several programs may have one file open (SQLite, WAL): readers never wait,
 * a second writer waits up to PARLEY_RECORD_BUSY_MS for a page's transaction of the first. The tables are documented in
 * src/record/schema.sql and may be queried with any SQLite program.
 *
 * Statuses used here: PARLEY_EIO (file, database, disk full, locked), PARLEY_EFORMAT (not a record of Parley, a record of a newer
 * version, or an import that breaks the format), PARLEY_ENOTFOUND, PARLEY_ENOMEM. err->msg names the file.
 */
#ifndef PARLEY_RECORD_H
#define PARLEY_RECORD_H

#include <parley/parley.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PARLEY_RECORD_VERSION 10 /* of the tables: PRAGMA user_version */
#define PARLEY_RECORD_BUSY_MS 30000

typedef struct parley_record parley_record;

typedef enum parley_record_mode {
    PARLEY_RECORD_READ,  /* must exist; opened read-only */
    PARLEY_RECORD_WRITE, /* must exist */
    PARLEY_RECORD_CREATE /* made if it does not exist */
} parley_record_mode;

parley_status parley_record_open(parley_record **out, const char *path, parley_record_mode mode, parley_error *err);
void parley_record_close(parley_record *r); /* NULL is fine */

/* --- reading pages ------------------------------------------------------------------------------------------------------- */
typedef enum parley_read_result { PARLEY_READ_NEW, PARLEY_READ_CHANGED, PARLEY_READ_SAME } parley_read_result;

typedef struct parley_read_options {
    int version;   /* 1 */
    unsigned jobs; /* threads that parse; 0: one per processor. The record does not depend on it. */
    void *user;
    /* A page is in the record (committed). bytes: of its source. May be NULL. */
    void (*on_page)(void *user, const char *doc, parley_read_result result, uint64_t bytes);
    /* A file, member or page could not be read; reading goes on with the next. May be NULL. */
    void (*on_error)(void *user, const char *path, const parley_error *err);
    /* Asked between pages; true ends reading after what is committed. May be NULL. */
    int (*stop)(void *user);
} parley_read_options;
#define PARLEY_READ_OPTIONS_INIT                                                                                                 \
    { 1, 1, NULL, NULL, NULL, NULL }

typedef struct parley_read_stats {
    uint64_t n_new, n_changed, n_same, n_failed, n_facts, n_bytes;
} parley_read_stats;

/* Read all pages of the sources (see parley_source_open) into the record, in order, one transaction a page; then join the pages.
 * A page whose name and digest are in the record, read by the same model, is left alone; one whose bytes changed replaces the
 * facts of its name. Bad pages are told to on_error and counted; the status is that of the record itself: an error there ends the
 * reading, and what was committed before stays. stats may be NULL. */
parley_status parley_record_read(parley_record *r, const parley_model *m, const char *const *paths, size_t n_paths,
                                 const parley_read_options *options, parley_read_stats *stats, parley_error *err);
/* Put one document that was read already into the record, as one transaction. Joins nothing: parley_record_join. */
parley_status parley_record_add(parley_record *r, const parley_doc *d, parley_read_result *result, parley_error *err);
/* Bring names, origins, conflicts and changes up to date with the pages; parley_record_read, _import and _remove call it. */
parley_status parley_record_join(parley_record *r, parley_error *err);
/* True when an earlier program was ended before it had joined what it read: parley_record_join is due. */
bool parley_record_pending(parley_record *r);
/* Remove a page and all its facts. PARLEY_ENOTFOUND. */
parley_status parley_record_remove(parley_record *r, const char *doc, parley_error *err);

/* --- out and in ------------------------------------------------------------------------------------------------------------ */
typedef struct parley_export_options {
    int version; /* 1 */
    int pages;   /* true: also the pages' text and blocks, so that an import can show them */
} parley_export_options;
#define PARLEY_EXPORT_OPTIONS_INIT                                                                                               \
    { 1, 0 }

/* The whole record as JSON Lines. Bytes depend on the pages alone, not on their order of reading. */
parley_status parley_record_export_jsonl(parley_record *r, FILE *f, const parley_export_options *o, parley_error *err);
/* One RFC 4180 file a type, TYPE.csv, in folder dir (made if need be). */
parley_status parley_record_export_csv(parley_record *r, const char *dir, parley_error *err);
/* The record's events as "plover", "petrarch", "phoenix", "gdelt", "gdelt-mentions" or "acled" (docs/events.md). But for plover
 * and the mentions, what several pages tell is one row, with the number of independent sources. PARLEY_ENOTFOUND: no such format.
 */
parley_status parley_record_export_events(parley_record *r, const char *format, FILE *f, parley_error *err);

typedef struct parley_import_stats {
    uint64_t n_lines, n_docs, n_facts, n_unknown; /* n_unknown: lines of types that Parley does not know, skipped */
} parley_import_stats;
/* JSON Lines, as export writes them, into the record; one transaction: all or nothing. Documents of the same name are replaced.
 * name: of the source, for messages. err->pos is the number of the line at fault. */
parley_status parley_record_import(parley_record *r, FILE *f, const char *name, parley_import_stats *stats, parley_error *err);

/* --- looking ------------------------------------------------------------------------------------------------------ */
typedef struct parley_view {
    int version;            /* 1 */
    int json;               /* JSON Lines instead of a table */
    int colour;             /* ANSI colours */
    unsigned width;         /* columns of the terminal; 0: do not cut */
    uint64_t limit;         /* at most so many rows; 0: all */
    const char *by;         /* actor: speaker, holder, source … (name or alias; any case) */
    const char *side;       /* actor whose side the speaker or holder is on */
    const char *about;      /* words that the fact, its object or its subject holds; with a limit, of more than 20,000 facts that
                               hold them those read last are looked at */
    const char *since;      /* ISO date: facts or pages from that day on */
    const char *doc;        /* one page */
    const char *via;        /* actor that passed statements on (name or alias; any case) */
    const char *read_since; /* changes: ISO date: only what pages tell that were read into the record from that day on */
} parley_view;
#define PARLEY_VIEW_INIT                                                                                                         \
    { 1, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL }

/* what: documents, translations, statements, figures, actors, events, positions, proposals, issues, conflicts, lineage, changes,
 * corrections.
 * PARLEY_ENOTFOUND for another word. n_rows may be NULL. */
parley_status parley_record_show(parley_record *r, const char *what, const parley_view *v, FILE *f, uint64_t *n_rows,
                                 parley_error *err);
/* Changes as an Atom feed (RFC 4287): one entry a change, with its words, pages and bytes; v: about, since, read_since, doc,
 * limit. */
parley_status parley_record_changes_atom(parley_record *r, const parley_view *v, FILE *f, uint64_t *n_entries, parley_error *err);
/* Facts and pages that hold the words, best first, with the words around; of more than 2,000 the latest read. */
parley_status parley_record_search(parley_record *r, const char *words, const parley_view *v, FILE *f, uint64_t *n_rows,
                                   parley_error *err);
/* One fact: its words, where they stand, which rule or model made it, what a person said of it. fact: its number as shown, or
 * DOC:START. PARLEY_ENOTFOUND. */
parley_status parley_record_explain(parley_record *r, const char *fact, const parley_view *v, FILE *f, parley_error *err);

typedef struct parley_record_counts {
    uint64_t n_documents, n_actors, n_statements, n_events, n_positions, n_figures, n_proposals, n_issues, n_conflicts, n_lineage,
        n_changes, n_corrections;
} parley_record_counts;
parley_status parley_record_count(parley_record *r, parley_record_counts *out, parley_error *err);

typedef struct parley_verify_stats {
    uint64_t n_documents, n_spans; /* looked at */
    uint64_t n_bad_documents, n_bad_spans;
    uint64_t n_gone; /* pages that cannot be read again: standard input, imported, moved away */
} parley_verify_stats;
/* Read every source again and compare the words of every span with those in the record. on_bad is told each failure
 * (doc and a line for a person). folder: also looked in for pages that are not where they were; NULL is fine. */
parley_status parley_record_verify(parley_record *r, const char *folder,
                                   void (*on_bad)(void *user, const char *doc, const char *what), void *user,
                                   parley_verify_stats *stats, parley_error *err);

/* --- corrections -------------------------------------------------------------------------------------------------- */
typedef struct parley_correction {
    int version;        /* 1 */
    const char *action; /* confirm, reject, set, add, merge, part */
    const char *fact;   /* confirm, reject, set: number or DOC:START; set of a kind of name: the name; part: NULL, or the one page
                         * on which `field` is somebody else, who is called `value` from now on */
    const char *kind;   /* merge, part: actor, proposal, issue; set: the same for a field of a name, else NULL */
    const char *field;  /* set: the field; merge, part: the one name */
    const char *value;  /* set: the new value; merge, part: the other name; add: one fact as a line of FORMAT */
    const char *who;    /* NULL: the user's login name */
    const char *note;   /* or NULL */
    const char *at;     /* ISO time, UTC; NULL: now */
} parley_correction;
#define PARLEY_CORRECTION_INIT                                                                                                   \
    { 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL }
parley_status parley_record_correct(parley_record *r, const parley_correction *c, parley_error *err);
/* Take a correction back, by its number (see show corrections). */
parley_status parley_record_uncorrect(parley_record *r, int64_t id, parley_error *err);

#ifdef __cplusplus
}
#endif
#endif
