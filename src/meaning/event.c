/* event.c - what they did, in PLOVER codes: the patterns of data/events laid over dependency trees.
 *
 * For each content word that some pattern names as trigger, the patterns are tried and the most specific that fits is taken (of
 * equals the first in the file). Participants come from the trigger's arguments after undoing what syntax does to them: passive,
 * control, coordination, relative clauses, participles, nominalisation, light verbs. Status is gathered on the way from the
 * trigger up to the clause that the report itself asserts. Without a trigger and a participant in the text there is no event.
 *
 * Cost: each walk up or down a tree is bounded (WALK), so the whole is linear in tokens times the patterns of a word.
 */
#include "meaning/event_int.h"
#include "meaning/timex.h"
#include "meaning/world.h"

#include <stdio.h>

static uint8_t flags_of(const coder *c, uint32_t t) {
    uint8_t f = 0;
    if (c->norm[t] != PARLEY_NONE)
        f |= c->lex->flags[c->norm[t]];
    if (c->lemma[t] != PARLEY_NONE)
        f |= c->lex->flags[c->lemma[t]];
    return f;
}

static bool in_words(const uint32_t *words, uint32_t n, uint32_t w) {
    uint32_t lo = 0, hi = n;
    if (w == PARLEY_NONE)
        return false;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (words[mid] < w)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && words[lo] == w;
}

static bool is_one_of(const coder *c, const lex_cond *cond, uint32_t t) {
    return !cond->n_words || in_words(cond->words, cond->n_words, c->lemma[t]) ||
           in_words(cond->words, cond->n_words, c->norm[t]);
}

static bool norm_is(const coder *c, uint32_t t, const char *s) {
    return t != PARLEY_NONE && strcmp(TOK(c, t)->norm, s) == 0;
}

/* --- the grammar of arguments ------------------------------------------------------------------------------------------------
 */

static bool is_relative(const coder *c, uint32_t t) {
    const parse_token *k = TOK(c, t);
    return (k->upos == UPOS_PRON || k->upos == UPOS_SCONJ || k->upos == UPOS_DET) &&
           (norm_is(c, t, "who") || norm_is(c, t, "which") || norm_is(c, t, "that") || norm_is(c, t, "whom"));
}

/* The noun that a relative pronoun stands for; t itself for anything else. */
static uint32_t antecedent(const coder *c, uint32_t t) {
    if (t == PARLEY_NONE || !is_relative(c, t))
        return t;
    uint32_t up = t;
    for (int i = 0; i < 5 && up != PARLEY_NONE; i++) {
        if (TOK(c, up)->rel == REL_ACL)
            return TOK(c, up)->head;
        up = TOK(c, up)->head;
    }
    return t;
}

static bool is_clausal(const coder *c, uint32_t t) {
    const parse_token *k = TOK(c, t);
    if (k->upos == UPOS_VERB || k->upos == UPOS_AUX)
        return (k->rel != REL_AMOD && k->rel != REL_COMPOUND) || parse_child(c->p, t, REL_NSUBJ, SUB_NONE) != PARLEY_NONE;
    return parse_child(c->p, t, REL_COP, SUB_NONE) != PARLEY_NONE || parse_child(c->p, t, REL_NSUBJ, SUB_NONE) != PARLEY_NONE;
}

static bool has_child(const coder *c, uint32_t t, ud_rel r, ud_sub s) {
    return parse_child(c->p, t, r, s) != PARLEY_NONE;
}

static bool passive_within(const coder *c, uint32_t t, int depth) {
    const parse_token *k = TOK(c, t);
    if (k->upos != UPOS_VERB && k->upos != UPOS_ADJ)
        return false;
    if (has_child(c, t, REL_NSUBJ, SUB_PASS) || has_child(c, t, REL_AUX, SUB_PASS))
        return true;
    if (k->upos != UPOS_VERB || has_child(c, t, REL_AUX, SUB_NONE) || has_child(c, t, REL_OBJ, SUB_NONE))
        return false; /* "closed its border and accused them": a past form that the tagger took for a participle */
    uint32_t own = parse_child(c->p, t, REL_NSUBJ, SUB_NONE);
    if (own != PARLEY_NONE && !is_relative(c, own))
        return false; /* "the drivers struck" */
    bool participle = (k->morph & FEAT_PASS) || ((k->morph & FEAT_PART) && (k->morph & FEAT_PAST));
    if (!participle)
        return false;
    if (k->rel == REL_ACL)
        return k->sub != SUB_RELCL && !has_child(c, t, REL_OBJ, SUB_NONE);
    if (k->rel == REL_ADVCL || k->rel == REL_XCOMP)
        return !has_child(c, t, REL_OBJ, SUB_NONE) && !has_child(c, t, REL_NSUBJ, SUB_NONE);
    if (k->rel == REL_CONJ && !has_child(c, t, REL_NSUBJ, SUB_NONE) && !has_child(c, t, REL_OBJ, SUB_NONE) &&
        k->head != PARLEY_NONE)
        return depth < WALK && passive_within(c, k->head, depth + 1); /* "was seized and burned" */
    return (k->morph & FEAT_PASS) != 0;
}

static bool is_passive(const coder *c, uint32_t t) {
    return passive_within(c, t, 0);
}

/* Does t stand under the preposition or mark with this word number? */
static bool under_prep(const coder *c, uint32_t t, uint32_t prep) {
    int n = 0;
    if (prep == PARLEY_NONE)
        return false;
    PARSE_EACH_CHILD (c->p, t, k) {
        if ((TOK(c, k)->rel == REL_CASE || TOK(c, k)->rel == REL_MARK) && c->norm[k] == prep)
            return true;
        if (++n > LISTED_MAX)
            break;
    }
    return false;
}

static bool under_prep_named(const coder *c, uint32_t t, const char *prep) {
    return under_prep(c, t, event_lexicon_word(c->lex, prep));
}

static uint32_t prep_child(const coder *c, uint32_t t, uint32_t prep, bool clauses) {
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, k) {
        uint8_t rel = TOK(c, k)->rel;
        if ((rel == REL_OBL || rel == REL_NMOD || rel == REL_OBJ || (clauses && (rel == REL_ADVCL || rel == REL_ACL))) &&
            under_prep(c, k, prep))
            return k;
        if (++n > LISTED_MAX)
            break;
    }
    return PARLEY_NONE;
}

static uint32_t object(const coder *c, uint32_t t, int depth);

/* "serious about imposing tariffs", which the parser takes for tariffs that impose: the noun, or PARLEY_NONE. Between the
 * preposition and the gerund stands nothing, and the gerund governs what follows. */
static uint32_t gerund_object(const coder *c, uint32_t t) {
    const parse_token *k = TOK(c, t);
    size_t n = strlen(k->norm);
    if (k->rel != REL_AMOD || k->upos != UPOS_VERB || k->head == PARLEY_NONE || k->head <= t || !t || n < 5 ||
        strcmp(k->norm + n - 3, "ing") != 0)
        return PARLEY_NONE;
    return TOK(c, t - 1)->rel == REL_CASE && TOK(c, t - 1)->head == k->head ? k->head : PARLEY_NONE;
}

/* The phrase that stands (or is understood) as t's grammatical subject. */
static uint32_t surface_subject(const coder *c, uint32_t t, int depth) {
    if (t == PARLEY_NONE || depth > WALK)
        return PARLEY_NONE;
    uint32_t s = parse_child(c->p, t, REL_NSUBJ, SUB_NONE);
    if (s != PARLEY_NONE)
        return antecedent(c, s);
    const parse_token *k = TOK(c, t);
    uint32_t h = k->head;
    if (h == PARLEY_NONE)
        return PARLEY_NONE;
    switch (k->rel) {
    case REL_CONJ: return surface_subject(c, h, depth + 1);
    case REL_XCOMP:
    case REL_ADVCL: {
        bool of_from = under_prep_named(c, t, "of") || under_prep_named(c, t, "from");
        bool for_ = under_prep_named(c, t, "for");
        if (of_from || for_ || k->rel == REL_XCOMP || under_prep_named(c, t, "into") || under_prep_named(c, t, "to"))
            if ((flags_of(c, h) & WORD_OBJCTRL) && TOK(c, h)->upos == UPOS_VERB) {
                uint32_t o = object(c, h, depth + 1);
                if (o != PARLEY_NONE)
                    return o;
            }
        if (k->rel == REL_ADVCL && !is_clausal(c, h))
            return antecedent(c, h);
        return surface_subject(c, h, depth + 1);
    }
    case REL_ACL: {
        bool infinitive = under_prep_named(c, t, "to");
        if (k->sub == SUB_RELCL || !infinitive) {
            if (under_prep_named(c, t, "of") || under_prep_named(c, t, "for") || under_prep_named(c, t, "in") ||
                under_prep_named(c, t, "from") || under_prep_named(c, t, "about"))
                infinitive = true; /* "its policy of seizing ships": whose policy */
            else
                return antecedent(c, h);
        }
        uint32_t owner = parse_child(c->p, h, REL_NMOD, SUB_POSS);
        if (owner != PARLEY_NONE)
            return owner;
        if (TOK(c, h)->head == PARLEY_NONE && TOK(c, h)->upos == UPOS_PROPN)
            return h; /* a headline: "Ministry to meet union" */
        uint32_t fore = prep_child(c, h, event_lexicon_word(c->lex, "by"), false);
        if (fore != PARLEY_NONE)
            return fore;
        uint8_t rel = TOK(c, h)->rel;
        if (rel == REL_OBJ || rel == REL_XCOMP || rel == REL_OBL)
            return TOK(c, h)->head != PARLEY_NONE ? surface_subject(c, TOK(c, h)->head, depth + 1) : PARLEY_NONE;
        PARSE_EACH_CHILD (c->p, h, d) /* "the U.S. decision to leave" */
            if ((TOK(c, d)->rel == REL_AMOD || TOK(c, d)->rel == REL_COMPOUND) && facts_actor_of(c->f, c->p, d) != PARLEY_NONE)
                return d;
        return PARLEY_NONE;
    }
    case REL_CCOMP:
    case REL_OBL: return surface_subject(c, h, depth + 1);
    case REL_AMOD:
        if (gerund_object(c, t) == PARLEY_NONE || TOK(c, h)->head == PARLEY_NONE)
            return PARLEY_NONE;
        if (TOK(c, h)->rel == REL_NMOD)
            return parse_child(c->p, TOK(c, h)->head, REL_NMOD, SUB_POSS);
        return TOK(c, h)->rel == REL_OBL ? surface_subject(c, TOK(c, h)->head, depth + 1) : PARLEY_NONE;
    case REL_NMOD: return parse_child(c->p, h, REL_NMOD, SUB_POSS);
    default: return PARLEY_NONE;
    }
}

/* Whom t's act is done to: the object, the subject of a passive, the head noun of "the plan that they rejected". */
static uint32_t object(const coder *c, uint32_t t, int depth) {
    if (t == PARLEY_NONE || depth > WALK)
        return PARLEY_NONE;
    if (is_passive(c, t))
        return surface_subject(c, t, depth + 1);
    uint32_t o = parse_child(c->p, t, REL_OBJ, SUB_NONE);
    if (o != PARLEY_NONE)
        return antecedent(c, o);
    const parse_token *k = TOK(c, t);
    if (k->rel == REL_ACL && k->sub == SUB_RELCL && k->head != PARLEY_NONE) {
        uint32_t s = parse_child(c->p, t, REL_NSUBJ, SUB_NONE);
        if (s != PARLEY_NONE && !is_relative(c, s) && !has_child(c, t, REL_CCOMP, SUB_NONE) &&
            !has_child(c, t, REL_XCOMP, SUB_NONE))
            return k->head;
    }
    if (k->rel == REL_AMOD && k->head != PARLEY_NONE && k->head > t &&
        (has_child(c, t, REL_NSUBJ, SUB_NONE) || gerund_object(c, t) != PARLEY_NONE))
        return k->head; /* "the army deployed tanks", with the verb taken for a modifier of its object */
    int n_obl = 0;
    PARSE_EACH_CHILD (c->p, t, d) { /* "called off the war" with the particle taken for a preposition; an oblique without any */
        const parse_token *x = TOK(c, d);
        if (x->rel == REL_OBL && d > t && (x->upos == UPOS_NOUN || x->upos == UPOS_PROPN) && x->ne != NE_DATE &&
            x->sub == SUB_NONE) {
            uint32_t case_ = parse_child(c->p, d, REL_CASE, SUB_NONE);
            if (case_ == PARLEY_NONE || (case_ == t + 1 && (norm_is(c, case_, "off") || norm_is(c, case_, "over") ||
                                                            norm_is(c, case_, "up") || norm_is(c, case_, "down"))))
                return d;
        }
        if (++n_obl > LISTED_MAX)
            break;
    }
    /* "criticised and rejected the plan": the object stands at the last verb */
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, d) {
        if (TOK(c, d)->rel == REL_CONJ && TOK(c, d)->upos == UPOS_VERB && !has_child(c, d, REL_NSUBJ, SUB_NONE) && d - t <= 3 &&
            d > t)
            return parse_child(c->p, d, REL_OBJ, SUB_NONE);
        if (++n > LISTED_MAX)
            break;
    }
    return PARLEY_NONE;
}

