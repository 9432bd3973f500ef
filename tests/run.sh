#!/usr/bin/env bash
# Run every test of one build folder: the programs that its CMake lists, the
# golden tests and the documents. Ends with "N passed, N failed".
set -u
build=$(cd "${1:?usage: tests/run.sh BUILD_FOLDER}" && pwd) || exit 2
root=$(cd "$(dirname "$0")/.." && pwd)
logs=$build/sanitizer-logs
passed=0 failed=0
seconds=600 # after which a program counts as hung

# A test may pass while a sanitizer complains (Criterion calls a leaking test
# passed), so complaints go to files, and a file is a failure.
rm -rf "$logs" && mkdir -p "$logs" || exit 2
export ASAN_OPTIONS="log_path=$logs/asan:allocator_may_return_null=1"
export UBSAN_OPTIONS="log_path=$logs/ubsan:print_stacktrace=1"

# The two numbers that a run's output ends with: Criterion's or our own line.
counts() {
    sed -nE \
        -e 's/.*Synthesis: Tested: ([0-9]+) \| Passing: ([0-9]+) .*/\1 \2/p' \
        -e 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2 own/p' "$1" |
        tail -n 1 |
        awk '{ if ($3) print $1, $2; else print $2, $1 - $2 }'
}

# run NAME COMMAND...: add up what it says. One that says nothing, tests
# nothing, or returns an error without a failure is itself a failure.
run() {
    local name=$1 log=$build/$1.log status good bad
    shift
    timeout -k 5 "$seconds" "$@" >"$log" 2>&1 </dev/null
    status=$?
    read -r good bad < <(counts "$log")
    if [ $((${good:-0} + ${bad:-0})) = 0 ] ||
        { [ $status != 0 ] && [ "$bad" = 0 ]; }; then
        bad=$((${bad:-0} + 1))
    fi
    printf '%-24s %6d passed, %d failed\n' "$name" "${good:-0}" "$bad"
    [ "$bad" = 0 ] || { echo "  status $status, end of $log:"; tail -n 60 "$log"; }
    passed=$((passed + ${good:-0})) failed=$((failed + bad))
}

cd "$root" || exit 2
while IFS=$'\t' read -ra words; do
    run "${words[@]}"
done <"$build/tests/programs"
run golden "$root/tests/golden/run.py" --tiao "$build/runtime/tiao"
run messages "$root/tests/messages.py"
# A host cannot load a library that is built with a sanitizer.
if ! nm -D "$build/runtime/libtiao.so" | grep -q __asan; then
    run library "$root/tests/library.sh" "$build"
    run sandbox "$root/tests/sandbox.sh" "$build"
    run manual "$root/tests/manual.sh" "$build"
fi
for log in "$logs"/*; do
    [ -e "$log" ] || continue
    failed=$((failed + 1))
    echo "sanitizer: $log"
    head -n 25 "$log"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
