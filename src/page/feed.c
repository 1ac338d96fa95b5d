/* feed.c - RSS and Atom: each item is a page. The member is the item's element as it stands in the file.
 *
 * expat reads the XML (it knows the byte of every event, which libxml2's reader does not); what an item holds as HTML goes
 * through the HTML reader. The whole feed is in memory: at most PARLEY_PAGE_MAX. */
#include "page/source_int.h"

#include <expat.h>
#include <stdio.h>
#include <strings.h>

typedef enum feed_part {
    PART_NONE,
    PART_TITLE,
    PART_BODY,
    PART_SUMMARY,
    PART_DATE,
    PART_UPDATED,
    PART_AUTHOR,
    PART_URL,
    PART_ID,
    PART_CHANNEL,
    PART_COUNT
} feed_part;

typedef struct feed_item {
    uint32_t start, end; /* bytes of the decoded feed */
    page_build parts[PART_COUNT];
    bool xhtml; /* the body is markup, not text */
    uint32_t xhtml_start, xhtml_end;
} feed_item;

struct feed {
    parley_arena arena;
    const char *path, *doc;
    page_build text;   /* the feed as UTF-8, segments to the file */
    const char *bytes; /* as given */
    feed_item *items;
    uint32_t n_items, cap_items, at;
    page_build channel; /* the feed's own title: the outlet */
    const char *encoding;
    bool broken;
    parley_error error;
    /* while parsing */
    XML_Parser xml;
    bool in_item;
    feed_part part;
    uint32_t depth, item_depth, part_depth;
};

bool feed_sniff(const char *s, size_t n) {
    size_t i = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < n && (unsigned char)s[i] <= ' ')
        i++;
    if (i >= n || s[i] != '<')
        return false;
    /* The first element decides. */
    for (; i + 8 < n; i++) {
        if (s[i] != '<' || s[i + 1] == '?' || s[i + 1] == '!')
            continue;
        return strncasecmp(s + i, "<rss", 4) == 0 || strncasecmp(s + i, "<feed", 5) == 0 ||
               strncasecmp(s + i, "<rdf:RDF", 8) == 0;
    }
    return false;
}

static const char *local(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static uint32_t here(const feed *f) {
    return (uint32_t)XML_GetCurrentByteIndex(f->xml);
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attrs) {
    feed *f = user;
    f->depth++;
    const char *n = local(name);
    if (!f->in_item) {
        if (strcmp(n, "item") == 0 || strcmp(n, "entry") == 0) {
            f->in_item = true;
            f->item_depth = f->depth;
            feed_item item = {.start = here(f)};
            for (int i = 0; i < PART_COUNT; i++)
                item.parts[i].a = &f->arena;
            ARENA_PUSH(&f->arena, f->items, f->n_items, f->cap_items) = item;
        } else if (strcmp(n, "title") == 0 && f->channel.n == 0 && f->part == PART_NONE) {
            f->part = PART_CHANNEL;
            f->part_depth = f->depth;
        }
        return;
    }
    feed_item *item = &f->items[f->n_items - 1];
    if (f->part != PART_NONE)
        return; /* markup inside a part: its text belongs to the part; XHTML is read from the source */
    static const struct {
        const char *name;
        feed_part part;
    } known[] = {{"title", PART_TITLE},
                 {"content:encoded", PART_BODY},
                 {"content", PART_BODY},
                 {"description", PART_SUMMARY},
                 {"summary", PART_SUMMARY},
                 {"pubDate", PART_DATE},
                 {"published", PART_DATE},
                 {"date", PART_DATE},
                 {"updated", PART_UPDATED},
                 {"modified", PART_UPDATED},
                 {"creator", PART_AUTHOR},
                 {"author", PART_AUTHOR},
                 {"link", PART_URL},
                 {"guid", PART_ID},
                 {"id", PART_ID}};
    if (strncmp(name, "media:", 6) == 0)
        return; /* titles and credits of pictures */
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (strcmp(known[i].name, name) != 0 && strcmp(known[i].name, n) != 0)
            continue;
        if (f->depth != f->item_depth + 1 || item->parts[known[i].part].n > 0)
            return;
        f->part = known[i].part;
        f->part_depth = f->depth;
        const char *href = NULL, *rel = NULL, *type = NULL;
        for (const XML_Char **a = attrs; a[0]; a += 2) {
            if (strcmp(a[0], "href") == 0)
                href = a[1];
            else if (strcmp(a[0], "rel") == 0)
                rel = a[1];
            else if (strcmp(a[0], "type") == 0)
                type = a[1];
        }
        if (f->part == PART_URL && href && (!rel || strcmp(rel, "alternate") == 0)) {
            /* An attribute's place is not told by expat: the whole tag is its evidence. */
            uint32_t n_tag = (uint32_t)XML_GetCurrentByteCount(f->xml);
            build_atom(&item->parts[PART_URL], href, (uint32_t)strlen(href), here(f), n_tag);
        }
        if (f->part == PART_BODY && type && strcmp(type, "xhtml") == 0) {
            item->xhtml = true;
            item->xhtml_start = here(f) + (uint32_t)XML_GetCurrentByteCount(f->xml);
        }
        return;
    }
}

