#!/bin/bash
# Changes as an Atom feed: RFC 4287 asked strictly, entry by entry, and against the table; whatever text a page brings, it is XML.
set -u
command -v python3 >/dev/null || exit 77
P=${PARLEY:-build/release/parley}
root=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    echo "atom_test: $*" >&2
    exit 1
}
cp -r examples/lummer-bank/pages "$work/pages"
# Two plain pages with a change between them, whatever changes the example's own plain pages tell of.
printf 'Norway Rejects Harbour Treaty\n\nMay 2, 2023\n\nNorway rejected the Harbour Treaty on Tuesday. The treaty was proposed by Sweden.\n' >"$work/pages/20-first.txt"
printf 'Norway Accepts Harbour Treaty\n\nMay 12, 2023\n\nNorway accepted the Harbour Treaty on Friday. The treaty was proposed by Sweden.\n' >"$work/pages/21-second.txt"
cd "$work" || exit 1
cat >check.py <<'PY'
import re, sys, xml.etree.ElementTree as E
A, P = "{http://www.w3.org/2005/Atom}", "{https://parley.invalid/ns/record}"
feed = E.parse(sys.argv[1]).getroot()
assert feed.tag == A + "feed", feed.tag
day = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
ids = []
def one(e, name):
    found = e.findall(A + name)
    assert len(found) == 1, (name, len(found))
    return found[0]
assert one(feed, "title").text and one(feed, "author").find(A + "name").text
for e in [feed] + feed.findall(A + "entry"):
    ids.append(one(e, "id").text)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", ids[-1]), ids[-1]
    assert day.fullmatch(one(e, "updated").text)
    assert one(e, "title").text
assert len(ids) == len(set(ids)), "an id twice"
entries = feed.findall(A + "entry")
assert all(one(e, "updated").text <= one(feed, "updated").text for e in entries)
for e in entries:
    assert one(e, "content").get("type") == "text" and one(e, "content").text
    links = [l.get("rel") for l in e.findall(A + "link")]
    assert len(links) == len(set(links)) and all(l.get("href").startswith("http") for l in e.findall(A + "link"))
    accounts = e.findall(P + "account")
    assert [a.get("part") for a in accounts] == ["before", "after"]
    for a in accounts:
        assert int(a.get("start")) < int(a.get("stop")) and a.get("doc")
print(len(entries))
PY
"$P" read a.db pages/* >/dev/null 2>&1 || fail "reading failed"
"$P" changes a.db --format atom >a.xml || fail "no feed"
n=$(python3 check.py a.xml) || fail "not valid Atom"
[ "$n" -ge 3 ] || fail "only $n entries"
# Every entry's words are the page's at those bytes: plain text pages can be cut.
python3 - a.xml pages <<'PY' || fail "words of an entry are not the page's"
import os, sys, xml.etree.ElementTree as E
seen = 0
for a in E.parse(sys.argv[1]).getroot().iter("{https://parley.invalid/ns/record}account"):
    path = os.path.join(sys.argv[2], a.get("doc"))
    if path.endswith(".txt") and os.path.exists(path):
        got = " ".join(open(path, "rb").read()[int(a.get("start")):int(a.get("stop"))].decode().split())
        parts = [" ".join(x.split()) for x in a.text.split(" … ")]
        assert got == parts[0] if len(parts) == 1 else all(x in got for x in parts), (got, a.text)
        seen += 1
assert seen, "none was asked"
PY
# The same record made in another order: the same feed, apart from the record's name and the moment of reading, which is when
# an entry without a day of its own was updated.
unread() { sed -E '2,4d; /<updated>[^<]*T00:00:00Z</!s/<updated>.*/<updated>/' "$1"; }
ls -r pages/* | xargs "$P" read b.db >/dev/null 2>&1
"$P" changes b.db --format atom >b.xml
unread b.xml >b.txt
unread a.xml | cmp - b.txt || fail "the order of reading shows in the feed"
# --since narrows by day, here to the change between the two pages of our own and later ones; a day that has not come leaves a feed without entries, which is valid.
"$P" changes a.db --format atom --since 2023-05-12 >c.xml || fail "--since failed"
m=$(python3 check.py c.xml) || fail "not valid with --since"
[ "$m" -gt 0 ] && [ "$m" -lt "$n" ] || fail "--since gives $m of $n entries"
"$P" changes a.db --format atom --since 2999-01-01 >d.xml && [ "$(python3 check.py d.xml)" = 0 ] || fail "an empty feed is not valid"
"$P" changes a.db --format atom --read-since 2999-01-01 | grep -q '<entry>' && fail "--read-since does not narrow"
[ "$("$P" changes a.db --format atom --read-since 2020-01-01 | grep -c '<entry>')" = "$n" ] || fail "--read-since leaves out what was read today"
"$P" changes a.db --format rss >/dev/null 2>&1
[ $? = 2 ] || fail "an unknown format is taken"
# Text that would break XML: markup, controls, addresses that are none.
python3 - <<'PY'
import json
lines = []
for doc, day, stance in (("x<1>&\".txt", "2023-01-01", "accept"), ("y\u0001.txt", "2023-02-01", "reject")):
    lines.append({"type": "document", "doc": doc, "title": None, "outlet": None, "published": day, "body": [[0, 20]],
                  "url": "javascript:alert(1)"})
    lines.append({"type": "position", "doc": doc, "evidence": [0, 5], "holder": "Hol & <mstad>", "stance": stance, "object": "to\u0002ll <plan> ]]>",
                  "asserted_by": None, "words": "a\u0000b\ufffe</content>"[0:1] + "\u0007</content>&amp;"})
lines.append({"type": "issue", "name": "to\u0002ll <plan> ]]>", "aliases": []})
lines.append({"type": "change", "about": "wh\u0003ere <it> stands & ]]>", "kind": "position", "what": "reversed",
              "before": {"doc": lines[0]["doc"], "evidence": [0, 5], "date": "2023-01-01"},
              "after": {"doc": lines[2]["doc"], "evidence": [0, 5], "date": "soon"}})
open("bad.jsonl", "w").write("".join(json.dumps(x) + "\n" for x in lines))
PY
"$P" import e.db bad.jsonl >/dev/null 2>&1 || fail "import failed"
"$P" changes e.db --format atom >e.xml && [ "$(python3 check.py e.xml)" -ge 1 ] || fail "hostile text breaks the feed"
grep -q 'javascript:' e.xml && fail "an address that is none became a link"
cd "$root" || exit 1
exit 0
