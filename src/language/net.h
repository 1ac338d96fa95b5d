/* net.h - the model file in memory and the network over one sentence; docs/model-format.md is the definition. */
#ifndef PARLEY_LANGUAGE_NET_H
#define PARLEY_LANGUAGE_NET_H

#include "language/context.h"
#include "language/kernel.h"
#include "language/parse.h"

/* A layer v = acc * s + b. Rows are padded to a multiple of 16 with zeros. */
typedef struct dense {
    uint32_t rows, cols, padded; /* padded: rows of packed */
    const int8_t *w;             /* [rows][cols], in the file */
    packed packed;
    const float *s, *b;  /* [padded] */
    const int32_t *init; /* [padded]: -64 * sum of the row where the input is signed and stored + 64; else 0 */
} dense;

typedef struct lstm { /* both directions of a layer */
    uint32_t in;
    packed wc;     /* columns of the context; of models with one */
    packed wx;     /* 8 * hid rows: forward, backward; `in` columns */
    int32_t *init; /* [8 * hid]: takes off the 64s of inputs and of recurrent states */
    packed wh[2];  /* 4 * hid rows, hid columns */
    const float *s[2], *b[2];
} lstm;

typedef struct feature {
    uint32_t kind, param, rows, seed;
    const int8_t *table;
    const uint16_t *m;
} feature;

enum { FEATURE_WORD = 1, FEATURE_PREFIX, FEATURE_SUFFIX, FEATURE_SHAPE };
enum { NET_LAYERS_MAX = 4, NET_FEATURES_MAX = 16, NET_WORDS_MAX = 512 /* of one sentence */ };

typedef struct labels {
    const char **names;
    uint32_t n;
} labels;

typedef struct allow { /* classes allowed for (UPOS, XPOS) */
    const uint32_t *off;
    const uint16_t *ids;
} allow;

/* Layers that score the names of doubtful words anew: near.c. */
typedef struct near_layers {
    uint32_t dim;   /* of a word's own vector; 0: none of this */
    uint32_t reach; /* words looked at on each side */
    int32_t doubt;  /* looked at are words whose best score is less than this above the next; 1/1024 nat */
    float scale;
    const int8_t *table[NET_FEATURES_MAX]; /* [rows of the feature][dim] */
    const uint16_t *m[NET_FEATURES_MAX];
    const int32_t *b;
    dense hid, mid, out;
} near_layers;

typedef struct net {
    char name[65], licence[33];
    uint64_t checksum;
    uint32_t d_in, hid, n_layers, n_features, tag_hid, arc_dim, lab_dim, ner_hid;
    uint32_t n_upos, n_xpos, n_feats, n_lemma, n_deprel, n_ner, n_vocab, n_word_buckets, vocab_size;
    float input_scale;
    feature features[NET_FEATURES_MAX];
    const int32_t *input_b;
    const uint64_t *vocab_keys;
    const uint32_t *vocab_rows;
    lstm layers[NET_LAYERS_MAX];
    context ctx; /* dim 0: none */
    dense enc;   /* tag.hid, ner.hid, arc.head, arc.dep, lab.head, lab.dep: one product, since all read e */
    dense tags;  /* upos, xpos: one product */
    dense feats, lemma, ner, bil, lab;
    near_layers near;
    const uint8_t *arc_root, *lab_root;
    const int32_t *ner_trans;
    bool ner_costs; /* none of ner_trans is a gain */
    allow feats_allow, lemma_allow;
    const uint64_t *lemma_keys; /* NULL: no table */
    const uint16_t *lemma_vals;
    uint32_t lemma_size;
    labels upos, xpos, feats_names, lemma_names, deprel, ner_names;
    /* what labels mean */
    uint8_t *upos_of, *rel_of, *sub_of, *ne_of; /* [n]; ne_of: type * 2, + 1 for I */
    uint16_t *morph_of;
    uint32_t root_rel, parataxis_rel;
    parley_arena arena;
    void *map; /* the file */
    size_t n_map;
} net;

/* path: a model file. Errors: PARLEY_EIO, PARLEY_EMODEL (what is wrong, with the file's name), PARLEY_ENOMEM. */
parley_status net_open(net **out, const char *path, parley_error *err);
/* The same of bytes in memory (aligned to 64, kept by the caller); for tests and fuzzing. check: verify the checksum. */
parley_status net_open_bytes(net **out, const void *bytes, size_t n, const char *path, bool check, parley_error *err);
void net_close(net *n);

