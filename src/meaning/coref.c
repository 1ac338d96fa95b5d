/* coref.c - pronouns and definite descriptions -> actors.
 *
 * One pass over the mentions in order. Each unresolved one looks back over the resolved mentions before it (at most WINDOW, so
 * that the pass stays linear) and takes the best: compatible in kind, gender and number, near, and a subject rather than not.
 * The weights are salience weights in the manner of Lappin and Leass (1994), fitted by hand on GUM's training part.
 */
#include "meaning/actor_int.h"
#include "meaning/cue.h"
#include "meaning/lexicons.h"

#include <stdio.h>
#include <strings.h>

enum { WINDOW = 48, SENTENCES_BACK = 6 };

typedef enum pron_class { PRON_NO, PRON_HE, PRON_SHE, PRON_IT, PRON_THEY, PRON_SPEAKER /* I, we */, PRON_WHO } pron_class;

static pron_class pron_classify(const parse_token *k) {
    static const struct {
        const char *word;
        pron_class class;
    } words[] = {
        {"he", PRON_HE},           {"him", PRON_HE},      {"his", PRON_HE},      {"himself", PRON_HE}, {"she", PRON_SHE},
        {"her", PRON_SHE},         {"hers", PRON_SHE},    {"herself", PRON_SHE}, {"it", PRON_IT},      {"its", PRON_IT},
        {"itself", PRON_IT},       {"they", PRON_THEY},   {"them", PRON_THEY},   {"their", PRON_THEY}, {"theirs", PRON_THEY},
        {"themselves", PRON_THEY}, {"i", PRON_SPEAKER},   {"me", PRON_SPEAKER},  {"my", PRON_SPEAKER}, {"we", PRON_SPEAKER},
        {"us", PRON_SPEAKER},      {"our", PRON_SPEAKER}, {"who", PRON_WHO},     {"whom", PRON_WHO},   {"whose", PRON_WHO}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(k->norm, words[i].word) == 0)
            return words[i].class;
    return PRON_NO;
}

static bool is_subject(const parley_parse *p, uint32_t t) {
    for (int up = 0; up < 4 && t != PARLEY_NONE && p->tokens[t].rel == REL_CONJ && is_noun(&p->tokens[t]); up++)
        t = p->tokens[t].head;
    return t != PARLEY_NONE && (p->tokens[t].rel == REL_NSUBJ || p->tokens[t].rel == REL_CSUBJ);
}

/* Verb (or predicate) that governs token t, climbing out of its noun phrase; PARLEY_NONE at the root. */
static uint32_t governor(const parley_parse *p, uint32_t t) {
    for (int up = 0; up < 12 && t != PARLEY_NONE; up++) {
        uint8_t rel = p->tokens[t].rel;
        t = p->tokens[t].head;
        if (rel == REL_NSUBJ || rel == REL_OBJ || rel == REL_OBL || rel == REL_IOBJ || rel == REL_XCOMP || rel == REL_CCOMP ||
            rel == REL_ADVCL)
            return t;
    }
    return t;
}

static bool fits(const actor_work *c, uint32_t actor, pron_class k) {
    const fact_actor *x = &c->f->actors[actor];
    const actor_info *i = &c->info[actor];
    bool person = x->kind == ACTOR_PERSON || x->kind == ACTOR_UNNAMED;
    switch (k) {
    case PRON_HE: return person && i->gender != 'f' && !i->plural;
    case PRON_SHE: return person && i->gender != 'm' && !i->plural;
    case PRON_IT: return !person && !(i->plural && x->kind == ACTOR_GROUP);
    case PRON_THEY: return x->kind != ACTOR_PERSON && !(x->kind == ACTOR_UNNAMED && !i->plural);
    default: return false;
    }
}

/* A pronoun that is neither reflexive nor possessive cannot be the subject of its own verb, nor two arguments of one verb one
 * actor. */
