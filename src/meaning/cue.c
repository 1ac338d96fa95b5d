/* cue.c - the lexicon of cues: each lemma is entered with all its forms, so that a wrong lemma of the tagger costs nothing. */
#include "meaning/cue.h"
#include "meaning/lexicons.h"

#include <stdio.h>
#include <stdlib.h>

struct cue_lexicon {
    parley_arena *arena;
    cue_entry *entries;
    uint32_t n, cap;
    parley_map forms;     /* form + ' ' + part of speech -> entries */
    parley_map documents; /* nouns of texts, singular and plural */
    parley_map words;     /* "list word" */
    struct {
        const char *rule;
        float base, drawn;
    } worth[64]; /* of confidence.tsv */
    uint32_t n_worth;
};

static void cue_form(struct cue_lexicon *l, const char *form, char pos, uint32_t e) {
    char *key = arena_printf(l->arena, "%s %c", form, pos);
    uint32_t old = map_gets(&l->forms, key, PARLEY_NONE);
    if (old == PARLEY_NONE)
        map_sets(&l->forms, key, e);
    else if (old != e) {
        while (l->entries[old].next != PARLEY_NONE && old != e)
            old = l->entries[old].next;
        if (old != e)
            l->entries[old].next = e;
    }
}

static bool is_vowel(char c) {
    return c && strchr("aeiou", c);
}

/* Regular inflection; a doubled consonant (admit, admitted) where a short last syllable is stressed, which spelling hints at. */
static void cue_verb_forms(struct cue_lexicon *l, const char *lemma, bool irregular, uint32_t e) {
    size_t n = strlen(lemma);
    char last = lemma[n - 1], before = n > 1 ? lemma[n - 2] : 0;
    parley_arena *a = l->arena;
    cue_form(l, lemma, 'v', e);
    bool y = last == 'y' && !is_vowel(before);
    bool hiss = last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 's' || before == 'c'));
    cue_form(l, y ? arena_printf(a, "%.*sies", (int)n - 1, lemma) : arena_printf(a, hiss || last == 'o' ? "%ses" : "%ss", lemma),
             'v', e);
    cue_form(l, last == 'e' && before != 'e' ? arena_printf(a, "%.*sing", (int)n - 1, lemma) : arena_printf(a, "%sing", lemma),
             'v', e);
    if (!irregular)
        cue_form(l,
                 last == 'e' ? arena_printf(a, "%sd", lemma)
                 : y         ? arena_printf(a, "%.*sied", (int)n - 1, lemma)
                             : arena_printf(a, "%sed", lemma),
                 'v', e);
    if (n > 2 && !is_vowel(last) && is_vowel(before) && !is_vowel(lemma[n - 3]) && !strchr("wxy", last)) {
        if (!irregular)
            cue_form(l, arena_printf(a, "%s%ced", lemma, last), 'v', e);
        cue_form(l, arena_printf(a, "%s%cing", lemma, last), 'v', e);
    }
}

static bool cue_row(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    struct cue_lexicon *l = user;
    static const struct {
        const char *name;
        uint32_t bit;
    } frames[] = {{"q", CUE_Q},   {"c", CUE_C},     {"w", CUE_W},   {"x", CUE_X},   {"ox", CUE_OX}, {"oc", CUE_OC},
                  {"of", CUE_OF}, {"for", CUE_FOR}, {"as", CUE_AS}, {"xc", CUE_XC}, {"n", CUE_N},   {"nq", CUE_NQ},
                  {"ng", CUE_NG}, {"t", CUE_T},     {"d", CUE_D},   {"at", CUE_AT}, {"on", CUE_ON}, {"-", 0}};
    static const char *const classes[] = {"speech", "write", "view", "ask", "judge", "light"};
    if (n < 4 || strlen(f[1]) != 1)
        return false;
    cue_entry e = {.lemma = f[0], .pos = f[1][0], .next = PARLEY_NONE};
    uint32_t n_preps = 0, n_px = 0;
    for (char *save = NULL, *w = strtok_r(f[2], ",", &save); w; w = strtok_r(NULL, ",", &save)) {
        if (strncmp(w, "p:", 2) == 0 && n_preps + 1 < COUNT_OF(e.preps)) {
            e.frames |= CUE_P;
            e.preps[n_preps++] = w + 2;
            continue;
        }
        if (strncmp(w, "px:", 3) == 0 && n_px + 1 < COUNT_OF(e.px)) {
            e.frames |= CUE_PX;
            e.px[n_px++] = w + 3;
            continue;
        }
        if (strncmp(w, "part:", 5) == 0) {
            e.frames |= CUE_PART;
            e.particle = w + 5;
            continue;
        }
        size_t i = 0;
        while (i < COUNT_OF(frames) && strcmp(frames[i].name, w) != 0)
            i++;
        if (i == COUNT_OF(frames))
            return false;
        e.frames |= frames[i].bit;
    }
    size_t class = 0;
    while (class < COUNT_OF(classes) && strcmp(classes[class], f[3]) != 0)
        class ++;
    if (class == COUNT_OF(classes))
        return false;
    e.class = (uint8_t) class;
    uint32_t at = l->n;
    ARENA_PUSH(l->arena, l->entries, l->n, l->cap) = e;
    bool irregular = n > 4;
    if (e.pos == 'v') {
        cue_verb_forms(l, e.lemma, irregular && !strstr(f[4], "ing"), at);
    } else {
        cue_form(l, e.lemma, e.pos, at);
        size_t len = strlen(e.lemma);
        if (e.pos == 'n')
            cue_form(l,
                     e.lemma[len - 1] == 'y' ? arena_printf(l->arena, "%.*sies", (int)len - 1, e.lemma)
                                             : arena_printf(l->arena, "%ss", e.lemma),
                     'n', at);
    }
    if (irregular)
        for (char *save = NULL, *w = strtok_r(f[4], ";", &save); w; w = strtok_r(NULL, ";", &save))
            cue_form(l, w, e.pos, at);
    return true;
}

