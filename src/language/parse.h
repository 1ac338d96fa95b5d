/* parse.h - report -> sentences, tokens, tags, lemmas, trees, names (Universal Dependencies v2).
 *
 * Everything is an array indexed by 32-bit numbers. Token indices run over the whole document; a head is a token index or
 * PARLEY_NONE for the root of its sentence. Offsets are bytes of page->text.
 */
#ifndef PARLEY_PARSE_H
#define PARLEY_PARSE_H

#include "base/base.h"
#include "page/page.h"

typedef enum ud_pos {
    UPOS_X,
    UPOS_ADJ,
    UPOS_ADP,
    UPOS_ADV,
    UPOS_AUX,
    UPOS_CCONJ,
    UPOS_DET,
    UPOS_INTJ,
    UPOS_NOUN,
    UPOS_NUM,
    UPOS_PART,
    UPOS_PRON,
    UPOS_PROPN,
    UPOS_PUNCT,
    UPOS_SCONJ,
    UPOS_SYM,
    UPOS_VERB,
    UPOS_N
} ud_pos;

/* Basic relation without subtype; the subtype that stages ask for is in parse_token.sub. */
typedef enum ud_rel {
    REL_DEP,
    REL_ACL,
    REL_ADVCL,
    REL_ADVMOD,
    REL_AMOD,
    REL_APPOS,
    REL_AUX,
    REL_CASE,
    REL_CC,
    REL_CCOMP,
    REL_COMPOUND,
    REL_CONJ,
    REL_COP,
    REL_CSUBJ,
    REL_DET,
    REL_DISCOURSE,
    REL_DISLOCATED,
    REL_EXPL,
    REL_FIXED,
    REL_FLAT,
    REL_GOESWITH,
    REL_IOBJ,
    REL_LIST,
    REL_MARK,
    REL_NMOD,
    REL_NSUBJ,
    REL_NUMMOD,
    REL_OBJ,
    REL_OBL,
    REL_ORPHAN,
    REL_PARATAXIS,
    REL_PUNCT,
    REL_REPARANDUM,
    REL_ROOT,
    REL_VOCATIVE,
    REL_XCOMP,
    REL_N
} ud_rel;

typedef enum ud_sub {
    SUB_NONE,
    SUB_PASS,
    SUB_RELCL,
    SUB_POSS,
    SUB_PRT,
    SUB_TMOD /* unmarked time or measure */,
    SUB_OUTER,
    SUB_AGENT,
    SUB_PREDET,
    SUB_OTHER
} ud_sub;

/* Morphology that later stages ask for, as bits; the whole FEATS string is parse_feats_name(token.feats). */
enum {
    FEAT_PAST = 1,
    FEAT_PRES = 2,
    FEAT_FIN = 4,
    FEAT_INF = 8,
    FEAT_GER = 16,
    FEAT_PART = 32,
    FEAT_PASS = 64,
    FEAT_IMP = 128,
    FEAT_PLUR = 256,
    FEAT_SING = 512,
    FEAT_P1 = 1024,
    FEAT_P2 = 2048,
    FEAT_P3 = 4096,
    FEAT_MASC = 8192,
    FEAT_FEM = 16384,
    FEAT_NEUT = 32768
};

typedef enum ne_type {
    NE_NONE,
    NE_PER,
    NE_ORG,
    NE_LOC,
    NE_NORP,
    NE_OUTLET,
    NE_DATE,
    NE_MONEY,
    NE_QUANTITY,
    NE_MISC,
    NE_N
} ne_type;

typedef struct parse_token {
    uint32_t start, end; /* bytes of page->text */
    const char *form;    /* as written */
    const char *norm;    /* lower case, curly quotes and dashes made plain */
    const char *lemma;   /* lower case but for proper nouns */
    uint32_t head;       /* token index, or PARLEY_NONE */
    uint32_t sent;
    uint32_t left, right;         /* first and last token of its subtree (inclusive) */
    uint32_t child, sibling;      /* first child; next child of the same head (in order); PARLEY_NONE */
    uint16_t morph;               /* FEAT_ bits */
    uint16_t feats;               /* index for parse_feats_name */
    uint8_t upos, rel, sub, xpos; /* ud_pos, ud_rel, ud_sub, index for parse_xpos_name */
    uint8_t deprel;               /* index for parse_deprel_name: the relation with its subtype as a string */
    bool glued;                   /* word of the same written token as the word before it ("n't" of "don't", "'s") */
    uint8_t ne;                   /* ne_type of the name that covers the token */
    bool ne_begin;                /* first token of that name */
    bool space_after;
} parse_token;

typedef struct parse_sent {
    uint32_t first, end;  /* tokens [first, end) */
    uint32_t start, stop; /* bytes [start, stop) of page->text */
    uint32_t block;       /* index into page->blocks */
    uint32_t root;        /* token */
    bool apart;           /* of another text than the sentence before it (CoNLL-U: newdoc) */
} parse_sent;

typedef struct parse_name { /* named entity */
    uint32_t first, end;    /* tokens */
    ne_type type;
} parse_name;

