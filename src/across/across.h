/* across.h - facts of many reports -> origins, conflicts, changes. Pure functions over arrays; no SQL, no clock.
 *
 * Everything is found by **keys**: 64-bit hashes under which things that may belong together are filed. The record stores
 * (key, document) and (key, fact) pairs; after pages were added or removed it asks again only for the keys that those pages
 * touch. What is found under a key depends on the set of things filed there alone, never on the order in which they came.
 *
 *   documents  across_doc_keys -> candidates under a shared key -> across_compare -> an edge, or none
 *   facts      across_fact_keys -> all facts under one key -> across_conflicts, across_changes
 *
 * Strings are borrowed from the caller, results are memory of the arena given. Memory errors jump (base.h, arena).
 * What words to leave out of names and matters is read once, from data/across/words.tsv (across_words_open).
 */
#ifndef PARLEY_ACROSS_H
#define PARLEY_ACROSS_H

#include "meaning/facts.h"

/* Raised whenever what is filed or found changes: a record made with another version is joined anew. */
#define ACROSS_VERSION 11

/* --- words ------------------------------------------------------------------------------------------------------------- */
typedef struct across_words across_words;
/* Memory of a, const afterwards. */
parley_status across_words_open(const across_words **out, parley_arena *a, parley_error *err);
/* A hash of the lists: keys made with other lists do not meet. */
uint64_t across_words_version(const across_words *w);
/* Is the word s (lower case, n bytes) in this list? */
bool across_word_in(const across_words *w, const char *list, const char *s, size_t n);

/* --- documents --------------------------------------------------------------------------------------------------------- */
/* What across keeps of a page, small enough to store beside it (about 4 bytes per 2 words): hashes of its body's shingles
 * (runs of 4 words), of its sentences and of runs of 6 words inside its quotations. */
typedef struct across_print {
    uint32_t *shingles, *sentences, *quotes; /* sorted, no doubles; a shingle's lowest three bits: the eighth of the text;
                                                 of a long text a sample of the shingles */
    uint32_t n_shingles, n_sentences, n_quotes;
    uint64_t *meetings; /* who met whom on which day, as the page says it: sorted hashes */
    uint32_t n_meetings;
    uint32_t n_words;
    int32_t day;         /* days from 1970-01-01 to publication; 0: the page does not say */
    const char *credits; /* outlets that the page says it rests on, as it spells them, '\n' between; "" for none */
} across_print;

/* Print of one report, from its facts and body text. Cost: linear in words. */
void across_print_make(across_print *out, const parley_page *page, const parley_parse *parse, const parley_facts *facts,
                       parley_arena *a);
/* The same from bare words, for texts that come without trees: hashes by across_word of lower-cased words, and for each
 * sentence the number of words up to its end. No quotations, meetings or credits. The print is memory of a. */
uint64_t across_word(const char *norm, size_t n);
void across_print_words(across_print *out, const uint64_t *words, uint32_t n_words, const uint32_t *ends, uint32_t n_sents,
                        parley_arena *a, parley_arena *scratch);
/* And from plain text: words are runs of letters, digits and bytes beyond ASCII; a full stop, question or exclamation mark ends
 * a sentence. */
void across_print_text(across_print *out, const char *text, size_t n_text, parley_arena *a, parley_arena *scratch);
/* To and from the bytes that the record stores. across_print_load is false on damaged bytes. */
void across_print_save(parley_buf *out, const across_print *p);
bool across_print_load(across_print *out, const void *bytes, size_t n, parley_arena *a);

/* Keys under which a page looks for its like: MinHash bands (Broder 1997; bands after Leskovec, Rajaraman, Ullman, "Mining of
 * Massive Datasets", ch. 3), quotations, meetings. Memory of a. */
uint64_t *across_doc_keys(const across_print *p, parley_arena *a, uint32_t *n);

typedef enum across_relation {
    RELATION_NONE,
    RELATION_COPY,
    RELATION_REWRITE,
    RELATION_SAME_WIRE,
    RELATION_SAME_EVENT
} across_relation;
typedef struct across_edge {
    across_relation relation;
    float score;          /* share of the shorter page's shingles that the longer one holds */
    uint32_t n_shingles;  /* of those compared, in common */
    uint32_t n_sentences; /* in common, word for word */
    uint32_t n_quotes;    /* runs of quoted words in common */
    uint32_t n_meetings;
} across_edge;
/* Two pages that share a key: how they belong together. Symmetric. */
across_edge across_compare(const across_print *x, const across_print *y);
const char *across_evidence(const across_edge *e, parley_arena *a); /* one line for a person */
const char *across_relation_name(across_relation r);                /* "copy", "rewrite", "same-wire", "same-event" */
/* Copies, rewrites and one wire's prints are one origin; reports of one event are not. */
static inline bool across_one_origin(across_relation r) {
    return r == RELATION_COPY || r == RELATION_REWRITE || r == RELATION_SAME_WIRE;
}

/* --- names --------------------------------------------------------------------------------------------------------------- */
typedef enum across_sort { ACROSS_ACTOR, ACROSS_PROPOSAL, ACROSS_ISSUE } across_sort;
/* An actor, proposal or issue as one or more pages name it. */
typedef struct across_name {
    across_sort sort;
    actor_kind kind; /* actors */
    const char *name;
    const char **aliases; /* [n_aliases] */
    uint32_t n_aliases;
    const char *side;     /* actors: whom it speaks for, or NULL */
    const char *title;    /* actors: or NULL */
    const char *date;     /* proposals: ISO date, or NULL */
    const char **authors; /* proposals */
    uint32_t n_authors;
    int64_t talks; /* proposals, issues: number of the negotiation whose name it is; 0: of none alone */
} across_name;

