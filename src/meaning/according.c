/* according.c - statements found from their source: "according to the bank", before, inside and behind what is said.
 */
#include "meaning/statement_int.h"

static uint32_t head_verb(const speech *x, uint32_t t) {
    uint32_t v = t;
    for (int up = 0; up < 8 && v != PARLEY_NONE; up++) {
        v = x->p->tokens[v].head;
        if (v != PARLEY_NONE && (is_verb(&x->p->tokens[v]) || parse_child(x->p, v, REL_COP, SUB_NONE) != PARLEY_NONE))
            return v;
    }
    return PARLEY_NONE;
}

void according_to(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    uint32_t begin = sent_first(x, t), end = sent_end(x, t);
    if (!IS(t, "according") || t + 2 >= end || !IS(t + 1, "to"))
        return;
    /* Who: the noun that "according to" marks, or the first noun after it. */
    uint32_t who = p->tokens[t].head;
    if (who == PARLEY_NONE || who < t || (p->tokens[t].rel != REL_CASE && p->tokens[t].rel != REL_MARK)) {
        who = PARLEY_NONE;
        PARSE_EACH_CHILD (p, t, c)
            if (c > t + 1 && (p->tokens[c].rel == REL_OBL || p->tokens[c].rel == REL_NMOD || p->tokens[c].rel == REL_OBJ))
                who = c;
    }
    if (who != PARLEY_NONE && (!is_noun(&p->tokens[who]) || who > t + 14))
        who = PARLEY_NONE;
    for (uint32_t i = t + 2; who != PARLEY_NONE && i < who; i++)
        if (is_verb(&p->tokens[i]) && p->tokens[i].rel != REL_ACL && p->tokens[i].rel != REL_AMOD)
            who = PARLEY_NONE;
    if (who == PARLEY_NONE)
        for (uint32_t i = t + 2; i < end && i < t + 10; i++)
            if (is_noun(&p->tokens[i])) {
                who = i;
                while (i + 1 < end && is_noun(&p->tokens[i + 1]))
                    who = ++i;
                break;
            }
    if (who == PARLEY_NONE)
        return;
    draft d = draft_new(t, "according-to", 0.8f);
    d.cue_last = t + 1;
    /* "according to an interview with the Courier", "a copy of a decree that the Courier saw": the outlet. */
    for (uint32_t i = t + 2; i + 1 < end && i < t + 16 && !d.n_speakers && IS(who, "interview", "copy", "copies"); i++)
        if (facts_actor_of(x->f, p, i) != PARLEY_NONE && x->f->actors[facts_actor_of(x->f, p, i)].kind == ACTOR_OUTLET)
            draft_speaker(&d, facts_actor_of(x->f, p, i));
    if (!d.n_speakers)
        speaker_resolve(x, who, &d, false);
    if (!d.n_speakers)
        return;
    uint32_t last = p->tokens[who].right;
    if (last >= end)
        last = end - 1;
    uint32_t before = t;
    while (before > begin && IS(before - 1, "but", "and", "however", "meanwhile", ",", "also"))
        before--;
    if (before <= begin + 1) { /* "According to X, ..." */
        uint32_t from = last + 1;
        for (uint32_t i = t + 2; i < end; i++)
            if (strcmp(p->tokens[i].norm, ",") == 0) {
                /* The comma that ends the source phrase: the first after its head, not one inside a list of names. */
                if (i > who) {
                    from = i + 1;
                    break;
                }
            }
        draft_range(x, &d, from, end, PARLEY_NONE);
        d.rule = "according-to-first";
        draft_push(x, d);
        return;
    }
    /* Behind or inside its sentence. A main clause that reports by itself is handed on. */
    uint32_t v = head_verb(x, who);
    for (uint32_t i = t; i-- > begin;) {
        uint32_t at = x->draft_of_cue[i];
        if (at == PARLEY_NONE || x->drafts[at].dead)
            continue;
        draft *y = &x->drafts[at];
        const cue_entry *e = verb_cue(x, i); /* "has been talking about peace but plays tricks": more is told than its talk */
        if (e && e->class == CUE_SPEECH && !y->quoted && !(e->frames & (CUE_C | CUE_OC | CUE_X)))
            continue;
        bool main_clause = p->tokens[i].rel == REL_ROOT || p->tokens[i].rel == REL_PARATAXIS || y->quoted;
        if (main_clause && y->cue_first < t) {
            for (uint32_t j = 0; j < d.n_speakers; j++)
                draft_link(y, d.speaker[j]);
            for (uint32_t j = 0; j < d.n_chain; j++)
                draft_link(y, d.chain[j]);
            /* its other statements in this sentence too */
            return;
        }
    }
    /* "The leader, according to the agency, said": what the main verb reports */
    uint32_t root = p->sents[p->tokens[t].sent].root;
    if (root != PARLEY_NONE && root > t && x->draft_of_cue[root] != PARLEY_NONE && !x->drafts[x->draft_of_cue[root]].dead &&
        x->drafts[x->draft_of_cue[root]].n_speakers) {
        for (uint32_t j = 0; j < d.n_speakers; j++)
            draft_link(&x->drafts[x->draft_of_cue[root]], d.speaker[j]);
        return;
    }
    uint32_t from = begin;
    while (from + 2 < before &&
           (IS(from, "meanwhile", "however", "but", "and", "moreover", "still", "also", "separately", "earlier") ||
            is_punct(x, from)) &&
           p->tokens[from].norm[0] != '"')
        from++;
    if (v != PARLEY_NONE && v < t && (p->tokens[v].rel == REL_ADVCL || p->tokens[v].rel == REL_ACL) &&
        p->tokens[v].left > begin && is_punct(x, p->tokens[v].left - 1)) {
        from = p->tokens[v].left;
        while (from < v && IS(from, "and", "but", ","))
            from++;
    }
    draft_range(x, &d, from, before, PARLEY_NONE);
    if (last + 1 < end && strcmp(p->tokens[last + 1].norm, ",") == 0 && last + 3 < end)
        draft_range(x, &d, last + 2, end, PARLEY_NONE);
    /* What the same sentence reports besides came the same way. */
    for (uint32_t i = begin; i < t; i++) {
        draft *y = x->draft_of_cue[i] == PARLEY_NONE ? NULL : &x->drafts[x->draft_of_cue[i]];
        if (y && !y->dead && y->n_speakers)
            for (uint32_t k = 0; k < d.n_speakers; k++)
                draft_link(y, d.speaker[k]);
    }
    draft_push(x, d);
}
