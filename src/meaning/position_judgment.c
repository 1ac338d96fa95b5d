/* position_judgment.c - positions in what somebody calls a thing ("insulting", "a reversal of the accord") or calls his own ("its
 * demands").
 */
#include "meaning/position_int.h"

/* How the word at t judges, with the words that turn it: "not fair", "too low"; false: it does not. */
static bool leaning_of(const position_work *k, uint32_t t, stance *s) {
    const parley_parse *p = k->p;
    uint32_t leaning = map_gets(&k->lex->judgments, p->tokens[t].norm, 0);
    bool too = false, enough = false, hard = tok_of(k, t, PW_HARD);
    PARSE_EACH_CHILD (p, t, c) {
        too |= c < t && tok_is(p, c, "too");
        if (c < t && p->tokens[c].rel == REL_ADVMOD && TOK_ANY(p, c, "as", "how", "so")) /* "as good as it could be" */
            return false;
        enough |= tok_is(p, c, "enough");
    }
    if (!leaning && hard && parse_child(p, t, REL_EXPL, SUB_NONE) != PARLEY_NONE && !word_negated(p, t))
        leaning = STANCE_OPPOSE + 1; /* "it would be hard to change the text" */
    if (!leaning && !too && !(enough && word_negated(p, t)))
        return false;
    *s = leaning && !too ? (stance)(leaning - 1) : STANCE_OPPOSE;
    if (leaning && !too && word_negated(p, t))
        *s = *s == STANCE_SUPPORT ? STANCE_OPPOSE : STANCE_SUPPORT;
    return true;
}

/* Whose view the words at t are: their speakers', else the subject's of "fears that", "argued that". */
static uint32_t viewers(const position_work *k, uint32_t t, uint32_t out[8], uint32_t *cue) {
    const parse_token *ts = k->p->tokens;
    *cue = PARLEY_NONE;
    uint32_t n = speakers(k, t, out);
    for (uint32_t up = 0; !n && up < 4 && ts[t].head != PARLEY_NONE; up++, t = ts[t].head) {
        uint8_t r = ts[t].rel;
        if (r == REL_CCOMP && tok_of(k, ts[t].head, PW_THINK)) {
            *cue = ts[t].head;
            uint32_t who = subject_of(k, *cue, NULL);
            if (who == PARLEY_NONE) /* "are worried that" */
                who = parse_child(k->p, *cue, REL_NSUBJ, SUB_NONE);
            return holders(k, who, *cue, out);
        }
        if (r != REL_CCOMP && r != REL_XCOMP && r != REL_CONJ && r != REL_ACL)
            break;
    }
    return n;
}

/* A text, a matter of talks or a pronoun for one: what can be judged. */
static bool judged_at(position_work *k, uint32_t t, uint32_t holder, position_object *o) {
    const parley_parse *p = k->p;
    if (t == PARLEY_NONE || !object_at(k, t, holder, o))
        return false;
    return o->proposal != PARLEY_NONE || p->tokens[t].upos == UPOS_PRON || (k->sure[o->issue] & 1) || tok_of(k, t, PW_OUTCOME) ||
           issue_is_goal(k, o->issue);
}

/* The speakers' view of what is judged at sub, [first, last] the words that show it. */
static void judge(position_work *k, uint32_t t, uint32_t sub, uint32_t first, uint32_t last, stance s, const char *rule) {
    uint32_t holder[8], cue, n = viewers(k, t, holder, &cue);
    position_object o;
    if (has_no(k->p, sub)) /* "no agreement is perfect" */
        return;
    if (!n || !judged_at(k, sub, holder[0], &o))
        return;
    if (o.issue != PARLEY_NONE && k->keys[o.issue].head == stance_group(k->lex, "war"))
        return; /* the matter is its end, and what a war does says little of that */
    for (uint32_t j = 0; j < n; j++)
        position_add(k, first, last, holder[j], s, o.proposal, o.issue, t, rule);
}

/* "the levy will hurt farmers", "it goes too far", "the text falls short", "makes things worse": what a text or a measure does.
 */
