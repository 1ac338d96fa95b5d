/* kernel.c - integer matrix products and the LSTM cell: portable C, AVX2, AVX-512 with VNNI. */
#include "language/kernel.h"

#include <math.h>
#include <stdlib.h>

/* --- pairs of groups ---------------------------------------------------------------------------------------------- */
static int32_t above(int32_t x) {
    return x > 0 ? x : 0;
}

/* w: the groups of up to 4 blocks, `block` bytes apart. Largest sum of two weights of one sign that maddubs adds up. */
static uint32_t group_size(const int8_t *w, uint32_t blocks, size_t block) {
    int32_t size = 0;
    for (uint32_t b = 0; b < blocks; b++, w += block)
        for (uint32_t i = 0; i < 64; i += 2) {
            int32_t up = above(w[i]) + above(w[i + 1]), down = up - w[i] - w[i + 1];
            size = up > size ? up : size;
            size = down > size ? down : size;
        }
    return (uint32_t)size;
}

/* Activations are 127 at most and never below nought, so weights of one sign alone make the largest sum: 127 * 258 = 32,766 fits
 * 16 bits. */
static bool pair_fits(const int8_t *v, const int8_t *w, uint32_t blocks, size_t block) {
    int32_t size = 0;
    for (uint32_t b = 0; b < blocks && size <= 258; b++, v += block, w += block)
        for (uint32_t i = 0; i < 64; i += 2) {
            int32_t up = above(v[i]) + above(v[i + 1]) + above(w[i]) + above(w[i + 1]);
            int32_t down = up - v[i] - v[i + 1] - w[i] - w[i + 1];
            size = up > size ? up : size;
            size = down > size ? down : size;
        }
    return size <= 258;
}

static int by_number(const void *x, const void *y) {
    uint32_t a, b;
    memcpy(&a, x, sizeof a);
    memcpy(&b, y, sizeof b);
    return (a > b) - (a < b);
}

/* Pairs are made within so many columns, so that weights are still read from front to back and come ahead of their use: chosen
 * from all of a row, the accurate model, too large for a core's cache, took 6 % longer than without pairs. */
enum { PAIR_COLS = 32 };

/* Columns [from, to) of up to 4 blocks: pairs go to *pair, the rest before *single. The largest group takes the largest that
 * fits, so that the small ones are left for those that need them. */
static void pair_columns(uint16_t **pair, uint16_t **single, const int8_t *w, uint32_t blocks, size_t block, uint32_t from,
                         uint32_t to) {
    uint32_t left[PAIR_COLS / 4], n = 0;
    for (uint32_t j = from; j < to; j += 4)
        left[n++] = group_size(w + (size_t)j * 16, blocks, block) << 16 | j;
    qsort(left, n, sizeof *left, by_number);
    while (n > 0) {
        uint32_t j = left[--n] & 0xFFFF, i = n;
        while (i > 0 && !pair_fits(w + (size_t)j * 16, w + (size_t)(left[i - 1] & 0xFFFF) * 16, blocks, block))
            i--;
        if (i == 0) {
            *--*single = (uint16_t)j;
            continue;
        }
        *(*pair)++ = (uint16_t)j;
        *(*pair)++ = (uint16_t)(left[i - 1] & 0xFFFF);
        memmove(left + i - 1, left + i, (n - i) * sizeof *left);
        n--;
    }
}

static void pair_blocks(uint16_t *order, const int8_t *w, uint32_t blocks, uint32_t cols) {
    uint16_t *pair = order + 1, *single = order + PACKED_ORDER(cols);
    for (uint32_t from = 0; from < cols; from += PAIR_COLS)
        pair_columns(&pair, &single, w, blocks, (size_t)cols * 16, from, cols - from < PAIR_COLS ? cols : from + PAIR_COLS);
    order[0] = (uint16_t)((pair - order) / 2);
}

