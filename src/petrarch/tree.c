/* tree.c - coding with PETRARCH 2's dictionaries: patterns over phrases, codes that add up, transformations.
 *
 * Each phrase has a meaning made of its children's. A noun phrase means the actors in it; a verb phrase the events in it, where
 * an event's target may be an event again ("said B attacked C"). Rules, after Petrarch2.pdf:
 *
 *   noun phrase   actors and agents among its words, longest first; where there is no actor, those of its prepositional phrases,
 *                 then of a verb phrase in it. Agents without a country stay "~GOV". A pronoun means the noun phrase beside a
 * verb above its clause. verb phrase   its code from the verb, its particles and the patterns of its block; its subject from the
 * noun phrase beside it; its object from its own noun phrases, else prepositional ones. Verb phrases in it are its auxiliaries'
 * main verb: their events are taken over, codes added. Clauses in it count where there is no object. passive       the subject is
 * the target; the source stands after by, from or in. codes         a CAMEO code is a sum of what it means (intend 3000 + aid 40
 * = intend to give aid 3040); "not" takes away FFFF. transformations of the dictionary, else: the source of what is said becomes
 * the target (A says to B that …). event         at the sentence's top: every source with its target, if both have codes and the
 * sum is a CAMEO code.
 */
#include "petrarch/petrarch.h"

#include <stdio.h>
#include <stdlib.h>

/* --- sums --------------------------------------------------------------------------------------------------------- */
/* Families whose members share an order: appeal, intend and demand (02, 03, 10) for cooperation, aid, change and yielding. */
typedef struct sum_row {
    const char *code;
    int32_t sum;
} sum_row;
static const sum_row families[] = {/* after the family's two digits */
                                   {"0", 0x0000},  {"1", 0x0070},  {"11", 0x0075}, {"12", 0x0076}, {"13", 0x0078}, {"14", 0x007A},
                                   {"2", 0x0080},  {"3", 0x0040},  {"31", 0x0045}, {"32", 0x0046}, {"33", 0x0047}, {"34", 0x0049},
                                   {"4", 0x0060},  {"41", 0x0061}, {"42", 0x0062}, {"43", 0x0063}, {"44", 0x0064}, {"5", 0x0200},
                                   {"51", 0x020B}, {"52", 0x020C}, {"53", 0x020D}, {"54", 0x0205}, {"55", 0x020E}, {"56", 0x020F},
                                   {"6", 0x0010},  {"7", 0x0020},  {"8", 0x0030}};
#define NOT 0xFFFF
static const sum_row sums[] = {
    {"010", 0x1000},        {"011", 0x1000 - NOT},  {"012", 0x100C},        {"013", 0x1001},        {"014", 0x1002},
    {"015", 0x10A0},        {"016", 0x10A0 - NOT},  {"017", 0x1003},        {"018", 0x1004},        {"019", 0x1005},
    {"038", 0x3230},        {"039", 0x3030},        {"040", 0xB000},        {"041", 0xB001},        {"042", 0xB002},
    {"043", 0xB003},        {"046", 0xB010},        {"044", 0xB010},        {"045", 0xB030},        {"050", 0x0080},
    {"051", 0x0081},        {"052", 0x0082},        {"053", 0x0083},        {"054", 0x0084},        {"055", 0x0085},
    {"056", 0x0086},        {"057", 0x0087},        {"060", 0x0070},        {"061", 0x0075},        {"062", 0x0076},
    {"063", 0x0078},        {"064", 0x007A},        {"070", 0x0040},        {"071", 0x0045},        {"072", 0x0046},
    {"073", 0x0047},        {"074", 0x0049},        {"075", 0x004E},        {"080", 0x0200},        {"081", 0x020B},
    {"0811", 0x0203},       {"0812", 0x0201},       {"0813", 0x0204},       {"0814", 0x0206},       {"082", 0x020C},
    {"083", 0x0260},        {"0831", 0x0261},       {"0832", 0x0262},       {"0833", 0x0263},       {"0834", 0x0264},
    {"084", 0x0250},        {"0841", 0x020C},       {"0842", 0x020C},       {"085", 0x0205},        {"086", 0x020E},
    {"0861", 0x0209},       {"0862", 0x020A},       {"0863", 0x0207},       {"087", 0x02C0},        {"0871", 0x02C9},
    {"0872", 0x02C1},       {"0873", 0x02C6},       {"0874", 0x02C2},       {"090", 0xA000},        {"091", 0xA001},
    {"092", 0xA002},        {"093", 0xA003},        {"094", 0xA004},        {"110", 0x7000},        {"111", 0x7001},
    {"112", 0x70A0},        {"1121", 0x70A1},       {"1122", 0x70A2},       {"1123", 0x70A3},       {"1124", 0x70A4},
    {"1125", 0x70A5},       {"113", 0x7002},        {"114", 0x7003},        {"115", 0x7008},        {"116", 0x7005},
    {"120", -NOT},          {"121", 0x0070 - NOT},  {"1211", 0x0075 - NOT}, {"1212", 0x0076 - NOT}, {"122", 0x2340 - NOT},
    {"1221", 0x2345 - NOT}, {"1222", 0x2346 - NOT}, {"1223", 0x2347 - NOT}, {"1224", 0x2349 - NOT}, {"123", 0x2360 - NOT},
    {"1231", 0x2361 - NOT}, {"1232", 0x2362 - NOT}, {"1233", 0x2363 - NOT}, {"1234", 0x2364 - NOT}, {"124", 0x0200 - NOT},
    {"1241", 0x020B - NOT}, {"1242", 0x020C - NOT}, {"1243", 0x020D - NOT}, {"1244", 0x0205 - NOT}, {"1245", 0x020E - NOT},
    {"1246", 0x02C0 - NOT}, {"125", 0x0010 - NOT},  {"126", 0x0030 - NOT},  {"127", 0x0020 - NOT},  {"128", 0x0002 - NOT},
    {"129", 0x0001 - NOT},  {"130", 0x6000},        {"131", 0x6100},        {"1311", 0x6140},       {"1312", 0x6105},
    {"1313", 0x6180},       {"132", 0x600B},        {"1321", 0x6003},       {"1322", 0x6001},       {"1323", 0x6004},
    {"1324", 0x6006},       {"133", 0x600C},        {"134", 0x6010},        {"135", 0x6030},        {"136", 0x600E},
    {"137", 0x6004},        {"138", 0x60A0},        {"1381", 0x60A1},       {"1382", 0x60A2},       {"1383", 0x60A3},
    {"1384", 0x60A4},       {"1385", 0x60B0},       {"139", 0x6005},        {"140", 0x5000},        {"145", 0x50A0},
    {"150", 0x8000},        {"151", 0x8001},        {"152", 0x8002},        {"153", 0x8003},        {"154", 0x8004},
    {"160", 0x0100},        {"161", 0x0180},        {"162", 0x0140},        {"1621", 0x0145},       {"1622", 0x0146},
    {"1623", 0x0147},       {"163", 0x000B},        {"164", 0x0110},        {"165", 0x0130},        {"166", 0x0150},
    {"1661", 0x0159},       {"1662", 0x015A},       {"1663", 0x015E},       {"170", 0x9000},        {"171", 0x9010},
    {"1711", 0x9011},       {"1712", 0x9012},       {"172", 0x900B},        {"1721", 0x9003},       {"1722", 0x9001},
    {"1723", 0x9004},       {"1724", 0x9006},       {"173", 0x9020},        {"174", 0x9030},        {"175", 0x9040},
    {"180", 0x0090},        {"181", 0x0091},        {"182", 0x0092},        {"1821", 0x0093},       {"1822", 0x0094},
    {"1823", 0x0095},       {"1824", 0x0096},       {"183", 0x0097},        {"1831", 0x0098},       {"1832", 0x0099},
    {"1833", 0x009A},       {"1834", 0x009B},       {"184", 0x009C},        {"185", 0x009D},        {"186", 0x009E},
    {"190", 0x00A0},        {"191", 0x00A1},        {"192", 0x00A2},        {"193", 0x00A3},        {"194", 0x00A4},
    {"195", 0x00A5},        {"1951", 0x00A6},       {"1952", 0x00A7},       {"196", 0x00A8},        {"200", 0x00B0},
};
static const struct {
    const char *digits;
    int32_t sum;
} heads[] = {{"02", 0x2000}, {"03", 0x3000}, {"10", 0x4000}};

