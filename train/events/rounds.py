#!/usr/bin/env python3
"""Agreement of the event coder with the coders of cameo-conflibert-rounds, beside their agreement with each other: a development figure.

usage: rounds.py annotations.jsonl PARLEY

For each sentence of the last round it is in, each coder's set of penta classes (0 statement, 1 verbal cooperation, 2 material cooperation, 3
verbal conflict, 4 material conflict). Agreement of two coders on a sentence is the F1 of their sets (two empty sets agree); the mean over
sentences and pairs is given, and the same for Parley against each coder.
"""
import itertools
import json
import re
import subprocess
import sys

QUAD = dict(AGREE=1, CONSULT=1, SUPPORT=1, CONCEDE=2, COOPERATE=2, AID=2, RETREAT=2, REQUEST=3, ACCUSE=3, REJECT=3, THREATEN=3,
            PROTEST=4, SANCTION=3, MOBILIZE=4, COERCE=4, ASSAULT=4)


def f1(a, b):
    return 1.0 if not a and not b else 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def main():
    last = {}
    for r in map(json.loads, open(sys.argv[1], encoding="utf-8")):
        if r["round"] >= last.get(r["sentence"], r)["round"]:
            last[r["sentence"]] = r
    rows = sorted(last.values(), key=lambda r: r["id"])
    lines = "".join(json.dumps({"id": str(i), "text": r["sentence"]}) + "\n" for i, r in enumerate(rows))
    run = subprocess.run([sys.argv[2], "code", "--format", "plover"], input=lines, capture_output=True, text=True, check=False)
    ours = {}
    for r in map(json.loads, run.stdout.splitlines()):
        if "negation" not in r["context"]:
            ours.setdefault(int(r["cite_info"]["citation"]), set()).add(QUAD[r["event"][0]])
    among, against = [], []
    for i, r in enumerate(rows):
        sets = []
        for a in r["annotations"]:
            got = {int(m.group(1)) for e in a["events"] if (m := re.match(r"(\d)", e.get("penta") or "")) and m.group(1) != "0"}
            if a["events"] or a.get("relevant") is not None:
                sets.append(got)
        among += [f1(x, y) for x, y in itertools.combinations(sets, 2)]
        against += [f1(x, ours.get(i, set())) for x in sets]
    print(f"{len(rows)} sentences; coders with each other {100 * sum(among) / len(among):.1f} ({len(among)} pairs), "
          f"Parley with the coders {100 * sum(against) / len(against):.1f} ({len(against)} pairs)")


main()
