/* lexicon.c - reads data/events: word classes, status operators and event patterns. */
#include "meaning/lexicon.h"

#include <stdio.h>
#include <stdlib.h>

struct reading {
    event_lexicon *lex;
    uint32_t *last[3]; /* [cap_words] last entry of each trigger, so that lists keep the file's order */
    uint32_t cap_words;
};

static uint32_t intern(event_lexicon *l, const char *word) {
    uint32_t w = map_gets(&l->words, word, PARLEY_NONE);
    if (w != PARLEY_NONE)
        return w;
    map_sets(&l->words, arena_str(l->arena, word), l->n_words);
    return l->n_words++;
}

uint32_t event_lexicon_word(const event_lexicon *l, const char *word) {
    return map_gets(&l->words, word, PARLEY_NONE);
}

uint32_t event_lexicon_form(const event_lexicon *l, const char *form) {
    static const struct {
        const char *ending, *lemma;
    } endings[] = {{"ies", "y"}, {"ied", "y"}, {"ing", ""}, {"ing", "e"}, {"ed", ""},
                   {"ed", "e"},  {"es", ""},   {"es", "e"}, {"s", ""}};
    uint32_t w = map_gets(&l->forms, form, PARLEY_NONE);
    if (w != PARLEY_NONE)
        return w;
    size_t n = strlen(form);
    char buf[64];
    if (n < 4 || n >= sizeof buf - 2)
        return PARLEY_NONE;
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        size_t e = strlen(endings[i].ending), stem = n - e;
        if (n <= e + 1 || strcmp(form + stem, endings[i].ending) != 0)
            continue;
        memcpy(buf, form, stem);
        strcpy(buf + stem, endings[i].lemma);
        if ((w = event_lexicon_word(l, buf)) != PARLEY_NONE)
            return w;
        if (!*endings[i].lemma && stem > 3 && buf[stem - 1] == buf[stem - 2]) { /* "planned" */
            buf[stem - 1] = '\0';
            if ((w = event_lexicon_word(l, buf)) != PARLEY_NONE)
                return w;
        }
    }
    return PARLEY_NONE;
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* "halt|stop|@settle" -> sorted word numbers; false if a class is unknown. */
static bool read_words(event_lexicon *l, char *s, uint32_t **out, uint32_t *n) {
    uint32_t cap = 0;
    *out = NULL;
    *n = 0;
    for (char *w = strtok(s, "|,"); w; w = strtok(NULL, "|,")) {
        if (*w == '@') {
            uint32_t c = map_gets(&l->classes, w + 1, PARLEY_NONE);
            if (c == PARLEY_NONE)
                return false;
            for (uint32_t i = 0; i < l->class_list[c].n_words; i++)
                ARENA_PUSH(l->arena, *out, *n, cap) = l->class_list[c].words[i];
        } else if (*w) {
            ARENA_PUSH(l->arena, *out, *n, cap) = intern(l, w);
        }
    }
    qsort(*out, *n, sizeof **out, by_number);
    return *n > 0;
}

/* classes.txt: NAME <TAB> word|word|@other-class */
static bool class_row(char **fields, uint32_t n, uint32_t line, void *user) {
    event_lexicon *l = ((struct reading *)user)->lex;
    (void)line;
    if (n < 2)
        return false;
    struct lex_class c = {.name = fields[0]};
    if (!read_words(l, fields[1], &c.words, &c.n_words))
        return false;
    uint32_t known = map_gets(&l->classes, fields[0], PARLEY_NONE);
    if (known != PARLEY_NONE) { /* a class may go over several lines */
        struct lex_class *k = &l->class_list[known];
        uint32_t *all = ARENA_ARRAY(l->arena, uint32_t, k->n_words + c.n_words);
        memcpy(all, k->words, k->n_words * sizeof *all);
        memcpy(all + k->n_words, c.words, c.n_words * sizeof *all);
        k->words = all;
        k->n_words += c.n_words;
        qsort(k->words, k->n_words, sizeof *k->words, by_number);
        return true;
    }
    map_sets(&l->classes, c.name, l->n_classes);
    ARENA_PUSH(l->arena, l->class_list, l->n_classes, l->cap_classes) = c;
    return true;
}

