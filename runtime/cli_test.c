/* test: runs the cases of a rulebook. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/cli.h"

static bool
test_format_read(const struct command *c, enum tiao_test_format *format)
{
    static const char *const names[] = {
        [TIAO_TEST_PRETTY] = "pretty", [TIAO_TEST_PLAIN] = "plain",
        [TIAO_TEST_JSON] = "json",     [TIAO_TEST_JUNIT] = "junit",
        [TIAO_TEST_TAP] = "tap",
    };
    size_t named;
    bool right = format_named(c, names, sizeof names / sizeof *names, &named);
    *format = (enum tiao_test_format)named;
    return right;
}

/* 0 to 100; 0 when none was typed. */
static bool
threshold_read(const struct command *c, unsigned *threshold)
{
    const char *value = command_value(c, OPTION_THRESHOLD);
    *threshold = 0;
    for (const char *at = value; at && *at; at++) {
        if (*at < '0' || *at > '9' || *threshold > 100)
            *threshold = 1000;
        else
            *threshold = *threshold * 10 + (unsigned)(*at - '0');
    }
    if (value && (!value[0] || *threshold > 100)) {
        say(c, SAY_BAD_VALUE, "--threshold", value);
        return false;
    }
    return true;
}

static enum status
tests_show(const struct command *c, const struct tiao_tests *tests,
           enum tiao_test_format format)
{
    const char *path = command_value(c, OPTION_OUTPUT);
    struct output o;
    enum tiao_status status;
    if (!path || !strcmp(path, "-"))
        return status_of(
            tiao_tests_print(tests, format, c->colour, file_write, stdout));
    if (!output_open(c, &o, path))
        return STATUS_WORLD;
    status = tiao_tests_print(tests, format, false, file_write, o.file);
    if (status != TIAO_OK) {
        output_drop(c, &o, path);
        return status_of(status);
    }
    return output_close(c, &o, path) ? STATUS_FINE : STATUS_WORLD;
}

/* What nobody confirmed vouches for nothing. */
static enum status
coverage_status(const struct command *c, const struct tiao_tests *tests,
                unsigned threshold)
{
    char got[24], asked[24];
    size_t share =
        tests->covereds ? tests->confirmed * 100 / tests->covereds : 100;
    if (tests->confirmed * 100 >= tests->covereds * (size_t)threshold)
        return STATUS_FINE;
    snprintf(got, sizeof got, "%zu", share);
    snprintf(asked, sizeof asked, "%u", threshold);
    say(c, SAY_COVERAGE_SHORT, got, asked);
    return STATUS_NO;
}

/* ---- the baseline ---- */

static enum status
baseline_record(const struct command *c, const struct tiao_tests *tests,
                const char *path)
{
    char number[24];
    size_t told = 0;
    struct output o;
    if (!output_open(c, &o, path))
        return STATUS_WORLD;
    enum tiao_status status = tiao_baseline_print(tests, file_write, o.file);
    if (status != TIAO_OK) {
        output_drop(c, &o, path);
        return status_of(status);
    }
    if (!output_close(c, &o, path))
        return STATUS_WORLD;
    for (size_t i = 0; i < tests->outcomes; i++)
        told += tests->outcome[i].told;
    snprintf(number, sizeof number, "%zu", told);
    say_to(stderr, c->language, SAY_RECORDED, path, number);
    fputc('\n', stderr);
    return STATUS_FINE;
}

static enum status
baseline_compare(const struct command *c, struct tiao_tests *tests,
                 const char *path)
{
    size_t len;
    char *text = file_whole(c, path, &len);
    if (!text)
        return STATUS_WORLD;
    enum tiao_status status = tiao_baseline_compare(tests, text, len);
    free(text);
    if (status == TIAO_BAD_RECEIPT)
        say(c, SAY_NO_BASELINE, path, "");
    else if (status != TIAO_OK)
        say(c, SAY_NO_MEMORY, "", "");
    return status_of(status);
}

static bool
records(const struct command *c, const char *path)
{
    return c->option[OPTION_RECORD].n || access(path, F_OK);
}

static enum status
baseline_use(const struct command *c, struct tiao_tests *tests)
{
    const char *path = command_value(c, OPTION_BASELINE);
    if (!path)
        return STATUS_FINE;
    return records(c, path) ? baseline_record(c, tests, path)
                            : baseline_compare(c, tests, path);
}

/* What is left out of a record would be gone from it. */
static bool
record_fits(const struct command *c)
{
    const char *path = command_value(c, OPTION_BASELINE);
    bool record = c->option[OPTION_RECORD].n || (path && records(c, path));
    if (!record || (path && !c->option[OPTION_FILTER].n))
        return true;
    say(c, SAY_RECORD_ALONE, "", "");
    return false;
}

/* ---- the verb ---- */

static enum status
tests_status(const struct command *c, const struct tiao_tests *tests,
             unsigned threshold)
{
    enum status status = STATUS_FINE;
    if (command_value(c, OPTION_FILTER) && !tests->trials) {
        say(c, SAY_NO_CASE, command_value(c, OPTION_FILTER), "");
        status = STATUS_USAGE;
    }
    if (status == STATUS_FINE &&
        (tests->failed || tests->changed || tests->gone))
        status = STATUS_NO;
    if (status <= STATUS_NO && threshold &&
        coverage_status(c, tests, threshold) != STATUS_FINE)
        status = STATUS_NO;
    return status;
}

static enum status
tests_run(const struct command *c, const struct tiao_rulebook *rulebook,
          enum tiao_test_format format, unsigned threshold)
{
    bool coverage = c->option[OPTION_COVERAGE].n || threshold;
    struct tiao_test_question question = {
        .filter = command_value(c, OPTION_FILTER),
        .coverage = coverage,
        .language = c->language,
        .outcomes = command_value(c, OPTION_BASELINE) != NULL,
    };
    struct tiao_tests *tests;
    enum status status = status_of(tiao_test(rulebook, &question, &tests));
    if (!tests) {
        say(c, SAY_NO_MEMORY, "", "");
        return status;
    }
    status = baseline_use(c, tests);
    if (status == STATUS_FINE)
        status = tests_show(c, tests, format);
    if (status == STATUS_FINE)
        status = tests_status(c, tests, threshold);
    tiao_tests_free(tests);
    return status;
}

enum status
run_test(const struct command *c)
{
    struct tiao_rulebook *rulebook = NULL;
    enum tiao_test_format format;
    unsigned threshold;
    enum status status = STATUS_USAGE;
    if (test_format_read(c, &format) && threshold_read(c, &threshold) &&
        record_fits(c) && output_apart(c, OPTION_OUTPUT) &&
        output_apart(c, OPTION_BASELINE))
        status = rulebook_load(c, &rulebook);
    if (status == STATUS_FINE)
        status = tests_run(c, rulebook, format, threshold);
    tiao_rulebook_free(rulebook);
    return status;
}
