/* speaker.c - who speaks: from the noun that speaks, or the author of a text, to actors of the page.
 *
 * Which noun it is that speaks, subject.c says.
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

/* "In a statement of the White House, Roe said": a person who speaks in the text t is its author, whoever published it.
 * PARLEY_NONE if it is not so. */
static uint32_t said_in(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    uint32_t v = p->tokens[t].head, in = p->tokens[t].rel == REL_OBL ? preposition_of(x, t) : PARLEY_NONE;
    const cue_entry *e = v == PARLEY_NONE || in == PARLEY_NONE || !IS(in, "in") ? NULL : verb_cue(x, v);
    uint32_t subject = e && e->class <= CUE_WRITE ? parse_child(p, v, REL_NSUBJ, SUB_NONE) : PARLEY_NONE;
    if (subject == PARLEY_NONE || subject == t || noun_is_document(x, subject) || verb_is_passive(x, v))
        return PARLEY_NONE;
    uint32_t who = facts_actor_of(x->f, p, subject);
    return who != PARLEY_NONE && x->f->actors[who].kind == ACTOR_PERSON ? who : PARLEY_NONE;
}

/* "A headline in the Courier": the outlet that printed the text t, or PARLEY_NONE. */
static uint32_t printed_in(const speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t in = c > t && p->tokens[c].rel == REL_NMOD ? preposition_of(x, c) : PARLEY_NONE;
        uint32_t actor = in != PARLEY_NONE && IS(in, "in", "of", "on") ? facts_actor_of(x->f, p, c) : PARLEY_NONE;
        if (actor != PARLEY_NONE && x->f->actors[actor].kind == ACTOR_OUTLET)
            return actor;
    }
    return PARLEY_NONE;
}

/* Whose text the document noun t is: "Norway's letter", "a paper by the bank", "the union released a statement". */
static uint32_t author_of(speech *x, uint32_t t, draft *d) {
    const parley_parse *p = x->p;
    uint32_t found = said_in(x, t), noun = t, begin = sent_first(x, t);
    if (found != PARLEY_NONE)
        return found;
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
    if (is_in(x, t, "quantity")) /* "some in the guild": where they are tells who */
        PARSE_EACH_CHILD (x->p, t, c) {
            uint32_t in = c > t && x->p->tokens[c].rel == REL_NMOD ? preposition_of(x, c) : PARLEY_NONE;
            if (in == t + 1 && IS(in, "in", "on", "at", "within", "inside", "among") && x->p->tokens[c].right < t + 9)
                last = c;
        }
    char *text = span_text(x->in->page, x->p, x->s, first, last);
    return facts_add_actor(x->in, x->f, text, noun_is_document(x, t) ? ACTOR_ORGANISATION : ACTOR_UNNAMED);
}

bool noun_may_speak(const speech *x, uint32_t t) {
    const parse_token *k = &x->p->tokens[t];
    static const char *const never[] = {"it",        "this",    "that",       "what",  "which", "there", "one", "nothing",
                                        "something", "whoever", "everything", "these", "those", "other", "you", NULL};
    return (k->upos == UPOS_NOUN || k->upos == UPOS_PROPN || k->upos == UPOS_PRON || k->upos == UPOS_NUM ||
            k->upos == UPOS_ADJ) &&
           !word_in(k, never) && !is_in(x, t, "no-speaker");
}

bool speaker_is_several(const speech *x, uint32_t actor) {
    uint32_t m = x->f->actors[actor].first_mention;
    return m != PARLEY_NONE && x->f->actors[actor].kind == ACTOR_UNNAMED &&
           (x->p->tokens[x->f->mentions[m].head].morph & FEAT_PLUR);
}

