/* features.c - what the line classifiers see of a line: itself, its neighbours, its place, and in HTML the elements around it. */
#include "page/features.h"

/* Logarithm by halves, exact enough for trees, the same on every machine (libm's may differ in the last bit). */
static float log_of(uint32_t x) {
    float out = 0;
    uint32_t v = x + 1;
    while (v >= 16) {
        v = v / 2;
        out += 1;
    }
    static const float small[16] = {0, 0,     1,      1.585f, 2,      2.322f, 2.585f, 2.807f,
                                    3, 3.17f, 3.322f, 3.459f, 3.585f, 3.7f,   3.807f, 3.907f};
    return out + small[v];
}

static float share(uint32_t part, uint32_t whole) {
    return whole ? (float)part / (float)whole : 0;
}

static float cue_max(const page_line *l) {
    float best = 0;
    for (int c = 0; c < CUE_NOISE_COUNT; c++)
        best = l->cue[c] > best ? l->cue[c] : best;
    return best;
}

static bool good(const page_line *l) { /* running text that no cue speaks against */
    return l->is_prose && cue_max(l) < 2.0f + 0.08f * (float)l->n_words && l->mark.n_link_bytes * 2 < l->end - l->start;
}

/* The stretch of lines with the greatest sum, running text counting for it and everything else against it (maximum subsequence,
 * after Pasternack and Roth 2009, on lines instead of tokens). A line that is none costs as much as a short sentence brings. */
static void view_core(page_view *v, uint32_t *core, uint32_t *core_end, int other, int sentence, int cued) {
    int64_t best = 0, sum = 0;
    uint32_t start = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        const page_line *l = &v->lines[i];
        bool text = v->prose_before[i + 1] > v->prose_before[i];
        bool cue = cue_max(l) >= 3;
        sum += text ? (int64_t)(l->n_words < 60 ? l->n_words : 60) : cue ? -cued : l->ends_stop ? -sentence : -other;
        if (sum <= 0) {
            sum = 0;
            start = i + 1;
        } else if (sum > best) {
            best = sum;
            *core = start;
            *core_end = i + 1;
        }
    }
}

/* How much each line speaks of what the core speaks of. Teasers of other stories do not. */
static void view_topic(page_view *v, parley_arena *a) {
    const page_line *lines = v->lines;
    uint32_t n_words = 0, slots = 64;
    for (uint32_t i = v->core; i < v->core_end; i++)
        n_words += lines[i].n_content;
    while (slots < n_words * 2)
        slots *= 2;
    struct topic_word {
        uint32_t hash, line; /* line: index + 1 of the first core line with it, UINT32_MAX: in several */
    } *set = arena_alloc(a, sizeof *set * slots);
    for (uint32_t i = v->core; i < v->core_end; i++)
        for (uint32_t k = 0; k < lines[i].n_content && v->prose_before[i + 1] > v->prose_before[i]; k++) {
            uint32_t w = v->content[lines[i].first_word + k], at = (w * 2654435761u >> 7) & (slots - 1);
            while (set[at].hash && set[at].hash != w)
                at = (at + 1) & (slots - 1);
            if (!set[at].hash)
                set[at] = (struct topic_word){w, i + 1};
            else if (set[at].line != i + 1)
                set[at].line = UINT32_MAX;
        }
    v->topic = ARENA_ARRAY(a, float, v->n + 1);
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t hits = 0;
        for (uint32_t k = 0; k < lines[i].n_content; k++) {
            uint32_t w = v->content[lines[i].first_word + k], at = (w * 2654435761u >> 7) & (slots - 1);
            while (set[at].hash && set[at].hash != w)
                at = (at + 1) & (slots - 1);
            hits += set[at].hash == w && set[at].line != i + 1;
        }
        v->topic[i] = lines[i].n_content ? share(hits, lines[i].n_content) : -1;
    }
}

/* What lies between two lines of a kind tells where a report ends: after the share buttons, before the comments. */
static const struct {
    page_cue cue;
    const char *since, *until;
} far_kinds[] = {{CUE_SHARE, "since_share", "until_share"},       {CUE_PROMOTION, "since_promotion", "until_promotion"},
                 {CUE_MENU, "since_menu", "until_menu"},          {CUE_REPLY, "since_reply", "until_reply"},
                 {CUE_RELATED, "since_related", "until_related"}, {CUE_BYLINE, "since_byline", "until_byline"},
                 {CUE_COUNT, "since_date", "until_date"} /* lines of dates */};
