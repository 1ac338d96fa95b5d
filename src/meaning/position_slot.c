/* position_slot.c - which frame of data/positions/stances.txt fits a word, and where its object stands. */
#include "meaning/position_int.h"

/* Does the word at o fit what the slot takes? */
static bool slot_takes(const position_work *k, const stance_frame *fr, uint32_t slot, uint32_t o) {
    const parse_token *t = &k->p->tokens[o];
    char only = fr->slots[slot].only;
    bool own = t->upos == UPOS_NOUN && stance_noun_is(k->lex, NOUN_OWN, t->norm);
    if (only == 'o')
        return own;
    if (only == 'p')
        return k->proposal_of[o] != PARLEY_NONE && !stance_noun_is(k->lex, NOUN_GOAL, t->norm);
    if (only != 't' || k->proposal_of[o] != PARLEY_NONE)
        return true;
    /* a measure is no text: another row may take it */
    const stance_lexicon *l = k->lex;
    bool measure = t->upos == UPOS_NOUN && stance_noun_is(l, NOUN_MATTER, t->norm) && !stance_group(l, t->norm) &&
                   !stance_noun_is(l, NOUN_GOAL, t->norm) && !stance_noun_is(l, NOUN_PROCESS, t->norm) &&
                   !stance_noun_is(l, NOUN_PLAN, t->norm) && !stance_noun_is(l, NOUN_WEAK, t->norm) &&
                   !tok_of(k, o, PW_BINDING) && !tok_of(k, o, PW_CONTENTS);
    return !own && !measure;
}

static bool has_case(const parley_parse *p, uint32_t t, const char *prep) {
    PARSE_EACH_CHILD (p, t, c) {
        if (c < t && (p->tokens[c].rel == REL_CASE || p->tokens[c].rel == REL_MARK) && tok_is(p, c, prep))
            return true;
    }
    return false;
}

/* What follows the preposition prep below t, behind v. */
static uint32_t prep_child(const position_work *k, uint32_t t, uint32_t v, const char *prep) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    PARSE_EACH_CHILD (p, t, c) {
        if (c < v || !has_case(p, c, prep) || (k->time_at[c] != PARLEY_NONE && ts[c].upos != UPOS_VERB))
            continue;
        if (ts[c].rel == REL_OBL || ts[c].rel == REL_NMOD || ts[c].rel == REL_OBJ ||
            ((ts[c].rel == REL_ADVCL || ts[c].rel == REL_CCOMP || ts[c].rel == REL_XCOMP || ts[c].rel == REL_ACL) &&
             ts[c].upos == UPOS_VERB && (strcmp(prep, "to") != 0 || ts[c].morph & (FEAT_GER | FEAT_PART))))
            return c;
    }
    return PARLEY_NONE;
}

