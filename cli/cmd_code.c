/* cmd_code.c - parley code: a filter from articles to records or events; no database.
 *
 * Input is read in batches; the threads take articles one by one, each one's output goes to memory, and a batch is written in the
 * order of its articles. So the output is the same whatever --jobs says.
 */
#include "cli.h"
#include "commands.h"

#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <parley/dictionaries.h>
#include <parley/events.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int cmd_code(int argc, char **argv);

static const char help[] =
    "usage: parley code [--input jsonl|petrarch-xml] [--format FORMAT] [--jobs N] [FILE...]\n"
    "       parley code --dictionaries PATH... [--trees own|given] [--validate] [FILE...]\n"
    "\n"
    "Read articles from the files or standard input; write what they say as lines. Nothing is stored.\n"
    "The order of the articles is kept. Lines that are no article are named by number on standard error\n"
    "and skipped; the status is then 1.\n"
    "\n"
    "  -i, --input jsonl         one JSON object a line (default): \"text\" (or \"title\" alone), and if known\n"
    "                            \"id\", \"title\", \"date\" (YYYY-MM-DD), \"outlet\" (or \"source\"), \"author\",\n"
    "                            \"url\". Offsets in the output are bytes of \"text\".\n"
    "      --input petrarch-xml  <Sentence date id source><Text>, also in a <Validation> file\n"
    "  -f, --format FORMAT       record (default): all facts as `parley export` writes them;\n"
    "                            plover, petrarch, phoenix, gdelt, gdelt-mentions, acled: events.\n"
    "                            With --dictionaries: petrarch (default) or jsonl\n"
    "  -d, --dictionaries PATH   code with TABARI's or PETRARCH's dictionaries instead of Parley's lexicon;\n"
    "                            a folder or a file, may be given several times\n"
    "  -t, --trees given         use the trees in <Parse>; own (default): Parley's, from the text alone\n"
    "      --validate            compare with the <EventCoding> of each record: right or wrong, a line each\n"
    "  -j, --jobs N              threads (default: the processors that are there)\n"
    "  -m, --model NAME          default, fast, accurate, or a path\n"
    "  -q, --quiet               do not tell which lines of dictionaries were left out\n"
    "  -h, --help                this help\n"
    "\n"
    "exit status: 0 all coded, 1 something was skipped (or is wrong), 2 wrong use, 3 failed\n";

enum { BATCH = 256 };

typedef struct article {
    /* jsonl: the line, read by the thread that codes it */
    char *bytes;
    size_t n;
    unsigned long number; /* of the line; of the sentence in XML */
    /* petrarch-xml */
    bool xml, validated, skip;
    char *id, *date, *source, *category, *place, *text, *parse, *error;
    parley_code_options options;
    char **expected; /* [n_expected] "SOURCE TARGET CODE" */
    size_t n_expected;
    /* what came of it */
    char *out;
    size_t n_out;
    char *story; /* sentences of one story go together when a word discards it */
    bool discard_story;
    int right; /* --validate: 1, 0; -1: nothing to compare with */
    char problem[320];
} article;

typedef struct run {
    article items[BATCH];
    size_t n;
    atomic_size_t next;
    const char *format, *name;
    bool xml, given_trees, validate, quiet;
    const char **paths; /* of dictionaries */
    size_t n_paths, n_threads;
    parley_dictionaries *dictionaries;
    bool own_environment; /* they were opened for the file at hand alone */
    struct thread *threads;
    /* the story whose sentences are held back */
    char *story, *held;
    size_t n_held, cap_held;
    bool story_gone;
    unsigned long n_right, n_compared;
    int rc;
} run;

typedef struct thread {
    pthread_t id;
    parley_worker *worker;
    parley_parser *parser;
    run *run;
} thread;

static void worse(run *r, int rc) {
    if (rc > r->rc)
        r->rc = rc;
}

static char *copy(const char *s) {
    return s ? strdup(s) : NULL;
}

static void article_free(article *a) {
    char *const strings[] = {a->bytes, a->id,    a->date,  a->source, a->category, a->place,
                             a->text,  a->parse, a->error, a->out,    a->story};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        free(strings[i]);
    for (size_t i = 0; i < a->n_expected; i++)
        free(a->expected[i]);
    free(a->expected);
    memset(a, 0, sizeof *a);
}

