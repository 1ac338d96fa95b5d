/* issue_name.c - the words of an object in several cuts, and what a matter is called: "withdrawal of troops", "troop withdrawal".
 */
#include "meaning/position_int.h"

/* The page's words [first, last], quotation marks at the ends cut and one that has lost its other left out, white space made
 * single. */
const char *page_words(const position_work *k, uint32_t first, uint32_t last) {
    const parse_token *ts = k->p->tokens;
    while (first < last && ts[first].upos == UPOS_PUNCT)
        first++;
    while (last > first && ts[last].upos == UPOS_PUNCT)
        last--;
    uint32_t n = 0, quotes = 0;
    for (uint32_t i = first; i <= last; i++)
        quotes += tok_is(k->p, i, "\"");
    char *out = ARENA_ARRAY(k->in->arena, char, ts[last].end - ts[first].start + 1);
    for (uint32_t i = first; i <= last; i++) {
        if (i > first && ts[i].start > ts[i - 1].end && n && out[n - 1] != ' ')
            out[n++] = ' ';
        if (quotes % 2 && tok_is(k->p, i, "\""))
            continue;
        memcpy(out + n, k->in->page->text + ts[i].start, ts[i].end - ts[i].start);
        n += ts[i].end - ts[i].start;
    }
    out[n] = '\0';
    return out;
}

const char *short_actor(const position_work *k, uint32_t actor) {
    const fact_actor *a = &k->f->actors[actor];
    const char *space = a->kind == ACTOR_PERSON ? strrchr(a->name, ' ') : NULL;
    return space ? space + 1 : a->name;
}

static void phrase_add(phrase *out, const char *s) {
    for (uint32_t i = 0; i < out->n; i++)
        if (strcmp(out->aliases[i], s) == 0)
            return;
    if (out->n < COUNT_OF(out->aliases))
        out->aliases[out->n++] = s;
}

static void phrase_cut(const position_work *k, phrase *out, uint32_t first, uint32_t last) {
    const parse_token *ts = k->p->tokens;
    if (last < first || last - first > 30)
        return;
    while (last > first && (ts[last].upos == UPOS_PUNCT || ts[last].upos == UPOS_CCONJ))
        last--;
    phrase_add(out, page_words(k, first, last));
    bool known = out->n_ends == COUNT_OF(out->ends);
    for (uint32_t i = 0; i < out->n_ends; i++)
        known |= out->ends[i] == last;
    if (!known)
        out->ends[out->n_ends++] = last;
    if (last > out->last)
        out->last = last;
    if (first < out->first)
        out->first = first;
}

