/* position.c - proposals, issues, and where the sides stand on them.
 *
 * A word of data/positions/stances.txt opens a frame; the tree gives holder and object, polarity comes from negation and from
 * the words over it ("refused to accept", "not willing to"). What cannot be tied to a holder that is an actor, or to an object
 * that is a proposal or an issue, is no position.
 */
#include "meaning/position_int.h"

#include <stdlib.h>

/* --- trees ---------------------------------------------------------------------------------------------------------------- */
bool is_passive(const parley_parse *p, uint32_t v) {
    const parse_token *ts = p->tokens;
    bool subject = false, aux = false;
    PARSE_EACH_CHILD (p, v, c) {
        subject |= ts[c].rel == REL_NSUBJ && ts[c].sub == SUB_PASS;
        aux |= ts[c].rel == REL_AUX;
        if (ts[c].rel == REL_AUX && ts[c].sub == SUB_PASS)
            return true;
    }
    /* "the bloc called on …" with a passive subject and no auxiliary is a slip of the tagger; "was rejected and shelved" is none
     */
    if (subject && (aux || ts[v].rel == REL_CONJ || !(ts[v].morph & FEAT_FIN)))
        return true;
    return ts[v].rel == REL_ACL && ts[v].sub != SUB_RELCL && (ts[v].morph & FEAT_PART) && !(ts[v].morph & FEAT_PRES) &&
           parse_child(p, v, REL_NSUBJ, SUB_NONE) == PARLEY_NONE;
}

static bool relative(const parley_parse *p, uint32_t t) {
    return TOK_ANY(p, t, "who", "which", "that", "whom");
}

/* The noun that a relative clause is about. */
static uint32_t antecedent(const parley_parse *p, uint32_t v) {
    const parse_token *ts = p->tokens;
    for (uint32_t up = 0; up < 4 && ts[v].head != PARLEY_NONE; up++) {
        if (ts[v].rel == REL_ACL)
            return ts[v].head;
        if (ts[v].rel != REL_CONJ && ts[v].rel != REL_XCOMP)
            break;
        v = ts[v].head;
    }
    return PARLEY_NONE;
}

/* The same where the tree hangs the clause elsewhere: the noun right before the relative pronoun r. */
static uint32_t antecedent_of(const parley_parse *p, uint32_t v, uint32_t r) {
    const parse_token *ts = p->tokens;
    uint32_t a = antecedent(p, v);
    if (a != PARLEY_NONE)
        return a;
    uint32_t t = r;
    while (t > 0 && ts[t - 1].sent == ts[r].sent && ts[t - 1].upos == UPOS_PUNCT)
        t--;
    if (t == 0 || ts[t - 1].sent != ts[r].sent || (ts[t - 1].upos != UPOS_NOUN && ts[t - 1].upos != UPOS_PROPN))
        return PARLEY_NONE;
    t--;
    while ((ts[t].rel == REL_FLAT || ts[t].rel == REL_COMPOUND) && ts[t].head != PARLEY_NONE)
        t = ts[t].head;
    return t;
}

/* Verbs whose object does what their infinitive says. */
static bool object_control(const parley_parse *p, uint32_t v) {
    return TOK_ANY(p, v, "urge", "urged", "urges", "urging", "ask", "asked", "asks", "asking", "force", "forced", "forcing",
                   "persuade", "persuaded", "hold", "held", "holds", "holding", "convince", "convinced", "allow", "allowed",
                   "allowing", "tell", "told", "order", "ordered", "want", "wants", "wanted", "press", "pressed", "pressing",
                   "push", "pushed", "require", "required", "requires", "call", "called", "calls", "calling", "appeal",
                   "appealed", "pressure", "pressured", "invite", "invited", "accuse", "accused", "accuses", "accusing", "blame",
                   "blamed", "expect", "expects", "get", "got", "encourage", "encouraged", "compel", "compelled", "help",
                   "helped", "warn", "warned", "demand", "demanded");
}

/* Who does what the predicate v says: the token, or PARLEY_NONE. agent: the doer of a passive. */
static uint32_t doer(const position_work *k, uint32_t v, uint32_t depth) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    if (depth > 6)
        return PARLEY_NONE;
    if (is_passive(p, v)) {
        PARSE_EACH_CHILD (p, v, c) {
            uint32_t cs = case_of(p, c);
            if (ts[c].rel == REL_OBL && cs != PARLEY_NONE && tok_is(p, cs, "by"))
                return c;
        }
        return PARLEY_NONE;
    }
    uint32_t s = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    if (s != PARLEY_NONE) {
        if (relative(p, s)) {
            uint32_t a = antecedent_of(p, v, s);
            if (a != PARLEY_NONE)
                return a;
        }
        return s;
    }
    uint32_t h = ts[v].head;
    if (h == PARLEY_NONE)
        return PARLEY_NONE;
    /* "a resolution demanding a truce": the participle goes with the noun right before it, whatever the tree says */
    if ((ts[v].morph & FEAT_PART) && (ts[v].morph & FEAT_PRES) && v > 0 && ts[v - 1].sent == ts[v].sent &&
        k->proposal_of[v - 1] != PARLEY_NONE)
        return v - 1;
    switch (ts[v].rel) {
    case REL_CONJ: return ts[h].upos == UPOS_NOUN ? PARLEY_NONE : doer(k, h, depth + 1);
    case REL_XCOMP:
    case REL_CCOMP:
    case REL_ADVCL:
    case REL_OBL: {
        if (ts[h].upos == UPOS_NOUN && parse_child(p, h, REL_COP, SUB_NONE) == PARLEY_NONE && ts[h].head != PARLEY_NONE &&
            ts[v].rel != REL_XCOMP)
            return doer(k, ts[h].head, depth + 1);
        if (object_control(p, h)) {
            uint32_t o = parse_child(p, h, REL_OBJ, SUB_NONE);
            if (o == PARLEY_NONE)
                o = parse_child(p, h, REL_IOBJ, SUB_NONE);
            if (o == PARLEY_NONE && is_passive(p, h))
                o = parse_child(p, h, REL_NSUBJ, SUB_NONE);
            if (o == PARLEY_NONE)
                PARSE_EACH_CHILD (p, h, c) {
                    uint32_t cs = case_of(p, c);
                    if (c < v && ts[c].rel == REL_OBL && cs != PARLEY_NONE && TOK_ANY(p, cs, "to", "on", "for"))
                        o = c;
                }
            if (o != PARLEY_NONE)
                return o;
        }
        if (is_passive(p, h)) { /* "is expected to accept": the subject of the passive does it */
            uint32_t o = parse_child(p, h, REL_NSUBJ, SUB_NONE);
            if (o != PARLEY_NONE)
                return relative(p, o) ? antecedent(p, h) : o;
        }
        return doer(k, h, depth + 1);
    }
    case REL_ACL: {
        if (ts[v].sub == SUB_RELCL)
            return h;
        /* "its vow to crush", "willingness to consider": the noun's owner, else who does its verb */
        uint32_t poss = parse_child(p, h, REL_NMOD, SUB_POSS);
        if (poss != PARLEY_NONE)
            return poss;
        if (ts[v].morph & FEAT_PART && ts[v].morph & FEAT_PRES && facts_actor_of(k->f, p, h) != PARLEY_NONE)
            return h; /* "a union opposing the deal" */
        if (ts[v].morph & FEAT_GER || ts[v].morph & FEAT_PRES) {
            if (facts_actor_of(k->f, p, h) != PARLEY_NONE)
                return h;
            return ts[h].head == PARLEY_NONE ? PARLEY_NONE
                                             : doer(k, ts[h].head, depth + 1); /* "released a statement criticizing" */
        }
        uint32_t up = ts[h].head;
        return up == PARLEY_NONE ? PARLEY_NONE : doer(k, up, depth + 1);
    }
    default: return PARLEY_NONE;
    }
}

uint32_t subject_of(const position_work *k, uint32_t v, bool *agent) {
    if (agent)
        *agent = is_passive(k->p, v);
    return doer(k, v, 0);
}

bool word_negated(const parley_parse *p, uint32_t v) {
    const parse_token *ts = p->tokens;
    PARSE_EACH_CHILD (p, v, c) {
        if (c < v && (ts[c].rel == REL_ADVMOD || ts[c].rel == REL_DET || ts[c].rel == REL_CC || ts[c].rel == REL_AUX) &&
            TOK_ANY(p, c, "not", "n't", "never", "no", "neither", "nor", "cannot", "hardly", "can't", "won't"))
            return true;
        if (ts[c].rel == REL_AUX && TOK_ANY(p, c, "cannot", "can't", "won't", "wouldn't"))
            return true;
    }
    /* "no longer", and parsers that hang "not" elsewhere: the two tokens before */
    for (uint32_t back = 1; back <= 3 && back <= v; back++) {
        uint32_t t = v - back;
        if (ts[t].sent != ts[v].sent || !(ts[t].upos == UPOS_ADV || ts[t].upos == UPOS_AUX || ts[t].upos == UPOS_PART))
            break;
        if (TOK_ANY(p, t, "not", "n't", "never", "cannot"))
            return true;
    }
    return false;
}

/* Words that turn what stands under them: refused to accept, failed to persuade, ruled out accepting. */
static bool turns(const parley_parse *p, uint32_t h) {
    return TOK_ANY(p, h, "refuse", "refused", "refuses", "refusing", "decline", "declined", "declines", "fail", "failed", "fails",
                   "failing", "unable", "deny", "denied", "denies", "avoid", "stop", "stopped", "refusal", "unlikely", "ruled",
                   "rule");
}

