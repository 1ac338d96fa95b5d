/* identity.c - one actor, one proposal, one issue under the names that different pages give it.
 *
 * What joins: the same full name but for initials, hyphens, accents and titles; a spelling of a whole name that differs in vowels
 * or by one letter ("Haddad"/"Hadad"); an acronym that one page spells out; the same words of a proposal or an issue in
 * another order. What never joins: a surname alone, a description of somebody unnamed, two dated texts with two dates.
 */
#include "across/across.h"

#include <stdlib.h>

enum { MAX_WORDS = 16 };

typedef struct name_words {
    const char *w[MAX_WORDS];
    uint32_t n;
} name_words;

/* Latin letters with marks to bare ones, so that "Erdoğan" and "Erdogan" are one; others as they are. */
static uint32_t bare(uint32_t cp) {
    static const struct {
        uint32_t from, to;
        char c;
    } map[] = {{0xE0, 0xE5, 'a'},   {0xE7, 0xE7, 'c'},   {0xE8, 0xEB, 'e'},   {0xEC, 0xEF, 'i'},   {0xF1, 0xF1, 'n'},
               {0xF2, 0xF6, 'o'},   {0xF8, 0xF8, 'o'},   {0xF9, 0xFC, 'u'},   {0xFD, 0xFD, 'y'},   {0xFF, 0xFF, 'y'},
               {0x101, 0x105, 'a'}, {0x107, 0x10D, 'c'}, {0x10F, 0x111, 'd'}, {0x113, 0x11B, 'e'}, {0x11D, 0x123, 'g'},
               {0x125, 0x127, 'h'}, {0x129, 0x131, 'i'}, {0x135, 0x135, 'j'}, {0x137, 0x138, 'k'}, {0x13A, 0x142, 'l'},
               {0x144, 0x14B, 'n'}, {0x14D, 0x151, 'o'}, {0x155, 0x159, 'r'}, {0x15B, 0x161, 's'}, {0x163, 0x167, 't'},
               {0x169, 0x173, 'u'}, {0x175, 0x175, 'w'}, {0x177, 0x177, 'y'}, {0x17A, 0x17E, 'z'}};
    for (size_t i = 0; i < COUNT_OF(map); i++)
        if (cp >= map[i].from && cp <= map[i].to)
            return (uint32_t)map[i].c;
    return cp;
}

/* Words of a name, lower case, bare of marks; articles, possessives and punctuation gone. joined: hyphens glue ("cease-fire" is
 * "ceasefire"), else they part ("Al-Hayya" is "al hayya"). */
static name_words split(parley_arena *a, const char *name, bool joined) {
    name_words out = {.n = 0};
    if (!name)
        return out;
    const char *low = utf8_lower(a, name, strlen(name), true);
    size_t n = strlen(low), w = 0;
    char *s = arena_alloc(a, n + 2);
    for (size_t i = 0; i <= n;) {
        uint32_t len = 1, cp = i < n ? utf8_get(low + i, n - i, &len) : ' ';
        bool letter = cp_is_alpha(cp) || cp_is_digit(cp);
        if (letter) {
            w += utf8_put(s + w, bare(cp));
        } else if (cp == '\'' && i + 1 < n && low[i + 1] == 's' && (i + 2 >= n || !cp_is_alpha((unsigned char)low[i + 2]))) {
            i += 2; /* possessive */
            continue;
        } else if (cp != '\'' && cp != 0x2BC && cp != '.' && !(joined && (cp == '-' || cp == 0x2010 || cp == 0x2011))) {
            /* a dot inside an acronym glues ("U.N."), an apostrophe inside a name too ("Sana'a") */
            if (w) {
                static const char *const skip[] = {"the", "a", "an", "of"};
                const char *word = arena_strn(a, s, w);
                bool drop = false;
                for (size_t k = 0; k < COUNT_OF(skip); k++)
                    drop |= strcmp(word, skip[k]) == 0;
                if (!drop && out.n < MAX_WORDS)
                    out.w[out.n++] = word;
                w = 0;
            }
        }
        i += len;
    }
    return out;
}

