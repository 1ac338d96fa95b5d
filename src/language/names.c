/* names.c - how Universal Dependencies v2 writes tags, relations, features and name types. */
#include "language/parse.h"

static const char *const upos_names[UPOS_N] = {
    [UPOS_X] = "X",         [UPOS_ADJ] = "ADJ",   [UPOS_ADP] = "ADP",     [UPOS_ADV] = "ADV",     [UPOS_AUX] = "AUX",
    [UPOS_CCONJ] = "CCONJ", [UPOS_DET] = "DET",   [UPOS_INTJ] = "INTJ",   [UPOS_NOUN] = "NOUN",   [UPOS_NUM] = "NUM",
    [UPOS_PART] = "PART",   [UPOS_PRON] = "PRON", [UPOS_PROPN] = "PROPN", [UPOS_PUNCT] = "PUNCT", [UPOS_SCONJ] = "SCONJ",
    [UPOS_SYM] = "SYM",     [UPOS_VERB] = "VERB",
};

static const char *const rel_names[REL_N] = {
    [REL_DEP] = "dep",
    [REL_ACL] = "acl",
    [REL_ADVCL] = "advcl",
    [REL_ADVMOD] = "advmod",
    [REL_AMOD] = "amod",
    [REL_APPOS] = "appos",
    [REL_AUX] = "aux",
    [REL_CASE] = "case",
    [REL_CC] = "cc",
    [REL_CCOMP] = "ccomp",
    [REL_COMPOUND] = "compound",
    [REL_CONJ] = "conj",
    [REL_COP] = "cop",
    [REL_CSUBJ] = "csubj",
    [REL_DET] = "det",
    [REL_DISCOURSE] = "discourse",
    [REL_DISLOCATED] = "dislocated",
    [REL_EXPL] = "expl",
    [REL_FIXED] = "fixed",
    [REL_FLAT] = "flat",
    [REL_GOESWITH] = "goeswith",
    [REL_IOBJ] = "iobj",
    [REL_LIST] = "list",
    [REL_MARK] = "mark",
    [REL_NMOD] = "nmod",
    [REL_NSUBJ] = "nsubj",
    [REL_NUMMOD] = "nummod",
    [REL_OBJ] = "obj",
    [REL_OBL] = "obl",
    [REL_ORPHAN] = "orphan",
    [REL_PARATAXIS] = "parataxis",
    [REL_PUNCT] = "punct",
    [REL_REPARANDUM] = "reparandum",
    [REL_ROOT] = "root",
    [REL_VOCATIVE] = "vocative",
    [REL_XCOMP] = "xcomp",
};

static const char *const ne_names[NE_N] = {
    [NE_NONE] = "O",        [NE_PER] = "PER",   [NE_ORG] = "ORG",     [NE_LOC] = "LOC",           [NE_NORP] = "NORP",
    [NE_OUTLET] = "OUTLET", [NE_DATE] = "DATE", [NE_MONEY] = "MONEY", [NE_QUANTITY] = "QUANTITY", [NE_MISC] = "MISC",
};

/* UD English has had several names for one subtype (obl:tmod, obl:npmod, obl:unmarked): later stages see one. */
static const struct {
    const char *name;
    ud_sub sub;
} subs[] = {
    {"pass", SUB_PASS},  {"relcl", SUB_RELCL},   {"poss", SUB_POSS},   {"prt", SUB_PRT},     {"tmod", SUB_TMOD},
    {"npmod", SUB_TMOD}, {"unmarked", SUB_TMOD}, {"outer", SUB_OUTER}, {"agent", SUB_AGENT}, {"predet", SUB_PREDET},
};

const char *upos_name(ud_pos p) {
    return (unsigned)p < UPOS_N ? upos_names[p] : "X";
}

const char *rel_name(ud_rel r) {
    return (unsigned)r < REL_N ? rel_names[r] : "dep";
}

const char *ne_name(ne_type t) {
    return (unsigned)t < NE_N ? ne_names[t] : "O";
}

ud_pos upos_of(const char *name) {
    for (unsigned i = 0; i < UPOS_N; i++)
        if (strcmp(upos_names[i], name) == 0)
            return (ud_pos)i;
    return UPOS_X;
}

ud_rel rel_of(const char *deprel, ud_sub *sub) {
    size_t n = strcspn(deprel, ":");
    if (sub) {
        *sub = deprel[n] ? SUB_OTHER : SUB_NONE;
        for (size_t i = 0; deprel[n] && i < COUNT_OF(subs); i++)
            if (strcmp(subs[i].name, deprel + n + 1) == 0)
                *sub = subs[i].sub;
    }
    for (unsigned i = 0; i < REL_N; i++)
        if (strlen(rel_names[i]) == n && memcmp(rel_names[i], deprel, n) == 0)
            return (ud_rel)i;
    return REL_DEP;
}

ne_type ne_of(const char *name) {
    for (unsigned i = 1; i < NE_N; i++)
        if (strcmp(ne_names[i], name) == 0)
            return (ne_type)i;
    return NE_MISC;
}

uint16_t feats_bits(const char *feats) {
    static const struct {
        const char *name;
        uint16_t bit;
    } bits[] = {
        {"Tense=Past", FEAT_PAST},  {"Tense=Pres", FEAT_PRES},    {"VerbForm=Fin", FEAT_FIN}, {"VerbForm=Inf", FEAT_INF},
        {"VerbForm=Ger", FEAT_GER}, {"VerbForm=Part", FEAT_PART}, {"Voice=Pass", FEAT_PASS},  {"Mood=Imp", FEAT_IMP},
        {"Number=Plur", FEAT_PLUR}, {"Number=Ptan", FEAT_PLUR},   {"Number=Sing", FEAT_SING}, {"Person=1", FEAT_P1},
        {"Person=2", FEAT_P2},      {"Person=3", FEAT_P3},        {"Gender=Masc", FEAT_MASC}, {"Gender=Fem", FEAT_FEM},
        {"Gender=Neut", FEAT_NEUT},
    };
    uint16_t out = 0;
    for (const char *s = feats; *s;) {
        size_t n = strcspn(s, "|");
        for (size_t i = 0; i < COUNT_OF(bits); i++)
            if (strlen(bits[i].name) == n && memcmp(bits[i].name, s, n) == 0)
                out |= bits[i].bit;
        s += n + (s[n] == '|');
    }
    return out;
}
