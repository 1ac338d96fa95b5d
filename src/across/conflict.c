/* conflict.c - accounts of one matter that cannot all hold as stated, and what changed from one day to the next.
 *
 * Three questions are asked of every pair under a key, in this order: do both speak of the same thing; can both hold; who says
 * so. A pair that can both hold (a toll that grew, bounds that overlap, one side's own change of mind) is no conflict. Nothing
 * here says who is right.
 */
#include "across/across.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { TALK_STEM_LEAST = 3, TALK_STEM_MOST = 12 }; /* bytes of a stem */

/* --- words ---------------------------------------------------------------------------------------------------------------- */
static bool word_byte(char c) {
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Lower case, punctuation to spaces, articles and possessives gone: one spelling of a name. */
static const char *fold(parley_arena *a, const char *s) {
    if (!s)
        return "";
    char *t = utf8_lower(a, s, strlen(s), true), *out = t;
    const char *in = t;
    bool space = false;
    while (*in) {
        if (in[0] == '\'' && in[1] == 's' && !word_byte(in[2])) {
            in += 2;
            continue;
        }
        size_t n = 0;
        while (word_byte(in[n]))
            n++;
        if (n == 0) {
            in++;
            continue;
        }
        bool article = (n == 3 && memcmp(in, "the", 3) == 0) || (n == 1 && *in == 'a') || (n == 2 && memcmp(in, "an", 2) == 0) ||
                       (n == 2 && memcmp(in, "of", 2) == 0);
        if (!article) {
            if (space)
                *out++ = ' ';
            memmove(out, in, n);
            out += n;
            space = true;
        }
        in += n;
    }
    *out = '\0';
    return t;
}

typedef struct words {
    uint64_t h[24];
    uint32_t n;
} words;

static void words_add(words *w, uint64_t h) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->h[i] == h)
            return;
    if (w->n < COUNT_OF(w->h))
        w->h[w->n++] = h;
}

static uint32_t words_common(const words *x, const words *y) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n; i++)
        for (uint32_t j = 0; j < y->n; j++)
            n += x->h[i] == y->h[j];
    return n;
}

/* Words for talking itself: who wants "dialogue" and who shuns "further talks" stand on one matter. */
static bool talking(const across_words *l, const char *s, size_t n) {
    for (size_t i = TALK_STEM_LEAST; i <= TALK_STEM_MOST && i <= n; i++)
        if (across_word_in(l, "talk-stem", s, i))
            return true;
    return false;
}

/* Words that do not say which proposal or talk is meant: nouns and adjectives of a list, and function words. */
static bool generic(const across_words *l, const char *s, size_t n) {
    static const char *const list[] = {"any", "such", "on", "in", "to", "for", "by", "with", "and", "its", "their", "both"};
    for (size_t i = 0; i < COUNT_OF(list); i++)
        if (strlen(list[i]) == n && memcmp(list[i], s, n) == 0)
            return true;
    return across_word_in(l, "generic", s, n);
}

/* Content words of an object's name, cut to six letters: enough of a stemmer for "negotiate"/"negotiations". */
static words object_words(const across_words *l, parley_arena *a, const char *object) {
    words w = {.n = 0};
    for (const char *s = fold(a, object); *s;) {
        size_t n = strcspn(s, " ");
        if (talking(l, s, n)) {
            w.n = 0; /* whom with and what about say less than that it is talks */
            words_add(&w, hash_str("talks"));
            return w;
        }
        if (!generic(l, s, n))
            words_add(&w, hash_bytes(s, n > 6 ? 6 : n));
        s += n + (s[n] == ' ');
    }
    return w;
}

static bool is_month(const char *low, size_t n) {
    static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
    for (size_t i = 0; i < COUNT_OF(months); i++)
        if (months[i][0] == low[0] && strlen(months[i]) == n && memcmp(months[i], low, n) == 0)
            return true;
    return false;
}

/* Names and days of a sentence: capitalised words that do not open it, and numbers under 32 beside a month. */
static words context_names(parley_arena *a, const char *text, words *days) {
    *days = (words){.n = 0};
    words w = {.n = 0};
    bool first = true, month_before = false;
    long before = -1;
    for (const char *s = text ? text : ""; *s;) {
        size_t n = 0;
        while (word_byte(s[n]))
            n++;
        if (n == 0) {
            s++;
            continue;
        }
        bool ascii = s[0] >= 'A' && s[0] <= 'Z', month = false;
        if (n > 2 && (ascii || (unsigned char)s[0] >= 0xC3)) {
            const char *low = utf8_lower(a, s, n, true);
            month = ascii && is_month(low, strlen(low));
            if (!first || n > 5)
                words_add(&w, hash_str(low));
        }
        long number = s[0] >= '0' && s[0] <= '9' && n <= 2 ? strtol(s, NULL, 10) : -1;
        if ((month && before > 0) || (month_before && number > 0)) {
            char day[32];
            snprintf(day, sizeof day, "day %ld", month ? before : number);
            words_add(&w, hash_str(day));
            words_add(days, hash_str(day));
        }
        month_before = month;
        before = number;
        first = false;
        s += n;
    }
    return w;
}

/* --- keys ------------------------------------------------------------------------------------------------------------------- */
static const char *side_of(const char *name, const char *side) {
    return side && *side ? side : name;
}

static uint64_t key_str(parley_arena *a, const char *kind, const char *x, const char *y) {
    return hash_str(arena_printf(a, "%s|%s|%s", kind, x, y));
}

static uint64_t key_pair(parley_arena *a, const char *kind, const char *x, const char *y) {
    return strcmp(x, y) < 0 ? key_str(a, kind, x, y) : key_str(a, kind, y, x);
}

static uint32_t push_key(uint64_t *out, uint32_t n, uint64_t k) {
    for (uint32_t i = 0; i < n; i++)
        if (out[i] == k)
            return n;
    if (n < ACROSS_FACT_KEYS)
        out[n++] = k;
    return n;
}

/* Does f lay something at a side's door: an accusation, or a refusal or a retreat that somebody else tells of? The side, or NULL.
 */
