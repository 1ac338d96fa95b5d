/* report.c - the frame of the HTML report, its overview, and the order of its sections. */
#include "output/report.h"

#include "report_css.h"
#include "report_js.h"

#include <errno.h>

static const struct {
    const char *id, *label;
    void (*write)(report *rep);
} sections[] = {
    {"positions", "Positions", report_positions},
    {"statements", "Statements", report_statements},
    {"figures", "Figures", report_figures},
    {"events", "Events", report_events},
    {"conflicts", "Differences", report_conflicts},
    {"changes", "Changes", report_changes},
    {"actors", "Actors", report_actors},
    {"origins", "Origins", report_origins},
    {"pages", "Pages", report_pages},
};

static uint32_t section_count(const report *rep, const char *id) {
    switch (id[0]) {
    case 'a': return rep->n_who;
    case 's': return rep->n_kind[REPORT_STATEMENT];
    case 'f': return rep->n_kind[REPORT_FIGURE];
    case 'e': return rep->n_kind[REPORT_EVENT];
    case 'o': return rep->n_origins;
    case 'c': return id[1] == 'o' ? rep->n_conflicts : rep->n_changes;
    default: return id[1] == 'o' ? rep->n_kind[REPORT_POSITION] : rep->n_docs;
    }
}

static void put_title(report *rep, bool markup) {
    if (rep->options->title) {
        put_text(rep, rep->options->title);
        return;
    }
    if (!rep->n_parties)
        put(rep, "The record");
    uint32_t n = rep->sides_guessed ? 3 : 2; /* two parties, or those of whom most is told */
    n = n < rep->n_parties ? n : rep->n_parties;
    for (uint32_t i = 0; i < n; i++) {
        const char *name = rep->who[rep->sides[i]].identity->name;
        put(rep, !i ? "" : i + 1 < n ? ", " : " and ");
        if (markup)
            put_name(rep, name);
        else
            put_text(rep, name);
    }
}

