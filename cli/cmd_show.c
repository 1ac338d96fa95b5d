/* cmd_show.c - parley show, search, changes, explain: the record in the terminal. */
#include "cli.h"
#include "commands.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILTERS                                                                                                                  \
    "      --by NAME      who says, holds or does it (name or alias)\n"                                                          \
    "      --via NAME     statements that this one passed on\n"                                                                  \
    "      --side NAME    on whose side that one is\n"                                                                           \
    "      --about WORDS  only what holds these words\n"                                                                         \
    "      --since DATE   only from that day on (YYYY-MM-DD): date of the fact, else of its page\n"                              \
    "      --doc NAME     only this page\n"                                                                                      \
    "  -n, --limit N      at most N rows\n"                                                                                      \
    "      --json         JSON Lines instead of a table, with all columns\n"                                                     \
    "      --colour WHEN  auto (a terminal), always, never\n"                                                                    \
    "  -h, --help         this help\n\n"

static const char help_show[] =
    "usage: parley show RECORD WHAT [--by NAME] [--via NAME] [--side NAME] [--about WORDS] [--since DATE] [--doc NAME]\n"
    "                   [--json]\n\n"
    "WHAT is documents, translations, statements, figures, actors, events, meetings, positions, outlooks, proposals, terms,\n"
    "issues, conflicts, lineage, changes or corrections.\n\n" FILTERS
    "exit status: 0 shown, 1 nothing to show, 2 wrong use, 3 failed\n";
static const char help_search[] =
    "usage: parley search RECORD WORDS... [--side NAME] [--by NAME] [--since DATE] [--doc NAME] [--json]\n\n"
    "Facts and pages that hold all the words, best first, with the words around. \"Two words\" in double\n"
    "quotation marks are a phrase.\n\n" FILTERS "exit status: 0 found, 1 nothing found, 2 wrong use, 3 failed\n";
static const char help_changes[] =
    "usage: parley changes RECORD [--since DATE] [--read-since DATE] [--about WORDS] [--format atom] [--json]\n\n"
    "What became different: positions taken back, hardened or softened, figures revised, events denied, held or\n"
    "dropped; each with what stood before and after.\n\n"
    "      --read-since DATE  only what pages tell that were read into the record from that day on\n"
    "      --format atom      a feed (RFC 4287) on standard output\n" FILTERS
    "exit status: 0 shown, 1 nothing to show, 2 wrong use, 3 failed\n";
static const char help_explain[] =
    "usage: parley explain RECORD FACT [--json]\n\n"
    "Where a fact comes from: its words and their place, the rule or model that found it, other accounts, what people\n"
    "said of it. FACT is the number that show and search give, or PAGE:START (a byte of the source).\n\n"
    "exit status: 0 shown, 2 wrong use, 3 no such fact, or failed\n";

static bool is_date(const char *s) {
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? s[i] != '-' : s[i] < '0' || s[i] > '9')
            return false;
    return s[10] == '\0';
}

