#!/usr/bin/env python3
"""Whether statements are right as often as their confidence says: a table of what was said and what held, and the mean gap (ECE).

    reliability.py SCORE.py EXPORT.jsonl GOLD_FOLDER [EXPORT GOLD_FOLDER]...

SCORE.py is the scorer of the record's format. A statement is right where it is paired with one of the gold (half of the words in common) and
has its speaker. Only pages with gold count.
"""
import glob
import importlib.util
import json
import os
import sys
from collections import defaultdict


def right(score, export, folder):
    gold = [json.loads(x) for f in glob.glob(os.path.join(folder, '*.jsonl')) for x in open(f, encoding='utf-8')]
    system = [json.loads(x) for x in open(export, encoding='utf-8')]
    docs = {r['doc'] for r in gold if r['type'] == 'statement'}
    names = score.Names(gold, system)
    g = [r for r in gold if r['type'] == 'statement']
    s = [r for r in system if r['type'] == 'statement' and r['doc'] in docs]

    def alike(a, b):
        j = score.jaccard(score.spans(a['content']), score.spans(b.get('content')))
        return j >= 0.5 and j
    ok = {id(b) for a, b in score.pair(g, s, alike) if names.same(a['speaker'], b.get('speaker'))}
    return [(b['rule'], b['confidence'], id(b) in ok) for b in s]


def main(args):
    spec = importlib.util.spec_from_file_location('score', args[0])
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    rows = [x for i in range(1, len(args) - 1, 2) for x in right(score, args[i], args[i + 1])]
    bins, rules = defaultdict(lambda: [0, 0, 0.0]), defaultdict(lambda: [0, 0])
    for rule, c, ok in rows:
        b = bins[min(9, int(c * 10))]
        b[0], b[1], b[2] = b[0] + ok, b[1] + 1, b[2] + c
        rules[rule][0] += ok
        rules[rule][1] += 1
    print('confidence  statements  said   held')
    for k, (ok, n, c) in sorted(bins.items()):
        print(f'{k / 10:.1f} to {(k + 1) / 10:.1f}  {n:10}  {100 * c / n:5.1f}  {100 * ok / n:5.1f}')
    print(f'mean gap {100 * sum(abs(v[0] - v[2]) for v in bins.values()) / max(1, len(rows)):.1f} points over {len(rows)} statements')
    for rule, (ok, n) in sorted(rules.items(), key=lambda x: -x[1][1]):
        print(f'  {rule:24}{ok:4} of {n}')


if __name__ == '__main__':
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    main(sys.argv[1:])
