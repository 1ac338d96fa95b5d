/* correct.c - what a person said about the record: an overlay keyed by page, bytes and kind.
 *
 * A correction is a row that is never changed; its effect is on the facts: a verdict, a field, a fact added, a merge of names.
 * When a page is read anew its facts are new rows, and the page's corrections are applied to them again, in order. The fact that
 * is meant is found by kind and bytes; of several at one place, by `which` (what the fact said when it was corrected); if that is
 * not there any more and only one fact stands at the place, it is that one. A correction that finds nothing is kept, and told as
 * not applied. */
#include "record/record_int.h"

#include <math.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* --- finding facts ------------------------------------------------------------------------------------------------ */
static parley_status correct_ids(parley_record *r, sqlite3_stmt *s, int64_t **ids, uint32_t *n, parley_arena *a,
                                 parley_error *err) {
    uint32_t cap = 0;
    int row;
    *ids = NULL;
    *n = 0;
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1)
        ARENA_PUSH(a, *ids, *n, cap) = sqlite3_column_int64(s, 0);
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

parley_status record_facts_at(parley_record *r, const char *place, const char *kind, int64_t **ids, uint32_t *n, parley_arena *a,
                              parley_error *err) {
    char *end;
    const char *number = *place == '#' ? place + 1 : place;
    long long id = strtoll(number, &end, 10);
    if (*number && !*end) {
        TRY(correct_ids(
            r, record_prepare(r, err, "SELECT id FROM fact WHERE id = ?1 AND (?2 IS NULL OR kind = ?2)", "is", (int64_t)id, kind),
            ids, n, a, err));
        return *n ? PARLEY_OK : fail(err, PARLEY_ENOTFOUND, -1, "%s: no fact %s", r->path, place);
    }
    const char *colon = strrchr(place, ':');
    if (!colon || !colon[1])
        return fail(err, PARLEY_ENOTFOUND, -1, "'%s' is neither a fact's number nor DOC:START", place);
    long long start = strtoll(colon + 1, &end, 10), stop = -1;
    if (*end == '-')
        stop = strtoll(end + 1, &end, 10);
    if (*end)
        return fail(err, PARLEY_ENOTFOUND, -1, "'%s' is neither a fact's number nor DOC:START", place);
    const char *doc = arena_strn(a, place, (size_t)(colon - place));
    TRY(correct_ids(r,
                    record_prepare(r, err,
                                   "SELECT f.id FROM fact f JOIN document d ON d.id = f.document_id WHERE d.doc = ?1 AND f.start "
                                   "= ?2 AND (?3 < 0 OR f.stop = ?3) "
                                   "AND (?4 IS NULL OR f.kind = ?4) ORDER BY f.id",
                                   "siis", doc, (int64_t)start, (int64_t)stop, kind),
                    ids, n, a, err));
    return *n ? PARLEY_OK : fail(err, PARLEY_ENOTFOUND, -1, "%s: no fact starts at byte %lld of '%s'", r->path, start, doc);
}

/* What tells a fact from others at its place, by what it says. */
static parley_status correct_which(parley_record *r, int64_t id, const char **kind, const char **which, parley_arena *a,
                                   parley_error *err) {
    *which = NULL;
    sqlite3_stmt *s =
        record_prepare(r, err,
                       "SELECT f.kind, CASE f.kind WHEN 'statement' THEN (SELECT coalesce(n.name, '') FROM statement x LEFT JOIN "
                       "actor n_a ON n_a.id = x.speaker_id LEFT JOIN identity n_i ON n_i.id = n_a.identity_id LEFT JOIN identity "
                       "n ON n.id = coalesce(n_i.canon_id, n_i.id) WHERE "
                       "x.fact_id = f.id) WHEN 'event' THEN (SELECT event FROM event WHERE fact_id = f.id) WHEN 'position' THEN "
                       "(SELECT x.stance || '|' || coalesce(p.name, i.name, "
                       "'') FROM position x LEFT JOIN proposal p_a ON p_a.id = x.proposal_id LEFT JOIN identity p_i ON p_i.id = "
                       "p_a.identity_id LEFT JOIN identity p ON p.id = coalesce(p_i.canon_id, p_i.id) LEFT JOIN issue i_a ON "
                       "i_a.id = x.issue_id LEFT JOIN identity i_i ON i_i.id = i_a.identity_id LEFT JOIN identity i ON i.id = "
                       "coalesce(i_i.canon_id, i_i.id) WHERE x.fact_id = f.id) WHEN 'figure' THEN "
                       "(SELECT x.value || '|' || coalesce(x.measure, '') FROM figure x WHERE x.fact_id = f.id) ELSE (SELECT "
                       "coalesce(value, '') FROM time WHERE fact_id = f.id) END "
                       "FROM fact f WHERE f.id = ?1",
                       "i", id);
    if (!s)
        return PARLEY_EIO;
    int row = record_step(r, s, err);
    if (row == 1) {
        *kind = record_text(a, s, 0);
        *which = record_text(a, s, 1);
    }
    record_done(r, s);
    return row < 0 ? (parley_status)row
           : row   ? PARLEY_OK
                   : fail(err, PARLEY_ENOTFOUND, -1, "%s: no fact %lld", r->path, (long long)id);
}

