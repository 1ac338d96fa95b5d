"""The teacher: MiniLM-L6 (Apache-2.0) under the same encoder and heads as the student.

Its top layers are tuned on the gold trees and names; then it labels news text, and the student learns
from that (silver_parse.py). Too slow to ship: about 5,000 words/s on a core, student 100,000.
MiniLM is uncased, so the student's own word features (shape, affixes, vectors) stand beside its states.
"""
import torch
from torch import nn
from transformers import AutoTokenizer, BertModel

from model import Encoder, Parley, locked


class Teacher(Parley):
    def __init__(self, cfg, n_vocab, n_tw, vectors, sizes, path, layers=4, frozen=1):
        super().__init__(cfg, n_vocab, n_tw, vectors, sizes)
        self.tok = AutoTokenizer.from_pretrained(path)
        self.bert = BertModel.from_pretrained(path, add_pooling_layer=False)
        # The upper layers of this MiniLM are bent to whole-sentence meaning and cost a third of the time.
        self.bert.encoder.layer = self.bert.encoder.layer[:layers]
        self.bert.config.num_hidden_layers = layers
        for p in self.bert.embeddings.parameters():
            p.requires_grad_(False)
        for l in self.bert.encoder.layer[:frozen]:
            for p in l.parameters():
                p.requires_grad_(False)
        self.mix = nn.Parameter(torch.zeros(3))
        self.enc = Encoder(cfg.d_in + 384, cfg.hid, cfg.drop)
        self.cache = {}
        self.forms = None

    def pieces(self, form):
        p = self.cache.get(form)
        if p is None:
            p = self.tok(form, add_special_tokens=False)['input_ids'][:8] or [self.tok.unk_token_id]
            self.cache[form] = p
        return p

    def bert_states(self, words, mask):
        """words: per sentence the form numbers -> B x T x 384, the mean over a word's pieces."""
        b, t = mask.shape
        seqs, spans = [], []
        for w in words:
            ids, sp = [self.tok.cls_token_id], []
            for f in w:
                p = self.pieces(self.forms.forms[f])
                if len(ids) + len(p) > 508:
                    sp.append((0, 1))
                    continue
                sp.append((len(ids), len(ids) + len(p)))
                ids += p
            seqs.append(ids + [self.tok.sep_token_id])
            spans.append(sp)
        m = max(map(len, seqs))
        ids = torch.zeros(b, m, dtype=torch.long)
        am = torch.zeros(b, m)
        for j, s in enumerate(seqs):
            ids[j, :len(s)] = torch.tensor(s)
            am[j, :len(s)] = 1
        out = self.bert(input_ids=ids, attention_mask=am, output_hidden_states=True).hidden_states[-3:]
        k = torch.softmax(self.mix, 0)
        h = sum(k[i] * out[i] for i in range(3)).float()
        cs = torch.cat([h.new_zeros(b, 1, 384), h.cumsum(1)], 1)
        s = torch.zeros(b, t, dtype=torch.long)
        e = torch.zeros(b, t, dtype=torch.long)
        for j, sp in enumerate(spans):
            for i, (x, y) in enumerate(sp):
                s[j, i], e[j, i] = x, y
        g = lambda ix: torch.gather(cs, 1, ix.unsqueeze(2).expand(-1, -1, 384))
        return (g(e) - g(s)) / (e - s).clamp(min=1).unsqueeze(2)

    def encode(self, rows, rev, words=None):
        x = self.embed(rows)
        mask = torch.zeros(rev.shape)
        h = self.bert_states(self.words, mask)
        if self.training:
            h = h * locked(h, 0.2)
        return self.enc(torch.cat([x, h], 2), rev)
