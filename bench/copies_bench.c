/* copies_bench.c - find near copies among many texts, as the record does: prints, keys, comparing under shared keys.
 *
 * usage: copies_bench FILE > PAIRS     FILE: one text a line, "id<TAB>text"
 * Writes "id<TAB>id<TAB>relation" a pair, and the processor's seconds on standard error: the whole program's, reading the file
 * and writing the pairs too. One thread; words by spaces, as the peer has them.
 */
#include "across/across.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct filed {
    uint64_t key;
    uint32_t doc;
} filed;

static int cmp_filed(const void *p, const void *q) {
    const filed *x = p, *y = q;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key) : (x->doc > y->doc) - (x->doc < y->doc);
}

static int cmp_pair(const void *p, const void *q) {
    uint64_t x = *(const uint64_t *)p, y = *(const uint64_t *)q;
    return (x > y) - (x < y);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    char *file;
    size_t n_file;
    parley_error err;
    if (argc != 2 || file_read(&file, &n_file, argv[1], 0, &err) < 0) {
        fprintf(stderr, "usage: copies_bench FILE\n");
        return 2;
    }
    parley_arena keep, scratch;
    arena_init(&keep);
    arena_init(&scratch);
    across_print *prints = NULL;
    const char **ids = NULL;
    filed *all = NULL;
    uint32_t n = 0, cap = 0, n_ids = 0, cap_ids = 0, n_all = 0, cap_all = 0;
    bool letter[256], stop[256];
    for (int c = 0; c < 256; c++) {
        letter[c] = c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
        stop[c] = c == '.' || c == '?' || c == '!';
    }
    for (char *s = file; *s;) {
        char *eol = strchr(s, '\n'), *tab = strchr(s, '\t');
        if (!eol || !tab || tab > eol)
            break;
        *eol = *tab = '\0';
        ARENA_PUSH(&keep, ids, n_ids, cap_ids) = s;
        arena_reset(&scratch);
        size_t len = (size_t)(eol - tab);
        uint64_t *words = arena_alloc(&scratch, sizeof *words * (len / 2 + 2));
        uint32_t *ends = arena_alloc(&scratch, sizeof *ends * (len / 2 + 2)), n_words = 0, n_sents = 0;
        for (char *w = tab + 1; *w;) { /* runs of letters and digits; a full stop ends a sentence */
            size_t k = 0;
            while (letter[(unsigned char)w[k]]) {
                w[k] = (char)(w[k] >= 'A' && w[k] <= 'Z' ? w[k] + 32 : w[k]);
                k++;
            }
            if (k)
                words[n_words++] = across_word(w, k);
            else if (stop[(unsigned char)*w])
                ends[n_sents++] = n_words;
            w += k ? k : 1;
        }
        ends[n_sents++] = n_words;
        across_print print;
        across_print_words(&print, words, n_words, ends, n_sents, &keep);
        uint32_t n_keys;
        uint64_t *keys = across_doc_keys(&print, &scratch, &n_keys);
        for (uint32_t k = 0; k < n_keys; k++)
            ARENA_PUSH(&keep, all, n_all, cap_all) = (filed){keys[k], n};
        ARENA_PUSH(&keep, prints, n, cap) = print;
        s = eol + 1;
    }
    qsort(all, n_all, sizeof *all, cmp_filed);
    uint64_t *pairs = NULL;
    uint32_t n_pairs = 0, cap_pairs = 0;
    for (uint32_t i = 0, j; i < n_all; i = j) {
        for (j = i + 1; j < n_all && all[j].key == all[i].key; j++)
            for (uint32_t k = i; k < j; k++)
                ARENA_PUSH(&keep, pairs, n_pairs, cap_pairs) = (uint64_t)all[k].doc << 32 | all[j].doc;
    }
    if (n_pairs)
        qsort(pairs, n_pairs, sizeof *pairs, cmp_pair);
    for (uint32_t i = 0; i < n_pairs; i++) {
        if (i && pairs[i] == pairs[i - 1])
            continue;
        uint32_t x = (uint32_t)(pairs[i] >> 32), y = (uint32_t)pairs[i];
        arena_reset(&scratch);
        across_edge e = across_compare(&prints[x], &prints[y], &scratch);
        if (across_one_origin(e.relation))
            printf("%s\t%s\t%s\n", ids[x], ids[y], across_relation_name(e.relation));
    }
    fflush(stdout);
    fprintf(stderr, "%.4f\n", now());
    arena_free(&scratch);
    arena_free(&keep);
    mem_free(file);
    return 0;
}
