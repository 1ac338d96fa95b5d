#!/usr/bin/env python3
"""Learn which lines of a page are the report: gradient-boosted trees over the features of src/page/features.c.

usage: train/page/lines.py --dump build/release/tests/page_dump --data ../shared/data --work DIR [--text] [--out data/page/lines-html.tsv]

--text  pages flattened to text first (every block a line): the model for text that has lost its HTML. Lines that no gold labels take
        their label from the HTML model, which sees the elements around them (`teach`)
--out   train on all and write the model, after a five-fold cross-validation by page (without it: --folds 0)
--whole five-fold cross-validation of the whole program instead of the trees alone: the rules of src/page/noise.c run on trees that have
        not seen the page

Data: the shared half of the article-extraction benchmark (MIT), Mozilla Readability's test pages (Apache-2.0), the English part of
trafilatura's evaluation pages (Apache-2.0; only the segments that must or must not appear are labelled). Needs lightgbm, numpy, and
torch for --text, which trains the recurrent network beside the trees (recurrent.py; order-text.tsv in the same folder).
"""
import argparse, gzip, html.parser, io, json, os, random, re, shutil, subprocess, sys, tarfile
import numpy as np
import lightgbm as lgb
sys.path.insert(0, os.path.dirname(__file__))
from benchmark import WORD, lead_kept, score


class Text(html.parser.HTMLParser):
    """expected.html of the Readability pages -> text; blocks end lines."""
    def __init__(self):
        super().__init__()
        self.out, self.skip = [], 0

    def handle_starttag(self, tag, attrs):
        self.skip += tag in ("script", "style")
        if tag in ("p", "div", "li", "h1", "h2", "h3", "h4", "br", "td", "section", "figure", "figcaption", "blockquote"):
            self.out.append("\n")

    def handle_endtag(self, tag):
        self.skip -= tag in ("script", "style")
        if tag in ("p", "div", "li", "h1", "h2", "h3", "h4", "td", "figcaption", "blockquote"):
            self.out.append("\n")

    def handle_data(self, data):
        if not self.skip:
            self.out.append(data)


def text_of(s):
    t = Text()
    t.feed(s)
    return "".join(t.out)


def pages(data, work):
    """(set, id, path of html, gold text or None, segments with, segments without)"""
    root = os.path.join(data, "article-extraction-benchmark")
    gold = json.load(open(os.path.join(root, "ground-truth.json")))
    os.makedirs(os.path.join(work, "html"), exist_ok=True)
    for k in sorted(gold):
        path = os.path.join(work, "html", "aeb-" + k + ".html")
        if not os.path.exists(path):
            open(path, "wb").write(gzip.open(os.path.join(root, "html", k + ".html.gz")).read())
        yield "aeb", k, path, gold[k]["articleBody"], (), ()
    t = tarfile.open(os.path.join(data, "readability-pages", "test-pages.tar.xz"))
    names = {m.name: m for m in t.getmembers() if m.isfile()}
    for name in sorted(names):
        if name.endswith("/source.html"):
            k = name.split("/")[-2]
            path = os.path.join(work, "html", "rdb-" + k + ".html")
            open(path, "wb").write(t.extractfile(names[name]).read())
            want = t.extractfile(names[name[:-len("source.html")] + "expected.html"]).read().decode()
            yield "rdb", k, path, text_of(want), (), ()
    t = tarfile.open(os.path.join(data, "trafilatura-eval-en", "html.tar.xz"))
    names = {os.path.basename(m.name): m for m in t.getmembers() if m.isfile()}
    want = json.load(open(os.path.join(data, "trafilatura-eval-en", "evaldata-en.json")))
    for url in sorted(want):
        k = want[url]["file"]
        if k in names:
            path = os.path.join(work, "html", "tev-" + k)
            open(path, "wb").write(t.extractfile(names[k]).read())
            yield "tev", k, path, None, want[url]["with"], want[url]["without"]


def run(tool, mode, paths):
    """page_dump's answer for each path: one process, pages end with a form feed."""
    out = subprocess.run([tool, mode] + paths, env=dict(os.environ, PARLEY_HOME=os.getcwd()), capture_output=True).stdout
    return out.decode("utf-8", "replace").split("\f\n" if mode == "-f" else "\f")[:-1]


def flatten(tool, paths):
    """Write each page's text, one line a block, beside it."""
    for path, text in zip(paths, run(tool, "-x", paths)):
        open(path + ".txt", "w").write(text)
    return [path + ".txt" for path in paths]


