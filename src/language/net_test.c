/* net_test.c - the network against the integers of train/simulate.py, kernels against each other, damaged model files, odd
 * inputs.
 *
 * tests/toy/toy.plm is a model of the real format with small random weights (train/toy_model.py writes it), toy.txt what the
 * simulation computes with it; tests/toy/near.plm has layers for doubtful names besides, tests/toy/deep.plm layers that read
 * around a word. PARLEY_VECTORS="MODEL VECTORS" in the environment runs the same comparison on another pair.
 */
#include "language/language_int.h"
#include "language/net.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static const char *const kernel_names[] = {"portable", "avx2", "avx512"};

/* --- vectors ------------------------------------------------------------------------------------------------------ */
static void same_int(const char *what, const char *form, uint32_t i, long want, long got) {
    if (want != got)
        fail_msg("%s of \"%s\", number %u: want %ld, got %ld", what, form, i, want, got);
}

static void check_line(const net *m, net_state *s, char *line, uint32_t t, const char *form, uint32_t n_words) {
    char *rest = NULL, *what = strtok_r(line, " ", &rest), *number;
    uint32_t i = 0, wide = 2 * m->hid;
    const uint8_t *tag_hid = s->enc + (size_t)t * m->enc.padded;
    while ((number = strtok_r(NULL, " ", &rest))) {
        long want = strtol(number, NULL, 10), got = 0;
        if (strcmp(what, "x") == 0) {
            assert_true(i < m->d_in);
            got = (long)s->x[i] - 64;
        } else if (strcmp(what, "e") == 0) {
            assert_true(i < wide);
            got = (long)s->h[(m->n_layers - 1) % 2][(size_t)t * wide + i] - 64;
        } else if (strcmp(what, "upos") == 0) {
            got = s->logits[(size_t)t * m->tags.padded + i];
        } else if (strcmp(what, "xpos") == 0) {
            got = s->logits[(size_t)t * m->tags.padded + m->n_upos + i];
        } else if (strcmp(what, "feats") == 0 || strcmp(what, "lemma") == 0) {
            const dense *d = *what == 'f' ? &m->feats : &m->lemma;
            assert_true(i < d->rows);
            got = kernel_logit(s->k->dot(tag_hid, d->w + (size_t)i * d->cols, d->cols), d->s[i], d->b[i]);
        } else if (strcmp(what, "ner") == 0) {
            got = s->ner[(size_t)t * m->ner.padded + i];
        } else if (strcmp(what, "arc") == 0) {
            assert_true(i <= n_words);
            got = s->arc[(size_t)i * s->ld_arc + t];
        } else if (strcmp(what, "rel") == 0) {
            got = s->rel[(size_t)t * m->lab.padded + i];
        } else {
            fail_msg("vectors: line \"%s\"", what);
        }
        same_int(what, form, i, want, got);
        i++;
    }
    assert_true(i > 0);
}

static void check_out(const net *m, const net_state *s, char *line, uint32_t t, const char *form) {
    char *f[8], *p = line;
    for (int i = 0; i < 8; i++)
        f[i] = strsep(&p, "\t");
    assert_non_null(f[7]);
    parley_arena a;
    arena_init(&a);
    char head[16];
    snprintf(head, sizeof head, "%u", s->head[t]);
    const char *got[] = {m->upos.names[s->upos[t]],
                         m->xpos.names[s->xpos[t]],
                         m->feats_names.names[s->feats[t]],
                         net_lemma(m, s->lemma[t], form, NULL, &a),
                         head,
                         m->deprel.names[s->deprel[t]],
                         m->ner_names.names[s->tag[t]]};
    for (int i = 0; i < 7; i++)
        if (strcmp(got[i], f[i + 1]) != 0)
            fail_msg("output %d of \"%s\": want %s, got %s", i, form, f[i + 1], got[i]);
    arena_free(&a);
}

/* What net_run needs to know of the words around, for sentences that are neighbours in a text. */
static void read_around(net_state *s, const net *m, net_sentence *x, uint32_t n, uint8_t *to) {
    for (uint32_t i = 0, read; m->ctx.dim && i < n; i += read) {
        read = net_read(s, m, x + i, n - i, to);
        assert_true(read >= 1 && read <= n - i);
        for (uint32_t k = i; k < i + read; to += x[k++].n * m->ctx.dim)
            x[k].around = to;
    }
}

