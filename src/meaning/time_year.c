/* time_year.c - long stretches: years, decades, centuries, fiscal years, quarters and halves; and their edges ("the end of
 * November"). */
#include "meaning/time_int.h"

#include <stdio.h>
#include <stdlib.h>

/* BC, B.C., BCE, AD, CE after or before a year: -1, 1; 0 none. */
static int era_at(const time_work *k, uint32_t i) {
    if (i >= k->n || !k->w[i].upper)
        return 0;
    if (IS_ONE_OF(k, i, "bc", "b.c.", "bce", "b.c.e.", "b.c"))
        return -1;
    return IS_ONE_OF(k, i, "ad", "a.d.", "ce", "c.e.", "a.d") ? 1 : 0;
}

static bool decade_word(const char *s, int32_t *ten) {
    static const char *const words[] = {"twenties", "thirties",  "forties",  "fifties",
                                        "sixties",  "seventies", "eighties", "nineties"};
    for (uint32_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(s, words[i]) == 0) {
            *ten = (int32_t)(i + 2) * 10;
            return true;
        }
    return false;
}

/* The decade of these two digits that lies nearest behind the page's day. */
static void put_decade(const time_work *k, time_expr *x, int32_t year, bool century) {
    if (!century) {
        int32_t now = k->ref->known ? k->y : 2000;
        year += now / 100 * 100;
        if (year > now)
            year -= 100;
    }
    snprintf(x->value, sizeof x->value, "%03dX", (int)(year / 10) % 1000);
    x->precision = 'y';
    x->from = time_days(year / 10 * 10, 1, 1);
    x->to = time_days(year / 10 * 10 + 9, 12, 31);
    x->resolved = true;
}

/* the 1990s, the '90s, 1990's, the nineties; the late 1990s */
static bool decade_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + is(k, i, "the");
    time_mod mod = mod_at(k, &j);
    int32_t ten;
    if (j < k->n && k->w[j].kind == NW_LETTERS && (j > i) && decade_word(k->w[j].s, &ten)) {
        x->end = j + 1;
        x->mod = mod;
        put_decade(k, x, ten, false);
        return true;
    }
    bool mark = is(k, j, "'");
    j += mark;
    if (j >= k->n || k->w[j].kind != NW_DIGITS || k->w[j].decimal || k->w[j].comma)
        return false;
    int32_t v = (int32_t)k->w[j].value;
    uint32_t s = j + 1 + (is(k, j + 1, "'") && !k->w[j + 1].space);
    bool full = k->w[j].n_digits == 4 && v >= 1000 && v < 2200, brief = k->w[j].n_digits == 2 && (mark || j > i);
    if (!is(k, s, "s") || k->w[s].space || v % 10 || (!full && !brief))
        return false;
    x->end = s + 1;
    x->mod = mod;
    put_decade(k, x, v, full);
    return true;
}

/* the 19th century, the late twentieth century */
static bool century_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + is(k, i, "the");
    x->mod = mod_at(k, &j);
    number num;
    if (j >= k->n || !number_at(k->lex->numbers, k->w, k->n, j, &num) || num.kind != NUMBER_ORDINAL || num.value > 22)
        return false;
    uint32_t at = num.end + (is(k, num.end, "-") && !k->w[num.end].space);
    if (!is(k, at, "century"))
        return false;
    x->end = at + 1;
    int era = era_at(k, at + 1);
    x->end += era != 0;
    int32_t first = ((int32_t)num.value - 1) * 100;
    x->precision = 'y';
    if (era < 0) {
        snprintf(x->value, sizeof x->value, "BC%02d", (int)(first / 100) % 100);
        return true;
    }
    snprintf(x->value, sizeof x->value, "%02d", (int)(first / 100) % 100);
    x->from = time_days(first ? first : 1, 1, 1);
    x->to = time_days(first + 99, 12, 31);
    x->resolved = true;
    return true;
}

