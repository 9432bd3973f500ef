/* tiao: the command. */
#include <errno.h>
#include <string.h>

#include "runtime/cli.h"

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

static enum status
run(const struct command *c)
{
    static enum status (*const verbs[VERB_COUNT])(const struct command *) = {
        [VERB_CHECK] = run_check,     [VERB_FMT] = run_fmt,
        [VERB_REPL] = run_repl,       [VERB_EVAL] = run_eval,
        [VERB_TEST] = run_test,       [VERB_VERIFY] = run_verify,
        [VERB_HELP] = run_help,       [VERB_VERSION] = run_version,
        [VERB_EXPLAIN] = run_explain, [VERB_LEDGER] = run_ledger,
        [VERB_READINGS] = run_readings,
        [VERB_DUTIES] = run_duties,
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

int
main(int argc, char **argv)
{
    struct command c;
    enum status status = STATUS_USAGE;
    if (command_read(&c, argc, argv))
        status = run(&c);
    status = streams_close(&c, status);
    command_free(&c);
    return status;
}