int32_t petr_sum_of_code(const char *code, size_t n) {
    for (size_t i = 0; i < COUNT_OF(sums); i++)
        if (strlen(sums[i].code) == n && strncmp(sums[i].code, code, n) == 0)
            return sums[i].sum;
    for (size_t h = 0; n >= 3 && h < COUNT_OF(heads); h++)
        if (strncmp(heads[h].digits, code, 2) == 0)
            for (size_t i = 0; i < COUNT_OF(families); i++)
                if (strlen(families[i].code) == n - 2 && strncmp(families[i].code, code + 2, n - 2) == 0)
                    return heads[h].sum + families[i].sum;
    if (n < 3 || (n == 3 && code[2] == '0') || strncmp(code, "---", 3) == 0)
        return 0;
    /* A finer code that has no sum of its own counts as its root. */
    char root[4] = {code[0], code[1], '0', '\0'};
    return petr_sum_of_code(root, 3);
}

const char *petr_code_of_sum(int32_t sum) {
    static const char *const made[COUNT_OF(heads)][COUNT_OF(families)] = {
        {"020",  "021",  "0211", "0212", "0213", "0214", "022",  "023",  "0231", "0232", "0233", "0234", "024", "0241",
         "0242", "0243", "0244", "025",  "0251", "0252", "0253", "0254", "0255", "0256", "026",  "027",  "028"},
        {"030",  "031",  "0311", "0312", "0313", "0314", "032",  "033",  "0331", "0332", "0333", "0334", "034", "0341",
         "0342", "0343", "0344", "035",  "0351", "0352", "0353", "0354", "0355", "0356", "036",  "037",  "039"},
        {"100",  "101",  "1011", "1012", "1013", "1014", "102",  "103",  "1031", "1032", "1033", "1034", "104", "1041",
         "1042", "1043", "1044", "105",  "1051", "1052", "1053", "1054", "1055", "1056", "106",  "107",  "108"}};
    if (sum == 0)
        return NULL;
    if (sum == 0x30A0) /* intends to fight */
        return "138";
    for (size_t i = 0; i < COUNT_OF(sums); i++)
        if (sums[i].sum == sum)
            return sums[i].code;
    for (size_t h = 0; h < COUNT_OF(heads); h++)
        for (size_t i = 0; i < COUNT_OF(families); i++)
            if (heads[h].sum + families[i].sum == sum)
                return made[h][i];
    return NULL;
}

static int32_t combine(int32_t own, int32_t below) {
    if (below < 0)
        return below + own;
    if (own >= 0x1000 && below >= 0x1000)
        return below;
    if (below >= own)
        return below;
    return own + below;
}

/* --- meanings ----------------------------------------------------------------------------------------------------- */
typedef struct codes {
    const char **items;
    uint32_t n, cap;
} codes;
typedef struct event event;
struct event {
    codes source;
    const char *target; /* or NULL */
    event *inner;       /* the target is an event */
    bool passive;       /* the target is still to come: the subject above */
    int32_t sum;
    const char *code; /* the dictionary's own, as long as nothing was added to it; NULL */
    parley_span verb;
    const char *pattern;
};
typedef struct events {
    event **items;
    uint32_t n, cap;
} events;

