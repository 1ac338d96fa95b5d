/* hashes.c - sorted sets of hashes. Kernels: written so that the compiler vectorises what is worth it. */
#include "across/hashes.h"

#include <stdlib.h>

enum { SORT_BINS = 4096, SORT_FEW = 32 /* of one bin, sorted by insertion */, COMMON_STEP = 8 };

static int cmp_u32(const void *x, const void *y) {
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static int cmp_u64(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* Nearly sorted: one round of exchanging neighbours without branches spares most that cannot be foretold. */
static void sort_few(uint32_t *v, uint32_t n) {
    for (uint32_t i = 1, most = n ? v[0] : 0; i < n; i++) {
        uint32_t x = v[i];
        v[i - 1] = x < most ? x : most;
        v[i] = most = x < most ? most : x;
    }
    for (uint32_t i = 1; i < n; i++) {
        uint32_t x = v[i], k = i;
        for (; k && v[k - 1] > x; k--)
            v[k] = v[k - 1];
        v[k] = x;
    }
}

/* Hashes are spread evenly: into as many bins by their highest bits as there are hashes, and each bin is nearly sorted. */
uint32_t *hashes_sorted(const uint32_t *v, uint32_t n, uint32_t mask, uint32_t *n_out, parley_arena *a) {
    uint32_t *out = arena_alloc(a, sizeof *out * ((size_t)n + 1)), m = 0;
    uint32_t first[SORT_BINS + 1], bits = 1;
    while ((1u << bits) < n && (1u << bits) < SORT_BINS)
        bits++;
    unsigned shift = 32 - bits;
    uint32_t n_bins = 1u << bits;
    memset(first, 0, sizeof *first * (n_bins + 1));
    for (uint32_t i = 0; i < n; i++)
        first[(v[i] >> shift) + 1]++;
    for (uint32_t b = 1; b < n_bins; b++)
        first[b] += first[b - 1];
    for (uint32_t i = 0; i < n; i++)
        out[first[v[i] >> shift]++] = v[i]; /* now where the next bin begins */
    for (uint32_t b = 0, from = 0; n > n_bins * (SORT_FEW / 8) && b < n_bins; from = first[b++])
        if (first[b] - from > SORT_FEW)
            qsort(out + from, first[b] - from, sizeof *out, cmp_u32);
    sort_few(out, n);
    for (uint32_t i = 0; i < n; i++)
        if (m == 0 || (out[i] ^ out[m - 1]) > mask)
            out[m++] = out[i];
    *n_out = m;
    return out;
}

uint32_t hashes_unique_u64(uint64_t *v, uint32_t n) {
    uint32_t m = 0;
    if (n > SORT_FEW * 2) {
        qsort(v, n, sizeof *v, cmp_u64);
    } else {
        for (uint32_t i = 1; i < n; i++) {
            uint64_t x = v[i];
            uint32_t k = i;
            for (; k && v[k - 1] > x; k--)
                v[k] = v[k - 1];
            v[k] = x;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || v[i] != v[m - 1])
            v[m++] = v[i];
    return m;
}

typedef uint32_t hashes_four __attribute__((vector_size(16)));
static hashes_four four(const uint32_t *v) {
    hashes_four f;
    memcpy(&f, v, sizeof f);
    return f;
}

/* Eight against eight at once, and on by the eight whose last is less. */
uint32_t hashes_common(const uint32_t *x, uint32_t n_x, const uint32_t *y, uint32_t n_y, uint32_t mask) {
    const uint32_t *end_x = x + n_x, *end_y = y + n_y, keep = ~mask;
    const hashes_four kept = {keep, keep, keep, keep};
    hashes_four hits = {0};
    while (end_x - x >= COMMON_STEP && end_y - y >= COMMON_STEP) {
        uint32_t last_x = x[COMMON_STEP - 1] & keep, last_y = y[COMMON_STEP - 1] & keep;
        hashes_four a = four(x) & kept, b = four(x + 4) & kept, low = four(y) & kept, high = four(y + 4) & kept;
        hashes_four any_a = {0}, any_b = {0};
        for (int turn = 0; turn < 4; turn++) { /* each against each */
            any_a |= (hashes_four)(a == low) | (hashes_four)(a == high);
            any_b |= (hashes_four)(b == low) | (hashes_four)(b == high);
            low = __builtin_shufflevector(low, low, 1, 2, 3, 0);
            high = __builtin_shufflevector(high, high, 1, 2, 3, 0);
        }
        hits -= any_a + any_b; /* true is -1 */
        x += COMMON_STEP & (0u - (last_x <= last_y));
        y += COMMON_STEP & (0u - (last_y <= last_x));
    }
    uint32_t n = hits[0] + hits[1] + hits[2] + hits[3];
    while (x < end_x && y < end_y) { /* without branches: which one is less nobody can foretell */
        uint32_t a = *x & keep, b = *y & keep;
        n += a == b;
        x += a <= b;
        y += b <= a;
    }
    return n;
}

float hashes_spread(const uint32_t *x, uint32_t n_x, const uint32_t *y, uint32_t n_y) {
    uint32_t parts[2][HASH_PARTS] = {{0}}, n = 0;
    for (uint32_t i = 0, j = 0; i < n_x && j < n_y;) {
        uint32_t a = x[i] & ~(uint32_t)HASH_PART_MASK, b = y[j] & ~(uint32_t)HASH_PART_MASK;
        parts[0][x[i] & HASH_PART_MASK] += a == b;
        parts[1][y[j] & HASH_PART_MASK] += a == b;
        n += a == b;
        i += a <= b;
        j += b <= a;
    }
    float spread = 0;
    for (int side = 0; n && side < 2; side++) { /* Simpson's index, turned over: how many equal parts would be as mixed */
        float squares = 0;
        for (uint32_t k = 0; k < HASH_PARTS; k++)
            squares += (float)parts[side][k] * (float)parts[side][k];
        float s = (float)n * (float)n / squares;
        spread = s > spread ? s : spread;
    }
    return spread;
}
