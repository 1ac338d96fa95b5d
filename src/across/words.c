/* words.c - data/across/words.tsv: what says nothing of who somebody is or which matter is meant. */
#include "across/across.h"

struct across_words {
    parley_arena *arena;
    parley_map in; /* "list word" */
    uint64_t version;
};

static bool word_row(char **f, uint32_t n, uint32_t line, void *user) {
    across_words *l = user;
    char *rest = NULL;
    (void)line;
    for (char *s = n == 2 ? strtok_r(f[1], "|", &rest) : NULL; s; s = strtok_r(NULL, "|", &rest)) {
        const char *key = arena_printf(l->arena, "%s %s", f[0], s);
        map_sets(&l->in, key, 1);
        l->version = l->version * 31 + hash_str(key);
    }
    return n == 2;
}

parley_status across_words_open(const across_words **out, parley_arena *a, parley_error *err) {
    across_words *l = ARENA_NEW(a, across_words);
    l->arena = a;
    map_init(&l->in, a);
    parley_status rc = lex_read("across/words.tsv", a, word_row, l, err);
    if (rc >= 0)
        *out = l;
    return rc;
}

uint64_t across_words_version(const across_words *w) {
    return w->version;
}

bool across_word_in(const across_words *w, const char *list, const char *s, size_t n) {
    char key[96];
    size_t m = strlen(list);
    if (n + m + 1 > sizeof key)
        return false;
    memcpy(key, list, m);
    key[m] = ' ';
    memcpy(key + m + 1, s, n);
    return map_get(&w->in, key, m + 1 + n, 0) != 0;
}
