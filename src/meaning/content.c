/* content.c - what was said: the tokens that a cue's frame allows as its content.
 *
 * A frame (data/statements/cues.tsv) names the shapes that a cue takes: a clause with or without "that", an infinitive, "of" and
 * a noun. The subtree gives the first guess; what parsers hang too high is taken back (content_extend), what belongs to the cue's
 * own clause is cut off (content_cut).
 */
#include "meaning/statement_int.h"

void draft_piece(draft *d, uint32_t first, uint32_t end) {
    if (first < end && d->n_pieces < PIECES) {
        d->piece[d->n_pieces][0] = first;
        d->piece[d->n_pieces++][1] = end;
    }
}

static bool is_time_word(const speech *x, uint32_t t) {
    const parse_token *k = &x->p->tokens[t];
    return k->ne == NE_DATE ||
           word_in(k, (const char *const[]){"monday",    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                                            "yesterday", "today",   "earlier",   "later",    "week",   "month",    "night",
                                            "morning",   "evening", "afternoon", "recently", "again",  "also",     "repeatedly",
                                            "meanwhile", "this",    "last",      NULL});
}

static bool bare_clause(const speech *x, uint32_t t, uint32_t end);

/* "Although A has said the road is open, B left": the cue stands in a clause that opens the sentence. */
static bool cue_is_fronted(const speech *x, uint32_t cue) {
    const parley_parse *p = x->p;
    uint32_t begin = sent_first(x, cue);
    while (begin < cue && (is_punct(x, begin) || IS(begin, "but", "and")))
        begin++;
    if (!IS(begin, "although", "though", "while", "after", "when", "as", "because", "if", "since", "before", "whereas",
            "whilst") ||
        p->tokens[begin].upos == UPOS_ADV)
        return false;
    for (uint32_t t = begin; t < cue; t++)
        if (IS(t, ",") && outside(x, t))
            return false;
    return true;
}

/* "The owners - blaming the crews - had left", "the premier - who has said the talks failed - left": behind one dash of a pair, with
 * no verb of the main clause between. */
static bool cue_between_dashes(const speech *x, uint32_t cue) {
    const parley_parse *p = x->p;
    uint32_t begin = dateline_end(x, cue);
    for (uint32_t t = cue; t-- > begin && cue - t < 8;) {
        if (is_dash(x, t))
            return true;
        if (is_verb(&p->tokens[t]) ? p->tokens[t].upos == UPOS_VERB
                                   : p->tokens[t].upos != UPOS_ADV && !IS(t, "who", "which", "that"))
            return false;
    }
    return false;
}

/* ", as investors remained on guard": told by the page, where the words reported are a past one's. */
static bool as_at(const speech *x, uint32_t t, uint32_t cue) {
    const parley_parse *p = x->p;
    uint32_t v = p->tokens[t].head;
    if (!IS(t, "as") || !is_punct(x, t - 1) || p->tokens[t].rel != REL_MARK || v == PARLEY_NONE || v < t ||
        !(p->tokens[cue].morph & FEAT_PAST) || p->tokens[cue].rel == REL_ACL)
        return false;
    uint32_t subject = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    return (p->tokens[v].morph & FEAT_PAST) && (p->tokens[v].morph & FEAT_FIN) && subject != PARLEY_NONE && is_noun(&p->tokens[subject]);
}

/* Whether the clause of v is that of one he, she or it in the present: "is ready", "says". */
static bool is_third_singular(const speech *x, uint32_t v) {
    PARSE_EACH_CHILD (x->p, v, c)
        if ((x->p->tokens[c].rel == REL_AUX || x->p->tokens[c].rel == REL_COP) && c < v)
            return ends_with(x->p->tokens[c].norm, "s");
    return ends_with(x->p->tokens[v].norm, "s");
}

/* Nothing but a comma or a colon between the verb and a quotation. */
static bool quote_opens_behind(const speech *x, uint32_t v) {
    uint32_t end = sent_end(x, v);
    for (uint32_t t = v + 1; t < end && t < v + 4; t++)
        if (x->quotes->of[t] != PARLEY_NONE)
            return x->quotes->of[t] != x->quotes->of[v];
        else if (!is_punct(x, t))
            return false;
    return false;
}

/* ", the agency reported on Monday" from token t to the end of the sentence. */
static bool credit_at(const speech *x, uint32_t t, uint32_t end) {
    const parley_parse *p = x->p;
    uint32_t v = t;
    while (v < end && v < t + 8 &&
           (is_noun(&p->tokens[v]) || p->tokens[v].upos == UPOS_DET || p->tokens[v].upos == UPOS_ADJ ||
            p->tokens[v].upos == UPOS_PART))
        v++;
    if (v == t || v >= end || v >= t + 8 || !is_noun(&p->tokens[v - 1]))
        return false;
    const cue_entry *e = verb_cue(x, v);
    if (!e || e->class > CUE_WRITE || !(e->frames & CUE_Q) || !(e->frames & CUE_C) || verb_is_infinitive(x, v))
        return false;
    for (uint32_t y = v + 1; y < end; y++)
        if (y > v + 8 || !(is_punct(x, y) || is_time_word(x, y) || p->tokens[y].ne == NE_DATE || IS(y, "on", "in", "at", "late")))
            return false;
    return true;
}

