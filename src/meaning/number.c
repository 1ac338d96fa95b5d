/* number.c - numbers in digits and words; the lists of data/figures. */
#include "meaning/number_int.h"

#include "meaning/lexicons.h"

#include <math.h>
#include <stdlib.h>

static bool number_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const roles[WORD_N] = {"one", "ten", "scale", "ordinal", "part", "few"};
    number_lexicon *l = user;
    (void)line;
    if (n != 3)
        return false;
    for (uint32_t r = 0; r < WORD_N; r++)
        if (strcmp(f[0], roles[r]) == 0) {
            map_sets(&l->role[r], f[1], l->n_values);
            pair_set(l->role_begins, f[1]);
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
                if (map_gets(&l->forms, form, PARLEY_NONE) == PARLEY_NONE) {
                    map_sets(&l->forms, form, l->n_units);
                    pair_set(l->form_begins, form);
                }
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
        static const uint8_t parts[] = {2, 3, 4, 5, 6, 8, 10, 16, 100};
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
    double total = 0, part = 0, v = 0, place, last_scale = 0, smallest = 1e18;
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
            uint32_t ones = at + 1 + is(w, n, at + 1, "-");
            bool spoken = have && at == k && !num.digits && total == 0 && part >= 1 && part < 10 && done == i + 1 && ones < n &&
                          role_of(l, WORD_ONE, &w[ones], &place) && place > 0 && place < 10 && !is(w, n, ones + 1, "-");
            if (spoken)
                part *= 100; /* one twenty two */
            else if (have && !(scaled_part && fmod(part, 100) == 0))
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
            if (abbreviation && !(have && (num.digits || len > 1)))
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
        } else if (any && !have && last_scale >= 1000 && !num.digits && is(w, n, at, ",") && at + 2 < n &&
                   role_of(l, WORD_ONE, &w[at + 1], &v) && is(w, n, at + 2, "hundred")) {
            k = at + 1; /* three million, two hundred and forty */
        } else if (any && (is(w, n, at, "and") || is(w, n, at, "&")) && at + 1 < n) {
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
            uint32_t j = at + 1;
            double sum = 0;
            place = 0.1;
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
        if ((u && u->kind == UNIT_TIME) || (k < n && role_of(l, WORD_SCALE, &w[k], &v) && v >= 1e6))
            end = i + 1;
        d = 2;
    } else if (is(w, n, i, "quarter")) {
        /* quarter hour, quarter-century; "quarter" alone is three months */
        uint32_t k = i + 1 + (is(w, n, i + 1, "-") && glued(w, n, i + 1));
        if (is(w, n, k, "hour") || is(w, n, k, "century") || is(w, n, k, "mile"))
            end = i + 1;
        d = 4;
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
        if (end && !article && ((count == 1 && w[end - 1].s[0] == 's' && d == 2) || (count == 2 && d == 4)))
            end = 0; /* "two quarters" are six months */
    }
    if (!end)
        return false;
    *out = (number){count / d, count / d, i, end, NUMBER_FRACTION, false, article, false};
    /* half a million, a quarter of a million, half a dozen */
    uint32_t k = end;
    if (is(w, n, i, "half") && k < n && role_of(l, WORD_SCALE, &w[k], &v) && v >= 1e6 && w[k].s[strlen(w[k].s) - 1] != 's') {
        out->value = out->high = v / 2; /* half billion */
        out->end = k + 1;
        out->kind = NUMBER_CARDINAL;
        return true;
    }
    if (is(w, n, k, "of"))
        k++;
    if (is(w, n, k, "a") && k + 1 < n && role_of(l, WORD_SCALE, &w[k + 1], &v) && w[k + 1].s[2]) {
        out->value = out->high = count / d * v;
        out->end = k + 2;
        out->kind = NUMBER_CARDINAL;
    }
    return true;
}

bool number_one(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, bool money, number *out) {
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
