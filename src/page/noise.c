/* noise.c - which lines are the report and which are the page around it.
 *
 * For text that has lost its HTML only the words are left to tell. Three things do: cue words (data/page/cues.tsv), running text
 * (function words, sentence ends), and place: a report is one stretch, opened by a headline and closed by credits; what lies
 * before and behind it is menu and footer, and short lines inside it are headings. */
#include "page/features.h"
#include "page/recurrent.h"

/* The noise reason with the most weight, CUE_NOISE_COUNT when there is none. */
static page_cue best_cue(const page_line *l, float *weight) {
    page_cue best = CUE_NOISE_COUNT;
    *weight = 0;
    for (int c = 0; c < CUE_NOISE_COUNT; c++)
        if (l->cue[c] > *weight) {
            *weight = l->cue[c];
            best = (page_cue)c;
        }
    return best;
}

static void mark(page_line *l, page_cue reason) {
    l->role = PAGE_NOISE;
    l->reason = reason;
}

/* How much weight of cue words it takes: longer lines and running text take more, since a report may well speak of newsletters.
 */
static float weight_needed(const page_line *l) {
    float w = (float)l->n_words, speech = l->ends_stop ? l->cue[CUE_SPEECH] : 0;
    return (l->is_prose ? 2.0f + 0.08f * w : 1.5f + 0.05f * w) + (speech < 2 ? speech : 2);
}

static bool headline_like(const page_line *l) {
    return l->n_words >= 3 && l->n_words <= 32 && l->n_numbers * 2 < l->n_words && !l->ends_comma && !l->ends_colon &&
           l->n_caps > 0 && l->n_symbols <= 2;
}

/* How far the trees are believed against the rules: log-odds below which a line is noise although no cue word says so. They were
 * trained on whole flattened pages, where most lines are menu and teasers; a page that was cleaned before it came here is mostly
 * report, and there the rules alone do better (bytes of the body of the development pages, F1: 99.9 with rules, 98.9 with trees
 * at 0). On dirty pages 0.2 loses fewer leads than 0.4 and keeps less than 0. */
static float text_cut(const page_line *lines, uint32_t n) {
    uint32_t other = 0;
    for (uint32_t i = 0; i < n; i++)
        other += !lines[i].is_prose;
    float dirt = n ? (float)other / (float)n : 0;
    return dirt < 0.5f || n < 30 ? -9 : dirt > 0.7f ? 0.2f : -4 + (dirt - 0.5f) * 20;
}

/* Nothing but an address, as scripts leave behind. */
static bool bare_url(const char *s, uint32_t n) {
    return n > 8 && (memcmp(s, "http://", 7) == 0 || memcmp(s, "https://", 8) == 0) && !memchr(s, ' ', n);
}

/* Tables and lists (dates of a tour, demands one by one) look like menus line by line. Between two kept lines close by, a stretch
 * that no cue word speaks against and that the trees doubt throughout, but never reject, belongs to the report. */
static void fill_gaps(page_html *h, const float *score, float cut) {
    enum { GAP_MAX = 40 };
    uint32_t last = PARLEY_NONE;
    for (uint32_t i = 0; i < h->n_lines; i++) {
        if (h->lines[i].role == PAGE_NOISE)
            continue;
        bool fill = last != PARLEY_NONE && i - last > 1 && i - last <= GAP_MAX;
        for (uint32_t k = last + 1; fill && k < i; k++) {
            float weight;
            best_cue(&h->lines[k], &weight);
            fill = weight < 2 && score[k] > cut - 2.2f && h->lines[k].n_words > 0;
        }
        for (uint32_t k = last + 1; fill && k < i; k++)
            h->lines[k].role = PAGE_PARAGRAPH;
        last = i;
    }
}

/* A report is one stretch, broken by a box or two. Kept lines that stand far from the longest such stretch, with few words beside
 * its own, are teasers and comments that read like a report. What stands above it and speaks of the same is left: it may be the
 * lead.
 */
