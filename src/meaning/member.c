/* member.c - whom a group is made of, where the page lists them: "the mediating countries - Norway, Chile and Kenya", "mediators
 * Norway and Chile", "unions such as the Guild and the League", "Norway and Chile, the two mediators". */
#include "meaning/world.h"

enum { MEMBERS_MAX = 12, LIST_WORDS = 40 };

static bool is_dash(const parse_token *k) {
    return strcmp(k->norm, "-") == 0 || strcmp(k->norm, "--") == 0;
}

/* What is left between the names of a list. */
static bool joins_list(const parse_token *k) {
    static const char *const words[] = {",", "and", "the", "&", "or", "'s"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(k->norm, words[i]) == 0)
            return true;
    return k->upos == UPOS_PROPN || k->upos == UPOS_ADJ;
}

/* Names of a list from token t on, before stop, where its sentence ends; *end behind it. */
static uint32_t list_at(const parley_facts *f, const parley_parse *p, uint32_t t, uint32_t stop, uint32_t group, uint32_t *out,
                        uint32_t *end) {
    uint32_t n = 0;
    *end = t;
    for (uint32_t i = t; i < stop && i < t + LIST_WORDS && n < MEMBERS_MAX; i++) {
        uint32_t m = f->mention_of[i], actor = m == PARLEY_NONE ? m : f->mentions[m].actor;
        if (m != PARLEY_NONE && f->mentions[m].kind == MENTION_NAME && actor != PARLEY_NONE && actor != group) {
            bool known = false;
            for (uint32_t j = 0; j < n; j++)
                known |= out[j] == actor;
            if (!known)
                out[n++] = actor;
            *end = i + 1;
        } else if (!joins_list(&p->tokens[i])) {
            break;
        }
    }
    return n;
}

static bool opens_examples(const parley_parse *p, uint32_t t) {
    const char *s = p->tokens[t].norm;
    return strcmp(s, "like") == 0 || strcmp(s, "including") == 0 || strcmp(s, "namely") == 0;
}

/* The list behind the group's noun at head: behind a dash, a colon or a bracket, "such as", or as names beside it. */
static uint32_t list_behind(const parley_facts *f, const parley_parse *p, uint32_t head, uint32_t group, uint32_t *out) {
    uint32_t stop = p->sents[p->tokens[head].sent].end, t = head + 1, end;
    if (t + 1 < stop && strcmp(p->tokens[t].norm, ",") == 0 && opens_examples(p, t + 1)) /* "leaders, including Moro" */
        t++;
    if (t >= stop)
        return 0;
    const parse_token *k = &p->tokens[t];
    bool such = t + 1 < stop && strcmp(k->norm, "such") == 0 && strcmp(p->tokens[t + 1].norm, "as") == 0;
    if (such || opens_examples(p, t))
        return list_at(f, p, t + 1 + such, stop, group, out, &end);
    if (is_dash(k) || strcmp(k->norm, ":") == 0 || strcmp(k->norm, "(") == 0) {
        uint32_t n = list_at(f, p, t + 1, stop, group, out, &end);
        bool closed = strcmp(k->norm, ":") == 0 || end >= stop || p->tokens[end].upos == UPOS_PUNCT;
        return n > 1 && closed ? n : 0;
    }
    bool comma = strcmp(k->norm, ",") == 0;
    uint32_t first = comma ? t + 1 : t;
    while (first < stop && (strcmp(p->tokens[first].norm, "the") == 0 || p->tokens[first].rel == REL_COMPOUND))
        first++;
    /* beside it the tree must say that they are the same: "told workers Norway would pay" */
    uint32_t x = first < stop ? first : head;
    for (int up = 0; up < 2 && p->tokens[x].rel != REL_APPOS && p->tokens[x].head != PARLEY_NONE; up++)
        if (p->tokens[x].rel == REL_FLAT || p->tokens[x].rel == REL_COMPOUND)
            x = p->tokens[x].head;
    const parse_token *g = &p->tokens[head], *y = &p->tokens[x];
    bool same = (y->rel == REL_APPOS && y->head == head) || g->head == x ||
                (!comma && y->rel == g->rel && y->head == g->head && g->head != PARLEY_NONE); /* two subjects side by side */
    if (!same)
        return 0;
    uint32_t n = list_at(f, p, comma ? t + 1 : t, stop, group, out, &end);
    return n > 1 && (!comma || end >= stop || p->tokens[end].upos == UPOS_PUNCT) ? n : 0;
}

static bool is_group(const parley_facts *f, const parley_parse *p, const fact_mention *m) {
    const fact_actor *a = &f->actors[m->actor];
    bool many = (p->tokens[m->head].morph & FEAT_PLUR) || a->kind == ACTOR_GROUP;
    return many && m->kind == MENTION_NOMINAL && a->kind != ACTOR_PERSON && a->kind != ACTOR_OUTLET;
}

