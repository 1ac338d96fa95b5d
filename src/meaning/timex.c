/* timex.c - dates, times, durations. */
#include "meaning/timex.h"

#include "meaning/lexicons.h"

#include <stdio.h>
#include <stdlib.h>

enum time_word { TW_WEEKDAY, TW_MONTH, TW_SEASON, TW_DAYPART, TW_DAY, TW_UNIT, TW_STEP, TW_HOLIDAY, TW_MOVING, TW_N };

struct time_lexicon {
    parley_arena *arena;
    parley_map word[TW_N]; /* word -> index into values */
    const char **values;
    uint32_t n_values, cap_values;
};

static bool time_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const kinds[TW_N] = {"weekday", "month", "season", "daypart", "day", "unit", "step", "holiday", "moving"};
    struct time_lexicon *l = user;
    (void)line;
    if (n != 3)
        return false;
    for (uint32_t k = 0; k < TW_N; k++)
        if (strcmp(f[0], kinds[k]) == 0) {
            char *rest;
            for (char *w = strtok_r(f[1], "|", &rest); w; w = strtok_r(NULL, "|", &rest))
                map_sets(&l->word[k], w, l->n_values);
            ARENA_PUSH(l->arena, l->values, l->n_values, l->cap_values) = f[2];
            return true;
        }
    return false;
}

parley_status time_lexicon_open(const struct time_lexicon **out, parley_arena *arena, parley_error *err) {
    struct time_lexicon *l = ARENA_NEW(arena, struct time_lexicon);
    l->arena = arena;
    for (uint32_t k = 0; k < TW_N; k++)
        map_init(&l->word[k], arena);
    parley_status rc = lex_read("times/words.txt", arena, time_row, l, err);
    *out = l;
    return rc;
}

/* --- calendar --------------------------------------------------------------------------------------------------------- */
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

static int32_t weekday(int32_t days) { /* 1 Monday … 7 Sunday */
    return ((days + 3) % 7 + 7) % 7 + 1;
}

static int32_t month_length(int32_t y, int32_t m) {
    return m == 12 ? 31 : time_days(y, m + 1, 1) - time_days(y, m, 1);
}

bool time_parse_iso(const char *s, int32_t *days) {
    int y, m, d;
    if (!s || sscanf(s, "%4d-%2d-%2d", &y, &m, &d) != 3 || y < 1 || m < 1 || m > 12 || d < 1 || d > month_length(y, m))
        return false;
    *days = time_days(y, m, d);
    return true;
}