/* Is the predicate negated, by itself or from above? */
static bool is_negated(const parley_parse *p, uint32_t v) {
    const parse_token *ts = p->tokens;
    bool neg = word_negated(p, v);
    uint32_t x = v;
    for (uint32_t up = 0; up < 4 && ts[x].head != PARLEY_NONE; up++) {
        uint8_t r = ts[x].rel;
        uint32_t h = ts[x].head;
        if (r == REL_CONJ) { /* "would not withdraw or call off": the first's negation reaches the second joined by or */
            uint32_t cc = parse_child(p, x, REL_CC, SUB_NONE);
            if (cc != PARLEY_NONE && TOK_ANY(p, cc, "or", "nor") && word_negated(p, h))
                neg = true;
            x = h;
            continue;
        }
        if (r != REL_XCOMP && r != REL_CCOMP && !(r == REL_ACL && ts[x].sub != SUB_RELCL) && r != REL_ADVCL)
            break;
        if (r == REL_ADVCL &&
            !TOK_ANY(p, h, "willing", "ready", "prepared", "refused", "failed", "declined", "refuses", "persuade"))
            break;
        if (turns(p, h))
            neg = !neg;
        if (word_negated(p, h))
            neg = !neg;
        x = h;
    }
    return neg;
}

/* if, unless, whether: a case that is only thought of; questions. */
bool is_supposed(const parley_parse *p, uint32_t v) {
    const parse_token *ts = p->tokens;
    uint32_t x = v;
    for (uint32_t up = 0; up < 6; up++) {
        PARSE_EACH_CHILD (p, x, c) {
            if (c < x && ts[c].rel == REL_MARK && TOK_ANY(p, c, "if", "unless", "whether", "until"))
                return true;
            if (c < x && ts[c].rel == REL_AUX && TOK_ANY(p, c, "should", "could", "may", "might", "must") && x == v)
                return true;
        }
        if (ts[x].head == PARLEY_NONE)
            break;
        uint8_t r = ts[x].rel;
        if (r == REL_ADVCL || r == REL_CCOMP || r == REL_XCOMP || r == REL_CONJ || r == REL_ACL) {
            x = ts[x].head;
            continue;
        }
        break;
    }
    uint32_t end = p->sents[ts[v].sent].end;
    return end > 0 && tok_is(p, end - 1, "?");
}

static bool is_pro(stance s) {
    return s == STANCE_ACCEPT || s == STANCE_SUPPORT || s == STANCE_OFFER;
}

/* "urged both governments to accept the plan": what somebody else is asked to do is not yet done. */
static bool is_asked_for(const parley_parse *p, uint32_t v) {
    const parse_token *ts = p->tokens;
    uint32_t h = ts[v].head;
    if (h == PARLEY_NONE || !(ts[v].morph & FEAT_INF) ||
        (ts[v].rel != REL_XCOMP && ts[v].rel != REL_CCOMP && ts[v].rel != REL_ADVCL) ||
        !TOK_ANY(p, h, "urge", "urged", "urges", "urging", "ask", "asked", "asks", "asking", "press", "pressed", "pressing",
                 "push", "pushed", "call", "called", "calls", "calling", "appeal", "appealed", "pressure", "pressured", "invite",
                 "invited", "encourage", "encouraged", "want", "wants", "wanted", "tell", "told", "order", "ordered", "implored",
                 "begged"))
        return false;
    PARSE_EACH_CHILD (p, h, c)
        if (c > h && c < v && (ts[c].rel == REL_OBJ || ts[c].rel == REL_IOBJ || ts[c].rel == REL_OBL))
            return true;
    return parse_child(p, v, REL_NSUBJ, SUB_NONE) != PARLEY_NONE;
}

/* --- adding --------------------------------------------------------------------------------------------------------------- */
static bool is_con(stance s) {
    return s == STANCE_REJECT || s == STANCE_OPPOSE || s == STANCE_RETREAT;
}

fact_position *position_add(position_work *k, uint32_t first, uint32_t last, uint32_t holder, stance s, uint32_t proposal,
                            uint32_t issue, uint32_t at, const char *rule) {
    const parse_token *ts = k->p->tokens;
    if (holder == PARLEY_NONE || (proposal == PARLEY_NONE && issue == PARLEY_NONE))
        return NULL;
    const fact_actor *a = &k->f->actors[holder];
    if (a->kind == ACTOR_OUTLET)
        return NULL;
    if (last - first > 60)
        last = first + 60;
    while (last > first && ts[last].upos == UPOS_PUNCT)
        last--;
    fact_position pos = {.evidence = parse_span(k->p, first, last),
                         .holder = holder,
                         .stance = s,
                         .proposal = proposal,
                         .issue = proposal == PARLEY_NONE ? issue : PARLEY_NONE,
                         .rule = rule,
                         .confidence = 0.6f};
    pos.asserted_by = facts_asserter(k->f, at);
    /* relayed: the holder's own words as somebody else passes them on */
    if (pos.asserted_by == holder && k->f->statement_of[at] != PARLEY_NONE) {
        const fact_statement *st = &k->f->statements[k->f->statement_of[at]];
        if (st->n_chain)
            pos.asserted_by = st->chain[0];
    }
    for (uint32_t back = 1; back <= k->f->n_positions && back <= 12; back++) {
        fact_position *o = &k->f->positions[k->f->n_positions - back];
        bool alike = o->stance == s || (is_pro(o->stance) && is_pro(s)) || (is_con(o->stance) && is_con(s));
        if (o->holder == holder && alike && o->proposal == pos.proposal && o->issue == pos.issue &&
            o->evidence.start < pos.evidence.end && pos.evidence.start < o->evidence.end)
            return o;
    }
    ARENA_PUSH(k->in->arena, k->f->positions, k->f->n_positions, k->cap_positions) = pos;
    k->f->actors[holder].acts = true;
    return &k->f->positions[k->f->n_positions - 1];
}

/* --- objects -------------------------------------------------------------------------------------------------------------- */
typedef struct object {
    uint32_t token, proposal, issue;
} object;

/* What the pronoun or noun at t stands for. */
static bool object_at(position_work *k, uint32_t t, uint32_t holder, object *out) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    *out = (object){t, PARLEY_NONE, PARLEY_NONE};
    if (t == PARLEY_NONE)
        return false;
    if (k->proposal_of[t] != PARLEY_NONE) {
        out->proposal = k->proposal_of[t];
        return true;
    }
    /* "elements of the plan", "parts of the offer", "issues included in the proposal" */
    if (ts[t].upos == UPOS_NOUN &&
        (stance_noun_is(k->lex, NOUN_PROCESS, ts[t].norm) || stance_noun_is(k->lex, NOUN_LIST, ts[t].norm) ||
         TOK_ANY(p, t, "commitments", "text", "provisions", "terms", "outline", "outlines", "wording", "framework"))) {
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
    }
    if (ts[t].upos == UPOS_PRON || ts[t].upos == UPOS_DET) {
        if (!TOK_ANY(p, t, "it", "this", "that", "them", "these", "which", "either"))
            return false;
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
        if (o != PARLEY_NONE && o > t &&
            TOK_ANY(p, t, "communicate", "communicating", "convey", "conveying", "relay", "relaying", "transmit", "deliver",
                    "delivering", "forward", "pass")) {
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
            (stance_noun_is(k->lex, NOUN_PROCESS, ts[t].norm) ||
             TOK_ANY(p, t, "take", "approve", "ratify", "back", "vote", "sign"))) {
            out->proposal = k->proposal_of[o];
            return true;
        }
        if (TOK_ANY(p, t, "disclose", "identify", "name", "reveal", "speculate", "say", "comment", "know", "confirm", "elaborate",
                    "respond", "specify", "answer", "do", "be", "see", "believe", "think", "comply", "attend", "die", "use",
                    "become", "tell", "try", "go") &&
            parse_child(p, t, REL_XCOMP, SUB_NONE) == PARLEY_NONE && !tok_is(p, t, "use"))
            return false;
    }
    out->issue = issue_of(k, t, holder);
    return out->issue != PARLEY_NONE;
}

/* --- frames --------------------------------------------------------------------------------------------------------------- */
/* Does the word at o fit what the slot takes? */
static bool slot_takes(const position_work *k, const stance_frame *fr, uint32_t slot, uint32_t o) {
    const parse_token *t = &k->p->tokens[o];
    char only = fr->slots[slot].only;
    bool own = t->upos == UPOS_NOUN && stance_noun_is(k->lex, NOUN_OWN, t->norm);
    if (only == 'o')
        return own;
    return !(only == 't' && own && k->proposal_of[o] == PARLEY_NONE);
}

static bool has_case(const parley_parse *p, uint32_t t, const char *prep) {
    PARSE_EACH_CHILD (p, t, c) {
        if (c < t && (p->tokens[c].rel == REL_CASE || p->tokens[c].rel == REL_MARK) && tok_is(p, c, prep))
            return true;
    }
    return false;
}

