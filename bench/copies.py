#!/usr/bin/env python3
"""Near copies: precision and recall by kind of edit, and time, against datasketch's MinHash LSH in one run.

usage: copies.py --news NEWS.jsonl.xz --bench build/release/bench/copies_bench [--articles 1500] [--seed 1] [--rounds 3]

Seconds are of the processor on both sides, since the machine may be shared: the whole of our program, with reading the file and
writing the pairs; of the peer, splitting the words, making the MinHashes and the index and asking it. Both run in turn, --rounds
times, and the least of each counts.

Takes the articles of NEWS (they are not kept), makes edited copies of known kinds, and asks both programs which texts are
copies or rewrites of one another. Pairs that come from one article are right; articles that are copies of each other in NEWS
itself (found by either program and sharing half of their words in order) are left out of the count of wrong ones.
"""
import argparse, json, lzma, random, re, subprocess, sys, tempfile, time

NOISE = ["Share this article Tweet Post Email", "Sign up for our newsletter and never miss a story", "Read more: what we know so far",
         "Advertisement story continues below", "You have reached your limit of free articles", "Comments are closed for this page"]
SWAP = {"said": "stated", "told": "informed", "also": "too", "but": "yet", "about": "around", "people": "persons", "country": "nation",
        "government": "authorities", "after": "following", "before": "ahead of", "many": "numerous", "big": "large", "new": "fresh",
        "says": "states", "because": "since", "help": "assist", "start": "begin", "end": "finish", "show": "demonstrate", "get": "obtain",
        "need": "require", "use": "employ", "made": "produced", "last": "past", "more than": "over", "plan": "scheme", "talks": "discussions",
        "leaders": "chiefs", "officials": "functionaries", "president": "head of state", "attack": "assault", "money": "cash"}


def sentences(text):
    return [s for s in re.split(r"(?<=[.?!]) ", text) if s]


def reworded(text, rng):
    """Every third known word changed, every twelfth word dropped: what a hand or a machine does to hide a copy."""
    out = []
    for w in text.split():
        if rng.random() < 1 / 12:
            continue
        out.append(SWAP.get(w.lower(), w) if rng.random() < 0.9 else w)
        if rng.random() < 1 / 15:
            out.append(rng.choice(["indeed", "reportedly", "however", "now", "again"]))
    return " ".join(out)


def edits(text, rng):
    s = sentences(text)
    shuffled = s[:]
    rng.shuffle(shuffled)
    noisy = [x for y in s for x in ([y, rng.choice(NOISE) + "."] if rng.random() < 0.2 else [y])]
    yield "exact", text
    yield "cut", " ".join(s[: max(3, len(s) // 2)])
    yield "reordered", " ".join(shuffled)
    yield "noise added", " ".join(noisy)
    yield "reworded", reworded(text, rng)
    yield "cut and reworded", reworded(" ".join(s[: max(3, len(s) // 2)]), rng)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--news", required=True)
    ap.add_argument("--bench", required=True)
    ap.add_argument("--articles", type=int, default=1500)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--rounds", type=int, default=3)
    a = ap.parse_args()
    rng = random.Random(a.seed)
    texts, kind = [], {}
    with lzma.open(a.news, "rt", encoding="utf-8") as f:
        for line in f:
            text = " ".join(json.loads(line)["text"].split())
            if 150 <= len(text.split()) <= 1500:
                texts.append(("%d-original" % (len(texts)), text))
            if len(texts) == a.articles:
                break
    rows = list(texts)
    kinds = []
    for i, (_, text) in enumerate(texts[: a.articles // 2]):  # the other half stays alone
        for k, t in edits(text, rng):
            rows.append(("%d-%s" % (i, k), t))
            if k not in kinds:
                kinds.append(k)
    rng.shuffle(rows)

    from datasketch import MinHash, MinHashLSH

    def peer():
        start = time.process_time()
        lsh, prints = MinHashLSH(threshold=0.3, num_perm=128), {}
        for i, t in rows:
            w = re.findall(r"\w+", t.lower())
            m = MinHash(num_perm=128)
            m.update_batch([" ".join(w[k:k + 4]).encode() for k in range(len(w) - 3)])
            prints[i] = m
            lsh.insert(i, m)
        pairs = {tuple(sorted((i, j))) for i, m in prints.items() for j in lsh.query(m) if i != j}
        return time.process_time() - start, pairs

    our_s = their_s = float("inf")
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as f:
        for i, t in rows:
            f.write(i + "\t" + t + "\n")
        f.flush()
        for _ in range(a.rounds):
            run = subprocess.run([a.bench, f.name], capture_output=True, text=True, check=True)
            our_s = min(our_s, float(run.stderr))
            seconds, theirs = peer()
            their_s = min(their_s, seconds)
    ours = {tuple(sorted(l.split("\t")[:2])) for l in run.stdout.splitlines()}

    number = lambda i: i.split("-")[0]
    words = {i: set(t.lower().split()) for i, t in rows}
    twin = lambda p: len(words[p[0]] & words[p[1]]) > 0.5 * min(len(words[p[0]]), len(words[p[1]]))
    print(f"{len(rows)} texts, seconds of the processor; parley {our_s:.3f} s, datasketch {their_s:.2f} s: {their_s / our_s:.0f} times as fast")
    print(f"{'kind of edit':20s}{'parley':>9s}{'datasketch':>12s}   recall of (original, edited)")
    for k in kinds:
        want = {tuple(sorted(("%d-original" % i, "%d-%s" % (i, k)))) for i in range(a.articles // 2)}
        print(f"{k:20s}{100 * len(want & ours) / len(want):9.1f}{100 * len(want & theirs) / len(want):12.1f}")
    for name, got in (("parley", ours), ("datasketch", theirs)):
        bad = [p for p in got if number(p[0]) != number(p[1]) and not twin(p)]
        print(f"precision {name}: {100 * (1 - len(bad) / max(1, len(got))):.2f} % of {len(got)} pairs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
