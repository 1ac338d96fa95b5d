/* position_object.c - the two ends of a position: the proposal or issue that a word stands for, and the actors who hold it. */
#include "meaning/position_int.h"

uint32_t said_by_itself(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c);
        if (c < t && ts[c].rel == REL_COMPOUND && facts_actor_of(k->f, p, c) == PARLEY_NONE && is_matter(k, c))
            return c; /* "the tariff move" */
        if (c < t || cs == PARLEY_NONE || k->time_at[c] != PARLEY_NONE)
            continue;
        if (ts[c].rel == REL_NMOD && TOK_ANY(p, cs, "of", "for", "on") && ts[c].upos != UPOS_PRON)
            return c;
        if (ts[c].rel == REL_ACL && ts[c].upos == UPOS_VERB && TOK_ANY(p, cs, "to", "of", "for"))
            return c;
    }
    return PARLEY_NONE;
}

/* Does the verb t name something that can be demanded or refused: an act with a noun of its own ("withdraw", "recognise"), or
 * something done about a text or a matter? "To move ahead", "to set the tone" say nothing of what. */
static bool is_act(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const char *s = ts[t].norm;
    if (stance_nominal(k->lex, s) || stance_group(k->lex, s) || tok_of(k, t, PW_UNDO) || tok_of(k, t, PW_RELAY) ||
        stance_noun_is(k->lex, NOUN_PERMIT, s))
        return true;
    if (TOK_ANY(p, t, "step", "stand", "stepping") && t + 1 < p->n_tokens && TOK_ANY(p, t + 1, "down", "aside"))
        return true;
    uint32_t end = ts[t].right < t + 14 ? ts[t].right : t + 14;
    for (uint32_t i = is_passive(p, t) ? ts[t].left : t + 1; i <= end; i++)
        if (i != t && (ts[i].upos == UPOS_NOUN || ts[i].upos == UPOS_PROPN || ts[i].upos == UPOS_VERB) &&
            (k->proposal_of[i] != PARLEY_NONE || stance_noun_is(k->lex, NOUN_MATTER, ts[i].norm) ||
             stance_noun_is(k->lex, NOUN_GOAL, ts[i].norm) || stance_noun_is(k->lex, NOUN_PLACE, ts[i].norm) ||
             stance_noun_is(k->lex, NOUN_PLAN, ts[i].norm) || stance_noun_is(k->lex, NOUN_WEAK, ts[i].norm) ||
             stance_group(k->lex, ts[i].norm) || stance_nominal(k->lex, ts[i].norm)))
            return true;
    return false;
}

/* Nothing but determiners tell it apart. */
static bool is_bare(const parley_parse *p, uint32_t t) {
    PARSE_EACH_CHILD (p, t, c) {
        uint8_t r = p->tokens[c].rel;
        if (r == REL_AMOD || r == REL_COMPOUND || r == REL_NMOD || r == REL_ACL || r == REL_FLAT || r == REL_NUMMOD)
            return false;
    }
    return true;
}

/* Does nothing before the noun of an agreement tell it from another, nor who it is with? */
static bool is_nameless(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c);
        if ((c < t && (p->tokens[c].rel == REL_AMOD || p->tokens[c].rel == REL_COMPOUND) &&
             !stance_word_is(k->lex, PW_PLAIN_DEAL, p->tokens[c].norm) && !tok_of(k, c, PW_PRAISE)) ||
            (c > t && cs != PARLEY_NONE && TOK_ANY(p, cs, "with", "between", "on")) || TOK_ANY(p, c, "new", "other", "no"))
            return false;
    }
    return true;
}

/* The matter named last before t, in this sentence or one of the two before. */
static bool last_matter(position_work *k, uint32_t t, position_object *out) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    for (uint32_t i = t; i-- > 0 && t - i < 200 && ts[t].sent - ts[i].sent <= 2;)
        if ((ts[i].upos == UPOS_NOUN || ts[i].upos == UPOS_PROPN) && ts[i].rel != REL_COMPOUND && ts[i].rel != REL_FLAT &&
            stance_noun_is(k->lex, NOUN_MATTER, ts[i].norm) && facts_actor_of(k->f, p, i) == PARLEY_NONE && !is_bare(p, i)) {
            out->issue = issue_of(k, i, PARLEY_NONE);
            if (out->issue != PARLEY_NONE)
                return true;
        }
    return false;
}

