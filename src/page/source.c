/* source.c - files, folders and standard input as a row of pages.
 *
 * A gzipped input is recognised by its first two bytes and unpacked as it is read; what is inside is then sniffed like anything
 * else: WARC, JSON Lines, a feed, or one page. Archives are streamed: memory holds one member. */
#include "page/source_int.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { READ_SIZE = 64 << 10, FOLDER_DEPTH = 64 };
/* A gzip stream of text rarely shrinks more than thirtyfold; deflate ends at about 1032. Past the first part, more than this is a
 * bomb. */
enum { BOMB_RATIO = 250, BOMB_FREE = 64 << 20 };

/* --- streams ------------------------------------------------------------------------------------------------------------ */
static void *z_alloc(void *user, unsigned n, unsigned size) {
    (void)user;
    return mem_alloc((size_t)n * size);
}

static void z_free(void *user, void *p) {
    (void)user;
    mem_free(p);
}

parley_status stream_open(stream *st, const char *path, parley_error *err) {
    *st = (stream){.path = path};
    if (strcmp(path, "-") == 0) {
        st->file = stdin;
        st->path = "stdin";
    } else {
        st->file = fopen(path, "rb");
        if (!st->file)
            return fail(err, PARLEY_EIO, -1, "%s: %s", path, strerror(errno));
        struct stat info;
        if (fstat(fileno(st->file), &info) == 0 && S_ISDIR(info.st_mode)) {
            stream_close(st);
            return fail(err, PARLEY_EIO, -1, "%s: is a directory", path);
        }
    }
    size_t n = stream_need(st, 2);
    if (n >= 2 && memcmp(stream_at(st), "\x1F\x8B", 2) == 0) {
        st->raw = mem_alloc(READ_SIZE);
        st->z.zalloc = z_alloc;
        st->z.zfree = z_free;
        if (!st->raw || inflateInit2(&st->z, 15 + 16) != Z_OK) {
            stream_close(st);
            return fail_nomem(err);
        }
        st->gzip = true;
        /* What was read so far is compressed: it becomes the first input. */
        memcpy(st->raw, stream_at(st), n);
        st->z.next_in = st->raw;
        st->z.avail_in = (uInt)n;
        st->total_in = n;
        st->n = st->pos = 0;
        st->end = false;
    }
    if (st->status < 0) {
        parley_status rc = st->status;
        if (err)
            *err = st->error;
        stream_close(st);
        return rc;
    }
    return PARLEY_OK;
}

void stream_close(stream *st) {
    if (st->gzip)
        inflateEnd(&st->z);
    if (st->file && st->file != stdin)
        fclose(st->file);
    mem_free(st->raw);
    mem_free(st->buf);
    *st = (stream){0};
}

static void stream_fail(stream *st, parley_status code, const char *what) {
    st->end = true;
    st->status = fail(&st->error, code, (int64_t)(st->offset + st->n - st->pos), "%s: %s", st->path, what);
}

/* Unpack into the free end of the buffer. */
static void stream_inflate(stream *st) {
    for (;;) {
        if (st->z.avail_in == 0) {
            size_t got = fread(st->raw, 1, READ_SIZE, st->file);
            if (got == 0) {
                if (ferror(st->file))
                    stream_fail(st, PARLEY_EIO, strerror(errno));
                else
                    stream_fail(st, PARLEY_EFORMAT, "gzip data ends in the middle (truncated file)");
                return;
            }
            st->total_in += got;
            st->z.next_in = st->raw;
            st->z.avail_in = (uInt)got;
        }
        size_t room = st->cap - st->n;
        st->z.next_out = (unsigned char *)st->buf + st->n;
        st->z.avail_out = (uInt)(room > (1u << 30) ? 1u << 30 : room);
        uInt before = st->z.avail_out;
        int rc = inflate(&st->z, Z_NO_FLUSH);
        size_t made = before - st->z.avail_out;
        st->n += made;
        st->total_out += made;
        if (st->total_out > BOMB_FREE && st->total_out / BOMB_RATIO > st->total_in) {
            stream_fail(st, PARLEY_ELIMIT, "gzip data unpacks to more than 250 times its size");
            return;
        }
        if (rc == Z_STREAM_END) {
            /* Another gzip member may follow (WARC.gz has one for each record); anything else behind it is padding. */
            while (st->z.avail_in == 0 || (st->z.avail_in == 1 && !feof(st->file))) {
                if (st->z.avail_in == 1)
                    st->raw[0] = st->z.next_in[0];
                size_t keep = st->z.avail_in, got = fread(st->raw + keep, 1, READ_SIZE - keep, st->file);
                st->total_in += got;
                st->z.next_in = st->raw;
                st->z.avail_in = (uInt)(keep + got);
                if (got == 0)
                    break;
            }
            if (st->z.avail_in < 2 || st->z.next_in[0] != 0x1F || st->z.next_in[1] != 0x8B) {
                st->end = true;
                return;
            }
            inflateReset(&st->z);
        } else if (rc != Z_OK && rc != Z_BUF_ERROR) {
            stream_fail(st, PARLEY_EFORMAT, "gzip data is damaged");
            return;
        }
        if (made)
            return;
    }
}

