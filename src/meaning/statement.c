/* statement.c - who said what, according to whom.
 *
 * Three finders look for statements and leave drafts, in this order:
 *   quotations   a quotation that stands free (statement_quote.c's pairs) takes the nearest verb of speech outside it
 *   cues         verbs, nouns and adjectives of the lexicon with a clause, an infinitive or a phrase that their frame allows
 *   sources      "according to", "in the words of"
 * Then drafts get speakers (through coref), parents by containment, chains from parents, recipients and outlets, and spans are
 * trimmed to what was said. Trees are wrong in about one arc of six, so every finder falls back on the order of words.
 */
#include "meaning/actor_int.h"
#include "meaning/cue.h"
#include "meaning/lexicons.h"
#include "meaning/quote.h"

#include <stdlib.h>

enum { PIECES = 6, SPEAKERS = 4, CHAIN = 6 };

typedef struct draft {
    uint32_t piece[PIECES][2]; /* tokens [first, end) */
    uint32_t n_pieces;
    uint32_t cue_first, cue_last, cue; /* tokens; cue PARLEY_NONE: none */
    uint32_t speaker[SPEAKERS], n_speakers;
    uint32_t chain[CHAIN], n_chain;
    const char *rule;
    float confidence;
    bool quoted;  /* a free quotation */
    bool unknown; /* the page does not say who */
    bool self;    /* "I said", "we said" inside a quotation: the speaker around it */
    bool we;
    uint32_t parent;
    bool dead;
} draft;

typedef struct speech {
    const meaning_in *in;
    parley_facts *f;
    const parley_parse *p;
    const world *w;
    const struct cue_lexicon *cues;
    parley_arena *s;
    quote_list *quotes;
    draft *drafts;
    uint32_t n, cap;
    uint32_t *draft_of_cue;                /* [n_tokens] */
    uint32_t *draft_of_quote;              /* [n quotes] */
    uint32_t last_author;                  /* of the document spoken of last */
    uint32_t authors[SPEAKERS], n_authors; /* of a joint text: the last author and those with it */
    uint32_t doc_sent;                     /* sentence in which a text was last the subject of a cue */
    uint32_t last_speaker, last_sent;      /* who was heard last in the page's own voice, and in which sentence */
    uint32_t lost;                         /* the actor "unattributed speaker", made when needed */
    uint32_t author_depth;                 /* see author_bounded */
} speech;

/* --- words ----------------------------------------------------------------------------------------------------------- */

static bool word_in(const parse_token *k, const char *const *words) {
    for (; *words; words++)
        if (strcmp(k->norm, *words) == 0)
            return true;
    return false;
}
#define IS(t, ...) word_in(&(x)->p->tokens[t], (const char *const[]){__VA_ARGS__, NULL})

static uint32_t sent_first(const speech *x, uint32_t t) {
    return x->p->sents[x->p->tokens[t].sent].first;
}
static uint32_t sent_end(const speech *x, uint32_t t) {
    return x->p->sents[x->p->tokens[t].sent].end;
}
static bool is_punct(const speech *x, uint32_t t) {
    return x->p->tokens[t].upos == UPOS_PUNCT || x->p->tokens[t].norm[0] == '"';
}
static bool is_verb(const parse_token *k) {
    return k->upos == UPOS_VERB || k->upos == UPOS_AUX;
}

static const cue_entry *verb_cue(const speech *x, uint32_t t) {
    const parse_token *k = &x->p->tokens[t];
    if (!is_verb(k) || k->rel == REL_CASE || k->rel == REL_MARK || k->rel == REL_AMOD)
        return NULL;
    if (t > 0 && !x->p->tokens[t - 1].space_after && strcmp(x->p->tokens[t - 1].norm, "-") == 0) /* "the so-called plan" */
        return NULL;
    return cue_find(x->cues, k->norm, 'v');
}

static bool has_child_word(const speech *x, uint32_t t, ud_rel r, const char *const *words) {
    PARSE_EACH_CHILD (x->p, t, c)
        if (x->p->tokens[c].rel == r && word_in(&x->p->tokens[c], words))
            return true;
    return false;
}

static bool is_negated(const speech *x, uint32_t t) {
    static const char *const words[] = {"not", "n't", "never", "n’t", NULL};
    return has_child_word(x, t, REL_ADVMOD, words) || (t > 0 && word_in(&x->p->tokens[t - 1], words));
}

static bool is_infinitive(const speech *x, uint32_t t) {
    static const char *const words[] = {"to", NULL};
    return has_child_word(x, t, REL_MARK, words) || (t > 0 && IS(t - 1, "to") && x->p->tokens[t - 1].upos == UPOS_PART);
}

static bool has_modal(const speech *x, uint32_t t) {
    static const char *const words[] = {"will", "would", "could", "may", "might", "should", "can",
                                        "must", "shall", "'ll",   "wo",  "ca",    NULL};
    return has_child_word(x, t, REL_AUX, words);
}

