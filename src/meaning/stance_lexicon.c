/* stance_lexicon.c - data/positions: words that say where somebody stands, nouns of talks. */
#include "meaning/proposal_int.h"

#include <stdio.h>

static void form_add(stance_lexicon *l, const char *form, uint32_t frame) {
    uint32_t first = map_gets(&l->forms, form, PARLEY_NONE);
    ARENA_PUSH(l->arena, l->links, l->n_links, l->cap_links) = (frame_link){frame, first == PARLEY_NONE ? 0 : first + 1};
    map_sets(&l->forms, form, l->n_links - 1);
}

/* Inflected forms of a word whose class we do not ask: forms that do not exist ("acceptted") match nothing, so they cost only
 * a slot of the table. Parsers' lemmas are not used: one wrong lemma loses a position. */
static uint32_t inflect(const stance_lexicon *l, const char *w, const char *out[16]) {
    parley_arena *a = l->arena;
    uint32_t n = 0;
    size_t len = strlen(w);
    out[n++] = w;
    uint32_t verb = map_gets(&l->irregular, w, PARLEY_NONE);
    if (verb != PARLEY_NONE) {
        for (uint32_t k = 0; k < COUNT_OF(l->verbs[verb].forms) && l->verbs[verb].forms[k]; k++)
            out[n++] = l->verbs[verb].forms[k];
        return n;
    }
    char last = len ? w[len - 1] : 0;
    if (last == 'e') {
        out[n++] = arena_printf(a, "%ss", w);
        out[n++] = arena_printf(a, "%sd", w);
        out[n++] = arena_printf(a, "%.*sing", (int)len - 1, w);
        out[n++] = arena_printf(a, "%sing", w); /* agreeing */
    } else if (last == 'y' && len > 1 && !strchr("aeiou", w[len - 2])) {
        out[n++] = arena_printf(a, "%.*sies", (int)len - 1, w);
        out[n++] = arena_printf(a, "%.*sied", (int)len - 1, w);
        out[n++] = arena_printf(a, "%sing", w);
    } else {
        out[n++] = arena_printf(a, "%ss", w);
        out[n++] = arena_printf(a, "%ses", w);
        out[n++] = arena_printf(a, "%sed", w);
        out[n++] = arena_printf(a, "%sing", w);
        out[n++] = arena_printf(a, "%s%ced", w, last);
        out[n++] = arena_printf(a, "%s%cing", w, last);
    }
    return n;
}

static bool verb_row(char **f, uint32_t n, uint32_t line, void *user) {
    stance_lexicon *l = user;
    struct verb_forms v = {{NULL}};
    char *rest;
    uint32_t k = 0;
    (void)line;
    if (n != 2)
        return false;
    for (char *w = strtok_r(f[1], "|", &rest); w; w = strtok_r(NULL, "|", &rest)) {
        if (k == COUNT_OF(v.forms))
            return false;
        v.forms[k++] = w;
    }
    map_sets(&l->irregular, f[0], l->n_verbs);
    ARENA_PUSH(l->arena, l->verbs, l->n_verbs, l->cap_verbs) = v;
    return true;
}

static bool stance_word(const char *s, int *out) {
    *out = STANCE_NONE;
    if (strcmp(s, "-") == 0)
        return true;
    for (int i = STANCE_ACCEPT; i <= STANCE_RETREAT; i++)
        if (strcmp(stance_name((stance)i), s) == 0) {
            *out = i;
            return true;
        }
    return false;
}

static bool frame_row(char **f, uint32_t n, uint32_t line, void *user) {
    stance_lexicon *l = user;
    int own, negated;
    (void)line;
    if (n != 7 || !stance_word(f[0], &own) || own == STANCE_NONE || !stance_word(f[3], &negated))
        return false;
    stance_frame fr = {.stance = (stance)own, .negated = negated};
    fr.nuance = strcmp(f[4], "-") == 0 ? NULL : f[4];
    fr.match = strcmp(f[5], "-") == 0 ? NULL : f[5];
    fr.leave = strcmp(f[6], "-") == 0 ? NULL : f[6];
    char *rest;
    for (char *s = strtok_r(f[2], "|", &rest); s; s = strtok_r(NULL, "|", &rest)) {
        static const char *const kinds[] = {"obj", "comp", "to-inf", "obj-inf", "subj", "none"};
        if (fr.n_slots == COUNT_OF(fr.slots))
            return false;
        char *colon = strchr(s, ':');
        if (colon) {
            *colon = '\0';
            fr.slots[fr.n_slots].only = colon[1];
            if (!strchr("tomp", colon[1]))
                return false;
        }
        slot_kind kind = SLOT_OBJ;
        while (kind < SLOT_PREP && strcmp(kinds[kind], s) != 0)
            kind++;
        fr.slots[fr.n_slots].kind = kind;
        fr.slots[fr.n_slots++].prep = kind == SLOT_PREP ? s : NULL;
    }
    if (!fr.n_slots)
        return false;
    for (char *alike = strtok_r(f[1], "|", &rest); alike; alike = strtok_r(NULL, "|", &rest)) {
        char *more;
        fr.name = arena_printf(l->arena, "%s: %s", f[0], alike);
        fr.n_words = 0;
        for (char *w = strtok_r(alike, " ", &more); w; w = strtok_r(NULL, " ", &more)) {
            if (fr.n_words == COUNT_OF(fr.words))
                return false;
            fr.words[fr.n_words++] = w;
        }
        if (!fr.n_words)
            return false;
        ARENA_PUSH(l->arena, l->frames, l->n_frames, l->cap_frames) = fr;
        const char *forms[16];
        uint32_t n_forms = inflect(l, fr.words[0], forms);
        for (uint32_t i = 0; i < n_forms; i++)
            form_add(l, forms[i], l->n_frames - 1);
        fr.match = fr.leave = NULL; /* the row's sentences are those of its first predicate */
    }
    return true;
}

