/* load.c - the tables -> the facts of one page, and what all pages say of an actor, proposal or issue. */
#include "record/record_int.h"

#include <jansson.h>
#include <stdlib.h>

/* Loop over the rows of a query; `row` is negative afterwards when it failed. */
#define EACH_ROW(r, s, err) for (row = 0; (row = record_step((r), (s), (err))) == 1;)

static uint32_t load_u32(sqlite3_stmt *s, int column, uint32_t missing) {
    return sqlite3_column_type(s, column) == SQLITE_NULL ? missing : (uint32_t)sqlite3_column_int64(s, column);
}

/* Number in the tables -> index; the pages' rows are loaded in order of number, so that this is a search by halves. */
static uint32_t load_index(const void *items, size_t size, uint32_t n, int64_t id) {
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int64_t at = *(const int64_t *)(const void *)((const char *)items + mid * size); /* id is the first field */
        if (at == id)
            return mid;
        if (at < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return PARLEY_NONE;
}
#define ACTOR_AT(d, s, column) load_index((d)->actors, sizeof *(d)->actors, (d)->n_actors, sqlite3_column_int64((s), (column)))
#define PROPOSAL_AT(d, s, column)                                                                                                \
    load_index((d)->proposals, sizeof *(d)->proposals, (d)->n_proposals, sqlite3_column_int64((s), (column)))
#define ISSUE_AT(d, s, column) load_index((d)->issues, sizeof *(d)->issues, (d)->n_issues, sqlite3_column_int64((s), (column)))

/* All memory is taken before the list is made: it is jansson's, and would be lost if the arena's memory ended and jumped. A
 * string takes no more bytes than its JSON, and an item three at least ("" and a comma). */
static const char **load_json_list(parley_arena *a, const char *json, uint32_t *n) {
    size_t size = json ? strlen(json) : 0;
    const char **out = ARENA_ARRAY(a, const char *, size / 3 + 1);
    char *text = arena_alloc(a, size + 1);
    json_t *list = json ? json_loads(json, 0, NULL) : NULL;
    *n = 0;
    if (json_is_array(list)) {
        size_t i;
        json_t *v;
        json_array_foreach(list, i, v) {
            if (json_is_string(v)) {
                out[(*n)++] = strcpy(text, json_string_value(v));
                text += strlen(text) + 1;
            }
        }
    }
    json_decref(list);
    return out;
}

static parley_status load_list(parley_record *r, sqlite3_stmt *s, const record_doc *d, bool issues, parley_arena *a,
                               uint32_t **out, uint32_t *n, parley_error *err) {
    uint32_t cap = 0;
    int row;
    *out = NULL;
    *n = 0;
    EACH_ROW(r, s, err) {
        uint32_t i = issues ? ISSUE_AT(d, s, 0) : ACTOR_AT(d, s, 0);
        if (i != PARLEY_NONE)
            ARENA_PUSH(a, *out, *n, cap) = i;
    }
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

/* Terms of a proposal, each with its phase. */
static parley_status load_terms(parley_record *r, const record_doc *d, record_thing *t, parley_arena *a, parley_error *err) {
    uint32_t cap = 0, cap_phase = 0, n = 0;
    int row;
    sqlite3_stmt *s = record_query(r, SQL_LOAD_TERMS, "i", t->id);
    EACH_ROW(r, s, err) {
        uint32_t i = ISSUE_AT(d, s, 0);
        if (i == PARLEY_NONE)
            continue;
        ARENA_PUSH(a, t->terms, t->n_terms, cap) = i;
        ARENA_PUSH(a, t->phase, n, cap_phase) = (uint8_t)sqlite3_column_int64(s, 1);
    }
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

/* How much of a page: its facts; with its text and blocks; what joining asks. */
typedef enum load_part { LOAD_PLAIN, LOAD_TEXT, LOAD_FOR_JOIN } load_part;

static parley_status load_text(parley_record *r, record_doc *d, parley_arena *a, parley_error *err) {
    int row;
    sqlite3_stmt *s = record_query(r, SQL_LOAD_PAGE, "i", d->id);
    EACH_ROW(r, s, err) {
        d->text = record_text(a, s, 0);
        d->n_text = (uint32_t)sqlite3_column_bytes(s, 0);
        d->n_print = (size_t)sqlite3_column_bytes(s, 1);
        if (d->n_print)
            d->print = arena_copy(a, sqlite3_column_blob(s, 1), d->n_print);
    }
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

static parley_status load_page(parley_record *r, record_doc *d, bool with_text, parley_arena *a, parley_error *err) {
    int row;
    sqlite3_stmt *s = record_query(r, SQL_LOAD_FIELD, "i", d->id);
    EACH_ROW(r, s, err) {
        const char *name = (const char *)sqlite3_column_text(s, 0);
        record_field *f = strcmp(name, "title") == 0    ? &d->title
                          : strcmp(name, "outlet") == 0 ? &d->outlet
                          : strcmp(name, "author") == 0 ? &d->author
                          : strcmp(name, "url") == 0    ? &d->url
                                                        : &d->published;
        f->start = load_u32(s, 1, 0);
        f->stop = load_u32(s, 2, 0);
        f->rule = record_text(a, s, 3);
    }
    if (row < 0)
        return (parley_status)row;
    s = record_query(r, SQL_LOAD_TRANSLATION, "i", d->id);
    EACH_ROW(r, s, err)
    d->translation = (record_translation){record_text(a, s, 0), record_text(a, s, 1), record_text(a, s, 2),
                                          load_u32(s, 3, 0),    load_u32(s, 4, 0),    record_text(a, s, 5)};
    if (row < 0)
        return (parley_status)row;
    s = record_query(r, SQL_LOAD_PARTIES, "i", d->id);
    EACH_ROW(r, s, err)
    for (int i = 0; i < 3 && sqlite3_column_bytes(s, i) > 0; i++)
        d->parties[d->n_parties++] = record_text(a, s, i);
    if (row < 0)
        return (parley_status)row;
    uint32_t cap = 0;
    s = record_query(r, SQL_LOAD_BODY, "i", d->id);
    EACH_ROW(r, s, err)
    ARENA_PUSH(a, d->body, d->n_body, cap) = (parley_span){load_u32(s, 0, 0), load_u32(s, 1, 0)};
    if (row < 0 || !with_text)
        return row < 0 ? (parley_status)row : PARLEY_OK;
    TRY(load_text(r, d, a, err));
    cap = 0;
    s = record_query(r, SQL_LOAD_BLOCKS, "i", d->id);
    EACH_ROW(r, s, err)
    ARENA_PUSH(a, d->blocks, d->n_blocks, cap) = (record_block){load_u32(s, 0, 0),
                                                                load_u32(s, 1, 0),
                                                                load_u32(s, 2, 0),
                                                                load_u32(s, 3, 0),
                                                                record_text(a, s, 4),
                                                                record_text(a, s, 5),
                                                                sqlite3_column_int(s, 6) != 0};
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

static parley_status load_actors(parley_record *r, record_doc *d, load_part part, parley_arena *a, parley_error *err) {
    int row;
    uint32_t cap = 0, n_sides = 0, cap_sides = 0, n_heads = 0, cap_heads = 0;
    int64_t *sides = NULL, *heads = NULL;
    sqlite3_stmt *s = record_query(r, SQL_LOAD_ACTORS, "i", d->id);
    EACH_ROW(r, s, err) {
        record_actor x = {.id = sqlite3_column_int64(s, 0),
                          .name = record_text(a, s, 1),
                          .kind = record_text(a, s, 2),
                          .role = record_text(a, s, 3),
                          .title = record_text(a, s, 4),
                          .country = record_text(a, s, 5),
                          .sector = record_text(a, s, 6),
                          .canon = record_text(a, s, 10),
                          .canon_side = record_text(a, s, 11),
                          .side = PARLEY_NONE,
                          .head = PARLEY_NONE};
        x.at = (record_span){load_u32(s, 7, 0), load_u32(s, 8, 0), PARLEY_NONE, PARLEY_NONE, NULL};
        ARENA_PUSH(a, sides, n_sides, cap_sides) = sqlite3_column_int64(s, 9);
        ARENA_PUSH(a, heads, n_heads, cap_heads) = sqlite3_column_int64(s, 12);
        ARENA_PUSH(a, d->actors, d->n_actors, cap) = x;
    }
    if (row < 0)
        return (parley_status)row;
    for (uint32_t i = 0; i < d->n_actors; i++) {
        record_actor *x = &d->actors[i];
        if (sides[i])
            x->side = load_index(d->actors, sizeof *d->actors, d->n_actors, sides[i]);
        if (heads[i])
            x->head = load_index(d->actors, sizeof *d->actors, d->n_actors, heads[i]);
        if (part == LOAD_FOR_JOIN)
            continue;
        cap = 0;
        s = record_query(r, SQL_LOAD_ALIASES, "i", x->id);
        uint32_t cap_judging = 0;
        EACH_ROW(r, s, err) {
            const char *alias = record_text(a, s, 0);
            ARENA_PUSH(a, x->aliases, x->n_aliases, cap) = alias;
            if (sqlite3_column_int64(s, 1))
                ARENA_PUSH(a, x->judging, x->n_judging, cap_judging) = alias;
        }
        if (row < 0)
            return (parley_status)row;
        TRY(load_list(r, record_query(r, SQL_LOAD_MEMBERS, "i", x->id), d, false, a, &x->members, &x->n_members, err));
    }
    return PARLEY_OK;
}

static parley_status load_things(parley_record *r, record_doc *d, load_part part, parley_arena *a, parley_error *err) {
    int row;
    uint32_t cap = 0;
    sqlite3_stmt *s = record_query(r, SQL_LOAD_ISSUES, "i", d->id);
    EACH_ROW(r, s, err) {
        record_thing *t = &ARENA_PUSH(a, d->issues, d->n_issues, cap);
        *t = (record_thing){.id = sqlite3_column_int64(s, 0),
                            .name = record_text(a, s, 1),
                            .canon = record_text(a, s, 5),
                            .minor = sqlite3_column_int64(s, 6) != 0,
                            .identity = sqlite3_column_int64(s, 7),
                            .carrier = PARLEY_NONE,
                            .answers = PARLEY_NONE,
                            .at = {load_u32(s, 3, 0), load_u32(s, 4, 0), PARLEY_NONE, PARLEY_NONE, NULL}};
        if (part != LOAD_FOR_JOIN)
            t->aliases = load_json_list(a, (const char *)sqlite3_column_text(s, 2), &t->n_aliases);
    }
    if (row < 0)
        return (parley_status)row;
    cap = 0;
    int64_t *answers = NULL;
    uint32_t n_answers = 0, cap_answers = 0;
    s = record_query(r, SQL_LOAD_PROPOSALS, "i", d->id);
    EACH_ROW(r, s, err) {
        record_thing *t = &ARENA_PUSH(a, d->proposals, d->n_proposals, cap);
        *t = (record_thing){.id = sqlite3_column_int64(s, 0),
                            .name = record_text(a, s, 1),
                            .canon = record_text(a, s, 10),
                            .date = record_text(a, s, 5),
                            .date_text = record_text(a, s, 6),
                            .version = record_text(a, s, 9),
                            .carrier = ACTOR_AT(d, s, 7),
                            .n_phases = (uint8_t)sqlite3_column_int64(s, 11),
                            .identity = sqlite3_column_int64(s, 12),
                            .answers = PARLEY_NONE,
                            .at = {load_u32(s, 3, 0), load_u32(s, 4, 0), PARLEY_NONE, PARLEY_NONE, NULL}};
        if (part != LOAD_FOR_JOIN)
            t->aliases = load_json_list(a, (const char *)sqlite3_column_text(s, 2), &t->n_aliases);
        ARENA_PUSH(a, answers, n_answers, cap_answers) = sqlite3_column_int64(s, 8);
    }
    if (row < 0)
        return (parley_status)row;
    for (uint32_t i = 0; part != LOAD_FOR_JOIN && i < d->n_proposals; i++) {
        record_thing *t = &d->proposals[i];
        if (answers[i])
            t->answers = load_index(d->proposals, sizeof *d->proposals, d->n_proposals, answers[i]);
        TRY(load_list(r, record_query(r, SQL_LOAD_AUTHORS, "i", t->id), d, false, a, &t->author, &t->n_author, err));
        TRY(load_terms(r, d, t, a, err));
    }
    return PARLEY_OK;
}

/* One row of the fact's own table; 1 or a status. */
static int load_own(parley_record *r, sqlite3_stmt *s, parley_error *err) {
    int row = record_step(r, s, err);
    return row == 0 ? fail(err, PARLEY_EFORMAT, -1, "%s: a fact without its row", record_path(r)) : row;
}

static parley_status load_fact(parley_record *r, record_doc *d, const record_head *h, const char *kind, uint32_t caps[6],
                               parley_arena *a, parley_error *err) {
    sqlite3_stmt *s;
    int row;
    if (strcmp(kind, "statement") == 0) {
        record_statement *f = &ARENA_PUSH(a, d->statements, d->n_statements, caps[0]);
        s = record_query(r, SQL_LOAD_STATEMENT, "i", h->id);
        if ((row = load_own(r, s, err)) < 0)
            return (parley_status)row;
        *f = (record_statement){.head = *h, .mode = record_text(a, s, 0), .speaker = ACTOR_AT(d, s, 1)};
        f->cue = (record_span){load_u32(s, 2, 0), load_u32(s, 3, 0), PARLEY_NONE, PARLEY_NONE, record_text(a, s, 4)};
        sqlite3_reset(s);
        uint32_t cap = 0;
        s = record_query(r, SQL_LOAD_CONTENT, "i", h->id);
        EACH_ROW(r, s, err)
        ARENA_PUSH(a, f->content, f->n_content, cap) =
            (record_span){load_u32(s, 0, 0), load_u32(s, 1, 0), load_u32(s, 2, PARLEY_NONE), load_u32(s, 3, PARLEY_NONE), NULL};
        if (row < 0)
            return (parley_status)row;
        return load_list(r, record_query(r, SQL_LOAD_CHAIN, "i", h->id), d, false, a, &f->chain, &f->n_chain, err);
    }
    if (strcmp(kind, "event") == 0) {
        record_event *f = &ARENA_PUSH(a, d->events, d->n_events, caps[1]);
        s = record_query(r, SQL_LOAD_EVENT, "i", h->id);
        if ((row = load_own(r, s, err)) < 0)
            return (parley_status)row;
        *f = (record_event){.head = *h,
                            .event = record_text(a, s, 0),
                            .mode = record_text(a, s, 1),
                            .status = record_text(a, s, 2),
                            .date = record_text(a, s, 3),
                            .time = record_text(a, s, 4),
                            .place = record_text(a, s, 5),
                            .asserted_by = ACTOR_AT(d, s, 6),
                            .round = (uint8_t)sqlite3_column_int64(s, 7),
                            .turn = (uint8_t)sqlite3_column_int64(s, 8)};
        sqlite3_reset(s);
        TRY(load_list(r, record_query(r, SQL_LOAD_EVENT_ACTORS, "is", h->id, "source"), d, false, a, &f->source, &f->n_source,
                      err));
        return load_list(r, record_query(r, SQL_LOAD_EVENT_ACTORS, "is", h->id, "target"), d, false, a, &f->target, &f->n_target,
                         err);
    }
    if (strcmp(kind, "position") == 0) {
        record_position *f = &ARENA_PUSH(a, d->positions, d->n_positions, caps[2]);
        s = record_query(r, SQL_LOAD_POSITION, "i", h->id);
        if ((row = load_own(r, s, err)) < 0)
            return (parley_status)row;
        *f = (record_position){.head = *h,
                               .holder = ACTOR_AT(d, s, 0),
                               .stance = record_text(a, s, 1),
                               .proposal = PROPOSAL_AT(d, s, 2),
                               .issue = ISSUE_AT(d, s, 3),
                               .asserted_by = ACTOR_AT(d, s, 4),
                               .date = record_text(a, s, 5),
                               .nuance = record_text(a, s, 6)};
    } else if (strcmp(kind, "figure") == 0) {
        record_figure *f = &ARENA_PUSH(a, d->figures, d->n_figures, caps[3]);
        s = record_query(r, SQL_LOAD_FIGURE, "i", h->id);
        if ((row = load_own(r, s, err)) < 0)
            return (parley_status)row;
        *f = (record_figure){.head = *h,
                             .value = sqlite3_column_double(s, 0),
                             .high = sqlite3_column_double(s, 1),
                             .qualifier = record_text(a, s, 2),
                             .unit = record_text(a, s, 3),
                             .measure = record_text(a, s, 4),
                             .subject = record_text(a, s, 5),
                             .according_to = ACTOR_AT(d, s, 6),
                             .as_of = record_text(a, s, 7)};
    } else if (strcmp(kind, "outlook") == 0) {
        record_outlook *f = &ARENA_PUSH(a, d->outlooks, d->n_outlooks, caps[5]);
        s = record_query(r, SQL_LOAD_OUTLOOK, "i", h->id);
        if ((row = load_own(r, s, err)) < 0)
            return (parley_status)row;
        *f = (record_outlook){
            .head = *h, .about = record_text(a, s, 0), .leaning = sqlite3_column_int(s, 1), .asserted_by = ACTOR_AT(d, s, 2)};
    } else {
        record_time *f = &ARENA_PUSH(a, d->times, d->n_times, caps[4]);
        s = record_query(r, SQL_LOAD_TIME, "i", h->id);
        if ((row = load_own(r, s, err)) < 0)
            return (parley_status)row;
        *f = (record_time){.head = *h,
                           .kind = record_text(a, s, 0),
                           .value = record_text(a, s, 1),
                           .date = record_text(a, s, 2),
                           .precision = record_text(a, s, 3)};
    }
    sqlite3_reset(s);
    return PARLEY_OK;
}

static parley_status load_doc(record_doc **out, parley_record *r, int64_t id, load_part part, parley_arena *a,
                              parley_error *err) {
    *out = NULL;
    record_doc *d = ARENA_NEW(a, record_doc);
    d->id = id;
    sqlite3_stmt *s = record_query(r, SQL_LOAD_DOC, "i", id);
    int row = record_step(r, s, err);
    if (row < 0)
        return (parley_status)row;
    if (row == 0)
        return fail(err, PARLEY_ENOTFOUND, -1, "%s: no document %lld", record_path(r), (long long)id);
    d->doc = record_text(a, s, 0);
    d->path = record_text(a, s, 1);
    d->member_offset = (uint64_t)sqlite3_column_int64(s, 2);
    d->format = record_text(a, s, 3);
    d->encoding = record_text(a, s, 4);
    d->lang = record_text(a, s, 5);
    d->digest = record_text(a, s, 6);
    d->n_bytes = (uint64_t)sqlite3_column_int64(s, 7);
    d->title.value = record_text(a, s, 8);
    d->outlet.value = record_text(a, s, 9);
    d->author.value = record_text(a, s, 10);
    d->published.value = record_text(a, s, 11);
    d->url.value = record_text(a, s, 12);
    d->model = record_text(a, s, 13);
    d->origin = sqlite3_column_int64(s, 14);
    sqlite3_reset(s);
    TRY(part == LOAD_FOR_JOIN ? load_text(r, d, a, err) : load_page(r, d, part == LOAD_TEXT, a, err));
    TRY(load_actors(r, d, part, a, err));
    TRY(load_things(r, d, part, a, err));
    uint32_t caps[6] = {0};
    s = record_query(r, part == LOAD_FOR_JOIN ? SQL_LOAD_JOINED : SQL_LOAD_FACTS, "i", id);
    while ((row = record_step(r, s, err)) == 1) {
        record_head h = {.id = sqlite3_column_int64(s, 0),
                         .stage = record_text(a, s, 7),
                         .rule = record_text(a, s, 8),
                         .verdict = record_text(a, s, 10)};
        h.at = (record_span){load_u32(s, 2, 0), load_u32(s, 3, 0), load_u32(s, 4, PARLEY_NONE), load_u32(s, 5, PARLEY_NONE),
                             record_text(a, s, 6)};
        h.context_start = load_u32(s, 11, PARLEY_NONE);
        h.context_stop = load_u32(s, 12, PARLEY_NONE);
        h.confidence = sqlite3_column_type(s, 9) == SQLITE_NULL ? -1 : sqlite3_column_double(s, 9);
        parley_status rc = load_fact(r, d, &h, (const char *)sqlite3_column_text(s, 1), caps, a, err);
        if (rc < 0) {
            sqlite3_reset(s);
            return rc;
        }
    }
    if (row < 0)
        return (parley_status)row;
    *out = d;
    return PARLEY_OK;
}

parley_status record_load(record_doc **out, parley_record *r, int64_t id, bool with_text, parley_arena *a, parley_error *err) {
    return load_doc(out, r, id, with_text ? LOAD_TEXT : LOAD_PLAIN, a, err);
}

parley_status record_load_joined(record_doc **out, parley_record *r, int64_t id, parley_arena *a, parley_error *err) {
    return load_doc(out, r, id, LOAD_FOR_JOIN, a, err);
}

parley_status record_list(parley_record *r, int64_t **ids, uint32_t *n, parley_arena *a, parley_error *err) {
    uint32_t cap = 0;
    int row;
    *ids = NULL;
    *n = 0;
    sqlite3_stmt *s = record_prepare(r, err, "SELECT id FROM document ORDER BY doc", "");
    if (!s)
        return PARLEY_EIO;
    EACH_ROW(r, s, err)
    ARENA_PUSH(a, *ids, *n, cap) = sqlite3_column_int64(s, 0);
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

/* --- identities ------------------------------------------------------------------------------------------------------------- */
static int load_by_bytes(const void *x, const void *y) {
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Sort, drop doubles and name itself. */
static void load_tidy(const char **items, uint32_t *n, const char *name) {
    if (*n == 0)
        return;
    qsort(items, *n, sizeof *items, load_by_bytes);
    uint32_t k = 0;
    for (uint32_t i = 0; i < *n; i++)
        if (*items[i] && strcmp(items[i], name) != 0 && (k == 0 || strcmp(items[i], items[k - 1]) != 0))
            items[k++] = items[i];
    *n = k;
}

/* sql gives (identity id, string) rows in any order; the strings go to the lists at `list`, `count` inside each identity. */
static parley_status load_strings(parley_record *r, const char *sql, const char *sort, record_identity *items,
                                  const parley_map *by_id, size_t list, size_t count, bool json, parley_arena *a,
                                  parley_error *err) {
    sqlite3_stmt *s = record_prepare(r, err, sql, sort ? "s" : "", sort);
    int row;
    if (!s)
        return PARLEY_EIO;
    uint32_t *caps = ARENA_ARRAY(a, uint32_t, by_id->n + 1);
    for (uint32_t i = 0; i < by_id->n; i++)
        caps[i] = *(uint32_t *)(void *)((char *)&items[i] + count); /* an earlier call may have filled some */
    EACH_ROW(r, s, err) {
        int64_t id = sqlite3_column_int64(s, 0);
        uint32_t at = map_get(by_id, (const char *)&id, sizeof id, PARLEY_NONE);
        if (at == PARLEY_NONE || sqlite3_column_type(s, 1) == SQLITE_NULL)
            continue;
        const char ***strings = (const char ***)(void *)((char *)&items[at] + list);
        uint32_t *n = (uint32_t *)(void *)((char *)&items[at] + count);
        if (json) {
            uint32_t n_more;
            const char **more = load_json_list(a, (const char *)sqlite3_column_text(s, 1), &n_more);
            for (uint32_t i = 0; i < n_more; i++)
                ARENA_PUSH(a, *strings, *n, caps[at]) = more[i];
        } else {
            ARENA_PUSH(a, *strings, *n, caps[at]) = record_text(a, s, 1);
        }
    }
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

/* One text of each identity; of several the first in byte order: any fixed choice will do. */
static parley_status load_single(parley_record *r, const char *sql, record_identity *items, const parley_map *by_id,
                                 size_t at_field, parley_arena *a, parley_error *err) {
    int row;
    sqlite3_stmt *s = record_prepare(r, err, sql, "");
    if (!s)
        return PARLEY_EIO;
    EACH_ROW(r, s, err) {
        int64_t id = sqlite3_column_int64(s, 0);
        uint32_t at = map_get(by_id, (const char *)&id, sizeof id, PARLEY_NONE);
        const char *text = record_text(a, s, 1);
        if (at == PARLEY_NONE || !text)
            continue;
        const char **slot = (const char **)(void *)((char *)&items[at] + at_field);
        if (!*slot || strcmp(text, *slot) < 0)
            *slot = text;
    }
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

/* Terms come with their talks and their phase behind separators, "a pay freeze\x1fX\x1fY\x1f2": each phase of a term stays a
 * term; where one is known, what says none adds nothing. */
static void split_phases(record_identity *x, parley_arena *a) {
    uint32_t n = 0;
    x->phase = ARENA_ARRAY(a, uint8_t, x->n_terms);
    x->term_talks = arena_alloc(a, sizeof *x->term_talks * (x->n_terms + 1));
    for (uint32_t i = 0; i < x->n_terms; i++) {
        char *part[4] = {arena_str(a, x->terms[i]), NULL, NULL, NULL};
        for (int k = 1; k < 4 && part[k - 1]; k++)
            if ((part[k] = strchr(part[k - 1], 31)))
                *part[k]++ = '\0';
        uint8_t phase = part[3] ? (uint8_t)atoi(part[3]) : 0;
        bool own =
            !part[1] || !*part[1] || (x->talks[0] && strcmp(x->talks[0], part[1]) == 0 && strcmp(x->talks[1], part[2]) == 0);
        if (n && x->phase[n - 1] == 0 && strcmp(x->terms[n - 1], part[0]) == 0 &&
            (own ? !x->term_talks[n - 1][0] : x->term_talks[n - 1][0] && strcmp(x->term_talks[n - 1][0], part[1]) == 0))
            n--;
        x->phase[n] = phase;
        x->term_talks[n][0] = own ? NULL : part[1];
        x->term_talks[n][1] = own ? NULL : part[2];
        x->terms[n++] = part[0];
    }
    x->n_terms = n;
}

/* How many phases each proposal has: the most that a page says. */
static parley_status load_phases(parley_record *r, record_identity *items, const parley_map *by_id, parley_error *err) {
    int row;
    sqlite3_stmt *s = record_prepare(r, err,
                                     "SELECT coalesce(i.canon_id, i.id), max(p.phases) FROM proposal p JOIN identity i ON i.id = "
                                     "p.identity_id WHERE p.phases IS NOT NULL GROUP BY 1",
                                     "");
    if (!s)
        return PARLEY_EIO;
    EACH_ROW(r, s, err) {
        int64_t id = sqlite3_column_int64(s, 0);
        uint32_t at = map_get(by_id, (const char *)&id, sizeof id, PARLEY_NONE);
        if (at != PARLEY_NONE)
            items[at].n_phases = (uint8_t)sqlite3_column_int64(s, 1);
    }
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

parley_status record_identities(record_identity **out, uint32_t *n, parley_record *r, const char *sort, parley_arena *a,
                                parley_error *err) {
    uint32_t cap = 0;
    int row;
    *out = NULL;
    *n = 0;
    sqlite3_stmt *s = record_prepare(
        r, err,
        "SELECT identity.id, name, kind, role, side, title, country, sector, date, identity.n_docs, author, verdict, sort = "
        "'issue' "
        "AND NOT EXISTS (SELECT 1 FROM issue p WHERE p.identity_id = identity.id AND p.minor = 0) AND NOT EXISTS (SELECT 1 "
        "FROM identity j JOIN issue p ON p.identity_id = j.id WHERE j.canon_id = identity.id AND p.minor = 0), k.x, "
        "k.y FROM identity LEFT JOIN talks k ON k.id = identity.talks_id WHERE sort = ?1 AND coalesce(canon_id, identity.id) = "
        "identity.id ORDER BY name, k.x, k.y, identity.id",
        "s", sort);
    if (!s)
        return PARLEY_EIO;
    const char **authors = NULL;
    uint32_t n_set = 0, cap_set = 0;
    EACH_ROW(r, s, err) {
        ARENA_PUSH(a, authors, n_set, cap_set) = record_text(a, s, 10);
        ARENA_PUSH(a, *out, *n, cap) = (record_identity){.id = sqlite3_column_int64(s, 0),
                                                         .name = record_text(a, s, 1),
                                                         .kind = record_text(a, s, 2),
                                                         .role = record_text(a, s, 3),
                                                         .side = record_text(a, s, 4),
                                                         .title = record_text(a, s, 5),
                                                         .country = record_text(a, s, 6),
                                                         .sector = record_text(a, s, 7),
                                                         .date = record_text(a, s, 8),
                                                         .n_docs = (uint32_t)sqlite3_column_int64(s, 9),
                                                         .verdict = record_text(a, s, 11),
                                                         .minor = sqlite3_column_int64(s, 12) != 0,
                                                         .talks = {record_text(a, s, 13), record_text(a, s, 14)}};
    }
    record_done(r, s);
    if (row < 0)
        return (parley_status)row;
    parley_map by_id;
    map_init(&by_id, a);
    for (uint32_t i = 0; i < *n; i++)
        map_set(&by_id, (const char *)&(*out)[i].id, sizeof(*out)[i].id, i);
    size_t list = offsetof(record_identity, aliases), count = offsetof(record_identity, n_aliases);
    if (strcmp(sort, "actor") == 0) {
        TRY(load_strings(
            r,
            "SELECT DISTINCT coalesce(i.canon_id, i.id), x.alias FROM alias x JOIN actor p ON p.id = x.actor_id "
            "JOIN identity i ON i.id = p.identity_id UNION SELECT DISTINCT coalesce(i.canon_id, i.id), p.name FROM actor p "
            "JOIN identity i ON i.id = p.identity_id",
            NULL, *out, &by_id, list, count, false, a, err));
        TRY(load_strings(r,
                         "SELECT DISTINCT coalesce(i.canon_id, i.id), x.alias FROM alias x JOIN actor p ON p.id = x.actor_id "
                         "JOIN identity i ON i.id = p.identity_id WHERE x.judging = 1",
                         NULL, *out, &by_id, offsetof(record_identity, judging), offsetof(record_identity, n_judging), false, a,
                         err));
        TRY(load_strings(r,
                         "SELECT DISTINCT coalesce(i.canon_id, i.id), n.name FROM member x JOIN actor p ON p.id = x.group_id "
                         "JOIN identity i ON i.id = p.identity_id JOIN actor_name n ON n.id = x.actor_id",
                         NULL, *out, &by_id, offsetof(record_identity, members), offsetof(record_identity, n_members), false, a,
                         err));
        TRY(load_single(r,
                        "SELECT DISTINCT coalesce(i.canon_id, i.id), n.name FROM actor p JOIN identity i ON i.id = p.identity_id "
                        "JOIN actor_name n ON n.id = p.head_id",
                        *out, &by_id, offsetof(record_identity, head), a, err));
    } else if (strcmp(sort, "proposal") == 0) {
        TRY(load_strings(
            r, "SELECT DISTINCT coalesce(i.canon_id, i.id), p.aliases FROM proposal p JOIN identity i ON i.id = p.identity_id",
            NULL, *out, &by_id, list, count, true, a, err));
        TRY(load_strings(
            r, "SELECT DISTINCT coalesce(i.canon_id, i.id), p.name FROM proposal p JOIN identity i ON i.id = p.identity_id", NULL,
            *out, &by_id, list, count, false, a, err));
        TRY(load_strings(
            r,
            "SELECT DISTINCT coalesce(i.canon_id, i.id), n.name FROM proposal p JOIN identity i ON i.id = p.identity_id "
            "JOIN proposal_author x ON x.proposal_id = p.id JOIN actor_name n ON n.id = x.actor_id",
            NULL, *out, &by_id, offsetof(record_identity, authors), offsetof(record_identity, n_authors), false, a, err));
        TRY(load_strings(
            r,
            "SELECT DISTINCT coalesce(i.canon_id, i.id), n.name || char(31) || coalesce(k.x || char(31) || k.y, char(31)) || "
            "char(31) || coalesce(x.phase, '') FROM proposal p JOIN identity i ON i.id = p.identity_id JOIN proposal_term x ON "
            "x.proposal_id = p.id JOIN issue_name n ON n.id = x.issue_id JOIN identity n_i ON n_i.id = n.identity_id LEFT JOIN "
            "talks k ON k.id = n_i.talks_id",
            NULL, *out, &by_id, offsetof(record_identity, terms), offsetof(record_identity, n_terms), false, a, err));
        TRY(load_phases(r, *out, &by_id, err));
        static const struct {
            const char *sql;
            size_t at;
        } single[] = {
            {"SELECT DISTINCT coalesce(i.canon_id, i.id), n.name FROM proposal p JOIN identity i ON i.id = p.identity_id "
             "JOIN actor_name n ON n.id = p.carrier_id",
             offsetof(record_identity, carrier)},
            {"SELECT DISTINCT coalesce(i.canon_id, i.id), n.name FROM proposal p JOIN identity i ON i.id = p.identity_id "
             "JOIN proposal_name n ON n.id = p.answers_id",
             offsetof(record_identity, answers)},
            {"SELECT DISTINCT coalesce(i.canon_id, i.id), p.version FROM proposal p JOIN identity i ON i.id = p.identity_id",
             offsetof(record_identity, version)},
            {"SELECT DISTINCT coalesce(i.canon_id, i.id), p.date_text FROM proposal p JOIN identity i ON i.id = p.identity_id",
             offsetof(record_identity, date_text)},
        };
        for (size_t k = 0; k < COUNT_OF(single); k++)
            TRY(load_single(r, single[k].sql, *out, &by_id, single[k].at, a, err));
    } else {
        TRY(load_strings(
            r, "SELECT DISTINCT coalesce(i.canon_id, i.id), p.aliases FROM issue p JOIN identity i ON i.id = p.identity_id", NULL,
            *out, &by_id, list, count, true, a, err));
        TRY(load_strings(
            r, "SELECT DISTINCT coalesce(i.canon_id, i.id), p.name FROM issue p JOIN identity i ON i.id = p.identity_id", NULL,
            *out, &by_id, list, count, false, a, err));
    }
    for (uint32_t i = 0; i < *n; i++) {
        record_identity *x = &(*out)[i];
        if (authors[i]) { /* as a person set them, "; " between */
            uint32_t cap_authors = 0;
            x->authors = NULL;
            x->n_authors = 0;
            for (const char *name = authors[i]; *name;) {
                size_t len = strcspn(name, ";");
                if (len)
                    ARENA_PUSH(a, x->authors, x->n_authors, cap_authors) = arena_strn(a, name, len);
                name += len + (name[len] == ';');
                name += strspn(name, " ");
            }
        }
        load_tidy(x->aliases, &x->n_aliases, x->name);
        load_tidy(x->members, &x->n_members, x->name);
        load_tidy(x->judging, &x->n_judging, "");
        load_tidy(x->authors, &x->n_authors, "");
        load_tidy(x->terms, &x->n_terms, "");
        split_phases(x, a);
    }
    return PARLEY_OK;
}
