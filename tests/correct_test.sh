#!/bin/bash
# Every correction: what it does, that it outlives a new reading and a page's removal, travels in export and import, is told apart
# from what the machine found, and can be taken back.
set -u
command -v python3 >/dev/null || exit 77
P=${PARLEY:-build/release/parley}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
fail() {
    echo "correct_test: $*" >&2
    exit 1
}
has() { # FILE PATTERN…: a line that holds all patterns
    local file=$1 lines
    shift
    lines=$(cat "$file")
    for pattern in "$@"; do lines=$(grep -e "$pattern" <<<"$lines"); done
    [ -n "$lines" ] || fail "after step $n: no line of $file with $*"
    n=$((n + 1))
}
hasnot() {
    local file=$1 lines
    shift
    lines=$(cat "$file")
    for pattern in "$@"; do lines=$(grep -e "$pattern" <<<"$lines"); done
    [ -z "$lines" ] || fail "after step $n: a line of $file with $*: $lines"
    n=$((n + 1))
}
cd "$work" || exit 1
cat >a.txt <<'TXT'
Ferry talks resume in Tolmere

2031-03-02

Tolmere's transport minister, Anso Mirel, said on Monday that the ferry union had rejected the Quay Plan. Anso Mirel warned that
12 crossings would be cancelled. The ferry union accused the ministry of delaying the talks.
TXT
cat >b.txt <<'TXT'
A painter's last letters

2031-03-05

Anso Mirel, a painter from Vessay, said that her letters would be sold. The auction house expects 40 bidders.
TXT
"$P" read r.db a.txt b.txt >/dev/null 2>&1 || fail "reading failed"
"$P" export r.db >0.jsonl
has 0.jsonl '"type": "actor"' '"name": "Anso Mirel"'
hasnot 0.jsonl '"verdict"'

# Fields of names.
"$P" correct r.db set actor "Anso Mirel" role mediator --who ada --note "says the court" || fail "set role"
"$P" correct r.db set actor "Anso Mirel" country VES --who ada || fail "set country"
"$P" correct r.db set actor "Anso Mirel" side "ministry" --who ada || fail "set side"
"$P" correct r.db set actor "Anso Mirel" side "Nowhere" 2>/dev/null && fail "a side that is not there is taken"
"$P" export r.db >1.jsonl
has 1.jsonl '"type": "actor"' '"name": "Anso Mirel"' '"role": "mediator"' '"country": "VES"' '"side": "ministry"' '"verdict": "corrected"'
has 1.jsonl '"type": "correction"' '"who": "ada"' '"field": "role"' '"note": "says the court"'
[ "$(grep -c '"verdict": "corrected"' 1.jsonl)" = 1 ] || fail "others are told as corrected, too"
"$P" correct r.db set actor "Anso Mirel" role king 2>/dev/null && fail "a role that is none is taken"
"$P" correct r.db set actor "Nobody Here" role party 2>/dev/null && fail "a name that is not there is taken"
"$P" correct r.db set actor "Anso Mirel" shoes red 2>/dev/null && fail "a field that is none is taken"
"$P" correct r.db set actor "Anso Mirel" name "" 2>/dev/null && fail "a name can be emptied"
# They outlive a new reading …
echo "More on Friday." >>a.txt
"$P" read r.db a.txt >/dev/null 2>&1
"$P" export r.db >2.jsonl
has 2.jsonl '"type": "actor"' '"name": "Anso Mirel"' '"role": "mediator"' '"country": "VES"' '"verdict": "corrected"'
# … and the removal of all pages, and travel.
"$P" export r.db --pages >t.jsonl && "$P" import t.db t.jsonl >/dev/null 2>&1 || fail "no import"
"$P" export t.db --pages | cmp - t.jsonl || fail "names' fields do not travel"
"$P" remove r.db a.txt b.txt && "$P" read r.db a.txt b.txt >/dev/null 2>&1
"$P" export r.db | cmp - 2.jsonl || fail "names' fields did not outlive the pages"
# A name of its own; facts are told under it.
"$P" correct r.db set actor "Anso Mirel" name "Minister A. Mirel" || fail "set name"
"$P" export r.db >3.jsonl
has 3.jsonl '"type": "statement"' '"speaker": "Minister A. Mirel"'
hasnot 3.jsonl '"speaker": "Anso Mirel"'
"$P" export r.db --pages >t.jsonl && rm -f t.db && "$P" import t.db t.jsonl >/dev/null 2>&1
"$P" export t.db --pages | cmp - t.jsonl || fail "a name set by a person does not travel"