/* Initials and honorifics say nothing about who it is; particles are written in many ways. */
static name_words person_words(const across_words *l, parley_arena *a, const char *name) {
    name_words all = split(a, name, false), out = {.n = 0};
    for (uint32_t i = 0; i < all.n; i++) {
        bool drop = strlen(all.w[i]) == 1;
        drop |=
            across_word_in(l, "title", all.w[i], strlen(all.w[i])) || across_word_in(l, "particle", all.w[i], strlen(all.w[i]));
        if (!drop)
            out.w[out.n++] = all.w[i];
    }
    return out;
}

/* Consonants in order, doubles once: what transliterations of one name share. */
static const char *skeleton(parley_arena *a, const char *w) {
    char *out = arena_alloc(a, strlen(w) + 2), last = 0;
    size_t n = 0;
    out[n++] = w[0]; /* the first letter stays, vowel or not */
    for (const char *s = w + 1; *s; s++) {
        char c = *s == 'k' || *s == 'q' ? 'c' : *s == 'w' ? 'u' : *s == 'z' ? 's' : *s;
        if (strchr("aeiouyh", c) || c == last)
            continue;
        out[n++] = last = c;
    }
    return out;
}

static int cmp_str(const void *p, const void *q) {
    return strcmp(*(const char *const *)p, *(const char *const *)q);
}

/* Damerau's distance without transpositions, at most 3 asked for; words are short. */
static uint32_t distance(const char *x, const char *y) {
    size_t n = strlen(x), m = strlen(y);
    uint32_t row[64];
    if (n > 60 || m > 60)
        return 99;
    for (size_t j = 0; j <= m; j++)
        row[j] = (uint32_t)j;
    for (size_t i = 1; i <= n; i++) {
        uint32_t diagonal = row[0];
        row[0] = (uint32_t)i;
        for (size_t j = 1; j <= m; j++) {
            uint32_t cost = diagonal + (x[i - 1] != y[j - 1]);
            diagonal = row[j];
            uint32_t least = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = cost < least ? cost : least;
        }
    }
    return row[m];
}

/* Head nouns of proposals that pages use for one another; a resolution or a law is a text of its own. */
static const char *head_class(const across_words *l, const char *w) {
    if (across_word_in(l, "plan", w, strlen(w)))
        return "plan";
    return across_word_in(l, "deal", w, strlen(w)) ? "deal" : w;
}

static const char *singular(parley_arena *a, const char *w) {
    size_t n = strlen(w);
    if (n > 4 && strcmp(w + n - 3, "ies") == 0)
        return arena_printf(a, "%.*sy", (int)(n - 3), w);
    if (n > 3 && w[n - 1] == 's' && w[n - 2] != 's' && w[n - 2] != 'u' && w[n - 2] != 'i')
        return arena_strn(a, w, n - 1);
    return w;
}

/* The set of words of a proposal's or issue's name, sorted: "tariffs on steel" is "steel tariffs". "" when only heads are left.
 */
static const char *thing_key(const across_words *l, parley_arena *a, const char *name, across_sort sort) {
    static const char *const skip[] = {"on", "in", "for", "to", "by", "from", "with", "and", "its", "their", "his", "her", "s"};
    name_words w = split(a, name, true);
    const char *kept[MAX_WORDS];
    uint32_t n = 0, content = 0;
    for (uint32_t i = 0; i < w.n; i++) {
        bool drop = across_word_in(l, "passing", w.w[i], strlen(w.w[i]));
        for (size_t k = 0; k < COUNT_OF(skip); k++)
            drop |= strcmp(w.w[i], skip[k]) == 0;
        if (drop)
            continue;
        const char *one = singular(a, w.w[i]), *head = sort == ACROSS_PROPOSAL ? head_class(l, one) : one;
        content +=
            strcmp(head, "plan") != 0 && strcmp(head, "deal") != 0 && strcmp(head, "offer") != 0 && strcmp(head, "talk") != 0;
        kept[n++] = head;
    }
    if (!content)
        return "";
    qsort(kept, n, sizeof *kept, cmp_str);
    char *out = arena_printf(a, "%s", "");
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || strcmp(kept[i], kept[i - 1]) != 0)
            out = arena_printf(a, "%s %s", out, kept[i]);
    return out;
}

/* Is this name of a text only whose plan it is, "Moro's proposal"? Its author's surname; or NULL. What a state or a body puts
 * forward is seldom told apart so: they put forward many. */
