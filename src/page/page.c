/* page.c - pages in memory: making, freeing, leading text back to source. The order of the room's work stands in page_fill. */
#include "page/features.h"
#include "page/langid.h"
#include "page/source_int.h"

parley_span page_source_span(const parley_page *p, parley_span s) {
    return segs_source(p->segs, p->n_segs, s);
}

parley_span *page_body(const parley_page *p, parley_arena *a, uint32_t *n) {
    parley_span *out = NULL;
    uint32_t cap = 0, text_end = 0;
    *n = 0;
    for (uint32_t i = 0; i < p->n_blocks; i++) {
        const page_block *b = &p->blocks[i];
        if (!page_is_body(b))
            continue;
        parley_span s = page_source_span(p, (parley_span){b->start, b->end});
        if (s.end <= s.start)
            continue;
        bool joined = *n > 0 && s.start >= out[*n - 1].end;
        if (joined && p->format == PAGE_TEXT) {
            for (uint32_t k = text_end; k < b->start && joined; k++)
                joined = p->text[k] == '\n' || cp_is_space((unsigned char)p->text[k]);
        } else if (joined) {
            for (uint32_t k = out[*n - 1].end; k < s.start && joined; k++) {
                char c = p->source[k], next = k + 1 < s.start ? p->source[k + 1] : ' ';
                if (p->format == PAGE_JSONL && c == '\\' && (next == 'n' || next == 'r' || next == 't'))
                    k++; /* a line end as JSON writes it */
                else
                    joined = c == ' ' || (c >= 9 && c <= 13);
            }
        }
        if (joined)
            out[*n - 1].end = s.end;
        else
            ARENA_PUSH(a, out, *n, cap) = s;
        text_end = b->end;
    }
    return out;
}

void page_check(const parley_page *p) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < p->n_segs; i++) {
        const page_seg *g = &p->segs[i];
        assert(g->n_text > 0 && g->text >= at && g->n_text <= p->n_text && g->text <= p->n_text - g->n_text);
        assert(g->n_source <= p->n_source && g->source <= p->n_source - g->n_source);
        at = g->text + g->n_text;
    }
    assert(utf8_valid(p->text, p->n_text, NULL));
    at = 0;
    for (uint32_t i = 0; i < p->n_blocks; i++) {
        const page_block *b = &p->blocks[i];
        assert(b->start < b->end && b->start >= at && b->end <= p->n_text);
        assert((p->text[b->start] & 0xC0) != 0x80 && (b->end == p->n_text || (p->text[b->end] & 0xC0) != 0x80));
        assert((b->reason != NULL) == (b->role == PAGE_NOISE));
        for (uint32_t k = at; k < b->start; k++)
            assert((unsigned char)p->text[k] <= ' ' || (unsigned char)p->text[k] >= 0x80);
        at = b->end;
    }
    for (uint32_t k = at; k < p->n_text; k++)
        assert((unsigned char)p->text[k] <= ' ' || (unsigned char)p->text[k] >= 0x80);
    const page_fact *facts[] = {&p->title, &p->outlet, &p->author, &p->published, &p->url};
    for (size_t i = 0; i < COUNT_OF(facts); i++)
        assert(!facts[i]->value || (facts[i]->evidence.start <= facts[i]->evidence.end && facts[i]->evidence.end <= p->n_source));
    assert(!p->translation.sign || (p->translation.evidence.start <= p->translation.evidence.end &&
                                    p->translation.evidence.end <= p->n_source && p->translation.words));
    (void)at;
}

/* Trim space, no-break and zero-width space included, from text bytes [*start, *end). */
static void trim(const char *s, uint32_t *start, uint32_t *end) {
    while (*start < *end) {
        uint32_t len, cp = utf8_get(s + *start, *end - *start, &len);
        if (cp != UTF8_BAD && !cp_is_space(cp))
            break;
        *start += len;
    }
    while (*end > *start) {
        uint32_t at = *end - 1, len;
        while (at > *start && (s[at] & 0xC0) == 0x80)
            at--;
        uint32_t cp = utf8_get(s + at, *end - at, &len);
        if (cp != UTF8_BAD && !cp_is_space(cp))
            break;
        *end = at;
    }
}

/* Lines of plain text: each line with something on it. A metadata date glued before the first sentence ("date 2024-09-03 The
 * minister…") is cut off as a line of its own. */