static uint32_t find_slot(const position_work *k, uint32_t v, const stance_frame *fr, uint32_t *particle_end,
                          uint32_t *slot_used) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    bool passive = is_passive(p, v);
    for (uint32_t s = 0; s < fr->n_slots; s++) {
        uint32_t found = PARLEY_NONE;
        *slot_used = s;
        switch (fr->slots[s].kind) {
        case SLOT_OBJ:
            found = parse_child(p, v, REL_OBJ, SUB_NONE);
            if (found != PARLEY_NONE && relative(p, found) && found < v)
                found = antecedent(p, v);
            if (found == PARLEY_NONE && passive) {
                found = parse_child(p, v, REL_NSUBJ, SUB_NONE);
                if (found != PARLEY_NONE && relative(p, found))
                    found = antecedent(p, v);
                if (found == PARLEY_NONE && ts[v].rel == REL_ACL)
                    found = ts[v].head;
                for (uint32_t x = v, up = 0; found == PARLEY_NONE && ts[x].rel == REL_CONJ && up < 3; up++) {
                    x = ts[x].head;
                    found = parse_child(p, x, REL_NSUBJ, SUB_NONE);
                    if (found == PARLEY_NONE && ts[x].rel == REL_ACL)
                        found = ts[x].head;
                }
            }
            /* a particle taken for a preposition: "brushed off the offer" */
            if (found == PARLEY_NONE && fr->n_words == 2)
                PARSE_EACH_CHILD (p, v, c) {
                    if (c > v && ts[c].rel == REL_OBL && found == PARLEY_NONE && has_case(p, c, fr->words[1]))
                        found = c;
                }
            /* "the proposals that the envoys put forward", object left out */
            if (found == PARLEY_NONE && ts[v].rel == REL_ACL && ts[v].sub == SUB_RELCL &&
                parse_child(p, v, REL_NSUBJ, SUB_NONE) != PARLEY_NONE && !relative(p, parse_child(p, v, REL_NSUBJ, SUB_NONE)))
                found = ts[v].head;
            break;
        case SLOT_COMP: found = parse_child(p, v, REL_CCOMP, SUB_NONE); break;
        case SLOT_INF:
            PARSE_EACH_CHILD (p, v, c) {
                if (c > v && found == PARLEY_NONE &&
                    (ts[c].rel == REL_XCOMP || ts[c].rel == REL_ACL || ts[c].rel == REL_ADVCL || ts[c].rel == REL_CCOMP) &&
                    ts[c].upos == UPOS_VERB) {
                    uint32_t cs = case_of(p, c);
                    if ((cs != PARLEY_NONE && tok_is(p, cs, "to") && cs < v + 5))
                        found = c;
                }
            }
            /* trees that hang the infinitive on the verb above: "stressed its readiness to resume" */
            if (found == PARLEY_NONE && v + 2 < p->n_tokens && tok_is(p, v + 1, "to") && ts[v + 1].upos == UPOS_PART &&
                ts[v + 2].upos == UPOS_VERB && ts[v].upos == UPOS_NOUN)
                found = v + 2;
            break;
        case SLOT_OBJ_INF: {
            uint32_t o = parse_child(p, v, REL_OBJ, SUB_NONE);
            if (o == PARLEY_NONE)
                o = parse_child(p, v, REL_IOBJ, SUB_NONE);
            if (o == PARLEY_NONE)
                PARSE_EACH_CHILD (p, v, c) {
                    uint32_t cs = case_of(p, c);
                    if (ts[c].rel == REL_OBL && cs != PARLEY_NONE && TOK_ANY(p, cs, "to", "on", "for"))
                        o = c;
                }
            if (o == PARLEY_NONE)
                break;
            PARSE_EACH_CHILD (p, v, c) {
                if (c > o && found == PARLEY_NONE &&
                    (ts[c].rel == REL_XCOMP || ts[c].rel == REL_CCOMP || ts[c].rel == REL_ADVCL) && ts[c].upos == UPOS_VERB &&
                    case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "to"))
                    found = c;
            }
            if (found == PARLEY_NONE)
                PARSE_EACH_CHILD (p, o, c) {
                    if (ts[c].rel == REL_ACL && c > o && ts[c].upos == UPOS_VERB && case_of(p, c) != PARLEY_NONE &&
                        tok_is(p, case_of(p, c), "to"))
                        found = c;
                }
            break;
        }
        case SLOT_SUBJ:
            found = parse_child(p, v, REL_NSUBJ, SUB_NONE);
            if (found != PARLEY_NONE && relative(p, found))
                found = antecedent(p, v);
            if (found == PARLEY_NONE || tok_is(p, found, "it") || tok_is(p, found, "there")) {
                uint32_t c = parse_child(p, v, REL_CSUBJ, SUB_NONE);
                if (c != PARLEY_NONE)
                    found = c;
            }
            break;
        case SLOT_NONE: return v;
        case SLOT_PREP: {
            const char *prep = fr->slots[s].prep;
            PARSE_EACH_CHILD (p, v, c) {
                if (c < v || found != PARLEY_NONE)
                    continue;
                if (!has_case(p, c, prep))
                    continue;
                if (ts[c].rel == REL_OBL || ts[c].rel == REL_NMOD || ts[c].rel == REL_OBJ ||
                    ((ts[c].rel == REL_ADVCL || ts[c].rel == REL_CCOMP || ts[c].rel == REL_XCOMP || ts[c].rel == REL_ACL) &&
                     ts[c].upos == UPOS_VERB && (strcmp(prep, "to") != 0 || ts[c].morph & (FEAT_GER | FEAT_PART))))
                    found = c;
            }
            /* trees that hang the phrase elsewhere: the preposition right behind */
            uint32_t at = (particle_end ? *particle_end : v) + 1;
            for (uint32_t skip = 0; skip < 2 && at < p->n_tokens && (ts[at].upos == UPOS_ADV || ts[at].norm[0] == '"'); skip++)
                at++;
            if (found == PARLEY_NONE && at + 1 < p->n_tokens && ts[at].sent == ts[v].sent && tok_is(p, at, prep) &&
                (ts[at].upos == UPOS_ADP || ts[at].upos == UPOS_SCONJ) && ts[at].head != PARLEY_NONE && ts[at].head > at)
                found = ts[at].head;
            break;
        }
        }
        if (found != PARLEY_NONE && k->time_at[found] != PARLEY_NONE && ts[found].upos != UPOS_VERB)
            found = PARLEY_NONE;
        if (found != PARLEY_NONE)
            return found;
    }
    return PARLEY_NONE;
}

/* Holders: actors of token t, "we" taken for the speaker's side. */
static uint32_t holders(const position_work *k, uint32_t t, uint32_t at, uint32_t out[8]) {
    const parley_parse *p = k->p;
    if (t == PARLEY_NONE)
        return 0;
    if (p->tokens[t].upos == UPOS_PRON && TOK_ANY(p, t, "we", "us", "our", "i", "me", "my")) {
        uint32_t said = facts_asserter(k->f, at);
        if (said == PARLEY_NONE)
            return 0;
        uint32_t side = k->f->actors[said].side;
        out[0] = side != PARLEY_NONE && TOK_ANY(p, t, "we", "us", "our") ? side : said;
        return 1;
    }
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
    uint32_t n = facts_actors_of(k->f, p, t, out, 8);
    /* headlines join the sides with a comma: "Northline, guild agree on contract" */
    uint32_t h = p->tokens[t].head;
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
static uint32_t stands_for(const position_work *k, uint32_t said) {
    const fact_actor *a = &k->f->actors[said];
    bool voice = (a->title && strstr(a->title, "spokes")) || strstr(a->name, "spokes");
    return voice && a->side != PARLEY_NONE ? a->side : said;
}

static bool frame_fits(const position_work *k, uint32_t v, const stance_frame *fr, uint32_t *particle_end) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    *particle_end = v;
    for (uint32_t i = 1; i < fr->n_words; i++) {
        bool found = false;
        for (uint32_t j = *particle_end + 1; j < p->n_tokens && j <= v + 4 && ts[j].sent == ts[v].sent; j++)
            if (tok_is(p, j, fr->words[i])) {
                found = ts[j].upos == UPOS_ADP || ts[j].upos == UPOS_ADV || ts[j].upos == UPOS_PART || fr->n_words > 2 ||
                        ts[j].upos == UPOS_INTJ || ts[j].upos == UPOS_DET;
                if (found)
                    *particle_end = j;
                break;
            }
        if (!found)
            return false;
    }
    bool noun = ts[v].upos == UPOS_NOUN, obj = false;
    for (uint32_t s = 0; s < fr->n_slots; s++)
        obj |= fr->slots[s].kind == SLOT_OBJ || fr->slots[s].kind == SLOT_OBJ_INF;
    /* "open to a deal" is no "open its waters to": a word that takes its object with a preposition has no plain one beside it */
    if (!obj && ts[v].upos == UPOS_VERB && fr->n_words == 1 && fr->slots[0].kind == SLOT_PREP) {
        uint32_t o = parse_child(p, v, REL_OBJ, SUB_NONE);
        if (o != PARLEY_NONE && o > v && k->time_at[o] == PARLEY_NONE)
            return false;
    }
    if (noun && obj)
        return false;
    return true;
}

static const char *sure_claim[] = {"claim", "claims", "accusation", "accusations", "allegation", "allegations"};

