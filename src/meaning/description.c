/* description.c - descriptions -> actors: "a senior official", "the Dutch government", "four people briefed on the talks".
 *
 * A definite phrase is left to coref.c first; only what it cannot lead back to anybody becomes an actor of its own.
 */
#include "meaning/actor_int.h"
#include "meaning/cue.h"
#include "meaning/lexicons.h"

#include <strings.h>

static bool is_people_noun(actor_work *c, uint32_t t, const world_entry **title, const world_entry **group) {
    const char *lemma = noun_lemma(c, t);
    *title = world_title(c->w, lemma);
    *group = world_group(c->w, lemma);
    if (*title && !(*title)->alone)
        *title = NULL;
    return *title || *group;
}

/* End of a describing phrase: through the first short clause or phrase after the head ("with knowledge of the talks"). */
static uint32_t description_last(const actor_work *work, uint32_t head, uint32_t last) {
    const parley_parse *p = work->p;
    PARSE_EACH_CHILD (p, head, c) {
        const parse_token *k = &p->tokens[c];
        if (c <= last || k->left != last + 1)
            continue;
        if (world_word(work->w, "passed-on", p->tokens[c].norm)) /* "a diplomat cited by the Courier" */
            break;
        if (strcmp(p->tokens[k->left].norm, "by") == 0) /* "the abduction of two growers | by the militia": who did it */
            break;
        if (p->tokens[k->left].upos == UPOS_PUNCT) /* "growers, echoed by": told of them, no part of the description */
            break;
        if (k->rel == REL_ACL && p->tokens[k->left].rel == REL_MARK && k->left < c && !(k->morph & FEAT_INF))
            break; /* "claims by the union | that the mine was unsafe" */
        /* "accused the owners of starving the town": no part of who they are. */
        if (k->rel == REL_ACL && k->left < c && p->tokens[k->left].upos != UPOS_PRON && !(k->morph & FEAT_INF) &&
            k->sub != SUB_RELCL && (p->tokens[k->left].rel == REL_MARK || p->tokens[k->left].rel == REL_CASE))
            break;
        if ((k->rel == REL_NMOD || k->rel == REL_ACL || k->rel == REL_AMOD) && k->right - last <= 9) {
            uint32_t end = k->right;
            while (end > last && p->tokens[end].upos == UPOS_PUNCT)
                end--;
            return end;
        }
        break;
    }
    /* The tree hung it elsewhere: "two people briefed on the talks said". */
    uint32_t end = p->sents[p->tokens[head].sent].end;
    if (last + 2 < end && world_word(work->w, "in-the-know", p->tokens[last + 1].norm))
        for (uint32_t t = last + 2; t < end && t < last + 10; t++)
            if (p->tokens[t].upos == UPOS_VERB || p->tokens[t].upos == UPOS_AUX || p->tokens[t].upos == UPOS_PUNCT)
                return t > last + 2 ? t - 1 : last;
    return last;
}

static char *lower_first(actor_work *c, char *s, uint32_t t) {
    const parse_token *k = &c->p->tokens[t];
    if (k->upos != UPOS_PROPN && c->unit_of[t] == PARLEY_NONE && form_starts_upper(s)) {
        char *low = utf8_lower(c->s, s, strlen(s), false);
        size_t n = 0;
        while (s[n] && s[n] != ' ')
            n++;
        memcpy(s, low, n);
    }
    return s;
}

static uint32_t description_new(actor_work *c, uint32_t head, uint32_t core_first, uint32_t core_last, const world_entry *title,
                                const world_entry *group, uint32_t owner, bool definite) {
    const parley_parse *p = c->p;
    uint32_t last = core_last;
    bool bare = true; /* nothing before the noun that tells which: then what follows it tells */
    for (uint32_t t = core_first; t < head; t++)
        if (p->tokens[t].upos != UPOS_NUM && p->tokens[t].upos != UPOS_DET)
            bare = false;
    if (bare || group)
        last = description_last(c, head, core_last);
    char *text = lower_first(c, span_text(c->in->page, p, c->s, core_first, last), core_first);
    uint32_t i = map_gets(&c->by_name, name_fold(c, text), PARLEY_NONE);
    if (i == PARLEY_NONE) {
        actor_kind kind = title ? ACTOR_UNNAMED : group->kind;
        i = actor_new(c, text, kind);
        c->info[i].head = noun_lemma(c, head);
        c->info[i].plural = noun_is_plural(c, head);
        c->info[i].definite_only = definite;
        c->info[i].gender = title ? title->gender : 0;
        c->f->actors[i].sector = title ? title->sector : group->sector;
        if (owner != PARLEY_NONE) {
            c->info[i].owner = owner;
            c->f->actors[i].side = owner;
            c->f->actors[i].country = c->f->actors[owner].country;
        }
    }
    if (last > core_last)
        actor_alias(c, i, lower_first(c, span_text(c->in->page, p, c->s, core_first, core_last), core_first));
    return i;
}

