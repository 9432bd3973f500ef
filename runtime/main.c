/* tiao: the command. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "runtime/cli.h"
#include "runtime/cli_sandbox.h"

static enum status
run_help(const struct command *c)
{
    enum verb verb;
    if (!c->operand.n) {
        help_all(stdout, c);
        return STATUS_FINE;
    }
    if (verb_named(c, c->operand.at[0], &verb)) {
        help_verb(stdout, c, verb);
        return STATUS_FINE;
    }
    return STATUS_USAGE;
}

static enum status
run_version(const struct command *c)
{
    (void)c;
    printf("tiao %s\n", tiao_version());
    return STATUS_FINE;
}

/* Nobody types rules or facts: who gives - at a terminal forgot the pipe. */
static bool
waits_for_typing(const struct command *c)
{
    const struct values *read[] = {&c->operand, &c->option[OPTION_FACTS],
                                   &c->option[OPTION_SOURCE]};
    if (c->verb == VERB_REPL || !isatty(STDIN_FILENO))
        return false;
    for (size_t k = 0; k < sizeof read / sizeof *read; k++)
        for (size_t i = 0; i < read[k]->n; i++)
            if (!strcmp(read[k]->at[i], "-"))
                return true;
    return false;
}

static enum status
run(struct command *c)
{
    static enum status (*const verbs[VERB_COUNT])(const struct command *) = {
        [VERB_CHECK] = run_check,     [VERB_LINT] = run_check,
        [VERB_FMT] = run_fmt,         [VERB_REPL] = run_repl,
        [VERB_EVAL] = run_eval,       [VERB_TEST] = run_test,
        [VERB_VERIFY] = run_verify,   [VERB_HELP] = run_help,
        [VERB_VERSION] = run_version, [VERB_EXPLAIN] = run_explain,
        [VERB_LEDGER] = run_ledger,   [VERB_DUTIES] = run_duties,
        [VERB_DOCTOR] = run_doctor,   [VERB_READINGS] = run_readings,
        [VERB_CASES] = run_cases,
    };
    if (c->option[OPTION_VERSION].n)
        return run_version(c);
    if (c->option[OPTION_HELP].n && c->verb != VERB_COUNT) {
        help_verb(stdout, c, c->verb);
        return STATUS_FINE;
    }
    if (c->option[OPTION_HELP].n) {
        help_all(stdout, c);
        return STATUS_FINE;
    }
    if (c->verb == VERB_COUNT) {
        help_short(stderr, c);
        return STATUS_USAGE;
    }
    if (waits_for_typing(c)) {
        help_verb(stderr, c, c->verb);
        return STATUS_USAGE;
    }
    if (c->option[OPTION_UNTRUSTED].n && c->verb != VERB_REPL) {
        if (!facts_open(c))
            return STATUS_WORLD;
        sandbox_enter(c);
    }
    return verbs[c->verb](c);
}

/* What was printed counts as done only when it arrived. */
static enum status
streams_close(const struct command *c, enum status status)
{
    if (fflush(stdout) || ferror(stdout) || fclose(stdout)) {
        say_errno(c, SAY_NOT_WRITTEN, say_text(c, SAY_STANDARD_OUTPUT));
        status = STATUS_WORLD;
    }
    if (fflush(stderr) || ferror(stderr))
        status = STATUS_WORLD;
    return status;
}

/* The first file that is opened would be given the number of a descriptor that
 * was closed, and what is printed would land in it. In its place stands one
 * that can be used as little. */
static void
streams_open(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int
main(int argc, char **argv)
{
    struct command c;
    enum status status = STATUS_USAGE;
    streams_open();
    if (command_read(&c, argc, argv))
        status = run(&c);
    status = streams_close(&c, status);
    command_free(&c);
    return status;
}
