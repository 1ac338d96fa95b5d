/* cue_statement.c - statements found from their cue: verbs, nouns and adjectives of the lexicon.
 */
#include "meaning/statement_int.h"

/* "if Norway announces", "unless they agree", "should the bank insist": nobody has said it. */
static bool is_supposed(const speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    PARSE_EACH_CHILD (p, v, c)
        if (p->tokens[c].rel == REL_MARK && is_in(x, c, "supposing"))
            return true;
    if (p->tokens[v].rel != REL_ADVCL && p->tokens[v].rel != REL_CCOMP)
        return false;
    for (uint32_t t = p->tokens[v].left; t < v && t < p->tokens[v].left + 2; t++)
        if (is_in(x, t, "supposing"))
            return true;
    uint32_t h = p->tokens[v].head; /* "providing that Norway announces": hung on the participle */
    return h != PARLEY_NONE && is_in(x, h, "supposing-verb");
}

/* "Call it what you like": nobody says so. A headline's verb has its subject before it. */
static bool is_imperative(const speech *x, uint32_t v) {
    const parse_token *k = &x->p->tokens[v];
    bool opens = v == sent_first(x, v) || (is_punct(x, v - 1) && k->rel != REL_CONJ && k->rel != REL_PARATAXIS);
    return opens && (k->morph & FEAT_INF) && !(k->morph & FEAT_FIN) && strcmp(k->norm, k->lemma) == 0 &&
           parse_child(x->p, v, REL_NSUBJ, SUB_NONE) == PARLEY_NONE && parse_child(x->p, v, REL_AUX, SUB_NONE) == PARLEY_NONE;
}

static bool verb_may_report(speech *x, uint32_t v, const cue_entry *e) {
    if (is_supposed(x, v))
        return false;
    if (verb_is_negated(x, v) && !(e->class == CUE_VIEW && (e->frames & CUE_C)))
        return false;
    if (verb_is_infinitive(x, v) && moved_subject(x, v) == PARLEY_NONE) {
        uint32_t h = x->p->tokens[v].head;
        if ((x->p->tokens[v].rel != REL_XCOMP && x->p->tokens[v].rel != REL_ADVCL) || h == PARLEY_NONE ||
            (IS(h, "went", "goes", "going") && !has_child_of(x, h, REL_ADVMOD, (const char *const[]){"on", NULL}) &&
             !has_child_of(x, h, REL_COMPOUND, (const char *const[]){"on", NULL})) ||
            !is_in(x, h, "goes-on"))
            return false;
    }
    if (verb_has_modal(x, v) || is_imperative(x, v))
        return false;
    const parse_token *k = &x->p->tokens[v];
    if (ends_with(k->norm, "ing") && v > sent_first(x, v) && IS(v - 1, "of", "from", "without"))
        return false; /* "after months of downplaying it" */
    if ((k->morph & FEAT_INF) && k->rel == REL_CONJ && k->head != PARLEY_NONE && (x->p->tokens[k->head].morph & FEAT_INF) &&
        !has_child_of(x, v, REL_AUX, (const char *const[]){"do", "does", "did", NULL}))
        return false; /* "to visit the mine or simply confirm that" */
    if (k->rel == REL_XCOMP && ends_with(k->norm, "ing") && k->head != PARLEY_NONE &&
        (verb_is_infinitive(x, k->head) || verb_has_modal(x, k->head) || verb_is_negated(x, k->head)))
        return false; /* "time to start talking about peace" */
    if (x->p->tokens[v].rel == REL_ADVCL && ends_with(x->p->tokens[v].norm, "ing") && is_in(x, v, "speaking-of"))
        return false;
    if (k->rel == REL_ADVCL && IS(v, "writing") && v + 1 < sent_end(x, v) && IS(v + 1, "in", "for", "on"))
        return false; /* "Writing in the Courier, he argued" */
    /* "a move described as", "asked if": a reporter's question is no statement. */
    if (strcmp(e->lemma, "ask") == 0 &&
        (verb_is_passive(x, v) || (v > sent_first(x, v) && IS(v - 1, "when", "if", "while", "once")) ||
         (v == sent_first(x, v) && IS(v, "asked"))))
        return false;
    for (uint32_t h = v, up = 0; h != PARLEY_NONE && up < 4; h = x->p->tokens[h].head, up++)
        if (x->p->tokens[h].rel == REL_CCOMP && x->p->tokens[h].head != PARLEY_NONE &&
            IS(x->p->tokens[h].head, "asked", "asking", "wondered", "questioned"))
            return false;
    return true;
}