/* "Dutch and Belgian officials": the second owner's actor, described alone. */
static uint32_t joint_description(actor_work *c, uint32_t owner, uint32_t owner_at, uint32_t head, uint32_t core_last,
                                  const world_entry *title, const world_entry *group) {
    const parley_parse *p = c->p;
    uint32_t u = c->unit_of[owner_at];
    uint32_t to = c->units[u].last;
    /* The owner's word and what stands between the last owner and the noun. */
    uint32_t rest = head;
    for (uint32_t t = head; t-- > owner_at;) {
        if (c->unit_of[t] != PARLEY_NONE || p->tokens[t].upos == UPOS_CCONJ)
            break;
        rest = t;
    }
    char *text = arena_printf(c->s, "%s %s", span_text(c->in->page, p, c->s, owner_at, to),
                              span_text(c->in->page, p, c->s, rest, core_last));
    uint32_t i = map_gets(&c->by_name, name_fold(c, text), PARLEY_NONE);
    if (i != PARLEY_NONE)
        return i;
    i = actor_new(c, text, title ? ACTOR_UNNAMED : group->kind);
    c->info[i].head = noun_lemma(c, head);
    c->info[i].plural = true;
    c->info[i].owner = owner;
    c->f->actors[i].side = owner;
    c->f->actors[i].country = c->f->actors[owner].country;
    c->f->actors[i].sector = title ? title->sector : group->sector;
    return i;
}

bool is_two(const actor_work *c, uint32_t first, uint32_t head) {
    const parley_parse *p = c->p;
    static const char *const two[] = {"two", "both", "warring", "2", NULL};
    if (!world_word(c->w, "two-heads", p->tokens[head].norm))
        return false;
    for (uint32_t t = first; t <= head; t++)
        if (token_is_one_of(&p->tokens[t], two))
            return true;
    return strcmp(p->tokens[head].norm, "sides") == 0 && first < head && strcmp(p->tokens[first].norm, "the") == 0;
}

/* "The shipping association" of the Pacific Shipping Association: every word of the phrase is one of the name's. */
static bool name_has_all(const actor_work *c, const fact_actor *x, uint32_t first, uint32_t head) {
    if (!form_starts_upper(x->name))
        return false;
    for (uint32_t t = first; t <= head; t++) {
        const char *word = c->p->tokens[t].norm;
        size_t n = strlen(word);
        bool has = false;
        for (const char *s = x->name; *s && !has; s++)
            has = (s == x->name || s[-1] == ' ') && strncasecmp(s, word, n) == 0 && (s[n] == '\0' || s[n] == ' ' || s[n] == '\'');
        if (!has)
            return false;
    }
    return true;
}

static uint32_t named_by_words(const actor_work *c, uint32_t first, uint32_t head) {
    enum { MOST = 400 };
    for (uint32_t a = 0; first < head && a < c->f->n_actors && a < MOST; a++) {
        actor_kind kind = c->f->actors[a].kind;
        if ((kind == ACTOR_ORGANISATION || kind == ACTOR_BODY || kind == ACTOR_OUTLET) &&
            name_has_all(c, &c->f->actors[a], first, head))
            return a;
    }
    return PARLEY_NONE;
}

/* The actor and second actor of the noun phrase headed by t; false if it is nobody's. forced: coreference found nobody, so a
 * definite phrase is an actor of its own. */
/* "a delegation from the rebel group Sandor": the name that stands at x is that of the noun right before it, not of t's. */
static bool names_nearer(const actor_work *c, uint32_t t, uint32_t x) {
    return x > t + 1 && is_noun(&c->p->tokens[x - 1]) && c->p->tokens[x - 1].rel == REL_NMOD && c->p->tokens[x - 1].head == t;
}

