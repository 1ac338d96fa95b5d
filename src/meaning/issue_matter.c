/* issue_matter.c - from the word that a stance governs to the matter itself: "resume | talks", "an end to | the raids"; and
 * whether that is something negotiated everywhere.
 */
#include "meaning/position_int.h"

uint32_t act_object(const position_work *k, uint32_t v) {
    const parse_token *ts = k->p->tokens;
    uint32_t o = object_word(k->p, v);
    if (o == PARLEY_NONE && v + 1 < k->p->n_tokens && stance_nominal_with(k->lex, ts[v].norm, ts[v + 1].norm))
        PARSE_EACH_CHILD (k->p, v, c) {
            if (ts[c].rel == REL_OBL && case_of(k->p, c) == v + 1)
                return c;
        }
    return o;
}

/* The object of verb v, or what a passive does it to. */
uint32_t object_word(const parley_parse *p, uint32_t v) {
    const parse_token *ts = p->tokens;
    uint32_t o = parse_child(p, v, REL_OBJ, SUB_NONE);
    if (o == PARLEY_NONE && is_passive(p, v))
        o = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    if (o != PARLEY_NONE && TOK_ANY(p, o, "some", "all", "most", "any", "many", "much")) /* "some | of its debt" */
        PARSE_EACH_CHILD (p, o, c) {
            if (c > o && ts[c].rel == REL_NMOD && case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "of"))
                return c;
        }
    return o == PARLEY_NONE || p->tokens[o].upos == UPOS_NOUN || p->tokens[o].upos == UPOS_PROPN ||
                   p->tokens[o].upos == UPOS_NUM || p->tokens[o].upos == UPOS_SYM
               ? o
               : PARLEY_NONE;
}

const nominal_noun *nominal_at(const position_work *k, uint32_t v) {
    const parse_token *ts = k->p->tokens;
    if (ts[v].upos != UPOS_VERB)
        return NULL;
    PARSE_EACH_CHILD (k->p, v, c) {
        if (c > v && c < v + 7 && (ts[c].upos == UPOS_ADP || ts[c].upos == UPOS_ADV || ts[c].sub == SUB_PRT || c == v + 1)) {
            const nominal_noun *n = stance_nominal_with(k->lex, ts[v].norm, ts[c].norm);
            if (n)
                return n;
        }
    }
    /* a particle that the tree takes for a preposition */
    const nominal_noun *n =
        v + 1 < k->p->n_tokens && ts[v + 1].upos == UPOS_ADP ? stance_nominal_with(k->lex, ts[v].norm, ts[v + 1].norm) : NULL;
    if (!n)
        n = stance_nominal_with(k->lex, ts[v].norm, NULL);
    uint32_t o = n && strcmp(n->noun, "meeting") == 0 ? object_word(k->p, v) : PARLEY_NONE;
    return o != PARLEY_NONE && facts_actor_of(k->f, k->p, o) == PARLEY_NONE ? NULL : n; /* "meet the demand" is no meeting */
}

/* Is t a kind of place that is itself in dispute, "the river corridor"? */
bool is_place(const position_work *k, uint32_t t) {
    return t != PARLEY_NONE && stance_noun_is(k->lex, NOUN_PLACE, k->p->tokens[t].norm);
}

/* "a span of nine weeks for the pullout" is about the pullout */
bool is_length(const parley_parse *p, uint32_t t) {
    return TOK_ANY(p, t, "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes",
                   "decade", "decades");
}

uint32_t complement_of(const position_work *k, uint32_t t, bool only_of) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c);
        if (c > t && (ts[c].rel == REL_NMOD || ts[c].rel == REL_OBL) && cs != PARLEY_NONE &&
            (only_of ? TOK_ANY(p, cs, "of", "to")
                     : TOK_ANY(p, cs, "of", "for", "to", "toward", "towards", "at", "on", "in", "over", "about")) &&
            k->time_at[c] == PARLEY_NONE && !is_length(p, c))
            return c;
        if (!only_of && c > t && (ts[c].rel == REL_ACL || ts[c].rel == REL_ADVCL) && ts[c].upos == UPOS_VERB &&
            ts[c].sub != SUB_RELCL)
            return c;
    }
    return PARLEY_NONE;
}

