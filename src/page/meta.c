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
    return n >= 2 && (strncasecmp(s, "st", 2) == 0 || strncasecmp(s, "nd", 2) == 0 || strncasecmp(s, "rd", 2) == 0 || strncasecmp(s, "th", 2) == 0)
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

void meta_find(parley_page *p, page_html *h, const page_lex *lex) {
    page_line *lines = h->lines;
    uint32_t n = h->n_lines;
    (void)lex;
    char iso[11];
    uint32_t at, used;
    for (uint32_t i = 0; i < n; i++) {
        const page_line *l = &lines[i];
        if (l->role == PAGE_HEADLINE)
            fact_set(p, &p->title, l->start, l->end, NULL, "headline");
        if (l->cue[CUE_DATELINE] >= 9 && (used = date_find(p->text, l->start, l->end, &at, iso)))
            fact_set(p, &p->published, at, at + used, arena_str(&p->arena, iso), "glued-date");
    }
    for (uint32_t i = 0; i < n; i++) {
        const page_line *l = &lines[i];
        /* A line that is about publishing ("Published on …", "originally appeared … on …"), or a short one that is only a date. */
        bool about = l->cue[CUE_METADATA] >= 3 || (l->cue[CUE_CREDIT] >= 3 && l->n_words <= 40);
        if (!about && l->n_words > 8)
            continue;
        if ((used = date_find(p->text, l->start, l->end, &at, iso)) && (about || used + 24 > l->end - l->start))
            fact_set(p, &p->published, at, at + used, arena_str(&p->arena, iso), about ? "published-line" : "date-line");
    }
}
