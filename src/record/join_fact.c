/* join_fact.c - facts filed under keys, and what those under one key tell together.
 *
 * What comparing asks of a fact stands ready in one row (fact_form): its names as all pages call them, its sentence. A page whose
 * names changed is read again, and facts whose form is as it was are left alone.
 */
#include "record/join_int.h"

static int join_label(const char *label, const char *(*name)(int), int n) {
    for (int i = 0; label && i < n; i++)
        if (strcmp(label, name(i)) == 0)
            return i;
    return -1;
}
static const char *name_plover(int i) {
    return plover_name((plover)i);
}
static const char *name_status(int i) {
    return event_status_name((event_status)i);
}
static const char *name_stance(int i) {
    return stance_name((stance)i);
}
static const char *name_qualifier(int i) {
    return figure_qualifier_name((figure_qualifier)i);
}

/* --- a page's facts ----------------------------------------------------------------------------------------------- */
typedef struct joined_page {
    const record_doc *d;
    across_fact *items;
    uint32_t n, cap;
    const char *party[2]; /* the two sides that most of the parties named on the page stand for */
} joined_page;

static const char *actor_canon(const record_doc *d, uint32_t i) {
    return i < d->n_actors ? d->actors[i].canon : NULL;
}

static const char *actor_side(const record_doc *d, uint32_t i) {
    if (i >= d->n_actors)
        return NULL;
    return d->actors[i].canon_side ? d->actors[i].canon_side : d->actors[i].canon;
}

static void joined_actors(const record_doc *d, const uint32_t *of, uint32_t n, const char ***names, const char ***sides,
                          parley_arena *a) {
    *names = ARENA_ARRAY(a, const char *, n + 1);
    *sides = ARENA_ARRAY(a, const char *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        (*names)[i] = actor_canon(d, of[i]);
        (*sides)[i] = actor_side(d, of[i]);
    }
}

static void joined_parties(joined_page *p, parley_arena *a) {
    const record_doc *d = p->d;
    uint32_t *counts = ARENA_ARRAY(a, uint32_t, d->n_actors + 1);
    for (uint32_t i = 0; i < d->n_actors; i++)
        for (uint32_t k = 0; k <= i && strcmp(d->actors[i].role, "party") == 0; k++)
            if (strcmp(d->actors[k].role, "party") == 0 && strcmp(actor_side(d, k), actor_side(d, i)) == 0) {
                counts[k]++;
                break;
            }
    for (int round = 0; round < 2; round++) {
        uint32_t best = PARLEY_NONE;
        for (uint32_t i = 0; i < d->n_actors; i++)
            if (counts[i] && (best == PARLEY_NONE || counts[i] > counts[best] ||
                              (counts[i] == counts[best] && strcmp(actor_side(d, i), actor_side(d, best)) < 0)))
                best = i;
        if (best == PARLEY_NONE)
            break;
        p->party[round] = actor_side(d, best);
        counts[best] = 0;
    }
}

static across_fact *joined_fact(joined_page *p, const record_head *h, across_kind kind, parley_arena *a) {
    const record_doc *d = p->d;
    across_fact *f = &ARENA_PUSH(a, p->items, p->n, p->cap);
    *f = (across_fact){.id = h->id,
                       .kind = kind,
                       .doc = d->doc,
                       .published = d->published.value,
                       .evidence = {h->at.start, h->at.stop},
                       .text = h->at.words ? h->at.words : "",
                       .party = {p->party[0], p->party[1]},
                       .origin = (uint32_t)(d->origin ? d->origin : d->id)};
    bool sentence = d->text && h->context_start != PARLEY_NONE && h->context_stop != PARLEY_NONE &&
                    h->context_start <= h->context_stop && h->context_stop <= d->n_text;
    f->context = sentence ? arena_strn(a, d->text + h->context_start, h->context_stop - h->context_start) : f->text;
    return f;
}

/* Imported labels may be any word: what is not known, or was rejected, is not joined. */
static bool joined_at_all(const record_head *h) {
    return !h->verdict || strcmp(h->verdict, "rejected") != 0;
}

