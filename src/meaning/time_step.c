/* time_step.c - times counted from another: "last week", "three days ago", "two days after Easter"; and durations, with "the last
 * two weeks" among them. */
#include "meaning/time_int.h"

#include <stdio.h>
#include <stdlib.h>

static bool plural_unit(const time_work *k, uint32_t i) {
    size_t n = strlen(k->w[i].s);
    return k->w[i].s[n - 1] == 's';
}

/* A step's word at *j, with what may stand before and behind it: "the", "this past", "next". */
static const char *step_at(const time_work *k, uint32_t *j) {
    *j += is(k, *j, "the");
    if (is(k, *j, "this") && IS_ONE_OF(k, *j + 1, "past", "coming", "current"))
        ++*j;
    const char *v = word_value(k, TW_STEP, *j);
    *j += v != NULL;
    return v;
}

/* The season n seasons from the one that the page's day is in. */
static void season_from(const time_work *k, time_expr *x, int32_t n) {
    static const char *const names[] = {"SP", "SU", "FA", "WI"};
    static const int32_t begins[] = {320, 621, 923, 1221};
    int32_t now = k->m * 100 + k->d, y = k->y, s = 3;
    for (int32_t b = 0; b < 4; b++)
        if (now >= begins[b])
            s = b;
    if (now < begins[0])
        y--;
    s += n;
    y += s >= 0 ? s / 4 : -((3 - s) / 4);
    put_season(x, y, names[(s % 4 + 4) % 4]);
}

/* that year, the same day, that same month; the following day, the next morning: seen from the time that the text named last */
static bool told_step_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + IS_ONE_OF(k, i, "that", "the");
    int32_t step = 0, times;
    if (!k->ref->told || j == i)
        return false;
    if (is(k, j, "same"))
        j++;
    else if (IS_ONE_OF(k, j, "following", "next") && is(k, i, "the"))
        j++, step = 1;
    else if (IS_ONE_OF(k, j, "previous", "preceding") && is(k, i, "the"))
        j++, step = -1;
    else if (!is(k, i, "that"))
        return false;
    const char *part = word_value(k, TW_DAYPART, j);
    char u = part ? 'd' : unit_letter(k, j, &times);
    if (!u || !strchr("dwmy", u) || (!part && (times != 1 || plural_unit(k, j) || is(k, j, "weekend"))))
        return false;
    if (k->ref->told != 'd' && !(k->ref->told == 'm' && (u == 'm' || u == 'y')) && !(k->ref->told == 'y' && u == 'y'))
        return false;
    x->end = j + 1;
    shift_from(x, k->ref->told_day, u, step);
    if (part)
        put_part(x, part);
    return true;
}

/* the week after next; the year before last */
static bool second_step_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + is(k, i, "the");
    int32_t times;
    char u = unit_letter(k, j, &times);
    bool next = is(k, j + 1, "after") && is(k, j + 2, "next"), last = is(k, j + 1, "before") && is(k, j + 2, "last");
    if (!u || !strchr("dwmy", u) || times != 1 || !(next || last))
        return false;
    x->end = j + 3;
    if (k->ref->known && is(k, j, "weekend"))
        put_weekend(x, k->ref->day + (next ? 14 : -14));
    else
        shift(k, x, u, next ? 2 : -2);
    return true;
}

/* over the weekend: the one that the page's day is in or that lies behind it, or ahead if the sentence looks ahead */
static bool weekend_at(const time_work *k, uint32_t i, time_expr *x) {
    bool told = i > 0 && IS_ONE_OF(k, i - 1, "over", "during", "at", "on", "through", "by", "until", "before");
    if (!is(k, i, "the") || !is(k, i + 1, "weekend") || is(k, i + 2, "of") || !(told || k->ref->alone))
        return false;
    x->end = i + 2;
    x->precision = 'w';
    if (k->ref->known)
        put_weekend(x, k->ref->day - (k->ref->future || time_weekday(k->ref->day) >= 6 ? 0 : 7));
    return true;
}

