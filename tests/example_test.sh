# The bundled example is what its sources say: archives from archive/, gold from gold.txt.
set -eu
command -v python3 >/dev/null || exit 77
for folder in examples/*/; do
    [ -f "$folder/gold.txt" ] && python3 examples/make_gold.py "$folder" --check
done
before=$(cat examples/lummer-bank/pages/09-crawl.warc examples/lummer-bank/pages/10-crawl.warc.gz | cksum)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r examples/lummer-bank/. "$copy"
python3 "$copy/make_archives.py"
[ "$before" = "$(cat "$copy/pages/09-crawl.warc" "$copy/pages/10-crawl.warc.gz" | cksum)" ]
