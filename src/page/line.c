/* line.c - what can be counted about a line of text: words, capitals, function words, cue words of noise.
 *
 * Cue words stand in data/page/cues.tsv. A pattern is a row of words; it is found by its first word in a hash table and then
 * compared word by word, so a line costs its length plus the few patterns that begin with one of its words. */
#include "page/features.h"
#include "page/note.h"
#include "page/recurrent.h"
#include "page/trees.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <strings.h>

const char *const page_cue_names[CUE_COUNT] = {
    "menu",      "share",   "shop", "account", "disclaimer", "counter", "self-description", "caption",  "reply-form", "repeat",
    "promotion", "related", "code", "filler",  "metadata",   "credit",  "byline",           "dateline", "speech"};

enum { PATTERN_MAX = 16, LANGUAGES_MAX = 32 };

typedef struct pattern {
    uint64_t words[PATTERN_MAX]; /* WORD_GAP: up to four words of any kind */
    uint8_t n_words;
    uint8_t cue;
    bool at_start, at_end;
    float weight;
    uint32_t next; /* another pattern with the same first word */
} pattern;

struct page_lex {
    parley_arena arena;
    pattern *patterns;
    uint32_t n_patterns, cap_patterns;
    parley_map first;     /* first word's hash, as 8 bytes -> index of pattern */
    parley_map functions; /* function word's hash -> bit set of languages; bit 0 is English */
    trees lines_text, lines_html;
    recurrent order_text;
    const notes *notes;
    parley_map markup; /* word or "word word" of an attribute -> MARK_* */
    uint32_t n_languages;
    uint64_t known[1024]; /* a bit for each word that first or functions may hold: most words of a page have none */
};

#define WORD_GAP    1u
#define WORD_NUMBER 2u

typedef struct word {
    uint64_t hash;
    uint32_t start, end;
} word;

/* Cut s into words for patterns: letters, digits and inner apostrophes together; numbers are all one word; of the marks only
 * those that tell something count, each as a word. */
static uint32_t line_words(const char *s, uint32_t n, word **out, parley_arena *a) {
    uint32_t cap = 0, n_words = 0;
    word *words = NULL;
    for (uint32_t i = 0; i < n;) {
        uint32_t len, cp = utf8_get(s + i, n - i, &len);
        if (cp_is_alpha(cp) || cp_is_digit(cp)) {
            uint32_t start = i;
            uint64_t h = 14695981039346656037u;
            bool digits = true;
            while (i < n) {
                cp = utf8_get(s + i, n - i, &len);
                if (cp == '\'' || cp == 0x2019) { /* don't, it's: one word, however the apostrophe is written */
                    uint32_t l2, c2 = i + len < n ? utf8_get(s + i + len, n - i - len, &l2) : 0;
                    if (!cp_is_alpha(c2))
                        break;
                    cp = '\'';
                } else if ((cp == '.' || cp == ',') && digits && i + 1 < n && cp_is_digit((unsigned char)s[i + 1])) {
                    i++;
                    continue;
                } else if (!cp_is_alpha(cp) && !cp_is_digit(cp)) {
                    break;
                }
                if (!cp_is_digit(cp))
                    digits = false;
                h = (h ^ cp_lower(cp)) * 1099511628211u;
                i += len;
            }
            ARENA_PUSH(a, words, n_words, cap) = (word){digits ? WORD_NUMBER : h, start, i};
            continue;
        }
        if (cp == ':' || cp == '|' || cp == '@' || cp == '$' || cp == 0xA9 || cp == 0xBB || cp == '>' || cp == '+' || cp == '=' ||
            cp == '#' || cp == 0x20AC || cp == 0xA3 || cp == '(' || cp == ')' || cp == '[' || cp == ']' || cp == '/')
            ARENA_PUSH(a, words, n_words, cap) = (word){0x100 + cp, i, i + len};
        i += len;
    }
    *out = words;
    return n_words;
}

static void know(page_lex *lex, uint64_t w) {
    lex->known[(w >> 6) % COUNT_OF(lex->known)] |= 1ull << (w & 63);
}

static bool is_known(const page_lex *lex, uint64_t w) {
    return lex->known[(w >> 6) % COUNT_OF(lex->known)] >> (w & 63) & 1u;
}

