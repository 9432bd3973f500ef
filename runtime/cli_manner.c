/* Language and colour: what decides them, and that it was what decided. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/cli.h"

static bool
is_set(const char *name)
{
    const char *value = getenv(name);
    return value && value[0];
}

static enum tiao_language
language_of(const char *value)
{
    return !strncmp(value, "zh", 2) ? TIAO_ZH : TIAO_EN;
}

static void
language_guess(struct command *c)
{
    c->language = TIAO_EN;
    c->language_by = "";
    for (const struct variable_row *row = variable_rows; row->name; row++)
        if (row->use == VARIABLE_LANGUAGE && is_set(row->name)) {
            c->language = language_of(getenv(row->name));
            c->language_by = row->name;
            return;
        }
}

void
language_early(struct command *c, int argc, char **argv)
{
    language_guess(c);
    for (int i = 1; i < argc; i++) {
        const char *value = NULL;
        if (!strncmp(argv[i], "--lang=", 7))
            value = argv[i] + 7;
        else if (!strcmp(argv[i], "--lang") && i + 1 < argc)
            value = argv[i + 1];
        if (value && (!strcmp(value, "zh") || !strcmp(value, "en")))
            c->language = language_of(value);
    }
}

static bool
language_read(struct command *c)
{
    const char *value = command_value(c, OPTION_LANG);
    if (!value || !strcmp(value, "auto"))
        return true;
    if (strcmp(value, "zh") && strcmp(value, "en")) {
        say(c, SAY_BAD_VALUE, "--lang", value);
        return false;
    }
    c->language = language_of(value);
    c->language_by = "--lang";
    return true;
}

/* BY is what decided: an option, a variable, or "" for the terminal. */
static bool
colour_for(const char *wanted, int fd, const char **by)
{
    const char *term = getenv("TERM");
    if (wanted && strcmp(wanted, "auto")) {
        *by = "--color";
        return !strcmp(wanted, "always");
    }
    if (is_set("NO_COLOR") || is_set("FORCE_COLOR")) {
        *by = is_set("NO_COLOR") ? "NO_COLOR" : "FORCE_COLOR";
        return !is_set("NO_COLOR");
    }
    *by = !term || !term[0] || !strcmp(term, "dumb") ? "TERM" : "";
    return !**by && isatty(fd);
}

static bool
colour_read(struct command *c)
{
    const char *value = command_value(c, OPTION_COLOR);
    if (value && strcmp(value, "always") && strcmp(value, "never") &&
        strcmp(value, "auto")) {
        say(c, SAY_BAD_VALUE, "--color", value);
        return false;
    }
    c->colour = colour_for(value, STDOUT_FILENO, &c->colour_by);
    c->colour_errors = colour_for(value, STDERR_FILENO, &c->colour_by);
    return true;
}

bool
manner_read(struct command *c)
{
    return language_read(c) && colour_read(c);
}
