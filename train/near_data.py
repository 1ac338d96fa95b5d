"""What near.py learns from: the shipped network's view of every word, and the teachers' names for news.

usage: near_data.py states WORK MODEL.pt             MODEL.pt: from_plm.py; writes WORK/near/*.x.npy, *.pkl
       near_data.py pick WORK SHARE                  after name_scores; writes WORK/pick.tok, pick.npy
states: for the gold sentences (train: copies with other names), the news, and a part of it in capitals or small letters:
    the encoder's states and the input of each word, 7-bit (words + 1 x 384, the last row nought).
pick: runs of neighbouring sentences of which the teacher is least sure, for a slower teacher (mpnet.py --label).
"""
import os
import pickle
import random
import sys

import numpy as np
import torch

from corpus import NER_LABELS, SMALL, Corpus, Forms
from data import load_gold
from names_swap import Pool
from train import features_of, gold_names, load

NOISY = 40000       # sentences of the news that come in other cases as well
COPIES = dict(ewt=6, gum=3)


def news(path):
    """Sentences of up to 200 words and the texts that they are of."""
    doc = 0
    for line in open(path, encoding='utf-8'):
        ws = line.split()
        doc += not ws
        if 0 < len(ws) <= 200:
            yield ws, doc


class Reader:
    def __init__(self, path):
        self.model, cfg, d = load(path)
        self.model.eval()
        self.labels, self.forms = d['labels'], Forms(features_of(cfg, d['vocab']))
        self.dim = 2 * cfg.hid + cfg.d_in

    def corpus(self, sents):
        c = Corpus(self.forms, self.labels)
        for s in sents:
            c.add(s)
        return c.done()

    @torch.no_grad()
    def states(self, c, out, words=6000):
        order, a = sorted(range(len(c.len)), key=lambda i: c.len[i]), 0
        while a < len(order):
            b = a + 1
            while b < len(order) and c.len[order[b]] * (b - a + 1) <= words:
                b += 1
            rows, rev, _, _ = c.tensors(order[a:b], max_len=10 ** 6)
            with torch.autocast('cpu', dtype=torch.bfloat16):
                x = self.model.embed(rows)
                e = self.model.enc(x, rev)
            v = torch.cat([e.float(), x.float()], 2).mul(63).round().to(torch.int8).numpy()
            for j, i in enumerate(order[a:b]):
                out[c.off[i]:c.off[i + 1]] = v[j, :c.len[i]]
            a = b

    def margins(self, x):
        """Best name's score over that of no name, in 1/8 nat."""
        out = np.zeros(len(x), np.int8)
        for a in range(0, len(x), 100000):
            with torch.no_grad():
                z = self.model.names(torch.from_numpy(x[a:a + 100000, :self.dim - self.model.cfg.d_in].astype(np.float32)) / 63)
            out[a:a + len(z)] = np.clip(np.round(8 * (z[:, 1:].max(1).values - z[:, 0]).numpy()), -127, 127)
        return out

    def write(self, stem, sents, **more):
        """sents: dicts of forms and, of gold, ner."""
        n = sum(len(s['forms']) for s in sents)
        x = np.lib.format.open_memmap(stem + '.x.npy', 'w+', np.int8, (n + 1, self.dim))
        off, w, y = [0], np.zeros(n, np.int32), np.full(n, -100, np.int16)
        for a in range(0, len(sents), 40000):
            c = self.corpus(sents[a:a + 40000])
            at = off[-1]
            self.states(c, x[at:at + len(c.w)])
            w[at:at + len(c.w)], y[at:at + len(c.w)] = c.w, c.y['ner']
            off += [at + o for o in c.off[1:]]
        used, w = np.unique(w, return_inverse=True)
        with open(stem + '.pkl', 'wb') as f:
            pickle.dump(dict(off=np.array(off), w=w.astype(np.int32), y=y, forms=[self.forms.forms[i] for i in used],
                             margin=self.margins(x), **more), f)
        print(stem, n, 'words', flush=True)


def other_case(ws, rng):
    r = rng.random()
    if r < 0.3:
        return [w.upper() for w in ws]
    if r < 0.7:
        return [w if w.lower() in SMALL else w[:1].upper() + w[1:] for w in ws]
    return [w.lower() for w in ws]


def states(work, checkpoint):
    rng, r = random.Random(1), Reader(checkpoint)
    os.makedirs(f'{work}/near', exist_ok=True)
    gold, pool = load_gold(), Pool(f'{work}/pool.silver')
    gold_names(gold, f'{work}/gold.silver')
    for part in ('ewt-dev', 'gum-dev'):
        r.write(f'{work}/near/{part}', gold[part], gold=[s['ner'] for s in gold[part]])
    for src, copies in COPIES.items():
        sents = []
        for _ in range(copies):
            known = {}
            sents += [pool.swap(s, rng, 0.4, known) for s in gold[src + '-train'] if s['ner'] is not None]
        r.write(f'{work}/near/{src}', sents)
    plain, at, pos = [], [], 0
    for ws, _ in news(f'{work}/news.tok'):
        if 4 <= len(ws) <= 60:
            plain.append(dict(forms=ws))
            at.append(np.arange(pos, pos + len(ws)))
        pos += len(ws)
    r.write(f'{work}/near/news', plain, src=np.concatenate(at))
    some = [dict(forms=other_case(s['forms'], rng)) for s in plain[:NOISY]]
    r.write(f'{work}/near/noisy', some, src=np.concatenate(at[:NOISY]))


def pick(work, share, most=95):
    p = np.memmap(f'{work}/news.u8', np.uint8, 'r').reshape(-1, len(NER_LABELS))
    unsure = (np.asarray(p).max(1) < 217) & (np.asarray(p[:, 7:]).sum(1) < 60)      # of people, organisations, places
    runs, cur, n, pos, last = [], [], 0, 0, None
    for ws, doc in news(f'{work}/news.tok'):
        if cur and (doc != last or n + len(ws) > most):
            runs.append(cur)
            cur, n = [], 0
        cur.append((pos, ws))
        n, pos, last = n + len(ws), pos + len(ws), doc
    runs.append(cur)
    score = np.array([min(unsure[r[0][0]:r[-1][0] + len(r[-1][1])].sum(), 8) / np.sqrt(sum(len(ws) for _, ws in r) + 20) for r in runs])
    rng = np.random.default_rng(1)
    order = np.argsort(-(score + rng.normal(0, 0.05, len(runs))))[:int(len(runs) * share)]
    rng.shuffle(order)
    at = []
    with open(f'{work}/pick.tok', 'w', encoding='utf-8') as o:
        for i in order:
            for p, ws in runs[i]:
                o.write(' '.join(ws) + '\n')
                at.append(np.arange(p, p + len(ws)))
            o.write('\n')
    np.save(f'{work}/pick.npy', np.concatenate(at))


if __name__ == '__main__':
    torch.set_num_threads(1)
    if sys.argv[1] == 'states':
        states(*sys.argv[2:])
    else:
        pick(sys.argv[2], float(sys.argv[3]))
