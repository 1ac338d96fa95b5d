/* time_clock.c - clock times and parts of a day: "half past three", "10.30 a.m. GMT", "Monday at 9", "from 9:30 to 11:00 on
 * Thursday", "this morning", "late last night". */
#include "meaning/time_int.h"

#include <stdio.h>
#include <stdlib.h>

static bool glued(const time_work *k, uint32_t i) {
    return i > 0 && i < k->n && !k->w[i].space;
}

static bool small_number(const time_work *k, uint32_t i, uint32_t limit, int32_t least, int32_t most, uint32_t *end,
                         int32_t *value) {
    number num;
    if (i >= k->n || !number_at(k->lex->numbers, k->w, limit < k->n ? limit : k->n, i, &num) || num.kind != NUMBER_CARDINAL ||
        num.article || num.value < least || num.value > most || num.value != (int32_t)num.value)
        return false;
    *value = (int32_t)num.value;
    *end = num.end;
    return true;
}

/* am, p.m., "a m", a (against digits), "in the PM": 1 morning, 2 afternoon; 0 none. */
static int half_of_day(const time_work *k, uint32_t i, bool digits, uint32_t *end) {
    static const char *const forms[2][3] = {{"am", "a.m.", "a.m"}, {"pm", "p.m.", "p.m"}};
    if ((is(k, i, "in") && is(k, i + 1, "the") && (is(k, i + 2, "am") || is(k, i + 2, "pm")))) {
        *end = i + 3;
        return is(k, i + 2, "am") ? 1 : 2;
    }
    for (int h = 0; h < 2; h++) {
        const char *letter = h ? "p" : "a";
        if (is_one_of(k, i, forms[h], 3)) {
            *end = i + 1;
            return h + 1;
        }
        if (is(k, i, letter) && is(k, i + 1, "m") && k->w[i + 1].space) {
            *end = i + 2 + is(k, i + 2, ".");
            return h + 1;
        }
        if (digits && is(k, i, letter) && glued(k, i)) {
            *end = i + 1 + (is(k, i + 1, ".") && i + 2 >= k->n);
            return h + 1;
        }
    }
    return 0;
}

/* Minutes said in words after the hour: fifty nine, twenty-three, oh three. */
static bool minute_words(const time_work *k, uint32_t i, uint32_t *end, int32_t *minutes) {
    uint32_t j = i + is(k, i, "-");
    if (IS_ONE_OF(k, j, "zero", "o", "oh", "ou") && j + 1 < k->n) {
        j += 1 + is(k, j + 1, "-");
        return small_number(k, j, j + 1, 1, 9, end, minutes);
    }
    return j < k->n && k->w[j].kind == NW_LETTERS && small_number(k, j, j + 3, 10, 59, end, minutes);
}

/* half past three; a quarter to nine; 15 minutes past 15h; half three */
static bool past_at(const time_work *k, uint32_t i, uint32_t *end, clock_time *c) {
    int32_t by = 0;
    uint32_t j = i;
    bool minutes = true;
    if (is(k, j, "half")) {
        by = 30;
        j++;
    } else if (is(k, j, "quarter") || (is(k, j, "a") && is(k, j + 1, "quarter"))) {
        by = 15;
        j += is(k, j, "a") ? 2 : 1;
    } else if (small_number(k, i, k->n, 1, 59, &j, &by)) {
        minutes = is(k, j, "minutes") || is(k, j, "minute");
        j += minutes;
    }
    if (!by)
        return false;
    bool past = is(k, j, "past") || is(k, j, "after"), to = IS_ONE_OF(k, j, "to", "of", "before", "till"),
         half = by == 30 && !past && !to && k->ref->alone; /* "half three" */
    if (is(k, j, "from") && minutes && k->ref->alone)
        past = true;
    if (!past && !to && !half)
        return false;
    bool bare = k->ref->alone || (minutes && is(k, j, "past"));
    if (!clock_at(k, j + !half, bare, end, c) || c->minutes % 60)
        return false; /* "ten past three" alone may be a score or a bus */
    c->minutes = (c->minutes + (to ? 1440 - by : by)) % 1440;
    c->half |= c->bare;
    c->bare = false;
    return true;
}

static uint32_t zone_at(const time_work *k, uint32_t i, clock_time *c) {
    const char *v = word_value(k, TW_ZONE, i);
    if (!v || (!k->ref->alone && !(k->w[i].upper && k->w[i].raw[1] < 'a')))
        return i;
    c->zone = atoi(v);
    c->daylight = strchr(v, '*') != NULL;
    return i + 1;
}