/* fiscal 2024; fiscal year 2024; FY2024; FY 24 */
static bool fiscal_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i;
    if (is(k, j, "fiscal") || is(k, j, "financial"))
        j += 1 + (is(k, j + 1, "year"));
    else if (is(k, j, "fy") && k->w[j].upper)
        j++;
    else
        return false;
    int32_t y = year_word(k, j);
    if (!y && is(k, i, "fy") && j < k->n && k->w[j].kind == NW_DIGITS && k->w[j].n_digits == 2)
        y = 2000 + (int32_t)k->w[j].value;
    if (!y)
        return false;
    x->end = j + 1;
    put_year(x, y);
    snprintf(x->value, sizeof x->value, "FY%04d", (int)y % 10000);
    return true;
}

/* (2015); (Smith, 2015); (Smith 2015; Jones 2016); (1871-72) */
static bool year_in_brackets(const time_work *k, uint32_t i) {
    if (i == 0 || !(IS_ONE_OF(k, i + 1, ")", ";", ":", "-") || (is(k, i + 1, ",") && is(k, i - 1, "("))))
        return false;
    if (is(k, i - 1, "("))
        return true;
    if (!IS_ONE_OF(k, i - 1, ",", ";", ".") && !k->w[i - 1].upper)
        return false;
    for (uint32_t back = 2; back < 40 && back <= i && !is(k, i - back, ")"); back++)
        if (is(k, i - back, "("))
            return true;
    return false;
}

/* Words before which a bare number of four digits is a year. */
static bool year_before(const time_work *k, uint32_t i) {
    if (i == 0)
        return k->n == 1;
    if ((i > 1 && is(k, i - 1, "-") && is(k, i - 2, "mid")) || (i > 1 && is(k, i - 1, ".") && IS_ONE_OF(k, i - 2, "c", "ca")))
        return true;
    if (year_in_brackets(k, i))
        return true;
    /* "its 2016 report", "the ministry's 2016 report"; a plural after it may be what is counted */
    bool counts = i + 1 < k->n && k->w[i + 1].kind == NW_LETTERS && k->w[i + 1].s[strlen(k->w[i + 1].s) - 1] == 's';
    if (!counts &&
        (IS_ONE_OF(k, i - 1, "a", "its", "his", "her", "their", "our") || (is(k, i - 1, "s") && i > 1 && is(k, i - 2, "'"))))
        return i + 1 < k->n && k->w[i + 1].kind == NW_LETTERS;
    return IS_ONE_OF(k, i - 1, "in", "since", "until", "till", "by", "of", "from", "during", "before", "after", "early", "late",
                     "mid", "to", "through", "year", "the", "for", "between", "fiscal", "spring", "summer", "autumn", "fall",
                     "winter", "and", "circa", "throughout", "till", "around", "than");
}

/* "1947 - 2012" with no noun behind it that it could count */
static bool years_dash(const time_work *k, uint32_t i) {
    int32_t a = year_word(k, i), b = is(k, i + 1, "-") ? year_word(k, i + 2) : 0;
    if (!a || b <= a || b > a + 150)
        return false;
    return i + 3 >= k->n || k->w[i + 3].kind != NW_LETTERS || k->w[i + 3].line ||
           IS_ONE_OF(k, i + 3, "and", "in", "by", "as", "for", "with", "at", "when", "was", "is");
}

/* 1998; 1998-99; early 1998; 44 BC; AD 843 */
bool year_expr_at(const time_work *k, uint32_t i, time_expr *x) {
    if (decade_at(k, i, x) || century_at(k, i, x) || fiscal_at(k, i, x))
        return true;
    const num_word *w = k->w;
    uint32_t j = i, used;
    x->mod = mod_at(k, &j);
    bool early = x->mod != TIME_MOD_NONE;
    int era = era_at(k, j) > 0 ? 1 : 0;
    uint32_t at = j + (era > 0);
    if (at >= k->n || w[at].kind != NW_DIGITS || w[at].comma || w[at].decimal)
        return false;
    int32_t y = (int32_t)(w[at].value < 10000 ? w[at].value : 0);
    int after = era ? 0 : era_at(k, at + 1);
    if (y > 0 && (era || after)) {
        x->end = at + 1 + (after != 0);
        if (after < 0) {
            snprintf(x->value, sizeof x->value, "BC%04d", (int)y % 10000);
            x->precision = 'y';
        } else {
            put_year(x, y);
        }
        return true;
    }
    y = year_word(k, at);
    if (y < 1500 || (!early && !year_before(k, i) && !k->ref->alone && !years_dash(k, at)))
        return false;
    if (at + 1 < k->n && (unit_at(k->lex->numbers, w, k->n, at + 1, &used) != NULL || is(k, at + 1, "percent")))
        return false;
    x->end = at + 1;
    put_year(x, y);
    if (is(k, at + 1, "-") && at + 2 < k->n && w[at + 2].kind == NW_DIGITS && w[at + 1].space == w[at + 2].space &&
        (w[at + 2].n_digits == 4 || w[at + 2].n_digits == 2)) {
        int32_t to = (int32_t)w[at + 2].value + (w[at + 2].n_digits == 2 ? y / 100 * 100 : 0);
        if (to > y && to < 2200) {
            time_expr a = *x, b = *x;
            put_year(&b, to);
            put_range(x, &a, &b);
            x->end = at + 3;
        }
    }
    return true;
}