/* --- one article ------------------------------------------------------------------------------------------------------------ */
static const char *field(json_t *object, const char *a, const char *b) {
    const char *v = json_string_value(json_object_get(object, a));
    return v ? v : b ? json_string_value(json_object_get(object, b)) : NULL;
}

/* What both inputs hold; strings belong to the article or to the JSON object. */
typedef struct view {
    const char *id, *date, *title, *outlet, *author, *url, *place, *text, *parse;
} view;

static bool view_of(view *v, article *a, json_t **object) {
    *object = NULL;
    if (a->xml) {
        *v = (view){.id = a->id, .date = a->date, .outlet = a->source, .place = a->place, .text = a->text, .parse = a->parse};
        if (!v->text && !v->parse)
            snprintf(a->problem, sizeof a->problem, "no <Text>");
        return v->text || v->parse;
    }
    json_error_t err;
    *object = json_loadb(a->bytes, a->n, 0, &err);
    if (!json_is_object(*object)) {
        snprintf(a->problem, sizeof a->problem, "%s", *object ? "not a JSON object" : err.text);
        return false;
    }
    *v = (view){.id = field(*object, "id", "doc"),
                .date = field(*object, "date", "published"),
                .title = field(*object, "title", NULL),
                .outlet = field(*object, "outlet", "source"),
                .author = field(*object, "author", NULL),
                .url = field(*object, "url", NULL),
                .place = field(*object, "place", NULL),
                .text = field(*object, "text", "body"),
                .parse = field(*object, "parse", NULL)};
    if (!v->text)
        v->text = v->title;
    if (!v->text)
        snprintf(a->problem, sizeof a->problem, "no \"text\"");
    return v->text != NULL;
}

/* YYYY-MM-DD of YYYYMMDD. */
static const char *iso_date(char out[16], const char *date) {
    if (date && strlen(date) == 8 && strspn(date, "0123456789") == 8) {
        snprintf(out, 16, "%.4s-%.2s-%.2s", date, date + 4, date + 6);
        return out;
    }
    return date;
}

static void code_facts(article *a, const view *v, const run *r, parley_worker *w, FILE *f) {
    parley_error err = {PARLEY_OK, -1, ""};
    parley_page *page = NULL;
    parley_doc *doc = NULL;
    char number[32], iso[16];
    snprintf(number, sizeof number, "%lu", a->number);
    if (!v->text) {
        snprintf(a->problem, sizeof a->problem, "no <Text>");
        return;
    }
    if (parley_page_read(&page, v->id && *v->id ? v->id : number, v->text, strlen(v->text), &err) < 0)
        goto failed;
    const char *const given[][2] = {{"published", iso_date(iso, v->date)},
                                    {"title", v->title},
                                    {"outlet", v->outlet},
                                    {"author", v->author},
                                    {"url", v->url}};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (given[i][1] && parley_page_set(page, given[i][0], given[i][1], &err) < 0) {
            parley_page_free(page);
            goto failed;
        }
    if (parley_doc_read(&doc, w, page, &err) < 0)
        goto failed;
    if ((strcmp(r->format, "record") == 0 ? parley_doc_write_jsonl(doc, f, &err)
                                          : parley_doc_write_events(doc, r->format, f, &err)) < 0)
        goto failed;
    parley_doc_free(doc);
    return;
failed:
    snprintf(a->problem, sizeof a->problem, "%s", err.msg);
    parley_doc_free(doc);
}

/* Tables have one line a row. */
static void put_cell(FILE *f, const char *s) {
    for (; s && *s; s++)
        fputc(*s == '\t' || *s == '\n' || *s == '\r' ? ' ' : *s, f);
}

static void write_petrarch(FILE *f, const view *v, const char *id, const parley_coding *c) {
    for (uint32_t i = 0; i < c->n_events; i++) {
        const parley_coded_event *e = &c->events[i];
        size_t digits = 0;
        for (const char *d = v->date ? v->date : ""; *d && digits < 8; d++)
            if (*d >= '0' && *d <= '9') {
                fputc(*d, f);
                digits++;
            }
        fprintf(f, "%s\t", digits ? "" : "00000000");
        put_cell(f, e->source);
        fputc('\t', f);
        put_cell(f, e->target);
        fprintf(f, "\t%s\t", e->code);
        put_cell(f, id);
        if (c->n_issues) {
            fputc('\t', f);
            for (uint32_t k = 0; k < c->n_issues; k++)
                fprintf(f, "%s%s %u", k ? ", " : "", c->issues[k].code, c->issues[k].count);
        }
        fputc('\n', f);
    }
}

