/* proposal_mention.c - one mention of a text: a noun of data/positions/nouns.txt with its author, date, parties and the words
 * that tell it apart.
 */
#include "meaning/proposal_int.h"

static bool is_upper(const char *form) {
    return form[0] >= 'A' && form[0] <= 'Z';
}

bool is_author_noun(const position_work *k, uint32_t t, uint32_t *actor) {
    *actor = facts_actor_of(k->f, k->p, t);
    if (*actor == PARLEY_NONE)
        return false;
    return k->p->tokens[t].ne != NE_LOC || k->f->actors[*actor].kind == ACTOR_STATE;
}

void add_author(mention *m, uint32_t actor) {
    for (uint32_t i = 0; i < m->n_author; i++)
        if (m->author[i] == actor)
            return;
    if (m->n_author < COUNT_OF(m->author))
        m->author[m->n_author++] = actor;
}

void add_party(mention *m, uint32_t actor) {
    for (uint32_t i = 0; i < m->n_party; i++)
        if (m->party[i] == actor)
            return;
    if (m->n_party < COUNT_OF(m->party))
        m->party[m->n_party++] = actor;
}

/* Is it written with a large letter first? */
static bool is_word_of_name(const position_work *k, uint32_t i) {
    const parse_token *ts = k->p->tokens;
    return is_upper(ts[i].form) && ts[i].upos != UPOS_DET && ts[i].upos != UPOS_PRON && ts[i].upos != UPOS_PUNCT;
}

bool own_name(const position_work *k, uint32_t t, uint32_t *first, uint32_t *last) {
    const parse_token *ts = k->p->tokens;
    uint32_t left = tree_left(k->p, t);
    for (uint32_t i = t; i > left; i--) {
        if (!is_upper(ts[i].form) || ts[i].ne == NE_PER ||
            !(stance_noun_is(k->lex, NOUN_WEAK, ts[i].norm) || stance_noun_is(k->lex, NOUN_PLAN, ts[i].norm) ||
              tok_of(k, i, PW_NAMED_TEXT)))
            continue;
        uint32_t from = i;
        while (from > left) {
            /* "Harbour Dredging (HDC) Convention" */
            if (from > left + 3 && tok_is(k->p, from - 1, ")") && tok_is(k->p, from - 3, "(") && is_word_of_name(k, from - 4)) {
                from -= 4;
                continue;
            }
            bool hyphen = ts[from - 1].norm[0] == '-' && ts[from - 1].end == ts[from].start;
            bool small = from - 1 > left && TOK_ANY(k->p, from - 1, "of", "for", "and", "on", "the") && from < i;
            if (!is_word_of_name(k, from - 1) && !((hyphen || small) && from - 1 > left && is_word_of_name(k, from - 2)))
                break;
            from -= is_word_of_name(k, from - 1) ? 1 : 2;
        }
        if (from == i || (from == k->p->sents[ts[t].sent].first && from + 1 == i))
            continue;
        *first = from;
        *last = i;
        return true;
    }
    return false;
}

static bool is_letters(const position_work *k, uint32_t t) {
    const parse_token *x = &k->p->tokens[t];
    for (uint32_t i = x->start; i < x->end; i++)
        if (k->in->page->text[i] < 'A' || k->in->page->text[i] > 'Z')
            return false;
    return x->end >= x->start + 3;
}

uint32_t acronym_of(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t end = p->sents[ts[t].sent].end;
    for (uint32_t i = tree_left(p, t); i + 2 < end && i <= t + 1; i++)
        if ((tok_is(p, i, "(") && tok_is(p, i + 2, ")")) || (i == t + 1 && TOK_ANY(p, i, "or", "called") && i + 2 < end))
            if (is_letters(k, i + 1))
                return i + 1;
    if (t + 3 < end && tok_is(p, t + 1, ",") && tok_is(p, t + 2, "or") && is_letters(k, t + 3))
        return t + 3;
    /* "the 1994 RIVERPACT treaty": its name stands before the noun */
    if (t > 0 && ts[t - 1].rel == REL_COMPOUND && ts[t - 1].head == t && stance_noun_is(k->lex, NOUN_GOAL, ts[t].norm) &&
        is_letters(k, t - 1)) {
        uint32_t actor = facts_actor_of(k->f, p, t - 1);
        if (actor == PARLEY_NONE || k->f->actors[actor].kind == ACTOR_GROUP)
            return t - 1;
    }
    return PARLEY_NONE;
}

