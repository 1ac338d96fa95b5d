/* cue_frame.c - what a cue verb's frames allow as its content: each frame of data/statements/cues.tsv is one function here.
 *
 * The frames are tried in the order of frame_functions; each takes the content, refuses the verb, or leaves it to the next.
 */
#include "meaning/statement_int.h"

typedef enum verdict { LEFT, TAKEN, REFUSED } verdict;

typedef struct frame { /* a cue verb and what hangs on it */
    uint32_t v;
    const cue_entry *e;
    uint32_t ccomp, xcomp, obj, iobj;
    uint32_t begin, end; /* its sentence, or the quotation that it stands in */
    bool own;            /* content of its own stands behind it, so that words in front are none */
    bool passive;
    draft *d;
} frame;

static verdict taken(const frame *a) {
    return a->d->n_pieces ? TAKEN : REFUSED;
}

/* The child of v behind it that one of these prepositions marks, or PARLEY_NONE. */
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

/* Last token of what somebody is called: "it a 'surrender' | to the rebels", "the plan a 'gift' | and that it would open the
 * ports"; not what the page explains behind a comma. */
static uint32_t called_last(const speech *x, uint32_t v, uint32_t last, uint32_t end) {
    const parley_parse *p = x->p;
    uint32_t t = last + 1;
    if (IS(last, ",")) /* "a 'dummy,'": closed */
        return last;
    if (t < end && IS(t, "and", "but") && t + 2 < end && IS(t + 1, "that") && p->tokens[t + 1].rel == REL_MARK) {
        uint32_t clause = p->tokens[t + 1].head;
        return clause != PARLEY_NONE && clause > t && p->tokens[clause].right < end ? p->tokens[clause].right : last;
    }
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

/* "What the union calls a 'trap'": the words in quotation marks alone. False if it is not so. */
static bool quoted_name(const speech *x, frame *a) {
    const parley_parse *p = x->p;
    bool what = false;
    for (uint32_t w = a->v; w-- > a->begin && a->v - w < 8 && !is_punct(x, w) && !what;)
        what = IS(w, "what");
    for (uint32_t t = a->v + 1; what && t < a->end && t < a->v + 10; t++) {
        uint32_t q = x->quotes->of[t];
        if (q != PARLEY_NONE && q != x->quotes->of[a->v]) {
            uint32_t first = x->quotes->items[q].first, end = x->quotes->items[q].end;
            tokens_trim(x, &first, &end);
            draft_piece(a->d, first, end);
            return a->d->n_pieces > 0;
        }
        if (is_verb(&p->tokens[t]))
            break;
    }
    return false;
}

/* --- clauses ---------------------------------------------------------------------------------------------------------------- */

/* Arguments that the tree got wrong: objects before a comma, words in front of a cue that has its own content behind it. */
static void frame_mend(speech *x, frame *a) {
    const parley_parse *p = x->p;
    uint32_t v = a->v, by;
    /* "The minister backed away, but he insisted on a wall" */
    a->own = (a->e->frames & CUE_P) && with_case(x, v, a->e->preps, &by) != PARLEY_NONE;
    if (a->ccomp == PARLEY_NONE)
        return;
    if (a->obj != PARLEY_NONE && a->obj > v && (a->e->frames & (CUE_N | CUE_NQ)) && p->tokens[a->obj].right < a->ccomp &&
        p->tokens[a->obj].right + 1 < a->end && IS(p->tokens[a->obj].right + 1, ","))
        a->ccomp = PARLEY_NONE; /* "demanding an apology, the union walked out" */
    if (a->ccomp != PARLEY_NONE && a->ccomp > v && p->tokens[a->ccomp].left > v) { /* "went on strike, unions said, as ..." */
        uint32_t mark = p->tokens[a->ccomp].left;
        while (mark < a->ccomp && is_punct(x, mark))
            mark++;
        if (IS(mark, "as", "after", "while", "because", "since", "before", "when", "until") && p->tokens[mark].head == a->ccomp &&
            p->tokens[mark].rel == REL_MARK && !(a->e->frames & CUE_W))
            a->ccomp = PARLEY_NONE;
    }
    for (uint32_t t = v + 1; a->ccomp != PARLEY_NONE && t < a->ccomp && t < v + 60; t++)
        if (IS(t, ";") && x->quotes->of[t] == x->quotes->of[v]) /* a clause of its own */
            a->ccomp = PARLEY_NONE;
    if (a->ccomp == PARLEY_NONE || a->ccomp > v)
        return;
    /* "..., Hart said in a statement that" */
    for (uint32_t t = v + 1; t < a->end && t < v + 10 && !is_verb(&p->tokens[t]); t++)
        a->own |= IS(t, "that") && p->tokens[t].upos == UPOS_SCONJ && x->quotes->of[t] == x->quotes->of[v];
    /* Words before the cue are its content only across a comma or a quotation mark. */
    uint32_t s = last_subject(x, v), at = s != PARLEY_NONE && s > a->ccomp ? subject_first(x, s, v) : v;
    while (at > a->begin && p->tokens[at - 1].upos == UPOS_ADV)
        at--;
    if (a->own || parse_child(p, v, REL_NSUBJ, SUB_NONE) < a->ccomp || /* its subject was given to the cue: see content_before */
        (at > a->begin && !is_punct(x, at - 1)))
        a->ccomp = PARLEY_NONE;
}

/* The verb with its particle: "pointed out". */
static bool has_particle(const speech *x, const frame *a) {
    const parley_parse *p = x->p;
    bool has = false;
    PARSE_EACH_CHILD (p, a->v, c)
        if (strcmp(p->tokens[c].norm, a->e->particle) == 0) {
            has = true;
            a->d->cue_last = c;
        }
    if (!has && a->v + 1 < a->end && strcmp(p->tokens[a->v + 1].norm, a->e->particle) == 0) {
        has = true;
        a->d->cue_last = a->v + 1;
    }
    return has;
}

/* The clause that the tree gives: "he said (that) it was over". */
static verdict clause_of_tree(speech *x, frame *a) {
    const parley_parse *p = x->p;
    uint32_t first = p->tokens[a->ccomp].left;
    bool question = IS(first, "which", "whose", "whom", "whether", "why", "how", "if", "what", "who", "where", "when") ||
                    (IS(first, "to") && verb_is_infinitive(x, a->ccomp));
    if (IS(first, "what", "how", "who", "where") && a->e->class <= CUE_VIEW && (a->e->frames & CUE_W))
        question = false;
    if (question && !(a->e->frames & CUE_W) && !(IS(first, "to") && (a->e->frames & CUE_X)))
        return REFUSED;
    if (a->passive && !(a->e->frames & CUE_OC) && parse_child(p, a->v, REL_EXPL, SUB_NONE) == PARLEY_NONE &&
        a->e->class == CUE_VIEW)
        a->d->confidence -= 0.1f;
    draft_clause(x, a->d, a->ccomp, a->v, false);
    return taken(a);
}

/* No clause in the tree: "that" right after the cue, a bare clause that it took apart, one beside the cue, a colon. */
static verdict clause_by_words(speech *x, frame *a) {
    const parley_parse *p = x->p;
    uint32_t v = a->v, t = max_of(v, a->d->cue_last) + 1; /* behind its particle */
    while (t + 1 < a->end && t < v + 6 &&
           (token_is_time(x, t) || p->tokens[t].ne == NE_DATE || (IS(t, "on", "in") && token_is_time(x, t + 1))))
        t++;
    if (a->obj != PARLEY_NONE && (a->e->frames & CUE_OC) && a->obj > v && p->tokens[a->obj].right + 1 < a->end)
        t = p->tokens[a->obj].right + 1;
    if (!(t < a->end && IS(t, "that"))) /* whom, where and when may be long: "told the ministry's officials that" */
        for (uint32_t y = v + 1; y < a->end && y < v + 14 && (!is_verb(&p->tokens[y]) || p->tokens[y].rel == REL_AMOD) &&
                                 x->quotes->of[y] == x->quotes->of[v];
             y++)
            if (IS(y, "that") && (p->tokens[y].upos == UPOS_SCONJ || p->tokens[y].rel == REL_MARK)) {
                t = y;
                break;
            }
    if (t < a->end && IS(t, "that") && p->tokens[t].upos != UPOS_DET && t + 2 < a->end) {
        draft_range(x, a->d, t + 1, a->end, v);
        a->d->confidence -= 0.05f;
        return taken(a); /* "Does anyone believe that?)": nothing but marks is left */
    }
    /* "insisted talks with the bank had not failed" */
    if ((a->e->frames & CUE_C) && (a->e->frames & CUE_Q) && t < a->end && clause_begins(x, t, a->end)) {
        draft_range(x, a->d, t, a->end, v);
        a->d->confidence -= 0.15f;
        if (a->d->n_pieces)
            return TAKEN;
    }
    PARSE_EACH_CHILD (p, v, c)
        if (c > v && p->tokens[c].rel == REL_PARATAXIS && a->xcomp == PARLEY_NONE &&
            (parse_child(p, c, REL_NSUBJ, SUB_NONE) != PARLEY_NONE) && !verb_cue(x, c)) {
            draft_clause(x, a->d, c, v, false);
            a->d->confidence -= 0.1f;
            return taken(a);
        }
    if (t < a->end && strcmp(p->tokens[t].norm, ":") == 0 && t + 1 < a->end && (a->e->frames & CUE_Q)) {
        draft_range(x, a->d, t + 1, a->end, v);
        return taken(a);
    }
    return LEFT;
}

static verdict frame_clause(speech *x, frame *a) {
    const parley_parse *p = x->p;
    uint32_t v = a->v;
    if (!(a->e->frames & (CUE_C | CUE_OC)))
        return LEFT;
    if (a->ccomp != PARLEY_NONE)
        return clause_of_tree(x, a);
    /* "The road is open, the minister says": the cue hangs on what is said. */
    uint32_t h = p->tokens[v].head;
    if (!a->own && p->tokens[v].rel == REL_PARATAXIS && h != PARLEY_NONE &&
        parse_child(p, v, REL_NSUBJ, SUB_NONE) != PARLEY_NONE && !verb_is_negated(x, v) && (a->e->frames & CUE_Q)) {
        uint32_t at = subject_first(x, parse_child(p, v, REL_NSUBJ, SUB_NONE), v);
        while (at > a->begin && p->tokens[at - 1].upos == UPOS_ADV)
            at--;
        if (p->tokens[h].left < p->tokens[v].left && at > a->begin && is_punct(x, at - 1)) {
            draft_clause(x, a->d, h, v, false);
            if (a->d->n_pieces)
                return TAKEN;
        }
    }
    return clause_by_words(x, a);
}

static verdict frame_question(speech *x, frame *a) {
    /* "The deal was confirmed by the union": what it was done to */
    const parley_parse *p = x->p;
    uint32_t what = a->passive && (a->e->frames & CUE_N) && a->e->class == CUE_SPEECH ? parse_child(p, a->v, REL_NSUBJ, SUB_NONE)
                                                                                      : PARLEY_NONE;
    if (what != PARLEY_NONE && what < a->v && is_noun(&p->tokens[what]) && a->v + 1 < a->end && IS(a->v + 1, "by")) {
        draft_piece(a->d, p->tokens[what].left, p->tokens[what].right + 1);
        return taken(a);
    }
    if ((a->e->frames & CUE_W) && a->xcomp == PARLEY_NONE && a->ccomp != PARLEY_NONE) {
        draft_clause(x, a->d, a->ccomp, a->v, true);
        return taken(a);
    }
    return a->passive && !(a->e->frames & (CUE_AS | CUE_OX | CUE_OF | CUE_XC)) ? REFUSED : LEFT;
}

/* --- somebody or something, and more ------------------------------------------------------------------------------ */

/* "urged both sides to return" */
static verdict frame_ask(speech *x, frame *a) {
    const parley_parse *p = x->p;
    if (!(a->e->frames & CUE_OX))
        return LEFT;
    if (a->obj == PARLEY_NONE && a->iobj != PARLEY_NONE && a->iobj > a->v)
        a->obj = a->iobj;
    uint32_t obj = a->obj, what = a->xcomp;
    if (obj == PARLEY_NONE || obj < a->v || is_in(x, obj, "reporter"))
        return LEFT;
    for (uint32_t t = obj + 1; what == PARLEY_NONE && t + 1 < a->end && t <= p->tokens[obj].right; t++)
        if (IS(t, "to") && p->tokens[t].upos == UPOS_PART && p->tokens[t + 1].upos == UPOS_VERB) /* hung inside the phrase */
            what = t + 1;
    if (what == PARLEY_NONE)
        PARSE_EACH_CHILD (p, a->v, c)
            if (c > obj && (p->tokens[c].rel == REL_ADVCL || p->tokens[c].rel == REL_CCOMP) && verb_is_infinitive(x, c))
                what = c;
    if (what == PARLEY_NONE)
        PARSE_EACH_CHILD (p, obj, c)
            if (c > obj && p->tokens[c].rel == REL_ACL && verb_is_infinitive(x, c))
                what = c;
    if (what == PARLEY_NONE ||
        !(verb_is_infinitive(x, what) ||
          (p->tokens[obj].right + 2 < a->end &&
           (IS(p->tokens[obj].right + 1, "to") || (IS(p->tokens[obj].right + 1, "not") && IS(p->tokens[obj].right + 2, "to"))))))
        return LEFT;
    draft_range(x, a->d, max_of(p->tokens[obj].left, a->v + 1), p->tokens[what].right + 1, a->v);
    return taken(a);
}

/* "appealed to the bank to pay" */
static verdict frame_appeal(speech *x, frame *a) {
    const parley_parse *p = x->p;
    uint32_t by, c = a->e->frames & CUE_PX ? with_case(x, a->v, a->e->px, &by) : PARLEY_NONE, what = a->xcomp;
    if (c == PARLEY_NONE)
        return LEFT;
    PARSE_EACH_CHILD (p, a->v, y)
        if (y > c && (p->tokens[y].rel == REL_ADVCL || p->tokens[y].rel == REL_CCOMP) && verb_is_infinitive(x, y))
            what = y;
    PARSE_EACH_CHILD (p, c, y)
        if (y > c && p->tokens[y].rel == REL_ACL && verb_is_infinitive(x, y))
            what = y;
    if (what == PARLEY_NONE || what < c)
        return LEFT;
    a->d->cue_last = by == a->v + 1 ? by : a->d->cue_last;
    draft_range(x, a->d, by + 1, p->tokens[what].right + 1, a->v);
    return taken(a);
}

/* "accused the bank of lying", "blamed it for the delay", "described the offer as fair" */
static verdict frame_judge(speech *x, frame *a) {
    static const char *const of[] = {"of", NULL}, *const for_[] = {"for", NULL}, *const as[] = {"as", NULL};
    const parley_parse *p = x->p;
    const char *const *const words[3] = {a->e->frames & CUE_OF ? of : NULL, a->e->frames & CUE_FOR ? for_ : NULL,
                                         a->e->frames & CUE_AS ? as : NULL};
    uint32_t v = a->v, obj = a->obj;
    if ((a->e->frames & CUE_AS) && quoted_name(x, a))
        return TAKEN;
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
        uint32_t rest = p->tokens[c].right + 1;
        if (i < 2 && obj != PARLEY_NONE && rest + 2 < a->end && IS(rest, "and", "or") &&
            word_in(&p->tokens[rest + 1], words[i]) && p->tokens[rest + 1].head != PARLEY_NONE &&
            p->tokens[rest + 1].head > rest) /* "of piracy and of lying" */
            rest = p->tokens[p->tokens[rest + 1].head].right + 1;
        if (obj != PARLEY_NONE && obj > v && obj < c)
            draft_range(x, a->d, max_of(p->tokens[obj].left, v + 1), content_extend(x, c, rest, v, i != 2), v);
        else if (i == 2 && (p->tokens[v].rel == REL_ACL || obj != PARLEY_NONE || a->passive)) /* "what he describes as unfair" */
            draft_range(x, a->d, by + 1, content_extend(x, c, p->tokens[c].right + 1, v, true), v);
        if (a->d->n_pieces)
            return TAKEN;
    }
    return LEFT;
}

