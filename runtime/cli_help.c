/* Help, made of the table of verbs and options. */
#include <string.h>

#include "runtime/cli.h"

static void
head(FILE *to, const struct command *c, enum say what)
{
    say_to(to, c->language, what, "", "");
    fputs(c->language == TIAO_ZH ? "：\n" : ":\n", to);
}

static void
verbs(FILE *to, const struct command *c)
{
    for (int i = 0; i < VERB_COUNT; i++)
        fprintf(to, "  %-9s %s\n", verb_rows[i].name,
                verb_rows[i].help[c->language]);
}

static void
usage(FILE *to, const struct command *c, const char *rest)
{
    say_to(to, c->language, SAY_USAGE, "", "");
    fprintf(to, "%stiao %s\n", c->language == TIAO_ZH ? "：" : ": ", rest);
}

void
help_short(FILE *to, const struct command *c)
{
    usage(to, c, "VERB ...");
    head(to, c, SAY_COMMANDS);
    verbs(to, c);
    head(to, c, SAY_EXAMPLES);
    for (size_t i = 0; example_rows[i]; i++)
        fprintf(to, "  %s\n", example_rows[i]);
}

static void
option_line(FILE *to, const struct command *c, const struct option_row *row)
{
    char left[64], letter[8] = "    ";
    if (row->letter)
        snprintf(letter, sizeof letter, "-%c, ", row->letter);
    snprintf(left, sizeof left, "%s--%s%s%s", letter, row->name,
             row->value[0] ? " " : "", row->value);
    fprintf(to, "  %-24s %s\n", left, row->help[c->language]);
}

void
help_verb(FILE *to, const struct command *c, enum verb verb)
{
    char rest[128];
    snprintf(rest, sizeof rest, "%s %s", verb_rows[verb].name,
             verb_rows[verb].operands);
    fprintf(to, "%s\n", verb_rows[verb].help[c->language]);
    usage(to, c, rest);
    head(to, c, SAY_OPTIONS);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (option_rows[i].verbs & 1u << verb)
            option_line(to, c, &option_rows[i]);
}

void
help_all(FILE *to, const struct command *c)
{
    help_short(to, c);
    head(to, c, SAY_OPTIONS);
    for (int i = 0; i < OPTION_COUNT; i++)
        option_line(to, c, &option_rows[i]);
}
