/* outlook.c - how the talks go, as each account has it: on or off, near a deal or far from one (data/positions/outlook.txt).
 *
 * A trigger ("collapsed", "progress", "optimistic") counts only beside a word of talks or of a deal; negation and verbs of denial
 * turn it round, conditions and wishes void it. What another time is given for ("the talks of 2015 failed") is history, not an
 * outlook. Accounts that differ meet in across/conflict.c.
 *
 * Cost: linear in tokens; each trigger looks up at most CLIMB heads and at its own children.
 */
#include "meaning/facts.h"
#include "meaning/lexicons.h"
#include "meaning/timex.h"

#include <stdlib.h>

enum { CLIMB = 5, PHRASE_WORDS = 4, HISTORY_DAYS = 12 };

typedef enum outlook_how { HOW_VERB, HOW_ACT, HOW_STATE, HOW_NOUN, HOW_FEEL, HOW_GAP, HOW_N } outlook_how;
typedef enum outlook_class {
    CLASS_TALK,
    CLASS_DEAL,
    CLASS_GAP,
    CLASS_TURN,
    CLASS_DENY,
    CLASS_WISH,
    CLASS_KEEP,
    CLASS_N
} outlook_class;
static const char *const how_names[HOW_N] = {"verb", "act", "state", "noun", "feel", "gap"};
static const char *const class_names[CLASS_N] = {"talk", "deal", "gap", "turn", "deny", "wish", "keep"};

typedef struct outlook_entry {
    int leaning;
    bool talk, deal, alone; /* whose trigger it is; alone: it needs neither */
} outlook_entry;

struct outlook_lexicon {
    parley_arena *arena;
    parley_map how[HOW_N]; /* word -> entry */
    parley_map class[CLASS_N];
    outlook_entry *entries;
    uint32_t n_entries, cap_entries;
};
typedef struct outlook_lexicon outlook_lexicon;

static int name_index(const char *const *names, int n, const char *s) {
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], s) == 0)
            return i;
    return -1;
}

static bool outlook_row(char **f, uint32_t n, uint32_t line, void *user) {
    outlook_lexicon *l = user;
    char *rest;
    (void)line;
    if (n != 4)
        return false;
    if (strcmp(f[0], "class") == 0) {
        int c = name_index(class_names, CLASS_N, f[1]);
        for (char *w = c < 0 ? NULL : strtok_r(f[3], "|", &rest); w; w = strtok_r(NULL, "|", &rest))
            map_sets(&l->class[c], w, 1);
        return c >= 0;
    }
    int how = name_index(how_names, HOW_N, f[1]);
    if (how < 0 || (strcmp(f[0], "+") != 0 && strcmp(f[0], "-") != 0))
        return false;
    for (char *w = strtok_r(f[3], "|", &rest); w; w = strtok_r(NULL, "|", &rest)) {
        uint32_t at = map_gets(&l->how[how], w, PARLEY_NONE);
        if (at == PARLEY_NONE) {
            at = l->n_entries;
            ARENA_PUSH(l->arena, l->entries, l->n_entries, l->cap_entries) = (outlook_entry){0};
            map_sets(&l->how[how], w, at);
        }
        outlook_entry *e = &l->entries[at];
        e->leaning = f[0][0] == '+' ? 1 : -1;
        e->talk |= strcmp(f[2], "talk") == 0 || strcmp(f[2], "any") == 0;
        e->deal |= strcmp(f[2], "deal") == 0 || strcmp(f[2], "any") == 0;
        e->alone |= strcmp(f[2], "-") == 0;
    }
    return true;
}

parley_status outlook_lexicon_open(const struct outlook_lexicon **out, parley_arena *arena, parley_error *err) {
    outlook_lexicon *l = ARENA_NEW(arena, outlook_lexicon);
    l->arena = arena;
    for (int i = 0; i < HOW_N; i++)
        map_init(&l->how[i], arena);
    for (int i = 0; i < CLASS_N; i++)
        map_init(&l->class[i], arena);
    *out = l;
    return lex_read("positions/outlook.txt", arena, outlook_row, l, err);
}

