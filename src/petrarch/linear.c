/* linear.c - coding with the dictionaries of TABARI and PETRARCH 1: patterns over the words before and after a verb.
 *
 * The tree is written out as a line of words with marks for noun phrases (NE: those that can be an actor), compounds of them
 * (NEC), verb phrases and commas. A verb's upper sequence goes back from it to the nearest comma that still stands; its lower
 * sequence is the rest of its verb phrase. The rules, in the order in which they apply:
 *
 *   1. Which noun phrases are NE: those without a noun phrase in them; one with a possessive, whole; "A of B", together with its
 *      preposition. A coordination is a compound; what stands before and after it in one phrase belongs to each member. The words
 *      of a relative clause stay words: its verbs are not coded.
 *   2. Clauses of comma_min to comma_max words between commas are left out, and at the end; at the beginning when asked for. Not
 *      so what the sentence itself says: its last main verb, a verb whose subject stands before the comma, a clause after "and".
 *   3. An NE's code is that of the first actor in it on the day, with the codes of all agents in it, each once.
 *   4. Verbs from left to right. "was VERBed … by" is passive: source and target change places. The patterns of the verb's block
 *      are tried, those with more words first, then the verb's own code; [---] codes nothing. Where a verb coded, the search goes
 *      on behind its verb phrase, else inside it.
 *   5. Source: as the pattern says ($), else the first compound or coded NE of the verb's subject, else of all that stands before
 *      the verb, else the first NE. Target (+): the first coded NE after the verb whose code differs (of a passive: the one after
 *      "by"), else the first NE after it, else those before it, from the verb outwards.
 *   6. Each source with each target, but for itself; A/B codes count as compounds; [x:y] codes both directions.
 */
#include "petrarch/petrarch.h"

#include <stdio.h>

typedef enum mark { WORD, NE_OPEN, NE_CLOSE, NEC_OPEN, NEC_CLOSE, VP_OPEN, VP_CLOSE, COMMA, OTHER_OPEN, OTHER_CLOSE } mark;
typedef struct item {
    mark kind;
    const char *word, *label; /* label: of words */
    const char *code;         /* NE_OPEN: its code, "---" for none */
    uint32_t node;
    uint32_t close; /* of an opening item: where it closes */
    bool gone;      /* in a clause between commas that was left out */
} item;
typedef struct line {
    const petr_in *in;
    petr_tree *t;
    item *items;
    uint32_t n, cap;
} line;

static uint32_t put(line *l, mark kind, uint32_t node) {
    uint32_t i = l->n;
    ARENA_PUSH(l->in->arena, l->items, l->n, l->cap) = (item){.kind = kind, .node = node, .close = PARLEY_NONE};
    return i;
}
static void put_word(line *l, uint32_t node) {
    if (!*l->t->nodes[node].word)
        return;
    uint32_t i = put(l, petr_is(l->t, node, ",") ? COMMA : WORD, node);
    l->items[i].word = l->t->nodes[node].word;
    l->items[i].label = l->t->nodes[node].label;
}

/* --- which phrases are noun phrases of an actor ------------------------------------------------------------------- */
static bool noun_like(const petr_tree *t, uint32_t k) {
    return t->nodes[k].label[0] == 'N';
}
static bool within(const petr_tree *t, uint32_t k, const char *label) {
    PETR_EACH_CHILD(t, k, c)
    if (petr_is(t, c, label) || within(t, c, label))
        return true;
    return false;
}
/* A coordination of nouns: a noun phrase with one conjunction and at least two nouns beside it. */
static bool compound(const petr_tree *t, uint32_t k) {
    uint32_t nouns = 0;
    bool conj = false;
    if (!petr_is(t, k, "NP"))
        return false;
    PETR_EACH_CHILD(t, k, c) {
        conj |= petr_is(t, c, "CC");
        nouns += noun_like(t, c);
        if (t->nodes[c].label[0] == 'V' || petr_is(t, c, "S") || petr_is(t, c, "SBAR"))
            return false;
    }
    return conj && nouns >= 2;
}

/* Words of a phrase but for possessive marks; a relative clause's, too. */
typedef struct words {
    uint32_t *nodes;
    uint32_t n, cap;
} words;
static void gather(const line *l, words *w, uint32_t k) {
    if (l->t->nodes[k].word) {
        if (*l->t->nodes[k].word && !petr_is(l->t, k, "POS"))
            ARENA_PUSH(l->in->arena, w->nodes, w->n, w->cap) = k;
        return;
    }
    PETR_EACH_CHILD(l->t, k, c)
    gather(l, w, c);
}

static void put_entity(line *l, const words *w, uint32_t node) {
    uint32_t open = put(l, NE_OPEN, node);
    l->items[open].code = "---";
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t at = put(l, WORD, w->nodes[i]);
        l->items[at].word = l->t->nodes[w->nodes[i]].word;
        l->items[at].label = l->t->nodes[w->nodes[i]].label;
    }
    uint32_t close = put(l, NE_CLOSE, node);
    l->items[open].close = close;
}

