/* issue_open.c - matters that the text names as open, whoever stands where on them: "a dispute over staffing", "talks on the
 * border", "they disagree about quotas", "discuss the levy", "pensions remain the main sticking point".
 */
#include "meaning/position_int.h"

/* Is the phrase at t enough of a name to stand for a matter by itself? A verb is one if a noun names what it does to what. */
static bool tells(const position_work *k, uint32_t t) {
    const parse_token *ts = k->p->tokens;
    const stance_lexicon *l = k->lex;
    if (k->proposal_of[t] != PARLEY_NONE || k->time_at[t] != PARLEY_NONE)
        return false;
    uint32_t m = matter_of(k, t);
    if (ts[t].upos == UPOS_VERB && (k->proposal_of[m] != PARLEY_NONE || tok_of(k, t, PW_NO_MATTER)))
        return false;
    if (ts[m].upos == UPOS_VERB)
        return nominal_at(k, m) && act_object(k, m) != PARLEY_NONE && k->proposal_of[act_object(k, m)] == PARLEY_NONE;
    if (ts[t].upos == UPOS_VERB)
        t = m;
    if ((ts[t].upos != UPOS_NOUN && ts[t].upos != UPOS_PROPN) || (tok_of(k, t, PW_ADJUNCT) && tree_left(k->p, t) == t) ||
        is_length(k->p, t) || facts_actor_of(k->f, k->p, t) != PARLEY_NONE)
        return false;
    uint32_t prep;
    if (tok_of(k, m, PW_FIELD) && parse_child(k->p, m, REL_AMOD, SUB_NONE) == PARLEY_NONE &&
        parse_child(k->p, m, REL_COMPOUND, SUB_NONE) == PARLEY_NONE && telling_phrase(k, m, &prep) == PARLEY_NONE)
        return false;
    PARSE_EACH_CHILD (k->p, m, c) { /* "approval of the pact": the pact */
        if (c > m && ts[c].rel == REL_NMOD && k->proposal_of[c] != PARLEY_NONE)
            return false;
    }
    if (TOK_ANY(k->p, t, "terms", "conditions")) /* "better terms for the loan" */
        return parse_child(k->p, t, REL_AMOD, SUB_NONE) != PARLEY_NONE;
    return !stance_noun_is(l, NOUN_LIST, ts[t].norm) && !stance_noun_is(l, NOUN_OWN, ts[t].norm) &&
           k->proposal_of[m] == PARLEY_NONE && is_matter(k, m);
}

void issue_open(position_work *k, uint32_t t) {
    const parse_token *ts = k->p->tokens;
    uint32_t members[8], n = listed_under(k, t, members, COUNT_OF(members));
    if (!n)
        members[n++] = t;
    for (uint32_t i = 0; i < n; i++)
        PARSE_EACH_CHILD (k->p, members[i], c) {
            if (ts[c].rel == REL_CONJ && c > members[i] && n < COUNT_OF(members))
                members[n++] = c;
        }
    for (uint32_t i = 0; i < n; i++)
        n += acts_beside(k, members[i], members + n, (uint32_t)COUNT_OF(members) - n);
    for (uint32_t i = 0; i < n; i++) {
        if (!tells(k, members[i]))
            continue;
        k->is_open = true;
        issue_of(k, members[i], PARLEY_NONE);
        k->is_open = false;
    }
}

/* What stands behind "over", "about", "on" under the word t; at: only what follows this token. */
static void open_about(position_work *k, uint32_t t, uint32_t at) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c);
        bool clause = ts[c].upos == UPOS_VERB && (ts[c].rel == REL_ACL || ts[c].rel == REL_ADVCL || ts[c].rel == REL_CCOMP);
        if (c <= at || c >= at + 20)
            continue;
        bool how = clause && ts[c].left > at && TOK_ANY(p, ts[c].left, "how", "whether", "over", "about", "on");
        if (how || (cs != PARLEY_NONE && cs > at && (ts[c].rel == REL_NMOD || ts[c].rel == REL_OBL || clause) &&
                    TOK_ANY(p, cs, "over", "about", "on", "regarding", "concerning")))
            issue_open(k, c);
    }
}

/* "Pensions remain the main sticking point": the subject of a list's noun. */
static void open_subject(position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = parse_child(p, t, REL_COP, SUB_NONE) != PARLEY_NONE ? t : ts[t].head;
    if (v == PARLEY_NONE ||
        (v != t && !(ts[t].rel == REL_XCOMP && TOK_ANY(p, v, "remain", "remains", "remained", "become", "becomes", "became"))))
        return;
    uint32_t s = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    if (s != PARLEY_NONE && s < t)
        issue_open(k, s);
}

void issues_open(position_work *k) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        uint32_t h = ts[t].head;
        if (ts[t].upos == UPOS_NOUN && tok_of(k, t, PW_CONTENTION)) {
            open_about(k, t, t);
            /* "traded barbs over X", "differences remain over X", "the talks are about X" */
            if (h != PARLEY_NONE && ts[h].sent == ts[t].sent &&
                (ts[t].rel == REL_OBJ || ts[t].rel == REL_NSUBJ || ts[t].rel == REL_OBL)) {
                open_about(k, h, t);
                if (ts[t].rel == REL_NSUBJ && h > t && case_of(p, h) != PARLEY_NONE && TOK_ANY(p, case_of(p, h), "about", "over"))
                    issue_open(k, h);
            }
        } else if (ts[t].upos == UPOS_VERB && tok_of(k, t, PW_CONTEND)) {
            open_about(k, t, t);
        } else if (ts[t].upos == UPOS_VERB && tok_of(k, t, PW_NEGOTIATE)) {
            uint32_t o = object_word(p, t);
            if (o != PARLEY_NONE)
                issue_open(k, o);
            open_about(k, t, t);
        } else if (ts[t].upos == UPOS_NOUN && tok_of(k, t, PW_COLLECTIVE) && t + 2 < p->n_tokens && tok_is(p, t + 1, ":") &&
                   ts[t + 2].sent == ts[t].sent) {
            uint32_t m = t + 2;
            while (m + 1 < p->sents[ts[t].sent].end && ts[m].head != PARLEY_NONE && ts[m].head > m && ts[m].upos != UPOS_VERB &&
                   ts[m].rel != REL_CONJ && ts[m].rel != REL_APPOS)
                m = ts[m].head;
            issue_open(k, m);
        } else if (ts[t].upos == UPOS_NOUN && stance_noun_is(k->lex, NOUN_LIST, ts[t].norm)) {
            bool marked = false;
            PARSE_EACH_CHILD (p, t, c) {
                marked |= (ts[c].rel == REL_AMOD || ts[c].rel == REL_COMPOUND) && tok_of(k, c, PW_KEY);
            }
            if (!marked)
                continue;
            open_subject(k, t);
            uint32_t of = h != PARLEY_NONE && tok_is(p, h, "one") ? h : t;
            PARSE_EACH_CHILD (p, of, c) { /* "the main sticking point, pensions, ..." */
                if (c > t && ts[c].rel == REL_APPOS)
                    issue_open(k, c);
            }
        }
    }
}
