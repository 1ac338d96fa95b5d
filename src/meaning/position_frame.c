/* position_frame.c - frames of data/positions/stances.txt at a word: its holders, its objects, the words that show it. */
#include "meaning/position_int.h"

typedef struct frame_work {
    position_work *k;
    uint32_t v; /* the word of stance */
    stance_fit fit;
    stance s;
    bool negated, asked; /* asked: of somebody else, by the holder */
    uint32_t who;        /* the token that names the holders, or PARLEY_NONE */
    uint32_t holder[8], n;
    uint32_t first, last; /* evidence */
} frame_work;

static slot_kind kind_of(const frame_work *w) {
    return w->fit.frame->slots[w->fit.slot].kind;
}

static char only_of(const frame_work *w) {
    return w->fit.frame->slots[w->fit.slot].only;
}

/* A whole agreement held out: "a truce", "a contract". A single term ("a 6 percent raise") is an issue. */
static bool is_offerable(const position_work *k, uint32_t t) {
    static const char *const terms[] = {"package", "pause"};
    const char *s = k->p->tokens[t].norm;
    return stance_noun_is(k->lex, NOUN_GOAL, s) || tok_any(k->p, t, terms, COUNT_OF(terms)) ||
           (strcmp(s, "fire") == 0 && t > 1 && tok_is(k->p, t - 2, "cease"));
}

/* "a deal", "talks", "to reach a deal", "to meet": not "changes to the deal". */
static bool is_aim(const position_work *k, uint32_t x) {
    const parse_token *t = &k->p->tokens[x];
    const stance_lexicon *l = k->lex;
    if (t->upos == UPOS_VERB) {
        uint32_t o = object_word(k->p, x);
        return o == PARLEY_NONE || is_aim(k, o);
    }
    uint32_t group = stance_group(l, t->norm);
    return k->proposal_of[x] != PARLEY_NONE || stance_noun_is(l, NOUN_GOAL, t->norm) || tok_is(k->p, x, "fire") ||
           (group &&
            (group == stance_group(l, "talks") || group == stance_group(l, "meeting") || group == stance_group(l, "truce"))) ||
           (stance_noun_is(l, NOUN_PROCESS, t->norm) && !TOK_ANY(k->p, x, "element", "elements"));
}

/* An agreement is reached when the text says so, not where it is an aim or "any agreement reached". */
static bool is_made(const frame_work *w) {
    const parley_parse *p = w->k->p;
    const parse_token *v = &p->tokens[w->v];
    if (p->tokens[w->fit.object].upos == UPOS_PRON) /* "made it clear" */
        return false;
    /* "an agreement made by the two ministries" says so, too */
    if (v->rel == REL_ACL && is_passive(p, w->v))
        return w->k->proposal_of[w->fit.object] != PARLEY_NONE && subject_of(w->k, w->v, NULL) != PARLEY_NONE;
    uint32_t aux = parse_child(p, w->v, REL_AUX, SUB_NONE);
    if ((v->morph & FEAT_PAST) && v->rel != REL_ACL)
        return (v->morph & FEAT_FIN) || (aux != PARLEY_NONE && TOK_ANY(p, aux, "have", "has", "had", "was", "were"));
    /* headlines tell in the present what has happened */
    uint32_t end = p->sents[v->sent].end;
    return v->rel == REL_ROOT && !(v->morph & (FEAT_INF | FEAT_GER | FEAT_PART)) && aux == PARLEY_NONE &&
           p->tokens[end - 1].upos != UPOS_PUNCT;
}

/* "no guild", "none of the guilds" */
static bool none_of(const parley_parse *p, uint32_t t) {
    return TOK_ANY(p, t, "none", "nobody") || tok_is(p, tree_left(p, t), "no");
}

/* "backed away from its promise to lift the levy": the verb tells where he stands now, the noun no more than where he stood. */
static bool is_undone(const position_work *k, uint32_t noun) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t h = ts[noun].head, whose = parse_child(p, noun, REL_NMOD, SUB_POSS);
    stance_fit over;
    PARSE_EACH_CHILD (p, noun, c)
        if (facts_actor_of(k->f, p, c) != PARLEY_NONE && c != whose && !(c > noun && ts[c].rel == REL_ACL))
            return false; /* "a Kenyan call", "a demand by Chile" */
    return ts[noun].upos == UPOS_NOUN && h != PARLEY_NONE && ts[h].upos == UPOS_VERB && !is_passive(p, h) &&
           !tok_of(k, h, PW_DROP) && (whose == PARLEY_NONE || ts[whose].upos == UPOS_PRON) && stance_fits(k, h, &over) &&
           over.object == noun && is_con(over.frame->stance) && !is_negated(k, h);
}

