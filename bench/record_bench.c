/* record_bench.c - what the record costs beside the reading: putting pages, joining them, export, size, common queries.
 *
 * usage: record_bench RECORD N PAGES...   (RECORD is made anew; N pages at most)
 *
 * Pages are parsed once, one thread, and the time for that is told apart. In tenths of the run, so that growth shows. */
#include "record/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

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

static void query(parley_record *r, const char *name, const char *what, parley_view v, bool search) {
    FILE *f = fopen("/dev/null", "w");
    parley_error err;
    uint64_t n = 0;
    double best = 1e9;
    v.limit = v.limit ? v.limit : 100;
    for (int i = 0; f && i < 3; i++) {
        double t = now();
        must(search ? parley_record_search(r, what, &v, f, &n, &err) : parley_record_show(r, what, &v, f, &n, &err), &err);
        t = now() - t;
        best = t < best ? t : best;
    }
    if (f)
        fclose(f);
    printf("  %-44s %8.1f ms  %llu rows\n", name, best * 1e3, (unsigned long long)n);
}

int main(int argc, char **argv) {
    if (argc < 4)
        return 2;
    long most = strtol(argv[2], NULL, 10), n = 0;
    parley_error err = {0};
    parley_model *model;
    parley_worker *worker;
    parley_record *r;
    unlink(argv[1]);
    must(parley_model_open(&model, NULL, &err), &err);
    must(parley_worker_new(&worker, model, &err), &err);
    must(parley_record_open(&r, argv[1], PARLEY_RECORD_CREATE, &err), &err);
    double parse = 0, put = 0, join = 0, put_tenth = 0, join_tenth = 0;
    uint64_t bytes = 0, facts = 0;
    for (int i = 3; i < argc; i++) {
        parley_source *s;
        parley_page *page;
        must(parley_source_open(&s, argv[i], &err), &err);
        parley_status rc;
        while (n < most && (rc = parley_source_next(s, &page, &err)) != PARLEY_END) {
            if (rc < 0)
                continue;
            parley_doc *d;
            double t0 = now();
            bytes += page->n_source;
            must(parley_doc_read(&d, worker, page, &err), &err);
            double t1 = now();
            must(parley_record_add(r, d, NULL, &err), &err);
            double t2 = now();
            facts += d->facts->n_statements + d->facts->n_events + d->facts->n_positions + d->facts->n_figures;
            parley_doc_free(d);
            parse += t1 - t0;
            put += t2 - t1;
            put_tenth += t2 - t1;
            if (++n % (most >= 10 ? most / 10 : 1) == 0) {
                t0 = now();
                must(parley_record_join(r, &err), &err);
                t1 = now();
                join += t1 - t0;
                join_tenth = t1 - t0;
                printf("%8ld pages: put %7.0f pages/s, join %7.0f pages/s\n", n, (double)most / 10 / put_tenth,
                       (double)most / 10 / join_tenth);
                fflush(stdout);
                put_tenth = 0;
            }
        }
        parley_source_close(s);
    }
    must(parley_record_join(r, &err), &err);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    parley_record_counts c;
    must(parley_record_count(r, &c, &err), &err);
    int64_t rows = 0;
    sqlite3_stmt *q;
    if (sqlite3_prepare_v2(
            record_db(r),
            "SELECT sum(n) FROM (SELECT count(*) n FROM fact UNION ALL SELECT count(*) FROM content UNION ALL SELECT count(*) "
            "FROM chain "
            "UNION ALL SELECT count(*) FROM event_actor UNION ALL SELECT count(*) FROM actor UNION ALL SELECT count(*) FROM "
            "alias UNION "
            "ALL SELECT count(*) FROM block UNION ALL SELECT count(*) FROM fact UNION ALL SELECT count(*) FROM document)",
            -1, &q, NULL) == SQLITE_OK &&
        sqlite3_step(q) == SQLITE_ROW)
        rows = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    printf("%ld pages, %.1f MB, %llu facts; parse %.2f s (%.1f pages/s), put %.2f s (%.0f pages/s, %.0f rows/s), join %.2f s; "
           "peak %ld MB\n",
           n, (double)bytes / 1e6, (unsigned long long)facts, parse, (double)n / parse, put, (double)n / put, (double)rows / put,
           join, use.ru_maxrss / 1024);
    printf("%llu actors, %llu conflicts, %llu edges of origin, %llu changes\n", (unsigned long long)c.n_actors,
           (unsigned long long)c.n_conflicts, (unsigned long long)c.n_lineage, (unsigned long long)c.n_changes);
    FILE *f = fopen("/dev/null", "w");
    double t = now();
    must(parley_record_export_jsonl(r, f, NULL, &err), &err);
    printf("export %.2f s (%.0f pages/s)\n", now() - t, (double)n / (now() - t));
    fclose(f);
    printf("queries, 100 rows at most:\n");
    parley_view v = PARLEY_VIEW_INIT;
    query(r, "show statements", "statements", v, false);
    query(r, "show actors", "actors", v, false);
    query(r, "show conflicts", "conflicts", v, false);
    query(r, "show changes", "changes", v, false);
    query(r, "search two words", "trade talks", v, true);
    query(r, "search a frequent word", "said", v, true);
    v.by = "United States";
    query(r, "show statements --by a frequent actor", "statements", v, false);
    v.by = NULL;
    v.side = "United States";
    query(r, "show positions --side a frequent actor", "positions", v, false);
    query(r, "search --side", "tariffs", v, true);
    v.side = NULL;
    v.about = "killed";
    query(r, "show figures --about killed", "figures", v, false);
    v.about = NULL;
    v.since = "2019-01-01";
    query(r, "show events --since", "events", v, false);
    parley_record_close(r);
    struct stat st;
    if (stat(argv[1], &st) == 0)
        printf("%.1f MB, %.0f bytes a page\n", (double)st.st_size / 1e6, (double)st.st_size / (double)n);
    parley_worker_free(worker);
    parley_model_close(model);
    return 0;
}
