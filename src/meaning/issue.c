/* issue.c - matters in dispute: the words of an object in several cuts, one issue under its different words.
 *
 * Issues are found, not listed: whatever is demanded, refused or named as open is one. Two phrases name one issue when their
 * heads say the same (the same word, or words of one `join` line of data/positions/nouns.txt) and the other words of one are
 * among those of the other: "a complete cease-fire" and "the truce" join, "Vell crossing" and "crossings" join, "trade deal"
 * and "trade talks" do not.
 */
#include "meaning/position_int.h"

#include <stdlib.h>

bool tok_is(const parley_parse *p, uint32_t t, const char *norm) {
    return t < p->n_tokens && strcmp(p->tokens[t].norm, norm) == 0;
}

bool tok_any(const parley_parse *p, uint32_t t, const char *const *list, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (tok_is(p, t, list[i]))
            return true;
    return false;
}

uint32_t case_of(const parley_parse *p, uint32_t t) {
    PARSE_EACH_CHILD (p, t, c) {
        if (p->tokens[c].rel == REL_CASE || p->tokens[c].rel == REL_MARK)
            if (c < t)
                return c;
    }
    return PARLEY_NONE;
}

/* Core of a noun phrase: determiner and modifiers before the head. */
uint32_t tree_left(const parley_parse *p, uint32_t t) {
    uint32_t left = t;
    PARSE_EACH_CHILD (p, t, c) {
        uint8_t r = p->tokens[c].rel;
        if (c < t &&
            (r == REL_DET || r == REL_AMOD || r == REL_COMPOUND || r == REL_NUMMOD || r == REL_FLAT || r == REL_NMOD ||
             r == REL_ADVMOD) &&
            p->tokens[c].left < left && p->tokens[c].left + 12 > t)
            left = p->tokens[c].left;
    }
    return left;
}

static bool is_space_or_end(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The page's words [first, last], quotation marks at the ends cut, white space made single. */
const char *page_words(const position_work *k, uint32_t first, uint32_t last) {
    const parse_token *ts = k->p->tokens;
    while (first < last && ts[first].upos == UPOS_PUNCT)
        first++;
    while (last > first && ts[last].upos == UPOS_PUNCT)
        last--;
    uint32_t s = ts[first].start, e = ts[last].end, n = 0;
    char *out = arena_strn(k->in->arena, k->in->page->text + s, e - s);
    for (uint32_t i = 0; i < e - s; i++) {
        bool space = is_space_or_end(out[i]);
        if (space && n && out[n - 1] == ' ')
            continue;
        out[n++] = space ? ' ' : out[i];
    }
    out[n] = '\0';
    return out;
}

const char *short_actor(const position_work *k, uint32_t actor) {
    const fact_actor *a = &k->f->actors[actor];
    const char *space = a->kind == ACTOR_PERSON ? strrchr(a->name, ' ') : NULL;
    return space ? space + 1 : a->name;
}

static void phrase_cut(const position_work *k, phrase *out, uint32_t first, uint32_t last) {
    const parse_token *ts = k->p->tokens;
    if (last < first || last - first > 30)
        return;
    while (last > first && (ts[last].upos == UPOS_PUNCT || ts[last].upos == UPOS_CCONJ))
        last--;
    const char *s = page_words(k, first, last);
    for (uint32_t i = 0; i < out->n; i++)
        if (strcmp(out->aliases[i], s) == 0)
            return;
    if (out->n < COUNT_OF(out->aliases))
        out->aliases[out->n++] = s;
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
        if (facts_actor_of(k->f, p, passive_subject) == PARLEY_NONE)
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

static uint64_t word_id(const stance_lexicon *l, const char *s) {
    uint32_t g = stance_group(l, s);
    if (g)
        return g;
    size_t n = strlen(s);
    if (n > 3 && s[n - 1] == 's' && s[n - 2] != 's')
        n--;
    return hash_bytes(s, n) | (1ull << 63);
}

/* The object of verb v, or what a passive does it to. */
static uint32_t object_word(const parley_parse *p, uint32_t v) {
    uint32_t o = parse_child(p, v, REL_OBJ, SUB_NONE);
    if (o == PARLEY_NONE && is_passive(p, v))
        o = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    return o == PARLEY_NONE || p->tokens[o].upos == UPOS_NOUN || p->tokens[o].upos == UPOS_PROPN ||
                   p->tokens[o].upos == UPOS_NUM || p->tokens[o].upos == UPOS_SYM
               ? o
               : PARLEY_NONE;
}

/* Is t a kind of place that is itself in dispute, "the river corridor"? */
static bool is_place(const position_work *k, uint32_t t) {
    return t != PARLEY_NONE && stance_noun_is(k->lex, NOUN_PLACE, k->p->tokens[t].norm);
}

/* "a timeline of 14 months for the pullout" is about the pullout */
static bool is_length(const parley_parse *p, uint32_t t) {
    return TOK_ANY(p, t, "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "decade",
                   "decades");
}

static uint32_t complement_of(const position_work *k, uint32_t t, bool only_of) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c);
        if (c > t && (ts[c].rel == REL_NMOD || ts[c].rel == REL_OBL) && cs != PARLEY_NONE &&
            (only_of ? TOK_ANY(p, cs, "of", "to")
                     : TOK_ANY(p, cs, "of", "for", "to", "toward", "towards", "at", "on", "in", "over", "about")) &&
            k->time_at[c] == PARLEY_NONE && !is_length(p, c))
            return c;
        if (!only_of && c > t && (ts[c].rel == REL_ACL || ts[c].rel == REL_ADVCL) && ts[c].upos == UPOS_VERB &&
            ts[c].sub != SUB_RELCL)
            return c;
    }
    return PARLEY_NONE;
}

