#!/usr/bin/env python3
"""Turn a negotiation's annotation (gold.txt, written by hand) into gold files of the record's exchange format.

usage: make_gold.py FOLDER       reads FOLDER/gold.txt and FOLDER/pages, writes FOLDER/gold/*.jsonl
       make_gold.py FOLDER --check   writes nothing; fails when the files there are not what would be written

People quote words; this script finds the bytes. A line is a kind and fields between '|', empty for null. Words of the page are
quoted whole, or as "first words … last words" (the shortest stretch), with "#2 " in front for the second place that fits. In HTML
the words may stand as entities. Lines before the first `doc` hold what all pages share. '#' starts a comment line.

  actor    NAME | kind | role | side | title | alias; alias
  proposal NAME | author; author | date | alias; alias
  issue    NAME | alias; alias
  doc      FILE | title | outlet | published [| words that only this member of an archive holds]
  body     WORDS                                     one stretch of the report
  say      SPEAKER | mode | cue | WORDS + WORDS | chain; chain
  event    TYPE | source; source | target; target | status | asserted by | WORDS | date | place
  pos      HOLDER | stance | object | asserted by | WORDS
  fig      VALUE unit measure qualifier | subject | according to | as of | WORDS
  conflict KIND | about | FILE: WORDS | FILE: WORDS ...
  lineage  RELATION | FILE; FILE | evidence | of
"""
import gzip
import html
import json
import os
import re
import sys

ENTITY = {"’": "&rsquo;|&#8217;", "‘": "&lsquo;", "“": "&ldquo;|&#8220;", "”": "&rdquo;|&#8221;", "–": "&ndash;", "&": "&amp;"}


class Page:
    """One page's source, decoded with a way back to its bytes."""

    def __init__(self, folder, name, key):
        self.name = name
        path = name.partition("#")[0]
        with open(os.path.join(folder, "pages", path), "rb") as f:
            raw = f.read()
        if key:
            raw = member_bytes(path, raw, key.encode())
        encoding = "windows-1252" if b"charset=windows-1252" in raw else "utf-8"
        self.text = raw.decode(encoding)
        self.at, n = [], 0
        for c in self.text:
            self.at.append(n)
            n += len(c.encode(encoding))
        self.at.append(n)

    def find(self, words):
        words = words.strip()
        nth, chosen = 1, re.match(r"#(\d+) ", words)
        if chosen:
            nth, words = int(chosen.group(1)), words[chosen.end():]
        parts = [pattern(p) for p in words.split(" … ")]
        found = []
        for m in re.finditer(parts[0], self.text):
            end = m.end()
            if len(parts) == 2:
                last = re.compile(parts[1]).search(self.text, end)
                if not last:
                    continue
                end = last.end()
            found.append((m.start(), end))
        if len(found) < nth or (len(found) > 1 and not chosen):
            raise ValueError(f"{self.name}: {len(found)} places fit: {words}")
        s, e = found[nth - 1]
        return [self.at[s], self.at[e]]


def pattern(words):
    """The words as a regular expression in which letters may be entities and any white space or inline tag may part them."""
    out = []
    for c in words:
        if c == " ":
            out.append(r"(?:\s|\\n|<[^>]+>)+")
        elif c in ENTITY:
            out.append(f"(?:{re.escape(c)}|{ENTITY[c]})")
        else:
            out.append(re.escape(c))
    return "".join(out)


def member_bytes(path, raw, key):
    """Bytes of one member of an archive, feed or JSON Lines file, as the reader cuts them: the one that holds the key."""
    if path.endswith((".warc", ".warc.gz")):
        raw = gzip.decompress(raw) if path.endswith(".gz") else raw
        members = [p.split(b"\r\n\r\n", 2)[2][:-4] for p in raw.split(b"WARC/1.0\r\n")[1:] if b"WARC-Type: response" in p]
    elif path.endswith(".jsonl"):
        members = raw.split(b"\n")
    else:
        members = re.findall(rb"<item>.*?</item>", raw, re.S)
    found = [m for m in members if key in m]
    if len(found) != 1:
        raise ValueError(f"{path}: {len(found)} members hold {key.decode()}")
    return found[0]


def field(fields, n):
    v = fields[n].strip() if n < len(fields) else ""
    return v or None


def many(fields, n):
    return [x.strip() for x in (field(fields, n) or "").split(";") if x.strip()]


def number(v):
    x = float(v)
    return int(x) if x == int(x) else x


