/* world.c - countries, titles, bodies, outlets of the world, from data/world. */
#include "meaning/world.h"

#include <stdio.h>

typedef struct world_name {
    uint32_t entry;
    uint8_t type;     /* world_type */
    const char *form; /* as written in the file; acronyms must match it exactly */
    bool exact;
} world_name;

struct world {
    parley_arena arena;
    world_entry *entries;
    world_name *names;
    uint32_t n_entries, cap_entries, n_names, cap_names;
    parley_map phrase;            /* folded name -> names */
    parley_map opener;            /* first word of a name -> longest name in bytes */
    parley_map title, group, iso; /* -> entries */
    parley_map given;             /* -> 'm', 'f', 'u' */
    parley_map word;              /* "list word" -> 1 */
    const char *file;             /* being read */
};

/* "People's Daily" opens with "people", "G-20" with "g", "U.S. Treasury" with "u.s.": what the tokenizer cannot split. */
static size_t opener_length(const char *s, size_t n) {
    size_t i = 0;
    while (i < n && ((unsigned char)s[i] >= 0x80 || s[i] == '.' || (s[i] >= '0' && s[i] <= '9') || (s[i] >= 'a' && s[i] <= 'z')))
        i++;
    return i ? i : (n ? 1 : 0);
}

static bool is_acronym(const char *s) {
    size_t upper = 0, n = 0;
    for (; *s; s++, n++)
        if (*s >= 'A' && *s <= 'Z')
            upper++;
        else if (*s != '.' && *s != '-' && *s != '&')
            return false;
    return upper >= 2 && n <= 7;
}

static void world_add_name(world *w, const char *name, uint32_t entry, world_type type) {
    while (*name == ' ')
        name++;
    if (strncmp(name, "the ", 4) == 0 || strncmp(name, "The ", 4) == 0)
        name += 4;
    if (!*name || strcmp(name, "-") == 0)
        return;
    char *key = utf8_lower(&w->arena, name, strlen(name), true);
    uint32_t old = map_gets(&w->phrase, key, PARLEY_NONE);
    /* First come, first served: states before bodies before outlets, own lists before foreign ones. A demonym may share its word
     * with a name of the state ("U.S."): the name wins. */
    if (old != PARLEY_NONE)
        return;
    map_sets(&w->phrase, key, w->n_names);
    ARENA_PUSH(&w->arena, w->names, w->n_names, w->cap_names) =
        (world_name){entry, (uint8_t)type, arena_str(&w->arena, name), is_acronym(name)};
    size_t open = opener_length(key, strlen(key));
    uint32_t longest = map_get(&w->opener, key, open, 0);
    if (strlen(key) > longest)
        map_set(&w->opener, key, open, (uint32_t)strlen(key));
}

static void world_add_names(world *w, const char *list, uint32_t entry, world_type type) {
    char *copy = arena_str(&w->arena, list);
    for (char *s = copy; s;) {
        char *next = strchr(s, ';');
        if (next)
            *next++ = '\0';
        world_add_name(w, s, entry, type);
        s = next;
    }
}

static const char *field(char **f, uint32_t n, uint32_t i) {
    return i < n && f[i][0] && strcmp(f[i], "-") != 0 ? f[i] : NULL;
}

static uint32_t world_add(world *w, world_entry e) {
    ARENA_PUSH(&w->arena, w->entries, w->n_entries, w->cap_entries) = e;
    return w->n_entries - 1;
}

static const char *first_of(parley_arena *a, const char *list) {
    if (!list)
        return NULL;
    const char *end = strchr(list, ';');
    return end ? arena_strn(a, list, (size_t)(end - list)) : list;
}

static bool row_country(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    world *w = user;
    if (n < 2)
        return false;
    const char *adj = field(f, n, 3);
    uint32_t e = world_add(
        w, (world_entry){.name = f[1], .adj = first_of(&w->arena, adj), .iso = f[0], .sector = "GOV", .kind = ACTOR_STATE});
    map_sets(&w->iso, f[0], e);
    world_add_name(w, f[1], e, WORLD_STATE);
    if (field(f, n, 2))
        world_add_names(w, f[2], e, WORLD_STATE);
    if (adj) /* before the people: "the Chinese side" is the commoner use of a word that is both */
        world_add_names(w, adj, e, WORLD_DEMONYM);
    if (field(f, n, 4))
        world_add_names(w, f[4], e, WORLD_PEOPLE);
    if (field(f, n, 5))
        world_add_names(w, f[5], e, WORLD_CAPITAL);
    return true;
}

static bool row_region(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    world *w = user;
    const char *adj = field(f, n, 2);
    uint32_t e =
        world_add(w, (world_entry){.name = f[0], .adj = first_of(&w->arena, adj), .iso = field(f, n, 4), .kind = ACTOR_STATE});
    world_add_name(w, f[0], e, WORLD_STATE);
    if (field(f, n, 1))
        world_add_names(w, f[1], e, WORLD_STATE);
    if (adj)
        world_add_names(w, adj, e, WORLD_DEMONYM);
    if (field(f, n, 3))
        world_add_names(w, f[3], e, WORLD_PEOPLE);
    return true;
}

static bool kind_read(const char *s, actor_kind *k) {
    for (actor_kind i = ACTOR_PERSON; i <= ACTOR_UNNAMED; i++)
        if (s && strcmp(actor_kind_name(i), s) == 0) {
            *k = i;
            return true;
        }
    return false;
}

static bool row_body(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    world *w = user;
    actor_kind kind;
    if (n < 3 || !kind_read(f[2], &kind))
        return false;
    uint32_t e = world_add(w, (world_entry){.name = f[0], .iso = field(f, n, 3), .sector = field(f, n, 4), .kind = kind});
    world_add_name(w, f[0], e, WORLD_BODY);
    if (field(f, n, 1))
        world_add_names(w, f[1], e, WORLD_BODY);
    return true;
}