static uint32_t subject(const coder *c, uint32_t t) {
    if (!is_passive(c, t))
        return surface_subject(c, t, 0);
    uint32_t by = parse_child(c->p, t, REL_OBL, SUB_AGENT), prep = event_lexicon_word(c->lex, "by");
    if (by != PARLEY_NONE || (by = prep_child(c, t, prep, false)) != PARLEY_NONE)
        return by;
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, k) { /* "was blamed for the move by the unions", with the agent one noun too low */
        if (TOK(c, k)->rel == REL_OBL && k > t && c->lemma[k] != PARLEY_NONE && c->lex->first[1][c->lemma[k]] == PARLEY_NONE &&
            (by = prep_child(c, k, prep, false)) != PARLEY_NONE)
            return by;
        if (++n > LISTED_MAX)
            break;
    }
    return PARLEY_NONE;
}

/* --- participants --------------------------------------------------------------------------------------------------------------
 */

static void who_add(who *w, uint32_t actor) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->at[i] == actor)
            return;
    if (actor != PARLEY_NONE && w->n < ACTORS_MAX)
        w->at[w->n++] = actor;
}

static uint32_t root_at(const coder *c, uint32_t actor) {
    return actor < c->n_root ? c->root[actor] : actor; /* actors added by this stage speak for themselves */
}

static bool who_has(const who *w, uint32_t actor) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->at[i] == actor)
            return true;
    return false;
}

static void add_direct(const coder *c, uint32_t t, who *w) {
    uint32_t out[ACTORS_MAX], n = facts_actors_of(c->f, c->p, t, out, ACTORS_MAX);
    for (uint32_t i = 0; i < n; i++)
        who_add(w, out[i]);
}

/* "The dock workers", "gunmen": somebody who acts, whom the report describes and the actors' stage did not take up. */
static void add_described(const coder *c, uint32_t t, who *w) {
    const parse_token *k = TOK(c, t);
    if (k->upos != UPOS_NOUN || !in_words(c->lex->agent_words, c->lex->n_agent_words, c->lemma[t]))
        return;
    uint32_t first = t;
    PARSE_EACH_CHILD (c->p, t, d) {
        uint8_t rel = TOK(c, d)->rel;
        if ((rel == REL_AMOD || rel == REL_COMPOUND) && d < first && TOK(c, d)->upos != UPOS_VERB)
            first = d;
    }
    char name[120];
    size_t n = 0;
    for (uint32_t i = first; i <= t; i++) {
        int m = snprintf(name + n, sizeof name - n, "%s%s", i > first && TOK(c, i - 1)->end < TOK(c, i)->start ? " " : "",
                         TOK(c, i)->form);
        if (m < 0 || (size_t)m >= sizeof name - n)
            return;
        n += (size_t)m;
    }
    who_add(w, facts_add_actor(c->in, c->f, name, ACTOR_UNNAMED));
}

/* Actors among the modifiers before a noun: "Chinese tariffs", "EU-UK talks". */
static void add_modifiers(const coder *c, uint32_t t, who *w) {
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, k) {
        uint8_t rel = TOK(c, k)->rel;
        if ((rel == REL_AMOD || rel == REL_COMPOUND ||
             (rel == REL_NMOD && TOK(c, k)->sub != SUB_POSS && !has_child(c, k, REL_CASE, SUB_NONE))) &&
            k < t) {
            if (c->f->mention_of && c->f->mention_of[k] != PARLEY_NONE) {
                who_add(w, c->f->mentions[c->f->mention_of[k]].actor);
                who_add(w, c->f->mentions[c->f->mention_of[k]].actor2);
            }
            PARSE_EACH_CHILD (c->p, k, j)
                if (c->f->mention_of && c->f->mention_of[j] != PARLEY_NONE)
                    who_add(w, c->f->mentions[c->f->mention_of[j]].actor);
        }
        if (++n > LISTED_MAX)
            break;
    }
}

/* The actor that t names, or whose thing t is ("China's imports", "the company's latest offer", "the idea of the union"). */
static void add_actors(const coder *c, uint32_t t, who *w, int depth) {
    t = antecedent(c, t);
    if (t == PARLEY_NONE || depth > 2)
        return;
    uint32_t before = w->n;
    bool event_noun = TOK(c, t)->upos == UPOS_NOUN && c->lemma[t] != PARLEY_NONE &&
                      c->lex->first[1][c->lemma[t]] != PARLEY_NONE &&
                      has_child(c, t, REL_NMOD, SUB_POSS); /* "the army's campaign caused": the army */
    if (!event_noun)
        add_direct(c, t, w);
    if (w->n > before)
        return;
    uint32_t poss = parse_child(c->p, t, REL_NMOD, SUB_POSS);
    if (poss != PARLEY_NONE)
        add_actors(c, poss, w, depth + 1);
    if (w->n == before)
        add_modifiers(c, t, w);
    static const char *const preps[] = {"by", "from", "of"};
    for (size_t i = 0; i < COUNT_OF(preps) && w->n == before; i++) {
        uint32_t k = prep_child(c, t, event_lexicon_word(c->lex, preps[i]), false);
        if (k != PARLEY_NONE)
            add_actors(c, k, w, depth + 1);
    }
    if (w->n == before && depth == 0)
        add_described(c, t, w);
    if (w->n == before) /* "goods imported from the country", "a text drafted by the ministry" */
        PARSE_EACH_CHILD (c->p, t, k)
            if (TOK(c, k)->rel == REL_ACL && TOK(c, k)->sub != SUB_RELCL && TOK(c, k)->upos == UPOS_VERB)
                for (size_t i = 0; i < 2 && w->n == before; i++) {
                    uint32_t b = prep_child(c, k, event_lexicon_word(c->lex, preps[i]), false);
                    if (b != PARLEY_NONE)
                        add_direct(c, b, w);
                }
}

/* The verb that carries a nominal event ("held talks", "launched an attack"), or PARLEY_NONE. */
static uint32_t light_verb(const coder *c, uint32_t t) {
    uint32_t up = t;
    for (int i = 0; i < 3; i++) {
        const parse_token *k = TOK(c, up);
        if (k->head == PARLEY_NONE)
            return PARLEY_NONE;
        if (k->rel == REL_CONJ || (k->rel == REL_NMOD && (flags_of(c, k->head) & WORD_LIGHT))) { /* "a round of talks" */
            up = k->head;
            continue;
        }
        if (k->rel == REL_OBJ ||
            (k->rel == REL_OBL && !under_prep_named(c, up, "after") && !under_prep_named(c, up, "during") && up == t + 0 &&
             (under_prep_named(c, up, "in") || under_prep_named(c, up, "on") || under_prep_named(c, up, "for")) &&
             !has_child(c, k->head, REL_OBJ, SUB_NONE)) ||
            k->rel == REL_XCOMP || (k->rel == REL_NSUBJ && k->sub == SUB_PASS))
            if (TOK(c, k->head)->upos == UPOS_VERB && (flags_of(c, k->head) & WORD_LIGHT))
                return k->head;
        return PARLEY_NONE;
    }
    return PARLEY_NONE;
}

static void slot_actors(const coder *c, uint32_t t, uint32_t slot, uint8_t pos, who *w) {
    uint32_t h = PARLEY_NONE, k;
    switch (slot) {
    case SLOT_SUBJ: add_actors(c, subject(c, t), w, 0); return;
    case SLOT_OBJ: add_actors(c, object(c, t, 0), w, 0); return;
    case SLOT_IOBJ:
        k = parse_child(c->p, t, REL_IOBJ, SUB_NONE);
        if (k == PARLEY_NONE && (k = parse_child(c->p, t, REL_OBJ, SUB_NONE)) != PARLEY_NONE) {
            bool two = false;
            for (uint32_t d = TOK(c, k)->sibling; d != PARLEY_NONE && !two; d = TOK(c, d)->sibling)
                two = TOK(c, d)->rel == REL_OBJ;
            if (!two)
                return;
        }
        add_actors(c, k, w, 0);
        return;
    case SLOT_POSS:
        if ((k = parse_child(c->p, t, REL_NMOD, SUB_POSS)) != PARLEY_NONE)
            add_actors(c, k, w, 0);
        return;
    case SLOT_DEM: add_modifiers(c, t, w); return;
    case SLOT_HSUBJ:
        if ((h = light_verb(c, t)) != PARLEY_NONE)
            add_actors(c, subject(c, h), w, 0);
        return;
    case SLOT_HOBJ:
        if ((h = light_verb(c, t)) != PARLEY_NONE && (k = object(c, h, 0)) != t)
            add_actors(c, k, w, 0);
        return;
    case SLOT_OWNER:
        if ((k = object(c, t, 0)) != PARLEY_NONE)
            add_actors(c, k, w, 1);
        return;
    case SLOT_SPEAKER: who_add(w, facts_asserter(c->f, t)); return;
    case SLOT_CSUBJ:
        if ((k = parse_child(c->p, t, REL_CCOMP, SUB_NONE)) != PARLEY_NONE)
            add_actors(c, parse_child(c->p, k, REL_NSUBJ, SUB_NONE), w, 0);
        return;
    case SLOT_XOBJ:
        if ((k = parse_child(c->p, t, REL_XCOMP, SUB_NONE)) != PARLEY_NONE ||
            (k = parse_child(c->p, t, REL_CCOMP, SUB_NONE)) != PARLEY_NONE ||
            (k = parse_child(c->p, t, REL_ADVCL, SUB_NONE)) != PARLEY_NONE ||
            (k = parse_child(c->p, t, REL_ACL, SUB_NONE)) != PARLEY_NONE) {
            add_actors(c, object(c, k, 0), w, 0);
            static const char *const preps[] = {"to", "with", "against", "on", "from"};
            for (size_t i = 0; i < COUNT_OF(preps) && !w->n; i++) {
                uint32_t x = prep_child(c, k, event_lexicon_word(c->lex, preps[i]), false);
                if (x != PARLEY_NONE)
                    add_actors(c, x, w, 0);
            }
            if (!w->n)
                add_actors(c, parse_child(c->p, k, REL_NSUBJ, SUB_NONE), w, 0);
        }
        return;
    default: break;
    }
    uint32_t prep = slot - SLOT_PREP;
    k = prep_child(c, t, prep, true);
    if (k == PARLEY_NONE) { /* attached one word too high or too low */
        if (pos == 'n') {
            h = TOK(c, t)->rel == REL_OBJ ? TOK(c, t)->head : PARLEY_NONE;
            if (h != PARLEY_NONE && !is_passive(c, h) && prep == event_lexicon_word(c->lex, "by") &&
                (k = prep_child(c, h, prep, false)) != PARLEY_NONE && k < t)
                k = PARLEY_NONE; /* "end a strike by the workers": an active verb has no agent but its subject */
            if (k == PARLEY_NONE && (h = light_verb(c, t)) != PARLEY_NONE)
                k = prep_child(c, h, prep, false);
        } else {
            uint32_t o = parse_child(c->p, t, REL_OBJ, SUB_NONE), x = parse_child(c->p, t, REL_XCOMP, SUB_NONE);
            if (o != PARLEY_NONE)
                k = prep_child(c, o, prep, false);
            if (k == PARLEY_NONE && x != PARLEY_NONE)
                k = prep_child(c, x, prep, false);
            if (k == PARLEY_NONE && x != PARLEY_NONE && (o = parse_child(c->p, x, REL_OBJ, SUB_NONE)) != PARLEY_NONE)
                k = prep_child(c, o, prep, false); /* "helped broker a truce between" */
        }
    }
    if (k == PARLEY_NONE) { /* "resulted in the deaths of" */
        int n = 0;
        PARSE_EACH_CHILD (c->p, t, d) {
            if (TOK(c, d)->rel == REL_OBL && k == PARLEY_NONE && pos == 'v' && d > t)
                k = prep_child(c, d, prep, false);
            if (++n > LISTED_MAX)
                break;
        }
    }
    if (k == PARLEY_NONE)
        return;
    if (TOK(c, k)->rel == REL_ADVCL || TOK(c, k)->rel == REL_ACL) { /* "accused of breaking": who breaks */
        uint32_t s = parse_child(c->p, k, REL_NSUBJ, SUB_NONE);
        if (s != PARLEY_NONE)
            add_actors(c, s, w, 0);
        return;
    }
    add_actors(c, k, w, 0);
}

