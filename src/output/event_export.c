/* event_export.c - the events of a whole record in the files of the field.
 *
 * One event that several pages tell is one event there: the same type and mode, the same actors (by their names on all pages),
 * and dates at most a day apart. The first page in byte order of names gives the row; the others are counted, as mentions, pages,
 * and independent sources, where copies and rewrites of one story are one source (table document, origin_id). Two passes over the
 * pages: the first collects keys, the second writes; memory grows with the number of events, not of words.
 */
#include "meaning/timex.h"
#include "output/events.h"
#include "output/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct telling { /* one event of one page */
    int32_t day;         /* days since 1970; INT32_MIN: no date */
    uint32_t doc, origin, next, group;
    const char *outlet;
} telling;
typedef struct group {
    uint64_t id;
    uint32_t first, mentions, articles, sources; /* first: telling */
    const char *outlets;
} group;
typedef struct export_run {
    parley_record *r;
    const char *format;
    FILE *f;
    parley_arena *a, page;
    parley_map keys; /* -> first telling with the key */
    telling *tellings;
    uint32_t n, cap;
    group *groups;
    uint32_t n_groups, cap_groups;
    uint32_t at; /* second pass: telling */
    parley_buf key;
} export_run;

static int32_t day_of(const char *iso) {
    int32_t days;
    return time_parse_iso(iso, &days) ? days : INT32_MIN;
}

