/* figure.c - numbers with their bound, unit, measure and source.
 *
 * A quantity found by number.c becomes a figure unless it only names (Resolution 2735, page three), dates, tells the time or
 * an age, scores, or points back ("the two sides"). What it measures is told by words of data/figures/measures.txt, first along
 * the tree (the verb that has the counted noun as object or passive subject, the noun over it), then by the words beside it:
 * parsers lose the thread in long enumerations of victims, the nearest word of a short list rarely does.
 */
#include "meaning/facts.h"
#include "meaning/lexicons.h"
#include "meaning/number.h"

#include <stdlib.h>

enum noun_kind { NOUN_PERSON, NOUN_ACT, NOUN_NAMED, NOUN_PART, NOUN_PAIR, NOUN_N };
enum where { WHERE_VERB, WHERE_SELF, WHERE_STATE, WHERE_NOUN, WHERE_TAKEN, WHERE_TAKE, WHERE_RELEASE, WHERE_REACH, WHERE_N };

struct figure_lexicon {
    parley_arena *arena;
    parley_map noun[NOUN_N];
    parley_map word[WHERE_N]; /* word -> index into measures */
    const char **measures;
    uint32_t n_measures, cap_measures;
};

static bool noun_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const kinds[NOUN_N] = {"person", "act", "named", "part", "pair"};
    struct figure_lexicon *l = user;
    (void)line;
    if (n != 2)
        return false;
    for (uint32_t k = 0; k < NOUN_N; k++)
        if (strcmp(f[0], kinds[k]) == 0) {
            char *rest;
            for (char *w = strtok_r(f[1], "|", &rest); w; w = strtok_r(NULL, "|", &rest))
                map_sets(&l->noun[k], w, 1);
            return true;
        }
    return false;
}

static bool measure_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const wheres[WHERE_N] = {"verb", "self", "state", "noun", "taken", "take", "release", "reach"};
    struct figure_lexicon *l = user;
    (void)line;
    if (n != 3)
        return false;
    for (uint32_t k = 0; k < WHERE_N; k++)
        if (strcmp(f[1], wheres[k]) == 0) {
            char *rest;
            for (char *w = strtok_r(f[2], "|", &rest); w; w = strtok_r(NULL, "|", &rest))
                map_sets(&l->word[k], w, l->n_measures);
            ARENA_PUSH(l->arena, l->measures, l->n_measures, l->cap_measures) = f[0];
            return true;
        }
    return false;
}

parley_status figure_lexicon_open(const struct figure_lexicon **out, parley_arena *arena, parley_error *err) {
    struct figure_lexicon *l = ARENA_NEW(arena, struct figure_lexicon);
    l->arena = arena;
    for (uint32_t k = 0; k < NOUN_N; k++)
        map_init(&l->noun[k], arena);
    for (uint32_t k = 0; k < WHERE_N; k++)
        map_init(&l->word[k], arena);
    parley_status rc;
    if ((rc = lex_read("figures/nouns.txt", arena, noun_row, l, err)) < 0 ||
        (rc = lex_read("figures/measures.txt", arena, measure_row, l, err)) < 0)
        return rc;
    *out = l;
    return PARLEY_OK;
}

static bool noun_is(const struct figure_lexicon *l, enum noun_kind k, const char *s) {
    return map_gets(&l->noun[k], s, 0) != 0;
}

static const char *word_measure(const struct figure_lexicon *l, enum where k, const char *s) {
    uint32_t i = map_gets(&l->word[k], s, PARLEY_NONE);
    return i == PARLEY_NONE ? NULL : l->measures[i];
}

/* --- one sentence ----------------------------------------------------------------------------------------------------- */
typedef struct figure_work {
    const meaning_in *in;
    parley_facts *f;
    const struct figure_lexicon *lex;
    const num_word *w;
    uint32_t n;
    const uint32_t *token; /* [n] parse token at each word */
    const bool *timed;     /* [n] inside a date or clock time */
    uint32_t first, end;   /* tokens of the sentence */
    uint32_t time;         /* first time that may lie in it */
    uint32_t *cap;
    uint32_t figures; /* found before this sentence */
} figure_work;

static bool is(const figure_work *k, uint32_t i, const char *s) {
    return i < k->n && strcmp(k->w[i].s, s) == 0;
}

static bool is_any(const figure_work *k, uint32_t i, const char *const *list, uint32_t n) {
    for (uint32_t j = 0; j < n; j++)
        if (is(k, i, list[j]))
            return true;
    return false;
}
#define IS_ANY(k, i, ...) is_any((k), (i), (const char *const[]){__VA_ARGS__}, COUNT_OF(((const char *const[]){__VA_ARGS__})))

static const parse_token *tok(const figure_work *k, uint32_t i) {
    return i < k->n && k->token[i] != PARLEY_NONE ? &k->in->parse->tokens[k->token[i]] : NULL;
}

