/* phrase.c - phrase trees in Penn's manner, out of dependency trees or brackets.
 *
 * PETRARCH's rules are written against constituents: who stands in the noun phrase beside a verb phrase, what a verb phrase
 * holds, which clause a comma cuts off. A Universal Dependencies tree has all of that but the brackets. They are put in as the
 * Penn guidelines would: auxiliaries open verb phrases around the verb's, clauses of speech and purpose stand inside the verb
 * phrase, subjects and what comes before the verb beside it, later parts of a noun after a phrase for its core. What is not
 * standard:
 *
 *   - a subject after its verb ("said the minister") is put before it, since the rules look for it there;
 *   - words written with a hyphen are one word, as in the parsers for which the dictionaries were written;
 *   - each member of a coordination of nouns has a phrase of its own, also where Penn would leave single words bare.
 *
 * Order of words is kept otherwise. Depth is bounded: below PETR_DEPTH levels a subtree is written out flat.
 */
#include "petrarch/petrarch.h"

typedef struct build {
    const parley_parse *p;
    petr_tree *t;
    parley_arena *a;
    uint32_t first, end; /* tokens of the sentence */
    uint32_t *leader;    /* [end - first]: the token that stands for a word written with hyphens; itself for others */
    const char **word;   /* [end - first]: upper case; of leaders the whole word */
    bool *moved;         /* [end - first]: heads of phrases that stand elsewhere in the tree */
    bool *put;           /* [end - first]: punctuation that is in the tree already */
    uint32_t depth;
} build;

static uint32_t add(petr_tree *t, uint32_t parent, const char *label) {
    uint32_t i = t->n;
    ARENA_PUSH(t->arena, t->nodes, t->n, t->cap) =
        (petr_node){.label = label, .parent = parent, .first = PARLEY_NONE, .last = PARLEY_NONE, .next = PARLEY_NONE};
    if (parent != PARLEY_NONE) {
        if (t->nodes[parent].first == PARLEY_NONE)
            t->nodes[parent].first = i;
        else
            t->nodes[t->nodes[parent].last].next = i;
        t->nodes[parent].last = i;
    }
    return i;
}

static const char *upper(parley_arena *a, const char *s) {
    char *up = arena_str(a, s);
    for (char *c = up; *c; c++)
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 32);
    return up;
}

/* --- words -------------------------------------------------------------------------------------------------------- */
static bool hyphen(const parse_token *k) {
    return strcmp(k->norm, "-") == 0;
}

/* Join "cease", "-", "fire" where nothing stands between them. The member whose head is outside leads. */
static void join_words(build *b) {
    const parley_parse *p = b->p;
    for (uint32_t i = b->first; i < b->end; i++) {
        b->leader[i - b->first] = i;
        b->word[i - b->first] = upper(b->a, p->tokens[i].norm);
    }
    for (uint32_t i = b->first; i < b->end;) {
        uint32_t stop = i + 1;
        while (stop + 1 < b->end && hyphen(&p->tokens[stop]) && !p->tokens[stop - 1].space_after &&
               !p->tokens[stop].space_after && !hyphen(&p->tokens[stop + 1]) && !hyphen(&p->tokens[stop - 1]))
            stop += 2;
        if (stop > i + 1) {
            uint32_t lead = stop - 1;
            for (uint32_t k = i; k < stop; k++) {
                uint32_t h = p->tokens[k].head;
                if (h == PARLEY_NONE || h < i || h >= stop)
                    lead = hyphen(&p->tokens[k]) ? lead : k;
            }
            const char *whole = "";
            for (uint32_t k = i; k < stop; k++) {
                whole = arena_printf(b->a, "%s%s", whole, b->word[k - b->first]);
                b->leader[k - b->first] = lead;
            }
            b->word[lead - b->first] = whole;
        }
        i = stop;
    }
}

