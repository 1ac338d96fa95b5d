/* dictionary.c - actors, agents, discards and issues of TABARI and PETRARCH; which file of a folder is what. */
#include "petrarch/petrarch.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef struct parley_dictionaries dictionaries;

enum { FILE_MAX = 64 << 20, NAME_WORDS = 64 };

void petr_skip(dictionaries *d, const char *path, uint32_t line, const char *why) {
    char message[600];
    d->n_skipped++;
    if (!d->warn)
        return;
    snprintf(message, sizeof message, "%s:%u: %s; line left out", path, line, why);
    d->warn(d->warn_user, message);
}

/* --- dates -------------------------------------------------------------------------------------------------------- */
int32_t petr_day(const char *s, size_t n) {
    int v[8];
    size_t digits = 0;
    for (size_t i = 0; i < n && digits < 8; i++) {
        if (s[i] >= '0' && s[i] <= '9')
            v[digits++] = s[i] - '0';
        else if (s[i] != '-' || digits == 0)
            break;
    }
    if (digits < 6)
        return INT32_MIN;
    int32_t year, month, day;
    if (digits == 8) {
        year = v[0] * 1000 + v[1] * 100 + v[2] * 10 + v[3];
        month = v[4] * 10 + v[5];
        day = v[6] * 10 + v[7];
    } else {
        year = v[0] * 10 + v[1];
        year += year <= 30 ? 2000 : 1900;
        month = v[2] * 10 + v[3];
        day = v[4] * 10 + v[5];
    }
    static const int8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
        return INT32_MIN;
    if (month == 2 && day == 29 && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0)))
        return INT32_MIN;
    /* Days of the years before, then of the months: each counted from March, so that the leap day comes last. */
    int32_t y = month < 3 ? year - 1 : year, m = (month + 9) % 12;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
}

const char *petr_actor_code(const dictionaries *d, uint32_t group, int32_t day) {
    const char *always = NULL;
    for (uint32_t i = 0; i < d->groups[group].n; i++) {
        const petr_dated *c = &d->dated[d->groups[group].first + i];
        if (c->always)
            always = always ? always : c->code;
        else if (day != INT32_MIN && day >= c->from && day <= c->to)
            return c->code;
    }
    return always ? always : "";
}

/* --- names -------------------------------------------------------------------------------------------------------- */
bool petr_word_is(const dictionaries *d, const char *pattern, const char *word) {
    if (!d->stems)
        return strcmp(pattern, word) == 0;
    size_t n = strlen(pattern);
    if (n && pattern[n - 1] == '_')
        return strncmp(pattern, word, n - 1) == 0 && word[n - 1] == '\0';
    return strncmp(pattern, word, n) == 0;
}

/* Words of "A_B C" with what stands between them. PETRARCH sets the possessive apart from the noun and then drops it. */
static uint32_t split_name(const dictionaries *d, parley_arena *a, const char *s, const char **words, char *glue) {
    uint32_t n = 0;
    while (*s && n < NAME_WORDS) {
        size_t len = strcspn(s, "_ \t"), whole = len;
        if (len > 2 && s[len - 2] == '\'' && (s[len - 1] == 'S' || s[len - 1] == 's'))
            len -= 2;
        else if (len > 1 && s[len - 1] == '\'')
            len -= 1;
        if (len) {
            /* TABARI: the underscore that ends a word says that it is a whole word. */
            char *w = arena_alloc(a, len + 2);
            for (size_t i = 0; i < len; i++)
                w[i] = s[i] >= 'a' && s[i] <= 'z' ? (char)(s[i] - 32) : s[i];
            if (d->stems && s[whole] == '_')
                w[len] = '_';
            words[n] = w;
            glue[n] = s[whole] == '_' ? '_' : ' ';
            n++;
        }
        s += whole;
        if (*s)
            s++;
    }
    return n;
}

static const char *first_word(const dictionaries *d, parley_arena *a, const char *w) {
    size_t n = strlen(w);
    return d->stems && n && w[n - 1] == '_' ? arena_strn(a, w, n - 1) : w;
}

