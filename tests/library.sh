#!/usr/bin/env bash
# What a host program relies on: the library as it is installed from BUILD.
# Ends with "N passed, N failed".
set -u
build=$(cd "${1:?usage: tests/library.sh BUILD_FOLDER}" && pwd) || exit 2
root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

# test_that TEXT COMMAND...: passed when COMMAND succeeds and prints nothing.
test_that() {
    local text=$1 said
    shift
    if said=$("$@" 2>&1) && [ -z "$said" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s\n%s\n' "$text" "$said" | sed '2,$ s/^/    /'
    fi
}

# An empty output of the pipe is what we want, whatever grep calls it.
none_of() {
    grep "$@"
    [ $? = 1 ]
}

exported() {
    nm -D --defined-only "$library" | awk '{ print $3 }'
}

foreign_exports() {
    exported | none_of -v '^tiao_'
}

declared() {
    cat "$header" "${header%.h}_author.h" | tr '\n' ' ' |
        grep -oE 'TIAO_API [^;(]*\(' |
        grep -oE 'tiao_[a-z0-9_]+\(' | tr -d '(' | sort -u
}

# Every function of the header is there for the host to call.
declared_only() {
    comm -23 <(declared) <(exported | sort -u) | none_of .
}

exported_only() {
    comm -13 <(declared) <(exported | sort -u) | none_of .
}

needed() {
    readelf -d "$library" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' |
        none_of -vE '^(libc|libutf8proc)\.so'
}

printing() {
    nm -u "$library" | sed 's/@.*//' | none_of -wE \
        '(__)?v?f?printf(_chk)?|puts|putchar|fputs|fwrite|stderr|exit|abort'
}

installed_headers() {
    find "$scratch/usr/include" -type f | none_of -vE '/tiao(_author)?\.h$'
}

header_alone() {
    "$@" -Wall -Wextra -Werror -fsyntax-only -include "$header" /dev/null
}

# The names that a host may rely on, once they were there for good: a name is
# added to the list with the function, and none is taken from it.
frozen() {
    sed -nE 's/^ (tiao_[a-z0-9_]+)@.*/\1/p' "$root/packaging/symbols" | sort
}

frozen_only() {
    diff <(frozen) <(exported | sort)
}

# The archive keeps its inner names to itself, too.
archive_exported() {
    nm -g --defined-only "${library%.so}.a" | awk 'NF == 3 { print $3 }' |
        sort | diff <(frozen) -
}

# The example of embedding, built as its reader would build it.
embedding() {
    local flags
    flags=$(PKG_CONFIG_PATH=$pc pkg-config --cflags --libs tiao) || return 1
    # shellcheck disable=SC2086 # a list of options
    cc -std=c17 -Wall -Wextra -Werror "$root/examples/embed/embed.c" \
        -o "$scratch/embed" $flags
}

embedded() {
    LD_LIBRARY_PATH=$(dirname "$library") "$scratch/embed" \
        "$root/tests/robust/journey.tiao" "$root/tests/robust/facts.json" \
        2025-06-30 >"$scratch/out" && grep -q "甲园 建设补贴.*: 3万元" "$scratch/out"
}

embedded_wrong() {
    ! LD_LIBRARY_PATH=$(dirname "$library") "$scratch/embed" \
        "$root/tests/robust/journey.tiao" "$root/tests/robust/facts.json" \
        2025-13-01 2>"$scratch/err" && grep -q "E[0-9]" "$scratch/err"
}

by_cmake() {
    cmake -S "$root/tests/consumer" -B "$scratch/consumer" -G Ninja \
        -DCMAKE_PREFIX_PATH="$scratch/usr" \
        -DEXAMPLE="$root/examples/embed/embed.c" >"$scratch/log" 2>&1 &&
        cmake --build "$scratch/consumer" >>"$scratch/log" 2>&1 ||
        cat "$scratch/log"
}

# What the program built as WITH prints is what the first one printed.
by_cmake_asked() {
    "$scratch/consumer/with_$1" "$root/tests/robust/journey.tiao" \
        "$root/tests/robust/facts.json" 2025-06-30 | cmp - "$scratch/out"
}

by_python() {
    TIAO_LIBRARY=$library "$root/examples/embed/embed.py" "$@"
}

python_asked() {
    by_python "$root/tests/robust/journey.tiao" \
        "$root/tests/robust/facts.json" 2025-06-30 >"$scratch/python" &&
        grep -q "甲园 建设补贴: 30000.00元" "$scratch/python"
}

python_wrong() {
    ! by_python "$root/tests/robust/journey.tiao" \
        "$root/tests/robust/facts.json" 2025-13-01 2>"$scratch/err" &&
        grep -q "E1004" "$scratch/err"
}

documented() {
    (cat "$root/packaging/Doxyfile" &&
        echo "INPUT=$root/runtime/tiao.h $root/runtime/tiao_author.h" &&
        echo "FILTER_PATTERNS=*.h=$root/packaging/doxygen.awk" &&
        echo "OUTPUT_DIRECTORY=$scratch/doxygen") |
        doxygen - >/dev/null && "$root/tests/documented.py" "$scratch/doxygen"
}

cmake --install "$build" --prefix "$scratch/usr" >"$scratch/log" 2>&1 || {
    cat "$scratch/log"
    echo "0 passed, 1 failed"
    exit 1
}
library=$(find "$scratch/usr" -name 'libtiao.so' | head -n 1)
header=$scratch/usr/include/tiao.h
pc=$(dirname "$library")/pkgconfig

test_that "only tiao_... is exported" foreign_exports
test_that "all that the headers declare is exported" declared_only
test_that "all that is exported is declared" exported_only
test_that "all that is exported is in packaging/symbols, and no less" \
    frozen_only
test_that "the archive gives the same names" archive_exported
test_that "the library needs libc and utf8proc alone" needed
test_that "the library neither prints nor ends its host" printing
test_that "tiao.h and its part are the only headers installed" installed_headers
test_that "the header stands alone in C" header_alone cc -std=c99 -x c
test_that "the header stands alone in C++" header_alone c++ -x c++
test_that "a program is built against the installed library" embedding
test_that "and asks it" embedded
test_that "and hears what is wrong with a question" embedded_wrong
test_that "CMake finds the installed library" by_cmake
test_that "a program with the shared library asks it" \
    by_cmake_asked tiao_shared
test_that "and one with the archive" by_cmake_asked tiao_archive
test_that "Python asks it" python_asked
test_that "and hears what is wrong with a question" python_wrong
test_that "tiao.h and its part are documented" documented
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