/* The stance of the word as it stands in its clause; false: it is none here, *told: but another word tells it. */
static bool read_stance(frame_work *w, bool *told) {
    position_work *k = w->k;
    const parley_parse *p = k->p;
    const stance_frame *fr = w->fit.frame;
    uint32_t v = w->v, o = w->fit.object;
    slot_kind kind = kind_of(w);
    *told = false;
    w->s = fr->stance;
    w->asked = is_con(w->s) && is_asked_for(k, v) && !word_negated(p, v) && !is_negated(k, v);
    if ((is_possible(k, v) && !is_negated(k, v)) || (!is_con(w->s) && is_undone(k, v)))
        return false;
    bool yet = is_pro(w->s) && is_yet_to(p, v); /* "has yet to sign": it has not */
    if ((is_supposed(k, v) && !yet) || ((is_pro(w->s) || w->s == STANCE_RETREAT) && is_asked_for(k, v)))
        return false;
    if (TOK_ANY(p, v, "considering") &&
        (p->tokens[v].rel == REL_ADVCL || p->tokens[v].rel == REL_CASE || p->tokens[v].rel == REL_ACL))
        return false; /* "considering the costs" */
    /* "hopes to persuade them to accept": they have not */
    uint32_t over = p->tokens[v].head;
    if (is_pro(w->s) && (p->tokens[v].morph & FEAT_INF) && over != PARLEY_NONE && (p->tokens[over].morph & FEAT_INF) &&
        tok_of(k, over, PW_CONTROL) && !is_negated(k, over) && parse_child(p, over, REL_OBJ, SUB_NONE) != PARLEY_NONE)
        return false;
    if (only_of(w) == 't' && tok_of(k, v, PW_MAKE_DEAL) && !is_made(w))
        return false;
    if (strcmp(fr->words[0], "need") == 0) { /* "we need a lower quota"; not "the town needs rain" */
        uint32_t sub = subject_of(k, v, NULL), said = facts_asserter(k->f, v);
        if (sub == PARLEY_NONE || !(TOK_ANY(p, sub, "we", "i") || (said != PARLEY_NONE && facts_actor_of(k->f, p, sub) == said)))
            return false;
    }
    /* "will try to reach a deal": an attempt that is still to come says little */
    if (strcmp(fr->words[0], "try") == 0 && (p->tokens[v].morph & FEAT_INF))
        return false;
    /* "in that case the union would accept": nobody has, but he who says so of himself */
    uint32_t would = parse_child(p, v, REL_AUX, SUB_NONE);
    if (w->s == STANCE_ACCEPT && would != PARLEY_NONE && tok_is(p, would, "would") && facts_asserter(k->f, v) == PARLEY_NONE)
        return false;
    /* "can request", "can be accepted": nobody has */
    uint32_t can = parse_child(p, v, REL_AUX, SUB_NONE);
    if (can != PARLEY_NONE && tok_is(p, can, "can") && (w->s == STANCE_DEMAND || w->s == STANCE_OFFER || is_passive(p, v)))
        return false;
    uint32_t nobody = is_passive(p, v) ? PARLEY_NONE : parse_child(p, v, REL_NSUBJ, SUB_NONE);
    if (nobody != PARLEY_NONE && nobody < v && none_of(p, nobody)) /* "no guild has signed": which is not said */
        return false;
    bool neither =
        nobody != PARLEY_NONE && nobody < v && TOK_ANY(p, p->tokens[nobody].left, "neither", "few"); /* "few members back it" */
    w->negated =
        (is_negated(k, v) != (neither != yet)) != (kind != SLOT_SUBJ && p->tokens[o].upos == UPOS_NOUN && o > v && has_no(p, o));
    /* "pressed the guild to drop its claim": it has not */
    if (w->negated && p->tokens[v].upos == UPOS_NOUN && p->tokens[v].rel == REL_OBJ && is_asked_for(k, p->tokens[v].head))
        return false;
    if (w->negated) {
        if (fr->negated == STANCE_NONE)
            return false;
        w->s = (stance)fr->negated;
        if (w->s == STANCE_RETREAT && p->tokens[v].upos == UPOS_VERB) /* "did not call for a ban": never asked */
            return false;
    }
    *told = true;
    if (kind == SLOT_INF && stance_told_inside(k, o, fr->stance))
        return false;
    stance_fit noun; /* "abandoned its insistence on": the noun tells what is given up */
    if (kind == SLOT_OBJ && tok_of(k, v, PW_DROP) && p->tokens[o].upos == UPOS_NOUN && stance_fits(k, o, &noun) &&
        noun.frame->negated == STANCE_RETREAT && noun.frame->slots[noun.slot].kind == SLOT_PREP)
        return false;
    if ((kind == SLOT_INF || kind == SLOT_OBJ_INF) && word_negated(p, o)) { /* "vowed not to yield" */
        if (fr->negated == STANCE_NONE)
            return false;
        w->s = (stance)fr->negated;
    }
    /* "insisted they want to keep the deal": the clause has its own word of stance */
    uint32_t sub = parse_child(p, o, REL_NSUBJ, SUB_NONE);
    bool own = sub == PARLEY_NONE || p->tokens[sub].upos == UPOS_PRON || facts_actor_of(k->f, p, sub) != PARLEY_NONE;
    return !(kind == SLOT_COMP && own && map_gets(&k->lex->forms, p->tokens[o].norm, PARLEY_NONE) != PARLEY_NONE);
}

