"""Scores of a model file on the dev sets, as the tables of models/README.md.

usage: score.py MODEL.plm [gold.silver]     (the latter adds spaCy's rows for names)
"""
import json
import sys

from data import load_gold
from evaluate import score
from simulate import Simulator

TYPES = {'ewt-dev': ('PER', 'ORG', 'LOC'), 'gum-dev': ('PER', 'ORG', 'LOC', 'DATE'),
         're3d-dev': ('PER', 'ORG', 'LOC', 'NORP', 'DATE', 'QUANTITY', 'MONEY')}


def main():
    sim = Simulator(sys.argv[1])
    gold = load_gold()
    rows = {}
    spacy = {}
    if len(sys.argv) > 2:
        f = open(sys.argv[2], encoding='utf-8')
        for part, sents in gold.items():
            spacy[part] = [json.loads(f.readline()) for _ in sents]
    print('| dev, gold tokens | UPOS | XPOS | FEATS | lemma | UAS | LAS |\n|---|---|---|---|---|---|---|')
    for k in TYPES:
        p = sim.predict([s['forms'] for s in gold[k]])
        rows[k] = score(gold[k], p, TYPES[k])
        if 'las' in rows[k]:
            print(f'| {k} | ' + ' | '.join(str(rows[k][x]) for x in ('upos', 'xpos', 'feats', 'lemmas', 'uas', 'las')) + ' |')
    for k, types in TYPES.items():
        print(f'\n| {k}, span F1 | all | ' + ' | '.join(types) + ' |\n|---|' + '---|' * (len(types) + 1))
        out = {'this model': rows[k]}
        for j, name in ((1, 'spaCy sm'), (2, 'spaCy md')):
            if spacy:
                out[name] = score([dict(s, heads=None) for s in gold[k]], [dict(ner=r[j]) for r in spacy[k]], types)
        for name, r in out.items():
            print(f'| {name} | {r["ner"]} | ' + ' | '.join(str(r['ner_' + t]) for t in types) + ' |')


if __name__ == '__main__':
    main()
