#!/usr/bin/env python3
"""Pack archive/*.html into the example's two web archives (ISO 28500, WARC/1.0), the second one gzipped record by record.

usage: make_archives.py     writes pages/09-crawl.warc and pages/10-crawl.warc.gz beside itself

The bytes are the same on every run: fixed dates and record ids, gzip without a time stamp. The archives also hold what real
crawls hold and a reader must pass over: a warcinfo record, a request, a picture, a page that was not found.
"""
import gzip
import os
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))


def record(kind, date, body, uri=None, content_type="application/http; msgtype=response"):
    ident = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {uri} {date}")
    head = [f"WARC/1.0", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{ident}>", f"WARC-Date: {date}"]
    if uri:
        head.append(f"WARC-Target-URI: {uri}")
    head += [f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


def answer(name, status="200 OK", content_type="text/html; charset=utf-8", body=None):
    if body is None:
        with open(os.path.join(HERE, "archive", name), "rb") as f:
            body = f.read()
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def info(date):
    return record("warcinfo", date, b"software: an invented crawler\r\nformat: WARC File Format 1.0\r\n", None,
                  "application/warc-fields")


def main():
    strait, weekly = "https://straitobserver.example/", "https://harbourtrade.example/"
    uri = strait + "2023/05/18/why-sandry-will-not-pull-its-levers"
    plain = [
        info("2023-05-18T09:00:00Z"),
        record("request", "2023-05-18T09:00:01Z", b"GET /2023/05/18/ HTTP/1.1\r\nHost: straitobserver.example\r\n\r\n", uri,
               "application/http; msgtype=request"),
        record("response", "2023-05-18T09:00:01Z", answer("observer-analysis.html"), uri),
        record("response", "2023-05-18T09:00:02Z", answer("", content_type="image/gif", body=b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
               strait + "dot.gif"),
        record("response", "2023-05-18T09:00:03Z", answer("weekly-rewrite.html"), weekly + "news/orsund-turns-down-text"),
    ]
    with open(os.path.join(HERE, "pages", "09-crawl.warc"), "wb") as f:
        f.write(b"".join(plain))
    courier = "https://www.hallincourier.example/"
    zipped = [
        info("2023-05-18T21:00:00Z"),
        record("response", "2023-05-18T21:00:01Z",
               answer("", "404 Not Found", body=b"<html><body><h1>Not found</h1></body></html>"), courier + "politics/old"),
        record("response", "2023-05-18T21:00:02Z", answer("courier-talks.html"), courier + "politics/2023/05/18/delegations-back"),
    ]
    with open(os.path.join(HERE, "pages", "10-crawl.warc.gz"), "wb") as f:
        for r in zipped:
            f.write(gzip.compress(r, 9, mtime=0))


main()
