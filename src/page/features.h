/* features.h - the row of numbers that the line classifiers see (features.c); train/page learns from the same rows. */
#ifndef PARLEY_FEATURES_H
#define PARLEY_FEATURES_H

#include "page/html.h"

enum { FEATURES_MAX = 192 };

/* Number and names of the features; those of text lines are the first, HTML adds its own behind. */
uint32_t features_count(bool html);
const char *features_name(uint32_t i);

typedef struct page_view { /* what stands around the lines of one page */
    const page_line *lines;
    uint32_t n;
    const uint32_t *content; /* content words of the lines */
    html_elem *elems;        /* NULL: no HTML */
    uint32_t n_elems;
    uint32_t core, core_end; /* lines [core, core_end): the stretch with the most running text against what is none */
    float *topic;            /* [n] share of a line's content words that other lines of the core have; -1: no content words */
    uint32_t root;           /* element that holds the report, by its running text; PARLEY_NONE */
    uint32_t *words_before;  /* [n + 1] words before each line */
    uint32_t *prose_before;  /* [n + 1] of those in running text */
    uint32_t *repeats;       /* [n] lines before this one with the same words, at most 9 */
} page_view;

/* Fill view (elems' sums too); memory of a. */
void features_view(page_view *v, const page_html *h, bool html, parley_arena *a);
/* The features of line i; out has room for FEATURES_MAX. */
void features_line(float *out, const page_view *v, uint32_t i);

#endif
