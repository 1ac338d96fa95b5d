/* language_bench.c - words a second from plain text to trees, tags, lemmas and names; load time, memory, allocations.
 *
 *     language_bench TEXT [MODEL] [ROUNDS]
 *
 * One thread. The text is read into lines first; each line is a paragraph, 200 lines are one page, as a worker would see them.
 * Times are the best of ROUNDS (default 3). Tokenizer, annotation and CoNLL-U output are told apart. */
#include "language/kernel.h"
#include "language/language_int.h"
#include "language/net.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static long peak_kb(void) {
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return r.ru_maxrss;
}

static uint32_t page_of(parley_page *page, page_block *blocks, page_seg *seg, const char *text, uint32_t n) {
    uint32_t n_blocks = 0, i = 0;
    *page = (parley_page){.text = text, .source = text, .blocks = blocks, .segs = seg, .n_segs = 1};
    while (i < n && n_blocks < 200) {
        const char *eol = memchr(text + i, '\n', n - i);
        uint32_t end = eol ? (uint32_t)(eol - text) : n;
        if (end > i)
            blocks[n_blocks++] = (page_block){i, end, PAGE_PARAGRAPH, NULL, true};
        i = end + 1;
    }
    page->n_blocks = n_blocks;
    page->n_text = page->n_source = i < n ? i : n;
    *seg = (page_seg){0, page->n_text, 0, page->n_text};
    return page->n_text;
}

/* Multiply-adds a second of the matrix product alone, everything in the first-level cache: 4 words, 64 rows, 256 columns. */
static double peak_macs(void) {
    enum { N = 4, ROWS = 64, COLS = 256 };
    static _Alignas(64) int8_t w[ROWS * COLS];
    static _Alignas(64) uint8_t a[N * COLS];
    static int32_t out[N * ROWS], init[ROWS];
    for (int i = 0; i < ROWS * COLS; i++)
        w[i] = (int8_t)(i * 37 % 255 - 127);
    memset(a, 77, sizeof a);
    static uint16_t order[PACKED_ORDERS(ROWS) * PACKED_ORDER(COLS)];
    packed p = {.rows = ROWS, .cols = COLS, .w = w, .order = order};
    kernel_pair(&p);
    const kernels *k = kernels_best();
    double best = 1e9;
    for (int r = 0; r < 20; r++) {
        double t0 = seconds();
        for (int i = 0; i < 2000; i++)
            k->gemm(out, ROWS, a, COLS, N, &p, init, 0);
        double t = seconds() - t0;
        if (t < best)
            best = t;
    }
    return 2000.0 * N * ROWS * COLS / best;
}

/* Multiply-adds a word: what the network needs for every word; scores of arcs for sentences of 25 words; the first layer's input
 * half not counted, since the word cache answers nine of ten. */
static double macs_per_word(const char *path) {
    net *m;
    if (net_open(&m, path, NULL) < 0)
        return 0;
    double hid = m->hid, sum = 2 * 4 * hid * hid + m->enc.padded * 2 * hid + (double)m->tags.padded * m->tag_hid +
                               (double)m->ner.padded * m->ner_hid + (double)m->arc_dim * m->arc_dim + 26.0 * m->arc_dim +
                               3.0 * m->lab.padded * m->lab_dim;
    for (uint32_t k = 1; k < m->n_layers; k++)
        sum += 2 * 4 * hid * 3 * hid;
    net_close(m);
    return sum;
}

