"""Peers of bench/page_bench.c: processor time of trafilatura and readability-lxml over the same files. usage: page_bench.py FILE..."""
import logging, sys, time

logging.disable(logging.CRITICAL)
import readability, trafilatura

texts = [open(f, "rb").read() for f in sys.argv[1:]]
n, mb = len(texts), sum(map(len, texts)) / 1e6
for name, read in (("trafilatura " + trafilatura.__version__, lambda b: trafilatura.extract(b)),
                   ("readability-lxml", lambda b: readability.Document(b.decode("utf-8", "replace")).summary())):
    start = time.process_time()
    for b in texts:
        try:
            read(b)
        except Exception as e:
            print(name, e, file=sys.stderr)
    spent = time.process_time() - start
    print(f"{name}\t{n} pages\t{mb:.1f} MB\t{n / spent:.0f} pages/s\t{mb / spent:.1f} MB/s")
