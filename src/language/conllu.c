/* conllu.c - CoNLL-U in and out (universaldependencies.org/format.html). */
#include "language/parse.h"

#include <stdlib.h>

/* --- strings of a column, each once ------------------------------------------------------------------------------------ */
typedef struct names_table {
    parley_map map;
    const char **names;
    uint32_t n, cap, max;
} names_table;

static void table_init(names_table *t, parley_arena *a, uint32_t max) {
    *t = (names_table){.max = max};
    map_init(&t->map, a);
}

static uint32_t table_index(names_table *t, const char *s) {
    uint32_t i = map_gets(&t->map, s, PARLEY_NONE);
    if (i != PARLEY_NONE)
        return i;
    if (t->n >= t->max)
        return t->max; /* one past the end reads as "_": a file with over 255 tags is not worth a wider field */
    char *copy = arena_str(t->map.arena, s);
    ARENA_PUSH(t->map.arena, t->names, t->n, t->cap) = copy;
    map_sets(&t->map, copy, t->n - 1);
    return t->n - 1;
}

/* --- laying words on a page ----------------------------------------------------------------------------------------------- */
typedef struct reader {
    const parley_page *page;
    parley_arena *a;
    page_seg *by_source; /* page->segs, ordered by source */
    uint32_t at;         /* byte of the text behind the last word */
    uint32_t line;
    bool apart; /* the next sentence begins a text */
    parley_parse *p;
    uint32_t cap_tokens, cap_sents, n_tags, cap_tags;
    uint8_t *tags;
    names_table feats, xpos, deprel;
    parley_error *err;
} reader;

static int seg_by_source(const void *x, const void *y) {
    const page_seg *a = x, *b = y;
    return a->source < b->source ? -1 : a->source > b->source ? 1 : a->text < b->text ? -1 : a->text > b->text;
}

/* Text byte of a source byte; at_end: of the byte behind a word. PARLEY_NONE: no text comes from there. */
static uint32_t text_of_source(const reader *r, uint32_t pos, bool at_end) {
    uint32_t lo = 0, hi = r->page->n_segs, want = at_end && pos > 0 ? pos - 1 : pos;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->by_source[mid].source <= want)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == 0)
        return PARLEY_NONE;
    const page_seg *g = &r->by_source[lo - 1];
    if (want - g->source >= g->n_source)
        return PARLEY_NONE;
    if (g->n_text == g->n_source)
        return g->text + (pos - g->source);
    return at_end ? g->text + g->n_text : g->text;
}

/* A word without offsets: its form, after spaces, next in the text. */
static bool place_by_form(reader *r, const char *form, parse_token *t) {
    size_t n = strlen(form);
    uint32_t i = r->at, len;
    while (i < r->page->n_text && cp_is_space(utf8_get(r->page->text + i, r->page->n_text - i, &len)))
        i += len;
    if (r->page->n_text - i < n || memcmp(r->page->text + i, form, n) != 0) {
        const char *hit = n ? memmem(r->page->text + i, r->page->n_text - i, form, n) : NULL;
        if (!hit)
            return false;
        i = (uint32_t)(hit - r->page->text);
    }
    t->start = i;
    t->end = i + (uint32_t)n;
    return true;
}

static bool misc_number(const char *misc, const char *key, uint32_t *out) {
    size_t n = strlen(key);
    for (const char *s = misc; *s;) {
        size_t len = strcspn(s, "|");
        if (len > n && memcmp(s, key, n) == 0 && s[n] >= '0' && s[n] <= '9') {
            unsigned long v = strtoul(s + n, NULL, 10);
            *out = (uint32_t)v;
            return v < UINT32_MAX;
        }
        s += len + (s[len] == '|');
    }
    return false;
}

static bool misc_has(const char *misc, const char *item) {
    size_t n = strlen(item);
    for (const char *s = misc; *s;) {
        size_t len = strcspn(s, "|");
        if (len == n && memcmp(s, item, n) == 0)
            return true;
        s += len + (s[len] == '|');
    }
    return false;
}

