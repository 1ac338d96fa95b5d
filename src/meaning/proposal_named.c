/* proposal_named.c - texts with a name of their own: treaties and laws that news knows by letters, proper names, and the one of
 * them that a page is about.
 */
#include "meaning/proposal_int.h"

enum { NAME_WORDS_MAX = 14, REPLACED_NEAR = 4 };

const char *text_key(parley_arena *a, const char *words) {
    char *out = ARENA_ARRAY(a, char, strlen(words) + 1);
    uint32_t n = 0;
    for (const char *s = words; *s; s++)
        if (*s == '(' && strchr(s, ')')) /* its letters, in the midst of it */
            s = strchr(s, ')');
        else if ((*s >= '0' && *s <= '9') || ((*s | 32) >= 'a' && (*s | 32) <= 'z') || (unsigned char)*s >= 0x80)
            out[n++] = *s >= 'A' && *s <= 'Z' ? (char)(*s | 32) : *s;
    out[n] = '\0';
    return out;
}

/* The last token of the longest known name that begins at t, or PARLEY_NONE; *id: which. */
static uint32_t known_name(const position_work *k, uint32_t t, uint32_t *id) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    uint32_t end = p->sents[ts[t].sent].end, found = PARLEY_NONE;
    if (!map_gets(&k->lex->text_begins, text_key(k->in->scratch, ts[t].form), 0))
        return PARLEY_NONE;
    for (uint32_t last = t; last < end && last < t + NAME_WORDS_MAX; last++) {
        if (last > t && ts[last].upos == UPOS_VERB && ts[last].norm == ts[last].form)
            break;
        const char *words = page_words(k, t, last);
        uint32_t at = map_gets(&k->lex->texts, last == t ? words : text_key(k->in->scratch, words), PARLEY_NONE);
        if (at != PARLEY_NONE) {
            found = last;
            *id = at;
        }
    }
    return found;
}

void texts_mark(const position_work *k, known_text *text_at) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    for (uint32_t t = 0; t < p->n_tokens; t++)
        text_at[t].id = PARLEY_NONE;
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        uint32_t id = PARLEY_NONE, last = ts[t].form[0] >= 'A' && ts[t].form[0] <= 'Z' ? known_name(k, t, &id) : PARLEY_NONE;
        if (last == PARLEY_NONE)
            continue;
        uint32_t top = t;
        for (uint32_t i = t; i <= last; i++)
            if (ts[i].head == PARLEY_NONE || ts[i].head < t || ts[i].head > last) {
                top = i;
                break;
            }
        text_at[top] = (known_text){id, t, last};
        t = last;
    }
}

/* "Peace Agreement", "Great Trade Deal" in capitals are no names. */
static bool says_nothing(const position_work *k, uint32_t first, uint32_t last) {
    for (uint32_t i = first; i < last; i++)
        if (!stance_word_is(k->lex, PW_PLAIN_DEAL, k->p->tokens[i].norm) && !tok_of(k, i, PW_PRAISE))
            return false;
    return true;
}

const char *text_named(const position_work *k, const known_text *text_at, uint32_t t, mention *m, bool is) {
    const parse_token *ts = k->p->tokens;
    const known_text *at = &text_at[t];
    uint32_t first, last;
    if (is && at->id == PARLEY_NONE && (stance_noun_is(k->lex, NOUN_GOAL, ts[t].norm) || tok_is(k->p, t, "text")))
        for (uint32_t i = tree_left(k->p, t); i < t; i++)
            if (text_at[i].id != PARLEY_NONE)
                at = &text_at[i];
    if (at->id != PARLEY_NONE) {
        m->own = page_words(k, at->first, at->last);
        m->key = text_key(k->in->scratch, k->lex->text_names[at->id]);
    } else if (is && !m->headline && own_name(k, t, &first, &last) && !says_nothing(k, first, last)) {
        m->own = page_words(k, first, last);
        m->key = text_key(k->in->scratch, m->own);
    }
    return m->key;
}

bool texts_differ(const mention *a, const mention *b) {
    return a->key && b->key && !strstr(a->key, b->key) && !strstr(b->key, a->key);
}

/* Is the text at t spoken of as the one that another comes after? "to replace the accord", "the updated accord". */
static bool is_replaced(const position_work *k, uint32_t t) {
    for (uint32_t i = t; i-- > 0 && t - i <= REPLACED_NEAR && k->p->tokens[i].sent == k->p->tokens[t].sent;)
        if (tok_of(k, i, PW_REPLACED))
            return true;
    return false;
}

uint32_t text_main(const position_work *k, const bool *named, uint32_t n) {
    uint32_t *uses = ARENA_ARRAY(k->in->scratch, uint32_t, n + 1), best = PARLEY_NONE, second = PARLEY_NONE;
    bool *replaced = ARENA_ARRAY(k->in->scratch, bool, n + 1);
    for (uint32_t t = 0; t < k->p->n_tokens; t++) {
        uint32_t i = k->proposal_of[t];
        if (i == PARLEY_NONE || i >= n || !named[i])
            continue;
        uses[i]++;
        replaced[i] |= is_replaced(k, t);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!named[i] || replaced[i])
            continue;
        if (best == PARLEY_NONE || uses[i] > uses[best]) {
            second = best;
            best = i;
        } else if (second == PARLEY_NONE || uses[i] > uses[second])
            second = i;
    }
    bool clear = best != PARLEY_NONE && uses[best] > 1 && (second == PARLEY_NONE || uses[best] > uses[second]);
    return clear ? best : PARLEY_NONE;
}