static void drop_islands(page_html *h, const page_view *v) {
    enum { FAR_LINES = 9, SHARE = 3 }; /* measured for 4 to 21 lines and a twentieth to two thirds of the words */
    page_line *lines = h->lines;
    uint32_t n = h->n_lines, best = 0, best_words = 0;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < n;) {
            uint32_t start = i, end = i, words = 0;
            float topic = 0;
            for (; i < n && i < end + FAR_LINES; i++)
                if (lines[i].role != PAGE_NOISE) {
                    words += lines[i].n_words;
                    topic += (float)lines[i].n_words * v->topic[i];
                    end = i + 1;
                }
            if (pass == 0 && words > best_words) {
                best = start;
                best_words = words;
            }
            if (pass == 1 && words * SHARE < best_words && (start > best || topic < 0.3f * (float)words))
                for (uint32_t k = start; k < end; k++)
                    if (lines[k].role == PAGE_PARAGRAPH)
                        mark(&lines[k], k < best ? CUE_MENU : CUE_RELATED);
            while (i < n && lines[i].role == PAGE_NOISE)
                i++;
        }
}

static void mark_text(page_html *h, const char *text, const page_view *v, const float *score) {
    float cut = text_cut(h->lines, h->n_lines);
    bool soft = false; /* the trees took something out */
    page_line *lines = h->lines;
    uint32_t n = h->n_lines;
    uint32_t first = PARLEY_NONE, last = PARLEY_NONE;
    for (uint32_t i = 0; i < n; i++) {
        page_line *l = &lines[i];
        if (l->fixed)
            continue;
        l->role = PAGE_PARAGRAPH;
        if (l->cue[CUE_DATELINE] >= 9) {
            l->role = PAGE_DATELINE;
            continue;
        }
        float weight;
        page_cue cue = best_cue(l, &weight);
        if (weight >= weight_needed(l) && l->cue[CUE_CREDIT] < weight) {
            mark(l, cue);
        } else if (l->n_words == 0) {
            mark(l, CUE_FILLER);
        } else if (bare_url(text + l->start, l->end - l->start)) {
            mark(l, CUE_MENU);
        } else if (l->n_numbers == l->n_words) {
            mark(l, CUE_COUNTER);
        } else if (score[i] < cut && l->cue[CUE_CREDIT] == 0) {
            soft = soft || i < v->core_end;
            mark(l, weight > 0 ? cue : i < v->core ? CUE_MENU : CUE_RELATED);
        }
        if (l->role == PAGE_PARAGRAPH && l->is_prose) {
            if (first == PARLEY_NONE)
                first = i;
            last = i;
        }
    }
    if (soft) {
        fill_gaps(h, score, cut);
        drop_islands(h, v);
        first = last = PARLEY_NONE;
        for (uint32_t i = 0; i < n; i++)
            if (lines[i].role == PAGE_PARAGRAPH && lines[i].is_prose) {
                first = first == PARLEY_NONE ? i : first;
                last = i;
            }
    }
    /* The lead must not be lost: running text close above what was kept, taken out by the trees alone, that speaks of the same.
     */
    for (uint32_t i = first == PARLEY_NONE ? n : first > 5 ? first - 5 : 0; i < n && i < first; i++) {
        page_line *l = &lines[i];
        float weight;
        best_cue(l, &weight);
        if (l->role == PAGE_NOISE && l->is_prose && weight < 2 && score[i] > cut - 2 && v->topic[i] >= 0.3f) {
            l->role = PAGE_PARAGRAPH;
            first = i;
        }
    }
    if (first == PARLEY_NONE)
        return; /* no running text: nothing tells report from page; what cues did not mark stays */
    /* The headline: nearest to the top of the lines before the report that reads like one, or a first line that does not end as a
     * sentence does. */
    uint32_t title = PARLEY_NONE;
    if (soft) {
        /* A whole flattened page: the top is menu. The headline is the line not far above the report that speaks most of what the
         * report speaks of; the trees, for which headlines are not body, may have taken it out. */
        float best = 0.34f;
        for (uint32_t i = first > 25 ? first - 25 : 0; i <= first; i++) {
            const page_line *l = &lines[i];
            float weight;
            best_cue(l, &weight);
            if (l->n_words < 4 || !headline_like(l) || weight >= 2 || l->is_date ||
                (l->cue[CUE_BYLINE] >= 3 && l->n_words <= 8) || (i == first && (l->ends_stop || l->n_stops > 1)))
                continue;
            float value = v->topic[i] + (l->n_words >= 6 ? 0.1f : 0) - (l->ends_stop ? 0.3f : 0) + (v->repeats[i] ? 0.2f : 0);
            if (value >= best + (title != PARLEY_NONE ? 0.05f : 0)) {
                best = value;
                title = i;
            }
        }
    }
    for (uint32_t i = 0; i <= first && !soft; i++) {
        page_line *l = &lines[i];
        if (l->fixed) {
            title = i;
            break;
        }
        if (l->role == PAGE_NOISE || !headline_like(l))
            continue;
        uint32_t len = l->end - l->start;
        bool stop = l->ends_stop && text[l->end - 1] == '.';
        bool title_case = l->n_caps * 3 >= l->n_words * 2;
        if (i == first && (stop || l->n_stops > 1 || len > 200))
            break;
        /* Sentence case ("Ministers meet again in the capital"): believed only when nothing like it follows before the text. */
        if (l->n_caps * 4 < l->n_words && i + 1 < first && i != first && headline_like(&lines[i + 1]) &&
            lines[i + 1].role == PAGE_PARAGRAPH && lines[i + 1].n_caps * 3 >= lines[i + 1].n_words * 2)
            continue;
        if (stop && !title_case)
            continue;
        title = i;
        break;
    }
    if (title != PARLEY_NONE) {
        lines[title].role = PAGE_HEADLINE;
        if (title == first) {
            for (first = title + 1; first < n && !(lines[first].role == PAGE_PARAGRAPH && lines[first].is_prose);)
                first++;
            if (first >= n)
                first = title;
        }
    }
    uint32_t top = title != PARLEY_NONE ? title : first;
    for (uint32_t i = 0; i < top; i++)
        if (lines[i].role == PAGE_PARAGRAPH)
            mark(&lines[i], CUE_MENU);
    for (uint32_t i = title != PARLEY_NONE ? title + 1 : n; i < first; i++) {
        page_line *l = &lines[i];
        if (l->role != PAGE_PARAGRAPH)
            continue;
        if (l->cue[CUE_BYLINE] > 0)
            l->role = PAGE_BYLINE;
        else if (l->n_words >= 5)
            l->role = PAGE_STANDFIRST;
    }
    /* Inside: short lines that are no sentence are headings. Behind: only credits and short sentences belong. */
    for (uint32_t i = first; i < n; i++) {
        page_line *l = &lines[i];
        if (l->role != PAGE_PARAGRAPH || l->is_prose)
            continue;
        if (l->cue[CUE_CREDIT] > 0 || (i > last && text[l->start] == '(' && text[l->end - 1] == ')' && l->n_words <= 8)) {
            l->role = PAGE_CREDIT;
        } else if (i < last) {
            if (!l->ends_stop && !l->ends_comma && l->n_words <= 14 && !l->starts_lower)
                l->role = PAGE_HEADING;
        } else if (!soft && (l->ends_stop ? l->n_words < 3 : !(l->ends_colon && l->n_words >= 8))) {
            /* of whole pages the trees know better; a long line with a colon introduces a post or a list that was lost */
            mark(l, CUE_MENU);
        }
    }
    /* A line printed before, word for word, is a repeat (a standfirst above and below the picture). */
    for (uint32_t i = 1; i < n; i++) {
        page_line *l = &lines[i];
        if (l->role == PAGE_NOISE || l->n_words < 5)
            continue;
        for (uint32_t k = i > 200 ? i - 200 : 0; k < i; k++)
            if (lines[k].hash == l->hash && lines[k].role != PAGE_NOISE && lines[k].n_words == l->n_words) {
                mark(l, CUE_REPEAT);
                break;
            }
    }
}

