/* actor.c - the actors of one report and their mentions: order of work, and what the finders share.
 *
 * Names first (name.c cuts them out; person.c and body.c say whose they are), because longer names hold shorter ones. Then noun
 * phrases whose head is a role ("official") or a group ("forces"), with the names before them as owners (description.c). Pronouns
 * and "the official" come last (coref.c). A mention is an actor's only if that actor is somebody; other noun phrases get none.
 */
#include "meaning/actor_int.h"
#include "meaning/quote.h"

bool is_noun(const parse_token *k) {
    return k->upos == UPOS_NOUN || k->upos == UPOS_PROPN;
}

bool form_starts_upper(const char *s) {
    uint32_t len;
    return cp_is_upper(utf8_get(s, strlen(s), &len));
}

bool token_is_one_of(const parse_token *k, const char *const *words) {
    for (; *words; words++)
        if (strcmp(k->norm, *words) == 0)
            return true;
    return false;
}

bool token_is_possessive(const parse_token *k) {
    return strcmp(k->norm, "'s") == 0 || strcmp(k->norm, "'") == 0;
}

bool token_is_article(const parse_token *k) {
    if (k->upos == UPOS_SCONJ)
        return false;
    static const char *const words[] = {"the", "a", "an", "this", "that", "these", "those", "another", NULL};
    return token_is_one_of(k, words);
}

bool token_is_calendar(const parse_token *k) {
    static const char *const words[] = {"monday",  "tuesday",   "wednesday", "thursday", "friday",   "saturday", "sunday",
                                        "january", "february",  "march",     "april",    "may",      "june",     "july",
                                        "august",  "september", "october",   "november", "december", "jan.",     "feb.",
                                        "aug.",    "sept.",     "oct.",      "nov.",     "dec.",     NULL};
    return k->ne == NE_DATE || token_is_one_of(k, words);
}

char *span_text(const parley_page *page, const parley_parse *p, parley_arena *a, uint32_t first, uint32_t last) {
    uint32_t from = p->tokens[first].start, to = p->tokens[last].end;
    char *out = arena_alloc(a, to - from + 1);
    size_t n = 0;
    for (uint32_t i = from; i < to; i++) {
        char ch = page->text[i];
        if (ch == '\n' || ch == '\t' || ch == '\r')
            ch = ' ';
        if (ch != ' ' || (n && out[n - 1] != ' '))
            out[n++] = ch;
    }
    out[n] = '\0';
    return out;
}

/* Folded for comparing: lower case, straight quotes, no article, no possessive. */
char *name_fold(actor_work *c, const char *name) {
    char *s = utf8_lower(c->s, name, strlen(name), true);
    if (strncmp(s, "the ", 4) == 0)
        s += 4;
    else if (strncmp(s, "a ", 2) == 0)
        s += 2;
    else if (strncmp(s, "an ", 3) == 0)
        s += 3;
    size_t n = strlen(s);
    if (n > 2 && strcmp(s + n - 2, "'s") == 0)
        s[n - 2] = '\0';
    else if (n > 2 && s[n - 1] == '\'')
        s[n - 1] = '\0';
    return s;
}

const char *noun_lemma(actor_work *c, uint32_t t) {
    const parse_token *k = &c->p->tokens[t];
    char *s = utf8_lower(c->s, k->lemma, strlen(k->lemma), true);
    if (world_title(c->w, s) || world_group(c->w, s))
        return s;
    size_t n = strlen(k->norm);
    if (world_title(c->w, k->norm) || world_group(c->w, k->norm))
        return k->norm;
    if (n > 3 && k->norm[n - 1] == 's') {
        char *cut = arena_strn(c->s, k->norm, n - 1);
        if (world_title(c->w, cut) || world_group(c->w, cut))
            return cut;
        if (n > 4 && strcmp(k->norm + n - 3, "ies") == 0) {
            cut = arena_printf(c->s, "%.*sy", (int)(n - 3), k->norm);
            if (world_title(c->w, cut) || world_group(c->w, cut))
                return cut;
        }
    }
    return s;
}

bool noun_is_plural(const actor_work *c, uint32_t t) {
    const parse_token *k = &c->p->tokens[t];
    if (k->morph & FEAT_PLUR)
        return true;
    if (k->morph & FEAT_SING)
        return false;
    size_t n = strlen(k->norm);
    return strcmp(k->norm, "people") == 0 || (n > 3 && k->norm[n - 1] == 's' && k->norm[n - 2] != 's');
}