static bool ends_with(const char *s, const char *end) {
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static uint32_t case_of(const speech *x, uint32_t t) {
    PARSE_EACH_CHILD (x->p, t, c)
        if ((x->p->tokens[c].rel == REL_CASE || x->p->tokens[c].rel == REL_MARK) && c < t)
            return c;
    return PARLEY_NONE;
}

/* --- who ------------------------------------------------------------------------------------------------------------- */

static uint32_t lost_speaker(speech *x) {
    if (x->lost == PARLEY_NONE)
        x->lost = facts_add_actor(x->in, x->f, "unattributed speaker", ACTOR_UNNAMED);
    return x->lost;
}

static void add_speaker(draft *d, uint32_t actor) {
    if (actor == PARLEY_NONE)
        return;
    for (uint32_t i = 0; i < d->n_speakers; i++)
        if (d->speaker[i] == actor)
            return;
    if (d->n_speakers < SPEAKERS)
        d->speaker[d->n_speakers++] = actor;
}

static void add_link(draft *d, uint32_t actor) {
    if (actor == PARLEY_NONE)
        return;
    for (uint32_t i = 0; i < d->n_chain; i++)
        if (d->chain[i] == actor)
            return;
    for (uint32_t i = 0; i < d->n_speakers; i++)
        if (d->speaker[i] == actor)
            return;
    if (d->n_chain < CHAIN)
        d->chain[d->n_chain++] = actor;
}

static bool is_document(const speech *x, uint32_t t) {
    const parse_token *k = &x->p->tokens[t];
    return k->upos == UPOS_NOUN && cue_is_document(x->cues, k->norm);
}

static bool is_carrier(const speech *x, uint32_t t) {
    return IS(t, "carried", "published", "broadcast", "quoted", "reported", "cited", "seen", "obtained", "reprinted", "run",
              "aired");
}

static void resolve(speech *x, uint32_t t, draft *d, bool strict);

/* First speaker that the noun phrase headed by t names, or PARLEY_NONE. */
static uint32_t somebody(speech *x, uint32_t t) {
    draft d = {.n_speakers = 0};
    resolve(x, t, &d, true);
    return d.n_speakers ? d.speaker[0] : PARLEY_NONE;
}

/* Whose text the document noun t is: "Norway's letter", "a paper by the bank", "the union released a statement". */
static uint32_t author_of(speech *x, uint32_t t, draft *d) {
    const parley_parse *p = x->p;
    uint32_t found = PARLEY_NONE, noun = t, begin = sent_first(x, t);
    for (int up = 0; up < 3; up++) {
        /* Names before the noun: "the Norwegian government's letter", whatever the tree says. */
        for (uint32_t c = noun; c-- > begin && noun - c < 7 && found == PARLEY_NONE;) {
            const parse_token *k = &p->tokens[c];
            if (!is_noun(k) && k->upos != UPOS_ADJ && k->upos != UPOS_PART && k->upos != UPOS_NUM &&
                !(k->upos == UPOS_PRON && noun == c + 1))
                break;
            if (k->ne == NE_DATE)
                continue;
            uint32_t actor = facts_actor_of(x->f, p, c);
            if (actor != PARLEY_NONE && x->f->mention_of[c] != PARLEY_NONE)
                found = actor;
        }
        PARSE_EACH_CHILD (p, noun, c) {
            const parse_token *k = &p->tokens[c];
            if (c < noun)
                continue;
            if (k->rel == REL_NMOD || k->rel == REL_OBL) {
                uint32_t by = case_of(x, c);
                if (by != PARLEY_NONE && IS(by, "by", "from")) {
                    uint32_t actor = somebody(x, c);
                    if (actor != PARLEY_NONE)
                        found = actor;
                }
            } else if (k->rel == REL_ACL) {
                PARSE_EACH_CHILD (p, c, o) {
                    uint32_t by = p->tokens[o].rel == REL_OBL || p->tokens[o].rel == REL_NMOD ? case_of(x, o) : PARLEY_NONE;
                    if (by == PARLEY_NONE || !IS(by, "by"))
                        continue;
                    if (is_carrier(x, c) && !IS(c, "published", "reported")) {
                        uint32_t who[SPEAKERS], n = facts_actors_of(x->f, p, o, who, SPEAKERS);
                        for (uint32_t i = 0; i < n && d; i++)
                            add_link(d, who[i]);
                    } else if (found == PARLEY_NONE) {
                        uint32_t who[SPEAKERS], n = facts_actors_of(x->f, p, o, who, SPEAKERS);
                        found = n ? who[0] : somebody(x, o);
                        if (n > 1) {
                            memcpy(x->authors, who, n * sizeof *who);
                            x->n_authors = n;
                        }
                    }
                }
            }
        }
        if (found == PARLEY_NONE && noun + 2 < sent_end(x, noun) && IS(noun + 1, "by", "from"))
            for (uint32_t y = noun + 2; y < sent_end(x, noun) && y < noun + 7 && found == PARLEY_NONE; y++)
                if (is_noun(&p->tokens[y]) && !(y + 1 < sent_end(x, noun) && is_noun(&p->tokens[y + 1])))
                    found = facts_actor_of(x->f, p, y);
        if (found != PARLEY_NONE)
            break;
        const parse_token *k = &p->tokens[noun];
        /* Object of "release", or in an adverbial: "in a letter, the bank warned". */
        uint32_t in = k->rel == REL_OBL ? case_of(x, noun) : PARLEY_NONE;
        if ((k->rel == REL_OBJ || (in != PARLEY_NONE && IS(in, "in"))) && k->head != PARLEY_NONE &&
            is_verb(&p->tokens[k->head])) {
            uint32_t subject = parse_child(p, k->head, REL_NSUBJ, SUB_NONE);
            if (subject != PARLEY_NONE && subject != t && !is_document(x, subject))
                found = somebody(x, subject);
        }
        if (found != PARLEY_NONE)
            break;
        if ((k->rel == REL_CONJ || k->rel == REL_NMOD) && k->head != PARLEY_NONE && is_noun(&p->tokens[k->head]))
            noun = k->head;
        else
            break;
    }
    return found;
}

/* Documents in the order of the page set who speaks when only "the document" is named. */
static void note_author(speech *x, uint32_t actor) {
    if (actor == PARLEY_NONE)
        return;
    if (x->n_authors && x->authors[0] != actor)
        x->n_authors = 0;
    x->last_author = actor;
}

/* A description as an actor's name: the noun phrase without its article and without its clauses. */
static uint32_t describe_new(speech *x, uint32_t t) {
    uint32_t first, last;
    np_core(x->p, t, &first, &last);
    while (first < t && (x->p->tokens[first].upos == UPOS_DET || x->p->tokens[first].upos == UPOS_ADP || is_punct(x, first)) &&
           !IS(first, "some", "many", "several"))
        first++;
    char *text = span_text(x->in->page, x->p, x->s, first, last);
    return facts_add_actor(x->in, x->f, text, is_document(x, t) ? ACTOR_ORGANISATION : ACTOR_UNNAMED);
}

static bool may_speak(const speech *x, uint32_t t) {
    const parse_token *k = &x->p->tokens[t];
    static const char *const never[] = {
        "it",          "this",         "that",       "what",     "which", "there",    "one",       "nothing",
        "something",   "whoever",      "everything", "these",    "those", "move",     "moves",     "indication",
        "indications", "sign",         "signs",      "evidence", "fact",  "decision", "result",    "results",
        "development", "developments", "way",        "law",      "rule",  "rules",    "situation", "market",
        "markets",     "stocks",       "shares",     "prices",   "deal",  NULL};
    return (k->upos == UPOS_NOUN || k->upos == UPOS_PROPN || k->upos == UPOS_PRON || k->upos == UPOS_NUM ||
            k->upos == UPOS_ADJ) &&
           !word_in(k, never);
}

static bool pronoun_fits(const speech *x, uint32_t t, uint32_t actor) {
    actor_kind k = x->f->actors[actor].kind;
    if (IS(t, "he", "she"))
        return k == ACTOR_PERSON || k == ACTOR_UNNAMED;
    if (IS(t, "it"))
        return k != ACTOR_PERSON && k != ACTOR_UNNAMED;
    return k != ACTOR_PERSON;
}

/* Speakers named by the noun phrase headed by t, into d. strict: only somebody that the page is known to speak of. */
/* The author of a noun may be a noun with an author: "his word" whose by-phrase leads back to itself goes round for ever. Four
 * deep is more than any page says. */
static uint32_t author_bounded(speech *x, uint32_t t, draft *d) {
    if (x->author_depth >= 4)
        return PARLEY_NONE;
    x->author_depth++;
    uint32_t author = author_of(x, t, d);
    x->author_depth--;
    return author;
}

static void resolve(speech *x, uint32_t t, draft *d, bool strict) {
    const parley_parse *p = x->p;
    const parse_token *k = &p->tokens[t];
    if (k->upos == UPOS_PRON || k->upos == UPOS_DET) {
        if (IS(t, "i", "we", "me", "us")) {
            d->self = true;
            d->we = IS(t, "we", "us");
            return;
        }
        if (IS(t, "that", "which", "who")) { /* relative: the noun that its clause hangs on */
            uint32_t v = k->head;
            for (int up = 0; up < 4 && v != PARLEY_NONE; up++) {
                if (p->tokens[v].rel == REL_ACL && p->tokens[v].head != PARLEY_NONE && p->tokens[v].head < t) {
                    resolve(x, p->tokens[v].head, d, strict);
                    return;
                }
                v = p->tokens[v].head;
            }
            for (uint32_t y = t; y-- > sent_first(x, t) && t - y < 8;) /* no tree: the noun before it */
                if (is_noun(&p->tokens[y])) {
                    resolve(x, y, d, strict);
                    return;
                } else if (!is_punct(x, y) && p->tokens[y].upos != UPOS_ADP)
                    break;
            return;
        }
    }
    /* "The report said ... It also said": the text, so its author. */
    if (IS(t, "it") && x->doc_sent != PARLEY_NONE && k->sent - x->doc_sent <= 2 && k->sent >= x->doc_sent &&
        x->last_author != PARLEY_NONE && x->last_speaker == x->last_author && k->rel == REL_NSUBJ && k->head != PARLEY_NONE &&
        verb_cue(x, k->head)) {
        x->doc_sent = k->sent;
        add_speaker(d, x->last_author);
        return;
    }
    uint32_t who[SPEAKERS];
    uint32_t outlet = facts_actor_of(x->f, p, t);
    if (is_document(x, t) && !(outlet != PARLEY_NONE && x->f->actors[outlet].kind == ACTOR_OUTLET &&
                               parse_child(p, t, REL_AMOD, SUB_NONE) == PARLEY_NONE)) {
        uint32_t author = author_bounded(x, t, d);
        if (author == PARLEY_NONE && x->last_author != PARLEY_NONE)
            author = x->last_author;
        if (author != PARLEY_NONE) {
            add_speaker(d, author);
            x->doc_sent = k->sent;
            for (uint32_t i = 0; i < x->n_authors; i++) /* a joint statement is everybody's */
                if (author == x->authors[0])
                    add_speaker(d, x->authors[i]);
            note_author(x, author);
            return;
        }
    }
    /* "Somebody's spokesman X said" with the wrong head: the name that the phrase ends in. */
    if (k->upos != UPOS_PRON)
        for (uint32_t y = t + 1; y < sent_end(x, t) && y < t + 9 &&
                                 (is_noun(&p->tokens[y]) || p->tokens[y].upos == UPOS_ADJ || p->tokens[y].upos == UPOS_ADP);
             y++) {
            uint32_t m = x->f->mention_of[y];
            if (m != PARLEY_NONE && x->f->mentions[m].kind == MENTION_NAME && x->f->mentions[m].first <= t &&
                x->f->mentions[m].head != t && x->f->mentions[m].actor != PARLEY_NONE) {
                add_speaker(d, x->f->mentions[m].actor);
                return;
            }
        }
    uint32_t n = facts_actors_of(x->f, p, t, who, SPEAKERS);
    for (uint32_t i = 0; i < n; i++)
        add_speaker(d, who[i]);
    if (n)
        return;
    if (IS(t, "he", "she", "it", "they")) {
        if (!strict && x->last_speaker != PARLEY_NONE && pronoun_fits(x, t, x->last_speaker))
            add_speaker(d, x->last_speaker);
        return;
    }
    if (strict || !may_speak(x, t))
        return;
    add_speaker(d, describe_new(x, t));
}

static bool is_passive(const speech *x, uint32_t v) {
    /* The subject's relation alone is often wrong in relative clauses: a form of be must be there. */
    PARSE_EACH_CHILD (x->p, v, c)
        if (x->p->tokens[c].rel == REL_AUX &&
            (x->p->tokens[c].sub == SUB_PASS ||
             (IS(c, "was", "were", "been", "being", "is", "are", "be", "got") && !ends_with(x->p->tokens[v].norm, "ing"))))
            return true;
    return false;
}

/* First token after a date line ("GENEVA (Agency) - ", "OSLO, May 3 -"); the sentence's first if it has none. */
static uint32_t dateline_end(const speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    uint32_t first = sent_first(x, t), end = sent_end(x, t);
    if (p->tokens[first].upos != UPOS_PROPN)
        return first;
    for (uint32_t i = first + 1; i + 1 < end && i < first + 14; i++)
        if (IS(i, "-", "--") && p->tokens[i - 1].space_after && p->tokens[i].space_after)
            return i + 1;
        else if (is_verb(&p->tokens[i]))
            break;
    return first;
}

/* Subject of v: before the verb and outside a quotation that v is outside of; the last such one that is somebody, and the one
 * before it too where "and" joins them (a parser's slip). After the verb only where none is before it. */
static uint32_t subject_of(speech *x, uint32_t v, draft *d) {
    const parley_parse *p = x->p;
    uint32_t subject = PARLEY_NONE, dateline = dateline_end(x, v);
    PARSE_EACH_CHILD (p, v, c) {
        if (p->tokens[c].rel != REL_NSUBJ || c < dateline ||
            IS(c, "minutes", "hours", "days", "weeks", "months", "moments", "shortly") ||
            (x->quotes->of[c] != x->quotes->of[v] && x->quotes->of[v] == PARLEY_NONE))
            continue;
        if (subject == PARLEY_NONE) {
            subject = c;
            continue;
        }
        if (c > v && subject < v)
            continue;
        if (facts_actor_of(x->f, p, c) == PARLEY_NONE && !(c < v && p->tokens[c].upos == UPOS_PRON))
            continue;
        for (uint32_t t = subject + 1; t < c && d; t++)
            if (IS(t, "and") && facts_actor_of(x->f, p, subject) != PARLEY_NONE)
                add_speaker(d, facts_actor_of(x->f, p, subject));
        subject = c;
    }
    return subject;
}

/* The noun that opens the clause before the finite verb v, where the tree gave it no subject: "after a report by experts said".
 */
static uint32_t near_subject(const speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    uint32_t begin = dateline_end(x, v), s = v;
    if (v <= begin || !(is_noun(&p->tokens[v - 1]) || p->tokens[v - 1].upos == UPOS_PRON || p->tokens[v - 1].upos == UPOS_ADV))
        return PARLEY_NONE;
    while (s > begin && v - s < 20 && !is_punct(x, s - 1) && p->tokens[s - 1].upos != UPOS_SCONJ &&
           !IS(s - 1, "after", "as", "while", "when", "because", "that", "if", "but", "where", "before", "which", "who") &&
           p->tokens[s - 1].upos != UPOS_AUX)
        s--;
    for (uint32_t t = s; t < v; t++)
        if (is_noun(&p->tokens[t]) || p->tokens[t].upos == UPOS_PRON) {
            while (t + 1 < v && is_noun(&p->tokens[t + 1]))
                t++;
            return t;
        } else if (p->tokens[t].upos == UPOS_ADP)
            return PARLEY_NONE;
    return PARLEY_NONE;
}

/* Speakers of the cue verb (or predicate) v: its subject, or the subject that it shares. */
static void speaker_of(speech *x, uint32_t v, draft *d, bool strict) {
    const parley_parse *p = x->p;
    uint32_t from = v;
    /* ", adding that ...": whoever the sentence's own cue is said by, not what stands between. */
    const cue_entry *mine = verb_cue(x, v);
    if (mine && mine->class == CUE_SPEECH && (mine->frames & CUE_Q) && ends_with(p->tokens[v].norm, "ing") &&
        v > sent_first(x, v) && is_punct(x, v - 1))
        for (uint32_t t = v; t-- > sent_first(x, v);) {
            uint32_t at = x->draft_of_cue[t];
            if (at == PARLEY_NONE || x->drafts[at].dead || !x->drafts[at].n_speakers || x->quotes->of[t] != x->quotes->of[v] ||
                !(p->tokens[t].rel == REL_ROOT || p->tokens[t].rel == REL_PARATAXIS || p->tokens[t].rel == REL_CONJ))
                continue;
            for (uint32_t i = 0; i < x->drafts[at].n_speakers; i++)
                add_speaker(d, x->drafts[at].speaker[i]);
            return;
        }
    for (int up = 0; up < 8 && v != PARLEY_NONE; up++) {
        const parse_token *k = &p->tokens[v];
        if (v == from && is_passive(x, v)) {
            PARSE_EACH_CHILD (p, v, c) {
                uint32_t by = p->tokens[c].rel == REL_OBL ? case_of(x, c) : PARLEY_NONE;
                if (by != PARLEY_NONE && IS(by, "by")) {
                    resolve(x, c, d, strict);
                    return;
                }
            }
            d->unknown = true;
            return;
        }
        uint32_t subject = subject_of(x, v, d);
        if (subject != PARLEY_NONE) {
            /* "X, adding that ..." hung on a verb inside what X said: climb on to who said it. */
            if (v != from && ends_with(p->tokens[from].norm, "ing") && from > 0 &&
                (is_punct(x, from - 1) || IS(from - 1, "before", "after", "later", "while", "also"))) {
                uint32_t h = v;
                for (int more = 0; more < 6 && h != PARLEY_NONE; more++) {
                    const parse_token *hk = &p->tokens[h];
                    if ((hk->rel == REL_CCOMP || hk->rel == REL_PARATAXIS) && hk->head != PARLEY_NONE && verb_cue(x, hk->head) &&
                        hk->head < from) {
                        uint32_t outer = subject_of(x, hk->head, d);
                        if (outer != PARLEY_NONE) {
                            resolve(x, outer, d, strict);
                            return;
                        }
                    }
                    h = hk->head;
                }
            }
            resolve(x, subject, d, strict);
            return;
        }
        if (v == from && (k->morph & FEAT_FIN) && k->rel != REL_CONJ && k->rel != REL_ROOT &&
            !(k->rel == REL_ACL && k->sub == SUB_RELCL)) {
            uint32_t noun = near_subject(x, v);
            if (noun != PARLEY_NONE) {
                resolve(x, noun, d, strict);
                if (d->n_speakers)
                    return;
            }
        }
        if (k->head == PARLEY_NONE)
            break;
        if (k->rel == REL_ACL) {
            /* A participle or relative clause: the noun itself ("a statement saying", "an official warning"). */
            uint32_t noun = k->head;
            if (is_document(x, noun) && facts_actor_of(x->f, p, noun) == PARLEY_NONE) {
                uint32_t author = author_bounded(x, noun, d);
                if (author == PARLEY_NONE)
                    author = x->last_author;
                if (author != PARLEY_NONE) {
                    add_speaker(d, author);
                    note_author(x, author);
                    return;
                }
            }
            /* "X met reporters, saying": the comma makes it the clause's subject, not the noun. */
            if (from > 0 && is_punct(x, from - 1) && v == from && ends_with(p->tokens[from].norm, "ing")) {
                v = noun;
                while (p->tokens[v].head != PARLEY_NONE && !is_verb(&p->tokens[v]))
                    v = p->tokens[v].head;
                if (v == noun)
                    return;
                continue;
            }
            /* "Israeli media published reports suggesting that": a report of a verb's subject is the subject's. */
            resolve(x, noun, d, strict);
            return;
        }
        if (k->rel == REL_CONJ || k->rel == REL_XCOMP || k->rel == REL_ADVCL || k->rel == REL_PARATAXIS || k->rel == REL_AUX ||
            k->rel == REL_COP || k->rel == REL_DEP || k->rel == REL_CCOMP) {
            v = k->head;
            continue;
        }
        break;
    }
    /* Word order: the nearest somebody before the verb, in a headline or a broken tree. */
    uint32_t begin = dateline_end(x, from);
    for (uint32_t t = from; t-- > begin && from - t < 12;) {
        if (x->draft_of_cue[t] != PARLEY_NONE) { /* "the minister added, noting that" */
            const draft *y = &x->drafts[x->draft_of_cue[t]];
            for (uint32_t i = 0; i < y->n_speakers; i++)
                add_speaker(d, y->speaker[i]);
            return;
        }
        if (is_punct(x, t) && strcmp(p->tokens[t].norm, ":") != 0)
            continue;
        if (x->quotes->of[t] != x->quotes->of[from] || p->tokens[t].upos == UPOS_VERB)
            break;
        uint32_t actor = facts_actor_of(x->f, p, t);
        if (actor != PARLEY_NONE && x->f->mention_of[t] != PARLEY_NONE && p->tokens[t].rel != REL_OBL) {
            add_speaker(d, actor);
            return;
        }
    }
}

/* --- content
 * -------------------------------------------------------------------------------------------------------------------- */

static void piece_add(draft *d, uint32_t first, uint32_t end) {
    if (first < end && d->n_pieces < PIECES) {
        d->piece[d->n_pieces][0] = first;
        d->piece[d->n_pieces++][1] = end;
    }
}

static bool is_time_word(const speech *x, uint32_t t) {
    const parse_token *k = &x->p->tokens[t];
    return k->ne == NE_DATE ||
           word_in(k, (const char *const[]){"monday",    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                                            "yesterday", "today",   "earlier",   "later",    "week",   "month",    "night",
                                            "morning",   "evening", "afternoon", "recently", "again",  "also",     "repeatedly",
                                            "meanwhile", "this",    "last",      NULL});
}

/* Cut what hangs on behind: ", adding that ...", ", according to ...", ", but he hoped ...", "and accused ...". */
static uint32_t cut_tail(const speech *x, uint32_t first, uint32_t end, uint32_t cue) {
    const parley_parse *p = x->p;
    uint32_t mine = cue == PARLEY_NONE ? PARLEY_NONE : x->quotes->of[cue];
    for (uint32_t t = first + 2; t < end; t++) {
        if (x->quotes->of[t] != PARLEY_NONE && x->quotes->of[t] != mine)
            continue;
        bool comma = is_punct(x, t - 1);
        if (IS(t, ".") && t + 1 < end && p->tokens[t + 1].form[0] >= 'A' &&
            p->tokens[t + 1].form[0] <= 'Z') /* a sentence end that was missed */
            return t;
        if (comma && IS(t, "which", "who")) /* ", which other officials had hailed": somebody else's words */
            for (uint32_t y = t + 1; y < end && y < t + 8; y++)
                if (is_verb(&p->tokens[y])) {
                    const cue_entry *n = verb_cue(x, y);
                    if (n && n->class != CUE_LIGHT && y > t + 1)
                        for (uint32_t z = t + 1; z < y; z++)
                            if (facts_actor_of(x->f, p, z) != PARLEY_NONE)
                                return t - 1;
                    if (p->tokens[y].upos == UPOS_VERB)
                        break;
                }
        if (IS(t, "according") && t + 1 < end && IS(t + 1, "to"))
            return comma ? t - 1 : t;
        if (comma && t + 1 < end && IS(t, "a", "an") &&
            IS(t + 1, "move", "step", "claim", "charge", "accusation", "remark", "threat", "demand"))
            return t - 1; /* the page's own word for what was said */
        const cue_entry *e = verb_cue(x, t);
        if (e && ends_with(p->tokens[t].norm, "ing") && p->tokens[t].rel != REL_CASE) {
            uint32_t b = t;
            while (b > first + 1 && (p->tokens[b - 1].upos == UPOS_ADV || IS(b - 1, "before", "after", "while")))
                b--;
            if ((is_punct(x, b - 1) || IS(b, "before")) &&
                ((e->frames & CUE_C && e->class <= CUE_WRITE) || (e->frames & (CUE_OF | CUE_AS | CUE_XC | CUE_OX)) ||
                 IS(t, "citing", "referring")))
                return is_punct(x, b - 1) ? b - 1 : b;
        }
        if (IS(t, "but", "and", "while", "though", "although") && p->tokens[t].upos != UPOS_ADV) {
            /* Somebody else's cue, or the same speaker's next one. */
            for (uint32_t y = t + 1; y < end && y < t + 10; y++) {
                if (x->quotes->of[y] != x->quotes->of[t])
                    break;
                const cue_entry *n = verb_cue(x, y);
                if (n && y == t + 1 && cue != PARLEY_NONE && ends_with(p->tokens[y].norm, "ed") &&
                    p->tokens[y].head != PARLEY_NONE && p->tokens[y].rel == REL_CONJ && p->tokens[y].head >= first &&
                    p->tokens[y].head < end && has_modal(x, p->tokens[y].head)) /* "would take ..., and called for" */
                    return comma ? t - 1 : t;
                if (n && y == t + 1) {
                    /* finite past after a bare verb: "would not yield and accused" */
                    uint32_t h = p->tokens[y].head;
                    if ((p->tokens[y].morph & FEAT_PAST) && (p->tokens[y].morph & FEAT_FIN) && h != PARLEY_NONE &&
                        p->tokens[y].rel == REL_CONJ && h >= first && h < end && !(p->tokens[h].morph & FEAT_PAST))
                        return t;
                    if (p->tokens[y].head != PARLEY_NONE && cue != PARLEY_NONE && p->tokens[y].rel == REL_CONJ &&
                        p->tokens[y].head <= cue)
                        return comma ? t - 1 : t;
                }
                if (is_verb(&p->tokens[y])) {
                    bool finite = (p->tokens[y].morph & FEAT_FIN) || parse_child(p, y, REL_AUX, SUB_NONE) != PARLEY_NONE ||
                                  ends_with(p->tokens[y].norm, "ed") ||
                                  IS(y, "said", "says", "say", "believe", "thinks", "think");
                    uint32_t subject = parse_child(p, y, REL_NSUBJ, SUB_NONE);
                    if (n && n->class <= CUE_VIEW && (n->frames & CUE_C) && finite &&
                        ((subject != PARLEY_NONE && subject > t) || (y > t + 1 && p->tokens[y - 1].upos == UPOS_NOUN)) &&
                        !is_infinitive(x, y) && !has_modal(x, y))
                        return comma ? t - 1 : t;
                    if (p->tokens[y].upos == UPOS_VERB)
                        break;
                }
            }
        }
    }
    return end;
}

static void trim(const speech *x, uint32_t *first, uint32_t *end) {
    while (*first < *end && x->p->tokens[*first].upos == UPOS_PUNCT && x->p->tokens[*first].norm[0] != '"' &&
           !IS(*first, "'", "(", "[", "$"))
        ++*first;
    while (*first < *end && x->p->tokens[*end - 1].upos == UPOS_PUNCT && x->p->tokens[*end - 1].norm[0] != '"' &&
           !IS(*end - 1, "'", ")", "]", "?", "!", "%"))
        --*end;
}

static uint32_t extend(const speech *x, uint32_t first, uint32_t end, uint32_t cue, bool clause);

static uint32_t clause_limit(const speech *x, uint32_t t);

/* First token of the clause of cue whose tree begins at `first`: nouns before it that no phrase of the cue's own takes (a subject
 * hung on the cue as its object) belong to it. */
static uint32_t clause_start(const speech *x, uint32_t cue, uint32_t first, uint32_t clause) {
    const parley_parse *p = x->p;
    const cue_entry *e = verb_cue(x, cue);
    if (!e || (e->frames & (CUE_OC | CUE_OX)))
        return first;
    for (uint32_t t = cue + 1; t < first; t++) {
        if (is_punct(x, t) && !IS(t, "'"))
            continue;
        if (IS(t, "that") || p->tokens[t].rel == REL_MARK)
            return first;
        uint32_t top = t;
        while (p->tokens[top].head != PARLEY_NONE && p->tokens[top].head > cue && p->tokens[top].head < first)
            top = p->tokens[top].head;
        uint32_t rel = p->tokens[top].rel;
        if (p->tokens[top].ne == NE_DATE || p->tokens[t].ne == NE_DATE)
            continue;
        if ((rel == REL_OBJ || rel == REL_NSUBJ || rel == REL_NMOD || rel == REL_COMPOUND || rel == REL_DEP) &&
            is_noun(&p->tokens[top]) && p->tokens[top].left >= t && p->tokens[top].head != clause)
            return p->tokens[top].left;
    }
    return first;
}

/* The clause headed by c as tokens, without "that" before it and without the subtree of `but` (the cue inside it). */
static void clause_pieces(const speech *x, draft *d, uint32_t c, uint32_t cue, bool keep_mark) {
    const parley_parse *p = x->p;
    uint32_t first = p->tokens[c].left, end = p->tokens[c].right + 1;
    if (first <= cue && cue < end) { /* the cue's clause hangs on the content: take it out */
        uint32_t a = p->tokens[cue].left, b = p->tokens[cue].right + 1;
        uint32_t e1 = a, f2 = b;
        trim(x, &first, &e1);
        if (first < e1)
            piece_add(d, first, e1);
        trim(x, &f2, &end);
        if (f2 < end)
            piece_add(d, f2, end);
        return;
    }
    if (first > cue) {
        uint32_t end_sent = clause_limit(x, cue);
        if (end > end_sent)
            end = end_sent;
    }
    if (first > cue && first > cue + 1) /* what the tree left out between the cue and its clause, but when, where and to whom */
        first = clause_start(x, cue, first, c);
    trim(x, &first, &end);
    while (first < end && is_time_word(x, first) && first > cue && p->tokens[first].rel != REL_NSUBJ && first + 1 < end) {
        bool that = false;
        for (uint32_t t = first; t < end && t < first + 6; t++)
            if (IS(t, "that") && p->tokens[t].rel == REL_MARK)
                that = true;
        if (!that && p->tokens[first].head != PARLEY_NONE && p->tokens[first].left == first &&
            p->tokens[p->tokens[first].head].rel == REL_NSUBJ)
            break;
        first++;
        trim(x, &first, &end);
    }
    if (!keep_mark && first < end && IS(first, "that") &&
        (p->tokens[first].upos == UPOS_SCONJ || p->tokens[first].rel == REL_MARK)) {
        first++;
        while (first < end && p->tokens[first].upos == UPOS_PUNCT && strcmp(p->tokens[first].norm, ",") == 0)
            first++;
    }
    if (first > cue && (p->tokens[cue].rel == REL_ROOT || p->tokens[cue].rel == REL_CONJ || p->tokens[cue].rel == REL_PARATAXIS ||
                        (p->tokens[cue].rel == REL_ADVCL && p->tokens[cue].head < cue)))
        end = extend(x, first, end, cue, true);
    end = cut_tail(x, first, end, cue);
    trim(x, &first, &end);
    piece_add(d, first, end);
}

/* Content behind a cue that opens its sentence ("demanding an apology, the union walked out") ends before the main clause. */
static uint32_t before_main_clause(const speech *x, uint32_t first, uint32_t end, uint32_t cue) {
    const parley_parse *p = x->p;
    uint32_t root = p->sents[p->tokens[cue].sent].root;
    if (root == PARLEY_NONE || root <= first || root >= end || cue >= first || x->quotes->of[root] != x->quotes->of[cue])
        return end;
    for (uint32_t h = cue, up = 0; h != PARLEY_NONE; h = p->tokens[h].head, up++)
        if (h == root) { /* the cue hangs on the main verb, which stands behind a comma in the content */
            for (uint32_t t = root; t > first; t--)
                if (IS(t, ",") && parse_child(p, root, REL_NSUBJ, SUB_NONE) != PARLEY_NONE &&
                    parse_child(p, root, REL_NSUBJ, SUB_NONE) > t)
                    return t;
            return end;
        } else if (up > 12)
            break;
    return end;
}

static void range_piece(const speech *x, draft *d, uint32_t first, uint32_t end, uint32_t cue) {
    trim(x, &first, &end);
    if (cue != PARLEY_NONE && first < end)
        end = before_main_clause(x, first, end, cue);
    end = cut_tail(x, first, end, cue);
    trim(x, &first, &end);
    piece_add(d, first, end);
}

/* A phrase, not a clause: without ", which ..." and, of an infinitive, without "after ...". */
static void phrase_piece(const speech *x, draft *d, uint32_t first, uint32_t end, uint32_t cue, bool infinitive) {
    for (uint32_t t = first + 2; t < end; t++) {
        if (x->quotes->of[t] != x->quotes->of[first])
            continue;
        if (is_punct(x, t - 1) && infinitive && IS(t, "which", "who", "whose"))
            end = t - 1;
        else if (infinitive && IS(t, "after", "following", "amid", "when", "raising", "as") &&
                 (x->p->tokens[t].rel == REL_CASE || x->p->tokens[t].rel == REL_MARK || is_punct(x, t - 1)))
            end = t;
    }
    range_piece(x, d, first, end, cue);
}

/* Where content behind token t must end: its sentence, and the quotation that t stands in. */
static uint32_t clause_limit(const speech *x, uint32_t t) {
    uint32_t end = sent_end(x, t), q = x->quotes->of[t];
    return q != PARLEY_NONE && x->quotes->items[q].end < end ? x->quotes->items[q].end : end;
}

/* Where content that begins at first and that the tree ends before `end` goes on: what follows belongs to it unless it is a
 * clause of the cue's own. Parsers hang late phrases ("after the talks", "where people ...") too high more often than they belong
 * there. */
static uint32_t extend(const speech *x, uint32_t first, uint32_t end, uint32_t cue, bool clause) {
    const parley_parse *p = x->p;
    uint32_t stop = sent_end(x, cue);
    if (x->quotes->of[cue] != PARLEY_NONE && x->quotes->items[x->quotes->of[cue]].end < stop)
        stop = x->quotes->items[x->quotes->of[cue]].end;
    while (end < stop) {
        uint32_t t = end;
        bool comma = false;
        while (t < stop && is_punct(x, t)) {
            comma |= IS(t, ",", ";", "-", ":");
            if (IS(t, ";"))
                return end;
            t++;
        }
        if (t >= stop)
            return end;
        /* The phrase that starts here: the highest word whose subtree begins at or after it. */
        uint32_t top = t;
        while (p->tokens[top].head != PARLEY_NONE && p->tokens[p->tokens[top].head].left >= end && p->tokens[top].head > cue)
            top = p->tokens[top].head;
        const parse_token *k = &p->tokens[top];
        bool subject = parse_child(p, top, REL_NSUBJ, SUB_NONE) != PARLEY_NONE;
        uint32_t mark = case_of(x, top);
        /* "will stay two weeks but will leave if": the second half of what is said, since the cue itself has no such auxiliary.
         */
        /* "said that seven had died and that the crew had fired first" */
        bool goes_on =
            clause && k->rel == REL_CONJ && (IS(t, "that") || (t + 1 < stop && IS(t, "and", "but", "or") && IS(t + 1, "that")));
        goes_on |= clause && k->rel == REL_CONJ && is_verb(k) && !subject && has_modal(x, top);
        /* "hoped to return home, rebuild and trade": infinitives in a row. */
        goes_on |= clause && (k->rel == REL_CONJ || k->rel == REL_PARATAXIS) && is_verb(k) && !subject && (k->morph & FEAT_INF) &&
                   !IS(t, "to");
        /* "said it had found work for most, but many would have to move": reported tense. */
        goes_on |= clause && k->rel == REL_CONJ && subject && !verb_cue(x, top) &&
                   (has_modal(x, top) || has_child_word(x, top, REL_AUX, (const char *const[]){"had", NULL}));
        /* "a draft accepted by one and accepted by the other" */
        goes_on |= !clause && k->rel == REL_CONJ && is_verb(k) && !subject && (k->morph & FEAT_PART) && !comma;
        if (goes_on && !has_modal(x, cue) && !(verb_cue(x, t + 1) && t + 1 == top)) {
            if (k->right + 1 <= end)
                return end;
            end = k->right + 1 > stop ? stop : k->right + 1;
            continue;
        }
        if (verb_cue(x, t) || (k->rel == REL_CONJ && (subject || is_verb(k)) && (k->head <= cue || !clause)))
            return end;
        if (is_verb(k) && verb_cue(x, top) && k->head != PARLEY_NONE && k->head <= cue)
            return end;
        if ((k->rel == REL_PARATAXIS && !IS(t, "with")) || k->rel == REL_DISCOURSE || k->rel == REL_VOCATIVE)
            return end;
        if (k->ne == NE_DATE && !clause)
            return end;
        if (!clause) { /* a noun phrase takes its prepositions and relative clauses */
            bool takes = (k->rel == REL_OBL || k->rel == REL_NMOD || k->rel == REL_ADVCL || k->rel == REL_ACL) && !comma &&
                         mark != PARLEY_NONE &&
                         IS(mark, "of", "for", "about", "between", "on", "to", "with", "over", "against", "as", "toward",
                            "towards", "from", "into") &&
                         k->ne != NE_DATE;
            takes |= (k->rel == REL_ACL || k->rel == REL_ADVCL) &&
                     IS(t, "where", "which", "that", "who", "whose", "approved", "aimed") && !is_infinitive(x, top);
            takes |= (k->rel == REL_ACL && !comma) || IS(t, "with");
            if (!takes)
                return end;
        } else if (k->rel == REL_ADVCL && comma && !subject && ends_with(k->norm, "ing") && verb_cue(x, top))
            return end;
        uint32_t right = k->right + 1;
        if (right <= end || right > stop)
            return right > stop ? stop : end;
        end = right;
    }
    (void)first;
    return end;
}

static draft draft_new(uint32_t cue, const char *rule, float confidence) {
    return (draft){.cue_first = cue, .cue_last = cue, .cue = cue, .rule = rule, .confidence = confidence, .parent = PARLEY_NONE};
}

static uint32_t draft_push(speech *x, draft d) {
    if (!d.n_pieces)
        return PARLEY_NONE;
    uint32_t i = x->n;
    ARENA_PUSH(x->s, x->drafts, x->n, x->cap) = d;
    if (d.cue != PARLEY_NONE)
        x->draft_of_cue[d.cue] = i;
    /* Not somebody quoted inside somebody else's words. */
    if (d.n_speakers && d.cue != PARLEY_NONE && x->quotes->of[d.cue] == PARLEY_NONE && strcmp(d.rule, "noun") != 0) {
        bool nested = false;
        for (uint32_t h = d.cue, up = 0; h != PARLEY_NONE && up < 6 && !nested; h = x->p->tokens[h].head, up++) {
            uint32_t head = x->p->tokens[h].head;
            nested = x->p->tokens[h].rel == REL_CCOMP && head != PARLEY_NONE && head < d.cue && verb_cue(x, head);
        }
        if (!nested) {
            x->last_speaker = d.speaker[0];
            x->last_sent = x->p->tokens[d.cue].sent;
        }
    }
    return i;
}

/* --- recipients and places of speech that hand it on: "told Al Jazeera", "in an interview with the BBC"
 * --------------------------- */

static void outlet_links(speech *x, uint32_t v, draft *d) {
    const parley_parse *p = x->p;
    PARSE_EACH_CHILD (p, v, c) {
        const parse_token *k = &p->tokens[c];
        if (k->rel != REL_OBJ && k->rel != REL_IOBJ && k->rel != REL_OBL)
            continue;
        uint32_t t = c;
        if (k->rel == REL_OBL) {
            uint32_t with = case_of(x, c);
            if (with == PARLEY_NONE || !IS(with, "to", "in", "on", "with", "during", "by", "for"))
                continue;
            if (is_document(x, c) ||
                IS(c, "interview", "remarks", "comments", "op-ed", "article", "programme", "program", "show")) {
                /* "in an interview with X" */
                PARSE_EACH_CHILD (p, c, y)
                    if (p->tokens[y].rel == REL_NMOD) {
                        uint32_t actor = facts_actor_of(x->f, p, y);
                        if (actor != PARLEY_NONE && x->f->actors[actor].kind == ACTOR_OUTLET && p->tokens[y].upos == UPOS_PROPN)
                            add_link(d, actor);
                    }
                continue;
            }
        }
        uint32_t actor = facts_actor_of(x->f, p, t);
        if (actor != PARLEY_NONE && x->f->actors[actor].kind == ACTOR_OUTLET &&
            x->f->mentions[x->f->mention_of[t] == PARLEY_NONE ? 0 : x->f->mention_of[t]].kind == MENTION_NAME)
            add_link(d, actor);
    }
}

static uint32_t max_of(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

/* --- frames of verbs
 * ----------------------------------------------------------------------------------------------------------------- */

static uint32_t with_case(const speech *x, uint32_t v, const char *const *words, uint32_t *preposition) {
    PARSE_EACH_CHILD (x->p, v, c) {
        const parse_token *k = &x->p->tokens[c];
        if (c < v || (k->rel != REL_OBL && k->rel != REL_NMOD && k->rel != REL_ADVCL && k->rel != REL_XCOMP &&
                      k->rel != REL_ACL && k->rel != REL_CCOMP))
            continue;
        uint32_t by = case_of(x, c);
        if (by != PARLEY_NONE && word_in(&x->p->tokens[by], words)) {
            *preposition = by;
            return c;
        }
    }
    return PARLEY_NONE;
}

/* Does a clause begin at t: a noun phrase, then a finite verb, before anything that would end it? */
static bool bare_clause(const speech *x, uint32_t t, uint32_t end) {
    const parley_parse *p = x->p;
    bool noun = false;
    if (is_verb(&p->tokens[t]) || is_punct(x, t) || p->tokens[t].upos == UPOS_CCONJ || p->tokens[t].upos == UPOS_PART ||
        p->tokens[t].upos == UPOS_ADP)
        return false;
    for (uint32_t i = t; i < end && i < t + 16; i++) {
        const parse_token *k = &p->tokens[i];
        if (IS(i, "that", "which", "who", "as", "after", "before", "when", "because", "if", "while", "where", "to", "by", ";",
               ":", "but", "whether"))
            return false;
        if (is_verb(k) && noun && ((k->morph & FEAT_FIN) || k->upos == UPOS_AUX))
            return k->rel != REL_ACL;
        noun |= is_noun(k) || k->upos == UPOS_PRON || k->upos == UPOS_NUM;
    }
    return false;
}

static bool is_reporter(const speech *x, uint32_t t) {
    return IS(t, "reporter", "reporters", "journalist", "journalists", "question", "questions");
}

/* True if the verb's content was found; fills pieces and the cue's span. */
static bool verb_content(speech *x, uint32_t v, const cue_entry *e, draft *d) {
    const parley_parse *p = x->p;
    uint32_t ccomp = PARLEY_NONE, xcomp = PARLEY_NONE, obj = PARLEY_NONE, iobj = PARLEY_NONE;
    uint32_t end_sent = clause_limit(x, v), begin = sent_first(x, v);
    PARSE_EACH_CHILD (p, v, c) {
        const parse_token *k = &p->tokens[c];
        if (k->rel == REL_CCOMP && (ccomp == PARLEY_NONE || (ccomp < v && c > v)))
            ccomp = c;
        else if (k->rel == REL_XCOMP && xcomp == PARLEY_NONE && c > v)
            xcomp = c;
        else if (k->rel == REL_OBJ && (obj == PARLEY_NONE || obj < v))
            obj = c;
        else if (k->rel == REL_IOBJ)
            iobj = c;
    }
    if (e->frames & CUE_PART) {
        bool has = false;
        PARSE_EACH_CHILD (p, v, c)
            if (strcmp(p->tokens[c].norm, e->particle) == 0) {
                has = true;
                d->cue_last = c;
            }
        if (!has && v + 1 < end_sent && strcmp(p->tokens[v + 1].norm, e->particle) == 0) {
            has = true;
            d->cue_last = v + 1;
        }
        if (!has)
            return false;
    }
    bool passive = is_passive(x, v);
    /* that-clauses and bare clauses */
    if (ccomp != PARLEY_NONE && obj != PARLEY_NONE && obj > v && (e->frames & (CUE_N | CUE_NQ)) && p->tokens[obj].right < ccomp &&
        p->tokens[obj].right + 1 < end_sent && IS(p->tokens[obj].right + 1, ","))
        ccomp = PARLEY_NONE; /* "demanding an apology, the union walked out" */
    /* Words before the cue are its content only across a comma or a quotation mark. */
    if (ccomp != PARLEY_NONE && ccomp < v) {
        uint32_t s = parse_child(p, v, REL_NSUBJ, SUB_NONE),
                 at = s != PARLEY_NONE && p->tokens[s].left < v && s > ccomp ? p->tokens[s].left : v;
        while (at > begin && p->tokens[at - 1].upos == UPOS_ADV)
            at--;
        if (at > begin && !is_punct(x, at - 1))
            ccomp = PARLEY_NONE;
    }
    if (e->frames & (CUE_C | CUE_OC)) {
        if (ccomp != PARLEY_NONE) {
            uint32_t first = p->tokens[ccomp].left;
            bool question = IS(first, "which", "whose", "whom", "whether", "why", "how", "if", "what", "who", "where", "when") ||
                            (IS(first, "to") && is_infinitive(x, ccomp));
            if (IS(first, "what", "how", "who", "where") && e->class <= CUE_VIEW && (e->frames & CUE_W))
                question = false;
            if (question && !(e->frames & CUE_W)) {
                if (!(IS(first, "to") && (e->frames & (CUE_X))))
                    return false;
            }
            if (passive && !(e->frames & CUE_OC) && parse_child(p, v, REL_EXPL, SUB_NONE) == PARLEY_NONE && e->class == CUE_VIEW)
                d->confidence -= 0.1f;
            clause_pieces(x, d, ccomp, v, false);
            return d->n_pieces > 0;
        }
        if (p->tokens[v].rel == REL_PARATAXIS && p->tokens[v].head != PARLEY_NONE &&
            parse_child(p, v, REL_NSUBJ, SUB_NONE) != PARLEY_NONE && !is_negated(x, v) && (e->frames & CUE_Q)) {
            uint32_t h = p->tokens[v].head;
            uint32_t s = parse_child(p, v, REL_NSUBJ, SUB_NONE), at = p->tokens[s].left < v ? p->tokens[s].left : v;
            while (at > begin && p->tokens[at - 1].upos == UPOS_ADV)
                at--;
            if (p->tokens[h].left < p->tokens[v].left && at > begin && is_punct(x, at - 1)) {
                clause_pieces(x, d, h, v, false);
                if (d->n_pieces)
                    return true;
            }
        }
        /* No clause in the tree: "that" right after the cue, or a clause as parataxis, or content before ", she said". */
        uint32_t t = v + 1;
        while (t < end_sent && (is_time_word(x, t) || IS(t, "on", "in") || p->tokens[t].ne == NE_DATE) && t < v + 6)
            t++;
        if (obj != PARLEY_NONE && (e->frames & CUE_OC) && obj > v && p->tokens[obj].right + 1 < end_sent)
            t = p->tokens[obj].right + 1;
        if (!(t < end_sent && IS(t, "that"))) /* whom, where and when may be long: "told the ministry's officials that" */
            for (uint32_t y = v + 1;
                 y < end_sent && y < v + 14 && !is_verb(&p->tokens[y]) && x->quotes->of[y] == x->quotes->of[v]; y++)
                if (IS(y, "that") && (p->tokens[y].upos == UPOS_SCONJ || p->tokens[y].rel == REL_MARK)) {
                    t = y;
                    break;
                }
        if (t < end_sent && IS(t, "that") && p->tokens[t].upos != UPOS_DET && t + 2 < end_sent) {
            range_piece(x, d, t + 1, end_sent, v);
            d->confidence -= 0.05f;
            return true;
        }
        /* A bare clause that the tree took apart: "insisted talks with the bank had not failed". */
        if ((e->frames & CUE_C) && (e->frames & CUE_Q) && t < end_sent && bare_clause(x, t, end_sent)) {
            range_piece(x, d, t, end_sent, v);
            d->confidence -= 0.15f;
            if (d->n_pieces)
                return true;
        }
        PARSE_EACH_CHILD (p, v, c)
            if (c > v && p->tokens[c].rel == REL_PARATAXIS && (parse_child(p, c, REL_NSUBJ, SUB_NONE) != PARLEY_NONE) &&
                !verb_cue(x, c)) {
                clause_pieces(x, d, c, v, false);
                d->confidence -= 0.1f;
                return d->n_pieces > 0;
            }
        if (t < end_sent && strcmp(p->tokens[t].norm, ":") == 0 && t + 1 < end_sent && (e->frames & CUE_Q)) {
            range_piece(x, d, t + 1, end_sent, v);
            return d->n_pieces > 0;
        }
    }
    if ((e->frames & CUE_W) && xcomp == PARLEY_NONE && ccomp != PARLEY_NONE) {
        clause_pieces(x, d, ccomp, v, true);
        return d->n_pieces > 0;
    }
    if (passive && !(e->frames & (CUE_AS | CUE_OX | CUE_OF)))
        return false;
    if ((e->frames & CUE_OX) && obj != PARLEY_NONE && obj > v && !is_reporter(x, obj)) {
        uint32_t what = xcomp;
        if (what == PARLEY_NONE)
            PARSE_EACH_CHILD (p, v, c)
                if (c > obj && (p->tokens[c].rel == REL_ADVCL || p->tokens[c].rel == REL_CCOMP) && is_infinitive(x, c))
                    what = c;
        if (what == PARLEY_NONE)
            PARSE_EACH_CHILD (p, obj, c)
                if (c > obj && p->tokens[c].rel == REL_ACL && is_infinitive(x, c))
                    what = c;
        if (what != PARLEY_NONE &&
            (is_infinitive(x, what) || (p->tokens[obj].right + 1 < end_sent && IS(p->tokens[obj].right + 1, "to")))) {
            range_piece(x, d, max_of(p->tokens[obj].left, v + 1), p->tokens[what].right + 1, v);
            return d->n_pieces > 0;
        }
    }
    if (e->frames & CUE_PX) {
        uint32_t by;
        uint32_t c = with_case(x, v, e->px, &by);
        if (c != PARLEY_NONE && (xcomp != PARLEY_NONE || p->tokens[c].right + 1 <= end_sent)) {
            uint32_t what = xcomp;
            PARSE_EACH_CHILD (p, v, y)
                if (y > c && (p->tokens[y].rel == REL_ADVCL || p->tokens[y].rel == REL_CCOMP) && is_infinitive(x, y))
                    what = y;
            PARSE_EACH_CHILD (p, c, y)
                if (y > c && p->tokens[y].rel == REL_ACL && is_infinitive(x, y))
                    what = y;
            if (what != PARLEY_NONE && what > c) {
                d->cue_last = by == v + 1 ? by : d->cue_last;
                range_piece(x, d, by + 1, p->tokens[what].right + 1, v);
                return d->n_pieces > 0;
            }
        }
    }
    if (e->frames & (CUE_OF | CUE_FOR | CUE_AS)) {
        static const char *const of[] = {"of", NULL}, *const for_[] = {"for", NULL}, *const as[] = {"as", NULL};
        const char *const *const words[3] = {e->frames & CUE_OF ? of : NULL, e->frames & CUE_FOR ? for_ : NULL,
                                             e->frames & CUE_AS ? as : NULL};
        for (int i = 0; i < 3; i++) {
            if (!words[i])
                continue;
            uint32_t by, c = with_case(x, v, words[i], &by);
            if (c == PARLEY_NONE && obj != PARLEY_NONE && obj > v)
                c = with_case(x, obj, words[i], &by);
            if (c == PARLEY_NONE)
                continue;
            if (obj != PARLEY_NONE && obj > v && obj < c)
                range_piece(x, d, max_of(p->tokens[obj].left, v + 1), extend(x, c, p->tokens[c].right + 1, v, i != 2), v);
            else if (i == 2 && (p->tokens[v].rel == REL_ACL || obj != PARLEY_NONE || passive)) /* "what he describes as unfair" */
                range_piece(x, d, by + 1, extend(x, c, p->tokens[c].right + 1, v, true), v);
            if (d->n_pieces)
                return true;
        }
    }
    if ((e->frames & CUE_XC) && obj != PARLEY_NONE && obj > v) {
        uint32_t what = xcomp;
        uint32_t last = what != PARLEY_NONE ? p->tokens[what].right : p->tokens[obj].right;
        bool quoted = false;
        for (uint32_t t = v + 1; t < end_sent && t <= last + 6; t++)
            if (x->quotes->of[t] != PARLEY_NONE && x->quotes->of[t] != x->quotes->of[v]) {
                quoted = true;
                if (t > last && t <= last + 3)
                    last = x->quotes->items[x->quotes->of[t]].end - 1;
                break;
            }
        if (what == PARLEY_NONE && !quoted)
            return false;
        if (last + 1 < end_sent && p->tokens[last + 1].norm[0] == '"')
            last++;
        range_piece(x, d, max_of(p->tokens[obj].left, v + 1), last + 1, v);
        return d->n_pieces > 0;
    }
    if ((e->frames & CUE_X) && xcomp != PARLEY_NONE && (is_infinitive(x, xcomp) || IS(xcomp, "to"))) {
        uint32_t first = p->tokens[xcomp].left, end = p->tokens[xcomp].right + 1;
        while (first < xcomp && !IS(first, "to", "not", "never"))
            first++;
        phrase_piece(x, d, first, end, v, true);
        return d->n_pieces > 0;
    }
    if (e->frames & CUE_P) {
        uint32_t by;
        uint32_t c = with_case(x, v, e->preps, &by);
        if (c == PARLEY_NONE && v + 1 < end_sent && word_in(&p->tokens[v + 1], e->preps)) {
            uint32_t h = p->tokens[v + 1].head;
            if (h != PARLEY_NONE && h > v)
                c = h, by = v + 1;
        }
        if (c != PARLEY_NONE && !(e->class == CUE_SPEECH && is_reporter(x, c))) {
            uint32_t actor = facts_actor_of(x->f, p, c);
            if (actor != PARLEY_NONE && IS(by, "to") &&
                !IS(v, "admitted", "admits", "refer", "referred", "refers", "referring", "alluded", "alluding"))
                return false;
            if (by == v + 1)
                d->cue_last = by;
            range_piece(x, d, by + 1, extend(x, c, p->tokens[c].right + 1, v, false), v);
            return d->n_pieces > 0;
        }
    }
    if ((e->frames & CUE_NG) && xcomp != PARLEY_NONE && ends_with(p->tokens[xcomp].norm, "ing")) {
        range_piece(x, d, p->tokens[xcomp].left, p->tokens[xcomp].right + 1, v);
        return d->n_pieces > 0;
    }
    if ((e->frames & (CUE_N | CUE_NQ)) && obj != PARLEY_NONE && obj > v) {
        bool quoted = false;
        for (uint32_t t = p->tokens[obj].left; t <= p->tokens[obj].right && t < end_sent; t++)
            quoted |= x->quotes->of[t] != PARLEY_NONE && x->quotes->of[t] != x->quotes->of[v];
        if (!(e->frames & CUE_N) && !quoted)
            return false;
        if (p->tokens[obj].upos == UPOS_PRON)
            return false;
        uint32_t actor = facts_actor_of(x->f, p, obj);
        if (actor != PARLEY_NONE && x->f->mention_of[obj] != PARLEY_NONE && e->class != CUE_ASK && !quoted)
            return false;
        bool verbal = ends_with(p->tokens[obj].norm, "ing") && p->tokens[obj].left == obj; /* "denied withholding pay" */
        phrase_piece(x, d, max_of(p->tokens[obj].left, d->cue_last + 1), extend(x, obj, p->tokens[obj].right + 1, v, verbal), v,
                     false);
        return d->n_pieces > 0;
    }
    (void)begin;
    (void)iobj;
    return false;
}

/* Content that stands before its cue: "The strike is over, the union said on Monday." */
static bool content_before(speech *x, uint32_t v, draft *d) {
    const parley_parse *p = x->p;
    uint32_t begin = sent_first(x, v), end_sent = sent_end(x, v);
    /* Behind the cue only when and where it was said. */
    uint32_t left = p->tokens[v].left;
    uint32_t subject = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    if (subject == PARLEY_NONE)
        return false;
    uint32_t clause = p->tokens[subject].left < v ? p->tokens[subject].left : v;
    (void)left;
    if (clause < begin + 3)
        return false;
    uint32_t t = clause;
    while (t > begin && p->tokens[t - 1].upos == UPOS_ADV)
        t--;
    if (strcmp(p->tokens[t - 1].norm, ",") != 0 && p->tokens[t - 1].norm[0] != '"')
        return false;
    for (uint32_t i = v + 1; i < end_sent; i++)
        if (is_verb(&p->tokens[i]) && p->tokens[i].rel != REL_ACL && p->tokens[i].rel != REL_ADVCL &&
            p->tokens[i].upos == UPOS_VERB)
            return false;
    bool verb = false;
    for (uint32_t i = begin; i < begin + 3 && i < t; i++)
        if (IS(i, "according"))
            return false;
    for (uint32_t i = begin; i < t - 1; i++)
        verb |= is_verb(&p->tokens[i]);
    if (verb)
        range_piece(x, d, begin, t - 1, v);
    return d->n_pieces > 0;
}

static bool verb_may_report(speech *x, uint32_t v, const cue_entry *e) {
    if (is_negated(x, v) && !(e->class == CUE_VIEW && (e->frames & CUE_C)))
        return false;
    if (is_infinitive(x, v)) {
        uint32_t h = x->p->tokens[v].head;
        if (x->p->tokens[v].rel != REL_XCOMP || h == PARLEY_NONE ||
            !IS(h, "went", "goes", "going", "continued", "continues", "continue", "began", "begins", "appeared", "proceeded",
                "started", "seemed", "appears"))
            return false;
    }
    if (has_modal(x, v))
        return false;
    if (x->p->tokens[v].rel == REL_ADVCL && ends_with(x->p->tokens[v].norm, "ing") &&
        IS(v, "referring", "speaking", "talking", "alluding", "reading", "thinking", "pointing"))
        return false;
    /* "a move described as", "asked if": a reporter's question is no statement. */
    if (strcmp(e->lemma, "ask") == 0 && is_passive(x, v))
        return false;
    for (uint32_t h = v, up = 0; h != PARLEY_NONE && up < 4; h = x->p->tokens[h].head, up++)
        if (x->p->tokens[h].rel == REL_CCOMP && x->p->tokens[h].head != PARLEY_NONE &&
            IS(x->p->tokens[h].head, "asked", "asking", "wondered", "questioned"))
            return false;
    return true;
}

static void verb_statement(speech *x, uint32_t v) {
    if (x->draft_of_cue[v] != PARLEY_NONE)
        return;
    for (const cue_entry *e = verb_cue(x, v); e; e = cue_next(x->cues, e)) {
        if (e->class == CUE_LIGHT || !verb_may_report(x, v, e))
            continue;
        draft d = draft_new(v, "verb", e->class == CUE_VIEW ? 0.7f : 0.85f);
        static const char *const rules[] = {"verb-speech", "verb-write", "verb-view", "verb-ask", "verb-judge"};
        d.rule = rules[e->class];
        bool found = verb_content(x, v, e, &d);
        if (!found && (e->frames & CUE_Q) && (e->frames & CUE_C) && e->class <= CUE_WRITE) {
            found = content_before(x, v, &d);
            d.rule = "verb-after";
        }
        if (!found)
            continue;
        bool loose = (e->frames & CUE_Q) && e->class <= CUE_WRITE &&
                     !IS(v, "suggest", "suggests", "suggested", "indicate", "indicates", "indicated", "signal", "signals");
        speaker_of(x, v, &d, !loose);
        if (d.unknown && !d.n_speakers) { /* "is said to", "was reported" */
            if (!IS(v, "said", "reported", "believed", "alleged", "claimed", "rumored", "rumoured", "thought") ||
                e->class == CUE_JUDGE)
                continue;
            d.confidence = 0.4f;
        }
        if (!d.n_speakers && !d.unknown && !d.self)
            continue;
        /* A noun that reports by itself takes over: "repeated its demand that ...". */
        outlet_links(x, v, &d);
        draft_push(x, d);
        return;
    }
}

/* --- passives that report without saying who: "is said to include"
 * ------------------------------------------------------------------- */

/* ", which the bank says is enough", "a plan that mediators believe will hold": what is said is the relative clause; after a
 * comma, what it is said of belongs to it. */
static void gap_statement(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    static const char *const be[] = {"is",  "are",   "was", "were",   "will", "would", "has",   "have",
                                     "had", "could", "can", "should", "must", "may",   "might", NULL};
    if (!IS(t, "which", "that", "who"))
        return;
    uint32_t end = sent_end(x, t), begin = sent_first(x, t), v = PARLEY_NONE;
    if (t <= begin)
        return;
    for (uint32_t i = t + 2; i + 1 < end && i < t + 9; i++)
        if (cue_find(x->cues, p->tokens[i].norm, 'v') && word_in(&p->tokens[i + 1], be) &&
            (is_noun(&p->tokens[i - 1]) || p->tokens[i - 1].upos == UPOS_PRON)) {
            v = i;
            break;
        } else if (is_punct(x, i) || is_verb(&p->tokens[i]))
            break;
    if (v == PARLEY_NONE || x->draft_of_cue[v] != PARLEY_NONE)
        return;
    const cue_entry *e = cue_find(x->cues, p->tokens[v].norm, 'v');
    if (!(e->frames & CUE_C) || e->class > CUE_VIEW)
        return;
    draft d = draft_new(v, "relative", 0.6f);
    if (is_punct(x, t - 1) && t >= begin + 3) {
        uint32_t top = t - 2;
        for (uint32_t h = p->tokens[top].head;
             h != PARLEY_NONE && h >= begin && h < t && !(is_verb(&p->tokens[h]) && p->tokens[h].rel != REL_ACL);
             h = p->tokens[top].head)
            top = h;
        uint32_t first = p->tokens[top].left;
        while (first < top && (p->tokens[first].upos == UPOS_CCONJ || p->tokens[first].upos == UPOS_ADP || is_punct(x, first) ||
                               IS(first, "as", "well")))
            first++;
        if (is_noun(&p->tokens[top]))
            range_piece(x, &d, first, t - 1, PARLEY_NONE);
    } else if (!is_noun(&p->tokens[t - 1]))
        return;
    uint32_t stop = v + 2;
    while (stop < end && !(is_punct(x, stop) && !IS(stop, "-", "'", "\"")))
        stop++;
    range_piece(x, &d, v + 1, stop, v);
    for (uint32_t i = v; i-- > t && !d.n_speakers;)
        if (is_noun(&p->tokens[i]) || p->tokens[i].upos == UPOS_PRON)
            resolve(x, i, &d, false);
    if (d.n_speakers)
        draft_push(x, d);
}

static void passive_report(speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    if (x->draft_of_cue[v] != PARLEY_NONE ||
        !IS(v, "said", "reported", "believed", "thought", "alleged", "rumored", "rumoured", "claimed", "understood", "quoted") ||
        !is_passive(x, v))
        return;
    uint32_t xcomp = parse_child(p, v, REL_XCOMP, SUB_NONE);
    if (xcomp == PARLEY_NONE || xcomp < v)
        return;
    draft d = draft_new(v, "passive", 0.4f);
    if (IS(v, "quoted")) /* "was quoted as saying": the verb of speech behind it has the content */
        return;
    uint32_t first = p->tokens[xcomp].left;
    while (first < xcomp && !IS(first, "to"))
        first++;
    range_piece(x, &d, first, p->tokens[xcomp].right + 1, v);
    d.unknown = true;
    draft_push(x, d);
}

/* --- nouns and adjectives
 * -------------------------------------------------------------------------------------------------------------- */

static uint32_t noun_owner(speech *x, uint32_t t, draft *d) {
    const parley_parse *p = x->p;
    PARSE_EACH_CHILD (p, t, c) {
        const parse_token *k = &p->tokens[c];
        if (c < t && (k->rel == REL_NMOD || k->rel == REL_COMPOUND || k->rel == REL_AMOD || k->rel == REL_DET)) {
            if (k->rel == REL_NMOD && k->sub == SUB_POSS && IS(c, "my", "our")) {
                d->self = true;
                return c;
            }
            uint32_t who[SPEAKERS];
            uint32_t n = facts_actors_of(x->f, p, c, who, SPEAKERS);
            for (uint32_t i = 0; i < n; i++)
                add_speaker(d, who[i]);
            if (n)
                return c;
            if (k->sub == SUB_POSS && k->upos == UPOS_NOUN && may_speak(x, c)) {
                add_speaker(d, describe_new(x, c));
                return c;
            }
        }
        if (c > t && k->rel == REL_NMOD) {
            uint32_t by = case_of(x, c);
            if (by != PARLEY_NONE && IS(by, "by", "from")) {
                resolve(x, c, d, false);
                if (d->n_speakers)
                    return c;
            }
        }
    }
    return PARLEY_NONE;
}

static void noun_statement(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    const parse_token *k = &p->tokens[t];
    const cue_entry *e = cue_find(x->cues, k->norm, 'n');
    if (!e)
        return;
    draft d = draft_new(t, "noun", 0.65f);
    uint32_t what = PARLEY_NONE;
    PARSE_EACH_CHILD (p, t, c) {
        const parse_token *ck = &p->tokens[c];
        if (c < t)
            continue;
        if ((ck->rel == REL_ACL || ck->rel == REL_CCOMP) && ck->sub != SUB_RELCL) {
            uint32_t first = ck->left;
            if ((e->frames & CUE_X) && is_infinitive(x, c)) {
                phrase_piece(x, &d, first, ck->right + 1, t, true);
                what = c;
            } else if ((e->frames & CUE_C) && IS(first, "that") && parse_child(p, c, REL_NSUBJ, SUB_NONE) != PARLEY_NONE) {
                clause_pieces(x, &d, c, t, false);
                what = c;
            }
        } else if (ck->rel == REL_ACL && (e->frames & CUE_C) && ck->left == t + 1 && IS(ck->left, "that") &&
                   !IS(ck->left, "which") && p->tokens[ck->left].rel == REL_MARK) {
            clause_pieces(x, &d, c, t, false);
            what = c;
        } else if (ck->rel == REL_NMOD && (e->frames & CUE_P)) {
            uint32_t by = case_of(x, c);
            if (by != PARLEY_NONE && word_in(&p->tokens[by], e->preps)) {
                range_piece(x, &d, by + 1, ck->right + 1, t);
                what = c;
                d.confidence = 0.5f;
            }
        }
        if (d.n_pieces)
            break;
    }
    /* "his vow to leave" with the infinitive hung elsewhere. */
    if (!d.n_pieces && (e->frames & CUE_X) && t + 2 < sent_end(x, t) && IS(t + 1, "to") && p->tokens[t + 2].upos == UPOS_VERB)
        phrase_piece(x, &d, t + 1, p->tokens[t + 2].right + 1, t, true);
    if (!d.n_pieces)
        return;
    (void)what;
    uint32_t owner = noun_owner(x, t, &d);
    /* The owner named inside the content is no owner. */
    if (owner != PARLEY_NONE && owner >= d.piece[0][0] && owner < d.piece[0][1])
        d.n_speakers = 0;
    if (!d.n_speakers && !d.self) {
        uint32_t v = k->rel == REL_OBJ ? k->head : PARLEY_NONE;
        const cue_entry *light = NULL;
        if (v != PARLEY_NONE && is_verb(&p->tokens[v]))
            for (light = cue_find(x->cues, p->tokens[v].norm, 'v'); light && light->class != CUE_LIGHT;
                 light = cue_next(x->cues, light))
                ;
        if (light && !is_negated(x, v)) {
            speaker_of(x, v, &d, true);
            d.rule = "noun-light";
            if (t == v + 1)
                d.cue_first = v;
        }
    }
    if (!d.n_speakers)
        return;
    /* Verb and noun together make one statement: "reiterated its demand that". */
    if (k->rel == REL_OBJ && k->head != PARLEY_NONE && x->draft_of_cue[k->head] != PARLEY_NONE) {
        draft *v = &x->drafts[x->draft_of_cue[k->head]];
        if (!v->dead && v->n_pieces == 1 && v->piece[0][0] <= t && t < v->piece[0][1] && v->n_speakers &&
            v->speaker[0] == d.speaker[0]) {
            if (IS(k->head, "express", "expressed", "expresses", "expressing", "voice", "voiced", "voicing", "convey", "conveyed",
                   "maintained", "maintains"))
                return;
            v->dead = true;
        }
    }
    draft_push(x, d);
}

static void adjective_statement(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    const cue_entry *e = cue_find(x->cues, p->tokens[t].norm, 'a');
    if (!e || is_negated(x, t))
        return;
    uint32_t clause = PARLEY_NONE, v = t;
    PARSE_EACH_CHILD (p, t, c)
        if (c > t && (p->tokens[c].rel == REL_CCOMP || p->tokens[c].rel == REL_ADVCL || p->tokens[c].rel == REL_CSUBJ) &&
            !IS(p->tokens[c].left, "if", "when", "as", "because", "after", "while", "since", "before", "whether"))
            clause = c;
    uint32_t first_cue = t;
    if (IS(t, "clear", "plain")) { /* "made (it) clear that" */
        v = PARLEY_NONE;
        for (uint32_t b = t, n = 0; b-- > sent_first(x, t) && n < 4; n++)
            if (IS(b, "made", "make", "makes", "making")) {
                v = b;
                break;
            }
        if (v == PARLEY_NONE)
            return;
        first_cue = v;
        if (clause == PARLEY_NONE)
            PARSE_EACH_CHILD (p, v, c)
                if (c > t && (p->tokens[c].rel == REL_CCOMP || p->tokens[c].rel == REL_ADVCL || p->tokens[c].rel == REL_CSUBJ))
                    clause = c;
        if (is_negated(x, v) || is_infinitive(x, v) || x->draft_of_cue[v] != PARLEY_NONE)
            return;
    } else if (parse_child(p, t, REL_COP, SUB_NONE) == PARLEY_NONE)
        return;
    draft d = draft_new(t, "adjective", 0.6f);
    d.cue_first = first_cue;
    if (clause != PARLEY_NONE && p->tokens[clause].left > t)
        clause_pieces(x, &d, clause, t, false);
    else if (t + 2 < sent_end(x, t) && IS(t + 1, "that"))
        range_piece(x, &d, t + 2, sent_end(x, t), t);
    if (!d.n_pieces)
        return;
    speaker_of(x, v, &d, true);
    if (d.n_speakers)
        draft_push(x, d);
}

/* "put the blame on X for Y": the idiom's noun. */
static void blame_statement(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    if (!IS(t, "blame", "responsibility") || p->tokens[t].rel != REL_OBJ || p->tokens[t].head == PARLEY_NONE)
        return;
    uint32_t v = p->tokens[t].head;
    if (!IS(v, "put", "puts", "lay", "lays", "laid", "laying", "pin", "pinned", "pins", "place", "placed", "places", "placing",
            "pinning", "putting"))
        return;
    uint32_t end = sent_end(x, t);
    for (uint32_t i = t + 1; i < end && i < t + 5; i++)
        if (IS(i, "on", "upon")) {
            draft d = draft_new(v, "idiom-blame", 0.7f);
            d.cue_last = i;
            uint32_t h = p->tokens[i].head, last = i + 1;
            if (h != PARLEY_NONE && h > i)
                last = p->tokens[h].right;
            uint32_t right = p->tokens[v].right;
            /* "for going back on its word" hangs on the verb. */
            for (uint32_t c = last + 1; c <= right && c < end; c++)
                if (IS(c, "for") && c == last + 1)
                    last = p->tokens[p->tokens[c].head == PARLEY_NONE ? c : p->tokens[c].head].right;
            range_piece(x, &d, i + 1, extend(x, i + 1, last + 1, v, true), v);
            speaker_of(x, v, &d, true);
            if (d.n_speakers)
                draft_push(x, d);
            return;
        }
}

/* --- according to
 * ------------------------------------------------------------------------------------------------------------------------ */

static uint32_t head_verb(const speech *x, uint32_t t) {
    uint32_t v = t;
    for (int up = 0; up < 8 && v != PARLEY_NONE; up++) {
        v = x->p->tokens[v].head;
        if (v != PARLEY_NONE && (is_verb(&x->p->tokens[v]) || parse_child(x->p, v, REL_COP, SUB_NONE) != PARLEY_NONE))
            return v;
    }
    return PARLEY_NONE;
}

static void according_to(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    uint32_t begin = sent_first(x, t), end = sent_end(x, t);
    if (!IS(t, "according") || t + 2 >= end || !IS(t + 1, "to"))
        return;
    /* Who: the noun that "according to" marks, or the first noun after it. */
    uint32_t who = p->tokens[t].head;
    if (who == PARLEY_NONE || who < t || (p->tokens[t].rel != REL_CASE && p->tokens[t].rel != REL_MARK)) {
        who = PARLEY_NONE;
        PARSE_EACH_CHILD (p, t, c)
            if (c > t + 1 && (p->tokens[c].rel == REL_OBL || p->tokens[c].rel == REL_NMOD || p->tokens[c].rel == REL_OBJ))
                who = c;
    }
    if (who != PARLEY_NONE && (!is_noun(&p->tokens[who]) || who > t + 14))
        who = PARLEY_NONE;
    for (uint32_t i = t + 2; who != PARLEY_NONE && i < who; i++)
        if (is_verb(&p->tokens[i]) && p->tokens[i].rel != REL_ACL && p->tokens[i].rel != REL_AMOD)
            who = PARLEY_NONE;
    if (who == PARLEY_NONE)
        for (uint32_t i = t + 2; i < end && i < t + 10; i++)
            if (is_noun(&p->tokens[i])) {
                who = i;
                while (i + 1 < end && is_noun(&p->tokens[i + 1]))
                    who = ++i;
                break;
            }
    if (who == PARLEY_NONE)
        return;
    draft d = draft_new(t, "according-to", 0.8f);
    d.cue_last = t + 1;
    resolve(x, who, &d, false);
    if (!d.n_speakers)
        return;
    uint32_t last = p->tokens[who].right;
    if (last >= end)
        last = end - 1;
    uint32_t before = t;
    while (before > begin && IS(before - 1, "but", "and", "however", "meanwhile", ",", "also"))
        before--;
    if (before <= begin + 1) { /* "According to X, ..." */
        uint32_t from = last + 1;
        for (uint32_t i = t + 2; i < end; i++)
            if (strcmp(p->tokens[i].norm, ",") == 0) {
                /* The comma that ends the source phrase: the first after its head, not one inside a list of names. */
                if (i > who) {
                    from = i + 1;
                    break;
                }
            }
        range_piece(x, &d, from, end, PARLEY_NONE);
        d.rule = "according-to-first";
        draft_push(x, d);
        return;
    }
    /* Behind or inside its sentence. A main clause that reports by itself is handed on. */
    uint32_t v = head_verb(x, who);
    for (uint32_t i = t; i-- > begin;) {
        uint32_t at = x->draft_of_cue[i];
        if (at == PARLEY_NONE || x->drafts[at].dead)
            continue;
        draft *y = &x->drafts[at];
        bool main_clause = p->tokens[i].rel == REL_ROOT || p->tokens[i].rel == REL_PARATAXIS || y->quoted;
        if (main_clause && y->cue_first < t) {
            for (uint32_t j = 0; j < d.n_speakers; j++)
                add_link(y, d.speaker[j]);
            for (uint32_t j = 0; j < d.n_chain; j++)
                add_link(y, d.chain[j]);
            /* its other statements in this sentence too */
            return;
        }
    }
    uint32_t from = begin;
    while (from + 2 < before &&
           (IS(from, "meanwhile", "however", "but", "and", "moreover", "still", "also", "separately", "earlier") ||
            is_punct(x, from)) &&
           p->tokens[from].norm[0] != '"')
        from++;
    if (v != PARLEY_NONE && v < t && (p->tokens[v].rel == REL_ADVCL || p->tokens[v].rel == REL_ACL) &&
        p->tokens[v].left > begin && is_punct(x, p->tokens[v].left - 1)) {
        from = p->tokens[v].left;
        while (from < v && IS(from, "and", "but", ","))
            from++;
    }
    range_piece(x, &d, from, before, PARLEY_NONE);
    if (last + 1 < end && strcmp(p->tokens[last + 1].norm, ",") == 0 && last + 3 < end)
        range_piece(x, &d, last + 2, end, PARLEY_NONE);
    draft_push(x, d);
}

/* --- quotations
 * --------------------------------------------------------------------------------------------------------------------------- */

static const page_block *block_of(const speech *x, uint32_t t) {
    return &x->in->page->blocks[x->p->sents[x->p->tokens[t].sent].block];
}

/* A line that heads what follows: by its role, or short, alone and without a full stop. */
static bool is_heading(const speech *x, uint32_t t) {
    const page_block *b = block_of(x, t);
    if (b->role == PAGE_HEADLINE || b->role == PAGE_HEADING)
        return true;
    if (b->role != PAGE_PARAGRAPH)
        return false;
    uint32_t words = 0;
    for (uint32_t i = b->start; i < b->end && words < 16; i++)
        words += x->in->page->text[i] == ' ';
    const char *s = x->in->page->text + b->start;
    uint32_t n = b->end - b->start;
    while (n && (s[n - 1] == '"' || s[n - 1] == '\'' || (unsigned char)s[n - 1] >= 0x80))
        n--;
    return words < 14 && n && s[n - 1] != '.' && s[n - 1] != '!' && s[n - 1] != '?' && s[n - 1] != ',' && s[n - 1] != ':';
}

static bool outside(const speech *x, uint32_t t) {
    return x->quotes->of[t] == PARLEY_NONE;
}

static bool is_q_verb(const speech *x, uint32_t t) {
    const cue_entry *e = verb_cue(x, t);
    for (; e; e = cue_next(x->cues, e))
        if ((e->frames & CUE_Q) && e->class != CUE_LIGHT)
            return true;
    return false;
}

/* The first token after a quotation and its closing mark. */
static uint32_t after_quote(const speech *x, const quote *q) {
    uint32_t t = q->end;
    while (t < x->p->n_tokens && x->p->tokens[t].start < q->span.end)
        t++;
    return t;
}
static uint32_t before_quote(const speech *x, const quote *q) { /* the opening mark's token, or first */
    uint32_t t = q->first;
    while (t > 0 && x->p->tokens[t - 1].start >= q->span.start)
        t--;
    return t;
}

static bool quote_has_verb(const speech *x, const quote *q) {
    for (uint32_t t = q->first; t < q->end; t++)
        if (is_verb(&x->p->tokens[t]))
            return true;
    return false;
}

static bool ends_in_stop(const speech *x, const quote *q) {
    const char *s = x->in->page->text;
    if (!q->closed)
        return true;
    char last = s[q->inside.end - 1], next = q->span.end < x->in->page->n_text ? s[q->span.end] : '.';
    return last == '.' || last == ',' || last == '?' || last == '!' || next == ',' || next == '.' ||
           (unsigned char)last == 0xA6 /* ... */;
}

/* Subject of the cue after a quotation: the tree's if it stands outside, else by word order; "said the minister" too. */
static uint32_t quote_subject(const speech *x, uint32_t cue, uint32_t after, uint32_t limit) {
    const parley_parse *p = x->p;
    bool inverted = true;
    for (uint32_t t = after; t < cue; t++)
        if (!is_punct(x, t) && p->tokens[t].upos != UPOS_ADV)
            inverted = false;
    /* "Ana Roe, head of the union's car department, said": the name, whatever became the subject. */
    if (!inverted)
        for (uint32_t t = after; t < cue; t++) {
            uint32_t m = x->f->mention_of[t];
            if (m != PARLEY_NONE && x->f->mentions[m].kind == MENTION_NAME && x->f->mentions[m].actor != PARLEY_NONE &&
                p->tokens[t].rel != REL_NMOD && x->f->actors[x->f->mentions[m].actor].kind == ACTOR_PERSON &&
                x->f->mentions[m].end < cue && IS(x->f->mentions[m].end, ","))
                return t;
            if (p->tokens[t].upos == UPOS_PRON || p->tokens[t].upos == UPOS_VERB)
                break;
        }
    PARSE_EACH_CHILD (p, cue, c)
        if (p->tokens[c].rel == REL_NSUBJ && c >= after && c < limit && outside(x, c) && (c < cue || inverted))
            return c;
    if (inverted) {
        uint32_t noun = PARLEY_NONE;
        for (uint32_t y = cue + 1; y < limit && y < cue + 12; y++) {
            if (is_punct(x, y) || is_verb(&p->tokens[y]) || (noun != PARLEY_NONE && p->tokens[y].upos == UPOS_ADP))
                break;
            if (facts_actor_of(x->f, p, y) != PARLEY_NONE || is_noun(&p->tokens[y]) || p->tokens[y].upos == UPOS_PRON)
                noun = y;
        }
        return noun;
    }
    for (uint32_t y = cue; y-- > after;)
        if (is_noun(&p->tokens[y]) || p->tokens[y].upos == UPOS_PRON)
            return y;
    return PARLEY_NONE;
}

/* "he added": whoever spoke last, if that fits; a name in between that said nothing is less likely. */
static void quote_speaker(speech *x, uint32_t subject, draft *d) {
    if (IS(subject, "he", "she", "it", "they") && x->last_speaker != PARLEY_NONE && pronoun_fits(x, subject, x->last_speaker) &&
        x->p->tokens[subject].sent - x->last_sent <= 3) {
        uint32_t m = x->f->mention_of[subject];
        if (m != PARLEY_NONE)
            x->f->mentions[m].actor = x->last_speaker;
        add_speaker(d, x->last_speaker);
        return;
    }
    resolve(x, subject, d, false);
}

static void quote_statement(speech *x, uint32_t i) {
    const parley_parse *p = x->p;
    quote *q = &x->quotes->items[i];
    if (q->first >= q->end || q->end > p->n_tokens)
        return;
    uint32_t open = before_quote(x, q), after = after_quote(x, q);
    uint32_t begin = p->sents[p->tokens[q->first].sent].first, block = p->sents[p->tokens[q->first].sent].block;
    uint32_t end = p->sents[p->tokens[q->end - 1].sent].end;
    bool heading = is_heading(x, q->first);
    /* An unclosed quotation ends where somebody is heard outside it: at the end of its first sentence if a later one has a cue.
     */
    uint32_t q_end = q->end;
    if (!q->closed) {
        uint32_t s = p->tokens[q->first].sent;
        for (uint32_t y = s + 1; y < p->n_sents && p->sents[y].first < q->end; y++)
            for (uint32_t t = p->sents[y].first; t < p->sents[y].end && t < q->end; t++)
                if (is_q_verb(x, t) && !is_infinitive(x, t)) {
                    uint32_t subject = parse_child(p, t, REL_NSUBJ, SUB_NONE);
                    if (subject != PARLEY_NONE && (IS(subject, "he", "she") || p->tokens[subject].upos == UPOS_PROPN)) {
                        q_end = p->sents[s].end;
                        y = p->n_sents - 1;
                        break;
                    }
                }
    }
    /* Words of the sentence before the opening mark, outside other quotations. */
    uint32_t last_before = PARLEY_NONE, cue_before = PARLEY_NONE;
    for (uint32_t t = begin; t < open; t++) {
        if (!outside(x, t) || is_punct(x, t))
            continue;
        last_before = t;
        if (is_q_verb(x, t) && !is_infinitive(x, t))
            cue_before = t;
    }
    bool starts = last_before == PARLEY_NONE;
    bool comma = open > begin && (IS(open - 1, ":", ",") || IS(open - 1, "-"));
    bool colon = open > begin && IS(open - 1, ":");
    /* "... ," he said, "..." : the opening mark follows its cue clause, which another quotation precedes. */
    uint32_t previous = PARLEY_NONE;
    if (i > 0 && x->draft_of_quote[i - 1] != PARLEY_NONE && x->quotes->items[i - 1].block == q->block)
        previous = x->draft_of_quote[i - 1];
    if (!starts && previous != PARLEY_NONE && !x->drafts[previous].dead && cue_before != PARLEY_NONE &&
        x->drafts[previous].cue == cue_before && (comma || last_before == cue_before)) {
        piece_add(&x->drafts[previous], q->first, q_end);
        x->draft_of_quote[i] = previous;
        return;
    }
    bool direct_before = false;
    if (!starts && cue_before != PARLEY_NONE) {
        /* Only when and where it was said may stand between the cue and the mark. */
        bool clear = true;
        if (!colon) {
            for (uint32_t t = cue_before + 1; t < open; t++) {
                if (p->tokens[t].upos == UPOS_VERB || IS(t, "that", "as") || p->tokens[t].rel == REL_COP)
                    clear = false;
                else if (!is_punct(x, t)) {
                    /* Whom, when and where; never a subject of what is said. */
                    uint32_t a = t;
                    while (p->tokens[a].head != PARLEY_NONE && p->tokens[a].head > cue_before && p->tokens[a].head < open)
                        a = p->tokens[a].head;
                    if (p->tokens[a].head != cue_before && !(p->tokens[a].head == PARLEY_NONE))
                        clear = false;
                    const cue_entry *told = verb_cue(x, cue_before);
                    if (p->tokens[a].rel == REL_OBJ && told && !(told->frames & CUE_OC))
                        clear = false;
                    if (p->tokens[a].rel == REL_CCOMP || (p->tokens[a].rel == REL_NSUBJ && p->tokens[a].head != cue_before))
                        clear = false;
                }
            }
        }
        direct_before = clear && (colon || comma || last_before == cue_before || cue_before + 4 > open);
        if (p->tokens[cue_before].rel == REL_ACL && p->tokens[cue_before].sub == SUB_RELCL && !comma)
            direct_before = direct_before && last_before == cue_before;
    }
    if (!starts && !direct_before && colon && ends_in_stop(x, q) && q->end - q->first > 3) {
        draft d = draft_new(PARLEY_NONE, "quote-colon", 0.6f);
        piece_add(&d, q->first, q_end);
        d.quoted = true;
        for (uint32_t t = open; t-- > begin;) {
            uint32_t actor = facts_actor_of(x->f, p, t);
            if (actor != PARLEY_NONE && p->tokens[t].rel == REL_NSUBJ) {
                add_speaker(&d, actor);
                break;
            }
        }
        if (d.n_speakers) {
            x->draft_of_quote[i] = draft_push(x, d);
            return;
        }
    }
    if (!starts && !direct_before)
        return; /* part of a clause: a scare quote, a name, or the words of a mixed statement */
    /* The cue behind. */
    uint32_t cue_after = PARLEY_NONE, clause = PARLEY_NONE, limit = end;
    if (after >= end && after < p->n_tokens && p->sents[p->tokens[after].sent].block == block &&
        p->tokens[after].form[0] >= 'a' && p->tokens[after].form[0] <= 'z')
        limit = p->sents[p->tokens[after].sent].end; /* "Will it hold?" / he asked. */
    for (uint32_t t = after; t < limit; t++) {
        if (!outside(x, t))
            break;
        if (!is_q_verb(x, t) || is_infinitive(x, t))
            continue;
        uint32_t subject = parse_child(p, t, REL_NSUBJ, SUB_NONE);
        bool inverted = t == after || (t == after + 1 && is_punct(x, after));
        if (subject == PARLEY_NONE || !outside(x, subject) || subject < after) {
            subject = PARLEY_NONE;
            /* The tree lost it: the noun before the verb, or after an inverted one. */
            if (inverted) {
                for (uint32_t y = t + 1; y < limit && y < t + 8; y++)
                    if (is_noun(&p->tokens[y]) || p->tokens[y].upos == UPOS_PRON) {
                        subject = y;
                        break;
                    }
            } else {
                for (uint32_t y = t; y-- > after;)
                    if (is_noun(&p->tokens[y]) || p->tokens[y].upos == UPOS_PRON) {
                        subject = y;
                        break;
                    }
            }
        }
        if (subject == PARLEY_NONE)
            continue;
        cue_after = t;
        clause = p->tokens[subject].left < t && p->tokens[subject].left >= after ? p->tokens[subject].left
                                                                                 : (subject < t ? subject : t);
        break;
    }
    draft d = draft_new(PARLEY_NONE, "quote", 0.9f);
    d.quoted = true;
    if (starts && cue_after != PARLEY_NONE) {
        bool more = false;
        for (uint32_t t = after; t < clause; t++)
            if (!is_punct(x, t) && p->tokens[t].upos != UPOS_ADV && p->tokens[t].upos != UPOS_CCONJ)
                more = true;
        if (!more || ends_in_stop(x, q)) {
            d.cue = d.cue_first = d.cue_last = cue_after;
            d.rule = "quote-cue-after";
            piece_add(&d, q->first, q_end);
            if (more && clause > after + 2 && !ends_in_stop(x, q)) {
                d.n_pieces = 0;
                piece_add(&d, open, clause - 1);
            }
        } else { /* "The talks stall" because of the tariffs, he said */
            uint32_t a = open, b = clause;
            trim(x, &a, &b);
            d.cue = d.cue_first = d.cue_last = cue_after;
            d.rule = "quote-mixed-after";
            piece_add(&d, a, b);
        }
        uint32_t subject_after = quote_subject(x, cue_after, after, limit);
        if (subject_after != PARLEY_NONE)
            quote_speaker(x, subject_after, &d);
        else
            speaker_of(x, cue_after, &d, false);
        if (d.n_speakers == 0) {
            draft e = d;
            e.n_speakers = 0;
            uint32_t subject = parse_child(p, cue_after, REL_NSUBJ, SUB_NONE);
            if (subject == PARLEY_NONE || subject < after)
                for (uint32_t y = after; y < limit; y++)
                    if (y != cue_after && (facts_actor_of(x->f, p, y) != PARLEY_NONE || p->tokens[y].upos == UPOS_PRON)) {
                        resolve(x, y, &e, false);
                        if (e.n_speakers)
                            d = e;
                        break;
                    }
        }
        outlet_links(x, cue_after, &d);
    } else if (direct_before) {
        d.cue = d.cue_first = d.cue_last = cue_before;
        d.rule = "quote-cue-before";
        uint32_t tail = after;
        /* said "nobody wins" from a truce: the clause goes on outside. */
        if (q->closed && after < end && !is_punct(x, after) &&
            !IS(after, "as", "after", "during", "in", "on", "at", "following", "when", "before", "while") &&
            p->tokens[after].upos != UPOS_CCONJ && p->tokens[after].upos != UPOS_SCONJ && !ends_in_stop(x, q)) {
            uint32_t right = after;
            for (uint32_t t = q->first; t < q->end; t++)
                if (p->tokens[t].head != PARLEY_NONE && p->tokens[t].head < q->first && p->tokens[t].right > right)
                    right = p->tokens[t].right;
            tail = right + 1 < end ? right + 1 : end;
            uint32_t a = open, b = cut_tail(x, open, tail, cue_before);
            trim(x, &a, &b);
            piece_add(&d, a, b);
            d.rule = "quote-mixed-before";
        } else
            piece_add(&d, q->first, q_end);
        speaker_of(x, cue_before, &d, false);
        outlet_links(x, cue_before, &d);
    } else {
        /* No cue in the sentence. */
        if (heading) {
            piece_add(&d, q->first, q_end);
            d.rule = "quote-heading";
            d.confidence = 0.5f;
            d.unknown = true;
            /* ‘Not yet’ - Duarte */
            for (uint32_t t = after; t < end; t++)
                if (facts_actor_of(x->f, p, t) != PARLEY_NONE && x->f->actors[facts_actor_of(x->f, p, t)].kind == ACTOR_PERSON) {
                    add_speaker(&d, facts_actor_of(x->f, p, t));
                    d.unknown = false;
                    break;
                }
            x->draft_of_quote[i] = draft_push(x, d);
            return;
        }
        if (!ends_in_stop(x, q) || q->end - q->first < 3 || (!quote_has_verb(x, q) && q->end - q->first < 6))
            return;
        if (after < end && !is_punct(x, after) && q->closed && p->tokens[after].sent == p->tokens[q->end - 1].sent)
            return; /* "Red line" talk went on: the sentence goes on with it as a word */
        if (previous != PARLEY_NONE && !x->drafts[previous].dead && x->drafts[previous].n_pieces < PIECES) {
            /* Same paragraph, same speaker, one statement. */
            piece_add(&x->drafts[previous], q->first, q_end);
            x->draft_of_quote[i] = previous;
            return;
        }
        piece_add(&d, q->first, q_end);
        d.confidence = 0.5f;
        d.rule = "quote-floating";
        d.unknown = true;
        if (i > 0 && q->opens_block && x->draft_of_quote[i - 1] != PARLEY_NONE) {
            quote *y = &x->quotes->items[i - 1];
            uint32_t their_block = p->sents[p->tokens[y->first].sent].block;
            bool next = block == their_block + 1 || (block > their_block && block - their_block <= 2);
            for (uint32_t b = their_block + 1; b < block && next; b++)
                next = x->in->page->blocks[b].end - x->in->page->blocks[b].start < 2;
            draft *z = &x->drafts[x->draft_of_quote[i - 1]];
            if (next && y->ends_block && !y->closed && !z->dead && z->n_pieces < PIECES) {
                piece_add(z, q->first, q_end); /* unclosed paragraphs in a row are one statement */
                x->draft_of_quote[i] = x->draft_of_quote[i - 1];
                return;
            }
            if (next && y->ends_block && z->n_speakers) {
                add_speaker(&d, z->speaker[0]);
                d.unknown = false;
                d.rule = "quote-next-paragraph";
            } else if (next && z->n_speakers && y->closed) {
                add_speaker(&d, z->speaker[0]);
                d.unknown = false;
                d.rule = "quote-next-paragraph";
            }
        }
        /* The sentence before names a person and this one quotes: "She shook her head. 'Not today.'" */
        if (!d.n_speakers && !q->opens_block) {
            uint32_t s = p->tokens[q->first].sent;
            if (s > 0 && p->sents[s - 1].block == block) {
                uint32_t root = p->sents[s - 1].root;
                uint32_t subject = root == PARLEY_NONE ? PARLEY_NONE : parse_child(p, root, REL_NSUBJ, SUB_NONE);
                uint32_t actor = subject == PARLEY_NONE ? PARLEY_NONE : facts_actor_of(x->f, p, subject);
                if (actor != PARLEY_NONE) {
                    add_speaker(&d, actor);
                    d.unknown = false;
                    d.rule = "quote-previous-sentence";
                }
            }
        }
    }
    if (!d.n_speakers)
        d.unknown = true;
    x->draft_of_quote[i] = draft_push(x, d);
}

/* "Duarte: No deal before May." at the start of a line: interviews, headlines. */
static void label_statements(speech *x) {
    const parley_parse *p = x->p;
    for (uint32_t s = 0; s < p->n_sents; s++) {
        uint32_t first = p->sents[s].first, end = p->sents[s].end;
        if (s > 0 && p->sents[s - 1].block == p->sents[s].block)
            continue;
        for (uint32_t t = first + 1; t < end && t < first + 6; t++) {
            if (strcmp(p->tokens[t].norm, ":") != 0)
                continue;
            uint32_t actor = facts_actor_of(x->f, p, t - 1);
            if (actor == PARLEY_NONE || end - t < 4 || x->f->actors[actor].kind == ACTOR_OUTLET)
                break;
            bool only = true;
            for (uint32_t y = first; y < t; y++)
                only &= is_noun(&p->tokens[y]) || p->tokens[y].upos == UPOS_ADJ || p->tokens[y].upos == UPOS_DET;
            uint32_t q = x->quotes->of[t + 2];
            if (!only || (q != PARLEY_NONE && x->draft_of_quote[q] != PARLEY_NONE))
                break;
            draft d = draft_new(PARLEY_NONE, "label", 0.6f);
            add_speaker(&d, actor);
            range_piece(x, &d, t + 1, end, PARLEY_NONE);
            draft_push(x, d);
            break;
        }
    }
}

/* A post pasted into the page: its words, a dash, who posted it, (@name), a date. */
static void post_statements(speech *x) {
    const parley_parse *p = x->p;
    for (uint32_t t = 2; t + 2 < p->n_tokens; t++) {
        if (p->tokens[t].form[0] != '@' || strcmp(p->tokens[t - 1].norm, "(") != 0)
            continue;
        uint32_t block = p->sents[p->tokens[t].sent].block, first = t, dash = PARLEY_NONE;
        while (first > 0 && p->sents[p->tokens[first - 1].sent].block == block && t - first < 400) {
            first--;
            if (dash == PARLEY_NONE && t - first < 12 && IS(first, "-", "--"))
                dash = first;
        }
        if (dash == PARLEY_NONE || dash < first + 3)
            continue;
        draft d = draft_new(PARLEY_NONE, "post", 0.7f);
        for (uint32_t y = dash + 1; y < t && !d.n_speakers; y++)
            add_speaker(&d, facts_actor_of(x->f, p, y));
        uint32_t end = dash;
        while (end > first && (strstr(p->tokens[end - 1].norm, ".com") || strstr(p->tokens[end - 1].norm, "http")))
            end--;
        d.quoted = true;
        bool taken = false;
        for (uint32_t y = first; y < end && !taken; y++)
            taken = x->quotes->of[y] != PARLEY_NONE && x->draft_of_quote[x->quotes->of[y]] != PARLEY_NONE;
        trim(x, &first, &end);
        piece_add(&d, first, end);
        if (d.n_speakers && !taken)
            draft_push(x, d);
    }
}

/* First person outside quotation marks: the marks were lost, and somebody heard just before goes on. Pages written in the first
 * person throughout are left alone. */
static void running_first_person(speech *x) {
    const parley_parse *p = x->p;
    uint8_t *first_person = ARENA_ARRAY(x->s, uint8_t, p->n_sents + 1);
    uint32_t n = 0;
    for (uint32_t s = 0; s < p->n_sents; s++) {
        bool mine = false, other = false;
        for (uint32_t t = p->sents[s].first; t < p->sents[s].end; t++) {
            if (!outside(x, t)) {
                other = true;
                continue;
            }
            if (IS(t, "i", "we", "our", "us", "my") && p->tokens[t].upos == UPOS_PRON)
                mine = true;
            if (IS(t, "newsletter", "newsletters", "inbox", "subscribe", "subscription", "sign", "cookies", "advertisement",
                   "readers"))
                other = true; /* the outlet's own "our" */
            if (x->draft_of_cue[t] != PARLEY_NONE && !x->drafts[x->draft_of_cue[t]].self)
                other = true;
        }
        first_person[s] = mine && !other;
        n += first_person[s];
    }
    if (n * 5 > p->n_sents + 10)
        return;
    for (uint32_t s = 1; s < p->n_sents; s++) {
        if (!first_person[s] || is_heading(x, p->sents[s].first))
            continue;
        uint32_t b = p->sents[s].block, until = s + 1;
        while (until < p->n_sents && p->sents[until].block == b && first_person[until])
            until++;
        /* Sentences without any person, between and after ("There are things that..."), go with them to the end of the block. */
        while (until < p->n_sents && p->sents[until].block == b && p->sents[until].end - p->sents[until].first < 40) {
            bool plain = true;
            for (uint32_t t = p->sents[until].first; t < p->sents[until].end; t++)
                if (!outside(x, t) || x->draft_of_cue[t] != PARLEY_NONE ||
                    (x->f->mention_of[t] != PARLEY_NONE && p->tokens[t].upos != UPOS_PRON))
                    plain = false;
            if (!plain)
                break;
            until++;
        }
        uint32_t prev = s - 1, speaker = PARLEY_NONE, at = PARLEY_NONE;
        for (uint32_t t = p->sents[prev].end; t-- > p->sents[prev].first;) {
            uint32_t d = x->draft_of_cue[t];
            if (d != PARLEY_NONE && !x->drafts[d].dead && x->drafts[d].n_speakers && (at == PARLEY_NONE || x->drafts[d].quoted))
                at = d;
        }
        if (at != PARLEY_NONE && x->drafts[at].quoted && p->sents[prev].block == b && x->drafts[at].n_pieces < PIECES) {
            uint32_t a = p->sents[s].first, e = p->sents[until - 1].end;
            trim(x, &a, &e);
            piece_add(&x->drafts[at], a, e);
        } else if (at != PARLEY_NONE) {
            speaker = x->drafts[at].speaker[0];
            /* An office does not say "I": its holder does. */
            uint32_t side = x->f->actors[speaker].side;
            bool singular = false;
            for (uint32_t t = p->sents[s].first; t < p->sents[s].end; t++)
                singular |= IS(t, "i", "my");
            if (singular && x->f->actors[speaker].kind != ACTOR_PERSON && side != PARLEY_NONE &&
                x->f->actors[side].kind == ACTOR_PERSON)
                speaker = side;
            draft d = draft_new(PARLEY_NONE, "first-person", 0.5f);
            d.quoted = true;
            uint32_t a = p->sents[s].first, e = p->sents[until - 1].end;
            trim(x, &a, &e);
            piece_add(&d, a, e);
            add_speaker(&d, speaker);
            draft_push(x, d);
        }
        s = until - 1;
    }
}

/* A heading that quotes goes to whoever says the same below; else to the next quotation's speaker. */
static void headings_resolve(speech *x) {
    const parley_parse *p = x->p;
    for (uint32_t i = 0; i < x->n; i++) {
        draft *d = &x->drafts[i];
        if (d->dead || d->n_speakers || strcmp(d->rule, "quote-heading") != 0)
            continue;
        uint32_t next = PARLEY_NONE, same = PARLEY_NONE, looked = 0, here = d->piece[0][0];
        for (uint32_t j = 0; j < x->n && looked < 200; j++) {
            draft *y = &x->drafts[j];
            if (y == d || y->dead || !y->n_speakers || !y->n_pieces || y->piece[0][0] < d->piece[0][1])
                continue;
            looked++;
            if (y->quoted && (next == PARLEY_NONE || y->piece[0][0] < x->drafts[next].piece[0][0]))
                next = j;
            if (same != PARLEY_NONE && y->piece[0][0] >= x->drafts[same].piece[0][0])
                continue;
            uint32_t hits = 0, words = 0;
            for (uint32_t t = here; t < d->piece[0][1]; t++) {
                const char *w = p->tokens[t].norm;
                size_t n = strlen(w);
                if (n < 4)
                    continue;
                words++;
                bool hit = false;
                for (uint32_t z = 0; z < y->n_pieces && !hit; z++)
                    for (uint32_t u = y->piece[z][0]; u < y->piece[z][1] && u < y->piece[z][0] + 120; u++)
                        if (strncmp(p->tokens[u].norm, w, n > 5 ? 5 : n) == 0)
                            hit = true;
                hits += hit;
            }
            if (words && hits == words)
                same = j;
        }
        uint32_t from = same != PARLEY_NONE ? same : next;
        if (from != PARLEY_NONE && (same != PARLEY_NONE || x->drafts[from].piece[0][0] - here < 200)) {
            for (uint32_t s = 0; s < x->drafts[from].n_speakers; s++)
                add_speaker(d, x->drafts[from].speaker[s]);
            d->unknown = x->drafts[from].n_speakers == 0;
        }
    }
}

/* --- from drafts to statements
 * -------------------------------------------------------------------------------------------------------------- */

static uint32_t draft_size(const draft *d) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n_pieces; i++)
        n += d->piece[i][1] - d->piece[i][0];
    return n;
}

