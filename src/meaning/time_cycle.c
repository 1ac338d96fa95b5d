/* time_cycle.c - what comes again: weekdays, months and feasts, and how texts count them: "last Easter", "Friday after next",
 * "two Sundays ago", "the second Tuesday after May 3", "Thanksgiving in three years". */
#include "meaning/time_int.h"

#include <stdio.h>
#include <stdlib.h>

/* --- feasts: data/times/holidays.txt ---------------------------------------------------------------------------------------- */
/* Names are compared without points, hyphens and apostrophes: "New Year's", "new years". */
static size_t plain_name(char *out, size_t cap, const char *name) {
    size_t at = 0;
    for (; *name && at + 1 < cap; name++)
        if (*name == '-')
            out[at++] = ' ';
        else if (*name != '\'' && *name != '.')
            out[at++] = *name;
    out[at] = '\0';
    return at;
}

static bool holiday_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const rules[HOLIDAY_N] = {"fixed",  "workday", "nth",     "before", "easter",    "orthodox",
                                                 "hebrew", "islamic", "chinese", "indian", "indian-sun"};
    struct time_lexicon *l = user;
    (void)line;
    if (n != 3 && n != 4)
        return false;
    time_holiday h = {.rule = HOLIDAY_N, .days = n == 4 ? atoi(f[3]) : 1};
    for (uint32_t r = 0; r < HOLIDAY_N; r++)
        if (strcmp(f[0], rules[r]) == 0)
            h.rule = (holiday_rule)r;
    if (h.rule == HOLIDAY_N || sscanf(f[2], "%d %d %d %d", &h.arg[0], &h.arg[1], &h.arg[2], &h.arg[3]) < 1)
        return false;
    char *rest, plain[64];
    for (char *name = strtok_r(f[1], "|", &rest); name; name = strtok_r(NULL, "|", &rest)) {
        plain_name(plain, sizeof plain, name + (*name == '~'));
        map_sets(&l->holiday, arena_strn(l->arena, plain, strlen(plain)), l->n_holidays);
        if (*name == '~')
            map_sets(&l->rare, arena_strn(l->arena, plain, strlen(plain)), 1);
    }
    ARENA_PUSH(l->arena, l->holidays, l->n_holidays, l->cap_holidays) = h;
    return true;
}

parley_status holidays_open(struct time_lexicon *l, parley_error *err) {
    map_init(&l->holiday, l->arena);
    map_init(&l->rare, l->arena);
    return lex_read("times/holidays.txt", l->arena, holiday_row, l, err);
}

static const time_holiday *feast_at(const time_work *k, uint32_t i, uint32_t *end) {
    char form[64];
    size_t at = 0;
    const time_holiday *best = NULL;
    if (i >= k->n || (!k->w[i].upper && !k->ref->alone && k->w[i].kind != NW_DIGITS))
        return NULL;
    for (uint32_t j = i; j < k->n && j < i + 9 && !(j > i && k->w[j].line); j++) {
        const char *s = k->w[j].s;
        size_t len = strlen(s);
        bool mark = strcmp(s, "'") == 0 || strcmp(s, "-") == 0 || strcmp(s, ".") == 0 || strcmp(s, "\xE2\x80\x98") == 0;
        if (at + len + 2 >= sizeof form)
            break;
        if (mark && j == i)
            break;
        if (mark)
            continue;
        bool tail = j > i && !k->w[j].space && k->w[j - 1].kind == NW_PUNCT && strcmp(k->w[j - 1].s, "'") == 0;
        if (j > i && !tail && at)
            form[at++] = ' ';
        at += plain_name(form + at, sizeof form - at, s);
        uint32_t v = map_get(&k->lex->times->holiday, form, at, PARLEY_NONE);
        if (v == PARLEY_NONE)
            continue;
        uint32_t after = j + 1 + (is(k, j + 1, "'") && !k->w[j + 1].space);
        if (map_get(&k->lex->times->rare, form, at, 0) && !k->ref->alone && !year_word(k, after))
            continue;
        best = &k->lex->times->holidays[v];
        *end = after;
    }
    return best;
}

/* --- one that comes again ----------------------------------------------------------------------------------------- */
typedef struct cycle {
    int32_t weekday, month;
    const time_holiday *feast;
} cycle;

static bool cycle_at(const time_work *k, uint32_t i, uint32_t *end, cycle *c) {
    *c = (cycle){0};
    if ((c->feast = feast_at(k, i, end)) != NULL)
        return true;
    if ((c->weekday = weekday_at(k, i, end)) != 0)
        return true;
    /* "Sundays" */
    char name[32];
    size_t len = i < k->n ? strlen(k->w[i].s) : 0;
    if (len > 4 && len < sizeof name && k->w[i].s[len - 1] == 's') {
        memcpy(name, k->w[i].s, len - 1);
        name[len - 1] = '\0';
        uint32_t at = map_gets(&k->lex->times->word[TW_WEEKDAY], name, PARLEY_NONE);
        if (at != PARLEY_NONE && (k->w[i].upper || len > 6)) {
            c->weekday = atoi(k->lex->times->values[at]);
            *end = i + 1;
            return true;
        }
    }
    return (c->month = month_at(k, i, end)) != 0;
}