static void leaf(build *b, uint32_t parent, uint32_t k) {
    const parse_token *tok = &b->p->tokens[k];
    if (b->leader[k - b->first] != k)
        return;
    const char *label = parse_xpos_name(b->p, tok);
    if (tok->upos == UPOS_PUNCT) {
        /* Quotation marks would part words that a pattern wants side by side; each mark comes once. */
        if (!strchr(",.:;!?", tok->norm[0]) || b->put[k - b->first])
            return;
        b->put[k - b->first] = true;
        label = tok->norm[0] == ',' ? "," : strchr(":;", tok->norm[0]) ? ":" : ".";
    }
    uint32_t n = add(b->t, parent, label && *label && *label != '_' ? label : tok->upos == UPOS_PROPN ? "NNP" : "NN");
    b->t->nodes[n].word = b->word[k - b->first];
    b->t->nodes[n].at = (parley_span){tok->start, tok->end};
}

static void flat(build *b, uint32_t parent, uint32_t k) {
    for (uint32_t i = b->p->tokens[k].left; i <= b->p->tokens[k].right; i++)
        if (i >= b->first && i < b->end) {
            /* Subtrees need not be in one piece; only words that hang below k belong here. */
            uint32_t up = i;
            while (up != k && up != PARLEY_NONE)
                up = b->p->tokens[up].head;
            if (up == k)
                leaf(b, parent, i);
        }
}

static bool is(const build *b, uint32_t k, ud_rel r) {
    return b->p->tokens[k].rel == r;
}
static bool tagged(const build *b, uint32_t k, const char *tag) {
    return strncmp(parse_xpos_name(b->p, &b->p->tokens[k]), tag, strlen(tag)) == 0;
}
static bool lower_is(const build *b, uint32_t k, const char *norm) {
    return strcmp(b->p->tokens[k].norm, norm) == 0;
}
static uint32_t child(const build *b, uint32_t k, ud_rel r) {
    return parse_child(b->p, k, r, SUB_NONE);
}
static bool has_subject(const build *b, uint32_t k) {
    return child(b, k, REL_NSUBJ) != PARLEY_NONE || child(b, k, REL_CSUBJ) != PARLEY_NONE;
}
/* Says something of a subject: a verb, or a noun or adjective with a copula or a subject. */
static bool predicates(const build *b, uint32_t k) {
    ud_pos pos = (ud_pos)b->p->tokens[k].upos;
    return pos == UPOS_VERB || pos == UPOS_AUX || child(b, k, REL_COP) != PARLEY_NONE || has_subject(b, k);
}

static void noun(build *b, uint32_t parent, uint32_t k);
static void clause(build *b, uint32_t parent, uint32_t k);
static void clause_body(build *b, uint32_t s, uint32_t k);

/* --- phrases round a preposition ---------------------------------------------------------------------------------- */
static bool preposition(const build *b, uint32_t k) {
    return is(b, k, REL_CASE) && !tagged(b, k, "POS");
}

/* Noun k with its prepositions, or without any. */
static void prepositional(build *b, uint32_t parent, uint32_t k) {
    uint32_t in = parent;
    PARSE_EACH_CHILD (b->p, k, c)
        if (preposition(b, c) && c < k) {
            in = add(b->t, in, "PP");
            leaf(b, in, c);
            PARSE_EACH_CHILD (b->p, c, f)
                if (is(b, f, REL_FIXED)) {
                    in = add(b->t, in, "PP");
                    leaf(b, in, f);
                }
        }
    noun(b, in, k);
}

/* --- noun phrases ------------------------------------------------------------------------------------------------- */
static bool core_part(const build *b, uint32_t k, uint32_t head) {
    if (k < head)
        return !is(b, k, REL_CASE) && !is(b, k, REL_CC) && !is(b, k, REL_CONJ) && !is(b, k, REL_PUNCT) && !is(b, k, REL_COP) &&
               !is(b, k, REL_NSUBJ) && !is(b, k, REL_MARK) && !is(b, k, REL_AUX) && !is(b, k, REL_ADVCL) && !is(b, k, REL_ACL) &&
               !is(b, k, REL_CCOMP) && !is(b, k, REL_PARATAXIS) && !is(b, k, REL_OBL) && !is(b, k, REL_APPOS);
    return is(b, k, REL_FLAT) || is(b, k, REL_FIXED) || is(b, k, REL_GOESWITH) || is(b, k, REL_NUMMOD) ||
           (is(b, k, REL_COMPOUND) && b->p->tokens[k].sub != SUB_PRT);
}

