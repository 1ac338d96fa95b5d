/* record_bench.c - what the record costs beside the reading: putting pages, joining them, export, size, common queries.
 *
 * usage: record_bench read RECORD N PAGES…    the whole pipeline, one thread, N pages at most; joined ten times on the way
 *        record_bench base RECORD N PAGES…    the same without joining: pages for
 *        record_bench grow RECORD N BASE [EVERY]   N pages made from those of the record BASE (vary.h), without the language
 *                                             engine; joined after every EVERY pages and at the end, else in tenths
 *        record_bench ask  RECORD             the queries alone
 *
 * RECORD is made anew. Seconds are of the processor, not of the clock: the machine may be shared. In tenths of the run, so that
 * growth shows; what one page more costs, joined by itself, is told for the beginning and for the end. */
#include "parley_int.h"
#include "record/record.h"
#include "vary.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { TENTHS = 10, JOINS_MAX = 500 /* pages between two joins, as a day's reading may bring, where no other number is given */ };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(parley_status rc, const parley_error *err) {
    if (rc < 0) {
        fprintf(stderr, "record_bench: %s\n", err->msg);
        exit(1);
    }
}

/* --- the run in tenths -------------------------------------------------------------------------------------------- */
typedef struct run {
    parley_record *r;
    bool joining;
    long n, most, since_join, every, told;
    double make, put, join, put_tenth, join_tenth;
    uint64_t facts;
    parley_error err;
} run;

static void run_join(run *b) {
    double t = now();
    if (b->joining)
        must(parley_record_join(b->r, &b->err), &b->err);
    t = now() - t;
    b->join += t;
    b->join_tenth += t;
    b->since_join = 0;
}

static void run_tell(run *b) {
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    double n = (double)(b->n - b->told);
    printf("%8ld pages: put %6.0f pages/s", b->n, n / b->put_tenth);
    if (b->join_tenth > 0)
        printf(", join %6.0f pages/s, together %6.0f pages/s", n / b->join_tenth, n / (b->put_tenth + b->join_tenth));
    printf("; peak %ld MB\n", use.ru_maxrss / 1024);
    fflush(stdout);
    b->put_tenth = b->join_tenth = 0;
    b->told = b->n;
}

static void run_put(run *b, double seconds) {
    b->put += seconds;
    b->put_tenth += seconds;
    b->n++;
    long tenths = b->most >= TENTHS ? b->most / TENTHS : 1;
    bool tenth = b->n % (b->every && tenths > 10000 ? 10000 : tenths) == 0;
    b->since_join++;
    if (b->every ? b->since_join >= b->every : b->since_join >= JOINS_MAX || tenth) {
        if (b->every && b->join_tenth == 0 && b->told < b->n)
            run_tell(b);
        double t = now();
        long n = b->since_join;
        run_join(b);
        if (b->every) {
            printf("%8ld pages: %ld joined, %.0f pages/s\n", b->n, n, (double)n / (now() - t));
            fflush(stdout);
            b->join_tenth = 0;
        }
    } else if (tenth && b->every) {
        run_tell(b);
    }
    if (tenth && !b->every)
        run_tell(b);
}

static void run_pages(run *b, char **files, int n_files) {
    parley_model *model;
    parley_worker *worker;
    must(parley_model_open(&model, NULL, &b->err), &b->err);
    must(parley_worker_new(&worker, model, &b->err), &b->err);
    for (int i = 0; i < n_files; i++) {
        parley_source *s;
        parley_page *page;
        parley_status rc;
        must(parley_source_open(&s, files[i], &b->err), &b->err);
        while (b->n < b->most && (rc = parley_source_next(s, &page, &b->err)) != PARLEY_END) {
            if (rc < 0)
                continue;
            parley_doc *d;
            double t0 = now();
            must(parley_doc_read(&d, worker, page, &b->err), &b->err);
            double t1 = now();
            must(parley_record_add(b->r, d, NULL, &b->err), &b->err);
            double t2 = now();
            b->facts += d->facts->n_statements + d->facts->n_events + d->facts->n_positions + d->facts->n_figures;
            parley_doc_free(d);
            b->make += t1 - t0;
            run_put(b, t2 - t1);
        }
        parley_source_close(s);
    }
    parley_worker_free(worker);
    parley_model_close(model);
}

typedef struct base {
    parley_record *r;
    int64_t *ids;
    uint32_t n;
    vary *words;
    parley_arena keep, scratch;
} base;

/* Page number i of the run: the base's pages in turn, first as they are, then one variant of all after the other; every fourth
 * variant of a page is a rewrite of it. */
static void grow_one(run *b, base *from, long i) {
    record_doc *d;
    uint32_t turn = (uint32_t)(i / from->n), page = (uint32_t)(i % from->n);
    arena_reset(&from->scratch);
    double t0 = now();
    must(record_load(&d, from->r, from->ids[page], true, &from->scratch, &b->err), &b->err);
    vary_doc(from->words, d, turn, turn && (page + turn) % 4 ? VARY_OTHER : VARY_REWRITE, &from->scratch);
    double t1 = now();
    must(record_add(b->r, d, &b->err), &b->err);
    b->facts += d->n_statements + d->n_events + d->n_positions + d->n_figures;
    b->make += t1 - t0;
    run_put(b, now() - t1);
}

static void grow_many(run *b, base *from, long i, long n) {
    for (long k = 0; k < n; k++)
        grow_one(b, from, i + k);
}

/* Pages one by one, each joined by itself. */
static void grow_singly(run *b, base *from, long first, const char *when) {
    enum { SINGLE = 20 };
    double worst = 0, all = 0;
    run_join(b);
    for (long i = 0; i < SINGLE; i++) {
        double t = now();
        grow_one(b, from, first + i);
        run_join(b);
        t = now() - t;
        all += t;
        worst = t > worst ? t : worst;
    }
    printf("one page more and joined, %s: %.1f ms, at worst %.1f ms\n", when, all / SINGLE * 1e3, worst * 1e3);
}