enum { FAR_KINDS = COUNT_OF(far_kinds), FAR = 40, WINDOW = 6 };

static bool far_kind(const page_line *l, size_t k) {
    return far_kinds[k].cue == CUE_COUNT ? l->is_date : l->cue[far_kinds[k].cue] >= 2;
}

/* Content words with the number of the running line in which they were last met, from 1. */
typedef struct met_words {
    struct met_word {
        uint32_t hash, line;
    } * items;
    uint32_t slots;
} met_words;

static struct met_word *met(met_words *m, uint32_t hash) {
    uint32_t at = (hash * 2654435761u >> 7) & (m->slots - 1);
    while (m->items[at].hash && m->items[at].hash != hash)
        at = (at + 1) & (m->slots - 1);
    return &m->items[at];
}

/* Share of line i's content words that the last WINDOW lines of running text in this direction have; then i joins them. */
static float window_share(page_view *v, uint32_t i, met_words *m, uint32_t *n_running) {
    const page_line *l = &v->lines[i];
    uint32_t hits = 0;
    for (uint32_t k = 0; k < l->n_content; k++) {
        const struct met_word *w = met(m, v->content[l->first_word + k]);
        hits += w->hash && w->line + WINDOW > *n_running;
    }
    if (v->far[i].run) {
        ++*n_running;
        for (uint32_t k = 0; k < l->n_content; k++) {
            uint32_t hash = v->content[l->first_word + k];
            *met(m, hash) = (struct met_word){hash, *n_running};
        }
    }
    return l->n_content ? share(hits, l->n_content) : -1;
}

/* How many other lines have the same words, or the same first six: titles of other stories come back in several boxes, cut short
 * or whole; the report is said once. */
static void view_same(page_view *v, bool head, parley_arena *a) {
    enum { HEAD = 6, MANY = 10 };
    uint32_t slots = 16;
    while (slots < v->n * 2)
        slots *= 2;
    struct same {
        uint64_t hash;
        uint32_t lines;
    } *table = ARENA_ARRAY(a, struct same, slots);
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < v->n; i++) {
            const page_line *l = &v->lines[i];
            uint64_t hash = (head ? l->hash_head : l->hash) | 1u;
            if (l->n_words < (head ? HEAD : 2))
                continue;
            uint32_t at = (uint32_t)(hash >> 20) & (slots - 1);
            while (table[at].hash && table[at].hash != hash)
                at = (at + 1) & (slots - 1);
            table[at].hash = hash;
            if (pass == 0)
                table[at].lines += table[at].lines < MANY;
            else if (head)
                v->far[i].same_head = table[at].lines - 1;
            else
                v->far[i].same = table[at].lines - 1;
        }
    for (uint32_t i = 0; i < v->n && !head; i++)
        v->far[i + 1].sum_same = v->far[i].sum_same + (v->far[i].same > 0);
}

