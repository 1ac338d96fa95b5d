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
from train import features_of, gold_names, load, losses, save
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
    ap.add_argument('--names', type=float, default=1.0, help='weight of the loss of names')
    ap.add_argument('--soft', help='labels of soft.py')
    ap.add_argument('--soft-share', type=float, default=0.5)
    ap.add_argument('--init', help='go on from this checkpoint (from_plm.py); its labels and words')
    ap.add_argument('--warm', type=int, default=150)
    ap.add_argument('--lr', type=float, default=2e-3)
    ap.add_argument('--bert-lr', type=float, default=2e-4)
    ap.add_argument('--layer-decay', type=float, default=0.85)
    ap.add_argument('--fixed', type=int, default=0, help='so many of the lowest layers stay as they are, and how a word is written')
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
    if a.init:
        model, cfg, d = load(a.init)
        ema, labels, vocab = load(a.init)[0], d['labels'], d['vocab']
    else:
        vocab = open(a.vectors + '.words', encoding='utf-8').read().split('\n')
        vec = torch.from_numpy(np.load(a.vectors + '.npy').astype(np.float32))
        sizes, n_tw = {k: len(v) for k, v in labels.items()}, min(len(vocab), 30000)
        model, ema = (Tuned(cfg, len(vocab), n_tw, vec, sizes) for _ in range(2))
        ema.load_state_dict(model.state_dict())
    ema.bf16 = True
    forms = Forms(features_of(cfg, vocab))

    def corpus(sents):
        c = Corpus(forms, labels)
        for s in sents:
            c.add(s)
        return c.done()
    train = corpus(trees)
    dev = {k: corpus(gold[k + '-dev']) for k in ('ewt', 'gum')}
    allow = allowed([train])
    soft = Corpus.of_soft(forms, labels, a.soft) if a.soft else None
    pool = Pool(a.pool) if a.pool else None
    for m in [model.case] * (a.fixed > 0) + list(model.bert.encoder.layer[:a.fixed]):
        for p in m.parameters():
            p.requires_grad = False
    groups = [dict(params=[p for n, p in model.named_parameters() if p.requires_grad and not n.startswith('bert.')], base=a.lr)]
    for k, layer in enumerate(model.bert.encoder.layer):
        ps = [p for p in layer.parameters() if p.requires_grad]
        if ps:
            groups.append(dict(params=ps, base=a.bert_lr * a.layer_decay ** (5 - k)))
    opt = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=1e-3, fused=True)
    w = dict(upos=0.5, xpos=0.7, feats=0.4, lemma=0.3, ner=a.names, arc=1.0, rel=0.9)
    model_p = [p for p in model.parameters() if p.requires_grad]
    tuned = {n for n, p in model.named_parameters() if p.requires_grad}
    ema_p = [p for n, p in ema.named_parameters() if n in tuned]
    steps = min(a.max_steps, int(len(train.w) / a.words * 1.02 * a.passes / (1 - a.soft_share if soft else 1)))
    say('parameters', sum(p.numel() for p in model.parameters()), 'tuned', sum(p.numel() for p in model_p), 'steps', steps)
    run, t0, seen, step, k, of_soft = {}, time.time(), 0, 0, 0.0, []
    while k < 1:
        # Every pass draws its own names, the same within a text.
        known = {}
        cur = corpus([pool.swap(s, rng, a.swap, known) for s in trees]) if pool else train
        left = train_batches(model, cur, a.words, rng)
        while left:
            if soft and not of_soft:
                of_soft = train_batches(model, soft, a.words, rng)
            c, groups = (soft, of_soft.pop()) if soft and rng.random() < a.soft_share else (cur, left.pop())
            step += 1
            k = min(1.0, max(step / steps, (time.time() - t0) / 60 / a.minutes))
            for g in opt.param_groups:
                g['lr'] = g['base'] * min(1, step / a.warm) * max(0.01, 1 - k)
            model.train()
            loss, parts, n = group_losses(model, c, groups, rng, a.noise, cfg, w)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model_p, 2.0, foreach=True)
            opt.step()
            with torch.no_grad():
                torch._foreach_lerp_(ema_p, model_p, 1 - min(0.995, (step + 1) / (step + 20)))
            seen += n
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


def train_batches(model, corpus, words, rng):
    """One pass: lists of groups of sentences that are read together."""
    groups = model.groups([corpus.words(i) for i in range(len(corpus.len))], corpus.doc, rng)
    size = [sum(corpus.len[i] for i in g) for g in groups]
    order = sorted(range(len(groups)), key=lambda j: (size[j] // 16, rng.random()))
    out, cur, n = [], [], 0
    for j in order:
        if cur and n + size[j] > words:
            out.append(cur)
            cur, n = [], 0
        cur.append(groups[j])
        n += size[j]
    out.append(cur)
    rng.shuffle(out)
    return out


def group_losses(model, corpus, groups, rng, noise, cfg, w, parts_of=3):
    """MiniLM reads the groups; the rest goes by sentence, those of like length together."""
    ids = sorted((i for g in groups for i in g), key=lambda i: corpus.len[i])
    batches, words = [], {}
    for j in range(parts_of):
        part = ids[len(ids) * j // parts_of:len(ids) * (j + 1) // parts_of]
        if part:
            batches.append((part, corpus.tensors(part, rng, noise, max_len=120), corpus.last_soft))
            words.update(zip(part, corpus.last_words))
    with torch.autocast('cpu', dtype=torch.bfloat16):
        model.flat = model.context([[words[i] for i in g] for g in groups])
    start, n = {}, 0
    for i in (i for g in groups for i in g):
        start[i] = n
        n += len(words[i])
    total, parts = 0.0, {}
    for part, batch, soft in batches:
        model.place([start[i] for i in part], [len(words[i]) for i in part], batch[2].shape[1])
        share = sum(len(words[i]) for i in part) / n
        loss, p = losses(model, batch, cfg, w, soft)
        total = total + share * loss
        for k, v in p.items():
            parts[k] = parts.get(k, 0.0) + share * v
    return total, parts, n


if __name__ == '__main__':
    main()
