/* features.h - the row of numbers that the line classifiers see (features.c); train/page learns from the same rows. */
#ifndef PARLEY_FEATURES_H
#define PARLEY_FEATURES_H

#include "page/html.h"

enum { FEATURES_MAX = 192 };

/* Number and names of the features: what can be told of any line first, then what is only told of HTML, or only of text. */
uint32_t features_count(bool html);
const char *features_name(bool html, uint32_t i);

struct page_far {
    uint32_t run;                   /* lines of running text in the unbroken run that this line stands in; 0: it is none */
    uint32_t run_before, run_after; /* the nearest other runs */
    uint32_t before[8], after[8];   /* lines since, until one of a kind (features.c: far_kinds), at most 40 */
    float lead, prev, next; /* share of its content words that the opening of the core has; the running text just before, after */
    float sum_lead;         /* of lead over the running text before this line */
    uint32_t sum_prose, sum_dates;      /* lines of running text, of dates before this line */
    uint32_t same, same_head, sum_same; /* other lines with its words, its first six words; lines before it that come again */
    uint16_t shape;                     /* lines of a list share one */
};

typedef struct page_view { /* what stands around the lines of one page */
    const page_line *lines;
    uint32_t n;
    const uint32_t *content; /* content words of the lines */
    html_elem *elems;        /* NULL: no HTML */
    uint32_t n_elems;
    uint32_t tight[2], tight_end[2]; /* the same at higher prices for what is none: teasers in between end these stretches */
    uint32_t core, core_end;         /* lines [core, core_end): the stretch with the most running text against what is none */
    float *topic; /* [n] share of a line's content words that other lines of the core have; -1: no content words */
    uint32_t first_run, longest_run; /* line that opens the first run of running text; lines of the longest (page_far) */
    uint32_t root;                   /* element that holds the report, by its running text; PARLEY_NONE */
    uint32_t *words_before;          /* [n + 1] words before each line */
    uint32_t *prose_before;          /* [n + 1] of those in running text */
    uint32_t *repeats;               /* [n] lines before this one with the same words, at most 9 */
    struct page_far *far; /* [n] for text without markup, else NULL: what takes the place of the elements around a line */
} page_view;

/* Fill view (elems' sums too); memory of a. */
void features_view(page_view *v, const page_html *h, bool html, parley_arena *a);
/* The features of line i; out has room for FEATURES_MAX. */
void features_line(float *out, const page_view *v, uint32_t i);

#endif