/* "the quota is unacceptable to the growers": they, or whoever says so. */
static void holder_of_judged(frame_work *w) {
    const parley_parse *p = w->k->p;
    PARSE_EACH_CHILD (p, w->v, c) {
        uint32_t cs = case_of(p, c);
        if (cs != PARLEY_NONE && TOK_ANY(p, cs, "to", "for") && c > w->v)
            w->who = c;
    }
    w->n = w->who == PARLEY_NONE ? 0 : holders(w->k, w->who, w->v, w->holder);
    if (!w->n)
        w->n = speakers(w->k, w->v, w->holder);
}

/* The last mention before t, else the first behind it, of an actor by the same noun: "the island's government … government
 * plans". */
static uint32_t named_so(const position_work *k, uint32_t t) {
    const parley_facts *f = k->f;
    const parse_token *ts = k->p->tokens;
    uint32_t found = PARLEY_NONE;
    for (uint32_t i = 0; i < f->n_mentions; i++) {
        const fact_mention *m = &f->mentions[i];
        if (m->actor == PARLEY_NONE || strcmp(ts[m->head].norm, ts[t].norm) != 0)
            continue;
        if (m->head > t && found != PARLEY_NONE)
            break;
        found = m->head;
    }
    return found;
}

/* Whose a noun of stance is: "its opposition", "the state's objections", "opposition from growers", "objections raised by the
 * state", "voiced opposition", "is an opponent", "opponents of". */
static void holder_of_noun(frame_work *w) {
    position_work *k = w->k;
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = w->v, top = v;
    w->who = parse_child(p, v, REL_NMOD, SUB_POSS);
    if (w->who == PARLEY_NONE)
        PARSE_EACH_CHILD (p, v, c) {
            uint32_t cs = case_of(p, c);
            bool actor = facts_actor_of(k->f, p, c) != PARLEY_NONE;
            if (c < v && (ts[c].rel == REL_COMPOUND || ts[c].rel == REL_AMOD) && actor)
                w->who = c;
            if (c < v && w->who == PARLEY_NONE && ts[c].rel == REL_COMPOUND && tok_of(k, c, PW_SIDE_NOUN))
                w->who = named_so(k, c);
            if (c > v && c != w->fit.object && cs != PARLEY_NONE && TOK_ANY(p, cs, "from", "by", "among", "of") && actor)
                w->who = c;
            if (c > v && ts[c].rel == REL_ACL && tok_of(k, c, PW_VOICE) && is_passive(p, c) && w->who == PARLEY_NONE)
                w->who = subject_of(k, c, NULL);
        }
    /* "an array of opponents", "one of the main opponents" */
    while (ts[top].rel == REL_NMOD && ts[top].head != PARLEY_NONE &&
           (stance_noun_is(k->lex, NOUN_QUANTITY, ts[ts[top].head].norm) || ts[ts[top].head].upos == UPOS_NUM ||
            TOK_ANY(p, ts[top].head, "array", "number", "part", "some", "many", "most", "leader", "head")))
        top = ts[top].head;
    if (ts[top].rel == REL_CONJ && ts[top].head != PARLEY_NONE &&
        ts[ts[top].head].rel == REL_APPOS) /* "a senator and | critic of" */
        top = ts[top].head;
    uint32_t h = ts[top].head;
    if (w->who == PARLEY_NONE && ts[top].rel == REL_CONJ && h != PARLEY_NONE && tok_of(k, v, PW_SIDER)) { /* hung on the name */
        uint32_t appos = parse_child(p, h, REL_APPOS, SUB_NONE);
        if (appos != PARLEY_NONE && appos < top)
            w->who = h;
    }
    if (w->who == PARLEY_NONE && h != PARLEY_NONE && ts[top].rel == REL_OBJ && tok_of(k, h, PW_BEAR)) /* "drew praise | from" */
        PARSE_EACH_CHILD (p, h, c) {
            uint32_t cs = case_of(p, c);
            if (c > v && ts[c].rel == REL_OBL && cs != PARLEY_NONE && TOK_ANY(p, cs, "from", "among") && w->who == PARLEY_NONE)
                w->who = c;
        }
    if (w->who == PARLEY_NONE && parse_child(p, top, REL_COP, SUB_NONE) != PARLEY_NONE) {
        w->who = parse_child(p, top, REL_NSUBJ, SUB_NONE);
        if (w->who != PARLEY_NONE && is_relative(p, w->who))
            w->who = relative_antecedent_of(p, top, w->who);
    }
    if (w->who == PARLEY_NONE && ts[top].rel == REL_APPOS)
        w->who = h;
    if (w->who == PARLEY_NONE && h != PARLEY_NONE && tok_of(k, h, PW_VOICE)) {
        if (ts[top].rel == REL_OBJ || ts[top].rel == REL_OBL || ts[top].rel == REL_NMOD)
            w->who = subject_of(k, ts[h].upos == UPOS_NOUN && ts[h].head != PARLEY_NONE ? ts[h].head : h, NULL);
        else if (ts[top].rel == REL_NSUBJ && is_passive(p, h))
            w->who = subject_of(k, h, NULL);
    }
    /* "opposition to the levy is growing | in Chile, | among growers" */
    if (w->who == PARLEY_NONE && h != PARLEY_NONE && ts[top].rel == REL_NSUBJ && is_con(w->s))
        PARSE_EACH_CHILD (p, h, c) {
            uint32_t cs = case_of(p, c), actor = facts_actor_of(k->f, p, c);
            if (c > v && ts[c].rel == REL_OBL && cs != PARLEY_NONE && actor != PARLEY_NONE && w->who == PARLEY_NONE &&
                (tok_is(p, cs, "among") || (tok_is(p, cs, "in") && k->f->actors[actor].kind != ACTOR_PERSON)))
                w->who = c;
        }
    /* "struck in protest against the levy", "marched in support of it" */
    if (w->who == PARLEY_NONE && h != PARLEY_NONE && case_of(p, v) != PARLEY_NONE && TOK_ANY(p, case_of(p, v), "in", "on")) {
        uint32_t does = ts[v].rel == REL_NMOD && ts[h].head != PARLEY_NONE && ts[h].rel == REL_OBJ ? ts[h].head : h;
        if (ts[does].upos == UPOS_VERB)
            w->who = subject_of(k, does, NULL);
    }
    /* "teachers on strike for higher pay" */
    if (w->who == PARLEY_NONE && ts[v].rel == REL_NMOD && h != PARLEY_NONE && case_of(p, v) != PARLEY_NONE &&
        TOK_ANY(p, case_of(p, v), "on", "in") && facts_actor_of(k->f, p, h) != PARLEY_NONE)
        w->who = h;
    /* "opponents of the levy marched": who is only spoken of stands nowhere by himself */
    if (w->who == PARLEY_NONE && tok_of(k, v, PW_SIDER) && ts[v].rel == REL_NSUBJ && facts_actor_of(k->f, p, v) != PARLEY_NONE)
        w->who = v;
    w->n = holders(k, w->who, v, w->holder);
    /* "there are nonstarters in the offer": whoever says so */
    if (!w->n && tok_of(k, v, PW_OBJECTION))
        w->n = speakers(k, v, w->holder);
}

