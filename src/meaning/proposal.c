/* proposal.c - plans, drafts, offers, resolutions that the sides take positions on.
 *
 * A mention is a noun of data/positions/nouns.txt with its author, date and descriptive words. Mentions join conservatively:
 * an equal date, or the same author with describing words that do not contradict, or a definite mention with nothing of its
 * own right after another. Two proposals that may be one stay two: no page says so.
 */
#include "meaning/position_int.h"

#include <stdio.h>

enum { DESC_MAX = 6 };

typedef struct mention {
    uint32_t head;
    uint32_t author[4], n_author;
    uint32_t time;                   /* index into times, or PARLEY_NONE */
    uint32_t desc[DESC_MAX], n_desc; /* tokens that tell it apart */
    bool definite, latest, previous, plural, revision;
    bool headline;
    bool pronoun; /* "her text": whose it is, in no name */
    bool reached; /* the text says that this agreement was made */
} mention;

typedef struct state { /* what is known of a proposal */
    mention m;
    uint32_t last; /* token of its last mention */
} state;

static bool is_upper(const char *form) {
    return form[0] >= 'A' && form[0] <= 'Z';
}

static bool is_author_noun(const position_work *k, uint32_t t, uint32_t *actor) {
    *actor = facts_actor_of(k->f, k->p, t);
    if (*actor == PARLEY_NONE)
        return false;
    return k->p->tokens[t].ne != NE_LOC || k->f->actors[*actor].kind == ACTOR_STATE;
}

