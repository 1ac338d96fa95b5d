/* output.h - the record -> lines of JSON, CSV, tables in a terminal. */
#ifndef PARLEY_OUTPUT_H
#define PARLEY_OUTPUT_H

#include "record/record.h"

/* Lines of the exchange format, each ending in '\n', appended to b. Keys in a fixed order; fields that FORMAT does not name stand
 * last and are left out when there is nothing to say. */
void jsonl_document(parley_buf *b, const record_doc *d);
void jsonl_page(parley_buf *b, const record_doc *d);                    /* text and blocks; nothing if the text is not known */
void jsonl_facts(parley_buf *b, const record_doc *d, bool text_places); /* in order of kind, then place; rejected ones left out */
void jsonl_identity(parley_buf *b, const char *sort, const record_identity *x);

/* value as a JSON number, the shortest that reads back the same. */
void output_number(parley_buf *b, double value);
/* A cell as text; nothing where there is none. */
void output_cell(parley_buf *b, record_cell c);
/* Write b to f and empty it; PARLEY_EIO names what. */
parley_status output_flush(parley_buf *b, FILE *f, const char *what, parley_error *err);

#endif
