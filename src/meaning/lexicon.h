/* lexicon.h - the event lexicon: patterns over dependency trees, read from data/events.
 *
 * data/events/README.md explains the files for whoever edits them. Here they are compiled: each word that occurs in a pattern
 * gets a number, so that a document's lemmas are looked up once and a pattern compares numbers only.
 */
#ifndef PARLEY_LEXICON_H
#define PARLEY_LEXICON_H

#include "meaning/facts.h"
#include "meaning/lexicons.h"

/* Where a participant is looked for. A slot at or above SLOT_PREP is the word number of a preposition + SLOT_PREP. */
enum {
    SLOT_SUBJ,
    SLOT_OBJ,
    SLOT_IOBJ,
    SLOT_POSS,
    SLOT_DEM /* "Chinese tariffs", "EU envoy" */,
    SLOT_HSUBJ /* subject of the light verb */,
    SLOT_HOBJ,
    SLOT_OWNER /* whose the object is */,
    SLOT_XOBJ /* object of the complement */,
    SLOT_CSUBJ /* its subject */,
    SLOT_SPEAKER /* whose words the trigger stands in */,
    SLOT_PARTIES /* the page's two main parties, for whoever mediates between them */,
    SLOT_PREP
};
#define SLOTS_MAX 8

typedef enum cond_kind {
    COND_SUBJ,
    COND_OBJ,
    COND_XCOMP,
    COND_CCOMP,
    COND_PREP,
    COND_MOD /* adjective, compound or possessor */,
    COND_HEAD /* governing word */,
    COND_NEG,
    COND_MODAL,
    COND_PASS,
    COND_PLURAL,
    COND_POSS,
    COND_SOURCE,
    COND_TARGET,
    COND_SELFARG,
    COND_CLAUSE,
    COND_OBJACTOR,
    COND_XNEG,
    COND_PERSON,
    COND_CMUST,
    COND_LABOUR,
    COND_PAST,
    COND_JOINT,
    COND_OBJNAME,
    COND_OBJPERSON,
    COND_SUBJACTOR,
    COND_SUBJPLURAL,
    COND_TRADE, /* the page is about trade rather than war or work */
    COND_QUOTED /* its complement stands in quotation marks */
} cond_kind;

typedef struct lex_cond {
    uint8_t kind;    /* cond_kind */
    bool negated;    /* "!obj": must not be there */
    bool or_next;    /* "obj|with": this or the next condition */
    uint32_t prep;   /* word number, for COND_PREP */
    uint32_t *words; /* [n_words] sorted: one of these must stand there; none: any */
    uint32_t n_words;
} lex_cond;

typedef struct event_entry {
    const char *rule;             /* "reject obj", for `parley explain` */
    const char *trigger;          /* the field as written */
    const char *matches, *leaves; /* its two test sentences; leaves may be NULL */
    const char *mode;             /* PLOVER mode or NULL */
    lex_cond *conds;
    uint32_t n_conds, line;
    uint32_t particle; /* word number or PARLEY_NONE */
    uint8_t pos;       /* 'v', 'n', 'a' */
    uint8_t type;      /* plover */
    uint8_t n_source, n_target;
    uint32_t source_slot[SLOTS_MAX], target_slot[SLOTS_MAX];
    bool both;      /* two-sided: all participants in source and in target */
    bool none;      /* "-": a trigger to leave alone, so that a wider entry does not fire */
    uint8_t status; /* event_status that replaces "happened": "nearing a deal" */
    bool swallow;   /* its complement is part of the event, not an event of its own */
    int weight;     /* number of conditions: the most specific entry wins */
    uint32_t next;  /* next entry of the same trigger word */
} event_entry;

