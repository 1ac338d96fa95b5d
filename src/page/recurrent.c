/* recurrent.c - reading and running the recurrent network over lines.
 *
 * The sums run over whole rows of weights, so that a compiler may use wide registers without changing the order of any sum; the
 * same steps on every machine. About 16,000 products a line and net. */
#include "page/recurrent.h"

#include <stdlib.h>

enum { H = RECURRENT_HIDDEN, G = RECURRENT_GATES, SCALE = 4096 };

/* --- reading -------------------------------------------------------------------------------------------------------------- */
typedef struct reading {
    recurrent *r;
    parley_arena *a;
    uint32_t max_features;
    float *w; /* weights of all nets, in the order of the file */
    uint32_t n, cap;
} reading;

static float *read_floats(parley_arena *a, char *s, uint32_t n) {
    float *out = ARENA_ARRAY(a, float, n);
    for (uint32_t i = 0; i < n; i++) {
        char *end;
        out[i] = strtof(s, &end);
        if (end == s)
            return NULL;
        s = end;
    }
    return out;
}

/* One of some ten thousand: strtol would take a third of a small page's time. */
static bool read_weight(char **at, float *w) {
    enum { TOO_LARGE = 1 << 20 };
    char *s = *at;
    bool minus = *s == '-';
    int32_t value = 0;
    s += minus;
    if (*s < '0' || *s > '9')
        return false;
    for (; *s >= '0' && *s <= '9' && value < TOO_LARGE; s++)
        value = value * 10 + (*s - '0');
    if (*s && *s != ' ')
        return false;
    *at = s + (*s == ' ');
    *w = (float)(minus ? -value : value) / SCALE;
    return true;
}

static bool row_recurrent(char **f, uint32_t n, uint32_t line, void *user) {
    reading *r = user;
    (void)line;
    if (n != 2)
        return false;
    if (r->r->n_features == 0) { /* the first row says how many; what follows counts on it */
        r->r->n_features = (uint32_t)strtoul(f[1], NULL, 10);
        return strcmp(f[0], "features") == 0 && r->r->n_features > 0 && r->r->n_features <= r->max_features;
    }
    if (strcmp(f[0], "mean") == 0)
        return (r->r->mean = read_floats(r->a, f[1], r->r->n_features)) != NULL;
    if (strcmp(f[0], "scale") == 0)
        return (r->r->scale = read_floats(r->a, f[1], r->r->n_features)) != NULL;
    if (strcmp(f[0], "w") != 0)
        return false;
    char *s = f[1];
    while (*s) {
        float w;
        if (!read_weight(&s, &w))
            return false;
        ARENA_PUSH(r->a, r->w, r->n, r->cap) = w;
    }
    return true;
}

static const float *take(float *to, const float *from, size_t n) {
    memcpy(to, from, n * sizeof *to);
    return from + n;
}

static const float *take_net(recurrent_net *net, const float *w, uint32_t n_features) {
    net->from_row = w;
    w = take(net->bias, w + (size_t)n_features * H, H);
    for (recurrent_way *way = net->ways; way < net->ways + 2; way++) {
        w = take(way->from_line[0], w, (size_t)H * G);
        w = take(way->from_state[0], w, (size_t)H * G);
        w = take(way->bias, w, G);
        w = take(way->bias_state, w, H);
        w = take(way->out, w, H);
    }
    w = take(net->out, w, H);
    return take(&net->out_bias, w, 1);
}