static void put_head(report *rep) {
    /* Nothing is loaded, and no script runs but ours: what a page smuggled in as markup would stay dead. */
    put(rep,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "script-src 'nonce-" REPORT_JS_NONCE "'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light "
        "dark\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"Parley " PARLEY_VERSION
        "\">\n<title>");
    put_title(rep, false);
    put(rep, " – what was said and done</title>\n<style>\n");
    fwrite(report_css, 1, sizeof report_css, rep->f);
    put(rep, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the record</a>\n");
}

static void put_masthead(report *rep) {
    put(rep, "<header class=\"mast\"><p class=\"brand\">Parley · the record of a negotiation</p><h1>");
    put_title(rep, true);
    put(rep, "</h1>\n<p class=\"sub\">");
    if (rep->n_mediators) {
        put(rep, "Between them: ");
        for (uint32_t i = 0; i < rep->n_mediators && i < 4; i++) {
            put(rep, i ? ", " : "");
            put_who(rep, rep->sides[rep->n_parties + i]);
        }
        put(rep, ". ");
    }
    const char *from = NULL, *to = NULL;
    for (uint32_t i = 0; i < rep->n_docs; i++)
        if (rep->docs[i].d->published.value) {
            from = from ? from : rep->docs[i].d->published.value;
            to = rep->docs[i].d->published.value;
        }
    putf(rep, "Read from %u page%s", rep->n_docs, plural(rep->n_docs));
    if (rep->n_outlets)
        putf(rep, " of %u outlet%s", rep->n_outlets, plural(rep->n_outlets));
    if (rep->n_origins < rep->n_docs)
        putf(rep, ", %u of them independent", rep->n_origins);
    if (from && to) {
        put(rep, ", ");
        put_date(rep, from);
        if (strcmp(from, to) != 0) {
            put(rep, " to ");
            put_date(rep, to);
        }
    }
    put(rep, ".</p></header>\n");
}

static void put_nav(report *rep) {
    put(rep, "<nav aria-label=\"Sections\"><ul>\n<li><a href=\"#overview\">Overview</a></li>\n");
    for (size_t i = 0; i < COUNT_OF(sections); i++)
        putf(rep, "<li><a href=\"#%s\">%s <span class=\"n\">%u</span></a></li>\n", sections[i].id, sections[i].label,
             section_count(rep, sections[i].id));
    put(rep, "</ul></nav>\n");
}

/* The filters work with the script only; without it they are not shown. */
static void put_filter_form(report *rep) {
    put(rep, "<form id=\"filters\" role=\"search\" aria-label=\"Filter the record\" hidden>\n"
             "<label class=\"grow\"><span>Search</span><input type=\"search\" id=\"q\" placeholder=\"words, names, numbers\" "
             "autocomplete=\"off\"></label>\n"
             "<label><span>Side</span><select id=\"by-side\"><option value=\"\">all sides</option>");
    for (uint32_t i = 0; i < rep->n_parties + rep->n_mediators; i++) {
        putf(rep, "<option value=\"%u\">", rep->sides[i]);
        put_text(rep, rep->who[rep->sides[i]].identity->name);
        put(rep, "</option>");
    }
    put(rep, "</select></label>\n<label><span>Actor</span><select id=\"by-who\"><option value=\"\">everybody</option>");
    for (uint32_t i = 0; i < rep->n_who; i++)
        if (rep->who[i].n_said + rep->who[i].n_held + rep->who[i].n_did) {
            putf(rep, "<option value=\"%u\">", i);
            put_text(rep, rep->who[i].identity->name);
            put(rep, "</option>");
        }
    put(rep, "</select></label>\n<label><span>Page</span><select id=\"by-doc\"><option value=\"\">all pages</option>");
    for (uint32_t i = 0; i < rep->n_docs; i++) {
        const record_doc *d = rep->docs[i].d;
        putf(rep, "<option value=\"%u\">", i);
        if (d->outlet.value) {
            put_text(rep, d->outlet.value);
            put(rep, ": ");
        }
        put_text(rep, d->title.value ? d->title.value : d->doc);
        put(rep, "</option>");
    }
    put(rep, "</select></label>\n<label><span>From</span><input type=\"date\" id=\"from\"></label>\n"
             "<label><span>To</span><input type=\"date\" id=\"to\"></label>\n"
             "<button type=\"reset\">Clear</button>\n<output id=\"found\" aria-live=\"polite\"></output>\n</form>\n");
}

static void put_side_card(report *rep, uint32_t side, const char *role) {
    put(rep, "<li class=\"card ");
    put_colour(rep, side);
    putf(rep, "\"><p class=\"role\">%s</p><h4>", role);
    put_who(rep, side);
    put(rep, "</h4>");
    /* Its three loudest voices. */
    uint32_t best[3] = {PARLEY_NONE, PARLEY_NONE, PARLEY_NONE};
    for (uint32_t i = 0; i < rep->n_who; i++) {
        if (rep->who[i].side != side || i == side || !rep->who[i].n_said)
            continue;
        uint32_t x = i;
        for (int k = 0; k < 3; k++)
            if (best[k] == PARLEY_NONE || rep->who[x].n_said > rep->who[best[k]].n_said) {
                uint32_t was = best[k];
                best[k] = x;
                x = was;
                if (x == PARLEY_NONE)
                    break;
            }
    }
    if (best[0] != PARLEY_NONE) {
        put(rep, "<p class=\"voices\">");
        for (int k = 0; k < 3 && best[k] != PARLEY_NONE; k++) {
            put(rep, k ? ", " : "");
            put_who(rep, best[k]);
        }
        put(rep, "</p>");
    }
    uint32_t said = 0, held = 0, did = 0;
    for (uint32_t i = 0; i < rep->n_who; i++)
        if (rep->who[i].side == side) {
            said += rep->who[i].n_said;
            held += rep->who[i].n_held;
            did += rep->who[i].n_did;
        }
    putf(rep, "<p class=\"counts\">%u statement%s, %u position%s, %u event%s</p></li>\n", said, plural(said), held, plural(held),
         did, plural(did));
}

/* The latest fact in which a side takes a stance on a thing: of those with a date, else the last one of all. */
static const report_fact *latest_stance(const report *rep, uint32_t thing, uint32_t side) {
    for (int dated = 1; dated >= 0; dated--)
        for (uint32_t i = rep->n_facts; i-- > 0;) {
            const report_fact *f = &rep->facts[i];
            if (f->kind != REPORT_POSITION || f->thing != thing || (dated && !f->date))
                continue;
            uint32_t holder = report_who_of(rep, f->doc, rep->docs[f->doc].d->positions[f->index].holder);
            if (holder != PARLEY_NONE && rep->who[holder].side == side)
                return f;
        }
    return NULL;
}

static void put_latest_stance(report *rep, const report_fact *f, uint32_t side) {
    const record_position *p = &rep->docs[f->doc].d->positions[f->index];
    uint32_t said = report_who_of(rep, f->doc, p->asserted_by), holder = report_who_of(rep, f->doc, p->holder);
    put(rep, "<li>");
    put_who(rep, side);
    putf(rep, " <a class=\"ref\" href=\"#f%lld\">", (long long)f->head->id);
    report_stance(rep, p->stance);
    put(rep, "</a>");
    if (said != PARLEY_NONE && said != holder) {
        put(rep, " <span class=\"per\">says ");
        put_name(rep, rep->who[said].identity->name);
        put(rep, "</span>");
    }
    put(rep, "</li>");
}

/* The proposals and issues on which most positions stand, each with the latest stance that the pages tell of each side. */
static void put_table_of_talks(report *rep) {
    enum { MOST_SIDES = 6 };
    uint32_t n_sides = rep->n_parties + rep->n_mediators < MOST_SIDES ? rep->n_parties + rep->n_mediators : MOST_SIDES;
    bool open = false;
    for (int kind = 0; kind < 2; kind++) {
        uint32_t n = 0;
        for (uint32_t t = 0; t < rep->n_things && n < (kind ? 6 : 5); t++) {
            const report_fact *stances[MOST_SIDES];
            uint32_t found = 0;
            if (rep->things[t].is_proposal != (kind == 0) || !rep->things[t].n_positions)
                continue;
            for (uint32_t s = 0; s < n_sides; s++)
                found += (stances[s] = latest_stance(rep, t, rep->sides[s])) != NULL;
            if (!found)
                continue;
            if (!n)
                putf(rep, "%s<div><h4>%s</h4><ul class=\"talks\">\n", open ? "</ul></div>\n" : "<div class=\"columns\">\n",
                     kind ? "Issues" : "Proposals");
            n++;
            open = true;
            putf(rep, "<li><a class=\"thing\" href=\"#m%u\">", t);
            put_name(rep, rep->things[t].identity->name);
            put(rep, "</a><ul>");
            for (uint32_t s = 0; s < n_sides; s++)
                if (stances[s])
                    put_latest_stance(rep, stances[s], rep->sides[s]);
            put(rep, "</ul></li>\n");
        }
    }
    put(rep, open ? "</ul></div></div>\n" : "");
}

static void put_overview(report *rep) {
    put(rep, "<section id=\"overview\" aria-labelledby=\"overview-h\"><h2 id=\"overview-h\" class=\"vh\">Overview</h2>\n<ul "
             "class=\"tiles\">\n");
    static const char *const tiles[] = {"statements", "positions", "events", "figures",
                                        "conflicts",  "changes",   "actors", "pages"};
    for (size_t i = 0; i < COUNT_OF(tiles); i++) {
        uint32_t n = section_count(rep, tiles[i]);
        const char *label = strcmp(tiles[i], "conflicts") == 0 ? "differences" : tiles[i];
        putf(rep, "<li><a href=\"#%s\"><b>%u</b> %s</a></li>\n", tiles[i], n, label);
    }
    put(rep, "</ul>\n");
    if (rep->n_parties + rep->n_mediators) {
        put(rep, "<h3>Who</h3><ul class=\"cards\">\n");
        for (uint32_t i = 0; i < rep->n_parties + rep->n_mediators && i < 8; i++)
            put_side_card(rep, rep->sides[i], i >= rep->n_parties ? "Mediator" : rep->sides_guessed ? "Side" : "Party");
        put(rep, "</ul>\n");
    }
    if (rep->n_kind[REPORT_POSITION]) {
        put(rep, "<h3>On the table</h3><p class=\"lead\">The latest stance of each side, as the pages tell it.</p>\n");
        put_table_of_talks(rep);
    }
    if (rep->n_changes) {
        put(rep, "<h3>Newest changes</h3>\n");
        for (uint32_t i = 0; i < rep->n_changes && i < 3; i++)
            report_change_card(rep, &rep->changes[i]);
        if (rep->n_changes > 3)
            putf(rep, "<p><a href=\"#changes\">All %u changes</a></p>\n", rep->n_changes);
    }
    put(rep, "</section>\n");
}

static parley_status write_report(report *rep, parley_record *r, parley_error *err) {
    parley_status rc = report_load(rep, r, err);
    if (rc < 0)
        return rc;
    put_head(rep);
    put_masthead(rep);
    put(rep, "<div class=\"frame\">\n");
    put_nav(rep);
    put(rep, "<main id=\"main\" tabindex=\"-1\">\n");
    put_filter_form(rep);
    put_overview(rep);
    for (size_t i = 0; i < COUNT_OF(sections); i++)
        sections[i].write(rep);
    put(rep, "</main></div>\n<footer><p>Made by Parley " PARLEY_VERSION
             ". It attributes what pages say and takes no side; words stand as they were "
             "found, and every fact opens the place where it stands.</p></footer>\n<script nonce=\"" REPORT_JS_NONCE "\">\n");
    fwrite(report_js, 1, sizeof report_js, rep->f);
    put(rep, "</script>\n</body>\n</html>\n");
    if (fflush(rep->f) != 0 || ferror(rep->f))
        return fail(err, PARLEY_EIO, -1, "cannot write the report: %s", strerror(errno));
    return PARLEY_OK;
}

struct job {
    FILE *f;
    const parley_report_options *options;
};

static parley_status write_in_guard(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    static const parley_report_options standard = PARLEY_REPORT_OPTIONS_INIT;
    const struct job *job = context;
    report rep = {.f = job->f, .arena = a, .options = job->options ? job->options : &standard};
    return write_report(&rep, r, err);
}

parley_status parley_report_write(parley_record *r, FILE *f, const parley_report_options *options, parley_error *err) {
    struct job job = {f, options};
    return record_read_guard(r, write_in_guard, &job, err); /* one view of the record, whoever else writes to it */
}
