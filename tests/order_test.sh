#!/bin/bash
# More facts under one key than are compared (across.h, ACROSS_GROUP): whatever the order of reading, in one go or in parts, with
# pages taken out and read again, the export is the same byte for byte.
set -u
command -v python3 >/dev/null || exit 77
P=${PARLEY:-build/release/parley}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    echo "order_test: $*" >&2
    exit 1
}
cd "$work" || exit 1
python3 - <<'PY'
import random
rng = random.Random(7)
towns = ["Arlo", "Bexa", "Corvin", "Dunmar", "Elsby", "Farrow"]
verbs = ["rejected", "accepted", "backed", "opposed"]
for i in range(150):
    t = [rng.choice(towns) for _ in range(4)]
    text = [f"Talks in {t[0]} on day {i}", "", "2031-%02d-%02d" % (1 + i % 12, 1 + i % 28), ""]
    text += [f"Norland {verbs[(i + k) % 4]} the Harbour Plan in {t[k]}, the mayor of {t[k]} said." for k in range(4)]
    text += [f"At least {100 + i} people were killed in {t[0]}, officials in Sudland said.", f"Norland denied that it attacked {t[1]} in May."]
    open("p%03d.txt" % i, "w").write("\n".join(text) + "\n")
pages = ["p%03d.txt" % i for i in range(150)]
rng.shuffle(pages)
for part in range(3):
    open("part%d" % part, "w").write(" ".join(pages[part::3]))
PY
"$P" read a.db p*.txt >/dev/null 2>&1 || fail "reading failed"
"$P" export a.db >a.jsonl
n=$(python3 -c "import sqlite3; print(sqlite3.connect('a.db').execute('SELECT max(n) FROM (SELECT count(*) n FROM fact_key GROUP BY key)').fetchone()[0])")
[ "$n" -gt 400 ] || fail "only $n facts under a key: the test tests nothing"
for part in 0 1 2; do xargs "$P" read b.db <part$part >/dev/null 2>&1 || fail "reading part $part failed"; done
"$P" export b.db | cmp - a.jsonl || fail "the order of reading shows"
"$P" remove b.db p14?.txt || fail "removing failed"
"$P" read c.db $(ls p*.txt | grep -v p14) >/dev/null 2>&1
"$P" export c.db >c.jsonl
"$P" export b.db | cmp - c.jsonl || fail "pages taken out leave something behind"
"$P" read b.db p14?.txt >/dev/null 2>&1
"$P" export b.db | cmp - a.jsonl || fail "pages taken out and read again show"
# Counted page by page: what is left in the counts is what the pages say.
python3 - <<'PY' || fail "counts of names are not those of the pages"
import sqlite3
c = sqlite3.connect("b.db")
want = c.execute("SELECT identity_id, field, value, CASE field WHEN 'doc' THEN count(DISTINCT document_id) ELSE count(*) END FROM page_vote "
                 "WHERE document_id IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3").fetchall()
assert want and want == c.execute("SELECT identity_id, field, value, n FROM vote ORDER BY 1, 2, 3").fetchall()
PY
exit 0
