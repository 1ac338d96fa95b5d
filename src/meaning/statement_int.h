/* statement_int.h - shared by the files that find statements: statement.c (order of work, output), quotation.c, unmarked.c,
 * cue_statement.c, according.c, cue_frame.c, content.c, speaker.c, subject.c, chain.c.
 *
 * A draft is a statement in the making. Finders leave drafts in the order of the page; nothing is a statement before
 * statement.c writes it out. Tokens are indices into the parse; everything lives in scratch.
 */
#ifndef PARLEY_STATEMENT_INT_H
#define PARLEY_STATEMENT_INT_H

#include "meaning/actor_int.h"
#include "meaning/cue.h"
#include "meaning/quote.h"

enum { PIECES = 6, SPEAKERS = 4, CHAIN = 6 };

typedef struct draft {
    uint32_t piece[PIECES][2]; /* tokens [first, end) */
    uint32_t n_pieces;
    uint32_t cue_first, cue_last, cue; /* tokens; cue PARLEY_NONE: none */
    uint32_t speaker[SPEAKERS], n_speakers;
    uint32_t chain[CHAIN], n_chain;
    const char *rule;
    float confidence;
    bool quoted;  /* a free quotation */
    bool unknown; /* the page does not say who */
    bool self;    /* "I said", "we said" inside a quotation: the speaker around it */
    bool we;
    uint32_t parent;
    bool copy; /* of another draft's content, with a speaker of its own: "as first revealed by the bank" */
    bool dead;
} draft;

typedef struct speech {
    const meaning_in *in;
    parley_facts *f;
    const parley_parse *p;
    const world *w;
    const struct cue_lexicon *cues;
    parley_arena *s;
    quote_list *quotes;
    draft *drafts;
    uint32_t n, cap;
    uint32_t *draft_of_cue;                /* [n_tokens] */
    uint32_t *draft_of_quote;              /* [n quotes] */
    uint32_t last_author;                  /* of the document spoken of last */
    uint32_t authors[SPEAKERS], n_authors; /* of a joint text: the last author and those with it */
    uint32_t doc_sent;                     /* sentence in which a text was last the subject of a cue */
    uint32_t last_speaker, last_sent;      /* who was heard last in the page's own voice, and in which sentence */
    uint32_t last_several, several_sent;   /* "three people" heard last, and where */
    uint32_t last_person, person_sent;     /* the person heard last, and where */
    uint32_t lost;                         /* the actor "unattributed speaker", made when needed */
    uint32_t author_depth;                 /* see author_bounded */
} speech;

static inline bool word_in(const parse_token *k, const char *const *words) {
    for (; *words; words++)
        if (strcmp(k->norm, *words) == 0)
            return true;
    return false;
}
#define IS(t, ...) word_in(&(x)->p->tokens[t], (const char *const[]){__VA_ARGS__, NULL})

/* Is token t in this list of data/statements/words.tsv? */
static inline bool is_in(const speech *x, uint32_t t, const char *list) {
    return cue_word(x->cues, list, x->p->tokens[t].norm);
}

static inline uint32_t sent_first(const speech *x, uint32_t t) {
    return x->p->sents[x->p->tokens[t].sent].first;
}

static inline uint32_t sent_end(const speech *x, uint32_t t) {
    return x->p->sents[x->p->tokens[t].sent].end;
}

static inline bool is_punct(const speech *x, uint32_t t) {
    return x->p->tokens[t].upos == UPOS_PUNCT || x->p->tokens[t].norm[0] == '"';
}

static inline bool is_verb(const parse_token *k) {
    return k->upos == UPOS_VERB || k->upos == UPOS_AUX;
}

