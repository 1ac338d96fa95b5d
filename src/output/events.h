/* events.h - what the writers of event files share.
 *
 *   plover.c        codes of actors and events, PLOVER's own rules, PLOVER JSON Lines, the choice of format
 *   petrarch_out.c  PETRARCH and Phoenix tables
 *   gdelt.c         GDELT-like event and mention tables
 *   acled.c         an ACLED- and UCDP-minded CSV
 *   event_export.c  the events of a whole record: what several pages tell is one event
 */
#ifndef PARLEY_OUTPUT_EVENTS_H
#define PARLEY_OUTPUT_EVENTS_H

#include "record/record.h"

#include <parley/events.h>

typedef struct event_code { /* a PLOVER type in the older codes */
    const char *plover;
    const char *cameo; /* CAMEO code of three digits */
    int quad;          /* 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict */
    double goldstein;  /* of the CAMEO root code */
} event_code;

/* The code of a PLOVER type and mode (mode may be NULL); of the type alone where the mode has no code of its own. */
const event_code *event_code_of(const char *plover, const char *mode);
/* "USAGOV", "---LAB"; country of ISO 3166 alpha-3 and PLOVER sector, "---" for what is not known. */
void event_actor_code(char out[16], const record_doc *d, uint32_t actor);
const char *event_actor_country(const record_doc *d, uint32_t actor); /* or NULL */
const char *event_actor_sector(const record_doc *d, uint32_t actor);  /* or NULL */
/* The event's own date, else that of the page, else "". */
const char *event_date(const record_doc *d, const record_event *e);
/* The PLOVER type where PLOVER's rules differ from the record's: what is still to come is AGREE or CONCEDE, a party's call to end
 * the conflict is AGREE. */
const char *event_plover(const record_doc *d, const record_event *e);
bool event_two_sided(const record_event *e);
/* s without tabs and line ends, for tables. */
void event_cell(parley_buf *b, const char *s);

/* What all pages of a record say of one event of one page (event_export.c). */
typedef struct event_count {
    uint64_t id; /* the same on all pages that tell it */
    bool first;  /* this page is the one that gives its row */
    uint32_t mentions, articles, sources;
    const char *outlets;  /* of all its pages, parted by "; " */
    const char *original; /* the outside outlet on whose story this page rests, or NULL */
} event_count;
typedef struct event_shared {
    event_count *items; /* [n_events of the page] */
} event_shared;

/* shared NULL: the page is all that is known. */
void plover_write(parley_buf *b, const record_doc *d, const event_shared *shared);
void petrarch_write(parley_buf *b, const record_doc *d, const event_shared *shared);
void phoenix_header(parley_buf *b);
void phoenix_write(parley_buf *b, const record_doc *d, const event_shared *shared);
void gdelt_write(parley_buf *b, const record_doc *d, const event_shared *shared);
void gdelt_mentions_write(parley_buf *b, const record_doc *d, const event_shared *shared);
void acled_header(parley_buf *b);
void acled_write(parley_buf *b, const record_doc *d, const event_shared *shared);
/* One page's events to f. PARLEY_ENOTFOUND: no such format. */
parley_status event_write(const char *format, const record_doc *d, const event_shared *shared, FILE *f, parley_error *err);

#endif