static uint32_t possessor_mark(const build *b, uint32_t k) {
    PARSE_EACH_CHILD (b->p, k, c)
        if (is(b, c, REL_CASE) && tagged(b, c, "POS"))
            return c;
    return PARLEY_NONE;
}

/* Words of a noun's core: what stands before it and names joined to it. only: of coordinated modifiers the member to keep
 * (PARLEY_NONE: all of them). */
static void core(build *b, uint32_t np, uint32_t head, uint32_t coordinated, uint32_t only) {
    bool done = false;
    PARSE_EACH_CHILD (b->p, head, c) {
        if (c > head && !done) {
            leaf(b, np, head);
            done = true;
        }
        if (!core_part(b, c, head))
            continue;
        uint32_t mark = possessor_mark(b, c);
        if (c == coordinated) {
            if (only != c) {
                flat(b, np, only);
            } else {
                PARSE_EACH_CHILD (b->p, c, m)
                    if (m < c)
                        flat(b, np, m);
                leaf(b, np, c);
            }
        } else if (is(b, c, REL_NMOD) && mark != PARLEY_NONE && b->depth < PETR_DEPTH) {
            uint32_t owner = add(b->t, np, "NP");
            noun(b, owner, c);
            leaf(b, owner, mark);
        } else {
            flat(b, np, c);
        }
    }
    if (!done)
        leaf(b, np, head);
}

/* A modifier before the head that is coordinated with others: "Russian and Chinese officials". */
static uint32_t coordinated_modifier(const build *b, uint32_t head) {
    PARSE_EACH_CHILD (b->p, head, c)
        if (c < head && (is(b, c, REL_AMOD) || is(b, c, REL_COMPOUND)) &&
            (b->p->tokens[c].upos == UPOS_PROPN || tagged(b, c, "NNP") || cp_is_upper((unsigned char)b->p->tokens[c].form[0])) &&
            child(b, c, REL_CONJ) != PARLEY_NONE)
            return c;
    return PARLEY_NONE;
}

static void cores(build *b, uint32_t np, uint32_t head) {
    uint32_t c = coordinated_modifier(b, head);
    if (c == PARLEY_NONE) {
        core(b, np, head, PARLEY_NONE, PARLEY_NONE);
        return;
    }
    uint32_t one = add(b->t, np, "NP");
    core(b, one, head, c, c);
    PARSE_EACH_CHILD (b->p, c, m)
        if (is(b, m, REL_CONJ)) {
            uint32_t and = add(b->t, np, "CC");
            b->t->nodes[and].word = "AND";
            one = add(b->t, np, "NP");
            /* The member without its own conjunction and comma. */
            uint32_t before = b->t->n;
            core(b, one, head, c, m);
            for (uint32_t i = before; i < b->t->n; i++)
                if (b->t->nodes[i].word && (strcmp(b->t->nodes[i].label, "CC") == 0 || strcmp(b->t->nodes[i].label, ",") == 0))
                    b->t->nodes[i].word = "";
        }
}

/* What follows a noun's core. */
static void after_noun(build *b, uint32_t np, uint32_t c) {
    bool clausal = is(b, c, REL_ACL) || is(b, c, REL_ADVCL) || is(b, c, REL_CCOMP) || is(b, c, REL_XCOMP);
    if (is(b, c, REL_PUNCT) || is(b, c, REL_CC)) {
        leaf(b, np, c);
    } else if (is(b, c, REL_ACL) && b->p->tokens[c].sub == SUB_RELCL) {
        uint32_t sbar = add(b->t, np, "SBAR");
        if (++b->depth < PETR_DEPTH)
            clause_body(b, add(b->t, sbar, "S"), c);
        else
            flat(b, sbar, c);
        b->depth--;
    } else if (clausal || (predicates(b, c) && !is(b, c, REL_APPOS) && !is(b, c, REL_NMOD))) {
        clause(b, np, c);
    } else {
        prepositional(b, np, c);
    }
}

