/* event_speech.c - acts done by saying so, without a verb that names them: criticism of another side, and what it "must" do. */
#include "meaning/event_int.h"

static bool of_class(const uint32_t *words, uint32_t n, const coder *c, uint32_t t) {
    return in_words(words, n, c->lemma[t]) || in_words(words, n, c->norm[t]);
}

static bool ill_word(const coder *c, uint32_t t) {
    return of_class(c->lex->bad_words, c->lex->n_bad_words, c, t);
}

/* What one is blamed for not doing. */
static bool duty_word(const coder *c, uint32_t t) {
    return t != PARLEY_NONE && of_class(c->lex->duty_words, c->lex->n_duty_words, c, t);
}

/* "They behave irresponsibly", "it plays dirty tricks": the manner or the object's adjective blames. */
static bool ill_manner(const coder *c, uint32_t t, uint32_t object) {
    PARSE_EACH_CHILD (c->p, t, k)
        if (TOK(c, k)->rel == REL_ADVMOD && TOK(c, k)->upos == UPOS_ADV &&
            of_class(c->lex->manner_words, c->lex->n_manner_words, c, k))
            return true;
    if (object != PARLEY_NONE)
        PARSE_EACH_CHILD (c->p, object, k)
            if (TOK(c, k)->rel == REL_AMOD && ill_word(c, k))
                return true;
    return false;
}

/* "We" and "you" are the speaker's own, or anybody. */
static bool of_listeners(const coder *c, uint32_t t) {
    return norm_is(c, t, "we") || norm_is(c, t, "i") || norm_is(c, t, "you") || norm_is(c, t, "us");
}

/* "It is reckless at such a time for the union to walk out": whose act the word at t is about, wherever the tree hangs it;
 * PARLEY_NONE if nobody is named. */
static uint32_t doer_of_it(const coder *c, uint32_t t) {
    for (uint32_t k = t + 1; k <= TOK(c, t)->right; k++) {
        uint32_t s = parse_child(c->p, k, REL_NSUBJ, SUB_NONE), mark = parse_child(c->p, k, REL_MARK, SUB_NONE);
        if (s != PARLEY_NONE && mark != PARLEY_NONE && mark < s && norm_is(c, mark, "for"))
            return s;
    }
    return PARLEY_NONE;
}

/* Does the clause at t speak ill of an actor of another side than the speaker's, or of its leader? Fills target. */
static bool speaks_ill(const coder *c, uint32_t t, const who *speaker, who *target, bool *unnamed) {
    *unnamed = false;
    const parse_token *k = TOK(c, t);
    uint32_t own = event_root(c, speaker->at[0]);
    who w = {.n = 0};
    target->n = 0;
    if (c->of_token[t] != PARLEY_NONE) {
        const candidate *e = &c->found[c->of_token[t]];
        bool hostile = /* of refusals those that are told as such: "does not approve" blames nobody */
            (e->type == PLOVER_REJECT && e->entry->type == PLOVER_REJECT) || e->type == PLOVER_ASSAULT ||
            e->type == PLOVER_COERCE || e->type == PLOVER_THREATEN;
        if (e->type == PLOVER_REQUEST) { /* to ask is no fault, to add conditions is one */
            uint32_t o = k->upos == UPOS_VERB ? clause_object(c, t, 0) : PARLEY_NONE;
            hostile = o != PARLEY_NONE && strcmp(TOK(c, o)->lemma, "condition") == 0;
        }
        if (e->dropped || !e->source.n || of_listeners(c, clause_subject(c, t)))
            return false;
        if (hostile && (e->status == STATUS_HAPPENED || e->status == STATUS_PLANNED))
            w = e->source;
        if (!hostile && e->status == STATUS_DENIED && duty_word(c, t))
            w = e->source;
    } else if (is_clausal(c, t)) {
        reading r = {.status = STATUS_HAPPENED};
        clause_modality(c, t, &r, true);
        uint32_t o = k->upos == UPOS_VERB ? clause_object(c, t, 0) : PARLEY_NONE;
        bool ill = ill_word(c, t) || (o != PARLEY_NONE && ill_word(c, o)) || ill_manner(c, t, k->upos == UPOS_VERB ? o : t);
        bool denied = r.negated && !r.condition && r.status != STATUS_HYPOTHETICAL &&
                      (duty_word(c, t) || duty_word(c, parse_child(c->p, t, REL_XCOMP, SUB_NONE)));
        uint32_t s = clause_subject(c, t);
        if (denied && s != PARLEY_NONE)
            PARSE_EACH_CHILD (c->p, s, d) /* "no one is interested" blames nobody */
                denied &= !(flags_of(c, d) & WORD_NEG);
        if (((ill && !r.negated) || denied) && !of_listeners(c, s))
            who_add_actors(c, s, &w, 0);
        uint32_t doer = ill && !r.negated && norm_is(c, s, "it") ? doer_of_it(c, t) : PARLEY_NONE;
        if (doer != PARLEY_NONE)
            who_add_actors(c, doer, &w, 0);
        /* "This is a betrayal," said of what somebody did: of whom, the report told before */
        *unnamed = ill && !r.negated && !r.condition && !w.n && has_child(c, t, REL_COP, SUB_NONE) &&
                   !has_child(c, t, REL_ADVCL, SUB_NONE) && !has_child(c, t, REL_CSUBJ, SUB_NONE) &&
                   (norm_is(c, s, "it") || norm_is(c, s, "this") || norm_is(c, s, "that") ||
                    (s != PARLEY_NONE && of_class(c->lex->text_words, c->lex->n_text_words, c, s)));
    }
    /* Who speaks for one side may still blame its leader, in words that nobody takes for praise. */
    bool foul = of_class(c->lex->foul_words, c->lex->n_foul_words, c, t);
    for (uint32_t i = 0; i < w.n; i++) {
        actor_kind kind = c->f->actors[w.at[i]].kind;
        bool other = event_root(c, w.at[i]) != own, leader = foul && kind == ACTOR_PERSON && w.at[i] != speaker->at[0];
        if ((other && kind != ACTOR_UNNAMED) || leader)
            who_add(target, w.at[i]);
    }
    return target->n > 0;
}

