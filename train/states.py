"""MiniLM's states for tokenised sentences, one vector of 384 a word, kept in a file (float16).

usage: states.py MINILM_FOLDER IN.tok OUT      -> OUT.npy, in the order of the words of IN.tok
The mean of layers 2 to 5 (the last is bent to sentence meaning) over a word's pieces; nothing is tuned, so
the states are computed once. About 5,000 words/s on one core in bfloat16.
"""
import sys

import numpy as np
import torch
from transformers import AutoTokenizer, BertModel


class States:
    def __init__(self, path, layers=5):
        self.tok = AutoTokenizer.from_pretrained(path)
        self.bert = BertModel.from_pretrained(path, add_pooling_layer=False)
        self.bert.encoder.layer = self.bert.encoder.layer[:layers]
        self.bert.config.num_hidden_layers = layers
        self.bert.to(torch.bfloat16).eval()
        self.cache = {}

    def pieces(self, form):
        p = self.cache.get(form)
        if p is None:
            p = self.cache[form] = self.tok(form, add_special_tokens=False)['input_ids'][:8] or [self.tok.unk_token_id]
        return p

    @torch.no_grad()
    def run(self, sents, words=1600):
        off = np.concatenate([[0], np.cumsum([len(s) for s in sents])])
        out = np.zeros((off[-1], 384), np.float16)
        seqs = []
        for s in sents:
            ids, at = [self.tok.cls_token_id], []
            for k, f in enumerate(s):
                p = self.pieces(f)
                if len(ids) + len(p) > 500:
                    break
                ids += p
                at += [k] * len(p)
            seqs.append((ids + [self.tok.sep_token_id], at))
        order = sorted(range(len(sents)), key=lambda i: len(seqs[i][0]))
        a = 0
        while a < len(order):
            b = a + 1
            while b < len(order) and len(seqs[order[b]][0]) * (b - a + 1) <= words:
                b += 1
            part = order[a:b]
            m = len(seqs[part[-1]][0])
            ids = torch.zeros(len(part), m, dtype=torch.long)
            am = torch.zeros(len(part), m, dtype=torch.long)
            for j, i in enumerate(part):
                s = seqs[i][0]
                ids[j, :len(s)] = torch.tensor(s)
                am[j, :len(s)] = 1
            h = self.bert(input_ids=ids, attention_mask=am, output_hidden_states=True).hidden_states[2:]
            h = torch.stack(h).float().mean(0).numpy()
            for j, i in enumerate(part):
                at = np.array(seqs[i][1])
                starts = np.flatnonzero(np.diff(at, prepend=-1))
                v = np.add.reduceat(h[j, 1:1 + len(at)], starts, 0) / np.diff(np.append(starts, len(at)))[:, None]
                out[off[i]:off[i] + len(v)] = v
            a = b
        return out


if __name__ == '__main__':
    torch.set_num_threads(1)
    sents = [l.rstrip('\n').split(' ') for l in open(sys.argv[2], encoding='utf-8')]
    st = States(sys.argv[1])
    parts = [st.run(sents[a:a + 4000]) for a in range(0, len(sents), 4000)]
    np.save(sys.argv[3], np.concatenate(parts))