static bool is_upos(const figure_work *k, uint32_t i, uint32_t mask) {
    const parse_token *t = tok(k, i);
    return t && (mask >> t->upos & 1);
}
#define M(p) (1u << UPOS_##p)

/* Head noun of the noun phrase that goes on at word i: the last noun before something that is no part of it; PARLEY_NONE. With
 * `possessor` it may begin with one. */
static uint32_t head_after(const figure_work *k, uint32_t i, bool possessor) {
    uint32_t head = PARLEY_NONE;
    for (uint32_t j = i; j < k->n && j < i + 7 && !k->w[j].line; j++) {
        const num_word *w = &k->w[j];
        if (w->kind == NW_PUNCT) {
            if ((strcmp(w->s, "-") == 0 && !w->space) || (strcmp(w->s, "\"") == 0 && head == PARLEY_NONE))
                continue;
            if (strcmp(w->s, "'") == 0 && j + 1 < k->n && is(k, j + 1, "s") && !k->w[j + 1].space) {
                if (head == j - 1 && !possessor)
                    break;           /* "two days' notice" is cut before; "workers's" is a possessor */
                if (head == j - 1) { /* a third of the nation's imports */
                    head = PARLEY_NONE;
                    j++;
                }
                continue;
            }
            if (strcmp(w->s, ",") == 0 && head == PARLEY_NONE && j > i && is_upos(k, j - 1, M(ADJ)) && is_upos(k, j + 1, M(ADJ)))
                continue;
            break;
        }
        if (is_upos(k, j, M(NOUN) | M(PROPN))) {
            if (k->timed[j] && head != PARLEY_NONE)
                break;
            head = j;
        } else if (is_upos(k, j, M(ADJ) | M(NUM)) || noun_is(k->lex, NOUN_PERSON, w->s)) {
            if (noun_is(k->lex, NOUN_PERSON, w->s) && (head == PARLEY_NONE || is_upos(k, j, M(NOUN))))
                head = j;
            else if (head != PARLEY_NONE)
                break;
        } else if (is_upos(k, j, M(VERB)) && head == PARLEY_NONE && tok(k, j)->morph & FEAT_PART && tok(k, j)->rel == REL_AMOD) {
            continue;
        } else if (is_upos(k, j, M(ADV)) && head == PARLEY_NONE) {
            continue;
        } else {
            break;
        }
    }
    return head;
}

static bool clause_end(const figure_work *k, uint32_t i) {
    return k->w[i].kind == NW_PUNCT && strchr(".;:?!", k->w[i].s[0]) && k->w[i].s[0];
}

/* Word after auxiliaries and adverbs: "have been killed", "are still missing", "were reportedly". */
static uint32_t after_aux(const figure_work *k, uint32_t i) {
    for (uint32_t steps = 0; i < k->n && steps < 6; i++, steps++)
        if (!is_upos(k, i, M(AUX) | M(ADV)) &&
            !IS_ANY(k, i, "have", "has", "had", "been", "were", "was", "are", "is", "be", "being"))
            break;
    return i;
}

