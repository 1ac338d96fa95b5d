/* issue.c - matters in dispute: one issue under its different words.
 *
 * Issues are found, not listed: whatever is demanded, refused or named as open is one. Two phrases name one issue when their
 * heads say the same (the same word, or words of one `join` line of data/positions/nouns.txt) and the other words of one are
 * among those of the other: "a complete cease-fire" and "the truce" join, "Vell crossing" and "crossings" join, "trade deal"
 * and "trade talks" do not.
 */
#include "meaning/position_int.h"

static uint64_t word_id(const stance_lexicon *l, const char *s) {
    uint32_t g = stance_group(l, s);
    if (g)
        return g;
    size_t n = strlen(s);
    if (n > 3 && s[n - 1] == 's' && s[n - 2] != 's')
        n--;
    return hash_bytes(s, n) | (1ull << 63);
}

/* Families of which a page has one matter each, however it puts it: its truce, its war, its captives, its troops. */
static uint32_t family_of(const position_work *k, uint32_t head, uint32_t real, const char *rs) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    uint32_t g = stance_group(l, rs), captives = stance_group(l, "hostages"), release = stance_group(l, "release");
    uint32_t kind = parse_child(p, head, REL_COMPOUND, SUB_NONE);
    if (g && g == stance_group(l, "war") && kind != PARLEY_NONE && tok_of(k, kind, PW_NO_WAR))
        return 0; /* "a price war" */
    if (g && (g == stance_group(l, "ceasefire") || g == stance_group(l, "war")))
        return g;
    bool forces = false, person = false;
    uint32_t from = tree_left(p, head), to = ts[head].right < head + 10 ? ts[head].right : head + 10;
    bool captive = false, place = false, text = false;
    for (uint32_t i = from; i <= to; i++) {
        forces |= stance_noun_is(l, NOUN_FORCES, ts[i].norm);
        captive |= captives && stance_group(l, ts[i].norm) == captives;
        place |= ts[i].ne == NE_LOC;
        text |= stance_noun_is(l, NOUN_GOAL, ts[i].norm) || stance_noun_is(l, NOUN_PLAN, ts[i].norm) || tok_is(p, i, "talks");
        person |= ts[i].ne == NE_PER;
    }
    const nominal_noun *act = nominal_at(k, head);
    if (act && strcmp(act->noun, "pressure") == 0)
        return (uint32_t)hash_str("pressure");
    if (g && g == stance_group(l, "withdrawal") && (forces || place) && !text)
        return g;
    if (ts[head].upos == UPOS_VERB && takes_forces(k, head, NULL))
        return stance_group(l, "withdrawal");
    if (captive &&
        ((g && (g == release || g == captives)) || TOK_ANY(p, real, "exchange", "swap", "retrieve", "exchanges", "swaps")))
        return captives;
    if ((g && g == stance_group(l, "summit") && (person || tok_is(p, real, "summit"))) || sees_person(k, head))
        return stance_group(l, "summit");
    return 0;
}