static const char *blamed(const across_fact *f, const char **by) {
    if (f->kind == ACROSS_EVENT && f->type == PLOVER_ACCUSE && f->status == STATUS_HAPPENED && f->n_target && f->n_source) {
        *by = side_of(f->source[0], f->source_side[0]);
        return side_of(f->target[0], f->target_side[0]);
    }
    if (!f->asserted_by)
        return NULL;
    *by = side_of(f->asserted_by, f->asserted_side);
    if (f->kind == ACROSS_EVENT && f->type == PLOVER_REJECT && f->n_source && f->status == STATUS_HAPPENED)
        return side_of(f->source[0], f->source_side[0]);
    if (f->kind == ACROSS_POSITION && (f->stance == STANCE_RETREAT || f->stance == STANCE_REJECT))
        return side_of(f->holder, f->holder_side);
    return NULL;
}

/* People counted by what befell them: "11 fishers", "seven people", "nine" are one scale. */
static bool of_people(const across_fact *f) {
    static const char *const list[] = {"killed", "wounded", "missing", "held", "kidnapped", "displaced", "arrested", "free"};
    for (size_t i = 0; f->measure && i < COUNT_OF(list); i++)
        if (strcmp(f->measure, list[i]) == 0)
            return true;
    return false;
}

bool across_wants_parties(const across_fact *f) {
    const char *by;
    return f->kind == ACROSS_OUTLOOK || blamed(f, &by) != NULL;
}

uint32_t across_fact_keys(const across_fact *f, uint64_t out[ACROSS_FACT_KEYS], parley_arena *a) {
    uint32_t n = 0;
    const char *by = NULL, *who;
    switch (f->kind) {
    case ACROSS_POSITION: n = push_key(out, n, key_str(a, "position", fold(a, side_of(f->holder, f->holder_side)), "")); break;
    case ACROSS_EVENT:
        for (uint32_t i = 0; i < f->n_source && n < 3; i++)
            n = push_key(out, n, key_str(a, "event", plover_name(f->type), fold(a, side_of(f->source[i], f->source_side[i]))));
        if ((f->type == PLOVER_ASSAULT || f->type == PLOVER_COERCE) && f->status == STATUS_HAPPENED && f->n_target)
            n = push_key(out, n, key_str(a, "who", plover_name(f->type), fold(a, side_of(f->target[0], f->target_side[0]))));
        break;
    case ACROSS_FIGURE: {
        /* The longest names of the sentence anchor a number: "killed|people" alone would file half of the world's news together.
         */
        words days, w = context_names(a, f->context ? f->context : f->text, &days);
        const char *kind = arena_printf(a, "figure|%s", f->measure ? f->measure : "");
        n = push_key(out, n, key_str(a, "contrast", f->doc, ""));
        for (uint32_t i = 0; i < w.n && n < ACROSS_FACT_KEYS - 1; i++)
            n = push_key(out, n, hash_str(kind) * 31 + w.h[i] + hash_str(f->unit && !of_people(f) ? f->unit : ""));
        break;
    }
    case ACROSS_OUTLOOK: break;
    }
    /* The parties of a page stand for the talks that its accounts speak of. */
    const char *x = fold(a, f->party[0]), *y = fold(a, f->party[1]);
    if (f->kind == ACROSS_OUTLOOK && *x && *y)
        n = push_key(out, n, key_pair(a, arena_printf(a, "outlook %s", f->matter), x, y));
    who = blamed(f, &by);
    if (who) {
        const char *v = fold(a, who), *w = fold(a, by);
        if (strcmp(v, w) != 0)
            n = push_key(out, n,
                         *x && *y && (strcmp(v, x) == 0 || strcmp(v, y) == 0) ? key_pair(a, "blame", x, y)
                                                                              : key_pair(a, "blame", v, w));
    }
    return n;
}

/* A fact with all that comparing asks for worked out once: pairs are many, facts are few. */
typedef struct item {
    const across_fact *f;
    uint32_t index;
    const char *voice;           /* folded side that asserts it; NULL: the page */
    const char *holder, *object; /* folded */
    const char *place;
    const char **source, **target; /* folded sides */
    words object_words, names, deed, days;
    uint64_t keys[ACROSS_FACT_KEYS];
    uint32_t n_keys;
} item;

static const char **fold_sides(parley_arena *a, const char **names, const char **sides, uint32_t n) {
    const char **out = ARENA_ARRAY(a, const char *, n + 1);
    for (uint32_t i = 0; i < n; i++)
        out[i] = fold(a, side_of(names[i], sides[i]));
    return out;
}

static void item_make(const across_words *l, item *it, const across_fact *f, uint32_t index, parley_arena *a) {
    *it = (item){.f = f, .index = index};
    it->voice = f->asserted_by ? fold(a, side_of(f->asserted_by, f->asserted_side)) : NULL;
    it->holder = fold(a, side_of(f->holder, f->holder_side));
    it->object = fold(a, f->object);
    it->object_words = object_words(l, a, f->object);
    it->place = fold(a, f->place);
    it->source = fold_sides(a, f->source, f->source_side, f->n_source);
    it->target = fold_sides(a, f->target, f->target_side, f->n_target);
    it->names = context_names(a, f->context ? f->context : f->text, &it->days);
    it->deed = f->kind == ACROSS_EVENT ? object_words(l, a, f->text) : (words){.n = 0};
    it->n_keys = across_fact_keys(f, it->keys, a);
}

/* A pair may share several keys; it is told under the least, once. */
static bool told_under(const item *x, const item *y, uint64_t key) {
    uint64_t least = UINT64_MAX;
    for (uint32_t i = 0; i < x->n_keys; i++)
        for (uint32_t j = 0; j < y->n_keys; j++)
            if (x->keys[i] == y->keys[j] && x->keys[i] < least)
                least = x->keys[i];
    return least == key;
}

/* --- can both hold? ------------------------------------------------------------------------------------------------------------
 */
