/* put.c - the facts of one page into the tables, and out of them again. */
#include "parley_int.h"
#include "record/record_int.h"

#include <stdio.h>
#include <stdlib.h>

/* Fold a name: what differs only by case, quotes, spaces, a leading article or a trailing possessive is one name. Nothing bolder
 * stands here: bolder joining is told apart, and can be undone (table merge). */
const char *record_fold(parley_arena *a, const char *name) {
    char *s = utf8_lower(a, name, strlen(name), true), *w = s;
    bool space = true; /* leading space goes */
    for (const char *c = s; *c; c++) {
        bool is_space = (unsigned char)*c <= ' ';
        if (!is_space)
            *w++ = *c;
        else if (!space)
            *w++ = ' ';
        space = is_space;
    }
    while (w > s && w[-1] == ' ')
        w--;
    *w = '\0';
    static const char *const articles[] = {"the ", "a ", "an "};
    for (size_t i = 0; i < COUNT_OF(articles); i++)
        if (strncmp(s, articles[i], strlen(articles[i])) == 0 && s[strlen(articles[i])]) {
            s += strlen(articles[i]);
            break;
        }
    size_t n = strlen(s);
    if (n > 2 && strcmp(s + n - 2, "'s") == 0)
        s[n -= 2] = '\0';
    return s;
}

/* Two statements rather than RETURNING: the common case is that the row is there, and then nothing is written. */
static parley_status put_get(parley_record *r, int64_t *id, int get, int put, const char *letters, const char *x, const char *y,
                             const char *z, parley_error *err) {
    for (int round = 0; round < 2; round++) {
        sqlite3_stmt *s = record_query(r, get, y ? "ss" : "s", x, y);
        int row = record_step(r, s, err);
        if (row < 0)
            return (parley_status)row;
        if (row) {
            *id = sqlite3_column_int64(s, 0);
            sqlite3_reset(s);
            return PARLEY_OK;
        }
        sqlite3_reset(s);
        if (round == 0)
            TRY(record_run(r, err, put, letters, x, y, z));
    }
    return record_fail(r, err);
}

parley_status record_identify(parley_record *r, int64_t *id, const char *sort, const char *name, int64_t talks, parley_arena *a,
                              parley_error *err) {
    const char *key = record_fold(a, name);
    if (talks)
        key = arena_printf(a, "%s\t%lld", key, (long long)talks);
    sqlite3_stmt *s = record_query(r, SQL_IDENTITY_GET, "ss", sort, key);
    int row = record_step(r, s, err);
    *id = row == 1 ? sqlite3_column_int64(s, 0) : 0;
    if (s)
        sqlite3_reset(s);
    if (row != 0)
        return row < 0 ? (parley_status)row : PARLEY_OK;
    TRY(record_run(r, err, SQL_IDENTITY_PUT, "sssz", sort, key, name, talks));
    *id = sqlite3_last_insert_rowid(r->db);
    return PARLEY_OK;
}

static parley_status put_rule(parley_record *r, int64_t *id, const char *stage, const char *rule, parley_arena *a,
                              parley_error *err) {
    *id = 0;
    if (!rule)
        return PARLEY_OK;
    if (!stage)
        stage = "";
    size_t n_stage = strlen(stage), n_rule = strlen(rule);
    char *key = arena_alloc(a, n_stage + n_rule + 2);
    memcpy(key, stage, n_stage);
    memcpy(key + n_stage + 1, rule, n_rule);
    uint32_t known = map_get(&r->rules, key, n_stage + n_rule + 1, 0);
    if (known) {
        *id = known;
        return PARLEY_OK;
    }
    TRY(put_get(r, id, SQL_RULE_GET, SQL_RULE_PUT, "ss", stage, rule, NULL, err));
    if (*id < UINT32_MAX)
        map_set(&r->rules, arena_copy(&r->arena, key, n_stage + n_rule + 1), n_stage + n_rule + 1, (uint32_t)*id);
    return PARLEY_OK;
}

/* 0, and so NULL in the tables, for PARLEY_NONE. */
static int64_t actor_id(const record_doc *d, uint32_t i) {
    return i < d->n_actors ? d->actors[i].id : 0;
}

