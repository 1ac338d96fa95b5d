/* html.h - an HTML page as lines of text with what the markup says about each (html.c, for page.c, noise.c and meta.c). */
#ifndef PARLEY_HTML_H
#define PARLEY_HTML_H

#include "page/page_int.h"

/* What an element is, from its tag and from the words in its class, id, role and itemprop. Words stand in data/page/markup.tsv.
 */
enum {
    MARK_ARTICLE = 1u << 0, /* <article>, <main>, "article", "story", "post" */
    MARK_BODY = 1u << 1,    /* "article body", "entry content" */
    MARK_NAV = 1u << 2,
    MARK_ASIDE = 1u << 3,
    MARK_FOOTER = 1u << 4,
    MARK_HEADER = 1u << 5,
    MARK_FORM = 1u << 6, /* <form>, <button>, <select>, <label> */
    MARK_TABLE = 1u << 7,
    MARK_LIST = 1u << 8,
    MARK_QUOTE = 1u << 9,
    MARK_FIGURE = 1u << 10, /* <figure>, <figcaption>, "caption", "photo credit" */
    MARK_HIDDEN = 1u << 11,
    MARK_COMMENT = 1u << 12,
    MARK_RELATED = 1u << 13,
    MARK_SHARE = 1u << 14,
    MARK_PROMO = 1u << 15, /* advertisement, newsletter, subscription */
    MARK_BYLINE = 1u << 16,
    MARK_DATE = 1u << 17,
    MARK_TITLE = 1u << 18, /* "headline", "title" */
    MARK_STANDFIRST = 1u << 19,
    MARK_TAGS = 1u << 20,
    MARK_DIALOG = 1u << 21, /* cookie, modal, overlay, paywall */
    MARK_EMBED = 1u << 22,  /* embedded post, video */
    MARK_BIO = 1u << 23,    /* about the author */
    MARK_META = 1u << 24,
    MARK_CODE = 1u << 25, /* <pre>, <code> */
    MARK_BITS = 26
};

typedef enum html_tag { /* block elements that matter; the rest are T_BLOCK and T_INLINE */
                        T_NONE,
                        T_P,
                        T_H1,
                        T_H2,
                        T_H3,
                        T_H4,
                        T_LI,
                        T_TD,
                        T_DIV,
                        T_QUOTE,
                        T_PRE,
                        T_BLOCK,
                        T_BREAK, /* a line that a <br> has begun */
                        T_COUNT
} html_tag;

typedef struct html_elem { /* a block element */
    uint32_t parent;       /* PARLEY_NONE: the root */
    uint32_t flags;        /* of the element itself */
    uint32_t all;          /* of it and all around it */
    uint16_t depth;
    uint8_t tag; /* html_tag */
    /* Over the whole element, filled once the page is read (noise.c): */
    uint32_t n_words, n_link_words, n_prose_words, n_lines;
} html_elem;

typedef enum html_source { META_JSONLD, META_OPENGRAPH, META_TAG, META_TIME, META_TITLE, META_LINK } html_source;
typedef enum html_what {
    WHAT_TITLE,
    WHAT_OUTLET,
    WHAT_AUTHOR,
    WHAT_PUBLISHED,
    WHAT_URL,
    WHAT_LANG,
    WHAT_TRANSLATED, /* marks that only translations have; value: the original's language or "", rank: TRANSLATED_… */
    WHAT_ALTERNATE,  /* hreflang of another edition */
    WHAT_COUNT
} html_what;

enum { TRANSLATED_MACHINE, TRANSLATED_PERSON, TRANSLATED_UNSAID }; /* as enum note_made */

typedef struct html_fact {
    html_what what;
    html_source from;
    uint8_t rank;        /* among those of the same source: smaller is better */
    const char *value;   /* entities resolved, spaces joined */
    uint32_t start, end; /* bytes of the decoded page */
} html_fact;

struct page_html {
    page_line *lines;
    uint32_t n_lines, cap_lines;
    html_elem *elems;
    uint32_t n_elems, cap_elems;
    page_words content;
    html_fact *facts;
    uint32_t n_facts, cap_facts;
};

/* Read HTML from s (valid UTF-8): text and segments into b (pointing into s), lines and metadata into out; memory of b->a. Any
 * bytes give a page. Cost: linear in n. */
void html_read(page_html *out, page_build *b, const char *s, uint32_t n, const page_lex *lex, parley_arena *scratch);
/* Resolve entities of s and join its white space; memory of a. */
char *html_plain(parley_arena *a, const char *s, uint32_t n);
/* Flags of the words in an attribute's value. */
uint32_t lex_markup(const page_lex *lex, const char *s, uint32_t n);

#endif
