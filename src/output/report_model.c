/* report_model.c - loads the record and puts it in the order in which a person reads it. */
#include "output/report.h"

#include <stdlib.h>

static int text_order(const char *a, const char *b) { /* NULL last */
    if (!a || !b)
        return a ? -1 : b ? 1 : 0;
    return strcmp(a, b);
}

static int doc_order(const void *x, const void *y) {
    const record_doc *a = ((const report_doc *)x)->d, *b = ((const report_doc *)y)->d;
    int c = text_order(a->published.value, b->published.value);
    return c ? c : strcmp(a->doc, b->doc);
}

static const char *fold(parley_arena *a, const char *s) {
    return utf8_lower(a, s, strlen(s), true);
}

/* The first ten characters of an ISO date that is one day, else NULL: weeks and ranges have no place on a line of days. */
static const char *day_of(parley_arena *a, const char *date) {
    if (!date || strlen(date) < 10)
        return NULL;
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? date[i] != '-' : date[i] < '0' || date[i] > '9')
            return NULL;
    return arena_strn(a, date, 10);
}

static parley_status load_docs(report *rep, parley_record *r, parley_error *err) {
    int64_t *ids;
    parley_status rc = record_list(r, &ids, &rep->n_docs, rep->arena, err);
    if (rc < 0)
        return rc;
    rep->docs = ARENA_ARRAY(rep->arena, report_doc, rep->n_docs);
    for (uint32_t i = 0; i < rep->n_docs; i++)
        if ((rc = record_load(&rep->docs[i].d, r, ids[i], true, rep->arena, err)) < 0)
            return rc;
    if (rep->n_docs)
        qsort(rep->docs, rep->n_docs, sizeof *rep->docs, doc_order);
    return PARLEY_OK;
}

static parley_status load_who(report *rep, parley_record *r, parley_error *err) {
    record_identity *ids;
    parley_status rc = record_identities(&ids, &rep->n_who, r, "actor", rep->arena, err);
    if (rc < 0)
        return rc;
    rep->who = ARENA_ARRAY(rep->arena, report_who, rep->n_who);
    map_init(&rep->who_by_name, rep->arena);
    for (uint32_t i = 0; i < rep->n_who; i++) {
        rep->who[i] = (report_who){.identity = &ids[i], .side = i, .colour = -1};
        map_sets(&rep->who_by_name, fold(rep->arena, ids[i].name), i);
    }
    /* An alias leads to its actor where it is nobody's name: sides are often written as "Kalvian" or by a capital. */
    for (uint32_t i = 0; i < rep->n_who; i++)
        for (uint32_t j = 0; j < ids[i].n_aliases; j++) {
            const char *alias = fold(rep->arena, ids[i].aliases[j]);
            if (map_gets(&rep->who_by_name, alias, PARLEY_NONE) == PARLEY_NONE)
                map_sets(&rep->who_by_name, alias, i);
        }
    for (uint32_t i = 0; i < rep->n_who; i++) {
        uint32_t at = i;
        for (int step = 0; step < 6 && ids[at].side; step++) { /* spokesman -> party -> coalition; a ring ends somewhere */
            uint32_t next = map_gets(&rep->who_by_name, fold(rep->arena, ids[at].side), PARLEY_NONE);
            if (next == PARLEY_NONE || next == i)
                break;
            at = next;
        }
        rep->who[i].side = at;
    }
    for (uint32_t d = 0; d < rep->n_docs; d++) {
        report_doc *doc = &rep->docs[d];
        doc->who = ARENA_ARRAY(rep->arena, uint32_t, doc->d->n_actors);
        for (uint32_t i = 0; i < doc->d->n_actors; i++) {
            const record_actor *x = &doc->d->actors[i];
            doc->who[i] = map_gets(&rep->who_by_name, fold(rep->arena, x->canon ? x->canon : x->name), PARLEY_NONE);
        }
    }
    return PARLEY_OK;
}

