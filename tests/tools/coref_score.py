#!/usr/bin/env python3
"""Coreference, ambiguous pronouns and quotations in fiction, measured on corpora that stand outside the repository.

    coref_score.py gum FILE.conllu              gold of `# newdoc`, MISC Entity=; CoNLL F1 (MUC, B3, CEAFe) without singletons
    coref_score.py gap FILE.tsv                 GAP's F1 by its own rules, masculine, feminine, bias
    coref_score.py litbank FOLDER|FILE.tar.xz   quotations found, and speakers as B3 over the quotations that were found
    coref_score.py all [SHARED]                 all three from SHARED/data (default ../shared); exit 77 where that is missing

Needs the program facts_dump (built beside the tests) as $FACTS_DUMP or build/release/tests/facts_dump. Only training and development
parts are read. Parley has mentions of people, organisations, states and the like; so the table of GUM has two rows, one over every gold
chain and one over chains of persons and organisations.

MUC: Vilain et al. 1995; B3: Bagga and Baldwin 1998; CEAFe: Luo 2005 with phi4; the mean of the three is the CoNLL score of the shared tasks
of 2011 and 2012. Singletons count on neither side, as in OntoNotes. Self-tests of the formulae run first: the example of the reference
scorer's paper (Pradhan et al. 2014).
"""
import csv
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict


# --- scores -----------------------------------------------------------------------------------------------------------------
def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def muc(key, response):
    where = {m: i for i, c in enumerate(response) for m in c}
    num = den = 0
    for c in key:
        parts = len({where[m] for m in c if m in where}) + sum(m not in where for m in c)
        num, den = num + len(c) - parts, den + len(c) - 1
    return num, den


def b3(key, response):
    where = {m: set(c) for c in response for m in c}
    num = den = 0
    for c in key:
        for m in c:
            den += 1
            num += len(set(c) & where.get(m, set())) / len(c)
    return num, den


def assignment(w):
    """Largest sum of a one-to-one assignment (Kuhn-Munkres with potentials, rows <= columns)."""
    n, m = len(w), len(w[0]) if w else 0
    if not n or not m:
        return 0.0
    if n > m:
        return assignment([list(x) for x in zip(*w)])
    inf = float('inf')
    u, v, p, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        p[0], j0 = i, 0
        minv, used = [inf] * (m + 1), [False] * (m + 1)
        while True:
            used[j0] = True
            i0, delta, j1 = p[j0], inf, 0
            for j in range(1, m + 1):
                if not used[j]:
                    cur = -w[i0 - 1][j - 1] - u[i0] - v[j]
                    if cur < minv[j]:
                        minv[j], way[j] = cur, j0
                    if minv[j] < delta:
                        delta, j1 = minv[j], j
            for j in range(m + 1):
                if used[j]:
                    u[p[j]] += delta
                    v[j] -= delta
                else:
                    minv[j] -= delta
            j0 = j1
            if not p[j0]:
                break
        while j0:
            j1 = way[j0]
            p[j0], j0 = p[j1], j1
    return sum(w[p[j] - 1][j - 1] for j in range(1, m + 1) if p[j])


def ceafe(key, response):
    """phi4 of the best alignment; chains that share no mention cannot be aligned, so each connected part is solved alone."""
    where = {m: i for i, c in enumerate(response) for m in c}
    edges = defaultdict(set)
    for i, c in enumerate(key):
        for m in c:
            if m in where:
                edges[i].add(where[m])
    total, done = 0.0, set()
    back = defaultdict(set)
    for i, js in edges.items():
        for j in js:
            back[j].add(i)
    for start in list(edges):
        if start in done:
            continue
        rows, cols, stack = set(), set(), [start]
        while stack:
            i = stack.pop()
            if i in rows:
                continue
            rows.add(i)
            for j in edges[i]:
                cols.add(j)
                stack.extend(back[j] - rows)
        done |= rows
        rows, cols = sorted(rows), sorted(cols)
        total += assignment([[2 * len(set(key[i]) & set(response[j])) / (len(key[i]) + len(response[j])) for j in cols] for i in rows])
    return total