static void add_name(dictionaries *d, petr_names *names, const char *phrase, uint32_t codes, const char *code) {
    const char *words[NAME_WORDS];
    char glue[NAME_WORDS + 1] = {0};
    uint32_t n = split_name(d, &d->arena, phrase, words, glue);
    if (!n)
        return;
    uint32_t i = names->n;
    ARENA_PUSH(&d->arena, names->names, names->n, names->cap) =
        (petr_name){.words = arena_copy(&d->arena, words, sizeof *words * n),
                    .glue = arena_strn(&d->arena, glue, n),
                    .n_words = n,
                    .codes = codes,
                    .code = code,
                    .next = PARLEY_NONE};
    const char *key = first_word(d, &d->arena, words[0]);
    uint32_t at = map_gets(&names->first, key, PARLEY_NONE);
    /* Longest first; of two of one length the one that was read first. */
    if (at == PARLEY_NONE || names->names[at].n_words < n) {
        names->names[i].next = at;
        map_sets(&names->first, key, i);
        return;
    }
    while (names->names[at].next != PARLEY_NONE && names->names[names->names[at].next].n_words >= n)
        at = names->names[at].next;
    names->names[i].next = names->names[at].next;
    names->names[at].next = i;
}

static bool name_matches(const dictionaries *d, const petr_name *name, const char *const *words, uint32_t n, uint32_t *used) {
    uint32_t k = 0;
    for (uint32_t w = 0; w < n; w++) {
        if (petr_word_is(d, name->words[k], words[w])) {
            if (++k == name->n_words) {
                *used = w + 1;
                return true;
            }
        } else if (k == 0 || name->glue[k - 1] == '_') {
            return false;
        }
    }
    return false;
}

static uint32_t name_in(const dictionaries *d, const petr_names *names, uint32_t at, const char *const *words, uint32_t n,
                        uint32_t *used) {
    for (; at != PARLEY_NONE; at = names->names[at].next)
        if (name_matches(d, &names->names[at], words, n, used))
            return at;
    return PARLEY_NONE;
}

uint32_t petr_name_at(const dictionaries *d, const petr_names *names, const char *const *words, uint32_t n, uint32_t *used) {
    uint32_t found = PARLEY_NONE;
    if (!n)
        return PARLEY_NONE;
    size_t len = strlen(words[0]);
    for (size_t k = len; k > 0 && found == PARLEY_NONE; k = d->stems && k > 2 ? k - 1 : 0)
        found = name_in(d, names, map_get(&names->first, words[0], k, PARLEY_NONE), words, n, used);
    return found;
}

/* --- lines -------------------------------------------------------------------------------------------------------- */
static char *trim(char *s) {
    while (*s == ' ' || *s == '\t' || *s == '\r')
        s++;
    char *e = s + strlen(s);
    while (e > s && (e[-1] == ' ' || e[-1] == '\t' || e[-1] == '\r'))
        *--e = '\0';
    return s;
}

static void cut(char *s, char at) {
    char *c = strchr(s, at);
    if (c)
        *c = '\0';
}

/* Blank out <!-- comments -->, which may go over several lines. */
static void cut_xml_comments(char **lines, uint32_t n) {
    bool inside = false;
    for (uint32_t i = 0; i < n; i++) {
        char *s = lines[i];
        for (;;) {
            if (inside) {
                char *e = strstr(s, "-->");
                if (!e) {
                    *s = '\0';
                    break;
                }
                memmove(s, e + 3, strlen(e + 3) + 1);
                inside = false;
            }
            char *c = strstr(s, "<!--");
            if (!c) {
                if (strncmp(s, "<!", 2) == 0)
                    *s = '\0';
                break;
            }
            s = c;
            memmove(s, s + 4, strlen(s + 4) + 1);
            inside = true;
        }
    }
}

/* Split in place. */
static char **split_lines(parley_arena *a, char *text, size_t n, uint32_t *n_lines) {
    uint32_t count = 1;
    for (size_t i = 0; i < n; i++)
        count += text[i] == '\n';
    char **lines = ARENA_ARRAY(a, char *, count);
    *n_lines = 0;
    char *s = text;
    for (size_t i = 0; i <= n; i++)
        if (i == n || text[i] == '\n') {
            text[i] = '\0';
            lines[(*n_lines)++] = s;
            s = text + i + 1;
        } else if (text[i] == '\0') {
            text[i] = ' ';
        }
    return lines;
}

