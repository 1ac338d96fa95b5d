#!/usr/bin/env python3
"""Short pages for record_bench: the first sentences of news articles, at most so many bytes.

usage: briefs.py NEWS.jsonl.xz [--pages 4000] [--bytes 1000] >briefs.jsonl
"""
import argparse
import json
import lzma
import re
import sys


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("news")
    ap.add_argument("--pages", type=int, default=4000)
    ap.add_argument("--bytes", type=int, default=1000)
    a = ap.parse_args()
    n = 0
    with lzma.open(a.news, "rt", encoding="utf-8") as f:
        for line in f:
            o = json.loads(line)
            text, size = "", 0
            for s in re.split(r"(?<=[.?!”\"])\s+", o["text"]):
                size += len(s.encode()) + 1
                if size > a.bytes:
                    break
                text += s + " "
            if len(text) < a.bytes // 2:
                continue
            o["text"] = text.strip()
            json.dump(o, sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")
            n += 1
            if n == a.pages:
                return


if __name__ == "__main__":
    main()
