/* number.h - numbers written in digits and words, their units and bounds, found in plain text.
 *
 * Works on its own words cut from the text (num_words), not on the parser's tokens: tokenisers disagree on "4-1/2-month",
 * "$2.5bn" and "25%", and a number must be read alike whatever the tree. Offsets are bytes of the text given.
 * Word lists: data/figures/numbers.txt and data/figures/units.txt.
 */
#ifndef PARLEY_NUMBER_H
#define PARLEY_NUMBER_H

#include "base/base.h"
#include "meaning/facts.h"

typedef enum num_kind_of_word { NW_LETTERS, NW_DIGITS, NW_PUNCT } num_kind_of_word;

typedef struct num_word {
    uint32_t start, end; /* bytes of the text */
    const char *s;       /* lower case, quotes and dashes made plain */
    const char *raw;     /* as written */
    double value;        /* of NW_DIGITS, thousands commas and decimal point read */
    uint8_t kind;        /* num_kind_of_word */
    uint8_t n_digits;    /* digits before the decimal point */
    bool space, line;    /* white space, a line end before it */
    bool upper;          /* begins with a capital */
    bool comma, decimal; /* digits with thousands commas ("1,200"), with a decimal point */
} num_word;

/* Words of text[start, end), in order. Cost: linear. */
num_word *num_words(parley_arena *a, const char *text, uint32_t start, uint32_t end, uint32_t *n);

typedef struct number_lexicon number_lexicon;

typedef enum number_kind {
    NUMBER_CARDINAL, /* 40,786; two and a half; 0.04 million */
    NUMBER_ORDINAL,  /* ninth; 42nd */
    NUMBER_FRACTION, /* half; two-thirds; 3/4 */
    NUMBER_VAGUE     /* hundreds of thousands; dozens */
} number_kind;

typedef struct number {
    double value, high;  /* high: upper end of a range, else value */
    uint32_t first, end; /* words of the number itself, ranges whole */
    number_kind kind;
    bool digits;  /* begins in digits */
    bool article; /* begins with "a" or "an" */
    bool range;
} number;

/* The longest number that begins at word i. No units, no bounds. */
bool number_at(const number_lexicon *lex, const num_word *w, uint32_t n, uint32_t i, number *out);

typedef enum unit_kind { UNIT_NONE, UNIT_TIME, UNIT_MONEY, UNIT_PERCENT, UNIT_MEASURE, UNIT_PEOPLE, UNIT_ACT } unit_kind;

typedef struct unit {
    const char *name; /* plural, as the record spells it: "days", "dollars", "percent", "kilometres" */
    unit_kind kind;
    double factor;    /* value * factor is in `base` */
    const char *base; /* "seconds" for times, else the name */
} unit;

typedef struct quantity {
    number num;
    double value, high; /* in the unit, bounds and signs applied */
    figure_qualifier qualifier;
    const unit *unit;    /* NULL: none in the lists (a counted noun) */
    uint32_t first, end; /* words: bound, currency sign, number, unit */
    const unit *per;     /* "$350 per kg", "20 km/h": what it is counted by, outside of `end`; or NULL */
    uint32_t lower_end;  /* of a range: word after its lower end */
    uint32_t upper;      /* of a range: first word of its upper end */
    bool between;        /* "between 5 and 7": bounds, not two values */
    bool hyphened;       /* "two-day": number and unit in one word */
    bool more;           /* "two more weeks", "another $300 billion" */
    bool old;            /* "four-month-old" */
} quantity;

/* The quantity whose number begins at or just after word i: "at least $1.5 billion", "between 5 and 7 percent",
 * "two and a half hours". Words before i are looked at for bounds and currency signs, so call it at each i in order
 * and go on at out->end. */
bool quantity_at(const number_lexicon *lex, const num_word *w, uint32_t n, uint32_t i, quantity *out);

/* Unit that word i (or words i, i+1) name; *used is the number of words. NULL if none. */
const unit *unit_at(const number_lexicon *lex, const num_word *w, uint32_t n, uint32_t i, uint32_t *used);

#endif
