/* page_test.c - a page's text, roles and facts, and the way back to the source. */
#include "page/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static parley_page *read_page(const char *doc, const void *bytes, size_t n) {
    parley_page *p = NULL;
    parley_error err = {0};
    if (parley_page_read(&p, doc, bytes, n, &err) < 0)
        fail_msg("%s", err.msg);
    page_check(p);
    return p;
}

static const page_block *block_with(const parley_page *p, const char *words) {
    const char *at = strstr(p->text, words);
    for (uint32_t i = 0; at && i < p->n_blocks; i++)
        if (p->text + p->blocks[i].start <= at && at < p->text + p->blocks[i].end)
            return &p->blocks[i];
    fail_msg("no block holds: %s", words);
    return NULL;
}

static void expect_body(const parley_page *p, const char *words) {
    if (!page_is_body(block_with(p, words)))
        fail_msg("taken for noise: %s", words);
}

static void expect_noise(const parley_page *p, const char *words) {
    if (page_is_body(block_with(p, words)))
        fail_msg("taken for the report: %s", words);
}

/* The words as they stand in the text, led back, must be the source's bytes. */
static void expect_source(const parley_page *p, const char *words, const char *source) {
    const char *at = strstr(p->text, words);
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - p->text);
    parley_span s = page_source_span(p, (parley_span){start, start + (uint32_t)strlen(words)});
    assert_int_equal(s.end - s.start, strlen(source));
    assert_memory_equal(p->source + s.start, source, strlen(source));
}

static const char *const report =
    "Ferry Crews and Owners Return to the Table in Port Vell\n"
    "\n"
    "Share this article\n"
    "Ferry crews said on Monday that they would meet the owners again, after a week in which no ship had left the harbour.\n"
    "\n"
    "Story continues below\n"
    "\n"
    "\xE2\x80\x9CWe have come a long way,\xE2\x80\x9D said Mara Lind, who leads the crews\xE2\x80\x99 union.\n"
    "\n"
    "A LONG NIGHT\n"
    "\n"
    "The owners did not say whether they would raise their offer, but a spokesman said that the talks had been useful.\n"
    "\n"
    "Sign up for our newsletter and get the news in your inbox every morning\n"
    "Leave a Reply\n";

static void noise_of_plain_text_is_marked_with_its_reason(void **state) {
    (void)state;
    parley_page *p = read_page("a.txt", report, strlen(report));
    assert_string_equal(p->title.value, "Ferry Crews and Owners Return to the Table in Port Vell");
    assert_int_equal(block_with(p, "Ferry Crews and Owners")->role, PAGE_HEADLINE);
    assert_string_equal(block_with(p, "Share this")->reason, "share");
    assert_string_equal(block_with(p, "Story continues")->reason, "promotion");
    assert_string_equal(block_with(p, "Leave a Reply")->reason, "reply-form");
    expect_body(p, "Ferry crews said on Monday");
    expect_body(p, "We have come a long way");
    assert_int_equal(block_with(p, "A LONG NIGHT")->role, PAGE_HEADING);
    expect_noise(p, "Sign up for our");
    assert_null(p->outlet.value);
    assert_null(p->published.value);
    assert_string_equal(p->lang, "en");
    parley_page_free(p);
}

static void a_date_glued_to_the_text_is_a_line_of_its_own(void **state) {
    (void)state;
    const char *s =
        " date 2023-02-07 The crews of the ferries have said that they will not go back to work before the owners sign.\n"
        "\nThe owners said that they would not sign anything that had not been agreed by both sides before.\n";
    parley_page *p = read_page("a.txt", s, strlen(s));
    assert_string_equal(p->published.value, "2023-02-07");
    assert_string_equal(p->published.rule, "glued-date");
    assert_int_equal(p->blocks[0].role, PAGE_DATELINE);
    assert_null(p->title.value);
    expect_body(p, "The crews of the ferries");
    expect_source(p, "The crews", "The crews");
    parley_page_free(p);
}

