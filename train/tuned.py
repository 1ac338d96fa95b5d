"""The teacher whose MiniLM is tuned with it (all-MiniLM-L6-v2, Apache-2.0): MiniLM's layers, mixed by learned weights, a word's pieces
averaged, beside the student's own word features (MiniLM knows no capitals), one BiLSTM layer, the student's heads.

Its table of pieces and first layer stay as they are: they cost a fifth of the backward pass and the news words they
were made from are more than the trees have.
"""
import numpy as np
import torch
from torch import nn
from transformers import AutoTokenizer, BertModel

from model import Parley, locked

FROZEN = 1      # layers of MiniLM that are not tuned


class Encoder1(nn.Module):
    """One layer of two directions (model.Encoder has two)."""

    def __init__(self, d_in, hid, drop):
        super().__init__()
        self.f, self.b, self.drop = nn.LSTM(d_in, hid, batch_first=True), nn.LSTM(d_in, hid, batch_first=True), drop

    def forward(self, x, rev):
        y, _ = self.f(x)
        z, _ = self.b(torch.gather(x, 1, rev.unsqueeze(2).expand(-1, -1, x.shape[2])))
        z = torch.gather(z, 1, rev.unsqueeze(2).expand(-1, -1, z.shape[2]))
        x = torch.cat([y, z], 2)
        return x * locked(x, self.drop) if self.training else x


class Tuned(Parley):
    def __init__(self, cfg, n_vocab, n_tw, vectors, sizes):
        super().__init__(cfg, n_vocab, n_tw, vectors, sizes)
        self.enc = Encoder1(cfg.d_in + 384, cfg.hid, cfg.drop)
        self.tok = AutoTokenizer.from_pretrained(cfg.minilm)
        self.bert = BertModel.from_pretrained(cfg.minilm, add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
                                              attn_implementation="eager")
        for m in [self.bert.embeddings] + list(self.bert.encoder.layer[:FROZEN]):
            for p in m.parameters():
                p.requires_grad = False
        self.mix = nn.Parameter(torch.zeros(6))
        self.cache = {}
        self.pieces = None       # set before each call: (ids, mask, word of each piece, 1 / pieces of the word)

    def set_words(self, sents, t):
        """sents: lists of forms; t: width of the batch in words."""
        seqs = []
        for s in sents:
            ids, at = [self.tok.cls_token_id], []
            for k, f in enumerate(s):
                p = self.cache.get(f)
                if p is None:
                    p = self.cache[f] = self.tok(f, add_special_tokens=False)['input_ids'][:8] or [self.tok.unk_token_id]
                if len(ids) + len(p) > 500:
                    break
                ids += p
                at += [k] * len(p)
            seqs.append((ids + [self.tok.sep_token_id], at))
        m = max(len(s[0]) for s in seqs)
        ids = np.zeros((len(seqs), m), np.int64)
        am = np.zeros((len(seqs), m), np.int64)
        word = np.full((len(seqs), m), t, np.int64)
        inv = np.zeros((len(seqs), t + 1), np.float32)
        for j, (s, at) in enumerate(seqs):
            ids[j, :len(s)] = s
            am[j, :len(s)] = 1
            word[j, 1:1 + len(at)] = at
            n = np.bincount(at, minlength=t + 1)
            inv[j] = 1 / np.maximum(n, 1)
        self.pieces = tuple(torch.from_numpy(x) for x in (ids, am, word, inv))

    def encode(self, rows, rev):
        ids, am, word, inv = self.pieces
        if ids.shape[0] * ids.shape[1] == int(am.sum()):
            am = None
        hs = self.bert(input_ids=ids, attention_mask=am, output_hidden_states=True).hidden_states[1:]
        w = torch.softmax(self.mix, 0)
        h = sum(w[k] * x.float() for k, x in enumerate(hs))
        if self.training:
            h = h * locked(h, 0.15)
        out = h.new_zeros(h.shape[0], inv.shape[1], h.shape[2])
        out = out.scatter_add(1, word.unsqueeze(2).expand(-1, -1, h.shape[2]), h) * inv.unsqueeze(2)
        return self.enc(torch.cat([self.embed(rows), out[:, :-1] * 1.5], 2), rev)
