/* account.c - facts made ready to be compared: words, keys, and what two accounts share. */
#include "across/account.h"

#include "meaning/timex.h"

#include <stdio.h>
#include <stdlib.h>

enum { TALK_STEM_LEAST = 3, TALK_STEM_MOST = 12 }; /* bytes of a stem */

/* --- words ---------------------------------------------------------------------------------------------------------------- */
static bool word_byte(char c) {
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Lower case, punctuation to spaces, articles and possessives gone: one spelling of a name. */
const char *account_fold(parley_arena *a, const char *s) {
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

static void words_add(account_words *w, uint64_t h) {
    for (uint32_t i = 0; i < w->n; i++)
        if (w->h[i] == h)
            return;
    if (w->n < COUNT_OF(w->h))
        w->h[w->n++] = h;
}

uint32_t account_words_common(const account_words *x, const account_words *y) {
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

static bool is_month(const char *low, size_t n) {
    static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
    for (size_t i = 0; i < COUNT_OF(months); i++)
        if (months[i][0] == low[0] && strlen(months[i]) == n && memcmp(months[i], low, n) == 0)
            return true;
    return false;
}

/* A day of a month. */
static bool is_day(const char *s, size_t n) {
    return n && n < 3 && strspn(s, "0123456789") >= n;
}

/* Content words of an object's name, cut to six letters: enough of a stemmer for "negotiate"/"negotiations". A day and its month
 * are one word: the text of May 24 is not that of May 9, and neither is "the May text". */
static account_words object_words(const across_words *l, parley_arena *a, const char *object) {
    account_words w = {.n = 0};
    const char *day = NULL; /* before its month */
    size_t n_day = 0;
    for (const char *s = account_fold(a, object); *s;) {
        size_t n = strcspn(s, " ");
        const char *next = s + n + (s[n] == ' ');
        if (talking(l, s, n)) {
            w.n = 0; /* whom with and what about say less than that it is talks */
            words_add(&w, hash_str("talks"));
            return w;
        }
        size_t n_next = strcspn(next, " ");
        if (is_month(s, n) && (day || is_day(next, n_next))) {
            words_add(&w, hash_str(arena_printf(a, "%.*s %.*s", (int)n, s, (int)(day ? n_day : n_next), day ? day : next)));
            next = day ? next : next + n_next + (next[n_next] == ' ');
            day = NULL;
        } else if (is_day(s, n)) { /* of "24-25 May" the first */
            n_day = day ? n_day : n;
            day = day ? day : s;
        } else if (!generic(l, s, n)) {
            words_add(&w, hash_bytes(s, n > 6 ? 6 : n));
        }
        s = next;
    }
    return w;
}

/* Names and days of a sentence: capitalised words that do not open it, and numbers under 32 beside a month. */
static account_words context_names(parley_arena *a, const char *text, account_words *days) {
    *days = (account_words){.n = 0};
    account_words w = {.n = 0};
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
        long day_of = s[0] >= '0' && s[0] <= '9' && n <= 2 ? strtol(s, NULL, 10) : -1;
        if ((month && before > 0) || (month_before && day_of > 0)) {
            char day[32];
            snprintf(day, sizeof day, "day %ld", month ? before : day_of);
            words_add(&w, hash_str(day));
            words_add(days, hash_str(day));
        }
        month_before = month;
        before = day_of;
        first = false;
        s += n;
    }
    return w;
}

/* --- keys ------------------------------------------------------------------------------------------------------------------- */
static const char *side_of(const char *name, const char *side) {
    return side && *side ? side : name;
}

uint64_t account_key(parley_arena *a, const char *kind, const char *x, const char *y) {
    return hash_str(arena_printf(a, "%s|%s|%s", kind, x, y));
}

uint64_t account_key_pair(parley_arena *a, const char *kind, const char *x, const char *y) {
    return strcmp(x, y) < 0 ? account_key(a, kind, x, y) : account_key(a, kind, y, x);
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
const char *account_blamed(const across_fact *f, const char **by) {
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
bool account_of_people(const across_fact *f) {
    static const char *const list[] = {"killed", "wounded", "missing", "held", "kidnapped", "displaced", "arrested", "free"};
    for (size_t i = 0; f->measure && i < COUNT_OF(list); i++)
        if (strcmp(f->measure, list[i]) == 0)
            return true;
    return false;
}

/* names: those of the context, of figures. */
static uint32_t fact_keys(const across_fact *f, const account_words *names, uint64_t out[ACROSS_FACT_KEYS], parley_arena *a) {
    uint32_t n = 0;
    const char *by = NULL, *who;
    switch (f->kind) {
    case ACROSS_POSITION:
        n = push_key(out, n, account_key(a, "position", account_fold(a, side_of(f->holder, f->holder_side)), ""));
        break;
    case ACROSS_EVENT:
        for (uint32_t i = 0; i < f->n_source && n < 3; i++)
            n = push_key(
                out, n, account_key(a, "event", plover_name(f->type), account_fold(a, side_of(f->source[i], f->source_side[i]))));
        if ((f->type == PLOVER_ASSAULT || f->type == PLOVER_COERCE) && f->status == STATUS_HAPPENED && f->n_target)
            n = push_key(out, n,
                         account_key(a, "who", plover_name(f->type), account_fold(a, side_of(f->target[0], f->target_side[0]))));
        break;
    case ACROSS_FIGURE: {
        /* The longest names of the sentence anchor a number: "killed|people" alone would file half of the world's news together.
         */
        uint64_t kind = hash_str(arena_printf(a, "figure|%s", f->measure ? f->measure : ""));
        uint64_t of_unit = hash_str(f->unit && !account_of_people(f) ? f->unit : "");
        n = push_key(out, n, account_key(a, "contrast", f->doc, ""));
        for (uint32_t i = 0; i < names->n && n < ACROSS_FACT_KEYS - 1; i++)
            n = push_key(out, n, kind * 31 + names->h[i] + of_unit);
        break;
    }
    case ACROSS_OUTLOOK: break;
    }
    /* The parties of a page stand for the talks that its accounts speak of. */
    const char *x = account_fold(a, f->party[0]), *y = account_fold(a, f->party[1]);
    if (f->kind == ACROSS_OUTLOOK && *x && *y)
        n = push_key(out, n, account_key_pair(a, arena_printf(a, "outlook %s", f->matter), x, y));
    who = account_blamed(f, &by);
    if (who) {
        const char *v = account_fold(a, who), *w = account_fold(a, by);
        if (strcmp(v, w) != 0)
            n = push_key(out, n,
                         *x && *y && (strcmp(v, x) == 0 || strcmp(v, y) == 0) ? account_key_pair(a, "blame", x, y)
                                                                              : account_key_pair(a, "blame", v, w));
    }
    return n;
}

uint32_t across_fact_keys(const across_fact *f, uint64_t out[ACROSS_FACT_KEYS], parley_arena *a) {
    account_words days, names = {.n = 0};
    if (f->kind == ACROSS_FIGURE)
        names = context_names(a, f->context ? f->context : f->text, &days);
    return fact_keys(f, &names, out, a);
}

static const char **fold_sides(parley_arena *a, const char **names, const char **sides, uint32_t n) {
    const char **out = ARENA_ARRAY(a, const char *, n + 1);
    for (uint32_t i = 0; i < n; i++)
        out[i] = account_fold(a, side_of(names[i], sides[i]));
    return out;
}

void account_make(const across_words *l, account *it, const across_fact *f, uint32_t index, parley_arena *a) {
    *it = (account){.f = f, .index = index};
    it->voice = f->asserted_by ? account_fold(a, side_of(f->asserted_by, f->asserted_side)) : NULL;
    it->holder = account_fold(a, side_of(f->holder, f->holder_side));
    it->object = account_fold(a, f->object);
    it->object_words = object_words(l, a, f->object);
    it->place = account_fold(a, f->place);
    for (uint32_t i = 0; i < 2; i++)
        it->party[i] = account_fold(a, f->party[i]);
    it->source = fold_sides(a, f->source, f->source_side, f->n_source);
    it->target = fold_sides(a, f->target, f->target_side, f->n_target);
    it->names = context_names(a, f->context ? f->context : f->text, &it->days);
    it->deed = f->kind == ACROSS_EVENT    ? object_words(l, a, f->text)
               : f->kind == ACROSS_FIGURE ? object_words(l, a, f->subject)
                                          : (account_words){.n = 0};
    it->n_keys = fact_keys(f, &it->names, it->keys, a);
}

/* A pair may share several keys; it is told under the least, once. */
bool account_told_under(const account *x, const account *y, uint64_t key) {
    uint64_t least = UINT64_MAX;
    for (uint32_t i = 0; i < x->n_keys; i++)
        for (uint32_t j = 0; j < y->n_keys; j++)
            if (x->keys[i] == y->keys[j] && x->keys[i] < least)
                least = x->keys[i];
    return least == key;
}

/* --- what two accounts share ------------------------------------------------------------------------------------------- */
const char *account_day(const across_fact *f) {
    return f->date && *f->date ? f->date : f->as_of && *f->as_of ? f->as_of : f->published && *f->published ? f->published : NULL;
}

int64_t across_fact_rank(const across_fact *f) {
    const char *day = account_day(f);
    int64_t ymd = 0;
    uint32_t n_digits = 0;
    for (const char *s = day ? day : ""; *s && n_digits < 8; s++)
        if (*s >= '0' && *s <= '9') {
            ymd = ymd * 10 + (*s - '0');
            n_digits++;
        }
    for (; n_digits < 8; n_digits++) /* a month is before its days */
        ymd *= 10;
    uint64_t h = hash_str(f->doc) * 31 + f->evidence.start;
    h = (h * 31 + f->evidence.end) * 31 + (uint64_t)f->kind;
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
    return ymd << 32 | (int64_t)((h ^ (h >> 27)) >> 32);
}

bool account_days_differ(const across_fact *x, const across_fact *y) {
    return x->date && *x->date && y->date && *y->date && strcmp(x->date, y->date) != 0;
}

/* The voice in which something is asserted: a side, or the page. Copies and rewrites of one text are one voice. */
bool account_same_voice(const account *x, const account *y) {
    if (!x->voice && !y->voice)
        return x->f->origin == y->f->origin;
    return x->voice && y->voice && strcmp(x->voice, y->voice) == 0;
}

int account_leaning(const across_fact *f) {
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

bool account_same_object(const account *x, const account *y) {
    if (strcmp(x->object, y->object) == 0)
        return true;
    uint32_t n_x = x->object_words.n, n_y = y->object_words.n, least = n_x < n_y ? n_x : n_y;
    uint32_t n = least ? account_words_common(&x->object_words, &y->object_words) : 0;
    return n > 0 && 2 * n > least && n >= (least > 1 ? 2 : 1);
}

/* Days from 1970-01-01 of an ISO date, or of a month's first day; false: it is neither. */
static bool day_number(const char *date, int32_t *day) {
    char whole[11];
    if (!date || strlen(date) < 7)
        return false;
    snprintf(whole, sizeof whole, "%.10s", strlen(date) < 10 ? "" : date);
    if (strlen(date) < 10)
        snprintf(whole, sizeof whole, "%.7s-01", date);
    return time_parse_iso(whole, day);
}

bool account_days_apart(const account *x, const account *y, int32_t most) {
    int32_t d, e;
    return day_number(x->f->published, &d) && day_number(y->f->published, &e) && (d > e ? d - e : e - d) > most;
}

uint32_t account_sides_shared(const account *x, const account *y) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->f->n_source + x->f->n_target; i++) {
        const char *side = i < x->f->n_source ? x->source[i] : x->target[i - x->f->n_source];
        bool met = false, before = false;
        for (uint32_t k = 0; k < i; k++)
            before |= strcmp(side, k < x->f->n_source ? x->source[k] : x->target[k - x->f->n_source]) == 0;
        for (uint32_t j = 0; j < y->f->n_source + y->f->n_target; j++)
            met |= strcmp(side, j < y->f->n_source ? y->source[j] : y->target[j - y->f->n_source]) == 0;
        n += met && !before;
    }
    return n;
}

bool account_same_talks(const account *x, const account *y) {
    enum { NAMES_FEW = 3, NAMES_MANY = 4 };
    if (x->f->origin == y->f->origin || strcmp(x->f->doc, y->f->doc) == 0)
        return true;
    if (x->f->kind == ACROSS_POSITION && account_words_common(&x->object_words, &y->object_words) >= 2)
        return true;
    uint32_t shared = 0;
    for (uint32_t i = 0; i < 2; i++)
        for (uint32_t j = 0; j < 2; j++)
            shared += *x->party[i] && strcmp(x->party[i], y->party[j]) == 0;
    if (x->f->kind == ACROSS_EVENT && y->f->kind == ACROSS_EVENT && account_sides_shared(x, y) >= 2)
        return true;
    return shared == 2 || account_words_common(&x->names, &y->names) >= (shared == 1 ? NAMES_FEW : NAMES_MANY);
}

bool account_holder_says(const account *x) {
    return x->voice && strcmp(x->voice, x->holder) == 0;
}

bool account_overlap(const across_fact *f, const across_fact *g) { /* one clause read twice */
    return strcmp(f->doc, g->doc) == 0 && f->evidence.start < g->evidence.end && g->evidence.start < f->evidence.end;
}

bool account_sides_meet(const char **x, uint32_t n_x, const char **y, uint32_t n_y) {
    for (uint32_t i = 0; i < n_x; i++)
        for (uint32_t j = 0; j < n_y; j++)
            if (strcmp(x[i], y[j]) == 0)
                return true;
    return false;
}

bool account_places_differ(const account *x, const account *y) {
    return x->place[0] && y->place[0] && strcmp(x->place, y->place) != 0;
}

/* Acts that are words alone: that one page has a demand and another none is no opposition. Going back on a text is REJECT, and
 * whether a side did that is a matter of fact. */
bool account_of_words(plover t) {
    return t == PLOVER_REQUEST || t == PLOVER_ACCUSE || t == PLOVER_SUPPORT || t == PLOVER_THREATEN || t == PLOVER_PROTEST;
}

bool account_grows(const across_fact *f) { /* tolls that are counted on and on */
    static const char *const list[] = {"killed", "wounded", "displaced", "missing", "arrested"};
    for (size_t i = 0; f->measure && i < COUNT_OF(list); i++)
        if (strcmp(f->measure, list[i]) == 0)
            return true;
    return false;
}

bool account_same_str(const char *x, const char *y) {
    return strcmp(x ? x : "", y ? y : "") == 0;
}

int account_cmp(const void *p, const void *q) {
    const across_fact *x = ((const account *)p)->f, *y = ((const account *)q)->f;
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

static int cmp_where(const void *p, const void *q) {
    return account_cmp(*(const account *const *)p, *(const account *const *)q);
}

/* Sorted by where they are: an account is a kilobyte, and is moved once. */
account *accounts_sorted(const across_words *l, const across_fact *facts, uint32_t n, parley_arena *a) {
    account *made = ARENA_ARRAY(a, account, n + 1), *out = ARENA_ARRAY(a, account, n + 1);
    account **order = ARENA_ARRAY(a, account *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        account_make(l, &made[i], &facts[i], i, a);
        order[i] = &made[i];
    }
    qsort(order, n, sizeof *order, cmp_where);
    for (uint32_t i = 0; i < n; i++)
        out[i] = *order[i];
    return out;
}

const char *account_about_position(parley_arena *a, const across_fact *f) {
    return arena_printf(a, "where %s stands on %s", side_of(f->holder, f->holder_side), f->object ? f->object : "it");
}