typedef struct by_size {
    uint32_t draft, size, at;
} by_size;

static int compare_size(const void *a, const void *b) {
    const by_size *l = a, *r = b;
    if (l->size != r->size)
        return l->size > r->size ? -1 : 1;
    return l->at < r->at ? -1 : l->at > r->at;
}

enum { DEPTH_MAX = 6 };

/* Parents by containment, largest first: each draft's parent is the smallest painted where its cue (else its content) stands.
 * Nesting deeper than DEPTH_MAX is dropped, so that painting stays linear. */
static void parents_find(speech *x) {
    by_size *order = ARENA_ARRAY(x->s, by_size, x->n + 1);
    uint32_t *paint = ARENA_ARRAY(x->s, uint32_t, x->p->n_tokens + 1);
    uint8_t *depth = ARENA_ARRAY(x->s, uint8_t, x->n + 1);
    memset(paint, 0xff, (x->p->n_tokens + 1) * sizeof *paint);
    for (uint32_t i = 0; i < x->n; i++) {
        draft *d = &x->drafts[i];
        if (!d->dead && d->unknown && !d->n_speakers && !d->self)
            add_speaker(d, lost_speaker(x));
        order[i] = (by_size){i, draft_size(d), d->piece[0][0]};
    }
    qsort(order, x->n, sizeof *order, compare_size);
    for (uint32_t k = 0; k < x->n; k++) {
        draft *d = &x->drafts[order[k].draft];
        if (d->dead)
            continue;
        uint32_t at = d->cue != PARLEY_NONE ? d->cue : d->piece[0][0];
        d->parent = paint[at];
        if (d->parent != PARLEY_NONE && paint[d->piece[0][0]] != d->parent) /* cue inside, content outside: no part of it */
            d->parent = PARLEY_NONE;
        depth[order[k].draft] = d->parent == PARLEY_NONE ? 0 : (uint8_t)(depth[d->parent] + 1);
        if (depth[order[k].draft] > DEPTH_MAX) {
            d->dead = true;
            continue;
        }
        for (uint32_t i = 0; i < d->n_pieces; i++)
            for (uint32_t t = d->piece[i][0]; t < d->piece[i][1]; t++)
                paint[t] = order[k].draft;
    }
    for (uint32_t k = 0; k < x->n; k++) { /* outermost first: a parent is settled before its children */
        draft *d = &x->drafts[order[k].draft];
        if (d->dead || d->parent == PARLEY_NONE)
            continue;
        while (d->parent != PARLEY_NONE && x->drafts[d->parent].dead)
            d->parent = x->drafts[d->parent].parent;
        if (d->parent == PARLEY_NONE)
            continue;
        draft *up = &x->drafts[d->parent];
        if (d->self && up->n_speakers) {
            uint32_t side = x->f->actors[up->speaker[0]].side;
            if (d->we && side != PARLEY_NONE)
                add_speaker(d, side);
        }
        if (!d->n_speakers) {
            d->dead = true;
            continue;
        }
        for (uint32_t a = d->parent, same = 0; a != PARLEY_NONE && !same; a = x->drafts[a].parent)
            for (uint32_t i = 0; i < x->drafts[a].n_speakers; i++)
                if (!x->drafts[a].dead && x->drafts[a].speaker[i] == d->speaker[0] && d->n_speakers == 1)
                    same = d->dead = true;
        if (d->dead)
            continue;
        if (up->n_speakers)
            add_link(d, up->speaker[0]);
        for (uint32_t i = 0; i < up->n_chain; i++)
            add_link(d, up->chain[i]);
    }
}