static void slots_actors(const coder *c, uint32_t t, const uint32_t *slots, uint8_t n, uint8_t pos, bool all, who *w) {
    for (uint8_t i = 0; i < n && (all || !w->n); i++)
        slot_actors(c, t, slots[i], pos, w);
}

/* --- status --------------------------------------------------------------------------------------------------------------------
 */

typedef struct reading {
    event_status status;
    bool refused;   /* negated future or modal of the trigger itself: "will not", "cannot" */
    bool negated;   /* the trigger's own clause is negated */
    bool present;   /* in the present tense */
    bool purpose;   /* what somebody does something else for: "met to end the war" */
    bool yet;       /* "not yet": still open, no refusal */
    bool condition; /* inside a condition: nothing above it counts */
} reading;

static void op_deny(reading *r) {
    r->status = r->status == STATUS_DENIED ? STATUS_HAPPENED : STATUS_DENIED;
}

static void op_plan(reading *r) {
    if (r->status == STATUS_HAPPENED)
        r->status = STATUS_PLANNED;
}

static void op_hypo(reading *r, bool strong) {
    if (strong || r->status != STATUS_DENIED)
        r->status = STATUS_HYPOTHETICAL;
}

static bool phrase_negated(const coder *c, uint32_t t) {
    if (t == PARLEY_NONE)
        return false;
    if (flags_of(c, t) & WORD_NEG)
        return true;
    PARSE_EACH_CHILD (c->p, t, k) {
        uint8_t rel = TOK(c, k)->rel;
        if ((rel == REL_DET || rel == REL_ADVMOD || rel == REL_CC || (rel == REL_CASE && norm_is(c, k, "without"))) && k < t &&
            (flags_of(c, k) & WORD_NEG))
            return true;
    }
    return false;
}

static bool reported(const coder *c, uint32_t t) {
    for (int i = 0; i < WALK && t != PARLEY_NONE; i++) {
        const parse_token *k = TOK(c, t);
        if (k->rel == REL_CCOMP && k->head != PARLEY_NONE)
            return true;
        if (k->rel != REL_CONJ && k->rel != REL_XCOMP && k->rel != REL_ADVCL)
            return false;
        t = k->head;
    }
    return false;
}

static bool has_condition(const coder *c, uint32_t t) {
    const parse_sent *s = &c->p->sents[TOK(c, t)->sent];
    uint32_t n = s->end - s->first > 60 ? s->first + 60 : s->end;
    for (uint32_t i = s->first; i < n; i++)
        if (norm_is(c, i, "if") || norm_is(c, i, "under") || norm_is(c, i, "without"))
            return true;
    return false;
}

/* What auxiliaries, negation and tense of the clause headed by t say. */
static void clause_modality(const coder *c, uint32_t t, reading *r, bool own) {
    bool neg = false, future = false, modal = false, would = false, aux = false, past = false, be = false;
    uint32_t at_to = 0;
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, k) {
        uint8_t fl = flags_of(c, k), rel = TOK(c, k)->rel;
        be |= (rel == REL_AUX || rel == REL_COP) && !at_to && strcmp(TOK(c, k)->lemma, "be") == 0;
        if (k < t && !at_to && norm_is(c, k, "to") && TOK(c, k)->upos == UPOS_PART)
            at_to = k;
        if (rel == REL_AUX || rel == REL_COP) {
            aux = true;
            future |= (fl & WORD_FUTURE) != 0;
            modal |= (fl & WORD_MODAL) != 0;
            would |= (fl & WORD_WOULD) != 0;
            past |= (TOK(c, k)->morph & FEAT_PAST) != 0;
        }
        if ((rel == REL_ADVMOD || rel == REL_DISCOURSE || rel == REL_CC || rel == REL_DET) && (fl & WORD_NEG) &&
            (k < t || k == t + 1))
            neg = true;
        if (rel == REL_OBJ || rel == REL_NSUBJ)
            neg |= phrase_negated(c, k);
        if ((rel == REL_MARK || (rel == REL_ADVMOD && TOK(c, k)->upos == UPOS_SCONJ)) && (fl & WORD_IF))
            r->condition = true;
        if (rel == REL_ADVMOD && k < t)
            modal |= (fl & WORD_MODAL) != 0; /* "probably", "likely" */
        if (rel == REL_MARK && norm_is(c, k, "without"))
            neg = true;
        if (own && rel == REL_ADVMOD && norm_is(c, k, "yet"))
            r->yet = true;
        if (++n > LISTED_MAX)
            break;
    }
    /* "the talks are to begin", "are going to begin", and the headline's "Ministry to begin talks" */
    if (TOK(c, t)->upos == UPOS_VERB && ((at_to && (be || TOK(c, t)->head == PARLEY_NONE)) ||
                                         (be && norm_is(c, t, "going") && has_child(c, t, REL_XCOMP, SUB_NONE))))
        future = true;
    if (own) {
        r->negated = neg;
        r->present = aux ? !past : (TOK(c, t)->morph & FEAT_PRES) != 0;
    }
    if (r->condition) {
        op_hypo(r, true);
        return;
    }
    if (would && !reported(c, t) && (TOK(c, t)->sub == SUB_RELCL || TOK(c, t)->upos != UPOS_VERB || has_condition(c, t))) {
        would = false; /* else the future seen from the past: "she would meet them on Monday" */
        modal = true;
    }
    if (own && neg && (future || modal || would)) {
        r->refused = true;
        op_deny(r);
        return;
    }
    if (neg)
        op_deny(r);
    if (modal)
        op_hypo(r, false);
    if (future || would)
        op_plan(r);
}

static void apply(reading *r, uint8_t op) {
    if (op == OP_PLAN)
        op_plan(r);
    else if (op == OP_HYPO)
        op_hypo(r, false);
    else if (op == OP_DENY)
        op_deny(r);
}

static bool finite(const coder *c, uint32_t t) {
    if (TOK(c, t)->morph & FEAT_FIN)
        return true;
    PARSE_EACH_CHILD (c->p, t, k)
        if ((TOK(c, k)->rel == REL_AUX || TOK(c, k)->rel == REL_COP) &&
            ((TOK(c, k)->morph & FEAT_FIN) || (flags_of(c, k) & (WORD_MODAL | WORD_FUTURE | WORD_WOULD))))
            return true;
    return false;
}

static bool past_copula(const coder *c, uint32_t t) {
    bool past = false;
    PARSE_EACH_CHILD (c->p, t, k) {
        if (TOK(c, k)->rel == REL_AUX && (flags_of(c, k) & (WORD_MODAL | WORD_WOULD | WORD_FUTURE)))
            return false;
        past |= TOK(c, k)->rel == REL_COP && (TOK(c, k)->morph & FEAT_PAST);
    }
    return past;
}

static reading status_of(const coder *c, uint32_t t) {
    reading r = {.status = STATUS_HAPPENED};
    bool clausal = is_clausal(c, t);
    if (clausal)
        clause_modality(c, t, &r, true);
    else {
        if (phrase_negated(c, t))
            op_deny(&r);
        PARSE_EACH_CHILD (c->p, t, k)
            if (TOK(c, k)->rel == REL_AMOD && c->lemma[k] != PARLEY_NONE)
                apply(&r, c->lex->op_nominal[c->lemma[k]]);
    }
    uint32_t cur = t;
    for (int i = 0; i < WALK && !r.condition; i++) {
        const parse_token *k = TOK(c, cur);
        uint32_t h = k->head;
        if (h == PARLEY_NONE)
            break;
        uint8_t verbal = c->lemma[h] != PARLEY_NONE ? c->lex->op_verbal[c->lemma[h]] : OP_NONE;
        uint8_t nominal = c->lemma[h] != PARLEY_NONE ? c->lex->op_nominal[c->lemma[h]] : OP_NONE;
        if (k->rel == REL_CONJ) {
            /* "could fire and kill" shares its auxiliary; "would not yield and accused them" does not */
            bool own = clausal && (has_child(c, cur, REL_AUX, SUB_NONE) || has_child(c, cur, REL_NSUBJ, SUB_NONE) ||
                                   ((k->morph & FEAT_FIN) && has_child(c, h, REL_AUX, SUB_NONE)));
            if (clausal && !own && is_clausal(c, h))
                clause_modality(c, h, &r, false);
            cur = h;
            continue;
        }
        if (clausal) {
            if (k->rel == REL_PARATAXIS || k->sub == SUB_RELCL)
                break;
            if (k->rel == REL_ACL && !under_prep_named(c, cur, "to") && !under_prep_named(c, cur, "of") &&
                !under_prep_named(c, cur, "for") && !under_prep_named(c, cur, "about") && !under_prep_named(c, cur, "in"))
                break; /* "a plan approved by": the plan, not the approval, is what is planned */
            if (k->rel == REL_XCOMP || k->rel == REL_CCOMP || k->rel == REL_CSUBJ || k->rel == REL_ACL) {
                if (k->rel == REL_CCOMP && finite(c, cur))
                    verbal = c->lemma[h] != PARLEY_NONE ? c->lex->op_finite[c->lemma[h]] : OP_NONE;
                if (verbal == OP_HYPO && strcmp(TOK(c, h)->lemma, "able") == 0 && past_copula(c, h))
                    verbal = OP_REAL; /* "was able to": did */
                apply(&r, verbal);
                if (k->rel == REL_ACL && under_prep_named(c, cur, "to") && TOK(c, h)->head == PARLEY_NONE &&
                    TOK(c, h)->upos == UPOS_PROPN)
                    op_plan(&r); /* a headline: "Ministry to meet union" */
                if (verbal == OP_STOP || (k->rel == REL_CCOMP && verbal == OP_NONE))
                    break;
            } else if (k->rel == REL_ADVCL) {
                bool when = false;
                PARSE_EACH_CHILD (c->p, cur, w)
                    when |= w < cur && (norm_is(c, w, "when") || norm_is(c, w, "while"));
                if (when) { /* "when he visits them next month" is taken for granted, whatever stands above */
                    if (r.present && cur == t)
                        op_plan(&r);
                    break;
                }
                if (cur > h && TOK(c, cur - 1)->norm[0] == ',' && !has_child(c, cur, REL_MARK, SUB_NONE) &&
                    under_prep_named(c, h, "to"))
                    break; /* "repeated his pledge to sign, calling it fair": said now, not planned */
                bool governed =
                    under_prep_named(c, cur, "to") || under_prep_named(c, cur, "from") || under_prep_named(c, cur, "of");
                if (verbal != OP_NONE && governed)
                    apply(&r, verbal); /* not "rejected the plan, insisting": there the verb governs nothing */
                else if (under_prep_named(c, cur, "to")) {
                    r.purpose |= cur == t;
                    op_plan(&r);
                } else if (has_child(c, cur, REL_MARK, SUB_NONE) && !under_prep_named(c, cur, "by"))
                    break;
            } else if (k->rel != REL_OBL && k->rel != REL_NMOD && k->rel != REL_NSUBJ && k->rel != REL_OBJ) {
                break;
            }
            cur = h;
            clausal = is_clausal(c, h);
            if (clausal)
                clause_modality(c, h, &r, false);
            else if (phrase_negated(c, h))
                op_deny(&r);
            continue;
        }
        if (k->rel != REL_NMOD && k->rel != REL_OBL && k->rel != REL_OBJ && k->rel != REL_NSUBJ && k->rel != REL_COMPOUND &&
            k->rel != REL_XCOMP && k->rel != REL_CCOMP)
            break;
        bool upper = is_clausal(c, h);
        if (!upper) {
            if (nominal == OP_NONE && !(flags_of(c, h) & WORD_LIGHT))
                break;
            apply(&r, nominal);
            if (phrase_negated(c, h))
                op_deny(&r);
            cur = h;
            continue;
        }
        if (k->rel == REL_OBL && nominal != OP_NONE && !under_prep_named(c, cur, "for") && !under_prep_named(c, cur, "to") &&
            !under_prep_named(c, cur, "in") && !under_prep_named(c, cur, "of") && !under_prep_named(c, cur, "with") &&
            !under_prep_named(c, cur, "on"))
            break;
        if (nominal == OP_NONE && !(flags_of(c, h) & WORD_LIGHT) && k->rel != REL_XCOMP)
            break;
        if (nominal == OP_STOP)
            break;
        if (nominal == OP_HYPO && k->rel == REL_NSUBJ && k->sub != SUB_PASS && TOK(c, h)->upos == UPOS_VERB)
            nominal = OP_REAL; /* "the talks include", which is not "to include talks" */
        apply(&r, nominal);
        cur = h;
        clausal = true;
        clause_modality(c, h, &r, false);
    }
    return r;
}

