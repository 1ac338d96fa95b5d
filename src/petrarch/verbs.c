/* verbs.c - verb dictionaries of TABARI, PETRARCH 1 and PETRARCH 2.
 *
 * What they share: synonym sets (&NAME, then +PHRASE lines), blocks (--- NAME [CODE] ---) of verbs with {forms} and [codes], and
 * patterns (- … * … [CODE]). What tells them apart: PETRARCH 2 marks phrases with brackets and has ~ transformations; TABARI has
 * no blocks, each verb has its own patterns, and words are stems unless an underscore ends them.
 */
#include "petrarch/petrarch.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct parley_dictionaries dictionaries;
enum { LINE_WORDS = 96, ALTERNATIVES_MAX = 64 };

/* --- words -------------------------------------------------------------------------------------------------------- */
static char *upper_n(parley_arena *a, const char *s, size_t n) {
    char *w = arena_strn(a, s, n);
    for (char *c = w; *c; c++)
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 32);
    return w;
}

static bool blank(const char *s) {
    return s[strspn(s, " \t\r")] == '\0';
}

/* The line without its comment, trimmed, in d's arena. */
static char *clean(dictionaries *d, const char *s) {
    size_t n = strcspn(s, "#;");
    s += strspn(s, " \t\r");
    n = strcspn(s, "#;");
    while (n && strchr(" \t\r", s[n - 1]))
        n--;
    return upper_n(&d->arena, s, n);
}

static const char *plural_of(parley_arena *a, const char *s, size_t n) {
    if (!n)
        return NULL;
    if (s[n - 1] == 'Y')
        return arena_printf(a, "%.*sIES", (int)n - 1, s);
    return arena_printf(a, "%.*s%s", (int)n, s, s[n - 1] == 'S' ? "ES" : "S");
}

static petr_phrase phrase_of(parley_arena *a, const char *s) {
    const char *words[LINE_WORDS];
    petr_phrase p = {0};
    while (*s && p.n < LINE_WORDS) {
        s += strspn(s, " _\t");
        size_t n = strcspn(s, " _\t");
        if (n)
            words[p.n++] = arena_strn(a, s, n);
        s += n;
    }
    p.words = p.n ? arena_copy(a, words, sizeof *words * p.n) : NULL;
    return p;
}

/* --- synonym sets ------------------------------------------------------------------------------------------------- */
static uint32_t synset_named(dictionaries *d, const char *name, bool make) {
    size_t n = strlen(name);
    while (n > 1 && name[n - 1] == '_')
        n--;
    uint32_t i = map_get(&d->synset_names, name, n, PARLEY_NONE);
    if (i == PARLEY_NONE && make) {
        i = d->n_synsets;
        const char *own = arena_strn(&d->arena, name, n);
        ARENA_PUSH(&d->arena, d->synsets, d->n_synsets, d->cap_synsets) = (petr_synset){.name = own};
        map_set(&d->synset_names, own, n, i);
    }
    return i;
}

static void add_synonym(dictionaries *d, uint32_t set, const char *s, bool plural) {
    size_t n = strlen(s);
    if (n && s[n - 1] == '_')
        plural = false;
    while (n && (s[n - 1] == '_' || s[n - 1] == ' '))
        n--;
    s += strspn(s, " ");
    petr_synset *set_of = &d->synsets[set];
    petr_phrase p = phrase_of(&d->arena, arena_strn(&d->arena, s, n < strlen(s) ? n : strlen(s)));
    if (!p.n)
        return;
    ARENA_PUSH(&d->arena, set_of->phrases, set_of->n, set_of->cap) = p;
    if (!plural)
        return;
    const char *last = p.words[p.n - 1];
    size_t len = strlen(last);
    if (len > 2 && last[len - 1] == 'Y' && strchr("AEOU", last[len - 2])) { /* as texts have it, beside PETRARCH's -IES */
        petr_phrase own = {.n = p.n, .words = arena_copy(&d->arena, p.words, sizeof *p.words * p.n)};
        own.words[p.n - 1] = arena_printf(&d->arena, "%sS", last);
        ARENA_PUSH(&d->arena, set_of->phrases, set_of->n, set_of->cap) = own;
    }
    petr_phrase more = {.n = p.n, .words = arena_copy(&d->arena, p.words, sizeof *p.words * p.n)};
    more.words[p.n - 1] = plural_of(&d->arena, p.words[p.n - 1], strlen(p.words[p.n - 1]));
    ARENA_PUSH(&d->arena, set_of->phrases, set_of->n, set_of->cap) = more;
}