class Conll:
    def __init__(self):
        self.n = {'MUC': [0, 0, 0, 0], 'B3': [0, 0, 0, 0], 'CEAFe': [0, 0, 0, 0], 'mentions': [0, 0, 0, 0]}

    def add(self, key, response):
        for name, f in (('MUC', muc), ('B3', b3)):
            a, b = f(key, response), f(response, key)
            self.n[name] = [x + y for x, y in zip(self.n[name], (a[0], a[1], b[0], b[1]))]
        phi = ceafe(key, response)
        self.n['CEAFe'] = [x + y for x, y in zip(self.n['CEAFe'], (phi, len(key), phi, len(response)))]
        k, r = {m for c in key for m in c}, {m for c in response for m in c}
        self.n['mentions'] = [x + y for x, y in zip(self.n['mentions'], (len(k & r), len(k), len(k & r), len(r)))]

    def rows(self):
        out = {}
        for name, (rn, rd, pn, pd) in self.n.items():
            r, p = 100 * rn / rd if rd else 0.0, 100 * pn / pd if pd else 0.0
            out[name] = (p, r, f1(p, r))
        out['CoNLL'] = (0, 0, sum(out[x][2] for x in ('MUC', 'B3', 'CEAFe')) / 3)
        return out


def self_test():
    """Key {abc}{defg}, response {ab}{cd}{fghi}: the worked example of Pradhan et al. 2014."""
    key, res = [set('abc'), set('defg')], [set('ab'), set('cd'), set('fghi')]
    s = Conll()
    s.add(key, res)
    got = s.rows()
    want = {'MUC': (40.0, 40.0), 'B3': (50.0, 100 * 5 / 12 * 1.0), 'CEAFe': (43.3, 65.0)}
    assert abs(got['MUC'][0] - 40) < .1 and abs(got['MUC'][1] - 40) < .1, got
    assert abs(got['B3'][1] - 100 * (4 / 3 + 1 / 3 + 4 / 4 + 1 / 4) / 7) < .1, got
    assert abs(got['CEAFe'][0] - want['CEAFe'][0]) < .1 and abs(got['CEAFe'][1] - want['CEAFe'][1]) < .1, got


# --- Parley -----------------------------------------------------------------------------------------------------------------
def facts(texts):
    """{name: text} -> {name: (mentions, statements)} of Parley, spans in characters."""
    dump = os.environ.get('FACTS_DUMP', 'build/release/tests/facts_dump')
    out = {n: ([], []) for n in texts}
    with tempfile.TemporaryDirectory() as d:
        paths = []
        for n, t in texts.items():
            paths.append(os.path.join(d, n + '.txt'))
            with open(paths[-1], 'w', encoding='utf-8') as f:
                f.write(t)
        run = subprocess.run([dump, '-t'], input='\n'.join(paths) + '\n', capture_output=True, text=True, check=False)
        if run.returncode:
            raise SystemExit(f'{dump}: {run.stderr.strip()[:400]}')
    chars = {}
    for n, t in texts.items():
        if t.isascii():
            continue
        at, k = {}, 0
        for i, c in enumerate(t):
            at[k] = i
            k += len(c.encode())
        at[k] = len(t)
        chars[n] = at

    def place(n, s):
        return tuple(s) if n not in chars else (chars[n].get(s[0], -1), chars[n].get(s[1], -1))
    for line in run.stdout.splitlines():
        r = json.loads(line)
        if r['type'] == 'actor':
            continue
        n = r['doc'][:-4]
        if r['type'] == 'mention':
            r['span'], r['head'], r['whole'] = place(n, r['span']), place(n, r['head']), place(n, r['whole'])
            out[n][0].append(r)
        else:
            r['content'] = [place(n, s) for s in r['content']]
            out[n][1].append(r)
    return out


# --- GUM --------------------------------------------------------------------------------------------------------------------
def gum_docs(path):
    """Texts with paragraphs, and gold mentions {(start, end): (entity, type)} of each document."""
    name, text, gold, stack, docs = None, '', {}, {}, {}
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith('# newdoc'):
            if name:
                docs[name] = (text, gold)
            name, text, gold, stack = line.split('= ')[1], '', {}, {}
        elif line.startswith('# newpar') and 'block' not in line:
            text = text.rstrip() + '\n\n' if text else ''
        elif line[:1].isdigit():
            f = line.split('\t')
            if not f[0].isdigit():
                continue
            start = len(text)
            text += f[1]
            end = len(text)
            misc = dict(x.split('=', 1) for x in f[9].split('|') if '=' in x)
            for part in re.findall(r'\([^()]+\)|\([^()]+|[^()]+\)', misc.get('Entity', '')):
                if part.startswith('('):
                    ident, kind = part.strip('()').split('-')[:2]
                    if part.endswith(')'):
                        gold[(start, end)] = (ident, kind)
                    else:
                        stack.setdefault(ident, []).append((start, kind))
                else:
                    ident = part[:-1]
                    base = ident.split('[')[0]
                    if stack.get(ident) or stack.get(base):
                        a, kind = (stack.get(ident) or stack[base]).pop()
                        gold[(a, end)] = (ident, kind)
            if misc.get('SpaceAfter') != 'No':
                text += ' '
    if name:
        docs[name] = (text, gold)
    return docs


