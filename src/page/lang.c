/* lang.c - is the page English? Others are kept, marked and left uncoded.
 *
 * Counts function words of each language in data/page/languages.tsv over the words of the page, and scripts for those that are
 * not written in Latin letters. */
#include "page/page_int.h"

const char *lang_guess(const char *s, uint32_t n, const page_lex *lex) {
    enum { ENOUGH = 40000 }; /* bytes looked at */
    if (n > ENOUGH)
        n = ENOUGH;
    uint32_t votes[32] = {0}, words = 0, letters = 0;
    uint32_t cyrillic = 0, greek = 0, arabic = 0, hebrew = 0, kana = 0, han = 0, hangul = 0, thai = 0, indic = 0, ukrainian = 0,
             persian = 0;
    for (uint32_t i = 0; i < n;) {
        uint32_t len, cp = utf8_get(s + i, n - i, &len);
        if (!cp_is_alpha(cp)) {
            i += len;
            continue;
        }
        uint64_t h = 14695981039346656037u;
        while (i < n) {
            cp = utf8_get(s + i, n - i, &len);
            if (cp == 0x2019)
                cp = '\'';
            if (!cp_is_alpha(cp) && cp != '\'')
                break;
            letters++;
            if (cp >= 0x370 && cp < 0x3040) {
                greek += cp < 0x400;
                cyrillic += cp >= 0x400 && cp < 0x530;
                ukrainian += cp == 0x456 || cp == 0x457 || cp == 0x454 || cp == 0x491;
                hebrew += cp >= 0x590 && cp < 0x600;
                arabic += cp >= 0x600 && cp < 0x780;
                persian += cp == 0x67E || cp == 0x686 || cp == 0x6AF || cp == 0x6CC;
                indic += cp >= 0x900 && cp < 0xE00;
                thai += cp >= 0xE00 && cp < 0xE80;
            } else if (cp >= 0x3040) {
                kana += cp < 0x3100;
                han += cp >= 0x3400 && cp < 0xA000;
                hangul += cp >= 0xAC00 && cp < 0xD7B0;
            }
            h = (h ^ cp_lower(cp)) * 1099511628211u;
            i += len;
        }
        words++;
        for (uint32_t set = lex_languages(lex, h), k = 0; set; set >>= 1, k++)
            votes[k] += set & 1u;
    }
    if (letters < 20)
        return "und";
    if (kana * 20 > letters)
        return "ja";
    if (hangul * 4 > letters)
        return "ko";
    if (han * 4 > letters)
        return "zh";
    if (cyrillic * 2 > letters)
        return ukrainian * 50 > cyrillic ? "uk" : "ru";
    if (arabic * 2 > letters)
        return persian * 50 > arabic ? "fa" : "ar";
    if (hebrew * 2 > letters)
        return "he";
    if (greek * 2 > letters)
        return "el";
    if (thai * 2 > letters)
        return "th";
    if (indic * 2 > letters)
        return "hi";
    uint32_t best = 0;
    for (uint32_t k = 1; k < 32; k++)
        if (votes[k] > votes[best])
            best = k;
    if (words < 12 || votes[best] * 12 < words)
        return "und";
    return lex_language(lex, best);
}
