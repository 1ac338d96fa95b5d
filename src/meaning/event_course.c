/* event_course.c - the course of talks: which round a meeting is, and in which order the page puts its meetings. */
#include "meaning/event_int.h"

#include <stdlib.h>

enum { COURSE_MAX = 48 /* meetings of a page that are put in order */ };

/* "talks" in "a third round of talks", "meeting" in "the first day of the meeting": the noun that stands for it in its clause. */
uint32_t event_top(const coder *c, uint32_t t) {
    for (int up = 0; up < 3; up++) {
        const parse_token *k = TOK(c, t);
        if (k->rel != REL_NMOD || k->head == PARLEY_NONE || k->head > t || !under_prep_named(c, t, "of") ||
            TOK(c, k->head)->upos != UPOS_NOUN || !(flags_of(c, k->head) & WORD_LIGHT))
            break;
        t = k->head;
    }
    return t;
}

/* Does t stand under this preposition or mark? Any word, in the lexicon or not. */
static bool has_prep(const coder *c, uint32_t t, const char *prep) {
    return norm_is(c, parse_child(c->p, t, REL_CASE, SUB_NONE), prep) ||
           norm_is(c, parse_child(c->p, t, REL_MARK, SUB_NONE), prep);
}

bool is_other_step(const coder *c, uint32_t t) {
    return is_earlier_step(c, t) || has_prep(c, t, "before");
}

bool is_earlier_step(const coder *c, uint32_t t) {
    return has_prep(c, t, "after") || has_prep(c, t, "following");
}

/* Talks come in rounds, and "a first round in Bern" is one of them only where talks are spoken of. */
bool round_of_talks(const coder *c, uint32_t t) {
    uint32_t sent = TOK(c, t)->sent, first = c->p->sents[sent ? sent - 1 : 0].first, end = c->p->sents[sent].end;
    for (uint32_t i = first; i < end; i++)
        if (i != t && TOK(c, i)->upos != UPOS_ADJ && in_words(c->lex->talks_words, c->lex->n_talks_words, c->lemma[i]))
            return true;
    return false;
}

/* "the third round of talks", "round two", "a second meeting". */
static uint8_t round_at(const coder *c, uint32_t t) {
    static const char *const ones[] = {"round", "meeting", "session", "summit", "talks", "conference"};
    bool one = false;
    for (size_t i = 0; i < COUNT_OF(ones); i++)
        one |= norm_is(c, t, ones[i]);
    if (!one)
        return 0;
    PARSE_EACH_CHILD (c->p, t, d) {
        uint8_t n =
            d < t && (TOK(c, d)->rel == REL_AMOD || TOK(c, d)->rel == REL_NUMMOD) ? facts_small_number(TOK(c, d)->norm, true) : 0;
        if (n)
            return n;
    }
    return norm_is(c, t, "round") && t + 1 < c->p->n_tokens ? facts_small_number(TOK(c, t + 1)->norm, false) : 0;
}

uint8_t event_round(const coder *c, const candidate *e) {
    uint32_t t = e->trigger, top = event_top(c, t);
    uint8_t n = 0;
    for (int up = 0; up < 4 && !n; up++) {
        n = round_at(c, t);
        if (t == top)
            break;
        t = TOK(c, t)->head;
    }
    if (!n && e->entry && e->entry->pos == 'v') /* "held a third round", "met for a third round of talks" */
        PARSE_EACH_CHILD (c->p, t, d) {
            if (!n && (TOK(c, d)->rel == REL_OBJ || TOK(c, d)->rel == REL_NSUBJ ||
                       (TOK(c, d)->rel == REL_OBL && has_prep(c, d, "for"))))
                n = round_at(c, d);
        }
    return n;
}

/* --- order -------------------------------------------------------------------------------------------------------- */
typedef struct course {
    uint32_t event[COURSE_MAX]; /* index into the facts' events */
    uint8_t turn[COURSE_MAX];   /* longest way to it */
    bool before[COURSE_MAX][COURSE_MAX];
    uint32_t n;
} course;

/* Which side of the clause around it the phrase of t puts its meeting: -1 "after a meeting", 1 "before a meeting"; 0: it does not
 * say. *around: the word that the phrase hangs on. */
static int side_of(const coder *c, uint32_t t, uint32_t *around) {
    static const char *const after[] = {"after", "following", "since"}, *const before[] = {"before", "until", "till"};
    for (int up = 0; up < 4; up++) {
        const parse_token *k = TOK(c, t);
        if (k->head == PARLEY_NONE)
            return 0;
        *around = k->head;
        for (size_t i = 0; i < COUNT_OF(after); i++)
            if (has_prep(c, t, after[i]))
                return -1;
        for (size_t i = 0; i < COUNT_OF(before); i++)
            if (has_prep(c, t, before[i]))
                return 1;
        if (norm_is(c, k->head, "following") || norm_is(c, k->head, "follows") || norm_is(c, k->head, "followed"))
            return norm_is(c, k->head, "followed") && clause_is_passive(c, k->head) ? 1 : k->rel == REL_OBJ ? -1 : 0;
        t = k->head;
    }
    return 0;
}

