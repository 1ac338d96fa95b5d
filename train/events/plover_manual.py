#!/usr/bin/env python3
"""Share of the PLOVER manual's example sentences that name their category which `parley code --format plover` codes right.

usage: plover_manual.py PLOVER_MANUAL.tex PARLEY

The examples are what stands between ``...'' and closing quotes in an item of the manual's chapter on categories that also names a category
as the right code, and is a sentence (has a verb and six words). The manual is read at run time; none of its text is kept here.
"""
import json
import re
import subprocess
import sys


def clean(s):
    s = re.sub(r"\\(?:emph|ti|txt|textit)\{([^}]*)\}", r"\1", s)
    return re.sub(r"\s+", " ", s.replace("\\dots", "").replace("\\ldots", "").replace("\\$", "$").replace("{", "").replace("}", "")).strip(" ,.")


def examples(tex):
    out = []
    for item in re.split(r"\\item|\n\s*\n", tex):
        item = "\n".join(x for x in item.split("\n") if not x.strip().startswith("%"))
        quotes = [clean(q) for q in re.findall(r"``(.+?)(?:''|\")", item, re.S)]
        quotes = [q[0].upper() + q[1:] for q in quotes if len(q.split()) >= 5]
        if not quotes:
            continue
        rest = re.sub(r"``.+?(?:''|\")", "", item, flags=re.S)
        named = re.findall(r"(?:coded as|code as|report a separate|only the|category|is)\s*\\plcat\{([A-Z]+)\}", rest)
        if named:
            out += [(q + ".", set(named)) for q in quotes]
    return list({q: (q, n) for q, n in out}.values())


def main():
    cases = examples(open(sys.argv[1], encoding="utf-8").read())
    lines = "".join(json.dumps({"id": str(i), "text": q}) + "\n" for i, (q, _) in enumerate(cases))
    run = subprocess.run([sys.argv[2], "code", "--format", "plover"], input=lines, capture_output=True, text=True, check=False)
    found = {}
    for line in run.stdout.splitlines():
        r = json.loads(line)
        found.setdefault(r["cite_info"]["citation"], []).append(r["event"][0])
    hit = 0
    for i, (q, named) in enumerate(cases):
        ok = bool(named & set(found.get(str(i), [])))
        hit += ok
        print("ok  " if ok else "MISS", sorted(named), found.get(str(i), []), q[:60])
    print(f"{hit} of {len(cases)} examples: {100 * hit / max(1, len(cases)):.0f} %")


main()