static void room_for_words(struct reading *r) {
    event_lexicon *l = r->lex;
    if (l->n_words <= r->cap_words)
        return;
    uint32_t cap = l->n_words * 2 + 1024;
    for (int k = 0; k < 3; k++) {
        uint32_t *first = ARENA_ARRAY(l->arena, uint32_t, cap), *last = ARENA_ARRAY(l->arena, uint32_t, cap);
        for (uint32_t i = 0; i < cap; i++) {
            first[i] = i < r->cap_words ? l->first[k][i] : PARLEY_NONE;
            last[i] = i < r->cap_words ? r->last[k][i] : PARLEY_NONE;
        }
        l->first[k] = first;
        r->last[k] = last;
    }
    uint8_t **bytes[] = {&l->op_verbal, &l->op_finite, &l->op_nominal, &l->flags};
    for (size_t k = 0; k < COUNT_OF(bytes); k++) {
        uint8_t *b = ARENA_ARRAY(l->arena, uint8_t, cap);
        if (r->cap_words)
            memcpy(b, *bytes[k], r->cap_words);
        *bytes[k] = b;
    }
    r->cap_words = cap;
}

/* operators.txt: KIND <TAB> words. KIND: verbal:plan, nominal:deny, flag:light … */
static bool operator_row(char **fields, uint32_t n, uint32_t line, void *user) {
    struct reading *r = user;
    event_lexicon *l = r->lex;
    (void)line;
    if (n < 2)
        return false;
    uint32_t *words, n_words;
    if (!read_words(l, fields[1], &words, &n_words))
        return false;
    room_for_words(r);
    static const struct {
        const char *name;
        uint8_t value;
    } ops[] = {{"plan", OP_PLAN}, {"hypo", OP_HYPO}, {"deny", OP_DENY}, {"real", OP_REAL}, {"stop", OP_STOP}},
      flags[] = {{"neg", WORD_NEG}, {"future", WORD_FUTURE}, {"modal", WORD_MODAL},     {"would", WORD_WOULD},
                 {"if", WORD_IF},   {"light", WORD_LIGHT},   {"objctrl", WORD_OBJCTRL}, {"owned", WORD_OWNED}};
    char *colon = strchr(fields[0], ':');
    if (!colon)
        return false;
    uint8_t *table = strncmp(fields[0], "verbal:", 7) == 0    ? l->op_verbal
                     : strncmp(fields[0], "finite:", 7) == 0  ? l->op_finite
                     : strncmp(fields[0], "nominal:", 8) == 0 ? l->op_nominal
                                                              : NULL;
    for (size_t k = 0; table && k < COUNT_OF(ops); k++)
        if (strcmp(colon + 1, ops[k].name) == 0) {
            for (uint32_t i = 0; i < n_words; i++)
                table[words[i]] = ops[k].value;
            return true;
        }
    for (size_t k = 0; strncmp(fields[0], "flag:", 5) == 0 && k < COUNT_OF(flags); k++)
        if (strcmp(colon + 1, flags[k].name) == 0) {
            for (uint32_t i = 0; i < n_words; i++)
                l->flags[words[i]] |= flags[k].value;
            return true;
        }
    return false;
}

static bool read_condition(event_lexicon *l, char *s, lex_cond *c) {
    static const struct {
        const char *name;
        uint8_t kind;
    } kinds[] = {{"subj", COND_SUBJ},
                 {"obj", COND_OBJ},
                 {"xcomp", COND_XCOMP},
                 {"ccomp", COND_CCOMP},
                 {"mod", COND_MOD},
                 {"head", COND_HEAD},
                 {"neg", COND_NEG},
                 {"modal", COND_MODAL},
                 {"pass", COND_PASS},
                 {"plural", COND_PLURAL},
                 {"poss", COND_POSS},
                 {"source", COND_SOURCE},
                 {"target", COND_TARGET},
                 {"arg", COND_SELFARG},
                 {"clause", COND_CLAUSE},
                 {"objactor", COND_OBJACTOR},
                 {"xneg", COND_XNEG},
                 {"person", COND_PERSON},
                 {"cmust", COND_CMUST},
                 {"labour", COND_LABOUR},
                 {"trade", COND_TRADE},
                 {"past", COND_PAST},
                 {"joint", COND_JOINT},
                 {"objname", COND_OBJNAME},
                 {"quoted", COND_QUOTED},
                 {"objperson", COND_OBJPERSON},
                 {"subjactor", COND_SUBJACTOR},
                 {"subjplural", COND_SUBJPLURAL}};
    *c = (lex_cond){.kind = COND_PREP, .prep = PARLEY_NONE};
    if (*s == '!') {
        c->negated = true;
        s++;
    }
    char *eq = strchr(s, '=');
    if (eq) {
        *eq = '\0';
        if (!read_words(l, eq + 1, &c->words, &c->n_words))
            return false;
    }
    for (size_t k = 0; k < COUNT_OF(kinds); k++)
        if (strcmp(s, kinds[k].name) == 0) {
            c->kind = kinds[k].kind;
            return true;
        }
    if (!*s)
        return false;
    c->prep = intern(l, s);
    return true;
}

