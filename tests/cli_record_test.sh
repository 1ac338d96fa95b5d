#!/bin/bash
# The record through the program: what is read comes out the same, in any order, on any number of threads, and back in again.
set -u
cd "$(mktemp -d)" || exit 1
trap 'rm -rf "$PWD"' EXIT
n=0
fail() { echo "FAILED: $*"; exit 1; }
ok() { n=$((n + 1)); }
expect() { # expect CODE COMMAND...
    local want=$1; shift
    "$@" >out 2>err
    local got=$?
    [ $got = "$want" ] || { cat out err; fail "$* gave $got, not $want"; }
    ok
}

mkdir pages more
cat >pages/a.txt <<'T'
Talks on the Tarn Bridge resume

HOLMSTAD, May 3, 2023 - The bridge minister Ada Verl said on Wednesday that 14 workers were injured when a crane fell.
"We will not sign before the toll is settled," Verl told reporters. The union of Holmstad rejected the toll plan.
T
cat >pages/b.txt <<'T'
Union walks out of bridge talks

The union of Holmstad walked out of talks with the ministry on Thursday. About 1,200 dockers have been on strike for two weeks.
Its head, Joren Mast, said the toll plan was dead.
T
cat >pages/c.html <<'T'
<!DOCTYPE html><html><head><title>Toll &amp; bridge</title><meta property="article:published_time" content="2023-05-05"></head>
<body><nav>Home | Sport</nav><article><h1>Toll &amp; bridge</h1><p>Minister Ada Verl said that &ldquo;18 workers&rdquo; were injured, the ministry&nbsp;announced on Friday.</p>
<p>The ministry accepted a lower toll on 5 May 2023, Verl said.</p></article></body></html>
T

# --- reading ---
expect 0 "$PARLEY" read r.db -j1 pages
expect 0 "$PARLEY" read s.db -j4 pages/c.html pages/b.txt pages/a.txt
expect 0 "$PARLEY" export r.db -o r.jsonl
expect 0 "$PARLEY" export s.db -o s.jsonl
cmp r.jsonl s.jsonl || fail "order of reading or number of threads shows in the export"; ok
[ "$(grep -c '"type": "document"' r.jsonl)" = 3 ] || fail "three pages were read"; ok
grep -q '"type": "figure".*"value": 1200' r.jsonl || fail "a figure was not found"; ok
[ ! -e r.db-wal ] || fail "a log is left beside the record"; ok

# --- the same again changes nothing; a changed page replaces its facts; a removed one is gone ---
cp r.db before.db
expect 0 "$PARLEY" read r.db pages
grep -q '3 known already' err || fail "the same pages were read again"; ok
cmp r.db before.db || fail "reading the same pages again changed the record"; ok
sed 's/1,200 dockers/1,300 dockers/' pages/b.txt >more/b.txt
expect 0 "$PARLEY" read r.db more/b.txt
"$PARLEY" export r.db >changed.jsonl
grep -q '"value": 1300' changed.jsonl && ! grep -q '"value": 1200' changed.jsonl || fail "the changed page did not replace its facts"; ok
expect 0 "$PARLEY" read r.db pages/b.txt
"$PARLEY" export r.db | cmp - r.jsonl || fail "a page changed and changed back leaves traces"; ok
expect 0 "$PARLEY" read t.db pages/a.txt pages/c.html
expect 0 "$PARLEY" remove s.db b.txt
"$PARLEY" export s.db >s2.jsonl
"$PARLEY" export t.db | cmp - s2.jsonl || fail "a removed page leaves traces"; ok
expect 1 "$PARLEY" remove s.db b.txt

# --- a record of the version before is brought up to date by who writes to it, and by nobody else ---
cp r.db old.db
python3 -c "
import sqlite3
c = sqlite3.connect('old.db')
c.executescript('DROP VIEW issues; DROP VIEW page_vote; DROP VIEW thing_vote; DROP INDEX identity_talks; DROP TABLE talks_page; DROP TABLE talks_pair; DROP TABLE talks; DROP VIEW translations; DROP VIEW documents; DROP VIEW proposals; ALTER TABLE identity DROP COLUMN talks_id; DROP VIEW terms; ALTER TABLE proposal DROP COLUMN waits; ALTER TABLE issue DROP COLUMN waits; UPDATE identity SET key = substr(key, 1, instr(key, char(9)) - 1) WHERE instr(key, char(9)); DROP VIEW statements; DROP TABLE translation; DROP TABLE fact_form; DROP TRIGGER figure_update; DROP TRIGGER figure_delete; DROP TABLE figure_text; ALTER TABLE fact_key DROP COLUMN sign; DROP VIEW meetings; DROP VIEW events; ALTER TABLE event DROP COLUMN time; ALTER TABLE event DROP COLUMN round; ALTER TABLE event DROP COLUMN turn; ALTER TABLE proposal DROP COLUMN phases; ALTER TABLE proposal_term DROP COLUMN phase; DROP VIEW actors; DROP INDEX actor_head; ALTER TABLE actor DROP COLUMN head_id; ALTER TABLE alias DROP COLUMN judging; DROP TABLE member; CREATE VIEW events AS SELECT 1; DELETE FROM meta WHERE key = \'across_version\'; INSERT INTO meta (key, value) VALUES (\'across_version\', \'2\'); PRAGMA user_version = 2')"
expect 3 "$PARLEY" show old.db statements
grep -q 'brings it up to date' err || fail "an older record does not say what helps"; ok
expect 0 "$PARLEY" read old.db pages
"$PARLEY" export old.db | cmp - r.jsonl || fail "a record brought up to date is another one"; ok
for v in documents translations statements outlooks issues events meetings proposals terms actors; do
    "$PARLEY" show old.db $v >out 2>err
    [ $? -le 1 ] || fail "the views of an older record were not made anew"
