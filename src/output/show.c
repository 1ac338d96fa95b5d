/* show.c - the record in a terminal: tables, search, one fact explained. What is asked is the record's (record_rows_…); a table
 * of columns says how each is shown. */
#include "output/output.h"

#include <stdio.h>

/* --- tables ------------------------------------------------------------------------------------------------------- */
enum { SHOW_COLUMNS = 10, SHOW_MEASURED = 500 /* rows that widths are taken from */ };

typedef struct show_column {
    const char *name;  /* of the view */
    unsigned most;     /* columns of the screen at most; 0: takes what is left */
    const char *paint; /* ANSI attributes, or NULL */
} show_column;

typedef struct show_table {
    const char *what;
    show_column columns[SHOW_COLUMNS];
} show_table;

static const show_table tables[] = {
    {"documents",
     {{"doc", 34, "1"},
      {"published", 10, NULL},
      {"outlet", 20, NULL},
      {"lang", 4, NULL},
      {"translated", 10, NULL},
      {"facts", 6, NULL},
      {"body_bytes", 10, NULL},
      {"talks", 30, NULL},
      {"title", 0, NULL}}},
    {"translations",
     {{"doc", 34, "1"}, {"sign", 6, NULL}, {"made", 7, NULL}, {"original", 8, NULL}, {"start", 7, NULL}, {"words", 0, NULL}}},
    {"statements",
     {{"id", 6, "2"},
      {"speaker", 24, "1"},
      {"side", 16, NULL},
      {"cue", 12, "36"},
      {"mode", 8, NULL},
      {"words", 0, NULL},
      {"chain", 20, NULL},
      {"doc", 24, "2"}}},
    {"events",
     {{"id", 6, "2"},
      {"event", 10, "1"},
      {"status", 12, NULL},
      {"source", 22, "36"},
      {"target", 22, "36"},
      {"date", 10, NULL},
      {"words", 0, NULL},
      {"asserted_by", 16, NULL},
      {"doc", 24, "2"}}},
    {"meetings",
     {{"id", 6, "2"},
      {"status", 12, NULL},
      {"who", 40, "36"},
      {"time", 12, "1"},
      {"place", 18, "1"},
      {"length", 16, NULL},
      {"round", 5, NULL},
      {"held", 6, NULL},
      {"words", 0, NULL},
      {"doc", 24, "2"}}},
    {"positions",
     {{"id", 6, "2"},
      {"holder", 22, "1"},
      {"stance", 8, "36"},
      {"object", 26, NULL},
      {"asserted_by", 18, NULL},
      {"date", 10, NULL},
      {"words", 0, NULL},
      {"doc", 24, "2"}}},
    {"figures",
     {{"id", 6, "2"},
      {"measure", 12, "1"},
      {"qualifier", 9, NULL},
      {"value", 13, "36"},
      {"unit", 8, NULL},
      {"subject", 24, NULL},
      {"according_to", 20, NULL},
      {"as_of", 10, NULL},
      {"words", 0, NULL}}},
    {"outlooks",
     {{"id", 6, "2"},
      {"about", 6, NULL},
      {"outlook", 7, "36"},
      {"asserted_by", 24, "1"},
      {"side", 18, NULL},
      {"words", 0, NULL},
      {"doc", 24, "2"}}},
    {"actors",
     {{"name", 32, "1"},
      {"kind", 12, NULL},
      {"role", 8, "36"},
      {"side", 22, NULL},
      {"title", 24, NULL},
      {"docs", 5, NULL},
      {"head", 20, NULL},
      {"members", 30, NULL},
      {"judging", 24, NULL},
      {"aliases", 0, NULL}}},
    {"proposals",
     {{"name", 0, "1"}, {"author", 30, NULL}, {"date", 21, NULL}, {"phases", 6, NULL}, {"docs", 5, NULL}, {"talks", 34, NULL}}},
    {"terms", {{"proposal", 36, "1"}, {"phase", 5, "36"}, {"term", 0, NULL}, {"doc", 34, "2"}}},
    {"issues", {{"name", 0, "1"}, {"docs", 5, NULL}, {"talks", 40, NULL}}},
    {"conflicts", {{"id", 5, "2"}, {"kind", 8, NULL}, {"about", 40, "1"}, {"doc", 28, "2"}, {"words", 0, NULL}}},
    {"lineage",
     {{"doc", 34, "1"}, {"other", 34, "1"}, {"relation", 10, "36"}, {"score", 5, NULL}, {"of", 16, NULL}, {"evidence", 0, NULL}}},
    {"changes",
     {{"after_date", 10, "1"},
      {"what", 9, "36"},
      {"about", 40, NULL},
      {"before_words", 40, NULL},
      {"after_words", 0, NULL},
      {"after_doc", 24, "2"}}},
    {"corrections",
     {{"id", 5, "2"},
      {"at", 20, NULL},
      {"who", 12, NULL},
      {"action", 8, "1"},
      {"kind", 10, NULL},
      {"doc", 28, NULL},
      {"field", 20, NULL},
      {"value", 0, NULL},
      {"applied", 7, NULL}}},
};

