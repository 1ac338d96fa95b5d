/* person.c - names of persons -> actors: full and short names, misspellings, and the titles and offices around a name.
 */
#include "meaning/actor_int.h"

/* Left end of the title before a person's name: "former U.S. Treasury Secretary" Jane Roe; unit->first if there is none. */
static uint32_t title_first(actor_work *c, const name_unit *u, bool *titled) {
    const parley_parse *p = c->p;
    uint32_t begin = p->sents[p->tokens[u->first].sent].first, first = u->first;
    *titled = false;
    for (uint32_t t = u->first; t-- > begin && u->first - t < 14;) {
        const parse_token *k = &p->tokens[t];
        uint32_t in_unit = c->unit_of[t];
        if (in_unit != PARLEY_NONE && c->units[in_unit].type == UNIT_PERSON)
            break;
        bool inside = k->head != PARLEY_NONE && ((k->head > t && k->head <= u->last) || (k->head < t && t - k->head <= 4));
        bool good =
            is_noun(k) || k->upos == UPOS_ADJ || token_is_possessive(k) || (k->upos == UPOS_PUNCT && strcmp(k->norm, "-") == 0) ||
            (k->upos == UPOS_ADP && (strcmp(k->norm, "of") == 0 || strcmp(k->norm, "for") == 0 || strcmp(k->norm, "to") == 0) &&
             *titled == false);
        bool title = is_noun(k) && world_title(c->w, noun_lemma(c, t));
        if (!title && world_title(c->w, k->norm) && (form_starts_upper(k->form) || k->upos != UPOS_VERB))
            title = good = true;
        /* "Secretary of State" Mike Roe, "Chancellor of the Exchequer": the office goes on behind its noun. */
        if (k->upos == UPOS_DET && t > begin && strcmp(p->tokens[t - 1].norm, "of") == 0)
            good = inside = true;
        bool next = t + 1 == first || (t + 2 == first && p->tokens[t + 1].upos == UPOS_ADP) ||
                    (t + 3 == first && p->tokens[t + 1].upos == UPOS_ADP && p->tokens[t + 2].upos == UPOS_DET);
        if (!good || token_is_calendar(k) || (!inside && !(title && next)))
            break;
        if (title)
            *titled = true;
        if (k->upos != UPOS_ADP && k->upos != UPOS_DET && !token_is_possessive(k) && k->upos != UPOS_PUNCT)
            first = t;
        /* "Fish and Trade Committee Chairman" Ana Roe: a body's name is whole. */
        if (in_unit != PARLEY_NONE && *titled && c->units[in_unit].type == UNIT_ORG && c->units[in_unit].first < t)
            first = t = c->units[in_unit].first;
    }
    return *titled ? first : u->first;
}

uint32_t np_head(const parley_parse *p, uint32_t first, uint32_t last) {
    for (uint32_t t = first; t <= last; t++)
        if (p->tokens[t].head == PARLEY_NONE || p->tokens[t].head < first || p->tokens[t].head > last)
            if (p->tokens[t].rel != REL_PUNCT && p->tokens[t].rel != REL_CASE)
                return t;
    return last;
}

uint32_t edit_distance(const char *a, const char *b, uint32_t limit) {
    size_t n = strlen(a), m = strlen(b);
    if (n > 30 || m > 30 || (n > m ? n - m : m - n) > limit)
        return limit + 1;
    uint8_t row[32];
    for (size_t j = 0; j <= m; j++)
        row[j] = (uint8_t)j;
    for (size_t i = 1; i <= n; i++) {
        uint8_t diagonal = row[0];
        row[0] = (uint8_t)i;
        for (size_t j = 1; j <= m; j++) {
            uint8_t keep = row[j], best = (uint8_t)(diagonal + (a[i - 1] != b[j - 1]));
            if (row[j] + 1 < best)
                best = (uint8_t)(row[j] + 1);
            if (row[j - 1] + 1 < best)
                best = (uint8_t)(row[j - 1] + 1);
            row[j] = best;
            diagonal = keep;
        }
    }
    return row[m];
}