static void view_far(page_view *v, parley_arena *a) {
    enum { LEAD_WORDS = 100 };
    const page_line *lines = v->lines;
    uint32_t n = v->n, n_words = 0;
    v->far = ARENA_ARRAY(a, struct page_far, n + 1);
    view_same(v, false, a);
    view_same(v, true, a);
    view_core(v, &v->tight[0], &v->tight_end[0], 25, 10, 60);
    view_core(v, &v->tight[1], &v->tight_end[1], 45, 20, 120);
    uint32_t since[FAR_KINDS], until[FAR_KINDS], before = 0, after = 0;
    for (size_t k = 0; k < FAR_KINDS; k++)
        since[k] = until[k] = FAR;
    for (uint32_t i = 0; i < n; i++) {
        struct page_far *f = &v->far[i];
        const page_line *l = &lines[i];
        n_words += l->n_content;
        bool running = v->prose_before[i + 1] > v->prose_before[i];
        if (running && !f->run) {
            uint32_t end = i;
            while (end < n && v->prose_before[end + 1] > v->prose_before[end])
                end++;
            for (uint32_t k = i; k < end; k++) {
                v->far[k].run = end - i;
                v->far[k].run_before = before;
            }
            before = end - i;
            if (!v->longest_run)
                v->first_run = i;
            if (before > v->longest_run)
                v->longest_run = before;
        } else if (!running) {
            f->run_before = before;
        }
        uint32_t size = 0;
        while (size < 5 && (l->n_words + 1) >> (size + 1))
            size++;
        f->shape = (uint16_t)(size | (l->starts_digit ? 8u : 0) | (l->ends_stop ? 16u : 0) | (l->n_numbers ? 32u : 0) |
                              (l->n_commas ? 64u : 0) | (l->n_caps * 5 > l->n_words * 3 ? 128u : 0));
        for (size_t k = 0; k < FAR_KINDS; k++) {
            f->before[k] = since[k];
            since[k] = far_kind(l, k) ? 1 : since[k] < FAR ? since[k] + 1 : FAR;
        }
        v->far[i + 1].sum_prose = f->sum_prose + (running ? 1 : 0);
        v->far[i + 1].sum_dates = f->sum_dates + (l->is_date ? 1 : 0);
    }
    uint32_t own = 0; /* the run that is being walked through */
    for (uint32_t i = n; i-- > 0;) {
        struct page_far *f = &v->far[i];
        if (f->run && (i + 1 == n || !v->far[i + 1].run)) {
            after = own;
            own = f->run;
        } else if (!f->run && i + 1 < n && v->far[i + 1].run) {
            after = own;
        }
        f->run_after = after;
        for (size_t k = 0; k < FAR_KINDS; k++) {
            f->after[k] = until[k];
            until[k] = far_kind(&lines[i], k) ? 1 : until[k] < FAR ? until[k] + 1 : FAR;
        }
    }
    met_words m = {.slots = 64};
    while (m.slots < n_words * 2)
        m.slots *= 2;
    m.items = arena_alloc(a, sizeof *m.items * m.slots);
    uint32_t running = 0;
    for (uint32_t i = 0; i < n; i++)
        v->far[i].prev = window_share(v, i, &m, &running);
    memset(m.items, 0, sizeof *m.items * m.slots);
    running = 0;
    for (uint32_t i = n; i-- > 0;)
        v->far[i].next = window_share(v, i, &m, &running);
    memset(m.items, 0, sizeof *m.items * m.slots);
    uint32_t lead = v->tight[0], lead_end = lead;
    for (uint32_t words = 0; lead_end < n && words < LEAD_WORDS; lead_end++)
        for (uint32_t k = 0; v->far[lead_end].run && k < lines[lead_end].n_content; k++, words++) {
            uint32_t hash = v->content[lines[lead_end].first_word + k];
            *met(&m, hash) = (struct met_word){hash, 1};
        }
    for (uint32_t i = 0; i < n; i++) {
        const page_line *l = &lines[i];
        uint32_t hits = 0;
        for (uint32_t k = 0; k < l->n_content; k++)
            hits += met(&m, v->content[l->first_word + k])->hash != 0;
        struct page_far *f = &v->far[i];
        f->lead = !l->n_content ? -1 : i >= lead && i < lead_end ? 1 : share(hits, l->n_content);
        v->far[i + 1].sum_lead = f->sum_lead + (f->run && f->lead > 0 ? f->lead : 0);
    }
}

