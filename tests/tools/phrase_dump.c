/* phrase_dump.c - for development: the phrase tree of each line of standard input, in Penn brackets, as src/petrarch sees it. */
#include "petrarch/petrarch.h"

#include <stdio.h>
#include <stdlib.h>

static void show(const petr_tree *t, uint32_t n) {
    if (t->nodes[n].word) {
        printf(" (%s %s)", t->nodes[n].label, t->nodes[n].word);
        return;
    }
    printf(" (%s", t->nodes[n].label);
    PETR_EACH_CHILD(t, n, c)
    show(t, c);
    putchar(')');
}

int main(void) {
    parley_language *l;
    parley_parser *p;
    parley_error err;
    char *line = NULL;
    size_t cap = 0;
    if (parley_language_open(&l, NULL, &err) < 0 || parley_parser_new(&p, l, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 3;
    }
    for (ssize_t n; (n = getline(&line, &cap, stdin)) > 0;) {
        parley_analysis *a;
        parley_arena arena;
        if (parley_analyse_text(&a, p, line, (size_t)n, &err) < 0)
            continue;
        arena_init(&arena);
        for (uint32_t s = 0; s < analysis_parse(a)->n_sents; s++) {
            show(petr_tree_from_parse(analysis_parse(a), s, &arena), 0);
            putchar('\n');
        }
        arena_free(&arena);
        parley_analysis_free(a);
    }
    free(line);
    parley_parser_free(p);
    parley_language_close(l);
    return 0;
}
