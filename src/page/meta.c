/* meta.c - title, outlet, author and date of a page, each with the bytes that say so; nothing when the page does not say. */
#include "page/html.h"

#include <stdio.h>
#include <strings.h>

/* --- dates ------------------------------------------------------------------------------------------------------------- */
static uint32_t digits(const char *s, uint32_t n, uint32_t max, uint32_t *value) {
    uint32_t i = 0;
    *value = 0;
    while (i < n && i < max && cp_is_digit((unsigned char)s[i]))
        *value = *value * 10 + (uint32_t)(s[i++] - '0');
    if (i < n && cp_is_digit((unsigned char)s[i]))
        return 0;
    return i;
}

static uint32_t month_name(const char *s, uint32_t n, uint32_t *month) {
    static const char *const names[12] = {"january", "february", "march",     "april",   "may",      "june",
                                          "july",    "august",   "september", "october", "november", "december"};
    uint32_t len = 0;
    while (len < n && (s[len] | 32) >= 'a' && (s[len] | 32) <= 'z')
        len++;
    if (len < 3)
        return 0;
    for (uint32_t m = 0; m < 12; m++)
        if (strncasecmp(s, names[m], len) == 0 && (len == strlen(names[m]) || len == 3 || (m == 8 && len == 4))) {
            *month = m + 1;
            return len + (len < n && s[len] == '.');
        }
    return 0;
}

static bool date_valid(uint32_t y, uint32_t m, uint32_t d) {
    static const uint8_t days[12] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return y >= 1900 && y <= 2100 && m >= 1 && m <= 12 && d >= 1 && d <= days[m - 1];
}

static uint32_t spaces(const char *s, uint32_t n) {
    uint32_t i = 0;
    while (i < n && (s[i] == ' ' || s[i] == ','))
        i++;
    return i;
}

static uint32_t ordinal(const char *s, uint32_t n) {
    return n >= 2 && (strncasecmp(s, "st", 2) == 0 || strncasecmp(s, "nd", 2) == 0 || strncasecmp(s, "rd", 2) == 0 ||
                      strncasecmp(s, "th", 2) == 0)
               ? 2
               : 0;
}

uint32_t date_read(const char *s, uint32_t n, char out[11]) {
    uint32_t y, m, d, i, k;
    /* 2024-09-03, 2024/09/03, 2024.09.03, with a time behind it or not */
    if ((i = digits(s, n, 4, &y)) == 4 && i < n && (s[i] == '-' || s[i] == '/' || s[i] == '.')) {
        char sep = s[i++];
        if ((k = digits(s + i, n - i, 2, &m)) > 0 && i + k < n && s[i + k] == sep) {
            i += k + 1;
            /* digits() refuses "03T", no: T is no digit; but "031" it does */
            if ((k = digits(s + i, n - i, 2, &d)) > 0 && date_valid(y, m, d)) {
                snprintf(out, 11, "%04u-%02u-%02u", y % 10000, m % 100, d % 100);
                return i + k;
            }
        }
    }
    /* 8/29/2018, 29.8.2018: only when one of the two cannot be a month, since countries differ in which comes first */
    if ((i = digits(s, n, 2, &m)) > 0 && i < n && (s[i] == '/' || s[i] == '.')) {
        char sep = s[i++];
        if ((k = digits(s + i, n - i, 2, &d)) > 0 && i + k < n && s[i + k] == sep) {
            i += k + 1;
            uint32_t n_year = digits(s + i, n - i, 4, &y);
            if (n_year == 2)
                y += y < 70 ? 2000 : 1900;
            if (m > 12) {
                uint32_t swap = m;
                m = d;
                d = swap;
            } else if (d <= 12 && d != m) {
                n_year = 0;
            }
            if ((n_year == 4 || n_year == 2) && date_valid(y, m, d)) {
                snprintf(out, 11, "%04u-%02u-%02u", y % 10000, m % 100, d % 100);
                return i + n_year;
            }
        }
    }
    /* 20240903 */
    if (n >= 8 && digits(s, n, 8, &y) == 8) {
        d = y % 100;
        m = y / 100 % 100;
        y /= 10000;
        if (date_valid(y, m, d)) {
            snprintf(out, 11, "%04u-%02u-%02u", y % 10000, m % 100, d % 100);
            return 8;
        }
    }
    /* June 2, 2019; Jun. 2nd 2019 */
    if ((i = month_name(s, n, &m)) > 0) {
        i += spaces(s + i, n - i);
        if ((k = digits(s + i, n - i, 2, &d)) > 0) {
            i += k;
            i += ordinal(s + i, n - i);
            i += spaces(s + i, n - i);
            if ((k = digits(s + i, n - i, 4, &y)) == 4 && date_valid(y, m, d)) {
                snprintf(out, 11, "%04u-%02u-%02u", y % 10000, m % 100, d % 100);
                return i + k;
            }
        }
    }
    /* 2 June 2019; 2nd of June, 2019; 02-Jun-2019 */
    if ((i = digits(s, n, 2, &d)) > 0) {
        i += ordinal(s + i, n - i);
        if (i < n && s[i] == '-')
            i++;
        i += spaces(s + i, n - i);
        if (i + 3 < n && strncasecmp(s + i, "of ", 3) == 0)
            i += 3;
        if ((k = month_name(s + i, n - i, &m)) > 0) {
            i += k;
            if (i < n && s[i] == '-')
                i++;
            i += spaces(s + i, n - i);
            if ((k = digits(s + i, n - i, 4, &y)) == 4 && date_valid(y, m, d)) {
                snprintf(out, 11, "%04u-%02u-%02u", y % 10000, m % 100, d % 100);
                return i + k;
            }
        }
    }
    return 0;
}