bool speaker_pronoun_fits(const speech *x, uint32_t t, uint32_t actor) {
    actor_kind k = x->f->actors[actor].kind;
    if (IS(t, "he", "she"))
        return k == ACTOR_PERSON || (k == ACTOR_UNNAMED && !speaker_is_several(x, actor));
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
bool text_is_new(const speech *x, uint32_t t) {
    uint32_t left = x->p->tokens[t].left;
    while (left < t &&
           (x->p->tokens[left].upos == UPOS_ADP || x->p->tokens[left].rel == REL_CASE || x->p->tokens[left].rel == REL_FIXED))
        left++;
    const parse_token *first = &x->p->tokens[left];
    bool plural = (x->p->tokens[t].morph & FEAT_PLUR) != 0;
    return first->upos == UPOS_DET ? word_in(first, (const char *const[]){"a", "an", "another", "some", NULL})
                                   : plural && (left == t || first->upos == UPOS_ADJ);
}

/* Who took a picture says nothing: the name in "Ana Roe/Reuters" and "Photo by Ana Roe". */
bool in_picture_credit(const speech *x, uint32_t t) {
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

/* "The Oslo Conservative said": the person heard or named last. PARLEY_NONE where t is no such word or nobody was. */
static uint32_t party_member(const speech *x, uint32_t t) {
    enum { SENTENCES = 4, TOKENS = 120 };
    const parley_parse *p = x->p;
    uint32_t first = p->tokens[t].left;
    if (!is_in(x, t, "partisan") || (p->tokens[t].morph & FEAT_PLUR) || !is_noun(&p->tokens[t]) || first >= t ||
        !IS(first, "the") || (t + 1 < sent_end(x, t) && (is_noun(&p->tokens[t + 1]) || IS(t + 1, ","))))
        return PARLEY_NONE;
    if (x->last_person != PARLEY_NONE && p->tokens[t].sent - x->person_sent <= SENTENCES)
        return x->last_person;
    for (uint32_t y = first, n = 0; y-- > 0 && n < TOKENS && p->tokens[t].sent - p->tokens[y].sent <= 2; n++) {
        uint32_t m = x->f->mention_of[y], actor = facts_actor_of(x->f, p, y);
        if (m != PARLEY_NONE && actor != PARLEY_NONE && x->f->mentions[m].kind == MENTION_NAME && outside(x, y) &&
            x->f->actors[actor].kind == ACTOR_PERSON && p->tokens[y].rel == REL_NSUBJ)
            return actor;
    }
    return PARLEY_NONE;
}

/* "Some of their commanders", "two of the people": the noun behind "of", or PARLEY_NONE. */
static uint32_t part_of(const speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    if (!(p->tokens[t].upos == UPOS_NUM || is_in(x, t, "quantity")) || t + 2 >= sent_end(x, t) || !IS(t + 1, "of"))
        return PARLEY_NONE;
    uint32_t whole = p->tokens[t + 1].head;
    return whole != PARLEY_NONE && whole > t + 1 && is_noun(&p->tokens[whole]) ? whole : PARLEY_NONE;
}

/* "A former adviser in the Dutch ministry, Ana Roe, said": the person between the commas that end the phrase of one described by
 * t, wherever the tree hangs the name; PARLEY_NONE if there is none. */
static uint32_t name_behind(const speech *x, uint32_t t) {
    enum { PHRASE = 14 };
    const parley_parse *p = x->p;
    uint32_t end = sent_end(x, t), m = x->f->mention_of[t];
    if (p->tokens[t].upos != UPOS_NOUN || (p->tokens[t].morph & FEAT_PLUR) ||
        (m != PARLEY_NONE && x->f->mentions[m].kind == MENTION_NAME))
        return PARLEY_NONE;
    uint32_t comma = t + 1;
    for (; comma < end && !IS(comma, ","); comma++)
        if (comma > t + PHRASE || is_punct(x, comma) || is_verb(&p->tokens[comma]) || p->tokens[comma].upos == UPOS_PRON ||
            p->tokens[comma].upos == UPOS_CCONJ)
            return PARLEY_NONE;
    uint32_t name = comma + 1 < end ? x->f->mention_of[comma + 1] : PARLEY_NONE;
    if (name == PARLEY_NONE || x->f->mentions[name].kind != MENTION_NAME || x->f->mentions[name].first != comma + 1 ||
        x->f->mentions[name].actor == PARLEY_NONE || x->f->actors[x->f->mentions[name].actor].kind != ACTOR_PERSON)
        return PARLEY_NONE;
    uint32_t close = x->f->mentions[name].end;
    return close < end && IS(close, ",") && !(close + 1 < end && IS(close + 1, "and", "or")) ? x->f->mentions[name].actor
                                                                                             : PARLEY_NONE;
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
        if (author == PARLEY_NONE)
            author = printed_in(x, t);
        if (author == PARLEY_NONE && is_in(x, t, "paper-text"))
            author = paper_of(x, t);
        if (author == PARLEY_NONE && x->last_author != PARLEY_NONE && !text_is_new(x, t))
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
    uint32_t partisan = party_member(x, t);
    if (partisan != PARLEY_NONE) {
        draft_speaker(d, partisan);
        return;
    }
    uint32_t named = name_behind(x, t);
    if (named != PARLEY_NONE) {
        draft_speaker(d, named);
        return;
    }
    uint32_t n = facts_actors_of(x->f, p, t, who, SPEAKERS);
    for (uint32_t i = 0; i < n; i++)
        draft_speaker(d, who[i]);
    /* "a diplomat cited by the Courier" */
    PARSE_EACH_CHILD (p, t, c)
        if (n && p->tokens[c].rel == REL_ACL && c > t && IS(c, "cited", "quoted", "interviewed", "seen", "obtained"))
            PARSE_EACH_CHILD (p, c, o) {
                uint32_t by = p->tokens[o].rel == REL_OBL ? preposition_of(x, o) : PARLEY_NONE;
                if (by != PARLEY_NONE && IS(by, "by", "in"))
                    draft_link(d, facts_actor_of(x->f, p, o));
            }
    if (n)
        return;
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
    uint32_t whole = part_of(x, t);
    if (whole != PARLEY_NONE) {
        speaker_resolve(x, whole, d, strict);
        return;
    }
    /* "Many fear", "some in the party believe" */
    if (!strict && IS(t, "many", "some", "others", "most", "few") && k->rel == REL_NSUBJ) {
        draft_speaker(d, speaker_describe(x, t));
        return;
    }
    if (IS(t, "he", "she") && !strict && x->last_person != PARLEY_NONE && x->last_speaker != PARLEY_NONE &&
        !speaker_pronoun_fits(x, t, x->last_speaker) && k->sent - x->person_sent <= 8) {
        draft_speaker(d, x->last_person);
        return;
    }
    if (IS(t, "he", "she", "it", "they")) {
        if (!strict && x->last_speaker != PARLEY_NONE && speaker_pronoun_fits(x, t, x->last_speaker))
            draft_speaker(d, x->last_speaker);
        return;
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
