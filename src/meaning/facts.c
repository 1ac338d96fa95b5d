/* facts.c - names of the record's words, and looking actors up. */
#include "meaning/facts.h"

#include <stdio.h>
#include <stdlib.h>

const char *actor_kind_name(actor_kind k) {
    static const char *const names[] = {"person", "organisation", "state", "body", "outlet", "group", "unnamed"};
    return names[k];
}

const char *actor_role_name(actor_role r) {
    static const char *const names[] = {"other", "party", "mediator"};
    return names[r];
}

const char *statement_mode_name(statement_mode m) {
    static const char *const names[] = {"direct", "indirect", "mixed"};
    return names[m];
}

const char *plover_name(plover e) {
    static const char *const names[] = {"AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
                                        "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
                                        "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};
    return names[e];
}

const char *event_status_name(event_status s) {
    static const char *const names[] = {"happened", "denied", "planned", "hypothetical"};
    return names[s];
}

const char *stance_name(stance s) {
    static const char *const names[] = {"accept", "reject", "demand", "offer", "support", "oppose", "retreat"};
    return names[s];
}

const char *figure_qualifier_name(figure_qualifier q) {
    static const char *const names[] = {"exact", "about", "more_than", "at_least", "at_most", "less_than"};
    return names[q];
}

uint32_t facts_actor_of(const parley_facts *f, const parley_parse *p, uint32_t t) {
    if (t == PARLEY_NONE || !f->mention_of)
        return PARLEY_NONE;
    /* A token inside a name ("Foreign", "Minister" of a title) stands for the name's head: climb within the noun phrase. */
    for (int up = 0; up < 6 && t != PARLEY_NONE; up++) {
        uint32_t m = f->mention_of[t];
        if (m != PARLEY_NONE)
            return f->mentions[m].actor;
        uint8_t rel = p->tokens[t].rel;
        if (rel != REL_FLAT && rel != REL_COMPOUND && rel != REL_FIXED && rel != REL_GOESWITH)
            break;
        t = p->tokens[t].head;
    }
    return PARLEY_NONE;
}

static uint32_t add_once(uint32_t *out, uint32_t n, uint32_t max, uint32_t actor) {
    if (actor == PARLEY_NONE || n >= max)
        return n;
    for (uint32_t i = 0; i < n; i++)
        if (out[i] == actor)
            return n;
    out[n] = actor;
    return n + 1;
}

/* "Kalvia, the biggest buyer of tin and a close ally, said": the second half of what somebody is called behind a comma is nobody
 * else. t is joined to the name m. */
static bool is_second_title(const parley_facts *f, const parley_parse *p, const fact_mention *m, uint32_t t) {
    uint32_t own = f->mention_of[t] == PARLEY_NONE ? t : f->mentions[f->mention_of[t]].first;
    if (m->kind != MENTION_NAME || own <= m->end + 1 || strcmp(p->tokens[m->end].norm, ",") != 0 ||
        p->tokens[m->end + 1].upos != UPOS_DET || (p->tokens[t].morph & FEAT_PLUR) || p->tokens[t].upos != UPOS_NOUN)
        return false;
    while (own > m->end &&
           (p->tokens[own - 1].upos == UPOS_DET || p->tokens[own - 1].upos == UPOS_ADV || p->tokens[own - 1].upos == UPOS_ADJ))
        own--;
    return p->tokens[own].upos != UPOS_PROPN && p->tokens[own - 1].upos == UPOS_CCONJ &&
           strcmp(p->tokens[own - 2].norm, ",") != 0;
}

static bool has_title(const parley_parse *p, const fact_mention *m) {
    for (uint32_t t = m->first; t < m->end; t++)
        if (p->tokens[t].upos == UPOS_NOUN)
            return true;
    return false;
}

/* "As trade lawyer and institute scholar Ana Roe said": a title without an article, joined to the one that stands before the
 * name. The name's token, or t itself. */
static uint32_t joined_title(const parley_facts *f, const parley_parse *p, uint32_t t) {
    uint32_t own = f->mention_of ? f->mention_of[t] : PARLEY_NONE;
    if (p->tokens[t].upos != UPOS_NOUN || (p->tokens[t].morph & FEAT_PLUR) ||
        (own != PARLEY_NONE && f->mentions[own].kind != MENTION_NOMINAL))
        return t;
    for (uint32_t y = p->tokens[t].left; y < t; y++) /* "Norway's premier and trade minister Ana Roe" are two */
        if (p->tokens[y].upos != UPOS_NOUN && p->tokens[y].upos != UPOS_ADJ &&
            !(y == p->tokens[t].left && p->tokens[y].upos != UPOS_PROPN))
            return t;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t m = f->mention_of ? f->mention_of[c] : PARLEY_NONE;
        if (c > t && p->tokens[c].rel == REL_CONJ && m != PARLEY_NONE && f->mentions[m].kind == MENTION_NAME &&
            f->mentions[m].actor != PARLEY_NONE && f->actors[f->mentions[m].actor].kind == ACTOR_PERSON &&
            has_title(p, &f->mentions[m]) && p->tokens[f->mentions[m].first - 1].upos == UPOS_CCONJ)
            return c;
    }
    return t;
}

