/* jsonl.c - the record as JSON Lines, the exchange format.
 *
 * Bytes depend on the pages alone: documents in byte order of their names, facts in order of place and then of their own line,
 * names in byte order, lists without numbers of ours. */
#include "output/output.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void output_number(parley_buf *b, double v) {
    if (!isfinite(v)) {
        buf_adds(b, "null");
        return;
    }
    if (v == floor(v) && fabs(v) < 9007199254740992.0) {
        buf_addf(b, "%lld", (long long)v);
        return;
    }
    char s[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(s, sizeof s, "%.*g", digits, v);
        if (strtod(s, NULL) == v)
            break;
    }
    buf_adds(b, s);
}

void output_cell(parley_buf *b, record_cell c) {
    switch (c.type) {
    case RECORD_NULL: break;
    case RECORD_INTEGER: buf_addf(b, "%lld", (long long)c.integer); break;
    case RECORD_REAL: output_number(b, c.real); break;
    case RECORD_TEXT: buf_add(b, c.s, c.n); break;
    }
}

parley_status output_flush(parley_buf *b, FILE *f, const char *what, parley_error *err) {
    if (b->nomem)
        return fail_nomem(err);
    errno = 0;
    if (b->n && fwrite(b->s, 1, b->n, f) != b->n)
        return fail(err, PARLEY_EIO, -1, "%s: %s", what, errno ? strerror(errno) : "cannot write");
    buf_reset(b);
    return PARLEY_OK;
}

/* --- pieces ------------------------------------------------------------------------------------------------------- */
static void put_str(parley_buf *b, const char *s) {
    buf_add_json(b, s, s ? strlen(s) : 0);
}

static void put_key(parley_buf *b, const char *key) {
    buf_addf(b, ", \"%s\": ", key);
}

static void put_field(parley_buf *b, const char *key, const char *value) {
    put_key(b, key);
    put_str(b, value);
}

static void put_known(parley_buf *b, const char *key,
                      const char *value) { /* a field of ours: only when there is something to say */
    if (value)
        put_field(b, key, value);
}

static void put_span(parley_buf *b, uint32_t start, uint32_t stop) {
    buf_addf(b, "[%u, %u]", start, stop);
}

static const char *actor_name(const record_doc *d, uint32_t i) {
    return i < d->n_actors ? d->actors[i].canon : NULL;
}

static void put_actors(parley_buf *b, const char *key, const record_doc *d, const uint32_t *list, uint32_t n) {
    put_key(b, key);
    buf_addc(b, '[');
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buf_adds(b, ", ");
        put_str(b, actor_name(d, list[i]));
    }
    buf_addc(b, ']');
}

static void put_list(parley_buf *b, const char *const *list, uint32_t n) {
    buf_addc(b, '[');
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buf_adds(b, ", ");
        put_str(b, list[i]);
    }
    buf_addc(b, ']');
}

static void put_strings(parley_buf *b, const char *key, const char *const *list, uint32_t n) {
    put_key(b, key);
    put_list(b, list, n);
}

static void put_begin(parley_buf *b, const char *type, const record_doc *d) {
    buf_addf(b, "{\"type\": \"%s\"", type);
    if (d)
        put_field(b, "doc", d->doc);
}

static void put_evidence(parley_buf *b, const record_head *h) {
    put_key(b, "evidence");
    put_span(b, h->at.start, h->at.stop);
}

/* What FORMAT does not ask for: the words, where they come from, how sure, what a person said. */
static void put_end(parley_buf *b, const record_head *h, bool text_places) {
    put_known(b, "words", h->at.words);
    if (text_places && h->at.text_start != PARLEY_NONE) {
        put_key(b, "text");
        put_span(b, h->at.text_start, h->at.text_stop);
        if (h->context_start != PARLEY_NONE) {
            put_key(b, "context");
            put_span(b, h->context_start, h->context_stop);
        }
    }
    put_known(b, "stage", h->stage);
    put_known(b, "rule", h->rule);
    if (h->confidence >= 0) {
        put_key(b, "confidence");
        output_number(b, h->confidence);
    }
    put_known(b, "verdict", h->verdict);
    buf_adds(b, "}\n");
}