/* --- actors ------------------------------------------------------------------------------------------------------- */
/* "CODE", "CODE <810101", "CODE >810101", "CODE 770120-810120" */
static bool read_code(dictionaries *d, char *s, petr_dated *out) {
    s = trim(s);
    size_t n = strcspn(s, " \t");
    char *rest = trim(s + n);
    *out = (petr_dated){.from = INT32_MIN, .to = INT32_MAX};
    if (!n)
        return false;
    out->code = arena_strn(&d->arena, s, n);
    if (!*rest) {
        out->always = true;
        return true;
    }
    char *dash = strchr(rest, '-');
    if (*rest == '<' || *rest == '>') {
        size_t skip = strcspn(rest, "0123456789");
        int32_t day = petr_day(rest + skip, strlen(rest + skip));
        if (day == INT32_MIN)
            return false;
        if (*rest == '<')
            out->to = day;
        else
            out->from = day;
        return true;
    }
    if (!dash)
        return false;
    *dash = '\0';
    out->from = petr_day(trim(rest), strlen(trim(rest)));
    out->to = petr_day(trim(dash + 1), strlen(trim(dash + 1)));
    return out->from != INT32_MIN && out->to != INT32_MIN && out->from <= out->to;
}

/* All [codes] of a line go to the current group. */
static void read_codes(dictionaries *d, const char *path, uint32_t line, char *s) {
    while ((s = strchr(s, '['))) {
        char *end = strchr(s, ']');
        petr_dated c;
        if (end)
            *end = '\0';
        if (!read_code(d, s + 1, &c)) {
            petr_skip(d, path, line, "date restriction that cannot be read");
        } else {
            petr_group *g = &d->groups[d->n_groups - 1];
            ARENA_PUSH(&d->arena, d->dated, d->n_dated, d->cap_dated) = c;
            g->n++;
        }
        if (!end)
            return;
        s = end + 1;
    }
}

static void read_actors(dictionaries *d, const char *path, char **lines, uint32_t n) {
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        char *s = lines[i];
        cut(s, '#');
        cut(s, ';');
        if (strstr(s, "---STOP---"))
            break;
        s = trim(s);
        if (!*s)
            continue;
        if (*s == '[') {
            if (any)
                read_codes(d, path, i + 1, s);
            else
                petr_skip(d, path, i + 1, "a code before any actor");
            continue;
        }
        bool synonym = *s == '+';
        if (synonym && !any) {
            petr_skip(d, path, i + 1, "a synonym before any actor");
            continue;
        }
        if (!synonym) {
            ARENA_PUSH(&d->arena, d->groups, d->n_groups, d->cap_groups) = (petr_group){d->n_dated, 0};
            any = true;
        }
        char *codes = strchr(s, '[');
        char saved = codes ? *codes : 0;
        if (codes)
            *codes = '\0';
        add_name(d, &d->actors, synonym ? s + 1 : s, d->n_groups - 1, NULL);
        if (codes && !synonym) {
            *codes = saved;
            read_codes(d, path, i + 1, codes);
        }
    }
}

/* --- agents ------------------------------------------------------------------------------------------------------- */
typedef struct macro {
    const char *name; /* with its exclamation marks */
    char **items;
    uint32_t n;
} macro;

static void read_macro(dictionaries *d, char *s, macro *m) {
    char *end = strchr(s + 1, '!'), *list = strchr(s, '=');
    m->name = arena_strn(&d->arena, s, (size_t)(end + 1 - s));
    m->n = 1;
    for (char *c = list; *c; c++)
        m->n += *c == ',';
    m->items = ARENA_ARRAY(&d->arena, char *, m->n);
    uint32_t k = 0;
    for (char *item = list + 1; item && k < m->n; k++) {
        char *next = strchr(item, ',');
        if (next)
            *next = '\0';
        m->items[k] = arena_str(&d->arena, trim(item));
        item = next ? next + 1 : NULL;
    }
}

static const char *plural_of(parley_arena *a, const char *s) {
    size_t n = strlen(s);
    while (n && s[n - 1] == '_')
        n--;
    if (!n)
        return NULL;
    if (s[n - 1] == 'Y' || s[n - 1] == 'y')
        return arena_printf(a, "%.*sIES", (int)n - 1, s);
    return arena_printf(a, "%.*s%s", (int)n, s, s[n - 1] == 'S' || s[n - 1] == 's' ? "ES" : "S");
}

