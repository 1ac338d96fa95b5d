#!/usr/bin/env python3
"""Score CoNLL-U against gold with the measure of the CoNLL 2018 shared task.

    ud_score.py GOLD SYSTEM         one file each
    ud_score.py --raw GOLD          write GOLD's running text (paragraphs are lines)

Tokens, sentences and words are compared as spans of the characters without
spaces; a word counts if its span is the same, words inside a range (1-2 don't)
are aligned by their forms (longest common subsequence). Tags and arcs are
counted over aligned words: F1 over gold and system words. LAS compares relations
without subtype, as the shared task did; CLAS is left out. Names are compared
as spans of words with their type when both files have NE= in MISC.
"""
import sys


def read(path):
    sents, cur, par = [], None, False
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if not line:
            if cur and cur['words']:
                sents.append(cur)
            cur = None
            continue
        if cur is None:
            cur = dict(words=[], ranges=[], par=par, text=None)
            par = False
        if line.startswith('# newdoc') or line.startswith('# newpar'):
            if line.startswith('# newpar_block'):
                continue
            cur['par'] = True
        elif line.startswith('# text ='):
            cur['text'] = line[8:].lstrip(' ')
        elif line[0] != '#':
            c = line.split('\t')
            if '-' in c[0]:
                a, b = c[0].split('-')
                cur['ranges'].append((int(a), int(b), c[1], 'SpaceAfter=No' in c[9]))
            elif '.' not in c[0]:
                cur['words'].append(c)
    if cur and cur['words']:
        sents.append(cur)
    return sents


def raw(path):
    out = []
    for s in read(path):
        if s['par'] and out:
            out.append('\n')
        text = s['text']
        if text is None:
            raise SystemExit('no # text line')
        last = s['words'][-1]
        no_space = 'SpaceAfter=No' in last[9] or (s['ranges'] and s['ranges'][-1][1] == len(s['words']) and s['ranges'][-1][3])
        out.append(text + ('' if no_space else ' '))
    return ''.join(out) + '\n'


class Side:
    def __init__(self, path):
        self.chars, self.tokens, self.sents, self.words, self.names = [], [], [], [], []
        at = 0
        for s in read(path):
            start, first = at, len(self.words)
            ranges = {r[0]: r for r in s['ranges']}
            upto, span = 0, None
            for i, c in enumerate(s['words'], 1):
                if i in ranges:
                    form = ''.join(ranges[i][2].split())
                    span, upto = (at, at + len(form)), ranges[i][1]
                    self.chars.append(form)
                    self.tokens.append(span)
                    at += len(form)
                    multi = True
                elif i > upto:
                    form = ''.join(c[1].split())
                    span = (at, at + len(form))
                    self.chars.append(form)
                    self.tokens.append(span)
                    at += len(form)
                    multi = False
                self.words.append(dict(span=span, multi=multi, c=c, head=first + int(c[6]) - 1 if c[6] not in '_0' else -1))
            self.sents.append((start, at))
            name = None
            for j in range(first, len(self.words) + 1):
                tag = 'O'
                if j < len(self.words):
                    for m in self.words[j]['c'][9].split('|'):
                        if m.startswith('NE='):
                            tag = m[3:]
                if name and (tag[0] != 'I' or tag[2:] != name[1]):
                    self.names.append((name[0], j, name[1]))
                    name = None
                if tag[0] == 'B' or (tag[0] == 'I' and not name):
                    name = (j, tag[2:])
        self.chars = ''.join(self.chars)


def lcs(a, b):
    n, m = len(a), len(b)
    t = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            t[i][j] = t[i + 1][j + 1] + 1 if a[i] == b[j] else max(t[i + 1][j], t[i][j + 1])
    i = j = 0
    out = []
    while i < n and j < m:
        if a[i] == b[j]:
            out.append((i, j))
            i, j = i + 1, j + 1
        elif t[i + 1][j] >= t[i][j + 1]:
            i += 1
        else:
            j += 1
    return out


