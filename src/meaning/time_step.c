/* time_step.c - times counted from another: "last week", "three days ago", "two Sundays ago"; and durations. */
#include "meaning/time_int.h"

#include <stdio.h>
#include <stdlib.h>

/* last week; late last week; earlier this month; next year; the past month; this summer; the end of the month */
bool step_expr_at(const time_work *k, uint32_t i, time_expr *x) {
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
            int32_t monday = k->ref->day - time_weekday(k->ref->day) + 1 + 7 * step;
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
bool count_expr_at(const time_work *k, uint32_t i, time_expr *x) {
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
        put_day(x, time_days(y, m, k->d <= time_month_length(y, m) ? k->d : time_month_length(y, m)));
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

/* two Sundays ago; three Fridays from now; the day before yesterday */
bool days_off_at(const time_work *k, uint32_t i, time_expr *x) {
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
        int32_t today = time_weekday(k->ref->day), n = (int32_t)num.value;
        put_day(x, ago ? k->ref->day - ((today - wd + 6) % 7 + 1) - 7 * (n - 1)
                       : k->ref->day + (wd - today + 6) % 7 + 1 + 7 * (n - 1));
    }
    return true;
}

bool duration_at(const time_work *k, uint32_t i, time_expr *x) {
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
