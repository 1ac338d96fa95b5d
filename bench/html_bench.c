/* html_bench.c - what a parser costs before anything is cleaned: gumbo building its tree, against Parley doing everything
 * (decoding, parsing, judging lines, metadata, language). Processor time of one core. usage: html_bench ROUNDS FILE…
 *
 * gumbo gets an allocator that never frees, so that only its parsing counts, and only pages in UTF-8. */
#include "page/page.h"

#include <gumbo.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct pool {
    char *s;
    size_t n, cap;
} pool;

static void *pool_take(void *user, size_t n) {
    pool *p = user;
    size_t at = (p->n + 15) & ~(size_t)15;
    if (at + n > p->cap)
        abort(); /* 1 GiB: more than any page of PARLEY_PAGE_MAX needs */
    p->n = at + n;
    return p->s + at;
}

static void pool_leave(void *user, void *p) {
    (void)user;
    (void)p;
}

int main(int argc, char **argv) {
    int rounds = argc > 2 ? atoi(argv[1]) : 0;
    if (rounds < 1)
        return fprintf(stderr, "usage: html_bench ROUNDS FILE...\n"), 2;
    pool mem = {.cap = (size_t)1 << 30};
    if (!(mem.s = malloc(mem.cap)))
        return 1;
    double best[2] = {1e9, 1e9};
    size_t bytes = 0, pages = 0;
    for (int r = 0; r < rounds; r++) {
        double spent[2] = {0, 0};
        bytes = pages = 0;
        for (int i = 2; i < argc; i++) {
            char *s;
            size_t n;
            parley_page *p;
            if (file_read(&s, &n, argv[i], PARLEY_PAGE_MAX, NULL) < 0)
                continue;
            GumboOptions o = kGumboDefaultOptions;
            o.allocator = pool_take;
            o.deallocator = pool_leave;
            o.userdata = &mem;
            o.max_errors = 0;
            mem.n = 0;
            clock_t start = clock();
            gumbo_parse_with_options(&o, s, n);
            spent[0] += (double)(clock() - start) / CLOCKS_PER_SEC;
            start = clock();
            if (parley_page_read(&p, argv[i], s, n, NULL) >= 0) {
                spent[1] += (double)(clock() - start) / CLOCKS_PER_SEC;
                parley_page_free(p);
                bytes += n;
                pages++;
            }
            mem_free(s);
        }
        for (int k = 0; k < 2; k++)
            best[k] = spent[k] < best[k] ? spent[k] : best[k];
    }
    static const char *const names[] = {"gumbo, tree only", "parley, everything"};
    for (int k = 0; k < 2; k++)
        printf("%s\t%zu pages\t%.1f MB\t%.0f pages/s\t%.1f MB/s\n", names[k], pages, (double)bytes / 1e6, (double)pages / best[k],
               (double)bytes / 1e6 / best[k]);
    free(mem.s);
    return 0;
}