/* Adds the actors of t as parties; a person stands for his side. */
static void parties_at(const position_work *k, uint32_t t, mention *m) {
    uint32_t found[6], n = t == PARLEY_NONE ? 0 : facts_actors_of(k->f, k->p, t, found, 6);
    for (uint32_t i = 0; i < n; i++) {
        const fact_actor *a = &k->f->actors[found[i]];
        if (a->kind != ACTOR_PERSON && a->kind != ACTOR_UNNAMED)
            add_party(m, found[i]);
        else if (a->side != PARLEY_NONE)
            add_party(m, a->side);
    }
}

/* Whose agreement it is: its authors, who stands behind "with" and "between", and who has made it. */
static void find_parties(const position_work *k, uint32_t t, mention *m) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = ts[t].head;
    for (uint32_t i = 0; i < m->n_author; i++)
        if (k->f->actors[m->author[i]].kind != ACTOR_PERSON)
            add_party(m, m->author[i]);
    bool made = m->reached && v != PARLEY_NONE && ts[t].rel == REL_OBJ;
    for (uint32_t pass = 0; pass < 1u + made; pass++)
        PARSE_EACH_CHILD (p, pass ? v : t, c) {
            uint32_t cs = case_of(p, c);
            if (c > t && (ts[c].rel == REL_NMOD || ts[c].rel == REL_OBL) && cs != PARLEY_NONE &&
                TOK_ANY(p, cs, "with", "between"))
                parties_at(k, c, m);
        }
    if (made)
        parties_at(k, subject_of(k, v, NULL), m);
}

/* Does the text say that the agreement at t was made, not that it is aimed at? "signed the accord", "agree on a contract",
 * "announced the terms of a truce deal", "the pact, reached in May". */
static bool is_reached(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = ts[t].head, x = t;
    if (v != PARLEY_NONE && ts[x].rel == REL_NMOD && tok_of(k, v, PW_PAPERWORK)) {
        x = v;
        v = ts[v].head;
    }
    if (v == PARLEY_NONE)
        return false;
    uint32_t cs = case_of(p, x);
    bool agree = TOK_ANY(p, v, "agreed", "agree", "agrees", "agreeing");
    bool place = ts[x].rel == REL_OBJ || (ts[x].rel == REL_NSUBJ && is_passive(p, v)) ||
                 (agree && ts[x].rel == REL_OBL && cs != PARLEY_NONE && TOK_ANY(p, cs, "on", "to", "upon"));
    if (agree && ts[x].rel == REL_OBJ)
        place = false;
    if (place && tok_of(k, v, PW_REACHED) && !word_negated(p, v) && !is_supposed(k, v)) {
        uint32_t to = case_of(p, v);
        bool aim = (ts[v].morph & FEAT_INF) || (to != PARLEY_NONE && tok_is(p, to, "to"));
        PARSE_EACH_CHILD (p, v, c) {
            aim |= ts[c].rel == REL_AUX && TOK_ANY(p, c, "will", "would", "to", "'ll", "wo", "not");
        }
        if (!aim && ts[v].rel != REL_ACL)
            return true;
    }
    /* "the accord signed in March", "the deal, which the envoy said was reached" */
    if (!(tree_left(p, t) < t && TOK_ANY(p, tree_left(p, t), "any", "no", "every")))
        PARSE_EACH_CHILD (p, t, c) {
            if (c > t && ts[c].rel == REL_ACL && !word_negated(p, c)) {
                if (tok_of(k, c, PW_STRUCK))
                    return true;
                PARSE_EACH_CHILD (p, c, g) {
                    if (ts[g].rel == REL_CCOMP && tok_of(k, g, PW_STRUCK))
                        return true;
                }
            }
        }
    return false;
}

bool is_plain(const position_work *k, const mention *m) {
    for (uint32_t i = 0; i < m->n_desc; i++)
        if (!stance_word_is(k->lex, PW_PLAIN_DEAL, k->p->tokens[m->desc[i]].norm))
            return false;
    return true;
}

