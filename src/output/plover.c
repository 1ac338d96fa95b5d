/* plover.c - events as PLOVER JSON Lines (manual, draft 2.0), and the codes that all event writers share. */
#include "output/events.h"
#include "page/page.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* CAMEO codes after PLOVER's own conversion table, read backwards: the most general code of each type, and a finer one where the
 * mode has it. Goldstein values are those of the root codes. */
static const struct {
    const char *mode;
    event_code code;
} codes[] = {
    {NULL, {"AGREE", "030", 1, 4.0}},
    {NULL, {"CONSULT", "040", 1, 1.0}},
    {"phone", {"CONSULT", "041", 1, 1.0}},
    {"visit", {"CONSULT", "042", 1, 1.9}},
    {"third-party", {"CONSULT", "044", 1, 2.5}},
    {NULL, {"SUPPORT", "050", 1, 3.5}},
    {NULL, {"CONCEDE", "080", 2, 5.0}},
    {NULL, {"COOPERATE", "060", 2, 6.0}},
    {NULL, {"AID", "070", 2, 7.0}},
    {NULL, {"RETREAT", "084", 2, 7.0}},
    {"release", {"RETREAT", "0841", 2, 7.0}},
    {"ceasefire", {"RETREAT", "0871", 2, 9.0}},
    {"withdraw", {"RETREAT", "0874", 2, 10.0}},
    {"disarm", {"RETREAT", "0873", 2, 9.0}},
    {"access", {"RETREAT", "086", 2, 9.0}},
    {NULL, {"REQUEST", "100", 3, -5.0}},
    {"meet", {"REQUEST", "106", 3, -5.0}},
    {"assist", {"REQUEST", "103", 3, -5.0}},
    {NULL, {"ACCUSE", "110", 3, -2.0}},
    {"disapprove", {"ACCUSE", "111", 3, -2.0}},
    {"allege", {"ACCUSE", "112", 3, -2.0}},
    {"investigate", {"ACCUSE", "090", 3, -2.0}},
    {NULL, {"REJECT", "120", 3, -4.0}},
    {"meet", {"REJECT", "125", 3, -5.0}},
    {NULL, {"THREATEN", "130", 3, -4.4}},
    {"violence", {"THREATEN", "138", 3, -7.0}},
    {NULL, {"PROTEST", "140", 4, -6.5}},
    {"demo", {"PROTEST", "141", 4, -6.5}},
    {"strike", {"PROTEST", "143", 4, -6.5}},
    {"hunger", {"PROTEST", "142", 4, -6.5}},
    {"obstruct", {"PROTEST", "144", 4, -7.5}},
    {"riot", {"PROTEST", "145", 4, -7.5}},
    {NULL, {"SANCTION", "160", 4, -4.0}},
    {"discontinue", {"SANCTION", "163", 4, -8.0}},
    {"expel", {"SANCTION", "166", 4, -7.0}},
    {"convict", {"SANCTION", "116", 4, -2.0}},
    {NULL, {"MOBILIZE", "150", 4, -7.2}},
    {"troops", {"MOBILIZE", "154", 4, -7.2}},
    {"police", {"MOBILIZE", "153", 4, -7.2}},
    {NULL, {"COERCE", "170", 4, -7.0}},
    {"seize", {"COERCE", "171", 4, -9.2}},
    {"arrest", {"COERCE", "173", 4, -5.0}},
    {"restrict", {"COERCE", "191", 4, -9.5}},
    {"deport", {"COERCE", "174", 4, -5.0}},
    {"martial-law", {"COERCE", "1724", 4, -5.0}},
    {NULL, {"ASSAULT", "190", 4, -10.0}},
    {"aerial", {"ASSAULT", "195", 4, -10.0}},
    {"firearms", {"ASSAULT", "193", 4, -10.0}},
    {"heavy-weapons", {"ASSAULT", "194", 4, -10.0}},
    {"targeted", {"ASSAULT", "186", 4, -10.0}},
    {"suicide-attack", {"ASSAULT", "183", 4, -10.0}},
    {"explosives", {"ASSAULT", "183", 4, -10.0}},
};

const event_code *event_code_of(const char *type, const char *mode) {
    const event_code *general = &codes[0].code;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        if (strcmp(codes[i].code.plover, type) != 0)
            continue;
        if (!codes[i].mode)
            general = &codes[i].code;
        else if (mode && strcmp(codes[i].mode, mode) == 0)
            return &codes[i].code;
    }
    return general;
}

/* --- actors ------------------------------------------------------------------------------------------------------- */

const char *event_actor_country(const record_doc *d, uint32_t a) {
    for (int i = 0; i < 8 && a < d->n_actors; i++, a = d->actors[a].side)
        if (d->actors[a].country)
            return d->actors[a].country;
    return NULL;
}

