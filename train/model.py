"""The network of docs/model-format.md in torch, in float, as it is trained.

Differences from the shipped form, all undone by export.py without loss: embedding tables are
low-rank here (rows x small, then a projection to d_in; export multiplies
them out), and outputs are not rounded. `quant` rounds activations to 7 bits
on the way (straight-through) for the last part of training.
"""
import torch
from torch import nn
import torch.nn.functional as F


class Config(dict):
    __getattr__ = dict.__getitem__


DEFAULT = Config(d_in=128, hid=128, tag_hid=128, arc_dim=96, lab_dim=96, ner_hid=64, word_dim=64,
                 feats=[(2, 3, 8192, 1, 32), (3, 2, 2048, 2, 24), (3, 3, 8192, 3, 32), (3, 4, 8192, 4, 32), (4, 0, 2048, 5, 24)],
                 word_buckets=1024, drop=0.2, in_drop=0.1, word_drop=0.08, feat_drop=0.05, lists=0)
FAST = Config(DEFAULT, hid=64, tag_hid=96, arc_dim=64, lab_dim=64, ner_hid=64)


LISTED = 12     # columns of lists.py that do not come from text


def q7(x):
    """Round to 1/63 with a straight-through gradient."""
    return x + ((x * 63).round() / 63 - x).detach()


class Encoder(nn.Module):
    """Two layers of two directions. Each direction is a forward LSTM over a
    sentence aligned at its own start, so padding never reaches a state."""

    def __init__(self, d_in, hid, drop):
        super().__init__()
        self.f = nn.ModuleList([nn.LSTM(d_in, hid, batch_first=True), nn.LSTM(2 * hid, hid, batch_first=True)])
        self.b = nn.ModuleList([nn.LSTM(d_in, hid, batch_first=True), nn.LSTM(2 * hid, hid, batch_first=True)])
        self.drop = drop
        for m in list(self.f) + list(self.b):
            for name, p in m.named_parameters():
                if name.startswith('weight_hh'):
                    for k in range(4):
                        nn.init.orthogonal_(p.data[k * hid:(k + 1) * hid])
                elif name.startswith('weight_ih'):
                    nn.init.xavier_uniform_(p.data)
                else:
                    p.data.zero_()
            m.bias_ih_l0.data[hid:2 * hid] = 1.0

    def forward(self, x, rev):
        for f, b in zip(self.f, self.b):
            y, _ = f(x)
            z, _ = b(torch.gather(x, 1, rev.unsqueeze(2).expand(-1, -1, x.shape[2])))
            z = torch.gather(z, 1, rev.unsqueeze(2).expand(-1, -1, z.shape[2]))
            x = torch.cat([y, z], 2)
            if self.training:
                x = x * locked(x, self.drop)
        return x


def locked(x, p):
    """One dropout mask a sentence, shared by all its words."""
    m = x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - p)
    return m / (1 - p)