static bool row_outlet(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    world *w = user;
    uint32_t e = world_add(w, (world_entry){.name = f[0], .iso = field(f, n, 2), .sector = "MED", .kind = ACTOR_OUTLET});
    world_add_name(w, f[0], e, WORLD_OUTLET);
    if (field(f, n, 1))
        world_add_names(w, f[1], e, WORLD_OUTLET);
    return true;
}

static bool row_title(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    world *w = user;
    if (n < 2)
        return false;
    const char *gender = field(f, n, 3);
    uint32_t e = world_add(w, (world_entry){.name = f[0],
                                            .sector = field(f, n, 2),
                                            .kind = ACTOR_PERSON,
                                            .gender = (char)(gender ? gender[0] : 0),
                                            .alone = f[1][0] == 'r'});
    map_sets(&w->title, f[0], e);
    return true;
}

static bool row_group(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    world *w = user;
    actor_kind kind;
    if (n < 2 || !kind_read(f[1], &kind))
        return false;
    const char *stands = field(f, n, 3);
    uint32_t e =
        world_add(w, (world_entry){.name = f[0], .sector = field(f, n, 2), .kind = kind, .stands = stands && stands[0] == 's'});
    map_sets(&w->group, f[0], e);
    return true;
}

static bool row_given(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    world *w = user;
    if (n < 2)
        return false;
    map_sets(&w->given, f[0], (unsigned char)f[1][0]);
    return true;
}

static bool row_word(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    world *w = user;
    if (n < 2)
        return false;
    map_sets(&w->word, arena_printf(&w->arena, "%s %s", f[0], f[1]), 1);
    return true;
}

parley_status world_open(world **out, parley_error *err) {
    static const struct {
        const char *name;
        lex_row row;
    } files[] = {{"world/countries.tsv", row_country}, {"world/regions.tsv", row_region}, {"world/bodies.tsv", row_body},
                 {"world/outlets.tsv", row_outlet},    {"world/titles.tsv", row_title},   {"world/groups.tsv", row_group},
                 {"world/given.tsv", row_given},       {"world/words.tsv", row_word}};
    *out = NULL;
    world *w = mem_alloc(sizeof *w);
    if (!w)
        return fail_nomem(err);
    *w = (world){0};
    arena_init(&w->arena);
    jmp_buf nomem;
    w->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        world_close(w);
        return fail_nomem(err);
    }
    parley_map *const maps[] = {&w->phrase, &w->opener, &w->title, &w->group, &w->iso, &w->given, &w->word};
    for (size_t i = 0; i < COUNT_OF(maps); i++)
        map_init(maps[i], &w->arena);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        parley_status rc = lex_read(files[i].name, &w->arena, files[i].row, w, err);
        if (rc < 0) {
            world_close(w);
            return rc;
        }
    }
    w->arena.on_nomem = NULL;
    *out = w;
    return PARLEY_OK;
}

void world_close(world *w) {
    if (!w)
        return;
    arena_free(&w->arena);
    mem_free(w);
}

const world_entry *world_name_at(const world *w, const parley_page *page, const parley_parse *p, uint32_t t, uint32_t end,
                                 world_type *type, uint32_t *last) {
    const parse_token *k = &p->tokens[t];
    uint32_t longest = map_get(&w->opener, k->norm, opener_length(k->norm, strlen(k->norm)), 0);
    if (!longest)
        return NULL;
    /* The name's bytes as one folded string, grown token by token; the last hit is the longest. Bounded by the longest name. */
    char key[128];
    size_t n = 0;
    const world_entry *best = NULL;
    for (uint32_t i = t; i < end; i++) {
        const char *s = p->tokens[i].norm;
        size_t m = strlen(s);
        if (n + m + 1 > longest + 1 || n + m + 2 > sizeof key)
            break;
        if (i > t && p->tokens[i - 1].space_after)
            key[n++] = ' ';
        memcpy(key + n, s, m);
        n += m;
        uint32_t at = map_get(&w->phrase, key, n, PARLEY_NONE);
        if (at == PARLEY_NONE)
            continue;
        const world_name *name = &w->names[at];
        if (name->exact) {
            uint32_t from = k->start, to = p->tokens[i].end;
            if (to - from != strlen(name->form) || memcmp(page->text + from, name->form, to - from) != 0)
                continue;
        } else {
            uint32_t len;
            const char *form = k->form;
            if (!cp_is_upper(utf8_get(form, strlen(form), &len)) && cp_is_upper(utf8_get(name->form, strlen(name->form), &len)))
                continue;
        }
        best = &w->entries[name->entry];
        *type = (world_type)name->type;
        *last = i;
    }
    return best;
}

static const world_entry *world_get(const world *w, const parley_map *m, const char *key) {
    uint32_t i = map_gets(m, key, PARLEY_NONE);
    return i == PARLEY_NONE ? NULL : &w->entries[i];
}

const world_entry *world_title(const world *w, const char *word) {
    return world_get(w, &w->title, word);
}

const world_entry *world_group(const world *w, const char *word) {
    return world_get(w, &w->group, word);
}

const world_entry *world_state(const world *w, const char *iso) {
    return iso ? world_get(w, &w->iso, iso) : NULL;
}

char world_given(const world *w, const char *name) {
    return (char)map_gets(&w->given, name, 0);
}

bool world_word(const world *w, const char *list, const char *word) {
    char key[96];
    int n = snprintf(key, sizeof key, "%s %s", list, word);
    return n > 0 && (size_t)n < sizeof key && map_get(&w->word, key, (size_t)n, 0);
}