typedef enum state { NEW, OPEN, DONE } state;
typedef struct meaning {
    state state;
    codes actors; /* noun phrases, prepositional phrases */
    events events;
    codes loose; /* verb phrases that code nothing: the actors in them */
    bool coded, passive, passive_known;
    int32_t sum, passive_sum;
    const char *code, *passive_code; /* as the dictionary writes them */
    const char *pattern;
    uint32_t block;              /* of the verb; PARLEY_NONE */
    const char *source, *target; /* set by $ and + of the pattern */
} meaning;
typedef struct coder {
    const petr_in *in;
    petr_tree *t;
    meaning *m; /* [n of nodes] */
    uint32_t depth;
} coder;

static void push(coder *k, codes *c, const char *code) {
    ARENA_PUSH(k->in->arena, c->items, c->n, c->cap) = code;
}
static void push_all(coder *k, codes *c, const codes *more) {
    for (uint32_t i = 0; i < more->n; i++)
        push(k, c, more->items[i]);
}
static bool is(const coder *k, uint32_t n, const char *label) {
    return petr_is(k->t, n, label);
}
static const char *word(const coder *k, uint32_t n) {
    return k->t->nodes[n].word ? k->t->nodes[n].word : "";
}
static uint32_t first(const coder *k, uint32_t n) {
    return k->t->nodes[n].first;
}
static uint32_t parent(const coder *k, uint32_t n) {
    return k->t->nodes[n].parent;
}
static bool clause_label(const coder *k, uint32_t n) {
    return is(k, n, "S") || is(k, n, "SBAR") || is(k, n, "SINV") || is(k, n, "SQ");
}
static bool agent(const char *code) {
    return strchr(code, '~') != NULL;
}

/* Agents behind each actor ("~GOV") or before it ("NGO~"); "~" alone where there is none. */
static codes mix(coder *k, const codes *agents, const codes *actors) {
    codes out = {0};
    uint32_t n = actors->n ? actors->n : 1;
    for (uint32_t i = 0; i < n; i++) {
        const char *code = actors->n ? actors->items[i] : "~";
        for (uint32_t g = 0; g < agents->n; g++) {
            const char *a = agents->items[g];
            if (strcmp(a, "~PPL") == 0 && agents->n > 1)
                continue;
            bool behind = *a == '~';
            const char *own = behind ? a + 1 : arena_strn(k->in->arena, a, strcspn(a, "~"));
            if (!strstr(code, own))
                code = behind ? arena_printf(k->in->arena, "%s%s", code, own)
                              : arena_printf(k->in->arena, "%s%s", own, strcmp(code, "~") == 0 ? "" : code);
        }
        bool known = !*code || strcmp(code, "~") == 0;
        for (uint32_t j = 0; j < out.n && !known; j++)
            known = strcmp(out.items[j], code) == 0;
        if (!known)
            push(k, &out, code);
    }
    return out;
}

static void divide(coder *k, const codes *all, codes *actors, codes *agents) {
    for (uint32_t i = 0; i < all->n; i++)
        push(k, agent(all->items[i]) ? agents : actors, all->items[i]);
}

static const codes *noun_meaning(coder *k, uint32_t n);
static const events *verb_meaning(coder *k, uint32_t n);
static uint32_t head_of(const coder *k, uint32_t n, uint32_t *phrase);

/* The noun phrase of a prepositional phrase, through stacked prepositions. */
static uint32_t object_of(const coder *k, uint32_t pp) {
    PETR_EACH_CHILD(k->t, pp, c) {
        if (is(k, c, "NP"))
            return c;
        if (is(k, c, "PP"))
            return object_of(k, c);
    }
    return PARLEY_NONE;
}
static const char *preposition(const coder *k, uint32_t pp) {
    uint32_t c = first(k, pp);
    return c == PARLEY_NONE ? "" : word(k, c);
}
static const codes *prep_meaning(coder *k, uint32_t pp) {
    static const codes none;
    uint32_t o = object_of(k, pp);
    return o == PARLEY_NONE ? &none : noun_meaning(k, o);
}

static bool names_label(const coder *k, uint32_t n) {
    const char *l = k->t->nodes[n].label;
    return strncmp(l, "NN", 2) == 0 || strncmp(l, "JJ", 2) == 0 || strncmp(l, "DT", 2) == 0 || strncmp(l, "CD", 2) == 0 ||
           strncmp(l, "VBG", 3) == 0 || strncmp(l, "FW", 2) == 0;
}

/* Words of a noun phrase that can name an actor; what its prepositional phrases mean where they name one. */
static void noun_words(coder *k, uint32_t n, codes *w, codes *from_preps, codes *from_verbs) {
    if (++k->depth > PETR_DEPTH) {
        k->depth--;
        return;
    }
    PETR_EACH_CHILD(k->t, n, c) {
        if (k->t->nodes[c].word) {
            if (names_label(k, c) && *word(k, c))
                push(k, w, word(k, c));
        } else if (is(k, c, "NP") || is(k, c, "NX") || is(k, c, "QP")) {
            noun_words(k, c, w, from_preps, from_verbs);
        } else if (is(k, c, "PP")) {
            const codes *m = prep_meaning(k, c);
            bool names = false;
            for (uint32_t i = 0; i < m->n; i++)
                names |= !agent(m->items[i]);
            if (names) {
                push_all(k, from_preps, m);
            } else {
                /* "the leader of the rebels": the words count as the phrase's own. */
                codes own = {0};
                uint32_t o = object_of(k, c);
                if (o != PARLEY_NONE)
                    noun_words(k, o, &own, from_preps, from_verbs);
                push_all(k, w, &own);
            }
        } else if (is(k, c, "VP") && from_verbs) {
            /* "the city held by rebels": whom the verb phrase names last. */
            const events *e = verb_meaning(k, c);
            if (e->n && e->items[0]->passive)
                push_all(k, from_verbs, &e->items[0]->source);
            else if (e->n && e->items[0]->target)
                push(k, from_verbs, e->items[0]->target);
        }
    }
    k->depth--;
}