const char *event_actor_sector(const record_doc *d, uint32_t a) {
    for (int i = 0; i < 8 && a < d->n_actors; i++, a = d->actors[a].side) {
        if (d->actors[a].sector)
            return d->actors[a].sector;
        if (strcmp(d->actors[a].kind, "state") == 0)
            return "GOV";
        if (strcmp(d->actors[a].kind, "outlet") == 0)
            return "JRN";
    }
    return NULL;
}

void event_actor_code(char out[16], const record_doc *d, uint32_t a) {
    const char *country = event_actor_country(d, a), *sector = event_actor_sector(d, a);
    snprintf(out, 16, "%.3s%.6s", country ? country : "---", sector ? sector : country ? "" : "UNK");
}

/* --- events ------------------------------------------------------------------------------------------------------- */

const char *event_date(const record_doc *d, const record_event *e) {
    return e->date ? e->date : d->published.value ? d->published.value : "";
}

bool event_two_sided(const record_event *e) {
    if (e->n_source < 2 || e->n_source != e->n_target)
        return false;
    for (uint32_t i = 0; i < e->n_source; i++)
        if (e->source[i] != e->target[i])
            return false;
    return true;
}

static bool has_word(const char *words, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strstr(words, list[i]))
            return true;
    return false;
}

static bool calls_for_peace(const record_doc *d, const record_event *e) {
    static const char *const ends[] = {"end", "stop", "halt", "cease", "truce"}, *const wars[] = {"war",       "fighting",
                                                                                                  "conflict",  "hostilities",
                                                                                                  "ceasefire", "cease-fire",
                                                                                                  "truce",     "violence"};
    if (!e->head.at.words || !has_word(e->head.at.words, ends, COUNT_OF(ends)) ||
        !has_word(e->head.at.words, wars, COUNT_OF(wars)))
        return false;
    for (uint32_t i = 0; i < e->n_source; i++)
        if (e->source[i] < d->n_actors && strcmp(d->actors[e->source[i]].role, "party") == 0)
            return true;
    return false;
}

const char *event_plover(const record_doc *d, const record_event *e) {
    bool planned = strcmp(e->status, "planned") == 0;
    if (strcmp(e->event, "AID") == 0 && e->head.rule && strncmp(e->head.rule, "forgive ", 8) == 0)
        return e->event; /* the manual: forgiving debt is AID, agreed or done */
    if (planned && (strcmp(e->event, "CONSULT") == 0 || strcmp(e->event, "SUPPORT") == 0 || strcmp(e->event, "COOPERATE") == 0 ||
                    strcmp(e->event, "AID") == 0))
        return "AGREE";
    if (planned && strcmp(e->event, "RETREAT") == 0)
        return "CONCEDE";
    if (strcmp(e->event, "REQUEST") == 0 && ((e->head.rule && strncmp(e->head.rule, "offer ", 6) == 0) || calls_for_peace(d, e)))
        return "AGREE";
    return e->event;
}

void event_cell(parley_buf *b, const char *s) {
    for (; s && *s; s++)
        buf_addc(b, (unsigned char)*s < ' ' ? ' ' : *s);
}

static void add_string(parley_buf *b, const char *key, const char *value) {
    buf_addf(b, ",\"%s\":", key);
    buf_add_json(b, value, value ? strlen(value) : 0);
}

static void add_entities(parley_buf *b, const char *key, const record_doc *d, const uint32_t *at, uint32_t n) {
    buf_addf(b, ",\"%s\":[", key);
    for (uint32_t i = 0, k = 0; i < n; i++) {
        if (at[i] >= d->n_actors)
            continue;
        const record_actor *a = &d->actors[at[i]];
        if (k++)
            buf_addc(b, ',');
        char code[16];
        event_actor_code(code, d, at[i]);
        buf_addf(b, "{\"actor\":\"%s\"", code);
        add_string(b, "code", event_actor_country(d, at[i]));
        add_string(b, "sector", event_actor_sector(d, at[i]));
        add_string(b, "entity_text", a->name);
        add_string(b, "identifier_text", a->canon);
        if (a->title)
            add_string(b, "office", a->title);
        buf_addc(b, '}');
    }
    buf_addc(b, ']');
}

/* One object a line. PLOVER's "actor" is the record's source, "recipient" its target; of two-sided events all are actors. What
 * the manual calls auxiliary modes (future, hypothetical, negation) stands in "context". */