/* Does the verb v take troops away, "bring the soldiers home", "reduce the number of troops"? forces: which, or NULL. */
static bool takes_forces(const position_work *k, uint32_t v, uint32_t *forces) {
    const parley_parse *p = k->p;
    uint32_t o = object_word(p, v);
    if (o != PARLEY_NONE && stance_noun_is(k->lex, NOUN_QUANTITY, p->tokens[o].norm))
        o = complement_of(k, o, true);
    if (forces)
        *forces = o;
    return o != PARLEY_NONE && stance_noun_is(k->lex, NOUN_FORCES, p->tokens[o].norm) &&
           TOK_ANY(p, v, "bring", "bringing", "brought", "reduce", "reduced", "reducing", "cut", "cutting", "pull", "pulling",
                   "pulled", "remove", "removed", "removing", "withdraw", "withdrawing", "withdrawn", "withdrew");
}

/* One step from a word that only says how far a matter is to the matter: "resume | talks", "lift | the levy", "an end to | the
 * raids", "invite experts | to inspect the site"; PARLEY_NONE where t is the matter. */
static uint32_t matter_below(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    const char *s = ts[t].norm;
    if (ts[t].upos == UPOS_VERB) {
        uint32_t o = object_word(p, t);
        if (stance_noun_is(l, NOUN_PERMIT, s)) {
            PARSE_EACH_CHILD (p, t, c) {
                if (c > t && (ts[c].upos == UPOS_VERB || ts[c].rel == REL_XCOMP) &&
                    (ts[c].rel == REL_XCOMP || ts[c].rel == REL_CCOMP || ts[c].rel == REL_ADVCL) &&
                    case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "to"))
                    return c;
            }
            uint32_t inner = o == PARLEY_NONE ? PARLEY_NONE : parse_child(p, o, REL_ACL, SUB_NONE);
            if (inner != PARLEY_NONE && ts[inner].upos == UPOS_VERB && ts[inner].sub != SUB_RELCL)
                return inner;
        }
        if (TOK_ANY(p, t, "stay", "staying", "stayed", "remain", "remaining", "remained", "withdraw", "withdrawing", "leave",
                    "leaving", "hold", "holding", "control", "controlling", "occupy", "occupying", "keep", "retain")) {
            if (is_place(k, o))
                return o;
            if (o == PARLEY_NONE)
                PARSE_EACH_CHILD (p, t, c) {
                    if (c > t && ts[c].rel == REL_OBL && is_place(k, c))
                        return c;
                }
        }
        if (takes_forces(k, t, NULL))
            return PARLEY_NONE;
        if (o == PARLEY_NONE && TOK_ANY(p, t, "bring", "brings", "bringing")) /* "bring about its downfall" */
            PARSE_EACH_CHILD (p, t, c) {
                if (c > t && ts[c].rel == REL_OBL && case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "about"))
                    return c;
            }
        if (o != PARLEY_NONE && facts_actor_of(k->f, p, o) != PARLEY_NONE &&
            TOK_ANY(p, t, "hit", "hitting", "slap", "slapping", "slapped", "strike", "threaten", "threatening", "threatened",
                    "punish", "punishing", "face"))
            PARSE_EACH_CHILD (p, t, c) { /* "hit the island with a levy" */
                if (c > o && ts[c].rel == REL_OBL && case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "with"))
                    return c;
            }
        bool off = TOK_ANY(p, t, "call", "calling", "called", "put") && t + 1 < p->n_tokens && tok_is(p, t + 1, "off");
        if (TOK_ANY(p, t, "close", "closing", "closes") &&
            !(o != PARLEY_NONE && stance_group(l, ts[o].norm) == stance_group(l, "talks")))
            return PARLEY_NONE; /* "close the plant" is a closure, "close the talks" is about the talks */
        bool degree = off || stance_noun_is(l, NOUN_DEGREE, s), process = stance_noun_is(l, NOUN_PROCESS, s);
        if (!degree && !process)
            return PARLEY_NONE;
        if (o != PARLEY_NONE && (ts[o].upos == UPOS_NOUN || ts[o].upos == UPOS_PROPN))
            return o;
        for (uint32_t i = o; o != PARLEY_NONE && i > t && i < o + 5 && i < p->sents[ts[t].sent].end; i++)
            if (ts[i].upos == UPOS_NOUN && !stance_noun_is(l, NOUN_QUANTITY, ts[i].norm)) { /* "$900 | bonuses" */
                while (i + 1 < p->sents[ts[t].sent].end && ts[i].rel == REL_COMPOUND && ts[i + 1].upos == UPOS_NOUN)
                    i++;
                return i;
            }
        if (process)
            PARSE_EACH_CHILD (p, t, c) {
                if (c > t &&
                    (ts[c].rel == REL_XCOMP || ts[c].rel == REL_ADVCL || ts[c].rel == REL_CCOMP || ts[c].rel == REL_OBL) &&
                    k->time_at[c] == PARLEY_NONE)
                    return c;
            }
        return PARLEY_NONE;
    }
    if (ts[t].upos != UPOS_NOUN)
        return PARLEY_NONE;
    if (stance_noun_is(l, NOUN_QUANTITY, s) || TOK_ANY(p, t, "end", "issue", "question", "matter", "need", "lack", "use"))
        return complement_of(k, t, true);
    if (TOK_ANY(p, t, "presence", "control")) {
        PARSE_EACH_CHILD (p, t, c) {
            if (c > t && ts[c].rel == REL_NMOD && is_place(k, c))
                return c;
        }
        return PARLEY_NONE;
    }
    if (stance_noun_is(l, NOUN_PROCESS, s) && !stance_group(l, s)) {
        uint32_t c = complement_of(k, t, false);
        if (c != PARLEY_NONE && ts[c].upos == UPOS_VERB && object_word(p, c) != PARLEY_NONE && !stance_nominal(l, ts[c].norm))
            return object_word(p, c);
        return c;
    }
    return PARLEY_NONE;
}

