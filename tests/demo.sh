#!/bin/sh
# demo.sh EXAMPLE: read the bundled pages, write the report, say in a few lines what was found.
set -eu
example=$1
parley=build/release/parley
mkdir -p demo
rm -f demo/talks.db demo/talks.db-wal demo/talks.db-shm
"$parley" read demo/talks.db "$example/pages"
"$parley" report demo/talks.db -o demo/report.html

bold="" plain=""
if [ -t 1 ]; then
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi
# A conflict is shown as one row an account: its number counts, not its rows.
count() { "$parley" show demo/talks.db "$1" --json | sed 's/^{"id": \([0-9]*\),.*/\1/' | sort -u | wc -l | tr -d ' '; }
echo
echo "${bold}What was read${plain}"
echo "  $(count documents) pages from $example/pages (invented: a dispute over fishing grounds, and a strike)"
echo "${bold}What was found${plain}"
for what in statements positions events figures actors proposals issues conflicts changes; do
    printf '  %6s %s\n' "$(count $what)" "$what"
done
echo "${bold}Where it is${plain}"
echo "  demo/report.html    open it in a browser"
echo "  demo/talks.db       parley show demo/talks.db statements, or any SQLite program"