/* --- one trigger --------------------------------------------------------------------------------------------------------- */
typedef struct search {
    const meaning_in *in;
    parley_facts *f;
    const parley_parse *p;
    const outlook_lexicon *l;
} search;

static const parse_token *tok(const search *s, uint32_t t) {
    return &s->p->tokens[t];
}

static bool in_class(const search *s, outlook_class c, uint32_t t) {
    const parse_token *k = tok(s, t);
    return map_gets(&s->l->class[c], k -> norm, 0) || map_gets(&s->l->class[c], k -> lemma, 0);
}

/* Is t, the head of a noun phrase, what the entry speaks of? A conjunct counts for its phrase ("talks and consultations"). */
static bool speaks_of(const search *s, const outlook_entry *e, uint32_t t) {
    if (t == PARLEY_NONE || (tok(s, t)->upos != UPOS_NOUN && tok(s, t)->upos != UPOS_PROPN))
        return false;
    return (e->talk && in_class(s, CLASS_TALK, t)) || (e->deal && in_class(s, CLASS_DEAL, t));
}

static const outlook_entry *entry(const search *s, outlook_how how, const char *word) {
    uint32_t i = map_gets(&s->l->how[how], word, PARLEY_NONE);
    return i == PARLEY_NONE ? NULL : &s->l->entries[i];
}

/* "break" + "down": particles and adverbs stand behind their verb. */
static const outlook_entry *verb_entry(const search *s, outlook_how how, uint32_t t) {
    const outlook_entry *e = NULL;
    for (uint32_t c = tok(s, t)->child; c != PARLEY_NONE && !e; c = tok(s, c)->sibling)
        if (c > t && c <= t + 2 && (tok(s, c)->sub == SUB_PRT || tok(s, c)->rel == REL_ADVMOD))
            e = entry(s, how, arena_printf(s->in->scratch, "%s %s", tok(s, t)->lemma, tok(s, c)->norm));
    return e ? e : entry(s, how, tok(s, t)->lemma);
}

static bool is_relative(const parse_token *k) {
    return strcmp(k->norm, "which") == 0 || strcmp(k->norm, "that") == 0 || strcmp(k->norm, "who") == 0;
}

static uint32_t subject_of(const search *s, uint32_t t) {
    for (int up = 0; up < CLIMB && t != PARLEY_NONE; up++) {
        uint32_t subj = parse_child(s->p, t, REL_NSUBJ, SUB_NONE);
        const parse_token *k = tok(s, t);
        if (subj != PARLEY_NONE)
            return is_relative(tok(s, subj)) && k->rel == REL_ACL ? k->head : subj;
        if (k->rel == REL_ACL)
            return k->head;
        if (k->rel != REL_XCOMP && k->rel != REL_CONJ && k->rel != REL_CCOMP)
            return PARLEY_NONE;
        t = k->head;
    }
    return PARLEY_NONE;
}

static bool negated_here(const search *s, uint32_t t) {
    PARSE_EACH_CHILD (s->p, t, c) {
        const char *w = tok(s, c)->norm;
        if (strcmp(w, "not") == 0 || strcmp(w, "n't") == 0 || strcmp(w, "never") == 0 || strcmp(w, "no") == 0 ||
            strcmp(w, "little") == 0 || strcmp(w, "neither") == 0 || strcmp(w, "hardly") == 0 || strcmp(w, "without") == 0 ||
            strcmp(w, "nowhere") == 0)
            return true;
    }
    return false;
}

/* Conditions, questions, and what only may be. */
static bool open_here(const search *s, uint32_t t) {
    PARSE_EACH_CHILD (s->p, t, c) {
        const parse_token *k = tok(s, c);
        if (k->rel == REL_MARK &&
            (strcmp(k->norm, "if") == 0 || strcmp(k->norm, "unless") == 0 || strcmp(k->norm, "whether") == 0 ||
             strcmp(k->norm, "until") == 0 || strcmp(k->norm, "before") == 0))
            return true;
        if (k->rel == REL_AUX &&
            (strcmp(k->norm, "may") == 0 || strcmp(k->norm, "might") == 0 || strcmp(k->norm, "could") == 0 ||
             strcmp(k->norm, "would") == 0 || strcmp(k->norm, "should") == 0 || strcmp(k->norm, "must") == 0))
            return true;
    }
    return false;
}

