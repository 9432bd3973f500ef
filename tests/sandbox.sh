#!/usr/bin/env bash
# What --untrusted keeps an intruder (robust/intruder.c) from, by the command
# of BUILD. Ends with "N passed, N failed".
set -u
build=$(cd "${1:?usage: tests/sandbox.sh BUILD_FOLDER}" && pwd) || exit 2
root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0
export LC_ALL=C

# same TEXT EXPECTED GOT
same() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s\n' "$1"
        diff <(echo "$2") <(echo "$3") | sed 's/^/    /'
    fi
}

cc -shared -fPIC -D_GNU_SOURCE "$root/tests/robust/intruder.c" \
    -o "$scratch/intruder.so" -ldl || exit 2
cd "$scratch" && mkdir rules && cp "$root/tests/robust/journey.tiao" \
    rules/a.tiao && cp "$root/tests/robust/facts.json" . || exit 2

# What the intruder says WHEN, of the command with these words.
said() {
    local when=$1
    shift
    rm -f looking reading
    LD_PRELOAD=$scratch/intruder.so "$build/runtime/tiao" "$@" 2>&1 \
        </dev/null | grep "^$when: "
}

# The seven lines: WHEN, then "done" or "refused" for each.
lines() {
    local when=$1 what
    shift
    for what in "open another file" "write a file" "make a file" connect \
        "start a program" "become a program" "make code"; do
        echo "$when: $what: $1"
        shift
    done
}

doctor() {
    "$build/runtime/tiao" doctor --format json | grep "\"$1\":" |
        grep -oE '(true|false|[0-9]+),?$' | tr -d ,
}

yes=done no=refused
read_other=$yes
[ "$(doctor landlock)" = 0 ] || read_other=$no
plan=(--limit plan=100000)

same "without --untrusted it can do everything while reading" \
    "$(lines reading $yes $yes $yes $yes $yes $yes $yes)" \
    "$(said reading check rules)"
same "and while looking" \
    "$(lines looking $yes $yes $yes $yes $yes $yes $yes)" \
    "$(said looking check rules)"
if [ "$(doctor seccomp)" = true ]; then
    same "while reading it can at most read" \
        "$(lines reading $read_other $no $no $no $no $no $no)" \
        "$(said reading check rules --untrusted)"
    for words in "check rules" "test rules" "fmt --check rules" \
        "eval rules -f facts.json"; do
        # shellcheck disable=SC2086 # a list of words
        same "$words: it can do nothing" \
            "$(lines looking $no $no $no $no $no $no $no)" \
            "$(said looking $words --untrusted "${plan[@]}")"
    done
    made=$yes
    [ "$(doctor landlock)" = 0 ] || made=$no
    mkdir -p out
    same "eval --receipt: it can make a file where the receipt is" \
        "$(lines looking $no $no $made $no $no $no $no)" \
        "$(said looking eval rules -f facts.json --untrusted "${plan[@]}" \
            --receipt out/receipt.json)"
    same "and the receipt is there" "out/receipt.json" \
        "$(ls out/receipt.json 2>&1)"
    "$build/runtime/tiao" verify out/receipt.json --untrusted "${plan[@]}" \
        >verified 2>&1
    same "and can be repeated" "the same outcomes" "$(cat verified)"
    "$build/runtime/tiao" fmt --untrusted --to en rules 2>/dev/null
    same "fmt still writes" "1" "$(grep -c '^rulebook' rules/a.tiao)"
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