static uint32_t matter_of(const position_work *k, uint32_t t) {
    for (uint32_t step = 0; step < 6; step++) {
        uint32_t next = matter_below(k, t);
        if (next == PARLEY_NONE || next == t ||
            (k->p->tokens[next].upos != UPOS_NOUN && k->p->tokens[next].upos != UPOS_PROPN &&
             k->p->tokens[next].upos != UPOS_VERB))
            break;
        uint32_t actor = facts_actor_of(k->f, k->p, next);
        if (actor != PARLEY_NONE && k->p->tokens[next].upos != UPOS_VERB && !is_place(k, next) &&
            !stance_noun_is(k->lex, NOUN_MATTER, k->p->tokens[next].norm) && !stance_group(k->lex, k->p->tokens[next].norm))
            break; /* "pressure the premier": he is no matter */
        t = next;
    }
    return t;
}

/* Words that a name of a matter leaves out: quantities, determiners, whose it is, and adjectives that do not tell it apart. */
static bool name_leaves(const position_work *k, uint32_t i) {
    const parley_parse *p = k->p;
    const parse_token *t = &p->tokens[i];
    if (t->upos == UPOS_DET || t->upos == UPOS_PRON || t->upos == UPOS_NUM || t->upos == UPOS_SYM || t->upos == UPOS_ADV)
        return true;
    if (t->upos == UPOS_PUNCT)
        return t->norm[0] != '-';
    if (i > 1 && is_length(p, i) && tok_is(p, i - 1, "-") && p->tokens[i - 2].upos == UPOS_NUM)
        return true; /* "four-month" */
    return TOK_ANY(p, i, "new", "current", "additional", "further", "more", "such", "same", "own", "other", "several", "many",
                   "various", "possible", "potential", "immediate", "eventual", "gradual", "quick", "billion", "million",
                   "thousand", "hundred", "hundreds", "thousands", "dozen", "dozens", "percent", "least", "any");
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

/* The first prepositional phrase behind t that tells the matter apart, or PARLEY_NONE. */
static uint32_t telling_phrase(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c);
        if (c < t || ts[c].sent != ts[t].sent)
            continue;
        if (ts[c].rel == REL_PUNCT && ts[c].norm[0] == ',')
            return PARLEY_NONE;
        if ((ts[c].rel == REL_NMOD || ts[c].rel == REL_OBL) && cs != PARLEY_NONE && cs > t && c < t + 9 &&
            TOK_ANY(p, cs, "of", "on", "for", "in", "to", "with", "from", "against", "between", "into", "over", "at", "about") &&
            k->time_at[c] == PARLEY_NONE && ts[c].upos != UPOS_NUM && ts[c].upos != UPOS_PRON)
            return c;
    }
    return PARLEY_NONE;
}

/* A noun phrase without what name_leaves; pp: with its first prepositional phrase. */
static void name_noun(const position_work *k, name_text *out, uint32_t t, bool pp) {
    const parley_parse *p = k->p;
    name_put(k, out, tree_left(p, t), t);
    for (uint32_t c = pp ? telling_phrase(k, t) : PARLEY_NONE, deep = 0; c != PARLEY_NONE && deep < 2; deep++) {
        name_add(out, p->tokens[case_of(p, c)].norm);
        name_put(k, out, tree_left(p, c), c);
        c = telling_phrase(k, c);
    }
}

static void phrase_alias(const position_work *k, phrase *ph, const name_text *t) {
    if (!t->n)
        return;
    for (uint32_t i = 0; i < ph->n; i++)
        if (strcmp(ph->aliases[i], t->s) == 0)
            return;
    if (ph->n < COUNT_OF(ph->aliases))
        ph->aliases[ph->n++] = arena_str(k->in->arena, t->s);
}

static void name_singular(name_text *t) {
    if (t->n > 3 && t->s[t->n - 1] == 's' && t->s[t->n - 2] != 's')
        t->s[--t->n] = '\0';
}

/* "seeing the chairman again" is a meeting */
static bool sees_person(const position_work *k, uint32_t t) {
    uint32_t o = TOK_ANY(k->p, t, "see", "seeing", "sees", "meet", "meeting", "meets") ? object_word(k->p, t) : PARLEY_NONE;
    uint32_t actor = o == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(k->f, k->p, o);
    return actor != PARLEY_NONE && k->f->actors[actor].kind == ACTOR_PERSON;
}