def rows(dumped):
    """(features, lines) of one page"""
    x, lines = [], []
    for row in dumped.split("\n"):
        if row:
            f = row.split("\t")
            n = next(i for i, v in enumerate(f) if v.startswith("|"))
            x.append([float(v) for v in f[:n]])
            lines.append("\t".join(f[n:])[1:])
    return np.array(x, dtype=np.float32), lines


def labels(lines, gold):
    """1 for lines whose words are in the gold text. Runs of four words over line ends show also where short lines belong."""
    words = [WORD.findall(l) for l in lines]
    flat = [w for ws in words for w in ws]
    g = WORD.findall(gold)
    have = {tuple(g[i:i + 4]) for i in range(len(g) - 3)}
    hit = [False] * len(flat)
    for i in range(len(flat) - 3):
        if tuple(flat[i:i + 4]) in have:
            hit[i:i + 4] = [True] * 4
    out, at = [], 0
    for ws in words:
        out.append(sum(hit[at:at + len(ws)]) * 2 > len(ws) if ws else False)
        at += len(ws)
    # A second copy of what the report has said (a teaser of the page's own story) is neither: src/page/noise.c takes it out afterwards.
    out, seen = np.array(out, dtype=np.int8), set()
    for i, ws in enumerate(words):
        runs = [tuple(ws[k:k + 4]) for k in range(len(ws) - 3)]
        if out[i] == 1:
            if len(runs) >= 8 and sum(r in seen for r in runs) >= 0.85 * len(runs):
                out[i] = -1
            seen.update(runs)
    return out


def segment_labels(lines, yes, no):
    out = np.full(len(lines), -1, dtype=np.int8)
    for k, v in ((yes, 1), (no, 0)):
        for seg in k:
            for i, l in enumerate(lines):
                if seg.strip() in l and (v == 1 or len(l) < 4 * len(seg) + 40):
                    out[i] = v
    return out


def line_weights(lines):
    """A line counts by its words, a page about as much as any other."""
    w = np.array([min(60, 3 + len(l.split())) for l in lines], dtype=np.float32)
    return w * 400 / max(400, float(w.sum()))


def lines_in_html(text_lines, html_lines):
    """Where each line of the flattened page stands in the page; -1: nowhere."""
    at, where, last = np.full(len(text_lines), -1), {}, -1
    for n, line in enumerate(html_lines):
        where.setdefault(line.strip(), []).append(n)
    for i, line in enumerate(text_lines):
        later = [n for n in where.get(line.strip(), ()) if n > last]
        if later:
            at[i] = last = later[0]
    return at


def teach(d, teacher):
    """What the HTML model says of a page, as labels for its flattened lines: for trafilatura's pages, of which gold labels next to
    nothing, where it is fairly sure; of Readability's those lines are left out on which the two are of two minds."""
    y, w = d["y"], d["w"]
    if d["set"] == "aeb":
        return y, w
    p = np.where(d["at"] >= 0, teacher.predict(d["html"]["X"])[d["at"]], 0.5)
    sure = np.abs(p - 0.5) * 2
    if d["set"] == "rdb":
        return np.where((sure >= 0.6) & ((p > 0.5) != (y == 1)), -1, y), w
    take = (y < 0) & (sure > 0.5)
    return np.where(take, p > 0.5, y).astype(np.int8), np.where(y >= 0, w, 2 * sure * line_weights(d["lines"])).astype(np.float32)


# Small trees: of 8, 12, 16 and 24 leaves those of 8 gave HTML 0.1 points more; flattened pages like 12.
PARAMS = dict(objective="binary", learning_rate=0.08, num_leaves=8, min_data_in_leaf=60, feature_fraction=0.5, bagging_fraction=0.7,
              bagging_freq=1, lambda_l2=5.0, max_bin=63, num_threads=1, verbose=-1, seed=7, deterministic=True)


def fit(data, rounds, leaves=8):
    X = np.concatenate([d["X"][d["y"] >= 0] for d in data])
    y = np.concatenate([d["y"][d["y"] >= 0] for d in data])
    w = np.concatenate([d["w"][d["y"] >= 0] for d in data])
    return lgb.train(dict(PARAMS, num_leaves=leaves), lgb.Dataset(X, y, weight=w), num_boost_round=rounds)


class Both:
    """Trees and recurrent network for flattened pages: half the log-odds of each (src/page/noise.c, score_text)."""

    def __init__(self, rest, rounds):
        from recurrent import Recurrent
        self.trees = fit(rest, rounds, leaves=12)
        self.order = Recurrent([(d["X"], d["y"], d["w"]) for d in rest])

    def predict(self, x):
        return 1 / (1 + np.exp(-0.5 * (self.trees.predict(x, raw_score=True) + self.order.predict(x))))


