#!/bin/bash
# Reading and cleaning pages, one core, against trafilatura and readability-lxml from PyPI, in one run.
# usage: bench/page_bench.sh BUILD FOLDER     (BUILD: build/release; FOLDER: HTML pages)
set -e
here=$(dirname "$0") build=$1 pages=$2
[ -d "$build" ] && [ -d "$pages" ] || { echo "usage: $0 BUILD FOLDER" >&2; exit 2; }
venv=${PARLEY_BENCH_VENV:-$build/bench-venv}
[ -x "$venv/bin/python" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install -q trafilatura readability-lxml; }
cmake --build "$build" --target page_bench >/dev/null
PARLEY_HOME=${PARLEY_HOME:-$here/..} "$build/bench/page_bench" 5 "$pages"/*.html
"$venv/bin/python" "$here/page_bench.py" "$pages"/*.html