/* Keys under which a name looks for others that may be the same. At most ACROSS_NAME_KEYS. */
enum { ACROSS_NAME_KEYS = 8 };
uint32_t across_name_keys(const across_words *w, const across_name *n, uint64_t out[ACROSS_NAME_KEYS], parley_arena *scratch);
/* The rule by which two names are one, or NULL: they are kept apart. Conservative: a shared surname, a shared first word or a
 * shared side is never enough, but a surname, a side and an office that a side has once are; unnamed speakers and pronouns are
 * never joined. Symmetric. */
const char *across_same_name(const across_words *w, const across_name *x, const across_name *y, parley_arena *scratch);

/* --- talks --------------------------------------------------------------------------------------------------------------- */
/* Two sides that pages are about: the two that most parties of a page speak for. x is before y in byte order; y "" where a page
 * has one side, both "" where it has none. */
typedef struct across_pair {
    const char *x, *y;
    uint32_t n;        /* pages that are about the two */
    uint32_t together; /* pages that have both among their first three sides */
} across_pair;
/* Which pairs are one negotiation: for each the index of the pair that stands for it, the one that most pages are about. A
 * function of the set of pairs. [n], memory of a. */
uint32_t *across_talks(const across_pair *pairs, uint32_t n, parley_arena *a);
/* Does a name of a proposal or issue mean something inside one negotiation only ("the deal", "wages", "withdrawal from Orm")?
 * What is called by a name of its own ("Orm Corridor", "Harbour Act") is one thing wherever it is spoken of. */
bool across_of_talks(const char *name);

/* --- facts --------------------------------------------------------------------------------------------------------------- */
typedef enum across_kind { ACROSS_FIGURE, ACROSS_EVENT, ACROSS_POSITION, ACROSS_OUTLOOK } across_kind;

typedef struct across_fact {
    int64_t id; /* the caller's */
    across_kind kind;
    const char *doc;                         /* name of its page */
    const char *published;                   /* ISO date of the page, or NULL */
    parley_span evidence;                    /* bytes of the source */
    const char *text;                        /* words of the evidence */
    const char *context;                     /* words of the sentence around it (the evidence itself where that is not known) */
    uint32_t origin;                         /* number of the page's origin: equal for copies and rewrites */
    const char *asserted_by, *asserted_side; /* NULL: the page's own voice; side: whom the asserter speaks for, itself if none */
    const char *date;                        /* ISO date of the fact, or NULL */
    const char *time; /* event without a date: its day by name (XXXX-WXX-1, XXXX-08-19), other words, or NULL */
    /* position */
    const char *holder, *holder_side, *object;
    stance stance;
    const char *party[2]; /* sides that the page's talks are between, or NULL */
    /* outlook: how the talks go, 1 or -1 */
    int outlook;
    const char *matter; /* "talks", "deal" */
    /* event */
    plover type;
    event_status status;
    const char **source, **source_side, **target, **target_side;
    uint32_t n_source, n_target;
    const char *place;
    /* figure */
    double value, high;
    figure_qualifier qualifier;
    const char *unit, *measure, *subject, *according_to, *as_of;
} across_fact;

/* To and from bytes, to be stored beside it: all but id, doc and origin. Facts that are alike give the same bytes.
 * across_fact_load is false on damaged ones; strings are memory of a. */
void across_fact_save(parley_buf *out, const across_fact *f);
bool across_fact_load(across_fact *out, const void *bytes, size_t n, parley_arena *a);

/* Keys under which a fact may meet others. At most ACROSS_FACT_KEYS. */
enum { ACROSS_FACT_KEYS = 8 };
uint32_t across_fact_keys(const across_fact *f, uint64_t out[ACROSS_FACT_KEYS], parley_arena *scratch);

/* What must fit for two facts to tell something together, in 64 bits, to be stored with the key: of all facts under a key that
 * many share, only those need to be read that across_may_tell says yes of with another one. 0: may tell with any. It is never
 * no for two facts that across_conflicts or across_changes would put together under that key. */
void across_fact_signs(const across_words *w, const across_fact *f, const uint64_t *keys, uint32_t n_keys, uint64_t *out,
                       parley_arena *scratch);
bool across_may_tell(uint64_t x, uint64_t y);

/* Facts compared pairwise under one key (80,000 pairs): of more, the ACROSS_GROUP of the highest rank, the latest. A rank is the
 * day of the fact, else of its page, and within a day depends on the fact alone: which are compared is the same whatever the
 * order of reading. */
enum { ACROSS_GROUP = 400 };
int64_t across_fact_rank(const across_fact *f);

typedef struct across_conflict {
    const char *about; /* one line, without verdict */
    across_kind kind;
    const uint32_t *between; /* [n] indices into the facts given, two or more, by page and place */
    uint32_t n;
    const char *rule;
} across_conflict;
/* Accounts under one key that cannot all hold as stated. facts need not be sorted. */
across_conflict *across_conflicts(const across_words *w, uint64_t key, const across_fact *facts, uint32_t n_facts,
                                  parley_arena *a, uint32_t *n);

typedef struct across_change {
    const char *about, *what; /* what: "reversed", "hardened", "softened", "revised", "denied", "held", "dropped" */
    across_kind kind;
    uint32_t before, after; /* indices into the facts given */
    const char *rule;
} across_change;
across_change *across_changes(const across_words *w, uint64_t key, const across_fact *facts, uint32_t n_facts, parley_arena *a,
                              uint32_t *n);

/* Both at once, for half of what it costs to make the facts ready twice. */
typedef struct across_told {
    across_conflict *conflicts;
    across_change *changes;
    uint32_t n_conflicts, n_changes;
} across_told;
across_told across_tell(const across_words *w, uint64_t key, const across_fact *facts, uint32_t n_facts, parley_arena *a);

#endif