/* Cut what hangs on behind: ", adding that ...", ", according to ...", ", but he hoped ...", "and accused ...". */
uint32_t content_cut(const speech *x, uint32_t first, uint32_t end, uint32_t cue) {
    const parley_parse *p = x->p;
    uint32_t mine = cue == PARLEY_NONE ? PARLEY_NONE : x->quotes->of[cue];
    bool fronted = cue != PARLEY_NONE && cue < first && cue_is_fronted(x, cue);
    bool dashed = cue != PARLEY_NONE && cue < first && cue_between_dashes(x, cue);
    for (uint32_t t = first + 1; t < end; t++) {
        bool quoted = x->quotes->of[t] != PARLEY_NONE && x->quotes->of[t] != mine;
        bool closes = p->tokens[t].norm[0] == '"' && IS(t - 1, ","); /* the road is "open," B left */
        if (fronted && (closes || (!quoted && IS(t, ","))) && t + 1 < end && bare_clause(x, t + 1, end))
            return closes ? t + 1 : t;
        if (t < first + 2 || quoted)
            continue;
        if (dashed && is_dash(x, t))
            return t;
        if (is_dash(x, t - 1) && IS(t, "which", "who", "whose", "what")) /* the page explains */
            return t - 1;
        bool comma = is_punct(x, t - 1);
        if (comma && cue != PARLEY_NONE && cue < first && as_at(x, t, cue))
            return t - 1;
        if (comma && IS(t, "as") && t + 2 < end &&
            (verb_cue(x, t + 1) || (p->tokens[t + 1].upos == UPOS_ADV && verb_cue(x, t + 2))))
            return t - 1; /* ", as first revealed by the bank" */
        if (comma && cue != PARLEY_NONE && cue < first && credit_at(x, t, end) && credit_at(x, t, sent_end(x, t)))
            return t - 1;
        if (IS(t, ".") && t + 1 < end && p->tokens[t + 1].form[0] >= 'A' &&
            p->tokens[t + 1].form[0] <= 'Z') /* a sentence end that was missed */
            return t;
        if (comma && IS(t, "which", "who")) /* ", which other officials had hailed": somebody else's words */
            for (uint32_t y = t + 1; y < end && y < t + 8; y++)
                if (is_verb(&p->tokens[y])) {
                    const cue_entry *n = verb_cue(x, y);
                    if (n && n->class != CUE_LIGHT && y > t + 1)
                        for (uint32_t z = t + 1; z < y; z++)
                            if (facts_actor_of(x->f, p, z) != PARLEY_NONE)
                                return t - 1;
                    if (p->tokens[y].upos == UPOS_VERB)
                        break;
                }
        if (IS(t, "according") && t + 1 < end && IS(t + 1, "to"))
            return comma ? t - 1 : t;
        if (comma && t + 1 < end && IS(t, "a", "an") && is_in(x, t + 1, "own-word"))
            return t - 1; /* the page's own word for what was said */
        const cue_entry *e = verb_cue(x, t);
        if (e && ends_with(p->tokens[t].norm, "ing") && p->tokens[t].rel != REL_CASE) {
            uint32_t b = t;
            while (b > first + 1 && (p->tokens[b - 1].upos == UPOS_ADV || IS(b - 1, "before", "after", "while")))
                b--;
            if ((is_punct(x, b - 1) || IS(b, "before")) &&
                ((e->frames & CUE_C && e->class <= CUE_WRITE) || (e->frames & (CUE_OF | CUE_AS | CUE_XC | CUE_OX)) ||
                 IS(t, "citing", "referring")))
                return is_punct(x, b - 1) ? b - 1 : b;
        }
        if (IS(t, "but", "and", "while", "though", "although") && p->tokens[t].upos != UPOS_ADV) {
            /* Somebody else's cue, or the same speaker's next one. */
            for (uint32_t y = t + 1; y < end && y < t + 10; y++) {
                if (x->quotes->of[y] != x->quotes->of[t])
                    break;
                const cue_entry *n = verb_cue(x, y);
                if (n && y == t + 1 && cue != PARLEY_NONE && ends_with(p->tokens[y].norm, "ed") &&
                    p->tokens[y].head != PARLEY_NONE && p->tokens[y].rel == REL_CONJ && p->tokens[y].head >= first &&
                    p->tokens[y].head < end && verb_has_modal(x, p->tokens[y].head)) /* "would take ..., and called for" */
                    return comma ? t - 1 : t;
                if (n && y == t + 1 && (n->frames & CUE_Q) && (p->tokens[y].morph & FEAT_FIN) && quote_opens_behind(x, y))
                    return comma ? t - 1 : t; /* "cited the progress that B had made and said: ..." */
                if (n && y == t + 1 && cue != PARLEY_NONE && IS(t, "and", "but") && n->class <= CUE_WRITE &&
                    (n->frames & CUE_Q) && (n->frames & CUE_C) && (p->tokens[y].morph & FEAT_FIN) &&
                    (p->tokens[y].morph & FEAT_PAST) && (p->tokens[cue].morph & FEAT_PAST) && (p->tokens[cue].morph & FEAT_FIN))
                    return comma ? t - 1 : t; /* "denied that B had backtracked and said": see joined_to */
                if (n && y == t + 1) {
                    /* finite past after a bare verb: "would not yield and accused" */
                    uint32_t h = p->tokens[y].head;
                    if ((p->tokens[y].morph & FEAT_PAST) && (p->tokens[y].morph & FEAT_FIN) && h != PARLEY_NONE &&
                        p->tokens[y].rel == REL_CONJ && h >= first && h < end && !(p->tokens[h].morph & FEAT_PAST))
                        return t;
                    /* "says its members are ready to work and accuses": one's verb after what several do, as the cue is */
                    if (cue != PARLEY_NONE && (p->tokens[y].morph & FEAT_FIN) && ends_with(p->tokens[y].norm, "s") &&
                        ends_with(p->tokens[cue].norm, "s") && h != PARLEY_NONE && p->tokens[y].rel == REL_CONJ && h >= first &&
                        h < end && ((p->tokens[h].morph & FEAT_INF) || !is_third_singular(x, h)))
                        return t;
                    if (p->tokens[y].head != PARLEY_NONE && cue != PARLEY_NONE && p->tokens[y].rel == REL_CONJ &&
                        p->tokens[y].head <= cue)
                        return comma ? t - 1 : t;
                }
                if (is_verb(&p->tokens[y])) {
                    bool finite = (p->tokens[y].morph & FEAT_FIN) || parse_child(p, y, REL_AUX, SUB_NONE) != PARLEY_NONE ||
                                  ends_with(p->tokens[y].norm, "ed") || is_in(x, y, "says");
                    uint32_t subject = parse_child(p, y, REL_NSUBJ, SUB_NONE);
                    if (n && n->class <= CUE_VIEW && (n->frames & CUE_C) && finite &&
                        ((subject != PARLEY_NONE && subject > t) || (y > t + 1 && p->tokens[y - 1].upos == UPOS_NOUN)) &&
                        !verb_is_infinitive(x, y) && !verb_has_modal(x, y))
                        return comma ? t - 1 : t;
                    if (p->tokens[y].upos == UPOS_VERB)
                        break;
                }
            }
        }
    }
    /* "it informed the union of the move, the statement" with "said" behind: the subject of the sentence's cue */
    const cue_entry *behind = end < sent_end(x, first) && end > first + 3 ? verb_cue(x, end) : NULL;
    bool says = behind && behind->class <= CUE_WRITE && (behind->frames & CUE_Q) && (p->tokens[end].morph & FEAT_FIN);
    for (uint32_t t = end; says && t-- > first + 1 && end - t < 9;) {
        if (IS(t, ",") && x->quotes->of[t] == x->quotes->of[end])
            return t;
        says = is_noun(&p->tokens[t]) || p->tokens[t].upos == UPOS_DET || p->tokens[t].upos == UPOS_ADJ ||
               p->tokens[t].upos == UPOS_PART;
    }
    return end;
}

