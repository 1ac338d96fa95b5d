"""The recurrent network of src/page/recurrent.c: what reads the lines of flattened pages in their order. Needs torch.

A first layer of 32, two gated recurrent layers (downwards, upwards), one sum. Trained on pages cut to 250 lines at most, each line
weighing what it weighs for the trees; nets of several seeds are averaged.
"""
import random
import numpy as np
import torch
from torch import nn

HIDDEN, SCALE, CUT, BATCH = 32, 4096, 250, 12


class Net(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.drop = nn.Dropout(0.2)
        self.first = nn.Linear(n, HIDDEN)
        self.ways = nn.GRU(HIDDEN, HIDDEN, bidirectional=True, batch_first=True)
        self.last = nn.Linear(3 * HIDDEN, 1)

    def forward(self, x):
        line = torch.relu(self.first(self.drop(x)))
        states, _ = self.ways(self.drop(line))
        return self.last(self.drop(torch.cat([states, line], -1))).squeeze(-1)


def pieces(pages, rng):
    """Pages in pieces of CUT lines, cut elsewhere each time."""
    out = []
    for x, y, w in pages:
        n = len(y)
        at = [0, *(range(rng.randrange(1, CUT), n, CUT) if n > CUT else ()), n]
        out += [(x[a:b], y[a:b], w[a:b]) for a, b in zip(at, at[1:]) if (y[a:b] >= 0).any()]
    return out


def batches(pages, rng):
    """Pieces of like length together, padded."""
    some = pieces(pages, rng)
    rng.shuffle(some)
    out = []
    for k in range(0, len(some), BATCH * 8):
        alike = sorted(some[k:k + BATCH * 8], key=lambda v: len(v[1]))
        out += [alike[j:j + BATCH] for j in range(0, len(alike), BATCH)]
    rng.shuffle(out)
    return out


def padded(batch):
    n, k = max(len(y) for _, y, _ in batch), batch[0][0].shape[1]
    x, y, w = (torch.zeros(len(batch), n, *more) for more in ((k,), (), ()))
    for i, (bx, by, bw) in enumerate(batch):
        x[i, :len(by)] = torch.from_numpy(bx)
        y[i, :len(by)] = torch.from_numpy((by == 1).astype(np.float32))
        w[i, :len(by)] = torch.from_numpy(np.where(by >= 0, bw, 0).astype(np.float32))
    return x, y, w


def fit_one(pages, n, epochs, seed):
    torch.manual_seed(seed)
    rng, net = random.Random(seed), Net(n)
    plan = [batches(pages, rng) for _ in range(epochs)]
    steps = sum(map(len, plan))
    opt = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-2)
    slope = torch.optim.lr_scheduler.OneCycleLR(opt, 3e-3, total_steps=steps + 1)
    net.train()
    for batch in (b for epoch in plan for b in epoch):
        x, y, w = padded(batch)
        loss = (nn.functional.binary_cross_entropy_with_logits(net(x), y, reduction="none") * w).sum() / w.sum()
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        slope.step()
    return net.eval()


class Recurrent:
    """Nets of several seeds over the same features."""

    def __init__(self, pages, epochs=10, seeds=(1, 2)):
        torch.set_num_threads(1)
        every = np.concatenate([x for x, _, _ in pages])
        self.mean, self.scale = every.mean(0), 1 / (every.std(0) + 1e-3)
        pages = [(self.near(x), np.asarray(y), w) for x, y, w in pages]
        self.nets = [fit_one(pages, every.shape[1], epochs, seed) for seed in seeds]

    def near(self, x):
        return np.clip((x - self.mean) * self.scale, -4, 4).astype(np.float32)

    def predict(self, x):
        with torch.no_grad():
            x = torch.from_numpy(self.near(x))[None]
            return sum(net(x)[0].numpy() for net in self.nets) / len(self.nets)

    def write(self, path):
        with open(path, "w") as f:
            f.write("# Which lines of a flattened page are the report: a recurrent network, written by train/page/recurrent.py; data and licences as in\n"
                    "# train/page/lines.py (MIT and Apache-2.0 sets only). mean and scale of the features; then the weights in units of 1/4096, in the\n"
                    "# order in which src/page/recurrent.c takes them, one net behind the other.\n")
            f.write(f"features\t{len(self.mean)}\n")
            for name, v in (("mean", self.mean), ("scale", self.scale)):
                f.write(name + "\t" + " ".join(f"{x:.6g}" for x in v) + "\n")
            for net in self.nets:
                for row in weights(net):
                    f.write("w\t" + " ".join(str(round(float(x) * SCALE)) for x in row) + "\n")


def weights(net):
    """Rows of weights, inputs before outputs as the sums in C run over them. torch's gates: reset, update, candidate."""
    p = {k: v.detach().numpy() for k, v in net.named_parameters()}
    yield from p["first.weight"].T
    yield p["first.bias"]
    last = p["last.weight"][0]
    for k, way in enumerate(("", "_reverse")):
        yield from p["ways.weight_ih_l0" + way].T
        yield from p["ways.weight_hh_l0" + way].T
        of_line, of_state = p["ways.bias_ih_l0" + way], p["ways.bias_hh_l0" + way]
        yield np.concatenate([of_line[:2 * HIDDEN] + of_state[:2 * HIDDEN], of_line[2 * HIDDEN:]])
        yield of_state[2 * HIDDEN:]
        yield last[k * HIDDEN:(k + 1) * HIDDEN]
    yield last[2 * HIDDEN:]
    yield p["last.bias"]