static bool read_slots(event_lexicon *l, char *s, uint32_t *slots, uint8_t *n) {
    static const char *const names[] = {"subj", "obj",   "iobj", "poss",  "dem",     "hsubj",
                                        "hobj", "owner", "xobj", "csubj", "speaker", "parties"};
    *n = 0;
    if (strcmp(s, "-") == 0)
        return true;
    char *save = NULL;
    for (char *w = strtok_r(s, "/", &save); w; w = strtok_r(NULL, "/", &save)) {
        if (*n == SLOTS_MAX)
            return false;
        uint32_t slot = PARLEY_NONE;
        for (uint32_t k = 0; k < COUNT_OF(names); k++)
            if (strcmp(w, names[k]) == 0)
                slot = k;
        slots[(*n)++] = slot != PARLEY_NONE ? slot : SLOT_PREP + intern(l, w);
    }
    return true;
}

/* forms.txt: FORM <TAB> lemma */
static bool form_row(char **fields, uint32_t n, uint32_t line, void *user) {
    event_lexicon *l = ((struct reading *)user)->lex;
    (void)line;
    if (n < 2)
        return false;
    uint32_t w = map_gets(&l->words, fields[1], PARLEY_NONE);
    if (w != PARLEY_NONE) /* a form of no pattern's word is of no use */
        map_sets(&l->forms, fields[0], w);
    return true;
}

