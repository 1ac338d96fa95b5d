/* number.c - numbers, bounds, units in plain text. */
#include "meaning/number.h"

#include "meaning/lexicons.h"

#include <math.h>
#include <stdlib.h>

enum word_role { WORD_ONE, WORD_TEN, WORD_SCALE, WORD_ORDINAL, WORD_PART, WORD_FEW, WORD_N };

struct bound {
    const char *words[5];
    uint32_t n;
    figure_qualifier qualifier;
    bool after;
};

struct number_lexicon {
    parley_arena *arena;
    parley_map role[WORD_N]; /* word -> index into values */
    double *values;
    uint32_t n_values, cap_values;
    unit *units;
    uint32_t n_units, cap_units;
    parley_map forms; /* unit form -> index into units */
    struct bound *bounds;
    uint32_t n_bounds, cap_bounds;
};

/* --- lexicon ---------------------------------------------------------------------------------------------------------- */
static bool number_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const roles[WORD_N] = {"one", "ten", "scale", "ordinal", "part", "few"};
    number_lexicon *l = user;
    (void)line;
    if (n != 3)
        return false;
    for (uint32_t r = 0; r < WORD_N; r++)
        if (strcmp(f[0], roles[r]) == 0) {
            map_sets(&l->role[r], f[1], l->n_values);
            ARENA_PUSH(l->arena, l->values, l->n_values, l->cap_values) = strtod(f[2], NULL);
            return true;
        }
    return false;
}

static bool unit_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const kinds[] = {"", "time", "money", "percent", "measure"};
    number_lexicon *l = user;
    (void)line;
    if (n != 5)
        return false;
    for (uint32_t k = 1; k < COUNT_OF(kinds); k++)
        if (strcmp(f[0], kinds[k]) == 0) {
            char *rest;
            for (char *form = strtok_r(f[2], "|", &rest); form; form = strtok_r(NULL, "|", &rest))
                if (map_gets(&l->forms, form, PARLEY_NONE) == PARLEY_NONE)
                    map_sets(&l->forms, form, l->n_units);
            ARENA_PUSH(l->arena, l->units, l->n_units, l->cap_units) = (unit){f[1], (unit_kind)k, strtod(f[3], NULL), f[4]};
            return true;
        }
    return false;
}

static bool bound_row(char **f, uint32_t n, uint32_t line, void *user) {
    number_lexicon *l = user;
    struct bound b = {0};
    (void)line;
    if (n != 3)
        return false;
    b.after = strcmp(f[0], "after") == 0;
    figure_qualifier q = QUAL_EXACT;
    while (q <= QUAL_LESS_THAN && strcmp(figure_qualifier_name(q), f[1]) != 0)
        q++;
    if (q > QUAL_LESS_THAN)
        return false;
    b.qualifier = q;
    char *rest;
    for (char *w = strtok_r(f[2], " ", &rest); w; w = strtok_r(NULL, " ", &rest)) {
        if (b.n == COUNT_OF(b.words))
            return false;
        b.words[b.n++] = w;
    }
    ARENA_PUSH(l->arena, l->bounds, l->n_bounds, l->cap_bounds) = b;
    return true;
}

parley_status number_lexicon_open(const struct number_lexicon **out, parley_arena *arena, parley_error *err) {
    number_lexicon *l = ARENA_NEW(arena, number_lexicon);
    l->arena = arena;
    for (uint32_t r = 0; r < WORD_N; r++)
        map_init(&l->role[r], arena);
    map_init(&l->forms, arena);
    parley_status rc;
    if ((rc = lex_read("figures/numbers.txt", arena, number_row, l, err)) < 0 ||
        (rc = lex_read("figures/units.txt", arena, unit_row, l, err)) < 0 ||
        (rc = lex_read("figures/bounds.txt", arena, bound_row, l, err)) < 0)
        return rc;
    *out = l;
    return PARLEY_OK;
}

static bool role_of(const number_lexicon *l, enum word_role r, const num_word *w, double *value) {
    uint32_t i = map_gets(&l->role[r], w->s, PARLEY_NONE);
    if (i == PARLEY_NONE)
        return false;
    *value = l->values[i];
    return true;
}