/* What the count whose noun phrase is words [num, head] measures; *till: last word of the telling words on the right. */
static const char *people_measure(const figure_work *k, const quantity *q, uint32_t head, uint32_t *till) {
    const struct figure_lexicon *l = k->lex;
    const char *m, *noun = head == PARLEY_NONE ? NULL : k->w[head].s;
    bool takable = noun && word_measure(l, WHERE_TAKEN, noun);
    uint32_t end = head == PARLEY_NONE ? q->end : head + 1;
    /* the noun itself: deaths, injuries, arrests, refugees */
    if (noun && (m = word_measure(l, WHERE_NOUN, noun)) != NULL)
        return m;
    /* before the noun: "14 wounded miners" */
    for (uint32_t j = q->end; head != PARLEY_NONE && j < head; j++)
        if ((m = word_measure(l, WHERE_STATE, k->w[j].s)) != NULL)
            return m;
    /* right: "12 wounded", "12 people were killed", "12 are unaccounted for", "12 of them died" */
    uint32_t r = end;
    if (is(k, r, "of") && IS_ANY(k, r + 1, "them", "whom", "those", "these", "us"))
        r += 2;
    uint32_t aux = after_aux(k, r);
    bool passive = false;
    for (uint32_t j = r; j < aux; j++)
        passive |= IS_ANY(k, j, "been", "were", "was", "are", "is", "be", "being");
    /* "were found dead", "are feared drowned", "were reported to have been wounded" */
    if (passive && IS_ANY(k, aux, "found", "left", "reported", "reportedly", "confirmed", "believed", "presumed", "feared",
                          "pronounced", "declared", "listed", "known", "said", "thought")) {
        uint32_t then = aux + 1;
        if (is(k, then, "to") || is(k, then, "as"))
            then++;
        then = after_aux(k, then);
        if (then < k->n && (word_measure(l, WHERE_STATE, k->w[then].s) || word_measure(l, WHERE_VERB, k->w[then].s)))
            aux = then;
    }
    if (aux < k->n && !clause_end(k, aux) && !k->w[aux].line) {
        const char *s = k->w[aux].s;
        m = NULL;
        if (passive || aux == r)
            m = word_measure(l, WHERE_STATE, s);
        if (!m && passive)
            m = word_measure(l, WHERE_VERB, s);
        if (!m && passive && takable && word_measure(l, WHERE_TAKE, s))
            m = "kidnapped";
        if (!m && !(passive))
            m = word_measure(l, WHERE_SELF, s);
        if (!m && aux == r && is_upos(k, aux, M(VERB)) && tok(k, aux)->morph & FEAT_PART && !(tok(k, aux)->morph & FEAT_PRES))
            m = word_measure(l, WHERE_VERB, s);
        if (m) {
            *till = is(k, aux, "unaccounted") && is(k, aux + 1, "for") ? aux + 1 : aux;
            return m;
        }
    }
    if (is(k, r, ",") || is(k, r, "(")) { /* "12 people, all of them dead" is left to the tree */
    }
    /* the tree: the verb over the counted noun */
    uint32_t t = head == PARLEY_NONE ? k->token[q->num.first] : k->token[head];
    const parse_token *ts = k->in->parse->tokens;
    uint32_t walk = t;
    for (uint32_t up = 0; up < 6 && walk != PARLEY_NONE; up++) {
        const parse_token *x = &ts[walk];
        uint32_t h = x->head;
        if (h == PARLEY_NONE)
            break;
        if (ts[h].upos == UPOS_VERB || ts[h].upos == UPOS_AUX || ts[h].upos == UPOS_ADJ) {
            bool object = x->rel == REL_OBJ || (x->rel == REL_NSUBJ && x->sub == SUB_PASS);
            if (object && (m = word_measure(l, WHERE_VERB, ts[h].norm)) != NULL)
                return takable && strcmp(m, "free") != 0 && word_measure(l, WHERE_TAKE, ts[h].norm) ? "kidnapped" : m;
            if (object && takable && word_measure(l, WHERE_TAKE, ts[h].norm))
                return "kidnapped";
            if (object && takable && word_measure(l, WHERE_RELEASE, ts[h].norm))
                return "free";
            if (x->rel == REL_NSUBJ && (m = word_measure(l, WHERE_SELF, ts[h].norm)) != NULL)
                return m;
            if (x->rel == REL_NSUBJ && ts[h].upos == UPOS_ADJ && (m = word_measure(l, WHERE_STATE, ts[h].norm)) != NULL)
                return m;
            if (x->rel != REL_CONJ)
                break;
        } else if ((x->rel == REL_NMOD || x->rel == REL_COMPOUND) && (m = word_measure(l, WHERE_NOUN, ts[h].norm)) != NULL) {
            return m;
        }
        if (x->rel != REL_NUMMOD && x->rel != REL_CONJ && x->rel != REL_COMPOUND && x->rel != REL_NMOD && x->rel != REL_FLAT)
            break;
        walk = h;
    }
    /* "the death toll has topped 1,600", "arrests rose to 300" */
    bool reached = false;
    for (uint32_t back = 1; head == PARLEY_NONE && back <= q->first && back < 24; back++) {
        uint32_t j = q->first - back;
        if (clause_end(k, j))
            break;
        if (word_measure(l, WHERE_REACH, k->w[j].s))
            reached = true;
        else if (reached && is_upos(k, j, M(NOUN)) && (m = word_measure(l, WHERE_NOUN, k->w[j].s)) != NULL)
            return m;
    }
    /* words to the left, nearest first, within the clause: "killed 1,200", "deaths of nearly", "taking about 250" */
    for (uint32_t back = 1, seen = 0; back <= q->first && seen < 7; back++) {
        uint32_t j = q->first - back;
        if (clause_end(k, j))
            break;
        if (k->w[j].kind == NW_PUNCT)
            continue;
        const char *s = k->w[j].s;
        if (strcmp(s, "who") == 0 || strcmp(s, "that") == 0)
            break;
        seen++;
        bool verbal = is_upos(k, j, M(VERB)) || !tok(k, j);
        if (takable && verbal && word_measure(l, WHERE_TAKE, s))
            return "kidnapped";
        if (takable && word_measure(l, WHERE_RELEASE, s))
            return "free";
        if (verbal && (m = word_measure(l, WHERE_VERB, s)) != NULL && seen <= 3)
            return m;
        if (!verbal && (m = word_measure(l, WHERE_NOUN, s)) != NULL &&
            (seen <= 3 || is(k, q->first - 1, "of") || is(k, q->first - 1, "at")))
            return m;
        if (verbal && !is_upos(k, j, M(AUX)) && seen > 1)
            break;
    }
    /* words to the right within the clause: "340 cooks and porters were hurt", "people who fled" */
    if (head != PARLEY_NONE || q->num.kind != NUMBER_FRACTION)
        for (uint32_t j = end, seen = 0; j < k->n && seen < 9; j++) {
            if (clause_end(k, j) || (k->w[j].kind == NW_DIGITS && !k->timed[j]))
                break;
            if (k->w[j].kind == NW_PUNCT)
                continue;
            const char *s = k->w[j].s;
            seen++;
            bool before_passive = j > 0 && IS_ANY(k, j - 1, "been", "were", "was", "are", "is", "be", "being", "getting", "got");
            if (before_passive &&
                ((m = word_measure(l, WHERE_VERB, s)) != NULL || (m = word_measure(l, WHERE_STATE, s)) != NULL)) {
                *till = j;
                return m;
            }
            if (takable && before_passive && word_measure(l, WHERE_TAKE, s))
                return "kidnapped";
            if (!before_passive && (m = word_measure(l, WHERE_SELF, s)) != NULL)
                return m;
            if (is(k, j, "moving") && is(k, j + 1, "from"))
                return "displaced";
            if (is_upos(k, j, M(VERB)) && !before_passive && seen > 4)
                break;
        }
    return takable ? "held" : NULL;
}

