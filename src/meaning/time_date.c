/* time_date.c - days, months and weeks of the calendar: "2024-09-03", "27 May", "Monday", "the last Sunday of March", holidays.
 */
#include "meaning/time_int.h"

#include <stdio.h>
#include <stdlib.h>

/* 2024-09-03, 6/10, 6/10/2024, 10.06.2024 */
bool numeric_at(const time_work *k, uint32_t i, time_expr *x) {
    const num_word *w = k->w;
    if (w[i].kind != NW_DIGITS || w[i].comma || i + 2 >= k->n)
        return false;
    int32_t a = (int32_t)w[i].value;
    if (w[i].n_digits == 4 && !w[i].decimal && (is(k, i + 1, "-") || is(k, i + 1, "/")) && !w[i + 1].space &&
        w[i + 2].kind == NW_DIGITS && !w[i + 2].space && w[i + 2].value >= 1 && w[i + 2].value <= 12 && !w[i + 2].decimal &&
        a >= 1000 && a < 2200) {
        int32_t m = (int32_t)w[i + 2].value;
        if (i + 4 < k->n && strcmp(w[i + 3].s, w[i + 1].s) == 0 && !w[i + 3].space && w[i + 4].kind == NW_DIGITS &&
            !w[i + 4].space && w[i + 4].value >= 1 && w[i + 4].value <= 31) {
            x->end = i + 5;
            put_month_day(k, x, a, m, (int32_t)w[i + 4].value);
            return true;
        }
        x->end = i + 3;
        put_month(x, a, m);
        return true;
    }
    /* "10.06.2024" is cut as 10.06 . 2024 */
    if (w[i].decimal && is(k, i + 1, ".") && !w[i + 1].space && !w[i + 2].space && year_word(k, i + 2)) {
        int32_t d = a, m = (int32_t)((w[i].value - a) * 100 + 0.5);
        if (m >= 1 && m <= 12 && d >= 1 && d <= 31) {
            x->end = i + 3;
            put_month_day(k, x, year_word(k, i + 2), m, d);
            return true;
        }
        return false;
    }
    bool lone = k->ref->alone && (is(k, i + 1, "/") || is(k, i + 1, "-")) && k->n <= i + 5; /* 2-15; 2 / 15 */
    if (w[i].n_digits > 2 || w[i].decimal || w[i + 2].kind != NW_DIGITS || w[i + 2].decimal ||
        (!lone && (!is(k, i + 1, "/") || w[i + 1].space || w[i + 2].space)))
        return false;
    int32_t b = (int32_t)w[i + 2].value, y = 0;
    uint32_t end = i + 3;
    if (is(k, end, "/") && !w[end].space && end + 1 < k->n && w[end + 1].kind == NW_DIGITS &&
        (w[end + 1].n_digits == 4 || w[end + 1].n_digits == 2)) {
        y = (int32_t)w[end + 1].value;
        if (w[end + 1].n_digits == 2)
            y += y < 70 ? 2000 : 1900;
        end += 2;
    } else if (w[i + 2].n_digits == 4 && a >= 1 && a <= 12 && b >= 1000 && b < 2200) {
        x->end = i + 3;
        put_month(x, b, a); /* 2/2013 */
        return true;
    }
    int32_t m = a, d = b; /* month first, unless it cannot be */
    if (m > 12 && d <= 12)
        m = b, d = a;
    uint32_t clock_end;
    clock_time clock;
    bool preposition = (is(k, end, "at") && clock_at(k, end + 1, false, &clock_end, &clock)) ||
                       (i > 0 && (is(k, i - 1, "on") || is(k, i - 1, "since") || is(k, i - 1, "until") || is(k, i - 1, "by") ||
                                  is(k, i - 1, "from") || is(k, i - 1, "dated")));
    if (m < 1 || m > 12 || d < 1 || d > 31 || (!y && !preposition && !k->ref->alone))
        return false;
    x->end = end;
    put_month_day(k, x, y, m, d);
    add_clock(k, x);
    return true;
}

/* One day, or with d2 all up to another. */
static void put_month_days(const time_work *k, time_expr *x, int32_t y, int32_t m, int32_t d, int32_t m2, int32_t d2) {
    put_month_day(k, x, y, m, d);
    if (!d2)
        return;
    time_expr first = *x, last = *x;
    put_month_day(k, &last, y || !x->resolved ? y : atoi(x->value), m2, d2);
    put_range(x, &first, &last);
}

