/* note.c - finds the notes of data/page/translation.tsv in text: "Translated by …", "This article was originally published in …".
 *
 * A line is cut into words and marks; a pattern is tried where a piece may begin: at the start of the line, of a sentence, behind
 * brackets and bars. A page about translators says the same words elsewhere, so each pattern also says what must stand around it.
 */
#include "page/note.h"

#include <stdlib.h>

/* --- patterns ------------------------------------------------------------------------------------------------------------- */
typedef enum note_where { WHERE_SELF, WHERE_LINE, WHERE_SHORT, WHERE_BRACKET, WHERE_COUNT } note_where;
typedef enum item_kind { ITEM_WORD, ITEM_SET, ITEM_LANGUAGE, ITEM_NAME, ITEM_GAP, ITEM_COLON, ITEM_STOP } item_kind;

enum { ITEMS_MAX = 20, GAP_MAX = 8, NAME_MAX = 10, LANGUAGE_NAME = 24, NOTE_TOKENS = 400 };

typedef struct item {
    item_kind kind;
    bool optional;
    const char *word; /* the word, or the set's name */
} item;

typedef struct row {
    note_made made;
    note_where where;
    item items[ITEMS_MAX];
    uint32_t n;
} row;

struct notes {
    parley_arena *a;
    row *rows;
    uint32_t n_rows, cap_rows;
    parley_map sets;      /* "set word" -> 1 */
    parley_map languages; /* name -> index + 1 of codes */
    const char **codes;
    uint32_t n_codes, cap_codes;
};

bool note_in(const notes *l, const char *set, const char *word, size_t n) {
    char key[80];
    size_t len = strlen(set);
    if (len + n + 1 > sizeof key)
        return false;
    memcpy(key, set, len);
    key[len] = ' ';
    memcpy(key + len + 1, word, n);
    return map_get(&l->sets, key, len + n + 1, 0) != 0;
}

const char *note_language(const notes *l, const char *s, size_t n) {
    char low[LANGUAGE_NAME];
    size_t tag = 0;
    while (tag < n && s[tag] != '-' && s[tag] != '_')
        tag++;
    if (tag == 0 || tag >= sizeof low)
        return NULL;
    for (size_t i = 0; i < tag; i++)
        low[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] + 32 : s[i]);
    uint32_t at = tag == n ? map_get(&l->languages, low, tag, 0) : 0;
    if (at)
        return l->codes[at - 1];
    for (uint32_t i = 0; i < l->n_codes; i++)
        if (strlen(l->codes[i]) == tag && memcmp(l->codes[i], low, tag) == 0)
            return l->codes[i];
    return NULL;
}

