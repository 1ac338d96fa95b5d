/* proposal_int.h - what one mention of a text says: shared by proposal.c and proposal_mention.c. */
#ifndef PARLEY_PROPOSAL_INT_H
#define PARLEY_PROPOSAL_INT_H

#include "meaning/position_int.h"

enum { DESC_MAX = 6 };

typedef struct mention {
    uint32_t head;
    uint32_t author[4], n_author;
    uint32_t time;                   /* index into times, or PARLEY_NONE */
    uint32_t desc[DESC_MAX], n_desc; /* tokens that tell it apart */
    bool definite, latest, previous, plural, revision;
    bool headline;
    bool pronoun;               /* "her text": whose it is, in no name */
    bool reached;               /* the text says that this agreement was made */
    uint32_t doer;              /* who is said to put forward a text that is new to the page, or PARLEY_NONE */
    bool awaited;               /* who is to put it forward has not yet: "planning to present a final offer" */
    const char *own, *key;      /* its proper name, and what text_key makes of it; NULL: none */
    uint32_t party[6], n_party; /* whose agreement it is: "with Norway", "between the guild and the yard" */
} mention;

typedef struct known_text {   /* a name of data/positions/texts.txt on the page */
    uint32_t id, first, last; /* id: PARLEY_NONE, none here */
} known_text;

/* Does the noun at t name a proposal? Fills m. */
bool mention_at(const position_work *k, uint32_t t, mention *m);
void add_author(mention *m, uint32_t actor);
/* Who puts forward the text of mention m by the verb that it is the object of, and whether that is yet to come. */
void find_doer(const position_work *k, mention *m);
void add_party(mention *m, uint32_t actor);
bool is_author_noun(const position_work *k, uint32_t t, uint32_t *actor);
/* Does the name of the deal only say what deals are? */
bool is_plain(const position_work *k, const mention *m);
/* A word for a cease-fire. */
bool is_truce(const position_work *k, uint32_t t);
/* A proper name in the noun phrase of t, "the Northern Fisheries Treaty": its words. */
bool own_name(const position_work *k, uint32_t t, uint32_t *first, uint32_t *last);
/* Letters that stand for the text named at t, "(NFT)", ", or NFT,"; PARLEY_NONE: none. */
uint32_t acronym_of(const position_work *k, uint32_t t);

/* proposal_named.c */
/* The letters and digits of a name, small: what two spellings of it have in common. */
const char *text_key(parley_arena *a, const char *words);
/* For each token that heads a name of data/positions/texts.txt which one it is; PARLEY_NONE for the others. */
void texts_mark(const position_work *k, known_text *text_at);
/* Fills own and key of the mention m at t where the text has a proper name; gives the key. is: t is a noun of a text. */
const char *text_named(const position_work *k, const known_text *text_at, uint32_t t, mention *m, bool is);
/* Do the names say that they are two texts? */
bool texts_differ(const mention *a, const mention *b);
/* Of n texts the named one that the page speaks of most; PARLEY_NONE: none, or two as often. */
uint32_t text_main(const position_work *k, const bool *named, uint32_t n);

#endif