static void add_author(mention *m, uint32_t actor) {
    for (uint32_t i = 0; i < m->n_author; i++)
        if (m->author[i] == actor)
            return;
    if (m->n_author < COUNT_OF(m->author))
        m->author[m->n_author++] = actor;
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
    if (place && tok_of(k, v, PW_REACHED) && !word_negated(p, v) && !is_supposed(p, v)) {
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

/* Does the name of the deal only say what deals are? */
static bool is_plain(const position_work *k, const mention *m) {
    for (uint32_t i = 0; i < m->n_desc; i++)
        if (!stance_word_is(k->lex, PW_PLAIN_DEAL, k->p->tokens[m->desc[i]].norm))
            return false;
    return true;
}

/* Does the noun at t name a proposal? Fills m. */
static bool mention_at(const position_work *k, uint32_t t, mention *m) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    *m = (mention){.head = t, .time = PARLEY_NONE};
    bool plan = stance_noun_is(l, NOUN_PLAN, ts[t].norm), weak = !plan && stance_noun_is(l, NOUN_WEAK, ts[t].norm);
    if ((ts[t].upos != UPOS_NOUN && ts[t].upos != UPOS_PROPN) || (!plan && !weak))
        return false;
    if (ts[t].rel == REL_COMPOUND) /* "the plan details" */
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
    /* a named agreement: "the Harbour Agreement", "the Northern Fisheries Treaty" */
    bool named = false;
    if (weak && ts[t].form[0] >= 'A' && ts[t].form[0] <= 'Z' && t > left)
        named = ts[t - 1].form[0] >= 'A' && ts[t - 1].form[0] <= 'Z' && ts[t - 1].upos != UPOS_DET &&
                t - 1 > p->sents[ts[t].sent].first;
    m->headline = k->in->page->blocks[p->sents[ts[t].sent].block].role == PAGE_HEADLINE;
    m->reached = weak && !m->plural && stance_noun_is(l, NOUN_GOAL, ts[t].norm) && is_reached(k, t);
    /* "the premier's deal" */
    uint32_t poss = weak && stance_noun_is(l, NOUN_GOAL, ts[t].norm) ? parse_child(p, t, REL_NMOD, SUB_POSS) : PARLEY_NONE;
    bool owned = poss != PARLEY_NONE && m->n_author && !m->plural;
    if (weak && (named || m->reached || owned))
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

/* Does a word tell both apart in the same way? Whom or which place a text is about, many are. */
static bool same_words(const position_work *k, const mention *a, const mention *b) {
    const parse_token *ts = k->p->tokens;
    for (uint32_t i = 0; i < a->n_desc; i++)
        for (uint32_t j = 0; j < b->n_desc && facts_actor_of(k->f, k->p, a->desc[i]) == PARLEY_NONE; j++)
            if (strcmp(ts[a->desc[i]].norm, ts[b->desc[j]].norm) == 0)
                return true;
    return false;
}

static bool same_author(const mention *a, const mention *b) {
    for (uint32_t i = 0; i < a->n_author; i++)
        for (uint32_t j = 0; j < b->n_author; j++)
            if (a->author[i] == b->author[j])
                return true;
    return false;
}

static bool same_time(const position_work *k, const mention *a, const mention *b) {
    const fact_time *x = &k->f->times[a->time], *y = &k->f->times[b->time];
    return x->value[0] && strcmp(x->value, y->value) == 0;
}

/* Can mention m be of the proposal with state s? */
static bool joins(const position_work *k, const mention *m, const state *s) {
    const mention *o = &s->m;
    /* a page that tells of one agreement made tells of it again */
    if (m->reached && o->reached && is_plain(k, m) && is_plain(k, o) &&
        !(m->time != PARLEY_NONE && o->time != PARLEY_NONE && !same_time(k, m, o)))
        return true;
    /* "Guild turns down new pay offer": the text in a headline is the one that the lead tells of */
    const parse_token *ts = k->p->tokens;
    if (o->headline && ts[m->head].sent - ts[o->head].sent <= 3 && strcmp(ts[m->head].norm, ts[o->head].norm) == 0 &&
        !(m->n_author && o->n_author && !same_author(m, o)) &&
        !(m->time != PARLEY_NONE && o->time != PARLEY_NONE && !same_time(k, m, o)))
        return true;
    if (m->time != PARLEY_NONE && o->time != PARLEY_NONE)
        return same_time(k, m, o) && (m->n_author == 0 || o->n_author == 0 || same_author(m, o));
    if ((m->latest && o->previous) || (m->previous && o->latest))
        return false;
    if (m->n_author && o->n_author) {
        if (!same_author(m, o))
            return false;
        if (m->time != PARLEY_NONE && !m->definite)
            return false;
        /* one author's "bridging text" is not yet her "plan" */
        if (!m->pronoun && !o->pronoun && (m->n_desc == 0) != (o->n_desc == 0) &&
            strcmp(ts[m->head].lemma, ts[o->head].lemma) != 0)
            return false;
        return m->n_desc == 0 || o->n_desc == 0 || same_words(k, m, o) || !m->previous;
    }
    if (m->n_desc && o->n_desc && same_words(k, m, o))
        return !(m->time != PARLEY_NONE && o->n_author && o->time == PARLEY_NONE);
    bool bare = m->n_author == 0 && m->time == PARLEY_NONE && m->n_desc == 0;
    /* "the revised text" is a version of what was spoken of last */
    if (bare && m->definite && m->revision && o->n_author && !o->previous)
        return k->p->tokens[m->head].sent - k->p->tokens[s->last].sent <= 15;
    /* "the proposal" points back at the last one, near by */
    return bare && m->definite && !m->previous && k->p->tokens[m->head].sent - k->p->tokens[s->last].sent <= 4;
}

/* Widens [*first, *last] to all that is joined to it by hyphens: "zero-tariff". */
static void hyphens(const parley_parse *p, uint32_t *first, uint32_t *last) {
    const parse_token *ts = p->tokens;
    while (*first > 1 && ts[*first - 1].norm[0] == '-' && ts[*first - 1].end == ts[*first].start &&
           ts[*first - 2].end == ts[*first - 1].start)
        *first -= 2;
    while (*last + 2 < p->n_tokens && ts[*last + 1].norm[0] == '-' && ts[*last].end == ts[*last + 1].start &&
           ts[*last + 1].end == ts[*last + 2].start)
        *last += 2;
}

/* Words of a name: as the page has them, small where a headline makes all of them large. */
static const char *name_words(const position_work *k, const mention *m, uint32_t first, uint32_t last) {
    return m->headline && first == last ? k->p->tokens[first].norm : page_words(k, first, last);
}

static const char *name_of(const position_work *k, const mention *m) {
    parley_arena *a = k->in->arena;
    const char *time = "", *who = "", *desc = "";
    bool told = false; /* "the Kalvia-led plan": whose it is stands in the words */
    for (uint32_t i = 0, end = 0; i < m->n_desc; i++) {
        uint32_t first = m->desc[i], last = first, actor;
        if (i > 0 && first <= end)
            continue;
        hyphens(k->p, &first, &last);
        for (uint32_t t = first; t < last; t++)
            told |= is_author_noun(k, t, &actor);
        end = last;
        desc = arena_printf(a, "%s%s ", desc, name_words(k, m, first, last));
    }
    if (m->time != PARLEY_NONE) {
        parley_span s = k->f->times[m->time].evidence;
        time = arena_printf(a, "%.*s ", (int)(s.end - s.start), k->in->page->text + s.start);
    }
    if (m->n_author && !told) {
        const char *n = short_actor(k, m->author[0]);
        const fact_actor *x = &k->f->actors[m->author[0]];
        if (x->kind == ACTOR_PERSON || x->kind == ACTOR_UNNAMED || x->kind == ACTOR_GROUP)
            who = arena_printf(a, "%s%s ", n, n[0] && n[strlen(n) - 1] == 's' ? "'" : "'s");
        else
            who = arena_printf(a, "%s ", n);
    }
    return arena_printf(a, "%s%s%s%s", who, time, desc, name_words(k, m, m->head, m->head));
}

static void alias(const position_work *k, fact_proposal *pr, const char *s) {
    for (uint32_t i = 0; i < pr->n_aliases; i++)
        if (strcmp(pr->aliases[i], s) == 0)
            return;
    if (!pr->aliases)
        pr->aliases = ARENA_ARRAY(k->in->arena, const char *, 64);
    if (pr->n_aliases < 64)
        pr->aliases[pr->n_aliases++] = s;
}

void proposal_add_author(position_work *k, uint32_t proposal, uint32_t actor) {
    fact_proposal *pr = &k->f->proposals[proposal];
    for (uint32_t i = 0; i < pr->n_author; i++)
        if (pr->author[i] == actor)
            return;
    if (!pr->author)
        pr->author = ARENA_ARRAY(k->in->arena, uint32_t, 4);
    if (pr->n_author < 4)
        pr->author[pr->n_author++] = actor;
}

/* A day, a month or a range of days; not a week or a year that is not known. */
static void proposal_date(fact_proposal *pr, const fact_time *tm) {
    if (tm->kind == TIME_DATE && tm->value[0] >= '0' && tm->value[0] <= '9' && !strpbrk(tm->value, "WQTX") &&
        strlen(tm->value) >= 7 && strlen(tm->value) < sizeof pr->date)
        memcpy(pr->date, tm->value, strlen(tm->value) + 1);
    else
        memcpy(pr->date, tm->date, sizeof tm->date);
}

static bool all_caps(const position_work *k, uint32_t t) {
    const parse_token *x = &k->p->tokens[t];
    for (uint32_t i = x->start; i < x->end; i++)
        if (k->in->page->text[i] < 'A' || k->in->page->text[i] > 'Z')
            return false;
    return x->end >= x->start + 3;
}

void proposals_find(position_work *k) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    parley_facts *f = k->f;
    state *states = NULL;
    uint32_t n = 0, cap = 0;
    parley_map acronyms;
    map_init(&acronyms, k->in->scratch);
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        mention m;
        if (!mention_at(k, t, &m)) {
            uint32_t known = ts[t].upos == UPOS_PROPN ? map_gets(&acronyms, ts[t].norm, PARLEY_NONE) : PARLEY_NONE;
            if (known != PARLEY_NONE)
                k->proposal_of[t] = known;
            continue;
        }
        uint32_t found = PARLEY_NONE;
        /* the last that fits; at most the 40 last are looked at */
        for (uint32_t back = 1; back <= n && back <= 40 && found == PARLEY_NONE; back++)
            if (joins(k, &m, &states[n - back]))
                found = n - back;
        if (found == PARLEY_NONE) {
            ARENA_PUSH(k->in->scratch, states, n, cap) = (state){m, t};
            fact_proposal pr = {.carrier = PARLEY_NONE, .answers = PARLEY_NONE, .name = name_of(k, &m)};
            phrase ph;
            phrase_of(k, t, &ph);
            pr.evidence = parse_span(p, ph.first, ph.last);
            ARENA_PUSH(k->in->arena, f->proposals, f->n_proposals, k->cap_proposals) = pr;
            found = n - 1;
        } else {
            state *s = &states[found];
            s->last = t;
            if (m.n_author && !m.pronoun && (s->m.pronoun || (s->m.headline && s->m.n_author == 0))) {
                f->proposals[found].name = name_of(k, &m);
                s->m.pronoun = s->m.headline = false;
            }
            s->m.reached |= m.reached;
            for (uint32_t i = 0; i < m.n_author; i++)
                add_author(&s->m, m.author[i]);
            if (s->m.time == PARLEY_NONE)
                s->m.time = m.time;
            for (uint32_t i = 0; i < m.n_desc && s->m.n_desc < DESC_MAX; i++)
                s->m.desc[s->m.n_desc++] = m.desc[i];
        }
        fact_proposal *pr = &f->proposals[found];
        k->proposal_of[t] = found;
        phrase ph;
        phrase_of(k, t, &ph);
        for (uint32_t i = 0; i < ph.n; i++)
            alias(k, pr, ph.aliases[i]);
        /* "(NAFTA)" right behind the name */
        if (t + 3 < p->n_tokens && tok_is(p, t + 1, "(") && tok_is(p, t + 3, ")")) {
            alias(k, pr, page_words(k, t + 2, t + 2));
            map_set(&acronyms, ts[t + 2].norm, strlen(ts[t + 2].norm), found);
        }
        /* "the 1994 RIVERPACT treaty": its name stands before the noun */
        if (t > 0 && ts[t - 1].rel == REL_COMPOUND && ts[t - 1].head == t && stance_noun_is(k->lex, NOUN_GOAL, ts[t].norm) &&
            all_caps(k, t - 1) &&
            (facts_actor_of(f, p, t - 1) == PARLEY_NONE || f->actors[facts_actor_of(f, p, t - 1)].kind == ACTOR_GROUP)) {
            alias(k, pr, page_words(k, t - 1, t - 1));
            map_set(&acronyms, ts[t - 1].norm, strlen(ts[t - 1].norm), found);
        }
        for (uint32_t i = 0; i < m.n_author; i++)
            proposal_add_author(k, found, m.author[i]);
        if (m.time != PARLEY_NONE)
            k->time_names[m.time] = true;
        if (m.time != PARLEY_NONE && !pr->date_text) {
            const fact_time *tm = &f->times[m.time];
            proposal_date(pr, tm);
            pr->date_text =
                arena_strn(k->in->arena, k->in->page->text + tm->evidence.start, tm->evidence.end - tm->evidence.start);
        }
        if (!pr->version) {
            uint32_t left = tree_left(p, t);
            for (uint32_t i = left; i < t; i++)
                if (tok_of(k, i, PW_STAGE))
                    pr->version = ts[i].norm;
        }
    }
    for (uint32_t t = 0; t < p->n_tokens; t++) /* letters that the page spells out only further down */
        if (ts[t].upos == UPOS_PROPN && k->proposal_of[t] == PARLEY_NONE)
            k->proposal_of[t] = map_gets(&acronyms, ts[t].norm, PARLEY_NONE);
    /* "the deal" after "a tentative deal": a bare definite mention is the last agreement that the page spoke of as made or
     * drafted */
    uint32_t last = PARLEY_NONE;
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        if (ts[t].upos != UPOS_NOUN || !tok_of(k, t, PW_AGREEMENT))
            continue;
        if (k->proposal_of[t] != PARLEY_NONE) {
            last = k->proposal_of[t];
            continue;
        }
        uint32_t left = tree_left(p, t);
        bool definite = left < t && TOK_ANY(p, left, "the", "this", "that") &&
                        (left + 1 == t || (left + 2 == t && TOK_ANY(p, left + 1, "new", "labor", "labour", "whole", "entire")));
        if (!definite || last == PARLEY_NONE || ts[t].rel == REL_COMPOUND)
            continue;
        k->proposal_of[t] = last;
        alias(k, &f->proposals[last], page_words(k, left, t));
    }
    /* "what they agreed to in July" is an agreement with no name of its own */
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        if (!tok_is(p, t, "what"))
            continue;
        for (uint32_t v = t + 1; v < p->sents[ts[t].sent].end && v < t + 9; v++)
            if (tok_of(k, v, PW_HANDLE) && !(v > 0 && ts[v].upos == UPOS_ADJ)) {
                mention m = {.head = t, .time = PARLEY_NONE, .definite = true};
                uint32_t actor = PARLEY_NONE, end = v;
                for (uint32_t i = t + 1; i < v; i++)
                    if (actor == PARLEY_NONE)
                        actor = facts_actor_of(f, p, i);
                for (uint32_t i = v; i < p->sents[ts[t].sent].end && i < v + 6 && !tok_is(p, i, ","); i++) {
                    if (k->time_at[i] != PARLEY_NONE)
                        m.time = k->time_at[i];
                    if (k->time_at[i] != PARLEY_NONE || i == v || (i == v + 1 && ts[i].upos == UPOS_ADP))
                        end = i;
                }
                bool agreed = TOK_ANY(p, v, "agreed", "accepted");
                uint32_t found = PARLEY_NONE;
                if (!agreed && actor != PARLEY_NONE) {
                    add_author(&m, actor);
                    for (uint32_t back = 1; back <= n && back <= 40 && found == PARLEY_NONE; back++)
                        if (same_author(&states[n - back].m, &m))
                            found = n - back;
                }
                if (found == PARLEY_NONE && (m.time != PARLEY_NONE || !agreed) && n == f->n_proposals) {
                    const char *time = "";
                    if (m.time != PARLEY_NONE) {
                        parley_span s = f->times[m.time].evidence;
                        time = arena_printf(k->in->arena, "%.*s ", (int)(s.end - s.start), k->in->page->text + s.start);
                    }
                    fact_proposal pr = {.carrier = PARLEY_NONE, .answers = PARLEY_NONE, .evidence = parse_span(p, t, end)};
                    pr.name =
                        agreed
                            ? arena_printf(k->in->arena, "%sagreement", time)
                            : arena_printf(k->in->arena, "%s%sproposal",
                                           actor == PARLEY_NONE ? "" : arena_printf(k->in->arena, "%s ", short_actor(k, actor)),
                                           time);
                    if (m.time != PARLEY_NONE) {
                        const fact_time *tm = &f->times[m.time];
                        proposal_date(&pr, tm);
                        pr.date_text = page_words(k, tm->first, tm->end - 1);
                        k->time_names[m.time] = true;
                    }
                    ARENA_PUSH(k->in->scratch, states, n, cap) = (state){m, t};
                    ARENA_PUSH(k->in->arena, f->proposals, f->n_proposals, k->cap_proposals) = pr;
                    found = n - 1;
                }
                if (found != PARLEY_NONE) {
                    k->proposal_of[t] = found;
                    alias(k, &f->proposals[found], page_words(k, t, end));
                    if (!agreed && actor != PARLEY_NONE)
                        proposal_add_author(k, found, actor);
                }
                break;
            }
    }
}

