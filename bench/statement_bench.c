/* statement_bench.c - processor time of actors, coreference and statements beside that of the language engine, in one run.
 *
 * usage: statement_bench MODEL.plm PAGE... [xN]      each page is read N times (default 5)
 */
#include "meaning/meaning.h"
#include "page/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(clock_t since) {
    return (double)(clock() - since) / CLOCKS_PER_SEC;
}

int main(int argc, char **argv) {
    parley_error err = {0};
    language_model *language = NULL;
    language_scratch *words = NULL;
    meaning_model *model = NULL;
    long times = argc > 2 && argv[argc - 1][0] == 'x' ? strtol(argv[--argc] + 1, NULL, 10) : 5;
    if (argc < 3 || language_model_open(&language, argv[1], &err) < 0 || language_scratch_new(&words, language, &err) < 0 ||
        meaning_open(&model, &err) < 0) {
        fprintf(stderr, "statement_bench: %s\n", argc < 3 ? "a model and pages are needed" : err.msg);
        return 1;
    }
    double parsing = 0, actors = 0, statements = 0, whole = 0;
    uint64_t tokens = 0;
    for (long n = 0; n < times; n++)
        for (int i = 2; i < argc; i++) {
            char *text = NULL;
            size_t size;
            parley_page *page = NULL;
            parley_parse *parse = NULL;
            parley_arena a, s;
            arena_init(&a);
            arena_init(&s);
            if (file_read(&text, &size, argv[i], 0, &err) < 0 || parley_page_read(&page, argv[i], text, size, &err) < 0) {
                fprintf(stderr, "%s: %s\n", argv[i], err.msg);
                return 1;
            }
            clock_t t = clock();
            if (language_parse(&parse, language, words, page, &a, &err) < 0)
                return 1;
            parsing += seconds(t);
            tokens += parse->n_tokens;
            parley_facts *f = ARENA_NEW(&a, parley_facts);
            meaning_in in = meaning_input(model, page, parse, &a, &s);
            times_find(&in, f);
            t = clock();
            actors_find(&in, f);
            actors += seconds(t);
            t = clock();
            statements_find(&in, f);
            statements += seconds(t);
            arena_free(&s);
            arena_init(&s);
            t = clock();
            meaning_find(model, page, parse, &a, &s);
            whole += seconds(t);
            arena_free(&a);
            arena_free(&s);
            parley_page_free(page);
            mem_free(text);
        }
    printf("%llu words; language %.3f s (%.0f words/s); actors and coreference %.3f s; statements %.3f s; together %.1f %% of "
           "the language engine; all of meaning %.3f s\n",
           (unsigned long long)tokens, parsing, (double)tokens / parsing, actors, statements,
           100 * (actors + statements) / parsing, whole);
    meaning_close(model);
    language_scratch_free(words);
    language_model_close(language);
    return 0;
}
