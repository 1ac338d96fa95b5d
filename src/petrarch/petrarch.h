/* petrarch.h - event coding with the dictionaries of TABARI and PETRARCH 1 and 2, as an alternative to data/events.
 *
 * A sentence's dependency tree is turned into the phrase tree that those programs expect (phrase.c; a Penn tree that the input
 * brings is read as it is), the dictionaries are matched on it, and events come out in the dictionaries' own codes. Nothing here
 * knows of facts or records: what is coded is what the dictionaries say.
 *
 *   dictionary.c  actors, agents, discards, issues; which file of a folder is what
 *   verbs.c       verb dictionaries of both kinds
 *   phrase.c      dependency tree or Penn brackets -> phrase tree
 *   linear.c      PETRARCH 1 and TABARI: patterns over the words before and after the verb
 *   tree.c        PETRARCH 2: patterns over phrases, codes that combine, transformations
 *   code.c        one text -> events (include/parley/dictionaries.h)
 *   xml.c         PETRARCH's XML input
 *
 * Sources of the formats: the documentation of PETRARCH (dictionaries, inputs), Petrarch2.pdf, the TABARI manual of 2014.
 */
#ifndef PARLEY_PETRARCH_PETRARCH_H
#define PARLEY_PETRARCH_PETRARCH_H

#include "language/parse.h"

#include <parley/dictionaries.h>

/* --- phrase trees ---------------------------------------------------------------------------------------------------------- */
typedef struct petr_node {
    const char *label;                  /* Penn: S, NP, VP, PP, SBAR, NN, VBD …; never NULL */
    const char *word;                   /* upper case; NULL: a phrase */
    parley_span at;                     /* bytes of the text; start == end: not known */
    uint32_t parent, first, last, next; /* PARLEY_NONE */
} petr_node;
typedef struct petr_tree {
    petr_node *nodes; /* node 0 is the root */
    uint32_t n, cap;
    parley_arena *arena;
} petr_tree;

/* The tree of sentence s; text: what the tokens' bytes count in. */
petr_tree *petr_tree_from_parse(const parley_parse *p, uint32_t s, parley_arena *a);
/* Penn brackets. NULL where they do not balance, hold no word or are nested deeper than PETR_DEPTH. */
petr_tree *petr_tree_from_penn(const char *s, size_t n, parley_arena *a);
enum { PETR_DEPTH = 400 };
static inline bool petr_is(const petr_tree *t, uint32_t node, const char *label) {
    return strcmp(t->nodes[node].label, label) == 0;
}
#define PETR_EACH_CHILD(t, node, c) for (uint32_t c = (t)->nodes[node].first; c != PARLEY_NONE; c = (t)->nodes[c].next)

/* --- dictionaries ------------------------------------------------------------------------------------------------- */
typedef struct petr_dated { /* a code and the days (PETR_DAY numbers, inclusive) on which it holds */
    const char *code;
    int32_t from, to; /* INT32_MIN, INT32_MAX: open */
    bool always;      /* no restriction: used where no other entry holds */
} petr_dated;
typedef struct petr_name { /* an actor's or agent's phrase */
    const char **words;
    const char *glue; /* [n_words - 1] '_' the next word follows at once, ' ' others may stand between */
    uint32_t n_words;
    uint32_t codes;   /* actors: index into groups */
    const char *code; /* agents */
    uint32_t next;    /* with the same first word, longest first; PARLEY_NONE */
} petr_name;
typedef struct petr_names {
    parley_map first; /* first word -> names */
    petr_name *names;
    uint32_t n, cap;
} petr_names;
typedef struct petr_group {
    uint32_t first, n; /* of dated */
} petr_group;

typedef struct petr_phrase { /* words that follow each other */
    const char **words;
    uint32_t n;
} petr_phrase;
typedef struct petr_synset {
    const char *name;
    petr_phrase *phrases;
    uint32_t n, cap;
} petr_synset;

/* One element of a PETRARCH 1 pattern. */
typedef enum petr_kind { PETR_WORD, PETR_SYNSET, PETR_SOURCE, PETR_TARGET, PETR_SKIP, PETR_COMPOUND } petr_kind;
typedef struct petr_element {
    petr_kind kind;
    bool adjacent;    /* no word between this one and the one nearer to the verb */
    const char *word; /* PETR_WORD */
    uint32_t synset;  /* PETR_SYNSET */
} petr_element;

/* A noun of a PETRARCH 2 pattern, with what must stand in its phrase. */
typedef struct petr_noun {
    petr_element head;
    petr_element *others;
    uint32_t n_others;
} petr_noun;
typedef struct petr_prep {
    petr_element prep;
    petr_noun *nouns;
    uint32_t n_nouns;
} petr_prep;
typedef struct petr_side {
    petr_noun *nouns;
    petr_prep *preps;
    uint32_t n_nouns, n_preps;
} petr_side;

