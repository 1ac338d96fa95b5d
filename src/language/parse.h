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
    UPOS_X, UPOS_ADJ, UPOS_ADP, UPOS_ADV, UPOS_AUX, UPOS_CCONJ, UPOS_DET, UPOS_INTJ, UPOS_NOUN, UPOS_NUM, UPOS_PART,
    UPOS_PRON, UPOS_PROPN, UPOS_PUNCT, UPOS_SCONJ, UPOS_SYM, UPOS_VERB, UPOS_N
} ud_pos;

/* Basic relation without subtype; the subtype that stages ask for is in parse_token.sub. */
typedef enum ud_rel {
    REL_DEP, REL_ACL, REL_ADVCL, REL_ADVMOD, REL_AMOD, REL_APPOS, REL_AUX, REL_CASE, REL_CC, REL_CCOMP, REL_COMPOUND, REL_CONJ,
    REL_COP, REL_CSUBJ, REL_DET, REL_DISCOURSE, REL_DISLOCATED, REL_EXPL, REL_FIXED, REL_FLAT, REL_GOESWITH, REL_IOBJ, REL_LIST,
    REL_MARK, REL_NMOD, REL_NSUBJ, REL_NUMMOD, REL_OBJ, REL_OBL, REL_ORPHAN, REL_PARATAXIS, REL_PUNCT, REL_REPARANDUM, REL_ROOT,
    REL_VOCATIVE, REL_XCOMP, REL_N
} ud_rel;

typedef enum ud_sub { SUB_NONE, SUB_PASS, SUB_RELCL, SUB_POSS, SUB_PRT, SUB_TMOD /* unmarked time or measure */, SUB_OUTER, SUB_AGENT, SUB_PREDET, SUB_OTHER } ud_sub;

/* Morphology that later stages ask for, as bits; the whole FEATS string is parse_feats_name(token.feats). */
enum {
    FEAT_PAST = 1, FEAT_PRES = 2, FEAT_FIN = 4, FEAT_INF = 8, FEAT_GER = 16, FEAT_PART = 32, FEAT_PASS = 64, FEAT_IMP = 128,
    FEAT_PLUR = 256, FEAT_SING = 512, FEAT_P1 = 1024, FEAT_P2 = 2048, FEAT_P3 = 4096, FEAT_MASC = 8192, FEAT_FEM = 16384, FEAT_NEUT = 32768
};

typedef enum ne_type { NE_NONE, NE_PER, NE_ORG, NE_LOC, NE_NORP, NE_OUTLET, NE_DATE, NE_MONEY, NE_QUANTITY, NE_MISC, NE_N } ne_type;

typedef struct parse_token {
    uint32_t start, end;  /* bytes of page->text */
    const char *form;     /* as written */
    const char *norm;     /* lower case, curly quotes and dashes made plain */
    const char *lemma;    /* lower case but for proper nouns */
    uint32_t head;        /* token index, or PARLEY_NONE */
    uint32_t sent;
    uint32_t left, right; /* first and last token of its subtree (inclusive) */
    uint32_t child, sibling; /* first child; next child of the same head (in order); PARLEY_NONE */
    uint16_t morph;       /* FEAT_ bits */
    uint16_t feats;       /* index for parse_feats_name */
    uint8_t upos, rel, sub, xpos; /* ud_pos, ud_rel, ud_sub, index for parse_xpos_name */
    uint8_t ne;           /* ne_type of the name that covers the token */
    bool ne_begin;        /* first token of that name */
    bool space_after;
} parse_token;

typedef struct parse_sent {
    uint32_t first, end;  /* tokens [first, end) */
    uint32_t start, stop; /* bytes [start, stop) of page->text */
    uint32_t block;       /* index into page->blocks */
    uint32_t root;        /* token */
} parse_sent;

typedef struct parse_name { /* named entity */
    uint32_t first, end;  /* tokens */
    ne_type type;
} parse_name;

typedef struct parley_parse {
    parse_token *tokens;
    parse_sent *sents;
    parse_name *names;    /* in order */
    uint32_t n_tokens, n_sents, n_names;
    const char *model;    /* id of the model that made it */
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

const char *upos_name(ud_pos p);
const char *rel_name(ud_rel r);
const char *ne_name(ne_type t);
/* Fill left, right, child, sibling, sents[].root from heads; for readers of CoNLL-U and for tests. */
void parse_link(parley_parse *p);
void parse_check(const parley_parse *p, const parley_page *page); /* asserts */

/* Read CoNLL-U (start_byte/end_byte in MISC; NE=B-PER in MISC) for page; so that stages can be tested on given trees. */
parley_status conllu_read(parley_parse **out, const char *text, size_t n, const parley_page *page, parley_arena *a, parley_error *err);
void conllu_write(parley_buf *b, const parley_parse *p, const parley_page *page);

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
