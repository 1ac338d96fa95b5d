"""Writes a small model of the real format with random weights: for tests of the inference code, not for use.

usage: toy_model.py OUT.plm [near|deep]     (tests/toy/toy.plm; then vectors_test.py for tests/toy/toy.txt)
       toy_model.py tests/toy/near.plm near     with layers for doubtful names (section 7); then tests/toy/near.txt
       toy_model.py tests/toy/deep.plm deep     with layers that read around a word (docs/model-format.md, section 6)
"""
import json
import sys

import numpy as np

import plm
from features import hash64

rng = np.random.default_rng(5)
U = ['ADJ', 'ADP', 'NOUN', 'PROPN', 'PUNCT', 'VERB']
X = ['IN', 'JJ', 'NN', 'NNS', 'NNP', 'VBD', ',', '.']
FE = ['_', 'Number=Plur', 'Number=Sing', 'Mood=Ind|Tense=Past|VerbForm=Fin', 'Degree=Pos']
LE = ['l0', 'l1', 'l2', 'o0', 'l1y', '=be', 'l3\u00e9', 'o2']
REL = ['acl:relcl', 'case', 'nsubj', 'nsubj:pass', 'obj', 'parataxis', 'punct', 'root']
NE = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC']
VOCAB = ['the', 'envoy', 'envoys', 'agreed', '.', ',', 'talks', 'ann', '0000', 'in']
dims = dict(d_in=32, hid=32, n_layers=2, n_features=4, tag_hid=32, arc_dim=32, lab_dim=32, ner_hid=32, n_upos=len(U), n_xpos=len(X),
            n_feats=len(FE), n_lemma=len(LE) - 1, n_deprel=len(REL), n_ner=len(NE), n_vocab=len(VOCAB), n_word_buckets=8)
sec = {}


def w(name, rows, cols):
    sec[name] = rng.integers(-127, 128, (rows, cols)).astype(np.int8)


def vec(name, n, lo, hi):
    sec[name] = rng.uniform(lo, hi, n).astype(np.float32)


def table(keys):
    n = 16
    while n < 2 * len(keys):
        n *= 2
    k, v = np.zeros(n, np.uint64), np.zeros(n, np.uint32)
    for h, x in keys:
        j = h & (n - 1)
        while k[j]:
            j = (j + 1) & (n - 1)
        k[j], v[j] = h, x
    return k, v


sec['features'] = np.array([[1, 0, len(VOCAB) + 8, 11], [2, 3, 16, 12], [3, 2, 16, 13], [4, 0, 8, 14]], np.uint32)
for i, r in enumerate(sec['features'][:, 2]):
    w(f'feat.{i}', int(r), 32)
    sec[f'feat.{i}.m'] = rng.integers(100, 20000, int(r)).astype(np.uint16)
sec['input.b'] = rng.integers(-100000, 100000, 32).astype(np.int32)
sec['vocab.keys'], sec['vocab.rows'] = table([(hash64(v, 0) or 1, i) for i, v in enumerate(VOCAB)])
for k in range(2):
    for d in 'fb':
        w(f'lstm.{k}.{d}.w', 128, 64 if k == 0 else 96)
        vec(f'lstm.{k}.{d}.s', 128, 5e-5, 2e-4)
        vec(f'lstm.{k}.{d}.b', 128, -1, 1)
for name, rows, cols, s, b in (('tag.hid', 32, 64, 2e-3, 20), ('ner.hid', 32, 64, 2e-3, 20), ('arc.head', 32, 64, 2e-3, 20),
                               ('arc.dep', 32, 64, 2e-3, 20), ('lab.head', 32, 64, 2e-3, 20), ('lab.dep', 32, 64, 2e-3, 20),
                               ('upos', len(U), 32, 0.5, 500), ('xpos', len(X), 32, 0.5, 500), ('feats', len(FE), 32, 0.5, 500),
                               ('lemma', len(LE) - 1, 32, 0.5, 500), ('ner', len(NE), 32, 0.5, 500), ('arc.bil', 32, 32, 2e-3, 9),
                               ('lab', len(REL), 96, 0.5, 500)):
    w(name + '.w', rows, cols)
    vec(name + '.s', rows, s / 2, s)
    vec(name + '.b', rows, -b, b)
