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
    uint32_t party[6], n_party; /* whose agreement it is: "with Norway", "between the guild and the yard" */
} mention;

/* Does the noun at t name a proposal? Fills m. */
bool mention_at(const position_work *k, uint32_t t, mention *m);
void add_author(mention *m, uint32_t actor);
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

#endif
