/* warc_fuzz.c - web archives: records, HTTP headers, chunks, packed bodies; gzipped or not. */
#include "page/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char path[64]; /* sources are files: one in memory, written anew for each input */
    if (!path[0]) {
        snprintf(path, sizeof path, "/dev/shm/parley-warc-%ld", (long)getpid());
        if (access("/dev/shm", W_OK) != 0)
            snprintf(path, sizeof path, "/tmp/parley-warc-%ld", (long)getpid());
    }
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