static bool clashes(const parley_parse *p, uint32_t pronoun, uint32_t head) {
    const parse_token *k = &p->tokens[pronoun];
    if (k->sent != p->tokens[head].sent)
        return false;
    size_t n = strlen(k->norm);
    if (n > 5 && (strcmp(k->norm + n - 4, "self") == 0 || strcmp(k->norm + n - 4, "lves") == 0))
        return false;
    if (k->rel == REL_NMOD || k->rel == REL_DET) /* possessive: "X met his aides" */
        return p->tokens[head].head == k->head;
    return p->tokens[head].head == k->head || governor(p, pronoun) == governor(p, head);
}

/* The subject of a relative clause. */
static bool is_embedded(const parley_parse *p, uint32_t t) {
    uint32_t v = p->tokens[t].head;
    return v != PARLEY_NONE && p->tokens[v].rel == REL_ACL;
}

/* "Norway's test, which it called a success": the owner of what the pronoun's relative clause hangs on. */
static bool owner_of_relative(const parley_parse *p, uint32_t pronoun, uint32_t cand) {
    uint32_t v = p->tokens[pronoun].head;
    for (int up = 0; up < 3 && v != PARLEY_NONE && p->tokens[v].rel != REL_ACL; up++)
        v = p->tokens[v].head;
    if (v == PARLEY_NONE || p->tokens[v].rel != REL_ACL)
        return false;
    uint32_t noun = p->tokens[v].head;
    return noun != PARLEY_NONE && p->tokens[cand].head == noun && cand < noun &&
           (p->tokens[cand].sub == SUB_POSS || p->tokens[cand].rel == REL_AMOD || p->tokens[cand].rel == REL_COMPOUND);
}

/* "Her meeting with Orr": she is not Orr. */
static bool meets_owner(const actor_work *c, uint32_t pronoun, uint32_t actor) {
    const parley_parse *p = c->p;
    uint32_t noun = p->tokens[pronoun].head;
    if (p->tokens[pronoun].sub != SUB_POSS || noun == PARLEY_NONE)
        return false;
    PARSE_EACH_CHILD (p, noun, k) {
        uint32_t with = p->tokens[k].rel == REL_NMOD ? parse_child(p, k, REL_CASE, SUB_NONE) : PARLEY_NONE;
        if (with != PARLEY_NONE && strcmp(p->tokens[with].norm, "with") == 0 && c->f->mention_of[k] != PARLEY_NONE &&
            c->f->mentions[c->f->mention_of[k]].actor == actor)
            return true;
    }
    return false;
}

static double score(const actor_work *c, uint32_t m, const fact_mention *cand, pron_class k) {
    const parley_parse *p = c->p;
    const parse_token *a = &p->tokens[cand->head], *b = &p->tokens[c->f->mentions[m].head];
    double s = 100;
    uint32_t back = b->sent - a->sent;
    /* Outside a quotation "he" is not somebody spoken of inside one. */
    uint32_t qa = c->in_quote[cand->head], qb = c->in_quote[c->f->mentions[m].head];
    if (qa != qb)
        s -= qb == PARLEY_NONE ? 50 : 15;
    s -= (back > 3 ? 15.0 : 25.0) * back;
    s -= 0.4 * (double)(b->start > a->start && back == 0 ? c->f->mentions[m].head - cand->head : 0);
    if (is_subject(p, cand->head))
        s += 35;
    else if (a->rel == REL_OBJ || a->rel == REL_IOBJ)
        s += 12;
    if (cand->kind == MENTION_NAME && (a->rel == REL_COMPOUND || a->rel == REL_AMOD || a->rel == REL_FLAT))
        s -= 45; /* "the Dutch proposal ... it": hardly the Netherlands */
    else if (a->rel == REL_NMOD && a->sub == SUB_POSS)
        s -= 8;
    else if (a->rel == REL_NMOD)
        s -= 15;
    if (is_subject(p, c->f->mentions[m].head) && is_subject(p, cand->head))
        s += 10;
    if (back > 0 && is_subject(p, cand->head) && is_embedded(p, cand->head))
        s -= 15; /* "moves that Peru has rejected. ... it": rather whoever the sentence was about */
    if (k == PRON_IT || k == PRON_THEY)
        s += owner_of_relative(p, c->f->mentions[m].head, cand->head) ? 60 : 0;
    /* A reported clause's pronoun is mostly its speaker: "X said it would". */
    for (uint32_t v = b->head, up = 0; v != PARLEY_NONE && up < 6; v = p->tokens[v].head, up++)
        if ((p->tokens[v].rel == REL_CCOMP || p->tokens[v].rel == REL_XCOMP) && p->tokens[v].head == a->head &&
            is_subject(p, cand->head))
            s += 15;
    actor_kind kind = c->f->actors[cand->actor].kind;
    if (k == PRON_THEY) {
        if (kind == ACTOR_STATE || (kind == ACTOR_OUTLET && !c->info[cand->actor].plural))
            s -= 25;
        else if (!c->info[cand->actor].plural)
            s -= 10;
    }
    if (k == PRON_IT && (kind == ACTOR_OUTLET))
        s -= 10;
    if (k == PRON_HE && kind == ACTOR_PERSON && c->info[cand->actor].gender == 'm')
        s += 5;
    if (k == PRON_SHE && kind == ACTOR_PERSON && c->info[cand->actor].gender == 'f')
        s += 15;
    s += c->info[cand->actor].n_mentions > 4 ? 4 : c->info[cand->actor].n_mentions;
    return s;
}

