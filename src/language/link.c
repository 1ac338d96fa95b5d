/* link.c - what follows from heads and tags: children, subtrees, roots, names; and the invariants. */
#include "language/parse.h"

/* Who is asked, told or urged to do something is obj in one treebank and iobj in another; later stages see obj. Who is told that
 * something is so stays iobj. */
static void one_object(parse_token *tok, uint32_t t) {
    if (tok[t].rel != REL_IOBJ || tok[t].head == PARLEY_NONE)
        return;
    bool asked = false;
    for (uint32_t c = tok[tok[t].head].child; c != PARLEY_NONE; c = tok[c].sibling) {
        if (tok[c].rel == REL_OBJ)
            return;
        asked = asked || (tok[c].rel == REL_XCOMP && c > t);
    }
    if (asked)
        tok[t].rel = REL_OBJ;
}

void parse_link(parley_parse *p) {
    parse_token *tok = p->tokens;
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        tok[t].left = tok[t].right = t;
        tok[t].child = tok[t].sibling = PARLEY_NONE;
    }
    for (uint32_t i = 0; i < p->n_sents; i++) {
        parse_sent *s = &p->sents[i];
        s->root = s->first;
        /* From the right, so that each child list comes out in order. */
        for (uint32_t t = s->end; t-- > s->first;) {
            uint32_t h = tok[t].head;
            if (h == PARLEY_NONE) {
                s->root = t;
                continue;
            }
            tok[t].sibling = tok[h].child;
            tok[h].child = t;
        }
        for (uint32_t t = s->first; t < s->end; t++)
            one_object(tok, t);
        /* Depth first without a stack: down by child, on by sibling, up by head; a word's range is known when it is left. */
        uint32_t t = s->root;
        if (s->first == s->end)
            continue;
        for (;;) {
            if (tok[t].child != PARLEY_NONE) {
                t = tok[t].child;
                continue;
            }
            for (;;) {
                uint32_t h = tok[t].head;
                if (h == PARLEY_NONE)
                    break;
                if (tok[t].left < tok[h].left)
                    tok[h].left = tok[t].left;
                if (tok[t].right > tok[h].right)
                    tok[h].right = tok[t].right;
                if (tok[t].sibling != PARLEY_NONE) {
                    t = tok[t].sibling;
                    break;
                }
                t = h;
            }
            if (tok[t].head == PARLEY_NONE)
                break;
        }
    }
}

void parse_set_names(parley_parse *p, const uint8_t *tags, parley_arena *a) {
    uint32_t cap = 0;
    p->names = NULL;
    p->n_names = 0;
    for (uint32_t i = 0; i < p->n_sents; i++) {
        const parse_sent *s = &p->sents[i];
        for (uint32_t t = s->first; t < s->end; t++) {
            uint8_t type = tags[t] / 2;
            p->tokens[t].ne = type;
            p->tokens[t].ne_begin = false;
            if (type == NE_NONE)
                continue;
            /* An I that follows nothing of its type begins a name, too. */
            if (tags[t] % 2 == 1 && t > s->first && p->tokens[t - 1].ne == type) {
                p->names[p->n_names - 1].end = t + 1;
                continue;
            }
            p->tokens[t].ne_begin = true;
            ARENA_PUSH(a, p->names, p->n_names, cap) = (parse_name){t, t + 1, (ne_type)type};
        }
    }
}

void parse_check(const parley_parse *p, const parley_page *page) {
    uint32_t at = 0, stop = 0;
    for (uint32_t i = 0; i < p->n_sents; i++) {
        const parse_sent *s = &p->sents[i];
        assert(s->first == at && s->first < s->end && s->end <= p->n_tokens);
        assert(s->start >= stop && s->start <= s->stop);
        assert(s->root >= s->first && s->root < s->end && p->tokens[s->root].head == PARLEY_NONE);
        if (page)
            assert(s->stop <= page->n_text && s->block < page->n_blocks && s->start >= page->blocks[s->block].start);
        at = s->end;
        stop = s->stop;
        uint32_t roots = 0, before = s->start;
        for (uint32_t t = s->first; t < s->end; t++) {
            const parse_token *k = &p->tokens[t];
            assert(k->sent == i && k->start <= k->end && k->start >= before && k->end <= s->stop);
            assert(k->form && k->norm && k->lemma);
            assert(k->left >= s->first && k->left <= t && k->right >= t && k->right < s->end);
            before = k->start;
            roots += k->head == PARLEY_NONE;
            assert(k->head == PARLEY_NONE || (k->head >= s->first && k->head < s->end && k->head != t));
            assert(k->upos < UPOS_N && k->rel < REL_N && k->ne < NE_N);
            if (k->head != PARLEY_NONE) {
                const parse_token *h = &p->tokens[k->head];
                assert(h->left <= k->left && h->right >= k->right);
            }
        }
        assert(roots == 1);
        assert(p->tokens[s->root].left == s->first && p->tokens[s->root].right == s->end - 1);
        (void)before;
        (void)roots;
    }
    assert(at == p->n_tokens);
    for (uint32_t i = 0; i < p->n_names; i++) {
        const parse_name *m = &p->names[i];
        assert(m->first < m->end && m->end <= p->n_tokens && p->tokens[m->first].ne_begin && p->tokens[m->first].ne == m->type);
        assert(p->tokens[m->first].sent == p->tokens[m->end - 1].sent);
        (void)m;
    }
    (void)at;
    (void)stop;
    (void)page;
}