void tokens_trim(const speech *x, uint32_t *first, uint32_t *end) {
    while (*first < *end && x->p->tokens[*first].upos == UPOS_PUNCT && x->p->tokens[*first].norm[0] != '"' &&
           !IS(*first, "'", "(", "[", "$"))
        ++*first;
    while (*first < *end && x->p->tokens[*end - 1].upos == UPOS_PUNCT && x->p->tokens[*end - 1].norm[0] != '"' &&
           !IS(*end - 1, "'", ")", "]", "?", "!", "%"))
        --*end;
}

/* Where content behind token t must end: its sentence, and the quotation that t stands in. */
static uint32_t clause_limit(const speech *x, uint32_t t) {
    uint32_t end = sent_end(x, t), q = x->quotes->of[t];
    return q != PARLEY_NONE && x->quotes->items[q].end < end ? x->quotes->items[q].end : end;
}

/* First token of the clause of cue whose tree begins at `first`: nouns before it that no phrase of the cue's own takes (a subject
 * hung on the cue as its object) belong to it. */
static uint32_t clause_start(const speech *x, uint32_t cue, uint32_t first, uint32_t clause) {
    const parley_parse *p = x->p;
    const cue_entry *e = verb_cue(x, cue);
    if (!e || (e->frames & (CUE_OC | CUE_OX)))
        return first;
    for (uint32_t t = cue + 1; t < first; t++) {
        if (is_punct(x, t) && !IS(t, "'"))
            continue;
        if (IS(t, "that") || p->tokens[t].rel == REL_MARK)
            return first;
        uint32_t top = t;
        while (p->tokens[top].head != PARLEY_NONE && p->tokens[top].head > cue && p->tokens[top].head < first)
            top = p->tokens[top].head;
        uint32_t rel = p->tokens[top].rel;
        if (p->tokens[top].ne == NE_DATE || p->tokens[t].ne == NE_DATE)
            continue;
        if ((rel == REL_OBJ || rel == REL_IOBJ || rel == REL_NSUBJ || rel == REL_NMOD || rel == REL_COMPOUND || rel == REL_DEP) &&
            is_noun(&p->tokens[top]) && p->tokens[top].left >= t && p->tokens[top].head != clause)
            return p->tokens[top].left;
    }
    return first;
}

/* The clause headed by c as tokens, without "that" before it and without the subtree of `but` (the cue inside it). */
void draft_clause(const speech *x, draft *d, uint32_t c, uint32_t cue, bool keep_mark) {
    const parley_parse *p = x->p;
    uint32_t first = p->tokens[c].left, end = p->tokens[c].right + 1;
    if (first <= cue && cue < c && p->tokens[cue].rel == REL_ACL) /* "an interview in which he said it was over" */
        first = cue + 1;
    if (first <= cue && cue < end) { /* the cue's clause hangs on the content: take it out */
        uint32_t a = p->tokens[cue].left, b = p->tokens[cue].right + 1;
        uint32_t e1 = a, f2 = b;
        tokens_trim(x, &first, &e1);
        if (first < e1)
            draft_piece(d, first, e1);
        tokens_trim(x, &f2, &end);
        const cue_entry *more = f2 < end && ends_with(p->tokens[f2].norm, "ing") ? verb_cue(x, f2) : NULL;
        if (f2 < end && !more && !credit_at(x, f2, sent_end(x, cue)))
            draft_piece(d, f2, end);
        return;
    }
    if (first > cue) {
        uint32_t end_sent = clause_limit(x, cue);
        if (end > end_sent)
            end = end_sent;
    }
    if (first > cue && first > cue + 1) /* what the tree left out between the cue and its clause, but when, where and to whom */
        first = clause_start(x, cue, first, c);
    tokens_trim(x, &first, &end);
    while (first < end && is_time_word(x, first) && first > cue && p->tokens[first].rel != REL_NSUBJ && first + 1 < end) {
        bool that = false;
        for (uint32_t t = first; t < end && t < first + 6; t++)
            if (IS(t, "that") && p->tokens[t].rel == REL_MARK)
                that = true;
        if (!that && p->tokens[first].head != PARLEY_NONE && p->tokens[first].left == first &&
            p->tokens[p->tokens[first].head].rel == REL_NSUBJ)
            break;
        first++;
        tokens_trim(x, &first, &end);
    }
    /* a "that" taken for an object of a clause that has its own subject */
    bool taken = first + 1 < end && p->tokens[first].rel == REL_OBJ && p->tokens[first].head == c &&
                 parse_child(p, c, REL_NSUBJ, SUB_NONE) != PARLEY_NONE;
    if (!keep_mark && first < end && IS(first, "that") &&
        (p->tokens[first].upos == UPOS_SCONJ || p->tokens[first].rel == REL_MARK || taken)) {
        first++;
        while (first < end && p->tokens[first].upos == UPOS_PUNCT && strcmp(p->tokens[first].norm, ",") == 0)
            first++;
    }
    if (first > cue && (p->tokens[cue].rel == REL_ROOT || p->tokens[cue].rel == REL_CONJ || p->tokens[cue].rel == REL_PARATAXIS ||
                        (p->tokens[cue].rel == REL_ADVCL && p->tokens[cue].head < cue)))
        end = content_extend(x, first, end, cue, true);
    end = content_cut(x, first, end, cue);
    tokens_trim(x, &first, &end);
    draft_piece(d, first, end);
}

/* Content behind a cue that opens its sentence ("demanding an apology, the union walked out") ends before the main clause. */
static uint32_t before_main_clause(const speech *x, uint32_t first, uint32_t end, uint32_t cue) {
    const parley_parse *p = x->p;
    uint32_t root = p->sents[p->tokens[cue].sent].root;
    if (root == PARLEY_NONE || root <= first || root >= end || cue >= first || x->quotes->of[root] != x->quotes->of[cue])
        return end;
    for (uint32_t h = cue, up = 0; h != PARLEY_NONE; h = p->tokens[h].head, up++)
        if (h == root) { /* the cue hangs on the main verb, which stands behind a comma in the content */
            for (uint32_t t = root; t > first; t--)
                if (IS(t, ",") && parse_child(p, root, REL_NSUBJ, SUB_NONE) != PARLEY_NONE &&
                    parse_child(p, root, REL_NSUBJ, SUB_NONE) > t)
                    return t;
            return end;
        } else if (up > 12)
            break;
    return end;
}

void draft_range(const speech *x, draft *d, uint32_t first, uint32_t end, uint32_t cue) {
    tokens_trim(x, &first, &end);
    if (cue != PARLEY_NONE && first < end)
        end = before_main_clause(x, first, end, cue);
    end = content_cut(x, first, end, cue);
    tokens_trim(x, &first, &end);
    draft_piece(d, first, end);
}