/* Columns of the screen that a string takes: combining marks none, wide East Asian letters two. */
static unsigned show_width_of(uint32_t cp) {
    if ((cp >= 0x300 && cp < 0x370) || (cp >= 0x200B && cp <= 0x200F) || cp == 0xFEFF)
        return 0;
    return (cp >= 0x1100 && cp < 0x1160) || (cp >= 0x2E80 && cp < 0xA4D0) || (cp >= 0xAC00 && cp < 0xD7A4) ||
                   (cp >= 0xF900 && cp < 0xFB00) || (cp >= 0xFF00 && cp < 0xFF61) || (cp >= 0x1F300 && cp < 0x1FB00) ||
                   (cp >= 0x20000 && cp < 0x30000)
               ? 2
               : 1;
}

/* One line of s, at most `most` columns (0: all), line breaks as spaces; control characters of a page must not reach a terminal.
 */
static unsigned show_cell(parley_buf *b, const char *s, size_t n, unsigned most) {
    unsigned width = 0;
    size_t cut = b->n; /* where "…" goes if it gets too long */
    unsigned cut_width = 0;
    bool space = false;
    for (size_t i = 0; i < n;) {
        uint32_t len, cp = utf8_get(s + i, n - i, &len);
        bool control = cp == UTF8_BAD || cp < 0x20 || cp == 0x7f || (cp >= 0x80 && cp < 0xa0);
        bool is_space = cp == ' ' || cp == '\n' || cp == '\t' || cp == '\r';
        unsigned w = control || is_space ? 1 : show_width_of(cp);
        if (is_space && space) {
            i += len;
            continue;
        }
        if (most && width + w > most) {
            b->n = cut;
            buf_adds(b, "…");
            return cut_width + 1;
        }
        if (!most || width + w <= most - 1) {
            cut_width = width + w;
        }
        if (is_space)
            buf_addc(b, ' ');
        else if (control)
            buf_adds(b, "\xEF\xBF\xBD");
        else
            buf_add(b, s + i, len);
        width += w;
        if (!most || width <= most - 1)
            cut = b->n;
        space = is_space;
        i += len;
    }
    return width;
}

static void show_paint(parley_buf *b, const parley_view *v, const char *paint) {
    if (v->colour && paint)
        buf_addf(b, "\x1b[%sm", paint);
}

static void show_json_row(parley_buf *b, const record_rows *rows) {
    int n = record_rows_n(rows);
    buf_addc(b, '{');
    for (int i = 0; i < n; i++) {
        const char *name = record_rows_name(rows, i);
        record_cell c = record_rows_cell(rows, i);
        if (i)
            buf_adds(b, ", ");
        buf_add_json(b, name, strlen(name));
        buf_adds(b, ": ");
        if (c.type == RECORD_TEXT)
            buf_add_json(b, c.s, c.n);
        else if (c.type == RECORD_NULL)
            buf_adds(b, "null");
        else
            output_cell(b, c);
    }
    buf_adds(b, "}\n");
}

typedef struct show_cellv {
    const char *s;
    size_t n;
    bool number;
} show_cellv;

/* Column i of the row; text that is made here goes to b. */
static show_cellv show_value(const record_rows *rows, int i, parley_buf *b) {
    record_cell c = record_rows_cell(rows, i);
    if (c.type == RECORD_TEXT)
        return (show_cellv){c.s, c.n, false};
    buf_reset(b);
    output_cell(b, c);
    return (show_cellv){b->s, b->n, c.type != RECORD_NULL};
}

/* Rows as an aligned table. Widths are those of the first rows (so that a long table need not be held), the last column takes the
 * rest. */