static void XMLCALL on_end(void *user, const XML_Char *name) {
    feed *f = user;
    (void)name;
    if (f->part != PART_NONE && f->depth == f->part_depth) {
        if (f->in_item && f->part == PART_BODY && f->items[f->n_items - 1].xhtml)
            f->items[f->n_items - 1].xhtml_end = here(f);
        f->part = PART_NONE;
    }
    if (f->in_item && f->depth == f->item_depth) {
        f->items[f->n_items - 1].end = here(f) + (uint32_t)XML_GetCurrentByteCount(f->xml);
        f->in_item = false;
    }
    f->depth--;
}

static void XMLCALL on_text(void *user, const XML_Char *s, int n) {
    feed *f = user;
    if (f->part == PART_NONE || n <= 0)
        return;
    page_build *b = f->part == PART_CHANNEL ? &f->channel : f->in_item ? &f->items[f->n_items - 1].parts[f->part] : NULL;
    if (!b || (f->part == PART_URL && b->n && b->segs[0].n_source != b->segs[0].n_text))
        return;
    int64_t count = XML_GetCurrentByteCount(f->xml);
    uint32_t at = here(f);
    /* Plain characters come byte for byte; anything else (an entity, a line end) is its own event. expat may tell one event for a
     * run and give its text in pieces: what is the same in the source is found there. */
    if (count == n || (at + (uint32_t)n <= f->text.n && memcmp(f->text.s + at, s, (size_t)n) == 0)) {
        build_same(b, s, (uint32_t)n, at);
    } else {
        build_atom(b, s, (uint32_t)n, at, count > 0 ? (uint32_t)count : 1);
    }
}

parley_status feed_open(feed **out, stream *st, const char *doc, parley_error *err) {
    *out = NULL;
    size_t n = stream_need(st, PARLEY_PAGE_MAX + 1);
    if (n > PARLEY_PAGE_MAX)
        return fail(err, PARLEY_ELIMIT, (int64_t)PARLEY_PAGE_MAX, "%s: a feed larger than %zu MiB", st->path,
                    PARLEY_PAGE_MAX >> 20);
    feed *f = mem_alloc(sizeof *f);
    if (!f)
        return fail_nomem(err);
    *f = (feed){0};
    arena_init(&f->arena);
    jmp_buf nomem;
    f->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        feed_close(f);
        return fail_nomem(err);
    }
    f->doc = arena_str(&f->arena, doc);
    f->path = arena_str(&f->arena, st->path);
    f->bytes = arena_strn(&f->arena, stream_at(st), n);
    f->text.a = f->channel.a = &f->arena;
    f->encoding = encoding_decode(&f->text, f->bytes, (uint32_t)n, NULL);
    if (!f->encoding) {
        feed_close(f);
        return fail(err, PARLEY_EFORMAT, 0, "%s: binary data, not a feed", st->path);
    }
    build_end(&f->text);
    f->xml = XML_ParserCreate("UTF-8");
    if (!f->xml) {
        feed_close(f);
        return fail_nomem(err);
    }
    XML_SetUserData(f->xml, f);
    XML_SetElementHandler(f->xml, on_start, on_end);
    XML_SetCharacterDataHandler(f->xml, on_text);
    /* Feeds write HTML's names of letters without a DTD: let them pass (their text is lost) instead of losing the feed. */
    XML_UseForeignDTD(f->xml, XML_TRUE);
    if (XML_Parse(f->xml, f->text.s, (int)f->text.n, 1) == XML_STATUS_ERROR) {
        int64_t at = XML_GetCurrentByteIndex(f->xml);
        f->broken = true;
        fail(&f->error, PARLEY_EFORMAT, at, "%s: line %lu: %s", f->path, (unsigned long)XML_GetCurrentLineNumber(f->xml),
             XML_ErrorString(XML_GetErrorCode(f->xml)));
    }
    if (f->in_item && f->n_items)
        f->n_items--; /* cut off */
    XML_ParserFree(f->xml);
    f->xml = NULL;
    f->arena.on_nomem = NULL;
    *out = f;
    return PARLEY_OK;
}