uint32_t petr_synset_at(const dictionaries *d, uint32_t s, const char *const *words, uint32_t n, uint32_t at, int step) {
    uint32_t best = 0;
    const petr_synset *set = &d->synsets[s];
    for (uint32_t i = 0; i < set->n; i++) {
        const petr_phrase *p = &set->phrases[i];
        uint32_t k = 0;
        if (p->n <= best)
            continue;
        if (step > 0)
            while (k < p->n && at + k < n && petr_word_is(d, p->words[k], words[at + k]))
                k++;
        else
            while (k < p->n && k <= at && petr_word_is(d, p->words[p->n - 1 - k], words[at - k]))
                k++;
        if (k == p->n)
            best = p->n;
    }
    return best;
}

/* --- verbs -------------------------------------------------------------------------------------------------------- */
uint32_t petr_verb_at(const dictionaries *d, const char *word) {
    uint32_t found = PARLEY_NONE;
    size_t len = strlen(word);
    for (size_t k = len; k > 0 && found == PARLEY_NONE; k = d->stems && k > 2 ? k - 1 : 0)
        found = map_get(&d->verb_forms, word, k, PARLEY_NONE);
    return found;
}

/* "+BEEF_UP", "WIRE_+TAP", "ABANDON": the word after + is the verb, else the first (of a phrase without +, too). */
static void add_form(dictionaries *d, const char *form, const char *verb_form, uint32_t block, const char *code) {
    const char *words[LINE_WORDS];
    uint32_t n = 0, verb = 0;
    for (const char *s = form; *s && n < LINE_WORDS;) {
        size_t len = strcspn(s, "_ ");
        if (len) {
            if (*s == '+' && len > 1) {
                verb = n;
                words[n++] = arena_strn(&d->arena, s + 1, len - 1);
            } else if (*s != '+') {
                words[n++] = arena_strn(&d->arena, s, len);
            }
        }
        s += len;
        s += *s != '\0';
    }
    if (!n)
        return;
    petr_verb v = {.block = block, .code = code, .n_before = verb, .n_after = n - verb - 1, .next = PARLEY_NONE};
    const char *key = verb_form ? verb_form : words[verb];
    if (v.n_before) {
        v.before = ARENA_ARRAY(&d->arena, const char *, v.n_before);
        for (uint32_t i = 0; i < v.n_before; i++)
            v.before[i] = words[verb - 1 - i];
    }
    if (v.n_after)
        v.after = arena_copy(&d->arena, words + verb + 1, sizeof *words * v.n_after);
    /* Phrases before single verbs; of two the one that was read first. */
    uint32_t at = map_gets(&d->verb_forms, key, PARLEY_NONE), i = d->n_verbs, size = v.n_before + v.n_after;
    if (at == PARLEY_NONE || d->verbs[at].n_before + d->verbs[at].n_after < size) {
        v.next = at;
        map_sets(&d->verb_forms, key, i);
    } else {
        while (d->verbs[at].next != PARLEY_NONE &&
               d->verbs[d->verbs[at].next].n_before + d->verbs[d->verbs[at].next].n_after >= size)
            at = d->verbs[at].next;
        v.next = d->verbs[at].next;
        d->verbs[at].next = i;
    }
    ARENA_PUSH(&d->arena, d->verbs, d->n_verbs, d->cap_verbs) = v;
}

static bool vowel(char c) {
    return c && strchr("AEIOU", c);
}