static parley_status load_things(report *rep, parley_record *r, parley_error *err) {
    record_identity *ids[2];
    uint32_t n[2];
    static const char *const sorts[] = {"proposal", "issue"};
    for (int k = 0; k < 2; k++) {
        parley_status rc = record_identities(&ids[k], &n[k], r, sorts[k], rep->arena, err);
        if (rc < 0)
            return rc;
    }
    rep->n_proposals = n[0];
    rep->n_things = n[0] + n[1];
    rep->things = ARENA_ARRAY(rep->arena, report_thing, rep->n_things);
    for (uint32_t k = 0, t = 0; k < 2; k++)
        for (uint32_t i = 0; i < n[k]; i++, t++)
            rep->things[t] = (report_thing){.identity = &ids[k][i], .is_proposal = k == 0};
    return PARLEY_OK;
}

static void index_things(report *rep) {
    map_init(&rep->thing_by_identity, rep->arena);
    map_init(&rep->thing_names, rep->arena);
    for (uint32_t i = 0; i < rep->n_things; i++) {
        const record_identity *x = rep->things[i].identity;
        const char *name = arena_printf(rep->arena, "%c%s", rep->things[i].is_proposal ? 'p' : 'i', x->name);
        map_set(&rep->thing_by_identity, (const char *)&x->id, sizeof x->id, i);
        map_sets(&rep->thing_names, name, map_gets(&rep->thing_names, name, 0) + 1);
    }
}

static uint32_t thing_of(const report *rep, uint32_t doc, const record_position *p) {
    const record_doc *d = rep->docs[doc].d;
    const record_thing *t = p->proposal != PARLEY_NONE && p->proposal < d->n_proposals ? &d->proposals[p->proposal]
                            : p->issue != PARLEY_NONE && p->issue < d->n_issues        ? &d->issues[p->issue]
                                                                                       : NULL;
    if (!t)
        return PARLEY_NONE;
    return map_get(&rep->thing_by_identity, (const char *)&t->identity, sizeof t->identity, PARLEY_NONE);
}

void report_thing_name(report *rep, uint32_t thing) {
    const report_thing *x = &rep->things[thing];
    const char *const *talks = x->identity->talks;
    put_name(rep, x->identity->name);
    if (!talks[0] ||
        map_gets(&rep->thing_names, arena_printf(rep->arena, "%c%s", x->is_proposal ? 'p' : 'i', x->identity->name), 0) < 2)
        return;
    put(rep, " <span class=\"kind\">");
    put_text(rep, talks[0]);
    if (talks[1] && *talks[1]) {
        put(rep, " / ");
        put_text(rep, talks[1]);
    }
    put(rep, "</span>");
}

uint32_t report_who_of(const report *rep, uint32_t doc, uint32_t actor) {
    return actor < rep->docs[doc].d->n_actors ? rep->docs[doc].who[actor] : PARLEY_NONE;
}

const report_fact *report_fact_by_id(const report *rep, int64_t id) {
    if (id <= 0 || id >= rep->id_cap || rep->fact_by_id[id] == PARLEY_NONE)
        return NULL;
    return &rep->facts[rep->fact_by_id[id]];
}

static bool rejected(const record_head *h) { /* a person said that this is not in the words: it is not told */
    return h->verdict && strcmp(h->verdict, "rejected") == 0;
}

