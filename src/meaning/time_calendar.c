/* time_calendar.c - feasts that move: Easter, the Jewish, Islamic, Chinese and Indian calendars, as days of the civil one.
 *
 * Easter and the Jewish calendar are arithmetic. The others follow the moon: its place and the sun's are computed to a tenth of a
 * degree, a quarter of an hour, which gives the right civil day but for rare new moons near midnight; Islamic months begin on the
 * evening after the new moon, as the calendar of Mecca has it, and countries that wait to see the crescent may be a day later.
 * source: E. Reingold, N. Dershowitz, Calendrical Calculations (Jewish calendar); Anonymous Gregorian algorithm (Easter); the
 * short series for moon and sun of O. Montenbruck, T. Pfleger, Astronomy on the Personal Computer. */
#include "meaning/time_int.h"

#include <math.h>

/* --- Easter --------------------------------------------------------------------------------------------------------------- */
static int32_t easter(int32_t y) {
    int32_t a = y % 19, b = y / 100, c = y % 100, h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30,
            l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7, m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return time_days(y, n / 31, n % 31 + 1);
}

static int32_t orthodox_easter(int32_t y) {
    int32_t d = (19 * (y % 19) + 15) % 30, e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7, n = d + e + 114;
    return time_days(y, n / 31, n % 31 + 1) + y / 100 - y / 400 - 2; /* Julian to Gregorian */
}

/* --- the Jewish calendar: months from Nisan, 1; Tishri, 7, begins the year ------------------------------------------------- */
enum { HEBREW_EPOCH = -1373427 - 719163 };