/* Month with or without day and year: May 27, 2024; 27 May; the 27th of May; May 24-25; May 2024; late May; May */
bool month_expr_at(const time_work *k, uint32_t i, time_expr *x) {
    const num_word *w = k->w;
    uint32_t end, e2, j = i;
    int32_t m, d, d2, y;
    bool from = is(k, j, "from");
    j += from;
    if (is(k, j, "the"))
        j++;
    /* day first */
    if ((d = day_at(k, j, &end)) != 0) {
        uint32_t e = end;
        d2 = 0;
        uint32_t second = e + 1 + is(k, e + 1, "the");
        if ((is(k, e, "-") || is(k, e, "to") || is(k, e, "and") || is(k, e, "until")) && (d2 = day_at(k, second, &e2)) != 0 &&
            d2 > d)
            e = e2;
        else
            d2 = 0;
        if (is(k, e, "of"))
            e++;
        if ((d2 || !from) && (m = month_at(k, e, &end)) != 0 && !w[e].line) {
            y = year_after(k, &end);
            x->end = end;
            put_month_days(k, x, y, m, d, m, d2);
            return true;
        }
    }
    if (from)
        return false;
    /* "on the 15th", "the 20th of this month": a day of a month near by; bare ordinals count other things, too */
    if (d && k->ref->known && (j != i || (i > 0 && is(k, i - 1, "on")) || is(k, end, "of"))) {
        number num;
        bool ordinal = number_at(k->lex->numbers, w, k->n, j, &num) && num.kind == NUMBER_ORDINAL && num.digits;
        uint32_t e = end;
        const char *step = is(k, e, "of") ? word_value(k, TW_STEP, e + 1 + is(k, e + 1, "the")) : NULL;
        uint32_t word = e + 1 + is(k, e + 1, "the") + 1;
        int32_t month = k->m + (k->ref->future ? d < k->d : -(d > k->d)), year = k->y;
        if (step && (is(k, word, "month")))
            month = k->m + atoi(step), e = word + 1;
        else if (k->ref->alone && end >= k->n)
            e = end; /* "the 24" */
        else if (!(ordinal && i > 0 &&
                   (is(k, i - 1, "on") || is(k, i - 1, "by") || is(k, i - 1, "until") || is(k, i - 1, "since"))) ||
                 (e < k->n && w[e].kind == NW_LETTERS && !w[e].line && !is(k, e, "and") && !is(k, e, "at") && !is(k, e, "in") &&
                  !is(k, e, "to") && !is(k, e, "or")))
            return false;
        year += month < 1 ? -1 : month > 12;
        month = (month + 11) % 12 + 1;
        if (d <= time_month_length(year, month)) {
            x->end = e;
            put_day(x, time_days(year, month, d));
            return true;
        }
    }
    if (j != i)
        return false;
    x->mod = mod_at(k, &j);
    if (is(k, j, "last") || is(k, j, "next") || is(k, j, "this")) {
        uint32_t at = j + 1;
        if ((m = month_at(k, at, &end)) != 0 && (strlen(w[at].s) != 3 || end > at)) {
            x->end = end;
            if (!k->ref->known) {
                snprintf(x->value, sizeof x->value, "XXXX-%02d", (int)m % 100);
                x->precision = 'm';
                return true;
            }
            y = is(k, j, "next") ? (m > k->m ? k->y : k->y + 1) : is(k, j, "last") ? (m < k->m ? k->y : k->y - 1) : k->y;
            put_month(x, y, m);
            return true;
        }
        return false;
    }
    if ((m = month_at(k, j, &end)) == 0)
        return false;
    uint32_t e = end;
    if (is(k, e, "the"))
        e++;
    if (j == i && (d = day_at(k, e, &e2)) != 0 && !w[e].line && !(e2 < k->n && is(k, e2, "%")) &&
        !(d <= 31 && is(k, e2, ",") && e2 + 1 < k->n && !w[e2 + 1].space)) {
        e = e2;
        d2 = 0;
        uint32_t second = e + 1 + is(k, e + 1, "the");
        if (IS_ONE_OF(k, e, "-", "to", "and", "through", "thru") && (d2 = day_at(k, second, &e2)) != 0 && d2 > d && d2 <= 31)
            e = e2;
        else
            d2 = 0;
        uint32_t e3 = e, e4;
        int32_t m2 = 0;
        bool shifted = i > 0 && is(k, i - 1, "from") && time_moved(k, i - 1);
        if (!d2 && !shifted && IS_ONE_OF(k, e, "-", "to", "through", "thru", "until") && (m2 = month_at(k, e + 1, &e3)) != 0 &&
            (d2 = day_at(k, e3, &e4)) != 0 && (m2 > m || (m2 == m && d2 > d)))
            e = e4;
        else if (m2 != 0)
            m2 = 0, d2 = 0;
        y = year_after(k, &e);
        x->end = e;
        put_month_days(k, x, y, m, d, m2 ? m2 : m, d2);
        if (!d2 && x->date[0])
            add_clock(k, x);
        return true;
    }
    y = year_after(k, &end);
    /* a short form needs its point or a day or year: "Mar del Sol", "Jan said" */
    bool brief = strlen(w[j].s) <= 4 && !IS_ONE_OF(k, j, "may", "june", "july") && !is(k, end - 1, ".");
    if (brief && !y && !k->ref->alone)
        return false;
    /* "May" and "March" alone need a preposition that a time follows */
    if (!y && (strcmp(w[j].s, "may") == 0 || strcmp(w[j].s, "march") == 0) && j == i) {
        static const char *const before[] = {"in",     "since", "until",  "till",  "by", "of",     "from",
                                             "during", "for",   "before", "after", "to", "through"};
        bool ok = k->ref->alone;
        for (uint32_t p = 0; p < COUNT_OF(before) && i > 0; p++)
            ok |= is(k, i - 1, before[p]);
        if (!ok)
            return false;
    }
    x->end = end;
    if (!y && k->ref->known)
        y = year_for(k, m, 0);
    if (y)
        put_month(x, y, m);
    else
        snprintf(x->value, sizeof x->value, "XXXX-%02d", (int)m % 100), x->precision = 'm';
    return true;
}