static bool moved(const build *b, uint32_t k) {
    return b->moved[k - b->first];
}

static void noun_members(build *b, uint32_t np, uint32_t head) {
    bool post = false, conj = false;
    uint32_t last_conj = 0;
    PARSE_EACH_CHILD (b->p, head, c)
        if (c < head && is(b, c, REL_PUNCT))
            leaf(b, np, c); /* lift_commas() puts it before the phrase */
    PARSE_EACH_CHILD (b->p, head, c)
        if (is(b, c, REL_CONJ) && c > head) {
            conj = true;
            last_conj = c;
        }
    PARSE_EACH_CHILD (b->p, head, c)
        if (c > head && !core_part(b, c, head) && !is(b, c, REL_PUNCT) && !is(b, c, REL_CONJ) && !is(b, c, REL_CC) &&
            !is(b, c, REL_CASE) && !moved(b, c))
            post = true;
    if (!post && !conj) {
        cores(b, np, head);
        PARSE_EACH_CHILD (b->p, head, c)
            if (c > head && is(b, c, REL_PUNCT))
                leaf(b, np, c);
        return;
    }
    uint32_t outer = np, list = np, one;
    bool shared = false; /* something that hangs on all members follows the last one */
    if (conj)
        PARSE_EACH_CHILD (b->p, head, c)
            if (c > last_conj && !is(b, c, REL_PUNCT))
                shared = true;
    if (conj && shared)
        list = add(b->t, outer, "NP");
    one = add(b->t, list, "NP");
    bool own_post = false;
    if (conj)
        PARSE_EACH_CHILD (b->p, head, c)
            if (c > head && c < last_conj && !core_part(b, c, head) && !is(b, c, REL_PUNCT) && !is(b, c, REL_CONJ) &&
                !is(b, c, REL_CC) && !is(b, c, REL_CASE))
                own_post = true;
    cores(b, conj && own_post ? add(b->t, one, "NP") : one, head);
    PARSE_EACH_CHILD (b->p, head, c) {
        if (c < head || core_part(b, c, head) || (is(b, c, REL_CASE) && c > head) || moved(b, c))
            continue;
        if (is(b, c, REL_CONJ)) {
            PARSE_EACH_CHILD (b->p, c, m)
                if (m < c && (is(b, m, REL_CC) || is(b, m, REL_PUNCT)))
                    leaf(b, list, m);
            if (predicates(b, c) && b->p->tokens[c].upos == UPOS_VERB)
                clause(b, list, c);
            else
                prepositional(b, list, c);
        } else if (!conj) {
            after_noun(b, outer, c);
        } else {
            after_noun(b, c < last_conj ? one : outer, c);
        }
    }
}

static void noun(build *b, uint32_t parent, uint32_t k) {
    uint32_t np = add(b->t, parent, "NP");
    if (++b->depth >= PETR_DEPTH)
        flat(b, np, k);
    else if (b->p->tokens[k].upos == UPOS_VERB && !core_part(b, k, k) && child(b, k, REL_OBJ) != PARLEY_NONE)
        clause(b, np, k);
    else
        noun_members(b, np, k);
    b->depth--;
}

/* --- clauses ------------------------------------------------------------------------------------------------------ */
static bool aux_like(const build *b, uint32_t k) {
    return is(b, k, REL_AUX) || is(b, k, REL_COP) || (is(b, k, REL_MARK) && tagged(b, k, "TO"));
}

