/* repeat_test.c - names that a text has of its own: told twice, and the initials of an organisation. */
#include "language/language_int.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { O = 0, B_PER = NE_PER * 2, B_ORG = NE_ORG * 2, I_ORG, B_LOC = NE_LOC * 2, I_LOC };

/* One word a tag; a word "|" ends a sentence, "||" a text. Words with a capital are proper nouns. */
static void expect(const char *const *words, const uint8_t *tags, const uint8_t *want) {
    parse_token tokens[32] = {{0}};
    parse_sent sents[8] = {{0}};
    uint8_t got[32];
    parley_parse p = {.tokens = tokens, .sents = sents, .n_sents = 1};
    for (; *words; words++) {
        if (**words == '|') {
            sents[p.n_sents] = (parse_sent){.first = p.n_tokens, .end = p.n_tokens, .apart = (*words)[1] == '|'};
            p.n_sents++;
            continue;
        }
        bool capital = **words >= 'A' && **words <= 'Z';
        tokens[p.n_tokens] = (parse_token){.form = *words, .upos = capital ? UPOS_PROPN : UPOS_VERB};
        got[p.n_tokens] = tags[p.n_tokens];
        sents[p.n_sents - 1].end = ++p.n_tokens;
    }
    parley_arena a;
    arena_init(&a);
    names_repeat(&p, got, &a);
    arena_free(&a);
    for (uint32_t t = 0; t < p.n_tokens; t++)
        if (got[t] != want[t])
            fail_msg("word %u, %s: tag %d, want %d", t, tokens[t].form, got[t], want[t]);
}

static void a_name_told_twice_is_one_again(void **state) {
    (void)state;
    static const char *const words[] = {"met", "Port", "Guild", "|", "says", "Port", "Guild", "|", "asks", "Port", "Guild", NULL};
    expect(words, (uint8_t[]){O, B_ORG, I_ORG, O, B_ORG, I_ORG, O, O, O},
           (uint8_t[]){O, B_ORG, I_ORG, O, B_ORG, I_ORG, O, B_ORG, I_ORG});
    /* once is not enough, nor is another text's name; and a sentence's first word has its capital for nothing */
    expect(words, (uint8_t[]){O, B_ORG, I_ORG, O, O, O, O, O, O}, (uint8_t[]){O, B_ORG, I_ORG, O, O, O, O, O, O});
    static const char *const texts[] = {"met", "Ott", "|", "met", "Ott", "||", "met", "Ott", NULL};
    expect(texts, (uint8_t[]){O, B_LOC, O, B_LOC, O, O}, (uint8_t[]){O, B_LOC, O, B_LOC, O, O});
    static const char *const first[] = {"met", "Ott", "|", "met", "Ott", "|", "Ott", "agrees", NULL};
    expect(first, (uint8_t[]){O, B_LOC, O, B_LOC, O, O}, (uint8_t[]){O, B_LOC, O, B_LOC, O, O});
}

static void what_a_text_takes_for_two_things_is_left(void **state) {
    (void)state;
    static const char *const words[] = {"met", "Ott", "|", "met", "Ott", "|", "met", "Ott", NULL};
    expect(words, (uint8_t[]){O, B_LOC, O, B_PER, O, O}, (uint8_t[]){O, B_LOC, O, B_PER, O, O});
}

static void initials_are_the_organisation(void **state) {
    (void)state;
    static const char *const words[] = {"met", "Coast", "Dock", "Guild", "|",   "met", "CDG",
                                        "|",   "met",   "CDG",  "|",     "met", "CDG", NULL};
    expect(words, (uint8_t[]){O, B_ORG, I_ORG, I_ORG, O, O, O, B_PER, O, B_LOC},
           (uint8_t[]){O, B_ORG, I_ORG, I_ORG, O, B_ORG, O, B_ORG, O, B_LOC}); /* a place may share them */
    static const char *const two[] = {"met", "Dock", "Guild", "|", "met", "DG", NULL};
    expect(two, (uint8_t[]){O, B_ORG, I_ORG, O, O}, (uint8_t[]){O, B_ORG, I_ORG, O, O});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_told_twice_is_one_again),
        cmocka_unit_test(what_a_text_takes_for_two_things_is_left),
        cmocka_unit_test(initials_are_the_organisation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
