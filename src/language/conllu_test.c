/* conllu_test.c - trees read from CoNLL-U, laid on a page, written again. */
#include "language/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const char page_text[] = "Envoys don't  agree.\nShe left.\n";
static const char given[] =
    "# sent_id = a\n"
    "1\tEnvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t4\tnsubj\t_\t_\n"
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdo\tdo\tAUX\tVBP\tMood=Ind|Tense=Pres|VerbForm=Fin\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_\n"
    "4\tagree\tagree\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
    "\n"
    "1\tShe\tshe\tPRON\tPRP\tGender=Fem|Number=Sing|Person=3\t2\tnsubj:pass\t_\tNE=B-PER\n"
    "1.1\tgone\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tleft\tleave\tVERB\tVBD\tTense=Past|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No|start_byte=25|end_byte=29\n"
    "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n";

static parley_page *page_of(const char *text, size_t n) {
    parley_page *page = NULL;
    parley_error err;
    assert_int_equal(parley_page_read(&page, "test.txt", text, n, &err), PARLEY_OK);
    return page;
}

static void words_are_laid_on_the_page(void **state) {
    (void)state;
    /* A page of one's own making: the real reader's view of what is a heading or noise is not the matter here. */
    page_seg seg = {0, sizeof page_text - 1, 0, sizeof page_text - 1};
    page_block blocks[] = {{0, 20, PAGE_PARAGRAPH, NULL, true}, {21, 30, PAGE_PARAGRAPH, NULL, true}};
    parley_page page = {.source = page_text,
                        .n_source = sizeof page_text - 1,
                        .text = page_text,
                        .n_text = sizeof page_text - 1,
                        .segs = &seg,
                        .n_segs = 1,
                        .blocks = blocks,
                        .n_blocks = 2};
    parley_arena a;
    arena_init(&a);
    parley_parse *p;
    parley_error err = {0};
    assert_int_equal(conllu_read(&p, given, sizeof given - 1, &page, &a, &err), PARLEY_OK);
    parse_check(p, &page);
    assert_int_equal(p->n_tokens, 8);
    assert_int_equal(p->n_sents, 2);
    for (uint32_t t = 0; t < p->n_tokens; t++)
        assert_memory_equal(page_text + p->tokens[t].start, p->tokens[t].form, p->tokens[t].end - p->tokens[t].start);
    assert_true(p->tokens[2].glued && !p->tokens[1].glued && !p->tokens[1].space_after && p->tokens[2].space_after);
    assert_int_equal(p->tokens[1].head, 3);
    assert_int_equal(p->sents[0].root, 3);
    assert_int_equal(parse_child(p, 3, REL_NSUBJ, SUB_NONE), 0);
    assert_int_equal(p->sents[1].block, 1);
    assert_int_equal(p->tokens[5].sub, SUB_PASS);
    assert_int_equal(p->tokens[5].morph, FEAT_FEM | FEAT_SING | FEAT_P3);
    assert_int_equal(p->n_names, 1);
    assert_int_equal(p->names[0].first, 5);
    assert_string_equal(parse_xpos_name(p, &p->tokens[6]), "VBD");

    /* Written and read again: the same bytes. */
    parley_buf b, again;
    buf_init(&b);
    buf_init(&again);
    conllu_write(&b, p, &page);
    assert_non_null(strstr(b.s, "2-3\tdon't\t_"));
    assert_int_equal(conllu_read(&p, b.s, b.n, &page, &a, &err), PARLEY_OK);
    conllu_write(&again, p, &page);
    assert_string_equal(b.s, again.s);
    buf_free(&b);
    buf_free(&again);
    arena_free(&a);
}

static void noise_is_left_out(void **state) {
    (void)state;
    page_seg seg = {0, sizeof page_text - 1, 0, sizeof page_text - 1};
    page_block blocks[] = {{0, 20, PAGE_NOISE, "menu", true}, {21, 30, PAGE_PARAGRAPH, NULL, true}};
    parley_page page = {.source = page_text,
                        .n_source = sizeof page_text - 1,
                        .text = page_text,
                        .n_text = sizeof page_text - 1,
                        .segs = &seg,
                        .n_segs = 1,
                        .blocks = blocks,
                        .n_blocks = 2};
    parley_arena a;
    arena_init(&a);
    parley_parse *p;
    assert_int_equal(conllu_read(&p, given, sizeof given - 1, &page, &a, NULL), PARLEY_OK);
    parse_check(p, &page);
    assert_int_equal(p->n_sents, 1);
    assert_string_equal(p->tokens[0].form, "She");
    assert_int_equal(p->n_names, 1);
    arena_free(&a);
}