/* "told reporters the ministry had offered": who was told offers nothing. */
static uint32_t not_the_told(const frame_work *w, uint32_t who) {
    const parley_parse *p = w->k->p;
    const parse_token *ts = p->tokens;
    if (who == PARLEY_NONE || who >= w->v || w->v - who >= 40 || !TOK_ANY(p, who, "reporters", "journalists"))
        return who;
    for (uint32_t i = who + 1; i < w->v; i++)
        if (facts_actor_of(w->k->f, p, i) != PARLEY_NONE && ts[i].upos != UPOS_ADJ) {
            while (ts[i].head != PARLEY_NONE && ts[i].head > i && ts[i].head < w->v &&
                   (ts[i].rel == REL_COMPOUND || ts[i].rel == REL_AMOD || ts[i].rel == REL_FLAT))
                i = ts[i].head;
            return i;
        }
    return who;
}

/* "with the guild", "between the guild and the carrier": the other sides of what is done together. */
static void add_partners(frame_work *w) {
    position_work *k = w->k;
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t at[2] = {w->v, w->fit.object};
    for (uint32_t i = 0; i < COUNT_OF(at); i++)
        PARSE_EACH_CHILD (p, at[i], c) {
            uint32_t cs = case_of(p, c), more[8];
            if (cs == PARLEY_NONE || (ts[c].rel != REL_OBL && ts[c].rel != REL_NMOD) || ts[c].sent != ts[w->v].sent ||
                !TOK_ANY(p, cs, "with", "between", "among"))
                continue;
            uint32_t m = holders(k, c, w->v, more);
            for (uint32_t j = 0; j < m; j++) {
                bool known = false;
                for (uint32_t x = 0; x < w->n; x++)
                    known |= w->holder[x] == more[j];
                if (!known && w->n < COUNT_OF(w->holder))
                    w->holder[w->n++] = more[j];
            }
            if (w->who == PARLEY_NONE)
                w->who = c;
        }
}

/* "will push the senate to reject the accord": who asks for that is against it. */
static void holder_of_asked(frame_work *w) {
    w->who = subject_of(w->k, w->k->p->tokens[w->v].head, NULL);
    w->n = holders(w->k, w->who, w->v, w->holder);
    w->s = STANCE_OPPOSE;
}

