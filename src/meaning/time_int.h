/* time_int.h - what the files that read times share: timex.c (order of work), time_word.c, time_value.c, time_clock.c,
 * time_date.c, time_step.c. What ends in _at looks at word i; *end, or x->end, is after what it read.
 */
#ifndef PARLEY_TIME_INT_H
#define PARLEY_TIME_INT_H

#include "meaning/lexicons.h"
#include "meaning/timex.h"

enum time_word { TW_WEEKDAY, TW_MONTH, TW_SEASON, TW_DAYPART, TW_DAY, TW_UNIT, TW_STEP, TW_PART, TW_ZONE, TW_N };

/* What finds the day of a feast in a year; what its numbers mean stands in data/times/holidays.txt. */
typedef enum holiday_rule {
    HOLIDAY_FIXED,
    HOLIDAY_WORKDAY,
    HOLIDAY_NTH,
    HOLIDAY_BEFORE,
    HOLIDAY_EASTER,
    HOLIDAY_ORTHODOX,
    HOLIDAY_HEBREW,
    HOLIDAY_ISLAMIC,
    HOLIDAY_CHINESE,
    HOLIDAY_INDIAN,
    HOLIDAY_INDIAN_SUN,
    HOLIDAY_N
} holiday_rule;
typedef struct time_holiday {
    holiday_rule rule;
    int32_t arg[4];
    int32_t days; /* how long it lasts */
} time_holiday;

struct time_lexicon {
    parley_arena *arena;
    parley_map word[TW_N]; /* word -> index into values */
    const char **values;
    uint32_t n_values, cap_values;
    parley_map holiday, rare; /* plain name -> index into holidays; names that are words of their own, too */
    time_holiday *holidays;
    uint32_t n_holidays, cap_holidays;
};

typedef struct time_work {
    const struct lexicons *lex;
    const num_word *w;
    uint32_t n;
    const time_ref *ref;
    int32_t y, m, d;       /* of ref */
    bool nested;           /* inside an expression that counts from another: no more of those */
    const uint16_t *lists; /* a word: a bit for each enum time_word whose list it is in; NULL: not looked up beforehand */
} time_work;

static inline bool is(const time_work *k, uint32_t i, const char *s) {
    return i < k->n && k->w[i].s[0] == s[0] && strcmp(k->w[i].s, s) == 0; /* the first letter spares most calls */
}

/* timex.c: the longest single point or stretch that begins at word i, without ranges. */
bool time_point(const time_work *k, uint32_t i, time_expr *x);

/* time_word.c */
bool is_one_of(const time_work *k, uint32_t i, const char *const *list, size_t n);
#define IS_ONE_OF(k, i, ...)                                                                                                     \
    is_one_of((k), (i), (const char *const[]){__VA_ARGS__}, COUNT_OF(((const char *const[]){__VA_ARGS__})))
uint16_t *time_lists(const struct lexicons *lex, parley_arena *a, const num_word *w, uint32_t n); /* time_work's lists */
const char *word_value(const time_work *k, enum time_word t, uint32_t i);                         /* or NULL */
/* Month, weekday (1 Monday), day of the month, a year's four digits; 0: none. */
int32_t month_at(const time_work *k, uint32_t i, uint32_t *end);
int32_t weekday_at(const time_work *k, uint32_t i, uint32_t *end);
int32_t day_at(const time_work *k, uint32_t i, uint32_t *end);
int32_t year_word(const time_work *k, uint32_t i);
/* A year written after a date: ", 2024" or " 2024"; moves *end. */
int32_t year_after(const time_work *k, uint32_t *end);
/* 'd', 'w', 'm', 'y' or another letter of a unit and how many of it the word means; 0: none. */
char unit_letter(const time_work *k, uint32_t i, int32_t *times);
/* "early", "mid-", "late": moves *j behind it. */
time_mod mod_at(const time_work *k, uint32_t *j);
/* The year of a day that stands without one: the nearest behind the page's day, or ahead if the sentence looks ahead. */
int32_t year_for(const time_work *k, int32_t m, int32_t d);
/* y 0: no year was written. */
void put_month_day(const time_work *k, time_expr *x, int32_t y, int32_t m, int32_t d);

