/* main.c - the parley program: finds the command and runs it. Uses the public API only. */
#include "commands.h"

#include <parley/parley.h>
#include <stdio.h>
#include <string.h>

#define DECLARE(name, args, what) int cmd_##name(int argc, char **argv);
PARLEY_COMMANDS(DECLARE)

struct command {
    const char *name, *args, *what;
    int (*run)(int argc, char **argv);
};
#define ENTRY(name, args, what) {#name, args, what, cmd_##name},
static const struct command commands[] = {PARLEY_COMMANDS(ENTRY){NULL, NULL, NULL, NULL}};

static void usage(FILE *f) {
    fputs("usage: parley COMMAND [ARGUMENTS]\n\n", f);
    for (const struct command *c = commands; c->name; c++)
        fprintf(f, "  parley %-8s %-34s %s\n", c->name, c->args, c->what);
    fputs("\n  parley COMMAND --help   more about one command\n  parley --version\n", f);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        usage(stderr);
        return 2;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        printf("parley %s\n", parley_version());
        return 0;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        usage(stdout);
        return 0;
    }
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(argv[1], c->name) == 0)
            return c->run(argc - 1, argv + 1);
    fprintf(stderr, "parley: no command '%s'; see parley --help\n", argv[1]);
    return 2;
}