/* ", the agency reported on Monday" and ", reports the Courier" at the end of a sentence that reports by itself. */
static bool credit_statement(speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    const cue_entry *e = verb_cue(x, v);
    uint32_t begin = sent_first(x, v), end = sent_end(x, v);
    if (!e || e->class > CUE_WRITE || !(e->frames & CUE_Q) || !(e->frames & CUE_C) || !outside(x, v) || v < begin + 4)
        return false;
    draft who = draft_new(v, "credit", 0.8f);
    uint32_t subject = PARLEY_NONE, s = v;
    if (is_punct(x, v - 1)) { /* reports the Courier */
        for (uint32_t t = v + 1; t < end && !is_punct(x, t); t++)
            if (is_noun(&p->tokens[t]))
                subject = t;
            else if (p->tokens[t].upos != UPOS_DET)
                return false;
        for (uint32_t h = subject; h != PARLEY_NONE && h > v && is_noun(&p->tokens[h]); h = p->tokens[h].head)
            subject = h;
    } else {
        while (s > begin && v - s < 12 && !is_punct(x, s - 1) && !is_verb(&p->tokens[s - 1]))
            s--;
        if (s == begin || s == v || !is_punct(x, s - 1))
            return false;
        subject = v - 1;
        for (uint32_t h = p->tokens[subject].head, up = 0; h != PARLEY_NONE && h >= s && h < v && up < 8;
             h = p->tokens[subject].head, up++)
            subject = h;
        for (uint32_t t = v + 1; t < end; t++) /* the content does not follow */
            if (is_verb(&p->tokens[t]) && !IS(t, "adding", "citing", "quoting"))
                return false;
            else if (IS(t, "adding", "citing", "quoting"))
                break;
    }
    if (subject == PARLEY_NONE || !is_noun(&p->tokens[subject]))
        return false;
    speaker_resolve(x, subject, &who, true);
    return credit_links(x, v, &who);
}

/* "As the Courier reports, the vote was close." and "The vote was close, as the minister put it.": the rest of the sentence. */
static bool as_statement(speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    const cue_entry *e = verb_cue(x, v);
    uint32_t begin = sent_first(x, v), end = sent_end(x, v), as = v, comma = v + 1;
    bool put = IS(v, "put", "puts") && v + 1 < end && IS(v + 1, "it");
    uint32_t what = parse_child(p, v, REL_OBJ, SUB_NONE); /* "as the bank announced a loan": another clause */
    if (!put &&
        (!(e && e->class <= CUE_WRITE && (e->frames & CUE_C)) || (what != PARLEY_NONE && what > v && !(e->frames & CUE_OC))))
        return false;
    while (as > begin && v - as < 9 && !is_punct(x, as) && !(as < v && p->tokens[as].upos == UPOS_VERB) && !IS(as, "as"))
        as--;
    while (begin < as && (p->tokens[begin].upos == UPOS_CCONJ || is_punct(x, begin))) /* "But, as ..." */
        begin++;
    if (!IS(as, "as") || as + 1 >= v || !(as == begin || is_punct(x, as - 1)) || x->quotes->of[as] != x->quotes->of[v])
        return false;
    while (comma < end && comma < v + 7 && !is_punct(x, comma) && p->tokens[comma].upos != UPOS_VERB)
        comma++;
    if (comma < end && !is_punct(x, comma))
        return false;
    draft d = draft_new(v, "as", 0.75f);
    if (put)
        d.cue_last = v + 1;
    if (as == begin) {
        if (comma + 3 >= end || !IS(comma, ",", ":"))
            return false;
        draft_range(x, &d, comma + 1, end, PARLEY_NONE);
    } else if (as > begin + 4 && comma + 1 >= end) {
        /* what the sentence reports itself, by its last cue; else all of it */
        uint32_t at = PARLEY_NONE;
        for (uint32_t t = as; t-- > begin && at == PARLEY_NONE;)
            at = x->draft_of_cue[t];
        if (at != PARLEY_NONE && !x->drafts[at].dead) {
            d.copy = true;
            d.n_pieces = x->drafts[at].n_pieces;
            memcpy(d.piece, x->drafts[at].piece, sizeof d.piece);
        } else
            draft_range(x, &d, begin, as - 1, PARLEY_NONE);
    }
    cue_speaker(x, v, &d, true);
    if (!d.n_speakers)
        return false;
    outlet_links(x, v, &d);
    return draft_push(x, d) != PARLEY_NONE;
}

