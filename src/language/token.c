/* token.c - words in the manner of the UD English treebanks EWT and GUM, by rules and the lists of data/language.
 *
 * Why rules: on edited text they reach what trained tokenizers do (see docs/language.md for figures), cost a hundredth of the
 * parser's time, and a wrong case is one line of a list. What follows the treebanks: clitics are words (do|n't, Ann|'s,
 * they|'ve), hyphens part words (15|-|year) but for a closed list of prefixes (anti-war), units leave numbers (30|bn), a slash
 * parts words (and|/|or).
 */
#include "language/token.h"

#include <stdlib.h>

/* --- lists ------------------------------------------------------------------------------------------------------------------ */
enum { /* what a word may be, as bits of the map's value */
       IS_STARTER = 1,
       IS_PREFIX = 2,
       IS_UNIT = 4,
       IS_ELIDED = 8,
       IS_TLD = 16,
       IS_WHOLE = 32,
       IS_CUE = 64,
       ABBR_WEAK = 128,
       ABBR_SHIFT = 8,
       SPLIT_SHIFT = 12
};
enum { WORD_MAX = 15 }; /* longest entry of the lists, in bytes */

struct token_lexicon {
    parley_arena arena;
    parley_map words;
};

static bool add(token_lexicon *lex, char *word, uint32_t bits) {
    size_t n = strlen(word);
    if (n == 0 || n > WORD_MAX)
        return false;
    map_set(&lex->words, word, n, map_get(&lex->words, word, n, 0) | bits);
    return true;
}

static bool abbreviation_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const classes[] = {"", "title", "number", "month", "company", "other", "mid"};
    (void)line;
    if (n < 2 || n > 3 || (n == 3 && strcmp(f[2], "weak") != 0))
        return false;
    for (uint32_t i = 1; i < COUNT_OF(classes); i++)
        if (strcmp(f[1], classes[i]) == 0)
            return add(user, f[0], i << ABBR_SHIFT | (n == 3 ? ABBR_WEAK : 0));
    return false;
}

static bool word_row(char **f, uint32_t n, uint32_t line, void *user) {
    static const struct {
        const char *name;
        uint32_t bit;
    } classes[] = {{"starter", IS_STARTER}, {"prefix", IS_PREFIX}, {"unit", IS_UNIT}, {"elided", IS_ELIDED},
                   {"tld", IS_TLD},         {"whole", IS_WHOLE},   {"cue", IS_CUE}};
    (void)line;
    if (n == 3 && strcmp(f[1], "split") == 0) {
        int at = atoi(f[2]);
        return at > 0 && (size_t)at < strlen(f[0]) && add(user, f[0], (uint32_t)at << SPLIT_SHIFT);
    }
    for (uint32_t i = 0; n == 2 && i < COUNT_OF(classes); i++)
        if (strcmp(f[1], classes[i].name) == 0)
            return add(user, f[0], classes[i].bit);
    return false;
}

parley_status token_lexicon_open(token_lexicon **out, parley_error *err) {
    *out = NULL;
    token_lexicon *lex = mem_alloc(sizeof *lex);
    if (!lex)
        return fail_nomem(err);
    arena_init(&lex->arena);
    jmp_buf nomem;
    lex->arena.on_nomem = &nomem;
    if (setjmp(nomem)) {
        token_lexicon_close(lex);
        return fail_nomem(err);
    }
    map_init(&lex->words, &lex->arena);
    parley_status rc;
    if ((rc = lex_read("language/abbreviations.tsv", &lex->arena, abbreviation_row, lex, err)) < 0 ||
        (rc = lex_read("language/words.tsv", &lex->arena, word_row, lex, err)) < 0) {
        token_lexicon_close(lex);
        return rc;
    }
    lex->arena.on_nomem = NULL;
    *out = lex;
    return PARLEY_OK;
}

void token_lexicon_close(token_lexicon *lex) {
    if (!lex)
        return;
    arena_free(&lex->arena);
    mem_free(lex);
}