/* What has a number already is in the tables: see record_append. */
static parley_status put_actors(parley_record *r, record_doc *d, parley_arena *a, parley_error *err) {
    uint32_t n_new = PARLEY_NONE;
    for (uint32_t i = 0; i < d->n_actors; i++) {
        record_actor *x = &d->actors[i];
        int64_t identity;
        if (x->id)
            continue;
        n_new = n_new < i ? n_new : i;
        TRY(record_identify(r, &identity, "actor", x->name, 0, a, err));
        bool placed = x->at.stop > x->at.start;
        TRY(record_run(r, err, SQL_ACTOR_PUT, "iissssssuu", d->id, identity, x->name, x->kind, x->role, x->title, x->country,
                       x->sector, placed ? x->at.start : PARLEY_NONE, placed ? x->at.stop : PARLEY_NONE));
        x->id = sqlite3_last_insert_rowid(r->db);
        TRY(record_run(r, err, SQL_PENDING_IDENTITY, "ii", identity, (int64_t)r->quiet));
        for (uint32_t k = 0; k < x->n_aliases; k++)
            if (*x->aliases[k])
                TRY(record_run(r, err, SQL_ALIAS_PUT, "is", x->id, x->aliases[k]));
        for (uint32_t k = 0; k < x->n_judging; k++)
            TRY(record_run(r, err, SQL_ALIAS_JUDGES, "is", x->id, x->judging[k]));
    }
    for (uint32_t i = n_new; i < d->n_actors; i++)
        for (uint32_t k = 0; k < d->actors[i].n_members; k++)
            TRY(record_run(r, err, SQL_MEMBER_PUT, "iii", d->actors[i].id, (int64_t)k, actor_id(d, d->actors[i].members[k])));
    for (uint32_t i = n_new; i < d->n_actors; i++)
        if (d->actors[i].head < d->n_actors)
            TRY(record_run(r, err, SQL_ACTOR_HEAD, "ii", d->actors[i].id, d->actors[d->actors[i].head].id));
    for (uint32_t i = n_new; i < d->n_actors; i++)
        if (d->actors[i].side < d->n_actors)
            TRY(record_run(r, err, SQL_ACTOR_SIDE, "ii", d->actors[i].id, d->actors[d->actors[i].side].id));
    return PARLEY_OK;
}

static const char *put_json_list(parley_arena *a, const char **items, uint32_t n) {
    parley_buf b;
    buf_init(&b);
    buf_addc(&b, '[');
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buf_addc(&b, ',');
        buf_add_json(&b, items[i], strlen(items[i]));
    }
    buf_addc(&b, ']');
    const char *s = arena_str(a, b.nomem || !b.s ? "[]" : b.s);
    buf_free(&b);
    return s;
}

/* They wait for what the page's talks are (talks.c) to be counted and joined. */
static parley_status put_things(parley_record *r, record_doc *d, parley_arena *a, parley_error *err) {
    int64_t identity;
    uint32_t n_new = PARLEY_NONE;
    for (uint32_t i = 0; i < d->n_issues; i++) {
        record_thing *t = &d->issues[i];
        if (t->id)
            continue;
        TRY(record_identify(r, &identity, "issue", t->name, 0, a, err));
        bool placed = t->at.stop > t->at.start;
        TRY(record_run(r, err, SQL_ISSUE_PUT, "iissuui", d->id, identity, t->name, put_json_list(a, t->aliases, t->n_aliases),
                       placed ? t->at.start : PARLEY_NONE, placed ? t->at.stop : PARLEY_NONE, (int64_t)t->minor));
        t->id = sqlite3_last_insert_rowid(r->db);
    }
    for (uint32_t i = 0; i < d->n_proposals; i++) {
        record_thing *t = &d->proposals[i];
        if (t->id)
            continue;
        n_new = n_new < i ? n_new : i;
        TRY(record_identify(r, &identity, "proposal", t->name, 0, a, err));
        bool placed = t->at.stop > t->at.start;
        TRY(record_run(r, err, SQL_PROPOSAL_PUT, "iisssszsuuz", d->id, identity, t->name,
                       put_json_list(a, t->aliases, t->n_aliases), t->date, t->date_text, actor_id(d, t->carrier), t->version,
                       placed ? t->at.start : PARLEY_NONE, placed ? t->at.stop : PARLEY_NONE, (int64_t)t->n_phases));
        t->id = sqlite3_last_insert_rowid(r->db);
        for (uint32_t k = 0; k < t->n_author; k++)
            TRY(record_run(r, err, SQL_PROPOSAL_AUTHOR, "iii", t->id, (int64_t)k, actor_id(d, t->author[k])));
        for (uint32_t k = 0; k < t->n_terms; k++)
            TRY(record_run(r, err, SQL_PROPOSAL_TERM, "iiiz", t->id, (int64_t)k, d->issues[t->terms[k]].id,
                           (int64_t)t->phase[k]));
    }
    for (uint32_t i = n_new; i < d->n_proposals; i++)
        if (d->proposals[i].answers < d->n_proposals)
            TRY(record_run(r, err, SQL_PROPOSAL_ANSWERS, "ii", d->proposals[i].id, d->proposals[d->proposals[i].answers].id));
    return PARLEY_OK;
}

