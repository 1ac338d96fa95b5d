"""Tunes MiniLM with the heads on the gold trees and names (tuned.py): finetune.py MINILM_FOLDER OUT --vectors STEM --gold-silver FILE

One core with AVX512-BF16: see log/teacher-2.txt for the speed. The rate falls linearly to nothing by --minutes.
"""
import argparse
import json
import os
import random
import time

import numpy as np
import torch

from corpus import Corpus, Forms, label_sets
from data import load_gold
from evaluate import allowed, predict, score
from model import DEFAULT, Config
from names_swap import Pool
from train import features_of, gold_names, losses, save
from tuned import Tuned


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('minilm')
    ap.add_argument('out')
    ap.add_argument('--vectors', required=True)
    ap.add_argument('--gold-silver', required=True)
    ap.add_argument('--pool', help='silver_names.py of news: names to put in the place of gold ones')
    ap.add_argument('--swap', type=float, default=0.3)
    ap.add_argument('--passes', type=float, default=5)
    ap.add_argument('--minutes', type=float, default=1e9)
    ap.add_argument('--words', type=int, default=600)
    ap.add_argument('--lr', type=float, default=2e-3)
    ap.add_argument('--bert-lr', type=float, default=2e-4)
    ap.add_argument('--layer-decay', type=float, default=0.85)
    ap.add_argument('--noise', type=float, default=0.06)
    ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--eval-every', type=int, default=600)
    ap.add_argument('--max-steps', type=int, default=10 ** 9)
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    os.makedirs(a.out, exist_ok=True)
    log = open(a.out + '/log.txt', 'a')

    def say(*x):
        print(*x, flush=True)
        print(*x, file=log, flush=True)
    say(json.dumps(vars(a)))
    cfg = Config(DEFAULT, d_in=96, hid=192, drop=0.25, tag_hid=192, arc_dim=192, lab_dim=128, ner_hid=128, minilm=a.minilm)
    gold = load_gold()
    gold_names(gold, a.gold_silver)
    trees = gold['ewt-train'] + gold['gum-train']
    labels = label_sets(trees)
    vocab = open(a.vectors + '.words', encoding='utf-8').read().split('\n')
    vec = torch.from_numpy(np.load(a.vectors + '.npy').astype(np.float32))
    forms = Forms(features_of(cfg, vocab))

    def corpus(sents):
        c = Corpus(forms, labels)
        for s in sents:
            c.add(s)
        return c.done()
    train = corpus(trees)
    dev = {k: corpus(gold[k + '-dev']) for k in ('ewt', 'gum')}
    allow = allowed([train])
    pool = Pool(a.pool) if a.pool else None
    sizes = {k: len(v) for k, v in labels.items()}
    n_tw = min(len(vocab), 30000)
    model = Tuned(cfg, len(vocab), n_tw, vec, sizes)
    ema = Tuned(cfg, len(vocab), n_tw, vec, sizes)
    ema.bf16 = True
    ema.load_state_dict(model.state_dict())
    groups = [dict(params=[p for n, p in model.named_parameters() if not n.startswith('bert.')], base=a.lr)]
    for k, layer in enumerate(model.bert.encoder.layer):
        ps = [p for p in layer.parameters() if p.requires_grad]
        if ps:
            groups.append(dict(params=ps, base=a.bert_lr * a.layer_decay ** (5 - k)))
    opt = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=1e-3, fused=True)
    w = dict(upos=0.5, xpos=0.7, feats=0.4, lemma=0.3, ner=1.0, arc=1.0, rel=0.9)
    model_p = [p for p in model.parameters() if p.requires_grad]
    ema_p = [p for n, p in ema.named_parameters() if p.requires_grad]
    per_pass = sum(1 for _ in train_batches(train, a.words, random.Random(0)))
    steps = min(a.max_steps, int(per_pass * a.passes))
    say('parameters', sum(p.numel() for p in model.parameters()), 'tuned', sum(p.numel() for p in model_p), 'steps', steps)
    run, t0, seen, step, k = {}, time.time(), 0, 0, 0.0
    while k < 1:
        # Every pass draws its own names.
        cur = corpus([pool.swap(s, rng, a.swap) for s in trees]) if pool else train
        for ids in train_batches(cur, a.words, rng):
            step += 1
            k = min(1.0, max(step / steps, (time.time() - t0) / 60 / a.minutes))
            for g in opt.param_groups:
                g['lr'] = g['base'] * min(1, step / 150) * max(0.01, 1 - k)
            model.train()
            batch = cur.tensors(ids, rng, a.noise, max_len=120)
            model.set_words(cur.last_words, batch[2].shape[1])
            loss, parts = losses(model, batch, cfg, w)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model_p, 2.0, foreach=True)
            opt.step()
            with torch.no_grad():
                torch._foreach_lerp_(ema_p, model_p, 1 - min(0.995, (step + 1) / (step + 20)))
            seen += int(batch[2].sum())
            for n, v in parts.items():
                run[n] = v if n not in run else run[n] * 0.99 + v * 0.01
            if step % 50 == 0:
                say(step, f'{seen / (time.time() - t0):.0f} w/s', f'{time.time() - t0:.0f} s', f'{k:.3f}', {n: round(v, 3) for n, v in run.items()})
            if step % a.eval_every == 0 or k >= 1:
                meta = dict(args=vars(a), step=step, seconds=round(time.time() - t0), words_seen=seen)
                save(a.out + '/model.pt', ema, cfg, labels, vocab, allow, meta)
                meta['dev'] = {part: score(gold[part + '-dev'], predict(ema, dev[part], labels, allow, 1500)) for part in dev}
                for part, r in meta['dev'].items():
                    say(step, part, json.dumps(r))
                save(a.out + '/model.pt', ema, cfg, labels, vocab, allow, meta)
            if k >= 1:
                break


def train_batches(corpus, words, rng, pool=6000):
    """One pass."""
    order = list(range(len(corpus.len)))
    rng.shuffle(order)
    for a in range(0, len(order), pool):
        part = sorted(order[a:a + pool], key=lambda i: (corpus.len[i], i))
        out, cur, m = [], [], 0
        for i in part:
            m = max(m, corpus.len[i])
            if cur and m * (len(cur) + 1) > words:
                out.append(cur)
                cur, m = [], corpus.len[i]
            cur.append(i)
        out.append(cur)
        rng.shuffle(out)
        yield from out


if __name__ == '__main__':
    main()
