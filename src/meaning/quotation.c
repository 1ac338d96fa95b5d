/* quotation.c - statements found from quotation marks.
 *
 * A quotation that stands free takes the nearest verb of speech outside it: behind, in front, in the paragraph around. One inside
 * a clause is left to the clause's cue: it is a scare quote, a name, or the quoted words of a mixed statement.
 */
#include "meaning/statement_int.h"

static const page_block *block_of(const speech *x, uint32_t t) {
    return &x->in->page->blocks[x->p->sents[x->p->tokens[t].sent].block];
}

/* A line that heads what follows: by its role, or short, alone and without a full stop. */
bool stands_as_heading(const speech *x, uint32_t t) {
    const page_block *b = block_of(x, t);
    if (b->role == PAGE_HEADLINE || b->role == PAGE_HEADING)
        return true;
    if (b->role != PAGE_PARAGRAPH)
        return false;
    uint32_t words = 0;
    if (page_continues(x->in->page, x->p->sents[x->p->tokens[t].sent].block) != PARLEY_NONE)
        return false;
    for (uint32_t i = b->start; i < b->end && words < 16; i++)
        words += x->in->page->text[i] == ' ';
    const char *s = x->in->page->text + b->start;
    uint32_t n = b->end - b->start;
    while (n && (s[n - 1] == '"' || s[n - 1] == '\'' || (unsigned char)s[n - 1] >= 0x80))
        n--;
    return words < 14 && n && s[n - 1] != '.' && s[n - 1] != '!' && s[n - 1] != '?' && s[n - 1] != ',' && s[n - 1] != ':';
}

/* One short line, "Vote 'widens gap':" among them. */
static bool is_line(const speech *x, uint32_t t) {
    const page_block *b = block_of(x, t);
    uint32_t end = b->end;
    const char *s = x->in->page->text;
    return stands_as_heading(x, t) || (end > b->start && s[end - 1] == ':' && end - b->start < 100);
}

/* "hit back", not "would hit 'a wide range'" */
static bool has_particle(const speech *x, uint32_t v, const cue_entry *e) {
    for (uint32_t t = v + 1; t < sent_end(x, v) && t < v + 4; t++)
        if (strcmp(x->p->tokens[t].norm, e->particle) == 0)
            return true;
    return false;
}

static bool is_q_verb(const speech *x, uint32_t t) {
    const cue_entry *e = verb_cue(x, t);
    for (; e; e = cue_next(x->cues, e))
        if ((e->frames & CUE_Q) && e->class != CUE_LIGHT && (!(e->frames & CUE_PART) || has_particle(x, t, e)))
            return true;
    return false;
}

/* The first token after a quotation and its closing mark. */
static uint32_t after_quote(const speech *x, const quote *q) {
    uint32_t t = q->end;
    while (t < x->p->n_tokens && x->p->tokens[t].start < q->span.end)
        t++;
    return t;
}

static uint32_t before_quote(const speech *x, const quote *q) { /* the opening mark's token, or first */
    uint32_t t = q->first;
    while (t > 0 && x->p->tokens[t - 1].start >= q->span.start)
        t--;
    return t;
}

static bool quote_has_verb(const speech *x, const quote *q) {
    for (uint32_t t = q->first; t < q->end; t++)
        if (is_verb(&x->p->tokens[t]))
            return true;
    return false;
}

static bool ends_in_stop(const speech *x, const quote *q) {
    const char *s = x->in->page->text;
    if (!q->closed)
        return true;
    char last = s[q->inside.end - 1], next = q->span.end < x->in->page->n_text ? s[q->span.end] : '.';
    return last == '.' || last == ',' || last == '?' || last == '!' || next == ',' || next == '.' ||
           (unsigned char)last == 0xA6 /* ... */;
}