/* Monday; last Monday; Monday night; Monday, August 19; Monday of this week */
bool weekday_expr_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t end, j = i;
    int32_t step = 2, wd; /* 2: none said */
    const char *v;
    time_mod mod = mod_at(k, &j);
    if ((v = word_value(k, TW_STEP, j)) != NULL) {
        step = atoi(v);
        j++;
        if (is(k, j, "week") && is(k, j + 1, "'") && is(k, j + 2, "s") && weekday_at(k, j + 3, &end)) { /* last week's Sunday */
            x->end = end;
            if (k->ref->known)
                put_day(x, k->ref->day - time_weekday(k->ref->day) + weekday_at(k, j + 3, &end) + 7 * step);
            return true;
        }
    }
    if ((wd = weekday_at(k, j, &end)) == 0)
        return false;
    x->end = end;
    x->mod = mod;
    /* with its date */
    uint32_t e = end;
    if (is(k, e, ","))
        e++;
    time_expr date = {.first = e};
    if (e < k->n && (numeric_at(k, e, &date) || month_expr_at(k, e, &date)) &&
        (date.precision == 'd' || date.kind == TIME_TIME) && date.from == date.to) {
        x->end = date.end;
        if (date.resolved && date.date[0] && !year_word(k, date.end - 1) && time_weekday(date.from) != wd) {
            /* "Sunday, Feb. 10": the nearest year in which it is one */
            int32_t yy, mm, dd;
            time_civil(date.from, &yy, &mm, &dd);
            for (int32_t by = 1; by <= 3; by++) {
                int32_t back = time_days(yy - by, mm, dd), ahead = time_days(yy + by, mm, dd);
                bool b = time_weekday(back) == wd, a = time_weekday(ahead) == wd;
                if (b || a) {
                    time_expr day = date;
                    put_day(&day, b ? back : ahead);
                    date = day;
                    date.end = x->end;
                    break;
                }
            }
        }
        memcpy(x->value, date.value, sizeof x->value);
        memcpy(x->date, date.date, sizeof x->date);
        x->precision = 'd';
        x->from = date.from;
        x->to = date.to;
        x->resolved = date.resolved;
        if (date.kind != TIME_TIME && x->date[0])
            add_clock(k, x);
        else if (date.kind == TIME_TIME)
            x->kind = TIME_TIME, x->precision = 't';
        return true;
    }
    /* "Thu 15th": the next one or the last that is both */
    int32_t dom = k->ref->alone ? day_at(k, end, &e) : 0;
    if (dom && e == k->n && k->ref->known) {
        int32_t to = k->ref->future ? 1 : -1;
        for (int32_t day = k->ref->day, left = 366 * 2; left > 0; left--, day += to) {
            int32_t yy, mm, dd;
            time_civil(day, &yy, &mm, &dd);
            if (dd == dom && time_weekday(day) == wd) {
                x->end = e;
                put_day(x, day);
                return true;
            }
        }
    }
    if (!k->ref->known) {
        snprintf(x->value, sizeof x->value, "XXXX-WXX-%d", (int)wd % 10);
        x->precision = 'd';
        x->kind = TIME_DATE;
        add_clock(k, x);
        return true;
    }
    int32_t today = time_weekday(k->ref->day), monday = k->ref->day - today + 1, day;
    e = end;
    if (is(k, e, "of") || is(k, e, "from"))
        e++;
    const char *after = word_value(k, TW_STEP, e);
    if (after && is(k, e + 1, "week")) { /* Wednesday (of) next week */
        day = monday + 7 * atoi(after) + wd - 1;
        x->end = e + 2;
    } else if (step == -1) {
        day = k->ref->day - ((today - wd + 6) % 7 + 1);
    } else if (step == 1) {
        day = k->ref->day + (wd - today + 6) % 7 + 1;
        if (k->ref->future && wd > today && is(k, j - 1, "next"))
            day += 7; /* "next Wednesday" on a Tuesday is not tomorrow */
    } else if (k->ref->future) {
        day = k->ref->day + (wd - today + 7) % 7;
        if (day == k->ref->day && step == 2)
            day += 7;
    } else {
        day = k->ref->day - (today - wd + 7) % 7;
    }
    put_day(x, day);
    add_clock(k, x);
    return true;
}