/* Bits of the word s[0, n), case and curly apostrophe ignored. */
static uint32_t look_up(const token_lexicon *lex, const char *s, size_t n) {
    char low[WORD_MAX + 1];
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (k == WORD_MAX)
            return 0;
        if ((unsigned char)s[i] == 0xE2 && i + 2 < n && s[i + 1] == '\x80' && (s[i + 2] == '\x99' || s[i + 2] == '\x98')) {
            low[k++] = '\'';
            i += 2;
        } else {
            low[k++] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 32) : s[i];
        }
    }
    return map_get(&lex->words, low, k, 0);
}

bool token_is_starter(const token_lexicon *lex, const char *s, size_t n) {
    return (look_up(lex, s, n) & IS_STARTER) != 0;
}

bool token_is_cue(const token_lexicon *lex, const char *s, size_t n) {
    return (look_up(lex, s, n) & IS_CUE) != 0;
}

/* --- characters ------------------------------------------------------------------------------------------------------------ */
typedef struct scanner {
    const token_lexicon *lex;
    const char *s;
    uint32_t start, end; /* of the paragraph */
    token_list *out;
    bool open_single; /* inside a quotation in single marks */
    bool nomem;
} scanner;

/* Code point at i and its length; 0 at the end (a NUL byte counts as space, so 0 is free). */
static uint32_t cp_at(const scanner *k, uint32_t i, uint32_t *len) {
    *len = 0;
    if (i >= k->end)
        return 0;
    unsigned char c = (unsigned char)k->s[i];
    *len = 1;
    if (c < 0x80)
        return c ? c : ' ';
    return utf8_get(k->s + i, k->end - i, len);
}

static uint32_t cp_before(const scanner *k, uint32_t i) {
    if (i <= k->start)
        return ' ';
    uint32_t j = i - 1, len;
    while (j > k->start && i - j < 4 && ((unsigned char)k->s[j] & 0xC0) == 0x80)
        j--;
    return cp_at(k, j, &len);
}