/* Does the verb v take troops away, "bring the soldiers home", "reduce the number of troops"? forces: which, or NULL. */
bool takes_forces(const position_work *k, uint32_t v, uint32_t *forces) {
    const parley_parse *p = k->p;
    uint32_t o = object_word(p, v);
    if (o != PARLEY_NONE && stance_noun_is(k->lex, NOUN_QUANTITY, p->tokens[o].norm))
        o = complement_of(k, o, true);
    if (forces)
        *forces = o;
    return o != PARLEY_NONE && stance_noun_is(k->lex, NOUN_FORCES, p->tokens[o].norm) && tok_of(k, v, PW_TAKE_AWAY);
}

/* "seeing the chairman again" is a meeting */
bool sees_person(const position_work *k, uint32_t t) {
    uint32_t o = TOK_ANY(k->p, t, "see", "seeing", "sees", "meet", "meeting", "meets") ? object_word(k->p, t) : PARLEY_NONE;
    uint32_t actor = o == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(k->f, k->p, o);
    return actor != PARLEY_NONE && k->f->actors[actor].kind == ACTOR_PERSON;
}

/* "return to full compliance", "go back to the talks": what is returned to, where that is no place and nobody. */
static uint32_t returned_to(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    bool back = t + 1 < p->n_tokens && tok_is(p, t + 1, "back");
    if (!TOK_ANY(p, t, "return", "returns", "returned", "returning", "revert", "reverting") &&
        !(back && TOK_ANY(p, t, "go", "going", "come", "coming", "get", "went", "came")))
        return PARLEY_NONE;
    PARSE_EACH_CHILD (p, t, c) {
        if (c > t && (ts[c].rel == REL_OBL || ts[c].rel == REL_NMOD) && case_of(p, c) != PARLEY_NONE &&
            tok_is(p, case_of(p, c), "to") && ts[c].upos == UPOS_NOUN && ts[c].ne == NE_NONE && k->time_at[c] == PARLEY_NONE &&
            facts_actor_of(k->f, p, c) == PARLEY_NONE && k->proposal_of[c] == PARLEY_NONE &&
            (stance_noun_is(k->lex, NOUN_MATTER, ts[c].norm) || stance_group(k->lex, ts[c].norm)))
            return c;
    }
    return PARLEY_NONE;
}

/* "take part in the talks", "attend the summit": what is gone to, where it is talked about anywhere. */
static uint32_t attended(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t o = object_word(p, t), at[2] = {t, o};
    bool part = TOK_ANY(p, t, "take", "takes", "took", "taken", "taking") && o != PARLEY_NONE && tok_is(p, o, "part");
    bool hear = TOK_ANY(p, t, "hear", "hearing"); /* "will not hear of a freeze" */
    if (!part && !hear && !TOK_ANY(p, t, "participate", "participates", "participated", "participating", "engage", "engaging"))
        return PARLEY_NONE;
    for (uint32_t i = 0; i < COUNT_OF(at) && at[i] != PARLEY_NONE; i++)
        PARSE_EACH_CHILD (p, at[i], c) {
            if (c > t && (ts[c].rel == REL_OBL || ts[c].rel == REL_NMOD) && case_of(p, c) != PARLEY_NONE &&
                tok_is(p, case_of(p, c), hear ? "of" : "in") && ts[c].upos == UPOS_NOUN && k->time_at[c] == PARLEY_NONE)
                return c;
        }
    return PARLEY_NONE;
}

/* One step from a word that only says how far a matter is to the matter: "resume | talks", "lift | the levy", "an end to | the
 * raids", "invite experts | to inspect the site"; PARLEY_NONE where t is the matter. */
