/* event.c - what they did, in PLOVER codes: the patterns of data/events laid over dependency trees.
 *
 * For each content word that some pattern names as trigger, the patterns are tried and the most specific that fits is taken (of
 * equals the first in the file). Participants come from the trigger's arguments after undoing what syntax does to them: passive,
 * control, coordination, relative clauses, participles, nominalisation, light verbs. Status is gathered on the way from the
 * trigger up to the clause that the report itself asserts. Without a trigger and a participant in the text there is no event.
 *
 * This file holds the order of work, what makes a trigger an event, and the output; event_int.h names the others.
 *
 * Cost: each walk up or down a tree is bounded (WALK), so the whole is linear in tokens times the patterns of a word.
 */
#include "meaning/event_int.h"
#include "meaning/world.h"

static bool cooperative(plover e) {
    return e == PLOVER_AGREE || e == PLOVER_CONCEDE || e == PLOVER_RETREAT || e == PLOVER_SUPPORT || e == PLOVER_COOPERATE ||
           e == PLOVER_AID || e == PLOVER_CONSULT;
}

static bool is_pointed_at(const coder *c, uint32_t t) {
    uint32_t d = parse_child(c->p, t, REL_DET, SUB_NONE);
    return norm_is(c, d, "these") || norm_is(c, d, "this") || norm_is(c, d, "those") || norm_is(c, d, "such");
}

/* A noun of talks without its parties is an event where something is said of it ("the talks stalled", "talks in May last week"),
 * and a mere reference elsewhere ("officials close to the talks"). */
static bool tells_something(const coder *c, uint32_t t) {
    const parse_token *k = TOK(c, t);
    if (k->rel == REL_NSUBJ && k->head != PARLEY_NONE && is_pointed_at(c, t) &&
        (has_child(c, k->head, REL_COP, SUB_NONE) || clause_is_passive(c, k->head)))
        return false; /* "these talks were doomed": what is thought of talks told before */
    if (k->rel == REL_NSUBJ || k->rel == REL_ROOT || light_verb(c, t) != PARLEY_NONE)
        return true;
    if (k->head != PARLEY_NONE && k->rel == REL_NMOD && c->lemma[k->head] != PARLEY_NONE &&
        (c->lex->op_nominal[c->lemma[k->head]] != OP_NONE || (flags_of(c, k->head) & (WORD_LIGHT | WORD_OWNED))))
        return true;
    static const char *const preps[] = {"in", "at", "on", "over"};
    for (size_t i = 0; i < COUNT_OF(preps); i++)
        if (prep_child(c, t, event_lexicon_word(c->lex, preps[i]), false) != PARLEY_NONE)
            return true;
    PARSE_EACH_CHILD (c->p, t, d)
        if (TOK(c, d)->sub == SUB_TMOD || TOK(c, d)->rel == REL_NUMMOD || TOK(c, d)->ne == NE_DATE ||
            in_words(c->lex->dated_words, c->lex->n_dated_words, c->norm[d]))
            return true; /* "previous negotiations", "last-minute talks" */
    return false;
}

/* "accused them of breaking", "the blame for going back": who broke is whom the charge is aimed at. */
static void controlled_by_charge(const coder *c, uint32_t t, candidate *ev) {
    const parse_token *k = TOK(c, t);
    if (k->upos != UPOS_VERB || k->head == PARLEY_NONE || has_child(c, t, REL_NSUBJ, SUB_NONE) || clause_is_passive(c, t))
        return;
    uint32_t up = t;
    bool charge = false;
    for (int i = 0; i < 4; i++) {
        const parse_token *u = TOK(c, up);
        if (u->head == PARLEY_NONE)
            return;
        charge |= under_prep_named(c, up, "of") || under_prep_named(c, up, "for") || under_prep_named(c, up, "in");
        up = u->head;
        if (c->of_token[up] != PARLEY_NONE && c->found[c->of_token[up]].type == PLOVER_ACCUSE && charge) {
            const candidate *over = &c->found[c->of_token[up]];
            if (over->target.n)
                ev->source = over->target;
            return;
        }
        if (u->rel != REL_CONJ && u->rel != REL_ADVCL && u->rel != REL_ACL && u->rel != REL_XCOMP && u->rel != REL_OBL &&
            u->rel != REL_NMOD)
            return;
    }
}

