#!/bin/bash
# The record when things go wrong: killed, full, read-only, too new, not a record, two at once.
set -u
cd "$(mktemp -d)" || exit 1
trap 'chmod -R u+w . ; rm -rf "$PWD"' EXIT
n=0
fail() { echo "FAILED: $*"; exit 1; }
ok() { n=$((n + 1)); }
expect() {
    local want=$1; shift
    "$@" >out 2>err
    local got=$?
    [ $got = "$want" ] || { cat out err; fail "$* gave $got, not $want"; }
    ok
}
mkdir pages
for i in $(seq 1 150); do
    { echo "Talks, day $i"; echo
      for k in 1 2 3 4 5 6 7 8; do echo "On day $i the port of Vell said that $((i * k + 3)) ships waited for $k days, and about $((k * 10)) crews were on strike."; done
    } >pages/p$(printf %03d "$i").txt
done

# --- killed at any moment: what was committed is whole, and the next run goes on from there ---
started=$(date +%s%N)
"$PARLEY" read -q whole.db pages || fail "reading"
took=$(($(date +%s%N) - started)) # the kills are spread over what reading takes on this machine
"$PARLEY" export whole.db >whole.jsonl
kills=0
for share in 10 25 40 55 70 85; do
    [ $share = 85 ] || rm -f k.db k.db-wal k.db-shm # the last but one is gone on from
    "$PARLEY" read -q k.db pages 2>/dev/null &
    pid=$!
    sleep "$(awk "BEGIN { print $took * $share / 1e11 }")"
    kill -9 $pid 2>/dev/null && kills=$((kills + 1))
    wait $pid 2>/dev/null
    [ -e k.db ] || continue
    check=$(sqlite3 k.db "PRAGMA integrity_check; PRAGMA foreign_key_check;" 2>/dev/null || python3 -c "
import sqlite3
c = sqlite3.connect('k.db')
print(c.execute('PRAGMA integrity_check').fetchone()[0])
for r in c.execute('PRAGMA foreign_key_check'): print(r)")
    [ "$check" = ok ] || fail "damaged after a kill: $check"
    # No half page: every page in the record has all the facts that it has in the whole record.
    python3 - <<'P' || fail "a half page after a kill"
import sqlite3, sys
q = "SELECT d.doc, (SELECT count(*) FROM fact f WHERE f.document_id = d.id), (SELECT length(text) FROM page p WHERE p.document_id = d.id) FROM document d"
if not sqlite3.connect('k.db').execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
    sys.exit(0)  # killed before there were tables
whole = {r[0]: r[1:] for r in sqlite3.connect('whole.db').execute(q)}
for r in sqlite3.connect('k.db').execute(q):
    if whole[r[0]] != r[1:]:
        sys.exit(f"{r[0]}: {r[1:]} instead of {whole[r[0]]}")
P
    ok
done
[ $kills -ge 2 ] || fail "only $kills kills hit a running program"; ok
expect 0 "$PARLEY" read k.db pages
"$PARLEY" export k.db | cmp - whole.jsonl || fail "the record after kills differs"; ok

# --- each page is one transaction: one that the record does not take costs none of those before it ---
expect 0 "$PARLEY" read -q one.db pages/p001.txt
python3 -c "
import sqlite3
c = sqlite3.connect('one.db')
c.execute(\"CREATE TRIGGER refuse BEFORE INSERT ON document WHEN NEW.doc = 'p075.txt' BEGIN SELECT RAISE(ABORT, 'refused'); END\")
c.commit()"
expect 3 "$PARLEY" read -q one.db pages
there=$(python3 -c "
import sqlite3
print(sqlite3.connect('one.db').execute('SELECT count(*), max(doc) FROM document').fetchone())")
[ "$there" = "(74, 'p074.txt')" ] || fail "a page that is refused leaves $there, not the 74 before it"; ok

# --- not a record, too new, damaged, missing ---
echo "this is no database, and long enough to be looked at as one; this is no database at all, whatever its name may say" >no.db
expect 3 "$PARLEY" show no.db documents
grep -q 'no.db' err || fail "the file is not named"; ok
expect 3 "$PARLEY" read no.db pages/p001.txt
expect 3 "$PARLEY" show missing.db documents
grep -q 'missing.db: No such file' err || fail "a missing record"; ok
[ ! -e missing.db ] || fail "looking made a record"; ok
python3 - <<'P'
import sqlite3
sqlite3.connect('other.db').executescript("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
P
expect 3 "$PARLEY" read other.db pages/p001.txt
grep -q 'not a record of Parley' err || fail "another program's database"; ok
cp whole.db new.db
python3 -c "import sqlite3; c = sqlite3.connect('new.db'); c.execute('PRAGMA user_version = 99'); c.commit()"
expect 3 "$PARLEY" read new.db pages/p001.txt
grep -q 'version 99.*newer' err || fail "a newer record"; ok
expect 3 "$PARLEY" show new.db documents
expect 3 "$PARLEY" read /nonexistent/dir/r.db pages/p001.txt

# --- read-only --- (root may write everywhere: then as nobody)
plain=$PARLEY
if [ "$(id -u)" = 0 ]; then
    printf '#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups "%s" "$@"\n' "$PARLEY" >unpriv
    chmod 755 unpriv .
    plain=$PWD/unpriv
fi
if echo Probe. | "$plain" parse >/dev/null 2>&1; then # nobody may be kept from the folder of the sources
    mkdir ro; cp whole.db ro/ro.db; chmod a-w ro/ro.db ro
    expect 3 "$plain" read ro/ro.db pages/p001.txt
    grep -qi 'read-only\|readonly\|permission\|unable to open' err || fail "a read-only record"; ok
    grep -q 'ro.db' err || fail "the read-only record is not named"; ok
    expect 0 "$plain" show ro/ro.db documents
    expect 0 "$plain" export ro/ro.db
    cmp out whole.jsonl || fail "export of a record that cannot be written"; ok
    chmod u+w ro
fi

# --- full disk: a limit on the size of files ends the writing as a full disk does ---
( trap '' XFSZ; ulimit -f 400; "$PARLEY" read full.db pages >out 2>err; echo $? >code )
[ "$(cat code)" = 3 ] || { cat err; fail "a full disk gave $(cat code)"; }; ok
grep -q 'full.db' err || { cat err; fail "the full record is not named"; }; ok
[ "$(python3 -c "import sqlite3; print(sqlite3.connect('full.db').execute('PRAGMA integrity_check').fetchone()[0])")" = ok ] || fail "damaged by a full disk"; ok
expect 0 "$PARLEY" read full.db pages
"$PARLEY" export full.db | cmp - whole.jsonl || fail "the record after a full disk differs"; ok

# --- two at once: both get through, page by page ---
"$PARLEY" read -q two.db pages/p00* pages/p01* pages/p02* pages/p03* pages/p04* pages/p05* pages/p06* pages/p07* 2>err1 & a=$!
"$PARLEY" read -q two.db pages/p08* pages/p09* pages/p1* 2>err2 & b=$!
wait $a; ra=$?; wait $b; rb=$?
[ $ra = 0 ] && [ $rb = 0 ] || { cat err1 err2; fail "two writers: $ra $rb"; }; ok
expect 0 "$PARLEY" read two.db pages
"$PARLEY" export two.db | cmp - whole.jsonl || fail "the record of two writers differs"; ok

# --- two that make the same record at the same moment: the one waits until the other has made it ---
mkdir tiny
for i in 1 2 3 4 5 6 7 8 9; do echo "On day $i the port of Vell said that $((i * 7)) ships waited." >tiny/p$i.txt; done
for i in $(seq 1 20); do
    rm -f race.db race.db-wal race.db-shm
    "$PARLEY" read -q race.db tiny/p[1-4].txt 2>err1 & a=$!
    "$PARLEY" read -q race.db tiny/p[5-9].txt 2>err2 & b=$!
    wait $a; ra=$?; wait $b; rb=$?
    [ $ra = 0 ] && [ $rb = 0 ] || { cat err1 err2; fail "two makers of one record: $ra $rb"; }
    [ "$("$PARLEY" show race.db documents --json | grep -o '"doc"' | wc -l)" = 9 ] || fail "two makers, not all pages"
done; ok

# --- use ---
expect 2 "$PARLEY" read
expect 2 "$PARLEY" read r.db
expect 2 "$PARLEY" read r.db --jobs 0 pages
expect 2 "$PARLEY" export whole.db --format xml
for command in read show search changes explain report export import verify correct remove parse; do
    expect 0 "$PARLEY" $command --help
    grep -q "^usage: parley" out || fail "$command --help"
done
echo "$n checks"
