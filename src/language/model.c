/* model.c - the model file: mapped, every number checked before it is used, weights packed for the kernels. */
#include "language/net.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER = 256, ENTRY = 64, VERSION = 3, VERSION_LEAST = 2, DIM_MAX = 2048, ROWS_MAX = 1 << 22 };
enum { T_I8 = 1, T_U8, T_I16, T_U16, T_I32, T_U32, T_F32, T_U64, T_TEXT };

typedef struct loader {
    const uint8_t *bytes;
    size_t n;
    const char *path;
    uint32_t n_sections;
    net *m;
    parley_error *err;
    bool bad; /* the first fault has been told */
} loader;

static parley_status refuse(loader *l, int64_t pos, const char *what, const char *section) {
    if (!l->bad)
        fail(l->err, PARLEY_EMODEL, pos, "%s: %s%s%s", l->path, what, section ? ": " : "", section ? section : "");
    l->bad = true;
    return PARLEY_EMODEL;
}

static uint32_t u32_at(const uint8_t *p) {
    uint32_t v;
    memcpy(&v, p, 4);
    return v;
}

static uint64_t u64_at(const uint8_t *p) {
    uint64_t v;
    memcpy(&v, p, 8);
    return v;
}

static uint64_t checksum(const uint8_t *p, size_t n) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i += 8) {
        uint64_t w = 0;
        memcpy(&w, p + i, n - i < 8 ? n - i : 8);
        if (i == 24)
            w = 0;
        h = (h ^ w) * 0x100000001b3u;
    }
    return h ^ (h >> 32);
}

/* --- header and sections ------------------------------------------------------------------------------------------ */
static parley_status header(loader *l, bool check) {
    const uint8_t *p = l->bytes;
    net *m = l->m;
    if (l->n < 8 || memcmp(p, "PARLEYM\n", 8) != 0)
        return refuse(l, 0, "not a language model of parley", NULL);
    if (l->n < HEADER)
        return refuse(l, (int64_t)l->n, "model file is cut off", NULL);
    if (u32_at(p + 12) != 0x01020304)
        return refuse(l, 12, "model file of another byte order, or damaged", NULL);
    if (u32_at(p + 8) < VERSION_LEAST || u32_at(p + 8) > VERSION) {
        l->bad = true;
        return fail(l->err, PARLEY_EMODEL, 8, "%s: model format %u, this program reads %d to %d", l->path, u32_at(p + 8),
                    VERSION_LEAST, VERSION);
    }
    if (u64_at(p + 16) != l->n) {
        l->bad = true;
        return fail(l->err, PARLEY_EMODEL, (int64_t)l->n, "%s: model file is %s: %zu bytes, its header says %llu", l->path,
                    u64_at(p + 16) > l->n ? "cut off" : "too long", l->n, (unsigned long long)u64_at(p + 16));
    }
    m->checksum = u64_at(p + 24);
    if (check && checksum(p, l->n) != m->checksum)
        return refuse(l, 24, "model file is damaged: wrong checksum", NULL);
    l->n_sections = u32_at(p + 32);
    if (u64_at(p + 40) != HEADER || l->n_sections > 4096 || l->n - HEADER < (size_t)l->n_sections * ENTRY)
        return refuse(l, 32, "model file is damaged: section table", NULL);
    static const size_t at[] = {
        offsetof(net, d_in),     offsetof(net, hid),     offsetof(net, n_layers), offsetof(net, n_features),
        offsetof(net, tag_hid),  offsetof(net, arc_dim), offsetof(net, lab_dim),  offsetof(net, ner_hid),
        offsetof(net, n_upos),   offsetof(net, n_xpos),  offsetof(net, n_feats),  offsetof(net, n_lemma),
        offsetof(net, n_deprel), offsetof(net, n_ner),   offsetof(net, n_vocab),  offsetof(net, n_word_buckets)};
    for (size_t i = 0; i < COUNT_OF(at); i++)
        memcpy((char *)m + at[i], p + 48 + 4 * i, 4);
    memcpy(&m->input_scale, p + 112, 4);
    m->vocab_size = u32_at(p + 116);
    memcpy(m->name, p + 128, 64);
    memcpy(m->licence, p + 192, 32);
    const uint32_t dims[] = {m->d_in, m->hid, m->tag_hid, m->ner_hid, m->arc_dim, m->lab_dim};
    for (size_t i = 0; i < COUNT_OF(dims); i++)
        if (dims[i] == 0 || dims[i] % 32 != 0 || dims[i] > DIM_MAX)
            return refuse(l, 48, "model file is damaged: dimensions", NULL);
    if (m->n_layers < 1 || m->n_layers > NET_LAYERS_MAX || m->n_features < 1 || m->n_features > NET_FEATURES_MAX ||
        m->n_upos < 1 || m->n_upos > 255 || m->n_xpos < 1 || m->n_xpos > 255 || m->n_feats < 1 || m->n_feats > 60000 ||
        m->n_lemma < 1 || m->n_lemma > 60000 || m->n_deprel < 2 || m->n_deprel > 255 || m->n_ner < 1 || m->n_ner > 255 ||
        m->n_vocab > ROWS_MAX || m->n_word_buckets < 1 || m->n_word_buckets > ROWS_MAX ||
        !(m->input_scale > 0.0f && m->input_scale <= 1.0f) || m->vocab_size < 2 || m->vocab_size > 2 * ROWS_MAX ||
        (m->vocab_size & (m->vocab_size - 1)))
        return refuse(l, 48, "model file is damaged: dimensions", NULL);
    return PARLEY_OK;
}

