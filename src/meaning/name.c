/* name.c - runs of tokens that are one proper name, from the world's lists, the tagger's names and capital letters after a title,
 * because each of the three is wrong often enough alone.
 */
#include "meaning/actor_int.h"

static void name_unit_add(actor_work *c, uint32_t first, uint32_t last, unit_type type, const world_entry *e) {
    uint32_t u = c->n_units;
    ARENA_PUSH(c->s, c->units, c->n_units, c->cap_units) = (name_unit){first, last, type, e, PARLEY_NONE};
    for (uint32_t t = first; t <= last; t++)
        c->unit_of[t] = u;
}

/* Where "Lima" is a place and not the government that sits there: "in Lima", "to Oslo", "Lima, Peru". */
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
    if (k->rel == REL_CONJ && k->head != PARLEY_NONE && p->tokens[k->head].upos == UPOS_PROPN) /* "in Oslo and Lima" */
        k = &p->tokens[head = k->head];
    if (parse_child(p, head, REL_CC, SUB_NONE) == PARLEY_NONE || k->rel != REL_CONJ)
        PARSE_EACH_CHILD (p, head, ch) {
            if (p->tokens[ch].rel != REL_CASE || token_is_possessive(&p->tokens[ch]))
                continue;
            if (token_is_one_of(&p->tokens[ch], in))
                return true;
            if (token_is_one_of(&p->tokens[ch], from)) /* "arrived from Oslo" is a place, "concessions from Lima" is not */
                return k->head == PARLEY_NONE || p->tokens[k->head].upos == UPOS_VERB;
        }
    if (first > p->sents[p->tokens[first].sent].first && token_is_one_of(&p->tokens[first - 1], in))
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

/* "The news agency KCTA", "the union, UTW,": capitals right behind a group noun are its name, whatever the tagger says. */
static bool is_acronym_after_group(actor_work *c, uint32_t t) {
    const parley_parse *p = c->p;
    size_t n = 0;
    for (const char *s = p->tokens[t].form; *s; s++, n++)
        if ((*s < 'A' || *s > 'Z') && *s != '-')
            return false;
    uint32_t begin = p->sents[p->tokens[t].sent].first, before = t;
    while (before > begin && p->tokens[before - 1].upos == UPOS_PUNCT && t - before < 2)
        before--;
    return n >= 3 && before > begin && is_noun(&p->tokens[before - 1]) && world_group(c->w, noun_lemma(c, before - 1));
}

/* "the state-owned Al-Ayam": a paper, whatever the tagger says. */
static bool is_owned_name(const parley_parse *p, uint32_t t) {
    static const char *const owned[] = {"owned", "run", "funded", "controlled", "language", NULL};
    return t >= 2 && token_is_one_of(&p->tokens[t - 1], owned) && p->tokens[t - 2].norm[0] == '-';
}

/* "The Harbour Post | Peru says ...": a page's outlet before a headline is not one name with the state that the headline begins
 * with. */
static bool ends_before_state(const actor_work *c, uint32_t outlet_last, uint32_t last, uint32_t end) {
    const parley_parse *p = c->p;
    world_type type;
    uint32_t state_last;
    return last + 1 < end && (p->tokens[last + 1].upos == UPOS_VERB || p->tokens[last + 1].upos == UPOS_AUX) &&
           world_name_at(c->w, c->in->page, p, outlet_last + 1, end, &type, &state_last) && type == WORLD_STATE &&
           state_last == last;
}