/* Regular forms. Both of what PETRARCH makes and of what English has: ABANDONED, PREPARED, CARRIED, PLANNED. */
static void add_regular(dictionaries *d, const char *form, uint32_t block, const char *code) {
    const char *verb = strchr(form, '+');
    verb = verb ? verb + 1 : form;
    size_t n = strcspn(verb, "_ ");
    if (n < 2)
        return;
    parley_arena *a = &d->arena;
    char last = verb[n - 1], before = verb[n - 2];
    bool y = last == 'Y' && !vowel(before), e = last == 'E';
    bool hiss = strchr("SXZ", last) || (last == 'H' && strchr("CS", before)) || (last == 'O' && !vowel(before));
    int stem = (int)(e || y ? n - 1 : n);
    add_form(d, form, arena_printf(a, "%.*s%s", (int)(y ? n - 1 : n), verb, y ? "IES" : hiss ? "ES" : "S"), block, code);
    add_form(d, form, arena_printf(a, "%.*s%s", stem, verb, y ? "IED" : "ED"), block, code);
    add_form(d, form, arena_printf(a, "%.*s%s", e && before != 'E' ? stem : (int)n, verb, "ING"), block, code);
    if (n >= 3 && !vowel(last) && !strchr("WXYS", last) && vowel(before) && !vowel(verb[n - 3])) {
        add_form(d, form, arena_printf(a, "%.*s%cED", (int)n, verb, last), block, code);
        add_form(d, form, arena_printf(a, "%.*s%cING", (int)n, verb, last), block, code);
    }
}

/* --- patterns of PETRARCH 1 and TABARI ---------------------------------------------------------------------------- */
/* Elements of "TO_+ FROM" in order; glue of element i tells what stands before it. False: an undefined set. */
static bool elements(dictionaries *d, const char *s, petr_element *out, uint32_t *n, bool *undefined) {
    *n = 0;
    for (const char *start = s; *s && *n < LINE_WORDS;) {
        size_t len = strcspn(s, " _\t");
        if (!len) {
            s++;
            continue;
        }
        petr_element e = {.adjacent = s > start && s[-1] == '_'};
        if (len == 1 && strchr("$+^%", *s)) {
            e.kind = *s == '$' ? PETR_SOURCE : *s == '+' ? PETR_TARGET : *s == '^' ? PETR_SKIP : PETR_COMPOUND;
        } else if (*s == '&') {
            e.kind = PETR_SYNSET;
            e.synset = synset_named(d, arena_strn(&d->arena, s, len), false);
            if (e.synset == PARLEY_NONE) {
                *undefined = true;
                return false;
            }
        } else {
            e.kind = PETR_WORD;
            bool whole = d->stems && s[len] == '_' && (s[len + 1] == ' ' || s[len + 1] == '\0');
            e.word = arena_strn(&d->arena, s, len + whole);
        }
        out[(*n)++] = e;
        s += len;
    }
    return true;
}

static void add_pattern(dictionaries *d, petr_pattern p) {
    petr_block *b = &d->blocks[d->n_blocks - 1];
    d->n_patterns++;
    ARENA_PUSH(&d->arena, b->patterns, b->n, b->cap) = p;
}

/* One pattern without alternatives. */
static const char *linear_pattern(dictionaries *d, const char *s, const char *code, const char *text) {
    petr_element all[LINE_WORDS];
    const char *star = strchr(s, '*');
    bool undefined = false;
    petr_pattern p = {.code = code, .text = text};
    if (!star)
        return "a pattern without *";
    if (star[1] == '*')
        s = arena_printf(&d->arena, "%.*s%s", (int)(star - s), s, star + 1);
    star = strchr(s, '*');
    if (!elements(d, arena_strn(&d->arena, s, (size_t)(star - s)), all, &p.n_upper, &undefined))
        return "a synonym set that was not defined";
    p.upper = ARENA_ARRAY(&d->arena, petr_element, p.n_upper + 1);
    for (uint32_t i = 0; i < p.n_upper; i++) {
        /* Seen from the verb, what stands between an element and the next one outwards belongs to the outer one. */
        uint32_t from = p.n_upper - 1 - i;
        p.upper[i] = all[from];
        p.upper[i].adjacent = from + 1 < p.n_upper ? all[from + 1].adjacent : star > s && star[-1] == '_';
    }
    if (!elements(d, star + 1, all, &p.n_lower, &undefined))
        return "a synonym set that was not defined";
    p.lower = arena_copy(&d->arena, all, sizeof *all * p.n_lower);
    p.weight = p.n_upper + p.n_lower;
    add_pattern(d, p);
    return NULL;
}

