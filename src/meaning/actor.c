/* actor.c - names and descriptions of one report -> mentions and actors; pronouns and "the official" are coref.c's.
 *
 * Names first: runs of tokens that are one proper name, from the world's lists, the tagger's names and capital letters after a
 * title, because each of the three is wrong often enough alone. Then noun phrases whose head is a role ("official") or a
 * group ("forces"), with the names before them as owners. A mention is an actor's only if that actor is somebody; other noun
 * phrases get no mention.
 */
#include "meaning/actor_int.h"
#include "meaning/quote.h"

#include <stdio.h>

/* --- small helpers --------------------------------------------------------------------------------------------------- */

bool is_noun(const parse_token *k) {
    return k->upos == UPOS_NOUN || k->upos == UPOS_PROPN;
}

static bool starts_upper(const char *s) {
    uint32_t len;
    return cp_is_upper(utf8_get(s, strlen(s), &len));
}

static bool is_word(const parse_token *k, const char *const *words) {
    for (; *words; words++)
        if (strcmp(k->norm, *words) == 0)
            return true;
    return false;
}

static bool is_possessive(const parse_token *k) {
    return strcmp(k->norm, "'s") == 0 || strcmp(k->norm, "'") == 0;
}

static bool is_article(const parse_token *k) {
    if (k->upos == UPOS_SCONJ)
        return false;
    static const char *const words[] = {"the", "a", "an", "this", "that", "these", "those", "another", NULL};
    return is_word(k, words);
}