int main(int argc, char **argv) {
    char *text, model_path[4400];
    size_t n;
    parley_error err;
    if (argc < 2) {
        fputs("usage: language_bench TEXT [MODEL] [ROUNDS]\n", stderr);
        return 2;
    }
    if (argc > 2)
        snprintf(model_path, sizeof model_path, "%s", argv[2]);
    else
        snprintf(model_path, sizeof model_path, "%s/models/parley-en.plm", parley_home());
    int rounds = argc > 3 ? atoi(argv[3]) : 3;
    language_model *m;
    language_scratch *s;
    if (file_read(&text, &n, argv[1], 0, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 1;
    }
    long before = peak_kb();
    double t0 = seconds();
    if (language_model_open(&m, model_path, &err) < 0 || language_scratch_new(&s, m, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 1;
    }
    double t1 = seconds();
    parley_arena arena;
    arena_init(&arena);
    parley_page page;
    page_block blocks[200];
    page_seg seg;
    parley_parse *p;
    static const char first[] = "The envoys agreed on Tuesday.";
    page_of(&page, blocks, &seg, first, sizeof first - 1);
    language_parse(&p, m, s, &page, &arena, NULL);
    printf("load %.1f ms, first sentence %.1f ms more\n", 1e3 * (t1 - t0), 1e3 * (seconds() - t1));

    double best_parse = 1e9, best_token = 1e9, best_write = 1e9;
    uint64_t words = 0, sentences = 0, allocs = 0;
    for (int r = 0; r < rounds; r++) {
        double parse = 0, token_time = 0, write = 0;
        words = sentences = 0;
        uint64_t a0 = mem_count();
        parley_buf out;
        buf_init(&out);
        token_lexicon *lex;
        token_list tokens = {0};
        token_spans spans = {0};
        if (token_lexicon_open(&lex, &err) < 0)
            return 1;
        for (size_t i = 0; i < n;) {
            i += page_of(&page, blocks, &seg, text + i, (uint32_t)(n - i > 1 << 24 ? 1 << 24 : n - i));
            arena_reset(&arena);
            double a = seconds();
            language_parse(&p, m, s, &page, &arena, NULL);
            double b = seconds();
            buf_reset(&out);
            conllu_write(&out, p, NULL);
            double c = seconds();
            tokens.n = spans.n = 0;
            for (uint32_t k = 0; k < page.n_blocks; k++) {
                uint32_t from = tokens.n;
                tokens_find(&tokens, lex, page.text, page.blocks[k].start, page.blocks[k].end, NULL);
                sentences_find(&spans, &tokens, from, lex, page.text, NULL);
            }
            double d = seconds();
            parse += b - a;
            write += c - b;
            token_time += d - c;
            words += p->n_tokens;
            sentences += p->n_sents;
        }
        if (parse < best_parse)
            best_parse = parse;
        if (token_time < best_token)
            best_token = token_time;
        if (write < best_write)
            best_write = write;
        allocs = mem_count() - a0;
        mem_free(tokens.items);
        mem_free(spans.items);
        token_lexicon_close(lex);
        buf_free(&out);
    }
    double w = (double)words;
    printf("kernel %s, model %s\n", kernels_best()->name, language_model_id(m));
    printf("%.1f MB, %llu words, %llu sentences\n", (double)n / 1e6, (unsigned long long)words, (unsigned long long)sentences);
    printf("text to trees and names   %9.0f words/s\n", w / best_parse);
    printf("  of it words, sentences  %9.0f words/s (%.1f %%)\n", w / best_token, 100 * best_token / best_parse);
    printf("CoNLL-U output            %9.0f words/s\n", w / best_write);
    printf("text to CoNLL-U           %9.0f words/s\n", w / (best_parse + best_write));
    double macs = macs_per_word(model_path), peak = peak_macs();
    printf("multiply-adds %.2f million a word, kernel alone %.0f thousand million/s: bound %.0f words/s, reached %.0f %%\n",
           macs / 1e6, peak / 1e9, peak / macs, 100 * w / best_parse / (peak / macs));
    printf("allocations %.4f a word; peak memory %ld KB, %ld KB before loading (text and program)\n", (double)allocs / w,
           peak_kb(), before);
    arena_free(&arena);
    language_scratch_free(s);
    language_model_close(m);
    mem_free(text);
    return 0;
}