void kernel_pair(packed *p) {
    assert(p->cols <= UINT16_MAX);
    uint16_t *order = p->order;
    for (uint32_t r = 0; r < p->rows; r += 64, order += PACKED_ORDER(p->cols))
        pair_blocks(order, p->w + (size_t)r * p->cols, p->rows - r < 64 ? (p->rows - r) / 16 : 4, p->cols);
}

void kernel_pair_none(packed *p) {
    uint16_t *order = p->order;
    for (uint32_t r = 0; r < p->rows; r += 64) {
        *order++ = 0;
        for (uint32_t j = 0; j < p->cols; j += 4)
            *order++ = (uint16_t)j;
    }
}

/* --- portable: the definition ------------------------------------------------------------------------------------- */
/* To nearest, ties to even, for |x| < 2^22: the sum has no bits left for a fraction. Nothing larger comes here. */
static inline float round_even(float x) {
    const float big = 12582912.0f; /* 1.5 * 2^23 */
    float y = x + big;             /* exact IEEE steps: never build this with -ffast-math */
    return y - big;
}

static inline float clamp(float x, float lo, float hi) {
    x = x > lo ? x : lo;
    return x < hi ? x : hi;
}

static inline float tanh_r(float x) {
    x = clamp(x, -5.0f, 5.0f);
    float y = x * x;
    float p = ((y + 105.0f) * y + 945.0f) * x;
    float q = ((15.0f * y) + 420.0f) * y + 945.0f;
    return clamp(p / q, -1.0f, 1.0f);
}

static inline float sigm_r(float x) {
    return 0.5f * tanh_r(0.5f * x) + 0.5f;
}

int32_t kernel_logit(int32_t acc, float s, float b) {
    float v = clamp((float)acc * s + b, -134217728.0f, 134217728.0f);
    return (int32_t)lrintf(v);
}

static void portable_gemm(int32_t *out, size_t ld_out, const uint8_t *a, size_t ld_a, uint32_t n, const packed *p,
                          const int32_t *init, size_t ld_init) {
    for (uint32_t t = 0; t < n; t++, a += ld_a, out += ld_out, init += ld_init) {
        const int8_t *w = p->w;
        for (uint32_t r = 0; r < p->rows; r += 16) {
            int32_t acc[16];
            memcpy(acc, init + r, sizeof acc);
            for (uint32_t j = 0; j < p->cols; j += 4, w += 64)
                for (uint32_t i = 0; i < 16; i++)
                    acc[i] += w[4 * i] * a[j] + w[4 * i + 1] * a[j + 1] + w[4 * i + 2] * a[j + 2] + w[4 * i + 3] * a[j + 3];
            memcpy(out + r, acc, sizeof acc);
        }
    }
}

static void portable_step(int32_t *const *out, const uint8_t *const *a, const int32_t *const *init, uint32_t n, const packed *p) {
    for (uint32_t t = 0; t < n; t++)
        portable_gemm(out[t], 0, a[t], 0, 1, p, init[t], 0);
}

static int32_t portable_dot(const uint8_t *a, const int8_t *w, uint32_t n) {
    int32_t sum = 0;
    for (uint32_t j = 0; j < n; j++)
        sum += a[j] * w[j];
    return sum;
}

static void portable_cell(uint8_t *h, float *c, const int32_t *acc, const float *s, const float *b, uint32_t hid) {
    for (uint32_t k = 0; k < hid; k++) {
        float i = sigm_r((float)acc[k] * s[k] + b[k]);
        float f = sigm_r((float)acc[hid + k] * s[hid + k] + b[hid + k]);
        float g = tanh_r((float)acc[2 * hid + k] * s[2 * hid + k] + b[2 * hid + k]);
        float o = sigm_r((float)acc[3 * hid + k] * s[3 * hid + k] + b[3 * hid + k]);
        c[k] = (f * c[k]) + (i * g);
        h[k] = (uint8_t)(round_even((o * tanh_r(c[k])) * 63.0f) + 64.0f);
    }
}

