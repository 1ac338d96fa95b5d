/* position_int.h - shared by position.c (order of work), position_*.c, proposal.c, issue.c, issue_*.c and stance_lexicon.c;
 * nobody else's.
 */
#ifndef PARLEY_POSITION_INT_H
#define PARLEY_POSITION_INT_H

#include "meaning/facts.h"
#include "meaning/lexicons.h"

enum { STANCE_NONE = -1 };

typedef enum slot_kind { SLOT_OBJ, SLOT_COMP, SLOT_INF, SLOT_OBJ_INF, SLOT_SUBJ, SLOT_NONE, SLOT_PREP } slot_kind;

typedef struct stance_frame {
    stance stance;
    int negated;          /* stance when negated, or STANCE_NONE */
    const char *nuance;   /* or NULL */
    const char *words[4]; /* lemma, then particles */
    uint32_t n_words;
    struct {
        slot_kind kind;
        const char *prep; /* of SLOT_PREP */
        char only;        /* 't': proposals and agreements aimed at; 'o': somebody's own conditions; 'm': texts
                              and what is negotiated anywhere; 'p': proposals; 0: anything */
    } slots[6];
    uint32_t n_slots;
    const char *name;          /* "accept: agree", cited as the rule of a position */
    const char *match, *leave; /* example sentences, NULL: none */
} stance_frame;

typedef enum noun_class {
    NOUN_PLAN,
    NOUN_WEAK,
    NOUN_DRAFT,
    NOUN_GOAL,
    NOUN_LIST,
    NOUN_OWN,
    NOUN_CLAIM,
    NOUN_PROCESS,
    NOUN_FILLER,
    NOUN_EMPTY,
    NOUN_MATTER,
    NOUN_PLACE,
    NOUN_DEGREE,
    NOUN_PERMIT,
    NOUN_QUANTITY,
    NOUN_FORCES,
    NOUN_CLASSES
} noun_class;

/* Lists of data/positions/words.txt; the file says what each is for. */
typedef enum position_words {
    PW_CONTROL,
    PW_TURN,
    PW_WILLING,
    PW_ASK,
    PW_MAKE_DEAL,
    PW_VOICE,
    PW_OBJECTION,
    PW_SEAL,
    PW_COME,
    PW_GO_ON,
    PW_HOPE,
    PW_MARK,
    PW_AMOUNT,
    PW_CALL,
    PW_REVERSAL,
    PW_CONDITION,
    PW_VOW,
    PW_GRANT,
    PW_THREAT,
    PW_ESSENTIAL,
    PW_CONTENTS,
    PW_RELAY,
    PW_APPROVE,
    PW_NO_MATTER,
    PW_CONTAIN,
    PW_KEY,
    PW_TAKE_AWAY,
    PW_OCCUPY,
    PW_HIT,
    PW_PLAIN,
    PW_STRUCK,
    PW_NO_PAPER,
    PW_LATEST,
    PW_PREVIOUS,
    PW_VERSION,
    PW_PUT_OUT,
    PW_AUTHOR,
    PW_STAGE,
    PW_HANDLE,
    PW_HAND,
    PW_ANSWER,
    PW_REACHED,
    PW_PLAIN_DEAL,
    PW_ACCUSATION,
    PW_ADJUNCT,
    PW_ASPECT,
    PW_UNIT,
    PW_NO_WAR,
    PW_NAMED_TEXT,
    PW_FIELD,
    PW_BROUGHT,
    PW_TAKES_EFFECT,
    PW_COLLECTIVE,
    PW_CONTENTION,
    PW_CONTEND,
    PW_NEGOTIATE,
    PW_PAPERWORK,
    PW_MEASURE,
    PW_DRAFTABLE,
    PW_AUTHORED,
    PW_VAGUE,
    PW_AGREEMENT,
    PW_DROP,
    PW_JOINT,
    PW_UNDO,
    PW_THINK,
    PW_BEAR,
    PW_DEICTIC,
    PW_FEAR,
    PW_EFFECT,
    PW_STAY,
    PW_AIM,
    PW_NEEDED,
    PW_COMMAND,
    PW_SIDER,
    PW_BREACH,
    PW_BINDING,
    PW_BACK,
    PW_GLAD,
    PW_SORRY,
    PW_OUTCOME,
    PW_URGE,
    PW_SCRAP,
    PW_ANGER,
    PW_PLEASE,
    PW_PHASE,
    PW_PHASED,
    PW_BRING,
    PW_PUT_FORWARD,
    PW_PREPARE,
    PW_INTEND,
    PW_BRIDGE,
    PW_REPLACED,
    PW_PRAISE,
    PW_STRIVE,
    PW_SIDE_NOUN,
    PW_NO_USE,
    PW_HARD,
    PW_BROKER,
    PW_CAUSE,
    PW_ILL,
    PW_BOON,
    PW_ENABLE,
    PW_OPENING,
    PW_RETAIN,
    PW_YIELD,
    PW_AWAIT,
    PW_LISTS
} position_words;

