/* record.h - the facts of one page as the record holds them, between three places: a document just read, a row of JSON, the
 * tables.
 *
 *   parley_doc --record_from_doc--> record_doc --record_put--> tables --record_load--> record_doc --> export, report, show
 *   JSON Lines --import----------/
 *
 * Offsets are bytes of the source; words are cut out already; labels are the exchange format's words. So what stands here can be
 * written out without the page at hand. Actors, proposals and issues are indices into their arrays, PARLEY_NONE for none.
 * Everything is memory of the arena that was given. SQL stays in src/record.
 */
#ifndef PARLEY_RECORD_RECORD_H
#define PARLEY_RECORD_RECORD_H

#include "base/base.h"

#include <parley/record.h>

typedef struct record_span {
    uint32_t start, stop;           /* bytes of the source */
    uint32_t text_start, text_stop; /* bytes of record_doc.text; PARLEY_NONE: not known */
    const char *words;              /* or NULL: not known */
} record_span;

typedef struct record_head { /* what every fact has */
    int64_t id;              /* in the tables; 0: not stored yet */
    record_span at;
    uint32_t context_start, context_stop; /* the sentence around it, bytes of record_doc.text; PARLEY_NONE: not known */
    const char *stage, *rule;             /* or NULL */
    double confidence;                    /* 0 to 1; negative: the rule does not say */
    const char *verdict;                  /* confirmed, rejected, corrected, added; NULL: the machine's own */
} record_head;

typedef struct record_actor {
    int64_t id;
    const char *name;  /* on this page */
    const char *canon; /* on all pages; same as name before it is stored */
    const char **aliases;
    uint32_t n_aliases;
    const char *kind, *role, *title, *country, *sector; /* last three may be NULL */
    const char *canon_side;                             /* name of whom it speaks for, on all pages; or NULL */
    uint32_t side;
    uint32_t head, *members, n_members; /* see fact_actor; so judging */
    const char **judging;
    uint32_t n_judging;
    record_span at; /* first mention; start == stop: not known */
} record_actor;

typedef struct record_statement {
    record_head head;
    record_span *content; /* [n_content] */
    uint32_t n_content;
    record_span cue; /* start == stop: none */
    uint32_t speaker, *chain, n_chain;
    const char *mode;
} record_statement;

typedef struct record_event {
    record_head head;
    const char *event, *mode, *status, *date, *time, *place; /* mode, date, time, place may be NULL */
    uint32_t *source, *target, n_source, n_target, asserted_by;
    uint8_t round, turn; /* see fact_event */
} record_event;

typedef struct record_thing { /* proposal or issue */
    int64_t id, identity;     /* identity: number of record_identity; 0 before it is stored */
    const char *name, *canon;
    const char **aliases;
    uint32_t n_aliases;
    record_span at;
    bool minor; /* issues only: see fact_issue */
    /* proposals only */
    const char *date, *date_text, *version;
    uint32_t *author, n_author, carrier, answers, *terms, n_terms;
    uint8_t *phase; /* [n_terms], see fact_proposal; so n_phases */
    uint8_t n_phases;
} record_thing;

typedef struct record_position {
    record_head head;
    uint32_t holder, proposal, issue, asserted_by;
    const char *stance, *date, *nuance;
} record_position;

typedef struct record_figure {
    record_head head;
    double value, high;
    const char *qualifier, *unit, *measure, *subject, *as_of;
    uint32_t according_to;
} record_figure;

typedef struct record_outlook { /* how the talks go: 1 or -1 */
    record_head head;
    const char *about; /* "talks", "deal" */
    int leaning;
    uint32_t asserted_by;
} record_outlook;

typedef struct record_time {
    record_head head;
    const char *kind, *value, *date, *precision;
} record_time;

typedef struct record_field {
    const char *value; /* NULL: the page does not say */
    uint32_t start, stop;
    const char *rule;
} record_field;

typedef struct record_translation { /* see page_translation */
    const char *sign;               /* NULL: the page does not seem to be a translation */
    const char *made, *original;    /* or NULL */
    uint32_t start, stop;
    const char *words;
} record_translation;

typedef struct record_block {
    uint32_t start, stop, text_start, text_stop;
    const char *role, *reason;
    bool paragraph;
} record_block;