/* --- lexicon -------------------------------------------------------------------------------------------------------------- */
static bool row_cue(char **f, uint32_t n, uint32_t line, void *user) {
    page_lex *lex = user;
    (void)line;
    if (n < 3)
        return false;
    pattern p = {.next = PARLEY_NONE, .cue = CUE_COUNT};
    for (uint8_t c = 0; c < CUE_COUNT; c++)
        if (strcmp(f[0], page_cue_names[c]) == 0)
            p.cue = c;
    p.weight = strtof(f[1], NULL);
    char *s = f[2], *end = s + strlen(s);
    if (*s == '^') {
        p.at_start = true;
        s++;
    }
    if (end > s && end[-1] == '$' && (end - 1 == s || end[-2] == ' ')) {
        p.at_end = true;
        end--;
    }
    while (s < end) {
        char *space = memchr(s, ' ', (size_t)(end - s));
        char *stop = space ? space : end;
        if (stop > s) {
            if (p.n_words >= PATTERN_MAX)
                return false;
            if (stop == s + 1 && *s == '*') {
                p.words[p.n_words++] = WORD_GAP;
            } else if (stop == s + 1 && *s == '0') {
                p.words[p.n_words++] = WORD_NUMBER;
            } else {
                word *words;
                uint32_t n_words = line_words(s, (uint32_t)(stop - s), &words, &lex->arena);
                for (uint32_t i = 0; i < n_words; i++) {
                    if (p.n_words >= PATTERN_MAX)
                        return false;
                    p.words[p.n_words++] = words[i].hash;
                }
            }
        }
        s = stop + (space != NULL);
    }
    if (p.cue == CUE_COUNT || p.n_words == 0 || p.words[0] == WORD_GAP || p.words[p.n_words - 1] == WORD_GAP || p.weight <= 0)
        return false;
    uint64_t *key = arena_copy(&lex->arena, &p.words[0], sizeof p.words[0]);
    p.next = map_get(&lex->first, (const char *)key, sizeof *key, PARLEY_NONE);
    map_set(&lex->first, (const char *)key, sizeof *key, lex->n_patterns);
    know(lex, *key);
    ARENA_PUSH(&lex->arena, lex->patterns, lex->n_patterns, lex->cap_patterns) = p;
    return true;
}

static bool row_language(char **f, uint32_t n, uint32_t line, void *user) {
    page_lex *lex = user;
    (void)line;
    if (n < 2 || lex->n_languages >= LANGUAGES_MAX)
        return false;
    uint32_t bit = 1u << lex->n_languages;
    lex->n_languages++;
    word *words;
    uint32_t n_words = line_words(f[1], (uint32_t)strlen(f[1]), &words, &lex->arena);
    for (uint32_t i = 0; i < n_words; i++) {
        uint64_t *key = arena_copy(&lex->arena, &words[i].hash, sizeof words[i].hash);
        uint32_t old = map_get(&lex->functions, (const char *)key, sizeof *key, 0);
        map_set(&lex->functions, (const char *)key, sizeof *key, old | bit);
        know(lex, *key);
    }
    return true;
}

static bool row_markup(char **f, uint32_t n, uint32_t line, void *user) {
    static const char *const names[MARK_BITS] = {"article", "body",  "nav",    "aside",  "footer", "header",     "form",
                                                 "table",   "list",  "quote",  "figure", "hidden", "comment",    "related",
                                                 "share",   "promo", "byline", "date",   "title",  "standfirst", "tags",
                                                 "dialog",  "embed", "bio",    "meta",   "code"};
    page_lex *lex = user;
    (void)line;
    uint32_t bit = 0;
    for (uint32_t i = 0; i < MARK_BITS; i++)
        if (n >= 2 && strcmp(f[0], names[i]) == 0)
            bit = 1u << i;
    if (!bit)
        return false;
    for (char *s = f[1]; *s;) {
        char *end = s + strcspn(s, " ");
        for (char *plus = s; plus < end; plus++)
            if (*plus == '+')
                *plus = ' ';
        uint32_t old = map_get(&lex->markup, s, (size_t)(end - s), 0);
        map_set(&lex->markup, s, (size_t)(end - s), old | bit);
        s = *end ? end + 1 : end;
    }
    return true;
}

