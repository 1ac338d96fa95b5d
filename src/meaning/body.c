/* body.c - names of organisations, bodies and states -> actors: demonyms, capitals, acronyms, "Ministry of Commerce".
 */
#include "meaning/actor_int.h"

/* A body's identity: its content words in alphabetical order and its state, so that "Ministry of Commerce", "commerce ministry"
 * and "China's Commerce Ministry" meet. NULL if the phrase has no group noun. */
static char *body_key(actor_work *c, uint32_t first, uint32_t last, const char **iso) {
    static const char *const skip[] = {"the", "of", "for", "and", "a", "an", "'s", "'", "'s", "own", NULL};
    const char *words[10];
    uint32_t n = 0;
    bool group = false;
    *iso = NULL;
    for (uint32_t t = first; t <= last; t++) {
        const parse_token *k = &c->p->tokens[t];
        world_type type;
        uint32_t end;
        const world_entry *e = k->upos == UPOS_PUNCT || k->upos == UPOS_ADP
                                   ? NULL
                                   : world_name_at(c->w, c->in->page, c->p, t, last + 1, &type, &end);
        if (e && (type == WORLD_STATE || type == WORLD_DEMONYM) && end < last + 1) {
            *iso = e->iso;
            t = end;
            continue;
        }
        if (k->upos == UPOS_PUNCT || token_is_one_of(k, skip))
            continue;
        const char *lemma = is_noun(k) ? noun_lemma(c, t) : k->norm;
        if (world_group(c->w, lemma))
            group = true;
        if (n == COUNT_OF(words))
            return NULL;
        uint32_t j = n++;
        for (; j && strcmp(words[j - 1], lemma) > 0; j--)
            words[j] = words[j - 1];
        words[j] = lemma;
    }
    if (!group || n < 2)
        return NULL;
    char *key = arena_printf(c->s, "\x01");
    for (uint32_t i = 0; i < n; i++)
        key = arena_printf(c->s, "%s %s", key, words[i]);
    return key;
}

/* The actor of a body's phrase; states are told apart only where both are named. */
uint32_t body_actor(actor_work *c, uint32_t first, uint32_t last, actor_kind kind, const char *sector, uint32_t owner) {
    const char *iso;
    char *key = body_key(c, first, last, &iso);
    char *text = span_text(c->in->page, c->p, c->s, first, last);
    if (!iso && owner != PARLEY_NONE)
        iso = c->f->actors[owner].country;
    uint32_t i = map_gets(&c->by_name, name_fold(c, text), PARLEY_NONE);
    if (i == PARLEY_NONE && key) {
        uint32_t hit = map_gets(&c->by_name, key, PARLEY_NONE);
        const char *country = hit == PARLEY_NONE ? NULL : c->f->actors[hit].country;
        if (hit != PARLEY_NONE && (!iso || !country || strcmp(iso, country) == 0))
            i = hit;
    }
    if (i == PARLEY_NONE) {
        i = actor_new(c, text, kind);
        c->f->actors[i].sector = sector;
        if (key)
            map_sets(&c->by_name, key, i);
    } else if (strlen(text) > strlen(c->f->actors[i].name) && c->f->actors[i].kind != ACTOR_PERSON && iso &&
               !c->f->actors[i].country) {
        actor_alias(c, i, c->f->actors[i].name);
        c->f->actors[i].name = arena_str(c->a, text);
    }
    if (!c->info[i].head && world_group(c->w, noun_lemma(c, last)))
        c->info[i].head = noun_lemma(c, last); /* "the ministry" */
    if (iso && !c->f->actors[i].country)
        c->f->actors[i].country = iso;
    if (owner != PARLEY_NONE && c->info[i].owner == PARLEY_NONE) {
        c->info[i].owner = owner;
        c->f->actors[i].side = owner;
    }
    actor_alias(c, i, text);
    return i;
}

static char *initials(actor_work *c, uint32_t first, uint32_t last) {
    char *s = arena_alloc(c->s, last - first + 2);
    uint32_t n = 0;
    for (uint32_t t = first; t <= last; t++)
        if (form_starts_upper(c->p->tokens[t].form) && c->p->tokens[t].form[0] < 0x7f)
            s[n++] = (char)(c->p->tokens[t].norm[0]);
    s[n] = '\0';
    return s;
}

