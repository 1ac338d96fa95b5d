/* convert.c - a document just read -> the facts as the record holds them: source bytes, words, labels. */
#include "across/across.h"
#include "parley_int.h"
#include "record/record_int.h"

#include <math.h>

static const char *nonempty(const char *s) {
    return s && *s ? s : NULL;
}

static record_span convert_span(const parley_page *p, parley_arena *a, parley_span s) {
    if (s.end <= s.start || s.end > p->n_text)
        return (record_span){0, 0, PARLEY_NONE, PARLEY_NONE, NULL};
    parley_span src = page_source_span(p, s);
    return (record_span){src.start, src.end, s.start, s.end, arena_strn(a, p->text + s.start, s.end - s.start)};
}

/* Three digits: what a confidence is worth, and what survives export and import unchanged. */
static double convert_confidence(float c) {
    return c >= 0 && c <= 1 ? round((double)c * 1000) / 1000 : -1;
}

/* The sentence that holds byte at of the text; sentences are in order. */
static parley_span convert_context(const parley_parse *parse, uint32_t at) {
    uint32_t lo = 0, hi = parse->n_sents;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (at >= parse->sents[mid].stop)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < parse->n_sents && parse->sents[lo].start <= at)
        return (parley_span){parse->sents[lo].start, parse->sents[lo].stop};
    return (parley_span){PARLEY_NONE, PARLEY_NONE};
}

static record_head convert_head(const parley_doc *d, parley_arena *a, parley_span s, const char *stage, const char *rule,
                                float confidence) {
    parley_span context = convert_context(d->parse, s.start);
    return (record_head){.at = convert_span(d->page, a, s),
                         .stage = stage,
                         .rule = rule ? rule : stage,
                         .confidence = convert_confidence(confidence),
                         .context_start = context.start,
                         .context_stop = context.end};
}

static record_field convert_field(const page_fact *f) {
    return (record_field){nonempty(f->value), f->evidence.start, f->evidence.end, f->rule};
}

static const char *convert_format(page_format f) {
    static const char *const names[] = {"text", "html", "jsonl", "feed"};
    return (size_t)f < COUNT_OF(names) ? names[f] : NULL;
}

static const char *convert_role(page_role r) {
    static const char *const names[] = {"headline",  "standfirst", "byline", "dateline", "heading",
                                        "paragraph", "quote",      "list",   "credit",   "noise"};
    return (size_t)r < COUNT_OF(names) ? names[r] : "paragraph";
}

static void convert_keep(bool *keep, const parley_facts *f, uint32_t actor) {
    if (actor < f->n_actors)
        keep[actor] = true;
}

/* Which actors stay, and their new numbers. */
static uint32_t *convert_actor_map(const parley_facts *f, parley_arena *a, uint32_t *n) {
    uint32_t *map = ARENA_ARRAY(a, uint32_t, f->n_actors + 1);
    bool *keep = ARENA_ARRAY(a, bool, f->n_actors + 1);
    for (uint32_t i = 0; i < f->n_actors; i++)
        if (f->actors[i].acts)
            convert_keep(keep, f, i);
    for (uint32_t i = 0; i < f->n_statements; i++) {
        convert_keep(keep, f, f->statements[i].speaker);
        for (uint32_t k = 0; k < f->statements[i].n_chain; k++)
            convert_keep(keep, f, f->statements[i].chain[k]);
    }
    for (uint32_t i = 0; i < f->n_events; i++) {
        convert_keep(keep, f, f->events[i].asserted_by);
        for (uint32_t k = 0; k < f->events[i].n_source; k++)
            convert_keep(keep, f, f->events[i].source[k]);
        for (uint32_t k = 0; k < f->events[i].n_target; k++)
            convert_keep(keep, f, f->events[i].target[k]);
    }
    for (uint32_t i = 0; i < f->n_positions; i++) {
        convert_keep(keep, f, f->positions[i].holder);
        convert_keep(keep, f, f->positions[i].asserted_by);
    }
    for (uint32_t i = 0; i < f->n_figures; i++)
        convert_keep(keep, f, f->figures[i].according_to);
    for (uint32_t i = 0; i < f->n_outlooks; i++)
        convert_keep(keep, f, f->outlooks[i].asserted_by);
    for (uint32_t i = 0; i < f->n_proposals; i++) {
        convert_keep(keep, f, f->proposals[i].carrier);
        for (uint32_t k = 0; k < f->proposals[i].n_author; k++)
            convert_keep(keep, f, f->proposals[i].author[k]);
    }
    /* A group brings its members and its head along. */
    for (uint32_t i = 0; i < f->n_actors; i++)
        for (uint32_t k = 0; keep[i] && k < f->actors[i].n_members; k++)
            convert_keep(keep, f, f->actors[i].members[k]);
    for (uint32_t i = 0; i < f->n_actors; i++)
        if (keep[i])
            convert_keep(keep, f, f->actors[i].head);
    /* A side brings its own side along; chains of sides are short, and a loop ends because keep only grows. */
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < f->n_actors; i++) {
            uint32_t s = f->actors[i].side;
            if (keep[i] && s < f->n_actors && !keep[s])
                keep[s] = more = true;
        }
    }
    *n = 0;
    for (uint32_t i = 0; i < f->n_actors; i++)
        map[i] = keep[i] && nonempty(f->actors[i].name) ? (*n)++ : PARLEY_NONE;
    map[f->n_actors] = PARLEY_NONE;
    return map;
}