done; ok

# --- a page that is a translation says so, and so do its quotations; it stays so on the way out and in ---
mkdir foreign
cat >foreign/ferry.txt <<'T'
Ferry crews return to the table

Translated from the Spanish by Mira Tolvan

Ferry crews said on Monday that they would meet the owners again, after a week in which no ship had left the harbour.
"We will not sign before the nights are shorter," captain Iva Brand told reporters. The owners rejected the demand.
T
expect 0 "$PARLEY" read abroad.db foreign pages/a.txt
expect 0 "$PARLEY" export abroad.db -o foreign.jsonl
grep '"doc": "ferry.txt"' foreign.jsonl | grep -q '"translation": {"sign": "note", "made": "person", "original": "es", "evidence": \[33, 75\], "words": "Translated from the Spanish by Mira Tolvan"}' || fail "the export does not say that a page is a translation"; ok
grep '"type": "statement"' foreign.jsonl | grep '"doc": "ferry.txt"' | grep '"mode": "direct"' | grep -q '"translated": true' || fail "a quotation in translation is not marked"; ok
grep '"doc": "a.txt"' foreign.jsonl | grep -q translat && fail "a page that is none is taken for a translation"; ok
expect 0 "$PARLEY" import again.db foreign.jsonl
"$PARLEY" export again.db | cmp - foreign.jsonl || fail "a translation is not one any more after an import"; ok
expect 0 "$PARLEY" show abroad.db translations
grep -q 'ferry.txt .*note .*person .*es' out || fail "translations are not shown"; ok
expect 0 "$PARLEY" show abroad.db documents
grep -q 'ferry.txt .*person' out || fail "the table of pages does not show a translation"; ok
expect 0 "$PARLEY" show abroad.db statements --json
grep '"mode": "direct"' out | grep 'ferry.txt' | grep -q '"translated": 1' || fail "statements do not show whose words were translated"; ok
expect 0 "$PARLEY" report abroad.db -o abroad.html
grep -q 'Is a translation (from es)' abroad.html && grep -q 'in translation' abroad.html || fail "the report does not say that a page is a translation"; ok
expect 0 "$PARLEY" verify abroad.db

# --- the course of the talks: a meeting planned and held on pages without a date, with its day, place and length ---
mkdir course
printf 'Spain will hold talks with Portugal in Geneva on Monday.\n' >course/a.txt
printf 'Spain held three-hour talks with Portugal in Geneva on Monday.\n' >course/b.txt
printf 'Spain held talks with Portugal in Geneva on Friday.\n' >course/c.txt
expect 0 "$PARLEY" read course.db course
expect 0 "$PARLEY" show course.db meetings --json
python3 - out <<'P' || fail "the meetings are not told in order, with day, place, length and what was held"
import json, sys
a, b, c = [json.loads(l) for l in open(sys.argv[1])]
assert [m["status"] for m in (a, b, c)] == ["planned", "happened", "happened"]
assert [m["time"] for m in (a, b, c)] == ["XXXX-WXX-1", "XXXX-WXX-1", "XXXX-WXX-5"]
assert all(m["place"] == "Geneva" and m["who"] == "Spain; Portugal" for m in (a, b, c))
assert a["held"] == b["id"] and b["length"].startswith("three-hour") and not a["length"] and not c["length"]
P
ok

