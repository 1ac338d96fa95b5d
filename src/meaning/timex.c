/* timex.c - dates, times, durations: the longest expression that begins at a word, and those of a page. */
#include "meaning/time_int.h"

#include <stdio.h>
#include <stdlib.h>

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
