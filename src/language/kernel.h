/* kernel.h - the integer arithmetic of the network, chosen once for the processor that runs it.
 *
 * Activations a are unsigned 7-bit (0..127), weights w signed 8-bit: then a pair of products fits 16 bits and the AVX2
 * instruction `maddubs` is exact. Sums are int32 and exact in any order, so every path gives the same bits; the few float
 * operations are each rounded once, in one written order (docs/model-format.md), without fused multiply-add.
 */
#ifndef PARLEY_LANGUAGE_KERNEL_H
#define PARLEY_LANGUAGE_KERNEL_H

#include "base/base.h"

/* Packed weights: rows in blocks of 16, [rows / 16][cols / 4][16][4], so that one 64-byte load holds a group, 4 columns of 16
 * rows, and its products with 4 activations add up into 16 sums without crossing lanes. rows is a multiple of 16, cols of 4. */
typedef struct packed {
    uint32_t rows, cols;
    int8_t *w;
    /* For AVX2, [PACKED_ORDERS(rows)][PACKED_ORDER(cols)]: of 64 rows the number of pairs, then the first columns of all groups,
     * pairs in front. Products of a pair may be added up in 16 bits. */
    uint16_t *order;
} packed;

#define PACKED_ORDERS(rows) (((size_t)(rows) + 63) / 64)
#define PACKED_ORDER(cols)  (1 + (size_t)(cols) / 4)

/* Sets order: makes pairs of groups, of most weights that a training leaves nearly all. */
void kernel_pair(packed *p);
/* Sets order: no pairs. For weights that are not known yet, or are used once. */
void kernel_pair_none(packed *p);

typedef struct kernels {
    const char *name; /* "portable", "avx2", "avx512" */
    /* out[t][r] = init[t * ld_init + r] + sum_j w[r][j] * a[t][j], for t < n, r < rows. ld_init 0: one init for all. */
    void (*gemm)(int32_t *out, size_t ld_out, const uint8_t *a, size_t ld_a, uint32_t n, const packed *p, const int32_t *init,
                 size_t ld_init);
    /* The same for n rows at arbitrary places, one step of n <= KERNEL_BATCH sequences: weights are read once for all of them. */
    void (*step)(int32_t *const *out, const uint8_t *const *a, const int32_t *const *init, uint32_t n, const packed *p);
    /* sum_j w[j] * a[j]; n a multiple of 32 */
    int32_t (*dot)(const uint8_t *a, const int8_t *w, uint32_t n);
    /* One step of an LSTM: acc [4 * hid] (gates i f g o), scale s and bias b; state c [hid] is changed; h gets the output + 64.
     */
    void (*cell)(uint8_t *h, float *c, const int32_t *acc, const float *s, const float *b, uint32_t hid);
    /* out = min(max(rint(acc * s + b), 0), 127); n a multiple of 16 */
    void (*relu)(uint8_t *out, const int32_t *acc, const float *s, const float *b, uint32_t n);
    /* out = rint(63 * tanh_r(acc * scale)) + 64 */
    void (*input)(uint8_t *out, const int32_t *acc, float scale, uint32_t n);
    /* sum += row * m; n a multiple of 32 */
    void (*add_row)(int32_t *sum, const int8_t *row, int32_t m, uint32_t n);
    /* v = rint(v * s + b), clamped to +-2^27: no sound model comes near that, and sums of a broken one cannot overflow. n a
     * multiple of 16 */
    void (*logits)(int32_t *v, const float *s, const float *b, uint32_t n);
    /* Index of the largest of v[0, n), the first of equals; n > 0. */
    uint32_t (*best)(const int32_t *v, uint32_t n);
} kernels;

enum { KERNEL_BATCH = 4 };

/* The fastest that this processor has. Environment variable PARLEY_KERNEL (portable, avx2, avx512) takes a slower one, for tests.
 */
const kernels *kernels_best(void);
/* By name; NULL if unknown or not for this processor. */
const kernels *kernels_named(const char *name);

/* One of logits. */
int32_t kernel_logit(int32_t acc, float s, float b);

#endif