/* last week; late last week; earlier this month; next year; the past month; this summer; this season; last night */
bool step_expr_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i;
    int32_t times;
    if (told_step_at(k, i, x) || second_step_at(k, i, x) || weekend_at(k, i, x))
        return true;
    x->mod = mod_at(k, &j);
    if (is(k, j, "all") ||
        ((is(k, j, "rest") || is(k, j, "remainder")) && is(k, j + 1, "of"))) { /* all week; the rest of the week */
        bool rest = !is(k, j, "all");
        uint32_t at = j + 1 + rest + is(k, j + 1 + rest, "the");
        at += IS_ONE_OF(k, at, "this", "whole");
        char u = unit_letter(k, at, &times);
        if (!u || !strchr("wmy", u) || times != 1 || plural_unit(k, at) || is(k, at, "weekend"))
            return false;
        x->end = at + 1;
        shift(k, x, u, 0);
        x->precision = (uint8_t)u;
        x->mod = rest ? TIME_MOD_END : TIME_MOD_NONE;
        return true;
    }
    const char *v = step_at(k, &j);
    if (!v)
        return false;
    int32_t step = atoi(v);
    char u = unit_letter(k, j, &times);
    if (u == 'd' && times == 1 && is(k, j, "night")) {
        x->end = j + 1;
        if (k->ref->known)
            put_day(x, k->ref->day + (step < 0 ? -1 : 0));
        put_part(x, "NI");
        return true;
    }
    if (is(k, j, "season") || (is(k, j, "seasons") && k->ref->alone)) {
        x->end = j + 1;
        x->precision = 'm';
        if (k->ref->known)
            season_from(k, x, step);
        return true;
    }
    if (u && strchr("dwmy", u) && !plural_unit(k, j)) {
        bool weekend = is(k, j, "weekend"), quarter = is(k, j, "quarter") || is(k, j, "qtr");
        if (u == 'd' && step == 0 && !is(k, j - 1, "current"))
            return false; /* "this day" */
        x->end = j + 1;
        if (k->ref->known && weekend)
            put_weekend(x, k->ref->day - time_weekday(k->ref->day) + 1 + 7 * step);
        else if (k->ref->known && quarter)
            put_quarter(x, k->y * 4 + (k->m - 1) / 3 + step);
        else
            shift(k, x, u, step * times);
        x->precision = (uint8_t)(quarter ? 'm' : u == 'w' ? 'w' : u);
        return true;
    }
    const char *season = word_value(k, TW_SEASON, j);
    if (season) {
        x->end = j + 1;
        x->precision = 'm';
        int32_t y = year_after(k, &x->end);
        if (!y && k->ref->known)
            y = k->y + step;
        if (y)
            put_season(x, y, season);
        return true;
    }
    return false;
}

static bool about_at(const time_work *k, uint32_t i) {
    return IS_ONE_OF(k, i, "about", "around", "nearly", "almost");
}

static bool time_quantity(const time_work *k, uint32_t j, quantity *q) {
    return j < k->n && quantity_at(k->lex->numbers, k->w, k->n, j, q) && q->unit && q->unit->kind == UNIT_TIME &&
           (q->first == j || (q->first + 1 == j && about_at(k, q->first)));
}

