/* position.c - proposals, issues, and where the sides stand on them. */
#include "meaning/facts.h"

void positions_find(const meaning_in *in, parley_facts *f) {
    (void)in;
    (void)f;
}