/* Somebody unnamed is known only through whoever told of them: the chain goes on to their next statements. */
static void chains_inherit(speech *x) {
    uint32_t n_actors = x->f->n_actors;
    uint32_t *latest = ARENA_ARRAY(x->s, uint32_t, n_actors + 1);
    memset(latest, 0xff, (n_actors + 1) * sizeof *latest);
    by_size *order = ARENA_ARRAY(x->s, by_size, x->n + 1);
    for (uint32_t i = 0; i < x->n; i++)
        order[i] = (by_size){i, 0, x->drafts[i].piece[0][0]};
    qsort(order, x->n, sizeof *order, compare_size);
    for (uint32_t k = 0; k < x->n; k++) {
        uint32_t i = order[k].draft;
        draft *d = &x->drafts[i];
        if (d->dead || !d->n_speakers || x->f->actors[d->speaker[0]].kind != ACTOR_UNNAMED || d->parent != PARLEY_NONE)
            continue;
        uint32_t before = latest[d->speaker[0]];
        if (before != PARLEY_NONE)
            for (uint32_t j = 0; j < x->drafts[before].n_chain; j++)
                add_link(d, x->drafts[before].chain[j]);
        if (d->n_chain)
            latest[d->speaker[0]] = i;
    }
    /* Children follow their parents. */
    for (uint32_t k = 0; k < x->n; k++) {
        draft *d = &x->drafts[order[k].draft];
        if (!d->dead && d->parent != PARLEY_NONE)
            for (uint32_t j = 0; j < x->drafts[d->parent].n_chain; j++)
                add_link(d, x->drafts[d->parent].chain[j]);
    }
}

