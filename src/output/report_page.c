/* report_page.c - each page as it was, with its facts marked in place and its noise greyed.
 *
 * Facts overlap: a figure inside a statement inside an event. So a block's text is cut at every edge of a fact, and each piece
 * names the facts that cover it:
 *
 *     text     We said 11 people died on the bank
 *     facts    [---------- statement 5 --------]
 *                      [-- figure 7 -]
 *     pieces   |5      |5 7          |5        |
 */
#include "output/report.h"

#include <stdlib.h>

typedef struct mark {
    uint32_t start, stop; /* bytes of the page's text */
    uint32_t fact;        /* index into rep->facts */
    bool first;           /* of its fact: here its anchor stands */
} mark;

typedef struct edge {
    uint32_t at, mark;
    bool opens;
} edge;

static int mark_order(const void *x, const void *y) {
    const mark *a = x, *b = y;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->stop != b->stop) /* the longer one is outside */
        return a->stop > b->stop ? -1 : 1;
    return a->fact < b->fact ? -1 : a->fact > b->fact;
}

static int edge_order(const void *x, const void *y) {
    const edge *a = x, *b = y;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->opens != b->opens) /* what ends here ends before what begins */
        return a->opens ? 1 : -1;
    return a->mark < b->mark ? -1 : a->mark > b->mark;
}

static void add_mark(mark *marks, uint32_t *n, const record_span *s, uint32_t n_text, uint32_t fact, bool first) {
    if (s->text_start == PARLEY_NONE || s->text_stop == PARLEY_NONE || s->text_stop <= s->text_start || s->text_stop > n_text)
        return;
    marks[(*n)++] = (mark){s->text_start, s->text_stop, fact, first};
}

static const char *const kind_class[] = {"st", "ev", "po", "fi"};

/* What a fact says, in a few words, for the list beside its block. */
static void put_note(report *rep, const report_fact *f) {
    const record_doc *d = rep->docs[f->doc].d;
    uint32_t who;
    putf(rep, "<li class=\"note %s\"><a href=\"#f%lld\" data-f=\"%lld\">", kind_class[f->kind], (long long)f->head->id,
         (long long)f->head->id);
    switch (f->kind) {
    case REPORT_STATEMENT:
        who = report_who_of(rep, f->doc, d->statements[f->index].speaker);
        put_name(rep, who == PARLEY_NONE ? "somebody" : rep->who[who].identity->name);
        put(rep, " says");
        break;
    case REPORT_EVENT: {
        const record_event *e = &d->events[f->index];
        who = e->n_source ? report_who_of(rep, f->doc, e->source[0]) : PARLEY_NONE;
        put_name(rep, who == PARLEY_NONE ? "somebody" : rep->who[who].identity->name);
        put(rep, " ");
        put_text(rep, event_words(e->event));
        if (strcmp(e->status, "happened") != 0) {
            put(rep, " (");
            put_label(rep, e->status);
            put(rep, ")");
        }
        break;
    }
    case REPORT_POSITION: {
        const record_position *p = &d->positions[f->index];
        uint32_t thing = f->thing;
        who = report_who_of(rep, f->doc, p->holder);
        put_name(rep, who == PARLEY_NONE ? "somebody" : rep->who[who].identity->name);
        put(rep, " ");
        report_stance(rep, p->stance);
        if (thing != PARLEY_NONE) {
            put(rep, " ");
            report_thing_name(rep, thing);
        }
        break;
    }
    case REPORT_FIGURE: {
        const record_figure *g = &d->figures[f->index];
        bool vague = !g->measure || strcmp(g->measure, "count") == 0 || strcmp(g->measure, "quantity") == 0 ||
                     strcmp(g->measure, "duration") == 0;
        put_number(rep, g->value);
        put(rep, " ");
        put_label(rep, vague && g->unit ? g->unit : g->measure ? g->measure : g->unit);
        break;
    }
    }
    put(rep, "</a></li>");
}

/* Text [from, to) under the marks that are open. */
static void put_piece(report *rep, const char *text, uint32_t from, uint32_t to, const mark *marks, const uint32_t *open,
                      uint32_t n_open) {
    if (to <= from)
        return;
    if (!n_open) {
        put_textn(rep, text + from, to - from);
        return;
    }
    bool has[4] = {false};
    for (uint32_t i = 0; i < n_open; i++)
        has[rep->facts[marks[open[i]].fact].kind] = true;
    put(rep, "<span class=\"m");
    for (int k = 0; k < 4; k++)
        if (has[k])
            putf(rep, " %s", kind_class[k]);
    put(rep, "\" data-f=\"");
    for (uint32_t i = 0; i < n_open; i++)
        putf(rep, "%s%lld", i ? " " : "", (long long)rep->facts[marks[open[i]].fact].head->id);
    put(rep, "\">");
    put_textn(rep, text + from, to - from);
    put(rep, "</span>");
}