static uint32_t find_slot(const position_work *k, uint32_t v, const stance_frame *fr, uint32_t *particle_end,
                          uint32_t *slot_used) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    bool passive = is_passive(p, v);
    for (uint32_t s = 0; s < fr->n_slots; s++) {
        uint32_t found = PARLEY_NONE;
        *slot_used = s;
        switch (fr->slots[s].kind) {
        case SLOT_OBJ:
            found = parse_child(p, v, REL_OBJ, SUB_NONE);
            /* "offered the province | more autonomy" */
            if (found != PARLEY_NONE && found > v && facts_actor_of(k->f, p, found) != PARLEY_NONE)
                PARSE_EACH_CHILD (p, v, c) {
                    if (c > found && ts[c].rel == REL_OBJ && facts_actor_of(k->f, p, c) == PARLEY_NONE)
                        found = c;
                }
            /* "ruled out paying a ransom" */
            if (found == PARLEY_NONE && !passive)
                PARSE_EACH_CHILD (p, v, c) {
                    if (c > v && found == PARLEY_NONE && (ts[c].rel == REL_XCOMP || ts[c].rel == REL_CCOMP) &&
                        ts[c].upos == UPOS_VERB && (ts[c].morph & (FEAT_GER | FEAT_PRES)) && case_of(p, c) == PARLEY_NONE &&
                        parse_child(p, c, REL_NSUBJ, SUB_NONE) == PARLEY_NONE &&
                        parse_child(p, c, REL_AUX, SUB_NONE) == PARLEY_NONE)
                        found = c;
                }
            if (found != PARLEY_NONE && is_relative(p, found) && found < v)
                found = relative_antecedent(p, v);
            if (found == PARLEY_NONE && passive) {
                found = parse_child(p, v, REL_NSUBJ, SUB_NONE);
                if (found != PARLEY_NONE && is_relative(p, found))
                    found = relative_antecedent(p, v);
                uint32_t first = joined_passive(p, v);
                if (found == PARLEY_NONE && first != PARLEY_NONE)
                    found = object_word(p, first);
                else if (found == PARLEY_NONE && ts[v].rel == REL_ACL)
                    found = ts[v].head;
                if (found == PARLEY_NONE && ts[v].rel == REL_ADVCL && ts[v].head > v)
                    found = parse_child(p, ts[v].head, REL_NSUBJ, SUB_NONE);
                for (uint32_t x = v, up = 0; found == PARLEY_NONE && ts[x].rel == REL_CONJ && up < 3; up++) {
                    x = ts[x].head;
                    found = parse_child(p, x, REL_NSUBJ, SUB_NONE);
                    if (found == PARLEY_NONE && ts[x].rel == REL_ACL)
                        found = ts[x].head;
                }
            }
            /* a particle taken for a preposition: "brushed off the offer" */
            if (found == PARLEY_NONE && fr->n_words == 2)
                PARSE_EACH_CHILD (p, v, c) {
                    if (c > v && ts[c].rel == REL_OBL && found == PARLEY_NONE && has_case(p, c, fr->words[1]))
                        found = c;
                }
            /* "the proposals that the envoys put forward", object left out */
            if (found == PARLEY_NONE && ts[v].rel == REL_ACL && ts[v].sub == SUB_RELCL &&
                parse_child(p, v, REL_NSUBJ, SUB_NONE) != PARLEY_NONE && !is_relative(p, parse_child(p, v, REL_NSUBJ, SUB_NONE)))
                found = ts[v].head;
            break;
        case SLOT_COMP:
            found = parse_child(p, v, REL_CCOMP, SUB_NONE);
            if (found == PARLEY_NONE && ts[v].upos == UPOS_NOUN) /* "a demand that the levy be lifted" */
                PARSE_EACH_CHILD (p, v, c) {
                    uint32_t cs = case_of(p, c);
                    if (c > v && ts[c].rel == REL_ACL && cs != PARLEY_NONE && cs > v && tok_is(p, cs, "that"))
                        found = c;
                }
            break;
        case SLOT_INF:
            PARSE_EACH_CHILD (p, v, c) {
                if (c > v && found == PARLEY_NONE &&
                    (ts[c].rel == REL_XCOMP || ts[c].rel == REL_ACL || ts[c].rel == REL_ADVCL || ts[c].rel == REL_CCOMP) &&
                    ts[c].upos == UPOS_VERB) {
                    uint32_t cs = case_of(p, c);
                    if ((cs != PARLEY_NONE && tok_is(p, cs, "to") && cs < v + 5))
                        found = c;
                }
            }
            /* trees that hang the infinitive on the verb above: "stressed its readiness to resume" */
            if (found == PARLEY_NONE && v + 2 < p->n_tokens && tok_is(p, v + 1, "to") && ts[v + 1].upos == UPOS_PART &&
                ts[v + 2].upos == UPOS_VERB && ts[v].upos == UPOS_NOUN)
                found = v + 2;
            break;
        case SLOT_OBJ_INF: {
            uint32_t o = parse_child(p, v, REL_OBJ, SUB_NONE);
            if (o == PARLEY_NONE)
                o = parse_child(p, v, REL_IOBJ, SUB_NONE);
            if (o == PARLEY_NONE)
                PARSE_EACH_CHILD (p, v, c) {
                    uint32_t cs = case_of(p, c);
                    if (ts[c].rel == REL_OBL && cs != PARLEY_NONE && TOK_ANY(p, cs, "to", "on", "for", "with"))
                        o = c;
                }
            /* "helped them reach a deal" */
            if (TOK_ANY(p, v, "help", "helps", "helped", "helping"))
                PARSE_EACH_CHILD (p, v, c) {
                    if (c > v && (ts[c].rel == REL_XCOMP || ts[c].rel == REL_CCOMP) && ts[c].upos == UPOS_VERB &&
                        found == PARLEY_NONE)
                        found = c;
                }
            if (found != PARLEY_NONE)
                break;
            /* "called a vote to settle it" asks nobody */
            if (o == PARLEY_NONE || (ts[o].rel == REL_OBJ && ts[o].upos == UPOS_NOUN && tok_is(p, v, "called") &&
                                     facts_actor_of(k->f, p, o) == PARLEY_NONE))
                break;
            PARSE_EACH_CHILD (p, v, c) {
                if (c > o && found == PARLEY_NONE &&
                    (ts[c].rel == REL_XCOMP || ts[c].rel == REL_CCOMP || ts[c].rel == REL_ADVCL) && ts[c].upos == UPOS_VERB &&
                    case_of(p, c) != PARLEY_NONE && tok_is(p, case_of(p, c), "to"))
                    found = c;
            }
            if (found == PARLEY_NONE)
                PARSE_EACH_CHILD (p, o, c) {
                    if (ts[c].rel == REL_ACL && c > o && ts[c].upos == UPOS_VERB && case_of(p, c) != PARLEY_NONE &&
                        tok_is(p, case_of(p, c), "to"))
                        found = c;
                }
            break;
        }
        case SLOT_SUBJ:
            found = parse_child(p, v, REL_NSUBJ, SUB_NONE);
            if (found != PARLEY_NONE && is_relative(p, found))
                found = relative_antecedent(p, v);
            if (found == PARLEY_NONE || tok_is(p, found, "it") || tok_is(p, found, "there")) {
                uint32_t c = parse_child(p, v, REL_CSUBJ, SUB_NONE);
                if (c != PARLEY_NONE)
                    found = c;
            }
            break;
        case SLOT_NONE:
            /* "the opposition" may be a party; what is voiced is a stance */
            if (TOK_ANY(p, v, "opposition", "resistance") &&
                (ts[v].rel != REL_OBJ || ts[v].head == PARLEY_NONE || !tok_of(k, ts[v].head, PW_VOICE)) &&
                !TOK_ANY(p, v + 1, "from", "by", "among"))
                break;
            return v;
        case SLOT_PREP: {
            const char *prep = fr->slots[s].prep;
            found = prep_child(k, v, v, prep);
            /* "gave its backing | to the plan" may hang on the noun */
            if (found == PARLEY_NONE && particle_end && *particle_end != v)
                found = prep_child(k, *particle_end, v, prep);
            /* "voiced optimism in recent days | about a deal" */
            if (found == PARLEY_NONE && ts[v].upos == UPOS_NOUN && ts[v].rel == REL_OBJ && tok_of(k, ts[v].head, PW_VOICE))
                found = prep_child(k, ts[v].head, v, prep);
            /* "objections raised by the state | to the levy" */
            if (found == PARLEY_NONE && ts[v].upos == UPOS_NOUN) {
                uint32_t raised = parse_child(p, v, REL_ACL, SUB_NONE);
                if (raised != PARLEY_NONE && raised > v && tok_of(k, raised, PW_VOICE))
                    found = prep_child(k, raised, v, prep);
            }
            /* "the bill faces opposition from growers", "has the support of the guild" */
            bool of_them = found != PARLEY_NONE && strcmp(prep, "of") == 0 && facts_actor_of(k->f, p, found) != PARLEY_NONE;
            if (ts[v].upos == UPOS_NOUN && ts[v].rel == REL_OBJ && ts[v].head != PARLEY_NONE && tok_of(k, ts[v].head, PW_BEAR) &&
                (of_them || (found == PARLEY_NONE && TOK_ANY(p, v + 1, "from", "by", "among"))))
                found = parse_child(p, ts[v].head, REL_NSUBJ, SUB_NONE);
            /* trees that hang the phrase elsewhere: the preposition right behind */
            uint32_t at = (particle_end ? *particle_end : v) + 1;
            for (uint32_t skip = 0; skip < 2 && at < p->n_tokens && (ts[at].upos == UPOS_ADV || ts[at].norm[0] == '"'); skip++)
                at++;
            if (found == PARLEY_NONE && at + 1 < p->n_tokens && ts[at].sent == ts[v].sent && tok_is(p, at, prep) &&
                (ts[at].upos == UPOS_ADP || ts[at].upos == UPOS_SCONJ) && ts[at].head != PARLEY_NONE && ts[at].head > at)
                found = ts[at].head;
            break;
        }
        }
        if (found != PARLEY_NONE && k->time_at[found] != PARLEY_NONE && ts[found].upos != UPOS_VERB)
            found = PARLEY_NONE;
        if (found != PARLEY_NONE)
            return found;
    }
    return PARLEY_NONE;
}

