/* token.h - running text -> words of UD English and sentences; shared by the files of language/ only. */
#ifndef PARLEY_LANGUAGE_TOKEN_H
#define PARLEY_LANGUAGE_TOKEN_H

#include "base/base.h"

typedef enum token_kind {
    TOKEN_WORD,
    TOKEN_NUMBER,
    TOKEN_PUNCT,
    TOKEN_STOP,  /* "." */
    TOKEN_BANG,  /* "!", "?", "?!" */
    TOKEN_DOTS,  /* "..", "...", "…" */
    TOKEN_OPEN,  /* ( [ { “ ‘ « */
    TOKEN_CLOSE, /* ) ] } ” ’ » and '' */
    TOKEN_QUOTE, /* " and ': open or close, the splitter decides */
    TOKEN_DASH,
    TOKEN_BULLET,
    TOKEN_ABBR,    /* word with its full stop; see abbr */
    TOKEN_INITIAL, /* "J." */
    TOKEN_ACRONYM, /* "U.S.", "a.m." */
    TOKEN_URL
} token_kind;

typedef enum abbr_class { ABBR_NONE, ABBR_TITLE, ABBR_NUMBER, ABBR_MONTH, ABBR_COMPANY, ABBR_OTHER, ABBR_MID } abbr_class;

typedef struct token {
    uint32_t start, end; /* bytes of the text */
    uint8_t kind, abbr;
    bool glued; /* second or later word of one written token: "n't", "'s" */
} token;

typedef struct token_span { /* tokens [first, end) are one sentence */
    uint32_t first, end;
} token_span;

/* Lists of data/language; read-only once open. */
typedef struct token_lexicon token_lexicon;
parley_status token_lexicon_open(token_lexicon **out, parley_error *err);
void token_lexicon_close(token_lexicon *lex);
/* Word lists, for the splitter: is the word (any case) a starter, a cue? */
bool token_is_starter(const token_lexicon *lex, const char *s, size_t n);
bool token_is_cue(const token_lexicon *lex, const char *s, size_t n);

/* Growing arrays of the caller, kept from page to page: no allocation per token after warm-up. */
typedef struct token_list {
    token *items;
    uint32_t n, cap;
} token_list;
typedef struct token_spans {
    token_span *items;
    uint32_t n, cap;
} token_spans;

/* Append the tokens of text[start, end), one paragraph. Every byte that is not space or control is in exactly one token; tokens
 * are in order and do not overlap. Rules and lists only; cost linear, PARLEY_ENOMEM the one error. */
parley_status tokens_find(token_list *out, const token_lexicon *lex, const char *text, uint32_t start, uint32_t end,
                          parley_error *err);
/* Append the sentences of tokens [first, n) of list, one paragraph. No sentence has more than SENTENCE_MAX words: longer ones
 * (tables, lists, text without stops) are cut behind a mark in their second half, or else at the limit. */
enum { SENTENCE_MAX = 400 };
parley_status sentences_find(token_spans *out, const token_list *list, uint32_t first, const token_lexicon *lex, const char *text,
                             parley_error *err);

#endif