/* Positions that the word at v opens. */
/* What was spoken of last: the object of "backed out" without one. */
static bool last_object(const position_work *k, uint32_t v, object *out) {
    const parse_token *ts = k->p->tokens;
    for (uint32_t i = v; i-- > 0 && ts[v].sent - ts[i].sent <= 3;)
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

/* A whole agreement held out: "a truce", "a contract". A single term ("a 6 percent raise") is an issue. */
static bool is_offerable(const position_work *k, uint32_t t) {
    static const char *const terms[] = {"package", "pause"};
    const char *s = k->p->tokens[t].norm;
    return stance_noun_is(k->lex, NOUN_GOAL, s) || tok_any(k->p, t, terms, COUNT_OF(terms)) ||
           (strcmp(s, "fire") == 0 && t > 1 && tok_is(k->p, t - 2, "cease"));
}

static bool frames_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    uint32_t link = map_gets(&l->forms, ts[v].norm, PARLEY_NONE);
    if (link == PARLEY_NONE)
        return false;
    if (ts[v].upos != UPOS_VERB && ts[v].upos != UPOS_NOUN && ts[v].upos != UPOS_ADJ)
        return false;
    const stance_frame *best = NULL;
    uint32_t best_obj = PARLEY_NONE, best_end = v, best_slot = 0;
    for (uint32_t i = link + 1; i; i = l->links[i - 1].next) {
        const stance_frame *fr = &l->frames[l->links[i - 1].frame];
        uint32_t end, slot = 0;
        if (!frame_fits(k, v, fr, &end))
            continue;
        uint32_t o = find_slot(k, v, fr, &end, &slot);
        if (o == PARLEY_NONE)
            continue;
        if (!slot_takes(k, fr, slot, o))
            continue;
        bool bare = fr->slots[slot].kind == SLOT_NONE, best_bare = best && best->slots[best_slot].kind == SLOT_NONE;
        if (best && bare && !best_bare)
            continue;
        if (best_bare && !bare)
            best = NULL;
        /* more words win; then a to-infinitive with its own object over a plain object */
        if (!best || fr->n_words > best->n_words || (fr->n_words == best->n_words && fr->slots[slot].kind == SLOT_OBJ_INF)) {
            best = fr;
            best_obj = o;
            best_end = end;
            best_slot = slot;
        }
    }
    if (!best || is_supposed(p, v) || (is_pro(best->stance) && is_asked_for(p, v)))
        return false;
    /* an agreement is reached when the text says so, not where it is an aim or "any agreement reached" */
    if (best->slots[best_slot].only == 't' &&
        TOK_ANY(p, v, "reach", "reaching", "reached", "strike", "striking", "struck", "make", "makes", "making", "made")) {
        uint32_t aux = parse_child(p, v, REL_AUX, SUB_NONE);
        /* "an agreement made by the two ministries" says so, too */
        bool by = ts[v].rel == REL_ACL && is_passive(p, v) && subject_of(k, v, NULL) != PARLEY_NONE &&
                  k->proposal_of[best_obj] != PARLEY_NONE;
        if (by)
            ;
        else if (!(ts[v].morph & FEAT_PAST) || ts[v].rel == REL_ACL ||
                 !((ts[v].morph & FEAT_FIN) || (aux != PARLEY_NONE && TOK_ANY(p, aux, "have", "has", "had"))))
            return false;
    }
    if (strcmp(best->words[0], "need") == 0) { /* "we need a lower quota"; not "the town needs rain" */
        uint32_t sub = subject_of(k, v, NULL);
        if (sub == PARLEY_NONE || !TOK_ANY(p, sub, "we", "i"))
            return false;
    }
    stance s = best->stance;
    bool neg = is_negated(p, v);
    if (neg) {
        if (best->negated == STANCE_NONE)
            return false;
        s = (stance)best->negated;
    }
    if (best->slots[best_slot].kind == SLOT_INF || best->slots[best_slot].kind == SLOT_OBJ_INF) {
        /* "wants to stick to the deal": the inner word tells the stance; its doer and negation are found from there */
        uint32_t inner = map_gets(&l->forms, ts[best_obj].norm, PARLEY_NONE), end, slot;
        if (best->slots[best_slot].kind == SLOT_INF)
            for (uint32_t i = inner == PARLEY_NONE ? 0 : inner + 1; i; i = l->links[i - 1].next) {
                const stance_frame *fr = &l->frames[l->links[i - 1].frame];
                uint32_t inner_obj = frame_fits(k, best_obj, fr, &end) ? find_slot(k, best_obj, fr, &end, &slot) : PARLEY_NONE;
                /* "hopes to reach a deal" has made none yet: the hope stands */
                if (fr->stance == STANCE_ACCEPT && inner_obj != PARLEY_NONE && fr->slots[slot].only == 't' &&
                    best->stance != STANCE_ACCEPT)
                    continue;
                if (inner_obj != PARLEY_NONE && fr->slots[slot].kind != SLOT_NONE && slot_takes(k, fr, slot, inner_obj) &&
                    (fr->slots[slot].only != 't' || k->proposal_of[inner_obj] != PARLEY_NONE ||
                     stance_noun_is(l, NOUN_GOAL, ts[inner_obj].norm)))
                    return true;
            }
        /* "vowed not to yield" */
        if (word_negated(p, best_obj)) {
            if (best->negated == STANCE_NONE)
                return true;
            s = (stance)best->negated;
        }
    }
    /* "insisted they want to keep the deal": the clause has its own word of stance */
    if (best->slots[best_slot].kind == SLOT_COMP && map_gets(&l->forms, ts[best_obj].norm, PARLEY_NONE) != PARLEY_NONE)
        return true;
    /* the doer */
    uint32_t who = PARLEY_NONE, holder[8], n;
    if (best->slots[best_slot].kind == SLOT_SUBJ) {
        PARSE_EACH_CHILD (p, v, c) {
            uint32_t cs = case_of(p, c);
            if (cs != PARLEY_NONE && TOK_ANY(p, cs, "to", "for") && c > v)
                who = c;
        }
        n = who == PARLEY_NONE ? 0 : holders(k, who, v, holder);
        if (!n) {
            uint32_t said = facts_asserter(k->f, v);
            if (said == PARLEY_NONE)
                return false;
            holder[0] = stands_for(k, said);
            n = 1;
        }
    } else if (ts[v].upos == UPOS_NOUN) {
        who = parse_child(p, v, REL_NMOD, SUB_POSS);
        if (who == PARLEY_NONE) {
            PARSE_EACH_CHILD (p, v, c) {
                uint32_t cs = case_of(p, c);
                if (c < v && (ts[c].rel == REL_COMPOUND || ts[c].rel == REL_AMOD) && facts_actor_of(k->f, p, c) != PARLEY_NONE)
                    who = c;
                if (c > v && cs != PARLEY_NONE && TOK_ANY(p, cs, "from", "by") && facts_actor_of(k->f, p, c) != PARLEY_NONE)
                    who = c;
            }
        }
        uint32_t h = ts[v].head;
        if (who == PARLEY_NONE && h != PARLEY_NONE && (ts[v].rel == REL_OBJ || ts[v].rel == REL_OBL || ts[v].rel == REL_NMOD) &&
            TOK_ANY(p, h, "express", "expressed", "expresses", "expressing", "voice", "voiced", "voicing", "signal", "signaled",
                    "signalled", "signals", "signaling", "show", "showed", "shown", "shows", "showing", "state", "stated",
                    "reiterate", "reiterated", "reiterating", "stress", "stressed", "stressing", "have", "has", "had", "having",
                    "see", "sees", "saw", "make", "made", "makes", "making", "repeat", "repeated", "reaffirm", "reaffirmed",
                    "underline", "underlined", "announce", "announced", "announcing", "issue", "issued", "maintain", "maintained",
                    "hint", "hinted", "hinting", "declare", "declared", "indicate", "indicated", "address", "addressed", "launch",
                    "launched", "drop", "dropped", "renew", "renewed", "renewing", "put", "present", "presented", "raise",
                    "raised", "confirm", "confirmed", "demonstrate", "demonstrated", "reconsider", "submit", "submitted", "lack",
                    "withdraw", "withdrew", "dangling", "dangle", "dangled", "hold", "held", "lack"))
            who = subject_of(k, ts[h].upos == UPOS_NOUN && ts[h].head != PARLEY_NONE ? ts[h].head : h, NULL);
        n = holders(k, who, v, holder);
        /* "there are nonstarters in the offer": whoever says so */
        uint32_t said = facts_asserter(k->f, v);
        if (!n && said != PARLEY_NONE && TOK_ANY(p, v, "nonstarter", "nonstarters", "flaw", "flaws", "room")) {
            holder[0] = said;
            n = 1;
        }
    } else {
        who = subject_of(k, v, NULL);
        /* "told reporters the ministry had offered": who was told offers nothing */
        if (who != PARLEY_NONE && who < v && v - who < 40 && TOK_ANY(p, who, "reporters", "journalists"))
            for (uint32_t i = who + 1; i < v; i++)
                if (facts_actor_of(k->f, p, i) != PARLEY_NONE && ts[i].upos != UPOS_ADJ) {
                    who = i;
                    while (ts[who].head != PARLEY_NONE && ts[who].head > who && ts[who].head < v &&
                           (ts[who].rel == REL_COMPOUND || ts[who].rel == REL_AMOD || ts[who].rel == REL_FLAT))
                        who = ts[who].head;
                    break;
                }
        /* "is committed to", "is prepared to": a state of mind, no passive */
        if (who == PARLEY_NONE && is_passive(p, v) && best->slots[best_slot].kind != SLOT_OBJ &&
            best->slots[best_slot].kind != SLOT_OBJ_INF) {
            who = parse_child(p, v, REL_NSUBJ, SUB_NONE);
            if (who != PARLEY_NONE && relative(p, who))
                who = antecedent_of(p, v, who);
        }
        /* "the contract requires the carrier to hire": what the carrier has signed it offers */
        if (who != PARLEY_NONE && k->proposal_of[who] != PARLEY_NONE && best->slots[best_slot].kind == SLOT_OBJ_INF &&
            k->f->proposals[k->proposal_of[who]].n_author != 1) {
            uint32_t bound = parse_child(p, v, REL_OBJ, SUB_NONE);
            n = bound == PARLEY_NONE ? 0 : holders(k, bound, v, holder);
            s = STANCE_OFFER;
        } else
            /* a plan that demands or offers speaks for its author */
            if (who != PARLEY_NONE && k->proposal_of[who] != PARLEY_NONE && (s == STANCE_DEMAND || s == STANCE_OFFER)) {
                const fact_proposal *pr = &k->f->proposals[k->proposal_of[who]];
                n = pr->n_author < 8 ? pr->n_author : 8;
                for (uint32_t i = 0; i < n; i++)
                    holder[i] = pr->author[i];
                s = STANCE_OFFER;
            } else {
                n = holders(k, who, v, holder);
            }
    }
    /* "was introduced in May": a plan's author is who puts it forward */
    if (!n && s == STANCE_OFFER && !neg && is_passive(p, v) && (ts[v].rel != REL_ACL || ts[v].sub == SUB_RELCL) &&
        k->proposal_of[best_obj] != PARLEY_NONE) {
        const fact_proposal *pr = &k->f->proposals[k->proposal_of[best_obj]];
        for (; n < pr->n_author && n < 4; n++)
            holder[n] = pr->author[n];
    }
    if (!n)
        return false;
    /* officials who sign or agree do so for their side */
    if (s == STANCE_ACCEPT && ts[v].upos == UPOS_VERB &&
        TOK_ANY(p, v, "signed", "sign", "signing", "reached", "reach", "agreed", "agree", "agreeing", "struck", "concluded",
                "clinched", "sealed"))
        for (uint32_t i = 0; i < n; i++) {
            const fact_actor *a = &k->f->actors[holder[i]];
            if (a->kind == ACTOR_UNNAMED && a->side != PARLEY_NONE)
                holder[i] = a->side;
        }
    /* the objects: the slot's word and what is joined to it */
    uint32_t objects[8], m = 0;
    objects[m++] = best_obj;
    bool none = best->slots[best_slot].kind == SLOT_NONE;
    PARSE_EACH_CHILD (p, best_obj, c) {
        /* a joined verb with a subject or a tense of its own is another clause */
        bool own = ts[best_obj].upos == UPOS_VERB && (parse_child(p, c, REL_NSUBJ, SUB_NONE) != PARLEY_NONE ||
                                                      ((ts[c].morph ^ ts[best_obj].morph) & (FEAT_FIN | FEAT_PAST)));
        if (!none && ts[c].rel == REL_CONJ && m < COUNT_OF(objects) && !own)
            objects[m++] = c;
    }
    for (uint32_t i = 0; i < COUNT_OF(sure_claim); i++)
        if (tok_is(p, best_obj, sure_claim[i]))
            return false;
    /* evidence: from the holder where he is the clause's own subject, else from the predicate with its auxiliaries; to the end of
     * the object and of what goes on with the predicate ("until …"), short of the next clause */
    uint32_t first = v, last = best_end, top = v;
    for (uint32_t up = 0;
         up < 3 && ts[top].rel == REL_XCOMP && ts[top].head != PARLEY_NONE && ts[top].head < top && top - ts[top].head < 8; up++)
        top = ts[top].head;
    bool own_subject = who != PARLEY_NONE && (ts[who].head == v || ts[who].head == top);
    if (who != PARLEY_NONE && who < v && ts[who].sent == ts[v].sent && v - who < 25 && (own_subject || ts[v].upos == UPOS_NOUN)) {
        first = tree_left(p, who);
        if (k->f->mention_of[who] != PARLEY_NONE && k->f->mentions[k->f->mention_of[who]].first < first)
            first = k->f->mentions[k->f->mention_of[who]].first;
    } else if (who != PARLEY_NONE && who > v && who < v + 20 && ts[who].sent == ts[v].sent) {
        last = ts[who].right;
    }
    if (first == v)
        PARSE_EACH_CHILD (p, v, c) {
            if (c < first && c + 4 > v && (ts[c].rel == REL_AUX || ts[c].rel == REL_ADVMOD))
                first = c;
        }
    if (ts[v].upos == UPOS_VERB)
        PARSE_EACH_CHILD (p, v, c) {
            if (c < v)
                continue;
            if (ts[c].rel == REL_CONJ || ts[c].rel == REL_CC || ts[c].rel == REL_PARATAXIS ||
                (ts[c].rel == REL_PUNCT && strchr(",;:", ts[c].norm[0])))
                break;
            if (ts[c].right < v + 22 && ts[c].right > last)
                last = ts[c].right;
        }
    for (uint32_t i = 0; i < m; i++) {
        object o = {objects[i], PARLEY_NONE, PARLEY_NONE};
        uint32_t x = objects[i];
        char only = best->slots[best_slot].only;
        if (none) {
            if (!last_object(k, v, &o))
                continue;
        } else if (only == 'o' && !(ts[x].upos == UPOS_NOUN && stance_noun_is(l, NOUN_OWN, ts[x].norm))) {
            continue;
        } else if (s == STANCE_OFFER && k->proposal_of[x] == PARLEY_NONE && ts[x].upos == UPOS_NOUN && !only &&
                   is_offerable(k, x)) {
            o.proposal = proposal_offered(k, x, holder[0]);
        } else if (!object_at(k, x, holder[0], &o)) {
            /* "criticised the ministry over its quota": the quota */
            uint32_t over = PARLEY_NONE;
            for (uint32_t pass = 0; pass < 2 && over == PARLEY_NONE && is_con(s); pass++)
                PARSE_EACH_CHILD (p, pass ? x : v, c) {
                    uint32_t cs = case_of(p, c);
                    if (c > v && (ts[c].rel == REL_OBL || ts[c].rel == REL_NMOD) && cs != PARLEY_NONE && cs > x &&
                        TOK_ANY(p, cs, "over", "for", "about") && over == PARLEY_NONE)
                        over = c;
                }
            if (over == PARLEY_NONE || facts_actor_of(k->f, p, x) == PARLEY_NONE || !object_at(k, over, holder[0], &o))
                continue;
        }
        if (only == 't' && ts[x].upos == UPOS_VERB && o.proposal == PARLEY_NONE && !stance_noun_is(l, NOUN_PROCESS, ts[x].norm) &&
            !TOK_ANY(p, x, "meet", "talk", "sign", "speak", "return", "join", "withdraw"))
            continue;
        if (only == 't' && o.proposal == PARLEY_NONE && !(o.issue != PARLEY_NONE && issue_is_goal(k, o.issue)))
            continue;
        /* who hopes for a deal or wants talks supports them; he does not demand them of anybody */
        /* "urged them to continue the fight", "the war must go on": against its end */
        if ((s == STANCE_DEMAND || s == STANCE_SUPPORT || s == STANCE_OFFER) && ts[x].upos == UPOS_VERB &&
            o.issue != PARLEY_NONE && k->keys[o.issue].head == stance_group(l, "war") &&
            TOK_ANY(p, x, "continue", "continuing", "keep", "keeping", "prolong", "prolonging", "resume", "resuming",
                    "intensify"))
            s = STANCE_OPPOSE;
        bool mild = s == STANCE_DEMAND &&
                    TOK_ANY(p, v, "hope", "hopes", "hoped", "hoping", "want", "wants", "wanted", "wanting", "seek", "seeks",
                            "sought", "seeking", "aim", "aims", "wish", "wishes") &&
                    o.issue != PARLEY_NONE && issue_is_goal(k, o.issue);
        if (only == 't' && s == STANCE_ACCEPT && o.proposal == PARLEY_NONE && k->keys[o.issue].head == stance_group(l, "talks"))
            continue; /* "concluded the talks" accepts nothing */
        uint32_t f1 = first, l1 = last;
        uint32_t right = ts[objects[0]].right;
        if (right > l1)
            l1 = right;
        if (objects[i] < f1)
            f1 = ts[objects[i]].left < v ? tree_left(p, objects[i]) : f1;
        for (uint32_t j = 0; j < n; j++) {
            fact_position *pos =
                position_add(k, f1, l1, holder[j], mild ? STANCE_SUPPORT : s, o.proposal, o.issue, v, best->name);
            if (pos && !pos->nuance)
                pos->nuance = best->nuance;
            /* "voiced readiness to resume talks", "vowed not to yield": the report's own word for his attitude, not his words */
            if (pos && pos->asserted_by == holder[j] && (s == STANCE_SUPPORT || s == STANCE_OPPOSE || s == STANCE_REJECT) &&
                (ts[v].upos == UPOS_NOUN || (ts[v].head != PARLEY_NONE && TOK_ANY(p, ts[v].head, "vowing", "vowed", "vows"))) &&
                facts_asserter(k->f, first) != holder[j])
                pos->asserted_by = PARLEY_NONE;
            if (s == STANCE_OFFER && o.proposal != PARLEY_NONE && !neg)
                proposal_add_author(k, o.proposal, holder[j]);
        }
    }
    return true;
}

