#!/usr/bin/env python3
"""Build data/world/*.tsv from the lists in own/ and from open lists.

usage: build.py --petrarch DIR --names DIR [--out data/world]

--petrarch  folder with the dictionaries of PETRARCH-2 (MIT): Phoenix.International.actors.txt, Phoenix.MilNonState.actors.txt
--names     folder with the Names Corpus 1.3 by Mark Kantrowitz: male.txt, female.txt, README

The lists in own/ win: a name that they hold is not taken from elsewhere. From PETRARCH-2 come only names of organisations (two
words or more, or an acronym of four letters or more, since short ones such as "IS" or "PACT" are words); its persons are left out,
because they end in 2014 and a report names its persons itself.
"""
import argparse, os, re

HERE = os.path.dirname(os.path.abspath(__file__))
SMALL = {"of", "for", "and", "the", "in", "on", "to", "de", "la", "du", "des", "et", "against", "with", "al"}
PERSON = re.compile(r"\b[A-Z]\. |_[A-Z]\._")


def own(name):
    for line in open(os.path.join(HERE, "own", name + ".txt"), encoding="utf-8"):
        line = line.rstrip("\n")
        if line and not line.startswith("#"):
            yield [f.strip() for f in line.split("|")]


def write(out, name, head, rows):
    with open(os.path.join(out, name + ".tsv"), "w", encoding="utf-8") as f:
        for line in head:
            f.write("# " + line + "\n" if line else "#\n")
        for r in rows:
            while r and not r[-1]:
                r = r[:-1]
            f.write("\t".join(x or "-" for x in r) + "\n")


def phoenix(path):
    """Blocks of (names, code): a head line, +aliases, codes in brackets, on the line or after it."""
    names, code, out = [], "", []
    for line in open(path, encoding="utf-8", errors="replace"):
        line = line.split("#")[0].rstrip()
        if not line:
            continue
        m = re.search(r"\[([A-Z]+)", line)
        text = line.split("[")[0].strip()
        if text and not text.startswith("+"):
            if names:
                out.append((names, code))
            names, code = [], ""
        if text:
            names.append(text.lstrip("+").strip())
        if m and not code:
            code = m.group(1)
    if names:
        out.append((names, code))
    return out


def plain(name):
    words = [w for w in re.sub(r"\([^)]*\)", "", name).replace("_", " ").split()]
    if any(not re.fullmatch(r"[A-Z][A-Z'.&-]*", w) for w in words):
        return None
    if len(words) == 1:
        return words[0] if len(words[0]) >= 4 and not words[0].endswith("-") else None
    return " ".join(w.lower() if i and w.lower() in SMALL else "-".join(p.capitalize() for p in w.split("-")) for i, w in enumerate(words))


ORG = re.compile(r"\b(Organi[sz]ation|Union|Association|Federation|Council|Committee|Commission|Agency|Fund|Bank|League|Front|Army|Party|"
                 r"Movement|Group|Institute|Foundation|Centre|Center|Network|Forum|Alliance|Community|Court|Office|Programme|Program|"
                 r"Brigades?|Force|Forces|Corporation|Company|Congress|Conference|Initiative|International|Society|Board|Brotherhood|"
                 r"Liberation|Resistance|Jihad|Guards?)\b")
OFFICE = re.compile(r"(President|Minister|Chief|Director|Secretary|Rapporteur|Envoy|Spokes|Leader|Head|Commander|-Based|Member)\b")
KIND = {"IGO": "body", "NGO": "organisation", "NGM": "organisation", "MNC": "organisation", "INT": "organisation"}


def bodies(petrarch):
    rows, seen = [], set()
    for r in own("bodies"):
        r += [""] * (5 - len(r))
        rows.append(r)
        seen |= {x.lower() for x in [r[0], *r[1].split(";")]}
    for file in ("Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt"):
        for names, code in phoenix(os.path.join(petrarch, file)):
            good = []
            for n in names:
                p = plain(n.rstrip("_ "))
                if p and not OFFICE.search(p) and p.lower() not in seen and p.lower().removeprefix("the ") not in seen and (ORG.search(p)):
                    good.append(p)
            head = next((g for g in good if ORG.search(g)), None)
            if not head or not code:
                continue
            kind = KIND.get(code[:3], "organisation" if code[3:6] in ("REB", "SEP", "UAF") or file.startswith("Phoenix.Mil") else None)
            if not kind:
                continue
            good.remove(head)
            seen |= {g.lower() for g in [head, *good]}
            sector = code[:3] if code[:3] in ("IGO", "NGO", "MNC") else code[3:6]
            rows.append([head, ";".join(good[:4]), kind, "", sector])
    return rows


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--petrarch", required=True)
    ap.add_argument("--names", required=True)
    ap.add_argument("--out", default=os.path.join(HERE, "..", "..", "data", "world"))
    a = ap.parse_args()
    made = "made by train/world/build.py; edit train/world/own/, or this file if the change need not last"
    mine = "source: compiled for Parley; licence: CC0"
    write(a.out, "countries", [made, mine, "ISO 3166-1 alpha-3, name, other names, adjectives, people, cities that stand for its government"],
          own("countries"))
    write(a.out, "regions", [made, mine, "territory, other names, adjectives, people, state"], own("regions"))
    write(a.out, "outlets", [made, mine, "name, other names, country"], own("outlets"))
    write(a.out, "titles", [made, mine, "word, r: also a role that stands alone (t: only before a name), PLOVER sector, gender"], own("titles"))
    write(a.out, "groups", [made, mine, "noun, kind, PLOVER sector, s: stands for the state or side before it"], own("groups"))
    write(a.out, "bodies", [made, "source: compiled for Parley (CC0), and the actor dictionaries of PETRARCH-2,",
                            "github.com/openeventdata/petrarch2, Copyright (c) 2014 Open Event Data Alliance, MIT licence",
                            "name, other names, kind, state that it belongs to, PLOVER sector"], bodies(a.petrarch))
    readme = open(os.path.join(a.names, "README"), encoding="utf-8").read().split("http://")[0].strip().split("\n")
    both = {}
    for g, file in (("m", "male.txt"), ("f", "female.txt")):
        for line in open(os.path.join(a.names, file), encoding="latin-1"):
            n = line.strip().lower()
            if n and not n.startswith("#") and len(n) > 1:
                both[n] = "u" if both.get(n, g) != g else g
    for n, g in own("given"):
        both[n] = g
    write(a.out, "given", [made, "source: Names Corpus 1.3 and, for names outside English, a list compiled for Parley; licence of the corpus:", "",
                           *readme, "", "given name, m, f or u (both)"], sorted(map(list, both.items())))


if __name__ == "__main__":
    main()