/* "{ A | B C } X": one pattern for each alternative. */
static const char *alternatives(dictionaries *d, const char *s, const char *code, const char *text, uint32_t *made) {
    const char *open = strchr(s, '{'), *close = open ? strchr(open, '}') : NULL, *why = NULL;
    if (!open)
        return ++*made > ALTERNATIVES_MAX ? "too many alternatives" : linear_pattern(d, s, code, text);
    if (!close)
        return "a { without }";
    for (const char *p = open + 1; p <= close && !why; p++) {
        size_t n = strcspn(p, "|}");
        why =
            alternatives(d, arena_printf(&d->arena, "%.*s %.*s %s", (int)(open - s), s, (int)n, p, close + 1), code, text, made);
        p += n;
    }
    return why;
}

/* --- patterns of PETRARCH 2 --------------------------------------------------------------------------------------- */
static bool tree_element(dictionaries *d, const char *s, size_t n, petr_element *e) {
    *e = (petr_element){.kind = PETR_WORD};
    if (n == 1 && strchr("$+^%", *s)) {
        e->kind = *s == '$' ? PETR_SOURCE : *s == '+' ? PETR_TARGET : *s == '^' ? PETR_SKIP : PETR_COMPOUND;
        return true;
    }
    if (*s == '&') {
        e->kind = PETR_SYNSET;
        e->synset = synset_named(d, arena_strn(&d->arena, s, n), false);
        return e->synset != PARLEY_NONE;
    }
    e->word = arena_strn(&d->arena, s, n);
    return n > 0;
}

typedef struct tree_reader {
    dictionaries *d;
    const char *s;
    uint32_t weight;
    const char *why;
} tree_reader;

static petr_noun tree_noun(tree_reader *r) {
    petr_element all[LINE_WORDS];
    uint32_t n = 0;
    petr_noun noun = {.head = {.kind = PETR_SKIP}};
    bool braces = *r->s == '{';
    r->s += braces;
    for (;;) {
        r->s += strspn(r->s, " \t");
        size_t len = strcspn(r->s, " \t{}()");
        if (!len || n == LINE_WORDS)
            break;
        if (!tree_element(r->d, r->s, len, &all[n]))
            r->why = "a synonym set that was not defined";
        n++;
        r->s += len;
        if (!braces)
            break;
    }
    if (braces && *r->s == '}')
        r->s++;
    else if (braces)
        r->why = "a { without }";
    if (!n) {
        r->why = r->why ? r->why : "an empty phrase";
        return noun;
    }
    noun.head = all[n - 1];
    noun.n_others = n - 1;
    noun.others = arena_copy(&r->d->arena, all, sizeof *all * (n - 1));
    r->weight += n;
    return noun;
}

static petr_side tree_side(tree_reader *r, const char *s) {
    petr_side side = {0};
    uint32_t cap_nouns = 0, cap_preps = 0;
    parley_arena *a = &r->d->arena;
    r->s = s;
    for (;;) {
        r->s += strspn(r->s, " \t");
        if (!*r->s || r->why)
            return side;
        if (*r->s != '(') {
            if (*r->s == ')' || *r->s == '}') {
                r->why = "a bracket too many";
                return side;
            }
            petr_noun noun = tree_noun(r);
            ARENA_PUSH(a, side.nouns, side.n_nouns, cap_nouns) = noun;
            continue;
        }
        petr_prep prep = {0};
        uint32_t cap = 0;
        r->s++;
        r->s += strspn(r->s, " \t");
        size_t len = strcspn(r->s, " \t(){}");
        if (!len || !tree_element(r->d, r->s, len, &prep.prep)) {
            r->why = "a ( without its preposition";
            return side;
        }
        r->s += len;
        r->weight++;
        while (!r->why) {
            r->s += strspn(r->s, " \t");
            if (!*r->s || *r->s == '(')
                r->why = "a ( without )";
            if (*r->s == ')' || r->why)
                break;
            petr_noun noun = tree_noun(r);
            ARENA_PUSH(a, prep.nouns, prep.n_nouns, cap) = noun;
        }
        r->s += *r->s == ')';
        ARENA_PUSH(a, side.preps, side.n_preps, cap_preps) = prep;
    }
}

static const char *tree_pattern(dictionaries *d, const char *s, const char *code, const char *text) {
    const char *star = strchr(s, '*');
    petr_pattern p = {.code = code, .text = text};
    tree_reader r = {.d = d};
    if (!star)
        return "a pattern without *";
    p.pre = tree_side(&r, arena_strn(&d->arena, s, (size_t)(star - s)));
    p.post = tree_side(&r, star + 1 + (star[1] == '*'));
    if (r.why)
        return r.why;
    p.weight = r.weight;
    add_pattern(d, p);
    return NULL;
}