static int32_t hebrew_elapsed(int32_t y) {
    int32_t months = (235 * y - 234) / 19;
    int64_t parts = 12084 + 13753 * (int64_t)months;
    int32_t day = months * 29 + (int32_t)(parts / 25920);
    return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

static int32_t hebrew_new_year(int32_t y) {
    int32_t before = hebrew_elapsed(y - 1), here = hebrew_elapsed(y), after = hebrew_elapsed(y + 1);
    return HEBREW_EPOCH + here + (after - here == 356 ? 2 : here - before == 382 ? 1 : 0);
}

static int32_t hebrew_day(int32_t y, int32_t m, int32_t d) {
    bool leap = (7 * y + 1) % 19 < 7;
    int32_t first = hebrew_new_year(y), length = hebrew_new_year(y + 1) - first, last = leap ? 13 : 12, day = first + d - 1;
    if (m == 12 && leap)
        m = 13; /* feasts of Adar fall in the second one */
    for (int32_t k = 7; k != m; k = k == last ? 1 : k + 1) {
        bool brief = k == 2 || k == 4 || k == 6 || k == 10 || k == 13 || (k == 12 && !leap) || (k == 8 && length % 10 != 5) ||
                     (k == 9 && length % 10 == 3);
        day += brief ? 29 : 30;
    }
    return day;
}

/* --- moon and sun ---------------------------------------------------------------------------------------------------------- */
static double frac(double x) {
    return x - floor(x);
}

static const double TURN = 6.283185307179586;

/* Longitudes in degrees; t: days since 1970-01-01, universal time. */
static double sun_at(double t) {
    double c = (t - 10957.5) / 36525, m = TURN * frac(0.993133 + 99.997361 * c);
    return 360 * frac(0.7859453 + m / TURN + (6893 * sin(m) + 72 * sin(2 * m) + 6191.2 * c) / 1296e3);
}

static double moon_at(double t) {
    double c = (t - 10957.5) / 36525, l = TURN * frac(0.374897 + 1325.552410 * c), s = TURN * frac(0.993133 + 99.997361 * c),
           d = TURN * frac(0.827361 + 1236.853086 * c), f = TURN * frac(0.259086 + 1342.227825 * c);
    double off = 22640 * sin(l) - 4586 * sin(l - 2 * d) + 2370 * sin(2 * d) + 769 * sin(2 * l) - 668 * sin(s) - 412 * sin(2 * f) -
                 212 * sin(2 * l - 2 * d) - 206 * sin(l + s - 2 * d) + 192 * sin(l + 2 * d) - 165 * sin(s - 2 * d) -
                 125 * sin(d) - 110 * sin(l + s) + 148 * sin(l - s) - 55 * sin(2 * f - 2 * d);
    return 360 * frac(0.606433 + 1336.855225 * c + off / 1296e3);
}

/* How far the moon is ahead of the sun, 0 at new moon, 180 at full. */
static double phase_at(double t) {
    return 360 * frac((moon_at(t) - sun_at(t)) / 360);
}

/* First moment at or after t at which the moon is so many degrees ahead of the sun. */
static double next_phase(double t, double phase) {
    t += 360 * frac((phase - phase_at(t)) / 360) / 12.19; /* mean degrees a day; then the true place */
    for (int i = 0; i < 6; i++)
        t += (frac((phase - phase_at(t)) / 360 + 0.5) - 0.5) * 360 / 12.19;
    return t;
}

/* The sun among the fixed stars, as Indian calendars count it (Lahiri). */
static double sun_sidereal(double t) {
    return 360 * frac((sun_at(t) - 23.853 - (t - 10957.5) / 365.25 * 0.013969) / 360);
}

/* --- calendars of the moon -------------------------------------------------------------------------------------------------- */
static int32_t chinese_new_year(int32_t y) {
    double from = time_days(y, 1, 20) + 16.0 / 24; /* the day of Peking begins at 16:00 */
    return (int32_t)floor(next_phase(from, 0) + 8.0 / 24);
}

/* First day of an Islamic month near day: the morning after the first sunset of Mecca (about 15:30) that sees the new moon's
 * birth. */
static int32_t islamic_month_near(int32_t day) {
    double born = next_phase(day - 8, 0);
    return (int32_t)floor(born - 15.5 / 24) + 2;
}

static int32_t islamic_day(int32_t y, int32_t m, int32_t d) {
    int32_t table = 227014 - 719163 + (y - 1) * 354 + (3 + 11 * y) / 30 + 29 * (m - 1) + m / 2 + 1; /* right to a day or two */
    return islamic_month_near(table) + d - 1;
}

/* Day of an Indian lunar month (1 Chaitra; days 1 to 30 from the new moon) in civil year y, where that day reigns at the hour of
 * the feast, Indian time. Of two months in one sign of the sun the first is left out and the feast waits. */
static int32_t indian_day(int32_t y, int32_t m, int32_t d, int32_t hour) {
    double first = 0;
    for (double t = next_phase(time_days(y, 1, 1) - 45, 0); t < time_days(y, 12, 31); t = next_phase(t + 20, 0))
        if ((int32_t)(sun_sidereal(t) / 30) == (10 + m) % 12 && (int32_t)floor(t + d * 0.984) >= time_days(y, 1, 1))
            first = t; /* 330 degrees begin the sign of Chaitra */
        else if (first > 0)
            break;
    double begins = next_phase(first + (d - 1) * 0.9 - 1, 12 * (d - 1)), at = (hour - 5.5) / 24;
    int32_t day = (int32_t)floor(begins - at) + 1; /* the first such hour after it begins, */
    double ends = next_phase(begins + 0.5, 12 * d);
    return day + at > ends ? day - 1 : day; /* or none: the hour before */
}

/* The day on which the sun comes to so many degrees among the fixed stars; after sunset of India it is the next. */
static int32_t indian_sun_day(int32_t y, int32_t degrees) {
    int32_t new_year = time_days(y, 1, 1),
            day = new_year + (int32_t)(frac((degrees - sun_sidereal(new_year)) / 360) * 365.25) - 3;
    for (int32_t end = day + 6; day < end && frac((sun_sidereal(day + (18 - 5.5) / 24) - degrees) / 360) > 0.5; day++)
        ;
    return day;
}

/* --- one rule of data/times/holidays.txt ------------------------------------------------------------------------------------ */
static int32_t nth_weekday(int32_t y, int32_t m, int32_t nth, int32_t weekday) {
    int32_t first = time_days(y, m, 1), last = first + time_month_length(y, m) - 1;
    return nth > 0 ? first + (weekday - time_weekday(first) + 7) % 7 + 7 * (nth - 1)
                   : last - (time_weekday(last) - weekday + 7) % 7 + 7 * (nth + 1);
}

static int32_t weekday_before(int32_t day, int32_t weekday) {
    return day - 1 - (time_weekday(day - 1) - weekday + 7) % 7;
}

/* Israel keeps its days of state off the Sabbath and its eve. */
static int32_t off_sabbath(int32_t day) {
    static const int32_t by[] = {0, 1, 0, 0, 0, -1, -2, 0};
    return day + by[time_weekday(day)];
}

int32_t holiday_day(const time_holiday *h, int32_t y) {
    const int32_t *a = h->arg;
    if (y < 1 || y > 9999)
        return INT32_MIN;
    switch (h->rule) {
    case HOLIDAY_FIXED: {
        int32_t last = time_month_length(y, a[0]);
        return time_days(y, a[0], a[1] < last ? a[1] : last);
    }
    case HOLIDAY_WORKDAY: { /* a holiday that leaves the weekend */
        int32_t day = time_days(y, a[0], a[1]), weekday = time_weekday(day);
        return day + (weekday == 6 ? -1 : weekday == 7);
    }
    case HOLIDAY_NTH: return nth_weekday(y, a[0], a[1], a[2]) + a[3];
    case HOLIDAY_BEFORE: return weekday_before(time_days(y, a[0], a[1]), a[2]);
    case HOLIDAY_EASTER: return easter(y) + a[0];
    case HOLIDAY_ORTHODOX: return orthodox_easter(y) + a[0];
    case HOLIDAY_HEBREW: {
        int32_t day = hebrew_day(y + 3760, a[0], a[1]), civil, m, d;
        time_civil(day, &civil, &m, &d);
        day = civil == y ? day : hebrew_day(y + 3761, a[0], a[1]);
        return a[2] ? off_sabbath(day) + a[3] : day;
    }
    case HOLIDAY_ISLAMIC: {
        int32_t guess = (int32_t)((y - 622) * 33 / 32);
        for (int32_t k = guess > 1 ? guess - 1 : 1; k <= guess + 2; k++) {
            int32_t day = islamic_day(k, a[0], a[1]), civil, m, d;
            time_civil(day, &civil, &m, &d);
            if (civil == y)
                return a[2] ? weekday_before(day, a[2]) : day;
        }
        return INT32_MIN;
    }
    case HOLIDAY_CHINESE: return chinese_new_year(y) + a[0];
    case HOLIDAY_INDIAN: return indian_day(y, a[0], a[1], a[2]) + a[3];
    case HOLIDAY_INDIAN_SUN: return indian_sun_day(y, a[0]) + a[1];
    default: return INT32_MIN;
    }
}