uint32_t lex_markup(const page_lex *lex, const char *s, uint32_t n) {
    char pair[64]; /* the word before, a blank, this word */
    uint32_t n_before = 0, flags = 0;
    for (uint32_t i = 0; i < n;) {
        if (!cp_is_alpha((unsigned char)s[i]) || (unsigned char)s[i] >= 0x80) {
            i++;
            continue;
        }
        uint32_t len = 0, at = n_before ? n_before + 1 : 0, start = i;
        bool lower = false;
        while (i < n && (unsigned char)s[i] < 0x80 && cp_is_alpha((unsigned char)s[i]) &&
               !(lower && s[i] >= 'A' && s[i] <= 'Z')) {
            lower = lower || (s[i] >= 'a' && s[i] <= 'z');
            i++;
        }
        len = i - start;
        if (len > 24) {
            n_before = 0;
            continue;
        }
        if (at)
            pair[n_before] = ' ';
        for (uint32_t k = 0; k < len; k++)
            pair[at + k] = (char)(s[start + k] | 32);
        flags |= map_get(&lex->markup, pair + at, len, 0);
        if (at)
            flags |= map_get(&lex->markup, pair, at + len, 0);
        memmove(pair, pair + at, len);
        n_before = len;
    }
    return flags;
}

static page_lex lex_all;
static parley_status lex_status;
static parley_error lex_error;
static pthread_once_t lex_once = PTHREAD_ONCE_INIT;

static void lex_load(void) {
    jmp_buf nomem;
    arena_init(&lex_all.arena);
    if (setjmp(nomem)) {
        lex_all.arena.on_nomem = NULL;
        arena_free(&lex_all.arena);
        lex_status = fail_nomem(&lex_error);
        return;
    }
    lex_all.arena.on_nomem = &nomem;
    map_init(&lex_all.first, &lex_all.arena);
    map_init(&lex_all.functions, &lex_all.arena);
    map_init(&lex_all.markup, &lex_all.arena);
    if ((lex_status = lex_read("page/languages.tsv", &lex_all.arena, row_language, &lex_all, &lex_error)) >= 0 &&
        (lex_status = lex_read("page/markup.tsv", &lex_all.arena, row_markup, &lex_all, &lex_error)) >= 0 &&
        (lex_status = lex_read("page/cues.tsv", &lex_all.arena, row_cue, &lex_all, &lex_error)) >= 0 &&
        (lex_status = notes_read(&lex_all.notes, "page/translation.tsv", &lex_all.arena, &lex_error)) >= 0 &&
        (lex_status = trees_read(&lex_all.lines_html, "page/lines-html.tsv", features_count(true), &lex_all.arena, &lex_error)) >=
            0 &&
        (lex_status =
             trees_read(&lex_all.lines_text, "page/lines-text.tsv", features_count(false), &lex_all.arena, &lex_error)) >= 0)
        lex_status =
            recurrent_read(&lex_all.order_text, "page/order-text.tsv", features_count(false), &lex_all.arena, &lex_error);
    lex_all.arena.on_nomem = NULL;
}

const page_lex *page_lex_get(parley_error *err) {
    pthread_once(&lex_once, lex_load);
    if (lex_status < 0) {
        if (err)
            *err = lex_error;
        return NULL;
    }
    return &lex_all;
}

float lex_score(const page_lex *lex, bool html, const float *features) {
    return html ? trees_score(&lex->lines_html, features, LINE_LOW, LINE_HIGH)
                : trees_score(&lex->lines_text, features, -INFINITY, INFINITY);
}

const notes *lex_notes(const page_lex *lex) {
    return lex->notes;
}

const recurrent *lex_recurrent(const page_lex *lex) {
    return &lex->order_text;
}

uint32_t lex_languages(const page_lex *lex, uint64_t w) {
    return is_known(lex, w) ? map_get(&lex->functions, (const char *)&w, sizeof w, 0) : 0;
}

bool lex_is_function(const page_lex *lex, uint64_t w) {
    return lex_languages(lex, w) & 1u;
}

/* --- a line --------------------------------------------------------------------------------------------------------------- */
/* Does pattern p match from word i on? Gaps take as few words as possible. */
static bool pattern_fits(const pattern *p, const word *w, uint32_t n, uint32_t i) {
    if (p->at_start && i != 0)
        return false;
    uint32_t k = 0;
    uint32_t gap_k = PARLEY_NONE, gap_i = 0, gap_left = 0;
    for (;;) {
        if (k == p->n_words) {
            if (!p->at_end || i == n)
                return true;
        } else if (p->words[k] == WORD_GAP) {
            gap_k = ++k;
            gap_i = i;
            gap_left = 4;
            continue;
        } else if (i < n && p->words[k] == w[i].hash) {
            k++;
            i++;
            continue;
        }
        if (gap_k == PARLEY_NONE || gap_left == 0 || gap_i >= n)
            return false;
        gap_left--;
        i = ++gap_i;
        k = gap_k;
    }
}