/* --- a page ------------------------------------------------------------------------------------------------------- */
void jsonl_document(parley_buf *b, const record_doc *d) {
    put_begin(b, "document", d);
    put_field(b, "title", d->title.value);
    put_field(b, "outlet", d->outlet.value);
    put_field(b, "published", d->published.value);
    put_key(b, "body");
    buf_addc(b, '[');
    for (uint32_t i = 0; i < d->n_body; i++) {
        if (i)
            buf_adds(b, ", ");
        put_span(b, d->body[i].start, d->body[i].end);
    }
    buf_addc(b, ']');
    put_known(b, "author", d->author.value);
    put_known(b, "url", d->url.value);
    put_known(b, "lang", d->lang);
    put_known(b, "format", d->format);
    put_known(b, "encoding", d->encoding);
    put_known(b, "digest", d->digest);
    if (d->n_bytes)
        buf_addf(b, ", \"bytes\": %llu", (unsigned long long)d->n_bytes);
    put_known(b, "model", d->model);
    const struct {
        const char *name;
        const record_field *f;
    } fields[] = {
        {"title", &d->title}, {"outlet", &d->outlet}, {"author", &d->author}, {"published", &d->published}, {"url", &d->url}};
    bool any = false;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const record_field *f = fields[i].f;
        if (!f->value || !(f->rule || f->stop))
            continue;
        buf_adds(b, any ? ", " : ", \"fields\": {");
        any = true;
        buf_addf(b, "\"%s\": {\"evidence\": ", fields[i].name);
        put_span(b, f->start, f->stop);
        put_known(b, "rule", f->rule);
        buf_addc(b, '}');
    }
    if (any)
        buf_addc(b, '}');
    if (d->n_parties)
        put_strings(b, "parties", d->parties, d->n_parties);
    const record_translation *t = &d->translation;
    if (t->sign) {
        buf_addf(b, ", \"translation\": {\"sign\": \"%s\"", t->sign);
        put_known(b, "made", t->made);
        put_known(b, "original", t->original);
        put_key(b, "evidence");
        put_span(b, t->start, t->stop);
        put_known(b, "words", t->words);
        buf_addc(b, '}');
    }
    buf_adds(b, "}\n");
}

void jsonl_page(parley_buf *b, const record_doc *d) {
    if (!d->text)
        return;
    put_begin(b, "page", d);
    put_key(b, "text");
    buf_add_json(b, d->text, d->n_text);
    put_key(b, "blocks");
    buf_addc(b, '[');
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        const record_block *x = &d->blocks[i];
        buf_addf(b, "%s{\"source\": [%u, %u], \"text\": [%u, %u], \"role\": ", i ? ", " : "", x->start, x->stop, x->text_start,
                 x->text_stop);
        put_str(b, x->role);
        put_known(b, "reason", x->reason);
        if (!x->paragraph)
            buf_adds(b, ", \"continues\": true");
        buf_addc(b, '}');
    }
    buf_addc(b, ']');
    if (d->n_print) { /* so that an imported page can be joined with later ones */
        const unsigned char *p = d->print;
        put_key(b, "print");
        buf_addc(b, '"');
        for (size_t i = 0; i < d->n_print; i++)
            buf_addf(b, "%02x", p[i]);
        buf_addc(b, '"');
    }
    buf_adds(b, "}\n");
}

static void put_statement(parley_buf *b, const record_doc *d, const record_statement *f, bool text_places) {
    put_begin(b, "statement", d);
    put_key(b, "content");
    buf_addc(b, '[');
    for (uint32_t i = 0; i < f->n_content; i++) {
        if (i)
            buf_adds(b, ", ");
        put_span(b, f->content[i].start, f->content[i].stop);
    }
    buf_addc(b, ']');
    put_key(b, "cue");
    if (f->cue.stop > f->cue.start)
        put_span(b, f->cue.start, f->cue.stop);
    else
        buf_adds(b, "null");
    put_field(b, "speaker", actor_name(d, f->speaker));
    put_actors(b, "chain", d, f->chain, f->n_chain);
    put_field(b, "mode", f->mode);
    put_known(b, "cue_words", f->cue.words);
    if (record_not_own_words(d, f))
        buf_adds(b, ", \"translated\": true");
    if (text_places && f->n_content && f->content[0].text_start != PARLEY_NONE) {
        put_key(b, "content_text");
        buf_addc(b, '[');
        for (uint32_t i = 0; i < f->n_content; i++) {
            if (i)
                buf_adds(b, ", ");
            put_span(b, f->content[i].text_start, f->content[i].text_stop);
        }
        buf_addc(b, ']');
    }
    put_end(b, &f->head, text_places);
}

