/* petrarch_out.c - events as PETRARCH and Phoenix tables: one row for each pair of source and target. */
#include "output/events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows exist only for what happened: these formats cannot say planned, hypothetical or denied. */
static bool happened(const record_event *e) {
    return strcmp(e->status, "happened") == 0;
}

static void compact_date(char out[12], const char *iso) {
    size_t n = 0;
    for (; *iso && n < 8; iso++)
        if (*iso >= '0' && *iso <= '9')
            out[n++] = *iso;
    out[n] = '\0';
    if (n != 8)
        strcpy(out, "00000000");
}

typedef void row(parley_buf *b, const record_doc *d, const record_event *e, uint32_t index, uint32_t source, uint32_t target);

static void pair_code(char out[16], const record_doc *d, uint32_t actor) {
    if (actor < d->n_actors)
        event_actor_code(out, d, actor);
    else
        strcpy(out, "---");
}

/* Of a record, what several pages tell is one row: that of the first page. */
static void each_pair(parley_buf *b, const record_doc *d, const event_shared *shared, row *write) {
    for (uint32_t i = 0; i < d->n_events; i++) {
        const record_event *e = &d->events[i];
        if (!happened(e) || (shared && !shared->items[i].first))
            continue;
        for (uint32_t s = 0; s < (e->n_source ? e->n_source : 1); s++)
            for (uint32_t t = 0; t < (e->n_target ? e->n_target : 1); t++) {
                uint32_t source = e->n_source ? e->source[s] : PARLEY_NONE, target = e->n_target ? e->target[t] : PARLEY_NONE;
                char s_code[16], t_code[16];
                pair_code(s_code, d, source);
                pair_code(t_code, d, target);
                /* A row of these tables is about somebody: one without any code says nothing there. */
                if ((source != target || source == PARLEY_NONE) && (strcmp(s_code, "---") != 0 || strcmp(t_code, "---") != 0))
                    write(b, d, e, i, source, target);
            }
    }
}

static void petrarch_row(parley_buf *b, const record_doc *d, const record_event *e, uint32_t i, uint32_t source,
                         uint32_t target) {
    char date[12], s[16], t[16];
    compact_date(date, event_date(d, e));
    pair_code(s, d, source);
    pair_code(t, d, target);
    buf_addf(b, "%s\t%s\t%s\t%s\t", date, s, t, event_code_of(e->event, e->mode)->cameo);
    event_cell(b, d->doc);
    buf_addf(b, "_%u\n", i + 1);
}

void petrarch_write(parley_buf *b, const record_doc *d, const event_shared *shared) {
    each_pair(b, d, shared, petrarch_row);
}

void phoenix_header(parley_buf *b) {
    buf_adds(
        b,
        "EventID\tDate\tYear\tMonth\tDay\tSourceActorFull\tSourceActorEntity\tSourceActorRole\tSourceActorAttribute\tTargetActorF"
        "ull\t"
        "TargetActorEntity\tTargetActorRole\tTargetActorAttribute\tEventCode\tEventRootCode\tQuadClass\tGoldsteinScore\tIssues\t"
        "ActionLat\tActionLong\tLocationName\tGeoCountryName\tGeoStateName\tSentenceID\tURLs\tNewsSources\n");
}

static void phoenix_actor(parley_buf *b, const record_doc *d, uint32_t actor) {
    char code[16];
    pair_code(code, d, actor);
    const char *country = actor < d->n_actors ? event_actor_country(d, actor) : NULL,
               *sector = actor < d->n_actors ? event_actor_sector(d, actor) : NULL;
    buf_addf(b, "\t%s\t%s\t%s\t", code, country ? country : "", sector ? sector : "");
}

static void phoenix_row(parley_buf *b, const record_doc *d, const record_event *e, uint32_t i, uint32_t source, uint32_t target) {
    char date[12];
    const event_code *code = event_code_of(e->event, e->mode);
    compact_date(date, event_date(d, e));
    event_cell(b, d->doc);
    buf_addf(b, "_%u_%u_%u\t%s\t%.4s\t%.2s\t%.2s", i + 1, source == PARLEY_NONE ? 0 : source + 1,
             target == PARLEY_NONE ? 0 : target + 1, date, date, date + 4, date + 6);
    phoenix_actor(b, d, source);
    phoenix_actor(b, d, target);
    buf_addf(b, "\t%s\t%.2s\t%d\t%.1f\t\t\t\t", code->cameo, code->cameo, code->quad, code->goldstein);
    event_cell(b, e->place);
    buf_adds(b, "\t\t\t");
    event_cell(b, d->doc);
    buf_addf(b, "_%u\t", e->head.at.start);
    event_cell(b, d->url.value);
    buf_addc(b, '\t');
    event_cell(b, d->outlet.value);
    buf_addc(b, '\n');
}

void phoenix_write(parley_buf *b, const record_doc *d, const event_shared *shared) {
    each_pair(b, d, shared, phoenix_row);
}
