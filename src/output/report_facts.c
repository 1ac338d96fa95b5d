/* report_facts.c - the record's facts as lists that a person reads: actors, positions, statements, figures, events, conflicts,
 * changes, origins. */
#include "output/report.h"

#include <math.h>
#include <stdlib.h>

static const struct {
    const char *event, *words;
} events[] = {
    {"AGREE", "agrees"},         {"CONSULT", "talks"},      {"SUPPORT", "supports"},   {"CONCEDE", "yields"},
    {"COOPERATE", "works with"}, {"AID", "helps"},          {"RETREAT", "withdraws"},  {"REQUEST", "asks"},
    {"ACCUSE", "accuses"},       {"REJECT", "refuses"},     {"THREATEN", "threatens"}, {"PROTEST", "protests"},
    {"SANCTION", "sanctions"},   {"MOBILIZE", "mobilises"}, {"COERCE", "coerces"},     {"ASSAULT", "attacks"},
};

const char *event_words(const char *event) {
    for (size_t i = 0; i < COUNT_OF(events); i++)
        if (event && strcmp(event, events[i].event) == 0)
            return events[i].words;
    return event ? event : "";
}

static const char *stance_words(const char *label) {
    static const char *const words[][2] = {{"accept", "accepts"},      {"reject", "rejects"},   {"demand", "demands"},
                                           {"offer", "offers"},        {"support", "supports"}, {"oppose", "opposes"},
                                           {"retreat", "goes back on"}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (label && strcmp(label, words[i][0]) == 0)
            return words[i][1];
    return label ? label : "";
}

void report_stance(report *rep, const char *label) {
    put(rep, "<span class=\"stance ");
    put_class(rep, label);
    put(rep, "\">");
    put_text(rep, stance_words(label));
    put(rep, "</span>");
}

static const char *qualifier_words(const char *q) {
    static const char *const words[][2] = {{"about", "about "},
                                           {"more_than", "more than "},
                                           {"at_least", "at least "},
                                           {"at_most", "at most "},
                                           {"less_than", "less than "}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (q && strcmp(q, words[i][0]) == 0)
            return words[i][1];
    return "";
}

/* Where a fact comes from: its page, a link to its words, and how sure the reader was. */
static void put_source(report *rep, const report_fact *f) {
    put(rep, "<p class=\"from\">");
    put_doc(rep, f->doc);
    put_place(rep, f->doc, f->head->id);
    if (f->head->verdict) {
        put(rep, " <span class=\"verdict\">");
        put_label(rep, f->head->verdict);
        put(rep, " by a person</span>");
    } else if (f->head->confidence >= 0 && f->head->confidence < 0.5)
        put(rep, " <span class=\"unsure\" title=\"The reading is less certain than most\">unsure reading</span>");
    put(rep, "</p>");
}

static void open_section(report *rep, const char *id, const char *title, uint32_t n, const char *lead) {
    putf(rep,
         "<section id=\"%s\" aria-labelledby=\"%s-h\"><h2 id=\"%s-h\">%s <span class=\"n\" data-total=\"%u\">%u</span></h2>\n",
         id, id, id, title, n, n);
    if (lead)
        putf(rep, "<p class=\"lead\">%s</p>\n", lead);
}

static void close_section(report *rep, uint32_t n, const char *empty) {
    if (!n)
        putf(rep, "<p class=\"empty\">%s</p>\n", empty);
    put(rep, "</section>\n");
}

/* --- actors ------------------------------------------------------------------------------------------------------------- */
typedef struct member {
    uint32_t who, n;
    const char *name;
} member;

static int member_order(const void *x, const void *y) {
    const member *a = x, *b = y;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return strcmp(a->name, b->name);
}

static void put_actor(report *rep, uint32_t w, bool is_side) {
    const report_who *x = &rep->who[w];
    const record_identity *id = x->identity;
    putf(rep, "<li class=\"actor%s\" id=\"a%u\" data-w=\" %u \" data-s=\" %u \"><p class=\"name\"><span class=\"dot ",
         is_side ? " lead" : "", w, w, x->side);
    put_colour(rep, w);
    put(rep, "\"></span><b>");
    put_name(rep, id->name);
    put(rep, "</b>");
    if (id->title) {
        put(rep, ", <span class=\"title\">");
        put_text(rep, id->title);
        put(rep, "</span>");
    }
    put(rep, " <span class=\"kind\">");
    put_label(rep, id->kind);
    put(rep, "</span></p>");
    if (id->n_aliases) {
        put(rep, "<p class=\"aliases\"><span class=\"vh\">also called </span>");
        for (uint32_t i = 0; i < id->n_aliases && i < 6; i++) {
            put(rep, i ? " · " : "");
            put_name(rep, id->aliases[i]);
            for (uint32_t k = 0; k < id->n_judging; k++)
                if (strcmp(id->judging[k], id->aliases[i]) == 0)
                    put(rep, " (judging)");
        }
        if (id->n_aliases > 6)
            putf(rep, " · %u more", id->n_aliases - 6);
        put(rep, "</p>");
    }
    if (id->head) {
        put(rep, "<p class=\"aliases\">led by ");
        put_name(rep, id->head);
        put(rep, "</p>");
    }
    if (id->n_members) {
        put(rep, "<p class=\"aliases\">members: ");
        for (uint32_t i = 0; i < id->n_members; i++) {
            put(rep, i ? " · " : "");
            put_name(rep, id->members[i]);
        }
        put(rep, "</p>");
    }
    put(rep, "<p class=\"counts\">");
    static const char *const what[][2] = {{"statement", "statements"}, {"position", "positions"}, {"event", "events"}};
    uint32_t n[] = {x->n_said, x->n_held, x->n_did};
    bool any = false;
    for (int i = 0; i < 3; i++)
        if (n[i]) {
            putf(rep, "%s<a href=\"#%s\" data-only=\"%u\">%u %s%s</a>", any ? ", " : "", what[i][1], w, n[i], what[i][0],
                 plural(n[i]));
            any = true;
        }
    putf(rep, "%son %u page%s</p></li>\n", any ? ", " : "", id->n_docs, plural(id->n_docs));
}

void report_actors(report *rep) {
    open_section(rep, "actors", "Who speaks and acts", rep->n_who,
                 "By the side that they speak for, as the pages tell it. A count opens what it counts.");
    member *list = ARENA_ARRAY(rep->arena, member, rep->n_who);
    /* Sides with a colour or with people of their own stand as groups; everybody else stands together at the end. */
    bool *done = ARENA_ARRAY(rep->arena, bool, rep->n_who);
    put(rep, "<div class=\"sides\">\n");
    for (uint32_t s = 0; s < rep->n_sides; s++) {
        uint32_t side = rep->sides[s], n = 0;
        for (uint32_t i = 0; i < rep->n_who; i++)
            if (rep->who[i].side == side && i != side)
                list[n++] = (member){i, rep->who[i].n_said + rep->who[i].n_held + rep->who[i].n_did, rep->who[i].identity->name};
        if (s >= rep->n_parties + rep->n_mediators && n < 2)
            continue;
        if (n)
            qsort(list, n, sizeof *list, member_order);
        const char *role = s < rep->n_parties                      ? rep->sides_guessed ? "Side" : "Party"
                           : s < rep->n_parties + rep->n_mediators ? "Mediator"
                                                                   : "Others";
        put(rep, "<div class=\"side ");
        put_colour(rep, side);
        putf(rep, "\"><h3><span class=\"role\">%s</span> ", role);
        put_name(rep, rep->who[side].identity->name);
        put(rep, "</h3><ul>\n");
        put_actor(rep, side, true);
        done[side] = true;
        for (uint32_t i = 0; i < n; i++) {
            put_actor(rep, list[i].who, false);
            done[list[i].who] = true;
        }
        put(rep, "</ul></div>\n");
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < rep->n_who; i++)
        if (!done[i])
            list[n++] = (member){i, rep->who[i].n_said + rep->who[i].n_held + rep->who[i].n_did, rep->who[i].identity->name};
    if (n) {
        qsort(list, n, sizeof *list, member_order);
        put(rep, "<div class=\"side cx rest\"><h3>Everybody else</h3><ul>\n");
        for (uint32_t i = 0; i < n; i++)
            put_actor(rep, list[i].who, false);
        put(rep, "</ul></div>\n");
    }
    put(rep, "</div>\n");
    close_section(rep, rep->n_who, "No actors were found.");
}

/* --- positions ---------------------------------------------------------------------------------------------------------- */
static const record_position *position_of(const report *rep, const report_fact *f) {
    return &rep->docs[f->doc].d->positions[f->index];
}

typedef struct cell_item {
    uint32_t fact, thing, column, holder, asserted;
    const char *stance;
} cell_item;

static int cell_order(const void *x, const void *y) {
    const cell_item *a = x, *b = y;
    if (a->thing != b->thing)
        return a->thing < b->thing ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    int c = strcmp(a->stance, b->stance);
    if (c)
        return c;
    /* What pages tell in their own voice first: PARLEY_NONE + 1 is 0. */
    if (a->asserted != b->asserted)
        return a->asserted + 1 < b->asserted + 1 ? -1 : 1;
    if (a->holder != b->holder)
        return a->holder < b->holder ? -1 : 1;
    return a->fact < b->fact ? -1 : a->fact > b->fact;
}

/* One stance of one side: who of that side, who says so, and each place that tells it. [n] items of one stance. */
static void put_stances(report *rep, const cell_item *it, uint32_t n, uint32_t column_who) {
    put(rep, "<li>");
    report_stance(rep, it->stance);
    for (uint32_t i = 0; i < n;) {
        uint32_t j = i + 1;
        while (j < n && it[j].asserted == it[i].asserted && it[j].holder == it[i].holder)
            j++;
        putf(rep, "%s<a class=\"per\" href=\"#f%lld\">", i ? "; " : " ", (long long)rep->facts[it[i].fact].head->id);
        if (it[i].holder != PARLEY_NONE && it[i].holder != column_who)
            put_name(rep, rep->who[it[i].holder].identity->name);
        if (it[i].asserted != PARLEY_NONE) {
            put(rep, it[i].holder != PARLEY_NONE && it[i].holder != column_who ? ", says " : "says ");
            put_name(rep, rep->who[it[i].asserted].identity->name);
        } else if (it[i].holder == PARLEY_NONE || it[i].holder == column_who)
            put(rep, "told");
        put(rep, "</a>");
        for (uint32_t k = i + 1; k < j; k++)
            putf(rep, " <a class=\"ref\" href=\"#f%lld\" aria-label=\"place %u\">%u</a>",
                 (long long)rep->facts[it[k].fact].head->id, k - i + 1, k - i + 1);
        i = j;
    }
    put(rep, "</li>");
}

static void put_matrix(report *rep) {
    /* Columns: the parties and mediators that hold positions, at most six, then everybody else. */
    uint32_t column_of[6], n_columns = 0;
    uint32_t *column = ARENA_ARRAY(rep->arena, uint32_t, rep->n_who);
    for (uint32_t i = 0; i < rep->n_who; i++)
        column[i] = PARLEY_NONE;
    for (uint32_t s = 0; s < rep->n_sides && s < rep->n_parties + rep->n_mediators && n_columns < 6; s++) {
        uint32_t held = 0;
        for (uint32_t i = 0; i < rep->n_who; i++)
            if (rep->who[i].side == rep->sides[s])
                held += rep->who[i].n_held;
        if (held) {
            column_of[n_columns] = rep->sides[s];
            column[rep->sides[s]] = n_columns++;
        }
    }
    cell_item *items = ARENA_ARRAY(rep->arena, cell_item, rep->n_kind[REPORT_POSITION]);
    uint32_t n = 0;
    bool others = false;
    for (uint32_t i = 0; i < rep->n_facts; i++) {
        const report_fact *f = &rep->facts[i];
        if (f->kind != REPORT_POSITION)
            continue;
        const record_position *p = position_of(rep, f);
        uint32_t holder = report_who_of(rep, f->doc, p->holder), thing = f->thing;
        if (thing == PARLEY_NONE)
            continue;
        uint32_t col = holder == PARLEY_NONE ? PARLEY_NONE : column[rep->who[holder].side];
        if (col == PARLEY_NONE) {
            col = n_columns;
            others = true;
        }
        uint32_t asserted = report_who_of(rep, f->doc, p->asserted_by);
        items[n++] = (cell_item){i, thing, col, holder, asserted == holder ? PARLEY_NONE : asserted, p->stance};
    }
    if (!n)
        return;
    qsort(items, n, sizeof *items, cell_order);
    uint32_t width = n_columns + (others ? 1 : 0);
    put(rep, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Who stands where\"><table "
             "class=\"matrix\"><caption class=\"vh\">Stance of each "
             "side on each proposal and issue</caption><thead><tr><th scope=\"col\">On the table</th>");
    for (uint32_t c = 0; c < n_columns; c++) {
        put(rep, "<th scope=\"col\">");
        put_who(rep, column_of[c]);
        put(rep, "</th>");
    }
    put(rep, others ? "<th scope=\"col\">Others</th></tr></thead>\n" : "</tr></thead>\n");
    bool proposals = false, issues = false;
    uint32_t at = 0;
    for (uint32_t t = 0; t < rep->n_things; t++) {
        if (at >= n || items[at].thing != t)
            continue;
        bool *head = rep->things[t].is_proposal ? &proposals : &issues;
        if (!*head) {
            putf(rep, "%s<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%u\">%s</th></tr>\n",
                 proposals && !rep->things[t].is_proposal ? "</tbody>" : "", width + 1,
                 rep->things[t].is_proposal ? "Proposals" : "Issues");
            *head = true;
        }
        putf(rep, "<tr id=\"m%u\"><th scope=\"row\">", t);
        report_thing_name(rep, t);
        put(rep, "</th>");
        for (uint32_t c = 0; c < width; c++) {
            put(rep, "<td>");
            bool any = false;
            while (at < n && items[at].thing == t && items[at].column == c) {
                uint32_t same = 1;
                while (at + same < n && items[at + same].thing == t && items[at + same].column == c &&
                       strcmp(items[at + same].stance, items[at].stance) == 0)
                    same++;
                put(rep, any ? "" : "<ul>");
                any = true;
                put_stances(rep, &items[at], same, c < n_columns ? column_of[c] : PARLEY_NONE);
                at += same;
            }
            put(rep, any ? "</ul></td>" : "</td>");
        }
        put(rep, "</tr>\n");
    }
    put(rep, "</tbody></table></div>\n");
}

static void put_thing_names(report *rep, const char *label, const char **names, uint32_t n) {
    if (!n)
        return;
    putf(rep, "<dt>%s</dt><dd>", label);
    for (uint32_t i = 0; i < n; i++) {
        put(rep, i ? " · " : "");
        put_name(rep, names[i]);
    }
    put(rep, "</dd>");
}

/* What stands in a proposal; a term that belongs to a phase says to which. */
static void put_terms(report *rep, const record_identity *id) {
    if (!id->n_terms)
        return;
    put(rep, "<dt>terms</dt><dd>");
    for (uint32_t i = 0; i < id->n_terms; i++) {
        put(rep, i ? " · " : "");
        put_name(rep, id->terms[i]);
        if (id->phase[i])
            putf(rep, " (phase %u)", id->phase[i]);
    }
    put(rep, "</dd>");
}

static void put_proposals(report *rep) {
    if (!rep->n_proposals)
        return;
    put(rep, "<h3>The proposals</h3><ul class=\"things\">\n");
    for (uint32_t t = 0; t < rep->n_things && rep->things[t].is_proposal; t++) {
        const record_identity *id = rep->things[t].identity;
        putf(rep, "<li id=\"p%u\"><h4>", t);
        report_thing_name(rep, t);
        put(rep, "</h4><dl>");
        put_thing_names(rep, "by", id->authors, id->n_authors);
        if (id->date || id->date_text) {
            put(rep, "<dt>of</dt><dd>");
            put_date(rep, id->date ? id->date : id->date_text);
            put(rep, "</dd>");
        }
        if (id->carrier) {
            put(rep, "<dt>carried by</dt><dd>");
            put_name(rep, id->carrier);
            put(rep, "</dd>");
        }
        if (id->answers) {
            put(rep, "<dt>answers</dt><dd>");
            put_name(rep, id->answers);
            put(rep, "</dd>");
        }
        if (id->version) {
            put(rep, "<dt>version</dt><dd>");
            put_text(rep, id->version);
            put(rep, "</dd>");
        }
        if (id->n_phases)
            putf(rep, "<dt>phases</dt><dd>%u</dd>", id->n_phases);
        put_terms(rep, id);
        put_thing_names(rep, "also called", id->aliases, id->n_aliases < 6 ? id->n_aliases : 6);
        putf(rep, "</dl><p class=\"counts\">%u position%s, on %u page%s</p></li>\n", rep->things[t].n_positions,
             plural(rep->things[t].n_positions), id->n_docs, plural(id->n_docs));
    }
    put(rep, "</ul>\n");
}

void report_positions(report *rep) {
    open_section(
        rep, "positions", "Who stands where", rep->n_kind[REPORT_POSITION],
        "Each stance is told by a page: in its own voice, or by somebody who is named beside it. A number opens the place.");
    put_matrix(rep);
    put_proposals(rep);
    if (rep->n_kind[REPORT_POSITION])
        put(rep, "<h3>Every position, in order of time</h3><ol class=\"list\">\n");
    for (uint32_t i = 0; i < rep->n_facts; i++) {
        const report_fact *f = &rep->facts[i];
        if (f->kind != REPORT_POSITION)
            continue;
        const record_position *p = position_of(rep, f);
        uint32_t who[] = {report_who_of(rep, f->doc, p->holder), report_who_of(rep, f->doc, p->asserted_by)};
        uint32_t thing = f->thing;
        putf(rep, "<li class=\"fact pos\" id=\"f%lld\"", (long long)f->head->id);
        put_filters(rep, f, who, who[1] == PARLEY_NONE || who[1] == who[0] ? 1 : 2);
        put(rep, "><p class=\"top\">");
        put_who(rep, who[0]);
        put(rep, " ");
        report_stance(rep, p->stance);
        if (thing != PARLEY_NONE) {
            putf(rep, " <a class=\"thing\" href=\"#m%u\">", thing);
            report_thing_name(rep, thing);
            put(rep, "</a>");
        }
        if (p->nuance) {
            put(rep, " <span class=\"nuance\">");
            put_label(rep, p->nuance);
            put(rep, "</span>");
        }
        put(rep, "</p><blockquote>");
        put_text(rep, f->head->at.words);
        put(rep, "</blockquote>");
        if (who[1] != PARLEY_NONE && who[1] != who[0]) {
            put(rep, "<p class=\"chain\">so says ");
            put_who(rep, who[1]);
            put(rep, "</p>");
        }
        put_source(rep, f);
        put(rep, "</li>\n");
    }
    if (rep->n_kind[REPORT_POSITION])
        put(rep, "</ol>\n");
    close_section(rep, rep->n_kind[REPORT_POSITION], "No positions were found.");
}

/* --- statements --------------------------------------------------------------------------------------------------------- */
void report_statements(report *rep) {
    open_section(rep, "statements", "Who said what, according to whom", rep->n_kind[REPORT_STATEMENT],
                 "In order of time. Quotation marks mean that the page quotes; without them it reports in its own words.");
    if (rep->n_kind[REPORT_STATEMENT])
        put(rep, "<ol class=\"list\">\n");
    for (uint32_t i = 0; i < rep->n_facts; i++) {
        const report_fact *f = &rep->facts[i];
        if (f->kind != REPORT_STATEMENT)
            continue;
        const record_statement *s = &rep->docs[f->doc].d->statements[f->index];
        uint32_t *who = ARENA_ARRAY(rep->arena, uint32_t, s->n_chain + 1);
        who[0] = report_who_of(rep, f->doc, s->speaker);
        for (uint32_t k = 0; k < s->n_chain; k++)
            who[k + 1] = report_who_of(rep, f->doc, s->chain[k]);
        bool direct = strcmp(s->mode, "direct") == 0;
        putf(rep, "<li class=\"fact say\" id=\"f%lld\"", (long long)f->head->id);
        put_filters(rep, f, who, s->n_chain + 1);
        put(rep, "><p class=\"top\">");
        put_who(rep, who[0]);
        if (who[0] != PARLEY_NONE && rep->who[who[0]].identity->title) {
            put(rep, ", <span class=\"title\">");
            put_text(rep, rep->who[who[0]].identity->title);
            put(rep, "</span>");
        }
        if (s->cue.words && s->cue.stop > s->cue.start) {
            put(rep, " <span class=\"cue\">");
            put_text(rep, s->cue.words);
            put(rep, "</span>");
        }
        if (record_not_own_words(rep->docs[f->doc].d, s))
            put(rep, " <span class=\"kind\" title=\"The page is a translation: these are not the speaker's own words\">in "
                     "translation</span>");
        put(rep, "</p><blockquote>");
        put(rep, direct ? "“" : "");
        if (s->n_content == 0 || !s->content[0].words) /* imported without its page: the words as a whole */
            put_text(rep, f->head->at.words);
        else
            for (uint32_t k = 0; k < s->n_content; k++) {
                put(rep, k ? " … " : "");
                put_text(rep, s->content[k].words);
            }
        put(rep, direct ? "”" : "");
        put(rep, "</blockquote>");
        if (s->n_chain) {
            put(rep, "<p class=\"chain\"><span class=\"vh\">passed on by </span>");
            for (uint32_t k = 0; k < s->n_chain; k++) {
                put(rep, k ? " <span class=\"arrow\" aria-hidden=\"true\">→</span> <span class=\"vh\">then by </span>"
                           : "<span class=\"arrow\" aria-hidden=\"true\">→</span> ");
                put_who(rep, who[k + 1]);
            }
            put(rep, "</p>");
        }
        put_source(rep, f);
        put(rep, "</li>\n");
    }
    if (rep->n_kind[REPORT_STATEMENT])
        put(rep, "</ol>\n");
    close_section(rep, rep->n_kind[REPORT_STATEMENT], "No statements were found.");
}

/* --- figures ------------------------------------------------------------------------------------------------------------ */
typedef struct figure_row {
    uint32_t fact;
    const record_figure *g;
    uint32_t group_size;
    const char *group; /* measure and unit */
} figure_row;

static int row_order(const void *x, const void *y) {
    const figure_row *a = x, *b = y;
    if (a->group_size != b->group_size) /* what many pages count stands first */
        return a->group_size > b->group_size ? -1 : 1;
    int c = strcmp(a->group, b->group);
    if (c)
        return c;
    return a->fact < b->fact ? -1 : a->fact > b->fact;
}

static void put_figure(report *rep, const figure_row *row, double most) {
    const report_fact *f = &rep->facts[row->fact];
    const record_figure *g = row->g;
    uint32_t who = report_who_of(rep, f->doc, g->according_to);
    putf(rep, "<tr class=\"fact fig\" id=\"f%lld\"", (long long)f->head->id);
    put_filters(rep, f, &who, who != PARLEY_NONE);
    put(rep, "><td class=\"value\"><span class=\"num\">");
    put(rep, qualifier_words(g->qualifier));
    put(rep, "<b>");
    put_number(rep, g->value);
    if (g->high > g->value) {
        put(rep, " to ");
        put_number(rep, g->high);
    }
    put(rep, "</b>");
    if (most <= 0 && g->unit) {
        put(rep, " ");
        put_label(rep, g->unit);
    }
    put(rep, "</span>");
    if (most > 0 && isfinite(most))
        putf(rep, "<span class=\"bar\" style=\"--v:%.1f%%\" aria-hidden=\"true\"></span>", 100 * fabs(g->value) / most);
    put(rep, "</td><td>");
    if (most <= 0 && g->measure && (!g->unit || strcmp(g->measure, g->unit) != 0)) {
        put_label(rep, g->measure);
        put(rep, g->subject ? ", " : "");
    }
    put_text(rep, g->subject);
    put(rep, " <span class=\"words\">");
    put_text(rep, f->head->at.words);
    put(rep, "</span></td><td>");
    if (who != PARLEY_NONE)
        put_who(rep, who);
    else
        put(rep, "<span class=\"own\">the page</span>");
    put(rep, "</td><td>");
    if (g->as_of)
        put_date(rep, g->as_of);
    else
        put(rep, "<span class=\"own\">not said</span>");
    put(rep, "</td><td>");
    put_doc(rep, f->doc);
    put_place(rep, f->doc, f->head->id);
    put(rep, "</td></tr>\n");
}

void report_figures(report *rep) {
    open_section(rep, "figures", "Figures and their sources", rep->n_kind[REPORT_FIGURE],
                 "What is counted, by how many, and who says so. Bars compare within one table only.");
    uint32_t n = 0;
    figure_row *rows = ARENA_ARRAY(rep->arena, figure_row, rep->n_kind[REPORT_FIGURE]);
    parley_map sizes;
    map_init(&sizes, rep->arena);
    for (uint32_t i = 0; i < rep->n_facts; i++)
        if (rep->facts[i].kind == REPORT_FIGURE) {
            const record_figure *g = &rep->docs[rep->facts[i].doc].d->figures[rep->facts[i].index];
            const char *group = arena_printf(rep->arena, "%s|%s", g->measure ? g->measure : "other", g->unit ? g->unit : "");
            map_sets(&sizes, group, map_gets(&sizes, group, 0) + 1);
            rows[n++] = (figure_row){.fact = i, .g = g, .group = group};
        }
    /* Counts of people come before the rest, whatever their number: they are what most readers look for. What is counted once
     * only has nothing to be compared with and stands in one table at the end. */
    for (uint32_t i = 0; i < n; i++) {
        size_t bar = strcspn(rows[i].group, "|");
        rows[i].group_size = map_gets(&sizes, rows[i].group, 0);
        if (rows[i].group_size < 2) {
            rows[i].group = "";
            rows[i].group_size = 0;
        } else if (strcmp(rows[i].group + bar, "|people") == 0)
            rows[i].group_size += 1000000;
    }
    if (n)
        qsort(rows, n, sizeof *rows, row_order);
    for (uint32_t i = 0; i < n;) {
        uint32_t j = i;
        double most = 0;
        while (j < n && strcmp(rows[j].group, rows[i].group) == 0) {
            most = fmax(most, fabs(rows[j].g->high));
            j++;
        }
        bool rest = rows[i].group[0] == 0;
        const char *measure = rows[i].g->measure ? rows[i].g->measure : "other", *unit = rows[i].g->unit;
        put(rep, "<div class=\"scroll\"><table class=\"figures\"><caption>");
        if (rest)
            put(rep, "Told once");
        else {
            put(rep, "<span class=\"first\">");
            put_label(rep, measure);
            put(rep, "</span>");
            if (unit && strcmp(unit, measure) != 0) {
                put(rep, " <span class=\"unit\">");
                put_label(rep, unit);
                put(rep, "</span>");
            }
        }
        put(rep,
            "</caption><thead><tr><th scope=\"col\">Number</th><th scope=\"col\">Of what</th><th scope=\"col\">According to</th>"
            "<th scope=\"col\">As of</th><th scope=\"col\">Page</th></tr></thead><tbody>\n");
        for (; i < j; i++)
            put_figure(rep, &rows[i], rest ? 0 : most);
        put(rep, "</tbody></table></div>\n");
    }
    close_section(rep, rep->n_kind[REPORT_FIGURE], "No figures were found.");
}

/* --- events ------------------------------------------------------------------------------------------------------------- */
static void put_actors(report *rep, const uint32_t *who, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        put(rep, i ? ", " : "");
        put_who(rep, who[i]);
    }
}

void report_events(report *rep) {
    open_section(
        rep, "events", "What was done, day by day", rep->n_kind[REPORT_EVENT],
        "Under the day that the page gives, else under the day of the page. Outlined: planned, denied or only possible.");
    bool open = false;
    const char *day = NULL;
    bool first = true;
    for (uint32_t i = 0; i < rep->n_facts; i++) {
        const report_fact *f = &rep->facts[i];
        if (f->kind != REPORT_EVENT)
            continue;
        const record_event *e = &rep->docs[f->doc].d->events[f->index];
        if (first || (!f->date) != (!day) || (day && strcmp(day, f->date) != 0)) {
            put(rep, open ? "</ol></div>\n" : "");
            put(rep, "<div class=\"day\"><h3>");
            if (f->date)
                put_date(rep, f->date);
            else
                put(rep, "No date");
            put(rep, "</h3><ol class=\"timeline\">\n");
            open = true;
            first = false;
            day = f->date;
        }
        uint32_t n = e->n_source + e->n_target;
        uint32_t *who = ARENA_ARRAY(rep->arena, uint32_t, n + 1);
        for (uint32_t k = 0; k < e->n_source; k++)
            who[k] = report_who_of(rep, f->doc, e->source[k]);
        for (uint32_t k = 0; k < e->n_target; k++)
            who[e->n_source + k] = report_who_of(rep, f->doc, e->target[k]);
        who[n] = report_who_of(rep, f->doc, e->asserted_by);
        putf(rep, "<li class=\"fact ev s-");
        put_class(rep, e->status);
        putf(rep, "\" id=\"f%lld\"", (long long)f->head->id);
        put_filters(rep, f, who, who[n] == PARLEY_NONE ? n : n + 1);
        put(rep, "><p class=\"top\">");
        if (e->n_source)
            put_actors(rep, who, e->n_source);
        else
            put(rep, "<span class=\"who none\">somebody</span>");
        put(rep, " <span class=\"type t-");
        put_class(rep, e->event);
        put(rep, "\">");
        put_text(rep, event_words(e->event));
        put(rep, "</span> ");
        /* A meeting names both sides in both places: they are told once. */
        bool mutual = e->n_source == e->n_target && e->n_source > 1;
        if (e->n_target && !mutual) {
            put(rep, "<span class=\"arrow\" aria-hidden=\"true\">→</span> ");
            put_actors(rep, who + e->n_source, e->n_target);
        }
        if (strcmp(e->status, "happened") != 0) {
            put(rep, " <span class=\"status\">");
            put_label(rep, e->status);
            put(rep, "</span>");
        }
        if (e->place) {
            put(rep, " <span class=\"where\">");
            put_text(rep, e->place);
            put(rep, "</span>");
        }
        put(rep, "</p><blockquote>");
        put_text(rep, f->head->at.words);
        put(rep, "</blockquote>");
        if (who[n] != PARLEY_NONE) {
            put(rep, "<p class=\"chain\">so says ");
            put_who(rep, who[n]);
            put(rep, "</p>");
        }
        put_source(rep, f);
        put(rep, "</li>\n");
    }
    put(rep, open ? "</ol></div>\n" : "");
    close_section(rep, rep->n_kind[REPORT_EVENT], "No events were found.");
}

/* --- conflicts and changes ---------------------------------------------------------------------------------------------- */
/* Who stands behind the words of a fact: who asserts it; PARLEY_NONE: the page. */
static uint32_t asserter(const report *rep, const report_side *s) {
    const report_fact *f = report_fact_by_id(rep, s->fact);
    if (!f)
        return PARLEY_NONE;
    const record_doc *d = rep->docs[f->doc].d;
    uint32_t actor = f->kind == REPORT_STATEMENT  ? d->statements[f->index].speaker
                     : f->kind == REPORT_EVENT    ? d->events[f->index].asserted_by
                     : f->kind == REPORT_POSITION ? d->positions[f->index].asserted_by
                                                  : d->figures[f->index].according_to;
    return report_who_of(rep, f->doc, actor);
}

static void put_account(report *rep, const report_side *s) {
    const report_fact *f = report_fact_by_id(rep, s->fact);
    uint32_t who = asserter(rep, s);
    put(rep, "<p class=\"by\">");
    if (who != PARLEY_NONE)
        put_who(rep, who);
    else
        put(rep, "<span class=\"own\">the page itself</span>");
    put(rep, "</p><blockquote>");
    put_text(rep, s->words ? s->words : "(the record does not hold these words)");
    put(rep, "</blockquote><p class=\"from\">");
    put_doc(rep, s->doc);
    if (f) {
        putf(rep, " <a class=\"ref\" href=\"#f%lld\">as a fact</a>", (long long)s->fact);
        put_place(rep, s->doc, s->fact);
    }
    put(rep, "</p>");
}

typedef struct account {
    const report_side *side;
    uint32_t rank; /* accounts of one side stand together */
} account;

static int account_order(const void *x, const void *y) {
    const account *a = x, *b = y;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->side->doc != b->side->doc)
        return a->side->doc < b->side->doc ? -1 : 1;
    if (a->side->start != b->side->start)
        return a->side->start < b->side->start ? -1 : 1;
    return a->side->stop < b->side->stop ? -1 : a->side->stop > b->side->stop;
}

