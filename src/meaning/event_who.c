/* event_who.c - who takes part in an event: the actors that a word names or whose thing it is, and what the slots of a pattern
 * find in the tree.
 */
#include "meaning/event_int.h"
#include "meaning/world.h"

#include <stdio.h>

/* "The Pacific Partnership Agreement" is named like a body and takes part in nothing. */
static bool is_text(const coder *c, uint32_t actor) {
    const fact_actor *a = &c->f->actors[actor];
    const char *last = strrchr(a->name, ' ');
    if (a->kind == ACTOR_PERSON || a->kind == ACTOR_STATE || !last || last[1] < 'A' || last[1] > 'Z')
        return false;
    const char *low = utf8_lower(c->in->scratch, last + 1, strlen(last + 1), true);
    return in_words(c->lex->text_names, c->lex->n_text_names, event_lexicon_word(c->lex, low));
}

/* Is what this mention names called a text right there: "the Nafta deal", "Nafta, the trade pact", or one of the class "treaty"?
 */
static bool called_text(const coder *c, const fact_mention *m) {
    const parse_token *k = TOK(c, m->head);
    if (in_words(c->lex->treaty_words, c->lex->n_treaty_words, c->norm[m->head]))
        return true;
    if (m->kind != MENTION_NAME || k->head == PARLEY_NONE)
        return false;
    PARSE_EACH_CHILD (c->p, m->head, d)
        if (TOK(c, d)->rel == REL_APPOS && d > m->head && in_words(c->lex->deal_words, c->lex->n_deal_words, c->lemma[d]))
            return true;
    return false;
}

void texts_find(coder *c) {
    c->text = ARENA_ARRAY(c->in->scratch, bool, c->f->n_actors + 1);
    c->n_text = c->f->n_actors;
    for (uint32_t a = 0; a < c->n_text; a++)
        c->text[a] = is_text(c, a);
    for (uint32_t i = 0; i < c->f->n_mentions; i++) {
        const fact_mention *m = &c->f->mentions[i];
        if (m->actor != PARLEY_NONE && c->f->actors[m->actor].kind != ACTOR_PERSON &&
            c->f->actors[m->actor].kind != ACTOR_STATE && called_text(c, m))
            c->text[m->actor] = true;
    }
}

static void add_taker(const coder *c, uint32_t actor, who *w) {
    if (actor != PARLEY_NONE && !(actor < c->n_text && c->text[actor]))
        who_add(w, actor);
}

void who_add_named(const coder *c, uint32_t t, who *w) {
    uint32_t out[ACTORS_MAX], n = facts_actors_of(c->f, c->p, t, out, ACTORS_MAX);
    for (uint32_t i = 0; i < n; i++)
        add_taker(c, out[i], w);
}

bool who_is_anybody(const coder *c, uint32_t t) {
    if (t == PARLEY_NONE)
        return false;
    static const char *const anybody[] = {"sides", "parties", "countries", "nations", "neighbours", "neighbors", "governments"};
    for (size_t i = 0; i < COUNT_OF(anybody); i++)
        if (norm_is(c, t, anybody[i])) {
            uint32_t n = parse_child(c->p, t, REL_NUMMOD, SUB_NONE);
            return n == PARLEY_NONE || norm_is(c, n, "two") || norm_is(c, n, "three"); /* "200 countries" are no pair */
        }
    return false;
}