parley_status recurrent_read(recurrent *r, const char *name, uint32_t max_features, parley_arena *a, parley_error *err) {
    *r = (recurrent){0};
    reading in = {.r = r, .a = a, .max_features = max_features};
    parley_status rc = lex_read(name, a, row_recurrent, &in, err);
    if (rc < 0)
        return rc;
    uint32_t size = r->n_features * H + H + 2 * (2 * H * G + G + 2 * H) + H + 1;
    r->n_nets = in.n / size;
    if (!r->mean || !r->scale || in.n % size || r->n_nets < 1 || r->n_nets > RECURRENT_NETS_MAX)
        return fail(err, PARLEY_EMODEL, -1, "%s: the weights make no network of %u features", name, r->n_features);
    r->nets = ARENA_ARRAY(a, recurrent_net, r->n_nets);
    const float *w = in.w;
    for (uint32_t i = 0; i < r->n_nets; i++)
        w = take_net(&r->nets[i], w, r->n_features);
    return PARLEY_OK;
}

/* --- running -------------------------------------------------------------------------------------------------------------- */
static float clamp(float x, float lo, float hi) {
    return x < lo ? lo : x > hi ? hi : x;
}

static float tanh_of(float x) { /* rational, the same on every machine */
    x = clamp(x, -5, 5);
    float y = x * x;
    return clamp(((y + 105) * y + 945) * x / ((15 * y + 420) * y + 945), -1, 1);
}

static float sigmoid(float x) {
    return 0.5f * tanh_of(0.5f * x) + 0.5f;
}

static void add_row(float *restrict sum, float x, const float *restrict row) {
    for (int k = 0; k < G; k++)
        sum[k] += x * row[k];
}

void recurrent_line(const recurrent *r, const float *row, float *out) {
    enum { FAR = 4 }; /* deviations: what lies beyond is as far as this */
    for (uint32_t k = 0; k < r->n_nets; k++)
        memcpy(out + k * H, r->nets[k].bias, sizeof r->nets[k].bias);
    for (uint32_t i = 0; i < r->n_features; i++) {
        float x = clamp((row[i] - r->mean[i]) * r->scale[i], -FAR, FAR);
        for (uint32_t k = 0; k < r->n_nets; k++) {
            const float *w = r->nets[k].from_row + (size_t)i * H;
            for (int j = 0; j < H; j++)
                out[k * H + (uint32_t)j] += x * w[j];
        }
    }
    for (uint32_t j = 0; j < r->n_nets * H; j++)
        out[j] = out[j] > 0 ? out[j] : 0;
}

/* One line: state -> state. */
static void step(const recurrent_way *way, const float *line, float *state) {
    float g[G], u[G] = {0};
    memcpy(g, way->bias, sizeof g);
    memcpy(u + 2 * H, way->bias_state, sizeof way->bias_state);
    for (int k = 0; k < H; k++)
        if (line[k] > 0)
            add_row(g, line[k], way->from_line[k]);
    for (int k = 0; k < H; k++)
        add_row(u, state[k], way->from_state[k]);
    for (int k = 0; k < H; k++) {
        float reset = sigmoid(g[k] + u[k]), update = sigmoid(g[H + k] + u[H + k]);
        float candidate = tanh_of(g[2 * H + k] + reset * u[2 * H + k]);
        state[k] = (1 - update) * candidate + update * state[k];
    }
}

static float dot(const float *a, const float *b) {
    float sum = 0;
    for (int k = 0; k < H; k++)
        sum += a[k] * b[k];
    return sum;
}

void recurrent_score(const recurrent *r, const float *lines, uint32_t n, float *score) {
    float part = 1 / (float)r->n_nets;
    memset(score, 0, n * sizeof *score);
    for (uint32_t k = 0; k < r->n_nets; k++) {
        const recurrent_net *net = &r->nets[k];
        for (int way = 0; way < 2; way++) {
            float state[H] = {0};
            for (uint32_t at = 0; at < n; at++) {
                uint32_t i = way == 0 ? at : n - 1 - at;
                const float *line = lines + ((size_t)i * r->n_nets + k) * H;
                step(&net->ways[way], line, state);
                score[i] += part * dot(state, net->ways[way].out);
                if (way == 0)
                    score[i] += part * (dot(line, net->out) + net->out_bias);
            }
        }
    }
}