/* "envoys of the rebel group Sandor": whose they are by name, where the tree hangs the name on the noun between; or PARLEY_NONE.
 */
static uint32_t owner_behind(const actor_work *c, uint32_t t) {
    const parley_parse *p = c->p;
    PARSE_EACH_CHILD (p, t, n) {
        uint32_t prep = p->tokens[n].rel == REL_NMOD && n > t ? parse_child(p, n, REL_CASE, SUB_NONE) : PARLEY_NONE;
        if (prep == PARLEY_NONE || (strcmp(p->tokens[prep].norm, "from") != 0 && strcmp(p->tokens[prep].norm, "of") != 0))
            continue;
        PARSE_EACH_CHILD (p, n, x) {
            uint32_t u = p->tokens[x].rel == REL_APPOS ? c->unit_of[x] : PARLEY_NONE;
            if (u != PARLEY_NONE && c->units[u].actor != PARLEY_NONE && c->units[u].first == n + 1)
                return c->units[u].actor;
        }
    }
    return PARLEY_NONE;
}

static bool describe(actor_work *c, uint32_t t, bool forced, uint32_t *m_first, uint32_t *m_last, uint32_t *out, uint32_t *out2) {
    const parley_parse *p = c->p;
    {
        const parse_token *k = &p->tokens[t];
        const world_entry *title, *group;
        if (!is_people_noun(c, t, &title, &group))
            return false;
        uint32_t first, last;
        np_core(p, t, &first, &last);
        if (title && last > t) /* "Channel 12", "Secretary Roe": a name unit follows and owns the phrase */
            for (uint32_t x = t + 1; x <= last; x++)
                if (c->unit_of[x] != PARLEY_NONE && c->units[c->unit_of[x]].type == UNIT_PERSON)
                    last = t;
        if (c->unit_of[first] != PARLEY_NONE)
            first = c->units[c->unit_of[first]].first;
        else if (first < t && p->tokens[first].upos == UPOS_ADP && c->unit_of[first + 1] == PARLEY_NONE)
            first++;
        if (first > p->sents[k->sent].first && c->unit_of[first] != PARLEY_NONE && token_is_article(&p->tokens[first - 1]))
            first--;
        /* "the Norwegian government" with the adjective hung elsewhere. */
        if (first > p->sents[k->sent].first && c->unit_of[first - 1] != PARLEY_NONE &&
            c->units[c->unit_of[first - 1]].type == UNIT_ADJ)
            first = c->units[c->unit_of[first - 1]].first;
        if (first > p->sents[k->sent].first && c->unit_of[first] != PARLEY_NONE && token_is_article(&p->tokens[first - 1]))
            first--;
        if (k->rel == REL_COMPOUND && first == t && t > p->sents[k->sent].first && token_is_article(&p->tokens[t - 1]))
            first--; /* the article of the whole phrase */
        uint32_t core = first;
        bool definite = false;
        const char *det = p->tokens[first].norm;
        bool possessed = false;
        /* "Minister: no deal", "Union vows to fight": headlines leave out the article */
        const page_block *line = &c->in->page->blocks[p->sents[k->sent].block];
        if ((line->role == PAGE_HEADLINE || line->role == PAGE_HEADING) && first == t && !noun_is_plural(c, t))
            definite = true;
        if (token_is_article(&p->tokens[first]) && first < t) {
            definite = det[0] == 't';
            core = first + 1;
        } else if (p->tokens[first].upos == UPOS_PRON && first < t) {
            possessed = true;
            core = first + 1;
        }
        uint32_t owner[2] = {PARLEY_NONE, PARLEY_NONE}, at[2];
        uint32_t n = owners_in(c, core, t, owner, at);
        const char *lemma = noun_lemma(c, t);
        uint32_t actor = PARLEY_NONE, actor2 = PARLEY_NONE;
        /* A person owns an office or an administration: "Duarte's office", "the Duarte administration". */
        for (uint32_t x = core; x < t && !n; x++)
            if (c->unit_of[x] != PARLEY_NONE && c->units[c->unit_of[x]].type == UNIT_PERSON) {
                owner[0] = c->units[c->unit_of[x]].actor;
                at[0] = x;
                n = 1;
            }
        /* "the government of Kenya", "officials in Nairobi": the owner may follow. */
        if (!n)
            PARSE_EACH_CHILD (p, t, ch) {
                uint32_t u = ch > t && p->tokens[ch].rel == REL_NMOD ? c->unit_of[ch] : PARLEY_NONE;
                if (u != PARLEY_NONE && (c->units[u].type == UNIT_STATE || c->units[u].type == UNIT_ORG) &&
                    c->units[u].actor != PARLEY_NONE) {
                    owner[0] = c->units[u].actor;
                    at[0] = ch;
                    n = 1;
                    break;
                }
            }
        *m_first = first;
        *m_last = last;
        *out = *out2 = PARLEY_NONE;
        if (is_two(c, first, t) || (strcmp(lemma, "side") == 0 && !n) || (strcmp(lemma, "paper") == 0 && (core < t || forced)))
            return true; /* coref finds the pair, or nobody */
        actor_kind owner_kind = n ? c->f->actors[owner[0]].kind : ACTOR_GROUP;
        if (group && group->stands && n && at[0] < t && (owner_kind == ACTOR_STATE || strcmp(lemma, "side") == 0) &&
            owner_kind != ACTOR_PERSON) {
            actor = owner[0]; /* the state itself */
            actor_alias(c, actor, span_text(c->in->page, p, c->s, core, last));
            if (n == 2)
                actor2 = owner[1];
        } else if (group && group->stands && n && at[0] > t && owner_kind == ACTOR_STATE) {
            actor = owner[0];
        } else if (n == 2 && at[1] < t && parse_child(p, at[0], REL_CONJ, SUB_NONE) != PARLEY_NONE && noun_is_plural(c, t)) {
            actor = joint_description(c, owner[0], at[0], t, last, title, group);
            actor2 = joint_description(c, owner[1], at[1], t, last, title, group);
            char *whole = span_text(c->in->page, p, c->s, core, last);
            actor_alias(c, actor, whole);
        } else if (world_word(c->w, "military", lemma) && n && owner_kind == ACTOR_STATE && at[0] < t && t - core <= 3) {
            const world_entry *e = world_state(c->w, c->f->actors[owner[0]].country);
            const char *adj = e && e->adj ? e->adj : c->f->actors[owner[0]].name;
            char *name = arena_printf(c->s, "%s military", adj);
            actor = map_gets(&c->by_name, name_fold(c, name), PARLEY_NONE);
            if (actor == PARLEY_NONE) {
                actor = actor_new(c, name, ACTOR_ORGANISATION);
                c->f->actors[actor].sector = "MIL";
                c->f->actors[actor].country = c->f->actors[owner[0]].country;
                c->f->actors[actor].side = c->info[actor].owner = owner[0];
                c->info[actor].head = "military";
            }
            actor_alias(c, actor, span_text(c->in->page, p, c->s, core, last));
        } else if (!forced && (definite || possessed) && (core == t || title || strcmp(lemma, "administration") == 0)) {
            actor = PARLEY_NONE; /* "the official", "the group", "the Dutch premier", "his office": coref decides */
        } else if (group && definite && !n && !noun_is_plural(c, t) && named_by_words(c, core, t) != PARLEY_NONE) {
            actor = named_by_words(c, core, t);
            actor_alias(c, actor, span_text(c->in->page, p, c->s, core, last));
        } else if (group && group->kind == ACTOR_BODY && core < t) {
            actor = body_actor(c, core, last, group->kind, group->sector, n ? owner[0] : PARLEY_NONE);
            c->info[actor].head = lemma;
        } else {
            actor = description_new(c, t, core, last, title, group, n ? owner[0] : PARLEY_NONE, definite);
        }
        /* An apposition names who it is: "the group, X," and "X, a senior official,": one actor, the name's. */
        uint32_t named = PARLEY_NONE;
        PARSE_EACH_CHILD (p, t, ch) {
            if (p->tokens[ch].rel != REL_APPOS || c->unit_of[ch] == PARLEY_NONE || c->units[c->unit_of[ch]].actor == PARLEY_NONE)
                continue;
            uint32_t who = c->units[c->unit_of[ch]].actor;
            if (!names_nearer(c, t, c->units[c->unit_of[ch]].first))
                named = who;
            else if (actor != PARLEY_NONE && c->f->actors[actor].side == PARLEY_NONE && actor != who)
                c->f->actors[actor].side = who;
        }
        uint32_t behind =
            group && actor != PARLEY_NONE && c->f->actors[actor].side == PARLEY_NONE ? owner_behind(c, t) : PARLEY_NONE;
        if (behind != PARLEY_NONE && behind != actor)
            c->f->actors[actor].side = behind;
        uint32_t beside = last + 1 < p->sents[k->sent].end ? c->unit_of[last + 1] : PARLEY_NONE;
        if (named == PARLEY_NONE && group && k->rel == REL_NMOD && beside != PARLEY_NONE && c->units[beside].first == last + 1 &&
            c->units[beside].actor != PARLEY_NONE && p->tokens[last + 1].rel == REL_APPOS && p->tokens[last + 1].head == k->head)
            named = c->units[beside].actor;
        /* "the militia that holds the strip, Vesta, offered": the name at the end of a long phrase, hung elsewhere by the tree */
        uint32_t end = k->right;
        while (end > t && p->tokens[end].upos == UPOS_PUNCT)
            end--;
        if (named == PARLEY_NONE && end > last && end > t && c->unit_of[end] != PARLEY_NONE) {
            const name_unit *u = &c->units[c->unit_of[end]];
            bool relative = parse_child(p, t, REL_ACL, SUB_RELCL) != PARLEY_NONE;
            if (relative && u->actor != PARLEY_NONE && u->type == UNIT_ORG && u->first > t + 1 &&
                strcmp(p->tokens[u->first - 1 - token_is_article(&p->tokens[u->first - 1])].norm, ",") == 0 &&
                end + 1 < p->n_tokens && strcmp(p->tokens[end + 1].norm, ",") == 0)
                named = u->actor;
        }
        uint32_t apposed = k->rel == REL_APPOS && k->head != PARLEY_NONE ? c->f->mention_of[k->head] : PARLEY_NONE;
        if (named == PARLEY_NONE && apposed != PARLEY_NONE && c->f->mentions[apposed].actor != PARLEY_NONE)
            named = c->f->mentions[apposed].actor;
        /* "X, the deputy minister and chief envoy, said": the second title too, and where the tree lost the link. */
        if (named == PARLEY_NONE && title && !noun_is_plural(c, t)) {
            uint32_t begin = p->sents[k->sent].first;
            for (uint32_t y = first; y-- > begin && first - y < 14;) {
                uint32_t u = c->unit_of[y];
                if (p->tokens[y].upos == UPOS_VERB || p->tokens[y].upos == UPOS_AUX)
                    break;
                if (u != PARLEY_NONE && c->units[u].type == UNIT_PERSON) {
                    bool comma = y + 1 < first && strcmp(p->tokens[y + 1].norm, ",") == 0;
                    bool closed = last + 1 >= p->sents[k->sent].end || p->tokens[last + 1].upos == UPOS_PUNCT ||
                                  p->tokens[last + 1].upos == UPOS_CCONJ || p->tokens[last + 1].upos == UPOS_ADP;
                    if (comma && closed &&
                        (y + 2 == first || p->tokens[first - 1].upos == UPOS_CCONJ ||
                         world_title(c->w, p->tokens[first - 1].norm)))
                        named = c->units[u].actor;
                    break;
                }
            }
        }
        /* "The president of the federation, X, said": the name behind the comma, wherever the tree hangs it. */
        if (named == PARLEY_NONE && title && !noun_is_plural(c, t) && last + 1 < p->sents[k->sent].end &&
            strcmp(p->tokens[last + 1].norm, "of") == 0)
            for (uint32_t y = last + 2; y + 2 < p->sents[k->sent].end && y < last + 12; y++) {
                uint32_t u = c->unit_of[y + 1];
                if (strcmp(p->tokens[y].norm, ",") == 0) {
                    if (u != PARLEY_NONE && c->units[u].type == UNIT_PERSON && c->units[u].first == y + 1 &&
                        c->units[u].last + 1 < p->sents[k->sent].end && strcmp(p->tokens[c->units[u].last + 1].norm, ",") == 0)
                        named = c->units[u].actor;
                    break;
                }
                if (!is_noun(&p->tokens[y]) && p->tokens[y].upos != UPOS_ADJ && p->tokens[y].upos != UPOS_DET &&
                    p->tokens[y].upos != UPOS_ADP && p->tokens[y].upos != UPOS_PART)
                    break;
            }
        if (named != PARLEY_NONE && !noun_is_plural(c, t)) {
            bool person = c->f->actors[named].kind == ACTOR_PERSON;
            if (person == (title != NULL)) {
                if (person)
                    title_set(c, named, span_text(c->in->page, p, c->s, core, description_last(c, t, last)), core,
                              description_last(c, t, last));
                else {
                    actor_alias(c, named, span_text(c->in->page, p, c->s, core, last));
                    bool wire = strcmp(lemma, "agency") == 0 && t > core && world_word(c->w, "wire", p->tokens[t - 1].norm);
                    if (c->f->actors[named].kind == ACTOR_ORGANISATION && (wire || (group && group->kind == ACTOR_OUTLET)))
                        c->f->actors[named].kind = ACTOR_OUTLET;
                }
                actor = named;
                actor2 = PARLEY_NONE;
            }
        }
        *m_first = first;
        *m_last = last;
        *out = actor;
        *out2 = actor2;
    }
    return true;
}