void features_view(page_view *v, const page_html *page, bool html, parley_arena *a) {
    const page_line *lines = page->lines;
    uint32_t n = page->n_lines, n_elems = html ? page->n_elems : 0;
    html_elem *elems = html ? page->elems : NULL;
    *v = (page_view){
        .lines = lines, .n = n, .content = page->content.items, .elems = elems, .n_elems = n_elems, .root = PARLEY_NONE};
    v->words_before = ARENA_ARRAY(a, uint32_t, n + 1);
    v->prose_before = ARENA_ARRAY(a, uint32_t, n + 1);
    v->repeats = ARENA_ARRAY(a, uint32_t, n + 1);
    uint32_t slots = 16;
    while (slots < n * 2)
        slots *= 2;
    uint32_t *seen = ARENA_ARRAY(a, uint32_t, slots); /* index + 1 of the last line with this hash */
    for (uint32_t i = 0; i < n; i++) {
        const page_line *l = &lines[i];
        v->words_before[i + 1] = v->words_before[i] + l->n_words;
        v->prose_before[i + 1] = v->prose_before[i] + (good(l) ? l->n_words : 0);
        uint32_t slot = (uint32_t)(l->hash >> 20) & (slots - 1);
        while (seen[slot] && lines[seen[slot] - 1].hash != l->hash)
            slot = (slot + 1) & (slots - 1);
        if (seen[slot] && l->n_words > 1) {
            uint32_t r = v->repeats[seen[slot] - 1] + 1;
            v->repeats[i] = r > 9 ? 9 : r;
        }
        seen[slot] = i + 1;
    }
    view_core(v, &v->core, &v->core_end, 9, 4, 12);
    view_topic(v, a);
    if (!html)
        view_far(v, a);
    if (!n_elems)
        return;
    float *score = ARENA_ARRAY(a, float, n_elems);
    for (uint32_t i = 0; i < n; i++) {
        const page_line *l = &lines[i];
        uint32_t e = l->mark.container;
        if (e == PARLEY_NONE)
            continue;
        html_elem *h = &elems[e];
        uint32_t words = good(l) ? l->n_words : 0;
        h->n_words += l->n_words;
        h->n_link_words += (uint32_t)((uint64_t)l->n_words * l->mark.n_link_bytes / (l->end - l->start));
        h->n_prose_words += words;
        h->n_lines++;
        /* As readability does: a paragraph speaks for what holds it, less for what holds that. */
        if (words && !(l->mark.flags & (MARK_COMMENT | MARK_FOOTER | MARK_HIDDEN | MARK_DIALOG))) {
            float w = (float)(words < 80 ? words : 80) * (l->mark.flags & (MARK_RELATED | MARK_ASIDE) ? 0.3f : 1);
            uint32_t up =
                l->mark.tag == T_P || l->mark.tag == T_LI || (l->mark.tag >= T_H1 && l->mark.tag <= T_H4) ? h->parent : e;
            for (int k = 0; k < 3 && up != PARLEY_NONE; k++, up = elems[up].parent, w *= 0.6f)
                score[up] += w * (elems[up].flags & (MARK_BODY) ? 1.5f : 1);
        }
    }
    for (uint32_t e = n_elems; e-- > 0;) { /* children stand behind their parents */
        html_elem *h = &elems[e];
        if (h->parent != PARLEY_NONE) {
            html_elem *p = &elems[h->parent];
            p->n_words += h->n_words;
            p->n_link_words += h->n_link_words;
            p->n_prose_words += h->n_prose_words;
            p->n_lines += h->n_lines;
        }
    }
    float best = 0;
    for (uint32_t e = 0; e < n_elems; e++)
        if (score[e] > best) {
            best = score[e];
            v->root = e;
        }
}

/* --- the row ------------------------------------------------------------------------------------------------------------ */
static const char *const text_names[] = {
    "words",       "bytes",       "caps",       "upper",        "numbers",      "function",    "stops",       "commas",
    "symbols",     "ends_stop",   "ends_colon", "starts_quote", "starts_lower", "prose",       "cue_ratio",   "cue_max",
    "c_menu",      "c_share",     "c_shop",     "c_account",    "c_disclaimer", "c_counter",   "c_self",      "c_caption",
    "c_reply",     "c_promotion", "c_related",  "c_code",       "c_metadata",   "c_credit",    "c_byline",    "c_speech",
    "repeats",     "blank",       "place",      "place_words",  "prose_before", "prose_after", "since_prose", "until_prose",
    "prose_near3", "prose_near8", "page_lines", "page_prose",   "in_core",      "to_core",     "past_core",   "core_share",
    "topic",       "p1_topic",    "n1_topic",   "topic_near",   "p1_words",     "p1_prose",    "p1_cue",      "p1_stop",
    "p2_words",    "p2_prose",    "p2_cue",     "n1_words",     "n1_prose",     "n1_cue",      "n1_stop",     "n2_words",
    "n2_prose",    "n2_cue",
};
enum { TEXT_COUNT = COUNT_OF(text_names) };
static const char *const html_names[] = {
    "h_tag",         "h_links",        "h_link_share",   "h_depth",        "h_in_root",     "h_up_to_root",
    "h_root_prose",  "h_parent_prose", "h_parent_links", "h_parent_lines", "h_grand_prose", "h_grand_links",
    "h_great_prose", "h_great_links",  "h_p1_tag",       "h_p1_links",     "h_p1_same",     "h_p2_tag",
    "h_n1_tag",      "h_n1_links",     "h_n1_same",      "h_n2_tag",       "h_since_h1",    "h_own_words",
};
static const char *const far_names[] = {
    "f_date",     "f_dates_near", "f_like_near",  "f_run",        "f_run_before",   "f_run_after", "f_run_share",  "f_in_tight",
    "f_to_tight", "f_past_tight", "f_in_tighter", "f_to_tighter", "f_past_tighter", "f_lead",      "f_lead_near3", "f_lead_near8",
    "f_prev",     "f_next",       "f_from_first", "f_same",       "f_same_after",   "f_same_head", "f_same_near",
};
enum { FAR_COUNT = COUNT_OF(far_names) + 2 * FAR_KINDS };
enum { HTML_COUNT = COUNT_OF(html_names) + 2 * MARK_BITS };