/* "The dock workers", "gunmen": somebody who acts, whom the report describes and the actors' stage did not take up. */
static void add_described(const coder *c, uint32_t t, who *w) {
    const parse_token *k = TOK(c, t);
    if (k->upos != UPOS_NOUN || !in_words(c->lex->agent_words, c->lex->n_agent_words, c->lemma[t]))
        return;
    uint32_t first = t, det = parse_child(c->p, t, REL_DET, SUB_NONE);
    if (who_is_anybody(c, t) && (det != PARLEY_NONE || norm_is(c, TOK(c, t)->left, "both") || norm_is(c, TOK(c, t)->left, "two")))
        return; /* "the two countries" are those that the page names; "nearly 200 countries" are not */
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
void who_add_modifiers(const coder *c, uint32_t t, who *w) {
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, k) {
        uint8_t rel = TOK(c, k)->rel;
        if ((rel == REL_AMOD || rel == REL_COMPOUND ||
             (rel == REL_NMOD && TOK(c, k)->sub != SUB_POSS && !has_child(c, k, REL_CASE, SUB_NONE))) &&
            k < t) {
            if (c->f->mention_of && c->f->mention_of[k] != PARLEY_NONE) {
                add_taker(c, c->f->mentions[c->f->mention_of[k]].actor, w);
                add_taker(c, c->f->mentions[c->f->mention_of[k]].actor2, w);
            }
            PARSE_EACH_CHILD (c->p, k, j) /* not the backer in "Chinese-backed rebels" */
                if (c->f->mention_of && participle_agent(c, k) != j && c->f->mention_of[j] != PARLEY_NONE)
                    add_taker(c, c->f->mentions[c->f->mention_of[j]].actor, w);
        }
        if (++n > LISTED_MAX)
            break;
    }
}

/* The actor that t names, or whose thing t is ("China's imports", "the company's latest offer", "the idea of the union"). */
void who_add_actors(const coder *c, uint32_t t, who *w, int depth) {
    t = clause_antecedent(c, t);
    if (t == PARLEY_NONE || depth > 2)
        return;
    uint32_t before = w->n;
    bool event_noun = TOK(c, t)->upos == UPOS_NOUN && c->lemma[t] != PARLEY_NONE &&
                      c->lex->first[1][c->lemma[t]] != PARLEY_NONE &&
                      has_child(c, t, REL_NMOD, SUB_POSS); /* "the army's campaign caused": the army */
    if (!event_noun) {
        who named = {.n = 0};
        who_add_named(c, t, &named);
        for (uint32_t i = 0; i < named.n; i++)
            who_add(w, named.at[i]);
        if (named.n && depth == 0)
            PARSE_EACH_CHILD (c->p, t, k) /* "the ministry and the rebels" */
                if (TOK(c, k)->rel == REL_CONJ && facts_actor_of(c->f, c->p, k) == PARLEY_NONE)
                    add_described(c, k, w);
        if (named.n)
            return;
    }
    if (counted_noun(c, t) != t) { /* "tens of thousands of drivers" */
        who_add_actors(c, counted_noun(c, t), w, depth);
        return;
    }
    uint32_t poss = parse_child(c->p, t, REL_NMOD, SUB_POSS);
    if (poss != PARLEY_NONE)
        who_add_actors(c, poss, w, depth + 1);
    if (w->n == before)
        who_add_modifiers(c, t, w);
    static const char *const preps[] = {"by", "from", "of"};
    for (size_t i = 0; i < COUNT_OF(preps) && w->n == before; i++) {
        uint32_t k = prep_child(c, t, event_lexicon_word(c->lex, preps[i]), false);
        if (k != PARLEY_NONE)
            who_add_actors(c, k, w, depth + 1);
    }
    if (w->n == before && depth == 0)
        add_described(c, t, w);
    if (w->n == before) /* "goods imported from the country", "a text drafted by the ministry" */
        PARSE_EACH_CHILD (c->p, t, k)
            if (TOK(c, k)->rel == REL_ACL && TOK(c, k)->sub != SUB_RELCL && TOK(c, k)->upos == UPOS_VERB)
                for (size_t i = 0; i < 2 && w->n == before; i++) {
                    uint32_t b = prep_child(c, k, event_lexicon_word(c->lex, preps[i]), false);
                    if (b != PARLEY_NONE)
                        who_add_named(c, b, w);
                }
}

/* "It released a statement criticising them", "a series of remarks expressing": the verb that makes what speaks in t's clause,
 * whose subject is noun, or PARLEY_NONE. */