typedef struct frame_link {
    uint32_t frame, next; /* next: index + 1, 0 ends */
} frame_link;

typedef struct nominal_noun { /* "withdrawal", "meeting" with "with" */
    const char *noun, *prep;
} nominal_noun;

typedef struct stance_lexicon {
    parley_arena *arena;
    stance_frame *frames;
    uint32_t n_frames, cap_frames;
    frame_link *links;
    uint32_t n_links, cap_links;
    struct verb_forms {
        const char *forms[4]; /* NULL: no more */
    } * verbs;
    uint32_t n_verbs, cap_verbs;
    parley_map irregular; /* verb -> index into verbs */
    parley_map forms;     /* inflected first word -> index of link */
    parley_map nouns[NOUN_CLASSES];
    parley_map words[PW_LISTS];
    parley_map join;         /* word -> group */
    parley_map judgments;    /* word -> stance + 1 */
    parley_map acts;         /* nouns that name an act: "withdrawal" */
    parley_map nominal;      /* verb form, with a particle where it has one -> index into names */
    parley_map texts;        /* known names of texts (single words as written, others as text_key has them) -> index */
    parley_map text_begins;  /* keys of their first words */
    const char **text_names; /* the fullest */
    uint32_t n_texts, cap_texts;
    nominal_noun *names;
    uint32_t n_names, cap_names, n_groups;
} stance_lexicon;

bool stance_noun_is(const stance_lexicon *l, noun_class c, const char *word);
/* Is word in this list, in this very form? */
bool stance_word_is(const stance_lexicon *l, position_words list, const char *word);
/* Group of words that name one matter ("truce", "ceasefire"), or 0. */
uint32_t stance_group(const stance_lexicon *l, const char *word);
/* "withdraw" -> "withdrawal", any form; NULL if unknown. */
const char *stance_nominal(const stance_lexicon *l, const char *verb_form);
/* Does the noun name an act: "withdrawal", "the signing"? */
bool stance_is_act(const stance_lexicon *l, const char *noun);
/* The same for a verb with its particle, "step", "down"; particle: NULL for none. */
const nominal_noun *stance_nominal_with(const stance_lexicon *l, const char *verb_form, const char *particle);

/* --- one page's work ---------------------------------------------------------------------------------------------------- */
typedef struct issue_key {
    uint32_t head;      /* group or hash of the head word */
    uint64_t words[12]; /* of its other content words, sorted */
    uint32_t n;
} issue_key;

typedef struct issue_wordings { /* what its mentions call an issue */
    const char *name[6];
    uint32_t weight[6], n;
} issue_wordings;

