#!/usr/bin/env python3
"""Turn a PETRARCH verb dictionary (TABARI's successor, versions 1 and 2) into an event lexicon of ours, as an alternative to data/events.

usage: from_petrarch.py VERBS.txt CAMEO2PLOVER.txt OUT_DIR

Writes OUT_DIR/lexicon.txt and OUT_DIR/classes.txt; operators.txt and forms.txt are to be copied from data/events. With OUT_DIR under data/,
PARLEY_EVENTS=NAME makes parley read it. What each construct becomes:

    &NAME with +WORD lines        synonym set   -> a class of the same name, @name
    --- BLOCK [code] ---          block         -> its verbs share patterns and the block's code
    VERB [code] {FORMS}           verb          -> v:verb with the code's PLOVER type; forms are left to the lemmatiser
    VERB_PARTICLE, +PHRASE_       phrase        -> v:verb_particle; other multi-word verbs are left out and counted
    - A * B (P C) [code] # V      pattern       -> conditions: subj=a, obj=b, p=c; {A B} stands for its last word
    $ + ^ %                       placeholders  -> source and target as our roles find them
    [---]                         no event      -> "-": left alone
    [code:code]                   two-sided     -> both
    ~NAME, discards               not read here
"""
import re
import sys


def plover_table(path):
    table = {}
    for line in open(path, encoding="utf-8"):
        m = re.match(r"(\d{2,4}):\s*([A-Z]+)\s*,\s*([\w-]*)", line)
        if m:
            table[m.group(1)] = (m.group(2), m.group(3))
    return table


def lower(w):
    return w.strip("+&_ ").replace("_", "-").lower()


class Reader:
    def __init__(self, table):
        self.table, self.sets, self.entries, self.left_out = table, {}, [], 0

    def type_of(self, code):
        both = ":" in code
        code = code.split(":")[0].strip("[] ")
        if "---" in code or not code:
            return "-", both
        for n in (len(code), 3, 2):
            if code[:n] in self.table:
                kind, mode = self.table[code[:n]]
                return kind + (":" + mode if mode else ""), both
        return None, both

    def trigger(self, verb):
        words = [w for w in verb.strip("+ ").lower().split("_") if w]
        if len(words) == 1:
            return words[0]
        if len(words) == 2 and words[1] in {"up", "down", "out", "off", "in", "on", "back", "away", "over", "through", "together", "aside", "apart"}:
            return "_".join(words)
        return None

    def word(self, w):
        """A pattern's word as a condition's: class, or the word itself; None for placeholders."""
        if w in ("$", "+", "^", "%") or not re.search(r"[A-Z]", w):
            return None
        return "@" + lower(w) if w.startswith("&") and self.sets.get(lower(w)) else lower(w)

    def conditions(self, pattern):
        pattern = re.sub(r"\{([^}]*)\}", lambda m: m.group(1).split()[-1] if m.group(1).split() else "", pattern)
        before, _, after = pattern.partition("*")
        out = []
        left = [x for x in map(self.word, re.sub(r"\([^)]*\)", " ", before).split()) if x]
        if left:
            out.append("subj=" + left[-1])
        for group in re.findall(r"\(([^)]*)\)", after):
            parts = group.split()
            if parts:
                noun = next((x for x in map(self.word, reversed(parts[1:])) if x), None)
                out.append(lower(parts[0]) + ("=" + noun if noun else ""))
        plain = re.sub(r"\([^)]*\)", " ", after).split()
        while plain:
            w = plain.pop(0)
            if lower(w) in PREPOSITIONS:
                noun = next((x for x in map(self.word, plain) if x), None)
                out.append(lower(w) + ("=" + noun if noun else ""))
                break
            x = self.word(w)
            if x:
                out.append("obj=" + x)
                break
        return " ".join(out) or "-"

    def emit(self, verb, conditions, code):
        kind, both = self.type_of(code)
        trigger = self.trigger(verb)
        if kind is None or trigger is None or (kind == "-" and conditions == "-"):
            self.left_out += 1
            return
        self.entries.append("\t".join(["v:" + trigger, conditions, kind, "s=subj t=obj/with/to/against/on/for" + (" both" if both else ""), "-"]))

    def read(self, path):
        block_code, verbs, current = "[---]", [], None
        for raw in open(path, encoding="utf-8", errors="replace"):
            line = raw.split("#")[0].rstrip()
            note = raw.split("#")[1].split()[0] if "#" in raw and raw.split("#")[1].split() else None
            if not line.strip():
                current = None if not line and current else current
                continue
            if line.startswith("&"):
                current = lower(line)
                self.sets[current] = []
            elif line.startswith("+") and current:
                self.sets[current].append(lower(line.split()[0]))
            elif line.startswith("---"):
                m = re.search(r"\[(.*?)\]", line)
                block_code, verbs, current = m.group(0) if m else "[---]", [], None
            elif line.startswith("-"):
                m = re.match(r"-\s*(.*?)\s*(\[[^\]]*\])\s*$", line)
                if m and verbs:
                    of = [v for v in verbs if note and v.upper() == note.upper()] or verbs
                    for v in of:
                        self.emit(v, self.conditions(m.group(1)), m.group(2))
            else:
                m = re.match(r"([A-Z+][\w+.-]*)\s*(\[[^\]]*\])?\s*(\{[^}]*\})?\s*(\[[^\]]*\])?", line)
                if m:
                    current = None
                    verbs.append(m.group(1))
                    self.emit(m.group(1), "-", m.group(2) or m.group(4) or block_code)


PREPOSITIONS = set("about above across after against along among around as at away before behind between by down during for from in into of off "
                   "on onto out over through to toward towards under until up upon with within without".split())


def main():
    r = Reader(plover_table(sys.argv[2]))
    r.read(sys.argv[1])
    classes = "".join(f"{n}\t{'|'.join(w)}\n" for n, w in sorted(r.sets.items()) if w)
    own = open(__file__.rsplit("/train/", 1)[0] + "/data/events/classes.txt", encoding="utf-8").read()
    taken = {line.split("\t")[0] for line in classes.splitlines()}
    with open(sys.argv[3] + "/classes.txt", "w", encoding="utf-8") as f:
        f.write("# from a PETRARCH verb dictionary\n" + classes)
        f.write("".join(line + "\n" for line in own.splitlines() if line.split("\t")[0] not in taken))
    with open(sys.argv[3] + "/lexicon.txt", "w", encoding="utf-8") as f:
        f.write("# from a PETRARCH verb dictionary\n" + "\n".join(dict.fromkeys(r.entries)) + "\n")
    print(f"{len(dict.fromkeys(r.entries))} entries, {len(r.sets)} synonym sets, {r.left_out} multi-word verbs or codes left out")


main()
