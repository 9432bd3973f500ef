/* What verbs on rules have in common. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/cli.h"
#include "runtime/cli_sandbox.h"

bool
file_write(void *user, const char *at, size_t len)
{
    return fwrite(at, 1, len, user) == len;
}

enum status
status_of(enum tiao_status status)
{
    switch (status) {
    case TIAO_OK:
        return STATUS_FINE;
    case TIAO_BAD_RULES:
        return STATUS_RULES;
    case TIAO_BAD_FACTS:
    case TIAO_BAD_RECEIPT:
        return STATUS_FACTS;
    case TIAO_BAD_QUESTION:
        return STATUS_USAGE;
    case TIAO_LIMIT:
        return STATUS_FAULT;
    case TIAO_IO:
    case TIAO_MEMORY:
        return STATUS_WORLD;
    case TIAO_DIFFERENT:
        return STATUS_NO;
    }
    return STATUS_BUG;
}

bool
format_named(const struct command *c, const char *const *names, size_t n,
             size_t *format)
{
    const char *value = command_value(c, OPTION_FORMAT);
    *format = 0;
    if (!value)
        return true;
    for (size_t i = 0; i < n; i++)
        if (!strcmp(value, names[i])) {
            *format = i;
            return true;
        }
    say(c, SAY_BAD_VALUE, "--format", value);
    return false;
}

bool
format_read(const struct command *c, enum tiao_format *format)
{
    static const char *const names[] = {
        [TIAO_PRETTY] = "pretty", [TIAO_PLAIN] = "plain", [TIAO_JSON] = "json"};
    size_t named;
    bool right = format_named(c, names, sizeof names / sizeof *names, &named);
    *format = (enum tiao_format)named;
    return right;
}

bool
list_format_read(const struct command *c, enum tiao_list_format *format)
{
    static const char *const names[] = {
        [TIAO_LIST_PRETTY] = "pretty", [TIAO_LIST_PLAIN] = "plain",
        [TIAO_LIST_JSON] = "json",     [TIAO_LIST_MARKDOWN] = "md",
        [TIAO_LIST_CSV] = "csv",
    };
    size_t named;
    bool right = format_named(c, names, sizeof names / sizeof *names, &named);
    *format = (enum tiao_list_format)named;
    return right;
}

/* Sets FAIL[i] for the one of NAMES that the LEN bytes at WORD are. */
static bool
fail_word(const char *word, size_t len, const char *const *names, size_t n,
          bool *fail)
{
    for (size_t i = 0; i < n; i++)
        if (len && strlen(names[i]) == len && !strncmp(names[i], word, len)) {
            fail[i] = true;
            return true;
        }
    return false;
}

bool
fail_on_read(const struct command *c, const char *const *names, size_t n,
             bool *fail)
{
    const struct values *v = &c->option[OPTION_FAIL_ON];
    for (size_t i = 0; i < v->n; i++) {
        for (const char *at = v->at[i], *end; at; at = *end ? end + 1 : NULL) {
            end = at + strcspn(at, ",");
            if (!fail_word(at, (size_t)(end - at), names, n, fail)) {
                say(c, SAY_BAD_VALUE, "--fail-on", v->at[i]);
                return false;
            }
        }
    }
    return true;
}

/* The format called VALUE; false when it is none of a report. */
static bool
report_format_named(const char *value, enum tiao_report_format *format)
{
    static const char *const names[] = {
        [TIAO_REPORT_PRETTY] = "pretty", [TIAO_REPORT_PLAIN] = "plain",
        [TIAO_REPORT_JSON] = "json",     [TIAO_REPORT_SARIF] = "sarif",
        [TIAO_REPORT_GITHUB] = "github",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(value, names[i])) {
            *format = (enum tiao_report_format)i;
            return true;
        }
    return false;
}

bool
report_format_read(const struct command *c, enum tiao_report_format *format)
{
    const char *value = command_value(c, OPTION_FORMAT);
    *format = TIAO_REPORT_PRETTY;
    if (!value || report_format_named(value, format))
        return true;
    say(c, SAY_BAD_VALUE, "--format", value);
    return false;
}

/* Messages are words, so they go to stderr; in a format for programs they are
 * what check was asked for, so they go to stdout. */
