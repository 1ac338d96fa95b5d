/* acled.c - events as CSV after ACLED and UCDP: what these projects code by hand, with the precision and sources that they ask
 * for.
 *
 * ACLED's types for political violence, protest and strategic developments, and its precision of dates (1 the day is told, 2 the
 * page's date stands for it, 3 no more than a month or year, or nothing, is known); UCDP's precision of places (1 a place is
 * named, 6 only a country, 7 none), number of independent sources (of a record: pages that are no copies of each other), original
 * source (whom the page names for it, else the outlet on whose story it rests), and low, best, high estimate of deaths. Verbal
 * events are left out, as there.
 */
#include "output/events.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *plover, *mode, *type, *sub;
} kinds[] = {
    {"ASSAULT", "aerial", "Explosions/Remote violence", "Air/drone strike"},
    {"ASSAULT", "explosives", "Explosions/Remote violence", "Remote explosive/landmine/IED"},
    {"ASSAULT", "suicide-attack", "Explosions/Remote violence", "Suicide bomb"},
    {"ASSAULT", "heavy-weapons", "Explosions/Remote violence", "Shelling/artillery/missile attack"},
    {"ASSAULT", NULL, "Violence", "Attack"},
    {"COERCE", "arrest", "Strategic developments", "Arrests"},
    {"COERCE", "seize", "Strategic developments", "Looting/property destruction"},
    {"COERCE", NULL, "Strategic developments", "Other"},
    {"PROTEST", "riot", "Riots", "Violent demonstration"},
    {"PROTEST", NULL, "Protests", "Peaceful protest"},
    {"RETREAT", NULL, "Strategic developments", "Non-violent transfer of territory"},
    {"AGREE", NULL, "Strategic developments", "Agreement"},
    {"MOBILIZE", NULL, "Strategic developments", "Change to group/activity"},
};

void acled_header(parley_buf *b) {
    buf_adds(
        b,
        "event_id,event_date,date_prec,event_type,sub_event_type,actor1,inter1,actor2,inter2,country,location,where_prec,source,"
        "source_original,number_of_sources,notes,low,best,high\r\n");
}

static void csv(parley_buf *b, const char *s) { /* RFC 4180 */
    if (!s)
        return;
    if (!strpbrk(s, ",\"\r\n")) {
        buf_adds(b, s);
        return;
    }
    buf_addc(b, '"');
    for (; *s; s++) {
        if (*s == '"')
            buf_addc(b, '"');
        buf_addc(b, *s);
    }
    buf_addc(b, '"');
}

static void actors(parley_buf *b, const record_doc *d, const uint32_t *at, uint32_t n) {
    parley_buf names, codes;
    buf_init(&names);
    buf_init(&codes);
    for (uint32_t i = 0; i < n; i++) {
        if (at[i] >= d->n_actors)
            continue;
        char code[16];
        event_actor_code(code, d, at[i]);
        buf_addf(&names, "%s%s", names.n ? "; " : "", d->actors[at[i]].name);
        buf_addf(&codes, "%s%s", codes.n ? "; " : "", code);
    }
    csv(b, names.s);
    buf_addc(b, ',');
    csv(b, codes.s);
    b->nomem |= names.nomem || codes.nomem;
    buf_free(&names);
    buf_free(&codes);
}

/* Deaths that the evidence of the event itself counts. */
static void deaths(parley_buf *b, const record_doc *d, const record_event *e) {
    for (uint32_t i = 0; i < d->n_figures; i++) {
        const record_figure *f = &d->figures[i];
        if (strcmp(f->measure, "killed") != 0 || f->head.at.start < e->head.at.start || f->head.at.stop > e->head.at.stop)
            continue;
        bool floor = strcmp(f->qualifier, "at_least") == 0 || strcmp(f->qualifier, "more_than") == 0;
        bool ceiling = strcmp(f->qualifier, "at_most") == 0 || strcmp(f->qualifier, "less_than") == 0;
        if (ceiling)
            buf_adds(b, ",");
        else
            buf_addf(b, ",%.0f", f->value);
        buf_addf(b, ",%.0f", f->value);
        if (floor)
            buf_adds(b, ",");
        else
            buf_addf(b, ",%.0f", f->high > f->value ? f->high : f->value);
        return;
    }
    buf_adds(b, ",,,");
}

static int date_precision(const record_doc *d, const record_event *e) {
    if (e->date)
        return strlen(e->date) >= 10 ? 1 : 3;
    return d->published.value ? 2 : 3;
}

static int place_precision(const record_doc *d, const record_event *e) {
    if (!e->place)
        return 7;
    for (uint32_t i = 0; i < d->n_actors; i++)
        if (strcmp(d->actors[i].kind, "state") == 0 && strcmp(d->actors[i].name, e->place) == 0)
            return 6;
    return 1;
}

void acled_write(parley_buf *b, const record_doc *d, const event_shared *shared) {
    for (uint32_t i = 0; i < d->n_events; i++) {
        const record_event *e = &d->events[i];
        size_t k = 0;
        while (k < COUNT_OF(kinds) &&
               (strcmp(kinds[k].plover, e->event) != 0 || (kinds[k].mode && (!e->mode || strcmp(kinds[k].mode, e->mode) != 0))))
            k++;
        const event_count *c = shared ? &shared->items[i] : NULL;
        if (k == COUNT_OF(kinds) || strcmp(e->status, "happened") != 0 || (c && !c->first))
            continue;
        parley_buf id;
        buf_init(&id);
        buf_addf(&id, "%s-%u", d->doc, i + 1);
        csv(b, id.s);
        b->nomem |= id.nomem;
        buf_free(&id);
        buf_addf(b, ",%s,%d,%s,%s,", event_date(d, e), date_precision(d, e), kinds[k].type, kinds[k].sub);
        actors(b, d, e->source, e->n_source);
        buf_addc(b, ',');
        actors(b, d, e->target, event_two_sided(e) ? 0 : e->n_target);
        buf_addc(b, ',');
        if (e->n_source)
            csv(b, event_actor_country(d, e->source[0]));
        buf_addc(b, ',');
        csv(b, e->place);
        buf_addf(b, ",%d,", place_precision(d, e));
        csv(b, c ? c->outlets : d->outlet.value ? d->outlet.value : d->doc);
        buf_addc(b, ',');
        if (e->asserted_by < d->n_actors)
            csv(b, d->actors[e->asserted_by].name);
        else if (c)
            csv(b, c->original);
        buf_addf(b, ",%u,", c ? c->sources : 1);
        csv(b, e->head.at.words);
        deaths(b, d, e);
        buf_adds(b, "\r\n");
    }
}
