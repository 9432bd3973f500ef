# What zsh offers behind a line, a word each: zsh -f complete.zsh MADE LINE.
# MADE is the folder with _tiao. Completion works in line editing only, so a
# shell is given a terminal, and its compadd writes down what it is given.
zmodload zsh/zpty
scratch=$(mktemp -d) || exit 2

cat >$scratch/inside <<'end'
fpath=($made $fpath)
autoload -Uz compinit
compinit -D -u
compadd() {
    local -a hits
    [[ " $* " != *' '-[OAD]' '* ]] || { builtin compadd "$@"; return; }
    builtin compadd -A hits "$@"
    print -rl -- $hits >>$scratch/hits
    builtin compadd "$@"
}
offer() { _main_complete; : >$scratch/done; }
zle -C offer list-choices offer
bindkey '^T' offer
zle-line-init() { : >$scratch/ready; }
zle -N zle-line-init
end

await() {
    local i
    for ((i = 0; i < 200; i++)); do
        [[ ! -e $scratch/$1 ]] || return
        sleep 0.05
    done
}

export made=$1 scratch
zpty -b shell zsh -f -i
zpty -w shell ". $scratch/inside"
await ready
zpty -w -n shell "$2"$'\x14'
await done
hits=(${(f)"$(<$scratch/hits)"})
zpty -d shell
rm -rf $scratch
print -rl -- ${(u)hits%=}
