/* page_bench.c - reading and cleaning of pages: pages/s and MB/s of one core, by processor time (the machine may be busy).
 * usage: page_bench ROUNDS FILE… */
#include "page/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv) {
    int rounds = argc > 2 ? atoi(argv[1]) : 0;
    if (rounds < 1)
        return fprintf(stderr, "usage: page_bench ROUNDS FILE...\n"), 2;
    size_t bytes = 0, pages = 0, words = 0;
    uint64_t allocations = 0;
    double best = 1e9;
    for (int r = 0; r < rounds; r++) {
        double spent = 0;
        bytes = pages = words = 0;
        for (int i = 2; i < argc; i++) {
            char *s;
            size_t n;
            parley_page *p;
            if (file_read(&s, &n, argv[i], PARLEY_PAGE_MAX, NULL) < 0)
                continue;
            uint64_t count = mem_count();
            clock_t start = clock();
            if (parley_page_read(&p, argv[i], s, n, NULL) >= 0) {
                spent += (double)(clock() - start) / CLOCKS_PER_SEC;
                allocations = mem_count() - count;
                for (uint32_t k = 0; k < p->n_blocks; k++)
                    words += page_is_body(&p->blocks[k]);
                bytes += n;
                pages++;
                parley_page_free(p);
            }
            mem_free(s);
        }
        best = spent < best ? spent : best;
    }
    printf("parley\t%zu pages\t%.1f MB\t%.0f pages/s\t%.1f MB/s\t%zu body blocks\t%llu allocations for the last page\n", pages,
           (double)bytes / 1e6, (double)pages / best, (double)bytes / 1e6 / best, words, (unsigned long long)allocations);
    return 0;
}