/* --- patterns
 * -------------------------------------------------------------------------------------------------------------------- */

/* Does a quotation open at token t or one of the two before it ("a 'joke'", "as 'a joke'")? */
static bool is_quote(const coder *c, uint32_t t) {
    for (uint32_t i = t > 2 ? t - 2 : 0; i <= t + 1 && i < c->p->n_tokens; i++) {
        const char *n = TOK(c, i)->form;
        if (strcmp(n, "\"") == 0 || strcmp(n, "``") == 0 || strcmp(n, "\xE2\x80\x9C") == 0)
            return TOK(c, i)->sent == TOK(c, t)->sent;
    }
    return false;
}

/* "called it a ridiculous trick": the adjective tells what it is called. */
static bool modified_by(const coder *c, const lex_cond *cond, uint32_t t) {
    if (TOK(c, t)->upos != UPOS_NOUN)
        return false;
    PARSE_EACH_CHILD (c->p, t, d)
        if (TOK(c, d)->rel == REL_AMOD && is_one_of(c, cond, d))
            return true;
    return false;
}

static bool holds(const coder *c, const lex_cond *cond, uint32_t t, const event_entry *e, const reading *r) {
    uint32_t k;
    switch ((cond_kind)cond->kind) {
    case COND_SUBJ: k = subject(c, t); return k != PARLEY_NONE && is_one_of(c, cond, k);
    case COND_OBJ:
        k = object(c, t, 0);
        if (k == PARLEY_NONE)
            return false;
        if (is_one_of(c, cond, k))
            return true;
        if (!is_passive(c, t))
            PARSE_EACH_CHILD (c->p, t, d) /* "gave the strikers a deadline" */
                if (TOK(c, d)->rel == REL_OBJ && is_one_of(c, cond, d))
                    return true;
        PARSE_EACH_CHILD (c->p, k, d) /* "reached a ceasefire and an agreement", "a round of talks" */
            if ((TOK(c, d)->rel == REL_CONJ || (TOK(c, d)->rel == REL_NMOD && (flags_of(c, k) & WORD_LIGHT))) &&
                is_one_of(c, cond, d))
                return true;
        return false;
    case COND_XCOMP:
        PARSE_EACH_CHILD (c->p, t, d) {
            uint8_t rel = TOK(c, d)->rel;
            if ((rel == REL_XCOMP ||
                 ((rel == REL_ADVCL || rel == REL_ACL || rel == REL_CCOMP) && under_prep_named(c, d, "to"))) &&
                (is_one_of(c, cond, d) || modified_by(c, cond, d)))
                return true;
        }
        k = cond->n_words ? parse_child(c->p, t, REL_OBJ, SUB_NONE) : PARLEY_NONE;
        if (k != PARLEY_NONE) { /* "held them responsible", "called it blackmail" as the parser may see them */
            PARSE_EACH_CHILD (c->p, k, d)
                if (TOK(c, d)->rel == REL_AMOD && d > k && is_one_of(c, cond, d))
                    return true;
            for (uint32_t d = TOK(c, k)->sibling; d != PARLEY_NONE; d = TOK(c, d)->sibling)
                if (TOK(c, d)->rel == REL_OBJ && (is_one_of(c, cond, d) || modified_by(c, cond, d)))
                    return true;
        }
        return false;
    case COND_CCOMP:
        PARSE_EACH_CHILD (c->p, t, d)
            if ((TOK(c, d)->rel == REL_CCOMP || TOK(c, d)->rel == REL_ACL) && is_one_of(c, cond, d))
                return true;
        return false;
    case COND_PREP:
        PARSE_EACH_CHILD (c->p, t, d) {
            uint8_t rel = TOK(c, d)->rel;
            if (TOK(c, d)->ne == NE_DATE)
                continue; /* "called on Monday" */
            if ((rel == REL_OBL || rel == REL_NMOD || rel == REL_ADVCL || rel == REL_ACL || rel == REL_CCOMP) &&
                under_prep(c, d, cond->prep) && is_one_of(c, cond, d))
                return true;
            if (rel == REL_ADVMOD && c->norm[d] == cond->prep && !cond->n_words)
                return true;
        }
        k = e->pos == 'v' ? parse_child(c->p, t, REL_OBJ, SUB_NONE) : PARLEY_NONE;
        if (k != PARLEY_NONE && (k = prep_child(c, k, cond->prep, true)) != PARLEY_NONE)
            return is_one_of(c, cond, k);
        return false;
    case COND_MOD:
        if (e->pos == 'v') {
            k = object(c, t, 0);
            if (k == PARLEY_NONE)
                return false;
            t = k;
        }
        PARSE_EACH_CHILD (c->p, t, d) {
            uint8_t rel = TOK(c, d)->rel;
            if ((rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD || rel == REL_ADVMOD || rel == REL_DET) &&
                is_one_of(c, cond, d))
                return true;
        }
        return false;
    case COND_HEAD:
        k = TOK(c, t)->head;
        while (k != PARLEY_NONE && TOK(c, t)->rel == REL_CONJ) {
            t = k;
            k = TOK(c, t)->head;
        }
        return k != PARLEY_NONE && is_one_of(c, cond, k);
    case COND_NEG: return r->negated || r->refused;
    case COND_MODAL: return r->status == STATUS_PLANNED || r->status == STATUS_HYPOTHETICAL || r->refused;
    case COND_PASS: return is_passive(c, t);
    case COND_PLURAL: return (TOK(c, t)->morph & FEAT_PLUR) != 0;
    case COND_POSS: return has_child(c, t, REL_NMOD, SUB_POSS);
    case COND_SOURCE: {
        who w = {.n = 0};
        slots_actors(c, t, e->source_slot, e->n_source, e->pos, false, &w);
        return w.n > 0;
    }
    case COND_TARGET: {
        who w = {.n = 0};
        slots_actors(c, t, e->target_slot, e->n_target, e->pos, false, &w);
        return w.n > 0;
    }
    case COND_SELFARG: {
        who w = {.n = 0};
        slots_actors(c, t, e->source_slot, e->n_source, e->pos, false, &w);
        slots_actors(c, t, e->target_slot, e->n_target, e->pos, false, &w);
        return w.n > 0;
    }
    case COND_LABOUR: return c->labour;
    case COND_PAST: return (TOK(c, t)->morph & FEAT_PAST) && !has_child(c, t, REL_AUX, SUB_NONE);
    case COND_JOINT: {
        who w = {.n = 0};
        slots_actors(c, t, e->source_slot, e->n_source, e->pos, false, &w);
        k = surface_subject(c, t, 0);
        return w.n > 1 || (w.n && k != PARLEY_NONE && (TOK(c, k)->morph & FEAT_PLUR) && has_child(c, k, REL_NUMMOD, SUB_NONE));
    }
    case COND_OBJNAME: k = object(c, t, 0); return k != PARLEY_NONE && (TOK(c, k)->upos == UPOS_PROPN || TOK(c, k)->ne == NE_PER);
    case COND_XNEG:
        PARSE_EACH_CHILD (c->p, t, d)
            if (TOK(c, d)->rel == REL_XCOMP || TOK(c, d)->rel == REL_CCOMP || TOK(c, d)->rel == REL_ADVCL)
                PARSE_EACH_CHILD (c->p, d, j)
                    if (TOK(c, j)->rel == REL_ADVMOD && j < d && (flags_of(c, j) & WORD_NEG))
                        return true;
        return false;
    case COND_CMUST: /* "said that they must leave", "said the text needs to change" */
        k = parse_child(c->p, t, REL_CCOMP, SUB_NONE);
        if (k == PARLEY_NONE)
            return false;
        PARSE_EACH_CHILD (c->p, k, d)
            if (TOK(c, d)->rel == REL_AUX && (norm_is(c, d, "must") || norm_is(c, d, "ought")))
                return true;
        return (strcmp(TOK(c, k)->lemma, "need") == 0 || strcmp(TOK(c, k)->lemma, "have") == 0) &&
               has_child(c, k, REL_XCOMP, SUB_NONE);
    case COND_PERSON: {
        who w = {.n = 0};
        slots_actors(c, t, e->source_slot, e->n_source, e->pos, false, &w);
        return w.n > 0 && (c->f->actors[w.at[0]].kind == ACTOR_PERSON || c->f->actors[w.at[0]].kind == ACTOR_BODY);
    }
    case COND_OBJACTOR: return facts_actor_of(c->f, c->p, object(c, t, 0)) != PARLEY_NONE;
    case COND_QUOTED: /* called the offer "a joke" */
        PARSE_EACH_CHILD (c->p, t, d) {
            uint8_t rel = TOK(c, d)->rel;
            if (d > t && (rel == REL_XCOMP || rel == REL_OBJ || rel == REL_OBL || rel == REL_CCOMP || rel == REL_ADVCL) &&
                is_quote(c, TOK(c, d)->left))
                return true;
            PARSE_EACH_CHILD (c->p, d, j)
                if (d > t && j > d && TOK(c, j)->rel != REL_CASE && is_quote(c, TOK(c, j)->left))
                    return true;
        }
        return false;
    case COND_CLAUSE: return is_clausal(c, t);
    }
    return false;
}

static bool has_particle(const coder *c, uint32_t t, uint32_t particle) {
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, k) {
        if (c->norm[k] == particle && k > t && k - t <= 6)
            return true;
        if (++n > LISTED_MAX)
            break;
    }
    return t + 1 < c->p->n_tokens && TOK(c, t + 1)->sent == TOK(c, t)->sent && c->norm[t + 1] == particle;
}

static const event_entry *best_entry(const coder *c, uint32_t t, const reading *r) {
    const parse_token *k = TOK(c, t);
    const event_entry *best = NULL;
    int kind = k->upos == UPOS_VERB ? 0 : k->upos == UPOS_NOUN || k->upos == UPOS_PROPN ? 1 : k->upos == UPOS_ADJ ? 2 : -1;
    if (kind < 0)
        return NULL;
    uint32_t words[2] = {c->lemma[t], c->norm[t]};
    for (int i = 0; i < 2; i++) {
        if (words[i] == PARLEY_NONE || (i == 1 && words[1] == words[0]))
            continue;
        for (uint32_t at = c->lex->first[kind][words[i]]; at != PARLEY_NONE; at = c->lex->entries[at].next) {
            const event_entry *e = &c->lex->entries[at];
            if (best && e->weight <= best->weight)
                continue;
            if (e->particle != PARLEY_NONE && !has_particle(c, t, e->particle))
                continue;
            bool fits = true;
            for (uint32_t j = 0; j < e->n_conds && fits; j++) {
                fits = holds(c, &e->conds[j], t, e, r) != e->conds[j].negated;
                while (!fits && e->conds[j].or_next) {
                    j++;
                    fits = holds(c, &e->conds[j], t, e, r) != e->conds[j].negated;
                }
                while (j < e->n_conds && e->conds[j].or_next)
                    j++;
            }
            if (fits)
                best = e;
        }
    }
    return best;
}

