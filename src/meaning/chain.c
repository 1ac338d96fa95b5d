/* chain.c - who passed a statement on: outlets told, statements within statements, relays ("quoted as saying").
 */
#include "meaning/statement_int.h"

#include <stdlib.h>

/* "on its website", "his account": where somebody speaks himself. */
static bool is_own_channel(const speech *x, uint32_t t) {
    uint32_t m = x->f->mention_of[t];
    return m != PARLEY_NONE && x->f->mentions[m].kind != MENTION_NAME && is_in(x, x->f->mentions[m].head, "own-channel");
}

/* "told the newspaper Harbour Post": the name behind says which. */
static bool name_follows(const speech *x, uint32_t t) {
    uint32_t m = x->f->mention_of[t];
    uint32_t next = m != PARLEY_NONE && x->f->mentions[m].kind != MENTION_NAME && t + 1 < sent_end(x, t) ? x->f->mention_of[t + 1]
                                                                                                         : PARLEY_NONE;
    return next != PARLEY_NONE && x->f->mentions[next].kind == MENTION_NAME && x->f->mentions[next].actor != PARLEY_NONE &&
           x->f->actors[x->f->mentions[next].actor].kind == ACTOR_OUTLET;
}

/* "state television", "the newspaper": somebody's outlet without a name, but not this page's own. */
static bool told_outlet(const speech *x, uint32_t t) {
    const parse_token *first = &x->p->tokens[x->p->tokens[t].left];
    return first->upos != UPOS_PRON && !word_in(first, (const char *const[]){"this", "our", "local", NULL}) &&
           !(x->p->tokens[t].morph & FEAT_PLUR) && !IS(t, "media", "press");
}

/* "said on \"Canal Tonight\"", "on the BBC's \"Today\"": a short title in quotation marks behind "on" is a programme. The outlet
 * before it counts if it is named; else the programme itself is the link. */
static void programme_link(speech *x, uint32_t v, draft *d) {
    const parley_parse *p = x->p;
    uint32_t end = sent_end(x, v), on = v + 1;
    while (on < end && on < v + 8 && !IS(on, "on") && !is_verb(&p->tokens[on]))
        on++;
    if (IS(v, "told", "tells")) /* told the "Hour" programme */
        on = v;
    else if (on + 2 >= end || !IS(on, "on"))
        return;
    for (uint32_t t = on + 1; t < end && t < on + 7; t++) {
        uint32_t q = x->quotes->of[t], actor = facts_actor_of(x->f, p, t);
        if (q != x->quotes->of[v] && q != PARLEY_NONE && t + 1 == x->quotes->items[q].first)
            continue;
        if ((q == PARLEY_NONE || q != x->quotes->of[v]) && actor != PARLEY_NONE && x->f->actors[actor].kind == ACTOR_OUTLET) {
            uint32_t m = x->f->mention_of[t];
            if (m == PARLEY_NONE || x->f->mentions[m].kind == MENTION_NAME ||
                (told_outlet(x, t) && !is_own_channel(x, t))) /* not "on its website" */
                draft_link(d, actor);
            return;
        }
        if (q == PARLEY_NONE || q == x->quotes->of[v])
            continue;
        const quote *title = &x->quotes->items[q];
        uint32_t last = title->end;
        while (last > title->first && is_punct(x, last - 1))
            last--;
        if (last <= title->first || last - title->first > 5 || !form_starts_upper(p->tokens[title->first].form) ||
            !form_starts_upper(p->tokens[last - 1].form) ||
            (last - title->first == 1 && p->tokens[title->first].upos != UPOS_PROPN))
            return;
        draft_link(d, facts_add_actor(x->in, x->f, span_text(x->in->page, p, x->s, title->first, last - 1), ACTOR_OUTLET));
        return;
    }
}

/* ", the agency reported", ", reports the Courier" behind a sentence that reports by itself: the credit hands it on. True if a
 * statement of the sentence took it. */
bool credit_links(speech *x, uint32_t v, const draft *who) {
    const parley_parse *p = x->p;
    bool taken = false;
    if (who->n_speakers != 1)
        return false;
    if (x->f->actors[who->speaker[0]].kind != ACTOR_OUTLET) {
        /* "Kolar criticised the minister, a person familiar with the talks said": only what the main clause itself reports */
        uint32_t main = p->tokens[v].rel == REL_PARATAXIS ? p->tokens[v].head : parse_child(p, v, REL_CCOMP, SUB_NONE);
        uint32_t at =
            main == PARLEY_NONE || main > v || x->quotes->of[main] != x->quotes->of[v] ? PARLEY_NONE : x->draft_of_cue[main];
        if (at == PARLEY_NONE || x->drafts[at].dead || x->drafts[at].quoted || !x->drafts[at].n_speakers ||
            x->drafts[at].speaker[0] == who->speaker[0])
            return false;
        draft_link(&x->drafts[at], who->speaker[0]);
        return true;
    }
    for (uint32_t t = sent_first(x, v); t < v; t++) {
        uint32_t at = x->draft_of_cue[t];
        if (at == PARLEY_NONE || x->drafts[at].dead || !x->drafts[at].n_speakers || x->drafts[at].speaker[0] == who->speaker[0])
            continue;
        if (strncmp(x->drafts[at].rule, "noun", 4) == 0 && p->tokens[t].rel != REL_OBJ)
            continue;
        draft_link(&x->drafts[at], who->speaker[0]);
        taken = true;
    }
    return taken;
}

