"""Names of any model by the program itself, as the tables of models/README.md: score_parse.py PARLEY [--model NAME]

For the accurate model, which simulate.py does not know. Trees: tests/ud_score.py.
"""
import subprocess
import sys

from data import load_gold
from evaluate import score

TYPES = {'ewt-dev': ('PER', 'ORG', 'LOC'), 'gum-dev': ('PER', 'ORG', 'LOC', 'DATE'),
         're3d-dev': ('PER', 'ORG', 'LOC', 'NORP', 'DATE', 'QUANTITY', 'MONEY')}


def parse(command, sents):
    """Predictions of sentences, texts kept apart."""
    text, doc = [], None
    for s in sents:
        if s.get('doc') is None or s['doc'] != doc:
            text.append('# newdoc\n')
        doc = s.get('doc')
        text += [f'{i + 1}\t{f}\t_\t_\t_\t_\t_\t_\t_\t_\n' for i, f in enumerate(s['forms'])] + ['\n']
    got = subprocess.run(command + ['--input', 'conllu', '/dev/stdin'], input=''.join(text), capture_output=True, text=True, check=True).stdout
    out, cur = [], None
    for line in got.split('\n'):
        c = line.split('\t')
        if len(c) == 10:
            cur = cur or dict(upos=[], xpos=[], feats=[], lemmas=[], heads=[], rels=[], ner=[])
            i = c[9].find('NE=')
            for k, v in zip(cur, (c[3], c[4], c[5], c[2], int(c[6]), c[7], c[9][i + 3:].split('|')[0] if i >= 0 else 'O')):
                cur[k].append(v)
        elif not line and cur:
            out.append(cur)
            cur = None
    assert [len(p['ner']) for p in out] == [len(s['forms']) for s in sents]
    return out


def main():
    gold = load_gold()
    command = [sys.argv[1], 'parse'] + sys.argv[2:]
    for part, types in TYPES.items():
        print(part, score(gold[part], parse(command, gold[part]), types))


if __name__ == '__main__':
    main()
