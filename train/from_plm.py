"""A shipped file's weights as a checkpoint to train on from: what is left when a run's folder is gone.

usage: from_plm.py MODEL.plm OUT.pt --vectors STEM [--minilm FOLDER]     (STEM.words: vocab_of.py; the file holds no strings)
The file's tables are whole (rows x d_in), so the checkpoint's feature tables are as wide as d_in and their projections start as
the identity. What the 8 bits took away is lost.
"""
import argparse

import numpy as np
import torch

import plm
from data import load_gold
from evaluate import allowed
from corpus import Corpus, Forms
from model import DEFAULT, Config
from train import features_of, make, save

UNIT = 1 / 32       # what a step of a 7-bit activation is worth in the checkpoint; any value will do


def weights(sec, meta_unit, deep):
    """name -> float array, as model.Parley names them."""
    s = {k: v.astype(np.float64) for k, v in sec.items() if not isinstance(v, bytes) and v.dtype != np.uint64}

    def dense(name, a_unit, out_unit):
        return s[name + '.w'] * (s[name + '.s'] * out_unit / a_unit)[:, None], s[name + '.b'] * out_unit
    out = {}
    layers = [k[:-4] for k in s if k.startswith('lstm.') and k.endswith('.f.w')]
    for k in layers:
        layer = k.split('.')[1]
        for d in 'fb':
            w, b = dense(f'lstm.{layer}.{d}', 1 / 63, 1.0)
            hid = len(w) // 4
            if deep:
                at = w.shape[1] - hid - len(s['ctx.range'])
                w[:, at:-hid] *= s['ctx.range'] / 63
            name = f'enc.{d}' if deep else f'enc.{d}.{layer}'
            out[name + '.weight_ih_l0'], out[name + '.weight_hh_l0'] = w[:, :-hid], w[:, -hid:]
            out[name + '.bias_ih_l0'], out[name + '.bias_hh_l0'] = b, 0 * b
    for name, to in (('tag.hid', 'tag_hid'), ('ner.hid', 'ner_hid'), ('arc.head', 'arc_head'), ('arc.dep', 'arc_dep'),
                     ('lab.head', 'lab_head'), ('lab.dep', 'lab_dep')):
        out[to + '.weight'], out[to + '.bias'] = dense(name, 1 / 63, UNIT)
    for name in ('upos', 'xpos', 'feats', 'lemma', 'ner'):
        out[name + '.weight'], out[name + '.bias'] = dense(name, UNIT, 1 / 1024)
    out['arc_bil.weight'], out['arc_bil.bias'] = dense('arc.bil', UNIT, meta_unit / UNIT)
    out['arc_root'], out['lab_root'] = s['arc.root'] * UNIT, s['lab.root'] * UNIT
    w, out['lab.bias'] = dense('lab', UNIT, 1 / 1024)
    n = w.shape[1] // 3
    w[:, :n] /= 128 * UNIT
    out['lab.weight'] = w
    return out


def deep_weights(sec, model):
    s = {k: v.astype(np.float64) for k, v in sec.items() if k.startswith('ctx.') and not isinstance(v, bytes)}
    out = {}
    for k in range(len(s['ctx.mix'])):
        p = f'bert.encoder.layer.{k}.'

        def dense(name):
            return s[f'ctx.{k}.{name}.w'] * s[f'ctx.{k}.{name}.s'][:, None], s[f'ctx.{k}.{name}.b']
        w, b = dense('qkv')
        n = len(w) // 3
        f = np.sqrt(32)
        for j, name in enumerate(('query', 'key', 'value')):
            x = f if j == 0 else 1.0
            out[p + f'attention.self.{name}.weight'], out[p + f'attention.self.{name}.bias'] = w[j * n:(j + 1) * n] * x, b[j * n:(j + 1) * n] * x
        for name, to in (('out', 'attention.output.dense'), ('up', 'intermediate.dense'), ('down', 'output.dense')):
            out[p + to + '.weight'], out[p + to + '.bias'] = dense(name)
        for name, to in (('norm1', 'attention.output.LayerNorm'), ('norm2', 'output.LayerNorm')):
            out[p + to + '.weight'], out[p + to + '.bias'] = s[f'ctx.{k}.{name}.g'], s[f'ctx.{k}.{name}.b']
    out['mix'] = np.log(np.maximum(s['ctx.mix'] / 1.5, 1e-9))
    if 'ctx.case' in s:
        out['case.weight'] = s['ctx.case'] * s['ctx.case.s'][:, None]
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('plm')
    ap.add_argument('out')
    ap.add_argument('--vectors', required=True)
    ap.add_argument('--minilm')
    a = ap.parse_args()
    dims, scale, sec = plm.read(a.plm)
    import json
    meta = json.loads(sec['meta.json'])
    labels = {k[6:]: v.decode().split('\n')[:-1] for k, v in sec.items() if k.startswith('label.')}
    labels['lemma'] = labels['lemma'][:dims['n_lemma']]
    vocab = open(a.vectors + '.words', encoding='utf-8').read().split('\n')[:dims['n_vocab']]
    deep = 'ctx.mix' in sec
    d = dims['d_in']
    feats = [(int(k), int(p), int(r), int(seed), d) for k, p, r, seed in sec['features'][1:]]
    extra = {'minilm': a.minilm} if deep else {}
    cfg = Config(DEFAULT, d_in=d, hid=dims['hid'], tag_hid=dims['tag_hid'], arc_dim=dims['arc_dim'], lab_dim=dims['lab_dim'],
                 ner_hid=dims['ner_hid'], word_dim=d, feats=feats, word_buckets=dims['n_word_buckets'], **extra)
    tab = [torch.from_numpy(sec[f'feat.{k}'].astype(np.float32) * sec[f'feat.{k}.m'].astype(np.float32)[:, None] * scale)
           for k in range(len(feats) + 1)]
    n, n_tw = dims['n_vocab'], min(dims['n_vocab'], 30000)
    model = make(cfg, n, n_tw, tab[0][:n].clone(), {k: len(v) for k, v in labels.items()})
    state = {k: torch.from_numpy(np.ascontiguousarray(v)).float() for k, v in weights(sec, meta['arc_unit'], deep).items()}
    if deep:
        state.update({k: torch.from_numpy(np.ascontiguousarray(v)).float() for k, v in deep_weights(sec, model).items()})
    state['in_bias'] = torch.from_numpy(sec['input.b'].astype(np.float32) * scale)
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected, unexpected
    with torch.no_grad():
        model.word.weight.zero_()
        model.word.weight[n_tw:] = tab[0][n:]
        for p in [model.vec_proj, model.word_proj] + list(model.projs):
            p.weight.copy_(torch.eye(d))
        for k, t in enumerate(model.tabs):
            t.weight.copy_(tab[k + 1])
    print('not in the file:', sorted({m.split('.layer')[0] for m in missing if not m.startswith('bert.encoder')}))
    gold = load_gold()
    c = Corpus(Forms(features_of(cfg, vocab)), labels)
    for x in gold['ewt-train'] + gold['gum-train']:
        c.add(x)
    save(a.out, model, cfg, labels, vocab, allowed([c.done()]), dict(from_plm=a.plm))


if __name__ == '__main__':
    main()
