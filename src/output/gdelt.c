/* gdelt.c - GDELT-like tables: events with the 58 columns of GDELT 1.0, mentions with the 16 of GDELT 2.0. No header line, as
 * there.
 *
 * Columns that Parley does not know (religion, ethnicity, tone, coordinates) are empty. One row an event and pair of actors;
 * GLOBALEVENTID is a hash of page, place and pair, so that it is the same in every run and the two tables join.
 */
#include "output/events.h"

#include <stdio.h>
#include <string.h>

static uint64_t row_id(const record_doc *d, const record_event *e, const event_count *c, uint32_t source, uint32_t target) {
    char key[96];
    if (c) { /* of a record: the same on all pages, whose numbers of actors differ */
        const char *s = source < d->n_actors ? d->actors[source].canon : "",
                   *t = target < d->n_actors ? d->actors[target].canon : "";
        uint64_t pair[3] = {c->id, hash_str(s ? s : ""), hash_str(t ? t : "")};
        return hash_bytes(pair, sizeof pair) >> 12;
    }
    uint64_t h = hash_str(d->doc);
    int n = snprintf(key, sizeof key, "%llx %u %s %u %u", (unsigned long long)h, e->head.at.start, e->event, source, target);
    return hash_bytes(key, (size_t)n) >> 12; /* fits the doubles of statistics programs */
}

static void digits(char out[12], const char *iso, size_t want) {
    size_t n = 0;
    for (; *iso && n < want; iso++)
        if (*iso >= '0' && *iso <= '9')
            out[n++] = *iso;
    out[n == want ? n : 0] = '\0';
}

static void actor_columns(parley_buf *b, const record_doc *d, uint32_t a) { /* 10 */
    if (a >= d->n_actors) {
        buf_adds(b, "\t\t\t\t\t\t\t\t\t\t");
        return;
    }
    char code[16];
    const char *country = event_actor_country(d, a), *sector = event_actor_sector(d, a);
    event_actor_code(code, d, a);
    buf_addf(b, "\t%s\t", strncmp(code, "---", 3) == 0 ? code + 3 : code);
    event_cell(b, d->actors[a].canon ? d->actors[a].canon : d->actors[a].name);
    buf_addf(b, "\t%s\t\t\t\t\t%.3s\t%s\t", country ? country : "", sector ? sector : "",
             sector && strlen(sector) > 3 ? sector + 3 : "");
}

static bool told(const record_event *e) {
    return strcmp(e->status, "happened") == 0;
}

static void each(parley_buf *b, const record_doc *d, const event_shared *shared, bool mentions,
                 void (*write)(parley_buf *, const record_doc *, const record_event *, const event_count *, uint32_t, uint32_t)) {
    for (uint32_t i = 0; i < d->n_events; i++) {
        const record_event *e = &d->events[i];
        const event_count *c = shared ? &shared->items[i] : NULL;
        if (c && !c->first && !mentions)
            continue;
        for (uint32_t s = 0; told(e) && s < (e->n_source ? e->n_source : 1); s++)
            for (uint32_t t = 0; t < (e->n_target ? e->n_target : 1); t++) {
                uint32_t source = e->n_source ? e->source[s] : PARLEY_NONE, target = e->n_target ? e->target[t] : PARLEY_NONE;
                if (source != target || source == PARLEY_NONE)
                    write(b, d, e, c, source, target);
            }
    }
}

static void event_row(parley_buf *b, const record_doc *d, const record_event *e, const event_count *c, uint32_t source,
                      uint32_t target) {
    char day[12], month[12], year[12];
    const event_code *code = event_code_of(e->event, e->mode);
    const char *date = event_date(d, e);
    digits(day, date, 8);
    digits(month, date, 6);
    digits(year, date, 4);
    buf_addf(b, "%llu\t%s\t%s\t%s\t", (unsigned long long)row_id(d, e, c, source, target), day, month, year);
    if (*day) { /* FractionDate as GDELT reckons it: year + (month * 30 + day) / 365 */
        int y = 0, m = 0, dd = 0;
        sscanf(day, "%4d%2d%2d", &y, &m, &dd);
        buf_addf(b, "%.4f", y + (m * 30 + dd) / 365.0);
    }
    actor_columns(b, d, source);
    actor_columns(b, d, target);
    buf_addf(b, "\t%d\t%s\t%.3s\t%.2s\t%d\t%.1f\t%u\t%u\t%u\t", 1, code->cameo, code->cameo, code->cameo, code->quad,
             code->goldstein, c ? c->mentions : 1, c ? c->sources : 1, c ? c->articles : 1);
    buf_adds(b, "\t\t\t\t\t\t\t");               /* Actor1Geo */
    buf_adds(b, "\t\t\t\t\t\t\t");               /* Actor2Geo */
    buf_addf(b, "\t%s\t", e->place ? "1" : "0"); /* ActionGeo: type, name */
    event_cell(b, e->place);
    buf_adds(b, "\t\t\t\t\t\t");
    digits(day, d->published.value ? d->published.value : "", 8);
    buf_addf(b, "%s\t", day);
    event_cell(b, d->url.value ? d->url.value : d->doc);
    buf_addc(b, '\n');
}

void gdelt_write(parley_buf *b, const record_doc *d, const event_shared *shared) {
    each(b, d, shared, false, event_row);
}

static uint32_t offset_of(const record_doc *d, uint32_t a) {
    return a < d->n_actors && d->actors[a].at.stop > d->actors[a].at.start ? d->actors[a].at.start : UINT32_MAX;
}

static void add_offset(parley_buf *b, uint32_t at) {
    if (at == UINT32_MAX)
        buf_adds(b, "\t-1");
    else
        buf_addf(b, "\t%u", at);
}

static void mention_row(parley_buf *b, const record_doc *d, const record_event *e, const event_count *c, uint32_t source,
                        uint32_t target) {
    char day[12], seen[12];
    digits(day, event_date(d, e), 8);
    digits(seen, d->published.value ? d->published.value : "", 8);
    buf_addf(b, "%llu\t%s%s\t%s%s\t%s\t", (unsigned long long)row_id(d, e, c, source, target), day, *day ? "000000" : "", seen,
             *seen ? "000000" : "", d->url.value ? "1" : "2");
    event_cell(b, d->outlet.value);
    buf_addc(b, '\t');
    event_cell(b, d->url.value ? d->url.value : d->doc);
    buf_adds(b, "\t0"); /* SentenceID: places are bytes here */
    add_offset(b, offset_of(d, source));
    add_offset(b, offset_of(d, target));
    add_offset(b, e->head.at.start);
    buf_addf(b, "\t1\t%d\t%llu\t\t\t\n", e->head.confidence > 0 ? (int)(e->head.confidence * 100) : 50,
             (unsigned long long)d->n_bytes);
}

void gdelt_mentions_write(parley_buf *b, const record_doc *d, const event_shared *shared) {
    each(b, d, shared, true, mention_row);
}