/* "a 45-year-old man", "aged 45", "Smith, 45,": the age of somebody. */
static bool is_age(const figure_work *k, const quantity *q) {
    uint32_t i = q->num.first;
    if (q->old && q->unit && strcmp(q->unit->name, "years") == 0) {
        uint32_t head = head_after(k, q->end, false);
        const parse_token *h = head == PARLEY_NONE ? NULL : tok(k, head);
        bool thing = h && (h->ne == NE_ORG || h->ne == NE_LOC || h->ne == NE_MISC); /* "the 24-year-old Lakes Pact" */
        return head == PARLEY_NONE || noun_is(k->lex, NOUN_PERSON, k->w[head].s) || (is_upos(k, head, M(PROPN)) && !thing) ||
               word_measure(k->lex, WHERE_TAKEN, k->w[head].s) != NULL;
    }
    if (q->old && !q->hyphened)
        return true;
    if (i > 0 && IS_ANY(k, i - 1, "aged", "age", "turned", "turning", "ages"))
        return true;
    return !q->unit && k->w[i].kind == NW_DIGITS && i > 1 && is(k, i - 1, ",") &&
           (is(k, q->end, ",") || is(k, q->end, ".") || is(k, q->end, ";")) && k->w[i].value < 120 && k->w[i - 2].upper &&
           q->end == i + 1 && is_upos(k, i - 2, M(PROPN));
}