/* "will not withdraw its forces": a plain verb under a refusal of its own subject. */
static void refusals_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    if (ts[v].upos != UPOS_VERB)
        return;
    bool none = false; /* "no levy" */
    if (is_passive(p, v)) {
        uint32_t sub = parse_child(p, v, REL_NSUBJ, SUB_NONE), left = sub == PARLEY_NONE ? 0 : tree_left(p, sub);
        none = sub != PARLEY_NONE && left < sub && tok_is(p, left, "no");
    }
    if (!none && !word_negated(p, v))
        return;
    bool modal = false;
    PARSE_EACH_CHILD (p, v, c) {
        modal |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "will", "would", "wo", "'ll", "won't");
    }
    uint32_t h = ts[v].head;
    bool vowed = h != PARLEY_NONE && ts[v].rel == REL_XCOMP &&
                 TOK_ANY(p, h, "vow", "vowed", "vows", "vowing", "pledge", "pledged", "promised", "swore", "threatened");
    if ((!modal && !vowed) || is_supposed(p, v))
        return;
    uint32_t who = vowed ? subject_of(k, h, NULL) : subject_of(k, v, NULL), holder[8];
    if (!vowed && is_passive(p, v)) { /* "China will not be pressured" */
        who = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    }
    uint32_t n = holders(k, who, v, holder);
    uint32_t said = facts_asserter(k->f, v);
    if (!n && !vowed && is_passive(p, v) && who != PARLEY_NONE && said != PARLEY_NONE && ts[who].upos == UPOS_NOUN) {
        /* "no levy would be lifted until the port opens": whoever says so refuses */
        holder[0] = stands_for(k, said);
        n = 1;
    }
    if (n && (k->f->actors[holder[0]].kind == ACTOR_GROUP && k->f->actors[holder[0]].side == PARLEY_NONE))
        return;
    uint32_t objects[4], m = 0;
    objects[m++] = v;
    PARSE_EACH_CHILD (p, v, c) {
        if (ts[c].rel == REL_CONJ && ts[c].upos == UPOS_VERB && m < COUNT_OF(objects)) {
            uint32_t cc = parse_child(p, c, REL_CC, SUB_NONE);
            if (cc != PARLEY_NONE && TOK_ANY(p, cc, "or", "nor"))
                objects[m++] = c;
        }
    }
    if (!n)
        return;
    /* a refusal is the holder's own: said by him or his side, or by the page of him */
    for (uint32_t i = 0; i < m; i++) {
        object o;
        if (!object_at(k, objects[i], PARLEY_NONE, &o))
            continue;
        uint32_t first = who < v && v - who < 25 ? tree_left(p, who) : v;
        for (uint32_t j = 0; j < n; j++)
            position_add(k, first, ts[v].right, holder[j], STANCE_REJECT, o.proposal, o.issue, v, "refusal");
    }
    /* "will not return to work until wages are raised": what the refusal waits for is demanded */
    PARSE_EACH_CHILD (p, v, c) {
        uint32_t cs = case_of(p, c);
        object o;
        if (ts[c].rel == REL_ADVCL && c > v && cs != PARLEY_NONE && TOK_ANY(p, cs, "until", "unless") &&
            object_at(k, c, holder[0], &o))
            for (uint32_t j = 0; j < n; j++)
                position_add(k, who < v && v - who < 25 ? tree_left(p, who) : v, ts[c].right, holder[j], STANCE_DEMAND,
                             o.proposal, o.issue, v, "demand: until");
    }
}

