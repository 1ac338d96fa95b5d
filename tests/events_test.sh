#!/bin/bash
# parley code and the event files that it writes, each read back by a strict reader; order, bad lines and --jobs.
set -u
command -v python3 >/dev/null || exit 77
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cat >"$dir/in.jsonl" <<'J'
{"id": "a1", "date": "2024-05-06", "outlet": "Test \"Post\"", "url": "http://x.example/1", "title": "Talks", "text": "The Brazilian army bombed a camp near Manaus on Friday, killing at least 12 fighters. The government of Peru will meet rebel leaders next week. The union rejected the company's offer. Chile and Peru failed to reach an agreement."}
{not json
{"id": "a2", "text": "France and Germany signed a treaty in Paris on Monday. Police arrested the editor, \"a spy\", in Lyon."}
"a string"

{"id": "a3", "date": "2024-05-07", "text": "Kenya imposed tariffs on Uganda. Kenya plans to withdraw its troops."}
J
for f in plover petrarch phoenix gdelt gdelt-mentions acled; do
  "$PARLEY" code --jobs 1 --format $f "$dir/in.jsonl" >"$dir/$f" 2>"$dir/err"
  [ $? = 1 ] || { echo "$f: status is not 1 though lines were skipped"; exit 1; }
  grep -q "in.jsonl:2: " "$dir/err" && grep -q "in.jsonl:4: " "$dir/err" && [ "$(wc -l <"$dir/err")" = 2 ] || { echo "bad lines not told by number"; cat "$dir/err"; exit 1; }
  "$PARLEY" code --jobs 3 --format $f <"$dir/in.jsonl" 2>/dev/null | cmp - "$dir/$f" || { echo "$f: depends on --jobs"; exit 1; }
done
"$PARLEY" code --format no-such "$dir/in.jsonl" >/dev/null 2>&1 && { echo "an unknown format is taken"; exit 1; }
"$PARLEY" code --jobs 0 "$dir/in.jsonl" >/dev/null 2>&1 && { echo "--jobs 0 is taken"; exit 1; }
"$PARLEY" code "$dir/none.jsonl" >/dev/null 2>&1 && { echo "a missing file is no error"; exit 1; }
[ -z "$("$PARLEY" code --format plover </dev/null)" ] || exit 1
python3 - "$dir" <<'P'
import csv, datetime, json, re, sys
d = sys.argv[1]
texts = {r["id"]: r["text"] for r in map(json.loads, (l for l in open(d + "/in.jsonl") if l.startswith('{"id')))}
TYPES = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
CODE = re.compile(r"(?:[A-Z]{3}|---)(?:[A-Z]{3}){0,2}$")
def day(s):
    return not s or bool(datetime.date.fromisoformat(s))
# PLOVER
ids, order = set(), []
for l in open(d + "/plover", encoding="utf-8"):
    r = json.loads(l)
    assert r["id"] not in ids; ids.add(r["id"])
    assert [t in TYPES for t in r["event"]] == [True] and day(r["date"] or "")
    assert set(r["context"]) <= {"future", "hypothetical", "negation"}
    assert r["actor"] or r["recipient"]
    for a in r["actor"] + r["recipient"]:
        assert CODE.match(a["actor"]), a
    c = r["cite_info"]["citation"]; order.append(c)
    s, e = r["text_info"]["start"], r["text_info"]["end"]
    assert texts[c].encode()[s:e].decode() == r["text"], r
assert order == sorted(order) and {"a1", "a2", "a3"} == set(order)
said = [(r["event"][0], r["cite_info"]["citation"]) for r in map(json.loads, open(d + "/plover"))]
for want in [("ASSAULT", "a1"), ("AGREE", "a1"), ("REJECT", "a1"), ("AGREE", "a2"), ("COERCE", "a2"), ("SANCTION", "a3"), ("CONCEDE", "a3")]:
    assert want in said, want  # meeting to come: AGREE; withdrawal to come: CONCEDE
# PETRARCH: five columns
rows = [l.rstrip("\n").split("\t") for l in open(d + "/petrarch")]
assert rows and all(len(r) == 5 for r in rows)
for r in rows:
    assert re.match(r"\d{8}$", r[0]) and (CODE.match(r[1]) or r[1] == "---") and (CODE.match(r[2]) or r[2] == "---") and re.match(r"\d{3,4}$", r[3])
assert any(r[1:4] == ["FRAGOV", "DEUGOV", "030"] for r in rows) and any(r[1:4] == ["DEUGOV", "FRAGOV", "030"] for r in rows)
assert not any("a1" in r[4] and r[3] == "030" for r in rows), "an agreement that failed is no row"
# Phoenix: 26 columns under a header
lines = open(d + "/phoenix").read().split("\n")
head = lines[0].split("\t")
assert head[0] == "EventID" and head[-1] == "NewsSources" and len(head) == 26
for l in lines[1:-1]:
    r = dict(zip(head, l.split("\t")))
    assert len(l.split("\t")) == 26 and r["Date"] == r["Year"] + r["Month"] + r["Day"] and r["EventCode"].startswith(r["EventRootCode"])
    assert r["QuadClass"] in "1234" and -10 <= float(r["GoldsteinScore"]) <= 10
# GDELT: 58 columns, mentions 16, joined by id
g = [l.rstrip("\n").split("\t") for l in open(d + "/gdelt")]
m = [l.rstrip("\n").split("\t") for l in open(d + "/gdelt-mentions")]
assert g and all(len(r) == 58 for r in g) and all(len(r) == 16 for r in m)
assert len({r[0] for r in g}) == len(g) and {r[0] for r in g} == {r[0] for r in m}
for r in g:
    assert r[28].startswith("0") or r[28].startswith("1") and r[29] in "1234"
# ACLED: CSV with CRLF and quoting
with open(d + "/acled", newline="", encoding="utf-8") as f:
    raw = f.read()
assert raw.count("\r\n") == raw.count("\n")
rows = list(csv.DictReader(raw.splitlines(), strict=True))
assert rows and all(None not in r and None not in r.values() for r in rows)
a = [r for r in rows if r["event_id"].startswith("a1")][0]
assert a["low"] == "12" and a["best"] == "12" and a["high"] == "" and a["location"] == "Manaus" and a["date_prec"] == "1", a
assert a["source"] == 'Test "Post"'
print(len(said), "events in six formats")
P

# A record: two prints of one story and a report of its own; what all tell is one event with two independent sources.
mkdir "$dir/pages"
story='Kenya bombed a camp of Ugandan rebels in Gulu on 3 May 2024, killing at least 12 fighters. The shelling began before dawn and went on for most of the morning, residents of two villages said. Aid workers carried the wounded over the river in canoes because the only bridge had been closed since March. A school, a mill and four houses burned down.'
printf '{"id": "w1", "date": "2024-05-04", "outlet": "Lake Post", "text": "%s"}\n{"id": "w2", "date": "2024-05-04", "outlet": "Hill Times", "text": "%s"}\n{"id": "w3", "date": "2024-05-05", "outlet": "Coast Radio", "text": "On 3 May 2024, Kenya bombed a camp of Ugandan rebels. Nothing else was known in the capital by the evening. Uganda and Kenya will hold talks next week."}\n' "$story" "$story" >"$dir/pages/p.jsonl"
"$PARLEY" read "$dir/r.db" "$dir/pages" >/dev/null || { echo "not read"; exit 1; }
for f in plover petrarch phoenix gdelt gdelt-mentions acled; do
  "$PARLEY" export "$dir/r.db" --format $f >"$dir/x-$f" || { echo "export $f"; exit 1; }
  "$PARLEY" export "$dir/r.db" --format $f -o "$dir/y" && cmp "$dir/y" "$dir/x-$f" || { echo "export $f -o differs"; exit 1; }
done
"$PARLEY" export "$dir/r.db" --format no-such >/dev/null 2>&1; [ $? = 2 ] || { echo "an unknown export format"; exit 1; }
python3 - "$dir" <<'P'
import csv, json, sys
d = sys.argv[1]
plover = [json.loads(l) for l in open(d + "/x-plover")]
bombed = [r for r in plover if r["event"] == ["ASSAULT"] and "bombed" in r["text"]]
assert [r["cite_info"]["citation"] for r in bombed] == ["p.jsonl#w1", "p.jsonl#w2", "p.jsonl#w3"], bombed
assert len({r["same_event"] for r in bombed}) == 1 and all(r["independent_sources"] == 2 for r in bombed), bombed
raw = open(d + "/x-acled", newline="").read()
rows = [r for r in csv.DictReader(raw.splitlines(), strict=True) if "bombed" in r["notes"]]
assert len(rows) == 1 and rows[0]["number_of_sources"] == "2" and rows[0]["date_prec"] == "1", rows
assert sorted(rows[0]["source"].split("; ")) == ["Coast Radio", "Hill Times", "Lake Post"], rows
assert [rows[0][k] for k in ("low", "best", "high", "location", "where_prec")] == ["12", "12", "", "Gulu", "1"], rows
g = [l.rstrip("\n").split("\t") for l in open(d + "/x-gdelt")]
m = [l.rstrip("\n").split("\t") for l in open(d + "/x-gdelt-mentions")]
assert all(len(r) == 58 for r in g) and all(len(r) == 16 for r in m)
assert len({r[0] for r in g}) == len(g) and {r[0] for r in m} == {r[0] for r in g}
top = [r for r in g if r[31:34] == ["3", "2", "3"]]  # mentions, sources, articles
assert top and sum(r[0] == top[0][0] for r in m) == 3, g
for name, n in (("petrarch", 5), ("phoenix", 26)):
    rows = [l.rstrip("\n").split("\t") for l in open(d + "/x-" + name)]
    assert all(len(r) == n for r in rows)
    keys = [tuple(r[:4]) if name == "petrarch" else r[0] for r in rows]
    assert not any(r[1] == r[2] == "---" for r in rows if name == "petrarch"), rows
    assert len(set(keys)) == len(keys), (name, keys)
P