/* "Threatened the republic unless it frees the judges": who is to free them is whom the threat is aimed at. */
static void controlled_by_threat(const coder *c, uint32_t t, candidate *ev) {
    uint32_t s = clause_surface_subject(c, t, 0), up = t;
    if (s == PARLEY_NONE || TOK(c, s)->upos != UPOS_PRON || !(norm_is(c, s, "it") || norm_is(c, s, "they")))
        return;
    for (int i = 0; i < 3 && TOK(c, up)->head != PARLEY_NONE; i++) {
        bool unless = TOK(c, up)->rel == REL_ADVCL &&
                      (under_prep_named(c, up, "unless") || under_prep_named(c, up, "until") || under_prep_named(c, up, "if"));
        up = TOK(c, up)->head;
        const candidate *over = c->of_token[up] != PARLEY_NONE ? &c->found[c->of_token[up]] : NULL;
        if (unless && over && over->type == PLOVER_THREATEN && over->target.n) {
            ev->source = over->target;
            return;
        }
    }
}

/* "accepted the proposal": whose proposal it is, where an earlier one has an owner. */
static void text_target(coder *c, uint32_t t, candidate *ev) {
    if (ev->type == PLOVER_REQUEST && ev->source.n && TOK(c, t)->upos == UPOS_VERB) {
        uint32_t o = clause_object(c, t, 0);
        if (o != PARLEY_NONE && in_words(c->lex->text_words, c->lex->n_text_words, c->lemma[o]))
            c->text_owner = ev->source;
    }
    if (ev->target.n || !c->text_owner.n || ev->entry->both ||
        (ev->type != PLOVER_AGREE && ev->type != PLOVER_SUPPORT && ev->type != PLOVER_REJECT))
        return;
    static const char *const preps[] = {"to", "with", "of"};
    uint32_t o = clause_object(c, t, 0);
    for (size_t i = 0; i < COUNT_OF(preps) && o == PARLEY_NONE; i++)
        o = prep_child(c, t, event_lexicon_word(c->lex, preps[i]), false);
    if (o == PARLEY_NONE || !(in_words(c->lex->text_words, c->lex->n_text_words, c->lemma[o]) || norm_is(c, o, "it")))
        return;
    for (uint32_t i = 0; i < c->text_owner.n; i++)
        if (!who_has(&ev->source, c->text_owner.at[i]))
            who_add(&ev->target, c->text_owner.at[i]);
}

