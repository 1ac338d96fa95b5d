/* langid.cc - the language of a text, by CLD2. The only C++ here: that library has no C interface. */
#include "page/langid.h"

#include <cstdio> /* compact_lang_det.h uses FILE without saying so */
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

extern "C" int langid_guess(char code[LANGID_CODE], const char *s, uint32_t n) {
    /* Codes that ISO 639 has changed since CLD2's tables were made. */
    static const char changed[][2][3] = {{"iw", "he"}, {"jw", "jv"}, {"mo", "ro"}};
    std::strcpy(code, "und");
    if (n > LANGID_BYTES)
        for (n = LANGID_BYTES; n > 0 && (s[n] & 0xC0) == 0x80;) /* no letter is cut in two */
            n--;
    try {
        /* No hints: a page in another language often says lang="en" because its template did. */
        const CLD2::CLDHints none = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
        CLD2::Language top[3];
        int percent[3], n_letters;
        double score[3];
        bool reliable = false;
        CLD2::Language best = CLD2::ExtDetectLanguageSummary(s, static_cast<int>(n), true, &none, 0, top, percent, score, nullptr,
                                                             &n_letters, &reliable);
        /* From X_BORK_BORK_BORK on stand jokes and bare scripts. */
        if (!reliable || best == CLD2::UNKNOWN_LANGUAGE || best == CLD2::TG_UNKNOWN_LANGUAGE || best >= CLD2::X_BORK_BORK_BORK)
            return 0;
        const char *name = CLD2::LanguageCode(best);
        size_t len = std::strcspn(name, "-"); /* "zh-Hant": the script says nothing more here */
        if (len < 2 || len >= LANGID_CODE)
            return 0;
        for (const auto &pair : changed)
            if (std::strcmp(name, pair[0]) == 0)
                name = pair[1];
        std::memcpy(code, name, len);
        code[len] = '\0';
        return 0;
    } catch (...) { /* std::bad_alloc; it must not pass through callers in C */
        return -1;
    }
}