typedef struct parley_parse {
    parse_token *tokens;
    parse_sent *sents;
    parse_name *names; /* in order */
    uint32_t n_tokens, n_sents, n_names;
    const char *model;                                                        /* id of the model that made it */
    const char *const *feats_names, *const *xpos_names, *const *deprel_names; /* what the token's indices stand for; */
    uint32_t n_feats_names, n_xpos_names, n_deprel_names;                     /* in the model's or the document's memory */
} parley_parse;

typedef struct language_model language_model; /* read-only, shared by threads */
typedef struct language_scratch language_scratch;

parley_status language_model_open(language_model **out, const char *path, parley_error *err);
void language_model_close(language_model *m);
const char *language_model_id(const language_model *m);
parley_status language_scratch_new(language_scratch **out, const language_model *m, parley_error *err);
void language_scratch_free(language_scratch *s);

/* Sentences, tokens and trees of the blocks of page that belong to the report. Memory of arena (the document's).
 * Errors: PARLEY_ENOMEM. Cost: linear in words. Same result whatever the thread. */
parley_status language_parse(parley_parse **out, const language_model *m, language_scratch *s, const parley_page *page,
                             parley_arena *arena, parley_error *err);

struct parley_analysis;
/* What parley_analyse_text made, for the rooms behind this one. Memory of a. */
const parley_parse *analysis_parse(const struct parley_analysis *a);

/* Names as CoNLL-U writes them; never NULL. */
const char *upos_name(ud_pos p);
const char *rel_name(ud_rel r);
const char *ne_name(ne_type t); /* "PER" …; "O" for NE_NONE */
static inline const char *parse_feats_name(const parley_parse *p, const parse_token *t) {
    return t->feats < p->n_feats_names ? p->feats_names[t->feats] : "_";
}
static inline const char *parse_xpos_name(const parley_parse *p, const parse_token *t) {
    return t->xpos < p->n_xpos_names ? p->xpos_names[t->xpos] : "_";
}
static inline const char *parse_deprel_name(const parley_parse *p, const parse_token *t) {
    return t->deprel < p->n_deprel_names ? p->deprel_names[t->deprel] : rel_name((ud_rel)t->rel);
}
/* The other way; what is unknown becomes UPOS_X, REL_DEP, NE_MISC. */
ud_pos upos_of(const char *name);
ud_rel rel_of(const char *deprel, ud_sub *sub); /* "nsubj:pass" -> REL_NSUBJ, SUB_PASS; sub may be NULL */
ne_type ne_of(const char *name);
uint16_t feats_bits(const char *feats); /* "Number=Plur|Person=3" -> FEAT_ bits */
/* Fill left, right, child, sibling, sents[].root from heads; for readers of CoNLL-U and for tests. */
void parse_link(parley_parse *p);
void parse_check(const parley_parse *p, const parley_page *page); /* asserts */

/* Read CoNLL-U, so that stages can be tested on given trees and `parley parse` can keep given tokens.
 *
 * page      words are laid on page->text: by start_byte/end_byte of MISC (bytes of the page's source, as conllu_write gives
 *           them), and a word without them by its form, found next in the text. Sentences that start in a block that is not
 *           part of the report are left out. NULL: the text is the forms, with a space where SpaceAfter=No does not stand.
 * columns   all ten must be there. A sentence with a head `_` gets a flat tree. Empty nodes (8.1) are skipped; words of a
 *           range (1-2 don't) share its bytes letter by letter if their forms spell it, else each has them all.
 * MISC      NE=B-PER, NE=I-PER.
 * memory    of a; text need not outlive the call
 * errors    PARLEY_EFORMAT with the line number in pos and msg (no tree, wrong number of columns, words out of order);
 *           PARLEY_ENOMEM. Cost: linear. */
parley_status conllu_read(parley_parse **out, const char *text, size_t n, const parley_page *page, parley_arena *a,
                          parley_error *err);
/* Append p as CoNLL-U. page NULL: offsets are left as they stand in the tokens and `# text` is made of the forms. */
void conllu_write(parley_buf *b, const parley_parse *p, const parley_page *page);
/* Set names and tokens' ne, ne_begin from one BIO tag a word: tags[t] = type * 2 for B, type * 2 + 1 for I, 0 for O. */
void parse_set_names(parley_parse *p, const uint8_t *tags, parley_arena *a);

/* --- walking trees --------------------------------------------------------------------------------------------------- */
/* First child of token t with relation r (and subtype s unless SUB_NONE); PARLEY_NONE if none. */
static inline uint32_t parse_child(const parley_parse *p, uint32_t t, ud_rel r, ud_sub s) {
    for (uint32_t c = p->tokens[t].child; c != PARLEY_NONE; c = p->tokens[c].sibling)
        if (p->tokens[c].rel == r && (s == SUB_NONE || p->tokens[c].sub == s))
            return c;
    return PARLEY_NONE;
}
#define PARSE_EACH_CHILD(p, t, c) for (uint32_t c = (p)->tokens[t].child; c != PARLEY_NONE; c = (p)->tokens[c].sibling)
/* Bytes of the tokens [first, last]. */
static inline parley_span parse_span(const parley_parse *p, uint32_t first, uint32_t last) {
    return (parley_span){p->tokens[first].start, p->tokens[last].end};
}

#endif