/* The section's bytes, or NULL and a told fault. rows, cols 0: any number, given back. */
static const void *find(loader *l, const char *name, uint32_t type, uint32_t *rows, uint32_t *cols, bool must) {
    static const uint8_t size[] = {0, 1, 1, 2, 2, 4, 4, 4, 8, 1};
    size_t n_name = strlen(name);
    for (uint32_t i = 0; i < l->n_sections && !l->bad; i++) {
        const uint8_t *e = l->bytes + HEADER + (size_t)i * ENTRY;
        if (n_name >= 24 || memcmp(e, name, n_name) != 0 || e[n_name] != '\0')
            continue;
        uint64_t off = u64_at(e + 32), n = u64_at(e + 40);
        uint32_t r = u32_at(e + 48), c = u32_at(e + 52);
        if (u32_at(e + 24) != type || off % 64 != 0 || off > l->n || n > l->n - off || n != (uint64_t)r * c * size[type] ||
            r == 0 || c == 0 || (*rows && r != *rows) || (*cols && c != *cols)) {
            refuse(l, (int64_t)(HEADER + (size_t)i * ENTRY), "model file is damaged: section", name);
            return NULL;
        }
        *rows = r;
        *cols = c;
        return l->bytes + off;
    }
    if (must)
        refuse(l, -1, "model file is damaged: section is missing", name);
    return NULL;
}

static const void *section(loader *l, const char *name, uint32_t type, uint32_t rows, uint32_t cols) {
    return find(l, name, type, &rows, &cols, true);
}

static const void *part(loader *l, const char *layer, const char *suffix, uint32_t type, uint32_t rows, uint32_t cols) {
    char name[48];
    snprintf(name, sizeof name, "%s%s", layer, suffix);
    return section(l, name, type, rows, cols);
}

static const float *floats(loader *l, const char *layer, const char *suffix, uint32_t rows, float limit) {
    const float *v = part(l, layer, suffix, T_F32, rows, 1);
    for (uint32_t i = 0; v && i < rows; i++)
        if (!(fabsf(v[i]) <= limit)) { /* NaN, too */
            refuse(l, -1, "model file is damaged: number out of range", layer);
            return NULL;
        }
    return v;
}

/* --- weights ------------------------------------------------------------------------------------------------------ */
static packed packed_new(net *m, uint32_t rows, uint32_t cols) {
    int8_t *p = arena_alloc(&m->arena, (size_t)rows * cols + 64);
    uintptr_t at = ((uintptr_t)p + 63) & ~(uintptr_t)63; /* a group a cache line */
    return (packed){.rows = rows,
                    .cols = cols,
                    .w = (int8_t *)at,
                    .order = ARENA_ARRAY(&m->arena, uint16_t, PACKED_ORDERS(rows) * PACKED_ORDER(cols))};
}

