/* import.c - JSON Lines of the exchange format -> the record.
 *
 * Lines may come in any order. Facts are gathered page by page and put when another page's begin; a page that comes up again gets
 * what is new of it added. Actors, proposals and issues are named for all pages at once: each is kept in a row without a page
 * (document_id NULL), and each page's facts point to rows that hold the name only. The whole import is one transaction. */
#include "across/across.h"
#include "record/record_int.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { IMPORT_LINE_MAX = 256 << 20 }; /* a page's text with all its escapes is far below */

typedef struct importer {
    parley_record *r;
    const char *name; /* of the source, for messages */
    uint64_t line;
    parley_import_stats *stats;
    parley_arena *page; /* what is gathered of the page at hand */
    record_doc *d;      /* NULL: none */
    bool document;      /* its document line was seen */
    uint32_t caps[9];
    parley_map actors, proposals, issues; /* name -> index, of the page */
    struct import_object {
        uint32_t position;
        const char *name;
    } * unsure; /* objects that may be proposals or issues; memory of page */
    uint32_t n_unsure, cap_unsure;
    parley_map done; /* pages that were put already -> 1; memory of the import's arena */
    parley_arena *arena;
    parley_error *err;
    const char *only; /* type that is asked for: parsing one fact (corrections) */
} importer;

static parley_status bad(importer *m, const char *what) {
    return fail(m->err, PARLEY_EFORMAT, (int64_t)m->line, "%s:%llu: %s", m->name, (unsigned long long)m->line, what);
}

/* --- values ------------------------------------------------------------------------------------------------------- */
static const char *get_str(importer *m, const json_t *o, const char *key) {
    const char *s = json_string_value(json_object_get(o, key));
    return s ? arena_str(m->page, s) : NULL;
}

/* A label of a closed list; NULL if it is not in it. */
static const char *get_label(importer *m, const json_t *o, const char *key, const char *const *labels) {
    const char *s = json_string_value(json_object_get(o, key));
    (void)m;
    for (size_t i = 0; s && labels[i]; i++)
        if (strcmp(labels[i], s) == 0)
            return labels[i];
    return NULL;
}

static bool get_pair(const json_t *v, uint32_t *start, uint32_t *stop) {
    if (!json_is_array(v) || json_array_size(v) != 2)
        return false;
    const json_t *s = json_array_get(v, 0), *e = json_array_get(v, 1);
    if (!json_is_integer(s) || !json_is_integer(e))
        return false;
    json_int_t a = json_integer_value(s), b = json_integer_value(e);
    if (a < 0 || b < a || b >= UINT32_MAX)
        return false;
    *start = (uint32_t)a;
    *stop = (uint32_t)b;
    return true;
}

static double get_number(const json_t *o, const char *key, double missing) {
    const json_t *v = json_object_get(o, key);
    return json_is_number(v) && isfinite(json_number_value(v)) ? json_number_value(v) : missing;
}

static const char **get_strings(importer *m, const json_t *o, const char *key, uint32_t *n) {
    const json_t *list = json_object_get(o, key);
    size_t i;
    json_t *v;
    const char **out = ARENA_ARRAY(m->page, const char *, json_is_array(list) ? json_array_size(list) : 0);
    *n = 0;
    json_array_foreach(list, i, v) {
        if (json_is_string(v) && *json_string_value(v))
            out[(*n)++] = arena_str(m->page, json_string_value(v));
    }
    return out;
}

/* --- names of the page -------------------------------------------------------------------------------------------- */
static uint32_t import_actor(importer *m, const char *name) {
    if (!name || !*name)
        return PARLEY_NONE;
    uint32_t at = map_gets(&m->actors, name, PARLEY_NONE);
    if (at != PARLEY_NONE)
        return at;
    at = m->d->n_actors;
    const char *own = arena_str(m->page, name);
    /* kind "": this page does not say; the row for all pages does. */
    ARENA_PUSH(m->page, m->d->actors, m->d->n_actors, m->caps[0]) =
        (record_actor){.name = own, .canon = own, .kind = "", .role = "other", .side = PARLEY_NONE, .head = PARLEY_NONE};
    map_sets(&m->actors, own, at);
    return at;
}

static uint32_t *import_actors(importer *m, const json_t *o, const char *key, uint32_t *n) {
    uint32_t n_names;
    const char **names = get_strings(m, o, key, &n_names);
    uint32_t *out = ARENA_ARRAY(m->page, uint32_t, n_names);
    *n = 0;
    for (uint32_t i = 0; i < n_names; i++)
        out[(*n)++] = import_actor(m, names[i]);
    return out;
}

static uint32_t import_thing(importer *m, const char *name, bool proposal) {
    parley_map *map = proposal ? &m->proposals : &m->issues;
    uint32_t at = map_gets(map, name, PARLEY_NONE);
    if (at != PARLEY_NONE)
        return at;
    const char *own = arena_str(m->page, name);
    record_thing t = {.name = own, .canon = own, .carrier = PARLEY_NONE, .answers = PARLEY_NONE};
    if (proposal) {
        at = m->d->n_proposals;
        ARENA_PUSH(m->page, m->d->proposals, m->d->n_proposals, m->caps[1]) = t;
    } else {
        t.minor = true; /* whether it is a matter in dispute, its own line says */
        at = m->d->n_issues;
        ARENA_PUSH(m->page, m->d->issues, m->d->n_issues, m->caps[2]) = t;
    }
    map_sets(map, own, at);
    return at;
}

