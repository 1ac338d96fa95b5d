/* print.c - what is kept of a page to find its copies: hashes of its words in runs, of its sentences, of what it quotes. */
#include "across/hashes.h"
#include "meaning/timex.h"

#include <strings.h>

enum {
    SHINGLE_WORDS = 4,  /* 3 finds more rewrites but also formulas ("told reporters on Monday"); 5 loses them */
    SENTENCE_WORDS = 8, /* shorter sentences recur by chance */
    /* Pages cut one quotation at different places, so its runs are compared, not the whole. Six words in a row of somebody's
     * speech are seldom said twice; every second run is kept (by its hash, so that all pages keep the same ones), which still
     * finds 8 shared words with probability 7/8. */
    QUOTE_WORDS = 6,
    QUOTE_KEEP = 2,
    QUOTE_MAX_WORDS = 120 /* an unclosed quotation must not swallow the page */
};

/* --- words ------------------------------------------------------------------------------------------------------------------ */
static uint64_t little(uint64_t v) { /* hashes are stored: the same on every machine */
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(v);
#else
    return v;
#endif
}

static uint64_t load_u64(const void *s) {
    uint64_t v;
    memcpy(&v, s, sizeof v);
    return little(v);
}

/* Up to eight bytes as a number, the first lowest. */
static uint64_t word_part(const unsigned char *s, size_t n) {
    uint64_t v = 0;
    for (size_t i = n; i-- > 0;)
        v = v << 8 | s[i];
    return v;
}

enum { WORD_STEP = 8 };

static uint64_t word_start(size_t n) {
    return n * 0x9e3779b97f4a7c15u;
}

uint64_t across_word(const char *norm, size_t n) {
    const unsigned char *s = (const unsigned char *)norm;
    uint64_t h = word_start(n);
    for (; n > WORD_STEP; s += WORD_STEP, n -= WORD_STEP)
        h = hash_mix(h ^ load_u64(s));
    return hash_mix(h ^ word_part(s, n));
}

/* The same where the bytes after the word may be read, too. */
static uint64_t word_padded(const unsigned char *s, size_t n) {
    uint64_t h = word_start(n);
    for (; n > WORD_STEP; s += WORD_STEP, n -= WORD_STEP)
        h = hash_mix(h ^ load_u64(s));
    return hash_mix(h ^ (load_u64(s) & UINT64_MAX >> (8 * (WORD_STEP - n))));
}

/* Runs of words, hashed by different factors, so that their order counts; the lowest bits say in which eighth of the text. */
static uint32_t shingles_of(uint32_t *out, const uint64_t *words, uint32_t n_words) {
    uint32_t n = n_words >= SHINGLE_WORDS ? n_words - SHINGLE_WORDS + 1 : 0, i = 0;
    for (uint32_t part = 0; part < HASH_PARTS; part++)
        for (uint32_t end = (uint32_t)((uint64_t)n * (part + 1) / HASH_PARTS); i < end; i++) {
            uint64_t h = words[i] + words[i + 1] * 0x9e3779b97f4a7c15u + words[i + 2] * 0xbf58476d1ce4e5b9u +
                         words[i + 3] * 0x94d049bb133111ebu;
            out[i] = ((uint32_t)(h >> 32) & ~(uint32_t)HASH_PART_MASK) | part;
        }
    return n;
}

static uint32_t lower_half(uint32_t *v, uint32_t n) {
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++) { /* without branches */
        uint32_t x = v[i];
        v[m] = x;
        m += x < HASH_HALF;
    }
    return m;
}

void across_print_words(across_print *out, const uint64_t *words, uint32_t n_words, const uint32_t *ends, uint32_t n_sents,
                        parley_arena *a, parley_arena *scratch) {
    uint32_t *raw = ARENA_ARRAY(scratch, uint32_t, n_sents + 1), n = 0;
    *out = (across_print){.credits = "", .n_words = n_words};
    for (uint32_t s = 0, from = 0; s < n_sents; from = ends[s++]) {
        if (ends[s] - from < SENTENCE_WORDS)
            continue;
        uint64_t h = 0;
        for (uint32_t i = from; i < ends[s]; i++)
            h = (h ^ words[i]) * 0x9e3779b97f4a7c15u;
        raw[n++] = (uint32_t)(h >> 32);
    }
    out->sentences = hashes_sorted(raw, n, 0, &out->n_sentences, a);
    raw = ARENA_ARRAY(scratch, uint32_t, n_words + 1);
    n = shingles_of(raw, words, n_words);
    if (across_print_sampled(out))
        n = lower_half(raw, n);
    out->shingles = hashes_sorted(raw, n, HASH_PART_MASK, &out->n_shingles, a);
}

/* --- plain text ---------------------------------------------------------------------------------------------------------------
 */
/* A text by blocks of 64 bytes, sixteen at once: which are of words, which end a sentence. */
enum { TEXT_BLOCK = 64, TEXT_STEP = 16, TEXT_PAD = TEXT_BLOCK + WORD_STEP };
typedef unsigned char text_bytes __attribute__((vector_size(TEXT_STEP)));

/* One bit a byte, of bytes that are 0 or -1. */
static uint64_t bits_of(text_bytes is) {
    uint64_t half[2];
    is &= 1;
    memcpy(half, &is, sizeof half);
    return little(half[0]) * 0x0102040810204080u >> 56 | little(half[1]) * 0x0102040810204080u >> 56 << 8;
}

