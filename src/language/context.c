/* context.c - words into pieces (WordPiece; Schuster, Nakajima 2012), pieces through the layers of a small BERT (Devlin et al.
 * 2019) in 8-bit integers, back to a vector a word. docs/model-format.md, section 6, says what is computed.
 *
 * Products are exact integers (kernel.h). Everything else is float, elementwise or summed in 16 lanes that are added in one
 * order, so that a compiler may use vectors of any width and the bits stay the same. No libm but sqrtf, which IEEE 754 defines to
 * the bit.
 */
#include "language/context.h"

#include <math.h>

enum {
    LANES = 16,
    HEAD = 32,         /* width of an attention head */
    CHARS_MAX = 100,   /* longer stretches are unknown */
    LAST_CHAR = 0x3000 /* from here on each stands alone */
};
#define MARK_PUNCT 0x80000000u
#define MARK_SPACE 0x40000000u

struct context_state {
    uint32_t *piece, *from;    /* [n_positions] rows of the table; [words] first piece of a word */
    uint8_t *written, *pieces; /* [n_positions] how a piece's word is written; [words] how many pieces a word has */
    float *h, *sum, *qkv, *att, *wide, *weight, *turned;
    uint8_t *q; /* [n_positions][widest input] */
    float *step;
    int32_t *zero_point, *acc;
    uint32_t cap_words;
};