static void person_words(actor_work *c, uint32_t actor, uint32_t first, uint32_t last) {
    actor_info *x = &c->info[actor];
    x->words = ARENA_ARRAY(c->s, const char *, last - first + 1);
    x->n_words = 0;
    for (uint32_t t = first; t <= last; t++) {
        const parse_token *k = &c->p->tokens[t];
        if (k->upos == UPOS_PUNCT && k->norm[0] != '-')
            continue;
        x->words[x->n_words++] = k->norm;
        uint32_t other = map_gets(&c->by_word, k->norm, PARLEY_NONE);
        if (other != PARLEY_NONE && other != actor && last > first && c->info[other].n_words > 1)
            map_sets(&c->shared, k->norm, 1);
        map_sets(&c->by_word, k->norm, actor);
    }
    if (x->n_words && !x->gender) {
        char g = world_given(c->w, x->words[0]);
        if (x->n_words > 1 && (g == 'm' || g == 'f'))
            x->gender = g;
    }
}

/* All words of `part` in order and next to each other among the words of `whole`. */
static bool words_within(const char *const *part, uint32_t n, const char *const *whole, uint32_t m) {
    for (uint32_t i = 0; i + n <= m; i++) {
        uint32_t j = 0;
        while (j < n && strcmp(part[j], whole[i + j]) == 0)
            j++;
        if (j == n)
            return true;
    }
    return false;
}

/* "Mara J. Lindqvist" and "Mara Lindqvist": same first and last word. */
static bool same_person(const actor_info *x, const char *const *words, uint32_t n) {
    if (n < 2 || x->n_words < 2 || strcmp(x->words[x->n_words - 1], words[n - 1]) != 0)
        return false;
    return strcmp(x->words[0], words[0]) == 0 || (x->words[0][0] == words[0][0] && (x->words[0][1] == '.' || words[0][1] == '.'));
}

static bool is_verb_token(const parse_token *k) {
    return k->upos == UPOS_VERB || k->upos == UPOS_AUX;
}

/* 'm' or 'f' of "Mr Roe", "Mrs Roe", 0 without. */
static char honorific_gender(const actor_work *c, uint32_t t) {
    const world_entry *e =
        t > 0 && c->p->tokens[t - 1].sent == c->p->tokens[t].sent ? world_title(c->w, c->p->tokens[t - 1].norm) : NULL;
    return e ? e->gender : 0;
}

/* "The president's daughter Ivana Roe", "Ivana Roe, his sister": named for somebody else's sake. */
static bool is_relative(const actor_work *c, const name_unit *u) {
    const parley_parse *p = c->p;
    uint32_t begin = p->sents[p->tokens[u->first].sent].first, end = p->sents[p->tokens[u->first].sent].end;
    for (uint32_t t = u->first; t-- > begin && u->first - t <= 6 && !is_verb_token(&p->tokens[t]);)
        if (world_word(c->w, "kin", p->tokens[t].norm))
            return true;
    for (uint32_t t = u->last + 1; t < end && t <= u->last + 5 && !is_verb_token(&p->tokens[t]); t++)
        if (world_word(c->w, "kin", p->tokens[t].norm))
            return true;
    return false;
}

/* The surname alone, used often before the only person who bears it in full is named, and that one only as somebody's relative:
 * it is another's. */
static bool is_namesake_only(const actor_work *c, uint32_t actor, const char *word) {
    enum { OFTEN = 3, MOST = 2000 };
    uint32_t alone = 0;
    for (uint32_t u = 0; u < c->n_units && u < MOST; u++) {
        const name_unit *y = &c->units[u];
        if (y->type != UNIT_PERSON)
            continue;
        if (y->first == y->last)
            alone += strcmp(c->p->tokens[y->first].norm, word) == 0;
        else if (y->actor == actor)
            return alone >= OFTEN && is_relative(c, y);
    }
    return false;
}

/* Who of several with one surname the surname alone at token t means: of the right gender, under the title that stands before it,
 * then whoever is named in full most often, then first. hit: the last of them. */