static const char *fact_day(const across_fact *f) {
    return f->date && *f->date ? f->date : f->as_of && *f->as_of ? f->as_of : f->published && *f->published ? f->published : NULL;
}

int64_t across_fact_rank(const across_fact *f) {
    const char *day = fact_day(f);
    int64_t number = 0;
    uint32_t n_digits = 0;
    for (const char *s = day ? day : ""; *s && n_digits < 8; s++)
        if (*s >= '0' && *s <= '9') {
            number = number * 10 + (*s - '0');
            n_digits++;
        }
    for (; n_digits < 8; n_digits++) /* a month is before its days */
        number *= 10;
    uint64_t h = hash_str(f->doc) * 31 + f->evidence.start;
    h = (h * 31 + f->evidence.end) * 31 + (uint64_t)f->kind;
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
    return number << 32 | (int64_t)((h ^ (h >> 27)) >> 32);
}

static bool days_differ(const across_fact *x, const across_fact *y) {
    return x->date && *x->date && y->date && *y->date && strcmp(x->date, y->date) != 0;
}

/* The voice in which something is asserted: a side, or the page. Copies and rewrites of one text are one voice. */
static bool same_voice(const item *x, const item *y) {
    if (!x->voice && !y->voice)
        return x->f->origin == y->f->origin;
    return x->voice && y->voice && strcmp(x->voice, y->voice) == 0;
}

static int leaning(const across_fact *f) {
    switch (f->stance) {
    case STANCE_ACCEPT:
    case STANCE_SUPPORT:
    case STANCE_OFFER:
    case STANCE_DEMAND: return 1;
    case STANCE_REJECT:
    case STANCE_OPPOSE:
    case STANCE_RETREAT: return -1;
    }
    return 0;
}

static bool same_object(const item *x, const item *y) {
    if (strcmp(x->object, y->object) == 0)
        return true;
    uint32_t n_x = x->object_words.n, n_y = y->object_words.n, least = n_x < n_y ? n_x : n_y;
    uint32_t n = least ? words_common(&x->object_words, &y->object_words) : 0;
    return n > 0 && 2 * n > least && n >= (least > 1 ? 2 : 1);
}

static bool holder_says(const item *x) {
    return x->voice && strcmp(x->voice, x->holder) == 0;
}

static bool overlap(const across_fact *f, const across_fact *g) { /* one clause read twice */
    return strcmp(f->doc, g->doc) == 0 && f->evidence.start < g->evidence.end && g->evidence.start < f->evidence.end;
}

static bool positions_clash(const item *x, const item *y) {
    if (leaning(x->f) * leaning(y->f) >= 0 || strcmp(x->holder, y->holder) != 0 || days_differ(x->f, y->f) || same_voice(x, y) ||
        !same_object(x, y))
        return false;
    /* A side that demands or offers one thing refuses another in the same breath: that is bargaining, not two accounts. */
    stance yes = leaning(x->f) > 0 ? x->f->stance : y->f->stance;
    if (yes == STANCE_DEMAND || yes == STANCE_OFFER || overlap(x->f, y->f))
        return false;
    /* Who backs out had agreed before: on one page that is the story, not two accounts of it. */
    if (strcmp(x->f->doc, y->f->doc) == 0 && ((x->f->stance == STANCE_RETREAT && y->f->stance == STANCE_ACCEPT) ||
                                              (y->f->stance == STANCE_RETREAT && x->f->stance == STANCE_ACCEPT)))
        return false;
    return !(holder_says(x) && holder_says(y)); /* the holder's own words at two times: a change */
}

static bool sides_meet(const char **x, uint32_t n_x, const char **y, uint32_t n_y) {
    for (uint32_t i = 0; i < n_x; i++)
        for (uint32_t j = 0; j < n_y; j++)
            if (strcmp(x[i], y[j]) == 0)
                return true;
    return false;
}

static bool places_differ(const item *x, const item *y) {
    return x->place[0] && y->place[0] && strcmp(x->place, y->place) != 0;
}

/* Acts that are words alone: that one page has a demand and another none is no opposition. Going back on a text is REJECT, and
 * whether a side did that is a matter of fact. */
static bool of_words(plover t) {
    return t == PLOVER_REQUEST || t == PLOVER_ACCUSE || t == PLOVER_SUPPORT || t == PLOVER_THREATEN || t == PLOVER_PROTEST;
}

static bool events_clash(const item *x, const item *y) {
    const across_fact *f = x->f, *g = y->f;
    if (of_words(f->type))
        return false;
    if (f->type != g->type || days_differ(f, g) || places_differ(x, y) || same_voice(x, y))
        return false;
    if (!((f->status == STATUS_HAPPENED && g->status == STATUS_DENIED) ||
          (f->status == STATUS_DENIED && g->status == STATUS_HAPPENED)))
        return false;
    if (!sides_meet(x->source, f->n_source, y->source, g->n_source))
        return false;
    if (f->n_target && g->n_target)
        return sides_meet(x->target, f->n_target, y->target, g->n_target) &&
               (f->type == PLOVER_AGREE || f->type == PLOVER_REJECT || words_common(&x->deed, &y->deed) > 0);
    if (f->type == PLOVER_CONSULT) /* who met nobody in particular met somebody else */
        return false;
    return words_common(&x->names, &y->names) >= 2 &&
           (f->type == PLOVER_AGREE || f->type == PLOVER_REJECT || words_common(&x->deed, &y->deed) > 0);
}

/* One deed, laid at different doors: same kind of act on the same side on the same named day. */
static bool doers_clash(const item *x, const item *y) {
    const across_fact *f = x->f, *g = y->f;
    if (f->type != g->type || (f->type != PLOVER_ASSAULT && f->type != PLOVER_COERCE) || f->status != STATUS_HAPPENED ||
        g->status != STATUS_HAPPENED || !f->n_source || !g->n_source || days_differ(f, g) || places_differ(x, y) ||
        same_voice(x, y))
        return false;
    if (sides_meet(x->source, f->n_source, y->source, g->n_source) || !sides_meet(x->target, f->n_target, y->target, g->n_target))
        return false;
    bool same_day = f->date && *f->date && g->date && *g->date;
    return words_common(&x->names, &y->names) >= (same_day ? 1u : 3u);
}