/* "put the toll at 12", "blamed the delay on the owners" */
static verdict frame_put(speech *x, frame *a) {
    static const char *const at[] = {"at", NULL}, *const on[] = {"on", "upon", "with", "to", NULL};
    const parley_parse *p = x->p;
    if (!(a->e->frames & (CUE_AT | CUE_ON)) || a->obj == PARLEY_NONE || a->obj < a->v)
        return LEFT;
    uint32_t by, c = with_case(x, a->v, a->e->frames & CUE_AT ? at : on, &by);
    if (c == PARLEY_NONE)
        c = with_case(x, a->obj, a->e->frames & CUE_AT ? at : on, &by);
    bool number = false;
    for (uint32_t t = by; c != PARLEY_NONE && t <= p->tokens[c].right; t++)
        number |= p->tokens[t].upos == UPOS_NUM;
    if (c == PARLEY_NONE || c < a->obj || !((a->e->frames & CUE_ON) || number))
        return LEFT;
    draft_range(x, a->d, max_of(p->tokens[a->obj].left, a->v + 1), p->tokens[c].right + 1, a->v);
    return taken(a);
}

/* "called the offer unfair", "dubbed it a 'trap'", "labelling it a terrorist group" */
static verdict frame_call(speech *x, frame *a) {
    const parley_parse *p = x->p;
    uint32_t v = a->v, obj = a->obj, what = a->xcomp;
    if ((a->e->frames & CUE_XC) && quoted_name(x, a))
        return TAKEN;
    /* "is considered a terrorist group by the two" */
    if ((a->e->frames & CUE_XC) && a->passive && what != PARLEY_NONE && is_noun(&p->tokens[what]) && p->tokens[what].left > v) {
        uint32_t last = p->tokens[what].right;
        for (uint32_t t = what; t <= last; t++)
            if (IS(t, "by"))
                last = t - 1;
        draft_range(x, a->d, p->tokens[what].left, last + 1, v);
        return taken(a);
    }
    if (!(a->e->frames & CUE_XC) || obj == PARLEY_NONE || obj < v || a->passive)
        return LEFT;
    /* "a pact that the premier had called a disaster": what it was called */
    if (what == PARLEY_NONE && p->tokens[v].rel == REL_ACL && p->tokens[v].sub == SUB_RELCL && p->tokens[obj].left < obj &&
        IS(p->tokens[obj].left, "a", "an", "the")) {
        draft_range(x, a->d, p->tokens[obj].left, p->tokens[obj].right + 1, v);
        return taken(a);
    }
    uint32_t last = what != PARLEY_NONE ? p->tokens[what].right : p->tokens[obj].right;
    bool quoted = false;
    for (uint32_t t = v + 1; t < a->end && t <= last + 6; t++)
        if (x->quotes->of[t] != PARLEY_NONE && x->quotes->of[t] != x->quotes->of[v]) {
            quoted = true;
            if (t > last && t <= last + 3)
                last = x->quotes->items[x->quotes->of[t]].end - 1;
            break;
        }
    if (what == PARLEY_NONE) /* two objects in a row */
        PARSE_EACH_CHILD (p, v, second)
            if (what == PARLEY_NONE && second > last && p->tokens[second].rel == REL_OBJ && p->tokens[second].left == last + 1 &&
                p->tokens[second].ne != NE_DATE) {
                what = second;
                last = p->tokens[second].right;
            }
    if (what == PARLEY_NONE && !quoted)
        return REFUSED;
    if (last + 1 < a->end && p->tokens[last + 1].norm[0] == '"')
        last++;
    for (uint32_t t = obj + 2; t <= last && t < a->end; t++) /* "a 'boor', an old word for ..." */
        if (((IS(t, ",") && p->tokens[t - 1].norm[0] == '"') || (IS(t - 1, ",") && p->tokens[t].norm[0] == '"')) &&
            outside(x, t) && t + 1 < a->end && !IS(t + 1, "and", "but", "or"))
            last = t - 1;
    last = called_last(x, v, last, a->end);
    draft_range(x, a->d, max_of(p->tokens[obj].left, v + 1), last + 1, v);
    return taken(a);
}