/* Do the frame's particles, or its noun, follow v? */
static bool frame_fits(const position_work *k, uint32_t v, const stance_frame *fr, uint32_t *particle_end) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    *particle_end = v;
    uint32_t window = fr->n_words > 2 ? 6 : 4;
    for (uint32_t i = 1; i < fr->n_words; i++) {
        bool found = false;
        for (uint32_t j = *particle_end + 1; j < p->n_tokens && j <= v + window && ts[j].sent == ts[v].sent; j++)
            if (tok_is(p, j, fr->words[i])) {
                found = ts[j].upos != UPOS_VERB && ts[j].upos != UPOS_SCONJ && ts[j].upos != UPOS_AUX;
                if (found)
                    *particle_end = j;
                break;
            }
        if (!found)
            return false;
    }
    /* "broke down" is not "broke" */
    if (fr->n_words == 1 && ts[v].upos == UPOS_VERB && v + 1 < p->n_tokens && ts[v + 1].head == v &&
        ts[v + 1].rel == REL_COMPOUND && ts[v + 1].upos == UPOS_ADP) {
        bool own = false;
        for (uint32_t s = 0; s < fr->n_slots; s++)
            own |= fr->slots[s].kind == SLOT_PREP && tok_is(p, v + 1, fr->slots[s].prep);
        if (!own)
            return false;
    }
    bool obj = false;
    for (uint32_t s = 0; s < fr->n_slots; s++)
        obj |= fr->slots[s].kind == SLOT_OBJ || fr->slots[s].kind == SLOT_OBJ_INF;
    /* "open to a deal" is no "open its waters to": a word that takes its object with a preposition has no plain one beside it;
     * "dissuaded the island from a levy" has */
    if (!obj && ts[v].upos == UPOS_VERB && fr->n_words == 1 && fr->slots[0].kind == SLOT_PREP) {
        uint32_t o = parse_child(p, v, REL_OBJ, SUB_NONE);
        uint32_t off_what = strcmp(fr->slots[0].prep, "from") == 0 ? prep_child(k, v, v, "from") : PARLEY_NONE;
        bool off = off_what != PARLEY_NONE && (!fr->slots[0].only || k->proposal_of[off_what] != PARLEY_NONE ||
                                               stance_noun_is(k->lex, NOUN_GOAL, ts[off_what].norm));
        if (o != PARLEY_NONE && o > v && k->time_at[o] == PARLEY_NONE && !off)
            return false;
    }
    return !(ts[v].upos == UPOS_NOUN && obj);
}