static void effect_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    stance s;
    bool found = leaning_of(k, v, &s);
    PARSE_EACH_CHILD (p, v, c) {
        stance of;
        if (!found && c > v &&
            (ts[c].rel == REL_XCOMP || ts[c].rel == REL_ADVMOD || ts[c].rel == REL_OBJ ||
             (ts[c].rel == REL_OBL && ts[c].upos == UPOS_NOUN)) &&
            tok_of(k, v, PW_EFFECT) && leaning_of(k, c, &of)) {
            found = true;
            s = word_negated(p, v) && !tok_is(p, c, "enough") ? (of == STANCE_SUPPORT ? STANCE_OPPOSE : STANCE_SUPPORT) : of;
            if (tok_is(p, c, "enough"))
                s = word_negated(p, v) ? STANCE_OPPOSE : STANCE_SUPPORT;
        }
        /* "would lead to higher prices", "means jobs" */
        if (!found && c > v && (ts[c].rel == REL_OBJ || ts[c].rel == REL_OBL) && ts[c].upos == UPOS_NOUN &&
            tok_of(k, v, PW_CAUSE) && ts[v].rel != REL_ACL && (tok_of(k, c, PW_ILL) || tok_of(k, c, PW_BOON))) {
            found = true;
            s = tok_of(k, c, PW_ILL) != word_negated(p, v) ? STANCE_OPPOSE : STANCE_SUPPORT;
        }
        /* "does not go far enough" */
        if (!found && c > v && tok_is(p, c, "far") && tok_of(k, v, PW_EFFECT) && word_negated(p, v)) {
            found = true;
            s = STANCE_OPPOSE;
        }
    }
    uint32_t sub = found ? parse_child(p, v, REL_NSUBJ, SUB_NONE) : PARLEY_NONE;
    if (sub != PARLEY_NONE && is_relative(p, sub) && (ts[v].rel == REL_ACL || ts[v].rel == REL_CONJ))
        sub = relative_antecedent_of(p, v, sub);
    if (sub == PARLEY_NONE || is_passive(p, v) ||
        (ts[sub].upos != UPOS_NOUN && ts[sub].upos != UPOS_PRON && ts[sub].upos != UPOS_PROPN))
        return;
    if (ts[sub].upos == UPOS_PRON && !TOK_ANY(p, sub, "it", "this", "that"))
        return;
    if (facts_actor_of(k->f, p, sub) != PARLEY_NONE && k->proposal_of[sub] == PARLEY_NONE)
        return;
    judge(k, v, sub, sub < v && v - sub < 30 ? tree_left(p, sub) : v, ts[v].right, s, "judgment: effect");
}

/* "fear the pact will …", "are worried that it …": against it, whatever it will do. */
static void fear_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t c = tok_of(k, v, PW_FEAR) && !word_negated(p, v) ? parse_child(p, v, REL_CCOMP, SUB_NONE) : PARLEY_NONE;
    uint32_t sub = c == PARLEY_NONE ? PARLEY_NONE : parse_child(p, c, REL_NSUBJ, SUB_NONE), holder[8];
    if (sub == PARLEY_NONE)
        return;
    uint32_t who = parse_child(p, v, REL_NSUBJ, SUB_NONE), n;
    if (who == PARLEY_NONE && ts[v].rel == REL_XCOMP) /* "has growers worried that" */
        who = parse_child(p, ts[v].head, REL_OBJ, SUB_NONE);
    if (who == PARLEY_NONE)
        who = subject_of(k, v, NULL);
    position_object o;
    if ((n = holders(k, who, v, holder)) == 0 || !judged_at(k, sub, holder[0], &o))
        return;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, who < v && v - who < 25 ? tree_left(p, who) : v, ts[c].right, holder[j], STANCE_OPPOSE, o.proposal,
                     o.issue, v, "judgment: fear");
}

