/* time_clock.c - clock times: "half past three", "10.30 a.m.", "Monday at 9", "3 p.m. on Saturday". */
#include "meaning/time_int.h"

#include <stdio.h>
#include <stdlib.h>

/* half past three p.m.; a quarter to nine; 15 minutes past 3 p.m. */
bool past_at(const time_work *k, uint32_t i, uint32_t *end, int32_t *minutes) {
    int32_t by = 0, base;
    number num;
    uint32_t j = i;
    if (is(k, j, "half")) {
        by = 30;
        j++;
    } else if (is(k, j, "quarter") || (is(k, j, "a") && is(k, j + 1, "quarter"))) {
        by = 15;
        j += is(k, j, "a") ? 2 : 1;
    } else if (j < k->n && number_at(k->lex->numbers, k->w, k->n, j, &num) && num.kind == NUMBER_CARDINAL && num.value >= 1 &&
               num.value < 60) {
        by = (int32_t)num.value;
        j = num.end;
        if (is(k, j, "minutes"))
            j++;
    }
    bool past = is(k, j, "past") || is(k, j, "after"), to = is(k, j, "to");
    if (!by || (!past && !to) || j + 1 >= k->n)
        return false;
    if (!clock_at(k, j + 1, end, &base))
        return false; /* "ten past three" alone may be a score or a bus */
    *minutes = (base + (past ? by : 1440 - by)) % 1440;
    return true;
}

bool clock_at(const time_work *k, uint32_t i, uint32_t *end, int32_t *minutes) {
    const num_word *w = k->w;
    if (i >= k->n)
        return false;
    if (is(k, i, "noon") || is(k, i, "midnight") || is(k, i, "midday")) {
        *minutes = is(k, i, "midnight") ? 0 : 720;
        *end = i + 1;
        return true;
    }
    int32_t h, mi = 0;
    uint32_t e;
    bool sure = false;
    if (w[i].kind == NW_DIGITS && !w[i].comma) {
        h = (int32_t)w[i].value;
        e = i + 1;
        if (w[i].decimal) { /* "10.30 a.m." */
            double part = (w[i].value - h) * 100;
            mi = (int32_t)(part + 0.5);
        } else if (is(k, e, ":") && !w[e].space && e + 1 < k->n && w[e + 1].kind == NW_DIGITS && !w[e + 1].space &&
                   w[e + 1].n_digits == 2) {
            mi = (int32_t)w[e + 1].value;
            e += 2;
            sure = true;
            if (is(k, e, ":") && !w[e].space && e + 1 < k->n && w[e + 1].kind == NW_DIGITS)
                e += 2;
        } else if (is(k, e, "h") && !w[e].space && w[i].n_digits <= 2) {
            sure = true;
            e++;
            if (e < k->n && w[e].kind == NW_DIGITS && !w[e].space && w[e].n_digits == 2)
                mi = (int32_t)w[e++].value;
        }
    } else {
        number num;
        if (!number_at(k->lex->numbers, w, k->n, i, &num) || num.kind != NUMBER_CARDINAL || num.value > 12 || num.article)
            return false;
        h = (int32_t)num.value;
        e = num.end;
    }
    if (h < 0 || h > 24 || mi > 59)
        return false;
    uint32_t at = e;
    bool am = is(k, at, "am") || is(k, at, "a.m.") || is(k, at, "a.m"),
         pm = is(k, at, "pm") || is(k, at, "p.m.") || is(k, at, "p.m");
    if (!am && !pm && (is(k, at, "a") || is(k, at, "p")) && !w[at].space && w[i].kind == NW_DIGITS)
        am = is(k, at, "a"), pm = !am;
    if (am || pm) {
        if (h > 12 || h == 0)
            return false;
        h = h % 12 + (pm ? 12 : 0);
        at++;
        sure = true;
    } else if (is(k, at, "o'clock")) {
        at++;
        sure = true;
    }
    /* "3 in the morning", "8 tonight", "3:15 this afternoon" */
    uint32_t p = at;
    bool tonight = is(k, p, "tonight");
    if (!am && !pm && (tonight || ((is(k, p, "in") || is(k, p, "at")) && is(k, p + 1, "the")) || is(k, p, "this"))) {
        p += tonight ? 0 : is(k, p, "this") ? 1 : 2;
        const char *part = tonight ? "EV" : word_value(k, TW_DAYPART, p);
        if (part && h <= 12 && h > 0) {
            bool late = strcmp(part, "AF") == 0 || strcmp(part, "EV") == 0 || (strcmp(part, "NI") == 0 && h >= 6);
            h = h % 12 + (late ? 12 : 0);
            at = p + 1;
            sure = true;
        }
    }
    if (!sure || (w[i].decimal && !am && !pm))
        return false;
    static const char *const zones[] = {"gmt", "utc", "et", "est", "edt", "pt", "pst", "pdt", "bst", "cet", "cest", "ist"};
    for (uint32_t z = 0; z < COUNT_OF(zones); z++)
        if (is(k, at, zones[z]) && w[at].upper) {
            at++;
            break;
        }
    *minutes = h * 60 + mi;
    *end = at;
    return true;
}

