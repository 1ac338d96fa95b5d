#!/bin/bash
# Dictionaries of TABARI, PETRARCH 1 and PETRARCH 2: each construct by invented records (tests/cases/petrarch1, petrarch2, tabari: a
# line each, with what must come out), coded from their text alone; what is written; what is refused.
set -u
command -v python3 >/dev/null || exit 77
here=$(dirname "$0")/cases
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
for kind in petrarch1 petrarch2 tabari; do
  "$PARLEY" code --quiet --dictionaries "$here/$kind" --validate "$here/$kind/records.xml" >"$dir/said" 2>"$dir/err" || { echo "$kind:"; grep '^wrong' "$dir/said"; cat "$dir/err"; exit 1; }
  n=$(grep -c '<Sentence ' "$here/$kind/records.xml")
  [ "$(grep -c '^right' "$dir/said")" = "$n" ] || { echo "$kind: not all of $n records were coded"; exit 1; }
done
# A wrong record is told, and the status says so.
sed 's/eventcode="182"/eventcode="183"/' "$here/petrarch2/records.xml" >"$dir/wrong.xml"
"$PARLEY" code -q -d "$here/petrarch2" --validate "$dir/wrong.xml" >"$dir/said" 2>/dev/null; [ $? = 1 ] || { echo "a wrong record is no failure"; exit 1; }
grep -q "^wrong	preposition		ORL VES 183	ORL VES 182$" "$dir/said" || { echo "not told what is wrong"; exit 1; }
# Given trees: what the brackets say, not what the text says.
printf '<Sentences><Sentence date="19930504" id="g_1"><Text>Nothing.</Text><Parse>(ROOT (S (NP (NNP Orlandia)) (VP (VBD raided) (NP (NNP Vestria)))))</Parse></Sentence><Sentence date="19930504" id="g_2"><Text>Nothing.</Text><Parse>(ROOT (S (NP (NNP Orlandia)</Parse></Sentence></Sentences>' >"$dir/given.xml"
out=$("$PARLEY" code -q -d "$here/petrarch1" -i petrarch-xml --trees given "$dir/given.xml" 2>"$dir/err"); [ $? = 1 ] || { echo "a broken tree is no failure"; exit 1; }
[ "$out" = "19930504	ORL	VES	190	g_1" ] && grep -q "given.xml:1: .*brackets" "$dir/err" || { echo "given trees: $out"; cat "$dir/err"; exit 1; }
[ -z "$("$PARLEY" code -q -d "$here/petrarch1" -i petrarch-xml "$dir/given.xml" 2>&1)" ] || { echo "trees are used unasked"; exit 1; }
# JSON Lines in; tables and JSON Lines out; issues; a story discarded whole; any number of threads.
cat >"$dir/in.jsonl" <<'J'
{"id": "s1_1", "date": "1993-05-04", "text": "Orlandia bribed nobody. Orlandia attacked Vestria over the cease-fire and two treaties."}
{"id": "s2_1", "date": "1993-05-04", "text": "Orlandia attacked Vestria."}
{"id": "s2_2", "date": "1993-05-04", "text": "On the anniversary of the war, Karmor attacked Vestria."}
{"id": "s2_3", "date": "1993-05-04", "text": "Dorvia attacked Vestria."}
nothing
{"id": "s3_1", "text": "Joan Beech attacked Karmor over the treaty of 1900."}
J
for jobs in 1 3; do
  "$PARLEY" code -q -j $jobs -d "$here/petrarch1" "$dir/in.jsonl" >"$dir/out$jobs" 2>"$dir/err"; [ $? = 1 ] || { echo "a bad line is no failure"; exit 1; }
  grep -q "in.jsonl:5: " "$dir/err" || { echo "bad line not named"; exit 1; }