/* "pleased that a deal was struck", "regretted that the talks had ended": for or against what the clause is about. */
static void attitude_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    stance s = tok_of(k, v, PW_GLAD) ? STANCE_SUPPORT : STANCE_OPPOSE;
    if ((s == STANCE_OPPOSE && !tok_of(k, v, PW_SORRY)) || word_negated(p, v) || is_supposed(k, v))
        return;
    uint32_t c = parse_child(p, v, REL_CCOMP, SUB_NONE);
    if (c == PARLEY_NONE)
        PARSE_EACH_CHILD (p, v, g) {
            uint32_t cs = case_of(p, g);
            if (g > v && (ts[g].rel == REL_ACL || ts[g].rel == REL_ADVCL) && cs != PARLEY_NONE && cs > v && tok_is(p, cs, "that"))
                c = g;
        }
    uint32_t who = parse_child(p, v, REL_NSUBJ, SUB_NONE), holder[8];
    if (who == PARLEY_NONE && ts[v].upos == UPOS_NOUN && ts[v].head != PARLEY_NONE && tok_of(k, ts[v].head, PW_VOICE))
        who = subject_of(k, ts[v].head, NULL);
    if (who == PARLEY_NONE)
        who = subject_of(k, v, NULL);
    uint32_t n = c == PARLEY_NONE ? 0 : holders(k, who, v, holder);
    if (!n)
        return;
    /* "was able to strike a deal": the object may stand deeper */
    for (uint32_t deep = 0; deep < 3; deep++) {
        uint32_t at[2] = {parse_child(p, c, REL_OBJ, SUB_NONE), parse_child(p, c, REL_NSUBJ, SUB_NONE)};
        if (at[1] != PARLEY_NONE && k->proposal_of[at[1]] != PARLEY_NONE) /* "that the plan cuts benefits": the plan */
            at[0] = at[1];
        for (uint32_t i = 0; i < COUNT_OF(at); i++) {
            position_object o;
            if (at[i] == PARLEY_NONE || ts[at[i]].upos != UPOS_NOUN || facts_actor_of(k->f, p, at[i]) != PARLEY_NONE ||
                !judged_at(k, at[i], holder[0], &o))
                continue;
            stance_fit inner;
            if (is_negated(k, c) || has_no(p, at[i]) || tok_of(k, c, PW_TURN) ||
                (stance_fits(k, c, &inner) && is_con(inner.frame->stance)))
                s = s == STANCE_SUPPORT ? STANCE_OPPOSE : STANCE_SUPPORT;
            for (uint32_t j = 0; j < n; j++)
                position_add(k, who < v && v - who < 25 ? tree_left(p, who) : v, ts[c].right, holder[j], s, o.proposal, o.issue,
                             v, "judgment: attitude");
            return;
        }
        uint32_t x = parse_child(p, c, REL_XCOMP, SUB_NONE);
        if (x == PARLEY_NONE)
            return;
        c = x;
    }
}

/* "the levy has angered growers", "the accord pleased both guilds": the verb says how those stand whom it moves. */
static void stirs_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    bool angers = tok_of(k, v, PW_ANGER);
    if ((!angers && !tok_of(k, v, PW_PLEASE)) || is_negated(k, v) || is_supposed(k, v) || is_passive(p, v))
        return;
    uint32_t sub = parse_child(p, v, REL_NSUBJ, SUB_NONE), who = parse_child(p, v, REL_OBJ, SUB_NONE), holder[8];
    uint32_t n = sub == PARLEY_NONE ? 0 : holders(k, who, v, holder);
    position_object o;
    if (!n || facts_actor_of(k->f, p, sub) != PARLEY_NONE || !judged_at(k, sub, holder[0], &o))
        return;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, tree_left(p, sub), ts[v].right, holder[j], angers ? STANCE_OPPOSE : STANCE_SUPPORT, o.proposal, o.issue,
                     v, "judgment: stirs");
}

