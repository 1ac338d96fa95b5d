/* cli.h - what the commands share. */
#ifndef PARLEY_CLI_H
#define PARLEY_CLI_H

#include <parley/record.h>
#include <stdbool.h>

/* Exit codes of every command; --help says so too. */
enum {
    CLI_OK = 0,
    CLI_PARTLY = 1, /* done, but some pages failed, or something was found to be wrong (verify) */
    CLI_USAGE = 2,
    CLI_FAILED = 3 /* nothing could be done: no such file, not a record, disk full, … */
};

/* Options that every command knows: taken out of argv before getopt sees them. */
int cli_fail(const parley_error *err);                /* say it on standard error; CLI_FAILED */
int cli_usage(const char *command, const char *what); /* wrong use: one line; CLI_USAGE */
/* Open a record to look at; what an earlier program left undone is done first where the file can be written. NULL: said already.
 */
parley_record *cli_open(const char *path);
parley_record *cli_open_write(const char *path, parley_record_mode mode);
/* Columns of the terminal on standard output, 0 if it is none; $COLUMNS first. */
unsigned cli_width(void);
/* Whether to colour: a terminal, $NO_COLOR not set, $TERM not dumb. */
bool cli_colour(void);
/* Write out standard output; CLI_FAILED with a message when that fails. */
int cli_flush(int code);

#endif
