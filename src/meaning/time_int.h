/* time_int.h - what the files that read times share: timex.c (order of work), time_word.c, time_value.c, time_clock.c,
 * time_date.c, time_step.c. What ends in _at looks at word i; *end, or x->end, is after what it read.
 */
#ifndef PARLEY_TIME_INT_H
#define PARLEY_TIME_INT_H

#include "meaning/lexicons.h"
#include "meaning/timex.h"

enum time_word { TW_WEEKDAY, TW_MONTH, TW_SEASON, TW_DAYPART, TW_DAY, TW_UNIT, TW_STEP, TW_HOLIDAY, TW_MOVING, TW_N };

struct time_lexicon {
    parley_arena *arena;
    parley_map word[TW_N]; /* word -> index into values */
    const char **values;
    uint32_t n_values, cap_values;
};

typedef struct time_work {
    const struct lexicons *lex;
    const num_word *w;
    uint32_t n;
    const time_ref *ref;
    int32_t y, m, d; /* of ref */
} time_work;

static inline bool is(const time_work *k, uint32_t i, const char *s) {
    return i < k->n && strcmp(k->w[i].s, s) == 0;
}

/* time_word.c */
const char *word_value(const time_work *k, enum time_word t, uint32_t i); /* or NULL */
/* Month, weekday (1 Monday), day of the month, a year's four digits; 0: none. */
int32_t month_at(const time_work *k, uint32_t i, uint32_t *end);
int32_t weekday_at(const time_work *k, uint32_t i, uint32_t *end);
int32_t day_at(const time_work *k, uint32_t i, uint32_t *end);
int32_t year_word(const time_work *k, uint32_t i);
/* A year written after a date: ", 2024" or " 2024"; moves *end. */
int32_t year_after(const time_work *k, uint32_t *end);
/* 'd', 'w', 'm', 'y' or another letter of a unit and how many of it the word means; 0: none. */
char unit_letter(const time_work *k, uint32_t i, int32_t *times);
/* The year of a day that stands without one: the nearest behind the page's day, or ahead if the sentence looks ahead. */
int32_t year_for(const time_work *k, int32_t m, int32_t d);
/* y 0: no year was written. */
void put_month_day(const time_work *k, time_expr *x, int32_t y, int32_t m, int32_t d);

/* time_value.c */
int32_t time_weekday(int32_t days); /* 1 Monday … 7 Sunday */
int32_t time_month_length(int32_t y, int32_t m);
void put_day(time_expr *x, int32_t days);
void put_week(time_expr *x, int32_t days);
void put_month(time_expr *x, int32_t y, int32_t m);
void put_year(time_expr *x, int32_t y);
/* So many days, weeks, months or years from the page's day. */
void shift(const time_work *k, time_expr *x, char letter, int32_t by);

/* time_clock.c */
bool past_at(const time_work *k, uint32_t i, uint32_t *end, int32_t *minutes);
bool clock_at(const time_work *k, uint32_t i, uint32_t *end, int32_t *minutes);
/* Add "Monday night", "morning" and clock times to a day that was found. */
void add_clock(const time_work *k, time_expr *x);
bool clock_day_at(const time_work *k, uint32_t i, time_expr *x);

/* time_date.c */
bool numeric_at(const time_work *k, uint32_t i, time_expr *x);
bool month_expr_at(const time_work *k, uint32_t i, time_expr *x);
bool weekday_expr_at(const time_work *k, uint32_t i, time_expr *x);
bool nth_at(const time_work *k, uint32_t i, time_expr *x);
bool holiday_at(const time_work *k, uint32_t i, time_expr *x);

/* time_step.c */
bool step_expr_at(const time_work *k, uint32_t i, time_expr *x);
bool count_expr_at(const time_work *k, uint32_t i, time_expr *x);
bool days_off_at(const time_work *k, uint32_t i, time_expr *x);
bool duration_at(const time_work *k, uint32_t i, time_expr *x);

#endif