static void find_at(coder *c, uint32_t t) {
    const parse_token *k = TOK(c, t);
    uint32_t by;
    if (c->lemma[t] == PARLEY_NONE && c->norm[t] == PARLEY_NONE)
        return;
    if (k->rel == REL_COMPOUND || k->rel == REL_FLAT || k->rel == REL_CASE || k->rel == REL_MARK || k->rel == REL_AUX)
        return;
    if (k->upos == UPOS_VERB && k->rel == REL_AMOD && !has_child(c, t, REL_NSUBJ, SUB_NONE) &&
        gerund_object(c, t) == PARLEY_NONE && participle_agent(c, t) == PARLEY_NONE)
        return;
    if (k->upos == UPOS_PROPN && k->ne != NE_NONE) /* "the Opium War" is a name */
        return;
    if (k->upos == UPOS_NOUN && in_words(c->lex->text_words, c->lex->n_text_words, c->lemma[t])) {
        who owner = {.n = 0};
        who_add_slot(c, t, SLOT_POSS, 'n', &owner);
        if (!owner.n)
            who_add_modifiers(c, t, &owner);
        if (!owner.n && (by = prep_child(c, t, event_lexicon_word(c->lex, "from"), false)) != PARLEY_NONE)
            who_add_named(c, by, &owner);
        if (owner.n)
            c->text_owner = owner;
    }
    reading r = status_of(c, t);
    const event_entry *e = pattern_find(c, t, &r);
    if (!e || e->none)
        return;
    if (e->pos == 'n')
        PARSE_EACH_CHILD (c->p, t, g)
            if (c->of_token[g] != PARLEY_NONE && g < t && gerund_object(c, g) == t && c->found[c->of_token[g]].type == e->type)
                return; /* told by "imposing" */
    candidate ev = {.trigger = t,
                    .entry = e,
                    .type = (plover)e->type,
                    .status = r.status,
                    .mode = e->mode,
                    .rule = e->rule,
                    .confidence = 0.6f};
    who_find(c, e, t, &ev.source, &ev.target);
    ev.mutual = who_is_mutual(c, e, t, &ev.source);
    if (!ev.source.n && e->pos == 'n' && e->mode && strcmp(e->mode, "visit") == 0)
        who_add_around(c, t, &ev.source); /* "returned from a trip": who returned */
    if (ev.source.n == 1 && !ev.target.n && e->mode && strcmp(e->mode, "visit") == 0 &&
        c->f->actors[ev.source.at[0]].kind == ACTOR_PERSON) /* delegations go to where they meet others */
        who_add_host(c, t, &ev.source, &ev.target);
    if (!ev.source.n && e->pos == 'n' && e->both && e->type == PLOVER_COOPERATE && k->rel == REL_OBL) {
        who_add_around(c, t, &ev.source); /* "in a joint statement, the two said" */
        ev.target = ev.source;
    }
    if (ev.status == STATUS_HAPPENED && ev.type == PLOVER_AGREE && k->rel == REL_ACL && under_prep_named(c, t, "to"))
        ev.status = STATUS_HYPOTHETICAL; /* "at the table to reach a deal": not reached yet */
    bool speech = ev.type == PLOVER_REQUEST || ev.type == PLOVER_ACCUSE || ev.type == PLOVER_THREATEN;
    if (e->pos == 'n' && speech && has_child(c, t, REL_NMOD, SUB_POSS) && light_verb(c, t) == PARLEY_NONE)
        ev.status = STATUS_HAPPENED; /* "would not meet the union's demands": they were made */
    if (ev.status == STATUS_HAPPENED)
        ev.status = (event_status)e->status;
    bool about = false; /* the target is what was agreed, not with whom */
    for (uint8_t i = 0; i < e->n_target; i++)
        about |= e->target_slot[i] == SLOT_XOBJ;
    if (ev.type == PLOVER_AGREE && ev.source.n == 2 && (!ev.target.n || about) &&
        event_root(c, ev.source.at[0]) != event_root(c, ev.source.at[1]))
        ev.target = ev.source; /* "the two agreed on": with each other */
    ev.bare = e->pos == 'n' && !ev.source.n && !ev.target.n;
    if (norm_is(c, t, "round") && e->type == PLOVER_CONSULT && !round_of_talks(c, t))
        return;
    if (ev.bare && (ev.type == PLOVER_CONSULT || ev.type == PLOVER_PROTEST) && !tells_something(c, t))
        return;
    if (ev.type == PLOVER_AGREE && k->upos == UPOS_VERB && under_prep_named(c, t, "to") && has_child(c, t, REL_COP, SUB_NONE))
        return; /* "the priority is to secure a deal" */
    bool aside = (k->rel == REL_ACL || k->rel == REL_ADVCL) && k->sub != SUB_RELCL && !clause_is_finite(c, t);
    if ((r.purpose && ev.type == PLOVER_AGREE) || (aside && e->mode && strcmp(e->mode, "ceasefire") == 0))
        return; /* "travelled to secure a deal", "a plan to end the war": nothing of the kind yet */
    if (e->type == PLOVER_RETREAT && e->mode && strcmp(e->mode, "withdraw") == 0 && k->upos == UPOS_VERB && ev.source.n) {
        who forces = {.n = 0}; /* "they demanded to withdraw the army": the army is what leaves */
        uint32_t o = parse_child(c->p, t, REL_OBJ, SUB_NONE);
        uint32_t poss = o != PARLEY_NONE ? parse_child(c->p, o, REL_NMOD, SUB_POSS) : PARLEY_NONE;
        bool siege = norm_is(c, o, "siege") || norm_is(c, o, "blockade") || norm_is(c, o, "cordon"); /* of a place */
        if (o != PARLEY_NONE && !siege && (poss == PARLEY_NONE || TOK(c, poss)->upos != UPOS_PRON))  /* "its ships" are its own */
            who_add_actors(c, o, &forces, 0);
        if (forces.n && event_root(c, forces.at[0]) != event_root(c, ev.source.at[0]))
            ev.source = forces;
    }
    if (e->type == PLOVER_RETREAT) /* "the withdrawal of Chilean troops": whose they are */
        for (uint32_t i = 0; i < ev.source.n; i++) {
            const fact_actor *a = &c->f->actors[ev.source.at[i]];
            uint32_t state = event_root(c, ev.source.at[i]);
            bool force = a->kind == ACTOR_UNNAMED || a->kind == ACTOR_GROUP;
            if (force && c->f->actors[state].kind == ACTOR_STATE)
                ev.source.at[i] = state;
        }
    if (e->particle != PARLEY_NONE && (c->lex->flags[e->particle] & WORD_NEG) && ev.status == STATUS_DENIED) {
        ev.status = STATUS_HAPPENED; /* "will vote no": what is done, not denied */
        PARSE_EACH_CHILD (c->p, t, d)
            if (TOK(c, d)->rel == REL_AUX && (flags_of(c, d) & (WORD_FUTURE | WORD_WOULD)))
                ev.status = STATUS_PLANNED;
    }
    controlled_by_charge(c, t, &ev);
    controlled_by_threat(c, t, &ev);
    text_target(c, t, &ev);
    bool says_neg = false, says_modal = false;
    for (uint32_t i = 0; i < e->n_conds; i++) {
        says_neg |= e->conds[i].kind == COND_NEG && !e->conds[i].negated;
        says_modal |= e->conds[i].kind == COND_MODAL && !e->conds[i].negated;
    }
    if (says_modal && (ev.type == PLOVER_THREATEN || ev.type == PLOVER_ACCUSE) && r.status == STATUS_PLANNED)
        ev.status = STATUS_HAPPENED; /* "we will hit back": threatened now */
    if (says_neg && r.status == STATUS_DENIED && ev.type != PLOVER_AGREE) {
        ev.status = STATUS_HAPPENED; /* the negation is part of what was done: "would not back down" */
    } else if (cooperative(ev.type) && e->pos == 'v' && !clause_is_passive(c, t) && ev.source.n && r.status == STATUS_DENIED &&
               (r.refused || (r.negated && k->rel == REL_XCOMP) ||
                (r.negated && !r.yet && (ev.type == PLOVER_SUPPORT || (r.present && ev.type == PLOVER_AGREE))))) {
        ev.type = PLOVER_REJECT;
        ev.mode = NULL;
        ev.status = STATUS_HAPPENED;
        who provoker = {.n = 0}; /* "will not come unless they withdraw" */
        who_add_provoker(c, ev.type, t, &provoker);
        if (provoker.n && !who_has(&ev.source, provoker.at[0]))
            ev.target = provoker;
    }
    ev.evidence = clause_span(c, t);
    c->of_token[t] = c->n_found;
    ARENA_PUSH(c->in->scratch, c->found, c->n_found, c->cap_found) = ev;
}

