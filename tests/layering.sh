#!/usr/bin/env bash
# The rules of the house that a grep can see. Each is one test; what breaks it
# is printed. Ends with "N passed, N failed".
set -u
shopt -s lastpipe # so that rule, the end of a pipe, can count
cd "$(dirname "$0")/.." || exit 2
passed=0 failed=0

# rule TEXT: passed when standard input is empty.
rule() {
    local found
    found=$(cat)
    if [ -z "$found" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s\n%s\n' "$1" "$found" | sed '2,$ s/^/    /'
    fi
}

sources() {
    find "$@" -type f 2>/dev/null | grep -E '\.(c|h|def|l|y)$' | sort
}

# Sources without comments and texts, as "file:line:code".
code_of() {
    xargs -r awk '
        FNR == 1 { inside = 0 }
        {
            line = $0
            gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
            while (inside || line ~ /\/\*/) {
                if (inside && line !~ /\*\//) { line = ""; break }
                if (inside) { sub(/^.*\*\//, "", line); inside = 0; continue }
                rest = line; sub(/^.*\/\*/, "", rest)
                if (rest ~ /\*\//) sub(/\/\*.*\*\//, "", line)
                else { sub(/\/\*.*$/, "", line); inside = 1; break }
            }
            sub(/\/\/.*$/, "", line)
            print FILENAME ":" FNR ":" line
        }'
}

# includes WHO: our own headers included from sources on standard input.
includes() {
    xargs -r grep -nE '^ *# *include *"' /dev/null
}

# A room may include itself and what stands below it.
base='lang/base/'
plan="$base|lang/plan/"
lang="$plan|lang/[a-z_]+\.(h|def)\""
analysis="$lang|lang/analysis/"
drafting="$lang|lang/drafting/"
runtime="$analysis|runtime/"
# What is installed beside tiao.h is found beside it.
part='^runtime/tiao\.h:[0-9]+:#include "tiao_author\.h"$'
command='runtime/(main|repl|cli)[a-z_]*\.[ch]$'

sources lang/base | includes | grep -vE "\"($base)" |
    rule "lang/base includes only itself"
sources lang/plan | includes | grep -vE "\"($plan)" |
    rule "lang/plan includes only lang/base and itself"
sources lang | grep -vE '^lang/((base|plan|analysis|drafting)/|compile\.c)' | includes |
    grep -vE "\"($lang)" |
    rule "lang includes only lang/base, lang/plan and itself"
sources lang/analysis | includes | grep -vE "\"($analysis)" |
    rule "lang/analysis includes nothing above it"
sources lang/drafting | includes | grep -vE "\"($drafting)" |
    rule "lang/drafting includes nothing above lang"
sources runtime | grep -vE "$command" | includes |
    grep -vE "\"($runtime)|$part" |
    rule "the library includes nothing but lang and itself"
sources runtime | grep -vE "$command" | includes |
    grep -E '"runtime/(main|repl|cli)' |
    rule "the library does not include the command"
sources runtime | grep -E "$command" | includes |
    grep -vE '"runtime/(tiao\.h|(main|repl|cli)[a-z_]*\.(h|def))"' |
    rule "the command includes no header of the library but runtime/tiao.h"
sources runtime | grep -E 'runtime/tiao(_author)?\.h$' | includes |
    grep -vE "$part" |
    rule "the public header includes no other header of ours but its part"
sources runtime | includes |
    grep -E '"lang/(ast|node|parse|lexer|grammar|check|lower|format)' |
    rule "nothing in runtime sees the tree"
sources lang runtime tests | includes | grep -vE "$part" |
    grep -E '"(\.|[^/"]+\.h")' |
    rule "includes are written from the root"
sources lang runtime | grep -v "$command" |
    xargs -r grep -lE 'readline/|<ncurses' /dev/null | grep -vE "$command" |
    rule "readline stays in the command"

sources lang runtime | code_of | grep -wE 'float|double|strtod|atof|fabs' |
    rule "no binary floating point"
sources lang runtime | grep -vE "$command" | code_of |
    grep -wE 'printf|puts|putchar|fprintf|vprintf|perror|stdout|stderr' |
    rule "the library prints nothing"
sources lang runtime | grep -vE "$command" | code_of |
    grep -wE 'exit|abort|_exit|quick_exit' |
    rule "the library does not end its host"
sources lang runtime | grep -vE "$command" | code_of |
    grep -wE 'setlocale|localtime|gmtime|clock|getenv|rand|srand' |
    rule "the library depends on no locale, clock or environment"
sources lang runtime | code_of | grep -E 'typedef +(struct|union|enum)\b[^(]*$' |
    rule "struct tags without typedef"

sources lang runtime tests | xargs -r wc -l |
    awk '$2 != "total" && $1 > 1000 { print $2, $1 }' |
    rule "no file over 1,000 lines"
find . -path ./build -prune -o -path ./.git -prune -o -print |
    grep -E '(^|/)(util|utils|common|misc|core|manager|helpers?)(/|\.[ch]$)' |
    rule "no room called util, common, misc, core, manager"
# A row of a table, a rule of the grammar is one line, however long.
sources lang runtime tests | grep '\.[ch]$' |
    xargs -r perl -CSD -lne 'print "$ARGV:$." if length > 80;
        close ARGV if eof' |
    rule "no line over 80 characters"

# Actions of the grammar, with the lines each takes: 85 in 100 take one, none
# more than three.
awk '
    /^%%/ { rules++; next }
    rules == 1 {
        line = $0
        gsub(/\/\*.*\*\/|"([^"\\]|\\.)*"/, "", line)
        n = length(line)
        for (i = 1; i <= n; i++) {
            c = substr(line, i, 1)
            if (c == "{" && depth++ == 0) from = NR
            if (c == "}" && --depth == 0) {
                actions++
                if (NR == from) single++
                if (NR - from > 2) print FILENAME ":" from
            }
        }
    }
    END {
        if (!actions || single < actions * 0.85)
            print single + 0 " of " actions + 0 " actions are on one line"
    }' lang/grammar.y |
    rule "actions of the grammar are one call"

# Lengths of functions: median, nine in ten, ninety-nine in a hundred.
lengths() {
    sources lang runtime | grep '\.c$' |
        xargs -r ctags -f - --fields=+ne --c-kinds=f |
        awk -F '\t' '{
            from = to = 0
            for (i = 4; i <= NF; i++) {
                if ($i ~ /^line:/) from = substr($i, 6)
                if ($i ~ /^end:/) to = substr($i, 5)
            }
            if (to) print to - from + 1, $2, $1
        }' | sort -n
}

if ctags --version 2>/dev/null | grep -q Universal; then
    lengths | awk '
        { length_of[NR] = $1; name[NR] = $0 }
        function bar(share, most,   at) {
            at = int(NR * share + 0.999999)
            if (NR && length_of[at] > most)
                printf "%d%% are up to %d lines, not %d: %s\n",
                    share * 100, length_of[at], most, name[at]
        }
        END { bar(0.5, 15); bar(0.9, 45); bar(0.99, 110) }' |
        rule "lengths of functions: 50 % <= 15, 90 % <= 45, 99 % <= 110"
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