static void the_date_of_a_change_is_not_the_date_of_publication(void **state) {
    (void)state;
    const char *s = "Crews Accept the Owners' Last Offer\n\nLast updated: 9 March 2023\n\n"
                    "The crews of the ferries accepted the last offer of the owners on Friday, the union said in a statement.\n\n"
                    "They had been on strike for three weeks, and most of the islands had run out of fresh food by then.\n";
    parley_page *p = read_page("a.txt", s, strlen(s));
    assert_null(p->published.value);
    parley_page_free(p);
    s = "Crews Accept the Owners' Last Offer\n\nPublished 8 March 2023\n\n"
        "The crews of the ferries accepted the last offer of the owners on Friday, the union said in a statement.\n\n"
        "They had been on strike for three weeks, and most of the islands had run out of fresh food by then.\n";
    p = read_page("a.txt", s, strlen(s));
    assert_string_equal(p->published.value, "2023-03-08");
    parley_page_free(p);
}

/* The company that holds the copyright is the outlet only when the page bears its name elsewhere. */
static void the_holder_of_the_copyright_is_not_yet_the_outlet(void **state) {
    (void)state;
    static const char *const ends[][2] = {
        {"\n\n\xC2\xA9 2023 Northern Tide Media Group. All rights reserved.\n", NULL},
        {"\n\nAbout the Coast Daily\n\n\xC2\xA9 2023 Coast Daily Ltd. All rights reserved.\n", "Coast Daily"},
        {"\n\nCopyright 2023. All rights reserved. All of them.\n", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        parley_buf b;
        buf_init(&b);
        buf_adds(&b,
                 "Crews Accept the Owners' Last Offer\n\n"
                 "The crews of the ferries accepted the last offer of the owners on Friday, the union said in a statement.\n\n"
                 "They had been on strike for three weeks, and most of the islands had run out of fresh food by then.");
        buf_adds(&b, ends[i][0]);
        parley_page *p = read_page("a.txt", b.s, b.n);
        if (ends[i][1])
            assert_string_equal(p->outlet.value, ends[i][1]);
        else
            assert_null(p->outlet.value);
        parley_page_free(p);
        buf_free(&b);
    }
}

static void a_repeated_standfirst_counts_once(void **state) {
    (void)state;
    const char *s =
        "Crews Accept the Owners' Last Offer\n\nOwners hail a new beginning; the union speaks of a first step on a long way\n\n"
        "Owners hail a new beginning; the union speaks of a first step on a long way\n\n"
        "The crews of the ferries accepted the last offer of the owners on Friday, the union said in a statement.\n\n"
        "They had been on strike for three weeks, and most of the islands had run out of fresh food by then.\n";
    parley_page *p = read_page("a.txt", s, strlen(s));
    uint32_t body = 0, repeat = 0;
    for (uint32_t i = 0; i < p->n_blocks; i++) {
        bool same = strncmp(p->text + p->blocks[i].start, "Owners hail", 11) == 0;
        body += same && page_is_body(&p->blocks[i]);
        repeat += same && p->blocks[i].reason && strcmp(p->blocks[i].reason, "repeat") == 0;
    }
    assert_int_equal(body, 1);
    assert_int_equal(repeat, 1);
    parley_page_free(p);
}

/* One paragraph a line, as news text often comes, with what was around it left in between. */
static void lines_between_paragraphs_are_told_from_them(void **state) {
    (void)state;
    static const char *const noise[][2] = {
        {"More:Why the harbour towns want the crossings back", "related"},
        {"Port Vell strike:Islanders queue for the last loaves", "related"},
        {"(Also on Coast Daily: Who pays for the empty boats)", "related"},
        {"( PHOTOS: Ten years of the northern crossing)", "related"},
        {"OWNERS OF THE FERRIES SEEK A NEW MEDIATOR", "related"},
        {"Related: A short history of the ferries", "related"},
        {"Read more: The islands that wait", "related"},
        {"FILE PHOTO: A ferry leaves the harbour of Port Vell at dawn", "caption"},
        {"Crew members stand at the gate of the harbour in Port Vell on Monday, the third day of their strike, as cars wait for "
         "a "
         "crossing that did not come. (Mara Lind/Coastpix)",
         "caption"},
        {"Members of the union leave the building after a meeting that lasted for most of the night on Sunday. COASTPIX/Mara "
         "Lind",
         "caption"},
        {"Islanders wait for bread in front of a bakery [Mara Lind/Coastpix]", "caption"},
        {"Continue Reading Below", "promotion"},
        {"Support local news.Subscribe to the Coast Daily today.", "promotion"},
        {"Subscribe to the Coast Daily newsletter for the story of the day", "promotion"},
    };
    static const char *const kept[] = {
        "The owners declined to comment.",
        "\"We are committed to the truce of last week,\" Ms Orr said.",
        "The union said it is not responsible for the damage to the two boats.",
        "\"They send us letters to sign, and nothing else,\" he told reporters.",
        "Similar strikes ended last year on the eastern crossing after the owners gave way.",
        "Popular support for the crews has not fallen, according to a survey of the islands.",
        "Also on Monday, the mayor of Port Vell asked both sides to meet again before the weekend.",
        "A second night",
        "The crews are not coming back without a paper that both sides have signed. We wait. \xE2\x80\x94 Mara Orr (@maraorr) "
        "May 2, "
        "2021",
        "\"Not one crossing will be cut,\" the chief executive of the owners said (and/or wrote) in May.",
        "The offer of Monday has three parts:",
    };
    parley_buf b;
    buf_init(&b);
    buf_adds(
        &b,
        "Ferry Crews Reject a Third Offer in Port Vell\n"
        "PORT VELL \xE2\x80\x94 Ferry crews on Monday rejected a third offer of the owners, the union said in a statement.\n");
    for (size_t i = 0; i < COUNT_OF(noise) || i < COUNT_OF(kept); i++) {
        if (i < COUNT_OF(noise))
            buf_addf(&b, "%s\n", noise[i][0]);
        if (i < COUNT_OF(kept))
            buf_addf(&b, "%s\n", kept[i]);
        buf_addf(&b,
                 "On day %zu of the strike the two sides met for a few hours and parted without a word to those who waited.\n",
                 i + 1);
    }
    parley_page *p = read_page("a.txt", b.s, b.n);
    for (size_t i = 0; i < COUNT_OF(noise); i++) {
        const page_block *block = block_with(p, noise[i][0]);
        if (page_is_body(block) || strcmp(block->reason, noise[i][1]) != 0)
            fail_msg("%s: %s", noise[i][0], page_is_body(block) ? "kept" : block->reason);
    }
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        if (!page_is_body(block_with(p, kept[i])))
            fail_msg("%s: %s", kept[i], block_with(p, kept[i])->reason);
    assert_int_equal(block_with(p, "A second night")->role, PAGE_HEADING);
    parley_page_free(p);
    buf_free(&b);
}

/* Copies come cut and joined otherwise than the report: runs of words tell them. A phrase that comes back is none. */
static void a_paragraph_told_before_is_a_repeat(void **state) {
    (void)state;
    const char *s =
        "Crews Accept the Owners' Last Offer\n\n"
        "The crews of the ferries accepted the last offer of the owners on Friday, the union said in a statement. It had been on "
        "the "
        "table for a week.\n\n"
        "They had been on strike for three weeks, and most of the islands had run out of fresh food by then, a mayor said.\n\n"
        "Boats go out again on Monday, the union said in a statement, and the pay is due from the first of the month.\n\n"
        "They had been on strike for three weeks, and most of the islands had run out of fresh food\n\n"
        "The owners of the ferries accepted the last demand of the crews as well and called the strike a costly lesson.\n";
    parley_page *p = read_page("a.txt", s, strlen(s));
    expect_body(p, "The crews of the ferries");
    expect_body(p, "by then, a mayor said");
    expect_body(p, "Boats go out again");
    expect_body(p, "The owners of the ferries accepted");
    uint32_t repeats = 0;
    for (uint32_t i = 0; i < p->n_blocks; i++)
        repeats += p->blocks[i].reason && strcmp(p->blocks[i].reason, "repeat") == 0;
    assert_int_equal(repeats, 1);
    parley_page_free(p);
}

static void a_pointer_glued_to_a_paragraph_is_cut_off(void **state) {
    (void)state;
    const char *s =
        "Crews Accept the Owners' Last Offer\n\n"
        "The crews of the ferries accepted the last offer on Friday, the union said. Read more: How the harbour "
        "lived without ships\n\n"
        "The owners had raised it twice, a spokesman said on the quay.Sign up for our newsletter to get the news in "
        "your inbox\n\n"
        "The union asked them to look at what it had written before. Mara Lind of the U.S. Seamen said that she would "
        "read more, too.\n";
    parley_page *p = read_page("a.txt", s, strlen(s));
    expect_body(p, "The crews of the ferries");
    expect_noise(p, "Read more: How");
    expect_source(p, "Read more: How", "Read more: How");
    expect_body(p, "The owners had raised it");
    expect_noise(p, "Sign up for our");
    expect_body(p, "Mara Lind of the U.S. Seamen said that she would read more, too.");
    page_check(p);
    parley_page_free(p);
}

static void a_card_of_links_is_cut_out_of_its_sentence(void **state) {
    (void)state;
    const char *s =
        "Crews Accept the Owners' Last Offer\n\n"
        "Senator Ana Roe Ana Maria RoeHarbour talks stall as union rejects offer Premier says so MORE (N-Oslo) said on "
        "Friday that the crews had accepted. She had met them twice, MORE often than the owners.\n";
    parley_page *p = read_page("a.txt", s, strlen(s));
    expect_body(p, "Senator Ana Roe");
    expect_noise(p, "Ana Maria RoeHarbour talks stall as union rejects offer Premier says so MORE");
    expect_source(p, "(N-Oslo) said on Friday", "(N-Oslo) said on Friday");
    expect_body(p, "(N-Oslo) said on Friday that the crews had accepted. She had met them twice, MORE often than the owners.");
    assert_false(p->blocks[p->n_blocks - 1].new_paragraph);
    page_check(p);
    parley_page_free(p);
}

static void every_encoding_leads_back_to_its_bytes(void **state) {
    (void)state;
    parley_page *p = read_page("a.txt", "The caf\xE9 owners said \x93no\x94 to the crews\x92 demand for a day off.", 60);
    assert_string_equal(p->encoding, "windows-1252");
    expect_source(p, "caf\xC3\xA9", "caf\xE9");
    expect_source(p, "\xE2\x80\x9Cno\xE2\x80\x9D", "\x93no\x94");
    parley_page_free(p);

    /* UTF-16 with a mark and without, both byte orders; a letter outside the first plane. */
    const char *ascii = "The owners of the ferries said that they would come back to the table. ";
    for (int kind = 0; kind < 4; kind++) {
        char wide[400];
        size_t n = 0;
        bool big = kind & 1, mark = kind & 2;
        if (mark)
            memcpy(wide, big ? "\xFE\xFF" : "\xFF\xFE", 2), n = 2;
        for (const char *c = ascii; *c; c++) {
            wide[n++] = big ? 0 : *c;
            wide[n++] = big ? *c : 0;
        }
        memcpy(wide + n, big ? "\xD8\x3D\xDE\x00" : "\x3D\xD8\x00\xDE", 4);
        n += 4;
        p = read_page("a.txt", wide, n);
        assert_string_equal(p->encoding, big ? "utf-16be" : "utf-16le");
        assert_non_null(strstr(p->text, "come back to the table"));
        const char *face = strstr(p->text, "\xF0\x9F\x98\x80");
        assert_non_null(face);
        uint32_t at = (uint32_t)(face - p->text);
        parley_span s = page_source_span(p, (parley_span){at, at + 4});
        assert_int_equal(s.start, n - 4);
        assert_int_equal(s.end, n);
        parley_page_free(p);
    }

    const char *broken = "The owners\xC3 said \xE2\x80 that they \xE2\x80\x9Cmay\xE2\x80\x9D come back \xC3\xA9 \xC3\xA9.";
    p = read_page("a.txt", broken, strlen(broken));
    assert_string_equal(p->encoding, "utf-8");
    expect_source(p, "owners\xEF\xBF\xBD", "owners\xC3");
    parley_page_free(p);

    p = read_page("a.txt", "\xEF\xBB\xBFThe owners said no.", 22);
    expect_source(p, "The owners", "The owners");
    assert_int_equal(page_source_span(p, (parley_span){0, 3}).start, 3);
    parley_page_free(p);
}

static const char *const html =
    "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Crews &amp; owners meet | Harbour Post</title>\n"
    "<meta property=\"og:site_name\" content=\"Harbour Post\"><link rel=canonical "
    "href='https://harbour.example/2023/02/07/crews.html'>\n"
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Crews & owners "
    "meet\",\"author\":[{\"name\":\"Mara Lind\"}],"
    "\"datePublished\":\"2023-02-07T08:00:00Z\"}</script><script>var a = '<p>no text</p>';</script></head>\n"
    "<body><nav class='main-menu'><ul><li><a href=/>Home</a><li><a href=/w>World</a><li><a href=/s>Sport</a></ul></nav>\n"
    "<article class=story><h1>Crews &amp; owners meet</h1><p class=byline>By Mara Lind</p>\n"
    "<div class='article-body'><p>Ferry crews said on Monday that they&rsquo;d meet the owners again, after a week in which no "
    "ship had left\n"
    " the harbour of the town.</p><figure><img src=a.jpg><figcaption>A ferry. Photo: Jo Falk / Harbour "
    "Post</figcaption></figure>\n"
    "<p>&#8220;We have come a <b>long</b> way,&#8221; said Mara Lind, who leads the union of the crews and has done so for "
    "years.\n"
    "<p>The owners did not say whether they would raise their offer, but a spokesman said that the talks had been useful.</div>\n"
    "<div class=share-tools><a href=#>Facebook</a><a href=#>Twitter</a></div></article>\n"
    "<aside class=related><h3>More on this</h3><ul><li><a href=/1>Islands run out of milk</a></li></ul></aside>\n"
    "<div id=comments><h3>Leave a comment</h3><p>Bo says: they should all be sent home, the lot of them, and I mean "
    "it.</p></div>\n"
    "<footer>&copy; 2023 Harbour Post. All rights reserved.</footer></body></html>";

static void html_gives_report_and_facts(void **state) {
    (void)state;
    parley_page *p = read_page("a.html", html, strlen(html));
    assert_int_equal(p->format, PAGE_HTML);
    assert_string_equal(p->title.value, "Crews & owners meet");
    assert_string_equal(p->outlet.value, "Harbour Post");
    assert_string_equal(p->outlet.rule, "opengraph");
    assert_string_equal(p->author.value, "Mara Lind");
    assert_string_equal(p->author.rule, "json-ld");
    assert_string_equal(p->published.value, "2023-02-07");
    assert_memory_equal(p->source + p->published.evidence.start, "2023-02-07T08:00:00Z", 20);
    assert_string_equal(p->url.value, "https://harbour.example/2023/02/07/crews.html");
    assert_int_equal(block_with(p, "Crews & owners")->role, PAGE_HEADLINE);
    expect_source(p, "Crews & owners", "Crews &amp; owners");
    expect_source(p,
                  "they\xE2\x80\x99"
                  "d meet",
                  "they&rsquo;d meet");
    expect_source(p, "a long way", "a <b>long</b> way");
    expect_source(p, "ship had left the harbour", "ship had left\n the harbour");
    expect_body(p, "Ferry crews said");
    expect_body(p, "We have come");
    expect_body(p, "The owners did not say");
    expect_noise(p, "Home");
    expect_noise(p, "A ferry. Photo");
    expect_noise(p, "Facebook");
    expect_noise(p, "Islands run out");
    expect_noise(p, "Bo says");
    expect_noise(p, "All rights reserved");
    assert_null(strstr(p->text, "no text"));
    parley_arena a;
    arena_init(&a);
    uint32_t n;
    parley_span *body = page_body(p, &a, &n);
    for (uint32_t i = 0; i < n; i++)
        assert_true(body[i].start < body[i].end && body[i].end <= p->n_source && (i == 0 || body[i].start >= body[i - 1].end));
    arena_free(&a);
    parley_page_free(p);
}

static void broken_html_keeps_its_words(void **state) {
    (void)state;
    static const char *const pages[] = {
        "<html><p>one <b>two <p>three</b> four <td>five</div> six",
        "<html><table><tr><td>one<td>two<tr><td>three</table>four five six",
        "<html><ul><li>one<li>two<ul><li>three</ul><li>four</ul>five six",
        "<html><p>one two <!-- no -- no > no --> three <a href='x>y'>four</a> five < six",
        "<html><p>one two three four five six<p",
        "<html><p>one two three <a href=\"never closed> four five six",
        "<html>one &#x74;wo &thr;ee three &amp four five &#1114112; six &",
    };
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        parley_page *p = read_page("a.html", pages[i], strlen(pages[i]));
        assert_non_null(strstr(p->text, "one"));
        assert_non_null(strstr(p->text, "three"));
        assert_null(strstr(p->text, "no"));
        if (i != 5)
            assert_non_null(strstr(p->text, "six"));
        parley_page_free(p);
    }
}