static void portable_relu(uint8_t *out, const int32_t *acc, const float *s, const float *b, uint32_t n) {
    for (uint32_t k = 0; k < n; k++)
        out[k] = (uint8_t)round_even(clamp((float)acc[k] * s[k] + b[k], 0.0f, 127.0f));
}

static void portable_input(uint8_t *out, const int32_t *acc, float scale, uint32_t n) {
    for (uint32_t k = 0; k < n; k++)
        out[k] = (uint8_t)(round_even(63.0f * tanh_r((float)acc[k] * scale)) + 64.0f);
}

static void portable_add_row(int32_t *sum, const int8_t *row, int32_t m, uint32_t n) {
    for (uint32_t j = 0; j < n; j++)
        sum[j] += row[j] * m;
}

static void portable_logits(int32_t *v, const float *s, const float *b, uint32_t n) {
    for (uint32_t k = 0; k < n; k++)
        v[k] = kernel_logit(v[k], s[k], b[k]);
}

static uint32_t portable_best(const int32_t *v, uint32_t n) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (v[i] > v[best])
            best = i;
    return best;
}

static const kernels portable = {"portable",    portable_gemm,  portable_step,    portable_dot,    portable_cell,
                                 portable_relu, portable_input, portable_add_row, portable_logits, portable_best};

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAVE_X86 1
#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

/* --- AVX2 --------------------------------------------------------------------------------------------------------- */
#define AVX2        __attribute__((target("avx2")))
#define AVX2_INLINE static inline __attribute__((always_inline, target("avx2")))

AVX2_INLINE __m256i load4(const uint8_t *a) {
    int32_t v;
    memcpy(&v, a, 4);
    return _mm256_set1_epi32(v);
}

AVX2_INLINE __m256i avx2_load(const void *p) {
    return _mm256_loadu_si256((const __m256i *)p);
}

/* T rows by B blocks of 16 weights rows from row r on, sums in 2 * T * B registers. Multiplies bound it, and madd is one of them:
 * pairs share theirs. Four groups would, too, where they fit, but then loads bound it: 1 to 4 % more with gcc. */
#define AVX2_TILE(name, T, B)                                                                                                    \
    AVX2_INLINE void name(int32_t *const *out, const uint8_t *const *a, const int32_t *const *init, const packed *p,             \
                          uint32_t r) {                                                                                          \
        __m256i acc[T][B][2];                                                                                                    \
        const __m256i ones = _mm256_set1_epi16(1);                                                                               \
        const size_t block = (size_t)p->cols * 16;                                                                               \
        const int8_t *w = p->w + (size_t)r * p->cols;                                                                            \
        const uint16_t *at = p->order + r / 64 * PACKED_ORDER(p->cols), *end = at + PACKED_ORDER(p->cols);                       \
        const uint16_t *pairs_end = at + 1 + 2 * at[0];                                                                          \
        UNROLL for (size_t t = 0; t < T; t++) UNROLL for (size_t b = 0; b < B; b++) UNROLL for (size_t i = 0; i < 2; i++)        \
            acc[t][b][i] = avx2_load(init[t] + r + 16 * b + 8 * i);                                                              \
        for (at++; at < pairs_end; at += 2) {                                                                                    \
            const size_t j = at[0], k = at[1];                                                                                   \
            UNROLL for (size_t t = 0; t < T; t++) {                                                                              \
                const __m256i u = load4(a[t] + j), v = load4(a[t] + k);                                                          \
                UNROLL for (size_t b = 0; b < B; b++) UNROLL for (size_t i = 0; i < 2; i++) {                                    \
                    const int8_t *x = w + b * block + 32 * i;                                                                    \
                    __m256i sum = _mm256_add_epi16(_mm256_maddubs_epi16(u, avx2_load(x + j * 16)),                               \
                                                   _mm256_maddubs_epi16(v, avx2_load(x + k * 16)));                              \
                    acc[t][b][i] = _mm256_add_epi32(acc[t][b][i], _mm256_madd_epi16(sum, ones));                                 \
                }                                                                                                                \
            }                                                                                                                    \
        }                                                                                                                        \
        for (; at < end; at++) {                                                                                                 \
            const size_t j = at[0];                                                                                              \
            UNROLL for (size_t b = 0; b < B; b++) UNROLL for (size_t i = 0; i < 2; i++) {                                        \
                const __m256i x = avx2_load(w + b * block + j * 16 + 32 * i);                                                    \
                UNROLL for (size_t t = 0; t < T; t++) {                                                                          \
                    __m256i sum = _mm256_maddubs_epi16(load4(a[t] + j), x);                                                      \
                    acc[t][b][i] = _mm256_add_epi32(acc[t][b][i], _mm256_madd_epi16(sum, ones));                                 \
                }                                                                                                                \
            }                                                                                                                    \
        }                                                                                                                        \
        UNROLL for (size_t t = 0; t < T; t++) UNROLL for (size_t b = 0; b < B; b++) UNROLL for (size_t i = 0; i < 2; i++)        \
            _mm256_storeu_si256((__m256i *)(void *)(out[t] + r + 16 * b + 8 * i), acc[t][b][i]);                                 \
    }
