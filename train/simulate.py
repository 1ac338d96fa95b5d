"""The shipped file run in numpy with exactly the integer and float steps of docs/model-format.md.

The yardstick for every other implementation: its numbers must be met to the bit. Integer
sums are done as float32 matrix products: all partial sums stay under 2^24, so they are exact.
"""
import numpy as np

import plm
from corpus import lemma_apply
from decode import tree, viterbi
from features import Features, hash64, lower

F = np.float32


def tanh_r(x):
    x = np.minimum(np.maximum(x, F(-5)), F(5))
    y = x * x
    p = ((y + F(105)) * y + F(945)) * x
    q = ((F(15) * y) + F(420)) * y + F(945)
    return np.minimum(np.maximum(p / q, F(-1)), F(1))


def sigm_r(x):
    return F(0.5) * tanh_r(F(0.5) * x) + F(0.5)


class Lookup(Features):
    """Feature rows out of the file's own vocabulary table."""

    def __init__(self, dims, sec):
        self.spec = [tuple(int(v) for v in r) for r in sec['features']]
        self.buckets, self.n_vocab, self.cache = dims['n_word_buckets'], dims['n_vocab'], {}
        self.vocab = Table(sec['vocab.keys'], sec['vocab.rows'], 0)


class Table:
    """A hash table of the file."""

    def __init__(self, keys, vals, seed):
        self.keys, self.vals, self.seed = keys, vals, seed

    def get(self, w):
        h = hash64(w, self.seed) or 1
        mask = len(self.keys) - 1
        j = h & mask
        while self.keys[j]:
            if int(self.keys[j]) == h:
                return int(self.vals[j])
            j = (j + 1) & mask
        return None