/* A phrase, not a clause: without ", which ..." and, of an infinitive, without "after ...". */
void draft_phrase(const speech *x, draft *d, uint32_t first, uint32_t end, uint32_t cue, bool infinitive) {
    for (uint32_t t = first + 2; t < end; t++) {
        if (x->quotes->of[t] != x->quotes->of[first])
            continue;
        if (is_punct(x, t - 1) && infinitive && IS(t, "which", "who", "whose"))
            end = t - 1;
        else if (!infinitive && IS(t, "following", "amid"))
            end = t;
        else if (infinitive && IS(t, "after", "following", "amid", "when", "raising", "as") &&
                 (x->p->tokens[t].rel == REL_CASE || x->p->tokens[t].rel == REL_MARK || is_punct(x, t - 1)))
            end = t;
    }
    draft_range(x, d, first, end, cue);
}

/* Where content that begins at first and that the tree ends before `end` goes on: what follows belongs to it unless it is a
 * clause of the cue's own. Parsers hang late phrases ("after the talks", "where people ...") too high more often than they belong
 * there. */
uint32_t content_extend(const speech *x, uint32_t first, uint32_t end, uint32_t cue, bool clause) {
    const parley_parse *p = x->p;
    uint32_t stop = sent_end(x, cue);
    if (x->quotes->of[cue] != PARLEY_NONE && x->quotes->items[x->quotes->of[cue]].end < stop)
        stop = x->quotes->items[x->quotes->of[cue]].end;
    while (end < stop) {
        uint32_t t = end;
        bool comma = false;
        while (t < stop && is_punct(x, t)) {
            comma |= IS(t, ",", ";", "-", ":");
            if (IS(t, ";"))
                return end;
            t++;
        }
        if (t >= stop)
            return end;
        /* The phrase that starts here: the highest word whose subtree begins at or after it. */
        uint32_t top = t;
        while (p->tokens[top].head != PARLEY_NONE && p->tokens[p->tokens[top].head].left >= end && p->tokens[top].head > cue)
            top = p->tokens[top].head;
        const parse_token *k = &p->tokens[top];
        for (uint32_t h = cue, up = 0; h != PARLEY_NONE && up < 12; h = p->tokens[h].head, up++)
            if (h == top) /* the main verb behind "who accused the owners of lies," */
                return end;
        bool subject = parse_child(p, top, REL_NSUBJ, SUB_NONE) != PARLEY_NONE;
        uint32_t mark = preposition_of(x, top);
        /* "will stay two weeks but will leave if": the second half of what is said, since the cue itself has no such auxiliary.
         */
        /* "said that seven had died and that the crew had fired first" */
        bool goes_on =
            clause && k->rel == REL_CONJ && (IS(t, "that") || (t + 1 < stop && IS(t, "and", "but", "or") && IS(t + 1, "that")));
        goes_on |= clause && k->rel == REL_CONJ && is_verb(k) && !subject && verb_has_modal(x, top);
        /* "hoped to return home, rebuild and trade": infinitives in a row. */
        goes_on |= clause && (k->rel == REL_CONJ || k->rel == REL_PARATAXIS) && is_verb(k) && !subject && (k->morph & FEAT_INF) &&
                   !IS(t, "to");
        /* "said it had found work for most, but many would have to move": reported tense. */
        goes_on |= clause && k->rel == REL_CONJ && subject && !verb_cue(x, top) &&
                   (verb_has_modal(x, top) || has_child_of(x, top, REL_AUX, (const char *const[]){"had", NULL}));
        /* "a draft accepted by one and accepted by the other" */
        goes_on |= !clause && k->rel == REL_CONJ && is_verb(k) && !subject && (k->morph & FEAT_PART) && !comma;
        if (goes_on && !verb_has_modal(x, cue) && !(verb_cue(x, t + 1) && t + 1 == top)) {
            if (k->right + 1 <= end)
                return end;
            end = k->right + 1 > stop ? stop : k->right + 1;
            continue;
        }
        if (verb_cue(x, t) || (k->rel == REL_CONJ && (subject || is_verb(k)) && (k->head <= cue || !clause)))
            return end;
        if (is_verb(k) && verb_cue(x, top) && k->head != PARLEY_NONE && k->head <= cue)
            return end;
        if ((k->rel == REL_PARATAXIS && !IS(t, "with")) || k->rel == REL_DISCOURSE || k->rel == REL_VOCATIVE)
            return end;
        /* "expects a deal by Monday": of what is to come, the time belongs to it */
        const cue_entry *e = verb_cue(x, cue);
        bool to_come =
            e && (e->frames & CUE_N || e->frames & CUE_P) && (e->class == CUE_VIEW || is_in(x, cue, "foretell")) && !comma;
        if (k->ne == NE_DATE && !clause && !to_come)
            return end;
        if (!clause) { /* a noun phrase takes its prepositions and relative clauses */
            bool takes = (k->rel == REL_OBL || k->rel == REL_NMOD || k->rel == REL_ADVCL || k->rel == REL_ACL) && !comma &&
                         mark != PARLEY_NONE &&
                         IS(mark, "of", "for", "about", "between", "on", "to", "with", "over", "against", "as", "toward",
                            "towards", "from", "into") &&
                         k->ne != NE_DATE;
            takes |= (k->rel == REL_ACL || k->rel == REL_ADVCL) &&
                     IS(t, "where", "which", "that", "who", "whose", "approved", "aimed") && !verb_is_infinitive(x, top);
            takes |= (k->rel == REL_ACL && !comma && !IS(t, "following", "amid", "ahead", "after")) || IS(t, "with");
            takes |= to_come && (k->rel == REL_OBL || k->rel == REL_NMOD || k->rel == REL_ADVCL);
            if (!takes)
                return end;
        } else if (k->rel == REL_ADVCL && comma && !subject && ends_with(k->norm, "ing") && verb_cue(x, top))
            return end;
        uint32_t right = k->right + 1;
        if (right <= end || right > stop)
            return right > stop ? stop : end;
        end = right;
    }
    (void)first;
    return end;
}

draft draft_new(uint32_t cue, const char *rule, float confidence) {
    return (draft){.cue_first = cue, .cue_last = cue, .cue = cue, .rule = rule, .confidence = confidence, .parent = PARLEY_NONE};
}

/* "wrote that the pact 'has critics. Farmers say ...'": words in quotation marks that began inside the content go on to their closing
 * mark, past the end of the sentence. */
static void draft_close_quote(const speech *x, draft *d) {
    uint32_t *last = d->n_pieces ? d->piece[d->n_pieces - 1] : NULL;
    uint32_t q = last ? x->quotes->of[last[1] - 1] : PARLEY_NONE;
    if (q == PARLEY_NONE || (d->cue != PARLEY_NONE && x->quotes->of[d->cue] == q))
        return;
    const quote *y = &x->quotes->items[q];
    if (y->closed && !y->single && y->first > last[0] && y->end > last[1])
        last[1] = y->end;
}

