#!/bin/sh
# deps.sh build|test|lint ...: see that the packages for these purposes are there. On Debian and its relatives missing ones are
# installed by name (as root, or through sudo); elsewhere they are named and the script fails.
set -eu

want=""
for purpose in "$@"; do
    case $purpose in
    build) want="$want gcc g++ libc6-dev make cmake pkg-config libexpat1-dev zlib1g-dev libsqlite3-dev libjansson-dev libjsmn-dev libcld2-dev" ;;
    test) want="$want libcmocka-dev libgumbo-dev python3" ;;
    lint) want="$want clang clang-format cppcheck" ;;
    *)
        echo "deps.sh: no purpose '$purpose'" >&2
        exit 2
        ;;
    esac
done

if ! command -v dpkg-query >/dev/null 2>&1; then
    # Not Debian: look for the tools and for what pkg-config knows, and say what is missing.
    missing=""
    for tool in cc c++ cmake make pkg-config; do
        command -v $tool >/dev/null 2>&1 || missing="$missing $tool"
    done
    for lib in expat zlib sqlite3 jansson; do
        pkg-config --exists $lib 2>/dev/null || missing="$missing $lib"
    done
    echo '#include <jsmn.h>' | cc -E -x c - >/dev/null 2>&1 || missing="$missing jsmn.h"
    printf '#include <cstdio>\n#include <cld2/public/compact_lang_det.h>\n' | c++ -E -x c++ - >/dev/null 2>&1 || missing="$missing cld2"
    case "$*" in *test*) pkg-config --exists cmocka 2>/dev/null || missing="$missing cmocka"; pkg-config --exists gumbo 2>/dev/null || missing="$missing gumbo" ;; esac
    if [ -n "$missing" ]; then
        echo "Parley needs these, which were not found:$missing" >&2
        echo "Install them with their development headers (gumbo-parser, expat, zlib, SQLite 3, jansson, jsmn, CLD2, cmocka) and run make again." >&2
        exit 1
    fi
    exit 0
fi

missing=""
for package in $want; do
    case "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)" in
    *" installed") ;;
    *)  # pkgconf takes the place of pkg-config in newer releases, clang that of gcc where people like it
        case $package in
        pkg-config) command -v pkg-config >/dev/null 2>&1 || missing="$missing $package" ;;
        gcc) command -v cc >/dev/null 2>&1 || missing="$missing $package" ;;
        g++) command -v c++ >/dev/null 2>&1 || missing="$missing $package" ;;
        *) missing="$missing $package" ;;
        esac
        ;;
    esac
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1; then
        as_root=sudo
    else
        echo "Parley needs these packages:$missing" >&2
        echo "Install them as root: apt-get install$missing" >&2
        exit 1
    fi
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# The lists may be old or empty (fresh containers): fetch them only when the first try fails.
# shellcheck disable=SC2086
$as_root apt-get install -y --no-install-recommends $missing >/dev/null 2>&1 || {
    $as_root apt-get update -qq
    $as_root apt-get install -y --no-install-recommends $missing >/dev/null
}