static void row_words(notes *l, char *words, const char *set, uint32_t value) {
    for (char *save = NULL, *w = strtok_r(words, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
        if (set) {
            const char *key = arena_printf(l->a, "%s %s", set, w);
            map_sets(&l->sets, key, 1);
        } else {
            map_sets(&l->languages, w, value);
        }
    }
}

static bool row_item(item *out, const char *w) {
    *out = (item){.optional = *w == '?' && w[1]};
    w += out->optional;
    out->word = w + (*w == '@');
    out->kind = *w == '@'                ? ITEM_SET
                : strcmp(w, "LANG") == 0 ? ITEM_LANGUAGE
                : strcmp(w, "NAME") == 0 ? ITEM_NAME
                : strcmp(w, "*") == 0    ? ITEM_GAP
                : strcmp(w, ":") == 0    ? ITEM_COLON
                : strcmp(w, ".") == 0    ? ITEM_STOP
                                         : ITEM_WORD;
    return *out->word != '\0';
}

static bool row_note(notes *l, char **f) {
    static const char *const made[] = {"machine", "person", "unsaid"}, *const where[] = {"self", "line", "short", "bracket"};
    row r = {.n = 0};
    uint32_t m = 0, w = 0;
    while (m < COUNT_OF(made) && strcmp(f[1], made[m]) != 0)
        m++;
    while (w < COUNT_OF(where) && strcmp(f[2], where[w]) != 0)
        w++;
    if (m == COUNT_OF(made) || w == COUNT_OF(where))
        return false;
    r.made = (note_made)m;
    r.where = (note_where)w;
    for (char *save = NULL, *s = strtok_r(f[3], " ", &save); s; s = strtok_r(NULL, " ", &save))
        if (r.n == ITEMS_MAX || !row_item(&r.items[r.n++], s))
            return false;
    if (r.n == 0)
        return false;
    ARENA_PUSH(l->a, l->rows, l->n_rows, l->cap_rows) = r;
    return true;
}

static bool row_of(char **f, uint32_t n, uint32_t line, void *user) {
    notes *l = user;
    (void)line;
    if (n < 3)
        return false;
    if (strcmp(f[0], "note") == 0)
        return n >= 4 && row_note(l, f);
    if (strcmp(f[0], "set") == 0) {
        row_words(l, f[2], f[1], 0);
        return true;
    }
    if (strcmp(f[0], "language") != 0)
        return false;
    ARENA_PUSH(l->a, l->codes, l->n_codes, l->cap_codes) = f[1];
    row_words(l, f[2], NULL, l->n_codes);
    return true;
}

parley_status notes_read(const notes **out, const char *name, parley_arena *a, parley_error *err) {
    notes *l = ARENA_NEW(a, notes);
    l->a = a;
    map_init(&l->sets, a);
    map_init(&l->languages, a);
    parley_status rc = lex_read(name, a, row_of, l, err);
    *out = l;
    return rc;
}

/* --- words and marks ------------------------------------------------------------------------------------------------------ */
typedef enum token_kind { TOKEN_WORD, TOKEN_STOP, TOKEN_BREAK, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_COMMA, TOKEN_COLON } token_kind;

typedef struct token {
    token_kind kind;
    bool capital, quoted;
    uint32_t start, end;
    const char *low; /* of words: lower case; else "" */
} token;

typedef struct line_tokens {
    token *t;
    uint32_t n;
    const char *s;
} line_tokens;

static token_kind mark_of(uint32_t cp) {
    switch (cp) {
    case '.':
    case '!':
    case '?': return TOKEN_STOP;
    case '(':
    case '[': return TOKEN_OPEN;
    case ')':
    case ']': return TOKEN_CLOSE;
    case ',': return TOKEN_COMMA;
    case ':': return TOKEN_COLON;
    case '|':
    case '/':
    case ';':
    case 0xB7:   /* middle dot */
    case 0x2013: /* dashes */
    case 0x2014:
    case 0x2022: return TOKEN_BREAK; /* bullet */
    default: return TOKEN_WORD;      /* a mark that tells nothing */
    }
}

/* A full stop inside a name or an address ("J. Moro", "coast.example"). */
static bool stop_inside(const line_tokens *x, const char *s, uint32_t n, uint32_t i) {
    if (s[i] != '.')
        return false;
    if (i + 1 < n && (unsigned char)s[i + 1] > ' ' && !strchr("\"')]", s[i + 1]) && (unsigned char)s[i + 1] < 0x80)
        return true;
    const token *before = x->n ? &x->t[x->n - 1] : NULL;
    return before && before->kind == TOKEN_WORD && before->end == i && before->capital && before->end - before->start == 1;
}

static line_tokens line_cut(const char *s, uint32_t n, parley_arena *a) {
    line_tokens x = {ARENA_ARRAY(a, token, NOTE_TOKENS), 0, s};
    bool quoted = false;
    for (uint32_t i = 0; i < n && x.n < NOTE_TOKENS;) {
        uint32_t len, cp = utf8_get(s + i, n - i, &len);
        if (cp_is_alpha(cp) || cp_is_digit(cp)) {
            uint32_t start = i;
            bool capital = cp_is_upper(cp);
            while (i < n) {
                cp = utf8_get(s + i, n - i, &len);
                if (!cp_is_alpha(cp) && !cp_is_digit(cp) && cp != '\'' && cp != 0x2019)
                    break;
                i += len;
            }
            x.t[x.n++] = (token){TOKEN_WORD, capital, quoted, start, i, utf8_lower(a, s + start, i - start, true)};
            continue;
        }
        if (cp == '"')
            quoted = !quoted;
        else if (cp == 0x201C || cp == 0x201D)
            quoted = cp == 0x201C;
        token_kind kind = mark_of(cp);
        if (kind != TOKEN_WORD && !(kind == TOKEN_STOP && stop_inside(&x, s, n, i)))
            x.t[x.n++] = (token){kind, false, quoted, i, i + len, ""};
        i += len;
    }
    return x;
}

/* "The following article" and "the above article" are "this article". */
static void line_fold(line_tokens *x) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        token t = x->t[i];
        if (i + 1 < x->n && t.kind == TOKEN_WORD && strcmp(t.low, "the") == 0 &&
            (strcmp(x->t[i + 1].low, "following") == 0 || strcmp(x->t[i + 1].low, "above") == 0)) {
            t.end = x->t[++i].end;
            t.low = "this";
        }
        x->t[n++] = t;
    }
    x->n = n;
}