static bool is_mark_char(const char *s, uint32_t *len, bool forward) {
    static const char *const marks[] = {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xC2\xAB", "\xC2\xBB"};
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t n = strlen(marks[i]);
        if (memcmp(forward ? s : s - n, marks[i], n) == 0) {
            *len = (uint32_t)n;
            return true;
        }
    }
    return false;
}

/* Bytes of one piece: without enclosing marks, and without the final punctuation unless a closing mark keeps it in. */
static parley_span piece_span(const speech *x, const uint32_t piece[2], bool *inside, bool *touches) {
    const parley_parse *p = x->p;
    const char *s = x->in->page->text;
    uint32_t a = p->tokens[piece[0]].start, b = p->tokens[piece[1] - 1].end;
    uint32_t q = x->quotes->of[piece[0]], last_q = x->quotes->of[piece[1] - 1];
    *touches = false;
    for (uint32_t t = piece[0]; t < piece[1] && !*touches; t++)
        *touches = x->quotes->of[t] != PARLEY_NONE;
    for (int again = 0; again < 4; again++) {
        uint32_t len;
        while (b > a && (s[b - 1] == '.' || s[b - 1] == ',' || s[b - 1] == ';' || s[b - 1] == ':' || s[b - 1] == ' ' ||
                         s[b - 1] == '-' || s[b - 1] == '\n')) {
            if (s[b - 1] == '.' && b >= a + 3 && s[b - 2] != ' ' && (s[b - 3] == '.' || s[b - 3] == ' ') && s[b - 2] >= 'A' &&
                s[b - 2] <= 'Z')
                break; /* the U.S. */
            if (s[b - 1] == '.' && b >= a + 3 && s[b - 2] == '.' && s[b - 3] == '.')
                break;
            b--;
        }
        while (a < b && (s[a] == ' ' || s[a] == ',' || s[a] == ';' || s[a] == ':' || s[a] == '\n'))
            a++;
        bool open = a < b && b - a > 3 && is_mark_char(s + a, &len, true);
        uint32_t open_len = open ? len : 0;
        bool close = b > a + 3 && is_mark_char(s + b, &len, false);
        uint32_t close_len = close ? len : 0;
        if (!open && !close)
            break;
        /* Which quotations do they belong to? */
        uint32_t q_open = PARLEY_NONE, q_close = PARLEY_NONE;
        for (uint32_t t = piece[0]; t < piece[1] && t < piece[0] + 3 && q_open == PARLEY_NONE; t++)
            q_open = x->quotes->of[t];
        for (uint32_t t = piece[1]; t-- > piece[0] && t + 3 >= piece[1] && q_close == PARLEY_NONE;)
            q_close = x->quotes->of[t];
        if (open && close && q_open == q_close && q_open != PARLEY_NONE && x->quotes->items[q_open].span.start == a) {
            a += open_len;
            b -= close_len;
            continue;
        }
        if (close && q_close != PARLEY_NONE && x->quotes->items[q_close].span.start < a) { /* opened outside: not ours */
            b -= close_len;
            continue;
        }
        if (open && (q_open == PARLEY_NONE || x->quotes->items[q_open].span.end > b + 4)) {
            a += open_len;
            continue;
        }
        break;
    }
    /* A quotation that begins inside and ends here keeps its closing mark, and the punctuation before it. */
    if (last_q != PARLEY_NONE && x->quotes->items[last_q].closed && x->quotes->items[last_q].span.start >= a &&
        x->quotes->items[last_q].span.end > b && x->quotes->items[last_q].span.end - b <= 6 &&
        !(x->quotes->items[last_q].span.start == a)) {
        bool only = true;
        for (uint32_t i = b; i < x->quotes->items[last_q].inside.end; i++)
            only &= strchr(".,;:?! ", s[i]) != NULL;
        if (only)
            b = x->quotes->items[last_q].span.end;
    }
    *inside = q != PARLEY_NONE && q == last_q;
    if (!*inside && q != PARLEY_NONE && !x->quotes->items[q].single && a >= x->quotes->items[q].inside.start &&
        b <= x->quotes->items[q].inside.end)
        *inside = true;
    return (parley_span){a, b};
}