/* "to reach a deal", "reaching a deal": a deed that is only aimed at, unless the words above say that it came or failed. */
static bool unfinished(const search *s, uint32_t t, outlook_how how) {
    return (how == HOW_ACT || how == HOW_VERB) && (tok(s, t)->morph & (FEAT_INF | FEAT_GER)) && !(tok(s, t)->morph & FEAT_FIN) &&
           parse_child(s->p, t, REL_AUX, SUB_NONE) == PARLEY_NONE;
}

/* From the trigger up to what says whether it holds: +1, -1 for turned round, 0 for void. *denier: who denies it, or PARLEY_NONE.
 */
static int holds(const search *s, uint32_t t, uint32_t about, outlook_how how, uint32_t *denier) {
    int sign = 1;
    *denier = PARLEY_NONE;
    if (negated_here(s, t) || (about != PARLEY_NONE && tok(s, about)->head == t && negated_here(s, about)))
        sign = -sign;
    if (open_here(s, t) && sign > 0)
        return 0;
    bool aim = unfinished(s, t, how);
    for (int up = 0; up < CLIMB; up++) {
        const parse_token *k = tok(s, t);
        if (k->head == PARLEY_NONE || k->rel == REL_NSUBJ || k->rel == REL_ADVCL || k->rel == REL_PARATAXIS ||
            k->rel == REL_CSUBJ || (k->rel == REL_ACL && k->sub == SUB_RELCL) || k->rel == REL_CONJ)
            break;
        uint32_t head = k->head;
        if (in_class(s, CLASS_DENY, head)) {
            *denier = subject_of(s, head);
            sign = -sign;
            aim = false;
        } else if (in_class(s, CLASS_TURN, head)) {
            sign = -sign;
            aim = false;
        } else if (in_class(s, CLASS_KEEP, head)) {
            aim = false;
        }
        if (in_class(s, CLASS_WISH, head))
            return 0;
        if (k->rel != REL_OBL && negated_here(s, head))
            sign = -sign;
        if (open_here(s, head) && sign > 0)
            return 0;
        t = head;
    }
    return aim ? 0 : sign;
}

/* The clause of a trigger without what hangs loosely on it. */
static parley_span clause(const search *s, uint32_t t, uint32_t about) {
    uint32_t first = t, last = t;
    PARSE_EACH_CHILD (s->p, t, c) {
        const parse_token *k = tok(s, c);
        if (k->rel == REL_CONJ || k->rel == REL_PARATAXIS || k->rel == REL_ADVCL || k->rel == REL_PUNCT || k->rel == REL_CC ||
            k->rel == REL_MARK || k->rel == REL_CCOMP)
            continue;
        first = k->left < first ? k->left : first;
        last = k->right > last ? k->right : last;
    }
    if (about != PARLEY_NONE && tok(s, about)->sent == tok(s, t)->sent && tok(s, about)->rel == REL_NSUBJ &&
        tok(s, about)->left < first)
        first = tok(s, about)->left;
    return parse_span(s->p, first, last);
}

/* Does the clause name another time than the page's own days? */
static bool history(const search *s, parley_span at) {
    const char *published = s->in->page->published.value;
    int32_t today = 0, day = 0;
    bool dated = time_parse_iso(published, &today);
    for (uint32_t i = 0; i < s->f->n_times; i++) {
        const fact_time *x = &s->f->times[i];
        if (x->evidence.start < at.start || x->evidence.end > at.end)
            continue;
        if (x->kind == TIME_DATE && (x->precision == 'y' || x->precision == 'm'))
            return true;
        if (dated && x->date[0] && time_parse_iso(x->date, &day) && abs(today - day) > HISTORY_DAYS)
            return true;
    }
    return false;
}

