/* quote.h - quotation marks of a report, paired. */
#ifndef PARLEY_QUOTE_H
#define PARLEY_QUOTE_H

#include "meaning/facts.h"

typedef struct quote {
    parley_span span;    /* of page->text, marks included; an unclosed one ends with its paragraph */
    parley_span inside;  /* without the marks */
    uint32_t first, end; /* tokens that lie inside; first == end: none */
    uint32_t block;
    bool closed, single;
    bool new_opening;             /* not closed: cut by another opening mark in the same paragraph */
    bool opens_block, ends_block; /* nothing but space before it, after it, in its paragraph */
} quote;

typedef struct quote_list {
    quote *items; /* in order; double quotations, and single ones outside them */
    uint32_t n, cap;
    uint32_t *of; /* [n_tokens] quotation that a token stands in, or PARLEY_NONE */
} quote_list;

/* Pairs of quotation marks, paragraph by paragraph, in one pass over the bytes of the report's blocks. Memory of in->scratch. */
quote_list *quotes_find(const meaning_in *in);

#endif
