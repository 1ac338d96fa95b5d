/* time_range.c - from one time to another: "from Monday to Friday", "May 3 - June 7", "between 2019 and 2021", "10 days from May
 * 3". */
#include "meaning/time_int.h"

#include <stdio.h>

/* "put off from Monday to Friday": a day that moved, no stretch. */
bool time_moved(const time_work *k, uint32_t i) {
    for (uint32_t back = 1; back <= 4 && back <= i; back++)
        if (IS_ONE_OF(k, i - back, "moved", "postponed", "delayed", "shifted", "pushed", "rescheduled", "changed", "extended",
                      "brought", "advanced", "deferred", "put", "move", "postpone", "delay", "extend", "rescheduling", "moving",
                      "extending"))
            return true;
    return false;
}

static bool length_from(const time_work *k, uint32_t i, int32_t *days, uint32_t *end) {
    quantity q;
    if (i >= k->n || !quantity_at(k->lex->numbers, k->w, k->n, i, &q) || q.first != i || !q.unit || q.unit->kind != UNIT_TIME ||
        q.unit->factor < 86400 || q.num.value > 3000 || q.old || q.hyphened)
        return false;
    *days = (int32_t)(q.num.value * q.unit->factor / 86400);
    *end = q.end;
    return true;
}

/* "March to August 2011", "January-June 2016": the year stands behind the second month. */
static bool months_from(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + IS_ONE_OF(k, i, "from", "between"), end, e2;
    int32_t m = month_at(k, j, &end), m2, y;
    if (!m || !IS_ONE_OF(k, end, "-", "to", "through", "thru", "and", "until", "till") || (is(k, end, "and") && j == i))
        return false;
    if ((m2 = month_at(k, end + 1, &e2)) == 0 || m2 <= m || (y = year_after(k, &e2)) == 0)
        return false;
    time_expr a = *x, b = *x;
    put_month(&a, y, m);
    put_month(&b, y, m2);
    put_range(x, &a, &b);
    x->end = e2;
    return true;
}

bool range_from(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i, end;
    int32_t days;
    bool from = is(k, j, "from"), between = is(k, j, "between");
    if (months_from(k, i, x))
        return true;
    /* for 10 days from 18 December */
    if (is(k, j, "for") && length_from(k, j + 1, &days, &end) && is(k, end, "from")) {
        time_expr a = {.first = end + 1};
        if (!time_point(k, end + 1, &a) || !a.date[0] || !a.resolved || a.kind != TIME_DATE)
            return false;
        x->end = a.end;
        put_days(x, a.from, a.from + days);
        return true;
    }
    j += from || between;
    time_expr a = {.first = j}, b;
    if (j >= k->n || !time_point(k, j, &a) || a.kind == TIME_DURATION || strchr(a.value, '/'))
        return false;
    uint32_t at = a.end;
    /* from 18 December for 10 days */
    if (is(k, at, "for") && (from || k->ref->alone) && a.date[0] && a.resolved && a.kind == TIME_DATE &&
        length_from(k, at + 1, &days, &end)) {
        x->end = end;
        put_days(x, a.from, a.from + days);
        return true;
    }
    bool dash = is(k, at, "-"), to = IS_ONE_OF(k, at, "to", "until", "till", "through", "thru"), and = is(k, at, "and");
    if (at >= k->n || k->w[at].line || !(dash || (to && (from || is(k, at, "through") || k->ref->alone)) || (and&&between)))
        return false;
    b = (time_expr){.first = at + 1};
    if (!time_point(k, at + 1, &b) || b.kind == TIME_DURATION || strchr(b.value, '/') || !*a.value || !*b.value)
        return false;
    if (a.kind != b.kind || (a.kind == TIME_DATE && a.precision != b.precision) || (from && time_moved(k, i)))
        return false;
    if (a.resolved && b.resolved && b.from < a.from) {
        /* "Saturday to Tuesday": the second after the first, whichever way the page looks */
        if (a.precision == 'd' && a.from - b.from < 7 && !k->ref->future)
            put_day(&a, a.from - 7);
        else if (a.precision == 'd' && a.from - b.from < 7)
            put_day(&b, b.from + 7);
        else
            return false;
    }
    if (a.resolved != b.resolved)
        return false;
    uint32_t first = x->first;
    end = b.end;
    put_range(x, &a, &b);
    x->first = first;
    x->end = end;
    return true;
}
