/* vary.c - see vary.h. */
#include "vary.h"

#include "across/across.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

enum { VARY_MIN = 4, VARY_MAX = 24, VARY_WORDS = 20000 }; /* lengths exchanged; shorter words hold a sentence together */

struct vary {
    struct words {
        const char **w; /* as often as they occur, so that frequent words stay frequent */
        uint32_t n, cap;
    } of[2][VARY_MAX + 1]; /* small, capitalised; by length */
};

vary *vary_new(parley_arena *a) {
    return ARENA_NEW(a, vary);
}

static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool capital(char c) {
    return c >= 'A' && c <= 'Z';
}

void vary_learn(vary *v, const char *text, uint32_t n_text, parley_arena *a) {
    for (uint32_t i = 0; i < n_text;) {
        uint32_t n = 0;
        while (i + n < n_text && letter(text[i + n]))
            n++;
        if (n >= VARY_MIN && n <= VARY_MAX) {
            struct words *w = &v->of[capital(text[i])][n];
            if (w->n < VARY_WORDS)
                ARENA_PUSH(a, w->w, w->n, w->cap) = arena_strn(a, text + i, n);
        }
        i += n ? n : 1;
    }
}

static uint64_t mixed(uint64_t h) {
    h = (h ^ (h >> 31)) * 0x9e3779b97f4a7c15u;
    return h ^ (h >> 29);
}

typedef struct change {
    const vary *v;
    uint32_t variant;
    vary_how how;
} change;

/* The string is memory of the arena that d was loaded into: ours to write, though its fields say const. */
static void vary_text(const change *c, const char *text, size_t n_text) {
    char *s = (char *)(uintptr_t)text;
    for (size_t i = 0; c->variant && i < n_text;) {
        size_t n = 0;
        while (i + n < n_text && letter(s[i + n]))
            n++;
        if (n >= VARY_MIN && n <= VARY_MAX) {
            bool name = capital(s[i]);
            const struct words *w = &c->v->of[name][n];
            uint64_t h = mixed(hash_bytes(s + i, n) + c->variant * 0x9e3779b97f4a7c15u);
            if (w->n && h % 100 < (name ? 30u : c->how == VARY_OTHER ? 50u : 0u))
                memcpy(s + i, w->w[mixed(h) % w->n], n);
        }
        i += n ? n : 1;
    }
}

static void vary_str(const change *c, const char *s) {
    if (s)
        vary_text(c, s, strlen(s));
}

