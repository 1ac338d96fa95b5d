/* report.h - what the files of the HTML report share.
 *
 *   report_model.c  record -> report: pages, sides and their colours, where each fact is
 *   report_write.c  escaping by field type, dates, numbers, names
 *   report_facts.c  actors, positions, statements, figures, events, conflicts, changes, origins
 *   report_page.c   pages with their facts in place
 *   report.c        the frame, the overview, the order of sections
 *
 * An actor of the report is an index into `who` (identities over all pages). A fact is named by its number in the record:
 * id="f12" where it is listed, id="w12" where its words stand.
 */
#ifndef PARLEY_OUTPUT_REPORT_H
#define PARLEY_OUTPUT_REPORT_H

#include "record/record.h"

#include <parley/report.h>

enum { REPORT_COLOURS = 6 }; /* side colours in web/report.css: c0 … c5; beyond: cx */

typedef struct report_who { /* an actor over all pages */
    const record_identity *identity;
    uint32_t side;                  /* whom it speaks for in the end: an index, itself when nobody */
    uint32_t n_said, n_held, n_did; /* statements, positions, events (as source) */
    uint32_t n_side;                /* facts of everybody on its side, when it is a side */
    int colour;                     /* of its side; -1: none */
} report_who;

typedef struct report_doc {
    record_doc *d;
    uint32_t *who; /* [d->n_actors] actor of the page -> actor of the report */
    uint32_t n_facts;
} report_doc;

typedef enum report_kind { REPORT_STATEMENT, REPORT_EVENT, REPORT_POSITION, REPORT_FIGURE } report_kind;

typedef struct report_fact { /* where a fact is, in order of time: date of the fact or page, page, place */
    const record_head *head;
    report_kind kind;
    uint32_t doc, index;
    uint32_t thing;     /* of a position: its proposal or issue, index into things, or PARLEY_NONE */
    const char *date;   /* ISO date that it is listed under; NULL: neither fact nor page has one */
    bool date_is_pages; /* that is the day of the report, not of the fact */
} report_fact;

typedef struct report_thing { /* a proposal or issue over all pages */
    const record_identity *identity;
    bool is_proposal;
    uint32_t n_positions;
} report_thing;

typedef struct report_side { /* one account of a conflict, or before and after of a change */
    uint32_t doc;
    int64_t fact; /* 0: none */
    uint32_t start, stop;
    const char *words, *date;
} report_side;
typedef struct report_conflict {
    const char *kind, *about;
    report_side *sides;
    uint32_t n_sides;
} report_conflict;
typedef struct report_change {
    const char *kind, *what, *about;
    report_side before, after;
} report_change;
typedef struct report_link { /* a row of lineage; other PARLEY_NONE: `of` names an outside outlet */
    uint32_t doc, other;
    const char *relation, *of, *evidence;
} report_link;

typedef struct report {
    FILE *f;
    parley_arena *arena;
    const parley_report_options *options;
    report_doc *docs; /* [n_docs], by date, undated last, then name */
    uint32_t n_docs;
    report_who *who; /* [n_who], by name */
    uint32_t n_who;
    parley_map who_by_name; /* folded canonical name -> index */
    uint32_t *sides;        /* [n_sides] actors that are sides, parties first, then mediators, then others; most facts first */
    uint32_t n_sides, n_parties, n_mediators;
    bool sides_guessed;   /* the "parties" are only those of whom most is told */
    report_thing *things; /* [n_things] proposals first, most positions first */
    uint32_t n_things, n_proposals;
    parley_map thing_by_identity; /* its number -> index */
    parley_map thing_names;       /* 'p' or 'i' and the name -> how many are called so */
    report_fact *facts;           /* [n_facts] */
    uint32_t n_facts, n_kind[4];
    uint32_t *fact_by_id; /* [id_cap] fact number -> index of facts, PARLEY_NONE */
    int64_t id_cap;
    report_conflict *conflicts;
    report_change *changes;
    report_link *links;
    uint32_t n_conflicts, n_changes, n_links, n_outlets, n_origins, n_english;
} report;

/* Fill rep from the record. Memory of rep->arena. */
parley_status report_load(report *rep, parley_record *r, parley_error *err);
const report_fact *report_fact_by_id(const report *rep, int64_t id);
/* A proposal's or an issue's name; where several negotiations have one, with whose it is. */
void report_thing_name(report *rep, uint32_t thing);
uint32_t report_who_of(const report *rep, uint32_t doc, uint32_t actor); /* PARLEY_NONE stays */

/* --- writing: each function escapes for the place its name tells ----------------------------------------------------------- */
void put(report *rep, const char *html);                          /* our own markup */
void putf(report *rep, const char *fmt, ...) PARLEY_PRINTF(2, 3); /* our own markup; numbers only */
void put_text(report *rep, const char *s);                        /* words of a page: text node or quoted attribute */
void put_textn(report *rep, const char *s, size_t n);
void put_name(report *rep, const char *s);               /* <bdi>text</bdi>: its direction stays inside */
void put_label(report *rep, const char *s);              /* underscores to spaces */
void put_date(report *rep, const char *iso);             /* <time>17 May 2023</time>; as text when it is no date */
void put_number(report *rep, double v);                  /* 3,100,000 */
void put_url(report *rep, const char *url);              /* link for http and https, else text */
void put_who(report *rep, uint32_t who);                 /* linked name with its side's colour */
void put_doc(report *rep, uint32_t doc);                 /* linked outlet and date, or file name */
void put_place(report *rep, uint32_t doc, int64_t fact); /* "in place" link */
void put_class(report *rep, const char *label);          /* letters only, for class names */
const char *plural(uint32_t n);                          /* "" or "s" */
int colour_of(const report *rep, uint32_t who);
void put_colour(report *rep, uint32_t who);                                               /* class of the side: "c2" */
void put_filters(report *rep, const report_fact *f, const uint32_t *who, uint32_t n_who); /* data-… of a listed fact */

void report_actors(report *rep);
void report_positions(report *rep);
void report_statements(report *rep);
void report_figures(report *rep);
void report_events(report *rep);
void report_conflicts(report *rep);
void report_changes(report *rep);
void report_origins(report *rep);
void report_pages(report *rep);
void report_stance(report *rep, const char *label);
void report_change_card(report *rep, const report_change *c);
const char *event_words(const char *event);

#endif