void report_conflicts(report *rep) {
    open_section(rep, "conflicts", "Where accounts differ", rep->n_conflicts,
                 "Accounts of one matter that cannot all hold as stated, side by side. Nothing here says which is true.");
    uint32_t *rank = ARENA_ARRAY(rep->arena, uint32_t, rep->n_who);
    for (uint32_t i = 0; i < rep->n_sides; i++)
        rank[rep->sides[i]] = i + 1;
    for (uint32_t i = 0; i < rep->n_conflicts; i++) {
        const report_conflict *c = &rep->conflicts[i];
        account *accounts = ARENA_ARRAY(rep->arena, account, c->n_sides);
        for (uint32_t k = 0; k < c->n_sides; k++) {
            uint32_t who = asserter(rep, &c->sides[k]);
            accounts[k] = (account){&c->sides[k], who == PARLEY_NONE ? PARLEY_NONE : rank[rep->who[who].side]};
        }
        if (c->n_sides)
            qsort(accounts, c->n_sides, sizeof *accounts, account_order);
        putf(rep, "<article class=\"conflict\" id=\"c%u\" data-d=\"", i);
        for (uint32_t k = 0; k < c->n_sides; k++)
            putf(rep, "%s%u", k ? " " : "", c->sides[k].doc);
        put(rep, "\"><h3>");
        put_text(rep, c->about);
        put(rep, " <span class=\"kind\">");
        put_label(rep, c->kind);
        put(rep, "</span></h3><ul class=\"accounts\">\n");
        for (uint32_t k = 0; k < c->n_sides; k++) {
            const report_side *s = accounts[k].side;
            if (k && s->doc == accounts[k - 1].side->doc && s->start == accounts[k - 1].side->start &&
                s->stop == accounts[k - 1].side->stop)
                continue; /* an event and a position in the same words are one account */
            put(rep, "<li class=\"");
            put_colour(rep, asserter(rep, s));
            put(rep, "\">");
            put_account(rep, s);
            put(rep, "</li>\n");
        }
        put(rep, "</ul></article>\n");
    }
    close_section(rep, rep->n_conflicts, "No accounts were found that cannot all hold.");
}