/* --- transformations ---------------------------------------------------------------------------------------------- */
/* "ATTACK", "WILL_ATTACK": the sum of the verbs' codes; "Q": any. */
static bool sum_of_verbs(const dictionaries *d, const char *s, size_t n, int32_t *out) {
    *out = 0;
    if (n == 1 && *s == 'Q') {
        *out = PETR_ANY_CODE;
        return true;
    }
    while (n) {
        const char *bar = memchr(s, '_', n);
        size_t len = bar ? (size_t)(bar - s) : n;
        uint32_t v = map_get(&d->verb_forms, s, len, PARLEY_NONE);
        while (v != PARLEY_NONE && (d->verbs[v].n_before || d->verbs[v].n_after))
            v = d->verbs[v].next;
        if (v == PARLEY_NONE)
            return false;
        *out += petr_sum_of_code(d->verbs[v].code, strcspn(d->verbs[v].code, ":"));
        s += len;
        n -= len;
        if (n) {
            s++;
            n--;
        }
    }
    return true;
}

/* a (b . ATTACK) SAY = a b 112 */
static const char *transform(dictionaries *d, const char *line) {
    const char *w[12];
    size_t len[12];
    uint32_t n = 0;
    for (const char *s = line; *s && n < COUNT_OF(w);) {
        s += strspn(s, " \t()=");
        if (!(len[n] = strcspn(s, " \t()=")))
            break;
        w[n] = s;
        s += len[n++];
    }
    if (n != 8)
        return "a transformation has the form ~ a (b . VERB) VERB = a b CODE";
    petr_transform t = {0};
    if (len[0] != 1 || len[1] != 1 || len[2] != 1 || len[5] != 1 || len[6] != 1)
        return "actors of a transformation are single letters, . or _";
    t.source[0] = *w[0];
    t.lower_source[0] = *w[1];
    t.lower_target[0] = *w[2];
    t.to_source = *w[5];
    t.to_target = *w[6];
    if (!sum_of_verbs(d, w[3], len[3], &t.lower_code) || !sum_of_verbs(d, w[4], len[4], &t.code))
        return "a verb that is not in the dictionary";
    t.to_code = len[7] == 1 && *w[7] == 'Q' ? PETR_ANY_CODE : petr_sum_of_code(w[7], len[7]);
    ARENA_PUSH(&d->arena, d->transforms, d->n_transforms, d->cap_transforms) = t;
    return NULL;
}

/* --- the file ----------------------------------------------------------------------------------------------------- */
static void look_at(dictionaries *d, char **lines, uint32_t n) {
    bool blocks = false;
    uint32_t stems = 0, whole = 0;
    for (uint32_t i = 0; i < n; i++) {
        const char *s = lines[i] + strspn(lines[i], " \t");
        size_t code = strcspn(s, "[#;");
        if (strncmp(s, "---", 3) == 0)
            blocks = true;
        else if (*s == '~')
            d->tree = true;
        else if (s[0] == '-' && (memchr(s, '(', code) || (memchr(s, '{', code) && !memchr(s, '|', code))))
            d->tree = true;
        else if (s[0] == '-' && strchr(s, '*'))
            for (const char *c = s + 1; c < s + code; c++)
                if (*c >= 'A' && *c <= 'Z' && (c[1] == ' ' || (c[1] == '_' && c[2] == ' ')))
                    *(c[1] == '_' ? &whole : &stems) += 1;
    }
    /* Without a block it is TABARI's, and if it ends words with underscores, those without one are stems. */
    d->stems = !blocks && !d->tree && whole > 0;
}

static int heavier(const void *a, const void *b) {
    const petr_pattern *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return (x->n_upper < y->n_upper) - (x->n_upper > y->n_upper);
}