void outlet_links(speech *x, uint32_t v, draft *d) {
    const parley_parse *p = x->p;
    programme_link(x, v, d);
    /* "Speaking to Canal Radio, he said": told there, too. */
    PARSE_EACH_CHILD (p, v, c)
        if (p->tokens[c].rel == REL_ADVCL && is_in(x, c, "talking"))
            outlet_links(x, c, d);
    PARSE_EACH_CHILD (p, v, c) {
        const parse_token *k = &p->tokens[c];
        if (k->rel != REL_OBJ && k->rel != REL_IOBJ && k->rel != REL_OBL)
            continue;
        uint32_t t = c;
        if (k->rel == REL_OBL) {
            uint32_t with = preposition_of(x, c);
            if (with == PARLEY_NONE || !IS(with, "to", "in", "on", "with", "during", "by", "for"))
                continue;
            if (noun_is_document(x, c) || is_in(x, c, "interview")) {
                /* "in an interview with X" */
                PARSE_EACH_CHILD (p, c, y)
                    if (p->tokens[y].rel == REL_ACL && y > c &&
                        (is_in(x, y, "carrier") || IS(y, "released", "issued"))) { /* "in remarks carried by X" */
                        PARSE_EACH_CHILD (p, y, o) {
                            uint32_t actor = p->tokens[o].rel == REL_OBL ? facts_actor_of(x->f, p, o) : PARLEY_NONE;
                            if (actor != PARLEY_NONE && x->f->actors[actor].kind == ACTOR_OUTLET)
                                draft_link(d, actor);
                        }
                    } else if (p->tokens[y].rel == REL_NMOD) {
                        uint32_t actor = facts_actor_of(x->f, p, y);
                        if (actor != PARLEY_NONE && x->f->actors[actor].kind == ACTOR_OUTLET && p->tokens[y].upos == UPOS_PROPN)
                            draft_link(d, actor);
                    }
                continue;
            }
        }
        uint32_t actor = facts_actor_of(x->f, p, t);
        uint32_t of = parse_child(p, t, REL_NMOD, SUB_POSS); /* "told Canal Radio's 'Tonight'" */
        if ((actor == PARLEY_NONE || x->f->actors[actor].kind != ACTOR_OUTLET) && of != PARLEY_NONE && of < t)
            actor = facts_actor_of(x->f, p, t = of);
        if (actor != PARLEY_NONE && x->f->actors[actor].kind == ACTOR_OUTLET && x->f->mention_of[t] != PARLEY_NONE &&
            (x->f->mentions[x->f->mention_of[t]].kind == MENTION_NAME || told_outlet(x, t)) && !is_own_channel(x, t))
            draft_link(d, name_follows(x, t) ? facts_actor_of(x->f, p, t + 1) : actor);
    }
}

/* "The Courier reported, citing a union official": the official's words, passed on by the Courier. */
void citing_links(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    uint32_t begin = sent_first(x, t), end = sent_end(x, t), at = PARLEY_NONE;
    if (!IS(t, "citing", "quoting") || !outside(x, t))
        return;
    for (uint32_t i = t; i-- > begin && at == PARLEY_NONE;)
        at = x->draft_of_cue[i];
    for (uint32_t i = t + 1; i < end && at == PARLEY_NONE; i++)
        at = x->draft_of_cue[i];
    draft *d = at == PARLEY_NONE ? NULL : &x->drafts[at];
    if (!d || d->dead || d->n_speakers != 1 || x->f->actors[d->speaker[0]].kind != ACTOR_OUTLET)
        return;
    draft who = draft_new(t, "", 0);
    for (uint32_t i = t + 1; i < end && i < t + 8 && !who.n_speakers && !is_punct(x, i); i++) {
        uint32_t m = x->f->mention_of[i];
        if (m == PARLEY_NONE || p->tokens[i].rel == REL_NMOD || p->tokens[i].rel == REL_COMPOUND)
            continue;
        uint32_t found[SPEAKERS], n = facts_actors_of(x->f, p, i, found, SPEAKERS);
        for (uint32_t k = 0; k < n; k++)
            draft_speaker(&who, found[k]);
    }
    if (!who.n_speakers)
        return;
    uint32_t outlet = d->speaker[0], chain[CHAIN], n_chain = d->n_chain;
    memcpy(chain, d->chain, sizeof chain);
    d->n_speakers = d->n_chain = 0;
    for (uint32_t i = 0; i < who.n_speakers; i++)
        draft_speaker(d, who.speaker[i]);
    draft_link(d, outlet);
    for (uint32_t i = 0; i < n_chain; i++)
        draft_link(d, chain[i]);
}

