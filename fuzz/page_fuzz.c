/* page_fuzz.c - any bytes as one page: text, HTML, any encoding. The page's invariants must hold whatever comes in. */
#include "page/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    parley_page *p = NULL;
    if (parley_page_read(&p, "fuzz", data, size, NULL) == PARLEY_OK) {
        page_check(p);
        parley_arena a;
        arena_init(&a);
        uint32_t n;
        parley_span *body = page_body(p, &a, &n);
        for (uint32_t i = 0; i < n; i++)
            if (body[i].start >= body[i].end || body[i].end > p->n_source)
                __builtin_trap();
        arena_free(&a);
    }
    parley_page_free(p);
    return 0;
}