size_t stream_need(stream *st, size_t n) {
    while (st->n - st->pos < n && !st->end) {
        if (st->cap - st->n < READ_SIZE) {
            if (st->pos > 0) {
                memmove(st->buf, st->buf + st->pos, st->n - st->pos);
                st->n -= st->pos;
                st->pos = 0;
            }
            if (st->cap - st->n < READ_SIZE) {
                size_t cap = st->cap ? st->cap * 2 : 2 * READ_SIZE;
                char *grown = mem_realloc(st->buf, cap);
                if (!grown) {
                    st->end = true;
                    st->status = fail_nomem(&st->error);
                    break;
                }
                st->buf = grown;
                st->cap = cap;
            }
        }
        if (st->gzip) {
            stream_inflate(st);
            continue;
        }
        size_t got = fread(st->buf + st->n, 1, READ_SIZE, st->file);
        st->n += got;
        if (got < READ_SIZE) {
            st->end = true;
            if (ferror(st->file))
                stream_fail(st, PARLEY_EIO, strerror(errno));
        }
    }
    return st->n - st->pos;
}

void stream_skip(stream *st, size_t n) {
    assert(n <= st->n - st->pos);
    st->pos += n;
    st->offset += n;
}

size_t stream_line(stream *st, size_t max, bool *too_long) {
    size_t seen = 0;
    bool skipping = false;
    *too_long = false;
    for (;;) {
        size_t have = stream_need(st, seen + 1);
        if (have <= seen) { /* the end */
            if (skipping)
                stream_skip(st, have);
            return skipping ? 0 : have;
        }
        const char *nl = memchr(stream_at(st) + seen, '\n', have - seen);
        if (nl) {
            size_t n = (size_t)(nl - stream_at(st)) + 1;
            if (!skipping && n <= max)
                return n;
            stream_skip(st, n);
            *too_long = true;
            return 0;
        }
        seen = have;
        if (seen > max || skipping) {
            skipping = *too_long = true;
            stream_skip(st, seen);
            seen = 0;
        }
    }
}

/* --- sources ------------------------------------------------------------------------------------------------------------- */
typedef enum source_kind { SOURCE_NONE, SOURCE_PAGE, SOURCE_JSONL, SOURCE_WARC, SOURCE_FEED } source_kind;

struct parley_source {
    parley_arena arena;
    char **paths; /* [n_paths], files still to be read from `at` on */
    uint32_t n_paths, cap_paths, at;
    bool folder;
    source_kind kind; /* of the open stream */
    stream st;
    feed *feed;
    const char *doc;
    uint32_t count; /* members met in this file */
};

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Add the files under path to s, names in byte order, so that the order is the same on every machine. Hidden ones are left out.
 */