static void languages_are_told_apart(void **state) {
    (void)state;
    static const struct {
        const char *lang, *text;
    } pages[] = {
        {"en", "The owners said that they would not come back to the table before the crews had ended their strike in the port."},
        {"de", "Die Reeder sagten, dass sie nicht an den Tisch zur\xC3\xBC"
               "ckkehren, bevor der Streik in dem Hafen nicht beendet ist und die F\xC3\xA4hren fahren."},
        {"fr", "Les armateurs ont dit qu'ils ne reviendraient pas \xC3\xA0 la table avant que les \xC3\xA9quipages aient mis fin "
               "\xC3\xA0 leur gr\xC3\xA8ve dans le port."},
        {"es", "Los armadores dijeron que no volver\xC3\xAD"
               "an a la mesa antes de que las tripulaciones hayan puesto fin a su huelga en el puerto."},
        {"ru", "\xD0\xA1\xD1\x83\xD0\xB4\xD0\xBE\xD0\xB2\xD0\xBB\xD0\xB0\xD0\xB4\xD0\xB5\xD0\xBB\xD1\x8C\xD1\x86\xD1\x8B "
               "\xD1\x81\xD0\xBA\xD0\xB0\xD0\xB7\xD0\xB0\xD0\xBB\xD0\xB8 \xD1\x87\xD1\x82\xD0\xBE \xD0\xBD\xD0\xB5 "
               "\xD0\xB2\xD0\xB5\xD1\x80\xD0\xBD\xD1\x83\xD1\x82\xD1\x81\xD1\x8F"},
        {"pt", "Os armadores disseram que n\xC3\xA3o voltariam \xC3\xA0 mesa antes de as tripula\xC3\xA7\xC3\xB5"
               "es terminarem a greve no porto."},
        {"uk", "\xD0\xA1\xD1\x83\xD0\xB4\xD0\xBD\xD0\xBE\xD0\xB2\xD0\xBB\xD0\xB0\xD1\x81\xD0\xBD\xD0\xB8\xD0\xBA\xD0\xB8 "
               "\xD0\xB2\xD1\x96\xD0\xB4\xD1\x85\xD0\xB8\xD0\xBB\xD0\xB8\xD0\xBB\xD0\xB8 "
               "\xD0\xBF\xD1\x80\xD0\xBE\xD0\xBF\xD0\xBE\xD0\xB7\xD0\xB8\xD1\x86\xD1\x96\xD1\x8E \xD0\xB2 "
               "\xD0\xBF\xD0\xBE\xD0\xBD\xD0\xB5\xD0\xB4\xD1\x96\xD0\xBB\xD0\xBE\xD0\xBA."},
        {"ar", "\xD8\xB1\xD9\x81\xD8\xB6 \xD8\xA3\xD8\xB5\xD8\xAD\xD8\xA7\xD8\xA8 \xD8\xA7\xD9\x84\xD8\xB3\xD9\x81\xD9\x86 "
               "\xD8\xA7\xD9\x84\xD8\xB9\xD8\xB1\xD8\xB6 \xD9\x8A\xD9\x88\xD9\x85 "
               "\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAB\xD9\x86\xD9\x8A\xD9\x86."},
        {"he",
         "\xD7\x91\xD7\xA2\xD7\x9C\xD7\x99 \xD7\x94\xD7\x90\xD7\x95\xD7\xA0\xD7\x99\xD7\x95\xD7\xAA \xD7\x93\xD7\x97\xD7\x95 "
         "\xD7\x90\xD7\xAA \xD7\x94\xD7\x94\xD7\xA6\xD7\xA2\xD7\x94 \xD7\x91\xD7\x99\xD7\x95\xD7\x9D \xD7\xA9\xD7\xA0\xD7\x99."},
        {"zh", "\xE8\x88\xB9\xE4\xB8\x9C\xE5\x91\xA8\xE4\xB8\x80\xE6\x8B\x92\xE7\xBB\x9D\xE4\xBA\x86\xE5\xB7\xA5\xE4\xBC\x9A\xE7"
               "\x9A\x84\xE6\x8F\x90\xE8\xAE\xAE\xE3\x80\x82"},
        {"ja", "\xE8\x88\xB9\xE4\xB8\xBB\xE3\x81\xAF\xE6\x9C\x88\xE6\x9B\x9C\xE6\x97\xA5\xE3\x81\xAB\xE7\xB5\x84\xE5\x90\x88\xE3"
               "\x81\xAE\xE6\x8F\x90\xE6\xA1\x88\xE3\x82\x92\xE6\x8B\x92\xE5\x90\xA6\xE3\x81\x97\xE3\x81\x9F\xE3\x80\x82"},
        /* Unknown beats a guess: few words, names and numbers, no language at all. */
        {"und", "Port Vell 12 14 B"},
        {"und", "Die Reeder"},
        {"und", "Talks end."},
        {"und", "1,204 38 17.5 2031-04-02"},
        {"und", "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore."},
    };
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        parley_page *p = read_page("a.txt", pages[i].text, strlen(pages[i].text));
        assert_string_equal(p->lang, pages[i].lang);
        parley_page_free(p);
    }
}

