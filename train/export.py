"""Turns a trained checkpoint into the shipped int8 file.

usage: export.py CHECKPOINT OUT.plm [--name NAME] [--meta EXTRA.json] [--words N] [--pieces N]
A checkpoint of finetune.py gives the accurate model (--words 20000): its pieces are cut to those that the first --pieces words are made of.
Activation scales are set on a sample of training sentences (the 99.99th percentile).
"""
import argparse
import json
import math

import numpy as np
import torch

import context
import lemmas
import plm
from corpus import Corpus, Forms
from data import load_gold
from decode import bio_transitions
from features import hash64
from train import features_of, load

LAB_SHIFT = 7


def rows_int8(w):
    """Float rows -> int8 rows and their scales."""
    s = np.maximum(np.abs(w).max(1), 1e-9) / 127
    return np.clip(np.rint(w / s[:, None]), -127, 127).astype(np.int8), s.astype(np.float64)


def dense(out, name, w, b, a_scale, unit):
    """v = acc*s + b in units of `unit`; a_scale: what one step of the input is worth."""
    q, s = rows_int8(w)
    out[name + '.w'] = q
    out[name + '.s'] = (s * a_scale / unit).astype(np.float32)
    out[name + '.b'] = (b / unit).astype(np.float32)


def tables(model, cfg):
    g = lambda t: t.detach().double().numpy()
    n = model.n_vocab
    wp = g(model.word_proj.weight)
    word = g(model.word.weight) @ wp.T
    w = g(model.vec) @ g(model.vec_proj.weight).T
    w[:model.n_tw] += word[:model.n_tw]
    w = np.concatenate([w, word[model.n_tw:]])
    out = [w] + [g(t.weight) @ g(p.weight).T for t, p in zip(model.tabs, model.projs)]
    sec, unit = tables_int8(out, 'feat')
    sec['input.b'] = np.rint(g(model.in_bias) / unit).astype(np.int32)
    return sec, unit


def tables_int8(tables, name):
    """Rows that are added up -> sections name.K and name.K.m, and what one step of a sum is worth, a power of two."""
    top = max(np.abs(t).max() for t in tables) / 127
    unit = 2.0 ** -math.floor(math.log2(65535 / top))
    sec = {}
    for i, t in enumerate(tables):
        m = np.maximum(np.ceil(np.abs(t).max(1) / 127 / unit), 1)
        sec[f'{name}.{i}'] = np.clip(np.rint(t / (m * unit)[:, None]), -127, 127).astype(np.int8)
        sec[f'{name}.{i}.m'] = m.astype(np.uint16)
    return sec, unit


@torch.no_grad()
def scales(model, corpus):
    """Largest usual activation of each rounded layer."""
    rng = np.random.default_rng(1)
    acts = {k: [] for k in ('tag', 'ner', 'ah', 'ad', 't', 'lh', 'ld')}
    ids = rng.choice(len(corpus.len), min(600, len(corpus.len)), replace=False)
    model.eval()
    relu = torch.relu
    if hasattr(model, 'read'):
        model.ctx_range = np.maximum(np.quantile(context.word_states(model, corpus).abs().numpy(), 0.9999, axis=0), 1e-3)
    for a in range(0, len(ids), 40):
        part = ids[a:a + 40].tolist()
        rows, rev, mask, _ = corpus.tensors(part)
        if hasattr(model, 'read'):
            model.place([corpus.off[i] for i in part], [min(corpus.len[i], 150) for i in part], mask.shape[1])
        e = model.encode(rows, rev)[mask]
        ad = relu(model.arc_dep(e))
        for k, v in (('tag', relu(model.tag_hid(e))), ('ner', relu(model.ner_hid(e))), ('ah', relu(model.arc_head(e))), ('ad', ad),
                     ('t', model.arc_bil(ad).abs()), ('lh', relu(model.lab_head(e))), ('ld', relu(model.lab_dep(e)))):
            acts[k].append(v.numpy().ravel())
    return {k: float(np.quantile(np.concatenate(v), 0.9999)) / 127 for k, v in acts.items()}


