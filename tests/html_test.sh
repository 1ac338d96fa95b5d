#!/bin/bash
# The HTML reader's words against gumbo's on real pages, where the data sets lie beside the checkout (../shared/data): the benchmark's,
# Readability's and trafilatura's, some 390. Skipped where they are not.
set -eu
data=../shared/data
[ -d "$data/article-extraction-benchmark/html" ] && [ -f "$data/readability-pages/test-pages.tar.xz" ] && command -v xz >/dev/null || exit 77
compare=$(dirname "$PARLEY")/tests/page_html_test
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/a" "$dir/b" "$dir/c"
for f in "$data"/article-extraction-benchmark/html/*.gz; do gzip -dc "$f" >"$dir/a/$(basename "$f" .gz)"; done
tar -xJf "$data/readability-pages/test-pages.tar.xz" -C "$dir/b"
tar -xJf "$data/trafilatura-eval-en/html.tar.xz" -C "$dir/c"
find "$dir" -type f \( -name '*.html' -o -name '*.htm' \) ! -name 'expected.html' -print0 | sort -z | xargs -0 -n 1000 "$compare" >"$dir/out"
grep 'in the same order' "$dir/out"
# A page in a hundred may differ: a new data set may hold markup that nobody writes by hand.
awk '/in the same order/ { pages += $1; same += $(NF - 1) } END { exit !(pages > 300 && same * 100 >= pages * 99) }' "$dir/out" || { cat "$dir/out"; exit 1; }
