/* source_int.h - streams of bytes and what the readers of archives share with source.c. */
#ifndef PARLEY_SOURCE_INT_H
#define PARLEY_SOURCE_INT_H

#include "page/page_int.h"

#include <stdio.h>
#include <zlib.h>

/* A file or standard input, unpacked if gzipped, seen through a window that grows as asked for. */
typedef struct stream {
    FILE *file;
    const char *path; /* for messages; borrowed */
    char *buf;
    size_t n, cap, pos; /* bytes [pos, n) of buf are unread */
    uint64_t offset;    /* of buf[pos], in uncompressed bytes */
    bool gzip, end;
    bool no_brackets; /* jsonl.c: brackets did not close once, only lines count from here on */
    z_stream z;
    unsigned char *raw; /* compressed input */
    uint64_t total_in, total_out;
    parley_status status; /* of the bytes that could not be read: what was read before it is good */
    parley_error error;
} stream;

parley_status stream_open(stream *st, const char *path, parley_error *err);
void stream_close(stream *st);
/* Make at least n unread bytes available if the input has them; how many there are (may be more). 0: end, or st->status < 0, or
 * out of memory. */
size_t stream_need(stream *st, size_t n);
static inline const char *stream_at(const stream *st) {
    return st->buf + st->pos;
}
void stream_skip(stream *st, size_t n); /* n bytes that are available */
/* Length of the next line with its '\n' (the last line may lack it), at most max; longer: 0 with *too_long set and the line
 * skipped. */
size_t stream_line(stream *st, size_t max, bool *too_long);

/* What a reader of archives knows of a page beside its bytes. */
typedef struct page_origin {
    const char *doc, *path;
    uint64_t offset;
    const char *charset;    /* NULL: find out */
    const char *url, *date; /* ISO date; from outside the bytes; NULL: not known */
} page_origin;

/* Read one page from bytes that are text or HTML (page.c). */
parley_status page_make(parley_page **out, const page_origin *from, const void *bytes, size_t n, parley_error *err);
/* A page whose parts stand in an article's fields. Builds point into the page's source; facts' values may lie in any memory. */
typedef struct page_parts {
    page_format format;
    bool html;                                /* the body is HTML; else it is looked at */
    page_build title, body;                   /* title: n == 0 when there is none */
    page_fact published, outlet, author, url; /* published: any usual form */
} page_parts;
/* page_begin makes a page with its source and origin; page_from_parts fills it; page_end hands it over, or frees it when rc < 0.
 */
parley_status page_begin(parley_page **out, const page_origin *from, const void *bytes, size_t n, parley_error *err);
parley_status page_from_parts(parley_page *p, const page_parts *parts, parley_error *err);
parley_status page_end(parley_page **out, parley_page *p, parley_status rc);

/* A page from one JSON object (jsonl.c): bytes are the object as it stands in the file. */
parley_status page_from_json(parley_page **out, const page_origin *from, const char *bytes, size_t n, parley_error *err);
/* Next page of a WARC file / feed. PARLEY_END at the end. */
parley_status warc_next(parley_page **out, stream *st, const char *doc, uint32_t *count, parley_error *err);
typedef struct feed feed;
parley_status feed_open(feed **out, stream *st, const char *doc, parley_error *err);
parley_status feed_next(parley_page **out, feed *f, parley_error *err);
void feed_close(feed *f);
parley_status jsonl_next(parley_page **out, stream *st, const char *doc, uint32_t *count, parley_error *err);
bool jsonl_sniff(const char *s, size_t n);
bool feed_sniff(const char *s, size_t n);

#endif