def chains(pairs):
    c = defaultdict(set)
    for m, e in pairs:
        c[e].add(m)
    return [s for s in c.values() if len(s) > 1]


def gum(path):
    docs = gum_docs(path)
    found = facts({n: t for n, (t, _) in docs.items()})
    scores = {'every chain': Conll(), 'persons and organisations': Conll()}
    for n, (_, gold) in docs.items():
        named = [(tuple(m['whole']), m['actor']) for m in found[n][0] if m['actor'] >= 0]
        response = chains(named)
        scores['every chain'].add(chains((m, e) for m, (e, _) in gold.items()), response)
        scores['persons and organisations'].add(chains((m, e) for m, (e, k) in gold.items() if k in ('person', 'organization')), response)
    print(f'GUM {os.path.basename(path)}: {len(docs)} documents')
    for title, s in scores.items():
        r = s.rows()
        print(f'  {title:28}' + '  '.join(f'{k} {p:.1f}/{q:.1f}/{f:.1f}' for k, (p, q, f) in r.items() if k != 'CoNLL') + f'  CoNLL F1 {r["CoNLL"][2]:.1f}')


# --- GAP --------------------------------------------------------------------------------------------------------------------
def gap(path):
    rows = list(csv.DictReader(open(path, encoding='utf-8'), delimiter='\t', quoting=csv.QUOTE_NONE))
    found = facts({r['ID']: r['Text'] for r in rows})
    count = {'M': Counter(), 'F': Counter()}
    for r in rows:
        ms = found[r['ID']][0]

        def actor(start, length):
            best, where = -1, None
            for m in ms:
                a, b = m['span']
                if a < start + length and start < b and m['actor'] >= 0 and m['kind'] != 2 and (where is None or b - a < where):
                    best, where = m['actor'], b - a
            return best
        at = int(r['Pronoun-offset'])
        pron = next((m['actor'] for m in ms if m['head'][0] == at), -1)
        gender = 'F' if r['Pronoun'].lower() in ('she', 'her', 'hers') else 'M'
        for x in 'AB':
            gold = r[x + '-coref'].upper() == 'TRUE'
            who = actor(int(r[x + '-offset']), len(r[x]))
            said = pron >= 0 and who == pron
            count[gender]['tp' if gold and said else 'fn' if gold else 'fp' if said else 'tn'] += 1
    out = {}
    for g, c in list(count.items()) + [('O', count['M'] + count['F'])]:
        p, q = c['tp'] / max(1, c['tp'] + c['fp']), c['tp'] / max(1, c['tp'] + c['fn'])
        out[g] = (100 * p, 100 * q, 100 * f1(p, q))
    print(f'GAP {os.path.basename(path)}: {len(rows)} examples, P/R/F1 masculine {out["M"][0]:.1f}/{out["M"][1]:.1f}/{out["M"][2]:.1f}, '
          f'feminine {out["F"][0]:.1f}/{out["F"][1]:.1f}/{out["F"][2]:.1f}, overall {out["O"][0]:.1f}/{out["O"][1]:.1f}/{out["O"][2]:.1f}, '
          f'bias {out["F"][2] / max(.01, out["M"][2]):.2f}')


# --- LitBank ----------------------------------------------------------------------------------------------------------------
NO_SPACE_BEFORE = {',', '.', ';', ':', '!', '?', ')', "n't", '”', "’", '%'}


def litbank_text(lines):
    """Tokens with spaces -> running text, one paragraph a line of the corpus where a quotation opens or a block begins; spans of
    tokens."""
    text, at, open_mark = '', [], False
    for line in lines:
        spans, glue = [], True
        for tok in line.split(' '):
            close = tok == '"' and open_mark or tok == '”'
            if not glue and not close and tok not in NO_SPACE_BEFORE and not re.match(r"['’](s|re|ve|ll|d|m|t|S)$", tok):
                text += ' '
            glue = False
            start = len(text)
            text += tok
            spans.append((start, len(text)))
            if tok == '"':
                open_mark = not open_mark
                glue = open_mark
            elif tok in ('“', '(', '‘', '--'):
                glue = tok != '--'
        at.append(spans)
        text += ' '
    return text, at