/* The last token of a name whose second half is small: "Roh Sang-in". */
static uint32_t hyphen_last(const parley_parse *p, uint32_t first, uint32_t last) {
    uint32_t end = p->sents[p->tokens[last].sent].end, half = last + 2;
    if (last == first || half >= end || p->tokens[last].space_after || p->tokens[last + 1].norm[0] != '-' ||
        p->tokens[last + 1].space_after || form_starts_upper(p->tokens[half].form))
        return last;
    return p->tokens[half].ne == NE_PER || p->tokens[half].upos == UPOS_ADP ? half : last;
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
                      world_title(c->w, p->tokens[first].norm) && form_starts_upper(p->tokens[first].form) &&
                      !world_title(c->w, p->tokens[last].norm) && !world_group(c->w, p->tokens[last].norm) &&
                      !world_title(c->w, p->tokens[last].norm);
        for (uint32_t t = first; t <= last && titled; t++)
            titled = is_noun(&p->tokens[t]) && !world_group(c->w, p->tokens[t].norm);
        if ((n->type != NE_PER && !titled) || is_owned_name(p, first))
            continue;
        /* Titles and demonyms that the tagger took in. */
        while (first < last) {
            world_type type;
            uint32_t end;
            const char *norm = p->tokens[first].norm;
            const world_entry *e = world_name_at(c->w, c->in->page, p, first, last + 1, &type, &end);
            if (world_title(c->w, norm) || token_is_article(&p->tokens[first]) || token_is_possessive(&p->tokens[first]) ||
                strcmp(norm, "pm") == 0)
                first++;
            else if (first + 1 < last && world_group(c->w, norm) && world_title(c->w, p->tokens[first + 1].norm))
                first += 2; /* "Cabinet Secretary" */
            else if (e && end < last && (type == WORLD_DEMONYM || type == WORLD_STATE) && !world_given(c->w, norm))
                first = end + 1;
            else
                break;
        }
        while (last > first && (token_is_possessive(&p->tokens[last]) || p->tokens[last].upos == UPOS_PUNCT))
            last--;
        if (!titled && first == last && map_gets(&other, p->tokens[last].norm, 0) > map_gets(&per, p->tokens[last].norm, 0))
            continue;
        last = hyphen_last(p, first, last);
        if (!(form_starts_upper(p->tokens[last].form) || (last > first + 1 && p->tokens[last - 1].norm[0] == '-')) ||
            token_is_possessive(&p->tokens[first]) || p->tokens[first].upos == UPOS_PRON)
            continue;
        if (!titled && first == last && is_acronym_after_group(c, first))
            continue; /* "the news agency KCTA" */
        last_of[first] = last;
    }
    /* "Foreign Minister Ana Sokolova", "Mr. Duarte": capitalised words after a title that the tagger did not see. */
    for (uint32_t t = 0; t + 1 < p->n_tokens; t++) {
        const world_entry *title = world_title(c->w, p->tokens[t].norm);
        uint32_t sent = p->tokens[t].sent, n = t + 1;
        if (!title || p->tokens[n].sent != sent || p->tokens[n].upos != UPOS_PROPN || !form_starts_upper(p->tokens[n].form) ||
            p->tokens[n].ne == NE_PER || token_is_calendar(&p->tokens[n]) || world_title(c->w, p->tokens[n].norm))
            continue;
        if (!form_starts_upper(p->tokens[t].form) && p->tokens[n].ne != NE_NONE)
            continue;
        if (n + 1 < p->sents[sent].end && world_group(c->w, p->tokens[n].norm) && world_title(c->w, p->tokens[n + 1].norm))
            continue; /* "Chief Cabinet Secretary Roe": the last of the titles counts */
        world_type type;
        uint32_t last = n, end;
        if (world_name_at(c->w, c->in->page, p, n, p->sents[sent].end, &type, &end))
            continue;
        while (last + 1 < p->sents[sent].end && last - n < 4 && p->tokens[last + 1].upos == UPOS_PROPN &&
               form_starts_upper(p->tokens[last + 1].form) && !token_is_calendar(&p->tokens[last + 1]))
            last++;
        if (p->tokens[n].ne == NE_ORG && last > n)
            continue;
        last_of[n] = last;
    }
    return last_of;
}

/* "Orr Rejects Peru Quota Offer": a headline's capitals make no name of what the page writes small elsewhere. */
static bool is_thing(const parley_parse *p, const char *norm) {
    for (uint32_t t = 0; t < p->n_tokens; t++)
        if (p->tokens[t].upos == UPOS_NOUN && !form_starts_upper(p->tokens[t].form) && strcmp(p->tokens[t].norm, norm) == 0)
            return true;
    return false;
}

