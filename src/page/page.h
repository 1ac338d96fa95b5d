/* page.h - bytes of one source -> one report: readable text, its blocks, title, outlet, author, date.
 *
 * Later stages see `text`: valid UTF-8, one '\n' between lines or blocks. They work in offsets of text; `segs` leads every such
 * offset back to bytes of the source as it was given (page_source_span). For plain UTF-8 text the two are the same.
 */
#ifndef PARLEY_PAGE_H
#define PARLEY_PAGE_H

#include "base/base.h"

typedef enum page_format { PAGE_TEXT, PAGE_HTML, PAGE_JSONL, PAGE_FEED } page_format; /* how the page itself was written */

/* Text bytes [text, text + n_text) come from source bytes [source, source + n_source). Equal lengths: byte by byte the same.
 * Else (an entity, a re-coded letter) the run is atomic: any part of it stands for the whole source run. Ordered by text;
 * text that no segment covers (a '\n' put between blocks) has no source. */
typedef struct page_seg {
    uint32_t text, n_text;
    uint32_t source, n_source;
} page_seg;

typedef enum page_role { /* what a block is for the reader */
                         PAGE_HEADLINE,
                         PAGE_STANDFIRST,
                         PAGE_BYLINE,
                         PAGE_DATELINE, /* a line of its own that only dates or places the report */
                         PAGE_HEADING,  /* inner heading */
                         PAGE_PARAGRAPH,
                         PAGE_QUOTE,  /* block quote */
                         PAGE_LIST,   /* list item */
                         PAGE_CREDIT, /* credit line of the report */
                         PAGE_NOISE   /* kept, marked, not read; see reason */
} page_role;

typedef struct page_block {
    uint32_t start, end; /* bytes of text, no surrounding space */
    page_role role;
    const char *reason; /* for PAGE_NOISE: "menu", "share", "shop", "account", "disclaimer", "counter", "self-description",
                           "caption", "reply-form", "repeat", "promotion", "related", "code", "filler", "metadata"; else NULL */
    bool new_paragraph; /* false: continues the line before it (a line broken inside a paragraph); noise of this kind stands
                           inside a paragraph that goes on behind it */
} page_block;

/* A value and the source bytes that say so; value NULL when the page does not say. */
typedef struct page_fact {
    const char *value;
    parley_span evidence; /* bytes of source; {0,0}: from outside the page (file name, WARC header) */
    const char *rule;     /* "json-ld", "opengraph", "time", "url", "dateline", "glued-date", "field", "headline", … */
} page_fact;

/* A page whose words are a translation, as it says itself, as a translating program marked it, or as its words betray. */
typedef struct page_translation {
    const char
        *sign; /* "note": words of the page; "markup": of HTML; "traces": how it is worded; NULL: it does not seem to be one */
    const char *made;     /* "machine", "person"; NULL: the sign does not say */
    const char *original; /* ISO 639-1 of the language that it was translated from; NULL: the sign does not say */
    parley_span evidence; /* bytes of source */
    const char *words;    /* of the sign: as they stand in text; of markup: in source */
} page_translation;

struct parley_page {
    parley_arena arena;     /* owns everything below */
    const char *doc;        /* name in the record: file name without folder; member of an archive: "file#member" */
    const char *path;       /* as given, for messages and re-reading (`parley verify`); "-" for standard input */
    uint64_t member_offset; /* where an archive's or JSON Lines file's member starts in `path` (uncompressed bytes) */
    page_format format;
    const char *encoding; /* "utf-8", "windows-1252", "utf-16le", … */
    const char *source;   /* the bytes as given (of the file, or of the archive member); NUL added */
    uint32_t n_source;
    const char *text; /* see above; NUL added */
    uint32_t n_text;
    page_seg *segs; /* [n_segs] */
    uint32_t n_segs;
    page_block *blocks; /* [n_blocks], in order, not overlapping; every non-space byte of text is in one */
    uint32_t n_blocks;
    page_fact title, outlet, author, published /* ISO 8601 date, YYYY-MM-DD */, url;
    page_translation translation;
    const char
        *lang; /* ISO 639, two letters where there are; "und" when it is not sure. Others than "en": kept, marked, uncoded */
    const char *digest; /* hex digest of the source bytes: the same page read again is recognised */
};

/* Source bytes of text bytes s. Widened to whole source runs; {0,0} if none of it comes from the source. */
parley_span page_source_span(const parley_page *p, parley_span s);
/* True for blocks that belong to the report (not PAGE_NOISE). */
static inline bool page_is_body(const page_block *b) {
    return b->role != PAGE_NOISE;
}
/* The block that continues b's paragraph, past noise inside of it; PARLEY_NONE at its end. */
static inline uint32_t page_continues(const parley_page *p, uint32_t b) {
    uint32_t next = b + 1;
    while (next < p->n_blocks && !p->blocks[next].new_paragraph && !page_is_body(&p->blocks[next]))
        next++;
    return next < p->n_blocks && !p->blocks[next].new_paragraph && p->blocks[next].role == p->blocks[b].role ? next : PARLEY_NONE;
}
/* Spans of source that the report covers (FORMAT's `body`), joined where only space lies between. Memory of a. */
parley_span *page_body(const parley_page *p, parley_arena *a, uint32_t *n);
/* Invariants: spans in bounds, on UTF-8 edges, ordered. Asserts; for debug builds, tests, fuzzing. */
void page_check(const parley_page *p);

#endif