static void org_resolve(actor_work *c, name_unit *u) {
    const parley_parse *p = c->p;
    char *text = span_text(c->in->page, p, c->s, u->first, u->last);
    uint32_t actor = map_gets(&c->by_name, name_fold(c, text), PARLEY_NONE);
    const char *iso;
    world_type type;
    uint32_t end;
    const world_entry *front = world_name_at(c->w, c->in->page, p, u->first, u->last + 1, &type, &end);
    if (front && type != WORLD_STATE && type != WORLD_DEMONYM && type != WORLD_CAPITAL)
        front = NULL;
    const world_entry *group = world_group(c->w, noun_lemma(c, u->last));
    if (!group) /* "Ministry of Commerce" */
        group = world_group(c->w, noun_lemma(c, u->first));
    /* "Peru's Ministry of Health", "the Peruvian Commerce Ministry" where the tagger left the owner out. */
    uint32_t begin = u->first;
    uint32_t before = u->first > p->sents[p->tokens[u->first].sent].first ? u->first - 1 : PARLEY_NONE;
    if (group && !front && before != PARLEY_NONE) {
        if (token_is_possessive(&p->tokens[before]) && before > 0)
            before--;
        uint32_t o = c->unit_of[before];
        if (o != PARLEY_NONE && (c->units[o].type == UNIT_STATE || c->units[o].type == UNIT_ADJ) && c->units[o].entry &&
            (before + 1 < u->first || c->units[o].type == UNIT_ADJ || p->tokens[before].rel == REL_COMPOUND)) {
            begin = c->units[o].first;
            front = c->units[o].entry;
            end = before;
            text = span_text(c->in->page, p, c->s, begin, u->last);
        }
    }
    if (front && group && group->stands && end + 1 == u->last) { /* tagged as one name: "Sudanese Government" */
        u->actor = state_actor(c, front);
        actor_alias(c, u->actor, text);
        return;
    }
    if (actor == PARLEY_NONE && group && body_key(c, begin, u->last, &iso))
        actor = body_actor(c, begin, u->last, group->kind == ACTOR_GROUP ? ACTOR_ORGANISATION : group->kind, group->sector,
                           front && end < u->last ? state_actor(c, front) : PARLEY_NONE);
    if (actor == PARLEY_NONE && u->last == u->first && strlen(text) >= 4) { /* "Corvane" of "Corvane Shipping Co." */
        uint32_t whole = map_gets(&c->by_word, arena_printf(c->s, "org %s", p->tokens[u->first].norm), PARLEY_NONE);
        actor = whole;
    }
    if (actor == PARLEY_NONE) {
        actor_kind kind = group ? group->kind : ACTOR_ORGANISATION;
        if (p->tokens[u->first].ne == NE_OUTLET)
            kind = ACTOR_OUTLET;
        if (u->last > u->first && world_word(c->w, "outlet-ending", p->tokens[u->last].norm)) /* "Corvane Radio" */
            kind = ACTOR_OUTLET;
        /* "the news agency KCTA" */
        if (u->first > p->sents[p->tokens[u->first].sent].first + 1 && is_noun(&p->tokens[u->first - 1])) {
            const char *before_it = noun_lemma(c, u->first - 1);
            const world_entry *what = world_group(c->w, before_it);
            if ((what && what->kind == ACTOR_OUTLET) ||
                (strcmp(before_it, "agency") == 0 && world_word(c->w, "wire", p->tokens[u->first - 2].norm)))
                kind = ACTOR_OUTLET;
        }
        if (kind == ACTOR_GROUP)
            kind = ACTOR_ORGANISATION;
        actor = actor_new(c, text, kind);
        if (front && end < u->last)
            c->f->actors[actor].country = front->iso;
        if (u->last > u->first) {
            if (!front)
                map_sets(&c->by_word, arena_printf(c->s, "org %s", p->tokens[u->first].norm), actor);
            char *short_name = initials(c, u->first, u->last);
            if (strlen(short_name) >= 3 && map_gets(&c->by_name, short_name, PARLEY_NONE) == PARLEY_NONE)
                map_sets(&c->by_name, short_name, actor);
        }
    } else
        actor_alias(c, actor, text);
    /* "Cargo Handlers' Federation (CHF)": the bracket names it too. */
    if (u->last + 3 < p->n_tokens && p->tokens[u->last + 1].norm[0] == '(' && p->tokens[u->last + 3].norm[0] == ')' &&
        form_starts_upper(p->tokens[u->last + 2].form))
        actor_alias(c, actor, p->tokens[u->last + 2].form);
    u->actor = actor;
}