/* Beside a verb above the pronoun's clause ("A said B hurt it": A; "… itself": B). */
static void antecedent(coder *k, uint32_t np, const char *pronoun, codes *out) {
    size_t n = strlen(pronoun);
    bool reflexive = (n > 4 && strcmp(pronoun + n - 4, "SELF") == 0) || (n > 6 && strcmp(pronoun + n - 6, "SELVES") == 0);
    bool local = true;
    for (uint32_t level = parent(k, np); level != PARLEY_NONE && parent(k, level) != PARLEY_NONE; level = parent(k, level)) {
        if (is(k, level, "NP") && reflexive)
            return;
        if (local && (is(k, level, "S") || is(k, level, "SBAR"))) {
            local = false;
            if (!reflexive)
                continue;
        }
        if (local && !reflexive)
            continue;
        PETR_EACH_CHILD(k->t, parent(k, level), c)
        if (is(k, c, "NP") && k->m[c].state != OPEN && noun_meaning(k, c)->n) {
            push_all(k, out, noun_meaning(k, c));
            return;
        }
    }
}

static const codes *noun_meaning(coder *k, uint32_t n) {
    meaning *m = &k->m[n];
    if (m->state != NEW || k->depth > PETR_DEPTH)
        return &m->actors;
    m->state = OPEN;
    k->depth++;
    const struct parley_dictionaries *d = k->in->d;
    codes w = {0}, found = {0}, preps = {0}, verbs = {0}, actors = {0}, agents = {0}, a = {0}, g = {0};
    noun_words(k, n, &w, &preps, &verbs);
    PETR_EACH_CHILD(k->t, n, c)
    if (is(k, c, "PRP"))
        antecedent(k, n, word(k, c), &found);
    for (uint32_t i = 0, used; i < w.n; i++) {
        uint32_t at = petr_name_at(d, &d->actors, w.items + i, w.n - i, &used);
        const char *code = "";
        if (at != PARLEY_NONE) {
            code = petr_actor_code(d, d->actors.names[at].codes, k->in->day);
        } else if ((at = petr_name_at(d, &d->agents, w.items + i, w.n - i, &used)) != PARLEY_NONE) {
            code = d->agents.names[at].code;
        }
        if (at == PARLEY_NONE)
            continue;
        for (const char *s = code; *s;) { /* A/B: two actors */
            size_t len = strcspn(s, "/");
            push(k, &found, arena_strn(k->in->arena, s, len));
            s += len + (s[len] == '/');
        }
        i += used - 1;
    }
    divide(k, &found, &actors, &agents);
    divide(k, &preps, &a, &g);
    if (!actors.n)
        actors = a;
    if (!agents.n)
        agents = g;
    a = g = (codes){0};
    divide(k, &verbs, &a, &g);
    if (!actors.n)
        actors = a;
    if (!agents.n)
        agents = g;
    m = &k->m[n];
    m->actors = mix(k, &agents, &actors);
    m->state = DONE;
    k->depth--;
    return &m->actors;
}

/* --- heads -------------------------------------------------------------------------------------------------------- */
/* The last word of a phrase's own sort; *phrase: the phrase whose child it is. PARLEY_NONE. */
static uint32_t head_of(const coder *k, uint32_t n, uint32_t *phrase) {
    for (uint32_t depth = 0; depth < PETR_DEPTH; depth++) {
        uint32_t leaf = PARLEY_NONE, inner = PARLEY_NONE;
        bool any = is(k, n, "ADVP") || is(k, n, "PRT") || is(k, n, "ADJP");
        PETR_EACH_CHILD(k->t, n, c) {
            /* A modal is the verb of its phrase. */
            bool sort = k->t->nodes[c].label[0] == k->t->nodes[n].label[0] || (is(k, n, "VP") && is(k, c, "MD"));
            if (k->t->nodes[c].word && (any || sort) && *word(k, c))
                leaf = c;
            else if (!k->t->nodes[c].word && k->t->nodes[c].label[0] == k->t->nodes[n].label[0] &&
                     (inner == PARLEY_NONE || !is(k, n, "NP")))
                inner = c;
        }
        if (leaf != PARLEY_NONE) {
            *phrase = n;
            return leaf;
        }
        if (inner == PARLEY_NONE)
            return PARLEY_NONE;
        n = inner;
    }
    return PARLEY_NONE;
}

/* --- patterns ----------------------------------------------------------------------------------------------------- */
static bool element_is(const coder *k, const petr_element *e, uint32_t phrase, uint32_t head) {
    const struct parley_dictionaries *d = k->in->d;
    if (e->kind == PETR_WORD)
        return petr_word_is(d, e->word, word(k, head));
    if (e->kind != PETR_SYNSET)
        return e->kind == PETR_SKIP;
    const petr_synset *set = &d->synsets[e->synset];
    for (uint32_t i = 0; i < set->n; i++) {
        const petr_phrase *p = &set->phrases[i];
        if (!petr_word_is(d, p->words[p->n - 1], word(k, head)))
            continue;
        uint32_t need = p->n - 1, have = 0;
        for (uint32_t q = 0; q < need; q++)
            PETR_EACH_CHILD(k->t, phrase, c)
        if (k->t->nodes[c].word && petr_word_is(d, p->words[q], word(k, c))) {
            have++;
            break;
        }
        if (have == need)
            return true;
    }
    return false;
}

/* Is some word of the phrase this element? */
static bool among(const coder *k, const petr_element *e, uint32_t phrase) {
    PETR_EACH_CHILD(k->t, phrase, c) {
        if (k->t->nodes[c].word ? element_is(k, e, phrase, c)
                                : ((is(k, c, "NP") || is(k, c, "ADJP") || is(k, c, "PP")) && among(k, e, c)))
            return true;
    }
    return false;
}

typedef struct bound {
    const codes *source, *target;
} bound;