/* --- writing values --------------------------------------------------------------------------------------------------- */
static void put_day(time_expr *x, int32_t days) {
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

static void put_week(time_expr *x, int32_t days) {
    int32_t y, m, d, monday = days - weekday(days) + 1;
    time_civil(monday + 3, &y, &m, &d);
    int32_t week = (monday + 3 - time_days(y, 1, 1)) / 7 + 1;
    snprintf(x->value, sizeof x->value, "%04d-W%02d", (int)y, (int)week);
    x->precision = 'w';
    x->from = monday;
    x->resolved = true;
}

static void put_month(time_expr *x, int32_t y, int32_t m) {
    y += (m - 1 >= 0 ? (m - 1) / 12 : -((12 - m) / 12));
    m = ((m - 1) % 12 + 12) % 12 + 1;
    snprintf(x->value, sizeof x->value, "%04d-%02d", (int)y, (int)m);
    x->precision = 'm';
    x->from = time_days(y, m, 1);
    x->resolved = true;
}

static void put_year(time_expr *x, int32_t y) {
    snprintf(x->value, sizeof x->value, "%04d", (int)y);
    x->precision = 'y';
    x->from = time_days(y, 1, 1);
    x->resolved = true;
}

/* --- words ------------------------------------------------------------------------------------------------------------ */
typedef struct time_work {
    const struct lexicons *lex;
    const num_word *w;
    uint32_t n;
    const time_ref *ref;
    int32_t y, m, d; /* of ref */
} time_work;

static bool is(const time_work *k, uint32_t i, const char *s) {
    return i < k->n && strcmp(k->w[i].s, s) == 0;
}

static const char *word_value(const time_work *k, enum time_word t, uint32_t i) {
    if (i >= k->n || k->w[i].kind != NW_LETTERS)
        return NULL;
    uint32_t v = map_gets(&k->lex->times->word[t], k->w[i].s, PARLEY_NONE);
    return v == PARLEY_NONE ? NULL : k->lex->times->values[v];
}

/* Month at word i; *end after it and its point. "may", "march" and short forms need a capital. */
static int32_t month_at(const time_work *k, uint32_t i, uint32_t *end) {
    const char *v = word_value(k, TW_MONTH, i);
    if (!v)
        return 0;
    if (!k->w[i].upper && strlen(k->w[i].s) <= 5 && strcmp(k->w[i].s, "april") != 0) {
        number num; /* "the first of march", "march 3rd": its day makes it sure */
        bool beside = (i > 1 && is(k, i - 1, "of") && number_at(k->lex->numbers, k->w, k->n, i - 2, &num) &&
                       num.kind == NUMBER_ORDINAL && num.end == i - 1) ||
                      (i > 2 && is(k, i - 1, "of") && number_at(k->lex->numbers, k->w, k->n, i - 3, &num) &&
                       num.kind == NUMBER_ORDINAL && num.end == i - 1) ||
                      (i + 1 < k->n && number_at(k->lex->numbers, k->w, k->n, i + 1, &num) && num.kind == NUMBER_ORDINAL &&
                       num.value <= 31);
        if (!beside)
            return 0;
    }
    *end = i + 1;
    if (strlen(k->w[i].s) <= 4 && strcmp(k->w[i].s, "may") != 0 && is(k, i + 1, ".") && !k->w[i + 1].space)
        *end = i + 2;
    return atoi(v);
}

static int32_t weekday_at(const time_work *k, uint32_t i, uint32_t *end) {
    const char *v = word_value(k, TW_WEEKDAY, i);
    if (!v)
        return 0;
    bool brief = strlen(k->w[i].s) <= 5;
    if (brief && !k->w[i].upper && !(k->ref->future && k->n <= 6))
        return 0;
    *end = i + 1;
    if (brief && is(k, i + 1, ".") && !k->w[i + 1].space)
        *end = i + 2;
    return atoi(v);
}

/* Day of the month at i: 7, 7th, the 7th, seventh; *end after it. */
static int32_t day_at(const time_work *k, uint32_t i, uint32_t *end) {
    number num;
    if (i >= k->n || !number_at(k->lex->numbers, k->w, k->n, i, &num) || num.value < 1 || num.value > 31 ||
        num.value != (int)num.value || num.article)
        return 0;
    if (num.kind == NUMBER_ORDINAL ||
        (num.kind == NUMBER_CARDINAL && num.digits && !k->w[i].comma && !k->w[i].decimal && num.end == i + 1)) {
        *end = num.end;
        return (int32_t)num.value;
    }
    return 0;
}

static int32_t year_word(const time_work *k, uint32_t i) {
    if (i >= k->n || k->w[i].kind != NW_DIGITS || k->w[i].comma || k->w[i].decimal || k->w[i].n_digits != 4)
        return 0;
    double v = k->w[i].value;
    return v >= 1000 && v <= 2199 ? (int32_t)v : 0;
}

/* A year written after a date: ", 2024" or " 2024" or "'24". */
static int32_t year_after(const time_work *k, uint32_t *end) {
    uint32_t i = *end;
    if (is(k, i, ","))
        i++;
    else if (is(k, i, "of") || is(k, i, "in"))
        i++;
    int32_t y = year_word(k, i);
    if (y && !(i + 1 < k->n && !k->w[i + 1].space && k->w[i + 1].kind == NW_LETTERS))
        *end = i + 1;
    else
        y = 0;
    return y;
}

/* The year of a month-day or month that stands without one: the nearest one behind the page's day, or ahead if the sentence
 * looks ahead. A date up to a week ahead of a page that speaks of the past is still taken as coming ("due on 3 June"). */
static int32_t year_for(const time_work *k, int32_t m, int32_t d) {
    int32_t here = time_days(k->y, m, d ? d : 1);
    if (d ? here == k->ref->day : m == k->m)
        return k->y;
    /* words ahead of it decide only within half a year: "we would work within the paper of July 2", said in September */
    if (k->ref->future && here >= k->ref->day && (here - k->ref->day <= 183 || k->n <= 6))
        return k->y;
    if (k->ref->future && here < k->ref->day && (time_days(k->y + 1, m, d ? d : 1) - k->ref->day <= 183 || k->n <= 6))
        return k->y + 1;
    return here > k->ref->day ? k->y - 1 : k->y;
}

static void put_month_day(const time_work *k, time_expr *x, int32_t y, int32_t m, int32_t d) {
    if (!y && k->ref->known)
        y = year_for(k, m, d);
    if (y)
        put_day(x, time_days(y, m, d <= month_length(y, m) ? d : month_length(y, m)));
    else
        snprintf(x->value, sizeof x->value, "XXXX-%02d-%02d", (int)m % 100, (int)d % 100), x->precision = 'd';
}

static void shift(const time_work *k, time_expr *x, char letter, int32_t by) {
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

/* --- expressions ------------------------------------------------------------------------------------------------------ */
static bool clock_at(const time_work *k, uint32_t i, uint32_t *end, int32_t *minutes);

/* half past three p.m.; a quarter to nine; 15 minutes past 3 p.m. */
static bool past_at(const time_work *k, uint32_t i, uint32_t *end, int32_t *minutes) {
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

static bool clock_at(const time_work *k, uint32_t i, uint32_t *end, int32_t *minutes) {
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
static void add_clock(const time_work *k, time_expr *x) {
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

/* 2024-09-03, 6/10, 6/10/2024, 10.06.2024 */
static bool numeric_at(const time_work *k, uint32_t i, time_expr *x) {
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
    if (w[i].n_digits > 2 || w[i].decimal || !is(k, i + 1, "/") || w[i + 1].space || w[i + 2].space ||
        w[i + 2].kind != NW_DIGITS || w[i + 2].decimal)
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
    int32_t clock;
    bool preposition = (is(k, end, "at") && clock_at(k, end + 1, &clock_end, &clock)) ||
                       (i > 0 && (is(k, i - 1, "on") || is(k, i - 1, "since") || is(k, i - 1, "until") || is(k, i - 1, "by") ||
                                  is(k, i - 1, "from") || is(k, i - 1, "dated")));
    if (m < 1 || m > 12 || d < 1 || d > 31 || (!y && !preposition && !(k->ref->future && k->n <= 6)))
        return false;
    x->end = end;
    put_month_day(k, x, y, m, d);
    add_clock(k, x);
    return true;
}

/* Month with or without day and year: May 27, 2024; 27 May; the 27th of May; May 24-25; May 2024; late May; May */
static bool month_expr_at(const time_work *k, uint32_t i, time_expr *x) {
    const num_word *w = k->w;
    uint32_t end, e2, j = i;
    int32_t m, d, d2, y;
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
        if ((m = month_at(k, e, &end)) != 0 && !w[e].line) {
            y = year_after(k, &end);
            x->end = end;
            put_month_day(k, x, y, m, d);
            if (d2 && x->date[0]) {
                time_expr last = *x;
                put_month_day(k, &last, y ? y : atoi(x->value), m, d2);
                snprintf(x->value, sizeof x->value, "%s/%s", x->date, last.date);
                x->date[0] = '\0';
            }
            return true;
        }
    }
    /* "on the 15th", "the 20th of this month": a day of a month near by; bare ordinals count other things, too */
    if (d && k->ref->known && (j != i || (i > 0 && is(k, i - 1, "on")))) {
        number num;
        bool ordinal = number_at(k->lex->numbers, w, k->n, j, &num) && num.kind == NUMBER_ORDINAL && num.digits;
        uint32_t e = end;
        const char *step = is(k, e, "of") ? word_value(k, TW_STEP, e + 1 + is(k, e + 1, "the")) : NULL;
        uint32_t word = e + 1 + is(k, e + 1, "the") + 1;
        int32_t month = k->m + (k->ref->future ? d < k->d : -(d > k->d)), year = k->y;
        if (step && (is(k, word, "month")))
            month = k->m + atoi(step), e = word + 1;
        else if (!(ordinal && i > 0 &&
                   (is(k, i - 1, "on") || is(k, i - 1, "by") || is(k, i - 1, "until") || is(k, i - 1, "since"))) ||
                 (e < k->n && w[e].kind == NW_LETTERS && !w[e].line && !is(k, e, "and") && !is(k, e, "at") && !is(k, e, "in") &&
                  !is(k, e, "to") && !is(k, e, "or")))
            return false;
        year += month < 1 ? -1 : month > 12;
        month = (month + 11) % 12 + 1;
        if (d <= month_length(year, month)) {
            x->end = e;
            put_day(x, time_days(year, month, d));
            return true;
        }
    }
    if (j != i)
        return false;
    static const char *const parts[] = {"early", "late", "mid"};
    for (uint32_t p = 0; p < COUNT_OF(parts); p++)
        if (is(k, j, parts[p])) {
            j++;
            if (is(k, j, "-"))
                j++;
            break;
        }
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
        if ((is(k, e, "-") || is(k, e, "to") || is(k, e, "and")) && (d2 = day_at(k, e + 1, &e2)) != 0 && d2 > d && d2 <= 31)
            e = e2;
        else
            d2 = 0;
        uint32_t e3 = e, e4;
        int32_t m2 = 0;
        if (!d2 && (is(k, e, "-") || is(k, e, "to") || is(k, e, "through") || is(k, e, "until")) &&
            (m2 = month_at(k, e + 1, &e3)) != 0 && (d2 = day_at(k, e3, &e4)) != 0 && (m2 > m || (m2 == m && d2 > d)))
            e = e4;
        else if (m2 != 0)
            m2 = 0, d2 = 0;
        y = year_after(k, &e);
        x->end = e;
        put_month_day(k, x, y, m, d);
        if (m2 && x->date[0]) {
            time_expr last = *x;
            put_month_day(k, &last, y ? y : atoi(x->value), m2, d2);
            snprintf(x->value, sizeof x->value, "%s/%s", x->date, last.date);
            x->date[0] = '\0';
        } else if (d2 && x->date[0]) {
            time_expr last = *x;
            put_month_day(k, &last, y ? y : atoi(x->value), m, d2);
            snprintf(x->value, sizeof x->value, "%s/%s", x->date, last.date);
            x->date[0] = '\0';
        } else if (d2) {
            snprintf(x->value, sizeof x->value, "XXXX-%02d-%02d/XXXX-%02d-%02d", (int)m % 100, (int)d % 100, (int)m % 100,
                     (int)d2 % 100);
        } else if (x->date[0]) {
            add_clock(k, x);
        }
        return true;
    }
    y = year_after(k, &end);
    /* "May" and "March" alone need a preposition that a time follows */
    if (!y && (strcmp(w[j].s, "may") == 0 || strcmp(w[j].s, "march") == 0) && j == i) {
        static const char *const before[] = {"in",     "since", "until",  "till",  "by", "of",     "from",
                                             "during", "for",   "before", "after", "to", "through"};
        bool ok = k->ref->future && k->n <= 5;
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
static bool weekday_expr_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t end, j = i;
    int32_t step = 2, wd; /* 2: none said */
    const char *v;
    if (is(k, j, "late") || is(k, j, "early"))
        j++;
    if ((v = word_value(k, TW_STEP, j)) != NULL) {
        step = atoi(v);
        j++;
    }
    if ((wd = weekday_at(k, j, &end)) == 0)
        return false;
    x->end = end;
    /* with its date */
    uint32_t e = end;
    if (is(k, e, ","))
        e++;
    time_expr date = {.first = e};
    if (e < k->n && (numeric_at(k, e, &date) || month_expr_at(k, e, &date)) && date.precision == 'd') {
        x->end = date.end;
        if (date.resolved && date.date[0] && !year_word(k, date.end - 1) && weekday(date.from) != wd) {
            /* "Sunday, Feb. 10": the nearest year in which it is one */
            int32_t yy, mm, dd;
            time_civil(date.from, &yy, &mm, &dd);
            for (int32_t by = 1; by <= 3; by++) {
                int32_t back = time_days(yy - by, mm, dd), ahead = time_days(yy + by, mm, dd);
                bool b = weekday(back) == wd, a = weekday(ahead) == wd;
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
        x->resolved = date.resolved;
        if (date.kind != TIME_TIME && x->date[0])
            add_clock(k, x);
        else if (date.kind == TIME_TIME)
            x->kind = TIME_TIME, x->precision = 't';
        return true;
    }
    if (!k->ref->known) {
        snprintf(x->value, sizeof x->value, "XXXX-WXX-%d", (int)wd % 10);
        x->precision = 'd';
        x->kind = TIME_DATE;
        add_clock(k, x);
        return true;
    }
    int32_t today = weekday(k->ref->day), monday = k->ref->day - today + 1, day;
    e = end;
    if (is(k, e, "of") || is(k, e, "from"))
        e++;
    const char *after = word_value(k, TW_STEP, e);
    if (after && is(k, e + 1, "week")) { /* Wednesday (of) next week */
        day = monday + 7 * atoi(after) + wd - 1;
        x->end = e + 2;
    } else if (is(k, end, "after") && is(k, end + 1, "next")) {
        day = k->ref->day + (wd - today + 7) % 7 + ((wd == today) ? 7 : 0) + 7;
        x->end = end + 2;
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

static char unit_letter(const time_work *k, uint32_t i, int32_t *times) {
    const char *v = word_value(k, TW_UNIT, i);
    if (!v)
        return 0;
    *times = atoi(v + 1);
    return v[0];
}

/* last week; late last week; earlier this month; next year; the past month; this summer; the end of the month */
static bool step_expr_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i;
    int32_t times;
    static const char *const parts[] = {"early", "earlier", "late", "later", "mid"};
    for (uint32_t p = 0; p < COUNT_OF(parts); p++)
        if (is(k, j, parts[p])) {
            j++;
            if (is(k, j, "-"))
                j++;
            break;
        }
    if (is(k, j, "the"))
        j++;
    const char *v = word_value(k, TW_STEP, j);
    if (!v)
        return false;
    int32_t step = atoi(v);
    char u = unit_letter(k, j + 1, &times);
    if (u == 'd' && times == 1 && is(k, j + 1, "night")) {
        x->end = j + 2;
        if (k->ref->known) {
            put_day(x, k->ref->day + (step < 0 ? -1 : 0));
            snprintf(x->value, sizeof x->value, "%sTNI", x->date);
        }
        x->kind = TIME_TIME;
        x->precision = 't';
        return true;
    }
    if (u && strchr("dwmy", u) && k->w[j + 1].s[strlen(k->w[j + 1].s) - 1] != 's') {
        bool weekend = is(k, j + 1, "weekend"), quarter = is(k, j + 1, "quarter");
        x->end = j + 2;
        if (u == 'd' && step == 0 && !is(k, j, "current"))
            return false; /* "this day" */
        if (k->ref->known && weekend) {
            int32_t monday = k->ref->day - weekday(k->ref->day) + 1 + 7 * step;
            put_week(x, monday);
            snprintf(x->value + strlen(x->value), sizeof x->value - strlen(x->value), "-WE");
        } else if (k->ref->known && quarter) {
            int32_t q = k->y * 4 + (k->m - 1) / 3 + step;
            snprintf(x->value, sizeof x->value, "%04d-Q%d", (int)(q / 4) % 10000, (int)(q % 4) + 1);
            x->from = time_days(q / 4, q % 4 * 3 + 1, 1);
            x->resolved = true;
            x->precision = 'm';
        } else {
            shift(k, x, u, step * times);
        }
        x->precision = (uint8_t)(quarter ? 'm' : u == 'w' ? 'w' : u);
        return true;
    }
    const char *season = word_value(k, TW_SEASON, j + 1);
    if (season) {
        x->end = j + 2;
        x->precision = 'm';
        int32_t y = year_after(k, &x->end);
        if (!y && k->ref->known)
            y = k->y + step;
        if (y) {
            static const char *const names[] = {"SP", "SU", "FA", "WI"};
            int32_t begins = 3;
            for (uint32_t s = 0; s < COUNT_OF(names); s++)
                if (strcmp(names[s], season) == 0)
                    begins = (int32_t)s * 3 + 3;
            snprintf(x->value, sizeof x->value, "%04d-%s", (int)y % 10000, season);
            x->from = time_days(y, begins, 21);
            x->resolved = true;
        }
        return true;
    }
    const char *part = word_value(k, TW_DAYPART, j + 1);
    if (part && step == 0) {
        x->end = j + 2;
        x->kind = TIME_TIME;
        x->precision = 't';
        if (k->ref->known) {
            put_day(x, k->ref->day);
            snprintf(x->value, sizeof x->value, "%sT%s", x->date, part);
            x->precision = 't';
        }
        return true;
    }
    return false;
}

/* three months ago; two weeks later; a year earlier; in two days; two days from now */
static bool count_expr_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i;
    bool in = is(k, j, "in") && k->ref->future;
    if (in)
        j++;
    if (is(k, j, "about") || is(k, j, "around") || is(k, j, "nearly") || is(k, j, "almost"))
        j++;
    quantity q;
    if (j >= k->n || !quantity_at(k->lex->numbers, k->w, k->n, j, &q) || !q.unit || q.unit->kind != UNIT_TIME || q.old ||
        q.hyphened || q.first != j)
        return false;
    bool ago = is(k, q.end, "ago") || is(k, q.end, "back"),
         from_now = is(k, q.end, "from") && (is(k, q.end + 1, "now") || is(k, q.end + 1, "today"));
    bool hence = is(k, q.end, "hence");
    if (!ago && !from_now && !in && !hence) {
        if (is(k, q.end, "later") || is(k, q.end, "earlier") || is(k, q.end, "afterwards")) {
            x->end = q.end + 1; /* counted from something else: no anchor on the page */
            return true;
        }
        return false;
    }
    x->end = q.end + (from_now ? 2 : in ? 0 : 1);
    if (!k->ref->known)
        return true;
    double sign = ago ? -1 : 1;
    const char *name = q.unit->name;
    if (strcmp(name, "years") == 0 && q.num.value == (int)q.num.value) {
        int32_t v = (int32_t)(sign * q.num.value);
        put_month(x, k->y + (v < 8000 && v > -8000 ? v : 0), k->m);
    } else if (strcmp(name, "months") == 0 && q.num.value < 10000) {
        int32_t m0 = k->m - 1 + (int32_t)(sign * q.num.value), y = k->y + (m0 >= 0 ? m0 / 12 : -((11 - m0) / 12)),
                m = ((m0 % 12) + 12) % 12 + 1;
        put_day(x, time_days(y, m, k->d <= month_length(y, m) ? k->d : month_length(y, m)));
    } else if (q.unit->factor >= 86400) {
        double days = q.num.value * q.unit->factor / 86400;
        if (days < 1e6)
            put_day(x, k->ref->day + (int32_t)(sign * days));
    } else {
        double minutes = k->ref->minute + sign * q.num.value * q.unit->factor / 60;
        if (minutes > -1e8 && minutes < 1e8) {
            int32_t total = (int32_t)(minutes >= 0 ? minutes : minutes - 1),
                    day = total >= 0 ? total / 1440 : -((1439 - total) / 1440);
            int32_t left = total - day * 1440;
            put_day(x, k->ref->day + day);
            snprintf(x->value, sizeof x->value, "%sT%02d:%02d", x->date, (int)(left / 60) % 100, (int)left % 60);
        }
        x->kind = TIME_TIME;
        x->precision = 't';
    }
    return true;
}

/* the last Sunday of March 2014; the third Tuesday of September; the first week of October; the week of October 6 */
static bool nth_at(const time_work *k, uint32_t i, time_expr *x) {
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
        if (is(k, j, "last"))
            nth = -nth, j++;
    } else {
        return false;
    }
    wd = nth == 99 ? 0 : weekday_at(k, j, &end);
    bool week = !wd && (is(k, j, "week") || (nth != 99 && is(k, j, "weekend"))), weekend = week && is(k, j, "weekend"),
         quarter = !wd && nth > 0 && nth <= 4 && (is(k, j, "quarter") || is(k, j, "qtr"));
    if (quarter) { /* the third quarter (of 2014) */
        x->end = j + 1;
        y = year_after(k, &x->end);
        const char *step = is(k, x->end, "of") ? word_value(k, TW_STEP, x->end + 1) : NULL;
        if (!y && step && is(k, x->end + 2, "year") && k->ref->known) {
            y = k->y + atoi(step);
            x->end += 3;
        }
        if (!y && k->ref->known)
            y = k->y - (!k->ref->future && nth > (k->m + 2) / 3);
        if (y)
            snprintf(x->value, sizeof x->value, "%04d-Q%d", (int)y % 10000, (int)nth % 10);
        else
            snprintf(x->value, sizeof x->value, "XXXX-Q%d", (int)nth % 10);
        x->precision = 'm';
        return true;
    }
    if (!wd && !week)
        return false;
    if (week)
        end = j + 1;
    if (!is(k, end, "of") && !is(k, end, "in"))
        return false;
    uint32_t at = end + 1;
    if (nth == 99) { /* the week of October 6: the one that holds the day; it need not begin on it */
        time_expr day = {.first = at + is(k, at, "the")};
        if (!(month_expr_at(k, at, &day) || numeric_at(k, at, &day)) || !day.date[0])
            return false;
        x->end = day.end;
        put_week(x, day.from);
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
    x->precision = wd ? 'd' : 'w';
    if (!y)
        return true;
    int32_t first = time_days(y, m, 1), last = first + month_length(y, m) - 1, day;
    if (week && !weekend) { /* weeks that lie wholly in the month */
        day = nth > 0 ? first + (8 - weekday(first)) % 7 + 7 * (nth - 1) : last - weekday(last) % 7 - 6 + 7 * (nth + 1);
        put_week(x, day);
        return true;
    }
    int32_t want = weekend ? 6 : wd;
    day =
        nth > 0 ? first + (want - weekday(first) + 7) % 7 + 7 * (nth - 1) : last - (weekday(last) - want + 7) % 7 + 7 * (nth + 1);
    if (day < first || day > last)
        return false;
    if (weekend) {
        put_week(x, day);
        snprintf(x->value + strlen(x->value), sizeof x->value - strlen(x->value), "-WE");
        return true;
    }
    put_day(x, day);
    return true;
}

/* two Sundays ago; three Fridays from now; the day before yesterday */
static bool days_off_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + is(k, i, "the"), end;
    const char *v;
    if (is(k, j, "day") && (is(k, j + 1, "before") || is(k, j + 1, "after")) && (v = word_value(k, TW_DAY, j + 2)) != NULL) {
        x->end = j + 3;
        if (k->ref->known) {
            put_day(x, k->ref->day + atoi(v) + (is(k, j + 1, "before") ? -1 : 1));
            add_clock(k, x);
        }
        return true;
    }
    number num;
    char name[32];
    if (j != i || i + 2 >= k->n || !number_at(k->lex->numbers, k->w, k->n, i, &num) || num.kind != NUMBER_CARDINAL ||
        num.value < 1 || num.value > 50 || num.end >= k->n)
        return false;
    int32_t wd = weekday_at(k, num.end, &end);
    size_t len = strlen(k->w[num.end].s);
    if (!wd && len > 1 && len < sizeof name && k->w[num.end].s[len - 1] == 's') {
        memcpy(name, k->w[num.end].s, len - 1);
        name[len - 1] = '\0';
        uint32_t at = map_gets(&k->lex->times->word[TW_WEEKDAY], name, PARLEY_NONE);
        wd = at == PARLEY_NONE ? 0 : atoi(k->lex->times->values[at]);
        end = num.end + 1;
    }
    bool ago = wd && (is(k, end, "ago") || is(k, end, "back")), ahead = wd && is(k, end, "from") && is(k, end + 1, "now");
    if (!ago && !ahead)
        return false;
    x->end = end + (ago ? 1 : 2);
    x->precision = 'd';
    if (k->ref->known) {
        int32_t today = weekday(k->ref->day), n = (int32_t)num.value;
        put_day(x, ago ? k->ref->day - ((today - wd + 6) % 7 + 1) - 7 * (n - 1)
                       : k->ref->day + (wd - today + 6) % 7 + 1 + 7 * (n - 1));
    }
    return true;
}

/* a clock time before its day: 3 p.m. on Saturday; 9:30 to 11:00 on Thursday; 1:30 p.m. tomorrow */
static bool clock_day_at(const time_work *k, uint32_t i, time_expr *x) {
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

static bool holiday_at(const time_work *k, uint32_t i, time_expr *x) {
    char form[64];
    size_t at = 0;
    uint32_t best = 0;
    const char *fixed = NULL, *moving = NULL;
    for (uint32_t j = i; j < k->n && j < i + 6; j++) {
        size_t len = strlen(k->w[j].s);
        if (at + len + 2 >= sizeof form)
            break;
        if (j > i && k->w[j].space)
            form[at++] = ' ';
        memcpy(form + at, k->w[j].s, len + 1);
        at += len;
        uint32_t v;
        if ((v = map_get(&k->lex->times->word[TW_HOLIDAY], form, at, PARLEY_NONE)) != PARLEY_NONE)
            fixed = k->lex->times->values[v], moving = NULL, best = j + 1;
        else if ((v = map_get(&k->lex->times->word[TW_MOVING], form, at, PARLEY_NONE)) != PARLEY_NONE)
            moving = k->lex->times->values[v], fixed = NULL, best = j + 1;
    }
    if (!best || (!k->w[i].upper && !k->ref->future))
        return false;
    x->end = best;
    int32_t y = year_after(k, &x->end);
    if (!y && (is(k, x->end, "last") || is(k, x->end, "next") || is(k, x->end, "this")) && is(k, x->end + 1, "year") &&
        k->ref->known) {
        y = k->y + (is(k, x->end, "last") ? -1 : is(k, x->end, "next") ? 1 : 0);
        x->end += 2;
    }
    if (fixed) {
        put_month_day(k, x, y, atoi(fixed), atoi(fixed + 3));
        return true;
    }
    int mo, week, wd;
    if (sscanf(moving, "%d-%d-%d", &mo, &week, &wd) != 3)
        return false;
    for (int32_t turn = 0; turn < 2 && (y || k->ref->known); turn++) {
        int32_t year = y ? y : k->ref->future ? k->y + turn : k->y - turn;
        int32_t first = time_days(year, mo, 1), day;
        if (week < 5) {
            day = first + (wd - weekday(first) + 7) % 7 + 7 * (week - 1);
            if (strstr(moving, "11-4-5"))
                day = first + (4 - weekday(first) + 7) % 7 + 21 + 1; /* the day after Thanksgiving */
        } else {
            int32_t last = time_days(year, mo, month_length(year, mo));
            day = last - (weekday(last) - wd + 7) % 7;
        }
        put_day(x, day);
        if (y || (k->ref->future ? day >= k->ref->day : day <= k->ref->day))
            break;
    }
    return true;
}

static bool duration_at(const time_work *k, uint32_t i, time_expr *x) {
    quantity q;
    if (!quantity_at(k->lex->numbers, k->w, k->n, i, &q) || !q.unit || q.unit->kind != UNIT_TIME || q.first > i || q.end <= i)
        return false;
    if (q.num.article && q.num.value == 1 && !q.hyphened &&
        !(i > 0 && (is(k, i - 1, "in") || is(k, i - 1, "within") || is(k, i - 1, "for"))))
        return false;
    static const struct {
        const char *name, *form;
        double by;
    } forms[] = {{"seconds", "PT%gS", 1},   {"minutes", "PT%gM", 1}, {"hours", "PT%gH", 1},    {"days", "P%gD", 1},
                 {"nights", "P%gD", 1},     {"weeks", "P%gW", 1},    {"weekends", "P%gWE", 1}, {"fortnights", "P%gW", 2},
                 {"months", "P%gM", 1},     {"quarters", "P%gM", 3}, {"years", "P%gY", 1},     {"decades", "P%gY", 10},
                 {"centuries", "P%gY", 100}};
    for (uint32_t f = 0; f < COUNT_OF(forms); f++)
        if (strcmp(q.unit->name, forms[f].name) == 0) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            snprintf(x->value, sizeof x->value, forms[f].form, q.num.value * forms[f].by);
#pragma GCC diagnostic pop
        }
    x->kind = TIME_DURATION;
    x->end = q.end;
    return true;
}

bool time_at(const struct lexicons *lex, const num_word *w, uint32_t n, uint32_t i, const time_ref *ref, time_expr *out) {
    time_work k = {lex, w, n, ref, 0, 0, 0};
    const char *v;
    int32_t y;
    if (i >= n || w[i].kind == NW_PUNCT)
        return false;
    if (ref->known)
        time_civil(ref->day, &k.y, &k.m, &k.d);
    time_expr best = {.first = i};
    bool found = false;
#define TRY(call)                                                                                                                \
    do {                                                                                                                         \
        time_expr x = {.first = i, .kind = TIME_DATE};                                                                           \
        if ((call) && x.end > i && (!found || x.end > best.end)) {                                                               \
            best = x;                                                                                                            \
            found = true;                                                                                                        \
        }                                                                                                                        \
    } while (0)
    TRY(numeric_at(&k, i, &x));
    TRY(month_expr_at(&k, i, &x));
    TRY(weekday_expr_at(&k, i, &x));
    TRY(step_expr_at(&k, i, &x));
    TRY(count_expr_at(&k, i, &x));
    TRY(holiday_at(&k, i, &x));
    TRY(nth_at(&k, i, &x));
    TRY(days_off_at(&k, i, &x));
    TRY(clock_day_at(&k, i, &x));
    if (!found && (v = word_value(&k, TW_DAY, i)) != NULL) {
        best = (time_expr){.first = i, .end = i + 1, .kind = TIME_DATE};
        if (ref->known)
            put_day(&best, ref->day + atoi(v));
        if (is(&k, i, "tonight")) {
            best.kind = TIME_TIME;
            best.precision = 't';
            uint32_t end, at = i + 1 + (is(&k, i + 1, "at") ? 1 : 0);
            int32_t minutes;
            bool clock = clock_at(&k, at, &end, &minutes);
            if (clock)
                best.end = end;
            if (ref->known && clock)
                snprintf(best.value, sizeof best.value, "%sT%02d:%02d", best.date,
                         (int)((minutes + (minutes < 720 ? 720 : 0)) / 60) % 100, (int)minutes % 60);
            else if (ref->known)
                snprintf(best.value, sizeof best.value, "%sTEV", best.date);
        } else {
            add_clock(&k, &best);
        }
        found = true;
    }
    /* the end of November, the beginning of next month, the end of the year */
    uint32_t j = i;
    if (is(&k, j, "the"))
        j++;
    if (is(&k, j, "end") || is(&k, j, "beginning") || is(&k, j, "start") || is(&k, j, "middle")) {
        uint32_t at = j + 1;
        if (is(&k, at, "of"))
            at++;
        time_expr inner = {.first = at, .kind = TIME_DATE};
        int32_t times;
        char u = is(&k, at, "the") ? unit_letter(&k, at + 1, &times) : 0;
        bool ok = at < n && (month_expr_at(&k, at, &inner) || step_expr_at(&k, at, &inner));
        if (!ok && u && strchr("wmy", u)) {
            inner.end = at + 2;
            shift(&k, &inner, u, 0);
            inner.precision = (uint8_t)u;
            ok = true;
        }
        if (!ok && (y = year_word(&k, at)) != 0) {
            inner.end = at + 1;
            put_year(&inner, y);
            ok = true;
        }
        if (ok && (!found || inner.end > best.end)) {
            best = inner;
            best.first = i;
            found = true;
        }
    }
    /* a year on its own needs a word before it that a time follows */
    if (!found && (y = year_word(&k, i)) != 0 && y >= 1500) {
        static const char *const before[] = {
            "in", "since",   "until", "till", "by",  "of",      "from",   "during", "before", "after",  "early", "late",   "mid",
            "to", "through", "year",  "the",  "for", "between", "fiscal", "spring", "summer", "autumn", "fall",  "winter", "and"};
        bool ok = n == 1;
        for (uint32_t p = 0; p < COUNT_OF(before) && i > 0; p++)
            ok |= is(&k, i - 1, before[p]);
        if (i > 1 && is(&k, i - 1, "-") && is(&k, i - 2, "mid"))
            ok = true;
        uint32_t used;
        bool counted = i + 1 < n && unit_at(lex->numbers, w, n, i + 1, &used) != NULL;
        if (ok && !counted && !(i + 1 < n && is(&k, i + 1, "percent"))) {
            best = (time_expr){.first = i, .end = i + 1, .kind = TIME_DATE};
            put_year(&best, y);
            if (is(&k, i + 1, "s") && !w[i + 1].space) {
                best.end = i + 2;
                snprintf(best.value, sizeof best.value, "%03dX", (int)(y / 10) % 1000);
            } else if (is(&k, i + 1, "-") && !w[i + 1].space && i + 2 < n && w[i + 2].kind == NW_DIGITS && !w[i + 2].space &&
                       (w[i + 2].n_digits == 4 || w[i + 2].n_digits == 2)) {
                int32_t to = (int32_t)w[i + 2].value + (w[i + 2].n_digits == 2 ? y / 100 * 100 : 0);
                best.end = i + 3;
                snprintf(best.value, sizeof best.value, "%04d/%04d", (int)y % 10000, (int)to % 10000);
            }
            found = true;
        }
    }
    /* a clock time of its own */
    if (!found) {
        uint32_t end;
        int32_t minutes;
        if (past_at(&k, i, &end, &minutes) || clock_at(&k, i, &end, &minutes)) {
            best = (time_expr){.first = i, .end = end, .kind = TIME_TIME, .precision = 't'};
            if (ref->known) {
                int32_t day = ref->day + (ref->future && minutes < ref->minute);
                put_day(&best, day);
                snprintf(best.value, sizeof best.value, "%sT%02d:%02d", best.date, (int)(minutes / 60) % 100, (int)minutes % 60);
                best.precision = 't';
            } else {
                snprintf(best.value, sizeof best.value, "T%02d:%02d", (int)(minutes / 60) % 100, (int)minutes % 60);
            }
            found = true;
        }
    }
    if (!found || best.kind != TIME_TIME)
        TRY(duration_at(&k, i, &x));
    if (found)
        *out = best;
    return found;
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

void times_find(const meaning_in *in, parley_facts *f) {
    const parley_parse *p = in->parse;
    uint32_t cap = 0;
    if (!in->lexicons || !in->lexicons->times || !in->lexicons->numbers)
        return;
    time_ref ref = {0};
    ref.known = in->page->published.value && time_parse_iso(in->page->published.value, &ref.day);
    for (uint32_t s = 0; s < p->n_sents; s++) {
        uint32_t n, t = p->sents[s].first;
        num_word *w = num_words(in->scratch, in->page->text, p->sents[s].start, p->sents[s].stop, &n);
        for (uint32_t i = 0; i < n;) {
            time_expr x;
            /* the clause around the expression tells whether it looks ahead */
            uint32_t from = i > 12 ? i - 12 : 0;
            ref.future = looks_ahead(w, from, i);
            if (!time_at(in->lexicons, w, n, i, &ref, &x)) {
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
            i = x.end;
        }
    }
}