static int by_string(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_names(parley_buf *key, const record_doc *d, const uint32_t *at, uint32_t n, parley_arena *scratch) {
    const char **names = ARENA_ARRAY(scratch, const char *, n + 1);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        if (at[i] < d->n_actors)
            names[k++] = d->actors[at[i]].canon ? d->actors[at[i]].canon : d->actors[at[i]].name;
    if (k)
        qsort(names, k, sizeof *names, by_string);
    for (uint32_t i = 0; i < k; i++)
        buf_addf(key, "\x1f%s", names[i]);
    buf_addc(key, '\x1e');
}

static bool counts(const record_event *e) {
    return !e->head.verdict || strcmp(e->head.verdict, "rejected") != 0;
}

static void collect(export_run *x, const record_doc *d, uint32_t doc, uint32_t origin) {
    const char *outlet = arena_str(x->a, d->outlet.value ? d->outlet.value : d->doc);
    for (uint32_t i = 0; i < d->n_events; i++) {
        const record_event *e = &d->events[i];
        if (!counts(e))
            continue;
        parley_buf *key = &x->key;
        buf_reset(key);
        buf_addf(key, "%s\x1f%s\x1f%s\x1e", e->event, e->mode ? e->mode : "", e->status);
        add_names(key, d, e->source, e->n_source, &x->page);
        add_names(key, d, e->target, e->n_target, &x->page);
        telling t = {.day = day_of(event_date(d, e)), .doc = doc, .origin = origin, .next = PARLEY_NONE, .outlet = outlet};
        uint32_t known = e->n_source + e->n_target && !key->nomem ? map_get(&x->keys, key->s, key->n, PARLEY_NONE) : PARLEY_NONE;
        /* Without any actor, words alone would make events one that are not. */
        uint32_t at = known;
        t.group = PARLEY_NONE;
        for (; at != PARLEY_NONE && t.group == PARLEY_NONE; at = x->tellings[at].next) {
            const group *g = &x->groups[x->tellings[at].group];
            int32_t there = x->tellings[g->first].day;
            if (there == t.day || (there != INT32_MIN && t.day != INT32_MIN && labs((long)there - t.day) <= 1))
                t.group = x->tellings[at].group;
        }
        if (t.group == PARLEY_NONE) {
            t.group = x->n_groups;
            uint64_t id = hash_bytes(key->s, key->n) ^ ((uint64_t)(uint32_t)t.day * 0x9E3779B97F4A7C15u);
            if (!(e->n_source + e->n_target))
                id = hash_bytes(&id, sizeof id) ^ hash_str(d->doc) ^ e->head.at.start;
            ARENA_PUSH(x->a, x->groups, x->n_groups, x->cap_groups) = (group){.id = id, .first = x->n, .outlets = ""};
        }
        if (known == PARLEY_NONE && key->s && !key->nomem)
            map_set(&x->keys, arena_strn(x->a, key->s, key->n), key->n, x->n);
        else if (known != PARLEY_NONE) { /* behind the first: order does not matter to the search */
            t.next = x->tellings[known].next;
            x->tellings[known].next = x->n;
        }
        ARENA_PUSH(x->a, x->tellings, x->n, x->cap) = t;
    }
}

typedef struct seen {
    uint32_t group, value;
    const char *outlet;
} seen;
static int by_group(const void *a, const void *b) {
    const seen *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->outlet && y->outlet ? strcmp(x->outlet, y->outlet) : 0;
}

/* Pages, sources and outlets of each group. */
static void count_groups(export_run *x) {
    seen *s = ARENA_ARRAY(x->a, seen, x->n + 1);
    for (int what = 0; what < 3; what++) {
        for (uint32_t i = 0; i < x->n; i++)
            s[i] = (seen){x->tellings[i].group,
                          what == 0   ? x->tellings[i].doc
                          : what == 1 ? x->tellings[i].origin
                                      : 0,
                          what == 2 ? x->tellings[i].outlet : NULL};
        if (x->n)
            qsort(s, x->n, sizeof *s, by_group);
        for (uint32_t i = 0; i < x->n; i++) {
            group *g = &x->groups[s[i].group];
            bool first = i == 0 || by_group(&s[i - 1], &s[i]) != 0;
            g->mentions += what == 0;
            g->articles += what == 0 && first;
            g->sources += what == 1 && first;
            if (what == 2 && first)
                g->outlets = *g->outlets ? arena_printf(x->a, "%s; %s", g->outlets, s[i].outlet) : s[i].outlet;
        }
    }
}

/* Leave out what a person rejected; tell the writers what other pages say. */
static void prepare(export_run *x, record_doc *d, const char *of, event_shared *shared) {
    uint32_t n = 0;
    shared->items = ARENA_ARRAY(&x->page, event_count, d->n_events + 1);
    for (uint32_t i = 0; i < d->n_events; i++) {
        if (!counts(&d->events[i]))
            continue;
        const group *g = &x->groups[x->tellings[x->at].group];
        shared->items[n] = (event_count){.id = g->id,
                                         .first = g->first == x->at,
                                         .mentions = g->mentions,
                                         .articles = g->articles,
                                         .sources = g->sources,
                                         .outlets = g->outlets,
                                         .original = of};
        d->events[n++] = d->events[i];
        x->at++;
    }
    d->n_events = n;
}

static parley_status export_all(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    export_run *x = context;
    int64_t *ids;
    uint32_t n;
    parley_status rc = record_list(r, &ids, &n, a, err);
    x->a = a;
    x->page.on_nomem = a->on_nomem;
    map_init(&x->keys, a);
    for (int pass = 0; pass < 2 && rc >= 0; pass++) {
        for (uint32_t i = 0; i < n && rc >= 0; i++) {
            record_doc *d;
            uint32_t origin = 0;
            const char *of = NULL;
            arena_reset(&x->page);
            if ((rc = record_load(&d, r, ids[i], false, &x->page, err)) < 0 ||
                (rc = record_page_origin(r, ids[i], &origin, &of, &x->page, err)) < 0)
                break;
            if (pass == 0) {
                collect(x, d, i, origin);
            } else {
                event_shared shared = {0};
                prepare(x, d, of, &shared);
                rc = event_write(x->format, d, &shared, x->f, err);
            }
        }
        if (pass == 0 && rc >= 0)
            count_groups(x);
    }
    return rc;
}

parley_status parley_record_export_events(parley_record *r, const char *format, FILE *f, parley_error *err) {
    export_run x = {.r = r, .format = format, .f = f};
    parley_status rc = parley_events_header(format, f, err);
    if (rc < 0)
        return rc;
    arena_init(&x.page);
    buf_init(&x.key);
    rc = record_read_guard(r, export_all, &x, err);
    x.page.on_nomem = NULL;
    arena_free(&x.page);
    buf_free(&x.key);
    if (rc >= 0 && fflush(f) != 0)
        rc = fail(err, PARLEY_EIO, -1, "export: %s", strerror(errno));
    return rc;
}
