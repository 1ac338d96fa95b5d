/* xml.c - PETRARCH's XML: <Sentence> records, and what a validation file says of them beside.
 *
 * The files in use are not always well formed: attributes of <EventCoding> stand in tags that are never closed, and texts hold
 * bare & and < signs. expat reads what is XML; before it, a filter makes of a line of a text block what expat can read, and
 * closes the tags that are empty by their nature (EventCoding, Config, Skip, Stop).
 */
#include "petrarch/petrarch.h"

#include <errno.h>
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>

enum { EVENTS_MAX = 256, FILES_MAX = 32 };

typedef struct reader {
    XML_Parser parser;
    const char *name;
    parley_arena arena; /* of the sentence at hand */
    parley_arena kept;  /* of the file: options of the environment, file names */
    parley_xml_sentence s;
    parley_xml_event events[EVENTS_MAX];
    parley_code_options base, options; /* of the file; of the sentence */
    parley_buf text, *into;
    const char *files[FILES_MAX];
    size_t n_files;
    bool in_sentence, in_environment, told, over;
    int (*each)(void *, const parley_xml_sentence *);
    int (*environment)(void *, const char *const *, size_t);
    void *user;
} reader;

static const char *attribute(const char **attributes, const char *name) {
    for (; *attributes; attributes += 2)
        if (strcasecmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

static bool truth(const char *s) {
    return s && (strcasecmp(s, "true") == 0 || strcmp(s, "1") == 0 || strcasecmp(s, "yes") == 0);
}

static const char *kept_attribute(reader *r, const char **attributes, const char *name) {
    const char *v = attribute(attributes, name);
    return v && *v ? arena_str(&r->arena, v) : NULL;
}

static void set_option(parley_code_options *o, const char *name, const char *value) {
    static const struct {
        const char *name;
        size_t at;
    } numbers[] = {{"new_actor_length", offsetof(parley_code_options, new_actor_length)},
                   {"comma_min", offsetof(parley_code_options, comma_min)},
                   {"comma_max", offsetof(parley_code_options, comma_max)},
                   {"comma_bmin", offsetof(parley_code_options, comma_bmin)},
                   {"comma_bmax", offsetof(parley_code_options, comma_bmax)},
                   {"comma_emin", offsetof(parley_code_options, comma_emin)},
                   {"comma_emax", offsetof(parley_code_options, comma_emax)}};
    if (!name || !value)
        return;
    if (strcmp(name, "require_dyad") == 0)
        o->require_dyad = strcasecmp(value, "false") != 0;
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (strcmp(name, numbers[i].name) == 0) {
            long v = strtol(value, NULL, 10);
            int n = v < 0 ? 0 : v > 1000 ? 1000 : (int)v;
            memcpy((char *)o + numbers[i].at, &n, sizeof n);
        }
}

static void XMLCALL start(void *user, const char *tag, const char **attributes) {
    reader *r = user;
    if (r->over)
        return;
    if (strcasecmp(tag, "Environment") == 0) {
        r->in_environment = true;
    } else if (r->in_environment) {
        size_t n = strlen(tag);
        const char *file = attribute(attributes, "name");
        buf_reset(&r->text);
        r->into = n > 4 && strcasecmp(tag + n - 4, "file") == 0 ? &r->text : NULL;
        if (r->into && file)
            buf_adds(r->into, file);
        if (strcasecmp(tag, "Config") == 0)
            set_option(&r->base, attribute(attributes, "option"), attribute(attributes, "value"));
    } else if (strcasecmp(tag, "Sentence") == 0) {
        arena_reset(&r->arena);
        r->options = r->base;
        r->in_sentence = true;
        r->s = (parley_xml_sentence){.id = kept_attribute(r, attributes, "id"),
                                     .date = kept_attribute(r, attributes, "date"),
                                     .source = kept_attribute(r, attributes, "source"),
                                     .category = kept_attribute(r, attributes, "category"),
                                     .place = kept_attribute(r, attributes, "place"),
                                     .whole = !attribute(attributes, "sentence") || truth(attribute(attributes, "sentence")),
                                     .expected = r->events,
                                     .options = &r->options,
                                     .line = (uint32_t)XML_GetCurrentLineNumber(r->parser)};
    } else if (r->in_sentence && (strcasecmp(tag, "Text") == 0 || strcasecmp(tag, "Parse") == 0)) {
        buf_reset(&r->text);
        r->into = &r->text;
    } else if (r->in_sentence && strcasecmp(tag, "EventCoding") == 0) {
        r->s.validated = true;
        if (kept_attribute(r, attributes, "error"))
            r->s.error = kept_attribute(r, attributes, "error");
        if (attribute(attributes, "eventcode") && r->s.n_expected < EVENTS_MAX) {
            const char *source = kept_attribute(r, attributes, "sourcecode"),
                       *target = kept_attribute(r, attributes, "targetcode");
            r->events[r->s.n_expected++] =
                (parley_xml_event){source ? source : "---", target ? target : "---", kept_attribute(r, attributes, "eventcode")};
        }
    } else if (r->in_sentence && strcasecmp(tag, "Skip") == 0) {
        r->s.skip = true;
    } else if (strcasecmp(tag, "Config") == 0) {
        set_option(r->in_sentence ? &r->options : &r->base, attribute(attributes, "option"), attribute(attributes, "value"));
    } else if (strcasecmp(tag, "Stop") == 0) {
        r->over = true;
    }
}

static char *trimmed(parley_arena *a, const parley_buf *b) {
    size_t from = 0, to = b->n;
    while (from < to && strchr(" \t\r\n", b->s[from]))
        from++;
    while (to > from && strchr(" \t\r\n", b->s[to - 1]))
        to--;
    return arena_strn(a, b->s ? b->s + from : "", to - from);
}

static void tell_environment(reader *r) {
    if (r->told)
        return;
    r->told = true;
    if (r->environment && r->n_files && r->environment(r->user, r->files, r->n_files) != 0)
        r->over = true;
}

static void XMLCALL end(void *user, const char *tag) {
    reader *r = user;
    if (r->over)
        return;
    if (strcasecmp(tag, "Environment") == 0) {
        r->in_environment = false;
        tell_environment(r);
    } else if (r->in_environment) {
        /* Where errors are to be written is no dictionary. */
        if (r->into && r->text.n && strcasecmp(tag, "Errorfile") != 0 && r->n_files < FILES_MAX) {
            const char *file = trimmed(&r->kept, &r->text);
            if (*file)
                r->files[r->n_files++] = file;
        }
        r->into = NULL;
    } else if (r->in_sentence && r->into && strcasecmp(tag, "Text") == 0) {
        char *text = trimmed(&r->arena, &r->text);
        for (char *c = text; *c; c++)
            if (*c == '\n' || *c == '\r' || *c == '\t')
                *c = ' ';
        /* Lines were indented: runs of spaces count as one. */
        char *to = text;
        for (char *c = text; *c; c++)
            if (*c != ' ' || to == text || to[-1] != ' ')
                *to++ = *c;
        *to = '\0';
        r->s.text = text;
        r->into = NULL;
    } else if (r->in_sentence && r->into && strcasecmp(tag, "Parse") == 0) {
        r->s.parse = trimmed(&r->arena, &r->text);
        r->into = NULL;
    } else if (r->in_sentence && strcasecmp(tag, "Sentence") == 0) {
        tell_environment(r);
        r->in_sentence = false;
        if (!r->over && r->each(r->user, &r->s) != 0)
            r->over = true;
    }
}

static void XMLCALL characters(void *user, const char *s, int n) {
    reader *r = user;
    if (r->into)
        buf_add(r->into, s, (size_t)n);
}

/* --- lines that are not quite XML --------------------------------------------------------------------------------- */
static bool tag_at(const char *s, const char *name) {
    size_t n = strlen(name);
    return strncasecmp(s, name, n) == 0 && (s[n] == ' ' || s[n] == '>' || s[n] == '/' || s[n] == '\t');
}

typedef struct filter {
    bool in_text;    /* within <Text> or <Parse> */
    bool in_comment; /* comments in these files hold "--", which XML does not allow */
} filter;

static void filter_line(filter *f, parley_buf *out, const char *s, size_t n) {
    static const char *const empty[] = {"EventCoding", "Config", "Skip", "Stop"};
    for (size_t i = 0; i < n; i++) {
        if (f->in_comment) {
            if (strncmp(s + i, "-->", 3) == 0) {
                f->in_comment = false;
                i += 2;
            } else if (s[i] == '\n') {
                buf_addc(out, '\n'); /* lines are counted */
            }
            continue;
        }
        if (strncmp(s + i, "<!--", 4) == 0) {
            f->in_comment = true;
            i += 3;
            continue;
        }
        if (s[i] == '&') {
            size_t e = i + 1;
            while (e < n && e < i + 8 &&
                   (s[e] == '#' || (s[e] >= '0' && s[e] <= '9') || ((s[e] | 32) >= 'a' && (s[e] | 32) <= 'z')))
                e++;
            bool known = e < n && s[e] == ';' && e > i + 1 &&
                         (s[i + 1] == '#' || strncmp(s + i, "&amp;", 5) == 0 || strncmp(s + i, "&lt;", 4) == 0 ||
                          strncmp(s + i, "&gt;", 4) == 0 || strncmp(s + i, "&quot;", 6) == 0 || strncmp(s + i, "&apos;", 6) == 0);
            buf_adds(out, known ? "&" : "&amp;");
            continue;
        }
        if (s[i] != '<') {
            buf_addc(out, s[i]);
            continue;
        }
        if (f->in_text) {
            if (s[i + 1 < n ? i + 1 : i] == '/' &&
                (strncasecmp(s + i, "</Text>", 7) == 0 || strncasecmp(s + i, "</Parse>", 8) == 0)) {
                f->in_text = false;
                buf_addc(out, '<');
            } else {
                buf_adds(out, "&lt;");
            }
            continue;
        }
        if (tag_at(s + i + 1, "Text") || tag_at(s + i + 1, "Parse")) {
            const char *close = memchr(s + i, '>', n - i);
            if (close && close[-1] != '/')
                f->in_text = true;
        }
        bool done = false;
        for (size_t k = 0; k < COUNT_OF(empty) && !done; k++) {
            if (s[i + 1 < n ? i + 1 : i] == '/' && strncasecmp(s + i + 2, empty[k], strlen(empty[k])) == 0) {
                const char *close = memchr(s + i, '>', n - i);
                i = close ? (size_t)(close - s) : n - 1; /* its opening tag was closed at once */
                done = true;
            } else if (tag_at(s + i + 1, empty[k])) {
                const char *close = memchr(s + i, '>', n - i);
                if (!close)
                    break;
                size_t len = (size_t)(close - s) - i;
                if (len && s[i + len - 1] == '/')
                    len--;
                buf_add(out, s + i, len);
                buf_adds(out, "/>");
                i = (size_t)(close - s);
                done = true;
            }
        }
        if (!done)
            buf_addc(out, '<');
    }
}

static parley_status read_all(reader *r, FILE *f, parley_error *err) {
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    filter fl = {0};
    parley_buf out;
    parley_status rc = PARLEY_OK;
    buf_init(&out);
    while (rc >= 0 && !r->over && (n = getline(&line, &cap, f)) >= 0) {
        buf_reset(&out);
        filter_line(&fl, &out, line, (size_t)n);
        if (out.nomem || r->text.nomem || (size_t)n > PARLEY_PAGE_MAX)
            rc = fail_nomem(err);
        else if (XML_Parse(r->parser, out.s ? out.s : "", (int)out.n, 0) == XML_STATUS_ERROR)
            rc = fail(err, PARLEY_EFORMAT, (int64_t)XML_GetCurrentLineNumber(r->parser), "%.100s:%lu: %s", r->name,
                      XML_GetCurrentLineNumber(r->parser), XML_ErrorString(XML_GetErrorCode(r->parser)));
    }
    if (rc >= 0 && ferror(f))
        rc = fail(err, PARLEY_EIO, -1, "%s: %s", r->name, strerror(errno));
    if (rc >= 0 && !r->over && XML_Parse(r->parser, "", 0, 1) == XML_STATUS_ERROR)
        rc = fail(err, PARLEY_EFORMAT, (int64_t)XML_GetCurrentLineNumber(r->parser), "%.100s:%lu: %s", r->name,
                  XML_GetCurrentLineNumber(r->parser), XML_ErrorString(XML_GetErrorCode(r->parser)));
    free(line);
    buf_free(&out);
    return rc;
}

parley_status parley_petrarch_xml(FILE *f, const char *name, int (*each)(void *user, const parley_xml_sentence *s),
                                  int (*environment)(void *user, const char *const *files, size_t n), void *user,
                                  parley_error *err) {
    static const parley_code_options defaults = PARLEY_CODE_OPTIONS_INIT;
    reader *r = mem_alloc(sizeof *r);
    if (!r)
        return fail_nomem(err);
    *r = (reader){.name = name, .each = each, .environment = environment, .user = user, .base = defaults};
    jmp_buf nomem;
    arena_init(&r->arena);
    arena_init(&r->kept);
    buf_init(&r->text);
    r->parser = XML_ParserCreate(NULL);
    parley_status rc;
    r->arena.on_nomem = r->kept.on_nomem = &nomem;
    if (!r->parser || setjmp(nomem)) {
        rc = fail_nomem(err);
    } else {
        XML_SetUserData(r->parser, r);
        XML_SetElementHandler(r->parser, start, end);
        XML_SetCharacterDataHandler(r->parser, characters);
        rc = read_all(r, f, err);
    }
    if (r->parser)
        XML_ParserFree(r->parser);
    arena_free(&r->arena);
    arena_free(&r->kept);
    buf_free(&r->text);
    mem_free(r);
    return rc;
}