/* Rows of w (ld columns a row, from column col) to rows [row, row + rows) of a packed matrix. */
static void pack(packed *p, uint32_t row, const int8_t *w, size_t ld, uint32_t rows) {
    for (uint32_t r = 0; r < rows; r++) {
        int8_t *to = p->w + (size_t)((row + r) / 16) * p->cols * 16 + ((row + r) % 16) * 4;
        for (uint32_t j = 0; j < p->cols; j += 4)
            memcpy(to + (size_t)j * 16, w + r * ld + j, 4);
    }
}

static int32_t row_sum(const int8_t *w, uint32_t n) {
    int32_t s = 0;
    for (uint32_t j = 0; j < n; j++)
        s += w[j];
    return s;
}

/* Layers with the same input as one product; each starts at a multiple of 16 rows unless tight. signed_in: input is stored + 64.
 */
static void load_dense(loader *l, dense *d, const char *const *names, const uint32_t *rows, uint32_t n, uint32_t cols,
                       bool signed_in) {
    net *m = l->m;
    *d = (dense){.cols = cols};
    for (uint32_t i = 0; i < n; i++)
        d->rows += rows[i];
    d->padded = (d->rows + 15) / 16 * 16;
    d->packed = packed_new(m, d->padded, cols);
    float *s = ARENA_ARRAY(&m->arena, float, d->padded), *b = ARENA_ARRAY(&m->arena, float, d->padded);
    int32_t *init = ARENA_ARRAY(&m->arena, int32_t, d->padded);
    for (uint32_t i = 0, row = 0; i < n; row += rows[i++]) {
        const int8_t *w = part(l, names[i], ".w", T_I8, rows[i], cols);
        const float *fs = floats(l, names[i], ".s", rows[i], 16384.0f), *fb = floats(l, names[i], ".b", rows[i], 4194304.0f);
        if (!w || !fs || !fb)
            return;
        if (i == 0)
            d->w = w;
        pack(&d->packed, row, w, cols, rows[i]);
        memcpy(s + row, fs, sizeof *s * rows[i]);
        memcpy(b + row, fb, sizeof *b * rows[i]);
        for (uint32_t r = 0; r < rows[i]; r++)
            init[row + r] = signed_in ? -64 * row_sum(w + (size_t)r * cols, cols) : 0;
    }
    kernel_pair(&d->packed);
    d->s = s;
    d->b = b;
    d->init = init;
}

static void load_lstm(loader *l, uint32_t k) {
    net *m = l->m;
    lstm *x = &m->layers[k];
    uint32_t hid = m->hid;
    x->in = k ? 2 * hid : m->d_in;
    uint32_t around = k ? 0 : m->ctx.dim, wide = x->in + around + hid;
    x->wx = packed_new(m, 8 * hid, x->in);
    if (around)
        x->wc = packed_new(m, 8 * hid, around);
    x->init = ARENA_ARRAY(&m->arena, int32_t, 8 * hid);
    for (uint32_t d = 0; d < 2; d++) {
        char name[32];
        snprintf(name, sizeof name, "lstm.%u.%c", k, "fb"[d]);
        const int8_t *w = part(l, name, ".w", T_I8, 4 * hid, wide);
        x->s[d] = floats(l, name, ".s", 4 * hid, 16384.0f);
        x->b[d] = floats(l, name, ".b", 4 * hid, 4194304.0f);
        if (!w || !x->s[d] || !x->b[d])
            return;
        x->wh[d] = packed_new(m, 4 * hid, hid);
        pack(&x->wx, d * 4 * hid, w, wide, 4 * hid);
        if (around)
            pack(&x->wc, d * 4 * hid, w + x->in, wide, 4 * hid);
        pack(&x->wh[d], 0, w + x->in + around, wide, 4 * hid);
        kernel_pair(&x->wh[d]);
        for (uint32_t r = 0; r < 4 * hid; r++)
            x->init[d * 4 * hid + r] = -64 * row_sum(w + (size_t)r * wide, wide);
    }
    kernel_pair(&x->wx);
    kernel_pair(&x->wc);
}

