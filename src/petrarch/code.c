/* code.c - one text -> events in the dictionaries' codes (include/parley/dictionaries.h). */
#include "petrarch/petrarch.h"

#include <stdio.h>

typedef struct coding {
    parley_coding out; /* first: what the caller holds */
    parley_arena arena;
} coding;

void petr_event_add(petr_events *out, const char *source, const char *target, const char *code, const char *pattern,
                    parley_span verb) {
    for (uint32_t i = 0; i < out->n; i++) {
        const petr_event *e = &out->items[i];
        if (strcmp(e->source, source) == 0 && strcmp(e->target, target) == 0 && strcmp(e->code, code) == 0)
            return;
    }
    ARENA_PUSH(out->arena, out->items, out->n, out->cap) = (petr_event){source, target, code, pattern, verb};
}

/* --- words of the text as it stands, for discards and issues ------------------------------------------------------ */
typedef struct text_words {
    const char **items;
    uint32_t n, cap;
} text_words;

static text_words words_of(parley_arena *a, const char *s, size_t n) {
    text_words w = {0};
    for (size_t i = 0; i < n;) {
        while (i < n && strchr(" \t\r\n", s[i]))
            i++;
        size_t start = i;
        while (i < n && !strchr(" \t\r\n", s[i]))
            i++;
        size_t end = i;
        while (start < end && strchr("\"'(`", s[start]))
            start++;
        while (end > start && strchr(".,;:!?\"')", s[end - 1]))
            end--;
        if (end > start) {
            char *up = arena_strn(a, s + start, end - start);
            for (char *c = up; *c; c++)
                if (*c >= 'a' && *c <= 'z')
                    *c = (char)(*c - 32);
            ARENA_PUSH(a, w.items, w.n, w.cap) = up;
        }
    }
    return w;
}

static bool words_at(const text_words *w, uint32_t at, const char *const *words, uint32_t n, bool whole) {
    if (at + n > w->n)
        return false;
    for (uint32_t k = 0; k + 1 < n; k++)
        if (strcmp(w->items[at + k], words[k]) != 0)
            return false;
    const char *last = words[n - 1], *have = w->items[at + n - 1];
    return whole ? strcmp(have, last) == 0 : strncmp(have, last, strlen(last)) == 0;
}

static const petr_discard *find_discard(const struct parley_dictionaries *d, const text_words *w) {
    const petr_discard *found = NULL;
    for (uint32_t i = 0; i < w->n; i++) {
        const char *const keys[] = {w->items[i], ""};
        for (size_t q = 0; q < COUNT_OF(keys); q++)
            for (uint32_t k = map_gets(&d->discard_words, keys[q], PARLEY_NONE); k != PARLEY_NONE; k = d->discards[k].next) {
                const petr_discard *e = &d->discards[k];
                if (words_at(w, i, e->words, e->n, e->whole) && (!found || (e->story && !found->story)))
                    found = e;
            }
    }
    return found;
}

static void find_issues(const struct parley_dictionaries *d, const text_words *w, coding *c) {
    parley_coded_issue *issues = NULL;
    uint32_t n = 0, cap = 0;
    for (uint32_t i = 0; i < w->n; i++)
        for (uint32_t k = map_gets(&d->issue_words, w->items[i], PARLEY_NONE); k != PARLEY_NONE; k = d->issues[k].next) {
            const petr_issue *e = &d->issues[k];
            uint32_t at = 0;
            if (!words_at(w, i, e->words, e->n, true))
                continue;
            if (*e->code == '~')
                return; /* nothing that this sentence names counts */
            while (at < n && strcmp(issues[at].code, e->code) != 0)
                at++;
            if (at == n)
                ARENA_PUSH(&c->arena, issues, n, cap) = (parley_coded_issue){e->code, 0};
            issues[at].count++;
        }
    /* In order of the codes: the order of the list is not kept by the look-up. */
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t k = i; k > 0 && strcmp(issues[k - 1].code, issues[k].code) > 0; k--) {
            parley_coded_issue swap = issues[k];
            issues[k] = issues[k - 1];
            issues[k - 1] = swap;
        }
    c->out.issues = issues;
    c->out.n_issues = n;
}

/* --- coding ------------------------------------------------------------------------------------------------------- */
static void code_tree(petr_in *in, petr_tree *t, petr_events *events) {
    if (!t)
        return;
    in->tree = t;
    if (in->d->tree)
        petr_code_tree(in, events);
    else
        petr_code_linear(in, events);
}

