/* page_int.h - what the files of this room share.
 *
 *   source.c   files, folders, standard input, gzip -> members      (warc.c, jsonl.c, feed.c cut archives into members)
 *   encoding.c bytes -> UTF-8 and the segments that lead back
 *   html.c     HTML -> lines of text, what the markup says about each, metadata
 *   line.c     lines -> features; cue words
 *   noise.c    features -> role and reason of each line
 *   inline.c   cards of links inside a sentence
 *   meta.c     title, outlet, author, date with their evidence
 *   langid.cc  which language
 *   note.c     lines that call the page a translation
 *   translation.c  is it one, by which sign
 *   page.c     order of these; page_source_span, page_body, page_check
 */
#ifndef PARLEY_PAGE_INT_H
#define PARLEY_PAGE_INT_H

#include "page/page.h"

/* --- text under construction -------------------------------------------------------------------------------------- */
/* Text and its segments; memory of a. Identical runs that follow each other on both sides are joined. */
typedef struct page_build {
    parley_arena *a;
    char *s;
    uint32_t n, cap;
    page_seg *segs;
    uint32_t n_segs, cap_segs;
} page_build;

void build_same(page_build *b, const char *s, uint32_t n, uint32_t source);                    /* byte by byte as in the source */
void build_atom(page_build *b, const char *s, uint32_t n, uint32_t source, uint32_t n_source); /* written otherwise there */
void build_gap(page_build *b, char c);                                                         /* from nowhere: '\n', ' ' */
void build_end(page_build *b);                                                                 /* adds the NUL */
/* Let the segments of b, which point into a middle text, point into what lies under it (under: [n_under] of that text). */
void build_rebase(page_build *b, const page_seg *under, uint32_t n_under);
/* Source bytes of text bytes s under segs; {0,0} when none. */
parley_span segs_source(const page_seg *segs, uint32_t n_segs, parley_span s);

/* --- encoding -------------------------------------------------------------------------------------------------------- */
/* Decode bytes into b as UTF-8. hint: a charset name from outside (HTTP, XML), or NULL. Returns the encoding's name, NULL for
 * bytes that are no text (binary junk). Without a hint: a byte order mark, else zero bytes at every other place (UTF-16), else
 * valid UTF-8, else <meta charset>, else UTF-8 with few broken places, else windows-1252. */
const char *encoding_decode(page_build *b, const char *bytes, uint32_t n, const char *hint);
/* Does this look like HTML (sniffed from the first kilobytes of decoded text)? */
bool html_sniff(const char *s, uint32_t n);

/* --- lines --------------------------------------------------------------------------------------------------------------- */
typedef enum page_cue { /* what cue words speak for; up to CUE_METADATA these are reasons of noise */
                        CUE_MENU,
                        CUE_SHARE,
                        CUE_SHOP,
                        CUE_ACCOUNT,
                        CUE_DISCLAIMER,
                        CUE_COUNTER,
                        CUE_SELF,
                        CUE_CAPTION,
                        CUE_REPLY,
                        CUE_REPEAT,
                        CUE_PROMOTION,
                        CUE_RELATED,
                        CUE_CODE,
                        CUE_FILLER,
                        CUE_METADATA,
                        CUE_NOISE_COUNT,
                        CUE_CREDIT = CUE_NOISE_COUNT, /* credit line of the report */
                        CUE_BYLINE,
                        CUE_DATELINE,
                        CUE_SPEECH, /* the report says who said so */
                        CUE_COUNT
} page_cue;
extern const char *const page_cue_names[CUE_COUNT];

/* What the markup around a line says (html.c); all zero for plain text. */
typedef struct page_markup {
    uint8_t tag; /* enum of html.c: innermost block element */
    uint8_t n_links;
    uint16_t depth;
    uint32_t flags;        /* MARK_* of the element and its ancestors */
    uint32_t n_link_bytes; /* bytes of the line inside <a> */
    uint32_t container;    /* index of the nearest block container */
    int16_t score;         /* balance of class and id words, ancestors weakened */
} page_markup;