/* Subject of the main clause that a fronted phrase with pronoun t stands before: "On his third visit, X met ...". */
static uint32_t fronted_subject(const actor_work *c, uint32_t t) {
    const parley_parse *p = c->p;
    uint32_t v = t, last = PARLEY_NONE;
    for (int up = 0; up < 10 && p->tokens[v].head != PARLEY_NONE; up++) {
        uint8_t rel = p->tokens[v].rel;
        uint32_t h = p->tokens[v].head;
        if ((rel == REL_OBL || rel == REL_ADVCL || rel == REL_NMOD) && h > v && p->tokens[h].upos == UPOS_VERB)
            last = h;
        v = h;
    }
    if (last == PARLEY_NONE)
        return PARLEY_NONE;
    uint32_t subject = parse_child(p, last, REL_NSUBJ, SUB_NONE);
    return subject != PARLEY_NONE && subject > t ? subject : PARLEY_NONE;
}

/* A noun that is no actor and nearer the pronoun as subject: then "it" is more likely that ("the plan ... it"). */
static bool thing_is_nearer(const actor_work *c, uint32_t t, uint32_t cand_head) {
    const parley_parse *p = c->p;
    uint32_t begin = p->sents[p->tokens[t].sent].first;
    if (p->tokens[cand_head].sent == p->tokens[t].sent && cand_head > begin)
        begin = cand_head;
    for (uint32_t i = begin; i < t && t - begin < 200; i++)
        if (p->tokens[i].upos == UPOS_NOUN && p->tokens[i].rel == REL_NSUBJ && c->f->mention_of[i] == PARLEY_NONE &&
            !(p->tokens[i].morph & FEAT_PLUR))
            return true;
    return false;
}

static uint32_t pronoun_find(actor_work *c, uint32_t m, pron_class k, const uint32_t *recent, uint32_t n) {
    const parley_parse *p = c->p;
    uint32_t t = c->f->mentions[m].head;
    /* "It argues that ..." is somebody, whatever the tree calls it; "it is said that ..." is nobody. */
    if (p->tokens[t].rel == REL_EXPL) {
        uint32_t v = p->tokens[t].head;
        const cue_entry *e = v != PARLEY_NONE && v == t + 1 ? cue_find(c->in->lexicons->cues, p->tokens[v].norm, 'v') : NULL;
        if (!e || !(e->frames & CUE_C) || e->class > CUE_WRITE)
            return PARLEY_NONE;
    }
    uint32_t front = fronted_subject(c, t);
    if (front != PARLEY_NONE && c->f->mention_of[front] != PARLEY_NONE) {
        uint32_t actor = c->f->mentions[c->f->mention_of[front]].actor;
        if (actor != PARLEY_NONE && fits(c, actor, k))
            return actor;
    }
    uint32_t best = PARLEY_NONE, best_head = PARLEY_NONE;
    double top = 0;
    for (uint32_t i = n; i-- > 0 && n - i <= WINDOW;) {
        const fact_mention *cand = &c->f->mentions[recent[i]];
        if (p->tokens[t].sent - p->tokens[cand->head].sent > SENTENCES_BACK)
            break;
        if (!fits(c, cand->actor, k) || clashes(p, t, cand->head) || meets_owner(c, t, cand->actor))
            continue;
        if (p->tokens[cand->head].left <= t && t <= p->tokens[cand->head].right && p->tokens[cand->head].rel != REL_CONJ &&
            cand->kind != MENTION_NAME)
            continue; /* "a minister in his government" is not him */
        double s = score(c, m, cand, k);
        if (best == PARLEY_NONE || s > top) {
            top = s;
            best = cand->actor;
            best_head = cand->head;
        }
    }
    if (best != PARLEY_NONE && k == PRON_IT && thing_is_nearer(c, t, best_head))
        return PARLEY_NONE;
    return best;
}