/* A number from 1; 0 is null. */
static void put_small(parley_buf *b, unsigned n) {
    if (n)
        buf_addf(b, "%u", n);
    else
        buf_adds(b, "null");
}

static void put_event(parley_buf *b, const record_doc *d, const record_event *f, bool text_places) {
    put_begin(b, "event", d);
    put_evidence(b, &f->head);
    put_field(b, "event", f->event);
    put_actors(b, "source", d, f->source, f->n_source);
    put_actors(b, "target", d, f->target, f->n_target);
    put_field(b, "status", f->status);
    put_field(b, "date", f->date);
    put_field(b, "place", f->place);
    put_field(b, "asserted_by", actor_name(d, f->asserted_by));
    put_known(b, "mode", f->mode);
    put_known(b, "time", f->time);
    if (f->round) {
        put_key(b, "round");
        put_small(b, f->round);
    }
    if (f->turn) {
        put_key(b, "turn");
        put_small(b, f->turn);
    }
    put_end(b, &f->head, text_places);
}

static void put_position(parley_buf *b, const record_doc *d, const record_position *f, bool text_places) {
    bool proposal = f->proposal < d->n_proposals, issue = f->issue < d->n_issues;
    put_begin(b, "position", d);
    put_evidence(b, &f->head);
    put_field(b, "holder", actor_name(d, f->holder));
    put_field(b, "stance", f->stance);
    put_field(b, "object", proposal ? d->proposals[f->proposal].canon : issue ? d->issues[f->issue].canon : NULL);
    put_field(b, "asserted_by", actor_name(d, f->asserted_by));
    put_known(b, "object_is", proposal ? "proposal" : issue ? "issue" : NULL);
    put_known(b, "date", f->date);
    put_known(b, "nuance", f->nuance);
    put_end(b, &f->head, text_places);
}

static void put_figure(parley_buf *b, const record_doc *d, const record_figure *f, bool text_places) {
    put_begin(b, "figure", d);
    put_evidence(b, &f->head);
    put_key(b, "value");
    output_number(b, f->value);
    put_field(b, "qualifier", f->qualifier);
    put_field(b, "unit", f->unit);
    put_field(b, "measure", f->measure);
    put_field(b, "subject", f->subject);
    put_field(b, "according_to", actor_name(d, f->according_to));
    put_field(b, "as_of", f->as_of);
    if (f->high > f->value) {
        put_key(b, "high");
        output_number(b, f->high);
    }
    put_end(b, &f->head, text_places);
}

static void put_time(parley_buf *b, const record_doc *d, const record_time *f, bool text_places) {
    put_begin(b, "time", d);
    put_evidence(b, &f->head);
    put_field(b, "kind", f->kind);
    put_field(b, "value", f->value);
    put_field(b, "date", f->date);
    put_known(b, "precision", f->precision);
    put_end(b, &f->head, text_places);
}

/* Lines of one kind, sorted by place; facts of one place stay in the order in which they were found (two speakers of one
 * statement in the order of the page), which an import keeps too. */
typedef struct sorted_line {
    uint32_t start, stop;
    size_t at, n; /* in buf */
    const parley_buf *buf;
} sorted_line;

static int by_place(const void *x, const void *y) {
    const sorted_line *a = x, *b = y;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->stop != b->stop)
        return a->stop < b->stop ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* True if a line before i, of the same place, says the same: a fact found twice is one. */
static bool said_before(const sorted_line *order, uint32_t i) {
    for (uint32_t j = i; j-- > 0 && order[j].start == order[i].start && order[j].stop == order[i].stop && i - j < 16;)
        if (order[j].n == order[i].n && memcmp(order[j].buf->s + order[j].at, order[i].buf->s + order[i].at, order[i].n) == 0)
            return true;
    return false;
}

