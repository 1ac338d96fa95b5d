/* facts.h - what one report says, as arrays of plain facts; the record's words (FORMAT) keep one spelling here.
 *
 * Facts live in the document's arena. Spans are bytes of page->text; whoever writes them out turns them into bytes of the
 * source with page_source_span. Actors, proposals and issues are named by index into their array, PARLEY_NONE for none.
 * Order of work (src/parley.c): world -> times -> actors -> statements -> figures -> events -> positions.
 */
#ifndef PARLEY_FACTS_H
#define PARLEY_FACTS_H

#include "language/parse.h"

/* --- world knowledge, read once from data/world, shared by threads ------------------------------------------------------ */
typedef struct world world;
parley_status world_open(world **out, parley_error *err);
void world_close(world *w);

/* --- actors and their mentions -------------------------------------------------------------------------------------------- */
typedef enum actor_kind {
    ACTOR_PERSON,
    ACTOR_ORGANISATION,
    ACTOR_STATE,
    ACTOR_BODY,
    ACTOR_OUTLET,
    ACTOR_GROUP,
    ACTOR_UNNAMED
} actor_kind;
typedef enum actor_role { ROLE_OTHER, ROLE_PARTY, ROLE_MEDIATOR } actor_role;

typedef struct fact_actor {
    const char *name;     /* fullest proper name; a description for the unnamed ("union official") */
    const char **aliases; /* [n_aliases] other words the page uses for it, names and descriptions, no pronouns */
    uint32_t n_aliases;
    actor_kind kind;
    actor_role role;
    uint32_t side;        /* actor that it speaks for, or PARLEY_NONE */
    uint32_t head;        /* of a delegation or another group: the person who the page says leads it, or PARLEY_NONE */
    uint32_t *members;    /* [n_members] of a group, the actors that the page lists as its members */
    const char **judging; /* [n_judging] those of its names that judge it ("terrorist group", "scabs") */
    uint32_t n_members, n_judging;
    const char *title;      /* or NULL */
    const char *country;    /* ISO 3166-1 alpha-3 where known, or NULL */
    const char *sector;     /* PLOVER sector (GOV, MIL, REB, …) where known, or NULL */
    uint32_t first_mention; /* index of mention */
    bool acts;              /* says or does something: only these are exported */
} fact_actor;

typedef enum mention_kind { MENTION_NAME, MENTION_NOMINAL, MENTION_PRONOUN } mention_kind;
typedef struct fact_mention {
    uint32_t first, end; /* tokens of the whole noun phrase */
    uint32_t head;       /* head token */
    uint32_t actor;      /* or PARLEY_NONE: not resolved */
    uint32_t actor2;     /* second actor of a joint phrase ("Kalvian and Orsund officials", "both sides"), or PARLEY_NONE */
    mention_kind kind;
} fact_mention;

/* --- times ------------------------------------------------------------------------------------------------------------------ */
typedef enum time_kind { TIME_DATE, TIME_TIME, TIME_DURATION, TIME_SET } time_kind;
enum { TIME_VALUE_MAX = 56 }; /* two times of day with dates and zones, and what joins them */
typedef struct fact_time {
    parley_span evidence;
    uint32_t first, end; /* tokens */
    time_kind kind;
    char value[TIME_VALUE_MAX]; /* TIMEX3-like: 2024-08-19, 2024-W34, 2024-11, P4M, …; "" where the page gives no anchor */
    char date[12];              /* ISO date when the value is one day, else "" */
    uint8_t precision;          /* 'd' day, 'w' week, 'm' month, 'y' year, 't' time of day, 0 none */
} fact_time;

/* --- statements --------------------------------------------------------------------------------------------------- */
typedef enum statement_mode { MODE_DIRECT, MODE_INDIRECT, MODE_MIXED } statement_mode;
typedef struct fact_statement {
    parley_span *content; /* [n_content] without enclosing quotation marks and final punctuation */
    uint32_t n_content;
    parley_span cue;  /* {0,0}: none */
    uint32_t speaker; /* actor; the page's lost speaker is the actor "unattributed speaker" */
    uint32_t *chain;  /* [n_chain] actors, innermost first */
    uint32_t n_chain;
    statement_mode mode;
    uint32_t cue_token;  /* or PARLEY_NONE */
    uint32_t first, end; /* tokens of the content, first to last */
    uint32_t parent;     /* statement that contains this one, or PARLEY_NONE */
    const char *rule;    /* what found it */
    float confidence;    /* 0..1, calibrated */
} fact_statement;