/* An event noun inside the arguments of a verb of the same type says the same once more ("imposed sanctions", "met for talks").
 */
static void drop_echoes(coder *c) {
    for (uint32_t i = 0; i < c->n_found; i++) {
        candidate *e = &c->found[i];
        uint32_t up = e->trigger;
        for (int step = 0; step < 3 && !e->dropped; step++) {
            const parse_token *k = TOK(c, up);
            bool nominal = !is_clausal(c, up);
            if (k->head == PARLEY_NONE)
                break;
            uint8_t rel = k->rel;
            up = k->head;
            candidate *over = c->of_token[up] != PARLEY_NONE ? &c->found[c->of_token[up]] : NULL;
            if (over && over->entry && over->entry->swallow && e->type != PLOVER_CONSULT && (e->entry->pos == 'v' || step < 1) &&
                (rel == REL_XCOMP || rel == REL_CCOMP || rel == REL_ACL || rel == REL_ADVCL || rel == REL_OBJ))
                e->dropped = true;
            bool taken_back = over && (over->type == PLOVER_CONCEDE || over->type == PLOVER_RETREAT) && rel == REL_OBJ &&
                              step == 0 && (e->type == PLOVER_SANCTION || e->type == PLOVER_COERCE) && e->entry->pos == 'n';
            if (taken_back)
                e->dropped = true; /* "lifted its ban": the ban is what is conceded */
            if (over && over->type == e->type && (nominal || rel == REL_XCOMP) && rel != REL_CONJ &&
                !(e->type == PLOVER_CONSULT && is_other_step(c, e->trigger)))
                e->dropped = true;
            if (over && over->type == e->type && rel == REL_CONJ && !nominal && step == 0 &&
                TOK(c, e->trigger)->upos == UPOS_VERB && !has_child(c, e->trigger, REL_NSUBJ, SUB_NONE) &&
                !has_child(c, e->trigger, REL_OBJ, SUB_NONE) && !has_child(c, e->trigger, REL_OBL, SUB_NONE))
                e->dropped = true; /* "killed or wounded" */
            if (over && over->type == e->type && rel == REL_ADVCL && under_prep_named(c, e->trigger, "to"))
                e->dropped = true; /* "met to discuss" */
            if (rel != REL_NMOD && rel != REL_OBJ && rel != REL_OBL && rel != REL_XCOMP)
                break;
        }
    }
}