/* --- pages -------------------------------------------------------------------------------------------------------- */
static void import_begin(importer *m, const char *doc) {
    arena_reset(m->page);
    memset(m->caps, 0, sizeof m->caps);
    map_init(&m->actors, m->page);
    map_init(&m->proposals, m->page);
    map_init(&m->issues, m->page);
    m->d = ARENA_NEW(m->page, record_doc);
    m->d->doc = arena_str(m->page, doc);
    m->document = false;
}

/* FORMAT does not say whether an object is a proposal or an issue: a proposal is one that some line called so. */
static void import_objects(importer *m) {
    for (uint32_t i = 0; i < m->n_unsure; i++) {
        record_position *f = &m->d->positions[m->unsure[i].position];
        bool proposal = record_named_n(m->r, "proposal", m->unsure[i].name, m->page) > 0;
        *(proposal ? &f->proposal : &f->issue) = import_thing(m, m->unsure[i].name, proposal);
    }
    m->unsure = NULL;
    m->n_unsure = m->cap_unsure = 0;
}

/* Put what was gathered. */
static parley_status import_flush(importer *m) {
    record_doc *d = m->d;
    if (!d)
        return PARLEY_OK;
    import_objects(m);
    m->d = NULL;
    bool again = map_gets(&m->done, d->doc, 0) != 0;
    if (!again) {
        map_sets(&m->done, arena_str(m->arena, d->doc), 1);
        m->stats->n_docs++;
    }
    m->stats->n_facts += d->n_statements + d->n_events + d->n_positions + d->n_figures;
    if (again && m->document)
        return bad(m, "the same page twice");
    if (!again)
        return record_put(m->r, d, m->page, m->err);
    int64_t id = record_int(m->r, "SELECT id FROM document WHERE doc = ?1", "s", d->doc);
    TRY(record_vote(m->r, id, -1, m->err));
    TRY(record_append(m->r, d, m->page, m->err));
    return record_vote(m->r, id, 1, m->err);
}

static parley_status import_doc(importer *m, const json_t *o) {
    const char *doc = json_string_value(json_object_get(o, "doc"));
    if (!doc || !*doc)
        return bad(m, "no 'doc'");
    if (m->only) /* one fact for a page that is known */
        return PARLEY_OK;
    if (!m->d || strcmp(m->d->doc, doc) != 0) {
        TRY(import_flush(m));
        import_begin(m, doc);
    }
    return PARLEY_OK;
}

static parley_status import_translation(importer *m, const json_t *o) {
    static const char *const signs[] = {"note", "markup", "traces", NULL}, *const made[] = {"machine", "person", NULL};
    record_translation *t = &m->d->translation;
    if (!o || json_is_null(o))
        return PARLEY_OK;
    if (!(t->sign = get_label(m, o, "sign", signs)) || !get_pair(json_object_get(o, "evidence"), &t->start, &t->stop))
        return bad(m, "a translation without a sign (note, markup, traces) or evidence [start, end]");
    t->made = get_label(m, o, "made", made);
    t->original = get_str(m, o, "original");
    t->words = get_str(m, o, "words");
    return PARLEY_OK;
}

static parley_status import_document(importer *m, const json_t *o) {
    TRY(import_doc(m, o));
    record_doc *d = m->d;
    if (m->document)
        return bad(m, "the same page twice");
    m->document = true;
    const struct {
        const char *name;
        record_field *f;
    } fields[] = {
        {"title", &d->title}, {"outlet", &d->outlet}, {"author", &d->author}, {"published", &d->published}, {"url", &d->url}};
    const json_t *places = json_object_get(o, "fields");
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const json_t *place = json_object_get(places, fields[i].name);
        fields[i].f->value = get_str(m, o, fields[i].name);
        if (place) {
            if (!get_pair(json_object_get(place, "evidence"), &fields[i].f->start, &fields[i].f->stop))
                return bad(m, "a field's evidence is not [start, end]");
            fields[i].f->rule = get_str(m, place, "rule");
        }
    }
    TRY(import_translation(m, json_object_get(o, "translation")));
    uint32_t n_parties;
    const char **parties = get_strings(m, o, "parties", &n_parties);
    for (; d->n_parties < n_parties && d->n_parties < COUNT_OF(d->parties); d->n_parties++)
        d->parties[d->n_parties] = parties[d->n_parties];
    const json_t *body = json_object_get(o, "body");
    size_t i;
    json_t *v;
    d->body = ARENA_ARRAY(m->page, parley_span, json_is_array(body) ? json_array_size(body) : 0);
    json_array_foreach(body, i, v) {
        if (!get_pair(v, &d->body[i].start, &d->body[i].end))
            return bad(m, "body is not a list of [start, end]");
        d->n_body++;
    }
    d->lang = get_str(m, o, "lang");
    d->format = get_str(m, o, "format");
    d->encoding = get_str(m, o, "encoding");
    d->digest = get_str(m, o, "digest");
    d->model = get_str(m, o, "model");
    json_int_t bytes = json_integer_value(json_object_get(o, "bytes"));
    d->n_bytes = bytes > 0 ? (uint64_t)bytes : 0;
    return PARLEY_OK;
}