/* --- definite descriptions ---------------------------------------------------------------------------------------- */

static bool is_leader(const actor_work *c, const char *head) {
    return head && (world_word(c->w, "leader", head) || strcmp(head, "prime minister") == 0);
}

/* Whether the holder of this title may be called by that noun: "the diplomat" of a foreign minister (office:N in words.tsv). */
static bool title_allows(const actor_work *c, const char *title, const char *lemma) {
    char list[40];
    if (!title || snprintf(list, sizeof list, "office:%s", lemma) >= (int)sizeof list)
        return false;
    if (world_word(c->w, list, "*"))
        return true;
    char *low = utf8_lower(c->s, title, strlen(title), true);
    for (char *save = NULL, *w = strtok_r(low, " -", &save); w; w = strtok_r(NULL, " -", &save))
        if (world_word(c->w, list, w))
            return true;
    return false;
}

/* "Vice President" is no president. at: where the office begins in the title. */
static bool is_vice(const char *title, const char *at) {
    static const char vice[] = "vice";
    size_t n = sizeof vice - 1;
    return (size_t)(at - title) > n && strncasecmp(at - n - 1, vice, n) == 0;
}

static bool title_has(const fact_actor *x, const char *lemma, bool vice) {
    if (!x->title)
        return false;
    size_t n = strlen(lemma);
    for (const char *s = x->title; *s; s++)
        if ((s == x->title || s[-1] == ' ' || s[-1] == '-') && strncasecmp(s, lemma, n) == 0 && is_vice(x->title, s) == vice)
            return true;
    return false;
}

/* Whether a proper name has the noun as a word of its own, with a capital: "Dockers' Union", "Canal Users Group". */
static bool name_holds(const fact_actor *x, const char *lemma) {
    size_t n = strlen(lemma);
    for (const char *s = x->name; *s; s++)
        if ((s == x->name || s[-1] == ' ') && *s >= 'A' && *s <= 'Z' && strncasecmp(s, lemma, n) == 0 &&
            (s[n] == '\0' || s[n] == ' ' || s[n] == '\''))
            return true;
    return false;
}

/* Whether a word of the name tells that the noun fits it (name:N in words.tsv): "Workers" for "the union". */
static bool name_tells(const actor_work *c, const fact_actor *x, const char *lemma) {
    char list[40];
    if (!form_starts_upper(x->name) || snprintf(list, sizeof list, "name:%s", lemma) >= (int)sizeof list)
        return false;
    char *low = utf8_lower(c->s, x->name, strlen(x->name), true);
    for (char *save = NULL, *w = strtok_r(low, " ", &save); w; w = strtok_r(NULL, " ", &save))
        if (world_word(c->w, list, w))
            return true;
    return false;
}

/* The name is a union's and the noun says "company", or the other way round. */
static bool name_denies(const actor_work *c, const fact_actor *x, const char *lemma) {
    bool union_name = name_tells(c, x, "union") || name_holds(x, "union"), says_union = world_word(c->w, "union", lemma);
    return world_word(c->w, "company", lemma) ? union_name : says_union && name_tells(c, x, "company");
}