/* Subject of the cue after a quotation: the tree's if it stands outside, else by word order; "said the minister" too. */
static uint32_t quote_subject(const speech *x, uint32_t cue, uint32_t after, uint32_t limit) {
    const parley_parse *p = x->p;
    bool inverted = true;
    for (uint32_t t = after; t < cue; t++)
        if (!is_punct(x, t) && p->tokens[t].upos != UPOS_ADV)
            inverted = false;
    /* "Ana Roe, head of the union's car department, said": the name, whatever became the subject. */
    if (!inverted)
        for (uint32_t t = after; t < cue; t++) {
            uint32_t m = x->f->mention_of[t];
            if (m != PARLEY_NONE && x->f->mentions[m].kind == MENTION_NAME && x->f->mentions[m].actor != PARLEY_NONE &&
                p->tokens[t].rel != REL_NMOD && x->f->actors[x->f->mentions[m].actor].kind == ACTOR_PERSON &&
                x->f->mentions[m].end < cue && IS(x->f->mentions[m].end, ","))
                return t;
            if (p->tokens[t].upos == UPOS_PRON || p->tokens[t].upos == UPOS_VERB)
                break;
        }
    PARSE_EACH_CHILD (p, cue, c)
        if (p->tokens[c].rel == REL_NSUBJ && c >= after && c < limit && outside(x, c) && (c < cue || inverted))
            return c;
    if (inverted) {
        uint32_t noun = PARLEY_NONE;
        for (uint32_t y = cue + 1; y < limit && y < cue + 12; y++) {
            if (is_punct(x, y) || is_verb(&p->tokens[y]) || (noun != PARLEY_NONE && p->tokens[y].upos == UPOS_ADP))
                break;
            if (facts_actor_of(x->f, p, y) != PARLEY_NONE || is_noun(&p->tokens[y]) || p->tokens[y].upos == UPOS_PRON)
                noun = y;
        }
        return noun;
    }
    for (uint32_t y = cue; y-- > after;)
        if (is_noun(&p->tokens[y]) || p->tokens[y].upos == UPOS_PRON)
            return y;
    return PARLEY_NONE;
}

/* "The bank reports a change of style:" above a paragraph in quotation marks: whoever reports. False if no line like that stands
 * above sentence s. */
bool announced_above(speech *x, uint32_t s, draft *d) {
    const parley_parse *p = x->p;
    if (s == 0)
        return false;
    uint32_t begin = p->sents[s - 1].first, end = p->sents[s - 1].end, v = PARLEY_NONE;
    if (end <= begin || !IS(end - 1, ":"))
        return false;
    for (uint32_t t = end - 1; t-- > begin && v == PARLEY_NONE;)
        if (outside(x, t) && verb_cue(x, t) && verb_cue(x, t)->class <= CUE_WRITE && !verb_is_infinitive(x, t))
            v = t;
    if (v != PARLEY_NONE && x->draft_of_cue[v] != PARLEY_NONE) {
        const draft *said = &x->drafts[x->draft_of_cue[v]];
        for (uint32_t i = 0; i < said->n_speakers; i++)
            draft_speaker(d, said->speaker[i]);
        for (uint32_t i = 0; i < said->n_chain; i++)
            draft_link(d, said->chain[i]);
    } else if (v != PARLEY_NONE) {
        d->cue = d->cue_first = d->cue_last = v;
        cue_speaker(x, v, d, false);
        outlet_links(x, v, d);
    } else if (p->sents[s - 1].root != PARLEY_NONE) {
        uint32_t subject = parse_child(p, p->sents[s - 1].root, REL_NSUBJ, SUB_NONE);
        if (subject != PARLEY_NONE)
            speaker_resolve(x, subject, d, true);
    }
    d->unknown = false;
    return d->n_speakers > 0;
}

/* A heading that quotes a scrap ("Mine strike: vote 'widens gap'") says what somebody says below in the same words: the whole
 * line, from its last colon; headings_resolve finds who, or drops it. */