static uint32_t person_at(const parley_facts *f, const parley_parse *p, uint32_t t) {
    uint32_t actor = t == PARLEY_NONE ? t : facts_actor_of(f, p, t);
    return actor != PARLEY_NONE && f->actors[actor].kind == ACTOR_PERSON ? actor : PARLEY_NONE;
}

/* "a delegation headed by Ana Moro", "Ana Moro, who leads the delegation", "Ana Moro led a delegation". */
static uint32_t head_of(const world *w, const parley_facts *f, const parley_parse *p, uint32_t noun) {
    PARSE_EACH_CHILD (p, noun, c) {
        if (p->tokens[c].rel != REL_ACL || c < noun || !world_word(w, "led", p->tokens[c].norm))
            continue;
        PARSE_EACH_CHILD (p, c, g) {
            uint32_t by = parse_child(p, g, REL_CASE, SUB_NONE);
            if (p->tokens[g].rel == REL_OBL && by != PARLEY_NONE && strcmp(p->tokens[by].norm, "by") == 0)
                return person_at(f, p, g);
        }
    }
    uint32_t v = p->tokens[noun].head;
    if (p->tokens[noun].rel != REL_OBJ || !world_word(w, "led", p->tokens[v].norm))
        return PARLEY_NONE;
    uint32_t s = parse_child(p, v, REL_NSUBJ, SUB_NONE);
    if (s != PARLEY_NONE && p->tokens[s].upos == UPOS_PRON && p->tokens[v].rel == REL_ACL)
        s = p->tokens[v].head;
    return person_at(f, p, s);
}

void members_find(const meaning_in *in, parley_facts *f) {
    const parley_parse *p = in->parse;
    for (uint32_t i = 0; i < f->n_mentions; i++) {
        const fact_mention *m = &f->mentions[i];
        if (m->actor == PARLEY_NONE || m->kind == MENTION_PRONOUN || f->actors[m->actor].kind == ACTOR_PERSON)
            continue;
        uint32_t head = head_of(in->world, f, p, m->head);
        if (f->actors[m->actor].head == PARLEY_NONE && head != m->actor)
            f->actors[m->actor].head = head;
    }
    for (uint32_t i = 0; i < f->n_mentions; i++) {
        const fact_mention *m = &f->mentions[i];
        uint32_t found[MEMBERS_MAX], n;
        if (m->actor == PARLEY_NONE || !is_group(f, p, m))
            continue;
        n = list_behind(f, p, m->head, m->actor, found);
        /* "Norway and Chile, the two mediators" */
        if (!n && p->tokens[m->head].rel == REL_APPOS && p->tokens[m->head].head < m->head) {
            n = facts_actors_of(f, p, p->tokens[m->head].head, found, MEMBERS_MAX);
            n = n > 1 ? n : 0;
        }
        fact_actor *a = &f->actors[m->actor];
        for (uint32_t j = 0; j < n; j++) {
            bool known = found[j] == m->actor;
            for (uint32_t x = 0; x < a->n_members; x++)
                known |= a->members[x] == found[j];
            if (!a->members)
                a->members = ARENA_ARRAY(in->arena, uint32_t, MEMBERS_MAX);
            if (!known && a->n_members < MEMBERS_MAX)
                a->members[a->n_members++] = found[j];
        }
        for (uint32_t j = 0; a->n_members > 1 && j < a->n_members; j++)
            if (a->side == a->members[j]) /* it speaks for no single one of them */
                a->side = PARLEY_NONE;
    }
}

/* Does a word of the name judge whom it names? */
static bool judges(const meaning_in *in, const char *name) {
    char *low = utf8_lower(in->scratch, name, strlen(name), true), *save = NULL;
    for (char *w = strtok_r(low, " -'", &save); w; w = strtok_r(NULL, " -'", &save))
        if (world_word(in->world, "judging", w))
            return true;
    return false;
}

void labels_find(const meaning_in *in, parley_facts *f) {
    for (uint32_t i = 0; i < f->n_actors; i++) {
        fact_actor *a = &f->actors[i];
        uint32_t cap = 0;
        bool proper = a->kind != ACTOR_UNNAMED && a->kind != ACTOR_GROUP;
        if (!proper && judges(in, a->name)) /* what calls itself so is no judgment */
            ARENA_PUSH(in->arena, a->judging, a->n_judging, cap) = a->name;
        for (uint32_t j = 0; j < a->n_aliases; j++)
            if (strcmp(a->aliases[j], a->name) != 0 && judges(in, a->aliases[j]))
                ARENA_PUSH(in->arena, a->judging, a->n_judging, cap) = a->aliases[j];
    }
}