/* The latest actor that a definite noun phrase may stand for. */
static uint32_t definite_find(actor_work *c, uint32_t m, const uint32_t *recent, uint32_t n) {
    const parley_parse *p = c->p;
    const fact_mention *x = &c->f->mentions[m];
    const char *lemma = noun_lemma(c, x->head);
    const world_entry *title = world_title(c->w, lemma), *group = world_group(c->w, lemma);
    uint32_t owner[2], at[2];
    uint32_t n_owner = x->first < x->head ? owners_in(c, x->first, x->head, owner, at) : 0;
    bool plural = (p->tokens[x->head].morph & FEAT_PLUR) != 0;
    bool vice = false; /* "the vice premier", "the vice-premier" */
    for (uint32_t t = x->head; t-- > x->first && x->head - t <= 2;)
        vice |= strcmp(p->tokens[t].norm, "vice") == 0;
    uint32_t state = PARLEY_NONE, loose = PARLEY_NONE; /* a holder of an office that may be called so, if nobody is */
    /* "the union" is the actor with "Union" in its name, if one was named. */
    if (group && !n_owner && !plural && world_word(c->w, "loose", lemma))
        for (uint32_t i = n; i-- > 0 && n - i <= 4 * WINDOW;) {
            uint32_t a = c->f->mentions[recent[i]].actor;
            const fact_actor *y = &c->f->actors[a];
            if ((y->kind == ACTOR_ORGANISATION || y->kind == ACTOR_BODY || y->kind == ACTOR_OUTLET || y->kind == ACTOR_GROUP) &&
                (name_holds(y, lemma) || name_tells(c, y, lemma)))
                return a;
        }
    for (uint32_t i = n; i-- > 0 && n - i <= 2 * WINDOW;) {
        uint32_t a = c->f->mentions[recent[i]].actor;
        const fact_actor *y = &c->f->actors[a];
        const actor_info *z = &c->info[a];
        const char *country = n_owner ? c->f->actors[owner[0]].country : NULL;
        if (n_owner && z->owner != owner[0] &&
            !(country && y->country && strcmp(country, y->country) == 0 && y->kind == ACTOR_PERSON))
            continue;
        if (n_owner && a == owner[0])
            continue;
        if (title) {
            if (z->plural != plural)
                continue;
            if (y->kind == ACTOR_UNNAMED && z->head && strcmp(z->head, lemma) == 0)
                return a;
            if (y->kind == ACTOR_PERSON && !plural) {
                if (title_has(y, lemma, vice)) {
                    uint32_t quoted = c->in_quote[c->f->mentions[recent[i]].head];
                    if (quoted == PARLEY_NONE || quoted == c->in_quote[x->head])
                        return a;
                    if (loose == PARLEY_NONE) /* only spoken of in somebody's words: who the page means holds the office, too */
                        loose = a;
                    continue;
                }
                if (is_leader(c, lemma) && is_leader(c, z->head) && loose == PARLEY_NONE &&
                    (strcmp(lemma, "leader") == 0 || (n_owner && strcmp(lemma, "premier") == 0)))
                    loose = a;
                if (title->gender && z->gender == title->gender && (strcmp(lemma, "man") == 0 || strcmp(lemma, "woman") == 0))
                    return a;
                if (title_allows(c, y->title, lemma) && (n_owner || !is_leader(c, z->head)) && z->n_mentions &&
                    loose == PARLEY_NONE)
                    loose = a;
            }
        } else if (group && group->stands && !n_owner && !plural) {
            /* "the government": the state that a clause was last about, as its subject or the owner of one ("Norway's ports ...
             * the government"); else the one named last. */
            uint32_t h = c->f->mentions[recent[i]].head;
            bool owns = p->tokens[h].rel == REL_NMOD && p->tokens[h].head != PARLEY_NONE && is_subject(p, p->tokens[h].head);
            if (y->kind == ACTOR_STATE && (is_subject(p, h) || owns))
                return a;
            if (y->kind == ACTOR_STATE && state == PARLEY_NONE)
                state = a;
        } else if (group && !n_owner) {
            if (z->head && strcmp(z->head, lemma) == 0)
                return a;
            /* "the movement", "the company" after its name. */
            bool is_loose = world_word(c->w, "loose", lemma);
            if (!is_loose || plural)
                continue;
            bool outlet = group->kind == ACTOR_OUTLET || strcmp(lemma, "agency") == 0;
            if (!outlet && name_denies(c, y, lemma))
                continue;
            if (outlet ? y->kind == ACTOR_OUTLET : y->kind == ACTOR_ORGANISATION) {
                if (group->sector && y->sector && !outlet && strcmp(group->sector, y->sector) != 0 &&
                    !(strcmp(group->sector, "BUS") == 0 && strcmp(y->sector, "MNC") == 0))
                    continue;
                return a;
            }
            if (!outlet && y->kind == ACTOR_BODY && strstr(y->name, lemma))
                return a;
            if ((strcmp(lemma, "council") == 0 || strcmp(lemma, "commission") == 0 || strcmp(lemma, "body") == 0 ||
                 strcmp(lemma, "bloc") == 0) &&
                y->kind == ACTOR_BODY)
                return a;
        }
    }
    /* "The president", of whom the page only says that an administration is his. */
    for (uint32_t a = 0; state == PARLEY_NONE && loose == PARLEY_NONE && !n_owner && !plural && !vice &&
                         strcmp(lemma, "president") == 0 && a < c->f->n_actors && a < 2000;
         a++)
        if (c->info[a].head && strcmp(c->info[a].head, "administration") == 0 && c->info[a].owner != PARLEY_NONE &&
            c->f->actors[c->info[a].owner].kind == ACTOR_PERSON)
            return c->info[a].owner;
    return state != PARLEY_NONE ? state : loose;
}

