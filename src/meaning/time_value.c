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
    x->from = days;
    x->resolved = true;
}

void put_week(time_expr *x, int32_t days) {
    int32_t y, m, d, monday = days - time_weekday(days) + 1;
    time_civil(monday + 3, &y, &m, &d);
    int32_t week = (monday + 3 - time_days(y, 1, 1)) / 7 + 1;
    snprintf(x->value, sizeof x->value, "%04d-W%02d", (int)y, (int)week);
    x->precision = 'w';
    x->from = monday;
    x->resolved = true;
}

void put_month(time_expr *x, int32_t y, int32_t m) {
    y += (m - 1 >= 0 ? (m - 1) / 12 : -((12 - m) / 12));
    m = ((m - 1) % 12 + 12) % 12 + 1;
    snprintf(x->value, sizeof x->value, "%04d-%02d", (int)y, (int)m);
    x->precision = 'm';
    x->from = time_days(y, m, 1);
    x->resolved = true;
}

void put_year(time_expr *x, int32_t y) {
    snprintf(x->value, sizeof x->value, "%04d", (int)y);
    x->precision = 'y';
    x->from = time_days(y, 1, 1);
    x->resolved = true;
}

void shift(const time_work *k, time_expr *x, char letter, int32_t by) {
    if (!k->ref->known)
        return;
    if (by > 30000 || by < -30000)
        return;
    switch (letter) {
    case 'd': put_day(x, k->ref->day + by); break;
    case 'w': put_week(x, k->ref->day + 7 * by); break;
    case 'm': put_month(x, k->y, k->m + by); break;
    case 'y': put_year(x, k->y + by); break;
    default: break;
    }
}