static bool name_half(const actor_work *c, uint32_t t) {
    const parse_token *k = &c->p->tokens[t];
    const name_unit *u = c->unit_of[t] == PARLEY_NONE ? NULL : &c->units[c->unit_of[t]];
    return k->upos == UPOS_PROPN && form_starts_upper(k->form) && !world_title(c->w, k->norm) && !token_is_calendar(k) &&
           !world_group(c->w, k->norm) && (!u || (!u->entry && u->type == UNIT_ORG && u->first == u->last)) &&
           !is_thing(c->p, k->norm);
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
        if (strcmp(p->tokens[t].norm, ",") != 0 || p->tokens[t - 1].upos != UPOS_PROPN ||
            !form_starts_upper(p->tokens[t - 1].form))
            continue;
        uint32_t s = p->tokens[t].sent, begin = p->sents[s].first, end = p->sents[s].end, first = t, office = PARLEY_NONE;
        while (first > begin && t - first < 4 && p->tokens[first - 1].upos == UPOS_PROPN &&
               form_starts_upper(p->tokens[first - 1].form) && !world_title(c->w, p->tokens[first - 1].norm) &&
               !token_is_calendar(&p->tokens[first - 1]) &&
               (c->unit_of[first - 1] == PARLEY_NONE || !c->units[c->unit_of[first - 1]].entry))
            first--;
        if (t - first < 2)
            continue;
        for (uint32_t y = t + 1; y < end && y < t + 9 && p->tokens[y].upos != UPOS_VERB; y++) {
            if (p->tokens[y].upos == UPOS_PUNCT && p->tokens[y].norm[0] != '-' && p->tokens[y].norm[0] != '\'')
                break;
            const world_entry *title = p->tokens[y].upos == UPOS_NOUN ? world_title(c->w, noun_lemma(c, y)) : NULL;
            if (title && title->alone && !noun_is_plural(c, y) && p->tokens[y].head != PARLEY_NONE && p->tokens[y].head < y) {
                office = y;
                break;
            }
        }
        if (office == PARLEY_NONE || (c->unit_of[first] != PARLEY_NONE && c->units[c->unit_of[first]].type == UNIT_PERSON))
            continue;
        for (uint32_t y = first; y < t; y++)
            if (c->unit_of[y] != PARLEY_NONE)
                c->units[c->unit_of[y]].type = UNIT_PLACE; /* what stood there is part of the name */
        name_unit_add(c, first, t - 1, UNIT_PERSON, NULL);
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
            if (!form_starts_upper(k->form) || n < 4 || map_gets(&persons, k->norm, 0))
                continue;
            bool before_noun = t + 1 < p->sents[s].end && !form_starts_upper(p->tokens[t + 1].form) &&
                               (p->tokens[t + 1].upos == UPOS_NOUN || p->tokens[t + 1].upos == UPOS_ADJ);
            bool ends_so = n > 5 && (strcmp(k->norm + n - 2, "an") == 0 || strcmp(k->norm + n - 3, "ese") == 0 ||
                                     strcmp(k->norm + n - 3, "ish") == 0);
            if (before_noun && ends_so && n_adjectives < MOST)
                adjectives[n_adjectives++] = t;
            else if (k->upos == UPOS_PROPN && !ends_so)
                map_sets(&names, k->norm, t);
            /* "X's government", "the X ambassador": nothing but a state has these, and a person who has them is named in full
             * somewhere. "The X government" does not count: parties have those too ("the Labour government"). */
            bool owns = t + 1 < p->sents[s].end && token_is_possessive(&p->tokens[t + 1]);
            uint32_t next = owns ? t + 2 : t + 1;
            bool alone = t > p->sents[s].first ? !form_starts_upper(p->tokens[t - 1].form) ||
                                                     token_is_article(&p->tokens[t - 1]) || p->tokens[t - 1].ne == NE_DATE
                                               : owns;
            if (alone && !ends_so && (k->upos == UPOS_PROPN || k->upos == UPOS_NOUN || k->upos == UPOS_ADJ) &&
                next < p->sents[s].end &&
                (world_word(c->w, "of-state", p->tokens[next].norm) ||
                 (owns && world_word(c->w, "of-country", p->tokens[next].norm))))
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

/* "Harrow Shipping", "the Dockers' Union": capitalised words in front of a noun that ends such names are one name, tagged or not.
 */
static void organisations_by_ending(actor_work *c) {
    const parley_parse *p = c->p;
    for (uint32_t t = 1; t < p->n_tokens; t++) {
        const parse_token *k = &p->tokens[t];
        uint32_t begin = p->sents[k->sent].first, first = t, here = c->unit_of[t];
        if (t == begin || !is_noun(k) || !form_starts_upper(k->form) || strlen(k->norm) < 4 ||
            (here != PARLEY_NONE && (c->units[here].entry || c->units[here].first < t)) ||
            !(world_word(c->w, "name:union", k->norm) || world_word(c->w, "name:company", k->norm) ||
              world_word(c->w, "union", k->norm)))
            continue;
        while (first > begin && t - first < 5) {
            const parse_token *b = &p->tokens[first - 1];
            uint32_t u = c->unit_of[first - 1];
            bool owned = token_is_possessive(b) && first >= begin + 2 && form_starts_upper(p->tokens[first - 2].form);
            if (u != PARLEY_NONE && (c->units[u].entry || c->units[u].type == UNIT_PERSON))
                break;
            if (!owned && (!form_starts_upper(b->form) || b->upos == UPOS_DET || b->upos == UPOS_ADP || b->upos == UPOS_PRON ||
                           world_title(c->w, b->norm) || token_is_calendar(b) || (first - 1 == begin && !is_noun(b))))
                break;
            first--;
        }
        if (first == t || token_is_possessive(&p->tokens[first]) || (here != PARLEY_NONE && c->units[here].first <= first))
            continue;
        uint32_t last = here != PARLEY_NONE ? c->units[here].last : t;
        for (uint32_t i = first; i <= last; i++)
            if (c->unit_of[i] != PARLEY_NONE)
                c->units[c->unit_of[i]].type = UNIT_PLACE; /* what stood there is part of the name */
        name_unit_add(c, first, last, UNIT_ORG, NULL);
    }
}

/* An organisation's name of several words makes one name wherever its words stand in a row: the tagger cuts it now and then
 * ("Dockers' | Union's spokesman"). One pass; a word opens one name, the longest. */
static void organisations_mend(actor_work *c) {
    const parley_parse *p = c->p;
    parley_map opener;
    map_init(&opener, c->s);
    uint32_t n = c->n_units;
    for (uint32_t u = 0; u < n; u++) {
        const name_unit *x = &c->units[u];
        if (x->type != UNIT_ORG || x->first == x->last || x->last - x->first > 8)
            continue;
        const char *key = p->tokens[x->first].norm;
        uint32_t old = map_gets(&opener, key, PARLEY_NONE);
        if (old == PARLEY_NONE || c->units[old].last - c->units[old].first < x->last - x->first)
            map_sets(&opener, key, u);
    }
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        uint32_t u = form_starts_upper(p->tokens[t].form) ? map_gets(&opener, p->tokens[t].norm, PARLEY_NONE) : PARLEY_NONE;
        if (u == PARLEY_NONE)
            continue;
        name_unit whole = c->units[u];
        uint32_t length = whole.last - whole.first, here = c->unit_of[t];
        if (t + length >= p->n_tokens || p->tokens[t + length].sent != p->tokens[t].sent || t == whole.first ||
            (here != PARLEY_NONE && c->units[here].first != t) ||
            (here != PARLEY_NONE && c->units[here].last - c->units[here].first >= length))
            continue;
        bool same = true;
        for (uint32_t i = 1; i <= length && same; i++)
            same = strcmp(p->tokens[t + i].norm, p->tokens[whole.first + i].norm) == 0;
        uint32_t over = c->unit_of[t + length];
        if (!same || (over != PARLEY_NONE && c->units[over].last > t + length))
            continue;
        for (uint32_t i = t; i <= t + length; i++)
            if (c->unit_of[i] != PARLEY_NONE)
                c->units[c->unit_of[i]].type = UNIT_PLACE; /* what stood there is part of the name */
        name_unit_add(c, t, t + length, UNIT_ORG, whole.entry);
    }
}