static int hex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static parley_status import_page(importer *m, const json_t *o) {
    static const char *const roles[] = {"headline", "standfirst", "byline", "dateline", "heading", "paragraph",
                                        "quote",    "list",       "credit", "noise",    NULL};
    TRY(import_doc(m, o));
    record_doc *d = m->d;
    const json_t *text = json_object_get(o, "text"), *blocks = json_object_get(o, "blocks");
    if (!json_is_string(text) || json_string_length(text) >= UINT32_MAX)
        return bad(m, "a page without text");
    d->text = arena_strn(m->page, json_string_value(text), json_string_length(text));
    d->n_text = (uint32_t)json_string_length(text);
    size_t i;
    json_t *v;
    d->blocks = ARENA_ARRAY(m->page, record_block, json_is_array(blocks) ? json_array_size(blocks) : 0);
    d->n_blocks = 0;
    json_array_foreach(blocks, i, v) {
        record_block *b = &d->blocks[i];
        if (!get_pair(json_object_get(v, "source"), &b->start, &b->stop) ||
            !get_pair(json_object_get(v, "text"), &b->text_start, &b->text_stop) || !(b->role = get_label(m, v, "role", roles)) ||
            b->text_stop > d->n_text)
            return bad(m, "not a block of a page");
        b->reason = get_str(m, v, "reason");
        b->paragraph = !json_is_true(json_object_get(v, "continues"));
        d->n_blocks++;
    }
    const char *print = json_string_value(json_object_get(o, "print"));
    if (print) {
        size_t n = strlen(print) / 2;
        unsigned char *bytes = arena_alloc(m->page, n);
        for (size_t k = 0; k < n; k++) {
            int hi = hex(print[2 * k]), lo = hex(print[2 * k + 1]);
            if (hi < 0 || lo < 0)
                return bad(m, "'print' is not hexadecimal");
            bytes[k] = (unsigned char)(hi << 4 | lo);
        }
        d->print = bytes;
        d->n_print = n;
    }
    return PARLEY_OK;
}

/* --- facts -------------------------------------------------------------------------------------------------------- */
static parley_status import_head(importer *m, const json_t *o, record_head *h, bool evidence) {
    static const char *const verdicts[] = {"confirmed", "rejected", "corrected", "added", NULL};
    h->at.text_start = h->at.text_stop = h->context_start = h->context_stop = PARLEY_NONE;
    if (evidence && !get_pair(json_object_get(o, "evidence"), &h->at.start, &h->at.stop))
        return bad(m, "'evidence' is not [start, end]");
    const json_t *text = json_object_get(o, "text"), *context = json_object_get(o, "context");
    if (text && !get_pair(text, &h->at.text_start, &h->at.text_stop))
        return bad(m, "'text' is not [start, end]");
    if (context && !get_pair(context, &h->context_start, &h->context_stop))
        return bad(m, "'context' is not [start, end]");
    h->at.words = get_str(m, o, "words");
    h->stage = get_str(m, o, "stage");
    h->rule = get_str(m, o, "rule");
    h->confidence = get_number(o, "confidence", -1);
    if (h->confidence > 1)
        h->confidence = 1;
    h->verdict = get_label(m, o, "verdict", verdicts);
    return PARLEY_OK;
}

static parley_status import_statement(importer *m, const json_t *o) {
    static const char *const modes[] = {"direct", "indirect", "mixed", NULL};
    record_statement f = {0};
    TRY(import_doc(m, o));
    TRY(import_head(m, o, &f.head, false));
    const json_t *content = json_object_get(o, "content"), *cue = json_object_get(o, "cue"),
                 *texts = json_object_get(o, "content_text");
    if (!json_is_array(content) || json_array_size(content) == 0)
        return bad(m, "'content' is not a list of [start, end]");
    f.content = ARENA_ARRAY(m->page, record_span, json_array_size(content));
    size_t i;
    json_t *v;
    json_array_foreach(content, i, v) {
        record_span *s = &f.content[i];
        s->text_start = s->text_stop = PARLEY_NONE;
        if (!get_pair(v, &s->start, &s->stop))
            return bad(m, "'content' is not a list of [start, end]");
        if (json_array_size(texts) == json_array_size(content) &&
            !get_pair(json_array_get(texts, i), &s->text_start, &s->text_stop))
            return bad(m, "'content_text' is not a list of [start, end]");
        f.n_content++;
    }
    f.head.at.start = f.content[0].start;
    f.head.at.stop = f.content[f.n_content - 1].stop;
    if (f.head.at.stop < f.head.at.start)
        return bad(m, "'content' is not in order");
    if (cue && !json_is_null(cue) && !get_pair(cue, &f.cue.start, &f.cue.stop))
        return bad(m, "'cue' is neither null nor [start, end]");
    f.cue.words = get_str(m, o, "cue_words");
    if (!(f.mode = get_label(m, o, "mode", modes)))
        return bad(m, "'mode' is not direct, indirect or mixed");
    f.speaker = import_actor(m, json_string_value(json_object_get(o, "speaker")));
    f.chain = import_actors(m, o, "chain", &f.n_chain);
    ARENA_PUSH(m->page, m->d->statements, m->d->n_statements, m->caps[3]) = f;
    return PARLEY_OK;
}

/* A small number, from 1; 0: none is given. */
static uint8_t small_of(const json_t *v) {
    json_int_t n = json_integer_value(v);
    return n > 0 && n < 256 ? (uint8_t)n : 0;
}

static uint8_t get_small(const json_t *o, const char *name) {
    return small_of(json_object_get(o, name));
}