static bool is_calendar(const parse_token *k) {
    static const char *const words[] = {"monday",  "tuesday",   "wednesday", "thursday", "friday",   "saturday", "sunday",
                                        "january", "february",  "march",     "april",    "may",      "june",     "july",
                                        "august",  "september", "october",   "november", "december", "jan.",     "feb.",
                                        "aug.",    "sept.",     "oct.",      "nov.",     "dec.",     NULL};
    return k->ne == NE_DATE || is_word(k, words);
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
static char *fold(actor_work *c, const char *name) {
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

static bool is_plural(const actor_work *c, uint32_t t) {
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
                k->rel == REL_NMOD)
                if (k->left < *first)
                    *first = k->left;
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
    f->actors[i] = (fact_actor){.name = arena_str(c->a, name), .kind = kind, .side = PARLEY_NONE, .first_mention = PARLEY_NONE};
    c->info[i] = (actor_info){.owner = PARLEY_NONE, .owner2 = PARLEY_NONE, .last = PARLEY_NONE, .merged = PARLEY_NONE};
    map_sets(&c->by_name, fold(c, name), i);
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
    char *key = fold(c, alias);
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

static uint32_t state_actor(actor_work *c, const world_entry *e) {
    char *key = fold(c, e->name);
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

/* --- names
 * ---------------------------------------------------------------------------------------------------------------------- */

static void unit_add(actor_work *c, uint32_t first, uint32_t last, unit_type type, const world_entry *e) {
    uint32_t u = c->n_units;
    ARENA_PUSH(c->s, c->units, c->n_units, c->cap_units) = (name_unit){first, last, type, e, PARLEY_NONE};
    for (uint32_t t = first; t <= last; t++)
        c->unit_of[t] = u;
}

/* Where "Cairo" is a place and not the government that sits there: "in Cairo", "to Doha", "Beijing, China". */
static bool is_place(const actor_work *c, uint32_t first, uint32_t last) {
    static const char *const in[] = {"in",     "at",      "near", "outside",  "around",     "through", "across", "via",
                                     "toward", "towards", "into", "to",       "throughout", "inside",  "within", "over",
                                     "onto",   "for",     "of",   "downtown", "central",    "on",      NULL};
    static const char *const from[] = {"from", NULL};
    const parley_parse *p = c->p;
    uint32_t head = last;
    for (uint32_t t = first; t <= last; t++)
        if (p->tokens[t].head == PARLEY_NONE || p->tokens[t].head < first || p->tokens[t].head > last)
            head = t;
    const parse_token *k = &p->tokens[head];
    if (k->rel == REL_CONJ && k->head != PARLEY_NONE && p->tokens[k->head].upos == UPOS_PROPN) /* "in Doha and Cairo" */
        k = &p->tokens[head = k->head];
    if (parse_child(p, head, REL_CC, SUB_NONE) == PARLEY_NONE || k->rel != REL_CONJ)
        PARSE_EACH_CHILD (p, head, ch) {
            if (p->tokens[ch].rel != REL_CASE || is_possessive(&p->tokens[ch]))
                continue;
            if (is_word(&p->tokens[ch], in))
                return true;
            if (is_word(&p->tokens[ch], from)) /* "arrived from Cairo" is a place, "concessions from Beijing" is not */
                return k->head == PARLEY_NONE || p->tokens[k->head].upos == UPOS_VERB;
        }
    if (first > p->sents[p->tokens[first].sent].first && is_word(&p->tokens[first - 1], in))
        return true;
    /* A date line: "KABUL (Agency) - ", "GENEVA, May 3": the first word of a block, all capitals or followed by a bracket. */
    if (first == p->sents[p->tokens[first].sent].first && last + 1 < p->n_tokens && p->tokens[last + 1].norm[0] == '(')
        return true;
    return k->rel == REL_APPOS || k->rel == REL_FLAT ||
           (k->rel == REL_OBL && k->sub == SUB_NONE && parse_child(p, head, REL_CASE, SUB_NONE) == PARLEY_NONE);
}

/* A place unknown to the world lists that acts or owns: "Kalvia said", "Kalvia's negotiators", "Kalvia officials". */
static bool place_acts(const actor_work *c, uint32_t first, uint32_t last) {
    const parley_parse *p = c->p;
    uint32_t head = last;
    for (uint32_t t = first; t <= last; t++)
        if (p->tokens[t].head == PARLEY_NONE || p->tokens[t].head < first || p->tokens[t].head > last)
            head = t;
    const parse_token *k = &p->tokens[head];
    if (k->rel == REL_CONJ && k->head != PARLEY_NONE)
        k = &p->tokens[k->head];
    if (k->rel == REL_NSUBJ && k->sub != SUB_PASS && k->head != PARLEY_NONE && p->tokens[k->head].upos == UPOS_VERB)
        return true;
    if ((k->rel == REL_COMPOUND || k->rel == REL_AMOD || (k->rel == REL_NMOD && k->sub == SUB_POSS)) && k->head != PARLEY_NONE &&
        is_noun(&p->tokens[k->head])) {
        const char *lemma = noun_lemma((actor_work *)(uintptr_t)c, k->head);
        return world_group(c->w, lemma) || world_title(c->w, lemma);
    }
    return false;
}

static bool is_connector(const char *s) {
    static const char *const words[] = {"al", "al-", "bin", "ben", "ibn", "von", "van", "de",   "der", "den", "da",
                                        "di", "du",  "dos", "el",  "la",  "le",  "abu", "bint", "ter", "-",   NULL};
    for (const char *const *x = words; *x; x++)
        if (strcmp(s, *x) == 0)
            return true;
    return false;
}

/* The persons that the tagger or a title shows, as first -> last, before longer names are cut at world names. */
static uint32_t *persons_find(actor_work *c) {
    const parley_parse *p = c->p;
    uint32_t *last_of = ARENA_ARRAY(c->s, uint32_t, p->n_tokens + 1);
    memset(last_of, 0xff, (p->n_tokens + 1) * sizeof *last_of);
    /* How often each single name was tagged as what: one name has one type on a page. */
    parley_map per, other;
    map_init(&per, c->s);
    map_init(&other, c->s);
    for (uint32_t i = 0; i < p->n_names; i++) {
        const parse_name *n = &p->names[i];
        const char *key = p->tokens[n->end - 1].norm;
        parley_map *m = n->type == NE_PER ? &per : &other;
        map_sets(m, key, map_gets(m, key, 0) + (n->type == NE_PER && n->end - n->first > 1 ? 2 : 1));
    }
    for (uint32_t i = 0; i < p->n_names; i++) {
        const parse_name *n = &p->names[i];
        uint32_t first = n->first, last = n->end - 1;
        bool titled = n->type == NE_ORG && last > first && p->tokens[last].upos == UPOS_PROPN &&
                      world_title(c->w, p->tokens[first].norm) && starts_upper(p->tokens[first].form) &&
                      !world_title(c->w, p->tokens[last].norm) && !world_group(c->w, p->tokens[last].norm) &&
                      !world_title(c->w, p->tokens[last].norm);
        for (uint32_t t = first; t <= last && titled; t++)
            titled = is_noun(&p->tokens[t]) && !world_group(c->w, p->tokens[t].norm);
        if (n->type != NE_PER && !titled)
            continue;
        /* Titles and demonyms that the tagger took in. */
        while (first < last) {
            world_type type;
            uint32_t end;
            const char *norm = p->tokens[first].norm;
            const world_entry *e = world_name_at(c->w, c->in->page, p, first, last + 1, &type, &end);
            if (world_title(c->w, norm) || is_article(&p->tokens[first]) || is_possessive(&p->tokens[first]) ||
                strcmp(norm, "pm") == 0)
                first++;
            else if (e && end < last && (type == WORLD_DEMONYM || type == WORLD_STATE) && !world_given(c->w, norm))
                first = end + 1;
            else
                break;
        }
        while (last > first && (is_possessive(&p->tokens[last]) || p->tokens[last].upos == UPOS_PUNCT))
            last--;
        if (!titled && first == last && map_gets(&other, p->tokens[last].norm, 0) > map_gets(&per, p->tokens[last].norm, 0))
            continue;
        if (!starts_upper(p->tokens[last].form) || is_possessive(&p->tokens[first]) || p->tokens[first].upos == UPOS_PRON)
            continue;
        last_of[first] = last;
    }
    /* "Foreign Minister Ana Sokolova", "Mr. Duarte": capitalised words after a title that the tagger did not see. */
    for (uint32_t t = 0; t + 1 < p->n_tokens; t++) {
        const world_entry *title = world_title(c->w, p->tokens[t].norm);
        uint32_t sent = p->tokens[t].sent, n = t + 1;
        if (!title || p->tokens[n].sent != sent || p->tokens[n].upos != UPOS_PROPN || !starts_upper(p->tokens[n].form) ||
            p->tokens[n].ne == NE_PER || is_calendar(&p->tokens[n]) || world_title(c->w, p->tokens[n].norm))
            continue;
        if (!starts_upper(p->tokens[t].form) && p->tokens[n].ne != NE_NONE)
            continue;
        world_type type;
        uint32_t last = n, end;
        if (world_name_at(c->w, c->in->page, p, n, p->sents[sent].end, &type, &end))
            continue;
        while (last + 1 < p->sents[sent].end && last - n < 4 && p->tokens[last + 1].upos == UPOS_PROPN &&
               starts_upper(p->tokens[last + 1].form) && !is_calendar(&p->tokens[last + 1]))
            last++;
        if (p->tokens[n].ne == NE_ORG && last > n)
            continue;
        last_of[n] = last;
    }
    return last_of;
}

static bool name_half(const actor_work *c, uint32_t t) {
    const parse_token *k = &c->p->tokens[t];
    const name_unit *u = c->unit_of[t] == PARLEY_NONE ? NULL : &c->units[c->unit_of[t]];
    return k->upos == UPOS_PROPN && starts_upper(k->form) && !world_title(c->w, k->norm) && !is_calendar(k) &&
           !world_group(c->w, k->norm) && (!u || (!u->entry && u->type == UNIT_ORG && u->first == u->last));
}

/* Persons that the tagger saw half of, or took for something else. */
static void persons_mend(actor_work *c) {
    const parley_parse *p = c->p;
    /* The proper noun that the tree makes one name with it ("Wang Shouwen"). */
    for (uint32_t u = 0; u < c->n_units; u++) {
        name_unit *x = &c->units[u];
        uint32_t begin = p->sents[p->tokens[x->first].sent].first, end = p->sents[p->tokens[x->first].sent].end;
        if (x->type != UNIT_PERSON || x->first != x->last)
            continue;
        uint32_t before = x->first > begin ? x->first - 1 : PARLEY_NONE, behind = x->last + 1;
        if (before != PARLEY_NONE && name_half(c, before) &&
            (p->tokens[before].head == x->first || p->tokens[x->first].head == before)) {
            x->first = before;
            c->unit_of[before] = u;
        } else if (behind < end && name_half(c, behind) &&
                   (p->tokens[behind].head == x->last || p->tokens[x->last].head == behind)) {
            x->last = behind;
            c->unit_of[behind] = u;
        }
    }
    /* "Ana Roe, the bank's deputy governor, said": names with an office behind a comma are persons, whatever the tagger says. */
    for (uint32_t t = 1; t + 2 < p->n_tokens; t++) {
        if (strcmp(p->tokens[t].norm, ",") != 0 || p->tokens[t - 1].upos != UPOS_PROPN || !starts_upper(p->tokens[t - 1].form))
            continue;
        uint32_t s = p->tokens[t].sent, begin = p->sents[s].first, end = p->sents[s].end, first = t, office = PARLEY_NONE;
        while (first > begin && t - first < 4 && p->tokens[first - 1].upos == UPOS_PROPN &&
               starts_upper(p->tokens[first - 1].form) && !world_title(c->w, p->tokens[first - 1].norm) &&
               !is_calendar(&p->tokens[first - 1]) &&
               (c->unit_of[first - 1] == PARLEY_NONE || !c->units[c->unit_of[first - 1]].entry))
            first--;
        if (t - first < 2)
            continue;
        for (uint32_t y = t + 1; y < end && y < t + 9 && p->tokens[y].upos != UPOS_VERB; y++) {
            if (p->tokens[y].upos == UPOS_PUNCT && p->tokens[y].norm[0] != '-' && p->tokens[y].norm[0] != '\'')
                break;
            const world_entry *title = p->tokens[y].upos == UPOS_NOUN ? world_title(c->w, noun_lemma(c, y)) : NULL;
            if (title && title->alone && !is_plural(c, y) && p->tokens[y].head != PARLEY_NONE && p->tokens[y].head < y) {
                office = y;
                break;
            }
        }
        if (office == PARLEY_NONE || (c->unit_of[first] != PARLEY_NONE && c->units[c->unit_of[first]].type == UNIT_PERSON))
            continue;
        for (uint32_t y = first; y < t; y++)
            if (c->unit_of[y] != PARLEY_NONE)
                c->units[c->unit_of[y]].type = UNIT_PLACE; /* what stood there is part of the name */
        unit_add(c, first, t - 1, UNIT_PERSON, NULL);
    }
}

/* --- states that no list has ----------------------------------------------------------------------------------------- */

/* Whether adj is the adjective of name as English forms most of them: Kenya/Kenyan, Italy/Italian, Brazil/Brazilian,
 * Malta/Maltese. Both in lower case, without marks. Irregular ones (Dutch, French) are in the lists of the world. */
static bool is_adjective_of(const char *adj, const char *name) {
    static const char *const ends[] = {"ian", "ean", "ese", "ish", "an", NULL};
    size_t n = strlen(name), m = strlen(adj);
    if (n < 4 || m <= n)
        return false;
    if (name[n - 1] == 'a' && m == n + 1 && strncmp(adj, name, n) == 0 && adj[n] == 'n')
        return true;
    /* The last vowel gives way to the ending, or the ending is put behind a consonant. */
    size_t stem = strchr("aeoy", name[n - 1]) ? n - 1 : n;
    if (strncmp(adj, name, stem) != 0)
        return false;
    for (const char *const *e = ends; *e; e++)
        if (strcmp(adj + stem, *e) == 0)
            return true;
    return false;
}

/* A place that the page names and also uses as an adjective before a plain noun ("Kalvia … the Kalvian cutters") is taken for a
 * state: persons and companies are seldom made into adjectives. Without this a state that the lists lack (a historic, disputed or
 * regional one) falls into two actors, often a person and an organisation. entries: word -> index into *list. Linear but for the
 * few capitalised words that end like an adjective. */
typedef struct local_state {
    world_entry *entry;
    world_type type;
} local_state;

static void states_learn(actor_work *c, parley_map *words, local_state **list) {
    enum { MOST = 64 };
    const parley_parse *p = c->p;
    uint32_t adjectives[MOST], n_adjectives = 0, n_list = 0, cap_list = 0;
    map_init(words, c->s);
    static const char *const of_states[] = {"parliament", "army", "navy", "ambassador", "embassy", NULL};
    static const char *const owned[] = {"government", "capital", "citizens", NULL};
    parley_map names, persons, owners;
    map_init(&names, c->s);
    map_init(&owners, c->s);
    map_init(&persons, c->s);
    for (uint32_t i = 0; i < p->n_names; i++)
        if (p->names[i].type == NE_PER && p->names[i].end - p->names[i].first > 1)
            for (uint32_t t = p->names[i].first; t < p->names[i].end; t++)
                map_sets(&persons, p->tokens[t].norm, 1);
    for (uint32_t s = 0; s < p->n_sents; s++)
        for (uint32_t t = p->sents[s].first; t < p->sents[s].end; t++) {
            const parse_token *k = &p->tokens[t];
            size_t n = strlen(k->norm);
            if (!starts_upper(k->form) || n < 4 || map_gets(&persons, k->norm, 0))
                continue;
            bool before_noun = t + 1 < p->sents[s].end && !starts_upper(p->tokens[t + 1].form) &&
                               (p->tokens[t + 1].upos == UPOS_NOUN || p->tokens[t + 1].upos == UPOS_ADJ);
            bool ends_so = n > 5 && (strcmp(k->norm + n - 2, "an") == 0 || strcmp(k->norm + n - 3, "ese") == 0 ||
                                     strcmp(k->norm + n - 3, "ish") == 0);
            if (before_noun && ends_so && n_adjectives < MOST)
                adjectives[n_adjectives++] = t;
            else if (k->upos == UPOS_PROPN && !ends_so)
                map_sets(&names, k->norm, t);
            /* "X's government", "the X ambassador": nothing but a state has these, and a person who has them is named in full
             * somewhere. "The X government" does not count: parties have those too ("the Labour government"). */
            bool owns = t + 1 < p->sents[s].end && is_possessive(&p->tokens[t + 1]);
            uint32_t next = owns ? t + 2 : t + 1;
            bool alone = t > p->sents[s].first ? !starts_upper(p->tokens[t - 1].form) || is_article(&p->tokens[t - 1]) ||
                                                     p->tokens[t - 1].ne == NE_DATE
                                               : owns;
            if (alone && !ends_so && (k->upos == UPOS_PROPN || k->upos == UPOS_NOUN || k->upos == UPOS_ADJ) &&
                next < p->sents[s].end && (is_word(&p->tokens[next], of_states) || (owns && is_word(&p->tokens[next], owned))))
                map_sets(&owners, k->norm, t);
        }
    for (uint32_t i = 0; i < owners.n; i++) {
        world_type type;
        uint32_t last, t = owners.items[i].value;
        if (world_name_at(c->w, c->in->page, p, t, p->sents[p->tokens[t].sent].end, &type, &last))
            continue;
        world_entry *e = ARENA_NEW(c->a, world_entry);
        *e = (world_entry){.name = arena_str(c->a, p->tokens[t].form), .kind = ACTOR_STATE};
        map_sets(words, p->tokens[t].norm, n_list);
        ARENA_PUSH(c->s, *list, n_list, cap_list) = (local_state){e, WORLD_STATE};
    }
    for (uint32_t i = 0; i < n_adjectives; i++) {
        const parse_token *k = &p->tokens[adjectives[i]];
        world_type type;
        uint32_t last;
        if (map_gets(words, k->norm, PARLEY_NONE) != PARLEY_NONE ||
            world_name_at(c->w, c->in->page, p, adjectives[i], p->sents[k->sent].end, &type, &last))
            continue;
        for (uint32_t j = 0; j < names.n; j++) {
            uint32_t t = names.items[j].value;
            if (!is_adjective_of(k->norm, p->tokens[t].norm) ||
                world_name_at(c->w, c->in->page, p, t, p->sents[p->tokens[t].sent].end, &type, &last))
                continue;
            world_entry *e = ARENA_NEW(c->a, world_entry);
            *e = (world_entry){.name = arena_str(c->a, p->tokens[t].form), .adj = arena_str(c->a, k->form), .kind = ACTOR_STATE};
            uint32_t known = map_gets(words, p->tokens[t].norm, PARLEY_NONE);
            if (known != PARLEY_NONE) { /* found as an owner already */
                e = (*list)[known].entry;
                e->adj = arena_str(c->a, k->form);
            }
            if (known == PARLEY_NONE) {
                map_sets(words, p->tokens[t].norm, n_list);
                ARENA_PUSH(c->s, *list, n_list, cap_list) = (local_state){e, WORLD_STATE};
            }
            map_sets(words, k->norm, n_list);
            ARENA_PUSH(c->s, *list, n_list, cap_list) = (local_state){e, WORLD_DEMONYM};
            break;
        }
    }
}

static void units_find(actor_work *c) {
    const parley_parse *p = c->p;
    uint32_t *person_last = persons_find(c);
    parley_map local;
    local_state *locals = NULL;
    states_learn(c, &local, &locals);
    uint32_t *name_at = ARENA_ARRAY(c->s, uint32_t, p->n_tokens + 1);
    memset(name_at, 0xff, (p->n_tokens + 1) * sizeof *name_at);
    for (uint32_t i = 0; i < p->n_names; i++)
        name_at[p->names[i].first] = i;
    for (uint32_t s = 0; s < p->n_sents; s++) {
        uint32_t end = p->sents[s].end;
        for (uint32_t t = p->sents[s].first; t < end;) {
            const parse_token *k = &p->tokens[t];
            world_type type = WORLD_NONE;
            uint32_t wlast = t, last;
            const world_entry *e = NULL;
            if (k->upos != UPOS_PUNCT && k->upos != UPOS_PRON)
                e = world_name_at(c->w, c->in->page, p, t, end, &type, &wlast);
            if (!e && local.n && starts_upper(k->form)) {
                uint32_t i = map_gets(&local, k->norm, PARLEY_NONE);
                if (i != PARLEY_NONE) {
                    e = locals[i].entry;
                    type = locals[i].type;
                    wlast = t;
                }
            }
            /* A name of one word that is also a word: only where the tagger calls it a name. */
            if (e && wlast == t && k->upos != UPOS_PROPN && k->ne == NE_NONE && type != WORLD_DEMONYM && type != WORLD_PEOPLE &&
                type != WORLD_STATE)
                e = NULL;
            if (e && wlast == t && !starts_upper(k->form) && type != WORLD_DEMONYM)
                e = NULL;
            if (person_last[t] != PARLEY_NONE && person_last[t] < end && (!e || person_last[t] > wlast || type == WORLD_OUTLET)) {
                last = person_last[t];
                unit_add(c, t, last, UNIT_PERSON, NULL);
                t = last + 1;
                continue;
            }
            const parse_name *n = name_at[t] == PARLEY_NONE ? NULL : &p->names[name_at[t]];
            if (n && n->end > end)
                n = NULL;
            uint32_t nlast = n ? n->end - 1 : t;
            while (n && nlast > t && (is_possessive(&p->tokens[nlast]) || p->tokens[nlast].upos == UPOS_PUNCT))
                nlast--;
            bool org = n && (n->type == NE_ORG || n->type == NE_OUTLET) && nlast > wlast && starts_upper(p->tokens[nlast].form) &&
                       !world_title(c->w, p->tokens[nlast].norm);
            /* "Chinese Foreign Ministry" is one name; "U.S. Treasury" inside "U.S. Treasury Secretary" too. */
            if (e && !org) {
                unit_type u = type == WORLD_STATE     ? UNIT_STATE
                              : type == WORLD_DEMONYM ? UNIT_ADJ
                              : type == WORLD_PEOPLE  ? UNIT_PEOPLE
                                                      : UNIT_ORG;
                if (type == WORLD_CAPITAL)
                    u = is_place(c, t, wlast) ? UNIT_PLACE : UNIT_STATE;
                else if (type == WORLD_STATE && e->kind == ACTOR_STATE && wlast + 1 < end && k->upos == UPOS_ADJ)
                    u = UNIT_ADJ;
                unit_add(c, t, wlast, u, e);
                t = wlast + 1;
                continue;
            }
            if (n && (org || n->type == NE_ORG || n->type == NE_OUTLET || n->type == NE_LOC || n->type == NE_NORP)) {
                bool people = n->type == NE_NORP && k->upos != UPOS_ADJ;
                if (starts_upper(k->form) && !world_title(c->w, p->tokens[nlast].norm))
                    unit_add(c, t, nlast,
                             n->type == NE_LOC    ? (place_acts(c, t, nlast) ? UNIT_STATE : UNIT_PLACE)
                             : n->type == NE_NORP ? (people ? UNIT_PEOPLE : UNIT_ADJ)
                                                  : UNIT_ORG,
                             org && e && nlast == wlast ? e : NULL);
                t = nlast + 1;
                continue;
            }
            t++;
        }
    }
    persons_mend(c);
    /* Single words that are a known person's name: "Sokolova said" where the tagger saw nothing. */
    parley_map known;
    map_init(&known, c->s);
    for (uint32_t u = 0; u < c->n_units; u++)
        if (c->units[u].type == UNIT_PERSON)
            for (uint32_t t = c->units[u].first; t <= c->units[u].last; t++)
                if (strlen(p->tokens[t].norm) > 2 && !is_connector(p->tokens[t].norm)) {
                    map_sets(&known, p->tokens[t].norm, 1);
                    if (t > c->units[u].first)
                        map_sets(&known, arena_printf(c->s, "%s %s", p->tokens[t - 1].norm, p->tokens[t].norm), 2);
                }
    for (uint32_t u = 0; u < c->n_units; u++) {
        name_unit *x = &c->units[u];
        if (x->first < x->last && x->last - x->first < 3 && !x->entry && x->type == UNIT_ORG &&
            map_gets(&known, p->tokens[x->last].norm, 0) == 1 && !world_group(c->w, p->tokens[x->last].norm) &&
            p->tokens[x->first].upos == UPOS_PROPN && p->tokens[x->last].upos == UPOS_PROPN)
            x->type = UNIT_PERSON; /* "Piet Maas" tagged as an organisation where "Maas" is a person */
        if (x->first == x->last && !x->entry && (x->type == UNIT_ORG || x->type == UNIT_PLACE) &&
            map_gets(&known, p->tokens[x->first].norm, 0) == 1)
            x->type = UNIT_PERSON;
        /* "Commerce Wang Shouwen": words that make one name elsewhere on the page make it here. */
        if (x->type == UNIT_PERSON && x->first == x->last) {
            uint32_t before = x->first > p->sents[p->tokens[x->first].sent].first ? x->first - 1 : PARLEY_NONE,
                     behind = x->last + 1;
            if (before != PARLEY_NONE && c->unit_of[before] == PARLEY_NONE &&
                map_gets(&known, arena_printf(c->s, "%s %s", p->tokens[before].norm, p->tokens[x->first].norm), 0)) {
                x->first = before;
                c->unit_of[before] = u;
            } else if (behind < p->n_tokens && c->unit_of[behind] == PARLEY_NONE &&
                       map_gets(&known, arena_printf(c->s, "%s %s", p->tokens[x->first].norm, p->tokens[behind].norm), 0)) {
                x->last = behind;
                c->unit_of[behind] = u;
            }
        }
        /* "Vice Premier Liu He": a capital inside a sentence is no pronoun. */
        static const char *const short_names[] = {"he", "so", "an", "in", "un", "on", "do", "may", "an", NULL};
        uint32_t next = x->last + 1;
        if (x->type == UNIT_PERSON && next < p->n_tokens && p->tokens[next].sent == p->tokens[x->last].sent &&
            c->unit_of[next] == PARLEY_NONE && starts_upper(p->tokens[next].form) && is_word(&p->tokens[next], short_names)) {
            x->last = next;
            c->unit_of[next] = u;
        }
    }
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        const parse_token *k = &p->tokens[t];
        if (c->unit_of[t] != PARLEY_NONE || k->upos != UPOS_PROPN || !starts_upper(k->form) || is_calendar(k))
            continue;
        if (map_gets(&known, k->norm, 0) == 1)
            unit_add(c, t, t, UNIT_PERSON, NULL);
    }
}

/* --- persons
 * -------------------------------------------------------------------------------------------------------------------- */

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
            is_noun(k) || k->upos == UPOS_ADJ || is_possessive(k) || (k->upos == UPOS_PUNCT && strcmp(k->norm, "-") == 0) ||
            (k->upos == UPOS_ADP && (strcmp(k->norm, "of") == 0 || strcmp(k->norm, "for") == 0 || strcmp(k->norm, "to") == 0) &&
             *titled == false);
        bool title = is_noun(k) && world_title(c->w, noun_lemma(c, t));
        if (!title && world_title(c->w, k->norm) && (starts_upper(k->form) || k->upos != UPOS_VERB))
            title = good = true;
        /* "Secretary of State" Mike Roe, "Chancellor of the Exchequer": the office goes on behind its noun. */
        if (k->upos == UPOS_DET && t > begin && strcmp(p->tokens[t - 1].norm, "of") == 0)
            good = inside = true;
        bool next = t + 1 == first || (t + 2 == first && p->tokens[t + 1].upos == UPOS_ADP) ||
                    (t + 3 == first && p->tokens[t + 1].upos == UPOS_ADP && p->tokens[t + 2].upos == UPOS_DET);
        if (!good || is_calendar(k) || (!inside && !(title && next)))
            break;
        if (title)
            *titled = true;
        if (k->upos != UPOS_ADP && k->upos != UPOS_DET && !is_possessive(k) && k->upos != UPOS_PUNCT)
            first = t;
    }
    return *titled ? first : u->first;
}

