/* event_tree.c - the grammar of arguments for the event coder: subject and object of a word after undoing what syntax does to
 * them (passive, control, coordination, relative clauses, participles), prepositions, the clause around a word. Each walk is
 * bounded.
 */
#include "meaning/event_int.h"

static bool is_relative(const coder *c, uint32_t t) {
    const parse_token *k = TOK(c, t);
    return (k->upos == UPOS_PRON || k->upos == UPOS_SCONJ || k->upos == UPOS_DET) &&
           (norm_is(c, t, "who") || norm_is(c, t, "which") || norm_is(c, t, "that") || norm_is(c, t, "whom"));
}

/* The noun that a relative pronoun stands for; t itself for anything else. */
uint32_t clause_antecedent(const coder *c, uint32_t t) {
    if (t == PARLEY_NONE || !is_relative(c, t))
        return t;
    uint32_t up = t;
    for (int i = 0; i < 5 && up != PARLEY_NONE; i++) {
        if (TOK(c, up)->rel == REL_ACL)
            return TOK(c, up)->head;
        up = TOK(c, up)->head;
    }
    return t;
}

bool is_clausal(const coder *c, uint32_t t) {
    const parse_token *k = TOK(c, t);
    if (k->upos == UPOS_VERB || k->upos == UPOS_AUX)
        return (k->rel != REL_AMOD && k->rel != REL_COMPOUND) || parse_child(c->p, t, REL_NSUBJ, SUB_NONE) != PARLEY_NONE;
    return parse_child(c->p, t, REL_COP, SUB_NONE) != PARLEY_NONE || parse_child(c->p, t, REL_NSUBJ, SUB_NONE) != PARLEY_NONE;
}

bool clause_is_finite(const coder *c, uint32_t t) {
    if (TOK(c, t)->morph & FEAT_FIN)
        return true;
    PARSE_EACH_CHILD (c->p, t, k)
        if ((TOK(c, k)->rel == REL_AUX || TOK(c, k)->rel == REL_COP) &&
            ((TOK(c, k)->morph & FEAT_FIN) || (flags_of(c, k) & (WORD_MODAL | WORD_FUTURE | WORD_WOULD))))
            return true;
    return false;
}

static bool passive_within(const coder *c, uint32_t t, int depth) {
    const parse_token *k = TOK(c, t);
    if (k->upos != UPOS_VERB && k->upos != UPOS_ADJ)
        return false;
    if (has_child(c, t, REL_NSUBJ, SUB_PASS) || has_child(c, t, REL_AUX, SUB_PASS))
        return true;
    if (k->upos != UPOS_VERB || has_child(c, t, REL_AUX, SUB_NONE) || has_child(c, t, REL_OBJ, SUB_NONE))
        return false; /* "closed its border and accused them": a past form that the tagger took for a participle */
    uint32_t own = parse_child(c->p, t, REL_NSUBJ, SUB_NONE);
    if (own != PARLEY_NONE && !is_relative(c, own)) /* "the drivers struck"; not "the deal reached on Sunday" */
        return (k->morph & FEAT_PAST) && TOK(c, own)->upos == UPOS_NOUN && own < t &&
               in_words(c->lex->made_words, c->lex->n_made_words, c->lemma[own]) &&
               in_words(c->lex->brought_words, c->lex->n_brought_words, c->lemma[t]) && !has_child(c, t, REL_CCOMP, SUB_NONE) &&
               !has_child(c, t, REL_XCOMP, SUB_NONE);
    bool participle = (k->morph & FEAT_PASS) || ((k->morph & FEAT_PART) && (k->morph & FEAT_PAST));
    if (!participle)
        return false;
    if (k->rel == REL_ACL)
        return k->sub != SUB_RELCL && !has_child(c, t, REL_OBJ, SUB_NONE);
    if (k->rel == REL_ADVCL || k->rel == REL_XCOMP)
        return !has_child(c, t, REL_OBJ, SUB_NONE) && !has_child(c, t, REL_NSUBJ, SUB_NONE);
    if (k->rel == REL_CONJ && !has_child(c, t, REL_NSUBJ, SUB_NONE) && !has_child(c, t, REL_OBJ, SUB_NONE) &&
        k->head != PARLEY_NONE)
        return depth < WALK && passive_within(c, k->head, depth + 1); /* "was seized and burned" */
    return (k->morph & FEAT_PASS) != 0;
}

