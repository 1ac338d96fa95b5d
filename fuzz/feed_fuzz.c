/* feed_fuzz.c - RSS and Atom: items, CDATA, XHTML, entities, feeds that break off. */
#include "source_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_source("feed", data, size);
}