/* A number that names, dates, scores or points back, and so counts nothing. */
static bool is_no_figure(const figure_work *k, const quantity *q, uint32_t head) {
    uint32_t i = q->num.first, e = q->end;
    const num_word *w = k->w;
    for (uint32_t j = i; j < q->num.end; j++)
        if (k->timed[j])
            return true;
    if (is_age(k, q))
        return true;
    bool plain = !q->unit && q->num.kind == NUMBER_CARDINAL && q->num.end == i + 1;
    if (w[i].kind == NW_DIGITS && i > 0 && !w[i].space && !q->unit) {
        /* G20, F-16, COVID-19, 24/7, 52-48, 3:1 */
        const num_word *p = &w[i - 1];
        if (p->kind == NW_LETTERS || (p->kind == NW_PUNCT && strchr("/:#@_.", p->s[0])))
            return true;
        if (strcmp(p->s, "-") == 0 && !p->space && i > 1)
            return true;
    }
    if (w[i].kind == NW_DIGITS && plain && e < k->n && !w[e].space) {
        if (strchr("/:_@", w[e].s[0]) || (w[e].kind == NW_LETTERS && strcmp(w[e].s, "s") == 0))
            return true; /* 24/7, 1990s */
        if (strcmp(w[e].s, "-") == 0 && e + 1 < k->n && !w[e + 1].space && w[e + 1].kind == NW_DIGITS)
            return true; /* scores and shares: 52-48 */
        if (i == 0 && strchr(".)", w[e].s[0]))
            return true; /* a numbered list */
    }
    if (plain && w[i].kind == NW_DIGITS && !w[i].comma && !w[i].decimal && w[i].n_digits == 4 && w[i].value >= 1500 &&
        w[i].value <= 2100 && (head == PARLEY_NONE || !noun_is(k->lex, NOUN_PERSON, w[head].s)) && q->qualifier == QUAL_EXACT &&
        !q->hyphened) {
        const parse_token *h = head == PARLEY_NONE ? NULL : tok(k, head);
        if (!h || head != e || !(h->morph & FEAT_PLUR) ||
            (i > 0 && IS_ANY(k, i - 1, "in", "since", "the", "by", "until", "from", "of", "for")))
            return true;
    }
    /* "the Lakeside 2 talks": part of a name */
    if (plain && w[i].kind == NW_DIGITS && i > 0 && w[i - 1].upper && !k->timed[i - 1] && w[i].value <= 20 && !w[i].decimal &&
        is_upos(k, i - 1, M(PROPN)) && i > 1 && w[i].space)
        return true;
    /* "time-and-a-half": pay, not half a weekend */
    if (is(k, i, "half") && i > 2 && is(k, i - 1, "-"))
        return true;
    if (q->num.kind == NUMBER_CARDINAL && i > 0 && !q->unit) {
        /* page three, Resolution 2735, Group of 20 */
        uint32_t p = i - 1;
        if (is(k, p, "of") && p > 0 && (w[p - 1].upper && (is(k, p - 1, "group") || is(k, p - 1, "gang"))))
            return true;
        if (is(k, p, ".") && p > 0 && IS_ANY(k, p - 1, "no", "nos"))
            return true;
        if (noun_is(k->lex, NOUN_NAMED, w[p].s) && q->num.end == i + 1 && !w[i].comma && !w[i].line) {
            bool verb = is_upos(k, p, M(VERB) | M(AUX)),
                 plural_after = head == e && tok(k, head) && tok(k, head)->morph & FEAT_PLUR;
            if (!verb && !(plural_after && !w[p].upper) && !is_upos(k, p, M(DET)))
                return true;
        }
        /* Channel 12, Local 705, Falcon 9: digits after a name, with no noun of their own */
        if (w[p].upper && p > 0 && w[i].kind == NW_DIGITS && !w[i].comma && w[p].kind == NW_LETTERS && is_upos(k, p, M(PROPN)) &&
            !w[p].line && w[i].value < 10000 && q->num.end == i + 1 && head != e && q->first == i)
            return true;
    }
    /* one: a pronoun more often than a count */
    if (q->num.value == 1 && !q->num.digits && q->num.end == i + 1 && (!q->unit || q->unit->kind == UNIT_MEASURE) &&
        is(k, i, "one")) {
        bool only = q->qualifier != QUAL_EXACT;
        for (uint32_t back = 1; back <= 3 && back <= i; back++)
            only |= IS_ANY(k, i - back, "only", "just", "single");
        if (is(k, e, "of") || head == PARLEY_NONE ||
            IS_ANY(k, e, "another", "or", "day", "thing", "way", "side", "hand", "point", "reason"))
            return true;
        if (!only && !noun_is(k->lex, NOUN_PERSON, w[head].s))
            return true;
        if (noun_is(k->lex, NOUN_PERSON, w[head].s) && !only) {
            /* "one person briefed on it" names a source; "one person was killed" counts */
            uint32_t till = 0;
            if (!people_measure(k, q, head, &till))
                return true;
        }
        if (!only && !(e < k->n && head <= e + 1))
            return true;
    }
    if (q->unit && q->unit->kind == UNIT_TIME && !q->hyphened && is(k, i, "one") && IS_ANY(k, e - 1, "day", "night") &&
        q->qualifier == QUAL_EXACT && !(i > 0 && IS_ANY(k, i - 1, "for", "within", "just", "only", "in", "lasting")))
        return true; /* "one day peace will come" */
    if (q->num.value == 0 && !q->unit)
        return true;
    /* the two sides; the world's two largest economies */
    if (!q->unit && q->num.value == 2 && !q->num.digits && i > 0 && q->qualifier == QUAL_EXACT) {
        bool definite = IS_ANY(k, i - 1, "the", "these", "those", "its", "their", "our", "your", "other") ||
                        (i > 1 && is(k, i - 1, "s") && !w[i - 1].space);
        if (definite && IS_ANY(k, i - 1, "the", "these", "those", "other"))
            return true;
        if (head != PARLEY_NONE && noun_is(k->lex, NOUN_PAIR, w[head].s) &&
            (definite || IS_ANY(k, head, "sides", "parties", "countries", "nations", "leaders", "governments", "economies")))
            return true;
        for (uint32_t j = e; head != PARLEY_NONE && j < head; j++)
            if (definite && tok(k, j) && tok(k, j)->upos == UPOS_ADJ && strlen(w[j].s) > 4 &&
                strcmp(w[j].s + strlen(w[j].s) - 3, "est") == 0)
                return true;
    }
    /* the three countries, all three nations: those that were named */
    if (!q->unit && q->num.value > 2 && q->num.value <= 12 && !q->num.digits && i > 0 && q->qualifier == QUAL_EXACT &&
        IS_ANY(k, i - 1, "the", "these", "those", "all", "our", "their") && head != PARLEY_NONE &&
        IS_ANY(k, head, "sides", "parties", "countries", "nations", "leaders", "governments", "economies", "neighbours",
               "neighbors", "partners", "allies", "powers", "capitals") &&
        !IS_ANY(k, head + 1, "that", "which", "who", "of"))
        return true;
    /* times told by counting from elsewhere: three months ago, two days later */
    if (q->unit && q->unit->kind == UNIT_TIME && !q->old) {
        if (IS_ANY(k, e, "ago", "later", "earlier", "before", "after", "afterwards", "afterward", "hence", "since", "prior") ||
            (is(k, e, "from") && IS_ANY(k, e + 1, "now", "today")))
            return true;
        if (q->num.article && q->num.value == 1 && !q->hyphened) {
            if (!(q->first > 0 && IS_ANY(k, q->first - 1, "in", "within", "for", "lasting", "lasted", "lasts")) ||
                IS_ANY(k, e - 1, "second", "minute", "time", "quarter"))
                return true;
        }
        if (strcmp(q->unit->name, "seconds") == 0 && is(k, e - 1, "second"))
            return true;
    }
    if (q->num.article && (!q->unit || q->unit->kind != UNIT_TIME) && q->num.value == 1)
        return true;
    /* the first half, the other half */
    if (is(k, i, "half") && i > 0 &&
        (IS_ANY(k, i - 1, "other", "latter", "former", "last", "better", "first", "second", "and") || w[i - 1].kind == NW_DIGITS))
        return true;
    /* two-state solution, one-sided, four-star: only listed parts are counted in a hyphened word */
    if (!q->unit && is(k, e, "-") && !w[e].space && e + 1 < k->n && !w[e + 1].space && w[e + 1].kind == NW_LETTERS) {
        bool counted = q->num.digits && q->num.value >= 10 && !w[e + 1].upper && strlen(w[e + 1].s) > 2 && /* 30-chapter */
                       !IS_ANY(k, e + 1, "something", "ish", "odd", "plus", "fold", "time", "times", "style");
        if (!counted && !noun_is(k->lex, NOUN_PART, w[e + 1].s))
            return true;
    }
    /* rates said with the word "time": "for the first time" is an ordinal; "at one time" no count */
    if (q->num.kind == NUMBER_ORDINAL)
        return !(q->num.value >= 2 && head != PARLEY_NONE && head <= e + 1 && noun_is(k->lex, NOUN_ACT, w[head].s)) ||
               (q->num.digits && w[i].value > 31);
    return false;
}