/* Does the clause at t call a deal, a plan, or what was spoken of, good? Fills target with whose it is. */
static bool speaks_well(const coder *c, uint32_t t, const who *speaker, who *target) {
    uint32_t s = clause_subject(c, t);
    reading r = {.status = STATUS_HAPPENED};
    if (!has_child(c, t, REL_COP, SUB_NONE) || s == PARLEY_NONE || c->of_token[t] != PARLEY_NONE)
        return false;
    clause_modality(c, t, &r, true);
    bool good = of_class(c->lex->good_words, c->lex->n_good_words, c, t);
    if (TOK(c, t)->upos == UPOS_NOUN)
        PARSE_EACH_CHILD (c->p, t, k)
            good |= TOK(c, k)->rel == REL_AMOD && of_class(c->lex->good_words, c->lex->n_good_words, c, k);
    if (!good || r.negated || r.condition || r.status != STATUS_HAPPENED || has_child(c, t, REL_CSUBJ, SUB_NONE))
        return false;
    who owner = {.n = 0};
    bool text = of_class(c->lex->text_words, c->lex->n_text_words, c, s);
    bool it = norm_is(c, s, "it") || norm_is(c, s, "this") || norm_is(c, s, "that");
    if (!text && !(it && of_class(c->lex->text_words, c->lex->n_text_words, c, t))) /* not "it is a good day" */
        return false;
    if (text)
        who_add_actors(c, s, &owner, 0);
    uint32_t poss = parse_child(c->p, s, REL_NMOD, SUB_POSS);
    if (norm_is(c, poss, "our") || norm_is(c, poss, "my"))
        return false;
    if (owner.n == 1 && event_root(c, owner.at[0]) == event_root(c, speaker->at[0]))
        return false; /* "our offer is generous" */
    PARSE_EACH_CHILD (c->p, t, k)
        if (TOK(c, k)->rel == REL_ADVMOD && k + 1 == t && norm_is(c, k, "as"))
            return false; /* "as good as dead" */
    for (uint32_t i = 0; i < owner.n; i++)
        if (event_root(c, owner.at[i]) != event_root(c, speaker->at[0]))
            who_add(target, owner.at[i]);
    return true;
}

/* "People familiar with the plans" tell what they know. */
static bool informs(const coder *c, const fact_actor *a) {
    static const char *const words[] = {"source",   "sources",   "people",   "person",
                                        "official", "officials", "diplomat", "diplomats"};
    if (a->first_mention == PARLEY_NONE || a->first_mention >= c->f->n_mentions)
        return false;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (norm_is(c, c->f->mentions[a->first_mention].head, words[i]))
            return true;
    return false;
}

