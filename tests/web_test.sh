# web/report.js is what web/report.ts compiles to. Skipped where there is no TypeScript compiler (tsc, or $TSC).
set -eu
tsc=${TSC:-$(command -v tsc || true)}
[ -n "$tsc" ] || exit 77
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$tsc" -p web/tsconfig.json --outDir "$out"
cmp "$out/report.js" web/report.js