/* --- setting a field ---------------------------------------------------------------------------------------------- */
typedef enum set_how { SET_TEXT, SET_LABEL, SET_NUMBER, SET_ACTOR, SET_ACTORS, SET_OBJECT, SET_NAME } set_how;
static const char *const kinds[] = {"person", "organisation", "state", "body", "outlet", "group", "unnamed", NULL};
static const char *const roles[] = {"party", "mediator", "other", NULL};
static const char *const modes[] = {"direct", "indirect", "mixed", NULL};
static const char *const statuses[] = {"happened", "denied", "planned", "hypothetical", NULL};
static const char *const types[] = {"AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
                                    "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
                                    "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT", NULL};
static const char *const stances[] = {"accept", "reject", "demand", "offer", "support", "oppose", "retreat", NULL};
static const char *const qualifiers[] = {"exact", "about", "more_than", "at_least", "at_most", "less_than", NULL};

static const struct set_field {
    const char *kind, *field, *column;
    set_how how;
    const char *const *labels;
} set_fields[] = {
    {"statement", "speaker", "speaker_id", SET_ACTOR, NULL},
    {"statement", "mode", "mode", SET_LABEL, modes},
    {"statement", "chain", "chain", SET_ACTORS, NULL},
    {"event", "event", "event", SET_LABEL, types},
    {"event", "status", "status", SET_LABEL, statuses},
    {"event", "date", "date", SET_TEXT, NULL},
    {"event", "place", "place", SET_TEXT, NULL},
    {"event", "source", "source", SET_ACTORS, NULL},
    {"event", "target", "target", SET_ACTORS, NULL},
    {"event", "asserted_by", "asserted_id", SET_ACTOR, NULL},
    {"position", "holder", "holder_id", SET_ACTOR, NULL},
    {"position", "stance", "stance", SET_LABEL, stances},
    {"position", "object", "object", SET_OBJECT, NULL},
    {"position", "asserted_by", "asserted_id", SET_ACTOR, NULL},
    {"position", "date", "date", SET_TEXT, NULL},
    {"position", "nuance", "nuance", SET_TEXT, NULL},
    {"figure", "value", "value", SET_NUMBER, NULL},
    {"figure", "qualifier", "qualifier", SET_LABEL, qualifiers},
    {"figure", "unit", "unit", SET_TEXT, NULL},
    {"figure", "measure", "measure", SET_TEXT, NULL},
    {"figure", "subject", "subject", SET_TEXT, NULL},
    {"figure", "according_to", "according_id", SET_ACTOR, NULL},
    {"figure", "as_of", "as_of", SET_TEXT, NULL},
    /* Of all pages' names: columns of identity, set when names are joined (join.c). */
    {"actor", "name", "name", SET_NAME, NULL},
    {"actor", "kind", "kind", SET_LABEL, kinds},
    {"actor", "role", "role", SET_LABEL, roles},
    {"actor", "side", "side", SET_TEXT, NULL},
    {"actor", "title", "title", SET_TEXT, NULL},
    {"actor", "country", "country", SET_TEXT, NULL},
    {"actor", "sector", "sector", SET_TEXT, NULL},
    {"proposal", "name", "name", SET_NAME, NULL},
    {"proposal", "date", "date", SET_TEXT, NULL},
    {"proposal", "author", "author", SET_TEXT, NULL},
    {"issue", "name", "name", SET_NAME, NULL},
    {"time", "value", "value", SET_TEXT, NULL},
    {"time", "date", "date", SET_TEXT, NULL},
};

/* The page's actor of that name, made if need be; 0 for an empty name. */
static parley_status set_actor(parley_record *r, int64_t *out, int64_t document_id, const char *name, parley_arena *a,
                               parley_error *err) {
    int64_t identity;
    *out = 0;
    if (!*name)
        return PARLEY_OK;
    TRY(record_identify(r, &identity, "actor", name, 0, a, err));
    *out = record_int(r,
                      "SELECT p.id FROM actor p JOIN identity i ON i.id = p.identity_id WHERE p.document_id = ?1 AND "
                      "coalesce(i.canon_id, i.id) = (SELECT "
                      "coalesce(canon_id, id) FROM identity WHERE id = ?2) ORDER BY p.id",
                      "ii", document_id, identity);
    if (*out)
        return PARLEY_OK;
    TRY(record_exec(r, err,
                    "INSERT INTO actor (document_id, identity_id, name, kind, role) SELECT ?1, id, ?3, coalesce(kind, "
                    "'organisation'), 'other' FROM identity WHERE id = ?2",
                    "iis", document_id, identity, name));
    *out = sqlite3_last_insert_rowid(r->db);
    return record_run(r, err, SQL_PENDING_IDENTITY, "ii", identity, (int64_t)r->quiet);
}

static parley_status set_actors(parley_record *r, int64_t id, int64_t document_id, const char *part, const char *names,
                                parley_arena *a, parley_error *err) {
    bool chain = strcmp(part, "chain") == 0;
    TRY(chain ? record_exec(r, err, "DELETE FROM chain WHERE fact_id = ?1", "i", id)
              : record_exec(r, err, "DELETE FROM event_actor WHERE fact_id = ?1 AND part = ?2", "is", id, part));
    char *list = arena_str(a, names), *save = NULL;
    int64_t seq = 0;
    for (char *name = strtok_r(list, ";", &save); name; name = strtok_r(NULL, ";", &save)) {
        while (*name == ' ')
            name++;
        for (size_t n = strlen(name); n && name[n - 1] == ' ';)
            name[--n] = '\0';
        int64_t actor;
        TRY(set_actor(r, &actor, document_id, name, a, err));
        if (!actor)
            continue;
        TRY(chain ? record_run(r, err, SQL_CHAIN_PUT, "iii", id, seq, actor)
                  : record_run(r, err, SQL_EVENT_ACTOR, "isii", id, part, seq, actor));
        seq++;
    }
    return PARLEY_OK;
}

