/* number_word.c - words of plain text as numbers need them: digits read, fractions and dashes made plain. */
#include "meaning/number_int.h"

#include <stdlib.h>

double vulgar_fraction(uint32_t cp) {
    switch (cp) {
    case 0xBC: return 0.25;
    case 0xBD: return 0.5;
    case 0xBE: return 0.75;
    case 0x2153: return 1.0 / 3;
    case 0x2154: return 2.0 / 3;
    case 0x2155: return 0.2;
    case 0x2156: return 0.4;
    case 0x2157: return 0.6;
    case 0x2158: return 0.8;
    case 0x2159: return 1.0 / 6;
    case 0x215A: return 5.0 / 6;
    case 0x215B: return 0.125;
    case 0x215C: return 0.375;
    case 0x215D: return 0.625;
    case 0x215E: return 0.875;
    default: return 0;
    }
}

static const char *plain_sign(uint32_t cp) {
    switch (cp) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212: return "-";
    case 0x2014:
    case 0x2015: return "--";
    case 0x2018:
    case 0x2019:
    case 0x02BC: return "'";
    case 0x201C:
    case 0x201D: return "\"";
    default: return NULL;
    }
}

static uint32_t cp_at(const char *s, uint32_t i, uint32_t end, uint32_t *len) {
    if (i >= end) {
        *len = 0;
        return 0;
    }
    return utf8_get(s + i, end - i, len);
}

static bool letter(uint32_t cp) {
    return cp_is_alpha(cp) || cp == 0xB2 || cp == 0xB3;
}

/* End of the digits that begin at i: 1,200  0.04  2013  .5; fills value and shape. */
static uint32_t digits_end(const char *s, uint32_t i, uint32_t end, num_word *w) {
    double v = 0;
    uint32_t k = i;
    while (k < end && cp_is_digit((unsigned char)s[k])) {
        v = v * 10 + (s[k] - '0');
        if (w->n_digits < 255)
            w->n_digits++;
        k++;
    }
    /* Thousands: groups of exactly three, the first of one to three digits. */
    while (w->n_digits && k - i <= 24 && k + 3 < end + 0u && s[k] == ',' && cp_is_digit((unsigned char)s[k + 1]) &&
           cp_is_digit((unsigned char)s[k + 2]) && cp_is_digit((unsigned char)s[k + 3]) &&
           (k + 4 >= end || !cp_is_digit((unsigned char)s[k + 4])) && (w->comma || w->n_digits <= 3)) {
        v = v * 1000 + (s[k + 1] - '0') * 100 + (s[k + 2] - '0') * 10 + (s[k + 3] - '0');
        w->comma = true;
        w->n_digits = (uint8_t)(w->n_digits + 3);
        k += 4;
    }
    if (k + 1 < end && s[k] == '.' && cp_is_digit((unsigned char)s[k + 1])) {
        double place = 0.1;
        for (k++; k < end && cp_is_digit((unsigned char)s[k]); k++, place /= 10)
            v += (s[k] - '0') * place;
        w->decimal = true;
    }
    uint32_t len;
    double part = vulgar_fraction(cp_at(s, k, end, &len));
    if (part > 0) {
        v += part;
        w->decimal = true;
        k += len;
    }
    /* Sums of tenths drift: read the digits as the library does. */
    char copy[64];
    uint32_t m = 0;
    for (uint32_t j = i; j < k && m < sizeof copy - 1; j++)
        if (s[j] == '.' || cp_is_digit((unsigned char)s[j]))
            copy[m++] = s[j];
    copy[m] = '\0';
    w->value = part > 0 || m == sizeof copy - 1 ? v : strtod(copy, NULL);
    return k;
}

num_word *num_words(parley_arena *a, const char *text, uint32_t start, uint32_t end, uint32_t *n_out) {
    num_word *items = NULL;
    uint32_t n = 0, cap = 0;
    bool space = true, line = true;
    for (uint32_t i = start; i < end;) {
        uint32_t len, cp = utf8_get(text + i, end - i, &len);
        if (cp_is_space(cp)) {
            space = true;
            line |= cp == '\n';
            i += len;
            continue;
        }
        num_word w = {.start = i, .space = space, .line = line, .upper = cp_is_upper(cp)};
        uint32_t next, next_len, k = i + len;
        if (cp_is_digit(cp) || vulgar_fraction(cp) > 0 ||
            (cp == '.' && (space || (n && items[n - 1].kind == NW_PUNCT && items[n - 1].space)) &&
             (next = cp_at(text, k, end, &next_len)) != 0 && cp_is_digit(next))) {
            w.kind = NW_DIGITS;
            k = digits_end(text, i, end, &w);
        } else if (letter(cp)) {
            w.kind = NW_LETTERS;
            uint32_t pairs = i; /* "U.S.", "a.m.": letters one by one, each with its point */
            for (;;) {
                uint32_t n1, n2, c1 = cp_at(text, pairs, end, &n1), c2 = cp_at(text, pairs + n1, end, &n2);
                if (!n1 || !cp_is_alpha(c1) || c2 != '.')
                    break;
                pairs += n1 + n2;
            }
            if (pairs > k + 1) {
                k = pairs;
            } else {
                while ((next = cp_at(text, k, end, &next_len)) != 0 && next_len && letter(next))
                    k += next_len;
                if (k - i == 1 && (cp | 32) == 'o' && (next == '\'' || next == 0x2019) && k + next_len < end &&
                    (text[k + next_len] | 32) == 'c')
                    for (k += next_len; k < end && letter((unsigned char)text[k]);)
                        k++; /* o'clock */
            }
        } else {
            w.kind = NW_PUNCT;
        }
        w.end = k;
        const char *sign = w.kind == NW_PUNCT ? plain_sign(cp) : NULL;
        w.s = sign ? sign : utf8_lower(a, text + i, k - i, true);
        w.raw = w.upper ? arena_strn(a, text + i, k - i) : w.s;
        ARENA_PUSH(a, items, n, cap) = w;
        space = line = false;
        i = k;
    }
    *n_out = n;
    return items;
}