# --- rounds of talks in their order, one of them told only as what another comes after ---
mkdir rounds
printf 'Spain and Portugal will hold a third round of talks in Rome next week after a two-day meeting in Quito last week. A first round of talks between Spain and Portugal was held in Bern in March.\n' >rounds/a.txt
expect 0 "$PARLEY" read rounds.db rounds
"$PARLEY" export rounds.db >rounds.jsonl
expect 0 "$PARLEY" import rounds2.db rounds.jsonl
"$PARLEY" export rounds2.db | cmp - rounds.jsonl || fail "rounds are lost between out and in"; ok
expect 0 "$PARLEY" show rounds.db meetings --json
python3 - out <<'P' || fail "the rounds are not told in their order"
import json, sys
rows = [(m["place"], m["round"], m["turn"], m["status"], m["length"]) for m in map(json.loads, open(sys.argv[1]))]
assert rows == [("Quito", None, 1, "happened", "two-day meeting"), ("Bern", 1, 1, "happened", None), ("Rome", 3, 3, "planned", None)], rows
P
ok

# --- what stands in a plan, phase by phase, goes out and in ---
mkdir plan
printf 'Norway presented a three-stage plan on Monday. In the first phase, the rebels would free forty miners.\n' >plan/a.txt
printf '%s\n' "The third and final phase of Norway's plan would bring the withdrawal of foreign troops." >plan/b.txt
expect 0 "$PARLEY" read plan.db plan
"$PARLEY" export plan.db >plan.jsonl
expect 0 "$PARLEY" import plan2.db plan.jsonl
"$PARLEY" export plan2.db | cmp - plan.jsonl || fail "phases are lost between out and in"; ok
for db in plan.db plan2.db; do
    expect 0 "$PARLEY" show $db terms --json
    python3 - out <<'P' || fail "the terms are not told by their phases"
import json, sys
terms = [json.loads(l) for l in open(sys.argv[1])]
assert sorted((t["phase"], t["term"]) for t in terms) == [(1, "release of miners"), (3, "withdrawal of foreign troops")], terms
assert all(t["phases"] == 3 for t in terms)
P
done; ok

# --- a page in another language is kept, marked and left uncoded ---
mkdir langs
printf 'Les armateurs rejettent l’offre\n\n« Nous ne signerons pas », a déclaré lundi la ministre Ada Verl. Elle a ajouté que 14 ouvriers avaient été blessés dans le port.\n' >langs/fr.txt
printf 'Nota breve\n' >langs/brief.txt
expect 0 "$PARLEY" read lang.db langs pages/a.txt
"$PARLEY" export lang.db >lang.jsonl
grep '"doc": "fr.txt"' lang.jsonl | grep -q '"lang": "fr"' || fail "the French page is not marked"; ok
grep '"doc": "fr.txt"' lang.jsonl | grep -v '"type": "document"' | grep -q . && fail "the French page was coded"; ok
grep '"doc": "brief.txt"' lang.jsonl | grep -q '"lang": "und"' || fail "two words were given a language"; ok
"$PARLEY" search lang.db armateurs | grep -q 'fr.txt' || fail "the words of the French page are not kept"; ok

# --- a missing file among good ones ---
expect 1 "$PARLEY" read m.db pages/a.txt nowhere.txt pages/b.txt
grep -q 'nowhere.txt' err || fail "the missing file is not named"; ok
[ "$("$PARLEY" show m.db documents --json | wc -l)" = 2 ] || fail "the good pages were not recorded"; ok
expect 1 "$PARLEY" read m.db pages/a.txt more/../pages/b.txt more/b.txt
grep -q "another page of the name 'b.txt'" err || fail "two pages of one name in one run are not told"; ok

# --- out and in ---
for pages in "" --pages; do
    "$PARLEY" export r.db $pages >one.jsonl
    rm -f i.db
    expect 0 "$PARLEY" import i.db one.jsonl
    "$PARLEY" export i.db $pages >two.jsonl
    cmp one.jsonl two.jsonl || fail "export, import, export $pages differs"; ok
    expect 0 "$PARLEY" import i.db one.jsonl
    "$PARLEY" export i.db $pages | cmp - two.jsonl || fail "importing twice $pages differs"; ok
done
sort -R --random-source=r.jsonl r.jsonl | grep -v '"type": "document"' >tail.jsonl
{ grep '"type": "document"' r.jsonl; cat tail.jsonl; } >mixed.jsonl
rm -f i.db
expect 0 "$PARLEY" import i.db mixed.jsonl
"$PARLEY" export i.db | cmp - r.jsonl || fail "the order of imported lines shows"; ok
echo '{"type": "statement", "doc": "x", "content": "no"}' >bad.jsonl
expect 1 "$PARLEY" import i.db bad.jsonl
grep -q "bad.jsonl:1: " err || fail "a bad line is not named"; ok
"$PARLEY" export i.db | cmp - r.jsonl || fail "a failed import left something"; ok
expect 0 "$PARLEY" export r.db --format csv -o csv
head -c 30 csv/figures.csv | grep -q '^doc,start,stop,measure' || fail "csv"; ok

