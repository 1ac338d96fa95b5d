/* memory.c - the one pair of allocation functions, arenas, buffers. */
#include "base/base.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_int_fast64_t fail_in = -1;
static atomic_uint_fast64_t n_allocs;

void mem_fail_after(int64_t n) {
    atomic_store(&fail_in, n);
}

uint64_t mem_count(void) {
    return atomic_load(&n_allocs);
}

static bool mem_must_fail(void) {
    atomic_fetch_add(&n_allocs, 1);
    if (atomic_load_explicit(&fail_in, memory_order_relaxed) < 0)
        return false;
    return atomic_fetch_sub(&fail_in, 1) == 0;
}

void *mem_alloc(size_t n) {
    return mem_must_fail() ? NULL : malloc(n ? n : 1);
}

void *mem_realloc(void *p, size_t n) {
    return mem_must_fail() ? NULL : realloc(p, n ? n : 1);
}

void mem_free(void *p) {
    free(p);
}

/* --- arena ---------------------------------------------------------------------------------------------------------- */
/* head -> block -> block; only the head has room left. */
struct arena_block {
    struct arena_block *next;
    size_t cap;
    _Alignas(16) char data[];
};

enum { ARENA_BLOCK = 64 << 10 };

void arena_init(parley_arena *a) {
    *a = (parley_arena){0};
}

void arena_free(parley_arena *a) {
    struct arena_block *b = a->head;
    while (b) {
        struct arena_block *next = b->next;
        mem_free(b);
        b = next;
    }
    *a = (parley_arena){.on_nomem = a->on_nomem};
}

void arena_reset(parley_arena *a) {
#ifdef PARLEY_ARENA_MALLOC
    arena_free(a);
#else
    /* Keep the largest block: after warm-up a page costs no allocation. */
    struct arena_block *keep = a->head;
    for (struct arena_block *b = a->head; b; b = b->next)
        if (b->cap > keep->cap)
            keep = b;
    for (struct arena_block *b = a->head, *next; b; b = next) {
        next = b->next;
        if (b != keep)
            mem_free(b);
    }
    if (keep)
        keep->next = NULL;
    a->head = keep;
    a->cap = keep ? keep->cap : 0;
    a->used = a->total = 0;
#endif
}

static _Noreturn void arena_nomem(parley_arena *a) {
    if (a->on_nomem)
        longjmp(*a->on_nomem, 1);
    abort();
}

void *arena_alloc(parley_arena *a, size_t n) {
    if (n > SIZE_MAX / 2)
        arena_nomem(a);
    size_t need = (n + 15) & ~(size_t)15;
    if (need == 0)
        need = 16;
#ifdef PARLEY_ARENA_MALLOC
    size_t cap = n ? n : 1;
    bool fresh = true;
#else
    size_t cap = need > ARENA_BLOCK ? need : ARENA_BLOCK;
    if (a->head && a->head->cap * 2 > cap && need <= ARENA_BLOCK)
        cap = a->head->cap < ((size_t)8 << 20) ? a->head->cap * 2 : a->head->cap;
    bool fresh = !a->head || a->cap - a->used < need;
#endif
    if (fresh) {
        struct arena_block *b = mem_alloc(sizeof *b + cap);
        if (!b)
            arena_nomem(a);
        b->next = a->head;
        b->cap = cap;
        a->head = b;
        a->used = 0;
        a->cap = cap;
    }
    void *p = a->head->data + a->used;
    a->used += need;
    a->total += need;
    memset(p, 0, n);
    return p;
}

void *arena_copy(parley_arena *a, const void *p, size_t n) {
    void *q = arena_alloc(a, n);
    if (n)
        memcpy(q, p, n);
    return q;
}

char *arena_strn(parley_arena *a, const char *s, size_t n) {
    char *q = arena_alloc(a, n + 1);
    if (n)
        memcpy(q, s, n);
    return q;
}

char *arena_str(parley_arena *a, const char *s) {
    return arena_strn(a, s, strlen(s));
}

