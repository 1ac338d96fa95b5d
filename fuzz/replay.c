/* replay.c - run a fuzz target over every file of a folder, with any compiler: a found input stays found. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f)
        return -1;
    uint8_t *data = NULL;
    size_t n = 0, cap = 0, got;
    do {
        cap = cap ? cap * 2 : 65536;
        uint8_t *grown = realloc(data, cap);
        if (!grown)
            abort();
        data = grown;
        got = fread(data + n, 1, cap - n, f);
        n += got;
    } while (n == cap);
    fclose(f);
    LLVMFuzzerTestOneInput(data, n);
    free(data);
    return 0;
}

int main(int argc, char **argv) {
    int n = 0;
    for (int i = 1; i < argc; i++) {
        DIR *d = opendir(argv[i]);
        if (!d) {
            n += replay_file(argv[i]) == 0;
            continue;
        }
        for (struct dirent *e; (e = readdir(d));) {
            char path[4096];
            if (e->d_name[0] == '.' || snprintf(path, sizeof path, "%s/%s", argv[i], e->d_name) >= (int)sizeof path)
                continue;
            n += replay_file(path) == 0;
        }
        closedir(d);
    }
    printf("%d inputs replayed\n", n);
    return n == 0; /* an empty corpus proves nothing */
}