static int fact_order(const void *x, const void *y) {
    const report_fact *a = x, *b = y;
    int c = text_order(a->date, b->date);
    if (c)
        return c;
    if (a->doc != b->doc)
        return a->doc < b->doc ? -1 : 1;
    if (a->head->at.start != b->head->at.start)
        return a->head->at.start < b->head->at.start ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static void add_fact(report *rep, const record_head *head, report_kind kind, uint32_t doc, uint32_t index, const char *date) {
    if (rejected(head))
        return;
    const char *own = day_of(rep->arena, date), *page = day_of(rep->arena, rep->docs[doc].d->published.value);
    rep->facts[rep->n_facts++] = (report_fact){
        .head = head, .kind = kind, .doc = doc, .index = index, .date = own ? own : page, .date_is_pages = !own && page};
    rep->n_kind[kind]++;
    rep->docs[doc].n_facts++;
    if (head->id >= rep->id_cap)
        rep->id_cap = head->id + 1;
}

static void count(report *rep, uint32_t who, size_t member) {
    if (who == PARLEY_NONE)
        return;
    *(uint32_t *)((char *)&rep->who[who] + member) += 1;
    rep->who[rep->who[who].side].n_side++;
}

static void collect_facts(report *rep) {
    size_t n = 0;
    for (uint32_t d = 0; d < rep->n_docs; d++) {
        const record_doc *x = rep->docs[d].d;
        n += (size_t)x->n_statements + x->n_events + x->n_positions + x->n_figures;
    }
    rep->facts = ARENA_ARRAY(rep->arena, report_fact, n);
    for (uint32_t d = 0; d < rep->n_docs; d++) {
        const record_doc *x = rep->docs[d].d;
        for (uint32_t i = 0; i < x->n_statements; i++) {
            add_fact(rep, &x->statements[i].head, REPORT_STATEMENT, d, i, NULL);
            if (!rejected(&x->statements[i].head))
                count(rep, report_who_of(rep, d, x->statements[i].speaker), offsetof(report_who, n_said));
        }
        for (uint32_t i = 0; i < x->n_events; i++) {
            add_fact(rep, &x->events[i].head, REPORT_EVENT, d, i, x->events[i].date);
            if (!rejected(&x->events[i].head))
                for (uint32_t k = 0; k < x->events[i].n_source; k++)
                    count(rep, report_who_of(rep, d, x->events[i].source[k]), offsetof(report_who, n_did));
        }
        for (uint32_t i = 0; i < x->n_positions; i++) {
            add_fact(rep, &x->positions[i].head, REPORT_POSITION, d, i, x->positions[i].date);
            if (rejected(&x->positions[i].head))
                continue;
            count(rep, report_who_of(rep, d, x->positions[i].holder), offsetof(report_who, n_held));
        }
        for (uint32_t i = 0; i < x->n_figures; i++)
            add_fact(rep, &x->figures[i].head, REPORT_FIGURE, d, i, x->figures[i].as_of);
    }
    if (rep->n_facts)
        qsort(rep->facts, rep->n_facts, sizeof *rep->facts, fact_order);
    rep->fact_by_id = ARENA_ARRAY(rep->arena, uint32_t, rep->id_cap);
    memset(rep->fact_by_id, 0xFF, sizeof(uint32_t) * (size_t)rep->id_cap);
    for (uint32_t i = 0; i < rep->n_facts; i++)
        if (rep->facts[i].head->id > 0)
            rep->fact_by_id[rep->facts[i].head->id] = i;
}

static int thing_order(const void *x, const void *y) {
    const report_thing *a = x, *b = y;
    if (a->is_proposal != b->is_proposal)
        return a->is_proposal ? -1 : 1;
    if (a->n_positions != b->n_positions)
        return a->n_positions > b->n_positions ? -1 : 1;
    int c = strcmp(a->identity->name, b->identity->name);
    for (int i = 0; i < 2 && c == 0; i++) /* one name of two negotiations */
        c = strcmp(a->identity->talks[i] ? a->identity->talks[i] : "", b->identity->talks[i] ? b->identity->talks[i] : "");
    return c;
}

static void rank_things(report *rep) {
    index_things(rep);
    for (uint32_t i = 0; i < rep->n_facts; i++)
        if (rep->facts[i].kind == REPORT_POSITION) {
            uint32_t doc = rep->facts[i].doc;
            uint32_t t = thing_of(rep, doc, &rep->docs[doc].d->positions[rep->facts[i].index]);
            if (t != PARLEY_NONE)
                rep->things[t].n_positions++;
        }
    if (rep->n_things)
        qsort(rep->things, rep->n_things, sizeof *rep->things, thing_order);
    index_things(rep);
    for (uint32_t i = 0; i < rep->n_facts; i++) {
        report_fact *f = &rep->facts[i];
        f->thing = f->kind == REPORT_POSITION ? thing_of(rep, f->doc, &rep->docs[f->doc].d->positions[f->index]) : PARLEY_NONE;
    }
}

typedef struct side_rank {
    uint32_t who, rank, n;
    const char *name;
} side_rank;

static int side_order(const void *x, const void *y) {
    const side_rank *a = x, *b = y;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return strcmp(a->name, b->name);
}

static void rank_sides(report *rep) {
    side_rank *rank = ARENA_ARRAY(rep->arena, side_rank, rep->n_who);
    uint32_t n = 0, parties = 0;
    bool *followed = ARENA_ARRAY(rep->arena, bool, rep->n_who);
    for (uint32_t i = 0; i < rep->n_who; i++)
        if (rep->who[i].side != i)
            followed[rep->who[i].side] = true;
    for (uint32_t i = 0; i < rep->n_who; i++) {
        if (rep->who[i].side != i || rep->who[i].n_side == 0)
            continue;
        const record_identity *id = rep->who[i].identity;
        const char *role = id->role ? id->role : "other", *kind = id->kind ? id->kind : "";
        /* A state, body or organisation is a side by itself; a group ("mediators") or person only when others speak for it. */
        bool corporate = strcmp(kind, "state") == 0 || strcmp(kind, "body") == 0 || strcmp(kind, "organisation") == 0 ||
                         (strcmp(kind, "outlet") != 0 && followed[i]);
        rank[n++] = (side_rank){i,
                                corporate && strcmp(role, "party") == 0      ? 0
                                : corporate && strcmp(role, "mediator") == 0 ? 1
                                                                             : 2,
                                rep->who[i].n_side, id->name};
        parties += rank[n - 1].rank == 0;
    }
    /* Who is hardly spoken of gets no card of its own: one page's chance remark makes no party of the talks. */
    uint32_t loudest = 0;
    for (uint32_t i = 0; i < n; i++)
        if (rank[i].rank < 2 && rank[i].n > loudest)
            loudest = rank[i].n;
    for (uint32_t i = 0; i < n; i++)
        if (rank[i].rank < 2 && rank[i].n * 20 < loudest && (rank[i].rank == 1 || parties > 2)) {
            parties -= rank[i].rank == 0;
            rank[i].rank = 2;
        }
    if (n)
        qsort(rank, n, sizeof *rank, side_order);
    /* Where the pages do not tell who the parties are, those of whom they tell most stand in their place, and are not called
     * parties: at most four, none with less than a sixth of the facts of the first. */
    if (parties < 2) {
        uint32_t most = 0, taken = parties;
        for (uint32_t i = 0; i < n; i++) {
            const record_identity *id = rep->who[rank[i].who].identity;
            bool can = rank[i].rank == 2 && !id->title &&
                       (!id->kind || (strcmp(id->kind, "outlet") != 0 && strcmp(id->kind, "unnamed") != 0));
            if (!can || taken >= 4)
                continue;
            most = most ? most : rank[i].n;
            if (rank[i].n * 6 < most || rank[i].n < 2)
                break;
            rank[i].rank = 0;
            taken++;
        }
        rep->sides_guessed = true;
        if (n)
            qsort(rank, n, sizeof *rank, side_order);
    }
    rep->sides = ARENA_ARRAY(rep->arena, uint32_t, n);
    rep->n_sides = n;
    int colour = 0;
    for (uint32_t i = 0; i < n; i++) {
        rep->sides[i] = rank[i].who;
        rep->n_parties += rank[i].rank == 0;
        rep->n_mediators += rank[i].rank == 1;
        if (rank[i].rank < 2 && colour < REPORT_COLOURS)
            rep->who[rank[i].who].colour = colour++;
    }
}

static uint32_t doc_named(const parley_map *names, const char *doc) {
    return doc ? map_gets(names, doc, PARLEY_NONE) : PARLEY_NONE;
}

/* false: its page is not in the report. */
static bool side_of(report_side *out, const parley_map *names, const record_account *s) {
    *out = (report_side){.doc = doc_named(names, s->doc),
                         .fact = s->fact,
                         .start = s->start,
                         .stop = s->stop,
                         .words = s->words,
                         .date = s->date ? s->date : s->published};
    return out->doc != PARLEY_NONE;
}

static parley_status load_conflicts(report *rep, parley_record *r, const parley_map *names, parley_error *err) {
    record_conflict *list;
    uint32_t n;
    parley_status rc = record_conflicts(&list, &n, r, rep->arena, err);
    if (rc < 0)
        return rc;
    rep->conflicts = ARENA_ARRAY(rep->arena, report_conflict, n);
    for (uint32_t i = 0; i < n; i++) {
        report_conflict *c = &rep->conflicts[rep->n_conflicts];
        *c = (report_conflict){.kind = list[i].kind, .about = list[i].about};
        c->sides = ARENA_ARRAY(rep->arena, report_side, list[i].n_sides);
        for (uint32_t k = 0; k < list[i].n_sides; k++)
            c->n_sides += side_of(&c->sides[c->n_sides], names, &list[i].sides[k]);
        rep->n_conflicts += c->n_sides > 0;
    }
    return PARLEY_OK;
}

static int latest_first(const void *p, const void *q) {
    const record_change *x = p, *y = q;
    const record_account *x0 = &x->side[0], *y0 = &y->side[0], *x1 = &x->side[1], *y1 = &y->side[1];
    const char *a = x1->date ? x1->date : x1->published, *b = y1->date ? y1->date : y1->published;
    int c = a && b ? strcmp(b, a) : text_order(a, b);
    if (c || (c = strcmp(x->about, y->about)) || (c = strcmp(x->what, y->what)) || (c = strcmp(x0->doc, y0->doc)))
        return c;
    if (x0->start != y0->start)
        return x0->start < y0->start ? -1 : 1;
    if ((c = strcmp(x1->doc, y1->doc)))
        return c;
    return (x1->start > y1->start) - (x1->start < y1->start);
}

static parley_status load_changes(report *rep, parley_record *r, const parley_map *names, parley_error *err) {
    record_change *list;
    uint32_t n;
    parley_status rc = record_changes(&list, &n, r, NULL, rep->arena, err);
    if (rc < 0)
        return rc;
    if (n)
        qsort(list, n, sizeof *list, latest_first);
    rep->changes = ARENA_ARRAY(rep->arena, report_change, n);
    for (uint32_t i = 0; i < n; i++) {
        report_change *c = &rep->changes[rep->n_changes];
        *c = (report_change){.kind = list[i].kind, .what = list[i].what, .about = list[i].about};
        if (side_of(&c->before, names, &list[i].side[0]) && side_of(&c->after, names, &list[i].side[1]))
            rep->n_changes++;
    }
    return PARLEY_OK;
}

static parley_status load_links(report *rep, parley_record *r, const parley_map *names, parley_error *err) {
    record_link *list;
    uint32_t n;
    parley_status rc = record_links(&list, &n, r, rep->arena, err);
    if (rc < 0)
        return rc;
    rep->links = ARENA_ARRAY(rep->arena, report_link, n);
    for (uint32_t i = 0; i < n; i++) {
        const record_link *x = &list[i];
        rep->links[rep->n_links++] = (report_link){.doc = doc_named(names, x->doc),
                                                   .other = doc_named(names, x->other),
                                                   .relation = x->relation,
                                                   .of = x->of,
                                                   .evidence = x->evidence};
    }
    return PARLEY_OK;
}

static parley_status load_across(report *rep, parley_record *r, parley_error *err) {
    parley_map names;
    parley_status rc;
    map_init(&names, rep->arena);
    for (uint32_t i = 0; i < rep->n_docs; i++)
        map_sets(&names, rep->docs[i].d->doc, i);
    if ((rc = load_conflicts(rep, r, &names, err)) < 0 || (rc = load_changes(rep, r, &names, err)) < 0)
        return rc;
    return load_links(rep, r, &names, err);
}

static void count_outlets(report *rep) {
    parley_map seen, origins;
    map_init(&seen, rep->arena);
    map_init(&origins, rep->arena);
    for (uint32_t i = 0; i < rep->n_docs; i++) {
        const report_doc *x = &rep->docs[i];
        if (x->d->outlet.value)
            map_sets(&seen, fold(rep->arena, x->d->outlet.value), 1);
        if (x->d->origin)
            map_sets(&origins, arena_printf(rep->arena, "%lld", (long long)x->d->origin), 1);
        else
            rep->n_origins++;
        rep->n_english += !x->d->lang || strcmp(x->d->lang, "en") == 0 || strcmp(x->d->lang, "und") == 0;
    }
    rep->n_outlets = seen.n;
    rep->n_origins += origins.n;
}

parley_status report_load(report *rep, parley_record *r, parley_error *err) {
    parley_status rc;
    if ((rc = load_docs(rep, r, err)) < 0 || (rc = load_who(rep, r, err)) < 0 || (rc = load_things(rep, r, err)) < 0 ||
        (rc = load_across(rep, r, err)) < 0)
        return rc;
    collect_facts(rep);
    rank_things(rep);
    rank_sides(rep);
    count_outlets(rep);
    return PARLEY_OK;
}