uint32_t features_count(bool html) {
    return TEXT_COUNT + (uint32_t)(html ? HTML_COUNT : FAR_COUNT);
}

const char *features_name(bool html, uint32_t i) {
    static const char *const bits[MARK_BITS] = {"article", "body",  "nav",    "aside",  "footer", "header",     "form",
                                                "table",   "list",  "quote",  "figure", "hidden", "comment",    "related",
                                                "share",   "promo", "byline", "date",   "title",  "standfirst", "tags",
                                                "dialog",  "embed", "bio",    "meta",   "code"};
    if (i < TEXT_COUNT)
        return text_names[i];
    i -= TEXT_COUNT;
    if (!html) {
        if (i < COUNT_OF(far_names))
            return far_names[i];
        i -= (uint32_t)COUNT_OF(far_names);
        return i < FAR_KINDS ? far_kinds[i].since : far_kinds[i - FAR_KINDS].until;
    }
    if (i < COUNT_OF(html_names))
        return html_names[i];
    return bits[(i - COUNT_OF(html_names)) % MARK_BITS]; /* all around it first, then its own element and its parent */
}

static void neighbour(float **o, const page_view *v, int64_t i, bool stop) {
    if (i < 0 || i >= (int64_t)v->n) {
        *(*o)++ = -1;
        *(*o)++ = -1;
        *(*o)++ = -1;
        if (stop)
            *(*o)++ = -1;
        return;
    }
    const page_line *l = &v->lines[i];
    *(*o)++ = log_of(l->n_words);
    *(*o)++ = l->is_prose;
    *(*o)++ = cue_max(l) / (1.5f + 0.05f * (float)l->n_words);
    if (stop)
        *(*o)++ = l->ends_stop;
}

static float near_prose(const page_view *v, uint32_t i, uint32_t d) {
    uint32_t from = i > d ? i - d : 0, to = i + d + 1 < v->n ? i + d + 1 : v->n;
    return share(v->prose_before[to] - v->prose_before[from], v->words_before[to] - v->words_before[from]);
}

static float tag_at(const page_view *v, int64_t i) {
    return i < 0 || i >= (int64_t)v->n ? -1 : v->lines[i].mark.tag;
}

static float links_at(const page_view *v, int64_t i) {
    return i < 0 || i >= (int64_t)v->n ? -1 : share(v->lines[i].mark.n_link_bytes, v->lines[i].end - v->lines[i].start);
}

static uint32_t parent_at(const page_view *v, int64_t i) {
    if (i < 0 || i >= (int64_t)v->n || v->lines[i].mark.container == PARLEY_NONE)
        return PARLEY_NONE;
    return v->elems[v->lines[i].mark.container].parent;
}

