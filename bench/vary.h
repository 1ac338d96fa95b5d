/* vary.h - pages made from pages, for benchmarks: other names, words, dates and figures at the same places.
 *
 * A word is exchanged for another one of the same number of bytes, always the same one in one variant, so that every span of
 * every fact stays where it is and still holds its words. What a language engine would find in such a page is known without
 * running it.
 */
#ifndef PARLEY_BENCH_VARY_H
#define PARLEY_BENCH_VARY_H

#include "record/record.h"

typedef enum vary_how {
    VARY_REWRITE, /* a third of the capitalised words, figures and dates: still the same story */
    VARY_OTHER    /* half of the longer small words, too: another story to who compares runs of words */
} vary_how;

typedef struct vary vary; /* words to draw from */
vary *vary_new(parley_arena *a);
void vary_learn(vary *v, const char *text, uint32_t n_text, parley_arena *a);
/* Change d, loaded with its text into memory of a, into its variant of that number (0: as it is), to be added to a record.
 */
void vary_doc(const vary *v, record_doc *d, uint32_t variant, vary_how how, parley_arena *a);

#endif