def csr(allow, n_upos, n_xpos):
    off, ids = [0], []
    for u in range(n_upos):
        for x in range(n_xpos):
            v = allow.get((u, x))
            if v is not None:
                ids.extend(v.tolist())
            off.append(len(ids))
    return np.array(off, np.uint32), np.array(ids, np.uint16)


def hash_table(pairs, seed, dtype):
    """Open addressing, as the format defines it."""
    size = 1 << (int(len(pairs) * 1.6) - 1).bit_length()
    keys, vals, seen = np.zeros(size, np.uint64), np.zeros(size, dtype), set()
    for w, i in pairs.items():
        h = hash64(w, seed) or 1
        assert h not in seen, 'two strings with one hash'
        seen.add(h)
        j = h & (size - 1)
        while keys[j]:
            j = (j + 1) & (size - 1)
        keys[j], vals[j] = h, i
    return keys, vals


def cut_words(model, n):
    """Forget all but the first n words: the others are found by their hash, as unknown ones are."""
    model.word.weight = torch.nn.Parameter(torch.cat([model.word.weight[:min(n, model.n_tw)], model.word.weight[model.n_tw:]]))
    model.vec = model.vec[:n]
    model.n_vocab, model.n_tw = n, min(n, model.n_tw)


def export(ckpt, path, name, extra, n_words, n_pieces, words=None):
    model, cfg, d = load(ckpt)
    labels, vocab = d['labels'], d['vocab']
    deep = hasattr(model, 'bert')
    full = open(words, encoding='utf-8').read().split('\n') if words else vocab
    if n_words and n_words < len(vocab):
        cut_words(model, n_words)
        vocab = vocab[:n_words]
    fx = features_of(cfg, vocab)
    corpus = Corpus(Forms(fx), labels)
    gold = load_gold()
    for s in (s for s in gold['ewt-train'] + gold['gum-train'] if int(s['doc'][3:]) % 8 == 0):     # whole texts
        corpus.add(s)
    corpus.done()
    sc = scales(model, corpus)
    g = lambda t: t.detach().double().numpy()
    out, unit = tables(model, cfg)
    out = {'features': np.array([v for k, p, r, s in fx.spec for v in (k, p, r, s)], np.uint32).reshape(-1, 4), **out}
    out['vocab.keys'], out['vocab.rows'] = hash_table({w: i for i, w in enumerate(vocab)}, 0, np.uint32)
    layers = [(model.enc.f, model.enc.b)] if deep else list(zip(model.enc.f, model.enc.b))
    for l, pair in enumerate(layers):
        for dname, m in zip('fb', pair):
            wi = g(m.weight_ih_l0).copy()
            if deep:
                wi[:, cfg.d_in:] *= model.ctx_range
            w = np.concatenate([wi, g(m.weight_hh_l0)], 1)
            dense(out, f'lstm.{l}.{dname}', w, g(m.bias_ih_l0) + g(m.bias_hh_l0), 1 / 63, 1.0)
    e = 1 / 63
    dense(out, 'tag.hid', g(model.tag_hid.weight), g(model.tag_hid.bias), e, sc['tag'])
    for k in ('upos', 'xpos', 'feats', 'lemma'):
        m = getattr(model, k)
        dense(out, k, g(m.weight), g(m.bias), sc['tag'], 1 / 1024)
    dense(out, 'ner.hid', g(model.ner_hid.weight), g(model.ner_hid.bias), e, sc['ner'])
    dense(out, 'ner', g(model.ner.weight), g(model.ner.bias), sc['ner'], 1 / 1024)
    out['ner.trans'] = bio_transitions(labels['ner']).astype(np.int32)
    dense(out, 'arc.head', g(model.arc_head.weight), g(model.arc_head.bias), e, sc['ah'])
    dense(out, 'arc.dep', g(model.arc_dep.weight), g(model.arc_dep.bias), e, sc['ad'])
    dense(out, 'arc.bil', g(model.arc_bil.weight), g(model.arc_bil.bias), sc['ad'], sc['t'])
    out['arc.root'] = np.clip(np.rint(np.maximum(g(model.arc_root), 0) / sc['ah']), 0, 127).astype(np.uint8)
    # Both label vectors share a scale, so that one row scale serves the product and the vectors.
    so = max(sc['lh'], sc['ld'])
    dense(out, 'lab.head', g(model.lab_head.weight), g(model.lab_head.bias), e, so)
    dense(out, 'lab.dep', g(model.lab_dep.weight), g(model.lab_dep.bias), e, so)
    out['lab.root'] = np.clip(np.rint(np.maximum(g(model.lab_root), 0) / so), 0, 127).astype(np.uint8)
    w = g(model.lab.weight).copy()
    w[:, :cfg.lab_dim] *= so * (1 << LAB_SHIFT)
    dense(out, 'lab', w, g(model.lab.bias), so, 1 / 1024)
    for k in ('feats', 'lemma'):
        out[k + '.allow.off'], out[k + '.allow.ids'] = csr(d['allow'][k], len(labels['upos']), len(labels['xpos']))
    for k, v in labels.items():
        out['label.' + k] = ''.join(x + '\n' for x in v).encode()
    if deep:
        kept = context.keep_pieces(model.tok, full[:n_pieces])
        row = {i: k for k, (i, _) in enumerate(kept)}
        out.update(context.sections(model, kept, [row[model.tok.cls_token_id], row[model.tok.sep_token_id], row[model.tok.unk_token_id]]))
        out['ctx.keys'], out['ctx.rows'] = hash_table({p: k for k, (_, p) in enumerate(kept)}, 11, np.uint32)
        out['ctx.range'] = (63 / model.ctx_range).astype(np.float32)
    tab = lemmas.table(gold['ewt-train'] + gold['gum-train'], full)
    lines = list(labels['lemma'])
    ix = {s: i for i, s in enumerate(lines)}
    pairs = {}
    for (w, u), s in tab.items():
        if '\n' in s:
            continue
        if s not in ix:
            ix[s] = len(lines)
            lines.append(s)
        pairs[w + '\t' + u] = ix[s]
    out['lemma.keys'], out['lemma.vals'] = hash_table(pairs, 7, np.uint16)
    out['label.lemma'] = ''.join(x + '\n' for x in lines).encode()
    meta = dict(name=name, arc_unit=sc['ah'] * sc['t'], training=d['meta'], **extra)
    out['meta.json'] = json.dumps(meta, indent=1, ensure_ascii=False).encode()
    dims = dict(d_in=cfg.d_in, hid=cfg.hid, n_layers=len(layers), n_features=len(fx.spec), tag_hid=cfg.tag_hid, arc_dim=cfg.arc_dim,
                lab_dim=cfg.lab_dim, ner_hid=cfg.ner_hid, n_upos=len(labels['upos']), n_xpos=len(labels['xpos']),
                n_feats=len(labels['feats']), n_lemma=len(labels['lemma']), n_deprel=len(labels['deprel']), n_ner=len(labels['ner']),
                n_vocab=len(vocab), n_word_buckets=cfg.word_buckets)
    plm.write(path, dims, unit, name, 'CC BY-SA 4.0', out)


if __name__ == '__main__':
    ap = argparse.ArgumentParser()
    ap.add_argument('checkpoint')
    ap.add_argument('out')
    ap.add_argument('--name', default='parley-en')
    ap.add_argument('--meta')
    ap.add_argument('--words', type=int, default=0, help='keep so many words of the table; 0: all')
    ap.add_argument('--pieces', type=int, default=40000)
    ap.add_argument('--all-words', help='.words of vectors.py, where the checkpoint knows fewer: for pieces and lemmas')
    a = ap.parse_args()
    torch.set_num_threads(1)
    export(a.checkpoint, a.out, a.name, json.load(open(a.meta)) if a.meta else {}, a.words, a.pieces, a.all_words)
