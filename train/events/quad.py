#!/usr/bin/env python3
"""Score the event coder on sentences with one CAMEO quad class each (the shared part of conflibert-cameo): a development figure.

usage: quad.py SENTENCES.tsv EVENTS.jsonl [--show]

SENTENCES.tsv: sentence TAB class (0 none or neutral, 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material
conflict). EVENTS.jsonl: what event_bench prints for a page that holds the sentences, one a paragraph, in the same order
(`cut -f1 SENTENCES.tsv | sed 's/$/\\n/'`).

A sentence has the class of its main event: that with the longest clause, of those that happened or are planned. Where the
CAMEO classes differ from PLOVER's quads, CAMEO's are used here: appeals are neutral statements, yielding in words is material
cooperation, an intent to cooperate materially is verbal cooperation, reduced relations are verbal conflict.
"""
import collections
import json
import sys

QUAD = dict(AGREE=1, CONSULT=1, SUPPORT=1, CONCEDE=2, COOPERATE=2, AID=2, RETREAT=2, REQUEST=3, ACCUSE=3, REJECT=3, THREATEN=3,
            PROTEST=4, SANCTION=3, MOBILIZE=4, COERCE=4, ASSAULT=4)
APPEAL = {"ask", "urge", "call", "appeal", "beg", "propose", "suggest", "seek", "invite", "recommend", "offer", "want", "put_forward",
          "proposal", "announce", "renew", "request", "plead", "draft", "advocate"}


def quad(event):
    c = QUAD[event["event"]]
    if event["event"] == "REQUEST" and event["rule"].split()[0] in APPEAL:
        return 0
    if c == 2 and event["status"] in ("planned", "hypothetical"):
        return 1
    return c


def main():
    rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8")]
    at, spans = 0, []
    for sentence, _ in rows:
        n = len(sentence.encode())
        spans.append((at, at + n))
        at += n + 2
    found = collections.defaultdict(list)
    k = 0
    for r in sorted((r for r in map(json.loads, open(sys.argv[2], encoding="utf-8")) if r["type"] == "event"),
                    key=lambda r: r["evidence"][0]):
        while spans[k][1] <= r["evidence"][0]:
            k += 1
        found[k].append(r)
    table = collections.Counter()
    for i, (sentence, gold) in enumerate(rows):
        events = [e for e in found[i] if e["status"] in ("happened", "planned")] or [e for e in found[i] if e["status"] == "hypothetical"]
        classes = [quad(e) for e in sorted(events, key=lambda e: (-(e["evidence"][1] - e["evidence"][0]), e["trigger"]))]
        best = classes[0] if classes else 0
        table[int(gold), best] += 1
        if "--show" in sys.argv and int(gold) != best:
            print(f"{gold}->{best}\t{sentence}\t{[(e['event'], e['status'][:4], e['rule']) for e in found[i]]}")
    print("gold\\ours " + "".join(f"{c:6d}" for c in range(5)))
    f1s = []
    for g in range(5):
        print(f"{g:9d} " + "".join(f"{table[g, c]:6d}" for c in range(5)))
    for c in range(5):
        hit, said, is_ = table[c, c], sum(table[g, c] for g in range(5)), sum(table[c, s] for s in range(5))
        p, r = hit / max(1, said), hit / max(1, is_)
        f1s.append(200 * p * r / max(1e-9, p + r))
        print(f"class {c}: P {100 * p:.1f} R {100 * r:.1f} F1 {f1s[-1]:.1f}")
    print(f"macro F1 {sum(f1s) / 5:.1f}  accuracy {100 * sum(table[c, c] for c in range(5)) / len(rows):.1f}")


main()
