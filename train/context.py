"""The layers of MiniLM in the accurate model: which pieces are kept, how a word is cut into them, the sections of the file
(docs/model-format.md section 6).

Pieces that no usual English word is cut into are dropped: a word that needed one is cut into smaller ones. That costs nothing on
the development sets and a quarter of the table's bytes.
"""
import unicodedata

import numpy as np

PIECES_MAX = 8
CHARS_MAX = 100
PUNCT, SPACE = 1 << 31, 1 << 30
LAST = 0x3000     # code points from here on stand alone


def char_table():
    """(code point, what it becomes | marks) for all below LAST that do not stand for themselves: lower case, accents off, marks of
    punctuation cut a word, control characters fall out."""
    out = []
    for c in range(LAST):
        ch = chr(c)
        cat = unicodedata.category(ch)
        if ch in '\t\n\r' or cat == 'Zs':
            out.append((c, SPACE))
        elif c == 0 or c == 0xFFFD or cat in ('Cc', 'Cf', 'Cn', 'Co', 'Cs') or cat == 'Mn':
            out.append((c, 0))
        elif cat[0] == 'P' or 33 <= c <= 47 or 58 <= c <= 64 or 91 <= c <= 96 or 123 <= c <= 126:
            out.append((c, PUNCT | c))
        else:
            s = ''.join(x for x in unicodedata.normalize('NFD', ch) if unicodedata.category(x) != 'Mn').lower()
            if len(s) == 1 and s != ch:
                out.append((c, ord(s)))
    return np.array(out, np.uint32)


class Cutter:
    """A word into pieces, step by step as src/language/context.c does it."""

    def __init__(self, vocab, special):
        self.vocab, (self.cls, self.sep, self.unk) = vocab, special
        self.table = {int(a): int(b) for a, b in char_table()}
        self.cache = {}

    def word(self, form):
        if form in self.cache:
            return self.cache[form]
        parts, cur = [], ''
        for ch in form:
            c = ord(ch)
            to = self.table.get(c, c)
            if to & SPACE or c >= LAST or to & PUNCT:
                if cur:
                    parts.append(cur)
                cur = ''
                if not to & SPACE:
                    parts.append(chr(to & 0x1FFFFF))
            elif to:
                cur += chr(to)
        if cur:
            parts.append(cur)
        out = []
        for p in parts:
            out += self.part(p)
        self.cache[form] = out[:PIECES_MAX] or [self.unk]
        return self.cache[form]

    def part(self, s):
        if len(s) > CHARS_MAX:
            return [self.unk]
        out, a = [], 0
        while a < len(s):
            b = len(s)
            while b > a and (s[a:b] if a == 0 else '##' + s[a:b]) not in self.vocab:
                b -= 1
            if b == a:
                return [self.unk]
            out.append(self.vocab[s[a:b] if a == 0 else '##' + s[a:b]])
            a = b
        return out


def keep_pieces(tok, words):
    """Names of the pieces to keep, in the order of the original table."""
    vocab = tok.get_vocab()
    used = set()
    for a in range(0, len(words), 5000):
        for ids in tok(words[a:a + 5000], add_special_tokens=False)['input_ids']:
            used.update(ids)
    for p, i in vocab.items():
        bare = p[2:] if p.startswith('##') else p
        if (len(bare) == 1 and ord(bare) < 0x250) or (bare.isdigit() and bare.isascii() and len(bare) <= 4):
            used.add(i)
    used.update((tok.cls_token_id, tok.sep_token_id, tok.unk_token_id))
    return sorted((i, p) for p, i in vocab.items() if i in used)


def rows_int8(w):
    s = np.maximum(np.abs(w).max(1), 1e-9) / 127
    return np.clip(np.rint(w / s[:, None]), -127, 127).astype(np.int8), s.astype(np.float32)


def sections(model, kept, special):
    """name -> array for the file; the attention's 1/sqrt(width of a head) is folded into the queries."""
    import torch
    g = lambda t: t.detach().double().numpy()
    b = model.bert
    out = {}
    out['ctx.chars'] = char_table()
    ids = [i for i, _ in kept]
    out['ctx.piece'], out['ctx.piece.s'] = rows_int8(g(b.embeddings.word_embeddings.weight)[ids])
    pos = g(b.embeddings.position_embeddings.weight) + g(b.embeddings.token_type_embeddings.weight)[0]
    out['ctx.pos'], out['ctx.pos.s'] = rows_int8(pos)
    out['ctx.case'], out['ctx.case.s'] = rows_int8(g(model.case.weight))

    def norm(name, m):
        out[name + '.g'], out[name + '.b'] = g(m.weight).astype(np.float32), g(m.bias).astype(np.float32)

    def dense(name, w, bias):
        out[name + '.w'], out[name + '.s'] = rows_int8(w)
        out[name + '.b'] = bias.astype(np.float32)
    norm('ctx.norm', b.embeddings.LayerNorm)
    for k, l in enumerate(b.encoder.layer):
        a = l.attention.self
        f = 1 / np.sqrt(a.attention_head_size)
        dense(f'ctx.{k}.qkv', np.concatenate([g(a.query.weight) * f, g(a.key.weight), g(a.value.weight)]),
              np.concatenate([g(a.query.bias) * f, g(a.key.bias), g(a.value.bias)]))
        dense(f'ctx.{k}.out', g(l.attention.output.dense.weight), g(l.attention.output.dense.bias))
        norm(f'ctx.{k}.norm1', l.attention.output.LayerNorm)
        dense(f'ctx.{k}.up', g(l.intermediate.dense.weight), g(l.intermediate.dense.bias))
        dense(f'ctx.{k}.down', g(l.output.dense.weight), g(l.output.dense.bias))
        norm(f'ctx.{k}.norm2', l.output.LayerNorm)
    out['ctx.mix'] = (torch.softmax(model.mix, 0).detach().double().numpy() * 1.5).astype(np.float32)
    out['ctx.special'] = np.array(special, np.uint32)
    return out


def word_states(model, corpus):
    """The encoder's input from MiniLM for all words of a corpus: rows of 384."""
    model.read([corpus.words(i) for i in range(len(corpus.len))], corpus.doc)
    return model.flat[:-1]