void phrase_of(const position_work *k, uint32_t h, phrase *out) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    *out = (phrase){.first = h, .last = h};
    bool verb = ts[h].upos == UPOS_VERB || ts[h].upos == UPOS_AUX;
    uint32_t passive_subject = verb && is_passive(p, h) ? parse_child(p, h, REL_NSUBJ, SUB_PASS) : PARLEY_NONE;
    uint32_t left = verb ? h : tree_left(p, h), at = h, name_last = h, name_first = left;
    if (passive_subject != PARLEY_NONE && passive_subject < h) {
        left = name_first = ts[passive_subject].left;
        phrase_cut(k, out, left, h);
        if (facts_actor_of(k->f, p, passive_subject) == PARLEY_NONE && !stance_noun_is(k->lex, NOUN_PERMIT, ts[h].norm))
            phrase_cut(k, out, ts[passive_subject].left, ts[passive_subject].right);
    }
    /* what goes with the head from left to right, a cut after each: object, then prepositional phrases, then clauses */
    if (!verb)
        phrase_cut(k, out, left, h);
    bool first_pp = true;
    PARSE_EACH_CHILD (p, h, c) {
        if (c < h || ts[c].rel == REL_CONJ || ts[c].rel == REL_CC || ts[c].rel == REL_PARATAXIS)
            continue;
        uint8_t r = ts[c].rel;
        if (r == REL_PUNCT) {
            if (ts[c].norm[0] == ',' || ts[c].norm[0] == '-' || ts[c].norm[0] == ':')
                break;
            continue;
        }
        if (ts[c].sent != ts[h].sent || ts[c].right - left > 30)
            break;
        if (r == REL_OBJ || r == REL_XCOMP || r == REL_CCOMP) {
            /* the object in its own cuts */
            uint32_t mid = c;
            if (ts[c].upos != UPOS_VERB && c < ts[c].right)
                phrase_cut(k, out, left, c);
            PARSE_EACH_CHILD (p, c, g) {
                if (g > c && ts[g].rel != REL_CONJ && ts[g].rel != REL_CC && ts[g].rel != REL_PUNCT) {
                    mid = ts[g].right;
                    phrase_cut(k, out, left, mid);
                }
                if (g > c && ts[g].rel == REL_PUNCT && ts[g].norm[0] == ',')
                    break;
            }
            phrase_cut(k, out, left, mid);
            if (name_last < mid && mid - left <= 8)
                name_last = mid;
            else if (name_last < c)
                name_last = c;
            at = mid;
        } else if (r == REL_NMOD || r == REL_OBL || r == REL_FLAT || r == REL_APPOS || r == REL_COMPOUND || r == REL_ADVMOD ||
                   r == REL_AMOD) {
            if (k->time_at[c] != PARLEY_NONE && r == REL_OBL)
                continue;
            uint32_t right = ts[c].right;
            PARSE_EACH_CHILD (p, c, g) {
                if (g > c &&
                    (ts[g].rel == REL_ACL || ts[g].rel == REL_CONJ || (ts[g].rel == REL_PUNCT && ts[g].norm[0] == ','))) {
                    right = g - 1;
                    if (ts[g].left > c && ts[g].left <= right)
                        right = ts[g].left - 1;
                    break;
                }
            }
            if (c < right)
                phrase_cut(k, out, left, c);
            phrase_cut(k, out, left, right);
            if (right != ts[c].right)
                phrase_cut(k, out, left, ts[c].right);
            if (first_pp && right - left <= 9 && (r == REL_NMOD || r == REL_OBL || r == REL_COMPOUND || r == REL_FLAT))
                name_last = right;
            first_pp = false;
            at = ts[c].right;
        } else if (r == REL_ACL || r == REL_ADVCL) {
            /* "a plan drafted by A | and given to B": a cut before the clause goes on */
            uint32_t stop = ts[c].right;
            PARSE_EACH_CHILD (p, c, g) {
                if (g > c && (ts[g].rel == REL_CONJ || ts[g].rel == REL_CC || ts[g].rel == REL_PARATAXIS) && ts[g].left > c &&
                    ts[g].left - 1 < stop)
                    stop = ts[g].left - 1;
            }
            /* the same by the words, wherever the tree hangs the second participle */
            for (uint32_t i = c + 1; i + 1 <= stop; i++)
                if (ts[i].upos == UPOS_CCONJ && ts[i + 1].upos == UPOS_VERB && (ts[i + 1].morph & FEAT_PART)) {
                    stop = i - 1;
                    break;
                }
            if (stop != ts[c].right)
                phrase_cut(k, out, left, stop);
            phrase_cut(k, out, left, ts[c].right);
            at = ts[c].right;
        }
    }
    (void)at;
    if (verb && h > 0 && left == h && ts[h - 1].upos == UPOS_ADV && ts[h - 1].head == h && ts[h - 1].sent == ts[h].sent)
        for (uint32_t i = 0, n = out->n_ends; i < n; i++) /* "fully open the port" */
            phrase_cut(k, out, h - 1, out->ends[i]);
    for (uint32_t i = h + 1; i <= out->last; i++) /* "to close the yards | last May" */
        if (k->time_at[i] != PARLEY_NONE && k->time_at[i - 1] != k->time_at[i] && ts[i - 1].upos != UPOS_ADP &&
            ts[i - 1].upos != UPOS_DET && i > h + 1)
            phrase_cut(k, out, left, i - 1);
    for (uint32_t i = h + 1; i < out->last; i++) /* "the workers who can be hired | by the yards" */
        if (ts[i].rel == REL_ACL && ts[i].sub == SUB_RELCL) {
            phrase_cut(k, out, left, i);
            if (ts[i].left > h + 1)
                phrase_cut(k, out, left, ts[i].left - 1);
        }
    /* "sovereignty and dignity" as one */
    uint32_t joined = parse_child(p, h, REL_CONJ, SUB_NONE);
    if (!verb && joined != PARLEY_NONE && joined > h && joined < h + 6 && ts[joined].upos != UPOS_VERB)
        phrase_cut(k, out, left, ts[joined].right < joined + 6 ? ts[joined].right : joined);
    if (verb)
        phrase_cut(k, out, left, name_last);
    /* the name: without determiner, possessive pronoun, quotation marks */
    while (name_first < h && (ts[name_first].upos == UPOS_DET || ts[name_first].upos == UPOS_PUNCT ||
                              ts[name_first].upos == UPOS_PRON || (ts[name_first].upos == UPOS_ADV && name_first + 1 < h)))
        name_first++;
    if (!out->name)
        out->name = page_words(k, name_first, name_last);
}