static uint32_t namesake_find(actor_work *c, uint32_t t, uint32_t hit) {
    enum { MOST = 400 };
    const parley_parse *p = c->p;
    const char *word = p->tokens[t].norm,
               *title = t > 0 && p->tokens[t - 1].sent == p->tokens[t].sent ? p->tokens[t - 1].norm : "";
    char gender = honorific_gender(c, t);
    bool titled = !gender && world_title(c->w, title);
    uint32_t best = PARLEY_NONE, top = 0;
    for (uint32_t a = 0; a < c->f->n_actors && a < MOST; a++) {
        const actor_info *x = &c->info[a];
        if (c->f->actors[a].kind != ACTOR_PERSON || x->n_words < 2 || (gender && x->gender && gender != x->gender) ||
            strcmp(x->words[x->n_words - 1], word) != 0)
            continue;
        uint32_t points = 1;
        for (uint32_t u = 0; u < c->n_units && u < 4 * MOST; u++) {
            const name_unit *y = &c->units[u];
            if (y->type != UNIT_PERSON || y->actor != a || y->first == y->last)
                continue;
            points += is_relative(c, y) ? 0 : 2;
            if (titled && y->first > 0 && strcmp(p->tokens[y->first - 1].norm, title) == 0)
                points += 1000;
        }
        if (points > top) {
            top = points;
            best = a;
        }
    }
    return best == PARLEY_NONE ? hit : best;
}

static uint32_t person_find(actor_work *c, uint32_t first, uint32_t last) {
    const parley_parse *p = c->p;
    const char *words[8];
    uint32_t n = 0;
    for (uint32_t t = first; t <= last && n < COUNT_OF(words); t++)
        if (p->tokens[t].upos != UPOS_PUNCT || p->tokens[t].norm[0] == '-')
            words[n++] = p->tokens[t].norm;
    if (!n)
        return PARLEY_NONE;
    uint32_t hit = map_gets(&c->by_word, words[n - 1], PARLEY_NONE);
    if (n == 1 && hit != PARLEY_NONE && map_gets(&c->shared, words[0], 0))
        return namesake_find(c, first, hit);
    if (n == 1 && hit != PARLEY_NONE && c->info[hit].n_words > 1 && is_namesake_only(c, hit, words[0]))
        return PARLEY_NONE;
    if (n == 1 && hit != PARLEY_NONE)
        return hit;
    if (hit != PARLEY_NONE &&
        (same_person(&c->info[hit], words, n) || words_within(words, n, c->info[hit].words, c->info[hit].n_words)))
        return hit;
    hit = map_gets(&c->by_word, words[0], PARLEY_NONE);
    if (hit != PARLEY_NONE && words_within(words, n, c->info[hit].words, c->info[hit].n_words))
        return hit;
    return PARLEY_NONE;
}

/* A name that is one letter off a fuller person's name, and stands alone: "Lundqvist" of "Mara Lindqvist". */
static uint32_t person_misspelt(actor_work *c, uint32_t t) {
    const char *word = c->p->tokens[t].norm;
    size_t n = strlen(word);
    uint32_t known = map_gets(&c->by_word, word, PARLEY_NONE);
    if (n < 5 || world_given(c->w, word) || known != PARLEY_NONE)
        return PARLEY_NONE;
    uint32_t found = PARLEY_NONE;
    for (uint32_t i = 0; i < c->f->n_actors && i < 400; i++) {
        const actor_info *x = &c->info[i];
        if (c->f->actors[i].kind != ACTOR_PERSON || x->n_words < 2 || x->merged != PARLEY_NONE)
            continue;
        if (edit_distance(word, x->words[x->n_words - 1], 2) <= (n >= 8 ? 2u : 1u)) {
            if (found != PARLEY_NONE)
                return PARLEY_NONE;
            found = i;
        }
    }
    return found;
}

/* Owners named in a title or before a role noun: states (as name or demonym) and organisations, in order; at most two. */
uint32_t owners_in(const actor_work *c, uint32_t first, uint32_t last, uint32_t owner[2], uint32_t at[2]) {
    uint32_t n = 0;
    for (uint32_t t = first; t <= last && n < 2; t++) {
        uint32_t u = c->unit_of[t];
        if (u == PARLEY_NONE || c->units[u].first != t)
            continue;
        const name_unit *x = &c->units[u];
        uint32_t dash = x->last + 1; /* "the X-backed militia" is not X's */
        if (dash + 1 < c->p->n_tokens && c->p->tokens[dash].norm[0] == '-' &&
            world_word(c->w, "relation", c->p->tokens[dash + 1].norm))
            continue;
        if ((x->type == UNIT_STATE || x->type == UNIT_ADJ || x->type == UNIT_ORG || x->type == UNIT_PEOPLE) &&
            x->actor != PARLEY_NONE && !(n && owner[0] == x->actor)) {
            at[n] = t;
            owner[n++] = x->actor;
        }
    }
    return n;
}

