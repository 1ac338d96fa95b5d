/* event_int.h - what the files of the event coder share: event.c (order of work, output), event_tree.c, event_who.c,
 * event_status.c, event_pattern.c, event_speech.c, event_when.c, event_course.c, event_party.c, event_partner.c.
 * Tokens are indices into the parse. */
#ifndef PARLEY_EVENT_INT_H
#define PARLEY_EVENT_INT_H

#include "meaning/lexicon.h"

#define WALK       12 /* steps up a tree; deeper embedding than this does not occur in news */
#define ACTORS_MAX 12 /* participants on one side */
#define TOPS       8  /* most mentioned sides that are kept in order */
#define LISTED_MAX 64 /* children looked at in search of an argument */

typedef struct who {
    uint32_t at[ACTORS_MAX], n;
} who;

typedef struct reading {
    event_status status;
    bool refused;   /* negated future or modal of the trigger itself: "will not", "cannot" */
    bool negated;   /* the trigger's own clause is negated */
    bool present;   /* in the present tense */
    bool purpose;   /* what somebody does something else for: "met to end the war" */
    bool yet;       /* "not yet": still open, no refusal */
    bool condition; /* inside a condition: nothing above it counts */
} reading;

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
    bool mutual;  /* "the negotiators met": one plural phrase stands for all who take part */
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
    bool *text;        /* [n_text] is this actor a text that is named like a body ("Nafta")? It takes part in nothing */
    uint32_t n_text;
    bool labour;                 /* the page is about work and pay rather than war: what "strike" means */
    bool trade;                  /* or about trade: what "retaliation" and "hit" mean */
    uint32_t *count;             /* [n_root] mentions of each side */
    uint32_t *own_count;         /* [n_root] mentions of each actor itself */
    bool *heads;                 /* [n_root] is the side mentioned in the page's first sentence? */
    uint32_t tops[TOPS], n_tops; /* the most mentioned sides, most first */
    bool likely;                 /* the two most mentioned stand out, if less clearly */
    bool *mediator; /* [n_root] the page calls it a mediator: no party to talks whose parties a clause does not name */
    bool bilateral; /* the page is about these two: what one does is done to the other */
    struct dealing *dealings;
    uint32_t n_dealings;
    struct dealing *allies; /* pairs of sides that act together */
    uint32_t n_allies;
    void (*probe)(void *arg, const struct coder *c, const candidate *e, const uint32_t *actor, const float *features, uint32_t n);
    void *probe_arg;
} coder;

#define TOK(c, t) (&(c)->p->tokens[t])

/* The side that speaks: root of an actor; actors that the event stage itself added speak for themselves. */
static inline uint32_t event_root(const coder *c, uint32_t actor) {
    return actor < c->n_root ? c->root[actor] : actor;
}

/* Is word w in this sorted list of word numbers? */
static inline bool in_words(const uint32_t *words, uint32_t n, uint32_t w) {
    uint32_t lo = 0, hi = n;
    if (w == PARLEY_NONE)
        return false;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (words[mid] < w)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && words[lo] == w;
}

/* The lexicon's flags of the word at t, by its form and by its lemma. */
static inline uint8_t flags_of(const coder *c, uint32_t t) {
    uint8_t f = 0;
    if (c->norm[t] != PARLEY_NONE)
        f |= c->lex->flags[c->norm[t]];
    if (c->lemma[t] != PARLEY_NONE)
        f |= c->lex->flags[c->lemma[t]];
    return f;
}

static inline bool norm_is(const coder *c, uint32_t t, const char *s) {
    return t != PARLEY_NONE && strcmp(TOK(c, t)->norm, s) == 0;
}

static inline bool has_child(const coder *c, uint32_t t, ud_rel r, ud_sub s) {
    return parse_child(c->p, t, r, s) != PARLEY_NONE;
}

static inline void who_add(who *w, uint32_t actor) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->at[i] == actor)
            return;
    if (actor != PARLEY_NONE && w->n < ACTORS_MAX)
        w->at[w->n++] = actor;
}

static inline bool who_has(const who *w, uint32_t actor) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->at[i] == actor)
            return true;
    return false;
}

/* --- event_tree.c ---------------------------------------------------------------------------------------------------------- */
/* The noun that a relative pronoun stands for; t itself for anything else. */
uint32_t clause_antecedent(const coder *c, uint32_t t);
/* Does t head a clause: a verb, or a predicate with a copula or a subject? */
bool is_clausal(const coder *c, uint32_t t);
bool clause_is_finite(const coder *c, uint32_t t);
bool clause_is_passive(const coder *c, uint32_t t);
/* Does t stand under the preposition or mark with this word number; with this name? */
bool under_prep(const coder *c, uint32_t t, uint32_t prep);
bool under_prep_named(const coder *c, uint32_t t, const char *prep);
/* The dependent of t under a preposition; clauses: "of breaking" as well. */
uint32_t prep_child(const coder *c, uint32_t t, uint32_t prep, bool clauses);
/* "Hundreds of rockets", "half of the drivers": the noun that is counted; t itself for anything else. */
uint32_t counted_noun(const coder *c, uint32_t t);
/* "serious about imposing tariffs", which the parser takes for tariffs that impose: the noun, or PARLEY_NONE. */
uint32_t gerund_object(const coder *c, uint32_t t);
/* The predicate in "is one of the opponents", for opponents; or PARLEY_NONE. */
uint32_t clause_one_of(const coder *c, uint32_t t);
/* Who does it in "a Norway-brokered truce", or PARLEY_NONE. */
uint32_t participle_agent(const coder *c, uint32_t t);
/* Who does what t says; the phrase that stands (or is understood) as its grammatical subject; whom it is done to. depth: 0 */
uint32_t clause_subject(const coder *c, uint32_t t);
uint32_t clause_surface_subject(const coder *c, uint32_t t, int depth);
uint32_t clause_object(const coder *c, uint32_t t, int depth);
/* The verb that carries a nominal event ("held talks", "launched an attack"), or PARLEY_NONE. */
uint32_t light_verb(const coder *c, uint32_t t);
/* The clause that states the event: without coordinated clauses, what is parenthetical, and marks. */
parley_span clause_span(const coder *c, uint32_t t);