/* Add "Monday night", "morning" and clock times to a day that was found. */
void add_clock(const time_work *k, time_expr *x) {
    uint32_t i = x->end, end;
    int32_t minutes;
    const char *part = word_value(k, TW_DAYPART, i);
    if (part && !k->w[i].line) {
        x->end = i + 1;
        if (x->date[0])
            snprintf(x->value, sizeof x->value, "%sT%s", x->date, part);
        x->kind = TIME_TIME;
        x->precision = 't';
        i++;
    }
    if (is(k, i, ","))
        i++;
    if (is(k, i, "at") || is(k, i, "around") || is(k, i, "by"))
        i++;
    if (is(k, i, "about") || is(k, i, "around"))
        i++;
    bool at = i > 0 && is(k, i - 1, "at");
    number num;
    bool found = past_at(k, i, &end, &minutes) || clock_at(k, i, &end, &minutes);
    if (!found && part && at && i < k->n && number_at(k->lex->numbers, k->w, k->n, i, &num) && num.kind == NUMBER_CARDINAL &&
        num.value >= 1 && num.value <= 12 && num.value == (int)num.value) { /* "Saturday morning at 9" */
        minutes = (int32_t)num.value % 12 * 60;
        end = num.end;
        found = true;
    }
    if (found) {
        if (part && minutes < 720 &&
            (strcmp(part, "AF") == 0 || strcmp(part, "EV") == 0 || (strcmp(part, "NI") == 0 && minutes >= 360)))
            minutes += 720;
        x->end = end;
        if (x->date[0])
            snprintf(x->value, sizeof x->value, "%sT%02d:%02d", x->date, (int)(minutes / 60) % 100, (int)minutes % 60);
        x->kind = TIME_TIME;
        x->precision = 't';
    }
}

/* a clock time before its day: 3 p.m. on Saturday; 9:30 to 11:00 on Thursday; 1:30 p.m. tomorrow */
bool clock_day_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t end, e2 = 0, j = i;
    int32_t minutes, until = -1;
    if (is(k, j, "between") || is(k, j, "from"))
        j++;
    if (j >= k->n || !(past_at(k, j, &end, &minutes) || clock_at(k, j, &end, &minutes))) {
        /* "3-4 p.m.": the second tells which half of the day */
        number num;
        if (j + 2 >= k->n || !number_at(k->lex->numbers, k->w, k->n, j, &num) || num.value < 1 || num.value > 12 ||
            num.end != j + 1 || num.value != (int)num.value || k->w[j].kind != NW_DIGITS ||
            !(is(k, j + 1, "-") || is(k, j + 1, "to") || is(k, j + 1, "and")) || !clock_at(k, j + 2, &e2, &until) ||
            !(is(k, e2 - 1, "am") || is(k, e2 - 1, "pm") || is(k, e2 - 1, "a.m.") || is(k, e2 - 1, "p.m.") ||
              is(k, e2 - 1, "a.m") || is(k, e2 - 1, "p.m")))
            return false;
        minutes = (int32_t)num.value % 12 * 60 + (until >= 720 ? 720 : 0);
        if (minutes > until)
            minutes -= 720;
        if (minutes < 0)
            return false;
        end = e2;
    } else if ((is(k, end, "-") || is(k, end, "to") || is(k, end, "and") || is(k, end, "until") || is(k, end, "till")) &&
               clock_at(k, end + 1, &e2, &until) && until > minutes) {
        end = e2;
    } else {
        until = -1;
    }
    uint32_t at = end + (is(k, end, ",") ? 1 : 0);
    bool on = is(k, at, "on");
    at += on;
    time_expr day = {.first = at};
    const char *v;
    bool found = false;
    if (at < k->n && !k->w[at].line) {
        if ((v = word_value(k, TW_DAY, at)) != NULL) {
            day.end = at + 1;
            if (k->ref->known)
                put_day(&day, k->ref->day + atoi(v));
            const char *part = word_value(k, TW_DAYPART, at + 1);
            day.end += part != NULL;
            if (part && minutes < 720 && (strcmp(part, "AF") == 0 || strcmp(part, "EV") == 0))
                minutes += 720;
            found = true;
        } else {
            found = weekday_expr_at(k, at, &day) || (on && (month_expr_at(k, at, &day) || numeric_at(k, at, &day)));
        }
    }
    if (!found && until < 0)
        return false;
    x->kind = TIME_TIME;
    x->precision = 't';
    x->end = found ? day.end : end;
    if (!found && k->ref->known) {
        put_day(x, k->ref->day);
        memcpy(day.date, x->date, sizeof day.date);
        x->precision = 't';
    } else {
        memcpy(x->date, day.date, sizeof x->date);
        x->from = day.from;
        x->resolved = day.resolved;
    }
    if (!day.date[0])
        snprintf(x->value, sizeof x->value, "T%02d:%02d", (int)(minutes / 60) % 100, (int)minutes % 60);
    else if (until >= 0)
        snprintf(x->value, sizeof x->value, "%sT%02d:%02d/T%02d:%02d", day.date, (int)(minutes / 60) % 100, (int)minutes % 60,
                 (int)(until / 60) % 100, (int)until % 60);
    else
        snprintf(x->value, sizeof x->value, "%sT%02d:%02d", day.date, (int)(minutes / 60) % 100, (int)minutes % 60);
    return true;
}