static const char *misc_value(const char *misc, const char *key, size_t *n_out) {
    size_t n = strlen(key);
    for (const char *s = misc; *s;) {
        size_t len = strcspn(s, "|");
        if (len > n && memcmp(s, key, n) == 0) {
            *n_out = len - n;
            return s + n;
        }
        s += len + (s[len] == '|');
    }
    return NULL;
}

static parley_status bad(reader *r, const char *what) {
    return fail(r->err, PARLEY_EFORMAT, r->line, "line %u: %s", r->line, what);
}

/* --- one line ------------------------------------------------------------------------------------------------------------- */
/* Split at tabs in place; true if there are just ten fields. */
static bool split_fields(char *line, char *field[10]) {
    for (unsigned i = 0; i < 10; i++) {
        field[i] = line;
        line = line ? strchr(line, '\t') : NULL;
        if (line)
            *line++ = '\0';
        else if (i < 9)
            return false;
    }
    return line == NULL;
}

static bool number(const char *s, uint32_t *out) {
    if (*s < '0' || *s > '9')
        return false;
    uint64_t v = 0;
    for (; *s >= '0' && *s <= '9'; s++)
        if ((v = v * 10 + (uint64_t)(*s - '0')) > INT32_MAX)
            return false;
    *out = (uint32_t)v;
    return *s == '\0';
}

/* A range (1-2 don't): what its words share. */
typedef struct range {
    uint32_t last;    /* id of its last word; 0: none open */
    const char *form; /* what is left of its form to spell; NULL: the words do not spell it */
    uint32_t start, end, at;
    bool space_after;
} range;

typedef struct sentence {
    uint32_t first, line, n_roots;
    bool no_heads;
    range range;
} sentence;

static bool place(reader *r, const char *form, const char *misc, parse_token *t) {
    uint32_t start, end;
    size_t n = strlen(form);
    t->space_after = !misc_has(misc, "SpaceAfter=No");
    if (!r->page) {
        t->start = r->at;
        t->end = r->at + (uint32_t)n;
        return r->at + n < INT32_MAX;
    }
    if (misc_number(misc, "start_byte=", &start) && misc_number(misc, "end_byte=", &end) && start < end) {
        t->start = text_of_source(r, start, false);
        t->end = text_of_source(r, end, true);
        return t->start != PARLEY_NONE && t->end != PARLEY_NONE && t->start < t->end;
    }
    return place_by_form(r, form, t);
}