static bool noun_is(coder *k, const petr_noun *noun, uint32_t np, bound *b) {
    if (noun->head.kind == PETR_SOURCE || noun->head.kind == PETR_TARGET) {
        const codes *c = is(k, np, "NP") ? noun_meaning(k, np) : NULL;
        if (!c || !c->n)
            return false;
        *(noun->head.kind == PETR_SOURCE ? &b->source : &b->target) = c;
        return true;
    }
    if (noun->head.kind == PETR_SKIP && !noun->n_others)
        return true;
    uint32_t phrase, head = head_of(k, np, &phrase);
    if (head == PARLEY_NONE)
        return false;
    /* Each member of a coordination is a head. */
    if (!element_is(k, &noun->head, phrase, head)) {
        PETR_EACH_CHILD(k->t, np, c)
        if (is(k, c, "NP") && c != phrase && noun_is(k, noun, c, b))
            return true;
        return false;
    }
    for (uint32_t i = 0; i < noun->n_others; i++)
        if (noun->others[i].kind <= PETR_SYNSET && !among(k, &noun->others[i], phrase) && !among(k, &noun->others[i], np))
            return false;
    return true;
}

static bool prep_is(coder *k, const petr_prep *p, uint32_t pp, bound *b) {
    uint32_t c = first(k, pp);
    if (c == PARLEY_NONE || !k->t->nodes[c].word || !element_is(k, &p->prep, pp, c))
        return false;
    uint32_t o = object_of(k, pp);
    for (uint32_t i = 0; i < p->n_nouns; i++)
        if (o == PARLEY_NONE || !noun_is(k, &p->nouns[i], o, b))
            return false;
    return true;
}

/* A prepositional phrase of n, or one in its noun phrases. */
static bool has_prep(coder *k, const petr_prep *p, uint32_t n, bound *b, uint32_t depth) {
    PETR_EACH_CHILD(k->t, n, c) {
        if (is(k, c, "PP") && prep_is(k, p, c, b))
            return true;
        if (depth < 4 && (is(k, c, "PP") || is(k, c, "NP")) && has_prep(k, p, c, b, depth + 1))
            return true;
    }
    return false;
}

/* Noun phrases (and particles) among n's children that may be a pattern's noun. */
static bool has_noun(coder *k, const petr_noun *noun, uint32_t n, bound *b) {
    PETR_EACH_CHILD(k->t, n, c)
    if ((is(k, c, "NP") || is(k, c, "ADVP") || is(k, c, "PRT") || is(k, c, "ADJP")) && noun_is(k, noun, c, b))
        return true;
    return false;
}

/* The clause whose subject the verb phrase has. */
static uint32_t clause_of(const coder *k, uint32_t vp) {
    for (uint32_t n = vp; parent(k, n) != PARLEY_NONE;) {
        uint32_t up = parent(k, n);
        if (is(k, up, "VP")) {
            n = up;
        } else if (is(k, up, "S")) {
            if (first(k, n) != PARLEY_NONE && is(k, first(k, n), "TO") && first(k, up) == n) {
                n = up;
                continue;
            }
            return up;
        } else {
            return n;
        }
    }
    return PARLEY_NONE;
}

static bool check_passive(coder *k, uint32_t vp) {
    static const char *const be[] = {"AM", "IS", "ARE", "WAS", "WERE", "BE", "BEEN", "BEING"};
    meaning *m = &k->m[vp];
    if (m->passive_known)
        return m->passive;
    m->passive_known = true;
    uint32_t v = first(k, vp);
    if (v == PARLEY_NONE || (!is(k, v, "VBD") && !is(k, v, "VBN")))
        return false;
    uint32_t level = parent(k, vp);
    if (level != PARLEY_NONE && is(k, level, "NP"))
        return m->passive = true;
    for (int i = 0; i < 2 && level != PARLEY_NONE; i++, level = parent(k, level))
        if (is(k, level, "VP"))
            for (size_t j = 0; j < COUNT_OF(be); j++)
                if (strcmp(word(k, first(k, level)), be[j]) == 0)
                    return m->passive = true;
    return false;
}

static bool side_is(coder *k, const petr_side *s, uint32_t nouns_in, uint32_t vp, bool before, bound *b) {
    for (uint32_t i = 0; i < s->n_nouns; i++) {
        bool found = nouns_in != PARLEY_NONE && has_noun(k, &s->nouns[i], nouns_in, b);
        if (!found && before && check_passive(k, vp))
            PETR_EACH_CHILD(k->t, vp, c)
        if (is(k, c, "PP") && (strcmp(preposition(k, c), "BY") == 0 || strcmp(preposition(k, c), "FROM") == 0) &&
            object_of(k, c) != PARLEY_NONE && noun_is(k, &s->nouns[i], object_of(k, c), b))
            found = true;
        if (!found)
            return false;
    }
    for (uint32_t i = 0; i < s->n_preps; i++) {
        bool found = has_prep(k, &s->preps[i], before && nouns_in != PARLEY_NONE ? nouns_in : vp, b, 0);
        if (!found && !before && check_passive(k, vp) && nouns_in != PARLEY_NONE)
            found = has_prep(k, &s->preps[i], nouns_in, b, 0);
        if (!found)
            return false;
    }
    return true;
}

static const petr_pattern *match_pattern(coder *k, uint32_t vp, uint32_t block, bound *b) {
    const petr_block *bl = &k->in->d->blocks[block];
    bool passive = check_passive(k, vp);
    uint32_t clause = clause_of(k, vp);
    for (uint32_t i = 0; i < bl->n; i++) {
        const petr_pattern *p = &bl->patterns[i];
        *b = (bound){0};
        if (side_is(k, &p->pre, passive ? PARLEY_NONE : clause, vp, true, b) &&
            side_is(k, &p->post, passive ? clause : vp, vp, false, b))
            return p;
    }
    return NULL;
}

/* --- verbs -------------------------------------------------------------------------------------------------------- */
static bool particle(coder *k, uint32_t vp, const char *w) {
    PETR_EACH_CHILD(k->t, vp, c) {
        if ((is(k, c, "PRT") || is(k, c, "ADVP") || is(k, c, "PP")) && first(k, c) != PARLEY_NONE &&
            strcmp(word(k, first(k, c)), w) == 0)
            return true;
        if (is(k, c, "NP")) {
            petr_element e = {.kind = PETR_WORD, .word = w};
            if (among(k, &e, c))
                return true;
        }
    }
    return false;
}