static parley_status import_event(importer *m, const json_t *o) {
    static const char *const statuses[] = {"happened", "denied", "planned", "hypothetical", NULL};
    static const char *const types[] = {"AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
                                        "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
                                        "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT", NULL};
    record_event f = {0};
    TRY(import_doc(m, o));
    TRY(import_head(m, o, &f.head, true));
    if (!(f.event = get_label(m, o, "event", types)))
        return bad(m, "'event' is not a PLOVER type");
    if (!(f.status = get_label(m, o, "status", statuses)))
        return bad(m, "'status' is not happened, denied, planned or hypothetical");
    f.mode = get_str(m, o, "mode");
    f.date = get_str(m, o, "date");
    f.time = get_str(m, o, "time");
    f.place = get_str(m, o, "place");
    f.round = get_small(o, "round");
    f.turn = get_small(o, "turn");
    f.source = import_actors(m, o, "source", &f.n_source);
    f.target = import_actors(m, o, "target", &f.n_target);
    f.asserted_by = import_actor(m, json_string_value(json_object_get(o, "asserted_by")));
    ARENA_PUSH(m->page, m->d->events, m->d->n_events, m->caps[4]) = f;
    return PARLEY_OK;
}

static parley_status import_position(importer *m, const json_t *o) {
    static const char *const stances[] = {"accept", "reject", "demand", "offer", "support", "oppose", "retreat", NULL};
    record_position f = {.proposal = PARLEY_NONE, .issue = PARLEY_NONE};
    TRY(import_doc(m, o));
    TRY(import_head(m, o, &f.head, true));
    if (!(f.stance = get_label(m, o, "stance", stances)))
        return bad(m, "'stance' is none of accept, reject, demand, offer, support, oppose, retreat");
    f.holder = import_actor(m, json_string_value(json_object_get(o, "holder")));
    f.asserted_by = import_actor(m, json_string_value(json_object_get(o, "asserted_by")));
    f.date = get_str(m, o, "date");
    f.nuance = get_str(m, o, "nuance");
    const char *object = json_string_value(json_object_get(o, "object")),
               *is = json_string_value(json_object_get(o, "object_is"));
    if (object && *object) {
        if (is) {
            bool proposal = strcmp(is, "proposal") == 0;
            uint32_t at = import_thing(m, object, proposal);
            *(proposal ? &f.proposal : &f.issue) = at;
        } else {
            ARENA_PUSH(m->page, m->unsure, m->n_unsure, m->cap_unsure) =
                (struct import_object){m->d->n_positions, arena_str(m->page, object)};
        }
    }
    ARENA_PUSH(m->page, m->d->positions, m->d->n_positions, m->caps[5]) = f;
    return PARLEY_OK;
}

static parley_status import_figure(importer *m, const json_t *o) {
    static const char *const qualifiers[] = {"exact", "about", "more_than", "at_least", "at_most", "less_than", NULL};
    record_figure f = {0};
    TRY(import_doc(m, o));
    TRY(import_head(m, o, &f.head, true));
    f.value = get_number(o, "value", NAN);
    if (!isfinite(f.value))
        return bad(m, "'value' is not a number");
    f.high = get_number(o, "high", f.value);
    if (f.high < f.value)
        f.high = f.value;
    if (!(f.qualifier = get_label(m, o, "qualifier", qualifiers)))
        return bad(m, "'qualifier' is none of exact, about, more_than, at_least, at_most, less_than");
    f.unit = get_str(m, o, "unit");
    f.measure = get_str(m, o, "measure");
    f.subject = get_str(m, o, "subject");
    f.as_of = get_str(m, o, "as_of");
    f.according_to = import_actor(m, json_string_value(json_object_get(o, "according_to")));
    ARENA_PUSH(m->page, m->d->figures, m->d->n_figures, m->caps[6]) = f;
    return PARLEY_OK;
}

static parley_status import_time(importer *m, const json_t *o) {
    static const char *const kinds[] = {"date", "time", "duration", "set", NULL};
    record_time f = {0};
    TRY(import_doc(m, o));
    TRY(import_head(m, o, &f.head, true));
    if (!(f.kind = get_label(m, o, "kind", kinds)))
        return bad(m, "'kind' is none of date, time, duration, set");
    f.value = get_str(m, o, "value");
    f.date = get_str(m, o, "date");
    f.precision = get_str(m, o, "precision");
    ARENA_PUSH(m->page, m->d->times, m->d->n_times, m->caps[7]) = f;
    return PARLEY_OK;
}

/* --- names of all pages ------------------------------------------------------------------------------------------- */
/* The row of an actor that belongs to no page; made if need be. */
static parley_status import_general_actor(importer *m, int64_t *id, int64_t *identity, const char *name, parley_arena *a) {
    TRY(record_identify(m->r, identity, "actor", name, 0, a, m->err));
    TRY(record_run(m->r, m->err, SQL_PENDING_IDENTITY, "ii", *identity, (int64_t)m->r->quiet));
    *id = record_int(m->r, "SELECT id FROM actor WHERE identity_id = ?1 AND document_id IS NULL", "i", *identity);
    if (*id)
        return PARLEY_OK;
    TRY(record_run(m->r, m->err, SQL_ACTOR_PUT,
                   "zissssss"
                   "zz",
                   (int64_t)0, *identity, name, "", "other", NULL_TEXT, NULL_TEXT, NULL_TEXT, (int64_t)0, (int64_t)0));
    *id = sqlite3_last_insert_rowid(m->r->db);
    return PARLEY_OK;
}

/* The talks that a name belongs to, of those that the line is about. */
static int64_t of_talks(const char *name, int64_t talks) {
    return across_of_talks(name) ? talks : 0;
}