bool is_truce(const position_work *k, uint32_t t) {
    const parse_token *ts = k->p->tokens;
    if (ts[t].upos != UPOS_NOUN)
        return false;
    if (t > 1 && tok_is(k->p, t, "fire") && tok_is(k->p, t - 1, "-") && tok_is(k->p, t - 2, "cease"))
        return true;
    uint32_t g = stance_group(k->lex, ts[t].norm);
    return g && g == stance_group(k->lex, "ceasefire");
}

/* Does the text say that the truce at t was made: agreed, brokered by somebody, come into effect? */
static bool is_made_truce(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t v = ts[t].head;
    if (is_reached(k, t))
        return true;
    for (uint32_t i = tree_left(p, t); i < t; i++)
        if (ts[i].upos == UPOS_VERB && tok_of(k, i, PW_BROUGHT) && i > 0 && ts[i - 1].norm[0] == '-')
            return true;
    PARSE_EACH_CHILD (p, t, c) {
        if (c > t && ts[c].rel == REL_ACL && tok_of(k, c, PW_BROUGHT))
            return true;
    }
    if (v == PARLEY_NONE || ts[t].rel != REL_NSUBJ || ts[v].upos != UPOS_VERB || word_negated(p, v) || is_supposed(k, v))
        return false;
    PARSE_EACH_CHILD (p, v, c) {
        if (ts[c].rel == REL_AUX && TOK_ANY(p, c, "will", "would", "may", "might", "could", "should", "must", "can"))
            return false;
    }
    return tok_of(k, v, PW_BROUGHT) || (tok_of(k, v, PW_TAKES_EFFECT) && v + 3 < p->n_tokens &&
                                        (TOK_ANY(p, v + 1, "effect", "hold", "force") || TOK_ANY(p, v + 2, "effect", "force")));
}

/* Is what v says yet to come: "will present", "is planning to present", "is preparing"? */
static bool is_awaited(const position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    PARSE_EACH_CHILD (p, v, c) {
        if (ts[c].rel == REL_AUX && TOK_ANY(p, c, "will", "would", "'ll", "shall"))
            return true;
    }
    uint32_t up = ts[v].rel == REL_XCOMP || ts[v].rel == REL_ADVCL || ts[v].rel == REL_ACL ? ts[v].head : PARLEY_NONE;
    return tok_of(k, v, PW_PREPARE) || (up != PARLEY_NONE && (ts[v].morph & FEAT_INF) && tok_of(k, up, PW_INTEND));
}

void find_doer(const position_work *k, mention *m) {
    const parse_token *ts = k->p->tokens;
    uint32_t v = ts[m->head].head;
    m->doer = PARLEY_NONE;
    if (m->definite || m->n_author || ts[m->head].rel != REL_OBJ || v == PARLEY_NONE || ts[v].upos != UPOS_VERB ||
        !(tok_of(k, v, PW_PUT_FORWARD) || tok_of(k, v, PW_PREPARE)) || is_passive(k->p, v) || word_negated(k->p, v))
        return;
    uint32_t s = subject_of(k, v, NULL), actor = s == PARLEY_NONE ? s : facts_actor_of(k->f, k->p, s);
    if (actor == PARLEY_NONE || k->f->actors[actor].kind == ACTOR_OUTLET)
        return;
    m->doer = actor;
    m->awaited = is_awaited(k, v);
}