bool clause_is_passive(const coder *c, uint32_t t) {
    return participle_agent(c, t) == PARLEY_NONE && passive_within(c, t, 0);
}

/* Does t stand under the preposition or mark with this word number? */
bool under_prep(const coder *c, uint32_t t, uint32_t prep) {
    int n = 0;
    if (prep == PARLEY_NONE)
        return false;
    PARSE_EACH_CHILD (c->p, t, k) {
        if ((TOK(c, k)->rel == REL_CASE || TOK(c, k)->rel == REL_MARK) && c->norm[k] == prep)
            return true;
        if (++n > LISTED_MAX)
            break;
    }
    return false;
}

bool under_prep_named(const coder *c, uint32_t t, const char *prep) {
    return under_prep(c, t, event_lexicon_word(c->lex, prep));
}

uint32_t prep_child(const coder *c, uint32_t t, uint32_t prep, bool clauses) {
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, k) {
        uint8_t rel = TOK(c, k)->rel;
        if ((rel == REL_OBL || rel == REL_NMOD || rel == REL_OBJ || (clauses && (rel == REL_ADVCL || rel == REL_ACL))) &&
            under_prep(c, k, prep))
            return k;
        if (++n > LISTED_MAX)
            break;
    }
    return PARLEY_NONE;
}

uint32_t counted_noun(const coder *c, uint32_t t) {
    static const char *const counts[] = {"dozens",   "scores", "hundreds", "thousands", "millions", "tens",    "number",
                                         "series",   "wave",   "barrage",  "volley",    "salvo",    "lot",     "range",
                                         "handful",  "half",   "most",     "some",      "many",     "several", "all",
                                         "majority", "two",    "one",      "three"};
    for (int step = 0; step < 2 && t != PARLEY_NONE; step++) { /* "tens of thousands of drivers" */
        bool counts_it = false;
        for (size_t i = 0; i < COUNT_OF(counts) && !counts_it; i++)
            counts_it = norm_is(c, t, counts[i]);
        uint32_t k = counts_it ? prep_child(c, t, event_lexicon_word(c->lex, "of"), false) : PARLEY_NONE;
        if (k == PARLEY_NONE)
            break;
        t = k;
    }
    return t;
}

/* "serious about imposing tariffs", which the parser takes for tariffs that impose: the noun, or PARLEY_NONE. Between the
 * preposition and the gerund stands nothing, and the gerund governs what follows. */
uint32_t gerund_object(const coder *c, uint32_t t) {
    const parse_token *k = TOK(c, t);
    size_t n = strlen(k->norm);
    if (k->rel != REL_AMOD || k->upos != UPOS_VERB || k->head == PARLEY_NONE || k->head <= t || !t || n < 5 ||
        strcmp(k->norm + n - 3, "ing") != 0)
        return PARLEY_NONE;
    return TOK(c, t - 1)->rel == REL_CASE && TOK(c, t - 1)->head == k->head ? k->head : PARLEY_NONE;
}

uint32_t participle_agent(const coder *c, uint32_t t) {
    const parse_token *k = TOK(c, t);
    if (k->rel != REL_AMOD || k->upos != UPOS_VERB || t < 2 || TOK(c, t - 1)->norm[0] != '-' || k->head == PARLEY_NONE ||
        k->head < t)
        return PARLEY_NONE;
    uint32_t agent = t - 2;
    return TOK(c, agent)->head == t && facts_actor_of(c->f, c->p, agent) != PARLEY_NONE ? agent : PARLEY_NONE;
}

uint32_t clause_one_of(const coder *c, uint32_t t) {
    static const char *const parts[] = {"one", "some", "part", "many", "most", "several"};
    uint32_t h = TOK(c, t)->head;
    if (TOK(c, t)->rel != REL_NMOD || h == PARLEY_NONE || !is_clausal(c, h) || !under_prep_named(c, t, "of"))
        return PARLEY_NONE;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (norm_is(c, h, parts[i]))
            return h;
    return PARLEY_NONE;
}

