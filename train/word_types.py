"""How often each word of the news is taken for which type of name, by the program with the default model: counts for lists.py.

usage: word_types.py PARLEY NEWS.tok OUT.pkl [NAMES.silver SENTENCES]      (PARLEY: build/release/parley)
A single sentence often leaves a name open; the mean over all its sentences seldom does. 130,000 words/s.
NAMES.silver: the first SENTENCES sentences with their names, as silver_names.py writes them, for names_swap.py.
"""
import json
import pickle
import subprocess
import sys
import threading
from collections import defaultdict
from itertools import islice

from features import norm
from lists import TYPES

BLOCK = 25000       # sentences; the program takes 32 MB of text


def parse(parley, lines):
    """(word, tag) of each word, None between sentences."""
    p = subprocess.Popen([parley, 'parse', '--input', 'conllu', '/dev/stdin'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                         encoding='utf-8')

    def feed():
        for line in lines:
            for i, w in enumerate(line.split()[:200]):
                p.stdin.write(f'{i + 1}\t{w}\t_\t_\t_\t_\t_\t_\t_\t_\n')
            p.stdin.write('\n')
        p.stdin.close()
    t = threading.Thread(target=feed)
    t.start()
    for line in p.stdout:
        c = line.rstrip('\n').split('\t')
        if len(c) == 10:
            i = c[9].find('NE=')
            yield c[1], c[9][i + 3:].split('|')[0] if i >= 0 else 'O'
        elif line == '\n':
            yield None
    t.join()
    if p.wait():
        sys.exit('parley failed')


def main():
    parley, tok, out = sys.argv[1:4]
    silver, left = (open(sys.argv[4], 'w', encoding='utf-8'), int(sys.argv[5])) if len(sys.argv) > 4 else (None, 0)
    ix = {t: i for i, t in enumerate(TYPES)}
    # Of words with a capital or in a name: by type, beginnings; then of small ones.
    count = defaultdict(lambda: [0] * (len(TYPES) + 2))
    f = open(tok, encoding='utf-8')
    while lines := list(islice((l for l in f if not l.isspace()), BLOCK)):
        sent = []
        for x in parse(parley, lines):
            if x is None:
                if left > 0:
                    tags = [t for _, t in sent]
                    silver.write(json.dumps([[w for w, _ in sent], tags, tags], ensure_ascii=False) + '\n')
                    left -= 1
                sent = []
                continue
            w, tag = x
            sent.append(x)
            r = count[norm(w)]
            if w[:1].isupper() or tag != 'O':
                r[ix.get(tag[2:], 0) if tag != 'O' else 0] += 1
                r[-2] += tag[0] == 'B'
            else:
                r[-1] += 1
    pickle.dump(dict(count), open(out, 'wb'))


if __name__ == '__main__':
    main()
