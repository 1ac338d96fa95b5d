/* speaker.c - who speaks: from the subject of a cue, or the author of a text, to actors of the page.
 *
 * A subject is taken from the tree first. Trees are wrong in about one arc of six, so word order follows: the noun before the
 * verb, whoever the sentence's own cue belongs to, the speaker heard last for a pronoun that coreference left alone.
 */
#include "meaning/statement_int.h"

const cue_entry *verb_cue(const speech *x, uint32_t t) {
    const parse_token *k = &x->p->tokens[t];
    if (!is_verb(k) || k->rel == REL_CASE || k->rel == REL_MARK ||
        (k->rel == REL_AMOD && !(k->head != PARLEY_NONE && k->head < t)))
        return NULL;
    if (t > 0 && !x->p->tokens[t - 1].space_after && strcmp(x->p->tokens[t - 1].norm, "-") == 0) /* "the so-called plan" */
        return NULL;
    return cue_find(x->cues, k->norm, 'v');
}

bool has_child_of(const speech *x, uint32_t t, ud_rel r, const char *const *words) {
    PARSE_EACH_CHILD (x->p, t, c)
        if (x->p->tokens[c].rel == r && word_in(&x->p->tokens[c], words))
            return true;
    return false;
}

bool verb_is_negated(const speech *x, uint32_t t) {
    static const char *const words[] = {"not", "n't", "never", "n’t", NULL};
    return has_child_of(x, t, REL_ADVMOD, words) || (t > 0 && word_in(&x->p->tokens[t - 1], words));
}

bool verb_is_infinitive(const speech *x, uint32_t t) {
    static const char *const words[] = {"to", NULL};
    return has_child_of(x, t, REL_MARK, words) || (t > 0 && IS(t - 1, "to") && x->p->tokens[t - 1].upos == UPOS_PART);
}

bool verb_has_modal(const speech *x, uint32_t t) {
    static const char *const words[] = {"will", "would", "could", "may", "might", "should", "can",
                                        "must", "shall", "'ll",   "wo",  "ca",    NULL};
    return has_child_of(x, t, REL_AUX, words);
}

uint32_t preposition_of(const speech *x, uint32_t t) {
    PARSE_EACH_CHILD (x->p, t, c)
        if ((x->p->tokens[c].rel == REL_CASE || x->p->tokens[c].rel == REL_MARK) && c < t)
            return c;
    return PARLEY_NONE;
}

/* --- who ---------------------------------------------------------------------------------------------------------------- */

uint32_t speaker_lost(speech *x) {
    if (x->lost == PARLEY_NONE)
        x->lost = facts_add_actor(x->in, x->f, "unattributed speaker", ACTOR_UNNAMED);
    return x->lost;
}

void draft_speaker(draft *d, uint32_t actor) {
    if (actor == PARLEY_NONE)
        return;
    for (uint32_t i = 0; i < d->n_speakers; i++)
        if (d->speaker[i] == actor)
            return;
    if (d->n_speakers < SPEAKERS)
        d->speaker[d->n_speakers++] = actor;
}

