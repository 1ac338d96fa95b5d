/* position_modal.c - positions without a word of stance, by mood: "will not", "we will", "must", "let us", "the only way is to",
 * "if they do not".
 */
#include "meaning/position_int.h"

/* "will not withdraw its forces": a plain verb under a refusal of its own subject. */
void refusals_at(position_work *k, uint32_t v) {
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
    bool vowed = h != PARLEY_NONE && ts[v].rel == REL_XCOMP && tok_of(k, h, PW_VOW);
    if ((!modal && !vowed) || is_supposed(k, v))
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
        position_object o;
        /* who will not lift a measure stands for it */
        uint32_t kept = tok_of(k, objects[i], PW_UNDO) ? object_word(p, objects[i]) : PARLEY_NONE;
        if (!object_at(k, kept == PARLEY_NONE ? objects[i] : kept, PARLEY_NONE, &o))
            continue;
        uint32_t first = who < v && v - who < 25 ? tree_left(p, who) : v;
        for (uint32_t j = 0; j < n; j++)
            position_add(k, first, ts[v].right, holder[j], kept == PARLEY_NONE ? STANCE_REJECT : STANCE_SUPPORT, o.proposal,
                         o.issue, v, "refusal");
    }
}

/* "some levies will be reduced": what a speaker says will be done with a measure, and nobody is named who does it, is his side's.
 */
static void to_be_done_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    if (ts[v].upos != UPOS_VERB || (is_supposed(k, v) && !tok_of(k, v, PW_STAY)) || is_negated(k, v) ||
        !(is_passive(p, v) || tok_of(k, v, PW_STAY)))
        return;
    bool will = false;
    PARSE_EACH_CHILD (p, v, c)
        will |= ts[c].rel == REL_AUX && (TOK_ANY(p, c, "will", "'ll", "shall") ||
                                         (tok_of(k, v, PW_STAY) && TOK_ANY(p, c, "must", "should"))); /* "must stay" */
    uint32_t sub = parse_child(p, v, REL_NSUBJ, SUB_NONE), holder[8], n = will && sub != PARLEY_NONE ? speakers(k, v, holder) : 0;
    if (n && TOK_ANY(p, sub, "some", "all", "most", "many")) /* "some of the levies" */
        PARSE_EACH_CHILD (p, sub, c) {
            if (c > sub && ts[c].rel == REL_NMOD)
                sub = c;
        }
    position_object o;
    if (!n || ts[sub].upos != UPOS_NOUN || facts_actor_of(k->f, p, sub) != PARLEY_NONE || !is_matter(k, sub) ||
        !object_at(k, sub, holder[0], &o))
        return;
    if (stance_group(k->lex, ts[sub].norm) == stance_group(k->lex, "war")) /* the matter is its end */
        return;
    stance s = tok_of(k, v, PW_STAY) ? STANCE_SUPPORT : tok_of(k, v, PW_SCRAP) ? STANCE_OPPOSE : STANCE_OFFER;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, tree_left(p, sub), ts[v].right, holder[j], s, o.proposal, o.issue, v, "offer: will be done");
}