/* Is token i joined to the one before or behind it by a hyphen, "time-and-a-half"? */
static bool in_hyphens(const position_work *k, uint32_t i) {
    const parse_token *ts = k->p->tokens;
    return (i > 0 && ts[i - 1].norm[0] == '-' && ts[i - 1].end == ts[i].start) ||
           (i + 1 < k->p->n_tokens && ts[i + 1].norm[0] == '-' && ts[i].end == ts[i + 1].start);
}

/* Is i in a length with a hyphen, "four-month", which tells no matter from another? */
static bool in_length(const position_work *k, uint32_t i) {
    const parse_token *ts = k->p->tokens;
    for (uint32_t back = 0; back < 3 && back <= i; back++) {
        uint32_t n = i - back;
        if (ts[n].upos == UPOS_NUM && n + 2 < k->p->n_tokens && ts[n + 1].norm[0] == '-' && is_length(k->p, n + 2))
            return true;
    }
    return false;
}

/* Words that a name of a matter leaves out: quantities, determiners, whose it is, and adjectives that do not tell it apart. */
static bool name_leaves(const position_work *k, uint32_t i) {
    const parse_token *t = &k->p->tokens[i];
    if (in_hyphens(k, i) || t->norm[0] == '-')
        return in_length(k, i);
    if (t->upos == UPOS_DET || t->upos == UPOS_PRON || t->upos == UPOS_NUM || t->upos == UPOS_SYM || t->upos == UPOS_ADV ||
        t->upos == UPOS_PUNCT)
        return true;
    return tok_of(k, i, PW_PLAIN);
}

typedef struct name_text {
    char s[200];
    uint32_t n;
} name_text;

static void name_put(const position_work *k, name_text *out, uint32_t first, uint32_t last) {
    const parse_token *ts = k->p->tokens;
    uint32_t before = PARLEY_NONE;
    for (uint32_t i = first; i <= last; i++) {
        if (name_leaves(k, i))
            continue;
        if (ts[i].norm[0] == '-' && (before == PARLEY_NONE || before + 1 != i))
            continue; /* the hyphen of a number that was left out */
        uint32_t len = ts[i].end - ts[i].start;
        bool space = out->n && !(before != PARLEY_NONE && before + 1 == i && ts[before].end == ts[i].start);
        if (out->n + len + 2 >= sizeof out->s)
            return;
        if (space)
            out->s[out->n++] = ' ';
        memcpy(out->s + out->n, k->in->page->text + ts[i].start, len);
        out->n += len;
        before = i;
    }
    out->s[out->n] = '\0';
}

static void name_add(name_text *out, const char *s) {
    size_t len = strlen(s);
    if (out->n + len + 2 >= sizeof out->s)
        return;
    if (out->n)
        out->s[out->n++] = ' ';
    memcpy(out->s + out->n, s, len + 1);
    out->n += (uint32_t)len;
}

uint32_t measured(const position_work *k, uint32_t t) {
    const parse_token *ts = k->p->tokens;
    for (uint32_t step = 0; step < 3 && t != PARLEY_NONE; step++) {
        bool number = ts[t].upos == UPOS_NUM || ts[t].upos == UPOS_SYM || ts[t].upos == UPOS_DET ||
                      (parse_child(k->p, t, REL_NUMMOD, SUB_NONE) != PARLEY_NONE && tok_of(k, t, PW_UNIT));
        if (!number && !stance_noun_is(k->lex, NOUN_QUANTITY, ts[t].norm))
            return ts[t].upos == UPOS_PRON || is_length(k->p, t) ? PARLEY_NONE : t;
        uint32_t of = complement_of(k, t, !number), v = ts[t].head;
        if (of == PARLEY_NONE && number && ts[t].rel == REL_OBJ && v != PARLEY_NONE) /* "wants 5 dollars | in aid" */
            PARSE_EACH_CHILD (k->p, v, c) {
                if (c > t && ts[c].rel == REL_OBL && case_of(k->p, c) == t + 1 && k->time_at[c] == PARLEY_NONE)
                    of = c;
            }
        t = of;
    }
    return PARLEY_NONE;
}