# --- verify ---
expect 0 "$PARLEY" verify r.db
cp pages/a.txt kept.txt
sed -i 's/14 workers/41 workers/' pages/a.txt
expect 1 "$PARLEY" verify r.db
grep -q '^a.txt: .*other words' out || fail "the tampered span is not named"; ok
grep -q '^a.txt: the source has changed' out || fail "the tampered page is not named"; ok
! grep -q '^[bc]\.' out || fail "an untouched page is blamed"; ok
cp kept.txt pages/a.txt
mv pages/a.txt more/a.txt
expect 1 "$PARLEY" verify r.db
expect 0 "$PARLEY" verify r.db --sources more
mv more/a.txt pages/a.txt

# --- looking ---
expect 0 "$PARLEY" show r.db figures
grep -q 1200 out || fail "show figures"; ok
expect 0 "$PARLEY" show r.db figures --json --doc b.txt
python3 -c 'import json,sys; [json.loads(l) for l in open("out")]' || fail "show --json is not JSON"; ok
expect 0 "$PARLEY" search r.db dockers
grep -q 'b.txt' out || fail "search"; ok
expect 1 "$PARLEY" search r.db zeppelin
expect 1 "$PARLEY" search r.db 'AND " OR ( NEAR' 'dockers"' # nothing in the words is syntax
id=$("$PARLEY" show r.db figures --json --doc b.txt | python3 -c 'import json,sys; print(json.loads(sys.stdin.readline())["id"])')
expect 0 "$PARLEY" explain r.db "$id"
grep -q 'rule' out && grep -q 'model' out && grep -q 'b.txt' out || fail "explain"; ok
expect 3 "$PARLEY" explain r.db 999999
expect 0 "$PARLEY" show r.db statements --json
who=$(python3 -c 'import json
for line in open("out"):
    r = json.loads(line)
    if r.get("chain"): print(r["chain"].split(" > ")[0]); break' )
if [ -n "$who" ]; then
    expect 0 "$PARLEY" show r.db statements --json --via "$who"
    grep -q "$who" out || fail "show --via does not show who passed it on"; ok
fi
expect 1 "$PARLEY" show r.db statements --via "Nobody At All"
expect 2 "$PARLEY" show r.db figures --via Reuters
expect 2 "$PARLEY" show r.db nonsense
expect 2 "$PARLEY" show r.db figures --since yesterday

# --- corrections outlive a new reading and travel ---
place=$("$PARLEY" show r.db figures --json --doc b.txt | python3 -c '
import json,sys
for l in sys.stdin:
    f = json.loads(l)
    if f["value"] == 1200: print(f["id"])')
expect 0 "$PARLEY" correct r.db set "$place" value 1250 --who tester --note "counted again"
"$PARLEY" export r.db >c1.jsonl
grep '"value": 1250' c1.jsonl | grep -q '"verdict": "corrected"' || fail "a corrected field"; ok
grep -q '"type": "correction".*"who": "tester".*"was": "1200' c1.jsonl || fail "the correction is not told"; ok
touch -r pages/a.txt pages/b.txt; printf '\n' >>pages/b.txt
expect 0 "$PARLEY" read r.db pages/b.txt
"$PARLEY" export r.db | grep '"value": 1250' | grep -q '"verdict": "corrected"' || fail "the correction did not outlive a new reading"; ok
rm -f i.db; "$PARLEY" export r.db >c2.jsonl; expect 0 "$PARLEY" import i.db c2.jsonl
"$PARLEY" export i.db | cmp - c2.jsonl || fail "corrections do not travel"; ok
place=$("$PARLEY" show r.db figures --json --doc b.txt --about dockers | python3 -c 'import json,sys; print(json.loads(sys.stdin.readline())["id"])')
expect 0 "$PARLEY" correct r.db reject "$place"
! "$PARLEY" export r.db | grep -q '"value": 1250' || fail "a rejected fact is exported"; ok
expect 0 "$PARLEY" correct r.db undo 2
"$PARLEY" export r.db | grep -q '"value": 1250' || fail "a rejection was not taken back"; ok
expect 0 "$PARLEY" correct r.db add '{"type": "figure", "doc": "b.txt", "evidence": [0, 5], "value": 7, "qualifier": "exact", "unit": "unions", "measure": "count", "according_to": "Joren Mast"}'
"$PARLEY" export r.db | grep '"value": 7' | grep -q '"words": "Union".*"verdict": "added"' || fail "an added fact"; ok
expect 3 "$PARLEY" correct r.db set "$place" value many
expect 3 "$PARLEY" correct r.db set "$place" colour red
expect 2 "$PARLEY" correct r.db frob 1
echo "$n checks"
