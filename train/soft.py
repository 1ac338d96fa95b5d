"""Soft labels: what the teachers think of every word of the news, as probabilities.

usage: soft.py OUT.npz IN.silver|IN.tok FIRST LAST CHECKPOINT:WEIGHT ... [--spacy W] [--names NPZ:W] [--names-only] [--dev]
The checkpoints' probabilities are averaged with their weights; for names each of spaCy's two models adds W as a vote. Kept a word:
four heads, three relations of the best head, three name tags, two of each other tag, with their probabilities. All checkpoints
must know the same labels. --names: mpnet.py's labels of the same sentences; they count W, the others 1 - W together. --names-only: all
checkpoints but the first say names alone, so that a student that goes on from the first keeps its trees.
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
    def __init__(self, specs, names_only=False):
        self.models, self.names_only = [], names_only
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
    def batch(self, sents, cols, spacy, starts, given=None, share=0.0):
        """sents of like length -> per field arrays (ids, probabilities) of each sentence's words, and heads."""
        t = max(len(s) for s in sents)
        arc, enc, tags, ner = 0, [], None, 0
        trees = self.models[:1] if self.names_only else self.models
        total = sum(w for _, _, w in trees)
        for k, (m, forms, w) in enumerate(self.models):
            c = Corpus(forms, self.labels)
            for s in sents:
                c.add(dict(forms=s))
            c.done()
            rows, rev, mask, _ = c.tensors(list(range(len(sents))), max_len=10 ** 6)
            if hasattr(m, 'read'):
                m.place(starts, [len(s) for s in sents], t)
            with torch.autocast('cpu', dtype=torch.bfloat16):
                e = m.encode(rows, rev)
                ner = ner + w * F.softmax(m.names(e).float(), -1)
                if k >= len(trees):
                    continue
                w /= total
                a = m.arcs(e).float()
                g = [F.softmax(x.float(), -1) for x in m.tags(e)[:3]]
            blank = torch.cat([torch.zeros_like(mask[:, :1]), ~mask], 1)
            arc = arc + w * F.softmax(a.masked_fill(blank.unsqueeze(1), -1e4), -1)
            tags = [w * x for x in g] if tags is None else [x + w * y for x, y in zip(tags, g)]
            enc.append(e)
        heads = torch.zeros(len(sents), t, dtype=torch.long)
        loga = (arc + 1e-9).log().numpy()
        for j, s in enumerate(sents):
            n = len(s)
            heads[j, :n] = torch.from_numpy(np.asarray(tree(loga[j, :n, :n + 1])))
        rel = 0
        for (m, _, w), e in zip(trees, enc):
            with torch.autocast('cpu', dtype=torch.bfloat16):
                rel = rel + w / total * F.softmax(m.labels(e, heads).float(), -1)
        if given is not None:
            ner = ner * (1 - share)
            for j, p in enumerate(given):
                ner[j, :len(p)] += share * torch.from_numpy(p.astype(np.float32))
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
    def run(self, sents, cols, spacy, docs, words=1500, given=None, share=0.0):
        """docs: the text that each sentence is of; neighbours are read together. given: names' probabilities by sentence."""
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
            for i, r in zip(ids, self.batch([sents[i] for i in ids], [cols[i] for i in ids] if cols else None, spacy, starts[ids],
                                         [given[i] for i in ids] if given else None, share)):
                out[i] = r
            a = b
        return out


def read_tok(path, first, last):
    """Sentences and the texts that they are of. Lines are sentences, an empty one ends a text."""
    rows, docs, doc = [], [], 0
    for line in open(path, encoding='utf-8'):
        ws = line.split()
        doc += not ws
        if 0 < len(ws) <= 200:
            rows.append([ws])
            docs.append(doc)
        if len(rows) == last:
            break
    return rows[first:], docs[first:]


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
    ap.add_argument('--names')
    ap.add_argument('--names-only', action='store_true')
    ap.add_argument('--dev', action='store_true')
    a = ap.parse_args()
    torch.set_num_threads(1)
    t = Teachers(a.models, a.names_only)
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
    if a.silver.endswith('.tok'):
        rows, docs = read_tok(a.silver, a.first, a.last)
    else:
        rows = [json.loads(l) for i, l in enumerate(open(a.silver, encoding='utf-8')) if a.first <= i < a.last]
        rows = [r for r in rows if 4 <= len(r[0]) <= 60]
        docs = [None] * len(rows)
    given, share = (None, 0.0)
    if a.names:
        path, w = a.names.rsplit(':', 1)
        d, share = np.load(path), float(w)
        given = np.split(d['ner'], d['off'][1:-1])
        assert [len(p) for p in given] == [len(r[0]) for r in rows], 'labels of other sentences'
    keep = {k: ([], []) for k in KEEP}
    forms, off, trees, of, t0 = [], [0], [], [], time.time()
    for i in range(0, len(rows), 2000):
        part = rows[i:i + 2000]
        for n, (r, x) in enumerate(zip(part, t.run([r[0] for r in part], [r[1:] for r in part], a.spacy, docs[i:i + 2000],
                                       given=given[i:i + 2000] if given else None, share=share))):
            if not 4 <= len(r[0]) <= 60:
                continue
            forms.extend(r[0])
            off.append(len(forms))
            trees.append(x['tree'])
            of.append(docs[i + n] or 0)
            for k in KEEP:
                keep[k][0].append(x[k][0])
                keep[k][1].append(x[k][1])
        print(i + len(part), len(forms), f'{len(forms) / (time.time() - t0):.0f} w/s', flush=True)
        if (i // 2000) % 5 == 4 or i + 2000 >= len(rows):
            arrays = {}
            for k, (x, y) in keep.items():
                arrays[k], arrays[k + '_p'] = np.concatenate(x), np.concatenate(y)
            np.savez(a.out + '.tmp.npz', forms=np.array('\n'.join(forms)), off=np.array(off), labels=np.array(json.dumps(t.labels)),
                     tree=np.concatenate(trees), doc=np.array(of), **arrays)
            os.replace(a.out + '.tmp.npz', a.out)


if __name__ == '__main__':
    main()