/* The phrase that stands (or is understood) as t's grammatical subject. */
uint32_t clause_surface_subject(const coder *c, uint32_t t, int depth) {
    if (t == PARLEY_NONE || depth > WALK)
        return PARLEY_NONE;
    uint32_t s = parse_child(c->p, t, REL_NSUBJ, SUB_NONE);
    if (s != PARLEY_NONE)
        return clause_antecedent(c, s);
    const parse_token *k = TOK(c, t);
    uint32_t h = k->head;
    if (h == PARLEY_NONE)
        return PARLEY_NONE;
    switch (k->rel) {
    case REL_CONJ: return clause_surface_subject(c, h, depth + 1);
    case REL_XCOMP:
    case REL_ADVCL: {
        bool of_from = under_prep_named(c, t, "of") || under_prep_named(c, t, "from");
        bool for_ = under_prep_named(c, t, "for");
        if (of_from || for_ || k->rel == REL_XCOMP || under_prep_named(c, t, "into") || under_prep_named(c, t, "to"))
            if ((flags_of(c, h) & WORD_OBJCTRL) && TOK(c, h)->upos == UPOS_VERB) {
                uint32_t o = clause_object(c, h, depth + 1);
                if (o != PARLEY_NONE)
                    return o;
            }
        if (k->rel == REL_ADVCL && !is_clausal(c, h))
            return clause_antecedent(c, h);
        if (under_prep_named(c, t, "to") && in_words(c->lex->oblctrl_words, c->lex->n_oblctrl_words, c->lemma[h])) {
            static const char *const preps[] = {"on", "upon", "to", "with", "for", "at"};
            for (size_t i = 0; i < COUNT_OF(preps); i++) { /* "called on them to leave": they are to leave */
                uint32_t o = prep_child(c, h, event_lexicon_word(c->lex, preps[i]), false);
                if (o != PARLEY_NONE && o < t)
                    return o;
            }
        }
        return clause_surface_subject(c, h, depth + 1);
    }
    case REL_ACL: {
        bool infinitive = under_prep_named(c, t, "to");
        if (k->sub == SUB_RELCL || !infinitive) {
            if (under_prep_named(c, t, "of") || under_prep_named(c, t, "for") || under_prep_named(c, t, "in") ||
                under_prep_named(c, t, "from") || under_prep_named(c, t, "about"))
                infinitive = true; /* "its policy of seizing ships": whose policy */
            else
                return clause_antecedent(c, h);
        }
        uint32_t owner = parse_child(c->p, h, REL_NMOD, SUB_POSS);
        if (owner != PARLEY_NONE)
            return owner;
        if (TOK(c, h)->head == PARLEY_NONE && TOK(c, h)->upos == UPOS_PROPN)
            return h; /* a headline: "Ministry to meet union" */
        uint32_t fore = prep_child(c, h, event_lexicon_word(c->lex, "by"), false);
        if (fore != PARLEY_NONE)
            return fore;
        uint8_t rel = TOK(c, h)->rel;
        if (rel == REL_OBJ || rel == REL_XCOMP || rel == REL_OBL)
            return TOK(c, h)->head != PARLEY_NONE ? clause_surface_subject(c, TOK(c, h)->head, depth + 1) : PARLEY_NONE;
        PARSE_EACH_CHILD (c->p, h, d) /* "the U.S. decision to leave" */
            if ((TOK(c, d)->rel == REL_AMOD || TOK(c, d)->rel == REL_COMPOUND) && facts_actor_of(c->f, c->p, d) != PARLEY_NONE)
                return d;
        return PARLEY_NONE;
    }
    case REL_CCOMP:
    case REL_OBL: return clause_surface_subject(c, h, depth + 1);
    case REL_AMOD:
        if (gerund_object(c, t) == PARLEY_NONE || TOK(c, h)->head == PARLEY_NONE)
            return PARLEY_NONE;
        if (TOK(c, h)->rel == REL_NMOD)
            return parse_child(c->p, TOK(c, h)->head, REL_NMOD, SUB_POSS);
        return TOK(c, h)->rel == REL_OBL ? clause_surface_subject(c, TOK(c, h)->head, depth + 1) : PARLEY_NONE;
    case REL_NMOD:
        if (clause_one_of(c, t) != PARLEY_NONE)
            return clause_surface_subject(c, h, depth + 1);
        return parse_child(c->p, h, REL_NMOD, SUB_POSS);
    default: return PARLEY_NONE;
    }
}