static const char *owner_of(const across_words *l, parley_arena *a, const char *name) {
    const char *mark = strstr(name, "'s "), *curly = strstr(name, "\xE2\x80\x99s ");
    mark = mark ? mark : curly;
    if (!mark)
        return NULL;
    name_words owner = split(a, arena_strn(a, name, (size_t)(mark - name)), false), rest = split(a, strchr(mark, ' '), true);
    if (rest.n != 1 || !owner.n || strcmp(head_class(l, singular(a, rest.w[0])), "plan") != 0)
        return NULL;
    return owner.w[owner.n - 1];
}

/* "bridging" of "the bridging plan"; or NULL. */
static const char *telling_word(const across_words *l, parley_arena *a, const char *name) {
    name_words w = split(a, name, true);
    if (w.n != 2 || !across_word_in(l, "telling", w.w[0], strlen(w.w[0])))
        return NULL;
    return strcmp(head_class(l, singular(a, w.w[1])), "plan") == 0 ? w.w[0] : NULL;
}

/* What a text goes by, its name or one of its aliases i: by what == 0 whose it is, else what tells it apart; or NULL. */
static const char *goes_by(const across_words *l, parley_arena *a, const across_name *x, uint32_t i, int what) {
    const char *name = i == 0 ? x->name : x->aliases[i - 1];
    return what == 0 ? owner_of(l, a, name) : telling_word(l, a, name);
}

static bool is_author(parley_arena *a, const across_name *x, const char *surname) {
    for (uint32_t i = 0; i < x->n_authors; i++) {
        name_words w = split(a, x->authors[i], false);
        if (w.n && strcmp(w.w[w.n - 1], surname) == 0)
            return true;
    }
    return false;
}

/* Do two texts go by one owner or one telling word, under whatever head, with nothing that speaks against it? */
static bool same_text(const across_words *l, parley_arena *a, const across_name *x, const across_name *y) {
    for (int what = 0; what < 2; what++)
        for (uint32_t i = 0; i <= x->n_aliases; i++) {
            const char *s = goes_by(l, a, x, i, what);
            for (uint32_t j = 0; s && j <= y->n_aliases; j++) {
                const char *t = goes_by(l, a, y, j, what);
                if (t && strcmp(s, t) == 0 && (what == 1 || (is_author(a, x, s) && is_author(a, y, t))))
                    return true;
            }
        }
    return false;
}

/* Two days, or two months, are two texts; a day in a month that another page names is not known to be that month's text. */
static bool dates_differ(const across_name *x, const across_name *y) {
    return x->date && y->date && *x->date && *y->date && strcmp(x->date, y->date) != 0;
}

static const char *join_words(parley_arena *a, const name_words *w) {
    char *out = arena_printf(a, "%s", "");
    for (uint32_t i = 0; i < w->n; i++)
        out = arena_printf(a, "%s %s", out, w->w[i]);
    return out;
}

/* Capital letters only, three to eight of them: "IAEA". */
static bool is_acronym(const char *s) {
    size_t n = 0;
    for (; *s; s++) {
        if (*s == '.')
            continue;
        if (*s < 'A' || *s > 'Z')
            return false;
        n++;
    }
    return n >= 3 && n <= 8;
}

static bool spells_out(parley_arena *a, const char *acronym, const char *name) {
    name_words w = split(a, name, false);
    const char *s = utf8_lower(a, acronym, strlen(acronym), true);
    char letters[16];
    uint32_t n = 0;
    for (; *s; s++)
        if (*s != '.' && n < 15)
            letters[n++] = *s;
    uint32_t k = 0;
    for (uint32_t i = 0; i < w.n; i++) {
        if (strcmp(w.w[i], "and") == 0 || strcmp(w.w[i], "for") == 0 || strcmp(w.w[i], "on") == 0 || strcmp(w.w[i], "in") == 0)
            continue;
        if (k >= n || w.w[i][0] != letters[k])
            return false;
        k++;
    }
    return k == n && k >= 2;
}

static bool named(const across_name *n) {
    return n->sort != ACROSS_ACTOR || (n->kind != ACTOR_UNNAMED && n->kind != ACTOR_GROUP);
}

