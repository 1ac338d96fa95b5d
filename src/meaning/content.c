/* content.c - what was said: the tokens that a cue's frame allows as its content.
 *
 * Frames (cue_frame.c) say where content stands. The subtree gives the first guess; what parsers hang too high is taken back
 * (content_extend), what belongs to the cue's own clause is cut off (content_cut).
 */
#include "meaning/statement_int.h"

void draft_piece(draft *d, uint32_t first, uint32_t end) {
    if (first < end && d->n_pieces < PIECES) {
        d->piece[d->n_pieces][0] = first;
        d->piece[d->n_pieces++][1] = end;
    }
}

bool token_is_time(const speech *x, uint32_t t) {
    const parse_token *k = &x->p->tokens[t];
    return k->ne == NE_DATE ||
           word_in(k, (const char *const[]){"monday",    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                                            "yesterday", "today",   "earlier",   "later",    "week",   "month",    "night",
                                            "morning",   "evening", "afternoon", "recently", "again",  "also",     "repeatedly",
                                            "meanwhile", "this",    "last",      NULL});
}

/* Does a clause begin at t: a noun phrase, then a finite verb, before anything that would end it? */
bool clause_begins(const speech *x, uint32_t t, uint32_t end) {
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

/* "The owners - blaming the crews - had left", "the premier - who has said the talks failed - left": behind one dash of a pair,
 * with no verb of the main clause between. */
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
    return (p->tokens[v].morph & FEAT_PAST) && (p->tokens[v].morph & FEAT_FIN) && subject != PARLEY_NONE &&
           is_noun(&p->tokens[subject]);
}