static const char *vary_date(const change *c, const char *iso, parley_arena *a) {
    struct tm tm = {0};
    char out[16];
    if (!iso || sscanf(iso, "%4d-%2d-%2d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday) != 3 || strlen(iso) != 10)
        return iso;
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    time_t t = timegm(&tm) + (time_t)(c->variant % 365) * 86400;
    gmtime_r(&t, &tm);
    strftime(out, sizeof out, "%Y-%m-%d", &tm);
    return arena_str(a, out);
}

/* The print is made from the new words; quotations and meetings of another story are others. */
static void vary_print(const change *c, record_doc *d, parley_arena *a) {
    across_print old, now;
    if (!c->variant || !d->print || !across_print_load(&old, d->print, d->n_print, a))
        return;
    uint64_t *words = ARENA_ARRAY(a, uint64_t, d->n_text / 2 + 2);
    uint32_t *ends = ARENA_ARRAY(a, uint32_t, d->n_text / 2 + 2), n_words = 0, n_ends = 0;
    char *low = arena_copy(a, d->text, (size_t)d->n_text + 1);
    for (uint32_t i = 0; i < d->n_text; i++)
        low[i] = (char)(capital(low[i]) ? low[i] + 32 : low[i]);
    for (uint32_t b = 0; b < d->n_blocks; b++) {
        if (strcmp(d->blocks[b].role, "noise") == 0)
            continue;
        for (uint32_t i = d->blocks[b].text_start; i < d->blocks[b].text_stop && low[i];) {
            uint32_t n = 0;
            while (i + n < d->blocks[b].text_stop && (letter(low[i + n]) || (low[i + n] >= '0' && low[i + n] <= '9')))
                n++;
            if (n)
                words[n_words++] = across_word(low + i, n);
            else if (strchr(".?!", low[i]))
                ends[n_ends++] = n_words;
            i += n ? n : 1;
        }
        ends[n_ends++] = n_words;
    }
    across_print_words(&now, words, n_words, ends, n_ends, a, a);
    now.quotes = old.quotes;
    now.n_quotes = c->how == VARY_REWRITE ? old.n_quotes : 0;
    now.meetings = old.meetings;
    now.n_meetings = c->how == VARY_REWRITE ? old.n_meetings : 0;
    now.day = old.day ? old.day + (int32_t)(c->variant % 365) : 0;
    now.credits = old.credits;
    parley_buf buf;
    buf_init(&buf);
    across_print_save(&buf, &now);
    d->print = arena_copy(a, buf.s, buf.n);
    d->n_print = buf.n;
    buf_free(&buf);
}

static void vary_head(const change *c, record_head *h) {
    h->id = 0;
    vary_str(c, h->at.words);
}

void vary_doc(const vary *v, record_doc *d, uint32_t variant, vary_how how, parley_arena *a) {
    const change c = {v, variant, how};
    d->id = 0;
    d->doc = arena_printf(a, "%s.v%u", d->doc, variant);
    d->digest = arena_printf(a, "%s.v%u", d->digest ? d->digest : "", variant);
    d->published.value = vary_date(&c, d->published.value, a);
    vary_str(&c, d->title.value);
    if (d->text)
        vary_text(&c, d->text, d->n_text);
    vary_print(&c, d, a);
    for (uint32_t i = 0; i < d->n_actors; i++) {
        d->actors[i].id = 0;
        vary_str(&c, d->actors[i].name);
        for (uint32_t k = 0; k < d->actors[i].n_aliases; k++)
            vary_str(&c, d->actors[i].aliases[k]);
    }
    record_thing *things[] = {d->proposals, d->issues};
    uint32_t n_things[] = {d->n_proposals, d->n_issues};
    for (size_t sort = 0; sort < COUNT_OF(things); sort++)
        for (uint32_t i = 0; i < n_things[sort]; i++) {
            record_thing *t = &things[sort][i];
            t->id = 0;
            vary_str(&c, t->name);
            for (uint32_t k = 0; k < t->n_aliases; k++)
                vary_str(&c, t->aliases[k]);
            t->date = vary_date(&c, t->date, a);
        }
    for (uint32_t i = 0; i < d->n_statements; i++) {
        vary_head(&c, &d->statements[i].head);
        vary_str(&c, d->statements[i].cue.words);
    }
    for (uint32_t i = 0; i < d->n_events; i++) {
        vary_head(&c, &d->events[i].head);
        d->events[i].date = vary_date(&c, d->events[i].date, a);
        vary_str(&c, d->events[i].place);
    }
    for (uint32_t i = 0; i < d->n_positions; i++) {
        vary_head(&c, &d->positions[i].head);
        d->positions[i].date = vary_date(&c, d->positions[i].date, a);
    }
    for (uint32_t i = 0; i < d->n_figures; i++) {
        record_figure *f = &d->figures[i];
        vary_head(&c, &f->head);
        double by = !variant ? 1 : 1 + ((double)(mixed(hash_bytes(&f->value, sizeof f->value) + variant) % 21) - 10) / 100;
        bool whole = f->value == floor(f->value);
        f->value = whole ? round(f->value * by) : f->value * by;
        f->high = whole ? round(f->high * by) : f->high * by;
        vary_str(&c, f->subject);
        f->as_of = vary_date(&c, f->as_of, a);
    }
    for (uint32_t i = 0; i < d->n_outlooks; i++)
        vary_head(&c, &d->outlooks[i].head);
    for (uint32_t i = 0; i < d->n_times; i++) {
        vary_head(&c, &d->times[i].head);
        d->times[i].date = vary_date(&c, d->times[i].date, a);
    }
}