/* So much time from a day and minute: years and months keep the calendar, days and weeks the day, hours the minute. */
static void put_off(time_expr *x, int32_t day, int32_t minute, const quantity *q, double sign) {
    const char *name = q->unit->name;
    double v = sign * q->num.value;
    int32_t y, m, d;
    time_civil(day, &y, &m, &d);
    if (v > 8000 || v < -8000)
        return;
    if (strcmp(name, "years") == 0 && v == (int32_t)v) {
        put_month(x, y + (int32_t)v, m);
    } else if (strcmp(name, "decades") == 0 || strcmp(name, "centuries") == 0) {
        put_year(x, y + (int32_t)(v * (*name == 'd' ? 10 : 100)));
    } else if (strcmp(name, "quarters") == 0) {
        put_quarter(x, y * 4 + (m - 1) / 3 + (int32_t)v);
    } else if (strcmp(name, "months") == 0 && v == (int32_t)v) {
        int32_t at = y * 12 + m - 1 + (int32_t)v;
        int32_t length = time_month_length(at / 12, at % 12 + 1);
        put_day(x, time_days(at / 12, at % 12 + 1, d < length ? d : length));
    } else if (q->unit->factor >= 86400) {
        put_day(x, day + (int32_t)(v * q->unit->factor / 86400));
    } else {
        double minutes = minute + v * q->unit->factor / 60;
        int32_t total = (int32_t)(minutes >= 0 ? minutes : minutes - 1),
                days = total >= 0 ? total / 1440 : -((1439 - total) / 1440);
        put_day(x, day + days);
        bool fine = strcmp(name, "seconds") == 0;
        put_clock(x, total - days * 1440, fine ? (int32_t)((minutes - total) * 60 + 0.5) : 0, TIME_NO_ZONE);
    }
}

/* Is what the text named last told finely enough to count such units from it? */
static bool told_allows(const time_work *k, double seconds) {
    return k->ref->told == 'd' || (k->ref->told == 'm' && seconds >= 2592000) || (k->ref->told == 'y' && seconds >= 31536000);
}

/* three months ago; two weeks later; a year earlier; in two days; two days from now; after 5 days (alone) */
bool count_expr_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i;
    bool in = is(k, j, "in") && k->ref->future, after = is(k, j, "after") && k->ref->alone;
    j += in || after;
    j += about_at(k, j);
    quantity q;
    if (!time_quantity(k, j, &q) || q.old || q.hyphened)
        return false;
    bool ago = is(k, q.end, "ago") || is(k, q.end, "back"), hence = is(k, q.end, "hence");
    uint32_t from_now = is(k, q.end, "from") ? q.end + 1 : 0;
    if (from_now) {
        from_now += is(k, from_now, "right");
        from_now = IS_ONE_OF(k, from_now, "now", "today") ? from_now + 1 : 0;
    }
    if (!ago && !from_now && !in && !hence && !after) {
        bool earlier = is(k, q.end, "earlier");
        if (!earlier && !IS_ONE_OF(k, q.end, "later", "afterwards", "afterward"))
            return false;
        x->end = q.end + 1; /* counted from what the text named last */
        if (k->ref->told && told_allows(k, q.unit->factor))
            put_off(x, k->ref->told_day, 0, &q, earlier ? -1 : 1);
        else if (k->ref->alone && k->ref->known)
            put_off(x, k->ref->day, k->ref->minute, &q, earlier ? -1 : 1);
        if (x->resolved && k->ref->told == 'y')
            put_year(x, atoi(x->value));
        return true;
    }
    x->end = from_now ? from_now : q.end + (in || after ? 0 : 1);
    x->side = after ? TIME_SINCE : TIME_AT;
    if (k->ref->known) {
        put_off(x, k->ref->day, k->ref->minute, &q, ago ? -1 : 1);
        if (in && x->kind == TIME_DATE && x->date[0])
            add_clock(k, x);
    }
    return true;
}