static bool write_json(FILE *f, const view *v, const char *id, const parley_coding *c) {
    char iso[16];
    const char *date = iso_date(iso, v->date);
    bool ok = true;
    for (uint32_t i = 0; i < c->n_events && ok; i++) {
        const parley_coded_event *e = &c->events[i];
        json_t *o = json_pack("{s:s, s:s, s:s?, s:s, s:s, s:s, s:s}", "type", "coded-event", "doc", id, "date", date, "source",
                              e->source, "target", e->target, "code", e->code, "pattern", e->pattern);
        ok = o != NULL;
        if (ok && e->end_byte > e->start_byte)
            json_object_set_new(o, "verb", json_pack("[i,i]", (int)e->start_byte, (int)e->end_byte));
        if (ok && c->n_issues) {
            json_t *issues = json_object();
            for (uint32_t k = 0; k < c->n_issues; k++)
                json_object_set_new(issues, c->issues[k].code, json_integer((json_int_t)c->issues[k].count));
            json_object_set_new(o, "issues", issues);
        }
        char *line = ok ? json_dumps(o, JSON_COMPACT) : NULL;
        ok = line && fprintf(f, "%s\n", line) > 0;
        free(line);
        json_decref(o);
    }
    return ok;
}

static int by_string(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The record's line of --validate: right or wrong, and both lists in byte order. */
static void compare(article *a, const char *id, const parley_coding *c, FILE *f) {
    size_t n = c->n_events;
    char **got = calloc(n + 1, sizeof *got);
    if (!got)
        return;
    for (size_t i = 0; i < n; i++)
        if (asprintf(&got[i], "%s %s %s", c->events[i].source, c->events[i].target, c->events[i].code) < 0)
            got[i] = strdup("");
    qsort(got, n, sizeof *got, by_string);
    if (a->n_expected)
        qsort(a->expected, a->n_expected, sizeof *a->expected, by_string);
    size_t same = 0;
    while (same < n && same < a->n_expected && strcmp(got[same], a->expected[same]) == 0)
        same++;
    a->right = same == n && same == a->n_expected;
    fprintf(f, "%s\t%s\t%s\t", a->right ? "right" : "wrong", id, a->category ? a->category : "");
    for (size_t i = 0; i < a->n_expected; i++)
        fprintf(f, "%s%s", i ? "; " : "", a->expected[i]);
    fputc('\t', f);
    for (size_t i = 0; i < n; i++)
        fprintf(f, "%s%s", i ? "; " : "", got[i]);
    fputc('\n', f);
    for (size_t i = 0; i < n; i++)
        free(got[i]);
    free(got);
}

static void code_dictionaries(article *a, const view *v, const run *r, parley_parser *p, FILE *f) {
    parley_error err = {PARLEY_OK, -1, ""};
    parley_code_options o = PARLEY_CODE_OPTIONS_INIT;
    const parley_coding *c = NULL;
    char number[32];
    snprintf(number, sizeof number, "%lu", a->number);
    const char *id = v->id && *v->id ? v->id : number, *text = v->text ? v->text : "";
    if (a->xml)
        o = a->options;
    o.date = v->date;
    o.place = v->place;
    o.penn = r->given_trees ? v->parse : NULL;
    if (parley_code_text(&c, r->dictionaries, p, text, strlen(text), &o, &err) < 0) {
        snprintf(a->problem, sizeof a->problem, "%s", err.msg);
        if (r->validate) { /* what cannot be read codes nothing */
            static const parley_coding nothing;
            compare(a, id, &nothing, f);
        }
        return;
    }
    a->discard_story = c->discarded == PARLEY_DISCARD_STORY;
    const char *end = strrchr(id, '_');
    /* Records of a validation file stand by themselves. */
    a->story = end && !a->validated ? strndup(id, (size_t)(end - id)) : NULL;
    if (r->validate)
        compare(a, id, c, f);
    else if (strcmp(r->format, "jsonl") == 0) {
        if (!write_json(f, v, id, c))
            snprintf(a->problem, sizeof a->problem, "out of memory, or a text that is not UTF-8");
    } else
        write_petrarch(f, v, id, c);
    parley_coding_free(c);
}

static void code_article(article *a, thread *t) {
    view v;
    json_t *object;
    FILE *f = NULL;
    a->right = -1;
    if (view_of(&v, a, &object) && !(t->run->validate && (a->skip || !a->validated))) {
        if (!(f = open_memstream(&a->out, &a->n_out)))
            snprintf(a->problem, sizeof a->problem, "%s", strerror(errno));
        else if (t->run->dictionaries)
            code_dictionaries(a, &v, t->run, t->parser, f);
        else
            code_facts(a, &v, t->run, t->worker, f);
    }
    if (f)
        fclose(f);
    json_decref(object);
}

/* --- batches ------------------------------------------------------------------------------------------------------ */
static void *work(void *arg) {
    thread *t = arg;
    size_t i;
    while ((i = atomic_fetch_add(&t->run->next, 1)) < t->run->n)
        code_article(&t->run->items[i], t);
    return NULL;
}

static void put(run *r, const char *s, size_t n) {
    if (n && fwrite(s, 1, n, stdout) != n)
        worse(r, CLI_FAILED);
}

static void end_story(run *r) {
    if (!r->story_gone)
        put(r, r->held, r->n_held);
    r->n_held = 0;
    r->story_gone = false;
    free(r->story);
    r->story = NULL;
}

static void hold(run *r, const article *a) {
    if (r->n_held + a->n_out > r->cap_held) {
        size_t cap = (r->n_held + a->n_out) * 2;
        char *grown = realloc(r->held, cap);
        if (!grown) {
            worse(r, CLI_FAILED);
            return;
        }
        r->held = grown;
        r->cap_held = cap;
    }
    if (a->n_out)
        memcpy(r->held + r->n_held, a->out, a->n_out);
    r->n_held += a->n_out;
}

static void run_batch(run *r) {
    if (!r->n)
        return;
    atomic_store(&r->next, 0);
    size_t started = 1;
    for (; started < r->n_threads; started++)
        if (pthread_create(&r->threads[started].id, NULL, work, &r->threads[started]) != 0)
            break; /* fewer threads do the same work */
    work(&r->threads[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(r->threads[i].id, NULL);
    for (size_t i = 0; i < r->n; i++) {
        article *a = &r->items[i];
        if (*a->problem) {
            fprintf(stderr, "parley code: %s:%lu: %s; %s skipped\n", r->name, a->number, a->problem,
                    a->xml ? "sentence" : "line");
            worse(r, CLI_PARTLY);
        }
        if (a->right >= 0) {
            r->n_compared++;
            r->n_right += a->right == 1;
        }
        if (!a->story) {
            end_story(r);
            put(r, a->out, a->n_out);
        } else {
            if (r->story && strcmp(r->story, a->story) != 0)
                end_story(r);
            if (!r->story) {
                r->story = a->story;
                a->story = NULL;
            }
            r->story_gone |= a->discard_story;
            hold(r, a);
        }
        article_free(a);
    }
    r->n = 0;
}

/* --- input -------------------------------------------------------------------------------------------------------- */
static void warned(void *user, const char *message) {
    const run *r = user;
    if (!r->quiet)
        fprintf(stderr, "parley code: %s\n", message);
}

static bool open_dictionaries(run *r, const char *const *only, size_t n_only) {
    parley_error err;
    parley_dictionaries_close(r->dictionaries);
    r->dictionaries = NULL;
    parley_status rc = parley_dictionaries_open(&r->dictionaries, r->paths, r->n_paths, only, n_only, warned, r, &err);
    if (rc == PARLEY_ENOTFOUND && n_only) {
        fprintf(stderr, "parley code: %s: %s; all dictionaries given are used\n", r->name, err.msg);
        n_only = 0;
        rc = parley_dictionaries_open(&r->dictionaries, r->paths, r->n_paths, NULL, 0, warned, r, &err);
    }
    r->own_environment = n_only > 0;
    if (rc < 0) {
        fprintf(stderr, "parley code: %s\n", err.msg);
        worse(r, CLI_FAILED);
        return false;
    }
    if (!r->quiet)
        fprintf(stderr, "parley code: %s\n", parley_dictionaries_about(r->dictionaries));
    return true;
}

static int on_environment(void *user, const char *const *files, size_t n) {
    run *r = user;
    return r->n_paths && !open_dictionaries(r, files, n);
}

static int on_sentence(void *user, const parley_xml_sentence *s) {
    run *r = user;
    if (r->n_paths && !r->dictionaries && !open_dictionaries(r, NULL, 0))
        return 1;
    article *a = &r->items[r->n];
    *a = (article){.xml = true,
                   .number = s->line,
                   .validated = s->validated != 0,
                   .skip = s->skip != 0,
                   .id = copy(s->id),
                   .date = copy(s->date),
                   .source = copy(s->source),
                   .category = copy(s->category),
                   .place = copy(s->place),
                   .text = copy(s->text),
                   .parse = copy(s->parse),
                   .error = copy(s->error),
                   .options = *s->options};
    if (s->n_expected && (a->expected = calloc(s->n_expected, sizeof *a->expected)))
        for (; a->n_expected < s->n_expected; a->n_expected++) {
            const parley_xml_event *e = &s->expected[a->n_expected];
            if (asprintf(&a->expected[a->n_expected], "%s %s %s", e->source, e->target, e->code) < 0)
                break;
        }
    if (++r->n == BATCH)
        run_batch(r);
    return 0;
}

static void read_xml(run *r, FILE *f) {
    parley_error err;
    if (parley_petrarch_xml(f, r->name, on_sentence, on_environment, r, &err) < 0) {
        run_batch(r); /* what stood before is good */
        fprintf(stderr, "parley code: %s\n", err.msg);
        worse(r, CLI_FAILED);
    }
}

static void read_lines(run *r, FILE *f) {
    for (unsigned long number = 1;; number++) {
        article *a = &r->items[r->n];
        size_t cap = 0;
        *a = (article){.number = number};
        ssize_t n = getline(&a->bytes, &cap, f);
        if (n >= 0) {
            a->n = (size_t)n;
            while (a->n && strchr(" \t\r\n", a->bytes[a->n - 1]))
                a->n--;
        }
        if (n < 0 || !a->n)
            article_free(a);
        else if (++r->n == BATCH)
            run_batch(r);
        if (n < 0)
            break;
    }
    if (ferror(f)) {
        fprintf(stderr, "parley code: %s: %s\n", r->name, strerror(errno));
        worse(r, CLI_FAILED);
    }
}

static void code_file(run *r, const char *path) {
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    r->name = strcmp(path, "-") == 0 ? "standard input" : path;
    if (!f) {
        fprintf(stderr, "parley code: %s: %s\n", path, strerror(errno));
        worse(r, CLI_FAILED);
        return;
    }
    if (r->own_environment) { /* of the file before */
        parley_dictionaries_close(r->dictionaries);
        r->dictionaries = NULL;
        r->own_environment = false;
    }
    if (r->xml)
        read_xml(r, f);
    else if (!r->n_paths || r->dictionaries || open_dictionaries(r, NULL, 0))
        read_lines(r, f);
    run_batch(r);
    end_story(r);
    if (f != stdin)
        fclose(f);
}

/* --- the command -------------------------------------------------------------------------------------------------- */
typedef struct choices {
    const char *model, *format, *input, *trees;
    long jobs;
} choices;

/* Models and scratch of all threads, as the way of coding needs them. */
static bool open_models(run *r, const choices *c, parley_model **model, parley_language **language) {
    parley_error err;
    bool ok = r->n_paths ? parley_language_open(language, c->model, &err) >= 0 : parley_model_open(model, c->model, &err) >= 0;
    for (size_t i = 0; i < r->n_threads && ok; i++) {
        r->threads[i].run = r;
        ok = r->n_paths ? parley_parser_new(&r->threads[i].parser, *language, &err) >= 0
                        : parley_worker_new(&r->threads[i].worker, *model, &err) >= 0;
    }
    if (ok && !r->n_paths && strcmp(r->format, "record") != 0)
        ok = parley_events_header(r->format, stdout, &err) >= 0;
    if (!ok)
        fprintf(stderr, "parley code: %s\n", err.msg);
    return ok;
}

static int code_all(run *r, const choices *c, char **files, int n_files) {
    parley_model *model = NULL;
    parley_language *language = NULL;
    r->n_threads = c->jobs < 1 ? 1 : c->jobs > 64 ? 64 : (size_t)c->jobs;
    r->threads = calloc(r->n_threads, sizeof *r->threads);
    if (!r->threads) {
        fputs("parley code: out of memory\n", stderr);
        return CLI_FAILED;
    }
    if (!open_models(r, c, &model, &language)) {
        worse(r, CLI_FAILED);
    } else {
        if (n_files == 0)
            code_file(r, "-");
        for (int i = 0; i < n_files; i++)
            code_file(r, files[i]);
    }
    if (r->validate) {
        fprintf(stderr, "%lu of %lu records right\n", r->n_right, r->n_compared);
        if (r->n_right < r->n_compared)
            worse(r, CLI_PARTLY);
    }
    for (size_t i = 0; i < r->n_threads; i++) {
        parley_worker_free(r->threads[i].worker);
        parley_parser_free(r->threads[i].parser);
    }
    parley_dictionaries_close(r->dictionaries);
    parley_model_close(model);
    parley_language_close(language);
    free(r->threads);
    free(r->held);
    return cli_flush(r->rc);
}

int cmd_code(int argc, char **argv) {
    static const struct option longs[] = {{"input", required_argument, NULL, 'i'},
                                          {"format", required_argument, NULL, 'f'},
                                          {"dictionaries", required_argument, NULL, 'd'},
                                          {"trees", required_argument, NULL, 't'},
                                          {"validate", no_argument, NULL, 'v'},
                                          {"jobs", required_argument, NULL, 'j'},
                                          {"model", required_argument, NULL, 'm'},
                                          {"quiet", no_argument, NULL, 'q'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    choices c = {.input = NULL, .jobs = sysconf(_SC_NPROCESSORS_ONLN), .trees = "own"};
    run *r = calloc(1, sizeof *r);
    const char **paths = calloc((size_t)argc + 1, sizeof *paths), *wrong = NULL;
    int code = CLI_FAILED;
    if (!r || !paths) {
        fputs("parley code: out of memory\n", stderr);
        goto done;
    }
    for (int o; (o = getopt_long(argc, argv, "i:f:d:t:j:m:qh", longs, NULL)) != -1;) {
        char *end = NULL;
        switch (o) {
        case 'i': c.input = optarg; break;
        case 'f': c.format = optarg; break;
        case 'd': paths[r->n_paths++] = optarg; break;
        case 't': c.trees = optarg; break;
        case 'v': r->validate = true; break;
        case 'm': c.model = optarg; break;
        case 'q': r->quiet = true; break;
        case 'j':
            c.jobs = strtol(optarg, &end, 10);
            if (*end || c.jobs < 1)
                wrong = "--jobs takes a number from 1";
            break;
        default:
            fputs(help, o == 'h' ? stdout : stderr);
            code = o == 'h' ? CLI_OK : CLI_USAGE;
            goto done;
        }
    }
    r->paths = paths;
    if (!c.input)
        c.input = r->validate ? "petrarch-xml" : "jsonl";
    r->xml = strcmp(c.input, "petrarch-xml") == 0;
    r->given_trees = strcmp(c.trees, "given") == 0;
    r->format = c.format ? c.format : r->n_paths ? "petrarch" : "record";
    if (!r->xml && strcmp(c.input, "jsonl") != 0)
        wrong = "--input is jsonl or petrarch-xml";
    else if (!r->given_trees && strcmp(c.trees, "own") != 0)
        wrong = "--trees is own or given";
    else if (r->n_paths && strcmp(r->format, "petrarch") != 0 && strcmp(r->format, "jsonl") != 0)
        wrong = "with --dictionaries, --format is petrarch or jsonl";
    else if (!r->n_paths && (r->given_trees || r->validate))
        wrong = "--trees given and --validate need --dictionaries";
    else if (r->validate && !r->xml)
        wrong = "--validate needs --input petrarch-xml";
    code = wrong ? cli_usage("code", wrong) : code_all(r, &c, argv + optind, argc - optind);
done:
    free(paths);
    free(r);
    return code;
}