/* Does some pattern of the verb at t have this particle? */
static bool takes_particle(const coder *c, uint32_t t, uint32_t particle) {
    if (c->lemma[t] != PARLEY_NONE && particle != PARLEY_NONE)
        for (uint32_t e = c->lex->first[0][c->lemma[t]]; e != PARLEY_NONE; e = c->lex->entries[e].next)
            if (c->lex->entries[e].particle == particle)
                return true;
    return false;
}

/* Is t a verb of giving, whose passive may keep the thing given as its object? */
static bool gives(const coder *c, uint32_t t) {
    static const char *const verbs[] = {"give", "offer", "grant", "award", "deny",  "promise",
                                        "send", "hand",  "pay",   "lend",  "refuse"};
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (strcmp(TOK(c, t)->lemma, verbs[i]) == 0)
            return true;
    return false;
}

/* Whom t's act is done to: the object, the subject of a passive, the head noun of "the plan that they rejected". */
uint32_t clause_object(const coder *c, uint32_t t, int depth) {
    if (t == PARLEY_NONE || depth > WALK)
        return PARLEY_NONE;
    if (participle_agent(c, t) != PARLEY_NONE)
        return TOK(c, t)->head;
    uint32_t o = parse_child(c->p, t, REL_OBJ, SUB_NONE);
    if (clause_is_passive(c, t)) { /* "was given a licence": the licence, where a verb of giving says so */
        uint32_t given = o != PARLEY_NONE ? o : parse_child(c->p, t, REL_XCOMP, SUB_NONE);
        bool kept = given != PARLEY_NONE && given > t && TOK(c, given)->upos == UPOS_NOUN && gives(c, t);
        return kept ? given : clause_surface_subject(c, t, depth + 1);
    }
    if (o == PARLEY_NONE)
        o = parse_child(c->p, t, REL_IOBJ, SUB_NONE); /* "thanked Norway for the loan", taken for a gift */
    if (o != PARLEY_NONE)
        return clause_antecedent(c, o);
    const parse_token *k = TOK(c, t);
    if (k->rel == REL_ACL && k->head != PARLEY_NONE && !under_prep_named(c, t, "to")) {
        uint32_t s = parse_child(c->p, t, REL_NSUBJ, SUB_NONE);
        if (s != PARLEY_NONE && !is_relative(c, s) && !has_child(c, t, REL_CCOMP, SUB_NONE) &&
            !has_child(c, t, REL_XCOMP, SUB_NONE))
            return k->head;
    }
    if (k->rel == REL_AMOD && k->head != PARLEY_NONE && k->head > t &&
        (has_child(c, t, REL_NSUBJ, SUB_NONE) || gerund_object(c, t) != PARLEY_NONE))
        return k->head; /* "the army deployed tanks", with the verb taken for a modifier of its object */
    int n_obl = 0;
    PARSE_EACH_CHILD (c->p, t, d) { /* "called off the war" with the particle taken for a preposition; an oblique without any */
        const parse_token *x = TOK(c, d);
        if (x->rel == REL_OBL && d > t && (x->upos == UPOS_NOUN || x->upos == UPOS_PROPN) && x->ne != NE_DATE &&
            x->sub == SUB_NONE) {
            uint32_t case_ = parse_child(c->p, d, REL_CASE, SUB_NONE);
            if (case_ == PARLEY_NONE || (case_ == t + 1 && takes_particle(c, t, c->norm[case_])))
                return d;
        }
        if (++n_obl > LISTED_MAX)
            break;
    }
    /* "criticised and rejected the plan": the object stands at the last verb */
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, d) {
        if (TOK(c, d)->rel == REL_CONJ && TOK(c, d)->upos == UPOS_VERB && !has_child(c, d, REL_NSUBJ, SUB_NONE) && d - t <= 3 &&
            d > t)
            return parse_child(c->p, d, REL_OBJ, SUB_NONE);
        if (++n > LISTED_MAX)
            break;
    }
    return PARLEY_NONE;
}