void report_change_card(report *rep, const report_change *c) {
    put(rep, "<article class=\"change\" data-d=\"");
    putf(rep, "%u %u\"><h3><span class=\"what w-", c->before.doc, c->after.doc);
    put_class(rep, c->what);
    put(rep, "\">");
    put_label(rep, c->what);
    put(rep, "</span> ");
    put_text(rep, c->about);
    put(rep, "</h3><ul class=\"accounts two\"><li><h4>");
    put(rep, "before, ");
    put_date(rep, c->before.date ? c->before.date : "no date");
    put(rep, "</h4>");
    put_account(rep, &c->before);
    put(rep, "</li><li><h4>after, ");
    put_date(rep, c->after.date ? c->after.date : "no date");
    put(rep, "</h4>");
    put_account(rep, &c->after);
    put(rep, "</li></ul></article>\n");
}

void report_changes(report *rep) {
    open_section(rep, "changes", "What changed", rep->n_changes,
                 "The latest first: a stance that turned, a plan that was kept or dropped, a number that moved.");
    for (uint32_t i = 0; i < rep->n_changes; i++)
        report_change_card(rep, &rep->changes[i]);
    close_section(rep, rep->n_changes, "No changes were found.");
}

/* --- origins ------------------------------------------------------------------------------------------------------------ */
static void put_link_docs(report *rep, const report_link *l) {
    put_doc(rep, l->doc);
    if (l->other != PARLEY_NONE) {
        put(rep, " <span class=\"arrow\" aria-hidden=\"true\">↔</span> ");
        put_doc(rep, l->other);
    } else if (l->of) {
        put(rep, " <span class=\"arrow\" aria-hidden=\"true\">←</span> <span class=\"vh\">rests on </span>");
        put_name(rep, l->of);
    }
}

