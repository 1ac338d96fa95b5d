/* time_word.c - the words of times: data/times, and months, weekdays, days and years as they stand in a text. */
#include "meaning/time_int.h"

#include <stdio.h>
#include <stdlib.h>

static bool time_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const kinds[TW_N] = {"weekday", "month", "season", "daypart", "day", "unit", "step", "part", "zone"};
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
    return rc < 0 ? rc : holidays_open(l, err);
}

bool is_one_of(const time_work *k, uint32_t i, const char *const *list, size_t n) {
    for (size_t j = 0; j < n; j++)
        if (is(k, i, list[j]))
            return true;
    return false;
}

/* Every reader asks for the lists of a word, and most words are in none: they are looked up once for a sentence. */
uint16_t *time_lists(const struct lexicons *lex, parley_arena *a, const num_word *w, uint32_t n) {
    uint16_t *lists = ARENA_ARRAY(a, uint16_t, n + 1);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t t = 0; t < TW_N && w[i].kind == NW_LETTERS; t++)
            if (map_gets(&lex->times->word[t], w[i].s, PARLEY_NONE) != PARLEY_NONE)
                lists[i] = (uint16_t)(lists[i] | 1u << t);
    return lists;
}

const char *word_value(const time_work *k, enum time_word t, uint32_t i) {
    if (i >= k->n || k->w[i].kind != NW_LETTERS || (k->lists && !(k->lists[i] >> t & 1)))
        return NULL;
    uint32_t v = map_gets(&k->lex->times->word[t], k->w[i].s, PARLEY_NONE);
    return v == PARLEY_NONE ? NULL : k->lex->times->values[v];
}

/* Month at word i; *end after it and its point. "may", "march" and short forms need a capital. */
int32_t month_at(const time_work *k, uint32_t i, uint32_t *end) {
    const char *v = word_value(k, TW_MONTH, i);
    if (!v)
        return 0;
    if (!k->w[i].upper && !k->ref->alone && strlen(k->w[i].s) <= 5 && strcmp(k->w[i].s, "april") != 0) {
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

int32_t weekday_at(const time_work *k, uint32_t i, uint32_t *end) {
    const char *v = word_value(k, TW_WEEKDAY, i);
    if (!v)
        return 0;
    bool brief = strlen(k->w[i].s) <= 5;
    if (brief && !k->w[i].upper && !k->ref->alone)
        return 0;
    *end = i + 1;
    if (brief && is(k, i + 1, ".") && !k->w[i + 1].space)
        *end = i + 2;
    return atoi(v);
}

/* Day of the month at i: 7, 7th, the 7th, seventh; *end after it. */
int32_t day_at(const time_work *k, uint32_t i, uint32_t *end) {
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

int32_t year_word(const time_work *k, uint32_t i) {
    if (i >= k->n || k->w[i].kind != NW_DIGITS || k->w[i].comma || k->w[i].decimal || k->w[i].n_digits != 4)
        return 0;
    double v = k->w[i].value;
    return v >= 1000 && v <= 2199 ? (int32_t)v : 0;
}

/* A year written after a date: ", 2024" or " 2024" or "'24". */
int32_t year_after(const time_work *k, uint32_t *end) {
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
int32_t year_for(const time_work *k, int32_t m, int32_t d) {
    int32_t here = time_days(k->y, m, d ? d : 1);
    if (d ? here == k->ref->day : m == k->m)
        return k->y;
    /* words ahead of it decide only within half a year: "we would work within the paper of July 2", said in September */
    if (k->ref->future && here >= k->ref->day && (here - k->ref->day <= 183 || k->ref->alone))
        return k->y;
    if (k->ref->future && here < k->ref->day && (time_days(k->y + 1, m, d ? d : 1) - k->ref->day <= 183 || k->ref->alone))
        return k->y + 1;
    return here > k->ref->day ? k->y - 1 : k->y;
}

void put_month_day(const time_work *k, time_expr *x, int32_t y, int32_t m, int32_t d) {
    if (!y && k->ref->known)
        y = year_for(k, m, d);
    if (y)
        put_day(x, time_days(y, m, d <= time_month_length(y, m) ? d : time_month_length(y, m)));
    else
        snprintf(x->value, sizeof x->value, "XXXX-%02d-%02d", (int)m % 100, (int)d % 100), x->precision = 'd';
}

char unit_letter(const time_work *k, uint32_t i, int32_t *times) {
    const char *v = word_value(k, TW_UNIT, i);
    if (!v)
        return 0;
    *times = atoi(v + 1);
    return v[0];
}

/* "early", "mid-", "late": moves *j behind it. */
time_mod mod_at(const time_work *k, uint32_t *j) {
    static const char *const words[] = {"", "early", "mid", "late"}, *const more[] = {"", "earlier", "", "later"};
    for (int m = TIME_MOD_START; m <= TIME_MOD_END; m++)
        if (is(k, *j, words[m]) || (*more[m] && is(k, *j, more[m]))) {
            *j += 1 + is(k, *j + 1, "-");
            return (time_mod)m;
        }
    return TIME_MOD_NONE;
}