/* "The deal, says the envoy, is near." */
static bool inverted_statement(speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    const cue_entry *e = verb_cue(x, v);
    uint32_t begin = sent_first(x, v), end = sent_end(x, v), noun = PARLEY_NONE, t = v + 1;
    if (!e || e->class > CUE_WRITE || !(e->frames & CUE_Q) || !(e->frames & CUE_C) || v < begin + 2 || !IS(v - 1, ",") ||
        !(p->tokens[v].morph & FEAT_FIN) || !outside(x, v))
        return false;
    for (; t < end && t < v + 8 && !is_punct(x, t); t++)
        if (is_noun(&p->tokens[t]))
            noun = t;
        else if (p->tokens[t].upos != UPOS_DET && p->tokens[t].upos != UPOS_ADJ && p->tokens[t].upos != UPOS_PART)
            return false;
    bool inside = t + 2 < end && IS(t, ","), last = t + 1 >= end && noun != PARLEY_NONE;
    uint32_t first = parse_child(p, v, REL_NSUBJ, SUB_NONE); /* the tree took the subject of what is said for the cue's */
    last = last && (p->tokens[noun].rel != REL_NSUBJ || (first != PARLEY_NONE && first < v));
    if (noun == PARLEY_NONE || (!inside && !last) || v < begin + 4 - inside)
        return false;
    draft d = draft_new(v, "verb-inside", 0.75f);
    draft_piece(&d, begin, v - 1);
    if (inside)
        draft_range(x, &d, t + 1, end, PARLEY_NONE);
    speaker_resolve(x, noun, &d, false);
    return d.n_speakers && d.n_pieces == 1u + inside && draft_push(x, d) != PARLEY_NONE;
}

void verb_statement(speech *x, uint32_t v) {
    if (x->draft_of_cue[v] != PARLEY_NONE)
        return;
    if (credit_statement(x, v) || as_statement(x, v) || inverted_statement(x, v))
        return;
    for (const cue_entry *e = verb_cue(x, v); e; e = cue_next(x->cues, e)) {
        if (e->class == CUE_LIGHT || !verb_may_report(x, v, e))
            continue;
        if (e->frames & CUE_D) {
            uint32_t text = parse_child(x->p, v, REL_NSUBJ, SUB_NONE);
            if (text == PARLEY_NONE || !noun_is_document(x, text))
                continue;
        }
        draft d = draft_new(v, "verb", e->class == CUE_VIEW ? 0.7f : 0.85f);
        static const char *const rules[] = {"verb-speech", "verb-write", "verb-view", "verb-ask", "verb-judge"};
        d.rule = rules[e->class];
        bool found = verb_content(x, v, e, &d);
        /* ", signalling a shift in tone": the page's own view of what was said */
        if (found && e->class == CUE_SPEECH && (e->frames & CUE_T) && ends_with(x->p->tokens[v].norm, "ing") &&
            x->p->tokens[v].rel == REL_ADVCL && v > sent_first(x, v) && IS(v - 1, ",") &&
            parse_child(x->p, v, REL_CCOMP, SUB_NONE) == PARLEY_NONE)
            found = false;
        if (!found && (e->frames & CUE_Q) && (e->frames & (CUE_C | CUE_OC)) && e->class <= CUE_WRITE) {
            found = content_before(x, v, &d);
            d.rule = "verb-after";
        }
        if (!found)
            continue;
        bool loose = (e->frames & CUE_Q) && e->class <= CUE_WRITE && !(e->frames & CUE_T);
        loose |= e->class >= CUE_VIEW && !(e->frames & CUE_T); /* only people fear, demand and accuse */
        loose |= (e->frames & CUE_D) != 0;
        uint32_t he = d.piece[d.n_pieces - 1][1] <= v ? parse_child(x->p, v, REL_NSUBJ, SUB_NONE) : PARLEY_NONE;
        if (he != PARLEY_NONE && IS(he, "he", "she", "they") && outside(x, v))
            quote_speaker(x, he, &d);
        else
            cue_speaker(x, v, &d, !loose);
        if (d.unknown && !d.n_speakers) { /* "is said to", "was reported" */
            if (!is_in(x, v, "is-said") || e->class == CUE_JUDGE)
                continue;
            d.confidence = 0.4f;
        }
        if (!d.n_speakers && !d.unknown && !d.self)
            continue;
        /* A noun that reports by itself takes over: "repeated its demand that ...". */
        outlet_links(x, v, &d);
        draft_push(x, d);
        return;
    }
}