void title_set(actor_work *c, uint32_t actor, const char *title, uint32_t first, uint32_t last) {
    fact_actor *x = &c->f->actors[actor];
    if (!x->title || strlen(title) > strlen(x->title))
        x->title = arena_str(c->a, title);
    uint32_t owner[2], at[2];
    uint32_t n = owners_in(c, first, last, owner, at);
    if (n && c->info[actor].owner == PARLEY_NONE) {
        c->info[actor].owner = owner[0];
        x->side = owner[0];
        x->country = c->f->actors[owner[0]].country;
    }
    for (uint32_t t = first; t <= last; t++) {
        const world_entry *e =
            is_noun(&c->p->tokens[t]) || c->p->tokens[t].upos == UPOS_ADJ ? world_title(c->w, noun_lemma(c, t)) : NULL;
        if (!e)
            continue;
        if (e->sector)
            x->sector = e->sector;
        if (e->gender && !c->info[actor].gender)
            c->info[actor].gender = e->gender;
        if (e->alone)
            c->info[actor].head = e->name;
    }
}

static bool honorific(const char *norm) {
    static const char *const words[] = {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "miss", NULL};
    for (const char *const *x = words; *x; x++)
        if (strcmp(norm, *x) == 0)
            return true;
    return false;
}

static void person_mention(actor_work *c, name_unit *u) {
    const parley_parse *p = c->p;
    bool titled;
    uint32_t first = title_first(c, u, &titled);
    if (titled) {
        char *whole = span_text(c->in->page, p, c->s, first, u->last);
        actor_alias(c, u->actor, whole);
        if (!honorific(p->tokens[first].norm))
            title_set(c, u->actor, span_text(c->in->page, p, c->s, first, u->first - 1), first, u->first - 1);
        else if (world_title(c->w, p->tokens[first].norm) && world_title(c->w, p->tokens[first].norm)->gender)
            c->info[u->actor].gender = world_title(c->w, p->tokens[first].norm)->gender;
    }
    actor_alias(c, u->actor, span_text(c->in->page, p, c->s, u->first, u->last));
    uint32_t head = np_head(p, first, u->last), begin = first;
    if (c->f->mention_of[head] != PARLEY_NONE) /* a body's in the title, which the tree hung on the verb as well */
        head = np_head(p, u->first, u->last);
    if (begin > p->sents[p->tokens[begin].sent].first && token_is_article(&p->tokens[begin - 1]))
        begin--;
    uint32_t m = mention_add(c, begin, u->last, head, u->actor, MENTION_NAME);
    for (uint32_t t = first; t <= u->last; t++)
        if (c->f->mention_of[t] == PARLEY_NONE && (t >= u->first || (is_noun(&p->tokens[t]) && c->unit_of[t] == PARLEY_NONE)))
            c->f->mention_of[t] = m;
}

void persons_resolve(actor_work *c) {
    const parley_parse *p = c->p;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < c->n_units; i++) {
            name_unit *u = &c->units[i];
            if (u->type != UNIT_PERSON || u->actor != PARLEY_NONE || (pass == 0) != (u->last > u->first))
                continue;
            uint32_t actor = person_find(c, u->first, u->last);
            if (actor == PARLEY_NONE && u->first == u->last)
                actor = person_misspelt(c, u->last);
            char *text = span_text(c->in->page, p, c->s, u->first, u->last);
            if (actor == PARLEY_NONE) {
                actor = actor_new(c, text, ACTOR_PERSON);
                person_words(c, actor, u->first, u->last);
            } else if (u->last > u->first && strlen(text) > strlen(c->f->actors[actor].name) && !strchr(text, '.')) {
                /* A fuller name of somebody known by a shorter one: initials ("J.") do not make a name fuller. */
                actor_alias(c, actor, c->f->actors[actor].name);
                c->f->actors[actor].name = arena_str(c->a, text);
                person_words(c, actor, u->first, u->last);
            } else if (u->last > u->first && strchr(c->f->actors[actor].name, '.') && !strchr(text, '.')) {
                actor_alias(c, actor, c->f->actors[actor].name);
                c->f->actors[actor].name = arena_str(c->a, text);
            }
            u->actor = actor;
        }
    for (uint32_t i = 0; i < c->n_units; i++)
        if (c->units[i].type == UNIT_PERSON && c->units[i].actor != PARLEY_NONE)
            person_mention(c, &c->units[i]);
}
