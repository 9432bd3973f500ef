#!/usr/bin/env bash
# The long versions: each fuzz target of BUILD searches for its share of
# MINUTES, from the seeds and from what earlier runs found. What it finds
# stays in BUILD/fuzz; a crash becomes a seed once it is mended. Ends with
# "N passed, N failed".
set -u
build=$(cd "${1:?usage: tests/soak.sh BUILD_FOLDER MINUTES}" && pwd) || exit 2
minutes=${2:?usage: tests/soak.sh BUILD_FOLDER MINUTES}
cd "$(dirname "$0")/.." || exit 2
targets=("$build"/tests/fuzz-*)
seconds=$((minutes * 60 / ${#targets[@]}))
passed=0 failed=0

for target in "${targets[@]}"; do
    name=${target##*/fuzz-}
    found=$build/fuzz/$name
    mkdir -p "$found/corpus"
    echo "== $name: $seconds seconds"
    if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 \
        -verbosity=0 -print_final_stats=1 -artifact_prefix="$found/" \
        "$found/corpus" "tests/fuzz/seeds/$name" >"$found/log" 2>&1
    then
        passed=$((passed + 1))
        grep number_of_executed_units "$found/log"
    else
        failed=$((failed + 1))
        tail -n 40 "$found/log"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
