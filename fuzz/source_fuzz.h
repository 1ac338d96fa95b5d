/* source_fuzz.h - what the fuzz targets of archives and feeds share: bytes as a file, read to its end. */
#ifndef PARLEY_SOURCE_FUZZ_H
#define PARLEY_SOURCE_FUZZ_H

#include "page/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline int fuzz_source(const char *name, const uint8_t *data, size_t size) {
    static char path[96]; /* sources are files: one in memory, written anew for each input */
    if (!path[0])
        snprintf(path, sizeof path, "%s/parley-%s-%ld", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", name,
                 (long)getpid());
    FILE *f = fopen(path, "wb");
    if (!f)
        abort();
    fwrite(data, 1, size, f);
    fclose(f);
    parley_source *s;
    if (parley_source_open(&s, path, NULL) == PARLEY_OK) {
        parley_page *p;
        parley_status rc;
        size_t turns = 0;
        while ((rc = parley_source_next(s, &p, NULL)) != PARLEY_END) {
            if (rc == PARLEY_OK)
                page_check(p);
            parley_page_free(p);
            if (++turns > size + 10) /* a source must come to its end */
                abort();
        }
        parley_source_close(s);
    }
    unlink(path);
    return 0;
}

#endif
