"""Tokenises the unlabelled news articles, once for vectors and a shuffled sample for silver labels.

usage: news.py OUTDIR [SAMPLE_WORDS [ARTICLES]]
Writes OUTDIR/news.tok (forms; an empty line ends an article), news.norm (norm forms), sample.tok; and gold.tok, the sentences of data.load_gold() in order.
Repeated sentences (wire copies, page furniture) are kept once.
"""
import json
import lzma
import random
import sys

from data import D, load_gold
from features import norm
from tok import sentences


def main():
    out = sys.argv[1]
    want = int(sys.argv[2]) if len(sys.argv) > 2 else 4500000
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 10 ** 9
    seen = set()
    with open(f'{out}/news.tok', 'w') as tok, open(f'{out}/news.norm', 'w') as nrm:
        for k, line in enumerate(lzma.open(f'{D}/news-text/news.jsonl.xz', 'rt')):
            if k == most:
                break
            d = json.loads(line)
            for t in (d['title'] or '', d['text'] or ''):
                for s in sentences(t):
                    ws = [t[a:b] for a, b in s]
                    text = ' '.join(ws)
                    if len(ws) < 3 or text in seen:
                        continue
                    seen.add(text)
                    tok.write(text + '\n')
                    nrm.write(' '.join(norm(w) for w in ws) + '\n')
            tok.write('\n')
    lines = [l for l in open(f'{out}/news.tok') if 4 <= l.count(' ') + 1 <= 60]
    random.Random(7).shuffle(lines)
    k = 0
    with open(f'{out}/sample.tok', 'w') as o:
        for l in lines:
            o.write(l)
            k += l.count(' ') + 1
            if k > want:
                break
    with open(f'{out}/gold.tok', 'w') as o:
        for v in load_gold().values():
            for s in v:
                o.write(' '.join(f.replace(' ', '_') for f in s['forms']) + '\n')


if __name__ == '__main__':
    main()
