/* context.h - what stands around a word, as the layers of a small BERT see it: a model file may carry them (docs/model-format.md,
 * section 6). They give each word a vector that the LSTM reads beside the word's own. */
#ifndef PARLEY_LANGUAGE_CONTEXT_H
#define PARLEY_LANGUAGE_CONTEXT_H

#include "language/kernel.h"

enum {
    CONTEXT_LAYERS_MAX = 12,
    CONTEXT_WORD_PIECES = 8,
    CONTEXT_TOGETHER = 128, /* pieces of neighbouring sentences that are read at once, marks included */
    CONTEXT_CASES = 7       /* ways to write a word, and the marks of a sentence */
};

typedef struct context_dense { /* real = (sum of w * (q - zero)) * s * step + b */
    uint32_t rows, cols;
    packed packed;
    const float *s, *b;
    const int32_t *sum; /* [rows] of the weights of a row */
} context_dense;

typedef struct context_layer {
    context_dense qkv, out, up, down;
    const float *norm1_g, *norm1_b, *norm2_g, *norm2_b;
} context_layer;

typedef struct context {
    uint32_t dim, heads, n_layers, wide, n_pieces, n_positions, n_chars, n_keys; /* wide: of the inner layer; heads are 32 wide */
    const int8_t *piece, *pos, *cases;                                           /* cases: [CONTEXT_CASES][dim] */
    const float *piece_s, *pos_s, *cases_s, *norm_g, *norm_b, *mix, *range;
    const uint64_t *keys; /* open addressing, by hash of the piece's name */
    const uint32_t *rows;
    const uint32_t *chars; /* [n_chars][2], ascending: code point, what it becomes and marks */
    uint32_t cls, sep, unk;
    context_layer layers[CONTEXT_LAYERS_MAX];
    const int32_t *zero; /* as many as the widest product has rows */
} context;

/* Of the format's section 1 (net.c): how much of a word counts, and the class of a character: 'X', 'x', 'd' or itself. */
enum { FORMAT_WORD_CPS = 256 };
uint32_t format_shape(uint32_t cp);

typedef struct context_state context_state;
/* Room for the sentences that are read together. Memory of a; errors jump. */
context_state *context_state_new(const context *c, parley_arena *a);

typedef struct context_sentence {
    const char *const *forms;
    uint32_t n;
    bool apart; /* of another text than the sentence before it */
} context_sentence;

/* Reads the first sentences of x together, as many as CONTEXT_TOGETHER pieces hold, one at least; returns their number.
 * out: a vector for the LSTM for each of their words, [dim], stored + 64; words beyond the last position get zeros.
 * The same bytes on every processor: each float step is rounded once, in one order. Cost: 10.6 M products a piece and the square
 * of the pieces times dim. */
uint32_t context_read(context_state *s, const context *c, const kernels *k, const context_sentence *x, uint32_t n, uint8_t *out);

#endif
