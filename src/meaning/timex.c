/* timex.c - dates, times, durations: the longest expression that begins at a word, and those of a page. */
#include "meaning/time_int.h"

/* A line of a page that is nothing but a time ("Thursday 8:00 PST") has no more words. */
enum { LINE_WORDS = 12 };
/* So many sentences on, "that year" and "a day later" still lean on a date. */
enum { TOLD_REACH = 2 };

/* What reads one expression that begins at word i; the longest wins, the earlier of two alike. */
typedef bool reader(const time_work *k, uint32_t i, time_expr *x);
static reader *const points[] = {
    numeric_at,    month_expr_at,    month_year_at, weekday_expr_at, step_expr_at, quarter_at,   edge_at,   holiday_at, nth_at,
    after_next_at, feast_weekend_at, clock_expr_at, day_word_at,     part_expr_at, year_expr_at, season_at, now_at};
/* These hold another point: "three days after Easter". */
static reader *const counts[] = {count_expr_at, counted_at, day_before_at};

static void longest(const time_work *k, uint32_t i, reader *const *readers, size_t n, time_expr *best) {
    for (size_t r = 0; r < n; r++) {
        time_expr x = {.first = i, .kind = TIME_DATE};
        if (readers[r](k, i, &x) && x.end > best->end)
            *best = x;
    }
}

bool time_point(const time_work *k, uint32_t i, time_expr *x) {
    *x = (time_expr){.first = i, .end = i};
    if (i >= k->n || (k->w[i].kind == NW_PUNCT && !is(k, i, "'")))
        return false;
    longest(k, i, points, COUNT_OF(points), x);
    if (!k->nested) {
        time_work inner = *k;
        inner.nested = true;
        longest(&inner, i, counts, COUNT_OF(counts), x);
    }
    return x->end > i;
}

/* What the words before it say of where it lies: since, until. */
static time_side side_before(const time_work *k, uint32_t i) {
    if (i == 0)
        return TIME_AT;
    if (IS_ONE_OF(k, i - 1, "the", "about", "around"))
        i--;
    if (i > 1 && is(k, i - 1, "than") && is(k, i - 2, "later"))
        return TIME_SINCE;
    if (i > 0 && IS_ONE_OF(k, i - 1, "since", "after"))
        return TIME_SINCE;
    return i > 0 && IS_ONE_OF(k, i - 1, "by", "until", "till", "untill", "before", "through") ? TIME_UNTIL : TIME_AT;
}

static bool read_at(const time_work *k, uint32_t i, time_expr *out) {
    time_expr range = {.first = i};
    bool found = time_point(k, i, out);
    if (range_from(k, i, &range) && (!found || range.end > out->end)) {
        *out = range;
        found = true;
    }
    /* a day or a clock time is more than the number in it; any other length of time is read before nothing */
    if (!found || out->kind != TIME_TIME) {
        time_expr x = {.first = i};
        if (duration_at(k, i, &x) && (!found || x.end > out->end)) {
            *out = x;
            found = true;
        }
    }
    if (found && out->side == TIME_AT && out->kind != TIME_DURATION && !strchr(out->value, '/'))
        out->side = side_before(k, i);
    return found;
}

static time_work work_of(const struct lexicons *lex, const num_word *w, uint32_t n, const time_ref *ref) {
    time_work k = {.lex = lex, .w = w, .n = n, .ref = ref};
    if (ref->known)
        time_civil(ref->day, &k.y, &k.m, &k.d);
    return k;
}

bool time_at(const struct lexicons *lex, const num_word *w, uint32_t n, uint32_t i, const time_ref *ref, time_expr *out) {
    time_work k = work_of(lex, w, n, ref);
    return i < n && read_at(&k, i, out);
}

bool time_whole(const struct lexicons *lex, const num_word *w, uint32_t n, const time_ref *ref, time_expr *out) {
    time_ref alone = *ref;
    alone.alone = true;
    time_work k = work_of(lex, w, n, &alone);
    for (uint32_t i = 0; i < n && i < 4; i++) {
        if (read_at(&k, i, out)) {
            uint32_t end = out->end;
            end += IS_ONE_OF(&k, end, "approximately", "exactly", "sharp");
            end += end < n && IS_ONE_OF(&k, end, ".", ":", ",");
            if (end >= n)
                return true;
        }
        if (!IS_ONE_OF(&k, i, "at", "@", "on", "in", "by", "for", "from", "about", "around", "since", "after", "until", "till",
                       "before", "through", "anytime", "later", "than", "the", "during", "within"))
            break;
    }
    return false;
}

/* Words that turn a bare weekday to the days ahead. */
static bool looks_ahead(const num_word *w, uint32_t from, uint32_t to) {
    static const char *const ahead[] = {"will",    "shall",    "would",    "expected", "scheduled", "due",   "plans",
                                        "planned", "planning", "upcoming", "deadline", "set",       "going", "ll"};
    for (uint32_t i = from; i < to; i++)
        for (uint32_t a = 0; a < COUNT_OF(ahead); a++)
            if (strcmp(w[i].s, ahead[a]) == 0)
                return true;
    return false;
}

/* Keep a day, month or year that a later "that year" may lean on. */
static bool remember(time_ref *ref, const time_expr *x) {
    uint8_t told = x->from == x->to ? 'd' : x->precision;
    bool plain = told == 'd' || ((told == 'm' || told == 'y') && strlen(x->value) <= 7 && !strchr(x->value, 'X'));
    if (!x->resolved || !plain)
        return false;
    ref->told = told;
    ref->told_day = x->from;
    return true;
}

void times_find(const meaning_in *in, parley_facts *f) {
    const parley_parse *p = in->parse;
    uint32_t cap = 0;
    if (!in->lexicons || !in->lexicons->times || !in->lexicons->numbers)
        return;
    time_ref ref = {0};
    uint32_t told_sent = 0;
    ref.known = in->page->published.value && time_parse_iso(in->page->published.value, &ref.day);
    for (uint32_t s = 0; s < p->n_sents; s++) {
        uint32_t n, t = p->sents[s].first;
        num_word *w = num_words(in->scratch, in->page->text, p->sents[s].start, p->sents[s].stop, &n);
        const uint16_t *lists = time_lists(in->lexicons, in->scratch, w, n);
        time_expr x;
        if (s > told_sent + TOLD_REACH)
            ref.told = 0;
        bool whole = n > 1 && n <= LINE_WORDS && time_whole(in->lexicons, w, n, &ref, &x);
        for (uint32_t i = 0; i < n;) {
            /* the clause around the expression tells whether it looks ahead */
            ref.future = looks_ahead(w, i > 12 ? i - 12 : 0, i);
            time_work k = work_of(in->lexicons, w, n, &ref);
            k.lists = lists;
            if (!whole && !read_at(&k, i, &x)) {
                i++;
                continue;
            }
            fact_time time = {.evidence = {w[x.first].start, w[x.end - 1].end}, .kind = x.kind, .precision = x.precision};
            memcpy(time.value, x.value, sizeof time.value);
            memcpy(time.date, x.date, sizeof time.date);
            while (t + 1 < p->sents[s].end && p->tokens[t].end <= time.evidence.start)
                t++;
            time.first = time.end = t;
            while (time.end < p->sents[s].end && p->tokens[time.end].start < time.evidence.end)
                time.end++;
            ARENA_PUSH(in->arena, f->times, f->n_times, cap) = time;
            if (remember(&ref, &x))
                told_sent = s;
            i = whole ? n : x.end;
        }
    }
}