/* Does the event hang on this word, directly or by what carries it? */
static bool hangs_on(const coder *c, const fact_event *e, uint32_t around) {
    uint32_t t = e->trigger;
    for (int up = 0; up < 4; up++) {
        if (t == around)
            return true;
        const parse_token *k = TOK(c, t);
        if (k->head == PARLEY_NONE || has_prep(c, t, "after") || has_prep(c, t, "before"))
            return false;
        t = k->head;
    }
    return false;
}

/* "last week" is -1, "this week" 0, "next week" 1 of weeks; false: no such words. */
static bool step_of(const char *time, int *step, const char **unit) {
    static const char *const words[] = {"last ", "this ", "next "};
    for (int i = 0; time && i < 3; i++)
        if (strncmp(time, words[i], 5) == 0) {
            *step = i - 1;
            *unit = time + 5;
            return true;
        }
    return false;
}

/* Is x earlier than y by their own days, weeks or words? */
static bool earlier(const fact_event *x, const fact_event *y) {
    int s, t;
    const char *u, *v;
    if (x->date[0] && y->date[0])
        return strcmp(x->date, y->date) < 0;
    if (x->time && y->time && strlen(x->time) == 8 && strlen(y->time) == 8 && x->time[5] == 'W' && y->time[5] == 'W' &&
        x->time[0] != 'X' && y->time[0] != 'X')
        return strcmp(x->time, y->time) < 0;
    return step_of(x->time, &s, &u) && step_of(y->time, &t, &v) && strcmp(u, v) == 0 && s < t;
}

/* Rounds of one and the same talks: somebody is in both, or one names nobody. */
static bool same_talks(const fact_event *x, const fact_event *y) {
    for (uint32_t i = 0; i < x->n_source; i++)
        for (uint32_t j = 0; j < y->n_source; j++)
            if (x->source[i] == y->source[j])
                return true;
    return !x->n_source || !y->n_source;
}

/* x comes before y, unless y already comes before x. */
static void link_before(course *k, uint32_t x, uint32_t y) {
    if (x == y || k->before[x][y] || k->before[y][x])
        return;
    for (uint32_t i = 0; i < k->n; i++)
        for (uint32_t j = 0; j < k->n; j++)
            if ((i == x || k->before[i][x]) && (j == y || k->before[y][j]))
                k->before[i][j] = true;
}

static void links_find(const coder *c, course *k) {
    for (uint32_t i = 0; i < k->n; i++) {
        const fact_event *e = &c->f->events[k->event[i]];
        uint32_t around = PARLEY_NONE;
        int side = side_of(c, e->trigger, &around);
        for (uint32_t j = 0; side && j < k->n; j++) {
            const fact_event *o = &c->f->events[k->event[j]];
            if (i != j && TOK(c, o->trigger)->sent == TOK(c, e->trigger)->sent &&
                c->f->statement_of[o->trigger] == c->f->statement_of[e->trigger] && hangs_on(c, o, around))
                side < 0 ? link_before(k, i, j) : link_before(k, j, i);
        }
    }
    for (uint32_t i = 0; i < k->n; i++)
        for (uint32_t j = 0; j < k->n; j++) {
            const fact_event *x = &c->f->events[k->event[i]], *y = &c->f->events[k->event[j]];
            if (earlier(x, y) || (x->round && y->round && x->round < y->round && same_talks(x, y)))
                link_before(k, i, j);
        }
}

void course_find(coder *c) {
    course k = {.n = 0};
    for (uint32_t i = 0; i < c->f->n_events && k.n < COURSE_MAX; i++) {
        const fact_event *e = &c->f->events[i];
        if (e->type == PLOVER_CONSULT && e->status != STATUS_DENIED && (e->place || e->date[0] || e->time || e->round))
            k.event[k.n++] = i;
    }
    links_find(c, &k);
    for (uint32_t i = 0; i < k.n; i++) {
        uint32_t before = 0;
        bool linked = false;
        for (uint32_t j = 0; j < k.n; j++) {
            before += k.before[j][i];
            linked |= k.before[j][i] || k.before[i][j];
        }
        /* what comes before it comes before all that it comes before: the number of these rises along every way */
        c->f->events[k.event[i]].turn = linked ? (uint8_t)(before + 1) : 0;
    }
}