static parley_status set_object(parley_record *r, int64_t id, int64_t document_id, const char *name, parley_arena *a,
                                parley_error *err) {
    int64_t identity, thing;
    bool proposal = record_named_n(r, "proposal", name, a) > 0;
    const char *sort = proposal ? "proposal" : "issue";
    identity = record_named_on(r, document_id, sort, name, a);
    if (!identity) /* joining finds out whose it is */
        TRY(record_identify(r, &identity, sort, name, 0, a, err));
    TRY(record_run(r, err, SQL_PENDING_IDENTITY, "ii", identity, (int64_t)r->quiet));
    thing = record_int(r,
                       proposal ? "SELECT id FROM proposal WHERE document_id = ?1 AND identity_id = ?2"
                                : "SELECT id FROM issue WHERE document_id = ?1 AND identity_id = ?2",
                       "ii", document_id, identity);
    if (!thing) {
        TRY(record_exec(r, err,
                        proposal ? "INSERT INTO proposal (document_id, identity_id, name) VALUES (?1, ?2, ?3)"
                                 : "INSERT INTO issue (document_id, identity_id, name) VALUES (?1, ?2, ?3)",
                        "iis", document_id, identity, name));
        thing = sqlite3_last_insert_rowid(r->db);
    }
    return record_exec(r, err, "UPDATE position SET proposal_id = ?2, issue_id = ?3 WHERE fact_id = ?1", "izz", id,
                       proposal ? thing : (int64_t)0, proposal ? (int64_t)0 : thing);
}

static const struct set_field *set_find(const char *kind, const char *field) {
    for (size_t i = 0; i < COUNT_OF(set_fields); i++)
        if (strcmp(set_fields[i].kind, kind) == 0 && strcmp(set_fields[i].field, field) == 0)
            return &set_fields[i];
    return NULL;
}