/* Two matters: do the talks go on; how near is a deal. A stalemate or progress by itself is of the second. */
static bool of_talks(const search *s, const outlook_entry *e, uint32_t about, outlook_how how) {
    return how != HOW_GAP && about != PARLEY_NONE && !(e->deal && in_class(s, CLASS_DEAL, about)) && how != HOW_FEEL &&
           !(how == HOW_NOUN && e->alone);
}

static void add_held(const search *s, uint32_t t, uint32_t about, const outlook_entry *e, outlook_how how, uint32_t voice,
                     int sign) {
    parley_span at = clause(s, t, about);
    if (history(s, at))
        return;
    parley_facts *f = s->f;
    for (uint32_t i = f->n_outlooks > 4 ? f->n_outlooks - 4 : 0; i < f->n_outlooks; i++) /* one clause, one outlook: the first */
        if (f->outlooks[i].evidence.start < at.end && at.start < f->outlooks[i].evidence.end)
            return;
    ARENA_PUSH(s->in->arena, f->outlooks, f->n_outlooks, f->cap_outlooks) =
        (fact_outlook){at, of_talks(s, e, about, how), e->leaning * sign, voice != PARLEY_NONE ? voice : facts_asserter(f, t),
                       arena_printf(s->in->arena, "outlook: %s %s", how_names[how], tok(s, t)->lemma)};
}

static void add(const search *s, uint32_t t, uint32_t about, const outlook_entry *e, outlook_how how, uint32_t voice) {
    uint32_t denier;
    int sign = holds(s, t, about, how, &denier);
    if (sign)
        add_held(s, t, about, e, how, voice != PARLEY_NONE || denier == PARLEY_NONE ? voice : facts_actor_of(s->f, s->p, denier),
                 sign);
}

static uint32_t governed(const search *s, const outlook_entry *e,
                         uint32_t t) { /* "of the talks", "about a deal", "trade-talks breakdown" */
    PARSE_EACH_CHILD (s->p, t, c) {
        ud_rel r = (ud_rel)tok(s, c)->rel;
        if ((r == REL_NMOD || r == REL_OBL || r == REL_COMPOUND) && speaks_of(s, e, c))
            return c;
        if (r == REL_NMOD || r == REL_OBL)
            PARSE_EACH_CHILD (s->p, c, d) {
                if (tok(s, d)->rel == REL_NMOD && speaks_of(s, e, d))
                    return d; /* "optimistic about the chances of a deal" */
            }
    }
    return PARLEY_NONE;
}

static bool copular(const search *s, uint32_t t) {
    const parse_token *k = tok(s, t);
    if (parse_child(s->p, t, REL_COP, SUB_NONE) != PARLEY_NONE)
        return true;
    if (k->head == PARLEY_NONE || (k->rel != REL_XCOMP && k->rel != REL_ADVMOD && k->rel != REL_OBL))
        return false;
    const char *v = tok(s, k->head)->lemma;
    return strcmp(v, "remain") == 0 || strcmp(v, "seem") == 0 || strcmp(v, "look") == 0 || strcmp(v, "appear") == 0 ||
           strcmp(v, "go") == 0 || strcmp(v, "be") == 0 || strcmp(v, "get") == 0 || strcmp(v, "stay") == 0;
}

/* "on hold", "out of reach": the words that end at t and belong to it, longest first. */
static const outlook_entry *state_entry(const search *s, uint32_t t) {
    const outlook_entry *e = NULL;
    const char *words = tok(s, t)->norm;
    uint32_t first = s->p->sents[tok(s, t)->sent].first;
    for (uint32_t n = 1; n <= PHRASE_WORDS; n++) {
        const outlook_entry *x = entry(s, HOW_STATE, words);
        e = x ? x : e;
        if (t < first + n)
            break;
        words = arena_printf(s->in->scratch, "%s %s", tok(s, t - n)->norm, words);
    }
    return e;
}

/* "dismissed the notion of an imminent pact": an adjective counts where the words above turn it round; "hopes for an imminent
 * deal" says nothing. */
