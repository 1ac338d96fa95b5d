/* cue.h - words that report speech and thought, from data/statements; read once, shared by threads. */
#ifndef PARLEY_CUE_H
#define PARLEY_CUE_H

#include "meaning/facts.h"

enum { /* frames: what the content of a cue is; see the head of cues.tsv */
       CUE_Q = 1,
       CUE_C = 2,
       CUE_W = 4,
       CUE_X = 8,
       CUE_OX = 16,
       CUE_OC = 32,
       CUE_OF = 64,
       CUE_FOR = 128,
       CUE_AS = 256,
       CUE_XC = 512,
       CUE_N = 1024,
       CUE_NQ = 2048,
       CUE_NG = 4096,
       CUE_P = 8192,
       CUE_PX = 16384,
       CUE_PART = 32768,
       CUE_T = 65536,
       CUE_D = 131072,
       CUE_AT = 262144,
       CUE_ON = 524288
};

typedef enum cue_class { CUE_SPEECH, CUE_WRITE, CUE_VIEW, CUE_ASK, CUE_JUDGE, CUE_LIGHT } cue_class;

typedef struct cue_entry {
    const char *lemma;
    char pos;      /* v, n, a, d */
    uint8_t class; /* cue_class */
    uint32_t frames;
    const char *preps[4]; /* of CUE_P, NULL-ended */
    const char *px[3];    /* of CUE_PX */
    const char *particle; /* of CUE_PART */
    uint32_t next;        /* another entry with the same form, or PARLEY_NONE */
} cue_entry;

struct cue_lexicon;
/* Entry of a word form (lower case) with this part of speech, or NULL. */
const cue_entry *cue_find(const struct cue_lexicon *l, const char *norm, char pos);
/* Another entry with the same form and part of speech, or NULL. */
const cue_entry *cue_next(const struct cue_lexicon *l, const cue_entry *e);
/* How often a statement of this rule is right, from data/statements/confidence.tsv; own: what its finder thinks of it. */
float cue_confidence(const struct cue_lexicon *l, const char *rule, float own);
/* Nouns of texts that speak for their author: "white paper". */
bool cue_is_document(const struct cue_lexicon *l, const char *norm);
/* Is the word form in this list of data/statements/words.tsv? */
bool cue_word(const struct cue_lexicon *l, const char *list, const char *norm);

#endif