/* "We will lift the levy": what a speaker says that he or his side will do about a matter is offered. */
void offers_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t said = facts_asserter(k->f, v), holder[8];
    if (said != PARLEY_NONE)
        to_be_done_at(k, v);
    if (said == PARLEY_NONE || ts[v].upos != UPOS_VERB || is_passive(p, v) || is_negated(k, v) || is_supposed(k, v))
        return;
    stance_fit fit;
    bool named = stance_nominal(k->lex, ts[v].norm) || tok_of(k, v, PW_GRANT);
    uint32_t firm = named ? PARLEY_NONE : object_word(p, v);
    if (!named &&
        (firm == PARLEY_NONE ||
         !(k->proposal_of[firm] != PARLEY_NONE || stance_noun_is(k->lex, NOUN_GOAL, ts[firm].norm) || is_matter(k, firm)) ||
         tok_of(k, v, PW_GO_ON) || stance_fits(k, v, &fit)))
        return;
    bool will = false, would = false;
    PARSE_EACH_CHILD (p, v, c) {
        will |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "will", "would", "'ll", "shall");
        would |= ts[c].rel == REL_AUX && tok_is(p, c, "would");
        /* "will withdraw if no deal is reached" threatens, it offers nothing */
        if (ts[c].rel == REL_ADVCL && case_of(p, c) != PARLEY_NONE && TOK_ANY(p, case_of(p, c), "if", "unless") &&
            tok_of(k, v, PW_THREAT))
            return;
    }
    uint32_t who = will ? subject_of(k, v, NULL) : PARLEY_NONE, n = holders(k, who, v, holder);
    if (n != 1)
        return;
    const fact_actor *a = &k->f->actors[said];
    if ((firm == PARLEY_NONE || would) && holder[0] != said && !(a->side != PARLEY_NONE && a->side == holder[0]))
        return;
    position_object o;
    if (object_at(k, firm == PARLEY_NONE ? v : firm, holder[0], &o))
        position_add(k, who < v && v - who < 15 ? tree_left(p, who) : v, ts[v].right, holder[0],
                     firm != PARLEY_NONE && tok_of(k, v, PW_SCRAP) ? STANCE_OPPOSE : STANCE_OFFER, o.proposal, o.issue, v,
                     firm == PARLEY_NONE ? "offer: will" : "offer: will do");
}

/* "should not sign the text", "must reject it", "cannot keep the levy": what whoever says so thinks of the text. */
static bool bound_at(position_work *k, uint32_t v, bool barred, const uint32_t *holder, uint32_t n) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    stance_fit fit = {.object = PARLEY_NONE};
    bool framed = stance_fits(k, v, &fit), against = tok_of(k, v, PW_UNDO) || tok_of(k, v, PW_SCRAP);
    uint32_t what = framed && fit.object != v ? fit.object : object_word(p, v), who = subject_of(k, v, NULL);
    against |= framed && is_con(fit.frame->stance);
    position_object o;
    if ((!barred && !against) || what == PARLEY_NONE ||
        !(k->proposal_of[what] != PARLEY_NONE ||
          (ts[what].upos == UPOS_NOUN && (stance_noun_is(k->lex, NOUN_GOAL, ts[what].norm) || is_matter(k, what)))) ||
        !object_at(k, what, holder[0], &o))
        return false;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, who != PARLEY_NONE && who < v && v - who < 20 ? tree_left(p, who) : v, ts[v].right, holder[j],
                     barred == against ? STANCE_SUPPORT : STANCE_OPPOSE, o.proposal, o.issue, v,
                     barred ? "bound: must not" : "bound: must");
    return true;
}