/* Let the segments of b, which point into the decoded feed, point into the item's own bytes. */
static void to_member(page_build *b, const feed *f, uint32_t member) {
    build_end(b);
    build_rebase(b, f->text.segs, f->text.n_segs);
    for (uint32_t i = 0; i < b->n_segs; i++)
        b->segs[i].source -= b->segs[i].source >= member ? member : b->segs[i].source;
}

static page_fact to_fact(page_build *b) {
    page_fact fact = {0};
    uint32_t start = 0, end = b->n;
    while (start < end && (unsigned char)b->s[start] <= ' ')
        start++;
    while (end > start && (unsigned char)b->s[end - 1] <= ' ')
        end--;
    if (end > start) {
        fact.value = arena_strn(b->a, b->s + start, end - start);
        fact.evidence = segs_source(b->segs, b->n_segs, (parley_span){start, end});
        fact.rule = "field";
    }
    return fact;
}

parley_status feed_next(parley_page **out, feed *f, parley_error *err) {
    if (f->at >= f->n_items) {
        if (!f->broken)
            return PARLEY_END;
        f->broken = false;
        if (err)
            *err = f->error;
        return f->error.code;
    }
    feed_item *it = &f->items[f->at++];
    char name[300];
    parley_span member = segs_source(f->text.segs, f->text.n_segs, (parley_span){it->start, it->end});
    page_origin from = {.doc = name, .path = f->path, .offset = member.start};
    snprintf(name, sizeof name, "%s#%u", f->doc, f->at);
    parley_page *p;
    parley_status rc = page_begin(&p, &from, f->bytes + member.start, member.end - member.start, err);
    if (rc < 0)
        return rc;
    jmp_buf nomem;
    p->arena.on_nomem = f->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        rc = fail_nomem(err);
    } else {
        p->encoding = f->encoding;
        if (it->xhtml && it->xhtml_end > it->xhtml_start) {
            it->parts[PART_BODY] = (page_build){.a = &f->arena};
            build_same(&it->parts[PART_BODY], f->text.s + it->xhtml_start, it->xhtml_end - it->xhtml_start, it->xhtml_start);
        }
        for (int i = 0; i < PART_COUNT; i++)
            to_member(&it->parts[i], f, member.start);
        page_build *body = it->parts[PART_BODY].n ? &it->parts[PART_BODY] : &it->parts[PART_SUMMARY];
        page_parts parts = {.format = PAGE_FEED, .html = true, .title = it->parts[PART_TITLE], .body = *body};
        parts.published = to_fact(it->parts[PART_DATE].n ? &it->parts[PART_DATE] : &it->parts[PART_UPDATED]);
        parts.author = to_fact(&it->parts[PART_AUTHOR]);
        parts.url = to_fact(&it->parts[PART_URL]);
        if (f->channel.n) {
            page_build channel = f->channel;
            build_end(&channel);
            parts.outlet = to_fact(&channel);
            parts.outlet.evidence = (parley_span){0, 0}; /* stands outside the item */
            parts.outlet.rule = "feed";
        }
        page_fact id = to_fact(&it->parts[PART_ID]);
        if (id.value && strlen(id.value) <= 60 && !strchr(id.value, '/'))
            p->doc = arena_printf(&p->arena, "%s#%s", f->doc, id.value);
        if (!parts.title.n && !parts.body.n)
            rc = fail(err, PARLEY_EFORMAT, (int64_t)from.offset, "%s: an item without text", name);
        else
            rc = page_from_parts(p, &parts, err);
    }
    p->arena.on_nomem = f->arena.on_nomem = NULL;
    return page_end(out, p, rc);
}

void feed_close(feed *f) {
    if (!f)
        return;
    if (f->xml)
        XML_ParserFree(f->xml);
    arena_free(&f->arena);
    mem_free(f);
}