void report_origins(report *rep) {
    open_section(rep, "origins", "Which pages tell one story", rep->n_links,
                 "Copies and rewrites of one story count once, however many pages print it.");
    if (rep->n_docs)
        putf(rep, "<p class=\"sum\"><b>%u</b> page%s, <b>%u</b> of independent origin.</p>\n", rep->n_docs, plural(rep->n_docs),
             rep->n_origins);
    uint32_t groups = 0;
    bool *done = ARENA_ARRAY(rep->arena, bool, rep->n_docs);
    for (uint32_t i = 0; i < rep->n_docs; i++) {
        if (done[i] || !rep->docs[i].d->origin)
            continue;
        uint32_t n = 0;
        for (uint32_t j = i; j < rep->n_docs; j++)
            n += rep->docs[j].d->origin == rep->docs[i].d->origin;
        if (n < 2)
            continue;
        put(rep, groups++ ? "" : "<h3>One story, several pages</h3><ul class=\"groups\">\n");
        put(rep, "<li><ul>");
        for (uint32_t j = i; j < rep->n_docs; j++)
            if (rep->docs[j].d->origin == rep->docs[i].d->origin) {
                done[j] = true;
                put(rep, "<li>");
                put_doc(rep, j);
                put(rep, " <span class=\"file\">");
                put_text(rep, rep->docs[j].d->title.value ? rep->docs[j].d->title.value : rep->docs[j].d->doc);
                put(rep, "</span></li>");
            }
        put(rep, "</ul></li>\n");
    }
    put(rep, groups ? "</ul>\n" : "");
    if (rep->n_links) {
        put(rep, "<h3>How pages belong together</h3><ul class=\"links\">\n");
        for (uint32_t i = 0; i < rep->n_links; i++) {
            const report_link *l = &rep->links[i];
            putf(rep, "<li data-d=\"%u", l->doc);
            if (l->other != PARLEY_NONE)
                putf(rep, " %u", l->other);
            put(rep, "\"><span class=\"relation r-");
            put_class(rep, l->relation);
            put(rep, "\">");
            put_label(rep, l->relation);
            put(rep, "</span> ");
            put_link_docs(rep, l);
            if (l->evidence) {
                put(rep, " <span class=\"why\">");
                put_text(rep, l->evidence);
                put(rep, "</span>");
            }
            put(rep, "</li>\n");
        }
        put(rep, "</ul>\n");
    }
    close_section(rep, rep->n_links, "Each page stands alone.");
}