/* What the page says of itself is often its template's language: the words decide. The report decides, not the menu around it. */
static void the_report_decides_on_the_language(void **state) {
    (void)state;
    static const char german[] =
        "<!DOCTYPE html><html lang=\"en\"><head><title>Streik im Hafen</title></head><body><nav><ul><li><a href=/>Home</a><li><a "
        "href=/w>World news and opinion</a><li><a href=/s>Sign up for our newsletter</a></ul></nav><article><h1>Streik im Hafen "
        "geht weiter</h1><p>Die Reeder sagten am Montag, dass sie nicht an den Tisch zur&uuml;ckkehren, bevor der Streik in dem "
        "Hafen beendet ist.</p><p>Die Gewerkschaft wies das Angebot ab und sprach von einer Zumutung f&uuml;r alle, die auf den "
        "F&auml;hren arbeiten.</p></article><footer>All rights reserved. Terms of use and privacy policy</footer></body></html>";
    parley_page *p = read_page("a.html", german, sizeof german - 1);
    assert_string_equal(p->lang, "de");
    parley_page_free(p);
    /* A letter cut in two by the limit of what is looked at must not reach the library. */
    parley_buf b;
    buf_init(&b);
    for (int i = 0; i < 3000; i++)
        buf_adds(&b, i % 20 ? "\xD1\x81\xD1\x83\xD0\xB4\xD0\xBD\xD0\xBE " : "\xD0\xBD\xD0\xB5\n");
    for (uint32_t cut = 0; cut < 2; cut++) {
        p = read_page("a.txt", b.s + cut * 11, b.n - cut * 11);
        page_check(p);
        parley_page_free(p);
    }
    buf_free(&b);
}