static void note_discard(coding *c, const petr_discard *discard) {
    c->out.discard = discard->words[0];
    for (uint32_t i = 1; i < discard->n; i++)
        c->out.discard = arena_printf(&c->arena, "%s %s", c->out.discard, discard->words[i]);
    c->out.discarded = discard->story ? PARLEY_DISCARD_STORY : PARLEY_DISCARD_SENTENCE;
}

static parley_status code_all(coding *c, const struct parley_dictionaries *d, parley_analysis **analysis, parley_parser *parser,
                              const char *text, size_t n, const parley_code_options *o, parley_error *err) {
    parley_arena *a = &c->arena;
    petr_events events = {.arena = a};
    petr_in in = {
        .d = d, .day = o->date ? petr_day(o->date, strlen(o->date)) : INT32_MIN, .place = o->place, .options = o, .arena = a};
    text_words w = words_of(a, text, n);
    if (o->penn) {
        const petr_discard *discard = find_discard(d, &w);
        petr_tree *t = discard ? NULL : petr_tree_from_penn(o->penn, strlen(o->penn), a);
        if (discard)
            note_discard(c, discard);
        else if (!t)
            return fail(err, PARLEY_EFORMAT, -1, "a tree whose brackets do not balance");
        else
            code_tree(&in, t, &events);
    } else if (parser) {
        char *plain = arena_strn(a, text, n);
        for (size_t i = 0; i < n; i++)
            if (plain[i] == '\n' || plain[i] == '\r' || plain[i] == '\t')
                plain[i] = ' ';
        parley_status rc = parley_analyse_text(analysis, parser, plain, n, err);
        if (rc < 0)
            return rc;
        const parley_parse *p = analysis_parse(*analysis);
        bool kept = false;
        for (uint32_t s = 0; s < p->n_sents && c->out.discarded != PARLEY_DISCARD_STORY; s++) {
            text_words own = words_of(a, plain + p->sents[s].start, p->sents[s].stop - p->sents[s].start);
            const petr_discard *discard = find_discard(d, &own);
            if (discard) {
                note_discard(c, discard);
                continue;
            }
            kept = true;
            code_tree(&in, petr_tree_from_parse(p, s, a), &events);
        }
        if (c->out.discarded == PARLEY_DISCARD_STORY)
            events.n = 0;
        else if (kept)
            c->out.discarded = PARLEY_KEPT;
    }
    if (c->out.discarded != PARLEY_KEPT)
        return PARLEY_OK;
    parley_coded_event *out = ARENA_ARRAY(a, parley_coded_event, events.n + 1);
    for (uint32_t i = 0; i < events.n; i++) {
        const petr_event *e = &events.items[i];
        out[i] = (parley_coded_event){e->source, e->target, e->code, e->pattern, e->verb.start, e->verb.end};
    }
    c->out.events = out;
    c->out.n_events = events.n;
    find_issues(d, &w, c);
    return PARLEY_OK;
}

parley_status parley_code_text(const parley_coding **out, const parley_dictionaries *d, parley_parser *parser, const char *text,
                               size_t n, const parley_code_options *options, parley_error *err) {
    static const parley_code_options defaults = PARLEY_CODE_OPTIONS_INIT;
    *out = NULL;
    if (n > PARLEY_PAGE_MAX)
        return fail(err, PARLEY_ELIMIT, -1, "%zu bytes, a text has at most %zu", n, PARLEY_PAGE_MAX);
    coding *c = mem_alloc(sizeof *c);
    parley_analysis *volatile held = NULL;
    if (!c)
        return fail_nomem(err);
    *c = (coding){0};
    jmp_buf nomem;
    c->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        parley_analysis_free(held);
        parley_coding_free(&c->out);
        return fail_nomem(err);
    }
    parley_analysis *analysis = NULL;
    parley_status rc = code_all(c, d, &analysis, parser, text, n, options ? options : &defaults, err);
    held = analysis;
    parley_analysis_free(analysis);
    held = NULL;
    c->arena.on_nomem = NULL;
    if (rc < 0) {
        parley_coding_free(&c->out);
        return rc;
    }
    *out = &c->out;
    return PARLEY_OK;
}

void parley_coding_free(const parley_coding *c) {
    if (!c)
        return;
    coding *own = (coding *)(uintptr_t)c;
    arena_free(&own->arena);
    mem_free(own);
}