uint32_t proposal_by(const position_work *k, uint32_t author, uint32_t t) {
    for (uint32_t i = t; i-- > 0 && t - i < 2000;) {
        uint32_t pr = k->proposal_of[i];
        if (pr == PARLEY_NONE)
            continue;
        for (uint32_t j = 0; j < k->f->proposals[pr].n_author; j++)
            if (k->f->proposals[pr].author[j] == author)
                return pr;
    }
    for (uint32_t i = 0; i < k->f->n_proposals && i < 100; i++)
        for (uint32_t j = 0; j < k->f->proposals[i].n_author; j++)
            if (k->f->proposals[i].author[j] == author)
                return i;
    return PARLEY_NONE;
}

uint32_t proposal_offered(position_work *k, uint32_t t, uint32_t holder) {
    uint32_t found = proposal_by(k, holder, t);
    phrase ph;
    phrase_of(k, t, &ph);
    if (found == PARLEY_NONE) {
        fact_proposal pr = {.carrier = PARLEY_NONE, .answers = PARLEY_NONE, .evidence = parse_span(k->p, ph.first, ph.last)};
        pr.name = arena_printf(k->in->arena, "%s %s offer", short_actor(k, holder), ph.name);
        ARENA_PUSH(k->in->arena, k->f->proposals, k->f->n_proposals, k->cap_proposals) = pr;
        found = k->f->n_proposals - 1;
        proposal_add_author(k, found, holder);
    }
    for (uint32_t i = 0; i < ph.n; i++)
        alias(k, &k->f->proposals[found], ph.aliases[i]);
    k->proposal_of[t] = found;
    return found;
}