static bool has_words(const record_field *f) {
    return f->value && f->value[0];
}

static void put_field(report *rep, const char *label, const record_field *f, bool is_date) {
    putf(rep, "<div><dt>%s</dt><dd>", label);
    if (!has_words(f))
        put(rep, "<span class=\"own\">not said</span>");
    else {
        if (is_date)
            put_date(rep, f->value);
        else
            put_name(rep, f->value);
        if (f->rule) {
            put(rep, " <span class=\"rule\">");
            put_label(rep, f->rule);
            put(rep, "</span>");
        }
    }
    put(rep, "</dd></div>");
}

static void put_blocks(report *rep, uint32_t doc, mark *marks, uint32_t n_marks) {
    const record_doc *d = rep->docs[doc].d;
    parley_arena *a = rep->arena;
    uint32_t next = 0, n_open = 0, cap_open = 0;
    uint32_t *open = NULL; /* marks that began in an earlier block or piece and still last */
    edge *edges = ARENA_ARRAY(a, edge, (size_t)n_marks * 2 + 2);
    put(rep, "<div class=\"text\">\n");
    bool noise = false;
    for (uint32_t b = 0; b < d->n_blocks; b++) {
        const record_block *block = &d->blocks[b];
        if (block->text_stop > d->n_text || block->text_stop <= block->text_start)
            continue;
        bool is_noise = strcmp(block->role, "noise") == 0;
        if (is_noise != noise) { /* runs of noise stand in one quiet box */
            put(rep, is_noise ? "<div class=\"noise\">" : "</div>\n");
            noise = is_noise;
        }
        uint32_t n_edges = 0, last = next;
        while (last < n_marks && marks[last].start < block->text_stop) {
            edges[n_edges++] = (edge){marks[last].start < block->text_start ? block->text_start : marks[last].start, last, true};
            last++;
        }
        for (uint32_t i = next; i < last; i++)
            if (marks[i].stop <= block->text_stop)
                edges[n_edges++] = (edge){marks[i].stop < block->text_start ? block->text_start : marks[i].stop, i, false};
        for (uint32_t i = 0; i < n_open; i++)
            if (marks[open[i]].stop <= block->text_stop)
                edges[n_edges++] =
                    (edge){marks[open[i]].stop < block->text_start ? block->text_start : marks[open[i]].stop, open[i], false};
        if (n_edges)
            qsort(edges, n_edges, sizeof *edges, edge_order);
        put(rep, "<div class=\"block");
        put(rep, last > next ? " noted" : "");
        put(rep, "\"><p class=\"b r-");
        put_class(rep, block->role);
        put(rep, "\">");
        if (is_noise && block->reason) {
            put(rep, "<span class=\"reason\">");
            put_label(rep, block->reason);
            put(rep, "</span> ");
        }
        uint32_t at = block->text_start;
        for (uint32_t i = 0; i < n_edges; i++) {
            put_piece(rep, d->text, at, edges[i].at, marks, open, n_open);
            at = edges[i].at > at ? edges[i].at : at;
            if (edges[i].opens) {
                if (marks[edges[i].mark].first)
                    putf(rep, "<i class=\"at\" id=\"w%lld\"></i>", (long long)rep->facts[marks[edges[i].mark].fact].head->id);
                ARENA_PUSH(a, open, n_open, cap_open) = edges[i].mark;
            } else
                for (uint32_t k = 0; k < n_open; k++)
                    if (open[k] == edges[i].mark) {
                        memmove(open + k, open + k + 1, (n_open - k - 1) * sizeof *open);
                        n_open--;
                        break;
                    }
        }
        put_piece(rep, d->text, at, block->text_stop, marks, open, n_open);
        put(rep, "</p>");
        bool noted = false;
        for (uint32_t i = next; i < last; i++)
            if (marks[i].first) {
                put(rep, noted ? "" : "<ul class=\"notes\" aria-label=\"Facts in this paragraph\">");
                noted = true;
                put_note(rep, &rep->facts[marks[i].fact]);
            }
        put(rep, noted ? "</ul></div>\n" : "</div>\n");
        next = last;
    }
    put(rep, noise ? "</div></div>\n" : "</div>\n");
}

