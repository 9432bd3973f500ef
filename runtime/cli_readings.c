/* readings: what each alternative of each reading would change. */
#include <stdlib.h>

#include "runtime/cli.h"

static enum status
comparison_show(const struct command *c, const struct tiao_rulebook *rulebook,
                const struct tiao_facts *facts, enum tiao_list_format format)
{
    const struct values *asks = &c->option[OPTION_ASK];
    struct tiao_question question = {
        .as_of = command_value(c, OPTION_AS_OF),
        .period = command_value(c, OPTION_PERIOD),
        .ask = asks->at,
        .asks = asks->n,
        .language = c->language,
    };
    struct tiao_comparison *comparison;
    struct tiao_report *report;
    enum tiao_status status =
        tiao_readings_compare(rulebook, facts, &question, &comparison, &report);
    bool broken = report && report->errors;
    report_show(c, report);
    if (status == TIAO_MEMORY)
        say(c, SAY_NO_MEMORY, "", "");
    if (status == TIAO_OK)
        status = tiao_comparison_print(comparison, format, c->colour,
                                       file_write, stdout);
    tiao_comparison_free(comparison);
    return status == TIAO_OK && broken ? STATUS_FAULT : status_of(status);
}

enum status
run_readings(const struct command *c)
{
    struct tiao_rulebook *rulebook = NULL;
    struct tiao_facts *facts = NULL;
    enum tiao_list_format format;
    enum status status = STATUS_USAGE;
    bool given = c->option[OPTION_FACTS].n > 0;
    if (!given && c->option[OPTION_ASK].n)
        say(c, SAY_NEEDS, "--ask", "-f");
    else if (!given && c->option[OPTION_PERIOD].n)
        say(c, SAY_NEEDS, "--period", "-f");
    else if (!given && c->option[OPTION_AS_OF].n)
        say(c, SAY_NEEDS, "--as-of", "-f");
    else if (list_format_read(c, &format))
        status = rulebook_load(c, &rulebook);
    if (status == STATUS_FINE && given)
        status = status_of(tiao_facts_new(rulebook, &facts));
    if (status == STATUS_FINE && given)
        status = facts_load(c, facts);
    if (status == STATUS_FINE)
        status = comparison_show(c, rulebook, facts, format);
    tiao_facts_free(facts);
    tiao_rulebook_free(rulebook);
    return status;
}