/* --- evidence
 * ---------------------------------------------------------------------------------------------------------------------- */

/* The clause that states the event: the trigger with its arguments, without coordinated clauses, what is parenthetical, and
 * marks. */
static parley_span clause_span(const coder *c, uint32_t t) {
    uint32_t first = t, last = t;
    bool clausal = is_clausal(c, t);
    PARSE_EACH_CHILD (c->p, t, k) {
        const parse_token *d = TOK(c, k);
        if (d->rel == REL_PUNCT || d->rel == REL_CC || d->rel == REL_PARATAXIS || (d->rel == REL_CONJ && clausal) ||
            (d->rel == REL_MARK && k < t) ||
            (d->rel == REL_ADVCL && (k < t || has_child(c, k, REL_MARK, SUB_NONE)) && clausal && !under_prep_named(c, k, "to")) ||
            (d->rel == REL_CASE && k < t) || d->rel == REL_DISCOURSE)
            continue;
        if (d->left < first)
            first = d->left;
        if (d->right > last)
            last = d->right;
    }
    while (first < last && TOK(c, first)->upos == UPOS_PUNCT)
        first++;
    while (last > first && TOK(c, last)->upos == UPOS_PUNCT)
        last--;
    return parse_span(c->p, first, last);
}

/* --- finding
 * ------------------------------------------------------------------------------------------------------------------------- */

static bool cooperative(plover e) {
    return e == PLOVER_AGREE || e == PLOVER_CONCEDE || e == PLOVER_RETREAT || e == PLOVER_SUPPORT || e == PLOVER_COOPERATE ||
           e == PLOVER_AID || e == PLOVER_CONSULT;
}

/* Headlines join subjects by a comma: "Ministry, union reach deal". */
static void add_listed(const coder *c, uint32_t t, who *w) {
    uint32_t s = TOK(c, t)->upos == UPOS_VERB ? parse_child(c->p, t, REL_NSUBJ, SUB_NONE) : PARLEY_NONE;
    if (s == PARLEY_NONE && TOK(c, t)->rel == REL_ACL && under_prep_named(c, t, "to") &&
        TOK(c, TOK(c, t)->head)->head == PARLEY_NONE)
        s = TOK(c, t)->head;
    if (s == PARLEY_NONE)
        return;
    PARSE_EACH_CHILD (c->p, s, d)
        if (TOK(c, d)->rel == REL_APPOS || TOK(c, d)->rel == REL_LIST || TOK(c, d)->rel == REL_PARATAXIS) {
            uint32_t a = facts_actor_of(c->f, c->p, d);
            if (a != PARLEY_NONE && c->f->actors[a].kind != ACTOR_PERSON && c->f->actors[a].kind != ACTOR_UNNAMED && w->n == 1 &&
                c->f->actors[w->at[0]].kind != ACTOR_PERSON && root_at(c, a) != root_at(c, w->at[0]))
                who_add(w, a);
        }
}

/* Talks "after a meeting with the minister": who met him is the subject of the clause around. */
static void add_around(const coder *c, uint32_t t, who *w) {
    uint32_t up = t;
    for (int i = 0; i < 5; i++) {
        const parse_token *k = TOK(c, up);
        if (k->head == PARLEY_NONE || (k->rel != REL_OBL && k->rel != REL_NMOD && k->rel != REL_OBJ && k->rel != REL_ADVCL &&
                                       k->rel != REL_ACL && k->rel != REL_XCOMP && k->rel != REL_CONJ))
            return;
        up = k->head;
        if (!is_clausal(c, up))
            continue;
        who found = {.n = 0};
        add_actors(c, subject(c, up), &found, 1);
        bool same = false;
        for (uint32_t j = 0; j < found.n; j++)
            same |= who_has(w, found.at[j]);
        if (found.n && !same) {
            who all = found;
            for (uint32_t j = 0; j < w->n; j++)
                who_add(&all, w->at[j]);
            *w = all;
            return;
        }
        if (found.n)
            return;
    }
}

/* "Negotiators from Chile and Peru met": the two deal with each other, whom the subject only describes. */
static bool add_both_sides(const coder *c, uint32_t t, who *w) {
    static const char *const preps[] = {"from", "of", "for"};
    uint32_t k = TOK(c, t)->upos == UPOS_VERB ? subject(c, t) : PARLEY_NONE;
    if (k == PARLEY_NONE || TOK(c, k)->upos != UPOS_NOUN)
        return false;
    for (size_t i = 0; i < COUNT_OF(preps); i++) {
        uint32_t of = prep_child(c, k, event_lexicon_word(c->lex, preps[i]), false);
        who sides = {.n = 0};
        if (of != PARLEY_NONE)
            add_direct(c, of, &sides);
        if (sides.n >= 2 && root_at(c, sides.at[0]) != root_at(c, sides.at[1])) {
            *w = sides;
            return true;
        }
    }
    return false;
}

static void participants(const coder *c, const event_entry *e, uint32_t t, who *source, who *target) {
    if (e->both) {
        if (add_both_sides(c, t, source)) {
            *target = *source;
            return;
        }
        slots_actors(c, t, e->source_slot, e->n_source, e->pos, true, source);
        add_listed(c, t, source);
        slots_actors(c, t, e->target_slot, e->n_target, e->pos, true, source);
        if (e->pos == 'n')
            PARSE_EACH_CHILD (c->p, t, k) /* "talks involving the two states" */
                if (TOK(c, k)->rel == REL_ACL && norm_is(c, k, "involving"))
                    add_actors(c, object(c, k, 0), source, 0);
        if (e->pos == 'n' && e->type == PLOVER_CONSULT) {
            uint32_t with = event_lexicon_word(c->lex, "with");
            who own = {.n = 0};
            for (uint8_t i = 0; i < e->n_source; i++)
                if (e->source_slot[i] != SLOT_PREP + with)
                    slot_actors(c, t, e->source_slot[i], e->pos, &own);
            if (!own.n && prep_child(c, t, with, false) != PARLEY_NONE) {
                uint32_t n = 0; /* of "the Turkish president" the person is meant, not the state as well */
                for (uint32_t i = 0; i < source->n; i++) {
                    bool state = false;
                    for (uint32_t j = 0; j < source->n; j++)
                        state |= i != j && root_at(c, source->at[j]) == source->at[i];
                    if (!state)
                        source->at[n++] = source->at[i];
                }
                source->n = n;
                add_around(c, t, source);
            }
        }
        *target = *source;
        return;
    }
    slots_actors(c, t, e->source_slot, e->n_source, e->pos, false, source);
    add_listed(c, t, source);
    for (uint8_t i = 0; i < e->n_target && !target->n; i++) {
        who w = {.n = 0};
        slot_actors(c, t, e->target_slot[i], e->pos, &w);
        for (uint32_t j = 0; j < w.n; j++)
            if (!who_has(source, w.at[j]))
                who_add(target, w.at[j]);
    }
}

/* A noun of talks without its parties is an event where something is said of it ("the talks stalled", "talks in May last week"),
 * and a mere reference elsewhere ("officials close to the talks"). */
static bool tells_something(const coder *c, uint32_t t) {
    const parse_token *k = TOK(c, t);
    if (k->rel == REL_NSUBJ || k->rel == REL_ROOT || light_verb(c, t) != PARLEY_NONE)
        return true;
    if (k->head != PARLEY_NONE && k->rel == REL_NMOD && c->lemma[k->head] != PARLEY_NONE &&
        (c->lex->op_nominal[c->lemma[k->head]] != OP_NONE || (flags_of(c, k->head) & (WORD_LIGHT | WORD_OWNED))))
        return true;
    static const char *const preps[] = {"in", "at", "on", "over"};
    for (size_t i = 0; i < COUNT_OF(preps); i++)
        if (prep_child(c, t, event_lexicon_word(c->lex, preps[i]), false) != PARLEY_NONE)
            return true;
    PARSE_EACH_CHILD (c->p, t, d)
        if (TOK(c, d)->sub == SUB_TMOD || TOK(c, d)->rel == REL_NUMMOD || TOK(c, d)->ne == NE_DATE)
            return true;
    return false;
}

/* "accused them of breaking", "the blame for going back": who broke is whom the charge is aimed at. */
static void controlled_by_charge(const coder *c, uint32_t t, candidate *ev) {
    const parse_token *k = TOK(c, t);
    if (k->upos != UPOS_VERB || k->head == PARLEY_NONE || has_child(c, t, REL_NSUBJ, SUB_NONE) || is_passive(c, t))
        return;
    uint32_t up = t;
    bool charge = false;
    for (int i = 0; i < 4; i++) {
        const parse_token *u = TOK(c, up);
        if (u->head == PARLEY_NONE)
            return;
        charge |= under_prep_named(c, up, "of") || under_prep_named(c, up, "for") || under_prep_named(c, up, "in");
        up = u->head;
        if (c->of_token[up] != PARLEY_NONE && c->found[c->of_token[up]].type == PLOVER_ACCUSE && charge) {
            const candidate *over = &c->found[c->of_token[up]];
            if (over->target.n)
                ev->source = over->target;
            return;
        }
        if (u->rel != REL_CONJ && u->rel != REL_ADVCL && u->rel != REL_ACL && u->rel != REL_XCOMP && u->rel != REL_OBL &&
            u->rel != REL_NMOD)
            return;
    }
}

/* "accepted the proposal": whose proposal it is, where an earlier one has an owner. */
static void text_target(coder *c, uint32_t t, candidate *ev) {
    if (ev->type == PLOVER_REQUEST && ev->source.n && TOK(c, t)->upos == UPOS_VERB) {
        uint32_t o = object(c, t, 0);
        if (o != PARLEY_NONE && in_words(c->lex->text_words, c->lex->n_text_words, c->lemma[o]))
            c->text_owner = ev->source;
    }
    if (ev->target.n || !c->text_owner.n || ev->entry->both ||
        (ev->type != PLOVER_AGREE && ev->type != PLOVER_SUPPORT && ev->type != PLOVER_REJECT))
        return;
    static const char *const preps[] = {"to", "with", "of"};
    uint32_t o = object(c, t, 0);
    for (size_t i = 0; i < COUNT_OF(preps) && o == PARLEY_NONE; i++)
        o = prep_child(c, t, event_lexicon_word(c->lex, preps[i]), false);
    if (o == PARLEY_NONE || !(in_words(c->lex->text_words, c->lex->n_text_words, c->lemma[o]) || norm_is(c, o, "it")))
        return;
    for (uint32_t i = 0; i < c->text_owner.n; i++)
        if (!who_has(&ev->source, c->text_owner.at[i]))
            who_add(&ev->target, c->text_owner.at[i]);
}

