/* cmd_report.c - parley report RECORD -o FILE: the record as one HTML file. */
#include "cli.h"
#include "commands.h"

#include <errno.h>
#include <getopt.h>
#include <parley/report.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void help(FILE *f) {
    fputs("usage: parley report RECORD [-o FILE] [--title TITLE] [--no-text]\n\n"
          "Write the record as one HTML file that needs no network: who, positions, statements, figures, events,\n"
          "differences, changes, origins, and every page with its facts in place.\n\n"
          "  -o, --output FILE   where to (standard output when left out or '-')\n"
          "      --title TITLE   heading (the parties' names when left out)\n"
          "      --no-text       leave out the pages' own text; facts keep their words\n"
          "  -h, --help          this help\n\n"
          "exit status: 0 written, 2 wrong use, 3 failed\n",
          f);
}

int cmd_report(int argc, char **argv) {
    static const struct option longs[] = {{"output", required_argument, NULL, 'o'},
                                          {"title", required_argument, NULL, 't'},
                                          {"no-text", no_argument, NULL, 'n'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    parley_report_options options = PARLEY_REPORT_OPTIONS_INIT;
    const char *output = "-";
    for (int c; (c = getopt_long(argc, argv, "o:h", longs, NULL)) != -1;) {
        if (c == 'o')
            output = optarg;
        else if (c == 't')
            options.title = optarg;
        else if (c == 'n')
            options.no_text = 1;
        else {
            help(c == 'h' ? stdout : stderr);
            return c == 'h' ? CLI_OK : CLI_USAGE;
        }
    }
    if (argc - optind != 1)
        return cli_usage("report", "one record is needed");
    parley_error err = {0};
    parley_record *r = cli_open(argv[optind]);
    if (!r)
        return CLI_FAILED;
    /* Written beside its place and moved there when whole, so that a full disk leaves the old report as it was. */
    int rc = CLI_FAILED;
    int to_stdout = strcmp(output, "-") == 0;
    size_t n = strlen(output) + 8;
    char *part = malloc(n);
    FILE *f = NULL;
    if (!part)
        fputs("parley: out of memory\n", stderr);
    else {
        snprintf(part, n, "%s.part", output);
        f = to_stdout ? stdout : fopen(part, "wb");
        if (!f)
            fprintf(stderr, "parley: %s: %s\n", part, strerror(errno));
    }
    if (f) {
        parley_status status = parley_report_write(r, f, &options, &err);
        if (status < 0)
            fprintf(stderr, "parley: %s: %s\n", to_stdout ? "standard output" : output, err.msg);
        int closed = to_stdout ? fflush(f) : fclose(f);
        if (status >= 0 && closed != 0)
            fprintf(stderr, "parley: %s: %s\n", output, strerror(errno));
        rc = status < 0 || closed != 0 ? CLI_FAILED : CLI_OK;
        if (!to_stdout && rc == CLI_OK && rename(part, output) != 0) {
            fprintf(stderr, "parley: %s: %s\n", output, strerror(errno));
            rc = CLI_FAILED;
        }
        if (!to_stdout && rc != CLI_OK)
            remove(part);
    }
    free(part);
    parley_record_close(r);
    return rc;
}