/* "The minister said that the union was not serious": criticism of a named actor is ACCUSE beside whatever it asserts. */
static void charge(coder *c, const who *speaker, uint32_t first, uint32_t end, uint32_t cue, parley_span evidence) {
    if (!speaker->n ||
        (cue != PARLEY_NONE && c->of_token[cue] != PARLEY_NONE && c->found[c->of_token[cue]].type == PLOVER_ACCUSE))
        return;
    if (cue != PARLEY_NONE && (strncmp(TOK(c, cue)->norm, "report", 6) == 0 || norm_is(c, cue, "according")))
        return; /* who reports does not accuse, nor who is cited for a number */
    const fact_actor *said_by = &c->f->actors[speaker->at[0]];
    if (said_by->kind == ACTOR_OUTLET ||
        (said_by->kind == ACTOR_UNNAMED && event_root(c, speaker->at[0]) == speaker->at[0] && informs(c, said_by)))
        return;
    uint32_t limit = end - first > 200 ? first + 200 : end;
    for (uint32_t t = first; t < limit; t++) {
        const candidate *e = c->of_token[t] != PARLEY_NONE ? &c->found[c->of_token[t]] : NULL;
        if (e && e->type == PLOVER_ACCUSE && e->source.n && event_root(c, e->source.at[0]) == event_root(c, speaker->at[0]))
            return; /* said in so many words */
    }
    for (uint32_t t = first; t < limit; t++) {
        const parse_token *k = TOK(c, t);
        if (k->rel != REL_ROOT && k->rel != REL_CCOMP && k->rel != REL_CONJ && k->rel != REL_PARATAXIS && k->rel != REL_ADVCL)
            continue;
        candidate ev = {.trigger = cue != PARLEY_NONE ? cue : t,
                        .entry = &c->lex->charge,
                        .type = PLOVER_ACCUSE,
                        .status = STATUS_HAPPENED,
                        .mode = "disapprove",
                        .rule = "speaks ill ACCUSE",
                        .source = *speaker,
                        .evidence = evidence,
                        .confidence = 0.4f};
        bool unnamed;
        if (speaks_ill(c, t, speaker, &ev.target, &unnamed) || unnamed) {
            ARENA_PUSH(c->in->scratch, c->found, c->n_found, c->cap_found) = ev;
            return;
        }
        ev.target.n = 0;
        if (speaks_well(c, t, speaker, &ev.target)) {
            ev.type = PLOVER_SUPPORT;
            ev.mode = NULL;
            ev.rule = "speaks well SUPPORT";
            ARENA_PUSH(c->in->scratch, c->found, c->n_found, c->cap_found) = ev;
            return;
        }
    }
}

void charges_find(coder *c) {
    const parley_facts *f = c->f;
    for (uint32_t i = 0; i < f->n_statements; i++) {
        const fact_statement *s = &f->statements[i];
        who speaker = {.n = 0};
        who_add(&speaker, s->speaker);
        if (!s->n_content || s->first >= s->end || s->end > c->p->n_tokens)
            continue;
        parley_span at = {s->content[0].start, s->content[s->n_content - 1].end};
        if (s->cue_token != PARLEY_NONE && s->cue_token < c->p->n_tokens &&
            TOK(c, s->cue_token)->sent == TOK(c, s->first)->sent) {
            parley_span clause = clause_span(c, s->cue_token);
            at.start = clause.start < at.start ? clause.start : at.start;
            at.end = clause.end > at.end && TOK(c, s->end - 1)->sent == TOK(c, s->cue_token)->sent ? clause.end : at.end;
        }
        charge(c, &speaker, s->first, s->end, s->cue_token, at);
    }
    if (f->n_statements)
        return;
    for (uint32_t t = 0; t < c->p->n_tokens; t++) { /* trees alone: verbs of speech with a clause */
        if (TOK(c, t)->upos != UPOS_VERB || !of_class(c->lex->say_words, c->lex->n_say_words, c, t))
            continue;
        uint32_t k = parse_child(c->p, t, REL_CCOMP, SUB_NONE), first = 0, end = 0;
        if (k != PARLEY_NONE) {
            first = TOK(c, k)->left;
            end = TOK(c, k)->right + 1;
        } else if (TOK(c, t)->rel == REL_PARATAXIS && TOK(c, t)->head != PARLEY_NONE && TOK(c, t)->head < t) {
            first = TOK(c, TOK(c, t)->head)->left;
            end = TOK(c, t)->left;
        }
        if (end <= first)
            continue;
        who speaker = {.n = 0};
        who_add_actors(c, clause_subject(c, t), &speaker, 0);
        parley_span at = parse_span(c->p, first < TOK(c, t)->left ? first : TOK(c, t)->left, end - 1 > t ? end - 1 : t);
        charge(c, &speaker, first, end, t, at);
    }
}

/* Does somebody say it? *limit: the end of the words that are looked at; *own: whom he speaks for. */
static bool is_somebodys(const coder *c, const fact_statement *s, uint32_t *limit, uint32_t *own) {
    if (s->speaker == PARLEY_NONE || s->first >= s->end || s->end > c->p->n_tokens)
        return false;
    *limit = s->end - s->first > 200 ? s->first + 200 : s->end;
    *own = event_root(c, s->speaker);
    return true;
}