bool clock_at(const time_work *k, uint32_t i, bool bare, uint32_t *end, clock_time *c) {
    const num_word *w = k->w;
    *c = (clock_time){.zone = TIME_NO_ZONE};
    if (i >= k->n)
        return false;
    i += is(k, i, "the") && IS_ONE_OF(k, i + 1, "noon", "midday");
    if (IS_ONE_OF(k, i, "noon", "midnight", "midday") || (is(k, i, "mid") && is(k, i + 1, "day"))) {
        c->midnight = is(k, i, "midnight");
        c->minutes = c->midnight ? 0 : 720;
        *end = zone_at(k, i + 1 + is(k, i, "mid"), c);
        return true;
    }
    int32_t h, mi = 0;
    uint32_t e;
    bool sure = false, whole = false, run = false, decimal = false; /* whole: of 24 hours; run: 330, 1500 */
    if (w[i].kind == NW_DIGITS && !w[i].comma) {
        h = (int32_t)(w[i].value < 10000 ? w[i].value : 9999);
        e = i + 1;
        decimal = w[i].decimal;
        whole = w[i].n_digits == 2 && h < 10;
        if (decimal) { /* "10.30 a.m." */
            mi = (int32_t)((w[i].value - h) * 100 + 0.5);
        } else if (is(k, e, ":") && glued(k, e) && e + 1 < k->n && w[e + 1].kind == NW_DIGITS && glued(k, e + 1) &&
                   w[e + 1].n_digits == 2) {
            mi = (int32_t)w[e + 1].value;
            e += 2;
            sure = true;
            if (is(k, e, ":") && glued(k, e) && e + 1 < k->n && w[e + 1].kind == NW_DIGITS && w[e + 1].value < 60) {
                c->seconds = (int32_t)w[e + 1].value;
                e += 2;
            }
        } else if (is(k, e, "h") && glued(k, e) && w[i].n_digits <= 2) {
            sure = whole = true;
            e++;
            if (e < k->n && w[e].kind == NW_DIGITS && glued(k, e) && w[e].n_digits == 2)
                mi = (int32_t)w[e++].value;
        } else if (w[i].n_digits == 3 || w[i].n_digits == 4) {
            run = true;
            mi = h % 100;
            h /= 100;
        } else if (k->ref->alone && e < k->n && w[e].kind == NW_DIGITS && w[e].n_digits == 2 && !w[e].decimal) {
            mi = (int32_t)w[e++].value; /* at 3 15 */
            sure = true;
        }
    } else {
        if (!small_number(k, i, i + 1, 1, 12, &e, &h))
            return false;
        uint32_t e2;
        int32_t m2;
        if (minute_words(k, e, &e2, &m2)) {
            uint32_t e3;
            if (half_of_day(k, e2, false, &e3) || k->ref->alone)
                mi = m2, e = e2, sure = k->ref->alone;
        }
    }
    if (h < 0 || h > 24 || mi > 59)
        return false;
    uint32_t at = e;
    bool about = is(k, at, "ish") || (is(k, at, "-") && is(k, at + 1, "ish"));
    if (about)
        at += 1 + is(k, at, "-"), sure = true;
    bool oclock = IS_ONE_OF(k, at, "o'clock", "oclock");
    if (oclock)
        at++, sure = true;
    int half = half_of_day(k, at, w[i].kind == NW_DIGITS, &at);
    if (half) {
        if (h > 12 || h == 0)
            return false;
        h = h % 12 + (half == 2 ? 12 : 0);
        sure = whole = true;
    }
    /* "3 in the morning", "8 tonight", "3:15 this afternoon" */
    uint32_t p = at;
    bool tonight = IS_ONE_OF(k, p, "tonight", "tonite");
    if (!half && (tonight || ((is(k, p, "in") || is(k, p, "at")) && is(k, p + 1, "the")) || is(k, p, "this"))) {
        p += tonight ? 0 : is(k, p, "this") ? 1 : 2;
        const char *part = tonight ? "EV" : word_value(k, TW_DAYPART, p);
        if (part && h <= 12 && h > 0) {
            bool late = strcmp(part, "AF") == 0 || strcmp(part, "EV") == 0 || (strcmp(part, "NI") == 0 && h >= 6);
            h = h % 12 + (late ? 12 : 0);
            at = p + 1;
            sure = whole = true;
        }
    }
    uint32_t zoned = zone_at(k, at, c);
    if (zoned > at)
        sure |= !decimal && (run || half || w[i].kind == NW_DIGITS), at = zoned;
    whole |= run && w[i].n_digits == 4;
    if (run && !half && !about && c->zone == TIME_NO_ZONE && !(k->ref->alone && bare && w[i].n_digits == 3))
        return false;
    if (decimal && !half)
        return false;
    c->half = !whole && h <= 12 && h > 0;
    c->bare = !sure && !run;
    if (c->bare && !bare)
        return false;
    c->minutes = h * 60 + mi;
    *end = at;
    return true;
}

