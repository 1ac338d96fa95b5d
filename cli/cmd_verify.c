/* cmd_verify.c - parley verify RECORD: every span still holds its words. */
#include "cli.h"
#include "commands.h"

#include <getopt.h>
#include <stdio.h>

static void help(FILE *f) {
    fputs("usage: parley verify RECORD [--sources FOLDER] [--quiet]\n\n"
          "Read every source again and prove that each span of the record holds the words that the record says it holds.\n"
          "What does not hold is told on standard output, a line each.\n\n"
          "  -s, --sources FOLDER  also look here for sources that are not where they were read\n"
          "  -q, --quiet           only the exit status\n"
          "  -h, --help            this help\n\n"
          "exit status: 0 every span holds, 1 some do not or some sources are gone, 2 wrong use, 3 failed\n",
          f);
}

static void on_bad(void *user, const char *doc, const char *what) {
    if (!*(const bool *)user)
        printf("%s: %s\n", doc, what);
}

int cmd_verify(int argc, char **argv) {
    static const struct option longs[] = {{"sources", required_argument, NULL, 's'},
                                          {"quiet", no_argument, NULL, 'q'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    const char *folder = NULL;
    bool quiet = false;
    for (int c; (c = getopt_long(argc, argv, "s:qh", longs, NULL)) != -1;) {
        if (c == 's')
            folder = optarg;
        else if (c == 'q')
            quiet = true;
        else {
            help(c == 'h' ? stdout : stderr);
            return c == 'h' ? CLI_OK : CLI_USAGE;
        }
    }
    if (argc - optind != 1)
        return cli_usage("verify", "one record is needed");
    parley_record *r = cli_open_write(argv[optind], PARLEY_RECORD_READ);
    parley_verify_stats s;
    parley_error err;
    if (!r)
        return CLI_FAILED;
    int code = CLI_OK;
    if (parley_record_verify(r, folder, on_bad, &quiet, &s, &err) < 0) {
        code = cli_fail(&err);
    } else {
        if (!quiet)
            printf("%s: %llu pages and %llu spans read again, %llu pages with %llu bad spans, %llu pages gone\n", argv[optind],
                   (unsigned long long)s.n_documents, (unsigned long long)s.n_spans, (unsigned long long)s.n_bad_documents,
                   (unsigned long long)s.n_bad_spans, (unsigned long long)s.n_gone);
        code = cli_flush(s.n_bad_documents || s.n_bad_spans || s.n_gone ? CLI_PARTLY : CLI_OK);
    }
    parley_record_close(r);
    return code;
}