def read(folder):
    shared, docs, across, pages, doc = [], {}, [], {}, None
    with open(os.path.join(folder, "gold.txt"), encoding="utf-8") as f:
        lines = f.read().split("\n")
    errors = []
    for n, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, _, rest = line.partition(" ")
        v = rest.split("|")
        try:
            if kind == "actor":
                row = dict(type=kind, name=v[0].strip(), aliases=many(v, 5), kind=field(v, 1), role=field(v, 2), side=field(v, 3),
                           title=field(v, 4))
                shared.append(row)
            elif kind == "proposal":
                shared.append(dict(type=kind, name=v[0].strip(), aliases=many(v, 3), author=many(v, 1), date=field(v, 2)))
            elif kind == "issue":
                shared.append(dict(type=kind, name=v[0].strip(), aliases=many(v, 1)))
            elif kind == "doc":
                doc = v[0].strip()
                pages[doc] = page = Page(folder, doc, field(v, 4))
                docs[doc] = [dict(type="document", doc=doc, title=field(v, 1), outlet=field(v, 2), published=field(v, 3), body=[])]
            elif kind == "body":
                docs[doc][0]["body"].append(page.find(rest))
            elif kind == "say":
                docs[doc].append(dict(type="statement", doc=doc, content=[page.find(w) for w in v[3].split(" + ")],
                                      cue=cue_at(page, v),
                                      speaker=v[0].strip(), chain=many(v, 4), mode=field(v, 1)))
            elif kind == "event":
                docs[doc].append(dict(type=kind, doc=doc, evidence=page.find(v[5]), event=v[0].strip(), source=many(v, 1),
                                      target=many(v, 2), status=field(v, 3), date=field(v, 6), place=field(v, 7),
                                      asserted_by=field(v, 4)))
            elif kind == "pos":
                docs[doc].append(dict(type="position", doc=doc, evidence=page.find(v[4]), holder=v[0].strip(), stance=field(v, 1),
                                      object=field(v, 2), asserted_by=field(v, 3)))
            elif kind == "fig":
                value, unit, measure, qualifier = v[0].split()
                docs[doc].append(dict(type="figure", doc=doc, evidence=page.find(v[4]), value=number(value), qualifier=qualifier,
                                      unit=unit, measure=measure.replace("_", " "), subject=field(v, 1), according_to=field(v, 2),
                                      as_of=field(v, 3)))
            elif kind == "conflict":
                ends = [x.split(": ", 1) for x in v[2:]]
                across.append(dict(type=kind, about=field(v, 1), kind=v[0].strip(),
                                   between=[dict(doc=d.strip(), evidence=pages[d.strip()].find(w)) for d, w in ends]))
            elif kind == "lineage":
                row = dict(type=kind, docs=many(v, 1), relation=v[0].strip(), evidence=field(v, 2))
                if field(v, 3):
                    row["of"] = field(v, 3)
                across.append(row)
            else:
                raise ValueError(f"no such kind '{kind}'")
        except (ValueError, IndexError) as e:
            errors.append(f"gold.txt:{n}: {e}")
    if errors:
        sys.exit("\n".join(errors))
    known = {x for r in shared for x in [r["name"]]}
    for d, rows in docs.items():
        for r in rows:
            for name in [r.get("speaker"), *r.get("chain", []), *r.get("source", []), *r.get("target", []), r.get("holder"),
                         r.get("object"), r.get("asserted_by"), r.get("according_to")]:
                if name and name not in known:
                    errors.append(f"{d}: '{name}' is no actor, proposal or issue")
    if errors:
        sys.exit("\n".join(sorted(set(errors))))
    return shared, docs, across, pages


def cue_at(page, v):
    """The occurrence of the cue nearest to the content, outside of it: cues are common words ("said")."""
    cue = field(v, 2)
    if not cue:
        return None
    near = page.find(v[3].split(" + ")[0])
    best = None
    for m in re.finditer(r"\b" + pattern(cue) + r"\b", page.text):
        s, e = page.at[m.start()], page.at[m.end()]
        if s < near[1] and e > near[0]:
            continue
        gap = near[0] - e if e <= near[0] else s - near[1]
        if best is None or gap < best[0]:
            best = (gap, [s, e])
    if not best:
        raise ValueError(f"{page.name}: no cue '{cue}' near {v[3]}")
    return best[1]


def used(rows):
    """Names of the shared actors, proposals and issues that a page's facts mention."""
    out = set()
    for r in rows:
        out |= {r.get("speaker"), r.get("holder"), r.get("object"), r.get("asserted_by"), r.get("according_to")}
        for k in ("chain", "source", "target"):
            out |= set(r.get(k) or [])
    return out


def main():
    folder = sys.argv[1]
    shared, docs, across, pages = read(folder)
    sides = {r["name"]: r.get("side") for r in shared}
    files = {}
    for doc, rows in docs.items():
        names = used(rows)
        names |= {sides.get(n) for n in names}
        plain = html.unescape(pages[doc].text)
        keep = []
        for r in shared:
            if r["name"] in names:
                keep.append({**r, "aliases": [a for a in r["aliases"] if a in plain]})
        files[re.sub(r"[^A-Za-z0-9.-]+", "_", doc) + ".jsonl"] = [rows[0], *keep, *rows[1:]]
    files["across.jsonl"] = across
    stale = False
    for name, rows in files.items():
        text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
        path = os.path.join(folder, "gold", name)
        old = open(path, encoding="utf-8").read() if os.path.exists(path) else None
        if old != text:
            stale = True
            if "--check" in sys.argv:
                print(f"{path} is not what gold.txt says; run examples/make_gold.py {folder}")
            else:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as f:
                    f.write(text)
    if "--check" in sys.argv:
        sys.exit(stale)
    count = {}
    for rows in files.values():
        for r in rows:
            count[r["type"]] = count.get(r["type"], 0) + 1
    print(", ".join(f"{v} {k}" for k, v in sorted(count.items())))


main()
