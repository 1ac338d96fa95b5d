/* net.c - the network over one sentence: word features, LSTM, tags, lemmas, trees, names. docs/model-format.md says what is
 * computed. */
#include "language/net.h"

/* --- words -> features (section 1 of the format) ------------------------------------------------------------------ */
static uint32_t plain(uint32_t c) {
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x60:
    case 0xB4:
    case 0x2BC: return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB: return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: return '-';
    case 0x2026: return '.';
    case 0xA0:
    case 0x2009:
    case 0x202F: return ' ';
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
    if ((c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) || (c >= 0x100 && c <= 0x24F) ||
        (c >= 0x370 && c <= 0x3FF) || (c >= 0x400 && c <= 0x52F) || (c >= 0x1E00 && c <= 0x1EFF))
        return 'x';
    if (c >= '0' && c <= '9')
        return 'd';
    return c < 0x3000 ? c : 'u';
}

uint32_t format_shape(uint32_t cp) {
    return shape_of(plain(cp));
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

/* Strings of one word. Long "words" (a megabyte of letters) are cut: their middle says nothing, and no training word is that
 * long. */
typedef struct word_strings {
    char norm[4 * FORMAT_WORD_CPS], lower[4 * FORMAT_WORD_CPS], shape[4 * FORMAT_WORD_CPS];
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
    for (size_t i = 0; i < n && cps < FORMAT_WORD_CPS; cps++) {
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

/* The row of each feature's table. */
static void feature_rows(const net *m, const word_strings *w, uint32_t *rows) {
    for (uint32_t k = 0; k < m->n_features; k++) {
        const feature *f = &m->features[k];
        if (f->kind == FEATURE_WORD)
            rows[k] = vocab_row(m, w->norm, w->n_norm, f->seed);
        else if (f->kind == FEATURE_PREFIX)
            rows[k] = (uint32_t)(hash(w->norm, prefix_bytes(w, f->param), f->seed) % f->rows);
        else if (f->kind == FEATURE_SUFFIX) {
            uint32_t at = suffix_start(w, f->param);
            rows[k] = (uint32_t)(hash(w->norm + at, w->n_norm - at, f->seed) % f->rows);
        } else
            rows[k] = (uint32_t)(hash(w->shape, w->n_shape, f->seed) % f->rows);
    }
}

static void input_of(const net *m, net_state *s, const uint32_t *rows, uint8_t *x) {
    int32_t *sum = s->one;
    memcpy(sum, m->input_b, sizeof *sum * m->d_in);
    for (uint32_t k = 0; k < m->n_features; k++) {
        const feature *f = &m->features[k];
        s->k->add_row(sum, f->table + (size_t)rows[k] * m->d_in, f->m[rows[k]], m->d_in);
    }
    s->k->input(x, sum, m->input_scale, m->d_in);
}

void net_input(const net *m, net_state *s, const char *form, size_t n, uint8_t *x) {
    word_strings w;
    uint32_t rows[NET_FEATURES_MAX];
    word_strings_of(&w, form, n);
    feature_rows(m, &w, rows);
    input_of(m, s, rows, x);
}

/* Key of the lemma table without the tag. */
static uint64_t lower_hash_of(const word_strings *w) {
    return hash_add(0xcbf29ce484222325u ^ 7u, w->lower, w->n_lower);
}

/* --- input half of the first layer, by word form ------------------------------------------------------------------ */
enum { CACHE_FORM = 24, CACHE_BYTES = 24 << 20, WAYS = 3 };
struct word_cache {
    uint32_t n_sets; /* power of two; WAYS each */
    uint32_t batch;  /* number of the batch; rows that it uses are not given to other words */
    struct cache_key {
        uint64_t hash, lower_hash;
        uint32_t batch; /* that used it last */
        uint8_t n;      /* 0: empty */
        char form[CACHE_FORM];
    } * keys;      /* [WAYS * n_sets] */
    int32_t *rows; /* [WAYS * n_sets][8 * hid] */
    uint8_t *near; /* [WAYS * n_sets][d_in + near.dim]; NULL: the model does not ask for it */
};

/* Sets gates, lower_hash and near_x of word t. */
static void word_gates(net_state *s, const net *m, const char *form, uint32_t t) {
    size_t n = strlen(form), width = 8 * (size_t)m->hid;
    size_t near_width = m->d_in + m->near.dim;
    struct word_cache *c = s->cache;
    int32_t *to = s->xi + t * width;
    uint8_t *near_to = c->near ? s->near_own + t * near_width : NULL;
    struct cache_key *key = NULL;
    uint64_t h = 0;
    if (n && n <= CACHE_FORM) {
        h = hash(form, n, 0);
        struct cache_key *set = c->keys + WAYS * (h & (c->n_sets - 1));
        for (uint32_t way = 0; way < WAYS; way++)
            if (set[way].hash == h && set[way].n == n && memcmp(set[way].form, form, n) == 0) {
                set[way].batch = c->batch;
                s->lower_hash[t] = set[way].lower_hash;
                s->gates[t] = c->rows + width * (size_t)(set + way - c->keys);
                if (c->near)
                    s->near_x[t] = c->near + near_width * (size_t)(set + way - c->keys);
                return;
            }
        key = set; /* a free one, else the one used longest ago */
        for (uint32_t way = 1; way < WAYS && key->n; way++)
            if (set[way].n == 0 || set[way].batch < key->batch)
                key = set + way;
        if (key->n && key->batch == c->batch)
            key = NULL;
        else {
            to = c->rows + width * (size_t)(key - c->keys);
            near_to = c->near ? c->near + near_width * (size_t)(key - c->keys) : NULL;
        }
    }
    word_strings w;
    uint32_t rows[NET_FEATURES_MAX];
    word_strings_of(&w, form, n);
    feature_rows(m, &w, rows);
    input_of(m, s, rows, s->x);
    if (near_to) {
        memcpy(near_to, s->x, m->d_in);
        near_vector(s, m, rows, near_to + m->d_in);
        s->near_x[t] = near_to;
    }
    s->k->gemm(to, 0, s->x, 0, 1, &m->layers[0].wx, m->layers[0].init, 0);
    s->gates[t] = to;
    s->lower_hash[t] = lower_hash_of(&w);
    if (key) {
        *key = (struct cache_key){.hash = h, .lower_hash = s->lower_hash[t], .batch = c->batch, .n = (uint8_t)n};
        memcpy(key->form, form, n);
    }
}

/* --- state -------------------------------------------------------------------------------------------------------- */
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
    s->gates = ARENA_ARRAY(a, const int32_t *, cap);
    if (m->ctx.dim) {
        s->ctx = context_state_new(&m->ctx, a);
        s->forms = ARENA_ARRAY(a, const char *, cap);
    }
    s->h[0] = ARENA_ARRAY(a, uint8_t, cap * 2 * m->hid);
    s->h[1] = ARENA_ARRAY(a, uint8_t, cap * 2 * m->hid);
    s->start = ARENA_ARRAY(a, uint8_t, 2 * m->hid);
    memset(s->start, 64, 2 * m->hid);
    s->c = ARENA_ARRAY(a, float, KERNEL_BATCH * 2 * m->hid);
    s->lower_hash = ARENA_ARRAY(a, uint64_t, cap);
    s->acc = ARENA_ARRAY(a, int32_t, cap * wide);
    s->enc = ARENA_ARRAY(a, uint8_t, cap * m->enc.padded);
    s->heads = ARENA_ARRAY(a, uint8_t, (cap + 1) * m->arc_dim);
    s->bil = (packed){.rows = (uint32_t)cap, .cols = m->arc_dim, .w = ARENA_ARRAY(a, int8_t, cap * m->arc_dim)};
    s->bil.order = ARENA_ARRAY(a, uint16_t, PACKED_ORDERS(cap) * PACKED_ORDER(m->arc_dim));
    kernel_pair_none(&s->bil); /* made anew for every sentence: finding pairs would cost more than they save */
    s->arc = ARENA_ARRAY(a, int32_t, (cap + 1) * cap);
    s->pair = ARENA_ARRAY(a, uint8_t, cap * 3 * m->lab_dim);
    s->logits = ARENA_ARRAY(a, int32_t, cap * m->tags.padded);
    s->ner = ARENA_ARRAY(a, int32_t, cap * m->ner.padded);
    s->rel = ARENA_ARRAY(a, int32_t, cap * m->lab.padded);
    s->one = ARENA_ARRAY(a, int32_t, most(m->d_in, m->near.dim));
    near_state_init(s, m, a);
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
    while ((size_t)n_sets * 2 * WAYS * 8 * m->hid * sizeof(int32_t) <= CACHE_BYTES)
        n_sets *= 2;
    s->cache->n_sets = n_sets;
    s->cache->keys = ARENA_ARRAY(a, struct cache_key, WAYS * n_sets);
    s->cache->rows =
        mem_alloc((size_t)n_sets * WAYS * 8 * m->hid * sizeof(int32_t)); /* not cleared: most of it may never be touched */
    if (m->near.dim)
        s->cache->near = mem_alloc((size_t)n_sets * WAYS * (m->d_in + m->near.dim));
    if (!s->cache->rows || (m->near.dim && !s->cache->near))
        longjmp(nomem, 1);
    a->on_nomem = NULL;
    return PARLEY_OK;
}

void net_state_free(net_state *s) {
    if (s->cache) {
        mem_free(s->cache->rows);
        mem_free(s->cache->near);
    }
    mem_free(s->score);
    tree_scratch_free(s->tree);
    arena_free(&s->arena);
    *s = (net_state){0};
}

/* --- encoder ------------------------------------------------------------------------------------------------------ */
/* Adds what the context of each word gives to its gates: xi then holds them all. */
static void add_context(net_state *s, const net *m, const net_sentence *x, uint32_t n_sentences) {
    size_t width = 8 * (size_t)m->hid;
    for (uint32_t i = 0, t = 0; i < n_sentences; t += x[i++].n) {
        for (uint32_t k = t; k < t + x[i].n; k++)
            if (s->gates[k] != s->xi + k * width) {
                memcpy(s->xi + k * width, s->gates[k], sizeof *s->xi * width);
                s->gates[k] = s->xi + k * width;
            }
        s->k->gemm(s->xi + t * width, width, x[i].around, m->ctx.dim, x[i].n, &m->layers[0].wc, s->xi + t * width, width);
    }
}

uint32_t net_read(net_state *s, const net *m, const net_sentence *x, uint32_t n, uint8_t *around) {
    context_sentence together[CONTEXT_TOGETHER];
    uint32_t n_forms = 0, i = 0;
    for (; i < n && i < CONTEXT_TOGETHER && n_forms + x[i].n <= s->cap && !(i && x[i].apart); i++) {
        together[i] = (context_sentence){s->forms + n_forms, x[i].n, x[i].apart};
        for (uint32_t j = 0; j < x[i].n; j++)
            s->forms[n_forms++] = x[i].words[j].form;
    }
    return context_read(s->ctx, &m->ctx, s->k, together, i, around);
}

static const uint8_t *encode(net_state *s, const net *m, const net_sentence *x, uint32_t n_sentences, uint32_t n) {
    uint32_t hid = m->hid, wide = 2 * hid, first[KERNEL_BATCH] = {0};
    s->cache->batch++;
    for (uint32_t i = 0, t = 0; i < n_sentences; i++) {
        first[i] = t;
        for (uint32_t j = 0; j < x[i].n; j++, t++)
            word_gates(s, m, x[i].words[j].form, t);
    }
    if (s->ctx)
        add_context(s, m, x, n_sentences);
    for (uint32_t k = 0; k < m->n_layers; k++) {
        const lstm *l = &m->layers[k];
        uint8_t *h = s->h[k % 2];
        if (k) {
            s->k->gemm(s->xi, 8 * hid, s->h[1 - k % 2], wide, n, &l->wx, l->init, 0);
            for (uint32_t t = 0; k == 1 && t < n; t++)
                s->gates[t] = s->xi + (size_t)t * 8 * hid;
        }
        memset(s->c, 0, sizeof *s->c * wide * n_sentences);
        uint32_t live = n_sentences;
        for (uint32_t t = 0; t < x[0].n; t++) {
            while (x[live - 1].n <= t)
                live--;
            /* Both directions in turn: the one's product runs while the other waits for its divisions. */
            for (uint32_t d = 0; d < 2; d++) {
                int32_t *out[KERNEL_BATCH];
                const uint8_t *a[KERNEL_BATCH];
                const int32_t *init[KERNEL_BATCH];
                uint8_t *to[KERNEL_BATCH];
                for (uint32_t i = 0; i < live; i++) {
                    size_t w = first[i] + (d ? x[i].n - 1 - t : t);
                    out[i] = s->acc + (size_t)i * 4 * hid;
                    to[i] = h + w * wide + d * hid;
                    a[i] = t == 0 ? s->start : d ? to[i] + wide : to[i] - wide;
                    init[i] = s->gates[w] + (size_t)d * 4 * hid;
                }
                s->k->step(out, a, init, live, &l->wh[d]);
                for (uint32_t i = 0; i < live; i++)
                    s->k->cell(to[i], s->c + (size_t)i * wide + d * hid, out[i], l->s[d], l->b[d], hid);
            }
        }
    }
    return s->h[(m->n_layers - 1) % 2];
}

/* --- heads -------------------------------------------------------------------------------------------------------- */
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

static bool lemma_known(const net *m, uint64_t lower_hash, uint32_t upos, uint16_t *script) {
    if (!m->lemma_keys)
        return false;
    uint64_t h = hash_add(lower_hash, "\t", 1);
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

static void tag(net_state *s, const net *m, uint32_t n) {
    const dense *d = &m->tags;
    s->k->gemm(s->logits, d->padded, s->enc, m->enc.padded, n, &d->packed, d->init, 0);
    for (uint32_t t = 0; t < n; t++) {
        int32_t *v = s->logits + (size_t)t * d->padded;
        const uint8_t *in = s->enc + (size_t)t * m->enc.padded;
        s->k->logits(v, d->s, d->b, d->padded);
        uint32_t up = s->k->best(v, m->n_upos), xp = s->k->best(v + m->n_upos, m->n_xpos), pair = up * m->n_xpos + xp;
        s->upos[t] = (uint8_t)up;
        s->xpos[t] = (uint8_t)xp;
        s->feats[t] = (uint16_t)best_allowed(s, &m->feats, &m->feats_allow, pair, in);
        if (!lemma_known(m, s->lower_hash[t], up, &s->lemma[t]))
            s->lemma[t] = (uint16_t)best_allowed(s, &m->lemma, &m->lemma_allow, pair, in);
    }
}

/* The best tag of each word, if these may follow one another at no cost: then no path is better, and of equal ones none is before
 * it. */
static bool names_each(net_state *s, const net *m, uint32_t first, uint32_t n) {
    uint32_t k = m->n_ner, before = k;
    for (uint32_t t = first; t < first + n; t++) {
        uint32_t best = s->k->best(s->ner + (size_t)t * m->ner.padded, k);
        if (m->ner_trans[before * k + best] != 0)
            return false;
        s->tag[t] = (uint8_t)(before = best);
    }
    return true;
}

/* Viterbi over the words [first, first + n). */
static void names(net_state *s, const net *m, uint32_t first, uint32_t n) {
    uint32_t k = m->n_ner;
    if (m->ner_costs && names_each(s, m, first, n))
        return;
    int64_t v[2][255];
    for (uint32_t t = 0; t < n; t++) {
        const int32_t *x = s->ner + (size_t)(first + t) * m->ner.padded;
        int64_t *now = v[t % 2], *before = v[1 - t % 2];
        if (t == 0) {
            for (uint32_t j = 0; j < k; j++)
                now[j] = (int64_t)x[j] + m->ner_trans[k * k + j];
            continue;
        }
        uint8_t *back = s->back + t * k;
        for (uint32_t j = 0; j < k; j++)
            now[j] = before[0] + m->ner_trans[j];
        memset(back, 0, k);
        for (uint32_t i = 1; i < k; i++) {
            const int32_t *trans = m->ner_trans + i * k;
            for (uint32_t j = 0; j < k; j++) {
                int64_t y = before[i] + trans[j];
                if (y > now[j]) {
                    now[j] = y;
                    back[j] = (uint8_t)i;
                }
            }
        }
        for (uint32_t j = 0; j < k; j++)
            now[j] += x[j];
    }
    uint32_t best = 0;
    const int64_t *last = v[(n - 1) % 2];
    for (uint32_t j = 1; j < k; j++)
        if (last[j] > last[best])
            best = j;
    for (uint32_t t = n; t-- > 0;) {
        s->tag[first + t] = (uint8_t)best;
        best = s->back[t * k + best];
    }
}

/* Heads of the words [first, first + n); their arc.bil sums are in acc. */
static parley_status tree(net_state *s, const net *m, uint32_t first, uint32_t n, parley_error *err) {
    const dense *b = &m->bil;
    const uint8_t *head = s->enc + (size_t)first * m->enc.padded + m->tag_hid + m->ner_hid;
    uint32_t dim = m->arc_dim, rows = (n + 15) / 16 * 16;
    s->bil.rows = rows;
    memset(s->bil.w + (size_t)(rows - 16) * dim, 0, (size_t)16 * dim);
    for (uint32_t t = 0; t < n; t++) {
        int8_t *to = s->bil.w + (size_t)(t / 16) * dim * 16 + (t % 16) * 4;
        const int32_t *v = s->acc + (size_t)(first + t) * b->padded;
        for (uint32_t j = 0; j < dim; j += 4, to += 64)
            for (uint32_t i = 0; i < 4; i++)
                to[i] = (int8_t)(v[j + i] > 127 ? 127 : v[j + i] < -127 ? -127 : v[j + i]);
    }
    memcpy(s->heads, m->arc_root, dim);
    for (uint32_t t = 0; t < n; t++)
        memcpy(s->heads + (size_t)(t + 1) * dim, head + (size_t)t * m->enc.padded, dim);
    s->ld_arc = rows;
    s->k->gemm(s->arc, rows, s->heads, dim, n + 1, &s->bil, s->zero, 0);
    size_t need = (size_t)(n + 1) * (n + 1);
    if (need > s->n_score) {
        int64_t *grown = mem_realloc(s->score, sizeof *grown * need);
        if (!grown)
            return fail_nomem(err);
        s->score = grown;
        s->n_score = need;
    }
    return tree_find(s->head + first, s->arc, rows, n, s->score, &s->tree, err);
}

/* Input of the relations of the words [first, first + n). */
static void pairs(net_state *s, const net *m, uint32_t first, uint32_t n) {
    uint32_t dim = m->lab_dim;
    const uint8_t *head = s->enc + (size_t)first * m->enc.padded + m->tag_hid + m->ner_hid + 2 * m->arc_dim, *dep = head + dim;
    for (uint32_t t = 0; t < n; t++) {
        uint32_t h = s->head[first + t];
        const uint8_t *x = h ? head + (size_t)(h - 1) * m->enc.padded : m->lab_root, *y = dep + (size_t)t * m->enc.padded;
        uint8_t *to = s->pair + (size_t)(first + t) * 3 * dim;
        for (uint32_t j = 0; j < dim; j++)
            to[j] = (uint8_t)((x[j] * y[j] + 64) >> 7);
        memcpy(to + dim, x, dim);
        memcpy(to + 2 * dim, y, dim);
    }
}

static void relations(net_state *s, const net *m, uint32_t n) {
    const dense *d = &m->lab;
    s->k->gemm(s->rel, d->padded, s->pair, d->cols, n, &d->packed, d->init, 0);
    for (uint32_t t = 0; t < n; t++) {
        int32_t *v = s->rel + (size_t)t * d->padded;
        s->k->logits(v, d->s, d->b, d->padded);
        uint32_t best = m->root_rel; /* only the word without a head has it */
        if (s->head[t]) {
            uint32_t after = m->root_rel + 1, late = m->n_deprel > after ? after + s->k->best(v + after, m->n_deprel - after) : 0;
            best = m->root_rel ? s->k->best(v, m->root_rel) : late;
            if (late > best && v[late] > v[best])
                best = late;
        }
        s->deprel[t] = (uint8_t)best;
    }
}

parley_status net_run(net_state *s, const net *m, const net_sentence *x, uint32_t n_sentences, parley_error *err) {
    uint32_t n = 0;
    assert(n_sentences > 0 && n_sentences <= KERNEL_BATCH);
    for (uint32_t i = 0; i < n_sentences; i++) {
        assert(x[i].n > 0 && (i == 0 || x[i].n <= x[i - 1].n));
        n += x[i].n;
    }
    assert(n <= NET_WORDS_MAX);
    const uint8_t *e = encode(s, m, x, n_sentences, n);
    const dense *d = &m->enc, *b = &m->bil, *ner = &m->ner;
    s->k->gemm(s->acc, d->padded, e, 2 * m->hid, n, &d->packed, d->init, 0);
    for (uint32_t t = 0; t < n; t++)
        s->k->relu(s->enc + (size_t)t * d->padded, s->acc + (size_t)t * d->padded, d->s, d->b, d->padded);
    tag(s, m, n);
    s->k->gemm(s->ner, ner->padded, s->enc + m->tag_hid, d->padded, n, &ner->packed, ner->init, 0);
    for (uint32_t t = 0; t < n; t++)
        s->k->logits(s->ner + (size_t)t * ner->padded, ner->s, ner->b, ner->padded);
    if (m->near.dim)
        near_names(s, m, e, x, n_sentences);
    s->k->gemm(s->acc, b->padded, s->enc + m->tag_hid + m->ner_hid + m->arc_dim, d->padded, n, &b->packed, b->init, 0);
    for (uint32_t t = 0; t < n; t++)
        s->k->logits(s->acc + (size_t)t * b->padded, b->s, b->b, b->padded);
    for (uint32_t i = 0, first = 0; i < n_sentences; first += x[i++].n) {
        names(s, m, first, x[i].n);
        parley_status rc = tree(s, m, first, x[i].n, err);
        if (rc < 0)
            return rc;
        pairs(s, m, first, x[i].n);
    }
    relations(s, m, n);
    return PARLEY_OK;
}

const char *net_lemma(const net *m, uint32_t script, const char *form, const char *norm, parley_arena *arena) {
    const char *s = m->lemma_names.names[script];
    if (s[0] == '=')
        return s + 1;
    if (s[1] == '0' && s[2] == '\0') { /* most words: as they stand, or in lower case */
        if (s[0] == 'o')
            return form;
        size_t i = 0;
        while (form[i] && (unsigned char)form[i] < 0x80 && form[i] != '`')
            i++;
        if (norm && !form[i])
            return norm; /* in ASCII norm and the format's lower are the same */
    }
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
