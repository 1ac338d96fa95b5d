#!/bin/bash
# The rooms of src/ keep apart, as ARCHITECTURE.md says: nothing points back, SQL stays in src/record, the program knows the public
# headers alone.
set -u
bad=0
say() { echo "$*"; bad=1; }
sources() { find "$@" -name '*.[ch]' -o -name '*.cc' | sort; }

# A room uses itself and the rooms before it; `base` stands first. What it keeps to itself is in ROOM/…_int.h.
before=""
for room in base page language meaning petrarch across record output; do
    [ -d src/$room ] || { say "no room src/$room"; continue; }
    before="$before $room"
    for file in $(sources src/$room); do
        case $file in *_test.c) continue ;; esac # a test may set up what it looks at from any room
        for used in $(sed -n 's|^ *#include "\([a-z]*\)/.*|\1|p' "$file"); do
            case " $before " in *" $used "*) ;; *) say "$file includes of src/$used, which is behind it" ;; esac
        done
        sed -n 's|^ *#include "\([a-z]*/[a-z]*_int\.h\)".*|\1|p' "$file" | grep -v "^$room/" && say "$file includes what another room keeps to itself"
    done
done

# The record holds facts, however they were found; a document just read comes to it by parley_int.h.
for file in $(sources src/record); do
    grep -EnH '^ *#include "(language|petrarch|meaning)/' "$file" && say "the record knows no linguistics"
done
# Whether SQLite's own header comes by another is asked of the compiler.
for file in $(sources src/output); do
    grep -EnoH 'sqlite3_[a-z_]*|#include <sqlite3|\b(SELECT|INSERT|UPDATE|DELETE|WHERE|ORDER BY|GROUP BY|PRAGMA)\b' "$file" &&
        say "SQL outside src/record"
done
echo '#include "output/report.h"
#include "output/events.h"
#include "output/output.h"' | cc -Iinclude -Isrc -D_GNU_SOURCE -M -xc - | grep -q 'sqlite3\.h' && say "headers of src/output bring sqlite3.h"

for file in $(sources cli); do
    for used in $(sed -n 's|^ *#include "\(.*\)"|\1|p' "$file"); do
        [ -f "cli/$used" ] || say "$file includes \"$used\"; the program uses include/parley only"
    done
done
exit $bad