/* --- dashes, and passives that report without saying who: "is said to include" ------------------------------------------ */

/* ", which the bank says is enough", "a plan that mediators believe will hold": what is said is the relative clause; after a
 * comma, what it is said of belongs to it. */
void gap_statement(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    static const char *const be[] = {"is",  "are",   "was", "were",   "will", "would", "has",   "have",
                                     "had", "could", "can", "should", "must", "may",   "might", NULL};
    if (!IS(t, "which", "that", "who"))
        return;
    uint32_t end = sent_end(x, t), begin = sent_first(x, t), v = PARLEY_NONE;
    if (t <= begin)
        return;
    for (uint32_t i = t + 2; i + 1 < end && i < t + 9; i++)
        if (cue_find(x->cues, p->tokens[i].norm, 'v') &&
            (word_in(&p->tokens[i + 1], be) || (p->tokens[i + 1].upos == UPOS_VERB && (p->tokens[i + 1].morph & FEAT_FIN))) &&
            (is_noun(&p->tokens[i - 1]) || p->tokens[i - 1].upos == UPOS_PRON)) {
            v = i;
            break;
        } else if (is_punct(x, i) || is_verb(&p->tokens[i]))
            break;
    if (v == PARLEY_NONE || x->draft_of_cue[v] != PARLEY_NONE)
        return;
    const cue_entry *e = cue_find(x->cues, p->tokens[v].norm, 'v');
    if (!(e->frames & CUE_C) || e->class > CUE_VIEW)
        return;
    draft d = draft_new(v, "relative", 0.6f);
    if (is_punct(x, t - 1) && t >= begin + 3) {
        uint32_t top = t - 2;
        for (uint32_t h = p->tokens[top].head;
             h != PARLEY_NONE && h >= begin && h < t && !(is_verb(&p->tokens[h]) && p->tokens[h].rel != REL_ACL);
             h = p->tokens[top].head)
            top = h;
        uint32_t first = p->tokens[top].left;
        while (first < top && (p->tokens[first].upos == UPOS_CCONJ || p->tokens[first].upos == UPOS_ADP || is_punct(x, first) ||
                               IS(first, "as", "well")))
            first++;
        if (is_noun(&p->tokens[top]))
            draft_range(x, &d, first, t - 1, PARLEY_NONE);
    } else if (!is_noun(&p->tokens[t - 1]))
        return;
    uint32_t stop = v + 2;
    while (stop < end && !(is_punct(x, stop) && !IS(stop, "-", "'", "\"")) &&
           !(stop + 1 < end && stop > v + 2 && IS(stop, "and") && IS(stop + 1, "has", "have", "had", "was", "were", "will")))
        stop++;
    draft_range(x, &d, v + 1, stop, v);
    for (uint32_t i = v; i-- > t && !d.n_speakers;)
        if (is_noun(&p->tokens[i]) || p->tokens[i].upos == UPOS_PRON)
            speaker_resolve(x, i, &d, false);
    if (d.n_speakers)
        draft_push(x, d);
}