/* Who carried a text ("given to the rebels by mediators"), and which earlier one it answers ("in response to a plan"). */
void proposals_relate(position_work *k) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        if (tok_of(k, t, PW_HAND)) {
            uint32_t what = parse_child(p, t, REL_NSUBJ, SUB_NONE), by = PARLEY_NONE, x = t;
            for (uint32_t up = 0; up < 3 && what == PARLEY_NONE; up++) {
                if (ts[x].rel == REL_ACL)
                    what = ts[x].head;
                else if (ts[x].rel == REL_CONJ && ts[x].head != PARLEY_NONE)
                    x = ts[x].head;
                else
                    break;
            }
            PARSE_EACH_CHILD (p, t, c) {
                uint32_t cs = case_of(p, c);
                if (ts[c].rel == REL_OBL && cs != PARLEY_NONE && tok_is(p, cs, "by"))
                    by = c;
            }
            /* "drafted by A and given to B by C", wherever the tree hangs the second participle */
            if (what != PARLEY_NONE && k->proposal_of[what] == PARLEY_NONE)
                what = PARLEY_NONE;
            for (uint32_t i = t; what == PARLEY_NONE && t > 0 && ts[t - 1].upos == UPOS_CCONJ && i-- > 0 && t - i < 16 &&
                                 ts[i].sent == ts[t].sent;)
                if (k->proposal_of[i] != PARLEY_NONE)
                    what = i;
            if (what != PARLEY_NONE && by != PARLEY_NONE && k->proposal_of[what] != PARLEY_NONE) {
                uint32_t actor = facts_actor_of(k->f, p, by);
                fact_proposal *pr = &k->f->proposals[k->proposal_of[what]];
                if (actor != PARLEY_NONE && pr->carrier == PARLEY_NONE)
                    pr->carrier = actor;
            }
        }
        if (tok_of(k, t, PW_ANSWER)) {
            uint32_t to = PARLEY_NONE, what = PARLEY_NONE;
            PARSE_EACH_CHILD (p, t, c) {
                uint32_t cs = case_of(p, c);
                if (c > t && cs != PARLEY_NONE && tok_is(p, cs, "to") && k->proposal_of[c] != PARLEY_NONE)
                    to = k->proposal_of[c];
            }
            if (parse_child(p, t, REL_COP, SUB_NONE) != PARLEY_NONE)
                what = parse_child(p, t, REL_NSUBJ, SUB_NONE);
            else if (ts[t].head != PARLEY_NONE)
                what = k->proposal_of[ts[t].head] != PARLEY_NONE ? ts[t].head : parse_child(p, ts[t].head, REL_OBJ, SUB_NONE);
            if (to != PARLEY_NONE && what != PARLEY_NONE && k->proposal_of[what] != PARLEY_NONE && k->proposal_of[what] != to)
                k->f->proposals[k->proposal_of[what]].answers = to;
        }
    }
}

