/* correct.c - what a person said about the record: an overlay keyed by page, bytes and kind. */
#include "record/record_int.h"

parley_status record_apply_corrections(parley_record *r, int64_t document_id, const char *doc, parley_arena *scratch, parley_error *err) {
    (void)r;
    (void)document_id;
    (void)doc;
    (void)scratch;
    (void)err;
    return PARLEY_OK;
}
