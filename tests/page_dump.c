/* page_dump.c - for development: the document record of each page, as score.py reads it; with -b the blocks, with -t the body's
 * text, with -x all text, one line a block (HTML flattened), with -f the lines' features for train/page. usage: page_dump
 * [-b|-t|-x|-f] PATH… */
#include "page/features.h"

#include <stdio.h>

static void dump_record(const parley_page *p) {
    parley_buf b;
    parley_arena a;
    buf_init(&b);
    arena_init(&a);
    buf_adds(&b, "{\"type\": \"document\", \"doc\": ");
    buf_add_json(&b, p->doc, strlen(p->doc));
    const page_fact *facts[] = {&p->title, &p->outlet, &p->author, &p->published, &p->url};
    static const char *const names[] = {"title", "outlet", "author", "published", "url"};
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        buf_addf(&b, ", \"%s\": ", names[i]);
        buf_add_json(&b, facts[i]->value, facts[i]->value ? strlen(facts[i]->value) : 0);
        if (facts[i]->value)
            buf_addf(&b, ", \"%s_rule\": \"%s\", \"%s_at\": [%u, %u]", names[i], facts[i]->rule, names[i],
                     facts[i]->evidence.start, facts[i]->evidence.end);
    }
    const page_translation *t = &p->translation;
    if (t->sign) {
        buf_addf(&b, ", \"translation\": {\"sign\": \"%s\", \"made\": \"%s\", \"original\": \"%s\", \"words\": ", t->sign,
                 t->made ? t->made : "", t->original ? t->original : "");
        buf_add_json(&b, t->words, strlen(t->words));
        buf_addc(&b, '}');
    }
    buf_addf(&b, ", \"lang\": \"%s\", \"encoding\": \"%s\", \"body\": [", p->lang, p->encoding);
    uint32_t n;
    parley_span *s = page_body(p, &a, &n);
    for (uint32_t i = 0; i < n; i++)
        buf_addf(&b, "%s[%u, %u]", i ? ", " : "", s[i].start, s[i].end);
    buf_adds(&b, "]}\n");
    fwrite(b.s, 1, b.n, stdout);
    buf_free(&b);
    arena_free(&a);
}

/* Features of every line, tab-separated, the line's text last; a form feed ends the page. */
static int dump_features(const char *path) {
    parley_error err;
    const page_lex *lex = page_lex_get(&err);
    char *bytes;
    size_t n;
    if (!lex || file_read(&bytes, &n, path, PARLEY_PAGE_MAX, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 1;
    }
    parley_arena a, scratch;
    arena_init(&a);
    arena_init(&scratch);
    page_build b = {.a = &a};
    page_html h;
    page_view v;
    bool html;
    if (page_split(&b, &h, &html, bytes, (uint32_t)n, NULL, lex, &scratch)) {
        features_view(&v, &h, html, &a);
        for (uint32_t i = 0; i < h.n_lines; i++) {
            float row[FEATURES_MAX];
            features_line(row, &v, i);
            for (uint32_t k = 0; k < features_count(html); k++)
                printf("%.5g\t", (double)row[k]);
            printf("|%.*s\n", (int)(h.lines[i].end - h.lines[i].start), b.s + h.lines[i].start);
        }
    }
    puts("\f");
    arena_free(&a);
    arena_free(&scratch);
    mem_free(bytes);
    return 0;
}

int main(int argc, char **argv) {
    static const char *const roles[] = {"headline",  "standfirst", "byline", "dateline", "heading",
                                        "paragraph", "quote",      "list",   "credit",   "noise"};
    char mode = 'r';
    int failed = 0;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-' && argv[i][1] && !argv[i][2]) {
            mode = argv[i][1];
            continue;
        }
        if (mode == 'f') {
            failed |= dump_features(argv[i]);
            continue;
        }
        parley_source *src;
        parley_error err;
        if (parley_source_open(&src, argv[i], &err) < 0) {
            fprintf(stderr, "%s\n", err.msg);
            failed = 1;
            continue;
        }
        parley_page *p;
        parley_status rc;
        while ((rc = parley_source_next(src, &p, &err)) != PARLEY_END) {
            if (rc < 0) {
                fprintf(stderr, "%s\n", err.msg);
                failed = 1;
                if (rc == PARLEY_ENOMEM)
                    break;
                continue;
            }
            page_check(p);
            if (mode == 'r')
                dump_record(p);
            for (uint32_t k = 0; mode != 'r' && k < p->n_blocks; k++) {
                const page_block *b = &p->blocks[k];
                if (mode == 'b')
                    printf("%s%s%s\t%.*s\n", roles[b->role], b->reason ? ":" : "", b->reason ? b->reason : "",
                           (int)(b->end - b->start), p->text + b->start);
                else if (mode == 'x')
                    printf("%.*s\n", (int)(b->end - b->start), p->text + b->start);
                else if (b->role >= PAGE_HEADING && b->role != PAGE_NOISE)
                    printf("%.*s\n", (int)(b->end - b->start), p->text + b->start);
            }
            if (mode == 't' || mode == 'x')
                putchar('\f');
            parley_page_free(p);
        }
        parley_source_close(src);
    }
    return failed;
}
