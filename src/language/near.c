/* near.c - names of doubtful words, scored once more from the words near them (docs/model-format.md, section 7).
 *
 * Of most words the network is sure, names or none. The others, one in fifteen of news, are worth a wider look: at the encoder's
 * states and the input vectors of the words on both sides, and at a vector of their own that says what a word is the name of. */
#include "language/net.h"

enum { TOGETHER = 32 /* words that go through the layers at once */ };

void near_state_init(net_state *s, const net *m, parley_arena *a) {
    const near_layers *r = &m->near;
    if (!r->dim)
        return;
    s->near_x = ARENA_ARRAY(a, const uint8_t *, s->cap);
    s->near_own = ARENA_ARRAY(a, uint8_t, (size_t)s->cap * (m->d_in + r->dim));
    s->near_window = ARENA_ARRAY(a, uint8_t, (size_t)TOGETHER * r->hid.cols);
    s->near_acc = ARENA_ARRAY(a, int32_t, (size_t)TOGETHER * r->hid.padded);
    s->near_hid = ARENA_ARRAY(a, uint8_t, (size_t)TOGETHER * r->hid.padded);
    s->near_mid = ARENA_ARRAY(a, uint8_t, (size_t)TOGETHER * r->mid.padded);
    s->near_word = ARENA_ARRAY(a, uint32_t, TOGETHER);
}

void near_vector(net_state *s, const net *m, const uint32_t *rows, uint8_t *out) {
    const near_layers *r = &m->near;
    memcpy(s->one, r->b, sizeof *s->one * r->dim);
    for (uint32_t k = 0; k < m->n_features; k++)
        s->k->add_row(s->one, r->table[k] + (size_t)rows[k] * r->dim, r->m[k][rows[k]], r->dim);
    s->k->input(out, s->one, r->scale, r->dim);
}

/* Scores of the words in near_word take the place of their first ones. */
static void score(net_state *s, const net *m, uint32_t n) {
    const dense *hid = &m->near.hid, *mid = &m->near.mid, *out = &m->near.out;
    s->k->gemm(s->near_acc, hid->padded, s->near_window, hid->cols, n, &hid->packed, hid->init, 0);
    for (uint32_t i = 0; i < n; i++)
        s->k->relu(s->near_hid + (size_t)i * hid->padded, s->near_acc + (size_t)i * hid->padded, hid->s, hid->b, hid->padded);
    s->k->gemm(s->near_acc, mid->padded, s->near_hid, hid->padded, n, &mid->packed, mid->init, 0);
    for (uint32_t i = 0; i < n; i++)
        s->k->relu(s->near_mid + (size_t)i * mid->padded, s->near_acc + (size_t)i * mid->padded, mid->s, mid->b, mid->padded);
    for (uint32_t i = 0; i < n; i++) {
        int32_t *v = s->ner + (size_t)s->near_word[i] * m->ner.padded;
        s->k->gemm(v, 0, s->near_mid + (size_t)i * mid->padded, 0, 1, &out->packed, out->init, 0);
        s->k->logits(v, out->s, out->b, out->padded);
    }
}

/* Word t of the sentence [first, first + n) with its neighbours: for each the states e, the input, the own vector; noughts (64)
 * beyond the ends. */
static void window(const net_state *s, const net *m, const uint8_t *e, uint32_t t, uint32_t first, uint32_t n, uint8_t *to) {
    uint32_t states = 2 * m->hid, word = m->d_in + m->near.dim, reach = m->near.reach;
    for (uint32_t k = 0; k <= 2 * reach; k++, to += states + word) {
        if (t + k < first + reach || t + k >= first + n + reach) {
            memset(to, 64, states + word);
            continue;
        }
        uint32_t u = t + k - reach;
        memcpy(to, e + (size_t)u * states, states);
        memcpy(to + states, s->near_x[u], word);
    }
}

/* Is the best score of a word less than `doubt` above the next? */
static bool is_doubtful(const int32_t *v, uint32_t n, int32_t doubt) {
    int32_t best = v[0], next = INT32_MIN;
    for (uint32_t j = 1; j < n; j++) {
        int32_t low = v[j] < best ? v[j] : best;
        best = v[j] > best ? v[j] : best;
        next = low > next ? low : next;
    }
    return best - next < doubt;
}

void near_names(net_state *s, const net *m, const uint8_t *e, const net_sentence *x, uint32_t n_sentences) {
    const near_layers *r = &m->near;
    uint32_t n = 0;
    for (uint32_t i = 0, first = 0; i < n_sentences; first += x[i++].n)
        for (uint32_t t = first; t < first + x[i].n; t++) {
            if (!is_doubtful(s->ner + (size_t)t * m->ner.padded, m->n_ner, r->doubt))
                continue;
            window(s, m, e, t, first, x[i].n, s->near_window + (size_t)n * r->hid.cols);
            s->near_word[n++] = t;
            if (n == TOGETHER) {
                score(s, m, n);
                n = 0;
            }
        }
    if (n)
        score(s, m, n);
}