static const char *plural(parley_arena *a, const char *s) {
    size_t n = strlen(s);
    if (n == 0 || s[n - 1] == 's')
        return arena_strn(a, s, n); /* the word itself lives in scratch memory */
    if (n > 1 && s[n - 1] == 'y' && !strchr("aeiou", s[n - 2]))
        return arena_printf(a, "%.*sies", (int)(n - 1), s);
    if (n > 2 && (strcmp(s + n - 2, "ch") == 0 || strcmp(s + n - 2, "sh") == 0 || s[n - 1] == 'x'))
        return arena_printf(a, "%ses", s);
    return arena_printf(a, "%ss", s);
}

/* "according to X", "X's estimates" in the sentence where no statement holds the number. */
static uint32_t source_of(const figure_work *k, uint32_t i) {
    const parley_parse *p = k->in->parse;
    uint32_t t = k->token[i];
    uint32_t said = facts_asserter(k->f, t);
    if (said != PARLEY_NONE)
        return said;
    uint32_t from = i > 80 ? i - 80 : 0; /* a reach, so that a sentence of a megabyte stays linear */
    for (uint32_t j = from; j + 1 < k->n && j < i + 80; j++) {
        if (!(is(k, j, "according") && is(k, j + 1, "to")))
            continue;
        /* a semicolon between the two ends its reach */
        bool cut = false;
        for (uint32_t m = j < i ? j : i; m < (j < i ? i : j); m++)
            cut |= is(k, m, ";");
        if (cut)
            continue;
        uint32_t inside = 0;
        for (uint32_t m = j + 2; m < k->n && m < j + 16 && !clause_end(k, m); m++) {
            if (m == i)
                inside = 1; /* the number stands in the source's own words: "according to four officials" */
            uint32_t a = k->token[m] == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(k->f, p, k->token[m]);
            if (a != PARLEY_NONE && !inside)
                return a;
            if (is(k, m, ","))
                break;
        }
    }
    return PARLEY_NONE;
}

/* "six miles rather than three", "grew to 22, from 14": what the number before it counts is left out. */
static const fact_figure *ellipsis(const figure_work *k, const quantity *q, uint32_t head) {
    if (q->unit || head != PARLEY_NONE || q->num.kind != NUMBER_CARDINAL || k->f->n_figures == k->figures || q->first == 0 ||
        !IS_ANY(k, q->first - 1, "than", "from", "to", "with") ||
        !(q->end >= k->n || k->w[q->end].kind == NW_PUNCT || k->timed[q->end] ||
          IS_ANY(k, q->end, "on", "in", "a", "last", "now", "before")))
        return NULL;
    const fact_figure *last = &k->f->figures[k->f->n_figures - 1];
    return last->unit && strcmp(last->unit, "share") != 0 ? last : NULL;
}

/* The time whose words begin at this byte; times are in order of the text. */
static const fact_time *time_from(const figure_work *k, uint32_t start) {
    uint32_t lo = k->time, hi = k->f->n_times;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (k->f->times[mid].evidence.start < start)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < k->f->n_times && k->f->times[lo].evidence.start == start ? &k->f->times[lo] : NULL;
}

