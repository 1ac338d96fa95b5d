/* base.h - memory, strings and errors for every stage; knows nothing of language, files or SQL. */
#ifndef PARLEY_BASE_H
#define PARLEY_BASE_H

#include <assert.h>
#include <parley/parley.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define PARLEY_NONE UINT32_MAX /* index of nothing: no head, no actor, no block */
#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

#if defined(__GNUC__)
#define PARLEY_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define PARLEY_PRINTF(f, a)
#endif

/* Bytes [start, end) of a text. */
typedef struct parley_span {
    uint32_t start, end;
} parley_span;

/* --- errors ------------------------------------------------------------------------------------------------------- */
/* Fill err (NULL is fine) and return code: `return fail(err, PARLEY_EIO, -1, "%s: %s", path, strerror(errno));` */
parley_status fail(parley_error *err, parley_status code, int64_t pos, const char *fmt, ...) PARLEY_PRINTF(4, 5);
parley_status fail_nomem(parley_error *err);

/* --- allocation: one pair of functions, so that tests can count it and make it fail ---------------------------------- */
void *mem_alloc(size_t n); /* NULL when out of memory; n == 0 gives a unique pointer */
void *mem_realloc(void *p, size_t n);
void mem_free(void *p);
/* Let the n-th allocation from now fail (0: the next), once; -1 switches this off. For tests. */
void mem_fail_after(int64_t n);
uint64_t mem_count(void); /* allocations so far */

/* --- arena: memory that ends as a whole ----------------------------------------------------------------------------
 * Out of memory is rare and deep inside stages, so arena_alloc never returns NULL: it jumps to on_nomem, which the
 * entry of a stage arms with setjmp (see src/parley.c). Built with PARLEY_ARENA_MALLOC each item is an own malloc, so that the
 * sanitizers see overruns. */
#include <setjmp.h>
typedef struct parley_arena {
    struct arena_block *head;
    size_t used, cap;  /* of the head block */
    size_t total;      /* bytes handed out since reset */
    jmp_buf *on_nomem; /* where to go when memory ends; NULL: abort */
} parley_arena;

void arena_init(parley_arena *a);
void arena_reset(parley_arena *a); /* forget everything, keep one block for reuse */
void arena_free(parley_arena *a);
void *arena_alloc(parley_arena *a, size_t n); /* zeroed, aligned to 16 */
void *arena_copy(parley_arena *a, const void *p, size_t n);
char *arena_str(parley_arena *a, const char *s);            /* copy of a NUL-terminated string */
char *arena_strn(parley_arena *a, const char *s, size_t n); /* copy of n bytes, NUL added */
char *arena_printf(parley_arena *a, const char *fmt, ...) PARLEY_PRINTF(2, 3);
#define ARENA_NEW(a, T)      ((T *)arena_alloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_alloc((a), sizeof(T) * (size_t)(n)))

/* Grow an array that lives in an arena: `items = arena_grow(a, items, sizeof *items, n, &cap)` makes room for item n. */
void *arena_grow(parley_arena *a, void *items, size_t item_size, uint32_t n, uint32_t *cap);
#define ARENA_PUSH(a, items, n, cap) (*((items) = arena_grow((a), (items), sizeof *(items), (n), &(cap)), &(items)[(n)++]))

/* --- growing byte buffer -------------------------------------------------------------------------------------------- */
typedef struct parley_buf {
    char *s; /* NUL-terminated once something was written; NULL before */
    size_t n, cap;
    bool nomem; /* an append failed; what follows is ignored; check once at the end */
} parley_buf;

void buf_init(parley_buf *b);
void buf_free(parley_buf *b);
void buf_reset(parley_buf *b); /* n = 0, memory kept */
void buf_add(parley_buf *b, const void *p, size_t n);
void buf_addc(parley_buf *b, char c);
void buf_adds(parley_buf *b, const char *s);
void buf_addf(parley_buf *b, const char *fmt, ...) PARLEY_PRINTF(2, 3);
void buf_add_json(parley_buf *b, const char *s, size_t n); /* quoted JSON string; s NULL: null; invalid UTF-8 becomes U+FFFD */
void buf_add_xml(parley_buf *b, const char *s, size_t n);  /* & < > " ' escaped; for HTML and XML text and attributes */