/* Key of the phrase headed by t; false if nothing of it names a matter. */
static bool key_of(const position_work *k, uint32_t t, issue_key *key) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    const stance_lexicon *l = k->lex;
    uint32_t head = matter_of(k, t);
    *key = (issue_key){0};
    const char *hs = ts[head].norm;
    /* "all progress", "the stalemate": nothing said of what */
    if (ts[head].upos == UPOS_NOUN && stance_noun_is(l, NOUN_PROCESS, hs) && !stance_group(l, hs) &&
        !stance_noun_is(l, NOUN_MATTER, hs) && !stance_noun_is(l, NOUN_GOAL, hs) &&
        parse_child(p, head, REL_COMPOUND, SUB_NONE) == PARLEY_NONE)
        return false;
    uint64_t words[32];
    uint32_t n = 0;
    /* "ceasefire deal" is about the ceasefire */
    uint32_t real = head;
    if (stance_noun_is(l, NOUN_FILLER, hs) || stance_noun_is(l, NOUN_GOAL, hs))
        PARSE_EACH_CHILD (p, head, c) {
            if (c < head && (ts[c].rel == REL_COMPOUND || ts[c].rel == REL_AMOD) && stance_group(l, ts[c].norm))
                real = c;
        }
    /* a hyphenated "cease-fire" is cut in three; "crush" and "defeat", "withdraw" and "pullout" are told by their noun */
    const char *rs = ts[real].norm;
    const nominal_noun *act = nominal_at(k, real);
    if (act)
        rs = act->noun;
    if (strcmp(rs, "fire") == 0 && real > 1 && tok_is(p, real - 1, "-") && tok_is(p, real - 2, "cease"))
        rs = "ceasefire";
    if (real == head && (stance_noun_is(l, NOUN_FILLER, hs) || stance_noun_is(l, NOUN_GOAL, hs)))
        for (uint32_t c = head > 4 ? head - 4 : 0; c + 2 < head; c++)
            if (tok_is(p, c, "cease") && tok_is(p, c + 1, "-") && tok_is(p, c + 2, "fire"))
                rs = "ceasefire";
    key->head = (uint32_t)(word_id(l, rs) ^ (word_id(l, rs) >> 32));
    bool goal = strcmp(rs, hs) == 0 && real == head && stance_noun_is(l, NOUN_GOAL, hs) && !stance_group(l, hs);
    uint32_t from = tree_left(p, head), to = ts[head].right < head + 14 ? ts[head].right : head + 14;
    PARSE_EACH_CHILD (p, head, c) {
        if (c > head && (ts[c].rel == REL_CONJ || (ts[head].upos == UPOS_VERB && ts[c].rel == REL_ADVCL) ||
                         (ts[c].rel == REL_ACL && ts[c].sub == SUB_RELCL) || ts[c].rel == REL_PARATAXIS)) {
            if (ts[c].left > head && ts[c].left <= to)
                to = ts[c].left - 1;
            break;
        }
        /* "step down | under any accord", "close the yard | as part of cuts": when and how, not what */
        uint32_t cs = c > head && (ts[c].rel == REL_OBL || ts[c].rel == REL_NMOD) ? case_of(p, c) : PARLEY_NONE;
        if (cs != PARLEY_NONE && cs > head && cs <= to && cs > from &&
            (tok_of(k, c, PW_ADJUNCT) ||
             TOK_ANY(p, cs, "under", "as", "during", "after", "before", "amid", "despite", "without", "by", "until", "since"))) {
            to = cs - 1;
            break;
        }
    }
    for (uint32_t i = from; i <= to && n < COUNT_OF(words); i++) {
        if (i == real || i == head ||
            !(ts[i].upos == UPOS_NOUN || ts[i].upos == UPOS_PROPN || ts[i].upos == UPOS_ADJ || ts[i].upos == UPOS_VERB))
            continue;
        if (stance_noun_is(l, NOUN_FILLER, ts[i].norm) || k->time_at[i] != PARLEY_NONE || tok_is(p, i, "cease") ||
            tok_is(p, i, "fire"))
            continue;
        words[n++] = word_id(l, ts[i].norm);
    }
    if (goal && n == 0)
        return false; /* a bare "deal" */
    if (ts[head].upos == UPOS_VERB && n == 0 && !stance_group(l, rs) &&
        !(act && (stance_noun_is(l, NOUN_MATTER, act->noun) || parse_child(p, head, REL_NSUBJ, SUB_NONE) != PARLEY_NONE)))
        return false;
    uint32_t doer = ts[head].upos == UPOS_VERB && act_object(k, head) == PARLEY_NONE ? named_doer(k, head) : PARLEY_NONE;
    for (uint32_t i = doer == PARLEY_NONE ? head : tree_left(p, doer); i <= doer && i < head && n < COUNT_OF(words); i++)
        if (ts[i].upos == UPOS_NOUN || ts[i].upos == UPOS_PROPN)
            words[n++] = word_id(l, ts[i].norm); /* whose departure it is */
    uint32_t family = family_of(k, head, real, rs);
    if (family) {
        key->head = family;
        n = 0;
    }
    for (uint32_t i = 0; i < n && key->n < COUNT_OF(key->words); i++) {
        uint32_t j = key->n++;
        for (; j > 0 && key->words[j - 1] > words[i]; j--)
            key->words[j] = key->words[j - 1];
        key->words[j] = words[i];
    }
    return true;
}