/* --- outlets that no list has -------------------------------------------------------------------------------------------- */

static uint32_t skip_article(const actor_work *c, uint32_t t, uint32_t begin) {
    while (t > begin && (token_is_article(&c->p->tokens[t - 1]) || c->p->tokens[t - 1].upos == UPOS_ADJ ||
                         c->p->tokens[t - 1].upos == UPOS_NOUN ||
                         (t > begin + 2 && c->p->tokens[t - 2].norm[0] == '-' && c->p->tokens[t - 1].upos == UPOS_VERB) ||
                         (c->p->tokens[t - 1].norm[0] == '-' && c->p->tokens[t].upos == UPOS_VERB))) /* "the state-owned" */
        t--;
    return t;
}

/* +1: "told the Courier", "in an interview with the Courier", ", the Courier reported"; -1: does what outlets seldom do. */
static int outlet_vote(const actor_work *c, const name_unit *u) {
    static const char *const told[] = {"told", "tells", NULL}, *const with[] = {"with", "to", "by", NULL},
                             *const talk[] = {"interview", "interviewed", "speaking", "spoke", NULL},
                             *const reports[] = {"reported", "reports", NULL}, *const ink[] = {"reported",  "reports", "report",
                                                                                               "said",      "says",    "quoted",
                                                                                               "quotes",    "cited",   "cites",
                                                                                               "published", "wrote",   "writes",
                                                                                               "noted",     "notes",   "added",
                                                                                               "adds",      "carried", NULL};
    const parley_parse *p = c->p;
    uint32_t s = p->tokens[u->first].sent, begin = p->sents[s].first, end = p->sents[s].end, t = skip_article(c, u->first, begin);
    uint32_t head = np_head(p, u->first, u->last), next = u->last + 1;
    if (t > begin && token_is_one_of(&p->tokens[t - 1], told))
        return 1;
    if (t > begin && token_is_one_of(&p->tokens[t - 1], with))
        for (uint32_t y = t - 1; y-- > begin && t - y < 5;)
            if (token_is_one_of(&p->tokens[y], talk))
                return 1;
    if (next < end && token_is_one_of(&p->tokens[next], reports) && t > begin && p->tokens[t - 1].upos == UPOS_PUNCT)
        return 1;
    uint32_t v = p->tokens[head].rel == REL_NSUBJ ? p->tokens[head].head : PARLEY_NONE;
    if (v != PARLEY_NONE && !token_is_one_of(&p->tokens[v], ink))
        return -1;
    if (next < end && token_is_possessive(&p->tokens[next]))
        next++;
    return next < end && is_noun(&p->tokens[next]) && world_title(c->w, noun_lemma((actor_work *)(uintptr_t)c, next)) &&
                   !token_is_one_of(&p->tokens[next],
                                    (const char *const[]){"reporter", "correspondent", "editor", "columnist", NULL})
               ? -1
               : 0;
}

/* A name without an entry that is told things, and does nothing but report, is an outlet's. */
static void outlets_by_use(actor_work *c) {
    int8_t *votes = ARENA_ARRAY(c->s, int8_t, c->f->n_actors + 1);
    for (uint32_t i = 0; i < c->n_units; i++) {
        const name_unit *u = &c->units[i];
        if (u->type != UNIT_ORG || u->entry || u->actor == PARLEY_NONE || c->f->actors[u->actor].kind != ACTOR_ORGANISATION ||
            c->f->actors[u->actor].sector || world_group(c->w, noun_lemma(c, u->last)))
            continue;
        int vote = outlet_vote(c, u);
        if (vote < 0)
            votes[u->actor] = -1;
        else if (votes[u->actor] >= 0 && vote)
            votes[u->actor] = 1;
    }
    for (uint32_t a = 0; a < c->f->n_actors; a++)
        if (votes[a] > 0)
            c->f->actors[a].kind = ACTOR_OUTLET;
}