static void line_cues(page_line *line, const page_lex *lex, const word *words, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        if (!is_known(lex, words[i].hash))
            continue;
        uint32_t at = map_get(&lex->first, (const char *)&words[i].hash, sizeof words[i].hash, PARLEY_NONE);
        for (; at != PARLEY_NONE; at = lex->patterns[at].next)
            if (pattern_fits(&lex->patterns[at], words, n, i))
                line->cue[lex->patterns[at].cue] += lex->patterns[at].weight;
    }
}

uint32_t line_runs(uint64_t **out, const page_line *line, const char *text, parley_arena *a) {
    enum { RUN = 4 };
    word *words;
    uint32_t n_words = line_words(text + line->start, line->end - line->start, &words, a), n = 0;
    uint64_t *runs = ARENA_ARRAY(a, uint64_t, n_words), last[RUN] = {0};
    for (uint32_t i = 0, met = 0; i < n_words; i++) {
        if (words[i].hash >= 0x100 && words[i].hash < 0x10000)
            continue; /* a mark */
        last[met++ % RUN] = words[i].hash;
        if (met < RUN)
            continue;
        uint64_t h = 14695981039346656037u;
        for (uint32_t k = 0; k < RUN; k++)
            h = (h ^ last[(met + k) % RUN]) * 1099511628211u;
        runs[n++] = h | 1u; /* never 0, which marks free slots */
    }
    *out = runs;
    return n;
}

void lines_measure(page_line *lines, uint32_t n, const char *text, const page_lex *lex, page_words *content,
                   parley_arena *scratch) {
    line_votes votes = {.count = 1};
    for (int pass = 0; pass < 2; pass++) {
        content->n = 0;
        for (uint32_t i = 0; i < n; i++) {
            arena_reset(scratch);
            line_measure(&lines[i], text, lex, &votes, content, scratch);
        }
        uint32_t best = 0;
        for (uint32_t k = 1; k < COUNT_OF(votes.by_language); k++)
            if (votes.by_language[k] > votes.by_language[best])
                best = k;
        bool unknown = votes.words > 100 && votes.by_language[best] * 20 < votes.words;
        if (pass || (!unknown && votes.by_language[0] * 3 >= votes.by_language[best] * 2))
            return;
        votes = (line_votes){.count = 1u << best, .any = unknown};
        for (uint32_t i = 0; i < n; i++)
            lines[i] = (page_line){.start = lines[i].start,
                                   .end = lines[i].end,
                                   .blank_before = lines[i].blank_before,
                                   .mark = lines[i].mark,
                                   .fixed = lines[i].fixed,
                                   .role = lines[i].role,
                                   .cue[CUE_DATELINE] = lines[i].cue[CUE_DATELINE]};
    }
}

/* Full stops of East Asia: the ring, the wide exclamation and question marks. */
static bool wide_stop(const char *s, uint32_t n) {
    return n >= 3 &&
           (memcmp(s, "\xE3\x80\x82", 3) == 0 || memcmp(s, "\xEF\xBC\x81", 3) == 0 || memcmp(s, "\xEF\xBC\x9F", 3) == 0);
}

/* Written without spaces between words: Thai to Khmer, kana, Han. */
static bool unspaced(uint32_t cp) {
    return (cp >= 0xE00 && cp < 0xF00) || (cp >= 0x1000 && cp < 0x10A0) || (cp >= 0x1780 && cp < 0x1800) ||
           (cp >= 0x3040 && cp < 0x3100) || (cp >= 0x3400 && cp < 0xA000) || (cp >= 0xF900 && cp < 0xFB00);
}

static bool upper_at(const char *s, uint32_t i, uint32_t n) {
    uint32_t len;
    return i < n && cp_is_upper(utf8_get(s + i, n - i, &len));
}

/* Name/Agency, Agency/Name: a slash between two words with capitals. */
static bool agency_slash(const char *s, uint32_t n) {
    const char *slash = n ? memchr(s, '/', n) : NULL;
    return slash && slash > s && upper_at(s, 0, n) && upper_at(s, (uint32_t)(slash - s) + 1, n);
}

/* Does a credit for a picture end s: in brackets ("[Name/Agency]", "(Photo: …)") or bare behind the last stop ("… on Monday.
 * AGENCY/First Last")? */