/* What the pronoun or noun at t stands for. */
/* "They are going back on the plan. We cannot accept this": the verb of what somebody else is said to do in the sentence before,
 * where that is to go back on a text; or PARLEY_NONE. */
static uint32_t gone_back(const position_work *k, uint32_t t, uint32_t holder) {
    const parse_token *ts = k->p->tokens;
    uint32_t sent = ts[t].sent;
    if (!sent)
        return PARLEY_NONE;
    const parse_sent *before = &k->p->sents[sent - 1];
    for (uint32_t back = 1; back <= k->f->n_positions && back <= 4; back++) {
        const fact_position *pos = &k->f->positions[k->f->n_positions - back];
        if (pos->stance != STANCE_RETREAT || pos->holder == holder || pos->evidence.start < ts[before->first].start)
            continue;
        for (uint32_t v = before->first; v < before->end; v++)
            if (ts[v].upos == UPOS_VERB && ts[v].start >= pos->evidence.start && ts[v].end <= pos->evidence.end)
                return v;
    }
    return PARLEY_NONE;
}

/* "asked for a share of the catch, a demand that the bank rejects": what the clause before was about, for a noun that only takes
 * it up. */
static bool taken_up(position_work *k, uint32_t t, position_object *out) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t left = tree_left(p, t), det = parse_child(p, t, REL_DET, SUB_NONE), clause = parse_child(p, t, REL_ACL, SUB_NONE);
    if (!TOK_ANY(p, t, "idea", "demand", "claim", "condition", "request", "proposal", "step", "move", "measure", "plan", "offer",
                 "suggestion", "requirement", "concession") ||
        det == PARLEY_NONE || !TOK_ANY(p, det, "a", "an") || clause == PARLEY_NONE || clause < t || left == 0 ||
        ts[left - 1].sent != ts[t].sent || !TOK_ANY(p, left - 1, ",", "-", "\xe2\x80\x94", "\xe2\x80\x93"))
        return false;
    for (uint32_t back = 1; back <= k->f->n_positions && back <= 4; back++) {
        const fact_position *pos = &k->f->positions[k->f->n_positions - back];
        if (pos->evidence.start < ts[p->sents[ts[t].sent].first].start || pos->evidence.start > ts[t].start)
            continue;
        out->proposal = pos->proposal;
        out->issue = pos->issue;
        return true;
    }
    return last_matter(k, t, out);
}