/* --- matching ------------------------------------------------------------------------------------------------------------- */
typedef struct matcher {
    const notes *l;
    const line_tokens *x;
    const row *r;
    const char *original;
    bool whole; /* the piece must end with the pattern */
    bool parts; /* see note_place */
} matcher;

static bool ends_piece(token_kind k, bool parts) {
    return k == TOKEN_STOP || k == TOKEN_BREAK || k == TOKEN_CLOSE || k == TOKEN_OPEN || (parts && k == TOKEN_COMMA);
}

static bool name_joins(const token *t) {
    static const char *const joins[] = {"of",  "and", "the", "for", "at",  "de", "la", "le",
                                        "van", "von", "der", "al",  "bin", "da", "di", "el"};
    for (size_t i = 0; i < COUNT_OF(joins); i++)
        if (strcmp(joins[i], t->low) == 0)
            return true;
    return false;
}

/* A name from word i to the end of its piece; the word behind it, or i when there is none. Behind a colon one word is a word of
 * any kind ("Translation: Nonsense"). */
static uint32_t match_name(const line_tokens *x, uint32_t i) {
    bool colon = i > 0 && x->t[i - 1].kind == TOKEN_COLON;
    uint32_t k = i, capitals = 0;
    for (; k < x->n && k < i + NAME_MAX && x->t[k].kind == TOKEN_WORD; k++) {
        if (!x->t[k].capital && (k == i || !name_joins(&x->t[k])))
            return i;
        capitals += x->t[k].capital;
    }
    if (k < x->n && !ends_piece(x->t[k].kind, true))
        return i;
    bool sentence = colon && k < x->n && x->t[k].kind == TOKEN_STOP;
    return capitals > (colon ? 1u : 0u) && !sentence ? k : i;
}

/* Where the pattern from item k on ends when it is laid on words from i on; PARLEY_NONE: it does not fit. */
static uint32_t match(matcher *m, uint32_t k, uint32_t i) {
    const line_tokens *x = m->x;
    if (k == m->r->n)
        return m->whole && i < x->n && !ends_piece(x->t[i].kind, m->parts) ? PARLEY_NONE : i;
    const item *it = &m->r->items[k];
    const token *t = i < x->n ? &x->t[i] : NULL;
    uint32_t end = PARLEY_NONE;
    if (it->kind == ITEM_GAP) {
        for (uint32_t g = 0; g <= GAP_MAX && end == PARLEY_NONE; g++) {
            if (g > 0 && (i + g > x->n || (x->t[i + g - 1].kind != TOKEN_WORD && x->t[i + g - 1].kind != TOKEN_COMMA)))
                break;
            end = match(m, k + 1, i + g);
        }
        return end;
    }
    if (t) {
        uint32_t name;
        switch (it->kind) {
        case ITEM_WORD:
            if (strcmp(t->low, it->word) == 0)
                end = match(m, k + 1, i + 1);
            break;
        case ITEM_SET:
            if (t->kind == TOKEN_WORD && note_in(m->l, it->word, t->low, strlen(t->low)))
                end = match(m, k + 1, i + 1);
            break;
        case ITEM_LANGUAGE: {
            const char *code = t->kind == TOKEN_WORD && t->capital ? note_language(m->l, t->low, strlen(t->low)) : NULL;
            /* "in French Guiana", "in Spanish Harlem" */
            bool place = code && k > 0 && strcmp(m->r->items[k - 1].word, "in") == 0 && i + 1 < x->n &&
                         x->t[i + 1].kind == TOKEN_WORD && x->t[i + 1].capital;
            if (code && strlen(t->low) > 3 && !place && (end = match(m, k + 1, i + 1)) != PARLEY_NONE && !m->original)
                m->original = code;
            break;
        }
        case ITEM_NAME:
            if ((name = match_name(x, i)) > i)
                end = match(m, k + 1, name);
            /* a name may stop short of a word of the pattern: "by Coast Daily in Spanish" */
            for (name = i + 1;
                 end == PARLEY_NONE && k + 1 < m->r->n && name < x->n && x->t[name - 1].capital && name < i + NAME_MAX; name++)
                end = match(m, k + 1, name);
            break;
        case ITEM_COLON:
            if (t->kind == TOKEN_COLON)
                end = match(m, k + 1, i + 1);
            break;
        case ITEM_STOP:
            if (t->kind == TOKEN_STOP)
                end = match(m, k + 1, i + 1);
            break;
        case ITEM_GAP:
        default: break;
        }
    }
    return end == PARLEY_NONE && it->optional ? match(m, k + 1, i) : end;
}

