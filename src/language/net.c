/* net.c - the network over one sentence: word features, LSTM, tags, lemmas, trees, names. docs/model-format.md says what is computed. */
#include "language/net.h"

/* --- words -> features (section 1 of the format) ------------------------------------------------------------------------------------- */
static uint32_t plain(uint32_t c) {
    switch (c) {
    case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x2032: case 0x60: case 0xB4: case 0x2BC: return '\'';
    case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0x2033: case 0xAB: case 0xBB: return '"';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: return '-';
    case 0x2026: return '.';
    case 0xA0: case 0x2009: case 0x202F: return ' ';
    default: return c;
    }
}

/* The table of the format, which is not cp_lower: a model is trained with it. */
static uint32_t lower(uint32_t c) {
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7)
        return c + 32;
    if (c == 0x130)
        return 'i';
    if (((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177)) && c % 2 == 0)
        return c + 1;
    if (((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) && c % 2 == 1)
        return c + 1;
    if (c == 0x178)
        return 0xFF;
    if (c >= 0x391 && c <= 0x3A9)
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    if (c >= 0x410 && c <= 0x42F)
        return c + 32;
    if (((c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF)) && c % 2 == 0)
        return c + 1;
    return c;
}

static uint32_t shape_of(uint32_t c) {
    if (lower(c) != c)
        return 'X';
    if ((c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) || (c >= 0x100 && c <= 0x24F) || (c >= 0x370 && c <= 0x3FF) ||
        (c >= 0x400 && c <= 0x52F) || (c >= 0x1E00 && c <= 0x1EFF))
        return 'x';
    if (c >= '0' && c <= '9')
        return 'd';
    return c < 0x3000 ? c : 'u';
}

static uint64_t hash_add(uint64_t h, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
    return h;
}

static uint64_t hash_end(uint64_t h) {
    h ^= h >> 32;
    h *= 0x9e3779b97f4a7c15u;
    return h ^ (h >> 29);
}

static uint64_t hash(const char *s, size_t n, uint64_t seed) {
    return hash_end(hash_add(0xcbf29ce484222325u ^ seed, s, n));
}

/* Strings of one word. Long "words" (a megabyte of letters) are cut: their middle says nothing, and no training word is that long. */
enum { WORD_CPS = 256 };
typedef struct word_strings {
    char norm[4 * WORD_CPS], lower[4 * WORD_CPS], shape[4 * WORD_CPS];
    uint32_t n_norm, n_lower, n_shape;
} word_strings;

static uint32_t put(char *to, uint32_t c) {
    if (c < 0x80) {
        *to = (char)c;
        return 1;
    }
    return utf8_put(to, c);
}

static void word_strings_of(word_strings *w, const char *form, size_t n) {
    uint32_t last = 0, run = 0, cps = 0;
    w->n_norm = w->n_lower = w->n_shape = 0;
    for (size_t i = 0; i < n && cps < WORD_CPS; cps++) {
        uint32_t len, c = utf8_get(form + i, n - i, &len);
        i += len;
        c = plain(c == UTF8_BAD ? 0xFFFD : c);
        uint32_t low = lower(c), shape = shape_of(c);
        w->n_lower += put(w->lower + w->n_lower, low);
        w->n_norm += put(w->norm + w->n_norm, low >= '0' && low <= '9' ? '0' : low);
        run = shape == last ? run + 1 : 1;
        last = shape;
        if (run <= 3)
            w->n_shape += put(w->shape + w->n_shape, shape);
    }
}

static uint32_t vocab_row(const net *m, const char *norm, uint32_t n, uint64_t seed) {
    uint64_t key = hash(norm, n, 0);
    if (key == 0)
        key = 1;
    uint32_t mask = m->vocab_size - 1;
    for (uint32_t i = (uint32_t)key & mask; m->vocab_keys[i]; i = (i + 1) & mask)
        if (m->vocab_keys[i] == key)
            return m->vocab_rows[i];
    return m->n_vocab + (uint32_t)(hash(norm, n, seed) % m->n_word_buckets);
}

static uint32_t prefix_bytes(const word_strings *w, uint32_t cps) {
    uint32_t i = 0;
    while (i < w->n_norm && cps-- > 0)
        do
            i++;
        while (i < w->n_norm && ((unsigned char)w->norm[i] & 0xC0) == 0x80);
    return i;
}

static uint32_t suffix_start(const word_strings *w, uint32_t cps) {
    uint32_t i = w->n_norm;
    while (i > 0 && cps-- > 0)
        do
            i--;
        while (i > 0 && ((unsigned char)w->norm[i] & 0xC0) == 0x80);
    return i;
}

