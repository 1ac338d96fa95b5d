/* import_fuzz.c - the reader of foreign records: any bytes as JSON Lines into a record in memory, and out again. What went in
 * must come out the same after a second way round, or the import lost something. */
#include <parley/record.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *fuzz_round(const char *bytes, size_t n, size_t *n_out) {
    parley_record *r = NULL;
    parley_export_options pages = PARLEY_EXPORT_OPTIONS_INIT;
    char *out = NULL;
    pages.pages = 1;
    *n_out = 0;
    if (parley_record_open(&r, ":memory:", PARLEY_RECORD_CREATE, NULL) < 0)
        return NULL;
    FILE *in = n ? fmemopen((void *)(uintptr_t)bytes, n, "rb") : NULL;
    if (in && parley_record_import(r, in, "fuzz", NULL, NULL) == PARLEY_OK) {
        FILE *f = open_memstream(&out, n_out);
        if (!f || parley_record_export_jsonl(r, f, &pages, NULL) < 0)
            abort();
        fclose(f);
    }
    if (in)
        fclose(in);
    parley_record_close(r);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    size_t n_once, n_twice;
    char *once = fuzz_round((const char *)data, size, &n_once);
    if (!once)
        return 0;
    char *twice = fuzz_round(once, n_once, &n_twice);
    if (n_once && (!twice || n_twice != n_once || memcmp(once, twice, n_once) != 0))
        abort();
    free(twice);
    free(once);
    return 0;
}
