/* timex.h - dates, clock times and durations in plain text, resolved against a day.
 *
 * Values are written as in TIMEX3 (ISO 8601 with XXXX for an unknown year, WXX for an unknown week): 2024-08-19, 2024-W34,
 * 2024-11, 2024-Q3, 2024-SU, 2024-08-19T15:00, P4M. source: TimeML 1.2.1, section TIMEX3; unlike it, a range of days is
 * written first/last ("May 24-25": 2024-05-24/2024-05-25).
 */
#ifndef PARLEY_TIMEX_H
#define PARLEY_TIMEX_H

#include "meaning/number.h"

struct lexicons;

typedef struct time_ref {
    bool known;     /* false: only what the words say themselves is filled in */
    int32_t day;    /* the page's day, days since 1970-01-01 */
    int32_t minute; /* of that day; for "in two hours" */
    bool future;    /* a bare weekday or month-day looks forward ("will meet on Monday") */
    uint8_t told;   /* precision of the time that the text named last ('d', 'm', 'y'), for "a year later"; 0: none near by */
    int32_t told_day;
    bool alone; /* the text is one expression and nothing else: short forms count ("fri", "2-15", "the 24", "half three") */
} time_ref;

/* Part of what the value names, as TIMEX3's mod: "the end of April". */
typedef enum time_mod { TIME_MOD_NONE, TIME_MOD_START, TIME_MOD_MID, TIME_MOD_END } time_mod;
/* Where the expression lies beside its value: "since May", "until noon", "the last two weeks" (P2W up to now), "the next two
 * weeks". */
typedef enum time_side { TIME_AT, TIME_SINCE, TIME_UNTIL, TIME_LAST, TIME_NEXT } time_side;
const char *time_mod_name(time_mod m); /* as TIMEX3 writes it, "" for none */
const char *time_side_name(time_side s);

typedef struct time_expr {
    uint32_t first, end; /* words */
    time_kind kind;
    time_mod mod;
    time_side side; /* told by the word before it, which is outside */
    char value[TIME_VALUE_MAX];
    char date[12];     /* ISO, when one day */
    uint8_t precision; /* as in fact_time */
    int32_t from, to;  /* first and last day, days since 1970-01-01; meaningful when `resolved` */
    bool resolved;
} time_expr;

/* The longest time expression that begins at word i. */
bool time_at(const struct lexicons *lex, const num_word *w, uint32_t n, uint32_t i, const time_ref *ref, time_expr *out);

/* The whole text as one expression, with words like "at" before it; false if something is left over. */
bool time_whole(const struct lexicons *lex, const num_word *w, uint32_t n, const time_ref *ref, time_expr *out);

/* Days since 1970-01-01 of a date of the Gregorian calendar, and back. source: H. Hinnant, chrono-compatible date algorithms. */
int32_t time_days(int32_t year, int32_t month, int32_t day);
void time_civil(int32_t days, int32_t *year, int32_t *month, int32_t *day);
/* "2024-09-03" -> days; false if not a date. */
bool time_parse_iso(const char *s, int32_t *days);

#endif