/* The nth one that begins on day or later, or with n < 0 the nth before day. */
static int32_t cycle_from(const cycle *c, int32_t day, int32_t n) {
    if (c->weekday)
        return n > 0 ? day + (c->weekday - time_weekday(day) + 7) % 7 + 7 * (n - 1)
                     : day - 1 - (time_weekday(day - 1) - c->weekday + 7) % 7 + 7 * (n + 1);
    int32_t y, m, d, step = n > 0 ? 1 : -1, left = n > 0 ? n : -n;
    time_civil(day, &y, &m, &d);
    for (int32_t year = y - step, tries = 0; tries < 60; year += step, tries++) {
        int32_t begins = c->month ? time_days(year, c->month, 1) : holiday_day(c->feast, year);
        if (begins != INT32_MIN && (n > 0 ? begins >= day : begins < day) && --left == 0)
            return begins;
    }
    return INT32_MIN;
}

static void put_cycle(const time_work *k, time_expr *x, const cycle *c, int32_t day) {
    if (day == INT32_MIN)
        return;
    int32_t y, m, d;
    time_civil(day, &y, &m, &d);
    if (c->month) {
        put_month(x, y, m);
    } else if (c->feast && c->feast->days > 1) {
        put_days(x, day, day + c->feast->days - 1);
    } else {
        put_day(x, day);
        if (x->end < k->n)
            add_clock(k, x);
    }
}

/* A feast or month in its year: "Easter 2024", "Easter of last year", "Easter in two years", "Easter last year"; 0: none is said.
 */
static int32_t cycle_year(const time_work *k, uint32_t *end) {
    int32_t y = year_after(k, end), times;
    if (y || !k->ref->known)
        return y;
    uint32_t at = *end + is(k, *end, "of");
    const char *step = word_value(k, TW_STEP, at);
    if (step && unit_letter(k, at + 1, &times) == 'y' && times == 1) {
        *end = at + 2;
        return k->y + atoi(step);
    }
    at = *end + is(k, *end, "in");
    quantity q;
    if (at < k->n && quantity_at(k->lex->numbers, k->w, k->n, at, &q) && q.first == at && q.unit &&
        strcmp(q.unit->name, "years") == 0 && q.num.value < 1000) {
        bool hence = is(k, q.end, "hence") || is(k, q.end, "ahead"), ago = is(k, q.end, "ago");
        if (at == *end && !hence && !ago)
            return 0;
        *end = q.end + (hence || ago);
        return k->y + (int32_t)q.num.value * (ago ? -1 : 1);
    }
    return 0;
}

/* Easter; next Easter; Easter 2024; last Mother's Day; Good Friday at 6 p.m. */
bool holiday_at(const time_work *k, uint32_t i, time_expr *x) {
    cycle c = {0};
    uint32_t j = i, end;
    const char *step = word_value(k, TW_STEP, j);
    j += step != NULL;
    if ((c.feast = feast_at(k, j, &end)) == NULL)
        return false;
    if (j < k->n && is(k, end, "weekend"))
        return false; /* feast_weekend_at */
    x->end = end;
    int32_t y = cycle_year(k, &x->end);
    if (y) {
        put_cycle(k, x, &c, holiday_day(c.feast, y));
    } else if (k->ref->known) {
        int32_t sign = step ? atoi(step) : k->ref->future ? 0 : -1, today = k->ref->day;
        if (step && sign == 0)
            put_cycle(k, x, &c, holiday_day(c.feast, k->y));
        else
            put_cycle(k, x, &c,
                      sign < 0 ? cycle_from(&c, step ? today : today + 1, -1) : cycle_from(&c, sign ? today + 1 : today, 1));
        if (step && sign == 0 && k->ref->alone && x->resolved && x->from < today)
            put_cycle(k, x, &c, cycle_from(&c, today, 1)); /* "this Martin Luther King Day", the year's own gone by */
    } else if (c.feast->rule == HOLIDAY_FIXED) {
        snprintf(x->value, sizeof x->value, "XXXX-%02d-%02d", (int)c.feast->arg[0] % 100, (int)c.feast->arg[1] % 100);
        x->precision = 'd';
    }
    return true;
}