/* --- words -> pieces ------------------------------------------------------------------------------------------------------ */
static uint32_t char_of(const context *c, uint32_t cp) {
    uint32_t lo = 0, hi = c->n_chars;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (c->chars[2 * mid] < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < c->n_chars && c->chars[2 * lo] == cp ? c->chars[2 * lo + 1] : cp;
}

/* The format's hash with seed 11. */
static uint64_t piece_hash(const char *s, size_t n, bool inside) {
    uint64_t h = 0xcbf29ce484222325u ^ 11u;
    if (inside)
        for (int i = 0; i < 2; i++)
            h = (h ^ '#') * 0x100000001b3u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0x9e3779b97f4a7c15u;
    return h ^ (h >> 29);
}

static uint32_t piece_row(const context *c, const char *s, size_t n, bool inside) {
    uint64_t key = piece_hash(s, n, inside);
    if (key == 0)
        key = 1;
    uint32_t mask = c->n_keys - 1;
    for (uint32_t i = (uint32_t)key & mask; c->keys[i]; i = (i + 1) & mask)
        if (c->keys[i] == key)
            return c->rows[i];
    return PARLEY_NONE;
}

typedef struct cut {
    uint32_t piece[CONTEXT_WORD_PIECES], n;
    uint8_t written;
} cut;

enum { CASE_SMALL, CASE_CAPITAL, CASE_CAPITALS, CASE_LETTER, CASE_MIXED, CASE_DIGITS, CASE_MARK };

/* MiniLM knows no capitals: how a word is written is told apart. The counts are those of the word's shape (format, section 1),
 * where a run of like characters counts three at most. */
typedef struct letters {
    uint32_t big, small, digits, run;
    char first, last;
} letters;

static void count_letter(letters *l, uint32_t cp) {
    uint32_t shape = format_shape(cp);
    char kind = shape == 'X' || shape == 'x' || shape == 'd' ? (char)shape : '.';
    if (l->first == 0)
        l->first = kind;
    l->run = kind == l->last ? l->run + 1 : 1;
    l->last = kind;
    if (l->run > 3)
        return;
    l->big += kind == 'X';
    l->small += kind == 'x';
    l->digits += kind == 'd';
}

static uint8_t way_written(const letters *l) {
    if (l->big == 0)
        return l->digits ? CASE_DIGITS : CASE_SMALL;
    if (l->small == 0)
        return l->big == 1 ? CASE_LETTER : CASE_CAPITALS;
    return l->big == 1 && l->first == 'X' ? CASE_CAPITAL : CASE_MIXED;
}

/* The longest piece first; a stretch that no pieces make up is unknown as a whole. ends: byte behind each of its characters. */
static void cut_part(cut *out, const context *c, const char *s, const uint32_t *ends, uint32_t n_chars, bool too_long) {
    uint32_t found[CHARS_MAX], n = 0;
    for (uint32_t a = 0; a < n_chars && !too_long;) {
        uint32_t from = a ? ends[a - 1] : 0, b = n_chars, row = PARLEY_NONE;
        while (b > a && (row = piece_row(c, s + from, ends[b - 1] - from, a > 0)) == PARLEY_NONE)
            b--;
        if (row == PARLEY_NONE) {
            too_long = true;
            break;
        }
        found[n++] = row;
        a = b;
    }
    if (too_long) {
        found[0] = c->unk;
        n = 1;
    }
    for (uint32_t i = 0; i < n && out->n < CONTEXT_WORD_PIECES; i++)
        out->piece[out->n++] = found[i];
}

static void cut_word(cut *out, const context *c, const char *form) {
    char part[4 * CHARS_MAX];
    uint32_t ends[CHARS_MAX], n = 0, at = 0;
    bool too_long = false;
    size_t len = strlen(form);
    letters l = {0};
    out->n = 0;
    for (size_t i = 0, cps = 0; i < len && cps < FORMAT_WORD_CPS; cps++) {
        uint32_t used, cp = utf8_get(form + i, len - i, &used);
        i += used;
        count_letter(&l, cp == UTF8_BAD ? 0xFFFD : cp);
    }
    out->written = way_written(&l);
    for (size_t i = 0; i < len && out->n < CONTEXT_WORD_PIECES;) {
        uint32_t used, cp = utf8_get(form + i, len - i, &used);
        i += used;
        cp = cp == UTF8_BAD ? 0xFFFD : cp;
        uint32_t to = cp == 0xFFFD ? 0 : cp >= LAST_CHAR ? cp | MARK_PUNCT : char_of(c, cp);
        if (to & (MARK_PUNCT | MARK_SPACE)) {
            if (n)
                cut_part(out, c, part, ends, n, too_long);
            n = at = 0;
            too_long = false;
            if (to & MARK_PUNCT) {
                ends[0] = utf8_put(part, to & 0x1FFFFF);
                cut_part(out, c, part, ends, 1, false);
            }
        } else if (to) {
            if (n == CHARS_MAX) {
                too_long = true;
                continue;
            }
            at += utf8_put(part + at, to);
            ends[n++] = at;
        }
    }
    if (n && out->n < CONTEXT_WORD_PIECES)
        cut_part(out, c, part, ends, n, too_long);
    if (out->n == 0)
        out->piece[out->n++] = c->unk;
}

/* The same code is compiled twice, for vectors of 4 and of 8: it gives the same bits. */
#define EVERYWHERE static inline __attribute__((always_inline))

/* --- float steps ------------------------------------------------------------------------------------------------------------ */
EVERYWHERE float add_lanes(const float *v) {
    float a[8], b[4];
    for (int i = 0; i < 8; i++)
        a[i] = v[i] + v[i + 8];
    for (int i = 0; i < 4; i++)
        b[i] = a[i] + a[i + 4];
    return (b[0] + b[2]) + (b[1] + b[3]);
}

EVERYWHERE float round_even(float x) { /* |x| < 2^22, see kernel.c */
    const float big = 12582912.0f;
    float y = x + big;
    return y - big;
}

/* e^x for x <= 0; under -87 it is nothing. 2^f for |f| <= 1/2 by its series, error under 2e-7. */
EVERYWHERE float exp_low(float x) {
    x = x > -87.0f ? x : -87.0f;
    float y = x * 1.44269504f, n = round_even(y), f = (y - n) * 0.693147181f;
    float p = ((((f * (1.0f / 120.0f) + 1.0f / 24.0f) * f + 1.0f / 6.0f) * f + 0.5f) * f + 1.0f) * f + 1.0f;
    int32_t bits = ((int32_t)n + 127) * (1 << 23);
    float scale;
    memcpy(&scale, &bits, sizeof scale);
    return p * scale;
}

/* x * normal distribution function of x; erf after Abramowitz, Stegun 7.1.26, error under 2e-7. */
EVERYWHERE float gelu(float x) {
    float y = fabsf(x) * 0.707106781f, t = 1.0f / (1.0f + 0.3275911f * y);
    float p = ((((1.061405429f * t - 1.453152027f) * t + 1.421413741f) * t - 0.284496736f) * t + 0.254829592f) * t;
    float tail = 0.5f * p * exp_low(-(y * y)); /* beyond |x| */
    float above = 1.0f - tail;
    return x * (x >= 0.0f ? above : tail);
}

EVERYWHERE void layer_norm(float *v, const float *g, const float *b, uint32_t n) {
    float lane[LANES] = {0};
    for (uint32_t j = 0; j < n; j += LANES)
        for (uint32_t i = 0; i < LANES; i++)
            lane[i] += v[j + i];
    float mean = add_lanes(lane) / (float)n;
    memset(lane, 0, sizeof lane);
    for (uint32_t j = 0; j < n; j += LANES)
        for (uint32_t i = 0; i < LANES; i++)
            lane[i] += (v[j + i] - mean) * (v[j + i] - mean);
    float inv = 1.0f / sqrtf(add_lanes(lane) / (float)n + 1e-12f);
    for (uint32_t j = 0; j < n; j++)
        v[j] = ((v[j] - mean) * inv) * g[j] + b[j];
}

/* q = x / step + zero in 0..127, by the least and largest of the row (nought among them). */
EVERYWHERE void quantise(uint8_t *q, float *step, int32_t *zero, const float *v, uint32_t n) {
    float lo[LANES] = {0}, hi[LANES] = {0};
    for (uint32_t j = 0; j < n; j += LANES)
        for (uint32_t i = 0; i < LANES; i++) {
            lo[i] = v[j + i] < lo[i] ? v[j + i] : lo[i];
            hi[i] = v[j + i] > hi[i] ? v[j + i] : hi[i];
        }
    for (uint32_t i = 1; i < LANES; i++) {
        lo[0] = lo[i] < lo[0] ? lo[i] : lo[0];
        hi[0] = hi[i] > hi[0] ? hi[i] : hi[0];
    }
    float width = hi[0] - lo[0];
    *step = width > 1e-20f ? width / 127.0f : 1.0f;
    float inv = 1.0f / *step, z = round_even(-lo[0] * inv);
    z = z > 0.0f ? z : 0.0f; /* what a damaged model makes, not-a-numbers too, ends here */
    z = z < 127.0f ? z : 127.0f;
    *zero = (int32_t)z;
    for (uint32_t j = 0; j < n; j++) {
        float x = round_even(v[j] * inv) + z;
        x = x > 0.0f ? x : 0.0f;
        q[j] = (uint8_t)(x < 127.0f ? x : 127.0f);
    }
}

/* out[t] = dense(in[t]), ld_out floats a row. */
EVERYWHERE void product(context_state *s, const context *c, const kernels *k, const context_dense *d, const float *in,
                        size_t ld_in, float *out, size_t ld_out, uint32_t n) {
    for (uint32_t t = 0; t < n; t++)
        quantise(s->q + (size_t)t * d->cols, &s->step[t], &s->zero_point[t], in + t * ld_in, d->cols);
    k->gemm(s->acc, d->rows, s->q, d->cols, n, &d->packed, c->zero, 0);
    for (uint32_t t = 0; t < n; t++) {
        const int32_t *acc = s->acc + (size_t)t * d->rows;
        float *to = out + t * ld_out, step = s->step[t];
        int32_t zero = s->zero_point[t];
        for (uint32_t r = 0; r < d->rows; r++)
            to[r] = (float)(acc[r] - zero * d->sum[r]) * (d->s[r] * step) + d->b[r];
    }
}

/* Adds four vectors (rows of x, ld apart), one after the other; four at a time, so that v is fetched and stored once. */
EVERYWHERE void add_scaled(float *restrict v, const float *restrict x, size_t ld, const float *by, size_t n) {
    const float *restrict y = x + ld, *restrict z = y + ld, *restrict w = z + ld;
    float a = by[0], b = by[1], c = by[2], d = by[3];
    for (size_t i = 0; i < n; i++)
        v[i] = (((v[i] + a * x[i]) + b * y[i]) + c * z[i]) + d * w[i];
}

/* Each head: the mean of the values, weighted by softmax of query times key. Scores of one query go side by side, so keys are
 * turned; the room behind the last is nought. */
EVERYWHERE void attend(context_state *s, const context *c, uint32_t n) {
    uint32_t dim = c->dim, ld = 3 * dim, wide = (n + LANES - 1) / LANES * LANES;
    float *w = s->weight, *turned = s->turned;
    for (uint32_t h = 0; h < c->heads; h++) {
        memset(turned, 0, sizeof *turned * HEAD * wide);
        for (uint32_t u = 0; u < n; u++)
            for (uint32_t i = 0; i < HEAD; i++)
                turned[i * wide + u] = s->qkv[(size_t)u * ld + dim + h * HEAD + i];
        for (uint32_t t = 0; t < n; t++) {
            const float *query = s->qkv + (size_t)t * ld + h * HEAD;
            float most[LANES], total[LANES] = {0};
            memset(w, 0, sizeof *w * wide);
            for (uint32_t i = 0; i < HEAD; i += 4)
                add_scaled(w, turned + (size_t)i * wide, wide, query + i, wide);
            for (uint32_t k = 0; k < LANES; k++)
                most[k] = w[0];
            for (uint32_t u = n; u < wide; u++)
                w[u] = w[0];
            for (const float *x = w; x < w + wide; x += LANES)
                for (uint32_t k = 0; k < LANES; k++)
                    most[k] = x[k] > most[k] ? x[k] : most[k];
            for (uint32_t k = 1; k < LANES; k++)
                most[0] = most[k] > most[0] ? most[k] : most[0];
            for (size_t u = 0; u < wide; u++)
                w[u] = exp_low(w[u] - most[0]);
            for (uint32_t u = n; u < wide; u++)
                w[u] = 0;
            for (const float *x = w; x < w + wide; x += LANES)
                for (uint32_t k = 0; k < LANES; k++)
                    total[k] += x[k];
            float out[HEAD] = {0}, inv = 1.0f / add_lanes(total);
            const float *value = s->qkv + 2 * dim + h * HEAD;
            for (uint32_t u = 0; u + 4 <= n; u += 4, value += 4 * (size_t)ld)
                add_scaled(out, value, ld, w + u, HEAD);
            for (uint32_t u = n / 4 * 4; u < n; u++, value += ld)
                for (uint32_t i = 0; i < HEAD; i++)
                    out[i] += w[u] * value[i];
            for (uint32_t i = 0; i < HEAD; i++)
                s->att[(size_t)t * dim + h * HEAD + i] = out[i] * inv;
        }
    }
}

EVERYWHERE void add_to(float *v, const float *x, size_t n) {
    for (size_t i = 0; i < n; i++)
        v[i] += x[i];
}

/* --- sentences ---------------------------------------------------------------------------------------------------- */
context_state *context_state_new(const context *c, parley_arena *a) {
    context_state *s = ARENA_NEW(a, context_state);
    size_t n = c->n_positions, widest = c->wide > 3 * c->dim ? c->wide : 3 * c->dim;
    s->piece = ARENA_ARRAY(a, uint32_t, n);
    s->written = ARENA_ARRAY(a, uint8_t, n);
    s->cap_words = 1024;
    s->from = ARENA_ARRAY(a, uint32_t, s->cap_words);
    s->pieces = ARENA_ARRAY(a, uint8_t, s->cap_words);
    s->h = ARENA_ARRAY(a, float, n * c->dim);
    s->sum = ARENA_ARRAY(a, float, n * c->dim);
    s->qkv = ARENA_ARRAY(a, float, n * 3 * c->dim);
    s->att = ARENA_ARRAY(a, float, n * c->dim);
    s->wide = ARENA_ARRAY(a, float, n * c->wide);
    s->weight = ARENA_ARRAY(a, float, n + LANES);
    s->turned = ARENA_ARRAY(a, float, HEAD *(n + LANES));
    s->q = ARENA_ARRAY(a, uint8_t, n * widest);
    s->step = ARENA_ARRAY(a, float, n);
    s->zero_point = ARENA_ARRAY(a, int32_t, n);
    s->acc = ARENA_ARRAY(a, int32_t, n * widest);
    return s;
}

/* What is read at once. A word beyond the last position has no pieces. */
typedef struct reading {
    uint32_t sentences, words, pieces;
} reading;

static void put_piece(context_state *s, reading *r, uint32_t piece, uint8_t written) {
    s->piece[r->pieces] = piece;
    s->written[r->pieces++] = written;
}

/* The first sentence of x, and those behind it that fit as a whole. */
static reading collect(context_state *s, const context *c, const context_sentence *x, uint32_t n) {
    reading r = {0};
    put_piece(s, &r, c->cls, CASE_MARK);
    for (uint32_t i = 0; i < n && !(i && x[i].apart); i++) {
        reading before = r;
        bool full = false;
        for (uint32_t j = 0; j < x[i].n; j++) {
            cut w = {0};
            if (!full)
                cut_word(&w, c, x[i].forms[j]);
            full = full || r.pieces + w.n > c->n_positions - 12; /* as it was trained: 500 pieces of 512 positions */
            if (i && r.pieces + w.n + 1 > CONTEXT_TOGETHER)
                return before;
            assert(r.words < s->cap_words);
            s->from[r.words] = r.pieces;
            s->pieces[r.words++] = full ? 0 : (uint8_t)w.n;
            for (uint32_t p = 0; p < w.n && !full; p++)
                put_piece(s, &r, w.piece[p], w.written);
        }
        put_piece(s, &r, c->sep, CASE_MARK);
        r.sentences++;
    }
    return r;
}

EVERYWHERE void layers(context_state *s, const context *c, const kernels *k, uint32_t n_pieces) {
    uint32_t dim = c->dim;
    for (uint32_t t = 0; t < n_pieces; t++) {
        const int8_t *x = c->piece + (size_t)s->piece[t] * dim, *y = c->pos + (size_t)t * dim,
                     *z = c->cases + s->written[t] * dim;
        float a = c->piece_s[s->piece[t]], b = c->pos_s[t], e = c->cases_s[s->written[t]], *to = s->h + (size_t)t * dim;
        for (uint32_t j = 0; j < dim; j++)
            to[j] = ((float)x[j] * a + (float)y[j] * b) + (float)z[j] * e;
        layer_norm(to, c->norm_g, c->norm_b, dim);
    }
    memset(s->sum, 0, sizeof *s->sum * n_pieces * dim);
    for (uint32_t l = 0; l < c->n_layers; l++) {
        const context_layer *x = &c->layers[l];
        product(s, c, k, &x->qkv, s->h, dim, s->qkv, 3 * (size_t)dim, n_pieces);
        attend(s, c, n_pieces);
        product(s, c, k, &x->out, s->att, dim, s->qkv, dim, n_pieces);
        add_to(s->h, s->qkv, (size_t)n_pieces * dim);
        for (uint32_t t = 0; t < n_pieces; t++)
            layer_norm(s->h + (size_t)t * dim, x->norm1_g, x->norm1_b, dim);
        product(s, c, k, &x->up, s->h, dim, s->wide, c->wide, n_pieces);
        for (size_t i = 0; i < (size_t)n_pieces * c->wide; i++)
            s->wide[i] = gelu(s->wide[i]);
        product(s, c, k, &x->down, s->wide, c->wide, s->qkv, dim, n_pieces);
        add_to(s->h, s->qkv, (size_t)n_pieces * dim);
        for (uint32_t t = 0; t < n_pieces; t++) {
            float *v = s->h + (size_t)t * dim, *sum = s->sum + (size_t)t * dim, w = c->mix[l];
            layer_norm(v, x->norm2_g, x->norm2_b, dim);
            for (uint32_t j = 0; j < dim; j++)
                sum[j] += w * v[j];
        }
    }
}

EVERYWHERE void gather(context_state *s, const context *c, uint32_t n_words, uint8_t *out) {
    uint32_t dim = c->dim;
    memset(out, 64, (size_t)n_words * dim);
    for (uint32_t w = 0; w < n_words; w++) {
        uint32_t m = s->pieces[w];
        if (m == 0)
            continue;
        float *sum = s->sum + (size_t)s->from[w] * dim, share = 1.0f / (float)m;
        for (uint32_t t = 1; t < m; t++)
            add_to(sum, sum + (size_t)t * dim, dim);
        for (uint32_t j = 0; j < dim; j++) {
            float v = (sum[j] * share) * c->range[j];
            v = v > -63.0f ? v : -63.0f;
            v = v < 63.0f ? v : 63.0f;
            out[(size_t)w * dim + j] = (uint8_t)(round_even(v) + 64.0f);
        }
    }
}

#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("avx2"))) static void read_avx2(context_state *s, const context *c, const kernels *k, reading r,
                                                      uint8_t *out) {
    layers(s, c, k, r.pieces);
    gather(s, c, r.words, out);
}
#endif

uint32_t context_read(context_state *s, const context *c, const kernels *k, const context_sentence *x, uint32_t n, uint8_t *out) {
    reading r = collect(s, c, x, n);
#if defined(__x86_64__) && defined(__GNUC__)
    if (strcmp(k->name, "portable") != 0) { /* the others all have AVX2 */
        read_avx2(s, c, k, r, out);
        return r.sentences;
    }
#endif
    layers(s, c, k, r.pieces);
    gather(s, c, r.words, out);
    return r.sentences;
}
