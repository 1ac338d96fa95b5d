/* dictionaries.h - events coded with TABARI's and PETRARCH's dictionaries instead of Parley's own lexicon.
 *
 * Actors (dates, synonyms), agents (plurals, !MACROS!), verbs of TABARI, PETRARCH 1 and PETRARCH 2, discards and issues are read
 * as those programs' documentation describes them. Trees are Parley's own, made from the text. See docs/events.md.
 */
#ifndef PARLEY_DICTIONARIES_H
#define PARLEY_DICTIONARIES_H

#include <parley/language.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Read-only once opened; shared by threads. */
typedef struct parley_dictionaries parley_dictionaries;
/* Told of each line that was left out, with the file's name and the line's number. */
typedef void (*parley_dictionaries_warning)(void *user, const char *message);

/* Open files and folders. In a folder, files are told apart by what they hold: verbs, actors, agents, issues; a file named
 * *discard* is a list of discards; others (licences, lists of prepositions) are left alone. only (NULL: all): names of files, as
 * a validation file's Environment gives them; of the sorts of which some are named, the others are left alone. A name that is in
 * no folder is an error. There must be one verb dictionary. Errors: PARLEY_EIO, PARLEY_EFORMAT (no verb dictionary, or two),
 * PARLEY_ENOTFOUND (a name of only), PARLEY_ENOMEM. */
parley_status parley_dictionaries_open(parley_dictionaries **out, const char *const *paths, size_t n_paths,
                                       const char *const *only, size_t n_only, parley_dictionaries_warning warn, void *user,
                                       parley_error *err);
void parley_dictionaries_close(parley_dictionaries *d); /* NULL is fine */
/* What was read, one line: kind of verbs, numbers of entries. Memory of d. */
const char *parley_dictionaries_about(const parley_dictionaries *d);

typedef struct parley_code_options {
    int version;                /* 1 */
    const char *date;           /* YYYYMMDD or YYYY-MM-DD; NULL: entries restricted to dates do not hold */
    const char *place;          /* actor code for agents of no country, or NULL */
    const char *penn;           /* the sentence's tree in Penn brackets, used instead of an own one; or NULL */
    int require_dyad;           /* true: only events whose source and target both have a code */
    int new_actor_length;       /* phrases of fewer words that no dictionary knows stand for themselves, in quotes; 0: never */
    int comma_min, comma_max;   /* PETRARCH 1: clauses between commas of so many words are left out; max 0: none */
    int comma_bmin, comma_bmax; /* the same at the beginning */
    int comma_emin, comma_emax; /* and at the end of a sentence */
} parley_code_options;
#define PARLEY_CODE_OPTIONS_INIT                                                                                                 \
    { 1, NULL, NULL, NULL, 1, 0, 2, 8, 0, 0, 2, 8 }

typedef struct parley_coded_event {
    const char *source, *target;   /* actor codes; "---GOV" where the country is not known */
    const char *code;              /* the dictionary's event code */
    const char *pattern;           /* line of the verb dictionary that matched */
    uint32_t start_byte, end_byte; /* of the verb in the text; equal: not known (a tree was given) */
} parley_coded_event;
typedef enum parley_discarded { PARLEY_KEPT, PARLEY_DISCARD_SENTENCE, PARLEY_DISCARD_STORY } parley_discarded;
typedef struct parley_coded_issue {
    const char *code;
    uint32_t count;
} parley_coded_issue;
typedef struct parley_coding {
    const parley_coded_event *events;
    const parley_coded_issue *issues;
    uint32_t n_events, n_issues;
    parley_discarded discarded; /* a discard phrase was found: there are no events */
    const char *discard;        /* the phrase, or NULL */
} parley_coding;

/* Code one text: a sentence, or several (each is coded by itself; events that repeat are given once). A line end in it counts as
 * a space. parser may be NULL where options->penn is given. The coding is the caller's: parley_coding_free. Errors:
 * PARLEY_EFORMAT (brackets that do not balance), PARLEY_ELIMIT, PARLEY_ENOMEM. Cost: linear in the text, times the patterns of
 * the verbs in it. */
parley_status parley_code_text(const parley_coding **out, const parley_dictionaries *d, parley_parser *parser, const char *text,
                               size_t n, const parley_code_options *options, parley_error *err);
void parley_coding_free(const parley_coding *c); /* NULL is fine */

/* --- PETRARCH's XML ----------------------------------------------------------------------------------------------- */
typedef struct parley_xml_event {
    const char *source, *target, *code;
} parley_xml_event;
typedef struct parley_xml_sentence {
    const char *id, *date, *source, *category, *place, *text, *parse; /* NULL: not given */
    int whole;                                                        /* the text is one sentence (sentence="True") */
    int skip;                                                         /* <Skip> */
    int validated;                                                    /* it has <EventCoding> */
    const parley_xml_event *expected;                                 /* [n_expected] */
    uint32_t n_expected;
    const char *error;                  /* of <EventCoding error="…"> */
    const parley_code_options *options; /* with the <Config> options that hold for it */
    uint32_t line;                      /* in the file */
} parley_xml_sentence;
/* Read <Sentence> after <Sentence>, also of a <Validation> file; each is told of one at a time and may end the reading by
 * returning non-zero; what it is given lives until it returns. environment (may be NULL) is told the file names of <Environment>,
 * before the first sentence. Memory: that of the longest sentence. Errors: PARLEY_EFORMAT with file and line, PARLEY_EIO,
 * PARLEY_ENOMEM. */
parley_status parley_petrarch_xml(FILE *f, const char *name, int (*each)(void *user, const parley_xml_sentence *s),
                                  int (*environment)(void *user, const char *const *files, size_t n), void *user,
                                  parley_error *err);

#ifdef __cplusplus
}
#endif
#endif