/* the third quarter of 2022; Q3 2022; the fourth qtr; 2022 Q3; the second half of 2024 */
bool quarter_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + is(k, i, "the");
    int32_t nth = 0, y = 0;
    bool half = false;
    number num;
    if ((y = year_word(k, j)) != 0 && is(k, j + 1, "q"))
        j++;
    if (is(k, j, "q") && (k->w[j].upper || k->ref->alone) && j + 1 < k->n && k->w[j + 1].kind == NW_DIGITS &&
        !k->w[j + 1].space && k->w[j + 1].value <= 4 && k->w[j + 1].value >= 1 && !k->w[j + 1].decimal) {
        nth = (int32_t)k->w[j + 1].value;
        x->end = j + 2;
    } else if (!y && j < k->n && number_at(k->lex->numbers, k->w, k->n, j, &num) && num.kind == NUMBER_ORDINAL &&
               num.value <= 4) {
        nth = (int32_t)num.value;
        uint32_t at = num.end + (is(k, num.end, "-") && !k->w[num.end].space);
        half = is(k, at, "half") && nth <= 2;
        if (!half && !is(k, at, "quarter") && !is(k, at, "qtr"))
            return false;
        x->end = at + 1;
    } else {
        return false;
    }
    if (!y)
        y = year_after(k, &x->end);
    const char *step = is(k, x->end, "of") ? word_value(k, TW_STEP, x->end + 1) : NULL;
    if (!y && is(k, x->end, "of") && is(k, x->end + 1, "the") && is(k, x->end + 2, "year")) {
        y = k->ref->known ? k->y : 0;
        x->end += 3;
        if (half && !y)
            return true;
    } else if (!y && step && is(k, x->end + 2, "year") && k->ref->known) {
        y = k->y + atoi(step);
        x->end += 3;
    } else if (!y && half) {
        return false; /* "the first half of the plan" */
    }
    if (!y && (is(k, x->end, "of") || is(k, x->end, "in")) && !k->ref->alone)
        return false; /* "the first quarter of the hall" */
    if (!y && k->ref->known)
        y = k->y - (!k->ref->future && nth > (k->m + 2) / 3);
    x->precision = 'm';
    if (half) {
        snprintf(x->value, sizeof x->value, "%04d-H%d", (int)y % 10000, (int)nth % 10);
        x->from = time_days(y, nth == 1 ? 1 : 7, 1);
        x->to = nth == 1 ? time_days(y, 6, 30) : time_days(y, 12, 31);
        x->resolved = true;
    } else if (y) {
        put_quarter(x, y * 4 + nth - 1);
    } else {
        snprintf(x->value, sizeof x->value, "XXXX-Q%d", (int)nth % 10);
    }
    return true;
}