/* Phrases to write as one NE, or, where a compound is among them, as one NE for each of its members with all words around. */
static void put_expanded(line *l, const uint32_t *parts, uint32_t n, uint32_t node, uint32_t depth) {
    /* Find the first compound within the parts. */
    uint32_t at = PARLEY_NONE, where = 0;
    for (uint32_t i = 0; i < n && at == PARLEY_NONE; i++) {
        uint32_t stack[64], top = 0;
        stack[top++] = parts[i];
        while (top && at == PARLEY_NONE) {
            uint32_t k = stack[--top];
            if (compound(l->t, k)) {
                at = k;
                where = i;
                break;
            }
            uint32_t kids[64], m = 0;
            PETR_EACH_CHILD(l->t, k, c)
            if (m < COUNT_OF(kids))
                kids[m++] = c;
            while (m && top < COUNT_OF(stack))
                stack[top++] = kids[--m];
        }
    }
    if (at == PARLEY_NONE || depth > 2) {
        words w = {0};
        for (uint32_t i = 0; i < n; i++)
            gather(l, &w, parts[i]);
        put_entity(l, &w, node);
        return;
    }
    uint32_t open = PARLEY_NONE;
    if (depth == 0)
        open = put(l, NEC_OPEN, node);
    /* The words of the parts with the compound replaced by one member. */
    PETR_EACH_CHILD(l->t, at, member) {
        if (!noun_like(l->t, member))
            continue;
        uint32_t cap = 0, m = 0, *list = NULL;
        parley_arena *a = l->in->arena;
        for (uint32_t i = 0; i < n; i++) {
            if (i != where) {
                ARENA_PUSH(a, list, m, cap) = parts[i];
                continue;
            }
            /* Leaves and subtrees of the part in order, outside the compound. */
            uint32_t stack[128], top = 0;
            stack[top++] = parts[i];
            while (top) {
                uint32_t k = stack[--top];
                if (k == at) {
                    /* adjectives before the first noun are shared */
                    PETR_EACH_CHILD(l->t, at, c) {
                        if (noun_like(l->t, c))
                            break;
                        if (petr_is(l->t, c, "JJ"))
                            ARENA_PUSH(a, list, m, cap) = c;
                    }
                    ARENA_PUSH(a, list, m, cap) = member;
                    continue;
                }
                bool above = false;
                for (uint32_t up = at; up != PARLEY_NONE && !above; up = l->t->nodes[up].parent)
                    above = up == k;
                if (!above) {
                    ARENA_PUSH(a, list, m, cap) = k;
                    continue;
                }
                uint32_t kids[96], q = 0;
                PETR_EACH_CHILD(l->t, k, c)
                if (q < COUNT_OF(kids))
                    kids[q++] = c;
                while (q && top < COUNT_OF(stack))
                    stack[top++] = kids[--q];
            }
        }
        put_expanded(l, list, m, member, depth + 1);
    }
    if (open != PARLEY_NONE) {
        uint32_t close = put(l, NEC_CLOSE, node);
        l->items[open].close = close;
    }
}

/* "A of B": (NP (NP A) (PP of (NP B))) without a further preposition in B. Sets the three parts. */
static bool simple_of(const petr_tree *t, uint32_t k, uint32_t parts[3]) {
    uint32_t first = t->nodes[k].first;
    if (first == PARLEY_NONE || !petr_is(t, first, "NP"))
        return false;
    uint32_t pp = t->nodes[first].next;
    while (pp != PARLEY_NONE && !petr_is(t, pp, "PP"))
        pp = t->nodes[pp].next;
    if (pp == PARLEY_NONE || within(t, first, "PP"))
        return false;
    uint32_t prep = PARLEY_NONE, object = PARLEY_NONE;
    PETR_EACH_CHILD(t, pp, c) {
        if (prep == PARLEY_NONE && (petr_is(t, c, "IN") || petr_is(t, c, "TO")))
            prep = c;
        else if (object == PARLEY_NONE && petr_is(t, c, "NP"))
            object = c;
    }
    if (prep == PARLEY_NONE || object == PARLEY_NONE || within(t, object, "PP"))
        return false;
    parts[0] = first;
    parts[1] = prep;
    parts[2] = object;
    return true;
}

static bool verb_tag(const petr_tree *t, uint32_t k) {
    return t->nodes[k].word && t->nodes[k].label[0] == 'V' && t->nodes[k].label[1] == 'B';
}