static bool picture_credit(const char *s, uint32_t n) {
    enum { CREDIT_MAX = 60 };
    static const char *const opens[] = {"photo", "image", "picture", "file", "ap photo", "courtesy", "credit"};
    if (n > 4 && (s[n - 1] == ']' || s[n - 1] == ')')) {
        const char *at = memrchr(s, s[n - 1] == ']' ? '[' : '(', n - 1);
        uint32_t len = at ? (uint32_t)(s + n - 2 - at) : 0;
        if (!at || len >= CREDIT_MAX)
            return false;
        for (size_t i = 0; i < COUNT_OF(opens); i++) {
            size_t k = strlen(opens[i]);
            if (len > k + 1 && strncasecmp(at + 1, opens[i], k) == 0 && (at[k + 1] == ':' || at[k + 1] == ' '))
                return at > s; /* a whole line in brackets may be the report's own note */
        }
        return agency_slash(at + 1, len);
    }
    uint32_t from = n > CREDIT_MAX ? n - CREDIT_MAX : 0;
    for (uint32_t i = memchr(s + from, '/', n - from) ? from : n; i + 2 < n; i++)
        if (s[i] == '.' && s[i + 1] == ' ' && agency_slash(s + i + 2, n - i - 2))
            return true;
    return false;
}

/* A label glued to a headline ("More:Ministers meet again"), as markup leaves it when it is taken away; a pointer in brackets
 * ("(Also on Outlet: …)", "(PHOTOS: …)"). */