/* How the talks go, told in two ways. Pages of different days may both be right: that is a change. */
static bool outlooks_clash(const item *x, const item *y) {
    const char *d = x->f->published, *e = y->f->published;
    return x->f->outlook * y->f->outlook < 0 && !same_voice(x, y) && (!d || !e || !*d || !*e || strcmp(d, e) == 0);
}

/* [low, high] that a figure allows; "about" is taken at its word, since 250 and 253 are two counts to whoever compares them. */
static void bounds(const across_fact *f, double *low, double *high) {
    double hi = f->high > f->value ? f->high : f->value;
    *low = f->value;
    *high = hi;
    switch (f->qualifier) {
    case QUAL_MORE_THAN:
    case QUAL_AT_LEAST: *high = INFINITY; break;
    case QUAL_LESS_THAN:
    case QUAL_AT_MOST: *low = -INFINITY; break;
    case QUAL_EXACT:
    case QUAL_ABOUT: break;
    }
}

static bool grows(const across_fact *f) { /* tolls that are counted on and on */
    static const char *const list[] = {"killed", "wounded", "displaced", "missing", "arrested"};
    for (size_t i = 0; f->measure && i < COUNT_OF(list); i++)
        if (strcmp(f->measure, list[i]) == 0)
            return true;
    return false;
}

static bool same_str(const char *x, const char *y) {
    return strcmp(x ? x : "", y ? y : "") == 0;
}

/* "The union counted 4,200 strikers; the company put it at 2,600": two sources, two numbers, side by side on one page. The second
 * number often stands alone. */
enum { CONTRAST_BYTES = 320 };
static bool figures_contrast(const item *x, const item *y) {
    const across_fact *f = x->f, *g = y->f;
    if (strcmp(f->doc, g->doc) != 0 || g->evidence.start < f->evidence.end ||
        g->evidence.start - f->evidence.end > CONTRAST_BYTES || same_str(f->according_to, g->according_to) || !f->unit ||
        f->value <= 0 || g->value <= 0)
        return false;
    bool count = f->measure && strcmp(f->measure, "count") == 0;
    bool bare = count && g->measure && strcmp(g->measure, "count") == 0 && (!g->unit || !*g->unit) && f->value > 3;
    if (!bare && (!same_str(f->measure, g->measure) || !f->measure || !(of_people(f) || (count && same_str(f->unit, g->unit)))))
        return false;
    double f_low, f_high, g_low, g_high, less = f->value < g->value ? f->value : g->value, more = f->value + g->value - less;
    bounds(f, &f_low, &f_high);
    bounds(g, &g_low, &g_high);
    return (f_low > g_high || g_low > f_high) && more <= 2 * less && f->according_to && (g->according_to || bare);
}

static bool figures_clash(const item *x, const item *y) {
    const across_fact *f = x->f, *g = y->f;
    double f_low, f_high, g_low, g_high;
    if (!same_str(f->measure, g->measure) || (!same_str(f->unit, g->unit) && !of_people(f)) ||
        (f->origin == g->origin && same_str(f->according_to, g->according_to)))
        return false;
    if (f->as_of && g->as_of && *f->as_of && *g->as_of && strcmp(f->as_of, g->as_of) != 0)
        return false;
    bounds(f, &f_low, &f_high);
    bounds(g, &g_low, &g_high);
    if (f_low <= g_high && g_low <= f_high)
        return false;
    double less = f->value < g->value ? f->value : g->value, more = f->value < g->value ? g->value : f->value;
    uint32_t least = x->names.n < y->names.n ? x->names.n : y->names.n, n = words_common(&x->names, &y->names);
    if (n < 3 || n * 2 < least)
        return false;
    if (grows(f)) /* without a common day two tolls are two days' tolls */
        return more <= 2 * less &&
               ((f->as_of && *f->as_of && same_str(f->as_of, g->as_of)) ||
                (words_common(&x->days, &y->days) > 0 && !strstr(f->context, "since") && !strstr(g->context, "since")));
    return more <= 1.5 * less; /* farther apart: two scopes */
}

/* --- signs ---------------------------------------------------------------------------------------------------------------------
 * Bits, from the lowest: 2 kind, 1 blame (the key is one of mutual blame), 1 doer (the key is one of deeds by whom they hit),
 * then figure    8 page, 10 eighths of an octave of the value (0: none), 1 it grows, 3 names that share a bit, 38 names event 2
 * status, 5 type, 8 day (0: none), 12 targets (0: none), 16 deed, 16 names position  2 leaning, 2 opposes or rejects, 56 object
 *   outlook   1 leaning
 * Names and words are Bloom filters: what two facts share has its bits in both. */
typedef enum sign_field {
    SIGN_KIND = 0,
    SIGN_BLAME = 2,
    SIGN_DOER = 3,
    SIGN_NAMED = 3,
    SIGN_PAGE = 4,
    SIGN_VALUE = 12,
    SIGN_GROWS = 22,
    SIGN_CLASHES = 23,
    SIGN_FIGURE_NAMES = 26,
    SIGN_STATUS = 4,
    SIGN_TYPE = 6,
    SIGN_DAY = 11,
    SIGN_TARGETS = 19,
    SIGN_DEED = 31,
    SIGN_NAMES = 47,
    SIGN_LEANING = 4,
    SIGN_FIRM = 6,
    SIGN_OBJECT = 8
} sign_field;

static uint64_t bits_of(uint64_t sign, sign_field at, unsigned n) {
    return sign >> at & ((UINT64_C(1) << n) - 1);
}

static uint64_t bloom_bit(uint64_t h, unsigned n) {
    return UINT64_C(1) << ((h ^ h >> 32) % n);
}

static uint64_t bloom(const words *w, unsigned n) {
    uint64_t b = 0;
    for (uint32_t i = 0; i < w->n; i++)
        b |= bloom_bit(w->h[i], n);
    return b;
}

