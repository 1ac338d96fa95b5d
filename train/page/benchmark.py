"""The article-extraction benchmark's measure, written anew from its description: words, runs of four, precision and recall per page, means.

A page's precision is the share of the extracted runs of four words that the gold text has (counted with multiplicity), recall the
share of the gold's runs that were extracted; F1 is made from the two means.
"""
import re
from collections import Counter

WORD = re.compile(r"\w+")


def runs(text, n=4):
    w = WORD.findall(text)
    return Counter(tuple(w[i:i + n]) for i in range(max(1, len(w) - n + 1)))


def page_score(gold, found):
    g, f = runs(gold), runs(found)
    both = sum((g & f).values())
    n_f, n_g = sum(f.values()), sum(g.values())
    if not found.strip():
        return (0.0, 0.0) if gold.strip() else (1.0, 1.0)
    return both / n_f, both / n_g


def score(pairs):
    p, r = zip(*(page_score(g, f) for g, f in pairs))
    p, r = sum(p) / len(p), sum(r) / len(r)
    return 2 * p * r / (p + r) if p + r else 0.0, p, r


def lead_kept(gold, found):
    """Did the first paragraph of the gold (its first line of eight words or more) survive whole?"""
    for line in gold.split("\n"):
        w = WORD.findall(line)
        if len(w) >= 8:
            return " ".join(w) in " ".join(WORD.findall(found))
    return True