typedef struct page_line {
    uint32_t start, end;   /* bytes of text, trimmed */
    uint32_t blank_before; /* empty lines before it */
    uint32_t n_words, n_caps /* start with a capital */, n_upper /* all capitals, 2 letters or more */, n_numbers, n_function,
        n_commas;
    uint32_t n_stops;   /* ends of sentences inside and at the end */
    uint32_t n_symbols; /* | > » • { } = < and the like */
    bool ends_stop, ends_colon, ends_comma, starts_quote, starts_lower, starts_digit, is_date /* little but a date */, is_prose;
    uint64_t hash;                  /* of its words, lower case */
    uint64_t hash_head;             /* of its first six words */
    uint32_t first_word, n_content; /* its content words: page_words.items[first_word…] */
    float cue[CUE_COUNT];           /* summed weights of the cue words found */
    page_markup mark;
    bool fixed;     /* role is known from outside: a title field */
    page_role role; /* the result */
    page_cue reason;
} page_line;

/* The lexicons of this room, read once from data/page and kept until the program ends. NULL: err says why. Thread-safe. */
typedef struct page_lex page_lex;
const page_lex *page_lex_get(parley_error *err);
/* Function words met so far, by language (line of data/page/languages.tsv), and of which languages they count: bit set, 0:
 * English. */
typedef struct line_votes {
    uint32_t by_language[32];
    uint32_t words;
    uint32_t count;
    bool any; /* count one word in four: for languages without a list */
} line_votes;

/* Hashes of the content words (four letters or more, no function words) of all lines, one after the other. */
typedef struct page_words {
    uint32_t *items;
    uint32_t n, cap;
    parley_arena *a;
} page_words;

/* Fill words, cues and hashes of line, whose start and end are set. scratch may be reset between lines. */
void line_measure(page_line *line, const char *text, const page_lex *lex, line_votes *votes, page_words *content,
                  parley_arena *scratch);
/* Hashes of the line's runs of four words (marks left out), never 0; memory of a. Returns how many. */
uint32_t line_runs(uint64_t **out, const page_line *line, const char *text, parley_arena *a);
/* Measure all lines; once more with the function words of the page's own language if that is not English. */
void lines_measure(page_line *lines, uint32_t n, const char *text, const page_lex *lex, page_words *content,
                   parley_arena *scratch);

/* --- noise ------------------------------------------------------------------------------------------------------------- */
/* Decide role and reason of every line (html.h: page_html holds the lines). */
typedef struct page_html page_html;
void noise_mark(page_html *h, const char *text, bool html, const page_lex *lex, parley_arena *scratch);

/* Bytes -> text, segments and measured lines, as page.c does before the lines are judged; for it and for training. Returns the
 * encoding, NULL for binary data. */
const char *page_split(page_build *b, page_html *h, bool *is_html, const char *bytes, uint32_t n, const char *hint,
                       const page_lex *lex, parley_arena *scratch);

/* --- cards ---------------------------------------------------------------------------------------------------------------- */
/* Cut the cards of links that stand inside sentences out of the blocks of p, as noise. */
void inline_mark(parley_page *p);

/* --- metadata ------------------------------------------------------------------------------------------------------------ */
void meta_find(struct parley_page *p, page_html *h, const page_lex *lex);
/* Is the page a translation, and what says so? */
void translation_find(struct parley_page *p, const page_html *h, const page_lex *lex, parley_arena *scratch);
/* First date in s; ISO form to out. */
bool date_in(const char *s, uint32_t n, char out[11]);
/* Read a date in the usual forms at s; ISO form to out. Returns bytes used, 0: no date. */
uint32_t date_read(const char *s, uint32_t n, char out[11]);

/* Log-odds that a line with these features belongs to the report (trees.h); for HTML exact between the two bounds only, beyond
 * which noise.c asks nothing. */
enum { LINE_LOW = -2, LINE_HIGH = 3 };
float lex_score(const page_lex *lex, bool html, const float *features);
/* What reads the lines of text without markup in their order (recurrent.h). */
const struct recurrent *lex_recurrent(const page_lex *lex);
bool lex_is_function(const page_lex *lex, uint64_t word);
uint32_t lex_languages(const page_lex *lex, uint64_t word); /* bit set of languages that have this function word */

#endif
