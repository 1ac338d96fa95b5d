/* origin.c - which pages are prints, copies and rewrites of one text, and which report one event. */
#include "across/across.h"
#include "meaning/timex.h"

#include <stdlib.h>
#include <strings.h>

enum {
    SHINGLE_WORDS = 4,  /* 3 finds more rewrites but also formulas ("told reporters on Monday"); 5 loses them */
    SENTENCE_WORDS = 8, /* shorter sentences recur by chance */
    /* Pages cut one quotation at different places, so its runs are compared, not the whole. Six words in a row of somebody's
     * speech are seldom said twice; every second run is kept (by its hash, so that all pages keep the same ones), which still
     * finds 8 shared words with probability 7/8. */
    QUOTE_WORDS = 6,
    QUOTE_KEEP = 2,
    QUOTE_MAX_WORDS = 120, /* an unclosed quotation must not swallow the page */
    /* Two rows a band: unrelated news shares under 0.2 % of its 4-word shingles, so that even two rows leave few false
     * candidates (24 * 0.002^2 = 0.01 %), and a rewrite that keeps 30 % is found with probability 1 - (1 - 0.09)^24 = 90 %. */
    BANDS = 24,
    ROWS = 2,
    KEY_SENTENCES = 4 /* the lowest sentence hashes are keys too: they find short excerpts of long pages */
};

static uint64_t mix(uint64_t h) { /* finaliser of splitmix64 (Steele, Lea, Flood 2014) */
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
    h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
    return h ^ (h >> 31);
}

static uint64_t key_of(const char *kind, uint64_t h) {
    return mix(hash_str(kind) ^ mix(h));
}