static bool any_clock(const time_work *k, uint32_t i, bool bare, uint32_t *end, clock_time *c) {
    return past_at(k, i, end, c) || clock_at(k, i, bare, end, c);
}

/* One clock time or two: "9:30 - 11:00", "3-4 p.m.", "8am until 6", "from 9 to 11 a.m."; *two says which. */
static bool clock_span(const time_work *k, uint32_t i, bool bare, uint32_t *end, clock_time *a, clock_time *b, bool *two) {
    *two = false;
    uint32_t j = i, e2;
    bool opened = IS_ONE_OF(k, j, "from", "between");
    j += opened;
    if (opened ? !clock_at(k, j, bare, end, a) : !any_clock(k, j, bare, end, a)) {
        /* the second tells which half of the day */
        if (!clock_at(k, j, true, end, a) || a->minutes % 60 || k->w[j].kind != NW_DIGITS)
            return false;
        if (!IS_ONE_OF(k, *end, "-", "to", "and", "until") || !clock_at(k, *end + 1, false, &e2, b) || b->half)
            return false;
    }
    uint32_t join = *end + (is(k, *end, "but") && is(k, *end + 1, "before"));
    bool to = IS_ONE_OF(k, join, "-", "to", "until", "untill", "till", "through", "thru") || (opened && is(k, join, "and")) ||
              join > *end;
    if (!to || !any_clock(k, join + 1, k->ref->alone, &e2, b))
        return !a->bare || bare;
    if (b->half && a->half) {
        while (b->minutes <= a->minutes && b->minutes < 720)
            b->minutes += 720;
    } else if (b->half && b->minutes <= a->minutes) {
        b->minutes += 720;
    } else if (a->half && b->minutes >= 720 && a->minutes % 720 + 720 <= b->minutes) {
        a->minutes = a->minutes % 720 + 720; /* 3-4 p.m. */
    }
    a->half &= b->half;
    a->bare = false;
    *two = b->minutes > a->minutes;
    if (*two)
        *end = e2;
    return *two || bare;
}

/* "ET" is what New York's clocks show on the day: summer time from the second Sunday of March to the first of November. */
static int32_t zone_on(const time_expr *x, const clock_time *c) {
    if (!c->daylight || c->zone == TIME_NO_ZONE)
        return c->zone;
    if (!x->resolved)
        return TIME_NO_ZONE;
    int32_t y, m, d, march, november;
    time_civil(x->from, &y, &m, &d);
    march = time_days(y, 3, 14);
    november = time_days(y, 11, 7);
    bool summer = x->from >= march - time_weekday(march) % 7 && x->from < november - time_weekday(november) % 7;
    return c->zone + (summer ? 60 : 0);
}

static void put_clocks(time_expr *x, const clock_time *a, const clock_time *b, bool two) {
    time_expr second = *x;
    clock_time late = *a;
    if (a->midnight && !two && x->date[0]) { /* "until midnight on Friday": T24:00, as TIMEX3 writes it */
        late.minutes = 1440;
        a = &late;
    }
    put_clock(x, a->minutes, a->seconds, zone_on(x, a->zone == TIME_NO_ZONE && two ? b : a));
    if (two) {
        put_clock(&second, b->minutes, b->seconds, zone_on(&second, b));
        time_expr first = *x;
        put_range(x, &first, &second);
    }
}

/* Into the half of the day that its part names: "Saturday evening at 9". */
static void into_part(const char *part, clock_time *c) {
    if (part && c->minutes < 720 && !c->midnight &&
        (strcmp(part, "AF") == 0 || strcmp(part, "EV") == 0 || (strcmp(part, "NI") == 0 && c->minutes >= 360)))
        c->minutes += 720;
}