static bool words_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const lists[PW_LISTS] = {[PW_CONTROL] = "control",
                                                [PW_TURN] = "turn",
                                                [PW_WILLING] = "willing",
                                                [PW_ASK] = "ask",
                                                [PW_MAKE_DEAL] = "make-deal",
                                                [PW_VOICE] = "voice",
                                                [PW_OBJECTION] = "objection",
                                                [PW_SEAL] = "seal",
                                                [PW_COME] = "come",
                                                [PW_GO_ON] = "go-on",
                                                [PW_HOPE] = "hope",
                                                [PW_MARK] = "mark",
                                                [PW_AMOUNT] = "amount",
                                                [PW_CALL] = "call",
                                                [PW_REVERSAL] = "reversal",
                                                [PW_CONDITION] = "condition",
                                                [PW_VOW] = "vow",
                                                [PW_GRANT] = "grant",
                                                [PW_THREAT] = "threat",
                                                [PW_ESSENTIAL] = "essential",
                                                [PW_CONTENTS] = "contents",
                                                [PW_RELAY] = "relay",
                                                [PW_APPROVE] = "approve",
                                                [PW_NO_MATTER] = "no-matter",
                                                [PW_CONTAIN] = "contain",
                                                [PW_KEY] = "key",
                                                [PW_TAKE_AWAY] = "take-away",
                                                [PW_OCCUPY] = "occupy",
                                                [PW_HIT] = "hit",
                                                [PW_PLAIN] = "plain",
                                                [PW_STRUCK] = "struck",
                                                [PW_NO_PAPER] = "no-paper",
                                                [PW_LATEST] = "latest",
                                                [PW_PREVIOUS] = "previous",
                                                [PW_VERSION] = "version",
                                                [PW_PUT_OUT] = "put-out",
                                                [PW_AUTHOR] = "author",
                                                [PW_STAGE] = "stage",
                                                [PW_HANDLE] = "handle",
                                                [PW_HAND] = "hand",
                                                [PW_ANSWER] = "answer",
                                                [PW_REACHED] = "reached",
                                                [PW_PLAIN_DEAL] = "plain-deal",
                                                [PW_ACCUSATION] = "accusation",
                                                [PW_ADJUNCT] = "adjunct",
                                                [PW_ASPECT] = "aspect",
                                                [PW_UNIT] = "unit",
                                                [PW_NO_WAR] = "no-war",
                                                [PW_NAMED_TEXT] = "named-text",
                                                [PW_FIELD] = "field",
                                                [PW_BROUGHT] = "brought",
                                                [PW_TAKES_EFFECT] = "takes-effect",
                                                [PW_COLLECTIVE] = "collective",
                                                [PW_CONTENTION] = "contention",
                                                [PW_CONTEND] = "contend",
                                                [PW_NEGOTIATE] = "negotiate",
                                                [PW_PAPERWORK] = "paperwork",
                                                [PW_MEASURE] = "measure",
                                                [PW_DRAFTABLE] = "draftable",
                                                [PW_AUTHORED] = "authored",
                                                [PW_VAGUE] = "vague",
                                                [PW_AGREEMENT] = "agreement",
                                                [PW_DROP] = "drop",
                                                [PW_JOINT] = "joint",
                                                [PW_UNDO] = "undo",
                                                [PW_THINK] = "think",
                                                [PW_BEAR] = "bear",
                                                [PW_DEICTIC] = "deictic",
                                                [PW_FEAR] = "fear",
                                                [PW_EFFECT] = "effect",
                                                [PW_STAY] = "stay",
                                                [PW_AIM] = "aim",
                                                [PW_NEEDED] = "needed",
                                                [PW_COMMAND] = "command",
                                                [PW_SIDER] = "sider",
                                                [PW_BREACH] = "breach",
                                                [PW_BINDING] = "binding",
                                                [PW_BACK] = "back",
                                                [PW_GLAD] = "glad",
                                                [PW_SORRY] = "sorry",
                                                [PW_OUTCOME] = "outcome",
                                                [PW_URGE] = "urge",
                                                [PW_SCRAP] = "scrap",
                                                [PW_ANGER] = "anger",
                                                [PW_PLEASE] = "please",
                                                [PW_PHASE] = "phase",
                                                [PW_PHASED] = "phased",
                                                [PW_BRING] = "bring",
                                                [PW_PUT_FORWARD] = "put-forward",
                                                [PW_PREPARE] = "prepare",
                                                [PW_INTEND] = "intend",
                                                [PW_BRIDGE] = "bridge",

                                                [PW_REPLACED] = "replaced",
                                                [PW_PRAISE] = "praise",
                                                [PW_STRIVE] = "strive",
                                                [PW_SIDE_NOUN] = "side-noun",
                                                [PW_NO_USE] = "no-use",
                                                [PW_HARD] = "hard",
                                                [PW_BROKER] = "broker",
                                                [PW_CAUSE] = "cause",
                                                [PW_ILL] = "ill",
                                                [PW_BOON] = "boon",
                                                [PW_ENABLE] = "enable",
                                                [PW_OPENING] = "opening",
                                                [PW_RETAIN] = "retain",
                                                [PW_YIELD] = "yield",
                                                [PW_AWAIT] = "await"};
    stance_lexicon *l = user;
    char *rest;
    (void)line;
    for (uint32_t i = 0; n == 2 && i < PW_LISTS; i++)
        if (strcmp(f[0], lists[i]) == 0) {
            for (char *w = strtok_r(f[1], "|", &rest); w; w = strtok_r(NULL, "|", &rest)) {
                const char *forms[16];
                uint32_t n_forms = *w == '*' ? inflect(l, ++w, forms) : 0; /* every form of the word */
                map_sets(&l->words[i], w, 1);
                for (uint32_t j = 0; j < n_forms; j++)
                    map_sets(&l->words[i], forms[j], 1);
            }
            return true;
        }
    return false;
}