/* A count of people, or a place that is no party, is what happened to, not who: it stays in the evidence. */
static void only_actors(const coder *c, candidate *e) {
    uint32_t n = 0;
    if (e->entry->both && (e->type == PLOVER_CONSULT || e->type == PLOVER_AGREE || e->type == PLOVER_COOPERATE))
        return; /* "the two ministers met" */
    for (uint32_t i = 0; i < e->target.n; i++) {
        const fact_actor *a = &c->f->actors[e->target.at[i]];
        bool counted = false;
        if ((a->kind == ACTOR_UNNAMED || a->kind == ACTOR_GROUP) && a->first_mention != PARLEY_NONE &&
            a->first_mention < c->f->n_mentions &&
            TOK(c, c->f->mentions[a->first_mention].head)->upos != UPOS_PROPN) /* "20 Chileans" names whose people they are */
            counted = has_child(c, c->f->mentions[a->first_mention].head, REL_NUMMOD, SUB_NONE) ||
                      (e->type == PLOVER_RETREAT &&
                       in_words(c->lex->captive_words, c->lex->n_captive_words, c->lemma[c->f->mentions[a->first_mention].head]));
        bool described = a->first_mention == PARLEY_NONE || a->kind == ACTOR_UNNAMED; /* "1,200 soldiers and civilians" */
        uint32_t o = e->type == PLOVER_ASSAULT && described ? clause_object(c, e->trigger, 0) : PARLEY_NONE;
        counted |= o != PARLEY_NONE && TOK(c, o)->upos == UPOS_NOUN && has_child(c, o, REL_NUMMOD, SUB_NONE);
        bool physical = e->type == PLOVER_ASSAULT || e->type == PLOVER_COERCE || e->type == PLOVER_MOBILIZE ||
                        e->type == PLOVER_RETREAT || e->type == PLOVER_AID ||
                        (e->type == PLOVER_REJECT && e->entry->type == PLOVER_RETREAT);
        const world_entry *state =
            physical && a->kind == ACTOR_STATE && a->country ? world_state(c->in->world, a->country) : NULL;
        if (state && strcmp(state->name, a->name) != 0) /* a region: where it happened */
            counted = true;
        if (!counted)
            e->target.at[n++] = e->target.at[i];
    }
    e->counted = n < e->target.n;
    e->target.n = n;
}

