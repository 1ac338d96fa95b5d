/* name_scores.c - what a model thinks of every word of a text as a name, as probabilities: labels for train/near.py.
 *
 *     name_scores MODEL WORDS.tok OUT.u8
 *
 * WORDS.tok: a sentence a line, words parted by blanks, an empty line ends a text; sentences over 200 words are left out, as
 * train/near_data.py leaves them out. OUT.u8: for each word one byte a class, 255 times its probability. */
#include "language/net.h"

#include <math.h>
#include <stdio.h>

enum { LINE = 1 << 20, MOST = 200, AHEAD = 64 /* sentences read before any is labelled: they may be read together */ };

static parse_token words[AHEAD * MOST];
static net_sentence sents[AHEAD];
static char text[AHEAD * LINE / 16];

/* The next sentences, of one text: at most AHEAD, and NET_WORDS_MAX words together. */
static uint32_t read_some(FILE *in, bool *apart) {
    static char line[LINE];
    uint32_t n = 0, n_words = 0;
    size_t used = 0;
    while (n < AHEAD && n_words + MOST <= NET_WORDS_MAX && fgets(line, LINE, in)) {
        size_t len = strlen(line);
        if (used + len + 1 > sizeof text)
            len = 0;
        memcpy(text + used, line, len);
        text[used + len] = '\0';
        uint32_t count = 0;
        char *rest = text + used;
        for (char *w; count <= MOST && (w = strtok_r(NULL, " \n", &rest)); count++)
            if (count < MOST)
                words[n_words + count] = (parse_token){.form = w};
        if (count == 0) {
            *apart = true;
            if (n)
                break;
            continue;
        }
        if (count > MOST)
            continue;
        sents[n++] = (net_sentence){.words = words + n_words, .n = count, .apart = *apart};
        *apart = false;
        n_words += count;
        used += len + 1;
    }
    return n;
}

static void write_scores(FILE *out, const net *m, const net_state *s, uint32_t n) {
    for (uint32_t t = 0; t < n; t++) {
        const int32_t *z = s->ner + (size_t)t * m->ner.padded;
        uint32_t best = s->k->best(z, m->n_ner);
        double p[255], sum = 0;
        for (uint32_t j = 0; j < m->n_ner; j++)
            sum += p[j] = exp((z[j] - z[best]) / 1024.0);
        for (uint32_t j = 0; j < m->n_ner; j++)
            putc((int)(255 * p[j] / sum + 0.5), out);
    }
}

int main(int argc, char **argv) {
    net *m;
    net_state s;
    parley_error err = {0};
    FILE *in = argc == 4 ? fopen(argv[2], "r") : NULL, *out = in ? fopen(argv[3], "w") : NULL;
    if (!out || net_open(&m, argv[1], &err) < 0 || net_state_init(&s, m, kernels_best(), &err) < 0) {
        fprintf(stderr, "usage: name_scores MODEL WORDS.tok OUT.u8 (%s)\n", err.msg);
        return 2;
    }
    uint8_t *around = mem_alloc((size_t)NET_WORDS_MAX * (m->ctx.dim + 1));
    bool apart = true;
    for (uint32_t n; around && (n = read_some(in, &apart));)
        for (uint32_t i = 0, together; i < n; i += together) {
            together = m->ctx.dim ? net_read(&s, m, sents + i, n - i, around) : 1;
            for (uint32_t k = i, at = 0; k < i + together; at += sents[k++].n) {
                sents[k].around = around + (size_t)at * m->ctx.dim;
                if (net_run(&s, m, &sents[k], 1, &err) < 0) {
                    fprintf(stderr, "name_scores: %s\n", err.msg);
                    return 1;
                }
                write_scores(out, m, &s, sents[k].n);
            }
        }
    mem_free(around);
    net_state_free(&s);
    net_close(m);
    return fclose(out) == 0 && fclose(in) == 0 ? 0 : 1;
}
