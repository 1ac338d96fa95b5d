/* unmarked.c - words set off by other marks than quotation marks: labels, credits of headings, pasted posts, quotations that lost
 * their marks, and whose the words of a quoting heading are.
 */
#include "meaning/statement_int.h"

/* "Duarte: No deal before May." at the start of a line: interviews, headlines. */
void label_statements(speech *x) {
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
            draft_speaker(&d, actor);
            draft_range(x, &d, t + 1, end, PARLEY_NONE);
            draft_push(x, d);
            break;
        }
    }
}

/* "The agency laid out what they want:" above a paragraph without marks: set off by the layout, which text does not keep, it is
 * the agency's. */
void blocks_quoted(speech *x) {
    enum { WORDS = 12 };
    const parley_parse *p = x->p;
    for (uint32_t s = 1; s < p->n_sents; s++) {
        uint32_t first = p->sents[s].first, before = s - 1, block = p->sents[s].block, until = s + 1;
        const page_block *b = &x->in->page->blocks[block];
        if (p->sents[before].block == block || !IS(p->sents[before].end - 1, ":") || !outside(x, first) || is_punct(x, first) ||
            (b->role != PAGE_PARAGRAPH && b->role != PAGE_QUOTE) || p->tokens[first].upos == UPOS_NUM ||
            stands_as_heading(x, first))
            continue;
        bool says = false; /* the line above speaks of speaking */
        for (uint32_t t = p->sents[before].first; t < p->sents[before].end; t++)
            says |= outside(x, t) && (is_in(x, t, "announces") || (verb_cue(x, t) && verb_cue(x, t)->class <= CUE_WRITE));
        while (until < p->n_sents && p->sents[until].block == block)
            until++;
        draft d = draft_new(PARLEY_NONE, "block-below", 0.6f);
        if (!says || p->sents[until - 1].end - first < WORDS || !announced_above(x, s, &d))
            continue;
        d.quoted = true;
        uint32_t a = first, e = p->sents[until - 1].end;
        tokens_trim(x, &a, &e);
        draft_piece(&d, a, e);
        draft_push(x, d);
    }
}

/* "No deal before May: minister" and "No deal before May - union" in a heading. */
void heading_credits(speech *x) {
    const parley_parse *p = x->p;
    for (uint32_t s = 0; s < p->n_sents; s++) {
        uint32_t first = p->sents[s].first, end = p->sents[s].end, at = PARLEY_NONE;
        const page_block *b = &x->in->page->blocks[p->sents[s].block];
        bool fresh = (s == 0 || p->sents[s - 1].block != p->sents[s].block) &&
                     (s + 1 == p->n_sents || p->sents[s + 1].block != p->sents[s].block);
        if (!fresh || (b->role != PAGE_HEADLINE && b->role != PAGE_HEADING) || end - first < 5)
            continue;
        bool taken = false;
        for (uint32_t t = first; t < end; t++) {
            taken |= x->draft_of_cue[t] != PARLEY_NONE || (!outside(x, t) && x->draft_of_quote[x->quotes->of[t]] != PARLEY_NONE);
            if (IS(t, ":") || is_dash(x, t))
                at = t;
        }
        if (taken || at == PARLEY_NONE || at < first + 3 || at + 1 >= end || end - at > 6)
            continue;
        uint32_t last = end - 1;
        while (last > at + 1 && is_punct(x, last))
            last--;
        bool only = is_noun(&p->tokens[last]);
        for (uint32_t t = at + 1; t <= last; t++)
            only &= is_noun(&p->tokens[t]) || p->tokens[t].upos == UPOS_ADJ || token_is_possessive(&p->tokens[t]);
        uint32_t m = x->f->mention_of[last], actor = facts_actor_of(x->f, p, last);
        draft d = draft_new(PARLEY_NONE, "heading-credit", 0.6f);
        if (only && m != PARLEY_NONE && x->f->mentions[m].first <= at) /* taken for a compound: "May - union" */
            draft_speaker(&d, facts_add_actor(x->in, x->f, span_text(x->in->page, p, x->s, at + 1, last), ACTOR_UNNAMED));
        else if (only && actor != PARLEY_NONE && x->f->actors[actor].kind != ACTOR_OUTLET &&
                 (IS(at, ":") || (m != PARLEY_NONE && x->f->mentions[m].kind == MENTION_NOMINAL)))
            draft_speaker(&d, actor);
        else if (only && last == at + 1 && IS(last, "report", "reports", "study", "poll", "survey"))
            draft_speaker(&d, speaker_describe(x, last));
        draft_range(x, &d, first, at, PARLEY_NONE);
        if (d.n_speakers)
            draft_push(x, d);
    }
}

