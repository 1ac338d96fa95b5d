/* events.h - events in the files of the field: PLOVER, PETRARCH and Phoenix, GDELT, ACLED. */
#ifndef PARLEY_EVENTS_H
#define PARLEY_EVENTS_H

#include <parley/parley.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Formats: "plover" (JSON Lines), "petrarch" (date, source, target, code, id; tab-separated), "phoenix" (26 columns), "gdelt"
 * (events, 58 columns), "gdelt-mentions" (16 columns), "acled" (CSV with a header line). */

/* Write the head of a file of this format (column names for phoenix and acled; nothing for the others). PARLEY_ENOTFOUND: no such
 * format; PARLEY_EIO. */
parley_status parley_events_header(const char *format, FILE *f, parley_error *err);
/* Append the events of a document. PARLEY_ENOTFOUND: no such format; PARLEY_EIO, PARLEY_ENOMEM. */
parley_status parley_doc_write_events(const parley_doc *d, const char *format, FILE *f, parley_error *err);

/* Give a page from memory what its own words do not say: field is "published" (ISO date), "title", "outlet", "author" or "url".
 * PARLEY_ENOTFOUND: no such field; PARLEY_ENOMEM. */
parley_status parley_page_set(parley_page *p, const char *field, const char *value, parley_error *err);

#ifdef __cplusplus
}
#endif
#endif