/* The verb's own code and its block's patterns: sets sum, passive_sum and block of vp's meaning. */
static void verb_code(coder *k, uint32_t vp, bound *b) {
    meaning *m = &k->m[vp];
    const struct parley_dictionaries *d = k->in->d;
    m->block = PARLEY_NONE;
    m->pattern = "";
    if (m->coded)
        return;
    m->coded = true;
    uint32_t coordinated = 0, phrases = 0;
    PETR_EACH_CHILD(k->t, vp, c) {
        coordinated += is(k, c, "CC");
        phrases += is(k, c, "VP");
    }
    if (coordinated && phrases > 1)
        return; /* its members code */
    uint32_t phrase, head = head_of(k, vp, &phrase);
    if (first(k, vp) != PARLEY_NONE && is(k, first(k, vp), "TO"))
        return;
    if (head == PARLEY_NONE || phrase != vp)
        return;
    uint32_t v = petr_verb_at(d, word(k, head));
    for (; v != PARLEY_NONE; v = d->verbs[v].next) {
        uint32_t have = 0;
        for (uint32_t i = 0; i < d->verbs[v].n_after; i++)
            have += particle(k, vp, d->verbs[v].after[i]);
        if (have < d->verbs[v].n_after || d->verbs[v].n_before)
            continue;
        break;
    }
    if (v == PARLEY_NONE)
        return;
    m->block = d->verbs[v].block;
    const char *code = d->verbs[v].code;
    m->pattern = d->blocks[m->block].name ? d->blocks[m->block].name : "";
    const petr_pattern *p = match_pattern(k, vp, m->block, b);
    m = &k->m[vp];
    if (p) {
        code = p->code;
        m->pattern = p->text;
    }
    const char *colon = strchr(code, ':');
    m->sum = petr_sum_of_code(code, colon ? (size_t)(colon - code) : strlen(code));
    m->passive_sum = colon ? petr_sum_of_code(colon + 1, strlen(colon + 1)) : 0;
    m->code = arena_strn(k->in->arena, code, colon ? (size_t)(colon - code) : strlen(code));
    m->passive_code = colon ? colon + 1 : NULL;
    if (m->passive_sum && !m->sum) {
        m->passive_known = m->passive = true;
        m->sum = m->passive_sum;
        m->code = m->passive_code;
    }
}

static event *new_event(coder *k, const codes *source, const char *target, int32_t sum, uint32_t vp) {
    event *e = ARENA_NEW(k->in->arena, event);
    *e = (event){.target = target, .sum = sum, .pattern = k->m[vp].pattern ? k->m[vp].pattern : ""};
    e->code = sum == k->m[vp].sum ? k->m[vp].code : sum == k->m[vp].passive_sum ? k->m[vp].passive_code : NULL;
    if (source)
        push_all(k, &e->source, source);
    uint32_t phrase, head = head_of(k, vp, &phrase);
    if (head != PARLEY_NONE)
        e->verb = k->t->nodes[head].at;
    return e;
}
static void push_event(coder *k, events *es, event *e) {
    if (es->n < 400) /* coordinations of coordinations */
        ARENA_PUSH(k->in->arena, es->items, es->n, es->cap) = e;
}
/* A copy with another code, whose verb and pattern stay those of the event that said more. */
static event *changed(coder *k, const event *of, const codes *source, int32_t sum) {
    event *e = ARENA_NEW(k->in->arena, event);
    *e = *of;
    e->source = (codes){0};
    if (source)
        push_all(k, &e->source, source);
    e->sum = sum;
    if (sum != of->sum)
        e->code = NULL;
    return e;
}

/* The meaning of the noun phrase beside the verb phrase. */
static const codes *subject(coder *k, uint32_t vp) {
    static const codes none;
    if (parent(k, vp) == PARLEY_NONE)
        return &none;
    const codes *found = &none;
    PETR_EACH_CHILD(k->t, parent(k, vp), c)
    if (is(k, c, "NP") && (c < vp || !found->n)) {
        const codes *m = noun_meaning(k, c);
        if (m->n)
            found = m;
        if (c > vp)
            break;
    }
    return found;
}

static bool sum_matches(int32_t want, int32_t have) {
    if (want == PETR_ANY_CODE)
        return true;
    return want == have ||
           (have > 0 && (want == have - have % 0x10 || want == have - have % 0x100 || want == have - have % 0x1000));
}

/* Join an event of a verb below with this verb's subject and code. */
static void resolve(coder *k, events *out, uint32_t vp, const codes *up, int32_t sum, event *below) {
    if (!up->n && !sum) {
        push_event(k, out, below);
        return;
    }
    if (below->passive) {
        int32_t both = combine(sum, below->sum);
        if (!up->n) {
            event *e = changed(k, below, &below->source, both);
            push_event(k, out, e);
            return;
        }
        for (uint32_t i = 0; i < up->n; i++) {
            event *e = changed(k, below, &below->source, both);
            e->passive = false;
            e->target = up->items[i];
            push_event(k, out, e);
        }
    } else if (below->source.n) {
        event *e = new_event(k, up, NULL, sum, vp);
        e->inner = below;
        push_event(k, out, e);
    } else {
        int32_t both = combine(sum, below->sum);
        const struct parley_dictionaries *d = k->in->d;
        /* "wants to attack": the verb below has no source of its own. */
        for (uint32_t i = 0; i < d->n_transforms; i++) {
            const petr_transform *t = &d->transforms[i];
            if (t->lower_source[0] == '_' && sum && below->target && sum_matches(t->code, sum) &&
                sum_matches(t->lower_code, below->sum)) {
                both = t->to_code == PETR_ANY_CODE ? below->sum : t->to_code;
                break;
            }
        }
        push_event(k, out, changed(k, below, up, both));
    }
}