/* Whether the clause of v is that of one he, she or it in the present: "is ready", "says". */
bool clause_is_singular(const speech *x, uint32_t v) {
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
        if (y > v + 8 ||
            !(is_punct(x, y) || token_is_time(x, y) || p->tokens[y].ne == NE_DATE || IS(y, "on", "in", "at", "late")))
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
        if (fronted && (closes || (!quoted && IS(t, ","))) && t + 1 < end && clause_begins(x, t + 1, end))
            return closes ? t + 1 : t;
        if (t < first + 2 || quoted)
            continue;
        if (dashed && is_dash(x, t))
            return t;
        if (is_dash(x, t - 1) && IS(t, "which", "who", "whose", "what")) { /* the page explains */
            uint32_t close = t;
            while (close < end && !is_dash(x, close))
                close++;
            if (close + 1 >= end)
                return t - 1;
            t = close; /* and goes on behind a second dash */
            continue;
        }
        bool comma = is_punct(x, t - 1);
        if (IS(t, "which") && t + 1 < end && IS(t + 1, "means", "meant")) /* the page draws its conclusion */
            return comma ? t - 1 : t;
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
                    bool past = (p->tokens[y].morph & FEAT_PAST) &&
                                ((p->tokens[y].morph & FEAT_FIN) || (h != PARLEY_NONE && (p->tokens[h].morph & FEAT_INF)));
                    if (past && h != PARLEY_NONE && p->tokens[y].rel == REL_CONJ && h >= first && h < end &&
                        !(p->tokens[h].morph & FEAT_PAST))
                        return t;
                    /* "says its members are ready to work and accuses": one's verb after what several do, as the cue is */
                    if (cue != PARLEY_NONE && (p->tokens[y].morph & FEAT_FIN) && ends_with(p->tokens[y].norm, "s") &&
                        ends_with(p->tokens[cue].norm, "s") && h != PARLEY_NONE && p->tokens[y].rel == REL_CONJ && h >= first &&
                        h < end && ((p->tokens[h].morph & FEAT_INF) || !clause_is_singular(x, h)))
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
    const cue_entry *behind = end > first + 3 && end < sent_end(x, first) ? verb_cue(x, end) : NULL;
    bool says = behind && behind->class <= CUE_WRITE && (behind->frames & CUE_Q) && (p->tokens[end].morph & FEAT_FIN);
    for (uint32_t t = end; says && t-- > first + 1 && end - t < 12;) {
        if (IS(t, ",") && x->quotes->of[t] == x->quotes->of[end])
            return t;
        says = is_noun(&p->tokens[t]) || p->tokens[t].upos == UPOS_DET || p->tokens[t].upos == UPOS_ADP ||
               p->tokens[t].upos == UPOS_ADJ || p->tokens[t].upos == UPOS_PART;
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
uint32_t clause_limit(const speech *x, uint32_t t) {
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
    if (first > cue && first + 2 < end && IS(first, "on") && token_is_time(x, first + 1) && p->tokens[first + 1].head == c)
        first += 2; /* "said on Friday it would pay": when it was said */
    while (first < end && token_is_time(x, first) && first > cue && p->tokens[first].rel != REL_NSUBJ && first + 1 < end) {
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
    if (first + 1 < end && IS(first, "only", "simply", "merely") && IS(first + 1, "that"))
        first++;
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

/* "after the council meets": of what is to come, so that it belongs to a vow. */
static bool clause_is_to_come(const speech *x, uint32_t mark) {
    uint32_t v = x->p->tokens[mark].rel == REL_MARK ? x->p->tokens[mark].head : PARLEY_NONE;
    return v != PARLEY_NONE && v > mark && (x->p->tokens[v].morph & FEAT_FIN) && !(x->p->tokens[v].morph & FEAT_PAST) &&
           parse_child(x->p, v, REL_NSUBJ, SUB_NONE) != PARLEY_NONE && !is_punct(x, mark - 1);
}

/* A phrase, not a clause: without ", which ..." and, of an infinitive, without "after ...". */
void draft_phrase(const speech *x, draft *d, uint32_t first, uint32_t end, uint32_t cue, bool infinitive) {
    for (uint32_t t = first + 2; t < end; t++) {
        if (x->quotes->of[t] != x->quotes->of[first])
            continue;
        if (is_punct(x, t - 1) && IS(t, "which", "who", "whose"))
            end = t - 1;
        else if (!infinitive && IS(t, "following", "amid"))
            end = t;
        else if (infinitive && IS(t, "after", "following", "amid", "when", "raising", "as") &&
                 (x->p->tokens[t].rel == REL_CASE || x->p->tokens[t].rel == REL_MARK || is_punct(x, t - 1)) &&
                 !clause_is_to_come(x, t))
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
        /* "said the plan is fair, but costs too much": what is, not what was said next */
        goes_on |= clause && k->rel == REL_CONJ && is_verb(k) && !subject && (k->morph & FEAT_FIN) && !(k->morph & FEAT_PAST) &&
                   (p->tokens[cue].morph & FEAT_PAST) && !verb_cue(x, top);
        /* "said it was 'possible' he would come": a second clause of the same cue */
        goes_on |= clause && k->rel == REL_CCOMP && k->head == cue && subject && !comma &&
                   !(verb_cue(x, top) && verb_cue(x, top)->class <= CUE_WRITE);
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
        if (is_verb(k) && verb_cue(x, top) && k->head != PARLEY_NONE && k->head <= cue && (comma || mark == PARLEY_NONE))
            return end; /* but "of being rude in accusing the union" */
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
                         IS(mark, "of", "for", "about", "between", "among", "without", "on", "to", "with", "over", "against",
                            "as", "toward", "towards", "from", "into") &&
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

/* "wrote that the pact 'has critics. Farmers say ...'": words in quotation marks that began inside the content go on to their
 * closing mark, past the end of the sentence. */
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
    if (d.n_speakers && d.cue != PARLEY_NONE && x->quotes->of[d.cue] == PARLEY_NONE && strcmp(d.rule, "noun") != 0 &&
        strcmp(d.rule, "verb-view") != 0) { /* who thinks is not heard */
        bool nested = false;
        for (uint32_t h = d.cue, up = 0; h != PARLEY_NONE && up < 6 && !nested; h = x->p->tokens[h].head, up++) {
            uint32_t head = x->p->tokens[h].head;
            nested = x->p->tokens[h].rel == REL_CCOMP && head != PARLEY_NONE && head < d.cue && verb_cue(x, head);
        }
        if (!nested) {
            x->last_speaker = d.speaker[0];
            x->last_sent = x->p->tokens[d.cue].sent;
            if (x->f->actors[d.speaker[0]].kind == ACTOR_PERSON) {
                x->last_person = d.speaker[0];
                x->person_sent = x->last_sent;
            }
            if (speaker_is_several(x, d.speaker[0])) {
                x->last_several = d.speaker[0];
                x->several_sent = x->last_sent;
            }
        }
    }
    return i;
}