/* An adjective that no list knows, of a name on this page: "Kalvian" of Kalvia, "Tigrayan" of Tigray. */
static uint32_t demonym_guess(actor_work *c, const name_unit *u) {
    static const char *const ends[] = {"n", "an", "ian", "ese", "i", "ish", "er", NULL};
    char *word = name_fold(c, span_text(c->in->page, c->p, c->s, u->first, u->last));
    size_t n = strlen(word);
    /* "Republican" of the Republicans, "Democratic" of the Democrats. */
    for (size_t cut = 0; cut <= 2 && cut + 3 < n; cut += 2) {
        if (cut && strcmp(word + n - cut, "ic") != 0)
            break;
        uint32_t people = map_gets(&c->by_name, arena_printf(c->s, "%.*ss", (int)(n - cut), word), PARLEY_NONE);
        if (people != PARLEY_NONE && c->f->actors[people].kind != ACTOR_PERSON)
            return people;
    }
    for (const char *const *e = ends; *e; e++) {
        size_t m = strlen(*e);
        if (n < m + 3 || strcmp(word + n - m, *e) != 0)
            continue;
        static const char *const tails[] = {"", "a", "y", "e", "o", "ia", NULL};
        for (const char *const *t = tails; *t; t++) {
            uint32_t actor = map_gets(&c->by_name, arena_printf(c->s, "%.*s%s", (int)(n - m), word, *t), PARLEY_NONE);
            if (actor != PARLEY_NONE && c->f->actors[actor].kind != ACTOR_PERSON && c->f->actors[actor].kind != ACTOR_UNNAMED)
                return actor;
        }
    }
    return PARLEY_NONE;
}

void units_resolve(actor_work *c) {
    /* Longer names first, so that a short one finds its whole. */
    for (int pass = 0; pass < 3; pass++)
        for (uint32_t i = 0; i < c->n_units; i++) {
            name_unit *u = &c->units[i];
            bool guess = u->type == UNIT_ADJ && !u->entry;
            if (u->actor != PARLEY_NONE || (guess ? pass != 2 : pass == 2 || (pass == 0) != (u->last > u->first)))
                continue;
            switch (u->type) {
            case UNIT_STATE:
            case UNIT_ADJ:
                if (!u->entry && u->type == UNIT_STATE) {
                    char *text = span_text(c->in->page, c->p, c->s, u->first, u->last);
                    uint32_t actor = map_gets(&c->by_name, name_fold(c, text), PARLEY_NONE);
                    u->actor = actor != PARLEY_NONE ? actor : actor_new(c, text, ACTOR_STATE);
                } else if (!u->entry) {
                    u->actor = demonym_guess(c, u);
                } else if (u->entry) {
                    u->actor = state_actor(c, u->entry);
                    if (u->type == UNIT_STATE)
                        actor_alias(c, u->actor, span_text(c->in->page, c->p, c->s, u->first, u->last));
                }
                break;
            case UNIT_ORG:
                if (u->entry) {
                    u->actor = state_actor(c, u->entry);
                    actor_alias(c, u->actor, span_text(c->in->page, c->p, c->s, u->first, u->last));
                } else
                    org_resolve(c, u);
                break;
            case UNIT_PEOPLE: {
                /* "Senate Democrats": those of the house before them */
                uint32_t of = u->first > c->p->sents[c->p->tokens[u->first].sent].first ? c->unit_of[u->first - 1] : PARLEY_NONE;
                bool house = of != PARLEY_NONE && c->units[of].type == UNIT_ORG && c->units[of].last + 1 == u->first &&
                             c->p->tokens[u->first - 1].rel == REL_COMPOUND;
                char *text = span_text(c->in->page, c->p, c->s, house ? c->units[of].first : u->first, u->last);
                uint32_t actor = map_gets(&c->by_name, name_fold(c, text), PARLEY_NONE);
                u->actor = actor != PARLEY_NONE ? actor : actor_new(c, text, ACTOR_GROUP);
                c->info[u->actor].plural = true;
                if (u->entry)
                    c->f->actors[u->actor].country = u->entry->iso;
                break;
            }
            default: break;
            }
        }
    outlets_by_use(c);
    for (uint32_t i = 0; i < c->n_units; i++) {
        name_unit *u = &c->units[i];
        if (u->actor == PARLEY_NONE || u->type == UNIT_PERSON)
            continue;
        uint32_t head = np_head(c->p, u->first, u->last);
        uint32_t m = mention_add(c, u->first, u->last, head, u->actor, MENTION_NAME);
        for (uint32_t t = u->first; t <= u->last; t++)
            if (c->f->mention_of[t] == PARLEY_NONE)
                c->f->mention_of[t] = m;
    }
}