void np_core(const parley_parse *p, uint32_t t, uint32_t *first, uint32_t *last) {
    uint32_t sent_end = p->sents[p->tokens[t].sent].end;
    *first = *last = t;
    PARSE_EACH_CHILD (p, t, c) {
        const parse_token *k = &p->tokens[c];
        if (c < t) {
            if (k->rel == REL_DET || k->rel == REL_AMOD || k->rel == REL_COMPOUND || k->rel == REL_NUMMOD || k->rel == REL_FLAT ||
                k->rel == REL_NMOD) {
                uint32_t left = k->left; /* "at least one member": who they are begins with the number */
                while (k->rel == REL_NUMMOD && left < c &&
                       (p->tokens[left].upos == UPOS_ADP || p->tokens[left].upos == UPOS_ADV || p->tokens[left].upos == UPOS_ADJ))
                    left++;
                if (left < *first)
                    *first = left;
            }
        } else if (k->rel == REL_FLAT || k->rel == REL_GOESWITH || (k->rel == REL_COMPOUND && k->right == c) ||
                   (k->rel == REL_NUMMOD && k->right == c)) {
            if (k->left == *last + 1 && k->right < sent_end)
                *last = k->right;
        }
    }
}

/* --- actors and mentions --------------------------------------------------------------------------------------------- */

uint32_t actor_new(actor_work *c, const char *name, actor_kind kind) {
    parley_facts *f = c->f;
    f->actors = arena_grow(c->a, f->actors, sizeof *f->actors, f->n_actors, &f->cap_actors);
    c->info = arena_grow(c->s, c->info, sizeof *c->info, f->n_actors, &c->cap_info);
    uint32_t i = f->n_actors++;
    f->actors[i] = (fact_actor){
        .name = arena_str(c->a, name), .kind = kind, .side = PARLEY_NONE, .head = PARLEY_NONE, .first_mention = PARLEY_NONE};
    c->info[i] = (actor_info){.owner = PARLEY_NONE, .owner2 = PARLEY_NONE, .last = PARLEY_NONE, .merged = PARLEY_NONE};
    map_sets(&c->by_name, name_fold(c, name), i);
    return i;
}

/* Aliases of one actor are few in honest text; a hostile page may repeat thousands, so they are capped. */
enum { ALIASES_MAX = 48 };

void actor_alias(actor_work *c, uint32_t actor, const char *alias) {
    fact_actor *x = &c->f->actors[actor];
    if (!*alias || strcmp(alias, x->name) == 0 || x->n_aliases >= ALIASES_MAX)
        return;
    for (uint32_t i = 0; i < x->n_aliases; i++)
        if (strcmp(x->aliases[i], alias) == 0)
            return;
    if ((x->n_aliases & (x->n_aliases - 1)) == 0) { /* room doubles at powers of two */
        const char **more = ARENA_ARRAY(c->a, const char *, x->n_aliases ? x->n_aliases * 2 : 1);
        if (x->n_aliases)
            memcpy(more, x->aliases, x->n_aliases * sizeof *more);
        x->aliases = more;
    }
    x->aliases[x->n_aliases++] = arena_str(c->a, alias);
    char *key = name_fold(c, alias);
    if (map_gets(&c->by_name, key, PARLEY_NONE) == PARLEY_NONE)
        map_sets(&c->by_name, key, actor);
}

uint32_t mention_add(actor_work *c, uint32_t first, uint32_t last, uint32_t head, uint32_t actor, mention_kind kind) {
    parley_facts *f = c->f;
    if (f->mention_of[head] != PARLEY_NONE)
        return f->mention_of[head];
    f->mentions = arena_grow(c->a, f->mentions, sizeof *f->mentions, f->n_mentions, &c->cap_mentions);
    uint32_t m = f->n_mentions++;
    f->mentions[m] = (fact_mention){first, last + 1, head, actor, PARLEY_NONE, kind};
    f->mention_of[head] = m;
    if (actor != PARLEY_NONE) {
        if (f->actors[actor].first_mention == PARLEY_NONE)
            f->actors[actor].first_mention = m;
        c->info[actor].n_mentions++;
    }
    return m;
}

uint32_t state_actor(actor_work *c, const world_entry *e) {
    char *key = name_fold(c, e->name);
    uint32_t i = map_gets(&c->by_name, key, PARLEY_NONE);
    if (i == PARLEY_NONE) {
        i = actor_new(c, e->name, e->kind);
        c->f->actors[i].country = e->iso;
        c->f->actors[i].sector = e->sector;
        if (e->kind == ACTOR_BODY && e->iso && world_state(c->w, e->iso)) {
            uint32_t owner = state_actor(c, world_state(c->w, e->iso));
            c->f->actors[i].side = owner;
            c->info[i].owner = owner;
        }
    }
    return i;
}