static bool key_within(const issue_key *a, const issue_key *b) {
    for (uint32_t i = 0, j = 0; i < a->n; i++) {
        while (j < b->n && b->words[j] < a->words[i])
            j++;
        if (j == b->n || b->words[j] != a->words[i])
            return false;
    }
    return true;
}

static void add_alias(const position_work *k, const char ***aliases, uint32_t *n, const char *s) {
    for (uint32_t i = 0; i < *n; i++)
        if (strcmp((*aliases)[i], s) == 0)
            return;
    if (*n >= 64)
        return;
    /* room for all 64 at the first */
    if (!*aliases)
        *aliases = ARENA_ARRAY(k->in->arena, const char *, 64);
    (*aliases)[(*n)++] = s;
}

static uint32_t issue_new(position_work *k, const char *name, const issue_key *key, parley_span evidence) {
    fact_issue issue = {.name = name, .evidence = evidence};
    ARENA_PUSH(k->in->scratch, k->keys, k->f->n_issues, k->cap_keys) = *key;
    k->f->n_issues--;
    ARENA_PUSH(k->in->scratch, k->wordings, k->f->n_issues, k->cap_wordings) = (issue_wordings){.n = 0};
    k->f->n_issues--;
    ARENA_PUSH(k->in->scratch, k->uses, k->f->n_issues, k->cap_uses) = 0;
    k->f->n_issues--;
    ARENA_PUSH(k->in->scratch, k->sure, k->f->n_issues, k->cap_sure) = 0;
    k->f->n_issues--;
    ARENA_PUSH(k->in->arena, k->f->issues, k->f->n_issues, k->cap_issues) = issue;
    return k->f->n_issues - 1;
}

bool issue_is_goal(const position_work *k, uint32_t i) {
    static const char *const words[] = {"deal",       "agreement", "contract",   "accord", "treaty",  "peace",
                                        "commitment", "promise",   "obligation", "pledge", "meet",    "progress",
                                        "summit",     "truce",     "pact",       "talks",  "negotiat"};
    if (k->keys[i].head == stance_group(k->lex, "ceasefire") || k->keys[i].head == stance_group(k->lex, "talks"))
        return true;
    for (uint32_t w = 0; w < COUNT_OF(words); w++)
        if (strstr(k->f->issues[i].name, words[w]))
            return true;
    return false;
}

/* Is the word the head of the name, "trade deal with Norway", and not what something is done to, "changes to the deal"? */
static bool heads(const char *name, const char *word) {
    static const char *const before[] = {" of ", " to ", " on ", " in ", " for "};
    const char *at = strstr(name, word);
    char next = at ? at[strlen(word)] : 0;
    if (next && next != ' ' && next != 's')
        return false; /* "dealbreaker" */
    for (uint32_t i = 0; at && i < COUNT_OF(before); i++) {
        const char *prep = strstr(name, before[i]);
        if (prep && prep < at)
            return false;
    }
    return at != NULL;
}

uint32_t issue_main(position_work *k) {
    /* the goal most often spoken of; without one, "agreement" */
    uint32_t best = PARLEY_NONE;
    uint32_t ceasefire = (uint32_t)stance_group(k->lex, "ceasefire");
    for (uint32_t i = 0; i < k->f->n_issues && i < 200; i++) {
        const char *n = k->f->issues[i].name;
        bool goal = k->keys[i].head == ceasefire || heads(n, "deal") || heads(n, "agreement") || heads(n, "contract") ||
                    heads(n, "accord") || heads(n, "treaty") || heads(n, "pact") || heads(n, "settlement");
        if (goal && (best == PARLEY_NONE || k->uses[i] > k->uses[best]))
            best = i;
    }
    return best;
}

/* Somebody's stance names an issue better than talk of it. */
static void add_wording(issue_wordings *w, const char *name, uint32_t weight) {
    uint32_t i = 0;
    while (i < w->n && strcmp(w->name[i], name) != 0)
        i++;
    if (i == COUNT_OF(w->name))
        return;
    if (i == w->n) {
        w->name[i] = name;
        w->weight[i] = 0;
        w->n++;
    }
    w->weight[i] += weight;
}

/* The wording that the page uses most; of equals the first. */
static const char *main_wording(const issue_wordings *w) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < w->n; i++)
        if (w->weight[i] > w->weight[best])
            best = i;
    return w->n ? w->name[best] : NULL;
}