static page_line *text_lines(parley_arena *a, const char *s, uint32_t n, uint32_t *n_lines) {
    page_line *lines = NULL;
    uint32_t cap = 0, blank = 0;
    *n_lines = 0;
    for (uint32_t i = 0; i < n;) {
        const char *eol = memchr(s + i, '\n', n - i);
        uint32_t stop = eol ? (uint32_t)(eol - s) : n, start = i, end = stop;
        trim(s, &start, &end);
        i = stop + 1;
        if (start == end) {
            blank++;
            continue;
        }
        if (*n_lines == 0 && end - start > 20 && memcmp(s + start, "date ", 5) == 0) {
            char iso[11];
            uint32_t used = date_read(s + start + 5, end - start - 5, iso);
            if (used) {
                ARENA_PUSH(a, lines, *n_lines, cap) = (page_line){.start = start, .end = start + 5 + used};
                lines[0].cue[CUE_DATELINE] = 9;
                start += 5 + used;
                trim(s, &start, &end);
                if (start == end)
                    continue;
            }
        }
        ARENA_PUSH(a, lines, *n_lines, cap) = (page_line){.start = start, .end = end, .blank_before = blank};
        blank = 0;
    }
    return lines;
}

/* 128 bits over the bytes, eight at a time: two multiply-and-mix sums with other constants. Enough to recognise a page again; not
 * meant to withstand someone who forges one. */