static parley_status read_word(reader *r, sentence *s, char *f[10]) {
    parley_parse *p = r->p;
    uint32_t id, head = 0, n_before = p->n_tokens - s->first;
    const char *dash = strchr(f[0], '-');
    if (strchr(f[0], '.'))
        return PARLEY_OK;
    if (dash) {
        uint32_t last;
        parse_token t;
        if (!number(dash + 1, &last) || last <= n_before + 1 || last - n_before > 64)
            return bad(r, "not a range of words");
        if (!place(r, f[1], f[9], &t) || (r->page && t.start < r->at))
            return bad(r, "range not found in the text");
        s->range = (range){last, f[1], t.start, t.end, t.start, t.space_after};
        return PARLEY_OK;
    }
    if (!number(f[0], &id) || id != n_before + 1)
        return bad(r, "words are not numbered 1, 2, 3 …");
    if (!*f[1])
        return bad(r, "word without a form");
    parse_token t = {0};
    if (id <= s->range.last) {
        range *g = &s->range;
        size_t n = strlen(f[1]);
        t.glued = g->at > g->start || g->form == NULL;
        if (g->form && strncmp(g->form, f[1], n) == 0 && n <= g->end - g->at) {
            t.start = g->at;
            t.end = g->at + (uint32_t)n;
            g->form += n;
            g->at += (uint32_t)n;
        } else { /* "im" for "I am": no letters of its own */
            t.start = g->form ? g->at : g->start;
            t.end = g->end;
            g->form = NULL;
        }
        t.space_after = id == g->last ? g->space_after : false;
    } else {
        if (!place(r, f[1], f[9], &t))
            return bad(r, "word not found in the text");
    }
    if (p->n_tokens > s->first ? t.start < p->tokens[p->n_tokens - 1].start : t.start < r->at)
        return bad(r, "words are not in the order of the text");
    t.form = f[1];
    t.norm = utf8_lower(r->a, f[1], strlen(f[1]), true);
    t.lemma = strcmp(f[2], "_") == 0 ? t.norm : f[2];
    t.upos = (uint8_t)upos_of(f[3]);
    t.xpos = (uint8_t)table_index(&r->xpos, f[4]);
    t.feats = (uint16_t)table_index(&r->feats, f[5]);
    t.morph = feats_bits(f[5]);
    if (strcmp(f[6], "_") == 0)
        s->no_heads = true;
    else if (!number(f[6], &head) || head == id)
        return bad(r, "not a head");
    s->n_roots += head == 0;
    t.head = head ? s->first + head - 1 : PARLEY_NONE;
    ud_sub sub;
    t.rel = (uint8_t)rel_of(f[7], &sub);
    t.sub = (uint8_t)sub;
    t.deprel = (uint8_t)table_index(&r->deprel, f[7]);
    t.sent = p->n_sents;
    size_t n_ne;
    const char *ne = misc_value(f[9], "NE=", &n_ne);
    uint8_t tag = 0;
    if (ne && n_ne > 2 && n_ne < 18 && (ne[0] == 'B' || ne[0] == 'I') && ne[1] == '-') {
        char name[16];
        memcpy(name, ne + 2, n_ne - 2);
        name[n_ne - 2] = '\0';
        tag = (uint8_t)(ne_of(name) * 2 + (ne[0] == 'I'));
    }
    if (p->n_tokens >= INT32_MAX / 2)
        return bad(r, "too many words");
    ARENA_PUSH(r->a, p->tokens, p->n_tokens, r->cap_tokens) = t;
    ARENA_PUSH(r->a, r->tags, r->n_tags, r->cap_tags) = tag;
    if (t.end > r->at)
        r->at = t.end;
    if (!r->page && t.space_after && id >= s->range.last)
        r->at++;
    return PARLEY_OK;
}

/* --- one sentence --------------------------------------------------------------------------------------------------------- */
/* Every word leads to the root: heads are walked with marks, each step once. */
static bool is_tree(const parley_parse *p, uint32_t first, parley_arena *a) {
    uint32_t n = p->n_tokens - first;
    uint8_t *seen = ARENA_ARRAY(a, uint8_t, n); /* 1: on the path now; 2: leads to the root */
    for (uint32_t i = 0; i < n; i++) {
        uint32_t t = i;
        while (t != PARLEY_NONE && seen[t] == 0) {
            seen[t] = 1;
            uint32_t h = p->tokens[first + t].head;
            if (h != PARLEY_NONE && h >= p->n_tokens)
                return false;
            t = h == PARLEY_NONE ? PARLEY_NONE : h - first;
        }
        if (t != PARLEY_NONE && seen[t] == 1)
            return false;
        for (t = i; t != PARLEY_NONE && seen[t] == 1;) {
            seen[t] = 2;
            uint32_t h = p->tokens[first + t].head;
            t = h == PARLEY_NONE ? PARLEY_NONE : h - first;
        }
    }
    return true;
}

static uint32_t block_of(const parley_page *page, uint32_t pos) {
    uint32_t lo = 0, hi = page->n_blocks;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (page->blocks[mid].start <= pos)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo > 0 && pos < page->blocks[lo - 1].end ? lo - 1 : PARLEY_NONE;
}