/* What somebody's demand is for: "a demand for | lower dues", "the request to | open the port", "a call for the crews to |
 * leave"; PARLEY_NONE: it does not say. Terms for something are not the thing. */
static uint32_t wanted(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    bool view = TOK_ANY(p, t, "stance", "position", "concern", "concerns", "insistence");
    if (TOK_ANY(p, t, "terms", "condition", "conditions", "requirement", "requirements"))
        return PARLEY_NONE;
    uint32_t what = PARLEY_NONE;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c);
        if (c < t || cs == PARLEY_NONE || cs < t || k->time_at[c] != PARLEY_NONE)
            continue;
        bool inf = ts[c].rel == REL_ACL && ts[c].sub != SUB_RELCL && ts[c].upos == UPOS_VERB &&
                   (tok_is(p, cs, "to") || (ts[c].morph & FEAT_INF));
        if (inf && !view)
            return c;
        if (ts[c].rel != REL_NMOD || what != PARLEY_NONE)
            continue;
        if (view ? TOK_ANY(p, cs, "on", "over", "about") : tok_is(p, cs, "for"))
            what = c;
        uint32_t does = what == c ? parse_child(p, c, REL_ACL, SUB_NONE) : PARLEY_NONE;
        if (does != PARLEY_NONE && ts[does].sub != SUB_RELCL && (ts[does].morph & FEAT_INF))
            what = does;
    }
    return what;
}

/* Whose demand it is: "the guild's demands", "the demands of lenders", "terms set by the bank"; PARLEY_NONE: it does not say. */
static uint32_t demander(const position_work *k, uint32_t t) {
    const parley_parse *p = k->p;
    const parse_token *ts = p->tokens;
    PARSE_EACH_CHILD (p, t, c) {
        uint32_t cs = case_of(p, c), actor = facts_actor_of(k->f, p, c);
        bool before = c < t && (ts[c].sub == SUB_POSS || ts[c].rel == REL_AMOD || ts[c].rel == REL_COMPOUND);
        bool behind = c > t && ts[c].rel == REL_NMOD && cs != PARLEY_NONE && TOK_ANY(p, cs, "of", "by", "from");
        if (actor != PARLEY_NONE && (before || behind))
            return actor;
        if (c > t && ts[c].rel == REL_ACL && ts[c].sub != SUB_RELCL)
            PARSE_EACH_CHILD (p, c, g) {
                cs = case_of(p, g);
                actor = facts_actor_of(k->f, p, g);
                if (ts[g].rel == REL_OBL && cs != PARLEY_NONE && tok_is(p, cs, "by") && actor != PARLEY_NONE)
                    return actor;
            }
    }
    return PARLEY_NONE;
}

/* Is what the word at h names the name of a matter, where somebody stands on it: a noun that is told apart by others and does not
 * itself say where somebody stands, or an act with a noun? "A hard stance", "his wish", "points of contention" are none. */
static bool is_sayable(const position_work *k, uint32_t h) {
    const parse_token *ts = k->p->tokens;
    const stance_lexicon *l = k->lex;
    const char *s = ts[h].norm;
    const nominal_noun *act = nominal_at(k, h);
    if (ts[h].upos == UPOS_VERB && act && strcmp(act->noun, "presence") == 0) /* "stay in office" */
        return is_matter(k, h);
    if (ts[h].upos == UPOS_VERB)
        return act || takes_forces(k, h, NULL) || sees_person(k, h);
    return !stance_noun_is(l, NOUN_LIST, s) && !stance_noun_is(l, NOUN_OWN, s) &&
           (!stance_noun_is(l, NOUN_WEAK, s) || stance_noun_is(l, NOUN_GOAL, s)) && !stance_noun_is(l, NOUN_PLAN, s) &&
           !stance_noun_is(l, NOUN_QUANTITY, s) && !stance_noun_is(l, NOUN_PROCESS, s) && !tok_of(k, h, PW_AIM) &&
           (!tok_of(k, h, PW_CONTENTION) || stance_noun_is(l, NOUN_GOAL, s)) && !tok_of(k, h, PW_DEICTIC) &&
           !tok_of(k, h, PW_MARK) && !tok_of(k, h, PW_ANSWER) && !tok_of(k, h, PW_ADJUNCT) &&
           map_gets(&l->forms, s, PARLEY_NONE) == PARLEY_NONE;
}