def fit_text(data, trimmed, rounds):
    """The models for flattened pages, and the HTML model that teaches them, from these pages alone."""
    teacher = fit([d["html"] for d in data], 150)
    taught = {d["id"]: teach(d, teacher) for d in data}
    rest = [dict(d, y=taught[d["id"]][0], w=taught[d["id"]][1]) for d in data]
    for d in trimmed:
        if d["id"] in taught:
            y, w = (v[d["keep"]] for v in taught[d["id"]])
            rest.append(dict(d, y=y, w=w * min(4.0, float(taught[d["id"]][1].sum()) / max(1.0, float(w.sum())))))
    return Both(rest, rounds)


def text_found(d, p, cut):
    return "\n".join(l for l, v in zip(d["lines"], p) if v >= cut)


def report(data, probs, cut):
    aeb = [(d, p) for d, p in zip(data, probs) if d["set"] == "aeb"]
    pairs = [(d["gold"], text_found(d, p, cut)) for d, p in aeb]
    f, p, r = score(pairs)
    lead = sum(lead_kept(g, t) for g, t in pairs) / len(pairs)
    hit = miss = wrong = good = 0
    for d, pr in zip(data, probs):
        if d["set"] == "tev":
            t = text_found(d, pr, cut)
            hit += sum(s in t for s in d["with"])
            miss += sum(s not in t for s in d["with"])
            wrong += sum(s in t for s in d["without"])
            good += sum(s not in t for s in d["without"])
    seg_p, seg_r = hit / max(1, hit + wrong), hit / max(1, hit + miss)
    print(f"cut {cut:.2f}  benchmark F1 {f:.4f} P {p:.4f} R {r:.4f}  lead whole {lead:.3f}   segments P {seg_p:.3f} R {seg_r:.3f} "
          f"F1 {2 * seg_p * seg_r / max(1e-9, seg_p + seg_r):.3f} accuracy {(hit + good) / max(1, hit + miss + wrong + good):.3f}", flush=True)


def program_text(a, model, n_features, paths):
    """What the program keeps of these pages when it runs on model."""
    home = os.path.join(a.work, "home")
    os.makedirs(os.path.join(home, "data"), exist_ok=True)
    for name in os.listdir("data"):
        at = os.path.join(home, "data", name)
        if name != "page" and not os.path.lexists(at):
            os.symlink(os.path.abspath(os.path.join("data", name)), at)
    shutil.copytree("data/page", os.path.join(home, "data/page"), dirs_exist_ok=True)
    write(model, os.path.join(home, "data/page", "lines-text.tsv" if a.text else "lines-html.tsv"), n_features)
    out = subprocess.run([a.dump, "-t"] + paths, env=dict(os.environ, PARLEY_HOME=home), capture_output=True).stdout
    return out.decode("utf-8", "replace").split("\f")[:-1]