AVX2_TILE(avx2_tile_1x4, 1, 4)
AVX2_TILE(avx2_tile_1x1, 1, 1)
AVX2_TILE(avx2_tile_2x2, 2, 2)
AVX2_TILE(avx2_tile_2x1, 2, 1)
AVX2_TILE(avx2_tile_4x1, 4, 1)

AVX2 static void avx2_step(int32_t *const *out, const uint8_t *const *a, const int32_t *const *init, uint32_t n,
                           const packed *p) {
    uint32_t r;
    for (; n >= 4; n -= 4, out += 4, a += 4, init += 4)
        for (r = 0; r < p->rows; r += 16)
            avx2_tile_4x1(out, a, init, p, r);
    if (n >= 2) {
        for (r = 0; r + 32 <= p->rows; r += 32)
            avx2_tile_2x2(out, a, init, p, r);
        for (; r < p->rows; r += 16)
            avx2_tile_2x1(out, a, init, p, r);
        n -= 2, out += 2, a += 2, init += 2;
    }
    if (n) {
        for (r = 0; r + 64 <= p->rows; r += 64)
            avx2_tile_1x4(out, a, init, p, r);
        for (; r < p->rows; r += 16)
            avx2_tile_1x1(out, a, init, p, r);
    }
}

/* Rows side by side, four at a time, by the step above. */
#define GEMM_BY_STEPS(step)                                                                                                      \
    for (uint32_t t = 0; t < n; t += 4) {                                                                                        \
        uint32_t m = n - t < 4 ? n - t : 4;                                                                                      \
        int32_t *o[4];                                                                                                           \
        const uint8_t *x[4];                                                                                                     \
        const int32_t *i[4];                                                                                                     \
        for (uint32_t k = 0; k < m; k++) {                                                                                       \
            o[k] = out + (t + k) * ld_out;                                                                                       \
            x[k] = a + (t + k) * ld_a;                                                                                           \
            i[k] = init + (t + k) * ld_init;                                                                                     \
        }                                                                                                                        \
        step(o, x, i, m, p);                                                                                                     \
    }

AVX2 static void avx2_gemm(int32_t *out, size_t ld_out, const uint8_t *a, size_t ld_a, uint32_t n, const packed *p,
                           const int32_t *init, size_t ld_init){GEMM_BY_STEPS(avx2_step)}