/* "We will lift the levy": what a speaker says that he or his side will do about a matter is offered. */
static void offers_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t said = facts_asserter(k->f, v), holder[8];
    if (said == PARLEY_NONE || ts[v].upos != UPOS_VERB || is_passive(p, v) || is_negated(p, v) || is_supposed(p, v) ||
        !(stance_nominal(k->lex, ts[v].norm) ||
          TOK_ANY(p, v, "invest", "provide", "satisfy", "ease", "suspend", "honor", "honour", "keep", "respect", "guarantee",
                  "grant", "give", "add", "make", "reach", "sign")))
        return;
    bool will = false;
    PARSE_EACH_CHILD (p, v, c) {
        will |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "will", "would", "'ll", "shall");
        /* "will withdraw if no deal is reached" threatens, it offers nothing */
        if (ts[c].rel == REL_ADVCL && case_of(p, c) != PARLEY_NONE && TOK_ANY(p, case_of(p, c), "if", "unless") &&
            TOK_ANY(p, v, "withdraw", "leave", "close", "end", "cut", "stop", "suspend", "cancel", "impose"))
            return;
    }
    uint32_t who = will ? subject_of(k, v, NULL) : PARLEY_NONE, n = holders(k, who, v, holder);
    if (n != 1)
        return;
    const fact_actor *a = &k->f->actors[said];
    if (holder[0] != said && !(a->side != PARLEY_NONE && a->side == holder[0]))
        return;
    object o;
    if (object_at(k, v, holder[0], &o))
        position_add(k, who < v && v - who < 15 ? tree_left(p, who) : v, ts[v].right, holder[0], STANCE_OFFER, o.proposal,
                     o.issue, v, "offer: will");
}

/* "must be based on equality", "needs to be addressed": a demand of whoever says so. */
static void demands_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    if (ts[v].upos != UPOS_VERB)
        return;
    if (!is_passive(p, v)) {
        /* "the island must open its port": whoever says so demands it */
        bool has_to = false;
        PARSE_EACH_CHILD (p, v, c) {
            has_to |= ts[c].rel == REL_AUX && tok_is(p, c, "must");
        }
        uint32_t h = ts[v].head;
        if (!has_to && ts[v].rel == REL_XCOMP && h != PARLEY_NONE && TOK_ANY(p, h, "need", "needs", "has", "have") &&
            case_of(p, v) != PARLEY_NONE && tok_is(p, case_of(p, v), "to"))
            has_to = true;
        uint32_t said = facts_asserter(k->f, v);
        if (!has_to || said == PARLEY_NONE || is_negated(p, v))
            return;
        uint32_t who = subject_of(k, v, NULL), holder = stands_for(k, said);
        uint32_t o1 = parse_child(p, v, REL_OBJ, SUB_NONE);
        if (o1 == PARLEY_NONE)
            PARSE_EACH_CHILD (p, v, c) {
                uint32_t cs = case_of(p, c);
                if (ts[c].rel == REL_OBL && c > v && cs != PARLEY_NONE && tok_is(p, cs, "to"))
                    o1 = c;
            }
        object o;
        if (who == PARLEY_NONE || facts_actor_of(k->f, p, who) == PARLEY_NONE)
            return;
        if (!(o1 != PARLEY_NONE && k->proposal_of[o1] != PARLEY_NONE && object_at(k, o1, holder, &o)) &&
            !object_at(k, v, holder, &o))
            return;
        position_add(k, who < v && v - who < 20 ? tree_left(p, who) : v, ts[v].right, holder, STANCE_DEMAND, o.proposal, o.issue,
                     v, "demand: must do");
        return;
    }
    bool must = false;
    PARSE_EACH_CHILD (p, v, c) {
        must |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "must", "should");
    }
    uint32_t s = parse_child(p, v, REL_NSUBJ, SUB_NONE), h = ts[v].head;
    if (!must && ts[v].rel == REL_XCOMP && h != PARLEY_NONE && TOK_ANY(p, h, "need", "needs", "needed", "has", "have")) {
        must = true;
        s = parse_child(p, h, REL_NSUBJ, SUB_NONE);
    }
    uint32_t said = facts_asserter(k->f, v);
    if (!must || s == PARLEY_NONE || said == PARLEY_NONE)
        return;
    uint32_t holder = stands_for(k, said);
    object o;
    uint32_t poss = parse_child(p, s, REL_NMOD, SUB_POSS),
             owner = poss == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(k->f, p, poss);
    if (TOK_ANY(p, v, "based", "founded", "built")) /* "must be based on equal terms": those are what is asked for */
        PARSE_EACH_CHILD (p, v, c) {
            uint32_t cs = case_of(p, c);
            if (c > v && ts[c].rel == REL_OBL && cs != PARLEY_NONE && TOK_ANY(p, cs, "on", "upon") &&
                object_at(k, c, holder, &o)) {
                position_add(k, tree_left(p, s), ts[v].right, holder, STANCE_DEMAND, o.proposal, o.issue, v, "demand: based on");
                return;
            }
        }
    if (owner != PARLEY_NONE && ts[s].upos == UPOS_NOUN && stance_noun_is(k->lex, NOUN_OWN, ts[s].norm))
        holder = owner; /* "the union's concerns need to be met" */
    if (object_at(k, s, holder, &o))
        position_add(k, tree_left(p, s), ts[v].right, holder, STANCE_DEMAND, o.proposal, o.issue, v, "demand: must");
}

/* "Let us stop the fighting", "it is time to start talks": who says so asks for it. */
static void appeals_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t said = facts_asserter(k->f, t), end = p->sents[ts[t].sent].end, v = PARLEY_NONE;
    if (said == PARLEY_NONE)
        return;
    if (tok_is(p, t, "let") && t + 2 < end && TOK_ANY(p, t + 1, "us", "'s")) {
        for (uint32_t i = t + 2; i < end && i < t + 5 && v == PARLEY_NONE; i++)
            if (ts[i].upos == UPOS_VERB)
                v = i;
    } else if (tok_is(p, t, "time")) {
        uint32_t to = t + 1;
        while (to < end && to < t + 4 && TOK_ANY(p, to, "has", "had", "come", "now", "\""))
            to++;
        bool begins = t > 0 && (TOK_ANY(p, t - 1, "is", "'s", "was") || tok_is(p, to - 1, "come"));
        if (begins && to + 1 < end && tok_is(p, to, "to") && ts[to + 1].upos == UPOS_VERB)
            v = to + 1;
    }
    if (v == PARLEY_NONE)
        return;
    uint32_t members[4], n = 0;
    members[n++] = v;
    PARSE_EACH_CHILD (p, v, c) {
        if (ts[c].rel == REL_CONJ && ts[c].upos == UPOS_VERB && n < COUNT_OF(members) &&
            parse_child(p, c, REL_NSUBJ, SUB_NONE) == PARLEY_NONE)
            members[n++] = c;
    }
    uint32_t holder = stands_for(k, said);
    object o;
    for (uint32_t i = 0; i < n; i++)
        if (object_at(k, members[i], holder, &o))
            position_add(k, i ? members[i] : t, ts[members[i]].right, holder, STANCE_DEMAND, o.proposal, o.issue, t,
                         "demand: appeal");
}

/* Somebody's own conditions, however they come into the sentence: "its key demands", "the union's conditions have hardened". */
static void own_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    if (ts[t].upos != UPOS_NOUN || !TOK_ANY(p, t, "condition", "conditions", "demand", "demands", "request", "requirements"))
        return;
    uint32_t poss = parse_child(p, t, REL_NMOD, SUB_POSS), holder[8], n, between = case_of(p, t);
    if (ts[t].rel == REL_CONJ && ts[t].head != PARLEY_NONE)
        between = case_of(p, ts[t].head);
    if (between != PARLEY_NONE && tok_is(p, between, "between"))
        return; /* "the gap between their demands" */
    if (poss == PARLEY_NONE || (n = holders(k, poss, t, holder)) == 0)
        return;
    /* a demand that says what it wants has its own frame */
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c);
        if (c > t && ((ts[c].rel == REL_NMOD && cs != PARLEY_NONE && TOK_ANY(p, cs, "for", "of", "on")) ||
                      (ts[c].rel == REL_ACL && ts[c].sub != SUB_RELCL)))
            return;
    }
    uint32_t first = ts[t].left < t ? ts[poss].left : t, right = ts[t].right;
    object o = {t, PARLEY_NONE, PARLEY_NONE};
    /* "this is one of its demands": the demand is what "this" is */
    uint32_t h = t;
    for (uint32_t up = 0;
         up < 2 && ts[h].rel == REL_NMOD && ts[h].head != PARLEY_NONE && TOK_ANY(p, ts[h].head, "one", "part", "some"); up++)
        h = ts[h].head;
    uint32_t s = parse_child(p, h, REL_COP, SUB_NONE) == PARLEY_NONE ? PARLEY_NONE : parse_child(p, h, REL_NSUBJ, SUB_NONE);
    if (s != PARLEY_NONE) {
        first = tree_left(p, s);
        if (!object_at(k, s, holder[0], &o))
            o.issue = issue_of(k, t, holder[0]);
    } else {
        o.issue = issue_of(k, t, holder[0]);
    }
    for (uint32_t j = 0; j < n; j++)
        position_add(k, first, right, holder[j], STANCE_DEMAND, o.proposal, o.issue, t, "demand: own");
}