/* "his administration", "its spokesman", "the administration": by the owner. */
static uint32_t owned_find(actor_work *c, uint32_t m, bool *made) {
    const parley_parse *p = c->p;
    fact_mention *x = &c->f->mentions[m];
    const char *lemma = noun_lemma(c, x->head);
    const parse_token *det = &p->tokens[x->first];
    *made = false;
    /* "the new administration of President X" */
    uint32_t owner_behind = PARLEY_NONE, behind = x->head + 1, end = p->sents[p->tokens[x->head].sent].end;
    if (strcmp(lemma, "administration") == 0 && behind < end && strcmp(p->tokens[behind].norm, "of") == 0)
        for (uint32_t t = behind + 1; t < end && t < behind + 9 && owner_behind == PARLEY_NONE; t++) {
            uint32_t u = c->unit_of[t];
            if (u != PARLEY_NONE && c->units[u].type == UNIT_PERSON)
                owner_behind = c->units[u].actor;
            else if (p->tokens[t].upos == UPOS_VERB || p->tokens[t].upos == UPOS_PUNCT)
                break;
        }
    for (uint32_t t = x->first; t < x->head && owner_behind == PARLEY_NONE && strcmp(lemma, "administration") == 0; t++)
        if (c->unit_of[t] != PARLEY_NONE && c->units[c->unit_of[t]].type == UNIT_PERSON) /* "the Medrano administration" */
            owner_behind = c->units[c->unit_of[t]].actor;
    if (strcmp(lemma, "administration") == 0 && owner_behind == PARLEY_NONE) {
        uint32_t owner[2], at[2], n = owners_in(c, x->first, x->head, owner, at);
        const char *country = n ? c->f->actors[owner[0]].country : NULL;
        for (uint32_t a = 0; a < c->f->n_actors && a < 2000; a++) {
            if (!c->info[a].head || strcmp(c->info[a].head, "administration") != 0 || c->info[a].owner == PARLEY_NONE)
                continue;
            const char *of = c->f->actors[c->info[a].owner].country;
            if (det->upos != UPOS_PRON && (!country || (of && strcmp(of, country) == 0)))
                return a;
        }
    }
    bool of_person = owner_behind != PARLEY_NONE;
    if (!of_person && (det->upos != UPOS_PRON || x->first == x->head))
        return PARLEY_NONE;
    uint32_t dm = of_person ? PARLEY_NONE : c->f->mention_of[x->first];
    uint32_t owner = of_person ? owner_behind : dm == PARLEY_NONE ? PARLEY_NONE : c->f->mentions[dm].actor;
    if (owner == PARLEY_NONE)
        return PARLEY_NONE;
    const fact_actor *o = &c->f->actors[owner];
    const world_entry *group = world_group(c->w, lemma), *title = world_title(c->w, lemma);
    const char *space = strrchr(o->name, ' '), *short_name = o->kind == ACTOR_PERSON && space ? space + 1 : o->name;
    char *name = arena_printf(c->s, strcmp(lemma, "administration") == 0 && o->kind == ACTOR_PERSON ? "%s %s" : "%s's %s",
                              short_name, of_person ? lemma : span_text(c->in->page, p, c->s, x->first + 1, x->end - 1));
    if (group && group->stands && o->kind == ACTOR_STATE)
        return owner;
    uint32_t a = map_gets(&c->by_name, utf8_lower(c->s, name, strlen(name), true), PARLEY_NONE);
    if (a == PARLEY_NONE && (group || title)) {
        a = actor_new(c, name, group ? group->kind : ACTOR_UNNAMED);
        c->info[a].head = lemma;
        c->info[a].plural = (p->tokens[x->head].morph & FEAT_PLUR) != 0;
        c->info[a].owner = owner;
        c->f->actors[a].side = owner;
        c->f->actors[a].country = c->f->actors[owner].country;
        c->f->actors[a].sector = group ? group->sector : title->sector;
        *made = true;
    }
    return a;
}

