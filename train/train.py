"""Trains the language model: python3 train/train.py --out DIR [--silver FILE ...]

See train/README.md for the whole recipe. Deterministic for a seed, a torch version and a thread count.
"""
import argparse
import json
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from corpus import Corpus, Forms, agreed, label_sets, merge_names
from data import load_gold
from evaluate import allowed, predict, score
from features import Features
from model import DEFAULT, FAST, Config, Parley

FILL = {'NORP', 'DATE', 'MONEY', 'QUANTITY', 'MISC'}


def gold_names(gold, path):
    """Joins the gold names with the teachers' names of the other types; GUM's derived names must agree with a teacher."""
    if not path:
        return
    f = open(path, encoding='utf-8')
    for part, sents in gold.items():
        for s in sents:
            _, a, b = json.loads(f.readline())
            if part.endswith('-dev'):
                continue
            both = agreed(a, b)
            if s['ner'] is None:
                continue
            if s['src'] == 'ewt':
                t = merge_names(s['ner'], both, FILL)
                s['ner'] = ['?' if x == 'O' and y == '?' and _fill(a, b, i) else x for i, (x, y) in enumerate(zip(t, both))]
            elif s['src'] == 'gum':
                own = ['O' if x[2:] == 'DATE' else x for x in s['ner']]
                own = merge_names(own, b, FILL)
                s['ner'] = agreed(own, b)


def _fill(a, b, i):
    return any(x[i][2:] in FILL for x in (a, b)) and not any(x[i][2:] in ('PER', 'ORG', 'LOC') for x in (a, b))


def losses(model, batch, cfg, w, soft=None):
    rows, rev, mask, y = batch
    with torch.autocast('cpu', dtype=torch.bfloat16):
        e = model.encode(rows, rev)
    total, parts = 0.0, {}

    def ce(name, logits, target):
        nonlocal total
        ok = target >= 0
        if not ok.any():
            return
        l = F.cross_entropy(logits.float()[ok], target[ok])
        parts[name] = l.item()
        total = total + w[name] * l

    def soft_ce(name, logits, what):
        """Cross entropy to the teachers' probabilities; what they left out is shared by what they kept."""
        nonlocal total
        ids, p = soft[what]
        p = p / p.sum(-1, keepdim=True).clamp(min=1e-6)
        q = torch.gather(F.log_softmax(logits.float(), -1), -1, ids)
        l = -(p * q).sum(-1)[mask].mean()
        parts[name] = l.item()
        total = total + w[name] * l
    if soft is not None:
        with torch.autocast('cpu', dtype=torch.bfloat16):
            for name, t in zip(('upos', 'xpos', 'feats'), model.tags(e)):
                soft_ce(name, t, name)
            soft_ce('ner', model.names(e), 'ner')
            arc = model.arcs(e).float()
            blank = torch.cat([torch.zeros_like(mask[:, :1]), ~mask], 1)
            soft_ce('arc', arc.masked_fill(blank.unsqueeze(1), -1e4), 'head')
            soft_ce('rel', model.labels(e, y['head'].clamp(min=0)), 'rel')
        return total, parts
    with torch.autocast('cpu', dtype=torch.bfloat16):
        if (y['upos'] >= 0).any() or (y['xpos'] >= 0).any():
            for name, t in zip(('upos', 'xpos', 'feats', 'lemma'), model.tags(e)):
                ce(name, t, y[name])
        if (y['ner'] >= 0).any():
            ce('ner', model.names(e), y['ner'])
        if (y['head'] >= 0).any():
            arc = model.arcs(e).float()
            blank = torch.cat([torch.zeros_like(mask[:, :1]), ~mask], 1)
            arc = arc.masked_fill(blank.unsqueeze(1), -1e4)
            ce('arc', arc, y['head'])
            ce('rel', model.labels(e, y['head'].clamp(min=0)), y['rel'])
    return total, parts


def save(path, model, cfg, labels, vocab, allow, meta):
    torch.save(dict(state=model.state_dict(), cfg=dict(cfg), labels=labels, vocab=vocab, allow=allow, meta=meta,
                    n_tw=model.n_tw, sizes={k: len(v) for k, v in labels.items()}), path + '.tmp')
    os.replace(path + '.tmp', path)


def make(cfg, *args):
    if 'minilm' in cfg:
        from tuned import Tuned
        return Tuned(cfg, *args)
    return Parley(cfg, *args)