/* --- HTML ----------------------------------------------------------------------------------------------------------------- */
/* Why a line of HTML is noise: its words, else the elements around it. */
static page_cue html_reason(const page_line *l) {
    float weight;
    page_cue cue = best_cue(l, &weight);
    if (weight >= 2)
        return cue;
    static const struct {
        uint32_t flag;
        page_cue reason;
    } by_flag[] = {{MARK_COMMENT, CUE_REPLY},   {MARK_SHARE, CUE_SHARE},     {MARK_FIGURE, CUE_CAPTION},
                   {MARK_PROMO, CUE_PROMOTION}, {MARK_RELATED, CUE_RELATED}, {MARK_DIALOG, CUE_ACCOUNT},
                   {MARK_BIO, CUE_SELF},        {MARK_NAV, CUE_MENU},        {MARK_FOOTER, CUE_MENU},
                   {MARK_TAGS, CUE_MENU},       {MARK_FORM, CUE_ACCOUNT},    {MARK_EMBED, CUE_CAPTION},
                   {MARK_DATE, CUE_METADATA},   {MARK_BYLINE, CUE_METADATA}, {MARK_ASIDE, CUE_RELATED}};
    for (size_t i = 0; i < COUNT_OF(by_flag); i++)
        if (l->mark.flags & by_flag[i].flag)
            return by_flag[i].reason;
    return l->n_words >= 8 ? CUE_RELATED : CUE_MENU;
}