void passive_report(speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    if (x->draft_of_cue[v] != PARLEY_NONE || !is_in(x, v, "is-reported") || !verb_is_passive(x, v))
        return;
    uint32_t xcomp = parse_child(p, v, REL_XCOMP, SUB_NONE);
    if (xcomp == PARLEY_NONE || xcomp < v)
        return;
    draft d = draft_new(v, "passive", 0.4f);
    if (IS(v, "quoted")) /* "was quoted as saying": the verb of speech behind it has the content */
        return;
    uint32_t first = p->tokens[xcomp].left;
    while (first < xcomp && !IS(first, "to"))
        first++;
    draft_range(x, &d, first, p->tokens[xcomp].right + 1, v);
    d.unknown = true;
    draft_push(x, d);
}

/* --- nouns and adjectives ----------------------------------------------------------------------------------------------- */

static uint32_t noun_owner(speech *x, uint32_t t, draft *d) {
    const parley_parse *p = x->p;
    PARSE_EACH_CHILD (p, t, c) {
        const parse_token *k = &p->tokens[c];
        if (c < t && (k->rel == REL_NMOD || k->rel == REL_COMPOUND || k->rel == REL_AMOD || k->rel == REL_DET)) {
            if (k->rel == REL_NMOD && k->sub == SUB_POSS && IS(c, "my", "our")) {
                d->self = true;
                return c;
            }
            uint32_t who[SPEAKERS];
            uint32_t n = facts_actors_of(x->f, p, c, who, SPEAKERS);
            for (uint32_t i = 0; i < n; i++)
                draft_speaker(d, who[i]);
            if (n)
                return c;
            if (k->sub == SUB_POSS && k->upos == UPOS_NOUN && noun_may_speak(x, c)) {
                speaker_resolve(x, c, d, false);
                return c;
            }
        }
        if (c > t && k->rel == REL_NMOD) {
            uint32_t by = preposition_of(x, c);
            if (by != PARLEY_NONE && IS(by, "by", "from")) {
                speaker_resolve(x, c, d, false);
                if (d->n_speakers)
                    return c;
            }
        }
    }
    return PARLEY_NONE;
}