static void find_at(coder *c, uint32_t t) {
    const parse_token *k = TOK(c, t);
    uint32_t by;
    if (c->lemma[t] == PARLEY_NONE && c->norm[t] == PARLEY_NONE)
        return;
    if (k->rel == REL_COMPOUND || k->rel == REL_FLAT || k->rel == REL_CASE || k->rel == REL_MARK || k->rel == REL_AUX)
        return;
    if (k->upos == UPOS_VERB && k->rel == REL_AMOD && !has_child(c, t, REL_NSUBJ, SUB_NONE) && gerund_object(c, t) == PARLEY_NONE)
        return;
    if (k->upos == UPOS_PROPN && k->ne != NE_NONE) /* "the Opium War" is a name */
        return;
    if (k->upos == UPOS_NOUN && in_words(c->lex->text_words, c->lex->n_text_words, c->lemma[t])) {
        who owner = {.n = 0};
        slot_actors(c, t, SLOT_POSS, 'n', &owner);
        if (!owner.n)
            add_modifiers(c, t, &owner);
        if (!owner.n && (by = prep_child(c, t, event_lexicon_word(c->lex, "from"), false)) != PARLEY_NONE)
            add_direct(c, by, &owner);
        if (owner.n)
            c->text_owner = owner;
    }
    reading r = status_of(c, t);
    const event_entry *e = best_entry(c, t, &r);
    if (!e || e->none)
        return;
    if (e->pos == 'n')
        PARSE_EACH_CHILD (c->p, t, g)
            if (c->of_token[g] != PARLEY_NONE && g < t && gerund_object(c, g) == t && c->found[c->of_token[g]].type == e->type)
                return; /* told by "imposing" */
    candidate ev = {.trigger = t,
                    .entry = e,
                    .type = (plover)e->type,
                    .status = r.status,
                    .mode = e->mode,
                    .rule = e->rule,
                    .confidence = 0.6f};
    participants(c, e, t, &ev.source, &ev.target);
    if (!ev.source.n && e->pos == 'n' && e->mode && strcmp(e->mode, "visit") == 0)
        add_around(c, t, &ev.source); /* "returned from a trip": who returned */
    if (ev.status == STATUS_HAPPENED)
        ev.status = (event_status)e->status;
    bool about = false; /* the target is what was agreed, not with whom */
    for (uint8_t i = 0; i < e->n_target; i++)
        about |= e->target_slot[i] == SLOT_XOBJ;
    if (ev.type == PLOVER_AGREE && ev.source.n == 2 && (!ev.target.n || about) &&
        root_at(c, ev.source.at[0]) != root_at(c, ev.source.at[1]))
        ev.target = ev.source; /* "the two agreed on": with each other */
    ev.bare = e->pos == 'n' && !ev.source.n && !ev.target.n;
    if (ev.bare && (ev.type == PLOVER_CONSULT || ev.type == PLOVER_PROTEST) && !tells_something(c, t))
        return;
    if (ev.type == PLOVER_AGREE && k->upos == UPOS_VERB && under_prep_named(c, t, "to") && has_child(c, t, REL_COP, SUB_NONE))
        return; /* "the priority is to secure a deal" */
    bool aside = (k->rel == REL_ACL || k->rel == REL_ADVCL) && k->sub != SUB_RELCL && !finite(c, t);
    if ((r.purpose && ev.type == PLOVER_AGREE) || (aside && e->mode && strcmp(e->mode, "ceasefire") == 0))
        return; /* "travelled to secure a deal", "a plan to end the war": nothing of the kind yet */
    if (e->type == PLOVER_RETREAT && e->mode && strcmp(e->mode, "withdraw") == 0 && k->upos == UPOS_VERB && ev.source.n) {
        who forces = {.n = 0}; /* "they demanded to withdraw the army": the army is what leaves */
        uint32_t o = parse_child(c->p, t, REL_OBJ, SUB_NONE);
        if (o != PARLEY_NONE)
            add_actors(c, o, &forces, 0);
        if (forces.n && root_at(c, forces.at[0]) != root_at(c, ev.source.at[0]))
            ev.source = forces;
    }
    controlled_by_charge(c, t, &ev);
    text_target(c, t, &ev);
    bool says_neg = false;
    for (uint32_t i = 0; i < e->n_conds; i++)
        says_neg |= e->conds[i].kind == COND_NEG && !e->conds[i].negated;
    if (says_neg && r.status == STATUS_DENIED && ev.type != PLOVER_AGREE) {
        ev.status = STATUS_HAPPENED; /* the negation is part of what was done: "would not back down" */
    } else if (cooperative(ev.type) && e->pos == 'v' && !is_passive(c, t) && ev.source.n && r.status == STATUS_DENIED &&
               (r.refused || (r.negated && k->rel == REL_XCOMP) ||
                (r.negated && !r.yet && (ev.type == PLOVER_SUPPORT || (r.present && ev.type == PLOVER_AGREE))))) {
        ev.type = PLOVER_REJECT;
        ev.mode = NULL;
        ev.status = STATUS_HAPPENED;
    }
    ev.evidence = clause_span(c, t);
    c->of_token[t] = c->n_found;
    ARENA_PUSH(c->in->scratch, c->found, c->n_found, c->cap_found) = ev;
}

/* An event noun inside the arguments of a verb of the same type says the same once more ("imposed sanctions", "met for talks").
 */
static void drop_echoes(coder *c) {
    for (uint32_t i = 0; i < c->n_found; i++) {
        candidate *e = &c->found[i];
        uint32_t up = e->trigger;
        for (int step = 0; step < 3 && !e->dropped; step++) {
            const parse_token *k = TOK(c, up);
            bool nominal = !is_clausal(c, up);
            if (k->head == PARLEY_NONE)
                break;
            uint8_t rel = k->rel;
            up = k->head;
            candidate *over = c->of_token[up] != PARLEY_NONE ? &c->found[c->of_token[up]] : NULL;
            if (over && over->entry && over->entry->swallow && e->type != PLOVER_CONSULT &&
                (rel == REL_XCOMP || rel == REL_CCOMP || rel == REL_ACL || rel == REL_ADVCL || rel == REL_OBJ))
                e->dropped = true;
            if (over && over->type == e->type && (nominal || rel == REL_XCOMP) && rel != REL_CONJ)
                e->dropped = true;
            if (over && over->type == e->type && rel == REL_CONJ && !nominal && step == 0 &&
                TOK(c, e->trigger)->upos == UPOS_VERB && !has_child(c, e->trigger, REL_NSUBJ, SUB_NONE) &&
                !has_child(c, e->trigger, REL_OBJ, SUB_NONE) && !has_child(c, e->trigger, REL_OBL, SUB_NONE))
                e->dropped = true;                                                              /* "killed or wounded" */
            if (over && over->type != e->type && e->bare && (rel == REL_OBJ || rel == REL_OBL)) /* "interfered with the talks" */
                e->dropped = true;
            if (over && over->type == e->type && rel == REL_ADVCL && under_prep_named(c, e->trigger, "to"))
                e->dropped = true; /* "met to discuss" */
            if (rel != REL_NMOD && rel != REL_OBJ && rel != REL_OBL && rel != REL_XCOMP)
                break;
        }
    }
}

/* --- the page's two parties
 * ------------------------------------------------------------------------------------------------------ */

/* Whom an actor speaks for in the end: a minister for the ministry for the state. */
static uint32_t root_of(const parley_facts *f, uint32_t a) {
    for (int i = 0; i < WALK && f->actors[a].side != PARLEY_NONE && f->actors[a].side < f->n_actors; i++)
        a = f->actors[a].side;
    if (f->actors[a].kind != ACTOR_STATE && f->actors[a].kind != ACTOR_OUTLET && f->actors[a].country &&
        f->actors[a].kind != ACTOR_ORGANISATION)
        for (uint32_t i = 0; i < f->n_actors; i++)
            if (f->actors[i].kind == ACTOR_STATE && f->actors[i].country &&
                strcmp(f->actors[i].country, f->actors[a].country) == 0)
                return i;
    return a;
}

/* A report on a dispute mostly has two parties, and names the second only where it must ("China retaliated"). The parties are the
 * two most mentioned sides; the page is bilateral where no third comes near them. */
static void find_parties(coder *c) {
    const parley_facts *f = c->f;
    uint32_t n = f->n_actors, *count = ARENA_ARRAY(c->in->scratch, uint32_t, n + 1), third = 0;
    c->count = count;
    c->root = ARENA_ARRAY(c->in->scratch, uint32_t, n + 1);
    c->n_root = n;
    c->party[0] = c->party[1] = PARLEY_NONE;
    for (uint32_t a = 0; a < n; a++)
        c->root[a] = root_of(f, a);
    for (uint32_t m = 0; m < f->n_mentions; m++) {
        uint32_t a = f->mentions[m].actor;
        if (a != PARLEY_NONE && f->actors[a].kind != ACTOR_OUTLET && f->actors[c->root[a]].kind != ACTOR_OUTLET)
            count[c->root[a]]++;
    }
    for (uint32_t a = 0; a < n; a++) {
        if (c->party[0] == PARLEY_NONE || count[a] > count[c->party[0]]) {
            c->party[1] = c->party[0];
            c->party[0] = a;
        } else if (c->party[1] == PARLEY_NONE || count[a] > count[c->party[1]]) {
            c->party[1] = a;
        }
    }
    if (c->party[1] == PARLEY_NONE || count[c->party[1]] < 3)
        return;
    for (uint32_t a = 0; a < n; a++)
        if (a != c->party[0] && a != c->party[1] && count[a] > third && !(c->labour && f->actors[a].kind == ACTOR_STATE))
            third = count[a];
    c->bilateral = third * 2 < count[c->party[1]];
    c->likely = third * 5 <= count[c->party[1]] * 4;
}

static void find_topic(coder *c) {
    uint32_t work = 0, war = 0;
    for (uint32_t t = 0; t < c->p->n_tokens; t++) {
        work += in_words(c->lex->work_words, c->lex->n_work_words, c->lemma[t]);
        war += in_words(c->lex->war_words, c->lex->n_war_words, c->lemma[t]);
    }
    c->labour = work > war;
}

static uint32_t other_party(const coder *c, uint32_t actor) {
    if (c->party[1] == PARLEY_NONE)
        return PARLEY_NONE;
    return root_at(c, actor) == c->party[0] ? c->party[1] : root_at(c, actor) == c->party[1] ? c->party[0] : PARLEY_NONE;
}

static bool aimed(plover e) { /* types whose target a bilateral report leaves to the reader */
    return e != PLOVER_ASSAULT && e != PLOVER_COERCE && e != PLOVER_MOBILIZE && e != PLOVER_RETREAT && e != PLOVER_AID &&
           e != PLOVER_PROTEST;
}

/* The pair that is said to deal with each other most often, for talks whose parties a clause does not name. */
static void find_pair(coder *c) {
    uint32_t best = 0;
    if (c->bilateral)
        return;
    if (!c->likely)
        c->party[0] = c->party[1] = PARLEY_NONE;
    uint32_t n = c->n_found > 400 ? 400 : c->n_found;
    for (uint32_t i = 0; i < n; i++) {
        const candidate *e = &c->found[i];
        if (!e->entry->both || e->source.n != 2 || root_at(c, e->source.at[0]) == root_at(c, e->source.at[1]))
            continue;
        uint32_t a = root_at(c, e->source.at[0]), b = root_at(c, e->source.at[1]), same = 0;
        if (a >= c->n_root || b >= c->n_root)
            continue;
        for (uint32_t j = 0; j < n; j++) {
            const candidate *o = &c->found[j];
            if (o->entry->both && o->source.n == 2) {
                uint32_t x = root_at(c, o->source.at[0]), y = root_at(c, o->source.at[1]);
                same += (x == a && y == b) || (x == b && y == a);
            }
        }
        same *= c->count[a] + c->count[b]; /* a pair of bystanders does not make the page */
        if (same > best) {
            best = same;
            c->party[0] = a;
            c->party[1] = b;
        }
    }
}

static bool is_union(const coder *c, uint32_t a) {
    if (a == PARLEY_NONE || a >= c->f->n_actors)
        return false;
    const fact_actor *x = &c->f->actors[a];
    return (x->sector && strcmp(x->sector, "LAB") == 0) || strstr(x->name, "Union") || strstr(x->name, "union") ||
           strstr(x->name, "Workers") || strstr(x->name, "workers") || strstr(x->name, "Teamsters") ||
           strstr(x->name, "Federation");
}

static void complete(const coder *c, candidate *e) {
    if (c->labour && e->type == PLOVER_PROTEST && c->party[1] != PARLEY_NONE) {
        int u = is_union(c, c->party[0]) ? 0 : is_union(c, c->party[1]) ? 1 : -1;
        if (u >= 0 && (!e->source.n || (e->source.at[0] == c->party[1 - u] && !e->target.n))) {
            e->source.n = 0;
            who_add(&e->source, c->party[u]);
        }
        if (u >= 0 && !e->target.n && root_at(c, e->source.at[0]) != c->party[1 - u])
            who_add(&e->target, c->party[1 - u]);
    }
    bool two_sided = e->entry->both, ranked = c->lex->has_partner || c->probe;
    if (two_sided && !e->source.n && !e->target.n) {
        if (c->party[1] != PARLEY_NONE && (c->bilateral || e->type == PLOVER_CONSULT || e->type == PLOVER_AGREE)) {
            who_add(&e->source, c->party[0]);
            who_add(&e->source, c->party[1]);
            e->target = e->source;
        }
        return;
    }
    if (!c->bilateral)
        return;
    if (two_sided && e->source.n == 1 && e->target.n == 1) {
        uint32_t other = ranked ? PARLEY_NONE : other_party(c, e->source.at[0]);
        if (other != PARLEY_NONE) {
            who_add(&e->source, other);
            e->target = e->source;
        }
    } else if (aimed(e->type) && e->source.n && !e->target.n) {
        uint32_t other = ranked ? PARLEY_NONE : other_party(c, e->source.at[0]);
        if (other != PARLEY_NONE && !who_has(&e->source, other))
            who_add(&e->target, other);
    } else if (aimed(e->type) && !e->source.n && e->target.n) {
        uint32_t other = other_party(c, e->target.at[0]);
        if (other != PARLEY_NONE && !who_has(&e->target, other))
            who_add(&e->source, other);
    }
}