/* the end of November; the beginning of next week; mid-year; end of the year; EOM, the BOY (alone) */
bool edge_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + is(k, i, "the");
    static const struct {
        const char *word;
        time_mod mod;
    } edges[] = {{"beginning", TIME_MOD_START}, {"start", TIME_MOD_START}, {"middle", TIME_MOD_MID},
                 {"end", TIME_MOD_END},         {"close", TIME_MOD_END},   {"mid", TIME_MOD_MID}};
    static const struct {
        const char *word;
        char unit;
        time_mod mod;
    } shorts[] = {{"eom", 'm', TIME_MOD_END},   {"bom", 'm', TIME_MOD_START}, {"eoy", 'y', TIME_MOD_END},
                  {"boy", 'y', TIME_MOD_START}, {"eod", 'd', TIME_MOD_END},   {"eow", 'w', TIME_MOD_END}};
    for (uint32_t s = 0; s < COUNT_OF(shorts); s++)
        if (k->ref->alone && is(k, j, shorts[s].word)) {
            x->end = j + 1;
            shift(k, x, shorts[s].unit, 0);
            x->mod = shorts[s].mod;
            return true;
        }
    time_mod mod = TIME_MOD_NONE;
    for (uint32_t e = 0; e < COUNT_OF(edges); e++)
        if (is(k, j, edges[e].word))
            mod = edges[e].mod;
    if (mod == TIME_MOD_NONE)
        return false;
    uint32_t at = j + 1 + is(k, j + 1, "-");
    bool of = is(k, at, "of");
    at += of;
    at += of && is(k, at, "around");
    time_expr inner = {.first = at, .kind = TIME_DATE};
    int32_t times, y;
    uint32_t word = at + is(k, at, "the");
    char u = of || (k->ref->alone && word > at) || is(k, j, "mid") ? unit_letter(k, word, &times) : 0;
    if (u && k->w[word].s[strlen(k->w[word].s) - 1] == 's')
        u = 0;
    if (of && word == at && !k->ref->alone)
        u = 0; /* "end of day" */
    bool ok = at < k->n && (month_expr_at(k, at, &inner) || step_expr_at(k, at, &inner) || decade_at(k, at, &inner) ||
                            century_at(k, at, &inner));
    if (!ok && u && strchr(k->ref->alone && !is(k, j, "mid") ? "dwmy" : "wmy", u) /* "at the end of the day" */ && times == 1 &&
        !is(k, word, "weekend") && !is(k, word, "night") && !is(k, word + 1, "of")) {
        inner.end = word + 1;
        inner.precision = (uint8_t)u;
        shift(k, &inner, u, 0);
        ok = true;
    }
    if (!ok && (y = year_word(k, at)) != 0 && y >= 1500) {
        inner.end = at + 1;
        put_year(&inner, y);
        ok = true;
    }
    if (!ok || (!of && is(k, j, "close")) || (!of && !is(k, j, "mid") && !k->ref->alone && inner.precision == 'd'))
        return false;
    *x = inner;
    x->first = i;
    x->mod = mod;
    return true;
}

/* summer 2024; the spring of 2020; next to a step it is read by step_expr_at */
bool season_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + is(k, i, "the");
    x->mod = mod_at(k, &j);
    const char *season = word_value(k, TW_SEASON, j);
    if (!season)
        return false;
    x->end = j + 1;
    int32_t y = year_after(k, &x->end);
    if (y && is(k, x->end, "-") && x->end + 1 < k->n && !k->w[x->end].space && k->w[x->end + 1].kind == NW_DIGITS &&
        !k->w[x->end + 1].space && (k->w[x->end + 1].n_digits == 2 || k->w[x->end + 1].n_digits == 4))
        x->end += 2; /* the winter of 2008-09 */
    if (!y && !k->ref->alone)
        return false; /* "the fall of the government" */
    if (!y && k->ref->known)
        y = k->y;
    if (y)
        put_season(x, y, season);
    return true;
}

/* now, right now, at the moment: as a line of its own; in running text they say nothing that the tense does not */
bool now_at(const time_work *k, uint32_t i, time_expr *x) {
    uint32_t j = i + IS_ONE_OF(k, i, "right", "just");
    if (!k->ref->alone)
        return false;
    if (is(k, j, "now") || is(k, j, "atm"))
        x->end = j + 1;
    else if (is(k, i, "the") && is(k, i + 1, "moment"))
        x->end = i + 2;
    else
        return false;
    snprintf(x->value, sizeof x->value, "PRESENT_REF");
    return true;
}
