"""Teacher's trees and voted names for news text.

usage: silver_parse.py TEACHER.pt MINILM_FOLDER IN.silver OUT.jsonl [FIRST LAST]
IN.silver comes from silver_names.py. A name enters when two of the three (spaCy small, spaCy medium, teacher)
have the same span and type; the words of a span that only one has carry no loss.
"""
import json
import sys
from collections import Counter

import torch

from corpus import Corpus, Forms
from data import spans_of
from evaluate import predict
from states import States
from train import features_of, load


def vote(cols):
    n = len(cols[0])
    c = Counter(s for t in cols for s in spans_of(t))
    out = ['O'] * n
    for (a, b, t), k in c.items():
        if k >= 2:
            out[a:b] = ['B-' + t] + ['I-' + t] * (b - a - 1)
    for (a, b, t), k in c.items():
        if k == 1 and all(x in 'O?' for x in out[a:b]):
            out[a:b] = ['?'] * (b - a)
    return out


def main():
    torch.set_num_threads(1)
    model, cfg, d = load(sys.argv[1])
    model.bf16 = True
    st = States(sys.argv[2])
    forms = Forms(features_of(cfg, d['vocab']))
    lo, hi = (int(x) for x in sys.argv[5:7]) if len(sys.argv) > 5 else (0, 10 ** 9)
    out = open(sys.argv[4], 'w', encoding='utf-8')

    def flush(chunk):
        c = Corpus(forms, d['labels'])
        for s in chunk:
            c.add(dict(forms=s[0]))
        c.done()
        c.states = st.run([s[0] for s in chunk])
        for s, p in zip(chunk, predict(model, c, d['labels'], d['allow'])):
            r = dict(forms=s[0], upos=p['upos'], xpos=p['xpos'], feats=p['feats'], heads=p['heads'], rels=p['rels'],
                     ner=vote([s[1], s[2], p['ner']]), ner_teacher=p['ner'])
            out.write(json.dumps(r, ensure_ascii=False) + '\n')
        out.flush()
    chunk = []
    for i, line in enumerate(open(sys.argv[3], encoding='utf-8')):
        if i < lo:
            continue
        if i >= hi:
            break
        chunk.append(json.loads(line))
        if len(chunk) == 2000:
            flush(chunk)
            chunk = []
    if chunk:
        flush(chunk)


if __name__ == '__main__':
    main()