/* A dependent of verb h that stands in the verb phrase (after the verb) or beside it. */
static void dependent(build *b, uint32_t parent, uint32_t c) {
    ud_rel r = (ud_rel)b->p->tokens[c].rel;
    switch (r) {
    case REL_PUNCT:
    case REL_CC:
    case REL_EXPL:
        if (r == REL_EXPL) {
            uint32_t np = add(b->t, parent, "NP");
            leaf(b, np, c);
        } else {
            leaf(b, parent, c);
        }
        return;
    case REL_ADVMOD:
    case REL_DISCOURSE:
        if (lower_is(b, c, "not") || lower_is(b, c, "n't")) {
            leaf(b, parent, c);
        } else if (child(b, c, REL_OBL) != PARLEY_NONE || child(b, c, REL_NMOD) != PARLEY_NONE) {
            uint32_t adv = add(b->t, parent, "ADVP");
            leaf(b, adv, c);
            PARSE_EACH_CHILD (b->p, c, m)
                if (m > c && (is(b, m, REL_OBL) || is(b, m, REL_NMOD)))
                    prepositional(b, parent, m);
        } else {
            flat(b, add(b->t, parent, "ADVP"), c);
        }
        return;
    case REL_COMPOUND: flat(b, add(b->t, parent, b->p->tokens[c].sub == SUB_PRT ? "PRT" : "NP"), c); return;
    case REL_CCOMP:
    case REL_XCOMP:
    case REL_ADVCL:
    case REL_CSUBJ:
    case REL_PARATAXIS:
    case REL_ACL:
        if (r == REL_XCOMP && !predicates(b, c)) {
            if (b->p->tokens[c].upos == UPOS_ADJ)
                flat(b, add(b->t, parent, "ADJP"), c);
            else
                prepositional(b, parent, c);
        } else {
            clause(b, parent, c);
        }
        return;
    case REL_CASE:
    case REL_MARK:
    case REL_AUX:
    case REL_COP:
    case REL_FIXED:
    case REL_FLAT: flat(b, parent, c); return;
    default:
        if (b->p->tokens[c].upos == UPOS_VERB && child(b, c, REL_CASE) == PARLEY_NONE && predicates(b, c) &&
            child(b, c, REL_DET) == PARLEY_NONE)
            clause(b, parent, c);
        else if (b->p->tokens[c].upos == UPOS_ADJ && child(b, c, REL_CASE) == PARLEY_NONE && r != REL_NSUBJ && r != REL_OBJ)
            flat(b, add(b->t, parent, "ADJP"), c);
        else
            prepositional(b, parent, c);
    }
}

static bool by_phrase(const build *b, uint32_t k) {
    PARSE_EACH_CHILD (b->p, k, c)
        if (preposition(b, c) && lower_is(b, c, "by"))
            return true;
    return false;
}

/* "was seized in the port by rebels": by whom, where the parser hung it on the port. Only under the verb's own obliques and
 * objects, and only where the verb has no such phrase itself. */
static uint32_t stray_agent(const build *b, uint32_t k) {
    bool passive = false;
    PARSE_EACH_CHILD (b->p, k, c) {
        passive |= b->p->tokens[c].sub == SUB_PASS;
        if (is(b, c, REL_OBL) && by_phrase(b, c))
            return PARLEY_NONE;
    }
    if (!passive)
        return PARLEY_NONE;
    PARSE_EACH_CHILD (b->p, k, c)
        if (c > k && (is(b, c, REL_OBL) || is(b, c, REL_OBJ)))
            PARSE_EACH_CHILD (b->p, c, m)
                if (m > c && is(b, m, REL_NMOD) && by_phrase(b, m))
                    return m;
    return PARLEY_NONE;
}