void draft_link(draft *d, uint32_t actor) {
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

bool noun_is_document(const speech *x, uint32_t t) {
    const parse_token *k = &x->p->tokens[t];
    return k->upos == UPOS_NOUN && cue_is_document(x->cues, k->norm);
}

static bool is_carrier(const speech *x, uint32_t t) {
    return is_in(x, t, "carrier");
}

/* First speaker that the noun phrase headed by t names, or PARLEY_NONE. */
uint32_t speaker_known(speech *x, uint32_t t) {
    draft d = {.n_speakers = 0};
    speaker_resolve(x, t, &d, true);
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
                uint32_t by = preposition_of(x, c);
                if (by != PARLEY_NONE && IS(by, "by", "from")) {
                    uint32_t actor = speaker_known(x, c);
                    if (actor != PARLEY_NONE)
                        found = actor;
                    /* "a commentary by the blog Harbour Notes, which was carried by two papers" */
                    for (uint32_t y = c; d && y <= p->tokens[c].right; y++) {
                        if (p->tokens[y].rel != REL_ACL || !is_carrier(x, y))
                            continue;
                        PARSE_EACH_CHILD (p, y, o) {
                            uint32_t who[SPEAKERS], n = 0,
                                                    agent = p->tokens[o].rel == REL_OBL ? preposition_of(x, o) : PARLEY_NONE;
                            if (agent != PARLEY_NONE && IS(agent, "by"))
                                n = facts_actors_of(x->f, p, o, who, SPEAKERS);
                            for (uint32_t i = 0; i < n; i++)
                                draft_link(d, who[i]);
                        }
                    }
                }
            } else if (k->rel == REL_ACL) {
                PARSE_EACH_CHILD (p, c, o) {
                    uint32_t by =
                        p->tokens[o].rel == REL_OBL || p->tokens[o].rel == REL_NMOD ? preposition_of(x, o) : PARLEY_NONE;
                    if (by == PARLEY_NONE || !IS(by, "by"))
                        continue;
                    if (is_carrier(x, c) && !IS(c, "published", "reported")) {
                        uint32_t who[SPEAKERS], n = facts_actors_of(x->f, p, o, who, SPEAKERS);
                        for (uint32_t i = 0; i < n && d; i++)
                            draft_link(d, who[i]);
                    } else if (found == PARLEY_NONE) {
                        uint32_t who[SPEAKERS], n = facts_actors_of(x->f, p, o, who, SPEAKERS);
                        found = n ? who[0] : speaker_known(x, o);
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
        uint32_t in = k->rel == REL_OBL ? preposition_of(x, noun) : PARLEY_NONE;
        if (((k->rel == REL_OBJ && is_in(x, k->head, "release")) || (in != PARLEY_NONE && IS(in, "in"))) &&
            k->head != PARLEY_NONE && is_verb(&p->tokens[k->head])) {
            uint32_t v = k->head, subject = parse_child(p, v, REL_NSUBJ, SUB_NONE);
            for (int more = 0; more < 3 && subject == PARLEY_NONE && p->tokens[v].head != PARLEY_NONE &&
                               (p->tokens[v].rel == REL_ADVCL || p->tokens[v].rel == REL_CONJ || p->tokens[v].rel == REL_XCOMP);
                 more++) /* "went on, releasing a statement" */
                subject = parse_child(p, v = p->tokens[v].head, REL_NSUBJ, SUB_NONE);
            if (subject != PARLEY_NONE && subject != t && !noun_is_document(x, subject))
                found = speaker_known(x, subject);
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
void author_note(speech *x, uint32_t actor) {
    if (actor == PARLEY_NONE)
        return;
    if (x->n_authors && x->authors[0] != actor)
        x->n_authors = 0;
    x->last_author = actor;
}

/* A description as an actor's name: the noun phrase without its article and without its clauses. */
uint32_t speaker_describe(speech *x, uint32_t t) {
    uint32_t first, last;
    np_core(x->p, t, &first, &last);
    while (first < t && IS(first, "at", "least", "more", "than", "about", "nearly", "almost", "even", "also", "only"))
        first++;
    while (first < t && (x->p->tokens[first].upos == UPOS_DET || x->p->tokens[first].upos == UPOS_ADP || is_punct(x, first)) &&
           !IS(first, "some", "many", "several"))
        first++;
    char *text = span_text(x->in->page, x->p, x->s, first, last);
    return facts_add_actor(x->in, x->f, text, noun_is_document(x, t) ? ACTOR_ORGANISATION : ACTOR_UNNAMED);
}

bool noun_may_speak(const speech *x, uint32_t t) {
    const parse_token *k = &x->p->tokens[t];
    static const char *const never[] = {"it",        "this",    "that",       "what",  "which", "there", "one", "nothing",
                                        "something", "whoever", "everything", "these", "those", "other", NULL};
    return (k->upos == UPOS_NOUN || k->upos == UPOS_PROPN || k->upos == UPOS_PRON || k->upos == UPOS_NUM ||
            k->upos == UPOS_ADJ) &&
           !word_in(k, never) && !is_in(x, t, "no-speaker");
}

bool speaker_pronoun_fits(const speech *x, uint32_t t, uint32_t actor) {
    actor_kind k = x->f->actors[actor].kind;
    if (IS(t, "he", "she"))
        return k == ACTOR_PERSON || k == ACTOR_UNNAMED;
    if (IS(t, "it"))
        return k != ACTOR_PERSON && k != ACTOR_UNNAMED;
    return k != ACTOR_PERSON;
}

/* The author of a noun may be a noun with an author: "his word" whose by-phrase leads back to itself goes round for ever. Four
 * deep is more than any page says. */
uint32_t document_author(speech *x, uint32_t t, draft *d) {
    if (x->author_depth >= 4)
        return PARLEY_NONE;
    x->author_depth++;
    uint32_t author = author_of(x, t, d);
    x->author_depth--;
    return author;
}

/* "A draft", "estimates": not the text that was spoken of before. */
static bool is_new_text(const speech *x, uint32_t t) {
    uint32_t left = x->p->tokens[t].left;
    while (left < t &&
           (x->p->tokens[left].upos == UPOS_ADP || x->p->tokens[left].rel == REL_CASE || x->p->tokens[left].rel == REL_FIXED))
        left++;
    const parse_token *first = &x->p->tokens[left];
    bool plural = (x->p->tokens[t].morph & FEAT_PLUR) != 0;
    return first->upos == UPOS_DET ? word_in(first, (const char *const[]){"a", "an", "another", "some", NULL})
                                   : plural && left == t;
}

/* Who took a picture says nothing: the name in "Ana Roe/Reuters" and "Photo by Ana Roe". */
static bool in_picture_credit(const speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    uint32_t m = x->f->mention_of[t], actor = facts_actor_of(x->f, p, t);
    if (m == PARLEY_NONE || actor == PARLEY_NONE || x->f->mentions[m].kind != MENTION_NAME ||
        x->f->actors[actor].kind != ACTOR_PERSON)
        return false;
    uint32_t first = x->f->mentions[m].first, slash = x->f->mentions[m].end;
    if (first >= sent_first(x, t) + 2 && IS(first - 1, "by", ":") && is_in(x, first - 2, "picture"))
        return true;
    if (slash + 1 >= sent_end(x, t) || !IS(slash, "/") || p->tokens[slash - 1].space_after)
        return false;
    uint32_t agency = facts_actor_of(x->f, p, slash + 1);
    return (agency != PARLEY_NONE && x->f->actors[agency].kind == ACTOR_OUTLET) || is_in(x, slash + 1, "picture-agency");
}

/* An editorial is its paper's: the outlet named last before it, three sentences back at most. */
static uint32_t paper_of(const speech *x, uint32_t t) {
    enum { BACK = 120 };
    const parley_parse *p = x->p;
    for (uint32_t y = t, n = 0; y-- > 0 && n < BACK && p->tokens[t].sent - p->tokens[y].sent <= 3; n++) {
        uint32_t m = x->f->mention_of[y], actor = facts_actor_of(x->f, p, y);
        if (m != PARLEY_NONE && actor != PARLEY_NONE && x->f->actors[actor].kind == ACTOR_OUTLET &&
            x->f->mentions[m].kind == MENTION_NAME)
            return actor;
    }
    return PARLEY_NONE;
}

/* "There were two editorials, with one saying A. The other said B.": the texts spoken of last; PARLEY_NONE if t is no such word.
 */
static uint32_t one_of_texts(const speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    const parse_token *k = &p->tokens[t];
    if (!IS(t, "one", "other", "another", "second", "third") || k->rel != REL_NSUBJ ||
        (t + 1 < sent_end(x, t) && IS(t + 1, "of")))
        return PARLEY_NONE;
    uint32_t block = p->sents[k->sent].block;
    for (uint32_t y = t; y-- > 0 && k->sent - p->tokens[y].sent <= 2 && p->sents[p->tokens[y].sent].block == block;)
        if (outside(x, y) && (p->tokens[y].morph & FEAT_PLUR) && noun_is_document(x, y))
            return y;
    return PARLEY_NONE;
}

void speaker_resolve(speech *x, uint32_t t, draft *d, bool strict) {
    const parley_parse *p = x->p;
    const parse_token *k = &p->tokens[t];
    if (in_picture_credit(x, t))
        return;
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
                    speaker_resolve(x, p->tokens[v].head, d, strict);
                    return;
                }
                v = p->tokens[v].head;
            }
            for (uint32_t y = t; y-- > sent_first(x, t) && t - y < 8;) /* no tree: the noun before it */
                if (is_noun(&p->tokens[y])) {
                    speaker_resolve(x, y, d, strict);
                    return;
                } else if (!is_punct(x, y) && p->tokens[y].upos != UPOS_ADP)
                    break;
            return;
        }
    }
    /* "The report said ... It also said": the text, so its author. */
    if (IS(t, "it") && x->doc_sent != PARLEY_NONE && k->sent - x->doc_sent <= 2 && k->sent >= x->doc_sent &&
        x->last_author != PARLEY_NONE && x->last_speaker == x->last_author && (k->rel == REL_NSUBJ || k->rel == REL_EXPL) &&
        k->head != PARLEY_NONE && verb_cue(x, k->head)) {
        x->doc_sent = k->sent;
        draft_speaker(d, x->last_author);
        for (uint32_t i = 0; i < x->n_authors && x->authors[0] == x->last_author; i++)
            draft_speaker(d, x->authors[i]);
        return;
    }
    uint32_t texts = one_of_texts(x, t), whose = texts == PARLEY_NONE ? PARLEY_NONE : document_author(x, texts, d);
    if (texts != PARLEY_NONE && whose == PARLEY_NONE && is_in(x, texts, "paper-text"))
        whose = paper_of(x, texts);
    if (whose != PARLEY_NONE) {
        draft_speaker(d, whose);
        return;
    }
    uint32_t who[SPEAKERS];
    uint32_t outlet = facts_actor_of(x->f, p, t);
    if (noun_is_document(x, t) && !(outlet != PARLEY_NONE && x->f->actors[outlet].kind == ACTOR_OUTLET &&
                                    parse_child(p, t, REL_AMOD, SUB_NONE) == PARLEY_NONE)) {
        uint32_t author = document_author(x, t, d);
        if (author == PARLEY_NONE && is_in(x, t, "paper-text"))
            author = paper_of(x, t);
        if (author == PARLEY_NONE && x->last_author != PARLEY_NONE && !is_new_text(x, t))
            author = x->last_author;
        if (author != PARLEY_NONE) {
            draft_speaker(d, author);
            x->doc_sent = k->sent;
            for (uint32_t i = 0; i < x->n_authors; i++) /* a joint statement is everybody's */
                if (author == x->authors[0])
                    draft_speaker(d, x->authors[i]);
            author_note(x, author);
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
                draft_speaker(d, x->f->mentions[m].actor);
                return;
            }
        }
    uint32_t n = facts_actors_of(x->f, p, t, who, SPEAKERS);
    for (uint32_t i = 0; i < n; i++)
        draft_speaker(d, who[i]);
    /* "a diplomat cited by the Courier" */
    PARSE_EACH_CHILD (p, t, c)
        if (n && p->tokens[c].rel == REL_ACL && c > t && is_in(x, c, "carrier"))
            PARSE_EACH_CHILD (p, c, o) {
                uint32_t by = p->tokens[o].rel == REL_OBL ? preposition_of(x, o) : PARLEY_NONE;
                if (by != PARLEY_NONE && IS(by, "by", "in"))
                    draft_link(d, facts_actor_of(x->f, p, o));
            }
    if (n)
        return;
    /* "Many fear", "some in the party believe" */
    if (!strict && IS(t, "many", "some", "others", "most", "few") && k->rel == REL_NSUBJ) {
        draft_speaker(d, speaker_describe(x, t));
        return;
    }
    if (IS(t, "he", "she", "it", "they")) {
        if (!strict && x->last_speaker != PARLEY_NONE && speaker_pronoun_fits(x, t, x->last_speaker))
            draft_speaker(d, x->last_speaker);
        return;
    }
    /* "One of the negotiators, Jon Lester, said": the name, or whoever they are one of. */
    if (!is_noun(k) && t + 2 < sent_end(x, t) && IS(t + 1, "of"))
        PARSE_EACH_CHILD (p, t, c) {
            uint32_t name = p->tokens[c].rel == REL_APPOS ? c : PARLEY_NONE;
            if (c > t && is_noun(&p->tokens[c]) && name == PARLEY_NONE)
                name = parse_child(p, c, REL_APPOS, SUB_NONE);
            if (name != PARLEY_NONE && facts_actor_of(x->f, p, name) != PARLEY_NONE) {
                draft_speaker(d, facts_actor_of(x->f, p, name));
                return;
            }
        }
    if (strict || !noun_may_speak(x, t))
        return;
    draft_speaker(d, speaker_describe(x, t));
}

bool verb_is_passive(const speech *x, uint32_t v) {
    /* The subject's relation alone is often wrong in relative clauses: a form of be must be there. */
    PARSE_EACH_CHILD (x->p, v, c)
        if (x->p->tokens[c].rel == REL_AUX &&
            (x->p->tokens[c].sub == SUB_PASS ||
             (IS(c, "was", "were", "been", "being", "is", "are", "be", "got") && !ends_with(x->p->tokens[v].norm, "ing"))))
            return true;
    return false;
}

uint32_t dateline_end(const speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    uint32_t first = sent_first(x, t), end = sent_end(x, t);
    if (p->tokens[first].upos != UPOS_PROPN)
        return first;
    for (uint32_t i = first + 1; i + 1 < end && i < first + 14; i++)
        if (IS(i, "-", "--") && p->tokens[i - 1].space_after && p->tokens[i].space_after)
            return IS(i + 1, "who", "which", "whose", "whom") ? first : i + 1;
        else if (is_verb(&p->tokens[i]))
            break;
    return first;
}

/* "A said B would wait, and called for talks": a finite verb joined to one that is not is joined to the cue above it. "The offer
 * that B made and said: ..." with words in quotation marks behind: to the main clause, not to the relative one. */
static uint32_t joined_to(const speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    uint32_t h = p->tokens[v].head, u = h;
    bool finite = p->tokens[v].upos == UPOS_VERB && !verb_has_modal(x, v) &&
                  ((p->tokens[v].morph & FEAT_FIN) ||
                   (ends_with(p->tokens[v].norm, "ed") && parse_child(p, v, REL_AUX, SUB_NONE) == PARLEY_NONE));
    if (h == PARLEY_NONE || !finite)
        return h;
    /* "denied that A had backtracked and said": a verb of speech right behind "and" is said by whoever spoke before; "said the
     * remarks were false and accused": so is what remarks cannot do. */
    const cue_entry *e = v > 0 && IS(v - 1, "and", "but") ? verb_cue(x, v) : NULL;
    uint32_t thing = parse_child(p, h, REL_NSUBJ, SUB_NONE);
    bool accuses = e && e->class >= CUE_ASK && e->class <= CUE_JUDGE && thing != PARLEY_NONE &&
                   p->tokens[thing].upos == UPOS_NOUN && facts_actor_of(x->f, p, thing) == PARLEY_NONE &&
                   (noun_is_document(x, thing) || is_in(x, thing, "no-speaker"));
    bool reports = e && ((e->class <= CUE_WRITE && (e->frames & CUE_Q) && (e->frames & CUE_C)) || accuses) &&
                   (p->tokens[v].morph & FEAT_PAST);
    bool bare = (p->tokens[h].morph & FEAT_INF) || verb_has_modal(x, h) || verb_is_infinitive(x, h);
    uint32_t q = v + 1;
    while (q < sent_end(x, v) && q < v + 3 && IS(q, ",", ":"))
        q++;
    bool quotes = q < sent_end(x, v) && x->quotes->of[v] == PARLEY_NONE &&
                  (x->quotes->of[q] != PARLEY_NONE || (q + 1 < sent_end(x, v) && x->quotes->of[q + 1] != PARLEY_NONE));
    for (int up = 0; up < 8 && u != PARLEY_NONE; up++) {
        const parse_token *k = &p->tokens[u];
        if (k->head == PARLEY_NONE || k->head > v)
            break;
        if ((bare || (reports && (p->tokens[k->head].morph & FEAT_PAST))) && k->rel == REL_CCOMP && verb_cue(x, k->head) &&
            !verb_is_infinitive(x, k->head))
            return k->head;
        if (quotes && k->rel == REL_ACL)
            for (uint32_t m = k->head, more = 0; m != PARLEY_NONE && more < 5; m = p->tokens[m].head, more++)
                if (p->tokens[m].upos == UPOS_VERB)
                    return m;
        u = k->head;
    }
    return h;
}

/* Subject of v: before the verb and outside a quotation that v is outside of; the last such one that is somebody, and the one
 * before it too where "and" joins them (a parser's slip). After the verb only where none is before it. */
static uint32_t cue_subject(speech *x, uint32_t v, draft *d) {
    const parley_parse *p = x->p;
    uint32_t subject = PARLEY_NONE, dateline = dateline_end(x, v);
    PARSE_EACH_CHILD (p, v, c) {
        bool expletive = p->tokens[c].rel == REL_EXPL && c + 1 == v && x->f->mention_of[c] != PARLEY_NONE &&
                         x->f->mentions[x->f->mention_of[c]].actor != PARLEY_NONE; /* see coref.c */
        if ((p->tokens[c].rel != REL_NSUBJ && !expletive) || c < dateline ||
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
        for (uint32_t t = subject + 1; t < c && d && c - subject < 12 && !is_punct(x, t) && !is_verb(&p->tokens[t]); t++)
            if (IS(t, "and") && facts_actor_of(x->f, p, subject) != PARLEY_NONE)
                draft_speaker(d, facts_actor_of(x->f, p, subject));
        subject = c;
    }
    return subject;
}

/* The noun that opens the clause before the finite verb v, where the tree gave it no subject: "after a report by experts said".
 */
uint32_t cue_near_subject(const speech *x, uint32_t v) {
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
            for (uint32_t h = p->tokens[t].head, up = 0; h != PARLEY_NONE && h >= s && h < v && is_noun(&p->tokens[h]) && up < 6;
                 h = p->tokens[t].head, up++)
                t = h;
            return t;
        } else if (p->tokens[t].upos == UPOS_ADP)
            return PARLEY_NONE;
    return PARLEY_NONE;
}

/* "accused the guild of cheating in claiming that": whoever is accused claims. PARLEY_NONE where v is no such verbal noun. */
static uint32_t accused_subject(const speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    if (v < sent_first(x, v) + 4 || !ends_with(p->tokens[v].norm, "ing") || !IS(v - 1, "in", "by"))
        return PARLEY_NONE;
    for (uint32_t h = p->tokens[v].head, up = 0; h != PARLEY_NONE && h < v && up < 4; h = p->tokens[h].head, up++) {
        const cue_entry *e = verb_cue(x, h);
        uint32_t whom = e && (e->frames & CUE_OF) ? parse_child(p, h, REL_OBJ, SUB_NONE) : PARLEY_NONE;
        if (whom == PARLEY_NONE || whom < h)
            continue;
        for (uint32_t t = whom + 1; t < v; t++)
            if (IS(t, "of") && p->tokens[t].rel == REL_MARK)
                return whom;
        return PARLEY_NONE;
    }
    return PARLEY_NONE;
}

/* Speakers of the cue verb (or predicate) v: its subject, or the subject that it shares. */
void cue_speaker(speech *x, uint32_t v, draft *d, bool strict) {
    const parley_parse *p = x->p;
    uint32_t from = v, accused = accused_subject(x, v);
    if (accused != PARLEY_NONE) {
        speaker_resolve(x, accused, d, strict);
        return;
    }
    /* ", adding that ...": whoever the sentence's own cue is said by, not what stands between. */
    const cue_entry *mine = verb_cue(x, v);
    uint32_t over = p->tokens[v].head; /* "urged the crews to go home, calling it a wound": hung on the infinitive */
    bool on_infinitive = over != PARLEY_NONE && over < v && verb_is_infinitive(x, over);
    if (mine && ((mine->class == CUE_SPEECH && (mine->frames & CUE_Q)) || on_infinitive) && ends_with(p->tokens[v].norm, "ing") &&
        v > sent_first(x, v) && is_punct(x, v - 1))
        for (uint32_t t = v; t-- > sent_first(x, v);) {
            uint32_t at = x->draft_of_cue[t];
            if ((at == PARLEY_NONE || x->drafts[at].dead) && t + 1 < v && verb_cue(x, t) && verb_cue(x, t)->class <= CUE_WRITE &&
                outside(x, t) && (p->tokens[t].rel == REL_ROOT || p->tokens[t].rel == REL_PARATAXIS) &&
                (p->tokens[t].morph & FEAT_FIN)) {
                cue_speaker(x, t, d, strict); /* not looked at yet: "it will pass, an aide said, adding: '...'" */
                return;
            }
            if (at == PARLEY_NONE || x->drafts[at].dead || !x->drafts[at].n_speakers || x->quotes->of[t] != x->quotes->of[v] ||
                !(p->tokens[t].rel == REL_ROOT || p->tokens[t].rel == REL_PARATAXIS || p->tokens[t].rel == REL_CONJ))
                continue;
            for (uint32_t i = 0; i < x->drafts[at].n_speakers; i++)
                draft_speaker(d, x->drafts[at].speaker[i]);
            return;
        }
    /* "traded barbs, with the premier calling it dead": who stands between */
    if (ends_with(p->tokens[v].norm, "ing") && v > sent_first(x, v) + 1 && is_noun(&p->tokens[v - 1])) {
        uint32_t m = x->f->mention_of[v - 1], who = m == PARLEY_NONE ? PARLEY_NONE : x->f->mentions[m].first;
        for (uint32_t t = v - 1; who != PARLEY_NONE && t > sent_first(x, v) && v - t < 9 && !is_punct(x, t); t--)
            if (IS(t, "with") && who > t) {
                speaker_resolve(x, x->f->mentions[m].head, d, strict);
                if (d->n_speakers)
                    return;
            }
    }
    for (int up = 0; up < 8 && v != PARLEY_NONE; up++) {
        const parse_token *k = &p->tokens[v];
        bool agent =
            k->rel == REL_ACL && k->sub != SUB_RELCL && !ends_with(k->norm, "ing") && v + 1 < sent_end(x, v) && IS(v + 1, "by");
        if (v == from && (agent || verb_is_passive(x, v))) {
            PARSE_EACH_CHILD (p, v, c) {
                uint32_t by = p->tokens[c].rel == REL_OBL ? preposition_of(x, c) : PARLEY_NONE;
                if (by != PARLEY_NONE && IS(by, "by")) {
                    speaker_resolve(x, c, d, strict);
                    return;
                }
            }
            uint32_t what = parse_child(p, v, REL_XCOMP, SUB_NONE); /* "considered a threat by the two": hung on the threat */
            if (what != PARLEY_NONE && what > v)
                PARSE_EACH_CHILD (p, what, c)
                    if (c > what && preposition_of(x, c) != PARLEY_NONE && IS(preposition_of(x, c), "by")) {
                        speaker_resolve(x, c, d, strict);
                        return;
                    }
            d->unknown = true;
            return;
        }
        uint32_t subject = cue_subject(x, v, d);
        /* "Ana Roe/Reuters Chile says": glued to the headline, the credit takes the subject's place */
        if (subject != PARLEY_NONE && subject < v && in_picture_credit(x, subject) && is_noun(&p->tokens[v - 1]))
            subject = v - 1;
        /* "has farmers worried that": the object's worry */
        if (v == from && (k->rel == REL_XCOMP || k->rel == REL_AMOD) && ends_with(k->norm, "ed") && k->head != PARLEY_NONE) {
            uint32_t whose = k->rel == REL_AMOD ? k->head : parse_child(p, k->head, REL_OBJ, SUB_NONE);
            if (whose != PARLEY_NONE && whose < v) {
                speaker_resolve(x, whose, d, false);
                return;
            }
        }
        if (subject != PARLEY_NONE) {
            /* "X, adding that ..." hung on a verb inside what X said: climb on to who said it. */
            if (v != from && ends_with(p->tokens[from].norm, "ing") && from > 0 &&
                (is_punct(x, from - 1) || IS(from - 1, "before", "after", "later", "while", "also"))) {
                uint32_t h = v;
                for (int more = 0; more < 6 && h != PARLEY_NONE; more++) {
                    const parse_token *hk = &p->tokens[h];
                    if ((hk->rel == REL_CCOMP || hk->rel == REL_PARATAXIS) && hk->head != PARLEY_NONE && verb_cue(x, hk->head) &&
                        hk->head < from) {
                        uint32_t outer = cue_subject(x, hk->head, d);
                        if (outer != PARLEY_NONE) {
                            speaker_resolve(x, outer, d, strict);
                            return;
                        }
                    }
                    h = hk->head;
                }
            }
            speaker_resolve(x, subject, d, strict);
            /* "Talks collapsed when the leader walked out, saying": talks say nothing */
            for (uint32_t t = from; !d->n_speakers && v != from && ends_with(p->tokens[from].norm, "ing") &&
                                    t-- > sent_first(x, from) && from - t < 12;) {
                uint32_t near = is_verb(&p->tokens[t]) ? parse_child(p, t, REL_NSUBJ, SUB_NONE) : PARLEY_NONE;
                if (near != PARLEY_NONE && near < t && near != subject)
                    speaker_resolve(x, near, d, true);
            }
            return;
        }
        bool joined = k->rel == REL_CONJ && (parse_child(p, v, REL_CC, SUB_NONE) != PARLEY_NONE || !is_noun(&p->tokens[v - 1]));
        if (v == from && (k->morph & FEAT_FIN) && !joined && k->rel != REL_ROOT && !(k->rel == REL_ACL && k->sub == SUB_RELCL)) {
            uint32_t noun = cue_near_subject(x, v);
            if (noun != PARLEY_NONE) {
                speaker_resolve(x, noun, d, strict);
                if (d->n_speakers)
                    return;
            }
        }
        if (k->head == PARLEY_NONE)
            break;
        /* "states regarded as a base", "a man accused of theft": by whom is not said */
        if (k->rel == REL_ACL && v == from && k->sub != SUB_RELCL && (k->morph & FEAT_PART) && !ends_with(k->norm, "ing") &&
            mine && (mine->frames & (CUE_AS | CUE_XC | CUE_OF | CUE_FOR)) && !(mine->frames & CUE_Q))
            return;
        if (k->rel == REL_ACL) {
            /* A participle or relative clause: the noun itself ("a statement saying", "an official warning"). */
            uint32_t noun = k->head;
            if (noun_is_document(x, noun) && facts_actor_of(x->f, p, noun) == PARLEY_NONE) {
                uint32_t author = document_author(x, noun, d);
                if (author == PARLEY_NONE && is_new_text(x, noun))
                    return; /* "a draft that said" */
                if (author == PARLEY_NONE)
                    author = x->last_author;
                if (author != PARLEY_NONE) {
                    draft_speaker(d, author);
                    author_note(x, author);
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
            /* "local media published reports suggesting that": a report of a verb's subject is the subject's. */
            speaker_resolve(x, noun, d, strict);
            return;
        }
        if (k->rel == REL_CONJ || k->rel == REL_XCOMP || k->rel == REL_ADVCL || k->rel == REL_PARATAXIS || k->rel == REL_AUX ||
            k->rel == REL_COP || k->rel == REL_DEP || k->rel == REL_CCOMP) {
            v = k->rel == REL_CONJ ? joined_to(x, v) : k->head;
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
                draft_speaker(d, y->speaker[i]);
            return;
        }
        if (is_punct(x, t) && strcmp(p->tokens[t].norm, ":") != 0)
            continue;
        if (x->quotes->of[t] != x->quotes->of[from] || p->tokens[t].upos == UPOS_VERB)
            break;
        uint32_t actor = facts_actor_of(x->f, p, t);
        if (actor != PARLEY_NONE && x->f->mention_of[t] != PARLEY_NONE && p->tokens[t].rel != REL_OBL) {
            draft_speaker(d, actor);
            return;
        }
    }
}

/* The person who was the subject of the sentence before this token's, after the last speaker was heard; PARLEY_NONE if nobody. */
static uint32_t named_since(const speech *x, uint32_t subject) {
    const parley_parse *p = x->p;
    uint32_t s = p->tokens[subject].sent;
    for (uint32_t back = 1; back <= 2 && s >= back && s - back > x->last_sent; back++) {
        uint32_t v = p->sents[s - back].root;
        if (v == PARLEY_NONE || x->quotes->of[v] != PARLEY_NONE)
            continue;
        uint32_t of = parse_child(p, v, REL_NSUBJ, SUB_NONE), actor = PARLEY_NONE;
        if (of != PARLEY_NONE)
            actor = facts_actor_of(x->f, p, of);
        return actor != PARLEY_NONE && speaker_pronoun_fits(x, subject, actor) && x->f->actors[actor].kind == ACTOR_PERSON
                   ? actor
                   : PARLEY_NONE;
    }
    return PARLEY_NONE;
}

void quote_speaker(speech *x, uint32_t subject, draft *d) {
    if (IS(subject, "he", "she", "it", "they") && x->last_speaker != PARLEY_NONE &&
        speaker_pronoun_fits(x, subject, x->last_speaker) && x->p->tokens[subject].sent - x->last_sent <= 3) {
        uint32_t m = x->f->mention_of[subject], other = named_since(x, subject);
        if (other != PARLEY_NONE && other != x->last_speaker) {
            if (m != PARLEY_NONE)
                x->f->mentions[m].actor = other;
            draft_speaker(d, other);
            return;
        }
        if (m != PARLEY_NONE)
            x->f->mentions[m].actor = x->last_speaker;
        draft_speaker(d, x->last_speaker);
        return;
    }
    speaker_resolve(x, subject, d, false);
}