/* Are the letters and digits of s those of t, or does t go on only with an outlet's name (" | Outlet", " - Outlet")? 2: the same.
 */
static int title_match(const char *s, uint32_t n, const char *t) {
    size_t n_t = strlen(t), k = 0;
    for (uint32_t i = 0; i < n;) {
        uint32_t len, cp = utf8_get(s + i, n - i, &len);
        i += len;
        if (!cp_is_alpha(cp) && !cp_is_digit(cp))
            continue;
        for (;;) {
            if (k >= n_t)
                return 0;
            uint32_t cq = utf8_get(t + k, n_t - k, &len);
            k += len;
            if (!cp_is_alpha(cq) && !cp_is_digit(cq))
                continue;
            if (cp_lower(cp) != cp_lower(cq))
                return 0;
            break;
        }
    }
    while (k < n_t && (unsigned char)t[k] < 0x80 && !cp_is_alpha((unsigned char)t[k]) && !cp_is_digit((unsigned char)t[k]) &&
           t[k] != '|' && t[k] != '-')
        k++;
    if (k == n_t)
        return 2;
    return t[k] == '|' || t[k] == '-' || ((unsigned char)t[k] & 0x80);
}

static uint32_t html_title(const page_html *h, const char *text, uint32_t first_body) {
    uint32_t best = PARLEY_NONE;
    int best_value = 0;
    for (uint32_t i = 0; i < h->n_lines; i++) {
        const page_line *l = &h->lines[i];
        if (l->n_words < 2 || l->n_words > 45 || l->mark.flags & (MARK_HIDDEN | MARK_RELATED | MARK_COMMENT | MARK_FOOTER))
            continue;
        int value = 0;
        for (uint32_t k = 0; k < h->n_facts && value < 2; k++)
            if (h->facts[k].what == WHAT_TITLE) {
                int m = title_match(text + l->start, l->end - l->start, h->facts[k].value);
                value = m > value ? m : value;
            }
        value *= 3;
        if (l->mark.tag == T_H1)
            value += 4;
        else if (l->mark.tag == T_H2 && (value || l->mark.flags & MARK_TITLE))
            value += 2;
        else if (value && l->mark.tag != T_LI)
            value += 1;
        else
            value = 0;
        if (i > first_body && first_body != PARLEY_NONE)
            value -= 3;
        if (value > best_value && l->n_words >= 3) {
            best = i;
            best_value = value;
        }
    }
    return best;
}

