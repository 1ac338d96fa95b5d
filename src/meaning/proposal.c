/* proposal.c - plans, drafts, offers, resolutions that the sides take positions on.
 *
 * A mention is a noun of data/positions/nouns.txt with its author, date and descriptive words. Mentions join conservatively:
 * an equal date, or the same author with describing words that do not contradict, or a definite mention with nothing of its
 * own right after another. Two proposals that may be one stay two: no page says so.
 */
#include "meaning/proposal_int.h"

#include <stdio.h>

typedef struct state { /* what is known of a proposal */
    mention m;
    uint32_t last; /* token of its last mention */
} state;

/* Does a word tell both apart in the same way? Whom or which place a text is about, many are. */
static bool same_words(const position_work *k, const mention *a, const mention *b) {
    const parse_token *ts = k->p->tokens;
    for (uint32_t i = 0; i < a->n_desc; i++)
        for (uint32_t j = 0; j < b->n_desc && facts_actor_of(k->f, k->p, a->desc[i]) == PARLEY_NONE; j++)
            if (strcmp(ts[a->desc[i]].norm, ts[b->desc[j]].norm) == 0 &&
                !((a->key || b->key) && stance_word_is(k->lex, PW_PLAIN_DEAL, ts[a->desc[i]].norm)))
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

/* The same, or somebody and the side that he speaks for: "the ministry's May draft" is its minister's of that month. */
static bool allied_author(const position_work *k, const mention *a, const mention *b) {
    const parley_facts *f = k->f;
    for (uint32_t i = 0; i < a->n_author; i++)
        for (uint32_t j = 0; j < b->n_author; j++)
            if (f->actors[a->author[i]].side == b->author[j] || f->actors[b->author[j]].side == a->author[i])
                return true;
    return same_author(a, b);
}

static bool same_time(const position_work *k, const mention *a, const mention *b) {
    const fact_time *x = &k->f->times[a->time], *y = &k->f->times[b->time];
    return x->value[0] && strcmp(x->value, y->value) == 0;
}

/* Two agreements of different parties are two: "the deal with Norway", "Brel and Chile signed a deal". */
static bool other_parties(const mention *a, const mention *b) {
    uint32_t only_a = 0, only_b = 0;
    for (uint32_t i = 0; i < a->n_party; i++) {
        bool in = false;
        for (uint32_t j = 0; j < b->n_party; j++)
            in |= a->party[i] == b->party[j];
        only_a += !in;
    }
    for (uint32_t j = 0; j < b->n_party; j++) {
        bool in = false;
        for (uint32_t i = 0; i < a->n_party; i++)
            in |= a->party[i] == b->party[j];
        only_b += !in;
    }
    return only_a && only_b;
}

/* Words that tell a text apart by more than what all such texts are for: "her wage offer", not "her truce offer". */
static uint32_t telling(const position_work *k, const mention *m) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_desc; i++)
        n += !stance_noun_is(k->lex, NOUN_GOAL, k->p->tokens[m->desc[i]].norm) && !TOK_ANY(k->p, m->desc[i], "cease", "fire");
    return n;
}

/* Whatever its kind, it is a text to be taken or left: a headline and its story say "proposal" and "offer" of one. */
static bool is_plan_word(const position_work *k, uint32_t t) {
    return TOK_ANY(k->p, t, "proposal", "offer", "plan", "counteroffer", "counterproposal", "bid");
}

/* "a proposal aimed at bridging the gaps": what mediators call a bridging proposal. */
static bool is_bridging(const position_work *k, uint32_t t) {
    const parse_token *ts = k->p->tokens;
    uint32_t end = ts[t].right + 1 < t + 12 ? ts[t].right + 1 : t + 12;
    for (uint32_t i = t + 1; i < end; i++)
        for (uint32_t g = i + 1; tok_of(k, i, PW_BRIDGE) && g < i + 5 && g < k->p->sents[ts[t].sent].end; g++)
            if (TOK_ANY(k->p, g, "gap", "gaps", "difference", "differences", "divide", "divisions", "positions"))
                return true;
    return false;
}