/* A meeting, round or session that the text gives a place and nobody who took part. */
static bool is_session(const coder *c, const candidate *e) {
    if (!e->bare || e->type != PLOVER_CONSULT || (TOK(c, e->trigger)->morph & FEAT_PLUR) || !event_place(c, e))
        return false;
    PARSE_EACH_CHILD (c->p, e->trigger, d) /* "the Group of 20 meeting" */
        if (TOK(c, d)->rel == REL_NUMMOD || (TOK(c, d)->rel == REL_COMPOUND && TOK(c, d)->upos == UPOS_PROPN))
            return false;
    return true;
}

/* Harm whose doer and victims the report does not name still happened to somebody in the text; talks are between somebody. */
static bool nameless(const coder *c, const candidate *e) {
    if (e->type == PLOVER_CONSULT && e->entry->pos == 'n' && e->entry->both)
        return is_session(c, e) || (TOK(c, e->trigger)->morph & FEAT_PLUR) ||
               c->lex->flags[c->lemma[e->trigger] == PARLEY_NONE ? 0 : c->lemma[e->trigger]] & WORD_LIGHT;
    bool harm = e->type == PLOVER_ASSAULT || e->type == PLOVER_COERCE;
    if (e->type == PLOVER_AGREE && e->entry->pos == 'n' && e->entry->both && TOK(c, e->trigger)->rel == REL_NSUBJ)
        return true; /* "the truce began" */
    if (e->type == PLOVER_SANCTION || (e->type == PLOVER_CONCEDE && e->entry->pos == 'v' && clause_is_passive(c, e->trigger)))
        return true; /* "the tariffs took effect", "the ban was lifted": by whom the page told before */
    if (e->type == PLOVER_RETREAT && e->entry->pos == 'n' && e->mode && strcmp(e->mode, "release") == 0)
        return prep_child(c, e->trigger, event_lexicon_word(c->lex, "of"), false) !=
               PARLEY_NONE; /* "the release of the hostages" */
    if (e->type == PLOVER_PROTEST)
        return e->status == STATUS_HAPPENED && (TOK(c, e->trigger)->rel == REL_NSUBJ || is_clausal(c, e->trigger));
    if (e->entry->both && e->entry->pos == 'v' && (e->type == PLOVER_AGREE || e->type == PLOVER_CONSULT))
        return who_is_anybody(c, clause_surface_subject(c, e->trigger, 0)); /* "the two sides met" */
    if (e->entry->pos != 'v')
        return harm && e->status == STATUS_HAPPENED && (TOK(c, e->trigger)->rel == REL_NSUBJ || is_clausal(c, e->trigger));
    bool freed = e->type == PLOVER_RETREAT && e->mode && strcmp(e->mode, "release") == 0 && e->status == STATUS_HAPPENED &&
                 clause_is_passive(c, e->trigger);
    return (harm || freed) && (clause_object(c, e->trigger, 0) != PARLEY_NONE || has_child(c, e->trigger, REL_NSUBJ, SUB_NONE));
}

/* "willing to withdraw": the withdrawal is the event; willingness is one only where what is meant has no type. */
static void drop_willing(coder *c) {
    for (uint32_t i = 0; i < c->n_found; i++) {
        candidate *e = &c->found[i];
        if (e->entry->pos != 'a' || e->type != PLOVER_AGREE)
            continue;
        uint32_t x = parse_child(c->p, e->trigger, REL_XCOMP, SUB_NONE);
        if (x != PARLEY_NONE && c->of_token[x] != PARLEY_NONE && !c->found[c->of_token[x]].dropped && e->status != STATUS_DENIED)
            e->dropped = true;
    }
}