void noun_statement(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    const parse_token *k = &p->tokens[t];
    const cue_entry *e = cue_find(x->cues, k->norm, 'n');
    if (!e)
        return;
    if (IS(t, "demand") && t > 0 && is_in(x, t - 1, "market"))
        return; /* "the high demand for coal" */
    draft d = draft_new(t, "noun", 0.65f);
    uint32_t what = PARLEY_NONE;
    PARSE_EACH_CHILD (p, t, c) {
        const parse_token *ck = &p->tokens[c];
        if (c < t)
            continue;
        if (ck->rel == REL_ACL && (e->frames & CUE_P) && ck->left == t + 1 && ends_with(ck->norm, "ing") &&
            word_in(&p->tokens[t + 1], e->preps)) { /* "the rhetoric of fighting on" */
            draft_phrase(x, &d, t + 2, ck->right + 1, t, true);
            what = c;
            d.confidence = 0.5f;
        } else if ((ck->rel == REL_ACL || ck->rel == REL_CCOMP) && ck->sub != SUB_RELCL) {
            uint32_t first = ck->left;
            if ((e->frames & CUE_X) && verb_is_infinitive(x, c)) {
                draft_phrase(x, &d, first, ck->right + 1, t, true);
                what = c;
            } else if ((e->frames & CUE_C) && IS(first, "that") && parse_child(p, c, REL_NSUBJ, SUB_NONE) != PARLEY_NONE) {
                draft_clause(x, &d, c, t, false);
                what = c;
            }
        } else if (ck->rel == REL_ACL && (e->frames & CUE_C) && ck->left == t + 1 && IS(ck->left, "that") &&
                   !IS(ck->left, "which") && p->tokens[ck->left].rel == REL_MARK) {
            draft_clause(x, &d, c, t, false);
            what = c;
        } else if (ck->rel == REL_NMOD && (e->frames & CUE_P)) {
            uint32_t by = preposition_of(x, c);
            if (by != PARLEY_NONE && word_in(&p->tokens[by], e->preps)) {
                uint32_t last = ck->right, next = last + 1;
                if (next + 1 < sent_end(x, t) && IS(next, "to") && p->tokens[next + 1].upos == UPOS_VERB &&
                    is_noun(&p->tokens[last]))
                    last = p->tokens[next + 1].right; /* "a call for the provinces to help" */
                draft_range(x, &d, by + 1, last + 1, t);
                what = c;
                d.confidence = 0.5f;
            }
        }
        if (d.n_pieces)
            break;
    }
    /* "claims from some officials that they had built the port": hung on the noun between. */
    if (!d.n_pieces && (e->frames & (CUE_C | CUE_P)))
        for (uint32_t y = t + 2; y + 2 < sent_end(x, t) && y < t + 14; y++) {
            if (is_punct(x, y) || is_verb(&p->tokens[y]))
                break;
            uint32_t c = p->tokens[y].head;
            if ((e->frames & CUE_P) && y > t + 2 && IS(t + 1, "from", "by") && word_in(&p->tokens[y], e->preps) &&
                c != PARLEY_NONE && c > y) { /* "calls from the opposition for a vote" */
                uint32_t last = p->tokens[c].right, next = last + 1;
                if (next + 1 < sent_end(x, t) && IS(next, "to") && p->tokens[next + 1].upos == UPOS_VERB)
                    last = p->tokens[next + 1].right;
                draft_range(x, &d, y + 1, last + 1, t);
                break;
            }
            if (!IS(y, "that") || !IS(t + 1, "from", "by", "of", "in", "at", "on", "to", "for") || c == PARLEY_NONE || c < y)
                continue;
            uint32_t subject = parse_child(p, c, REL_NSUBJ, SUB_NONE);
            if (subject != PARLEY_NONE && subject > y)
                draft_range(x, &d, y + 1, p->tokens[c].right + 1, t);
            break;
        }
    /* "The union's position is that pay must rise." */
    uint32_t is = k->rel == REL_NSUBJ ? k->head : PARLEY_NONE;
    if (!d.n_pieces && is != PARLEY_NONE && is > t && (e->frames & CUE_C)) {
        for (uint32_t y = p->tokens[t].right + 1; y + 2 < sent_end(x, t) && y < p->tokens[t].right + 5; y++)
            if (IS(y, "that") && IS(y - 1, "is", "was", "remains", "remained") && p->tokens[y].upos == UPOS_SCONJ) {
                draft_range(x, &d, y + 1, sent_end(x, t), t);
                break;
            } else if (p->tokens[y].upos == UPOS_VERB)
                break;
    }
    /* "his vow to leave" with the infinitive hung elsewhere. */
    if (!d.n_pieces && (e->frames & CUE_X) && t + 2 < sent_end(x, t) && IS(t + 1, "to") && p->tokens[t + 2].upos == UPOS_VERB)
        draft_phrase(x, &d, t + 1, p->tokens[t + 2].right + 1, t, true);
    if (!d.n_pieces)
        return;
    (void)what;
    uint32_t owner = noun_owner(x, t, &d);
    /* The owner named inside the content is no owner. */
    if (owner != PARLEY_NONE && owner >= d.piece[0][0] && owner < d.piece[0][1])
        d.n_speakers = 0;
    if (!d.n_speakers && !d.self) {
        uint32_t v = k->rel == REL_OBJ ? k->head : PARLEY_NONE;
        const cue_entry *light = NULL;
        if (v != PARLEY_NONE && is_verb(&p->tokens[v]))
            for (light = cue_find(x->cues, p->tokens[v].norm, 'v'); light && light->class != CUE_LIGHT;
                 light = cue_next(x->cues, light))
                ;
        /* ", raising doubts about it": what was done raised them */
        bool result = v != PARLEY_NONE && v > 0 && IS(v, "raising") && is_punct(x, v - 1);
        if (light && !result && !verb_is_negated(x, v)) {
            cue_speaker(x, v, &d, true);
            d.rule = "noun-light";
            if (t == v + 1)
                d.cue_first = v;
        }
    }
    /* "campaigned on a promise to cut it", "soured the mood with an announcement of tolls": whoever acts */
    uint32_t prep = k->rel == REL_OBL || k->rel == REL_NMOD ? preposition_of(x, t) : PARLEY_NONE;
    if (!d.n_speakers && !d.self && prep != PARLEY_NONE && IS(prep, "on", "with", "through", "by") && k->head != PARLEY_NONE &&
        p->tokens[k->head].upos == UPOS_VERB && k->head < t && (IS(prep, "on") || !verb_is_passive(x, k->head)) &&
        e->class != CUE_JUDGE) {
        uint32_t who = parse_child(p, k->head, REL_NSUBJ, SUB_NONE);
        if (who != PARLEY_NONE)
            speaker_resolve(x, who, &d, true);
    }
    /* "no truth to reports that": nobody is named, so the reports say it */
    if (!d.n_speakers && IS(t, "reports", "rumours", "rumors") && p->tokens[d.piece[0][0] - 1].rel == REL_MARK)
        draft_speaker(&d, speaker_describe(x, t));
    if (!d.n_speakers)
        return;
    /* Verb and noun together make one statement: "reiterated its demand that". */
    if (k->rel == REL_OBJ && k->head != PARLEY_NONE && x->draft_of_cue[k->head] != PARLEY_NONE) {
        draft *v = &x->drafts[x->draft_of_cue[k->head]];
        if (!v->dead && v->n_pieces == 1 && v->piece[0][0] <= t && t < v->piece[0][1] && v->n_speakers &&
            v->speaker[0] == d.speaker[0]) {
            if (is_in(x, k->head, "voice"))
                return;
            v->dead = true;
        }
    }
    draft_push(x, d);
}