/* --- UTF-8 ---------------------------------------------------------------------------------------------------------- */
#define UTF8_BAD UINT32_MAX
/* What most letters of most pages ask for, the ASCII half of these, is answered in place: calls for single letters were a tenth
 * of a page's time. */
uint32_t utf8_get_long(const char *s, size_t n, uint32_t *len); /* of a first byte from 0x80 up */
uint32_t cp_lower_wide(uint32_t cp);                            /* from 0x80 up */
bool cp_is_alpha_wide(uint32_t cp);
/* Code point at s (n > 0 bytes left) and its length; UTF8_BAD with length 1 on a broken sequence, surrogates and overlongs
 * included. */
static inline uint32_t utf8_get(const char *s, size_t n, uint32_t *len) {
    *len = 1;
    return (unsigned char)*s < 0x80 ? (unsigned char)*s : utf8_get_long(s, n, len);
}
uint32_t utf8_put(char out[4], uint32_t cp); /* bytes written */
bool utf8_valid(const char *s, size_t n, size_t *bad_at);
/* Simple (one to one) lower case of Latin, Greek and Cyrillic letters; others as they are. */
static inline uint32_t cp_lower(uint32_t cp) {
    return cp >= 0x80 ? cp_lower_wide(cp) : cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
}
static inline bool cp_is_upper(uint32_t cp) {
    return cp_lower(cp) != cp;
}
static inline bool cp_is_alpha(uint32_t cp) {
    return cp >= 0x80 ? cp_is_alpha_wide(cp) : (cp | 32) >= 'a' && (cp | 32) <= 'z';
}
static inline bool cp_is_digit(uint32_t cp) {
    return cp >= '0' && cp <= '9';
}
bool cp_is_space(uint32_t cp);
/* Lower-cased copy; with fold_quotes curly quotes become straight, hyphens and en dashes "-", em dashes "--". */
char *utf8_lower(parley_arena *a, const char *s, size_t n, bool fold_quotes);

/* --- hashing --------------------------------------------------------------------------------------------------------- */
uint64_t hash_bytes(const void *p, size_t n); /* FNV-1a 64 */
#define hash_str(s) hash_bytes((s), strlen(s))

/* Map from byte strings to 32-bit values; keys are borrowed (keep them in an arena). Order of iteration is order of insertion. */
typedef struct parley_map {
    struct map_slot {
        const char *key;
        uint32_t n_key, value;
        uint64_t hash;
    } * items; /* [n], in order of insertion */
    struct map_place {
        uint32_t at;  /* index + 1 into items */
        uint32_t tag; /* of the hash's high bits, so that a key that is not there seldom costs a look at items */
    } * slots;        /* [n_slots] */
    uint32_t n, cap, n_slots;
    parley_arena *arena;
} parley_map;

void map_init(parley_map *m, parley_arena *a);
void map_set(parley_map *m, const char *key, size_t n, uint32_t value); /* replaces */
uint32_t map_get(const parley_map *m, const char *key, size_t n, uint32_t missing);
#define map_gets(m, s, missing) map_get((m), (s), strlen(s), (missing))
#define map_sets(m, s, v)       map_set((m), (s), strlen(s), (v))

/* --- files ------------------------------------------------------------------------------------------------------------ */
/* A whole file in memory (mem_alloc'ed, NUL-terminated; caller frees with mem_free). max 0: no limit. */
parley_status file_read(char **out, size_t *n, const char *path, size_t max, parley_error *err);

/* --- lexicon files: tab-separated UTF-8 lines, '#' starts a comment line, empty lines skipped ------------------------- */
/* Calls row(fields, n_fields, line_number, user) per line; fields are NUL-terminated and live in arena. The file is
 * parley_home()/data/NAME. A row that returns false stops with PARLEY_EMODEL naming file and line. */
typedef bool (*lex_row)(char **fields, uint32_t n_fields, uint32_t line, void *user);
parley_status lex_read(const char *name, parley_arena *arena, lex_row row, void *user, parley_error *err);

#endif
