#!/bin/sh
# pinyin.sh FILE: the first letter of the Mandarin reading of each character
# from U+4E00 to U+9FFF as one C string, a dot where there is none. The readings
# are those of ICU's Han-Latin transform (Debian: icu-devtools).
set -eu
perl -CO -e 'print chr, "\n" for 0x4e00 .. 0x9fff' |
    uconv -f UTF-8 -t UTF-8 -x 'Han-Latin; Latin-ASCII; Lower' |
    perl -ne 'push @at, /^([a-z])/ ? $1 : ".";
        END {
            die "not one reading a line\n" if @at != 0x9fff - 0x4e00 + 1;
            print "\"", splice(@at, 0, 64), "\"\n" while @at;
        }' >"$1.new"
mv "$1.new" "$1"