static void holder_of_verb(frame_work *w) {
    position_work *k = w->k;
    const parley_parse *p = k->p;
    uint32_t v = w->v;
    slot_kind kind = kind_of(w);
    bool passive = is_passive(p, v);
    w->who = not_the_told(w, subject_of(k, v, NULL));
    /* "ordered its fighters to hold fire": his own people; of the other side nothing is demanded */
    uint32_t told = kind == SLOT_OBJ_INF ? parse_child(p, v, REL_OBJ, SUB_NONE) : PARLEY_NONE;
    uint32_t own = told == PARLEY_NONE ? PARLEY_NONE : parse_child(p, told, REL_NMOD, SUB_POSS);
    if (own != PARLEY_NONE && p->tokens[own].upos == UPOS_PRON && tok_of(k, v, PW_COMMAND))
        return;
    /* "is committed to", "is worried by": a state of mind, no passive */
    if ((w->who == PARLEY_NONE || w->who == w->fit.object) && passive && kind != SLOT_OBJ && kind != SLOT_OBJ_INF) {
        w->who = parse_child(p, v, REL_NSUBJ, SUB_NONE);
        if (w->who != PARLEY_NONE && is_relative(p, w->who))
            w->who = relative_antecedent_of(p, v, w->who);
    }
    /* "workers angry at the cuts" */
    if (w->who == PARLEY_NONE && p->tokens[v].upos == UPOS_ADJ && (p->tokens[v].rel == REL_AMOD || p->tokens[v].rel == REL_ACL) &&
        p->tokens[v].head < v)
        w->who = p->tokens[v].head;
    uint32_t plan = w->who == PARLEY_NONE ? PARLEY_NONE : k->proposal_of[w->who];
    if (plan != PARLEY_NONE && kind == SLOT_OBJ_INF && k->f->proposals[plan].n_author != 1) {
        /* "the contract requires the carrier to hire": what the carrier has signed it offers */
        uint32_t bound = parse_child(p, v, REL_OBJ, SUB_NONE);
        w->n = bound == PARLEY_NONE ? 0 : holders(k, bound, v, w->holder);
        w->s = STANCE_OFFER;
    } else if (plan != PARLEY_NONE && (w->s == STANCE_DEMAND || w->s == STANCE_OFFER)) {
        /* a plan that demands or offers speaks for its author */
        const fact_proposal *pr = &k->f->proposals[plan];
        w->n = pr->n_author < COUNT_OF(w->holder) ? pr->n_author : (uint32_t)COUNT_OF(w->holder);
        for (uint32_t i = 0; i < w->n; i++)
            w->holder[i] = pr->author[i];
        w->s = STANCE_OFFER;
    } else {
        w->n = holders(k, w->who, v, w->holder);
    }
    if (w->s == STANCE_ACCEPT && tok_of(k, v, PW_BROKER)) {
        w->n = 0; /* who mediates accepts nothing */
        w->who = PARLEY_NONE;
    }
    if (w->s == STANCE_ACCEPT && tok_of(k, v, PW_JOINT))
        add_partners(w);
    /* "was introduced in May": a plan's author is who puts it forward */
    if (!w->n && w->s == STANCE_OFFER && !w->negated && passive &&
        (p->tokens[v].rel != REL_ACL || p->tokens[v].sub == SUB_RELCL) && k->proposal_of[w->fit.object] != PARLEY_NONE) {
        const fact_proposal *pr = &k->f->proposals[k->proposal_of[w->fit.object]];
        for (; w->n < pr->n_author && w->n < 4; w->n++)
            w->holder[w->n] = pr->author[w->n];
    }
    /* officials who sign or agree do so for their side */
    if (w->s == STANCE_ACCEPT && tok_of(k, v, PW_SEAL))
        for (uint32_t i = 0; i < w->n; i++) {
            const fact_actor *a = &k->f->actors[w->holder[i]];
            if (a->kind == ACTOR_UNNAMED && a->side != PARLEY_NONE)
                w->holder[i] = a->side;
        }
}

/* From the holder where he is the clause's own subject, else from the predicate with its auxiliaries; to the end of the object
 * and of what goes on with the predicate ("until …"), short of the next clause. */
static void set_evidence(frame_work *w) {
    const position_work *k = w->k;
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = w->v, who = w->who, top = v;
    w->first = v;
    w->last = w->fit.end;
    for (uint32_t up = 0;
         up < 3 && ts[top].rel == REL_XCOMP && ts[top].head != PARLEY_NONE && ts[top].head < top && top - ts[top].head < 8; up++)
        top = ts[top].head;
    bool own_subject = who != PARLEY_NONE && (ts[who].head == v || ts[who].head == top);
    if (who != PARLEY_NONE && who < v && ts[who].sent == ts[v].sent && v - who < 25 && (own_subject || ts[v].upos == UPOS_NOUN)) {
        w->first = tree_left(p, who);
        uint32_t m = k->f->mention_of[who];
        if (m != PARLEY_NONE && k->f->mentions[m].first < w->first)
            w->first = k->f->mentions[m].first;
    } else if (who != PARLEY_NONE && who > v && who < v + 20 && ts[who].sent == ts[v].sent) {
        w->last = ts[who].right;
    }
    if (w->first == v)
        PARSE_EACH_CHILD (p, v, c) {
            if (c < w->first && c + 4 > v && (ts[c].rel == REL_AUX || ts[c].rel == REL_ADVMOD))
                w->first = c;
        }
    if (ts[v].upos != UPOS_VERB)
        return;
    PARSE_EACH_CHILD (p, v, c) {
        if (c < v)
            continue;
        if (ts[c].rel == REL_CONJ || ts[c].rel == REL_CC || ts[c].rel == REL_PARATAXIS ||
            (ts[c].rel == REL_PUNCT && strchr(",;:", ts[c].norm[0])))
            break;
        if (ts[c].right < v + 22 && ts[c].right > w->last)
            w->last = ts[c].right;
    }
}