uint32_t draft_push(speech *x, draft d) {
    if (!d.n_pieces)
        return PARLEY_NONE;
    draft_close_quote(x, &d);
    uint32_t i = x->n;
    ARENA_PUSH(x->s, x->drafts, x->n, x->cap) = d;
    if (d.cue != PARLEY_NONE)
        x->draft_of_cue[d.cue] = i;
    /* Not somebody quoted inside somebody else's words. */
    if (d.n_speakers && d.cue != PARLEY_NONE && x->quotes->of[d.cue] == PARLEY_NONE && strcmp(d.rule, "noun") != 0) {
        bool nested = false;
        for (uint32_t h = d.cue, up = 0; h != PARLEY_NONE && up < 6 && !nested; h = x->p->tokens[h].head, up++) {
            uint32_t head = x->p->tokens[h].head;
            nested = x->p->tokens[h].rel == REL_CCOMP && head != PARLEY_NONE && head < d.cue && verb_cue(x, head);
        }
        if (!nested) {
            x->last_speaker = d.speaker[0];
            x->last_sent = x->p->tokens[d.cue].sent;
        }
    }
    return i;
}

/* --- frames of verbs ---------------------------------------------------------------------------------------------------- */

static uint32_t with_case(const speech *x, uint32_t v, const char *const *words, uint32_t *preposition) {
    PARSE_EACH_CHILD (x->p, v, c) {
        const parse_token *k = &x->p->tokens[c];
        if (c < v || (k->rel != REL_OBL && k->rel != REL_NMOD && k->rel != REL_ADVCL && k->rel != REL_XCOMP &&
                      k->rel != REL_ACL && k->rel != REL_CCOMP))
            continue;
        uint32_t by = preposition_of(x, c);
        if (by != PARLEY_NONE && word_in(&x->p->tokens[by], words)) {
            *preposition = by;
            return c;
        }
    }
    return PARLEY_NONE;
}

/* Does a clause begin at t: a noun phrase, then a finite verb, before anything that would end it? */
static bool bare_clause(const speech *x, uint32_t t, uint32_t end) {
    const parley_parse *p = x->p;
    bool noun = false;
    if (is_verb(&p->tokens[t]) || is_punct(x, t) || p->tokens[t].upos == UPOS_CCONJ || p->tokens[t].upos == UPOS_PART ||
        p->tokens[t].upos == UPOS_ADP)
        return false;
    for (uint32_t i = t; i < end && i < t + 28; i++) {
        const parse_token *k = &p->tokens[i];
        if (IS(i, "that", "which", "who", "as", "after", "before", "when", "because", "if", "while", "where", "to", "by", ";",
               ":", "but", "whether"))
            return false;
        if (is_verb(k) && noun && ((k->morph & FEAT_FIN) || k->upos == UPOS_AUX))
            return k->rel != REL_ACL;
        noun |= is_noun(k) || k->upos == UPOS_PRON || k->upos == UPOS_NUM;
    }
    return false;
}

static bool is_reporter(const speech *x, uint32_t t) {
    return is_in(x, t, "reporter");
}

/* Last token of what somebody is called: "it a 'surrender' | to the rebels", "the plan a 'gift' | and that it would open the ports";
 * not what the page explains behind a comma. */
static uint32_t called_last(const speech *x, uint32_t v, uint32_t last, uint32_t end) {
    const parley_parse *p = x->p;
    uint32_t t = last + 1;
    if (t < end && IS(t, "and", "but") && t + 2 < end && IS(t + 1, "that") && p->tokens[t + 1].rel == REL_MARK) {
        uint32_t clause = p->tokens[t + 1].head;
        return clause != PARLEY_NONE && clause > t && p->tokens[clause].right < end ? p->tokens[clause].right : last;
    }
    uint32_t begin = sent_first(x, v);
    for (uint32_t w = v; w-- > begin && v - w < 8 && !is_punct(x, w);) /* "What the union calls a 'trap' | was signed" */
        if (IS(w, "what"))
            return last;
    uint32_t stop = content_extend(x, last, t, v, true);
    while (t < stop && !(is_punct(x, t) && outside(x, t) && p->tokens[t].norm[0] != '"'))
        t++;
    return t - 1;
}

/* The subject nearest before v: of "the strike 'could last months', the leader said" the tree gives both to the cue. */
static uint32_t last_subject(const speech *x, uint32_t v) {
    uint32_t s = PARLEY_NONE;
    PARSE_EACH_CHILD (x->p, v, c)
        if (x->p->tokens[c].rel == REL_NSUBJ && (c < v || s == PARLEY_NONE))
            s = c;
    return s;
}

/* First token of the subject s of v, without a comma that the tree hung on it; v where it has none before it. */
static uint32_t subject_first(const speech *x, uint32_t s, uint32_t v) {
    uint32_t t = s == PARLEY_NONE || s > v ? v : x->p->tokens[s].left;
    while (t < v && is_punct(x, t))
        t++;
    return t;
}

