#!/bin/bash
# Read pages with gold, score what was found, compare with tests/floors.tsv (set, measure, least F1). A floor only goes up.
#
#   accuracy.sh           the tables, and 1 when a measure fell below its floor
#   accuracy.sh --set     write floors.tsv anew from what was measured, never lower than it stands
#
# The pages and the scorer are not part of this repository: they are looked for in ../shared (or $PARLEY_GOLD). Without them this
# says so and passes; the bundled example is measured when the scorer is there. The gold of "news" and "kept" is in tests/news (its
# README says what each is for), the words are not.
set -uo pipefail
cd "$(dirname "$0")/.."
shared=${PARLEY_GOLD:-../shared}
parley=${PARLEY:-build/release/parley}
export PARLEY_HOME=${PARLEY_HOME:-$PWD}
floors=tests/floors.tsv
if [ ! -f "$shared/record/score.py" ]; then
    echo "accuracy: no gold in $shared; nothing measured"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rc=0
: >"$work/measured"

# set name, folder of gold, pages ...
measure() {
    local name=$1 gold=$2
    shift 2
    rm -f "$work/talks.db"*
    if ! "$parley" read "$work/talks.db" "$@" >"$work/log" 2>&1 || ! "$parley" export "$work/talks.db" --format jsonl >"$work/found.jsonl"; then
        echo "accuracy: $name could not be read:" && tail -5 "$work/log"
        rc=1
        return
    fi
    echo "--- $name"
    python3 "$shared/record/score.py" --gold "$gold" --system "$work/found.jsonl"
    python3 "$shared/record/score.py" --gold "$gold" --system "$work/found.jsonl" --json |
        python3 -c 'import json, sys
for k, v in json.load(sys.stdin).items():
    if v["gold"]: print(sys.argv[1], k, "%.1f" % v["f1"], sep="\t")' "$name" >>"$work/measured"
}

measure seeds "$shared/record/gold" "$shared/seeds"
if ls "$shared"/talks/*.txt >/dev/null 2>&1; then
    measure talks "$shared/talks/gold" "$shared"/talks/*.txt
fi
measure example examples/lummer-bank/gold examples/lummer-bank/pages
news=$shared/data/news-text/news.jsonl.xz
for set in news kept; do
    if [ -f "$news" ] && python3 tests/tools/news_pages.py "$news" "tests/news/$set" "$work/$set"; then
        measure "$set" "tests/news/$set" "$work/$set"
    fi
done

python3 - "$floors" "$work/measured" "${1:-}" <<'END' || rc=1
import os, sys
rows = lambda p: [l.rstrip("\n").split("\t") for l in open(p, encoding="utf-8") if l.strip() and l[0] != "#"]
floors = {(a, b): float(c) for a, b, c in rows(sys.argv[1])} if os.path.exists(sys.argv[1]) else {}
measured = {(a, b): float(c) for a, b, c in rows(sys.argv[2])}
if sys.argv[3] == "--set":
    with open(sys.argv[1], "w", encoding="utf-8") as f:
        f.write("# set, measure, least F1 in percent; made by tests/accuracy.sh --set; a floor only goes up\n")
        for k in sorted(set(floors) | set(measured)):
            f.write("\t".join([*k, "%.1f" % max(floors.get(k, 0), measured.get(k, 0))]) + "\n")
    sys.exit(0)
low = [(k, v, measured.get(k)) for k, v in sorted(floors.items()) if measured.get(k, -1) < v - 0.05]
for (s, m), floor, got in low:
    print(f"below its floor: {s}, {m}: {got} < {floor}")
print(f"{len(floors) - len(low)} of {len(floors)} measures at or above their floors")
sys.exit(bool(low))
END
exit $rc