def litbank(path):
    with tempfile.TemporaryDirectory() as d:
        if path.endswith('.xz'):
            with tarfile.open(path) as t:
                t.extractall(d, filter='data')
            path = os.path.join(d, 'quotations')
        texts, gold = {}, {}
        for f in sorted(os.listdir(path)):
            if not f.endswith('.ann'):
                continue
            lines = open(os.path.join(path, f[:-4] + '.txt'), encoding='utf-8').read().split('\n')
            quotes, who = {}, {}
            for line in open(os.path.join(path, f), encoding='utf-8'):
                x = line.rstrip('\n').split('\t')
                if x[0] == 'QUOTE':
                    quotes[x[1]] = tuple(int(y) for y in x[2:6])
                elif x[0] == 'ATTRIB':
                    who[x[1]] = x[2]
            if not quotes:
                continue
            # The corpus lost its paragraphs: a sentence that opens with a quotation after one that closed one begins a paragraph.
            parts, sep = [], []
            for i, line in enumerate(lines):
                new = i > 0 and line[:1] in '"“' and lines[i - 1].rstrip()[-1:] not in ('',)
                prev_ends_inside = i > 0 and sum(lines[j].count('"') for j in range(max(0, i - 40), i)) % 2 == 1
                sep.append(bool(new and not prev_ends_inside))
                parts.append(line)
            text, at, open_mark = '', [], False
            for i, line in enumerate(parts):
                if sep[i]:
                    text = text.rstrip() + '\n\n'
                t, spans = litbank_text([line]) if not open_mark else litbank_text(['" ' + line])
                if open_mark:
                    t, spans = t[1:], [[(a - 1, b - 1) for a, b in spans[0][1:]]]
                text_start = len(text)
                text += t
                at.append([(a + text_start, b + text_start) for a, b in spans[0]])
                if line.count('"') % 2:
                    open_mark = not open_mark
            name = f.split('_brat')[0]
            texts[name] = text
            gold[name] = {q: (at[s][a][0], at[e][b][1], who.get(q)) for q, (s, a, e, b) in quotes.items() if s < len(at) and e < len(at)
                          and a < len(at[s]) and b < len(at[e])}
        found = facts(texts)
    n_gold = n_sys = hit = 0
    num = [0.0, 0.0]
    pairs_n = 0
    for n in texts:
        said = [(a, b, s['speaker']) for s in found[n][1] if s['mode'] == 'direct' for a, b in s['content']]
        n_gold, n_sys, used, pairs = n_gold + len(gold[n]), n_sys + len(said), set(), []
        for a, b, who in gold[n].values():
            best, share = None, 0.5
            for i, (x, y, _) in enumerate(said):
                over = min(b, y) - max(a, x)
                if i not in used and over > 0 and over / (max(b, y) - min(a, x)) >= share:
                    best, share = i, over / (max(b, y) - min(a, x))
            if best is not None:
                used.add(best)
                hit += 1
                if who:
                    pairs.append((who, said[best][2]))
        for i, (g, s) in enumerate(pairs):
            same_g = {j for j, p in enumerate(pairs) if p[0] == g}
            same_s = {j for j, p in enumerate(pairs) if p[1] == s} if s != 'unattributed speaker' else {i}
            num[0] += len(same_g & same_s) / len(same_s)
            num[1] += len(same_g & same_s) / len(same_g)
            pairs_n += 1
    p, r = 100 * hit / max(1, n_sys), 100 * hit / max(1, n_gold)
    bp, br = 100 * num[0] / max(1, pairs_n), 100 * num[1] / max(1, pairs_n)
    print(f'LitBank: {len(texts)} books, {n_gold} quotations, found P/R/F1 {p:.1f}/{r:.1f}/{f1(p, r):.1f}; speakers B3 P/R/F1 over '
          f'{pairs_n} found {bp:.1f}/{br:.1f}/{f1(bp, br):.1f}')


def main(args):
    self_test()
    if not args or args[0] not in ('gum', 'gap', 'litbank', 'all'):
        raise SystemExit(__doc__)
    if args[0] == 'all':
        data = os.path.join(args[1] if len(args) > 1 else '../shared', 'data')
        if not os.path.isdir(data):
            print(f'no corpora in {data}: nothing measured')
            return 77
        gum(os.path.join(data, 'gum/gum-open-train.conllu'))
        gum(os.path.join(data, 'gum/gum-open-dev.conllu'))
        gap(os.path.join(data, 'gap/gap-development.tsv'))
        gap(os.path.join(data, 'gap/gap-validation.tsv'))
        litbank(os.path.join(data, 'litbank-quotations/quotations.tar.xz'))
    else:
        {'gum': gum, 'gap': gap, 'litbank': litbank}[args[0]](args[1])
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
