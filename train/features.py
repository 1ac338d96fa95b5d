"""Word features exactly as docs/model-format.md section 1 defines them.

Everything is memoised by word form: running text repeats its forms, so the
pure Python below costs little.
"""
from functools import lru_cache

M64 = (1 << 64) - 1

_PLAIN = {}
for _c in (0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x60, 0xB4, 0x2BC):
    _PLAIN[_c] = ord("'")
for _c in (0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0xAB, 0xBB):
    _PLAIN[_c] = ord('"')
for _c in (0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212):
    _PLAIN[_c] = ord('-')
_PLAIN[0x2026] = ord('.')
for _c in (0xA0, 0x2009, 0x202F):
    _PLAIN[_c] = ord(' ')


def lower_cp(c):
    """One-to-one case folding of a code point."""
    if 0x41 <= c <= 0x5A or (0xC0 <= c <= 0xDE and c != 0xD7):
        return c + 32
    if c == 0x130:
        return 0x69
    if (0x100 <= c <= 0x137 or 0x14A <= c <= 0x177) and c % 2 == 0:
        return c + 1
    if (0x139 <= c <= 0x148 or 0x179 <= c <= 0x17E) and c % 2 == 1:
        return c + 1
    if c == 0x178:
        return 0xFF
    if 0x391 <= c <= 0x3A9:
        return c + 32
    if 0x400 <= c <= 0x40F:
        return c + 80
    if 0x410 <= c <= 0x42F:
        return c + 32
    if (0x1E00 <= c <= 0x1E95 or 0x1EA0 <= c <= 0x1EFF) and c % 2 == 0:
        return c + 1
    return c


def plain(form):
    return form.translate(_PLAIN)


@lru_cache(1 << 20)
def lower(form):
    """plain and lower, digits kept: what lemma scripts of mode `l` start from."""
    return ''.join(chr(lower_cp(ord(c))) for c in plain(form))


@lru_cache(1 << 20)
def norm(form):
    return ''.join('0' if '0' <= c <= '9' else c for c in lower(form))


def _shape_cp(c):
    if lower_cp(c) != c:
        return 'X'
    if (0x61 <= c <= 0x7A or (0xDF <= c <= 0xFF and c != 0xF7) or 0x100 <= c <= 0x24F
            or 0x370 <= c <= 0x3FF or 0x400 <= c <= 0x52F or 0x1E00 <= c <= 0x1EFF):
        return 'x'
    if 0x30 <= c <= 0x39:
        return 'd'
    return chr(c) if c < 0x3000 else 'u'


@lru_cache(1 << 20)
def shape(form):
    out = []
    for ch in plain(form):
        s = _shape_cp(ord(ch))
        if len(out) >= 3 and out[-1] == out[-2] == out[-3] == s:
            continue
        out.append(s)
    return ''.join(out)


CASES = 6


@lru_cache(1 << 20)
def case_class(form):
    """How a word is written, for encoders that read lower case: 0 small, 1 Capital, 2 CAPITALS, 3 one letter, 4 mixeD, 5 digits."""
    s = shape(form)
    big, small = s.count('X'), s.count('x')
    if big == 0:
        return 5 if 'd' in s else 0
    if big == 1 and small == 0:
        return 3
    if small == 0:
        return 2
    return 1 if big == 1 and s[0] == 'X' else 4


def hash64(text, seed):
    h = 0xCBF29CE484222325 ^ seed
    for b in text.encode('utf-8', 'surrogatepass'):
        h = ((h ^ b) * 0x100000001B3) & M64
    h ^= h >> 32
    h = (h * 0x9E3779B97F4A7C15) & M64
    return h ^ (h >> 29)


WORD, PREFIX, SUFFIX, SHAPE = 1, 2, 3, 4


class Features:
    """Maps a word form to one row per feature.

    spec: list of (kind, param, rows, seed); vocab: list of norm forms whose
    index is their row. For kind WORD `rows` = len(vocab) + buckets.
    """

    def __init__(self, spec, vocab, buckets):
        self.spec = spec
        self.buckets = buckets
        self.n_vocab = len(vocab)
        self.vocab = {w: i for i, w in enumerate(vocab)}
        self.cache = {}

    def rows(self, form):
        r = self.cache.get(form)
        if r is None:
            r = self.cache[form] = self._rows(form)
        return r

    def _rows(self, form):
        n = norm(form)
        out = []
        for kind, param, rows, seed in self.spec:
            if kind == WORD:
                i = self.vocab.get(n)
                if i is None:
                    i = self.n_vocab + hash64(n, seed) % self.buckets
            elif kind == PREFIX:
                i = hash64(n[:param], seed) % rows
            elif kind == SUFFIX:
                i = hash64(n[-param:], seed) % rows
            else:
                i = hash64(shape(form), seed) % rows
            out.append(i)
        return out