uint32_t issue_of(position_work *k, uint32_t t, uint32_t holder) {
    const parse_token *ts = k->p->tokens;
    if (t >= k->p->n_tokens || ts[t].upos == UPOS_PUNCT)
        return PARLEY_NONE;
    if (ts[t].upos == UPOS_NOUN && stance_noun_is(k->lex, NOUN_OWN, ts[t].norm)) {
        uint32_t what = wanted(k, t), whose = demander(k, t);
        if (what != PARLEY_NONE && k->proposal_of[what] == PARLEY_NONE)
            t = what;
        else if (whose != PARLEY_NONE)
            holder = whose;
    }
    phrase ph;
    issue_key key;
    const char *norm = ts[t].norm;
    uint32_t actor = facts_actor_of(k->f, k->p, t);
    if (actor != PARLEY_NONE && ts[t].upos != UPOS_VERB) {
        /* a place in dispute is an issue, and so are captives to be freed; other persons, bodies and states are none */
        bool place = ts[t].ne == NE_LOC && !k->in_list && k->f->actors[actor].kind != ACTOR_STATE &&
                     k->f->actors[actor].kind != ACTOR_PERSON;
        place |= k->in_list && ts[t].ne == NE_LOC; /* "issues like A and B": even a country */
        if (!place && stance_group(k->lex, norm) == 0 && !stance_noun_is(k->lex, NOUN_GOAL, norm) &&
            !stance_noun_is(k->lex, NOUN_OWN, norm))
            return PARLEY_NONE;
    }
    if (ts[t].upos == UPOS_PRON || (ts[t].upos == UPOS_NUM && measured(k, t) == PARLEY_NONE) || k->time_at[t] != PARLEY_NONE)
        return PARLEY_NONE;
    if (ts[t].upos != UPOS_VERB &&
        (stance_noun_is(k->lex, NOUN_CLAIM, norm) ||
         (map_gets(&k->lex->nouns[NOUN_EMPTY], norm, 0) && parse_child(k->p, t, REL_NMOD, SUB_NONE) == PARLEY_NONE &&
          parse_child(k->p, t, REL_AMOD, SUB_NONE) == PARLEY_NONE &&
          parse_child(k->p, t, REL_COMPOUND, SUB_NONE) == PARLEY_NONE)))
        return PARLEY_NONE;
    /* "a shorter week", "an end to the raids" say something; "a week", "the people" do not */
    bool described =
        parse_child(k->p, t, REL_COMPOUND, SUB_NONE) != PARLEY_NONE || parse_child(k->p, t, REL_AMOD, SUB_NONE) != PARLEY_NONE;
    bool tellable = TOK_ANY(k->p, t, "measures", "end", "war") ||
                    (described && TOK_ANY(k->p, t, "week", "day", "days", "year", "loss", "losses", "time"));
    if (map_gets(&k->lex->nouns[NOUN_EMPTY], norm, 0) && ts[t].upos != UPOS_VERB && !tellable)
        return PARLEY_NONE;
    bool amount = stance_noun_is(k->lex, NOUN_QUANTITY, norm) || ts[t].upos == UPOS_SYM || tok_of(k, t, PW_UNIT);
    uint32_t h = matter_of(k, t);
    if (amount && h == t && measured(k, t) != PARLEY_NONE)
        h = matter_of(k, measured(k, t)); /* "$5 billion in | aid" */
    amount &= h == t;
    phrase_of(k, t, &ph);
    parley_span evidence = parse_span(k->p, ph.first, ph.last);
    if (h != t) {
        phrase inner;
        phrase_of(k, h, &inner);
        ph.name = inner.name;
        for (uint32_t i = 0; i < inner.n && ph.n < COUNT_OF(ph.aliases); i++)
            ph.aliases[ph.n++] = inner.aliases[i];
    }
    if (ts[h].upos != UPOS_VERB)
        phrase_starts(k, h, &ph);
    matter_name(k, h, &ph);
    uint32_t found = PARLEY_NONE;
    if (holder != PARLEY_NONE && ts[t].upos == UPOS_NOUN && stance_noun_is(k->lex, NOUN_OWN, norm)) {
        uint32_t that = parse_child(k->p, t, REL_ACL, SUB_NONE);
        if (TOK_ANY(k->p, t, "concern", "concerns") && that != PARLEY_NONE && case_of(k->p, that) != PARLEY_NONE &&
            tok_is(k->p, case_of(k->p, that), "that"))
            return PARLEY_NONE; /* what they fear, not what they want */
        /* somebody's conditions are one matter under his name */
        const char *who = short_actor(k, holder);
        size_t n = strlen(who);
        bool plural = norm[strlen(norm) - 1] == 's';
        const char *name =
            arena_printf(k->in->arena, "%s'%s %s", who, n && who[n - 1] == 's' ? "" : "s", plural ? "conditions" : "conditions");
        key = (issue_key){.head = (uint32_t)hash_str("own conditions")};
        key.words[0] = holder;
        key.n = 1;
        for (uint32_t i = 0; i < k->f->n_issues && i < 200; i++)
            if (k->keys[i].head == key.head && k->keys[i].n == 1 && k->keys[i].words[0] == holder)
                found = i;
        if (found == PARLEY_NONE)
            found = issue_new(k, name, &key, evidence);
    } else {
        if (!key_of(k, h, &key)) {
            uint32_t main = issue_main(k);
            if (ts[h].upos == UPOS_VERB || !(stance_noun_is(k->lex, NOUN_GOAL, ts[h].norm) || tok_is(k->p, h, "progress")))
                main = PARLEY_NONE; /* "vowed to retaliate": a bare act is no matter in dispute */
            if (main != PARLEY_NONE) {
                add_alias(k, &k->f->issues[main].aliases, &k->f->issues[main].n_aliases, ph.aliases[0] ? ph.aliases[0] : ph.name);
                k->uses[main]++;
                return main;
            }
            if (!(stance_noun_is(k->lex, NOUN_GOAL, ts[h].norm) || tok_is(k->p, h, "progress")) || ts[h].upos == UPOS_VERB)
                return PARLEY_NONE;
            key = (issue_key){.head = (uint32_t)hash_str("agreement")};
        }
        /* the first and the last are looked at: a page of thousands of issues stays linear, and no report has as many */
        for (uint32_t i = 0; i < k->f->n_issues && found == PARLEY_NONE;
             i = i == 100 && k->f->n_issues > 200 ? k->f->n_issues - 100 : i + 1)
            if (k->keys[i].head == key.head && (key_within(&key, &k->keys[i]) || key_within(&k->keys[i], &key)))
                found = i;
        if (found == PARLEY_NONE)
            found = issue_new(k, ph.name, &key, evidence);
        add_wording(&k->wordings[found], ph.name, k->is_open ? 1 : 2);
    }
    fact_issue *issue = &k->f->issues[found];
    if (amount)
        k->sure[found] |= 4;
    if (is_sayable(k, h))
        k->sure[found] |= 8;
    if (k->in_list || k->is_open)
        k->sure[found] |= 2;
    if ((is_matter(k, h) && !stance_noun_is(k->lex, NOUN_QUANTITY, ts[h].norm)) ||
        key.head == (uint32_t)hash_str("own conditions"))
        k->sure[found] |= 1;
    for (uint32_t i = 0; i < ph.n; i++)
        add_alias(k, &issue->aliases, &issue->n_aliases, ph.aliases[i]);
    add_alias(k, &issue->aliases, &issue->n_aliases, ph.name);
    k->uses[found]++;
    return found;
}