typedef struct position_work {
    const meaning_in *in;
    const parley_parse *p;
    parley_facts *f;
    const stance_lexicon *lex;
    uint32_t cap_proposals, cap_issues, cap_positions;
    uint32_t *proposal_of; /* [n_tokens] proposal whose mention is headed by this token, or PARLEY_NONE */
    uint32_t main_text;    /* the named text that the page is about, or PARLEY_NONE */
    issue_key *keys;       /* [n_issues] */
    uint32_t cap_keys;
    issue_wordings *wordings; /* [n_issues] */
    uint32_t cap_wordings;
    uint32_t *uses; /* [n_issues] how often */
    uint8_t *sure;  /* [n_issues] 1: a matter by its own words, 2: listed by the page as an open point, 4: a bare amount */
    uint32_t cap_sure;
    uint32_t cap_uses;
    uint32_t *time_at; /* [n_tokens] time that covers the token, or PARLEY_NONE */
    bool *time_names;  /* [n_times] the time is part of a proposal's name ("the July 2 text") and dates nothing else */
    bool in_list;      /* issue_of is asked for a member of a list of issues */
    uint32_t phased;   /* plan whose phases were told last, or PARLEY_NONE */
    bool is_open;      /* issue_of is asked for a matter that the text names as open */
} position_work;

typedef struct phrase { /* the words of an object, in several cuts */
    const char *name;   /* short canonical form */
    const char *aliases[48];
    uint32_t n;
    uint32_t ends[16], n_ends; /* last tokens of the cuts */
    uint32_t first, last;      /* tokens of the fullest cut */
} phrase;

/* proposal.c */
void proposals_find(position_work *k);
/* Drop the mentions of plans that nobody takes a position on and that nothing tells apart ("a plan"). */
void proposals_settle(position_work *k);
void proposals_relate(position_work *k);
void proposal_add_author(position_work *k, uint32_t proposal, uint32_t actor);

/* issue.c */
/* The issue that the phrase headed by token t names; PARLEY_NONE if it names none. holder: whose demand it is, for
 * "new conditions", or PARLEY_NONE. */
uint32_t issue_of(position_work *k, uint32_t t, uint32_t holder);
/* A bare "a deal" that came before the page named it: its positions move to the matter that the page turned out to be about. */
void issues_settle(position_work *k);
void issues_reword(position_work *k);
/* Bare "a deal": the agreement that this page is about. */
uint32_t issue_main(position_work *k);
/* The proposal that an offer of a bare "truce", "raise" or "contract" makes: the holder's own one, or a new one. */
uint32_t proposal_offered(position_work *k, uint32_t t, uint32_t holder);
/* The last proposal of this author named before token t, or PARLEY_NONE. */
uint32_t proposal_by(const position_work *k, uint32_t author, uint32_t t);
/* Is the key of issue i about an agreement, a truce, talks? */
bool issue_is_goal(const position_work *k, uint32_t issue);

/* issue_list.c: issues that stand in lists ("key issues: A, B and C"), with the position of their owner where there is one. */
void issues_find(position_work *k);

/* issue_open.c: issues that are talked about or fought over, whoever stands where on them. */
void issues_open(position_work *k);
/* The issues that the noun t and what is joined to it name, where they are matters. */
void issue_open(position_work *k, uint32_t t);

/* issue_matter.c */
/* From a word that only says how far a matter is ("resume talks", "an end to the raids") to the matter; t itself if it is one. */
uint32_t matter_of(const position_work *k, uint32_t t);
/* Does a word of the phrase of t name something that is negotiated everywhere? */
bool is_matter(const position_work *k, uint32_t t);
/* Is t a kind of place that is itself in dispute, "the river corridor"; a unit of time? */
bool is_place(const position_work *k, uint32_t t);
bool is_length(const parley_parse *p, uint32_t t);
/* The noun that names the act of the verb v with its particle, or NULL. */
const nominal_noun *nominal_at(const position_work *k, uint32_t v);
/* The noun that verb v is done to; what stands under a preposition behind t. only_of: "of" and "to" alone. */
uint32_t object_word(const parley_parse *p, uint32_t v);
/* The same where a particle may have been taken for its preposition, "hand over | the records". */
uint32_t act_object(const position_work *k, uint32_t v);
uint32_t complement_of(const position_work *k, uint32_t t, bool only_of);
/* Does the verb v take troops away, "bring the soldiers home"? forces (or NULL): which. Does it see a person: a meeting? */
bool takes_forces(const position_work *k, uint32_t v, uint32_t *forces);
bool sees_person(const position_work *k, uint32_t t);