static void same_bytes_have_the_same_digest(void **state) {
    (void)state;
    parley_page *a = read_page("a.txt", "The owners said no.", 19), *b = read_page("b.txt", "The owners said no.", 19);
    parley_page *c = read_page("c.txt", "The owners said so.", 19);
    assert_string_equal(a->digest, b->digest);
    assert_string_not_equal(a->digest, c->digest);
    parley_page_free(a);
    parley_page_free(b);
    parley_page_free(c);
}

/* Fail the first allocation, then the second, and so on until a run succeeds: no crash, no leak, PARLEY_ENOMEM. */
static void memory_that_ends_is_told(void **state) {
    (void)state;
    parley_page_free(read_page("a.html", html, strlen(html))); /* lexicons are in memory now */
    for (int64_t i = 0; i < 2000; i++) {
        parley_page *p = NULL;
        parley_error err;
        mem_fail_after(i);
        parley_status rc = parley_page_read(&p, "a.html", html, strlen(html), &err);
        mem_fail_after(-1);
        if (rc >= 0) {
            assert_true(i > 1);
            parley_page_free(p);
            return;
        }
        assert_int_equal(rc, PARLEY_ENOMEM);
        assert_null(p);
    }
    fail_msg("never succeeded");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(noise_of_plain_text_is_marked_with_its_reason),
        cmocka_unit_test(a_date_glued_to_the_text_is_a_line_of_its_own),
        cmocka_unit_test(the_date_of_a_change_is_not_the_date_of_publication),
        cmocka_unit_test(the_holder_of_the_copyright_is_not_yet_the_outlet),
        cmocka_unit_test(a_repeated_standfirst_counts_once),
        cmocka_unit_test(lines_between_paragraphs_are_told_from_them),
        cmocka_unit_test(a_paragraph_told_before_is_a_repeat),
        cmocka_unit_test(a_pointer_glued_to_a_paragraph_is_cut_off),
        cmocka_unit_test(a_card_of_links_is_cut_out_of_its_sentence),
        cmocka_unit_test(every_encoding_leads_back_to_its_bytes),
        cmocka_unit_test(html_gives_report_and_facts),
        cmocka_unit_test(broken_html_keeps_its_words),
        cmocka_unit_test(languages_are_told_apart),
        cmocka_unit_test(the_report_decides_on_the_language),
        cmocka_unit_test(same_bytes_have_the_same_digest),
        cmocka_unit_test(memory_that_ends_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