/* "The rebels must disarm," the envoy said: what somebody says that another side must or should do is demanded of it. */
void demands_find(coder *c) {
    const parley_facts *f = c->f;
    for (uint32_t i = 0; i < f->n_statements; i++) {
        const fact_statement *s = &f->statements[i];
        uint32_t limit, own;
        if (!is_somebodys(c, s, &limit, &own))
            continue;
        if (s->cue_token != PARLEY_NONE && s->cue_token < c->p->n_tokens && c->of_token[s->cue_token] != PARLEY_NONE &&
            c->found[c->of_token[s->cue_token]].type == PLOVER_REQUEST)
            continue; /* told by the verb of speech */
        for (uint32_t t = s->first; t < limit; t++) {
            uint8_t rel = TOK(c, t)->rel;
            if (f->statement_of[t] != i || !is_clausal(c, t) ||
                (rel != REL_ROOT && rel != REL_CCOMP && rel != REL_CONJ && rel != REL_PARATAXIS))
                continue;
            bool must = false;
            PARSE_EACH_CHILD (c->p, t, k)
                must |= TOK(c, k)->rel == REL_AUX && k < t &&
                        (norm_is(c, k, "must") || norm_is(c, k, "should") || norm_is(c, k, "ought"));
            must |= (strcmp(TOK(c, t)->lemma, "need") == 0 || strcmp(TOK(c, t)->lemma, "have") == 0) &&
                    TOK(c, t)->upos == UPOS_VERB && has_child(c, t, REL_XCOMP, SUB_NONE) && !has_child(c, t, REL_OBJ, SUB_NONE);
            candidate ev = {.trigger = t,
                            .entry = &c->lex->demand,
                            .type = PLOVER_REQUEST,
                            .status = STATUS_HAPPENED,
                            .rule = "says must REQUEST",
                            .source = {.at = {s->speaker}, .n = 1},
                            .evidence = clause_span(c, t),
                            .confidence = 0.4f};
            who w = {.n = 0};
            reading r = {.status = STATUS_HAPPENED};
            if (!must)
                continue;
            clause_modality(c, t, &r, true);
            if (r.condition || (c->of_token[t] != PARLEY_NONE && c->found[c->of_token[t]].type == PLOVER_REQUEST))
                continue;
            who_add_actors(c, clause_surface_subject(c, t, 0), &w, 1);
            for (uint32_t j = 0; j < w.n; j++)
                if (event_root(c, w.at[j]) != own)
                    who_add(&ev.target, w.at[j]);
            uint32_t all = clause_surface_subject(c, t, 0); /* "both sides must": nobody in particular */
            if (ev.target.n || norm_is(c, all, "sides") || norm_is(c, all, "parties")) {
                ARENA_PUSH(c->in->scratch, c->found, c->n_found, c->cap_found) = ev;
                break;
            }
        }
    }
}

/* "The kingdom will cut ties unless the republic yields," its premier said: what his side will do, unless, is threatened. */
void threats_find(coder *c) {
    const parley_facts *f = c->f;
    for (uint32_t i = 0; i < f->n_statements; i++) {
        const fact_statement *s = &f->statements[i];
        uint32_t limit, own;
        if (!is_somebodys(c, s, &limit, &own))
            continue;
        for (uint32_t t = s->first; t < limit; t++) {
            const candidate *e = c->of_token[t] != PARLEY_NONE ? &c->found[c->of_token[t]] : NULL;
            if (!e || e->dropped || f->statement_of[t] != i || e->entry->pos != 'v' || !e->source.n ||
                (e->status != STATUS_PLANNED && e->status != STATUS_HYPOTHETICAL) || event_root(c, e->source.at[0]) != own)
                continue;
            uint32_t unless = parse_child(c->p, t, REL_ADVCL, SUB_NONE);
            bool hostile = e->type == PLOVER_SANCTION || e->type == PLOVER_ASSAULT || e->type == PLOVER_COERCE ||
                           e->type == PLOVER_REJECT || e->type == PLOVER_PROTEST;
            if (!hostile || unless == PARLEY_NONE || !under_prep_named(c, unless, "unless"))
                continue;
            candidate ev = *e;
            ev.entry = &c->lex->charge;
            ev.type = PLOVER_THREATEN;
            ev.status = STATUS_HAPPENED;
            ev.mode = NULL;
            ev.rule = "says will, unless THREATEN";
            ev.source.n = 0;
            who_add(&ev.source, s->speaker);
            ev.confidence = 0.4f;
            ARENA_PUSH(c->in->scratch, c->found, c->n_found, c->cap_found) = ev;
            break;
        }
    }
}