/* --- from drafts to statements ------------------------------------------------------------------------------------------ */

uint32_t draft_size(const draft *d) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n_pieces; i++)
        n += d->piece[i][1] - d->piece[i][0];
    return n;
}

int compare_size(const void *a, const void *b) {
    const by_size *l = a, *r = b;
    if (l->size != r->size)
        return l->size > r->size ? -1 : 1;
    return l->at < r->at ? -1 : l->at > r->at;
}

enum { DEPTH_MAX = 6 };

/* Parents by containment, largest first: each draft's parent is the smallest painted where its cue (else its content) stands.
 * Nesting deeper than DEPTH_MAX is dropped, so that painting stays linear. */
void parents_find(speech *x) {
    by_size *order = ARENA_ARRAY(x->s, by_size, x->n + 1);
    uint32_t *paint = ARENA_ARRAY(x->s, uint32_t, x->p->n_tokens + 1);
    uint8_t *depth = ARENA_ARRAY(x->s, uint8_t, x->n + 1);
    memset(paint, 0xff, (x->p->n_tokens + 1) * sizeof *paint);
    for (uint32_t i = 0; i < x->n; i++) {
        draft *d = &x->drafts[i];
        if (!d->dead && d->unknown && !d->n_speakers && !d->self)
            draft_speaker(d, speaker_lost(x));
        order[i] = (by_size){i, draft_size(d), d->piece[0][0]};
    }
    qsort(order, x->n, sizeof *order, compare_size);
    for (uint32_t k = 0; k < x->n; k++) {
        draft *d = &x->drafts[order[k].draft];
        if (d->dead || d->copy)
            continue;
        uint32_t at = d->cue != PARLEY_NONE ? d->cue : d->piece[0][0];
        d->parent = paint[at];
        uint32_t in = d->piece[0][0];
        if (in + 1 < d->piece[0][1] && is_punct(x, in)) /* a quotation mark */
            in++;
        if (d->parent != PARLEY_NONE && paint[in] != d->parent) /* cue inside, content outside: no part of it */
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
                draft_speaker(d, side);
        }
        const cue_entry *feels = strcmp(d->rule, "adjective") == 0 ? cue_find(x->cues, x->p->tokens[d->cue].norm, 'a') : NULL;
        bool view = strcmp(d->rule, "verb-view") == 0 || (feels && feels->class == CUE_VIEW);
        if (view && up->quoted && d->cue != PARLEY_NONE && !outside(x, d->cue)) { /* what somebody quoted thinks others think */
            d->dead = true;
            continue;
        }
        const cue_entry *own = d->self && d->cue != PARLEY_NONE ? verb_cue(x, d->cue) : NULL;
        if (!d->n_speakers || (own && own->class == CUE_VIEW)) { /* "we hope" in somebody's own words */
            d->dead = true;
            continue;
        }
        for (uint32_t a = d->parent, same = 0; a != PARLEY_NONE && !same; a = x->drafts[a].parent)
            for (uint32_t i = 0; i < x->drafts[a].n_speakers; i++)
                if (!x->drafts[a].dead && x->drafts[a].speaker[i] == d->speaker[0] && d->n_speakers == 1 &&
                    !(strcmp(d->rule, "noun") == 0 && outside(x, d->cue) && d->cue != PARLEY_NONE))
                    same = d->dead = true;
        if (d->dead)
            continue;
        if (up->n_speakers)
            draft_link(d, up->speaker[0]);
        for (uint32_t i = 0; i < up->n_chain; i++)
            draft_link(d, up->chain[i]);
    }
}

/* The page says where it was said: "told reporters", "said in a statement", "wrote on Monday". */
static bool has_venue(const speech *x, const draft *d) {
    const parley_parse *p = x->p;
    if (d->cue == PARLEY_NONE)
        return false;
    const cue_entry *e = verb_cue(x, d->cue);
    if (e && e->class == CUE_WRITE)
        return true;
    PARSE_EACH_CHILD (p, d->cue, c) {
        if ((p->tokens[c].rel == REL_IOBJ || (p->tokens[c].rel == REL_OBJ && e && (e->frames & CUE_OC))) && c > d->cue &&
            is_noun(&p->tokens[c]))
            return true;
        if (p->tokens[c].rel == REL_OBL && p->tokens[c].ne != NE_DATE && preposition_of(x, c) != PARLEY_NONE &&
            IS(preposition_of(x, c), "in", "at", "to", "on", "during", "before"))
            return true;
    }
    return false;
}

