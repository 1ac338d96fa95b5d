/* world.h - what is known of the world before a page is read: states and their demonyms, capitals, bodies, outlets, titles.
 *
 * Read from data/world/ (tab-separated, see train/world/build.py). Nothing here is about one negotiation. */
#ifndef PARLEY_WORLD_H
#define PARLEY_WORLD_H

#include "meaning/facts.h"

typedef enum world_type {
    WORLD_NONE,
    WORLD_STATE,   /* a state or territory under one of its names; entry->name is the usual one */
    WORLD_DEMONYM, /* adjective: "Chinese"; entry is the state's */
    WORLD_PEOPLE,  /* "Georgians"; entry is the state's */
    WORLD_CAPITAL, /* a city that stands for its government; entry is the state's */
    WORLD_BODY,    /* a body, palace, organisation */
    WORLD_OUTLET
} world_type;

typedef struct world_entry {
    const char *name;   /* usual name */
    const char *adj;    /* states: usual adjective, else NULL */
    const char *iso;    /* alpha-3 or NULL */
    const char *sector; /* PLOVER sector or NULL */
    actor_kind kind;
    char gender; /* titles: 'm', 'f' or 0 */
    bool stands; /* groups: stands for the state before it ("the Dutch government") */
    bool alone;  /* titles: also a role that stands alone ("the minister") */
} world_entry;

/* Longest name that starts at token t and ends before `end`: its entry, type and last token; NULL if none. Names that are also
 * common words need capital letters; acronyms need theirs exactly ("US", not "us"). */
const world_entry *world_name_at(const world *w, const parley_page *page, const parley_parse *p, uint32_t t, uint32_t end,
                                 world_type *type, uint32_t *last);
/* Entry of a word (lower case, straight quotes) among titles, groups; NULL if it is none. */
const world_entry *world_title(const world *w, const char *word);
const world_entry *world_group(const world *w, const char *word);
/* The state with this ISO code, or NULL. */
const world_entry *world_state(const world *w, const char *iso);
/* 'm', 'f', 'u' (both) or 0 for a given name in lower case. */
char world_given(const world *w, const char *name);
/* Whether a list of data/world/words.tsv holds the word (lower case). */
bool world_word(const world *w, const char *list, const char *word);

#endif