static parley_status import_identity(importer *m, const json_t *o, const char *sort) {
    static const char *const kinds[] = {"person", "organisation", "state", "body", "outlet", "group", "unnamed", NULL};
    static const char *const roles[] = {"party", "mediator", "other", NULL};
    parley_arena *a = m->page; /* grows with the page at hand; names are small */
    const char *name = get_str(m, o, "name");
    int64_t id, identity;
    uint32_t n;
    if (!name || !*name)
        return bad(m, "no 'name'");
    const char **aliases = get_strings(m, o, "aliases", &n);
    if (strcmp(sort, "actor") == 0) {
        const char *kind = get_label(m, o, "kind", kinds), *role = get_label(m, o, "role", roles), *side = get_str(m, o, "side");
        if (!kind && json_is_string(json_object_get(o, "kind")))
            return bad(m, "'kind' is not one of an actor's");
        if (!role && json_is_string(json_object_get(o, "role")))
            return bad(m, "'role' is not party, mediator or other");
        TRY(import_general_actor(m, &id, &identity, name, a));
        TRY(record_exec(m->r, m->err,
                        "UPDATE actor SET name = ?2, kind = ?3, role = ?4, title = coalesce(?5, title), country = coalesce(?6, "
                        "country), sector = "
                        "coalesce(?7, sector) WHERE id = ?1",
                        "issssss", id, name, kind ? kind : "", role ? role : "other", get_str(m, o, "title"),
                        get_str(m, o, "country"), get_str(m, o, "sector")));
        for (uint32_t i = 0; i < n; i++)
            TRY(record_run(m->r, m->err, SQL_ALIAS_PUT, "is", id, aliases[i]));
        const char **judging = get_strings(m, o, "judging", &n);
        for (uint32_t i = 0; i < n; i++)
            TRY(record_run(m->r, m->err, SQL_ALIAS_JUDGES, "is", id, judging[i]));
        const char *head = get_str(m, o, "head");
        if (head && *head) {
            int64_t head_id, head_identity;
            TRY(import_general_actor(m, &head_id, &head_identity, head, a));
            TRY(record_run(m->r, m->err, SQL_ACTOR_HEAD, "ii", id, head_id));
        }
        const char **members = get_strings(m, o, "members", &n);
        TRY(record_exec(m->r, m->err, "DELETE FROM member WHERE group_id = ?1", "i", id));
        for (uint32_t i = 0; i < n; i++) {
            int64_t member, member_identity;
            TRY(import_general_actor(m, &member, &member_identity, members[i], a));
            TRY(record_run(m->r, m->err, SQL_MEMBER_PUT, "iii", id, (int64_t)i, member));
        }
        if (side && *side) {
            int64_t side_id, side_identity;
            TRY(import_general_actor(m, &side_id, &side_identity, side, a));
            if (side_id != id)
                TRY(record_run(m->r, m->err, SQL_ACTOR_SIDE, "ii", id, side_id));
        }
        return PARLEY_OK;
    }
    bool proposal = strcmp(sort, "proposal") == 0, object = strcmp(sort, "object") == 0;
    const char **sides = get_strings(m, o, "talks", &n);
    int64_t talks;
    TRY(record_talks(m->r, &talks, n ? sides[0] : NULL, n > 1 ? sides[1] : NULL, m->err));
    TRY(record_identify(m->r, &identity, object ? "issue" : sort, name, of_talks(name, talks), a, m->err));
    TRY(record_run(m->r, m->err, SQL_PENDING_IDENTITY, "ii", identity, (int64_t)m->r->quiet));
    json_t *list = json_object_get(o, "aliases");
    /* Into the arena at once: a string of jansson's would be lost when the arena's memory ends and jumps. */
    size_t n_json = json_is_array(list) ? json_dumpb(list, NULL, 0, JSON_COMPACT) : 0;
    char *json = arena_str(a, "[]");
    if (n_json) {
        json = arena_alloc(a, n_json + 1);
        json_dumpb(list, json, n_json, JSON_COMPACT);
    }
    id = record_int(m->r,
                    proposal ? "SELECT id FROM proposal WHERE identity_id = ?1 AND document_id IS NULL"
                             : "SELECT id FROM issue WHERE identity_id = ?1 AND document_id IS NULL",
                    "i", identity);
    if (!proposal) {
        if (!id)
            return record_exec(m->r, m->err, "INSERT INTO issue (identity_id, name, aliases, minor) VALUES (?1, ?2, ?3, ?4)",
                               "issi", identity, name, json, (int64_t)object);
        return record_exec(m->r, m->err, "UPDATE issue SET name = ?2, aliases = ?3, minor = min(minor, ?4) WHERE id = ?1", "issi",
                           id, name, json, (int64_t)object);
    }
    int64_t carrier = 0, ignored, answers = 0;
    const char *carrier_name = get_str(m, o, "carrier"), *answers_name = get_str(m, o, "answers");
    if (carrier_name && *carrier_name)
        TRY(import_general_actor(m, &carrier, &ignored, carrier_name, a));
    if (!id) {
        TRY(record_exec(m->r, m->err, "INSERT INTO proposal (identity_id, name) VALUES (?1, ?2)", "is", identity, name));
        id = sqlite3_last_insert_rowid(m->r->db);
    }
    if (answers_name && *answers_name) {
        TRY(record_identify(m->r, &ignored, "proposal", answers_name, of_talks(answers_name, talks), a, m->err));
        TRY(record_run(m->r, m->err, SQL_PENDING_IDENTITY, "ii", ignored, (int64_t)m->r->quiet));
        answers = record_int(m->r, "SELECT id FROM proposal WHERE identity_id = ?1 AND document_id IS NULL", "i", ignored);
        if (!answers) {
            TRY(record_exec(m->r, m->err, "INSERT INTO proposal (identity_id, name) VALUES (?1, ?2)", "is", ignored,
                            answers_name));
            answers = sqlite3_last_insert_rowid(m->r->db);
        }
    }
    TRY(record_exec(
        m->r, m->err,
        "UPDATE proposal SET name = ?2, aliases = ?3, date = ?4, date_text = ?5, version = ?6, carrier_id = ?7, answers_id = ?8, "
        "phases = ?9 WHERE id = ?1",
        "isssss"
        "zzz",
        id, name, json, get_str(m, o, "date"), get_str(m, o, "date_text"), get_str(m, o, "version"), carrier, answers,
        (int64_t)get_small(o, "phases")));
    TRY(record_exec(m->r, m->err, "DELETE FROM proposal_author WHERE proposal_id = ?1", "i", id));
    TRY(record_exec(m->r, m->err, "DELETE FROM proposal_term WHERE proposal_id = ?1", "i", id));
    const char **authors = get_strings(m, o, "author", &n);
    for (uint32_t i = 0; i < n; i++) {
        int64_t author;
        TRY(import_general_actor(m, &author, &ignored, authors[i], a));
        TRY(record_run(m->r, m->err, SQL_PROPOSAL_AUTHOR, "iii", id, (int64_t)i, author));
    }
    const char **terms = get_strings(m, o, "terms", &n);
    for (uint32_t i = 0; i < n; i++) {
        const json_t *own = json_array_get(json_object_get(o, "term_talks"), i);
        int64_t term_talks = talks;
        if (json_is_array(own))
            TRY(record_talks(m->r, &term_talks, json_string_value(json_array_get(own, 0)),
                             json_string_value(json_array_get(own, 1)), m->err));
        TRY(record_identify(m->r, &ignored, "issue", terms[i], of_talks(terms[i], term_talks), a, m->err));
        TRY(record_run(m->r, m->err, SQL_PENDING_IDENTITY, "ii", ignored, (int64_t)m->r->quiet));
        int64_t issue = record_int(m->r, "SELECT id FROM issue WHERE identity_id = ?1 AND document_id IS NULL", "i", ignored);
        if (!issue) {
            TRY(record_exec(m->r, m->err, "INSERT INTO issue (identity_id, name, minor) VALUES (?1, ?2, 1)", "is", ignored,
                            terms[i]));
            issue = sqlite3_last_insert_rowid(m->r->db);
        }
        TRY(record_run(m->r, m->err, SQL_PROPOSAL_TERM, "iiiz", id, (int64_t)i, issue,
                       (int64_t)small_of(json_array_get(json_object_get(o, "term_phases"), i))));
    }
    return PARLEY_OK;
}