static uint32_t bloom_n(uint64_t b) {
    uint32_t n = 0;
    for (; b; b &= b - 1)
        n++;
    return n;
}

static uint64_t sign_of(const item *x) {
    const across_fact *f = x->f;
    uint64_t s = (uint64_t)f->kind << SIGN_KIND;
    switch (f->kind) {
    case ACROSS_FIGURE: {
        uint64_t names = bloom(&x->names, 38);
        uint32_t clashes = x->names.n - bloom_n(names);
        double eighth = f->value > 0 ? 512 + 8 * log2(f->value) : 0; /* from 2^-64 to 2^63; what is beyond stands at the end */
        s |= (hash_str(f->doc) & 0xff) << SIGN_PAGE;
        s |= (f->value > 0 ? (uint64_t)fmin(fmax(eighth, 1), 1023) : 0) << SIGN_VALUE;
        s |= (uint64_t)grows(f) << SIGN_GROWS | (uint64_t)(f->according_to != NULL) << SIGN_NAMED;
        s |= (uint64_t)(clashes > 7 ? 7 : clashes) << SIGN_CLASHES;
        return s | names << SIGN_FIGURE_NAMES;
    }
    case ACROSS_EVENT: {
        uint64_t targets = 0;
        for (uint32_t i = 0; i < f->n_target; i++)
            targets |= bloom_bit(hash_str(x->target[i]), 12);
        s |= (uint64_t)f->status << SIGN_STATUS | (uint64_t)f->type << SIGN_TYPE;
        s |= (f->date && *f->date ? 1 + hash_str(f->date) % 255 : 0) << SIGN_DAY;
        return s | targets << SIGN_TARGETS | bloom(&x->deed, 16) << SIGN_DEED | bloom(&x->names, 16) << SIGN_NAMES;
    }
    case ACROSS_POSITION:
        s |= (uint64_t)(leaning(f) + 1) << SIGN_LEANING;
        s |= (f->stance == STANCE_OPPOSE ? UINT64_C(1) : f->stance == STANCE_REJECT ? UINT64_C(2) : 0) << SIGN_FIRM;
        return s | (bloom(&x->object_words, 56) | bloom_bit(hash_str(x->object), 56)) << SIGN_OBJECT;
    case ACROSS_OUTLOOK: return s | (uint64_t)(f->outlook > 0) << SIGN_LEANING;
    }
    return 0;
}

void across_fact_signs(const across_words *l, const across_fact *f, const uint64_t *keys, uint32_t n_keys, uint64_t *out,
                       parley_arena *a) {
    item x;
    const char *by = NULL, *who = blamed(f, &by);
    item_make(l, &x, f, 0, a);
    uint64_t s = sign_of(&x), blame[2] = {0, 0}, deed = 0;
    if (who) {
        blame[0] = key_pair(a, "blame", fold(a, who), fold(a, by));
        blame[1] = key_pair(a, "blame", fold(a, f->party[0]), fold(a, f->party[1]));
    }
    if (f->kind == ACROSS_EVENT && f->n_target)
        deed = key_str(a, "who", plover_name(f->type), x.target[0]);
    for (uint32_t i = 0; i < n_keys; i++)
        out[i] = s | (uint64_t)(who && (keys[i] == blame[0] || keys[i] == blame[1])) << SIGN_BLAME |
                 (uint64_t)(deed && keys[i] == deed) << SIGN_DOER;
}

static bool figures_may_tell(uint64_t x, uint64_t y) {
    bool grow = bits_of(x, SIGN_GROWS, 1);
    uint64_t v = bits_of(x, SIGN_VALUE, 10), w = bits_of(y, SIGN_VALUE, 10), apart = v > w ? v - w : w - v;
    if (v == 1023 || w == 1023)
        apart = 0;
    /* Two sources side by side: at most twice as many, and a step of rounding; one of them is named. */
    if (bits_of(x, SIGN_PAGE, 8) == bits_of(y, SIGN_PAGE, 8) && v && w && apart <= 9 && bits_of(x | y, SIGN_NAMED, 1))
        return true;
    if (v && w && apart > (grow ? 17 : 6)) /* four times, or one and a half */
        return false;
    /* Names of one page that share a bit hide each other; at most so many names can be hidden in both. */
    uint64_t cx = bits_of(x, SIGN_CLASHES, 3), cy = bits_of(y, SIGN_CLASHES, 3), hidden = cx < cy ? cx : cy;
    return hidden == 7 || bloom_n(x >> SIGN_FIGURE_NAMES & y >> SIGN_FIGURE_NAMES) + hidden >= (grow ? 2 : 3);
}

static bool events_may_tell(uint64_t x, uint64_t y) {
    uint64_t s = bits_of(x, SIGN_STATUS, 2), t = bits_of(y, SIGN_STATUS, 2), type = bits_of(x, SIGN_TYPE, 5);
    if (type != bits_of(y, SIGN_TYPE, 5))
        return false;
    uint64_t d = bits_of(x, SIGN_DAY, 8), e = bits_of(y, SIGN_DAY, 8), to_x = bits_of(x, SIGN_TARGETS, 12),
             to_y = bits_of(y, SIGN_TARGETS, 12);
    bool differ = d && e && d != e, same_day = d && d == e, company = to_x && to_y;
    if (company && !(to_x & to_y))
        return false;
    if (s == t)
        return s == STATUS_HAPPENED && bits_of(x, SIGN_DOER, 1) && bits_of(y, SIGN_DOER, 1) && !differ &&
               (x >> SIGN_NAMES & y >> SIGN_NAMES);
    uint64_t either = UINT64_C(1) << s | UINT64_C(1) << t;
    if (either == (UINT64_C(1) << STATUS_HAPPENED | UINT64_C(1) << STATUS_DENIED))
        return !differ &&
               (type == PLOVER_AGREE || type == PLOVER_REJECT || (bits_of(x, SIGN_DEED, 16) & bits_of(y, SIGN_DEED, 16)));
    if (either == (UINT64_C(1) << STATUS_PLANNED | UINT64_C(1) << STATUS_HAPPENED))
        return type == PLOVER_CONSULT && (same_day || (company && !differ));
    return either == (UINT64_C(1) << STATUS_PLANNED | UINT64_C(1) << STATUS_DENIED) && (same_day || company);
}