/* lexicon.txt: POS:trigger,trigger_particle <TAB> conditions <TAB> TYPE[:mode] <TAB> roles <TAB> sentence <TAB> sentence */
static bool entry_row(char **fields, uint32_t n, uint32_t line, void *user) {
    struct reading *r = user;
    event_lexicon *l = r->lex;
    if (n < 5 || !strchr("vna", fields[0][0]) || fields[0][1] != ':')
        return false;
    event_entry e = {.line = line,
                     .pos = (uint8_t)fields[0][0],
                     .trigger = arena_str(l->arena, fields[0]),
                     .matches = fields[4],
                     .leaves = n > 5 && *fields[5] ? fields[5] : NULL,
                     .particle = PARLEY_NONE,
                     .next = PARLEY_NONE};
    char *first_word = arena_str(l->arena, fields[0] + 2);
    first_word[strcspn(first_word, ",")] = '\0';
    e.rule = arena_printf(l->arena, "%s%s%s %s", first_word, strcmp(fields[1], "-") ? " " : "",
                          strcmp(fields[1], "-") ? fields[1] : "", fields[2]);
    char *save = NULL;
    uint32_t cap = 0;
    for (char *w = strtok_r(fields[1], " ", &save); w && strcmp(w, "-"); w = strtok_r(NULL, " ", &save)) {
        /* "obj=deal|accord" lists words, "obj|with|to=talks" lists conditions: a part without "=" belongs to the "=" before it */
        bool words_follow = false, first = true;
        int weight = 0;
        for (char *part = w; part;) {
            char *end = part + strcspn(part, "|");
            for (words_follow = memchr(part, '=', (size_t)(end - part)) != NULL; words_follow && *end;) {
                char *next = end + 1 + strcspn(end + 1, "|");
                if (memchr(end + 1, '=', (size_t)(next - end - 1)))
                    break;
                end = next;
            }
            lex_cond c;
            char *copy = arena_strn(l->arena, part, (size_t)(end - part));
            if (!read_condition(l, copy, &c))
                return false;
            if (!first)
                e.conds[e.n_conds - 1].or_next = true;
            first = false;
            ARENA_PUSH(l->arena, e.conds, e.n_conds, cap) = c;
            weight = c.n_words ? 5 : 2; /* which word stands there says more than that one stands there */
            part = *end ? end + 1 : NULL;
        }
        e.weight += weight;
    }
    /* Of two entries with as many conditions that with fewer words is the more specific; one that leaves alone always wins. */
    uint32_t n_words = 0;
    for (uint32_t i = 0; i < e.n_conds; i++)
        n_words += e.conds[i].n_words;
    e.weight = e.weight * 1000 - (int)(n_words < 900 ? n_words : 900) + (strcmp(fields[2], "-") == 0 ? 100000 : 0);
    char *mode = strchr(fields[2], ':');
    if (mode) {
        *mode++ = '\0';
        e.mode = mode;
    }
    if (strcmp(fields[2], "-") == 0) {
        e.none = true;
    } else {
        for (e.type = 0; e.type < PLOVER_N && strcmp(plover_name((plover)e.type), fields[2]) != 0;)
            e.type++;
        if (e.type == PLOVER_N)
            return false;
    }
    bool has_source = false, has_target = false;
    for (char *w = strtok_r(fields[3], " ", &save); w; w = strtok_r(NULL, " ", &save)) {
        if (strncmp(w, "s=", 2) == 0)
            has_source = read_slots(l, w + 2, e.source_slot, &e.n_source);
        else if (strncmp(w, "t=", 2) == 0)
            has_target = read_slots(l, w + 2, e.target_slot, &e.n_target);
        else if (strcmp(w, "both") == 0)
            e.both = true;
        else if (strcmp(w, "planned") == 0)
            e.status = STATUS_PLANNED;
        else if (strcmp(w, "denied") == 0)
            e.status = STATUS_DENIED;
        else if (strcmp(w, "hypothetical") == 0)
            e.status = STATUS_HYPOTHETICAL;
        else if (strcmp(w, "swallow") == 0)
            e.swallow = true;
        else if (strcmp(w, "-") != 0)
            return false;
    }
    if (!has_source) {
        char def[] = "subj", defn[] = "poss/by/dem/hsubj/from";
        read_slots(l, e.pos == 'n' ? defn : def, e.source_slot, &e.n_source);
    }
    if (!has_target) {
        char def[] = "obj", defn[] = "against/on/at/with/to", defa[] = "of/to/toward/towards/with";
        read_slots(l, e.pos == 'v' ? def : e.pos == 'n' ? defn : defa, e.target_slot, &e.n_target);
    }
    int kind = e.pos == 'v' ? 0 : e.pos == 'n' ? 1 : 2;
    char *words = fields[0] + 2;
    for (char *w = strtok_r(words, ",", &save); w; w = strtok_r(NULL, ",", &save)) {
        event_entry each = e;
        char *particle = strchr(w, '_');
        if (particle) {
            *particle++ = '\0';
            each.particle = intern(l, particle);
            each.weight += 4000;
        }
        uint32_t word = intern(l, w);
        room_for_words(r);
        uint32_t at = l->n_entries;
        ARENA_PUSH(l->arena, l->entries, l->n_entries, l->cap_entries) = each;
        if (r->last[kind][word] == PARLEY_NONE)
            l->first[kind][word] = at;
        else
            l->entries[r->last[kind][word]].next = at;
        r->last[kind][word] = at;
    }
    return true;
}

static bool partner_row(char **fields, uint32_t n, uint32_t line, void *user) {
    static const char *const names[] = {
#define X(id, name) name,
        PARTNER_FEATURES(X)
#undef X
    };
    event_lexicon *l = ((struct reading *)user)->lex;
    char *end;
    (void)line;
    if (n < 2)
        return false;
    float w = strtof(fields[1], &end);
    if (end == fields[1] || *end)
        return false;
    l->has_partner = true;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(fields[0], names[i]) == 0) {
            l->partner[i] = w;
            return true;
        }
    for (int i = 0; i < PLOVER_N && strncmp(fields[0], "none.", 5) == 0; i++)
        if (strcmp(fields[0] + 5, plover_name((plover)i)) == 0) {
            l->partner[PARTNER_NONE_TYPE + i] = w;
            return true;
        }
    return false;
}

