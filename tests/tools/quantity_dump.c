/* quantity_dump.c - quantities and times of plain text as JSON Lines; for development and for tests/tools/quantity_score.py.
 *
 * usage: quantity_dump < LINES       each line: day and minute of reference or "-", a tab, a letter, a tab, a text
 *
 * The letter: p looks back as news does, f looks ahead, w takes the whole text for one expression first and looks ahead. The
 * reference is written 2013-02-12T04:30. Numbers are read without times and times without numbers: a page's reader decides
 * between them. */
#include "meaning/lexicons.h"
#include "meaning/timex.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const kinds[] = {"DATE", "TIME", "DURATION", "SET"};

static void text_out(parley_buf *b, const char *text, const num_word *w, uint32_t first, uint32_t end) {
    buf_addf(b, "{\"at\": [%u, %u], \"text\": ", w[first].start, w[end - 1].end);
    buf_add_json(b, text + w[first].start, w[end - 1].end - w[first].start);
}

static void put_time(parley_buf *b, const char *text, const num_word *w, const time_expr *x) {
    text_out(b, text, w, x->first, x->end);
    buf_addf(b, ", \"kind\": \"%s\", \"value\": \"%s\", \"mod\": \"%s\", \"side\": \"%s\"}", kinds[x->kind], x->value,
             time_mod_name(x->mod), time_side_name(x->side));
}

static void times(parley_buf *b, const struct lexicons *lex, const char *text, const num_word *w, uint32_t n, time_ref ref,
                  bool whole) {
    time_expr x;
    if (whole && time_whole(lex, w, n, &ref, &x)) {
        put_time(b, text, w, &x);
        return;
    }
    for (uint32_t i = 0, found = 0; i < n;) {
        if (!time_at(lex, w, n, i, &ref, &x)) {
            i++;
            continue;
        }
        buf_adds(b, found++ ? ", " : "");
        put_time(b, text, w, &x);
        i = x.end;
    }
}

static void quantities(parley_buf *b, const number_lexicon *l, const char *text, const num_word *w, uint32_t n) {
    static const char *const numbers[] = {"cardinal", "ordinal", "fraction", "vague"};
    static const char *const units[] = {"", "time", "money", "percent", "measure", "people", "act"};
    for (uint32_t i = 0, found = 0; i < n;) {
        quantity q;
        if (!quantity_at(l, w, n, i, &q)) {
            i++;
            continue;
        }
        buf_adds(b, found++ ? ", " : "");
        text_out(b, text, w, q.first, q.end);
        buf_addf(b, ", \"number\": \"%s\", \"value\": %.10g, \"high\": %.10g, \"qualifier\": \"%s\"", numbers[q.num.kind],
                 q.value, q.high, figure_qualifier_name(q.qualifier));
        if (q.unit) {
            buf_addf(b, ", \"unit\": \"%s\", \"per\": \"%s\", \"kind\": \"%s\", \"factor\": %.10g, \"base\": ", q.unit->name,
                     q.per ? q.per->name : "", units[q.unit->kind], q.unit->factor);
            buf_add_json(b, q.unit->base, strlen(q.unit->base));
        }
        buf_addc(b, '}');
        i = q.end > i ? q.end : i + 1;
    }
}

int main(void) {
    parley_arena arena, words;
    parley_error err = {0};
    struct lexicons lex = {0};
    arena_init(&arena);
    arena_init(&words);
    if (number_lexicon_open(&lex.numbers, &arena, &err) < 0 || time_lexicon_open(&lex.times, &arena, &err) < 0) {
        fprintf(stderr, "quantity_dump: %s\n", err.msg);
        return 1;
    }
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t len; (len = getline(&line, &cap, stdin)) > 0; arena_reset(&words)) {
        line[strcspn(line, "\n")] = '\0';
        char *mode = strchr(line, '\t'), *text = mode ? strchr(mode + 1, '\t') : NULL;
        int hour = 0, minute = 0;
        if (!text)
            continue;
        text++;
        time_ref ref = {.known = time_parse_iso(line, &ref.day), .future = mode[1] != 'p'};
        if (ref.known && sscanf(line + 10, "T%2d:%2d", &hour, &minute) == 2)
            ref.minute = hour * 60 + minute;
        uint32_t n;
        num_word *w = num_words(&words, text, 0, (uint32_t)strlen(text), &n);
        parley_buf b;
        buf_init(&b);
        buf_adds(&b, "{\"times\": [");
        times(&b, &lex, text, w, n, ref, mode[1] == 'w');
        buf_adds(&b, "], \"quantities\": [");
        quantities(&b, lex.numbers, text, w, n);
        buf_adds(&b, "]}\n");
        fwrite(b.s, 1, b.n, stdout);
        buf_free(&b);
    }
    free(line);
    arena_free(&words);
    arena_free(&arena);
    return 0;
}