static uint8_t around_one[NET_WORDS_MAX * 64];

/* A sentence alone. */
static parley_status run_words(net_state *s, const net *m, const parse_token *words, uint32_t n) {
    net_sentence x = {.words = words, .n = n};
    assert_true(m->ctx.dim <= 64);
    read_around(s, m, &x, 1, around_one);
    return net_run(s, m, &x, 1, NULL);
}

static int compare(const char *model, const char *vectors, const char *kernel) {
    const kernels *k = kernels_named(kernel);
    if (!k)
        return 0;
    net *m;
    net_state s;
    parley_error err = {0};
    if (net_open(&m, model, &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(net_state_init(&s, m, k, NULL), PARLEY_OK);
    char *file;
    size_t n;
    if (file_read(&file, &n, vectors, 0, &err) < 0)
        fail_msg("%s", err.msg);
    parley_arena a;
    arena_init(&a);
    int sentences = 0;
    for (char *line = file, *next; line && *line;) {
        unsigned n_words = 0;
        assert_int_equal(sscanf(line, "sentence %u", &n_words), 1);
        parse_token *words = ARENA_ARRAY(&a, parse_token, n_words);
        char *at = strchr(line, '\n') + 1;
        uint32_t w = 0;
        for (char *q = at; w < n_words && q; q = strchr(q, '\n'), q = q ? q + 1 : NULL)
            if (strncmp(q, "word ", 5) == 0)
                words[w++].form = arena_strn(&a, q + 5, (size_t)(strchr(q, '\n') - q - 5));
        assert_int_equal(w, n_words);
        assert_int_equal(run_words(&s, m, words, n_words), PARLEY_OK);
        uint32_t t = PARLEY_NONE;
        for (line = at; line && *line && strncmp(line, "sentence", 8) != 0; line = next) {
            next = strchr(line, '\n');
            if (next)
                *next++ = '\0';
            if (strncmp(line, "word ", 5) == 0) {
                t++;
                net_input(m, &s, words[t].form, strlen(words[t].form), s.x);
            } else if (strncmp(line, "out\t", 4) == 0) {
                check_out(m, &s, line, t, words[t].form);
            } else {
                check_line(m, &s, line, t, words[t].form, n_words);
            }
        }
        sentences++;
    }
    mem_free(file);
    arena_free(&a);
    net_state_free(&s);
    net_close(m);
    return sentences;
}

static void the_network_meets_the_simulation(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(kernel_names); i++) {
        int n = compare("tests/toy/toy.plm", "tests/toy/toy.txt", kernel_names[i]);
        assert_true(n >= 6 || !kernels_named(kernel_names[i]));
        assert_int_equal(compare("tests/toy/near.plm", "tests/toy/near.txt", kernel_names[i]), n);
        char *other = getenv("PARLEY_VECTORS"), model[1024], vectors[1024];
        if (other && sscanf(other, "%1023s %1023s", model, vectors) == 2)
            printf("%s: %d sentences of %s\n", kernel_names[i], compare(model, vectors, kernel_names[i]), vectors);
    }
}

/* --- kernels ------------------------------------------------------------------------------------------------------ */
static uint32_t seed = 1;

static uint32_t rnd(uint32_t n) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

/* Words of many shapes; the same ones come back, so that the word cache is met. */
static const char *random_word(char *to) {
    static const char *const parts[] = {"The", "envoy", "s", "agree", "ed",  "TALKS", "é",    "1",   "25", ",",
                                        ".",   "-",     "’", "“",     "Ann", "ing",   "東京", "un",  "de", "Wang",
                                        "al",  "ة",     "$", "%",     "n't", "ß",     "…",    "\xFF"};
    *to = '\0';
    for (uint32_t k = 1 + rnd(3); k > 0; k--)
        strcat(to, parts[rnd(COUNT_OF(parts))]);
    return to;
}

static void kernels_agree(const char *path, int n_sentences) {
    net *m;
    net_state s[3];
    parley_error err;
    if (net_open(&m, path, &err) < 0)
        fail_msg("%s", err.msg);
    int n_kernels = 0;
    for (size_t i = 0; i < COUNT_OF(kernel_names); i++)
        if (kernels_named(kernel_names[i]))
            assert_int_equal(net_state_init(&s[n_kernels++], m, kernels_named(kernel_names[i]), NULL), PARLEY_OK);
    static char forms[480][64];
    static parse_token words[480];
    static uint32_t head[3][480];
    static uint16_t lemma[3][480];
    static uint8_t deprel[3][480], tags[3][480], around[3][480 * 64];
    assert_true(m->ctx.dim <= 64);
    int sentences = 0;
    while (sentences < n_sentences) {
        /* Together on the one kernel, each alone on the others: company changes nothing either. */
        net_sentence batch[KERNEL_BATCH];
        uint32_t n_batch = 1 + rnd(KERNEL_BATCH), n = 0, longest = 1 + rnd(sentences % 50 == 0 ? 100 : 12);
        for (uint32_t b = 0; b < n_batch; b++) {
            batch[b] = (net_sentence){.words = words + n, .n = longest, .apart = rnd(3) == 0};
            n += longest;
            longest -= rnd(longest > 3 ? 3 : longest);
        }
        for (uint32_t t = 0; t < n; t++)
            words[t].form = random_word(forms[t]);
        for (int i = 0; i < n_kernels; i++) {
            read_around(&s[i], m, batch, n_batch, around[i]);
            assert_memory_equal(around[0], around[i], n * m->ctx.dim);
            if (i == 0) {
                assert_int_equal(net_run(&s[i], m, batch, n_batch, NULL), PARLEY_OK);
                memcpy(head[i], s[i].head, n * sizeof **head);
                memcpy(lemma[i], s[i].lemma, n * sizeof **lemma);
                memcpy(deprel[i], s[i].deprel, n);
                memcpy(tags[i], s[i].tag, n);
            }
            for (uint32_t b = 0, at = 0; i > 0 && b < n_batch; at += batch[b++].n) {
                uint32_t k = batch[b].n;
                assert_int_equal(net_run(&s[i], m, &batch[b], 1, NULL), PARLEY_OK);
                memcpy(head[i] + at, s[i].head, k * sizeof **head);
                memcpy(lemma[i] + at, s[i].lemma, k * sizeof **lemma);
                memcpy(deprel[i] + at, s[i].deprel, k);
                memcpy(tags[i] + at, s[i].tag, k);
                assert_memory_equal(s[0].enc + (size_t)at * m->enc.padded, s[i].enc, (size_t)k * m->enc.padded);
                assert_memory_equal(s[0].logits + (size_t)at * m->tags.padded, s[i].logits, (size_t)k * m->tags.padded * 4);
                assert_memory_equal(s[0].ner + (size_t)at * m->ner.padded, s[i].ner, (size_t)k * m->ner.padded * 4);
                assert_memory_equal(s[0].rel + (size_t)at * m->lab.padded, s[i].rel, (size_t)k * m->lab.padded * 4);
            }
            assert_memory_equal(head[0], head[i], n * sizeof **head);
            assert_memory_equal(lemma[0], lemma[i], n * sizeof **lemma);
            assert_memory_equal(deprel[0], deprel[i], n);
            assert_memory_equal(tags[0], tags[i], n);
        }
        sentences += (int)n_batch;
    }
    printf("%d kernels compared\n", n_kernels);
    for (int i = 0; i < n_kernels; i++)
        net_state_free(&s[i]);
    net_close(m);
}

static void all_kernels_give_the_same_bytes(void **state) {
    (void)state;
    const char *model = getenv("PARLEY_TEST_MODEL");
    kernels_agree(model ? model : "tests/toy/toy.plm", 10000);
}

static void all_kernels_read_around_a_word_alike(void **state) {
    (void)state;
    kernels_agree("tests/toy/near.plm", 1500);
    kernels_agree("tests/toy/deep.plm", 1500);
}

/* What stands around a word changes what it is taken for; words beyond the last position are read without it. */
static void words_are_read_in_their_context(void **state) {
    (void)state;
    net *m;
    net_state s;
    static parse_token words[NET_WORDS_MAX];
    static uint8_t first[512];
    assert_int_equal(net_open(&m, "tests/toy/deep.plm", NULL), PARLEY_OK);
    assert_int_equal(net_state_init(&s, m, kernels_best(), NULL), PARLEY_OK);
    for (uint32_t t = 0; t < NET_WORDS_MAX; t++)
        words[t].form = "envoys"; /* two pieces: 249 words fill the positions */
    assert_int_equal(run_words(&s, m, words, NET_WORDS_MAX), PARLEY_OK);
    for (uint32_t j = 0; j < m->ctx.dim; j++) {
        assert_int_equal(around_one[300 * m->ctx.dim + j], 64);
        first[j] = around_one[j];
    }
    words[1].form = "$$%%$$%%$$%%"; /* cut after eight pieces */
    assert_int_equal(run_words(&s, m, words, 3), PARLEY_OK);
    assert_memory_not_equal(first, around_one, m->ctx.dim);
    words[1].form = ""; /* nothing, broken bytes, marks that fall out: the unknown piece */
    words[2].form = "\xFF\xFE\xCC\x81";
    assert_int_equal(run_words(&s, m, words, 3), PARLEY_OK);
    net_state_free(&s);
    net_close(m);
}

/* Neighbours are read together as long as they fit, sentences of two texts never. */
static void neighbours_are_read_together(void **state) {
    (void)state;
    net *m;
    net_state s;
    static parse_token words[NET_WORDS_MAX];
    static uint8_t alone[2 * 512], both[2 * 512];
    assert_int_equal(net_open(&m, "tests/toy/deep.plm", NULL), PARLEY_OK);
    assert_int_equal(net_state_init(&s, m, kernels_best(), NULL), PARLEY_OK);
    for (uint32_t t = 0; t < NET_WORDS_MAX; t++)
        words[t].form = "the"; /* one piece */
    net_sentence x[2] = {{.words = words, .n = 3}, {.words = words + 3, .n = 3}};
    size_t bytes = 3 * m->ctx.dim;
    assert_int_equal(net_read(&s, m, x, 1, alone), 1);
    assert_int_equal(net_read(&s, m, x, 2, both), 2);
    assert_memory_not_equal(alone, both, bytes);
    assert_memory_not_equal(both, both + bytes, bytes);
    x[1].apart = true;
    assert_int_equal(net_read(&s, m, x, 2, both), 1);
    assert_memory_equal(alone, both, bytes);
    /* 3 marks and 125 words fill what is read at once. */
    x[1] = (net_sentence){.words = words + 3, .n = 122};
    assert_int_equal(net_read(&s, m, x, 2, around_one), 2);
    x[1].n = 123;
    assert_int_equal(net_read(&s, m, x, 2, around_one), 1);
    /* A word's writing counts: capitals are not in the pieces. */
    x[0].n = 1;
    assert_int_equal(net_read(&s, m, x, 1, alone), 1);
    words[0].form = "The";
    assert_int_equal(net_read(&s, m, x, 1, both), 1);
    assert_memory_not_equal(alone, both, m->ctx.dim);
    net_state_free(&s);
    net_close(m);
}

/* --- products ----------------------------------------------------------------------------------------------------- */
enum { PRODUCT_ROWS = 208, PRODUCT_COLS = 136, PRODUCT_WORDS = 9 };

typedef struct product {
    packed p;
    int8_t w[PRODUCT_ROWS * PRODUCT_COLS];
    uint16_t order[PACKED_ORDERS(PRODUCT_ROWS) * PACKED_ORDER(PRODUCT_COLS)];
    uint8_t a[PRODUCT_WORDS * PRODUCT_COLS];
    int32_t init[PRODUCT_WORDS * PRODUCT_ROWS];
} product;

static product product_of(uint32_t rows, uint32_t cols) {
    product x = {.p = {.rows = rows, .cols = cols}};
    return x;
}

/* Every kernel against plain sums, for any number of words. */
static void product_agrees(product *x) {
    static int32_t want[PRODUCT_WORDS * PRODUCT_ROWS], got[PRODUCT_WORDS * PRODUCT_ROWS];
    uint32_t rows = x->p.rows, cols = x->p.cols;
    for (uint32_t t = 0; t < PRODUCT_WORDS; t++)
        for (uint32_t r = 0; r < rows; r++) {
            int32_t sum = x->init[t * rows + r];
            for (uint32_t j = 0; j < cols; j++)
                sum += x->a[t * cols + j] * x->w[r / 16 * 16 * cols + j / 4 * 64 + r % 16 * 4 + j % 4];
            want[t * rows + r] = sum;
        }
    for (size_t i = 0; i < COUNT_OF(kernel_names); i++) {
        const kernels *k = kernels_named(kernel_names[i]);
        for (uint32_t n = 1; k && n <= PRODUCT_WORDS; n++) {
            memset(got, 0x55, sizeof got);
            k->gemm(got, rows, x->a, cols, n, &x->p, x->init, rows);
            assert_memory_equal(got, want, (size_t)n * rows * sizeof *got);
            assert_int_equal(n == PRODUCT_WORDS || got[n * rows] == 0x55555555, true);
        }
    }
}

/* With pairs and without; returns how many pairs the first rows have. */
static uint32_t product_check(product *x) {
    x->p.w = x->w;
    x->p.order = x->order;
    kernel_pair_none(&x->p);
    product_agrees(x);
    kernel_pair(&x->p);
    product_agrees(x);
    return x->order[0];
}

static void products_are_exact_whatever_the_weights(void **state) {
    (void)state;
    static const uint32_t rows[] = {16, 32, 48, 64, 80, PRODUCT_ROWS}, cols[] = {4, 8, 12, 36, 64, PRODUCT_COLS};
    /* Largest weights of either sign and of both, up to what a foreign file may hold; then what models hold, small and large. */
    static const int low[] = {127, -127, -128, -127, -128, -20, -64, -90}, high[] = {127, -127, -128, 127, 127, 20, 64, 90};
    for (uint32_t round = 0; round < COUNT_OF(rows) * COUNT_OF(cols) * COUNT_OF(low); round++) {
        uint32_t kind = round / (COUNT_OF(rows) * COUNT_OF(cols));
        static product x;
        x = product_of(rows[round % COUNT_OF(rows)], cols[round / COUNT_OF(rows) % COUNT_OF(cols)]);
        for (size_t i = 0; i < COUNT_OF(x.w); i++)
            x.w[i] = (int8_t)(kind == 3 ? rnd(2) ? 127 : -127 : low[kind] + (int)rnd((uint32_t)(high[kind] - low[kind] + 1)));
        for (size_t i = 0; i < COUNT_OF(x.a); i++)
            x.a[i] = (uint8_t)(i % 2 || round % 2 ? 127 : rnd(128));
        for (size_t i = 0; i < COUNT_OF(x.init); i++)
            x.init[i] = (int32_t)rnd(100000) - 50000;
        uint32_t pairs = product_check(&x);
        if (kind < 3)
            assert_int_equal(pairs, 0);
        if (kind == 5)
            assert_int_equal(pairs, x.p.cols / 8);
    }
}

/* Four weights of one row that 16 bits just hold, and one more; in the last row, so that all rows count. */
static void pairs_are_what_16_bits_hold(void **state) {
    (void)state;
    static const int8_t weights[][4] = {{127, 2, 127, 2}, {127, 3, 127, 2}, {-127, -2, -127, -2},  {-127, -2, -127, -3},
                                        {127, 127, 4, 0}, {127, 127, 4, 1}, {127, 127, -127, -127}};
    static const uint32_t pairs[] = {1, 0, 1, 0, 1, 0, 1};
    for (size_t i = 0; i < COUNT_OF(weights); i++)
        for (uint32_t half = 0; half < 2; half++) {
            static product x;
            x = product_of(64, 8);
            memset(x.a, 127, sizeof x.a);
            int8_t *row = x.w + 3 * 16 * 8 + 15 * 4 + 2 * half;
            memcpy(row, weights[i], 2);
            memcpy(row + 64, weights[i] + 2, 2);
            assert_int_equal(product_check(&x), pairs[i]);
        }
}

/* --- trees -------------------------------------------------------------------------------------------------------- */
/* All trees with one root over n words, by counting; for small n. */
static int64_t best_by_trial(const int32_t *score, size_t ld, uint32_t n) {
    uint32_t head[6] = {0};
    int64_t best = INT64_MIN;
    for (;;) {
        uint32_t roots = 0;
        int64_t sum = 0;
        bool tree = true;
        for (uint32_t d = 0; d < n && tree; d++) {
            roots += head[d] == 0;
            sum += score[head[d] * ld + d];
            uint32_t up = d + 1, steps = 0;
            while (up && steps++ <= n)
                up = head[up - 1];
            tree = up == 0;
        }
        if (tree && roots == 1 && sum > best)
            best = sum;
        uint32_t d = 0;
        while (d < n && ++head[d] > n)
            head[d++] = 0;
        if (d == n)
            return best;
    }
}

static void trees_are_the_best_of_all_trees(void **state) {
    (void)state;
    int32_t score[6 * 16];
    int64_t work[36];
    uint32_t head[6];
    tree_scratch *scratch = NULL;
    for (int round = 0; round < 3000; round++) {
        uint32_t n = 1 + rnd(5);
        for (uint32_t i = 0; i < 6 * 16; i++)
            score[i] = (int32_t)rnd(round % 2 ? 2000 : 7) - 3; /* few values: many ties */
        assert_int_equal(tree_find(head, score, 16, n, work, &scratch, NULL), PARLEY_OK);
        int64_t sum = 0;
        uint32_t roots = 0;
        for (uint32_t d = 0; d < n; d++) {
            sum += score[head[d] * 16 + d];
            roots += head[d] == 0;
            uint32_t up = d + 1, steps = 0;
            while (up && steps++ <= n)
                up = head[up - 1];
            assert_int_equal(up, 0);
        }
        assert_int_equal(roots, 1);
        assert_true(sum == best_by_trial(score, 16, n));
    }
    tree_scratch_free(scratch);
}

static void a_hostile_matrix_of_512_words_is_bounded(void **state) {
    (void)state;
    uint32_t n = NET_WORDS_MAX, *head = malloc(sizeof *head * n);
    int32_t *score = calloc((size_t)(n + 1) * n, sizeof *score);
    int64_t *work = malloc(sizeof *work * (n + 1) * (n + 1));
    assert_true(head && score && work);
    /* Each word wants the next, the last wants the one before: one small cycle after another. */
    for (uint32_t d = 0; d < n; d++)
        for (uint32_t h = 0; h <= n; h++)
            score[(size_t)h * n + d] = h == d + 2 ? 1000 : h == d ? 999 - (int32_t)d : -(int32_t)rnd(100);
    tree_scratch *scratch = NULL;
    clock_t t0 = clock();
    assert_int_equal(tree_find(head, score, n, n, work, &scratch, NULL), PARLEY_OK);
    assert_true((double)(clock() - t0) / CLOCKS_PER_SEC <
                20); /* seen: under 1 s; looking at every row again in each round took 4 s */
    uint32_t roots = 0;
    for (uint32_t d = 0; d < n; d++)
        roots += head[d] == 0;
    assert_int_equal(roots, 1);
    tree_scratch_free(scratch);
    free(head);
    free(score);
    free(work);
}

/* --- files -------------------------------------------------------------------------------------------------------- */
static char *toy(const char *path, size_t *n) {
    char *file, *aligned;
    parley_error err;
    if (file_read(&file, n, path, 0, &err) < 0)
        fail_msg("%s", err.msg);
    aligned = aligned_alloc(64, (*n + 63) / 64 * 64);
    assert_non_null(aligned);
    memcpy(aligned, file, *n);
    mem_free(file);
    return aligned;
}

static void refused(const char *bytes, size_t n, bool check, const char *say) {
    net *m;
    parley_error err = {0};
    assert_int_equal(net_open_bytes(&m, bytes, n, "toy.plm", check, &err), PARLEY_EMODEL);
    assert_null(m);
    if (!strstr(err.msg, say) || !strstr(err.msg, "toy.plm"))
        fail_msg("want \"%s\", message is \"%s\"", say, err.msg);
}

static void foreign_and_damaged_files_are_refused(void **state) {
    (void)state;
    size_t n;
    char *file = toy("tests/toy/toy.plm", &n);
    refused("hello", 5, true, "not a language model");
    refused("GGUF____________", 16, true, "not a language model");
    refused(file, 100, true, "cut off");
    refused(file, n - 64, true, "cut off");
    file[8] = 9;
    refused(file, n, true, "model format 9, this program reads 2");
    file[8] = 1; /* an older file */
    refused(file, n, true, "model format 1, this program reads 2");
    file[8] = 2;
    file[12] = 1;
    refused(file, n, true, "byte order");
    file[12] = 4;
    for (int i = 0; i < 50; i++) { /* any byte counts */
        size_t at = 32 + (size_t)rnd((uint32_t)n - 32);
        file[at] ^= 0x20;
        refused(file, n, true, "checksum");
        file[at] ^= 0x20;
    }
    net *m;
    assert_int_equal(net_open_bytes(&m, file, n, "toy.plm", true, NULL), PARLEY_OK);
    net_close(m);
    assert_int_equal(net_open(&m, "tests/toy/no_such.plm", NULL), PARLEY_EIO);
    assert_int_equal(net_open(&m, "tests", NULL), PARLEY_EIO);
    assert_int_equal(net_open(&m, "tests/toy/toy.txt", NULL), PARLEY_EMODEL);
    free(file);
}

static void run_one(net *m) {
    net_state s;
    static parse_token words[3] = {{.form = "The"}, {.form = "envoys"}, {.form = "agreed"}};
    assert_int_equal(net_state_init(&s, m, kernels_best(), NULL), PARLEY_OK);
    assert_int_equal(run_words(&s, m, words, 3), PARLEY_OK);
    parley_arena a;
    arena_init(&a);
    for (uint32_t t = 0; t < 3; t++) {
        assert_true(s.head[t] <= 3 && s.feats[t] < m->n_feats && s.lemma[t] < m->lemma_names.n && s.deprel[t] < m->n_deprel);
        net_lemma(m, s.lemma[t], words[t].form, NULL, &a);
    }
    arena_free(&a);
    net_state_free(&s);
}

static void damage(const char *path) {
    size_t n;
    char *file = toy(path, &n);
    int opened = 0, closed = 0;
    uint32_t n_sections;
    memcpy(&n_sections, file + 32, 4);
    for (int round = 0; round < 3000; round++) {
        /* Mostly in header and table, where it hurts. */
        uint32_t table = 256 + 64 * n_sections;
        size_t at = 8 + rnd(round % 4 ? table - 8 : (uint32_t)n - 8);
        char was = file[at];
        file[at] = (char)(rnd(3) ? rnd(256) : rnd(2) ? 0xFF : 0);
        net *m;
        if (net_open_bytes(&m, file, n, "toy.plm", false, NULL) == PARLEY_OK) {
            if (opened++ % 8 == 0)
                run_one(m);
            net_close(m);
        } else {
            closed++;
        }
        file[at] = was;
    }
    assert_true(opened > 100 && closed > 100);
    free(file);
}

static void memory_ends(const char *path) {
    size_t n;
    char *file = toy(path, &n);
    parley_status rc = PARLEY_ENOMEM;
    net *m = NULL;
    for (int64_t i = 0; rc == PARLEY_ENOMEM && i < 100000; i++) {
        mem_fail_after(i);
        rc = net_open_bytes(&m, file, n, "toy.plm", true, NULL);
        mem_fail_after(-1);
    }
    assert_int_equal(rc, PARLEY_OK);
    net_state s;
    rc = PARLEY_ENOMEM;
    for (int64_t i = 0; rc == PARLEY_ENOMEM && i < 100000; i++) {
        mem_fail_after(i);
        rc = net_state_init(&s, m, kernels_best(), NULL);
        mem_fail_after(-1);
    }
    assert_int_equal(rc, PARLEY_OK);
    net_state_free(&s);
    net_close(m);
    free(file);
}

static void damage_behind_a_good_checksum_is_refused_or_harmless(void **state) {
    (void)state;
    damage("tests/toy/toy.plm");
    damage("tests/toy/near.plm");
    damage("tests/toy/deep.plm");
}

static void out_of_memory_is_an_error(void **state) {
    (void)state;
    memory_ends("tests/toy/toy.plm");
    memory_ends("tests/toy/near.plm");
    memory_ends("tests/toy/deep.plm");
}

/* --- whole texts -------------------------------------------------------------------------------------------------- */
static void parse_bytes(const char *text, size_t n) {
    language_model *m;
    language_scratch *s;
    parley_error err = {0};
    if (language_model_open(&m, "tests/toy/toy.plm", &err) < 0)
        fail_msg("%s", err.msg);
    assert_int_equal(language_scratch_new(&s, m, NULL), PARLEY_OK);
    parley_arena a;
    arena_init(&a);
    page_seg seg = {0, (uint32_t)n, 0, (uint32_t)n};
    page_block block = {0, (uint32_t)n, PAGE_PARAGRAPH, NULL, true};
    parley_page page = {.source = text,
                        .n_source = (uint32_t)n,
                        .text = text,
                        .n_text = (uint32_t)n,
                        .segs = &seg,
                        .n_segs = 1,
                        .blocks = &block,
                        .n_blocks = n ? 1 : 0};
    parley_parse *p;
    assert_int_equal(language_parse(&p, m, s, &page, &a, NULL), PARLEY_OK);
    parse_check(p, &page);
    /* Once more: the same, whatever the scratch has seen. */
    parley_buf b, again;
    buf_init(&b);
    buf_init(&again);
    conllu_write(&b, p, NULL);
    assert_int_equal(language_parse(&p, m, s, &page, &a, NULL), PARLEY_OK);
    conllu_write(&again, p, NULL);
    assert_int_equal(b.n, again.n);
    assert_true(b.n == 0 || memcmp(b.s, again.s, b.n) == 0);
    buf_free(&b);
    buf_free(&again);
    arena_free(&a);
    language_scratch_free(s);
    language_model_close(m);
}

static void odd_texts_are_parsed(void **state) {
    (void)state;
    parse_bytes("", 0);
    parse_bytes(" \n\t ", 4);
    parse_bytes("... !!! ???", 11);
    parse_bytes("a\0b\0.", 5);
    size_t n = 60000;
    char *text = malloc(n);
    assert_non_null(text);
    for (size_t i = 0; i < n; i++) /* 10,000 words, no stop */
        text[i] = "envoy "[i % 6];
    parse_bytes(text, n);
    memset(text, 'x', n); /* one word */
    parse_bytes(text, n);
    memset(text, '!', n);
    parse_bytes(text, n);
    free(text);
}

static void given_sentences_may_be_long(void **state) {
    (void)state;
    parley_buf b;
    buf_init(&b);
    for (unsigned i = 1; i <= 10000; i++)
        buf_addf(&b, "%u\tword%u\t_\t_\t_\t_\t_\t_\t_\t_\n", i, i % 77);
    parley_arena a;
    arena_init(&a);
    parley_parse *p;
    language_model *m;
    language_scratch *s;
    assert_int_equal(language_model_open(&m, "tests/toy/toy.plm", NULL), PARLEY_OK);
    assert_int_equal(language_scratch_new(&s, m, NULL), PARLEY_OK);
    assert_int_equal(conllu_read(&p, b.s, b.n, NULL, &a, NULL), PARLEY_OK);
    assert_int_equal(language_annotate(p, m, s, &a, NULL), PARLEY_OK);
    parse_check(p, NULL);
    assert_int_equal(p->n_sents, 1);
    language_scratch_free(s);
    language_model_close(m);
    buf_free(&b);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_network_meets_the_simulation),
        cmocka_unit_test(all_kernels_give_the_same_bytes),
        cmocka_unit_test(all_kernels_read_around_a_word_alike),
        cmocka_unit_test(words_are_read_in_their_context),
        cmocka_unit_test(neighbours_are_read_together),
        cmocka_unit_test(products_are_exact_whatever_the_weights),
        cmocka_unit_test(pairs_are_what_16_bits_hold),
        cmocka_unit_test(trees_are_the_best_of_all_trees),
        cmocka_unit_test(a_hostile_matrix_of_512_words_is_bounded),
        cmocka_unit_test(foreign_and_damaged_files_are_refused),
        cmocka_unit_test(damage_behind_a_good_checksum_is_refused_or_harmless),
        cmocka_unit_test(out_of_memory_is_an_error),
        cmocka_unit_test(odd_texts_are_parsed),
        cmocka_unit_test(given_sentences_may_be_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