/* The other words that the page has for its issues: "the tariff rise", "punitive tariffs" beside "tariffs on timber". */
void issues_reword(position_work *k) {
    const parse_token *ts = k->p->tokens;
    uint32_t n = k->f->n_issues;
    for (uint32_t t = 0; t < k->p->n_tokens && n; t++) {
        issue_key key;
        if (ts[t].upos != UPOS_NOUN || ts[t].rel == REL_COMPOUND || k->proposal_of[t] != PARLEY_NONE ||
            k->time_at[t] != PARLEY_NONE || facts_actor_of(k->f, k->p, t) != PARLEY_NONE || !is_matter(k, t) ||
            !key_of(k, t, &key))
            continue;
        uint32_t found = PARLEY_NONE, more = 0;
        for (uint32_t i = 0; i < n && i < 200; i++)
            if (k->keys[i].head == key.head && (key_within(&key, &k->keys[i]) || key_within(&k->keys[i], &key))) {
                found = i;
                more++;
            }
        if (more != 1)
            continue;
        phrase ph;
        phrase_of(k, t, &ph);
        phrase_starts(k, t, &ph);
        for (uint32_t i = 0; i < ph.n; i++)
            add_alias(k, &k->f->issues[found].aliases, &k->f->issues[found].n_aliases, ph.aliases[i]);
    }
}

