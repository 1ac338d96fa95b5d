/* jsonl.c - placeholder until the reader stands: nothing is taken for JSON Lines yet. */
#include "page/source_int.h"
bool jsonl_sniff(const char *s, size_t n) {
    (void)s;
    (void)n;
    return false;
}
bool feed_sniff(const char *s, size_t n) {
    (void)s;
    (void)n;
    return false;
}
parley_status jsonl_next(parley_page **out, stream *st, const char *doc, uint32_t *count, parley_error *err) {
    (void)out; (void)st; (void)doc; (void)count; (void)err;
    return PARLEY_END;
}
parley_status warc_next(parley_page **out, stream *st, const char *doc, uint32_t *count, parley_error *err) {
    (void)out; (void)st; (void)doc; (void)count; (void)err;
    return PARLEY_END;
}
parley_status feed_open(feed **out, stream *st, const char *doc, parley_error *err) {
    (void)out; (void)st; (void)doc; (void)err;
    return PARLEY_EFORMAT;
}
parley_status feed_next(parley_page **out, feed *f, parley_error *err) {
    (void)out; (void)f; (void)err;
    return PARLEY_END;
}
void feed_close(feed *f) {
    (void)f;
}