static parley_status show_rows(record_rows *rows, const show_column *columns, int n, const parley_view *v, FILE *f,
                               uint64_t *n_rows, parley_arena *a, parley_error *err) {
    parley_buf b, cell;
    parley_status status = PARLEY_OK;
    int row = 0;
    buf_init(&b);
    buf_init(&cell);
    if (v->json) {
        while (status >= 0 && (row = record_rows_next(rows, err)) == 1) {
            show_json_row(&b, rows);
            ++*n_rows;
            status = b.n > 65536 ? output_flush(&b, f, "show", err) : PARLEY_OK;
        }
        goto done;
    }
    show_cellv *held = ARENA_ARRAY(a, show_cellv, (size_t)n * SHOW_MEASURED);
    unsigned *width = ARENA_ARRAY(a, unsigned, n);
    int n_held = 0;
    for (int i = 0; i < n; i++)
        width[i] = (unsigned)strlen(columns[i].name);
    while (n_held < SHOW_MEASURED && (row = record_rows_next(rows, err)) == 1) {
        for (int i = 0; i < n; i++) {
            show_cellv *c = &held[n_held * n + i];
            *c = show_value(rows, i, &cell);
            c->s = arena_strn(a, c->s ? c->s : "", c->n);
            parley_buf measure;
            buf_init(&measure);
            unsigned w = show_cell(&measure, c->s, c->n, columns[i].most);
            buf_free(&measure);
            if (w > width[i])
                width[i] = w;
        }
        n_held++;
    }
    unsigned used = 0;
    int rest = n - 1;
    for (int i = 0; i < n; i++) {
        if (columns[i].most == 0)
            rest = i;
        else
            used += width[i];
    }
    used += 2 * (unsigned)(n - 1);
    if (columns[rest].most == 0 && v->width) {
        unsigned room = v->width > used + 20 ? v->width - used : 20;
        if (width[rest] > room)
            width[rest] = room;
    }
    show_paint(&b, v, "4");
    for (int i = 0; i < n; i++)
        buf_addf(&b, "%-*s%s", i + 1 < n ? (int)width[i] : 0, columns[i].name, i + 1 < n ? "  " : "");
    show_paint(&b, v, "0");
    buf_addc(&b, '\n');
    for (int k = 0; status >= 0; k++) {
        if (k >= n_held && (n_held < SHOW_MEASURED || (row = record_rows_next(rows, err)) != 1))
            break;
        for (int i = 0; i < n; i++) {
            show_cellv c = k < n_held ? held[k * n + i] : show_value(rows, i, &cell);
            bool last = i + 1 == n;
            unsigned most = columns[i].most == 0 && !v->width ? 0 : width[i];
            size_t at = b.n;
            unsigned w = show_cell(&b, c.s ? c.s : "", c.n, most);
            unsigned pad = w < width[i] && width[i] != 0 ? width[i] - w : 0;
            const char *paint = v->colour ? columns[i].paint : NULL;
            if (c.number || paint) { /* put what goes before in front: numbers stand to the right */
                parley_buf tmp;
                buf_init(&tmp);
                buf_add(&tmp, b.s + at, b.n - at);
                b.n = at;
                if (c.number)
                    for (unsigned p = 0; p < pad; p++)
                        buf_addc(&b, ' ');
                show_paint(&b, v, paint);
                if (tmp.n)
                    buf_add(&b, tmp.s, tmp.n);
                if (paint)
                    show_paint(&b, v, "0");
                if (c.number)
                    pad = 0;
                b.nomem |= tmp.nomem;
                buf_free(&tmp);
            }
            if (!last)
                for (unsigned p = 0; p < pad + 2; p++)
                    buf_addc(&b, ' ');
        }
        while (b.n && b.s[b.n - 1] == ' ')
            b.n--;
        buf_addc(&b, '\n');
        ++*n_rows;
        status = b.n > 65536 ? output_flush(&b, f, "show", err) : PARLEY_OK;
    }
done:
    if (status >= 0 && row < 0)
        status = (parley_status)row;
    if (status >= 0)
        status = output_flush(&b, f, "show", err);
    buf_free(&cell);
    buf_free(&b);
    return status;
}

typedef struct show_context {
    const char *what;
    const parley_view *v;
    FILE *f;
    uint64_t n_rows;
} show_context;

static parley_status show_work(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    show_context *c = context;
    const show_column *columns = NULL;
    const char *names = NULL;
    int n = 0;
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        if (strcmp(tables[i].what, c->what) == 0)
            columns = tables[i].columns;
    for (; columns && n < SHOW_COLUMNS && columns[n].name; n++)
        names = n ? arena_printf(a, "%s, %s", names, columns[n].name) : columns[n].name;
    record_rows *rows;
    const record_selection q = {.what = c->what, .columns = c->v->json ? NULL : names, .view = c->v};
    parley_status rc = record_rows_select(&rows, r, &q, a, err);
    if (rc < 0)
        return rc;
    rc = show_rows(rows, columns, n, c->v, c->f, &c->n_rows, a, err);
    record_rows_close(rows);
    return rc;
}