/* A name of two to four words: what is said at greater length is seldom what talks are about. */
static bool is_short(const position_work *k, uint32_t i) {
    const char *name = main_wording(&k->wordings[i]);
    uint32_t spaces = 0;
    for (const char *s = name ? name : k->f->issues[i].name; *s; s++)
        spaces += *s == ' ';
    return spaces >= 1 && spaces <= 3;
}

void issues_settle(position_work *k) {
    parley_facts *f = k->f;
    if (!f->n_issues)
        return;
    uint32_t *to = ARENA_ARRAY(k->in->scratch, uint32_t, f->n_issues),
             *stands = ARENA_ARRAY(k->in->scratch, uint32_t, f->n_issues);
    /* a bare "deal", "the talks" that came before the page named them */
    uint32_t main = issue_main(k), agreement = (uint32_t)hash_str("agreement"), talks = stance_group(k->lex, "talks");
    bool *joined = ARENA_ARRAY(k->in->scratch, bool, f->n_issues); /* with main; keys move below */
    for (uint32_t i = 0; i < f->n_issues; i++) {
        joined[i] = k->keys[i].n == 0 && k->keys[i].head == agreement && main != PARLEY_NONE && main != i;
        to[i] = joined[i] ? main : i;
    }
    for (uint32_t i = 0; i < f->n_positions; i++)
        if (f->positions[i].proposal == PARLEY_NONE)
            stands[to[f->positions[i].issue]]++;
    for (uint32_t i = 0; i < f->n_proposals; i++)
        for (uint32_t j = 0; j < f->proposals[i].n_terms; j++)
            stands[to[f->proposals[i].terms[j]]]++;
    /* an issue is what the page lists as open, what is a matter of talks anywhere, or what it comes back to */
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n_issues; i++) {
        if (to[i] != i)
            continue;
        bool bare = k->keys[i].n == 0 && (k->keys[i].head == talks || k->keys[i].head == agreement);
        bool listed = (k->sure[i] & 2) || (!bare && (k->sure[i] & 1) && stands[i]) || (stands[i] > 1 && (k->sure[i] & 12) == 8) ||
                      ((k->sure[i] & 8) && !(k->sure[i] & 4) && stands[i] && is_short(k, i));
        if (!listed && !stands[i]) {
            to[i] = PARLEY_NONE;
            continue;
        }
        f->issues[i].minor = !listed;
        const char *name = main_wording(&k->wordings[i]);
        if (name)
            f->issues[i].name = name;
        f->issues[n] = f->issues[i];
        k->keys[n] = k->keys[i];
        k->uses[n] = k->uses[i];
        k->sure[n] = k->sure[i];
        to[i] = n++;
    }
    for (uint32_t i = 0; i < f->n_issues; i++) /* those that were joined: one step, as main stays itself */
        if (joined[i])
            to[i] = to[main];
    f->n_issues = n;
    n = 0;
    for (uint32_t i = 0; i < f->n_positions; i++) {
        fact_position pos = f->positions[i];
        if (pos.proposal == PARLEY_NONE) {
            pos.issue = to[pos.issue];
            if (pos.issue == PARLEY_NONE)
                continue;
        }
        f->positions[n++] = pos;
    }
    f->n_positions = n;
    for (uint32_t i = 0; i < f->n_proposals; i++) {
        fact_proposal *pr = &f->proposals[i];
        n = 0;
        for (uint32_t j = 0; j < pr->n_terms; j++)
            if (to[pr->terms[j]] != PARLEY_NONE) {
                pr->phase[n] = pr->phase[j];
                pr->terms[n++] = to[pr->terms[j]];
            }
        pr->n_terms = n;
    }
}