/* The office, where a side has it once, that a title ends in: "prime-minister" of "Norwegian Prime Minister"; or NULL. */
static const char *sole_office(const across_words *l, parley_arena *a, const char *title) {
    name_words w = split(a, title, false);
    for (uint32_t i = 0; i < w.n; i++)
        if (across_word_in(l, "other-office", w.w[i], strlen(w.w[i])))
            return NULL;
    if (w.n > 1) {
        const char *two = arena_printf(a, "%s-%s", w.w[w.n - 2], w.w[w.n - 1]);
        if (across_word_in(l, "sole-office", two, strlen(two)))
            return two;
    }
    return w.n && across_word_in(l, "sole-office", w.w[w.n - 1], strlen(w.w[w.n - 1])) ? w.w[w.n - 1] : NULL;
}

/* The words of a ministry's name in byte order, so that "Ministry of Health" is "Health Ministry"; "" of other names. */
static const char *ministry_words(const across_words *l, parley_arena *a, const char *name) {
    name_words w = split(a, name, false);
    bool ministry = false;
    for (uint32_t i = 0; i < w.n; i++)
        ministry |= across_word_in(l, "ministry", w.w[i], strlen(w.w[i]));
    if (!ministry || w.n < 2)
        return "";
    qsort(w.w, w.n, sizeof *w.w, cmp_str);
    return join_words(a, &w);
}

static uint64_t key(parley_arena *a, const char *kind, const char *x) {
    return hash_str(arena_printf(a, "%s|%s", kind, x));
}

/* Names of one negotiation do not meet those of another. */
static uint64_t key_of(const across_name *x, parley_arena *a, const char *kind, const char *s) {
    return x->talks ? key(a, kind, arena_printf(a, "%lld|%s", (long long)x->talks, s)) : key(a, kind, s);
}

static uint32_t push(uint64_t *out, uint32_t n, uint64_t k) {
    for (uint32_t i = 0; i < n; i++)
        if (out[i] == k)
            return n;
    if (n < ACROSS_NAME_KEYS)
        out[n++] = k;
    return n;
}

/* "Sandriel Channel", "Sandriela Channel": an issue that is a proper name of two words may be spelled in two ways. */
static bool proper_pair(parley_arena *a, const across_name *x, name_words *out) {
    const char *space = x->sort == ACROSS_ISSUE ? strchr(x->name, ' ') : NULL;
    if (!space || !(x->name[0] >= 'A' && x->name[0] <= 'Z') || !(space[1] >= 'A' && space[1] <= 'Z'))
        return false;
    *out = split(a, x->name, false);
    return out->n == 2 && strlen(out->w[0]) >= 7;
}

uint32_t across_name_keys(const across_words *l, const across_name *x, uint64_t out[ACROSS_NAME_KEYS], parley_arena *a) {
    uint32_t n = 0;
    if (!named(x))
        return 0;
    if (x->sort != ACROSS_ACTOR) {
        const char *t = thing_key(l, a, x->name, x->sort);
        name_words w;
        if (proper_pair(a, x, &w))
            n = push(out, n, key(a, "place", arena_printf(a, "%s %s", skeleton(a, w.w[0]), w.w[1])));
        if (*t)
            n = push(out, n, key_of(x, a, x->sort == ACROSS_ISSUE ? "issue" : "proposal", t));
        for (uint32_t i = 0; x->sort == ACROSS_PROPOSAL && i <= x->n_aliases; i++)
            for (int what = 0; what < 2; what++) {
                const char *s = goes_by(l, a, x, i, what);
                if (s)
                    n = push(out, n, key_of(x, a, what ? "telling" : "owner", s));
            }
        return n;
    }
    if (x->kind == ACTOR_PERSON) {
        name_words w = person_words(l, a, x->name);
        const char *office = sole_office(l, a, x->title), *last = w.n ? w.w[w.n - 1] : "";
        if (office && x->side && *x->side)
            n = push(out, n, key(a, "office", arena_printf(a, "%s %s", last, office)));
        if (w.n < 2)
            return n; /* a surname alone joins nobody but whoever holds the same office */
        n = push(out, n, key(a, "person", arena_printf(a, "%s %s", skeleton(a, w.w[0]), skeleton(a, w.w[w.n - 1]))));
        return n;
    }
    name_words w = split(a, x->name, false);
    n = push(out, n, key(a, "body", join_words(a, &w)));
    if (*ministry_words(l, a, x->name))
        n = push(out, n, key(a, "ministry", ministry_words(l, a, x->name)));
    for (uint32_t i = 0; i < x->n_aliases; i++)
        if (is_acronym(x->aliases[i]) && spells_out(a, x->aliases[i], x->name)) {
            name_words acronym = split(a, x->aliases[i], true);
            n = push(out, n, key(a, "body", join_words(a, &acronym)));
        }
    return n;
}