static void mark_html(page_html *h, const char *text, const page_view *v, const float *score) {
    enum { NEAR = 12 }; /* lines between headline and report in which standfirst, byline and date are looked for */
    page_line *lines = h->lines;
    uint32_t n = h->n_lines, first = PARLEY_NONE, last = PARLEY_NONE;
    for (uint32_t i = 0; i < n; i++) {
        page_line *l = &lines[i];
        if (l->fixed)
            continue;
        /* Captions are noise by the record's own rule, whatever the trees learned from sets that keep some. */
        uint32_t own = l->mark.container != PARLEY_NONE ? h->elems[l->mark.container].flags : 0;
        if (own & MARK_FIGURE && l->n_words < 80 && score[i] > 0) {
            mark(l, CUE_CAPTION);
            continue;
        }
        /* So are lines that cue words condemn beyond doubt. */
        float weight;
        page_cue cue = best_cue(l, &weight);
        if (score[i] > 0 && score[i] < 3 && weight >= weight_needed(l) + 2 && l->cue[CUE_CREDIT] == 0) {
            mark(l, cue);
            continue;
        }
        if (score[i] <= 0) {
            mark(l, html_reason(l));
            continue;
        }
        l->role = PAGE_PARAGRAPH;
        if (l->mark.tag >= T_H1 && l->mark.tag <= T_H4)
            l->role = PAGE_HEADING;
        else if (l->cue[CUE_CREDIT] >= 3 && l->n_words < 40)
            l->role = PAGE_CREDIT;
        else if (l->mark.flags & MARK_QUOTE)
            l->role = PAGE_QUOTE;
        else if (l->mark.tag == T_LI)
            l->role = PAGE_LIST;
        if (first == PARLEY_NONE && l->is_prose)
            first = i;
        last = i;
    }
    /* Credits of the report stand just behind it and read like a footer. */
    for (uint32_t i = last + 1; last != PARLEY_NONE && i < n && i < last + 6; i++)
        if (lines[i].role == PAGE_NOISE && lines[i].cue[CUE_CREDIT] >= 3 && lines[i].n_words <= 30 &&
            !(lines[i].mark.flags & (MARK_RELATED | MARK_COMMENT)))
            lines[i].role = PAGE_CREDIT;
    /* Fragments, as feeds carry them, end with their report. Trees have seen whole pages, where the last line never is. */
    if (last != PARLEY_NONE && last + 2 == n) {
        page_line *l = &lines[n - 1];
        float weight;
        best_cue(l, &weight);
        if (!l->fixed && l->role == PAGE_NOISE && l->is_prose && score[n - 1] > -2 && weight < 1 && l->mark.n_link_bytes == 0 &&
            !(l->mark.flags & (MARK_FIGURE | MARK_RELATED | MARK_COMMENT | MARK_NAV | MARK_HIDDEN | MARK_SHARE | MARK_PROMO))) {
            l->role = PAGE_PARAGRAPH;
            last = n - 1;
        }
    }
    uint32_t title = n && lines[0].fixed ? 0 : html_title(h, text, first);
    /* The lead must not be lost: running text that opens the core and speaks of the same matter is kept on less. */
    uint32_t from = title != PARLEY_NONE ? title + 1 : 0;
    for (uint32_t i = from; i < n && i < from + 40 && (first == PARLEY_NONE || i < first); i++)
        if (lines[i].role == PAGE_NOISE && lines[i].is_prose && score[i] > -1 && i >= v->core && v->topic[i] >= 0.3f &&
            !(lines[i].mark.flags & (MARK_FIGURE | MARK_RELATED | MARK_HIDDEN | MARK_PROMO))) {
            lines[i].role = PAGE_PARAGRAPH;
            first = i;
            break;
        }
    if (title == PARLEY_NONE || first == PARLEY_NONE)
        return;
    lines[title].role = PAGE_HEADLINE;
    if (lines[title].reason)
        lines[title].reason = CUE_MENU;
    for (uint32_t i = title > 4 ? title - 4 : 0; i < n && i < title + NEAR && i < first + 2; i++) {
        page_line *l = &lines[i];
        if (l->role != PAGE_NOISE || l->mark.flags & (MARK_RELATED | MARK_COMMENT | MARK_NAV | MARK_HIDDEN | MARK_SHARE))
            continue;
        char iso[11];
        bool date = l->n_words <= 14 && date_in(text + l->start, l->end - l->start, iso);
        if (date)
            l->role = PAGE_DATELINE;
        else if (l->n_words <= 14 && l->n_caps >= 2 &&
                 ((l->cue[CUE_BYLINE] >= 3 && l->n_caps * 2 >= l->n_words - 1) ||
                  (l->mark.flags & MARK_BYLINE && l->cue[CUE_SHARE] == 0)))
            l->role = PAGE_BYLINE;
        else if (i > title && i < first && l->n_words >= 6 && l->mark.n_link_bytes * 3 < l->end - l->start &&
                 (l->mark.flags & MARK_STANDFIRST || l->mark.tag == T_H2 || l->mark.tag == T_H3) &&
                 !(l->mark.flags & MARK_FIGURE))
            l->role = PAGE_STANDFIRST;
    }
}