/* First date in text bytes [start, end); its place in *at. */
static uint32_t date_find(const char *s, uint32_t start, uint32_t end, uint32_t *at, char iso[11]) {
    for (uint32_t i = start; i < end; i++) {
        bool word = i > start && (cp_is_alpha((unsigned char)s[i - 1]) || cp_is_digit((unsigned char)s[i - 1]));
        if (word || !(cp_is_digit((unsigned char)s[i]) || cp_is_upper((unsigned char)s[i])))
            continue;
        uint32_t used = date_read(s + i, end - i, iso);
        if (used) {
            *at = i;
            return used;
        }
    }
    return 0;
}

bool date_in(const char *s, uint32_t n, char out[11]) {
    uint32_t at;
    return date_find(s, 0, n, &at, out) > 0;
}

static void fact_set(parley_page *p, page_fact *f, uint32_t start, uint32_t end, const char *value, const char *rule) {
    if (f->value)
        return;
    f->value = value ? value : arena_strn(&p->arena, p->text + start, end - start);
    f->evidence = page_source_span(p, (parley_span){start, end});
    f->rule = rule;
}

static void fact_take(parley_page *p, page_fact *f, const html_fact *from, const char *value) {
    static const char *const rules[] = {"json-ld", "opengraph", "meta", "time", "title", "link"};
    if (f->value || !*value)
        return;
    f->value = arena_str(&p->arena, value);
    f->evidence = (parley_span){from->start, from->end};
    f->rule = rules[from->from];
}

/* The best fact of a kind: by source (JSON-LD before OpenGraph before meta before <time> before <title>), then by rank. */
static const html_fact *fact_best(const page_html *h, html_what what) {
    const html_fact *best = NULL;
    char iso[11];
    for (uint32_t i = 0; i < h->n_facts; i++) {
        const html_fact *f = &h->facts[i];
        if (f->what != what || (what == WHAT_PUBLISHED && !date_in(f->value, (uint32_t)strlen(f->value), iso)) ||
            (what == WHAT_AUTHOR && (strncmp(f->value, "http", 4) == 0 || strlen(f->value) > 200)))
            continue;
        if (!best || f->from < best->from || (f->from == best->from && f->rank < best->rank))
            best = f;
    }
    return best;
}