uint32_t facts_actors_of(const parley_facts *f, const parley_parse *p, uint32_t t, uint32_t *out, uint32_t max) {
    uint32_t n = 0;
    if (t == PARLEY_NONE)
        return 0;
    t = joined_title(f, p, t);
    n = add_once(out, n, max, facts_actor_of(f, p, t));
    if (f->mention_of && f->mention_of[t] != PARLEY_NONE)
        n = add_once(out, n, max, f->mentions[f->mention_of[t]].actor2);
    PARSE_EACH_CHILD (p, t, c) {
        if (p->tokens[c].rel != REL_CONJ || (f->mention_of && f->mention_of[t] != PARLEY_NONE && c > t &&
                                             is_second_title(f, p, &f->mentions[f->mention_of[t]], c)))
            continue;
        n = add_once(out, n, max, facts_actor_of(f, p, c));
        if (f->mention_of && f->mention_of[c] != PARLEY_NONE)
            n = add_once(out, n, max, f->mentions[f->mention_of[c]].actor2);
    }
    /* "Ministers Ana Roe and Karl Voss": the second name hangs on the first, which the title heads. */
    const fact_mention *m = f->mention_of && f->mention_of[t] != PARLEY_NONE ? &f->mentions[f->mention_of[t]] : NULL;
    for (uint32_t y = m ? m->first : 0; m && m->kind == MENTION_NAME && y < m->end; y++)
        PARSE_EACH_CHILD (p, y, c)
            if (y != t && p->tokens[c].rel == REL_CONJ && c >= m->end)
                n = add_once(out, n, max, facts_actor_of(f, p, c));
    return n;
}

uint32_t facts_asserter(const parley_facts *f, uint32_t t) {
    if (t == PARLEY_NONE || !f->statement_of || f->statement_of[t] == PARLEY_NONE)
        return PARLEY_NONE;
    return f->statements[f->statement_of[t]].speaker;
}

/* "The Foreign Ministry's" and "foreign ministry" are one key. */
static char *actor_key(parley_arena *a, const char *name) {
    char *s = utf8_lower(a, name, strlen(name), true);
    if (strncmp(s, "the ", 4) == 0)
        s += 4;
    size_t n = strlen(s);
    if (n > 2 && strcmp(s + n - 2, "'s") == 0)
        s[n - 2] = '\0';
    else if (n > 2 && s[n - 1] == '\'')
        s[n - 1] = '\0';
    return s;
}

uint32_t facts_add_actor(const meaning_in *in, parley_facts *f, const char *name, actor_kind kind) {
    const char *key = actor_key(in->scratch, name);
    for (uint32_t i = 0; i < f->n_actors; i++) {
        if (strcmp(actor_key(in->scratch, f->actors[i].name), key) == 0)
            return i;
        for (uint32_t j = 0; j < f->actors[i].n_aliases; j++)
            if (strcmp(actor_key(in->scratch, f->actors[i].aliases[j]), key) == 0)
                return i;
    }
    f->actors = arena_grow(in->arena, f->actors, sizeof *f->actors, f->n_actors, &f->cap_actors);
    f->actors[f->n_actors] = (fact_actor){
        .name = arena_str(in->arena, name), .kind = kind, .side = PARLEY_NONE, .head = PARLEY_NONE, .first_mention = PARLEY_NONE};
    return f->n_actors++;
}

uint8_t facts_small_number(const char *norm, bool ordinal) {
    enum { MOST = 20 };
    static const char *const cardinals[] = {"one",   "two",   "three", "four", "five",   "six",
                                            "seven", "eight", "nine",  "ten",  "eleven", "twelve"},
                             *const ordinals[] = {"first",   "second", "third", "fourth", "fifth",    "sixth",
                                                  "seventh", "eighth", "ninth", "tenth",  "eleventh", "twelfth"},
                             *const roman[] = {"i", "ii", "iii", "iv", "v", "vi"};
    for (uint8_t i = 0; i < COUNT_OF(cardinals); i++)
        if (strcmp(norm, ordinal ? ordinals[i] : cardinals[i]) == 0 ||
            (!ordinal && i < COUNT_OF(roman) && strcmp(norm, roman[i]) == 0))
            return (uint8_t)(i + 1);
    char *end;
    long n = strtol(norm, &end, 10);
    bool whole = ordinal ? strcmp(end, "st") == 0 || strcmp(end, "nd") == 0 || strcmp(end, "rd") == 0 || strcmp(end, "th") == 0
                         : *end == '\0';
    return end > norm && whole && n > 0 && n <= MOST ? (uint8_t)n : 0;
}