/* --- transformations ---------------------------------------------------------------------------------------------- */
static bool same_codes(const codes *a, const codes *b) {
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (strcmp(a->items[i], b->items[i]) != 0)
            return false;
    return true;
}

/* Bind letter to who: '.' anybody, '_' nobody, the same letter the same actors, other letters other actors. */
static bool bind(codes actors_of[26], char letter, const codes *who) {
    if (letter == '_')
        return who->n == 0;
    if (!who->n || letter == '.')
        return letter == '.';
    if (letter < 'A' || letter > 'Z')
        return false;
    codes *slot = &actors_of[letter - 'A'];
    if (slot->n)
        return same_codes(slot, who);
    for (int i = 0; i < 26; i++)
        if (actors_of[i].n && same_codes(&actors_of[i], who))
            return false;
    *slot = *who;
    return true;
}

static void transform(coder *k, events *out, event *e) {
    const struct parley_dictionaries *d = k->in->d;
    for (int exact = 1; exact >= 0 && e->inner; exact--)
        for (uint32_t i = 0; i < d->n_transforms; i++) {
            const petr_transform *t = &d->transforms[i];
            codes of[26] = {{0}}, target = {0};
            if ((t->lower_code != PETR_ANY_CODE) != (exact == 1))
                continue;
            const event *in = e->inner;
            if (in->target)
                push(k, &target, in->target);
            if (!sum_matches(t->code, e->sum) || !sum_matches(t->lower_code, in->sum) || !bind(of, t->source[0], &e->source) ||
                !bind(of, t->lower_source[0], &in->source) || !bind(of, t->lower_target[0], &target))
                continue;
            const codes *to = t->to_target >= 'A' && t->to_target <= 'Z' ? &of[t->to_target - 'A'] : &target,
                        *from = t->to_source >= 'A' && t->to_source <= 'Z' ? &of[t->to_source - 'A'] : &e->source;
            for (uint32_t q = 0; q < to->n; q++) {
                event *made = changed(k, in, from, t->to_code == PETR_ANY_CODE ? in->sum : t->to_code);
                made->inner = NULL;
                made->passive = false;
                made->target = to->items[q];
                push_event(k, out, made);
            }
            if (to->n)
                return;
        }
    if (e->inner && e->source.n && e->sum && e->inner->source.n && e->inner->sum >= 0 && e->inner->sum < 0x1000) {
        for (uint32_t i = 0; i < e->inner->source.n; i++) {
            event *made = changed(k, e->inner, &e->source, combine(e->inner->sum, e->sum));
            made->inner = NULL;
            made->passive = false;
            made->target = e->inner->source.items[i];
            push_event(k, out, made);
        }
        return;
    }
    push_event(k, out, e);
}

/* --- verb phrases ------------------------------------------------------------------------------------------------- */
static void clause_events(coder *k, uint32_t n, events *out) {
    if (++k->depth <= PETR_DEPTH)
        PETR_EACH_CHILD(k->t, n, c) {
            if (is(k, c, "VP")) {
                const events *e = verb_meaning(k, c);
                for (uint32_t i = 0; i < e->n; i++)
                    push_event(k, out, e->items[i]);
            } else if (clause_label(k, c)) {
                clause_events(k, c, out);
            }
        }
    k->depth--;
}

static bool negated(const coder *k, uint32_t vp) {
    PETR_EACH_CHILD(k->t, vp, c) {
        const char *w = word(k, c);
        if (strcmp(w, "NOT") == 0 || strcmp(w, "N'T") == 0)
            return true;
        if (is(k, c, "VP"))
            return false;
    }
    return false;
}

/* Actors in the noun phrases of a verb phrase, else in its prepositional ones. */
static codes objects(coder *k, uint32_t vp) {
    codes nouns = {0}, preps = {0}, a = {0}, g = {0}, pa = {0}, pg = {0};
    PETR_EACH_CHILD(k->t, vp, c) {
        if (is(k, c, "NP"))
            push_all(k, &nouns, noun_meaning(k, c));
        else if (is(k, c, "PP"))
            push_all(k, &preps, prep_meaning(k, c));
    }
    divide(k, &nouns, &a, &g);
    divide(k, &preps, &pa, &pg);
    /* Agents that stand as they are ("~REB") are actors of their own, unless a country can be had. */
    if (!a.n && !g.n)
        return preps;
    if (!a.n && pa.n) {
        codes both = mix(k, &g, &pa);
        return both;
    }
    codes all = {0};
    push_all(k, &all, &nouns);
    return all;
}