static void put_tree(line *l, uint32_t k) {
    const petr_tree *t = l->t;
    if (t->nodes[k].word) {
        put_word(l, k);
        return;
    }
    if (petr_is(t, k, "NP")) {
        uint32_t parts[3];
        if (compound(t, k)) {
            put_expanded(l, &k, 1, k, 0);
            return;
        }
        if (within(t, k, "POS") && !within(t, k, "VP") && !within(t, k, "SBAR") && !within(t, k, "PP") && !within(t, k, ",")) {
            put_expanded(l, &k, 1, k, 0);
            return;
        }
        if (simple_of(t, k, parts)) {
            put_expanded(l, parts, 3, k, 0);
            /* What follows the prepositional phrase is left as it is: an apposition, a date, a clause. */
            uint32_t pp = t->nodes[parts[1]].parent;
            for (uint32_t c = t->nodes[pp].next; c != PARLEY_NONE; c = t->nodes[c].next)
                if (!petr_is(t, c, "PP"))
                    put_tree(l, c);
            return;
        }
        if (!within(t, k, "NP") && !within(t, k, "VP")) {
            put_expanded(l, &k, 1, k, 0);
            return;
        }
    }
    if (petr_is(t, k, "SBAR") && t->nodes[k].parent != PARLEY_NONE && petr_is(t, t->nodes[k].parent, "NP")) {
        words w = {0};
        gather(l, &w, k);
        uint32_t open = put(l, OTHER_OPEN, k);
        for (uint32_t i = 0; i < w.n; i++) {
            uint32_t at = put(l, WORD, w.nodes[i]);
            l->items[at].word = t->nodes[w.nodes[i]].word;
            l->items[at].label = "-"; /* a word of a clause that is not coded */
        }
        uint32_t close = put(l, OTHER_CLOSE, k);
        l->items[open].close = close;
        return;
    }
    bool vp = petr_is(t, k, "VP");
    uint32_t open = put(l, vp ? VP_OPEN : OTHER_OPEN, k);
    PETR_EACH_CHILD(t, k, c)
    put_tree(l, c);
    uint32_t close = put(l, vp ? VP_CLOSE : OTHER_CLOSE, k);
    l->items[open].close = close;
}

/* --- clauses between commas --------------------------------------------------------------------------------------- */
static uint32_t count_words(const line *l, uint32_t from, uint32_t to) {
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++)
        n += l->items[i].kind == WORD && !l->items[i].gone && cp_is_alpha((unsigned char)l->items[i].word[0]);
    return n;
}

/* Phrases that lie whole in [from, to) go. */
static void leave_out(line *l, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        item *it = &l->items[i];
        if (it->close != PARLEY_NONE && it->close < to) {
            for (uint32_t k = i; k <= it->close; k++)
                l->items[k].gone = true;
            i = it->close;
        } else if (it->kind == WORD) {
            it->gone = true;
        }
    }
}

/* The verb phrase of a clause that is no other's part: its clause is the sentence, or one of those that the sentence consists of.
 */
static bool main_verb(const line *l, uint32_t i) {
    if (l->items[i].kind != VP_OPEN || l->items[i].gone)
        return false;
    uint32_t clause = l->t->nodes[l->items[i].node].parent;
    while (clause != PARLEY_NONE && petr_is(l->t, clause, "VP"))
        clause = l->t->nodes[clause].parent;
    bool subject = clause == PARLEY_NONE || l->t->nodes[clause].parent == PARLEY_NONE;
    if (!subject)
        PETR_EACH_CHILD(l->t, clause, c)
    subject |= petr_is(l->t, c, "NP");
    if (!subject)
        return false; /* "Attacking Vestria, …" */
    for (uint32_t up = l->t->nodes[l->items[i].node].parent; up != PARLEY_NONE; up = l->t->nodes[up].parent)
        if (l->t->nodes[up].label[0] != 'S' && !petr_is(l->t, up, "VP") && !petr_is(l->t, up, "ROOT"))
            return false;
        else if (petr_is(l->t, up, "SBAR"))
            return false;
    return true;
}

static uint32_t item_of(const line *l, uint32_t from, uint32_t to, uint32_t node) {
    for (uint32_t i = from; i < to; i++)
        if (l->items[i].node == node && (l->items[i].close != PARLEY_NONE || l->t->nodes[node].word))
            return i;
    return PARLEY_NONE;
}

/* May what stands in [from, to) be left out? */
static bool aside(const line *l, uint32_t from, uint32_t to) {
    bool others = false;
    for (uint32_t i = 0; i < l->n; i++)
        if ((i < from || i >= to) && main_verb(l, i))
            others = true;
    for (uint32_t i = from; i < to; i++) {
        if (!main_verb(l, i))
            continue;
        if (!others)
            return false;
        uint32_t vp = l->items[i].node, clause = l->t->nodes[vp].parent;
        while (petr_is(l->t, clause, "VP"))
            clause = l->t->nodes[clause].parent;
        bool subject = false;
        PETR_EACH_CHILD(l->t, clause, c)
        if (petr_is(l->t, c, "NP") && c < vp && item_of(l, from, to, c) != PARLEY_NONE)
            subject = true;
        if (!subject)
            return false;
        /* "…, and Orlandia struck Karmor" */
        uint32_t before = PARLEY_NONE, in = l->t->nodes[clause].parent;
        if (in != PARLEY_NONE)
            PETR_EACH_CHILD(l->t, in, c) {
                if (c == clause)
                    break;
                before = c;
            }
        if (before != PARLEY_NONE && petr_is(l->t, before, "CC"))
            return false;
    }
    return true;
}