bool object_at(position_work *k, uint32_t t, uint32_t holder, position_object *out) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    *out = (position_object){t, PARLEY_NONE, PARLEY_NONE};
    if (t == PARLEY_NONE)
        return false;
    if (k->proposal_of[t] != PARLEY_NONE) {
        out->proposal = k->proposal_of[t];
        return true;
    }
    if (ts[t].upos == UPOS_NOUN && taken_up(k, t, out))
        return true;
    uint32_t by = case_of(p, t);
    if (ts[t].upos == UPOS_NOUN && by != PARLEY_NONE && tok_of(k, t, PW_ADJUNCT) && TOK_ANY(p, by, "in", "at", "on", "by"))
        return false;                                           /* "in contrast" */
    if (ts[t].upos == UPOS_NOUN && tok_of(k, t, PW_CONTENTS)) { /* "the terms of a truce" */
        uint32_t of = complement_of(k, t, true);
        if (of != PARLEY_NONE && stance_noun_is(k->lex, NOUN_GOAL, ts[of].norm))
            return object_at(k, of, holder, out);
    }
    if (ts[t].upos == UPOS_NOUN && stance_noun_is(k->lex, NOUN_OWN, ts[t].norm)) { /* "the claim for back pay" */
        uint32_t what = said_by_itself(k, t);
        if (what != PARLEY_NONE && (case_of(p, what) == PARLEY_NONE || !tok_is(p, case_of(p, what), "of")))
            return object_at(k, what, holder, out);
    }
    if (ts[t].upos == UPOS_NOUN && tok_of(k, t, PW_DEICTIC)) {
        uint32_t what = said_by_itself(k, t);
        /* "dismissed the notion of an imminent pact": that it is near, not the pact */
        if (what != PARLEY_NONE && stance_noun_is(k->lex, NOUN_CLAIM, ts[t].norm) &&
            stance_noun_is(k->lex, NOUN_GOAL, ts[what].norm))
            return false;
        if (what != PARLEY_NONE)
            return object_at(k, what, holder, out);
        if (TOK_ANY(p, t, "decision", "action", "effort", "thought")) /* somebody's stance rather than its object */
            return false;
        uint32_t det = parse_child(p, t, REL_DET, SUB_NONE);
        return det != PARLEY_NONE && TOK_ANY(p, det, "the", "this", "that", "these", "those") && is_bare(p, t) &&
               (last_object(k, t, out) || last_matter(k, t, out));
    }
    /* "elements of the plan", "parts of the offer", "issues included in the proposal" */
    if (ts[t].upos == UPOS_NOUN && (stance_noun_is(k->lex, NOUN_PROCESS, ts[t].norm) ||
                                    stance_noun_is(k->lex, NOUN_LIST, ts[t].norm) || tok_of(k, t, PW_CONTENTS))) {
        PARSE_EACH_CHILD (p, t, c) {
            if (c > t && (ts[c].rel == REL_NMOD) && k->proposal_of[c] != PARLEY_NONE) {
                out->proposal = k->proposal_of[c];
                return true;
            }
            if (c > t && ts[c].rel == REL_ACL)
                PARSE_EACH_CHILD (p, c, g) {
                    if (ts[g].rel == REL_OBL && k->proposal_of[g] != PARLEY_NONE) {
                        out->proposal = k->proposal_of[g];
                        return true;
                    }
                }
        }
    }
    /* somebody else's position is the plan he has put forward */
    if (ts[t].upos == UPOS_NOUN && stance_noun_is(k->lex, NOUN_OWN, ts[t].norm)) {
        uint32_t poss = parse_child(p, t, REL_NMOD, SUB_POSS),
                 whose = poss == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(k->f, p, poss);
        if (whose != PARLEY_NONE && whose != holder) {
            if (TOK_ANY(p, t, "position", "stance", "claim", "terms"))
                out->proposal = proposal_by(k, whose, t);
            if (out->proposal != PARLEY_NONE)
                return true;
            out->issue = issue_of(k, t, whose);
            return out->issue != PARLEY_NONE;
        }
        if (poss != PARLEY_NONE && whose == PARLEY_NONE && ts[poss].upos != UPOS_PRON)
            return false; /* whose it is is not known */
    }
    if (ts[t].upos == UPOS_ADJ || ts[t].upos == UPOS_ADV || ts[t].upos == UPOS_SCONJ || ts[t].upos == UPOS_INTJ)
        return false;
    if (ts[t].upos == UPOS_PRON || ts[t].upos == UPOS_DET) {
        if (!TOK_ANY(p, t, "it", "this", "that", "them", "these", "which", "either"))
            return false;
        uint32_t verb;
        if (TOK_ANY(p, t, "this", "that") && (verb = gone_back(k, t, holder)) != PARLEY_NONE) {
            out->issue = issue_of(k, verb, PARLEY_NONE);
            return out->issue != PARLEY_NONE;
        }
        /* the last proposal named, up to three sentences back, or the object of the last position, whichever is nearer */
        uint32_t from = t > 120 ? t - 120 : 0;
        uint32_t recent = k->f->n_positions ? k->f->positions[k->f->n_positions - 1].evidence.start : 0;
        for (uint32_t i = t; i-- > from && ts[t].sent - ts[i].sent <= 3 && !(tok_is(p, t, "it") && ts[i].start < recent);)
            if (k->proposal_of[i] != PARLEY_NONE) {
                out->proposal = k->proposal_of[i];
                return true;
            }
        if (k->f->n_positions) {
            const fact_position *last = &k->f->positions[k->f->n_positions - 1];
            if (last->evidence.end + 300 > ts[t].start) {
                out->proposal = last->proposal;
                out->issue = last->issue;
                return true;
            }
        }
        return false;
    }
    if (ts[t].upos == UPOS_VERB) {
        /* "to accept the plan": the plan, the stance is told elsewhere */
        uint32_t o = parse_child(p, t, REL_OBJ, SUB_NONE);
        if (o != PARLEY_NONE && o > t && tok_of(k, t, PW_RELAY)) {
            /* who will not carry a demand stands against it; "it" is the last demand */
            for (uint32_t back = 1; back <= k->f->n_positions && back <= 6 && tok_is(p, o, "it"); back++) {
                const fact_position *last = &k->f->positions[k->f->n_positions - back];
                if (last->stance == STANCE_DEMAND && last->evidence.end + 400 > ts[t].start) {
                    out->proposal = last->proposal;
                    out->issue = last->issue;
                    return true;
                }
            }
            return object_at(k, o, holder, out);
        }
        if (o != PARLEY_NONE && k->proposal_of[o] != PARLEY_NONE &&
            (stance_noun_is(k->lex, NOUN_PROCESS, ts[t].norm) || tok_of(k, t, PW_APPROVE))) {
            out->proposal = k->proposal_of[o];
            return true;
        }
        /* "stopped short of endorsing the map": the map */
        if (o != PARLEY_NONE && o > t && ts[o].upos == UPOS_NOUN && tok_of(k, t, PW_BACK))
            return object_at(k, o, holder, out);
        if (!is_act(k, t))
            return false;
        if (tok_of(k, t, PW_NO_MATTER) && parse_child(p, t, REL_XCOMP, SUB_NONE) == PARLEY_NONE && !tok_is(p, t, "use"))
            return false;
    }
    /* "a deal that she hailed" on a page about one treaty */
    if (k->main_text != PARLEY_NONE && ts[t].upos == UPOS_NOUN && tok_of(k, t, PW_AGREEMENT) && is_nameless(k, t)) {
        out->proposal = k->main_text;
        return true;
    }
    out->issue = issue_of(k, t, holder);
    if (out->issue == PARLEY_NONE)
        return false;
    /* "approved $40 million": of what is not said */
    for (const char *s = k->f->issues[out->issue].name; *s; s++)
        if ((*s | 32) >= 'a' && (*s | 32) <= 'z')
            return true;
    return false;
}