static parley_status put_fact(parley_record *r, record_doc *d, record_head *h, const char *kind, parley_arena *a,
                              parley_error *err) {
    int64_t rule;
    TRY(put_rule(r, &rule, h->stage, h->rule, a, err));
    TRY(record_run(r, err, SQL_FACT_PUT, "isuuuuszcsuu", d->id, kind, h->at.start, h->at.stop, h->at.text_start, h->at.text_stop,
                   h->at.words, rule, h->confidence, h->verdict, h->context_start, h->context_stop));
    h->id = sqlite3_last_insert_rowid(r->db);
    return PARLEY_OK;
}

static parley_status put_facts(parley_record *r, record_doc *d, parley_arena *a, parley_error *err) {
    sqlite3_stmt *s = record_query(r, SQL_FACT_LAST, "");
    int row = record_step(r, s, err);
    int64_t last = row == 1 ? sqlite3_column_int64(s, 0) : 0;
    if (row < 0)
        return (parley_status)row;
    sqlite3_reset(s);
    for (uint32_t i = 0; i < d->n_statements; i++) {
        record_statement *f = &d->statements[i];
        if (f->head.id)
            continue;
        TRY(put_fact(r, d, &f->head, "statement", a, err));
        bool cued = f->cue.stop > f->cue.start;
        TRY(record_run(r, err, SQL_STATEMENT_PUT, "iszuus", f->head.id, f->mode, actor_id(d, f->speaker),
                       cued ? f->cue.start : PARLEY_NONE, cued ? f->cue.stop : PARLEY_NONE, cued ? f->cue.words : NULL));
        for (uint32_t k = 0; k < f->n_content; k++)
            TRY(record_run(r, err, SQL_CONTENT_PUT, "iiuuuu", f->head.id, (int64_t)k, f->content[k].start, f->content[k].stop,
                           f->content[k].text_start, f->content[k].text_stop));
        for (uint32_t k = 0; k < f->n_chain; k++)
            TRY(record_run(r, err, SQL_CHAIN_PUT, "iii", f->head.id, (int64_t)k, actor_id(d, f->chain[k])));
    }
    for (uint32_t i = 0; i < d->n_events; i++) {
        record_event *f = &d->events[i];
        if (f->head.id)
            continue;
        TRY(put_fact(r, d, &f->head, "event", a, err));
        TRY(record_run(r, err, SQL_EVENT_PUT, "isssssszzz", f->head.id, f->event, f->mode, f->status, f->date, f->time, f->place,
                       actor_id(d, f->asserted_by), (int64_t)f->round, (int64_t)f->turn));
        for (uint32_t k = 0; k < f->n_source; k++)
            TRY(record_run(r, err, SQL_EVENT_ACTOR, "isii", f->head.id, "source", (int64_t)k, actor_id(d, f->source[k])));
        for (uint32_t k = 0; k < f->n_target; k++)
            TRY(record_run(r, err, SQL_EVENT_ACTOR, "isii", f->head.id, "target", (int64_t)k, actor_id(d, f->target[k])));
    }
    for (uint32_t i = 0; i < d->n_positions; i++) {
        record_position *f = &d->positions[i];
        if (f->head.id)
            continue;
        TRY(put_fact(r, d, &f->head, "position", a, err));
        TRY(record_run(r, err, SQL_POSITION_PUT, "izszzzss", f->head.id, actor_id(d, f->holder), f->stance,
                       f->proposal < d->n_proposals ? d->proposals[f->proposal].id : (int64_t)0,
                       f->issue < d->n_issues ? d->issues[f->issue].id : (int64_t)0, actor_id(d, f->asserted_by), f->date,
                       f->nuance));
    }
    for (uint32_t i = 0; i < d->n_figures; i++) {
        record_figure *f = &d->figures[i];
        if (f->head.id)
            continue;
        TRY(put_fact(r, d, &f->head, "figure", a, err));
        TRY(record_run(r, err, SQL_FIGURE_PUT, "iddsssszs", f->head.id, f->value, f->high, f->qualifier, f->unit, f->measure,
                       f->subject, actor_id(d, f->according_to), f->as_of));
    }
    for (uint32_t i = 0; i < d->n_outlooks; i++) {
        record_outlook *f = &d->outlooks[i];
        if (f->head.id)
            continue;
        TRY(put_fact(r, d, &f->head, "outlook", a, err));
        TRY(record_run(r, err, SQL_OUTLOOK_PUT, "isiz", f->head.id, f->about, (int64_t)f->leaning, actor_id(d, f->asserted_by)));
    }
    for (uint32_t i = 0; i < d->n_times; i++) {
        record_time *f = &d->times[i];
        if (f->head.id)
            continue;
        TRY(put_fact(r, d, &f->head, "time", a, err));
        TRY(record_run(r, err, SQL_TIME_PUT, "issss", f->head.id, f->kind, f->value, f->date, f->precision));
    }
    TRY(record_run(r, err, SQL_FIGURE_TEXT, "ii", d->id, last));
    return record_run(r, err, SQL_FACT_TEXT, "ii", d->id, last);
}