/* Where the outlet's name begins in a <title> ("Ministers meet - The Paper"): behind the last " | ", " - " or dash with at most
 * five words. */
static const char *title_suffix(const char *t, size_t *cut) {
    static const char *const marks[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: "};
    const char *best = NULL;
    for (size_t m = 0; m < COUNT_OF(marks); m++)
        for (const char *at = t; (at = strstr(at, marks[m])); at++)
            if (!best || at > t + *cut) {
                *cut = (size_t)(at - t);
                best = at + strlen(marks[m]);
            }
    if (!best || !*best)
        return NULL;
    uint32_t words = 1;
    for (const char *c = best; *c; c++)
        words += *c == ' ';
    return words <= 5 ? best : NULL;
}

/* --- names in text -------------------------------------------------------------------------------------------------------- */
/* A name that begins at text byte i: words with a capital letter, "of", "the", "and", "&" between them; its end. At most six
 * words. */
static uint32_t name_end(const char *s, uint32_t i, uint32_t end) {
    uint32_t stop = i, words = 0;
    while (i < end && words < 6) {
        uint32_t len, cp = utf8_get(s + i, end - i, &len), from = i;
        bool link = (end - i > 3 && memcmp(s + i, "of ", 3) == 0) || (end - i > 4 && memcmp(s + i, "and ", 4) == 0) ||
                    (end - i > 2 && memcmp(s + i, "& ", 2) == 0) || (end - i > 4 && memcmp(s + i, "the ", 4) == 0);
        if (!(cp_is_upper(cp) || (words && cp_is_digit(cp))) && !(words && link))
            break;
        while (i < end) {
            cp = utf8_get(s + i, end - i, &len);
            if (!cp_is_alpha(cp) && !cp_is_digit(cp) && cp != '.' && cp != '\'' && cp != 0x2019 && cp != '-' && cp != '&')
                break;
            i += len;
        }
        bool dot = s[i - 1] == '.';
        if (dot && i - from > 4) /* ends the sentence; "Inc." and initials do not */
            i--;
        if (!link) {
            stop = i;
            words++;
        }
        if (i >= end || s[i] != ' ' || (dot && i - from >= 4))
            break;
        i++;
    }
    while (stop > 0 && s[stop - 1] == '\'')
        stop--;
    return stop;
}

static uint32_t find_in(const char *s, uint32_t start, uint32_t end, const char *word) {
    uint32_t n = (uint32_t)strlen(word);
    for (uint32_t i = start; i + n <= end; i++)
        if (strncasecmp(s + i, word, n) == 0)
            return i;
    return PARLEY_NONE;
}

/* Whoever holds the copyright is often a company behind the outlet ("© Example Media Group"). It is the outlet only when the page
 * bears the name elsewhere too. Text bytes [at, *stop), without years and what companies are called; false when it is not. */
static bool holder_is_outlet(const char *s, uint32_t n, const page_line *l, uint32_t at, uint32_t *stop, parley_arena *a) {
    static const char *const forms[] = {"Company", "Inc", "Ltd", "Limited", "LLC", "Corp", "Corporation", "GmbH"};
    static const char *const none[] = {"All", "Copyright", "Notice", "Rights"};
    for (bool cut = true; cut;) {
        cut = false;
        const char *space = memrchr(s + at, ' ', *stop - at);
        uint32_t last = space ? (uint32_t)(space - s) + 1 : at, len = *stop - last;
        len -= len && s[*stop - 1] == '.';
        bool form = cp_is_digit((unsigned char)s[last]);
        for (size_t k = 0; k < COUNT_OF(forms); k++)
            form = form || (len == strlen(forms[k]) && memcmp(s + last, forms[k], len) == 0);
        if (form && last > at) {
            *stop = last - 1;
            cut = true;
        }
    }
    for (size_t k = 0; k < COUNT_OF(none); k++)
        if (strncmp(s + at, none[k], strlen(none[k])) == 0)
            return false;
    const char *name = arena_strn(a, s + at, *stop - at);
    return find_in(s, 0, l->start, name) != PARLEY_NONE || find_in(s, l->end, n, name) != PARLEY_NONE;
}

/* The outlet, from what it says of itself around the report. */
static void outlet_in_text(parley_page *p, const page_html *h) {
    const char *s = p->text;
    for (uint32_t i = 0; i < h->n_lines && !p->outlet.value; i++) {
        const page_line *l = &h->lines[i];
        uint32_t at, stop, start = l->start, end = l->end;
        if (l->role != PAGE_NOISE && i < h->n_lines && l->is_prose) {
            /* CITY (Agency) - … : only the first running text can carry it. */
            at = find_in(s, start, start + 80 < end ? start + 80 : end, "(");
            if (at != PARLEY_NONE && at > start + 2 && cp_is_upper((unsigned char)s[at + 1])) {
                stop = name_end(s, at + 1, end);
                bool close = stop > at + 2 && stop < end && s[stop] == ')' && stop + 2 < end && s[stop + 1] == ' ' &&
                             (s[stop + 2] == '-' || (unsigned char)s[stop + 2] == 0xE2);
                bool city = true;
                for (uint32_t k = start; k < at && city; k++)
                    city = !(s[k] >= 'a' && s[k] <= 'z') || (k > start && s[k - 1] != ' ');
                if (close && city)
                    fact_set(p, &p->outlet, at + 1, stop, NULL, "dateline");
            }
            break;
        }
    }
    uint32_t holders = 0;
    for (uint32_t i = 0; i < h->n_lines && !p->outlet.value; i++) {
        enum { HOLDERS_MAX = 8 }; /* each costs a look through the page */
        const page_line *l = &h->lines[i];
        if (l->role != PAGE_NOISE)
            continue;
        static const char *const before[] = {"offered by ", "alerts from ",  "newsletters from ", "emails from ",
                                             "get the ",    "download the ", "\xC2\xA9 ",         "copyright "};
        uint32_t at = PARLEY_NONE, stop = 0, start = l->start, end = l->end;
        for (size_t k = 0; k < COUNT_OF(before) && at == PARLEY_NONE; k++) {
            at = find_in(s, start, end, before[k]);
            if (at == PARLEY_NONE)
                continue;
            at += (uint32_t)strlen(before[k]);
            while (at < end &&
                   (cp_is_digit((unsigned char)s[at]) || s[at] == ' ' || s[at] == '-' || s[at] == ',' ||
                    (unsigned char)s[at] == 0xC2 || (unsigned char)s[at] == 0xA9 || strncasecmp(s + at, "by ", 3) == 0))
                at += strncasecmp(s + at, "by ", 3) == 0 ? 3 : 1;
            stop = name_end(s, at, end);
            if (k == 4 || k == 5) { /* get the NAME app */
                uint32_t app = find_in(s, at, end, " app");
                stop = app != PARLEY_NONE && app <= stop ? app : 0;
            }
            if (stop <= at + 1 ||
                (k >= 6 && (holders++ >= HOLDERS_MAX || !holder_is_outlet(s, p->n_text, l, at, &stop, &p->arena))))
                at = PARLEY_NONE;
        }
        if (at == PARLEY_NONE && l->reason == CUE_SELF && l->n_words > 6) {
            stop = name_end(s, start, end);
            if (stop > start + 2 && stop + 4 < end && (memcmp(s + stop, " is ", 4) == 0 || memcmp(s + stop, " (", 2) == 0))
                at = start;
        }
        if (at != PARLEY_NONE)
            fact_set(p, &p->outlet, at, stop, NULL, "self-description");
    }
}

static void author_in_text(parley_page *p, const page_html *h) {
    for (uint32_t i = 0; i < h->n_lines && !p->author.value; i++) {
        const page_line *l = &h->lines[i];
        const char *s = p->text;
        if (l->role != PAGE_BYLINE)
            continue;
        uint32_t at = l->start;
        while (at < l->end && (strncasecmp(s + at, "by ", 3) == 0 || strncasecmp(s + at, "by\t", 3) == 0 || s[at] == ' '))
            at += s[at] == ' ' ? 1 : 3;
        uint32_t stop = name_end(s, at, l->end);
        if (stop > at + 3)
            fact_set(p, &p->author, at, stop, NULL, "byline");
    }
}

void meta_find(parley_page *p, page_html *h, const page_lex *lex) {
    page_line *lines = h->lines;
    uint32_t n = h->n_lines, at, used;
    char iso[11];
    (void)lex;
    const html_fact *f;
    for (uint32_t i = 0; i < n; i++) {
        const page_line *l = &lines[i];
        if (l->role == PAGE_HEADLINE)
            fact_set(p, &p->title, l->start, l->end, NULL, l->fixed ? "field" : "headline");
        if (l->cue[CUE_DATELINE] >= 9 && (used = date_find(p->text, l->start, l->end, &at, iso)))
            fact_set(p, &p->published, at, at + used, arena_str(&p->arena, iso), "glued-date");
    }
    if ((f = fact_best(h, WHAT_OUTLET)))
        fact_take(p, &p->outlet, f, f->value);
    if ((f = fact_best(h, WHAT_TITLE))) {
        size_t cut = 0;
        const char *suffix = f->from == META_TITLE ? title_suffix(f->value, &cut) : NULL;
        if (suffix)
            fact_take(p, &p->outlet, f, suffix);
        fact_take(p, &p->title, f, suffix ? arena_strn(&p->arena, f->value, cut) : f->value);
    }
    if ((f = fact_best(h, WHAT_AUTHOR)))
        fact_take(p, &p->author, f, f->value + (strncasecmp(f->value, "by ", 3) == 0 ? 3 : 0));
    if ((f = fact_best(h, WHAT_PUBLISHED)) && date_in(f->value, (uint32_t)strlen(f->value), iso) &&
        (f->from != META_TIME || f->rank < 2))
        fact_take(p, &p->published, f, iso);
    if ((f = fact_best(h, WHAT_URL)))
        fact_take(p, &p->url, f, f->value);
    for (uint32_t i = 0; i < n && !p->published.value; i++) {
        const page_line *l = &lines[i];
        /* A line that is about publishing ("Published on …", "originally appeared … on …"), or a short one that is only a date.
         */
        bool about = l->cue[CUE_METADATA] >= 3 || (l->cue[CUE_CREDIT] >= 3 && l->n_words <= 40) || l->role == PAGE_DATELINE;
        static const char *const later[] = {"updated", "last updated", "last modified", "modified"}; /* not when it came out */
        bool changed = false;
        for (size_t k = 0; k < COUNT_OF(later); k++)
            changed = changed ||
                      (l->end - l->start > strlen(later[k]) && strncasecmp(p->text + l->start, later[k], strlen(later[k])) == 0);
        if (changed || (!about && l->n_words > 8) || l->mark.flags & (MARK_RELATED | MARK_COMMENT | MARK_HIDDEN))
            continue;
        if ((used = date_find(p->text, l->start, l->end, &at, iso)) && (about || used + 24 > l->end - l->start) &&
            (p->format != PAGE_HTML || about))
            fact_set(p, &p->published, at, at + used, arena_str(&p->arena, iso), about ? "published-line" : "date-line");
    }
    /* /2019/11/20/ in the page's own address */
    for (const char *u = p->url.value; u && *u && !p->published.value; u++)
        if (*u == '/' && cp_is_digit((unsigned char)u[1]) && date_read(u + 1, (uint32_t)strlen(u + 1), iso)) {
            p->published = (page_fact){arena_str(&p->arena, iso), p->url.evidence, "url"};
        }
    outlet_in_text(p, h);
    author_in_text(p, h);
}