#define PUT_SORTED(kind, list, count)                                                                                            \
    do {                                                                                                                         \
        n = 0;                                                                                                                   \
        buf_reset(&lines);                                                                                                       \
        for (uint32_t i = 0; i < (count); i++) {                                                                                 \
            const record_head *h = &(list)[i].head;                                                                              \
            if (h->verdict && strcmp(h->verdict, "rejected") == 0)                                                               \
                continue;                                                                                                        \
            size_t at = lines.n;                                                                                                 \
            put_##kind(&lines, d, &(list)[i], text_places);                                                                      \
            order[n++] = (sorted_line){h->at.start, h->at.stop, at, lines.n - at, &lines};                                       \
        }                                                                                                                        \
        if (lines.nomem)                                                                                                         \
            break;                                                                                                               \
        qsort(order, n, sizeof *order, by_place);                                                                                \
        for (uint32_t i = 0; i < n; i++)                                                                                         \
            if (!said_before(order, i))                                                                                          \
                buf_add(b, lines.s + order[i].at, order[i].n);                                                                   \
    } while (0)

void jsonl_facts(parley_buf *b, const record_doc *d, bool text_places) {
    uint32_t most = d->n_statements, n;
    most = d->n_events > most ? d->n_events : most;
    most = d->n_positions > most ? d->n_positions : most;
    most = d->n_figures > most ? d->n_figures : most;
    most = d->n_times > most ? d->n_times : most;
    parley_buf lines;
    buf_init(&lines);
    sorted_line *order = mem_alloc(sizeof *order * most);
    if (!order) {
        b->nomem = true;
        return;
    }
    PUT_SORTED(statement, d->statements, d->n_statements);
    PUT_SORTED(event, d->events, d->n_events);
    PUT_SORTED(position, d->positions, d->n_positions);
    PUT_SORTED(figure, d->figures, d->n_figures);
    PUT_SORTED(time, d->times, d->n_times);
    if (lines.nomem)
        b->nomem = true;
    buf_free(&lines);
    mem_free(order);
}

/* Which phase of the plan each term belongs to, where a page says one of them; and how many there are. */
static void put_phases(parley_buf *b, const record_identity *x) {
    bool known = false;
    for (uint32_t i = 0; i < x->n_terms; i++)
        known |= x->phase[i] != 0;
    if (known) {
        put_key(b, "term_phases");
        for (uint32_t i = 0; i < x->n_terms; i++) {
            buf_adds(b, i ? ", " : "[");
            put_small(b, x->phase[i]);
        }
        buf_addc(b, ']');
    }
    if (x->n_phases) {
        put_key(b, "phases");
        put_small(b, x->n_phases);
    }
}

static uint32_t talks_sides(const char *const talks[2]) {
    return talks[1] && *talks[1] ? 2 : 1;
}

/* Of a text that more negotiations than one may speak of: whose its terms are. */
static void put_term_talks(parley_buf *b, const record_identity *x) {
    bool known = false;
    for (uint32_t i = 0; i < x->n_terms && x->term_talks; i++)
        known |= x->term_talks[i][0] != NULL;
    if (!known)
        return;
    put_key(b, "term_talks");
    for (uint32_t i = 0; i < x->n_terms; i++) {
        buf_adds(b, i ? ", " : "[");
        if (x->term_talks[i][0])
            put_list(b, x->term_talks[i], talks_sides(x->term_talks[i]));
        else
            buf_adds(b, "null");
    }
    buf_addc(b, ']');
}

void jsonl_identity(parley_buf *b, const char *sort, const record_identity *x) {
    put_begin(b, sort, NULL);
    put_field(b, "name", x->name);
    put_strings(b, "aliases", x->aliases, x->n_aliases);
    if (strcmp(sort, "actor") == 0) {
        put_field(b, "kind", x->kind);
        put_field(b, "role", x->role);
        put_field(b, "side", x->side);
        put_field(b, "title", x->title);
        put_known(b, "country", x->country);
        put_known(b, "sector", x->sector);
        put_known(b, "head", x->head);
        if (x->n_members)
            put_strings(b, "members", x->members, x->n_members);
        if (x->n_judging)
            put_strings(b, "judging", x->judging, x->n_judging);
    } else if (strcmp(sort, "proposal") == 0) {
        put_strings(b, "author", x->authors, x->n_authors);
        put_field(b, "date", x->date);
        put_known(b, "date_text", x->date_text);
        put_known(b, "version", x->version);
        put_known(b, "carrier", x->carrier);
        put_known(b, "answers", x->answers);
        if (x->n_terms)
            put_strings(b, "terms", x->terms, x->n_terms);
        put_phases(b, x);
        put_term_talks(b, x);
    }
    if (x->talks[0])
        put_strings(b, "talks", x->talks, talks_sides(x->talks));
    put_known(b, "verdict", x->verdict);
    buf_adds(b, "}\n");
}

