"""Scores on gold tokens: UPOS XPOS FEATS lemma UAS LAS (without subtypes) and span F1 of names."""
from collections import Counter

import numpy as np
import torch

from corpus import lemma_apply
from data import spans_of
from decode import bio_transitions, tree, viterbi


@torch.no_grad()
def predict(model, corpus, labels, allow=None, words=3000):
    """-> per sentence a dict of predictions (as strings), in corpus order."""
    model.eval()
    n = len(corpus.len)
    order = sorted(range(n), key=lambda i: corpus.len[i])
    out = [None] * n
    trans = bio_transitions(labels['ner'])
    deep = hasattr(model, 'read')
    if deep:
        with torch.autocast('cpu', dtype=torch.bfloat16, enabled=getattr(model, 'bf16', False)):
            model.read([corpus.words(i) for i in range(n)], corpus.doc)
    a = 0
    while a < n:
        b = a + 1
        while b < n and corpus.len[order[b]] * (b - a + 1) <= words:
            b += 1
        ids = order[a:b]
        rows, rev, mask, _ = corpus.tensors(ids, max_len=10 ** 6)
        if deep:
            model.place([corpus.off[i] for i in ids], [corpus.len[i] for i in ids], mask.shape[1])
        with torch.autocast('cpu', dtype=torch.bfloat16, enabled=getattr(model, 'bf16', False)):
            e = model.encode(rows, rev)
            tg = [x.float().numpy() for x in model.tags(e)]
            ner = model.names(e).float().numpy()
            arc = model.arcs(e).float().numpy()
        heads = np.zeros(mask.shape, np.int64)
        for j, i in enumerate(ids):
            m = corpus.len[i]
            heads[j, :m] = tree(arc[j, :m, :m + 1])
        lab = model.labels(e.float(), torch.from_numpy(heads)).float().numpy()
        root = labels['deprel'].index('root')
        for j, i in enumerate(ids):
            m = corpus.len[i]
            forms = [corpus.forms.forms[w] for w in corpus.w[corpus.off[i]:corpus.off[i] + m]]
            lj = lab[j, :m].copy()
            for k in range(m):
                if heads[j, k] == 0:
                    lj[k] = -1e9
                    lj[k, root] = 0
                else:
                    lj[k, root] = -1e9
            up, xp = tg[0][j, :m].argmax(1), tg[1][j, :m].argmax(1)
            fe, le = tg[2][j, :m], tg[3][j, :m]
            if allow is not None:
                fs, ls = [], []
                for k in range(m):
                    key = (int(up[k]), int(xp[k]))
                    al = allow['feats'].get(key)
                    fs.append(int(al[fe[k][al].argmax()]) if al is not None else int(fe[k].argmax()))
                    al = allow['lemma'].get(key)
                    ls.append(int(al[le[k][al].argmax()]) if al is not None else int(le[k].argmax()))
            else:
                fs, ls = fe.argmax(1), le.argmax(1)
            nt = viterbi(ner[j, :m].astype(np.float64), trans)
            out[i] = dict(upos=[labels['upos'][x] for x in up], xpos=[labels['xpos'][x] for x in xp],
                          feats=[labels['feats'][x] for x in fs],
                          lemmas=[lemma_apply(f, labels['lemma'][x]) for f, x in zip(forms, ls)],
                          heads=heads[j, :m].tolist(), rels=[labels['deprel'][x] for x in lj.argmax(1)],
                          ner=[labels['ner'][x] for x in nt])
        a = b
    return out


def allowed(corpora):
    """(upos, xpos) -> classes of feats and lemma seen in training."""
    out = {'feats': {}, 'lemma': {}}
    for c in corpora:
        for name in out:
            ok = (c.y['upos'] >= 0) & (c.y['xpos'] >= 0) & (c.y[name] >= 0)
            for u, x, f in set(zip(c.y['upos'][ok].tolist(), c.y['xpos'][ok].tolist(), c.y[name][ok].tolist())):
                out[name].setdefault((u, x), set()).add(f)
    return {k: {p: np.array(sorted(s)) for p, s in v.items()} for k, v in out.items()}


def score(sents, preds, ner_types=('PER', 'ORG', 'LOC')):
    c = Counter()
    tp, fp, fn = Counter(), Counter(), Counter()
    for s, p in zip(sents, preds):
        n = len(s['forms'])
        if s.get('heads') is not None:
            c['n'] += n
            for k in ('upos', 'xpos', 'feats', 'lemmas'):
                c[k] += sum(a == b for a, b in zip(s[k], p[k]))
            for h, g, r, q in zip(s['heads'], p['heads'], s['rels'], p['rels']):
                if h == g:
                    c['uas'] += 1
                    c['las'] += r.split(':')[0] == q.split(':')[0]
        if s.get('ner') is not None:
            g = {x for x in spans_of(s['ner']) if x[2] in ner_types}
            q = {x for x in spans_of(p['ner']) if x[2] in ner_types}
            for x in g & q:
                tp[x[2]] += 1
            for x in q - g:
                fp[x[2]] += 1
            for x in g - q:
                fn[x[2]] += 1
    out = {k: round(100 * c[k] / c['n'], 2) for k in ('upos', 'xpos', 'feats', 'lemmas', 'uas', 'las')} if c['n'] else {}

    def f1(a, b, d):
        return round(200 * a / (2 * a + b + d), 1) if a else 0.0
    out['ner'] = f1(sum(tp.values()), sum(fp.values()), sum(fn.values()))
    for t in ner_types:
        out['ner_' + t] = f1(tp[t], fp[t], fn[t])
    return out