/* --- across pages: kept as lines until all pages are there -------------------------------------------------------- */
static parley_status import_later(importer *m, const char *line, size_t n) {
    return record_exec(m->r, m->err, "INSERT INTO import_later (line, text) VALUES (?1, ?2)", "it", (int64_t)m->line, line, n);
}

static int64_t import_find_doc(importer *m, const char *doc) {
    return doc ? record_int(m->r, "SELECT id FROM document WHERE doc = ?1", "s", doc) : 0;
}

/* A place on a page, and the fact that stands exactly there. kind NULL: any. */
static parley_status import_place(importer *m, const json_t *o, const char *kind, int64_t *doc, int64_t *fact, uint32_t *start,
                                  uint32_t *stop) {
    const char *name = json_string_value(json_object_get(o, "doc"));
    if (!name || !get_pair(json_object_get(o, "evidence"), start, stop))
        return bad(m, "a place is not {\"doc\": …, \"evidence\": [start, end]}");
    if (!(*doc = import_find_doc(m, name)))
        return bad(m, "names a page that is neither here nor in the record");
    *fact = record_int(m->r, "SELECT id FROM fact WHERE document_id = ?1 AND start = ?2 AND stop = ?3 AND kind = ?4 ORDER BY id",
                       "iiis", *doc, (int64_t)*start, (int64_t)*stop, kind);
    return PARLEY_OK;
}

static parley_status import_conflict(importer *m, const json_t *o) {
    const char *about = get_str(m, o, "about"), *kind = get_str(m, o, "kind");
    const json_t *between = json_object_get(o, "between");
    if (!about || !kind || !json_is_array(between))
        return bad(m, "a conflict without 'about', 'kind' or 'between'");
    TRY(record_exec(m->r, m->err, "INSERT INTO conflict (kind, about, rule) VALUES (?1, ?2, ?3)", "sss", kind, about,
                    get_str(m, o, "rule")));
    int64_t id = sqlite3_last_insert_rowid(m->r->db);
    size_t i;
    json_t *v;
    json_array_foreach(between, i, v) {
        int64_t doc, fact;
        uint32_t start, stop;
        TRY(import_place(m, v, kind, &doc, &fact, &start, &stop));
        TRY(record_exec(
            m->r, m->err,
            "INSERT INTO conflict_side (conflict_id, seq, document_id, fact_id, start, stop) VALUES (?1,?2,?3,?4,?5,?6)",
            "iiizuu", id, (int64_t)i, doc, fact, start, stop));
    }
    return PARLEY_OK;
}