/* The other side, where the clause does not name it. */
static void aim(const coder *c, uint32_t i) {
    candidate *e = &c->found[i];
    bool one_sided = e->entry->both && e->type != PLOVER_REJECT && e->source.n == 1 && !e->mutual;
    bool nobodys = e->type == PLOVER_MOBILIZE || e->type == PLOVER_RETREAT; /* forces that come and go, captives freed */
    if (!e->source.n || (e->target.n && !one_sided) || nobodys)
        return;
    if (e->entry->pos == 'a' && e->type == PLOVER_AGREE && !e->entry->both)
        return; /* "willing to wait": agrees with nobody in particular */
    if (e->entry == &c->lex->charge && e->type == PLOVER_SUPPORT)
        return; /* "it is a good day": praise of nobody's in particular */
    uint32_t other = partner_find(c, i);
    if (other == PARLEY_NONE)
        return;
    e->target.n = 0;
    who_add(&e->target, other);
    if (one_sided) {
        who_add(&e->source, other);
        e->target = e->source;
    }
}

/* Is the event's time past: "last week", "two days ago", a day before the page's? */
static bool lies_behind(const coder *c, const fact_event *e) {
    const char *published = c->in->page->published.value;
    if (e->date[0] && published && strncmp(e->date, published, 10) < 0)
        return true;
    enum { NEAR = 10 };
    for (uint32_t i = 0; i < c->f->n_times; i++) {
        const fact_time *t = &c->f->times[i];
        if (t->first > e->trigger && t->first < e->trigger + NEAR && TOK(c, t->first)->sent == TOK(c, e->trigger)->sent)
            return norm_is(c, t->first, "last") || norm_is(c, t->end - 1, "ago") || norm_is(c, t->first, "yesterday");
    }
    return false;
}

/* Is the actor more than one person or unnamed one? */
static bool several(const coder *c, uint32_t actor) {
    actor_kind k = c->f->actors[actor].kind;
    return k != ACTOR_PERSON && k != ACTOR_STATE;
}

/* What is an event only where its clause gives it parties or a place. */
static bool is_meeting(const coder *c, uint32_t t) {
    return norm_is(c, t, "meeting") || norm_is(c, t, "session") || norm_is(c, t, "encounter") || norm_is(c, t, "round");
}

/* Both sides of every event, as far as the page tells; what is none without them is dropped. */
static void settle_sides(coder *c) {
    partner_prepare(c);
    for (uint32_t i = 0; i < c->n_found; i++) {
        candidate *e = &c->found[i];
        if (e->dropped)
            continue;
        /* being asked to keep one's word is the request, no act of cooperation */
        e->dropped = e->type == PLOVER_COOPERATE && e->status == STATUS_HYPOTHETICAL && !e->entry->both;
        bool session = is_session(c, e);
        e->dropped |= !session && e->bare && is_meeting(c, e->trigger);
        if (e->dropped)
            continue;
        if (!session) /* whose it was, the page's two parties' or the mediators', nobody can tell */
            parties_complete(c, e);
        if (!e->source.n && !e->target.n && nameless(c, e))
            parties_repeat(c, e), e->dropped |= !e->source.n && e->type == PLOVER_SANCTION;
        only_actors(c, e);
        if (c->lex->has_partner || c->probe)
            aim(c, i);
        e->dropped |= !e->source.n && !e->target.n && !nameless(c, e);
        e->dropped |= !e->source.n && e->entry->pos == 'v' && e->status == STATUS_HYPOTHETICAL &&
                      e->type != PLOVER_RETREAT; /* "supplies could be cut": by nobody, so far */
        if (e->entry->both && e->type != PLOVER_REJECT && e->source.n == 1 && !e->mutual) { /* the report names one side only */
            e->target.n = 0;
            if (several(c, e->source.at[0])) /* talks of a group: whoever else took part, it did on both sides */
                e->target = e->source;
        }
    }
}

