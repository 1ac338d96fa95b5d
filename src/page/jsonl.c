/* jsonl.c - articles as JSON objects: one a line (JSON Lines), one after the other, or in an array.
 *
 * The member is the object's bytes as they stand in the file, so offsets count from its '{'; the page's member_offset tells where
 * that is. Field names of news-please, NGEC and ninjs are known. */
#include "page/json.h"
#include "page/source_int.h"

#include <stdio.h>

/* Names in order of preference; a later kind of source never has two of them mean different things. */
static const char *const text_fields[] = {"text",    "maintext", "event_text", "body_text", "full_text", "articleBody",
                                          "article", "body",     "content",    "story",     NULL};
static const char *const html_fields[] = {"html", "body_html", "body_xhtml", "content_html", "raw_html", NULL};
static const char *const title_fields[] = {"title", "headline", "title_rss", "title_page", NULL};
static const char *const date_fields[] = {"date_publish",   "date",          "pub_date",         "published",
                                          "date_published", "datePublished", "published_at",     "publish_date",
                                          "versioncreated", "firstcreated",  "publication_date", NULL};
static const char *const outlet_fields[] = {"publisher", "outlet", "publication",   "source_name", "infosource",
                                            "provider",  "source", "source_domain", NULL};
static const char *const author_fields[] = {"authors", "author", "byline", NULL};
static const char *const url_fields[] = {"url", "link", "source_url", NULL};
static const char *const id_fields[] = {"id", "_id", "guid", "uri", NULL};

bool jsonl_sniff(const char *s, size_t n) {
    size_t i = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    bool array = false, object = false;
    for (; i < n; i++) {
        if ((unsigned char)s[i] <= ' ')
            continue;
        if (object)
            return s[i] == '"';
        if (s[i] == '{')
            object = true;
        else if (s[i] == '[' && !array)
            array = true;
        else
            return false;
    }
    return false;
}

/* Value of the first of names that object has; an array or an object with a name gives its first name. */
static uint32_t field(const json_doc *j, const char *const *names) {
    for (; *names; names++) {
        uint32_t t = json_member(j, 0, *names);
        if (t != PARLEY_NONE && j->tokens[t].type == JSON_ARRAY)
            t = j->tokens[t].n_children ? t + 1 : PARLEY_NONE;
        if (t != PARLEY_NONE && j->tokens[t].type == JSON_OBJECT) {
            uint32_t name = json_member(j, t, "name");
            t = name;
        }
        if (t == PARLEY_NONE || j->tokens[t].end == j->tokens[t].start)
            continue;
        if (j->tokens[t].type == JSON_STRING || cp_is_digit((unsigned char)j->s[j->tokens[t].start]))
            return t;
    }
    return PARLEY_NONE;
}

static const char *field_string(const json_doc *j, uint32_t t, parley_arena *a) {
    page_build b = {.a = a};
    json_string(&b, j, t);
    build_end(&b);
    return b.s;
}

parley_status page_from_json(parley_page **out, const page_origin *from, const char *bytes, size_t n, parley_error *err) {
    parley_page *p;
    parley_status rc = page_begin(&p, from, bytes, n, err);
    if (rc < 0)
        return rc;
    jmp_buf nomem;
    p->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        rc = fail_nomem(err);
    } else {
        page_build raw = {.a = &p->arena};
        json_doc j;
        p->encoding = encoding_decode(&raw, p->source, p->n_source, "utf-8");
        build_end(&raw);
        if (!p->encoding || !json_parse(&j, &p->arena, raw.s, raw.n) || j.tokens[0].type != JSON_OBJECT) {
            rc = fail(err, PARLEY_EFORMAT, (int64_t)from->offset, "%s: not a JSON object", p->doc);
        } else {
            uint32_t text = field(&j, text_fields), html = field(&j, html_fields), title = field(&j, title_fields);
            page_parts parts = {.format = PAGE_JSONL, .title = {.a = &p->arena}, .body = {.a = &p->arena}};
            uint32_t body = text != PARLEY_NONE ? text : html;
            const struct {
                page_fact *fact;
                const char *const *names;
            } facts[] = {{&parts.published, date_fields},
                         {&parts.outlet, outlet_fields},
                         {&parts.author, author_fields},
                         {&parts.url, url_fields}};
            for (size_t i = 0; i < COUNT_OF(facts); i++) {
                uint32_t t = field(&j, facts[i].names);
                if (t == PARLEY_NONE)
                    continue;
                *facts[i].fact = (page_fact){.value = field_string(&j, t, &p->arena), .rule = "field"};
                facts[i].fact->evidence = segs_source(raw.segs, raw.n_segs, (parley_span){j.tokens[t].start, j.tokens[t].end});
            }
            uint32_t id = field(&j, id_fields);
            if (id != PARLEY_NONE && j.tokens[id].end - j.tokens[id].start <= 120) {
                const char *hash = strrchr(from->doc, '#');
                size_t stem = hash ? (size_t)(hash - from->doc) : strlen(from->doc);
                p->doc = arena_printf(&p->arena, "%.*s#%s", (int)stem, from->doc, field_string(&j, id, &p->arena));
            }
            if (title != PARLEY_NONE) {
                json_string(&parts.title, &j, title);
                build_rebase(&parts.title, raw.segs, raw.n_segs);
            }
            if (body == PARLEY_NONE) {
                rc = fail(err, PARLEY_EFORMAT, (int64_t)from->offset,
                          "%s: no field with the text of an article (text, maintext, event_text, body_text, html)", p->doc);
            } else {
                json_string(&parts.body, &j, body);
                build_rebase(&parts.body, raw.segs, raw.n_segs);
                parts.html = body == html;
                rc = page_from_parts(p, &parts, err);
            }
        }
    }
    p->arena.on_nomem = NULL;
    return page_end(out, p, rc);
}