/* --- context: optional -------------------------------------------------------------------------------------------- */
static void load_context_dense(loader *l, context_dense *d, uint32_t k, const char *what, uint32_t rows, uint32_t cols) {
    char name[32];
    net *m = l->m;
    snprintf(name, sizeof name, "ctx.%u.%s", k, what);
    const int8_t *w = part(l, name, ".w", T_I8, rows, cols);
    *d = (context_dense){.rows = rows, .cols = cols};
    d->s = floats(l, name, ".s", rows, 1024.0f);
    d->b = floats(l, name, ".b", rows, 1024.0f);
    if (!w || !d->s || !d->b)
        return;
    int32_t *sum = ARENA_ARRAY(&m->arena, int32_t, rows);
    d->packed = packed_new(m, rows, cols);
    pack(&d->packed, 0, w, cols, rows);
    kernel_pair(&d->packed);
    for (uint32_t r = 0; r < rows; r++)
        sum[r] = row_sum(w + (size_t)r * cols, cols);
    d->sum = sum;
}

static const float *context_floats(loader *l, uint32_t k, const char *name, const char *suffix, uint32_t rows) {
    char layer[32];
    snprintf(layer, sizeof layer, "ctx.%u.%s", k, name);
    return floats(l, layer, suffix, rows, 1024.0f);
}

static void load_context(loader *l) {
    net *m = l->m;
    context *c = &m->ctx;
    uint32_t one = 1, dim = 0, wide = 0;
    c->piece = find(l, "ctx.piece", T_I8, &c->n_pieces, &dim, false);
    if (!c->piece)
        return;
    uint32_t rows = 0;
    (void)find(l, "ctx.0.up.w", T_I8, &wide, &dim, true);
    c->mix = find(l, "ctx.mix", T_F32, &c->n_layers, &one, true);
    if (l->bad)
        return;
    if (dim % 32 || dim == 0 || dim > DIM_MAX || wide % 32 || wide == 0 || wide > 4 * DIM_MAX ||
        c->n_layers > CONTEXT_LAYERS_MAX || c->n_pieces > ROWS_MAX) {
        refuse(l, -1, "model file is damaged: dimensions of", "ctx.piece");
        return;
    }
    c->heads = dim / 32;
    c->wide = wide;
    c->mix = floats(l, "ctx", ".mix", c->n_layers, 64.0f);
    c->piece_s = floats(l, "ctx.piece", ".s", c->n_pieces, 64.0f);
    c->pos = find(l, "ctx.pos", T_I8, &c->n_positions, &dim, true);
    c->pos_s = c->pos ? floats(l, "ctx.pos", ".s", c->n_positions, 64.0f) : NULL;
    c->cases = section(l, "ctx.case", T_I8, CONTEXT_CASES, dim);
    c->cases_s = floats(l, "ctx.case", ".s", CONTEXT_CASES, 64.0f);
    c->norm_g = floats(l, "ctx.norm", ".g", dim, 1024.0f);
    c->norm_b = floats(l, "ctx.norm", ".b", dim, 1024.0f);
    c->range = floats(l, "ctx", ".range", dim, 1e6f);
    const uint32_t *special = section(l, "ctx.special", T_U32, 3, 1);
    uint32_t two = 2;
    c->chars = find(l, "ctx.chars", T_U32, &c->n_chars, &two, true);
    c->keys = find(l, "ctx.keys", T_U64, &c->n_keys, &one, true);
    c->rows = c->keys ? section(l, "ctx.rows", T_U32, c->n_keys, 1) : NULL;
    for (uint32_t k = 0; k < c->n_layers && !l->bad; k++) {
        context_layer *x = &c->layers[k];
        load_context_dense(l, &x->qkv, k, "qkv", 3 * dim, dim);
        load_context_dense(l, &x->out, k, "out", dim, dim);
        load_context_dense(l, &x->up, k, "up", wide, dim);
        load_context_dense(l, &x->down, k, "down", dim, wide);
        x->norm1_g = context_floats(l, k, "norm1", ".g", dim);
        x->norm1_b = context_floats(l, k, "norm1", ".b", dim);
        x->norm2_g = context_floats(l, k, "norm2", ".g", dim);
        x->norm2_b = context_floats(l, k, "norm2", ".b", dim);
    }
    if (l->bad)
        return;
    uint32_t n_free = 0;
    bool sound = c->n_positions >= 2 * CONTEXT_TOGETHER && c->n_positions <= 4096 && special[0] < c->n_pieces &&
                 special[1] < c->n_pieces && special[2] < c->n_pieces && (c->n_keys & (c->n_keys - 1)) == 0;
    for (uint32_t i = 0; i < c->n_keys; i++) {
        n_free += c->keys[i] == 0;
        sound = sound && (!c->keys[i] || c->rows[i] < c->n_pieces);
    }
    for (uint32_t i = 0; i < c->n_chars; i++)
        sound = sound && (i == 0 || c->chars[2 * i - 2] < c->chars[2 * i]) && (c->chars[2 * i + 1] & 0x3FFFFFFFu) < 0x110000;
    if (!sound || n_free == 0) {
        refuse(l, -1, "model file is damaged: section", "ctx.keys, ctx.chars or ctx.special");
        return;
    }
    c->cls = special[0], c->sep = special[1], c->unk = special[2];
    rows = wide > 3 * dim ? wide : 3 * dim;
    c->zero = ARENA_ARRAY(&m->arena, int32_t, rows);
    c->dim = dim;
}

