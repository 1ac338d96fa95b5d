/* origin_test.c - copies, rewrites, shared quotations; stored prints. */
#include "across/hashes.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static parley_arena arena;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

/* Words by spaces, sentences by full stops: all that a print needs. */
static across_print print_of(const char *text) {
    parley_page page = {.text = text};
    parley_parse p = {0};
    uint32_t cap = 0, cap_sents = 0;
    uint32_t first = 0;
    for (const char *s = text; *s;) {
        size_t n = strcspn(s, " ");
        if (n) {
            ARENA_PUSH(&arena, p.tokens, p.n_tokens, cap) =
                (parse_token){.form = arena_strn(&arena, s, n), .norm = utf8_lower(&arena, s, n, true), .sent = p.n_sents};
            if (s[n - 1] == '.' || !s[n]) {
                ARENA_PUSH(&arena, p.sents, p.n_sents, cap_sents) = (parse_sent){.first = first, .end = p.n_tokens};
                first = p.n_tokens;
            }
        }
        s += n + (s[n] == ' ');
    }
    across_print out;
    across_print_make(&out, &page, &p, NULL, &arena);
    return out;
}

static bool share_key(const across_print *x, const across_print *y) {
    uint32_t n, m;
    uint64_t *v = across_doc_keys(x, &arena, &n), *w = across_doc_keys(y, &arena, &m);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < m; j++)
            if (v[i] == w[j])
                return true;
    return false;
}

static const char *sentence(unsigned seed) {
    static const char *const words[] = {"harbour", "union",  "tariff", "quota",  "minister", "vessel", "crew",
                                        "wage",    "pier",   "ballot", "strike", "treaty",   "envoy",  "shift",
                                        "licence", "winter", "catch",  "pilot",  "dock",     "ledger"};
    char *s = arena_alloc(&arena, 400);
    for (int i = 0; i < 12; i++) {
        seed = seed * 1103515245u + 12345u;
        strcat(s, words[(seed >> 16) % COUNT_OF(words)]);
        strcat(s, i == 11 ? ". " : " ");
    }
    return s;
}

static const char *text_of(unsigned from, unsigned to) {
    char *s = arena_alloc(&arena, 400 * (to - from) + 1);
    for (unsigned i = from; i < to; i++)
        strcat(s, sentence(i * 7919 + 1));
    return s;
}

static void a_copy_is_a_copy(void **state) {
    (void)state;
    across_print x = print_of(text_of(0, 20)), y = print_of(arena_printf(&arena, "By our staff. %s", text_of(0, 20)));
    assert_true(share_key(&x, &y));
    assert_int_equal(across_compare(&x, &y).relation, RELATION_COPY);
    assert_int_equal(across_compare(&y, &x).relation, RELATION_COPY);
}

static void half_a_text_is_a_rewrite(void **state) {
    (void)state;
    across_print x = print_of(text_of(0, 20)), y = print_of(text_of(10, 30));
    assert_true(share_key(&x, &y));
    assert_int_equal(across_compare(&x, &y).relation, RELATION_REWRITE);
}

static void another_text_is_nothing(void **state) {
    (void)state;
    across_print x = print_of(text_of(0, 20)), y = print_of(text_of(40, 60));
    assert_false(share_key(&x, &y));
    assert_int_equal(across_compare(&x, &y).relation, RELATION_NONE);
}

static void one_quotation_is_one_event(void **state) {
    (void)state;
    const char *quote = "\xE2\x80\x9C we will not sign while the boats lie idle \xE2\x80\x9D";
    across_print x = print_of(arena_printf(&arena, "%s %s", text_of(0, 10), quote));
    across_print y = print_of(arena_printf(&arena, "%s she said . %s", quote, text_of(40, 50)));
    assert_true(x.n_quotes >= 1 && x.n_quotes <= 4); /* nine words hold four runs of six */
    assert_true(share_key(&x, &y));
    assert_int_equal(across_compare(&x, &y).relation, RELATION_SAME_EVENT);
    /* Another page quotes more of the same speech. */
    y = print_of(arena_printf(&arena, "%s \xE2\x80\x9C of course we will not sign while the boats lie idle in port \xE2\x80\x9D",
                              text_of(60, 70)));
    assert_true(share_key(&x, &y));
    assert_int_equal(across_compare(&x, &y).relation, RELATION_SAME_EVENT);
    x.day = 20000;
    y.day = 20100; /* quoted again months later */
    assert_int_equal(across_compare(&x, &y).relation, RELATION_NONE);
}

/* An invitation to subscribe under two stories: a third of the shorter one, in one piece. */
static void one_block_in_common_is_no_rewrite(void **state) {
    (void)state;
    across_print x = print_of(arena_printf(&arena, "%s%s", text_of(0, 14), text_of(100, 106)));
    across_print y = print_of(arena_printf(&arena, "%s%s", text_of(40, 60), text_of(100, 106)));
    across_edge e = across_compare(&x, &y);
    assert_true(e.score >= 0.25f && e.n_sentences == 6);
    assert_int_equal(e.relation, RELATION_SAME_EVENT);
    /* As much, taken from everywhere. */
    const char *mixed = "";
    for (unsigned i = 0; i < 7; i++)
        mixed = arena_printf(&arena, "%s%s%s", mixed, text_of(2 * i, 2 * i + 1), text_of(60 + 2 * i, 62 + 2 * i));
    y = print_of(mixed);
    e = across_compare(&x, &y);
    assert_true(e.score >= 0.25f && e.score < 0.4f);
    assert_int_equal(e.relation, RELATION_REWRITE);
}