/* A single name tagged as an organisation that is one letter off a person's surname: "Lindqvist" where "Nadia Lundqvist" is. */
static void surnames_mend(actor_work *c) {
    enum { MOST = 64 };
    const parley_parse *p = c->p;
    uint32_t surname[MOST], n = 0;
    for (uint32_t u = 0; u < c->n_units && n < MOST; u++)
        if (c->units[u].type == UNIT_PERSON && c->units[u].last > c->units[u].first)
            surname[n++] = c->units[u].last;
    for (uint32_t u = 0; u < c->n_units; u++) {
        name_unit *x = &c->units[u];
        if (x->type != UNIT_ORG || x->first != x->last || x->entry || strlen(p->tokens[x->first].norm) < 7)
            continue;
        for (uint32_t i = 0; i < n; i++)
            if (p->tokens[surname[i]].norm[0] == p->tokens[x->first].norm[0] &&
                edit_distance(p->tokens[x->first].norm, p->tokens[surname[i]].norm, 1) == 1)
                x->type = UNIT_PERSON;
    }
}

void units_find(actor_work *c) {
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
            if (!e && local.n && form_starts_upper(k->form)) {
                uint32_t i = map_gets(&local, k->norm, PARLEY_NONE);
                if (i != PARLEY_NONE) {
                    e = locals[i].entry;
                    type = locals[i].type;
                    wlast = t;
                }
            }
            /* "Secretary of State": no state, and none of that name. */
            bool of_state =
                strcmp(k->norm, "state") == 0 && t > p->sents[s].first + 1 && strcmp(p->tokens[t - 1].norm, "of") == 0;
            if (of_state) {
                t++;
                continue;
            }
            /* A name of one word that is also a word: only where the tagger calls it a name. */
            if (e && wlast == t && k->upos != UPOS_PROPN && k->ne == NE_NONE && type != WORLD_DEMONYM && type != WORLD_PEOPLE &&
                type != WORLD_STATE)
                e = NULL;
            if (e && wlast == t && !form_starts_upper(k->form) && type != WORLD_DEMONYM)
                e = NULL;
            if (person_last[t] != PARLEY_NONE && person_last[t] < end &&
                (!e || person_last[t] > wlast || (type == WORLD_OUTLET && wlast == t))) {
                last = person_last[t];
                name_unit_add(c, t, last, UNIT_PERSON, NULL);
                t = last + 1;
                continue;
            }
            const parse_name *n = name_at[t] == PARLEY_NONE ? NULL : &p->names[name_at[t]];
            if (n && n->end > end)
                n = NULL;
            uint32_t nlast = n ? n->end - 1 : t;
            while (n && nlast > t && (token_is_possessive(&p->tokens[nlast]) || p->tokens[nlast].upos == UPOS_PUNCT))
                nlast--;
            bool org = n && (n->type == NE_ORG || n->type == NE_OUTLET) && nlast > wlast &&
                       form_starts_upper(p->tokens[nlast].form) && !world_title(c->w, p->tokens[nlast].norm) &&
                       !(type == WORLD_OUTLET && ends_before_state(c, wlast, nlast, end));
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
                name_unit_add(c, t, wlast, u, e);
                t = wlast + 1;
                continue;
            }
            if (n && (org || n->type == NE_ORG || n->type == NE_OUTLET || n->type == NE_LOC || n->type == NE_NORP ||
                      is_owned_name(p, t) || (n->type == NE_PER && nlast == t && is_acronym_after_group(c, t)))) {
                /* "United Dock | Workers": nouns that end such names belong to them. */
                while (n->type == NE_ORG && nlast + 1 < end && form_starts_upper(p->tokens[nlast + 1].form) &&
                       is_noun(&p->tokens[nlast + 1]) && p->tokens[nlast].space_after &&
                       (world_word(c->w, "name:union", p->tokens[nlast + 1].norm) ||
                        world_word(c->w, "name:company", p->tokens[nlast + 1].norm) ||
                        world_word(c->w, "loose", p->tokens[nlast + 1].norm)))
                    nlast++;
                bool people = n->type == NE_NORP && k->upos != UPOS_ADJ;
                /* "the Corvane Courier", "the Observer": an office in lower case only. */
                bool paper = n->type != NE_LOC && n->type != NE_NORP && p->tokens[nlast].upos == UPOS_PROPN &&
                             world_word(c->w, "outlet-ending", p->tokens[nlast].norm);
                if (form_starts_upper(k->form) && (paper || !world_title(c->w, p->tokens[nlast].norm)))
                    name_unit_add(c, t, nlast,
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
    organisations_by_ending(c);
    organisations_mend(c);
    persons_mend(c);
    surnames_mend(c);
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
        if (x->first == x->last && !x->entry &&
            (x->type == UNIT_ORG || x->type == UNIT_PLACE || x->type == UNIT_STATE ||
             (x->type == UNIT_PEOPLE && p->tokens[x->first].upos == UPOS_PROPN)) &&
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
            c->unit_of[next] == PARLEY_NONE && form_starts_upper(p->tokens[next].form) &&
            token_is_one_of(&p->tokens[next], short_names)) {
            x->last = next;
            c->unit_of[next] = u;
        }
    }
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        const parse_token *k = &p->tokens[t];
        if (c->unit_of[t] != PARLEY_NONE || k->upos != UPOS_PROPN || !form_starts_upper(k->form) || token_is_calendar(k))
            continue;
        if (map_gets(&known, k->norm, 0) == 1)
            name_unit_add(c, t, t, UNIT_PERSON, NULL);
        else if (is_acronym_after_group(c, t)) /* "the broadcaster SVR" that the tagger did not see */
            name_unit_add(c, t, t, UNIT_ORG, NULL);
    }
}