/* --- events ------------------------------------------------------------------------------------------------------- */
typedef enum plover { /* order of FORMAT */
                      PLOVER_AGREE,
                      PLOVER_CONSULT,
                      PLOVER_SUPPORT,
                      PLOVER_CONCEDE,
                      PLOVER_COOPERATE,
                      PLOVER_AID,
                      PLOVER_RETREAT,
                      PLOVER_REQUEST,
                      PLOVER_ACCUSE,
                      PLOVER_REJECT,
                      PLOVER_THREATEN,
                      PLOVER_PROTEST,
                      PLOVER_SANCTION,
                      PLOVER_MOBILIZE,
                      PLOVER_COERCE,
                      PLOVER_ASSAULT,
                      PLOVER_N
} plover;
typedef enum event_status { STATUS_HAPPENED, STATUS_DENIED, STATUS_PLANNED, STATUS_HYPOTHETICAL } event_status;
typedef struct fact_event {
    parley_span evidence;
    uint32_t trigger; /* token */
    plover type;
    const char *mode;          /* PLOVER mode ("bombing", "visit", …) or NULL */
    uint32_t *source, *target; /* actors */
    uint32_t n_source, n_target;
    event_status status;
    char date[12];        /* ISO or "" */
    const char *time;     /* without a date, what the clause gives: a value ("XXXX-WXX-1"), else words ("last week"); or NULL */
    const char *place;    /* as written, or NULL */
    uint8_t round;        /* of talks: which round the page says it is, from 1; or 0 */
    uint8_t turn;         /* of meetings that the page puts in order: which comes where, from 1; or 0 */
    uint32_t asserted_by; /* actor, or PARLEY_NONE: the page's own voice */
    const char *rule;     /* lexicon entry that fired */
    float confidence;
} fact_event;

/* --- proposals, issues, positions --------------------------------------------------------------------------------- */
typedef struct fact_proposal {
    const char *name;
    const char **aliases;
    uint32_t n_aliases;
    uint32_t *author; /* actors */
    uint32_t n_author;
    char date[24];         /* ISO day, month or range (2024-05-24/2024-05-25), or "" */
    const char *date_text; /* "July 2" as written, or NULL */
    uint32_t carrier;      /* actor that conveys it, or PARLEY_NONE */
    uint32_t answers;      /* proposal that it answers or revises, or PARLEY_NONE */
    const char *version;   /* "revised", "announced", "draft", … or NULL */
    uint32_t *terms;       /* issues inside it */
    uint8_t *phase;        /* [n_terms] phase of the plan that each belongs to, from 1; 0: the page does not say */
    uint32_t n_terms;
    uint8_t n_phases;     /* how many phases the page says that it has, or 0 */
    bool named;           /* it has a proper name */
    parley_span evidence; /* first mention */
} fact_proposal;

typedef struct fact_issue {
    const char *name;
    const char **aliases;
    uint32_t n_aliases;
    parley_span evidence;
    bool minor; /* only the object of a position: not listed as open, no matter that talks are about, no short name of its own */
} fact_issue;

typedef enum stance {
    STANCE_ACCEPT,
    STANCE_REJECT,
    STANCE_DEMAND,
    STANCE_OFFER,
    STANCE_SUPPORT,
    STANCE_OPPOSE,
    STANCE_RETREAT
} stance;
typedef struct fact_position {
    parley_span evidence;
    uint32_t holder; /* actor */
    stance stance;
    uint32_t proposal, issue; /* the object: one of the two, the other PARLEY_NONE */
    uint32_t asserted_by;
    char date[12];
    const char *nuance; /* "partial", "new-condition", "hardened", "softened", … or NULL */
    const char *rule;
    float confidence;
} fact_position;

/* --- figures ------------------------------------------------------------------------------------------------------ */
typedef enum figure_qualifier {
    QUAL_EXACT,
    QUAL_ABOUT,
    QUAL_MORE_THAN,
    QUAL_AT_LEAST,
    QUAL_AT_MOST,
    QUAL_LESS_THAN
} figure_qualifier;
typedef struct fact_figure {
    parley_span evidence;
    double value;
    double high; /* upper end of a range, else equal to value */
    figure_qualifier qualifier;
    const char *unit;      /* "people", "days", "dollars", "percent", "share", … */
    const char *measure;   /* killed, wounded, missing, held, kidnapped, displaced, arrested, duration, or free */
    const char *subject;   /* who or what is counted, or NULL */
    uint32_t according_to; /* actor, or PARLEY_NONE */
    char as_of[12];
    uint32_t first, end; /* tokens of the number expression */
    const char *rule;
    float confidence;
} fact_figure;