/* --- phrases ---------------------------------------------------------------------------------------------------------------- */

/* "vowed to return" */
static verdict frame_infinitive(speech *x, frame *a) {
    const parley_parse *p = x->p;
    if (!(a->e->frames & CUE_X) || a->xcomp == PARLEY_NONE || !(verb_is_infinitive(x, a->xcomp) || IS(a->xcomp, "to")))
        return LEFT;
    uint32_t first = p->tokens[a->xcomp].left;
    while (first < a->xcomp && !IS(first, "to", "not", "never"))
        first++;
    draft_phrase(x, a->d, first, p->tokens[a->xcomp].right + 1, a->v, true);
    return taken(a);
}

/* "called for restraint" */
static verdict frame_preposition(speech *x, frame *a) {
    const parley_parse *p = x->p;
    uint32_t v = a->v, by, c = a->e->frames & CUE_P ? with_case(x, v, a->e->preps, &by) : PARLEY_NONE;
    if (c == PARLEY_NONE && (a->e->frames & CUE_P) && v + 1 < a->end && word_in(&p->tokens[v + 1], a->e->preps)) {
        uint32_t h = p->tokens[v + 1].head;
        if (h != PARLEY_NONE && h > v)
            c = h, by = v + 1;
    }
    if (c == PARLEY_NONE || (a->e->class == CUE_SPEECH && is_in(x, c, "reporter")))
        return LEFT;
    if (facts_actor_of(x->f, p, c) != PARLEY_NONE && IS(by, "to") && !is_in(x, v, "says-to"))
        return REFUSED;
    if (by == v + 1)
        a->d->cue_last = by;
    draft_range(x, a->d, by + 1, content_extend(x, c, p->tokens[c].right + 1, v, false), v);
    return taken(a);
}