/* The verb itself and what follows it, in phrase vp; verbs coordinated with it as phrases of their own. */
static void verb_phrase(build *b, uint32_t vp, uint32_t k) {
    uint32_t first_conj = PARLEY_NONE, agent = stray_agent(b, k);
    if (agent != PARLEY_NONE)
        b->moved[agent - b->first] = true;
    PARSE_EACH_CHILD (b->p, k, c)
        if (is(b, c, REL_CONJ) && !has_subject(b, c) && c > k && first_conj == PARLEY_NONE)
            first_conj = c;
    uint32_t in = first_conj != PARLEY_NONE ? add(b->t, vp, "VP") : vp;
    if (b->p->tokens[k].upos == UPOS_VERB || b->p->tokens[k].upos == UPOS_AUX)
        leaf(b, in, k);
    else if (b->p->tokens[k].upos == UPOS_ADJ || b->p->tokens[k].upos == UPOS_ADV) {
        uint32_t adj = add(b->t, in, "ADJP");
        PARSE_EACH_CHILD (b->p, k, c)
            if (c < k && is(b, c, REL_ADVMOD) && !lower_is(b, c, "not") && !lower_is(b, c, "n't"))
                flat(b, adj, c);
        leaf(b, adj, k);
    } else {
        uint32_t pp = in;
        PARSE_EACH_CHILD (b->p, k, c)
            if (preposition(b, c) && c < k) {
                pp = add(b->t, pp, "PP");
                leaf(b, pp, c);
            }
        cores(b, add(b->t, pp, "NP"), k);
    }
    PARSE_EACH_CHILD (b->p, k, c) {
        if (c < k || is(b, c, REL_NSUBJ) || aux_like(b, c) ||
            (b->p->tokens[k].upos != UPOS_VERB && b->p->tokens[k].upos != UPOS_AUX && core_part(b, c, k)))
            continue;
        if (is(b, c, REL_CONJ)) {
            if (has_subject(b, c))
                continue; /* a clause of its own, beside this one */
            PARSE_EACH_CHILD (b->p, c, m)
                if (m < c && (is(b, m, REL_CC) || is(b, m, REL_PUNCT)))
                    leaf(b, vp, m);
            clause(b, vp, c);
            continue;
        }
        if (is(b, c, REL_PARATAXIS) && has_subject(b, c))
            continue;
        if (is(b, c, REL_PUNCT) && b->p->tokens[k].rel == REL_ROOT && b->p->tokens[c].norm[0] != ',')
            continue; /* the full stop closes the sentence, not the phrase */
        dependent(b, is(b, c, REL_PUNCT) || c < first_conj ? in : vp, c);
    }
    if (agent != PARLEY_NONE)
        prepositional(b, in, agent);
}

/* Auxiliaries, "to" and the copula open a phrase each. */
static void verb_group(build *b, uint32_t s, uint32_t k) {
    uint32_t vp = add(b->t, s, "VP"), start = PARLEY_NONE;
    PARSE_EACH_CHILD (b->p, k, c)
        if (c < k && aux_like(b, c) && start == PARLEY_NONE)
            start = c;
    if (start != PARLEY_NONE) {
        bool filled = false;
        PARSE_EACH_CHILD (b->p, k, c) {
            if (c >= k || c < start)
                continue;
            if (aux_like(b, c)) {
                if (filled)
                    vp = add(b->t, vp, "VP");
                leaf(b, vp, c);
                filled = true;
            } else if (is(b, c, REL_ADVMOD) || is(b, c, REL_PUNCT) || is(b, c, REL_OBL) || is(b, c, REL_ADVCL)) {
                /* An adverb of the adjective after a copula goes with the adjective. */
                if (child(b, k, REL_COP) != PARLEY_NONE && is(b, c, REL_ADVMOD) && !lower_is(b, c, "not") &&
                    !lower_is(b, c, "n't"))
                    continue;
                dependent(b, vp, c);
            }
        }
        if (b->p->tokens[k].upos == UPOS_VERB || b->p->tokens[k].upos == UPOS_AUX)
            if (filled)
                vp = add(b->t, vp, "VP");
    }
    verb_phrase(b, vp, k);
}

static void clause_in(build *b, uint32_t s, uint32_t k) {
    uint32_t start = k;
    PARSE_EACH_CHILD (b->p, k, c)
        if (c < start && aux_like(b, c))
            start = c;
    PARSE_EACH_CHILD (b->p, k, c) {
        if (c >= k || aux_like(b, c) || is(b, c, REL_MARK) || moved(b, c))
            continue;
        if (c > start && !is(b, c, REL_NSUBJ))
            continue; /* between the auxiliaries */
        if (is(b, c, REL_CASE) || is(b, c, REL_DET) || is(b, c, REL_CONJ) ||
            (is(b, c, REL_CC) && b->p->tokens[k].rel == REL_CONJ) || (is(b, c, REL_PUNCT) && b->p->tokens[k].rel == REL_CONJ))
            continue;
        bool verb = b->p->tokens[k].upos == UPOS_VERB || b->p->tokens[k].upos == UPOS_AUX;
        if (!verb && core_part(b, c, k) && !is(b, c, REL_ADVMOD))
            continue;
        dependent(b, s, c);
    }
    uint32_t late = PARLEY_NONE;
    PARSE_EACH_CHILD (b->p, k, c)
        if (c > k && is(b, c, REL_NSUBJ))
            late = c;
    if (late != PARLEY_NONE)
        dependent(b, s, late);
    verb_group(b, s, k);
}