/* --- how the talks go, as an account has it ----------------------------------------------------------------------- */
typedef struct fact_outlook {
    parley_span evidence;
    bool talks;           /* do the talks go on; false: how near is a deal */
    int leaning;          /* 1: the talks live, a deal is near or made; -1: they are off or stuck, a deal is far */
    uint32_t asserted_by; /* actor, or PARLEY_NONE: the page's own voice */
    const char *rule;
} fact_outlook;

typedef struct parley_facts {
    fact_actor *actors;
    fact_mention *mentions; /* in order of head token */
    fact_time *times;
    fact_statement *statements;
    fact_event *events;
    fact_proposal *proposals;
    fact_issue *issues;
    fact_position *positions;
    fact_figure *figures;
    fact_outlook *outlooks; /* in order of their triggers */
    uint32_t n_actors, n_mentions, n_times, n_statements, n_events, n_proposals, n_issues, n_positions, n_figures, n_outlooks;
    uint32_t cap_outlooks;
    uint32_t cap_actors;    /* room in actors: stages after the first may add some with facts_add_actor */
    uint32_t *mention_of;   /* [n_tokens] mention whose head is this token, or PARLEY_NONE */
    uint32_t *statement_of; /* [n_tokens] innermost statement whose content holds this token, or PARLEY_NONE */
} parley_facts;

/* What a stage of meaning gets; all but facts are read-only to it. */
typedef struct meaning_in {
    const parley_page *page;
    const parley_parse *parse;
    const world *world;
    const struct lexicons *lexicons; /* opened once by meaning_open: events, cues, … */
    parley_arena *arena;             /* the document's: facts go here */
    parley_arena *scratch;           /* reset after each page */
} meaning_in;

/* Each stage appends its facts. They cannot fail but for memory, which jumps (base.h, arena). */
void times_find(const meaning_in *in, parley_facts *f);
void actors_find(const meaning_in *in, parley_facts *f);     /* mentions, actors, coreference; fills mention_of */
void statements_find(const meaning_in *in, parley_facts *f); /* fills statement_of; marks actors that speak */
void figures_find(const meaning_in *in, parley_facts *f);
void events_find(const meaning_in *in, parley_facts *f);
void positions_find(const meaning_in *in, parley_facts *f); /* proposals, issues, positions */
void outlooks_find(const meaning_in *in, parley_facts *f);
void roles_find(const meaning_in *in, parley_facts *f);   /* party, mediator, other */
void members_find(const meaning_in *in, parley_facts *f); /* whom groups are made of */
void labels_find(const meaning_in *in, parley_facts *f);  /* names that judge */
/* [n_actors] who the page says mediates, before anything is known of what they do; scratch. */
bool *mediators_find(const meaning_in *in, const parley_facts *f);
void actors_finish(const meaning_in *in, parley_facts *f); /* last: roles and sides from all facts, drops what never acts */

/* Actor that token t stands for: the mention headed by t, or by the head of the name t is in; PARLEY_NONE if none. */
uint32_t facts_actor_of(const parley_facts *f, const parley_parse *p, uint32_t t);
/* All actors of the noun phrase headed by t, its conjuncts included, at most max; the number found. */
uint32_t facts_actors_of(const parley_facts *f, const parley_parse *p, uint32_t t, uint32_t *out, uint32_t max);
/* Find by name or alias (folded: case, "the", possessive), or add. kind is used for a new one. */
uint32_t facts_add_actor(const meaning_in *in, parley_facts *f, const char *name, actor_kind kind);
/* 2 of "two", "2", "ii"; ordinal: of "second", "2nd". 0: no such word, or above 20. */
uint8_t facts_small_number(const char *norm, bool ordinal);
/* Who asserts what stands at token t: the innermost speaker around it, or PARLEY_NONE: the page's own voice. */
uint32_t facts_asserter(const parley_facts *f, uint32_t t);

const char *actor_kind_name(actor_kind k);
const char *actor_role_name(actor_role r);
const char *statement_mode_name(statement_mode m);
const char *plover_name(plover e);
const char *event_status_name(event_status s);
const char *stance_name(stance s);
const char *figure_qualifier_name(figure_qualifier q);

#endif