static parley_status end_sentence(reader *r, sentence *s) {
    parley_parse *p = r->p;
    uint32_t n = p->n_tokens - s->first;
    if (n == 0)
        return PARLEY_OK;
    parse_token *tok = p->tokens + s->first;
    if (s->range.last > n)
        return bad(r, "range of words runs over the end of its sentence");
    if (s->no_heads) {
        for (uint32_t i = 0; i < n; i++) {
            tok[i].head = i ? s->first : PARLEY_NONE;
            tok[i].rel = i ? REL_DEP : REL_ROOT;
            tok[i].sub = SUB_NONE;
            tok[i].deprel = (uint8_t)table_index(&r->deprel, i ? "dep" : "root");
        }
    } else if (s->n_roots != 1 || !is_tree(p, s->first, r->a)) {
        r->line = s->line;
        return bad(r, "heads of this sentence are not a tree with one root");
    }
    uint32_t block = 0;
    if (r->page) {
        block = block_of(r->page, tok[0].start);
        if (block == PARLEY_NONE || !page_is_body(&r->page->blocks[block])) {
            p->n_tokens = r->n_tags = s->first;
            return PARLEY_OK;
        }
    } else if (r->at > 0 && tok[n - 1].space_after) {
        r->at--; /* the space behind the last word becomes the end of the line */
    }
    ARENA_PUSH(r->a, p->sents, p->n_sents, r->cap_sents) =
        (parse_sent){s->first, p->n_tokens, tok[0].start, r->page ? r->at : tok[n - 1].end, block, PARLEY_NONE, r->apart};
    r->apart = false;
    if (!r->page)
        r->at++;
    return PARLEY_OK;
}

parley_status conllu_read(parley_parse **out, const char *text, size_t n, const parley_page *page, parley_arena *a,
                          parley_error *err) {
    reader r = {.page = page, .a = a, .err = err, .p = ARENA_NEW(a, parley_parse)};
    parley_status rc = PARLEY_OK;
    *out = NULL;
    table_init(&r.feats, a, UINT16_MAX);
    table_init(&r.xpos, a, UINT8_MAX);
    table_init(&r.deprel, a, UINT8_MAX);
    if (page) {
        r.by_source = ARENA_ARRAY(a, page_seg, page->n_segs);
        for (uint32_t i = 0; i < page->n_segs; i++)
            r.by_source[i] = page->segs[i];
        qsort(r.by_source, page->n_segs, sizeof *r.by_source, seg_by_source);
    }
    char *copy = arena_strn(a, text, n); /* cut up in place; forms and lemmas point into it */
    sentence s = {.line = 1};
    for (size_t i = 0; i < n && rc >= 0;) {
        const char *eol = memchr(text + i, '\n', n - i);
        size_t len = eol ? (size_t)(eol - text) - i : n - i;
        r.line++;
        char *line = copy + i, *field[10];
        size_t n_line = len > 0 && line[len - 1] == '\r' ? len - 1 : len;
        line[n_line] = '\0';
        i += len + 1;
        if (n_line == 0) {
            rc = end_sentence(&r, &s);
            s = (sentence){.first = r.p->n_tokens, .line = r.line + 1};
        } else if (line[0] == '#') {
            r.apart = r.apart || strncmp(line, "# newdoc", 8) == 0;
        } else if (strlen(line) != n_line || !utf8_valid(line, n_line, NULL)) {
            rc = bad(&r, "not UTF-8 text");
        } else if (!split_fields(line, field)) {
            rc = bad(&r, "not ten columns");
        } else {
            rc = read_word(&r, &s, field);
        }
    }
    if (rc >= 0)
        rc = end_sentence(&r, &s);
    if (rc >= 0) {
        parley_parse *p = r.p;
        p->model = "conllu";
        p->feats_names = r.feats.names, p->n_feats_names = r.feats.n;
        p->xpos_names = r.xpos.names, p->n_xpos_names = r.xpos.n;
        p->deprel_names = r.deprel.names, p->n_deprel_names = r.deprel.n;
        parse_link(p);
        if (p->n_tokens)
            parse_set_names(p, r.tags, a);
        *out = p;
    }
    return rc;
}

/* --- out ------------------------------------------------------------------------------------------------------------------ */
/* CoNLL-U has no way to write a tab or a line end inside a field: they become spaces. */
static void add_field(parley_buf *b, const char *s, size_t n) {
    size_t from = 0;
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] < 0x20) {
            buf_add(b, s + from, i - from);
            buf_addc(b, ' ');
            from = i + 1;
        }
    buf_add(b, s + from, n - from);
}

