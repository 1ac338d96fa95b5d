#!/usr/bin/env python3
"""Write the pages that tests/news has gold for.

usage: news_pages.py NEWS.jsonl.xz GOLD_DIR OUT_DIR

A gold file nNNNN.jsonl belongs to line NNNN (from 0) of the collection of news text; the page is its title, an empty line, its text. The
gold holds byte places and names only, so the words must be those that were annotated: pages.sha256 in GOLD_DIR has the sum of each page, and
one that differs ends this with 1.
"""
import hashlib, json, lzma, os, sys


def main(news, gold, out):
    want = {}
    with open(os.path.join(gold, "pages.sha256"), encoding="utf-8") as f:
        for line in f:
            digest, name = line.split()
            want[int(name[1:].split(".")[0])] = (name, digest)
    os.makedirs(out, exist_ok=True)
    with lzma.open(news, "rt", encoding="utf-8") as f:
        for n, line in enumerate(f):
            if n not in want:
                continue
            article = json.loads(line)
            page = (article["title"] + "\n\n" + article["text"] + "\n").encode()
            name, digest = want.pop(n)
            if hashlib.sha256(page).hexdigest() != digest:
                sys.exit(f"{news}: article {n} is not the one that was annotated")
            with open(os.path.join(out, name), "wb") as g:
                g.write(page)
    if want:
        sys.exit(f"{news}: no article {min(want)}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
