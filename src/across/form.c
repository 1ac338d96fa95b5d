/* form.c - a fact as bytes: what comparing asks of it, to be stored beside it.
 *
 * Numbers of seven bits a byte, the lowest first; strings with their length. Two facts that are alike give the same bytes.
 */
#include "across/across.h"

#include <stdlib.h>

/* --- writing ---------------------------------------------------------------------------------------------------------- */
static void put_number(parley_buf *b, uint64_t v) {
    for (; v >= 0x80; v >>= 7)
        buf_addc(b, (char)(0x80 | (v & 0x7f)));
    buf_addc(b, (char)v);
}

enum { STRING_NONE, STRING_SAME, STRING_TEXT }; /* NULL; as the one before it; from here on the length */

static void put_string(parley_buf *b, const char *s, const char *same) {
    if (!s) {
        put_number(b, STRING_NONE);
    } else if (same && strcmp(s, same) == 0) {
        put_number(b, STRING_SAME);
    } else {
        size_t n = strlen(s);
        put_number(b, STRING_TEXT + n);
        buf_add(b, s, n);
    }
}

static void put_double(parley_buf *b, double v) {
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    for (unsigned i = 0; i < 64; i += 8)
        buf_addc(b, (char)(bits >> i & 0xff));
}

static void put_strings(parley_buf *b, const char **v, const char **same, uint32_t n) {
    put_number(b, n);
    for (uint32_t i = 0; i < n; i++) {
        put_string(b, v[i], NULL);
        put_string(b, same[i], v[i]);
    }
}

void across_fact_save(parley_buf *b, const across_fact *f) {
    put_number(b, (uint64_t)f->kind);
    put_number(b, f->evidence.start);
    put_number(b, f->evidence.end);
    put_string(b, f->published, NULL);
    put_string(b, f->text, NULL);
    put_string(b, f->context, f->text);
    put_string(b, f->asserted_by, NULL);
    put_string(b, f->asserted_side, f->asserted_by);
    put_string(b, f->date, f->published);
    put_string(b, f->party[0], NULL);
    put_string(b, f->party[1], NULL);
    switch (f->kind) {
    case ACROSS_POSITION:
        put_number(b, (uint64_t)f->stance);
        put_string(b, f->holder, f->asserted_by);
        put_string(b, f->holder_side, f->holder);
        put_string(b, f->object, NULL);
        break;
    case ACROSS_EVENT:
        put_number(b, (uint64_t)f->type);
        put_number(b, (uint64_t)f->status);
        put_string(b, f->time, NULL);
        put_string(b, f->place, NULL);
        put_strings(b, f->source, f->source_side, f->n_source);
        put_strings(b, f->target, f->target_side, f->n_target);
        break;
    case ACROSS_FIGURE:
        put_number(b, (uint64_t)f->qualifier);
        put_double(b, f->value);
        put_double(b, f->high);
        put_string(b, f->unit, NULL);
        put_string(b, f->measure, NULL);
        put_string(b, f->subject, NULL);
        put_string(b, f->according_to, f->asserted_by);
        put_string(b, f->as_of, f->date);
        break;
    case ACROSS_OUTLOOK:
        put_number(b, f->outlook > 0);
        put_string(b, f->matter, NULL);
        break;
    }
}

/* --- reading: what is damaged gives damaged = true, never a read beyond the end ------------------------------------------ */
typedef struct reading {
    const unsigned char *s, *end;
    bool damaged;
    parley_arena *a;
} reading;

static uint64_t get_number(reading *r) {
    uint64_t v = 0;
    for (unsigned shift = 0; r->s < r->end && shift < 64; shift += 7) {
        unsigned char c = *r->s++;
        v |= (uint64_t)(c & 0x7f) << shift;
        if (c < 0x80)
            return v;
    }
    r->damaged = true;
    return 0;
}

static int get_label(reading *r, int most) {
    uint64_t v = get_number(r);
    r->damaged |= v > (uint64_t)most;
    return r->damaged ? 0 : (int)v;
}