static void text_block(unsigned char *low, const unsigned char *s, uint64_t *words, uint64_t *stops) {
    *words = *stops = 0;
    for (unsigned i = 0; i < TEXT_BLOCK; i += TEXT_STEP) {
        text_bytes c;
        memcpy(&c, s + i, sizeof c);
        text_bytes stop = (text_bytes)(c == '.') | (text_bytes)(c == '?') | (text_bytes)(c == '!');
        c += (text_bytes)(c - 'A' < 26) & ('a' - 'A');
        text_bytes word = (text_bytes)(c - 'a' < 26) | (text_bytes)(c - '0' < 10) | (text_bytes)(c >= 0x80);
        memcpy(low + i, &c, sizeof c);
        *words |= bits_of(word) << i;
        *stops |= bits_of(stop) << i;
    }
}

static uint32_t bit_count(uint64_t v) {
    v -= v >> 1 & 0x5555555555555555u;
    v = (v & 0x3333333333333333u) + (v >> 2 & 0x3333333333333333u);
    return (uint32_t)(((v + (v >> 4)) & 0x0f0f0f0f0f0f0f0fu) * 0x0101010101010101u >> 56);
}

void across_print_text(across_print *out, const char *text, size_t n_text, parley_arena *a, parley_arena *scratch) {
    uint32_t n_blocks = (uint32_t)(n_text / TEXT_BLOCK) + 1, n_edges = 0, n_stops = 0; /* one byte at least after the last word */
    unsigned char *low = arena_alloc(scratch, n_blocks * (size_t)TEXT_BLOCK + TEXT_PAD), last[TEXT_BLOCK] = {0};
    uint64_t *edges = ARENA_ARRAY(scratch, uint64_t, n_blocks), *stops = ARENA_ARRAY(scratch, uint64_t, n_blocks), before = 0;
    for (uint32_t b = 0; b < n_blocks; b++) {
        const unsigned char *s = (const unsigned char *)text + b * (size_t)TEXT_BLOCK;
        uint64_t of_word;
        if (b + 1 == n_blocks)
            s = memcpy(last, s, n_text % TEXT_BLOCK);
        text_block(low + b * (size_t)TEXT_BLOCK, s, &of_word, &stops[b]);
        edges[b] = of_word ^ (of_word << 1 | before);
        before = of_word >> 63;
        n_edges += bit_count(edges[b]);
        n_stops += bit_count(stops[b]);
    }
    /* Words begin and end in turn. */
    uint32_t *at = ARENA_ARRAY(scratch, uint32_t, n_edges), *ends = ARENA_ARRAY(scratch, uint32_t, n_stops + 1);
    uint64_t *words = ARENA_ARRAY(scratch, uint64_t, n_edges / 2 + 1);
    n_edges = n_stops = 0;
    for (uint32_t b = 0; b < n_blocks; b++) {
        for (uint64_t bits = stops[b]; bits; bits &= bits - 1)
            ends[n_stops++] = (n_edges + bit_count(edges[b] & (bits ^ (bits - 1)))) / 2;
        for (uint64_t bits = edges[b]; bits; bits &= bits - 1)
            at[n_edges++] = b * TEXT_BLOCK + (uint32_t)__builtin_ctzll(bits);
    }
    for (uint32_t w = 0; w < n_edges / 2; w++)
        words[w] = word_padded(low + at[2 * w], at[2 * w + 1] - at[2 * w]);
    ends[n_stops++] = n_edges / 2;
    across_print_words(out, words, n_edges / 2, ends, n_stops, a, scratch);
}

/* --- a page --------------------------------------------------------------------------------------------------------------------
 */
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
            for (uint32_t k = 0; k < n_v && n < COUNT_OF(who); k++) {
                who[n++] = v[k];
                const fact_actor *group = &f->actors[v[k]]; /* "leaders, including Moro" */
                for (uint32_t m = 0; m < group->n_members && n < COUNT_OF(who); m++)
                    who[n++] = group->members[m];
            }
        }
        for (uint32_t x = 0; x < n; x++)
            for (uint32_t y = 0; y < n; y++) {
                const fact_actor *p = &f->actors[who[x]], *q = &f->actors[who[y]];
                if (p->kind != ACTOR_PERSON || who[x] == who[y])
                    continue;
                if (q->kind == ACTOR_PERSON) { /* a page may not say whose minister somebody is */
                    uint64_t h = actor_hash(p, a), g = actor_hash(q, a);
                    ARENA_PUSH(a, out->meetings, out->n_meetings, cap) =
                        hash_mix((h < g ? h : g) * 31 + hash_mix(h < g ? g : h) + day);
                }
                const fact_actor *side = q->side == PARLEY_NONE ? q : &f->actors[q->side];
                if (p->side != PARLEY_NONE && &f->actors[p->side] == side)
                    continue; /* of one side */
                ARENA_PUSH(a, out->meetings, out->n_meetings, cap) =
                    hash_mix(actor_hash(p, a) * 31 + hash_mix(actor_hash(side, a)) + day);
            }
    }
    out->n_meetings = hashes_unique_u64(out->meetings, out->n_meetings);
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
    across_print_words(out, words, n, ends, parse->n_sents, a, a);
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
                h = hash_mix(h ^ run[(n_quoted + k) % QUOTE_WORDS]);
            if (n_quoted >= QUOTE_WORDS && (h >> 40) % QUOTE_KEEP == 0)
                ARENA_PUSH(a, out->quotes, out->n_quotes, cap_quotes) = (uint32_t)h;
            if (n_quoted > QUOTE_MAX_WORDS)
                open = false;
        }
    }
    out->quotes = hashes_sorted(out->quotes, out->n_quotes, 0, &out->n_quotes, a);
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
    PRINT_VERSION = 4         /* of what the hashes mean; prints of another version are as none until the page is read again */
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
