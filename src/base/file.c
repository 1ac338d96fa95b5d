/* file.c - errors, whole files, where data lives, lexicon files. */
#include "base/base.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef PARLEY_INSTALL_HOME
#define PARLEY_INSTALL_HOME "/usr/local/share/parley"
#endif

const char *parley_version(void) {
    return PARLEY_VERSION;
}

parley_status fail(parley_error *err, parley_status code, int64_t pos, const char *fmt, ...) {
    if (err) {
        va_list ap;
        err->code = code;
        err->pos = pos;
        va_start(ap, fmt);
        vsnprintf(err->msg, sizeof err->msg, fmt, ap);
        va_end(ap);
    }
    return code;
}

parley_status fail_nomem(parley_error *err) {
    return fail(err, PARLEY_ENOMEM, -1, "out of memory");
}

static bool home_is(char *dir, size_t size, const char *fmt, const char *base) {
    char probe[4200];
    if (snprintf(dir, size, fmt, base) >= (int)size)
        return false;
    snprintf(probe, sizeof probe, "%s/data/README.md", dir);
    return access(probe, R_OK) == 0;
}

const char *parley_home(void) {
    static char home[4096]; /* same result whoever writes it, so a race is harmless */
    if (home[0])
        return home;
    char dir[4096] = "", exe[4096];
    const char *env = getenv("PARLEY_HOME");
    if (env && *env) {
        snprintf(dir, sizeof dir, "%s", env);
    } else {
        ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
        exe[n > 0 ? n : 0] = '\0';
        char *slash = strrchr(exe, '/');
        if (slash)
            *slash = '\0';
        if (!home_is(dir, sizeof dir, "%s/../..", exe) && !home_is(dir, sizeof dir, "%s/../share/parley", exe))
            snprintf(dir, sizeof dir, "%s", PARLEY_INSTALL_HOME);
    }
    memcpy(home, dir, sizeof home);
    return home;
}

parley_status file_read(char **out, size_t *n, const char *path, size_t max, parley_error *err) {
    parley_status rc = PARLEY_OK;
    char *s = NULL;
    *out = NULL;
    *n = 0;
    FILE *f = fopen(path, "rb");
    if (!f)
        return fail(err, PARLEY_EIO, -1, "%s: %s", path, strerror(errno));
    struct stat st;
    size_t cap = 64 << 10, used = 0;
    if (fstat(fileno(f), &st) == 0) {
        if (S_ISDIR(st.st_mode)) {
            rc = fail(err, PARLEY_EIO, -1, "%s: is a directory", path);
            goto done;
        }
        if (max && st.st_size > 0 && (uint64_t)st.st_size > max) {
            rc = fail(err, PARLEY_ELIMIT, (int64_t)max, "%s: %lld bytes, the limit is %zu", path, (long long)st.st_size, max);
            goto done;
        }
        if (st.st_size > 0)
            cap = (size_t)st.st_size + 1;
    }
    for (;;) {
        char *grown = mem_realloc(s, cap + 1);
        if (!grown) {
            rc = fail_nomem(err);
            goto done;
        }
        s = grown;
        used += fread(s + used, 1, cap - used, f);
        if (ferror(f)) {
            rc = fail(err, PARLEY_EIO, -1, "%s: %s", path, strerror(errno));
            goto done;
        }
        if (max && used > max) {
            rc = fail(err, PARLEY_ELIMIT, (int64_t)max, "%s: more than %zu bytes", path, max);
            goto done;
        }
        if (used < cap)
            break;
        cap *= 2;
    }
    s[used] = '\0';
    *out = s;
    *n = used;
    s = NULL;
done:
    fclose(f);
    mem_free(s);
    return rc;
}

parley_status lex_read(const char *name, parley_arena *arena, lex_row row, void *user, parley_error *err) {
    char path[4400], *file = NULL;
    size_t n;
    snprintf(path, sizeof path, "%s/data/%s", parley_home(), name);
    parley_status rc = file_read(&file, &n, path, 0, err);
    if (rc < 0)
        return rc;
    char *s = arena_strn(arena, file, n), *end = s + n;
    mem_free(file);
    uint32_t line = 0;
    while (s < end) {
        char *eol = memchr(s, '\n', (size_t)(end - s));
        if (!eol)
            eol = end;
        *eol = '\0';
        line++;
        if (eol > s && eol[-1] == '\r')
            eol[-1] = '\0';
        if (*s && *s != '#') {
            char *fields[64];
            uint32_t n_fields = 0;
            for (char *f = s; f && n_fields < COUNT_OF(fields);) {
                fields[n_fields++] = f;
                f = strchr(f, '\t');
                if (f)
                    *f++ = '\0';
            }
            if (!row(fields, n_fields, line, user))
                return fail(err, PARLEY_EMODEL, line, "%s:%u: not a row of this lexicon", path, line);
        }
        s = eol + 1;
    }
    return PARLEY_OK;
}
