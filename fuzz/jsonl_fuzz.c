/* jsonl_fuzz.c - articles as JSON: lines, arrays, broken ones, text and HTML in their fields. */
#include "source_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_source("jsonl", data, size);
}