static const char *digest_of(parley_arena *a, const char *s, size_t n) {
    uint64_t h = 0x9E3779B97F4A7C15u ^ n, g = 0xC2B2AE3D27D4EB4Fu + n;
    for (size_t i = 0; i < n; i += 8) {
        const unsigned char *b = (const unsigned char *)s + i;
        uint64_t w = 0;
        if (n - i >= 8) /* little-endian on every machine; written out, since compilers make one load of this, not of a loop */
            w = (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 |
                (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
        else
            for (size_t k = 0; i + k < n; k++)
                w |= (uint64_t)b[k] << (8 * k);
        h = (h ^ w) * 0xFF51AFD7ED558CCDu;
        h ^= h >> 32;
        g = (g + w) * 0x9FB21C651E98DF25u;
        g ^= g >> 29;
    }
    return arena_printf(a, "%016llx%016llx", (unsigned long long)h, (unsigned long long)g);
}

/* Language of the report; of the whole page when next to no report was found. */
static const char *page_lang(parley_page *p, parley_arena *scratch) {
    enum { REPORT_MIN = 100 }; /* bytes: shorter ones are often a headline that was kept by mistake */
    char *body = ARENA_ARRAY(scratch, char, LANGID_BYTES + 1), code[LANGID_CODE];
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_blocks && n < LANGID_BYTES; i++) {
        const page_block *b = &p->blocks[i];
        if (!page_is_body(b))
            continue;
        uint32_t len = b->end - b->start;
        if (len > LANGID_BYTES - n)
            for (len = LANGID_BYTES - n; len > 0 && (p->text[b->start + len] & 0xC0) == 0x80;)
                len--;
        memcpy(body + n, p->text + b->start, len);
        n += len;
        body[n++] = '\n';
    }
    if (langid_guess(code, n >= REPORT_MIN ? body : p->text, n >= REPORT_MIN ? n : p->n_text) < 0)
        longjmp(*p->arena.on_nomem, 1);
    return arena_str(&p->arena, code);
}

/* Where the last sentence of [start, end) begins, when it is not the only one and more than a full stop between letters stands
 * before it ("on Monday.Read more: …" counts, "U.S. envoy" does not); end when there is none. */
static uint32_t last_sentence(const char *s, uint32_t start, uint32_t end) {
    for (uint32_t i = end > start + 1 ? end - 2 : start; i > start + 2; i--) {
        if (s[i] != '.' && s[i] != '!' && s[i] != '?')
            continue;
        uint32_t k = i + 1;
        while (k < end && (s[k] == '"' || s[k] == ')' || s[k] == ']'))
            k++;
        while (k + 3 <= end && (memcmp(s + k, "\xE2\x80\x9D", 3) == 0 || memcmp(s + k, "\xE2\x80\x99", 3) == 0))
            k += 3;
        while (k < end && s[k] == ' ')
            k++;
        char before = s[i - 1];
        bool word = (before >= 'a' && before <= 'z' && s[i - 2] >= 'a') || !(before >= 'A' && before <= 'Z');
        if (word && k < end && s[k] >= 'A' && s[k] <= 'Z')
            return k;
    }
    return end;
}

/* A pointer glued to the end of a paragraph ("… on Monday. Read more: Ministers meet again") becomes a line of its own, so that
 * it can be noise without costing the paragraph. Only where cue words leave no doubt: at least SURE, of a kind that is no part of
 * a report, in the first OPENING words of one last sentence of at most GLUED_MAX words. */
static void split_glued(page_html *h, const char *text, const page_lex *lex, parley_arena *a, parley_arena *scratch) {
    enum { GLUED_MAX = 30, OPENING = 5 };
    static const page_cue kinds[] = {CUE_SHARE, CUE_ACCOUNT, CUE_REPLY, CUE_PROMOTION, CUE_RELATED};
    const float sure = 4;
    page_line *lines = NULL;
    uint32_t n = 0, cap = 0;
    for (uint32_t i = 0; i < h->n_lines; i++) {
        page_line *l = &h->lines[i];
        float weight = 0;
        for (size_t k = 0; k < COUNT_OF(kinds); k++)
            weight = l->cue[kinds[k]] > weight ? l->cue[kinds[k]] : weight;
        uint32_t at = l->is_prose && !l->fixed && weight >= 2 ? last_sentence(text, l->start, l->end) : l->end;
        if (at < l->end) {
            page_words none = {.a = scratch};
            line_votes votes = {.count = 1};
            page_line head = {.start = l->start, .end = at, .blank_before = l->blank_before, .mark = l->mark};
            page_line tail = {.start = at, .end = l->end, .blank_before = 1, .mark = l->mark};
            trim(text, &head.start, &head.end);
            line_measure(&head, text, lex, &votes, &none, scratch);
            line_measure(&tail, text, lex, &votes, &none, scratch);
            float in_head = 0, in_tail = 0;
            /* A report may well say at length that people sign up for things: the cue must open the sentence. */
            page_line opening = {.start = at, .end = at};
            for (int words = 0; words < OPENING && opening.end < l->end; words++) {
                const char *space = memchr(text + opening.end + 1, ' ', l->end - opening.end - 1);
                opening.end = space ? (uint32_t)(space - text) : l->end;
                if (opening.end + 1 >= l->end)
                    opening.end = l->end;
            }
            line_measure(&opening, text, lex, &votes, &none, scratch);
            float in_opening = 0;
            for (size_t k = 0; k < COUNT_OF(kinds); k++) {
                in_opening = opening.cue[kinds[k]] > in_opening ? opening.cue[kinds[k]] : in_opening;
                in_head = head.cue[kinds[k]] > in_head ? head.cue[kinds[k]] : in_head;
                in_tail = tail.cue[kinds[k]] > in_tail ? tail.cue[kinds[k]] : in_tail;
            }
            if (head.is_prose && tail.n_words <= GLUED_MAX && in_tail >= sure && in_opening >= 2 && in_head < sure) {
                if (!lines)
                    for (uint32_t k = 0; k < i; k++)
                        ARENA_PUSH(a, lines, n, cap) = h->lines[k];
                ARENA_PUSH(a, lines, n, cap) = head;
                ARENA_PUSH(a, lines, n, cap) = tail;
                continue;
            }
        }
        if (lines)
            ARENA_PUSH(a, lines, n, cap) = *l;
    }
    if (!lines)
        return;
    for (uint32_t i = 0; i < n; i++) /* the content words of all lines stand in one row: measure again */
        lines[i] = (page_line){.start = lines[i].start,
                               .end = lines[i].end,
                               .blank_before = lines[i].blank_before,
                               .mark = lines[i].mark,
                               .fixed = lines[i].fixed,
                               .role = lines[i].role,
                               .cue[CUE_DATELINE] = lines[i].cue[CUE_DATELINE]};
    h->lines = lines;
    h->n_lines = h->cap_lines = n;
    lines_measure(lines, n, text, lex, &h->content, scratch);
}

const char *page_split(page_build *b, page_html *h, bool *is_html, const char *bytes, uint32_t n, const char *hint,
                       const page_lex *lex, parley_arena *scratch) {
    page_build raw = {.a = b->a};
    const char *encoding = encoding_decode(&raw, bytes, n, hint);
    if (!encoding)
        return NULL;
    build_end(&raw);
    *h = (page_html){0};
    *is_html = html_sniff(raw.s, raw.n);
    if (*is_html) {
        html_read(h, b, raw.s, raw.n, lex, scratch);
        build_rebase(b, raw.segs, raw.n_segs);
        /* Metadata points into the decoded page: lead it back as well. */
        for (uint32_t i = 0; i < h->n_facts; i++) {
            parley_span s = segs_source(raw.segs, raw.n_segs, (parley_span){h->facts[i].start, h->facts[i].end});
            h->facts[i].start = s.start;
            h->facts[i].end = s.end;
        }
    } else {
        *b = raw;
        h->lines = text_lines(b->a, b->s, b->n, &h->n_lines);
    }
    h->content.a = b->a;
    lines_measure(h->lines, h->n_lines, b->s, lex, &h->content, scratch);
    split_glued(h, b->s, lex, b->a, scratch);
    return encoding;
}

/* Judge the lines and fill what the page is asked for. */
static void page_judge(parley_page *p, page_html *h, bool html, const page_lex *lex, parley_arena *scratch) {
    arena_reset(scratch);
    noise_mark(h, p->text, html, lex, scratch);
    p->blocks = ARENA_ARRAY(&p->arena, page_block, h->n_lines);
    for (uint32_t i = 0; i < h->n_lines; i++) {
        page_line *l = &h->lines[i];
        p->blocks[p->n_blocks++] = (page_block){
            l->start, l->end, l->role, l->role == PAGE_NOISE ? page_cue_names[l->reason] : NULL, !html || l->blank_before != 1};
    }
    inline_mark(p);
    p->lang = page_lang(p, scratch);
    meta_find(p, h, lex);
    translation_find(p, h, lex, scratch);
}

static void page_take(parley_page *p, const page_build *b) {
    p->text = b->s;
    p->n_text = b->n;
    p->segs = b->segs;
    p->n_segs = b->n_segs;
}

static parley_status page_fill(parley_page *p, const char *hint, const page_lex *lex, parley_arena *scratch, parley_error *err) {
    page_build b = {.a = &p->arena};
    page_html h;
    bool html;
    p->encoding = page_split(&b, &h, &html, p->source, p->n_source, hint, lex, scratch);
    if (!p->encoding)
        return fail(err, PARLEY_EFORMAT, 0, "%s: binary data, not a page of text", p->doc);
    p->format = html ? PAGE_HTML : PAGE_TEXT;
    page_take(p, &b);
    page_judge(p, &h, html, lex, scratch);
    return PARLEY_OK;
}

parley_status page_begin(parley_page **out, const page_origin *from, const void *bytes, size_t n, parley_error *err) {
    *out = NULL;
    if (n > PARLEY_PAGE_MAX)
        return fail(err, PARLEY_ELIMIT, -1, "%s: %zu bytes, a page has at most %zu", from->doc, n, PARLEY_PAGE_MAX);
    if (n == 0)
        return fail(err, PARLEY_EFORMAT, 0, "%s: empty", from->doc);
    parley_page *p = mem_alloc(sizeof *p);
    if (!p)
        return fail_nomem(err);
    *p = (parley_page){0};
    arena_init(&p->arena);
    jmp_buf nomem;
    p->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        parley_page_free(p);
        return fail_nomem(err);
    }
    p->doc = arena_str(&p->arena, from->doc);
    p->path = arena_str(&p->arena, from->path);
    p->member_offset = from->offset;
    p->source = arena_strn(&p->arena, bytes, n);
    p->n_source = (uint32_t)n;
    p->digest = digest_of(&p->arena, p->source, n);
    p->lang = "und";
    p->text = "";
    if (from->url)
        p->url = (page_fact){.value = arena_str(&p->arena, from->url), .rule = "warc"};
    p->arena.on_nomem = NULL;
    *out = p;
    return PARLEY_OK;
}