static inline bool ends_with(const char *s, const char *end) {
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static inline uint32_t max_of(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

/* A dash between words, not a hyphen. */
static inline bool is_dash(const speech *x, uint32_t t) {
    const parse_token *k = &x->p->tokens[t];
    return strcmp(k->norm, "--") == 0 ||
           (strcmp(k->norm, "-") == 0 && k->space_after && t > 0 && x->p->tokens[t - 1].space_after);
}

static inline bool outside(const speech *x, uint32_t t) {
    return x->quotes->of[t] == PARLEY_NONE;
}

typedef struct by_size {
    uint32_t draft, size, at;
} by_size;

/* --- speaker.c ------------------------------------------------------------------------------------------------------------- */
/* Lexicon entry of the verb at token t, or NULL: none, or the word is no verb here ("so-called"). */
const cue_entry *verb_cue(const speech *x, uint32_t t);
bool has_child_of(const speech *x, uint32_t t, ud_rel r, const char *const *words);
bool verb_is_negated(const speech *x, uint32_t t);
bool verb_is_infinitive(const speech *x, uint32_t t);
bool verb_has_modal(const speech *x, uint32_t t);
bool verb_is_passive(const speech *x, uint32_t v);
/* First token after a date line ("GENEVA (Agency) - ", "OSLO, May 3 -"); the sentence's first if it has none. */
uint32_t dateline_end(const speech *x, uint32_t t);
/* Token of the preposition (or mark) of t, or PARLEY_NONE. */
uint32_t preposition_of(const speech *x, uint32_t t);
/* The actor "unattributed speaker": the page lost who. */
uint32_t speaker_lost(speech *x);
/* Add an actor once; PARLEY_NONE and what is over SPEAKERS or CHAIN is dropped. */
void draft_speaker(draft *d, uint32_t actor);
void draft_link(draft *d, uint32_t actor);
/* "statement", "letter": whoever wrote it speaks. */
bool noun_is_document(const speech *x, uint32_t t);
/* First speaker that the noun phrase headed by t names, or PARLEY_NONE. */
uint32_t speaker_known(speech *x, uint32_t t);
/* Author of the document noun t, or PARLEY_NONE; carriers ("a statement carried by") go into d's chain. d may be NULL. */
uint32_t document_author(speech *x, uint32_t t, draft *d);
/* "The document" without an author speaks for this actor from here on. */
void author_note(speech *x, uint32_t actor);
/* "A draft", "estimates": not the text that was spoken of before. */
bool text_is_new(const speech *x, uint32_t t);
/* Who took a picture says nothing: the name in "Ana Roe/Reuters" and "Photo by Ana Roe". */
bool in_picture_credit(const speech *x, uint32_t t);
/* An actor made of the noun phrase's own words. */
uint32_t speaker_describe(speech *x, uint32_t t);
/* False for nouns that nobody can be: "it", "evidence", "prices". */
bool noun_may_speak(const speech *x, uint32_t t);
/* "Analysts", "two officials": nobody's "he". */
bool speaker_is_several(const speech *x, uint32_t actor);
bool speaker_pronoun_fits(const speech *x, uint32_t t, uint32_t actor);
/* Speakers named by the noun phrase headed by t, into d. strict: only somebody that the page is known to speak of. */
void speaker_resolve(speech *x, uint32_t t, draft *d, bool strict);

/* --- subject.c ------------------------------------------------------------------------------------------------------------- */
/* Speakers of the cue verb (or predicate) v, into d: its subject, or the subject that it shares; d->unknown for a passive. */
void cue_speaker(speech *x, uint32_t v, draft *d, bool strict);

/* Whoever is moved to say the infinitive v: "prompting the union to warn"; PARLEY_NONE where v is no such verb. */
uint32_t moved_subject(const speech *x, uint32_t v);
/* The noun that opens the clause before the finite verb v, where the tree gave it no subject; PARLEY_NONE if none does. */
uint32_t cue_near_subject(const speech *x, uint32_t v);
/* Speaker of a quotation or of words before their cue, whose subject is this token: of "he" whoever spoke last rather than a name
 * in between that said nothing, unless that name was the last sentence's subject. */
void quote_speaker(speech *x, uint32_t subject, draft *d);

/* --- content.c ------------------------------------------------------------------------------------------------------------- */
draft draft_new(uint32_t cue, const char *rule, float confidence);
/* Index of the draft in x->drafts, or PARLEY_NONE if it has no piece. Notes its cue and who was heard last. */
uint32_t draft_push(speech *x, draft d);
/* Tokens [first, end) as one more piece: as they are; as a clause headed by c; as a range, trimmed and cut; as a phrase. cue may
 * be PARLEY_NONE in draft_range. keep_mark: "that" and "whether" stay. */
void draft_piece(draft *d, uint32_t first, uint32_t end);
void draft_clause(const speech *x, draft *d, uint32_t c, uint32_t cue, bool keep_mark);
void draft_range(const speech *x, draft *d, uint32_t first, uint32_t end, uint32_t cue);
void draft_phrase(const speech *x, draft *d, uint32_t first, uint32_t end, uint32_t cue, bool infinitive);
/* Where [first, end) ends once what hangs on behind ("; , adding that ...") is cut off. */
uint32_t content_cut(const speech *x, uint32_t first, uint32_t end, uint32_t cue);
/* Where content that the tree ends before `end` goes on to; `end` if nowhere. */
uint32_t content_extend(const speech *x, uint32_t first, uint32_t end, uint32_t cue, bool clause);
void tokens_trim(const speech *x, uint32_t *first, uint32_t *end);
/* "monday", "recently", "again": when it was said. */
bool token_is_time(const speech *x, uint32_t t);
/* Whether the clause of v is that of one he, she or it in the present: "is ready", "says". */
bool clause_is_singular(const speech *x, uint32_t v);
/* Does a clause begin at t: a noun phrase, then a finite verb, before anything that would end it? */
bool clause_begins(const speech *x, uint32_t t, uint32_t end);
/* Where content behind token t must end: its sentence, and the quotation that t stands in. */
uint32_t clause_limit(const speech *x, uint32_t t);

/* --- cue_frame.c ----------------------------------------------------------------------------------------------------------- */
/* Content that the frames of e allow for the verb v, into d's pieces; false if there is none. */
bool verb_content(speech *x, uint32_t v, const cue_entry *e, draft *d);
/* Content that stands before its cue: "The strike is over, the union said on Monday." */
bool content_before(speech *x, uint32_t v, draft *d);

/* --- cue_statement.c: each looks at one token, leaves one draft at most ------------------------------------------- */
void verb_statement(speech *x, uint32_t v);
void gap_statement(speech *x, uint32_t t);
void passive_report(speech *x, uint32_t v);
void noun_statement(speech *x, uint32_t t);
void adjective_statement(speech *x, uint32_t t);
void blame_statement(speech *x, uint32_t t);
void view_statement(speech *x, uint32_t t);

/* A line that heads what follows: by its role, or short, alone and without a full stop. */
bool stands_as_heading(const speech *x, uint32_t t);
/* Who speaks below sentence s - 1, if that one ends in a colon: "The bank reports a change of style:"; into d. */
bool announced_above(speech *x, uint32_t s, draft *d);

/* --- according.c ----------------------------------------------------------------------------------------------------------- */
void according_to(speech *x, uint32_t t);

/* --- quotation.c ----------------------------------------------------------------------------------------------------------- */
void quote_statement(speech *x, uint32_t i);

/* --- unmarked.c ------------------------------------------------------------------------------------------------------------ */
/* After all sentences: "Duarte: No deal before May.", pasted posts, quotations that lost their marks, headings. */
void label_statements(speech *x);
void blocks_quoted(speech *x);
void heading_credits(speech *x);
void post_statements(speech *x);
void running_first_person(speech *x);
void headings_resolve(speech *x);

/* --- chain.c --------------------------------------------------------------------------------------------------------------- */
/* Outlets told, or spoken to in an interview, into d's chain. */
void outlet_links(speech *x, uint32_t v, draft *d);
/* The outlet of a credit behind its sentence goes into the chains of the sentence's statements; false if it has none. */
bool credit_links(speech *x, uint32_t v, const draft *who);
/* "was quoted by X as saying": gives the statement to who said it and X to its chain. */
void relayed_statement(speech *x, uint32_t v);
/* "reported, citing a union official": the official speaks, the outlet passes it on. */
void citing_links(speech *x, uint32_t t);
uint32_t draft_size(const draft *d);
/* qsort order of by_size: largest first, then by place. */
int compare_size(const void *a, const void *b);
/* Parents by containment; chains through them; drafts whose speaker repeats an outer one die. */
void parents_find(speech *x);
void chains_inherit(speech *x);

#endif
