/* copies_bench.c - find near copies among many texts, as the record does: prints, keys, comparing under shared keys.
 *
 * usage: copies_bench FILE > PAIRS     FILE: one text a line, "id<TAB>text"
 * Writes "id<TAB>id<TAB>relation" a pair, and the processor's seconds on standard error: the whole program's, reading the file
 * and writing the pairs too. One thread. Texts come one after the other, each compared with those before it.
 */
#include "across/across.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Keys -> the last text filed under each; texts under one key hang together by `before`. */
typedef struct filed {
    uint64_t key;
    uint32_t text, before; /* indices + 1; 0: none */
} filed;

typedef struct text {
    const char *id;
    size_t n_id;
    across_print print;
} text;

typedef struct bench {
    parley_arena keep, scratch;
    text *texts;
    uint32_t n_texts, cap_texts;
    uint32_t *slots, n_slots; /* of the table: indices + 1 into filed */
    filed *filed;
    uint32_t n_filed, cap_filed;
    uint32_t *seen; /* a text -> the last one that it was compared with */
    uint32_t *near, n_near;
} bench;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void compare(bench *b, uint32_t x, uint32_t y) {
    across_edge e = across_compare(&b->texts[x].print, &b->texts[y].print);
    if (!across_one_origin(e.relation))
        return;
    for (int side = 0; side < 2; side++) {
        const text *t = &b->texts[side ? y : x];
        fwrite(t->id, 1, t->n_id, stdout);
        putchar('\t');
    }
    puts(across_relation_name(e.relation));
}

/* Prints lie far apart: the first lines are on their way before they are asked for, the rest follows by itself. */
static void fetch(const across_print *p) {
    for (uint32_t line = 0; line < 5 * 16; line += 16)
        __builtin_prefetch(p->shingles + line);
    __builtin_prefetch(p->sentences);
}

static void file_text(bench *b, uint32_t at) {
    uint32_t n_keys;
    uint64_t *keys = across_doc_keys(&b->texts[at].print, &b->scratch, &n_keys);
    for (uint32_t k = 0; k < n_keys; k++)
        __builtin_prefetch(&b->slots[keys[k] % b->n_slots]);
    for (uint32_t k = 0; k < n_keys; k++) {
        uint32_t *slot = &b->slots[keys[k] % b->n_slots];
        while (*slot && b->filed[*slot - 1].key != keys[k])
            slot = slot + 1 < b->slots + b->n_slots ? slot + 1 : b->slots;
        uint32_t before = *slot;
        for (uint32_t i = before; i; i = b->filed[i - 1].before) {
            uint32_t other = b->filed[i - 1].text;
            if (b->seen[other] == at + 1)
                continue;
            b->seen[other] = at + 1;
            b->near[b->n_near++] = other;
            fetch(&b->texts[other].print);
        }
        ARENA_PUSH(&b->keep, b->filed, b->n_filed, b->cap_filed) = (filed){keys[k], at, before};
        *slot = b->n_filed;
    }
    for (uint32_t i = 0; i < b->n_near; i++)
        compare(b, b->near[i], at);
    b->n_near = 0;
}

static void read_text(bench *b, const char *line, const char *tab, const char *eol) {
    arena_reset(&b->scratch);
    text *t = &ARENA_PUSH(&b->keep, b->texts, b->n_texts, b->cap_texts);
    t->id = line;
    t->n_id = (size_t)(tab - line);
    across_print_text(&t->print, tab + 1, (size_t)(eol - tab - 1), &b->keep, &b->scratch);
    file_text(b, b->n_texts - 1);
}

int main(int argc, char **argv) {
    struct stat st;
    int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
    if (fd < 0 || fstat(fd, &st) != 0 || st.st_size == 0) {
        fprintf(stderr, "usage: copies_bench FILE\n");
        return 2;
    }
    size_t n = (size_t)st.st_size;
    const char *file = mmap(NULL, n, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0), *end = file + n;
    if (file == MAP_FAILED)
        return 1;
    bench b = {0};
    arena_init(&b.keep);
    arena_init(&b.scratch);
    uint32_t n_lines = 0;
    for (const char *s = file, *eol; s < end && (eol = memchr(s, '\n', (size_t)(end - s))); s = eol + 1)
        n_lines++;
    b.n_slots = 64 * n_lines + 1; /* some thirty keys a text */
    b.cap_filed = 32 * n_lines;
    b.filed = ARENA_ARRAY(&b.keep, filed, b.cap_filed);
    b.slots = ARENA_ARRAY(&b.keep, uint32_t, b.n_slots);
    b.seen = ARENA_ARRAY(&b.keep, uint32_t, n_lines + 1);
    b.near = ARENA_ARRAY(&b.keep, uint32_t, n_lines + 1);
    for (const char *s = file, *eol; s < end && (eol = memchr(s, '\n', (size_t)(end - s))); s = eol + 1) {
        const char *tab = memchr(s, '\t', (size_t)(eol - s));
        if (tab)
            read_text(&b, s, tab, eol);
    }
    fflush(stdout);
    fprintf(stderr, "%.4f\n", now());
    arena_free(&b.scratch);
    arena_free(&b.keep);
    munmap((void *)(uintptr_t)file, n);
    close(fd);
    return 0;
}