static bool noun_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const classes[NOUN_CLASSES] = {"plan",   "weak",    "draft",    "goal",  "list",   "own",
                                                      "claim",  "process", "filler",   "empty", "matter", "place",
                                                      "degree", "permit",  "quantity", "forces"};
    stance_lexicon *l = user;
    char *rest;
    (void)line;
    if ((n == 3 || n == 4) && strcmp(f[0], "nominal") == 0) {
        for (char *w = strtok_r(f[1], "|", &rest); w; w = strtok_r(NULL, "|", &rest)) {
            const char *forms[16];
            char *particle = strchr(w, ' ');
            if (particle)
                *particle++ = '\0';
            uint32_t n_forms = inflect(l, w, forms);
            for (uint32_t i = 0; i < n_forms; i++)
                map_sets(&l->nominal, particle ? arena_printf(l->arena, "%s %s", forms[i], particle) : forms[i], l->n_names);
        }
        map_sets(&l->acts, f[2], 1);
        ARENA_PUSH(l->arena, l->names, l->n_names, l->cap_names) = (nominal_noun){f[2], n == 4 ? f[3] : "of"};
        return true;
    }
    if (n != 2)
        return false;
    if (strcmp(f[0], "join") == 0) {
        l->n_groups++;
        for (char *w = strtok_r(f[1], "|", &rest); w; w = strtok_r(NULL, "|", &rest))
            map_sets(&l->join, w, l->n_groups);
        return true;
    }
    for (uint32_t c = 0; c < NOUN_CLASSES; c++)
        if (strcmp(f[0], classes[c]) == 0) {
            for (char *w = strtok_r(f[1], "|", &rest); w; w = strtok_r(NULL, "|", &rest)) {
                const char *forms[16];
                uint32_t n_forms = c == NOUN_PROCESS || c == NOUN_DEGREE || c == NOUN_PERMIT
                                       ? inflect(l, w, forms)
                                       : 0; /* verbs among them: "reaching", "maintained" */
                map_sets(&l->nouns[c], w, 1);
                for (uint32_t i = 0; i < n_forms; i++)
                    map_sets(&l->nouns[c], forms[i], 1);
            }
            return true;
        }
    return words_row(f, n, line, user);
}