/* That the page is a translation, and what says so. */
static void put_translation(report *rep, const record_translation *t) {
    if (!t->sign)
        return;
    bool machine = t->made && strcmp(t->made, "machine") == 0, traces = strcmp(t->sign, "traces") == 0;
    put(rep, traces ? "<p class=\"hint\">Seems to be " : "<p class=\"hint\">Is ");
    put(rep, machine ? "a machine translation" : "a translation");
    if (t->original) {
        put(rep, " (from ");
        put_text(rep, t->original);
        put(rep, ")");
    }
    put(rep, ": what it quotes are not the speakers' own words.");
    if (t->words && *t->words) {
        put(rep, " The sign: <q>");
        put_text(rep, t->words);
        put(rep, "</q>.");
    }
    put(rep, "</p>");
}

static void put_page(report *rep, uint32_t doc, mark *marks, uint32_t n_marks) {
    const report_doc *x = &rep->docs[doc];
    const record_doc *d = x->d;
    putf(rep, "<article class=\"page\" id=\"d%u\" data-d=\"%u\" aria-labelledby=\"d%u-h\"><h3 id=\"d%u-h\">", doc, doc, doc, doc);
    put_name(rep, has_words(&d->title) ? d->title.value : d->doc);
    put(rep, "</h3><dl class=\"facts\">");
    put_field(rep, "Outlet", &d->outlet, false);
    put_field(rep, "Date", &d->published, true);
    put_field(rep, "Author", &d->author, false);
    put(rep, "<div><dt>File</dt><dd>");
    put_name(rep, d->doc);
    if (d->format) {
        put(rep, " <span class=\"rule\">");
        put_text(rep, d->format);
        put(rep, "</span>");
    }
    put(rep, "</dd></div>");
    if (has_words(&d->url)) {
        put(rep, "<div><dt>Address</dt><dd>");
        put_url(rep, d->url.value);
        put(rep, "</dd></div>");
    }
    putf(rep, "<div><dt>Facts</dt><dd>%u</dd></div></dl>", x->n_facts);
    if (d->lang && strcmp(d->lang, "en") != 0 && strcmp(d->lang, "und") != 0) {
        put(rep, "<p class=\"hint\">Not in English (");
        put_text(rep, d->lang);
        put(rep, "): kept, but no facts are read from it.</p>");
    }
    put_translation(rep, &d->translation);
    if (!d->text || rep->options->no_text)
        put(rep, "<p class=\"hint\">The words of this page are not in this report.</p>");
    else {
        put(rep, "<details><summary>Read it with its facts in place</summary>");
        put_blocks(rep, doc, marks, n_marks);
        put(rep, "</details>");
    }
    put(rep, "</article>\n");
}

void report_pages(report *rep) {
    putf(rep,
         "<section id=\"pages\" aria-labelledby=\"pages-h\"><h2 id=\"pages-h\">The pages, fact by fact <span class=\"n\" "
         "data-total=\"%u\">%u</span></h2>\n"
         "<p class=\"lead\">Every page as it was read. Noise is grey and keeps its words. The notes beside a paragraph lead back "
         "to "
         "the lists above.</p>\n"
         "<p class=\"legend\" role=\"group\" aria-label=\"Marks\"><span class=\"m st\">statement</span> <span class=\"m "
         "ev\">event</span> "
         "<span class=\"m po\">position</span> <span class=\"m fi\">figure</span> <span class=\"reason\">noise</span></p>\n",
         rep->n_docs, rep->n_docs);
    /* Marks of all pages, filed by page: one pass over the facts. */
    uint32_t *n = ARENA_ARRAY(rep->arena, uint32_t, rep->n_docs);
    mark **marks = ARENA_ARRAY(rep->arena, mark *, rep->n_docs);
    for (uint32_t i = 0; i < rep->n_docs; i++) {
        size_t room = rep->docs[i].n_facts;
        for (uint32_t k = 0; k < rep->docs[i].d->n_statements; k++)
            room += rep->docs[i].d->statements[k].n_content;
        marks[i] = ARENA_ARRAY(rep->arena, mark, room);
    }
    for (uint32_t i = 0; i < rep->n_facts; i++) {
        const report_fact *f = &rep->facts[i];
        const record_doc *d = rep->docs[f->doc].d;
        const record_statement *s = f->kind == REPORT_STATEMENT ? &d->statements[f->index] : NULL;
        if (s && s->n_content)
            for (uint32_t k = 0; k < s->n_content; k++)
                add_mark(marks[f->doc], &n[f->doc], &s->content[k], d->n_text, i, k == 0);
        else
            add_mark(marks[f->doc], &n[f->doc], &f->head->at, d->n_text, i, true);
    }
    for (uint32_t i = 0; i < rep->n_docs; i++) {
        if (n[i])
            qsort(marks[i], n[i], sizeof **marks, mark_order);
        put_page(rep, i, marks[i], n[i]);
    }
    if (!rep->n_docs)
        put(rep, "<p class=\"empty\">The record holds no pages yet.</p>\n");
    put(rep, "</section>\n");
}