done
cmp "$dir/out1" "$dir/out3" || { echo "depends on --jobs"; exit 1; }
printf '19930504\tORL\tVES\t190\ts1_1\tBRIBES 1, TREATIES 1, TRUCES 1\n00000000\tORLELI\tKAR\t190\ts3_1\n' | cmp - "$dir/out1" || { echo "tables:"; cat "$dir/out1"; exit 1; }
"$PARLEY" code -q -f jsonl -d "$here/petrarch1" "$dir/in.jsonl" 2>/dev/null | python3 -c '
import json, sys
rows = [json.loads(l) for l in sys.stdin]
assert [(r["doc"], r["source"], r["target"], r["code"], r["date"]) for r in rows] == [("s1_1", "ORL", "VES", "190", "1993-05-04"), ("s3_1", "ORLELI", "KAR", "190", None)], rows
text = "Orlandia bribed nobody. Orlandia attacked Vestria over the cease-fire and two treaties."
s, e = rows[0]["verb"]
assert text[s:e] == "attacked" and rows[0]["pattern"] == "ATTACK" and rows[0]["issues"] == {"BRIBES": 1, "TREATIES": 1, "TRUCES": 1}, rows
' || { echo "jsonl"; exit 1; }
# PETRARCH XML without dictionaries: the record, as from JSON Lines; signs that are no XML, and nested stories.
printf '<Sentences>\n<Sentence date="20240506" id="x_1" source="Post" sentence="True">\n<Text>\nKenya & Uganda signed a treaty. <It held.\n</Text>\n</Sentence></Sentences>' >"$dir/x.xml"
"$PARLEY" code -i petrarch-xml --format plover "$dir/x.xml" | python3 -c '
import json, sys
r = [json.loads(l) for l in sys.stdin][0]
assert r["event"] == ["AGREE"] and r["date"] == "2024-05-06" and r["cite_info"]["citation"] == "x_1" and r["cite_info"]["publication"] == "Post", r
' || { echo "petrarch-xml without dictionaries"; exit 1; }
# What is refused, with a name.
refused() { # WORDS STATUS COMMAND...
  local words=$1 status=$2; shift 2
  "$@" >/dev/null 2>"$dir/err" </dev/null; local rc=$?
  [ $rc = "$status" ] && grep -q -- "$words" "$dir/err" || { echo "expected $status and '$words' from: $*"; echo "$rc"; cat "$dir/err"; exit 1; }
}
mkdir "$dir/two" "$dir/none"; cp "$here/petrarch1/verbs.txt" "$dir/two/a.verbs.txt"; cp "$here/petrarch2/verbs.txt" "$dir/two/b.verbs.txt"; cp "$here/petrarch1/actors.txt" "$dir/none/"
refused "two verb dictionaries" 3 "$PARLEY" code -d "$dir/two" "$dir/in.jsonl"
refused "no verb dictionary" 3 "$PARLEY" code -d "$dir/none" "$dir/in.jsonl"
refused "no-such: " 3 "$PARLEY" code -d "$dir/no-such" "$dir/in.jsonl"
refused "petrarch or jsonl" 2 "$PARLEY" code -d "$here/petrarch1" -f gdelt
refused "need --dictionaries" 2 "$PARLEY" code --validate "$dir/x.xml"
printf '<Sentences><Sentence date="19930504" id="a_1"><Text>Orlandia raided Vestria.</Text></Sentence>\n<Sentence></Wrong>' >"$dir/bad.xml"
refused "bad.xml:2: mismatched tag" 3 "$PARLEY" code -d "$here/petrarch1" -i petrarch-xml "$dir/bad.xml"
[ "$("$PARLEY" code -q -d "$here/petrarch1" -i petrarch-xml "$dir/bad.xml" 2>/dev/null)" = "19930504	ORL	VES	190	a_1" ] || { echo "what stood before the error is lost"; exit 1; }
# An Environment chooses among the dictionaries of a folder.
cp "$here/petrarch1"/{actors,agents}.txt "$dir/two/"
printf '<Validation><Environment><Verbfile>a.verbs.txt</Verbfile></Environment><Sentences><Sentence date="19930504" id="e_1"><Text>Orlandia denounced Vestria.</Text></Sentence></Sentences></Validation>' >"$dir/env.xml"
[ "$("$PARLEY" code -q -d "$dir/two" -i petrarch-xml "$dir/env.xml")" = "19930504	ORL	VES	111	e_1" ] || { echo "the Environment is not heeded"; exit 1; }
# Lines that cannot be read are named.
"$PARLEY" code -d "$here/petrarch1" "$dir/in.jsonl" 2>&1 >/dev/null | grep -q "verbs.txt:[0-9]*: a synonym set that was not defined; line left out" || { echo "a bad line of a dictionary is not named"; exit 1; }
echo "all records of three kinds of dictionaries"