parley_status page_end(parley_page **out, parley_page *p, parley_status rc) {
    if (rc < 0) {
        parley_page_free(p);
        *out = NULL;
        return rc;
    }
#ifndef NDEBUG
    page_check(p);
#endif
    *out = p;
    return PARLEY_OK;
}

parley_status page_make(parley_page **out, const page_origin *from, const void *bytes, size_t n, parley_error *err) {
    const page_lex *lex = page_lex_get(err);
    *out = NULL;
    if (!lex)
        return err ? err->code : PARLEY_EMODEL;
    parley_page *p;
    parley_status rc = page_begin(&p, from, bytes, n, err);
    if (rc < 0)
        return rc;
    parley_arena scratch;
    arena_init(&scratch);
    jmp_buf nomem;
    p->arena.on_nomem = scratch.on_nomem = &nomem;
    if (setjmp(nomem))
        rc = fail_nomem(err);
    else
        rc = page_fill(p, from->charset, lex, &scratch, err);
    arena_free(&scratch);
    p->arena.on_nomem = NULL;
    return page_end(out, p, rc);
}

/* Append src to dst with its segments. */
static void build_append(page_build *dst, const page_build *src) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < src->n_segs; i++) {
        const page_seg *g = &src->segs[i];
        for (; at < g->text; at++)
            build_gap(dst, src->s[at]);
        if (g->n_text == g->n_source)
            build_same(dst, src->s + g->text, g->n_text, g->source);
        else
            build_atom(dst, src->s + g->text, g->n_text, g->source, g->n_source);
        at = g->text + g->n_text;
    }
    for (; at < src->n; at++)
        build_gap(dst, src->s[at]);
}