static void load_features(loader *l) {
    net *m = l->m;
    const uint32_t *spec = section(l, "features", T_U32, m->n_features, 4);
    for (uint32_t i = 0; spec && i < m->n_features && !l->bad; i++) {
        feature *f = &m->features[i];
        char name[32];
        *f = (feature){.kind = spec[4 * i], .param = spec[4 * i + 1], .rows = spec[4 * i + 2], .seed = spec[4 * i + 3]};
        if (f->kind < FEATURE_WORD || f->kind > FEATURE_SHAPE || f->rows == 0 || f->rows > 2 * ROWS_MAX ||
            (f->kind != FEATURE_WORD && f->kind != FEATURE_SHAPE && (f->param < 1 || f->param > 16)) ||
            (f->kind == FEATURE_WORD && f->rows != m->n_vocab + m->n_word_buckets)) {
            refuse(l, -1, "model file is damaged: section", "features");
            return;
        }
        snprintf(name, sizeof name, "feat.%u", i);
        f->table = section(l, name, T_I8, f->rows, m->d_in);
        f->m = part(l, name, ".m", T_U16, f->rows, 1);
    }
    m->input_b = section(l, "input.b", T_I32, m->d_in, 1);
    for (uint32_t j = 0; m->input_b && j < m->d_in; j++)
        if (m->input_b[j] > 1 << 29 || m->input_b[j] < -(1 << 29))
            refuse(l, -1, "model file is damaged: number out of range", "input.b");
    m->vocab_keys = section(l, "vocab.keys", T_U64, m->vocab_size, 1);
    m->vocab_rows = section(l, "vocab.rows", T_U32, m->vocab_size, 1);
    uint32_t n_free = 0;
    for (uint32_t i = 0; m->vocab_keys && m->vocab_rows && i < m->vocab_size; i++) {
        n_free += m->vocab_keys[i] == 0;
        if (m->vocab_keys[i] && m->vocab_rows[i] >= m->n_vocab)
            refuse(l, -1, "model file is damaged: section", "vocab.rows");
    }
    if (!l->bad && n_free == 0)
        refuse(l, -1, "model file is damaged: section", "vocab.keys");
}

/* --- names of doubtful words: optional ------------------------------------------------------------------------------ */
enum { REACH_MAX = 8 };

