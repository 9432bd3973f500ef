#!/usr/bin/env bash
# The manual pages and the completion that BUILD made: what their own tools
# say of them, and what a shell offers. Ends with "N passed, N failed".
set -u
build=$(cd "${1:?usage: tests/manual.sh BUILD_FOLDER}" && pwd) || exit 2
root=$(cd "$(dirname "$0")/.." && pwd)
made=$build/packaging
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0
export PATH=$build/runtime:$PATH LC_ALL=C.UTF-8 HOME=$scratch
unset TIAO_LANG

# same TEXT EXPECTED GOT: the words of both, in any order.
same() {
    local wanted got
    wanted=$(tr -s ' \n' '\n' <<<"$2" | sort)
    got=$(tr -s ' \n' '\n' <<<"$3" | sort)
    if [ "$wanted" = "$got" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s\n' "$1"
        diff <(echo "$wanted") <(echo "$got") | sed 's/^/    /'
    fi
}

quiet() {
    local text=$1
    shift
    same "$text" "" "$("$@" 2>&1)"
}

# Every name that the table has, from the help that is made of it.
verbs() {
    tiao --lang en 2>&1 | sed -n '/^commands/,/^examples/s/^  \([a-z-]*\) .*/\1/p'
}

options() {
    tiao help "$1" | grep -oE -- '^  (-.,|   ) --[a-z-]+' | grep -oE -- '--.*'
}

# ---- the manual ----

page_names() {
    man -l "$made/$1" 2>/dev/null | col -b
}

for page in tiao.1 tiao.zh.1; do
    quiet "$page is without errors" mandoc -Tlint -Werror -Kutf-8 "$made/$page"
    quiet "$page is set without warnings" \
        sh -c "man --warnings -E UTF-8 -l -Tutf8 -Z '$made/$page' >/dev/null"
    page_names "$page" >"$scratch/page"
    for verb in $(verbs); do
        grep -qE "^ *tiao $verb( |$)" "$scratch/page" || echo "no $verb"
        for option in $(options "$verb"); do
            grep -q -- "$option" "$scratch/page" || echo "no $option"
        done
    done >"$scratch/missing"
    quiet "$page names every command and option" cat "$scratch/missing"
done

# ---- bash ----

# What bash offers behind the words given; the last is being typed.
offered() {
    (
        cd "$root" || exit
        complete() { :; }
        compopt() { :; }
        # shellcheck disable=SC1091 # made by the build
        . "$made/tiao.bash"
        COMP_WORDS=(tiao "$@")
        COMP_CWORD=$#
        _tiao tiao "${*: -1}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}"
    )
}

same "bash: commands" "$(verbs)" "$(offered '')"
same "bash: one command" "check" "$(offered ch)"
for verb in $(verbs); do
    same "bash: options of $verb" "$(options "$verb")" "$(offered "$verb" --)"
done
same "bash: values" "zh en auto" "$(offered check --lang '')"
same "bash: a value behind =" "zh" "$(offered check --lang = z)"
same "bash: an option before the command" "check" "$(offered --lang zh ch)"
same "bash: an option with = before it" "check" "$(offered --lang = zh ch)"
same "bash: values by command" "json" "$(offered check --format j)"
same "bash: more of them" "json junit" "$(offered test --format j)"
same "bash: keys of limits" "nesting=" "$(offered eval --limit ne)"
same "bash: folders and rule files" "examples/tax/cases.tiao" \
    "$(offered check examples/tax/c)"
same "bash: files of facts" "examples/city/county.json" \
    "$(offered eval rules -f examples/city/co)"
same "bash: codes" "E0302" "$(offered explain E0302)"
same "bash: commands for help" "eval explain" "$(offered help e)"
quiet "bash reads it" bash -n "$made/tiao.bash"

# Whatever is offered as a value is taken: none is another E1023.
for verb in $(verbs); do
    for option in $(options "$verb" | grep -v -e --limit); do
        for value in $(offered "$verb" "$option" '' | grep -v [/.]); do
            tiao "$verb" nowhere "$option" "$value" 2>&1 </dev/null |
                grep -a E1023
        done
    done
done >"$scratch/refused"
quiet "every value that is offered is taken" cat "$scratch/refused"

# ---- fish and zsh ----

fish_offers() {
    (cd "$root" && fish --no-config -c \
        "source $made/tiao.fish; complete -C 'tiao $1'" | cut -f 1)
}

quiet "fish reads it" fish -n "$made/tiao.fish"
same "fish: commands" "$(verbs)" "$(fish_offers '')"
same "fish: options by command" "$(options eval)" "$(fish_offers "eval --")"
same "fish: values by command" "json junit" "$(fish_offers 'test --format j')"
same "fish: rule files" "examples/tax/cases.tiao" \
    "$(fish_offers 'check examples/tax/c')"
same "fish: codes" "E0302" "$(fish_offers 'explain E0302')"
same "fish: in Chinese" "检查规则：类型、单位、漏洞、冲突" \
    "$(cd "$root" && LC_ALL=zh_CN.UTF-8 fish --no-config -c \
        "source $made/tiao.fish; complete -C 'tiao chec'" | cut -f 2)"

# zsh completes at a terminal only: one is made for it, and what it lists is
# read from there.
zsh_offers() {
    cd "$root" && zsh -f "$root/tests/complete.zsh" "$made" "tiao $1"
}

quiet "zsh reads it" zsh -n "$made/_tiao"
same "zsh: commands" "$(verbs)" "$(zsh_offers '')"
same "zsh: options by command" "$(options eval)" "$(zsh_offers "eval --")"
same "zsh: values by command" "json junit" "$(zsh_offers 'test --format j')"
same "zsh: codes" "E0302 E0303" "$(zsh_offers 'explain E030' | grep -x 'E030[23]')"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
