/* cmd_import.c - parley import RECORD FILES...: JSON Lines of the exchange format into a record. */
#include "cli.h"
#include "commands.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

static void help(FILE *f) {
    fputs("usage: parley import RECORD [--quiet] FILE...\n\n"
          "Put what parley export wrote, or other software wrote in the same format, into a record; it is made if it does not\n"
          "exist. FILE '-' is standard input. Pages of the same name are replaced. Each file goes in whole or not at all.\n\n"
          "  -q, --quiet   no summary\n"
          "  -h, --help    this help\n\n"
          "exit status: 0 imported, 1 some files could not be, 2 wrong use, 3 the record failed\n",
          f);
}

int cmd_import(int argc, char **argv) {
    static const struct option longs[] = {
        {"quiet", no_argument, NULL, 'q'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    bool quiet = false;
    for (int c; (c = getopt_long(argc, argv, "qh", longs, NULL)) != -1;) {
        if (c == 'q')
            quiet = true;
        else {
            help(c == 'h' ? stdout : stderr);
            return c == 'h' ? CLI_OK : CLI_USAGE;
        }
    }
    if (argc - optind < 2)
        return cli_usage("import", argc - optind < 1 ? "no record given" : "no file given");
    parley_record *r = cli_open_write(argv[optind], PARLEY_RECORD_CREATE);
    int code = CLI_OK;
    if (!r)
        return CLI_FAILED;
    for (int i = optind + 1; i < argc; i++) {
        bool in = strcmp(argv[i], "-") == 0;
        FILE *f = in ? stdin : fopen(argv[i], "rb");
        parley_import_stats stats;
        parley_error err;
        if (!f) {
            fprintf(stderr, "parley: %s: %s\n", argv[i], strerror(errno));
            code = CLI_PARTLY;
            continue;
        }
        parley_status rc = parley_record_import(r, f, in ? "standard input" : argv[i], &stats, &err);
        if (rc < 0) {
            cli_fail(&err);
            code = rc == PARLEY_EFORMAT ? CLI_PARTLY : CLI_FAILED;
        } else if (!quiet) {
            fprintf(stderr, "%s: %llu pages, %llu facts from %s", argv[optind], (unsigned long long)stats.n_docs,
                    (unsigned long long)stats.n_facts, argv[i]);
            if (stats.n_unknown)
                fprintf(stderr, "; %llu lines of unknown types skipped", (unsigned long long)stats.n_unknown);
            fputc('\n', stderr);
        }
        if (!in)
            fclose(f);
        if (code == CLI_FAILED)
            break;
    }
    parley_record_close(r);
    return code;
}