/* The name of the matter t and the other ways of saying it: "withdrawal of troops", "troop withdrawal". */
static void matter_name(const position_work *k, uint32_t t, phrase *ph) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const char *noun = ts[t].upos == UPOS_VERB ? stance_nominal(k->lex, ts[t].norm) : NULL;
    uint32_t taken = PARLEY_NONE;
    if (ts[t].upos == UPOS_VERB && takes_forces(k, t, &taken))
        noun = "withdrawal";
    else if (sees_person(k, t))
        noun = "meeting";
    uint32_t war = stance_group(k->lex, "war");
    name_text name = {.n = 0}, other = {.n = 0};
    if (ts[t].upos != UPOS_VERB) {
        uint32_t c = telling_phrase(k, t);
        if (stance_group(k->lex, ts[t].norm) ==
            war) /* one name for a page's war and one for its fighting: pages then agree on it */
            name_add(&name, TOK_ANY(p, t, "war", "conflict") ? "end of the war" : "end of the fighting");
        else
            name_noun(k, &name, t, !is_place(k, t));
        name_noun(k, &other, t, false);
        phrase_alias(k, ph, &other);
        if (c != PARLEY_NONE && tok_is(p, case_of(p, c), "of")) {
            other.n = 0;
            name_noun(k, &other, c, false);
            name_singular(&other);
            name_put(k, &other, tree_left(p, t), t);
            phrase_alias(k, ph, &other);
        }
    } else if (noun) {
        uint32_t o = object_word(p, t), c = telling_phrase(k, t);
        if (c == PARLEY_NONE && o != PARLEY_NONE && (ts[o].upos == UPOS_NUM || ts[o].upos == UPOS_SYM))
            for (uint32_t i = o; i < o + 4 && i < p->sents[ts[t].sent].end && c == PARLEY_NONE; i++)
                c = ts[i].sent == ts[t].sent ? telling_phrase(k, i) : PARLEY_NONE; /* "invest $6 billion | in its plants" */
        if (o != PARLEY_NONE &&
            (ts[o].upos == UPOS_NUM || ts[o].upos == UPOS_SYM || stance_noun_is(k->lex, NOUN_QUANTITY, ts[o].norm)))
            o = complement_of(k, o, true);
        if (strcmp(noun, "withdrawal") == 0 && taken != PARLEY_NONE)
            o = taken;
        name_add(&name, noun);
        if (o == PARLEY_NONE && c == PARLEY_NONE) { /* "that the colonel leave": his departure */
            uint32_t sub = parse_child(p, t, REL_NSUBJ, SUB_NONE);
            if (sub != PARLEY_NONE && sub < t && (ts[sub].upos == UPOS_PROPN || ts[sub].upos == UPOS_NOUN) &&
                strcmp(noun, "pressure") != 0) {
                name_add(&name, "of");
                name_noun(k, &name, sub, false);
                name_noun(k, &other, sub, false);
                name_add(&other, noun);
                phrase_alias(k, ph, &other);
            }
        }
        if (strcmp(noun, "pressure") == 0)
            o = c = PARLEY_NONE; /* "the island will not be pressured": it is not the island that is at issue */
        if (o != PARLEY_NONE) {
            name_add(&name, strcmp(noun, "meeting") == 0 ? "with" : "of");
            name_noun(k, &name, o, o > t && c == PARLEY_NONE);
            phrase_alias(k, ph, &name);
            name_noun(k, &other, o, false);
            name_singular(&other);
            name_add(&other, noun);
            phrase_alias(k, ph, &other);
        }
        if (c != PARLEY_NONE) {
            name_add(&name, TOK_ANY(p, t, "speak", "speaking", "spoke", "talk", "talking") ? "with" : ts[case_of(p, c)].norm);
            name_noun(k, &name, c, false);
        }
    }
    if (name.n) {
        ph->name = arena_str(k->in->arena, name.s);
        phrase_alias(k, ph, &name);
    }
}

/* Does a word of the phrase of t name something that is negotiated everywhere? */
static bool is_matter(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    if (ts[t].upos == UPOS_VERB)
        return stance_nominal(l, ts[t].norm) != NULL || stance_group(l, ts[t].norm) != 0 || takes_forces(k, t, NULL) ||
               sees_person(k, t);
    if (stance_noun_is(l, NOUN_MATTER, ts[t].norm) || stance_group(l, ts[t].norm) != 0)
        return true;
    PARSE_EACH_CHILD (p, t, c) {
        if ((ts[c].rel == REL_COMPOUND || ts[c].rel == REL_AMOD || ts[c].rel == REL_NMOD) && c < t + 10 && c + 6 > t &&
            (stance_noun_is(l, NOUN_MATTER, ts[c].norm) || stance_group(l, ts[c].norm) != 0))
            return true;
    }
    return false;
}

/* Families of which a page has one matter each, however it puts it: its truce, its war, its captives, its troops. */
static uint32_t family_of(const position_work *k, uint32_t head, uint32_t real, const char *rs) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    uint32_t g = stance_group(l, rs), captives = stance_group(l, "hostages"), release = stance_group(l, "release");
    if (g && (g == stance_group(l, "ceasefire") || g == stance_group(l, "war")))
        return g;
    bool forces = false, person = false;
    uint32_t from = tree_left(p, head), to = ts[head].right < head + 10 ? ts[head].right : head + 10;
    bool captive = false, place = false, text = false;
    for (uint32_t i = from; i <= to; i++) {
        forces |= stance_noun_is(l, NOUN_FORCES, ts[i].norm);
        captive |= captives && stance_group(l, ts[i].norm) == captives;
        place |= ts[i].ne == NE_LOC;
        text |= stance_noun_is(l, NOUN_GOAL, ts[i].norm) || stance_noun_is(l, NOUN_PLAN, ts[i].norm) || tok_is(p, i, "talks");
        person |= ts[i].ne == NE_PER;
    }
    if (ts[head].upos == UPOS_VERB && stance_nominal(l, ts[head].norm) &&
        strcmp(stance_nominal(l, ts[head].norm), "pressure") == 0)
        return (uint32_t)hash_str("pressure");
    if (g && g == stance_group(l, "withdrawal") && (forces || place) && !text)
        return g;
    if (ts[head].upos == UPOS_VERB && takes_forces(k, head, NULL))
        return stance_group(l, "withdrawal");
    if (captive &&
        ((g && (g == release || g == captives)) || TOK_ANY(p, real, "exchange", "swap", "retrieve", "exchanges", "swaps")))
        return captives;
    if ((g && g == stance_group(l, "summit") && (person || tok_is(p, real, "summit"))) || sees_person(k, head))
        return stance_group(l, "summit");
    return 0;
}