/* Somebody unnamed is known only through whoever told of them: the chain goes on to their next statements. */
void chains_inherit(speech *x) {
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
                draft_link(d, x->drafts[before].chain[j]);
        if (d->n_chain)
            latest[d->speaker[0]] = i;
    }
    /* "A told the Courier ... \"We can wait,\" A said.": the next words of the same speaker were told there, too, until the page
     * says that he spoke elsewhere. */
    memset(latest, 0xff, (n_actors + 1) * sizeof *latest);
    for (uint32_t k = 0; k < x->n; k++) {
        uint32_t i = order[k].draft;
        draft *d = &x->drafts[i];
        if (d->dead || d->copy || d->parent != PARLEY_NONE || d->n_speakers != 1 ||
            x->f->actors[d->speaker[0]].kind != ACTOR_PERSON)
            continue;
        uint32_t before = latest[d->speaker[0]];
        const draft *told = before == PARLEY_NONE ? NULL : &x->drafts[before];
        uint32_t here = x->p->tokens[d->piece[0][0]].sent,
                 there = told ? x->p->tokens[told->piece[told->n_pieces - 1][1] - 1].sent : 0;
        bool near = d->quoted ? here - there <= 4 : here - there <= 1 && x->p->sents[here].block == x->p->sents[there].block;
        if (told && near && !d->n_chain && !has_venue(x, d))
            draft_link(d, told->chain[0]);
        bool outlet = d->n_chain == 1 && x->f->actors[d->chain[0]].kind == ACTOR_OUTLET && d->cue != PARLEY_NONE;
        if (outlet || d->n_chain || has_venue(x, d))
            latest[d->speaker[0]] = outlet ? i : PARLEY_NONE;
    }
    /* Children follow their parents. */
    for (uint32_t k = 0; k < x->n; k++) {
        draft *d = &x->drafts[order[k].draft];
        if (!d->dead && d->parent != PARLEY_NONE)
            for (uint32_t j = 0; j < x->drafts[d->parent].n_chain; j++)
                draft_link(d, x->drafts[d->parent].chain[j]);
    }
}

/* "diplomats reported the minister as saying", "was quoted by the agency as saying": whoever passes it on. */
void relayed_statement(speech *x, uint32_t v) {
    const parley_parse *p = x->p;
    if (!is_in(x, v, "relay"))
        return;
    uint32_t said = PARLEY_NONE, end = sent_end(x, v), begin = sent_first(x, v);
    for (uint32_t t = v + 1; t < end && t < v + 16; t++)
        if (IS(t, "as") && t + 1 < end) {
            for (uint32_t y = t + 1; y < end && y < t + 4; y++)
                if (is_in(x, y, "as-saying"))
                    said = y;
            break;
        }
    if (said == PARLEY_NONE)
        return;
    draft who = draft_new(said, "relayed", 0.8f);
    bool passive = verb_is_passive(x, v);
    uint32_t obj = parse_child(p, v, REL_OBJ, SUB_NONE), subject = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    if (!passive) {
        if (obj == PARLEY_NONE)
            for (uint32_t t = v + 1; t < said && obj == PARLEY_NONE; t++)
                if (is_noun(&p->tokens[t]) || p->tokens[t].upos == UPOS_PRON)
                    obj = t;
        if (obj != PARLEY_NONE)
            speaker_resolve(x, obj, &who, false);
        draft link = draft_new(v, "", 0);
        if (subject != PARLEY_NONE)
            speaker_resolve(x, subject, &link, false);
        for (uint32_t i = 0; i < link.n_speakers; i++)
            draft_link(&who, link.speaker[i]);
    } else {
        if (subject != PARLEY_NONE)
            speaker_resolve(x, subject, &who, false);
        for (int turn = 0; turn < 2; turn++) /* "quoted by the agency as saying", "quoted as saying by the agency" */
            PARSE_EACH_CHILD (p, turn ? said : v, c) {
                uint32_t by = p->tokens[c].rel == REL_OBL ? preposition_of(x, c) : PARLEY_NONE;
                if (by != PARLEY_NONE && IS(by, "by", "in") && facts_actor_of(x->f, p, c) != PARLEY_NONE)
                    draft_link(&who, facts_actor_of(x->f, p, c));
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
            draft_range(x, &who, begin, s, said);
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
        draft_speaker(d, who.speaker[i]);
    for (uint32_t i = 0; i < who.n_chain; i++)
        draft_link(d, who.chain[i]);
}