/* "must be based on equality", "needs to be addressed": a demand of whoever says so. */
void demands_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    if (ts[v].upos != UPOS_VERB)
        return;
    if (!is_passive(p, v)) {
        /* "the island must open its port": whoever says so demands it */
        bool has_to = false, cannot = false, able = false;
        PARSE_EACH_CHILD (p, v, c) {
            has_to |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "must", "should", "ought");
            cannot |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "should", "must", "shouldn't");
            able |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "can", "ca", "cannot", "can't");
        }
        uint32_t sub = parse_child(p, v, REL_NSUBJ, SUB_NONE); /* "they cannot agree" are not able to */
        cannot |= able && sub != PARLEY_NONE && TOK_ANY(p, sub, "we", "you", "i", "one", "nobody");
        cannot &= is_negated(k, v);
        uint32_t h = ts[v].head;
        if (!has_to && ts[v].rel == REL_XCOMP && h != PARLEY_NONE &&
            TOK_ANY(p, h, "need", "needs", "needed", "has", "have", "had") &&
            parse_child(p, h, REL_OBJ, SUB_NONE) == PARLEY_NONE && case_of(p, v) != PARLEY_NONE && tok_is(p, case_of(p, v), "to"))
            has_to = true;
        uint32_t said[8], n = speakers(k, v, said);
        if (n && ((cannot && bound_at(k, v, true, said, n)) || (has_to && !is_negated(k, v) && bound_at(k, v, false, said, n))))
            return;
        if (!has_to || !n || is_negated(k, v))
            return;
        uint32_t who = subject_of(k, v, NULL), holder = said[0];
        uint32_t o1 = parse_child(p, v, REL_OBJ, SUB_NONE);
        if (o1 == PARLEY_NONE)
            PARSE_EACH_CHILD (p, v, c) {
                uint32_t cs = case_of(p, c);
                if (ts[c].rel == REL_OBL && c > v && cs != PARLEY_NONE && tok_is(p, cs, "to"))
                    o1 = c;
            }
        position_object o;
        if (who == PARLEY_NONE || facts_actor_of(k->f, p, who) == PARLEY_NONE || ts[v].rel == REL_ACL ||
            (o1 != PARLEY_NONE && stance_noun_is(k->lex, NOUN_CLAIM, ts[o1].norm))) /* "should bear the blame" */
            return;
        if (!(o1 != PARLEY_NONE && k->proposal_of[o1] != PARLEY_NONE && object_at(k, o1, holder, &o)) &&
            !object_at(k, v, holder, &o))
            return;
        if (o.proposal == PARLEY_NONE && !(k->sure[o.issue] & 1) && !issue_is_goal(k, o.issue) &&
            !(TOK_ANY(p, v, "step", "stand") && v + 1 < p->n_tokens && TOK_ANY(p, v + 1, "down", "aside")))
            return; /* "should lead the way" */
        for (uint32_t j = 0; j < n; j++)
            position_add(k, who < v && v - who < 20 ? tree_left(p, who) : v, ts[v].right, said[j], STANCE_DEMAND, o.proposal,
                         o.issue, v, "demand: must do");
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
    uint32_t said[8], n = speakers(k, v, said);
    if (!must || s == PARLEY_NONE || !n || is_relative(p, s)) /* "questions that have to be settled": how they are */
        return;
    uint32_t holder = said[0];
    position_object o;
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
    if (owner != PARLEY_NONE && ts[s].upos == UPOS_NOUN && stance_noun_is(k->lex, NOUN_OWN, ts[s].norm)) {
        said[0] = owner; /* "the union's concerns need to be met" */
        n = 1;
    }
    /* "the strike must be ended" asks for a matter; "a lorry would have to be found here" for none */
    /* "the militia should be disarmed": what is done to somebody */
    uint32_t x = facts_actor_of(k->f, p, s) != PARLEY_NONE && k->proposal_of[s] == PARLEY_NONE ? v : s;
    if (object_at(k, x, said[0], &o) &&
        (o.proposal != PARLEY_NONE || (k->sure[o.issue] & 1) || issue_is_goal(k, o.issue) || k->uses[o.issue] > 1))
        for (uint32_t j = 0; j < n; j++)
            position_add(k, tree_left(p, s), ts[v].right, said[j], STANCE_DEMAND, o.proposal, o.issue, v, "demand: must");
}

/* "any deal must include a ban", "no truce without the release of prisoners": what a text is to hold, or waits for, is demanded
 * by whoever says so. */