/* issue_name.c */
void phrase_of(const position_work *k, uint32_t head, phrase *out);
/* What is counted or measured by t, "200 tons | of grain"; t itself where it is no measure; PARLEY_NONE: a bare amount. */
uint32_t measured(const position_work *k, uint32_t t);
/* Adds the cuts that begin at the noun t: with all that stands before it, without whose it is and how much, and barer still. */
void phrase_starts(const position_work *k, uint32_t t, phrase *ph);
/* The noun of the first prepositional phrase behind t that tells the matter apart, or PARLEY_NONE; *prep: its preposition. */
uint32_t telling_phrase(const position_work *k, uint32_t t, uint32_t *prep);
/* Who does what the verb t says, in "that the colonel leave" and "let the crews leave"; PARLEY_NONE: nobody it could be named by.
 */
uint32_t named_doer(const position_work *k, uint32_t t);
/* The name of the matter t and the other ways of saying it: "withdrawal of troops", "troop withdrawal". */
void matter_name(const position_work *k, uint32_t t, phrase *ph);
const char *page_words(const position_work *k, uint32_t first, uint32_t last);
/* "Maria Holt" -> "Holt" for persons; other names whole. */
const char *short_actor(const position_work *k, uint32_t actor);

/* position.c */
fact_position *position_add(position_work *k, uint32_t first, uint32_t last, uint32_t holder, stance s, uint32_t proposal,
                            uint32_t issue, uint32_t at, const char *rule);

static inline bool is_pro(stance s) {
    return s == STANCE_ACCEPT || s == STANCE_SUPPORT || s == STANCE_OFFER;
}

static inline bool is_con(stance s) {
    return s == STANCE_REJECT || s == STANCE_OPPOSE || s == STANCE_RETREAT;
}

/* position_slot.c */
typedef struct stance_fit {
    const stance_frame *frame; /* or NULL */
    uint32_t object;           /* the word in the slot */
    uint32_t end;              /* last particle of the frame */
    uint32_t slot;
} stance_fit;
/* The frame that fits the word at v best. */
bool stance_fits(const position_work *k, uint32_t v, stance_fit *out);
/* "wants to stick to the deal": does the inner word tell the stance? */
bool stance_told_inside(const position_work *k, uint32_t inner, stance outer);

/* position_frame.c: positions that the word at v opens. False: it is no word of stance here. */
bool frames_at(position_work *k, uint32_t v);

/* position_modal.c, position_judgment.c, position_term.c: each looks at one word */
void refusals_at(position_work *k, uint32_t v);
void offers_at(position_work *k, uint32_t v);
void demands_at(position_work *k, uint32_t v);
void requirements_at(position_work *k, uint32_t t);
void appeals_at(position_work *k, uint32_t t);
void idioms_at(position_work *k, uint32_t t);
void conditions_at(position_work *k, uint32_t v);

/* position_tie.c: what is asked for what is given */
void bargains_at(position_work *k, uint32_t t);

void judgments_at(position_work *k, uint32_t t);
void reversals_at(position_work *k, uint32_t t);
void own_at(position_work *k, uint32_t t);
void terms_at(position_work *k, uint32_t v);
void under_at(position_work *k, uint32_t t);

/* The plan that v, "includes", says something of, or PARLEY_NONE. */
uint32_t plan_subject(const position_work *k, uint32_t v);

/* position_phase.c */
enum { PHASE_LAST = 255 }; /* "the final stage" of a plan, until it is known how many there are */
/* "three-step process", "in three phases": how many the plan has. */
void phases_at(position_work *k, uint32_t t);
void phases_settle(position_work *k);
/* Number of the phase that t names, "the first phase", "phase two", "the second" after one; 0: none. */
uint8_t phase_named(const position_work *k, uint32_t t);
/* The phase that the term at member belongs to, by its own words, else by those of v, which says that it is one; 0: none. */
uint8_t phase_of_term(const position_work *k, uint32_t member, uint32_t v);
/* The plan whose phase t is, or PARLEY_NONE. */
uint32_t phase_plan(position_work *k, uint32_t t);