/* "called the offer insulting", "described the talks as very good", "calling it a great deal". pred: the judging phrase. */
static void called_at(position_work *k, uint32_t t, uint32_t pred, stance s) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t h = ts[pred].head, obj = parse_child(p, h, REL_OBJ, SUB_NONE), holder[8];
    if (obj == PARLEY_NONE && is_passive(p, h))
        obj = parse_child(p, h, REL_NSUBJ, SUB_NONE);
    if (obj == PARLEY_NONE || obj == pred || obj == t)
        return;
    stance_fit over; /* "are reluctant to call it a step" */
    if (ts[h].rel == REL_XCOMP && stance_fits(k, ts[h].head, &over) && is_con(over.frame->stance))
        return;
    uint32_t who = subject_of(k, h, NULL), n = holders(k, who, h, holder);
    if (is_relative(p, obj) && obj < h)
        obj = relative_antecedent(p, h);
    position_object o;
    if (!n || !judged_at(k, obj, holder[0], &o))
        return;
    uint32_t first = who < h && h - who < 25 ? tree_left(p, who) : h, last = ts[pred].right < t + 12 ? ts[pred].right : t;
    if (obj > last)
        last = ts[obj].right;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, first, last, holder[j], s, o.proposal, o.issue, h, "judgment");
}

/* "it would be wrong to lift the ban", "it is good that talks resume": for or against the deed. */
static bool deed_at(position_work *k, uint32_t pred, stance s) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t deed = PARLEY_NONE, holder[8], cue;
    PARSE_EACH_CHILD (p, pred, c) {
        uint32_t cs = case_of(p, c);
        if (c > pred && deed == PARLEY_NONE && ts[c].upos == UPOS_VERB && cs != PARLEY_NONE && tok_is(p, cs, "to") &&
            (ts[c].rel == REL_CSUBJ || ts[c].rel == REL_CCOMP || ts[c].rel == REL_XCOMP || ts[c].rel == REL_ADVCL ||
             ts[c].rel == REL_ACL))
            deed = c;
    }
    uint32_t n = deed == PARLEY_NONE || tok_of(k, pred, PW_ESSENTIAL) ? 0 : viewers(k, pred, holder, &cue);
    position_object o;
    if (!n)
        return false;
    uint32_t what = object_word(p, deed);
    bool scraps = tok_of(k, deed, PW_SCRAP) && what != PARLEY_NONE;
    if (!object_at(k, scraps ? what : deed, holder[0], &o))
        return false;
    if (scraps)
        s = s == STANCE_SUPPORT ? STANCE_OPPOSE : STANCE_SUPPORT;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, pred, ts[deed].right, holder[j], s, o.proposal, o.issue, pred, "judgment: deed");
    return true;
}

/* "we will defeat this bad deal": what a speaker calls a text in passing. */
static void passing_at(position_work *k, uint32_t t, uint32_t noun, stance s) {
    const parley_parse *p = k->p;
    uint32_t det = parse_child(p, noun, REL_DET, SUB_NONE), holder[8], n = speakers(k, t, holder);
    bool pointed = det != PARLEY_NONE && TOK_ANY(p, det, "this", "that", "these", "the");
    position_object o;
    if (!n || !pointed || !judged_at(k, noun, holder[0], &o))
        return;
    for (uint32_t j = 0; j < n; j++)
        position_add(k, tree_left(p, noun), noun, holder[j], s, o.proposal, o.issue, t, "judgment: in passing");
}

