"""Reads the training data: trees (EWT, GUM), names (UNER, GUM, re3d).

A sentence is a dict: forms, lemmas, upos, xpos, feats, heads, rels, ner (tags
or None), misc, src, id, doc. A field that a source does not give is None, and its
loss is left out. Names keep the types PER ORG LOC NORP DATE MONEY QUANTITY.
"""
import os
import re

D = os.environ.get('PARLEY_DATA', os.path.join(os.path.dirname(__file__), '../../shared/data'))
NER_TYPES = ['PER', 'ORG', 'LOC', 'NORP', 'DATE', 'MONEY', 'QUANTITY', 'MISC']


def read_conllu(path, src):
    import lzma
    op = lzma.open if path.endswith('.xz') else open
    out, rows, sid, doc = [], [], '', 0
    with op(path, 'rt', encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if line.startswith('# sent_id'):
                sid = line.split('=', 1)[1].strip()
            elif line.startswith('# newdoc'):
                doc += 1
            elif not line:
                if rows:
                    out.append(_sentence(rows, sid, src, doc))
                rows = []
            elif line[0] != '#':
                c = line.split('\t')
                if c[0].isdigit():
                    rows.append(c)
    if rows:
        out.append(_sentence(rows, sid, src, doc))
    return out


def _sentence(rows, sid, src, doc):
    col = list(zip(*rows))
    return dict(id=sid, src=src, doc=f'{src}{doc}', forms=list(col[1]), lemmas=list(col[2]), upos=list(col[3]), xpos=list(col[4]),
                feats=list(col[5]), heads=[int(h) for h in col[6]], rels=list(col[7]), misc=list(col[9]), ner=None)


def read_iob(path):
    """sent_id -> tags (PER, ORG, LOC)."""
    out, cur, sid = {}, [], None
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith('# sent_id'):
            sid, cur = line.split('=', 1)[1].strip(), []
            out[sid] = cur
        elif line and line[0] != '#':
            cur.append(line.split('\t')[2])
    return out


def spans_of(tags):
    """BIO tags -> list of (start, end, type)."""
    out, start, typ = [], None, None
    for i, t in enumerate(list(tags) + ['O']):
        if start is not None and (t[0] != 'I' or t[2:] != typ):
            out.append((start, i, typ))
            start = None
        if t[0] == 'B' or (t[0] == 'I' and start is None):
            start, typ = i, t[2:]
    return out


def tags_of(spans, n):
    tags = ['O'] * n
    for a, b, t in spans:
        if all(x == 'O' for x in tags[a:b]):
            tags[a] = 'B-' + t
            for i in range(a + 1, b):
                tags[i] = 'I-' + t
    return tags


_ENT = re.compile(r'\(([^()]+)|([^()]+)\)|\)')


def gum_names(sents):
    """Names out of GUM's entities (all mentions are marked; a name is one whose head is a proper noun).

    The span is cut to the name proper: the run around the head of proper nouns,
    joined by hyphens, and over `of`/`for`/`and` in organisations. <date> tags
    give DATE. Everything else (NORP, MONEY, QUANTITY) stays open.
    """
    kinds = {'person': 'PER', 'organization': 'ORG', 'place': 'LOC'}
    for s in sents:
        n = len(s['forms'])
        open_, ents, dates, dstart = {}, [], [], None
        for i, m in enumerate(s['misc']):
            f = dict(x.split('=', 1) for x in m.split('|') if '=' in x)
            e = f.get('Entity', '')
            for p in re.findall(r'\([^()]+\)?|[^()]+\)', e):
                if p[0] == '(':
                    fields = p.strip('()').split('-')
                    key, typ = fields[0], fields[1] if len(fields) > 1 else ''
                    if p[-1] == ')':
                        ents.append((i, i + 1, typ))
                    else:
                        open_.setdefault(key, []).append((i, typ))
                else:
                    key = p.rstrip(')').split('-')[0]
                    if open_.get(key):
                        a, typ = open_[key].pop()
                        ents.append((a, i + 1, typ))
            x = f.get('XML', '')
            if '<date' in x:
                dstart = i
            if '</date>' in x and dstart is not None:
                dates.append((dstart, i + 1, 'DATE'))
                dstart = None
        ents.sort(key=lambda t: t[0] - t[1])       # longest first
        spans = list(dates)
        for a, b, typ in ents:
            if typ not in kinds:
                continue
            head = [i for i in range(a, b) if not a < s['heads'][i] <= b]
            if len(head) != 1 or s['upos'][head[0]] != 'PROPN':
                continue
            h = head[0]
            name = [u in ('PROPN',) for u in s['upos']]

            def part(i):
                return a <= i < b and (name[i] or s['forms'][i] in ('-', '’s', "'s") and a < i < b - 1
                                       and name[i - 1] and name[i + 1] and s['forms'][i] == '-')
            lo = hi = h
            while part(lo - 1):
                lo -= 1
            while part(hi + 1):
                hi += 1
            if typ == 'organization':
                while hi + 2 < b and s['forms'][hi + 1].lower() in ('of', 'for', 'and', '&'):
                    k = hi + 2
                    if s['forms'][k].lower() == 'the' and k + 1 < b:
                        k += 1
                    if not name[k]:
                        break
                    hi = k
                    while part(hi + 1):
                        hi += 1
            spans.append((lo, hi + 1, kinds[typ]))
        s['ner'] = tags_of(spans, n)
    return sents


RE3D = {'Organisation': 'ORG', 'Person': 'PER', 'Location': 'LOC', 'Temporal': 'DATE', 'Quantity': 'QUANTITY',
        'Nationality': 'NORP', 'Money': 'MONEY'}


def re3d_bbc():
    """Texts of the non-commercial BBC part that can be told apart."""
    import json
    out = []
    for line in open(f'{D}/re3d/documents.jsonl', encoding='utf-8'):
        d = json.loads(line)
        if d['subset'] == 'BBC Online':
            out.append(re.sub(r'\W', '', d['text']))
    return ''.join(out)


def read_re3d(path):
    out, forms, tags = [], [], []
    for line in list(open(path, encoding='utf-8')) + ['\n']:
        p = line.rstrip('\n').split('\t') if '\t' in line else line.split()
        if len(p) < 2:
            if forms:
                sp = [(a, b, RE3D[t]) for a, b, t in spans_of(tags) if t in RE3D]
                out.append(dict(id='', src='re3d', forms=forms, lemmas=None, upos=None, xpos=None, feats=None, heads=None,
                                rels=None, misc=None, ner=tags_of(sp, len(forms))))
            forms, tags = [], []
        else:
            forms.append(p[0])
            tags.append(p[-1])
    return out


def load_gold():
    """-> dict of lists: train and dev of EWT and GUM (names joined), re3d. PARLEY_FIRST=N: N sentences of each (run.sh --smoke)."""
    first = int(os.environ.get('PARLEY_FIRST', 0)) or None
    out = {}
    for part in ('train', 'dev'):
        ewt = read_conllu(f'{D}/ud-ewt/en_ewt-ud-{part}.conllu', 'ewt')
        iob = read_iob(f'{D}/uner-ewt/en_ewt-ud-{part}.iob2')
        for s in ewt:
            t = iob.get(s['id'])
            s['ner'] = list(t) if t is not None and len(t) == len(s['forms']) else None
        out['ewt-' + part] = ewt
        out['gum-' + part] = gum_names(read_conllu(f'{D}/gum/gum-open-{part}.conllu', 'gum'))
        out['re3d-' + part] = read_re3d(f'{D}/re3d/re3d-{part}.conll')
    return {k: v[:first] for k, v in out.items()}
