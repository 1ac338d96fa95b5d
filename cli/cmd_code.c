/* cmd_code.c - parley code: a filter from articles to records, JSON Lines in, lines out; no database.
 *
 * Lines are read in batches; the threads take them one by one, each line's output goes to memory, and a batch is written in the
 * order of its lines. So the output is the same whatever --jobs says.
 */
#include "commands.h"

#include <errno.h>
#include <jansson.h>
#include <parley/events.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int cmd_code(int argc, char **argv);

static const char help[] = "usage: parley code [--format FORMAT] [--model NAME] [--jobs N] [FILE...]\n"
                           "\n"
                           "Read articles as JSON Lines, one object a line, from the files or standard input;\n"
                           "write what they say as lines. Nothing is stored.\n"
                           "\n"
                           "Fields of an article: \"text\" (or \"title\" alone), and if known \"id\", \"title\",\n"
                           "\"date\" (YYYY-MM-DD), \"outlet\" (or \"source\"), \"author\", \"url\".\n"
                           "Offsets in the output are bytes of \"text\". The order of the articles is kept.\n"
                           "Lines that are no article are named by number on standard error and skipped; the\n"
                           "status is then 1.\n"
                           "\n"
                           "  --format FORMAT  record (default): all facts as `parley export` writes them;\n"
                           "                   plover, petrarch, phoenix, gdelt, gdelt-mentions, acled: events\n"
                           "  --jobs N         threads (default: the processors that are there)\n"
                           "  --model NAME     default, fast, accurate, or a path\n";

enum { BATCH = 256 };

struct line {
    char *bytes;
    size_t n;
    unsigned long number;
    char *out;
    size_t n_out;
    char problem[320];
};

struct batch {
    struct line lines[BATCH];
    size_t n;
    atomic_size_t next;
    const char *format, *name;
};

struct thread {
    pthread_t id;
    parley_worker *worker;
    struct batch *batch;
};

static const char *field(json_t *object, const char *a, const char *b) {
    const char *v = json_string_value(json_object_get(object, a));
    return v ? v : b ? json_string_value(json_object_get(object, b)) : NULL;
}

static void code_line(struct line *l, struct batch *b, parley_worker *w) {
    json_error_t json_err;
    json_t *object = json_loadb(l->bytes, l->n, 0, &json_err);
    parley_error err = {PARLEY_OK, -1, ""};
    parley_page *page = NULL;
    parley_doc *doc = NULL;
    FILE *f = NULL;
    if (!json_is_object(object)) {
        snprintf(l->problem, sizeof l->problem, "%s", object ? "not a JSON object" : json_err.text);
        goto done;
    }
    const char *text = field(object, "text", "body"), *title = field(object, "title", NULL), *id = field(object, "id", "doc");
    char number[32];
    snprintf(number, sizeof number, "%lu", l->number);
    if (!text)
        text = title;
    if (!text) {
        snprintf(l->problem, sizeof l->problem, "no \"text\"");
        goto done;
    }
    if (parley_page_read(&page, id ? id : number, text, strlen(text), &err) < 0)
        goto failed;
    static const char *const names[][3] = {{"published", "date", "published"},
                                           {"title", "title", NULL},
                                           {"outlet", "outlet", "source"},
                                           {"author", "author", NULL},
                                           {"url", "url", NULL}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *v = field(object, names[i][1], names[i][2]);
        if (v && parley_page_set(page, names[i][0], v, &err) < 0) {
            parley_page_free(page);
            goto failed;
        }
    }
    if (parley_doc_read(&doc, w, page, &err) < 0)
        goto failed;
    if (!(f = open_memstream(&l->out, &l->n_out))) {
        snprintf(l->problem, sizeof l->problem, "%s", strerror(errno));
        goto done;
    }
    if ((strcmp(b->format, "record") == 0 ? parley_doc_write_jsonl(doc, f, &err)
                                          : parley_doc_write_events(doc, b->format, f, &err)) >= 0)
        goto done;
failed:
    snprintf(l->problem, sizeof l->problem, "%s", err.msg);
done:
    if (f)
        fclose(f);
    parley_doc_free(doc);
    json_decref(object);
}

static void *work(void *arg) {
    struct thread *t = arg;
    size_t i;
    while ((i = atomic_fetch_add(&t->batch->next, 1)) < t->batch->n)
        code_line(&t->batch->lines[i], t->batch, t->worker);
    return NULL;
}