static bool turned_state(const search *s, uint32_t t) {
    const parse_token *k = tok(s, t);
    const outlook_entry *e = k->rel == REL_AMOD && k->head != PARLEY_NONE ? entry(s, HOW_STATE, k->norm) : NULL;
    uint32_t denier;
    if (!e || e->leaning < 0 || !speaks_of(s, e, k->head) || holds(s, k->head, PARLEY_NONE, HOW_STATE, &denier) >= 0)
        return false;
    add_held(s, k->head, k->head, e, HOW_STATE, denier == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(s->f, s->p, denier), -1);
    return true;
}

static void outlook_at(const search *s, uint32_t t) {
    const parse_token *k = tok(s, t);
    const outlook_entry *e;
    uint32_t about;
    if (k->upos == UPOS_VERB || k->upos == UPOS_ADJ) {
        uint32_t subj = subject_of(s, t);
        bool passive =
            parse_child(s->p, t, REL_NSUBJ, SUB_PASS) != PARLEY_NONE || parse_child(s->p, t, REL_AUX, SUB_PASS) != PARLEY_NONE;
        if ((e = verb_entry(s, HOW_VERB, t)) && e->alone && parse_child(s->p, t, REL_AUX, SUB_NONE) != PARLEY_NONE &&
            (tok(s, t)->morph & (FEAT_GER | FEAT_PART))) { /* "are negotiating" */
            add(s, t, subj, e, HOW_VERB, PARLEY_NONE);
            return;
        }
        if (!passive && (e = verb_entry(s, HOW_VERB, t)) && speaks_of(s, e, subj)) {
            add(s, t, subj, e, HOW_VERB, PARLEY_NONE);
            return;
        }
        if ((e = verb_entry(s, HOW_ACT, t))) {
            about = passive ? subj : parse_child(s->p, t, REL_OBJ, SUB_NONE);
            if (speaks_of(s, e, about)) {
                add(s, t, about, e, HOW_ACT, PARLEY_NONE);
                return;
            }
        }
        if ((e = verb_entry(s, HOW_GAP, t)) && subj != PARLEY_NONE && in_class(s, CLASS_GAP, subj)) {
            add(s, t, subj, e, HOW_GAP, PARLEY_NONE);
            return;
        }
    }
    if (k->upos == UPOS_ADJ && turned_state(s, t))
        return;
    if (k->upos == UPOS_ADJ || k->upos == UPOS_ADV || k->upos == UPOS_NOUN || k->upos == UPOS_VERB || k->upos == UPOS_ADP) {
        if ((e = state_entry(s, t)) && copular(s, t)) {
            uint32_t subj = subject_of(s, t);
            if (subj == PARLEY_NONE && k->head != PARLEY_NONE)
                subj = subject_of(s, k->head);
            if (speaks_of(s, e, subj)) {
                add(s, t, subj, e, HOW_STATE, PARLEY_NONE);
                return;
            }
        }
        if ((e = entry(s, HOW_FEEL, k->norm)) && (about = governed(s, e, t)) != PARLEY_NONE) {
            uint32_t subj = subject_of(s, k->rel == REL_OBJ ? k->head : t), voice = PARLEY_NONE;
            bool feeling = k->norm[0] == 'o' || k->norm[0] == 'p' || k->upos == UPOS_NOUN; /* a view, not where the parties are */
            if (subj != PARLEY_NONE && feeling)
                voice = facts_actor_of(s->f, s->p, subj);
            add(s, t, about, e, HOW_FEEL, voice);
            return;
        }
    }
    if (k->upos == UPOS_NOUN && (e = entry(s, HOW_NOUN, k->norm))) {
        about = governed(s, e, t);
        if (about != PARLEY_NONE || e->alone)
            add(s, t, about, e, HOW_NOUN, PARLEY_NONE);
    }
}

void outlooks_find(const meaning_in *in, parley_facts *f) {
    search s = {in, f, in->parse, in->lexicons->outlooks};
    for (uint32_t t = 0; t < in->parse->n_tokens; t++)
        outlook_at(&s, t);
}