typedef struct record_doc {
    int64_t id, origin; /* origin: number of the page whose story it prints; 0: it stands alone, or is not joined */
    const char *doc, *path, *format, *encoding, *lang, *digest, *model;
    uint64_t member_offset, n_bytes;
    record_field title, outlet, author, published, url;
    record_translation translation;
    const char *parties[3]; /* sides that its talks are between, as all pages call them, the first two in byte order */
    uint32_t n_parties;     /* 0: it shows none, or is not joined */
    parley_span *body;
    uint32_t n_body;
    const char *text; /* NULL: not known */
    uint32_t n_text;
    record_block *blocks;
    uint32_t n_blocks;
    const void *print; /* bytes of across_print_save, or NULL */
    size_t n_print;
    record_actor *actors;
    record_statement *statements;
    record_event *events;
    record_position *positions;
    record_figure *figures;
    record_time *times;
    record_outlook *outlooks;
    record_thing *proposals, *issues;
    uint32_t n_actors, n_statements, n_events, n_positions, n_figures, n_times, n_outlooks, n_proposals, n_issues;
} record_doc;

/* A document just read, as the record will hold it. Actors that neither act nor are named by a fact are left out. */
record_doc *record_from_doc(const parley_doc *d, parley_arena *a);
/* Put it into the tables, as one transaction; d gets its numbers. */
parley_status record_add(parley_record *r, record_doc *d, parley_error *err);
/* Is this page, as it is and read by this model, in the record? */
parley_status record_has(parley_record *r, const char *doc, const char *digest, const char *model, parley_read_result *out,
                         parley_error *err);

/* Are these words of a translation, and not the speaker's own? */
static inline bool record_not_own_words(const record_doc *d, const record_statement *s) {
    return d->translation.sign && s->mode && strcmp(s->mode, "indirect") != 0;
}

/* The numbers of all pages, in byte order of names. [*n] in a. */
parley_status record_list(parley_record *r, int64_t **ids, uint32_t *n, parley_arena *a, parley_error *err);
/* One page with its facts, in order of place; with_text: its text and blocks too. Rejected facts are included (head.verdict).
 * PARLEY_ENOTFOUND. */
parley_status record_load(record_doc **out, parley_record *r, int64_t id, bool with_text, parley_arena *a, parley_error *err);

/* An actor, proposal or issue over all pages. */
typedef struct record_identity {
    int64_t id;
    const char *name, *kind, *role, *side, *title, *country, *sector, *date;
    const char **aliases; /* in byte order, without name */
    uint32_t n_aliases, n_docs;
    const char **members, **judging; /* of actors: names in byte order */
    const char *head;                /* of actors, or NULL */
    uint32_t n_members, n_judging;
    const char **authors; /* of proposals: names in byte order */
    uint32_t n_authors;
    const char **terms;           /* of proposals: issues' names in byte order, one for each phase that it belongs to */
    uint8_t *phase;               /* [n_terms] from 1; 0: no page says */
    const char *(*term_talks)[2]; /* [n_terms] as talks; of a proposal's own negotiation, as of none: NULL */
    uint32_t n_terms;
    uint8_t n_phases; /* of proposals, the most that a page says; 0: none does */
    const char *carrier, *answers, *version, *date_text;
    bool minor;           /* of issues: minor on every page */
    const char *talks[2]; /* of proposals and issues: the sides of the negotiation whose name it is; NULL: of none alone */
    const char *verdict;  /* "corrected": a person set one of its fields; NULL: as pages say */
} record_identity;
/* All of a sort ("actor", "proposal", "issue"), in byte order of names. */
parley_status record_identities(record_identity **out, uint32_t *n, parley_record *r, const char *sort, parley_arena *a,
                                parley_error *err);

/* --- what joins pages. Strings may be NULL where there is nothing to say, but for doc, kind, about, what, relation, evidence. */
typedef struct record_account {                       /* one side of a conflict or change */
    int64_t fact;                                     /* 0: none, or not in the record any more */
    const char *doc, *url, *published, *date, *words; /* url and date: of changes */
    uint32_t start, stop;
} record_account;

typedef struct record_conflict {
    const char *kind, *about, *rule;
    record_account *sides;
    uint32_t n_sides;
} record_conflict;
/* All, by kind and what they are about. */
parley_status record_conflicts(record_conflict **out, uint32_t *n, parley_record *r, parley_arena *a, parley_error *err);

typedef struct record_change {
    const char *kind, *what, *about, *rule, *read_at;
    record_account side[2]; /* what stood before, and after */
} record_change;
/* By date, page and place. Of v: since, read_since, about, doc, limit; NULL: all. */
parley_status record_changes(record_change **out, uint32_t *n, parley_record *r, const parley_view *v, parley_arena *a,
                             parley_error *err);