static void load_near(loader *l) {
    net *m = l->m;
    near_layers *r = &m->near;
    uint32_t dim = 0, one = 1, three = 3, hid = 0, mid = 0, wide = 0;
    const int32_t *shape = find(l, "near.shape", T_I32, &three, &one, false);
    if (!shape)
        return;
    if (m->n_ner < 2 || shape[0] < 16 || shape[0] > DIM_MAX || shape[0] % 16 || shape[1] < 0 || shape[1] > REACH_MAX ||
        shape[2] < 0 || shape[2] > 1 << 20) {
        refuse(l, -1, "model file is damaged: section", "near.shape");
        return;
    }
    dim = (uint32_t)shape[0], r->reach = (uint32_t)shape[1], r->doubt = shape[2];
    for (uint32_t i = 0; i < m->n_features && !l->bad; i++) {
        char name[32];
        snprintf(name, sizeof name, "near.word.%u", i);
        r->table[i] = section(l, name, T_I8, m->features[i].rows, dim);
        r->m[i] = part(l, name, ".m", T_U16, m->features[i].rows, 1);
    }
    r->b = section(l, "near.word.b", T_I32, dim, 1);
    for (uint32_t j = 0; r->b && j < dim; j++)
        if (r->b[j] > 1 << 29 || r->b[j] < -(1 << 29))
            refuse(l, -1, "model file is damaged: number out of range", "near.word.b");
    const float *scale = floats(l, "near.word", ".scale", 1, 1.0f);
    wide = (2 * r->reach + 1) * (2 * m->hid + m->d_in + dim);
    (void)find(l, "near.hid.w", T_I8, &hid, &wide, true);
    (void)find(l, "near.mid.w", T_I8, &mid, &hid, true);
    if (l->bad)
        return;
    if (hid % 32 || hid > DIM_MAX || mid % 32 || mid > DIM_MAX || !(*scale > 0.0f)) {
        refuse(l, -1, "model file is damaged: dimensions of", "near.hid");
        return;
    }
    r->scale = *scale;
    static const char *const names[] = {"near.hid", "near.mid", "near.ner"};
    load_dense(l, &r->hid, names, &hid, 1, wide, true);
    load_dense(l, &r->mid, names + 1, &mid, 1, hid, false);
    load_dense(l, &r->out, names + 2, &m->n_ner, 1, mid, false);
    r->dim = dim;
}

/* --- labels ------------------------------------------------------------------------------------------------------- */
/* Lines of a text section, NUL-terminated copies. n 0: as many as there are. */
static void load_labels(loader *l, labels *out, const char *name, uint32_t n, uint32_t max) {
    uint32_t rows = 0, cols = 1, lines = 0;
    const char *text = find(l, name, T_TEXT, &rows, &cols, true);
    if (!text)
        return;
    for (uint32_t i = 0; i < rows; i++)
        lines += text[i] == '\n';
    if (text[rows - 1] != '\n' || lines < n || lines > max || memchr(text, '\0', rows) || !utf8_valid(text, rows, NULL)) {
        refuse(l, -1, "model file is damaged: section", name);
        return;
    }
    char *copy = arena_strn(&l->m->arena, text, rows);
    out->names = ARENA_ARRAY(&l->m->arena, const char *, lines);
    for (uint32_t i = 0; i < lines; i++) {
        char *eol = strchr(copy, '\n');
        *eol = '\0';
        out->names[i] = copy;
        copy = eol + 1;
    }
    out->n = lines;
}

static void load_allow(loader *l, allow *a, const char *name, uint32_t n_classes) {
    net *m = l->m;
    uint32_t lists = m->n_upos * m->n_xpos, rows = 0, cols = 1;
    char ids[48];
    a->off = part(l, name, ".off", T_U32, lists + 1, 1);
    snprintf(ids, sizeof ids, "%s.ids", name);
    a->ids = find(l, ids, T_U16, &rows, &cols, true);
    if (!a->off || !a->ids)
        return;
    bool sound = a->off[0] == 0 && a->off[lists] == rows;
    for (uint32_t i = 0; i < lists; i++)
        sound = sound && a->off[i] <= a->off[i + 1];
    for (uint32_t i = 0; i < rows; i++)
        sound = sound && a->ids[i] < n_classes;
    if (!sound)
        refuse(l, -1, "model file is damaged: section", name);
}