static parley_status page_join(parley_page *p, const page_parts *parts, const page_lex *lex, parley_arena *scratch) {
    page_build b = {.a = &p->arena}, text = {.a = &p->arena};
    page_html h = {0}, body = {0};
    bool html = (parts->html && (memchr(parts->body.n ? parts->body.s : "", '<', parts->body.n) ||
                                 memchr(parts->body.n ? parts->body.s : "", '&', parts->body.n))) ||
                (parts->body.n && html_sniff(parts->body.s, parts->body.n));
    p->format = parts->format;
    if (parts->title.n) {
        build_append(&b, &parts->title);
        for (uint32_t i = 0; i < b.n; i++)
            if ((unsigned char)b.s[i] < ' ')
                b.s[i] = ' ';
        uint32_t start = 0, end = b.n;
        trim(b.s, &start, &end);
        if (end > start)
            ARENA_PUSH(&p->arena, h.lines, h.n_lines, h.cap_lines) =
                (page_line){.start = start, .end = end, .fixed = true, .role = PAGE_HEADLINE, .mark.container = PARLEY_NONE};
        build_gap(&b, '\n');
    }
    if (html) {
        html_read(&body, &text, parts->body.s, parts->body.n, lex, scratch);
        build_rebase(&text, parts->body.segs, parts->body.n_segs);
    } else if (parts->body.n) {
        text = parts->body;
        build_end(&text);
        body.lines = text_lines(&p->arena, text.s, text.n, &body.n_lines);
    }
    uint32_t shift = b.n;
    build_append(&b, &text);
    build_end(&b);
    for (uint32_t i = 0; i < body.n_lines; i++) {
        page_line l = body.lines[i];
        l.start += shift;
        l.end += shift;
        ARENA_PUSH(&p->arena, h.lines, h.n_lines, h.cap_lines) = l;
    }
    h.elems = body.elems;
    h.n_elems = body.n_elems;
    /* What a whole page says of itself counts where the fields around it are silent. */
    h.facts = body.facts;
    h.n_facts = body.n_facts;
    for (uint32_t i = 0; i < h.n_facts; i++) {
        parley_span s = segs_source(parts->body.segs, parts->body.n_segs, (parley_span){h.facts[i].start, h.facts[i].end});
        h.facts[i].start = s.start;
        h.facts[i].end = s.end;
    }
    page_take(p, &b);
    h.content.a = &p->arena;
    lines_measure(h.lines, h.n_lines, p->text, lex, &h.content, scratch);
    const struct {
        page_fact *to;
        const page_fact *from;
    } facts[] = {
        {&p->outlet, &parts->outlet}, {&p->author, &parts->author}, {&p->url, &parts->url}, {&p->published, &parts->published}};
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        const char *value = facts[i].from->value;
        char iso[11];
        if (!value || (facts[i].to == &p->published && !date_in(value, (uint32_t)strlen(value), iso)))
            continue;
        *facts[i].to = *facts[i].from;
        facts[i].to->value = arena_str(&p->arena, facts[i].to == &p->published ? iso : value);
    }
    page_judge(p, &h, html && h.n_elems > 0, lex, scratch);
    return PARLEY_OK;
}

parley_status page_from_parts(parley_page *p, const page_parts *parts, parley_error *err) {
    const page_lex *lex = page_lex_get(err);
    if (!lex)
        return err ? err->code : PARLEY_EMODEL;
    parley_arena scratch;
    arena_init(&scratch);
    jmp_buf *outer = p->arena.on_nomem, nomem;
    p->arena.on_nomem = scratch.on_nomem = &nomem;
    parley_status rc;
    if (setjmp(nomem))
        rc = fail_nomem(err);
    else
        rc = page_join(p, parts, lex, &scratch);
    arena_free(&scratch);
    p->arena.on_nomem = outer;
    return rc;
}

parley_status parley_page_read(parley_page **out, const char *doc, const void *bytes, size_t n_bytes, parley_error *err) {
    page_origin from = {.doc = doc, .path = doc};
    return page_make(out, &from, bytes, n_bytes, err);
}

void parley_page_free(parley_page *p) {
    if (!p)
        return;
    arena_free(&p->arena);
    mem_free(p);
}