static void add_str(parley_buf *b, const char *s) {
    if (*s)
        add_field(b, s, strlen(s));
    else
        buf_addc(b, '_');
}

static void add_uint(parley_buf *b, uint32_t v) {
    char s[10], *q = s + sizeof s;
    do
        *--q = (char)('0' + v % 10);
    while (v /= 10);
    buf_add(b, q, (size_t)(s + sizeof s - q));
}

static void add_misc(parley_buf *b, const parley_parse *p, const parse_token *t, parley_span at, bool space_after, bool name) {
    if (!space_after)
        buf_adds(b, "SpaceAfter=No|");
    buf_adds(b, "start_byte=");
    add_uint(b, at.start);
    buf_adds(b, "|end_byte=");
    add_uint(b, at.end);
    if (name && t->ne) {
        buf_adds(b, t->ne_begin ? "|NE=B-" : "|NE=I-");
        buf_adds(b, ne_name((ne_type)t->ne));
    }
    (void)p;
    buf_addc(b, '\n');
}

static parley_span source_of(const parley_page *page, uint32_t start, uint32_t end) {
    parley_span s = {start, end};
    return page ? page_source_span(page, s) : s;
}

void conllu_write(parley_buf *b, const parley_parse *p, const parley_page *page) {
    for (uint32_t i = 0; i < p->n_sents; i++) {
        const parse_sent *s = &p->sents[i];
        buf_adds(b, "# sent_id = ");
        add_uint(b, i + 1);
        buf_adds(b, "\n# text = ");
        if (page) {
            add_field(b, page->text + s->start, s->stop - s->start);
        } else {
            for (uint32_t t = s->first; t < s->end; t++) {
                add_str(b, p->tokens[t].form);
                if (p->tokens[t].space_after && t + 1 < s->end)
                    buf_addc(b, ' ');
            }
        }
        buf_addc(b, '\n');
        for (uint32_t t = s->first; t < s->end; t++) {
            const parse_token *k = &p->tokens[t];
            if (!k->glued && t + 1 < s->end && p->tokens[t + 1].glued) {
                uint32_t last = t + 1;
                while (last + 1 < s->end && p->tokens[last + 1].glued)
                    last++;
                add_uint(b, t - s->first + 1);
                buf_addc(b, '-');
                add_uint(b, last - s->first + 1);
                buf_addc(b, '\t');
                if (page) {
                    add_field(b, page->text + k->start, p->tokens[last].end - k->start);
                } else {
                    for (uint32_t m = t; m <= last; m++)
                        add_str(b, p->tokens[m].form);
                }
                buf_adds(b, "\t_\t_\t_\t_\t_\t_\t_\t");
                add_misc(b, p, k, source_of(page, k->start, p->tokens[last].end), p->tokens[last].space_after, false);
            }
            add_uint(b, t - s->first + 1);
            buf_addc(b, '\t');
            add_str(b, k->form);
            buf_addc(b, '\t');
            add_str(b, k->lemma);
            buf_addc(b, '\t');
            buf_adds(b, upos_name((ud_pos)k->upos));
            buf_addc(b, '\t');
            add_str(b, parse_xpos_name(p, k));
            buf_addc(b, '\t');
            add_str(b, parse_feats_name(p, k));
            buf_addc(b, '\t');
            add_uint(b, k->head == PARLEY_NONE ? 0 : k->head - s->first + 1);
            buf_addc(b, '\t');
            add_str(b, parse_deprel_name(p, k));
            buf_adds(b, "\t_\t");
            /* Inside a range SpaceAfter belongs to the range's line alone. */
            bool in_range = k->glued || (t + 1 < s->end && p->tokens[t + 1].glued);
            add_misc(b, p, k, source_of(page, k->start, k->end), in_range || k->space_after, true);
        }
        buf_addc(b, '\n');
    }
}