/* Length of the object that starts at the stream's next byte, by its brackets; 0: it never ends, or is too long. */
static size_t object_length(stream *st) {
    size_t i = 0, have = stream_need(st, 1), depth = 0;
    bool string = false;
    for (;;) {
        if (i >= have) {
            if (i > PARLEY_PAGE_MAX)
                return 0;
            have = stream_need(st, i + 1);
            if (have <= i)
                return 0;
        }
        char c = stream_at(st)[i++];
        if (string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                string = false;
        } else if (c == '"') {
            string = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (--depth == 0)
                return i;
        }
    }
}

parley_status jsonl_next(parley_page **out, stream *st, const char *doc, uint32_t *count, parley_error *err) {
    for (;;) {
        /* To the next object: past space, commas, array brackets and a byte order mark. */
        size_t have = stream_need(st, 1);
        if (!have)
            return PARLEY_END;
        char c = *stream_at(st);
        if ((unsigned char)c <= ' ' || c == ',' || c == '[' || c == ']' || c == '\xEF' || c == '\xBB' || c == '\xBF') {
            stream_skip(st, 1);
            continue;
        }
        char name[300];
        page_origin from = {.doc = name, .path = st->path, .offset = st->offset};
        snprintf(name, sizeof name, "%s#%u", doc, ++*count);
        bool too_long = false;
        size_t n = 0;
        if (c == '{') {
            /* An object on one line is the rule; else follow its brackets. Where they never close, only this line is lost, and
             * brackets are not followed again, so that a file of broken lines costs no more than its length. */
            n = stream_line(st, PARLEY_PAGE_MAX, &too_long);
            size_t end = n;
            while (end && (unsigned char)stream_at(st)[end - 1] <= ' ')
                end--;
            if (end && stream_at(st)[end - 1] == ',')
                end--;
            if (n && (end == 0 || stream_at(st)[end - 1] != '}') && !st->no_brackets) {
                size_t whole = object_length(st);
                st->no_brackets = whole == 0;
                if (whole) {
                    end = n = whole;
                } else {
                    n = stream_line(st, PARLEY_PAGE_MAX, &too_long);
                }
            }
            if (n && !too_long) {
                if (end > PARLEY_PAGE_MAX)
                    end = PARLEY_PAGE_MAX;
                if (st->end && st->status < 0 && st->n - st->pos <= n) { /* the bytes broke off inside this member */
                    stream_skip(st, n);
                    return PARLEY_END;
                }
                parley_status rc = page_from_json(out, &from, stream_at(st), end, err);
                stream_skip(st, n);
                return rc;
            }
        }
        if (!too_long) {
            n = stream_line(st, PARLEY_PAGE_MAX, &too_long);
            stream_skip(st, n);
        }
        if (too_long)
            return fail(err, PARLEY_ELIMIT, (int64_t)from.offset, "%s: larger than %zu MiB, the limit of a page", name,
                        PARLEY_PAGE_MAX >> 20);
        return fail(err, PARLEY_EFORMAT, (int64_t)from.offset, "%s: not a JSON object", name);
    }
}
