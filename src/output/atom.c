/* atom.c - changes as an Atom feed (RFC 4287), for whoever follows a record with a feed reader.
 *
 * An entry's id is made from what the change says and where (pages and bytes), so that it stays the same however often and in
 * whatever order the record is made anew, and a reader shows it once. Words and bytes of both accounts stand in the entry's text,
 * and once more for programs in elements of our own (RFC 4287, section 6).
 */
#include "output/output.h"

#define ATOM_PARLEY "https://parley.invalid/ns/record" /* a name, not a place: .invalid never leads anywhere (RFC 2606) */

/* Escaped; what XML 1.0 forbids (controls, halves of surrogates, U+FFFE, U+FFFF, broken UTF-8) becomes U+FFFD. */
static void atom_text(parley_buf *b, const char *s) {
    size_t n = s ? strlen(s) : 0;
    for (size_t i = 0; i < n;) {
        uint32_t len, cp = utf8_get(s + i, n - i, &len);
        if (cp == '&')
            buf_adds(b, "&amp;");
        else if (cp == '<')
            buf_adds(b, "&lt;");
        else if (cp == '>')
            buf_adds(b, "&gt;");
        else if (cp == '"')
            buf_adds(b, "&quot;");
        else if (cp == UTF8_BAD || (cp < 0x20 && cp != '\t' && cp != '\n') || (cp >= 0xD800 && cp < 0xE000) || cp == 0xFFFE ||
                 cp == 0xFFFF)
            buf_adds(b, "\xEF\xBF\xBD");
        else
            buf_add(b, s + i, len);
        i += len;
    }
}

/* A name-based UUID (RFC 9562, version 8: bits of our own making) from two hashes of the same bytes. */
static void atom_id(parley_buf *b, const char *what) {
    uint64_t x = hash_str(what), y = (x ^ (x >> 31)) * 0x9e3779b97f4a7c15u;
    for (const char *s = what; *s; s++)
        y = ((y ^ (unsigned char)*s) * 0xff51afd7ed558ccdu) ^ (y >> 29);
    x = (x & ~(uint64_t)0xf000) | 0x8000;
    y = (y & ~((uint64_t)3 << 62)) | (uint64_t)2 << 62;
    buf_addf(b, "<id>urn:uuid:%08llx-%04llx-%04llx-%04llx-%012llx</id>\n", (unsigned long long)(x >> 32),
             (unsigned long long)(x >> 16 & 0xffff), (unsigned long long)(x & 0xffff), (unsigned long long)(y >> 48),
             (unsigned long long)(y & 0xffffffffffffu));
}

static bool is_day(const char *s) {
    static const char form[] = "0000-00-00";
    if (!s || strlen(s) != 10)
        return false;
    for (int i = 0; i < 10; i++)
        if (form[i] == '-' ? s[i] != '-' : s[i] < '0' || s[i] > '9')
            return false;
    return memcmp(s + 5, "01", 2) >= 0 && memcmp(s + 5, "12", 2) <= 0 && memcmp(s + 8, "01", 2) >= 0 &&
           memcmp(s + 8, "31", 2) <= 0;
}

/* When one could know: the day of the page that told it, else of the fact, else when the page was read. */
static const char *atom_time(const record_change *c, parley_arena *a) {
    const char *day = is_day(c->side[1].published) ? c->side[1].published : is_day(c->side[1].date) ? c->side[1].date : NULL;
    return day ? arena_printf(a, "%sT00:00:00Z", day) : c->read_at && *c->read_at ? c->read_at : "1970-01-01T00:00:00Z";
}

static bool is_web(const char *url) {
    if (!url || (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0))
        return false;
    for (; *url; url++)
        if ((unsigned char)*url <= ' ' || (unsigned char)*url >= 0x7f || strchr("<>\"{}|\\^`", *url))
            return false;
    return true;
}