/* Returns 0; 1 when lines were skipped; 2 when the output cannot be written. */
static int run_batch(struct batch *b, struct thread *threads, size_t n_threads) {
    int rc = 0;
    atomic_store(&b->next, 0);
    size_t started = 1;
    for (; started < n_threads; started++)
        if (pthread_create(&threads[started].id, NULL, work, &threads[started]) != 0)
            break; /* fewer threads do the same work */
    work(&threads[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(threads[i].id, NULL);
    for (size_t i = 0; i < b->n; i++) {
        struct line *l = &b->lines[i];
        if (*l->problem) {
            fprintf(stderr, "parley code: %s:%lu: %s; line skipped\n", b->name, l->number, l->problem);
            rc = rc ? rc : 1;
        } else if (l->n_out && fwrite(l->out, 1, l->n_out, stdout) != l->n_out) {
            rc = 2;
        }
        free(l->out);
        free(l->bytes);
        *l = (struct line){0};
    }
    b->n = 0;
    return rc;
}

static int code_file(const char *path, struct batch *b, struct thread *threads, size_t n_threads) {
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    int rc = 0, r;
    unsigned long number = 0;
    if (!f) {
        fprintf(stderr, "parley code: %s: %s\n", path, strerror(errno));
        return 2;
    }
    b->name = strcmp(path, "-") == 0 ? "standard input" : path;
    for (;;) {
        struct line *l = &b->lines[b->n];
        size_t cap = 0;
        l->bytes = NULL;
        ssize_t n = getline(&l->bytes, &cap, f);
        if (n < 0) {
            free(l->bytes);
            l->bytes = NULL;
            break;
        }
        l->number = ++number;
        l->n = (size_t)n;
        while (l->n && strchr(" \t\r\n", l->bytes[l->n - 1]))
            l->n--;
        if (!l->n) {
            free(l->bytes);
            l->bytes = NULL;
            continue;
        }
        if (++b->n == BATCH && (r = run_batch(b, threads, n_threads)) > rc)
            rc = r;
    }
    if (ferror(f)) {
        fprintf(stderr, "parley code: %s: %s\n", path, strerror(errno));
        rc = 2;
    }
    if (f != stdin)
        fclose(f);
    r = run_batch(b, threads, n_threads);
    return r > rc ? r : rc;
}

int cmd_code(int argc, char **argv) {
    const char *model_name = NULL, *format = "record";
    long jobs = sysconf(_SC_NPROCESSORS_ONLN);
    int i = 1, rc = 0;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            fputs(help, stdout);
            return 0;
        }
        if (i + 1 < argc && strcmp(argv[i], "--format") == 0) {
            format = argv[++i];
        } else if (i + 1 < argc && strcmp(argv[i], "--model") == 0) {
            model_name = argv[++i];
        } else if (i + 1 < argc && strcmp(argv[i], "--jobs") == 0) {
            char *end;
            jobs = strtol(argv[++i], &end, 10);
            if (*end || jobs < 1) {
                fprintf(stderr, "parley code: --jobs takes a number from 1\n");
                return 2;
            }
        } else {
            fprintf(stderr, "parley code: unknown option '%s'; see parley code --help\n", argv[i]);
            return 2;
        }
    }
    size_t n_threads = jobs < 1 ? 1 : jobs > 64 ? 64 : (size_t)jobs, made = 0;
    parley_error err = {PARLEY_OK, -1, ""};
    parley_model *model = NULL;
    struct batch *batch = calloc(1, sizeof *batch);
    struct thread *threads = calloc(n_threads, sizeof *threads);
    if (!batch || !threads) {
        fputs("parley code: out of memory\n", stderr);
        rc = 2;
        goto done;
    }
    batch->format = format;
    if ((strcmp(format, "record") != 0 && parley_events_header(format, stdout, &err) < 0) ||
        parley_model_open(&model, model_name, &err) < 0) {
        fprintf(stderr, "parley code: %s\n", err.msg);
        rc = 2;
        goto done;
    }
    for (; made < n_threads; made++) {
        threads[made].batch = batch;
        if (parley_worker_new(&threads[made].worker, model, &err) < 0) {
            fprintf(stderr, "parley code: %s\n", err.msg);
            rc = 2;
            goto done;
        }
    }
    if (i == argc)
        rc = code_file("-", batch, threads, n_threads);
    for (; i < argc; i++) {
        int r = code_file(argv[i], batch, threads, n_threads);
        rc = r > rc ? r : rc;
    }
    if (fflush(stdout) != 0) {
        fprintf(stderr, "parley code: standard output: %s\n", strerror(errno));
        rc = 2;
    }
done:
    for (size_t k = 0; k < made; k++)
        parley_worker_free(threads[k].worker);
    parley_model_close(model);
    free(threads);
    free(batch);
    return rc;
}