static parley_status import_lineage(importer *m, const json_t *o) {
    uint32_t n;
    const char **docs = get_strings(m, o, "docs", &n), *relation = get_str(m, o, "relation"), *of = get_str(m, o, "of"),
               *evidence = get_str(m, o, "evidence");
    double score = get_number(o, "score", -1);
    if (n == 0 || !relation)
        return bad(m, "a lineage without 'docs' or 'relation'");
    /* Of three and more, each pair is a row. */
    for (uint32_t i = 0; i < n; i++) {
        int64_t a = import_find_doc(m, docs[i]);
        if (!a)
            return bad(m, "names a page that is neither here nor in the record");
        if (n == 1)
            TRY(record_exec(m->r, m->err,
                            "INSERT INTO lineage (a, relation, score, evidence, of, made) VALUES (?1,?2,?3,?4,?5,'import')",
                            "iscss", a, relation, score, evidence, of));
        for (uint32_t k = i + 1; k < n; k++) {
            int64_t b = import_find_doc(m, docs[k]);
            if (!b)
                return bad(m, "names a page that is neither here nor in the record");
            bool swap = strcmp(docs[i], docs[k]) > 0;
            TRY(record_exec(m->r, m->err,
                            "INSERT INTO lineage (a, b, relation, score, evidence, of, made) VALUES (?1,?2,?3,?4,?5,?6,'import')",
                            "iiscss", swap ? b : a, swap ? a : b, relation, score, evidence, of));
        }
    }
    return PARLEY_OK;
}

static parley_status import_change(importer *m, const json_t *o) {
    const char *about = get_str(m, o, "about"), *kind = get_str(m, o, "kind"), *what = get_str(m, o, "what");
    const json_t *before = json_object_get(o, "before"), *after = json_object_get(o, "after");
    int64_t doc[2], fact[2];
    uint32_t start[2], stop[2];
    if (!about || !kind || !what)
        return bad(m, "a change without 'about', 'kind' or 'what'");
    TRY(import_place(m, before, kind, &doc[0], &fact[0], &start[0], &stop[0]));
    TRY(import_place(m, after, kind, &doc[1], &fact[1], &start[1], &stop[1]));
    return record_exec(m->r, m->err,
                       "INSERT INTO change (kind, what, about, before_doc, before_fact, before_start, before_stop, before_date, "
                       "after_doc, after_fact, "
                       "after_start, after_stop, after_date, rule) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)",
                       "sssizuusizuuss", kind, what, about, doc[0], fact[0], start[0], stop[0], get_str(m, before, "date"),
                       doc[1], fact[1], start[1], stop[1], get_str(m, after, "date"), get_str(m, o, "rule"));
}

static parley_status import_correction(importer *m, const json_t *o) {
    static const char *const actions[] = {"confirm", "reject", "set", "add", "merge", "part", NULL};
    const char *action = get_label(m, o, "action", actions), *at = get_str(m, o, "at"), *author = get_str(m, o, "who"),
               *kind = get_str(m, o, "kind"), *doc = get_str(m, o, "doc");
    uint32_t start = PARLEY_NONE, stop = PARLEY_NONE;
    if (!action || !at || !author || !kind || (doc && !get_pair(json_object_get(o, "evidence"), &start, &stop)))
        return bad(m, "a correction without 'action', 'at', 'who', 'kind' or 'evidence'");
    const char *which = get_str(m, o, "which"), *field = get_str(m, o, "field"), *value = get_str(m, o, "value"),
               *was = get_str(m, o, "was"), *note = get_str(m, o, "note");
    if (record_int(m->r,
                   "SELECT count(*) FROM correction WHERE at = ?1 AND who = ?2 AND action = ?3 AND kind = ?4 AND doc IS ?5 AND "
                   "start IS ?6 AND stop IS ?7 "
                   "AND which IS ?8 AND field IS ?9 AND value IS ?10",
                   "sssssuusss", at, author, action, kind, doc, start, stop, which, field, value))
        return PARLEY_OK; /* known already */
    /* What it did is in the facts as they were exported: applied, unless the page comes to be read anew. */
    return record_exec(
        m->r, m->err,
        "INSERT INTO correction (at, who, action, kind, doc, start, stop, which, field, value, was, note, applied) VALUES "
        "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,1)",
        "sssssuusssss", at, author, action, kind, doc, start, stop, which, field, value, was, note);
}

/* --- lines -------------------------------------------------------------------------------------------------------- */
typedef parley_status (*import_line)(importer *m, const json_t *o);

static const struct {
    const char *type;
    import_line run;
    bool fact, later;
} import_types[] = {
    {"document", import_document, false, false},
    {"page", import_page, false, false},
    {"statement", import_statement, true, false},
    {"event", import_event, true, false},
    {"position", import_position, true, false},
    {"figure", import_figure, true, false},
    {"time", import_time, true, false},
    {"conflict", import_conflict, false, true},
    {"lineage", import_lineage, false, true},
    {"change", import_change, false, true},
    {"correction", import_correction, false, true},
};

static parley_status import_object(importer *m, const json_t *o, const char *line, size_t n, bool later) {
    const char *type = json_string_value(json_object_get(o, "type"));
    if (!json_is_object(o) || !type)
        return bad(m, "not an object with a 'type'");
    if (strcmp(type, "actor") == 0 || strcmp(type, "proposal") == 0 || strcmp(type, "issue") == 0 || strcmp(type, "object") == 0)
        return import_identity(m, o, type);
    for (size_t i = 0; i < COUNT_OF(import_types); i++)
        if (strcmp(import_types[i].type, type) == 0)
            return import_types[i].later && !later ? import_later(m, line, n) : import_types[i].run(m, o);
    m->stats->n_unknown++;
    return PARLEY_OK;
}

static parley_status import_text(importer *m, const char *line, size_t n, bool later) {
    json_error_t error;
    json_t *o = json_loadb(line, n, JSON_REJECT_DUPLICATES, &error);
    if (!o)
        return fail(m->err, PARLEY_EFORMAT, (int64_t)m->line, "%s:%llu: not JSON: %s", m->name, (unsigned long long)m->line,
                    error.text);
    jmp_buf nomem, *outer = m->page->on_nomem; /* the object is jansson's memory: free it on the way */
    parley_status rc;
    if (setjmp(nomem)) {
        json_decref(o);
        longjmp(*outer, 1);
    }
    m->page->on_nomem = &nomem;
    rc = import_object(m, o, line, n, later);
    m->page->on_nomem = outer;
    json_decref(o);
    return rc;
}