/* A judging word: what it is said of, and by whom. */
void judgments_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    stance s;
    attitude_at(k, t);
    if (ts[t].upos == UPOS_VERB)
        stirs_at(k, t);
    if (ts[t].upos == UPOS_VERB || (ts[t].upos == UPOS_ADJ && tok_of(k, t, PW_FEAR))) {
        fear_at(k, t);
        if (ts[t].upos == UPOS_VERB && !is_supposed(k, t) && parse_child(p, t, REL_COP, SUB_NONE) == PARLEY_NONE)
            effect_at(k, t);
    }
    if ((ts[t].upos != UPOS_ADJ && ts[t].upos != UPOS_NOUN && ts[t].upos != UPOS_VERB) || !leaning_of(k, t, &s) ||
        is_supposed(k, t))
        return;
    uint32_t h = ts[t].head, pred = t;
    /* "a great deal", "the most hopeful step": the judging word says it of its noun */
    if (ts[t].rel == REL_AMOD && h != PARLEY_NONE &&
        (tok_of(k, h, PW_MARK) || stance_noun_is(k->lex, NOUN_GOAL, ts[h].norm) ||
         stance_noun_is(k->lex, NOUN_PLAN, ts[h].norm))) {
        pred = h;
        h = ts[pred].head;
    }
    if (parse_child(p, pred, REL_COP, SUB_NONE) != PARLEY_NONE) {
        uint32_t sub = parse_child(p, pred, REL_NSUBJ, SUB_NONE);
        if (sub == PARLEY_NONE) { /* "talking is not the answer" */
            sub = parse_child(p, pred, REL_CSUBJ, SUB_NONE);
            if (sub != PARLEY_NONE && sub > pred)
                sub = PARLEY_NONE;
        }
        if (tok_is(p, sub == PARLEY_NONE ? pred : sub, "it") || parse_child(p, pred, REL_EXPL, SUB_NONE) != PARLEY_NONE) {
            if (deed_at(k, pred, s))
                return;
        }
        if (sub == PARLEY_NONE || parse_child(p, pred, REL_EXPL, SUB_NONE) != PARLEY_NONE)
            return;
        if (is_relative(p, sub))
            sub = relative_antecedent_of(p, pred, sub);
        if (sub == PARLEY_NONE)
            return;
        if (tok_is(p, sub, "today")) { /* "today is a good day" */
            uint32_t holder[8], n = speakers(k, t, holder);
            position_object o;
            for (uint32_t j = 0; n && j < n && last_object(k, t, &o); j++)
                position_add(k, sub, ts[pred].right, holder[j], s, o.proposal, o.issue, t, "judgment");
            return;
        }
        /* "this is a bad deal": the deal */
        position_object o;
        bool deal = ts[pred].upos == UPOS_NOUN &&
                    (stance_noun_is(k->lex, NOUN_GOAL, ts[pred].norm) || stance_noun_is(k->lex, NOUN_PLAN, ts[pred].norm));
        if (deal && TOK_ANY(p, sub, "this", "that", "it") && !object_at(k, sub, PARLEY_NONE, &o))
            sub = pred;
        judge(k, t, sub, sub < pred ? tree_left(p, sub) : pred, ts[pred].right, s, "judgment");
        return;
    }
    if (h == PARLEY_NONE)
        return;
    /* "it represents the most hopeful step", "the text marks a setback" */
    if (ts[pred].rel == REL_OBJ && tok_of(k, h, PW_AMOUNT)) {
        uint32_t sub = parse_child(p, h, REL_NSUBJ, SUB_NONE);
        if (sub != PARLEY_NONE)
            judge(k, t, sub, tree_left(p, sub), ts[h].right, s, "judgment");
        return;
    }
    uint32_t cs = case_of(p, pred);
    bool as = cs != PARLEY_NONE && tok_is(p, cs, "as");
    if (tok_of(k, h, PW_CALL) && ts[t].upos != UPOS_VERB &&
        (as || ts[pred].rel == REL_XCOMP || ts[pred].rel == REL_OBJ || ts[pred].rel == REL_CCOMP || ts[pred].rel == REL_ADVMOD))
        called_at(k, t, pred, s);
    else if (pred != t && !as)
        passing_at(k, t, pred, s);
}

/* "criticised the ministry's offer as a reversal of the July accord": the offer's author goes back on the accord, says the critic
 */
void reversals_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = ts[t].head, cs = case_of(p, t), of = PARLEY_NONE, holder[8];
    if (!tok_of(k, t, PW_REVERSAL) || v == PARLEY_NONE || cs == PARLEY_NONE || !tok_is(p, cs, "as"))
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

/* Somebody's own conditions, however they come into the sentence: "its key demands", "the union's conditions have hardened". */
void own_at(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    if (ts[t].upos != UPOS_NOUN || !tok_of(k, t, PW_CONDITION))
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
    position_object o = {t, PARLEY_NONE, PARLEY_NONE};
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
