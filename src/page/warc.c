/* warc.c - web archives (ISO 28500): records of what a crawler was answered.
 *
 * Read are responses, resources and conversions that hold HTML or plain text; the rest is passed over. The member is the payload:
 * the body of the answer after its transfer and content encodings are undone, so offsets count in the page as the server meant
 * it. */
#include "page/source_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

enum { HEADER_MAX = 64 << 10 };

/* Value of header name among the lines of s, trimmed; NULL when absent. */
static const char *header(const char *s, size_t n, const char *name, size_t *n_value) {
    size_t len = strlen(name);
    for (size_t i = 0; i < n;) {
        const char *nl = memchr(s + i, '\n', n - i);
        size_t end = nl ? (size_t)(nl - s) : n, stop = end;
        if (end - i > len && strncasecmp(s + i, name, len) == 0 && s[i + len] == ':') {
            i += len + 1;
            while (i < stop && (unsigned char)s[i] <= ' ')
                i++;
            while (stop > i && (unsigned char)s[stop - 1] <= ' ')
                stop--;
            *n_value = stop - i;
            return s + i;
        }
        i = end + 1;
    }
    *n_value = 0;
    return NULL;
}

static bool holds(const char *s, size_t n, const char *word) {
    size_t len = strlen(word);
    for (size_t i = 0; s && i + len <= n; i++)
        if (strncasecmp(s + i, word, len) == 0)
            return true;
    return false;
}

/* Bytes of the header block at s up to and with its empty line; 0: none within n. */
static size_t header_end(const char *s, size_t n) {
    for (size_t i = 0; i + 1 < n; i++)
        if (s[i] == '\n' && (s[i + 1] == '\n' || (i + 2 < n && s[i + 1] == '\r' && s[i + 2] == '\n')))
            return i + (s[i + 1] == '\n' ? 2 : 3);
    return 0;
}

/* Undo "Transfer-Encoding: chunked" in place; the new length. Stops quietly where chunks stop making sense. */
static size_t dechunk(char *s, size_t n) {
    size_t in = 0, out = 0;
    while (in < n) {
        size_t size = 0, digits = 0;
        for (; in < n && digits < 8; in++, digits++) {
            unsigned char c = (unsigned char)s[in];
            unsigned char low = c | 32;
            if (c >= '0' && c <= '9')
                size = size * 16 + (c - '0');
            else if (low >= 'a' && low <= 'f')
                size = size * 16 + (size_t)(low - 'a') + 10;
            else
                break;
        }
        const char *nl = in < n ? memchr(s + in, '\n', n - in) : NULL;
        if (!digits || !nl || size == 0)
            break;
        in = (size_t)(nl - s) + 1;
        if (size > n - in)
            size = n - in;
        memmove(s + out, s + in, size);
        out += size;
        in += size;
        while (in < n && (s[in] == '\r' || s[in] == '\n'))
            in++;
    }
    return out ? out : n; /* some crawlers store the body already joined and leave the header */
}

/* Undo gzip or deflate. *out is mem_alloc'ed. */
static parley_status unpack(char **out, size_t *n_out, const char *s, size_t n, const char *doc, parley_error *err) {
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)s, .avail_in = (uInt)n};
    size_t cap = n * 4 + 4096, used = 0;
    char *buf = mem_alloc(cap);
    int window = n >= 2 && (unsigned char)s[0] == 0x78 ? 15 : n >= 2 && memcmp(s, "\x1F\x8B", 2) == 0 ? 15 + 16 : -15;
    if (!buf)
        return fail_nomem(err);
    if (inflateInit2(&z, window) != Z_OK) {
        mem_free(buf);
        return fail_nomem(err);
    }
    parley_status rc = PARLEY_OK;
    for (;;) {
        z.next_out = (unsigned char *)buf + used;
        z.avail_out = (uInt)(cap - used);
        int got = inflate(&z, Z_NO_FLUSH);
        used = cap - z.avail_out;
        if (got == Z_STREAM_END)
            break;
        if (used > PARLEY_PAGE_MAX) {
            rc =
                fail(err, PARLEY_ELIMIT, -1, "%s: unpacks to more than %zu MiB, the limit of a page", doc, PARLEY_PAGE_MAX >> 20);
            break;
        }
        if ((got != Z_OK && got != Z_BUF_ERROR) || z.avail_out > 0) {
            rc = fail(err, PARLEY_EFORMAT, -1, "%s: damaged content encoding", doc);
            break;
        }
        char *grown = mem_realloc(buf, cap * 2);
        if (!grown) {
            rc = fail_nomem(err);
            break;
        }
        buf = grown;
        cap *= 2;
    }
    inflateEnd(&z);
    if (rc < 0) {
        mem_free(buf);
        return rc;
    }
    *out = buf;
    *n_out = used;
    return PARLEY_OK;
}