/* Features of who an event may be aimed at (event_partner.c); data/events/partner.txt gives each a weight by its name here. */
#define PARTNER_FEATURES(X)                                                                                                      \
    X(NONE, "none")           /* nobody: */                                                                                      \
    X(NONE_NOUN, "none.noun") /* named by a noun */                                                                              \
    X(NONE_PLANNED, "none.planned")                                                                                              \
    X(NONE_HYPOTHETICAL, "none.hypothetical")                                                                                    \
    X(NONE_DENIED, "none.denied")                                                                                                \
    X(NONE_COUNTED, "none.counted") /* done to people whom the clause counts */                                                  \
    X(NONE_BOTH, "none.both")       /* two-sided */                                                                              \
    X(NONE_VISIT, "none.visit")     /* a journey */                                                                              \
    X(NONE_TALK, "none.talk")       /* inside somebody's words */                                                                \
    X(PERSON, "person")             /* somebody: what kind of actor */                                                           \
    X(STATE, "state")                                                                                                            \
    X(BODY, "body")                                                                                                              \
    X(UNNAMED, "unnamed")                                                                                                        \
    X(ROOT, "root")     /* a side itself, not one who speaks for it */                                                           \
    X(BEFORE, "before") /* nearest mention: in the sentence, before the trigger */                                               \
    X(AFTER, "after")                                                                                                            \
    X(PREVIOUS, "previous") /* in the sentence before */                                                                         \
    X(NEAR, "near")         /* two or three sentences before */                                                                  \
    X(DISTANCE, "distance") /* 1 / (1 + mentions between) */                                                                     \
    X(SHARE, "share")       /* mentions of its side, of those of the most mentioned other side */                                \
    X(TOP, "top")           /* its side is that one */                                                                           \
    X(SECOND, "second")                                                                                                          \
    X(DEALT, "dealt") /* share of what the source openly does on the page, done to its side */                                   \
    X(DEALT_ANY, "dealt.any")                                                                                                    \
    X(ANSWERS, "answers")               /* its side openly does something to the source */                                       \
    X(LAST_TO, "last.to")               /* the source's last act was aimed at its side */                                        \
    X(LAST_FROM, "last.from")           /* the last act of another was its side's */                                             \
    X(SPEAKS, "speaks")                 /* its side says so */                                                                   \
    X(PAIR, "pair")                     /* the source and it are the page's main parties */                                      \
    X(PAIR_BILATERAL, "pair.bilateral") /* and stand out */                                                                      \
    X(TALKS_PERSON, "talks.person")     /* CONSULT with a person */                                                              \
    X(TALKS_AFTER, "talks.after")                                                                                                \
    X(NONE_LABOUR, "none.labour")      /* nobody, on a page about work */                                                        \
    X(HEADLINE, "headline")            /* its side is in the page's first sentence */                                            \
    X(SUBJECT, "subject")              /* nearest mention: a subject */                                                          \
    X(INSIDE, "inside")                /* in the clause of the event */                                                          \
    X(OWN_SHARE, "own.share")          /* mentions of itself, of those of its side */                                            \
    X(SAME_KIND, "same.kind")          /* of the kind that the source is of */                                                   \
    X(HOSTILE_TOP, "hostile.top")      /* the most mentioned other side, where the act is hostile */                             \
    X(HOSTILE_NAMED, "hostile.person") /* a person, where the act is hostile */                                                  \
    X(FORCE_TOP, "force.top")          /* the most mentioned other side, of an act of force */                                   \
    X(ALLY, "ally")                    /* does something together with the source elsewhere */

enum {
#define X(id, name) PARTNER_##id,
    PARTNER_FEATURES(X)
#undef X
        PARTNER_NONE_TYPE, /* nobody, by type of event: "none.AGREE" … */
    PARTNER_N = PARTNER_NONE_TYPE + PLOVER_N
};

/* What a governing word does to the status of what it governs. */
typedef enum status_op { OP_NONE, OP_PLAN, OP_HYPO, OP_DENY, OP_REAL, OP_STOP } status_op;