def load(path):
    d = torch.load(path, weights_only=False)
    cfg = Config(d['cfg'])
    model = make(cfg, len(d['vocab']), d['n_tw'], d['state']['vec'], d['sizes'])
    rest = model.load_state_dict(d['state'], strict=False)      # `case` is missing in older checkpoints: nought then
    assert not rest.unexpected_keys and set(rest.missing_keys) <= {'case.weight'}, rest
    return model, cfg, d


def features_of(cfg, vocab):
    spec = [(1, 0, len(vocab) + cfg.word_buckets, 9)] + [tuple(f[:4]) for f in cfg.feats]
    return Features(spec, vocab, cfg.word_buckets)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--out', required=True)
    ap.add_argument('--vectors', required=True, help='stem of .npy and .words made by vectors.py')
    ap.add_argument('--gold-silver', help='names by the teachers for the gold sentences (silver_names.py)')
    ap.add_argument('--silver', action='append', default=[], help='jsonl of [tokens, tags, tags] (silver_names.py) or of dicts as data.py has them')
    ap.add_argument('--soft', help='labels of soft.py')
    ap.add_argument('--soft-share', type=float, default=0.5)
    ap.add_argument('--swaps', type=int, default=2, help='copies of the gold sentences, each with its own names')
    ap.add_argument('--pool', help='silver_names.py of news: names to put in the place of gold ones, see names_swap.py')
    ap.add_argument('--swap', type=float, default=0.25)
    ap.add_argument('--lists', type=int, default=0, help='the vectors end in so many columns that lists give (lists.py)')
    ap.add_argument('--names-weight', type=float, default=1.0)
    ap.add_argument('--silver-share', type=float, default=0.4, help='share of the steps on silver')
    ap.add_argument('--names', action='append', default=[], help='more files of silver_names.py, for names alone')
    ap.add_argument('--names-first', type=int, default=0, help='skip this many sentences of them (those that --silver has)')
    ap.add_argument('--names-share', type=float, default=0.15)
    ap.add_argument('--minutes', type=float, default=1e9, help='finish the schedule by then if the steps take longer')
    ap.add_argument('--words', type=int, default=1500, help='words a batch')
    ap.add_argument('--steps', type=int, required=True)
    ap.add_argument('--lr', type=float, default=2.5e-3)
    ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--noise', type=float, default=0.12)
    ap.add_argument('--fast', action='store_true')
    ap.add_argument('--hid', type=int)
    ap.add_argument('--init', help='go on from this checkpoint (weights only)')
    ap.add_argument('--init-input', help='take the input layer of this checkpoint: a smaller network starts from what a larger one learned')
    ap.add_argument('--warm', type=int, default=300, help='steps until the full learning rate')
    ap.add_argument('--drop', type=float)
    ap.add_argument('--eval-every', type=int, default=1500)
    ap.add_argument('--threads', type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    os.makedirs(a.out, exist_ok=True)
    log = open(a.out + '/log.txt', 'a')

    def say(*x):
        print(*x, flush=True)
        print(*x, file=log, flush=True)
    say(json.dumps(vars(a)))
    cfg = Config(FAST if a.fast else DEFAULT)
    if a.drop is not None:
        cfg['drop'] = a.drop
    if a.hid:
        cfg['hid'] = a.hid
    cfg['lists'] = a.lists
    if a.init:
        cfg = Config(torch.load(a.init, weights_only=False)['cfg'], lists=a.lists, drop=cfg['drop'])
    gold = load_gold()
    gold_names(gold, a.gold_silver)
    trees = gold['ewt-train'] + gold['gum-train']
    labels = label_sets(trees)
    vocab = open(a.vectors + '.words', encoding='utf-8').read().split('\n')
    vec = torch.from_numpy(np.load(a.vectors + '.npy').astype(np.float32))
    forms = Forms(features_of(cfg, vocab))
    train = Corpus(forms, labels)
    for s in trees:
        train.add(s)
    train.done()
    def read_silver(paths, first):
        c = Corpus(forms, labels)
        for p in paths:
            for i, line in enumerate(open(p, encoding='utf-8')):
                if i < first:
                    continue
                d = json.loads(line)
                c.add(dict(forms=d[0], ner=agreed(d[1], d[2])) if isinstance(d, list) else d)
        say(paths, 'words', len(c.w))
        return c.done()
    silver = read_silver(a.silver, 0) if a.silver else None
    names = read_silver(a.names, a.names_first) if a.names else None
    soft = Corpus.of_soft(forms, labels, a.soft) if a.soft else None
    if soft:
        say(a.soft, 'words', len(soft.w))
    swapped = None
    if a.pool:
        from names_swap import Pool
        pool = Pool(a.pool, lists=rng if a.lists else None)
        swapped = Corpus(forms, labels)
        for _ in range(a.swaps):
            known = {}
            for s in trees:
                swapped.add(pool.swap(s, rng, a.swap, known))
        swapped.done()
    dev = {}
    for k in ('ewt', 'gum'):
        dev[k] = Corpus(forms, labels)
        for s in gold[k + '-dev']:
            dev[k].add(s)
        dev[k].done()
    allow = allowed([train])
    # Words seen in training text get a trained vector besides the fixed one.
    n_tw = min(len(vocab), 30000)
    model = Parley(cfg, len(vocab), n_tw, vec, {k: len(v) for k, v in labels.items()})
    model.bf16 = True
    if a.init:
        was = torch.load(a.init, weights_only=False)['state']
        if was['vec'].shape != vec.shape:       # new words and columns: nought at first
            proj = torch.zeros_like(model.vec_proj.weight)
            proj[:, :was['vec'].shape[1]] = was['vec_proj.weight']
            was.update({'vec': vec, 'vec_proj.weight': proj})
        model.load_state_dict(was)
    if a.init_input:
        was = torch.load(a.init_input, weights_only=False)['state']
        keep = ('vec_proj', 'word', 'word_proj', 'tabs', 'projs', 'in_bias')
        model.load_state_dict({k: v for k, v in was.items() if k.split('.')[0] in keep}, strict=False)
    say('parameters', sum(p.numel() for p in model.parameters()), {k: len(v) for k, v in labels.items()})
    ema = Parley(cfg, len(vocab), n_tw, vec, {k: len(v) for k, v in labels.items()})
    ema.load_state_dict(model.state_dict())
    opt = torch.optim.AdamW(model.parameters(), lr=a.lr, betas=(0.9, 0.98), weight_decay=1e-5, fused=True)
    w = dict(upos=0.5, xpos=0.7, feats=0.4, lemma=0.3, ner=a.names_weight, arc=1.0, rel=0.9)
    base = swapped or train
    groups = [(base, base.batches(rng, a.words), 1.0)]
    if soft:
        groups.insert(0, (soft, soft.batches(rng, a.words, 20000), a.soft_share))
    if silver:
        groups.insert(0, (silver, silver.batches(rng, a.words, 20000), a.silver_share))
    if names:
        groups.insert(0, (names, names.batches(rng, a.words, 20000), a.names_share))
    run, t0, seen = {}, time.time(), 0
    model_p = [p for p in model.parameters() if p.requires_grad]
    ema_p = [p for p in ema.parameters() if p.requires_grad]
    for step in range(1, a.steps + 1):
        model.train()
        k = min(1.0, max(step / a.steps, (time.time() - t0) / 60 / a.minutes))
        lr = a.lr * min(1, step / a.warm) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * k)))
        for g in opt.param_groups:
            g['lr'] = lr
        r = rng.random()
        for c, b, share in groups:
            r -= share
            if r < 0:
                break
        batch = c.tensors(next(b), rng, a.noise)
        loss, parts = losses(model, batch, cfg, w, c.last_soft)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model_p, 2.0, foreach=True)
        opt.step()
        decay = min(0.998, (step + 1) / (step + 20))
        with torch.no_grad():
            torch._foreach_lerp_(ema_p, model_p, 1 - decay)
        seen += int(batch[2].sum())
        for n, v in parts.items():
            run[n] = v if n not in run else run[n] * 0.99 + v * 0.01
        if step % 100 == 0:
            say(step, f'{seen / (time.time() - t0):.0f} w/s', f'{time.time() - t0:.0f} s', {n: round(v, 3) for n, v in run.items()})
        meta = dict(args=vars(a), step=step, seconds=round(time.time() - t0), words_seen=seen)
        if step % 500 == 0 or k >= 1:
            save(a.out + '/model.pt', ema, cfg, labels, vocab, allow, meta)
        if step % a.eval_every == 0 or k >= 1:
            meta['dev'] = {part: score(gold[part + '-dev'], predict(ema, dev[part], labels, allow)) for part in dev}
            for part, r in meta['dev'].items():
                say(step, part, json.dumps(r))
            save(a.out + '/model.pt', ema, cfg, labels, vocab, allow, meta)
        if k >= 1:
            break


if __name__ == '__main__':
    main()