/* "A delegation of the union, headed by Karl Voss": whoever heads it acts for it. */
static void delegation_head(actor_work *c, uint32_t t) {
    const parley_parse *p = c->p;
    uint32_t m = c->f->mention_of[t], group = m == PARLEY_NONE ? PARLEY_NONE : c->f->mentions[m].actor;
    uint32_t end = p->sents[p->tokens[t].sent].end, led = t + 1;
    while (led < end && led < t + 9 && !world_word(c->w, "led", p->tokens[led].norm) && p->tokens[led].upos != UPOS_AUX)
        led++;
    if (led + 2 >= end || led >= t + 9 || p->tokens[led].upos != UPOS_VERB || strcmp(p->tokens[led + 1].norm, "by") != 0)
        return;
    for (uint32_t y = led + 2; y < end && y < led + 10 && p->tokens[y].upos != UPOS_VERB; y++) {
        uint32_t u = c->unit_of[y], head = u == PARLEY_NONE ? PARLEY_NONE : c->units[u].actor;
        if (head == PARLEY_NONE || c->units[u].type != UNIT_PERSON)
            continue;
        fact_actor *x = &c->f->actors[head];
        x->acts = true;
        if (x->side == PARLEY_NONE && group != PARLEY_NONE && group != head)
            x->side = c->f->actors[group].side != PARLEY_NONE ? c->f->actors[group].side : group;
        return;
    }
}