/* The clause of k in phrase s, with the clauses coordinated with it. */
static void clause_body(build *b, uint32_t s, uint32_t k) {
    bool beside = false;
    PARSE_EACH_CHILD (b->p, k, c)
        if ((is(b, c, REL_CONJ) || is(b, c, REL_PARATAXIS)) && c > k && has_subject(b, c))
            beside = true;
    if (!beside) {
        clause_in(b, s, k);
        return;
    }
    clause_in(b, add(b->t, s, "S"), k);
    PARSE_EACH_CHILD (b->p, k, c)
        if ((is(b, c, REL_CONJ) || is(b, c, REL_PARATAXIS)) && c > k && has_subject(b, c)) {
            PARSE_EACH_CHILD (b->p, c, m)
                if (m < c && (is(b, m, REL_CC) || is(b, m, REL_PUNCT)))
                    leaf(b, s, m);
            if (is(b, c, REL_PARATAXIS))
                clause_in(b, s, c); /* "…, a spokesman said": its words stand beside the clause */
            else
                clause(b, s, c);
        }
}

/* The clause of k, in the brackets that its subordination asks for. */
static void clause(build *b, uint32_t parent, uint32_t k) {
    if (++b->depth >= PETR_DEPTH) {
        flat(b, parent, k);
        b->depth--;
        return;
    }
    ud_rel r = (ud_rel)b->p->tokens[k].rel;
    uint32_t mark = PARLEY_NONE, s = parent;
    PARSE_EACH_CHILD (b->p, k, c)
        if (is(b, c, REL_MARK) && !tagged(b, c, "TO") && c < k && mark == PARLEY_NONE)
            mark = c;
    bool gerund = tagged(b, k, "VBG") && child(b, k, REL_AUX) == PARLEY_NONE && child(b, k, REL_COP) == PARLEY_NONE;
    if ((r == REL_CONJ && !has_subject(b, k)) ||
        (r == REL_ACL && b->p->tokens[k].sub != SUB_RELCL && !has_subject(b, k) && child(b, k, REL_MARK) == PARLEY_NONE)) {
        /* A verb phrase beside another, or "the city held by rebels": no clause of its own. */
        PARSE_EACH_CHILD (b->p, k, c)
            if (r == REL_ACL && c < k && is(b, c, REL_PUNCT))
                leaf(b, parent, c); /* "Orlandia, backed by Holt, …" */
            else if (r == REL_ACL && c < k && is(b, c, REL_ADVMOD))
                dependent(b, parent, c);
        verb_group(b, parent, k);
        b->depth--;
        return;
    }
    if (mark != PARLEY_NONE) {
        s = add(b->t, parent, gerund && !has_subject(b, k) ? "PP" : "SBAR");
        leaf(b, s, mark);
        PARSE_EACH_CHILD (b->p, mark, f)
            if (is(b, f, REL_FIXED))
                leaf(b, s, f);
    } else if (r == REL_CCOMP && has_subject(b, k)) {
        s = add(b->t, parent, "SBAR");
    } else if (r == REL_ADVCL) {
        PARSE_EACH_CHILD (b->p, k, c)
            if (c < k && is(b, c, REL_ADVMOD) && tagged(b, c, "WRB") && !b->moved[c - b->first]) {
                s = add(b->t, parent, "SBAR"); /* "when Vestria attacked": no main clause */
                leaf(b, add(b->t, s, "WHADVP"), c);
                b->moved[c - b->first] = true;
                break;
            }
    }
    clause_body(b, add(b->t, s, "S"), k);
    b->depth--;
}