static float *features_far(float *o, const page_view *v, uint32_t i) {
    enum { LIKE = 6, DATES = 10, SAME = 4 };
    const struct page_far *f = &v->far[i];
    uint32_t n = v->n, first = v->first_run;
    *o++ = v->lines[i].is_date;
    *o++ = (float)(v->far[i + DATES + 1 < n ? i + DATES + 1 : n].sum_dates - v->far[i > DATES ? i - DATES : 0].sum_dates);
    uint32_t like = 0;
    for (uint32_t k = i > LIKE ? i - LIKE : 0; k < n && k <= i + LIKE; k++)
        like += k != i && v->far[k].shape == f->shape;
    *o++ = (float)like;
    *o++ = (float)(f->run < 20 ? f->run : 20);
    *o++ = (float)(f->run_before < 20 ? f->run_before : 20);
    *o++ = (float)(f->run_after < 20 ? f->run_after : 20);
    *o++ = share(f->run, v->longest_run);
    for (int t = 0; t < 2; t++) {
        uint32_t from = v->tight[t], to = v->tight_end[t];
        *o++ = i >= from && i < to;
        *o++ = i < from ? (float)(from - i < FAR ? from - i : FAR) : 0;
        *o++ = i >= to ? (float)(i - to + 1 < FAR ? i - to + 1 : FAR) : 0;
    }
    *o++ = f->lead;
    for (uint32_t d = 3; d <= 8; d += 5) {
        const struct page_far *x = &v->far[i > d ? i - d : 0], *y = &v->far[i + d + 1 < n ? i + d + 1 : n];
        *o++ = (y->sum_lead - x->sum_lead) / (float)(y->sum_prose > x->sum_prose ? y->sum_prose - x->sum_prose : 1);
    }
    *o++ = f->prev;
    *o++ = f->next;
    *o++ = i < first ? -(float)(first - i < FAR ? first - i : FAR) : (float)(i - first < 2 * FAR ? i - first : 2 * FAR);
    uint32_t above = i > SAME ? i - SAME : 0, below = i + SAME + 1 < n ? i + SAME + 1 : n;
    *o++ = (float)f->same;
    *o++ = (float)(f->same > v->repeats[i] ? f->same - v->repeats[i] : 0);
    *o++ = v->lines[i].n_words >= 6 ? (float)f->same_head : -1;
    *o++ = share(v->far[below].sum_same - v->far[above].sum_same, below - above);
    for (size_t k = 0; k < FAR_KINDS; k++)
        *o++ = (float)f->before[k];
    for (size_t k = 0; k < FAR_KINDS; k++)
        *o++ = (float)f->after[k];
    return o;
}