/* How often statements of each rule were right, speaker included, on the development pages (four negotiations, 476 statements of
 * gold): (right + 3) / (found + 4). What lowered a draft's own confidence lowers this too. */
static float calibrated(const draft *d) {
    static const struct {
        const char *rule;
        float base, drawn; /* the rule's own first confidence; what it proved to be worth */
    } rules[] = {{"verb-speech", 0.85f, 0.78f},
                 {"quote-cue-after", 0.9f, 0.92f},
                 {"verb-judge", 0.85f, 0.69f},
                 {"verb-ask", 0.85f, 0.77f},
                 {"according-to", 0.8f, 0.73f},
                 {"verb-view", 0.7f, 0.74f},
                 {"quote-cue-before", 0.9f, 0.71f},
                 {"according-to-first", 0.8f, 0.93f},
                 {"noun", 0.65f, 0.83f},
                 {"quote-heading", 0.5f, 0.9f},
                 {"quote-floating", 0.5f, 0.9f},
                 {"relative", 0.6f, 0.7f},
                 {"passive", 0.4f, 0.56f},
                 {"verb-write", 0.85f, 0.86f},
                 {"verb-after", 0.85f, 0.86f},
                 {"quote-next-paragraph", 0.5f, 0.57f},
                 {"adjective", 0.6f, 0.83f},
                 {"quote-previous-sentence", 0.5f, 0.83f},
                 {"first-person", 0.5f, 0.83f},
                 {"idiom-blame", 0.7f, 0.83f},
                 {"quote-mixed-after", 0.9f, 0.83f},
                 {"noun-light", 0.65f, 0.8f},
                 {"label", 0.6f, 0.6f}};
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if (strcmp(rules[i].rule, d->rule) == 0) {
            float c = rules[i].drawn * d->confidence / rules[i].base;
            return c > 0.97f ? 0.97f : c;
        }
    return d->confidence;
}