/* Commas at the edge of a phrase stand beside it, at every level: "(VP … (, ,))" is "(VP …) (, ,)". */
static void lift_commas(petr_tree *t, uint32_t n) {
    uint32_t before = PARLEY_NONE;
    for (uint32_t c = t->nodes[n].first; c != PARLEY_NONE; before = c, c = t->nodes[c].next) {
        petr_node *k = &t->nodes[c];
        if (k->word)
            continue;
        lift_commas(t, c);
        while (k->first != PARLEY_NONE && k->first != k->last && petr_is(t, k->first, ",")) {
            uint32_t comma = k->first;
            k->first = t->nodes[comma].next;
            t->nodes[comma].next = c;
            t->nodes[comma].parent = n;
            *(before == PARLEY_NONE ? &t->nodes[n].first : &t->nodes[before].next) = comma;
            before = comma;
        }
        uint32_t last = PARLEY_NONE; /* the last child that is no comma */
        for (uint32_t q = k->first; q != PARLEY_NONE; q = t->nodes[q].next)
            if (!petr_is(t, q, ","))
                last = q;
        if (last == PARLEY_NONE || last == k->last)
            continue;
        uint32_t commas = t->nodes[last].next, end = k->last;
        for (uint32_t q = commas; q != PARLEY_NONE; q = t->nodes[q].next)
            t->nodes[q].parent = n;
        t->nodes[last].next = PARLEY_NONE;
        k->last = last;
        t->nodes[end].next = k->next;
        k->next = commas;
        if (t->nodes[n].last == c)
            t->nodes[n].last = end;
    }
}

petr_tree *petr_tree_from_parse(const parley_parse *p, uint32_t sent, parley_arena *a) {
    const parse_sent *s = &p->sents[sent];
    petr_tree *t = ARENA_NEW(a, petr_tree);
    *t = (petr_tree){.arena = a};
    build b = {.p = p, .t = t, .a = a, .first = s->first, .end = s->end};
    if (s->end <= s->first)
        return NULL;
    b.leader = ARENA_ARRAY(a, uint32_t, s->end - s->first);
    b.word = ARENA_ARRAY(a, const char *, s->end - s->first);
    b.moved = ARENA_ARRAY(a, bool, s->end - s->first);
    b.put = ARENA_ARRAY(a, bool, s->end - s->first);
    join_words(&b);
    uint32_t root = add(t, PARLEY_NONE, "S");
    if (predicates(&b, s->root)) {
        clause_body(&b, root, s->root);
        PARSE_EACH_CHILD (p, s->root, c)
            if (is(&b, c, REL_PUNCT) && c > s->root && p->tokens[c].norm[0] != ',')
                leaf(&b, root, c);
    } else {
        noun(&b, root, s->root);
    }
    lift_commas(t, root);
    return t;
}

/* --- brackets ----------------------------------------------------------------------------------------------------- */
petr_tree *petr_tree_from_penn(const char *s, size_t n, parley_arena *a) {
    petr_tree *t = ARENA_NEW(a, petr_tree);
    *t = (petr_tree){.arena = a};
    uint32_t at = PARLEY_NONE, depth = 0;
    bool words = false;
    for (size_t i = 0; i < n;) {
        if (s[i] == '(') {
            size_t start = ++i;
            while (i < n && !strchr(" \t\r\n()", s[i]))
                i++;
            const char *label = arena_strn(a, s + start, i - start);
            if (++depth >= PETR_DEPTH || (at == PARLEY_NONE && t->n > 0))
                return NULL;
            at = add(t, at, *label ? upper(a, label) : "ROOT");
        } else if (s[i] == ')') {
            if (at == PARLEY_NONE)
                return NULL;
            depth--;
            at = t->nodes[at].parent;
            i++;
        } else if (strchr(" \t\r\n", s[i])) {
            i++;
        } else {
            size_t start = i;
            while (i < n && !strchr(" \t\r\n()", s[i]))
                i++;
            if (at == PARLEY_NONE || t->nodes[at].word)
                return NULL;
            t->nodes[at].word = upper(a, arena_strn(a, s + start, i - start));
            words = true;
        }
    }
    return at == PARLEY_NONE && words && t->n > 0 ? t : NULL;
}