static void read_agents(dictionaries *d, const char *path, char **lines, uint32_t n) {
    macro macros[64];
    uint32_t n_macros = 0;
    for (uint32_t i = 0; i < n; i++) {
        char *s = lines[i];
        cut(s, '#');
        s = trim(s);
        if (!*s)
            continue;
        char *mark = strchr(s, '!');
        if (mark && strchr(s, '=')) {
            if (!strchr(mark + 1, '!') || strchr(s, '=') < strchr(mark + 1, '!') || n_macros == COUNT_OF(macros))
                petr_skip(d, path, i + 1, "macro that cannot be read");
            else
                read_macro(d, mark, &macros[n_macros++]);
            continue;
        }
        char *open = strchr(s, '['), *close = open ? strchr(open, ']') : NULL;
        if (!close) {
            petr_skip(d, path, i + 1, "an agent without a code");
            continue;
        }
        *close = *open = '\0';
        const char *code = arena_str(&d->arena, trim(open + 1));
        char *forms = strchr(s, '{');
        bool given = forms != NULL;
        if (forms) {
            *forms = '\0';
            cut(forms + 1, '}');
            forms = trim(forms + 1);
        }
        s = trim(s);
        if (strcmp(code, "~") == 0 || !strchr(code, '~') || !*s) {
            petr_skip(d, path, i + 1, "an agent's code has a ~ before or after it");
            continue;
        }
        if (mark) {
            char *end = strchr(mark + 1, '!');
            uint32_t m = 0;
            while (
                end && m < n_macros &&
                (strlen(macros[m].name) != (size_t)(end + 1 - mark) || strncmp(macros[m].name, mark, (size_t)(end + 1 - mark))))
                m++;
            if (!end || m == n_macros) {
                petr_skip(d, path, i + 1, "a macro that was not defined");
                continue;
            }
            for (uint32_t k = 0; k < macros[m].n; k++)
                add_name(d, &d->agents, arena_printf(&d->arena, "%.*s%s%s", (int)(mark - s), s, macros[m].items[k], end + 1),
                         PARLEY_NONE, code);
            continue;
        }
        add_name(d, &d->agents, s, PARLEY_NONE, code);
        if (!given) {
            const char *plural = plural_of(&d->arena, s);
            size_t len = strlen(s);
            if (plural)
                add_name(d, &d->agents, plural, PARLEY_NONE, code);
            /* PETRARCH's rule gives ENVOIES; texts have ENVOYS. */
            if (len > 2 && s[len - 1] == 'Y' && strchr("AEOU", s[len - 2]))
                add_name(d, &d->agents, arena_printf(&d->arena, "%sS", s), PARLEY_NONE, code);
        } else if (*forms)
            add_name(d, &d->agents, forms, PARLEY_NONE, code);
    }
}

/* --- discards and issues ------------------------------------------------------------------------------------------ */
static const char **plain_words(parley_arena *a, const char *s, uint32_t *n) {
    const char *words[NAME_WORDS];
    *n = 0;
    while (*s && *n < NAME_WORDS) {
        s += strspn(s, " \t_");
        size_t len = strcspn(s, " \t_");
        if (len) {
            char *w = arena_strn(a, s, len);
            for (char *c = w; *c; c++)
                if (*c >= 'a' && *c <= 'z')
                    *c = (char)(*c - 32);
            words[(*n)++] = w;
        }
        s += len;
    }
    return *n ? arena_copy(a, words, sizeof *words * *n) : NULL;
}

static void read_discards(dictionaries *d, char **lines, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        cut(lines[i], '#');
        cut(lines[i], ';');
        char *s = trim(lines[i]);
        petr_discard e = {.story = *s == '+', .next = PARLEY_NONE};
        if (e.story)
            s = trim(s + 1);
        size_t len = strlen(s);
        e.whole = d->tree || (len && s[len - 1] == '_');
        e.words = plain_words(&d->arena, s, &e.n);
        if (!e.n)
            continue;
        /* The first word is looked up whole; a phrase of one open word is looked up under its first letters. */
        const char *key = e.n == 1 && !e.whole ? "" : e.words[0];
        e.next = map_gets(&d->discard_words, key, PARLEY_NONE);
        map_sets(&d->discard_words, key, d->n_discards);
        ARENA_PUSH(&d->arena, d->discards, d->n_discards, d->cap_discards) = e;
    }
}

