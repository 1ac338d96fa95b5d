/* account.h - a fact of one page made ready to be compared with others, and what two of them have in common (across/ only).
 *
 * Names are folded, words hashed and keys worked out once for each fact: pairs are many, facts are few. Memory is the arena's
 * that was given.
 */
#ifndef PARLEY_ACCOUNT_H
#define PARLEY_ACCOUNT_H

#include "across/across.h"

typedef struct account_words {
    uint64_t h[24];
    uint32_t n;
} account_words;

/* A fact with all that comparing asks for worked out once: pairs are many, facts are few. */
typedef struct account {
    const across_fact *f;
    uint32_t index;
    const char *voice;           /* folded side that asserts it; NULL: the page */
    const char *holder, *object; /* folded */
    const char *place;
    const char *party[2];          /* folded sides that the page's talks are between; "" where the page shows none */
    const char **source, **target; /* folded sides */
    account_words object_words, names, deed, days;
    uint64_t keys[ACROSS_FACT_KEYS];
    uint32_t n_keys;
} account;

/* Lower case, punctuation to spaces, articles and possessives gone: one spelling of a name. */
const char *account_fold(parley_arena *a, const char *s);
uint32_t account_words_common(const account_words *x, const account_words *y);
/* Keys under which facts are filed, of a kind and one or two names; the pair in either order. */
uint64_t account_key(parley_arena *a, const char *kind, const char *x, const char *y);
uint64_t account_key_pair(parley_arena *a, const char *kind, const char *x, const char *y);
/* The side at whose door f lays something, and in *by who says so; NULL: it blames nobody. */
const char *account_blamed(const across_fact *f, const char **by);
/* Counts people by what befell them. */
bool account_of_people(const across_fact *f);
void account_make(const across_words *l, account *it, const across_fact *f, uint32_t index, parley_arena *a);
/* A pair may share several keys; it is told under the least, once. */
bool account_told_under(const account *x, const account *y, uint64_t key);
/* The day of a fact, else as of when it is counted, else its page's; NULL: none is known. */
const char *account_day(const across_fact *f);
bool account_days_differ(const across_fact *x, const across_fact *y);
/* The voice in which something is asserted: a side, or the page. Copies and rewrites of one text are one voice. */
bool account_same_voice(const account *x, const account *y);
/* 1 for, -1 against, 0 neither. */
int account_leaning(const across_fact *f);
bool account_same_object(const account *x, const account *y);
bool account_holder_says(const account *x);
/* One clause read twice. */
bool account_overlap(const across_fact *f, const across_fact *g);
bool account_sides_meet(const char **x, uint32_t n_x, const char **y, uint32_t n_y);
/* How many sides take part in both events, on whichever end of the deed. */
uint32_t account_sides_shared(const account *x, const account *y);
/* Do both speak of one negotiation? On one page or copies of it, yes; else their pages are about the same two parties, or about
 * one of them and the sentences share names beyond it. A side stands in many talks at a time. */
bool account_same_talks(const account *x, const account *y);
/* Pages that were printed more than so many days apart: both accounts may have held in their time. */
bool account_days_apart(const account *x, const account *y, int32_t most);
bool account_places_differ(const account *x, const account *y);
/* Acts that are words alone. */
bool account_of_words(plover t);
/* Tolls that are counted on and on. */
bool account_grows(const across_fact *f);
/* NULL is the empty string. */
bool account_same_str(const char *x, const char *y);
/* By page and place, for qsort. */
int account_cmp(const void *p, const void *q);
/* All facts worked out, in the order of account_cmp; memory of a. */
account *accounts_sorted(const across_words *l, const across_fact *facts, uint32_t n, parley_arena *a);
/* What across_conflicts and across_changes tell, of accounts_sorted. */
across_conflict *account_conflicts(const account *o, uint64_t key, const across_fact *facts, uint32_t n_facts, parley_arena *a,
                                   uint32_t *n);
across_change *account_changes(const account *sorted, uint64_t key, uint32_t n_facts, parley_arena *a, uint32_t *n);
/* "where X stands on Y" */
const char *account_about_position(parley_arena *a, const across_fact *f);

#endif