void requirements_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t x = PARLEY_NONE, first = t, said[8];
    if (ts[t].upos == UPOS_VERB && tok_of(k, t, PW_CONTAIN)) {
        bool must = false;
        PARSE_EACH_CHILD (p, t, c)
            must |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "must", "should");
        uint32_t sub = must && !is_negated(k, t) ? parse_child(p, t, REL_NSUBJ, SUB_NONE) : PARLEY_NONE;
        bool text = sub != PARLEY_NONE && (k->proposal_of[sub] != PARLEY_NONE || stance_noun_is(k->lex, NOUN_GOAL, ts[sub].norm));
        x = text ? object_word(p, t) : PARLEY_NONE;
        first = text && sub < t ? tree_left(p, sub) : t;
    } else if (tok_is(p, t, "without") && ts[t].head != PARLEY_NONE && ts[t].head > t && ts[ts[t].head].head != PARLEY_NONE) {
        uint32_t what = ts[ts[t].head].head; /* "no truce", "there can be no truce" */
        if (ts[what].upos == UPOS_VERB || ts[what].upos == UPOS_AUX)
            what = parse_child(p, what, REL_NSUBJ, SUB_NONE);
        bool no = what != PARLEY_NONE && what < t && has_no(p, what) && stance_noun_is(k->lex, NOUN_GOAL, ts[what].norm);
        x = no ? ts[t].head : PARLEY_NONE;
        first = no ? tree_left(p, what) : t;
    }
    uint32_t n = x == PARLEY_NONE ? 0 : speakers(k, t, said);
    position_object o;
    for (uint32_t j = 0; j < n; j++)
        if (object_at(k, x, said[j], &o))
            position_add(k, first, ts[x].right, said[j], STANCE_DEMAND, o.proposal, o.issue, t, "demand: must hold");
}

/* "Let us stop the fighting", "it is time to start talks": who says so asks for it. */
void appeals_at(position_work *k, uint32_t t) {
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
        if (to < end && TOK_ANY(p, to, "for") && ts[to].head != PARLEY_NONE && ts[to].head > to &&
            ts[ts[to].head].upos == UPOS_VERB)
            for (uint32_t i = to + 1; i + 1 < end && i < to + 8 && v == PARLEY_NONE; i++) /* "time for Chile to" */
                if (tok_is(p, i, "to") && ts[i + 1].upos == UPOS_VERB)
                    v = i + 1;
        bool begins = t > 0 && (TOK_ANY(p, t - 1, "is", "'s", "was") || tok_is(p, to - 1, "come"));
        if (!begins)
            v = PARLEY_NONE;
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
    position_object o;
    for (uint32_t i = 0; i < n; i++)
        if (object_at(k, members[i], holder, &o))
            position_add(k, i ? members[i] : t, ts[members[i]].right, holder, STANCE_DEMAND, o.proposal, o.issue, t,
                         "demand: appeal");
}

/* Does word stand among the few tokens of the phrase before its noun t, "no immediate plan"? */
static bool tok_any_before(const parley_parse *p, uint32_t t, const char *word, uint32_t few) {
    uint32_t left = tree_left(p, t);
    return left + few >= t && left < t && tok_is(p, left, word);
}