static void add_issue(dictionaries *d, const char *phrase, const char *code) {
    petr_issue e = {.code = code, .next = PARLEY_NONE};
    e.words = plain_words(&d->arena, phrase, &e.n);
    if (!e.n)
        return;
    e.next = map_gets(&d->issue_words, e.words[0], PARLEY_NONE);
    map_sets(&d->issue_words, e.words[0], d->n_issues);
    ARENA_PUSH(&d->arena, d->issues, d->n_issues, d->cap_issues) = e;
}

/* "pre+n:school": + is a space or a hyphen, n: a noun and its plural, v: a verb and its regular forms. */
static void expand_issue(dictionaries *d, const char *s, const char *code, uint32_t depth) {
    const char *plus = strchr(s, '+'), *mark = strstr(s, "n:");
    if (!mark)
        mark = strstr(s, "N:");
    const char *verb = strstr(s, "v:");
    if (!verb)
        verb = strstr(s, "V:");
    if (depth >= 6)
        return;
    if (plus) {
        expand_issue(d, arena_printf(&d->arena, "%.*s %s", (int)(plus - s), s, plus + 1), code, depth + 1);
        expand_issue(d, arena_printf(&d->arena, "%.*s-%s", (int)(plus - s), s, plus + 1), code, depth + 1);
        return;
    }
    if (!mark && !verb) {
        add_issue(d, s, code);
        return;
    }
    const char *at = mark ? mark : verb, *word = at + 2;
    size_t n = strcspn(word, " ");
    static const char *const nouns[] = {"", "S"}, *const verbs[] = {"", "S", "ED", "ING"};
    for (size_t k = 0; k < (mark ? COUNT_OF(nouns) : COUNT_OF(verbs)); k++) {
        const char *ending = mark ? nouns[k] : verbs[k];
        size_t stem = n;
        if (mark && k == 1 && n && (word[n - 1] | 32) == 'y') {
            stem = n - 1;
            ending = "IES";
        } else if (!mark && k >= 2 && n && (word[n - 1] | 32) == 'e') {
            stem = n - 1;
        }
        expand_issue(d, arena_printf(&d->arena, "%.*s%.*s%s%s", (int)(at - s), s, (int)stem, word, ending, word + n), code,
                     depth + 1);
    }
}

static void read_issues(dictionaries *d, char **lines, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        cut(lines[i], '#');
        char *s = trim(lines[i]);
        if (*s == '~') {
            bool story = s[1] == '~';
            expand_issue(d, s + 1 + story, story ? "~~" : "~", 0);
            continue;
        }
        char *open = strchr(s, '[');
        if (!open || *s == '<')
            continue;
        *open = '\0';
        cut(open + 1, ']');
        expand_issue(d, trim(s), arena_str(&d->arena, trim(open + 1)), 0);
    }
}

/* --- files -------------------------------------------------------------------------------------------------------- */
typedef enum file_kind { FILE_OTHER, FILE_VERBS, FILE_ACTORS, FILE_AGENTS, FILE_DISCARDS, FILE_ISSUES } file_kind;

typedef struct file {
    char *path;
    char **lines;
    uint32_t n_lines;
    file_kind kind;
} file;

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool holds(const char *s, const char *word) {
    size_t n = strlen(word);
    for (; *s; s++)
        if (strncasecmp(s, word, n) == 0)
            return true;
    return false;
}