/* time_value.c */
int32_t time_weekday(int32_t days); /* 1 Monday … 7 Sunday */
int32_t time_month_length(int32_t y, int32_t m);
void put_day(time_expr *x, int32_t days);
void put_days(time_expr *x, int32_t first, int32_t last);
void put_week(time_expr *x, int32_t days);
void put_weekend(time_expr *x, int32_t days); /* of that day's week */
void put_month(time_expr *x, int32_t y, int32_t m);
void put_quarter(time_expr *x, int32_t quarters); /* since the year 0 */
void put_season(time_expr *x, int32_t y, const char *season);
void put_year(time_expr *x, int32_t y);
/* Write the time of day behind x's day, if it has one; zone in minutes, TIME_NO_ZONE: none was said. */
enum { TIME_NO_ZONE = 10000 };
void put_clock(time_expr *x, int32_t minutes, int32_t seconds, int32_t zone);
void put_part(time_expr *x, const char *part);
/* a's value and b's as a range in *x; b's day is left out where it is a's. */
void put_range(time_expr *x, const time_expr *a, const time_expr *b);
/* So many days, weeks, months or years from the page's day. */
void shift(const time_work *k, time_expr *x, char letter, int32_t by);
/* The same from another day. */
void shift_from(time_expr *x, int32_t day, char letter, int32_t by);

/* time_calendar.c: its first day in the civil year y, or INT32_MIN. */
int32_t holiday_day(const time_holiday *h, int32_t y);

/* time_clock.c */
typedef struct clock_time {
    int32_t minutes; /* of the day */
    int32_t seconds;
    int32_t zone;  /* minutes, or TIME_NO_ZONE */
    bool daylight; /* the zone has summer time of North America, and the day tells */
    bool midnight; /* the word, which ends the day it stands beside */
    bool half;     /* which half of the day is open: "3:30", "half three" */
    bool bare;     /* a number that nothing else makes a time */
} clock_time;
/* A clock time; bare numbers only where `bare` allows ("tomorrow at 5"). */
bool clock_at(const time_work *k, uint32_t i, bool bare, uint32_t *end, clock_time *c);
/* Add "Monday night", "morning" and clock times to a day that was found. */
void add_clock(const time_work *k, time_expr *x);
bool clock_expr_at(const time_work *k, uint32_t i, time_expr *x);
bool part_expr_at(const time_work *k, uint32_t i, time_expr *x);

/* time_date.c */
bool numeric_at(const time_work *k, uint32_t i, time_expr *x);
bool month_expr_at(const time_work *k, uint32_t i, time_expr *x);
bool weekday_expr_at(const time_work *k, uint32_t i, time_expr *x);
bool day_word_at(const time_work *k, uint32_t i, time_expr *x);
bool nth_at(const time_work *k, uint32_t i, time_expr *x);

/* time_year.c */
bool year_expr_at(const time_work *k, uint32_t i, time_expr *x);
bool quarter_at(const time_work *k, uint32_t i, time_expr *x);
bool edge_at(const time_work *k, uint32_t i, time_expr *x);
bool season_at(const time_work *k, uint32_t i, time_expr *x);
bool now_at(const time_work *k, uint32_t i, time_expr *x);

/* time_cycle.c */
parley_status holidays_open(struct time_lexicon *l, parley_error *err);
bool holiday_at(const time_work *k, uint32_t i, time_expr *x);
bool feast_weekend_at(const time_work *k, uint32_t i, time_expr *x);
bool after_next_at(const time_work *k, uint32_t i, time_expr *x);
bool counted_at(const time_work *k, uint32_t i, time_expr *x);
bool month_year_at(const time_work *k, uint32_t i, time_expr *x);

/* time_step.c */
bool step_expr_at(const time_work *k, uint32_t i, time_expr *x);
bool count_expr_at(const time_work *k, uint32_t i, time_expr *x);
bool day_before_at(const time_work *k, uint32_t i, time_expr *x);
bool duration_at(const time_work *k, uint32_t i, time_expr *x);

/* time_range.c: from A to B, A - B, A for so long; x holds A, and more words after. */
bool range_from(const time_work *k, uint32_t i, time_expr *x);
/* Does a verb of moving a day stand before "from" at i? */
bool time_moved(const time_work *k, uint32_t i);

#endif
