#include "packaging/manual.h"

static const char head[] =
    "# Completion of tiao for bash; made of its table of commands and "
    "options.\n"
    "_tiao()\n"
    "{\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    local verb= files= words= i\n"
    "    # --lang=zh comes as three words.\n"
    "    if [[ $cur == = ]]; then\n"
    "        cur=\n"
    "    elif [[ $prev == = ]]; then\n"
    "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    fi\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        case ${COMP_WORDS[i]} in\n";

static const char middle[] =
    ")\n"
    "            [[ ${COMP_WORDS[i+1]} == = ]] && ((i++))\n"
    "            ((i++)) ;;\n"
    "        -* | =) ;;\n"
    "        *) verb=${COMP_WORDS[i]}; break ;;\n"
    "        esac\n"
    "    done\n"
    "    case $verb:$prev in\n";

static const char tail[] =
    "    esac\n"
    "    mapfile -t COMPREPLY < <(\n"
    "        compgen -W \"$words\" -- \"$cur\"\n"
    "        [[ $files != rules ]] || compgen -f -X '!*.tiao' -- \"$cur\"\n"
    "        [[ $files != rules ]] || compgen -d -- \"$cur\"\n"
    "        [[ $files != any ]] || compgen -f -- \"$cur\")\n"
    "    [[ -z $files ]] || compopt -o filenames 2>/dev/null\n"
    "    [[ ${COMPREPLY-} != *= ]] || compopt -o nospace 2>/dev/null\n"
    "    return 0\n"
    "}\n"
    "complete -F _tiao tiao\n";

/* VERB:--name | VERB:-n, or without verb as many as the option has. */
static void
pattern(const struct option_row *row, const char *before)
{
    printf("%s--%s", before, row->name);
    if (row->letter)
        printf(" | %s-%c", before, row->letter);
}

static void
with_value(void)
{
    const char *between = "        ";
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!option_rows[i].value[0])
            continue;
        fputs(between, stdout);
        pattern(&option_rows[i], "");
        between = " | ";
    }
}

static void
words_of(enum value_kind kind)
{
    struct tiao_limit_range range;
    switch (kind) {
    case VALUE_RULES:
        fputs("files=rules", stdout);
        break;
    case VALUE_FILE:
        fputs("files=any", stdout);
        break;
    case VALUE_LIMIT:
        fputs("words='", stdout);
        for (size_t i = 0; tiao_limit_at(i, &range); i++)
            printf("%s%s=", i ? " " : "", range.key);
        putchar('\'');
        break;
    case VALUE_VERB:
        fputs("words='", stdout);
        for (int v = 0; v < VERB_COUNT; v++)
            printf("%s%s", v ? " " : "", verb_rows[v].name);
        putchar('\'');
        break;
    case VALUE_CODE:
        fputs("words=$(\"$1\" explain 2>/dev/null | cut -d ' ' -f 1)", stdout);
        break;
    case VALUE_OTHER:
        putchar(':');
        break;
    }
}

/* What may stand behind an option of VERB. */
static void
values(int verb, const char *name)
{
    char before[32];
    snprintf(before, sizeof before, "%s:", name);
    for (int i = 0; i < OPTION_COUNT; i++) {
        const char *word = choice_at(i, verb, 0);
        if (!option_rows[i].value[0] || !option_fits(i, verb))
            continue;
        fputs("    ", stdout);
        pattern(&option_rows[i], before);
        fputs(") ", stdout);
        if (!word)
            words_of(value_kind(option_rows[i].value));
        for (size_t k = 0; word; word = choice_at(i, verb, ++k))
            printf("%s%s", k ? " " : "words='", word);
        puts(choice_at(i, verb, 0) ? "' ;;" : " ;;");
    }
}

/* What else may stand there: options behind a dash, or operands. */
static void
words(int verb, const char *name)
{
    printf("    %s:*)\n        if [[ $cur == -* ]]; then\n"
           "            words='",
           name);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (option_fits(i, verb))
            printf("--%s ", option_rows[i].name);
    fputs("'\n        else\n            ", stdout);
    words_of(
        value_kind(verb == VERB_COUNT ? "VERB" : verb_rows[verb].operands));
    puts("\n        fi ;;");
}

void
complete_bash(void)
{
    fputs(head, stdout);
    with_value();
    fputs(middle, stdout);
    for (int v = 0; v <= VERB_COUNT; v++) {
        const char *name = v < VERB_COUNT ? verb_rows[v].name : "";
        values(v, name);
        words(v, name);
    }
    fputs(tail, stdout);
}
