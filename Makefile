# A short way to everything. On Debian and Ubuntu missing packages are installed by name; elsewhere they are named.
#
#   make demo      read the bundled example, write demo/report.html, say what was found
#   make check     build and run all tests
#   make           build/release/parley
#   make install   to PREFIX (/usr/local), DESTDIR for packagers
#   make web       compile web/report.ts again (needs node); the result is committed
#   make format    lay out the code as .clang-format says
#   make asan | tsan | fuzz | coverage   build and test with that preset

PREFIX ?= /usr/local
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
EXAMPLE := examples/lummer-bank

.PHONY: all build deps demo check install web format clean asan tsan clang coverage fuzz

all: build

deps:
	@sh tests/deps.sh build

build: deps
	@cmake --preset release -DCMAKE_INSTALL_PREFIX=$(PREFIX) -DBUILD_TESTING=OFF
	cmake --build --preset release -j$(JOBS)

demo: build
	@sh tests/demo.sh $(EXAMPLE)

check:
	@sh tests/deps.sh build test
	cmake --preset release -DBUILD_TESTING=ON
	cmake --build --preset release -j$(JOBS)
	ctest --preset release -j$(JOBS)

install: build
	cmake --install build/release

asan tsan clang coverage:
	@sh tests/deps.sh build test
	cmake --preset $@
	cmake --build --preset $@ -j$(JOBS)
	ctest --preset $@ -j$(JOBS)

fuzz:
	@sh tests/deps.sh build test
	cmake --preset fuzz
	cmake --build --preset fuzz -j$(JOBS)

web:
	cd web && npx --yes -p typescript@5.4 tsc -p tsconfig.json

format:
	git ls-files '*.c' '*.cc' '*.h' | xargs clang-format -i

clean:
	rm -rf build demo