static void joined_positions(joined_page *p, parley_arena *a) {
    const record_doc *d = p->d;
    for (uint32_t i = 0; i < d->n_positions; i++) {
        const record_position *x = &d->positions[i];
        int label = join_label(x->stance, name_stance, STANCE_RETREAT + 1);
        const char *object = x->proposal < d->n_proposals ? d->proposals[x->proposal].canon
                             : x->issue < d->n_issues     ? d->issues[x->issue].canon
                                                          : NULL;
        if (!joined_at_all(&x->head) || label < 0 || x->holder >= d->n_actors || !object)
            continue;
        across_fact *f = joined_fact(p, &x->head, ACROSS_POSITION, a);
        f->stance = (stance)label;
        f->date = x->date;
        f->holder = actor_canon(d, x->holder);
        f->holder_side = actor_side(d, x->holder);
        f->object = object;
        f->asserted_by = actor_canon(d, x->asserted_by);
        f->asserted_side = actor_side(d, x->asserted_by);
    }
}

static void joined_events(joined_page *p, parley_arena *a) {
    const record_doc *d = p->d;
    for (uint32_t i = 0; i < d->n_events; i++) {
        const record_event *x = &d->events[i];
        int type = join_label(x->event, name_plover, PLOVER_N),
            status = join_label(x->status, name_status, STATUS_HYPOTHETICAL + 1);
        if (!joined_at_all(&x->head) || type < 0 || status < 0)
            continue;
        across_fact *f = joined_fact(p, &x->head, ACROSS_EVENT, a);
        f->type = (plover)type;
        f->status = (event_status)status;
        f->date = x->date;
        f->time = x->time;
        f->place = x->place;
        f->asserted_by = actor_canon(d, x->asserted_by);
        f->asserted_side = actor_side(d, x->asserted_by);
        f->n_source = x->n_source;
        f->n_target = x->n_target;
        joined_actors(d, x->source, x->n_source, &f->source, &f->source_side, a);
        joined_actors(d, x->target, x->n_target, &f->target, &f->target_side, a);
    }
}

static void joined_figures(joined_page *p, parley_arena *a) {
    const record_doc *d = p->d;
    for (uint32_t i = 0; i < d->n_figures; i++) {
        const record_figure *x = &d->figures[i];
        int label = join_label(x->qualifier, name_qualifier, QUAL_LESS_THAN + 1);
        if (!joined_at_all(&x->head) || label < 0)
            continue;
        across_fact *f = joined_fact(p, &x->head, ACROSS_FIGURE, a);
        f->qualifier = (figure_qualifier)label;
        f->value = x->value;
        f->high = x->high;
        f->unit = x->unit;
        f->measure = x->measure;
        f->subject = x->subject;
        f->date = f->as_of = x->as_of;
        f->according_to = f->asserted_by = actor_canon(d, x->according_to);
        f->asserted_side = actor_side(d, x->according_to);
    }
}

static void joined_outlooks(joined_page *p, parley_arena *a) {
    const record_doc *d = p->d;
    for (uint32_t i = 0; i < d->n_outlooks; i++) {
        const record_outlook *x = &d->outlooks[i];
        if (!joined_at_all(&x->head))
            continue;
        across_fact *f = joined_fact(p, &x->head, ACROSS_OUTLOOK, a);
        f->outlook = x->leaning;
        f->matter = x->about;
        f->asserted_by = actor_canon(d, x->asserted_by);
        f->asserted_side = actor_side(d, x->asserted_by);
    }
}

/* --- filing ------------------------------------------------------------------------------------------------------- */
typedef struct filed_form {
    int64_t fact;
    const void *form;
    size_t n_form;
    bool stands;
} filed_form;

