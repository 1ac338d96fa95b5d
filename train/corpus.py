"""Sentences as flat arrays, label sets, lemma scripts, batches and case noise."""
import json
import random
from collections import Counter

import numpy as np
import torch

from features import Features, lower
from data import NER_TYPES, spans_of

NER_LABELS = ['O'] + [p + t for t in NER_TYPES for p in ('B-', 'I-')]
FIELDS = ('upos', 'xpos', 'feats', 'lemma', 'head', 'rel', 'ner')


def lemma_script(form, lemma):
    """The script of docs/model-format.md section 4 that makes lemma out of form."""
    best = None
    for mode, f in (('l', lower(form)), ('o', form)):
        p = 0
        while p < len(f) and p < len(lemma) and f[p] == lemma[p]:
            p += 1
        k, suf = len(f) - p, lemma[p:]
        if (p > 0 or not f) and k <= 9 and len(suf) <= 4 and (best is None or k + len(suf) < best[0]):
            best = (k + len(suf), f'{mode}{k}{suf}')
    return best[1] if best else '=' + lemma


def lemma_apply(form, script):
    if script[0] == '=':
        return script[1:]
    f = lower(form) if script[0] == 'l' else form
    k = int(script[1])
    return form if k > len(f) else f[:len(f) - k] + script[2:]


def label_sets(sents, min_feats=2, min_lemma=3):
    out = {}
    out['upos'] = sorted({u for s in sents for u in s['upos']})
    out['xpos'] = sorted({u for s in sents for u in s['xpos']})
    c = Counter(u for s in sents for u in s['feats'])
    out['feats'] = sorted(u for u in c if c[u] >= min_feats)
    c = Counter(lemma_script(f, m) for s in sents for f, m in zip(s['forms'], s['lemmas']))
    out['lemma'] = sorted(u for u in c if c[u] >= min_lemma)
    out['deprel'] = sorted({u for s in sents for u in s['rels']})
    out['ner'] = NER_LABELS
    return out


class Forms:
    """Word forms by number, with the rows of their features and case variants."""

    def __init__(self, features):
        self.fx, self.id, self.forms, self.r = features, {}, [], []
        self.variants = {}

    def get(self, form):
        i = self.id.get(form)
        if i is None:
            i = self.id[form] = len(self.forms)
            self.forms.append(form)
            self.r.append(self.fx.rows(form))
        return i

    def variant(self, i, how):
        v = self.variants.get((i, how))
        if v is None:
            f = self.forms[i]
            if how == 'title':
                g = f[:1].upper() + f[1:] if f.lower() not in SMALL else f
            else:
                g = f.upper() if how == 'upper' else f.lower()
            v = self.variants[(i, how)] = self.get(g)
        return v


SMALL = set('a an the of in on at to for and or but by from with as n\'t \'s'.split())