/* The weekend beside a feast: Memorial Day weekend. */
bool feast_weekend_at(const time_work *k, uint32_t i, time_expr *x) {
    cycle c = {0};
    uint32_t end, j = i + (word_value(k, TW_STEP, i) != NULL);
    if ((c.feast = feast_at(k, j, &end)) == NULL)
        return false;
    if (is(k, end, "weekend"))
        x->end = end + 1;
    else if (is(k, end, "week") && is(k, end + 1, "-") && is(k, end + 2, "end"))
        x->end = end + 3;
    else
        return false;
    int32_t y = cycle_year(k, &x->end), day = INT32_MIN;
    if (y)
        day = holiday_day(c.feast, y);
    else if (k->ref->known)
        day = cycle_from(&c, k->ref->day + !k->ref->future, k->ref->future ? 1 : -1);
    if (day != INT32_MIN) {
        int32_t weekday = time_weekday(day);
        put_weekend(x, weekday <= 3 ? day - weekday : day); /* a Monday's is the one before */
    }
    return true;
}

/* Friday after next; March after next; Sunday before last */
bool after_next_at(const time_work *k, uint32_t i, time_expr *x) {
    cycle c;
    uint32_t end, j = i + is(k, i, "the");
    if (!cycle_at(k, j, &end, &c))
        return false;
    bool next = is(k, end, "after") && is(k, end + 1, "next"), last = is(k, end, "before") && is(k, end + 1, "last");
    if (!next && !last)
        return false;
    x->end = end + 2;
    if (k->ref->known) {
        int32_t day = next ? cycle_from(&c, k->ref->day + 1, 2) : cycle_from(&c, k->ref->day, -2);
        put_cycle(k, x, &c, day);
    }
    return true;
}

/* two Sundays ago; three Fridays from now; the third Tuesday after May 1; the closest Monday to Oct. 5; the second last Friday
 * before Easter */
bool counted_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + is(k, i, "the"), end;
    int32_t nth = 1;
    bool near = false, last = false, ordinal = false;
    number num;
    cycle c;
    if (j < k->n && number_at(k->lex->numbers, k->w, k->n, j, &num) && num.value >= 1 && num.value <= 50 &&
        num.value == (int)num.value && !num.article) {
        nth = (int32_t)num.value;
        ordinal = num.kind == NUMBER_ORDINAL;
        if (!ordinal && (num.kind != NUMBER_CARDINAL || j != i))
            return false;
        j = num.end;
    } else if (j == i) {
        return false;
    }
    bool counted = j > i + is(k, i, "the");
    if (is(k, j, "closest") || is(k, j, "nearest"))
        near = true, j++;
    else if (is(k, j, "last"))
        last = true, j++;
    if (!counted && !near && !last)
        return false;
    if (!cycle_at(k, j, &end, &c))
        return false;
    if (counted && !ordinal && !near && !last) {
        bool ago = is(k, end, "ago") || is(k, end, "back"), ahead = is(k, end, "from") && is(k, end + 1, "now"),
             hence = is(k, end, "hence");
        if (!ago && !ahead && !hence)
            return false;
        x->end = end + (ahead ? 2 : 1);
        if (k->ref->known)
            put_cycle(k, x, &c, ago ? cycle_from(&c, k->ref->day, -nth) : cycle_from(&c, k->ref->day + 1, nth));
        return true;
    }
    bool after = is(k, end, "after") || is(k, end, "since"), before = is(k, end, "before"), to = near && is(k, end, "to");
    if (near ? !to : !(after || before) || (last && after))
        return false;
    time_expr point = {.first = end + 1};
    if (!time_point(k, end + 1, &point))
        return false;
    x->end = point.end;
    x->precision = 'd';
    if (!point.resolved)
        return true;
    int32_t day;
    if (near) { /* the nth in order of distance */
        int32_t up = 1, down = 1, a = 0, b = 0;
        for (int32_t n = 0; n < nth; n++) {
            a = cycle_from(&c, point.from, up);
            b = cycle_from(&c, point.from, -down);
            if (a == INT32_MIN || b == INT32_MIN)
                return true;
            bool ahead = a - point.from <= point.from - b;
            day = ahead ? a : b;
            if (n + 1 == nth)
                put_cycle(k, x, &c, day);
            up += ahead;
            down += !ahead;
        }
        return true;
    }
    day = after ? cycle_from(&c, point.to + 1, nth) : cycle_from(&c, point.from, -nth);
    put_cycle(k, x, &c, day);
    return true;
}

/* March next year; March in a year; last March; March 2014 is read by month_expr_at */
bool month_year_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t end;
    int32_t m = month_at(k, i, &end), y;
    if (!m || !k->ref->known)
        return false;
    uint32_t at = end;
    y = cycle_year(k, &at);
    if (!y)
        return false;
    x->end = at;
    put_month(x, y, m);
    return true;
}