typedef struct import_context {
    FILE *f;
    const char *name;
    parley_import_stats *stats;
    char *line;
    size_t cap;
    parley_arena *page;
} import_context;

static parley_status import_work(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    import_context *c = context;
    importer m = {.r = r, .name = c->name, .stats = c->stats, .arena = a, .err = err};
    m.page = c->page;
    m.page->on_nomem = a->on_nomem;
    map_init(&m.done, a);
    r->quiet = true;
    parley_status rc;
    if ((rc = record_begin(r, err)) < 0)
        return rc;
    TRY(record_exec(r, err, "CREATE TEMP TABLE IF NOT EXISTS import_later (line INTEGER PRIMARY KEY, text TEXT)", ""));
    TRY(record_exec(r, err, "DELETE FROM import_later", ""));
    ssize_t n;
    while (rc >= 0 && (n = getline(&c->line, &c->cap, c->f)) >= 0) {
        m.line++;
        while (n > 0 && (c->line[n - 1] == '\n' || c->line[n - 1] == '\r' || c->line[n - 1] == ' '))
            n--;
        if (n == 0)
            continue;
        c->stats->n_lines++;
        rc = n > IMPORT_LINE_MAX ? bad(&m, "line too long") : import_text(&m, c->line, (size_t)n, false);
    }
    if (rc >= 0 && ferror(c->f))
        rc = fail(err, PARLEY_EIO, -1, "%s: %s", c->name, strerror(errno));
    if (rc >= 0)
        rc = import_flush(&m);
    sqlite3_stmt *s = rc >= 0 ? record_prepare(r, err, "SELECT line, text FROM import_later ORDER BY line", "") : NULL;
    if (rc >= 0 && !s)
        rc = PARLEY_EIO;
    int row = 0;
    while (rc >= 0 && (row = record_step(r, s, err)) == 1) {
        arena_reset(m.page);
        m.line = (uint64_t)sqlite3_column_int64(s, 0);
        rc = import_text(&m, (const char *)sqlite3_column_text(s, 1), (size_t)sqlite3_column_bytes(s, 1), true);
    }
    if (row < 0 && rc >= 0)
        rc = (parley_status)row;
    record_done(r, s);
    if (rc >= 0)
        rc = record_exec(r, err, "DELETE FROM import_later", "");
    return rc < 0 ? rc : record_commit(r, err);
}

parley_status parley_record_import(parley_record *r, FILE *f, const char *name, parley_import_stats *stats, parley_error *err) {
    parley_import_stats own;
    parley_arena page;
    arena_init(&page);
    import_context c = {f, name, stats ? stats : &own, NULL, 0, &page};
    *c.stats = (parley_import_stats){0};
    parley_status rc = record_guard(r, import_work, &c, err);
    r->quiet = false;
    free(c.line);
    page.on_nomem = NULL;
    arena_free(&page);
    return rc < 0 ? rc : parley_record_join(r, err);
}

/* One fact as a line of JSON, for a page that is in the record; what it names is added to d, which holds the page as it is. */
parley_status record_parse_fact(parley_record *r, record_doc *d, const char *json, parley_arena *a, parley_error *err) {
    parley_import_stats ignored = {0};
    importer m = {.r = r, .name = "fact", .stats = &ignored, .arena = a, .err = err, .d = d, .only = "fact"};
    m.page = a;
    map_init(&m.actors, a);
    map_init(&m.proposals, a);
    map_init(&m.issues, a);
    for (uint32_t i = 0; i < d->n_actors; i++) {
        map_sets(&m.actors, d->actors[i].name, i);
        map_sets(&m.actors, d->actors[i].canon, i);
    }
    for (uint32_t i = 0; i < d->n_proposals; i++)
        map_sets(&m.proposals, d->proposals[i].name, i);
    for (uint32_t i = 0; i < d->n_issues; i++)
        map_sets(&m.issues, d->issues[i].name, i);
    uint32_t counts[] = {d->n_actors, d->n_proposals, d->n_issues,  d->n_statements,
                         d->n_events, d->n_positions, d->n_figures, d->n_times};
    for (size_t i = 0; i < COUNT_OF(counts); i++)
        m.caps[i] = counts[i]; /* arrays are exactly full: the first push makes them anew */
    json_error_t error;
    json_t *o = json_loads(json, JSON_REJECT_DUPLICATES, &error);
    parley_status rc = PARLEY_EFORMAT;
    if (!o) {
        rc = fail(err, PARLEY_EFORMAT, error.position, "not JSON: %s", error.text);
    } else {
        const char *type = json_string_value(json_object_get(o, "type"));
        const char *doc = json_string_value(json_object_get(o, "doc"));
        rc = fail(err, PARLEY_EFORMAT, -1, "not a fact: its type is '%s'", type ? type : "");
        for (size_t i = 0; type && i < COUNT_OF(import_types); i++)
            if (import_types[i].fact && strcmp(import_types[i].type, type) == 0)
                rc = doc && strcmp(doc, d->doc) != 0 ? fail(err, PARLEY_EFORMAT, -1, "a fact of another page, '%s'", doc)
                                                     : import_types[i].run(&m, o);
        if (rc >= 0)
            import_objects(&m);
    }
    json_decref(o);
    return rc;
}