/* The day on which the number stood so: "as of Monday"; "by Tuesday evening 40 had been killed". */
static void as_of(const figure_work *k, const quantity *q, fact_figure *fig) {
    uint32_t i = q->num.first, from = i > 40 ? i - 40 : 0, to = i + 40 < k->n ? i + 40 : k->n;
    bool perfect = false;
    for (uint32_t j = i > 8 ? i - 8 : 0; j < to && j < i + 8; j++)
        perfect |= IS_ANY(k, j, "had", "have", "has") && !q->unit;
    for (uint32_t j = from; j + 1 < to; j++) {
        bool said = is(k, j, "as") && is(k, j + 1, "of"), by = perfect && IS_ANY(k, j, "by", "until", "through");
        uint32_t at = j + 1 + said;
        if ((!said && !by) || at >= k->n)
            continue;
        bool cut = false; /* another clause's */
        for (uint32_t m = j < i ? j : i; by && m < (j < i ? i : j); m++)
            cut |= clause_end(k, m);
        const fact_time *t = cut ? NULL : time_from(k, k->w[at].start);
        if (t && t->date[0])
            memcpy(fig->as_of, t->date, sizeof fig->as_of);
    }
}

static void emit(figure_work *k, const quantity *q, uint32_t head) {
    const parley_page *page = k->in->page;
    fact_figure fig = {.value = q->value, .high = q->high, .qualifier = q->qualifier, .rule = "count", .confidence = 0.8f};
    uint32_t last = q->end - 1, i = q->num.first, first = q->first;
    const char *noun = head == PARLEY_NONE ? NULL : k->w[head].s;
    bool people = noun && (noun_is(k->lex, NOUN_PERSON, noun) || word_measure(k->lex, WHERE_TAKEN, noun) ||
                           (tok(k, head) && tok(k, head)->ne == NE_NORP));
    uint32_t till = 0;
    const fact_figure *same = ellipsis(k, q, head);
    if (same) {
        fig.unit = same->unit;
        fig.measure = same->measure;
        fig.subject = same->subject;
        fig.rule = "ellipsis";
    } else if (q->unit && q->unit->kind == UNIT_TIME) {
        fig.unit = q->unit->name;
        fig.measure = "duration";
        fig.rule = "duration";
        if (head != PARLEY_NONE && q->hyphened)
            last = head;
    } else if (q->unit) {
        fig.unit = q->unit->name;
        fig.measure = q->unit->kind == UNIT_PERCENT ? "rate" : q->unit->kind == UNIT_MONEY ? "amount" : "quantity";
        fig.rule = fig.measure;
        if (head != PARLEY_NONE && head <= q->end + 3 && q->unit->kind == UNIT_MONEY)
            last = head;
        /* "80 percent of prisoners were freed" keeps its own measure: a share is no count */
    } else if (q->num.kind == NUMBER_FRACTION) {
        fig.unit = "share";
        fig.measure = "share";
        fig.rule = "share";
        if (is(k, q->end, "of") && IS_ANY(k, q->end + 1, "them", "those", "these", "whom", "us"))
            last = q->end + 1;
        else if (head != PARLEY_NONE)
            last = head;
    } else {
        const char *m = people_measure(k, q, head, &till);
        bool bare = !noun && m; /* "kidnapped 253", "94,224 wounded" */
        if (noun && !people && m) {
            /* only people are killed, held or displaced; "seized 12 ships", "held three rounds" count things */
            const char *s = k->w[head].s;
            people = word_measure(k->lex, WHERE_NOUN, s) ||
                     (tok(k, head) && tok(k, head)->upos == UPOS_PROPN && tok(k, head)->morph & FEAT_PLUR);
            if (!people && strcmp(m, "killed") != 0 && strcmp(m, "wounded") != 0)
                m = NULL;
        }
        if (!noun && !m && q->num.kind == NUMBER_CARDINAL && q->qualifier == QUAL_EXACT && !q->num.digits && q->num.value < 11) {
            /* a small number word alone: "the two", "all four" point back */
            return;
        }
        if (!noun && !m && q->lower_end)
            return; /* "a number between 26 and 38" says of what nowhere near */
        fig.unit = people || bare ? "people" : noun ? plural(k->in->arena, noun) : NULL;
        fig.measure = m ? m : "count";
        if (head != PARLEY_NONE)
            last = head;
        if (q->num.kind == NUMBER_ORDINAL) {
            fig.measure = fig.unit;
            fig.rule = "ordinal";
        }
        if (!q->unit && is(k, q->end, "-") && head == PARLEY_NONE)
            last = q->end + 1;
    }
    if (till > last)
        last = till;
    if (q->num.range && q->lower_end > first)
        last = q->lower_end - 1;
    fig.evidence = (parley_span){k->w[first].start, k->w[last].end};
    if (head != PARLEY_NONE && head >= q->end) {
        uint32_t of = q->end < head && (k->w[q->end].kind == NW_PUNCT || is(k, q->end, "of")) ? q->end + 1 : q->end;
        if (of < head && of > q->end && IS_ANY(k, of, "the", "its", "their", "our"))
            of++;
        uint32_t s = k->w[of].start;
        fig.subject = arena_strn(k->in->arena, page->text + s, k->w[head].end - s);
    }
    fig.according_to = source_of(k, i);
    fig.first = k->token[i];
    fig.end = k->token[q->num.end - 1] == PARLEY_NONE ? k->token[i] + 1 : k->token[q->num.end - 1] + 1;
    as_of(k, q, &fig);
    ARENA_PUSH(k->in->arena, k->f->figures, k->f->n_figures, *k->cap) = fig;
}