static bool tells_apart(const position_work *k, uint32_t t, uint32_t c, uint32_t prep) {
    const parse_token *ts = k->p->tokens;
    return c > t && c < t + 12 && ts[c].sent == ts[t].sent && prep != PARLEY_NONE && prep > t && k->time_at[c] == PARLEY_NONE &&
           (!tok_of(k, c, PW_ADJUNCT) || (tok_is(k->p, c, "all") && complement_of(k, c, true) != PARLEY_NONE)) &&
           (ts[c].rel == REL_NMOD || ts[c].rel == REL_OBL || (ts[c].upos == UPOS_VERB && (ts[c].morph & FEAT_GER))) &&
           TOK_ANY(k->p, prep, "of", "on", "for", "in", "to", "with", "from", "against", "between", "into", "over", "at",
                   "about");
}

uint32_t telling_phrase(const position_work *k, uint32_t t, uint32_t *prep) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    PARSE_EACH_CHILD (p, t, c) {
        *prep = case_of(p, c);
        if (c > t && ts[c].rel == REL_PUNCT && ts[c].norm[0] == ',')
            return PARLEY_NONE;
        uint32_t noun = tells_apart(k, t, c, *prep) ? measured(k, c) : PARLEY_NONE;
        if (noun != PARLEY_NONE)
            return noun;
    }
    /* "quotas and patents | on medicines": the phrase hangs on the first and stands right behind the second */
    uint32_t first = ts[t].rel == REL_CONJ ? ts[t].head : PARLEY_NONE;
    if (first != PARLEY_NONE && first < t)
        PARSE_EACH_CHILD (p, first, c) {
            *prep = case_of(p, c);
            if (*prep == t + 1 && tells_apart(k, t, c, *prep) && measured(k, c) != PARLEY_NONE)
                return measured(k, c);
        }
    /* "cut tariffs | on timber": the phrase hangs on the verb and stands right behind its object */
    uint32_t v = ts[t].rel == REL_OBJ ? ts[t].head : PARLEY_NONE;
    if (v != PARLEY_NONE && v < t)
        PARSE_EACH_CHILD (p, v, c) {
            *prep = case_of(p, c);
            uint32_t noun =
                *prep == t + 1 && tells_apart(k, t, c, *prep) && TOK_ANY(p, *prep, "on", "of", "for", "between", "against")
                    ? measured(k, c)
                    : PARLEY_NONE;
            if (noun != PARLEY_NONE)
                return noun;
        }
    return PARLEY_NONE;
}

/* "women and children", "between the guild and the yards": the one noun that is joined to t close by, or t. */
static uint32_t joined_noun(const position_work *k, uint32_t t) {
    const parse_token *ts = k->p->tokens;
    uint32_t found = t;
    PARSE_EACH_CHILD (k->p, t, c) {
        if (ts[c].rel != REL_CONJ)
            continue;
        if (found != t || c > t + 5 || c < t || ts[c].upos != ts[t].upos)
            return t;
        found = c;
    }
    return found;
}

/* First token of the noun phrase of t, without a preposition that the tree hangs into it, "already in | the north". */
static uint32_t noun_left(const position_work *k, uint32_t t) {
    uint32_t left = tree_left(k->p, t);
    for (uint32_t i = left; i < t; i++)
        if (k->p->tokens[i].upos == UPOS_ADP && !in_hyphens(k, i))
            left = i + 1;
    return left;
}

/* A noun phrase without what name_leaves; pp: with its first prepositional phrase. */
static void name_noun(const position_work *k, name_text *out, uint32_t t, bool pp) {
    const parley_parse *p = k->p;
    uint32_t prep;
    name_put(k, out, noun_left(k, t), t);
    for (uint32_t c = pp ? telling_phrase(k, t, &prep) : PARLEY_NONE, deep = 0; c != PARLEY_NONE && deep < 2; deep++) {
        name_add(out, p->tokens[prep].norm);
        name_put(k, out, noun_left(k, c), joined_noun(k, c));
        c = telling_phrase(k, c, &prep);
        if (c != PARLEY_NONE && !TOK_ANY(p, prep, "of", "for", "to", "on"))
            break;
    }
}

static void phrase_alias(const position_work *k, phrase *ph, const name_text *t) {
    if (t->n)
        phrase_add(ph, arena_str(k->in->arena, t->s));
}

