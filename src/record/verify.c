/* verify.c - reads every source again and proves that each span still holds its words.
 *
 * A span is proven by the source's own bytes where they are the words, letter by letter; else (entities, another encoding, markup
 * in between) by the text that the page reader gives for those bytes, spaces aside. Sources are read once each, archives too. */
#include "page/page.h"
#include "record/record_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct verify_context {
    const char *folder;
    void (*on_bad)(void *user, const char *doc, const char *what);
    void *user;
    parley_verify_stats *stats;
    parley_arena page; /* of one page at a time */
} verify_context;

static bool verify_is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/* Equal but for spaces, where a page reader may put one for a tag or a line break; U+00A0 is one of them. */
static bool verify_same_words(const char *x, size_t n_x, const char *y, size_t n_y) {
    size_t i = 0, k = 0;
    for (;;) {
        while (i < n_x && (verify_is_space(x[i]) || (x[i] == '\xC2' && i + 1 < n_x && x[i + 1] == '\xA0')))
            i += x[i] == '\xC2' ? 2 : 1;
        while (k < n_y && (verify_is_space(y[k]) || (y[k] == '\xC2' && k + 1 < n_y && y[k + 1] == '\xA0')))
            k += y[k] == '\xC2' ? 2 : 1;
        if (i == n_x || k == n_y)
            return i == n_x && k == n_y;
        if (x[i++] != y[k++])
            return false;
    }
}

static bool verify_words(const parley_page *p, parley_buf *text, uint32_t start, uint32_t stop, const char *words, size_t n) {
    if (stop > p->n_source || start > stop)
        return false;
    if (stop - start == n && memcmp(p->source + start, words, n) == 0)
        return true;
    buf_reset(text);
    for (uint32_t i = 0; i < p->n_segs; i++) {
        const page_seg *s = &p->segs[i];
        uint32_t from = s->source > start ? s->source : start,
                 to = s->source + s->n_source < stop ? s->source + s->n_source : stop;
        if (from >= to)
            continue;
        if (s->n_text == s->n_source) {
            buf_add(text, p->text + s->text + (from - s->source), to - from);
        } else {
            buf_add(text, p->text + s->text, s->n_text);
        }
        buf_addc(text, ' ');
    }
    return text->n > 0 && !text->nomem && verify_same_words(text->s, text->n, words, n);
}

static void verify_bad(verify_context *c, const record_doc *d, bool *ok, const char *kind, uint32_t start, uint32_t stop,
                       const char *what) {
    char line[200];
    snprintf(line, sizeof line, "%s at %u to %u: %s", kind, start, stop, what);
    c->stats->n_bad_spans++;
    *ok = false;
    if (c->on_bad)
        c->on_bad(c->user, d->doc, line);
}

static void verify_span(verify_context *c, const record_doc *d, const parley_page *p, parley_buf *text, bool *ok,
                        const char *kind, const record_span *s, const char *words, size_t n) {
    if (!words) /* imported without its words: there is nothing to compare */
        return;
    c->stats->n_spans++;
    if (s->stop > p->n_source)
        verify_bad(c, d, ok, kind, s->start, s->stop, "past the end of the source");
    else if (!verify_words(p, text, s->start, s->stop, words, n))
        verify_bad(c, d, ok, kind, s->start, s->stop, "the source holds other words");
}

