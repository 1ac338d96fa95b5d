/* cli.c - what the commands share. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int cli_fail(const parley_error *err) {
    fprintf(stderr, "parley: %s\n", err->msg);
    return CLI_FAILED;
}

int cli_usage(const char *command, const char *what) {
    fprintf(stderr, "parley %s: %s; see parley %s --help\n", command, what, command);
    return CLI_USAGE;
}

parley_record *cli_open_write(const char *path, parley_record_mode mode) {
    parley_record *r;
    parley_error err;
    if (parley_record_open(&r, path, mode, &err) < 0) {
        cli_fail(&err);
        return NULL;
    }
    return r;
}

parley_record *cli_open(const char *path) {
    parley_record *r = cli_open_write(path, PARLEY_RECORD_READ), *w;
    parley_error err;
    if (!r || !parley_record_pending(r))
        return r;
    if (parley_record_open(&w, path, PARLEY_RECORD_WRITE, &err) == PARLEY_OK) {
        parley_record_close(r);
        if (parley_record_join(w, &err) < 0)
            fprintf(stderr, "parley: %s\n", err.msg);
        return w;
    }
    fprintf(stderr,
            "parley: %s: was left unfinished and cannot be written: names, conflicts and changes may lag behind the pages\n",
            path);
    return r;
}

unsigned cli_width(void) {
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    if (columns && atoi(columns) > 20)
        return (unsigned)atoi(columns);
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20)
        return size.ws_col;
    return 0;
}

bool cli_colour(void) {
    const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

int cli_flush(int code) {
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "parley: standard output: %s\n", strerror(errno));
        return CLI_FAILED;
    }
    return code;
}