void net_input(const net *m, net_state *s, const char *form, size_t n, uint8_t *x) {
    word_strings w;
    word_strings_of(&w, form, n);
    int32_t *sum = s->one;
    memcpy(sum, m->input_b, sizeof *sum * m->d_in);
    for (uint32_t k = 0; k < m->n_features; k++) {
        const feature *f = &m->features[k];
        uint64_t row;
        if (f->kind == FEATURE_WORD)
            row = vocab_row(m, w.norm, w.n_norm, f->seed);
        else if (f->kind == FEATURE_PREFIX)
            row = hash(w.norm, prefix_bytes(&w, f->param), f->seed) % f->rows;
        else if (f->kind == FEATURE_SUFFIX) {
            uint32_t at = suffix_start(&w, f->param);
            row = hash(w.norm + at, w.n_norm - at, f->seed) % f->rows;
        } else
            row = hash(w.shape, w.n_shape, f->seed) % f->rows;
        const int8_t *t = f->table + (size_t)row * m->d_in;
        int32_t scale = f->m[row];
        for (uint32_t j = 0; j < m->d_in; j++)
            sum[j] += t[j] * scale;
    }
    s->k->input(x, sum, m->input_scale, m->d_in);
}

/* --- input half of the first layer, by word form ------------------------------------------------------------------------------------- */
enum { CACHE_FORM = 24, CACHE_BYTES = 12 << 20 };
struct word_cache {
    uint32_t n_sets; /* power of two; two ways each */
    struct cache_key {
        uint64_t hash;
        uint8_t n, used; /* n 0: empty */
        char form[CACHE_FORM];
    } *keys;       /* [2 * n_sets] */
    int32_t *rows; /* [2 * n_sets][8 * hid] */
};

static void word_gates(net_state *s, const net *m, const char *form, int32_t *out) {
    size_t n = strlen(form), width = 8 * (size_t)m->hid;
    struct word_cache *c = s->cache;
    int32_t *to = out;
    if (n && n <= CACHE_FORM) {
        uint64_t h = hash(form, n, 0);
        struct cache_key *set = c->keys + 2 * (h & (c->n_sets - 1));
        uint32_t way = 0;
        for (; way < 2; way++)
            if (set[way].hash == h && set[way].n == n && memcmp(set[way].form, form, n) == 0) {
                set[way].used = 1;
                set[1 - way].used = 0;
                memcpy(out, c->rows + width * (size_t)(set + way - c->keys), sizeof *out * width);
                return;
            }
        way = set[0].n == 0 || !set[0].used ? 0 : 1;
        set[way] = (struct cache_key){.hash = h, .n = (uint8_t)n, .used = 1};
        set[1 - way].used = 0;
        memcpy(set[way].form, form, n);
        to = c->rows + width * (size_t)(set + way - c->keys);
    }
    net_input(m, s, form, n, s->x);
    s->k->gemm(to, 0, s->x, 0, 1, m->layers[0].wx, 8 * m->hid, m->d_in, m->layers[0].init, 0);
    if (to != out)
        memcpy(out, to, sizeof *out * width);
}