/* "criticised the ministry over its quota": the quota. */
static bool object_over(const frame_work *w, uint32_t x, position_object *o) {
    const parley_parse *p = w->k->p;
    if (!is_con(w->s) || facts_actor_of(w->k->f, p, x) == PARLEY_NONE)
        return false;
    for (uint32_t pass = 0; pass < 2; pass++)
        PARSE_EACH_CHILD (p, pass ? x : w->v, c) {
            uint32_t cs = case_of(p, c);
            if (c > w->v && (p->tokens[c].rel == REL_OBL || p->tokens[c].rel == REL_NMOD) && cs != PARLEY_NONE && cs > x &&
                TOK_ANY(p, cs, "over", "for", "about"))
                return object_at(w->k, c, w->holder[0], o) &&
                       (o->issue == PARLEY_NONE || w->k->keys[o->issue].head != stance_group(w->k->lex, "war"));
        }
    return false;
}

/* What the stance is about; *s may change with it. */
static bool read_object(frame_work *w, uint32_t x, stance *s, position_object *o) {
    position_work *k = w->k;
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    char only = only_of(w);
    *o = (position_object){x, PARLEY_NONE, PARLEY_NONE};
    if (kind_of(w) == SLOT_NONE) {
        /* "despite opposition from growers, the pact was signed" */
        uint32_t h = ts[w->v].upos == UPOS_NOUN && ts[w->v].rel == REL_OBL ? ts[w->v].head : PARLEY_NONE,
                 sub = h == PARLEY_NONE || h < w->v ? PARLEY_NONE : parse_child(p, h, REL_NSUBJ, SUB_NONE);
        if (sub != PARLEY_NONE &&
            (k->proposal_of[sub] != PARLEY_NONE || stance_noun_is(l, NOUN_GOAL, ts[sub].norm) || is_matter(k, sub)))
            return object_at(k, sub, w->holder[0], o);
        return last_object(k, w->v, o);
    }
    if (only == 'o' && !(ts[x].upos == UPOS_NOUN && stance_noun_is(l, NOUN_OWN, ts[x].norm)))
        return false;
    if (kind_of(w) == SLOT_COMP && ts[x].upos != UPOS_VERB && k->proposal_of[x] == PARLEY_NONE)
        return false; /* "hopes it will be the exception" */
    /* "insisted that the ban would stay": the ban */
    uint32_t sub = kind_of(w) == SLOT_COMP && ts[x].upos == UPOS_VERB ? parse_child(p, x, REL_NSUBJ, SUB_NONE) : PARLEY_NONE;
    if (sub != PARLEY_NONE && *s == STANCE_DEMAND && facts_actor_of(k->f, p, sub) == PARLEY_NONE &&
        (k->proposal_of[sub] != PARLEY_NONE || is_matter(k, sub))) {
        if (TOK_ANY(p, x, "go", "end", "stop", "cease", "lapse", "expire")) /* "insisted that the ban must go" */
            return object_at(k, sub, w->holder[0], o);
        if (tok_of(k, x, PW_STAY)) {
            *s = word_negated(p, x) ? STANCE_OPPOSE : STANCE_SUPPORT;
            return object_at(k, sub, w->holder[0], o);
        }
    }
    /* "threatened to scrap the accord", "plans to block the sale": against it */
    bool rid = TOK_ANY(p, x, "get", "do") && x + 1 < p->n_tokens && TOK_ANY(p, x + 1, "rid", "away");
    bool own_act = *s == STANCE_SUPPORT || *s == STANCE_OFFER || (*s == STANCE_DEMAND && kind_of(w) == SLOT_INF);
    if (own_act && ts[x].upos == UPOS_VERB && (tok_of(k, x, PW_SCRAP) || rid) && !word_negated(p, x)) {
        uint32_t what = object_word(p, x);
        if (what == PARLEY_NONE)
            PARSE_EACH_CHILD (p, x, c) {
                uint32_t cs = case_of(p, c);
                if (c > x && ts[c].rel == REL_OBL && cs != PARLEY_NONE && TOK_ANY(p, cs, "from", "of", "with") &&
                    what == PARLEY_NONE)
                    what = c;
            }
        if (rid && what == PARLEY_NONE)
            what = complement_of(k, x + 1, true);
        bool text = what != PARLEY_NONE && (k->proposal_of[what] != PARLEY_NONE || stance_noun_is(l, NOUN_GOAL, ts[what].norm));
        if (what != PARLEY_NONE && (text || rid || *s != STANCE_DEMAND)) {
            *s = STANCE_OPPOSE;
            return object_at(k, what, w->holder[0], o);
        }
    }
    /* "determined to keep the levy", "urged them to save the pact": for it */
    uint32_t held = *s == STANCE_DEMAND && ts[x].upos == UPOS_VERB && tok_of(k, x, PW_RETAIN) ? object_word(p, x) : PARLEY_NONE;
    if (held != PARLEY_NONE && !word_negated(p, x) &&
        ((kind_of(w) == SLOT_INF && is_matter(k, held)) ||
         ((kind_of(w) == SLOT_INF || kind_of(w) == SLOT_OBJ_INF) && k->proposal_of[held] != PARLEY_NONE))) {
        *s = STANCE_SUPPORT;
        return object_at(k, held, w->holder[0], o);
    }
    /* who will not lift a measure stands for it */
    uint32_t kept = is_con(*s) && ts[x].upos == UPOS_VERB ? object_word(p, x) : PARLEY_NONE;
    bool kept_text = kept != PARLEY_NONE && (k->proposal_of[kept] != PARLEY_NONE || stance_noun_is(l, NOUN_GOAL, ts[kept].norm));
    if (kept != PARLEY_NONE && (tok_of(k, x, PW_UNDO) || (kept_text && tok_of(k, x, PW_SCRAP)))) {
        *s = STANCE_SUPPORT;
        return object_at(k, kept, w->holder[0], o);
    }
    bool by_text = w->who != PARLEY_NONE && k->proposal_of[w->who] != PARLEY_NONE; /* what a plan offers is its term */
    if (*s == STANCE_OFFER && !by_text && k->proposal_of[x] == PARLEY_NONE && ts[x].upos == UPOS_NOUN && (!only || only == 'm') &&
        is_offerable(k, x))
        o->proposal = proposal_offered(k, x, w->holder[0]);
    else if (!object_at(k, x, w->holder[0], o) && !object_over(w, x, o))
        return false;
    /* "defended his decision not to lift the ban": against lifting it */
    uint32_t not_to = ts[x].upos == UPOS_NOUN && tok_of(k, x, PW_DEICTIC) ? parse_child(p, x, REL_ACL, SUB_NONE) : PARLEY_NONE;
    if (not_to != PARLEY_NONE && not_to > x && (is_pro(*s) || is_con(*s)) && word_negated(p, not_to))
        *s = is_pro(*s) ? STANCE_OPPOSE : STANCE_SUPPORT;
    /* the matter of a war is its end: who is against the war is for that */
    if (o->proposal == PARLEY_NONE && ts[x].upos == UPOS_NOUN && stance_group(l, ts[x].norm) == stance_group(l, "war")) {
        *s = is_con(*s) ? STANCE_SUPPORT : STANCE_OPPOSE;
        return true;
    }
    bool text = o->proposal != PARLEY_NONE, goal = !text && o->issue != PARLEY_NONE && issue_is_goal(k, o->issue);
    if (only == 't') {
        if (!text && !goal)
            return false;
        if (!text && ts[x].upos == UPOS_VERB && !stance_noun_is(l, NOUN_PROCESS, ts[x].norm) && !tok_of(k, x, PW_COME))
            return false;
        if (!text && *s == STANCE_ACCEPT && k->keys[o->issue].head == stance_group(l, "talks"))
            return false; /* "concluded the talks" accepts nothing */
    }
    /* who fights for a text is for it */
    if (*s == STANCE_DEMAND && text && kind_of(w) == SLOT_PREP && tok_of(k, w->v, PW_STRIVE))
        *s = STANCE_SUPPORT;
    /* who threatens a levy is for it, who threatens a truce against it */
    if ((text || goal) && *s == STANCE_SUPPORT && kind_of(w) == SLOT_OBJ && strcmp(w->fit.frame->words[0], "threaten") == 0)
        *s = STANCE_OPPOSE;
    if (only == 'm' && !text && !goal && !(k->sure[o->issue] & 1) && !tok_of(k, x, PW_OUTCOME))
        return false;
    uint32_t done_to = only == 'm' && ts[x].upos == UPOS_VERB ? object_word(p, x) : PARLEY_NONE;
    if (done_to != PARLEY_NONE && facts_actor_of(k->f, p, done_to) != PARLEY_NONE && !is_matter(k, done_to))
        return false; /* "intends to change the company" */
    /* "urged them to continue the fight", "the war must go on": against its end */
    if (*s == STANCE_DEMAND || *s == STANCE_SUPPORT || *s == STANCE_OFFER) {
        if (!text && k->keys[o->issue].head == stance_group(l, "war") &&
            (tok_of(k, w->v, PW_GO_ON) || (ts[x].upos == UPOS_VERB && tok_of(k, x, PW_GO_ON))))
            *s = STANCE_OPPOSE;
    }
    /* who hopes for a deal or wants talks supports them; he does not demand them of anybody */
    if (tok_of(k, w->v, PW_BREACH) && !text && !goal && !tok_of(k, x, PW_BINDING))
        return false;
    bool wanted_so =
        parse_child(p, w->v, REL_XCOMP, SUB_NONE) != PARLEY_NONE && ts[x].rel == REL_OBJ; /* "wants it to be short" */
    if (*s == STANCE_DEMAND && goal && !wanted_so && is_aim(k, x) && tok_of(k, w->v, PW_HOPE))
        *s = STANCE_SUPPORT;
    return true;
}

