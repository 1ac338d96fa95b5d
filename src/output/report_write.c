/* report_write.c - escaping by field type, dates, numbers, names. */
#include "output/report.h"

#include <math.h>

void put(report *rep, const char *html) {
    fputs(html, rep->f);
}

void putf(report *rep, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    vfprintf(rep->f, fmt, args);
    va_end(args);
}

/* Pages come from anywhere. Markup characters are escaped; controls become spaces; characters that turn the direction of what
 * follows (U+202A to U+202E, U+2066 to U+2069) are shown as a mark, or they would turn our own words too; broken UTF-8 becomes
 * U+FFFD. */
void put_textn(report *rep, const char *s, size_t n) {
    FILE *f = rep->f;
    size_t from = 0, i = 0;
    while (i < n) {
        unsigned char c = (unsigned char)s[i];
        const char *as = NULL;
        uint32_t len = 1;
        if (c == '&')
            as = "&amp;";
        else if (c == '<')
            as = "&lt;";
        else if (c == '>')
            as = "&gt;";
        else if (c == '"')
            as = "&quot;";
        else if (c == '\'')
            as = "&#39;";
        else if (c == 0x7F || (c < 0x20 && c != '\n' && c != '\t'))
            as = " ";
        else if (c >= 0x80) {
            uint32_t cp = utf8_get(s + i, n - i, &len);
            if (cp == UTF8_BAD)
                as = "\xEF\xBF\xBD";
            else if ((cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069))
                as = "\xE2\x80\xA1"; /* ‡ */
            else if (cp >= 0x80 && cp < 0xA0)
                as = " ";
        }
        if (as) {
            fwrite(s + from, 1, i - from, f);
            fputs(as, f);
            from = i + len;
        }
        i += len;
    }
    fwrite(s + from, 1, n - from, f);
}

void put_text(report *rep, const char *s) {
    if (s)
        put_textn(rep, s, strlen(s));
}

void put_name(report *rep, const char *s) {
    put(rep, "<bdi>");
    put_text(rep, s);
    put(rep, "</bdi>");
}

void put_label(report *rep, const char *s) {
    if (!s)
        return;
    char *words = arena_str(rep->arena, s);
    for (char *c = words; *c; c++)
        if (*c == '_')
            *c = ' ';
    put_text(rep, words);
}

void put_class(report *rep, const char *label) {
    for (; label && *label; label++) {
        char c = *label;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || c == '-')
            fputc(c, rep->f);
    }
}

void put_date(report *rep, const char *iso) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"};
    int y = 0, m = 0, d = 0, used = 0;
    if (iso && sscanf(iso, "%4d-%2d-%2d%n", &y, &m, &d, &used) == 3 && used == 10 && m >= 1 && m <= 12 && iso[10] == 0)
        putf(rep, "<time datetime=\"%04d-%02d-%02d\">%d %s %d</time>", y, m, d, d, months[m - 1], y);
    else
        put_text(rep, iso);
}

void put_number(report *rep, double v) {
    char digits[64], out[96];
    if (!isfinite(v) || fabs(v) >= 1e15) {
        putf(rep, "%g", v);
        return;
    }
    if (v != floor(v)) {
        snprintf(digits, sizeof digits, "%.4f", v);
        size_t n = strlen(digits);
        while (n && digits[n - 1] == '0')
            digits[--n] = 0;
        if (n && digits[n - 1] == '.')
            digits[--n] = 0;
    } else
        snprintf(digits, sizeof digits, "%.0f", v);
    size_t whole = strcspn(digits, "."), o = 0;
    for (size_t i = 0; digits[i]; i++) {
        if (i && i < whole && (whole - i) % 3 == 0 && digits[i - 1] != '-')
            out[o++] = ',';
        out[o++] = digits[i];
    }
    out[o] = 0;
    put(rep, out);
}

void put_url(report *rep, const char *url) {
    if (!url)
        return;
    /* Nothing but the two web schemes becomes a link: a page can name javascript: or file: as its own address. */
    bool web = strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
    if (web) {
        put(rep, "<a rel=\"noreferrer noopener nofollow\" href=\"");
        put_text(rep, url);
        put(rep, "\">");
    }
    put_text(rep, url);
    if (web)
        put(rep, "</a>");
}

const char *plural(uint32_t n) {
    return n == 1 ? "" : "s";
}

int colour_of(const report *rep, uint32_t who) {
    return who < rep->n_who ? rep->who[rep->who[who].side].colour : -1;
}

void put_colour(report *rep, uint32_t who) {
    int c = colour_of(rep, who);
    if (c >= 0)
        putf(rep, "c%d", c);
    else
        put(rep, "cx");
}

void put_who(report *rep, uint32_t who) {
    if (who >= rep->n_who) {
        put(rep, "<span class=\"who none\">nobody named</span>");
        return;
    }
    put(rep, "<a class=\"who ");
    put_colour(rep, who);
    putf(rep, "\" href=\"#a%u\">", who);
    put_name(rep, rep->who[who].identity->name);
    put(rep, "</a>");
}

void put_doc(report *rep, uint32_t doc) {
    const record_doc *d = rep->docs[doc].d;
    putf(rep, "<a class=\"doc\" href=\"#d%u\">", doc);
    put_name(rep, d->outlet.value ? d->outlet.value : d->doc);
    put(rep, "</a>");
    if (d->published.value) {
        put(rep, ", ");
        put_date(rep, d->published.value);
    }
}

void put_place(report *rep, uint32_t doc, int64_t fact) {
    if (rep->docs[doc].d->text && !rep->options->no_text)
        putf(rep, " <a class=\"place\" href=\"#w%lld\">in its page</a>", (long long)fact);
}

void put_filters(report *rep, const report_fact *f, const uint32_t *who, uint32_t n_who) {
    putf(rep, " data-d=\"%u\"", f->doc);
    if (f->date) {
        put(rep, " data-t=\"");
        put_text(rep, f->date);
        put(rep, "\"");
    }
    if (n_who) {
        put(rep, " data-w=\"");
        for (uint32_t i = 0; i < n_who; i++)
            if (who[i] != PARLEY_NONE)
                putf(rep, " %u", who[i]);
        put(rep, " \" data-s=\"");
        for (uint32_t i = 0; i < n_who; i++)
            if (who[i] != PARLEY_NONE)
                putf(rep, " %u", rep->who[who[i]].side);
        put(rep, " \"");
    }
}
