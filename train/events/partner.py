#!/usr/bin/env python3
"""Train the ranker that names whom an event is aimed at where its clause does not (src/meaning/event_partner.c).

usage: partner.py ROWS.jsonl GOLD... [--l2 X] [--quick] [--write data/events/partner.txt]

ROWS.jsonl: what tests/tools/partner_dump prints for the pages; GOLD: folders of gold records (<page>.jsonl each, the record's
exchange format). A row is used where the gold has an event of that type at that place with that source. Log-linear: the chance of a
candidate is exp(w x) over the sum for all candidates, "nobody" among them; the loss is minus the log of the chance of all right ones
together, plus l2 |w|^2, lowered by gradient descent with momentum (the loss is smooth and small: some hundred rows, half a hundred
weights). Told: the share of rows answered right, on the training rows and by leaving out one page at a time, beside two simple
answers: always nobody, always the most mentioned other side.
"""
import argparse
import collections
import glob
import json
import os
import re

import numpy as np

NAMES = re.findall(r'X\(\w+,\s+"([\w.]+)"\)', open(os.path.join(os.path.dirname(__file__), "../../src/meaning/lexicon.h")).read())
TYPES = ("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
         "ASSAULT").split()
NAMES += ["none." + t for t in TYPES]
# With 17 of them 54 of 123 rows of held-out pages were right, with all 56.


def norm(s):
    s = re.sub(r"[^\w ]+", " ", re.sub(r"[’']s\b", "", s.lower()))
    return " ".join(w for w in s.split() if w not in ("the", "a", "an", "of"))


def overlap(a, b):
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both / (max(a[1], b[1]) - min(a[0], b[0])) if both > 0 else 0


def load(rows_file, folders):
    events, alias = collections.defaultdict(list), {}
    for folder in folders:
        for file in sorted(glob.glob(folder + "/*.jsonl")):
            for line in open(file):
                r = json.loads(line)
                if r["type"] == "event":
                    events[r["doc"]].append(r)
                elif r["type"] == "actor":
                    for a in [r["name"], *(r.get("aliases") or [])]:
                        alias.setdefault((r.get("doc") or os.path.basename(file)[:-6], norm(a)), norm(r["name"]))
    data = []
    for line in open(rows_file):
        r = json.loads(line)
        doc = r["doc"]
        canon = lambda s: alias.get((doc, norm(s)), norm(s))
        source = {canon(s) for s in r["source"]}
        fits = [g for g in events[doc] if g["event"] == r["event"] and overlap(g["evidence"], r["evidence"]) > 0.1
                and source & {canon(s) for s in g["source"]}]
        if not fits:
            continue
        gold = max(fits, key=lambda g: overlap(g["evidence"], r["evidence"]))
        target = {canon(t) for t in gold["target"]} - source
        x = np.array([c["x"] for c in r["candidates"]], dtype=np.float64)
        right = np.array([(canon(c["actor"]) in target) if c["actor"] else not target for c in r["candidates"]])
        data.append((doc, x, right, r))
    return data


def fit(data, l2, steps=800, rate=0.5):
    data = [d for d in data if d[2].any()]
    xs = np.concatenate([d[1] for d in data])
    ok = np.concatenate([d[2] for d in data]).astype(float)
    starts = np.cumsum([0] + [len(d[1]) for d in data[:-1]])
    row = np.repeat(np.arange(len(data)), [len(d[1]) for d in data])
    w, v = np.zeros(len(NAMES)), np.zeros(len(NAMES))
    for _ in range(steps):
        s = xs @ w
        p = np.exp(s - np.maximum.reduceat(s, starts)[row])
        q = p * ok
        g = l2 * w + xs.T @ (p / np.add.reduceat(p, starts)[row] - q / np.add.reduceat(q, starts)[row]) / len(data)
        v = 0.9 * v - rate * 0.1 * g
        w += v
    return w


def share(w, data):
    return sum(bool(right[int(np.argmax(x @ w))]) for _, x, right, _ in data)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("rows")
    ap.add_argument("gold", nargs="+")
    ap.add_argument("--l2", type=float, default=0.002)
    ap.add_argument("--write")
    ap.add_argument("--quick", action="store_true", help="no cross-validation")
    a = ap.parse_args()
    data = load(a.rows, a.gold)
    top = NAMES.index("top")
    root = NAMES.index("root")
    print(f"{len(data)} rows, {sum(d[2].any() for d in data)} with a right answer among the candidates")
    print("nobody:", sum(bool(r[0]) for _, _, r, _ in data))
    print("most mentioned other side:", sum(any(r[i] for i in range(len(r)) if x[i, top] and x[i, root]) for _, x, r, _ in data))
    right = 0
    for page in sorted({d[0] for d in data} if not a.quick else ()):
        held = [d for d in data if d[0] == page]
        n = share(fit([d for d in data if d[0] != page], a.l2), held)
        right += n
        print(f"  {page}: {n} of {len(held)}")
    w = fit(data, a.l2)
    print(f"ranker: {'-' if a.quick else right} by cross-validation, {share(w, data)} on its training rows")
    for n, x in sorted(zip(NAMES, w), key=lambda k: -abs(k[1])):
        print(f"  {n:20} {x:7.3f}")
    if a.write:
        with open(a.write, "w") as f:
            f.write("# Weights of the ranker that names whom an event is aimed at where its clause does not: src/meaning/event_partner.c\n"
                    "# explains it, src/meaning/lexicon.h names the features, train/events/partner.py makes this file.\n")
            for n, x in zip(NAMES, w):
                f.write(f"{n}\t{x:.3f}\n")


if __name__ == "__main__":
    main()