/* "denied leaking the text" */
static verdict frame_verbal_noun(speech *x, frame *a) {
    const parley_parse *p = x->p;
    if (!(a->e->frames & CUE_NG) || a->xcomp == PARLEY_NONE || !ends_with(p->tokens[a->xcomp].norm, "ing"))
        return LEFT;
    draft_range(x, a->d, p->tokens[a->xcomp].left, p->tokens[a->xcomp].right + 1, a->v);
    return taken(a);
}

/* "announced a new round of talks", "praised a 'historic' step" */
static verdict frame_noun(speech *x, frame *a) {
    const parley_parse *p = x->p;
    uint32_t v = a->v, obj = a->obj;
    if (!(a->e->frames & (CUE_N | CUE_NQ)) || obj == PARLEY_NONE || obj < v)
        return LEFT;
    bool quoted = false;
    for (uint32_t t = p->tokens[obj].left; t <= p->tokens[obj].right && t < a->end; t++)
        quoted |= x->quotes->of[t] != PARLEY_NONE && x->quotes->of[t] != x->quotes->of[v];
    if ((!(a->e->frames & CUE_N) && !quoted) || p->tokens[obj].upos == UPOS_PRON)
        return REFUSED;
    if (facts_actor_of(x->f, p, obj) != PARLEY_NONE && x->f->mention_of[obj] != PARLEY_NONE && a->e->class != CUE_ASK && !quoted)
        return REFUSED;
    /* "denied the allegations", "repeated its demand": the words themselves are not told. */
    const cue_entry *word = cue_find(x->cues, p->tokens[obj].norm, 'n');
    if (p->tokens[obj].right == obj && !quoted && a->e->class == CUE_SPEECH && word && word->class != CUE_VIEW)
        return REFUSED;
    bool verbal = ends_with(p->tokens[obj].norm, "ing") && p->tokens[obj].left == obj; /* "denied withholding pay" */
    draft_phrase(x, a->d, max_of(p->tokens[obj].left, a->d->cue_last + 1),
                 content_extend(x, obj, p->tokens[obj].right + 1, v, verbal), v, false);
    return taken(a);
}