static uint32_t maker_of(const coder *c, uint32_t t, uint32_t noun) {
    if (noun == PARLEY_NONE || TOK(c, noun)->upos != UPOS_NOUN || TOK(c, t)->rel != REL_ACL || TOK(c, t)->head != noun)
        return PARLEY_NONE;
    for (int i = 0; i < 3; i++) {
        const parse_token *k = TOK(c, noun);
        if (k->head == PARLEY_NONE)
            return PARLEY_NONE;
        if (k->rel == REL_NMOD || k->rel == REL_CONJ) {
            noun = k->head;
            continue;
        }
        bool passive = k->rel == REL_NSUBJ && k->sub == SUB_PASS;
        return (k->rel == REL_OBJ || k->rel == REL_OBL || passive) &&
                       in_words(c->lex->make_words, c->lex->n_make_words, c->lemma[k->head])
                   ? k->head
                   : PARLEY_NONE;
    }
    return PARLEY_NONE;
}

/* "Clashes erupted between the two": the verb whose subject t is, for prepositions that tell the parties; or PARLEY_NONE. */
static uint32_t happening(const coder *c, uint32_t t, uint32_t prep) {
    static const char *const preps[] = {"between", "among", "with", "against"};
    if (TOK(c, t)->rel != REL_NSUBJ || TOK(c, t)->head == PARLEY_NONE || TOK(c, TOK(c, t)->head)->upos != UPOS_VERB)
        return PARLEY_NONE;
    for (size_t i = 0; i < COUNT_OF(preps); i++)
        if (prep == event_lexicon_word(c->lex, preps[i]))
            return TOK(c, t)->head;
    return PARLEY_NONE;
}

/* Who is to do what the complement of t says: "said that they must", "a call for them to help", "demands to make them pay". */
static uint32_t complement_subject(const coder *c, uint32_t t) {
    static const char *const causes[] = {"make", "let", "get", "force", "have", "compel"};
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, k) {
        uint8_t rel = TOK(c, k)->rel;
        bool that = rel == REL_ACL && TOK(c, k)->sub != SUB_RELCL && under_prep_named(c, k, "that");
        if (rel == REL_CCOMP || that ||
            ((rel == REL_ACL || rel == REL_XCOMP || rel == REL_CSUBJ) && under_prep_named(c, k, "to"))) {
            uint32_t s = parse_child(c->p, k, REL_NSUBJ, SUB_NONE);
            for (size_t i = 0; i < COUNT_OF(causes) && s == PARLEY_NONE && rel != REL_CCOMP; i++)
                if (strcmp(TOK(c, k)->lemma, causes[i]) == 0)
                    s = parse_child(c->p, k, REL_OBJ, SUB_NONE);
            if (s != PARLEY_NONE)
                return s;
        }
        if (++n > LISTED_MAX)
            break;
    }
    return PARLEY_NONE;
}

/* "Showed willingness to consider the union's plan", "repeated its refusal to see them": the clause that the object carries. */
static uint32_t object_clause(const coder *c, uint32_t t) {
    uint32_t o = TOK(c, t)->upos == UPOS_VERB ? parse_child(c->p, t, REL_OBJ, SUB_NONE) : PARLEY_NONE;
    uint32_t k = o != PARLEY_NONE ? parse_child(c->p, o, REL_ACL, SUB_NONE) : PARLEY_NONE;
    return k != PARLEY_NONE && under_prep_named(c, k, "to") ? k : PARLEY_NONE;
}

/* "Defend its ally Chile": the name right behind the noun k, which the parser takes for another object. */
static uint32_t named_after(const coder *c, uint32_t k) {
    if (k == PARLEY_NONE || TOK(c, k)->upos != UPOS_NOUN || facts_actor_of(c->f, c->p, k) != PARLEY_NONE)
        return PARLEY_NONE;
    for (uint32_t d = TOK(c, k)->sibling; d != PARLEY_NONE; d = TOK(c, d)->sibling)
        if (TOK(c, d)->rel == REL_OBJ && TOK(c, d)->left == k + 1 && TOK(c, d)->upos == UPOS_PROPN)
            return d;
    return PARLEY_NONE;
}