static void cut_commas(line *l) {
    const parley_code_options *o = l->in->options;
    uint32_t *commas = NULL, n = 0, cap = 0, end = l->n;
    for (uint32_t i = 0; i < l->n; i++)
        if (l->items[i].kind == COMMA)
            ARENA_PUSH(l->in->arena, commas, n, cap) = i;
    if (!n)
        return;
    while (end && (l->items[end - 1].kind != WORD || !cp_is_alpha((unsigned char)l->items[end - 1].word[0])))
        end--;
    if (o->comma_bmax > 0) {
        uint32_t k = count_words(l, 0, commas[0]);
        if (k >= (uint32_t)o->comma_bmin && k <= (uint32_t)o->comma_bmax && aside(l, 0, commas[0]))
            leave_out(l, 0, commas[0]);
    }
    if (o->comma_emax > 0 && commas[n - 1] < end) {
        uint32_t k = count_words(l, commas[n - 1], l->n);
        /* A phrase that begins behind the comma and closes at the end of the sentence is whole. */
        if (k >= (uint32_t)o->comma_emin && k <= (uint32_t)o->comma_emax && aside(l, commas[n - 1], l->n))
            leave_out(l, commas[n - 1] + 1, l->n);
    }
    if (o->comma_max > 0)
        for (uint32_t i = 0; i + 1 < n; i++) {
            uint32_t k = count_words(l, commas[i], commas[i + 1]);
            if (k >= (uint32_t)o->comma_min && k <= (uint32_t)o->comma_max && aside(l, commas[i], commas[i + 1])) {
                /* With both its commas, so that what stands before it and its verb come together. */
                leave_out(l, commas[i] + 1, commas[i + 1]);
                l->items[commas[i]].gone = l->items[commas[i + 1]].gone = true;
            }
        }
    /* Commas at the edges, with nothing left before or behind them. */
    for (uint32_t i = 0; i < n && count_words(l, 0, commas[i]) == 0; i++)
        l->items[commas[i]].gone = true;
    for (uint32_t i = n; i-- > 0 && count_words(l, commas[i], l->n) == 0;)
        l->items[commas[i]].gone = true;
    uint32_t kept = 0;
    uint32_t *moved = ARENA_ARRAY(l->in->arena, uint32_t, l->n);
    for (uint32_t i = 0; i < l->n; i++) {
        moved[i] = kept;
        if (!l->items[i].gone)
            l->items[kept++] = l->items[i];
    }
    l->n = kept;
    for (uint32_t i = 0; i < kept; i++)
        if (l->items[i].close != PARLEY_NONE)
            l->items[i].close = moved[l->items[i].close];
}

/* --- codes of noun phrases ---------------------------------------------------------------------------------------- */
static const char *join_agent(parley_arena *a, const char *code, const char *agent) {
    size_t n = strlen(agent);
    bool behind = *agent == '~';
    const char *own = arena_strn(a, behind ? agent + 1 : agent, behind ? n - 1 : strcspn(agent, "~"));
    size_t len = strlen(own), have = strlen(code);
    /* In steps of three letters, so that no code is found across two others. */
    for (size_t i = 0; i + len <= have; i += 3)
        if (strncmp(code + i, own, len) == 0)
            return code;
    if (behind)
        return arena_printf(a, "%s%s", code, own);
    return arena_printf(a, "%s%s", own, strcmp(code, "---") == 0 ? "" : code);
}

static const char *entity_code(const line *l, uint32_t open) {
    const struct parley_dictionaries *d = l->in->d;
    parley_arena *a = l->in->arena;
    uint32_t n = 0, used, from = 0, to = 0;
    const char **w = ARENA_ARRAY(a, const char *, l->items[open].close - open);
    for (uint32_t i = open + 1; i < l->items[open].close; i++)
        if (l->items[i].kind == WORD)
            w[n++] = l->items[i].word;
    const char *code = "";
    for (uint32_t i = 0; i < n && !*code; i++) {
        uint32_t k = petr_name_at(d, &d->actors, w + i, n - i, &used);
        if (k == PARLEY_NONE)
            continue;
        from = i;
        to = i + used;
        code = petr_actor_code(d, d->actors.names[k].codes, l->in->day);
        if (!*code)
            code = "---";
    }
    const char *whole = *code ? code : "---";
    for (uint32_t i = 0; i < n; i++) {
        if (i >= from && i < to)
            continue;
        uint32_t k = petr_name_at(d, &d->agents, w + i, n - i, &used);
        if (k == PARLEY_NONE)
            continue;
        whole = join_agent(a, whole, d->agents.names[k].code);
        i += used - 1;
    }
    return whole;
}

/* --- patterns ----------------------------------------------------------------------------------------------------- */
/* A sequence away from the verb: indices of items, words and marks. */
typedef struct sequence {
    const line *l;
    uint32_t *at;
    uint32_t n;
    bool back;
    uint32_t *entity; /* [n] opening item of the NE (compound: NEC) that the place is in; PARLEY_NONE */
} sequence;