static void run_grow(run *b, const char *path) {
    base from = {0};
    must(parley_record_open(&from.r, path, PARLEY_RECORD_READ, &b->err), &b->err);
    arena_init(&from.keep);
    arena_init(&from.scratch);
    must(record_list(from.r, &from.ids, &from.n, &from.keep, &b->err), &b->err);
    from.words = vary_new(&from.keep);
    for (uint32_t i = 0; i < from.n; i += 1 + from.n / 2000) {
        record_doc *d;
        arena_reset(&from.scratch);
        must(record_load(&d, from.r, from.ids[i], true, &from.scratch, &b->err), &b->err);
        if (d->text)
            vary_learn(from.words, d->text, d->n_text, &from.keep);
    }
    long most = b->most, shown = most > 5000 ? 1000 : most / 10;
    b->most = 1000000000; /* no tenths yet */
    grow_many(b, &from, 0, shown);
    grow_singly(b, &from, shown, "at the start");
    b->most = most;
    b->put_tenth = b->join_tenth = 0;
    double first_put = b->put, first_join = b->join;
    long first = b->n;
    b->n = b->told = 0;
    b->put = b->join = 0;
    grow_many(b, &from, first, most - first);
    b->n += first;
    b->put += first_put;
    b->join += first_join;
    b->most = 1000000000;
    grow_singly(b, &from, b->n, "at the end");
    parley_record_close(from.r);
    arena_free(&from.scratch);
    arena_free(&from.keep);
}

/* --- queries ------------------------------------------------------------------------------------------------------ */
static void ask(parley_record *r, const char *name, const char *what, parley_view v, bool search) {
    FILE *f = fopen("/dev/null", "w");
    parley_error err;
    uint64_t n = 0;
    double best = 1e9, first = 0;
    v.limit = 100;
    for (int i = 0; f && i < 3; i++) {
        double t = now();
        must(search ? parley_record_search(r, what, &v, f, &n, &err) : parley_record_show(r, what, &v, f, &n, &err), &err);
        t = now() - t;
        first = i ? first : t;
        best = t < best ? t : best;
    }
    if (f)
        fclose(f);
    printf("  %-44s %8.1f ms %8.1f ms  %llu rows\n", name, first * 1e3, best * 1e3, (unsigned long long)n);
    fflush(stdout);
}

static void ask_all(parley_record *r) {
    printf("queries, 100 rows at most: the first time, the best of three\n");
    parley_view v = PARLEY_VIEW_INIT;
    ask(r, "show documents", "documents", v, false);
    ask(r, "show statements", "statements", v, false);
    ask(r, "show actors", "actors", v, false);
    ask(r, "show conflicts", "conflicts", v, false);
    ask(r, "show changes", "changes", v, false);
    ask(r, "search two words", "trade talks", v, true);
    ask(r, "search a frequent word", "said", v, true);
    v.by = "United States";
    ask(r, "show statements --by a frequent actor", "statements", v, false);
    v.by = NULL;
    v.side = "United States";
    ask(r, "show positions --side a frequent actor", "positions", v, false);
    ask(r, "search --side a frequent actor", "tariffs", v, true);
    v.side = NULL;
    v.about = "killed";
    ask(r, "show figures --about killed", "figures", v, false);
    v.about = NULL;
    v.since = "2019-01-01";
    ask(r, "show events --since", "events", v, false);
    ask(r, "changes --since", "changes", v, false);
}

int main(int argc, char **argv) {
    const char *mode = argc > 2 ? argv[1] : "";
    bool asking = strcmp(mode, "ask") == 0, growing = strcmp(mode, "grow") == 0;
    if (argc < (asking ? 3 : 5) || (growing && argc > 6))
        return 2;
    run b = {.every = growing && argc == 6 ? strtol(argv[5], NULL, 10) : 0,
             .joining = strcmp(mode, "base") != 0,
             .most = asking ? 0 : strtol(argv[3], NULL, 10)};
    if (!asking)
        unlink(argv[2]);
    must(parley_record_open(&b.r, argv[2], asking ? PARLEY_RECORD_READ : PARLEY_RECORD_CREATE, &b.err), &b.err);
    if (!asking) {
        if (growing)
            run_grow(&b, argv[4]);
        else
            run_pages(&b, argv + 4, argc - 4);
        run_join(&b);
        struct rusage use;
        getrusage(RUSAGE_SELF, &use);
        double n = (double)b.n;
        printf("%ld pages, %llu facts; %s %.1f s (%.1f pages/s), put %.1f s (%.0f pages/s), join %.1f s (%.0f pages/s); peak %ld "
               "MB\n",
               b.n, (unsigned long long)b.facts, growing ? "made in" : "parsed in", b.make, n / b.make, b.put, n / b.put, b.join,
               n / b.join, use.ru_maxrss / 1024);
        parley_record_counts c;
        must(parley_record_count(b.r, &c, &b.err), &b.err);
        printf("%llu actors, %llu conflicts, %llu edges of origin, %llu changes\n", (unsigned long long)c.n_actors,
               (unsigned long long)c.n_conflicts, (unsigned long long)c.n_lineage, (unsigned long long)c.n_changes);
    }
    if (b.joining)
        ask_all(b.r);
    parley_record_close(b.r);
    struct stat st;
    if (stat(argv[2], &st) == 0 && b.n)
        printf("%.1f MB, %.0f bytes a page\n", (double)st.st_size / 1e6, (double)st.st_size / (double)b.n);
    return 0;
}