void features_line(float *out, const page_view *v, uint32_t i) {
    const page_line *l = &v->lines[i];
    float *o = out, cue = cue_max(l);
    *o++ = log_of(l->n_words);
    *o++ = log_of(l->end - l->start);
    *o++ = share(l->n_caps, l->n_words);
    *o++ = share(l->n_upper, l->n_words);
    *o++ = share(l->n_numbers, l->n_words);
    *o++ = share(l->n_function, l->n_words);
    *o++ = (float)(l->n_stops < 10 ? l->n_stops : 10);
    *o++ = share(l->n_commas, l->n_words);
    *o++ = share(l->n_symbols, l->n_words + 1);
    *o++ = l->ends_stop;
    *o++ = l->ends_colon;
    *o++ = l->starts_quote;
    *o++ = l->starts_lower;
    *o++ = l->is_prose;
    *o++ = cue / (1.5f + 0.05f * (float)l->n_words);
    *o++ = cue;
    static const uint8_t cues[] = {CUE_MENU,     CUE_SHARE,   CUE_SHOP,   CUE_ACCOUNT,   CUE_DISCLAIMER, CUE_COUNTER,
                                   CUE_SELF,     CUE_CAPTION, CUE_REPLY,  CUE_PROMOTION, CUE_RELATED,    CUE_CODE,
                                   CUE_METADATA, CUE_CREDIT,  CUE_BYLINE, CUE_SPEECH};
    for (size_t c = 0; c < COUNT_OF(cues); c++)
        *o++ = l->cue[cues[c]];
    *o++ = (float)v->repeats[i];
    *o++ = (float)(l->blank_before < 3 ? l->blank_before : 3);
    *o++ = share(i, v->n);
    *o++ = share(v->words_before[i], v->words_before[v->n]);
    uint32_t prose = v->prose_before[v->n];
    *o++ = share(v->prose_before[i], prose);
    *o++ = share(prose - v->prose_before[i + 1], prose);
    uint32_t k = i;
    while (k > 0 && i - k < 30 && v->prose_before[k] == v->prose_before[k - 1])
        k--;
    *o++ = v->prose_before[k] == 0 ? 31 : (float)(i - k);
    for (k = i + 1; k < v->n && k - i < 30 && v->prose_before[k + 1] == v->prose_before[k];)
        k++;
    *o++ = k >= v->n ? 31 : (float)(k - i);
    *o++ = near_prose(v, i, 3);
    *o++ = near_prose(v, i, 8);
    *o++ = log_of(v->n);
    *o++ = log_of(prose);
    *o++ = i >= v->core && i < v->core_end;
    *o++ = i < v->core ? (float)(v->core - i < 40 ? v->core - i : 40) : 0;
    *o++ = i >= v->core_end ? (float)(i - v->core_end < 40 ? i - v->core_end + 1 : 41) : 0;
    *o++ = share(v->prose_before[v->core_end] - v->prose_before[v->core], prose);
    *o++ = v->topic[i];
    *o++ = i > 0 ? v->topic[i - 1] : -1;
    *o++ = i + 1 < v->n ? v->topic[i + 1] : -1;
    float near = 0;
    uint32_t from = i > 3 ? i - 3 : 0, to = i + 4 < v->n ? i + 4 : v->n;
    for (k = from; k < to; k++)
        near += v->topic[k] > 0 ? v->topic[k] : 0;
    *o++ = near / (float)(to - from);
    neighbour(&o, v, (int64_t)i - 1, true);
    neighbour(&o, v, (int64_t)i - 2, false);
    neighbour(&o, v, (int64_t)i + 1, true);
    neighbour(&o, v, (int64_t)i + 2, false);
    assert(o == out + TEXT_COUNT);
    if (v->far)
        o = features_far(o, v, i);
    if (!v->elems) {
        assert(!v->far || o == out + TEXT_COUNT + FAR_COUNT);
        return;
    }
    uint32_t at = l->mark.container, all = prose;
    *o++ = l->mark.tag;
    *o++ = l->mark.n_links;
    *o++ = links_at(v, i);
    *o++ = l->mark.depth;
    uint32_t up = at, levels = 0;
    bool inside = false;
    for (; up != PARLEY_NONE && levels < 40; up = v->elems[up].parent, levels++)
        if (up == v->root) {
            inside = true;
            break;
        }
    *o++ = inside;
    *o++ = inside ? (float)levels : 40;
    *o++ = v->root != PARLEY_NONE ? share(v->elems[v->root].n_prose_words, all) : 0;
    uint32_t own = 0;
    up = at;
    for (int g = 0; g < 3; g++) {
        if (up != PARLEY_NONE) {
            if (g < 2)
                own |= v->elems[up].flags;
            up = v->elems[up].parent;
        }
        const html_elem *h = up != PARLEY_NONE ? &v->elems[up] : NULL;
        *o++ = h ? share(h->n_prose_words, all) : -1;
        *o++ = h ? share(h->n_link_words, h->n_words) : -1;
        if (g == 0)
            *o++ = h ? log_of(h->n_lines) : -1;
    }
    uint32_t parent = parent_at(v, i);
    *o++ = tag_at(v, (int64_t)i - 1);
    *o++ = links_at(v, (int64_t)i - 1);
    *o++ = parent_at(v, (int64_t)i - 1) == parent;
    *o++ = tag_at(v, (int64_t)i - 2);
    *o++ = tag_at(v, (int64_t)i + 1);
    *o++ = links_at(v, (int64_t)i + 1);
    *o++ = parent_at(v, (int64_t)i + 1) == parent;
    *o++ = tag_at(v, (int64_t)i + 2);
    uint32_t since = 0;
    for (k = i + 1; k-- > 0 && since < 40; since++)
        if (v->lines[k].mark.tag == T_H1)
            break;
    *o++ = (float)since;
    *o++ = at != PARLEY_NONE ? log_of(v->elems[at].n_words) : -1;
    for (uint32_t b = 0; b < MARK_BITS; b++)
        *o++ = (float)((l->mark.flags >> b) & 1u);
    for (uint32_t b = 0; b < MARK_BITS; b++)
        *o++ = (float)((own >> b) & 1u);
    assert(o == out + TEXT_COUNT + HTML_COUNT);
}