/* What a file holds. Names are no help beyond "discard": dictionaries carry the names of their projects and dates. */
static file_kind kind_of(const file *f) {
    uint32_t codes = 0, agents = 0, verbs = 0, issues = 0, plain = 0, synonyms = 0;
    if (holds(base_name(f->path), "discard"))
        return FILE_DISCARDS;
    for (uint32_t i = 0; i < f->n_lines; i++) {
        const char *s = f->lines[i] + strspn(f->lines[i], " \t");
        if (*s == '#' || !*s)
            continue;
        const char *open = strchr(s, '[');
        if ((strncmp(s, "---", 3) == 0 && strchr(s + 3, '-')) || (s[0] == '-' && s[1] == ' ' && strchr(s, '*') && open))
            verbs++;
        else if (strncmp(s, "<ISSUE", 6) == 0)
            issues++;
        else if (open && (open[1] == '~' || (strchr(open, ']') && strchr(open, ']')[-1] == '~')))
            agents++;
        else if (open && strchr(open, ']') &&
                 ((open[1] >= 'A' && open[1] <= 'Z') || (open[1] >= '0' && open[1] <= '9') || open[1] == '-'))
            codes++;
        else if (*s == '+')
            synonyms++;
        else
            plain++;
    }
    if (verbs)
        return FILE_VERBS;
    if (issues)
        return FILE_ISSUES;
    if (agents > codes)
        return FILE_AGENTS;
    return codes && codes + synonyms > plain ? FILE_ACTORS : FILE_OTHER;
}

typedef struct files {
    dictionaries *d;
    parley_arena *a;
    file *items;
    uint32_t n, cap;
    const char *const *only;
    size_t n_only;
    bool *found;
} files;