bool mention_at(const position_work *k, uint32_t t, mention *m) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    *m = (mention){.head = t, .time = PARLEY_NONE};
    bool plan = stance_noun_is(l, NOUN_PLAN, ts[t].norm), weak = !plan && stance_noun_is(l, NOUN_WEAK, ts[t].norm);
    bool truce = !plan && !weak && is_truce(k, t) && is_made_truce(k, t);
    weak |= truce;
    uint32_t own = t, own_end = t;
    bool headline = k->in->page->blocks[p->sents[ts[t].sent].block].role == PAGE_HEADLINE;
    bool titled = (plan || weak || tok_of(k, t, PW_NAMED_TEXT)) && !headline && own_name(k, t, &own, &own_end);
    if ((ts[t].upos != UPOS_NOUN && ts[t].upos != UPOS_PROPN) || (!plan && !weak && !(titled && own_end == t)))
        return false;
    if (ts[t].rel == REL_COMPOUND || ts[t].ne == NE_PER) /* "the plan details", "Bill Roe" */
        return false;
    /* "the white paper says" is who wrote it */
    if (tok_is(p, t, "paper") && t > 0 && tok_of(k, t - 1, PW_NO_PAPER))
        return false;
    m->plural = (ts[t].morph & FEAT_PLUR) != 0 || ts[t].norm[strlen(ts[t].norm) - 1] == 's';
    bool indefinite = false, draft = false, infinitive = false, relates = false;
    uint32_t left = tree_left(p, t), actor;
    for (uint32_t i = left; i < t; i++) {
        if (ts[i].upos == UPOS_DET) {
            indefinite |= TOK_ANY(p, i, "a", "an", "any", "some", "no", "every");
            m->definite |= TOK_ANY(p, i, "the", "this", "that", "these", "those");
        }
        m->pronoun |= ts[i].upos == UPOS_PRON && ts[i].head == t;
        if (ts[i].upos == UPOS_PUNCT || ts[i].upos == UPOS_DET || ts[i].upos == UPOS_PART || ts[i].upos == UPOS_NUM)
            continue;
        /* a headline's verb taken for a noun: "Premier Labels Guild Wage Offer a Joke" is about the guild's offer */
        if (i > left && i + 1 < t && ts[i].upos != UPOS_DET && map_gets(&l->forms, ts[i].norm, PARLEY_NONE) != PARLEY_NONE &&
            is_upper(ts[i].form) && is_upper(ts[i - 1].form) && is_upper(ts[i + 1].form) &&
            ts[i].norm[strlen(ts[i].norm) - 1] == 's' && !stance_noun_is(l, NOUN_PLAN, ts[i].norm)) {
            *m = (mention){.head = t, .time = PARLEY_NONE, .plural = m->plural};
            indefinite = draft = false;
            continue;
        }
        m->revision |= TOK_ANY(p, i, "revised", "amended", "modified");
        m->latest |= tok_of(k, i, PW_LATEST);
        m->previous |= tok_of(k, i, PW_PREVIOUS);
        if (stance_noun_is(l, NOUN_DRAFT, ts[i].norm))
            draft = true;
        if (is_author_noun(k, i, &actor) &&
            (ts[i].head == t || ts[i].rel == REL_CONJ || ts[i].rel == REL_FLAT || ts[i].rel == REL_COMPOUND ||
             ts[i].rel == REL_NMOD || (i + 2 < t && tok_is(p, i + 1, "-")))) {
            /* "the island truce deal" is about the island; "the island-bloc deal" is theirs */
            bool about = weak && stance_noun_is(l, NOUN_GOAL, ts[t].norm) && ts[i].rel == REL_COMPOUND && ts[i].head == t &&
                         !(i + 1 < t && tok_is(p, i + 1, "-")) && !(i > left && tok_is(p, i - 1, "-"));
            /* "the Northern Trade Agreement" is not Northern Trade's */
            actor_kind kind = k->f->actors[actor].kind;
            about |= titled && i >= own && i <= own_end && kind != ACTOR_STATE && kind != ACTOR_PERSON;
            if (k->f->actors[actor].kind != ACTOR_GROUP && !about)
                add_author(m, actor);
            else if (about && m->n_desc < DESC_MAX)
                m->desc[m->n_desc++] = i;
            m->definite = true;
        } else if ((ts[i].upos == UPOS_NOUN || ts[i].upos == UPOS_ADJ || ts[i].upos == UPOS_PROPN || ts[i].upos == UPOS_VERB) &&
                   k->time_at[i] == PARLEY_NONE && (ts[i].ne == NE_NONE || !is_author_noun(k, i, &actor)) &&
                   !tok_of(k, i, PW_VERSION) && m->n_desc < DESC_MAX) {
            m->desc[m->n_desc++] = i;
        }
        if (k->time_at[i] != PARLEY_NONE)
            m->time = k->time_at[i];
    }
    /* "the principles laid out on 27 May" */
    for (uint32_t i = t + 1; i < p->n_tokens && i <= ts[t].right && i < t + 8 && m->time == PARLEY_NONE && !tok_is(p, i, ",");
         i++)
        if (k->time_at[i] != PARLEY_NONE)
            m->time = k->time_at[i];
    /* the same wherever the tree hangs the participle */
    if (weak && m->time == PARLEY_NONE && t + 2 < p->n_tokens && tok_of(k, t + 1, PW_PUT_OUT))
        for (uint32_t i = t + 2; i < p->sents[ts[t].sent].end && i < t + 7 && !tok_is(p, i, ",") && m->time == PARLEY_NONE; i++)
            m->time = k->time_at[i];
    PARSE_EACH_CHILD (p, t, c) {
        if (c < t)
            continue;
        uint32_t cs = case_of(p, c);
        if (ts[c].rel == REL_NMOD || ts[c].rel == REL_OBL) {
            if (cs != PARLEY_NONE && TOK_ANY(p, cs, "from", "by", "of") && is_author_noun(k, c, &actor)) {
                if (ts[c].ne != NE_LOC || tok_is(p, cs, "from") || tok_is(p, cs, "by"))
                    add_author(m, actor);
            }
            if (k->time_at[c] != PARLEY_NONE && cs != PARLEY_NONE && TOK_ANY(p, cs, "of", "from", "dated", "in", "on"))
                m->time = k->time_at[c];
            relates = true;
        }
        if (ts[c].rel == REL_ACL) {
            relates = true;
            if (ts[c].sub != SUB_RELCL && ts[c].morph & FEAT_INF)
                infinitive = true;
            bool drafted = tok_of(k, c, PW_AUTHOR);
            PARSE_EACH_CHILD (p, c, g) {
                uint32_t gc = case_of(p, g);
                if (drafted && ts[g].rel == REL_OBL && gc != PARLEY_NONE && tok_is(p, gc, "by")) {
                    uint32_t found[4], n = facts_actors_of(k->f, p, g, found, 4);
                    for (uint32_t i = 0; i < n; i++)
                        add_author(m, found[i]);
                }
                if (drafted && k->time_at[g] != PARLEY_NONE)
                    m->time = k->time_at[g];
            }
            /* "the proposal that the envoys put forward" */
            uint32_t s = parse_child(p, c, REL_NSUBJ, SUB_NONE);
            if (ts[c].sub == SUB_RELCL && s != PARLEY_NONE &&
                TOK_ANY(p, c, "drafted", "put", "proposed", "presented", "tabled", "offered", "made", "submitted") &&
                is_author_noun(k, s, &actor))
                add_author(m, actor);
        }
    }
    if (plan && TOK_ANY(p, t, "plans", "plan", "bid", "initiative", "offers") && infinitive && m->n_author == 0)
        return false; /* an intention: "plans to meet" */
    if (plan && ts[t].rel != REL_OBJ && tok_of(k, t, PW_MEASURE) && m->n_author == 0 && m->time == PARLEY_NONE && !m->definite &&
        !draft && m->n_desc == 0)
        return false;
    if (plan && TOK_ANY(p, t, "plan") && tok_is(p, t + 1, "of"))
        return false; /* plan of action */
    m->headline = headline;
    m->reached = truce || (weak && !m->plural && stance_noun_is(l, NOUN_GOAL, ts[t].norm) && is_reached(k, t));
    /* "the premier's deal" */
    uint32_t poss = weak && stance_noun_is(l, NOUN_GOAL, ts[t].norm) ? parse_child(p, t, REL_NMOD, SUB_POSS) : PARLEY_NONE;
    bool owned = poss != PARLEY_NONE && m->n_author && !m->plural;
    if (weak && stance_noun_is(l, NOUN_GOAL, ts[t].norm))
        find_parties(k, t, m);
    if (titled || (weak && (m->reached || owned)))
        return true;
    if (weak && m->definite && !m->plural && m->n_desc && !is_plain(k, m) && stance_noun_is(l, NOUN_GOAL, ts[t].norm) &&
        parse_child(p, t, REL_COMPOUND, SUB_NONE) != PARLEY_NONE)
        return true;
    if (weak &&
        !(m->time != PARLEY_NONE ||
          (draft && !(indefinite && TOK_ANY(p, left + 1, "new", "final", "comprehensive") && !tok_of(k, t, PW_DRAFTABLE))) ||
          (m->n_author && tok_of(k, t, PW_AUTHORED) && !stance_noun_is(l, NOUN_OWN, ts[t].norm))))
        return false;
    if (weak && m->n_author == 0 && m->time == PARLEY_NONE && tok_of(k, t, PW_VAGUE))
        return false;
    (void)relates;
    return true;
}
