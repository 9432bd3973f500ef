#include <string.h>

#include "packaging/manual.h"

static const char head[] =
    "# Completion of tiao for fish; made of its table of commands and "
    "options.\n"
    "set -l tiao_language en\n"
    "for name in TIAO_LANG LC_ALL LC_MESSAGES LANG\n"
    "    if test -n \"$$name\"\n"
    "        string match -q 'zh*' -- $$name; and set tiao_language zh\n"
    "        break\n"
    "    end\n"
    "end\n"
    "complete -c tiao -f\n";

static void
quoted(const char *text)
{
    putchar('\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
    putchar('\'');
}

/* The arguments of complete that offer what KIND is. */
static void
offer(enum value_kind kind)
{
    struct tiao_limit_range range;
    switch (kind) {
    case VALUE_RULES:
        fputs(" -a '(__fish_complete_suffix .tiao)'", stdout);
        break;
    case VALUE_FILE:
        fputs(" -F", stdout);
        break;
    case VALUE_LIMIT:
        fputs(" -a '", stdout);
        for (size_t i = 0; tiao_limit_at(i, &range); i++)
            printf("%s%s=", i ? " " : "", range.key);
        putchar('\'');
        break;
    case VALUE_VERB:
        fputs(" -a '", stdout);
        for (int v = 0; v < VERB_COUNT; v++)
            printf("%s%s", v ? " " : "", verb_rows[v].name);
        putchar('\'');
        break;
    case VALUE_CODE:
        fputs(" -a '(tiao explain | string replace \" \" \\t)'", stdout);
        break;
    case VALUE_OTHER:
        break;
    }
}

static void
condition(int verb)
{
    if (verb == VERB_COUNT)
        fputs("    complete -c tiao -n __fish_use_subcommand", stdout);
    else
        printf("    complete -c tiao -n '__fish_seen_subcommand_from %s'",
               verb_rows[verb].name);
}

static void
option_line(int option, int verb, enum tiao_language l)
{
    const struct option_row *row = &option_rows[option];
    const char *word = choice_at(option, verb, 0);
    condition(verb);
    printf(" -l %s", row->name);
    if (row->letter)
        printf(" -s %c", row->letter);
    if (row->value[0])
        fputs(value_kind(row->value) == VALUE_FILE ? " -r" : " -x", stdout);
    if (!word)
        offer(value_kind(row->value));
    for (size_t i = 0; word; word = choice_at(option, verb, ++i))
        printf("%s%s", i ? " " : " -a '", word);
    fputs(choice_at(option, verb, 0) ? "' -d " : " -d ", stdout);
    quoted(row->help[l]);
    putchar('\n');
}

static void
lines_in(enum tiao_language l)
{
    for (int v = 0; v <= VERB_COUNT; v++) {
        for (int i = 0; i < OPTION_COUNT; i++)
            if (option_fits(i, v))
                option_line(i, v, l);
        if (v == VERB_COUNT)
            continue;
        condition(VERB_COUNT);
        printf(" -a %s -d ", verb_rows[v].name);
        quoted(verb_rows[v].help[l]);
        putchar('\n');
        if (value_kind(verb_rows[v].operands) == VALUE_OTHER)
            continue;
        condition(v);
        offer(value_kind(verb_rows[v].operands));
        putchar('\n');
    }
}

void
complete_fish(void)
{
    fputs(head, stdout);
    puts("if test $tiao_language = zh");
    lines_in(TIAO_ZH);
    puts("else");
    lines_in(TIAO_EN);
    puts("end");
}