static parley_status filed_forms(parley_record *r, int64_t document_id, filed_form **out, uint32_t *n, parley_arena *a,
                                 parley_error *err) {
    uint32_t cap = 0;
    int row;
    *out = NULL;
    *n = 0;
    sqlite3_stmt *s = record_query(r, SQL_FORMS_OF, "i", document_id);
    while ((row = record_step(r, s, err)) == 1) {
        filed_form *f = &ARENA_PUSH(a, *out, *n, cap);
        *f = (filed_form){.fact = sqlite3_column_int64(s, 0), .n_form = (size_t)sqlite3_column_bytes(s, 1)};
        f->form = arena_copy(a, sqlite3_column_blob(s, 1), f->n_form);
    }
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

static parley_status unfile(parley_record *r, int64_t fact, bool quiet, parley_error *err) {
    if (!quiet)
        TRY(record_run(r, err, SQL_TOUCH_FACT, "i", fact));
    TRY(record_run(r, err, SQL_KEYS_DELETE, "i", fact));
    return record_run(r, err, SQL_FORM_DELETE, "i", fact);
}

static parley_status file_fact(parley_record *r, int64_t document_id, const across_fact *f, const uint64_t *keys, uint32_t n_keys,
                               const parley_buf *form, bool quiet, parley_arena *a, parley_error *err) {
    uint64_t signs[ACROSS_FACT_KEYS];
    int64_t rank = across_fact_rank(f);
    across_fact_signs(r->words, f, keys, n_keys, signs, a);
    TRY(record_run(r, err, SQL_FORM_PUT, "iib", f->id, document_id, form->s, form->n));
    for (uint32_t k = 0; k < n_keys; k++) {
        TRY(record_run(r, err, SQL_KEY_PUT, "iiii", (int64_t)keys[k], rank, f->id, (int64_t)signs[k]));
        if (!quiet)
            TRY(record_run(r, err, SQL_PENDING_KEY, "ii", (int64_t)keys[k], rank));
    }
    return PARLEY_OK;
}

static filed_form *filed_of(filed_form *filed, uint32_t n, int64_t fact) { /* by number */
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (filed[mid].fact == fact)
            return &filed[mid];
        if (filed[mid].fact < fact)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

static parley_status file_all(parley_record *r, int64_t document_id, const joined_page *p, bool quiet, parley_arena *a,
                              parley_error *err) {
    parley_buf *form = &r->form;
    filed_form *filed;
    uint32_t n_filed;
    TRY(filed_forms(r, document_id, &filed, &n_filed, a, err));
    for (uint32_t i = 0; i < p->n; i++) {
        const across_fact *f = &p->items[i];
        filed_form *old = filed_of(filed, n_filed, f->id);
        uint64_t keys[ACROSS_FACT_KEYS];
        uint32_t n_keys = across_fact_keys(f, keys, a);
        if (!n_keys)
            continue;
        buf_reset(form);
        across_fact_save(form, f);
        if (form->nomem)
            return fail_nomem(err);
        if (old && old->n_form == form->n && memcmp(old->form, form->s, form->n) == 0) {
            old->stands = true;
            continue;
        }
        if (old) {
            TRY(unfile(r, f->id, quiet, err));
            old->stands = true; /* anew */
        }
        TRY(file_fact(r, document_id, f, keys, n_keys, form, quiet, a, err));
    }
    for (uint32_t i = 0; i < n_filed; i++)
        if (!filed[i].stands)
            TRY(unfile(r, filed[i].fact, quiet, err));
    return PARLEY_OK;
}

parley_status join_file_facts(parley_record *r, int64_t document_id, bool quiet, parley_arena *a, parley_error *err) {
    record_doc *d;
    TRY(record_load_joined(&d, r, document_id, a, err));
    joined_page p = {.d = d};
    joined_parties(&p, a);
    joined_positions(&p, a);
    joined_events(&p, a);
    joined_figures(&p, a);
    joined_outlooks(&p, a);
    return file_all(r, document_id, &p, quiet, a, err);
}

/* --- what stands under one key ------------------------------------------------------------------------------------ */
static const char *join_kind_name(across_kind k) {
    return k == ACROSS_FIGURE ? "figure" : k == ACROSS_EVENT ? "event" : "position"; /* how the talks go: as positions are */
}

void join_memo_empty(join_memo *m) {
    arena_reset(&m->arena);
    map_init(&m->at, &m->arena);
    m->facts = NULL;
    m->n = m->cap = 0;
}

/* *out is NULL for a fact that is not joined any more. */
static parley_status join_remember(parley_record *r, int64_t id, across_fact **out, join_memo *m, parley_error *err) {
    uint32_t at = map_get(&m->at, (const char *)&id, sizeof id, 0);
    if (!at) {
        across_fact *f = ARENA_NEW(&m->arena, across_fact);
        sqlite3_stmt *s = record_query(r, SQL_FORM_GET, "i", id);
        int row = record_step(r, s, err);
        if (row < 0)
            return (parley_status)row;
        bool known = row == 1 && across_fact_load(f, sqlite3_column_blob(s, 0), (size_t)sqlite3_column_bytes(s, 0), &m->arena);
        if (known) {
            f->id = id;
            f->origin = (uint32_t)sqlite3_column_int64(s, 1);
            f->doc = record_text(&m->arena, s, 2);
        }
        sqlite3_reset(s);
        ARENA_PUSH(&m->arena, m->facts, m->n, m->cap) = known ? f : NULL;
        at = m->n;
        map_set(&m->at, arena_copy(&m->arena, &id, sizeof id), sizeof id, at);
    }
    *out = m->facts[at - 1];
    return PARLEY_OK;
}

/* Facts that no other could tell anything with are not read: most are like that, and reading one takes longer than to compare its
 * sign with 400 others. rank: the highest of what came or went. Of many facts the latest ACROSS_GROUP are compared, and if what
 * came is older than all of those, they stand as they stood. */
parley_status join_key(parley_record *r, int64_t key, int64_t rank, join_memo *memo, parley_arena *a, parley_error *err) {
    int64_t ids[ACROSS_GROUP], least = 0;
    uint64_t signs[ACROSS_GROUP];
    bool wanted[ACROSS_GROUP] = {false};
    uint32_t n_ids = 0, n = 0;
    int row = 0;
    sqlite3_stmt *s =
        record_prepare(r, err, "SELECT fact_id, rank, sign FROM fact_key WHERE key = ?1 ORDER BY rank DESC LIMIT ?2", "ii", key,
                       (int64_t)ACROSS_GROUP);
    while (s && n_ids < ACROSS_GROUP && (row = record_step(r, s, err)) == 1) {
        signs[n_ids] = (uint64_t)sqlite3_column_int64(s, 2);
        ids[n_ids++] = sqlite3_column_int64(s, 0);
        least = sqlite3_column_int64(s, 1);
    }
    record_done(r, s);
    if (!s || row < 0)
        return s ? (parley_status)row : PARLEY_EIO;
    if (n_ids == ACROSS_GROUP && rank < least)
        return PARLEY_OK;
    TRY(record_exec(r, err, "DELETE FROM conflict WHERE join_key = ?1", "i", key));
    TRY(record_exec(r, err, "DELETE FROM change WHERE join_key = ?1", "i", key));
    for (uint32_t i = 0; i < n_ids; i++)
        for (uint32_t k = i + 1; k < n_ids; k++)
            if ((!wanted[i] || !wanted[k]) && across_may_tell(signs[i], signs[k]))
                wanted[i] = wanted[k] = true;
    across_fact *facts = ARENA_ARRAY(a, across_fact, n_ids + 1);
    for (uint32_t i = 0; i < n_ids; i++) {
        across_fact *f;
        if (!wanted[i])
            continue;
        TRY(join_remember(r, ids[i], &f, memo, err));
        if (f)
            facts[n++] = *f;
    }
    if (n < 2)
        return PARLEY_OK;
    across_told told = across_tell(r->words, (uint64_t)key, facts, n, a);
    const across_conflict *conflicts = told.conflicts;
    const across_change *changes = told.changes;
    for (uint32_t i = 0; i < told.n_conflicts; i++) {
        TRY(record_exec(r, err, "INSERT INTO conflict (join_key, kind, about, rule) VALUES (?1, ?2, ?3, ?4)", "isss", key,
                        join_kind_name(conflicts[i].kind), conflicts[i].about, conflicts[i].rule));
        int64_t id = sqlite3_last_insert_rowid(r->db);
        for (uint32_t k = 0; k < conflicts[i].n; k++)
            TRY(record_exec(r, err,
                            "INSERT INTO conflict_side (conflict_id, seq, document_id, fact_id, start, stop) SELECT ?1, ?2, "
                            "document_id, id, start, stop "
                            "FROM fact WHERE id = ?3",
                            "iii", id, (int64_t)k, facts[conflicts[i].between[k]].id));
    }
    for (uint32_t i = 0; i < told.n_changes; i++) {
        const across_fact *before = &facts[changes[i].before], *after = &facts[changes[i].after];
        TRY(record_exec(r, err,
                        "INSERT INTO change (join_key, kind, what, about, before_doc, before_fact, before_start, before_stop, "
                        "before_date, after_doc, "
                        "after_fact, after_start, after_stop, after_date, rule) SELECT ?1, ?2, ?3, ?4, x.document_id, x.id, "
                        "x.start, x.stop, ?5, "
                        "y.document_id, y.id, y.start, y.stop, ?6, ?7 FROM fact x, fact y WHERE x.id = ?8 AND y.id = ?9",
                        "issssssii", key, join_kind_name(changes[i].kind), changes[i].what, changes[i].about,
                        before->date ? before->date : before->published, after->date ? after->date : after->published,
                        changes[i].rule, before->id, after->id));
    }
    return PARLEY_OK;
}