/* the day before yesterday; three days after Easter; two weeks before May 3 */
bool day_before_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + is(k, i, "the");
    quantity q = {0};
    bool one = is(k, j, "day");
    if (one) {
        j++;
    } else if (j == i && time_quantity(k, j, &q) && !q.old && !q.hyphened && q.unit->factor >= 86400) {
        j = q.end;
    } else {
        return false;
    }
    bool before = is(k, j, "before"),
         after = is(k, j, "after") || (k->ref->alone && is(k, j, "from")); /* "three months from May 1" is a stretch */
    if (!before && !after)
        return false;
    time_expr point = {.first = j + 1};
    if (!time_point(k, j + 1, &point))
        return false;
    if (point.kind == TIME_DURATION || (point.precision != 'd' && point.precision != 't'))
        return false;
    x->end = point.end;
    x->precision = 'd';
    if (!point.resolved || !point.date[0])
        return true;
    if (one)
        put_day(x, point.from + (before ? -1 : 1));
    else
        put_off(x, point.from, 0, &q, before ? -1 : 1);
    if (point.kind == TIME_TIME && strlen(point.value) > 10) { /* "the day before yesterday, 8 a.m." */
        memcpy(point.value, x->date, 10);
        memcpy(x->value, point.value, sizeof x->value);
        x->kind = TIME_TIME;
        x->precision = 't';
    }
    return true;
}

static void put_length(time_expr *x, const char *name, double value) {
    static const struct {
        const char *name, *before, *after;
        double by;
    } forms[] = {{"seconds", "PT", "S", 1},   {"minutes", "PT", "M", 1}, {"hours", "PT", "H", 1},    {"days", "P", "D", 1},
                 {"nights", "P", "D", 1},     {"weeks", "P", "W", 1},    {"weekends", "P", "WE", 1}, {"fortnights", "P", "W", 2},
                 {"months", "P", "M", 1},     {"quarters", "P", "M", 3}, {"years", "P", "Y", 1},     {"decades", "P", "Y", 10},
                 {"centuries", "P", "Y", 100}};
    for (uint32_t f = 0; f < COUNT_OF(forms); f++)
        if (strcmp(name, forms[f].name) == 0)
            snprintf(x->value, sizeof x->value, "%s%.8g%s", forms[f].before, value * forms[f].by, forms[f].after);
    x->kind = TIME_DURATION;
}

/* A number before a unit: "two quarters" is no half. */
static bool count_at(const time_work *k, uint32_t j, number *num) {
    return j < k->n && number_at(k->lex->numbers, k->w, k->n, j, num) &&
           (num->kind != NUMBER_FRACTION || number_at(k->lex->numbers, k->w, j + 1, j, num));
}

/* the last two weeks; the next 72 hours; two upcoming quarters */
static bool near_length_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i, used;
    number num;
    const char *v = step_at(k, &j);
    if (v) {
        if (!count_at(k, j, &num))
            return false;
        j = num.end;
    } else {
        if (!count_at(k, i, &num) || num.article)
            return false;
        j = num.end;
        v = word_value(k, TW_STEP, j);
        j++;
        if (!v)
            return false;
    }
    const unit *u = j < k->n && k->w[j].kind == NW_LETTERS ? unit_at(k->lex->numbers, k->w, k->n, j, &used) : NULL;
    if (atoi(v) == 0 || !u || u->kind != UNIT_TIME || num.kind == NUMBER_ORDINAL || num.value <= 0)
        return false;
    if (num.value != 1 && !plural_unit(k, j) && !k->ref->alone)
        return false;
    x->end = j + used;
    x->side = atoi(v) < 0 ? TIME_LAST : TIME_NEXT;
    put_length(x, u->name, num.value);
    return true;
}

bool duration_at(const time_work *k, uint32_t i, time_expr *x) {
    if (near_length_at(k, i, x))
        return true;
    quantity q;
    if (!quantity_at(k->lex->numbers, k->w, k->n, i, &q) || !q.unit || q.unit->kind != UNIT_TIME || q.first > i || q.end <= i)
        return false;
    if (q.num.kind == NUMBER_ORDINAL)
        return false; /* "its 12th day" */
    if (q.num.article && q.num.value == 1 && !q.hyphened && !(i > 0 && IS_ONE_OF(k, i - 1, "in", "within", "for")))
        return false;
    put_length(x, q.unit->name, q.num.value);
    x->end = q.end;
    x->side = i > 0 && is(k, i - 1, "within") ? TIME_NEXT : TIME_AT;
    return true;
}