uint32_t acts_beside(const position_work *k, uint32_t t, uint32_t *out, uint32_t max) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t n = 0;
    if (ts[t].upos != UPOS_NOUN || !stance_is_act(k->lex, ts[t].norm))
        return 0;
    PARSE_EACH_CHILD (p, t, c) {
        if (c < t || ts[c].rel != REL_NMOD || ts[c].upos != UPOS_NOUN || stance_is_act(k->lex, ts[c].norm))
            continue;
        PARSE_EACH_CHILD (p, c, g) {
            if (g > c && ts[g].rel == REL_CONJ && ts[g].upos == UPOS_NOUN && stance_is_act(k->lex, ts[g].norm) && n < max)
                out[n++] = g;
        }
    }
    return n;
}

/* Does the noun t only gather what follows it: "several issues", "a raft of provisions"? */
static bool gathers(const position_work *k, uint32_t t) {
    return k->p->tokens[t].upos == UPOS_NOUN &&
           (stance_noun_is(k->lex, NOUN_LIST, k->p->tokens[t].norm) || tok_of(k, t, PW_COLLECTIVE));
}

static uint32_t member_add(const position_work *k, uint32_t t, uint32_t *out, uint32_t n, uint32_t max) {
    for (uint32_t i = 0; i < n; i++)
        if (out[i] == t)
            return n;
    if (n < max && (k->p->tokens[t].upos == UPOS_NOUN || k->p->tokens[t].upos == UPOS_PROPN))
        out[n++] = t;
    return n;
}

uint32_t listed_under(const position_work *k, uint32_t t, uint32_t *out, uint32_t max) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t n = 0, end = p->sents[ts[t].sent].end;
    for (uint32_t of = complement_of(k, t, true); !gathers(k, t);) { /* "many | of the issues" */
        if (of == PARLEY_NONE || !gathers(k, of))
            return 0;
        t = of;
    }
    for (uint32_t i = t + 1; i + 1 < end && i < t + 6; i++) {
        bool like = TOK_ANY(p, i, "including", "like") || (tok_is(p, i, "such") && tok_is(p, i + 1, "as"));
        if (!like)
            continue;
        i += tok_is(p, i, "such");
        uint32_t m = i + 1;
        while (m + 1 < end && !(ts[m].upos == UPOS_NOUN || ts[m].upos == UPOS_PROPN))
            m++;
        for (uint32_t up = 0;
             up < 6 && ts[m].head != PARLEY_NONE && ts[m].head > i && ts[m].head < end &&
             (ts[m].rel == REL_COMPOUND || ts[m].rel == REL_AMOD || ts[m].rel == REL_FLAT || ts[m].rel == REL_NMOD);
             up++)
            m = ts[m].head;
        n = member_add(k, m, out, n, max);
        for (uint32_t j = 0; j < n; j++)
            PARSE_EACH_CHILD (p, out[j], c) {
                if (c > out[j] && ts[c].rel == REL_CONJ)
                    n = member_add(k, c, out, n, max);
            }
        break;
    }
    return n;
}