class Simulator:
    def __init__(self, path):
        self.dims, self.scale, self.sec = plm.read(path)
        s = self.sec
        self.labels = {k[6:]: v.decode().split('\n')[:-1] for k, v in s.items() if k.startswith('label.')}
        self.look = Lookup(self.dims, s)
        self.w = {k[:-2]: v.astype(F).T.copy() for k, v in s.items() if k.endswith('.w')}
        self.lemmas = Table(s['lemma.keys'], s['lemma.vals'], 7) if 'lemma.keys' in s else None
        self.cache, self.owns = {}, {}

    def input(self, form):
        """x of one word, integers as float32."""
        x = self.cache.get(form)
        if x is None:
            t = self.sec['input.b'].astype(np.int64)
            for k, r in enumerate(self.look.rows(form)):
                t = t + self.sec[f'feat.{k}'][r].astype(np.int64) * int(self.sec[f'feat.{k}.m'][r])
            v = t.astype(np.int32).astype(F) * F(self.scale)
            x = self.cache[form] = np.rint(F(63) * tanh_r(v))
        return x

    def dense(self, name, a):
        return (a @ self.w[name]) * self.sec[name + '.s'] + self.sec[name + '.b']

    def relu(self, name, a):
        return np.minimum(np.maximum(np.rint(self.dense(name, a)), F(0)), F(127))

    def logit(self, name, a):
        return np.rint(self.dense(name, a)).astype(np.int64)

    def direction(self, name, x, lens, back):
        """x: B x T x in; states B x T x hid."""
        b, t, n_in = x.shape
        h = self.dims['hid']
        w = self.w[name]
        xi = x.reshape(b * t, n_in) @ w[:n_in]
        xi = xi.reshape(b, t, 4 * h)
        s, bias = self.sec[name + '.s'], self.sec[name + '.b']
        out = np.zeros((b, t, h), F)
        hs, c = np.zeros((b, h), F), np.zeros((b, h), F)
        ar = np.arange(b)
        for k in range(t):
            pos = np.where(k < lens, lens - 1 - k, 0) if back else np.full(b, k)
            z = (xi[ar, pos] + hs @ w[n_in:]) * s + bias
            i, f, g, o = sigm_r(z[:, :h]), sigm_r(z[:, h:2 * h]), tanh_r(z[:, 2 * h:3 * h]), sigm_r(z[:, 3 * h:])
            c = (f * c) + (i * g)
            hs = np.rint((o * tanh_r(c)) * F(63))
            live = k < lens
            out[ar[live], pos[live]] = hs[live]
        return out

    def encode(self, sents):
        lens = np.array([len(s) for s in sents])
        x = np.zeros((len(sents), lens.max(), self.dims['d_in']), F)
        for j, s in enumerate(sents):
            for k, f in enumerate(s):
                x[j, k] = self.input(f)
        for l in range(self.dims['n_layers']):
            x = np.concatenate([self.direction(f'lstm.{l}.f', x, lens, False), self.direction(f'lstm.{l}.b', x, lens, True)], 2)
        return x

    def best(self, name, logits, up, xp):
        p = up * self.dims['n_xpos'] + xp
        a, b = int(self.sec[name + '.allow.off'][p]), int(self.sec[name + '.allow.off'][p + 1])
        if a == b:
            return int(logits.argmax())
        ids = self.sec[name + '.allow.ids'][a:b]
        return int(ids[logits[ids].argmax()])

    def raw(self, e, forms):
        """All integer outputs of one sentence; e: words x 2 hid."""
        d = {}
        t = self.relu('tag.hid', e)
        for k in ('upos', 'xpos', 'feats', 'lemma'):
            d[k] = self.logit(k, t)
        d['ner'] = self.logit('ner', self.relu('ner.hid', e))
        if 'near.shape' in self.sec:
            self.near(d['ner'], e, forms)
        ah = np.concatenate([self.sec['arc.root'].astype(F)[None], self.relu('arc.head', e)])
        tq = np.minimum(np.maximum(np.rint(self.dense('arc.bil', self.relu('arc.dep', e))), F(-127)), F(127))
        d['arc'] = (tq @ ah.T).astype(np.int64)
        d['lab.head'] = np.concatenate([self.sec['lab.root'].astype(F)[None], self.relu('lab.head', e)])
        d['lab.dep'] = self.relu('lab.dep', e)
        return d

    def own(self, form):
        """The own vector of one word, of the near layers."""
        v = self.owns.get(form)
        if v is None:
            t = self.sec['near.word.b'].astype(np.int64)
            for k, r in enumerate(self.look.rows(form)):
                t = t + self.sec[f'near.word.{k}'][r].astype(np.int64) * int(self.sec[f'near.word.{k}.m'][r])
            v = self.owns[form] = np.rint(F(63) * tanh_r(t.astype(np.int32).astype(F) * self.sec['near.word.scale'][0]))
        return v

    def near(self, ner, e, forms):
        """Scores the doubtful words' names anew."""
        _, reach, doubt = self.sec['near.shape'].tolist()
        z = np.concatenate([e, [self.input(f) for f in forms], [self.own(f) for f in forms]], 1).astype(F)
        z = np.pad(z, ((reach, reach), (0, 0)))
        best = np.sort(ner, 1)
        for t in np.flatnonzero(best[:, -1] - best[:, -2] < doubt):
            a = z[t:t + 2 * reach + 1].reshape(1, -1)
            ner[t] = self.logit('near.ner', self.relu('near.mid', self.relu('near.hid', a)))[0]

    def finish(self, forms, d):
        L = self.labels
        n = len(forms)
        heads = tree(d['arc'])
        lh, ld = d['lab.head'][heads], d['lab.dep']
        prod = np.floor((lh * ld + F(64)) / F(128))
        d['rel'] = self.logit('lab', np.concatenate([prod, lh, ld], 1))
        root = L['deprel'].index('root')
        rel = d['rel'].copy()
        rel[:, root] = -(1 << 40)
        rels = [root if heads[k] == 0 else int(rel[k].argmax()) for k in range(n)]
        up, xp = d['upos'].argmax(1), d['xpos'].argmax(1)
        fe = [self.best('feats', d['feats'][k], int(up[k]), int(xp[k])) for k in range(n)]
        le = []
        for k in range(n):
            x = self.lemmas.get(lower(forms[k]) + '\t' + L['upos'][up[k]]) if self.lemmas else None
            le.append(self.best('lemma', d['lemma'][k], int(up[k]), int(xp[k])) if x is None else x)
        ne = viterbi(d['ner'], self.sec['ner.trans'].astype(np.int64))
        return dict(upos=[L['upos'][x] for x in up], xpos=[L['xpos'][x] for x in xp], feats=[L['feats'][x] for x in fe],
                    lemmas=[lemma_apply(f, L['lemma'][x]) for f, x in zip(forms, le)], heads=heads,
                    rels=[L['deprel'][x] for x in rels], ner=[L['ner'][x] for x in ne])

    def predict(self, sents, words=2000):
        """sents: lists of forms -> predictions, in order."""
        order = sorted(range(len(sents)), key=lambda i: len(sents[i]))
        out = [None] * len(sents)
        a = 0
        while a < len(order):
            b = a + 1
            while b < len(order) and len(sents[order[b]]) * (b - a + 1) <= words:
                b += 1
            part = [sents[i] for i in order[a:b]]
            e = self.encode(part)
            for j, i in enumerate(order[a:b]):
                n = len(sents[i])
                out[i] = self.finish(sents[i], self.raw(e[j, :n], sents[i]))
            a = b
        return out


if __name__ == '__main__':
    import json
    import sys
    from data import load_gold
    from evaluate import score
    sim = Simulator(sys.argv[1])
    gold = load_gold()
    for k in ('ewt-dev', 'gum-dev'):
        print(k, json.dumps(score(gold[k], sim.predict([s['forms'] for s in gold[k]]))))
