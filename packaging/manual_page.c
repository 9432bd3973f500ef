/* The manual page, in roff. */
#include <string.h>

#include "packaging/manual.h"

enum phrase {
#define PHRASE(id, zh, en) PHRASE_##id,
#include "packaging/manual.def"
#undef PHRASE
    PHRASE_COUNT
};

static const char *const phrases[PHRASE_COUNT][2] = {
#define PHRASE(id, zh, en) [PHRASE_##id] = {zh, en},
#include "packaging/manual.def"
#undef PHRASE
};

/* Chinese has no blanks: a line may break before an ideograph. */
static bool
may_break(const char *text, const char *at)
{
    const unsigned char *byte = (const unsigned char *)at;
    return at > text && byte[-1] >= 0x80 && *byte >= 0xe4 && *byte <= 0xe9;
}

/* TEXT as roff takes it for text. */
static void
plain(const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    for (const char *from = text; *text; text++) {
        if (may_break(from, text))
            fputs("\\:", stdout);
        if (*text == '-')
            fputs("\\-", stdout);
        else if (*text == '\\')
            fputs("\\e", stdout);
        else
            putchar(*text);
    }
}

static void
section(enum phrase phrase, enum tiao_language l)
{
    printf(".SH %s%s%s\n", strchr(phrases[phrase][l], ' ') ? "\"" : "",
           phrases[phrase][l], strchr(phrases[phrase][l], ' ') ? "\"" : "");
}

static void
line(const char *text)
{
    plain(text);
    putchar('\n');
}

/* A word in bold, what follows it in italics, then a text further in. */
static void
item(const char *word, const char *rest, const char *text)
{
    fputs(".TP\n\\fB", stdout);
    plain(word);
    fputs("\\fR", stdout);
    if (*rest) {
        fputs(" \\fI", stdout);
        plain(rest);
        fputs("\\fR", stdout);
    }
    putchar('\n');
    line(text);
}

static void
synopsis(void)
{
    for (int i = 0; i < VERB_COUNT; i++) {
        fputs(i ? ".br\n\\fBtiao " : "\\fBtiao ", stdout);
        plain(verb_rows[i].name);
        fputs("\\fR", stdout);
        if (*verb_rows[i].operands) {
            fputs(" \\fI", stdout);
            plain(verb_rows[i].operands);
            fputs("\\fR", stdout);
        }
        putchar('\n');
    }
}

static void
choices(int option)
{
    const char *word;
    for (size_t i = 0; (word = choice_at(option, VERB_COUNT, i)); i++) {
        fputs(i ? ", " : ".br\n", stdout);
        plain(word);
    }
    if (choice_at(option, VERB_COUNT, 0))
        putchar('\n');
}

static void
owners(int option, enum tiao_language l)
{
    bool first = true;
    fputs(".br\n(", stdout);
    if (option_fits(option, VERB_COUNT))
        plain(phrases[PHRASE_EVERY][l]);
    for (int v = 0; v < VERB_COUNT && !option_fits(option, VERB_COUNT); v++) {
        if (!option_fits(option, v))
            continue;
        fputs(first ? "" : ", ", stdout);
        plain(verb_rows[v].name);
        first = false;
    }
    fputs(")\n", stdout);
}

static void
options(enum tiao_language l)
{
    section(PHRASE_OPTIONS, l);
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = &option_rows[i];
        char name[64], letter[5] = "";
        if (row->letter)
            snprintf(letter, sizeof letter, "-%c, ", row->letter);
        snprintf(name, sizeof name, "%s--%s", letter, row->name);
        item(name, row->value, row->help[l]);
        choices(i);
        owners(i, l);
    }
}

static void
limits(enum tiao_language l)
{
    struct tiao_limit_range range;
    section(PHRASE_LIMITS, l);
    line(phrases[PHRASE_LIMITS_ABOUT][l]);
    for (size_t i = 0; tiao_limit_at(i, &range); i++) {
        char text[96];
        snprintf(text, sizeof text, "(%ju, %ju, %ju)", (uintmax_t)range.usual,
                 (uintmax_t)range.most, (uintmax_t)range.untrusted);
        item(range.key, "", text);
    }
}

static void
statuses(enum tiao_language l)
{
    section(PHRASE_STATUS, l);
    for (const struct status_row *row = status_rows; row->help[0]; row++) {
        char number[12];
        snprintf(number, sizeof number, "%d", row->number);
        item(number, "", row->help[l]);
    }
}

static void
variables(enum tiao_language l)
{
    section(PHRASE_ENVIRONMENT, l);
    for (const struct variable_row *row = variable_rows; row->name; row++)
        item(row->name, "", row->help[l]);
}

static void
examples(enum tiao_language l)
{
    section(PHRASE_EXAMPLES, l);
    for (size_t i = 0; example_rows[i]; i++) {
        fputs(i ? ".br\n" : "", stdout);
        line(example_rows[i]);
    }
}

void
manual_page(enum tiao_language l)
{
    printf(".TH TIAO 1 \"\" \"tiao %s\" \"Tiao\"\n.ad l\n", tiao_version());
    section(PHRASE_NAME, l);
    fputs("tiao \\- ", stdout);
    line(phrases[PHRASE_PURPOSE][l]);
    section(PHRASE_SYNOPSIS, l);
    synopsis();
    section(PHRASE_DESCRIPTION, l);
    line(phrases[PHRASE_ABOUT][l]);
    puts(".PP");
    line(phrases[PHRASE_STREAMS][l]);
    section(PHRASE_COMMANDS, l);
    for (int i = 0; i < VERB_COUNT; i++)
        item(verb_rows[i].name, verb_rows[i].operands, verb_rows[i].help[l]);
    options(l);
    limits(l);
    statuses(l);
    variables(l);
    examples(l);
    section(PHRASE_LICENCE, l);
    line(phrases[PHRASE_LICENCE_ABOUT][l]);
}
