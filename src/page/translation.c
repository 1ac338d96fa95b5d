/* translation.c - is a page a translation? By notes in its words (note.c), by marks that translators leave in HTML, or by traces
 * in the wording that no writer leaves. Precision goes first: a page about translators must give nothing. */
#include "page/html.h"
#include "page/note.h"

#include <stdlib.h>

static const char *made_name(note_made m) {
    return m == NOTE_MACHINE ? "machine" : m == NOTE_PERSON ? "person" : NULL;
}

/* --- notes ---------------------------------------------------------------------------------------------------------------- */
enum { TOP_PROSE = 2, END_PROSE = 1, NOTE_WORDS_MAX = 300, PART_WORDS = 14, BOOK_LINES = 3 };

/* Does a page that tells of a book stand around line i ("Translated by …. Paperback, 320 pages")? */
static bool near_book(const parley_page *p, const page_html *h, uint32_t line, const notes *l, parley_arena *scratch) {
    uint32_t first = line > BOOK_LINES ? line - BOOK_LINES : 0;
    for (uint32_t i = first; i < h->n_lines && i <= line + BOOK_LINES; i++) {
        const page_line *x = &h->lines[i];
        if (x->is_prose && i != line)
            continue;
        const char *s = utf8_lower(scratch, p->text + x->start, x->end - x->start, true);
        while (*s) {
            size_t n = strcspn(s, " ,.;:()[]|\t");
            if (n && note_in(l, "book", s, n))
                return true;
            s += n + (s[n] != '\0');
        }
    }
    return false;
}

/* The pieces of a credit line may be notes, those of running text may not. */
static bool has_parts(const page_line *l, const char *text) {
    bool bracket = text[l->start] == '(' || text[l->start] == '[';
    return bracket || !l->is_prose || l->n_words <= PART_WORDS || l->role == PAGE_CREDIT || l->role == PAGE_BYLINE;
}

static bool may_note(const page_line *l) {
    if (l->n_words == 0 || l->n_words > NOTE_WORDS_MAX || l->mark.flags & (MARK_COMMENT | MARK_RELATED))
        return false;
    return l->role != PAGE_NOISE || l->reason != CUE_REPLY;
}

static void take_note(parley_page *p, const note *n, uint32_t at) {
    page_translation *t = &p->translation;
    if (!t->sign) {
        parley_span s = page_source_span(p, (parley_span){at + n->start, at + n->end});
        if (s.end <= s.start)
            return;
        *t = (page_translation){"note", made_name(n->made), n->original, s,
                                arena_strn(&p->arena, p->text + at + n->start, n->end - n->start)};
        return;
    }
    /* A second note may say more: who made it below the headline, of what language at the end. */
    t->made = t->made ? t->made : made_name(n->made);
    t->original = t->original ? t->original : n->original;
}

static void find_notes(parley_page *p, const page_html *h, const notes *l, parley_arena *scratch) {
    uint32_t prose = 0, seen = 0;
    for (uint32_t i = 0; i < h->n_lines; i++)
        prose += h->lines[i].is_prose && h->lines[i].role != PAGE_NOISE;
    for (uint32_t i = 0; i < h->n_lines; i++) {
        const page_line *x = &h->lines[i];
        bool body = x->is_prose && x->role != PAGE_NOISE;
        uint32_t after = prose - seen - body;
        note n;
        note_place place = {seen <= TOP_PROSE || after <= END_PROSE, has_parts(x, p->text)};
        seen += body;
        arena_reset(scratch);
        if (!may_note(x) || !note_find(&n, l, p->text + x->start, x->end - x->start, place, scratch))
            continue;
        if (n.made != NOTE_MACHINE && near_book(p, h, i, l, scratch))
            continue;
        take_note(p, &n, x->start);
    }
}

/* --- markup --------------------------------------------------------------------------------------------------------------- */
static void find_markup(parley_page *p, const page_html *h, const notes *l) {
    page_translation *t = &p->translation;
    const html_fact *best = NULL;
    for (uint32_t i = 0; i < h->n_facts; i++)
        if (h->facts[i].what == WHAT_TRANSLATED && h->facts[i].end > h->facts[i].start &&
            (!best || h->facts[i].rank < best->rank || (h->facts[i].rank == best->rank && !*best->value)))
            best = &h->facts[i];
    if (!best)
        return;
    const char *made = made_name((note_made)best->rank), *original = note_language(l, best->value, strlen(best->value));
    if (!t->sign)
        *t = (page_translation){.sign = "markup",
                                .evidence = {best->start, best->end},
                                .words = utf8_valid(p->source + best->start, best->end - best->start, NULL)
                                             ? arena_strn(&p->arena, p->source + best->start, best->end - best->start)
                                             : ""};
    t->made = t->made ? t->made : made;
    t->original = t->original ? t->original : original;
}

/* A page that calls itself a translation and has one other edition was made from that one. */
static void find_edition(parley_page *p, const page_html *h, const notes *l) {
    const char *only = NULL;
    for (uint32_t i = 0; i < h->n_facts; i++) {
        const html_fact *f = &h->facts[i];
        const char *code = f->what == WHAT_ALTERNATE ? note_language(l, f->value, strlen(f->value)) : NULL;
        if (!code)
            continue;
        if (only && strcmp(only, code) != 0)
            return;
        only = code;
    }
    p->translation.original = only;
}

/* --- traces --------------------------------------------------------------------------------------------------------------- */
enum { TRACE_NUMBER = 2, TRACE_MARKS = 2, TRACE_BUTTON = 1, TRACE_DATE = 1, TRACES_ENOUGH = 3 };