/* Key of the phrase headed by t; false if nothing of it names a matter. */
static bool key_of(const position_work *k, uint32_t t, issue_key *key) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    uint32_t head = matter_of(k, t);
    *key = (issue_key){0};
    const char *hs = ts[head].norm;
    /* "all progress", "the stalemate": nothing said of what */
    if (ts[head].upos == UPOS_NOUN && stance_noun_is(l, NOUN_PROCESS, hs) && !stance_group(l, hs) &&
        !stance_noun_is(l, NOUN_GOAL, hs) && parse_child(p, head, REL_COMPOUND, SUB_NONE) == PARLEY_NONE)
        return false;
    uint64_t words[32];
    uint32_t n = 0;
    /* "ceasefire deal" is about the ceasefire */
    uint32_t real = head;
    if (stance_noun_is(l, NOUN_FILLER, hs) || stance_noun_is(l, NOUN_GOAL, hs))
        PARSE_EACH_CHILD (p, head, c) {
            if (c < head && (ts[c].rel == REL_COMPOUND || ts[c].rel == REL_AMOD) && stance_group(l, ts[c].norm))
                real = c;
        }
    /* a hyphenated "cease-fire" is cut in three; "crush" and "defeat", "withdraw" and "pullout" are told by their noun */
    const char *rs = ts[real].norm, *noun = ts[real].upos == UPOS_VERB ? stance_nominal(l, rs) : NULL;
    if (noun)
        rs = noun;
    if (strcmp(rs, "fire") == 0 && real > 1 && tok_is(p, real - 1, "-") && tok_is(p, real - 2, "cease"))
        rs = "ceasefire";
    if (real == head && (stance_noun_is(l, NOUN_FILLER, hs) || stance_noun_is(l, NOUN_GOAL, hs)))
        for (uint32_t c = head > 4 ? head - 4 : 0; c + 2 < head; c++)
            if (tok_is(p, c, "cease") && tok_is(p, c + 1, "-") && tok_is(p, c + 2, "fire"))
                rs = "ceasefire";
    key->head = (uint32_t)(word_id(l, rs) ^ (word_id(l, rs) >> 32));
    bool goal = strcmp(rs, hs) == 0 && real == head && stance_noun_is(l, NOUN_GOAL, hs) && !stance_group(l, hs);
    uint32_t from = tree_left(p, head), to = ts[head].right < head + 14 ? ts[head].right : head + 14;
    PARSE_EACH_CHILD (p, head, c) {
        if (c > head && (ts[c].rel == REL_CONJ || (ts[head].upos == UPOS_VERB && ts[c].rel == REL_ADVCL) ||
                         (ts[c].rel == REL_ACL && ts[c].sub == SUB_RELCL) || ts[c].rel == REL_PARATAXIS)) {
            if (ts[c].left > head && ts[c].left <= to)
                to = ts[c].left - 1;
            break;
        }
    }
    for (uint32_t i = from; i <= to && n < COUNT_OF(words); i++) {
        if (i == real || i == head ||
            !(ts[i].upos == UPOS_NOUN || ts[i].upos == UPOS_PROPN || ts[i].upos == UPOS_ADJ || ts[i].upos == UPOS_VERB))
            continue;
        if (stance_noun_is(l, NOUN_FILLER, ts[i].norm) || k->time_at[i] != PARLEY_NONE || tok_is(p, i, "cease") ||
            tok_is(p, i, "fire"))
            continue;
        words[n++] = word_id(l, ts[i].norm);
    }
    if (goal && n == 0)
        return false; /* a bare "deal" */
    if (ts[head].upos == UPOS_VERB && n == 0 && !stance_group(l, rs))
        return false;
    uint32_t family = family_of(k, head, real, rs);
    if (family) {
        key->head = family;
        n = 0;
    }
    for (uint32_t i = 0; i < n && key->n < COUNT_OF(key->words); i++) {
        uint32_t j = key->n++;
        for (; j > 0 && key->words[j - 1] > words[i]; j--)
            key->words[j] = key->words[j - 1];
        key->words[j] = words[i];
    }
    return true;
}

static bool key_within(const issue_key *a, const issue_key *b) {
    for (uint32_t i = 0, j = 0; i < a->n; i++) {
        while (j < b->n && b->words[j] < a->words[i])
            j++;
        if (j == b->n || b->words[j] != a->words[i])
            return false;
    }
    return true;
}

static void add_alias(const position_work *k, const char ***aliases, uint32_t *n, const char *s) {
    for (uint32_t i = 0; i < *n; i++)
        if (strcmp((*aliases)[i], s) == 0)
            return;
    if (*n >= 64)
        return;
    /* room for all 64 at the first */
    if (!*aliases)
        *aliases = ARENA_ARRAY(k->in->arena, const char *, 64);
    (*aliases)[(*n)++] = s;
}