/* --- words ------------------------------------------------------------------------------------------------------------ */
static double vulgar_fraction(uint32_t cp) {
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
            (cp == '.' && space && (next = cp_at(text, k, end, &next_len)) != 0 && cp_is_digit(next))) {
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

/* --- numbers ---------------------------------------------------------------------------------------------------------- */
static bool is(const num_word *w, uint32_t n, uint32_t i, const char *s) {
    return i < n && strcmp(w[i].s, s) == 0;
}

/* Joined to the word before without a space, as in "two-thirds", "25%", "$5". */
static bool glued(const num_word *w, uint32_t n, uint32_t i) {
    return i > 0 && i < n && !w[i].space;
}

/* Denominator after word i: "thirds", "-thirds"; the word after it, or 0. Singular needs "one", "a": "one third". */
static uint32_t part_after(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, double count, double *part) {
    uint32_t k = i;
    if (is(w, n, k, "-") && glued(w, n, k) && glued(w, n, k + 1))
        k++;
    if (k >= n || !role_of(l, WORD_PART, &w[k], part))
        return 0;
    size_t len = strlen(w[k].s);
    bool plural = w[k].s[len - 1] == 's';
    if (count > 1 && !plural && *part > 2 && *part != 4)
        return 0; /* "two third graders" */
    if (count == 1 && plural)
        return 0;
    return k + 1;
}

/* Digits with what is written against them: 2nd, 100K, 4-1/2, 3/4, 1e-3. */
static uint32_t digits_at(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, number *out, double *value) {
    uint32_t k = i + 1;
    (void)l;
    *value = w[i].value;
    bool whole = !w[i].decimal;
    if (k < n && glued(w, n, k) && w[k].kind == NW_LETTERS) {
        const char *s = w[k].s;
        if (whole && (strcmp(s, "st") == 0 || strcmp(s, "nd") == 0 || strcmp(s, "rd") == 0 || strcmp(s, "th") == 0)) {
            out->kind = NUMBER_ORDINAL;
            return k + 1;
        }
        if (strcmp(s, "e") == 0 && k + 1 < n && glued(w, n, k + 1)) {
            uint32_t j = k + 1;
            double sign = 1;
            if (is(w, n, j, "-") || is(w, n, j, "+")) {
                sign = w[j].s[0] == '-' ? -1 : 1;
                j++;
            }
            if (j < n && w[j].kind == NW_DIGITS && glued(w, n, j) && !w[j].decimal && w[j].value < 100) {
                *value *= pow(10, sign * w[j].value);
                return j + 1;
            }
        }
    }
    /* 3/4; and after a whole number 4-1/2, 4 1/2 */
    if (whole && k + 1 < n && is(w, n, k, "/") && glued(w, n, k) && glued(w, n, k + 1) && w[k + 1].kind == NW_DIGITS) {
        static const uint8_t parts[] = {2, 3, 4, 5, 6, 8, 10, 16};
        double d = w[k + 1].value;
        if (d >= 1000 && fmod(d, 1000) == 0)
            goto fraction;
        for (uint32_t p = 0; p < COUNT_OF(parts); p++)
            if (parts[p] == d && *value < d) {
                double a = *value, b = d;
                while (b != 0) {
                    double r = fmod(a, b);
                    a = b;
                    b = r;
                }
                if (a != 1)
                    break; /* 6/10 is a day, 3/5 a part */
            fraction:
                *value /= d;
                out->kind = NUMBER_FRACTION;
                return k + 2;
            }
    }
    if (whole && w[i].value < 1000) {
        uint32_t j = k;
        if (is(w, n, j, "-") && glued(w, n, j) && glued(w, n, j + 1))
            j++;
        if (j < n && w[j].kind == NW_DIGITS && (j > k || w[j].space)) {
            if (j + 2 < n && is(w, n, j + 1, "/") && glued(w, n, j + 1) && glued(w, n, j + 2) && w[j + 2].kind == NW_DIGITS &&
                w[j].value < w[j + 2].value && w[j + 2].value <= 16 && w[j + 2].value > 1) {
                *value += w[j].value / w[j + 2].value;
                return j + 3;
            }
            uint32_t len;
            if (j == k && vulgar_fraction(utf8_get(w[j].s, strlen(w[j].s), &len)) > 0) {
                *value += w[j].value;
                return j + 1;
            }
        }
    }
    return k;
}

/* "100K", "$2.5bn", "3M": a letter or two against the digits. m is taken only as a capital or after money. */
static uint32_t suffix_after(const num_word *w, uint32_t n, uint32_t k, bool money, double *value) {
    if (k >= n || !glued(w, n, k) || w[k].kind != NW_LETTERS)
        return k;
    static const struct {
        const char *s;
        double by;
        bool money_only;
    } suffixes[] = {{"k", 1e3, false}, {"m", 1e6, true},    {"mn", 1e6, false},  {"mln", 1e6, false},
                    {"mm", 1e6, true}, {"b", 1e9, true},    {"bn", 1e9, false},  {"bln", 1e9, false},
                    {"t", 1e12, true}, {"tn", 1e12, false}, {"trn", 1e12, false}};
    for (uint32_t i = 0; i < COUNT_OF(suffixes); i++)
        if (strcmp(w[k].s, suffixes[i].s) == 0 &&
            (money || !suffixes[i].money_only || (w[k].upper && w[k].s[0] == 'm' && !w[k].s[1]))) {
            *value *= suffixes[i].by;
            return k + 1;
        }
    return k;
}

/* Words and digits that make one cardinal: twenty-one thousand eleven; 0.04 million; one hundred and two; two and a half
 * million; hundreds of thousands. The usual two registers: `part` below the last big scale, `total` above. */
static bool cardinal_at(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, bool money, number *out) {
    double total = 0, part = 0, v = 0, last_scale = 0, smallest = 1e18;
    bool have = false, vague = false, last_ten = false, scaled_part = false, any = false;
    uint32_t k = i, done = i;
    number num = {.kind = NUMBER_CARDINAL, .first = i, .digits = w[i].kind == NW_DIGITS};
    if ((is(w, n, i, "a") || is(w, n, i, "an")) && i + 1 < n && w[i + 1].kind == NW_LETTERS) {
        if (role_of(l, WORD_SCALE, &w[i + 1], &v) && w[i + 1].s[1] && v > 10 && w[i + 1].s[strlen(w[i + 1].s) - 1] != 's') {
            num.article = true;
            part = 1;
            have = any = true;
            k = i + 1;
        } else if (role_of(l, WORD_FEW, &w[i + 1], &v)) {
            bool of = is(w, n, i + 2, "of");
            *out = (number){v, v, i, of ? i + 3 : i + 2, NUMBER_CARDINAL, false, true, false};
            return true;
        } else if (is(w, n, i + 1, "few") && i + 2 < n && role_of(l, WORD_SCALE, &w[i + 2], &v) && w[i + 2].s[1]) {
            part = 1;
            have = any = vague = true;
            k = i + 2;
        } else {
            return false;
        }
    } else if ((is(w, n, i, "several") || is(w, n, i, "many")) && i + 1 < n && role_of(l, WORD_SCALE, &w[i + 1], &v) &&
               w[i + 1].s[1]) {
        part = 1;
        have = any = vague = true;
        k = i + 1;
    }
    for (uint32_t steps = 0; k < n && steps < 40; steps++) {
        uint32_t at = k;
        if (any && is(w, n, at, "-") && glued(w, n, at) && glued(w, n, at + 1))
            at++;
        if (at >= n || (any && w[at].line))
            break;
        if (w[at].kind == NW_DIGITS) {
            if (have || (any && (w[at].decimal || at != k)))
                break;
            number d = {0};
            double value;
            uint32_t end = digits_at(l, w, n, at, &d, &value);
            if (any && d.kind != NUMBER_CARDINAL)
                break;
            end = suffix_after(w, n, end, money, &value);
            if (d.kind != NUMBER_CARDINAL) {
                num.kind = d.kind;
                num.value = num.high = value;
                num.end = end;
                *out = num;
                return true;
            }
            part = value;
            have = any = true;
            last_ten = scaled_part = false;
            done = k = end;
            /* "1 point 1" */
        } else if (role_of(l, WORD_TEN, &w[at], &v)) {
            if (have && !(scaled_part && fmod(part, 100) == 0))
                break;
            part = (have ? part : 0) + v;
            have = any = last_ten = true;
            done = k = at + 1;
        } else if (role_of(l, WORD_ONE, &w[at], &v)) {
            if (have && !(last_ten && v > 0 && v < 10) && !(scaled_part && fmod(part, 100) == 0))
                break;
            part = (have ? part : 0) + v;
            have = any = true;
            last_ten = false;
            scaled_part = false;
            done = k = at + 1;
        } else if (role_of(l, WORD_SCALE, &w[at], &v)) {
            size_t len = strlen(w[at].s);
            bool plural = w[at].s[len - 1] == 's';
            bool abbreviation = len <= 3 && strcmp(w[at].s, "ten") != 0 && !plural;
            if (abbreviation && !(have && num.digits))
                break;
            if (!any) {
                if (!plural)
                    break; /* a bare "hundred", "million", "score" counts nothing */
                vague = true;
                part = 1;
                have = any = true;
            }
            if (!have)
                break;
            if (v < 1000) {
                if (v <= 20 && scaled_part)
                    break;
                part *= v;
                scaled_part = true;
            } else {
                if (v >= smallest)
                    break;
                total += part * v;
                smallest = vague ? 1e18 : v;
                if (vague)
                    part = total, total = 0; /* hundreds of thousands: scales multiply */
                else
                    part = 0, have = false;
                scaled_part = false;
            }
            last_scale = v;
            last_ten = false;
            done = k = at + 1;
            if (vague && is(w, n, k, "of") && k + 1 < n && role_of(l, WORD_SCALE, &w[k + 1], &v) &&
                w[k + 1].s[strlen(w[k + 1].s) - 1] == 's')
                k++;
            else if (vague && !(k < n && role_of(l, WORD_SCALE, &w[k], &v)))
                break;
        } else if (any && is(w, n, at, "and") && at + 1 < n) {
            /* two and a half; a million and a half; one and two quarters */
            uint32_t j = at + 1;
            double count = 1, d;
            if (is(w, n, j, "a") || is(w, n, j, "an") || is(w, n, j, "one"))
                j++;
            else if (role_of(l, WORD_ONE, &w[j], &v) && v > 1 && v < 10)
                count = v, j++;
            uint32_t end = j > at + 1 || is(w, n, j, "half") ? part_after(l, w, n, j, count, &d) : 0;
            if (end && !vague) {
                if (have)
                    part += count / d;
                else
                    total += last_scale * count / d;
                done = k = end;
                if (is(w, n, k, "of") && k + 1 < n && map_gets(&l->forms, w[k + 1].s, PARLEY_NONE) != PARLEY_NONE)
                    done = k = k + 1;
                scaled_part = last_ten = false;
                if (!have)
                    break;
                continue;
            }
            /* one hundred and two */
            if (last_scale >= 100 && !vague && (role_of(l, WORD_ONE, &w[at + 1], &v) || role_of(l, WORD_TEN, &w[at + 1], &v)) &&
                !num.digits && (!have || scaled_part)) {
                k = at + 1;
                continue;
            }
            break;
        } else if (have && is(w, n, at, "point") && at + 1 < n) {
            double place = 0.1;
            uint32_t j = at + 1;
            double sum = 0;
            if (w[j].kind == NW_DIGITS && !w[j].decimal) {
                sum = w[j].value / pow(10, w[j].n_digits);
                j++;
            } else {
                for (; j < n && role_of(l, WORD_ONE, &w[j], &v) && v < 10; j++, place /= 10)
                    sum += v * place;
            }
            if (j == at + 1)
                break;
            part += sum;
            done = k = j;
        } else {
            break;
        }
    }
    if (!any || done == i)
        return false;
    num.value = num.high = total + (have ? part : 0);
    num.end = done;
    if (vague)
        num.kind = NUMBER_VAGUE;
    *out = num;
    return true;
}

static bool ordinal_at(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, number *out) {
    double ten = 0, v;
    uint32_t k = i;
    if (role_of(l, WORD_TEN, &w[k], &ten)) {
        k++;
        if (is(w, n, k, "-") || (is(w, n, k, "--") && !w[k].space))
            k++;
    }
    if (k < n && role_of(l, WORD_ORDINAL, &w[k], &v) && (ten == 0 || v < 10)) {
        *out = (number){ten + v, ten + v, i, k + 1, NUMBER_ORDINAL, false, false, false};
        return true;
    }
    return false;
}

/* half of, half a million, two-thirds, a third of, one-half, a quarter of a million */
static bool fraction_at(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, number *out) {
    double count = 1, d = 0, v;
    uint32_t end = 0, j = i;
    bool article = false;
    if (is(w, n, i, "half")) {
        /* "half" itself: half of them, half the staff, half a million, half an hour, half-hour */
        static const char *const after[] = {"of",  "a",   "an",  "the",  "their", "its",  "his",
                                            "her", "our", "all", "that", "those", "these"};
        for (uint32_t k = 0; k < COUNT_OF(after); k++)
            if (is(w, n, i + 1, after[k]))
                end = i + 1;
        uint32_t k = i + 1, used;
        if (is(w, n, k, "-") && glued(w, n, k))
            k++;
        const unit *u = unit_at(l, w, n, k, &used);
        if (u && u->kind == UNIT_TIME)
            end = i + 1;
        d = 2;
    } else {
        if (is(w, n, i, "a") || is(w, n, i, "an")) {
            article = true;
            j++;
        } else if (role_of(l, WORD_ONE, &w[i], &v) && v > 0 && v < 20) {
            count = v;
            j++;
        } else {
            return false;
        }
        end = j < n ? part_after(l, w, n, j, count, &d) : 0;
        if (end && article && !is(w, n, end, "of") && d > 2)
            end = 0; /* "a third round" */
        if (end && article && d == 2 && !is(w, n, end, "of") && !is(w, n, end, "million") && !is(w, n, end, "dozen"))
            end = 0; /* "a half hour" is left to its unit below; "a half brother" to nobody */
        if (end && !article && count == 1 && w[end - 1].s[0] == 's' && d == 2)
            end = 0;
    }
    if (!end)
        return false;
    *out = (number){count / d, count / d, i, end, NUMBER_FRACTION, false, article, false};
    /* half a million, a quarter of a million, half a dozen */
    uint32_t k = end;
    if (is(w, n, k, "of"))
        k++;
    if (is(w, n, k, "a") && k + 1 < n && role_of(l, WORD_SCALE, &w[k + 1], &v) && w[k + 1].s[2]) {
        out->value = out->high = count / d * v;
        out->end = k + 2;
        out->kind = NUMBER_CARDINAL;
    }
    return true;
}

static bool number_one(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, bool money, number *out) {
    if (i >= n || w[i].kind == NW_PUNCT)
        return false;
    number card, other;
    bool have = cardinal_at(l, w, n, i, money, &card);
    if (w[i].kind == NW_LETTERS && fraction_at(l, w, n, i, &other) && (!have || other.end > card.end)) {
        *out = other;
        return true;
    }
    if (w[i].kind == NW_LETTERS && ordinal_at(l, w, n, i, &other) && (!have || other.end > card.end)) {
        *out = other;
        return true;
    }
    if (have)
        *out = card;
    return have;
}

bool number_at(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, number *out) {
    return number_one(l, w, n, i, false, out);
}

/* --- units ------------------------------------------------------------------------------------------------------------ */
const unit *unit_at(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, uint32_t *used) {
    char form[64];
    uint32_t f;
    *used = 0;
    if (i >= n || strlen(w[i].s) > 40)
        return NULL;
    /* longest first: up to four words ("kilometres per hour"), joined as they are written */
    for (uint32_t len = 4; len > 0; len--) {
        if (i + len > n)
            continue;
        size_t at = 0;
        bool fits = true;
        for (uint32_t k = 0; k < len && fits; k++) {
            const num_word *x = &w[i + k];
            size_t need = strlen(x->s) + 1;
            fits = at + need + 1 < sizeof form && !(k && x->line);
            if (!fits)
                break;
            if (k && x->space)
                form[at++] = ' ';
            memcpy(form + at, x->s, need - 1);
            at += need - 1;
        }
        if (!fits)
            continue;
        form[at] = '\0';
        f = map_get(&l->forms, form, at, PARLEY_NONE);
        if (f == PARLEY_NONE)
            continue;
        /* "pounds sterling": a longer form whose head alone is a unit as well is found first, because len counts down */
        *used = len;
        return &l->units[f];
    }
    return NULL;
}

static bool sign_of_money(const char *s) {
    static const char *const signs[] = {"$", "£", "€", "¥", "₹", "₩", "₪", "₽", "₦", "₺", "₴", "₫", "฿", "₱"};
    for (uint32_t i = 0; i < COUNT_OF(signs); i++)
        if (strcmp(s, signs[i]) == 0)
            return true;
    return false;
}

/* Currency written before the number at i: "$5", "US$ 5", "GBP 5", "$-5". Fills *first with its first word. */
static const unit *money_before(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, uint32_t *first) {
    if (i == 0)
        return NULL;
    uint32_t k = i - 1, used;
    if (is(w, n, k, "-") && k > 0 && !w[i].space && sign_of_money(w[k - 1].s))
        k--;
    if (sign_of_money(w[k].s)) {
        if (k > 0 && !w[k].space && w[k - 1].kind == NW_LETTERS) {
            const unit *u = unit_at(l, w, k + 1, k - 1, &used);
            if (u && used == 2) {
                *first = k - 1;
                return u;
            }
        }
        *first = k;
        return unit_at(l, w, k + 1, k, &used);
    }
    /* ISO codes in capitals */
    if (w[k].kind == NW_LETTERS && strlen(w[k].raw) == 3 && w[k].upper && w[k].raw[1] < 'a' && w[k].raw[2] < 'a') {
        const unit *u = unit_at(l, w, k + 1, k, &used);
        if (u && u->kind == UNIT_MONEY) {
            *first = k;
            return u;
        }
    }
    return NULL;
}

static bool bound_matches(const struct bound *b, const num_word *w, uint32_t n, uint32_t at) {
    for (uint32_t k = 0; k < b->n; k++)
        if (b->words[k][0] == '-' && b->words[k][1]) { /* "-plus": hyphen and word in one entry */
            if (!is(w, n, at, "-") || !is(w, n, at + 1, b->words[k] + 1))
                return false;
        } else if (!is(w, n, at + k, b->words[k])) {
            return false;
        }
    return true;
}

static bool bound_before(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t *first, figure_qualifier *q) {
    const struct bound *best = NULL;
    for (uint32_t i = 0; i < l->n_bounds; i++) {
        const struct bound *b = &l->bounds[i];
        if (!b->after && b->n <= *first && (!best || b->n > best->n) && bound_matches(b, w, n, *first - b->n))
            best = b;
    }
    if (!best)
        return false;
    *q = best->qualifier;
    *first -= best->n;
    return true;
}

static bool bound_after(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t *end, figure_qualifier *q) {
    for (uint32_t i = 0; i < l->n_bounds; i++) {
        const struct bound *b = &l->bounds[i];
        if (b->after && bound_matches(b, w, n, *end)) {
            *q = b->qualifier;
            *end += b->words[0][0] == '-' && b->words[0][1] ? 2 : b->n;
            return true;
        }
    }
    return false;
}

/* Unit after a number: "two-day", "2 more weeks", "25%", "5 per cent". */
static const unit *unit_after(const number_lexicon *l, const num_word *w, uint32_t n, quantity *q) {
    static const char *const fillers[] = {"more",        "additional", "extra", "fewer",      "less", "further", "other",
                                          "consecutive", "straight",   "full",  "whole",      "long", "of",      "an",
                                          "a",           "solid",      "short", "successive", "paid"};
    uint32_t k = q->num.end, used;
    bool hyphen = false;
    if (is(w, n, k, "-") && glued(w, n, k) && glued(w, n, k + 1)) {
        k++;
        hyphen = true;
    }
    bool filler = false;
    for (uint32_t f = 0; f < COUNT_OF(fillers) && !hyphen; f++)
        if (is(w, n, k, fillers[f]) && w[k].space) {
            /* "half an hour", "a quarter of an hour"; other fillers are adjectives */
            if (f >= 12 && f <= 14 && q->num.kind != NUMBER_FRACTION)
                continue;
            q->more = f <= 2 || f == 5;
            k++;
            filler = true;
            if (f == 12 && (is(w, n, k, "an") || is(w, n, k, "a")))
                k++;
            break;
        }
    if (k < n && w[k].line)
        return NULL;
    const unit *u = unit_at(l, w, n, k, &used);
    if (!u || (filler && u->kind != UNIT_TIME))
        return NULL;
    if (strlen(w[k].s) <= 2 && used == 1 && w[k].kind == NW_LETTERS) {
        /* short signs ("m", "g", "h") count only after digits: against them, or apart where no word goes on ("2 g of salt") */
        bool alone =
            k + 1 >= n || w[k + 1].kind != NW_LETTERS || is(w, n, k + 1, "of") || is(w, n, k + 1, "and") || is(w, n, k + 1, "to");
        if (!q->num.digits || w[k].upper || (w[k].space && strlen(w[k].s) == 1 && !alone))
            return NULL;
        if (u->kind == UNIT_TIME && w[k].space && strcmp(w[k].s, "h") != 0)
            return NULL;
    }
    if (u->kind == UNIT_MONEY && used == 1 && strcmp(w[k].s, "real") == 0)
        return NULL;
    /* "one week-long truce": the number counts truces, each a week long */
    if (!hyphen && u->kind == UNIT_TIME && is(w, n, k + used, "-") && glued(w, n, k + used) && is(w, n, k + used + 1, "long"))
        return NULL;
    q->end = k + used;
    if (u->kind == UNIT_TIME && q->end < n && is(w, n, q->end, "-") && glued(w, n, q->end) &&
        (is(w, n, q->end + 1, "old") || is(w, n, q->end + 1, "long"))) {
        q->old = is(w, n, q->end + 1, "old");
        q->end += 2;
    } else if (u->kind == UNIT_TIME && (is(w, n, q->end, "old"))) {
        q->old = true;
        q->end += 1;
    }
    q->hyphened = hyphen;
    return u;
}

/* Upper end of a range after q: "5 to 7", "5-7", "between 5 and 7". */
static void range_after(const number_lexicon *l, const num_word *w, uint32_t n, quantity *q, bool between, bool from) {
    uint32_t k = q->end;
    bool dash = is(w, n, k, "-");
    if (!(dash && (w[k].space == (k + 1 < n && w[k + 1].space))) && !(is(w, n, k, "to") && !from) &&
        !(between && is(w, n, k, "and")))
        return;
    k++;
    /* bounds and currency may be said again: "between 2.0 g and about 7.0 g" */
    if (is(w, n, k, "about") || is(w, n, k, "around") || is(w, n, k, "~"))
        k++;
    if (k < n && sign_of_money(w[k].s))
        k++;
    number hi;
    if (k >= n || w[k].line || !number_one(l, w, n, k, q->unit && q->unit->kind == UNIT_MONEY, &hi) || hi.kind != q->num.kind ||
        hi.article || hi.digits != q->num.digits)
        return;
    quantity second = {.num = hi, .end = hi.end};
    const unit *u = unit_after(l, w, n, &second);
    double low = q->num.value;
    /* "7-9 lakh", "2 to 3 million": the scale belongs to both */
    if (hi.digits && hi.value > low && low < 1000 && hi.value >= 1000 && hi.end > k + 1 && w[hi.end - 1].kind == NW_LETTERS) {
        double scale;
        if (role_of(l, WORD_SCALE, &w[hi.end - 1], &scale) && w[k].value > low)
            low *= scale;
    }
    if (hi.value <= low || (dash && q->unit && !u) || (u && q->unit && u != q->unit) ||
        (!q->unit && dash && w[q->num.first].n_digits == 4))
        return;
    q->num.value = low;
    q->num.high = hi.value;
    q->num.end = hi.end;
    q->num.range = true;
    q->end = second.end;
    q->hyphened |= second.hyphened;
    if (u)
        q->unit = u;
}

static bool ends_here(const num_word *w, uint32_t n, uint32_t i) {
    return i >= n || w[i].line || (w[i].kind == NW_PUNCT && strchr(".,;:!?)", w[i].s[0]));
}

/* What goes on in a smaller unit: "2 hours and 45 minutes", "an hour and a half", "1 hour thirty", "20 dollars and 43 cents". */
static void compound_after(const number_lexicon *l, const num_word *w, uint32_t n, quantity *q) {
    if (!q->unit || (q->unit->kind != UNIT_TIME && q->unit->kind != UNIT_MONEY) || q->hyphened || q->num.range ||
        q->num.kind != NUMBER_CARDINAL || q->old)
        return;
    bool money = q->unit->kind == UNIT_MONEY;
    const unit *last = q->unit;
    for (uint32_t more = 0; more < 4; more++) {
        uint32_t k = q->end;
        bool comma = is(w, n, k, ",");
        if (comma)
            k++;
        bool and = is(w, n, k, "and");
        if (and)
            k++;
        if (and&&!comma && (is(w, n, k, "half") || (is(w, n, k, "a") && is(w, n, k + 1, "half")))) {
            q->num.value = q->num.high = q->num.value + 0.5 * last->factor / q->unit->factor;
            q->end = is(w, n, k, "half") ? k + 1 : k + 2;
            return;
        }
        number next;
        if (k >= n || !number_one(l, w, n, k, false, &next) || next.kind != NUMBER_CARDINAL || next.article)
            return;
        quantity sub = {.num = next, .end = next.end};
        const unit *u = unit_after(l, w, n, &sub);
        if (!u && !comma && next.value < (money ? 100 : 60) && next.value == (int)next.value && ends_here(w, n, next.end) &&
            w[k].space && (money ? fmod(q->num.value, 1) == 0 && q->num.value < 1e6 : strcmp(last->name, "hours") == 0)) {
            /* "1 hour thirty", "20 rupees 43": the smaller unit is left out */
            q->num.value = q->num.high = q->num.value + next.value / (money ? 100 : 60);
            q->end = next.end;
            return;
        }
        if (money) {
            /* cents of any currency belong to the amount before them */
            bool cents = u && u->kind == UNIT_MONEY && u->factor < 1 && next.value < 100 && !comma;
            if (!u && !comma && next.end < n && glued(w, n, next.end) && is(w, n, next.end, "c"))
                cents = true, sub.end = next.end + 1;
            if (cents) {
                q->num.value = q->num.high = q->num.value + next.value / 100;
                q->end = sub.end;
            }
            return;
        }
        if (!u || u->kind != UNIT_TIME || u->factor >= last->factor || sub.old || sub.hyphened)
            return;
        q->num.value = q->num.high = q->num.value + next.value * u->factor / q->unit->factor;
        q->end = sub.end;
        last = u;
    }
}

bool quantity_at(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, quantity *out) {
    quantity q = {.qualifier = QUAL_EXACT, .first = i};
    uint32_t used;
    if (i >= n)
        return false;
    const unit *money = money_before(l, w, n, i, &q.first);
    number again;
    if (!number_one(l, w, n, i, money != NULL, &q.num)) {
        /* "a week", "an hour" and "week-long" count one */
        bool article = is(w, n, i, "a") || is(w, n, i, "an");
        uint32_t at = article ? i + 1 : i;
        const unit *u = at < n && w[at].kind == NW_LETTERS && strlen(w[at].s) > 2 ? unit_at(l, w, n, at, &used) : NULL;
        if (u && article && u->kind != UNIT_TIME && u->kind != UNIT_MONEY)
            u = NULL; /* "$40 a tonne" */
        bool longish = u && u->kind == UNIT_TIME && is(w, n, at + used, "-") && glued(w, n, at + used) &&
                       is(w, n, at + used + 1, "long") && w[at].s[strlen(w[at].s) - 1] != 's';
        static const char *const joined[] = {"daylong",  "weeklong",   "monthlong",  "yearlong",
                                             "hourlong", "decadelong", "decadeslong"};
        if (!u)
            for (uint32_t k = 0; k < COUNT_OF(joined) - 1; k++)
                if (is(w, n, at, joined[k])) {
                    static const char *const units[] = {"day", "week", "month", "year", "hour", "decade"};
                    u = &l->units[map_gets(&l->forms, units[k], 0)];
                    used = 1;
                }
        if (!u || (!longish && !article && used == 1 && strstr(w[at].s, "long") == NULL) || (used > 1 && !article && !longish))
            return false;
        q.num = (number){1, 1, i, i + 1, NUMBER_CARDINAL, false, article, false};
        q.unit = u;
        q.end = at + used + (longish ? 2 : 0);
        q.hyphened = longish || strstr(w[at].s, "long") != NULL;
        if (!longish)
            compound_after(l, w, n, &q); /* "an hour and a half" */
        q.value = q.num.value;
        q.high = q.num.high;
        bound_before(l, w, n, &q.first, &q.qualifier);
        *out = q;
        return true;
    }
    /* contracts say it twice: "forty-five (45) days" */
    if (is(w, n, q.num.end, "(") && q.num.kind == NUMBER_CARDINAL && number_one(l, w, n, q.num.end + 1, false, &again) &&
        again.value == q.num.value && is(w, n, again.end, ")"))
        q.num.end = again.end + 1;
    q.end = q.num.end;
    bool negative = false;
    /* A minus sign: against the number and after a space, or the words. */
    if (q.first > 0 && w[i].kind == NW_DIGITS) {
        uint32_t s = q.first - 1;
        if (money && i > 0 && is(w, n, i - 1, "-"))
            negative = true;
        else if (is(w, n, s, "-") && (s == 0 || !w[q.first].space) && (s == 0 || w[s].space || is(w, n, s - 1, "("))) {
            negative = true;
            q.first = s;
        } else if ((is(w, n, s, "minus") || is(w, n, s, "negative"))) {
            negative = true;
            q.first = s;
        }
    }
    if (money) {
        q.unit = money;
        double v;
        if (is(w, n, q.end, "and") || q.num.kind != NUMBER_CARDINAL) {
        } else if (is(w, n, q.end, "-") && q.end + 1 < n && role_of(l, WORD_SCALE, &w[q.end + 1], &v) && v >= 1e3) {
            q.num.value = q.num.high = q.num.value * v; /* $2-million */
            q.end += 2;
            q.num.end = q.end;
        }
    } else {
        q.unit = unit_after(l, w, n, &q);
    }
    bool between = q.first > 0 && is(w, n, q.first - 1, "between"), from = q.first > 0 && is(w, n, q.first - 1, "from");
    if (q.num.kind == NUMBER_CARDINAL)
        range_after(l, w, n, &q, between, from);
    if (q.num.range && between)
        q.first--;
    compound_after(l, w, n, &q);
    if (q.num.kind == NUMBER_VAGUE)
        q.qualifier = QUAL_MORE_THAN;
    uint32_t before = q.first;
    figure_qualifier bound = QUAL_EXACT;
    if (bound_before(l, w, n, &before, &bound)) {
        /* "over five years", "about" as a preposition: a length of time is spread over, not exceeded */
        if (!(q.unit && q.unit->kind == UNIT_TIME && before + 1 == q.first && strcmp(w[before].s, "over") == 0)) {
            q.qualifier = bound;
            q.first = before;
            /* "about half", "an estimated 5 to 7": the outermost bound counts, inner ones are swallowed ("at least some 200") */
            if (bound_before(l, w, n, &before, &bound)) {
                q.qualifier = bound;
                q.first = before;
            }
        }
    } else {
        uint32_t after = q.end;
        if (bound_after(l, w, n, &after, &bound) && (q.num.kind != NUMBER_ORDINAL)) {
            q.qualifier = bound;
            q.end = after;
        }
    }
    if (q.first > 0 && is(w, n, q.first - 1, "another"))
        q.more = true;
    double sign = negative ? -1 : 1;
    q.value = sign * q.num.value;
    q.high = sign * q.num.high;
    /* pence, cents and the like stay in their own unit: "ten cents" is 10 cents */
    *out = q;
    return true;
}