AVX2 static int32_t avx2_dot(const uint8_t *a, const int8_t *w, uint32_t n) {
    __m256i acc = _mm256_setzero_si256(), ones = _mm256_set1_epi16(1);
    for (uint32_t j = 0; j < n; j += 32) {
        __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(a + j)),
                y = _mm256_loadu_si256((const __m256i *)(const void *)(w + j));
        acc = _mm256_add_epi32(acc, _mm256_madd_epi16(_mm256_maddubs_epi16(x, y), ones));
    }
    __m128i s = _mm_add_epi32(_mm256_castsi256_si128(acc), _mm256_extracti128_si256(acc, 1));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4E));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0xB1));
    return _mm_cvtsi128_si32(s);
}

AVX2_INLINE __m256 avx2_tanh(__m256 x) {
    x = _mm256_min_ps(_mm256_max_ps(x, _mm256_set1_ps(-5.0f)), _mm256_set1_ps(5.0f));
    __m256 y = _mm256_mul_ps(x, x);
    __m256 p =
        _mm256_mul_ps(_mm256_add_ps(_mm256_mul_ps(_mm256_add_ps(y, _mm256_set1_ps(105.0f)), y), _mm256_set1_ps(945.0f)), x);
    __m256 q = _mm256_add_ps(_mm256_mul_ps(_mm256_add_ps(_mm256_mul_ps(_mm256_set1_ps(15.0f), y), _mm256_set1_ps(420.0f)), y),
                             _mm256_set1_ps(945.0f));
    return _mm256_min_ps(_mm256_max_ps(_mm256_div_ps(p, q), _mm256_set1_ps(-1.0f)), _mm256_set1_ps(1.0f));
}

AVX2_INLINE __m256 avx2_sigm(__m256 x) {
    const __m256 half = _mm256_set1_ps(0.5f);
    return _mm256_add_ps(_mm256_mul_ps(half, avx2_tanh(_mm256_mul_ps(half, x))), half);
}

AVX2_INLINE __m256 avx2_scaled(const int32_t *acc, const float *s, const float *b) {
    __m256 v = _mm256_cvtepi32_ps(_mm256_loadu_si256((const __m256i *)(const void *)acc));
    return _mm256_add_ps(_mm256_mul_ps(v, _mm256_loadu_ps(s)), _mm256_loadu_ps(b));
}

/* 8 int32 in 0..255 -> 8 bytes */
AVX2_INLINE void avx2_store8(uint8_t *out, __m256i v) {
    __m128i x = _mm_packus_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    _mm_storel_epi64((__m128i *)(void *)out, _mm_packus_epi16(x, x));
}

AVX2 static void avx2_cell(uint8_t *h, float *c, const int32_t *acc, const float *s, const float *b, uint32_t hid) {
    for (uint32_t k = 0; k < hid; k += 8) {
        __m256 i = avx2_sigm(avx2_scaled(acc + k, s + k, b + k));
        __m256 f = avx2_sigm(avx2_scaled(acc + hid + k, s + hid + k, b + hid + k));
        __m256 g = avx2_tanh(avx2_scaled(acc + 2 * hid + k, s + 2 * hid + k, b + 2 * hid + k));
        __m256 o = avx2_sigm(avx2_scaled(acc + 3 * hid + k, s + 3 * hid + k, b + 3 * hid + k));
        __m256 state = _mm256_add_ps(_mm256_mul_ps(f, _mm256_loadu_ps(c + k)), _mm256_mul_ps(i, g));
        _mm256_storeu_ps(c + k, state);
        __m256i v = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_mul_ps(o, avx2_tanh(state)), _mm256_set1_ps(63.0f)));
        avx2_store8(h + k, _mm256_add_epi32(v, _mm256_set1_epi32(64)));
    }
}

AVX2 static void avx2_relu(uint8_t *out, const int32_t *acc, const float *s, const float *b, uint32_t n) {
    for (uint32_t k = 0; k < n; k += 8) {
        __m256 v = avx2_scaled(acc + k, s + k, b + k);
        v = _mm256_min_ps(_mm256_max_ps(v, _mm256_setzero_ps()), _mm256_set1_ps(127.0f));
        avx2_store8(out + k, _mm256_cvtps_epi32(v));
    }
}

