"""Writes what an implementation must compute to the bit: integers of every stage for given sentences.

usage: vectors_test.py MODEL.plm SENTENCES.txt OUT.txt   (a sentence a line, tokens split by spaces)

    sentence N
    word FORM            N times: then, for that word, lines of integers
    x ...                input, -63..63 (d_in)
    e ...                last encoder states, -63..63 (2*hid)
    upos ... xpos ... feats ... lemma ... ner ...      logits, 1/1024 nat
    arc ...              scores of the heads 0..N
    rel ...              logits of the relations for the chosen head
    out UPOS XPOS FEATS LEMMA HEAD DEPREL NER          tab-separated
"""
import sys

from simulate import Simulator

sim = Simulator(sys.argv[1])
with open(sys.argv[3], 'w', encoding='utf-8') as o:
    for line in open(sys.argv[2], encoding='utf-8'):
        forms = line.split()
        n = len(forms)
        e = sim.encode([forms])[0]
        d = sim.raw(e, forms)
        p = sim.finish(forms, d)
        print('sentence', n, file=o)
        for i, f in enumerate(forms):
            print('word', f, file=o)
            print('x', *sim.input(f).astype(int), file=o)
            print('e', *e[i].astype(int), file=o)
            for k in ('upos', 'xpos', 'feats', 'lemma', 'ner', 'arc', 'rel'):
                print(k, *d[k][i].tolist(), file=o)
            print('out', '\t'.join(map(str, (p['upos'][i], p['xpos'][i], p['feats'][i], p['lemmas'][i], p['heads'][i], p['rels'][i],
                                             p['ner'][i]))), sep='\t', file=o)
