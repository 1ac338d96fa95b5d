/* warc_fuzz.c - web archives: records, HTTP headers, chunks, packed bodies; gzipped or not. */
#include "source_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_source("warc", data, size);
}