static uint32_t phrase_head(const parley_parse *p, uint32_t first, uint32_t last) {
    for (uint32_t t = first; t <= last; t++)
        if (p->tokens[t].head == PARLEY_NONE || p->tokens[t].head < first || p->tokens[t].head > last)
            if (p->tokens[t].rel != REL_PUNCT && p->tokens[t].rel != REL_CASE)
                return t;
    return last;
}

static uint32_t edit_distance(const char *a, const char *b, uint32_t limit) {
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
    if (hit != PARLEY_NONE &&
        (same_person(&c->info[hit], words, n) || words_within(words, n, c->info[hit].words, c->info[hit].n_words)))
        return hit;
    if (n == 1 && hit != PARLEY_NONE)
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
    if (n < 5 || world_given(c->w, word))
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
        if ((x->type == UNIT_STATE || x->type == UNIT_ADJ || x->type == UNIT_ORG || x->type == UNIT_PEOPLE) &&
            x->actor != PARLEY_NONE && !(n && owner[0] == x->actor)) {
            at[n] = t;
            owner[n++] = x->actor;
        }
    }
    return n;
}

static void title_set(actor_work *c, uint32_t actor, const char *title, uint32_t first, uint32_t last) {
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
    uint32_t head = phrase_head(p, first, u->last), begin = first;
    if (begin > p->sents[p->tokens[begin].sent].first && is_article(&p->tokens[begin - 1]))
        begin--;
    uint32_t m = mention_add(c, begin, u->last, head, u->actor, MENTION_NAME);
    for (uint32_t t = first; t <= u->last; t++)
        if (c->f->mention_of[t] == PARLEY_NONE && (t >= u->first || (is_noun(&p->tokens[t]) && c->unit_of[t] == PARLEY_NONE)))
            c->f->mention_of[t] = m;
}

