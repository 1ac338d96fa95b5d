/* sentence.c - where sentences end, by rules over tokens.
 *
 * A full stop, question or exclamation mark or ellipsis ends a sentence when what follows looks like a beginning: a capital
 * letter, a digit, a bullet, behind any opening marks. Closing marks that stick to it belong to the sentence. Abbreviations end
 * one by their class. A lower-case letter begins one only behind a bare full stop ("it ended. they left"; in the treebanks 228 of
 * 238 such stops are ends), and behind ! and ? where the paragraph has shown that it is written so: else "Yahoo! in" and `"Is it
 * over?" she asked.` stay whole.
 */
#include "language/token.h"

typedef struct splitter {
    const token_list *l;
    const token_lexicon *lex;
    const char *s;
    token_spans *out;
    bool nomem;
} splitter;

static void push(splitter *k, uint32_t first, uint32_t end) {
    token_spans *o = k->out;
    if (o->n == o->cap) {
        uint32_t cap = o->cap ? o->cap * 2 : 256;
        token_span *grown = mem_realloc(o->items, sizeof *grown * cap);
        if (!grown) {
            k->nomem = true;
            return;
        }
        o->items = grown;
        o->cap = cap;
    }
    o->items[o->n++] = (token_span){first, end};
}

static bool is(const splitter *k, const token *t, const char *what) {
    size_t n = strlen(what);
    return t->end - t->start == n && memcmp(k->s + t->start, what, n) == 0;
}

static bool touches(const splitter *k, uint32_t t) { /* no space before it */
    return t > 0 && k->l->items[t].start == k->l->items[t - 1].end;
}

/* A sentence, or several if it is too long for the parser. */
static void sentence(splitter *k, uint32_t first, uint32_t end) {
    while (end - first > SENTENCE_MAX) {
        uint32_t cut = first + SENTENCE_MAX;
        for (uint32_t t = cut; t > first + SENTENCE_MAX / 2; t--) {
            const token *m = &k->l->items[t - 1];
            if (m->kind == TOKEN_STOP || m->kind == TOKEN_BANG || m->kind == TOKEN_DOTS || is(k, m, ";") || is(k, m, ":") ||
                is(k, m, ",") || is(k, m, "|") || m->kind == TOKEN_DASH) {
                cut = t;
                break;
            }
        }
        while (cut < end && cut - first < SENTENCE_MAX + 8 && k->l->items[cut].glued)
            cut++;
        push(k, first, cut);
        first = cut;
    }
    if (first < end)
        push(k, first, end);
}

/* How the text from token t on begins: 'A' capital, 'a' lower case, '0' digit, ' ' nothing; opening marks and dashes are passed
 * over. at: the token that was looked at. */
static char begins(const splitter *k, uint32_t t, uint32_t end, uint32_t *at) {
    uint32_t limit = end - t > 6 ? t + 6 : end;
    for (; t < limit; t++) {
        const token *x = &k->l->items[t];
        uint32_t len, c = utf8_get(k->s + x->start, x->end - x->start, &len);
        *at = t;
        if (x->kind == TOKEN_BULLET)
            return 'A';
        if (x->kind == TOKEN_OPEN || x->kind == TOKEN_QUOTE || x->kind == TOKEN_DASH || x->kind == TOKEN_DOTS)
            continue;
        if (c == UTF8_BAD || x->kind == TOKEN_CLOSE || x->kind == TOKEN_STOP || x->kind == TOKEN_BANG)
            return 'a';
        if (c >= '0' && c <= '9')
            return '0';
        if (cp_is_upper(c) || x->kind == TOKEN_URL)
            return 'A';
        if (cp_is_alpha(c)) {
            /* Scripts without case, and iPhone, eBay: as good as a capital. */
            uint32_t len2, d = len < x->end - x->start ? utf8_get(k->s + x->start + len, x->end - x->start - len, &len2) : 0;
            if ((d && d != UTF8_BAD && cp_is_upper(d)) || c >= 0x5D0)
                return 'A';
            return 'a';
        }
        if (c == '\'' || c == 0x2019 || c == '$' || c == 0x20AC || c == 0xA3 || c == 0xA5 || c == '#' || c == '@' || c == '+')
            return '0';
        return c < 0x80 ? 'a' : 'A'; /* other marks go on; emoji and signs begin */
    }
    return t >= end ? ' ' : 'A';
}

