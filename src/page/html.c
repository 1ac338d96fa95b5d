/* html.c - HTML as lines of text.
 *
 * Own tokenizer and a shallow tree, not a library. What was tried: gumbo, the only HTML5 parser among Debian 12's C libraries
 * (lexbor came later), read the training pages at 25 MB/s on one core, three times as fast as the Python peers with everything
 * they do, where the aim is twenty; its tree is freed by recursion, which deep pages overflow, and its scope checks walk the
 * whole stack, so that 100,000 nested elements take minutes. libxml2's HTML parser is no HTML5 and gives lines, not byte
 * positions. Needed here is little of a DOM: text in order, the block elements around it, a few attributes.
 * tests/page_html_test.c holds the words found here against gumbo's.
 *
 * Kept of HTML5's tree building: raw and void elements, implied ends of <p>, <li>, <td> and their kin, end tags that match an
 * element further out. Not kept: foster parenting, the adoption agency, active formatting; they move markup, not words. */
#include "page/html.h"

#include "page/entities.h"
#include "page/json.h"

#include <stdlib.h>
#include <strings.h>

enum { DEPTH_MAX = 512, ELEMS_MAX = 1 << 20 };

/* A cell does not end a line: a table's row is one line, its cells parted by tabs, unless blocks stand in them. */
typedef enum tag_kind { K_INLINE, K_BLOCK, K_CELL, K_VOID, K_RAW, K_TITLE, K_DROP, K_BR } tag_kind;

typedef struct tag_info {
    const char *name;
    uint8_t kind;   /* tag_kind */
    uint8_t tag;    /* html_tag */
    uint32_t flags; /* MARK_* that the tag itself gives */
} tag_info;

/* Sorted by name. Names not listed are inline. */
static const tag_info tags[] = {
    {"address", K_BLOCK, T_BLOCK, 0},
    {"area", K_VOID, 0, 0},
    {"article", K_BLOCK, T_DIV, MARK_ARTICLE},
    {"aside", K_BLOCK, T_DIV, MARK_ASIDE},
    {"audio", K_DROP, 0, 0},
    {"base", K_VOID, 0, 0},
    {"blockquote", K_BLOCK, T_QUOTE, MARK_QUOTE},
    {"body", K_BLOCK, T_DIV, 0},
    {"br", K_BR, 0, 0},
    {"button", K_BLOCK, T_BLOCK, MARK_FORM},
    {"canvas", K_DROP, 0, 0},
    {"caption", K_BLOCK, T_BLOCK, MARK_TABLE},
    {"center", K_BLOCK, T_DIV, 0},
    {"col", K_VOID, 0, 0},
    {"dd", K_BLOCK, T_LI, MARK_LIST},
    {"details", K_BLOCK, T_BLOCK, 0},
    {"dialog", K_BLOCK, T_BLOCK, MARK_DIALOG},
    {"dir", K_BLOCK, T_BLOCK, MARK_LIST},
    {"div", K_BLOCK, T_DIV, 0},
    {"dl", K_BLOCK, T_BLOCK, MARK_LIST},
    {"dt", K_BLOCK, T_LI, MARK_LIST},
    {"embed", K_VOID, 0, 0},
    {"fieldset", K_BLOCK, T_BLOCK, MARK_FORM},
    {"figcaption", K_BLOCK, T_BLOCK, MARK_FIGURE},
    {"figure", K_BLOCK, T_BLOCK, MARK_FIGURE},
    {"footer", K_BLOCK, T_DIV, MARK_FOOTER},
    {"form", K_BLOCK, T_DIV, MARK_FORM},
    {"h1", K_BLOCK, T_H1, 0},
    {"h2", K_BLOCK, T_H2, 0},
    {"h3", K_BLOCK, T_H3, 0},
    {"h4", K_BLOCK, T_H4, 0},
    {"h5", K_BLOCK, T_H4, 0},
    {"h6", K_BLOCK, T_H4, 0},
    {"head", K_BLOCK, T_BLOCK, MARK_HIDDEN},
    {"header", K_BLOCK, T_DIV, MARK_HEADER},
    {"hgroup", K_BLOCK, T_BLOCK, 0},
    {"hr", K_BR, 0, 0},
    {"html", K_BLOCK, T_DIV, 0},
    {"iframe", K_RAW, 0, 0},
    {"img", K_VOID, 0, 0},
    {"input", K_VOID, 0, 0},
    {"label", K_INLINE, 0, MARK_FORM},
    {"legend", K_BLOCK, T_BLOCK, MARK_FORM},
    {"li", K_BLOCK, T_LI, MARK_LIST},
    {"link", K_VOID, 0, 0},
    {"main", K_BLOCK, T_DIV, MARK_ARTICLE},
    {"math", K_DROP, 0, 0},
    {"menu", K_BLOCK, T_BLOCK, MARK_LIST},
    {"meta", K_VOID, 0, 0},
    {"nav", K_BLOCK, T_DIV, MARK_NAV},
    {"noembed", K_RAW, 0, 0},
    {"noframes", K_RAW, 0, 0},
    {"noscript", K_BLOCK, T_BLOCK, MARK_HIDDEN},
    {"object", K_DROP, 0, 0},
    {"ol", K_BLOCK, T_BLOCK, MARK_LIST},
    {"optgroup", K_BLOCK, T_BLOCK, MARK_FORM},
    {"option", K_BLOCK, T_BLOCK, MARK_FORM},
    {"p", K_BLOCK, T_P, 0},
    {"param", K_VOID, 0, 0},
    {"plaintext", K_RAW, 0, 0},
    {"pre", K_BLOCK, T_PRE, MARK_CODE},
    {"script", K_RAW, 0, 0},
    {"section", K_BLOCK, T_DIV, 0},
    {"select", K_BLOCK, T_BLOCK, MARK_FORM},
    {"source", K_VOID, 0, 0},
    {"style", K_RAW, 0, 0},
    {"summary", K_BLOCK, T_BLOCK, 0},
    {"svg", K_DROP, 0, 0},
    {"table", K_BLOCK, T_BLOCK, MARK_TABLE},
    {"tbody", K_BLOCK, T_BLOCK, 0},
    {"td", K_CELL, T_TD, MARK_TABLE},
    {"template", K_DROP, 0, 0},
    {"textarea", K_RAW, 0, 0},
    {"tfoot", K_BLOCK, T_BLOCK, 0},
    {"th", K_CELL, T_TD, MARK_TABLE},
    {"thead", K_BLOCK, T_BLOCK, 0},
    {"title", K_TITLE, 0, 0},
    {"tr", K_BLOCK, T_BLOCK, 0},
    {"track", K_VOID, 0, 0},
    {"ul", K_BLOCK, T_BLOCK, MARK_LIST},
    {"video", K_DROP, 0, 0},
    {"wbr", K_VOID, 0, 0},
    {"xmp", K_RAW, 0, 0},
};

