"""Trees and name tags out of scores (numpy): maximum spanning tree with one
root (Chu-Liu-Edmonds) and Viterbi over BIO."""
import numpy as np


def _is_tree(heads):
    """heads[1..n]; 0 is the root. One pass with colours."""
    n = len(heads) - 1
    seen = np.zeros(n + 1, np.int32)
    seen[0] = -1
    for i in range(1, n + 1):
        j, path = i, []
        while seen[j] == 0:
            seen[j] = i
            path.append(j)
            j = heads[j]
        if seen[j] == i:
            return False
        for k in path:
            seen[k] = -1
    return True


def _cle(score):
    """score[d, h], heads of a maximum spanning arborescence rooted at 0."""
    n = score.shape[0]
    s = score.copy()
    np.fill_diagonal(s, -1e18)
    heads = s.argmax(1)
    heads[0] = 0
    colour = np.zeros(n, int)
    cycle = None
    colour[0] = -1
    for i in range(1, n):
        j = i
        while colour[j] == 0:
            colour[j] = i
            j = heads[j]
        if colour[j] == i:
            cycle = [j]
            k = heads[j]
            while k != j:
                cycle.append(k)
                k = heads[k]
            break
        j = i
        while colour[j] == i:
            colour[j] = -1
            j = heads[j]
    if cycle is None:
        return heads
    cyc = np.array(sorted(cycle))
    rest = np.array([i for i in range(n) if i not in set(cycle)])
    m = len(rest)
    t = np.full((m + 1, m + 1), -1e18)
    t[:m, :m] = s[np.ix_(rest, rest)]
    out = s[np.ix_(rest, cyc)]                    # rest depends on a cycle word
    t[:m, m] = out.max(1)
    out_h = cyc[out.argmax(1)]
    inc = s[np.ix_(cyc, rest)] - s[cyc, heads[cyc]][:, None]
    t[m, :m] = inc.max(0)
    in_d = cyc[inc.argmax(0)]
    sub = _cle(t)
    res = heads.copy()
    for a in range(1, m):
        res[rest[a]] = out_h[a] if sub[a] == m else rest[sub[a]]
    h = sub[m]
    res[in_d[h]] = rest[h]
    return res


def tree(score):
    """score: n x (n+1), dependents x heads with 0 = root -> heads of 1..n (list)."""
    n = score.shape[0]
    s = np.full((n + 1, n + 1), -1e18)
    s[1:] = score
    idx = np.arange(1, n + 1)
    s[idx, idx] = -1e18
    heads = s.argmax(1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and _is_tree(heads):
        return heads[1:].tolist()
    big = float(np.abs(score).max()) * 2 * (n + 1) + 1
    s[1:, 0] -= big
    return _cle(s)[1:].tolist()


def bio_transitions(labels):
    """(K+1) x K, -2^28 where a step is forbidden."""
    k = len(labels)
    t = np.zeros((k + 1, k), np.int64)
    for j, b in enumerate(labels):
        if b[0] == 'I':
            for i in range(k + 1):
                if i == k or labels[i] not in ('B-' + b[2:], b):
                    t[i, j] = -(1 << 28)
    return t


def viterbi(logits, trans):
    n, k = logits.shape
    v = logits[0] + trans[k]
    back = []
    for i in range(1, n):
        m = v[:, None] + trans[:k]
        p = m.argmax(0)
        back.append(p)
        v = m[p, np.arange(k)] + logits[i]
    j = int(v.argmax())
    out = [j]
    for p in reversed(back):
        j = int(p[j])
        out.append(j)
    return out[::-1]
