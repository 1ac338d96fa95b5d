"""Soft labels: what the teachers think of every word of the news, as probabilities.

usage: soft.py OUT.npz IN.silver|IN.tok FIRST LAST CHECKPOINT:WEIGHT ... [--spacy W] [--dev]
The checkpoints' probabilities are averaged with their weights; for names each of spaCy's two models adds W as a vote. Kept a word:
four heads, three relations of the best head, three name tags, two of each other tag, with their probabilities. All checkpoints
must know the same labels.
With --dev the dev sets are scored with the average instead; IN.silver is then silver_names.py's file for the gold sentences.
"""
import argparse
import json
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from corpus import NER_LABELS, Corpus, Forms
from data import load_gold
from decode import bio_transitions, tree, viterbi
from evaluate import score
from train import features_of, load

KEEP = dict(head=4, rel=3, ner=3, upos=2, xpos=2, feats=2)


class Teachers:
    def __init__(self, specs):
        self.models = []
        for s in specs:
            path, w = s.rsplit(':', 1)
            m, cfg, d = load(path)
            m.bf16 = True
            m.eval()
            forms = Forms(features_of(cfg, d['vocab']))
            self.models.append((m, forms, float(w)))
            self.labels = d['labels']
        total = sum(w for _, _, w in self.models)
        self.models = [(m, f, w / total) for m, f, w in self.models]
        self.trans = bio_transitions(self.labels['ner'])
        self.ner_ix = {t: i for i, t in enumerate(NER_LABELS)}

    @torch.no_grad()
    def batch(self, sents, cols, spacy, starts):
        """sents of like length -> per field arrays (ids, probabilities) of each sentence's words, and heads."""
        t = max(len(s) for s in sents)
        arc, enc, tags, ner = 0, [], None, 0
        for m, forms, w in self.models:
            c = Corpus(forms, self.labels)
            for s in sents:
                c.add(dict(forms=s))
            c.done()
            rows, rev, mask, _ = c.tensors(list(range(len(sents))), max_len=10 ** 6)
            if hasattr(m, 'read'):
                m.place(starts, [len(s) for s in sents], t)
            with torch.autocast('cpu', dtype=torch.bfloat16):
                e = m.encode(rows, rev)
                a = m.arcs(e).float()
                g = [F.softmax(x.float(), -1) for x in m.tags(e)[:3]]
                q = F.softmax(m.names(e).float(), -1)
            blank = torch.cat([torch.zeros_like(mask[:, :1]), ~mask], 1)
            arc = arc + w * F.softmax(a.masked_fill(blank.unsqueeze(1), -1e4), -1)
            tags = [w * x for x in g] if tags is None else [x + w * y for x, y in zip(tags, g)]
            ner = ner + w * q
            enc.append(e)
        heads = torch.zeros(len(sents), t, dtype=torch.long)
        loga = (arc + 1e-9).log().numpy()
        for j, s in enumerate(sents):
            n = len(s)
            heads[j, :n] = torch.from_numpy(np.asarray(tree(loga[j, :n, :n + 1])))
        rel = 0
        for (m, _, w), e in zip(self.models, enc):
            with torch.autocast('cpu', dtype=torch.bfloat16):
                rel = rel + w * F.softmax(m.labels(e, heads).float(), -1)
        if spacy:
            ner = ner * (1 - 2 * spacy)
            for j, two in enumerate(cols):
                for col in two:
                    ix = [self.ner_ix[x] for x in col]
                    ner[j, range(len(ix)), ix] += spacy
        out = []
        all_ = dict(head=arc, rel=rel, ner=ner, upos=tags[0], xpos=tags[1], feats=tags[2])
        top = {k: torch.topk(v, min(KEEP[k], v.shape[2]), -1) for k, v in all_.items()}
        for j, s in enumerate(sents):
            n = len(s)
            r = {}
            for k, x in top.items():
                i, p = x.indices[j, :n].numpy().astype(np.int16), x.values[j, :n].numpy().astype(np.float16)
                if i.shape[1] < KEEP[k]:
                    pad = KEEP[k] - i.shape[1]
                    i, p = np.pad(i, ((0, 0), (0, pad))), np.pad(p, ((0, 0), (0, pad)))
                r[k] = (i, p)
            r['tree'] = heads[j, :n].numpy().astype(np.int16)
            r['nertags'] = viterbi((ner[j, :n] + 1e-6).log().numpy().astype(np.float64) * 1, self.trans)
            out.append(r)
        return out

    @torch.no_grad()
    def run(self, sents, cols, spacy, docs, words=1500):
        """docs: the text that each sentence is of; neighbours are read together."""
        for m, _, _ in self.models:
            if hasattr(m, 'read'):
                with torch.autocast('cpu', dtype=torch.bfloat16):
                    m.read(sents, docs)
        starts = np.concatenate([[0], np.cumsum([len(s) for s in sents])])
        order = sorted(range(len(sents)), key=lambda i: len(sents[i]))
        out = [None] * len(sents)
        a = 0
        while a < len(order):
            b = a + 1
            while b < len(order) and len(sents[order[b]]) * (b - a + 1) <= words:
                b += 1
            ids = order[a:b]
            for i, r in zip(ids, self.batch([sents[i] for i in ids], [cols[i] for i in ids] if cols else None, spacy, starts[ids])):
                out[i] = r
            a = b
        return out