static void load_meanings(loader *l) {
    net *m = l->m;
    parley_arena *a = &m->arena;
    m->upos_of = ARENA_ARRAY(a, uint8_t, m->n_upos);
    m->rel_of = ARENA_ARRAY(a, uint8_t, m->n_deprel);
    m->sub_of = ARENA_ARRAY(a, uint8_t, m->n_deprel);
    m->ne_of = ARENA_ARRAY(a, uint8_t, m->n_ner);
    m->morph_of = ARENA_ARRAY(a, uint16_t, m->n_feats);
    m->root_rel = m->parataxis_rel = PARLEY_NONE;
    for (uint32_t i = 0; i < m->n_upos; i++)
        m->upos_of[i] = (uint8_t)upos_of(m->upos.names[i]);
    for (uint32_t i = 0; i < m->n_deprel; i++) {
        ud_sub sub;
        m->rel_of[i] = (uint8_t)rel_of(m->deprel.names[i], &sub);
        m->sub_of[i] = (uint8_t)sub;
        if (strcmp(m->deprel.names[i], "root") == 0)
            m->root_rel = i;
        if (strcmp(m->deprel.names[i], "parataxis") == 0)
            m->parataxis_rel = i;
    }
    for (uint32_t i = 0; i < m->n_ner; i++) {
        const char *s = m->ner_names.names[i];
        if ((s[0] == 'B' || s[0] == 'I') && s[1] == '-')
            m->ne_of[i] = (uint8_t)(ne_of(s + 2) * 2 + (s[0] == 'I'));
    }
    for (uint32_t i = 0; i < m->n_feats; i++)
        m->morph_of[i] = feats_bits(m->feats_names.names[i]);
    if (m->root_rel == PARLEY_NONE) {
        refuse(l, -1, "model file is damaged: no relation root in section", "label.deprel");
        return;
    }
    if (m->parataxis_rel == PARLEY_NONE)
        m->parataxis_rel = m->root_rel == 0 ? 1 : 0;
    for (uint32_t i = 0; i < m->lemma_names.n; i++) {
        const char *s = m->lemma_names.names[i];
        if (s[0] != '=' && !((s[0] == 'l' || s[0] == 'o') && s[1] >= '0' && s[1] <= '9')) {
            refuse(l, -1, "model file is damaged: section", "label.lemma");
            return;
        }
    }
}

static const uint8_t *seven_bits(loader *l, const char *name, uint32_t n) {
    const uint8_t *v = section(l, name, T_U8, n, 1);
    for (uint32_t i = 0; v && i < n; i++)
        if (v[i] > 127)
            refuse(l, -1, "model file is damaged: number out of range", name);
    return v;
}