/* --- criticism without a verb of criticism
 * ---------------------------------------------------------------------------------------- */

static bool of_class(const uint32_t *words, uint32_t n, const coder *c, uint32_t t) {
    return in_words(words, n, c->lemma[t]) || in_words(words, n, c->norm[t]);
}

/* Does the clause at t speak ill of an actor of another side than the speaker's? Fills target. */
static bool speaks_ill(const coder *c, uint32_t t, const who *speaker, who *target) {
    const parse_token *k = TOK(c, t);
    uint32_t own = root_at(c, speaker->at[0]);
    who w = {.n = 0};
    target->n = 0;
    if (c->of_token[t] != PARLEY_NONE) {
        const candidate *e = &c->found[c->of_token[t]];
        bool hostile = e->type == PLOVER_REJECT || e->type == PLOVER_ASSAULT || e->type == PLOVER_COERCE ||
                       e->type == PLOVER_THREATEN || (e->type == PLOVER_REQUEST && e->entry->pos == 'v');
        if (e->dropped || !e->source.n)
            return false;
        if (hostile && (e->status == STATUS_HAPPENED || e->status == STATUS_PLANNED))
            w = e->source;
        if (!hostile && e->status == STATUS_DENIED)
            w = e->source;
    } else if (is_clausal(c, t)) {
        reading r = {.status = STATUS_HAPPENED};
        clause_modality(c, t, &r, true);
        uint32_t o = k->upos == UPOS_VERB ? object(c, t, 0) : PARLEY_NONE;
        bool ill = of_class(c->lex->bad_words, c->lex->n_bad_words, c, t) ||
                   (o != PARLEY_NONE && of_class(c->lex->bad_words, c->lex->n_bad_words, c, o));
        bool denied = r.negated && !r.condition && k->upos == UPOS_VERB && r.status != STATUS_HYPOTHETICAL;
        if ((ill && !r.negated) || denied)
            add_actors(c, subject(c, t), &w, 0);
    }
    for (uint32_t i = 0; i < w.n; i++)
        if (root_at(c, w.at[i]) != own && c->f->actors[w.at[i]].kind != ACTOR_UNNAMED)
            who_add(target, w.at[i]);
    return target->n > 0;
}

/* "The minister said that the union was not serious": criticism of a named actor is ACCUSE beside whatever it asserts. */
static void charge(coder *c, const who *speaker, uint32_t first, uint32_t end, uint32_t cue, parley_span evidence) {
    if (!speaker->n ||
        (cue != PARLEY_NONE && c->of_token[cue] != PARLEY_NONE && c->found[c->of_token[cue]].type == PLOVER_ACCUSE))
        return;
    if (cue != PARLEY_NONE && (strncmp(TOK(c, cue)->norm, "report", 6) == 0 || norm_is(c, cue, "according")))
        return; /* who reports does not accuse, nor who is cited for a number */
    if (c->f->actors[speaker->at[0]].kind == ACTOR_OUTLET)
        return;
    uint32_t limit = end - first > 200 ? first + 200 : end;
    for (uint32_t t = first; t < limit; t++) {
        const candidate *e = c->of_token[t] != PARLEY_NONE ? &c->found[c->of_token[t]] : NULL;
        if (e && e->type == PLOVER_ACCUSE && e->source.n && root_at(c, e->source.at[0]) == root_at(c, speaker->at[0]))
            return; /* said in so many words */
    }
    for (uint32_t t = first; t < limit; t++) {
        const parse_token *k = TOK(c, t);
        if (k->rel != REL_ROOT && k->rel != REL_CCOMP && k->rel != REL_CONJ && k->rel != REL_PARATAXIS && k->rel != REL_ADVCL)
            continue;
        candidate ev = {.trigger = cue != PARLEY_NONE ? cue : t,
                        .entry = &c->lex->charge,
                        .type = PLOVER_ACCUSE,
                        .status = STATUS_HAPPENED,
                        .mode = "disapprove",
                        .rule = "speaks ill ACCUSE",
                        .source = *speaker,
                        .evidence = evidence,
                        .confidence = 0.4f};
        if (speaks_ill(c, t, speaker, &ev.target)) {
            ARENA_PUSH(c->in->scratch, c->found, c->n_found, c->cap_found) = ev;
            return;
        }
    }
}

static void find_charges(coder *c) {
    const parley_facts *f = c->f;
    for (uint32_t i = 0; i < f->n_statements; i++) {
        const fact_statement *s = &f->statements[i];
        who speaker = {.n = 0};
        who_add(&speaker, s->speaker);
        if (!s->n_content || s->first >= s->end || s->end > c->p->n_tokens)
            continue;
        parley_span at = {s->content[0].start, s->content[s->n_content - 1].end};
        if (s->cue_token != PARLEY_NONE && s->cue_token < c->p->n_tokens &&
            TOK(c, s->cue_token)->sent == TOK(c, s->first)->sent) {
            parley_span clause = clause_span(c, s->cue_token);
            at.start = clause.start < at.start ? clause.start : at.start;
            at.end = clause.end > at.end && TOK(c, s->end - 1)->sent == TOK(c, s->cue_token)->sent ? clause.end : at.end;
        }
        charge(c, &speaker, s->first, s->end, s->cue_token, at);
    }
    if (f->n_statements)
        return;
    for (uint32_t t = 0; t < c->p->n_tokens; t++) { /* trees alone: verbs of speech with a clause */
        if (TOK(c, t)->upos != UPOS_VERB || !of_class(c->lex->say_words, c->lex->n_say_words, c, t))
            continue;
        uint32_t k = parse_child(c->p, t, REL_CCOMP, SUB_NONE), first = 0, end = 0;
        if (k != PARLEY_NONE) {
            first = TOK(c, k)->left;
            end = TOK(c, k)->right + 1;
        } else if (TOK(c, t)->rel == REL_PARATAXIS && TOK(c, t)->head != PARLEY_NONE && TOK(c, t)->head < t) {
            first = TOK(c, TOK(c, t)->head)->left;
            end = TOK(c, t)->left;
        }
        if (end <= first)
            continue;
        who speaker = {.n = 0};
        add_actors(c, subject(c, t), &speaker, 0);
        parley_span at = parse_span(c->p, first < TOK(c, t)->left ? first : TOK(c, t)->left, end - 1 > t ? end - 1 : t);
        charge(c, &speaker, first, end, t, at);
    }
}

/* "The rebels must disarm," the envoy said: what somebody says that another side must or should do is demanded of it. */
static void find_demands(coder *c) {
    const parley_facts *f = c->f;
    for (uint32_t i = 0; i < f->n_statements; i++) {
        const fact_statement *s = &f->statements[i];
        if (s->speaker == PARLEY_NONE || s->first >= s->end || s->end > c->p->n_tokens)
            continue;
        uint32_t limit = s->end - s->first > 200 ? s->first + 200 : s->end, own = root_at(c, s->speaker);
        if (s->cue_token != PARLEY_NONE && s->cue_token < c->p->n_tokens && c->of_token[s->cue_token] != PARLEY_NONE &&
            c->found[c->of_token[s->cue_token]].type == PLOVER_REQUEST)
            continue; /* told by the verb of speech */
        for (uint32_t t = s->first; t < limit; t++) {
            uint8_t rel = TOK(c, t)->rel;
            if (f->statement_of[t] != i || !is_clausal(c, t) ||
                (rel != REL_ROOT && rel != REL_CCOMP && rel != REL_CONJ && rel != REL_PARATAXIS))
                continue;
            bool must = false;
            PARSE_EACH_CHILD (c->p, t, k)
                must |= TOK(c, k)->rel == REL_AUX && k < t &&
                        (norm_is(c, k, "must") || norm_is(c, k, "should") || norm_is(c, k, "ought"));
            must |= (strcmp(TOK(c, t)->lemma, "need") == 0 || strcmp(TOK(c, t)->lemma, "have") == 0) &&
                    TOK(c, t)->upos == UPOS_VERB && has_child(c, t, REL_XCOMP, SUB_NONE) && !has_child(c, t, REL_OBJ, SUB_NONE);
            candidate ev = {.trigger = t,
                            .entry = &c->lex->demand,
                            .type = PLOVER_REQUEST,
                            .status = STATUS_HAPPENED,
                            .rule = "says must REQUEST",
                            .source = {.at = {s->speaker}, .n = 1},
                            .evidence = clause_span(c, t),
                            .confidence = 0.4f};
            who w = {.n = 0};
            reading r = {.status = STATUS_HAPPENED};
            if (!must)
                continue;
            clause_modality(c, t, &r, true);
            if (r.condition || (c->of_token[t] != PARLEY_NONE && c->found[c->of_token[t]].type == PLOVER_REQUEST))
                continue;
            add_actors(c, surface_subject(c, t, 0), &w, 1);
            for (uint32_t j = 0; j < w.n; j++)
                if (root_at(c, w.at[j]) != own)
                    who_add(&ev.target, w.at[j]);
            if (ev.target.n) {
                ARENA_PUSH(c->in->scratch, c->found, c->n_found, c->cap_found) = ev;
                break;
            }
        }
    }
}

/* --- when and where
 * -------------------------------------------------------------------------------------------------------------- */

/* The date nearest to the trigger among the words below top, or PARLEY_NONE. */
static uint32_t date_below(const coder *c, uint32_t top, uint32_t trigger) {
    uint32_t left = TOK(c, top)->left, right = TOK(c, top)->right, lo = 0, hi = c->f->n_times, best = PARLEY_NONE,
             best_far = UINT32_MAX;
    while (lo < hi) { /* times are in order of the text */
        uint32_t mid = (lo + hi) / 2;
        if (c->f->times[mid].first < left)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t i = lo; i < c->f->n_times && c->f->times[i].first <= right; i++) {
        const fact_time *t = &c->f->times[i];
        uint32_t far = t->first > trigger ? t->first - trigger : trigger - t->first;
        if (t->kind == TIME_DATE && t->date[0] && far < best_far) {
            best = i;
            best_far = far;
        }
    }
    return best;
}

/* "invited them to talks on Friday", written on a Monday: the weekday of a plan lies ahead of the page, though its verb is past.
 */
static void look_ahead(const coder *c, const fact_time *t, char date[12]) {
    static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    int32_t day, page, y, m, d;
    bool weekday = false, last = false;
    for (uint32_t i = t->first; i < t->end && i < t->first + 4; i++) {
        for (size_t k = 0; k < COUNT_OF(days); k++)
            weekday |= norm_is(c, i, days[k]);
        last |= norm_is(c, i, "last");
    }
    const char *published = c->in->page->published.value;
    if (!weekday || last || t->end - t->first > 3 || !published || !time_parse_iso(published, &page) ||
        !time_parse_iso(date, &day) || day >= page || day + 7 < page)
        return;
    time_civil(day + 7, &y, &m, &d);
    char iso[48];
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
    if (strlen(iso) < 12)
        memcpy(date, iso, strlen(iso) + 1);
}

/* The verb around an event noun whose time and place are the event's own: one that carries it ("held talks"), that says what it
 * did
 * ("the talks resume on Monday"), or that is no event and no speech itself. */
static uint32_t carrier(const coder *c, const candidate *e) {
    uint32_t t = e->trigger, h = e->entry->pos == 'n' ? light_verb(c, t) : PARLEY_NONE;
    if (h != PARLEY_NONE)
        return h;
    const parse_token *k = TOK(c, t);
    if (k->head == PARLEY_NONE)
        return PARLEY_NONE;
    if (k->rel == REL_XCOMP)
        return k->head;
    if (e->entry->pos == 'n' && is_clausal(c, k->head) && c->of_token[k->head] == PARLEY_NONE &&
        !in_words(c->lex->say_words, c->lex->n_say_words, c->lemma[k->head]) &&
        (k->rel == REL_NSUBJ || k->rel == REL_OBJ || k->rel == REL_OBL))
        return k->head;
    return PARLEY_NONE;
}

