/* conllu_fuzz.c - any bytes as CoNLL-U, alone and laid on a page; what is read keeps the invariants and is written again. */
#include "language/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char text[] = "Envoys don't  agree.\nShe left.\n";
    page_seg segs[] = {{0, 10, 5, 10}, {10, 1, 20, 4}, {11, sizeof text - 12, 24, sizeof text - 12}};
    page_block blocks[] = {{0, 20, PAGE_PARAGRAPH, NULL, true}, {21, 30, PAGE_PARAGRAPH, NULL, true}};
    parley_page page = {.source = text,
                        .n_source = sizeof text - 1,
                        .text = text,
                        .n_text = sizeof text - 1,
                        .segs = segs,
                        .n_segs = 3,
                        .blocks = blocks,
                        .n_blocks = 2};
    for (int with_page = 0; with_page < 2; with_page++) {
        parley_arena a;
        arena_init(&a);
        parley_parse *p;
        if (conllu_read(&p, (const char *)data, size, with_page ? &page : NULL, &a, NULL) == PARLEY_OK) {
            parse_check(p, with_page ? &page : NULL);
            parley_buf b;
            buf_init(&b);
            conllu_write(&b, p, NULL);
            buf_free(&b);
        }
        arena_free(&a);
    }
    return 0;
}