static bool is_gap(uint32_t c) { /* space, control, end */
    return c < 0x20 || c == 0x7F || cp_is_space(c);
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

/* Letters, digits, '_', marks that join letters (soft hyphen, joiners). */
static bool is_wordy(uint32_t c) {
    if (c < 0x80)
        return is_digit(c) || c == '_' || ((c | 32) >= 'a' && (c | 32) <= 'z');
    return c != UTF8_BAD && (cp_is_alpha(c) || c == 0xAD || c == 0x200C || c == 0x200D || c == 0x2060);
}

static bool is_apostrophe(uint32_t c) {
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || c == 0xB4 || c == 0x2BC;
}

static bool is_hyphen(uint32_t c) {
    return c == '-' || c == 0x2010 || c == 0x2011;
}

static uint32_t word_end(const scanner *k, uint32_t i) {
    uint32_t len, c;
    while ((c = cp_at(k, i, &len)) != 0 && is_wordy(c))
        i += len;
    return i;
}

static uint32_t digits_end(const scanner *k, uint32_t i) {
    while (i < k->end && is_digit((unsigned char)k->s[i]))
        i++;
    return i;
}

static bool is_upper_at(const scanner *k, uint32_t i) {
    uint32_t len, c = cp_at(k, i, &len);
    return c != 0 && c != UTF8_BAD && cp_is_upper(c);
}

static bool is_letter_at(const scanner *k, uint32_t i) {
    uint32_t len, c = cp_at(k, i, &len);
    return c != 0 && c != UTF8_BAD && cp_is_alpha(c);
}

static bool is_one_letter(const scanner *k, uint32_t i, uint32_t e) {
    uint32_t len;
    cp_at(k, i, &len);
    return len > 0 && i + len == e;
}

/* --- out ------------------------------------------------------------------------------------------------------------------- */
static void emit(scanner *k, uint32_t start, uint32_t end, token_kind kind, abbr_class abbr, bool glued) {
    token_list *l = k->out;
    if (l->n == l->cap) {
        uint32_t cap = l->cap ? l->cap * 2 : 1024;
        token *grown = mem_realloc(l->items, sizeof *grown * cap);
        if (!grown) {
            k->nomem = true;
            return;
        }
        l->items = grown;
        l->cap = cap;
    }
    l->items[l->n++] = (token){start, end, (uint8_t)kind, (uint8_t)abbr, glued};
}

/* A finished run of letters and digits with what was joined to it. Numbers give up their unit, "dont" its second word. */
static void emit_word(scanner *k, uint32_t start, uint32_t end) {
    uint32_t i = start, last_digit = 0;
    while (i < end && (is_digit((unsigned char)k->s[i]) || strchr(".,:/-+", k->s[i]))) {
        if (is_digit((unsigned char)k->s[i]))
            last_digit = i + 1;
        i++;
    }
    if (last_digit == end) {
        emit(k, start, end, TOKEN_NUMBER, ABBR_NONE, false);
        return;
    }
    if (last_digit && i == last_digit) { /* 5km, 20th, 1990s, 4A, 6pm */
        uint32_t n = end - i, plain = i;
        while (plain < end && k->s[plain] >= 'a' && k->s[plain] <= 'z')
            plain++;
        bool ordinal = (n == 2 && (memcmp(k->s + i, "th", 2) == 0 || memcmp(k->s + i, "st", 2) == 0 ||
                                   memcmp(k->s + i, "nd", 2) == 0 || memcmp(k->s + i, "rd", 2) == 0)) ||
                       (n == 1 && k->s[i] == 's');
        if (!ordinal && ((n > 1 && plain == end) || (look_up(k->lex, k->s + i, n) & IS_UNIT))) {
            emit(k, start, i, TOKEN_NUMBER, ABBR_NONE, false);
            emit(k, i, end, TOKEN_WORD, ABBR_NONE, false);
            return;
        }
        emit(k, start, end, TOKEN_NUMBER, ABBR_NONE, false);
        return;
    }
    if (end - start <= 8 && end - start >= 2) {
        uint32_t at = look_up(k->lex, k->s + start, end - start) >> SPLIT_SHIFT;
        if (at && !(end - start == 2 && is_upper_at(k, start + 1))) { /* "IM" and "IVE" in capitals may be anything */
            emit(k, start, start + at, TOKEN_WORD, ABBR_NONE, false);
            emit(k, start + at, end, TOKEN_WORD, ABBR_NONE, true);
            return;
        }
    }
    emit(k, start, end, TOKEN_WORD, ABBR_NONE, false);
}

/* --- addresses ------------------------------------------------------------------------------------------------------------- */
static bool starts_with(const scanner *k, uint32_t i, const char *what) {
    for (; *what; what++, i++)
        if (i >= k->end || (k->s[i] | 32) != *what)
            return false;
    return true;
}

/* End of an address that runs to the next space; marks that close the sentence around it are given back. */
static uint32_t address_end(const scanner *k, uint32_t i) {
    uint32_t len, c, from = i, open = 0;
    while ((c = cp_at(k, i, &len)) != 0 && !is_gap(c) && c != '"' && c != '<' && c != '>' && c != 0x201C && c != 0x201D &&
           c != UTF8_BAD) {
        if (c == '(')
            open++;
        if (c == ')' && open-- == 0)
            break;
        i += len;
    }
    while (i > from + 1) {
        uint32_t b = cp_before(k, i);
        if (b != 0 && b < 0x80 && strchr(".,;:!?'*)]}", (int)b) && !(b == ')' && memchr(k->s + from, '(', i - from)))
            i--;
        else if (b == 0x2019)
            i -= 3;
        else
            break;
    }
    return i;
}

/* http://…, www.… at i: its end, else 0. */
static uint32_t url_at(const scanner *k, uint32_t i) {
    if (starts_with(k, i, "http") || starts_with(k, i, "ftp") || starts_with(k, i, "www.")) {
        uint32_t j = i;
        while (j < k->end && ((k->s[j] | 32) >= 'a' && (k->s[j] | 32) <= 'z'))
            j++;
        /* '/' | 32 is '/', ':' | 32 is ':' */
        if (starts_with(k, j, "://") && j + 3 < k->end &&
            is_wordy((unsigned char)k->s[j + 3] < 0x80 ? (unsigned char)k->s[j + 3] : 'a'))
            return address_end(k, i);
        if (k->s[i + 3] == '.' && j == i + 3 && j + 1 < k->end && is_wordy((unsigned char)k->s[j + 1]))
            return address_end(k, i);
    }
    return 0;
}

/* name@host.part at i: its end, else 0. The chunk is known to hold '@' at at. */
static uint32_t mail_at(const scanner *k, uint32_t i, uint32_t at) {
    for (uint32_t j = i; j < at; j++)
        if (!is_wordy((unsigned char)k->s[j]) && !strchr(".+-%", k->s[j]))
            return 0;
    uint32_t j = at + 1, dot = 0;
    while (j < k->end && (is_wordy((unsigned char)k->s[j]) || k->s[j] == '-' ||
                          (k->s[j] == '.' && j + 1 < k->end && is_wordy((unsigned char)k->s[j + 1])))) {
        if (k->s[j] == '.')
            dot = j;
        j++;
    }
    return at > i && dot > at + 1 ? j : 0;
}

/* example.com, report.pdf, a.b.example.org/path: dotted parts whose last is in the list. */
static uint32_t host_at(const scanner *k, uint32_t i) {
    uint32_t j = i, dot = 0, limit = k->end - i > 253 ? i + 253 : k->end; /* no host name is longer */
    while (j < limit && (unsigned char)k->s[j] < 0x80 &&
           (is_wordy((unsigned char)k->s[j]) || ((k->s[j] == '.' || (k->s[j] == '-' && dot == 0)) && j + 1 < k->end &&
                                                 (unsigned char)k->s[j + 1] < 0x80 && is_wordy((unsigned char)k->s[j + 1])))) {
        if (k->s[j] == '.')
            dot = j;
        j++;
    }
    if (!dot || j - dot - 1 < 2 || !(look_up(k->lex, k->s + dot + 1, j - dot - 1) & IS_TLD))
        return 0;
    /* "Qatar.Com" is a sentence end with a lost space. */
    if (is_upper_at(k, dot + 1) && !is_upper_at(k, dot + 2))
        return 0;
    return j < k->end && k->s[j] == '/' ? address_end(k, i) : j;
}

/* --- words ------------------------------------------------------------------------------------------------------------------ */
/* The first character behind spaces from i. */
static uint32_t next_visible(const scanner *k, uint32_t i, uint32_t *len) {
    uint32_t c;
    while ((c = cp_at(k, i, len)) != 0 && is_gap(c))
        i += *len;
    return i;
}

/* Does the full stop at dot belong to the word [start, dot)? */
static abbr_class abbreviation(const scanner *k, uint32_t start, uint32_t dot) {
    uint32_t len, bits = look_up(k->lex, k->s + start, dot - start);
    abbr_class class = (abbr_class)(bits >> ABBR_SHIFT & 15);
    if (class == ABBR_NONE || (dot + 1 < k->end && k->s[dot + 1] == '.'))
        return ABBR_NONE;
    if (!(bits & ABBR_WEAK))
        return class;
    uint32_t next = next_visible(k, dot + 1, &len), c = cp_at(k, next, &len);
    if (is_digit(c))
        return class;
    if (class == ABBR_TITLE)
        return is_upper_at(k, start) && c && is_upper_at(k, next) ? class : ABBR_NONE;
    if (class == ABBR_MONTH || class == ABBR_NUMBER)
        return ABBR_NONE;
    if (c == ',' || c == ';' || c == ')')
        return class;
    return c && c != UTF8_BAD && cp_is_alpha(c) && !cp_is_upper(c) ? class : ABBR_NONE;
}

/* Clitic behind the apostrophe at e (length n_apos) of the word [start, e): its end, or 0. n_back: letters that it takes from the
 * word. */
static uint32_t clitic_at(const scanner *k, uint32_t start, uint32_t e, uint32_t n_apos, uint32_t *n_back) {
    uint32_t r = e + n_apos, stop = r, len;
    *n_back = 0;
    while (stop < k->end && stop < r + 3 && ((k->s[stop] | 32) >= 'a' && (k->s[stop] | 32) <= 'z'))
        stop++;
    if (stop == r || is_wordy(cp_at(k, stop, &len)))
        return 0;
    char a = (char)(k->s[r] | 32), b = stop - r == 2 ? (char)(k->s[r + 1] | 32) : '\0';
    if (stop - r == 1 && (a == 's' || a == 'd' || a == 'm'))
        return stop;
    if ((a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l'))
        return stop;
    if (stop - r == 1 && a == 't' && e - start > 1 && (k->s[e - 1] | 32) == 'n') {
        *n_back = 1;
        return stop;
    }
    return 0;
}

/* "envoys'" or the end of 'a quotation of envoys'? While a quotation is open the mark closes it, unless another one comes that
 * could. */
static bool is_possessive(const scanner *k, uint32_t e, uint32_t n_apos) {
    if (!k->open_single)
        return true;
    uint32_t limit = k->end - e > 400 ? e + 400 : k->end, len;
    for (uint32_t i = e + n_apos; i < limit; i++) {
        uint32_t c = cp_at(k, i, &len);
        if (is_apostrophe(c) && c != 0x2018 && !is_gap(cp_before(k, i)) && !is_wordy(cp_at(k, i + len, &len)))
            return true;
    }
    return false;
}

/* 713-853-3989, 345-9945, 2001-03-16, 4-1/2: end of such a number that starts at i with digits to e; else 0. */
static uint32_t number_with_hyphens(const scanner *k, uint32_t i, uint32_t e) {
    uint32_t groups = 1, j = e, n_first = e - i, n_last = 0;
    while (j + 1 < k->end && k->s[j] == '-' && is_digit((unsigned char)k->s[j + 1])) {
        uint32_t stop = digits_end(k, j + 1);
        n_last = stop - j - 1;
        j = stop;
        groups++;
    }
    uint32_t len;
    if (groups == 2 && n_last <= 2 && j + 1 < k->end && k->s[j] == '/' && is_digit((unsigned char)k->s[j + 1]))
        return digits_end(k, j + 1);
    if (is_wordy(cp_at(k, j, &len)))
        return 0;
    return groups > 2 || (groups == 2 && n_first == 3 && n_last == 4) ? j : 0;
}

/* Scan one word that starts at start and whose first run ends at e; returns where to go on. */
static uint32_t scan_word(scanner *k, uint32_t start, uint32_t e) {
    uint32_t len, n_back;
    bool host_tried = false; /* once is enough, and keeps "a.b.c.d…" linear */
    for (;;) {
        uint32_t c = cp_at(k, e, &len), after = e + len, len2, d = cp_at(k, after, &len2);
        bool digit_before = e > start && is_digit((unsigned char)k->s[e - 1]);
        if (c == 0 || c == ' ')
            break;
        if (is_apostrophe(c)) {
            if (d == 0 || !cp_is_alpha(d)) {
                char s = (char)(k->s[e - 1] | 32);
                if ((c == '\'' || c == 0x2019) && s == 's' && !is_wordy(d) && !is_apostrophe(d) && is_possessive(k, e, len)) {
                    emit_word(k, start, e);
                    emit(k, e, after, TOKEN_WORD, ABBR_NONE, true);
                    return after;
                }
                break;
            }
            uint32_t stop = clitic_at(k, start, e, len, &n_back);
            if (stop && digit_before && !n_back && after + 1 == stop && (k->s[after] | 32) == 's') { /* 60's */
                e = stop;
                continue;
            }
            if (stop) {
                uint32_t from = e - n_back;
                emit_word(k, start, from);
                emit(k, from, stop, TOKEN_WORD, ABBR_NONE, true);
                /* they'd've */
                for (uint32_t at = stop;
                     is_apostrophe(cp_at(k, at, &len)) && (stop = clitic_at(k, start, at, len, &n_back)) && !n_back; at = stop)
                    emit(k, at, stop, TOKEN_WORD, ABBR_NONE, true);
                return k->nomem ? k->end : k->out->items[k->out->n - 1].end;
            }
            if (e - start == 1 && (k->s[start] | 32) == 'n' && (d | 32) == 't' &&
                !is_wordy(cp_at(k, after + len2, &len2))) { /* do n't */
                emit(k, start, after + 1, TOKEN_WORD, ABBR_NONE, false);
                return after + 1;
            }
            uint32_t more = word_end(k, after);
            e = more;
            continue;
        }
        if (c == '.') {
            bool single = is_one_letter(k, start, e);
            if (d != 0 && is_wordy(d)) {
                if (digit_before && is_digit(d)) {
                    e = word_end(k, after);
                    continue;
                }
                uint32_t host = host_tried ? 0 : host_at(k, start);
                host_tried = true;
                if (host > after) {
                    emit(k, start, host, TOKEN_URL, ABBR_NONE, false);
                    return host;
                }
                /* U.S., a.m., A.B.C */
                if (single && is_letter_at(k, start) && is_letter_at(k, after)) {
                    uint32_t j = after + len2, stop = j, len3;
                    bool letters = true;
                    for (;;) {
                        uint32_t x = cp_at(k, j, &len3);
                        if (is_wordy(x)) {
                            letters = false;
                            break;
                        }
                        stop = j;
                        if (x != '.')
                            break;
                        stop = j + 1;
                        if (!is_letter_at(k, j + 1))
                            break;
                        cp_at(k, j + 1, &len3);
                        j = j + 1 + len3;
                    }
                    if (!letters && stop == after + len2)
                        stop = 0; /* "J.Smith": the initial alone */
                    if (letters || stop) {
                        uint32_t bits = look_up(k->lex, k->s + start, (k->s[stop - 1] == '.' ? stop - 1 : stop) - start);
                        abbr_class class = (abbr_class)(bits >> ABBR_SHIFT & 15); /* e.g., i.e. */
                        emit(k, start, stop, TOKEN_ACRONYM, class ? class : ABBR_OTHER, false);
                        return stop;
                    }
                    emit(k, start, after, TOKEN_INITIAL, ABBR_TITLE, false);
                    return after;
                }
                /* Ph.D., n.b.: in the list with the inner stop */
                uint32_t more = word_end(k, after);
                if (more - start <= WORD_MAX && more < k->end && k->s[more] == '.') {
                    abbr_class class = abbreviation(k, start, more);
                    if (class) {
                        emit(k, start, more + 1, TOKEN_ABBR, class, false);
                        return more + 1;
                    }
                }
                abbr_class class = abbreviation(k, start, e);
                if (class) { /* No.5, Mr.Smith */
                    emit(k, start, after, TOKEN_ABBR, class, false);
                    return after;
                }
                if (is_upper_at(k, after) || is_digit(d) || digit_before)
                    break; /* lost space: "Qatar.The" */
                e = more;
                continue;
            }
            if (d == '.')
                break;
            if (single && is_upper_at(k, start)) {
                /* An initial needs a name behind it; "I." needs one before it, too. */
                uint32_t len3, next = next_visible(k, after, &len3);
                bool name_before = k->out->n && k->out->items[k->out->n - 1].start >= k->start &&
                                   is_upper_at(k, k->out->items[k->out->n - 1].start);
                if ((k->s[start] != 'I' || name_before) && next < k->end && is_upper_at(k, next)) {
                    emit(k, start, after, TOKEN_INITIAL, ABBR_TITLE, false);
                    return after;
                }
            }
            abbr_class class = abbreviation(k, start, e);
            if (class) {
                emit(k, start, after, TOKEN_ABBR, class, false);
                return after;
            }
            break;
        }
        if (c == ',' && digit_before && is_digit(d)) {
            uint32_t stop = digits_end(k, after);
            bool group = stop - after == 3 ||
                         (stop - after == 2 && stop + 1 < k->end && k->s[stop] == ',' && is_digit((unsigned char)k->s[stop + 1]));
            if (!group)
                break;
            e = stop == after + 3 ? word_end(k, stop) : stop;
            continue;
        }
        if (c == ':' && digit_before && is_digit(d)) {
            e = word_end(k, after);
            continue;
        }
        if (c == '/') {
            uint32_t stop = word_end(k, after);
            bool letters = stop > after && is_one_letter(k, start, e) && is_one_letter(k, after, stop);
            if ((digit_before && is_digit(d)) || letters) {
                e = stop;
                continue;
            }
            if (look_up(k->lex, k->s + start, stop - start) & IS_WHOLE) {
                e = stop;
                continue;
            }
            break;
        }
        if (is_hyphen(c)) {
            if (!is_wordy(d))
                break;
            if (digits_end(k, start) == e) {
                uint32_t stop = number_with_hyphens(k, start, e);
                if (!stop)
                    break;
                e = stop;
                continue;
            }
            if (look_up(k->lex, k->s + start, e - start) & IS_PREFIX) {
                e = word_end(k, after);
                continue;
            }
            break;
        }
        if (c == '&') {
            uint32_t stop = word_end(k, after);
            if (stop == after || e - start > 3 || stop - after > 3)
                break;
            e = stop;
            continue;
        }
        if ((c == '$' || c == 0x20AC || c == 0xA3) && e - start <= 3 && is_digit(d) && is_upper_at(k, e - 1)) { /* US$5 */
            emit(k, start, after, TOKEN_WORD, ABBR_NONE, false);
            return after;
        }
        if (c == '(' && d == 's' && after + 1 < k->end && k->s[after + 1] == ')' &&
            !is_wordy(cp_at(k, after + 2, &len2))) { /* page(s) */
            e = after + 2;
            continue;
        }
        break;
    }
    emit_word(k, start, e);
    return e;
}

/* --- marks ------------------------------------------------------------------------------------------------------------------ */
static uint32_t run_end(const scanner *k, uint32_t i, const char *set) {
    while (i < k->end && k->s[i] && strchr(set, k->s[i]))
        i++;
    return i;
}

/* One or more marks at i. before: the character before. */
static uint32_t scan_mark(scanner *k, uint32_t i, uint32_t c, uint32_t len, uint32_t before) {
    uint32_t e = i + len, len2, d = cp_at(k, e, &len2);
    token_kind kind = TOKEN_PUNCT;
    bool free_before = !is_wordy(before);
    switch (c) {
    case '.':
        if (d != 0 && is_digit(d) && (is_gap(before) || before == '$' || before == '(' || before == 0x20AC || before == 0xA3))
            return scan_word(k, i, word_end(k, e)); /* .50 */
        e = run_end(k, i, ".");
        kind = e - i > 1 ? TOKEN_DOTS : TOKEN_STOP;
        break;
    case 0x2026:
        while ((d = cp_at(k, e, &len2)) == 0x2026 || d == '.')
            e += len2;
        kind = TOKEN_DOTS;
        break;
    case '!':
    case '?':
        e = run_end(k, i, "!?");
        kind = TOKEN_BANG;
        break;
    case 0xFF01:
    case 0xFF1F:
    case 0x203C:
    case 0x2047:
    case 0x2049: kind = TOKEN_BANG; break;
    case 0x3002: kind = TOKEN_STOP; break;
    case '-':
        e = run_end(k, i, "-");
        kind = TOKEN_DASH;
        break;
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        while (cp_at(k, e, &len2) == c)
            e += len2;
        kind = TOKEN_DASH;
        break;
    case '=':
    case '*':
    case '~':
    case '<':
    case '>':
    case '|':
    case '^': {
        char set[2] = {(char)c, '\0'};
        e = run_end(k, i, set);
        break;
    }
    case '+':
        if (free_before && is_digit(d)) {
            e = word_end(k, e);
            emit(k, i, e, TOKEN_NUMBER, ABBR_NONE, false);
            return e;
        }
        e = run_end(k, i, "+");
        break;
    case '#':
    case '@':
        if (free_before && d != 0 && (cp_is_alpha(d) || d == '_')) { /* #tag, @name */
            e = word_end(k, e);
            emit(k, i, e, TOKEN_WORD, ABBR_NONE, false);
            return e;
        }
        break;
    case '[':
        if (d == '.' || d == 0x2026) { /* [...]: one mark */
            uint32_t stop = d == '.' ? run_end(k, e, ".") : e + len2;
            if (stop < k->end && k->s[stop] == ']' && (d != '.' || stop - e > 1)) {
                emit(k, i, stop + 1, TOKEN_PUNCT, ABBR_NONE, false);
                return stop + 1;
            }
        }
        kind = TOKEN_OPEN;
        break;
    case '(':
    case '{':
    case 0x201C:
    case 0xAB:
    case 0x201E:
    case 0x201F:
    case 0x2039: kind = TOKEN_OPEN; break;
    case ')':
    case ']':
    case '}':
    case 0x201D:
    case 0xBB:
    case 0x203A: kind = TOKEN_CLOSE; break;
    case '"': kind = TOKEN_QUOTE; break;
    case 0x2022:
    case 0x25AA:
    case 0x25CF:
    case 0x2023:
    case 0x25A0:
    case 0x25E6:
    case 0x2043:
    case 0x25B6:
    case 0x25BA: kind = TOKEN_BULLET; break;
    case ':':
    case ';':
        if (is_gap(before) && d != 0) { /* :) ;-) */
            uint32_t j = d == '-' ? e + 1 : e;
            if (j < k->end && (k->s[j] == ')' || k->s[j] == '(') && is_gap(cp_at(k, j + 1, &len2))) {
                emit(k, i, j + 1, TOKEN_PUNCT, ABBR_NONE, false);
                return j + 1;
            }
        }
        break;
    default:
        if (is_apostrophe(c)) {
            if (c == d && c != 0x2018 && !is_wordy(cp_at(k, e + len2, &len2))) { /* '' closing, written with two marks */
                cp_at(k, e, &len2);
                kind = TOKEN_CLOSE;
                e += len2;
                break;
            }
            if (c == '`' && d == '`') {
                kind = TOKEN_OPEN;
                e++;
                break;
            }
            if (!is_gap(before) && !free_before) { /* behind a word: 'a quotation', and not a possessive */
                kind = c == 0x2018 ? TOKEN_OPEN : TOKEN_CLOSE;
                k->open_single = false;
                break;
            }
            uint32_t stop = word_end(k, e), back;
            uint32_t lit = clitic_at(k, i, i, len, &back);
            if (lit && is_gap(before) && c != 0x2018 && k->out->n && k->out->items[k->out->n - 1].end + 2 > i) { /* "Iran 's" */
                emit(k, i, lit, TOKEN_WORD, ABBR_NONE, false);
                return lit;
            }
            uint32_t digits = digits_end(k, e);
            if (digits - e == 2 && stop - digits <= 1) { /* '90s, ’72 */
                emit(k, i, stop, TOKEN_NUMBER, ABBR_NONE, false);
                return stop;
            }
            if (stop > e && (look_up(k->lex, k->s + i, stop - i) & IS_ELIDED)) {
                emit(k, i, stop, TOKEN_WORD, ABBR_NONE, false);
                return stop;
            }
            if (d != 0 && is_wordy(d)) {
                k->open_single = true;
                kind = TOKEN_OPEN;
            } else {
                kind = c == 0x2018 ? TOKEN_OPEN : c == '\'' && is_gap(before) && is_gap(d) ? TOKEN_QUOTE : TOKEN_CLOSE;
                k->open_single = false;
            }
            break;
        }
        /* A symbol with what modifies it: variation selectors, skin tones, joined symbols. */
        for (;;) {
            d = cp_at(k, e, &len2);
            if (d == 0xFE0F || d == 0xFE0E || (d >= 0x1F3FB && d <= 0x1F3FF && c >= 0x2190)) {
                e += len2;
            } else if (d == 0x200D && c >= 0x2190) {
                uint32_t len3, f = cp_at(k, e + len2, &len3);
                if (f < 0x2190 || f == UTF8_BAD)
                    break;
                e += len2 + len3;
            } else {
                break;
            }
        }
        break;
    }
    emit(k, i, e, kind, ABBR_NONE, false);
    return e;
}

parley_status tokens_find(token_list *out, const token_lexicon *lex, const char *text, uint32_t start, uint32_t end,
                          parley_error *err) {
    scanner k = {.lex = lex, .s = text, .start = start, .end = end, .out = out};
    uint32_t i = start, len, before = ' ';
    uint32_t chunk_end = start, mail = 0; /* the run without spaces around i, and its '@' */
    while (i < end && !k.nomem) {
        uint32_t c = cp_at(&k, i, &len);
        if (is_gap(c)) {
            i += len;
            before = ' ';
            continue;
        }
        if (i >= chunk_end) {
            mail = 0;
            chunk_end = i;
            while (chunk_end < end && (unsigned char)text[chunk_end] > ' ') {
                if (text[chunk_end] == '@' && !mail)
                    mail = chunk_end;
                chunk_end++;
            }
            if (chunk_end == i)
                chunk_end++;
        }
        uint32_t next = 0;
        if (is_wordy(c)) {
            if ((c | 32) == 'h' || (c | 32) == 'w' || (c | 32) == 'f')
                next = url_at(&k, i);
            if (!next && mail > i && mail - i <= 64) /* longest local part of an address */
                next = mail_at(&k, i, mail);
            if (next)
                emit(&k, i, next, TOKEN_URL, ABBR_NONE, false);
            else
                next = scan_word(&k, i, word_end(&k, i));
        } else {
            next = scan_mark(&k, i, c, len, before);
        }
        i = next;
        before = cp_before(&k, i);
    }
    return k.nomem ? fail_nomem(err) : PARLEY_OK;
}
