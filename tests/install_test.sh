# What make install puts down works from there: the program finds its data, another program links with pkg-config's flags.
set -eu
build=$(dirname "$PARLEY")
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
prefix=$(sed -n 's/^CMAKE_INSTALL_PREFIX:PATH=//p' "$build/CMakeCache.txt")
DESTDIR=$out cmake --install "$build" >/dev/null
unset PARLEY_HOME
cd "$out"
"$out$prefix/bin/parley" --version
"$out$prefix/bin/parley" read talks.db - <<'END' >/dev/null
Harbour talks resume

The union rejected the offer on Monday. "We will not sign it," its chief negotiator, Anna Berg, said.
END
[ "$("$out$prefix/bin/parley" show talks.db documents --json | wc -l)" = 1 ]
"$out$prefix/bin/parley" report talks.db -o report.html
grep -q "</html>" report.html
[ -f "$out$prefix/share/man/man1/parley.1" ] && [ -f "$out$prefix/share/bash-completion/completions/parley" ]
# A library with sanitizers cannot be linked into a program without them.
if ldd "$(find "$out$prefix" -name libparley.so)" | grep -qE 'lib(a|t|ub)san'; then
    exit 0
fi
cat >user.c <<'END'
#include <parley/parley.h>
#include <stdio.h>
int main(void) { puts(parley_version()); return 0; }
END
libdir=$(dirname "$(find "$out$prefix" -name parley.pc)")
# shellcheck disable=SC2046
cc user.c -o user $(PKG_CONFIG_PATH=$libdir PKG_CONFIG_SYSROOT_DIR=$out pkg-config --cflags parley) "$(find "$out$prefix" -name libparley.so)"
LD_LIBRARY_PATH=$(dirname "$(find "$out$prefix" -name libparley.so)") ./user >/dev/null