AVX2 static void avx2_input(uint8_t *out, const int32_t *acc, float scale, uint32_t n) {
    for (uint32_t k = 0; k < n; k += 8) {
        __m256 v = _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_loadu_si256((const __m256i *)(const void *)(acc + k))),
                                 _mm256_set1_ps(scale));
        __m256i r = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_set1_ps(63.0f), avx2_tanh(v)));
        avx2_store8(out + k, _mm256_add_epi32(r, _mm256_set1_epi32(64)));
    }
}

AVX2 static void avx2_add_row(int32_t *sum, const int8_t *row, int32_t m, uint32_t n) {
    const __m256i scale = _mm256_set1_epi32(m);
    for (uint32_t j = 0; j < n; j += 8) {
        __m256i x = _mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)(row + j)));
        __m256i *to = (__m256i *)(void *)(sum + j);
        _mm256_storeu_si256(to, _mm256_add_epi32(_mm256_loadu_si256(to), _mm256_mullo_epi32(x, scale)));
    }
}

AVX2 static void avx2_logits(int32_t *v, const float *s, const float *b, uint32_t n) {
    const __m256 top = _mm256_set1_ps(134217728.0f), low = _mm256_set1_ps(-134217728.0f);
    for (uint32_t k = 0; k < n; k += 8) {
        __m256 x = _mm256_min_ps(_mm256_max_ps(avx2_scaled(v + k, s + k, b + k), low), top);
        _mm256_storeu_si256((__m256i *)(void *)(v + k), _mm256_cvtps_epi32(x));
    }
}

/* The largest first, then where it stands: no branch that depends on the numbers but the last. */
AVX2 static uint32_t avx2_best(const int32_t *v, uint32_t n) {
    uint32_t whole = n / 8 * 8;
    __m256i top = _mm256_set1_epi32(INT32_MIN);
    for (uint32_t i = 0; i < whole; i += 8)
        top = _mm256_max_epi32(top, _mm256_loadu_si256((const __m256i *)(const void *)(v + i)));
    __m128i m = _mm_max_epi32(_mm256_castsi256_si128(top), _mm256_extracti128_si256(top, 1));
    m = _mm_max_epi32(m, _mm_shuffle_epi32(m, 0x4E));
    m = _mm_max_epi32(m, _mm_shuffle_epi32(m, 0xB1));
    int32_t most = _mm_cvtsi128_si32(m);
    for (uint32_t i = whole; i < n; i++)
        most = v[i] > most ? v[i] : most;
    const __m256i want = _mm256_set1_epi32(most);
    for (uint32_t i = 0; i < whole; i += 8) {
        __m256i same = _mm256_cmpeq_epi32(_mm256_loadu_si256((const __m256i *)(const void *)(v + i)), want);
        unsigned bits = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(same));
        if (bits)
            return i + (uint32_t)__builtin_ctz(bits);
    }
    while (v[whole] != most)
        whole++;
    return whole;
}

static const kernels avx2 = {"avx2",    avx2_gemm,  avx2_step,    avx2_dot,    avx2_cell,
                             avx2_relu, avx2_input, avx2_add_row, avx2_logits, avx2_best};

/* --- AVX-512 with VNNI: one instruction for four products --------------------------------------------------------- */
#define V512        __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
#define V512_INLINE static inline __attribute__((always_inline, target("avx512f,avx512bw,avx512vl,avx512vnni")))

