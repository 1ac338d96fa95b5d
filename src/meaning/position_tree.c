/* position_tree.c - the grammar that positions need: who does what a word says, whether it is negated, only supposed, or asked of
 * somebody.
 */
#include "meaning/position_int.h"

bool tok_is(const parley_parse *p, uint32_t t, const char *norm) {
    return t < p->n_tokens && strcmp(p->tokens[t].norm, norm) == 0;
}

bool tok_any(const parley_parse *p, uint32_t t, const char *const *list, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (tok_is(p, t, list[i]))
            return true;
    return false;
}

bool tok_of(const position_work *k, uint32_t t, position_words list) {
    return t < k->p->n_tokens && stance_word_is(k->lex, list, k->p->tokens[t].norm);
}

uint32_t case_of(const parley_parse *p, uint32_t t) {
    PARSE_EACH_CHILD (p, t, c) {
        if (p->tokens[c].rel == REL_CASE || p->tokens[c].rel == REL_MARK)
            if (c < t)
                return c;
    }
    return PARLEY_NONE;
}

/* Core of a noun phrase: determiner and modifiers before the head. */
uint32_t tree_left(const parley_parse *p, uint32_t t) {
    uint32_t left = t;
    PARSE_EACH_CHILD (p, t, c) {
        uint8_t r = p->tokens[c].rel;
        if (c < t &&
            (r == REL_DET || r == REL_AMOD || r == REL_COMPOUND || r == REL_NUMMOD || r == REL_FLAT || r == REL_NMOD ||
             r == REL_ADVMOD) &&
            p->tokens[c].left < left && p->tokens[c].left + 12 > t)
            left = p->tokens[c].left;
    }
    return left;
}

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
    /* "is opposed by one and welcomed by another" */
    if (ts[v].rel == REL_CONJ && (ts[v].morph & FEAT_PART) && ts[v].head != PARLEY_NONE && !subject &&
        parse_child(p, v, REL_NSUBJ, SUB_NONE) == PARLEY_NONE && parse_child(p, v, REL_OBJ, SUB_NONE) == PARLEY_NONE &&
        ts[v].head < v && is_passive(p, ts[v].head))
        PARSE_EACH_CHILD (p, v, c) {
            uint32_t cs = case_of(p, c);
            if (ts[c].rel == REL_OBL && cs != PARLEY_NONE && tok_is(p, cs, "by"))
                return true;
        }
    if ((subject && (aux || ts[v].rel == REL_CONJ || !(ts[v].morph & FEAT_FIN))) ||
        (ts[v].rel == REL_CONJ && (ts[v].morph & FEAT_PART) && joined_passive(p, v) != PARLEY_NONE))
        return true;
    /* "signed by both sides in May, the treaty bans" */
    if (ts[v].rel == REL_ADVCL && (ts[v].morph & FEAT_PART) && !(ts[v].morph & FEAT_PRES) && !aux &&
        parse_child(p, v, REL_NSUBJ, SUB_NONE) == PARLEY_NONE && parse_child(p, v, REL_OBJ, SUB_NONE) == PARLEY_NONE)
        PARSE_EACH_CHILD (p, v, c) {
            uint32_t cs = case_of(p, c);
            if (ts[c].rel == REL_OBL && cs != PARLEY_NONE && tok_is(p, cs, "by"))
                return true;
        }
    return ts[v].rel == REL_ACL && ts[v].sub != SUB_RELCL && (ts[v].morph & FEAT_PART) && !(ts[v].morph & FEAT_PRES) &&
           parse_child(p, v, REL_NSUBJ, SUB_NONE) == PARLEY_NONE;
}

/* "was accepted by one side but rejected | by the other": trees hang the second participle on the first one's agent. */
uint32_t joined_passive(const parley_parse *p, uint32_t v) {
    const parse_token *ts = p->tokens;
    uint32_t agent = ts[v].head, cc = parse_child(p, v, REL_CC, SUB_NONE);
    if ((ts[v].rel != REL_ACL && ts[v].rel != REL_CONJ) || agent == PARLEY_NONE || cc == PARLEY_NONE || cc > v || cc < agent ||
        ts[agent].rel != REL_OBL || case_of(p, agent) == PARLEY_NONE || !tok_is(p, case_of(p, agent), "by") ||
        ts[agent].head == PARLEY_NONE || !is_passive(p, ts[agent].head))
        return PARLEY_NONE;
    return ts[agent].head;
}

bool is_relative(const parley_parse *p, uint32_t t) {
    return TOK_ANY(p, t, "who", "which", "that", "whom");
}