/* Stable: qsort need not be, and the file's order decides between equals. */
static void sort_patterns(petr_block *b, parley_arena *a) {
    if (b->n < 2)
        return;
    petr_pattern *from = b->patterns, *to = ARENA_ARRAY(a, petr_pattern, b->n);
    for (uint32_t w = 1; w < b->n; w *= 2) {
        for (uint32_t i = 0; i < b->n; i += 2 * w) {
            uint32_t x = i, xe = i + w < b->n ? i + w : b->n, y = xe, ye = i + 2 * w < b->n ? i + 2 * w : b->n;
            for (uint32_t k = i; k < ye; k++)
                to[k] = y < ye && (x >= xe || heavier(&from[y], &from[x]) < 0) ? from[y++] : from[x++];
        }
        petr_pattern *swap = from;
        from = to;
        to = swap;
    }
    b->patterns = from;
}

static void new_block(dictionaries *d, const char *name, const char *code) {
    ARENA_PUSH(&d->arena, d->blocks, d->n_blocks, d->cap_blocks) = (petr_block){.name = name, .code = code};
}

static void verb_line(dictionaries *d, char *s, const char *code) {
    char *open = strchr(s, '{');
    petr_block *b = &d->blocks[d->n_blocks - 1];
    uint32_t block = d->n_blocks - 1;
    if (!*code)
        code = b->code;
    if (open) {
        *open = '\0';
        char *forms = open + 1;
        forms[strcspn(forms, "}")] = '\0';
        for (char *f = forms + strspn(forms, " \t"); *f;) {
            size_t n = strcspn(f, " \t");
            const char *form = arena_strn(&d->arena, f, n);
            add_form(d, form, NULL, block, code);
            f += n;
            f += strspn(f, " \t");
        }
    }
    size_t n = strlen(s);
    while (n && strchr(" \t", s[n - 1]))
        s[--n] = '\0';
    while (n && s[n - 1] == '_')
        s[--n] = '\0';
    if (!n)
        return;
    if (!b->name)
        b->name = s;
    add_form(d, s, NULL, block, code);
    if (!open)
        add_regular(d, s, block, code);
}

void petr_verbs_read(dictionaries *d, const char *path, char **lines, uint32_t n) {
    bool blocks = false, after_patterns = false;
    uint32_t set = PARLEY_NONE;
    bool plural = true;
    look_at(d, lines, n);
    for (uint32_t i = 0; i < n; i++) {
        if (strncmp(lines[i] + strspn(lines[i], " \t"), "---", 3) == 0)
            blocks = true;
    }
    for (uint32_t i = 0; i < n; i++) {
        const char *why = NULL;
        if (blank(lines[i])) {
            after_patterns = true;
            continue;
        }
        char *s = clean(d, lines[i]);
        if (!*s)
            continue;
        char *open = strchr(s, '['), *close = open ? strchr(open, ']') : NULL;
        const char *text = arena_str(&d->arena, s), *code = "";
        if (close) {
            code = arena_strn(&d->arena, open + 1, (size_t)(close - open - 1));
            *open = '\0';
        }
        if (strncmp(s, "---", 3) == 0) {
            char *name = s + 3 + strspn(s + 3, " \t-");
            name[strcspn(name, " \t")] = '\0';
            new_block(d, *name ? name : NULL, *code ? code : "---");
            set = PARLEY_NONE;
        } else if (*s == '-') {
            if (!d->n_blocks)
                why = "a pattern before any verb";
            else if (!close)
                why = "a pattern without a code";
            else if (d->tree)
                why = tree_pattern(d, s + 1, code, text);
            else {
                uint32_t made = 0;
                why = alternatives(d, s + 1, code, text, &made);
            }
            after_patterns = true;
            set = PARLEY_NONE;
        } else if (*s == '&') {
            size_t len = strcspn(s, " \t");
            plural = !(len && s[len - 1] == '_');
            set = synset_named(d, arena_strn(&d->arena, s, len), true);
        } else if (*s == '+' && set != PARLEY_NONE) {
            if (s[1 + strspn(s + 1, " ")] == '&')
                why = "a synonym set inside another";
            else
                add_synonym(d, set, s + 1, plural);
        } else if (*s == '~') {
            why = transform(d, s + 1);
            set = PARLEY_NONE;
        } else {
            set = PARLEY_NONE;
            if (!d->n_blocks || (!blocks && after_patterns))
                new_block(d, NULL, *code ? code : "---");
            after_patterns = false;
            verb_line(d, s, code);
        }
        if (why)
            petr_skip(d, path, i + 1, why);
    }
    for (uint32_t b = 0; b < d->n_blocks; b++)
        sort_patterns(&d->blocks[b], &d->arena);
}