typedef struct petr_pattern {
    const char *code, *text;     /* text: the line, for people */
    uint32_t weight;             /* elements: more of them are tried first */
    petr_element *upper, *lower; /* outwards from the verb */
    uint32_t n_upper, n_lower;
    petr_side pre, post; /* PETRARCH 2 */
} petr_pattern;
typedef struct petr_block {
    const char *name, *code;
    petr_pattern *patterns;
    uint32_t n, cap;
} petr_block;
typedef struct petr_verb {        /* a form of a verb */
    const char **before, **after; /* further words: before[0] stands next to the verb; so does after[0] */
    uint32_t n_before, n_after;
    uint32_t block, next;
    const char *code;
} petr_verb;
typedef struct petr_transform {                       /* ~ a (b . ATTACK) SAY = a b 112 */
    char source[2], lower_source[2], lower_target[2]; /* outer source; of the verb below: source and target; letters, '.', '_' */
    int32_t lower_code, code;                         /* PETR_ANY_CODE: Q */
    char to_source, to_target;
    int32_t to_code;
} petr_transform;
#define PETR_ANY_CODE INT32_MIN

typedef struct petr_discard {
    const char **words;
    uint32_t n;
    bool story, whole; /* of the whole story; the last word must end there */
    uint32_t next;
} petr_discard;
typedef struct petr_issue {
    const char **words;
    uint32_t n;
    const char *code; /* "~", "~~": no issue of this sentence counts */
    uint32_t next;
} petr_issue;

struct parley_dictionaries {
    parley_arena arena;
    bool tree;  /* the verbs are PETRARCH 2's */
    bool stems; /* TABARI's: a word without a final underscore is the beginning of one */
    petr_names actors, agents;
    petr_dated *dated;
    uint32_t n_dated, cap_dated;
    petr_group *groups;
    uint32_t n_groups, cap_groups;
    petr_synset *synsets;
    uint32_t n_synsets, cap_synsets;
    parley_map synset_names;
    petr_block *blocks;
    uint32_t n_blocks, cap_blocks;
    petr_verb *verbs;
    uint32_t n_verbs, cap_verbs;
    parley_map verb_forms;
    petr_transform *transforms;
    uint32_t n_transforms, cap_transforms;
    petr_discard *discards;
    uint32_t n_discards, cap_discards;
    parley_map discard_words;
    petr_issue *issues;
    uint32_t n_issues, cap_issues;
    parley_map issue_words;
    uint32_t n_patterns, n_skipped; /* lines that could not be understood */
    void *text, *dir;               /* open while a file or folder is read: a jump out of it must find them */
    parley_dictionaries_warning warn;
    void *warn_user;
    char about[400];
};

/* Read one verb dictionary, its lines in lines[n_lines] (comments still in them). */
void petr_verbs_read(struct parley_dictionaries *d, const char *path, char **lines, uint32_t n_lines);
/* Tell of a line that was left out. */
void petr_skip(struct parley_dictionaries *d, const char *path, uint32_t line, const char *why);

/* Days since 1 January 0000 (proleptic Gregorian) of YYYYMMDD or YYMMDD (00 to 30: 2000s) or YYYY-MM-DD; INT32_MIN: no date. */
int32_t petr_day(const char *s, size_t n);
/* The code of an actor on a day; "" where no entry holds. day INT32_MIN: unknown, only unrestricted codes hold. */
const char *petr_actor_code(const struct parley_dictionaries *d, uint32_t group, int32_t day);
/* The longest name that begins at words[0]; *n_used: words up to its end. PARLEY_NONE. */
uint32_t petr_name_at(const struct parley_dictionaries *d, const petr_names *names, const char *const *words, uint32_t n,
                      uint32_t *n_used);
/* First verb with this form; then .next. */
uint32_t petr_verb_at(const struct parley_dictionaries *d, const char *word);
bool petr_word_is(const struct parley_dictionaries *d, const char *pattern, const char *word);
/* A phrase of synset s that begins (backwards: ends) at words[at]; 0, or the number of its words. step: 1 or -1. */
uint32_t petr_synset_at(const struct parley_dictionaries *d, uint32_t s, const char *const *words, uint32_t n, uint32_t at,
                        int step);

/* CAMEO code as PETRARCH 2 adds them up (0: none), and back (NULL: no such sum). */
int32_t petr_sum_of_code(const char *code, size_t n);
const char *petr_code_of_sum(int32_t sum);

/* --- coding ------------------------------------------------------------------------------------------------------- */
typedef struct petr_event {
    const char *source, *target, *code, *pattern; /* pattern: the line that matched, or the verb's block */
    parley_span verb;
} petr_event;
typedef struct petr_events {
    petr_event *items;
    uint32_t n, cap;
    parley_arena *arena;
} petr_events;
typedef struct petr_in {
    const struct parley_dictionaries *d;
    petr_tree *tree; /* may be rearranged */
    int32_t day;
    const char *place; /* code for agents without a country, or NULL */
    const parley_code_options *options;
    parley_arena *arena;
} petr_in;
void petr_code_linear(const petr_in *in, petr_events *out);
void petr_code_tree(const petr_in *in, petr_events *out);
/* Add an event unless it is there already. */
void petr_event_add(petr_events *out, const char *source, const char *target, const char *code, const char *pattern,
                    parley_span verb);

#endif