/* Sets of many sizes, each counted the slow way, too. */
static void hashes_in_common_are_counted(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (uint32_t round = 0; round < 200; round++) {
        uint32_t v[2][700], n[2], *sorted[2], same = 0;
        for (int side = 0; side < 2; side++) {
            n[side] = (uint32_t)(hash_mix(seed++) % (round % 2 ? 40 : 700));
            for (uint32_t i = 0; i < n[side]; i++)
                v[side][i] = (uint32_t)hash_mix(hash_mix(seed++) % 600) & (round % 3 ? UINT32_MAX : 0xff0000ffu);
            sorted[side] = hashes_sorted(v[side], n[side], HASH_PART_MASK, &n[side], &arena);
            for (uint32_t i = 1; i < n[side]; i++)
                assert_true(sorted[side][i - 1] >> 3 < sorted[side][i] >> 3);
        }
        for (uint32_t i = 0; i < n[0]; i++)
            for (uint32_t j = 0; j < n[1]; j++)
                same += sorted[0][i] >> 3 == sorted[1][j] >> 3;
        assert_int_equal(hashes_common(sorted[0], n[0], sorted[1], n[1], HASH_PART_MASK), same);
    }
}

/* Plain text gives the print that its words give. */
static void text_is_cut_into_words(void **state) {
    (void)state;
    const char *text = "The 12 boats of \xC3\x89lan lay idle! \"We shall-not sign,\" the harbourmaster-general said in "
                       "Extraordinarilylongtown yesterday. Who will? Nobody knows when the next round of talks begins";
    static const char *const cut[] = {"the",
                                      "12",
                                      "boats",
                                      "of",
                                      "\xC3\x89lan",
                                      "lay",
                                      "idle",
                                      "we",
                                      "shall",
                                      "not",
                                      "sign",
                                      "the",
                                      "harbourmaster",
                                      "general",
                                      "said",
                                      "in",
                                      "extraordinarilylongtown",
                                      "yesterday",
                                      "who",
                                      "will",
                                      "nobody",
                                      "knows",
                                      "when",
                                      "the",
                                      "next",
                                      "round",
                                      "of",
                                      "talks",
                                      "begins"};
    uint64_t words[COUNT_OF(cut)];
    const uint32_t ends[] = {7, 18, 20, COUNT_OF(cut)};
    for (uint32_t i = 0; i < COUNT_OF(cut); i++)
        words[i] = across_word(cut[i], strlen(cut[i]));
    across_print x, y;
    across_print_words(&x, words, COUNT_OF(cut), ends, COUNT_OF(ends), &arena, &arena);
    across_print_text(&y, text, strlen(text), &arena, &arena);
    assert_int_equal(y.n_words, COUNT_OF(cut));
    assert_int_equal(y.n_sentences, x.n_sentences);
    assert_memory_equal(y.sentences, x.sentences, x.n_sentences * sizeof *x.sentences);
    assert_int_equal(y.n_shingles, x.n_shingles);
    assert_memory_equal(y.shingles, x.shingles, x.n_shingles * sizeof *x.shingles);
    across_print_text(&y, "", 0, &arena, &arena);
    assert_int_equal(y.n_words + y.n_shingles + y.n_sentences, 0);
}

static void prints_are_stored_and_damage_is_seen(void **state) {
    (void)state;
    across_print x = print_of(text_of(0, 20)), y;
    x.day = 19000;
    x.credits = "a wire\nanother";
    parley_buf b;
    buf_init(&b);
    across_print_save(&b, &x);
    assert_true(across_print_load(&y, b.s, b.n, &arena));
    assert_int_equal(y.n_shingles, x.n_shingles);
    assert_memory_equal(y.shingles, x.shingles, x.n_shingles * 4);
    assert_string_equal(y.credits, x.credits);
    assert_int_equal(y.day, 19000);
    for (size_t n = 0; n < b.n; n += 97)
        assert_false(across_print_load(&y, b.s, n, &arena));
    b.s[0] ^= 1;
    assert_false(across_print_load(&y, b.s, b.n, &arena));
    buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_copy_is_a_copy, setup, teardown),
        cmocka_unit_test_setup_teardown(half_a_text_is_a_rewrite, setup, teardown),
        cmocka_unit_test_setup_teardown(another_text_is_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(one_quotation_is_one_event, setup, teardown),
        cmocka_unit_test_setup_teardown(one_block_in_common_is_no_rewrite, setup, teardown),
        cmocka_unit_test_setup_teardown(hashes_in_common_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(text_is_cut_into_words, setup, teardown),
        cmocka_unit_test_setup_teardown(prints_are_stored_and_damage_is_seen, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