static void source_bytes_become_text_bytes(void **state) {
    (void)state;
    /* "A&amp;B won" reads "A&B won": the entity is one atomic run. */
    static const char source[] = "<p>A&amp;B won</p>", text[] = "A&B won";
    page_seg segs[] = {{0, 1, 3, 1}, {1, 1, 4, 5}, {2, 5, 9, 5}};
    page_block block = {0, 7, PAGE_PARAGRAPH, NULL, true};
    parley_page page = {.source = source,
                        .n_source = sizeof source - 1,
                        .text = text,
                        .n_text = 7,
                        .segs = segs,
                        .n_segs = 3,
                        .blocks = &block,
                        .n_blocks = 1};
    parley_arena a;
    arena_init(&a);
    parley_parse *p;
    static const char in[] = "1\tA&B\t_\tPROPN\t_\t_\t2\tnsubj\t_\tstart_byte=3|end_byte=10\n"
                             "2\twon\t_\tVERB\t_\t_\t0\troot\t_\tstart_byte=11|end_byte=14\n";
    assert_int_equal(conllu_read(&p, in, sizeof in - 1, &page, &a, NULL), PARLEY_OK);
    assert_int_equal(p->tokens[0].start, 0);
    assert_int_equal(p->tokens[0].end, 3);
    assert_int_equal(p->tokens[1].start, 4);
    assert_int_equal(p->tokens[1].end, 7);
    arena_free(&a);
}

static void without_a_page_the_forms_are_the_text(void **state) {
    (void)state;
    parley_arena a;
    arena_init(&a);
    parley_parse *p;
    assert_int_equal(conllu_read(&p, given, sizeof given - 1, NULL, &a, NULL), PARLEY_OK);
    parse_check(p, NULL);
    parley_buf b;
    buf_init(&b);
    conllu_write(&b, p, NULL);
    assert_non_null(strstr(b.s, "# text = Envoys don't agree.\n"));
    assert_int_equal(p->tokens[5].start, 20);
    buf_free(&b);
    arena_free(&a);
}

static void bad_files_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *text, *say;
        int line;
    } bad[] = {
        {"1\ta\tb\n", "line 1: not ten columns", 1},
        {"1\ta\ta\tX\t_\t_\t2\tdep\t_\t_\n2\tb\tb\tX\t_\t_\t1\tdep\t_\t_\n", "not a tree", 1},
        {"1\ta\ta\tX\t_\t_\t9\tdep\t_\t_\n2\tb\tb\tX\t_\t_\t0\tdep\t_\t_\n", "not a tree", 1},
        {"1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n2\tb\tb\tX\t_\t_\t0\tdep\t_\t_\n", "one root", 1},
        {"2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n", "numbered", 1},
        {"1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n\n", "range", 3},
        {"1\ta\xFF\ta\tX\t_\t_\t0\troot\t_\t_\n", "UTF-8", 1},
        {"1\ta\ta\tX\t_\t_\t1\troot\t_\t_\n", "not a head", 1},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        parley_arena a;
        arena_init(&a);
        parley_parse *p;
        parley_error err = {0};
        assert_int_equal(conllu_read(&p, bad[i].text, strlen(bad[i].text), NULL, &a, &err), PARLEY_EFORMAT);
        assert_null(p);
        if (!strstr(err.msg, bad[i].say))
            fail_msg("case %zu says \"%s\"", i, err.msg);
        assert_int_equal(err.pos, bad[i].line);
        arena_free(&a);
    }
}

static void words_that_are_not_on_the_page_are_refused(void **state) {
    (void)state;
    parley_page *page = page_of("One two.\n", 9);
    parley_arena a;
    arena_init(&a);
    parley_parse *p;
    parley_error err = {0};
    static const char in[] = "1\tthree\t_\tX\t_\t_\t0\troot\t_\t_\n",
                      far[] = "1\tOne\t_\tX\t_\t_\t0\troot\t_\tstart_byte=900|end_byte=903\n";
    assert_int_equal(conllu_read(&p, in, sizeof in - 1, page, &a, &err), PARLEY_EFORMAT);
    assert_int_equal(conllu_read(&p, far, sizeof far - 1, page, &a, &err), PARLEY_EFORMAT);
    arena_free(&a);
    parley_page_free(page);
}

static void a_chain_of_100000_words_is_linked(void **state) {
    (void)state;
    parley_buf b;
    buf_init(&b);
    for (unsigned i = 1; i <= 100000; i++)
        buf_addf(&b, "%u\tw\tw\tX\t_\t_\t%u\t%s\t_\t_\n", i, i - 1, i == 1 ? "root" : "dep");
    parley_arena a;
    arena_init(&a);
    parley_parse *p;
    assert_int_equal(conllu_read(&p, b.s, b.n, NULL, &a, NULL), PARLEY_OK);
    parse_check(p, NULL);
    assert_int_equal(p->tokens[1].right, 99999);
    buf_free(&b);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_laid_on_the_page),
        cmocka_unit_test(noise_is_left_out),
        cmocka_unit_test(source_bytes_become_text_bytes),
        cmocka_unit_test(without_a_page_the_forms_are_the_text),
        cmocka_unit_test(bad_files_are_refused),
        cmocka_unit_test(words_that_are_not_on_the_page_are_refused),
        cmocka_unit_test(a_chain_of_100000_words_is_linked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