def as_prediction(r, labels):
    root = labels['deprel'].index('root')
    rel = []
    for h, ids in zip(r['tree'], r['rel'][0]):
        rel.append('root' if h == 0 else labels['deprel'][ids[0] if ids[0] != root else ids[1]])
    return dict(upos=[labels['upos'][x] for x in r['upos'][0][:, 0]], xpos=[labels['xpos'][x] for x in r['xpos'][0][:, 0]],
                feats=[labels['feats'][x] for x in r['feats'][0][:, 0]], lemmas=[''] * len(rel), heads=r['tree'].tolist(), rels=rel,
                ner=[labels['ner'][x] for x in r['nertags']])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('out')
    ap.add_argument('silver')
    ap.add_argument('first', type=int)
    ap.add_argument('last', type=int)
    ap.add_argument('models', nargs='+')
    ap.add_argument('--spacy', type=float, default=0.0)
    ap.add_argument('--dev', action='store_true')
    a = ap.parse_args()
    torch.set_num_threads(1)
    t = Teachers(a.models)
    if a.dev:
        gold = load_gold()
        f = open(a.silver, encoding='utf-8')
        for part, sents in gold.items():
            cols = [json.loads(f.readline())[1:] for _ in sents]
            if part in ('ewt-dev', 'gum-dev'):
                for sp in sorted({0.0, a.spacy}):
                    p = [as_prediction(r, t.labels) for r in t.run([s['forms'] for s in sents], cols, sp, [s.get('doc') for s in sents])]
                    print(part, 'spacy', sp, json.dumps(score(sents, p)), flush=True)
        return
    # Lines of a .tok file are sentences, an empty one ends a text; a .silver file has no order.
    if a.silver.endswith('.tok'):
        rows, docs, doc = [], [], 0
        for line in open(a.silver, encoding='utf-8'):
            ws = line.split()
            doc += not ws
            if 0 < len(ws) <= 200:
                rows.append([ws])
                docs.append(doc)
        rows, docs = rows[a.first:a.last], docs[a.first:a.last]
    else:
        rows = [json.loads(l) for i, l in enumerate(open(a.silver, encoding='utf-8')) if a.first <= i < a.last]
        rows = [r for r in rows if 4 <= len(r[0]) <= 60]
        docs = [None] * len(rows)
    keep = {k: ([], []) for k in KEEP}
    forms, off, trees, t0 = [], [0], [], time.time()
    for i in range(0, len(rows), 2000):
        part = rows[i:i + 2000]
        for r, x in zip(part, t.run([r[0] for r in part], [r[1:] for r in part], a.spacy, docs[i:i + 2000])):
            if not 4 <= len(r[0]) <= 60:
                continue
            forms.extend(r[0])
            off.append(len(forms))
            trees.append(x['tree'])
            for k in KEEP:
                keep[k][0].append(x[k][0])
                keep[k][1].append(x[k][1])
        print(i + len(part), len(forms), f'{len(forms) / (time.time() - t0):.0f} w/s', flush=True)
        if (i // 2000) % 5 == 4 or i + 2000 >= len(rows):
            arrays = {}
            for k, (x, y) in keep.items():
                arrays[k], arrays[k + '_p'] = np.concatenate(x), np.concatenate(y)
            np.savez(a.out + '.tmp.npz', forms=np.array('\n'.join(forms)), off=np.array(off), labels=np.array(json.dumps(t.labels)),
                     tree=np.concatenate(trees), **arrays)
            os.replace(a.out + '.tmp.npz', a.out)


if __name__ == '__main__':
    main()
