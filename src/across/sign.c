/* sign.c - 64 bits beside a key that tell which facts can never meet, so that they need not be read. */
#include "across/account.h"

#include <math.h>

/* Bits, from the lowest: 2 kind, 1 blame (the key is one of mutual blame), 1 doer (the key is one of deeds by whom they hit),
 * then, by kind:
 *
 *   figure    8 page, 10 eighths of an octave of the value (0: none), 1 it grows, 3 names that share a bit, 38 names
 *   event     2 status, 5 type, 8 day (0: none), 12 targets (0: none), 16 deed, 16 names
 *   position  2 leaning, 2 opposes or rejects, 56 object
 *   outlook   1 leaning
 *
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

static uint64_t bloom(const account_words *w, unsigned n) {
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

static uint64_t sign_of(const account *x) {
    const across_fact *f = x->f;
    uint64_t s = (uint64_t)f->kind << SIGN_KIND;
    switch (f->kind) {
    case ACROSS_FIGURE: {
        uint64_t names = bloom(&x->names, 38);
        uint32_t clashes = x->names.n - bloom_n(names);
        double eighth = f->value > 0 ? 512 + 8 * log2(f->value) : 0; /* from 2^-64 to 2^63; what is beyond stands at the end */
        s |= (hash_str(f->doc) & 0xff) << SIGN_PAGE;
        s |= (f->value > 0 ? (uint64_t)fmin(fmax(eighth, 1), 1023) : 0) << SIGN_VALUE;
        s |= (uint64_t)account_grows(f) << SIGN_GROWS | (uint64_t)(f->according_to != NULL) << SIGN_NAMED;
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
        s |= (uint64_t)(account_leaning(f) + 1) << SIGN_LEANING;
        s |= (f->stance == STANCE_OPPOSE ? UINT64_C(1) : f->stance == STANCE_REJECT ? UINT64_C(2) : 0) << SIGN_FIRM;
        return s | (bloom(&x->object_words, 56) | bloom_bit(hash_str(x->object), 56)) << SIGN_OBJECT;
    case ACROSS_OUTLOOK: return s | (uint64_t)(f->outlook > 0) << SIGN_LEANING;
    }
    return 0;
}

void across_fact_signs(const across_words *l, const across_fact *f, const uint64_t *keys, uint32_t n_keys, uint64_t *out,
                       parley_arena *a) {
    account x;
    const char *by = NULL, *who = account_blamed(f, &by);
    account_make(l, &x, f, 0, a);
    uint64_t s = sign_of(&x), blame[2] = {0, 0}, deed = 0;
    if (who) {
        blame[0] = account_key_pair(a, "blame", account_fold(a, who), account_fold(a, by));
        blame[1] = account_key_pair(a, "blame", account_fold(a, f->party[0]), account_fold(a, f->party[1]));
    }
    if (f->kind == ACROSS_EVENT && f->n_target)
        deed = account_key(a, "who", plover_name(f->type), x.target[0]);
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