static const parley_view plain_view = PARLEY_VIEW_INIT;

parley_status parley_record_show(parley_record *r, const char *what, const parley_view *v, FILE *f, uint64_t *n_rows,
                                 parley_error *err) {
    show_context c = {what, v ? v : &plain_view, f, 0};
    parley_status rc = record_read_guard(r, show_work, &c, err);
    if (n_rows)
        *n_rows = c.n_rows;
    return rc;
}

/* --- search ------------------------------------------------------------------------------------------------------- */
/* Facts first: a statement that holds the words is worth more than its page. */
static parley_status search_work(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    static const show_column columns[] = {{"id", 6, "2"},     {"kind", 9, "36"},       {"who", 24, "1"},
                                          {"words", 0, NULL}, {"published", 10, NULL}, {"doc", 30, "2"}};
    show_context *c = context;
    const parley_view *v = c->v;
    const char *open = v->json ? "" : "[", *close = v->json ? "" : "]";
    for (int pages = 0; pages < 2; pages++) {
        record_rows *rows;
        parley_status rc = record_rows_search(&rows, r, c->what, pages, v, open, close, a, err);
        if (rc < 0)
            return rc;
        rc = show_rows(rows, columns, (int)COUNT_OF(columns), v, c->f, &c->n_rows, a, err);
        record_rows_close(rows);
        if (rc < 0)
            return rc;
        if (!v->json && (v->by || v->side))
            break; /* a page has neither */
    }
    return PARLEY_OK;
}

parley_status parley_record_search(parley_record *r, const char *words, const parley_view *v, FILE *f, uint64_t *n_rows,
                                   parley_error *err) {
    show_context c = {words, v ? v : &plain_view, f, 0};
    parley_status rc = record_read_guard(r, search_work, &c, err);
    if (n_rows)
        *n_rows = c.n_rows;
    return rc;
}

/* --- one fact ----------------------------------------------------------------------------------------------------- */
static parley_status explain_part(parley_buf *b, record_rows *rows, const char *title, const parley_view *v, parley_error *err) {
    int row;
    while ((row = record_rows_next(rows, err)) == 1) {
        if (v->json) {
            show_json_row(b, rows);
            continue;
        }
        if (title) {
            show_paint(b, v, "4");
            buf_adds(b, title);
            show_paint(b, v, "0");
            buf_addc(b, '\n');
            title = NULL;
        }
        for (int i = 0; i < record_rows_n(rows); i++) {
            record_cell c = record_rows_cell(rows, i);
            if (c.type == RECORD_NULL)
                continue;
            show_paint(b, v, "2");
            buf_addf(b, "  %-12s ", record_rows_name(rows, i));
            show_paint(b, v, "0");
            if (c.type == RECORD_TEXT)
                show_cell(b, c.s, c.n, 0);
            else
                output_cell(b, c);
            buf_addc(b, '\n');
        }
    }
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

static parley_status explain_work(parley_record *r, void *context, parley_arena *a, parley_error *err) {
    static const char *const titles[RECORD_PARTS] = {
        [RECORD_PART_STATEMENT] = "what it says", [RECORD_PART_EVENT] = "what it says",
        [RECORD_PART_POSITION] = "what it says",  [RECORD_PART_FIGURE] = "what it says",
        [RECORD_PART_OUTLOOK] = "what it says",   [RECORD_PART_TIME] = "what it says",
        [RECORD_PART_OTHERS] = "other accounts",  [RECORD_PART_CORRECTIONS] = "said by people"};
    show_context *c = context;
    int64_t *ids;
    uint32_t n;
    parley_buf b;
    parley_status rc = record_facts_at(r, c->what, NULL, &ids, &n, a, err);
    buf_init(&b);
    for (uint32_t i = 0; i < n && rc >= 0; i++) {
        if (i && !c->v->json)
            buf_addc(&b, '\n');
        for (int part = 0; part < RECORD_PARTS && rc >= 0; part++) {
            record_rows *rows;
            if ((rc = record_rows_of_fact(&rows, r, ids[i], (record_part)part, a, err)) < 0)
                break;
            rc = explain_part(&b, rows, titles[part], c->v, err);
            record_rows_close(rows);
        }
        if (rc >= 0)
            rc = output_flush(&b, c->f, "explain", err);
    }
    buf_free(&b);
    return rc;
}

parley_status parley_record_explain(parley_record *r, const char *fact, const parley_view *v, FILE *f, parley_error *err) {
    show_context c = {fact, v ? v : &plain_view, f, 0};
    return record_read_guard(r, explain_work, &c, err);
}