/* True if the verb's content was found; fills pieces and the cue's span. */
bool verb_content(speech *x, uint32_t v, const cue_entry *e, draft *d) {
    const parley_parse *p = x->p;
    uint32_t ccomp = PARLEY_NONE, xcomp = PARLEY_NONE, obj = PARLEY_NONE, iobj = PARLEY_NONE;
    uint32_t end_sent = clause_limit(x, v), begin = sent_first(x, v);
    PARSE_EACH_CHILD (p, v, c) {
        const parse_token *k = &p->tokens[c];
        if (k->rel == REL_CCOMP && (ccomp == PARLEY_NONE || (ccomp < v && c > v)))
            ccomp = c;
        else if (k->rel == REL_XCOMP && xcomp == PARLEY_NONE && c > v)
            xcomp = c;
        else if (k->rel == REL_OBJ && (obj == PARLEY_NONE || obj < v))
            obj = c;
        else if (k->rel == REL_IOBJ)
            iobj = c;
    }
    if (e->frames & CUE_PART) {
        bool has = false;
        PARSE_EACH_CHILD (p, v, c)
            if (strcmp(p->tokens[c].norm, e->particle) == 0) {
                has = true;
                d->cue_last = c;
            }
        if (!has && v + 1 < end_sent && strcmp(p->tokens[v + 1].norm, e->particle) == 0) {
            has = true;
            d->cue_last = v + 1;
        }
        if (!has)
            return false;
    }
    bool passive = verb_is_passive(x, v);
    /* that-clauses and bare clauses */
    if (ccomp != PARLEY_NONE && obj != PARLEY_NONE && obj > v && (e->frames & (CUE_N | CUE_NQ)) && p->tokens[obj].right < ccomp &&
        p->tokens[obj].right + 1 < end_sent && IS(p->tokens[obj].right + 1, ","))
        ccomp = PARLEY_NONE; /* "demanding an apology, the union walked out" */
    /* "The minister backed away, but he insisted on a wall": its own content stands behind it. */
    uint32_t own = PARLEY_NONE;
    if (e->frames & CUE_P)
        with_case(x, v, e->preps, &own);
    for (uint32_t t = v + 1; ccomp != PARLEY_NONE && ccomp < v && t < end_sent && t < v + 10 && !is_verb(&p->tokens[t]); t++)
        if (IS(t, "that") && p->tokens[t].upos == UPOS_SCONJ && x->quotes->of[t] == x->quotes->of[v])
            own = t;
    if (ccomp != PARLEY_NONE && ccomp < v && own != PARLEY_NONE)
        ccomp = PARLEY_NONE;
    for (uint32_t t = v + 1; ccomp != PARLEY_NONE && t < ccomp && t < v + 60; t++)
        if (IS(t, ";") && x->quotes->of[t] == x->quotes->of[v]) /* a clause of its own */
            ccomp = PARLEY_NONE;
    /* Words before the cue are its content only across a comma or a quotation mark. */
    if (ccomp != PARLEY_NONE && ccomp < v) {
        uint32_t s = last_subject(x, v), at = s != PARLEY_NONE && s > ccomp ? subject_first(x, s, v) : v;
        if (parse_child(p, v, REL_NSUBJ, SUB_NONE) < ccomp) /* its subject was given to the cue: see content_before */
            ccomp = PARLEY_NONE;
        while (at > begin && p->tokens[at - 1].upos == UPOS_ADV)
            at--;
        if (at > begin && !is_punct(x, at - 1))
            ccomp = PARLEY_NONE;
    }
    if (e->frames & (CUE_C | CUE_OC)) {
        if (ccomp != PARLEY_NONE) {
            uint32_t first = p->tokens[ccomp].left;
            bool question = IS(first, "which", "whose", "whom", "whether", "why", "how", "if", "what", "who", "where", "when") ||
                            (IS(first, "to") && verb_is_infinitive(x, ccomp));
            if (IS(first, "what", "how", "who", "where") && e->class <= CUE_VIEW && (e->frames & CUE_W))
                question = false;
            if (question && !(e->frames & CUE_W)) {
                if (!(IS(first, "to") && (e->frames & (CUE_X))))
                    return false;
            }
            if (passive && !(e->frames & CUE_OC) && parse_child(p, v, REL_EXPL, SUB_NONE) == PARLEY_NONE && e->class == CUE_VIEW)
                d->confidence -= 0.1f;
            draft_clause(x, d, ccomp, v, false);
            return d->n_pieces > 0;
        }
        if (own == PARLEY_NONE && p->tokens[v].rel == REL_PARATAXIS && p->tokens[v].head != PARLEY_NONE &&
            parse_child(p, v, REL_NSUBJ, SUB_NONE) != PARLEY_NONE && !verb_is_negated(x, v) && (e->frames & CUE_Q)) {
            uint32_t h = p->tokens[v].head;
            uint32_t at = subject_first(x, parse_child(p, v, REL_NSUBJ, SUB_NONE), v);
            while (at > begin && p->tokens[at - 1].upos == UPOS_ADV)
                at--;
            if (p->tokens[h].left < p->tokens[v].left && at > begin && is_punct(x, at - 1)) {
                draft_clause(x, d, h, v, false);
                if (d->n_pieces)
                    return true;
            }
        }
        /* No clause in the tree: "that" right after the cue, or a clause as parataxis, or content before ", she said". */
        uint32_t t = v + 1;
        while (t < end_sent && (is_time_word(x, t) || IS(t, "on", "in") || p->tokens[t].ne == NE_DATE) && t < v + 6)
            t++;
        if (obj != PARLEY_NONE && (e->frames & CUE_OC) && obj > v && p->tokens[obj].right + 1 < end_sent)
            t = p->tokens[obj].right + 1;
        if (!(t < end_sent && IS(t, "that"))) /* whom, where and when may be long: "told the ministry's officials that" */
            for (uint32_t y = v + 1;
                 y < end_sent && y < v + 14 && !is_verb(&p->tokens[y]) && x->quotes->of[y] == x->quotes->of[v]; y++)
                if (IS(y, "that") && (p->tokens[y].upos == UPOS_SCONJ || p->tokens[y].rel == REL_MARK)) {
                    t = y;
                    break;
                }
        if (t < end_sent && IS(t, "that") && p->tokens[t].upos != UPOS_DET && t + 2 < end_sent) {
            draft_range(x, d, t + 1, end_sent, v);
            d->confidence -= 0.05f;
            return d->n_pieces > 0; /* "Does anyone believe that?)": nothing but marks is left */
        }
        /* A bare clause that the tree took apart: "insisted talks with the bank had not failed". */
        if ((e->frames & CUE_C) && (e->frames & CUE_Q) && t < end_sent && bare_clause(x, t, end_sent)) {
            draft_range(x, d, t, end_sent, v);
            d->confidence -= 0.15f;
            if (d->n_pieces)
                return true;
        }
        PARSE_EACH_CHILD (p, v, c)
            if (c > v && p->tokens[c].rel == REL_PARATAXIS && xcomp == PARLEY_NONE &&
                (parse_child(p, c, REL_NSUBJ, SUB_NONE) != PARLEY_NONE) && !verb_cue(x, c)) {
                draft_clause(x, d, c, v, false);
                d->confidence -= 0.1f;
                return d->n_pieces > 0;
            }
        if (t < end_sent && strcmp(p->tokens[t].norm, ":") == 0 && t + 1 < end_sent && (e->frames & CUE_Q)) {
            draft_range(x, d, t + 1, end_sent, v);
            return d->n_pieces > 0;
        }
    }
    if ((e->frames & CUE_W) && xcomp == PARLEY_NONE && ccomp != PARLEY_NONE) {
        draft_clause(x, d, ccomp, v, true);
        return d->n_pieces > 0;
    }
    if (passive && !(e->frames & (CUE_AS | CUE_OX | CUE_OF)))
        return false;
    if ((e->frames & CUE_OX) && obj == PARLEY_NONE && iobj != PARLEY_NONE && iobj > v)
        obj = iobj;
    if ((e->frames & CUE_OX) && obj != PARLEY_NONE && obj > v && !is_reporter(x, obj)) {
        uint32_t what = xcomp;
        for (uint32_t t = obj + 1; what == PARLEY_NONE && t + 1 < end_sent && t <= p->tokens[obj].right; t++)
            if (IS(t, "to") && p->tokens[t].upos == UPOS_PART && p->tokens[t + 1].upos == UPOS_VERB) /* hung inside the phrase */
                what = t + 1;
        if (what == PARLEY_NONE)
            PARSE_EACH_CHILD (p, v, c)
                if (c > obj && (p->tokens[c].rel == REL_ADVCL || p->tokens[c].rel == REL_CCOMP) && verb_is_infinitive(x, c))
                    what = c;
        if (what == PARLEY_NONE)
            PARSE_EACH_CHILD (p, obj, c)
                if (c > obj && p->tokens[c].rel == REL_ACL && verb_is_infinitive(x, c))
                    what = c;
        if (what != PARLEY_NONE &&
            (verb_is_infinitive(x, what) || (p->tokens[obj].right + 1 < end_sent && IS(p->tokens[obj].right + 1, "to")))) {
            draft_range(x, d, max_of(p->tokens[obj].left, v + 1), p->tokens[what].right + 1, v);
            return d->n_pieces > 0;
        }
    }
    if (e->frames & CUE_PX) {
        uint32_t by;
        uint32_t c = with_case(x, v, e->px, &by);
        if (c != PARLEY_NONE && (xcomp != PARLEY_NONE || p->tokens[c].right + 1 <= end_sent)) {
            uint32_t what = xcomp;
            PARSE_EACH_CHILD (p, v, y)
                if (y > c && (p->tokens[y].rel == REL_ADVCL || p->tokens[y].rel == REL_CCOMP) && verb_is_infinitive(x, y))
                    what = y;
            PARSE_EACH_CHILD (p, c, y)
                if (y > c && p->tokens[y].rel == REL_ACL && verb_is_infinitive(x, y))
                    what = y;
            if (what != PARLEY_NONE && what > c) {
                d->cue_last = by == v + 1 ? by : d->cue_last;
                draft_range(x, d, by + 1, p->tokens[what].right + 1, v);
                return d->n_pieces > 0;
            }
        }
    }
    if (e->frames & (CUE_OF | CUE_FOR | CUE_AS)) {
        static const char *const of[] = {"of", NULL}, *const for_[] = {"for", NULL}, *const as[] = {"as", NULL};
        const char *const *const words[3] = {e->frames & CUE_OF ? of : NULL, e->frames & CUE_FOR ? for_ : NULL,
                                             e->frames & CUE_AS ? as : NULL};
        for (int i = 0; i < 3; i++) {
            if (!words[i])
                continue;
            uint32_t by, c = with_case(x, v, words[i], &by);
            if (c == PARLEY_NONE && obj != PARLEY_NONE && obj > v)
                c = with_case(x, obj, words[i], &by);
            if (c == PARLEY_NONE && i == 2) /* "described by the union as a trap" */
                PARSE_EACH_CHILD (p, v, agent)
                    if (c == PARLEY_NONE && agent > v && p->tokens[agent].rel == REL_OBL)
                        c = with_case(x, agent, words[i], &by);
            if (c == PARLEY_NONE)
                continue;
            uint32_t rest = c == PARLEY_NONE ? 0 : p->tokens[c].right + 1;
            if (i < 2 && obj != PARLEY_NONE && rest + 2 < end_sent && IS(rest, "and", "or") &&
                word_in(&p->tokens[rest + 1], words[i]) && p->tokens[rest + 1].head != PARLEY_NONE &&
                p->tokens[rest + 1].head > rest) /* "of piracy and of lying" */
                rest = p->tokens[p->tokens[rest + 1].head].right + 1;
            if (obj != PARLEY_NONE && obj > v && obj < c)
                draft_range(x, d, max_of(p->tokens[obj].left, v + 1), content_extend(x, c, rest, v, i != 2), v);
            else if (i == 2 && (p->tokens[v].rel == REL_ACL || obj != PARLEY_NONE || passive)) /* "what he describes as unfair" */
                draft_range(x, d, by + 1, content_extend(x, c, p->tokens[c].right + 1, v, true), v);
            if (d->n_pieces)
                return true;
        }
    }
    /* "put the toll at 12", "blamed the delay on the owners": both */
    if ((e->frames & (CUE_AT | CUE_ON)) && obj != PARLEY_NONE && obj > v) {
        static const char *const at[] = {"at", NULL}, *const on[] = {"on", "upon", "with", "to", NULL};
        uint32_t by, c = with_case(x, v, e->frames & CUE_AT ? at : on, &by);
        if (c == PARLEY_NONE)
            c = with_case(x, obj, e->frames & CUE_AT ? at : on, &by);
        bool number = false;
        for (uint32_t t = by; c != PARLEY_NONE && t <= p->tokens[c].right; t++)
            number |= p->tokens[t].upos == UPOS_NUM;
        if (c != PARLEY_NONE && c > obj && ((e->frames & CUE_ON) || number)) {
            draft_range(x, d, max_of(p->tokens[obj].left, v + 1), p->tokens[c].right + 1, v);
            return d->n_pieces > 0;
        }
    }
    /* "a pact that the premier had called a disaster": what it was called */
    if ((e->frames & CUE_XC) && obj != PARLEY_NONE && obj > v && xcomp == PARLEY_NONE && p->tokens[v].rel == REL_ACL &&
        p->tokens[v].sub == SUB_RELCL && p->tokens[obj].left < obj && IS(p->tokens[obj].left, "a", "an", "the")) {
        uint32_t last = p->tokens[obj].right;
        draft_range(x, d, p->tokens[obj].left, last + 1, v);
        return d->n_pieces > 0;
    }
    if ((e->frames & CUE_XC) && obj != PARLEY_NONE && obj > v) {
        uint32_t what = xcomp;
        uint32_t last = what != PARLEY_NONE ? p->tokens[what].right : p->tokens[obj].right;
        bool quoted = false;
        for (uint32_t t = v + 1; t < end_sent && t <= last + 6; t++)
            if (x->quotes->of[t] != PARLEY_NONE && x->quotes->of[t] != x->quotes->of[v]) {
                quoted = true;
                if (t > last && t <= last + 3)
                    last = x->quotes->items[x->quotes->of[t]].end - 1;
                break;
            }
        /* "labelling it a terrorist group": two objects in a row */
        if (what == PARLEY_NONE)
            PARSE_EACH_CHILD (p, v, second)
                if (what == PARLEY_NONE && second > last && p->tokens[second].rel == REL_OBJ &&
                    p->tokens[second].left == last + 1 && p->tokens[second].ne != NE_DATE) {
                    what = second;
                    last = p->tokens[second].right;
                }
        if (what == PARLEY_NONE && !quoted)
            return false;
        if (last + 1 < end_sent && p->tokens[last + 1].norm[0] == '"')
            last++;
        for (uint32_t t = obj + 2; t < last && t < end_sent; t++) /* "a 'boor', an old word for ..." */
            if (((IS(t, ",") && p->tokens[t - 1].norm[0] == '"') || (IS(t - 1, ",") && p->tokens[t].norm[0] == '"')) &&
                outside(x, t) && t + 1 < end_sent && IS(t + 1, "a", "an", "the"))
                last = t - 1;
        last = called_last(x, v, last, end_sent);
        draft_range(x, d, max_of(p->tokens[obj].left, v + 1), last + 1, v);
        return d->n_pieces > 0;
    }
    if ((e->frames & CUE_X) && xcomp != PARLEY_NONE && (verb_is_infinitive(x, xcomp) || IS(xcomp, "to"))) {
        uint32_t first = p->tokens[xcomp].left, end = p->tokens[xcomp].right + 1;
        while (first < xcomp && !IS(first, "to", "not", "never"))
            first++;
        draft_phrase(x, d, first, end, v, true);
        return d->n_pieces > 0;
    }
    if (e->frames & CUE_P) {
        uint32_t by;
        uint32_t c = with_case(x, v, e->preps, &by);
        if (c == PARLEY_NONE && v + 1 < end_sent && word_in(&p->tokens[v + 1], e->preps)) {
            uint32_t h = p->tokens[v + 1].head;
            if (h != PARLEY_NONE && h > v)
                c = h, by = v + 1;
        }
        if (c != PARLEY_NONE && !(e->class == CUE_SPEECH && is_reporter(x, c))) {
            uint32_t actor = facts_actor_of(x->f, p, c);
            if (actor != PARLEY_NONE && IS(by, "to") && !is_in(x, v, "says-to"))
                return false;
            if (by == v + 1)
                d->cue_last = by;
            draft_range(x, d, by + 1, content_extend(x, c, p->tokens[c].right + 1, v, false), v);
            return d->n_pieces > 0;
        }
    }
    if ((e->frames & CUE_NG) && xcomp != PARLEY_NONE && ends_with(p->tokens[xcomp].norm, "ing")) {
        draft_range(x, d, p->tokens[xcomp].left, p->tokens[xcomp].right + 1, v);
        return d->n_pieces > 0;
    }
    if ((e->frames & (CUE_N | CUE_NQ)) && obj != PARLEY_NONE && obj > v) {
        bool quoted = false;
        for (uint32_t t = p->tokens[obj].left; t <= p->tokens[obj].right && t < end_sent; t++)
            quoted |= x->quotes->of[t] != PARLEY_NONE && x->quotes->of[t] != x->quotes->of[v];
        if (!(e->frames & CUE_N) && !quoted)
            return false;
        if (p->tokens[obj].upos == UPOS_PRON)
            return false;
        uint32_t actor = facts_actor_of(x->f, p, obj);
        if (actor != PARLEY_NONE && x->f->mention_of[obj] != PARLEY_NONE && e->class != CUE_ASK && !quoted)
            return false;
        /* "denied the allegations", "repeated its demand": the words themselves are not told. */
        if (p->tokens[obj].right == obj && !quoted && e->class == CUE_SPEECH && cue_find(x->cues, p->tokens[obj].norm, 'n') &&
            cue_find(x->cues, p->tokens[obj].norm, 'n')->class != CUE_VIEW)
            return false;
        bool verbal = ends_with(p->tokens[obj].norm, "ing") && p->tokens[obj].left == obj; /* "denied withholding pay" */
        draft_phrase(x, d, max_of(p->tokens[obj].left, d->cue_last + 1),
                     content_extend(x, obj, p->tokens[obj].right + 1, v, verbal), v, false);
        return d->n_pieces > 0;
    }
    /* "the ceasefire that the rebels have demanded": the noun before it */
    uint32_t noun = p->tokens[v].rel == REL_ACL && p->tokens[v].sub == SUB_RELCL ? p->tokens[v].head : PARLEY_NONE;
    if (noun != PARLEY_NONE && noun < v && e->class == CUE_ASK && (e->frames & CUE_N) && obj == PARLEY_NONE &&
        p->tokens[noun].upos != UPOS_PRON && parse_child(p, v, REL_NSUBJ, SUB_NONE) != PARLEY_NONE &&
        parse_child(p, v, REL_NSUBJ, SUB_NONE) > noun && !IS(parse_child(p, v, REL_NSUBJ, SUB_NONE), "that", "which", "who")) {
        draft_phrase(x, d, p->tokens[noun].left, max_of(noun + 1, p->tokens[v].left), PARLEY_NONE, false);
        return d->n_pieces > 0;
    }
    (void)begin;
    (void)iobj;
    return false;
}