static bool confidence_row(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    struct cue_lexicon *l = user;
    if (n < 3 || l->n_worth == COUNT_OF(l->worth))
        return false;
    l->worth[l->n_worth].rule = arena_str(l->arena, f[0]);
    l->worth[l->n_worth].base = strtof(f[1], NULL);
    l->worth[l->n_worth].drawn = strtof(f[2], NULL);
    return l->worth[l->n_worth++].base > 0;
}

static bool document_row(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    (void)n;
    struct cue_lexicon *l = user;
    size_t len = strlen(f[0]);
    map_sets(&l->documents, f[0], 1);
    map_sets(&l->documents,
             f[0][len - 1] == 'y' ? arena_printf(l->arena, "%.*sies", (int)len - 1, f[0]) : arena_printf(l->arena, "%ss", f[0]),
             1);
    return true;
}

/* Filed under "list word". */
static bool word_row(char **f, uint32_t n, uint32_t line, void *user) {
    (void)line;
    struct cue_lexicon *l = user;
    char *save = NULL;
    for (char *w = n == 2 ? strtok_r(f[1], "|", &save) : NULL; w; w = strtok_r(NULL, "|", &save))
        map_sets(&l->words, arena_printf(l->arena, "%s %s", f[0], w), 1);
    return n == 2;
}

parley_status cue_lexicon_open(const struct cue_lexicon **out, parley_arena *arena, parley_error *err) {
    struct cue_lexicon *l = ARENA_NEW(arena, struct cue_lexicon);
    l->arena = arena;
    map_init(&l->forms, arena);
    map_init(&l->documents, arena);
    map_init(&l->words, arena);
    parley_status rc = lex_read("statements/cues.tsv", arena, cue_row, l, err);
    if (rc >= 0)
        rc = lex_read("statements/documents.tsv", arena, document_row, l, err);
    if (rc >= 0)
        rc = lex_read("statements/confidence.tsv", arena, confidence_row, l, err);
    if (rc >= 0)
        rc = lex_read("statements/words.tsv", arena, word_row, l, err);
    *out = l;
    return rc;
}

const cue_entry *cue_find(const struct cue_lexicon *l, const char *norm, char pos) {
    char key[64];
    int n = snprintf(key, sizeof key, "%s %c", norm, pos);
    if (n < 0 || (size_t)n >= sizeof key)
        return NULL;
    uint32_t e = map_get(&l->forms, key, (size_t)n, PARLEY_NONE);
    return e == PARLEY_NONE ? NULL : &l->entries[e];
}

const cue_entry *cue_next(const struct cue_lexicon *l, const cue_entry *e) {
    return e->next == PARLEY_NONE ? NULL : &l->entries[e->next];
}

bool cue_is_document(const struct cue_lexicon *l, const char *norm) {
    return map_gets(&l->documents, norm, 0) == 1;
}

bool cue_word(const struct cue_lexicon *l, const char *list, const char *norm) {
    char key[96];
    size_t n = strlen(list), m = strlen(norm);
    if (n + m + 1 > sizeof key)
        return false;
    memcpy(key, list, n);
    key[n] = ' ';
    memcpy(key + n + 1, norm, m);
    return map_get(&l->words, key, n + m + 1, 0) != 0;
}

float cue_confidence(const struct cue_lexicon *l, const char *rule, float own) {
    for (uint32_t i = 0; i < l->n_worth; i++)
        if (strcmp(l->worth[i].rule, rule) == 0) {
            float c = l->worth[i].drawn * own / l->worth[i].base;
            return c > 0.97f ? 0.97f : c;
        }
    return own;
}