typedef struct record_link { /* a page and the one that it prints, or the outlet outside that it rests on */
    const char *doc, *other, *relation, *of, *evidence;
    double score; /* negative: none */
} record_link;
/* All, by page, other page and relation. */
parley_status record_links(record_link **out, uint32_t *n, parley_record *r, parley_arena *a, parley_error *err);

typedef struct record_correction { /* see schema.sql */
    const char *at, *who, *action, *kind, *doc, *which, *field, *value, *was, *note;
    uint32_t start, stop;
} record_correction;
parley_status record_corrections(record_correction **out, uint32_t *n, parley_record *r, parley_arena *a, parley_error *err);

/* The number of a page's origin, and the outside outlet on whose story it rests (in a; NULL: none is named). Neither is touched
 * where there is no such page. */
parley_status record_page_origin(parley_record *r, int64_t id, uint32_t *origin, const char **of, parley_arena *a,
                                 parley_error *err);

/* --- rows: a table of the record, cell by cell, for who writes out whatever it holds ------------------------------ */
typedef struct record_rows record_rows;
typedef struct record_cell {
    enum { RECORD_NULL, RECORD_INTEGER, RECORD_REAL, RECORD_TEXT } type;
    int64_t integer;
    double real;
    const char *s; /* text, until the next row is asked for */
    size_t n;
} record_cell;

typedef struct record_selection {
    const char *what;        /* documents, statements, … as parley_record_show takes it */
    const char *columns;     /* of the view of that name, commas between; NULL: all. conflicts: also accounts, all its places */
    const char *order;       /* columns, or their numbers in `columns`; NULL: by place, or by name */
    bool distinct;           /* rows that are alike once */
    const parley_view *view; /* narrows: limit, by, side, about, since, doc, via, read_since; NULL: all */
} record_selection;
/* PARLEY_ENOTFOUND: there is no such table, or the view asks what it cannot be narrowed by. */
parley_status record_rows_select(record_rows **out, parley_record *r, const record_selection *q, parley_arena *a,
                                 parley_error *err);
/* Facts, or pages, that hold the words, best first: id, kind, who, words, published, doc, start, stop. open and close are put
 * around the words found. Of v: by, side, since, doc, limit (50 unless given). PARLEY_ENOTFOUND: no words. */
parley_status record_rows_search(record_rows **out, parley_record *r, const char *words, bool pages, const parley_view *v,
                                 const char *open, const char *close, parley_arena *a, parley_error *err);
typedef enum record_part { /* what is known of one fact; parts of another kind of fact have no rows */
                           RECORD_PART_FACT,
                           RECORD_PART_STATEMENT,
                           RECORD_PART_EVENT,
                           RECORD_PART_POSITION,
                           RECORD_PART_FIGURE,
                           RECORD_PART_OUTLOOK,
                           RECORD_PART_TIME,
                           RECORD_PART_OTHERS, /* other accounts in its conflicts */
                           RECORD_PART_CORRECTIONS,
                           RECORD_PARTS
} record_part;
parley_status record_rows_of_fact(record_rows **out, parley_record *r, int64_t fact, record_part part, parley_arena *a,
                                  parley_error *err);
int record_rows_next(record_rows *rows, parley_error *err); /* 1 a row, 0 the end, negative a status */
int record_rows_n(const record_rows *rows);                 /* columns */
const char *record_rows_name(const record_rows *rows, int i);
record_cell record_rows_cell(const record_rows *rows, int i);
void record_rows_close(record_rows *rows); /* NULL is fine; the guards close what is left open */

/* Run work with an arena of its own; memory that ends jumps back here: rolled back, PARLEY_ENOMEM. */
typedef parley_status (*record_work)(parley_record *r, void *context, parley_arena *a, parley_error *err);
parley_status record_guard(parley_record *r, record_work work, void *context, parley_error *err);
/* The same inside one read transaction: all that work sees is of one moment. */
parley_status record_read_guard(parley_record *r, record_work work, void *context, parley_error *err);

/* Name as all pages' names are compared: lower case, plain quotes, single spaces, without article and possessive. */
const char *record_fold(parley_arena *a, const char *name);
/* Numbers of the facts at a place: "123" (a fact's number), "DOC:START" or "DOC:START-STOP". kind NULL: any. PARLEY_ENOTFOUND. */
parley_status record_facts_at(parley_record *r, const char *place, const char *kind, int64_t **ids, uint32_t *n, parley_arena *a,
                              parley_error *err);

const char *record_path(const parley_record *r);

#endif