sec['arc.root'] = rng.integers(0, 60, 32).astype(np.uint8)
sec['lab.root'] = rng.integers(0, 60, 32).astype(np.uint8)
t = np.zeros((6, 5), np.int32)
for j, b in enumerate(NE):
    for i in range(6):
        if b[0] == 'I' and (i == 5 or NE[i] not in ('B-' + b[2:], b)):
            t[i, j] = -(1 << 28)
sec['ner.trans'] = t
for name, n in (('feats', len(FE)), ('lemma', len(LE) - 1)):
    off, ids = [0], []
    for p in range(len(U) * len(X)):
        ids += sorted(rng.choice(n, rng.integers(0, 4), replace=False).tolist())
        off.append(len(ids))
    sec[name + '.allow.off'], sec[name + '.allow.ids'] = np.array(off, np.uint32), np.array(ids, np.uint16)
for name, v in (('upos', U), ('xpos', X), ('feats', FE), ('lemma', LE), ('deprel', REL), ('ner', NE)):
    sec['label.' + name] = ('\n'.join(v) + '\n').encode()
known = [(f'{f}\t{u}', len(LE) - 1 - i) for f, i in (('agreed', 0), ('talks', 2)) for u in U]
k, v = table([(hash64(s, 7) or 1, x) for s, x in known])
sec['lemma.keys'], sec['lemma.vals'] = k, v.astype(np.uint16)
sec['meta.json'] = json.dumps({'name': 'toy', 'data': 'random numbers'}).encode()
if sys.argv[2:] == ['near']:
    sec['near.shape'] = np.array([16, 2, 700], np.int32)
    for i, r in enumerate(sec['features'][:, 2]):
        w(f'near.word.{i}', int(r), 16)
        sec[f'near.word.{i}.m'] = rng.integers(100, 20000, int(r)).astype(np.uint16)
    sec['near.word.b'] = rng.integers(-100000, 100000, 16).astype(np.int32)
    sec['near.word.scale'] = np.array([2.0 ** -20], np.float32)
    for name, rows, cols, s, b in (('hid', 64, 5 * (64 + 32 + 16), 1e-3, 20), ('mid', 32, 64, 2e-3, 20), ('ner', len(NE), 32, 0.5, 500)):
        w(f'near.{name}.w', rows, cols)
        vec(f'near.{name}.s', rows, s / 2, s)
        vec(f'near.{name}.b', rows, -b, b)
if sys.argv[2:] == ['deep']:
    from context import char_table, rows_int8
    pieces = ['[CLS]', '[SEP]', '[UNK]', 'the', 'envoy', '##s', 'agree', '##d', 'talk', 'a', '##n', '.', ',', '$', '%', '0', '##0', 'in', 'n', "'", 't']
    chars = char_table()
    sec['ctx.chars'] = chars[chars[:, 0] < 0x250]
    for name, rows in (('ctx.piece', len(pieces)), ('ctx.pos', 512), ('ctx.case', 7)):
        sec[name], sec[name + '.s'] = rows_int8(rng.normal(0, 0.05, (rows, 32)))
    sec['ctx.keys'], sec['ctx.rows'] = table([(hash64(v, 11) or 1, i) for i, v in enumerate(pieces)])
    sec['ctx.special'] = np.array([0, 1, 2], np.uint32)
    sec['ctx.mix'], sec['ctx.range'] = np.array([0.7, 0.8], np.float32), np.full(32, 30, np.float32)

    def norm(name):
        vec(name + '.g', 32, 0.5, 1.5)
        vec(name + '.b', 32, -0.5, 0.5)
    norm('ctx.norm')
    for k in range(2):
        for name, rows, cols in (('qkv', 96, 32), ('out', 32, 32), ('up', 64, 32), ('down', 32, 64)):
            name = f'ctx.{k}.{name}'
            sec[name + '.w'], sec[name + '.s'] = rows_int8(rng.normal(0, 0.2, (rows, cols)))
            vec(name + '.b', rows, -0.2, 0.2)
        norm(f'ctx.{k}.norm1')
        norm(f'ctx.{k}.norm2')
    for d in 'fb':
        w(f'lstm.0.{d}.w', 128, 96)
plm.write(sys.argv[1], dims, 2.0 ** -19, 'toy', 'Apache-2.0', sec)
