#!/bin/bash
# Each construct of a PETRARCH verb dictionary becomes the entry that it should; the result can be read and codes.
set -u
command -v python3 >/dev/null || exit 77
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/home/data/events-other"
cat >"$dir/verbs.txt" <<'D'
# comment
&CEASING
+TRUCE
+ARMISTICE

---  GRUMBLE   [111]  ---
GRUMBLE {GRUMBLING GRUMBLES GRUMBLED }
MOAN [---]
TURN_DOWN [120]
WALK_INTO_THE_SEA [120]
- * &CEASING            [057]      # GRUMBLE
- REBEL * PACT          [190]      # GRUMBLE
- * (OVER {HOLY SITE})  [1121]     # GRUMBLE
- * ABOUT RAIDS         [112:112]  # MOAN
- * NOISE               [---]      # GRUMBLE
D
cat >"$dir/map.txt" <<'D'
111: ACCUSE, disapprove, # x
112: ACCUSE, disapprove, # x
1121: ACCUSE, allege, crime # x
120: REJECT,  ,    # x
190: ASSAULT, , military # x
057: SUPPORT,  , diplomatic # x
D
here=$(dirname "$0")/..
python3 "$here/train/events/from_petrarch.py" "$dir/verbs.txt" "$dir/map.txt" "$dir/home/data/events-other" >"$dir/said" || exit 1
want() { grep -qxF "$1" "$dir/home/data/events-other/lexicon.txt" || { echo "no entry: $1"; cat "$dir/home/data/events-other/lexicon.txt"; exit 1; }; }
r=$'s=subj t=obj/with/to/against/on/for'
want "v:grumble	-	ACCUSE:disapprove	$r	-"
want "v:turn_down	-	REJECT	$r	-"
want "v:grumble	obj=@ceasing	SUPPORT	$r	-"
want "v:grumble	subj=rebel obj=pact	ASSAULT	$r	-"
want "v:grumble	over=site	ACCUSE:allege	$r	-"
want "v:moan	about=raids	ACCUSE:disapprove	$r both	-"
want "v:grumble	obj=noise	-	$r	-"
grep -q "v:moan	-	" "$dir/home/data/events-other/lexicon.txt" && { echo "[---] became an event"; exit 1; }
grep -q "walk" "$dir/home/data/events-other/lexicon.txt" && { echo "a phrase of four words became a verb"; exit 1; }
grep -qx "ceasing	truce|armistice" "$dir/home/data/events-other/classes.txt" || { echo "no class"; exit 1; }
cp "$here"/data/events/{operators,forms}.txt "$dir/home/data/events-other/"
for d in "$here"/data/*; do [ -e "$dir/home/data/$(basename "$d")" ] || ln -s "$(realpath "$d")" "$dir/home/data/"; done
ln -s "$(realpath "$here/models")" "$dir/home/models"
out=$(echo '{"id":"x","text":"Kenya grumbled on Monday. Kenya turned down the plan."}' | PARLEY_HOME="$dir/home" PARLEY_EVENTS=events-other "$PARLEY" code --format plover)
echo "$out" | grep -q '"event":\["ACCUSE"\]' && echo "$out" | grep -q '"event":\["REJECT"\]' || { echo "not coded: $out"; exit 1; }
echo "$out" | grep -q "KENGOV" || { echo "no actor code: $out"; exit 1; }