void phrase_starts(const position_work *k, uint32_t t, phrase *ph) {
    const parse_token *ts = k->p->tokens;
    uint32_t starts[3], left = tree_left(k->p, t), poss = parse_child(k->p, t, REL_NMOD, SUB_POSS);
    starts[0] = left;
    if (poss != PARLEY_NONE && poss < t && ts[poss].right + 1 <= t)
        left = ts[poss].right + 1;
    while (left < t && (name_leaves(k, left) || ts[left].upos == UPOS_PART || ts[left].upos == UPOS_CCONJ))
        left++;
    starts[1] = left;
    while (left < t && ts[left].head == t && (ts[left].rel == REL_AMOD || ts[left].upos == UPOS_PUNCT))
        left++;
    starts[2] = left;
    for (uint32_t i = 0; i < COUNT_OF(starts); i++) {
        if (i > 0 && (starts[i] == starts[i - 1] || (starts[i] == starts[i - 1] + 1 && ts[starts[i - 1]].upos == UPOS_DET)))
            continue;
        for (uint32_t e = 0; e < ph->n_ends; e++) {
            uint32_t end = ph->ends[e];
            if (end >= t && !(i > 0 && end == t && starts[i] == t)) /* the head alone says too little */
                phrase_add(ph, page_words(k, starts[i], end));
        }
    }
}

static void name_singular(name_text *t) {
    if (t->n > 4 && strcmp(t->s + t->n - 3, "ies") == 0) {
        t->n -= 2;
        t->s[t->n - 1] = 'y';
    } else if (t->n > 4 && strcmp(t->s + t->n - 2, "es") == 0 && strchr("sxz", t->s[t->n - 3])) {
        t->n -= 2;
    } else if (t->n > 3 && t->s[t->n - 1] == 's' && !strchr("siu", t->s[t->n - 2])) {
        t->n--;
    }
    t->s[t->n] = '\0';
}

/* "withdrawal of troops" is also a "troop withdrawal". */
static void alias_turned(const position_work *k, phrase *ph, uint32_t modifier, const char *noun) {
    name_text other = {.n = 0};
    name_noun(k, &other, modifier, false);
    if (k->p->tokens[modifier].upos == UPOS_NOUN)
        name_singular(&other);
    name_add(&other, noun);
    phrase_alias(k, ph, &other);
}

uint32_t named_doer(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t sub = parse_child(p, t, REL_NSUBJ, SUB_NONE), h = ts[t].head;
    if (sub == PARLEY_NONE && h != PARLEY_NONE && h < t && ts[h].upos == UPOS_VERB &&
        stance_noun_is(k->lex, NOUN_PERMIT, ts[h].norm))
        sub = object_word(p, h);
    return sub != PARLEY_NONE && sub < t && (ts[sub].upos == UPOS_PROPN || ts[sub].upos == UPOS_NOUN) ? sub : PARLEY_NONE;
}

static void name_act(const position_work *k, uint32_t t, const char *noun, const char *prep, uint32_t taken, name_text *name,
                     phrase *ph) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t with, o = act_object(k, t), c = telling_phrase(k, t, &with);
    if (c == o)
        c = PARLEY_NONE;
    if (c == PARLEY_NONE && o != PARLEY_NONE && (ts[o].upos == UPOS_NUM || ts[o].upos == UPOS_SYM))
        for (uint32_t i = o; i < o + 4 && i < p->sents[ts[t].sent].end && c == PARLEY_NONE;
             i++) /* "invest $6 billion | in its plants" */
            c = ts[i].sent == ts[t].sent ? telling_phrase(k, i, &with) : PARLEY_NONE;
    if (o != PARLEY_NONE &&
        (ts[o].upos == UPOS_NUM || ts[o].upos == UPOS_SYM || stance_noun_is(k->lex, NOUN_QUANTITY, ts[o].norm)))
        o = complement_of(k, o, true);
    if (taken != PARLEY_NONE)
        o = taken;
    name_add(name, noun);
    if (strcmp(noun, "pressure") == 0)
        return;                             /* "the island will not be pressured": it is not the island that is at issue */
    bool moves = strcmp(prep, "from") == 0; /* "leave the town": whose departure from it */
    uint32_t sub = (o == PARLEY_NONE && c == PARLEY_NONE) || moves ? named_doer(k, t) : PARLEY_NONE;
    if (sub != PARLEY_NONE) {
        name_add(name, "of");
        name_put(k, name, noun_left(k, sub), joined_noun(k, sub));
        phrase_alias(k, ph, name);
        alias_turned(k, ph, sub, noun);
    }
    if (o != PARLEY_NONE) {
        name_add(name, prep);
        name_noun(k, name, o, o > t && c == PARLEY_NONE);
        phrase_alias(k, ph, name);
        if (!moves)
            alias_turned(k, ph, o, noun);
    }
    if (c != PARLEY_NONE) {
        name_add(name, TOK_ANY(p, t, "speak", "speaking", "spoke", "talk", "talking")    ? "with"
                       : tok_is(p, with, "of") && with > 0 && tok_is(p, with - 1, "out") ? "from"
                                                                                         : ts[with].norm);
        name_noun(k, name, c, false);
    }
}

