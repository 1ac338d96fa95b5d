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
    if (verb) {
        const char *noun = stance_nominal(k->lex, ts[h].norm);
        uint32_t o = parse_child(p, h, REL_OBJ, SUB_NONE);
        if (noun && passive_subject != PARLEY_NONE && passive_subject < h) {
            uint32_t from = ts[passive_subject].left;
            while (from < passive_subject &&
                   (ts[from].upos == UPOS_DET || ts[from].upos == UPOS_PRON || ts[from].upos == UPOS_PUNCT))
                from++;
            out->name = arena_printf(k->in->arena, "%s of %s", noun, page_words(k, from, ts[passive_subject].right));
        } else if (noun && o != PARLEY_NONE && o > h && o <= name_last) {
            uint32_t from = tree_left(p, o);
            while (from < o && (ts[from].upos == UPOS_DET || ts[from].upos == UPOS_PRON || ts[from].upos == UPOS_PUNCT))
                from++;
            out->name = arena_printf(k->in->arena, "%s of %s", noun, page_words(k, from, name_last));
        } else if (stance_noun_is(k->lex, NOUN_PROCESS, ts[h].norm) && o != PARLEY_NONE && o > h) {
            phrase inner;
            phrase_of(k, o, &inner);
            out->name = inner.name;
            for (uint32_t i = 0; i < inner.n && out->n < COUNT_OF(out->aliases); i++)
                out->aliases[out->n++] = inner.aliases[i];
        }
    }
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

/* Key of the phrase headed by t; false if nothing of it names a matter. */
static bool key_of(const position_work *k, uint32_t t, issue_key *key) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    uint32_t head = t;
    *key = (issue_key){0};
    /* verbs that only say how far it is: "continue pursuing talks", "reach a deal" */
    for (uint32_t down = 0; down < 3 && ts[head].upos == UPOS_VERB && stance_noun_is(l, NOUN_PROCESS, ts[head].norm); down++) {
        uint32_t next = parse_child(p, head, REL_OBJ, SUB_NONE);
        if (next == PARLEY_NONE)
            PARSE_EACH_CHILD (p, head, c) {
                if (c > head && next == PARLEY_NONE &&
                    (ts[c].rel == REL_XCOMP || ts[c].rel == REL_ADVCL || ts[c].rel == REL_CCOMP || ts[c].rel == REL_OBL) &&
                    k->time_at[c] == PARLEY_NONE)
                    next = c;
            }
        if (next == PARLEY_NONE)
            break;
        head = next;
    }
    /* nouns that stand for their complement: "chances for talks", "elements of the deal", "creation of a state" */
    for (uint32_t up = 0; up < 3; up++) {
        if (ts[head].upos != UPOS_NOUN || !stance_noun_is(l, NOUN_PROCESS, ts[head].norm) || stance_group(l, ts[head].norm))
            break;
        uint32_t next = PARLEY_NONE;
        PARSE_EACH_CHILD (p, head, c) {
            uint32_t cs = case_of(p, c);
            if (c > head && ts[c].rel == REL_NMOD && cs != PARLEY_NONE &&
                TOK_ANY(p, cs, "of", "for", "to", "toward", "towards", "at", "on")) {
                next = c;
                break;
            }
            if (c > head && (ts[c].rel == REL_ACL || ts[c].rel == REL_ADVCL) && ts[c].upos == UPOS_VERB) {
                uint32_t o = parse_child(p, c, REL_OBJ, SUB_NONE);
                next = o == PARLEY_NONE ? c : o;
                break;
            }
        }
        if (next == PARLEY_NONE)
            break;
        head = next;
    }
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
    /* a hyphenated "cease-fire" is cut in three */
    const char *rs = ts[real].norm;
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
    /* a common gate for the ceasefire family: what a page calls the truce is one matter on that page */
    if (stance_group(l, rs) == stance_group(l, "ceasefire"))
        n = 0;
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
    phrase_of(k, t, &ph);
    parley_span evidence = parse_span(k->p, ph.first, ph.last);
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
            if (ts[t].upos == UPOS_VERB || !(stance_noun_is(k->lex, NOUN_GOAL, norm) || tok_is(k->p, t, "progress")))
                main = PARLEY_NONE; /* "vowed to retaliate": a bare act is no matter in dispute */
            if (main != PARLEY_NONE) {
                add_alias(k, &k->f->issues[main].aliases, &k->f->issues[main].n_aliases, ph.aliases[0] ? ph.aliases[0] : ph.name);
                k->uses[main]++;
                return main;
            }
            if (!(stance_noun_is(k->lex, NOUN_GOAL, norm) || tok_is(k->p, t, "progress")) || ts[t].upos == UPOS_VERB)
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
    uint32_t bare = PARLEY_NONE;
    for (uint32_t i = 0; i < k->f->n_issues; i++)
        if (k->keys[i].head == (uint32_t)hash_str("agreement") && k->keys[i].n == 0)
            bare = i;
    if (bare == PARLEY_NONE)
        return;
    k->uses[bare] = 0;
    uint32_t main = issue_main(k);
    if (main == PARLEY_NONE || main == bare || k->uses[main] < 2)
        return;
    for (uint32_t i = 0; i < k->f->n_positions; i++)
        if (k->f->positions[i].proposal == PARLEY_NONE && k->f->positions[i].issue == bare)
            k->f->positions[i].issue = main;
    /* the last issue takes the place of the one that is gone */
    uint32_t last = k->f->n_issues - 1;
    k->f->issues[bare] = k->f->issues[last];
    k->keys[bare] = k->keys[last];
    k->uses[bare] = k->uses[last];
    for (uint32_t i = 0; i < k->f->n_positions; i++)
        if (k->f->positions[i].issue == last)
            k->f->positions[i].issue = bare;
    for (uint32_t i = 0; i < k->f->n_proposals; i++)
        for (uint32_t j = 0; j < k->f->proposals[i].n_terms; j++)
            if (k->f->proposals[i].terms[j] == last)
                k->f->proposals[i].terms[j] = bare;
    k->f->n_issues--;
}