parley_status event_lexicon_read(event_lexicon **out, const char *dir, parley_arena *arena, parley_error *err) {
    *out = NULL;
    event_lexicon *l = ARENA_NEW(arena, event_lexicon);
    l->arena = arena;
    map_init(&l->words, arena);
    map_init(&l->forms, arena);
    map_init(&l->classes, arena);
    struct reading r = {.lex = l};
    static const struct {
        const char *file;
        lex_row row;
    } files[] = {
        {"classes.txt", class_row}, {"operators.txt", operator_row}, {"lexicon.txt", entry_row}, {"forms.txt", form_row}};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        char name[256];
        snprintf(name, sizeof name, "%s/%s", dir, files[i].file);
        parley_status rc = lex_read(name, arena, files[i].row, &r, err);
        if (rc < 0)
            return rc;
    }
    char partner[256];
    parley_error none;
    snprintf(partner, sizeof partner, "%s/partner.txt", dir);
    parley_status rc = lex_read(partner, arena, partner_row, &r, &none);
    if (rc < 0 && rc != PARLEY_EIO) { /* a lexicon from elsewhere has none */
        if (err)
            *err = none;
        return rc;
    }
    room_for_words(&r);
    const struct {
        const char *name;
        const uint32_t **words;
        uint32_t *n;
    } own[] = {{"text", &l->text_words, &l->n_text_words},     {"ill", &l->bad_words, &l->n_bad_words},
               {"say", &l->say_words, &l->n_say_words},        {"agent", &l->agent_words, &l->n_agent_words},
               {"made", &l->made_words, &l->n_made_words},     {"brought", &l->brought_words, &l->n_brought_words},
               {"good", &l->good_words, &l->n_good_words},     {"oblctrl", &l->oblctrl_words, &l->n_oblctrl_words},
               {"dated", &l->dated_words, &l->n_dated_words},  {"manner", &l->manner_words, &l->n_manner_words},
               {"duty", &l->duty_words, &l->n_duty_words},     {"foul", &l->foul_words, &l->n_foul_words},
               {"make", &l->make_words, &l->n_make_words},     {"captives", &l->captive_words, &l->n_captive_words},
               {"talks", &l->talks_words, &l->n_talks_words},  {"treaty", &l->treaty_words, &l->n_treaty_words},
               {"textname", &l->text_names, &l->n_text_names}, {"deal", &l->deal_words, &l->n_deal_words}};
    for (size_t i = 0; i < COUNT_OF(own); i++) {
        uint32_t c = map_gets(&l->classes, own[i].name, PARLEY_NONE);
        if (c == PARLEY_NONE)
            return fail(err, PARLEY_EMODEL, -1, "data/%s/classes.txt: no class '%s'", dir, own[i].name);
        *own[i].words = l->class_list[c].words;
        *own[i].n = l->class_list[c].n_words;
    }
    static const char *const topics[] = {"work", "warfare", "commerce"}; /* TOPIC_ bits in this order */
    l->topic = ARENA_ARRAY(arena, uint8_t, l->n_words + 1);
    for (size_t i = 0; i < COUNT_OF(topics); i++) {
        uint32_t c = map_gets(&l->classes, topics[i], PARLEY_NONE);
        if (c == PARLEY_NONE)
            return fail(err, PARLEY_EMODEL, -1, "data/%s/classes.txt: no class '%s'", dir, topics[i]);
        for (uint32_t k = 0; k < l->class_list[c].n_words; k++)
            l->topic[l->class_list[c].words[k]] |= (uint8_t)(1u << i);
    }
    l->charge = (event_entry){.rule = "speaks ill ACCUSE",
                              .trigger = "",
                              .matches = "",
                              .pos = 'v',
                              .type = PLOVER_ACCUSE,
                              .particle = PARLEY_NONE,
                              .next = PARLEY_NONE};
    l->demand = l->charge;
    l->demand.rule = "says must REQUEST";
    l->demand.type = PLOVER_REQUEST;
    *out = l;
    return PARLEY_OK;
}

parley_status event_lexicon_open(const struct event_lexicon **out, parley_arena *arena, parley_error *err) {
    event_lexicon *l;
    const char *other = getenv("PARLEY_EVENTS"); /* another folder of data/ */
    parley_status rc = event_lexicon_read(&l, other && *other ? other : "events", arena, err);
    *out = l;
    return rc;
}
