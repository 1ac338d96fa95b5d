# Each public header compiles alone, as C99 and as C++, without a warning.
set -eu
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for header in include/parley/*.h; do
    echo "#include <parley/$(basename "$header")>
int main(void) { return 0; }" >"$out/one.c"
    cp "$out/one.c" "$out/one.cpp"
    cc -std=c99 -pedantic -Wall -Wextra -Werror -Iinclude -fsyntax-only "$out/one.c"
    if command -v c++ >/dev/null; then
        c++ -std=c++11 -pedantic -Wall -Wextra -Werror -Iinclude -fsyntax-only "$out/one.cpp"
    fi
done