void plover_write(parley_buf *b, const record_doc *d, const event_shared *shared) {
    for (uint32_t i = 0; i < d->n_events; i++) {
        const record_event *e = &d->events[i];
        const char *type = event_plover(d, e);
        buf_adds(b, "{\"id\":");
        parley_buf id;
        buf_init(&id);
        buf_addf(&id, "%s-%u-%u", d->doc, e->head.at.start, i + 1);
        buf_add_json(b, id.s, id.n);
        b->nomem |= id.nomem;
        buf_free(&id);
        add_string(b, "date", *event_date(d, e) ? event_date(d, e) : NULL);
        buf_addf(b, ",\"event\":[\"%s\"],\"mode\":[", type);
        if (e->mode && strcmp(type, e->event) == 0)
            buf_add_json(b, e->mode, strlen(e->mode));
        buf_adds(b, "],\"context\":[");
        if (strcmp(e->status, "planned") == 0 && strcmp(type, e->event) == 0)
            buf_adds(b, "\"future\"");
        else if (strcmp(e->status, "hypothetical") == 0)
            buf_adds(b, "\"hypothetical\"");
        else if (strcmp(e->status, "denied") == 0)
            buf_adds(b, "\"negation\"");
        buf_addc(b, ']');
        add_entities(b, "actor", d, e->source, e->n_source);
        add_entities(b, "recipient", d, e->target, event_two_sided(e) ? 0 : e->n_target);
        if (e->place) {
            buf_adds(b, ",\"event_loc\":{\"extracted_place\":");
            buf_add_json(b, e->place, strlen(e->place));
            buf_addc(b, '}');
        }
        add_string(b, "text", e->head.at.words);
        buf_addf(b, ",\"text_info\":{\"start\":%u,\"end\":%u}", e->head.at.start, e->head.at.stop);
        buf_addf(b, ",\"cite_info\":{\"codebook\":\"plover-base-2.0\"");
        add_string(b, "citation", d->doc);
        add_string(b, "url", d->url.value);
        add_string(b, "title", d->title.value);
        add_string(b, "publication", d->outlet.value);
        add_string(b, "language", d->lang);
        buf_addc(b, '}');
        if (shared)
            buf_addf(b, ",\"same_event\":\"%016llx\",\"independent_sources\":%u", (unsigned long long)shared->items[i].id,
                     shared->items[i].sources);
        if (e->asserted_by < d->n_actors)
            add_string(b, "asserted_by", d->actors[e->asserted_by].name);
        add_string(b, "rule", e->head.rule);
        add_string(b, "coder", d->model);
        buf_adds(b, "}\n");
    }
}

/* --- the choice of format ----------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    void (*header)(parley_buf *b);
    void (*write)(parley_buf *b, const record_doc *d, const event_shared *shared);
} formats[] = {{"plover", NULL, plover_write},
               {"petrarch", NULL, petrarch_write},
               {"phoenix", phoenix_header, phoenix_write},
               {"gdelt", NULL, gdelt_write},
               {"gdelt-mentions", NULL, gdelt_mentions_write},
               {"acled", acled_header, acled_write}};

static parley_status to_file(parley_buf *b, FILE *f, parley_error *err) {
    parley_status rc = PARLEY_OK;
    if (b->nomem)
        rc = fail_nomem(err);
    else if (b->n && fwrite(b->s, 1, b->n, f) != b->n)
        rc = fail(err, PARLEY_EIO, -1, "events: %s", strerror(errno));
    buf_free(b);
    return rc;
}

parley_status parley_events_header(const char *format, FILE *f, parley_error *err) {
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (strcmp(formats[i].name, format) == 0) {
            parley_buf b;
            buf_init(&b);
            if (formats[i].header)
                formats[i].header(&b);
            return to_file(&b, f, err);
        }
    return fail(err, PARLEY_ENOTFOUND, -1, "no event format '%s'", format);
}

parley_status event_write(const char *format, const record_doc *d, const event_shared *shared, FILE *f, parley_error *err) {
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (strcmp(formats[i].name, format) == 0) {
            parley_buf b;
            buf_init(&b);
            formats[i].write(&b, d, shared);
            return to_file(&b, f, err);
        }
    return fail(err, PARLEY_ENOTFOUND, -1, "no event format '%s'", format);
}

parley_status parley_doc_write_events(const parley_doc *doc, const char *format, FILE *f, parley_error *err) {
    parley_arena a;
    jmp_buf nomem;
    arena_init(&a);
    a.on_nomem = &nomem;
    if (setjmp(nomem)) {
        arena_free(&a);
        return fail_nomem(err);
    }
    parley_status rc = event_write(format, record_from_doc(doc, &a), NULL, f, err);
    arena_free(&a);
    return rc;
}

static parley_status set_fact(parley_page *p, page_fact *fact, const char *value, parley_error *err) {
    jmp_buf nomem;
    p->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        p->arena.on_nomem = NULL;
        return fail_nomem(err);
    }
    *fact = (page_fact){.value = arena_str(&p->arena, value), .rule = "field"};
    p->arena.on_nomem = NULL;
    return PARLEY_OK;
}

parley_status parley_page_set(parley_page *p, const char *field, const char *value, parley_error *err) {
    const struct {
        const char *name;
        page_fact *fact;
    } fields[] = {
        {"published", &p->published}, {"title", &p->title}, {"outlet", &p->outlet}, {"author", &p->author}, {"url", &p->url}};
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (strcmp(fields[i].name, field) == 0)
            return set_fact(p, fields[i].fact, value, err);
    return fail(err, PARLEY_ENOTFOUND, -1, "no page field '%s'", field);
}