static bool add_positions(frame_work *w, uint32_t x, uint32_t right) {
    position_work *k = w->k;
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    position_object o;
    stance s = w->s;
    uint32_t first = w->first, last = right > w->last ? right : w->last;
    if (!read_object(w, x, &s, &o))
        return false;
    if (x < first && ts[x].left < w->v)
        first = tree_left(p, x);
    for (uint32_t j = 0; j < w->n; j++) {
        uint32_t holder = w->holder[j];
        fact_position *pos = position_add(k, first, last, holder, s, o.proposal, o.issue, w->v, w->fit.frame->name);
        if (pos && !pos->nuance)
            pos->nuance = w->fit.frame->nuance;
        /* "voiced readiness to resume talks", "vowed not to yield": the report's own word for his attitude, not his words */
        if (pos && pos->asserted_by == holder && (s == STANCE_SUPPORT || s == STANCE_OPPOSE || s == STANCE_REJECT) &&
            (ts[w->v].upos == UPOS_NOUN || (ts[w->v].head != PARLEY_NONE && tok_of(k, ts[w->v].head, PW_VOW))) &&
            facts_asserter(k->f, first) != holder)
            pos->asserted_by = PARLEY_NONE;
        /* "renewed his threat to quit": what was said is the attitude itself, so it is the report's word */
        uint32_t st = ts[w->v].upos == UPOS_NOUN ? k->f->statement_of[w->v] : PARLEY_NONE;
        if (pos && pos->asserted_by == holder && st != PARLEY_NONE && k->f->statements[st].mode == MODE_INDIRECT &&
            k->f->statements[st].first + 1 >= tree_left(p, w->v)) {
            uint32_t over = k->f->statements[st].parent;
            pos->asserted_by = over == PARLEY_NONE ? PARLEY_NONE : k->f->statements[over].speaker;
        }
        if (s == STANCE_OFFER && o.proposal != PARLEY_NONE && !w->negated)
            proposal_add_author(k, o.proposal, holder);
    }
    return true;
}