/* "criticised the ministry's offer as a reversal of the July accord": the offer's author goes back on the accord, says the critic
 */
static void reversals_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = ts[t].head, cs = case_of(p, t), of = PARLEY_NONE, holder[8];
    if (!TOK_ANY(p, t, "reversal", "betrayal", "breach", "violation", "repudiation") || v == PARLEY_NONE || cs == PARLEY_NONE ||
        !tok_is(p, cs, "as"))
        return;
    PARSE_EACH_CHILD (p, t, c) {
        if (c > t && case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "of") && of == PARLEY_NONE)
            of = c;
    }
    for (uint32_t i = t + 1; of == PARLEY_NONE && i < t + 6 && i < p->n_tokens; i++) /* "of what they had agreed to" */
        if (k->proposal_of[i] != PARLEY_NONE)
            of = i;
    for (uint32_t i = t + 1; of != PARLEY_NONE && k->proposal_of[of] == PARLEY_NONE && i < t + 6 && i < p->n_tokens; i++)
        if (k->proposal_of[i] != PARLEY_NONE)
            of = i;
    uint32_t o = parse_child(p, v, REL_OBJ, SUB_NONE);
    if (o == PARLEY_NONE && ts[v].rel != REL_ROOT && k->proposal_of[v] != PARLEY_NONE)
        o = v;
    if (of == PARLEY_NONE || o == PARLEY_NONE || k->proposal_of[of] == PARLEY_NONE || k->proposal_of[o] == PARLEY_NONE)
        return;
    const fact_proposal *pr = &k->f->proposals[k->proposal_of[o]];
    uint32_t n = ts[v].upos == UPOS_VERB ? holders(k, subject_of(k, v, NULL), v, holder) : 0;
    for (uint32_t j = 0; j < pr->n_author && j < 4; j++) {
        fact_position *pos = position_add(k, v < t ? v : t, ts[t].right, pr->author[j], STANCE_RETREAT, k->proposal_of[of],
                                          PARLEY_NONE, t, "retreat: reversal");
        if (pos && pos->asserted_by == PARLEY_NONE && n)
            pos->asserted_by = holder[0];
        pr = &k->f->proposals[k->proposal_of[o]];
    }
}

/* "called the offer insulting", "the offer is unfair", "described the talks as very good". */
static void judgments_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t leaning = map_gets(&k->lex->judgments, ts[t].norm, 0);
    if (!leaning || (ts[t].upos != UPOS_ADJ && ts[t].upos != UPOS_NOUN && ts[t].upos != UPOS_VERB) || is_supposed(p, t))
        return;
    stance s = (stance)(leaning - 1);
    if (word_negated(p, t))
        s = s == STANCE_SUPPORT ? STANCE_OPPOSE : STANCE_SUPPORT;
    uint32_t h = ts[t].head, obj = PARLEY_NONE, holder[8] = {PARLEY_NONE}, n = 0, first = t, last = t, who = PARLEY_NONE;
    /* "it's a good day for the island", "this is a great step": said of what was spoken of last */
    if (ts[t].rel == REL_AMOD && h != PARLEY_NONE &&
        TOK_ANY(p, h, "day", "step", "moment", "news", "achievement", "victory", "progress", "outcome", "breakthrough") &&
        parse_child(p, h, REL_COP, SUB_NONE) != PARLEY_NONE) {
        uint32_t sub = parse_child(p, h, REL_NSUBJ, SUB_NONE), said = facts_asserter(k->f, t);
        object o = {t, PARLEY_NONE, PARLEY_NONE};
        if (sub == PARLEY_NONE || said == PARLEY_NONE ||
            !(TOK_ANY(p, sub, "it", "this", "that", "today") || k->proposal_of[sub] != PARLEY_NONE))
            return;
        o.proposal = k->proposal_of[sub];
        if (o.proposal != PARLEY_NONE || last_object(k, t, &o))
            position_add(k, sub, ts[h].right, stands_for(k, said), s, o.proposal, o.issue, t, "judgment");
        return;
    }
    /* "it represents the most hopeful step", "the text marks a setback" */
    uint32_t verb = ts[t].rel == REL_AMOD && h != PARLEY_NONE ? ts[h].head : h;
    if (verb != PARLEY_NONE && (ts[t].rel == REL_OBJ || (ts[t].rel == REL_AMOD && ts[h].rel == REL_OBJ)) &&
        TOK_ANY(p, verb, "represents", "represent", "represented", "marks", "marked", "constitutes", "constituted", "remains",
                "amounts", "offers")) {
        uint32_t sub = parse_child(p, verb, REL_NSUBJ, SUB_NONE), said = facts_asserter(k->f, t);
        object o;
        if (sub != PARLEY_NONE && said != PARLEY_NONE && object_at(k, sub, PARLEY_NONE, &o))
            position_add(k, tree_left(p, sub), ts[verb].right, stands_for(k, said), s, o.proposal, o.issue, t, "judgment");
        return;
    }
    /* "this deal helps the yard", "the levy will hurt farmers" */
    if (ts[t].upos == UPOS_VERB) {
        uint32_t sub = parse_child(p, t, REL_NSUBJ, SUB_NONE), said = facts_asserter(k->f, t);
        object o;
        if (sub != PARLEY_NONE && said != PARLEY_NONE && ts[sub].upos == UPOS_NOUN && !is_passive(p, t) &&
            (k->proposal_of[sub] != PARLEY_NONE || stance_noun_is(k->lex, NOUN_MATTER, ts[sub].norm) ||
             stance_noun_is(k->lex, NOUN_GOAL, ts[sub].norm)) &&
            object_at(k, sub, PARLEY_NONE, &o)) {
            position_add(k, tree_left(p, sub), ts[t].right, stands_for(k, said), s, o.proposal, o.issue, t, "judgment: effect");
            return;
        }
    }
    /* "a slap in the face": the judging word may stand under its noun */
    if (parse_child(p, t, REL_COP, SUB_NONE) != PARLEY_NONE) {
        obj = parse_child(p, t, REL_NSUBJ, SUB_NONE);
        uint32_t said = facts_asserter(k->f, t);
        if (obj == PARLEY_NONE || said == PARLEY_NONE)
            return;
        holder[n++] = stands_for(k, said);
        first = tree_left(p, obj);
    } else if (h != PARLEY_NONE &&
               TOK_ANY(p, h, "call", "called", "calls", "calling", "describe", "described", "describes", "describing", "brand",
                       "branded", "branding", "label", "labels", "labeled", "labelled", "labeling", "labelling", "dub", "dubbed",
                       "term", "termed", "termed", "characterize", "characterized", "characterised", "dismiss", "dismissed",
                       "dismissing", "slam", "slammed", "slamming", "consider", "considers", "considered", "deem", "deemed",
                       "regard", "regarded", "see", "sees", "find", "finds", "found", "view", "views", "viewed", "criticized",
                       "criticised", "denounced", "hailed", "praised")) {
        obj = parse_child(p, h, REL_OBJ, SUB_NONE);
        if (obj == t || obj == PARLEY_NONE)
            return;
        who = subject_of(k, h, NULL);
        if (relative(p, obj) && obj < h)
            obj = antecedent(p, h);
        n = holders(k, who, h, holder);
        first = who != PARLEY_NONE && who < h && h - who < 25 ? tree_left(p, who) : h;
    }
    object o;
    if (!n || obj == PARLEY_NONE || !object_at(k, obj, holder[0], &o) || (o.proposal == PARLEY_NONE && o.issue == PARLEY_NONE))
        return;
    for (uint32_t j = 0; j < n; j++) {
        fact_position *pos =
            position_add(k, first,
                         last > ts[obj].right || obj > t               ? last
                         : ts[obj].right > t && ts[obj].right < t + 20 ? ts[obj].right
                                                                       : t,
                         holder[j], s, o.proposal, o.issue, h != PARLEY_NONE && who != PARLEY_NONE ? h : t, "judgment");
        if (pos && who != PARLEY_NONE && pos->asserted_by == PARLEY_NONE)
            pos->asserted_by = holder[j]; /* the judging word is his, whoever calls it so */
    }
}

/* "the only way is to ...", "no choice but to ...": a demand of whoever says so. "little point in talks": the other way. */
static void idioms_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t end = p->sents[ts[t].sent].end, v = PARLEY_NONE, said = facts_asserter(k->f, t), holder[8], n = 0, first = t;
    stance s = STANCE_DEMAND;
    if (TOK_ANY(p, t, "way", "option", "solution") && t > 0 && tok_is(p, t - 1, "only")) {
        for (uint32_t i = t + 1; i + 2 < end && i < t + 40 && v == PARLEY_NONE; i++)
            if (TOK_ANY(p, i, "is", "was", "remains") && tok_is(p, i + 1, "to"))
                v = i + 2;
    } else if (TOK_ANY(p, t, "choice", "option", "alternative") && t > 0 && tok_is(p, t - 1, "no") && t + 3 < end &&
               tok_is(p, t + 1, "but") && tok_is(p, t + 2, "to")) {
        v = t + 3;
        uint32_t h = ts[t].head;
        n = h == PARLEY_NONE ? 0 : holders(k, subject_of(k, h, NULL), t, holder);
    } else if (TOK_ANY(p, t, "essential", "necessary", "crucial", "vital", "imperative", "important") &&
               parse_child(p, t, REL_COP, SUB_NONE) != PARLEY_NONE && parse_child(p, t, REL_EXPL, SUB_NONE) != PARLEY_NONE) {
        PARSE_EACH_CHILD (p, t, c) {
            if (c > t && (ts[c].rel == REL_CSUBJ || ts[c].rel == REL_CCOMP || ts[c].rel == REL_ADVCL || ts[c].rel == REL_XCOMP) &&
                v == PARLEY_NONE)
                v = c;
        }
    } else if (TOK_ANY(p, t, "point", "reason", "sense", "use", "interest") && t > 0 && TOK_ANY(p, t - 1, "little", "no")) {
        s = STANCE_OPPOSE;
        for (uint32_t i = t + 1; i + 1 < end && i < t + 6 && v == PARLEY_NONE; i++) {
            if (tok_is(p, i, "for") && !n)
                n = holders(k, i + 1, t, holder);
            if ((tok_is(p, i, "to") || tok_is(p, i, "in")) && (ts[i + 1].upos == UPOS_VERB || ts[i + 1].upos == UPOS_NOUN))
                v = i + 1;
        }
    } else {
        return;
    }
    while (v != PARLEY_NONE && v + 1 < end && ts[v].upos == UPOS_ADV)
        v++;
    if (v == PARLEY_NONE || v >= end)
        return;
    if (said != PARLEY_NONE && s == STANCE_DEMAND) {
        holder[0] = said;
        n = 1;
    }
    object o;
    if (!n || !object_at(k, v, holder[0], &o))
        return;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, first, ts[v].right > v ? ts[v].right : v, holder[j], s, o.proposal, o.issue, t, "idiom");
}