/* "the ceasefire that the rebels have demanded": the noun before it */
static verdict frame_gap(speech *x, frame *a) {
    const parley_parse *p = x->p;
    uint32_t v = a->v, subject = parse_child(p, v, REL_NSUBJ, SUB_NONE),
             noun = p->tokens[v].rel == REL_ACL && p->tokens[v].sub == SUB_RELCL ? p->tokens[v].head : PARLEY_NONE;
    if (noun == PARLEY_NONE || noun > v || a->e->class != CUE_ASK || !(a->e->frames & CUE_N) || a->obj != PARLEY_NONE ||
        p->tokens[noun].upos == UPOS_PRON || subject == PARLEY_NONE || subject < noun || IS(subject, "that", "which", "who"))
        return LEFT;
    draft_phrase(x, a->d, p->tokens[noun].left, max_of(noun + 1, p->tokens[v].left), PARLEY_NONE, false);
    return taken(a);
}

bool verb_content(speech *x, uint32_t v, const cue_entry *e, draft *d) {
    static verdict (*const frame_functions[])(speech *, frame *) = {
        frame_clause, frame_question,   frame_ask,         frame_appeal,      frame_judge, frame_put,
        frame_call,   frame_infinitive, frame_preposition, frame_verbal_noun, frame_noun,  frame_gap};
    const parley_parse *p = x->p;
    frame a = {v, e, PARLEY_NONE, PARLEY_NONE, PARLEY_NONE, PARLEY_NONE, sent_first(x, v), clause_limit(x, v), false, false, d};
    PARSE_EACH_CHILD (p, v, c) {
        const parse_token *k = &p->tokens[c];
        if (k->rel == REL_CCOMP && (a.ccomp == PARLEY_NONE || (a.ccomp < v && c > v)))
            a.ccomp = c;
        else if (k->rel == REL_XCOMP && a.xcomp == PARLEY_NONE && c > v)
            a.xcomp = c;
        else if (k->rel == REL_OBJ && (a.obj == PARLEY_NONE || a.obj < v))
            a.obj = c;
        else if (k->rel == REL_IOBJ)
            a.iobj = c;
    }
    if ((e->frames & CUE_PART) && !has_particle(x, &a))
        return false;
    a.passive = verb_is_passive(x, v);
    frame_mend(x, &a);
    for (size_t i = 0; i < COUNT_OF(frame_functions); i++) {
        verdict found = frame_functions[i](x, &a);
        if (found != LEFT)
            return found == TAKEN;
    }
    return false;
}