static void heading_scrap(speech *x, uint32_t i, uint32_t begin, uint32_t end) {
    const parley_parse *p = x->p;
    const quote *q = &x->quotes->items[i];
    draft d = draft_new(PARLEY_NONE, "heading-scrap", 0.6f);
    for (uint32_t t = begin; t < q->first; t++)
        if (IS(t, ":") && outside(x, t)) {
            if (t > begin && t < begin + 6 && facts_actor_of(x->f, p, t - 1) != PARLEY_NONE)
                return; /* "Envoy: 'We are close'": a label */
            begin = t + 1;
        }
    for (uint32_t t = begin; t < end; t++)
        if (x->draft_of_cue[t] != PARLEY_NONE || (outside(x, t) && verb_cue(x, t)))
            return;
    for (uint32_t t = q->end; t < end; t++)
        if (IS(t, ":") && t + 1 < end)
            return;
    d.quoted = true;
    draft_piece(&d, begin, end);
    draft_push(x, d);
}

/* A sentence behind a quotation that only says whose it was: '"We can wait." Minister Roe told the Courier.' */
static bool cue_alone(const speech *x, uint32_t t, uint32_t block) {
    const parley_parse *p = x->p;
    if (t >= p->n_tokens || p->sents[p->tokens[t].sent].block != block || !outside(x, t))
        return false;
    uint32_t end = p->sents[p->tokens[t].sent].end, v = p->sents[p->tokens[t].sent].root;
    if (end - t > 14 || v == PARLEY_NONE || v < t || !is_q_verb(x, v) || !outside(x, v))
        return false;
    for (uint32_t y = t; y < end; y++)
        if (p->tokens[y].rel == REL_CCOMP || p->tokens[y].rel == REL_XCOMP || (p->tokens[y].rel == REL_OBJ && y > v) ||
            p->tokens[y].rel == REL_PARATAXIS || IS(y, ":") || (y > v && p->tokens[y].upos == UPOS_VERB))
            return false;
    uint32_t subject = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    return subject != PARLEY_NONE && subject < v;
}

/* Who alone is heard in sentence s in the page's own voice, into who; false if somebody else is already. */
static bool heard_in(const speech *x, uint32_t s, uint32_t *who) {
    const parley_parse *p = x->p;
    for (uint32_t t = p->sents[s].first; t < p->sents[s].end; t++) {
        const draft *d = x->draft_of_cue[t] == PARLEY_NONE ? NULL : &x->drafts[x->draft_of_cue[t]];
        const cue_entry *e = d && !d->dead && d->n_speakers && outside(x, t) ? verb_cue(x, t) : NULL;
        if (!e || e->class > CUE_WRITE || p->tokens[t].rel == REL_CCOMP)
            continue;
        if (d->n_speakers > 1 || (*who != PARLEY_NONE && *who != d->speaker[0]))
            return false;
        *who = d->speaker[0];
    }
    return true;
}

/* Who alone is heard in the paragraph above sentence s, its block's first: "Roe said the offer stood." above a paragraph that is
 * nothing but a quotation. PARLEY_NONE if several are, or nobody. */
static uint32_t heard_above(const speech *x, uint32_t s) {
    const parley_parse *p = x->p;
    uint32_t block = p->sents[s].block, who = PARLEY_NONE;
    if (s == 0 || block - p->sents[s - 1].block > 2 || stands_as_heading(x, p->sents[s - 1].first))
        return PARLEY_NONE;
    for (uint32_t above = p->sents[s - 1].block; s > 0 && p->sents[s - 1].block == above; s--)
        if (!heard_in(x, s - 1, &who))
            return PARLEY_NONE;
    return who;
}

