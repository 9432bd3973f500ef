#include "runtime/cells.h"

#include <string.h>

#include "lang/base/number.h"
#include "runtime/print.h"

/* Would a spreadsheet work it out? */
static bool
is_formula(const char *s)
{
    wide coefficient;
    unsigned scale;
    return s[0] && strchr("=+-@\t\r", s[0]) &&
           !decimal_read(str_of(s), &coefficient, &scale);
}

static void
csv_cell(struct text *to, const char *s)
{
    bool quoted = strpbrk(s, ",\"\r\n") != NULL;
    if (quoted)
        text_add_char(to, '"');
    if (is_formula(s))
        text_add_char(to, '\'');
    for (; *s; s++) {
        if (*s == '"')
            text_add_char(to, '"');
        text_add_char(to, *s);
    }
    if (quoted)
        text_add_char(to, '"');
}

void
csv_row(struct text *to, const char *const *cell, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            text_add_char(to, ',');
        csv_cell(to, cell[i]);
    }
    text_add_char(to, '\n');
}

/* On one line, with what Markdown would read as a sign made plain. */
static void
markdown_cell(struct text *to, const char *s)
{
    struct text plain = {.arena = to->arena};
    for (; *s; s++) {
        if (strchr("|\\`*_<>[]#", *s))
            text_add_char(&plain, '\\');
        text_add_char(&plain, *s == '\n' || *s == '\r' ? ' ' : *s);
    }
    text_add_char(&plain, '\0');
    print_safe(to, plain.at);
}

void
markdown_row(struct text *to, const char *const *cell, size_t n)
{
    text_add_char(to, '|');
    for (size_t i = 0; i < n; i++) {
        text_add_char(to, ' ');
        markdown_cell(to, cell[i]);
        text_add_z(to, " |");
    }
    text_add_char(to, '\n');
}

void
markdown_rule(struct text *to, size_t n)
{
    text_add_char(to, '|');
    for (size_t i = 0; i < n; i++)
        text_add_z(to, "---|");
    text_add_char(to, '\n');
}