static uint32_t issue_new(position_work *k, const char *name, const issue_key *key, parley_span evidence) {
    fact_issue issue = {.name = name, .evidence = evidence};
    ARENA_PUSH(k->in->scratch, k->keys, k->f->n_issues, k->cap_keys) = *key;
    k->f->n_issues--;
    ARENA_PUSH(k->in->scratch, k->uses, k->f->n_issues, k->cap_uses) = 0;
    k->f->n_issues--;
    ARENA_PUSH(k->in->scratch, k->sure, k->f->n_issues, k->cap_sure) = 0;
    k->f->n_issues--;
    ARENA_PUSH(k->in->arena, k->f->issues, k->f->n_issues, k->cap_issues) = issue;
    return k->f->n_issues - 1;
}

bool issue_is_goal(const position_work *k, uint32_t i) {
    static const char *const words[] = {"deal",       "agreement", "contract",   "accord", "treaty",  "peace",
                                        "commitment", "promise",   "obligation", "pledge", "meet",    "progress",
                                        "summit",     "truce",     "pact",       "talks",  "negotiat"};
    if (k->keys[i].head == stance_group(k->lex, "ceasefire") || k->keys[i].head == stance_group(k->lex, "talks"))
        return true;
    for (uint32_t w = 0; w < COUNT_OF(words); w++)
        if (strstr(k->f->issues[i].name, words[w]))
            return true;
    return false;
}

uint32_t issue_main(position_work *k) {
    /* the goal most often spoken of; without one, "agreement" */
    uint32_t best = PARLEY_NONE;
    uint32_t ceasefire = (uint32_t)stance_group(k->lex, "ceasefire");
    for (uint32_t i = 0; i < k->f->n_issues && i < 200; i++) {
        const char *n = k->f->issues[i].name;
        bool goal = k->keys[i].head == ceasefire || strstr(n, "deal") || strstr(n, "agreement") || strstr(n, "contract") ||
                    strstr(n, "accord");
        if (goal && (best == PARLEY_NONE || k->uses[i] > k->uses[best]))
            best = i;
    }
    return best;
}

uint32_t issue_of(position_work *k, uint32_t t, uint32_t holder) {
    const parse_token *ts = k->p->tokens;
    if (t >= k->p->n_tokens || ts[t].upos == UPOS_PUNCT)
        return PARLEY_NONE;
    phrase ph;
    issue_key key;
    const char *norm = ts[t].norm;
    uint32_t actor = facts_actor_of(k->f, k->p, t);
    if (actor != PARLEY_NONE && ts[t].upos != UPOS_VERB) {
        /* a place in dispute is an issue, and so are captives to be freed; other persons, bodies and states are none */
        bool place = ts[t].ne == NE_LOC && !k->in_list && k->f->actors[actor].kind != ACTOR_STATE &&
                     k->f->actors[actor].kind != ACTOR_PERSON;
        place |= k->in_list && ts[t].ne == NE_LOC; /* "issues like A and B": even a country */
        if (!place && stance_group(k->lex, norm) == 0 && !stance_noun_is(k->lex, NOUN_GOAL, norm) &&
            !stance_noun_is(k->lex, NOUN_OWN, norm))
            return PARLEY_NONE;
    }
    if (ts[t].upos == UPOS_PRON || ts[t].upos == UPOS_NUM || k->time_at[t] != PARLEY_NONE)
        return PARLEY_NONE;
    if (ts[t].upos != UPOS_VERB &&
        (stance_noun_is(k->lex, NOUN_CLAIM, norm) ||
         (map_gets(&k->lex->nouns[NOUN_EMPTY], norm, 0) && parse_child(k->p, t, REL_NMOD, SUB_NONE) == PARLEY_NONE &&
          parse_child(k->p, t, REL_AMOD, SUB_NONE) == PARLEY_NONE &&
          parse_child(k->p, t, REL_COMPOUND, SUB_NONE) == PARLEY_NONE)))
        return PARLEY_NONE;
    /* "a shorter week", "an end to the raids" say something; "a week", "the people" do not */
    bool described =
        parse_child(k->p, t, REL_COMPOUND, SUB_NONE) != PARLEY_NONE || parse_child(k->p, t, REL_AMOD, SUB_NONE) != PARLEY_NONE;
    bool tellable = TOK_ANY(k->p, t, "measures", "end", "war") ||
                    (described && TOK_ANY(k->p, t, "week", "day", "days", "year", "loss", "losses", "time"));
    if (map_gets(&k->lex->nouns[NOUN_EMPTY], norm, 0) && ts[t].upos != UPOS_VERB && !tellable)
        return PARLEY_NONE;
    uint32_t h = matter_of(k, t);
    phrase_of(k, t, &ph);
    parley_span evidence = parse_span(k->p, ph.first, ph.last);
    if (h != t) {
        phrase inner;
        phrase_of(k, h, &inner);
        ph.name = inner.name;
        for (uint32_t i = 0; i < inner.n && ph.n < COUNT_OF(ph.aliases); i++)
            ph.aliases[ph.n++] = inner.aliases[i];
    }
    matter_name(k, h, &ph);
    uint32_t found = PARLEY_NONE;
    if (holder != PARLEY_NONE && ts[t].upos == UPOS_NOUN && stance_noun_is(k->lex, NOUN_OWN, norm)) {
        /* somebody's conditions are one matter under his name */
        const char *who = short_actor(k, holder);
        size_t n = strlen(who);
        bool plural = norm[strlen(norm) - 1] == 's';
        const char *name =
            arena_printf(k->in->arena, "%s'%s %s", who, n && who[n - 1] == 's' ? "" : "s", plural ? "conditions" : "conditions");
        key = (issue_key){.head = (uint32_t)hash_str("own conditions")};
        key.words[0] = holder;
        key.n = 1;
        for (uint32_t i = 0; i < k->f->n_issues && i < 200; i++)
            if (k->keys[i].head == key.head && k->keys[i].n == 1 && k->keys[i].words[0] == holder)
                found = i;
        if (found == PARLEY_NONE)
            found = issue_new(k, name, &key, evidence);
    } else {
        if (!key_of(k, t, &key)) {
            uint32_t main = issue_main(k);
            if (ts[h].upos == UPOS_VERB || !(stance_noun_is(k->lex, NOUN_GOAL, ts[h].norm) || tok_is(k->p, h, "progress")))
                main = PARLEY_NONE; /* "vowed to retaliate": a bare act is no matter in dispute */
            if (main != PARLEY_NONE) {
                add_alias(k, &k->f->issues[main].aliases, &k->f->issues[main].n_aliases, ph.aliases[0] ? ph.aliases[0] : ph.name);
                k->uses[main]++;
                return main;
            }
            if (!(stance_noun_is(k->lex, NOUN_GOAL, ts[h].norm) || tok_is(k->p, h, "progress")) || ts[h].upos == UPOS_VERB)
                return PARLEY_NONE;
            key = (issue_key){.head = (uint32_t)hash_str("agreement")};
        }
        /* the first and the last are looked at: a page of thousands of issues stays linear, and no report has as many */
        for (uint32_t i = 0; i < k->f->n_issues && found == PARLEY_NONE;
             i = i == 100 && k->f->n_issues > 200 ? k->f->n_issues - 100 : i + 1)
            if (k->keys[i].head == key.head && (key_within(&key, &k->keys[i]) || key_within(&k->keys[i], &key)))
                found = i;
        if (found == PARLEY_NONE)
            found = issue_new(k, ph.name, &key, evidence);
    }
    fact_issue *issue = &k->f->issues[found];
    if (k->in_list)
        k->sure[found] |= 2;
    if ((is_matter(k, h) && !stance_noun_is(k->lex, NOUN_QUANTITY, ts[h].norm)) ||
        key.head == (uint32_t)hash_str("own conditions"))
        k->sure[found] |= 1;
    for (uint32_t i = 0; i < ph.n; i++)
        add_alias(k, &issue->aliases, &issue->n_aliases, ph.aliases[i]);
    add_alias(k, &issue->aliases, &issue->n_aliases, ph.name);
    k->uses[found]++;
    return found;
}