static parley_status folder_walk(parley_source *s, const char *path, int depth, parley_error *err) {
    DIR *dir = opendir(path);
    if (!dir)
        return fail(err, PARLEY_EIO, -1, "%s: %s", path, strerror(errno));
    char **names = NULL;
    uint32_t n = 0, cap = 0;
    /* closedir must also happen when memory ends inside the loop, which jumps: count first would race, so copy names by
     * malloc-free arena and let a local jump target close the folder. */
    jmp_buf *outer = s->arena.on_nomem, here;
    parley_status rc = PARLEY_OK;
    s->arena.on_nomem = &here;
    if (setjmp(here)) {
        closedir(dir);
        s->arena.on_nomem = outer;
        return fail_nomem(err);
    }
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.')
            ARENA_PUSH(&s->arena, names, n, cap) =
                arena_printf(&s->arena, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", e->d_name);
    closedir(dir);
    s->arena.on_nomem = outer;
    if (n)
        qsort(names, n, sizeof *names, by_bytes);
    for (uint32_t i = 0; i < n && rc >= 0; i++) {
        struct stat info;
        if (stat(names[i], &info) != 0)
            ARENA_PUSH(&s->arena, s->paths, s->n_paths, s->cap_paths) = names[i]; /* opening it later tells what is wrong */
        else if (S_ISDIR(info.st_mode) && depth < FOLDER_DEPTH)
            rc = folder_walk(s, names[i], depth + 1, err);
        else if (S_ISREG(info.st_mode))
            ARENA_PUSH(&s->arena, s->paths, s->n_paths, s->cap_paths) = names[i];
    }
    return rc;
}

static parley_status source_begin(parley_source *s, const char *path, parley_error *err) {
    parley_status rc = stream_open(&s->st, path, err);
    if (rc < 0)
        return rc;
    const char *slash = strrchr(path, '/');
    s->doc = strcmp(path, "-") == 0 ? "stdin" : slash ? slash + 1 : path;
    s->count = 0;
    size_t n = stream_need(&s->st, 4096);
    const char *at = stream_at(&s->st);
    if (n > 4096)
        n = 4096;
    if (n >= 7 && memcmp(at, "WARC/1.", 7) == 0) {
        s->kind = SOURCE_WARC;
    } else if (jsonl_sniff(at, n)) {
        s->kind = SOURCE_JSONL;
    } else if (feed_sniff(at, n)) {
        rc = feed_open(&s->feed, &s->st, s->doc, err);
        s->kind = rc < 0 ? SOURCE_NONE : SOURCE_FEED;
    } else {
        s->kind = SOURCE_PAGE;
    }
    if (rc < 0)
        stream_close(&s->st);
    return rc;
}

static void source_finish(parley_source *s) {
    feed_close(s->feed);
    s->feed = NULL;
    stream_close(&s->st);
    s->kind = SOURCE_NONE;
}

parley_status parley_source_open(parley_source **out, const char *path, parley_error *err) {
    *out = NULL;
    parley_source *s = mem_alloc(sizeof *s);
    if (!s)
        return fail_nomem(err);
    *s = (parley_source){0};
    arena_init(&s->arena);
    jmp_buf nomem;
    s->arena.on_nomem = &nomem;
    parley_status rc = PARLEY_OK;
    if (setjmp(nomem)) {
        rc = fail_nomem(err);
    } else {
        struct stat info;
        if (strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
            s->folder = true;
            rc = folder_walk(s, path, 0, err);
        } else {
            ARENA_PUSH(&s->arena, s->paths, s->n_paths, s->cap_paths) = arena_str(&s->arena, path);
            rc = source_begin(s, s->paths[0], err); /* a file that cannot be opened is told at once */
            s->at = 1;
        }
    }
    s->arena.on_nomem = NULL;
    if (rc < 0) {
        parley_source_close(s);
        return rc;
    }
    *out = s;
    return PARLEY_OK;
}

/* The whole stream is one page. */
static parley_status source_page(parley_source *s, parley_page **out, parley_error *err) {
    size_t n = stream_need(&s->st, PARLEY_PAGE_MAX + 1);
    if (s->st.status < 0) {
        if (err)
            *err = s->st.error;
        return s->st.status;
    }
    if (n > PARLEY_PAGE_MAX)
        return fail(err, PARLEY_ELIMIT, (int64_t)PARLEY_PAGE_MAX, "%s: larger than %zu MiB, the limit of a page", s->st.path,
                    PARLEY_PAGE_MAX >> 20);
    page_origin from = {.doc = s->doc, .path = s->paths[s->at - 1]};
    return page_make(out, &from, stream_at(&s->st), n, err);
}

parley_status parley_source_next(parley_source *s, parley_page **out, parley_error *err) {
    *out = NULL;
    for (;;) {
        parley_status rc;
        switch (s->kind) {
        case SOURCE_NONE:
            if (s->at >= s->n_paths)
                return PARLEY_END;
            rc = source_begin(s, s->paths[s->at++], err);
            if (rc < 0)
                return rc;
            continue;
        case SOURCE_PAGE:
            rc = source_page(s, out, err);
            source_finish(s);
            return rc;
        case SOURCE_JSONL: rc = jsonl_next(out, &s->st, s->doc, &s->count, err); break;
        case SOURCE_WARC: rc = warc_next(out, &s->st, s->doc, &s->count, err); break;
        case SOURCE_FEED: rc = feed_next(out, s->feed, err); break;
        default: return PARLEY_END;
        }
        if (rc != PARLEY_END)
            return rc;
        /* The archive is at its end: of itself, or where its bytes stop making sense. */
        parley_error broken = s->st.error;
        rc = s->st.status;
        source_finish(s);
        if (rc < 0) {
            if (err)
                *err = broken;
            return rc;
        }
    }
}

void parley_source_close(parley_source *s) {
    if (!s)
        return;
    source_finish(s);
    arena_free(&s->arena);
    mem_free(s);
}