void adjective_statement(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    const cue_entry *e = cue_find(x->cues, p->tokens[t].norm, 'a');
    if (!e || (verb_is_negated(x, t) && e->class != CUE_VIEW))
        return;
    uint32_t clause = PARLEY_NONE, v = t;
    PARSE_EACH_CHILD (p, t, c)
        if (c > t && (p->tokens[c].rel == REL_CCOMP || p->tokens[c].rel == REL_ADVCL || p->tokens[c].rel == REL_CSUBJ) &&
            !verb_is_infinitive(x, c) &&
            !IS(p->tokens[c].left, "if", "when", "as", "because", "after", "while", "since", "before", "whether"))
            clause = c;
    uint32_t first_cue = t;
    if (IS(t, "clear", "plain")) { /* "made (it) clear that" */
        v = PARLEY_NONE;
        for (uint32_t b = t, n = 0; b-- > sent_first(x, t) && n < 4; n++)
            if (IS(b, "made", "make", "makes", "making")) {
                v = b;
                break;
            }
        if (v == PARLEY_NONE && parse_child(p, t, REL_COP, SUB_NONE) != PARLEY_NONE) { /* "the minister was clear that" */
            uint32_t who = parse_child(p, t, REL_NSUBJ, SUB_NONE);
            if (who != PARLEY_NONE && facts_actor_of(x->f, p, who) != PARLEY_NONE)
                v = t;
        }
        if (v == PARLEY_NONE)
            return;
        first_cue = v;
        if (clause == PARLEY_NONE)
            PARSE_EACH_CHILD (p, v, c)
                if (c > t && (p->tokens[c].rel == REL_CCOMP || p->tokens[c].rel == REL_ADVCL || p->tokens[c].rel == REL_CSUBJ))
                    clause = c;
        if (verb_is_negated(x, v) || verb_is_infinitive(x, v) || x->draft_of_cue[v] != PARLEY_NONE)
            return;
    } else if (parse_child(p, t, REL_COP, SUB_NONE) == PARLEY_NONE && !verb_is_passive(x, t) &&
               !(p->tokens[t].rel == REL_XCOMP && p->tokens[t].head != PARLEY_NONE && is_in(x, p->tokens[t].head, "seem")))
        return;
    draft d = draft_new(t, "adjective", 0.6f);
    d.cue_first = first_cue;
    /* "keen to see talks", "vocal about the delays" */
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t by = c > t && clause == PARLEY_NONE ? preposition_of(x, c) : PARLEY_NONE;
        if (d.n_pieces || c < t || clause != PARLEY_NONE)
            continue;
        if ((e->frames & CUE_X) && verb_is_infinitive(x, c) && p->tokens[c].left == t + 1)
            draft_phrase(x, &d, p->tokens[c].left, p->tokens[c].right + 1, t, true);
        else if ((e->frames & CUE_P) && by == t + 1 && word_in(&p->tokens[by], e->preps))
            draft_range(x, &d, by + 1, p->tokens[c].right + 1, t);
    }
    if (clause != PARLEY_NONE && p->tokens[clause].left > t)
        draft_clause(x, &d, clause, t, false);
    else if (!d.n_pieces)
        for (uint32_t y = t + 1;
             y + 1 < sent_end(x, t) && y < t + 14 && !is_verb(&p->tokens[y]) && x->quotes->of[y] == x->quotes->of[t]; y++)
            if (IS(y, "that") && (y == t + 1 || p->tokens[y].upos == UPOS_SCONJ)) { /* "clear in remarks to the forum that" */
                draft_range(x, &d, y + 1, sent_end(x, t), t);
                break;
            }
    if (!d.n_pieces)
        return;
    uint32_t feels = verb_is_passive(x, t) ? parse_child(p, t, REL_NSUBJ, SUB_NONE) : PARLEY_NONE;
    if (feels != PARLEY_NONE)
        speaker_resolve(x, feels, &d, true);
    else
        cue_speaker(x, v, &d, true);
    if (d.n_speakers)
        draft_push(x, d);
}