/* A name of one word counts as written only: "ACA" is no "aca". */
static void text_name(stance_lexicon *l, const char *name) {
    const char *cuts = " -";
    for (uint32_t i = 0; i < 2; i++) { /* its first word, however tokens cut it */
        const char *end = strchr(name, cuts[i]);
        size_t n = end ? (size_t)(end - name) : strlen(name);
        map_sets(&l->text_begins, text_key(l->arena, arena_strn(l->arena, name, n)), 1);
    }
    map_sets(&l->texts, strchr(name, ' ') ? text_key(l->arena, name) : name, l->n_texts);
}

static bool text_row(char **f, uint32_t n, uint32_t line, void *user) {
    stance_lexicon *l = user;
    char *rest;
    (void)line;
    if (n != 3 || strcmp(f[0], "text") != 0)
        return false;
    text_name(l, f[1]);
    for (char *w = strtok_r(f[2], "|", &rest); w; w = strtok_r(NULL, "|", &rest))
        text_name(l, w);
    ARENA_PUSH(l->arena, l->text_names, l->n_texts, l->cap_texts) = f[1];
    return true;
}

static bool judgment_row(char **f, uint32_t n, uint32_t line, void *user) {
    stance_lexicon *l = user;
    int own;
    char *rest;
    (void)line;
    if (n != 2 || !stance_word(f[0], &own) || own == STANCE_NONE)
        return false;
    for (char *w = strtok_r(f[1], "|", &rest); w; w = strtok_r(NULL, "|", &rest)) {
        const char *forms[16];
        uint32_t n_forms = *w == '*' ? inflect(l, ++w, forms) : 0;
        map_sets(&l->judgments, w, (uint32_t)own + 1);
        for (uint32_t j = 0; j < n_forms; j++)
            map_sets(&l->judgments, forms[j], (uint32_t)own + 1);
    }
    return true;
}

parley_status stance_lexicon_open(const struct stance_lexicon **out, parley_arena *arena, parley_error *err) {
    stance_lexicon *l = ARENA_NEW(arena, stance_lexicon);
    l->arena = arena;
    map_init(&l->irregular, arena);
    map_init(&l->forms, arena);
    map_init(&l->join, arena);
    map_init(&l->acts, arena);
    map_init(&l->nominal, arena);
    map_init(&l->texts, arena);
    map_init(&l->text_begins, arena);
    map_init(&l->judgments, arena);
    for (uint32_t c = 0; c < NOUN_CLASSES; c++)
        map_init(&l->nouns[c], arena);
    for (uint32_t i = 0; i < PW_LISTS; i++)
        map_init(&l->words[i], arena);
    parley_status rc;
    if ((rc = lex_read("positions/verbs.txt", arena, verb_row, l, err)) < 0 ||
        (rc = lex_read("positions/stances.txt", arena, frame_row, l, err)) < 0 ||
        (rc = lex_read("positions/nouns.txt", arena, noun_row, l, err)) < 0 ||
        (rc = lex_read("positions/matters.txt", arena, noun_row, l, err)) < 0 ||
        (rc = lex_read("positions/texts.txt", arena, text_row, l, err)) < 0 ||
        (rc = lex_read("positions/judgments.txt", arena, judgment_row, l, err)) < 0 ||
        (rc = lex_read("positions/words.txt", arena, words_row, l, err)) < 0)
        return rc;
    *out = l;
    return PARLEY_OK;
}

bool stance_noun_is(const stance_lexicon *l, noun_class c, const char *word) {
    if (map_gets(&l->nouns[c], word, 0))
        return true;
    size_t n = strlen(word); /* plural of a listed singular */
    return n > 3 && word[n - 1] == 's' && map_get(&l->nouns[c], word, n - 1, 0) != 0;
}

bool stance_word_is(const stance_lexicon *l, position_words list, const char *word) {
    return map_gets(&l->words[list], word, 0) != 0;
}

uint32_t stance_group(const stance_lexicon *l, const char *word) {
    return map_gets(&l->join, word, 0);
}

const char *stance_nominal(const stance_lexicon *l, const char *verb_form) {
    uint32_t i = map_gets(&l->nominal, verb_form, PARLEY_NONE);
    return i == PARLEY_NONE ? NULL : l->names[i].noun;
}

bool stance_is_act(const stance_lexicon *l, const char *noun) {
    size_t n = strlen(noun);
    return map_gets(&l->acts, noun, 0) || (n > 5 && strcmp(noun + n - 3, "ing") == 0);
}

const nominal_noun *stance_nominal_with(const stance_lexicon *l, const char *verb_form, const char *particle) {
    char key[64];
    int n = particle ? snprintf(key, sizeof key, "%s %s", verb_form, particle) : snprintf(key, sizeof key, "%s", verb_form);
    uint32_t i = n > 0 && (size_t)n < sizeof key ? map_gets(&l->nominal, key, PARLEY_NONE) : PARLEY_NONE;
    return i == PARLEY_NONE ? NULL : &l->names[i];
}
