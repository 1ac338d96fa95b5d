"""The teacher whose MiniLM is tuned with it (all-MiniLM-L6-v2, Apache-2.0): MiniLM's layers, mixed by learned weights, a word's pieces
averaged, beside the student's own word features, one BiLSTM layer, the student's heads.

MiniLM knows no capitals: how a word is written (features.case_class) is added to its pieces. It reads neighbouring sentences of a
text together, up to MOST pieces, so that a name which one sentence leaves open is known from the next; all behind it works by sentence.
Its table of pieces stays as it is: the news words it was made from are more than the trees have.
"""
import numpy as np
import torch
from torch import nn
from transformers import AutoTokenizer, BertModel

from features import CASES, case_class
from model import Parley, locked

MOST = 128      # pieces that are read together, marks included
LIMIT = 500     # of a longer sentence, which is read alone


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
        for p in self.bert.embeddings.parameters():
            p.requires_grad = False
        self.case = nn.Embedding(CASES + 1, 384)      # the last: marks of a sentence
        nn.init.zeros_(self.case.weight)
        self.mix = nn.Parameter(torch.zeros(6))
        self.cache = {}
        self.flat = self.at = None      # set before encode: vectors of words, last of all nought; which of them a batch's words have

    def pieces(self, form):
        p = self.cache.get(form)
        if p is None:
            p = self.cache[form] = (self.tok(form, add_special_tokens=False)['input_ids'][:8] or [self.tok.unk_token_id], case_class(form))
        return p

    def groups(self, sents, docs, first=None):
        """Numbers of neighbouring sentences that are read together. first: rng that makes the first of each text short."""
        out, n, doc = [], 0, None
        for i, s in enumerate(sents):
            m = 1 + sum(len(self.pieces(f)[0]) for f in s)
            if docs[i] is None or docs[i] != doc or n + m > MOST:
                out.append([])
                n = 1
                if first is not None and docs[i] != doc:
                    n += first.randrange(MOST)
            doc = docs[i]
            out[-1].append(i)
            n += m
        return out

    def arrays(self, groups):
        """Pieces, their case, mask and the word that each is of (n: none), rows of the same width; the words' number, a piece's share of its word."""
        tok, seqs, n = self.tok, [], 0
        for g in groups:
            ids, case, at = [tok.cls_token_id], [CASES], [-1]
            for s in g:
                full = False
                for k, f in enumerate(s):
                    p, c = self.pieces(f)
                    full = full or len(ids) + len(p) > LIMIT
                    if not full:
                        ids += p
                        case += [c] * len(p)
                        at += [n + k] * len(p)
                ids.append(tok.sep_token_id)
                case.append(CASES)
                at.append(-1)
                n += len(s)
            seqs.append((ids, case, at))
        m = max(len(s[0]) for s in seqs)
        ids, case = np.zeros((len(seqs), m), np.int64), np.full((len(seqs), m), CASES, np.int64)
        mask, at = np.zeros((len(seqs), m), np.int64), np.full((len(seqs), m), -1, np.int64)
        for j, (a, b, c) in enumerate(seqs):
            ids[j, :len(a)], case[j, :len(a)], at[j, :len(a)], mask[j, :len(a)] = a, b, c, 1
        at[at < 0] = n
        share = 1 / np.maximum(np.bincount(at.ravel(), minlength=n + 1), 1)
        share[n] = 0
        return ids, case, mask, at, n, share.astype(np.float32)

    def context(self, groups):
        """groups: lists of sentences (lists of forms), which are read together -> vectors of all their words in order, and nought."""
        ids, case, mask, at, n, share = self.arrays(groups)
        e = self.bert.embeddings.word_embeddings(torch.from_numpy(ids)) + self.case(torch.from_numpy(case))
        hs = self.bert(inputs_embeds=e, attention_mask=None if mask.all() else torch.from_numpy(mask), output_hidden_states=True).hidden_states[1:]
        w = torch.softmax(self.mix, 0)
        h = sum(w[k] * x.float() for k, x in enumerate(hs))
        if self.training:
            h = h * locked(h, 0.15)
        out = h.new_zeros(n + 1, h.shape[2]).index_add(0, torch.from_numpy(at.ravel()), h.reshape(-1, h.shape[2]))
        return out * torch.from_numpy(share * 1.5).unsqueeze(1)

    @torch.no_grad()
    def read(self, sents, docs, pieces=2000):
        """Sets flat for sentences, one behind the other; place() then says which are in a batch."""
        gs = sorted(self.groups(sents, docs), key=lambda g: sum(len(sents[i]) for i in g))
        off = np.concatenate([[0], np.cumsum([len(s) for s in sents])])
        self.flat = torch.zeros(off[-1] + 1, 384)
        a = 0
        while a < len(gs):
            b, m = a, 0
            while b < len(gs) and (b == a or max(m, sum(1 + len(sents[i]) for i in gs[b])) * (b - a + 1) <= pieces):
                m = max(m, sum(1 + len(sents[i]) for i in gs[b]))
                b += 1
            u = self.context([[sents[i] for i in g] for g in gs[a:b]])
            rows = np.concatenate([np.arange(off[i], off[i + 1]) for g in gs[a:b] for i in g])
            self.flat[torch.from_numpy(rows)] = u[:-1].float()
            a = b

    def place(self, starts, lens, t):
        """The batch that encode gets next: where its sentences begin in flat and their lengths; t words wide."""
        at = np.full((len(starts), t), len(self.flat) - 1, np.int64)
        for j, (a, n) in enumerate(zip(starts, lens)):
            at[j, :n] = np.arange(a, a + n)
        self.at = torch.from_numpy(at)

    def encode(self, rows, rev):
        return self.enc(torch.cat([self.embed(rows), self.flat[self.at]], 2), rev)