#define V512_TILE(name, T, B)                                                                                                    \
    V512_INLINE void name(int32_t *const *out, const uint8_t *const *a, const int32_t *const *init, const int8_t *w, uint32_t r, \
                          uint32_t cols) {                                                                                       \
        __m512i acc[T][B];                                                                                                       \
        size_t block = (size_t)cols * 16;                                                                                        \
        const uint8_t *p[T];                                                                                                     \
        w += (size_t)r * cols;                                                                                                   \
        UNROLL for (int t = 0; t < T; t++) {                                                                                     \
            p[t] = a[t];                                                                                                         \
            UNROLL for (int i = 0; i < B; i++) acc[t][i] = _mm512_loadu_si512(init[t] + r + 16 * i);                             \
        }                                                                                                                        \
        for (uint32_t j = 0; j < cols; j += 4) {                                                                                 \
            __m512i v[T];                                                                                                        \
            UNROLL for (int t = 0; t < T; t++) {                                                                                 \
                int32_t four;                                                                                                    \
                memcpy(&four, p[t] + j, 4);                                                                                      \
                v[t] = _mm512_set1_epi32(four);                                                                                  \
            }                                                                                                                    \
            UNROLL for (int i = 0; i < B; i++) {                                                                                 \
                __m512i x = _mm512_loadu_si512(w + (size_t)i * block + (size_t)j * 16);                                          \
                UNROLL for (int t = 0; t < T; t++) acc[t][i] = _mm512_dpbusd_epi32(acc[t][i], v[t], x);                          \
            }                                                                                                                    \
        }                                                                                                                        \
        UNROLL for (int t = 0; t < T; t++) UNROLL for (int i = 0; i < B; i++)                                                    \
            _mm512_storeu_si512(out[t] + r + 16 * i, acc[t][i]);                                                                 \
    }
V512_TILE(v512_tile_1x8, 1, 8)
V512_TILE(v512_tile_1x1, 1, 1)
V512_TILE(v512_tile_2x4, 2, 4)
V512_TILE(v512_tile_2x1, 2, 1)
V512_TILE(v512_tile_4x4, 4, 4)
V512_TILE(v512_tile_4x1, 4, 1)

V512 static void v512_step(int32_t *const *out, const uint8_t *const *a, const int32_t *const *init, uint32_t n,
                           const packed *p) {
    const int8_t *w = p->w;
    uint32_t rows = p->rows, cols = p->cols, r;
    for (; n >= 4; n -= 4, out += 4, a += 4, init += 4) {
        for (r = 0; r + 64 <= rows; r += 64)
            v512_tile_4x4(out, a, init, w, r, cols);
        for (; r < rows; r += 16)
            v512_tile_4x1(out, a, init, w, r, cols);
    }
    if (n >= 2) {
        for (r = 0; r + 64 <= rows; r += 64)
            v512_tile_2x4(out, a, init, w, r, cols);
        for (; r < rows; r += 16)
            v512_tile_2x1(out, a, init, w, r, cols);
        n -= 2, out += 2, a += 2, init += 2;
    }
    if (n) {
        for (r = 0; r + 128 <= rows; r += 128)
            v512_tile_1x8(out, a, init, w, r, cols);
        for (; r < rows; r += 16)
            v512_tile_1x1(out, a, init, w, r, cols);
    }
}

V512 static void v512_gemm(int32_t *out, size_t ld_out, const uint8_t *a, size_t ld_a, uint32_t n, const packed *p,
                           const int32_t *init, size_t ld_init){GEMM_BY_STEPS(v512_step)}

V512_INLINE __m512 v512_tanh(__m512 x) {
    x = _mm512_min_ps(_mm512_max_ps(x, _mm512_set1_ps(-5.0f)), _mm512_set1_ps(5.0f));
    __m512 y = _mm512_mul_ps(x, x);
    __m512 p =
        _mm512_mul_ps(_mm512_add_ps(_mm512_mul_ps(_mm512_add_ps(y, _mm512_set1_ps(105.0f)), y), _mm512_set1_ps(945.0f)), x);
    __m512 q = _mm512_add_ps(_mm512_mul_ps(_mm512_add_ps(_mm512_mul_ps(_mm512_set1_ps(15.0f), y), _mm512_set1_ps(420.0f)), y),
                             _mm512_set1_ps(945.0f));
    return _mm512_min_ps(_mm512_max_ps(_mm512_div_ps(p, q), _mm512_set1_ps(-1.0f)), _mm512_set1_ps(1.0f));
}

