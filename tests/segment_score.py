#!/usr/bin/env python3
"""Sentence splitting against rule cases: segment_score.py CASES.jsonl PARLEY [-v]

A case ({"name", "text", "sentences"}) counts if the sentences, spaces left out, are just those wanted.
"""
import json
import subprocess
import sys


def squeeze(s):
    return ''.join(s.split())


cases = [json.loads(x) for x in open(sys.argv[1], encoding='utf-8')]
right = golden = golden_right = 0
for c in cases:
    out = subprocess.run([sys.argv[2], 'parse'], input=c['text'].encode(), capture_output=True, check=True).stdout.decode()
    got = [squeeze(x[8:]) for x in out.split('\n') if x.startswith('# text =')]
    ok = got == [squeeze(x) for x in c['sentences']]
    right += ok
    if '#0' in c['name'] and not c['name'].startswith('correctly'):
        golden += 1
        golden_right += ok
    if not ok and '-v' in sys.argv:
        print(c['name'], '\n  want', c['sentences'], '\n  got ', [x[8:] for x in out.split('\n') if x.startswith('# text =')])
print(f'{right} of {len(cases)} cases right; of the golden rules {golden_right} of {golden}')