/* A page that speaks of "building the wall" also says "the wall", and "the privatisation" for that of the railways. */
static void add_parts(const position_work *k, uint32_t t, phrase *ph) {
    const parse_token *ts = k->p->tokens;
    const nominal_noun *act = ts[t].upos == UPOS_VERB ? nominal_at(k, t) : NULL;
    uint32_t prep, o = act ? act_object(k, t) : PARLEY_NONE;
    if (ts[t].upos == UPOS_NOUN) {
        o = telling_phrase(k, t, &prep);
        if (o != PARLEY_NONE && !(TOK_ANY(k->p, prep, "of", "to", "on", "in") && map_gets(&k->lex->acts, ts[t].norm, 0)))
            o = PARLEY_NONE;
    }
    if (act)
        phrase_add(ph, act->noun);
    else if (ts[t].upos == UPOS_NOUN &&
             (stance_noun_is(k->lex, NOUN_MATTER, ts[t].norm) || map_gets(&k->lex->acts, ts[t].norm, 0)))
        phrase_add(ph, page_words(k, t, t));
    if (o == PARLEY_NONE || o == t || ts[o].upos != UPOS_NOUN || k->proposal_of[o] != PARLEY_NONE ||
        facts_actor_of(k->f, k->p, o) != PARLEY_NONE)
        return;
    phrase what;
    phrase_of(k, o, &what);
    phrase_starts(k, o, &what);
    for (uint32_t i = 0; i < what.n; i++)
        phrase_add(ph, what.aliases[i]);
    if (what.name)
        phrase_add(ph, what.name);
}

/* The name of the matter t and the other ways of saying it: "withdrawal of troops", "troop withdrawal". */
void matter_name(const position_work *k, uint32_t t, phrase *ph) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    name_text name = {.n = 0}, other = {.n = 0};
    if (ts[t].upos == UPOS_VERB) {
        const nominal_noun *act = nominal_at(k, t);
        uint32_t taken = PARLEY_NONE;
        if (takes_forces(k, t, &taken))
            name_act(k, t, "withdrawal", "of", taken, &name, ph);
        else if (sees_person(k, t))
            name_act(k, t, "meeting", "with", PARLEY_NONE, &name, ph);
        else if (act)
            name_act(k, t, act->noun, act->prep, PARLEY_NONE, &name, ph);
    } else {
        uint32_t prep, c = telling_phrase(k, t, &prep);
        uint32_t kind = parse_child(p, t, REL_COMPOUND, SUB_NONE);
        bool war = stance_group(k->lex, ts[t].norm) == stance_group(k->lex, "war");
        if (war && !(kind != PARLEY_NONE && tok_of(k, kind, PW_NO_WAR)))
        /* one name for a page's war and one for its fighting: pages then agree on it */
        {
            name_add(&name, TOK_ANY(p, t, "war", "conflict") ? "end of the war" : "end of the fighting");
            name_add(&other, TOK_ANY(p, t, "war", "conflict") ? "end of the fighting" : "end of the war");
            phrase_alias(k, ph, &other);
            other.n = 0;
        } else
            name_noun(k, &name, t, !is_place(k, t));
        name_noun(k, &other, t, false);
        phrase_alias(k, ph, &other);
        if (c != PARLEY_NONE && tok_is(p, prep, "of")) {
            other.n = 0;
            name_noun(k, &other, c, false);
            if (ts[c].upos == UPOS_NOUN)
                name_singular(&other);
            name_put(k, &other, noun_left(k, t), t);
            phrase_alias(k, ph, &other);
        }
    }
    add_parts(k, t, ph);
    if (name.n) {
        ph->name = arena_str(k->in->arena, name.s);
        phrase_alias(k, ph, &name);
    }
}
