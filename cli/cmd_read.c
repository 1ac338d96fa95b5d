/* cmd_read.c - parley read RECORD PAGES...: pages into the record. */
#include "cli.h"
#include "commands.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void help(FILE *f) {
    fputs("usage: parley read RECORD [--jobs N] [--model NAME] [--quiet] PAGES...\n\n"
          "Read pages into the record; it is made if it does not exist. PAGES are files, folders or '-' (standard input): text,\n"
          "HTML, JSON Lines of articles, RSS, Atom, WARC, each also gzipped, told apart by their content.\n\n"
          "A page that is in the record and has not changed is left alone; one that has changed replaces what was read of it.\n"
          "Each page is one transaction: whenever the program is ended, the pages told as read are there, whole.\n\n"
          "  -j, --jobs N       threads that read (one per processor when left out); the record does not depend on it\n"
          "  -m, --model NAME   default, fast, accurate, or a path\n"
          "  -q, --quiet        no summary and no progress\n"
          "  -h, --help         this help\n\n"
          "exit status: 0 all read, 1 some pages could not be read (named on standard error; the others are in the record),\n"
          "             2 wrong use, 3 nothing could be done or the record failed\n",
          f);
}

typedef struct progress {
    bool bar;
    uint64_t n_pages, n_bytes, total;
    double started, shown;
} progress;

static volatile sig_atomic_t interrupted;

static void on_signal(int signal) {
    (void)signal;
    interrupted = 1;
}

static int stop(void *user) {
    (void)user;
    return interrupted;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void bar_clear(const progress *p) {
    if (p->bar && p->shown > 0)
        fputs("\r\x1b[K", stderr);
}

static void on_page(void *user, const char *doc, parley_read_result result, uint64_t bytes) {
    progress *p = user;
    (void)doc;
    (void)result;
    p->n_pages++;
    p->n_bytes += bytes;
    double t = now();
    if (!p->bar || t - p->shown < 0.1)
        return;
    p->shown = t;
    double seconds = t - p->started;
    fprintf(stderr, "\r\x1b[K%llu pages", (unsigned long long)p->n_pages);
    if (p->total && p->n_bytes <= p->total) {
        int full = (int)(p->n_bytes * 30 / p->total);
        fprintf(stderr, "  [%.*s%.*s] %d %%", full, "##############################", 30 - full, "..............................",
                (int)(p->n_bytes * 100 / p->total));
    }
    if (seconds > 0.5)
        fprintf(stderr, "  %.0f pages/s", (double)p->n_pages / seconds);
    fflush(stderr);
}

static void on_error(void *user, const char *path, const parley_error *err) {
    bar_clear(user);
    /* The message names the file by itself, but for what has no file. */
    if (strstr(err->msg, path))
        fprintf(stderr, "parley: %s\n", err->msg);
    else
        fprintf(stderr, "parley: %s: %s\n", path, err->msg);
}

/* Bytes of the plain files given, for the bar; folders and archives are guessed by nobody: then there is no bar, only a count. */
static uint64_t total_bytes(char **paths, int n) {
    uint64_t total = 0;
    for (int i = 0; i < n; i++) {
        struct stat st;
        size_t len = strlen(paths[i]);
        if (stat(paths[i], &st) != 0)
            continue;
        if (!S_ISREG(st.st_mode) || (len > 3 && strcmp(paths[i] + len - 3, ".gz") == 0))
            return 0;
        total += (uint64_t)st.st_size;
    }
    return total;
}

int cmd_read(int argc, char **argv) {
    static const struct option longs[] = {{"jobs", required_argument, NULL, 'j'},
                                          {"model", required_argument, NULL, 'm'},
                                          {"quiet", no_argument, NULL, 'q'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    parley_read_options options = PARLEY_READ_OPTIONS_INIT;
    const char *name = NULL;
    bool quiet = false;
    options.jobs = 0;
    for (int c; (c = getopt_long(argc, argv, "j:m:qh", longs, NULL)) != -1;) {
        if (c == 'j') {
            char *end;
            long n = strtol(optarg, &end, 10);
            if (*end || n < 1 || n > 256)
                return cli_usage("read", "--jobs takes a number from 1 to 256");
            options.jobs = (unsigned)n;
        } else if (c == 'm') {
            name = optarg;
        } else if (c == 'q') {
            quiet = true;
        } else {
            help(c == 'h' ? stdout : stderr);
            return c == 'h' ? CLI_OK : CLI_USAGE;
        }
    }
    if (argc - optind < 2)
        return cli_usage("read", argc - optind < 1 ? "no record given" : "no pages given");
    parley_error err;
    parley_model *model = NULL;
    parley_record *r = NULL;
    parley_read_stats stats = {0};
    progress p = {
        .bar = !quiet && isatty(STDERR_FILENO), .total = total_bytes(argv + optind + 1, argc - optind - 1), .started = now()};
    int code = CLI_FAILED;
    if (parley_model_open(&model, name, &err) < 0) {
        cli_fail(&err);
        goto done;
    }
    if (!(r = cli_open_write(argv[optind], PARLEY_RECORD_CREATE)))
        goto done;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal; /* end after the page at hand; a second signal ends at once */
    action.sa_flags = (int)SA_RESETHAND;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    options.user = &p;
    options.on_page = on_page;
    options.on_error = on_error;
    options.stop = stop;
    parley_status rc =
        parley_record_read(r, model, (const char *const *)argv + optind + 1, (size_t)(argc - optind - 1), &options, &stats, &err);
    bar_clear(&p);
    if (rc < 0)
        cli_fail(&err);
    else
        code = stats.n_failed || interrupted ? CLI_PARTLY : CLI_OK;
    if (!quiet) {
        double seconds = now() - p.started;
        uint64_t n = stats.n_new + stats.n_changed + stats.n_same;
        fprintf(stderr, "%s: %llu pages read", argv[optind], (unsigned long long)(stats.n_new + stats.n_changed));
        if (stats.n_changed)
            fprintf(stderr, " (%llu changed)", (unsigned long long)stats.n_changed);
        if (stats.n_same)
            fprintf(stderr, ", %llu known already", (unsigned long long)stats.n_same);
        if (stats.n_failed)
            fprintf(stderr, ", %llu failed", (unsigned long long)stats.n_failed);
        fprintf(stderr, ", %llu facts, %.1f s", (unsigned long long)stats.n_facts, seconds);
        if (seconds > 0 && n > 0)
            fprintf(stderr, ", %.0f pages/s", (double)n / seconds);
        fputs(interrupted ? ", interrupted\n" : "\n", stderr);
    }
done:
    parley_record_close(r);
    parley_model_close(model);
    return code;
}