static void write_out(coder *c) {
    uint32_t cap = c->f->n_events;
    settle_sides(c);
    for (uint32_t i = 0; i < c->n_found; i++) {
        candidate *e = &c->found[i];
        if (e->dropped)
            continue;
        fact_event out = {.evidence = e->evidence,
                          .trigger = e->trigger,
                          .type = e->type,
                          .mode = e->mode,
                          .status = e->status,
                          .n_source = e->source.n,
                          .n_target = e->target.n,
                          .rule = e->rule,
                          .confidence = e->confidence,
                          .asserted_by = facts_asserter(c->f, e->trigger)};
        event_day(c, e, out.date);
        out.time = out.date[0] ? NULL : event_time(c, e);
        out.place = event_place(c, e);
        if (out.status == STATUS_PLANNED && is_earlier_step(c, event_top(c, e->trigger)) && lies_behind(c, &out))
            out.status = STATUS_HAPPENED; /* "will go on after a meeting in Oslo last week" */
        out.round = e->type == PLOVER_CONSULT ? event_round(c, e) : 0;
        out.source = arena_copy(c->in->arena, e->source.at, e->source.n * sizeof *e->source.at);
        out.target = arena_copy(c->in->arena, e->target.at, e->target.n * sizeof *e->target.at);
        for (uint32_t j = 0; j < e->source.n; j++)
            c->f->actors[e->source.at[j]].acts = true;
        for (uint32_t j = 0; j < e->target.n; j++)
            c->f->actors[e->target.at[j]].acts = true;
        ARENA_PUSH(c->in->arena, c->f->events, c->f->n_events, cap) = out;
    }
}

void events_find(const meaning_in *in, parley_facts *f) {
    events_probe(in, f, NULL, NULL);
}

void events_probe(const meaning_in *in, parley_facts *f,
                  void (*probe)(void *arg, const coder *c, const candidate *e, const uint32_t *actor, const float *x, uint32_t n),
                  void *arg) {
    const parley_parse *p = in->parse;
    if (!in->lexicons || !in->lexicons->events || !p || !p->n_tokens)
        return;
    coder c = {.in = in, .p = p, .f = f, .lex = in->lexicons->events, .probe = probe, .probe_arg = arg};
    c.lemma = ARENA_ARRAY(in->scratch, uint32_t, p->n_tokens);
    c.norm = ARENA_ARRAY(in->scratch, uint32_t, p->n_tokens);
    c.of_token = ARENA_ARRAY(in->scratch, uint32_t, p->n_tokens);
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        c.norm[t] = event_lexicon_word(c.lex, p->tokens[t].norm);
        const char *lemma = p->tokens[t].lemma;
        c.lemma[t] = lemma && p->tokens[t].upos != UPOS_PROPN ? event_lexicon_word(c.lex, lemma) : c.norm[t];
        uint8_t pos = p->tokens[t].upos;
        if (c.lemma[t] == PARLEY_NONE && (pos == UPOS_VERB || pos == UPOS_NOUN))
            c.lemma[t] = event_lexicon_form(c.lex, p->tokens[t].norm);
        /* "cease-fire" is one word to the lexicon and three to the trees */
        if (t >= 2 && p->tokens[t - 1].norm[0] == '-' && p->tokens[t - 1].end == p->tokens[t].start &&
            p->tokens[t - 2].end == p->tokens[t - 1].start) {
            const char *whole = arena_printf(in->scratch, "%s-%s", p->tokens[t - 2].norm, p->tokens[t].norm);
            uint32_t joined = event_lexicon_word(c.lex, whole);
            if (joined == PARLEY_NONE)
                joined = event_lexicon_form(c.lex, whole);
            if (joined != PARLEY_NONE)
                c.norm[t] = c.lemma[t] = joined;
        }
        c.of_token[t] = PARLEY_NONE;
    }
    topic_find(&c);
    texts_find(&c);
    parties_find(&c);
    for (uint32_t t = 0; t < p->n_tokens; t++)
        find_at(&c, t);
    drop_echoes(&c);
    drop_willing(&c);
    charges_find(&c);
    demands_find(&c);
    threats_find(&c);
    parties_settle(&c);
    write_out(&c);
    course_find(&c);
}