static parley_status verify_page(parley_record *r, verify_context *c, int64_t id, const parley_page *p, parley_error *err) {
    record_doc *d;
    parley_buf text;
    bool ok = true;
    arena_reset(&c->page);
    TRY(record_load(&d, r, id, true, &c->page, err));
    c->stats->n_documents++;
    if (d->digest && p->digest && strcmp(d->digest, p->digest) != 0) {
        ok = false;
        if (c->on_bad)
            c->on_bad(c->user, d->doc, "the source has changed since it was read");
    }
    buf_init(&text);
    for (uint32_t i = 0; i < d->n_body; i++)
        if (d->body[i].end > p->n_source)
            verify_bad(c, d, &ok, "body", d->body[i].start, d->body[i].end, "past the end of the source");
    const record_translation *t = &d->translation;
    if (t->sign && t->words && *t->words) {
        record_span s = {.start = t->start, .stop = t->stop};
        verify_span(c, d, p, &text, &ok, "translation", &s, t->words, strlen(t->words));
    }
    for (uint32_t i = 0; i < d->n_statements; i++) {
        const record_statement *f = &d->statements[i];
        for (uint32_t k = 0; k < f->n_content; k++) {
            const record_span *s = &f->content[k];
            bool known = d->text && s->text_stop != PARLEY_NONE && s->text_stop <= d->n_text && s->text_start <= s->text_stop;
            if (known)
                verify_span(c, d, p, &text, &ok, "statement", s, d->text + s->text_start, s->text_stop - s->text_start);
            else if (f->n_content == 1 && f->head.at.words)
                verify_span(c, d, p, &text, &ok, "statement", s, f->head.at.words, strlen(f->head.at.words));
        }
        if (f->cue.stop > f->cue.start)
            verify_span(c, d, p, &text, &ok, "cue", &f->cue, f->cue.words, f->cue.words ? strlen(f->cue.words) : 0);
    }
#define VERIFY_ALL(kind, list, n)                                                                                                \
    for (uint32_t i = 0; i < (n); i++)                                                                                           \
    verify_span(c, d, p, &text, &ok, kind, &(list)[i].head.at, (list)[i].head.at.words,                                          \
                (list)[i].head.at.words ? strlen((list)[i].head.at.words) : 0)
    VERIFY_ALL("event", d->events, d->n_events);
    VERIFY_ALL("position", d->positions, d->n_positions);
    VERIFY_ALL("figure", d->figures, d->n_figures);
    VERIFY_ALL("time", d->times, d->n_times);
#undef VERIFY_ALL
    buf_free(&text);
    c->stats->n_bad_documents += !ok;
    return PARLEY_OK;
}

/* Where the source is now: where it was, or in the folder under its own name. NULL: nowhere. */
static const char *verify_find(verify_context *c, const char *path, parley_arena *a) {
    if (access(path, R_OK) == 0)
        return path;
    const char *slash = strrchr(path, '/');
    const char *moved = c->folder ? arena_printf(a, "%s/%s", c->folder, slash ? slash + 1 : path) : NULL;
    return moved && access(moved, R_OK) == 0 ? moved : NULL;
}

static void verify_gone(verify_context *c, const char *doc, const char *what) {
    c->stats->n_gone++;
    if (c->on_bad)
        c->on_bad(c->user, doc, what);
}

static parley_status verify_work(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    verify_context *c = context;
    struct {
        const char *path;
        parley_map docs; /* name -> place in ids */
    } *sources = NULL;
    uint32_t n_sources = 0, cap = 0, n_ids = 0, cap_ids = 0;
    struct {
        int64_t id;
        bool seen;
    } *ids = NULL;
    c->page.on_nomem = a->on_nomem;
    sqlite3_stmt *s = record_prepare(r, err, "SELECT id, doc, path FROM document ORDER BY path, doc", "");
    int row;
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1) {
        const char *doc = record_text(a, s, 1), *path = record_text(a, s, 2);
        if (!path || strcmp(path, "-") == 0) {
            verify_gone(c, doc, path ? "was read from standard input" : "was imported, its source is not known");
            continue;
        }
        if (n_sources == 0 || strcmp(sources[n_sources - 1].path, path) != 0) {
            sources = arena_grow(a, sources, sizeof *sources, n_sources, &cap);
            sources[n_sources].path = path;
            map_init(&sources[n_sources].docs, a);
            n_sources++;
        }
        map_sets(&sources[n_sources - 1].docs, doc, n_ids);
        ids = arena_grow(a, ids, sizeof *ids, n_ids, &cap_ids);
        ids[n_ids].id = sqlite3_column_int64(s, 0);
        ids[n_ids++].seen = false;
    }
    record_done(r, s);
    if (row < 0)
        return (parley_status)row;
    for (uint32_t i = 0; i < n_sources; i++) {
        const char *path = verify_find(c, sources[i].path, a);
        parley_source *source = NULL;
        parley_error bad = {0};
        parley_status rc = path ? parley_source_open(&source, path, &bad) : PARLEY_EIO;
        while (rc >= 0) {
            parley_page *page = NULL;
            rc = parley_source_next(source, &page, &bad);
            if (rc == PARLEY_END || rc == PARLEY_ENOMEM)
                break;
            if (rc < 0) {
                rc = PARLEY_OK; /* a bad member; the others may be good */
                continue;
            }
            uint32_t at = map_gets(&sources[i].docs, page->doc, PARLEY_NONE);
            if (at != PARLEY_NONE && !ids[at].seen) {
                ids[at].seen = true;
                rc = verify_page(r, c, ids[at].id, page, err);
            }
            parley_page_free(page);
            if (rc < 0) {
                parley_source_close(source);
                return rc;
            }
        }
        parley_source_close(source);
        if (rc == PARLEY_ENOMEM)
            return fail_nomem(err);
        for (uint32_t k = 0; k < sources[i].docs.n; k++)
            if (!ids[sources[i].docs.items[k].value].seen)
                verify_gone(c, sources[i].docs.items[k].key, path ? "is not in its source any more" : "its source is gone");
    }
    return PARLEY_OK;
}

