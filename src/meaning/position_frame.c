/* position_frame.c - frames of data/positions/stances.txt at a word: which one fits, its slot, its holder, its objects. */
#include "meaning/position_int.h"

/* Does the word at o fit what the slot takes? */
static bool slot_takes(const position_work *k, const stance_frame *fr, uint32_t slot, uint32_t o) {
    const parse_token *t = &k->p->tokens[o];
    char only = fr->slots[slot].only;
    bool own = t->upos == UPOS_NOUN && stance_noun_is(k->lex, NOUN_OWN, t->norm);
    if (only == 'o')
        return own;
    return !(only == 't' && own && k->proposal_of[o] == PARLEY_NONE);
}

static bool has_case(const parley_parse *p, uint32_t t, const char *prep) {
    PARSE_EACH_CHILD (p, t, c) {
        if (c < t && (p->tokens[c].rel == REL_CASE || p->tokens[c].rel == REL_MARK) && tok_is(p, c, prep))
            return true;
    }
    return false;
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
            if (found != PARLEY_NONE && is_relative(p, found) && found < v)
                found = relative_antecedent(p, v);
            if (found == PARLEY_NONE && passive) {
                found = parse_child(p, v, REL_NSUBJ, SUB_NONE);
                if (found != PARLEY_NONE && is_relative(p, found))
                    found = relative_antecedent(p, v);
                if (found == PARLEY_NONE && ts[v].rel == REL_ACL)
                    found = ts[v].head;
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
        case SLOT_COMP: found = parse_child(p, v, REL_CCOMP, SUB_NONE); break;
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
                    if (ts[c].rel == REL_OBL && cs != PARLEY_NONE && TOK_ANY(p, cs, "to", "on", "for"))
                        o = c;
                }
            if (o == PARLEY_NONE)
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
        case SLOT_NONE: return v;
        case SLOT_PREP: {
            const char *prep = fr->slots[s].prep;
            PARSE_EACH_CHILD (p, v, c) {
                if (c < v || found != PARLEY_NONE)
                    continue;
                if (!has_case(p, c, prep))
                    continue;
                if (ts[c].rel == REL_OBL || ts[c].rel == REL_NMOD || ts[c].rel == REL_OBJ ||
                    ((ts[c].rel == REL_ADVCL || ts[c].rel == REL_CCOMP || ts[c].rel == REL_XCOMP || ts[c].rel == REL_ACL) &&
                     ts[c].upos == UPOS_VERB && (strcmp(prep, "to") != 0 || ts[c].morph & (FEAT_GER | FEAT_PART))))
                    found = c;
            }
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

static bool frame_fits(const position_work *k, uint32_t v, const stance_frame *fr, uint32_t *particle_end) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    *particle_end = v;
    for (uint32_t i = 1; i < fr->n_words; i++) {
        bool found = false;
        for (uint32_t j = *particle_end + 1; j < p->n_tokens && j <= v + 4 && ts[j].sent == ts[v].sent; j++)
            if (tok_is(p, j, fr->words[i])) {
                found = ts[j].upos == UPOS_ADP || ts[j].upos == UPOS_ADV || ts[j].upos == UPOS_PART || fr->n_words > 2 ||
                        ts[j].upos == UPOS_INTJ || ts[j].upos == UPOS_DET;
                if (found)
                    *particle_end = j;
                break;
            }
        if (!found)
            return false;
    }
    bool noun = ts[v].upos == UPOS_NOUN, obj = false;
    for (uint32_t s = 0; s < fr->n_slots; s++)
        obj |= fr->slots[s].kind == SLOT_OBJ || fr->slots[s].kind == SLOT_OBJ_INF;
    /* "open to a deal" is no "open its waters to": a word that takes its object with a preposition has no plain one beside it */
    if (!obj && ts[v].upos == UPOS_VERB && fr->n_words == 1 && fr->slots[0].kind == SLOT_PREP) {
        uint32_t o = parse_child(p, v, REL_OBJ, SUB_NONE);
        if (o != PARLEY_NONE && o > v && k->time_at[o] == PARLEY_NONE)
            return false;
    }
    if (noun && obj)
        return false;
    return true;
}

/* A whole agreement held out: "a truce", "a contract". A single term ("a 6 percent raise") is an issue. */
static bool is_offerable(const position_work *k, uint32_t t) {
    static const char *const terms[] = {"package", "pause"};
    const char *s = k->p->tokens[t].norm;
    return stance_noun_is(k->lex, NOUN_GOAL, s) || tok_any(k->p, t, terms, COUNT_OF(terms)) ||
           (strcmp(s, "fire") == 0 && t > 1 && tok_is(k->p, t - 2, "cease"));
}

/* Positions that the word at v opens. */
bool frames_at(position_work *k, uint32_t v) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    uint32_t link = map_gets(&l->forms, ts[v].norm, PARLEY_NONE);
    if (link == PARLEY_NONE)
        return false;
    if (ts[v].upos != UPOS_VERB && ts[v].upos != UPOS_NOUN && ts[v].upos != UPOS_ADJ)
        return false;
    const stance_frame *best = NULL;
    uint32_t best_obj = PARLEY_NONE, best_end = v, best_slot = 0;
    for (uint32_t i = link + 1; i; i = l->links[i - 1].next) {
        const stance_frame *fr = &l->frames[l->links[i - 1].frame];
        uint32_t end, slot = 0;
        if (!frame_fits(k, v, fr, &end))
            continue;
        uint32_t o = find_slot(k, v, fr, &end, &slot);
        if (o == PARLEY_NONE)
            continue;
        if (!slot_takes(k, fr, slot, o))
            continue;
        bool bare = fr->slots[slot].kind == SLOT_NONE, best_bare = best && best->slots[best_slot].kind == SLOT_NONE;
        if (best && bare && !best_bare)
            continue;
        if (best_bare && !bare)
            best = NULL;
        /* more words win; then a to-infinitive with its own object over a plain object */
        if (!best || fr->n_words > best->n_words || (fr->n_words == best->n_words && fr->slots[slot].kind == SLOT_OBJ_INF)) {
            best = fr;
            best_obj = o;
            best_end = end;
            best_slot = slot;
        }
    }
    if (!best || is_supposed(p, v) || (is_pro(best->stance) && is_asked_for(k, v)))
        return false;
    /* an agreement is reached when the text says so, not where it is an aim or "any agreement reached" */
    if (best->slots[best_slot].only == 't' && tok_of(k, v, PW_MAKE_DEAL)) {
        uint32_t aux = parse_child(p, v, REL_AUX, SUB_NONE);
        /* "an agreement made by the two ministries" says so, too */
        bool by = ts[v].rel == REL_ACL && is_passive(p, v) && subject_of(k, v, NULL) != PARLEY_NONE &&
                  k->proposal_of[best_obj] != PARLEY_NONE;
        if (by)
            ;
        else if (!(ts[v].morph & FEAT_PAST) || ts[v].rel == REL_ACL ||
                 !((ts[v].morph & FEAT_FIN) || (aux != PARLEY_NONE && TOK_ANY(p, aux, "have", "has", "had"))))
            return false;
    }
    if (strcmp(best->words[0], "need") == 0) { /* "we need a lower quota"; not "the town needs rain" */
        uint32_t sub = subject_of(k, v, NULL);
        if (sub == PARLEY_NONE || !TOK_ANY(p, sub, "we", "i"))
            return false;
    }
    stance s = best->stance;
    bool neg = is_negated(k, v);
    if (neg) {
        if (best->negated == STANCE_NONE)
            return false;
        s = (stance)best->negated;
    }
    if (best->slots[best_slot].kind == SLOT_INF || best->slots[best_slot].kind == SLOT_OBJ_INF) {
        /* "wants to stick to the deal": the inner word tells the stance; its doer and negation are found from there */
        uint32_t inner = map_gets(&l->forms, ts[best_obj].norm, PARLEY_NONE), end, slot;
        if (best->slots[best_slot].kind == SLOT_INF)
            for (uint32_t i = inner == PARLEY_NONE ? 0 : inner + 1; i; i = l->links[i - 1].next) {
                const stance_frame *fr = &l->frames[l->links[i - 1].frame];
                uint32_t inner_obj = frame_fits(k, best_obj, fr, &end) ? find_slot(k, best_obj, fr, &end, &slot) : PARLEY_NONE;
                /* "hopes to reach a deal" has made none yet: the hope stands */
                if (fr->stance == STANCE_ACCEPT && inner_obj != PARLEY_NONE && fr->slots[slot].only == 't' &&
                    best->stance != STANCE_ACCEPT)
                    continue;
                if (inner_obj != PARLEY_NONE && fr->slots[slot].kind != SLOT_NONE && slot_takes(k, fr, slot, inner_obj) &&
                    (fr->slots[slot].only != 't' || k->proposal_of[inner_obj] != PARLEY_NONE ||
                     stance_noun_is(l, NOUN_GOAL, ts[inner_obj].norm)))
                    return true;
            }
        /* "vowed not to yield" */
        if (word_negated(p, best_obj)) {
            if (best->negated == STANCE_NONE)
                return true;
            s = (stance)best->negated;
        }
    }
    /* "insisted they want to keep the deal": the clause has its own word of stance */
    if (best->slots[best_slot].kind == SLOT_COMP && map_gets(&l->forms, ts[best_obj].norm, PARLEY_NONE) != PARLEY_NONE)
        return true;
    /* the doer */
    uint32_t who = PARLEY_NONE, holder[8], n;
    if (best->slots[best_slot].kind == SLOT_SUBJ) {
        PARSE_EACH_CHILD (p, v, c) {
            uint32_t cs = case_of(p, c);
            if (cs != PARLEY_NONE && TOK_ANY(p, cs, "to", "for") && c > v)
                who = c;
        }
        n = who == PARLEY_NONE ? 0 : holders(k, who, v, holder);
        if (!n) {
            uint32_t said = facts_asserter(k->f, v);
            if (said == PARLEY_NONE)
                return false;
            holder[0] = stands_for(k, said);
            n = 1;
        }
    } else if (ts[v].upos == UPOS_NOUN) {
        who = parse_child(p, v, REL_NMOD, SUB_POSS);
        if (who == PARLEY_NONE) {
            PARSE_EACH_CHILD (p, v, c) {
                uint32_t cs = case_of(p, c);
                if (c < v && (ts[c].rel == REL_COMPOUND || ts[c].rel == REL_AMOD) && facts_actor_of(k->f, p, c) != PARLEY_NONE)
                    who = c;
                if (c > v && cs != PARLEY_NONE && TOK_ANY(p, cs, "from", "by") && facts_actor_of(k->f, p, c) != PARLEY_NONE)
                    who = c;
            }
        }
        uint32_t h = ts[v].head;
        if (who == PARLEY_NONE && h != PARLEY_NONE && (ts[v].rel == REL_OBJ || ts[v].rel == REL_OBL || ts[v].rel == REL_NMOD) &&
            tok_of(k, h, PW_VOICE))
            who = subject_of(k, ts[h].upos == UPOS_NOUN && ts[h].head != PARLEY_NONE ? ts[h].head : h, NULL);
        n = holders(k, who, v, holder);
        /* "there are nonstarters in the offer": whoever says so */
        uint32_t said = facts_asserter(k->f, v);
        if (!n && said != PARLEY_NONE && tok_of(k, v, PW_OBJECTION)) {
            holder[0] = said;
            n = 1;
        }
    } else {
        who = subject_of(k, v, NULL);
        /* "told reporters the ministry had offered": who was told offers nothing */
        if (who != PARLEY_NONE && who < v && v - who < 40 && TOK_ANY(p, who, "reporters", "journalists"))
            for (uint32_t i = who + 1; i < v; i++)
                if (facts_actor_of(k->f, p, i) != PARLEY_NONE && ts[i].upos != UPOS_ADJ) {
                    who = i;
                    while (ts[who].head != PARLEY_NONE && ts[who].head > who && ts[who].head < v &&
                           (ts[who].rel == REL_COMPOUND || ts[who].rel == REL_AMOD || ts[who].rel == REL_FLAT))
                        who = ts[who].head;
                    break;
                }
        /* "is committed to", "is prepared to": a state of mind, no passive */
        if (who == PARLEY_NONE && is_passive(p, v) && best->slots[best_slot].kind != SLOT_OBJ &&
            best->slots[best_slot].kind != SLOT_OBJ_INF) {
            who = parse_child(p, v, REL_NSUBJ, SUB_NONE);
            if (who != PARLEY_NONE && is_relative(p, who))
                who = relative_antecedent_of(p, v, who);
        }
        /* "the contract requires the carrier to hire": what the carrier has signed it offers */
        if (who != PARLEY_NONE && k->proposal_of[who] != PARLEY_NONE && best->slots[best_slot].kind == SLOT_OBJ_INF &&
            k->f->proposals[k->proposal_of[who]].n_author != 1) {
            uint32_t bound = parse_child(p, v, REL_OBJ, SUB_NONE);
            n = bound == PARLEY_NONE ? 0 : holders(k, bound, v, holder);
            s = STANCE_OFFER;
        } else
            /* a plan that demands or offers speaks for its author */
            if (who != PARLEY_NONE && k->proposal_of[who] != PARLEY_NONE && (s == STANCE_DEMAND || s == STANCE_OFFER)) {
                const fact_proposal *pr = &k->f->proposals[k->proposal_of[who]];
                n = pr->n_author < 8 ? pr->n_author : 8;
                for (uint32_t i = 0; i < n; i++)
                    holder[i] = pr->author[i];
                s = STANCE_OFFER;
            } else {
                n = holders(k, who, v, holder);
            }
    }
    /* "was introduced in May": a plan's author is who puts it forward */
    if (!n && s == STANCE_OFFER && !neg && is_passive(p, v) && (ts[v].rel != REL_ACL || ts[v].sub == SUB_RELCL) &&
        k->proposal_of[best_obj] != PARLEY_NONE) {
        const fact_proposal *pr = &k->f->proposals[k->proposal_of[best_obj]];
        for (; n < pr->n_author && n < 4; n++)
            holder[n] = pr->author[n];
    }
    if (!n) {
        if (s != STANCE_OPPOSE && s != STANCE_RETREAT) /* whoever it is stands on it; doubts and breaches say less */
            issue_open(k, best_obj);
        return false;
    }
    /* officials who sign or agree do so for their side */
    if (s == STANCE_ACCEPT && ts[v].upos == UPOS_VERB && tok_of(k, v, PW_SEAL))
        for (uint32_t i = 0; i < n; i++) {
            const fact_actor *a = &k->f->actors[holder[i]];
            if (a->kind == ACTOR_UNNAMED && a->side != PARLEY_NONE)
                holder[i] = a->side;
        }
    /* the objects: the slot's word and what is joined to it */
    uint32_t objects[8], m = 0;
    objects[m++] = best_obj;
    bool none = best->slots[best_slot].kind == SLOT_NONE;
    PARSE_EACH_CHILD (p, best_obj, c) {
        /* a joined verb with a subject or a tense of its own is another clause */
        bool own = ts[best_obj].upos == UPOS_VERB && (parse_child(p, c, REL_NSUBJ, SUB_NONE) != PARLEY_NONE ||
                                                      ((ts[c].morph ^ ts[best_obj].morph) & (FEAT_FIN | FEAT_PAST)));
        if (!none && ts[c].rel == REL_CONJ && m < COUNT_OF(objects) && !own)
            objects[m++] = c;
    }
    if (tok_of(k, best_obj, PW_ACCUSATION))
        return false;
    /* evidence: from the holder where he is the clause's own subject, else from the predicate with its auxiliaries; to the end of
     * the object and of what goes on with the predicate ("until …"), short of the next clause */
    uint32_t first = v, last = best_end, top = v;
    for (uint32_t up = 0;
         up < 3 && ts[top].rel == REL_XCOMP && ts[top].head != PARLEY_NONE && ts[top].head < top && top - ts[top].head < 8; up++)
        top = ts[top].head;
    bool own_subject = who != PARLEY_NONE && (ts[who].head == v || ts[who].head == top);
    if (who != PARLEY_NONE && who < v && ts[who].sent == ts[v].sent && v - who < 25 && (own_subject || ts[v].upos == UPOS_NOUN)) {
        first = tree_left(p, who);
        if (k->f->mention_of[who] != PARLEY_NONE && k->f->mentions[k->f->mention_of[who]].first < first)
            first = k->f->mentions[k->f->mention_of[who]].first;
    } else if (who != PARLEY_NONE && who > v && who < v + 20 && ts[who].sent == ts[v].sent) {
        last = ts[who].right;
    }
    if (first == v)
        PARSE_EACH_CHILD (p, v, c) {
            if (c < first && c + 4 > v && (ts[c].rel == REL_AUX || ts[c].rel == REL_ADVMOD))
                first = c;
        }
    if (ts[v].upos == UPOS_VERB)
        PARSE_EACH_CHILD (p, v, c) {
            if (c < v)
                continue;
            if (ts[c].rel == REL_CONJ || ts[c].rel == REL_CC || ts[c].rel == REL_PARATAXIS ||
                (ts[c].rel == REL_PUNCT && strchr(",;:", ts[c].norm[0])))
                break;
            if (ts[c].right < v + 22 && ts[c].right > last)
                last = ts[c].right;
        }
    for (uint32_t i = 0; i < m; i++) {
        position_object o = {objects[i], PARLEY_NONE, PARLEY_NONE};
        uint32_t x = objects[i];
        char only = best->slots[best_slot].only;
        if (none) {
            if (!last_object(k, v, &o))
                continue;
        } else if (only == 'o' && !(ts[x].upos == UPOS_NOUN && stance_noun_is(l, NOUN_OWN, ts[x].norm))) {
            continue;
        } else if (s == STANCE_OFFER && k->proposal_of[x] == PARLEY_NONE && ts[x].upos == UPOS_NOUN && !only &&
                   is_offerable(k, x)) {
            o.proposal = proposal_offered(k, x, holder[0]);
        } else if (!object_at(k, x, holder[0], &o)) {
            /* "criticised the ministry over its quota": the quota */
            uint32_t over = PARLEY_NONE;
            for (uint32_t pass = 0; pass < 2 && over == PARLEY_NONE && is_con(s); pass++)
                PARSE_EACH_CHILD (p, pass ? x : v, c) {
                    uint32_t cs = case_of(p, c);
                    if (c > v && (ts[c].rel == REL_OBL || ts[c].rel == REL_NMOD) && cs != PARLEY_NONE && cs > x &&
                        TOK_ANY(p, cs, "over", "for", "about") && over == PARLEY_NONE)
                        over = c;
                }
            if (over == PARLEY_NONE || facts_actor_of(k->f, p, x) == PARLEY_NONE || !object_at(k, over, holder[0], &o))
                continue;
        }
        if (only == 't' && ts[x].upos == UPOS_VERB && o.proposal == PARLEY_NONE && !stance_noun_is(l, NOUN_PROCESS, ts[x].norm) &&
            !tok_of(k, x, PW_COME))
            continue;
        if (only == 't' && o.proposal == PARLEY_NONE && !(o.issue != PARLEY_NONE && issue_is_goal(k, o.issue)))
            continue;
        /* who hopes for a deal or wants talks supports them; he does not demand them of anybody */
        /* "urged them to continue the fight", "the war must go on": against its end */
        if ((s == STANCE_DEMAND || s == STANCE_SUPPORT || s == STANCE_OFFER) && ts[x].upos == UPOS_VERB &&
            o.issue != PARLEY_NONE && k->keys[o.issue].head == stance_group(l, "war") && tok_of(k, x, PW_GO_ON))
            s = STANCE_OPPOSE;
        bool mild = s == STANCE_DEMAND && tok_of(k, v, PW_HOPE) && o.issue != PARLEY_NONE && issue_is_goal(k, o.issue);
        if (only == 't' && s == STANCE_ACCEPT && o.proposal == PARLEY_NONE && k->keys[o.issue].head == stance_group(l, "talks"))
            continue; /* "concluded the talks" accepts nothing */
        uint32_t f1 = first, l1 = last;
        uint32_t right = ts[objects[0]].right;
        if (right > l1)
            l1 = right;
        if (objects[i] < f1)
            f1 = ts[objects[i]].left < v ? tree_left(p, objects[i]) : f1;
        for (uint32_t j = 0; j < n; j++) {
            fact_position *pos =
                position_add(k, f1, l1, holder[j], mild ? STANCE_SUPPORT : s, o.proposal, o.issue, v, best->name);
            if (pos && !pos->nuance)
                pos->nuance = best->nuance;
            /* "voiced readiness to resume talks", "vowed not to yield": the report's own word for his attitude, not his words */
            if (pos && pos->asserted_by == holder[j] && (s == STANCE_SUPPORT || s == STANCE_OPPOSE || s == STANCE_REJECT) &&
                (ts[v].upos == UPOS_NOUN || (ts[v].head != PARLEY_NONE && TOK_ANY(p, ts[v].head, "vowing", "vowed", "vows"))) &&
                facts_asserter(k->f, first) != holder[j])
                pos->asserted_by = PARLEY_NONE;
            if (s == STANCE_OFFER && o.proposal != PARLEY_NONE && !neg)
                proposal_add_author(k, o.proposal, holder[j]);
        }
    }
    return true;
}