# Two people of one name: on page b it is somebody else.
"$P" correct r.db part actor "Anso Mirel" "Anso Mirel (painter)" --on b.txt --who ada || fail "part --on"
"$P" export r.db >4.jsonl
has 4.jsonl '"type": "actor"' '"name": "Anso Mirel (painter)"'
has 4.jsonl '"type": "statement"' '"doc": "b.txt"' '"speaker": "Anso Mirel (painter)"'
has 4.jsonl '"type": "statement"' '"doc": "a.txt"' '"speaker": "Minister A. Mirel"'
has 4.jsonl '"type": "correction"' '"action": "part"' '"doc": "b.txt"' '"evidence"'
"$P" correct r.db part actor "Anso Mirel" "Anso Mirel (painter)" --on c.txt 2>/dev/null && fail "a page that is not there"
"$P" correct r.db part actor "Ferry Queen" "Another" --on b.txt 2>/dev/null && fail "a name that is not on the page"
"$P" correct r.db part actor "Anso Mirel" "anso mirel" --on a.txt 2>/dev/null && fail "parted into the same name"
echo "The sale is in May." >>b.txt
"$P" read r.db b.txt >/dev/null 2>&1
"$P" export r.db >5.jsonl
has 5.jsonl '"type": "statement"' '"doc": "b.txt"' '"speaker": "Anso Mirel (painter)"'
"$P" export r.db --pages >t.jsonl && rm -f t.db && "$P" import t.db t.jsonl >/dev/null 2>&1
"$P" export t.db --pages | cmp - t.jsonl || fail "a parting on a page does not travel"
# Any order of reading gives the same with corrections, too.
"$P" remove r.db a.txt b.txt && "$P" read r.db b.txt >/dev/null 2>&1 && "$P" read r.db a.txt >/dev/null 2>&1
"$P" export r.db | cmp - 5.jsonl || fail "the order of reading shows beside corrections"

# A proposal and an issue, put there by hand.
"$P" correct r.db add '{"type": "position", "doc": "a.txt", "evidence": [0, 11], "holder": "ferry union", "stance": "support", "object": "pier tax", "asserted_by": null}' || fail "add"
"$P" correct r.db set issue "pier tax" name "tax on piers" || fail "set an issue's name"
"$P" export r.db >6.jsonl
has 6.jsonl '"type": "position"' '"object": "tax on piers"' '"verdict": "added"'
if "$P" show r.db issues --json | grep -q '"name": "talks"'; then
    "$P" correct r.db set issue "talks" name "ferry talks" || fail "set an issue's name"
    "$P" export r.db >6.jsonl
    has 6.jsonl '"type": "issue"' '"name": "ferry talks"' '"verdict": "corrected"'
fi
if "$P" show r.db proposals --json | grep -q "\"name\": \"plan\""; then
    "$P" correct r.db set proposal "plan" date 2031-02-01 || fail "set a proposal's date"
    "$P" correct r.db set proposal "plan" author "ferry union; ministry" || fail "set a proposal's authors"
    "$P" export r.db >6.jsonl
    has 6.jsonl '"type": "proposal"' '"name": "plan"' '"date": "2031-02-01"' '"author": \["ferry union", "ministry"\]' '"verdict": "corrected"'
fi
# Merged and parted names, as they were.
"$P" correct r.db merge actor "ferry union" "ministry" && "$P" correct r.db part actor "ferry union" "ministry" || fail "merge and part"

# All of it taken back, last first: what the machine says.
for id in $("$P" show r.db corrections --json | python3 -c "import json, sys
print(*sorted((json.loads(l)['id'] for l in sys.stdin), reverse=True))"); do
    "$P" correct r.db undo "$id" || fail "undo $id"
done
rm -f s.db && "$P" read s.db a.txt b.txt >/dev/null 2>&1
"$P" export s.db | grep -v '"name": "pier tax"' >7.jsonl
"$P" export r.db | grep -v '"name": "pier tax"' | cmp - 7.jsonl || fail "taken back, something is left"
exit 0
