/* quantity.c - a number with its unit, currency sign, bounds and range: "at least $1.5 billion", "between 5 and 7 percent". */
#include "meaning/number_int.h"

#include <math.h>

const unit *unit_at(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t i, uint32_t *used) {
    char form[64];
    uint32_t f;
    *used = 0;
    /* of a word of one byte the next word or a blank may be the form's second */
    if (i >= n || (w[i].s[0] && w[i].s[1] && !pair_has(l->form_begins, w[i].s)) || strlen(w[i].s) > 40)
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
    /* "Rs. 20", "RM 40" */
    uint32_t s = is(w, n, k, ".") && k > 0 && !w[k].space ? k - 1 : k;
    static const char *const shorts[] = {"rs", "rm", "kd", "tk"};
    for (uint32_t a = 0; a < COUNT_OF(shorts); a++)
        if (is(w, n, s, shorts[a]) && w[s].upper && w[i].kind == NW_DIGITS) {
            *first = s;
            return unit_at(l, w, s + 1, s, &used);
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

/* Short signs that are written with a capital. */
static bool capital_sign(const char *raw) {
    static const char *const signs[] = {"W", "Wh", "MW", "GW", "TW", "V", "J", "Hz", "L", "MB", "GB", "TB", "KB"};
    for (uint32_t i = 0; i < COUNT_OF(signs); i++)
        if (strcmp(raw, signs[i]) == 0)
            return true;
    return false;
}

/* "2 1/2 in thick", "2 in." at the end: inches, and no preposition. */
static bool inches_at(const num_word *w, uint32_t n, const quantity *q, uint32_t k) {
    static const char *const after[] = {"thick", "wide", "long", "deep", "high", "tall", "across", "diameter", "by", "x"};
    if (!q->num.digits || !is(w, n, k, "in") || w[k].upper)
        return false;
    if (k + 1 >= n || (is(w, n, k + 1, ".") && k + 2 >= n))
        return true;
    for (uint32_t a = 0; a < COUNT_OF(after); a++)
        if (is(w, n, k + 1, after[a]))
            return true;
    return false;
}

/* What a rate is counted by: "per kg", "/min", "a tonne", "an hour"; a word that is no unit gives NULL. */
static const unit *per_after(const number_lexicon *l, const num_word *w, uint32_t n, uint32_t k, uint32_t *end) {
    uint32_t used;
    bool article = is(w, n, k, "a") || is(w, n, k, "an"), slash = is(w, n, k, "/") && glued(w, n, k) && glued(w, n, k + 1);
    if (k + 1 >= n || (!is(w, n, k, "per") && !article && !slash) || w[k + 1].line)
        return NULL;
    const unit *u = unit_at(l, w, n, k + 1, &used);
    if (!u || (u->kind != UNIT_TIME && u->kind != UNIT_MEASURE))
        return NULL;
    *end = k + 1 + used;
    return u;
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
    uint32_t bound_end = k;
    figure_qualifier bound = QUAL_EXACT;
    if (!hyphen && k + 1 < n && (is(w, n, k, "or") || is(w, n, k, "plus")) && bound_after(l, w, n, &bound_end, &bound) &&
        unit_at(l, w, n, bound_end, &used)) {
        q->qualifier = bound; /* "three or more years" */
        k = bound_end;
    }
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
    if (!u && inches_at(w, n, q, k)) {
        u = &l->units[map_gets(&l->forms, "inches", 0)];
        used = 1;
    }
    if (!u || (filler && u->kind != UNIT_TIME))
        return NULL;
    if (strlen(w[k].s) <= 2 && used == 1 && w[k].kind == NW_LETTERS) {
        /* short signs ("m", "g", "h") count only after digits: against them, or apart where no word goes on ("2 g of salt") */
        bool alone =
            k + 1 >= n || w[k + 1].kind != NW_LETTERS || is(w, n, k + 1, "of") || is(w, n, k + 1, "and") || is(w, n, k + 1, "to");
        if (!q->num.digits || (w[k].upper && !capital_sign(w[k].raw)) || (w[k].space && strlen(w[k].s) == 1 && !alone))
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

/* Upper end of a range after q: "5 to 7", "5-7", "between 5 and 7", "from 2 to 7 g". */
static void range_after(const number_lexicon *l, const num_word *w, uint32_t n, quantity *q, bool between, bool from) {
    uint32_t k = q->end;
    q->per = per_after(l, w, n, k, &k); /* "$350 per kg to $680 per kg" */
    bool dash = is(w, n, k, "-"), space = k < n && w[k].space, behind = k + 1 < n && w[k + 1].space;
    if (!(dash && (space == behind || (space && !q->unit && q->num.digits))) && !is(w, n, k, "to") &&
        !(between && is(w, n, k, "and")))
        return;
    k++;
    /* bounds and currency may be said again: "between 2.0 g and about 7.0 g" */
    if (is(w, n, k, "about") || is(w, n, k, "around") || is(w, n, k, "~"))
        k++;
    uint32_t upper = k;
    if (k < n && sign_of_money(w[k].s)) {
        if (q->unit && q->unit->kind != UNIT_MONEY)
            return;
        k++;
    }
    number hi;
    if (k >= n || w[k].line || !number_one(l, w, n, k, q->unit && q->unit->kind == UNIT_MONEY, &hi) || hi.kind != q->num.kind ||
        hi.article || (hi.digits != q->num.digits && !between))
        return;
    quantity second = {.num = hi, .end = hi.end};
    const unit *u = unit_after(l, w, n, &second);
    if (!u && k > upper)
        u = q->unit; /* "$1.2 - $1.3" */
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
    if (from && q->unit && u != q->unit)
        return; /* "from 5% to 9 ships" */
    q->num.value = low;
    q->num.high = hi.value;
    q->num.end = hi.end;
    q->num.range = true;
    q->lower_end = q->end;
    q->upper = upper;
    q->between = between;
    q->end = second.end;
    q->hyphened |= second.hyphened;
    if (u)
        q->unit = u;
}

/* "45 and 50 mg", "3 or 4 percent": the unit behind the second belongs to the first as well, which ends before it. */
static const unit *shared_unit(const number_lexicon *l, const num_word *w, uint32_t n, const quantity *q) {
    number second;
    uint32_t k = q->end;
    if (!(is(w, n, k, "and") || is(w, n, k, "or")) || k + 1 >= n || w[k + 1].kind != NW_DIGITS || !q->num.digits ||
        w[q->num.first].n_digits == 4 || !number_one(l, w, n, k + 1, false, &second) || second.kind != NUMBER_CARDINAL)
        return NULL;
    quantity other = {.num = second, .end = second.end};
    const unit *u = unit_after(l, w, n, &other);
    return u && u->kind != UNIT_TIME && !other.hyphened ? u : NULL;
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

/* Can a length without a number begin at i: "weeklong", "week-long"? Said of most words of a text: no. */
static bool maybe_long(const num_word *w, uint32_t n, uint32_t i) {
    if (strstr(w[i].s, "long") != NULL)
        return true;
    for (uint32_t k = i + 1; k + 1 < n && k <= i + 4; k++)
        if (w[k].s[0] == '-' && strcmp(w[k + 1].s, "long") == 0)
            return true;
    return false;
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
        if (!article && !maybe_long(w, n, i))
            return false;
        uint32_t at = article ? i + 1 : i;
        const unit *u = at < n && w[at].kind == NW_LETTERS && strlen(w[at].s) > 1 ? unit_at(l, w, n, at, &used) : NULL;
        if (u && strlen(w[at].s) == 2 && (u->kind != UNIT_MEASURE || !article))
            u = NULL;
        uint32_t prior;
        bool rate = i > 0 && (w[i - 1].kind == NW_DIGITS || unit_at(l, w, n, i - 1, &prior) || w[i - 1].kind == NW_PUNCT);
        if (u && article && u->kind != UNIT_TIME && u->kind != UNIT_MONEY && (rate || u->kind != UNIT_MEASURE))
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
    if (q.first > 0) {
        uint32_t s = q.first - 1;
        bool digits = w[i].kind == NW_DIGITS;
        if (digits && money && i > 0 && is(w, n, i - 1, "-"))
            negative = true;
        else if (digits && is(w, n, s, "-") && (s == 0 || !w[q.first].space) && (s == 0 || w[s].space || is(w, n, s - 1, "("))) {
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
    if (!q.unit && q.num.kind == NUMBER_CARDINAL && !q.num.range)
        q.unit = shared_unit(l, w, n, &q);
    uint32_t per_end;
    if (!q.per || q.num.range)
        q.per = per_after(l, w, n, q.end, &per_end);
    if (q.num.kind == NUMBER_VAGUE)
        q.qualifier = QUAL_MORE_THAN;
    uint32_t before = q.first;
    figure_qualifier bound = QUAL_EXACT;
    if (bound_before(l, w, n, &before, &bound)) {
        /* "over five years", "about" as a preposition: a length of time is spread over, not exceeded */
        bool time = q.unit && q.unit->kind == UNIT_TIME, one = before + 1 == q.first;
        if (!(time && one && strcmp(w[before].s, "over") == 0) && !(!time && one && strcmp(w[before].s, "within") == 0)) {
            q.qualifier = bound;
            q.first = before;
            /* "about half", "an estimated 5 to 7": the outermost bound counts, inner ones are swallowed ("at least some 200") */
            if (strcmp(w[before].s, "within") != 0 && bound_before(l, w, n, &before, &bound)) {
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