void quote_statement(speech *x, uint32_t i) {
    const parley_parse *p = x->p;
    quote *q = &x->quotes->items[i];
    if (q->first >= q->end || q->end > p->n_tokens)
        return;
    uint32_t open = before_quote(x, q), after = after_quote(x, q);
    uint32_t begin = p->sents[p->tokens[q->first].sent].first, block = p->sents[p->tokens[q->first].sent].block;
    uint32_t end = p->sents[p->tokens[q->end - 1].sent].end;
    bool heading = stands_as_heading(x, q->first);
    /* An unclosed quotation ends where somebody is heard outside it: at the end of its first sentence if a later one has a cue.
     */
    uint32_t q_end = q->end;
    if (!q->closed) {
        uint32_t s = p->tokens[q->first].sent;
        for (uint32_t y = s + 1; y < p->n_sents && p->sents[y].first < q->end; y++)
            for (uint32_t t = p->sents[y].first; t < p->sents[y].end && t < q->end; t++)
                if (is_q_verb(x, t) && !verb_is_infinitive(x, t)) {
                    uint32_t subject = parse_child(p, t, REL_NSUBJ, SUB_NONE);
                    if (subject != PARLEY_NONE && (IS(subject, "he", "she") || p->tokens[subject].upos == UPOS_PROPN)) {
                        q_end = p->sents[s].end;
                        y = p->n_sents - 1;
                        break;
                    }
                }
    }
    /* Words of the sentence before the opening mark, outside other quotations. */
    uint32_t last_before = PARLEY_NONE, cue_before = PARLEY_NONE;
    for (uint32_t t = begin; t < open; t++) {
        if (!outside(x, t) || is_punct(x, t))
            continue;
        last_before = t;
        if (is_q_verb(x, t) && !verb_is_infinitive(x, t))
            cue_before = t;
    }
    bool starts = last_before == PARLEY_NONE;
    bool comma = open > begin && (IS(open - 1, ":", ",") || IS(open - 1, "-"));
    bool colon = open > begin && IS(open - 1, ":");
    /* "... ," he said, "..." : the opening mark follows its cue clause, which another quotation precedes. */
    uint32_t previous = PARLEY_NONE;
    for (uint32_t b = i; b-- > 0 && i - b < 4 && x->quotes->items[b].block == q->block && previous == PARLEY_NONE;)
        previous = x->draft_of_quote[b]; /* past a word in marks that nobody said: on "The Hour" */
    if (!starts && previous != PARLEY_NONE && !x->drafts[previous].dead && cue_before != PARLEY_NONE &&
        x->drafts[previous].cue == cue_before && (comma || last_before == cue_before)) {
        draft_piece(&x->drafts[previous], q->first, q_end);
        x->draft_of_quote[i] = previous;
        return;
    }
    bool direct_before = false;
    if (!starts && cue_before != PARLEY_NONE) {
        /* Only when and where it was said may stand between the cue and the mark. */
        bool clear = true;
        if (!colon) {
            for (uint32_t t = cue_before + 1; t < open; t++) {
                if (p->tokens[t].upos == UPOS_VERB || IS(t, "that", "as") || p->tokens[t].rel == REL_COP)
                    clear = false;
                else if (!is_punct(x, t)) {
                    /* Whom, when and where; never a subject of what is said. */
                    uint32_t a = t;
                    while (p->tokens[a].head != PARLEY_NONE && p->tokens[a].head > cue_before && p->tokens[a].head < open)
                        a = p->tokens[a].head;
                    if (p->tokens[a].head != cue_before && !(p->tokens[a].head == PARLEY_NONE))
                        clear = false;
                    const cue_entry *told = verb_cue(x, cue_before);
                    if (p->tokens[a].rel == REL_OBJ && told && !(told->frames & CUE_OC))
                        clear = false;
                    if (p->tokens[a].rel == REL_CCOMP || (p->tokens[a].rel == REL_NSUBJ && p->tokens[a].head != cue_before))
                        clear = false;
                }
            }
        }
        direct_before = clear && (colon || comma || last_before == cue_before || cue_before + 4 > open);
        if (p->tokens[cue_before].rel == REL_ACL && p->tokens[cue_before].sub == SUB_RELCL && !comma)
            direct_before = direct_before && last_before == cue_before;
    }
    if (!starts && !direct_before && colon && ends_in_stop(x, q) && q->end - q->first > 3) {
        draft d = draft_new(PARLEY_NONE, "quote-colon", 0.6f);
        draft_piece(&d, q->first, q_end);
        d.quoted = true;
        for (uint32_t t = open; t-- > begin;) {
            uint32_t actor = facts_actor_of(x->f, p, t);
            if (actor != PARLEY_NONE && p->tokens[t].rel == REL_NSUBJ) {
                draft_speaker(&d, actor);
                break;
            }
        }
        if (d.n_speakers) {
            x->draft_of_quote[i] = draft_push(x, d);
            return;
        }
    }
    if (!starts && !direct_before && (heading || after + 1 == end) && q->closed && q->end - q->first <= 8 && is_line(x, q->first))
        heading_scrap(x, i, begin, end);
    if (!starts && !direct_before)
        return; /* part of a clause: a scare quote, a name, or the words of a mixed statement */
    /* The cue behind. */
    uint32_t cue_after = PARLEY_NONE, clause = PARLEY_NONE, limit = end;
    if (after >= end && after < p->n_tokens && p->sents[p->tokens[after].sent].block == block &&
        p->tokens[after].form[0] >= 'a' && p->tokens[after].form[0] <= 'z')
        limit = p->sents[p->tokens[after].sent].end; /* "Will it hold?" / he asked. */
    else if (after >= end && q->closed && cue_alone(x, after, block))
        limit = p->sents[p->tokens[after].sent].end;
    for (uint32_t t = after; t < limit; t++) {
        if (!outside(x, t))
            break;
        if (!is_q_verb(x, t) || verb_is_infinitive(x, t))
            continue;
        uint32_t subject = parse_child(p, t, REL_NSUBJ, SUB_NONE);
        bool inverted = t == after || (t == after + 1 && is_punct(x, after));
        if (subject == PARLEY_NONE || !outside(x, subject) || subject < after) {
            subject = PARLEY_NONE;
            /* The tree lost it: the noun before the verb, or after an inverted one. */
            if (inverted) {
                for (uint32_t y = t + 1; y < limit && y < t + 8; y++)
                    if (is_noun(&p->tokens[y]) || p->tokens[y].upos == UPOS_PRON) {
                        subject = y;
                        break;
                    }
            } else {
                for (uint32_t y = t; y-- > after;)
                    if (is_noun(&p->tokens[y]) || p->tokens[y].upos == UPOS_PRON) {
                        subject = y;
                        break;
                    }
            }
        }
        if (subject == PARLEY_NONE)
            continue;
        cue_after = t;
        clause = p->tokens[subject].left < t && p->tokens[subject].left >= after ? p->tokens[subject].left
                                                                                 : (subject < t ? subject : t);
        break;
    }
    draft d = draft_new(PARLEY_NONE, "quote", 0.9f);
    d.quoted = true;
    if (starts && cue_after != PARLEY_NONE) {
        bool more = false;
        for (uint32_t t = after; t < clause; t++)
            if (!is_punct(x, t) && p->tokens[t].upos != UPOS_ADV && p->tokens[t].upos != UPOS_CCONJ)
                more = true;
        if (!more || ends_in_stop(x, q)) {
            d.cue = d.cue_first = d.cue_last = cue_after;
            d.rule = "quote-cue-after";
            draft_piece(&d, q->first, q_end);
            if (more && clause > after + 2 && !ends_in_stop(x, q)) {
                d.n_pieces = 0;
                draft_piece(&d, open, clause - 1);
            }
        } else { /* "The talks stall" because of the tariffs, he said */
            uint32_t a = open, b = clause;
            tokens_trim(x, &a, &b);
            d.cue = d.cue_first = d.cue_last = cue_after;
            d.rule = "quote-mixed-after";
            draft_piece(&d, a, b);
        }
        uint32_t subject_after = quote_subject(x, cue_after, after, limit);
        if (subject_after != PARLEY_NONE)
            quote_speaker(x, subject_after, &d);
        else
            cue_speaker(x, cue_after, &d, false);
        if (d.n_speakers == 0) {
            draft e = d;
            e.n_speakers = 0;
            uint32_t subject = parse_child(p, cue_after, REL_NSUBJ, SUB_NONE);
            if (subject == PARLEY_NONE || subject < after)
                for (uint32_t y = after; y < limit; y++)
                    if (y != cue_after && (facts_actor_of(x->f, p, y) != PARLEY_NONE || p->tokens[y].upos == UPOS_PRON)) {
                        speaker_resolve(x, y, &e, false);
                        if (e.n_speakers)
                            d = e;
                        break;
                    }
        }
        outlet_links(x, cue_after, &d);
    } else if (direct_before) {
        d.cue = d.cue_first = d.cue_last = cue_before;
        d.rule = "quote-cue-before";
        uint32_t tail = after;
        /* said "nobody wins" from a truce: the clause goes on outside. */
        if (q->closed && after < end && !is_punct(x, after) &&
            !IS(after, "as", "after", "during", "in", "on", "at", "following", "when", "before", "while") &&
            p->tokens[after].upos != UPOS_CCONJ && p->tokens[after].upos != UPOS_SCONJ && !ends_in_stop(x, q)) {
            uint32_t right = after;
            for (uint32_t t = q->first; t < q->end; t++)
                if (p->tokens[t].head != PARLEY_NONE && p->tokens[t].head < q->first && p->tokens[t].right > right)
                    right = p->tokens[t].right;
            tail = right + 1 < end ? right + 1 : end;
            uint32_t a = open, b = content_cut(x, open, tail, cue_before);
            tokens_trim(x, &a, &b);
            draft_piece(&d, a, b);
            d.rule = "quote-mixed-before";
        } else
            draft_piece(&d, q->first, q_end);
        uint32_t he = parse_child(p, cue_before, REL_NSUBJ, SUB_NONE);
        uint32_t whom = is_in(x, cue_before, "relay") ? parse_child(p, cue_before, REL_OBJ, SUB_NONE) : PARLEY_NONE;
        if (whom != PARLEY_NONE && whom > cue_before && whom < open && he != PARLEY_NONE) { /* "quoted the minister: ..." */
            draft by = draft_new(cue_before, "", 0);
            speaker_resolve(x, whom, &d, true);
            speaker_resolve(x, he, &by, true);
            for (uint32_t s = 0; s < by.n_speakers && d.n_speakers; s++)
                draft_link(&d, by.speaker[s]);
        }
        if (!d.n_speakers && he != PARLEY_NONE && IS(he, "he", "she") && outside(x, he))
            quote_speaker(x, he, &d);
        else if (!d.n_speakers)
            cue_speaker(x, cue_before, &d, false);
        outlet_links(x, cue_before, &d);
    } else {
        /* No cue in the sentence. */
        if (starts && q->opens_block && announced_above(x, p->tokens[q->first].sent, &d)) {
            draft_piece(&d, q->first, q_end);
            d.rule = "quote-below";
            x->draft_of_quote[i] = draft_push(x, d);
            return;
        }
        if (heading && starts && after < end && !is_punct(x, after) && q->end - q->first < 4) { /* "'Millions' march in Lima" */
            heading_scrap(x, i, begin, end);
            return;
        }
        if (heading) {
            draft_piece(&d, q->first, q_end);
            d.rule = "quote-heading";
            d.confidence = 0.5f;
            d.unknown = true;
            /* ‘Not yet’ - Duarte */
            uint32_t line = end;
            if (after >= end && after + 1 < p->n_tokens && is_dash(x, after) && p->sents[p->tokens[after].sent].block == block)
                line = p->sents[p->tokens[after].sent].end;
            for (uint32_t t = after; t < line && t < after + 8; t++)
                if (facts_actor_of(x->f, p, t) != PARLEY_NONE && x->f->actors[facts_actor_of(x->f, p, t)].kind == ACTOR_PERSON) {
                    draft_speaker(&d, facts_actor_of(x->f, p, t));
                    d.unknown = false;
                    break;
                }
            x->draft_of_quote[i] = draft_push(x, d);
            return;
        }
        if (!ends_in_stop(x, q) || q->end - q->first < 3 || (!quote_has_verb(x, q) && q->end - q->first < 6))
            return;
        if (after < end && !is_punct(x, after) && q->closed && p->tokens[after].sent == p->tokens[q->end - 1].sent)
            return; /* "Red line" talk went on: the sentence goes on with it as a word */
        if (previous != PARLEY_NONE && !x->drafts[previous].dead && x->drafts[previous].n_pieces < PIECES) {
            /* Same paragraph, same speaker, one statement. */
            draft_piece(&x->drafts[previous], q->first, q_end);
            x->draft_of_quote[i] = previous;
            return;
        }
        draft_piece(&d, q->first, q_end);
        d.confidence = 0.5f;
        d.rule = "quote-floating";
        d.unknown = true;
        if (i > 0 && q->opens_block && x->draft_of_quote[i - 1] != PARLEY_NONE) {
            quote *y = &x->quotes->items[i - 1];
            uint32_t their_block = p->sents[p->tokens[y->first].sent].block;
            bool next = block == their_block + 1 || (block > their_block && block - their_block <= 2);
            for (uint32_t b = their_block + 1; b < block && next; b++)
                next = x->in->page->blocks[b].end - x->in->page->blocks[b].start < 2;
            draft *z = &x->drafts[x->draft_of_quote[i - 1]];
            if (next && y->ends_block && !y->closed && !z->dead && z->n_pieces < PIECES) {
                draft_piece(z, q->first, q_end); /* unclosed paragraphs in a row are one statement */
                x->draft_of_quote[i] = x->draft_of_quote[i - 1];
                return;
            }
            if (next && y->ends_block && z->n_speakers) {
                draft_speaker(&d, z->speaker[0]);
                d.unknown = false;
                d.rule = "quote-next-paragraph";
            } else if (next && z->n_speakers && y->closed) {
                draft_speaker(&d, z->speaker[0]);
                d.unknown = false;
                d.rule = "quote-next-paragraph";
            }
        }
        if (!d.n_speakers && q->opens_block && q->ends_block && q->closed) {
            uint32_t before = heard_above(x, p->tokens[q->first].sent);
            if (before != PARLEY_NONE) {
                draft_speaker(&d, before);
                d.unknown = false;
                d.rule = "quote-paragraph-below";
            }
        }
        /* The sentence before names a person and this one quotes: "She shook her head. 'Not today.'" */
        if (!d.n_speakers && !q->opens_block) {
            uint32_t s = p->tokens[q->first].sent;
            uint32_t who = PARLEY_NONE;
            if (s > 0 && p->sents[s - 1].block == block && heard_in(x, s - 1, &who) && who != PARLEY_NONE) {
                draft_speaker(&d, who);
                d.unknown = false;
                d.rule = "quote-previous-sentence";
            } else if (s > 0 && p->sents[s - 1].block == block) {
                uint32_t root = p->sents[s - 1].root;
                uint32_t subject = root == PARLEY_NONE ? PARLEY_NONE : parse_child(p, root, REL_NSUBJ, SUB_NONE);
                uint32_t actor = subject == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(x->f, p, subject);
                if (actor != PARLEY_NONE) {
                    draft_speaker(&d, actor);
                    d.unknown = false;
                    d.rule = "quote-previous-sentence";
                }
            }
        }
    }
    if (!d.n_speakers)
        d.unknown = true;
    x->draft_of_quote[i] = draft_push(x, d);
}