/* Can mention m be of the proposal with state s? */
static bool joins(const position_work *k, const mention *m, const state *s) {
    const mention *o = &s->m;
    if (other_parties(m, o) || texts_differ(m, o))
        return false;
    if (m->key && !o->key)
        return m->n_desc && o->n_desc && same_words(k, m, o) && !(m->n_author && o->n_author && !same_author(m, o));
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
    if (o->headline && ts[m->head].sent - ts[o->head].sent <= 5 && m->n_author == 1 && same_author(m, o) && !m->plural &&
        m->time == PARLEY_NONE && !m->previous && is_plan_word(k, m->head) && is_plan_word(k, o->head))
        return true;
    if (m->time != PARLEY_NONE && o->time != PARLEY_NONE)
        return same_time(k, m, o) && (m->n_author == 0 || o->n_author == 0 || allied_author(k, m, o));
    if ((m->latest && o->previous) || (m->previous && o->latest))
        return false;
    if (m->n_author && o->n_author) {
        if (!same_author(m, o))
            return false;
        if (m->time != PARLEY_NONE && !m->definite)
            return false;
        /* one author's "bridging text" is not yet her "plan" */
        if (!m->pronoun && !o->pronoun && (telling(k, m) == 0) != (telling(k, o) == 0) &&
            strcmp(ts[m->head].lemma, ts[o->head].lemma) != 0)
            return false;
        return m->n_desc == 0 || o->n_desc == 0 || same_words(k, m, o) || !m->previous;
    }
    /* "a budget plan" is not the "budget deal" told of before */
    if (m->n_desc && o->n_desc && same_words(k, m, o) &&
        (m->definite || m->n_author || strcmp(ts[m->head].lemma, ts[o->head].lemma) == 0))
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
    if (m->own)
        return m->own;
    const char *time = "", *who = "", *desc = "";
    bool told = false; /* "the Kalvia-led plan": whose it is stands in the words */
    uint32_t end = 0;
    for (uint32_t i = 0; i < m->n_desc; i++) {
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
    /* "deal with Norway": whose it is where nothing else says so */
    const char *with = "";
    PARSE_EACH_CHILD (k->p, m->head, c) {
        uint32_t cs = case_of(k->p, c);
        if (m->n_party && !m->n_author && c > m->head && cs == m->head + 1 && tok_is(k->p, cs, "with") &&
            facts_actor_of(k->f, k->p, c) != PARLEY_NONE)
            with = arena_printf(a, " with %s", short_actor(k, facts_actor_of(k->f, k->p, c)));
    }
    uint32_t first = m->head, last = m->head;
    hyphens(k->p, &first, &last);
    const char *head = m->n_desc && end >= m->head ? "" : name_words(k, m, first, last); /* "cease-fire" is one word */
    size_t len = strlen(desc);
    if (!*head && len)
        desc = arena_strn(a, desc, len - 1);
    return arena_printf(a, "%s%s%s%s%s", who, time, desc, head, with);
}

/* The name of the new text m; one that another text of the page has already is told apart by its parties. */
static const char *new_name(const position_work *k, const mention *m) {
    const char *name = name_of(k, m);
    bool taken = false;
    for (uint32_t i = 0; i < k->f->n_proposals && i < 100; i++)
        taken |= strcmp(k->f->proposals[i].name, name) == 0;
    for (uint32_t i = 0; taken && i < m->n_party; i++)
        name = arena_printf(k->in->arena, "%s%s%s", short_actor(k, m->party[m->n_party - 1 - i]), i ? "-" : " ", name);
    return name;
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

/* Does the word stand in a name of the text? */
static bool is_called(const fact_proposal *pr, const char *word) {
    bool in = strlen(word) > 3 && strstr(pr->name, word);
    for (uint32_t i = 0; i < pr->n_aliases && strlen(word) > 3; i++)
        in |= strstr(pr->aliases[i], word) != NULL;
    return in;
}

/* Is t a bare "the pact", and the text that it was taken for not named in this sentence or the one before? */
static bool is_distant(const position_work *k, uint32_t t) {
    const parse_token *ts = k->p->tokens;
    uint32_t left = tree_left(k->p, t);
    if (ts[t].upos != UPOS_NOUN || !tok_of(k, t, PW_AGREEMENT) || left == t || !TOK_ANY(k->p, left, "the", "this", "that"))
        return false;
    for (uint32_t i = left + 1; i < t; i++)
        if (!stance_word_is(k->lex, PW_PLAIN_DEAL, ts[i].norm))
            return false;
    for (uint32_t i = t; i-- > 0 && ts[i].sent + 1 >= ts[t].sent;)
        if (k->proposal_of[i] == k->proposal_of[t] && ts[i].upos == UPOS_PROPN)
            return false;
    return true;
}

/* "the arms control deal", "the 11-nation pact": words that could be of the one text a page is about. */
static bool says_no_other(const position_work *k, uint32_t left, uint32_t t) {
    for (uint32_t i = left; i < t; i++)
        if (facts_actor_of(k->f, k->p, i) != PARLEY_NONE || k->time_at[i] != PARLEY_NONE || tok_of(k, i, PW_PREVIOUS) ||
            tok_of(k, i, PW_STAGE) || TOK_ANY(k->p, i, "other", "such", "new", "similar", "separate", "bilateral", "so"))
            return false;
    return true;
}

/* A page that is about one named text calls it "the deal", "the trade pact", "the agreement": mentions that say nothing else go
 * to it. Gives that text, or PARLEY_NONE. */
static uint32_t main_join(position_work *k, const state *states, uint32_t n) {
    parley_facts *f = k->f;
    bool *named = ARENA_ARRAY(k->in->scratch, bool, n + 1), *joined = ARENA_ARRAY(k->in->scratch, bool, n + 1);
    for (uint32_t i = 0; i < n; i++)
        named[i] = f->proposals[i].named;
    uint32_t main = text_main(k, named, n);
    for (uint32_t i = 0; main != PARLEY_NONE && i < n; i++) {
        const mention *m = &states[i].m;
        joined[i] = !named[i] && !m->n_author && m->time == PARLEY_NONE && !m->plural && !m->previous &&
                    (is_plain(k, m) || (m->definite && says_no_other(k, tree_left(k->p, m->head), m->head))) &&
                    tok_of(k, m->head, PW_AGREEMENT) && !other_parties(m, &states[main].m);
        for (uint32_t j = 0; joined[i] && j < f->proposals[i].n_aliases; j++)
            alias(k, &f->proposals[main], f->proposals[i].aliases[j]);
    }
    for (uint32_t t = 0; main != PARLEY_NONE && t < k->p->n_tokens; t++) {
        uint32_t i = k->proposal_of[t];
        if (i != PARLEY_NONE && i < n && (joined[i] || (i != main && named[i] && is_distant(k, t))))
            k->proposal_of[t] = main;
    }
    return main;
}

void proposals_find(position_work *k) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    parley_facts *f = k->f;
    state *states = NULL;
    uint32_t n = 0, cap = 0;
    parley_map acronyms;
    map_init(&acronyms, k->in->scratch);
    parley_map by_key;
    map_init(&by_key, k->in->scratch);
    known_text *text_at = ARENA_ARRAY(k->in->scratch, known_text, p->n_tokens + 1);
    texts_mark(k, text_at);
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        mention m;
        bool is = mention_at(k, t, &m);
        if (!is)
            m = (mention){.head = t, .time = PARLEY_NONE, .definite = true};
        const char *key = text_named(k, text_at, t, &m, is);
        if (!is && !key) {
            uint32_t known = ts[t].upos == UPOS_PROPN ? map_gets(&acronyms, ts[t].norm, PARLEY_NONE) : PARLEY_NONE;
            if (known != PARLEY_NONE)
                k->proposal_of[t] = known;
            continue;
        }
        uint32_t found = key ? map_gets(&by_key, key, PARLEY_NONE) : PARLEY_NONE;
        /* the last that fits; at most the 40 last are looked at */
        for (uint32_t back = 1; back <= n && back <= 40 && found == PARLEY_NONE; back++)
            if (joins(k, &m, &states[n - back]))
                found = n - back;
        if (found == PARLEY_NONE) {
            ARENA_PUSH(k->in->scratch, states, n, cap) = (state){m, t};
            fact_proposal pr = {.carrier = PARLEY_NONE, .answers = PARLEY_NONE, .name = new_name(k, &m)};
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
            for (uint32_t i = 0; i < m.n_party; i++)
                add_party(&s->m, m.party[i]);
            for (uint32_t i = 0; i < m.n_author; i++)
                add_author(&s->m, m.author[i]);
            if (s->m.time == PARLEY_NONE)
                s->m.time = m.time;
            for (uint32_t i = 0; i < m.n_desc && s->m.n_desc < DESC_MAX; i++)
                s->m.desc[s->m.n_desc++] = m.desc[i];
        }
        fact_proposal *pr = &f->proposals[found];
        k->proposal_of[t] = found;
        if (key) {
            map_sets(&by_key, key, found);
            pr->named = true;
            if (!states[found].m.key)
                states[found].m.key = key;
        }
        phrase ph;
        phrase_of(k, t, &ph);
        for (uint32_t i = 0; i < ph.n; i++)
            alias(k, pr, ph.aliases[i]);
        uint32_t letters = acronym_of(k, t);
        if (letters != PARLEY_NONE) {
            alias(k, pr, page_words(k, letters, letters));
            map_set(&acronyms, ts[letters].norm, strlen(ts[letters].norm), found);
        }
        uint32_t first, last_word;
        if (own_name(k, t, &first, &last_word))
            alias(k, pr, page_words(k, first, last_word));
        if (is_bridging(k, t))
            alias(k, pr, arena_printf(k->in->arena, "bridging %s", ts[t].norm));
        for (uint32_t i = 0; i < m.n_author; i++)
            proposal_add_author(k, found, m.author[i]);
        find_doer(k, &m);
        if (m.doer != PARLEY_NONE && !pr->n_author) {
            proposal_add_author(k, found, m.doer);
            add_author(&states[found].m, m.doer);
            if (m.awaited)
                pr->version = "announced";
        }
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
    /* a truce that was made is a text under all its words; a lasting or another one is a matter still */
    uint32_t made = PARLEY_NONE;
    for (uint32_t t = 0; t < p->n_tokens && made == PARLEY_NONE; t++)
        if (is_truce(k, t))
            made = k->proposal_of[t];
    for (uint32_t t = 0; made != PARLEY_NONE && t < p->n_tokens; t++) {
        if (!is_truce(k, t) || k->proposal_of[t] != PARLEY_NONE || ts[t].rel == REL_COMPOUND)
            continue;
        bool other = false;
        for (uint32_t i = tree_left(p, t); i < t; i++)
            other |= ts[i].rel == REL_AMOD && ts[i].head == t && !tok_of(k, i, PW_BROUGHT);
        if (other)
            continue;
        k->proposal_of[t] = made;
        alias(k, &f->proposals[made], page_words(k, tree_left(p, t), t));
    }
    uint32_t main = k->main_text = main_join(k, states, n);
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
        if (main != PARLEY_NONE)
            last = main;
        bool definite = left < t && TOK_ANY(p, left, "the", "this", "that") && last != PARLEY_NONE;
        bool plain = true, called = false; /* "the trade deal", and "the climate change agreement" of a climate pact */
        for (uint32_t i = left + 1; definite && i < t; i++) {
            bool says_nothing = stance_word_is(k->lex, PW_PLAIN_DEAL, ts[i].norm) || TOK_ANY(p, i, "whole", "entire", "-");
            plain &= says_nothing;
            called |= !says_nothing && (is_called(&f->proposals[last], ts[i].norm) || is_called(&f->proposals[last], ts[i].form));
        }
        definite &= plain || called || (main != PARLEY_NONE && says_no_other(k, left, t));
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