bool stance_fits(const position_work *k, uint32_t v, stance_fit *out) {
    const stance_lexicon *l = k->lex;
    uint32_t link = map_gets(&l->forms, k->p->tokens[v].norm, PARLEY_NONE);
    *out = (stance_fit){.object = PARLEY_NONE};
    for (uint32_t i = link == PARLEY_NONE ? 0 : link + 1; i; i = l->links[i - 1].next) {
        const stance_frame *fr = &l->frames[l->links[i - 1].frame], *best = out->frame;
        uint32_t end, slot = 0;
        if (!frame_fits(k, v, fr, &end))
            continue;
        uint32_t o = find_slot(k, v, fr, &end, &slot);
        if (o == PARLEY_NONE || !slot_takes(k, fr, slot, o))
            continue;
        bool bare = fr->slots[slot].kind == SLOT_NONE, best_bare = best && best->slots[out->slot].kind == SLOT_NONE;
        if (best && bare && !best_bare)
            continue;
        if (best_bare && !bare)
            best = NULL;
        /* more words win; then a to-infinitive with its own object over a plain object */
        if (!best || fr->n_words > best->n_words || (fr->n_words == best->n_words && fr->slots[slot].kind == SLOT_OBJ_INF))
            *out = (stance_fit){fr, o, end, slot};
    }
    return out->frame != NULL;
}

bool stance_told_inside(const position_work *k, uint32_t inner, stance outer) {
    const stance_lexicon *l = k->lex;
    uint32_t link = map_gets(&l->forms, k->p->tokens[inner].norm, PARLEY_NONE), end, slot = 0;
    for (uint32_t i = link == PARLEY_NONE ? 0 : link + 1; i; i = l->links[i - 1].next) {
        const stance_frame *fr = &l->frames[l->links[i - 1].frame];
        uint32_t o = frame_fits(k, inner, fr, &end) ? find_slot(k, inner, fr, &end, &slot) : PARLEY_NONE;
        if (o == PARLEY_NONE || fr->slots[slot].kind == SLOT_NONE || !slot_takes(k, fr, slot, o))
            continue;
        char only = fr->slots[slot].only;
        bool text = k->proposal_of[o] != PARLEY_NONE || stance_noun_is(l, NOUN_GOAL, k->p->tokens[o].norm);
        /* "hopes to reach a deal" has made none yet: the hope stands */
        if (fr->stance == STANCE_ACCEPT && only == 't' && outer != STANCE_ACCEPT)
            continue;
        if (text || !only || (only == 'm' && is_matter(k, o)))
            return true;
    }
    return false;
}