static int cmp_u32(const void *x, const void *y) {
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static int cmp_u64(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* Radix sort by eleven bits, least first: a page has some hundred shingles, where it takes a fifth of qsort's time. */
static void sort_u32(uint32_t *v, uint32_t n, parley_arena *a) {
    enum { BITS = 11, BINS = 1 << BITS, MASK = BINS - 1 };
    if (n < 256) {
        if (n)
            qsort(v, n, sizeof *v, cmp_u32);
        return;
    }
    uint32_t *other = arena_alloc(a, sizeof *other * n), counts[3][BINS];
    memset(counts, 0, sizeof counts);
    for (uint32_t i = 0; i < n; i++)
        for (unsigned b = 0; b < 3; b++)
            counts[b][v[i] >> (BITS * b) & MASK]++;
    uint32_t *from = v, *to = other;
    for (unsigned b = 0; b < 3; b++) {
        for (uint32_t k = 0, at = 0; k < BINS; k++) {
            uint32_t count = counts[b][k];
            counts[b][k] = at;
            at += count;
        }
        for (uint32_t i = 0; i < n; i++)
            to[counts[b][from[i] >> (BITS * b) & MASK]++] = from[i];
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    memcpy(v, from, sizeof *v * n); /* three passes end in the other array */
}

static uint32_t unique_u32(uint32_t *v, uint32_t n, parley_arena *a) {
    uint32_t m = 0;
    sort_u32(v, n, a);
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || v[i] != v[i - 1])
            v[m++] = v[i];
    return m;
}

static uint32_t unique_u64(uint64_t *v, uint32_t n) {
    uint32_t m = 0;
    if (n)
        qsort(v, n, sizeof *v, cmp_u64);
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || v[i] != v[i - 1])
            v[m++] = v[i];
    return m;
}

static bool is_word(const parse_token *t) {
    for (const char *s = t->norm; *s; s++)
        if ((unsigned char)*s >= 0x80 || (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9'))
            return strcmp(t->norm, "\xE2\x80\x93") != 0 && strcmp(t->norm, "\xE2\x80\x94") != 0 &&
                   strcmp(t->norm, "\xE2\x80\xA6") != 0;
    return false;
}

/* Days from 1970-01-01; 0 for none. */
static int32_t day_number(const char *iso) {
    int32_t days = 0;
    return time_parse_iso(iso, &days) ? days : 0;
}

static const char *const weekdays[] = {"thursday", "friday",  "saturday", "sunday",
                                       "monday",   "tuesday", "wednesday"}; /* from 1970-01-01 */

/* Weekday that an event names or falls on; 7 for none. */
static unsigned event_weekday(const parley_parse *parse, const fact_event *e) {
    int32_t day = day_number(e->date);
    if (e->date[0] && day > 0)
        return (unsigned)(day % 7);
    for (uint32_t t = e->trigger; t < parse->n_tokens && parse->tokens[t].sent == parse->tokens[e->trigger].sent; t++)
        for (unsigned w = 0; w < 7; w++)
            if (strcmp(parse->tokens[t].norm, weekdays[w]) == 0)
                return w;
    return 7;
}

/* What names an actor on most pages: a person's last name, else the whole name. */
static uint64_t actor_hash(const fact_actor *a, parley_arena *arena) {
    const char *s = utf8_lower(arena, a->name, strlen(a->name), true);
    const char *last = strrchr(s, ' ');
    if (a->kind == ACTOR_PERSON && last)
        s = last + 1;
    return hash_str(strncmp(s, "the ", 4) == 0 ? s + 4 : s);
}

static void print_meetings(across_print *out, const parley_parse *parse, const parley_facts *f, parley_arena *a) {
    uint32_t cap = 0;
    for (uint32_t i = 0; i < f->n_events; i++) {
        const fact_event *e = &f->events[i];
        if (e->type != PLOVER_CONSULT || e->status == STATUS_HYPOTHETICAL || e->status == STATUS_DENIED)
            continue;
        unsigned day = event_weekday(parse, e);
        if (day == 7)
            continue;
        /* A person and the side met: two states talk every week, one envoy sees one government on one Monday. */
        uint32_t who[16], n = 0;
        for (uint32_t side = 0; side < 2; side++) {
            const uint32_t *v = side ? e->target : e->source;
            uint32_t n_v = side ? e->n_target : e->n_source;
            for (uint32_t k = 0; k < n_v && n < COUNT_OF(who); k++)
                who[n++] = v[k];
        }
        for (uint32_t x = 0; x < n; x++)
            for (uint32_t y = 0; y < n; y++) {
                const fact_actor *p = &f->actors[who[x]], *q = &f->actors[who[y]];
                if (p->kind != ACTOR_PERSON || who[x] == who[y])
                    continue;
                if (q->kind == ACTOR_PERSON) { /* a page may not say whose minister somebody is */
                    uint64_t h = actor_hash(p, a), g = actor_hash(q, a);
                    ARENA_PUSH(a, out->meetings, out->n_meetings, cap) = mix((h < g ? h : g) * 31 + mix(h < g ? g : h) + day);
                }
                const fact_actor *side = q->side == PARLEY_NONE ? q : &f->actors[q->side];
                if (p->side != PARLEY_NONE && &f->actors[p->side] == side)
                    continue; /* of one side */
                ARENA_PUSH(a, out->meetings, out->n_meetings, cap) = mix(actor_hash(p, a) * 31 + mix(actor_hash(side, a)) + day);
            }
    }
    out->n_meetings = unique_u64(out->meetings, out->n_meetings);
}

/* Eight bytes a step: most words are one step. Little-endian everywhere, since prints are stored. */
static uint64_t word_part(const unsigned char *s, size_t n) {
    uint32_t low, high;
    if (n >= 4) { /* the two loads overlap where n is less than 8 */
        memcpy(&low, s, 4);
        memcpy(&high, s + n - 4, 4);
    } else {
        low = n ? (uint32_t)s[0] | (uint32_t)s[n / 2] << 8 | (uint32_t)s[n - 1] << 16 : 0;
        high = 0;
    }
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    if (n >= 4) {
        low = __builtin_bswap32(low);
        high = __builtin_bswap32(high);
    }
#endif
    return (uint64_t)high << 32 | low;
}

uint64_t across_word(const char *norm, size_t n) {
    const unsigned char *s = (const unsigned char *)norm;
    uint64_t h = n * 0x9e3779b97f4a7c15u;
    for (; n > 8; s += 8, n -= 8)
        h = mix(h ^ word_part(s, 8));
    return mix(h ^ word_part(s, n));
}

void across_print_words(across_print *out, const uint64_t *words, uint32_t n_words, const uint32_t *ends, uint32_t n_sents,
                        parley_arena *a) {
    uint32_t cap = 0;
    *out = (across_print){.credits = "", .n_words = n_words};
    for (uint32_t s = 0, from = 0; s < n_sents; from = ends[s++]) {
        if (ends[s] - from < SENTENCE_WORDS)
            continue;
        uint64_t h = 0;
        for (uint32_t i = from; i < ends[s]; i++)
            h = (h ^ words[i]) * 0x9e3779b97f4a7c15u;
        ARENA_PUSH(a, out->sentences, out->n_sentences, cap) = (uint32_t)(h >> 32);
    }
    /* Hashed by different factors, so that the order of the words counts. */
    out->shingles = arena_alloc(a, sizeof *out->shingles * ((size_t)n_words + 1));
    for (uint32_t i = 0; i + SHINGLE_WORDS <= n_words; i++) {
        uint64_t h = words[i] + words[i + 1] * 0x9e3779b97f4a7c15u + words[i + 2] * 0xbf58476d1ce4e5b9u +
                     words[i + 3] * 0x94d049bb133111ebu;
        out->shingles[out->n_shingles++] = (uint32_t)((h ^ (h >> 29)) * 0xff51afd7ed558ccdu >> 32);
    }
    out->n_shingles = unique_u32(out->shingles, out->n_shingles, a);
    out->n_sentences = unique_u32(out->sentences, out->n_sentences, a);
}

/* An outlet that the page says it rests on, once, by the first of its spellings. */
static void add_credit(across_print *out, const fact_actor *c, parley_arena *a) {
    const char *last = strrchr(c->name, ' ');
    last = last ? last + 1 : c->name;
    if (c->kind != ACTOR_OUTLET || (*last >= 'a' && *last <= 'z')) /* "local media" names nobody's story */
        return;
    for (const char *s = out->credits; *s;) {
        size_t n = strcspn(s, "\n");
        if (n == strlen(c->name) && strncasecmp(s, c->name, n) == 0)
            return;
        s += n + (s[n] == '\n');
    }
    out->credits = out->credits[0] ? arena_printf(a, "%s\n%s", out->credits, c->name) : c->name;
}

void across_print_make(across_print *out, const parley_page *page, const parley_parse *parse, const parley_facts *facts,
                       parley_arena *a) {
    uint64_t *words = ARENA_ARRAY(a, uint64_t, parse->n_tokens + 1);
    uint32_t *ends = ARENA_ARRAY(a, uint32_t, parse->n_sents + 1), n = 0, cap_quotes = 0;
    for (uint32_t s = 0; s < parse->n_sents; s++) {
        for (uint32_t t = parse->sents[s].first; t < parse->sents[s].end; t++)
            if (is_word(&parse->tokens[t]))
                words[n++] = across_word(parse->tokens[t].norm, strlen(parse->tokens[t].norm));
        ends[s] = n;
    }
    across_print_words(out, words, n, ends, parse->n_sents, a);
    out->day = day_number(page->published.value);
    /* Quotations: runs of QUOTE_WORDS words between double marks. A mark that opens while one is open starts anew (an unclosed
     * paragraph). */
    uint64_t run[QUOTE_WORDS] = {0};
    uint32_t n_quoted = 0;
    bool open = false;
    for (uint32_t t = 0; t < parse->n_tokens; t++) {
        const parse_token *tok = &parse->tokens[t];
        bool curly_open = strcmp(tok->form, "\xE2\x80\x9C") == 0, curly_close = strcmp(tok->form, "\xE2\x80\x9D") == 0;
        if (curly_open || curly_close || strcmp(tok->form, "\"") == 0 || strcmp(tok->form, "``") == 0 ||
            strcmp(tok->form, "''") == 0) {
            open = curly_open || (!open && !curly_close);
            n_quoted = 0;
        } else if (open && is_word(tok)) {
            run[n_quoted++ % QUOTE_WORDS] = hash_str(tok->norm);
            uint64_t h = 0;
            for (uint32_t k = 0; k < QUOTE_WORDS; k++)
                h = mix(h ^ run[(n_quoted + k) % QUOTE_WORDS]);
            if (n_quoted >= QUOTE_WORDS && (h >> 40) % QUOTE_KEEP == 0)
                ARENA_PUSH(a, out->quotes, out->n_quotes, cap_quotes) = (uint32_t)h;
            if (n_quoted > QUOTE_MAX_WORDS)
                open = false;
        }
    }
    out->n_quotes = unique_u32(out->quotes, out->n_quotes, a);
    if (facts) {
        print_meetings(out, parse, facts, a);
        for (uint32_t i = 0; i < facts->n_statements; i++) {
            const fact_statement *x = &facts->statements[i];
            const char *cue = x->cue_token < parse->n_tokens ? parse->tokens[x->cue_token].lemma : "";
            /* Whoever talked to an outlet is quoted from there, but the page need not rest on its story: "told the Courier". */
            for (uint32_t k = 0; k < x->n_chain && strcmp(cue, "tell") != 0; k++)
                add_credit(out, &facts->actors[x->chain[k]], a);
            if (strcmp(cue, "report") == 0 || strcmp(cue, "accord") == 0)
                add_credit(out, &facts->actors[x->speaker], a);
        }
    }
}

/* --- stored form: nine little-endian words of head, the arrays, the credits ---------------------------------------------- */
enum {
    PRINT_MAGIC = 0x50524c31, /* "PRL1" */
    PRINT_VERSION = 2         /* of what the hashes mean; prints of another version are as none until the page is read again */
};

static void put_u32(parley_buf *b, uint32_t v) {
    unsigned char s[4] = {(unsigned char)v, (unsigned char)(v >> 8), (unsigned char)(v >> 16), (unsigned char)(v >> 24)};
    buf_add(b, s, 4);
}

static uint32_t get_u32(const unsigned char *s) {
    return (uint32_t)s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16 | (uint32_t)s[3] << 24;
}

void across_print_save(parley_buf *out, const across_print *p) {
    uint32_t n_credits = (uint32_t)strlen(p->credits);
    const uint32_t head[] = {PRINT_MAGIC,   PRINT_VERSION, p->n_shingles, p->n_sentences,  p->n_quotes,
                             p->n_meetings, p->n_words,    n_credits,     (uint32_t)p->day};
    for (size_t i = 0; i < COUNT_OF(head); i++)
        put_u32(out, head[i]);
    for (uint32_t i = 0; i < p->n_shingles; i++)
        put_u32(out, p->shingles[i]);
    for (uint32_t i = 0; i < p->n_sentences; i++)
        put_u32(out, p->sentences[i]);
    for (uint32_t i = 0; i < p->n_quotes; i++)
        put_u32(out, p->quotes[i]);
    for (uint32_t i = 0; i < p->n_meetings; i++) {
        put_u32(out, (uint32_t)p->meetings[i]);
        put_u32(out, (uint32_t)(p->meetings[i] >> 32));
    }
    buf_add(out, p->credits, n_credits);
}

bool across_print_load(across_print *out, const void *bytes, size_t n, parley_arena *a) {
    const unsigned char *s = bytes;
    uint32_t head[9];
    *out = (across_print){.credits = ""};
    if (n < sizeof head)
        return false;
    for (size_t i = 0; i < COUNT_OF(head); i++)
        head[i] = get_u32(s + 4 * i);
    if (head[0] != PRINT_MAGIC || head[1] != PRINT_VERSION)
        return false;
    uint64_t need = sizeof head + 4 * ((uint64_t)head[2] + head[3] + head[4] + 2 * (uint64_t)head[5]) + head[7];
    if (need != n)
        return false;
    s += sizeof head;
    uint32_t **arrays[] = {&out->shingles, &out->sentences, &out->quotes};
    for (size_t k = 0; k < COUNT_OF(arrays); k++) {
        uint32_t *v = *arrays[k] = ARENA_ARRAY(a, uint32_t, head[2 + k] + 1);
        for (uint32_t i = 0; i < head[2 + k]; i++, s += 4)
            v[i] = get_u32(s);
    }
    out->n_shingles = head[2];
    out->n_sentences = head[3];
    out->n_quotes = head[4];
    out->n_meetings = head[5];
    out->n_words = head[6];
    out->day = (int32_t)head[8];
    out->meetings = ARENA_ARRAY(a, uint64_t, head[5] + 1);
    for (uint32_t i = 0; i < head[5]; i++, s += 8)
        out->meetings[i] = get_u32(s) | (uint64_t)get_u32(s + 4) << 32;
    out->credits = arena_strn(a, (const char *)s, head[7]);
    return true;
}

/* One permutation hashing (Li, Owen, Zhang 2012): each shingle falls into one of BANDS * ROWS bins and the least of a bin is
 * its row; an empty bin takes the next full one's (Shrivastava, Li 2014). One pass instead of BANDS * ROWS. */
uint64_t *across_doc_keys(const across_print *p, parley_arena *a, uint32_t *n) {
    uint32_t max = BANDS + KEY_SENTENCES + p->n_quotes + p->n_meetings, m = 0;
    uint64_t *keys = ARENA_ARRAY(a, uint64_t, max);
    if (p->n_shingles >= 16) { /* fewer: a stub, where chance decides */
        uint64_t bins[BANDS * ROWS];
        memset(bins, 0xff, sizeof bins);
        for (uint32_t i = 0; i < p->n_shingles; i++) {
            uint64_t h = mix(p->shingles[i]);
            uint64_t *bin = &bins[(h >> 32) % COUNT_OF(bins)];
            if ((h & 0xffffffffu) < *bin)
                *bin = h & 0xffffffffu;
        }
        uint64_t filled[BANDS * ROWS];
        for (uint32_t i = 0; i < COUNT_OF(bins); i++) {
            uint32_t k = i;
            while (bins[k] == UINT64_MAX)
                k = (k + 1) % COUNT_OF(bins);
            filled[i] = bins[k] + (uint64_t)((k + COUNT_OF(bins) - i) % COUNT_OF(bins)) * 0x9e3779b97f4a7c15u;
        }
        for (uint64_t b = 0; b < BANDS; b++)
            keys[m++] = key_of("band", mix(filled[b * ROWS] + b) ^ filled[b * ROWS + 1]);
    }
    for (uint32_t i = 0; i < p->n_sentences && i < KEY_SENTENCES; i++)
        keys[m++] = key_of("sentence", p->sentences[i]);
    for (uint32_t i = 0; i < p->n_quotes; i++)
        keys[m++] = key_of("quote", p->quotes[i]);
    for (uint32_t i = 0; i < p->n_meetings; i++)
        keys[m++] = key_of("meeting", p->meetings[i]);
    *n = unique_u64(keys, m);
    return keys;
}

static uint32_t common_u32(const uint32_t *x, uint32_t n_x, const uint32_t *y, uint32_t n_y) {
    uint32_t n = 0;
    for (uint32_t i = 0, j = 0; i < n_x && j < n_y;) { /* without branches: which one is less nobody can foretell */
        uint32_t a = x[i], b = y[j];
        n += a == b;
        i += a <= b;
        j += b <= a;
    }
    return n;
}

static bool share_credit(const across_print *x, const across_print *y) {
    for (const char *s = x->credits; *s;) {
        size_t n = strcspn(s, "\n");
        for (const char *t = y->credits; *t;) {
            size_t m = strcspn(t, "\n");
            if (n == m && strncasecmp(s, t, n) == 0)
                return true;
            t += m + (t[m] == '\n');
        }
        s += n + (s[n] == '\n');
    }
    return false;
}

across_edge across_compare(const across_print *x, const across_print *y, parley_arena *a) {
    across_edge e = {.relation = RELATION_NONE, .evidence = ""};
    uint32_t shingles = common_u32(x->shingles, x->n_shingles, y->shingles, y->n_shingles);
    uint32_t least = x->n_shingles < y->n_shingles ? x->n_shingles : y->n_shingles;
    uint32_t both = x->n_shingles + y->n_shingles - shingles, meetings = 0;
    float jaccard = both ? (float)shingles / (float)both : 0;
    e.score = least ? (float)shingles / (float)least : 0;
    e.n_sentences = common_u32(x->sentences, x->n_sentences, y->sentences, y->n_sentences);
    e.n_quotes = common_u32(x->quotes, x->n_quotes, y->quotes, y->n_quotes);
    for (uint32_t i = 0, j = 0; i < x->n_meetings && j < y->n_meetings;) {
        meetings += x->meetings[i] == y->meetings[j];
        if (x->meetings[i] <= y->meetings[j])
            i++;
        else
            j++;
    }
    /* The same two people may meet on another Monday: only near in time, where both pages say when. */
    bool near = !x->day || !y->day || labs((long)x->day - y->day) <= 8;
    if (least >= 8 && jaccard >= 0.8f)
        e.relation = RELATION_COPY;
    else if (least >= 24 && (e.score >= 0.25f || (e.n_sentences >= 3 && e.score >= 0.15f)))
        e.relation = RELATION_REWRITE;
    else if (least >= 24 && e.score >= 0.08f && near && share_credit(x, y))
        e.relation = RELATION_SAME_WIRE;
    else if (near && (e.n_quotes >= 1 || meetings >= 1 || (e.n_sentences >= 2)))
        e.relation = RELATION_SAME_EVENT;
    if (e.relation != RELATION_NONE)
        e.evidence = arena_printf(
            a, "%.0f %% of the shorter text's 4-word runs, %u sentences, %u runs of quoted words, %u meetings in common",
            100.0 * (double)e.score, e.n_sentences, e.n_quotes, meetings);
    return e;
}
