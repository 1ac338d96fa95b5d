/* noise.c - which lines are the report and which are the page around it.
 *
 * For text that has lost its HTML only the words are left to tell. Three things do: cue words (data/page/cues.tsv), running text
 * (function words, sentence ends), and place: a report is one stretch, opened by a headline and closed by credits; what lies before
 * and behind it is menu and footer, and short lines inside it are headings. */
#include "page/html.h"

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

/* How much weight of cue words it takes: longer lines and running text take more, since a report may well speak of newsletters. */
static float weight_needed(const page_line *l) {
    float w = (float)l->n_words;
    return l->is_prose ? 2.0f + 0.08f * w : 1.5f + 0.05f * w;
}

static bool headline_like(const page_line *l) {
    return l->n_words >= 3 && l->n_words <= 32 && l->n_numbers * 2 < l->n_words && !l->ends_comma && !l->ends_colon &&
           l->n_caps > 0 && l->n_symbols <= 2;
}

void noise_mark(page_html *h, const char *text, bool html, const page_lex *lex, parley_arena *scratch) {
    page_line *lines = h->lines;
    uint32_t n = h->n_lines;
    (void)lex;
    (void)html;
    (void)scratch;
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
        } else if (l->n_numbers == l->n_words) {
            mark(l, CUE_COUNTER);
        }
        if (l->role == PAGE_PARAGRAPH && l->is_prose) {
            if (first == PARLEY_NONE)
                first = i;
            last = i;
        }
    }
    if (first == PARLEY_NONE)
        return; /* no running text: nothing tells report from page; what cues did not mark stays */
    /* The headline: nearest to the top of the lines before the report that reads like one, or a first line that does not end as a
     * sentence does. */
    uint32_t title = PARLEY_NONE;
    for (uint32_t i = 0; i <= first; i++) {
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
        if (l->n_caps * 4 < l->n_words && i + 1 < first && i != first && headline_like(&lines[i + 1]) && lines[i + 1].role == PAGE_PARAGRAPH &&
            lines[i + 1].n_caps * 3 >= lines[i + 1].n_words * 2)
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
        } else if (!l->ends_stop || l->n_words < 3) {
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