static parley_status load(loader *l, bool check) {
    net *m = l->m;
    if (header(l, check) < 0)
        return PARLEY_EMODEL;
    load_features(l);
    load_context(l);
    for (uint32_t k = 0; k < m->n_layers && !l->bad; k++)
        load_lstm(l, k);
    if (l->bad)
        return PARLEY_EMODEL;
    static const char *const enc[] = {"tag.hid", "ner.hid", "arc.head", "arc.dep", "lab.head", "lab.dep"},
                             *const tags[] = {"upos", "xpos"}, *const feats[] = {"feats"}, *const lemma[] = {"lemma"},
                             *const ner[] = {"ner"}, *const bil[] = {"arc.bil"}, *const lab[] = {"lab"};
    const uint32_t enc_rows[] = {m->tag_hid, m->ner_hid, m->arc_dim, m->arc_dim, m->lab_dim, m->lab_dim},
                   tag_rows[] = {m->n_upos, m->n_xpos};
    load_dense(l, &m->enc, enc, enc_rows, 6, 2 * m->hid, true);
    load_dense(l, &m->tags, tags, tag_rows, 2, m->tag_hid, false);
    load_dense(l, &m->feats, feats, &m->n_feats, 1, m->tag_hid, false);
    load_dense(l, &m->lemma, lemma, &m->n_lemma, 1, m->tag_hid, false);
    load_dense(l, &m->ner, ner, &m->n_ner, 1, m->ner_hid, false);
    load_near(l);
    load_dense(l, &m->bil, bil, &m->arc_dim, 1, m->arc_dim, false);
    load_dense(l, &m->lab, lab, &m->n_deprel, 1, 3 * m->lab_dim, false);
    m->arc_root = seven_bits(l, "arc.root", m->arc_dim);
    m->lab_root = seven_bits(l, "lab.root", m->lab_dim);
    m->ner_trans = section(l, "ner.trans", T_I32, m->n_ner + 1, m->n_ner);
    for (uint32_t i = 0; m->ner_trans && i < (m->n_ner + 1) * m->n_ner; i++)
        if (m->ner_trans[i] > 1 << 28 || m->ner_trans[i] < -(1 << 28))
            refuse(l, -1, "model file is damaged: number out of range", "ner.trans");
    m->ner_costs = m->ner_trans != NULL;
    for (uint32_t i = 0; m->ner_costs && i < (m->n_ner + 1) * m->n_ner; i++)
        m->ner_costs = m->ner_trans[i] <= 0;
    load_allow(l, &m->feats_allow, "feats.allow", m->n_feats);
    load_allow(l, &m->lemma_allow, "lemma.allow", m->n_lemma);
    load_labels(l, &m->upos, "label.upos", m->n_upos, m->n_upos);
    load_labels(l, &m->xpos, "label.xpos", m->n_xpos, m->n_xpos);
    load_labels(l, &m->feats_names, "label.feats", m->n_feats, m->n_feats);
    load_labels(l, &m->lemma_names, "label.lemma", m->n_lemma, UINT16_MAX);
    load_labels(l, &m->deprel, "label.deprel", m->n_deprel, m->n_deprel);
    load_labels(l, &m->ner_names, "label.ner", m->n_ner, m->n_ner);
    if (l->bad)
        return PARLEY_EMODEL;
    load_meanings(l);
    uint32_t rows = 0, cols = 1;
    m->lemma_keys = find(l, "lemma.keys", T_U64, &rows, &cols, false);
    if (m->lemma_keys) {
        m->lemma_size = rows;
        m->lemma_vals = section(l, "lemma.vals", T_U16, rows, 1);
        uint32_t n_free = 0;
        for (uint32_t i = 0; m->lemma_vals && i < rows; i++) {
            n_free += m->lemma_keys[i] == 0;
            if (m->lemma_keys[i] && m->lemma_vals[i] >= m->lemma_names.n)
                refuse(l, -1, "model file is damaged: section", "lemma.vals");
        }
        if (!l->bad && ((rows & (rows - 1)) || n_free == 0))
            refuse(l, -1, "model file is damaged: section", "lemma.keys");
    }
    return l->bad ? PARLEY_EMODEL : PARLEY_OK;
}

parley_status net_open_bytes(net **out, const void *bytes, size_t n, const char *path, bool check, parley_error *err) {
    *out = NULL;
    net *m = mem_alloc(sizeof *m);
    if (!m)
        return fail_nomem(err);
    *m = (net){0};
    loader l = {.bytes = bytes, .n = n, .path = path, .m = m, .err = err};
    jmp_buf nomem;
    m->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        net_close(m);
        return fail_nomem(err);
    }
    if (load(&l, check) < 0) {
        net_close(m);
        return PARLEY_EMODEL;
    }
    m->arena.on_nomem = NULL;
    *out = m;
    return PARLEY_OK;
}

parley_status net_open(net **out, const char *path, parley_error *err) {
    parley_status rc;
    void *map = MAP_FAILED;
    struct stat st;
    *out = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(err, PARLEY_EIO, -1, "%s: %s", path, strerror(errno));
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
        rc = fail(err, PARLEY_EIO, -1, "%s: not a file", path);
    } else if (st.st_size < 8) {
        rc = fail(err, PARLEY_EMODEL, 0, "%s: not a language model of parley", path);
    } else if ((map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0)) == MAP_FAILED) {
        rc = fail(err, PARLEY_EIO, -1, "%s: cannot map: %s", path, strerror(errno));
    } else if ((rc = net_open_bytes(out, map, (size_t)st.st_size, path, true, err)) < 0) {
        munmap(map, (size_t)st.st_size);
    } else {
        (*out)->map = map;
        (*out)->n_map = (size_t)st.st_size;
    }
    close(fd);
    return rc;
}

void net_close(net *m) {
    if (!m)
        return;
    if (m->map)
        munmap(m->map, m->n_map);
    arena_free(&m->arena);
    mem_free(m);
}