void
report_show(const struct command *c, struct tiao_report *report)
{
    const char *value = command_value(c, OPTION_FORMAT);
    enum tiao_report_format format = TIAO_REPORT_PRETTY;
    bool known = value && report_format_named(value, &format);
    bool asked = c->verb == VERB_CHECK || c->verb == VERB_LINT;
    bool data = asked && report_is_data(format);
    if (!report)
        return;
    if (value && !data && (!known || report_is_data(format)))
        format = TIAO_REPORT_PLAIN;
    if (report->n || data)
        tiao_report_print(report, format, c->colour_errors, file_write,
                          data ? stdout : stderr);
    tiao_report_free(report);
}

static bool
limit_read(const struct command *c, char *word, struct tiao_limit *limit)
{
    char *equals = strchr(word, '='), *end;
    if (equals && equals[1] >= '0' && equals[1] <= '9') {
        errno = 0;
        limit->value = strtoull(equals + 1, &end, 10);
        if (!*end && !errno) {
            *equals = '\0';
            limit->key = word;
            return true;
        }
    }
    say(c, SAY_BAD_VALUE, "--limit", word);
    return false;
}

bool
settings_read(const struct command *c, struct tiao_settings *settings,
              struct tiao_limit **limit)
{
    const struct values *v = &c->option[OPTION_LIMIT];
    *limit = memory(v->n, sizeof **limit);
    *settings = (struct tiao_settings){.limit = *limit, .limits = v->n};
    settings->untrusted = c->option[OPTION_UNTRUSTED].n > 0;
    if (settings->untrusted) {
        settings->have_read = sandbox_seal;
        settings->have_read_user = (void *)(uintptr_t)c;
    }
    settings->drafting = c->verb == VERB_LINT;
    settings->for_asking = c->verb == VERB_EVAL || c->verb == VERB_READINGS;
    settings->without_cases = settings->for_asking || c->verb == VERB_DUTIES ||
                              c->verb == VERB_VERIFY;
    for (size_t i = 0; i < v->n; i++)
        if (!limit_read(c, (char *)(uintptr_t)v->at[i], &(*limit)[i]))
            return false;
    return true;
}

static bool
operands_fit(const struct command *c)
{
    size_t standard = 0;
    for (size_t i = 0; i < c->operand.n; i++)
        standard += !strcmp(c->operand.at[i], "-");
    for (size_t i = 0; i < c->option[OPTION_FACTS].n; i++)
        standard += !strcmp(c->option[OPTION_FACTS].at[i], "-");
    for (size_t i = 0; i < c->option[OPTION_SOURCE].n; i++)
        standard += !strcmp(c->option[OPTION_SOURCE].at[i], "-");
    if (!c->operand.n)
        say(c, SAY_NO_RULES, "", "");
    else if (standard > 1)
        say(c, SAY_STDIN_TWICE, "", "");
    return c->operand.n && standard <= 1;
}

enum status
rulebook_load_under(const struct command *c,
                    const struct tiao_settings *settings,
                    struct tiao_rulebook **rulebook)
{
    struct tiao_report *report = NULL;
    enum tiao_status status;
    *rulebook = NULL;
    if (!operands_fit(c))
        return STATUS_USAGE;
    status = tiao_load_paths(c->operand.at, c->operand.n, settings, rulebook);
    if (!*rulebook) {
        say(c, SAY_NO_MEMORY, "", "");
        return STATUS_WORLD;
    }
    /* Warnings are for who writes the rules, not for who asks. */
    bool writer =
        c->verb == VERB_CHECK || c->verb == VERB_LINT || c->verb == VERB_FMT;
    if (!writer && status != TIAO_OK) {
        tiao_rulebook_report(*rulebook, c->language, &report);
        report_show(c, report);
    }
    return status_of(status);
}

enum status
rulebook_load(const struct command *c, struct tiao_rulebook **rulebook)
{
    struct tiao_settings settings;
    struct tiao_limit *limit;
    enum status status = STATUS_USAGE;
    *rulebook = NULL;
    if (settings_read(c, &settings, &limit))
        status = rulebook_load_under(c, &settings, rulebook);
    free(limit);
    return status;
}

enum status
source_load(const struct command *c, const struct tiao_settings *settings,
            struct tiao_text **text)
{
    const char *path = command_value(c, OPTION_SOURCE);
    struct tiao_file file = {.name = path};
    struct tiao_report *report;
    enum tiao_status status;
    *text = NULL;
    if (!path)
        return STATUS_FINE;
    status = tiao_text_of(&file, settings, c->language, text, &report);
    report_show(c, report);
    if (status == TIAO_MEMORY)
        say(c, SAY_NO_MEMORY, "", "");
    return status_of(status);
}