void who_add_slot(const coder *c, uint32_t t, uint32_t slot, uint8_t pos, who *w) {
    uint32_t h = PARLEY_NONE, k;
    switch (slot) {
    case SLOT_SUBJ:
        k = clause_subject(c, t);
        who_add_actors(c, k, w, 0);
        if (!w->n && (h = maker_of(c, t, k)) != PARLEY_NONE)
            who_add_actors(c, clause_subject(c, h), w, 1);
        return;
    case SLOT_OBJ:
        k = clause_object(c, t, 0);
        h = named_after(c, k);
        who_add_actors(c, h != PARLEY_NONE ? h : k, w, 0);
        return;
    case SLOT_IOBJ:
        if (clause_is_passive(c, t) && (k = clause_object(c, t, 0)) != clause_surface_subject(c, t, 0)) {
            who_add_actors(c, clause_surface_subject(c, t, 0), w, 0); /* "was given a licence" */
            return;
        }
        k = parse_child(c->p, t, REL_IOBJ, SUB_NONE);
        if (k == PARLEY_NONE && (k = parse_child(c->p, t, REL_OBJ, SUB_NONE)) != PARLEY_NONE) {
            bool two = false;
            for (uint32_t d = TOK(c, k)->sibling; d != PARLEY_NONE && !two; d = TOK(c, d)->sibling)
                two = TOK(c, d)->rel == REL_OBJ;
            if (!two)
                return;
        }
        who_add_actors(c, k, w, 0);
        return;
    case SLOT_POSS:
        if ((k = parse_child(c->p, t, REL_NMOD, SUB_POSS)) != PARLEY_NONE)
            who_add_actors(c, k, w, 0);
        return;
    case SLOT_DEM: who_add_modifiers(c, t, w); return;
    case SLOT_HSUBJ:
        if ((h = light_verb(c, t)) != PARLEY_NONE)
            who_add_actors(c, clause_subject(c, h), w, 0);
        return;
    case SLOT_HOBJ:
        if ((h = light_verb(c, t)) != PARLEY_NONE && (k = clause_object(c, h, 0)) != t)
            who_add_actors(c, k, w, 0);
        return;
    case SLOT_OWNER:
        if ((k = clause_object(c, t, 0)) != PARLEY_NONE)
            who_add_actors(c, k, w, 1);
        return;
    case SLOT_SPEAKER: who_add(w, facts_asserter(c->f, t)); return;
    case SLOT_CSUBJ: who_add_actors(c, complement_subject(c, t), w, 0); return;
    case SLOT_PARTIES: return; /* once all events of the page are known: parties_complete */
    case SLOT_XOBJ:
        if ((k = parse_child(c->p, t, REL_XCOMP, SUB_NONE)) != PARLEY_NONE ||
            (k = parse_child(c->p, t, REL_CCOMP, SUB_NONE)) != PARLEY_NONE ||
            (k = parse_child(c->p, t, REL_ADVCL, SUB_NONE)) != PARLEY_NONE ||
            (k = parse_child(c->p, t, REL_ACL, SUB_NONE)) != PARLEY_NONE || (k = object_clause(c, t)) != PARLEY_NONE) {
            who_add_actors(c, clause_object(c, k, 0), w, 0);
            static const char *const preps[] = {"to", "with", "against", "on", "from"};
            for (size_t i = 0; i < COUNT_OF(preps) && !w->n; i++) {
                uint32_t x = prep_child(c, k, event_lexicon_word(c->lex, preps[i]), false);
                if (x != PARLEY_NONE)
                    who_add_actors(c, x, w, 0);
            }
            if (!w->n)
                who_add_actors(c, parse_child(c->p, k, REL_NSUBJ, SUB_NONE), w, 0);
        }
        return;
    default: break;
    }
    uint32_t prep = slot - SLOT_PREP;
    k = prep_child(c, t, prep, true);
    if (k == PARLEY_NONE) { /* attached one word too high or too low */
        if (pos == 'n') {
            h = TOK(c, t)->rel == REL_OBJ ? TOK(c, t)->head : PARLEY_NONE;
            if (h != PARLEY_NONE && !clause_is_passive(c, h) && prep == event_lexicon_word(c->lex, "by") &&
                (k = prep_child(c, h, prep, false)) != PARLEY_NONE && k < t)
                k = PARLEY_NONE; /* "end a strike by the workers": an active verb has no agent but its subject */
            if (k == PARLEY_NONE && ((h = light_verb(c, t)) != PARLEY_NONE || (h = happening(c, t, prep)) != PARLEY_NONE))
                k = prep_child(c, h, prep, false);
        } else {
            uint32_t o = clause_object(c, t, 0), x = parse_child(c->p, t, REL_XCOMP, SUB_NONE);
            if (o != PARLEY_NONE)
                k = prep_child(c, o, prep, false);
            if (k == PARLEY_NONE && x != PARLEY_NONE)
                k = prep_child(c, x, prep, false);
            if (k == PARLEY_NONE && x != PARLEY_NONE && (o = parse_child(c->p, x, REL_OBJ, SUB_NONE)) != PARLEY_NONE)
                k = prep_child(c, o, prep, false); /* "helped broker a truce between" */
        }
    }
    if (k == PARLEY_NONE && pos == 'v' && prep == event_lexicon_word(c->lex, "between")) {
        uint32_t o = clause_object(c, t, 0); /* "proposed a framework for a peace between" */
        for (int i = 0; i < 3 && o != PARLEY_NONE && k == PARLEY_NONE; i++) {
            k = prep_child(c, o, prep, false);
            o = parse_child(c->p, o, REL_NMOD, SUB_NONE);
        }
    }
    if (k == PARLEY_NONE) { /* "resulted in the deaths of", "the release of captives by" */
        int n = 0;
        PARSE_EACH_CHILD (c->p, t, d) {
            if (TOK(c, d)->rel == (pos == 'v' ? REL_OBL : REL_NMOD) && k == PARLEY_NONE && d > t)
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
            who_add_actors(c, s, w, 0);
        return;
    }
    who_add_actors(c, k, w, 0);
}

void who_add_slots(const coder *c, uint32_t t, const uint32_t *slots, uint8_t n, uint8_t pos, bool all, who *w) {
    for (uint8_t i = 0; i < n && (all || !w->n); i++)
        who_add_slot(c, t, slots[i], pos, w);
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
                c->f->actors[w->at[0]].kind != ACTOR_PERSON && event_root(c, a) != event_root(c, w->at[0]))
                who_add(w, a);
        }
}

