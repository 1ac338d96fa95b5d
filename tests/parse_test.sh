# parley parse: text and CoNLL-U in, CoNLL-U out; wrong calls and wrong models are told.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fail() { echo "parse_test: $1"; exit 1; }

printf 'The envoys didn’t agree. Ann Ott left Oslo.\n' >"$dir/a.txt"
"$PARLEY" parse "$dir/a.txt" >"$dir/a.conllu"
[ "$(grep -c '^# sent_id' "$dir/a.conllu")" = 2 ] || fail "two sentences wanted"
grep -q "^3-4	didn’t	_" "$dir/a.conllu" || fail "no range for the clitic"
[ "$(grep -c 'start_byte=.*end_byte=' "$dir/a.conllu")" = 12 ] || fail "a line without bytes"
[ "$(awk -F'\t' 'NF == 10 && $7 == 0' "$dir/a.conllu" | wc -l)" = 2 ] || fail "not one root a sentence"

# Given words are kept; parsing one's own words again changes nothing but bytes.
"$PARLEY" parse --input conllu <"$dir/a.conllu" >"$dir/b.conllu"
cut -f1-8 "$dir/a.conllu" >"$dir/a.cols"
cut -f1-8 "$dir/b.conllu" >"$dir/b.cols"
cmp "$dir/a.cols" "$dir/b.cols" || fail "given words gave another tree"

# Every kernel writes the same bytes.
for kernel in portable avx2 avx512; do
    PARLEY_KERNEL=$kernel "$PARLEY" parse "$dir/a.txt" | cmp - "$dir/a.conllu" || fail "kernel $kernel differs"
done

# The models beside the default: there, read, and the same bytes whatever the kernel.
for model in fast accurate; do
    "$PARLEY" parse --model $model "$dir/a.txt" >"$dir/$model.conllu" || fail "model $model"
    grep -vc '^#' "$dir/$model.conllu" | cmp - <(grep -vc '^#' "$dir/a.conllu") || fail "model $model: another number of words"
    PARLEY_KERNEL=portable "$PARLEY" parse --model $model "$dir/a.txt" | cmp - "$dir/$model.conllu" || fail "model $model: kernels differ"
done

"$PARLEY" parse --help | grep -q -- --model || fail "no help"
: | "$PARLEY" parse | cmp - /dev/null || fail "nothing in, something out"
printf '1\tonly\n' | "$PARLEY" parse --input conllu 2>"$dir/err" && fail "bad CoNLL-U was read"
grep -q 'line 1: not ten columns' "$dir/err" || fail "message of bad CoNLL-U: $(cat "$dir/err")"
"$PARLEY" parse --model "$dir/a.txt" "$dir/a.txt" 2>"$dir/err" && fail "a text was taken for a model"
grep -q 'a.txt: not a language model' "$dir/err" || fail "message of a wrong model: $(cat "$dir/err")"
"$PARLEY" parse "$dir/none.txt" 2>"$dir/err" && fail "no file, no error"
grep -q 'none.txt' "$dir/err" || fail "message of a missing file: $(cat "$dir/err")"
"$PARLEY" parse --wrong 2>/dev/null && fail "unknown option was taken"
echo fine