static bool is_word(const token *t, const char *word) {
    return t->kind == TOKEN_WORD && strcmp(t->low, word) == 0;
}

/* From which language the rest of the sentence says that it comes; false: it says that it is no translation into English. */
static bool read_on(matcher *m, uint32_t start, uint32_t end) {
    const line_tokens *x = m->x;
    bool translated = false, english = false;
    for (uint32_t i = start; i < x->n && (i < end || (x->t[i].kind != TOKEN_STOP && x->t[i].kind != TOKEN_CLOSE)); i++) {
        const token *t = &x->t[i];
        translated = translated || strncmp(t->low, "translat", 8) == 0;
        if (is_word(t, "into") && !(i + 1 < x->n && is_word(&x->t[i + 1], "english")))
            return false;
        if (is_word(t, "from") && i + 1 < x->n && is_word(&x->t[i + 1], "english"))
            return false;
        english = english || is_word(t, "english");
        const char *code = t->capital ? note_language(m->l, t->low, strlen(t->low)) : NULL;
        const token *before = i > start ? &x->t[i - 1] : NULL;
        if (code && strlen(t->low) > 3 && !m->original && before &&
            (is_word(before, "from") || is_word(before, "in") || is_word(before, "the") || is_word(before, "original")))
            m->original = code;
    }
    return translated || !english;
}

/* May a note of this kind begin at token i? */
static bool may_begin(const line_tokens *x, uint32_t i, note_where where, note_place place) {
    const token *before = i > 0 ? &x->t[i - 1] : NULL;
    if (where == WHERE_SELF)
        return !x->t[i].quoted &&
               (!before || before->kind == TOKEN_STOP || before->kind == TOKEN_OPEN || before->kind == TOKEN_BREAK ||
                before->kind == TOKEN_CLOSE || (before->kind == TOKEN_COLON && i <= 4));
    if (!place.edge || x->t[i].quoted)
        return false;
    if (before && before->kind == TOKEN_OPEN) {
        uint32_t close = i;
        while (close < x->n && x->t[close].kind != TOKEN_CLOSE)
            close++;
        bool last = close + 1 >= x->n || (close + 2 == x->n && x->t[close + 1].kind == TOKEN_STOP);
        return place.parts || i == 1 || (last && x->t[i - 2].kind == TOKEN_STOP);
    }
    if (where == WHERE_BRACKET || (where == WHERE_SHORT && !place.parts))
        return false;
    return !before || (place.parts && before->kind != TOKEN_WORD && before->kind != TOKEN_COLON) ||
           (before->kind == TOKEN_COLON && i <= 4);
}

/* The piece that a note stands in: to the end of its sentence, of its brackets. */
static uint32_t piece_end(const line_tokens *x, uint32_t i, uint32_t end) {
    while (end < x->n && x->t[end].kind != TOKEN_STOP && x->t[end].kind != TOKEN_CLOSE && x->t[end].kind != TOKEN_BREAK)
        end++;
    return end > i ? x->t[end - 1].end : x->t[i].end;
}

/* Words without which no pattern fits. */
static bool worth_it(const char *s, uint32_t n) {
    static const char *const stems[] = {"ranslat", "RANSLAT",  "riginal",   "RIGINAL",  "onducted in",
                                        "irst ",   "nitially", "reviously", "ritten in"};
    for (size_t i = 0; i < COUNT_OF(stems); i++)
        if (memmem(s, n, stems[i], strlen(stems[i])))
            return true;
    return false;
}

bool note_find(note *out, const notes *l, const char *s, uint32_t n, note_place place, parley_arena *scratch) {
    if (!worth_it(s, n))
        return false;
    line_tokens x = line_cut(s, n, scratch);
    line_fold(&x);
    for (uint32_t i = 0; i < x.n; i++) {
        bool found = false, any = false, begins[WHERE_COUNT];
        for (int w = 0; w < WHERE_COUNT; w++)
            any |= begins[w] = x.t[i].kind == TOKEN_WORD && may_begin(&x, i, (note_where)w, place);
        for (uint32_t k = 0; any && k < l->n_rows; k++) {
            matcher m = {l, &x, &l->rows[k], NULL, l->rows[k].where != WHERE_SELF, place.parts};
            if ((found && l->rows[k].made >= out->made) || !begins[l->rows[k].where])
                continue;
            uint32_t end = match(&m, 0, i);
            if (end == PARLEY_NONE || end == i || !read_on(&m, i, end))
                continue;
            *out = (note){l->rows[k].made, m.original, x.t[i].start, piece_end(&x, i, end)};
            found = true;
        }
        if (found)
            return true;
    }
    return false;
}
