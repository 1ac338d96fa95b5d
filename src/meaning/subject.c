/* subject.c - whose cue it is: from a verb of speech to the noun that speaks.
 *
 * The tree's subject first. Trees are wrong in about one arc of six, so word order follows: the noun before the verb, whoever the
 * sentence's own cue belongs to, the speaker heard last for a pronoun that coreference left alone.
 */
#include "meaning/statement_int.h"

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
    /* "says plenty are ready and accuses": one's verb behind what several do; see content_cut */
    bool ones = (p->tokens[v].morph & FEAT_FIN) && !(p->tokens[v].morph & FEAT_PAST) && ends_with(p->tokens[v].norm, "s") &&
                v > 0 && IS(v - 1, "and", "but") && p->tokens[h].rel == REL_CCOMP && p->tokens[h].head != PARLEY_NONE &&
                verb_cue(x, p->tokens[h].head) && ends_with(p->tokens[p->tokens[h].head].norm, "s") && !clause_is_singular(x, h);
    if (ones)
        return p->tokens[h].head;
    /* "accused B of being rude and called it a shame" */
    uint32_t over = p->tokens[h].head;
    bool verbal = ends_with(p->tokens[h].norm, "ing") || has_child_of(x, h, REL_COP, (const char *const[]){"being", NULL});
    if (verbal && (p->tokens[v].morph & FEAT_PAST) && v > 0 && IS(v - 1, "and", "but") && verb_cue(x, v) && over != PARLEY_NONE &&
        over < h && verb_cue(x, over) && (p->tokens[over].morph & FEAT_FIN) && (p->tokens[over].morph & FEAT_PAST))
        return over;
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

/* "Trade lawyer", of "trade lawyer and institute scholar Ana Roe said": no article, nobody's. */
static bool is_bare_title(const speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    if (p->tokens[t].upos != UPOS_NOUN || (p->tokens[t].morph & FEAT_PLUR))
        return false;
    for (uint32_t y = p->tokens[t].left; y < t; y++)
        if (p->tokens[y].upos != UPOS_NOUN && p->tokens[y].upos != UPOS_ADJ)
            return false;
    return true;
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
        uint32_t m = x->f->mention_of[subject]; /* behind the name: not the "and" of a committee's */
        for (uint32_t t = m == PARLEY_NONE ? subject + 1 : max_of(subject + 1, x->f->mentions[m].end);
             t < c && d && c - subject < 12 && !is_punct(x, t) && !is_verb(&p->tokens[t]); t++)
            if (IS(t, "and") && facts_actor_of(x->f, p, subject) != PARLEY_NONE && !is_bare_title(x, subject))
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

/* "In March, a rebel leader privy to talks with officials including A and B, said": the noun of the first phrase between the
 * commas before the finite verb v, where the tree gave it no subject; PARLEY_NONE if that is not how it stands. */
static uint32_t phrase_subject(const speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    uint32_t begin = dateline_end(x, v), first = v - 1, noun = PARLEY_NONE;
    if (v < begin + 4 || !IS(v - 1, ",") || !(p->tokens[v].morph & FEAT_FIN))
        return PARLEY_NONE;
    while (first > begin && v - first < 30 && !is_punct(x, first - 1))
        first--;
    if ((first > begin && !IS(first - 1, ",")) || p->tokens[first].upos != UPOS_DET)
        return PARLEY_NONE;
    for (uint32_t t = first; t < v - 1; t++) {
        if (noun == PARLEY_NONE && p->tokens[t].upos == UPOS_NOUN && !(t + 1 < v && is_noun(&p->tokens[t + 1])))
            noun = t;
        if ((is_verb(&p->tokens[t]) && (p->tokens[t].morph & FEAT_FIN)) || (noun == PARLEY_NONE && p->tokens[t].upos == UPOS_ADP))
            return PARLEY_NONE;
    }
    /* What stands between the commas is told of a name before them. */
    uint32_t name = first > begin + 1 ? facts_actor_of(x->f, p, first - 2) : PARLEY_NONE;
    return name != PARLEY_NONE && x->f->actors[name].kind == ACTOR_PERSON ? first - 2 : noun;
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

/* "prompting the union to accuse the port of lies": whoever is moved to speak. PARLEY_NONE where v is no such infinitive. */
uint32_t moved_subject(const speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    uint32_t h = p->tokens[v].head;
    if (h == PARLEY_NONE || h > v || p->tokens[v].rel == REL_CONJ || !is_in(x, h, "moves") || !verb_is_infinitive(x, v))
        return PARLEY_NONE;
    uint32_t whom = parse_child(p, h, REL_OBJ, SUB_NONE);
    if (whom == PARLEY_NONE && verb_is_passive(x, h))
        whom = parse_child(p, h, REL_NSUBJ, SUB_NONE);
    return whom != PARLEY_NONE && whom < v ? whom : PARLEY_NONE;
}

/* Speakers of the cue verb (or predicate) v: its subject, or the subject that it shares. */
void cue_speaker(speech *x, uint32_t v, draft *d, bool strict) {
    const parley_parse *p = x->p;
    uint32_t from = v, accused = accused_subject(x, v), moved = moved_subject(x, v);
    if (moved != PARLEY_NONE)
        accused = moved;
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
        for (uint32_t t = v; who != PARLEY_NONE && t-- > sent_first(x, v) && v - t < 9 && !is_punct(x, t);)
            if (IS(t, "with") && who > t) {
                uint32_t first = x->f->mentions[m].head; /* "with the premier and many mayors calling it dead" */
                while (p->tokens[first].rel == REL_CONJ && p->tokens[first].head != PARLEY_NONE && p->tokens[first].head > t &&
                       p->tokens[first].head < first)
                    first = p->tokens[first].head;
                speaker_resolve(x, first, d, strict);
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
                if (author == PARLEY_NONE && text_is_new(x, noun))
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
    uint32_t open = phrase_subject(x, from);
    if (open != PARLEY_NONE) {
        speaker_resolve(x, open, d, strict);
        if (d->n_speakers)
            return;
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
    /* "..., they said": the three people who were heard, not the country named in between */
    if (IS(subject, "they") && x->last_several != PARLEY_NONE && x->p->tokens[subject].sent - x->several_sent <= 5 &&
        x->last_speaker != PARLEY_NONE &&
        (x->last_speaker == x->last_several || x->f->actors[x->last_speaker].kind == ACTOR_STATE ||
         !speaker_pronoun_fits(x, subject, x->last_speaker))) {
        uint32_t m = x->f->mention_of[subject];
        if (m != PARLEY_NONE)
            x->f->mentions[m].actor = x->last_several;
        draft_speaker(d, x->last_several);
        return;
    }
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
