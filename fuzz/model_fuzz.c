/* model_fuzz.c - any bytes as a model file; what is accepted runs on a sentence without harm. The checksum is not asked for: a
 * fuzzer would never get past it. */
#include "language/net.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    void *bytes = aligned_alloc(64, (size + 64) / 64 * 64);
    if (!bytes)
        return 0;
    memcpy(bytes, data, size);
    net *m;
    net_state s;
    if (net_open_bytes(&m, bytes, size, "fuzz", false, NULL) == PARLEY_OK) {
        static const parse_token words[] = {{.form = "The"}, {.form = "envoys"}, {.form = "agreed"}, {.form = "\xFF."}};
        if (net_state_init(&s, m, kernels_best(), NULL) == PARLEY_OK) {
            parley_arena a;
            arena_init(&a);
            net_sentence x = {.words = words, .n = COUNT_OF(words)};
            uint8_t *around = m->ctx.dim ? arena_alloc(&a, (size_t)COUNT_OF(words) * m->ctx.dim) : NULL;
            if (around)
                net_read(&s, m, &x, 1, around);
            x.around = around;
            if (net_run(&s, m, &x, 1, NULL) == PARLEY_OK)
                for (size_t t = 0; t < COUNT_OF(words); t++)
                    net_lemma(m, s.lemma[t], words[t].form, NULL, &a);
            arena_free(&a);
            net_state_free(&s);
        }
        net_close(m);
    }
    free(bytes);
    return 0;
}