/* Add "Monday night", "morning" and clock times to a day that was found. */
void add_clock(const time_work *k, time_expr *x) {
    uint32_t i = x->end, end;
    clock_time a, b;
    bool two;
    if (i >= k->n || k->w[i].line)
        return;
    uint32_t at_part = i + (is(k, i, "at") || (is(k, i, "in") && is(k, i + 1, "the"))) + is(k, i, "in");
    at_part += is(k, at_part, "early") || is(k, at_part, "late");
    const char *part = word_value(k, TW_DAYPART, at_part);
    if (part && !k->w[at_part].line &&
        (at_part == i || is(k, i, "in") || strcmp(part, "MI") == 0 || k->w[at_part - 1].s[0] != 'a')) {
        if (is(k, at_part - 1, "early") || is(k, at_part - 1, "late"))
            x->mod = is(k, at_part - 1, "early") ? TIME_MOD_START : TIME_MOD_END;
        x->end = i = at_part + 1;
        put_part(x, part);
    } else {
        part = NULL;
    }
    i += is(k, i, ",");
    uint32_t preposition = i;
    i += IS_ONE_OF(k, i, "at", "around", "by", "@");
    i += k->ref->alone && is(k, i, "for");
    i += IS_ONE_OF(k, i, "about", "around");
    bool at = i > preposition && (is(k, i - 1, "at") || is(k, preposition, "@"));
    if (i >= k->n || k->w[i].line || !clock_span(k, i, k->ref->alone || (part && at), &end, &a, &b, &two))
        return;
    if (!two)
        into_part(part, &a);
    x->end = end;
    put_clocks(x, &a, &b, two);
}

/* A clock time with its day after it or without one: 3 p.m. on Saturday; 9:30 to 11:00 on Thursday; 1:30 p.m. tomorrow; 15:00 GMT
 */
bool clock_expr_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t end;
    clock_time a, b;
    bool two;
    if (!clock_span(k, i, k->ref->alone, &end, &a, &b, &two))
        return false;
    uint32_t at = end + is(k, end, ",");
    bool on = is(k, at, "on");
    at += on;
    time_expr day = {.first = at};
    bool found = at < k->n && !k->w[at].line &&
                 (day_word_at(k, at, &day) || weekday_expr_at(k, at, &day) ||
                  (on && (month_expr_at(k, at, &day) || numeric_at(k, at, &day))));
    if (a.bare && !found && !two && !(k->ref->alone && is(k, end - 1, "ish")))
        return false; /* "5" */
    if (found && day.kind == TIME_TIME && strlen(day.value) >= 13 && day.value[10] == 'T')
        into_part(day.value + 11, &a);
    x->end = found ? day.end : end;
    if (found) {
        memcpy(x->date, day.date, sizeof x->date);
        x->from = x->to = day.from;
        x->resolved = day.resolved;
    } else if (k->ref->known) {
        int32_t when = k->ref->day;
        if (k->ref->future && a.zone == TIME_NO_ZONE) { /* the first such time from now on */
            int32_t step = a.half ? 720 : 1440, before = a.minutes;
            a.minutes %= step;
            while (a.minutes < k->ref->minute)
                a.minutes += step;
            b.minutes += a.minutes - before;
            when += a.minutes / 1440;
            b.minutes -= a.minutes / 1440 * 1440;
            a.minutes %= 1440;
        }
        put_day(x, when);
    }
    a.midnight &= found; /* without a day it may begin one as well */
    put_clocks(x, &a, &b, two && b.minutes > a.minutes);
    return true;
}

/* this morning; tonight; late tonight; this evening at 8; morning, in the evening at eight, after lunch (alone) */
bool part_expr_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i;
    bool late = is(k, j, "late"), early = is(k, j, "early") && !late;
    j += late || early;
    bool tonight = IS_ONE_OF(k, j, "tonight", "tonite");
    if (!tonight && is(k, j, "this")) {
        j++;
        early |= is(k, j, "early");
        late |= is(k, j, "late");
        j += is(k, j, "early") || is(k, j, "late");
    } else if (!tonight) {
        if (!k->ref->alone)
            return false;
        j += is(k, j, "in");
        j += is(k, j, "the");
    }
    const char *part = tonight ? "EV" : word_value(k, TW_DAYPART, j);
    if (!part)
        return false;
    x->end = j + 1;
    if (k->ref->known)
        put_day(x, k->ref->day);
    x->date[0] ? put_part(x, part) : (void)(x->kind = TIME_TIME, x->precision = 't');
    x->mod = late ? TIME_MOD_END : early ? TIME_MOD_START : TIME_MOD_NONE;
    uint32_t at = x->end, end;
    clock_time a, b;
    bool two, said = IS_ONE_OF(k, at, "at", "around", "about", "by", "@");
    at += said;
    if (at < k->n && !k->w[at].line && clock_span(k, at, said || k->ref->alone, &end, &a, &b, &two)) {
        if (!two)
            into_part(part, &a);
        x->end = end;
        put_clocks(x, &a, &b, two);
        x->mod = TIME_MOD_NONE;
    }
    return true;
}