/* Content that stands before its cue: "The strike is over, the union said on Monday." */
bool content_before(speech *x, uint32_t v, draft *d) {
    const parley_parse *p = x->p;
    uint32_t begin = sent_first(x, v), end_sent = sent_end(x, v);
    if (p->tokens[v].rel == REL_ACL && p->tokens[v].sub != SUB_RELCL && (p->tokens[v].morph & (FEAT_PART | FEAT_GER)) &&
        !is_punct(x, v - 1))
        return false; /* said Ana Roe, a lawyer advising the owners; it said in a statement posted on its page */
    /* Behind the cue only when and where it was said. */
    uint32_t subject = last_subject(x, v);
    if (subject == PARLEY_NONE)
        subject = cue_near_subject(x, v);
    if (subject == PARLEY_NONE)
        return false;
    uint32_t clause = subject_first(x, subject, v);
    if (clause < begin + 3)
        return false;
    uint32_t t = clause;
    while (t > begin && p->tokens[t - 1].upos == UPOS_ADV)
        t--;
    if (strcmp(p->tokens[t - 1].norm, ",") != 0 && p->tokens[t - 1].norm[0] != '"')
        return false;
    for (uint32_t i = v + 1; i < end_sent && !(is_punct(x, i - 1) && IS(i, "as", "after", "while", "amid", "despite", "because"));
         i++)
        if (is_verb(&p->tokens[i]) && p->tokens[i].rel != REL_ACL && p->tokens[i].rel != REL_ADVCL && !IS(i, "according") &&
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
