/* language.h - the language engine alone: text -> sentences, words, tags, lemmas, trees, names (Universal Dependencies v2).
 *
 * For programs that want the parser and nothing of negotiations. A language is read-only and shared by threads; a parser is the
 * scratch memory of one thread; an analysis owns everything that is found in one text.
 */
#ifndef PARLEY_LANGUAGE_H
#define PARLEY_LANGUAGE_H

#include <parley/parley.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct parley_language parley_language;
typedef struct parley_parser parley_parser;
typedef struct parley_analysis parley_analysis;

typedef struct parley_word {
    const char *form, *lemma;
    const char *upos, *xpos, *feats, *deprel; /* as CoNLL-U writes them; "_" for none */
    const char *entity;                       /* "PER", "ORG", …; NULL: part of no name */
    uint32_t start_byte, end_byte;            /* of the text as given */
    uint32_t head;                            /* index of the head within the sentence; UINT32_MAX for the root */
    uint8_t entity_begin;                     /* 1 on the first word of a name */
    uint8_t space_after;                      /* 0: no space between this word and the next */
    uint8_t glued;                            /* 1: second or later word of one written token ("n't" of "don't") */
} parley_word;

typedef struct parley_sentence {
    const parley_word *words; /* [n_words] */
    uint32_t n_words;
    uint32_t start_byte, end_byte;
} parley_sentence;

/* name: a path, or "default", "fast", "accurate"; NULL is "default". Errors: PARLEY_EMODEL, PARLEY_EIO, PARLEY_ENOMEM. */
parley_status parley_language_open(parley_language **out, const char *name, parley_error *err);
void parley_language_close(parley_language *l);           /* NULL is fine */
const char *parley_language_id(const parley_language *l); /* owned by l */

parley_status parley_parser_new(parley_parser **out, const parley_language *l, parley_error *err);
void parley_parser_free(parley_parser *p);

/* Analyse n bytes of UTF-8 text (broken sequences are kept as words of their own). A line end ends a sentence.
 * Errors: PARLEY_ELIMIT over PARLEY_PAGE_MAX bytes, PARLEY_ENOMEM. The analysis is the caller's: parley_analysis_free.
 * Cost: linear in the number of words. */
parley_status parley_analyse_text(parley_analysis **out, parley_parser *p, const char *text, size_t n, parley_error *err);
/* The same for words and sentences given as CoNLL-U; its other columns are replaced. Bytes count from the start of the forms,
 * joined by spaces where SpaceAfter=No does not stand. Errors: also PARLEY_EFORMAT with the line in err->pos. */
parley_status parley_analyse_conllu(parley_analysis **out, parley_parser *p, const char *conllu, size_t n, parley_error *err);
void parley_analysis_free(parley_analysis *a);

/* [n_sentences], in order; memory of a. */
const parley_sentence *parley_analysis_sentences(const parley_analysis *a, uint32_t *n_sentences);
/* As CoNLL-U with start_byte, end_byte and NE in MISC. Errors: PARLEY_EIO, PARLEY_ENOMEM. */
parley_status parley_analysis_write_conllu(const parley_analysis *a, FILE *f, parley_error *err);

#ifdef __cplusplus
}
#endif
#endif
