/* cmd_export.c - parley export RECORD: the record as JSON Lines or CSV. */
#include "cli.h"
#include "commands.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void help(FILE *f) {
    fputs("usage: parley export RECORD [--format FORMAT] [--pages] [-o FILE|FOLDER]\n\n"
          "Write the whole record. The bytes depend on the pages alone, not on the order in which they were read.\n\n"
          "  -f, --format jsonl   one JSON object a line, one line a fact (default); parley import reads it back\n"
          "      --format csv     one file for each type in a folder, RFC 4180\n"
          "      --format plover|petrarch|phoenix|gdelt|gdelt-mentions|acled\n"
          "                       the events, in the files of the field: see docs/events.md\n"
          "  -p, --pages          jsonl: also the pages' text and noise, so that an import can show and search them\n"
          "  -o, --output PATH    the file (standard output when left out or '-'); for csv the folder, which must be given\n"
          "  -h, --help           this help\n\n"
          "exit status: 0 written, 2 wrong use, 3 failed\n",
          f);
}

static parley_status write_format(parley_record *r, const char *format, FILE *f, const parley_export_options *options,
                                  parley_error *err) {
    return strcmp(format, "jsonl") == 0 ? parley_record_export_jsonl(r, f, options, err)
                                        : parley_record_export_events(r, format, f, err);
}

/* Through a file beside it, so that what was there stays when something goes wrong. */
static int export_file(parley_record *r, const char *path, const char *format, const parley_export_options *options) {
    parley_error err;
    size_t n = strlen(path) + 16;
    char *beside = malloc(n);
    if (!beside)
        return CLI_FAILED;
    snprintf(beside, n, "%s.part", path);
    FILE *f = fopen(beside, "wb");
    int code = CLI_OK;
    if (!f) {
        fprintf(stderr, "parley: %s: %s\n", path, strerror(errno));
        code = CLI_FAILED;
    } else {
        if (write_format(r, format, f, options, &err) < 0)
            code = cli_fail(&err);
        if (fclose(f) != 0 && code == CLI_OK) {
            fprintf(stderr, "parley: %s: %s\n", path, strerror(errno));
            code = CLI_FAILED;
        }
        if (code == CLI_OK && rename(beside, path) != 0) {
            fprintf(stderr, "parley: %s: %s\n", path, strerror(errno));
            code = CLI_FAILED;
        }
        if (code != CLI_OK)
            unlink(beside);
    }
    free(beside);
    return code;
}

int cmd_export(int argc, char **argv) {
    static const struct option longs[] = {{"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"pages", no_argument, NULL, 'p'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    parley_export_options options = PARLEY_EXPORT_OPTIONS_INIT;
    const char *format = "jsonl", *output = "-";
    for (int c; (c = getopt_long(argc, argv, "f:o:ph", longs, NULL)) != -1;) {
        if (c == 'f')
            format = optarg;
        else if (c == 'o')
            output = optarg;
        else if (c == 'p')
            options.pages = 1;
        else {
            help(c == 'h' ? stdout : stderr);
            return c == 'h' ? CLI_OK : CLI_USAGE;
        }
    }
    bool csv = strcmp(format, "csv") == 0;
    static const char *const formats[] = {"jsonl", "csv", "plover", "petrarch", "phoenix", "gdelt", "gdelt-mentions", "acled"};
    bool known = false;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        known |= strcmp(format, formats[i]) == 0;
    if (!known)
        return cli_usage("export", "--format is jsonl, csv, plover, petrarch, phoenix, gdelt, gdelt-mentions or acled");
    if (argc - optind != 1)
        return cli_usage("export", "one record is needed");
    if (csv && strcmp(output, "-") == 0)
        return cli_usage("export", "csv needs a folder: -o FOLDER");
    parley_record *r = cli_open(argv[optind]);
    parley_error err;
    int code = CLI_OK;
    if (!r)
        return CLI_FAILED;
    if (csv)
        code = parley_record_export_csv(r, output, &err) < 0 ? cli_fail(&err) : CLI_OK;
    else if (strcmp(output, "-") != 0)
        code = export_file(r, output, format, &options);
    else
        code = write_format(r, format, stdout, &options, &err) < 0 ? cli_fail(&err) : cli_flush(CLI_OK);
    parley_record_close(r);
    return code;
}