/* The noun that a relative clause is about. */
uint32_t relative_antecedent(const parley_parse *p, uint32_t v) {
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
uint32_t relative_antecedent_of(const parley_parse *p, uint32_t v, uint32_t r) {
    const parse_token *ts = p->tokens;
    uint32_t a = relative_antecedent(p, v);
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
        /* "was passed as a resolution | by the council": hung on another noun of the phrase */
        for (uint32_t i = v + 1; i + 1 <= ts[v].right && i < v + 25; i++)
            if (tok_is(p, i, "by") && ts[i].head != PARLEY_NONE && ts[i].head > i && ts[ts[i].head].rel == REL_NMOD &&
                facts_actor_of(k->f, p, ts[i].head) != PARLEY_NONE)
                return ts[i].head;
        return PARLEY_NONE;
    }
    uint32_t s = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    if (s != PARLEY_NONE) {
        if (is_relative(p, s)) {
            uint32_t a = relative_antecedent_of(p, v, s);
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
        if (tok_of(k, h, PW_CONTROL)) {
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
                return is_relative(p, o) ? relative_antecedent(p, h) : o;
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
    case REL_AMOD: return ts[v].upos == UPOS_ADJ && h < v ? h : PARLEY_NONE; /* "growers keen to avert the levy" */
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
            TOK_ANY(p, c, "not", "n't", "never", "no", "neither", "nor", "cannot", "hardly", "scarcely", "barely", "rarely",
                    "seldom", "can't", "won't"))
            return true;
        if (ts[c].rel == REL_AUX && TOK_ANY(p, c, "cannot", "can't", "won't", "wouldn't"))
            return true;
        if (c < v && c > 0 && tok_is(p, c - 1, "no") && /* "no longer", "by no means", "under no circumstances" */
            TOK_ANY(p, c, "longer", "means", "way", "circumstances", "circumstance", "account", "event"))
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

/* Is the predicate negated, by itself or from above? */
bool is_negated(const position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    bool neg = word_negated(p, v);
    uint32_t x = v;
    /* "dropped its demand", "withheld support" */
    uint32_t up1 = ts[v].rel == REL_OBJ ? ts[v].head : PARLEY_NONE;
    bool gave_up = up1 != PARLEY_NONE && TOK_ANY(p, up1, "give", "gave", "given", "gives", "giving") && tok_is(p, up1 + 1, "up");
    if (ts[v].upos == UPOS_NOUN && up1 != PARLEY_NONE && (gave_up || tok_of(k, up1, PW_DROP))) {
        uint32_t poss = parse_child(p, v, REL_NMOD, SUB_POSS);
        if (poss == PARLEY_NONE || ts[poss].upos == UPOS_PRON)
            neg = !neg;
    }
    /* "did not voice support", "sees no need to": the verb's "not" is the noun's */
    if (ts[v].upos == UPOS_NOUN && up1 != PARLEY_NONE && ts[up1].upos == UPOS_VERB && tok_of(k, up1, PW_VOICE) &&
        word_negated(p, up1))
        neg = !neg;
    /* "stopped short of backing" */
    uint32_t of = case_of(p, v);
    if (of != PARLEY_NONE && of > 0 && tok_is(p, of, "of") && tok_is(p, of - 1, "short"))
        neg = !neg;
    /* "decided against joining", "strike rather than accept", "instead of signing" */
    if (of != PARLEY_NONE && ts[v].upos == UPOS_VERB &&
        (tok_is(p, of, "than") || (tok_is(p, of, "against") && (ts[v].morph & (FEAT_GER | FEAT_PART | FEAT_PRES))) ||
         (of > 0 && tok_is(p, of, "from") && tok_is(p, of - 1, "far")) ||
         (of > 0 && tok_is(p, of, "of") && tok_is(p, of - 1, "instead")) || TOK_ANY(p, of, "without", "instead")))
        neg = !neg;
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
        if (r == REL_ADVCL && !tok_of(k, h, PW_WILLING) &&
            !(tok_of(k, h, PW_TURN) && case_of(p, x) != PARLEY_NONE && tok_is(p, case_of(p, x), "from"))) /* "refrained from" */
            break;
        if (tok_of(k, h, PW_TURN))
            neg = !neg;
        if (word_negated(p, h))
            neg = !neg;
        x = h;
    }
    return neg;
}

bool has_no(const parley_parse *p, uint32_t t) {
    uint32_t det = t == PARLEY_NONE ? PARLEY_NONE : parse_child(p, t, REL_DET, SUB_NONE);
    return det != PARLEY_NONE && tok_is(p, det, "no");
}

bool is_yet_to(const parley_parse *p, uint32_t v) {
    const parse_token *ts = p->tokens;
    uint32_t h = ts[v].head;
    if (ts[v].rel != REL_XCOMP || h == PARLEY_NONE || !TOK_ANY(p, h, "has", "have", "had"))
        return false;
    PARSE_EACH_CHILD (p, h, c)
        if (tok_is(p, c, "yet"))
            return true;
    return false;
}

/* if, unless, whether: a case that is only thought of; questions. */
bool is_supposed(const position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t x = v;
    /* "unless they drop their opposition": the noun is as unreal as its verb */
    if (ts[v].upos == UPOS_NOUN && (ts[v].rel == REL_OBJ || ts[v].rel == REL_OBL || ts[v].rel == REL_NSUBJ) &&
        ts[v].head != PARLEY_NONE && ts[ts[v].head].upos == UPOS_VERB)
        x = ts[v].head;
    bool own = true; /* x is of the clause of v */
    for (uint32_t up = 0; up < 6; up++) {
        PARSE_EACH_CHILD (p, x, c) {
            if (c < x && ts[c].rel == REL_MARK && TOK_ANY(p, c, "if", "unless", "whether", "until"))
                return true;
            if (c < x && own && ts[c].rel == REL_ADVMOD && tok_is(p, c, "how") && ts[x].rel != REL_ROOT) /* "how they can sign" */
                return true;
            if (c < x && ts[c].rel == REL_AUX && TOK_ANY(p, c, "should", "could", "may", "might", "must") &&
                (x == v || (own && (ts[v].morph & FEAT_INF))) && /* "could sit down to sign" */
                !(tok_is(p, c, "could") && word_negated(p, v)))  /* "could not support the text": does not */
                return true;
        }
        /* "when he signs it": he has not; a headline's present, and what is told of the past, are another matter */
        if (own && ts[x].rel == REL_ADVCL && (ts[x].morph & FEAT_PRES) && (ts[x].morph & FEAT_FIN))
            PARSE_EACH_CHILD (p, x, c) {
                if (c < x && (ts[c].rel == REL_MARK || ts[c].rel == REL_ADVMOD) &&
                    TOK_ANY(p, c, "when", "once", "before", "after"))
                    return true;
            }
        if (ts[x].head == PARLEY_NONE)
            break;
        uint8_t r = ts[x].rel;
        if (is_yet_to(p, x) || (own && tok_is(p, ts[x].head, "how")))
            return true;
        if (r == REL_CCOMP && own && tok_of(k, ts[x].head, PW_AWAIT))
            return true; /* "hopes that they will sign" */
        if (r == REL_ADVCL || r == REL_CCOMP || r == REL_XCOMP || r == REL_CONJ || r == REL_ACL) {
            own &= r == REL_CONJ || r == REL_XCOMP || (r == REL_ADVCL && (ts[x].morph & FEAT_INF));
            x = ts[x].head;
            continue;
        }
        break;
    }
    uint32_t end = p->sents[ts[v].sent].end;
    return end > 0 && tok_is(p, end - 1, "?");
}

/* "urged both governments to accept the plan": what somebody else is asked to do is not yet done. */
bool is_asked_for(const position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t h = ts[v].head;
    /* "rejected demands that it abandon the plan", "insisted that they accept it" */
    if (h != PARLEY_NONE && (ts[v].rel == REL_ACL || ts[v].rel == REL_CCOMP) && ts[v].sub != SUB_RELCL && tok_of(k, h, PW_URGE) &&
        !(ts[v].morph & FEAT_PAST) && parse_child(p, v, REL_AUX, SUB_NONE) == PARLEY_NONE &&
        parse_child(p, v, REL_NSUBJ, SUB_NONE) != PARLEY_NONE && !(ts[v].morph & FEAT_P3 && ts[v].morph & FEAT_SING))
        return true;
    if (h == PARLEY_NONE || !(ts[v].morph & FEAT_INF) ||
        (ts[v].rel != REL_XCOMP && ts[v].rel != REL_CCOMP && ts[v].rel != REL_ADVCL) || !tok_of(k, h, PW_ASK))
        return false;
    PARSE_EACH_CHILD (p, h, c)
        if (c > h && c < v && (ts[c].rel == REL_OBJ || ts[c].rel == REL_IOBJ || ts[c].rel == REL_OBL))
            return true;
    return parse_child(p, v, REL_NSUBJ, SUB_NONE) != PARLEY_NONE;
}

bool is_possible(const position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t h = ts[v].head;
    if (ts[v].upos != UPOS_VERB || !(ts[v].morph & FEAT_INF) || h == PARLEY_NONE)
        return false;
    if (ts[v].rel == REL_CONJ && ts[h].upos == UPOS_VERB && (ts[h].morph & FEAT_INF))
        return is_possible(k, h);
    uint32_t how = parse_child(p, v, REL_ADVMOD, SUB_NONE);
    if (how != PARLEY_NONE && how < v && tok_is(p, how, "how"))
        return true;
    if (ts[v].rel == REL_ACL)
        return tok_of(k, h, PW_OPENING);
    return (ts[v].rel == REL_XCOMP || ts[v].rel == REL_CCOMP || ts[v].rel == REL_ADVCL || ts[v].rel == REL_CSUBJ) &&
           tok_of(k, h, PW_ENABLE);
}