bool frames_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    frame_work w = {.k = k, .v = v, .who = PARLEY_NONE};
    bool told;
    if ((ts[v].upos != UPOS_VERB && ts[v].upos != UPOS_NOUN && ts[v].upos != UPOS_ADJ) || !stance_fits(k, v, &w.fit))
        return false;
    if (!read_stance(&w, &told))
        return told;
    if (kind_of(&w) == SLOT_SUBJ)
        holder_of_judged(&w);
    else if (w.asked)
        holder_of_asked(&w);
    else if (ts[v].upos == UPOS_NOUN)
        holder_of_noun(&w);
    else
        holder_of_verb(&w);
    /* whoever it is stands on it; doubts and breaches say less, and so does what things do, "the levy supports jobs" */
    bool somebody =
        w.who == PARLEY_NONE || w.s != STANCE_SUPPORT || ts[v].upos == UPOS_NOUN || k->proposal_of[w.who] != PARLEY_NONE;
    if (!w.n && !only_of(&w) && somebody && w.s != STANCE_OPPOSE && w.s != STANCE_RETREAT)
        issue_open(k, w.fit.object);
    if (!w.n || (tok_of(k, w.fit.object, PW_ACCUSATION) && said_by_itself(k, w.fit.object) == PARLEY_NONE))
        return false;
    set_evidence(&w);
    /* the objects: the slot's word and what is joined to it */
    uint32_t o = w.fit.object, objects[8], m = 0;
    objects[m++] = o;
    /* "agreed to reforms: pension cuts, higher taxes and sales": what the noun stands for */
    uint32_t end = p->sents[ts[o].sent].end, list = PARLEY_NONE;
    for (uint32_t i = o + 1; i < end && i < o + 8 && list == PARLEY_NONE; i++)
        if (ts[i].norm[0] == ':' && ts[o].upos == UPOS_NOUN)
            for (uint32_t x = i + 1; x < end && x < i + 6 && list == PARLEY_NONE; x++)
                if (ts[x].upos == UPOS_NOUN && ts[x].rel != REL_COMPOUND && (ts[x].head == PARLEY_NONE || ts[x].head < i))
                    list = x;
    if (list != PARLEY_NONE && is_matter(k, list))
        objects[m++] = list;
    uint32_t listed = kind_of(&w) == SLOT_NONE ? 0 : listed_under(k, o, objects, COUNT_OF(objects));
    m = listed ? listed : m;
    for (uint32_t i = 0; i < m; i++) /* "A or B, as well as C and D": what is joined to what is joined, too */
        PARSE_EACH_CHILD (p, objects[i], c) {
            /* a joined verb with a subject or a tense of its own is another clause */
            bool own = ts[o].upos == UPOS_VERB && (parse_child(p, c, REL_NSUBJ, SUB_NONE) != PARLEY_NONE ||
                                                   ((ts[c].morph ^ ts[o].morph) & (FEAT_FIN | FEAT_PAST)));
            bool noun = i == 0 || (ts[c].upos != UPOS_VERB && ts[o].upos != UPOS_VERB);
            if (kind_of(&w) != SLOT_NONE && ts[c].rel == REL_CONJ && m < COUNT_OF(objects) && !own && noun)
                objects[m++] = c;
        }
    for (uint32_t i = 0; i < m && kind_of(&w) != SLOT_NONE; i++)
        m += acts_beside(k, objects[i], objects + m, (uint32_t)COUNT_OF(objects) - m);
    bool any = false;
    for (uint32_t i = 0; i < m; i++)
        any |= add_positions(&w, objects[i], ts[o].right);
    return any || !only_of(&w);
}
