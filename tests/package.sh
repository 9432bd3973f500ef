#!/usr/bin/env bash
# The Debian packages that "./dev package" left in BUILD, and what a release
# is built with. Ends with "N passed, N failed".
set -u
build=$(cd "${1:?usage: tests/package.sh BUILD_FOLDER}" && pwd) || exit 2
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

# has PATTERN COMMAND...: quiet when what COMMAND prints has PATTERN.
has() {
    local pattern=$1
    shift
    "$@" | grep -E -- "$pattern" >/dev/null
}

has_not() {
    ! has "$@"
}

# ---- hardening ----

command=$build/runtime/tiao
library=$build/runtime/libtiao.so
test_that "the command is loaded anywhere" has 'Type:.*DYN' readelf -h "$command"
for file in "$command" "$library"; do
    name=$(basename "$file")
    test_that "$name: tables are read-only" has GNU_RELRO readelf -lW "$file"
    test_that "$name: tables are filled at once" has 'FLAGS.*NOW' \
        readelf -dW "$file"
    test_that "$name: the stack is guarded" has __stack_chk_fail \
        readelf --dyn-syms -W "$file"
    test_that "$name: buffers are guarded" has '_chk@' \
        readelf --dyn-syms -W "$file"
    test_that "$name: the stack is no code" has 'GNU_STACK.* RW ' \
        readelf -lW "$file"
    test_that "$name: nothing can be written and run" \
        has_not 'LOAD.* RWE ' readelf -lW "$file"
    test_that "$name: no folders of the build" has_not 'R(UN)?PATH' \
        readelf -dW "$file"
    test_that "$name: no names of the build" has_not "$root" strings "$file"
done

# ---- packages ----

contents() {
    dpkg-deb -c "$build"/"$1"_*.deb
}

field() {
    dpkg-deb -f "$build"/"$1"_*.deb "$2"
}

lint() {
    lintian --allow-root --fail-on error,warning --suppress-tags \
        initial-upload-closes-no-bugs "$build"/*.deb
}

unpack() {
    local package
    for package in tiao libtiao0 libtiao-dev; do
        dpkg-deb -x "$build"/"$package"_*.deb "$scratch/root" || return 1
    done
}

works() {
    has '^tiao [0-9]' "$scratch/root/usr/bin/tiao" --version
}

test_that "lintian has nothing against the packages" lint
for file in bin/tiao share/man/man1/tiao.1.gz share/man/zh_CN/man1/tiao.1.gz \
    share/bash-completion/completions/tiao share/zsh/vendor-completions/_tiao \
    share/fish/vendor_completions.d/tiao.fish; do
    test_that "tiao has $file" has "/usr/$file$" contents tiao
done
test_that "the library's package has nothing to build with" \
    has_not '\.(a|h|so|pc)( |$)' contents libtiao0
test_that "readline is recommended, not needed" \
    has libreadline field tiao Recommends
test_that "utf8proc is needed" has libutf8proc field libtiao0 Depends
test_that "the licence of readline is spoken of" \
    has 'GPL-3\+' cat "$root/packaging/copyright" "$root/LICENSE" \
    "$root/README.md"
test_that "they are unpacked" unpack
test_that "and the command works" works

# ---- the same bytes from another folder ----

rebuild() {
    mkdir -p "$scratch/elsewhere/tiao" &&
        (cd "$root" && git ls-files -z --cached --others --exclude-standard |
            xargs -0 cp --parents -t "$scratch/elsewhere/tiao") &&
        cd "$scratch/elsewhere/tiao" && umask 077 &&
        ./dev package >"$scratch/log" 2>&1 || cat "$scratch/log"
}

same() {
    local package
    for package in "$build"/*.deb; do
        cmp "$package" "$scratch/elsewhere/tiao/build/package/${package##*/}"
    done
}

test_that "the packages are built again in another folder" rebuild
test_that "and are the same" same
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