/* --- one document in memory --------------------------------------------------------------------------------------- */
static int by_bytes(const void *x, const void *y) {
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static record_identity identity_of(const record_doc *d, const char *name, const char **aliases, uint32_t n, parley_arena *a) {
    record_identity x = {.name = name, .n_docs = 1};
    (void)d;
    const char **list = arena_copy(a, aliases, sizeof *aliases * n);
    if (n)
        qsort(list, n, sizeof *list, by_bytes);
    for (uint32_t i = 0; i < n; i++)
        if (*list[i] && strcmp(list[i], name) != 0 && (x.n_aliases == 0 || strcmp(list[i], list[x.n_aliases - 1]) != 0))
            list[x.n_aliases++] = list[i];
    x.aliases = list;
    return x;
}

static void doc_lines(parley_buf *b, const record_doc *d, parley_arena *a) {
    jsonl_document(b, d);
    for (uint32_t i = 0; i < d->n_actors; i++) {
        const record_actor *x = &d->actors[i];
        record_identity out = identity_of(d, x->name, x->aliases, x->n_aliases, a);
        out.kind = x->kind;
        out.role = x->role;
        out.title = x->title;
        out.country = x->country;
        out.sector = x->sector;
        out.side = x->canon_side;
        out.head = actor_name(d, x->head);
        out.judging = x->judging;
        out.n_judging = x->n_judging;
        out.members = ARENA_ARRAY(a, const char *, x->n_members);
        for (uint32_t k = 0; k < x->n_members; k++)
            out.members[out.n_members++] = actor_name(d, x->members[k]);
        jsonl_identity(b, "actor", &out);
    }
    for (uint32_t i = 0; i < d->n_proposals; i++) {
        const record_thing *x = &d->proposals[i];
        record_identity out = identity_of(d, x->name, x->aliases, x->n_aliases, a);
        out.date = x->date;
        out.date_text = x->date_text;
        out.version = x->version;
        out.carrier = actor_name(d, x->carrier);
        out.answers = x->answers < d->n_proposals ? d->proposals[x->answers].name : NULL;
        out.authors = ARENA_ARRAY(a, const char *, x->n_author);
        for (uint32_t k = 0; k < x->n_author; k++)
            out.authors[out.n_authors++] = actor_name(d, x->author[k]);
        out.phase = x->phase;
        out.n_phases = x->n_phases;
        out.terms = ARENA_ARRAY(a, const char *, x->n_terms);
        for (uint32_t k = 0; k < x->n_terms; k++)
            out.terms[out.n_terms++] = d->issues[x->terms[k]].name;
        jsonl_identity(b, "proposal", &out);
    }
    for (uint32_t i = 0; i < d->n_issues; i++) {
        record_identity out = identity_of(d, d->issues[i].name, d->issues[i].aliases, d->issues[i].n_aliases, a);
        jsonl_identity(b, d->issues[i].minor ? "object" : "issue", &out);
    }
    jsonl_facts(b, d, false);
}

parley_status parley_doc_write_jsonl(const parley_doc *doc, FILE *f, parley_error *err) {
    parley_arena a;
    parley_buf b;
    jmp_buf nomem;
    parley_status rc;
    arena_init(&a);
    buf_init(&b);
    if (setjmp(nomem)) {
        rc = fail_nomem(err);
    } else {
        a.on_nomem = &nomem;
        record_doc *d = record_from_doc(doc, &a);
        doc_lines(&b, d, &a);
        rc = output_flush(&b, f, d->doc, err);
    }
    a.on_nomem = NULL;
    arena_free(&a);
    buf_free(&b);
    return rc;
}

/* --- a whole record ----------------------------------------------------------------------------------------------- */
typedef struct export_context {
    FILE *f;
    const parley_export_options *o;
    parley_buf buf;    /* what is to be written next */
    parley_buf lines;  /* those of one type, to be sorted */
    parley_arena page; /* of one page, or type, at a time */
} export_context;

static parley_status export_identities(parley_record *r, export_context *c, const char *sort, parley_arena *a,
                                       parley_error *err) {
    record_identity *list;
    uint32_t n;
    parley_status rc = record_identities(&list, &n, r, sort, a, err);
    for (uint32_t i = 0; i < n && rc >= 0; i++) {
        jsonl_identity(&c->buf, list[i].minor ? "object" : sort, &list[i]);
        if (c->buf.n > 65536)
            rc = output_flush(&c->buf, c->f, "export", err);
    }
    return rc;
}

/* Lines of one type, gathered in b one after the other: sorted, each once. */
static parley_status export_sorted(export_context *c, parley_buf *b, parley_error *err) {
    parley_status rc = b->nomem ? fail_nomem(err) : PARLEY_OK;
    const char **lines = NULL, *last = "";
    uint32_t n = 0, cap = 0;
    for (char *s = b->s; rc >= 0 && s && *s;) { /* JSON has no line break inside a line */
        char *eol = strchr(s, '\n');
        *eol = '\0';
        ARENA_PUSH(&c->page, lines, n, cap) = s;
        s = eol + 1;
    }
    if (n)
        qsort(lines, n, sizeof *lines, by_bytes);
    for (uint32_t i = 0; i < n && rc >= 0; last = lines[i++]) {
        if (strcmp(lines[i], last) == 0)
            continue;
        buf_adds(&c->buf, lines[i]);
        buf_addc(&c->buf, '\n');
        if (c->buf.n > 65536)
            rc = output_flush(&c->buf, c->f, "export", err);
    }
    buf_reset(b);
    arena_reset(&c->page);
    return rc;
}

static void put_account(parley_buf *b, const record_account *s) {
    buf_adds(b, "{\"doc\": ");
    put_str(b, s->doc);
    put_key(b, "evidence");
    put_span(b, s->start, s->stop);
}

static int by_page(const void *p, const void *q) {
    const record_account *x = p, *y = q;
    int c = strcmp(x->doc, y->doc);
    if (c)
        return c;
    return x->start != y->start ? (x->start > y->start) - (x->start < y->start) : (x->stop > y->stop) - (x->stop < y->stop);
}

static parley_status export_conflicts(parley_record *r, export_context *c, parley_buf *b, parley_error *err) {
    record_conflict *list;
    uint32_t n;
    parley_status rc = record_conflicts(&list, &n, r, &c->page, err);
    for (uint32_t i = 0; i < n && rc >= 0; i++) {
        record_conflict *x = &list[i];
        if (x->n_sides < 2) /* the other one's page was removed, and nothing was joined since */
            continue;
        qsort(x->sides, x->n_sides, sizeof *x->sides, by_page);
        put_begin(b, "conflict", NULL);
        put_field(b, "about", x->about);
        put_field(b, "kind", x->kind);
        put_key(b, "between");
        buf_addc(b, '[');
        for (uint32_t k = 0; k < x->n_sides; k++) {
            if (k)
                buf_adds(b, ", ");
            put_account(b, &x->sides[k]);
            buf_addc(b, '}');
        }
        buf_addc(b, ']');
        put_known(b, "rule", x->rule);
        buf_adds(b, "}\n");
    }
    return rc < 0 ? rc : export_sorted(c, b, err);
}

static parley_status export_lineage(parley_record *r, export_context *c, parley_buf *b, parley_error *err) {
    record_link *list;
    uint32_t n;
    parley_status rc = record_links(&list, &n, r, &c->page, err);
    for (uint32_t i = 0; i < n && rc >= 0; i++) {
        const record_link *x = &list[i];
        put_begin(b, "lineage", NULL);
        put_key(b, "docs");
        buf_addc(b, '[');
        put_str(b, x->doc);
        if (x->other) {
            buf_adds(b, ", ");
            put_str(b, x->other);
        }
        buf_addc(b, ']');
        put_field(b, "relation", x->relation);
        put_known(b, "of", x->of);
        put_field(b, "evidence", x->evidence);
        if (x->score >= 0) {
            put_key(b, "score");
            output_number(b, x->score);
        }
        buf_adds(b, "}\n");
    }
    return rc < 0 ? rc : export_sorted(c, b, err);
}

static parley_status export_changes(parley_record *r, export_context *c, parley_buf *b, parley_error *err) {
    record_change *list;
    uint32_t n;
    parley_status rc = record_changes(&list, &n, r, NULL, &c->page, err);
    for (uint32_t i = 0; i < n && rc >= 0; i++) {
        const record_change *x = &list[i];
        put_begin(b, "change", NULL);
        put_field(b, "about", x->about);
        put_field(b, "kind", x->kind);
        put_field(b, "what", x->what);
        for (int k = 0; k < 2; k++) {
            put_key(b, k ? "after" : "before");
            put_account(b, &x->side[k]);
            put_field(b, "date", x->side[k].date);
            buf_addc(b, '}');
        }
        put_known(b, "rule", x->rule);
        buf_adds(b, "}\n");
    }
    return rc < 0 ? rc : export_sorted(c, b, err);
}

static parley_status export_corrections(parley_record *r, export_context *c, parley_buf *b, parley_error *err) {
    record_correction *list;
    uint32_t n;
    parley_status rc = record_corrections(&list, &n, r, &c->page, err);
    for (uint32_t i = 0; i < n && rc >= 0; i++) {
        const record_correction *x = &list[i];
        const struct {
            const char *key, *value;
        } fields[] = {{"at", x->at},       {"who", x->who},     {"action", x->action}, {"kind", x->kind}, {"doc", x->doc},
                      {"which", x->which}, {"field", x->field}, {"value", x->value},   {"was", x->was},   {"note", x->note}};
        put_begin(b, "correction", NULL);
        for (size_t k = 0; k < COUNT_OF(fields); k++)
            put_known(b, fields[k].key, fields[k].value);
        if (x->doc) {
            put_key(b, "evidence");
            put_span(b, x->start, x->stop);
        }
        buf_adds(b, "}\n");
    }
    return rc < 0 ? rc : export_sorted(c, b, err);
}

static parley_status export_across(parley_record *r, export_context *c, parley_error *err) {
    parley_buf *b = &c->lines;
    parley_status rc;
    arena_reset(&c->page);
    if ((rc = export_conflicts(r, c, b, err)) < 0 || (rc = export_lineage(r, c, b, err)) < 0 ||
        (rc = export_changes(r, c, b, err)) < 0)
        return rc;
    return export_corrections(r, c, b, err);
}

static parley_status export_all(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    export_context *c = context;
    parley_status rc;
    int64_t *ids;
    uint32_t n;
    bool pages = c->o && c->o->pages;
    if ((rc = export_identities(r, c, "actor", a, err)) < 0 || (rc = export_identities(r, c, "proposal", a, err)) < 0 ||
        (rc = export_identities(r, c, "issue", a, err)) < 0 || (rc = record_list(r, &ids, &n, a, err)) < 0)
        return rc;
    c->page.on_nomem = a->on_nomem;
    for (uint32_t i = 0; i < n && rc >= 0; i++) {
        record_doc *d;
        arena_reset(&c->page);
        if ((rc = record_load(&d, r, ids[i], pages, &c->page, err)) < 0)
            break;
        jsonl_document(&c->buf, d);
        if (pages)
            jsonl_page(&c->buf, d);
        jsonl_facts(&c->buf, d, pages);
        rc = output_flush(&c->buf, c->f, "export", err);
    }
    if (rc < 0 || (rc = export_across(r, c, err)) < 0)
        return rc;
    return output_flush(&c->buf, c->f, "export", err);
}

parley_status parley_record_export_jsonl(parley_record *r, FILE *f, const parley_export_options *o, parley_error *err) {
    export_context c = {.f = f, .o = o};
    buf_init(&c.buf);
    buf_init(&c.lines);
    arena_init(&c.page);
    parley_status rc = record_read_guard(r, export_all, &c, err);
    c.page.on_nomem = NULL;
    arena_free(&c.page);
    buf_free(&c.lines);
    buf_free(&c.buf);
    if (rc >= 0 && fflush(f) != 0)
        rc = fail(err, PARLEY_EIO, -1, "export: %s", strerror(errno));
    return rc;
}