/* the last Sunday of March 2014; the third Tuesday of September; the first week of October; the week of October 6 */
bool nth_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + is(k, i, "the"), end = 0, e2;
    int32_t nth = 0, wd, m, y = 0, times;
    number num;
    if (is(k, j, "last") || is(k, j, "final")) {
        nth = -1;
        j++;
    } else if (is(k, j, "week") && is(k, j + 1, "of")) {
        nth = 99;
    } else if (j < k->n && number_at(k->lex->numbers, k->w, k->n, j, &num) && num.kind == NUMBER_ORDINAL && num.value <= 5) {
        nth = (int32_t)num.value;
        j = num.end;
        uint32_t last = j + is(k, j, "-");
        last += is(k, last, "to");
        last += last > j && is(k, last, "-");
        if (is(k, last, "last")) /* the second last; the second-to-last */
            nth = -nth, j = last + 1;
    } else {
        return false;
    }
    wd = nth == 99 ? 0 : weekday_at(k, j, &end);
    bool day_of = !wd && nth != 99 && is(k, j, "day") && is(k, j + 1, "of");
    bool week = !wd && (is(k, j, "week") || (nth != 99 && is(k, j, "weekend"))), weekend = week && is(k, j, "weekend");
    if (!wd && !week && !day_of)
        return false;
    if (week || day_of)
        end = j + 1;
    if (!is(k, end, "of") && !is(k, end, "in"))
        return false;
    uint32_t at = end + 1;
    if (nth == 99) { /* the week of October 6: the one that holds the day; it need not begin on it */
        time_expr day = {.first = at + is(k, at, "the")};
        if (!(month_expr_at(k, at, &day) || numeric_at(k, at, &day)) || !day.date[0])
            return false;
        x->end = day.end;
        put_week(x, day.from + (time_weekday(day.from) == 7)); /* a week that is named by a Sunday begins with it */
        return true;
    }
    const char *step = word_value(k, TW_STEP, at + is(k, at, "the"));
    if (step && unit_letter(k, at + is(k, at, "the") + 1, &times) == 'm' && k->ref->known) {
        int32_t months = k->y * 12 + k->m - 1 + atoi(step) * times;
        y = months / 12;
        m = months % 12 + 1;
        e2 = at + is(k, at, "the") + 2;
    } else if ((m = month_at(k, at, &e2)) != 0) {
        y = year_after(k, &e2);
        if (!y && k->ref->known)
            y = year_for(k, m, 0);
    } else {
        return false;
    }
    x->end = e2;
    x->precision = wd || day_of ? 'd' : 'w';
    if (!y)
        return true;
    int32_t first = time_days(y, m, 1), last = first + time_month_length(y, m) - 1, day;
    if (day_of) { /* the last day of October */
        put_day(x, nth > 0 ? first + nth - 1 : last + nth + 1);
        return true;
    }
    if (week && !weekend) { /* weeks that lie wholly in the month */
        day = nth > 0 ? first + (8 - time_weekday(first)) % 7 + 7 * (nth - 1) : last - time_weekday(last) % 7 - 6 + 7 * (nth + 1);
        put_week(x, day);
        return true;
    }
    int32_t want = weekend ? 6 : wd;
    day = nth > 0 ? first + (want - time_weekday(first) + 7) % 7 + 7 * (nth - 1)
                  : last - (time_weekday(last) - want + 7) % 7 + 7 * (nth + 1);
    if (day < first || day > last)
        return false;
    if (weekend) {
        put_weekend(x, day);
        return true;
    }
    put_day(x, day);
    return true;
}

/* today; tomorrow morning; yesterday at 9 */
bool day_word_at(const time_work *k, uint32_t i, time_expr *x) {
    const char *v = word_value(k, TW_DAY, i);
    if (!v)
        return false;
    x->end = i + 1;
    x->precision = 'd';
    if (k->ref->known)
        put_day(x, k->ref->day + atoi(v));
    add_clock(k, x);
    return true;
}