static uint32_t *convert_list(parley_arena *a, const uint32_t *in, uint32_t n_in, const uint32_t *map, uint32_t n_map,
                              uint32_t *n) {
    uint32_t *out = ARENA_ARRAY(a, uint32_t, n_in);
    *n = 0;
    for (uint32_t i = 0; i < n_in; i++) {
        uint32_t v = in[i] < n_map ? map[in[i]] : PARLEY_NONE;
        bool seen = v == PARLEY_NONE;
        for (uint32_t k = 0; !seen && k < *n; k++)
            seen = out[k] == v;
        if (!seen)
            out[(*n)++] = v;
    }
    return out;
}

static void convert_thing(record_thing *t, const parley_page *p, parley_arena *a, const char *name, const char **aliases,
                          uint32_t n_aliases, parley_span at) {
    *t = (record_thing){.name = name ? name : "", .carrier = PARLEY_NONE, .answers = PARLEY_NONE, .at = convert_span(p, a, at)};
    t->canon = t->name;
    t->aliases = aliases;
    t->n_aliases = n_aliases;
}

static void convert_facts(record_doc *r, const parley_doc *d, parley_arena *a) {
    const parley_page *p = d->page;
    const parley_facts *f = d->facts;
    uint32_t *map = convert_actor_map(f, a, &r->n_actors);
#define ACTOR(i) ((i) < f->n_actors ? map[i] : PARLEY_NONE)
    r->actors = ARENA_ARRAY(a, record_actor, r->n_actors);
    for (uint32_t i = 0; i < f->n_actors; i++) {
        const fact_actor *in = &f->actors[i];
        if (map[i] == PARLEY_NONE)
            continue;
        record_actor *out = &r->actors[map[i]];
        *out = (record_actor){.name = in->name,
                              .canon = in->name,
                              .aliases = in->aliases,
                              .n_aliases = in->n_aliases,
                              .kind = actor_kind_name(in->kind),
                              .role = actor_role_name(in->role),
                              .title = nonempty(in->title),
                              .country = nonempty(in->country),
                              .sector = nonempty(in->sector),
                              .side = ACTOR(in->side),
                              .head = ACTOR(in->head),
                              .judging = in->judging,
                              .n_judging = in->n_judging};
        out->members = convert_list(a, in->members, in->n_members, map, f->n_actors, &out->n_members);
        if (out->side != PARLEY_NONE)
            out->canon_side = f->actors[in->side].name;
        if (in->first_mention < f->n_mentions && d->parse->n_tokens) {
            const fact_mention *m = &f->mentions[in->first_mention];
            if (m->end > m->first && m->end <= d->parse->n_tokens)
                out->at = convert_span(p, a, parse_span(d->parse, m->first, m->end - 1));
        }
    }

    r->statements = ARENA_ARRAY(a, record_statement, f->n_statements);
    for (uint32_t i = 0; i < f->n_statements; i++) {
        const fact_statement *in = &f->statements[i];
        record_statement out = {.mode = statement_mode_name(in->mode), .speaker = ACTOR(in->speaker)};
        out.content = ARENA_ARRAY(a, record_span, in->n_content);
        parley_buf words;
        buf_init(&words);
        for (uint32_t k = 0; k < in->n_content; k++) {
            record_span s = convert_span(p, a, in->content[k]);
            if (s.stop <= s.start)
                continue;
            if (out.n_content)
                buf_adds(&words, " … ");
            buf_adds(&words, s.words);
            out.content[out.n_content++] = s;
        }
        if (out.n_content) {
            const record_span *first = &out.content[0], *last = &out.content[out.n_content - 1];
            out.head = convert_head(d, a, in->content[0], "statement", in->rule, in->confidence);
            out.head.at = (record_span){first->start, last->stop, first->text_start, last->text_stop,
                                        words.s ? arena_strn(a, words.s, words.n) : ""};
            out.cue = convert_span(p, a, in->cue);
            out.chain = convert_list(a, in->chain, in->n_chain, map, f->n_actors, &out.n_chain);
            r->statements[r->n_statements++] = out;
        }
        buf_free(&words);
    }

    r->events = ARENA_ARRAY(a, record_event, f->n_events);
    for (uint32_t i = 0; i < f->n_events; i++) {
        const fact_event *in = &f->events[i];
        record_event out = {.head = convert_head(d, a, in->evidence, "event", in->rule, in->confidence),
                            .event = plover_name(in->type),
                            .mode = nonempty(in->mode),
                            .status = event_status_name(in->status),
                            .date = nonempty(in->date),
                            .time = nonempty(in->time),
                            .place = nonempty(in->place),
                            .round = in->round,
                            .turn = in->turn,
                            .asserted_by = ACTOR(in->asserted_by)};
        out.source = convert_list(a, in->source, in->n_source, map, f->n_actors, &out.n_source);
        out.target = convert_list(a, in->target, in->n_target, map, f->n_actors, &out.n_target);
        if (out.head.at.stop > out.head.at.start)
            r->events[r->n_events++] = out;
    }

    r->issues = ARENA_ARRAY(a, record_thing, f->n_issues);
    r->n_issues = f->n_issues;
    for (uint32_t i = 0; i < f->n_issues; i++) {
        convert_thing(&r->issues[i], p, a, f->issues[i].name, f->issues[i].aliases, f->issues[i].n_aliases,
                      f->issues[i].evidence);
        r->issues[i].minor = f->issues[i].minor;
    }
    r->proposals = ARENA_ARRAY(a, record_thing, f->n_proposals);
    r->n_proposals = f->n_proposals;
    for (uint32_t i = 0; i < f->n_proposals; i++) {
        const fact_proposal *in = &f->proposals[i];
        record_thing *out = &r->proposals[i];
        convert_thing(out, p, a, in->name, in->aliases, in->n_aliases, in->evidence);
        out->date = nonempty(in->date);
        out->date_text = nonempty(in->date_text);
        out->version = nonempty(in->version);
        out->carrier = ACTOR(in->carrier);
        out->answers = in->answers < f->n_proposals && in->answers != i ? in->answers : PARLEY_NONE;
        out->author = convert_list(a, in->author, in->n_author, map, f->n_actors, &out->n_author);
        out->n_phases = in->n_phases;
        out->terms = ARENA_ARRAY(a, uint32_t, in->n_terms);
        out->phase = ARENA_ARRAY(a, uint8_t, in->n_terms);
        for (uint32_t k = 0; k < in->n_terms; k++)
            if (in->terms[k] < f->n_issues) {
                out->phase[out->n_terms] = in->phase[k];
                out->terms[out->n_terms++] = in->terms[k];
            }
    }

    r->positions = ARENA_ARRAY(a, record_position, f->n_positions);
    for (uint32_t i = 0; i < f->n_positions; i++) {
        const fact_position *in = &f->positions[i];
        record_position out = {.head = convert_head(d, a, in->evidence, "position", in->rule, in->confidence),
                               .holder = ACTOR(in->holder),
                               .stance = stance_name(in->stance),
                               .proposal = in->proposal < f->n_proposals ? in->proposal : PARLEY_NONE,
                               .issue = in->issue < f->n_issues ? in->issue : PARLEY_NONE,
                               .asserted_by = ACTOR(in->asserted_by),
                               .date = nonempty(in->date),
                               .nuance = nonempty(in->nuance)};
        if (out.proposal != PARLEY_NONE)
            out.issue = PARLEY_NONE;
        if (out.head.at.stop > out.head.at.start)
            r->positions[r->n_positions++] = out;
    }

    r->figures = ARENA_ARRAY(a, record_figure, f->n_figures);
    for (uint32_t i = 0; i < f->n_figures; i++) {
        const fact_figure *in = &f->figures[i];
        record_figure out = {.head = convert_head(d, a, in->evidence, "figure", in->rule, in->confidence),
                             .value = in->value,
                             .high = in->high > in->value ? in->high : in->value,
                             .qualifier = figure_qualifier_name(in->qualifier),
                             .unit = nonempty(in->unit),
                             .measure = nonempty(in->measure),
                             .subject = nonempty(in->subject),
                             .as_of = nonempty(in->as_of),
                             .according_to = ACTOR(in->according_to)};
        if (out.head.at.stop > out.head.at.start && isfinite(out.value) && isfinite(out.high))
            r->figures[r->n_figures++] = out;
    }

    r->outlooks = ARENA_ARRAY(a, record_outlook, f->n_outlooks);
    for (uint32_t i = 0; i < f->n_outlooks; i++) {
        const fact_outlook *in = &f->outlooks[i];
        record_outlook out = {.head = convert_head(d, a, in->evidence, "outlook", in->rule, -1),
                              .about = in->talks ? "talks" : "deal",
                              .leaning = in->leaning,
                              .asserted_by = ACTOR(in->asserted_by)};
        if (out.head.at.stop > out.head.at.start)
            r->outlooks[r->n_outlooks++] = out;
    }

    static const char *const time_names[] = {"date", "time", "duration", "set"};
    r->times = ARENA_ARRAY(a, record_time, f->n_times);
    for (uint32_t i = 0; i < f->n_times; i++) {
        const fact_time *in = &f->times[i];
        char precision[2] = {in->precision ? (char)in->precision : '\0', '\0'};
        record_time out = {.head = convert_head(d, a, in->evidence, "time", NULL, -1),
                           .kind = (size_t)in->kind < COUNT_OF(time_names) ? time_names[in->kind] : "date",
                           .value = nonempty(in->value),
                           .date = nonempty(in->date),
                           .precision = precision[0] ? arena_str(a, precision) : NULL};
        if (out.head.at.stop > out.head.at.start)
            r->times[r->n_times++] = out;
    }
#undef ACTOR
}