/* Everything computed for one sentence: arrays by word, kept from sentence to sentence. */
typedef struct net_state {
    const kernels *k;
    uint32_t cap;          /* words that fit */
    uint8_t *x;            /* [d_in], of one word */
    int32_t *xi;           /* [cap][8 * hid] input half of the gates */
    const int32_t **gates; /* [cap] the same by word: rows of xi or of the word cache */
    context_state *ctx;    /* NULL: none */
    const char **forms;    /* [cap] */
    uint8_t *h[2];         /* [cap][2 * hid] states + 64 */
    uint8_t *start;        /* [2 * hid] state before the first word: all 64 */
    float *c;              /* [KERNEL_BATCH][2 * hid] */
    int32_t *acc;          /* [cap][widest product] */
    uint8_t *enc;          /* [cap][enc.padded] */
    uint8_t *heads;        /* [cap + 1][arc_dim], root first */
    packed bil;            /* dependents as rows; room for cap */
    int32_t *arc;          /* [cap + 1][padded cap]: score of head h for dependent d */
    uint8_t *pair;         /* [cap][3 * lab_dim] */
    int32_t *logits;       /* [cap][tags.padded] */
    int32_t *ner;          /* [cap][ner.padded] */
    int32_t *rel;          /* [cap][lab.padded] */
    int32_t *one;          /* [d_in] sums of one word */
    /* names of doubtful words; of models with near layers */
    const uint8_t **near_x; /* [cap] input, then own vector of a word: rows of near_own or of the word cache */
    uint8_t *near_own;      /* [cap][d_in + near.dim] */
    uint8_t *near_window, *near_hid, *near_mid;
    int32_t *near_acc;
    uint32_t *near_word;
    /* result, by word */
    uint32_t *head; /* 0: root, else index of the head + 1 */
    uint16_t *feats, *lemma;
    uint8_t *upos, *xpos, *deprel, *tag; /* classes of the labels */
    uint64_t *lower_hash;                /* of the lower-cased form, before the tag is added: key of the lemma table */
    uint32_t ld_arc;                     /* of arc in the last sentence */
    /* decoding */
    int64_t *score; /* (cap + 1)^2 at most, grown when a sentence needs it */
    size_t n_score;
    struct tree_scratch *tree;
    uint8_t *back; /* [cap][n_ner] */
    /* input half of the first layer by word form: most words of running text have just been seen */
    struct word_cache *cache;
    int32_t *zero;
    parley_arena arena; /* of all arrays but score */
} net_state;

parley_status net_state_init(net_state *s, const net *n, const kernels *k, parley_error *err);
void net_state_free(net_state *s);

typedef struct net_sentence {
    const parse_token *words; /* forms are read, nothing else */
    uint32_t n;               /* 1 .. NET_WORDS_MAX */
    bool apart;               /* of another text than the sentence before it */
    const uint8_t *around;    /* what net_read gave for its words; of models with ctx */
} net_sentence;

/* Of a model with ctx: reads the first of x, which are neighbours in their text, together; returns how many, one at least.
 * around: [words of them, at most NET_WORDS_MAX][ctx.dim]. */
uint32_t net_read(net_state *s, const net *m, const net_sentence *x, uint32_t n, uint8_t *around);

/* Up to KERNEL_BATCH sentences, longest first, NET_WORDS_MAX words together; fills the result arrays, sentence behind sentence.
 * The result of a sentence does not depend on its company. Errors: PARLEY_ENOMEM. */
parley_status net_run(net_state *s, const net *m, const net_sentence *sentences, uint32_t n_sentences, parley_error *err);
/* Input vector of one word, + 64, [d_in]. */
void net_input(const net *m, net_state *s, const char *form, size_t n, uint8_t *x);

/* --- names of doubtful words (near.c); of models with near layers ---------------------------------------------------- */
void near_state_init(net_state *s, const net *m, parley_arena *a);
/* The own vector of a word with these rows of the features, + 64, [near.dim]. */
void near_vector(net_state *s, const net *m, const uint32_t *rows, uint8_t *out);
/* Changes scores in s->ner. e: states of all words + 64. */
void near_names(net_state *s, const net *m, const uint8_t *e, const net_sentence *x, uint32_t n_sentences);

/* The lemma that a script makes of the form. In arena, or one of form, norm (may be NULL: not known) and the model's strings. */
const char *net_lemma(const net *m, uint32_t script, const char *form, const char *norm, parley_arena *arena);

/* --- trees (tree.c) ----------------------------------------------------------------------------------------------- */
typedef struct tree_scratch tree_scratch;
/* Heads (0 root, else index + 1) of the maximum spanning tree with one word under the root. score: [(n + 1)][ld], by head (0 the
 * root), then dependent. Ties: the lowest head. work: (n + 1)^2 int64. Errors: PARLEY_ENOMEM. */
parley_status tree_find(uint32_t *head, const int32_t *score, size_t ld, uint32_t n, int64_t *work, tree_scratch **scratch,
                        parley_error *err);
void tree_scratch_free(tree_scratch *t);

#endif