static void find_events(coder *k, uint32_t vp, events *out) {
    bound b = {0};
    verb_code(k, vp, &b);
    int32_t sum = k->m[vp].sum, passive_sum = k->m[vp].passive_sum;
    codes up = {0};
    push_all(k, &up, b.source ? b.source : subject(k, vp));
    if (check_passive(k, vp)) {
        codes sources = {0}, targets = {0};
        push_all(k, &targets, b.target ? b.target : subject(k, vp));
        if (b.source)
            push_all(k, &sources, b.source);
        PETR_EACH_CHILD(k->t, vp, c) {
            if (!is(k, c, "PP"))
                continue;
            const char *p = preposition(k, c);
            if (!b.source && (strcmp(p, "BY") == 0 || strcmp(p, "FROM") == 0 || strcmp(p, "IN") == 0) &&
                (strcmp(p, "IN") != 0 || !sources.n))
                push_all(k, &sources, prep_meaning(k, c));
            else if (strcmp(p, "AT") == 0 || strcmp(p, "AGAINST") == 0 || strcmp(p, "INTO") == 0 || strcmp(p, "TOWARDS") == 0)
                push_all(k, &targets, prep_meaning(k, c));
        }
        if (sources.n || sum) {
            if (!targets.n) {
                event *e = new_event(k, &sources, NULL, sum, vp);
                e->passive = true;
                push_event(k, out, e);
            }
            for (uint32_t i = 0; i < targets.n; i++)
                push_event(k, out, new_event(k, &sources, targets.items[i], sum, vp));
            return;
        }
    }
    /* Verbs that this one is an auxiliary of, or that are its members. */
    events below = {0}, found = {0};
    bool verbs = false, clauses = false;
    PETR_EACH_CHILD(k->t, vp, c) {
        if (is(k, c, "VP")) {
            const events *e = verb_meaning(k, c);
            verbs = true;
            for (uint32_t i = 0; i < e->n; i++)
                push_event(k, &below, e->items[i]);
        }
        clauses |= clause_label(k, c);
    }
    if (below.n) {
        bool not = negated(k, vp);
        for (uint32_t i = 0; i < below.n; i++) {
            event *e = below.items[i];
            if (not &&!e->inner)
                e = changed(k, e, &e->source, e->sum - NOT);
            else if (not ) {
                e = changed(k, e, &e->source, e->sum - NOT);
            }
            resolve(k, &found, vp, &up, not ? 0 : sum, e);
        }
    } else {
        codes low = {0};
        if (b.target)
            push_all(k, &low, b.target);
        else if (!verbs || !clauses)
            low = objects(k, vp);
        for (uint32_t i = 0; i < low.n && (up.n || sum); i++) {
            if (passive_sum)
                for (uint32_t j = 0; j < up.n; j++) {
                    codes one = {0};
                    push(k, &one, low.items[i]);
                    push_event(k, &found, new_event(k, &one, up.items[j], passive_sum, vp));
                }
            push_event(k, &found, new_event(k, &up, low.items[i], sum, vp));
        }
        if (!low.n && !clauses && (up.n || sum))
            push_event(k, &found, new_event(k, &up, NULL, sum, vp));
    }
    if (!found.n) {
        events said = {0};
        PETR_EACH_CHILD(k->t, vp, c)
        if (clause_label(k, c))
            clause_events(k, c, &said);
        for (uint32_t i = 0; i < said.n; i++)
            if (said.items[i]->target || said.items[i]->inner || said.items[i]->sum || said.items[i]->passive) {
                event *e = said.items[i];
                if (negated(k, vp))
                    e = changed(k, e, &e->source, e->sum - NOT);
                resolve(k, &found, vp, &up, sum, e);
            }
    }
    for (uint32_t i = 0; i < found.n; i++)
        transform(k, out, found.items[i]);
}

static const events *verb_meaning(coder *k, uint32_t n) {
    if (k->m[n].state != NEW || k->depth > PETR_DEPTH)
        return &k->m[n].events;
    k->m[n].state = OPEN;
    k->depth++;
    events out = {0};
    find_events(k, n, &out);
    k->depth--;
    k->m[n].events = out;
    k->m[n].state = DONE;
    return &k->m[n].events;
}

/* --- sentences ---------------------------------------------------------------------------------------------------- */
/* "There were clashes between A and B": the subject is what there was. */
static void turn_existential(petr_tree *t, uint32_t n) {
    PETR_EACH_CHILD(t, n, c) {
        uint32_t ex = t->nodes[c].first, vp = t->nodes[c].next;
        if (!petr_is(t, c, "NP") || ex == PARLEY_NONE || !petr_is(t, ex, "EX") || vp == PARLEY_NONE || !petr_is(t, vp, "VP"))
            continue;
        uint32_t verb = t->nodes[vp].first, np = verb == PARLEY_NONE ? PARLEY_NONE : t->nodes[verb].next;
        if (np == PARLEY_NONE || !petr_is(t, np, "NP") || t->nodes[np].first == PARLEY_NONE ||
            t->nodes[np].first == t->nodes[np].last)
            continue;
        uint32_t what = t->nodes[np].first, rest = t->nodes[what].next;
        t->nodes[c].first = t->nodes[c].last = what;
        t->nodes[what].next = PARLEY_NONE;
        t->nodes[what].parent = c;
        t->nodes[np].first = rest;
    }
}

static const char *shown(const petr_in *in, const char *code) {
    const char *tilde = strchr(code, '~');
    if (!tilde)
        return code;
    return arena_printf(in->arena, "%.*s%s%s", (int)(tilde - code), code, in->place && *in->place ? in->place : "---", tilde + 1);
}

void petr_code_tree(const petr_in *in, petr_events *out) {
    coder k = {.in = in, .t = in->tree};
    for (uint32_t i = 0; i < k.t->n; i++)
        turn_existential(k.t, i);
    k.m = ARENA_ARRAY(in->arena, meaning, k.t->n);
    events all = {0};
    clause_events(&k, 0, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        const event *e = all.items[i];
        const char *code = petr_code_of_sum(e->sum);
        if (e->inner || !code)
            continue;
        if (e->code) /* several codes have one sum, and finer ones that of their root */
            code = e->code;
        for (uint32_t s = 0; s < e->source.n && e->target; s++)
            petr_event_add(out, shown(in, e->source.items[s]), shown(in, e->target), code, e->pattern, e->verb);
        if (!e->target && e->source.n > 1 &&
            (strncmp(code, "03", 2) == 0 || strncmp(code, "04", 2) == 0 || strncmp(code, "05", 2) == 0 ||
             strncmp(code, "06", 2) == 0))
            for (uint32_t s = 0; s < e->source.n; s++)
                for (uint32_t t = 0; t < e->source.n; t++)
                    if (s != t)
                        petr_event_add(out, shown(in, e->source.items[s]), shown(in, e->source.items[t]), code, e->pattern,
                                       e->verb);
        if (!in->options->require_dyad && !(e->target && e->source.n)) {
            if (e->target)
                petr_event_add(out, "---", shown(in, e->target), code, e->pattern, e->verb);
            for (uint32_t s = 0; s < e->source.n && !e->target; s++)
                petr_event_add(out, shown(in, e->source.items[s]), "---", code, e->pattern, e->verb);
        }
    }
}