/* Options into a view; -1: go on, else the exit code. */
static int options(int argc, char **argv, const char *command, const char *help, parley_view *v, bool *atom) {
    static const struct option longs[] = {{"by", required_argument, NULL, 'b'},
                                          {"via", required_argument, NULL, 'v'},
                                          {"side", required_argument, NULL, 's'},
                                          {"about", required_argument, NULL, 'a'},
                                          {"since", required_argument, NULL, 'S'},
                                          {"doc", required_argument, NULL, 'd'},
                                          {"read-since", required_argument, NULL, 'R'},
                                          {"format", required_argument, NULL, 'f'},
                                          {"limit", required_argument, NULL, 'n'},
                                          {"json", no_argument, NULL, 'j'},
                                          {"colour", required_argument, NULL, 'c'},
                                          {"color", required_argument, NULL, 'c'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    v->colour = cli_colour();
    v->width = cli_width();
    for (int c; (c = getopt_long(argc, argv, "n:h", longs, NULL)) != -1;) {
        if ((c == 'R' || c == 'f') && !atom) {
            fputs(help, stderr);
            return CLI_USAGE;
        }
        switch (c) {
        case 'f':
            if (strcmp(optarg, "atom") != 0)
                return cli_usage(command, "--format is atom");
            *atom = true;
            break;
        case 'R':
            if (!is_date(optarg))
                return cli_usage(command, "--read-since takes a day as YYYY-MM-DD");
            v->read_since = optarg;
            break;
        case 'b': v->by = optarg; break;
        case 'v': v->via = optarg; break;
        case 's': v->side = optarg; break;
        case 'a': v->about = optarg; break;
        case 'd': v->doc = optarg; break;
        case 'j': v->json = 1; break;
        case 'S':
            if (!is_date(optarg))
                return cli_usage(command, "--since takes a day as YYYY-MM-DD");
            v->since = optarg;
            break;
        case 'n': {
            char *end;
            v->limit = strtoull(optarg, &end, 10);
            if (*end || v->limit == 0)
                return cli_usage(command, "--limit takes a number");
            break;
        }
        case 'c':
            if (strcmp(optarg, "always") == 0)
                v->colour = 1;
            else if (strcmp(optarg, "never") == 0)
                v->colour = 0;
            else if (strcmp(optarg, "auto") != 0)
                return cli_usage(command, "--colour is auto, always or never");
            break;
        default: fputs(help, c == 'h' ? stdout : stderr); return c == 'h' ? CLI_OK : CLI_USAGE;
        }
    }
    return -1;
}

int cmd_show(int argc, char **argv) {
    parley_view v = PARLEY_VIEW_INIT;
    int code = options(argc, argv, "show", help_show, &v, NULL);
    if (code >= 0)
        return code;
    if (argc - optind != 2)
        return cli_usage("show", "a record and what to show of it are needed");
    parley_record *r = cli_open(argv[optind]);
    parley_error err;
    uint64_t n = 0;
    if (!r)
        return CLI_FAILED;
    parley_status rc = parley_record_show(r, argv[optind + 1], &v, stdout, &n, &err);
    code = rc == PARLEY_ENOTFOUND ? cli_usage("show", err.msg) : rc < 0 ? cli_fail(&err) : cli_flush(n ? CLI_OK : CLI_PARTLY);
    parley_record_close(r);
    return code;
}

int cmd_changes(int argc, char **argv) {
    parley_view v = PARLEY_VIEW_INIT;
    bool atom = false;
    int code = options(argc, argv, "changes", help_changes, &v, &atom);
    if (code >= 0)
        return code;
    if (argc - optind != 1)
        return cli_usage("changes", "a record is needed");
    parley_record *r = cli_open(argv[optind]);
    parley_error err;
    uint64_t n = 0;
    if (!r)
        return CLI_FAILED;
    parley_status rc =
        atom ? parley_record_changes_atom(r, &v, stdout, &n, &err) : parley_record_show(r, "changes", &v, stdout, &n, &err);
    if (atom && rc >= 0)
        n = 1; /* a feed without entries is a feed */
    code = rc == PARLEY_ENOTFOUND ? cli_usage("changes", err.msg) : rc < 0 ? cli_fail(&err) : cli_flush(n ? CLI_OK : CLI_PARTLY);
    parley_record_close(r);
    return code;
}

int cmd_search(int argc, char **argv) {
    parley_view v = PARLEY_VIEW_INIT;
    int code = options(argc, argv, "search", help_search, &v, NULL);
    if (code >= 0)
        return code;
    if (argc - optind < 2)
        return cli_usage("search", "a record and words are needed");
    size_t n_words = 1;
    for (int i = optind + 1; i < argc; i++)
        n_words += strlen(argv[i]) + 1;
    char *words = calloc(n_words, 1);
    if (!words)
        return CLI_FAILED;
    for (int i = optind + 1; i < argc; i++) {
        strcat(words, argv[i]);
        strcat(words, " ");
    }
    parley_record *r = cli_open(argv[optind]);
    parley_error err;
    uint64_t n = 0;
    if (!r) {
        free(words);
        return CLI_FAILED;
    }
    parley_status rc = parley_record_search(r, words, &v, stdout, &n, &err);
    code = rc < 0 ? cli_fail(&err) : cli_flush(n ? CLI_OK : CLI_PARTLY);
    parley_record_close(r);
    free(words);
    return code;
}

int cmd_explain(int argc, char **argv) {
    parley_view v = PARLEY_VIEW_INIT;
    int code = options(argc, argv, "explain", help_explain, &v, NULL);
    if (code >= 0)
        return code;
    if (argc - optind != 2)
        return cli_usage("explain", "a record and a fact are needed");
    parley_record *r = cli_open(argv[optind]);
    parley_error err;
    if (!r)
        return CLI_FAILED;
    code = parley_record_explain(r, argv[optind + 1], &v, stdout, &err) < 0 ? cli_fail(&err) : cli_flush(CLI_OK);
    parley_record_close(r);
    return code;
}
