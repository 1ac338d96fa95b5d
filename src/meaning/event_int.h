/* event_int.h - what the files of the event coder share: event.c finds events, event_partner.c names the side that a clause
 * leaves out. */
#ifndef PARLEY_EVENT_INT_H
#define PARLEY_EVENT_INT_H

#include "meaning/lexicon.h"

#define WALK       12 /* steps up a tree; deeper embedding than this does not occur in news */
#define ACTORS_MAX 12 /* participants on one side */
#define LISTED_MAX 64 /* children looked at in search of an argument */

typedef struct who {
    uint32_t at[ACTORS_MAX], n;
} who;

typedef struct candidate {
    uint32_t trigger;
    const event_entry *entry;
    plover type;
    event_status status;
    const char *mode, *rule;
    who source, target;
    parley_span evidence;
    float confidence;
    bool dropped;
    bool counted; /* what it was done to is a number of people, or a place */
    bool bare;    /* a noun without participants of its own */
} candidate;

/* What one side openly did to another, counted over the page. */
typedef struct dealing {
    uint32_t from, to, n;
} dealing;

typedef struct coder {
    const meaning_in *in;
    const parley_parse *p;
    parley_facts *f;
    const event_lexicon *lex;
    uint32_t *lemma, *norm; /* [n_tokens] word numbers of the lexicon or PARLEY_NONE */
    uint32_t *of_token;     /* [n_tokens] candidate triggered there, or PARLEY_NONE */
    candidate *found;
    uint32_t n_found, cap_found;
    uint32_t n_root;
    uint32_t *root;    /* [n_root] the party that each actor speaks for, itself if none */
    uint32_t party[2]; /* the page's two main parties, or PARLEY_NONE */
    who text_owner;    /* whose the last proposal was */
    bool labour;       /* the page is about work and pay rather than war: what "strike" means */
    uint32_t *count;   /* [n_root] mentions of each side */
    bool likely;       /* the two most mentioned stand out, if less clearly */
    bool bilateral;    /* the page is about these two: what one does is done to the other */
    struct dealing *dealings;
    uint32_t n_dealings;
    void (*probe)(void *arg, const struct coder *c, const candidate *e, const uint32_t *actor, const float *features, uint32_t n);
    void *probe_arg;
} coder;

#define TOK(c, t) (&(c)->p->tokens[t])

/* The side that speaks: root of an actor; actors that the event stage itself added speak for themselves. */
static inline uint32_t event_root(const coder *c, uint32_t actor) {
    return actor < c->n_root ? c->root[actor] : actor;
}

/* Actors that an event may be aimed at though its clause does not say so, by what the report told before (data/events/partner.txt
 * holds the weights). Call once all events of the page are found, in order of the text. Returns an actor or PARLEY_NONE. Cost: a
 * bounded number of mentions around the trigger and of events before it. */
void partner_prepare(coder *c);
uint32_t partner_find(const coder *c, uint32_t event);

/* events_find that tells probe of every event whose target the clause leaves out: the candidates (PARLEY_NONE first: nobody) and
 * their features, n rows of PARTNER_N numbers. For training. */
void events_probe(const meaning_in *in, parley_facts *f,
                  void (*probe)(void *arg, const coder *c, const candidate *e, const uint32_t *actor, const float *x, uint32_t n),
                  void *arg);

#endif