static void emit(speech *x) {
    parley_facts *f = x->f;
    uint32_t cap = 0;
    by_size *order = ARENA_ARRAY(x->s, by_size, x->n + 1);
    uint32_t *made = ARENA_ARRAY(x->s, uint32_t, x->n + 1);
    for (uint32_t i = 0; i < x->n; i++)
        order[i] = (by_size){i, 0, x->drafts[i].piece[0][0]};
    qsort(order, x->n, sizeof *order, compare_size);
    memset(made, 0xff, (x->n + 1) * sizeof *made);
    for (uint32_t k = 0; k < x->n; k++) {
        draft *d = &x->drafts[order[k].draft];
        if (d->dead || !d->n_pieces)
            continue;
        if (!d->n_speakers) {
            if (!d->unknown)
                continue;
            add_speaker(d, lost_speaker(x));
        }
        parley_span *content = ARENA_ARRAY(x->in->arena, parley_span, d->n_pieces);
        uint32_t n = 0, last = 0;
        bool all_inside = true, any = false;
        for (uint32_t i = 0; i < d->n_pieces; i++) {
            bool inside, touches;
            parley_span s = piece_span(x, d->piece[i], &inside, &touches);
            if (s.start >= s.end || s.start < last)
                continue;
            content[n++] = s;
            last = s.end;
            all_inside &= inside;
            any |= touches;
        }
        if (!n)
            continue;
        statement_mode mode = strcmp(d->rule, "first-person") == 0 || (all_inside && any) ? MODE_DIRECT
                              : any                                                       ? MODE_MIXED
                                                                                          : MODE_INDIRECT;
        if (d->quoted && mode == MODE_INDIRECT)
            mode = MODE_DIRECT;
        for (uint32_t s = 0; s < d->n_speakers; s++) {
            if (made[order[k].draft] == PARLEY_NONE)
                made[order[k].draft] = f->n_statements;
            fact_statement *y;
            f->statements = arena_grow(x->in->arena, f->statements, sizeof *f->statements, f->n_statements, &cap);
            y = &f->statements[f->n_statements++];
            *y = (fact_statement){.content = content,
                                  .n_content = n,
                                  .speaker = d->speaker[s],
                                  .mode = mode,
                                  .cue_token = d->cue,
                                  .first = d->piece[0][0],
                                  .end = d->piece[d->n_pieces - 1][1],
                                  .parent = PARLEY_NONE,
                                  .rule = d->rule,
                                  .confidence = calibrated(d)};
            if (d->cue != PARLEY_NONE)
                y->cue = parse_span(x->p, d->cue_first, d->cue_last);
            y->chain = ARENA_ARRAY(x->in->arena, uint32_t, d->n_chain + 1);
            for (uint32_t j = 0; j < d->n_chain; j++)
                if (d->chain[j] != d->speaker[s])
                    y->chain[y->n_chain++] = d->chain[j];
            if (d->parent != PARLEY_NONE)
                y->parent = d->parent; /* a draft for now */
            f->actors[d->speaker[s]].acts = true;
        }
    }
    for (uint32_t i = 0; i < f->n_statements; i++)
        if (f->statements[i].parent != PARLEY_NONE)
            f->statements[i].parent = made[f->statements[i].parent];
    /* Innermost statement of each token: largest first, smaller ones over them. */
    for (uint32_t i = 0; i < x->n; i++)
        order[i] = (by_size){i, draft_size(&x->drafts[i]), x->drafts[i].piece[0][0]};
    qsort(order, x->n, sizeof *order, compare_size);
    for (uint32_t k = 0; k < x->n; k++) {
        const draft *d = &x->drafts[order[k].draft];
        if (d->dead || made[order[k].draft] == PARLEY_NONE)
            continue;
        for (uint32_t i = 0; i < d->n_pieces; i++)
            for (uint32_t t = d->piece[i][0]; t < d->piece[i][1]; t++)
                f->statement_of[t] = made[order[k].draft];
    }
}