typedef struct matching {
    const petr_element *pattern;
    uint32_t n_pattern;
    const sequence *s;
    uint32_t source, target; /* opening items */
    bool *failed;            /* [n_pattern + 1][n + 1] */
} matching;

static bool match_word(const matching *m, const petr_element *e, uint32_t at, uint32_t *next) {
    const sequence *s = m->s;
    const item *it = &s->l->items[s->at[at]];
    if (it->kind != WORD)
        return false;
    const struct parley_dictionaries *d = s->l->in->d;
    if (e->kind == PETR_WORD) {
        *next = at + 1;
        return petr_word_is(d, e->word, it->word);
    }
    /* A phrase of the set: the words in their order, marks between them aside. */
    const petr_synset *set = &d->synsets[e->synset];
    uint32_t best = 0, best_next = 0;
    for (uint32_t i = 0; i < set->n; i++) {
        const petr_phrase *p = &set->phrases[i];
        uint32_t k = 0, q = at;
        while (q < s->n && k < p->n) {
            const item *x = &s->l->items[s->at[q]];
            if (x->kind == WORD) {
                if (!petr_word_is(d, p->words[s->back ? p->n - 1 - k : k], x->word))
                    break;
                k++;
            }
            q++;
        }
        if (k == p->n && k > best) {
            best = k;
            best_next = q;
        }
    }
    *next = best_next;
    return best > 0;
}

static bool match(matching *m, uint32_t k, uint32_t at) {
    const sequence *s = m->s;
    if (k == m->n_pattern)
        return true;
    if (m->failed[k * (s->n + 1) + at])
        return false;
    const petr_element *e = &m->pattern[k];
    uint32_t source = m->source, target = m->target;
    for (uint32_t i = at; i < s->n; i++) {
        uint32_t next = i + 1;
        if (e->kind == PETR_WORD || e->kind == PETR_SYNSET) {
            if (match_word(m, e, i, &next) && match(m, k + 1, next))
                return true;
            /* Marks are no words: they do not part what must be adjacent. */
            if (e->adjacent && s->l->items[s->at[i]].kind == WORD)
                break;
            continue;
        }
        uint32_t entity = s->entity[i];
        bool is_compound = entity != PARLEY_NONE && s->l->items[entity].kind == NEC_OPEN;
        if (entity != PARLEY_NONE && (e->kind != PETR_COMPOUND || is_compound)) {
            if (e->kind == PETR_SOURCE || e->kind == PETR_COMPOUND)
                m->source = entity;
            if (e->kind == PETR_TARGET || e->kind == PETR_COMPOUND)
                m->target = entity;
            /* The end of the phrase; what ^ skips is a member of a compound, not the whole of it. */
            uint32_t past = i;
            mark end = s->back ? NE_OPEN : NE_CLOSE;
            while (past < s->n && s->entity[past] == entity && (e->kind != PETR_SKIP || s->l->items[s->at[past]].kind != end))
                past++;
            if (past == i)
                past++;
            if (e->kind != PETR_SKIP && m->source == m->target && e->kind != PETR_COMPOUND) {
                m->source = source;
                m->target = target;
                i = past - 1;
                if (e->adjacent)
                    break;
                continue; /* one phrase cannot be both */
            }
            /* The phrase's other words may be named by the pattern; ^ skips them. */
            if (e->kind != PETR_SKIP && match(m, k + 1, i + 1 < s->n ? i + 1 : s->n))
                return true;
            if (match(m, k + 1, past))
                return true;
            m->source = source;
            m->target = target;
            i = past - 1;
            if (e->adjacent)
                break;
        } else if (e->adjacent && s->l->items[s->at[i]].kind == WORD) {
            break;
        }
    }
    m->failed[k * (s->n + 1) + at] = true;
    return false;
}

static sequence make_sequence(const line *l, const uint32_t *at, uint32_t n, bool back) {
    parley_arena *a = l->in->arena;
    sequence s = {l, arena_copy(a, at, sizeof *at * n), n, back, ARENA_ARRAY(a, uint32_t, n + 1)};
    /* Which NE or compound each place is in, from the whole line. */
    for (uint32_t i = 0; i < n; i++)
        s.entity[i] = PARLEY_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const item *it = &l->items[at[i]];
        if (it->kind != NE_OPEN && it->kind != NEC_OPEN)
            continue;
        for (uint32_t k = 0; k < n; k++)
            if (at[k] >= at[i] && at[k] <= it->close && (s.entity[k] == PARLEY_NONE || it->kind == NEC_OPEN))
                s.entity[k] = at[i];
    }
    return s;
}

static bool match_side(const petr_element *pattern, uint32_t n, const sequence *s, uint32_t *source, uint32_t *target) {
    if (!n)
        return true;
    if (!s->n)
        return false;
    matching m = {pattern, n, s, *source, *target, ARENA_ARRAY(s->l->in->arena, bool, (size_t)(n + 1) * (s->n + 1))};
    if (!match(&m, 0, 0))
        return false;
    *source = m.source;
    *target = m.target;
    return true;
}