/* "the only way is to ...", "no choice but to ...": a demand of whoever says so. "little point in talks": the other way. */
void idioms_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t end = p->sents[ts[t].sent].end, v = PARLEY_NONE, said = facts_asserter(k->f, t), holder[8], n = 0, first = t;
    stance s = STANCE_DEMAND;
    uint32_t verb = ts[t].rel == REL_NMOD && ts[t].head != PARLEY_NONE && ts[ts[t].head].rel == REL_OBJ ? ts[ts[t].head].head
                    : ts[t].rel == REL_OBJ                                                              ? ts[t].head
                                                                                                        : PARLEY_NONE;
    if (TOK_ANY(p, t, "way", "option", "solution") && t > 0 && tok_is(p, t - 1, "only")) {
        for (uint32_t i = t + 1; i + 2 < end && i < t + 40 && v == PARLEY_NONE; i++)
            if (TOK_ANY(p, i, "is", "was", "remains") && tok_is(p, i + 1, "to"))
                v = i + 2;
    } else if (TOK_ANY(p, t, "choice", "option", "alternative") && t > 0 && tok_is(p, t - 1, "no") && t + 3 < end &&
               tok_is(p, t + 1, "but") && tok_is(p, t + 2, "to")) {
        v = t + 3;
        uint32_t h = ts[t].head;
        n = h == PARLEY_NONE ? 0 : holders(k, subject_of(k, h, NULL), t, holder);
    } else if (tok_of(k, t, PW_ESSENTIAL) && parse_child(p, t, REL_COP, SUB_NONE) != PARLEY_NONE &&
               parse_child(p, t, REL_EXPL, SUB_NONE) != PARLEY_NONE) {
        PARSE_EACH_CHILD (p, t, c) {
            if (c > t && (ts[c].rel == REL_CSUBJ || ts[c].rel == REL_CCOMP || ts[c].rel == REL_ADVCL || ts[c].rel == REL_XCOMP) &&
                v == PARLEY_NONE)
                v = c;
        }
    } else if (tok_of(k, t, PW_NO_USE) && t > 0 &&
               (TOK_ANY(p, t - 1, "little", "no", "zero") || tok_any_before(p, t, "no", 3) ||
                ((tok_is(p, t, "sense") || tok_any_before(p, t, "any", 3)) && verb != PARLEY_NONE && word_negated(p, verb)))) {
        s = TOK_ANY(p, t, "question", "prospect", "chance") ? STANCE_REJECT : STANCE_OPPOSE;
        for (uint32_t i = t + 1; i + 1 < end && i < t + 6 && v == PARLEY_NONE; i++) {
            if (tok_is(p, i, "for") && !n)
                n = holders(k, i + 1, t, holder);
            if ((TOK_ANY(p, i, "to", "in") || (s == STANCE_REJECT && tok_is(p, i, "of")) ||
                 (tok_is(p, i, "for") && !n && s == STANCE_OPPOSE)) &&
                (ts[i + 1].upos == UPOS_VERB || ts[i + 1].upos == UPOS_NOUN))
                v = i + 1;
            else if (v == PARLEY_NONE && s == STANCE_OPPOSE && TOK_ANY(p, i, "for", "in") && ts[i].head != PARLEY_NONE &&
                     ts[i].head > i && ts[ts[i].head].upos == UPOS_NOUN) /* "no appetite for | any new quota" */
                v = ts[i].head;
        }
    } else {
        return;
    }
    while (v != PARLEY_NONE && v + 1 < end && ts[v].upos == UPOS_ADV)
        v++;
    if (v == PARLEY_NONE || v >= end)
        return;
    if (s != STANCE_DEMAND && !n && case_of(p, t) != PARLEY_NONE && tok_is(p, case_of(p, t), "in")) {
        n = holders(k, parse_child(p, t, REL_NSUBJ, SUB_NONE), t, holder); /* "is in no hurry to" */
        if (!n)
            return;
    }
    if (s != STANCE_DEMAND && !n && verb != PARLEY_NONE) /* "sees no need to" */
        n = holders(k, subject_of(k, verb, NULL), t, holder);
    if (s == STANCE_DEMAND ? said != PARLEY_NONE : !n)
        n = speakers(k, t, holder);
    position_object o;
    if (!n || !object_at(k, v, holder[0], &o))
        return;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, first, ts[v].right > v ? ts[v].right : v, holder[j], s, o.proposal, o.issue, t, "idiom");
}

/* How the clause of c is tied to the one above: "until", "unless" and "if not" wait for it to come true, "as long as" for it to
 * end, "only if" allows the other once it has. */
typedef enum tie { TIE_NONE, TIE_UNTIL, TIE_LESS, TIE_WHILE, TIE_ONLY } tie;

