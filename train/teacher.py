"""The teacher: a larger student that also reads MiniLM's states (Apache-2.0; states.py), which are computed once and not tuned.

It learns from the gold trees and names, labels news text (silver_parse.py), and the student learns from that.
Tuning MiniLM itself was tried and given up: 700 to 1,000 words/s on a core, an hour for five passes.
MiniLM is uncased, so the student's own word features (shape, affixes, vectors) stand beside its states.
"""
import torch

from model import Encoder, Parley, locked


class Teacher(Parley):
    def __init__(self, cfg, n_vocab, n_tw, vectors, sizes):
        super().__init__(cfg, n_vocab, n_tw, vectors, sizes)
        self.enc = Encoder(cfg.d_in + 384, cfg.hid, cfg.drop)
        self.states = None       # B x T x 384, set before each call

    def encode(self, rows, rev):
        h = self.states
        if self.training:
            h = h * locked(h, 0.15)
        return self.enc(torch.cat([self.embed(rows), h], 2), rev)