uint32_t clause_subject(const coder *c, uint32_t t) {
    uint32_t agent = participle_agent(c, t);
    if (agent != PARLEY_NONE)
        return agent;
    if (!clause_is_passive(c, t))
        return clause_surface_subject(c, t, 0);
    uint32_t by = parse_child(c->p, t, REL_OBL, SUB_AGENT), prep = event_lexicon_word(c->lex, "by");
    if (by != PARLEY_NONE || (by = prep_child(c, t, prep, false)) != PARLEY_NONE)
        return by;
    int n = 0;
    PARSE_EACH_CHILD (c->p, t, k) { /* "was blamed for the move by the unions", with the agent one noun too low */
        if (TOK(c, k)->rel == REL_OBL && k > t && c->lemma[k] != PARLEY_NONE && c->lex->first[1][c->lemma[k]] == PARLEY_NONE &&
            (by = prep_child(c, k, prep, false)) != PARLEY_NONE)
            return by;
        if (++n > LISTED_MAX)
            break;
    }
    uint32_t x = parse_child(c->p, t, REL_XCOMP, SUB_NONE); /* "are urged to boycott goods by the unions" */
    for (int i = 0; i < 3 && x != PARLEY_NONE; i++) {
        if ((by = prep_child(c, x, prep, false)) != PARLEY_NONE && TOK(c, by)->rel != REL_OBJ && !clause_is_passive(c, x) &&
            facts_actor_of(c->f, c->p, by) != PARLEY_NONE)
            return by;
        uint32_t o = parse_child(c->p, x, REL_OBJ, SUB_NONE);
        x = o != PARLEY_NONE ? o : parse_child(c->p, x, REL_NMOD, SUB_NONE);
    }
    return PARLEY_NONE;
}

/* The verb that carries a nominal event ("held talks", "launched an attack"), or PARLEY_NONE. */
uint32_t light_verb(const coder *c, uint32_t t) {
    uint32_t up = t;
    for (int i = 0; i < 3; i++) {
        const parse_token *k = TOK(c, up);
        if (k->head == PARLEY_NONE)
            return PARLEY_NONE;
        if (k->rel == REL_CONJ || (k->rel == REL_NMOD && (flags_of(c, k->head) & WORD_LIGHT))) { /* "a round of talks" */
            up = k->head;
            continue;
        }
        if (k->rel == REL_OBJ ||
            (k->rel == REL_OBL && !under_prep_named(c, up, "after") && !under_prep_named(c, up, "during") && up == t + 0 &&
             (under_prep_named(c, up, "in") || under_prep_named(c, up, "on") || under_prep_named(c, up, "for")) &&
             !has_child(c, k->head, REL_OBJ, SUB_NONE)) ||
            k->rel == REL_XCOMP || (k->rel == REL_NSUBJ && k->sub == SUB_PASS))
            if (TOK(c, k->head)->upos == UPOS_VERB && (flags_of(c, k->head) & WORD_LIGHT))
                return k->head;
        return PARLEY_NONE;
    }
    return PARLEY_NONE;
}

/* The clause that states the event: the trigger with its arguments, without coordinated clauses, what is parenthetical, and
 * marks. */
parley_span clause_span(const coder *c, uint32_t t) {
    if (participle_agent(c, t) != PARLEY_NONE)
        t = TOK(c, t)->head;
    uint32_t first = t, last = t;
    bool clausal = is_clausal(c, t);
    PARSE_EACH_CHILD (c->p, t, k) {
        const parse_token *d = TOK(c, k);
        if (d->rel == REL_PUNCT || d->rel == REL_CC || d->rel == REL_PARATAXIS || (d->rel == REL_CONJ && clausal) ||
            (d->rel == REL_MARK && k < t) ||
            (d->rel == REL_ADVCL && (k < t || has_child(c, k, REL_MARK, SUB_NONE)) && clausal && !under_prep_named(c, k, "to")) ||
            (d->rel == REL_CASE && k < t) || d->rel == REL_DISCOURSE)
            continue;
        if (d->left < first)
            first = d->left;
        if (d->right > last)
            last = d->right;
    }
    while (first < last && TOK(c, first)->upos == UPOS_PUNCT)
        first++;
    while (last > first && TOK(c, last)->upos == UPOS_PUNCT)
        last--;
    return parse_span(c->p, first, last);
}