void descriptions_find(actor_work *c) {
    const parley_parse *p = c->p;
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        const parse_token *k = &p->tokens[t];
        /* "the union statement", "government warnings": whose text or words it is */
        const cue_entry *said = t + 1 < p->n_tokens ? cue_find(c->in->lexicons->cues, p->tokens[t + 1].norm, 'n') : NULL;
        bool text = t > 0 && token_is_article(&p->tokens[t - 1]) && t + 1 < p->n_tokens &&
                    cue_is_document(c->in->lexicons->cues, p->tokens[t + 1].norm);
        bool author = k->rel == REL_COMPOUND && (text || (said && said->class <= CUE_ASK)) && world_group(c->w, noun_lemma(c, t));
        if (!is_noun(k) || c->f->mention_of[t] != PARLEY_NONE || c->unit_of[t] != PARLEY_NONE ||
            (k->rel == REL_COMPOUND && !author) || k->rel == REL_FLAT)
            continue;
        uint32_t first, last, actor, actor2;
        if (!describe(c, t, false, &first, &last, &actor, &actor2))
            continue;
        uint32_t m = mention_add(c, first, last, t, actor, MENTION_NOMINAL);
        c->f->mentions[m].actor2 = actor2;
        delegation_head(c, t);
    }
}

void describe_forced(actor_work *c, uint32_t m) {
    fact_mention *x = &c->f->mentions[m];
    uint32_t first, last, actor, actor2;
    if (describe(c, x->head, true, &first, &last, &actor, &actor2)) {
        x = &c->f->mentions[m];
        x->actor = actor;
        x->actor2 = actor2;
    }
}