static void persons_resolve(actor_work *c) {
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

/* --- organisations and states
 * ----------------------------------------------------------------------------------------------------- */

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
        if (k->upos == UPOS_PUNCT || is_word(k, skip))
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
static uint32_t body_actor(actor_work *c, uint32_t first, uint32_t last, actor_kind kind, const char *sector, uint32_t owner) {
    const char *iso;
    char *key = body_key(c, first, last, &iso);
    char *text = span_text(c->in->page, c->p, c->s, first, last);
    if (!iso && owner != PARLEY_NONE)
        iso = c->f->actors[owner].country;
    uint32_t i = map_gets(&c->by_name, fold(c, text), PARLEY_NONE);
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
        if (starts_upper(c->p->tokens[t].form) && c->p->tokens[t].form[0] < 0x7f)
            s[n++] = (char)(c->p->tokens[t].norm[0]);
    s[n] = '\0';
    return s;
}

static void org_resolve(actor_work *c, name_unit *u) {
    const parley_parse *p = c->p;
    char *text = span_text(c->in->page, p, c->s, u->first, u->last);
    uint32_t actor = map_gets(&c->by_name, fold(c, text), PARLEY_NONE);
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
        if (is_possessive(&p->tokens[before]) && before > 0)
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
        actor = body_actor(c, begin, u->last, group->kind, group->sector,
                           front && end < u->last ? state_actor(c, front) : PARLEY_NONE);
    if (actor == PARLEY_NONE && u->last == u->first && strlen(text) >= 4) { /* "Corvane" of "Corvane Shipping Co." */
        uint32_t whole = map_gets(&c->by_word, arena_printf(c->s, "org %s", p->tokens[u->first].norm), PARLEY_NONE);
        actor = whole;
    }
    if (actor == PARLEY_NONE) {
        actor_kind kind = group ? group->kind : ACTOR_ORGANISATION;
        if (p->tokens[u->first].ne == NE_OUTLET)
            kind = ACTOR_OUTLET;
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
        starts_upper(p->tokens[u->last + 2].form))
        actor_alias(c, actor, p->tokens[u->last + 2].form);
    u->actor = actor;
}

/* An adjective that no list knows, of a name on this page: "Kalvian" of Kalvia, "Tigrayan" of Tigray. */
static uint32_t demonym_guess(actor_work *c, const name_unit *u) {
    static const char *const ends[] = {"n", "an", "ian", "ese", "i", "ish", "er", NULL};
    char *word = fold(c, span_text(c->in->page, c->p, c->s, u->first, u->last));
    size_t n = strlen(word);
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

static void units_resolve(actor_work *c) {
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
                    uint32_t actor = map_gets(&c->by_name, fold(c, text), PARLEY_NONE);
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
                char *text = span_text(c->in->page, c->p, c->s, u->first, u->last);
                uint32_t actor = map_gets(&c->by_name, fold(c, text), PARLEY_NONE);
                u->actor = actor != PARLEY_NONE ? actor : actor_new(c, text, ACTOR_GROUP);
                c->info[u->actor].plural = true;
                if (u->entry)
                    c->f->actors[u->actor].country = u->entry->iso;
                break;
            }
            default: break;
            }
        }
    for (uint32_t i = 0; i < c->n_units; i++) {
        name_unit *u = &c->units[i];
        if (u->actor == PARLEY_NONE || u->type == UNIT_PERSON)
            continue;
        uint32_t head = phrase_head(c->p, u->first, u->last);
        uint32_t m = mention_add(c, u->first, u->last, head, u->actor, MENTION_NAME);
        for (uint32_t t = u->first; t <= u->last; t++)
            if (c->f->mention_of[t] == PARLEY_NONE)
                c->f->mention_of[t] = m;
    }
}