def align(g, s):
    """gold word -> system word."""
    pairs, i, j = {}, 0, 0
    G, S = g.words, s.words
    while i < len(G) and j < len(S):
        if G[i]['multi'] or S[j]['multi']:
            # grow a region that begins and ends together in both
            i0, j0 = i, j
            if G[i]['multi'] and G[i]['span'][0] >= S[j]['span'][1]:
                j += 1
                continue
            if S[j]['multi'] and S[j]['span'][0] >= G[i]['span'][1]:
                i += 1
                continue
            end = max(x['span'][1] for x in (G[i], S[j]) if x['multi'])
            while True:
                i1, j1 = i, j
                while i < len(G) and G[i]['span'][0] < end:
                    if G[i]['multi']:
                        end = max(end, G[i]['span'][1])
                    i += 1
                while j < len(S) and S[j]['span'][0] < end:
                    if S[j]['multi']:
                        end = max(end, S[j]['span'][1])
                    j += 1
                if (i, j) == (i1, j1):
                    break
            for a, b in lcs([x['c'][1].lower() for x in G[i0:i]], [x['c'][1].lower() for x in S[j0:j]]):
                pairs[i0 + a] = j0 + b
        elif G[i]['span'] == S[j]['span']:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif G[i]['span'][0] <= S[j]['span'][0]:
            i += 1
        else:
            j += 1
    return pairs


def f1(correct, gold, system):
    p = correct / system if system else 0
    r = correct / gold if gold else 0
    return (100 * p, 100 * r, 100 * 2 * p * r / (p + r) if p + r else 0)


def feats(x):
    keep = {'PronType', 'NumType', 'Poss', 'Reflex', 'Foreign', 'Abbr', 'Gender', 'Animacy', 'Number', 'Case', 'Definite', 'Degree',
            'VerbForm', 'Mood', 'Tense', 'Aspect', 'Voice', 'Evident', 'Polarity', 'Person', 'Polite'}
    return sorted(f for f in x.split('|') if f.split('=')[0] in keep)


def score(gold, system):
    g, s = Side(gold), Side(system)
    if g.chars != s.chars:
        n = next((i for i, (a, b) in enumerate(zip(g.chars, s.chars)) if a != b), min(len(g.chars), len(s.chars)))
        raise SystemExit(f'texts differ at character {n}: {g.chars[n:n + 20]!r} and {s.chars[n:n + 20]!r}')
    out = {}
    out['Tokens'] = f1(len(set(g.tokens) & set(s.tokens)), len(g.tokens), len(s.tokens))
    out['Sentences'] = f1(len(set(g.sents) & set(s.sents)), len(g.sents), len(s.sents))
    p = align(g, s)

    def count(same):
        return f1(sum(same(g.words[i], s.words[j]) for i, j in p.items()), len(g.words), len(s.words))

    def head_ok(a, b):
        return a['head'] == b['head'] == -1 or (a['head'] >= 0 and p.get(a['head']) == b['head'])

    out['Words'] = count(lambda a, b: True)
    out['UPOS'] = count(lambda a, b: a['c'][3] == b['c'][3])
    out['XPOS'] = count(lambda a, b: a['c'][4] == b['c'][4])
    out['UFeats'] = count(lambda a, b: feats(a['c'][5]) == feats(b['c'][5]))
    out['Lemmas'] = count(lambda a, b: a['c'][2] == b['c'][2] or a['c'][2] == '_')
    out['UAS'] = count(head_ok)
    out['LAS'] = count(lambda a, b: head_ok(a, b) and a['c'][7].split(':')[0] == b['c'][7].split(':')[0])
    out['LAS+sub'] = count(lambda a, b: head_ok(a, b) and a['c'][7] == b['c'][7])
    if g.names and s.names:
        found = {(p[a], p[b - 1] + 1, t) for a, b, t in g.names if a in p and b - 1 in p} & set(s.names)
        out['Names'] = f1(len(found), len(g.names), len(s.names))
        for t in sorted({x[2] for x in g.names}):
            out['  ' + t] = f1(sum(x[2] == t for x in found), sum(x[2] == t for x in g.names), sum(x[2] == t for x in s.names))
    return out


def main():
    if sys.argv[1] == '--raw':
        sys.stdout.write(raw(sys.argv[2]))
        return
    print(f'{"":10} {"prec":>7} {"recall":>7} {"F1":>7}')
    for k, v in score(sys.argv[1], sys.argv[2]).items():
        print(f'{k:10} {v[0]:7.2f} {v[1]:7.2f} {v[2]:7.2f}')


if __name__ == '__main__':
    main()