def write(model, path, n_features):
    if isinstance(model, Both):
        model.order.write(os.path.join(os.path.dirname(path), "order-text.tsv"))
        model = model.trees
    with open(path, "w") as f:
        f.write("# Which lines of a page are the report: boosted trees, written by train/page/lines.py; see its head for data and licences\n"
                "# (MIT and Apache-2.0 sets only). A line holds one tree, nodes in order: feature:threshold:left:right, or =score at a leaf.\n"
                "# Left when the feature is at most the threshold. The sum of the scores is a log-odds.\n")
        f.write(f"features\t{n_features}\n")
        for t in model.dump_model()["tree_info"]:
            nodes = []

            def walk(n):
                at = len(nodes)
                nodes.append(None)
                if "leaf_value" in n:
                    nodes[at] = f"={n['leaf_value']:.5g}"
                else:
                    left, right = walk(n["left_child"]), walk(n["right_child"])
                    nodes[at] = f"{n['split_feature']}:{n['threshold']:.6g}:{left}:{right}"
                return at

            walk(t["tree_structure"])
            f.write("tree\t" + " ".join(nodes) + "\n")


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--dump", required=True), a.add_argument("--data", required=True), a.add_argument("--work", required=True)
    a.add_argument("--text", action="store_true"), a.add_argument("--out"), a.add_argument("--rounds", type=int, default=120)
    a.add_argument("--cut", type=float, default=0.5), a.add_argument("--whole", action="store_true"), a.add_argument("--other", type=float, default=1.0), a.add_argument("--misses", action="store_true"), a.add_argument("--split", type=int, default=3), a.add_argument("--folds", type=int, default=5)
    a = a.parse_args()
    data, n_features = [], 0
    all_pages = list(pages(a.data, a.work))
    paths = [page[2] for page in all_pages]
    in_html = run(a.dump, "-f", paths)
    if a.text:
        paths = flatten(a.dump, paths)
    for (which, k, _, gold, yes, no), path, dumped, page in zip(all_pages, paths, run(a.dump, "-f", paths) if a.text else in_html, in_html):
        X, lines = rows(dumped)
        if not len(lines):
            continue
        if n_features and n_features != X.shape[1]:
            continue  # a page about HTML, whose text looks like HTML again
        n_features = X.shape[1]
        d = {"set": which, "id": k, "path": path, "X": X, "lines": lines, "gold": gold, "with": yes, "without": no}
        d["html"] = dict(zip(("X", "lines"), rows(page)))
        for v in (d, d["html"]):
            v["y"] = labels(v["lines"], gold) if gold is not None else segment_labels(v["lines"], yes, no)
            # The benchmark's own pages count most, segments (sure) more than Readability's style.
            v["w"] = line_weights(v["lines"]) * (3.0 if which == "aeb" else a.other)
            if which == "tev":
                v["w"] = np.array([min(60, 3 + len(l.split())) for l in v["lines"]], dtype=np.float32)
        d["at"] = lines_in_html(lines, d["html"]["lines"])
        data.append(d)
    # Text comes also half-cleaned: most of the page around the report gone, some lines of it left. Make such pages from the same ones.
    half, trimmed, rng = [], [], random.Random(5)
    for d in data if a.text else ():
        if d["gold"] is None or not (d["y"] == 1).any():
            continue
        at = np.flatnonzero(d["y"] == 1)
        lo, hi = max(0, at[0] - rng.randrange(0, 8)), min(len(d["y"]), at[-1] + 1 + rng.randrange(0, 8))
        keep = [i for i in range(lo, hi) if d["y"][i] == 1 or rng.random() < 0.7]
        path = os.path.join(a.work, f"trimmed-{len(half)}.txt")
        open(path, "w").write("\n\n".join(d["lines"][i] for i in keep))
        half.append((d, keep, path))
    for (d, keep, path), dumped in zip(half, run(a.dump, "-f", [path for _, _, path in half])):
        X, lines = rows(dumped)
        if len(lines) == len(keep) and X.shape[1] == n_features:
            trimmed.append({"id": d["id"], "X": X, "keep": keep})
    print(len(trimmed), "trimmed", end=" ")
    print(len(data), "pages", sum(len(d["lines"]) for d in data), "lines", n_features, "features", flush=True)
    train = (lambda some: fit_text(some, trimmed, a.rounds)) if a.text else (lambda some: fit(some, a.rounds))
    if a.folds == 0:
        write(train(data), a.out, n_features)
        return
    order = list(range(len(data)))
    random.Random(a.split).shuffle(order)
    probs, whole = [None] * len(data), []
    for fold in range(a.folds):
        held = set(order[fold::a.folds])
        rest = [d for i, d in enumerate(data) if i not in held]
        m = train(rest)
        if a.whole:
            at = [i for i in sorted(held) if data[i]["set"] == "aeb"]
            for i, t in zip(at, program_text(a, m, n_features, [data[i]["path"] for i in at])):
                whole.append((data[i]["id"], data[i]["gold"], t))
        for i in held:
            probs[i] = m.predict(data[i]["X"])
    if a.whole:
        f, p, r = score([(g, t) for _, g, t in whole])
        lost = [k for k, g, t in whole if not lead_kept(g, t)]
        print(f"whole program, {len(whole)} pages: F1 {f:.4f} P {p:.4f} R {r:.4f}  lead whole {1 - len(lost) / len(whole):.3f}", "lost:", *lost)
        json.dump(whole, open(os.path.join(a.work, "whole-text.json" if a.text else "whole-html.json"), "w"))
    for cut in (0.3, 0.4, 0.5, 0.6):
        report(data, probs, cut)
    if a.misses:
        from benchmark import page_score
        worst = sorted((sum(page_score(d["gold"], text_found(d, p, a.cut))), d["id"], i) for i, (d, p) in enumerate(zip(data, probs)) if d["set"] == "aeb")
        for s, k, i in worst[:12]:
            d, p = data[i], probs[i]
            print("====", k, page_score(d["gold"], text_found(d, p, a.cut)))
            shown = 0
            for l, y, v in zip(d["lines"], d["y"], p):
                if y >= 0 and (v >= a.cut) != y:
                    shown += 1
                    if shown <= 14:
                        print("   ", "missed" if y else "wrong ", f"{v:.2f}", l[:110])
    if a.out:
        write(train(data), a.out, n_features)


if __name__ == "__main__":
    main()