/* Talks "after a meeting with the minister": who met him is the subject of the clause around. */
void who_add_around(const coder *c, uint32_t t, who *w) {
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
        who_add_actors(c, clause_subject(c, up), &found, 1);
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
    uint32_t k = TOK(c, t)->upos == UPOS_VERB ? clause_subject(c, t) : PARLEY_NONE;
    if (k == PARLEY_NONE || TOK(c, k)->upos != UPOS_NOUN)
        return false;
    for (size_t i = 0; i < COUNT_OF(preps); i++) {
        uint32_t of = prep_child(c, k, event_lexicon_word(c->lex, preps[i]), false);
        who sides = {.n = 0};
        if (of != PARLEY_NONE)
            who_add_named(c, of, &sides);
        if (sides.n >= 2 && event_root(c, sides.at[0]) != event_root(c, sides.at[1])) {
            *w = sides;
            return true;
        }
    }
    return false;
}

/* A plural phrase that says who they are; "the two sides" are the parties that the page names elsewhere. */
static bool is_plural(const coder *c, uint32_t t) {
    return t != PARLEY_NONE && !who_is_anybody(c, t) &&
           ((TOK(c, t)->upos == UPOS_NOUN && (TOK(c, t)->morph & FEAT_PLUR)) || has_child(c, t, REL_CONJ, SUB_NONE));
}

bool who_is_mutual(const coder *c, const event_entry *e, uint32_t t, const who *source) {
    static const char *const among[] = {"between", "among", "of", "by"};
    if (!e->both || source->n != 1)
        return false;
    uint32_t h = e->pos == 'n' ? light_verb(c, t) : t, k = PARLEY_NONE;
    if (h != PARLEY_NONE)
        k = clause_subject(c, h);
    for (size_t i = 0; i < COUNT_OF(among) && !is_plural(c, k) && e->pos == 'n'; i++)
        k = prep_child(c, t, event_lexicon_word(c->lex, among[i]), false);
    if (!is_plural(c, k) && e->pos == 'n')
        k = parse_child(c->p, t, REL_NMOD, SUB_POSS);
    if (!is_plural(c, k))
        return false;
    PARSE_EACH_CHILD (c->p, k, d) /* "negotiators from Chile and Peru" are two sides, known or not */
        if (TOK(c, d)->rel == REL_NMOD && has_child(c, d, REL_CONJ, SUB_NONE))
            return false;
    who all = {.n = 0};
    who_add_named(c, k, &all);
    if (!all.n)
        add_described(c, k, &all);
    return all.n == 1 && all.at[0] == source->at[0];
}

