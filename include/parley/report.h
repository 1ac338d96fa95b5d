/* report.h - a record as one self-contained HTML file, for people. */
#ifndef PARLEY_REPORT_H
#define PARLEY_REPORT_H

#include <parley/record.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct parley_report_options {
    int version;       /* 1 */
    const char *title; /* heading; NULL: the parties' names */
    int no_text;       /* true: without the pages' own words in place, for records whose pages must not be passed on */
} parley_report_options;
#define PARLEY_REPORT_OPTIONS_INIT                                                                                               \
    { 1, NULL, 0 }

/* Write the report of a whole record to f. The file loads nothing from anywhere; without a script it still shows everything and
 * its links work. Text of pages is escaped by the type of its field. Bytes depend on the record alone.
 * options may be NULL. Errors: PARLEY_EIO (record or f), PARLEY_ENOMEM. Cost: linear in pages and facts, but for sorting;
 * memory: about four times the pages' text. */
parley_status parley_report_write(parley_record *r, FILE *f, const parley_report_options *options, parley_error *err);

#ifdef __cplusplus
}
#endif
#endif
