#!/bin/bash
# Names that mean something inside one negotiation only ("the plan", "higher wages") are told apart where a record holds two, and are
# one where it holds one.
set -u
cd "$(mktemp -d)" || exit 1
trap 'rm -rf "$PWD"' EXIT
n=0
fail() { echo "FAILED: $*"; exit 1; }
ok() { n=$((n + 1)); }
expect() { # expect CODE COMMAND...
    local want=$1; shift
    "$@" >out 2>err
    local got=$?
    [ $got = "$want" ] || { cat out err; fail "$* gave $got, not $want"; }
    ok
}
rows() { "$PARLEY" show "$1" "$2" --json | python3 -c "
import json, sys
for l in sys.stdin:
    o = json.loads(l)
    if o['name'] == sys.argv[1]: print(o['docs'], o['talks'])" "$3"; }

mkdir two
cat >two/ferry1.txt <<'T'
Ferry union wants more

HOLMSTAD, May 3, 2023 - Coast Lines and the Ferry Workers' Union have been in talks for a month. The Ferry Workers' Union demands higher wages, its head Joren Mast said on Wednesday.
Coast Lines opposes higher wages. The Ferry Workers' Union rejected the plan of Coast Lines. Coast Lines supports the plan.
T
cat >two/ferry2.txt <<'T'
Coast Lines and union meet again

HOLMSTAD, May 9, 2023 - Coast Lines and the Ferry Workers' Union met on Tuesday for talks. The Ferry Workers' Union demanded higher wages again.
Coast Lines accused the Ferry Workers' Union of walking out of the negotiations. The Ferry Workers' Union opposes the plan.
T
cat >two/orm1.txt <<'T'
Kalvia and Norhaven talk on

ORM, May 4, 2023 - Kalvia and Norhaven have been negotiating for a year. Norhaven demands higher wages, Foreign Minister Ada Verl of Kalvia said on Thursday.
Kalvia opposes higher wages. Norhaven rejected the plan of Kalvia. Kalvia supports the plan, and accused Norhaven of holding up the talks.
T

# --- two negotiations, two rows of one name ---
expect 0 "$PARLEY" read r.db two
[ "$(rows r.db issues 'higher wages')" = "2 Coast Lines / Ferry Workers' Union
1 Kalvia / Norhaven" ] || fail "one name of two negotiations is one row"; ok
[ "$(rows r.db proposals plan)" = "2 Coast Lines / Ferry Workers' Union
1 Kalvia / Norhaven" ] || fail "the plans of two negotiations are one"; ok
expect 0 "$PARLEY" show r.db issues --about Norhaven
grep -q 'higher wages' out && ! grep -q 'Ferry' out || fail "issues are not chosen by their negotiation"; ok
[ "$("$PARLEY" show r.db documents --json | grep -c "\"talks\": \"Coast Lines / Ferry Workers' Union\"")" = 2 ] || fail "pages do not tell what they are about"; ok

# --- whatever the order, one page at a time, and with a page that went and came back ---
"$PARLEY" export r.db >r.jsonl
for f in orm1 ferry2 ferry1; do expect 0 "$PARLEY" read s.db two/$f.txt; done
"$PARLEY" export s.db | cmp - r.jsonl || fail "the order of reading shows"; ok
expect 0 "$PARLEY" remove s.db orm1.txt
[ "$(rows s.db issues 'higher wages')" = "2 Coast Lines / Ferry Workers' Union" ] || fail "a negotiation outlives its pages"; ok
expect 0 "$PARLEY" read s.db two/orm1.txt
"$PARLEY" export s.db | cmp - r.jsonl || fail "a page that went and came back leaves traces"; ok

# --- out and in, twice; and read on ---
expect 0 "$PARLEY" import i.db r.jsonl
"$PARLEY" export i.db | cmp - r.jsonl || fail "export, import, export differs"; ok
expect 0 "$PARLEY" import i.db r.jsonl
"$PARLEY" export i.db | cmp - r.jsonl || fail "importing twice differs"; ok
sed 's/demanded higher wages again/demanded higher wages once more/' two/ferry2.txt >ferry3.txt
expect 0 "$PARLEY" read i.db ferry3.txt
[ "$("$PARLEY" export i.db | grep -c '"name": "higher wages"')" = 2 ] || fail "a page read after an import makes a name anew"; ok

# --- the report keeps them apart ---
expect 0 "$PARLEY" report r.db -o r.html
grep -q 'higher wages</bdi> <span class="kind">Kalvia / Norhaven</span>' r.html || fail "the report does not say whose a name is"; ok

# --- a name of several is corrected by its negotiation ---
expect 3 "$PARLEY" correct r.db set issue 'higher wages' name 'wage rise'
grep -q "more than one issue is called 'higher wages'" err || fail "it is not said that several are called so"; ok
expect 0 "$PARLEY" correct r.db set issue 'higher wages (Kalvia / Norhaven)' name 'pay of crews'
[ "$(rows r.db issues 'pay of crews')" = "1 Kalvia / Norhaven" ] && [ "$(rows r.db issues 'higher wages')" = "2 Coast Lines / Ferry Workers' Union" ] ||
    fail "the other negotiation's name was set"; ok
"$PARLEY" export r.db >set.jsonl
expect 0 "$PARLEY" import j.db set.jsonl
"$PARLEY" export j.db | cmp - set.jsonl || fail "a corrected name does not come back"; ok
expect 0 "$PARLEY" correct r.db undo 1
"$PARLEY" export r.db | cmp - r.jsonl || fail "a correction taken back leaves traces"; ok
expect 0 "$PARLEY" correct r.db merge issue 'higher wages (Kalvia / Norhaven)' "higher wages (Coast Lines / Ferry Workers' Union)"
[ "$("$PARLEY" show r.db issues --json | grep -c '"name": "higher wages"')" = 1 ] || fail "a person cannot make them one"; ok

# --- one negotiation that shows itself in many ways is one ---
mkdir one
cat >one/a.txt <<'T'
Talks go on

ORM, May 4, 2023 - Kalvia and Norhaven have been negotiating for a year. Norhaven rejected the plan. Kalvia supports the plan, and accused Norhaven of holding up the talks.
T
cat >one/b.txt <<'T'
Kalvia speaks

ORM, May 5, 2023 - Kalvia supports the plan, Foreign Minister Ada Verl of Kalvia said on Friday. Kalvia demands an answer.
T
cat >one/c.txt <<'T'
A word on the plan

Nobody knows who will sign, and the ship's cook opposes the plan. The plan was rejected by many, a cook said.
T
expect 0 "$PARLEY" read one.db one
[ "$("$PARLEY" show one.db proposals --json | grep -c '"name": "plan"')" = 1 ] || { "$PARLEY" show one.db proposals; fail "the plan of one negotiation is several"; }; ok
echo "$n checks"