/* "The owners and the workers accuse each other": what each does to the other, both do to both. */
static bool is_reciprocal(const coder *c, uint32_t t) {
    uint32_t o = clause_object(c, t, 0);
    static const char *const preps[] = {"with", "to", "at", "against", "of", "on"};
    for (size_t i = 0; i < COUNT_OF(preps) && o == PARLEY_NONE; i++)
        o = prep_child(c, t, event_lexicon_word(c->lex, preps[i]), false);
    if (o == PARLEY_NONE)
        return false;
    if (norm_is(c, o, "other") || (norm_is(c, o, "each") && o + 1 < c->p->n_tokens && norm_is(c, o + 1, "other")))
        return true; /* "each other", "each accuses the other" */
    return norm_is(c, o, "another") && o && norm_is(c, o - 1, "one");
}

/* "The two sides", where nobody could tell who they are. */
static void drop_anybody(const coder *c, who *w) {
    static const char *const ends[] = {"sides", "parties", "countries", "nations", "governments"};
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        const fact_actor *a = &c->f->actors[w->at[i]];
        const char *last = strrchr(a->name, ' ');
        bool any = false;
        for (size_t k = 0; k < COUNT_OF(ends) && a->kind != ACTOR_PERSON && a->kind != ACTOR_STATE; k++)
            any |= strcmp(last ? last + 1 : a->name, ends[k]) == 0 && (!last || last - a->name < 6);
        if (!any)
            w->at[n++] = w->at[i];
    }
    w->n = n;
}

/* "Chilean, Peruvian leaders met", "negotiators from Chile and Peru": one description that names both who meet. */
static void split_phrase(const coder *c, const event_entry *e, uint32_t t, who *w) {
    uint32_t h = e->pos == 'n' ? light_verb(c, t) : t, s = h != PARLEY_NONE ? clause_subject(c, h) : PARLEY_NONE;
    who sides = {.n = 0};
    if (w->n != 1 || s == PARLEY_NONE || TOK(c, s)->upos != UPOS_NOUN || TOK(c, s)->right - TOK(c, s)->left > 12)
        return;
    for (uint32_t i = TOK(c, s)->left; i <= TOK(c, s)->right && c->f->mention_of; i++) {
        uint32_t m = i == s ? PARLEY_NONE : c->f->mention_of[i], a = PARLEY_NONE;
        bool from =
            under_prep_named(c, i, "from") || (TOK(c, i)->rel == REL_CONJ && under_prep_named(c, TOK(c, i)->head, "from"));
        if (m != PARLEY_NONE && c->f->mentions[m].kind == MENTION_NAME)
            a = c->f->mentions[m].actor;
        else if (m == PARLEY_NONE && from && TOK(c, i)->upos == UPOS_PROPN && TOK(c, i)->ne != NE_DATE)
            a = facts_add_actor(c->in, c->f, TOK(c, i)->form, ACTOR_GROUP); /* a side that is named nowhere else */
        bool same = a == PARLEY_NONE || (c->f->actors[a].kind == ACTOR_PERSON && !from) || c->f->actors[a].kind == ACTOR_OUTLET;
        for (uint32_t j = 0; j < sides.n && !same; j++)
            same = event_root(c, sides.at[j]) == event_root(c, a);
        if (!same)
            add_taker(c, a, &sides);
    }
    if (sides.n >= 2)
        *w = sides;
}

/* Is the act an answer to somebody's, so that "in response to" and "unless" tell whom it is aimed at? */
static bool is_answer(plover e) {
    return e == PLOVER_THREATEN || e == PLOVER_SANCTION || e == PLOVER_REJECT || e == PLOVER_COERCE || e == PLOVER_ASSAULT ||
           e == PLOVER_ACCUSE || e == PLOVER_CONCEDE || e == PLOVER_REQUEST || e == PLOVER_PROTEST;
}

