/* base_test.c - arena, buffer, UTF-8, map. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static void utf8_refuses_broken_sequences(void **state) {
    (void)state;
    uint32_t len;
    static const char *const bad[] = {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "\xFF"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(utf8_get(bad[i], strlen(bad[i]), &len), UTF8_BAD);
        assert_int_equal(len, 1);
    }
    assert_int_equal(utf8_get("\xE2\x80\x9C", 3, &len), 0x201C);
    assert_int_equal(len, 3);
    size_t at = 0;
    assert_false(utf8_valid("ab\xFF", 3, &at));
    assert_int_equal(at, 2);
}

static void json_strings_are_escaped(void **state) {
    (void)state;
    parley_buf b;
    buf_init(&b);
    buf_add_json(&b, "a\"\\\n\x01\xFFz", 7);
    assert_string_equal(b.s, "\"a\\\"\\\\\\n\\u0001\xEF\xBF\xBDz\"");
    buf_free(&b);
}

static void map_keeps_what_was_set(void **state) {
    (void)state;
    parley_arena a;
    arena_init(&a);
    parley_map m;
    map_init(&m, &a);
    for (uint32_t i = 0; i < 5000; i++)
        map_sets(&m, arena_printf(&a, "key %u", i), i);
    map_sets(&m, "key 7", 99);
    assert_int_equal(m.n, 5000);
    assert_int_equal(map_gets(&m, "key 4999", 0), 4999);
    assert_int_equal(map_gets(&m, "key 7", 0), 99);
    assert_int_equal(map_gets(&m, "key 5000", 12), 12);
    arena_free(&a);
}

static void arena_jumps_when_memory_ends(void **state) {
    (void)state;
    parley_arena a;
    arena_init(&a);
    jmp_buf nomem;
    a.on_nomem = &nomem;
    volatile int jumped = 0;
    if (setjmp(nomem)) {
        jumped = 1;
    } else {
        mem_fail_after(0);
        arena_alloc(&a, 10);
    }
    mem_fail_after(-1);
    assert_int_equal(jumped, 1);
    arena_free(&a);
}

static void lower_folds_letters_and_quotes(void **state) {
    (void)state;
    parley_arena a;
    arena_init(&a);
    const char *s = "ÉCOLE \xE2\x80\x9CŽIŽKA\xE2\x80\x99S\xE2\x80\x9D";
    assert_string_equal(utf8_lower(&a, s, strlen(s), true), "école \"žižka's\"");
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_refuses_broken_sequences),  cmocka_unit_test(json_strings_are_escaped),
        cmocka_unit_test(map_keeps_what_was_set),         cmocka_unit_test(arena_jumps_when_memory_ends),
        cmocka_unit_test(lower_folds_letters_and_quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