class Parley(nn.Module):
    def __init__(self, cfg, n_vocab, n_train_words, vectors, sizes):
        """vectors: float n_vocab x P, fixed; rows < n_train_words get a trained part as well."""
        super().__init__()
        self.cfg = cfg
        self.n_vocab, self.n_tw = n_vocab, n_train_words
        self.register_buffer('vec', vectors)
        self.vec_proj = nn.Linear(vectors.shape[1], cfg.d_in, bias=False)
        self.word = nn.Embedding(n_train_words + cfg.word_buckets, cfg.word_dim)
        self.word_proj = nn.Linear(cfg.word_dim, cfg.d_in, bias=False)
        self.tabs = nn.ModuleList([nn.Embedding(f[2], f[4]) for f in cfg.feats])
        self.projs = nn.ModuleList([nn.Linear(f[4], cfg.d_in, bias=False) for f in cfg.feats])
        self.in_bias = nn.Parameter(torch.zeros(cfg.d_in))
        for e in [self.word] + list(self.tabs):
            nn.init.normal_(e.weight, std=0.3)
        self.enc = Encoder(cfg.d_in, cfg.hid, cfg.drop)
        e = 2 * cfg.hid
        self.tag_hid = nn.Linear(e, cfg.tag_hid)
        self.upos = nn.Linear(cfg.tag_hid, sizes['upos'])
        self.xpos = nn.Linear(cfg.tag_hid, sizes['xpos'])
        self.feats = nn.Linear(cfg.tag_hid, sizes['feats'])
        self.lemma = nn.Linear(cfg.tag_hid, sizes['lemma'])
        self.ner_hid = nn.Linear(e, cfg.ner_hid)
        self.ner = nn.Linear(cfg.ner_hid, sizes['ner'])
        self.arc_head = nn.Linear(e, cfg.arc_dim)
        self.arc_dep = nn.Linear(e, cfg.arc_dim)
        self.arc_bil = nn.Linear(cfg.arc_dim, cfg.arc_dim)
        nn.init.normal_(self.arc_bil.weight, std=0.05)
        self.arc_root = nn.Parameter(torch.rand(cfg.arc_dim) * 0.5)
        self.lab_head = nn.Linear(e, cfg.lab_dim)
        self.lab_dep = nn.Linear(e, cfg.lab_dim)
        self.lab_root = nn.Parameter(torch.rand(cfg.lab_dim) * 0.5)
        self.lab = nn.Linear(3 * cfg.lab_dim, sizes['deprel'])

    def embed(self, rows):
        """rows: B x T x n_feats (word first) -> B x T x d_in in -1..1."""
        w = rows[..., 0]
        bucket = w >= self.n_vocab
        wd = w
        if self.training and self.cfg.word_drop:
            hide = torch.rand(w.shape) < self.cfg.word_drop
            rand = torch.randint(0, self.cfg.word_buckets, w.shape) + self.n_vocab
            wd = torch.where(hide, rand, w)
            bucket = wd >= self.n_vocab
        v = self.vec[torch.where(bucket, 0, wd)] * (~bucket).unsqueeze(-1)
        if self.training and self.cfg.get('lists', 0) and self.cfg.word_drop:
            # Words that only the lists know: half of those hidden, as many in the file are.
            listed = hide & (w < self.n_vocab) & (torch.rand(w.shape) < 0.6)
            only = self.vec[torch.where(listed, w, 0)].clone()
            only[..., :-self.cfg.lists] = 0
            only[..., LISTED - self.cfg.lists or None:] = 0
            v = torch.where(listed.unsqueeze(-1), only, v)
            bucket, wd = bucket & ~listed, torch.where(listed, self.n_vocab - 1, wd)
        x = self.vec_proj(v)
        tw = wd < self.n_tw
        idx = torch.where(tw, wd, torch.where(bucket, wd - self.n_vocab + self.n_tw, 0))
        x = x + self.word_proj(self.word(idx) * (tw | bucket).unsqueeze(-1))
        for k, (t, p) in enumerate(zip(self.tabs, self.projs)):
            e = t(rows[..., k + 1])
            if self.training and self.cfg.feat_drop:
                e = e * (torch.rand(e.shape[:2]) >= self.cfg.feat_drop).unsqueeze(-1)
            x = x + p(e)
        x = torch.tanh(x + self.in_bias)
        if self.training:
            x = x * locked(x, self.cfg.in_drop)
        return x

    def encode(self, rows, rev):
        return self.enc(self.embed(rows), rev)

    def mlp(self, lin, e):
        y = F.relu(lin(e))
        if self.training:
            y = y * locked(y, self.cfg.drop)
        return y

    def arcs(self, e):
        """B x T (dependents) x T+1 (heads, 0 = root)."""
        h = self.mlp(self.arc_head, e)
        d = self.mlp(self.arc_dep, e)
        h = torch.cat([self.arc_root.relu().expand(h.shape[0], 1, -1).to(h.dtype), h], 1)
        return self.arc_bil(d) @ h.transpose(1, 2)

    def labels(self, e, heads):
        """Scores of the relations for given heads (B x T, 0 = root)."""
        h = self.mlp(self.lab_head, e)
        d = self.mlp(self.lab_dep, e)
        h = torch.cat([self.lab_root.relu().expand(h.shape[0], 1, -1).to(h.dtype), h], 1)
        h = torch.gather(h, 1, heads.unsqueeze(2).expand(-1, -1, h.shape[2]))
        return self.lab(torch.cat([h * d, h, d], 2))

    def tags(self, e):
        t = self.mlp(self.tag_hid, e)
        return self.upos(t), self.xpos(t), self.feats(t), self.lemma(t)

    def names(self, e):
        return self.ner(self.mlp(self.ner_hid, e))