/* "In the union's view, the offer is too low.", "..., in the words of the mayor.": the rest of the sentence. */
void view_statement(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    uint32_t begin = sent_first(x, t), end = sent_end(x, t), by = preposition_of(x, t), last = p->tokens[t].right;
    if (!is_in(x, t, "account") || by == PARLEY_NONE || !IS(by, "in", "by") || x->draft_of_cue[t] != PARLEY_NONE || last >= end)
        return;
    while (last > t && is_punct(x, last))
        last--;
    draft d = draft_new(t, "view", 0.7f);
    noun_owner(x, t, &d);
    if (!d.n_speakers)
        PARSE_EACH_CHILD (p, t, c)
            if (c > t && p->tokens[c].rel == REL_NMOD && preposition_of(x, c) != PARLEY_NONE && IS(preposition_of(x, c), "of"))
                speaker_resolve(x, c, &d, true);
    d.cue_first = by;
    bool open = by <= begin + 2 && (by == begin || is_punct(x, by - 1) || IS(by - 1, "but", "and"));
    if (!d.n_speakers || !(open || is_punct(x, by - 1)) || (last + 1 < end && !is_punct(x, last + 1)))
        return;
    if (!open)
        draft_range(x, &d, begin, by - 1, PARLEY_NONE);
    if (last + 4 < end && (open || IS(last + 1, ",")))
        draft_range(x, &d, last + 2, end, PARLEY_NONE);
    draft_push(x, d);
}

/* "put the blame on X for Y": the idiom's noun. */
void blame_statement(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    if (!IS(t, "blame", "responsibility") || p->tokens[t].rel != REL_OBJ || p->tokens[t].head == PARLEY_NONE)
        return;
    uint32_t v = p->tokens[t].head;
    if (!is_in(x, v, "lay-blame"))
        return;
    uint32_t end = sent_end(x, t);
    for (uint32_t i = t + 1; i < end && i < t + 5; i++)
        if (IS(i, "on", "upon")) {
            draft d = draft_new(v, "idiom-blame", 0.7f);
            d.cue_last = i;
            uint32_t h = p->tokens[i].head, last = i + 1;
            if (h != PARLEY_NONE && h > i)
                last = p->tokens[h].right;
            uint32_t right = p->tokens[v].right;
            /* "for going back on its word" hangs on the verb. */
            for (uint32_t c = last + 1; c <= right && c < end; c++)
                if (IS(c, "for") && c == last + 1)
                    last = p->tokens[p->tokens[c].head == PARLEY_NONE ? c : p->tokens[c].head].right;
            draft_range(x, &d, i + 1, content_extend(x, i + 1, last + 1, v, true), v);
            cue_speaker(x, v, &d, true);
            if (d.n_speakers)
                draft_push(x, d);
            return;
        }
}
