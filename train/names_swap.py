"""Other names in the place of a sentence's own: the trees have too few organisations to learn what one looks like.

A name of k words gives way to another of its type and length, so heads and tags stay; only words that are
proper nouns on both sides change. The other names are those that both spaCy models found in the news, so that
the pool costs nothing, and common ones count no more than rare ones.
"""
import json
from collections import Counter

from corpus import agreed
from data import spans_of

TYPES = ('PER', 'ORG', 'LOC')


class Pool:
    def __init__(self, path, least=2, lists=None):
        """lists: rng; then names out of lists.py are drawn as well, as often."""
        count = Counter()
        for line in open(path, encoding='utf-8'):
            d = json.loads(line)
            for a, b, t in spans_of([x if x != '?' else 'O' for x in agreed(d[1], d[2])]):
                ws = d[0][a:b]
                if t in TYPES and all(w[:1].isupper() and w[-1:].isalpha() and len(w) > 1 for w in ws):
                    count[t, tuple(ws)] += 1
        kinds = {}
        for (t, ws), n in count.items():
            kinds.setdefault(ws, {})[t] = n
        self.names = {}
        for ws, c in kinds.items():
            t = max(c, key=lambda k: (c[k], k))
            if c[t] >= least and c[t] > 0.8 * sum(c.values()):      # names of one type only
                self.names.setdefault((t, len(ws)), []).append(ws)
        self.more = {}
        if lists:
            from lists import full_names
            for t, v in full_names(lists).items():
                for ws in v:
                    self.more.setdefault((t, len(ws)), []).append(ws)

    def swap(self, s, rng, share, known=None):
        """A copy of the gold sentence s with some names replaced, or s itself. The lemma of a replaced word is the word.
        known: what names of a text were replaced with (the same each time), filled here."""
        if s['ner'] is None:
            return s
        out = None
        for a, b, t in spans_of([x if x != '?' else 'O' for x in s['ner']]):
            pool, more = self.names.get((t, b - a)), self.more.get((t, b - a))
            if more and rng.random() < 0.5:
                pool = more
            key = (s.get('doc'), t, tuple(s['forms'][a:b]))
            new = known.get(key) if known is not None else None
            if new is None and pool:
                new = rng.choice(pool) if rng.random() < share else ()
                if known is not None:
                    known[key] = new
            if not new or any(x != 'NNP' for x in s['xpos'][a:b]) or not all(f[:1].isupper() for f in s['forms'][a:b]):
                continue
            if out is None:
                out = dict(s, forms=list(s['forms']), lemmas=list(s['lemmas']))
            out['forms'][a:b] = new
            out['lemmas'][a:b] = new
        return out or s
