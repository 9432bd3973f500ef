#include <string.h>

#include "packaging/manual.h"

static const char head[] =
    "#compdef tiao\n"
    "# Completion of tiao for zsh; made of its table of commands and "
    "options.\n"
    "_tiao_codes() {\n"
    "    local -a codes\n"
    "    codes=(${(f)\"$(_call_program codes tiao explain)\"})\n"
    "    codes=(${codes/ /:})\n"
    "    _describe code codes\n"
    "}\n";

static const char tail[] =
    "_tiao() {\n"
    "    if [[ ${TIAO_LANG:-${LC_ALL:-${LC_MESSAGES:-$LANG}}} == zh* ]]; then\n"
    "        _tiao_zh \"$@\"\n"
    "    else\n"
    "        _tiao_en \"$@\"\n"
    "    fi\n"
    "}\n"
    "_tiao \"$@\"\n";

/* TEXT within quotes, with a \ before each of SPECIAL. */
static void
quoted(const char *text, const char *special)
{
    for (; *text; text++) {
        if (*text == '\'') {
            fputs("'\\''", stdout);
            continue;
        }
        if (strchr(special, *text))
            putchar('\\');
        putchar(*text);
    }
}

static void
action(enum value_kind kind)
{
    struct tiao_limit_range range;
    switch (kind) {
    case VALUE_RULES:
        fputs("_files -g \"*.tiao\"", stdout);
        break;
    case VALUE_FILE:
        fputs("_files", stdout);
        break;
    case VALUE_LIMIT:
        fputs("compadd -S \"\" --", stdout);
        for (size_t i = 0; tiao_limit_at(i, &range); i++)
            printf(" %s=", range.key);
        break;
    case VALUE_VERB:
        fputs("{_describe command verbs}", stdout);
        break;
    case VALUE_CODE:
        fputs("_tiao_codes", stdout);
        break;
    case VALUE_OTHER:
        break;
    }
}

/* One option as _arguments takes it. */
static void
option_spec(int option, int verb, enum tiao_language l)
{
    const struct option_row *row = &option_rows[option];
    const char *word = choice_at(option, verb, 0);
    const char *value = row->value[0] ? "=" : "";
    fputs(strstr(row->value, "...") ? " \\\n        '*'" : " \\\n        ",
          stdout);
    if (row->letter)
        printf("{-%c%s,--%s%s}'[", row->letter, *value ? "+" : "", row->name,
               value);
    else
        printf("'--%s%s[", row->name, value);
    quoted(row->help[l], "[]:\\");
    putchar(']');
    if (*value) {
        printf(":%.*s:", (int)strcspn(row->value, "."), row->value);
        if (!word)
            action(value_kind(row->value));
        for (size_t i = 0; word; word = choice_at(option, verb, ++i))
            printf("%s%s", i ? " " : "(", word);
        fputs(choice_at(option, verb, 0) ? ")" : "", stdout);
    }
    putchar('\'');
}

static void
options(int verb, enum tiao_language l)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (option_fits(i, verb))
            option_spec(i, verb, l);
}

static void
verb_case(int verb, enum tiao_language l)
{
    const char *operands = verb_rows[verb].operands;
    printf("    %s)\n        _arguments -s -S", verb_rows[verb].name);
    options(verb, l);
    if (*operands) {
        printf(" \\\n        '%s:%.*s:", strstr(operands, "...") ? "*" : "1",
               (int)strcspn(operands, ". "), operands);
        action(value_kind(operands));
        putchar('\'');
    }
    puts(" ;;");
}

static void
function_in(enum tiao_language l)
{
    printf("_tiao_%s() {\n"
           "    local curcontext=$curcontext state line ret\n"
           "    local -a verbs\n"
           "    verbs=(\n",
           l == TIAO_ZH ? "zh" : "en");
    for (int v = 0; v < VERB_COUNT; v++) {
        printf("        '%s:", verb_rows[v].name);
        quoted(verb_rows[v].help[l], "\\");
        puts("'");
    }
    fputs("    )\n    _arguments -C", stdout);
    options(VERB_COUNT, l);
    puts(" \\\n        '1:command:{_describe command verbs}' '*::word:->word'\n"
         "    ret=$?\n"
         "    [[ $state == word ]] || return $ret\n"
         "    case $words[1] in");
    for (int v = 0; v < VERB_COUNT; v++)
        verb_case(v, l);
    puts("    esac\n}");
}

void
complete_zsh(void)
{
    fputs(head, stdout);
    function_in(TIAO_EN);
    function_in(TIAO_ZH);
    fputs(tail, stdout);
}