/* --- lists ---------------------------------------------------------------------------------------------------------------- */
/* Issue, and position of the owner, for t and its conjuncts. */
static void list_members(position_work *k, uint32_t t, uint32_t owner, stance s, uint32_t first, uint32_t at, const char *rule) {
    const parse_token *ts = k->p->tokens;
    uint32_t members[16], n = 0;
    members[n++] = t;
    for (uint32_t i = 0; i < n; i++) /* conjuncts of conjuncts too */
        PARSE_EACH_CHILD (k->p, members[i], c) {
            if (ts[c].rel == REL_CONJ && n < COUNT_OF(members))
                members[n++] = c;
        }
    for (uint32_t i = 0; i < n; i++) {
        k->in_list = true;
        uint32_t issue = issue_of(k, members[i], PARLEY_NONE);
        k->in_list = false;
        if (issue != PARLEY_NONE && owner != PARLEY_NONE)
            position_add(k, first, ts[members[n - 1]].right, owner, s, PARLEY_NONE, issue, at, rule);
    }
}

static uint32_t owner_of(const position_work *k, uint32_t noun) {
    uint32_t poss = parse_child(k->p, noun, REL_NMOD, SUB_POSS);
    return poss == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(k->f, k->p, poss);
}

void issues_find(position_work *k) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        if (ts[t].upos != UPOS_NOUN || !stance_noun_is(k->lex, NOUN_LIST, ts[t].norm))
            continue;
        uint32_t end = p->sents[ts[t].sent].end;
        bool marked = false;
        PARSE_EACH_CHILD (p, t, c) {
            marked |= (ts[c].rel == REL_AMOD || ts[c].rel == REL_COMPOUND) &&
                      TOK_ANY(p, c, "key", "main", "major", "sticking", "red", "core", "outstanding", "remaining", "thorny",
                              "contentious", "open", "unresolved", "central", "disputed", "top", "biggest");
        }
        /* key issues: A, B and C */
        uint32_t after = ts[t].right == t ? t + 1 : t + 1;
        if (after < end && tok_is(p, after, ":") && after + 1 < end) {
            uint32_t h = after + 1;
            while (h + 1 < end && !(ts[h].upos == UPOS_NOUN || ts[h].upos == UPOS_PROPN))
                h++;
            /* climb to the top of the list's first member */
            for (uint32_t up = 0;
                 up < 6 && ts[h].head != PARLEY_NONE && ts[h].head > after && ts[h].head < end && ts[h].rel != REL_CONJ; up++)
                h = ts[h].head;
            if (h < end)
                list_members(k, h, owner_of(k, t), STANCE_DEMAND, t, t, "issues: list");
            continue;
        }
        /* the same by the words alone, where the tree has lost the subject: "its three main concerns for a deal are A, B and C"
         */
        uint32_t be = t + 1;
        while (be < end && be < t + 7 && !TOK_ANY(p, be, "are", "were", "include", "included", "remain") &&
               (ts[be].upos == UPOS_ADP || ts[be].upos == UPOS_DET || ts[be].upos == UPOS_NOUN || ts[be].upos == UPOS_PROPN ||
                ts[be].upos == UPOS_ADJ))
            be++;
        if (be + 1 < end && TOK_ANY(p, be, "are", "were", "include", "included") && (marked || ts[t].rel != REL_NSUBJ) &&
            ts[t].morph & FEAT_PLUR) {
            uint32_t m = be + 1;
            while (m < end &&
                   (ts[m].upos == UPOS_DET || ts[m].upos == UPOS_ADJ || ts[m].upos == UPOS_PUNCT || ts[m].upos == UPOS_NUM))
                m++;
            for (uint32_t up = 0; up < 4 && m < end && ts[m].head != PARLEY_NONE && ts[m].head > be && ts[m].head < end &&
                                  (ts[m].rel == REL_COMPOUND || ts[m].rel == REL_AMOD || ts[m].rel == REL_FLAT);
                 up++)
                m = ts[m].head;
            if (m < end && (ts[m].upos == UPOS_NOUN || ts[m].upos == UPOS_PROPN)) {
                list_members(k, m, owner_of(k, t), STANCE_DEMAND, tree_left(p, t), t, "issues: are");
                continue;
            }
        }
        /* its concerns are A, B and C; disagreements include A */
        uint32_t h = ts[t].head;
        if (ts[t].rel == REL_NSUBJ && h != PARLEY_NONE && h > t) {
            if (parse_child(p, h, REL_COP, SUB_NONE) != PARLEY_NONE && (ts[h].upos == UPOS_NOUN || ts[h].upos == UPOS_PROPN))
                list_members(k, h, owner_of(k, t), STANCE_DEMAND, tree_left(p, t), t, "issues: are");
            else if (TOK_ANY(p, h, "include", "includes", "included", "including", "concern", "cover", "covers")) {
                uint32_t o = parse_child(p, h, REL_OBJ, SUB_NONE);
                if (o != PARLEY_NONE)
                    list_members(k, o, owner_of(k, t), STANCE_DEMAND, tree_left(p, t), t, "issues: include");
                uint32_t cc = parse_child(p, h, REL_CCOMP, SUB_NONE);
                if (cc != PARLEY_NONE)
                    issue_of(k, cc, PARLEY_NONE);
            }
        }
        /* issues like A and B; issues such as A; issues from A to B; issues including A */
        PARSE_EACH_CHILD (p, t, c) {
            if (c <= t || (ts[c].rel != REL_NMOD && ts[c].rel != REL_OBL && ts[c].rel != REL_ACL))
                continue;
            uint32_t cs = case_of(p, c);
            if (cs != PARLEY_NONE && TOK_ANY(p, cs, "like", "such", "from", "including", "over", "regarding", "to") &&
                (ts[c].upos == UPOS_NOUN || ts[c].upos == UPOS_PROPN))
                if (!TOK_ANY(p, cs, "over", "to") || marked || stance_noun_is(k->lex, NOUN_LIST, ts[t].norm))
                    list_members(k, c, PARLEY_NONE, STANCE_DEMAND, t, t, "issues: like");
        }
    }
}