/* A range gives both its ends: "between 3 and 5 percent" at least 3, at most 5. */
static void emit_range(figure_work *k, const quantity *q, uint32_t head) {
    if (!q->num.range) {
        emit(k, q, head);
        return;
    }
    quantity low = *q, high = *q;
    if (q->between && q->qualifier == QUAL_EXACT) {
        low.qualifier = QUAL_AT_LEAST;
        high.qualifier = QUAL_AT_MOST;
    }
    emit(k, &low, head);
    high.first = high.num.first = q->upper;
    high.value = q->high;
    high.num.value = q->num.high;
    high.num.range = false;
    emit(k, &high, head);
}

static void sentence_figures(figure_work *k) {
    const number_lexicon *numbers = k->in->lexicons->numbers;
    for (uint32_t i = 0; i < k->n;) {
        quantity q;
        if (k->timed[i] || !quantity_at(numbers, k->w, k->n, i, &q) || q.end <= i) {
            i++;
            continue;
        }
        uint32_t from = q.end;
        if (q.unit && q.unit->kind == UNIT_MONEY && is(k, from, "in"))
            from++; /* "$15 billion in aid" */
        if ((q.num.kind == NUMBER_VAGUE || q.num.kind == NUMBER_FRACTION || (q.num.kind == NUMBER_CARDINAL && !q.unit)) &&
            is(k, from, "of")) {
            from++;
            if (IS_ANY(k, from, "the", "its", "their", "his", "her", "all", "our"))
                from++;
        }
        if (!q.unit && is(k, from, "-") && from + 1 < k->n && !k->w[from].space && !k->w[from + 1].space)
            from++; /* three-phase strategy: the part is the unit */
        if (IS_ANY(k, from, "more", "other", "additional", "further", "such"))
            from++;
        uint32_t head = head_after(k, from, is(k, q.end, "of"));
        if (!q.unit && from > q.end && is(k, q.end, "-") && from == q.end + 1)
            head = from;
        if (!is_no_figure(k, &q, head))
            emit_range(k, &q, head);
        /* Go on inside: "one week-long truce" holds a second figure. */
        i = q.end > i ? q.end : i + 1;
    }
}

void figures_find(const meaning_in *in, parley_facts *f) {
    const parley_parse *p = in->parse;
    uint32_t cap = 0, time = 0;
    if (!in->lexicons || !in->lexicons->figures)
        return;
    for (uint32_t s = 0; s < p->n_sents; s++) {
        figure_work k = {
            .in = in, .f = f, .lex = in->lexicons->figures, .cap = &cap, .first = p->sents[s].first, .end = p->sents[s].end};
        num_word *w = num_words(in->scratch, in->page->text, p->sents[s].start, p->sents[s].stop, &k.n);
        uint32_t *token = ARENA_ARRAY(in->scratch, uint32_t, k.n + 1);
        bool *timed = ARENA_ARRAY(in->scratch, bool, k.n + 1);
        uint32_t t = k.first;
        for (uint32_t i = 0; i < k.n; i++) {
            while (t + 1 < k.end && p->tokens[t].end <= w[i].start)
                t++;
            token[i] = t < k.end && p->tokens[t].start < w[i].end && p->tokens[t].end > w[i].start ? t : PARLEY_NONE;
        }
        for (; time < f->n_times && f->times[time].evidence.end <= p->sents[s].start; time++)
            ;
        uint32_t at = 0;
        for (uint32_t x = time; x < f->n_times && f->times[x].evidence.start < p->sents[s].stop; x++) {
            const fact_time *e = &f->times[x];
            /* "in a month" is a day to come and a length as well */
            if (e->kind == TIME_DURATION || strncmp(in->page->text + e->evidence.start, "in ", 3) == 0)
                continue;
            for (; at < k.n && w[at].end <= e->evidence.start; at++)
                ;
            for (; at < k.n && w[at].end <= e->evidence.end; at++)
                timed[at] = true;
        }
        k.w = w;
        k.figures = f->n_figures;
        k.time = time;
        k.token = token;
        k.timed = timed;
        sentence_figures(&k);
    }
}