static uint32_t matter_below(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    const char *s = ts[t].norm;
    uint32_t to = returned_to(k, t);
    if (to != PARLEY_NONE)
        return to;
    if (ts[t].upos == UPOS_VERB) {
        uint32_t o = object_word(p, t), talks = attended(k, t);
        if (talks != PARLEY_NONE)
            return talks;
        if (stance_noun_is(l, NOUN_PERMIT, s)) {
            bool bare = TOK_ANY(p, t, "let", "lets", "letting"); /* "let them leave" */
            PARSE_EACH_CHILD (p, t, c) {
                if (c > t && (ts[c].upos == UPOS_VERB || ts[c].rel == REL_XCOMP) &&
                    (ts[c].rel == REL_XCOMP || ts[c].rel == REL_CCOMP || ts[c].rel == REL_ADVCL) &&
                    (bare || (case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "to"))))
                    return c;
            }
            uint32_t inner = o == PARLEY_NONE ? PARLEY_NONE : parse_child(p, o, REL_ACL, SUB_NONE);
            if (inner != PARLEY_NONE && ts[inner].upos == UPOS_VERB && ts[inner].sub != SUB_RELCL)
                return inner;
        }
        if (tok_of(k, t, PW_OCCUPY)) {
            if (is_place(k, o))
                return o;
            if (o == PARLEY_NONE)
                PARSE_EACH_CHILD (p, t, c) {
                    if (c > t && ts[c].rel == REL_OBL && is_place(k, c))
                        return c;
                }
        }
        if (takes_forces(k, t, NULL))
            return PARLEY_NONE;
        if (o == PARLEY_NONE && TOK_ANY(p, t, "bring", "brings", "bringing")) /* "bring about its downfall" */
            PARSE_EACH_CHILD (p, t, c) {
                if (c > t && ts[c].rel == REL_OBL && case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "about"))
                    return c;
            }
        if (o != PARLEY_NONE && facts_actor_of(k->f, p, o) != PARLEY_NONE && tok_of(k, t, PW_HIT))
            PARSE_EACH_CHILD (p, t, c) { /* "hit the island with a levy" */
                if (c > o && ts[c].rel == REL_OBL && case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "with"))
                    return c;
            }
        bool off = TOK_ANY(p, t, "call", "calling", "called", "put") && t + 1 < p->n_tokens && tok_is(p, t + 1, "off");
        if (TOK_ANY(p, t, "close", "closing", "closes") &&
            !(o != PARLEY_NONE && stance_group(l, ts[o].norm) == stance_group(l, "talks")))
            return PARLEY_NONE; /* "close the plant" is a closure, "close the talks" is about the talks */
        bool degree = off || stance_noun_is(l, NOUN_DEGREE, s), process = stance_noun_is(l, NOUN_PROCESS, s);
        if (!degree && !process)
            return PARLEY_NONE;
        if (o != PARLEY_NONE && (ts[o].upos == UPOS_NOUN || ts[o].upos == UPOS_PROPN))
            return o;
        for (uint32_t i = o; o != PARLEY_NONE && i > t && i < o + 5 && i < p->sents[ts[t].sent].end; i++)
            if (ts[i].upos == UPOS_NOUN && !stance_noun_is(l, NOUN_QUANTITY, ts[i].norm)) { /* "$900 | bonuses" */
                while (i + 1 < p->sents[ts[t].sent].end && ts[i].rel == REL_COMPOUND && ts[i + 1].upos == UPOS_NOUN)
                    i++;
                return i;
            }
        if (process || TOK_ANY(p, t, "stop", "stopping", "stopped", "halt", "cease", "end", "start", "begin"))
            PARSE_EACH_CHILD (p, t, c) {
                if (c > t &&
                    (ts[c].rel == REL_XCOMP || ts[c].rel == REL_ADVCL || ts[c].rel == REL_CCOMP || ts[c].rel == REL_OBL) &&
                    k->time_at[c] == PARLEY_NONE)
                    return c;
            }
        return PARLEY_NONE;
    }
    if (ts[t].upos != UPOS_NOUN)
        return PARLEY_NONE;
    if (stance_noun_is(l, NOUN_QUANTITY, s) || tok_of(k, t, PW_ASPECT) ||
        TOK_ANY(p, t, "end", "issue", "question", "matter", "need", "lack", "use"))
        return complement_of(k, t, true);
    if (TOK_ANY(p, t, "presence", "control")) {
        /* "presence in the Long Corridor" is about the place; "presence on the border" says more than the border */
        PARSE_EACH_CHILD (p, t, c) {
            if (c > t && ts[c].rel == REL_NMOD && is_place(k, c) && c > 0 &&
                (ts[c].upos == UPOS_PROPN || ts[c - 1].upos == UPOS_PROPN))
                return c;
        }
        return PARLEY_NONE;
    }
    if (stance_noun_is(l, NOUN_PROCESS, s) && !stance_group(l, s)) {
        uint32_t c = complement_of(k, t, false);
        if (c != PARLEY_NONE && ts[c].upos == UPOS_VERB && object_word(p, c) != PARLEY_NONE && !nominal_at(k, c))
            return object_word(p, c);
        return c;
    }
    return PARLEY_NONE;
}