/* --- source and target -------------------------------------------------------------------------------------------- */
static bool coded(const line *l, uint32_t k) {
    return l->items[k].kind == NE_OPEN && strcmp(l->items[k].code, "---") != 0;
}

/* A compound with a coded member. */
static bool coded_compound(const line *l, uint32_t k) {
    if (l->items[k].kind != NEC_OPEN)
        return false;
    for (uint32_t i = k + 1; i < l->items[k].close; i++)
        if (coded(l, i))
            return true;
    return false;
}

/* from, to: first and last word of the subject; PARLEY_NONE: not known. */
static uint32_t find_source(const sequence *upper, uint32_t from, uint32_t to) {
    const line *l = upper->l;
    for (uint32_t i = upper->n; i-- > 0 && from != PARLEY_NONE;) {
        uint32_t k = upper->at[i];
        if (l->items[k].close != PARLEY_NONE && l->items[k].close > from && k <= to &&
            (coded_compound(l, k) || (coded(l, k) && upper->entity[i] == k)))
            return k;
    }
    for (uint32_t i = upper->n; i-- > 0;) {
        uint32_t k = upper->at[i];
        if (coded_compound(l, k) || (coded(l, k) && upper->entity[i] == k))
            return k;
    }
    for (uint32_t i = upper->n; i-- > 0;)
        if (l->items[upper->at[i]].kind == NE_OPEN)
            return upper->at[i];
    return PARLEY_NONE;
}

static bool same_code(const line *l, uint32_t a, uint32_t b) {
    return l->items[a].kind == NE_OPEN && l->items[b].kind == NE_OPEN && strcmp(l->items[a].code, l->items[b].code) == 0;
}

/* By whom a passive says that it was done: the first coded phrase after "by". */
static uint32_t find_agent(const sequence *lower, uint32_t source) {
    const line *l = lower->l;
    bool by = false;
    for (uint32_t i = 0; i < lower->n; i++) {
        uint32_t k = lower->at[i];
        if (l->items[k].kind == WORD && strcmp(l->items[k].word, "BY") == 0)
            by = true;
        else if (by && (coded_compound(l, k) || (coded(l, k) && lower->entity[i] == k && !same_code(l, k, source))))
            return k;
    }
    return PARLEY_NONE;
}

static uint32_t find_target(const sequence *upper, const sequence *lower, uint32_t source, bool two_sided) {
    const line *l = upper->l;
    for (uint32_t i = 0; i < lower->n; i++) {
        uint32_t k = lower->at[i];
        if (coded_compound(l, k) || (coded(l, k) && lower->entity[i] == k && !same_code(l, k, source)))
            return k;
    }
    for (uint32_t i = 0; i < lower->n; i++)
        if (l->items[lower->at[i]].kind == NE_OPEN && !coded(l, lower->at[i]))
            return lower->at[i];
    for (uint32_t i = 0; i < upper->n; i++) {
        uint32_t k = upper->at[i];
        if (k != source && (coded_compound(l, k) || (coded(l, k) && upper->entity[i] == k && !same_code(l, k, source))))
            return k;
    }
    /* "A and B met": the compound itself, for a code of both directions; else its last member is whom the others act on. */
    if (l->items[source].kind == NEC_OPEN) {
        uint32_t last = PARLEY_NONE;
        for (uint32_t i = source + 1; i < l->items[source].close; i++)
            if (coded(l, i))
                last = i;
        if (last != PARLEY_NONE)
            return two_sided ? source : last;
    }
    for (uint32_t i = 0; i < upper->n; i++)
        if (l->items[upper->at[i]].kind == NE_OPEN && upper->at[i] != source)
            return upper->at[i];
    return PARLEY_NONE;
}

/* --- events ------------------------------------------------------------------------------------------------------- */
typedef struct codes {
    const char **items;
    uint32_t n, cap;
} codes;

static void add_code(const line *l, codes *c, uint32_t k) {
    parley_arena *a = l->in->arena;
    const char *code = l->items[k].code;
    if (strcmp(code, "---") == 0 && l->in->options->new_actor_length > 0) {
        uint32_t n = 0;
        const char *phrase = "\"";
        for (uint32_t i = k + 1; i < l->items[k].close; i++)
            if (l->items[i].kind == WORD)
                phrase = arena_printf(a, "%s%s%s", phrase, n++ ? " " : "", l->items[i].word);
        if (n && n <= (uint32_t)l->in->options->new_actor_length)
            code = arena_printf(a, "%s\"", phrase);
    }
    if (*code == '"') {
        ARENA_PUSH(a, c->items, c->n, c->cap) = code;
        return;
    }
    for (;;) {
        size_t n = strcspn(code, "/");
        ARENA_PUSH(a, c->items, c->n, c->cap) = arena_strn(a, code, n);
        if (!code[n])
            return;
        code += n + 1;
    }
}