bool across_may_tell(uint64_t x, uint64_t y) {
    if (!x || !y || bits_of(x & y, SIGN_BLAME, 1))
        return true;
    if (bits_of(x, SIGN_KIND, 2) != bits_of(y, SIGN_KIND, 2))
        return false;
    switch ((across_kind)bits_of(x, SIGN_KIND, 2)) {
    case ACROSS_FIGURE: return figures_may_tell(x, y);
    case ACROSS_EVENT: return events_may_tell(x, y);
    case ACROSS_POSITION:
        return (x >> SIGN_OBJECT & y >> SIGN_OBJECT) &&
               (bits_of(x, SIGN_LEANING, 2) != bits_of(y, SIGN_LEANING, 2) || bits_of(x ^ y, SIGN_FIRM, 2) == 3);
    case ACROSS_OUTLOOK: return bits_of(x, SIGN_LEANING, 1) != bits_of(y, SIGN_LEANING, 1);
    }
    return true;
}

/* --- groups
 * ------------------------------------------------------------------------------------------------------------------------ */
typedef bool (*clash)(const item *x, const item *y);
enum { GROUP_MAX = ACROSS_GROUP };

static int cmp_item(const void *p, const void *q) {
    const across_fact *x = ((const item *)p)->f, *y = ((const item *)q)->f;
    int c = strcmp(x->doc, y->doc);
    if (!c)
        c = (x->evidence.start > y->evidence.start) - (x->evidence.start < y->evidence.start);
    if (!c)
        c = (x->evidence.end > y->evidence.end) - (x->evidence.end < y->evidence.end);
    if (!c)
        c = (int)x->kind - (int)y->kind;
    if (!c)
        c = strcmp(x->text ? x->text : "", y->text ? y->text : "");
    return c ? c : (x->id > y->id) - (x->id < y->id);
}

static item *sorted(const across_words *l, const across_fact *facts, uint32_t n, parley_arena *a) {
    item *o = ARENA_ARRAY(a, item, n + 1);
    for (uint32_t i = 0; i < n; i++)
        item_make(l, &o[i], &facts[i], i, a);
    qsort(o, n, sizeof *o, cmp_item);
    return o;
}