typedef struct tag_name {
    char s[16]; /* lower case, cut */
    uint32_t n; /* whole length */
    uint32_t hash;
    const tag_info *info; /* NULL: not listed */
} tag_name;

typedef struct open_elem {
    uint32_t hash; /* of the name */
    uint32_t elem; /* innermost block element from here on */
    uint8_t kind, tag;
    bool link;
    uint32_t flags; /* of an inline element */
} open_elem;

typedef struct attr {
    const char *name, *value;
    uint32_t n_name, n_value;
} attr;

enum { ATTRS_MAX = 24 };

typedef struct reader {
    page_html *out;
    page_build *b;
    const page_lex *lex;
    const char *s;
    uint32_t n;
    open_elem stack[DEPTH_MAX];
    uint32_t depth, overflow, drop, links;
    uint32_t line_start; /* in b */
    uint32_t line_links; /* bytes inside <a> */
    uint32_t line_flags; /* of inline elements that open with the line */
    uint32_t n_links;
    bool space, after_link; /* white space waits to be written; a link has just ended */
    bool tab;               /* the space that waits parts two cells */
    uint32_t space_at;      /* its place if it is a single blank, else PARLEY_NONE */
    uint8_t brs;            /* <br> in a row before this line */
    attr attrs[ATTRS_MAX];
    uint32_t n_attrs;
    uint32_t n_fonts; /* <font> as a translating program wraps each text in */
    struct markup_memo {
        uint64_t hash;
        uint32_t flags;
    } memo[256]; /* class values come again and again */
} reader;

/* --- text ----------------------------------------------------------------------------------------------------------------- */
static const char *ref_by_name(const char *s, uint32_t n, uint32_t *used) {
    /* s: behind the '&'. The longest name in the table that s begins with. */
    size_t lo = 0, hi = COUNT_OF(entities);
    uint32_t len = 0;
    while (len < n && len < 32 && (cp_is_alpha((unsigned char)s[len]) || cp_is_digit((unsigned char)s[len])))
        len++;
    bool semicolon = len < n && s[len] == ';';
    for (uint32_t try = len; try >= 2; try--) {
        char key[40];
        memcpy(key, s, try);
        key[try] = '\0';
        if (try == len && semicolon)
            memcpy(key + try, ";", 2);
        lo = 0;
        hi = COUNT_OF(entities);
        while (lo < hi) {
            size_t mid = (lo + hi) / 2;
            int c = strcmp(entities[mid].name, key);
            if (c == 0) {
                *used = (uint32_t)strlen(key);
                return entities[mid].text;
            }
            if (c < 0)
                lo = mid + 1;
            else
                hi = mid;
        }
        if (try == len && semicolon)
            semicolon = false, try++;
        else if (try > 7)
            try = 7; /* old names without ';' have at most six letters */
    }
    return NULL;
}

