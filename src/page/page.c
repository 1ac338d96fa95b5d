/* page.c - pages in memory: making, freeing, leading text back to source. */
#include "page/page.h"

parley_status parley_page_read(parley_page **out, const char *doc, const void *bytes, size_t n_bytes, parley_error *err) {
    *out = NULL;
    if (n_bytes > PARLEY_PAGE_MAX)
        return fail(err, PARLEY_ELIMIT, -1, "%s: %zu bytes, a page has at most %zu", doc, n_bytes, PARLEY_PAGE_MAX);
    parley_page *p = mem_alloc(sizeof *p);
    if (!p)
        return fail_nomem(err);
    *p = (parley_page){0};
    jmp_buf nomem;
    p->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        parley_page_free(p);
        return fail_nomem(err);
    }
    p->doc = arena_str(&p->arena, doc);
    p->path = p->doc;
    p->encoding = "utf-8";
    p->lang = "en";
    p->source = arena_strn(&p->arena, bytes, n_bytes);
    p->n_source = (uint32_t)n_bytes;
    p->text = p->source;
    p->n_text = p->n_source;
    p->segs = ARENA_NEW(&p->arena, page_seg);
    p->segs[0] = (page_seg){0, p->n_text, 0, p->n_source};
    p->n_segs = 1;
    uint32_t cap = 0;
    for (uint32_t i = 0; i < p->n_text;) {
        uint32_t end = i;
        while (end < p->n_text && p->text[end] != '\n')
            end++;
        if (end > i)
            ARENA_PUSH(&p->arena, p->blocks, p->n_blocks, cap) = (page_block){i, end, PAGE_PARAGRAPH, NULL, true};
        i = end + 1;
    }
    p->arena.on_nomem = NULL;
    *out = p;
    return PARLEY_OK;
}

void parley_page_free(parley_page *p) {
    if (!p)
        return;
    arena_free(&p->arena);
    mem_free(p);
}

parley_span page_source_span(const parley_page *p, parley_span s) {
    (void)p;
    return s;
}