static parley_status put_page(parley_record *r, record_doc *d, parley_arena *a, parley_error *err) {
    const struct {
        const char *name;
        const record_field *f;
    } fields[] = {
        {"title", &d->title}, {"outlet", &d->outlet}, {"author", &d->author}, {"published", &d->published}, {"url", &d->url}};
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const record_field *f = fields[i].f;
        int64_t rule;
        if (!f->value)
            continue;
        TRY(put_rule(r, &rule, "page", f->rule, a, err));
        TRY(record_run(r, err, SQL_FIELD_PUT, "isuuz", d->id, fields[i].name, f->start, f->stop, rule));
    }
    const record_translation *t = &d->translation;
    if (t->sign)
        TRY(record_run(r, err, SQL_TRANSLATION_PUT, "isssuus", d->id, t->sign, t->made, t->original, t->start, t->stop,
                       t->words));
    if (d->n_parties)
        TRY(record_run(r, err, SQL_TALKS_GIVEN, "isss", d->id, d->parties[0], d->n_parties > 1 ? d->parties[1] : "",
                       d->n_parties > 2 ? d->parties[2] : ""));
    for (uint32_t i = 0; i < d->n_body; i++)
        TRY(record_run(r, err, SQL_BODY_PUT, "iiuu", d->id, (int64_t)i, d->body[i].start, d->body[i].end));
    if (!d->text)
        return PARLEY_OK;
    TRY(record_run(r, err, SQL_PAGE_PUT, "itb", d->id, d->text, (size_t)d->n_text, d->print, d->n_print));
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        const record_block *b = &d->blocks[i];
        TRY(record_run(r, err, SQL_BLOCK_PUT, "iiuuuussi", d->id, (int64_t)i, b->start, b->stop, b->text_start, b->text_stop,
                       b->role, b->reason, (int64_t)b->paragraph));
    }
    return PARLEY_OK;
}

parley_status record_vote(parley_record *r, int64_t document_id, int sign, parley_error *err) {
    TRY(record_run(r, err, SQL_VOTE, "ii", document_id, (int64_t)sign));
    return sign > 0 ? PARLEY_OK : record_run(r, err, SQL_VOTE_TIDY, "i", document_id);
}

parley_status record_delete(parley_record *r, int64_t id, parley_error *err) {
    TRY(record_vote(r, id, -1, err));
    TRY(record_run(r, err, SQL_TOUCH_IDENTITIES, "i", id));
    TRY(record_run(r, err, SQL_TOUCH_KEYS, "i", id));
    TRY(record_run(r, err, SQL_TOUCH_NEIGHBOURS, "i", id));
    TRY(record_run(r, err, SQL_TOUCH_CROWD, "ii", id, (int64_t)RECORD_CROWD));
    return record_run(r, err, SQL_DOC_DELETE, "i", id);
}

