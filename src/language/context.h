/* context.h - what stands around a word, as the layers of a small BERT see it: a model file may carry them (docs/model-format.md,
 * section 6). They give each word a vector that the LSTM reads beside the word's own. */
#ifndef PARLEY_LANGUAGE_CONTEXT_H
#define PARLEY_LANGUAGE_CONTEXT_H

#include "language/kernel.h"

enum { CONTEXT_LAYERS_MAX = 12, CONTEXT_WORD_PIECES = 8 };

typedef struct context_dense { /* real = (sum of w * (q - zero)) * s * step + b */
    uint32_t rows, cols;
    int8_t *packed;
    const float *s, *b;
    const int32_t *sum; /* [rows] of the weights of a row */
} context_dense;

typedef struct context_layer {
    context_dense qkv, out, up, down;
    const float *norm1_g, *norm1_b, *norm2_g, *norm2_b;
} context_layer;

typedef struct context {
    uint32_t dim, heads, n_layers, wide, n_pieces, n_positions, n_chars, n_keys; /* wide: of the inner layer; heads are 32 wide */
    const int8_t *piece, *pos;
    const float *piece_s, *pos_s, *norm_g, *norm_b, *mix, *range;
    const uint64_t *keys; /* open addressing, by hash of the piece's name */
    const uint32_t *rows;
    const uint32_t *chars; /* [n_chars][2], ascending: code point, what it becomes and marks */
    uint32_t cls, sep, unk;
    context_layer layers[CONTEXT_LAYERS_MAX];
    const int32_t *zero; /* as many as the widest product has rows */
} context;

typedef struct context_state context_state;
/* Room for one sentence. Memory of a; errors jump. */
context_state *context_state_new(const context *c, parley_arena *a);
/* out: [n][dim], stored + 64: a word's vector for the LSTM. forms: n words of a sentence; words beyond the last position get
 * zeros. The same bytes on every processor: each float step is rounded once, in one order. Cost: 10.6 M products a piece and the
 * square of the sentence's pieces times dim. */
void context_run(context_state *s, const context *c, const kernels *k, const char *const *forms, uint32_t n, uint8_t *out);

#endif