parley_status parley_record_verify(parley_record *r, const char *folder,
                                   void (*on_bad)(void *user, const char *doc, const char *what), void *user,
                                   parley_verify_stats *stats, parley_error *err) {
    parley_verify_stats own;
    verify_context c = {folder, on_bad, user, stats ? stats : &own, {0}};
    *c.stats = (parley_verify_stats){0};
    arena_init(&c.page);
    parley_status rc = record_read_guard(r, verify_work, &c, err);
    c.page.on_nomem = NULL;
    arena_free(&c.page);
    return rc;
}

parley_status parley_record_count(parley_record *r, parley_record_counts *out, parley_error *err) {
    static const struct {
        size_t at;
        const char *sql;
    } counts[] = {
        {offsetof(parley_record_counts, n_documents), "SELECT count(*) FROM document"},
        {offsetof(parley_record_counts, n_actors),
         "SELECT count(*) FROM identity WHERE sort = 'actor' AND coalesce(canon_id, id) = id"},
        {offsetof(parley_record_counts, n_statements),
         "SELECT count(*) FROM fact WHERE kind = 'statement' AND verdict IS NOT 'rejected'"},
        {offsetof(parley_record_counts, n_events),
         "SELECT count(*) FROM fact WHERE kind = 'event' AND verdict IS NOT 'rejected'"},
        {offsetof(parley_record_counts, n_positions),
         "SELECT count(*) FROM fact WHERE kind = 'position' AND verdict IS NOT 'rejected'"},
        {offsetof(parley_record_counts, n_figures),
         "SELECT count(*) FROM fact WHERE kind = 'figure' AND verdict IS NOT 'rejected'"},
        {offsetof(parley_record_counts, n_proposals),
         "SELECT count(*) FROM identity WHERE sort = 'proposal' AND coalesce(canon_id, id) = id"},
        {offsetof(parley_record_counts, n_issues), "SELECT count(*) FROM issues"},
        {offsetof(parley_record_counts, n_conflicts), "SELECT count(*) FROM conflict"},
        {offsetof(parley_record_counts, n_lineage), "SELECT count(*) FROM lineage"},
        {offsetof(parley_record_counts, n_changes), "SELECT count(*) FROM change"},
        {offsetof(parley_record_counts, n_corrections), "SELECT count(*) FROM correction"},
    };
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        sqlite3_stmt *s = record_prepare(r, err, counts[i].sql, "");
        if (!s)
            return PARLEY_EIO;
        if (record_step(r, s, err) != 1) {
            record_done(r, s);
            return PARLEY_EIO;
        }
        *(uint64_t *)(void *)((char *)out + counts[i].at) = (uint64_t)sqlite3_column_int64(s, 0);
        record_done(r, s);
    }
    return PARLEY_OK;
}