/* `"Why now?" Smith asked.`, `"No!" said Smith.`: a cue among the next few words, before any other mark. */
static bool cue_follows(const splitter *k, uint32_t t, uint32_t end) {
    uint32_t limit = end - t > 5 ? t + 5 : end;
    for (uint32_t i = t; i < limit; i++) {
        const token *x = &k->l->items[i];
        if (x->kind != TOKEN_WORD && x->kind != TOKEN_ABBR && x->kind != TOKEN_INITIAL)
            return false;
        if (token_is_cue(k->lex, k->s + x->start, x->end - x->start))
            return true;
        uint32_t len, c = utf8_get(k->s + x->start, x->end - x->start, &len);
        if (!cp_is_upper(c) || (i > t && token_is_starter(k->lex, k->s + x->start, x->end - x->start)))
            return false;
    }
    return false;
}

/* --- ends without a mark -------------------------------------------------------------------------------------------- */
/* Mail headers, ruled lines, lists of addresses and signs of a smile part sentences as a full stop does. */
static bool shaped(const splitter *k, uint32_t t, uint32_t n, const char *shape) { /* '0' any digit, others themselves */
    if (t >= n)
        return false;
    const token *x = &k->l->items[t];
    const char *s = k->s + x->start;
    size_t len = strlen(shape);
    if (x->end - x->start != len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (shape[i] == '0' ? s[i] < '0' || s[i] > '9' : s[i] != shape[i])
            return false;
    return true;
}

/* "03/27/2001 01:58 PM": the token behind it, or t when there is no such stamp at t. The zone belongs to it: "GMT". */
static uint32_t stamp_end(const splitter *k, uint32_t t, uint32_t n) {
    uint32_t from = t;
    if (!shaped(k, t, n, "00/00/0000") && !shaped(k, t, n, "00/00/00"))
        return from;
    t++;
    if (!shaped(k, t, n, "00:00") && !shaped(k, t, n, "00:00:00"))
        return from;
    t++;
    if (shaped(k, t, n, "AM") || shaped(k, t, n, "PM"))
        t++;
    if (t < n) {
        const token *x = &k->l->items[t];
        const char *s = k->s + x->start;
        uint32_t len = x->end - x->start, caps = 0;
        while (caps < len && s[caps] >= 'A' && s[caps] <= 'Z')
            caps++;
        if (caps == len && len > 1 && len < 5 && (s[len - 1] == 'T' || s[len - 1] == 'C')) /* EST, GMT, UTC */
            t++;
    }
    return t;
}

/* "=====", "-----": nothing but one mark, five times or more, not stuck to a word. Short runs of "_" are blanks of a form. */
static bool ruled(const splitter *k, uint32_t t, uint32_t n) {
    const token *x = &k->l->items[t];
    const char *s = k->s + x->start;
    uint32_t len = x->end - x->start;
    if (len < (s[0] == '_' ? 15 : 5) || !strchr("=_*~-#+", s[0]) || touches(k, t) || (t + 1 < n && touches(k, t + 1)))
        return false;
    for (uint32_t i = 1; i < len; i++)
        if (s[i] != s[0])
            return false;
    return true;
}

/* ":)", ";-)", ":D" */
static bool smiles(const splitter *k, uint32_t t) {
    const token *x = &k->l->items[t];
    const char *s = k->s + x->start;
    uint32_t len = x->end - x->start;
    if (len < 2 || len > 3 || (s[0] != ':' && s[0] != ';' && s[0] != '=') || (len == 3 && s[1] != '-'))
        return false;
    return strchr(")DP(", s[len - 1]) != NULL;
}

/* "[12]" behind a stop: the reference belongs to the sentence before it. The token behind all of them. */
static uint32_t references_end(const splitter *k, uint32_t t, uint32_t n) {
    while (t + 2 < n && is(k, &k->l->items[t], "[") && k->l->items[t + 1].kind == TOKEN_NUMBER &&
           is(k, &k->l->items[t + 2], "]") && k->l->items[t + 1].end - k->l->items[t + 1].start <= 3)
        t += 3;
    return t;
}

/* True if a sentence ends before token t of [from, n) though no mark says so; *end: the token behind a piece that stands for
 * itself and begins at t, else t. */
static bool unmarked_end(const splitter *k, uint32_t from, uint32_t t, uint32_t n, uint32_t *end) {
    const token *x = &k->l->items[t];
    *end = t;
    if (ruled(k, t, n)) {
        *end = t + 1;
        return true;
    }
    if (x->kind == TOKEN_NUMBER && (*end = stamp_end(k, t, n)) > t) {
        /* Behind a name it begins anew, behind "on" or "at" it goes on. */
        uint32_t len;
        const token *y = t > from ? x - 1 : x;
        return t == from || y->kind == TOKEN_URL || is(k, y, ">") ||
               cp_is_upper(utf8_get(k->s + y->start, y->end - y->start, &len));
    }
    uint32_t at = t;
    if (t > from && (k->l->items[t - 1].kind == TOKEN_URL && x->kind == TOKEN_URL))
        return true;
    return t > from && smiles(k, t - 1) && begins(k, t, n, &at) == 'A' && at == t;
}

static bool starter_at(const splitter *k, uint32_t t) {
    const token *x = &k->l->items[t];
    return token_is_starter(k->lex, k->s + x->start, x->end - x->start);
}

/* A place, a date, an agency before a dash: "CALDER (Wire) - ", "Port Calder, March 3 — ". The token behind the dash, or first
 * when the paragraph opens otherwise. Left in the sentence, such words become its subject in the tree. */
static uint32_t dateline_end(const splitter *k, uint32_t first, uint32_t n) {
    enum { MOST = 14, LEAST_AFTER = 6 };
    bool caps = false, comma = false, paren = false, inside = false;
    uint32_t n_words = 0, limit = n - first > MOST ? first + MOST : n, len;
    for (uint32_t t = first; t < limit; t++) {
        const token *x = &k->l->items[t];
        const char *s = k->s + x->start;
        uint32_t c = utf8_get(s, x->end - x->start, &len);
        if (x->kind == TOKEN_DASH) {
            uint32_t at = t;
            if (inside || n_words == 0 || touches(k, t) || t + 1 >= n || touches(k, t + 1) || n - t < LEAST_AFTER ||
                begins(k, t + 1, n, &at) == 'a')
                return first;
            return caps || comma || paren || n_words <= 1 ? t + 1 : first;
        }
        if (is(k, x, "(") && n_words && !paren) {
            paren = inside = true;
        } else if (is(k, x, ")") && inside) {
            inside = false;
        } else if (is(k, x, ",") || is(k, x, "/")) {
            comma = true;
        } else if (inside || x->kind == TOKEN_NUMBER) {
            continue;
        } else if ((x->kind == TOKEN_WORD || x->kind == TOKEN_ABBR || x->kind == TOKEN_ACRONYM) && cp_is_upper(c)) {
            uint32_t second = x->end - x->start > len ? utf8_get(s + len, x->end - x->start - len, &len) : 0;
            caps = caps || (n_words == 0 && second && second != UTF8_BAD && cp_is_upper(second) && x->end - x->start > 2);
            if (++n_words > 5)
                return first;
        } else {
            return first;
        }
    }
    return first;
}

parley_status sentences_find(token_spans *out, const token_list *list, uint32_t first, const token_lexicon *lex, const char *text,
                             parley_error *err) {
    splitter k = {list, lex, text, out, false};
    uint32_t n = list->n, from = dateline_end(&k, first, list->n);
    if (from > first)
        sentence(&k, first, from);
    bool quote_open = false; /* straight double marks: open and close look alike */
    bool informal = false;   /* sentences of this paragraph begin with small letters */
    for (uint32_t t = from; t < n && !k.nomem; t++) {
        const token *x = &list->items[t];
        uint32_t piece;
        bool anew = unmarked_end(&k, from, t, n, &piece);
        if (anew && t > from) {
            sentence(&k, from, t);
            from = t;
            quote_open = false;
        }
        if (piece > t) {
            uint32_t at = piece;
            char next = begins(&k, piece, n, &at);
            if (ruled(&k, t, n) || next == 'A' || (next == 'a' && anew && list->items[piece].kind == TOKEN_WORD)) {
                sentence(&k, from, piece);
                from = piece;
            }
            t = piece - 1;
            continue;
        }
        if (x->kind == TOKEN_QUOTE) {
            quote_open = !quote_open;
            continue;
        }
        if (x->kind == TOKEN_BULLET && t > from) {
            sentence(&k, from, t);
            from = t;
            quote_open = false;
            continue;
        }
        bool abbr = x->kind == TOKEN_ABBR || x->kind == TOKEN_INITIAL || x->kind == TOKEN_ACRONYM;
        if (x->kind != TOKEN_STOP && x->kind != TOKEN_BANG && x->kind != TOKEN_DOTS && !abbr)
            continue;
        if (abbr && (x->abbr == ABBR_MID || text[x->end - 1] != '.'))
            continue;
        /* Closing marks, and further stops: "Never!". */
        uint32_t end = t + 1;
        bool closed = false;
        while (end < n) {
            const token *y = &list->items[end];
            /* A straight mark is read by where it sticks; only where that says nothing, by what is open: news leaves many
             * unclosed. */
            bool left = touches(&k, end), right = end + 1 < n && touches(&k, end + 1);
            bool closes = y->kind == TOKEN_CLOSE || (y->kind == TOKEN_QUOTE && (left == right ? quote_open : left));
            if (closes) {
                closed = closed || !(is(&k, y, ")") || is(&k, y, "]") || is(&k, y, "}"));
                if (y->kind == TOKEN_QUOTE)
                    quote_open = false;
            } else if (!((y->kind == TOKEN_STOP || y->kind == TOKEN_BANG || y->kind == TOKEN_DOTS) &&
                         (touches(&k, end) || closed))) {
                break;
            }
            end++;
        }
        if (x->kind == TOKEN_STOP || x->kind == TOKEN_BANG)
            end = references_end(&k, end, n);
        /* "Pitt & Co." Then the abbreviation stands before the closing mark and nothing is doubtful. */
        bool doubtful = abbr && end == t + 1;
        if (end >= n)
            break;
        uint32_t at = end;
        char next = begins(&k, end, n, &at);
        bool ends = next == 'A' || next == '0';
        if (next == 'a' && !closed && !abbr && at == end && list->items[at].kind == TOKEN_WORD && !touches(&k, end) &&
            end == t + 1) {
            if (x->kind == TOKEN_STOP && t > from && list->items[t - 1].kind == TOKEN_WORD &&
                list->items[t - 1].end - list->items[t - 1].start > 1)
                ends = informal = true;
            else if (x->kind == TOKEN_BANG && (informal || text[x->end - 1] == '?'))
                ends = true;
        }
        if (x->kind == TOKEN_STOP && !closed && t > from && list->items[t - 1].kind == TOKEN_NUMBER &&
            list->items[t - 1].end - list->items[t - 1].start <= 2 && (t == from + 1 || is(&k, &list->items[t - 2], ":")))
            ends = false; /* "1. The first item", "as follows: 1. Be" */
        if (x->kind == TOKEN_STOP && t == from + 2 && list->items[from].kind == TOKEN_BULLET &&
            list->items[from + 1].kind == TOKEN_NUMBER)
            ends = false;
        if (doubtful) {
            switch (x->abbr) {
            case ABBR_TITLE: ends = ends && x->kind == TOKEN_INITIAL && t > from && starter_at(&k, at); break;
            case ABBR_NUMBER: ends = next == 'A' && starter_at(&k, at); break;
            default: ends = next == 'A' && starter_at(&k, at); break;
            }
        } else if (ends && closed && x->kind == TOKEN_BANG && next == 'A' && cue_follows(&k, end, n)) {
            ends = false;
        }
        /* No space behind a stop between digits or single letters: not an end ("3.5" is one token, "Q.E" is odd). */
        if (ends && touches(&k, end) && next == '0')
            ends = false;
        if (ends) {
            sentence(&k, from, end);
            from = end;
            quote_open = false;
        }
        t = end - 1;
    }
    if (from < n)
        sentence(&k, from, n);
    return k.nomem ? fail_nomem(err) : PARLEY_OK;
}