void proposals_settle(position_work *k) {
    parley_facts *f = k->f;
    uint32_t *to = ARENA_ARRAY(k->in->scratch, uint32_t, f->n_proposals + 1), n = 0;
    uint32_t *mentions = ARENA_ARRAY(k->in->scratch, uint32_t, f->n_proposals + 1);
    bool *used = ARENA_ARRAY(k->in->scratch, bool, f->n_proposals + 1);
    for (uint32_t t = 0; t < k->p->n_tokens; t++)
        if (k->proposal_of[t] != PARLEY_NONE)
            mentions[k->proposal_of[t]]++;
    for (uint32_t i = 0; i < f->n_positions; i++)
        if (f->positions[i].proposal != PARLEY_NONE)
            used[f->positions[i].proposal] = true;
    /* "put forward proposals": bare words get the name of who did */
    for (uint32_t i = 0; i < f->n_proposals; i++) {
        fact_proposal *pr = &f->proposals[i];
        const char *space = strrchr(pr->name, ' ');
        if (pr->n_author == 1 && !pr->date_text && (!space || strncmp(pr->name, "forward ", 8) == 0)) {
            const char *who = short_actor(k, pr->author[0]), *noun = space ? space + 1 : pr->name;
            size_t len = strlen(noun);
            pr->name = arena_printf(k->in->arena, "%s %.*s", who, (int)(len > 3 && noun[len - 1] == 's' ? len - 1 : len), noun);
        }
    }
    for (uint32_t i = 0; i < f->n_proposals; i++) {
        bool keep = used[i] || f->proposals[i].version ||
                    (f->proposals[i].date_text && (mentions[i] > 1 || strpbrk(f->proposals[i].date_text, "0123456789"))) ||
                    (f->proposals[i].n_author && mentions[i] > 1);
        to[i] = keep ? n : PARLEY_NONE;
        if (keep)
            f->proposals[n++] = f->proposals[i];
    }
    f->n_proposals = n;
    for (uint32_t i = 0; i < f->n_positions; i++)
        if (f->positions[i].proposal != PARLEY_NONE)
            f->positions[i].proposal = to[f->positions[i].proposal];
    for (uint32_t i = 0; i < n; i++)
        if (f->proposals[i].answers != PARLEY_NONE)
            f->proposals[i].answers = to[f->proposals[i].answers];
}
