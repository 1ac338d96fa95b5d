/* time_value.c - the calendar, and values as TIMEX3 writes them. */
#include "meaning/time_int.h"

#include <stdio.h>

int32_t time_days(int32_t y, int32_t m, int32_t d) {
    y -= m <= 2;
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    int32_t yoe = y - era * 400;
    int32_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void time_civil(int32_t days, int32_t *year, int32_t *month, int32_t *day) {
    days += 719468;
    int32_t era = (days >= 0 ? days : days - 146096) / 146097;
    int32_t doe = days - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp + (mp < 10 ? 3 : -9);
    *year = yoe + era * 400 + (*month <= 2);
}

int32_t time_weekday(int32_t days) { /* 1 Monday … 7 Sunday */
    return ((days + 3) % 7 + 7) % 7 + 1;
}

int32_t time_month_length(int32_t y, int32_t m) {
    return m == 12 ? 31 : time_days(y, m + 1, 1) - time_days(y, m, 1);
}

bool time_parse_iso(const char *s, int32_t *days) {
    int y, m, d;
    if (!s || sscanf(s, "%4d-%2d-%2d", &y, &m, &d) != 3 || y < 1 || m < 1 || m > 12 || d < 1 || d > time_month_length(y, m))
        return false;
    *days = time_days(y, m, d);
    return true;
}

void put_day(time_expr *x, int32_t days) {
    int32_t y, m, d;
    time_civil(days, &y, &m, &d);
    if (y < 0 || y > 9999)
        return;
    snprintf(x->value, sizeof x->value, "%04d-%02d-%02d", (int)y % 10000, (int)m, (int)d);
    memcpy(x->date, x->value, 11);
    x->precision = 'd';
    x->from = x->to = days;
    x->resolved = true;
}

void put_days(time_expr *x, int32_t first, int32_t last) {
    time_expr a = *x, b = *x;
    put_day(&a, first);
    put_day(&b, last);
    put_range(x, &a, &b);
}

void put_range(time_expr *x, const time_expr *a, const time_expr *b) {
    const char *tail = b->value;
    if (a->date[0] && strcmp(a->date, b->date) == 0 && b->value[10] == 'T')
        tail += 10;
    char value[TIME_VALUE_MAX * 2];
    snprintf(value, sizeof value, "%s/%s", a->value, tail);
    bool fits = strlen(value) < TIME_VALUE_MAX, day = a->date[0] && strcmp(a->date, b->date) == 0;
    *x = *a;
    if (fits)
        memcpy(x->value, value, strlen(value) + 1);
    if (!day)
        x->date[0] = '\0';
    x->to = b->to;
    x->resolved = a->resolved && b->resolved;
}

void put_clock(time_expr *x, int32_t minutes, int32_t seconds, int32_t zone) {
    size_t at = 0;
    if (x->date[0]) {
        memcpy(x->value, x->date, 11);
        at = 10;
    }
    snprintf(x->value + at, sizeof x->value - at, "T%02d:%02d", (int)(minutes / 60) % 100, (int)minutes % 60);
    at = strlen(x->value);
    if (seconds > 0)
        at += (size_t)snprintf(x->value + at, sizeof x->value - at, ":%02d", (int)seconds % 60);
    if (zone == 0)
        snprintf(x->value + at, sizeof x->value - at, "Z");
    else if (zone != TIME_NO_ZONE)
        snprintf(x->value + at, sizeof x->value - at, "%c%02d:%02d", zone < 0 ? '-' : '+',
                 (int)(zone < 0 ? -zone : zone) / 60 % 100, (int)(zone < 0 ? -zone : zone) % 60);
    x->kind = TIME_TIME;
    x->precision = 't';
}

void put_part(time_expr *x, const char *part) {
    if (x->date[0])
        snprintf(x->value, sizeof x->value, "%sT%s", x->date, part);
    x->kind = TIME_TIME;
    x->precision = 't';
}

void put_week(time_expr *x, int32_t days) {
    int32_t y, m, d, monday = days - time_weekday(days) + 1;
    time_civil(monday + 3, &y, &m, &d);
    int32_t week = (monday + 3 - time_days(y, 1, 1)) / 7 + 1;
    snprintf(x->value, sizeof x->value, "%04d-W%02d", (int)y % 10000, (int)week % 100);
    x->precision = 'w';
    x->from = monday;
    x->to = monday + 6;
    x->resolved = true;
}

void put_weekend(time_expr *x, int32_t days) {
    put_week(x, days);
    snprintf(x->value + strlen(x->value), sizeof x->value - strlen(x->value), "-WE");
    x->from += 5;
}

void put_month(time_expr *x, int32_t y, int32_t m) {
    y += (m - 1 >= 0 ? (m - 1) / 12 : -((12 - m) / 12));
    m = ((m - 1) % 12 + 12) % 12 + 1;
    snprintf(x->value, sizeof x->value, "%04d-%02d", (int)y % 10000, (int)m);
    x->precision = 'm';
    x->from = time_days(y, m, 1);
    x->to = x->from + time_month_length(y, m) - 1;
    x->resolved = true;
}

void put_quarter(time_expr *x, int32_t quarters) {
    int32_t y = quarters / 4, q = quarters % 4;
    snprintf(x->value, sizeof x->value, "%04d-Q%d", (int)y % 10000, (int)q + 1);
    x->precision = 'm';
    x->from = time_days(y, 3 * q + 1, 1);
    x->to = time_days(y + (q == 3), (3 * q + 3) % 12 + 1, 1) - 1;
    x->resolved = true;
}

void put_season(time_expr *x, int32_t y, const char *season) {
    static const char *const names[] = {"SP", "SU", "FA", "WI"};
    int32_t begins = 3;
    for (uint32_t s = 0; s < COUNT_OF(names); s++)
        if (strcmp(names[s], season) == 0)
            begins = (int32_t)s * 3 + 3;
    snprintf(x->value, sizeof x->value, "%04d-%s", (int)y % 10000, season);
    x->precision = 'm';
    x->from = time_days(y, begins, 21);
    x->to = x->from + 91;
    x->resolved = true;
}

void put_year(time_expr *x, int32_t y) {
    snprintf(x->value, sizeof x->value, "%04d", (int)y % 10000);
    x->precision = 'y';
    x->from = time_days(y, 1, 1);
    x->to = time_days(y, 12, 31);
    x->resolved = true;
}

void shift_from(time_expr *x, int32_t day, char letter, int32_t by) {
    int32_t y, m, d;
    time_civil(day, &y, &m, &d);
    if (by > 30000 || by < -30000)
        return;
    switch (letter) {
    case 'd': put_day(x, day + by); break;
    case 'w': put_week(x, day + 7 * by); break;
    case 'm': put_month(x, y, m + by); break;
    case 'y': put_year(x, y + by); break;
    default: break;
    }
}

void shift(const time_work *k, time_expr *x, char letter, int32_t by) {
    if (k->ref->known)
        shift_from(x, k->ref->day, letter, by);
}

const char *time_mod_name(time_mod m) {
    static const char *const names[] = {"", "START", "MID", "END"};
    return names[m];
}

const char *time_side_name(time_side s) {
    static const char *const names[] = {"", "SINCE", "UNTIL", "LAST", "NEXT"};
    return names[s];
}