uint32_t matter_of(const position_work *k, uint32_t t) {
    for (uint32_t step = 0; step < 6; step++) {
        uint32_t next = matter_below(k, t);
        if (next == PARLEY_NONE || next == t ||
            (k->p->tokens[next].upos != UPOS_NOUN && k->p->tokens[next].upos != UPOS_PROPN &&
             k->p->tokens[next].upos != UPOS_VERB))
            break;
        uint32_t actor = facts_actor_of(k->f, k->p, next);
        if (actor != PARLEY_NONE && k->p->tokens[next].upos != UPOS_VERB && !is_place(k, next) &&
            !stance_noun_is(k->lex, NOUN_MATTER, k->p->tokens[next].norm) && !stance_group(k->lex, k->p->tokens[next].norm))
            break; /* "pressure the premier": he is no matter */
        t = next;
    }
    return t;
}

/* Does a word of the phrase of t name something that is negotiated everywhere? */
bool is_matter(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    if (ts[t].upos == UPOS_VERB && tok_of(k, t, PW_OCCUPY) &&
        TOK_ANY(p, t, "stay", "staying", "stayed", "remain", "remaining", "remained")) {
        PARSE_EACH_CHILD (p, t, c) { /* "remain in the strip", not "remain on guard" */
            if (ts[c].rel == REL_OBL && (is_place(k, c) || ts[c].ne == NE_LOC))
                return true;
        }
        return false;
    }
    uint32_t o = ts[t].upos == UPOS_VERB ? parse_child(p, t, REL_OBJ, SUB_NONE) : PARLEY_NONE;
    if (o != PARLEY_NONE && ts[o].upos == UPOS_PRON)
        return stance_group(l, ts[t].norm) != 0; /* "test them": nothing said of what */
    if (ts[t].upos == UPOS_VERB && o == PARLEY_NONE) {
        PARSE_EACH_CHILD (p, t, c) { /* "get rid of it", "ensure that they know": neither */
            if (c > t && (ts[c].rel == REL_CCOMP || (ts[c].rel == REL_OBL && ts[c].upos == UPOS_PRON)))
                return stance_group(l, ts[t].norm) != 0;
        }
    }
    if (ts[t].upos == UPOS_VERB)
        return nominal_at(k, t) != NULL || stance_group(l, ts[t].norm) != 0 || takes_forces(k, t, NULL) || sees_person(k, t);
    if (stance_noun_is(l, NOUN_MATTER, ts[t].norm) || stance_group(l, ts[t].norm) != 0)
        return true;
    PARSE_EACH_CHILD (p, t, c) {
        if ((ts[c].rel == REL_COMPOUND || ts[c].rel == REL_AMOD || ts[c].rel == REL_NMOD) && c < t + 10 && c + 6 > t &&
            (stance_noun_is(l, NOUN_MATTER, ts[c].norm) || stance_group(l, ts[c].norm) != 0))
            return true;
    }
    return false;
}