/* What is answered "in response to": the phrase under prep behind the noun at d, which the parser may hang on the verb at t. */
static uint32_t answered(const coder *c, uint32_t t, uint32_t d, uint32_t prep) {
    uint32_t x = prep_child(c, d, prep, false);
    if (x != PARLEY_NONE)
        return x;
    PARSE_EACH_CHILD (c->p, t, k)
        if (k > d && TOK(c, k)->rel == REL_OBL && TOK(c, k)->left == d + 1 && c->norm[d + 1] == prep)
            return k;
    return PARLEY_NONE;
}

/* "Access to the market of the kingdom": whose it is, some nouns down. */
static void add_owner_below(const coder *c, uint32_t t, who *w) {
    for (int i = 0; i < 3 && t != PARLEY_NONE && !w->n; i++) {
        who_add_actors(c, t, w, 1);
        t = parse_child(c->p, t, REL_NMOD, SUB_NONE);
    }
}

/* "Threatened to walk out unless the owners pay", "in response to the kingdom's raid": whom an act is aimed at, where none of its
 * arguments says so. */
void who_add_provoker(const coder *c, plover type, uint32_t t, who *w) {
    static const char *const marks[] = {"unless", "until", "if"}, *const preps[] = {"to", "for", "against", "at", "from", "by"},
                             *const answers[] = {"response", "retaliation", "reprisal", "revenge", "answer",
                                                 "return",   "exchange",    "reply",    "protest", "retribution"};
    uint32_t at[3] = {t, parse_child(c->p, t, REL_XCOMP, SUB_NONE), parse_child(c->p, t, REL_CCOMP, SUB_NONE)},
             to = parse_child(c->p, t, REL_ADVCL, SUB_NONE);
    if (at[1] == PARLEY_NONE && to != PARLEY_NONE && under_prep_named(c, to, "to"))
        at[1] = to;
    for (size_t i = 0; i < COUNT_OF(at) && !w->n; i++) {
        int n = 0;
        if (at[i] == PARLEY_NONE)
            continue;
        PARSE_EACH_CHILD (c->p, at[i], d) {
            uint8_t rel = TOK(c, d)->rel;
            for (size_t k = 0; k < COUNT_OF(marks) && rel == REL_ADVCL && !w->n &&
                               (type == PLOVER_THREATEN || (type == PLOVER_REJECT && k < 2));
                 k++)
                if (under_prep_named(c, d, marks[k]))
                    who_add_actors(c, clause_surface_subject(c, d, 0), w, 1);
            for (size_t k = 0; k < COUNT_OF(answers) && rel == REL_OBL && !w->n; k++)
                for (size_t j = 0; norm_is(c, d, answers[k]) && j < COUNT_OF(preps) && !w->n; j++)
                    add_owner_below(c, answered(c, at[i], d, event_lexicon_word(c->lex, preps[j])), w);
            if (++n > LISTED_MAX)
                break;
        }
    }
}

static bool takes_object(const event_entry *e) {
    for (uint8_t i = 0; i < e->n_target; i++)
        if (e->target_slot[i] == SLOT_OBJ)
            return true;
    return false;
}

/* "The kingdom asked its allies": others than the kingdom, though theirs is what they are called by. */
static void add_own(const coder *c, uint32_t t, const who *source, who *w) {
    uint32_t o = clause_object(c, t, 0), poss = o != PARLEY_NONE ? parse_child(c->p, o, REL_NMOD, SUB_POSS) : PARLEY_NONE;
    who owner = {.n = 0};
    if (poss == PARLEY_NONE)
        return;
    who_add_actors(c, poss, &owner, 1);
    if (owner.n && who_has(source, owner.at[0]))
        add_described(c, o, w);
}

/* "Imposed quotas on steel from the republic", with the origin of the goods hung on the verb. */
static void add_origin(const coder *c, uint32_t t, who *w) {
    uint32_t k = prep_child(c, t, event_lexicon_word(c->lex, "from"), false), a = PARLEY_NONE;
    if (k != PARLEY_NONE)
        a = facts_actor_of(c->f, c->p, k);
    if (a != PARLEY_NONE && c->f->actors[a].kind == ACTOR_STATE)
        add_taker(c, a, w);
}