/* A post pasted into the page: its words, a dash, who posted it, (@name), a date. */
void post_statements(speech *x) {
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
            draft_speaker(&d, facts_actor_of(x->f, p, y));
        uint32_t end = dash;
        while (end > first && (strstr(p->tokens[end - 1].norm, ".com") || strstr(p->tokens[end - 1].norm, "http")))
            end--;
        d.quoted = true;
        bool taken = false;
        for (uint32_t y = first; y < end && !taken; y++)
            taken = x->quotes->of[y] != PARLEY_NONE && x->draft_of_quote[x->quotes->of[y]] != PARLEY_NONE;
        tokens_trim(x, &first, &end);
        draft_piece(&d, first, end);
        if (d.n_speakers && !taken)
            draft_push(x, d);
    }
}

/* Nobody speaks of himself by name. */
static bool names_speaker(const speech *x, uint32_t s, uint32_t actor) {
    for (uint32_t t = x->p->sents[s].first; t < x->p->sents[s].end; t++) {
        uint32_t m = x->f->mention_of[t];
        if (m != PARLEY_NONE && x->f->mentions[m].kind == MENTION_NAME && x->f->mentions[m].actor == actor)
            return true;
    }
    return false;
}

/* First person outside quotation marks: the marks were lost, and somebody heard just before goes on. Pages written in the first
 * person throughout are left alone. */
void running_first_person(speech *x) {
    enum { COLUMN = 3 }; /* so many of them, with no mark lost, are the page's own: a column */
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
            if (is_in(x, t, "outlet-own"))
                other = true; /* the outlet's own "our" */
            if (x->draft_of_cue[t] != PARLEY_NONE && !x->drafts[x->draft_of_cue[t]].self)
                other = true;
        }
        first_person[s] = mine && !other;
        n += first_person[s];
    }
    if (n * 5 > p->n_sents + 10)
        return;
    uint32_t paragraphs = 0, marks_lost = 0;
    for (uint32_t s = 0; s < p->n_sents; s++)
        paragraphs += first_person[s] && (s == 0 || p->sents[s - 1].block != p->sents[s].block || !first_person[s - 1]);
    for (uint32_t q = 0; q < x->quotes->n; q++)
        marks_lost += !x->quotes->items[q].closed;
    if (paragraphs >= COLUMN && !marks_lost)
        return;
    for (uint32_t s = 1; s < p->n_sents; s++) {
        if (!first_person[s] || stands_as_heading(x, p->sents[s].first))
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
            tokens_trim(x, &a, &e);
            draft_piece(&x->drafts[at], a, e);
        } else if (at != PARLEY_NONE && !names_speaker(x, s, x->drafts[at].speaker[0])) {
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
            tokens_trim(x, &a, &e);
            draft_piece(&d, a, e);
            draft_speaker(&d, speaker);
            draft_push(x, d);
        }
        s = until - 1;
    }
}

/* A heading that quotes goes to whoever says the same below; else to the next quotation's speaker. */
void headings_resolve(speech *x) {
    const parley_parse *p = x->p;
    for (uint32_t i = 0; i < x->n; i++) {
        draft *d = &x->drafts[i];
        bool scrap = strcmp(d->rule, "heading-scrap") == 0;
        if (d->dead || d->n_speakers || !(scrap || strcmp(d->rule, "quote-heading") == 0))
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
                if (n < 4 || (scrap && outside(x, t)))
                    continue;
                words++;
                bool hit = false;
                for (uint32_t z = 0; z < y->n_pieces && !hit; z++)
                    for (uint32_t u = y->piece[z][0]; u < y->piece[z][1] && u < y->piece[z][0] + 120; u++)
                        if (strncmp(p->tokens[u].norm, w, n > 5 ? 5 : n) == 0)
                            hit = true;
                hits += hit;
            }
            if (words && hits == words && (!scrap || draft_size(y) >= 2 * words + 3))
                same = j;
        }
        uint32_t from = same != PARLEY_NONE ? same : next;
        if (scrap && same == PARLEY_NONE) {
            d->dead = true;
            continue;
        }
        if (from != PARLEY_NONE && (same != PARLEY_NONE || x->drafts[from].piece[0][0] - here < 200)) {
            for (uint32_t s = 0; s < x->drafts[from].n_speakers; s++)
                draft_speaker(d, x->drafts[from].speaker[s]);
            d->unknown = x->drafts[from].n_speakers == 0;
        }
    }
}