static uint32_t root_of(uint32_t *up, uint32_t i) {
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

typedef struct found {
    across_conflict *items;
    uint32_t n, cap;
} found;

/* Facts of one camp never clash: 1 against 2, 3 against any, 0 against none. Most pairs are ruled out by this alone. */
static unsigned char camp(const across_fact *f, clash test) {
    if (test == positions_clash)
        return leaning(f) > 0 ? 1 : leaning(f) < 0 ? 2 : 0;
    if (test == events_clash)
        return f->status == STATUS_HAPPENED ? 1 : f->status == STATUS_DENIED ? 2 : 0;
    if (test == doers_clash)
        return f->status == STATUS_HAPPENED && (f->type == PLOVER_ASSAULT || f->type == PLOVER_COERCE) ? 3 : 0;
    return 3;
}

/* Connected components of the clashes are the conflicts. */
static void group(found *out, uint64_t key, const item *o, uint32_t n, across_kind kind, clash test, const char *rule,
                  parley_arena *a) {
    if (n > GROUP_MAX)
        n = GROUP_MAX;
    uint32_t *up = ARENA_ARRAY(a, uint32_t, n + 1), *in = ARENA_ARRAY(a, uint32_t, n + 1);
    unsigned char *camps = ARENA_ARRAY(a, unsigned char, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        up[i] = i;
        camps[i] = o[i].f->kind == kind ? camp(o[i].f, test) : 0;
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = i + 1; camps[i] && j < n; j++) {
            if (!camps[j] || (camps[i] | camps[j]) != 3 || !test(&o[i], &o[j]) || !told_under(&o[i], &o[j], key))
                continue;
            in[i] = in[j] = 1;
            up[root_of(up, j)] = root_of(up, i);
        }
    for (uint32_t i = 0; i < n; i++) { /* each by its first member, so that the order is the facts' */
        if (!in[i] || in[i] == 2)
            continue;
        uint32_t *members = ARENA_ARRAY(a, uint32_t, n), m = 0;
        for (uint32_t j = i; j < n; j++)
            if (in[j] == 1 && root_of(up, j) == root_of(up, i)) {
                members[m++] = o[j].index;
                in[j] = 2;
            }
        ARENA_PUSH(a, out->items, out->n, out->cap) = (across_conflict){NULL, kind, members, m, rule};
    }
}

static const char *about_position(parley_arena *a, const across_fact *f) {
    return arena_printf(a, "where %s stands on %s", side_of(f->holder, f->holder_side), f->object ? f->object : "it");
}

/* Both sides are blamed, each by somebody: one conflict of all such facts. The key says which two sides it is about. */
static void blame(found *out, uint64_t key, const item *o, uint32_t n, parley_arena *a) {
    uint32_t *members = ARENA_ARRAY(a, uint32_t, n + 1), m = 0;
    const char *first = NULL, *second = NULL, *side = NULL;
    uint32_t at = 0;
    for (uint32_t i = 0; i < n && m < GROUP_MAX; i++) {
        const char *by = NULL, *who = blamed(o[i].f, &by);
        bool here = false;
        for (uint32_t k = 0; k < o[i].n_keys; k++)
            here |= o[i].keys[k] == key;
        if (!who || !here)
            continue;
        const char *x = fold(a, who), *y = fold(a, by), *p = fold(a, o[i].f->party[0]), *q = fold(a, o[i].f->party[1]);
        if (strcmp(x, y) == 0 || (key_pair(a, "blame", x, y) != key && key_pair(a, "blame", p, q) != key))
            continue;
        /* One clause often gives both an event and a position: the account is told once. */
        const across_fact *last = m ? o[at].f : NULL;
        if (last && strcmp(last->doc, o[i].f->doc) == 0 && o[i].f->evidence.start < last->evidence.end && strcmp(side, x) == 0)
            continue;
        at = i;
        side = x;
        if (!first)
            first = who;
        else if (!second && strcmp(fold(a, first), x) != 0)
            second = who;
        members[m++] = o[i].index;
    }
    if (m >= 2 && second)
        ARENA_PUSH(a, out->items, out->n, out->cap) = (across_conflict){
            arena_printf(a, "who is to blame, %s or %s", first, second), ACROSS_EVENT, members, m, "mutual-blame"};
}

across_conflict *across_conflicts(const across_words *l, uint64_t key, const across_fact *facts, uint32_t n_facts,
                                  parley_arena *a, uint32_t *n) {
    found out = {NULL, 0, 0};
    item *o = sorted(l, facts, n_facts, a);
    group(&out, key, o, n_facts, ACROSS_POSITION, positions_clash, "opposite-stances", a);
    group(&out, key, o, n_facts, ACROSS_EVENT, events_clash, "happened-and-denied", a);
    group(&out, key, o, n_facts, ACROSS_EVENT, doers_clash, "different-doers", a);
    group(&out, key, o, n_facts, ACROSS_OUTLOOK, outlooks_clash, "different-outlooks", a);
    group(&out, key, o, n_facts, ACROSS_FIGURE, figures_clash, "different-counts", a);
    group(&out, key, o, n_facts, ACROSS_FIGURE, figures_contrast, "two-sources-two-counts", a);
    for (uint32_t i = 0; i < out.n; i++) {
        across_conflict *c = &out.items[i];
        const across_fact *f = &facts[c->between[0]];
        const char *text = f->text ? f->text : "";
        if (c->kind == ACROSS_OUTLOOK)
            c->about = strcmp(f->matter, "talks") == 0 ? "whether the talks go on" : "how near a deal is";
        else if (c->kind == ACROSS_POSITION)
            c->about = about_position(a, f);
        else if (c->kind == ACROSS_FIGURE)
            c->about = arena_printf(a, "how many: %s%s%s", f->measure ? f->measure : "count", f->subject ? ", " : "",
                                    f->subject ? f->subject : "");
        else
            c->about = arena_printf(a, c->rule[0] == 'h' ? "whether it happened: %s" : "who did it: %s", text);
    }
    blame(&out, key, o, n_facts, a);
    *n = out.n;
    return out.items;
}

/* --- changes
 * -------------------------------------------------------------------------------------------------------------------------- */
static int cmp_time(const void *p, const void *q) {
    const char *x = fact_day(((const item *)p)->f), *y = fact_day(((const item *)q)->f);
    int c = strcmp(x ? x : "", y ? y : "");
    return c ? c : cmp_item(p, q);
}

static const char *change_of(const item *x, const item *y, const char **rule) {
    const across_fact *f = x->f, *g = y->f;
    if (f->kind != g->kind)
        return NULL;
    if (f->kind == ACROSS_POSITION) {
        if (strcmp(x->holder, y->holder) != 0 || !same_object(x, y))
            return NULL;
        *rule = "stance-over-time";
        if (leaning(f) != leaning(g))
            return "reversed";
        if (f->stance == STANCE_OPPOSE && g->stance == STANCE_REJECT)
            return "hardened";
        return f->stance == STANCE_REJECT && g->stance == STANCE_OPPOSE ? "softened" : NULL;
    }
    if (f->kind == ACROSS_OUTLOOK) { /* a voice that speaks of the talks otherwise than before */
        *rule = "outlook-over-time";
        return f->outlook != g->outlook && x->voice && same_voice(x, y) ? (g->outlook > 0 ? "softened" : "hardened") : NULL;
    }
    if (f->kind == ACROSS_FIGURE) {
        if (!same_str(f->measure, g->measure) || !same_str(f->unit, g->unit) || f->value == g->value || !f->measure)
            return NULL;
        uint32_t least = x->names.n < y->names.n ? x->names.n : y->names.n, n = words_common(&x->names, &y->names);
        *rule = "figure-over-time";
        bool alike = n >= 2 && n * 2 >= least;
        return alike && grows(f) && g->value <= 4 * f->value && f->value <= 4 * g->value ? "revised" : NULL;
    }
    if (f->status == g->status || (f->status != STATUS_PLANNED && f->status != STATUS_HAPPENED))
        return NULL;
    if (f->type != g->type || !sides_meet(x->source, f->n_source, y->source, g->n_source) ||
        (f->n_target && g->n_target && !sides_meet(x->target, f->n_target, y->target, g->n_target)))
        return NULL;
    /* One meeting: the same named day, or the same place and the same company. Two sides that talk every week meet often. */
    bool company = f->n_target && g->n_target;
    bool same_day = f->date && *f->date && same_str(f->date, g->date),
         same_place = x->place[0] && strcmp(x->place, y->place) == 0;
    if (f->status == STATUS_PLANNED && g->status == STATUS_HAPPENED && f->type == PLOVER_CONSULT) {
        *rule = "planned-then-held";
        return same_day || (same_place && company && !days_differ(f, g)) ? "held" : NULL;
    }
    if (f->status == STATUS_PLANNED && g->status == STATUS_DENIED) {
        *rule = "planned-then-denied";
        return same_day || (same_place && company) || (company && words_common(&x->deed, &y->deed) > 1) ? "dropped" : NULL;
    }
    if (f->status == STATUS_HAPPENED && g->status == STATUS_DENIED && !same_voice(x, y) && !of_words(f->type)) {
        *rule = "claimed-then-denied";
        return !days_differ(f, g) && words_common(&x->deed, &y->deed) > 0 ? "denied" : NULL;
    }
    return NULL;
}

/* Who goes back on something had accepted it: the account of that which stands nearest before the retreat o[j], best on its own
 * page, and needs no date, since the one comes before the other by its meaning. PARLEY_NONE: nobody tells of it, or the days say
 * otherwise. What is dated on both sides is left to the comparison by time. */
static uint32_t taken_back(const item *o, uint32_t n, uint32_t j) {
    uint32_t best = PARLEY_NONE;
    const across_fact *g = o[j].f;
    for (uint32_t i = 0; i < n; i++) {
        const across_fact *f = o[i].f;
        if (f->kind != ACROSS_POSITION || (f->stance != STANCE_ACCEPT && f->stance != STANCE_SUPPORT) || overlap(f, g) ||
            strcmp(o[i].holder, o[j].holder) != 0 || !same_object(&o[i], &o[j]))
            continue;
        const char *x = fact_day(f), *y = fact_day(g);
        if (x && y && strcmp(x, y) != 0)
            continue;
        bool here = strcmp(f->doc, g->doc) == 0, best_here = best != PARLEY_NONE && strcmp(o[best].f->doc, g->doc) == 0;
        if (best == PARLEY_NONE || here > best_here ||
            (here && f->evidence.start < g->evidence.start && f->evidence.start > o[best].f->evidence.start))
            best = i;
    }
    return best;
}

/* Does a fact without a date name its day: a weekday (XXXX-WXX-1) or a day of a month (XXXX-08-19)? */
static const char *named_day(const across_fact *f) {
    if ((f->date && *f->date) || !f->time || strncmp(f->time, "XXXX-", 5) != 0 || strlen(f->time) != 10)
        return NULL;
    return f->time;
}

/* Do two sides meet in both accounts, and do both name one of those who sit there? "Officials" of two states meet too often. */
static bool same_company(const item *x, const item *y) {
    const across_fact *f = x->f, *g = y->f;
    const char *first = NULL;
    bool two = false, named = false;
    for (uint32_t i = 0; i < f->n_source + f->n_target; i++) {
        bool from = i < f->n_source;
        const char *side = from ? x->source[i] : x->target[i - f->n_source];
        const char *name = from ? f->source[i] : f->target[i - f->n_source];
        bool shared = false;
        for (uint32_t j = 0; j < g->n_source + g->n_target; j++) {
            bool to = j < g->n_source;
            shared |= strcmp(side, to ? y->source[j] : y->target[j - g->n_source]) == 0;
            named |= strcmp(name, to ? g->source[j] : g->target[j - g->n_source]) == 0;
        }
        if (shared && !first)
            first = side;
        two |= shared && strcmp(first, side) != 0;
    }
    return two && named && sides_meet(x->source, f->n_source, y->source, g->n_source) &&
           sides_meet(x->target, f->n_target, y->target, g->n_target);
}

/* The plan of the meeting that o[j] tells of as held, where the day has only its name because the pages have no date: another
 * page plans one of the same company for a day of that name, in no other place. What can be dated on both sides is left to the
 * comparison by time. PARLEY_NONE: there is none. */
static uint32_t planned_for(const item *o, uint32_t n, uint32_t j) {
    const across_fact *g = o[j].f;
    const char *day = g->kind == ACROSS_EVENT && g->type == PLOVER_CONSULT && g->status == STATUS_HAPPENED ? named_day(g) : NULL;
    for (uint32_t i = 0; day && i < n; i++) {
        const across_fact *f = o[i].f;
        const char *planned =
            f->kind == ACROSS_EVENT && f->type == PLOVER_CONSULT && f->status == STATUS_PLANNED ? named_day(f) : NULL;
        bool dated = f->published && *f->published && g->published && *g->published;
        if (planned && !dated && strcmp(planned, day) == 0 && strcmp(f->doc, g->doc) != 0 && !places_differ(&o[i], &o[j]) &&
            same_company(&o[i], &o[j]))
            return i;
    }
    return PARLEY_NONE;
}

across_change *across_changes(const across_words *l, uint64_t key, const across_fact *facts, uint32_t n_facts, parley_arena *a,
                              uint32_t *n) {
    across_change *items = NULL;
    uint32_t cap = 0;
    item *o = sorted(l, facts, n_facts, a);
    *n = 0;
    qsort(o, n_facts, sizeof *o, cmp_time);
    uint32_t most = n_facts > GROUP_MAX ? GROUP_MAX : n_facts;
    o += n_facts - most; /* what is new matters: the latest */
    for (uint32_t j = 0; j < most; j++) {
        uint32_t i = o[j].f->kind == ACROSS_POSITION && o[j].f->stance == STANCE_RETREAT ? taken_back(o, most, j) : PARLEY_NONE;
        if (i != PARLEY_NONE && told_under(&o[i], &o[j], key))
            ARENA_PUSH(a, items, *n, cap) = (across_change){
                about_position(a, o[j].f), "reversed", ACROSS_POSITION, o[i].index, o[j].index, "accepted-then-taken-back"};
        i = planned_for(o, most, j);
        if (i != PARLEY_NONE && told_under(&o[i], &o[j], key))
            ARENA_PUSH(a, items, *n, cap) =
                (across_change){o[j].f->text, "held", ACROSS_EVENT, o[i].index, o[j].index, "planned-then-held"};
    }
    for (uint32_t j = 1; j < most; j++) {
        /* Each fact against the nearest earlier one of its kind: a change is told once. */
        for (uint32_t i = j; i-- > 0;) {
            const char *x = fact_day(o[i].f), *y = fact_day(o[j].f), *rule = NULL;
            if (!x || !y || strcmp(x, y) >= 0)
                continue;
            const char *what = change_of(&o[i], &o[j], &rule);
            if (!what)
                continue;
            if (told_under(&o[i], &o[j], key)) {
                const char *about =
                    o[j].f->kind == ACROSS_POSITION ? about_position(a, o[j].f)
                    : o[j].f->kind == ACROSS_OUTLOOK
                        ? (strcmp(o[j].f->matter, "talks") == 0 ? "whether the talks go on" : "how near a deal is")
                        : o[j].f->text;
                ARENA_PUSH(a, items, *n, cap) = (across_change){about, what, o[j].f->kind, o[i].index, o[j].index, rule};
            }
            break;
        }
    }
    return items;
}