/* What was spoken of last: the object of "backed out" without one. */
bool last_object(const position_work *k, uint32_t v, position_object *out) {
    const parse_token *ts = k->p->tokens;
    for (uint32_t i = v; i-- > 0 && v - i < 300 && ts[v].sent - ts[i].sent <= 3;)
        if (k->proposal_of[i] != PARLEY_NONE) {
            out->proposal = k->proposal_of[i];
            return true;
        }
    if (k->f->n_positions) {
        const fact_position *last = &k->f->positions[k->f->n_positions - 1];
        if (last->evidence.end + 400 > ts[v].start) {
            out->proposal = last->proposal;
            out->issue = last->issue;
            return true;
        }
    }
    return false;
}

/* The state that an official speaks for where the page gives him none: the one named most of those that nobody else on the page
 * speaks for, and that he does not speak of in the sentence of the token at, "we have a deal with Chile". */
static uint32_t state_left(const position_work *k, uint32_t official, uint32_t at) {
    const parley_facts *f = k->f;
    const parse_token *ts = k->p->tokens;
    uint32_t best = PARLEY_NONE, most = 1;
    for (uint32_t i = 0; i < f->n_actors && i < 400; i++) {
        uint32_t named = 0;
        bool taken = f->actors[i].kind != ACTOR_STATE;
        for (uint32_t m = 0; m < f->n_mentions && !taken; m++)
            taken = f->mentions[m].actor == i && ts[f->mentions[m].head].sent == ts[at].sent &&
                    f->statement_of[f->mentions[m].head] == f->statement_of[at];
        for (uint32_t j = 0; j < f->n_actors && j < 400 && !taken; j++)
            taken = j != official && f->actors[j].side == i && f->actors[j].kind == ACTOR_PERSON;
        for (uint32_t m = 0; m < f->n_mentions && !taken; m++)
            named += f->mentions[m].actor == i;
        if (!taken && named > most) {
            best = i;
            most = named;
        }
    }
    return best;
}

/* Whom "we" stands for in somebody's mouth. */
static uint32_t we_of(const position_work *k, uint32_t said, uint32_t at) {
    const fact_actor *a = &k->f->actors[said];
    if (a->side != PARLEY_NONE)
        return a->side;
    bool rules = a->kind == ACTOR_PERSON && a->title &&
                 (strcmp(a->title, "President") == 0 || strcmp(a->title, "Prime Minister") == 0 ||
                  strcmp(a->title, "Vice President") == 0);
    uint32_t state = rules ? state_left(k, said, at) : PARLEY_NONE;
    return state == PARLEY_NONE ? said : state;
}

/* "a dozen nations including Chile and Peru", "parties such as": those that are named. */
static uint32_t named_members(const position_work *k, uint32_t t, uint32_t out[8]) {
    const parley_parse *p = k->p;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c);
        if (c > t && p->tokens[c].rel == REL_NMOD && cs != PARLEY_NONE && TOK_ANY(p, cs, "including", "namely"))
            return facts_actors_of(k->f, p, c, out, 8);
    }
    return 0;
}