static bool letter_at(const char *s, uint32_t n, uint32_t i) {
    uint32_t len;
    return i < n && cp_is_alpha(utf8_get(s + i, n - i, &len));
}

static size_t word_at(const notes *l, const char *set, const char *s, uint32_t n, uint32_t i) {
    uint32_t k = i;
    char low[24];
    while (k < n && letter_at(s, n, k) && k - i < sizeof low) {
        low[k - i] = (char)(s[k] >= 'A' && s[k] <= 'Z' ? s[k] + 32 : s[k]);
        k++;
    }
    return k > i && k - i < sizeof low && !letter_at(s, n, k) && note_in(l, set, low, k - i) ? k - i : 0;
}

/* "0.04 million deaths": another language's unit in which ten thousands are counted, turned into English word by word. Money and
 * measures are given so. The bytes, or {0, 0}. */
static parley_span small_number(const notes *l, const char *s, uint32_t n) {
    for (const char *at = s; (at = memmem(at, n - (size_t)(at - s), "0.0", 3)); at++) {
        uint32_t i = (uint32_t)(at - s), k = i + 3;
        if (i > 0 && (cp_is_digit((unsigned char)s[i - 1]) || s[i - 1] != ' ' || (i > 1 && (unsigned char)s[i - 2] >= 0x80)))
            continue;
        while (k < n && cp_is_digit((unsigned char)s[k]))
            k++;
        size_t scale = k > i + 3 && k + 1 < n && s[k] == ' ' ? word_at(l, "scale", s, n, k + 1) : 0;
        if (!scale)
            continue;
        uint32_t end = k + 1 + (uint32_t)scale;
        /* What is counted: a word that is no money, and no money before the number ("RMB 0.04 million"). */
        uint32_t before = i > 0 ? i - 1 : 0, from = before;
        while (from > 0 && letter_at(s, n, from - 1))
            from--;
        if (end + 1 >= n || s[end] != ' ' || !letter_at(s, n, end + 1) || word_at(l, "money", s, n, end + 1) ||
            (from < before && word_at(l, "money", s, n, from)))
            continue;
        return (parley_span){i, end};
    }
    return (parley_span){0, 0};
}

/* Quotation marks and commas of other languages between English words. */
static parley_span foreign_marks(const char *s, uint32_t n) {
    static const char *const marks[] = {"\xC2\xAB", "\xE2\x80\x9E", "\xEF\xBC\x8C", "\xE3\x80\x82",
                                        "\xE3\x80\x8C"}; /* « „ ， 。 「 */
    for (size_t m = 0; m < COUNT_OF(marks); m++) {
        uint32_t len = (uint32_t)strlen(marks[m]);
        const char *at = memmem(s, n, marks[m], len);
        uint32_t i = at ? (uint32_t)(at - s) : 0;
        if (at && i + len < n && (unsigned char)s[i + len] < 0x80 && letter_at(s, n, i + len))
            return (parley_span){i, i + len};
    }
    return (parley_span){0, 0};
}

/* A day written as numbers in running text ("approved on 6/10"). One day of September is a name. */
static bool bare_day(const char *s, uint32_t n) {
    for (const char *at = s; (at = memmem(at, n - (size_t)(at - s), " on ", 4)); at++) {
        char *end;
        long month = strtol(at + 4, &end, 10);
        if (*end != '/' || month < 1 || month > 12 || !cp_is_digit((unsigned char)at[4]))
            continue;
        long day = cp_is_digit((unsigned char)end[1]) ? strtol(end + 1, &end, 10) : 0;
        if (day > 0 && day <= 31 && *end != '/' && *end != '-' && !cp_is_digit((unsigned char)*end) && !(month == 9 && day == 11))
            return true;
    }
    return false;
}

static bool button(const notes *l, const char *s, uint32_t n) {
    size_t k = word_at(l, "button", s, n, 0);
    return k && k + 1 < n && s[k] == ' ' && word_at(l, "original", s, n, (uint32_t)k + 1) == n - k - 1;
}

/* One trace may be chance. */
static void find_traces(parley_page *p, const page_html *h, const notes *l) {
    parley_span at = {0, 0};
    bool number = false, marks = false, day = false, original = false;
    for (uint32_t i = 0; i < h->n_lines; i++) {
        const page_line *x = &h->lines[i];
        const char *s = p->text + x->start;
        uint32_t n = x->end - x->start;
        original = original || button(l, s, n);
        if (!x->is_prose || x->role == PAGE_NOISE)
            continue;
        day = day || bare_day(s, n);
        parley_span found = number ? (parley_span){0, 0} : small_number(l, s, n);
        number = number || found.end;
        if (!found.end && !marks) {
            found = foreign_marks(s, n);
            marks = found.end > 0;
        }
        if (found.end && !at.end)
            at = (parley_span){x->start + found.start, x->start + found.end};
    }
    int weight = TRACE_NUMBER * number + TRACE_MARKS * marks + TRACE_DATE * day + TRACE_BUTTON * original;
    parley_span s = page_source_span(p, at);
    if (weight < TRACES_ENOUGH || s.end <= s.start)
        return;
    p->translation =
        (page_translation){"traces", "machine", NULL, s, arena_strn(&p->arena, p->text + at.start, at.end - at.start)};
}

void translation_find(parley_page *p, const page_html *h, const page_lex *lex, parley_arena *scratch) {
    const notes *l = lex_notes(lex);
    find_notes(p, h, l, scratch);
    find_markup(p, h, l);
    if (!p->translation.sign && strcmp(p->lang, "en") == 0)
        find_traces(p, h, l);
    if (p->translation.sign && !p->translation.original)
        find_edition(p, h, l);
}