/* The field as it stands, for `was`. */
static parley_status set_get(parley_record *r, int64_t id, const struct set_field *f, const char **out, parley_arena *a,
                             parley_error *err) {
    const char *sql;
    switch (f->how) {
    case SET_ACTOR:
        sql =
            arena_printf(a, "SELECT n.name FROM %s x JOIN actor_name n ON n.id = x.%s WHERE x.fact_id = ?1", f->kind, f->column);
        break;
    case SET_ACTORS:
        sql = strcmp(f->column, "chain") == 0
                  ? "SELECT group_concat(name, '; ') FROM (SELECT n.name FROM chain x JOIN actor_name n ON n.id = x.actor_id "
                    "WHERE x.fact_id = ?1 ORDER BY x.seq)"
                  : arena_printf(a,
                                 "SELECT group_concat(name, '; ') FROM (SELECT n.name FROM event_actor x JOIN actor_name n ON "
                                 "n.id = x.actor_id WHERE x.fact_id = ?1 "
                                 "AND x.part = '%s' ORDER BY x.seq)",
                                 f->column);
        break;
    case SET_OBJECT:
        sql = "SELECT coalesce(p.name, i.name) FROM position x LEFT JOIN proposal p_a ON p_a.id = x.proposal_id LEFT JOIN "
              "identity p_i ON p_i.id = p_a.identity_id LEFT JOIN identity p ON p.id = coalesce(p_i.canon_id, p_i.id) LEFT JOIN "
              "issue i_a ON i_a.id = x.issue_id LEFT JOIN identity i_i ON i_i.id = i_a.identity_id LEFT JOIN identity i ON i.id "
              "= coalesce(i_i.canon_id, i_i.id) WHERE "
              "x.fact_id = ?1";
        break;
    case SET_TEXT:
    case SET_NAME:
    case SET_LABEL:
    case SET_NUMBER:
    default: sql = arena_printf(a, "SELECT %s FROM %s WHERE fact_id = ?1", f->column, f->kind); break;
    }
    sqlite3_stmt *s = record_prepare(r, err, sql, "i", id);
    if (!s)
        return PARLEY_EIO;
    int row = record_step(r, s, err);
    *out = row == 1 ? record_text(a, s, 0) : NULL;
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

static parley_status set_put(parley_record *r, int64_t id, int64_t document_id, const struct set_field *f, const char *value,
                             parley_arena *a, parley_error *err) {
    int64_t actor;
    char *end;
    const char *sql = arena_printf(a, "UPDATE %s SET %s = ?2 WHERE fact_id = ?1", f->kind, f->column);
    switch (f->how) {
    case SET_ACTOR: TRY(set_actor(r, &actor, document_id, value, a, err)); return record_exec(r, err, sql, "iz", id, actor);
    case SET_ACTORS: return set_actors(r, id, document_id, f->column, value, a, err);
    case SET_OBJECT: return set_object(r, id, document_id, value, a, err);
    case SET_LABEL:
        for (size_t i = 0; f->labels[i]; i++)
            if (strcmp(f->labels[i], value) == 0)
                return record_exec(r, err, sql, "is", id, value);
        return fail(err, PARLEY_EFORMAT, -1, "'%s' is not a %s", value, f->field);
    case SET_NUMBER: {
        double v = strtod(value, &end);
        if (!*value || *end || !isfinite(v))
            return fail(err, PARLEY_EFORMAT, -1, "'%s' is not a number", value);
        return record_exec(r, err, "UPDATE figure SET value = ?2, high = ?2 WHERE fact_id = ?1", "id", id, v);
    }
    case SET_NAME:
    case SET_TEXT:
    default: return record_exec(r, err, sql, "is", id, *value ? value : NULL_TEXT);
    }
}

/* --- one correction ----------------------------------------------------------------------------------------------- */
typedef struct correction {
    int64_t id;
    const char *action, *kind, *doc, *which, *field, *value;
    int64_t start, stop;
} correction;

static parley_status correct_verdict(parley_record *r, int64_t fact, const char *verdict, parley_error *err) {
    /* A corrected fact that is then confirmed stays told as corrected. */
    return record_exec(
        r, err, "UPDATE fact SET verdict = ?2 WHERE id = ?1 AND NOT (?2 = 'confirmed' AND verdict IN ('corrected', 'added'))",
        "is", fact, verdict);
}

static parley_status correct_apply(parley_record *r, const correction *c, int64_t document_id, int64_t fact, parley_arena *a,
                                   parley_error *err) {
    if (strcmp(c->action, "confirm") == 0)
        return correct_verdict(r, fact, "confirmed", err);
    if (strcmp(c->action, "reject") == 0)
        return correct_verdict(r, fact, "rejected", err);
    const struct set_field *f = set_find(c->kind, c->field ? c->field : "");
    if (!f)
        return fail(err, PARLEY_EFORMAT, -1, "a %s has no field '%s'", c->kind, c->field ? c->field : "");
    TRY(set_put(r, fact, document_id, f, c->value ? c->value : "", a, err));
    return record_exec(r, err, "UPDATE fact SET verdict = 'corrected' WHERE id = ?1 AND verdict IS NOT 'added'", "i", fact);
}

static parley_status correct_add(parley_record *r, const char *json, int64_t document_id, const char **kind, uint32_t *start,
                                 uint32_t *stop, parley_arena *a, parley_error *err) {
    record_doc *d;
    TRY(record_load(&d, r, document_id, true, a, err));
    TRY(record_parse_fact(r, d, json, a, err));
    record_head *h = NULL;
#define LAST(list, n, name)                                                                                                      \
    if ((n) && !(list)[(n)-1].head.id) {                                                                                         \
        h = &(list)[(n)-1].head;                                                                                                 \
        *kind = name;                                                                                                            \
    }
    LAST(d->statements, d->n_statements, "statement")
    LAST(d->events, d->n_events, "event")
    LAST(d->positions, d->n_positions, "position")
    LAST(d->figures, d->n_figures, "figure")
    LAST(d->times, d->n_times, "time")
#undef LAST
    if (!h)
        return fail(err, PARLEY_EFORMAT, -1, "not a fact");
    if (d->n_bytes && h->at.stop > d->n_bytes)
        return fail(err, PARLEY_EFORMAT, h->at.stop, "the page has only %llu bytes", (unsigned long long)d->n_bytes);
    h->verdict = "added";
    h->stage = h->rule = "person";
    h->confidence = -1;
    /* Its words: from the page's text where that is the source, byte by byte. */
    if (!h->at.words && d->text && d->n_bytes == d->n_text && d->encoding && strcmp(d->encoding, "utf-8") == 0 &&
        h->at.stop <= d->n_text) {
        h->at.words = arena_strn(a, d->text + h->at.start, h->at.stop - h->at.start);
        h->at.text_start = h->at.start;
        h->at.text_stop = h->at.stop;
    }
    *start = h->at.start;
    *stop = h->at.stop;
    return record_append(r, d, a, err);
}

static bool is_sort(const char *kind) {
    return strcmp(kind, "actor") == 0 || strcmp(kind, "proposal") == 0 || strcmp(kind, "issue") == 0;
}

static int64_t identity_at(parley_record *r, const char *sort, const char *name, parley_arena *a) {
    return record_named(r, sort, name ? name : "", a);
}

/* Who is called `from` on this page is somebody else, called `to` from now on: two people of one name. *done: the name was there.
 */
static parley_status part_here(parley_record *r, int64_t document_id, const char *sort, const char *from, const char *to,
                               bool *done, parley_arena *a, parley_error *err) {
    char sql[160];
    int64_t old = is_sort(sort) ? record_named_on(r, document_id, sort, from, a) : 0, now;
    *done = false;
    if (!old)
        return PARLEY_OK;
    snprintf(sql, sizeof sql, "SELECT EXISTS (SELECT 1 FROM %s WHERE document_id = ?1 AND identity_id = ?2)", sort);
    if (!record_int(r, sql, "ii", document_id, old))
        return PARLEY_OK;
    TRY(record_identify(r, &now, sort, to, 0, a, err));
    snprintf(sql, sizeof sql, "UPDATE %s SET identity_id = ?3, name = ?4 WHERE document_id = ?1 AND identity_id = ?2", sort);
    TRY(record_exec(r, err, sql, "iiis", document_id, old, now, to));
    TRY(record_run(r, err, SQL_PENDING_IDENTITY, "ii", old, (int64_t)0));
    TRY(record_run(r, err, SQL_PENDING_IDENTITY, "ii", now, (int64_t)0));
    *done = true;
    return record_run(r, err, SQL_PENDING_DOC, "ii", document_id, (int64_t)r->quiet);
}

parley_status record_apply_corrections(parley_record *r, int64_t document_id, const char *doc, parley_arena *a,
                                       parley_error *err) {
    correction *list = NULL;
    uint32_t n = 0, cap = 0;
    int row;
    sqlite3_stmt *s = record_query(r, SQL_CORRECTIONS, "s", doc);
    while ((row = record_step(r, s, err)) == 1)
        ARENA_PUSH(a, list, n, cap) =
            (correction){sqlite3_column_int64(s, 0), record_text(a, s, 1), record_text(a, s, 2), doc,
                         record_text(a, s, 3),       record_text(a, s, 4), record_text(a, s, 5), sqlite3_column_int64(s, 6),
                         sqlite3_column_int64(s, 7)};
    if (row < 0)
        return (parley_status)row;
    if (n)
        TRY(record_vote(r, document_id, -1, err));
    for (uint32_t i = 0; i < n; i++) {
        correction *c = &list[i];
        int64_t *ids, fact = 0;
        uint32_t n_ids;
        bool applied = false;
        if (strcmp(c->action, "part") == 0) {
            TRY(part_here(r, document_id, c->kind, c->field ? c->field : "", c->value ? c->value : "", &applied, a, err));
        } else if (strcmp(c->action, "add") == 0) {
            const char *kind;
            uint32_t start, stop;
            TRY(correct_add(r, c->value ? c->value : "", document_id, &kind, &start, &stop, a, err));
            applied = true;
        } else {
            TRY(correct_ids(
                r,
                record_prepare(
                    r, err, "SELECT id FROM fact WHERE document_id = ?1 AND start = ?2 AND stop = ?3 AND kind = ?4 ORDER BY id",
                    "iiis", document_id, c->start, c->stop, c->kind),
                &ids, &n_ids, a, err));
            for (uint32_t k = 0; k < n_ids && !fact; k++) {
                const char *kind, *which;
                TRY(correct_which(r, ids[k], &kind, &which, a, err));
                if (c->which && which && strcmp(which, c->which) == 0)
                    fact = ids[k];
            }
            if (!fact && n_ids == 1)
                fact = ids[0];
            if (fact) {
                TRY(correct_apply(r, c, document_id, fact, a, err));
                applied = true;
            }
        }
        TRY(record_exec(r, err, "UPDATE correction SET applied = ?2 WHERE id = ?1", "ii", c->id, (int64_t)applied));
    }
    return n ? record_vote(r, document_id, 1, err) : PARLEY_OK;
}

/* Merges and partings of names whose both names are there; joining asks for it first. */
parley_status record_apply_merges(parley_record *r, parley_arena *a, parley_error *err) {
    correction *list = NULL;
    uint32_t n = 0, cap = 0;
    int row;
    sqlite3_stmt *s = record_prepare(
        r, err, "SELECT id, action, kind, field, value, doc FROM correction WHERE action IN ('merge', 'part') ORDER BY id", "");
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1)
        ARENA_PUSH(a, list, n, cap) = (correction){.id = sqlite3_column_int64(s, 0),
                                                   .action = record_text(a, s, 1),
                                                   .kind = record_text(a, s, 2),
                                                   .field = record_text(a, s, 3),
                                                   .value = record_text(a, s, 4),
                                                   .doc = record_text(a, s, 5)};
    record_done(r, s);
    if (row < 0)
        return (parley_status)row;
    for (uint32_t i = 0; i < n; i++) {
        const correction *c = &list[i];
        const char *verdict = strcmp(c->action, "merge") == 0 ? "one" : "two";
        int64_t x = identity_at(r, c->kind, c->field, a), y = identity_at(r, c->kind, c->value, a);
        if (!c->doc)
            TRY(record_exec(r, err, "UPDATE correction SET applied = ?2 WHERE id = ?1 AND applied <> ?2", "ii", c->id,
                            (int64_t)(x && y)));
        if (!x || !y || x == y)
            continue;
        int64_t lo = x < y ? x : y, hi = x < y ? y : x;
        if (record_int(r, "SELECT count(*) FROM merge WHERE a = ?1 AND b = ?2 AND rule = 'person' AND verdict = ?3", "iis", lo,
                       hi, verdict))
            continue;
        TRY(record_exec(r, err,
                        "INSERT INTO merge (a, b, verdict, rule) VALUES (?1, ?2, ?3, 'person') ON CONFLICT (a, b, rule) DO "
                        "UPDATE SET verdict = excluded.verdict",
                        "iis", lo, hi, verdict));
        TRY(record_run(r, err, SQL_PENDING_GROUP, "i", lo));
        TRY(record_run(r, err, SQL_PENDING_GROUP, "i", hi));
    }
    return PARLEY_OK;
}