/* Holders: actors of token t, "we" taken for the speaker's side. */
uint32_t holders(const position_work *k, uint32_t t, uint32_t at, uint32_t out[8]) {
    const parley_parse *p = k->p;
    if (t == PARLEY_NONE)
        return 0;
    if (p->tokens[t].upos == UPOS_PRON && TOK_ANY(p, t, "we", "us", "our", "i", "me", "my")) {
        uint32_t said = facts_asserter(k->f, at);
        if (said == PARLEY_NONE)
            return 0;
        out[0] = TOK_ANY(p, t, "we", "us", "our") ? we_of(k, said, t) : said;
        return 1;
    }
    /* "Holt and Orr said they would": both */
    if (TOK_ANY(p, t, "they", "both", "them")) {
        uint32_t n_said = speakers(k, at, out), who = facts_actor_of(k->f, p, t);
        if (n_said > 1)
            for (uint32_t i = 0; i < n_said; i++)
                if (out[i] == who || who == PARLEY_NONE || k->f->actors[out[i]].side == who)
                    return n_said;
    }
    uint32_t members = named_members(k, t, out);
    if (members)
        return members;
    /* "56 percent of the members", "most of the crews" */
    for (uint32_t up = 0; up < 2 && facts_actor_of(k->f, p, t) == PARLEY_NONE; up++) {
        uint32_t of = PARLEY_NONE;
        if (p->tokens[t].upos == UPOS_NUM || p->tokens[t].upos == UPOS_SYM ||
            stance_noun_is(k->lex, NOUN_QUANTITY, p->tokens[t].norm) ||
            TOK_ANY(p, t, "most", "all", "many", "some", "both", "members", "%"))
            PARSE_EACH_CHILD (p, t, c) {
                if (c > t && case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "of"))
                    of = c;
            }
        if (of == PARLEY_NONE)
            break;
        t = of;
    }
    /* "her country" */
    uint32_t poss = TOK_ANY(p, t, "country", "nation") ? parse_child(p, t, REL_NMOD, SUB_POSS) : PARLEY_NONE,
             owner = poss == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(k->f, p, poss);
    if (owner != PARLEY_NONE && k->f->actors[owner].side != PARLEY_NONE) {
        out[0] = k->f->actors[owner].side;
        return 1;
    }
    uint32_t n = facts_actors_of(k->f, p, t, out, 8);
    /* "Peru, along with Chile," */
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c), other = PARLEY_NONE;
        if (c > t && p->tokens[c].rel == REL_NMOD && cs != PARLEY_NONE && TOK_ANY(p, cs, "along", "together", "alongside"))
            other = facts_actor_of(k->f, p, c);
        if (n && n < 8 && other != PARLEY_NONE && other != out[0])
            out[n++] = other;
    }
    /* headlines join the sides with a comma: "Northline, guild agree on contract" */
    uint32_t h = p->tokens[t].head;
    if (n == 1 && h != PARLEY_NONE && h > t && p->tokens[t].rel == REL_NSUBJ)
        PARSE_EACH_CHILD (p, h, c) {
            uint32_t other = facts_actor_of(k->f, p, c);
            if (c > t && c < h && p->tokens[c].rel == REL_NSUBJ && other != PARLEY_NONE && other != out[0] && n < 8 &&
                !is_relative(p, c))
                out[n++] = other;
        }
    if (n == 1 && h != PARLEY_NONE && h > t && p->tokens[t].rel == REL_NSUBJ && k->f->actors[out[0]].kind != ACTOR_PERSON)
        PARSE_EACH_CHILD (p, t, c) {
            uint32_t other = facts_actor_of(k->f, p, c);
            if (p->tokens[c].rel == REL_APPOS && c > t && c + 1 == h && other != PARLEY_NONE && other != out[0] &&
                k->f->actors[other].kind != ACTOR_PERSON && !(p->tokens[h].morph & FEAT_PAST))
                out[n++] = other;
        }
    return n;
}

/* Whose stance a speaker's own words are: a spokesman's are his side's, anybody else's his own. */
uint32_t stands_for(const position_work *k, uint32_t said) {
    const fact_actor *a = &k->f->actors[said];
    bool voice = (a->title && strstr(a->title, "spokes")) || strstr(a->name, "spokes");
    return voice && a->side != PARLEY_NONE ? a->side : said;
}

uint32_t speakers(const position_work *k, uint32_t at, uint32_t out[8]) {
    const parley_facts *f = k->f;
    uint32_t n = 0, i = f->statement_of ? f->statement_of[at] : PARLEY_NONE;
    if (i == PARLEY_NONE)
        return 0;
    const fact_statement *own = &f->statements[i];
    out[n++] = stands_for(k, own->speaker);
    for (uint32_t j = i > 7 ? i - 7 : 0; j < f->n_statements && j < i + 8 && n < 8; j++) {
        const fact_statement *o = &f->statements[j];
        uint32_t who = o->first == own->first && o->end == own->end ? stands_for(k, o->speaker) : out[0];
        bool known = false;
        for (uint32_t x = 0; x < n; x++)
            known |= out[x] == who;
        if (!known)
            out[n++] = who;
    }
    return n;
}