record_doc *record_from_doc(const parley_doc *d, parley_arena *a) {
    const parley_page *p = d->page;
    record_doc *r = ARENA_NEW(a, record_doc);
    r->doc = p->doc;
    r->path = p->path;
    r->member_offset = p->member_offset;
    r->format = convert_format(p->format);
    r->encoding = p->encoding;
    r->lang = p->lang;
    r->digest = p->digest;
    r->model = d->model;
    r->n_bytes = p->n_source;
    r->title = convert_field(&p->title);
    r->outlet = convert_field(&p->outlet);
    r->author = convert_field(&p->author);
    r->published = convert_field(&p->published);
    r->url = convert_field(&p->url);
    const page_translation *t = &p->translation;
    r->translation = (record_translation){t->sign, t->made, t->original, t->evidence.start, t->evidence.end, t->words};
    r->body = page_body(p, a, &r->n_body);
    r->text = p->text;
    r->n_text = p->n_text;
    r->blocks = ARENA_ARRAY(a, record_block, p->n_blocks);
    r->n_blocks = p->n_blocks;
    for (uint32_t i = 0; i < p->n_blocks; i++) {
        const page_block *b = &p->blocks[i];
        parley_span s = page_source_span(p, (parley_span){b->start, b->end});
        r->blocks[i] = (record_block){s.start, s.end, b->start, b->end, convert_role(b->role), b->reason, b->new_paragraph};
    }
    if (!d->facts)
        return r;
    convert_facts(r, d, a);
    across_print print;
    parley_buf bytes;
    buf_init(&bytes);
    across_print_make(&print, p, d->parse, d->facts, a);
    across_print_save(&bytes, &print);
    if (!bytes.nomem && bytes.n) {
        r->print = arena_copy(a, bytes.s, bytes.n);
        r->n_print = bytes.n;
    }
    buf_free(&bytes);
    return r;
}