/* "The two sides": the pair named together last ("talks between X and Y"), else the two states or organisations named most. */
static void pair_find(const actor_work *c, uint32_t m, const uint32_t *recent, uint32_t n, uint32_t out[2]) {
    const parley_parse *p = c->p;
    bool persons = strcmp(p->tokens[c->f->mentions[m].head].norm, "leaders") == 0;
    out[0] = out[1] = PARLEY_NONE;
    uint32_t top[2] = {PARLEY_NONE, PARLEY_NONE};
    for (uint32_t i = n; i-- > 0 && n - i <= 4 * WINDOW;) {
        const fact_mention *x = &c->f->mentions[recent[i]];
        actor_kind kind = c->f->actors[x->actor].kind;
        bool side = persons ? kind == ACTOR_PERSON : kind == ACTOR_STATE || kind == ACTOR_ORGANISATION;
        if (!side)
            continue;
        if (p->tokens[x->head].rel == REL_CONJ && p->tokens[x->head].head != PARLEY_NONE) {
            uint32_t first = c->f->mention_of[p->tokens[x->head].head];
            if (first != PARLEY_NONE && c->f->mentions[first].actor != PARLEY_NONE && c->f->mentions[first].actor != x->actor) {
                actor_kind k2 = c->f->actors[c->f->mentions[first].actor].kind;
                if (persons ? k2 == ACTOR_PERSON : k2 == ACTOR_STATE || k2 == ACTOR_ORGANISATION) {
                    out[0] = c->f->mentions[first].actor;
                    out[1] = x->actor;
                    return;
                }
            }
        }
    }
    for (uint32_t a = 0; a < c->f->n_actors && a < 4000; a++) {
        actor_kind kind = c->f->actors[a].kind;
        if (persons ? kind != ACTOR_PERSON : kind != ACTOR_STATE && kind != ACTOR_ORGANISATION)
            continue;
        if (!c->info[a].n_mentions)
            continue;
        if (top[0] == PARLEY_NONE || c->info[a].n_mentions > c->info[top[0]].n_mentions) {
            top[1] = top[0];
            top[0] = a;
        } else if (top[1] == PARLEY_NONE || c->info[a].n_mentions > c->info[top[1]].n_mentions)
            top[1] = a;
    }
    out[0] = top[0];
    out[1] = top[1];
}

