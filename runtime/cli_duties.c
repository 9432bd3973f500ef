/* duties: who must do what by when, and how it stands. */
#include <stdlib.h>
#include <string.h>

#include "runtime/cli.h"

enum { FAIL_VIOLATED, FAIL_LATE, FAIL_UNKNOWN, FAIL_PENDING, FAILS };

struct duties_run {
    const struct command *c;
    struct tiao_duties_question question;
    struct tiao_duties_print how;
    bool calendar; /* --format ics */
    bool fail[FAILS];
};

static bool
order_read(struct duties_run *r)
{
    static const char *const names[] = {
        [TIAO_BY_MEASURE] = "measure",
        [TIAO_BY_BODY] = "body",
        [TIAO_BY_STATUS] = "status",
        [TIAO_BY_DUE] = "due",
    };
    const char *value = command_value(r->c, OPTION_GROUP);
    r->how.order = value ? TIAO_BY_GROUP : TIAO_BY_MEASURE;
    for (size_t i = 0; value && i < sizeof names / sizeof *names; i++)
        if (!strcmp(value, names[i]))
            r->how.order = (enum tiao_duties_order)i;
    if (r->how.order == TIAO_BY_GROUP)
        r->question.group = value;
    return true;
}

static bool
format_of_duties(struct duties_run *r)
{
    const char *value = command_value(r->c, OPTION_FORMAT);
    r->calendar = value && !strcmp(value, "ics");
    return r->calendar || list_format_read(r->c, &r->how.format);
}

static bool
options_read(struct duties_run *r)
{
    static const char *const names[] = {
        [FAIL_VIOLATED] = "violated",
        [FAIL_LATE] = "late",
        [FAIL_UNKNOWN] = "unknown",
        [FAIL_PENDING] = "pending",
    };
    if (!format_of_duties(r) || !order_read(r) ||
        !fail_on_read(r->c, names, FAILS, r->fail))
        return false;
    if (!r->question.as_of) {
        say(r->c, SAY_NO_DAY, "", "");
        return false;
    }
    return true;
}

static enum status
duties_status(const struct duties_run *r, const struct tiao_duties *duties)
{
    static const enum tiao_duty_status of[] = {
        [FAIL_VIOLATED] = TIAO_DUTY_VIOLATED,
        [FAIL_LATE] = TIAO_DUTY_LATE,
        [FAIL_UNKNOWN] = TIAO_DUTY_UNKNOWN,
        [FAIL_PENDING] = TIAO_DUTY_PENDING,
    };
    for (size_t i = 0; i < duties->duties; i++) {
        if (duties->duty[i].of[TIAO_DUTY_FAULT])
            return STATUS_FAULT;
        for (int f = 0; f < FAILS; f++)
            if (r->fail[f] && duties->duty[i].of[of[f]])
                return STATUS_NO;
    }
    return STATUS_FINE;
}

static enum status
duties_show(const struct duties_run *r, const struct tiao_duties *duties)
{
    enum tiao_status status;
    if (!duties->duties) {
        if (r->question.by)
            say(r->c, SAY_NO_BEARER, r->question.by, "");
        else
            say(r->c, SAY_NO_DUTIES, "", "");
        return STATUS_USAGE;
    }
    status = r->calendar
                 ? tiao_duties_calendar(duties, file_write, stdout)
                 : tiao_duties_print(duties, &r->how, file_write, stdout);
    return status == TIAO_OK ? duties_status(r, duties) : status_of(status);
}

static enum status
duties_of_facts(struct duties_run *r, const struct tiao_facts *facts)
{
    struct tiao_duties *duties;
    struct tiao_report *report;
    enum tiao_status status =
        tiao_duties_of(facts, &r->question, &duties, &report);
    enum status result = status_of(status);
    report_show(r->c, report);
    if (status == TIAO_MEMORY)
        say(r->c, SAY_NO_MEMORY, "", "");
    if (result == STATUS_FINE)
        result = duties_show(r, duties);
    tiao_duties_free(duties);
    return result;
}

static enum status
duties_of_rules(struct duties_run *r, const struct tiao_rulebook *rulebook)
{
    struct tiao_facts *facts;
    enum status status = status_of(tiao_facts_new(rulebook, &facts));
    if (status == STATUS_FINE)
        status = facts_load(r->c, facts);
    if (status == STATUS_FINE)
        status = duties_of_facts(r, facts);
    tiao_facts_free(facts);
    return status;
}

enum status
run_duties(const struct command *c)
{
    struct tiao_choice *choice =
        memory(c->option[OPTION_READING].n, sizeof *choice);
    struct duties_run r = {
        .c = c,
        .question = {.as_of = command_value(c, OPTION_AS_OF),
                     .period = command_value(c, OPTION_PERIOD),
                     .until = command_value(c, OPTION_UNTIL),
                     .by = command_value(c, OPTION_BY),
                     .choice = choice,
                     .choices = c->option[OPTION_READING].n,
                     .language = c->language},
        .how = {.all = c->option[OPTION_ALL].n > 0, .colour = c->colour},
    };
    struct tiao_rulebook *rulebook = NULL;
    enum status status = STATUS_USAGE;
    if (options_read(&r) && choices_read(c, choice))
        status = rulebook_load(c, &rulebook);
    if (status == STATUS_FINE)
        status = duties_of_rules(&r, rulebook);
    tiao_rulebook_free(rulebook);
    free(choice);
    return status;
}