/* Pronouns: mentions without an actor; coref.c finds it. */
static void pronouns_find(actor_work *c) {
    static const char *const words[] = {"he",   "him",    "his",     "himself",    "she",     "her",  "hers",   "herself", "they",
                                        "them", "their",  "theirs",  "themselves", "it",      "its",  "itself", "i",       "me",
                                        "my",   "we",     "us",      "our",        "who",     "whom", "whose",  "both",    "some",
                                        "many", "others", "another", "most",       "several", NULL};
    for (uint32_t t = 0; t < c->p->n_tokens; t++) {
        const parse_token *k = &c->p->tokens[t];
        if ((k->upos == UPOS_PRON || (k->upos == UPOS_DET && k->rel != REL_DET)) && token_is_one_of(k, words) &&
            c->unit_of[t] == PARLEY_NONE)
            mention_add(c, t, t, t, PARLEY_NONE, MENTION_PRONOUN);
    }
}

static void mentions_sort(actor_work *c) {
    /* By head token; a counting pass over tokens keeps it linear. */
    parley_facts *f = c->f;
    fact_mention *sorted = ARENA_ARRAY(c->a, fact_mention, f->n_mentions + 1);
    uint32_t *to = ARENA_ARRAY(c->s, uint32_t, f->n_mentions + 1);
    uint32_t n = 0;
    for (uint32_t t = 0; t < c->p->n_tokens; t++) {
        uint32_t m = f->mention_of[t];
        if (m != PARLEY_NONE && f->mentions[m].head == t) {
            to[m] = n;
            sorted[n++] = f->mentions[m];
        }
    }
    for (uint32_t t = 0; t < c->p->n_tokens; t++)
        if (f->mention_of[t] != PARLEY_NONE)
            f->mention_of[t] = to[f->mention_of[t]];
    for (uint32_t i = 0; i < f->n_actors; i++)
        if (f->actors[i].first_mention != PARLEY_NONE)
            f->actors[i].first_mention = to[f->actors[i].first_mention];
    f->mentions = sorted;
    c->cap_mentions = f->n_mentions;
}

void actors_find(const meaning_in *in, parley_facts *f) {
    actor_work c = {.in = in, .f = f, .p = in->parse, .w = in->world, .a = in->arena, .s = in->scratch};
    uint32_t n = in->parse->n_tokens + 1;
    f->mention_of = ARENA_ARRAY(in->arena, uint32_t, n);
    c.unit_of = ARENA_ARRAY(in->scratch, uint32_t, n);
    memset(f->mention_of, 0xff, n * sizeof *f->mention_of);
    memset(c.unit_of, 0xff, n * sizeof *c.unit_of);
    map_init(&c.by_name, in->scratch);
    map_init(&c.by_word, in->scratch);
    map_init(&c.shared, in->scratch);
    c.in_quote = quotes_find(in)->of;
    units_find(&c);
    units_resolve(&c);
    persons_resolve(&c);
    descriptions_find(&c);
    pronouns_find(&c);
    mentions_sort(&c);
    coref_resolve(&c);
}

void actors_finish(const meaning_in *in, parley_facts *f) {
    roles_find(in, f);
    members_find(in, f);
    labels_find(in, f);
    for (uint32_t i = 0; i < f->n_statements; i++) {
        if (f->statements[i].speaker != PARLEY_NONE)
            f->actors[f->statements[i].speaker].acts = true;
        for (uint32_t j = 0; j < f->statements[i].n_chain; j++)
            f->actors[f->statements[i].chain[j]].acts = true;
    }
    for (uint32_t i = 0; i < f->n_events; i++) {
        for (uint32_t j = 0; j < f->events[i].n_source; j++)
            f->actors[f->events[i].source[j]].acts = true;
        for (uint32_t j = 0; j < f->events[i].n_target; j++)
            f->actors[f->events[i].target[j]].acts = true;
    }
    for (uint32_t i = 0; i < f->n_positions; i++)
        if (f->positions[i].holder != PARLEY_NONE)
            f->actors[f->positions[i].holder].acts = true;
    for (uint32_t i = 0; i < f->n_figures; i++)
        if (f->figures[i].according_to != PARLEY_NONE)
            f->actors[f->figures[i].according_to].acts = true;
    for (uint32_t i = 0; i < f->n_actors; i++)
        if (f->actors[i].acts && f->actors[i].side != PARLEY_NONE && f->actors[i].side < f->n_actors)
            f->actors[f->actors[i].side].acts = true;
}