static const char *get_string(reading *r, const char *same) {
    uint64_t n = get_number(r);
    if (n == STRING_NONE || n == STRING_SAME)
        return n == STRING_SAME ? same : NULL;
    n -= STRING_TEXT;
    if (n > (uint64_t)(r->end - r->s)) {
        r->damaged = true;
        return NULL;
    }
    const char *s = arena_strn(r->a, (const char *)r->s, (size_t)n);
    r->s += n;
    return s;
}

static double get_double(reading *r) {
    uint64_t bits = 0;
    double v;
    if (r->end - r->s < 8) {
        r->damaged = true;
        return 0;
    }
    for (unsigned i = 0; i < 64; i += 8)
        bits |= (uint64_t)*r->s++ << i;
    memcpy(&v, &bits, sizeof v);
    return v;
}

static uint32_t get_strings(reading *r, const char ***v, const char ***same) {
    uint64_t n = get_number(r);
    if (n > (uint64_t)(r->end - r->s)) { /* a byte each at least */
        r->damaged = true;
        return 0;
    }
    *v = ARENA_ARRAY(r->a, const char *, n + 1);
    *same = ARENA_ARRAY(r->a, const char *, n + 1);
    for (uint64_t i = 0; i < n; i++) {
        (*v)[i] = get_string(r, NULL);
        (*same)[i] = get_string(r, (*v)[i]);
        r->damaged |= !(*v)[i] || !(*same)[i];
    }
    return (uint32_t)n;
}

bool across_fact_load(across_fact *f, const void *bytes, size_t n, parley_arena *a) {
    *f = (across_fact){.doc = ""};
    if (!bytes)
        return false;
    reading r = {bytes, (const unsigned char *)bytes + n, false, a};
    f->kind = (across_kind)get_label(&r, ACROSS_OUTLOOK);
    f->evidence.start = (uint32_t)get_number(&r);
    f->evidence.end = (uint32_t)get_number(&r);
    f->published = get_string(&r, NULL);
    f->text = get_string(&r, NULL);
    f->context = get_string(&r, f->text);
    f->asserted_by = get_string(&r, NULL);
    f->asserted_side = get_string(&r, f->asserted_by);
    f->date = get_string(&r, f->published);
    f->party[0] = get_string(&r, NULL);
    f->party[1] = get_string(&r, NULL);
    switch (f->kind) {
    case ACROSS_POSITION:
        f->stance = (stance)get_label(&r, STANCE_RETREAT);
        f->holder = get_string(&r, f->asserted_by);
        f->holder_side = get_string(&r, f->holder);
        f->object = get_string(&r, NULL);
        r.damaged |= !f->holder || !f->object;
        break;
    case ACROSS_EVENT:
        f->type = (plover)get_label(&r, PLOVER_N - 1);
        f->status = (event_status)get_label(&r, STATUS_HYPOTHETICAL);
        f->time = get_string(&r, NULL);
        f->place = get_string(&r, NULL);
        f->n_source = get_strings(&r, &f->source, &f->source_side);
        f->n_target = get_strings(&r, &f->target, &f->target_side);
        break;
    case ACROSS_FIGURE:
        f->qualifier = (figure_qualifier)get_label(&r, QUAL_LESS_THAN);
        f->value = get_double(&r);
        f->high = get_double(&r);
        f->unit = get_string(&r, NULL);
        f->measure = get_string(&r, NULL);
        f->subject = get_string(&r, NULL);
        f->according_to = get_string(&r, f->asserted_by);
        f->as_of = get_string(&r, f->date);
        break;
    case ACROSS_OUTLOOK:
        f->outlook = get_label(&r, 1) ? 1 : -1;
        f->matter = get_string(&r, NULL);
        r.damaged |= !f->matter;
        break;
    }
    return !r.damaged && r.s == r.end && f->text && f->context;
}