static parley_status open_file(files *fs, const char *path, parley_error *err) {
    char *text;
    size_t n;
    parley_status rc = file_read(&text, &n, path, FILE_MAX, err);
    if (rc < 0)
        return rc;
    fs->d->text = text;
    char *copy = arena_strn(fs->a, text, n);
    mem_free(text);
    fs->d->text = NULL;
    file f = {.path = arena_str(fs->a, path)};
    f.lines = split_lines(fs->a, copy, n, &f.n_lines);
    cut_xml_comments(f.lines, f.n_lines);
    f.kind = kind_of(&f);
    ARENA_PUSH(fs->a, fs->items, fs->n, fs->cap) = f;
    return PARLEY_OK;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Among the files to be read by name? With nothing named, everything may be a dictionary that is called like one. */
static bool wanted(files *fs, const char *name) {
    size_t n = strlen(name);
    for (size_t i = 0; i < fs->n_only; i++)
        if (strcmp(base_name(fs->only[i]), name) == 0)
            return fs->found[i] = true;
    return n > 4 && (strcmp(name + n - 4, ".txt") == 0 || holds(name, "verb") || holds(name, "actor") || holds(name, "agent"));
}

static bool named(const files *fs, const char *path) {
    for (size_t i = 0; i < fs->n_only; i++)
        if (strcmp(base_name(fs->only[i]), base_name(path)) == 0)
            return true;
    return false;
}

/* Where some files of a sort are named, the others of that sort are left alone; discards and issues count only when named. */
static void choose_named(files *fs) {
    bool have[FILE_ISSUES + 1] = {false};
    have[FILE_DISCARDS] = have[FILE_ISSUES] = fs->n_only > 0;
    for (uint32_t i = 0; i < fs->n; i++)
        have[fs->items[i].kind] |= named(fs, fs->items[i].path);
    for (uint32_t i = 0; i < fs->n; i++)
        if (have[fs->items[i].kind] && !named(fs, fs->items[i].path))
            fs->items[i].kind = FILE_OTHER;
}

static parley_status open_folder(files *fs, const char *path, parley_error *err) {
    DIR *dir = opendir(path);
    if (!dir)
        return fail(err, PARLEY_EIO, -1, "%s: %s", path, strerror(errno));
    fs->d->dir = dir;
    const char **names = NULL;
    uint32_t n = 0, cap = 0;
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.' && wanted(fs, e->d_name))
            ARENA_PUSH(fs->a, names, n, cap) = arena_printf(fs->a, "%s/%s", path, e->d_name);
    closedir(dir);
    fs->d->dir = NULL;
    if (n)
        qsort(names, n, sizeof *names, by_name);
    parley_status rc = PARLEY_OK;
    for (uint32_t i = 0; i < n && rc >= 0; i++) {
        struct stat st;
        if (stat(names[i], &st) == 0 && S_ISREG(st.st_mode))
            rc = open_file(fs, names[i], err);
    }
    return rc;
}

static parley_status open_all(dictionaries *d, const char *const *paths, size_t n_paths, const char *const *only, size_t n_only,
                              parley_arena *a, parley_error *err) {
    files fs = {.d = d, .a = a, .only = only, .n_only = n_only};
    fs.found = ARENA_ARRAY(a, bool, n_only + 1);
    parley_status rc = PARLEY_OK;
    for (size_t i = 0; i < n_paths && rc >= 0; i++) {
        struct stat st;
        if (stat(paths[i], &st) != 0)
            rc = fail(err, PARLEY_EIO, -1, "%s: %s", paths[i], strerror(errno));
        else if (S_ISDIR(st.st_mode))
            rc = open_folder(&fs, paths[i], err);
        else
            rc = open_file(&fs, paths[i], err);
    }
    for (size_t i = 0; i < n_only && rc >= 0; i++)
        if (!fs.found[i])
            rc = fail(err, PARLEY_ENOTFOUND, -1, "no dictionary '%s' in the folders given", only[i]);
    if (rc < 0)
        return rc;
    const file *verbs = NULL;
    choose_named(&fs);
    for (uint32_t i = 0; i < fs.n; i++)
        if (fs.items[i].kind == FILE_VERBS) {
            if (verbs)
                return fail(err, PARLEY_EFORMAT, -1, "two verb dictionaries, %.90s and %.90s: name the one to be used",
                            verbs->path, fs.items[i].path);
            verbs = &fs.items[i];
        }
    if (!verbs)
        return fail(err, PARLEY_EFORMAT, -1, "%.180s: no verb dictionary", n_paths ? paths[0] : "");
    petr_verbs_read(d, verbs->path, verbs->lines, verbs->n_lines); /* first: it tells how the others are to be taken */
    for (uint32_t i = 0; i < fs.n; i++) {
        const file *f = &fs.items[i];
        if (f->kind == FILE_ACTORS)
            read_actors(d, f->path, f->lines, f->n_lines);
        else if (f->kind == FILE_AGENTS)
            read_agents(d, f->path, f->lines, f->n_lines);
        else if (f->kind == FILE_DISCARDS)
            read_discards(d, f->lines, f->n_lines);
        else if (f->kind == FILE_ISSUES)
            read_issues(d, f->lines, f->n_lines);
    }
    snprintf(d->about, sizeof d->about,
             "%s verbs: %u forms, %u patterns, %u synonym sets, %u transformations; %u actor names, %u agent names, %u discards, "
             "%u issue phrases; %u lines left out",
             d->tree    ? "PETRARCH 2"
             : d->stems ? "TABARI"
                        : "PETRARCH 1",
             d->n_verbs, d->n_patterns, d->n_synsets, d->n_transforms, d->actors.n, d->agents.n, d->n_discards, d->n_issues,
             d->n_skipped);
    return PARLEY_OK;
}

parley_status parley_dictionaries_open(parley_dictionaries **out, const char *const *paths, size_t n_paths,
                                       const char *const *only, size_t n_only, parley_dictionaries_warning warn, void *user,
                                       parley_error *err) {
    *out = NULL;
    dictionaries *d = mem_alloc(sizeof *d);
    if (!d)
        return fail_nomem(err);
    *d = (dictionaries){.warn = warn, .warn_user = user};
    parley_arena texts;
    jmp_buf nomem;
    arena_init(&texts);
    texts.on_nomem = d->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        arena_free(&texts);
        parley_dictionaries_close(d);
        return fail_nomem(err);
    }
    map_init(&d->actors.first, &d->arena);
    map_init(&d->agents.first, &d->arena);
    map_init(&d->synset_names, &d->arena);
    map_init(&d->verb_forms, &d->arena);
    map_init(&d->discard_words, &d->arena);
    map_init(&d->issue_words, &d->arena);
    parley_status rc = open_all(d, paths, n_paths, only, n_only, &texts, err);
    arena_free(&texts);
    d->arena.on_nomem = NULL;
    if (rc < 0) {
        parley_dictionaries_close(d);
        return rc;
    }
    *out = d;
    return PARLEY_OK;
}

void parley_dictionaries_close(parley_dictionaries *d) {
    if (!d)
        return;
    mem_free(d->text);
    if (d->dir)
        closedir(d->dir);
    arena_free(&d->arena);
    mem_free(d);
}

const char *parley_dictionaries_about(const parley_dictionaries *d) {
    return d->about;
}