/* --- descriptions: "a senior official", "the Dutch government", "four people briefed on the talks" ------------------- */

static bool is_people_noun(actor_work *c, uint32_t t, const world_entry **title, const world_entry **group) {
    const char *lemma = noun_lemma(c, t);
    *title = world_title(c->w, lemma);
    *group = world_group(c->w, lemma);
    if (*title && !(*title)->alone)
        *title = NULL;
    return *title || *group;
}

/* End of a describing phrase: through the first short clause or phrase after the head ("with knowledge of the talks"). */
static uint32_t description_last(const parley_parse *p, uint32_t head, uint32_t last) {
    PARSE_EACH_CHILD (p, head, c) {
        const parse_token *k = &p->tokens[c];
        if (c <= last || k->left != last + 1)
            continue;
        if ((k->rel == REL_NMOD || k->rel == REL_ACL || k->rel == REL_AMOD) && k->right - last <= 9) {
            uint32_t end = k->right;
            while (end > last && p->tokens[end].upos == UPOS_PUNCT)
                end--;
            return end;
        }
        break;
    }
    /* The tree hung it elsewhere: "two people briefed on the talks said". */
    static const char *const tells[] = {"briefed", "familiar", "close", "with", "involved", "aware", "privy", "informed", NULL};
    uint32_t end = p->sents[p->tokens[head].sent].end;
    if (last + 2 < end && is_word(&p->tokens[last + 1], tells))
        for (uint32_t t = last + 2; t < end && t < last + 10; t++)
            if (p->tokens[t].upos == UPOS_VERB || p->tokens[t].upos == UPOS_AUX || p->tokens[t].upos == UPOS_PUNCT)
                return t > last + 2 ? t - 1 : last;
    return last;
}