/* A paragraph whose words stood in the report before is a repeat: a teaser of the page's own story, a pull quotation, a copy that
 * a script would show. Pages carry such copies cut and joined otherwise than the report, so runs of four words are compared, not
 * lines. What stands above the report (standfirst) counts for nothing here, or it would cost the lead. */
static void mark_repeats(page_html *h, const char *text, parley_arena *scratch) {
    enum { RUNS_MIN = 8 }; /* eleven words: shorter phrases do come back ("the ministry said in a statement on Monday") */
    uint32_t n_words = 0, slots = 64;
    for (uint32_t i = 0; i < h->n_lines; i++)
        n_words += h->lines[i].role >= PAGE_HEADING && h->lines[i].role != PAGE_NOISE ? h->lines[i].n_words : 0;
    while (slots < n_words * 2)
        slots *= 2;
    uint64_t *seen = ARENA_ARRAY(scratch, uint64_t, slots);
    uint32_t n_seen = 0;
    for (uint32_t i = 0; i < h->n_lines; i++) {
        page_line *l = &h->lines[i];
        if (l->role < PAGE_HEADING || l->role == PAGE_NOISE)
            continue;
        uint64_t *runs;
        uint32_t n = line_runs(&runs, l, text, scratch), known = 0;
        for (int fill = 0; fill < 2; fill++) {
            for (uint32_t k = 0; k < n; k++) {
                uint32_t at = (uint32_t)(runs[k] >> 17) & (slots - 1);
                while (seen[at] && seen[at] != runs[k])
                    at = (at + 1) & (slots - 1);
                known += !fill && seen[at];
                if (fill && !seen[at] && n_seen + 1 < slots) {
                    seen[at] = runs[k];
                    n_seen++;
                }
            }
            if (!fill && n >= RUNS_MIN && known * 20 >= n * 17) {
                mark(l, CUE_REPEAT);
                break;
            }
        }
    }
}

/* Log-odds of every line of text without markup: the trees' and the network's, halves. Either alone is worse (train/page). */
static void score_text(float *score, const page_view *v, const page_lex *lex, parley_arena *a) {
    const recurrent *order = lex_recurrent(lex);
    uint32_t width = order->n_nets * RECURRENT_HIDDEN;
    float *first = ARENA_ARRAY(a, float, (size_t)v->n *width + 1), row[FEATURES_MAX] = {0};
    for (uint32_t i = 0; i < v->n; i++) {
        features_line(row, v, i);
        score[i] = lex_score(lex, false, row);
        recurrent_line(order, row, first + (size_t)i * width);
    }
    float *other = ARENA_ARRAY(a, float, v->n + 1);
    recurrent_score(order, first, v->n, other);
    for (uint32_t i = 0; i < v->n; i++)
        score[i] = 0.5f * (score[i] + other[i]);
}

static void score_html(float *score, const page_view *v, const page_lex *lex) {
    float row[FEATURES_MAX] = {0};
    for (uint32_t i = 0; i < v->n; i++) {
        features_line(row, v, i);
        score[i] = lex_score(lex, true, row);
    }
}

void noise_mark(page_html *h, const char *text, bool html, const page_lex *lex, parley_arena *scratch) {
    page_view v;
    features_view(&v, h, html, scratch);
    float *score = ARENA_ARRAY(scratch, float, h->n_lines + 1);
    if (html) {
        score_html(score, &v, lex);
        mark_html(h, text, &v, score);
    } else {
        score_text(score, &v, lex, scratch);
        mark_text(h, text, &v, score);
    }
    mark_repeats(h, text, scratch);
}
