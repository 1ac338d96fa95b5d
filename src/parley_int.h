/* parley_int.h - what a document is inside: for record/ and output/. */
#ifndef PARLEY_PARLEY_INT_H
#define PARLEY_PARLEY_INT_H

#include "meaning/facts.h"

struct parley_doc {
    parley_arena arena; /* parse and facts */
    parley_page *page;  /* owned */
    parley_parse *parse;
    parley_facts *facts;
    const char *model; /* id of the model; lives as long as the model */
};

#endif
