/* actor_int.h - shared by the files that find actors: actor.c (order of work), name.c, person.c, body.c, description.c, coref.c;
 * is_noun, np_core and span_text serve the statement files, too. */
#ifndef PARLEY_ACTOR_INT_H
#define PARLEY_ACTOR_INT_H

#include "meaning/facts.h"
#include "meaning/world.h"

typedef enum unit_type { UNIT_PERSON, UNIT_ORG, UNIT_STATE, UNIT_ADJ, UNIT_PEOPLE, UNIT_PLACE } unit_type;

/* A name as it stands: a run of tokens that is one proper name, without the title before it. */
typedef struct name_unit {
    uint32_t first, last;
    unit_type type;
    const world_entry *entry; /* or NULL: not known before this page */
    uint32_t actor;           /* or PARLEY_NONE */
} name_unit;

/* What coreference asks of an actor beyond fact_actor; kept in scratch beside facts->actors. */
typedef struct actor_info {
    char gender; /* 'm', 'f' or 0 */
    bool plural, definite_only;
    const char *head;       /* lemma of the head noun of a description ("official"), of a body ("ministry"), or NULL */
    uint32_t owner, owner2; /* actors whose official, side or body it is, or PARLEY_NONE */
    const char **words;     /* folded words of the name, for matching short names */
    uint32_t n_words;
    uint32_t n_mentions;
    uint32_t last;   /* latest mention so far */
    uint32_t merged; /* actor it turned out to be, or PARLEY_NONE */
} actor_info;

typedef struct actor_work {
    const meaning_in *in;
    parley_facts *f;
    const parley_parse *p;
    const world *w;
    parley_arena *a, *s; /* document's, scratch */
    name_unit *units;
    uint32_t n_units, cap_units;
    uint32_t *unit_of; /* [n_tokens] */
    actor_info *info;  /* [f->n_actors] */
    uint32_t cap_info, cap_mentions;
    parley_map by_name; /* folded name or alias -> actor */
    parley_map by_word; /* folded name word of persons -> latest actor with it (chain in word_next) */
    parley_map shared;  /* words of the names of several persons */
    uint32_t *in_quote; /* [n_tokens] quotation that a token stands in, or PARLEY_NONE */
} actor_work;

/* --- actor.c ----------------------------------------------------------------------------------------------------------- */
uint32_t actor_new(actor_work *c, const char *name, actor_kind kind);
void actor_alias(actor_work *c, uint32_t actor, const char *alias);
uint32_t mention_add(actor_work *c, uint32_t first, uint32_t last, uint32_t head, uint32_t actor, mention_kind kind);
/* The actor of a state or body of the world lists, made when it is new; a body's state comes with it as its side. */
uint32_t state_actor(actor_work *c, const world_entry *e);
/* First and last token of the noun phrase around its head t without its clauses: "a senior official". */
void np_core(const parley_parse *p, uint32_t t, uint32_t *first, uint32_t *last);
char *span_text(const parley_page *page, const parley_parse *p, parley_arena *a, uint32_t first, uint32_t last);
bool is_noun(const parse_token *k);
bool form_starts_upper(const char *s);
bool token_is_one_of(const parse_token *k, const char *const *words);
bool token_is_possessive(const parse_token *k);
bool token_is_article(const parse_token *k);
bool token_is_calendar(const parse_token *k);
bool noun_is_plural(const actor_work *c, uint32_t t);
/* Lemma in lower case, for titles and groups; for a plural whose lemma the model missed, the form without its s. */
const char *noun_lemma(actor_work *c, uint32_t t);
/* Folded for comparing: lower case, straight quotes, no article, no possessive. Scratch. */
char *name_fold(actor_work *c, const char *name);

/* --- name.c: fills units and unit_of -------------------------------------------------------------------------------------- */
void units_find(actor_work *c);

/* --- person.c ---------------------------------------------------------------------------------------------------------- */
void persons_resolve(actor_work *c);
/* The office in tokens [first, last] is this actor's: title, side, sector, gender. */
void title_set(actor_work *c, uint32_t actor, const char *title, uint32_t first, uint32_t last);
/* Letters to change, add or drop; limit + 1 if it is more. */
uint32_t edit_distance(const char *a, const char *b, uint32_t limit);
/* Token of [first, last] whose head lies outside. */
uint32_t np_head(const parley_parse *p, uint32_t first, uint32_t last);
uint32_t owners_in(const actor_work *c, uint32_t first, uint32_t last, uint32_t owner[2], uint32_t at[2]);

/* --- body.c: names that are no person's ------------------------------------------------------------------------------------- */
void units_resolve(actor_work *c);
/* The actor of a body's phrase, whatever the order of its words; owner may be PARLEY_NONE. */
uint32_t body_actor(actor_work *c, uint32_t first, uint32_t last, actor_kind kind, const char *sector, uint32_t owner);

/* --- description.c ------------------------------------------------------------------------------------------------------- */
void descriptions_find(actor_work *c);
/* Give mention m of a definite phrase that coreference could not lead back to anybody an actor of its own. */
void describe_forced(actor_work *c, uint32_t m);
/* "the two sides", "both parties": a pair that the page named before. */
bool is_two(const actor_work *c, uint32_t first, uint32_t head);

/* --- coref.c ------------------------------------------------------------------------------------------------------------ */
void coref_resolve(actor_work *c);

#endif