V512_INLINE __m512 v512_sigm(__m512 x) {
    const __m512 half = _mm512_set1_ps(0.5f);
    return _mm512_add_ps(_mm512_mul_ps(half, v512_tanh(_mm512_mul_ps(half, x))), half);
}

V512_INLINE __m512 v512_scaled(const int32_t *acc, const float *s, const float *b) {
    return _mm512_add_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_loadu_si512(acc)), _mm512_loadu_ps(s)), _mm512_loadu_ps(b));
}

V512_INLINE void v512_store16(uint8_t *out, __m512i v) {
    _mm_storeu_si128((__m128i *)(void *)out, _mm512_cvtepi32_epi8(v));
}

V512 static void v512_cell(uint8_t *h, float *c, const int32_t *acc, const float *s, const float *b, uint32_t hid) {
    for (uint32_t k = 0; k < hid; k += 16) {
        __m512 i = v512_sigm(v512_scaled(acc + k, s + k, b + k));
        __m512 f = v512_sigm(v512_scaled(acc + hid + k, s + hid + k, b + hid + k));
        __m512 g = v512_tanh(v512_scaled(acc + 2 * hid + k, s + 2 * hid + k, b + 2 * hid + k));
        __m512 o = v512_sigm(v512_scaled(acc + 3 * hid + k, s + 3 * hid + k, b + 3 * hid + k));
        __m512 state = _mm512_add_ps(_mm512_mul_ps(f, _mm512_loadu_ps(c + k)), _mm512_mul_ps(i, g));
        _mm512_storeu_ps(c + k, state);
        __m512i v = _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_mul_ps(o, v512_tanh(state)), _mm512_set1_ps(63.0f)));
        v512_store16(h + k, _mm512_add_epi32(v, _mm512_set1_epi32(64)));
    }
}

V512 static void v512_relu(uint8_t *out, const int32_t *acc, const float *s, const float *b, uint32_t n) {
    for (uint32_t k = 0; k < n; k += 16) {
        __m512 v = v512_scaled(acc + k, s + k, b + k);
        v512_store16(out + k, _mm512_cvtps_epi32(_mm512_min_ps(_mm512_max_ps(v, _mm512_setzero_ps()), _mm512_set1_ps(127.0f))));
    }
}

V512 static void v512_logits(int32_t *v, const float *s, const float *b, uint32_t n) {
    const __m512 top = _mm512_set1_ps(134217728.0f), low = _mm512_set1_ps(-134217728.0f);
    for (uint32_t k = 0; k < n; k += 16)
        _mm512_storeu_si512(v + k, _mm512_cvtps_epi32(_mm512_min_ps(_mm512_max_ps(v512_scaled(v + k, s + k, b + k), low), top)));
}

static const kernels avx512 = {"avx512",  v512_gemm,  v512_step,    avx2_dot,    v512_cell,
                               v512_relu, avx2_input, avx2_add_row, v512_logits, avx2_best};
#endif

const kernels *kernels_named(const char *name) {
    if (strcmp(name, "portable") == 0)
        return &portable;
#ifdef HAVE_X86
    __builtin_cpu_init();
    if (strcmp(name, "avx2") == 0 && __builtin_cpu_supports("avx2"))
        return &avx2;
    if (strcmp(name, "avx512") == 0 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni"))
        return &avx512;
#endif
    return NULL;
}

const kernels *kernels_best(void) {
    const char *want = getenv("PARLEY_KERNEL");
    const kernels *k = want ? kernels_named(want) : NULL;
    if (k)
        return k;
    static const char *const order[] = {"avx512", "avx2"};
    for (size_t i = 0; i < COUNT_OF(order); i++)
        if ((k = kernels_named(order[i])))
            return k;
    return &portable;
}