class Corpus:
    """One group of sentences; a missing field is -100 throughout."""

    def __init__(self, forms, labels):
        self.forms, self.labels = forms, labels
        self.ix = {k: {v: i for i, v in enumerate(l)} for k, l in labels.items()}
        self.w, self.y, self.off = [], {f: [] for f in FIELDS}, [0]
        self.src, self.doc = [], []     # doc: the text that a sentence is of; None: no neighbours
        self.soft = None        # field -> (words x k classes, words x k probabilities), of soft.py

    def add(self, s):
        n = len(s['forms'])
        self.w.extend(self.forms.get(f) for f in s['forms'])

        def col(name, vals, key):
            ix = self.ix[key]
            self.y[name].extend([-100] * n if vals is None else [ix.get(v, -100) for v in vals])
        col('upos', s.get('upos'), 'upos')
        col('xpos', s.get('xpos'), 'xpos')
        col('feats', s.get('feats'), 'feats')
        lem = s.get('lemmas')
        col('lemma', None if lem is None else [lemma_script(f, m) for f, m in zip(s['forms'], lem)], 'lemma')
        self.y['head'].extend([-100] * n if s.get('heads') is None else s['heads'])
        col('rel', s.get('rels'), 'deprel')
        col('ner', s.get('ner'), 'ner')
        self.off.append(len(self.w))
        self.src.append(s.get('src', ''))
        self.doc.append(s.get('doc'))

    def done(self):
        self.w = np.array(self.w, np.int32)
        self.y = {k: np.array(v, np.int16) for k, v in self.y.items()}
        self.len = np.diff(self.off)
        return self

    @classmethod
    def of_soft(cls, forms, labels, path):
        d = np.load(path)
        assert json.loads(str(d['labels'])) == labels, 'soft labels of other label sets'
        c = cls(forms, labels)
        c.w = np.array([forms.get(f) for f in str(d['forms']).split('\n')], np.int32)
        c.off = d['off'].tolist()
        c.len = np.diff(c.off)
        c.doc = d['doc'].tolist() if 'doc' in d else [None] * len(c.len)
        c.soft = {k: (d[k], d[k + '_p']) for k in ('head', 'rel', 'ner', 'upos', 'xpos', 'feats')}
        c.y = {k: np.full(len(c.w), -100, np.int16) for k in FIELDS}
        c.y['head'] = d['tree']     # its relation is what `rel` is about
        return c

    def batches(self, rng, words, pool=6000):
        """Endless; lists of sentence numbers of similar length."""
        n = len(self.len)
        while True:
            order = list(range(n))
            rng.shuffle(order)
            for a in range(0, n, pool):
                part = sorted(order[a:a + pool], key=lambda i: (self.len[i], i))
                out, cur, m = [], [], 0
                for i in part:
                    m = max(m, self.len[i])
                    if cur and m * (len(cur) + 1) > words:
                        out.append(cur)
                        cur, m = [], self.len[i]
                    cur.append(i)
                out.append(cur)
                rng.shuffle(out)
                yield from out

    def words(self, i):
        return [self.forms.forms[w] for w in self.w[self.off[i]:self.off[i + 1]]]

    def tensors(self, ids, rng=None, noise=0.0, max_len=150):
        """Padded tensors; with noise, some sentences change case or lose their last mark."""
        seqs = []
        for i in ids:
            a, b = self.off[i], min(self.off[i + 1], self.off[i] + max_len)
            w = self.w[a:b]
            y = {k: v[a:b] for k, v in self.y.items()}
            if b < self.off[i + 1]:
                h = y['head']
                y['head'] = np.where(h > b - a, -100, h)
            if rng is not None and noise:
                r = rng.random()
                how = 'upper' if r < 0.25 * noise else 'title' if r < 0.65 * noise else 'lower' if r < 0.8 * noise else None
                if how:
                    w = np.array([self.forms.variant(int(x), how) for x in w], np.int32)
                    y['lemma'] = np.full(len(w), -100, np.int16)
                n = len(w)
                if rng.random() < 0.6 * noise and n > 2 and self.forms.forms[w[-1]] in '.!?' and not (y['head'] == n).any():
                    w = w[:-1]
                    y = {k: v[:-1] for k, v in y.items()}
            seqs.append((w, y))
        t = max(len(w) for w, _ in seqs)
        self.last_words = [[self.forms.forms[x] for x in w] for w, _ in seqs]
        self.last_soft = None
        if self.soft is not None:
            self.last_soft = {}
            for k, (i, p) in self.soft.items():
                oi, op = np.zeros((len(seqs), t, i.shape[1]), np.int64), np.zeros((len(seqs), t, i.shape[1]), np.float32)
                for j, (s, (w, _)) in enumerate(zip(ids, seqs)):
                    a, n = self.off[s], len(w)
                    oi[j, :n], op[j, :n] = i[a:a + n], p[a:a + n]
                    if k == 'head':
                        op[j, :n][oi[j, :n] > n] = 0
                        oi[j, :n][oi[j, :n] > n] = 0
                self.last_soft[k] = (torch.from_numpy(oi), torch.from_numpy(op))
        rows = np.zeros((len(seqs), t, len(self.forms.r[0])), np.int64)
        rev = np.zeros((len(seqs), t), np.int64)
        ys = {k: np.full((len(seqs), t), -100, np.int64) for k in FIELDS}
        mask = np.zeros((len(seqs), t), bool)
        fr = self.forms.r
        for j, (w, y) in enumerate(seqs):
            n = len(w)
            rows[j, :n] = [fr[x] for x in w]
            rev[j, :n] = np.arange(n - 1, -1, -1)
            rev[j, n:] = np.arange(n, t)
            mask[j, :n] = True
            for k in FIELDS:
                ys[k][j, :n] = y[k]
        return (torch.from_numpy(rows), torch.from_numpy(rev), torch.from_numpy(mask),
                {k: torch.from_numpy(v) for k, v in ys.items()})


def merge_names(gold, silver, types):
    """Gold spans win; silver spans of `types` (those the gold does not mark) fill in where they do not touch gold."""
    g = list(gold)
    for a, b, t in spans_of(silver):
        if t in types and all(x == 'O' for x in g[a:b]):
            g[a] = 'B-' + t
            for i in range(a + 1, b):
                g[i] = 'I-' + t
    return g


def agreed(a, b):
    """Two teachers' tags -> tags, '?' (no loss) on every word of a span that the other has not."""
    out = ['O'] * len(a)
    sa, sb = set(spans_of(a)), set(spans_of(b))
    for s in sa ^ sb:
        for i in range(s[0], s[1]):
            out[i] = '?'
    for x, y, t in sa & sb:
        out[x] = 'B-' + t
        for i in range(x + 1, y):
            out[i] = 'I-' + t
    return out