static bool pointer_shape(const page_line *l, const char *s, uint32_t n) {
    enum { LABEL_MAX = 40 };
    bool round = n > 2 && s[0] == '(' && s[n - 1] == ')';
    const char *colon = memchr(s, ':', n < LABEL_MAX ? n : LABEL_MAX);
    if (!colon || l->n_words < 3 || l->n_words > 25 || l->cue[CUE_CREDIT] > 0)
        return false;
    uint32_t at = (uint32_t)(colon - s);
    char before = at ? s[at - 1] : ' ';
    bool letter = (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
    if (round)
        return letter && !l->ends_stop && at + 2 < n && s[at + 1] == ' ';
    return letter && !l->ends_colon && l->n_stops <= 1 && upper_at(s, 0, n) && at + 1 < n &&
           (upper_at(s, at + 1, n) || s[at + 1] == '\'' || (unsigned char)s[at + 1] == 0xE2) && s[at + 1] != '/';
}

/* Somebody's post, quoted whole: "… pic.twitter.com/x — Name (@name) May 2, 2019". Its address is no piece of code. */
static bool quoted_post(const page_line *l, const char *s, uint32_t n) {
    if (l->n_words < 5)
        return false;
    const char *at = memmem(s, n, "(@", 2);
    if (at && memmem(s, (size_t)(at - s), "\xE2\x80\x94 ", 4))
        return true;
    return memmem(s, n, "pic.twitter.com/", 16) || memmem(s, n, "https://t.co/", 13);
}

/* What cue words cannot say of a line, but its marks and capitals do. */
static void line_shape(page_line *line, const char *s, uint32_t n) {
    enum { CAPS_MIN = 6 }; /* words: a row of capitals longer than most headings is a pointer to another story */
    if (line->cue[CUE_CREDIT] == 0 && picture_credit(s, n))
        line->cue[CUE_CAPTION] += 6;
    if (!line->ends_stop && n > 30 && memmem(s + 1, n - 1, "Source: ", 8))
        line->cue[CUE_CAPTION] += 3;
    if (line->n_words >= CAPS_MIN && line->n_upper * 10 >= line->n_words * 8 && !line->ends_colon && !line->starts_quote)
        line->cue[CUE_RELATED] += 3;
    if (pointer_shape(line, s, n))
        line->cue[CUE_RELATED] += 4;
    if (line->cue[CUE_CODE] > 0 && quoted_post(line, s, n))
        line->cue[CUE_CODE] = 0;
}

void line_measure(page_line *line, const char *text, const page_lex *lex, line_votes *votes, page_words *content,
                  parley_arena *scratch) {
    const char *s = text + line->start;
    uint32_t n = line->end - line->start;
    word *words;
    uint32_t n_words = line_words(s, n, &words, scratch);
    line_cues(line, lex, words, n_words);
    uint64_t h = 14695981039346656037u;
    line->first_word = content->n;
    for (uint32_t i = 0; i < n_words; i++) {
        const word *w = &words[i];
        h = (h ^ w->hash) * 1099511628211u;
        if (w->hash >= 0x100 && w->hash < 0x10000) { /* a mark */
            line->n_symbols++;
            continue;
        }
        line->n_words++;
        if (line->n_words == 6)
            line->hash_head = h;
        if (w->hash == WORD_NUMBER) {
            line->n_numbers++;
            continue;
        }
        uint32_t set = lex_languages(lex, w->hash);
        line->n_function += (set & votes->count) != 0;
        if (!(set & votes->count) && w->end - w->start >= 4)
            ARENA_PUSH(content->a, content->items, content->n, content->cap) = (uint32_t)(w->hash >> 24) | 1u;
        for (uint32_t k = 0; set; set >>= 1, k++)
            votes->by_language[k] += set & 1u;
        uint32_t len, cp = utf8_get(s + w->start, w->end - w->start, &len);
        if (unspaced(cp) && w->end - w->start > 6) /* two letters a word, roughly */
            line->n_words += (w->end - w->start) / 6 - 1;
        if (cp_is_upper(cp)) {
            line->n_caps++;
            bool all = w->end - w->start > len;
            for (uint32_t k = w->start; k < w->end && all; k += len) {
                cp = utf8_get(s + k, w->end - k, &len);
                all = !cp_is_alpha(cp) || cp_is_upper(cp);
            }
            line->n_upper += all;
        } else if (i == 0) {
            line->starts_lower = true;
        }
    }
    line->n_content = content->n - line->first_word;
    votes->words += line->n_words;
    if (votes->any)
        line->n_function = line->n_words / 4;
    line->hash = h;
    if (line->n_words < 6)
        line->hash_head = h;
    for (uint32_t i = 0; i < n; i++) {
        char c = s[i];
        if (c == ',') {
            line->n_commas++;
        } else if (c == '.' || c == '!' || c == '?') {
            /* A stop ends a sentence when space, quote or the end follows and no capital letter alone stands before ("U.S."). */
            bool end =
                i + 1 == n || s[i + 1] == ' ' || s[i + 1] == '"' || s[i + 1] == '\'' || s[i + 1] == ')' || (s[i + 1] & 0x80);
            bool initial =
                c == '.' && i > 0 && s[i - 1] >= 'A' && s[i - 1] <= 'Z' && (i == 1 || s[i - 2] == ' ' || s[i - 2] == '.');
            if (end && !(initial && i + 1 < n))
                line->n_stops++;
        } else if ((unsigned char)c >= 0xE3 && wide_stop(s + i, n - i)) {
            line->n_stops++;
        } else if (c == '{' || c == '}' || c == '<' || c == ';' || c == '_' || c == '\\') {
            line->n_symbols++;
        }
    }
    /* Behind closing quotes and brackets, what ends the line? */
    uint32_t e = n;
    for (;;) {
        if (e && (s[e - 1] == '"' || s[e - 1] == '\'' || s[e - 1] == ')' || s[e - 1] == ']'))
            e--;
        else if (e >= 3 && (memcmp(s + e - 3, "\xE2\x80\x9D", 3) == 0 || memcmp(s + e - 3, "\xE2\x80\x99", 3) == 0))
            e -= 3;
        else
            break;
    }
    if (e) {
        char c = s[e - 1];
        line->ends_stop = c == '.' || c == '!' || c == '?' ||
                          (e >= 3 && (memcmp(s + e - 3, "\xE2\x80\xA6", 3) == 0 || wide_stop(s + e - 3, 3)));
        line->ends_colon = c == ':';
        line->ends_comma = c == ',' || c == ';';
    }
    line->starts_digit = n && cp_is_digit((unsigned char)s[0]);
    char iso[11];
    line->is_date = line->n_words <= 10 && line->n_numbers && date_in(s, n, iso);
    line->starts_quote = n && (s[0] == '"' || s[0] == '\'' ||
                               (n >= 3 && (memcmp(s, "\xE2\x80\x9C", 3) == 0 || memcmp(s, "\xE2\x80\x98", 3) == 0)));
    line_shape(line, s, n);
    /* Running text: enough words, some of them function words (at least one in eight), and a sentence that ends or is long. */
    line->is_prose =
        line->n_words >= 8 && line->n_function * 8 >= line->n_words && (line->ends_stop || line->n_stops || line->n_words >= 20);
}