typedef struct event_lexicon {
    parley_arena *arena;
    parley_map words; /* word -> number */
    uint32_t n_words;
    event_entry *entries;
    uint32_t n_entries, cap_entries;
    uint32_t *first[3];                          /* [n_words] first entry of a word as verb, noun, adjective; PARLEY_NONE */
    uint8_t *op_verbal;                          /* [n_words] status_op on verbal complements */
    uint8_t *op_finite;                          /* [n_words] status_op on finite complements ("hopes that they meet") */
    uint8_t *op_nominal;                         /* [n_words] status_op on nominal complements */
    uint8_t *flags;                              /* [n_words] WORD_ bits */
    parley_map forms;                            /* irregular form -> word number of its lemma */
    const uint32_t *text_words;                  /* [n_text_words] the class "text": proposals, plans, agreements */
    const uint32_t *bad_words, *say_words;       /* classes "ill" (blame in a predicate) and "say" */
    const uint32_t *good_words, *dated_words;    /* "good": praise in a predicate; "dated": adjectives that tell when talks are */
    const uint32_t *oblctrl_words;               /* "oblctrl": verbs that tell somebody behind a preposition to act */
    const uint32_t *talks_words;                 /* "talks": what is said of talks */
    const uint32_t *agent_words, *captive_words; /* "agent": nouns of people and groups that act; "captives" */
    const uint32_t *made_words, *brought_words;  /* "made": what is reached, signed, imposed; "brought": verbs of that */
    const uint32_t *manner_words, *duty_words;   /* "manner": adverbs of blame; "duty": what one is blamed for not doing */
    const uint32_t *foul_words;                  /* "foul": what nobody says of his own leader but to blame him */
    const uint32_t *make_words;                  /* "make": verbs that bring about what speaks ("released a statement") */
    uint8_t *topic;                              /* [n_words] TOPIC_ bits: classes "work", "warfare", "commerce" */
    const uint32_t *text_names;                  /* "textname": what names of texts end in */
    const uint32_t *treaty_words, *deal_words;   /* "treaty": names of texts; "deal": nouns for them */
    uint32_t n_treaty_words, n_deal_words;
    uint32_t n_text_words, n_bad_words, n_say_words, n_agent_words, n_captive_words, n_talks_words;
    uint32_t n_make_words, n_manner_words, n_duty_words, n_foul_words, n_text_names, n_made_words, n_brought_words;
    uint32_t n_good_words, n_oblctrl_words, n_dated_words;
    float partner[PARTNER_N]; /* weights; all 0 and has_partner false where the folder has no partner.txt */
    bool has_partner;
    event_entry demand; /* stands for what somebody says that another must do */
    event_entry charge; /* stands for criticism that no pattern names */
    parley_map classes;
    struct lex_class {
        const char *name;
        uint32_t *words, n_words;
    } * class_list;
    uint32_t n_classes, cap_classes;
} event_lexicon;

enum {
    WORD_NEG = 1,    /* not, never, no, without … */
    WORD_FUTURE = 2, /* will, shall */
    WORD_MODAL = 4,  /* could, may, might, should, must */
    WORD_WOULD = 8,
    WORD_IF = 16,      /* marks of a condition */
    WORD_LIGHT = 32,   /* verbs that carry a nominal event: hold (talks), launch (an attack), resume */
    WORD_OBJCTRL = 64, /* object control: urge, force, allow, persuade */
    WORD_OWNED = 128   /* nouns whose owner is meant: proposal, plan, demand, offer, goods, import … */
};

/* What a page is about, told by its words. */
enum { TOPIC_WORK = 1, TOPIC_WAR = 2, TOPIC_TRADE = 4 };

/* Open data/DIR/{classes,operators,lexicon}.txt into arena. Errors: PARLEY_EIO, PARLEY_EMODEL (names file and line); running out
 * of memory jumps. */
parley_status event_lexicon_read(event_lexicon **out, const char *dir, parley_arena *arena, parley_error *err);
/* Number of a word, or PARLEY_NONE if no pattern speaks of it. */
uint32_t event_lexicon_word(const event_lexicon *l, const char *word);
/* Number of the lemma of a word form as written (lower case), undoing regular English endings; for words that the parser's
 * lemmatiser has not seen. PARLEY_NONE if no known word comes out. */
uint32_t event_lexicon_form(const event_lexicon *l, const char *form);

#endif