static void atom_entry(parley_buf *b, const record_change *c, parley_arena *a) {
    static const char *const parts[] = {"before", "after"};
    buf_adds(b, "<entry>\n<title>");
    atom_text(b, arena_printf(a, "%s: %s", c->what, c->about));
    buf_adds(b, "</title>\n");
    atom_id(b, arena_printf(a, "%s|%s|%s|%u-%u|%s|%u-%u", c->kind, c->what, c->side[0].doc, c->side[0].start, c->side[0].stop,
                            c->side[1].doc, c->side[1].start, c->side[1].stop));
    buf_addf(b, "<updated>%s</updated>\n", atom_time(c, a));
    buf_addf(b, "<category term=\"%s\"/>\n<category term=\"%s\"/>\n", c->what, c->kind);
    if (is_web(c->side[1].url)) {
        buf_adds(b, "<link rel=\"alternate\" href=\"");
        atom_text(b, c->side[1].url);
        buf_adds(b, "\"/>\n");
    }
    if (is_web(c->side[0].url)) {
        buf_adds(b, "<link rel=\"related\" href=\"");
        atom_text(b, c->side[0].url);
        buf_adds(b, "\"/>\n");
    }
    buf_adds(b, "<content type=\"text\">");
    for (int i = 0; i < 2; i++) {
        const record_account *s = &c->side[i];
        const char *day = s->date ? s->date : s->published;
        atom_text(b, arena_printf(a, "%s%s%s: \"%s\" (%s, bytes %u to %u)\n", parts[i], day ? ", " : "", day ? day : "",
                                  s->words ? s->words : "", s->doc, s->start, s->stop));
    }
    buf_adds(b, "</content>\n");
    for (int i = 0; i < 2; i++) {
        const record_account *s = &c->side[i];
        buf_addf(b, "<parley:account part=\"%s\" doc=\"", parts[i]);
        atom_text(b, s->doc);
        buf_addf(b, "\" start=\"%u\" stop=\"%u\"", s->start, s->stop);
        if (s->date) {
            buf_adds(b, " date=\"");
            atom_text(b, s->date);
            buf_addc(b, '"');
        }
        buf_addc(b, '>');
        atom_text(b, s->words);
        buf_adds(b, "</parley:account>\n");
    }
    buf_adds(b, "</entry>\n");
}

typedef struct atom_context {
    const parley_view *v;
    FILE *f;
    uint64_t n;
} atom_context;

static parley_status atom_work(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    atom_context *c = context;
    record_change *changes;
    uint32_t n;
    parley_status rc = record_changes(&changes, &n, r, c->v, a, err);
    if (rc < 0)
        return rc;
    const char *updated = "1970-01-01T00:00:00Z", *name = strrchr(record_path(r), '/');
    name = name ? name + 1 : record_path(r);
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(atom_time(&changes[i], a), updated) > 0)
            updated = atom_time(&changes[i], a);
    parley_buf b;
    buf_init(&b);
    buf_adds(&b,
             "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:parley=\"" ATOM_PARLEY
             "\">\n<title>Changes in ");
    atom_text(&b, name);
    buf_adds(&b, "</title>\n");
    atom_id(&b, arena_printf(a, "changes of %s", name));
    buf_addf(&b, "<updated>%s</updated>\n<author><name>Parley</name></author>\n<generator version=\"%s\">Parley</generator>\n",
             updated, PARLEY_VERSION);
    for (uint32_t i = 0; i < n && rc >= 0; i++) {
        const record_change *x = &changes[i], *y = i ? x - 1 : NULL;
        bool same = y && strcmp(x->kind, y->kind) == 0 && strcmp(x->what, y->what) == 0;
        for (int k = 0; k < 2 && same; k++)
            same = strcmp(x->side[k].doc, y->side[k].doc) == 0 && x->side[k].start == y->side[k].start &&
                   x->side[k].stop == y->side[k].stop;
        if (same)
            continue; /* told about two objects of one name: one entry, since ids are one */
        atom_entry(&b, x, a);
        c->n++;
        if (b.n > 65536)
            rc = output_flush(&b, c->f, "changes", err);
    }
    buf_adds(&b, "</feed>\n");
    if (rc >= 0)
        rc = output_flush(&b, c->f, "changes", err);
    buf_free(&b);
    return rc;
}

parley_status parley_record_changes_atom(parley_record *r, const parley_view *v, FILE *f, uint64_t *n_entries,
                                         parley_error *err) {
    static const parley_view plain = PARLEY_VIEW_INIT;
    atom_context c = {v ? v : &plain, f, 0};
    parley_status rc = record_read_guard(r, atom_work, &c, err);
    if (n_entries)
        *n_entries = c.n;
    return rc;
}
