/* parley.h - read pages that follow a negotiation, keep what they say as a record.
 *
 * Three lifetimes:
 *   model     language model and lexicons; opened once, const afterwards, shared by threads, outlives its users
 *   document  one page and everything found in it; one arena, freed as a whole
 *   record    a SQLite file that holds the facts of many pages
 * Scratch memory is kept inside a worker (parley_worker): one per thread, reused from page to page.
 *
 * Functions that can fail return a status and take the error last; NULL is allowed there. The library prints nothing
 * and never exits. All offsets are bytes, half open [start, end).
 */
#ifndef PARLEY_PARLEY_H
#define PARLEY_PARLEY_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PARLEY_VERSION        "0.1.0"
#define PARLEY_VERSION_NUMBER 100 /* major * 10000 + minor * 100 + patch */

/* The largest single page that is read, in bytes. Larger ones are refused with PARLEY_ELIMIT: no report is that long,
 * and offsets stay 32 bits wide. Archives and standard input of many pages may be of any size. */
#define PARLEY_PAGE_MAX ((size_t)32 << 20)

typedef enum parley_status {
    PARLEY_OK = 0,
    PARLEY_ENOMEM = -1,
    PARLEY_EIO = -2,     /* file or database */
    PARLEY_EMODEL = -3,  /* not a model or lexicon of ours, too new, or damaged */
    PARLEY_ELIMIT = -4,  /* input over a documented limit */
    PARLEY_EFORMAT = -5, /* archive, feed or record that breaks its own format */
    PARLEY_ENOTFOUND = -6,
    PARLEY_END = 1 /* no more pages (parley_source_next) */
} parley_status;

typedef struct parley_error {
    parley_status code;
    int64_t pos;   /* byte in the text or file at fault; -1: none */
    char msg[240]; /* one line, lower case; fixed, so that running out of memory can be told too */
} parley_error;

const char *parley_version(void);

/* Where data/ and models/ are found: $PARLEY_HOME, else beside the running program (build tree or prefix), else the
 * directory set when the library was built. Never NULL; static storage. */
const char *parley_home(void);

/* --- model ------------------------------------------------------------------------------------------------------- */
typedef struct parley_model parley_model;

/* Open the language model and the lexicons. name: a path, or "default", "fast", "accurate" (under parley_home());
 * NULL is "default". Errors: PARLEY_EMODEL, PARLEY_EIO, PARLEY_ENOMEM. */
parley_status parley_model_open(parley_model **out, const char *name, parley_error *err);
void parley_model_close(parley_model *m);           /* NULL is fine */
const char *parley_model_id(const parley_model *m); /* name and version, as facts cite it; owned by m */

/* --- pages ------------------------------------------------------------------------------------------------------- */
/* A source of pages: a file, a folder (walked in byte order of names), or "-" (standard input); text, HTML, JSON Lines,
 * RSS, Atom, WARC, each also gzipped, sniffed from its bytes. */
typedef struct parley_source parley_source;
typedef struct parley_page parley_page;

parley_status parley_source_open(parley_source **out, const char *path, parley_error *err);
/* Hand over the next page, or PARLEY_END. On another error the source can go on: the bad member is skipped and
 * err->msg names it. The page is the caller's: parley_page_free. */
parley_status parley_source_next(parley_source *s, parley_page **out, parley_error *err);
void parley_source_close(parley_source *s);

/* One page from memory. doc: its name in the record (copied). The bytes are copied. */
parley_status parley_page_read(parley_page **out, const char *doc, const void *bytes, size_t n_bytes, parley_error *err);
void parley_page_free(parley_page *p);

/* --- documents ---------------------------------------------------------------------------------------------------- */
typedef struct parley_worker parley_worker; /* scratch of one thread */
typedef struct parley_doc parley_doc;       /* page, parse and facts */

parley_status parley_worker_new(parley_worker **out, const parley_model *m, parley_error *err);
void parley_worker_free(parley_worker *w);

/* Read one page whole: sentences, trees, names, facts. Takes the page over (also on error). The model must outlive it. */
parley_status parley_doc_read(parley_doc **out, parley_worker *w, parley_page *page, parley_error *err);
void parley_doc_free(parley_doc *d);

/* The document's records as JSON Lines (FORMAT of `parley export`), appended to f. */
parley_status parley_doc_write_jsonl(const parley_doc *d, FILE *f, parley_error *err);

#ifdef __cplusplus
}
#endif
#endif