/* The day that the clause itself gives: the nearest date among the trigger's dependents, or those of the verb that carries it. */
static void when(const coder *c, const candidate *e, char date[12]) {
    uint32_t h = carrier(c, e), best = date_below(c, e->trigger, e->trigger);
    if (best == PARLEY_NONE && h != PARLEY_NONE)
        best = date_below(c, h, e->trigger);
    if (best == PARLEY_NONE)
        return;
    memcpy(date, c->f->times[best].date, 12);
    if (e->status == STATUS_PLANNED)
        look_ahead(c, &c->f->times[best], date);
}

static bool prep_one_of(const coder *c, uint32_t t, const char *const *preps, size_t n) {
    uint32_t k = parse_child(c->p, t, REL_CASE, SUB_NONE);
    for (size_t i = 0; i < n; i++)
        if (norm_is(c, k, preps[i]))
            return true;
    return false;
}

/* Steps from t up to top without leaving its clause; UINT32_MAX where another clause lies between. */
static uint32_t steps_up(const coder *c, uint32_t t, uint32_t top) {
    for (uint32_t i = 0; i < WALK; i++) {
        if (t == top)
            return i;
        const parse_token *k = TOK(c, t);
        if (k->head == PARLEY_NONE || (i && (k->rel == REL_ACL || k->rel == REL_ADVCL || k->rel == REL_CCOMP ||
                                             k->rel == REL_PARATAXIS || (k->rel == REL_CONJ && is_clausal(c, t)))))
            break;
        t = k->head;
    }
    return UINT32_MAX;
}

/* The place below top that stands nearest to it in the tree, under a preposition of place; or the object of an act that is done
 * to places ("invaded", "visited"). */
static const char *place_below(const coder *c, uint32_t top, bool goes) {
    static const char *const preps[] = {"in",     "at",         "near", "outside", "across", "inside",
                                        "around", "throughout", "off",  "over",    "along"};
    static const char *const ways[] = {"on", "from", "to", "into", "through", "toward", "towards"};
    static const char *const parts[] = {"northern", "southern", "eastern", "western", "north",
                                        "south",    "east",     "west",    "central"};
    uint32_t left = TOK(c, top)->left, right = TOK(c, top)->right, best = PARLEY_NONE, least = UINT32_MAX;
    if (top - left > 40)
        left = top - 40;
    if (right - top > 60)
        right = top + 60;
    uint32_t done_to = goes ? object(c, top, 0) : PARLEY_NONE;
    for (uint32_t k = left; k <= right; k++) {
        const parse_token *x = TOK(c, k);
        if (x->upos != UPOS_PROPN || (x->ne != NE_LOC && x->ne != NE_NONE) || x->rel == REL_FLAT || x->rel == REL_COMPOUND)
            continue;
        bool located = prep_one_of(c, k, preps, x->ne == NE_LOC ? COUNT_OF(preps) : 3) ||
                       (x->ne == NE_LOC && goes && prep_one_of(c, k, ways, COUNT_OF(ways)));
        if (!located && !(k == done_to && x->ne == NE_LOC && k > top))
            continue;
        uint32_t steps = steps_up(c, k, top);
        if (steps < least) {
            least = steps;
            best = k;
        }
    }
    if (best == PARLEY_NONE)
        return NULL;
    uint32_t first = best, last = best;
    bool loc = TOK(c, best)->ne == NE_LOC;
    while (first > 0 && TOK(c, first - 1)->sent == TOK(c, best)->sent &&
           (loc ? !TOK(c, first)->ne_begin && TOK(c, first - 1)->ne == NE_LOC
                : TOK(c, first - 1)->upos == UPOS_PROPN && TOK(c, first - 1)->head == best))
        first--;
    while (last + 1 < c->p->n_tokens && TOK(c, last + 1)->sent == TOK(c, best)->sent &&
           (loc ? TOK(c, last + 1)->ne == NE_LOC && !TOK(c, last + 1)->ne_begin : TOK(c, last + 1)->rel == REL_FLAT))
        last++;
    for (size_t i = 0; first > 0 && i < COUNT_OF(parts); i++)
        if (norm_is(c, first - 1, parts[i]) && TOK(c, first - 1)->head == best) {
            first--;
            break;
        }
    parley_span s = parse_span(c->p, first, last);
    return arena_strn(c->in->arena, c->in->page->text + s.start, s.end - s.start);
}

static const char *where(const coder *c, const candidate *e) {
    bool goes = e->type == PLOVER_ASSAULT || e->type == PLOVER_COERCE || e->type == PLOVER_MOBILIZE ||
                e->type == PLOVER_RETREAT || e->type == PLOVER_AID || (e->mode && strcmp(e->mode, "visit") == 0);
    const char *place = place_below(c, e->trigger, goes);
    uint32_t h = place ? PARLEY_NONE : carrier(c, e);
    return h != PARLEY_NONE ? place_below(c, h, goes) : place;
}

/* A count of people, or a place that is no party, is what happened to, not who: it stays in the evidence. */
static void only_actors(const coder *c, candidate *e) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->target.n; i++) {
        const fact_actor *a = &c->f->actors[e->target.at[i]];
        bool counted = false;
        if ((a->kind == ACTOR_UNNAMED || a->kind == ACTOR_GROUP) && a->first_mention != PARLEY_NONE &&
            a->first_mention < c->f->n_mentions)
            counted = has_child(c, c->f->mentions[a->first_mention].head, REL_NUMMOD, SUB_NONE) ||
                      (e->type == PLOVER_RETREAT &&
                       in_words(c->lex->captive_words, c->lex->n_captive_words, c->lemma[c->f->mentions[a->first_mention].head]));
        bool physical = e->type == PLOVER_ASSAULT || e->type == PLOVER_COERCE || e->type == PLOVER_MOBILIZE ||
                        e->type == PLOVER_RETREAT || e->type == PLOVER_AID ||
                        (e->type == PLOVER_REJECT && e->entry->type == PLOVER_RETREAT);
        const world_entry *state =
            physical && a->kind == ACTOR_STATE && a->country ? world_state(c->in->world, a->country) : NULL;
        if (state && strcmp(state->name, a->name) != 0) /* a region: where it happened */
            counted = true;
        if (!counted)
            e->target.at[n++] = e->target.at[i];
    }
    e->counted = n < e->target.n;
    e->target.n = n;
}

/* Harm whose doer and victims the report does not name still happened to somebody in the text; talks are between somebody. */
static bool nameless(const coder *c, const candidate *e) {
    if (e->type == PLOVER_CONSULT && e->entry->pos == 'n' && e->entry->both)
        return (TOK(c, e->trigger)->morph & FEAT_PLUR) ||
               c->lex->flags[c->lemma[e->trigger] == PARLEY_NONE ? 0 : c->lemma[e->trigger]] & WORD_LIGHT;
    if (e->entry->pos != 'v')
        return false;
    return (e->type == PLOVER_ASSAULT || e->type == PLOVER_COERCE) &&
           (object(c, e->trigger, 0) != PARLEY_NONE || has_child(c, e->trigger, REL_NSUBJ, SUB_NONE));
}

/* "willing to withdraw": the withdrawal is the event; willingness is one only where what is meant has no type. */
static void drop_willing(coder *c) {
    for (uint32_t i = 0; i < c->n_found; i++) {
        candidate *e = &c->found[i];
        if (e->entry->pos != 'a' || e->type != PLOVER_AGREE)
            continue;
        uint32_t x = parse_child(c->p, e->trigger, REL_XCOMP, SUB_NONE);
        if (x != PARLEY_NONE && c->of_token[x] != PARLEY_NONE && !c->found[c->of_token[x]].dropped && e->status != STATUS_DENIED)
            e->dropped = true;
    }
}

/* The other side, where the clause does not name it. */
static void aim(const coder *c, uint32_t i) {
    candidate *e = &c->found[i];
    bool one_sided = e->entry->both && e->source.n == 1;
    if (!e->source.n || (e->target.n && !one_sided) || (!aimed(e->type) && e->type != PLOVER_PROTEST))
        return;
    uint32_t other = partner_find(c, i);
    if (other == PARLEY_NONE)
        return;
    e->target.n = 0;
    who_add(&e->target, other);
    if (one_sided) {
        who_add(&e->source, other);
        e->target = e->source;
    }
}

static void write_out(coder *c) {
    uint32_t cap = c->f->n_events;
    partner_prepare(c);
    for (uint32_t i = 0; i < c->n_found; i++) {
        candidate *e = &c->found[i];
        if (e->dropped)
            continue;
        if (e->type == PLOVER_COOPERATE && e->status == STATUS_HYPOTHETICAL)
            continue; /* being asked to keep one's word is the request, no act of cooperation */
        complete(c, e);
        only_actors(c, e);
        if (c->lex->has_partner || c->probe)
            aim(c, i);
        if (!e->source.n && !e->target.n && !nameless(c, e))
            continue;
        if (e->entry->both && e->source.n == 1) /* the report names one side only */
            e->target.n = 0;
        fact_event out = {.evidence = e->evidence,
                          .trigger = e->trigger,
                          .type = e->type,
                          .mode = e->mode,
                          .status = e->status,
                          .n_source = e->source.n,
                          .n_target = e->target.n,
                          .rule = e->rule,
                          .confidence = e->confidence,
                          .asserted_by = facts_asserter(c->f, e->trigger)};
        when(c, e, out.date);
        out.place = where(c, e);
        out.source = arena_copy(c->in->arena, e->source.at, e->source.n * sizeof *e->source.at);
        out.target = arena_copy(c->in->arena, e->target.at, e->target.n * sizeof *e->target.at);
        for (uint32_t j = 0; j < e->source.n; j++)
            c->f->actors[e->source.at[j]].acts = true;
        for (uint32_t j = 0; j < e->target.n; j++)
            c->f->actors[e->target.at[j]].acts = true;
        ARENA_PUSH(c->in->arena, c->f->events, c->f->n_events, cap) = out;
    }
}

void events_find(const meaning_in *in, parley_facts *f) {
    events_probe(in, f, NULL, NULL);
}

void events_probe(const meaning_in *in, parley_facts *f,
                  void (*probe)(void *arg, const coder *c, const candidate *e, const uint32_t *actor, const float *x, uint32_t n),
                  void *arg) {
    const parley_parse *p = in->parse;
    if (!in->lexicons || !in->lexicons->events || !p || !p->n_tokens)
        return;
    coder c = {.in = in, .p = p, .f = f, .lex = in->lexicons->events, .probe = probe, .probe_arg = arg};
    c.lemma = ARENA_ARRAY(in->scratch, uint32_t, p->n_tokens);
    c.norm = ARENA_ARRAY(in->scratch, uint32_t, p->n_tokens);
    c.of_token = ARENA_ARRAY(in->scratch, uint32_t, p->n_tokens);
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        c.norm[t] = event_lexicon_word(c.lex, p->tokens[t].norm);
        const char *lemma = p->tokens[t].lemma;
        c.lemma[t] = lemma && p->tokens[t].upos != UPOS_PROPN ? event_lexicon_word(c.lex, lemma) : c.norm[t];
        uint8_t pos = p->tokens[t].upos;
        if (c.lemma[t] == PARLEY_NONE && (pos == UPOS_VERB || pos == UPOS_NOUN))
            c.lemma[t] = event_lexicon_form(c.lex, p->tokens[t].norm);
        /* "cease-fire" is one word to the lexicon and three to the trees */
        if (t >= 2 && p->tokens[t - 1].norm[0] == '-' && p->tokens[t - 1].end == p->tokens[t].start &&
            p->tokens[t - 2].end == p->tokens[t - 1].start) {
            uint32_t joined =
                event_lexicon_word(c.lex, arena_printf(in->scratch, "%s-%s", p->tokens[t - 2].norm, p->tokens[t].norm));
            if (joined != PARLEY_NONE)
                c.norm[t] = c.lemma[t] = joined;
        }
        c.of_token[t] = PARLEY_NONE;
    }
    find_topic(&c);
    find_parties(&c);
    for (uint32_t t = 0; t < p->n_tokens; t++)
        find_at(&c, t);
    drop_echoes(&c);
    drop_willing(&c);
    find_charges(&c);
    find_demands(&c);
    find_pair(&c);
    write_out(&c);
}
