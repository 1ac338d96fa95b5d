/* cmd_correct.c - parley correct, remove: what a person changes in the record. */
#include "cli.h"
#include "commands.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void help_correct(FILE *f) {
    fputs(
        "usage: parley correct RECORD confirm FACT\n"
        "       parley correct RECORD reject FACT\n"
        "       parley correct RECORD set FACT FIELD VALUE\n"
        "       parley correct RECORD set actor|proposal|issue NAME FIELD VALUE\n"
        "       parley correct RECORD add JSON\n"
        "       parley correct RECORD merge actor|proposal|issue NAME NAME\n"
        "       parley correct RECORD part actor|proposal|issue NAME NAME\n"
        "       parley correct RECORD part actor|proposal|issue NAME NEWNAME --on PAGE\n"
        "       parley correct RECORD undo NUMBER\n\n"
        "Say what is right. FACT is the number that show and search give, or PAGE:START. Corrections are kept apart from what\n"
        "the machine found, outlive a new reading of the page, and travel in export and import; parley show RECORD corrections\n"
        "lists them with their numbers.\n\n"
        "  set fields   statement: speaker, chain, mode; event: event, status, date, place, source, target, asserted_by;\n"
        "               position: holder, stance, object, asserted_by, date, nuance; figure: value, qualifier, unit, measure,\n"
        "               subject, according_to, as_of; actor: name, kind, role, side, title, country, sector;\n"
        "               proposal: name, date, author; issue: name; lists take '; ' between names\n"
        "  part --on    who is called NAME on that page is somebody else, to be called NEWNAME\n"
        "  add          one fact as a line of the exchange format\n\n"
        "      --who NAME   in whose name (your login name when left out)\n"
        "      --note TEXT  why\n"
        "  -h, --help       this help\n\n"
        "exit status: 0 done, 2 wrong use, 3 no such fact or name, or failed\n",
        f);
}

int cmd_correct(int argc, char **argv) {
    static const struct option longs[] = {{"who", required_argument, NULL, 'w'},
                                          {"on", required_argument, NULL, 'o'},
                                          {"note", required_argument, NULL, 'n'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    parley_correction c = PARLEY_CORRECTION_INIT;
    for (int o; (o = getopt_long(argc, argv, "h", longs, NULL)) != -1;) {
        if (o == 'w')
            c.who = optarg;
        else if (o == 'n')
            c.note = optarg;
        else if (o == 'o')
            c.fact = optarg;
        else {
            help_correct(o == 'h' ? stdout : stderr);
            return o == 'h' ? CLI_OK : CLI_USAGE;
        }
    }
    char **a = argv + optind;
    int n = argc - optind;
    if (n < 3)
        return cli_usage("correct", "a record, what to do and to what are needed");
    int64_t undo = 0;
    c.action = a[1];
    if (c.fact && strcmp(a[1], "part") != 0)
        return cli_usage("correct", "--on goes with part");
    if ((strcmp(a[1], "confirm") == 0 || strcmp(a[1], "reject") == 0) && n == 3) {
        c.fact = a[2];
    } else if (strcmp(a[1], "set") == 0 && n == 5) {
        c.fact = a[2];
        c.field = a[3];
        c.value = a[4];
    } else if (strcmp(a[1], "set") == 0 && n == 6) {
        c.kind = a[2];
        c.fact = a[3];
        c.field = a[4];
        c.value = a[5];
    } else if (strcmp(a[1], "add") == 0 && n == 3) {
        c.value = a[2];
    } else if ((strcmp(a[1], "merge") == 0 || strcmp(a[1], "part") == 0) && n == 5) {
        c.kind = a[2];
        c.field = a[3];
        c.value = a[4];
    } else if (strcmp(a[1], "undo") == 0 && n == 3) {
        char *end;
        undo = strtoll(a[2], &end, 10);
        if (*end || undo < 1)
            return cli_usage("correct", "undo takes a correction's number");
    } else {
        return cli_usage("correct", "not a correction");
    }
    parley_record *r = cli_open_write(a[0], PARLEY_RECORD_WRITE);
    parley_error err;
    if (!r)
        return CLI_FAILED;
    int code = (undo ? parley_record_uncorrect(r, undo, &err) : parley_record_correct(r, &c, &err)) < 0 ? cli_fail(&err) : CLI_OK;
    parley_record_close(r);
    return code;
}

static void help_remove(FILE *f) {
    fputs("usage: parley remove RECORD PAGE...\n\n"
          "Take pages, by their names in the record, and all that was read of them out of it. Corrections of their facts are "
          "kept,\n"
          "for when the page is read again.\n\n"
          "  -h, --help   this help\n\n"
          "exit status: 0 removed, 1 some were not there, 2 wrong use, 3 failed\n",
          f);
}

int cmd_remove(int argc, char **argv) {
    static const struct option longs[] = {{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    for (int c; (c = getopt_long(argc, argv, "h", longs, NULL)) != -1;) {
        help_remove(c == 'h' ? stdout : stderr);
        return c == 'h' ? CLI_OK : CLI_USAGE;
    }
    if (argc - optind < 2)
        return cli_usage("remove", "a record and a page are needed");
    parley_record *r = cli_open_write(argv[optind], PARLEY_RECORD_WRITE);
    int code = CLI_OK;
    if (!r)
        return CLI_FAILED;
    for (int i = optind + 1; i < argc && code != CLI_FAILED; i++) {
        parley_error err;
        parley_status rc = parley_record_remove(r, argv[i], &err);
        if (rc < 0) {
            cli_fail(&err);
            code = rc == PARLEY_ENOTFOUND ? CLI_PARTLY : CLI_FAILED;
        }
    }
    parley_record_close(r);
    return code;
}
