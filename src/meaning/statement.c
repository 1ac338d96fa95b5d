/* statement.c - who said what, according to whom.
 *
 * Three finders look for statements and leave drafts, in this order:
 *   quotations   quotation.c: a quotation that stands free takes the nearest verb of speech outside it
 *   cues         cue_statement.c: verbs, nouns and adjectives of the lexicon with what their frame allows (cue_frame.c,
 * content.c) sources      according.c: "according to", "in the words of" Then drafts get speakers (speaker.c, through coref),
 * parents by containment and chains (chain.c), and spans are trimmed to what was said. Trees are wrong in about one arc of six,
 * so every finder falls back on the order of words.
 */
#include "meaning/lexicons.h"
#include "meaning/statement_int.h"

#include <stdlib.h>

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
            draft_speaker(d, speaker_lost(x));
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
                                  .confidence = cue_confidence(x->cues, d->rule, d->confidence)};
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
        if (d->dead || d->copy || made[order[k].draft] == PARLEY_NONE)
            continue;
        for (uint32_t i = 0; i < d->n_pieces; i++)
            for (uint32_t t = d->piece[i][0]; t < d->piece[i][1]; t++)
                f->statement_of[t] = made[order[k].draft];
    }
}

/* "I" and "we" inside a quotation are its speaker; "we" of somebody who speaks for a side is the side. */
static void first_persons(speech *x) {
    parley_facts *f = x->f;
    for (uint32_t i = 0; i < f->n_mentions; i++) {
        fact_mention *m = &f->mentions[i];
        uint32_t s = f->statement_of[m->head];
        if (m->kind != MENTION_PRONOUN || m->actor != PARLEY_NONE || s == PARLEY_NONE || outside(x, m->head) ||
            f->statements[s].mode == MODE_INDIRECT)
            continue;
        uint32_t who = f->statements[s].speaker, side = f->actors[who].side;
        if (IS(m->head, "i", "me", "my", "myself", "mine"))
            m->actor = who;
        else if (IS(m->head, "we", "us", "our", "ours", "ourselves"))
            m->actor = side != PARLEY_NONE && f->actors[who].kind == ACTOR_PERSON ? side : who;
    }
}

/* An author set by "released a paper" speaks for "the paper" later. */
static void authors_note(speech *x, uint32_t t) {
    const parley_parse *p = x->p;
    if (!noun_is_document(x, t) || p->tokens[t].rel == REL_COMPOUND)
        return;
    if (p->tokens[t].rel == REL_OBJ && p->tokens[t].head != PARLEY_NONE && !is_in(x, p->tokens[t].head, "release"))
        return;
    if (p->tokens[t].rel != REL_OBJ && p->tokens[t].rel != REL_OBL && p->tokens[t].rel != REL_NMOD &&
        p->tokens[t].rel != REL_NSUBJ)
        return;
    uint32_t author = document_author(x, t, NULL);
    uint32_t in = p->tokens[t].rel == REL_OBL ? preposition_of(x, t) : PARLEY_NONE;
    if (author != PARLEY_NONE &&
        (x->f->actors[author].kind != ACTOR_PERSON || p->tokens[t].rel == REL_OBJ || (in != PARLEY_NONE && IS(in, "in"))))
        author_note(x, author);
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
                .last_several = PARLEY_NONE,
                .last_person = PARLEY_NONE,
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
                if (x.draft_of_cue[t] == PARLEY_NONE && (x.p->tokens[t].morph & FEAT_PART))
                    adjective_statement(&x, t); /* "is convinced that" */
                passive_report(&x, t);
                break;
            case UPOS_NOUN:
                noun_statement(&x, t);
                blame_statement(&x, t);
                view_statement(&x, t);
                break;
            case UPOS_ADJ: adjective_statement(&x, t); break;
            default: break;
            }
        }
        for (uint32_t t = first; t < end; t++)
            if (x.p->tokens[t].upos == UPOS_VERB)
                relayed_statement(&x, t);
        for (uint32_t t = first; t < end; t++)
            according_to(&x, t);
        for (uint32_t t = first; t < end; t++)
            citing_links(&x, t);
    }
    label_statements(&x);
    blocks_quoted(&x);
    heading_credits(&x);
    post_statements(&x);
    running_first_person(&x);
    headings_resolve(&x);
    parents_find(&x);
    chains_inherit(&x);
    emit(&x);
    first_persons(&x);
}
