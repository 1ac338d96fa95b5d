/* timex.c - dates, times, durations. */
#include "meaning/facts.h"

void times_find(const meaning_in *in, parley_facts *f) {
    (void)in;
    (void)f;
}