/* The reference at s ("&…"): its text to out (NUL-terminated), its length in bytes; 0: no reference. */
static uint32_t reference(const char *s, uint32_t n, char out[16]) {
    static const uint16_t c1[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (n >= 3 && s[1] == '#') {
        uint32_t i = 2, cp = 0, first;
        bool hex = (s[2] | 32) == 'x';
        i += hex;
        first = i;
        for (; i < n; i++) {
            uint32_t d = (uint32_t)(unsigned char)s[i];
            if (cp_is_digit(d))
                d -= '0';
            else if (hex && (d | 32) >= 'a' && (d | 32) <= 'f')
                d = (d | 32) - 'a' + 10;
            else
                break;
            if (cp < 0x200000)
                cp = cp * (hex ? 16 : 10) + d;
        }
        if (i == first)
            return 0;
        if (i < n && s[i] == ';')
            i++;
        if (cp >= 0x80 && cp < 0xA0)
            cp = c1[cp - 0x80];
        if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
            cp = 0xFFFD;
        out[utf8_put(out, cp)] = '\0';
        return i;
    }
    uint32_t used;
    const char *text = n > 1 ? ref_by_name(s + 1, n - 1, &used) : NULL;
    if (!text || strlen(text) >= 16)
        return 0;
    memcpy(out, text, strlen(text) + 1);
    return used + 1;
}

char *html_plain(parley_arena *a, const char *s, uint32_t n) {
    char *out = arena_alloc(a, (size_t)n * 2 + 16); /* a reference is never more than twice as long written out */
    size_t o = 0;
    bool space = false;
    for (uint32_t i = 0; i < n;) {
        char ref[16];
        uint32_t used = s[i] == '&' ? reference(s + i, n - i, ref) : 0;
        const char *p = used ? ref : s + i;
        size_t len = used ? strlen(ref) : 1;
        if (!used)
            used = 1;
        bool nbsp = len == 2 && memcmp(p, "\xC2\xA0", 2) == 0;
        if (nbsp || (len == 1 && (unsigned char)*p <= ' ')) {
            space = o > 0;
        } else {
            if (space)
                out[o++] = ' ';
            space = false;
            memcpy(out + o, p, len);
            o += len;
        }
        i += used;
    }
    out[o] = '\0';
    return out;
}

/* Bytes that end a run of plain text. */
static inline bool is_plain(unsigned char c) {
    return c > ' ' && c != '&' && c != 0xC2;
}

static void text_space(reader *r) {
    if (!r->space)
        return;
    bool tab = r->tab;
    r->space = r->tab = false;
    if (r->b->n == r->line_start)
        return;
    if (tab)
        build_gap(r->b, '\t');
    else if (r->space_at != PARLEY_NONE)
        build_same(r->b, r->s + r->space_at, 1, r->space_at);
    else
        build_gap(r->b, ' ');
}

static void line_flush(reader *r);

/* Text bytes [i, end) of s, no tags inside. */
static void text_add(reader *r, uint32_t i, uint32_t end) {
    const char *s = r->s;
    bool pre = r->depth && r->stack[r->depth - 1].tag == T_PRE;
    uint32_t before = r->b->n;
    while (i < end) {
        unsigned char c = (unsigned char)s[i];
        if (c <= ' ' || (c == 0xC2 && i + 1 < end && (unsigned char)s[i + 1] == 0xA0)) {
            if (pre && c == '\n') {
                line_flush(r);
                before = r->b->n;
            }
            r->space_at = !r->space && c == ' ' ? i : PARLEY_NONE;
            r->space = true;
            i += c == 0xC2 ? 2 : 1;
            continue;
        }
        char ref[16];
        uint32_t used = c == '&' ? reference(s + i, end - i, ref) : 0;
        if (used) {
            if (strcmp(ref, "\xC2\xA0") == 0 || (unsigned char)ref[0] <= ' ') {
                r->space_at = PARLEY_NONE;
                r->space = true;
            } else if (strcmp(ref, "\xC2\xAD") != 0) { /* soft hyphens are no text */
                text_space(r);
                build_atom(r->b, ref, (uint32_t)strlen(ref), i, used);
            }
            i += used;
            continue;
        }
        /* A run of words with single blanks between. */
        uint32_t run = i + 1;
        while (run < end &&
               (is_plain((unsigned char)s[run]) || (s[run] == ' ' && run + 1 < end && is_plain((unsigned char)s[run + 1]))))
            run++;
        while (run < end && ((unsigned char)s[run] & 0xC0) == 0x80)
            run++; /* C2 opens a letter that is no space: its second byte belongs to it */
        text_space(r);
        build_same(r->b, s + i, run - i, i);
        i = run;
    }
    if (r->b->n > before) {
        r->after_link = false;
        if (r->links)
            r->line_links += r->b->n - before;
    }
}

static uint32_t top_elem(const reader *r) {
    return r->depth ? r->stack[r->depth - 1].elem : PARLEY_NONE;
}

static void line_flush(reader *r) {
    page_build *b = r->b;
    r->space = r->tab = false;
    r->after_link = false;
    if (b->n > r->line_start) {
        uint32_t at = top_elem(r);
        page_line l = {.start = r->line_start, .end = b->n};
        l.mark.container = at;
        if (at != PARLEY_NONE) {
            l.mark.tag = r->out->elems[at].tag;
            l.mark.flags = r->out->elems[at].all;
            l.mark.depth = r->out->elems[at].depth;
        }
        l.mark.flags |= r->line_flags;
        l.mark.n_links = r->n_links > 255 ? 255 : (uint8_t)r->n_links;
        l.mark.n_link_bytes = r->line_links;
        l.blank_before = r->brs;
        ARENA_PUSH(b->a, r->out->lines, r->out->n_lines, r->out->cap_lines) = l;
        build_gap(b, '\n');
        r->line_start = b->n;
        r->brs = 0;
    }
    r->line_links = 0;
    r->n_links = r->links ? 1 : 0;
    r->line_flags = 0;
    for (uint32_t i = r->depth; i > 0 && r->stack[i - 1].kind == K_INLINE; i--)
        r->line_flags |= r->stack[i - 1].flags;
}

/* --- elements ------------------------------------------------------------------------------------------------------------- */
static void pop_to(reader *r, uint32_t depth) { /* leave the elements from stack[depth] on */
    while (r->depth > depth) {
        open_elem *e = &r->stack[r->depth - 1];
        if (e->kind == K_BLOCK && !r->drop)
            line_flush(r);
        r->depth--;
        if (e->link)
            r->links--;
        if (e->kind == K_CELL)
            r->space = r->tab = true;
        if (e->kind == K_DROP)
            r->drop--;
    }
}

static uint32_t hash_name(const char *s) {
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}

static bool named(const open_elem *e, const char *s) {
    return e->hash == hash_name(s);
}

/* Ends that a start tag implies. */
static void imply_ends(reader *r, const tag_name *t) {
    const char *s = t->s;
    bool li = strcmp(s, "li") == 0, dd = strcmp(s, "dd") == 0 || strcmp(s, "dt") == 0,
         cell = strcmp(s, "td") == 0 || strcmp(s, "th") == 0;
    bool row = strcmp(s, "tr") == 0, option = strcmp(s, "option") == 0;
    if (li || dd || cell || row || option) {
        for (uint32_t i = r->depth; i > 0; i--) {
            const open_elem *e = &r->stack[i - 1];
            if (e->kind != K_BLOCK && e->kind != K_CELL)
                continue;
            if ((li && named(e, "li")) || (dd && (named(e, "dd") || named(e, "dt"))) ||
                (cell && (named(e, "td") || named(e, "th"))) || (row && named(e, "tr")) || (option && named(e, "option"))) {
                pop_to(r, i - 1);
                break;
            }
            if ((li || dd) && (e->tag == T_P || e->tag == T_DIV))
                continue;
            if ((cell || row) && !named(e, "table") && e->tag != T_DIV && !named(e, "tbody"))
                continue;
            break;
        }
    }
    /* Any block ends an open paragraph or heading. */
    for (uint32_t i = r->depth; i > 0; i--) {
        const open_elem *e = &r->stack[i - 1];
        if (e->kind == K_INLINE)
            continue;
        if (e->kind == K_BLOCK &&
            (e->tag == T_P || (e->tag >= T_H1 && e->tag <= T_H4 && t->info->tag >= T_H1 && t->info->tag <= T_H4)))
            pop_to(r, i - 1);
        break;
    }
}

static const attr *attr_get(const reader *r, const char *name) {
    size_t n = strlen(name);
    for (uint32_t i = 0; i < r->n_attrs; i++)
        if (r->attrs[i].n_name == n && strncasecmp(r->attrs[i].name, name, n) == 0)
            return &r->attrs[i];
    return NULL;
}

static bool attr_is(const reader *r, const char *name, const char *value) {
    const attr *a = attr_get(r, name);
    return a && a->n_value == strlen(value) && strncasecmp(a->value, value, a->n_value) == 0;
}

static bool has_word(const char *s, uint32_t n, const char *word) {
    uint32_t len = (uint32_t)strlen(word);
    for (uint32_t i = 0; i + len <= n; i++)
        if ((s[i] | 32) == (word[0] | 32) && strncasecmp(s + i, word, len) == 0)
            return true;
    return false;
}

static uint32_t markup_of(reader *r, const attr *a) {
    uint64_t h = hash_bytes(a->value, a->n_value) | 1u;
    struct markup_memo *m = &r->memo[(h >> 8) % COUNT_OF(r->memo)];
    if (m->hash != h) {
        m->hash = h;
        m->flags = lex_markup(r->lex, a->value, a->n_value);
    }
    return m->flags;
}

/* A mark of translations; original: language or "". */
static void sign_add(reader *r, uint8_t made, const char *original, const char *s, uint32_t n) {
    if (n == 0 || n > 400 || r->out->n_facts >= 500)
        return;
    uint32_t at = (uint32_t)(s - r->s);
    ARENA_PUSH(r->b->a, r->out->facts, r->out->n_facts, r->out->cap_facts) =
        (html_fact){WHAT_TRANSLATED, META_TAG, made, original, at, at + n};
}

/* On the root: the classes and the language tag that a browser sets when it translates a page ("en-x-mtfrom-es"). */
static void root_signs(reader *r) {
    static const char *const classes[] = {"translated-ltr", "translated-rtl"};
    const attr *a = attr_get(r, "class"), *lang = attr_get(r, "lang");
    for (size_t i = 0; a && i < COUNT_OF(classes); i++)
        if (has_word(a->value, a->n_value, classes[i]))
            sign_add(r, TRANSLATED_MACHINE, "", a->value, a->n_value);
    const char *from = lang ? memmem(lang->value, lang->n_value, "-x-mtfrom-", 10) : NULL;
    if (from)
        sign_add(r, TRANSLATED_MACHINE, arena_strn(r->b->a, from + 10, (size_t)(lang->value + lang->n_value - from - 10)),
                 lang->value, lang->n_value);
}

/* <font style="vertical-align: inherit;">, again and again: what a browser leaves in a page that was saved translated. */
static void font_sign(reader *r) {
    enum { FONTS_MIN = 4 };
    static const char wrap[] = "vertical-align: inherit";
    const attr *a = attr_get(r, "style");
    if (a && a->n_value <= sizeof wrap && a->n_value >= sizeof wrap - 1 && has_word(a->value, a->n_value, wrap) &&
        ++r->n_fonts == FONTS_MIN)
        sign_add(r, TRANSLATED_MACHINE, "", a->value, a->n_value);
}

static uint32_t attr_flags(reader *r) {
    uint32_t flags = 0;
    for (uint32_t i = 0; i < r->n_attrs; i++) {
        const attr *a = &r->attrs[i];
        switch (a->n_name) {
        case 2:
            if ((a->name[0] | 32) == 'i' && (a->name[1] | 32) == 'd')
                flags |= markup_of(r, a);
            break;
        case 3:
            if (strncasecmp(a->name, "rel", 3) == 0 && has_word(a->value, a->n_value, "author"))
                flags |= MARK_BYLINE;
            break;
        case 4:
            if (strncasecmp(a->name, "role", 4) == 0)
                flags |= markup_of(r, a);
            break;
        case 5:
            if (strncasecmp(a->name, "class", 5) == 0)
                flags |= markup_of(r, a);
            else if (strncasecmp(a->name, "style", 5) == 0 &&
                     (has_word(a->value, a->n_value, "display:none") || has_word(a->value, a->n_value, "display: none")))
                flags |= MARK_HIDDEN;
            break;
        case 6:
            if (strncasecmp(a->name, "hidden", 6) == 0)
                flags |= MARK_HIDDEN;
            break;
        case 8:
            if (strncasecmp(a->name, "itemprop", 8) != 0)
                break;
            flags |= markup_of(r, a);
            if (a->n_value == 10 && strncasecmp(a->value, "translator", 10) == 0)
                sign_add(r, TRANSLATED_PERSON, "", a->value, a->n_value);
            else if (a->n_value == 17 && strncasecmp(a->value, "translationOfWork", 17) == 0)
                sign_add(r, TRANSLATED_UNSAID, "", a->value, a->n_value);
            break;
        case 11:
            if (strncasecmp(a->name, "aria-hidden", 11) == 0 && a->n_value == 4)
                flags |= MARK_HIDDEN;
            break;
        case 12:
            if (strncasecmp(a->name, "_msttexthash", 12) == 0)
                sign_add(r, TRANSLATED_MACHINE, "", a->name, a->n_name);
            break;
        default: break;
        }
    }
    return flags;
}

/* --- metadata ------------------------------------------------------------------------------------------------------------- */
static void fact_add(reader *r, html_what what, html_source from, uint8_t rank, const char *s, uint32_t n) {
    if (n == 0 || n > 2000 || r->out->n_facts >= 500)
        return;
    char *value = html_plain(r->b->a, s, n);
    if (!*value)
        return;
    uint32_t at = (uint32_t)(s - r->s);
    ARENA_PUSH(r->b->a, r->out->facts, r->out->n_facts, r->out->cap_facts) = (html_fact){what, from, rank, value, at, at + n};
}

/* <meta> that says that the page is a translation. */
static void meta_sign(reader *r, const attr *content) {
    static const struct {
        const char *name, *value; /* value NULL: any; "": its language is the original's */
        uint8_t made;
    } known[] = {
        {"translator", NULL, TRANSLATED_PERSON},
        {"article:translator", NULL, TRANSLATED_PERSON},
        {"dc.contributor.translator", NULL, TRANSLATED_PERSON},
        {"dcterms.contributor.translator", NULL, TRANSLATED_PERSON},
        {"citation_translator", NULL, TRANSLATED_PERSON},
        {"translated-from", "", TRANSLATED_UNSAID},
        {"original-language", "", TRANSLATED_UNSAID},
        {"original_language", "", TRANSLATED_UNSAID},
        {"source-language", "", TRANSLATED_UNSAID},
        {"machine-translated", "true", TRANSLATED_MACHINE},
        {"machine_translated", "true", TRANSLATED_MACHINE},
        {"machine-translation", "true", TRANSLATED_MACHINE},
        {"auto-translated", "true", TRANSLATED_MACHINE},
        {"ms.translationtype", "mt", TRANSLATED_MACHINE},
        {"ms.translationtype", "ht", TRANSLATED_PERSON},
        {"x-translated-by", NULL, TRANSLATED_MACHINE},
    };
    static const char *const keys[] = {"name", "property", "http-equiv"};
    for (size_t k = 0; k < COUNT_OF(keys); k++) {
        const attr *key = attr_get(r, keys[k]);
        for (size_t i = 0; key && i < COUNT_OF(known); i++) {
            const char *value = known[i].value;
            if (key->n_value != strlen(known[i].name) || strncasecmp(key->value, known[i].name, key->n_value) != 0 ||
                (value && *value &&
                 (content->n_value != strlen(value) || strncasecmp(content->value, value, content->n_value) != 0)))
                continue;
            const char *original = value && !*value ? arena_strn(r->b->a, content->value, content->n_value) : "";
            sign_add(r, known[i].made, original, content->value, content->n_value);
            return;
        }
    }
}

/* In an article's JSON-LD: whose work it is a translation of, or who translated it. */
static void json_sign(reader *r, const json_doc *j, uint32_t article, uint32_t start) {
    uint32_t work = json_member(j, article, "translationOfWork"), who = json_member(j, article, "translator");
    uint32_t at = work != PARLEY_NONE ? work : who;
    if (at == PARLEY_NONE)
        return;
    uint32_t lang = work != PARLEY_NONE && j->tokens[work].type == JSON_OBJECT ? json_member(j, work, "inLanguage") : PARLEY_NONE;
    page_build value = {.a = r->b->a};
    if (lang != PARLEY_NONE && j->tokens[lang].type == JSON_STRING)
        json_string(&value, j, lang);
    const json_token *t = &j->tokens[at];
    uint32_t n = t->end - t->start;
    sign_add(r, who != PARLEY_NONE ? TRANSLATED_PERSON : TRANSLATED_UNSAID, value.n ? arena_strn(r->b->a, value.s, value.n) : "",
             r->s + start + t->start, n < 400 ? n : 400);
}

static void meta_tag(reader *r) {
    static const struct {
        const char *name;
        uint8_t what, from, rank;
    } known[] = {
        {"og:title", WHAT_TITLE, META_OPENGRAPH, 0},
        {"twitter:title", WHAT_TITLE, META_OPENGRAPH, 1},
        {"dc.title", WHAT_TITLE, META_TAG, 1},
        {"headline", WHAT_TITLE, META_TAG, 0},
        {"og:site_name", WHAT_OUTLET, META_OPENGRAPH, 0},
        {"application-name", WHAT_OUTLET, META_TAG, 2},
        {"dc.publisher", WHAT_OUTLET, META_TAG, 1},
        {"publisher", WHAT_OUTLET, META_TAG, 1},
        {"author", WHAT_AUTHOR, META_TAG, 0},
        {"byl", WHAT_AUTHOR, META_TAG, 1},
        {"dc.creator", WHAT_AUTHOR, META_TAG, 1},
        {"parsely-author", WHAT_AUTHOR, META_TAG, 1},
        {"sailthru.author", WHAT_AUTHOR, META_TAG, 1},
        {"article:author", WHAT_AUTHOR, META_OPENGRAPH, 2},
        {"article:published_time", WHAT_PUBLISHED, META_OPENGRAPH, 0},
        {"og:published_time", WHAT_PUBLISHED, META_OPENGRAPH, 1},
        {"datepublished", WHAT_PUBLISHED, META_TAG, 0},
        {"date", WHAT_PUBLISHED, META_TAG, 2},
        {"pubdate", WHAT_PUBLISHED, META_TAG, 1},
        {"publishdate", WHAT_PUBLISHED, META_TAG, 1},
        {"publish-date", WHAT_PUBLISHED, META_TAG, 1},
        {"article.published", WHAT_PUBLISHED, META_TAG, 1},
        {"parsely-pub-date", WHAT_PUBLISHED, META_TAG, 1},
        {"sailthru.date", WHAT_PUBLISHED, META_TAG, 1},
        {"dc.date", WHAT_PUBLISHED, META_TAG, 2},
        {"dc.date.issued", WHAT_PUBLISHED, META_TAG, 1},
        {"dcterms.created", WHAT_PUBLISHED, META_TAG, 2},
        {"og:url", WHAT_URL, META_OPENGRAPH, 0},
    };
    const attr *content = attr_get(r, "content");
    if (!content)
        return;
    meta_sign(r, content);
    static const char *const keys[] = {"property", "name", "itemprop"};
    for (size_t k = 0; k < COUNT_OF(keys); k++) {
        const attr *key = attr_get(r, keys[k]);
        for (size_t i = 0; key && i < COUNT_OF(known); i++)
            if (key->n_value == strlen(known[i].name) && strncasecmp(key->value, known[i].name, key->n_value) == 0) {
                fact_add(r, known[i].what, known[i].from, known[i].rank, content->value, content->n_value);
                return;
            }
    }
}

/* JSON-LD: the first object that has a headline or a date of publication is the article's. */
static void json_ld(reader *r, uint32_t start, uint32_t end) {
    json_doc j;
    if (!json_parse(&j, r->b->a, r->s + start, end - start))
        return;
    for (uint32_t i = 0; i < j.n_tokens; i++) {
        if (j.tokens[i].type != JSON_OBJECT)
            continue;
        uint32_t type = json_member(&j, i, "@type"), head = json_member(&j, i, "headline"),
                 date = json_member(&j, i, "datePublished");
        if (head == PARLEY_NONE && date == PARLEY_NONE)
            continue;
        if (type != PARLEY_NONE) { /* "NewsArticle", "BlogPosting", "Report", ["Article", …]; not WebPage, VideoObject, Comment */
            const json_token *t = &j.tokens[type];
            const char *s = r->s + start + t->start;
            uint32_t n = t->end - t->start;
            if (!has_word(s, n, "article") && !has_word(s, n, "posting") && !has_word(s, n, "report"))
                continue;
        }
        json_sign(r, &j, i, start);
        uint32_t author = json_member(&j, i, "author"), publisher = json_member(&j, i, "publisher");
        if (author != PARLEY_NONE && j.tokens[author].type == JSON_ARRAY && j.tokens[author].n_children > 0)
            author++;
        if (author != PARLEY_NONE && j.tokens[author].type == JSON_OBJECT)
            author = json_member(&j, author, "name");
        if (publisher != PARLEY_NONE && j.tokens[publisher].type == JSON_OBJECT)
            publisher = json_member(&j, publisher, "name");
        const struct {
            uint32_t token;
            html_what what;
        } found[] = {{head, WHAT_TITLE}, {date, WHAT_PUBLISHED}, {author, WHAT_AUTHOR}, {publisher, WHAT_OUTLET}};
        for (size_t k = 0; k < COUNT_OF(found); k++) {
            if (found[k].token == PARLEY_NONE || j.tokens[found[k].token].type != JSON_STRING)
                continue;
            const json_token *t = &j.tokens[found[k].token];
            page_build value = {.a = r->b->a};
            json_string(&value, &j, found[k].token);
            if (r->out->n_facts >= 500 || value.n == 0)
                continue;
            ARENA_PUSH(r->b->a, r->out->facts, r->out->n_facts, r->out->cap_facts) = (html_fact){
                found[k].what, META_JSONLD, 0, html_plain(r->b->a, value.s, value.n), start + t->start, start + t->end};
        }
        return;
    }
}

/* --- tags ----------------------------------------------------------------------------------------------------------------- */
static uint32_t read_name(const char *s, uint32_t n, uint32_t i, tag_name *t) {
    uint32_t k = 0, h = 2166136261u;
    while (i < n && (unsigned char)s[i] > ' ' && s[i] != '>' && s[i] != '/') {
        unsigned char c = (unsigned char)s[i++];
        if (c >= 'A' && c <= 'Z')
            c |= 32;
        h = (h ^ c) * 16777619u;
        if (k < sizeof t->s - 1)
            t->s[k] = (char)c;
        k++;
    }
    t->n = k;
    t->s[k < sizeof t->s ? k : sizeof t->s - 1] = '\0';
    t->hash = h;
    t->info = NULL;
    if (k < sizeof t->s) {
        size_t lo = 0, hi = COUNT_OF(tags);
        while (lo < hi) {
            size_t mid = (lo + hi) / 2;
            int c = tags[mid].name[0] - t->s[0]; /* decides most steps without a call */
            if (c == 0)
                c = strcmp(tags[mid].name, t->s);
            if (c == 0) {
                t->info = &tags[mid];
                break;
            }
            if (c < 0)
                lo = mid + 1;
            else
                hi = mid;
        }
    }
    return i;
}

/* Attributes from i on; returns the place behind '>' (n when the tag is never closed). keep: remember them. */
static uint32_t read_attrs(reader *r, uint32_t i, bool keep) {
    const char *s = r->s;
    uint32_t n = r->n;
    r->n_attrs = 0;
    for (;;) {
        while (i < n && ((unsigned char)s[i] <= ' ' || s[i] == '/'))
            i++;
        if (i >= n)
            return n;
        if (s[i] == '>')
            return i + 1;
        attr a = {.name = s + i};
        uint32_t from = i++;
        while (i < n && (unsigned char)s[i] > ' ' && s[i] != '=' && s[i] != '>' && s[i] != '/')
            i++;
        a.n_name = i - from;
        while (i < n && (unsigned char)s[i] <= ' ')
            i++;
        a.value = s + i;
        if (i < n && s[i] == '=') {
            i++;
            while (i < n && (unsigned char)s[i] <= ' ')
                i++;
            if (i < n && (s[i] == '"' || s[i] == '\'')) {
                const char *q = memchr(s + i + 1, s[i], n - i - 1);
                a.value = s + i + 1;
                a.n_value = q ? (uint32_t)(q - a.value) : n - i - 1;
                i = q ? (uint32_t)(q - s) + 1 : n;
            } else {
                from = i;
                while (i < n && (unsigned char)s[i] > ' ' && s[i] != '>')
                    i++;
                a.value = s + from;
                a.n_value = i - from;
            }
        }
        if (keep && r->n_attrs < ATTRS_MAX)
            r->attrs[r->n_attrs++] = a;
    }
}

/* Place of "</name" (any case, followed by space, '/' or '>') from i on; n when there is none. */
static uint32_t find_end_tag(const char *s, uint32_t n, uint32_t i, const char *name) {
    uint32_t len = (uint32_t)strlen(name);
    while (i < n) {
        const char *lt = memchr(s + i, '<', n - i);
        if (!lt)
            return n;
        i = (uint32_t)(lt - s);
        if (i + 2 + len < n && s[i + 1] == '/' && strncasecmp(s + i + 2, name, len) == 0) {
            char c = s[i + 2 + len];
            if ((unsigned char)c <= ' ' || c == '/' || c == '>')
                return i;
        }
        i++;
    }
    return n;
}

/* Another edition of the page, in another language. */
static void alternate_add(reader *r) {
    const attr *a = attr_get(r, "hreflang");
    if (a && r->out->n_facts < 100)
        fact_add(r, WHAT_ALTERNATE, META_LINK, 0, a->value, a->n_value);
}

static uint32_t start_tag(reader *r, uint32_t i) {
    tag_name t;
    i = read_name(r->s, r->n, i, &t);
    uint8_t kind = t.info ? t.info->kind : K_INLINE;
    i = read_attrs(r, i, true);
    if (i >= r->n && (r->n == 0 || r->s[r->n - 1] != '>'))
        return r->n; /* cut off in the middle of a tag */
    bool self_closed = i >= 2 && r->s[i - 2] == '/';
    switch (kind) {
    case K_VOID:
        if (strcmp(t.s, "meta") == 0) {
            meta_tag(r);
        } else if (strcmp(t.s, "link") == 0 && attr_is(r, "rel", "canonical")) {
            const attr *href = attr_get(r, "href");
            if (href)
                fact_add(r, WHAT_URL, META_LINK, 0, href->value, href->n_value);
        } else if (strcmp(t.s, "link") == 0 && attr_is(r, "rel", "alternate")) {
            alternate_add(r);
        }
        return i;
    case K_BR:
        if (!r->drop) {
            uint8_t brs = r->b->n > r->line_start ? 0 : r->brs;
            line_flush(r);
            r->brs = (uint8_t)(brs < 200 ? brs + 1 : brs);
        }
        return i;
    case K_RAW: {
        uint32_t end = find_end_tag(r->s, r->n, i, t.s);
        if (strcmp(t.s, "script") == 0 && attr_is(r, "type", "application/ld+json"))
            json_ld(r, i, end);
        return end; /* its end tag matches nothing and is passed over */
    }
    case K_TITLE: {
        uint32_t end = find_end_tag(r->s, r->n, i, "title");
        if (!r->drop)
            fact_add(r, WHAT_TITLE, META_TITLE, 0, r->s + i, end - i);
        return end;
    }
    default: break;
    }
    if (r->drop && kind != K_DROP)
        kind = K_INLINE;
    if (kind == K_BLOCK && !r->drop)
        line_flush(r);
    if (kind == K_BLOCK || kind == K_CELL)
        imply_ends(r, &t);
    if (self_closed && kind == K_DROP)
        return i;
    if (r->depth >= DEPTH_MAX) {
        r->overflow++; /* deeper than any page means: text is kept, the element forgotten */
        return i;
    }
    open_elem e = {.hash = t.hash, .elem = top_elem(r), .kind = kind};
    bool plain_root = t.info && (strcmp(t.s, "html") == 0 || strcmp(t.s, "body") == 0);
    uint32_t flags = (t.info ? t.info->flags : 0) | (plain_root ? 0 : attr_flags(r));
    if (plain_root && t.s[0] == 'h') {
        const attr *lang = attr_get(r, "lang");
        if (lang)
            fact_add(r, WHAT_LANG, META_TAG, 0, lang->value, lang->n_value);
        root_signs(r);
    }
    if ((kind == K_BLOCK || kind == K_CELL) && r->out->n_elems < ELEMS_MAX) {
        html_elem h = {.parent = e.elem, .flags = flags, .tag = t.info->tag, .all = flags};
        if (e.elem != PARLEY_NONE) {
            h.all |= r->out->elems[e.elem].all;
            h.depth = (uint16_t)(r->out->elems[e.elem].depth + 1);
        }
        e.tag = t.info->tag;
        e.elem = r->out->n_elems;
        ARENA_PUSH(r->b->a, r->out->elems, r->out->n_elems, r->out->cap_elems) = h;
    } else if (kind == K_DROP) {
        r->drop++;
    } else {
        e.flags = flags;
        if (t.n == 1 && t.s[0] == 'a') {
            /* A link inside a link: the first one was never closed. */
            for (uint32_t k = r->depth; k > 0 && r->stack[k - 1].kind == K_INLINE; k--)
                if (r->stack[k - 1].link) {
                    r->stack[k - 1].link = false;
                    r->links--;
                }
            alternate_add(r);
            e.link = true;
            r->links++;
            r->n_links++;
            if (r->after_link && !r->space) { /* two links side by side are two entries of a menu */
                r->space = true;
                r->space_at = PARLEY_NONE;
            }
        } else if (t.n == 4 && strcmp(t.s, "time") == 0) {
            const attr *when = attr_get(r, "datetime");
            bool sure = attr_is(r, "itemprop", "datePublished") || attr_get(r, "pubdate");
            uint32_t all = e.elem != PARLEY_NONE ? r->out->elems[e.elem].all : 0;
            uint8_t rank = sure ? 0 : (all & (MARK_COMMENT | MARK_RELATED | MARK_ASIDE | MARK_FOOTER | MARK_NAV)) ? 2 : 1;
            if (when)
                fact_add(r, WHAT_PUBLISHED, META_TIME, rank, when->value, when->n_value);
        } else if (t.n == 4 && strcmp(t.s, "font") == 0) {
            font_sign(r);
        }
        if (r->b->n == r->line_start)
            r->line_flags |= flags;
    }
    r->stack[r->depth++] = e;
    return i;
}

static uint32_t end_tag(reader *r, uint32_t i) {
    tag_name t;
    i = read_name(r->s, r->n, i, &t);
    i = read_attrs(r, i, false);
    if (r->overflow) {
        r->overflow--;
        return i;
    }
    bool block = t.info && (t.info->kind == K_BLOCK || t.info->kind == K_CELL || t.info->kind == K_DROP);
    for (uint32_t k = r->depth; k > 0; k--) {
        open_elem *e = &r->stack[k - 1];
        if (e->hash == t.hash) {
            if (e->link) {
                e->link = false;
                r->links--;
                r->after_link = r->b->n > r->line_start;
            }
            if (block || k == r->depth) {
                pop_to(r, k - 1);
            } else {
                /* An inline element may be closed under others that stay open: take it out of the row. */
                memmove(e, e + 1, (r->depth - k) * sizeof *e);
                r->depth--;
            }
            return i;
        }
        if (!block && (e->kind == K_BLOCK || e->kind == K_CELL))
            break; /* <b> does not end outside the paragraph in which it stands */
        if (e->kind == K_DROP && !(t.info && t.info->kind == K_DROP))
            break;
        if (block && e->kind == K_CELL && t.info->kind == K_BLOCK && strcmp(t.s, "table") != 0 && strcmp(t.s, "tr") != 0 &&
            strcmp(t.s, "tbody") != 0)
            break; /* a cell's content ends nothing around the cell */
    }
    if (t.n == 1 && t.s[0] == 'p' && !r->drop) /* </p> alone is an empty paragraph */
        line_flush(r);
    return i;
}

void html_read(page_html *out, page_build *b, const char *s, uint32_t n, const page_lex *lex, parley_arena *scratch) {
    reader *r = arena_alloc(scratch, sizeof *r);
    r->out = out;
    r->b = b;
    r->lex = lex;
    r->s = s;
    r->n = n;
    r->line_start = b->n;
    r->space_at = PARLEY_NONE;
    for (uint32_t i = 0; i < n;) {
        const char *lt = memchr(s + i, '<', n - i);
        uint32_t stop = lt ? (uint32_t)(lt - s) : n;
        if (stop > i && !r->drop)
            text_add(r, i, stop);
        i = stop;
        if (i + 1 >= n) {
            if (i < n && !r->drop)
                text_add(r, i, n);
            break;
        }
        unsigned char c = (unsigned char)s[i + 1];
        if ((c | 32) >= 'a' && (c | 32) <= 'z') {
            i = start_tag(r, i + 1);
        } else if (c == '/' && i + 2 < n && (s[i + 2] | 32) >= 'a' && (s[i + 2] | 32) <= 'z') {
            i = end_tag(r, i + 2);
        } else if (c == '!' && i + 3 < n && s[i + 2] == '-' && s[i + 3] == '-') {
            const char *end = i + 4 < n ? memmem(s + i + 4, n - i - 4, "-->", 3) : NULL;
            if (i + 4 < n && s[i + 4] == '>')
                i += 5;
            else
                i = end ? (uint32_t)(end - s) + 3 : n;
        } else if (c == '!' && i + 8 < n && memcmp(s + i, "<![CDATA[", 9) == 0) {
            i += 9; /* found in XHTML: its content is text */
        } else if (c == '!' || c == '?' || c == '/') {
            const char *end = memchr(s + i, '>', n - i);
            i = end ? (uint32_t)(end - s) + 1 : n;
        } else {
            if (!r->drop)
                text_add(r, i, i + 1);
            i++;
        }
    }
    if (!r->drop)
        line_flush(r);
    pop_to(r, 0);
    line_flush(r);
    build_end(b);
}

bool html_sniff(const char *s, uint32_t n) {
    uint32_t end = n < 4096 ? n : 4096, i = 0;
    while (i < end && (unsigned char)s[i] <= ' ')
        i++;
    static const char *const opens[] = {"<!doctype html", "<html",  "<head",   "<body",    "<!--", "<div",  "<article", "<p>",
                                        "<meta",          "<title", "<script", "<section", "<h1",  "<table"};
    for (size_t k = 0; i < end && k < COUNT_OF(opens); k++)
        if (end - i >= strlen(opens[k]) && strncasecmp(s + i, opens[k], strlen(opens[k])) == 0)
            return true;
    /* Otherwise: a page that carries closing tags in any number. A stray "<b>" in text is no reason to lose what looks like a
     * tag. */
    uint32_t closing = 0;
    end = n < 65536 ? n : 65536;
    static const char *const ends[] = {"</p>", "</div>", "</a>", "</html>", "</body>", "</li>", "</span>", "</td>"};
    for (; i + 3 < end; i++) {
        if (s[i] != '<' || s[i + 1] != '/')
            continue;
        for (size_t k = 0; k < COUNT_OF(ends); k++)
            closing += end - i >= strlen(ends[k]) && strncasecmp(s + i, ends[k], strlen(ends[k])) == 0;
        if (closing >= 3)
            return true;
    }
    return false;
}