/* "The ministry spokesman said ..." before "ministry spokesman Ana Roe": the description is the person. */
static void merge_named_later(actor_work *c) {
    for (uint32_t a = 0; a < c->f->n_actors && a < 2000; a++) {
        if (c->f->actors[a].kind != ACTOR_UNNAMED || c->info[a].plural || !c->info[a].definite_only || !c->info[a].head)
            continue;
        for (uint32_t b = 0; b < c->f->n_actors && b < 2000; b++) {
            const fact_actor *y = &c->f->actors[b];
            if (y->kind != ACTOR_PERSON || !title_has(y, c->info[a].head, false))
                continue;
            /* Every word of one title must be in the other. */
            const char *small = y->title, *big = c->f->actors[a].name;
            if (strlen(small) > strlen(big)) {
                const char *swap = small;
                small = big;
                big = swap;
            }
            char *low = utf8_lower(c->s, big, strlen(big), true), *word = utf8_lower(c->s, small, strlen(small), true);
            bool all = true;
            for (char *save = NULL, *w = strtok_r(word, " ", &save); w && all; w = strtok_r(NULL, " ", &save))
                all = strstr(low, w) != NULL;
            if (all) {
                c->info[a].merged = b;
                actor_alias(c, b, c->f->actors[a].name);
                break;
            }
        }
    }
    for (uint32_t m = 0; m < c->f->n_mentions; m++) {
        uint32_t a = c->f->mentions[m].actor;
        if (a != PARLEY_NONE && c->info[a].merged != PARLEY_NONE)
            c->f->mentions[m].actor = c->info[a].merged;
    }
}

void coref_resolve(actor_work *c) {
    parley_facts *f = c->f;
    const parley_parse *p = c->p;
    uint32_t *recent = ARENA_ARRAY(c->s, uint32_t, f->n_mentions + 1), n = 0;
    for (uint32_t m = 0; m < f->n_mentions; m++) {
        fact_mention *x = &f->mentions[m];
        if (x->actor == PARLEY_NONE && is_two(c, x->first, x->head)) {
            uint32_t pair[2];
            pair_find(c, m, recent, n, pair);
            x->actor = pair[0];
            x->actor2 = pair[1];
            continue; /* a pair is no antecedent of its own */
        }
        if (x->actor == PARLEY_NONE && x->kind == MENTION_PRONOUN) {
            pron_class k = pron_classify(&p->tokens[x->head]);
            if (k == PRON_WHO) {
                /* The noun that the relative clause hangs on. */
                uint32_t v = p->tokens[x->head].head;
                for (int up = 0; up < 4 && v != PARLEY_NONE; up++) {
                    if (p->tokens[v].rel == REL_ACL && p->tokens[v].head != PARLEY_NONE) {
                        uint32_t am = f->mention_of[p->tokens[v].head];
                        if (am != PARLEY_NONE) {
                            x->actor = f->mentions[am].actor;
                            x->actor2 = f->mentions[am].actor2;
                        }
                        break;
                    }
                    v = p->tokens[v].head;
                }
                for (uint32_t y = x->head;
                     x->actor == PARLEY_NONE && y-- > p->sents[p->tokens[x->head].sent].first && x->head - y < 4;) {
                    /* no relative clause in the tree: the noun before it */
                    if (f->mention_of[y] != PARLEY_NONE) {
                        x->actor = f->mentions[f->mention_of[y]].actor;
                        x->actor2 = f->mentions[f->mention_of[y]].actor2;
                        break;
                    } else if (p->tokens[y].upos != UPOS_PUNCT)
                        break;
                }
                continue;
            }
            if (k != PRON_NO && k != PRON_SPEAKER)
                x->actor = pronoun_find(c, m, k, recent, n);
        } else if (x->actor == PARLEY_NONE && x->kind == MENTION_NOMINAL) {
            bool made = false;
            uint32_t a = owned_find(c, m, &made);
            if (a == PARLEY_NONE)
                a = definite_find(c, m, recent, n);
            x = &f->mentions[m];
            if (a != PARLEY_NONE)
                x->actor = a;
            else
                describe_forced(c, m);
            x = &f->mentions[m];
            if (x->actor != PARLEY_NONE) {
                const parse_token *d = &p->tokens[x->first];
                if (d->upos != UPOS_PRON)
                    actor_alias(c, x->actor, span_text(c->in->page, p, c->s, x->first, x->end - 1));
            }
        }
        if (x->actor != PARLEY_NONE) {
            if (f->actors[x->actor].first_mention == PARLEY_NONE)
                f->actors[x->actor].first_mention = m;
            c->info[x->actor].last = m;
            recent[n++] = m;
        }
    }
    merge_named_later(c);
}