static codes codes_of(const line *l, uint32_t k) {
    codes c = {0};
    if (l->items[k].kind == NE_OPEN) {
        add_code(l, &c, k);
        return c;
    }
    /* Members without a code are left out of a compound, unless all are; new actors count. */
    for (uint32_t i = k + 1; i < l->items[k].close; i++)
        if (l->items[i].kind == NE_OPEN && (coded(l, i) || l->in->options->new_actor_length > 0))
            add_code(l, &c, i);
    if (!c.n)
        ARENA_PUSH(l->in->arena, c.items, c.n, c.cap) = "---";
    return c;
}

static const char *placed(const petr_in *in, const char *code) {
    return strncmp(code, "---", 3) == 0 && in->place && *in->place ? arena_printf(in->arena, "%s%s", in->place, code + 3) : code;
}

static void make_events(const petr_in *in, petr_events *out, const codes *source, const codes *target, bool passive,
                        const char *code, const char *pattern, parley_span verb) {
    for (uint32_t s = 0; s < source->n; s++)
        for (uint32_t t = 0; t < target->n; t++) {
            if (strcmp(source->items[s], target->items[t]) == 0)
                continue;
            const char *a = placed(in, source->items[s]), *b = placed(in, target->items[t]);
            if (in->options->require_dyad && (strcmp(a, "---") == 0 || strcmp(b, "---") == 0))
                continue;
            petr_event_add(out, passive ? b : a, passive ? a : b, code, pattern, verb);
        }
}

static void emit(const line *l, petr_events *out, uint32_t source, uint32_t target, bool passive, const char *code,
                 const char *pattern, parley_span verb) {
    codes s = codes_of(l, source), t = codes_of(l, target);
    const char *colon = strchr(code, ':');
    if (!colon) {
        make_events(l->in, out, &s, &t, passive, code, pattern, verb);
        return;
    }
    if (strcmp(t.items[0], "---") == 0)
        t = s;
    else if (strcmp(s.items[0], "---") == 0)
        s = t;
    const char *there = arena_strn(l->in->arena, code, (size_t)(colon - code)), *back = colon + 1;
    if (*there)
        make_events(l->in, out, &s, &t, passive, there, pattern, verb);
    if (*back)
        make_events(l->in, out, &t, &s, passive, back, pattern, verb);
}

/* --- verbs -------------------------------------------------------------------------------------------------------- */
static bool is_be(const char *w) {
    static const char *const be[] = {"WAS", "WERE", "IS", "ARE", "BEEN", "BEING", "BE", "AM"};
    for (size_t i = 0; i < COUNT_OF(be); i++)
        if (strcmp(w, be[i]) == 0)
            return true;
    return false;
}

/* The participle of "was attacked … by", when the verb phrase at open is passive. */
static uint32_t passive_verb(const line *l, uint32_t open) {
    uint32_t close = l->items[open].close, verb = PARLEY_NONE;
    bool be = false;
    for (uint32_t i = open + 1; i < close; i++) {
        const item *it = &l->items[i];
        if (it->kind == NE_OPEN || it->kind == NEC_OPEN) {
            if (verb == PARLEY_NONE)
                return PARLEY_NONE; /* something else stands between */
            continue;
        }
        if (it->kind != WORD)
            continue;
        if (verb == PARLEY_NONE && it->label[0] == 'V' && strcmp(it->label, "VBN") == 0 && be)
            verb = i;
        else if (verb == PARLEY_NONE && verb_tag(l->t, it->node))
            be = is_be(it->word) || (be && strcmp(it->label, "VBG") != 0);
        else if (verb != PARLEY_NONE && strcmp(it->word, "BY") == 0)
            return verb;
    }
    return PARLEY_NONE;
}

/* The entry whose further words stand beside the verb: [from, to] is then the whole of it. */
static uint32_t verb_entry(const line *l, uint32_t at, uint32_t close, uint32_t *from, uint32_t *to) {
    const struct parley_dictionaries *d = l->in->d;
    for (uint32_t v = petr_verb_at(d, l->items[at].word); v != PARLEY_NONE; v = d->verbs[v].next) {
        const petr_verb *e = &d->verbs[v];
        uint32_t k = 0, i = at;
        *from = *to = at;
        while (k < e->n_after && ++i < close) {
            if (l->items[i].kind != WORD)
                continue;
            if (!petr_word_is(d, e->after[k], l->items[i].word))
                break;
            *to = i;
            k++;
        }
        if (k < e->n_after)
            continue;
        for (k = 0, i = at; k < e->n_before && i-- > 0;) {
            if (l->items[i].kind != WORD)
                continue;
            if (!petr_word_is(d, e->before[k], l->items[i].word))
                break;
            *from = i;
            k++;
        }
        if (k == e->n_before)
            return v;
    }
    return PARLEY_NONE;
}