/* --- the calls ---------------------------------------------------------------------------------------------------- */
static const char *correct_user(parley_arena *a) {
    struct passwd entry, *found = NULL;
    char memory[4096];
    if (getpwuid_r(getuid(), &entry, memory, sizeof memory, &found) == 0 && found && found->pw_name && *found->pw_name)
        return arena_str(a, found->pw_name);
    return arena_printf(a, "user %u", (unsigned)getuid());
}

static const char *correct_now(parley_arena *a) {
    char s[32];
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(s, sizeof s, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return arena_str(a, s);
}

static parley_status correct_log(parley_record *r, const parley_correction *in, const char *kind, const char *doc, uint32_t start,
                                 uint32_t stop, const char *which, const char *was, parley_arena *a, parley_error *err) {
    return record_exec(
        r, err,
        "INSERT INTO correction (at, who, action, kind, doc, start, stop, which, field, value, was, note, applied) VALUES "
        "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,1)",
        "sssssuusssss", in->at ? in->at : correct_now(a), in->who ? in->who : correct_user(a), in->action, kind, doc, start, stop,
        which, in->field, in->value, was, in->note);
}

static parley_status no_name(parley_record *r, const char *sort, const char *name, parley_arena *a, parley_error *err) {
    if (record_named_n(r, sort, name, a) < 2)
        return fail(err, PARLEY_ENOTFOUND, -1, "%s: no %s '%s'", r->path, sort, name);
    return fail(
        err, PARLEY_ENOTFOUND, -1,
        "%s: more than one %s is called '%s', each of its own negotiation; say which, as '%s (X / Y)', X / Y being the talks "
        "that 'show' tells",
        r->path, sort, name, name);
}

static parley_status correct_work(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    const parley_correction *in = context;
    const char *action = in->action ? in->action : "";
    TRY(record_begin(r, err));
    if (strcmp(action, "set") == 0 && in->kind && is_sort(in->kind)) { /* of a name that all pages use */
        const struct set_field *f = set_find(in->kind, in->field ? in->field : "");
        const char *was = NULL, *value = in->value ? in->value : "";
        int64_t id = identity_at(r, in->kind, in->fact, a);
        if (!id)
            return no_name(r, in->kind, in->fact ? in->fact : "", a, err);
        if (!f)
            return fail(err, PARLEY_EFORMAT, -1, "a %s has no field '%s'", in->kind, in->field ? in->field : "");
        bool known = f->how != SET_LABEL && (f->how != SET_NAME || *value);
        for (size_t i = 0; f->labels && f->labels[i]; i++)
            known |= strcmp(f->labels[i], value) == 0;
        if (!known)
            return fail(err, PARLEY_EFORMAT, -1, "'%s' is not a %s", value, f->field);
        if (strcmp(f->field, "side") == 0 && *value && !identity_at(r, "actor", value, a))
            return fail(err, PARLEY_ENOTFOUND, -1, "%s: no actor '%s'", r->path, value);
        sqlite3_stmt *s = record_prepare(
            r, err,
            arena_printf(a, "SELECT c.%s FROM identity i JOIN identity c ON c.id = coalesce(i.canon_id, i.id) WHERE i.id = ?1",
                         f->column),
            "i", id);
        if (!s)
            return PARLEY_EIO;
        int row = record_step(r, s, err);
        was = row == 1 ? record_text(a, s, 0) : NULL;
        record_done(r, s);
        if (row < 0)
            return (parley_status)row;
        TRY(correct_log(r, in, in->kind, NULL, PARLEY_NONE, PARLEY_NONE, record_name_in_full(r, id, in->fact, a), was, a, err));
        TRY(record_run(r, err, SQL_PENDING_GROUP, "i", id));
        return record_commit(r, err);
    }
    if (strcmp(action, "part") == 0 && in->fact) { /* on one page */
        const char *kind = in->kind ? in->kind : "actor", *from = in->field ? in->field : "", *to = in->value ? in->value : "";
        int64_t id = record_int(r, "SELECT id FROM document WHERE doc = ?1", "s", in->fact);
        bool done = false;
        if (!is_sort(kind))
            return fail(err, PARLEY_EFORMAT, -1, "'%s' is not actor, proposal or issue", kind);
        if (!id)
            return fail(err, PARLEY_ENOTFOUND, -1, "%s: no page '%s'", r->path, in->fact);
        if (!*to || strcmp(record_fold(a, from), record_fold(a, to)) == 0)
            return fail(err, PARLEY_EFORMAT, -1, "'%s' and '%s' are one name", from, to);
        /* Keyed by its bytes, where the page says the name first. */
        char sql[200];
        snprintf(sql, sizeof sql, "SELECT coalesce(min(start), 0) FROM %s WHERE document_id = ?1 AND identity_id = ?2", kind);
        int64_t old = record_named_on(r, id, kind, from, a), start = record_int(r, sql, "ii", id, old);
        snprintf(sql, sizeof sql,
                 "SELECT coalesce(max(stop), 0) FROM %s WHERE document_id = ?1 AND identity_id = ?2 AND start = ?3", kind);
        int64_t stop = record_int(r, sql, "iii", id, old, start);
        TRY(record_vote(r, id, -1, err));
        TRY(part_here(r, id, kind, from, to, &done, a, err));
        TRY(record_vote(r, id, 1, err));
        if (!done)
            return fail(err, PARLEY_ENOTFOUND, -1, "%s: no %s '%s' on page '%s'", r->path, kind, from, in->fact);
        TRY(correct_log(r, in, kind, in->fact, (uint32_t)start, (uint32_t)stop, NULL, from, a, err));
        return record_commit(r, err);
    }
    if (strcmp(action, "merge") == 0 || strcmp(action, "part") == 0) {
        const char *kind = in->kind ? in->kind : "actor";
        if (!is_sort(kind))
            return fail(err, PARLEY_EFORMAT, -1, "'%s' is not actor, proposal or issue", kind);
        const char *const names[] = {in->field ? in->field : "", in->value ? in->value : ""};
        int64_t ids[2];
        for (int i = 0; i < 2; i++)
            if (!(ids[i] = identity_at(r, kind, names[i], a)))
                return no_name(r, kind, names[i], a, err);
        if (strcmp(record_fold(a, names[0]), record_fold(a, names[1])) == 0)
            return fail(err, PARLEY_EFORMAT, -1, "'%s' and '%s' are one name", names[0], names[1]);
        parley_correction full = *in;
        full.field = record_name_in_full(r, ids[0], names[0], a);
        full.value = record_name_in_full(r, ids[1], names[1], a);
        TRY(correct_log(r, &full, kind, NULL, PARLEY_NONE, PARLEY_NONE, NULL, NULL, a, err));
        return record_commit(r, err);
    }
    if (strcmp(action, "add") == 0) {
        /* The page is named inside the fact. */
        const char *doc = NULL, *kind = NULL;
        uint32_t start = 0, stop = 0;
        sqlite3_stmt *s = record_prepare(r, err, "SELECT CASE WHEN json_valid(?1) THEN json_extract(?1, '$.doc') END", "s",
                                         in->value ? in->value : "");
        if (!s)
            return PARLEY_EIO;
        if (record_step(r, s, err) == 1)
            doc = record_text(a, s, 0);
        record_done(r, s);
        int64_t id = doc ? record_int(r, "SELECT id FROM document WHERE doc = ?1", "s", doc) : 0;
        if (!id)
            return fail(err, doc ? PARLEY_ENOTFOUND : PARLEY_EFORMAT, -1,
                        doc ? "no page '%s'" : "not a fact in JSON with a 'doc'%s", doc ? doc : "");
        TRY(record_vote(r, id, -1, err));
        TRY(correct_add(r, in->value, id, &kind, &start, &stop, a, err));
        TRY(record_vote(r, id, 1, err));
        TRY(correct_log(r, in, kind, doc, start, stop, NULL, NULL, a, err));
        return record_commit(r, err);
    }
    if (strcmp(action, "confirm") != 0 && strcmp(action, "reject") != 0 && strcmp(action, "set") != 0)
        return fail(err, PARLEY_EFORMAT, -1, "'%s' is none of confirm, reject, set, add, merge, part", action);
    int64_t *ids;
    uint32_t n;
    TRY(record_facts_at(r, in->fact ? in->fact : "", in->kind, &ids, &n, a, err));
    if (n > 1)
        return fail(err, PARLEY_ENOTFOUND, -1, "%u facts stand at %s; take the number of one (%lld, %lld, …)", n, in->fact,
                    (long long)ids[0], (long long)ids[1]);
    const char *kind, *which, *was = NULL;
    TRY(correct_which(r, ids[0], &kind, &which, a, err));
    sqlite3_stmt *s = record_prepare(
        r, err,
        "SELECT d.id, d.doc, f.start, f.stop, f.verdict FROM fact f JOIN document d ON d.id = f.document_id WHERE f.id = ?1", "i",
        ids[0]);
    if (!s)
        return PARLEY_EIO;
    int row = record_step(r, s, err);
    correction c = {.action = action, .kind = kind, .field = in->field, .value = in->value};
    int64_t document_id = 0;
    if (row == 1) {
        document_id = sqlite3_column_int64(s, 0);
        c.doc = record_text(a, s, 1);
        c.start = sqlite3_column_int64(s, 2);
        c.stop = sqlite3_column_int64(s, 3);
    }
    record_done(r, s);
    if (row != 1)
        return row < 0 ? (parley_status)row : fail(err, PARLEY_ENOTFOUND, -1, "no fact %s", in->fact);
    if (strcmp(action, "set") == 0) {
        const struct set_field *f = set_find(kind, in->field ? in->field : "");
        if (!f)
            return fail(err, PARLEY_EFORMAT, -1, "a %s has no field '%s'", kind, in->field ? in->field : "");
        TRY(set_get(r, ids[0], f, &was, a, err));
    }
    TRY(record_vote(r, document_id, -1, err));
    TRY(correct_apply(r, &c, document_id, ids[0], a, err));
    TRY(record_vote(r, document_id, 1, err));
    TRY(correct_log(r, in, kind, c.doc, (uint32_t)c.start, (uint32_t)c.stop, which, was, a, err));
    TRY(record_run(r, err, SQL_PENDING_DOC, "ii", document_id, (int64_t)r->quiet));
    return record_commit(r, err);
}

parley_status parley_record_correct(parley_record *r, const parley_correction *c, parley_error *err) {
    parley_status rc = record_guard(r, correct_work, (void *)(uintptr_t)c, err);
    return rc < 0 ? rc : parley_record_join(r, err);
}

/* Taking back: the fact gets its own word again (`was`), and the verdict goes when no other correction of the fact is left. */
static parley_status uncorrect_work(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    int64_t id = *(const int64_t *)context;
    TRY(record_begin(r, err));
    sqlite3_stmt *s = record_prepare(
        r, err, "SELECT action, kind, doc, which, field, value, start, stop, was FROM correction WHERE id = ?1", "i", id);
    if (!s)
        return PARLEY_EIO;
    int row = record_step(r, s, err);
    correction c = {0};
    const char *was = NULL;
    if (row == 1) {
        c = (correction){id,
                         record_text(a, s, 0),
                         record_text(a, s, 1),
                         record_text(a, s, 2),
                         record_text(a, s, 3),
                         record_text(a, s, 4),
                         record_text(a, s, 5),
                         sqlite3_column_int64(s, 6),
                         sqlite3_column_int64(s, 7)};
        was = record_text(a, s, 8);
    }
    record_done(r, s);
    if (row != 1)
        return row < 0 ? (parley_status)row : fail(err, PARLEY_ENOTFOUND, -1, "%s: no correction %lld", r->path, (long long)id);
    TRY(record_exec(r, err, "DELETE FROM correction WHERE id = ?1", "i", id));
    if (!c.doc && strcmp(c.action, "set") == 0) {
        int64_t of = identity_at(r, c.kind, c.which, a);
        if (of)
            TRY(record_run(r, err, SQL_PENDING_GROUP, "i", of));
        return record_commit(r, err);
    }
    if (strcmp(c.action, "part") == 0 && c.doc) {
        int64_t on = record_int(r, "SELECT id FROM document WHERE doc = ?1", "s", c.doc), x = identity_at(r, c.kind, c.field, a),
                y = identity_at(r, c.kind, c.value, a);
        bool done;
        TRY(record_exec(r, err, "DELETE FROM merge WHERE a = min(?1, ?2) AND b = max(?1, ?2) AND rule = 'person'", "ii", x, y));
        if (on) {
            TRY(record_vote(r, on, -1, err));
            TRY(part_here(r, on, c.kind, c.value ? c.value : "", c.field ? c.field : "", &done, a, err));
            TRY(record_vote(r, on, 1, err));
        }
        return record_commit(r, err);
    }
    if (!c.doc) {
        int64_t x = identity_at(r, c.kind, c.field, a), y = identity_at(r, c.kind, c.value, a);
        TRY(record_exec(r, err, "DELETE FROM merge WHERE a = min(?1, ?2) AND b = max(?1, ?2) AND rule = 'person'", "ii", x, y));
        if (x)
            TRY(record_run(r, err, SQL_PENDING_GROUP, "i", x));
        if (y)
            TRY(record_run(r, err, SQL_PENDING_GROUP, "i", y));
        return record_commit(r, err);
    }
    int64_t document_id = record_int(r, "SELECT id FROM document WHERE doc = ?1", "s", c.doc);
    TRY(record_vote(r, document_id, -1, err));
    int64_t *ids;
    uint32_t n;
    TRY(correct_ids(r,
                    record_prepare(r, err,
                                   "SELECT id FROM fact WHERE document_id = ?1 AND start = ?2 AND stop = ?3 AND kind = ?4 AND "
                                   "verdict IS NOT NULL ORDER BY id",
                                   "iiis", document_id, c.start, c.stop, c.kind),
                    &ids, &n, a, err));
    for (uint32_t i = 0; i < n; i++) {
        if (strcmp(c.action, "add") == 0) {
            if (record_int(r, "SELECT verdict = 'added' FROM fact WHERE id = ?1", "i", ids[i])) {
                TRY(record_run(r, err, SQL_TOUCH_KEYS, "i", document_id));
                TRY(record_exec(r, err, "DELETE FROM fact WHERE id = ?1", "i", ids[i]));
                break;
            }
            continue;
        }
        if (strcmp(c.action, "set") == 0) {
            const struct set_field *f = set_find(c.kind, c.field ? c.field : "");
            const char *now = NULL;
            if (!f)
                break;
            TRY(set_get(r, ids[i], f, &now, a, err));
            if (!now || strcmp(now, c.value ? c.value : "") != 0)
                continue;
            TRY(set_put(r, ids[i], document_id, f, was ? was : "", a, err));
        }
        if (strcmp(c.action, "reject") == 0 && !record_int(r, "SELECT verdict = 'rejected' FROM fact WHERE id = ?1", "i", ids[i]))
            continue;
        /* The verdict is what the corrections that are left come to. */
        TRY(record_exec(r, err,
                        "UPDATE fact SET verdict = (SELECT CASE max(CASE action WHEN 'reject' THEN 4 WHEN 'add' THEN 3 WHEN "
                        "'set' THEN 2 ELSE 1 END) WHEN 4 THEN "
                        "'rejected' WHEN 3 THEN 'added' WHEN 2 THEN 'corrected' WHEN 1 THEN 'confirmed' END FROM correction "
                        "WHERE doc = ?2 AND start = ?3 AND "
                        "stop = ?4 AND kind = ?5) WHERE id = ?1",
                        "isiis", ids[i], c.doc, c.start, c.stop, c.kind));
        break;
    }
    TRY(record_vote(r, document_id, 1, err));
    if (document_id)
        TRY(record_run(r, err, SQL_PENDING_DOC, "ii", document_id, (int64_t)r->quiet));
    return record_commit(r, err);
}

parley_status parley_record_uncorrect(parley_record *r, int64_t id, parley_error *err) {
    parley_status rc = record_guard(r, uncorrect_work, &id, err);
    return rc < 0 ? rc : parley_record_join(r, err);
}