static tie tie_of(const parley_parse *p, uint32_t c) {
    const parse_token *ts = p->tokens;
    PARSE_EACH_CHILD (p, c, m) {
        if (m > c || (ts[m].rel != REL_MARK && ts[m].rel != REL_CASE && ts[m].rel != REL_ADVMOD))
            continue;
        bool only = m > 0 && tok_is(p, m - 1, "only");
        if (TOK_ANY(p, m, "until", "till") || (tok_is(p, m, "before") && !(ts[c].morph & (FEAT_GER | FEAT_PRES))))
            return TIE_UNTIL;
        if (tok_is(p, m, "unless") || (tok_is(p, m, "if") && word_negated(p, c)))
            return TIE_LESS;
        if (only && TOK_ANY(p, m, "if", "when", "once", "after"))
            return TIE_ONLY;
        if (TOK_ANY(p, m, "if", "when", "once", "after") && ts[c].head < c)
            PARSE_EACH_CHILD (p, ts[c].head, g) {
                if (g < ts[c].head && ts[g].rel == REL_ADVMOD && tok_is(p, g, "only")) /* "would only sign if" */
                    return TIE_ONLY;
            }
        if (TOK_ANY(p, m, "as", "so") && m > 1 && tok_is(p, m - 1, "long"))
            return TIE_WHILE;
        if (tok_is(p, m, "if") && m > 0 && ts[m - 1].sent == ts[c].sent && tok_is(p, m - 1, "only"))
            return TIE_ONLY;
    }
    return TIE_NONE;
}

/* "will not return to work until wages are raised", "if the ministry does not lift the levy, there will be no talks": what the
 * refusal waits for is demanded, by whoever refuses or, in his own words, by whoever says so. */
void conditions_at(position_work *k, uint32_t c) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = ts[c].head;
    if (ts[c].rel != REL_ADVCL || v == PARLEY_NONE || (ts[c].upos != UPOS_VERB && ts[c].upos != UPOS_NOUN))
        return;
    tie how = tie_of(p, c);
    if (how == TIE_NONE)
        return;
    /* "as long as" hangs on its adverb */
    if (ts[v].upos == UPOS_ADV && ts[v].head != PARLEY_NONE)
        v = ts[v].head;
    uint32_t sub = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    bool refused =
        is_negated(k, v) || has_no(p, sub) || tok_of(k, v, PW_TURN) || (ts[v].rel == REL_XCOMP && tok_of(k, ts[v].head, PW_TURN));
    if ((how == TIE_UNTIL || how == TIE_WHILE) && !refused && !tok_of(k, v, PW_STAY))
        return;
    uint32_t holder[8], who = sub != PARLEY_NONE && is_passive(p, v) ? PARLEY_NONE : subject_of(k, v, NULL), n = 0;
    if (refused)
        n = holders(k, who, v, holder);
    if (!n)
        n = speakers(k, v, holder);
    const fact_actor *a = n ? &k->f->actors[holder[0]] : NULL;
    if (!a || (a->kind == ACTOR_GROUP && a->side == PARLEY_NONE && !speakers(k, v, holder)))
        return;
    /* what is waited for; a state that is to end is named by its subject */
    uint32_t doer = is_passive(p, c) ? PARLEY_NONE : subject_of(k, c, NULL),
             actor = doer == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(k->f, p, doer);
    for (uint32_t j = 0; j < n; j++)
        if (actor == holder[j])
            return;
    if (how != TIE_WHILE && (ts[c].upos != UPOS_VERB || (how == TIE_LESS && actor == PARLEY_NONE && !is_passive(p, c))))
        return;
    uint32_t x = how == TIE_WHILE ? parse_child(p, c, REL_NSUBJ, SUB_NONE) : c;
    position_object o;
    if (x == PARLEY_NONE || !(tok_is(p, x, "they") ? last_object(k, v, &o) : object_at(k, x, holder[0], &o)))
        return;
    uint32_t first = doer != PARLEY_NONE && doer < c && c - doer < 20 ? tree_left(p, doer) : ts[c].left, right = ts[c].right;
    if (v < c && refused) /* the refusal shows it */
        first = who != PARLEY_NONE && who < v && v - who < 25 ? tree_left(p, who) : v;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, first, right, holder[j], STANCE_DEMAND, o.proposal, o.issue, how == TIE_LESS ? c : v,
                     "demand: condition");
}