/* The subject of the verb phrase at open: its first and last word in the line. False: it has none of its own. */
static bool subject_at(const line *l, uint32_t open, uint32_t *from, uint32_t *to) {
    uint32_t vp = l->items[open].node;
    for (uint32_t up = l->t->nodes[vp].parent; up != PARLEY_NONE; up = l->t->nodes[up].parent) {
        if (petr_is(l->t, up, "NP") || petr_is(l->t, up, "SBAR"))
            return false;
        /* A noun phrase of time may stand beside the subject. The phrases may be written without their outer brackets: their
         * words stand for them. */
        words w = {0};
        if (petr_is(l->t, up, "S"))
            PETR_EACH_CHILD(l->t, up, c)
        if (petr_is(l->t, c, "NP") && c < vp)
            gather(l, &w, c);
        if (w.n) {
            *from = *to = PARLEY_NONE;
            for (uint32_t i = 0; i < open; i++)
                for (uint32_t k = 0; k < w.n && l->items[i].kind == WORD; k++)
                    if (l->items[i].node == w.nodes[k]) {
                        *from = *from == PARLEY_NONE ? i : *from;
                        *to = i;
                        break;
                    }
            return *from != PARLEY_NONE;
        }
        vp = up;
    }
    return false;
}

/* Code the verb at item `at` of the verb phrase at open. True when it decided: an event, or a code without its actors. */
static bool code_verb(const line *l, petr_events *out, uint32_t open, uint32_t at, bool passive) {
    const struct parley_dictionaries *d = l->in->d;
    parley_arena *a = l->in->arena;
    uint32_t close = l->items[open].close, from, to;
    uint32_t v = verb_entry(l, at, close, &from, &to);
    if (v == PARLEY_NONE)
        return false;
    uint32_t *up = ARENA_ARRAY(a, uint32_t, l->n + 1), *low = ARENA_ARRAY(a, uint32_t, l->n + 1), n_up = 0, n_low = 0;
    uint32_t subject = PARLEY_NONE, subject_end = PARLEY_NONE;
    if (!subject_at(l, open, &subject, &subject_end))
        subject = subject_end = PARLEY_NONE;
    for (uint32_t i = from; i-- > 0;) {
        if (l->items[i].kind == COMMA && (subject == PARLEY_NONE || i < subject))
            break;
        if (l->items[i].kind <= NEC_CLOSE)
            up[n_up++] = i;
    }
    for (uint32_t i = to + 1; i < close; i++)
        if (l->items[i].kind <= NEC_CLOSE || l->items[i].kind == COMMA)
            low[n_low++] = i;
    sequence upper = make_sequence(l, up, n_up, true), lower = make_sequence(l, low, n_low, false);
    const petr_block *b = &d->blocks[d->verbs[v].block];
    const char *code = NULL, *pattern = b->name ? b->name : "";
    uint32_t source = PARLEY_NONE, target = PARLEY_NONE;
    for (uint32_t i = 0; i < b->n && !code; i++) {
        const petr_pattern *p = &b->patterns[i];
        source = target = PARLEY_NONE;
        if (match_side(p->upper, p->n_upper, &upper, &source, &target) &&
            match_side(p->lower, p->n_lower, &lower, &source, &target)) {
            code = p->code;
            pattern = p->text;
        }
    }
    if (!code) {
        source = target = PARLEY_NONE;
        code = d->verbs[v].code;
    }
    if (!*code || strcmp(code, "---") == 0)
        return false;
    if (source == PARLEY_NONE)
        source = find_source(&upper, subject, subject_end);
    if (source != PARLEY_NONE && target == PARLEY_NONE && passive)
        target = find_agent(&lower, source);
    if (source != PARLEY_NONE && target == PARLEY_NONE)
        target = find_target(&upper, &lower, source, strchr(code, ':') != NULL);
    if (source != PARLEY_NONE && target != PARLEY_NONE) {
        const petr_node *verb = &l->t->nodes[l->items[at].node];
        emit(l, out, source, target, passive, code, pattern, verb->at);
    }
    return true;
}

void petr_code_linear(const petr_in *in, petr_events *out) {
    line l = {.in = in, .t = in->tree};
    put_tree(&l, 0);
    cut_commas(&l);
    for (uint32_t i = 0; i < l.n; i++)
        if (l.items[i].kind == NE_OPEN)
            l.items[i].code = entity_code(&l, i);
    for (uint32_t i = 0; i + 1 < l.n; i++) {
        if (l.items[i].kind != VP_OPEN || l.items[i].close == PARLEY_NONE)
            continue;
        uint32_t verb = passive_verb(&l, i);
        bool passive = verb != PARLEY_NONE;
        if (!passive) {
            /* The phrase's own verb, behind adverbs. */
            verb = i + 1;
            while (verb < l.items[i].close && (l.items[verb].kind == OTHER_OPEN || l.items[verb].kind == OTHER_CLOSE ||
                                               (l.items[verb].kind == WORD && l.items[verb].label[0] == 'R')))
                verb++;
            if (verb >= l.items[i].close || l.items[verb].kind != WORD || l.items[verb].label[0] != 'V')
                continue;
        }
        if (code_verb(&l, out, i, verb, passive))
            i = l.items[i].close;
    }
}