static void term_add(position_work *k, uint32_t proposal, uint32_t issue) {
    fact_proposal *plan = &k->f->proposals[proposal];
    if (!plan->terms)
        plan->terms = ARENA_ARRAY(k->in->arena, uint32_t, 16);
    for (uint32_t j = 0; j < plan->n_terms; j++)
        if (plan->terms[j] == issue)
            return;
    if (plan->n_terms < 16)
        plan->terms[plan->n_terms++] = issue;
}

/* "a process of freeing A, achieving B": terms of a plan are offered by its author. */
static void terms_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    if (!TOK_ANY(p, v, "include", "includes", "included", "including", "see", "envisages", "envisaged", "provides", "provide",
                 "contains", "contained", "entails", "involves", "involve", "covers", "offers", "followed", "stuck", "allow",
                 "allows"))
        return;
    uint32_t s = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    if (s != PARLEY_NONE && relative(p, s))
        s = antecedent(p, v);
    if (s == PARLEY_NONE && ts[v].rel == REL_CONJ)
        s = parse_child(p, ts[v].head, REL_NSUBJ, SUB_NONE);
    if (s == PARLEY_NONE || k->proposal_of[s] == PARLEY_NONE || is_supposed(p, v))
        return;
    uint32_t pr = k->proposal_of[s];
    uint32_t o = parse_child(p, v, REL_OBJ, SUB_NONE);
    if (o == PARLEY_NONE)
        PARSE_EACH_CHILD (p, v, c) {
            if (c > v && (ts[c].rel == REL_OBL || ts[c].rel == REL_CCOMP))
                o = c;
        }
    if (o == PARLEY_NONE)
        return;
    /* "process of freeing ..." */
    PARSE_EACH_CHILD (p, o, c) {
        if (c > o && ts[c].upos == UPOS_VERB && (ts[c].rel == REL_ACL || ts[c].rel == REL_ADVCL) &&
            case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "of")) {
            o = c;
            break;
        }
    }
    uint32_t members[16], n = 0;
    members[n++] = o;
    PARSE_EACH_CHILD (p, o, c) {
        if (ts[c].rel == REL_CONJ && n < COUNT_OF(members) &&
            (ts[c].upos == UPOS_NOUN || ts[c].upos == UPOS_PROPN || !(ts[c].morph & FEAT_PAST)))
            members[n++] = c;
    }
    /* "of freeing A, leading to B, withdrawing C and opening D": trees hang such lists anywhere */
    if (ts[o].upos == UPOS_VERB && (ts[o].morph & (FEAT_GER | FEAT_PRES)))
        for (uint32_t i = o + 1; i < p->sents[ts[o].sent].end && i < o + 120 && n < COUNT_OF(members); i++) {
            size_t len = strlen(ts[i].norm);
            if (ts[i].upos != UPOS_VERB || len < 5 || strcmp(ts[i].norm + len - 3, "ing") != 0 || i == o)
                continue;
            uint32_t b = i - 1;
            while (b > o && (ts[b].upos == UPOS_ADV || tok_is(p, b, "and")))
                b--;
            bool known = false;
            for (uint32_t j = 0; j < n; j++)
                known |= members[j] == i;
            if (tok_is(p, b, ",") && !known && parse_child(p, i, REL_NSUBJ, SUB_NONE) == PARLEY_NONE)
                members[n++] = i;
        }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t issue = issue_of(k, members[i], PARLEY_NONE);
        if (issue == PARLEY_NONE)
            continue;
        term_add(k, pr, issue);
        const fact_proposal *plan = &k->f->proposals[pr];
        if (plan->n_author == 0)
            continue;
        uint32_t right = ts[members[i]].right;
        if (i + 1 < n && ts[members[i + 1]].left <= right && ts[members[i + 1]].left > members[i])
            right = ts[members[i + 1]].left - 1;
        position_add(k, tree_left(p, members[i]), right, plan->author[0], STANCE_OFFER, PARLEY_NONE, issue, v, "offer: term");
    }
}

/* "If the ministry does not lift the levy, there will be no talks": whoever says so demands it. */
static void conditions_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t said = ts[v].upos == UPOS_VERB && ts[v].rel == REL_ADVCL ? facts_asserter(k->f, v) : PARLEY_NONE;
    if (said == PARLEY_NONE || is_passive(p, v))
        return;
    bool demanded = false;
    PARSE_EACH_CHILD (p, v, c) {
        demanded |= c < v && ts[c].rel == REL_MARK && (tok_is(p, c, "unless") || (tok_is(p, c, "if") && word_negated(p, v)));
    }
    uint32_t who = demanded ? subject_of(k, v, NULL) : PARLEY_NONE;
    uint32_t holder = stands_for(k, said), actor = who == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(k->f, p, who);
    object o;
    if (actor == PARLEY_NONE || actor == holder || !object_at(k, v, holder, &o))
        return;
    position_add(k, tree_left(p, who), ts[v].right, holder, STANCE_DEMAND, o.proposal, o.issue, v, "demand: if not");
}

/* "Under the deal, the carrier will hire 200 cooks": a term; offered by the plan's author, or by who is to do it. */
static void under_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = ts[t].head, cs = case_of(p, t), pr = k->proposal_of[t];
    if (pr == PARLEY_NONE && TOK_ANY(p, t, "terms", "outline", "provisions"))
        PARSE_EACH_CHILD (p, t, c) {
            if (c > t && ts[c].rel == REL_NMOD && k->proposal_of[c] != PARLEY_NONE)
                pr = k->proposal_of[c];
        }
    if (pr == PARLEY_NONE || ts[t].rel != REL_OBL || cs == PARLEY_NONE || !TOK_ANY(p, cs, "under", "in") || v == PARLEY_NONE ||
        v < t || ts[v].upos != UPOS_VERB || word_negated(p, v))
        return;
    if (tok_is(p, cs, "in") && cs != p->sents[ts[t].sent].first)
        return;
    bool will = false;
    PARSE_EACH_CHILD (p, v, c) {
        will |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "will", "would", "'ll", "shall", "must");
    }
    uint32_t issue = will ? issue_of(k, v, PARLEY_NONE) : PARLEY_NONE;
    if (issue == PARLEY_NONE)
        return;
    term_add(k, pr, issue);
    const fact_proposal *plan = &k->f->proposals[pr];
    uint32_t who = subject_of(k, v, NULL), holder[8], n = 0;
    if (plan->n_author == 1)
        holder[n++] = plan->author[0];
    else if (!is_passive(p, v))
        n = holders(k, who, v, holder);
    for (uint32_t j = 0; j < n; j++)
        position_add(k, who != PARLEY_NONE && who < v && v - who < 15 ? tree_left(p, who) : v, ts[v].right, holder[j],
                     STANCE_OFFER, PARLEY_NONE, issue, v, "offer: under");
}

void positions_find(const meaning_in *in, parley_facts *f) {
    if (!in->lexicons || !in->lexicons->stances || !in->parse->n_tokens || !f->mention_of)
        return;
    position_work k = {.in = in, .p = in->parse, .f = f, .lex = in->lexicons->stances};
    uint32_t n = in->parse->n_tokens;
    k.proposal_of = ARENA_ARRAY(in->scratch, uint32_t, n + 1);
    k.time_at = ARENA_ARRAY(in->scratch, uint32_t, n + 1);
    memset(k.proposal_of, 0xff, sizeof *k.proposal_of * n);
    memset(k.time_at, 0xff, sizeof *k.time_at * n);
    for (uint32_t i = 0; i < f->n_times; i++)
        for (uint32_t t = f->times[i].first; t < f->times[i].end && t < n; t++)
            if (f->times[i].kind != TIME_DURATION)
                k.time_at[t] = i;
    k.time_names = ARENA_ARRAY(in->scratch, bool, f->n_times + 1);
    proposals_find(&k);
    issues_find(&k);
    for (uint32_t t = 0; t < n; t++) {
        if (!frames_at(&k, t))
            refusals_at(&k, t);
        offers_at(&k, t);
        demands_at(&k, t);
        appeals_at(&k, t);
        own_at(&k, t);
        reversals_at(&k, t);
        judgments_at(&k, t);
        idioms_at(&k, t);
        terms_at(&k, t);
        conditions_at(&k, t);
        under_at(&k, t);
    }
    proposals_relate(&k);
    issues_settle(&k);
    proposals_settle(&k);
    /* dates of the statements and events around them are the record's business; here the sentence's own */
    for (uint32_t i = 0; i < f->n_positions; i++) {
        fact_position *pos = &f->positions[i];
        uint32_t lo = 0, hi = f->n_times; /* times are in order: the first inside the evidence */
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (f->times[mid].evidence.start < pos->evidence.start)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (; lo < f->n_times && f->times[lo].evidence.end <= pos->evidence.end && !pos->date[0]; lo++)
            if (!k.time_names[lo])
                memcpy(pos->date, f->times[lo].date, sizeof pos->date);
    }
}