/* --- event_who.c: each adds to w -------------------------------------------------------------------------------------------- */
/* Which actors are texts; call before the others. */
void texts_find(coder *c);
/* The actors that t itself names; those before a noun ("Chinese tariffs"); those that t names or whose thing it is (depth: 0; 1
 * takes nobody who is only described). */
void who_add_named(const coder *c, uint32_t t, who *w);
void who_add_modifiers(const coder *c, uint32_t t, who *w);
void who_add_actors(const coder *c, uint32_t t, who *w, int depth);
/* What a slot of a pattern holds; the first of several that holds somebody, or all. */
void who_add_slot(const coder *c, uint32_t t, uint32_t slot, uint8_t pos, who *w);
void who_add_slots(const coder *c, uint32_t t, const uint32_t *slots, uint8_t n, uint8_t pos, bool all, who *w);
/* Talks "after a meeting with the minister": who met him is the subject of the clause around. */
void who_add_around(const coder *c, uint32_t t, who *w);
/* Does one plural phrase, source, stand for all who take part in the two-sided event at t ("the negotiators met")? */
bool who_is_mutual(const coder *c, const event_entry *e, uint32_t t, const who *source);
/* "The two sides", "the parties": those that the page names elsewhere. */
bool who_is_anybody(const coder *c, uint32_t t);
/* Whom guest visits by travelling to a capital. */
void who_add_host(const coder *c, uint32_t t, const who *guest, who *w);
/* Whom an act of this type is aimed at by "unless they pay", "in response to their raid". */
void who_add_provoker(const coder *c, plover type, uint32_t t, who *w);
/* Both sides of the event that e reads at t. */
void who_find(const coder *c, const event_entry *e, uint32_t t, who *source, who *target);

/* --- event_status.c --------------------------------------------------------------------------------------------------------- */
/* What auxiliaries, negation and tense of the clause headed by t say. own: it is the trigger's clause. */
void clause_modality(const coder *c, uint32_t t, reading *r, bool own);
reading status_of(const coder *c, uint32_t t);

/* --- event_pattern.c -------------------------------------------------------------------------------------------------------- */
/* The most specific entry that fits the word at t, or NULL. */
const event_entry *pattern_find(const coder *c, uint32_t t, const reading *r);

/* --- event_speech.c: more candidates, out of what is said --------------------------------------------------------- */
void charges_find(coder *c);
void demands_find(coder *c);
void threats_find(coder *c);

/* --- event_when.c ----------------------------------------------------------------------------------------------------------- */
/* The day, into date where there is one; without one what the clause gives of a time (fact_event.time, or NULL); and the place
 * (or NULL). */
void event_day(const coder *c, const candidate *e, char date[12]);
const char *event_time(const coder *c, const candidate *e);
const char *event_place(const coder *c, const candidate *e);

/* --- event_course.c --------------------------------------------------------------------------------------------------------- */
/* The noun that stands for the event noun t in its clause: "round" in "a round of talks"; t itself. */
uint32_t event_top(const coder *c, uint32_t t);
/* Are talks spoken of around "a first round"? */
bool round_of_talks(const coder *c, uint32_t t);
/* Which round the page says that it is, or 0. */
uint8_t event_round(const coder *c, const candidate *e);
/* "after talks": what comes before the clause that it stands in. */
bool is_earlier_step(const coder *c, uint32_t t);
/* The same for "before talks", too. */
bool is_other_step(const coder *c, uint32_t t);
/* The order of the page's meetings, into their turns. */
void course_find(coder *c);

/* --- event_party.c ---------------------------------------------------------------------------------------------------------- */
/* Is the page about work and pay, or trade, rather than war? */
void topic_find(coder *c);
/* The two parties by mentions, before events are looked for; by who deals with whom, after. */
void parties_find(coder *c);
void parties_settle(coder *c);
/* Is this a type whose target a bilateral report leaves to the reader? */
bool type_is_aimed(plover e);
/* Fill in the sides that the clause of e leaves out. */
void parties_complete(const coder *c, candidate *e);
/* The sides of an act whose clause names none, from the last one of its kind. */
void parties_repeat(const coder *c, candidate *e);

/* --- event_partner.c -------------------------------------------------------------------------------------------------------- */
/* Actors that an event may be aimed at though its clause does not say so, by what the report told before (data/events/partner.txt
 * holds the weights). Call once all events of the page are found, in order of the text. Returns an actor or PARLEY_NONE. Cost: a
 * bounded number of mentions around the trigger and of events before it. */
void partner_prepare(coder *c);
uint32_t partner_find(const coder *c, uint32_t event);

/* --- event.c ---------------------------------------------------------------------------------------------------------------- */
/* events_find that tells probe of every event whose target the clause leaves out: the candidates (PARLEY_NONE first: nobody) and
 * their features, n rows of PARTNER_N numbers. For training. */
void events_probe(const meaning_in *in, parley_facts *f,
                  void (*probe)(void *arg, const coder *c, const candidate *e, const uint32_t *actor, const float *x, uint32_t n),
                  void *arg);

#endif