void who_find(const coder *c, const event_entry *e, uint32_t t, who *source, who *target) {
    if (e->both) {
        if (add_both_sides(c, t, source)) {
            *target = *source;
            return;
        }
        who_add_slots(c, t, e->source_slot, e->n_source, e->pos, true, source);
        add_listed(c, t, source);
        who_add_slots(c, t, e->target_slot, e->n_target, e->pos, true, source);
        if (e->pos == 'n')
            PARSE_EACH_CHILD (c->p, t, k) /* "talks involving the two states" */
                if (TOK(c, k)->rel == REL_ACL && norm_is(c, k, "involving"))
                    who_add_actors(c, clause_object(c, k, 0), source, 0);
        if (e->pos == 'n' && e->type == PLOVER_CONSULT) {
            uint32_t with = event_lexicon_word(c->lex, "with");
            who own = {.n = 0};
            for (uint8_t i = 0; i < e->n_source; i++)
                if (e->source_slot[i] != SLOT_PREP + with)
                    who_add_slot(c, t, e->source_slot[i], e->pos, &own);
            if (!own.n && prep_child(c, t, with, false) != PARLEY_NONE) {
                uint32_t n = 0; /* of "the Turkish president" the person is meant, not the state as well */
                for (uint32_t i = 0; i < source->n; i++) {
                    bool state = false;
                    for (uint32_t j = 0; j < source->n; j++)
                        state |= i != j && event_root(c, source->at[j]) == source->at[i];
                    if (!state)
                        source->at[n++] = source->at[i];
                }
                source->n = n;
                who_add_around(c, t, source);
            }
        }
        drop_anybody(c, source);
        split_phrase(c, e, t, source);
        *target = *source;
        return;
    }
    who_add_slots(c, t, e->source_slot, e->n_source, e->pos, false, source);
    add_listed(c, t, source);
    if (e->pos == 'v' && source->n > 1 && is_reciprocal(c, t)) {
        *target = *source;
        return;
    }
    for (uint8_t i = 0; i < e->n_target && !target->n; i++) {
        who w = {.n = 0};
        who_add_slot(c, t, e->target_slot[i], e->pos, &w);
        for (uint32_t j = 0; j < w.n; j++)
            if (!who_has(source, w.at[j]))
                who_add(target, w.at[j]);
    }
    if (e->pos == 'v' && source->n && !target->n) {
        who w = {.n = 0};
        if (takes_object(e))
            add_own(c, t, source, &w);
        if (!w.n && is_answer((plover)e->type))
            who_add_provoker(c, (plover)e->type, t, &w);
        if (!w.n && e->type == PLOVER_SANCTION)
            add_origin(c, t, &w);
        for (uint32_t j = 0; j < w.n; j++)
            if (!who_has(source, w.at[j]))
                who_add(target, w.at[j]);
    }
}

/* "Flew to Lima": whom one visits in a city that stands for its government. */
void who_add_host(const coder *c, uint32_t t, const who *guest, who *w) {
    static const char *const preps[] = {"to", "in", "for", "into"};
    for (size_t i = 0; i < COUNT_OF(preps) && !w->n; i++) {
        uint32_t k = prep_child(c, t, event_lexicon_word(c->lex, preps[i]), false), last;
        world_type type = WORLD_NONE;
        if (k == PARLEY_NONE || TOK(c, k)->upos != UPOS_PROPN)
            continue;
        const world_entry *e = world_name_at(c->in->world, c->in->page, c->p, k, k + 1, &type, &last);
        for (uint32_t f = TOK(c, k)->left; !e && f < k; f++) /* "Tel Aviv" */
            e = world_name_at(c->in->world, c->in->page, c->p, f, k + 1, &type, &last);
        if (!e || (type != WORLD_CAPITAL && type != WORLD_STATE))
            continue;
        uint32_t host = facts_add_actor(c->in, c->f, e->name, ACTOR_STATE);
        bool own = false;
        for (uint32_t j = 0; j < guest->n; j++)
            own |= event_root(c, guest->at[j]) == host;
        if (!own)
            who_add(w, host);
    }
}
