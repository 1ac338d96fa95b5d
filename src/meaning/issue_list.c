/* issue_list.c - issues that a page lists: "key issues: A, B and C", "its main concerns are A and B", "issues such as A". */
#include "meaning/position_int.h"

/* Issue, and position of the owner, for t and its conjuncts. */
static void list_members(position_work *k, uint32_t t, uint32_t owner, stance s, uint32_t first, uint32_t at, const char *rule) {
    const parse_token *ts = k->p->tokens;
    uint32_t members[16], n = 0;
    members[n++] = t;
    for (uint32_t i = 0; i < n; i++) /* conjuncts of conjuncts too */
        PARSE_EACH_CHILD (k->p, members[i], c) {
            if (ts[c].rel == REL_CONJ && n < COUNT_OF(members))
                members[n++] = c;
        }
    for (uint32_t i = 0; i < n; i++) {
        k->in_list = true;
        uint32_t issue = issue_of(k, members[i], PARLEY_NONE);
        k->in_list = false;
        if (issue != PARLEY_NONE && owner != PARLEY_NONE)
            position_add(k, first, ts[members[n - 1]].right, owner, s, PARLEY_NONE, issue, at, rule);
    }
}

static uint32_t owner_of(const position_work *k, uint32_t noun) {
    uint32_t poss = parse_child(k->p, noun, REL_NMOD, SUB_POSS);
    return poss == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(k->f, k->p, poss);
}

void issues_find(position_work *k) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        if (ts[t].upos != UPOS_NOUN || !stance_noun_is(k->lex, NOUN_LIST, ts[t].norm))
            continue;
        uint32_t end = p->sents[ts[t].sent].end;
        bool marked = false;
        PARSE_EACH_CHILD (p, t, c) {
            marked |= (ts[c].rel == REL_AMOD || ts[c].rel == REL_COMPOUND) && tok_of(k, c, PW_KEY);
        }
        /* key issues: A, B and C */
        uint32_t after = ts[t].right == t ? t + 1 : t + 1;
        if (after < end && tok_is(p, after, ":") && after + 1 < end) {
            uint32_t h = after + 1;
            while (h + 1 < end && !(ts[h].upos == UPOS_NOUN || ts[h].upos == UPOS_PROPN))
                h++;
            /* climb to the top of the list's first member */
            for (uint32_t up = 0;
                 up < 6 && ts[h].head != PARLEY_NONE && ts[h].head > after && ts[h].head < end && ts[h].rel != REL_CONJ; up++)
                h = ts[h].head;
            if (h < end)
                list_members(k, h, owner_of(k, t), STANCE_DEMAND, t, t, "issues: list");
            continue;
        }
        /* the same by the words alone, where the tree has lost the subject: "its two chief worries for a pact are A, B and C" */
        uint32_t be = t + 1;
        while (be < end && be < t + 7 && !TOK_ANY(p, be, "are", "were", "include", "included", "remain") &&
               (ts[be].upos == UPOS_ADP || ts[be].upos == UPOS_DET || ts[be].upos == UPOS_NOUN || ts[be].upos == UPOS_PROPN ||
                ts[be].upos == UPOS_ADJ))
            be++;
        if (be + 1 < end && TOK_ANY(p, be, "are", "were", "include", "included") && (marked || ts[t].rel != REL_NSUBJ) &&
            ts[t].morph & FEAT_PLUR) {
            uint32_t m = be + 1;
            while (m < end &&
                   (ts[m].upos == UPOS_DET || ts[m].upos == UPOS_ADJ || ts[m].upos == UPOS_PUNCT || ts[m].upos == UPOS_NUM))
                m++;
            for (uint32_t up = 0; up < 4 && m < end && ts[m].head != PARLEY_NONE && ts[m].head > be && ts[m].head < end &&
                                  (ts[m].rel == REL_COMPOUND || ts[m].rel == REL_AMOD || ts[m].rel == REL_FLAT);
                 up++)
                m = ts[m].head;
            if (m < end && (ts[m].upos == UPOS_NOUN || ts[m].upos == UPOS_PROPN)) {
                list_members(k, m, owner_of(k, t), STANCE_DEMAND, tree_left(p, t), t, "issues: are");
                continue;
            }
        }
        /* its concerns are A, B and C; disagreements include A */
        uint32_t h = ts[t].head;
        if (ts[t].rel == REL_NSUBJ && h != PARLEY_NONE && h > t) {
            if (parse_child(p, h, REL_COP, SUB_NONE) != PARLEY_NONE && (ts[h].upos == UPOS_NOUN || ts[h].upos == UPOS_PROPN))
                list_members(k, h, owner_of(k, t), STANCE_DEMAND, tree_left(p, t), t, "issues: are");
            else if (TOK_ANY(p, h, "include", "includes", "included", "including", "concern", "cover", "covers")) {
                uint32_t o = parse_child(p, h, REL_OBJ, SUB_NONE);
                if (o != PARLEY_NONE)
                    list_members(k, o, owner_of(k, t), STANCE_DEMAND, tree_left(p, t), t, "issues: include");
                uint32_t cc = parse_child(p, h, REL_CCOMP, SUB_NONE);
                if (cc != PARLEY_NONE)
                    issue_of(k, cc, PARLEY_NONE);
            }
        }
        bool from = false;
        /* issues like A and B; issues such as A; issues from A to B; issues including A */
        PARSE_EACH_CHILD (p, t, c) {
            if (c <= t || (ts[c].rel != REL_NMOD && ts[c].rel != REL_OBL && ts[c].rel != REL_ACL))
                continue;
            uint32_t cs = case_of(p, c);
            from |= cs != PARLEY_NONE && tok_is(p, cs, "from");
            if (cs != PARLEY_NONE && (ts[c].upos == UPOS_NOUN || ts[c].upos == UPOS_PROPN) &&
                (TOK_ANY(p, cs, "like", "such", "from", "including", "over", "regarding") || (from && tok_is(p, cs, "to"))))
                list_members(k, c, PARLEY_NONE, STANCE_DEMAND, t, t, "issues: like");
        }
    }
}