/* --- state ----------------------------------------------------------------------------------------------------------------------------- */
static uint32_t most(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

parley_status net_state_init(net_state *s, const net *m, const kernels *k, parley_error *err) {
    *s = (net_state){.k = k, .cap = NET_WORDS_MAX};
    parley_arena *a = &s->arena;
    jmp_buf nomem;
    if (setjmp(nomem)) {
        a->on_nomem = NULL;
        net_state_free(s);
        return fail_nomem(err);
    }
    a->on_nomem = &nomem;
    size_t cap = NET_WORDS_MAX;
    uint32_t wide = most(most(m->enc.padded, m->bil.padded), most(4 * m->hid, m->lab.padded));
    s->x = ARENA_ARRAY(a, uint8_t, m->d_in);
    s->xi = ARENA_ARRAY(a, int32_t, cap * 8 * m->hid);
    s->h[0] = ARENA_ARRAY(a, uint8_t, (cap + 2) * 2 * m->hid);
    s->h[1] = ARENA_ARRAY(a, uint8_t, (cap + 2) * 2 * m->hid);
    s->c = ARENA_ARRAY(a, float, 2 * m->hid);
    s->acc = ARENA_ARRAY(a, int32_t, cap * wide);
    s->enc = ARENA_ARRAY(a, uint8_t, cap * m->enc.padded);
    s->heads = ARENA_ARRAY(a, uint8_t, (cap + 1) * m->arc_dim);
    s->bil = ARENA_ARRAY(a, int8_t, cap * m->arc_dim);
    s->arc = ARENA_ARRAY(a, int32_t, (cap + 1) * cap);
    s->pair = ARENA_ARRAY(a, uint8_t, cap * 3 * m->lab_dim);
    s->logits = ARENA_ARRAY(a, int32_t, cap * m->tags.padded);
    s->ner = ARENA_ARRAY(a, int32_t, cap * m->ner.padded);
    s->rel = ARENA_ARRAY(a, int32_t, cap * m->lab.padded);
    s->one = ARENA_ARRAY(a, int32_t, most(m->d_in, 256));
    s->head = ARENA_ARRAY(a, uint32_t, cap);
    s->feats = ARENA_ARRAY(a, uint16_t, cap);
    s->lemma = ARENA_ARRAY(a, uint16_t, cap);
    s->upos = ARENA_ARRAY(a, uint8_t, cap);
    s->xpos = ARENA_ARRAY(a, uint8_t, cap);
    s->deprel = ARENA_ARRAY(a, uint8_t, cap);
    s->tag = ARENA_ARRAY(a, uint8_t, cap);
    s->back = ARENA_ARRAY(a, uint8_t, cap * m->n_ner);
    s->zero = ARENA_ARRAY(a, int32_t, cap);
    s->cache = ARENA_NEW(a, struct word_cache);
    uint32_t n_sets = 64;
    while ((size_t)n_sets * 2 * 2 * 8 * m->hid * sizeof(int32_t) <= CACHE_BYTES)
        n_sets *= 2;
    s->cache->n_sets = n_sets;
    s->cache->keys = ARENA_ARRAY(a, struct cache_key, 2 * n_sets);
    s->cache->rows = mem_alloc((size_t)n_sets * 2 * 8 * m->hid * sizeof(int32_t)); /* not cleared: most of it may never be touched */
    if (!s->cache->rows)
        longjmp(nomem, 1);
    a->on_nomem = NULL;
    return PARLEY_OK;
}

void net_state_free(net_state *s) {
    if (s->cache)
        mem_free(s->cache->rows);
    mem_free(s->score);
    tree_scratch_free(s->tree);
    arena_free(&s->arena);
    *s = (net_state){0};
}

/* --- encoder ----------------------------------------------------------------------------------------------------------------------------- */
static const uint8_t *encode(net_state *s, const net *m, const parse_token *words, uint32_t n) {
    uint32_t hid = m->hid, wide = 2 * hid;
    for (uint32_t t = 0; t < n; t++)
        word_gates(s, m, words[t].form, s->xi + (size_t)t * 8 * hid);
    for (uint32_t k = 0; k < m->n_layers; k++) {
        const lstm *l = &m->layers[k];
        uint8_t *h = s->h[k % 2];
        if (k)
            s->k->gemm(s->xi, 8 * hid, s->h[1 - k % 2] + wide, wide, n, l->wx, 8 * hid, l->in, l->init, 0);
        memset(h, 64, wide);
        memset(h + (size_t)(n + 1) * wide, 64, wide);
        memset(s->c, 0, sizeof *s->c * wide);
        /* Both directions in turn: the one's product runs while the other waits for its divisions. */
        for (uint32_t t = 0; t < n; t++) {
            uint32_t u = n - 1 - t;
            s->k->gemm(s->acc, 0, h + (size_t)t * wide, 0, 1, l->wh[0], 4 * hid, hid, s->xi + (size_t)t * 8 * hid, 0);
            s->k->cell(h + (size_t)(t + 1) * wide, s->c, s->acc, l->s[0], l->b[0], hid);
            s->k->gemm(s->acc, 0, h + (size_t)(u + 2) * wide + hid, 0, 1, l->wh[1], 4 * hid, hid, s->xi + (size_t)u * 8 * hid + 4 * hid, 0);
            s->k->cell(h + (size_t)(u + 1) * wide + hid, s->c + hid, s->acc, l->s[1], l->b[1], hid);
        }
    }
    return s->h[(m->n_layers - 1) % 2] + wide;
}

/* --- heads ------------------------------------------------------------------------------------------------------------------------------- */
static uint32_t best_of(int32_t *v, const int32_t *acc, const float *s, const float *b, uint32_t n) {
    uint32_t best = 0;
    for (uint32_t i = 0; i < n; i++) {
        v[i] = kernel_logit(acc[i], s[i], b[i]);
        if (v[i] > v[best])
            best = i;
    }
    return best;
}

/* The best class of d among those allowed for the tags. */
static uint32_t best_allowed(const net_state *s, const dense *d, const allow *a, uint32_t pair, const uint8_t *in) {
    uint32_t from = a->off[pair], to = a->off[pair + 1], best = 0;
    bool all = from == to;
    int32_t top = INT32_MIN;
    if (to - from == 1)
        return a->ids[from];
    if (all)
        from = 0, to = d->rows;
    for (uint32_t i = from; i < to; i++) {
        uint32_t row = all ? i : a->ids[i];
        int32_t v = kernel_logit(s->k->dot(in, d->w + (size_t)row * d->cols, d->cols), d->s[row], d->b[row]);
        if (v > top) {
            top = v;
            best = row;
        }
    }
    return best;
}

static bool lemma_known(const net *m, const char *form, uint32_t upos, uint16_t *script) {
    if (!m->lemma_keys)
        return false;
    word_strings w;
    word_strings_of(&w, form, strlen(form));
    uint64_t h = hash_add(0xcbf29ce484222325u ^ 7u, w.lower, w.n_lower);
    h = hash_add(h, "\t", 1);
    h = hash_end(hash_add(h, m->upos.names[upos], strlen(m->upos.names[upos])));
    if (h == 0)
        h = 1;
    uint32_t mask = m->lemma_size - 1;
    for (uint32_t i = (uint32_t)h & mask; m->lemma_keys[i]; i = (i + 1) & mask)
        if (m->lemma_keys[i] == h) {
            *script = m->lemma_vals[i];
            return true;
        }
    return false;
}

static void tag(net_state *s, const net *m, const parse_token *words, uint32_t n) {
    const dense *d = &m->tags;
    s->k->gemm(s->logits, d->padded, s->enc, m->enc.padded, n, d->packed, d->padded, d->cols, d->init, 0);
    for (uint32_t t = 0; t < n; t++) {
        int32_t *v = s->logits + (size_t)t * d->padded;
        const uint8_t *in = s->enc + (size_t)t * m->enc.padded;
        uint32_t up = best_of(v, v, d->s, d->b, m->n_upos);
        uint32_t xp = best_of(v + m->n_upos, v + m->n_upos, d->s + m->n_upos, d->b + m->n_upos, m->n_xpos);
        uint32_t pair = up * m->n_xpos + xp;
        s->upos[t] = (uint8_t)up;
        s->xpos[t] = (uint8_t)xp;
        s->feats[t] = (uint16_t)best_allowed(s, &m->feats, &m->feats_allow, pair, in);
        if (!lemma_known(m, words[t].form, up, &s->lemma[t]))
            s->lemma[t] = (uint16_t)best_allowed(s, &m->lemma, &m->lemma_allow, pair, in);
    }
}

static void names(net_state *s, const net *m, uint32_t n) {
    const dense *d = &m->ner;
    uint32_t k = m->n_ner;
    int64_t v[2][255];
    s->k->gemm(s->ner, d->padded, s->enc + m->tag_hid, m->enc.padded, n, d->packed, d->padded, d->cols, d->init, 0);
    for (uint32_t t = 0; t < n; t++) {
        int32_t *x = s->ner + (size_t)t * d->padded;
        int64_t *now = v[t % 2], *before = v[1 - t % 2];
        best_of(x, x, d->s, d->b, k);
        for (uint32_t j = 0; j < k; j++) {
            if (t == 0) {
                now[j] = (int64_t)x[j] + m->ner_trans[k * k + j];
                continue;
            }
            uint32_t best = 0;
            int64_t top = before[0] + m->ner_trans[j];
            for (uint32_t i = 1; i < k; i++) {
                int64_t y = before[i] + m->ner_trans[i * k + j];
                if (y > top) {
                    top = y;
                    best = i;
                }
            }
            now[j] = top + x[j];
            s->back[t * k + j] = (uint8_t)best;
        }
    }
    uint32_t best = 0;
    const int64_t *last = v[(n - 1) % 2];
    for (uint32_t j = 1; j < k; j++)
        if (last[j] > last[best])
            best = j;
    for (uint32_t t = n; t-- > 0;) {
        s->tag[t] = (uint8_t)best;
        best = s->back[t * k + best];
    }
}

static parley_status tree(net_state *s, const net *m, uint32_t n, parley_error *err) {
    const dense *b = &m->bil;
    const uint8_t *head = s->enc + m->tag_hid + m->ner_hid, *dep = head + m->arc_dim;
    uint32_t dim = m->arc_dim, rows = (n + 15) / 16 * 16;
    s->k->gemm(s->acc, b->padded, dep, m->enc.padded, n, b->packed, b->padded, dim, b->init, 0);
    memset(s->bil, 0, (size_t)rows * dim);
    for (uint32_t t = 0; t < n; t++) {
        int8_t *to = s->bil + (size_t)(t / 16) * dim * 16 + (t % 16) * 4;
        const int32_t *acc = s->acc + (size_t)t * b->padded;
        for (uint32_t j = 0; j < dim; j++)
            to[(size_t)(j / 4) * 64 + j % 4] = kernel_s8(acc[j], b->s[j], b->b[j]);
    }
    memcpy(s->heads, m->arc_root, dim);
    for (uint32_t t = 0; t < n; t++)
        memcpy(s->heads + (size_t)(t + 1) * dim, head + (size_t)t * m->enc.padded, dim);
    s->ld_arc = rows;
    s->k->gemm(s->arc, rows, s->heads, dim, n + 1, s->bil, rows, dim, s->zero, 0);
    size_t need = (size_t)(n + 1) * (n + 1);
    if (need > s->n_score) {
        int64_t *grown = mem_realloc(s->score, sizeof *grown * need);
        if (!grown)
            return fail_nomem(err);
        s->score = grown;
        s->n_score = need;
    }
    tree_scratch *scratch = s->tree;
    parley_status rc = tree_find(s->head, s->arc, rows, n, s->score, &scratch, err);
    s->tree = scratch;
    return rc;
}

static void relations(net_state *s, const net *m, uint32_t n) {
    const dense *d = &m->lab;
    uint32_t dim = m->lab_dim;
    const uint8_t *head = s->enc + m->tag_hid + m->ner_hid + 2 * m->arc_dim, *dep = head + dim;
    for (uint32_t t = 0; t < n; t++) {
        const uint8_t *x = s->head[t] ? head + (size_t)(s->head[t] - 1) * m->enc.padded : m->lab_root, *y = dep + (size_t)t * m->enc.padded;
        uint8_t *to = s->pair + (size_t)t * 3 * dim;
        for (uint32_t j = 0; j < dim; j++)
            to[j] = (uint8_t)((x[j] * y[j] + 64) >> 7);
        memcpy(to + dim, x, dim);
        memcpy(to + 2 * dim, y, dim);
    }
    s->k->gemm(s->rel, d->padded, s->pair, 3 * dim, n, d->packed, d->padded, 3 * dim, d->init, 0);
    for (uint32_t t = 0; t < n; t++) {
        int32_t *v = s->rel + (size_t)t * d->padded;
        uint32_t best = m->root_rel == 0 ? 1 : 0;
        for (uint32_t i = 0; i < m->n_deprel; i++) {
            v[i] = kernel_logit(v[i], d->s[i], d->b[i]);
            if (v[i] > v[best] && i != m->root_rel)
                best = i;
        }
        s->deprel[t] = (uint8_t)(s->head[t] ? best : m->root_rel);
    }
}

parley_status net_run(net_state *s, const net *m, const parse_token *words, uint32_t n, parley_error *err) {
    assert(n > 0 && n <= NET_WORDS_MAX);
    const uint8_t *e = encode(s, m, words, n);
    const dense *d = &m->enc;
    s->k->gemm(s->acc, d->padded, e, 2 * m->hid, n, d->packed, d->padded, d->cols, d->init, 0);
    for (uint32_t t = 0; t < n; t++)
        s->k->relu(s->enc + (size_t)t * d->padded, s->acc + (size_t)t * d->padded, d->s, d->b, d->padded);
    tag(s, m, words, n);
    names(s, m, n);
    parley_status rc = tree(s, m, n, err);
    if (rc >= 0)
        relations(s, m, n);
    return rc;
}

const char *net_lemma(const net *m, uint32_t script, const char *form, parley_arena *arena) {
    const char *s = m->lemma_names.names[script];
    if (s[0] == '=')
        return s + 1;
    size_t n = strlen(form), keep = 0, n_tail = strlen(s + 2);
    char *out = arena_alloc(arena, 2 * n + n_tail + 1); /* lower case and U+FFFD may be longer than what they stand for */
    if (s[0] == 'l') {
        for (size_t i = 0; i < n;) {
            uint32_t len, c = utf8_get(form + i, n - i, &len);
            i += len;
            if (c == UTF8_BAD)
                out[keep++] = form[i - 1];
            else
                keep += put(out + keep, lower(plain(c)));
        }
    } else {
        memcpy(out, form, n);
        keep = n;
    }
    for (int off = s[1] - '0'; off > 0; off--) {
        if (keep == 0)
            return form;
        do
            keep--;
        while (keep > 0 && ((unsigned char)out[keep] & 0xC0) == 0x80);
    }
    memcpy(out + keep, s + 2, n_tail + 1);
    return out;
}