/* position_act.c: each looks at one word, too */
void sides_at(position_work *k, uint32_t t);
void wants_at(position_work *k, uint32_t t);
void softens_at(position_work *k, uint32_t t);
void concessions_at(position_work *k, uint32_t v);

/* position_object.c */
typedef struct position_object {
    uint32_t token, proposal, issue;
} position_object;

/* What the pronoun, noun or verb at t stands for; false: nothing. holder: whose position it will be, or PARLEY_NONE. */
bool object_at(position_work *k, uint32_t t, uint32_t holder, position_object *out);
/* "the idea of a truce", "the pay claim": what such a noun at t says that it is, or PARLEY_NONE. */
uint32_t said_by_itself(const position_work *k, uint32_t t);
/* The members that a noun which only gathers stands for, "issues such as A and B", "many of the points, including A"; how many.
 */
uint32_t listed_under(const position_work *k, uint32_t t, uint32_t *out, uint32_t max);
/* "an end to the raids and the withdrawal of troops": the acts that are joined to what the act t is done to. */
uint32_t acts_beside(const position_work *k, uint32_t t, uint32_t *out, uint32_t max);
/* What was spoken of last: the object of "backed out" without one. */
bool last_object(const position_work *k, uint32_t v, position_object *out);
/* Actors of token t, "we" taken for the side of whoever speaks at token at. */
uint32_t holders(const position_work *k, uint32_t t, uint32_t at, uint32_t out[8]);
/* Whose stance a speaker's own words are: a spokesman's are his side's, anybody else's his own. */
uint32_t stands_for(const position_work *k, uint32_t said);
/* Whose stance the words at token at are: all that are said to have spoken them, each as stands_for has it. */
uint32_t speakers(const position_work *k, uint32_t at, uint32_t out[8]);

/* position_tree.c */
bool tok_is(const parley_parse *p, uint32_t t, const char *norm);
bool tok_any(const parley_parse *p, uint32_t t, const char *const *list, uint32_t n);
#define TOK_ANY(p, t, ...) tok_any((p), (t), (const char *const[]){__VA_ARGS__}, COUNT_OF(((const char *const[]){__VA_ARGS__})))
bool tok_of(const position_work *k, uint32_t t, position_words list); /* is it in a list of data/positions/words.txt? */
uint32_t case_of(const parley_parse *p, uint32_t t);                  /* its preposition, or PARLEY_NONE */
uint32_t tree_left(const parley_parse *p, uint32_t t);                /* first token of the core of a noun phrase */
bool is_passive(const parley_parse *p, uint32_t v);
/* The passive that the participle v goes on from, "accepted by one side but | rejected by the other", or PARLEY_NONE. */
uint32_t joined_passive(const parley_parse *p, uint32_t v);
bool is_relative(const parley_parse *p, uint32_t t); /* who, which, that */
/* The noun that the relative clause of v is about; the same where the tree hangs the clause elsewhere: the noun before the
 * relative pronoun r. */
uint32_t relative_antecedent(const parley_parse *p, uint32_t v);
uint32_t relative_antecedent_of(const parley_parse *p, uint32_t v, uint32_t r);
/* Who does what v says, or PARLEY_NONE; *agent (may be NULL): v is a passive. */
uint32_t subject_of(const position_work *k, uint32_t v, bool *agent);
bool has_no(const parley_parse *p, uint32_t t);        /* "no …" before a noun; t may be PARLEY_NONE */
bool word_negated(const parley_parse *p, uint32_t v);  /* by a word beside it */
bool is_negated(const position_work *k, uint32_t v);   /* by itself or from above */
bool is_supposed(const position_work *k, uint32_t v);  /* if, whether, may: only thought of; a question */
bool is_yet_to(const parley_parse *p, uint32_t v);     /* "has yet to accept" */
bool is_asked_for(const position_work *k, uint32_t v); /* "urged them to accept": not yet done */
bool is_possible(const position_work *k, uint32_t v);  /* "allows them to quit", "a chance to sign": no more than possible */

#endif