static char *lower_first(actor_work *c, char *s, uint32_t t) {
    const parse_token *k = &c->p->tokens[t];
    if (k->upos != UPOS_PROPN && c->unit_of[t] == PARLEY_NONE && starts_upper(s)) {
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
        last = description_last(p, head, core_last);
    char *text = lower_first(c, span_text(c->in->page, p, c->s, core_first, last), core_first);
    uint32_t i = map_gets(&c->by_name, fold(c, text), PARLEY_NONE);
    if (i == PARLEY_NONE) {
        actor_kind kind = title ? ACTOR_UNNAMED : group->kind;
        i = actor_new(c, text, kind);
        c->info[i].head = noun_lemma(c, head);
        c->info[i].plural = is_plural(c, head);
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
    uint32_t i = map_gets(&c->by_name, fold(c, text), PARLEY_NONE);
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

static bool is_military(const char *lemma) {
    static const char *const words[] = {"military", "army", "troop", "troops", "force", "forces", "soldier", NULL};
    for (const char *const *x = words; *x; x++)
        if (strcmp(lemma, *x) == 0)
            return true;
    return false;
}

bool is_two(const parley_parse *p, uint32_t first, uint32_t head) {
    static const char *const heads[] = {"sides",  "parties", "countries",  "nations",   "governments", "leaders", "states",
                                        "powers", "rivals",  "neighbours", "neighbors", "delegations", "both",    NULL};
    static const char *const two[] = {"two", "both", "warring", "2", NULL};
    if (!is_word(&p->tokens[head], heads))
        return false;
    for (uint32_t t = first; t <= head; t++)
        if (is_word(&p->tokens[t], two))
            return true;
    return strcmp(p->tokens[head].norm, "sides") == 0 && first < head && strcmp(p->tokens[first].norm, "the") == 0;
}

/* The actor and second actor of the noun phrase headed by t; false if it is nobody's. forced: coreference found nobody, so a
 * definite phrase is an actor of its own. */
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
        if (first > p->sents[k->sent].first && c->unit_of[first] != PARLEY_NONE && is_article(&p->tokens[first - 1]))
            first--;
        /* "the Norwegian government" with the adjective hung elsewhere. */
        if (first > p->sents[k->sent].first && c->unit_of[first - 1] != PARLEY_NONE &&
            c->units[c->unit_of[first - 1]].type == UNIT_ADJ)
            first = c->units[c->unit_of[first - 1]].first;
        if (first > p->sents[k->sent].first && c->unit_of[first] != PARLEY_NONE && is_article(&p->tokens[first - 1]))
            first--;
        uint32_t core = first;
        bool definite = false;
        const char *det = p->tokens[first].norm;
        bool possessed = false;
        if (is_article(&p->tokens[first]) && first < t) {
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
        if (is_two(p, first, t) || (strcmp(lemma, "side") == 0 && !n) || (strcmp(lemma, "paper") == 0 && (core < t || forced)))
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
        } else if (n == 2 && at[1] < t && parse_child(p, at[0], REL_CONJ, SUB_NONE) != PARLEY_NONE && is_plural(c, t)) {
            actor = joint_description(c, owner[0], at[0], t, last, title, group);
            actor2 = joint_description(c, owner[1], at[1], t, last, title, group);
            char *whole = span_text(c->in->page, p, c->s, core, last);
            actor_alias(c, actor, whole);
        } else if (is_military(lemma) && n && owner_kind == ACTOR_STATE && at[0] < t && t - core <= 3) {
            const world_entry *e = world_state(c->w, c->f->actors[owner[0]].country);
            const char *adj = e && e->adj ? e->adj : c->f->actors[owner[0]].name;
            char *name = arena_printf(c->s, "%s military", adj);
            actor = map_gets(&c->by_name, fold(c, name), PARLEY_NONE);
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
        } else if (group && group->kind == ACTOR_BODY && core < t) {
            actor = body_actor(c, core, last, group->kind, group->sector, n ? owner[0] : PARLEY_NONE);
            c->info[actor].head = lemma;
        } else {
            actor = description_new(c, t, core, last, title, group, n ? owner[0] : PARLEY_NONE, definite);
        }
        /* An apposition names who it is: "the group, X," and "X, a senior official,": one actor, the name's. */
        uint32_t named = PARLEY_NONE;
        PARSE_EACH_CHILD (p, t, ch) {
            if (p->tokens[ch].rel == REL_APPOS && c->unit_of[ch] != PARLEY_NONE && c->units[c->unit_of[ch]].actor != PARLEY_NONE)
                named = c->units[c->unit_of[ch]].actor;
        }
        uint32_t apposed = k->rel == REL_APPOS && k->head != PARLEY_NONE ? c->f->mention_of[k->head] : PARLEY_NONE;
        if (named == PARLEY_NONE && apposed != PARLEY_NONE && c->f->mentions[apposed].actor != PARLEY_NONE)
            named = c->f->mentions[apposed].actor;
        /* "X, the deputy minister and chief envoy, said": the second title too, and where the tree lost the link. */
        if (named == PARLEY_NONE && title && !is_plural(c, t)) {
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
        if (named != PARLEY_NONE && !is_plural(c, t)) {
            bool person = c->f->actors[named].kind == ACTOR_PERSON;
            if (person == (title != NULL)) {
                if (person)
                    title_set(c, named, span_text(c->in->page, p, c->s, core, description_last(p, t, last)), core,
                              description_last(p, t, last));
                else
                    actor_alias(c, named, span_text(c->in->page, p, c->s, core, last));
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

static void descriptions_find(actor_work *c) {
    const parley_parse *p = c->p;
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        const parse_token *k = &p->tokens[t];
        if (!is_noun(k) || c->f->mention_of[t] != PARLEY_NONE || c->unit_of[t] != PARLEY_NONE || k->rel == REL_COMPOUND ||
            k->rel == REL_FLAT)
            continue;
        uint32_t first, last, actor, actor2;
        if (!describe(c, t, false, &first, &last, &actor, &actor2))
            continue;
        uint32_t m = mention_add(c, first, last, t, actor, MENTION_NOMINAL);
        c->f->mentions[m].actor2 = actor2;
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

/* --- pronouns: mentions without an actor; coref.c finds it
 * ------------------------------------------------------------------------- */

static void pronouns_find(actor_work *c) {
    static const char *const words[] = {"he",   "him",    "his",     "himself",    "she",     "her",  "hers",   "herself", "they",
                                        "them", "their",  "theirs",  "themselves", "it",      "its",  "itself", "i",       "me",
                                        "my",   "we",     "us",      "our",        "who",     "whom", "whose",  "both",    "some",
                                        "many", "others", "another", "most",       "several", NULL};
    for (uint32_t t = 0; t < c->p->n_tokens; t++) {
        const parse_token *k = &c->p->tokens[t];
        if ((k->upos == UPOS_PRON || (k->upos == UPOS_DET && k->rel != REL_DET)) && is_word(k, words) &&
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