char *arena_printf(parley_arena *a, const char *fmt, ...) {
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *s = arena_alloc(a, (size_t)(n > 0 ? n : 0) + 1);
    if (n > 0)
        vsnprintf(s, (size_t)n + 1, fmt, again);
    va_end(again);
    return s;
}

void *arena_grow(parley_arena *a, void *items, size_t item_size, uint32_t n, uint32_t *cap) {
    if (n < *cap)
        return items;
    uint32_t new_cap = *cap ? *cap * 2 : 8;
    if (new_cap <= n || (size_t)new_cap > SIZE_MAX / item_size)
        arena_nomem(a);
    void *p = arena_alloc(a, item_size * new_cap);
    if (n)
        memcpy(p, items, item_size * n);
    *cap = new_cap;
    return p;
}

/* --- buffer --------------------------------------------------------------------------------------------------------- */
void buf_init(parley_buf *b) {
    *b = (parley_buf){0};
}

void buf_free(parley_buf *b) {
    mem_free(b->s);
    *b = (parley_buf){0};
}

void buf_reset(parley_buf *b) {
    b->n = 0;
    b->nomem = false;
    if (b->s)
        b->s[0] = '\0';
}

static bool buf_room(parley_buf *b, size_t more) {
    if (b->nomem)
        return false;
    if (more >= SIZE_MAX / 2 - b->n) {
        b->nomem = true;
        return false;
    }
    size_t need = b->n + more + 1;
    if (need <= b->cap)
        return true;
    size_t cap = b->cap ? b->cap : 256;
    while (cap < need)
        cap *= 2;
    char *s = mem_realloc(b->s, cap);
    if (!s) {
        b->nomem = true;
        return false;
    }
    b->s = s;
    b->cap = cap;
    return true;
}

void buf_add(parley_buf *b, const void *p, size_t n) {
    if (!buf_room(b, n))
        return;
    if (n)
        memcpy(b->s + b->n, p, n);
    b->n += n;
    b->s[b->n] = '\0';
}

void buf_addc(parley_buf *b, char c) {
    buf_add(b, &c, 1);
}

void buf_adds(parley_buf *b, const char *s) {
    buf_add(b, s, strlen(s));
}

void buf_addf(parley_buf *b, const char *fmt, ...) {
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n > 0 && buf_room(b, (size_t)n)) {
        vsnprintf(b->s + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void buf_add_json(parley_buf *b, const char *s, size_t n) {
    if (!s) {
        buf_adds(b, "null");
        return;
    }
    buf_addc(b, '"');
    size_t from = 0, i = 0;
    while (i < n) {
        unsigned char c = (unsigned char)s[i];
        uint32_t len = 1;
        if (c >= 0x80) {
            if (utf8_get(s + i, n - i, &len) != UTF8_BAD) {
                i += len;
                continue;
            }
        } else if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) {
            i++;
            continue;
        }
        buf_add(b, s + from, i - from);
        if (c >= 0x80)
            buf_adds(b, "\xEF\xBF\xBD");
        else if (c == '"' || c == '\\') {
            buf_addc(b, '\\');
            buf_addc(b, (char)c);
        } else if (c == '\n')
            buf_adds(b, "\\n");
        else if (c == '\t')
            buf_adds(b, "\\t");
        else if (c == '\r')
            buf_adds(b, "\\r");
        else
            buf_addf(b, "\\u%04x", (unsigned)c);
        i += len;
        from = i;
    }
    buf_add(b, s + from, n - from);
    buf_addc(b, '"');
}

void buf_add_xml(parley_buf *b, const char *s, size_t n) {
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        const char *sub = NULL;
        switch (s[i]) {
        case '&': sub = "&amp;"; break;
        case '<': sub = "&lt;"; break;
        case '>': sub = "&gt;"; break;
        case '"': sub = "&quot;"; break;
        case '\'': sub = "&#39;"; break;
        default:
            if ((unsigned char)s[i] < 0x20 && s[i] != '\n' && s[i] != '\t')
                sub = "\xEF\xBF\xBD";
            break;
        }
        if (!sub)
            continue;
        buf_add(b, s + from, i - from);
        buf_adds(b, sub);
        from = i + 1;
    }
    buf_add(b, s + from, n - from);
}