/* "diplomats reported the minister as saying", "was quoted by the agency as saying": whoever passes it on. */
static void relayed(speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    if (!IS(v, "quoted", "reported", "cited", "quotes", "quoting", "citing", "cites", "quote", "cite"))
        return;
    uint32_t said = PARLEY_NONE, end = sent_end(x, v), begin = sent_first(x, v);
    for (uint32_t t = v + 1; t < end && t < v + 16; t++)
        if (IS(t, "as") && t + 1 < end) {
            for (uint32_t y = t + 1; y < end && y < t + 4; y++)
                if (IS(y, "saying", "said", "telling", "told", "writing", "adding", "warning"))
                    said = y;
            break;
        }
    if (said == PARLEY_NONE)
        return;
    draft who = draft_new(said, "relayed", 0.8f);
    bool passive = is_passive(x, v);
    uint32_t obj = parse_child(p, v, REL_OBJ, SUB_NONE), subject = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    if (!passive) {
        if (obj == PARLEY_NONE)
            for (uint32_t t = v + 1; t < said && obj == PARLEY_NONE; t++)
                if (is_noun(&p->tokens[t]) || p->tokens[t].upos == UPOS_PRON)
                    obj = t;
        if (obj != PARLEY_NONE)
            resolve(x, obj, &who, false);
        draft link = draft_new(v, "", 0);
        if (subject != PARLEY_NONE)
            resolve(x, subject, &link, false);
        for (uint32_t i = 0; i < link.n_speakers; i++)
            add_link(&who, link.speaker[i]);
    } else {
        if (subject != PARLEY_NONE)
            resolve(x, subject, &who, false);
        PARSE_EACH_CHILD (p, v, c) {
            uint32_t by = p->tokens[c].rel == REL_OBL ? case_of(x, c) : PARLEY_NONE;
            if (by != PARLEY_NONE && IS(by, "by", "in") && facts_actor_of(x->f, p, c) != PARLEY_NONE)
                add_link(&who, facts_actor_of(x->f, p, c));
        }
    }
    if (!who.n_speakers)
        return;
    /* A quotation before or after, or the clause behind "saying". */
    draft *d = NULL;
    if (x->draft_of_cue[said] != PARLEY_NONE)
        d = &x->drafts[x->draft_of_cue[said]];
    else if (x->draft_of_cue[v] != PARLEY_NONE)
        d = &x->drafts[x->draft_of_cue[v]];
    if (!d) {
        const cue_entry *e = verb_cue(x, said);
        if (e && verb_content(x, said, e, &who))
            draft_push(x, who);
        else if (begin + 3 < v && said + 3 >= end) {
            uint32_t s = subject != PARLEY_NONE && p->tokens[subject].left < v ? p->tokens[subject].left : v;
            range_piece(x, &who, begin, s, said);
            draft_push(x, who);
        }
        return;
    }
    if (d->cue != said && d->cue == v) {
        d->cue = d->cue_first = d->cue_last = said;
        x->draft_of_cue[said] = (uint32_t)(d - x->drafts);
    }
    d->n_speakers = 0;
    d->n_chain = 0;
    d->unknown = false;
    for (uint32_t i = 0; i < who.n_speakers; i++)
        add_speaker(d, who.speaker[i]);
    for (uint32_t i = 0; i < who.n_chain; i++)
        add_link(d, who.chain[i]);
}

/* An author set by "released a paper" speaks for "the paper" later. */
static void authors_note(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    if (!is_document(x, t) || p->tokens[t].rel == REL_COMPOUND)
        return;
    if (p->tokens[t].rel == REL_OBJ && p->tokens[t].head != PARLEY_NONE &&
        !IS(p->tokens[t].head, "released", "release", "releases", "issued", "issue", "issues", "published", "publishes", "wrote",
            "sent", "posted", "releasing", "issuing", "publishing"))
        return;
    if (p->tokens[t].rel != REL_OBJ && p->tokens[t].rel != REL_OBL && p->tokens[t].rel != REL_NMOD &&
        p->tokens[t].rel != REL_NSUBJ)
        return;
    uint32_t author = author_bounded(x, t, NULL);
    if (author != PARLEY_NONE && (x->f->actors[author].kind != ACTOR_PERSON || p->tokens[t].rel == REL_OBJ))
        note_author(x, author);
}

void statements_find(const meaning_in *in, parley_facts *f) {
    speech x = {.in = in,
                .f = f,
                .p = in->parse,
                .w = in->world,
                .cues = in->lexicons->cues,
                .s = in->scratch,
                .last_author = PARLEY_NONE,
                .doc_sent = PARLEY_NONE,
                .last_speaker = PARLEY_NONE,
                .lost = PARLEY_NONE};
    uint32_t n = in->parse->n_tokens;
    f->statement_of = ARENA_ARRAY(in->arena, uint32_t, n + 1);
    memset(f->statement_of, 0xff, (n + 1) * sizeof *f->statement_of);
    x.draft_of_cue = ARENA_ARRAY(in->scratch, uint32_t, n + 1);
    memset(x.draft_of_cue, 0xff, (n + 1) * sizeof *x.draft_of_cue);
    x.quotes = quotes_find(in);
    x.draft_of_quote = ARENA_ARRAY(in->scratch, uint32_t, x.quotes->n + 1);
    memset(x.draft_of_quote, 0xff, (x.quotes->n + 1) * sizeof *x.draft_of_quote);
    /* In the order of the page, so that "he" without an antecedent and "the document" find who was heard last. */
    uint32_t q = 0;
    for (uint32_t s = 0; s < x.p->n_sents; s++) {
        uint32_t first = x.p->sents[s].first, end = x.p->sents[s].end;
        for (; q < x.quotes->n && x.quotes->items[q].first < end; q++)
            if (x.quotes->items[q].first < x.quotes->items[q].end)
                quote_statement(&x, q);
        for (uint32_t t = first; t < end; t++)
            gap_statement(&x, t);
        for (uint32_t t = first; t < end; t++) {
            authors_note(&x, t);
            switch (x.p->tokens[t].upos) {
            case UPOS_AUX:
            case UPOS_VERB:
                verb_statement(&x, t);
                passive_report(&x, t);
                break;
            case UPOS_NOUN:
                noun_statement(&x, t);
                blame_statement(&x, t);
                break;
            case UPOS_ADJ: adjective_statement(&x, t); break;
            default: break;
            }
        }
        for (uint32_t t = first; t < end; t++)
            if (x.p->tokens[t].upos == UPOS_VERB)
                relayed(&x, t);
        for (uint32_t t = first; t < end; t++)
            according_to(&x, t);
    }
    label_statements(&x);
    post_statements(&x);
    running_first_person(&x);
    headings_resolve(&x);
    parents_find(&x);
    chains_inherit(&x);
    emit(&x);
}