/* Content that stands before its cue: "The strike is over, the union said on Monday." */
bool content_before(speech *x, uint32_t v, draft *d) {
    const parley_parse *p = x->p;
    uint32_t begin = sent_first(x, v), end_sent = sent_end(x, v);
    /* Behind the cue only when and where it was said. */
    uint32_t left = p->tokens[v].left;
    uint32_t subject = last_subject(x, v);
    if (subject == PARLEY_NONE)
        subject = cue_near_subject(x, v);
    if (subject == PARLEY_NONE)
        return false;
    uint32_t clause = subject_first(x, subject, v);
    (void)left;
    if (clause < begin + 3)
        return false;
    uint32_t t = clause;
    while (t > begin && p->tokens[t - 1].upos == UPOS_ADV)
        t--;
    if (strcmp(p->tokens[t - 1].norm, ",") != 0 && p->tokens[t - 1].norm[0] != '"')
        return false;
    for (uint32_t i = v + 1; i < end_sent; i++)
        if (is_verb(&p->tokens[i]) && p->tokens[i].rel != REL_ACL && p->tokens[i].rel != REL_ADVCL &&
            p->tokens[i].upos == UPOS_VERB)
            return false;
    bool verb = false;
    for (uint32_t i = begin; i < begin + 3 && i < t; i++)
        if (IS(i, "according"))
            return false;
    for (uint32_t i = begin; i < t - 1; i++)
        verb |= is_verb(&p->tokens[i]);
    const page_block *block = &x->in->page->blocks[x->p->sents[p->tokens[v].sent].block];
    bool heading = block->role == PAGE_HEADLINE || block->role == PAGE_HEADING; /* "Deal 'close,' Roe says" has no verb */
    for (uint32_t i = begin; i + 3 < t; i++)
        if (IS(i, ":") && outside(x, i)) /* "On a sour note: the union had quit, he said" */
            begin = i + 1;
    if (verb || (heading && t - begin > 3))
        draft_range(x, d, begin, t - 1, v);
    return d->n_pieces > 0;
}