const char *across_same_name(const across_words *l, const across_name *x, const across_name *y, parley_arena *a) {
    if (x->sort != y->sort || x->talks != y->talks || !named(x) || !named(y))
        return NULL;
    if (x->sort != ACROSS_ACTOR) {
        const char *s = thing_key(l, a, x->name, x->sort), *t = thing_key(l, a, y->name, y->sort);
        name_words v, w;
        if (proper_pair(a, x, &v) && proper_pair(a, y, &w) && strcmp(v.w[1], w.w[1]) == 0 && strcmp(v.w[0], w.w[0]) != 0 &&
            distance(v.w[0], w.w[0]) <= 2 && strcmp(skeleton(a, v.w[0]), skeleton(a, w.w[0])) == 0)
            return "spelling";
        if (dates_differ(x, y))
            return NULL;
        if (*s && strcmp(s, t) == 0)
            return "same-words";
        return x->sort == ACROSS_PROPOSAL && same_text(l, a, x, y) ? "author-text" : NULL;
    }
    bool person = x->kind == ACTOR_PERSON;
    if (person != (y->kind == ACTOR_PERSON))
        return NULL;
    if (!person) {
        name_words v = split(a, x->name, false), w = split(a, y->name, false);
        if (strcmp(join_words(a, &v), join_words(a, &w)) == 0)
            return "same-name";
        const char *ministry = ministry_words(l, a, x->name);
        if (*ministry && strcmp(ministry, ministry_words(l, a, y->name)) == 0)
            return "same-words";
        for (int turn = 0; turn < 2; turn++) {
            const across_name *full = turn ? y : x, *brief = turn ? x : y;
            if (!is_acronym(brief->name) || !spells_out(a, brief->name, full->name))
                continue;
            for (uint32_t i = 0; i < full->n_aliases; i++) /* the letters alone could be another body's */
                if (strcmp(full->aliases[i], brief->name) == 0)
                    return "acronym";
        }
        return NULL;
    }
    name_words v = person_words(l, a, x->name), w = person_words(l, a, y->name);
    if (v.n && w.n && (v.n == 1) != (w.n == 1) && strcmp(v.w[v.n - 1], w.w[w.n - 1]) == 0 && x->side && y->side && *x->side &&
        strcmp(x->side, y->side) == 0) {
        const char *s = sole_office(l, a, x->title), *t = sole_office(l, a, y->title);
        if (s && t && strcmp(s, t) == 0)
            return "surname-office";
    }
    if (v.n < 2 || w.n < 2)
        return NULL;
    const char *first[2] = {v.w[0], w.w[0]}, *last[2] = {v.w[v.n - 1], w.w[w.n - 1]};
    if (strcmp(first[0], first[1]) == 0 && strcmp(last[0], last[1]) == 0)
        return "same-name";
    /* Another spelling: two letters at most in the whole, none in short names; and nothing that speaks against it. */
    uint32_t d_first = distance(first[0], first[1]), d_last = distance(last[0], last[1]);
    if (x->side && y->side && *x->side && *y->side && strcmp(x->side, y->side) != 0)
        return NULL;
    if (d_first + d_last <= 2 && d_first <= 1 + (strlen(first[0]) > 6) && strlen(last[0]) >= 5 && strlen(last[1]) >= 5 &&
        strlen(first[0]) >= 4 && strlen(first[1]) >= 4 && strcmp(skeleton(a, first[0]), skeleton(a, first[1])) == 0 &&
        strcmp(skeleton(a, last[0]), skeleton(a, last[1])) == 0)
        return "spelling";
    return NULL;
}