static parley_status put_find(parley_record *r, const char *doc, int64_t *id, parley_error *err) {
    sqlite3_stmt *s = record_query(r, SQL_DOC_FIND, "s", doc);
    int row = record_step(r, s, err);
    *id = row == 1 ? sqlite3_column_int64(s, 0) : 0;
    if (s)
        sqlite3_reset(s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

parley_status record_has(parley_record *r, const char *doc, const char *digest, const char *model, parley_read_result *out,
                         parley_error *err) {
    sqlite3_stmt *s = record_query(r, SQL_DOC_FIND, "s", doc);
    int row = record_step(r, s, err);
    *out = PARLEY_READ_NEW;
    if (row == 1) {
        const char *d = (const char *)sqlite3_column_text(s, 1), *m = (const char *)sqlite3_column_text(s, 2);
        *out =
            d && digest && strcmp(d, digest) == 0 && m && model && strcmp(m, model) == 0 ? PARLEY_READ_SAME : PARLEY_READ_CHANGED;
    }
    if (s)
        sqlite3_reset(s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

parley_status record_put(parley_record *r, record_doc *d, parley_arena *a, parley_error *err) {
    int64_t model = 0;
    TRY(put_find(r, d->doc, &d->id, err));
    if (d->id)
        TRY(record_delete(r, d->id, err)); /* its number is used again */
    if (d->model)
        TRY(put_get(r, &model, SQL_MODEL_GET, SQL_MODEL_PUT, "s", d->model, NULL, NULL, err));
    TRY(record_run(r, err, SQL_DOC_PUT,
                   "zssissssz"
                   "sssssz",
                   d->id, d->doc, d->path, (int64_t)d->member_offset, d->format, d->encoding, d->lang, d->digest,
                   (int64_t)d->n_bytes, d->title.value, d->outlet.value, d->author.value, d->published.value, d->url.value,
                   model));
    d->id = sqlite3_last_insert_rowid(r->db);
    TRY(put_page(r, d, a, err));
    TRY(put_actors(r, d, a, err));
    TRY(put_things(r, d, a, err));
    TRY(put_facts(r, d, a, err));
    TRY(record_vote(r, d->id, 1, err));
    TRY(record_run(r, err, SQL_PENDING_DOC, "ii", d->id, (int64_t)r->quiet));
    return record_apply_corrections(r, d->id, d->doc, a, err);
}

parley_status record_append(parley_record *r, record_doc *d, parley_arena *a, parley_error *err) {
    int64_t id;
    TRY(put_find(r, d->doc, &id, err));
    if (!id)
        return fail(err, PARLEY_ENOTFOUND, -1, "%s: no page '%s'", r->path, d->doc);
    if (!d->id) { /* what it names may be on the page already */
        record_doc *old;
        d->id = id;
        TRY(record_load(&old, r, id, false, a, err));
        for (uint32_t i = 0; i < d->n_actors; i++)
            for (uint32_t k = 0; k < old->n_actors && !d->actors[i].id; k++)
                if (strcmp(d->actors[i].name, old->actors[k].name) == 0)
                    d->actors[i].id = old->actors[k].id;
        for (uint32_t i = 0; i < d->n_proposals; i++)
            for (uint32_t k = 0; k < old->n_proposals && !d->proposals[i].id; k++)
                if (strcmp(d->proposals[i].name, old->proposals[k].name) == 0)
                    d->proposals[i].id = old->proposals[k].id;
        for (uint32_t i = 0; i < d->n_issues; i++)
            for (uint32_t k = 0; k < old->n_issues && !d->issues[i].id; k++)
                if (strcmp(d->issues[i].name, old->issues[k].name) == 0)
                    d->issues[i].id = old->issues[k].id;
    }
    TRY(put_actors(r, d, a, err));
    TRY(put_things(r, d, a, err));
    TRY(put_facts(r, d, a, err));
    return record_run(r, err, SQL_PENDING_DOC, "ii", d->id, (int64_t)r->quiet);
}

/* --- whole pages, a transaction each ------------------------------------------------------------------------------ */
static parley_status add_doc(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    TRY(record_begin(r, err));
    TRY(record_put(r, context, a, err));
    return record_commit(r, err);
}

parley_status record_add(parley_record *r, record_doc *d, parley_error *err) {
    return record_guard(r, add_doc, d, err);
}

typedef struct add_context {
    const parley_doc *doc;
    parley_read_result *result;
} add_context;

static parley_status add_parsed(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    add_context *c = context;
    TRY(record_has(r, c->doc->page->doc, c->doc->page->digest, c->doc->model, c->result, err));
    if (*c->result == PARLEY_READ_SAME)
        return PARLEY_OK;
    return add_doc(r, record_from_doc(c->doc, a), a, err);
}

parley_status parley_record_add(parley_record *r, const parley_doc *d, parley_read_result *result, parley_error *err) {
    parley_read_result ignored;
    add_context c = {d, result ? result : &ignored};
    return record_guard(r, add_parsed, &c, err);
}

static parley_status remove_doc(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    int64_t id;
    (void)a;
    TRY(record_begin(r, err));
    TRY(put_find(r, context, &id, err));
    if (!id)
        return fail(err, PARLEY_ENOTFOUND, -1, "%s: no page '%s'", r->path, (const char *)context);
    TRY(record_delete(r, id, err));
    return record_commit(r, err);
}

parley_status parley_record_remove(parley_record *r, const char *doc, parley_error *err) {
    parley_status rc = record_guard(r, remove_doc, (void *)(uintptr_t)doc, err);
    return rc < 0 ? rc : parley_record_join(r, err);
}