static parley_status warc_record(parley_page **out, const char *head, size_t n_head, char *body, size_t n,
                                 const page_origin *base, bool http, parley_error *err) {
    page_origin from = *base;
    char charset[64] = "", url[2000] = "";
    size_t len;
    const char *target = header(head, n_head, "WARC-Target-URI", &len), *type;
    if (target && len < sizeof url) {
        if (len >= 2 && target[0] == '<' && target[len - 1] == '>') { /* WARC 1.0 wrote them so */
            target++;
            len -= 2;
        }
        snprintf(url, sizeof url, "%.*s", (int)len, target);
        from.url = url;
    }
    const char *h = head;
    size_t n_h = n_head;
    if (http) {
        size_t end = header_end(body, n);
        if (!end)
            return fail(err, PARLEY_EFORMAT, (int64_t)base->offset, "%s: an HTTP answer without an end of its header", base->doc);
        h = body;
        n_h = end;
    }
    type = header(h, n_h, "Content-Type", &len);
    if (type && !holds(type, len, "html") && !holds(type, len, "text/plain"))
        return PARLEY_OK;
    if (http && n > 12 && memcmp(body, "HTTP/", 5) == 0 && memcmp(body + 9, "200", 3) != 0 && memcmp(body + 8, " 200", 4) != 0)
        return PARLEY_OK; /* redirections, errors */
    for (size_t i = 0; type && i + 8 < len; i++)
        if (strncasecmp(type + i, "charset=", 8) == 0) {
            size_t k = 0;
            for (i += 8; i < len && k + 1 < sizeof charset; i++)
                if (type[i] == ';' || type[i] == ' ')
                    break;
                else if (type[i] != '"')
                    charset[k++] = type[i];
            charset[k] = '\0';
            from.charset = charset;
        }
    const char *coding = http ? header(h, n_h, "Content-Encoding", &len) : NULL;
    bool packed = coding && (holds(coding, len, "gzip") || holds(coding, len, "deflate"));
    bool foreign = coding && (holds(coding, len, "br") || holds(coding, len, "zstd"));
    const char *transfer = http ? header(h, n_h, "Transfer-Encoding", &len) : NULL;
    bool chunked = transfer && holds(transfer, len, "chunked");
    if (http) {
        body += n_h;
        n -= n_h;
    }
    if (foreign)
        return fail(err, PARLEY_EFORMAT, (int64_t)base->offset, "%s: content encoding br or zstd is not read", base->doc);
    if (n == 0)
        return PARLEY_OK;
    if (chunked)
        n = dechunk(body, n);
    if (!packed || n < 2 || (memcmp(body, "\x1F\x8B", 2) != 0 && coding && holds(coding, 4, "gzip")))
        return page_make(out, &from, body, n, err);
    char *plain = NULL;
    parley_status rc = unpack(&plain, &n, body, n, base->doc, err);
    if (rc >= 0)
        rc = page_make(out, &from, plain, n, err);
    mem_free(plain);
    return rc;
}

parley_status warc_next(parley_page **out, stream *st, const char *doc, uint32_t *count, parley_error *err) {
    for (;;) {
        size_t have = stream_need(st, 1);
        while (have && (*stream_at(st) == '\r' || *stream_at(st) == '\n')) {
            stream_skip(st, 1);
            have = stream_need(st, 1);
        }
        if (!have)
            return PARLEY_END;
        char name[300];
        page_origin from = {.doc = name, .path = st->path, .offset = st->offset};
        snprintf(name, sizeof name, "%s#%u", doc, *count + 1);
        size_t n_head = 0, want = 4096;
        for (;;) {
            have = stream_need(st, want);
            n_head = header_end(stream_at(st), have);
            if (n_head || have < want || want >= HEADER_MAX)
                break;
            want *= 2;
        }
        size_t len;
        const char *head = stream_at(st);
        const char *length = n_head && memcmp(head, "WARC/", 5) == 0 ? header(head, n_head, "Content-Length", &len) : NULL;
        uint64_t n_body = 0;
        bool number = length && len > 0;
        for (size_t i = 0; number && i < len; i++) {
            number = cp_is_digit((unsigned char)length[i]) && n_body < UINT64_MAX / 16;
            n_body = n_body * 10 + (uint64_t)(length[i] - '0');
        }
        if (!number) {
            /* Lost: go on at the next line that begins a record. */
            if (st->status < 0) {
                stream_skip(st, stream_need(st, 1));
                return PARLEY_END;
            }
            for (;;) {
                bool too_long;
                size_t n = stream_line(st, HEADER_MAX, &too_long);
                stream_skip(st, n);
                have = stream_need(st, 7);
                if (!have || (have >= 7 && memcmp(stream_at(st), "WARC/1.", 7) == 0))
                    break;
            }
            ++*count;
            return fail(err, PARLEY_EFORMAT, (int64_t)from.offset, "%s: not a WARC record", name);
        }
        size_t n_type;
        const char *type = header(head, n_head, "WARC-Type", &n_type);
        bool response = holds(type, n_type, "response"),
             other = holds(type, n_type, "resource") || holds(type, n_type, "conversion");
        char *kept = NULL;
        bool wanted = response || other;
        if (wanted && n_body <= PARLEY_PAGE_MAX) {
            kept = mem_alloc(n_head + (size_t)n_body + 1);
            if (!kept)
                return fail_nomem(err);
            memcpy(kept, head, n_head);
        }
        stream_skip(st, n_head);
        for (uint64_t done = 0; done < n_body;) {
            have = stream_need(st, 1);
            if (!have) {
                mem_free(kept);
                if (st->status < 0)
                    return PARLEY_END; /* the unpacking tells */
                ++*count;
                return fail(err, PARLEY_EFORMAT, (int64_t)st->offset, "%s: the record ends in the middle (truncated file)", name);
            }
            if (have > n_body - done)
                have = (size_t)(n_body - done);
            if (kept)
                memcpy(kept + n_head + done, stream_at(st), have);
            stream_skip(st, have);
            done += have;
        }
        if (!wanted)
            continue;
        if (!kept) {
            ++*count;
            return fail(err, PARLEY_ELIMIT, (int64_t)from.offset, "%s: larger than %zu MiB, the limit of a page", name,
                        PARLEY_PAGE_MAX >> 20);
        }
        *out = NULL;
        bool http = response && n_body >= 5 && memcmp(kept + n_head, "HTTP/", 5) == 0;
        parley_status rc = warc_record(out, kept, n_head, kept + n_head, (size_t)n_body, &from, http, err);
        mem_free(kept);
        if (rc < 0 || *out) {
            ++*count;
            return rc;
        }
    }
}