void issues_settle(position_work *k) {
    parley_facts *f = k->f;
    if (!f->n_issues)
        return;
    uint32_t *to = ARENA_ARRAY(k->in->scratch, uint32_t, f->n_issues),
             *stands = ARENA_ARRAY(k->in->scratch, uint32_t, f->n_issues);
    /* a bare "deal", "the talks" that came before the page named them */
    uint32_t main = issue_main(k), agreement = (uint32_t)hash_str("agreement"), talks = stance_group(k->lex, "talks");
    for (uint32_t i = 0; i < f->n_issues; i++)
        to[i] = k->keys[i].n == 0 && k->keys[i].head == agreement && main != PARLEY_NONE && main != i ? main : i;
    for (uint32_t i = 0; i < f->n_positions; i++)
        if (f->positions[i].proposal == PARLEY_NONE)
            stands[to[f->positions[i].issue]]++;
    for (uint32_t i = 0; i < f->n_proposals; i++)
        for (uint32_t j = 0; j < f->proposals[i].n_terms; j++)
            stands[to[f->proposals[i].terms[j]]]++;
    /* an issue is what the page lists as open, what is a matter of talks anywhere, or what it comes back to */
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n_issues; i++) {
        if (to[i] != i)
            continue;
        bool bare = k->keys[i].n == 0 && (k->keys[i].head == talks || k->keys[i].head == agreement);
        bool listed = (k->sure[i] & 2) || (!bare && (k->sure[i] & 1) && stands[i]) || stands[i] > 1;
        if (!listed && !stands[i]) {
            to[i] = PARLEY_NONE;
            continue;
        }
        f->issues[i].minor = !listed;
        f->issues[n] = f->issues[i];
        k->keys[n] = k->keys[i];
        k->uses[n] = k->uses[i];
        k->sure[n] = k->sure[i];
        to[i] = n++;
    }
    for (uint32_t i = 0; i < f->n_issues; i++) /* those that were joined: one step, as main stays itself */
        if (to[i] != PARLEY_NONE && to[i] == main && k->keys[i].head == agreement)
            to[i] = to[main];
    f->n_issues = n;
    n = 0;
    for (uint32_t i = 0; i < f->n_positions; i++) {
        fact_position pos = f->positions[i];
        if (pos.proposal == PARLEY_NONE) {
            pos.issue = to[pos.issue];
            if (pos.issue == PARLEY_NONE)
                continue;
        }
        f->positions[n++] = pos;
    }
    f->n_positions = n;
    for (uint32_t i = 0; i < f->n_proposals; i++) {
        fact_proposal *pr = &f->proposals[i];
        n = 0;
        for (uint32_t j = 0; j < pr->n_terms; j++)
            if (to[pr->terms[j]] != PARLEY_NONE)
                pr->terms[n++] = to[pr->terms[j]];
        pr->n_terms = n;
    }
}
