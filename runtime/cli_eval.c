/* eval: rules, facts, a question; answers and a receipt. verify: a receipt. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/cli.h"

/* ---- the question ---- */

bool
choices_read(const struct command *c, struct tiao_choice *choice)
{
    const struct values *v = &c->option[OPTION_READING];
    for (size_t i = 0; i < v->n; i++) {
        char *word = (char *)(uintptr_t)v->at[i], *equals = strchr(word, '=');
        if (!equals || equals == word || !equals[1]) {
            say(c, SAY_BAD_VALUE, "--reading", word);
            return false;
        }
        *equals = '\0';
        choice[i] = (struct tiao_choice){word, equals + 1};
    }
    return true;
}

/* Which states make the status 1. */
static bool
fail_states_read(const struct command *c, bool fail[4])
{
    static const char *const names[] = {
        [TIAO_VALUE] = "",
        [TIAO_NONE] = "none",
        [TIAO_FAULT] = "fault",
        [TIAO_UNKNOWN] = "unknown",
    };
    return fail_on_read(c, names, sizeof names / sizeof *names, fail);
}

/* ---- receipts ---- */

static enum status
receipt_write(const struct command *c, const struct tiao_answers *answers)
{
    const char *path = command_value(c, OPTION_RECEIPT);
    struct output o;
    enum tiao_status status;
    if (!path)
        return STATUS_FINE;
    if (!strcmp(path, "-"))
        return status_of(tiao_receipt_print(answers, file_write, stdout));
    if (!output_open(c, &o, path))
        return STATUS_WORLD;
    status = tiao_receipt_print(answers, file_write, o.file);
    if (status != TIAO_OK) {
        output_drop(c, &o, path);
        return status_of(status);
    }
    return output_close(c, &o, path) ? STATUS_FINE : STATUS_WORLD;
}

/* ---- eval ---- */

bool
facts_open(struct command *c)
{
    const struct values *v = &c->option[OPTION_FACTS];
    c->descriptor = memory(v->n, sizeof *c->descriptor);
    for (size_t i = 0; i < v->n; i++) {
        c->descriptor[i] = strcmp(v->at[i], "-")
                               ? open(v->at[i], O_RDONLY | O_CLOEXEC)
                               : STDIN_FILENO;
        if (c->descriptor[i] < 0) {
            say_errno(c, SAY_NOT_READ, v->at[i]);
            return false;
        }
    }
    return true;
}

enum status
facts_load(const struct command *c, struct tiao_facts *facts)
{
    const struct values *v = &c->option[OPTION_FACTS];
    for (size_t i = 0; i < v->n; i++) {
        enum tiao_status status =
            c->descriptor
                ? tiao_facts_descriptor(facts, v->at[i], c->descriptor[i])
                : tiao_facts_file(facts, v->at[i]);
        struct tiao_report *report = NULL;
        if (status == TIAO_OK)
            continue;
        tiao_facts_report(facts, c->language, &report);
        report_show(c, report);
        return status_of(status);
    }
    return STATUS_FINE;
}

static enum status
answers_status(const struct tiao_answers *answers, const bool fail[4])
{
    enum status status = STATUS_FINE;
    for (size_t i = 0; i < tiao_answers_count(answers); i++) {
        enum tiao_state state = tiao_answer(answers, i)->state;
        if (state == TIAO_FAULT && !fail[TIAO_FAULT])
            return STATUS_FAULT;
        if (fail[state])
            status = STATUS_NO;
    }
    return status;
}

/* What was typed, read. */
struct eval_run {
    const struct command *c;
    struct tiao_question question;
    enum tiao_format format;
    bool fail[4];
    struct tiao_text *text; /* null: nothing is quoted */
};

static enum status
answers_show(const struct eval_run *r, struct tiao_answers *answers)
{
    const struct command *c = r->c;
    struct tiao_print how = {.format = r->format,
                             .why = c->option[OPTION_WHY].n > 0,
                             .why_not = c->option[OPTION_WHY_NOT].n > 0,
                             .source = r->text,
                             .colour = c->colour};
    struct tiao_report *report = NULL;
    enum tiao_status status;
    bool broken;
    tiao_answers_report(answers, c->language, &report);
    broken = report && report->errors;
    report_show(c, report);
    status = tiao_answers_print(answers, &how, file_write, stdout);
    return status == TIAO_OK && broken ? STATUS_FAULT : status_of(status);
}

static enum status
evaluate(const struct eval_run *r, const struct tiao_facts *facts)
{
    const struct command *c = r->c;
    struct tiao_answers *answers;
    struct tiao_report *report = NULL;
    enum tiao_status status = tiao_evaluate(facts, &r->question, &answers);
    enum status result = status_of(status);
    if (!answers) {
        say(c, SAY_NO_MEMORY, "", "");
        return result;
    }
    if (status != TIAO_OK) {
        tiao_answers_report(answers, c->language, &report);
        report_show(c, report);
    } else {
        result = answers_show(r, answers);
    }
    if (result == STATUS_FINE)
        result = receipt_write(c, answers);
    if (result == STATUS_FINE)
        result = answers_status(answers, r->fail);
    tiao_answers_free(answers);
    return result;
}

static enum status
eval_rulebook(const struct eval_run *r, const struct tiao_rulebook *rulebook)
{
    struct tiao_facts *facts;
    enum status status = status_of(tiao_facts_new(rulebook, &facts));
    if (status == STATUS_FINE)
        status = facts_load(r->c, facts);
    if (status == STATUS_FINE)
        status = evaluate(r, facts);
    tiao_facts_free(facts);
    return status;
}

/* What is asked for: --ask, then what --why-not names besides. */
static size_t
asks_read(const struct command *c, const char **ask)
{
    const struct values *asks = &c->option[OPTION_ASK];
    const struct values *why_not = &c->option[OPTION_WHY_NOT];
    size_t n = 0;
    for (size_t i = 0; i < asks->n + why_not->n; i++) {
        const char *name = i < asks->n ? asks->at[i] : why_not->at[i - asks->n];
        size_t k = 0;
        while (k < n && strcmp(ask[k], name))
            k++;
        if (i < asks->n || k == n)
            ask[n++] = name;
    }
    return n;
}

/* Are the options, but for those of loading, as they should be? */
static bool
options_fit(struct eval_run *r, struct tiao_choice *choice)
{
    const struct command *c = r->c;
    if (!format_read(c, &r->format) || !choices_read(c, choice) ||
        !fail_states_read(c, r->fail) || !output_apart(c, OPTION_RECEIPT))
        return false;
    if (!c->option[OPTION_SOURCE].n || c->option[OPTION_WHY].n)
        return true;
    say(c, SAY_NEEDS, "--source", "--why");
    return false;
}

/* Loads the rules and the text, and asks. */
static enum status
eval_load(struct eval_run *r)
{
    struct tiao_rulebook *rulebook = NULL;
    struct tiao_settings settings;
    struct tiao_limit *limit;
    enum status status = STATUS_USAGE;
    if (settings_read(r->c, &settings, &limit))
        status = rulebook_load_under(r->c, &settings, &rulebook);
    if (status == STATUS_FINE)
        status = source_load(r->c, &settings, &r->text);
    if (status == STATUS_FINE)
        status = eval_rulebook(r, rulebook);
    tiao_text_free(r->text);
    tiao_rulebook_free(rulebook);
    free(limit);
    return status;
}

enum status
run_eval(const struct command *c)
{
    size_t n = c->option[OPTION_READING].n;
    size_t asks = c->option[OPTION_ASK].n + c->option[OPTION_WHY_NOT].n;
    const char **ask = memory(asks, sizeof *ask);
    struct tiao_choice *choice = memory(n, sizeof *choice);
    struct eval_run r = {.c = c,
                         .question = {
                             .as_of = command_value(c, OPTION_AS_OF),
                             .period = command_value(c, OPTION_PERIOD),
                             .ask = ask,
                             .asks = asks_read(c, ask),
                             .choice = choice,
                             .choices = n,
                             .language = c->language,
                         }};
    enum status status = STATUS_USAGE;
    if (options_fit(&r, choice))
        status = eval_load(&r);
    free(choice);
    free(ask);
    return status;
}

/* ---- verify ---- */

char *
file_whole(const struct command *c, const char *path, size_t *len)
{
    FILE *f = strcmp(path, "-") ? fopen(path, "r") : stdin;
    size_t room = 65536, got;
    char *at = NULL;
    *len = 0;
    while (f) {
        char *more = realloc(at, room);
        if (!more)
            break;
        at = more;
        got = fread(at + *len, 1, room - *len, f);
        *len += got;
        if (*len < room)
            break;
        room *= 2;
    }
    if (!f || ferror(f)) {
        say_errno(c, SAY_NOT_READ, path);
        free(at);
        at = NULL;
    }
    if (f && f != stdin)
        fclose(f);
    return at;
}

enum status
run_verify(const struct command *c)
{
    struct tiao_settings settings;
    struct tiao_limit *limit = NULL;
    struct tiao_report *report = NULL;
    enum tiao_status status;
    size_t len;
    char *text;
    if (!c->operand.n) {
        say(c, SAY_NO_OPERAND, "verify", "RECEIPT");
        return STATUS_USAGE;
    }
    if (c->operand.n > 1) {
        say(c, SAY_EXTRA_OPERAND, c->operand.at[1], "");
        return STATUS_USAGE;
    }
    text = file_whole(c, c->operand.at[0], &len);
    if (!text)
        return STATUS_WORLD;
    if (!settings_read(c, &settings, &limit)) {
        free(limit);
        free(text);
        return STATUS_USAGE;
    }
    status = tiao_receipt_verify(text, len, &settings, c->language, &report);
    free(limit);
    free(text);
    report_show(c, report);
    if (status == TIAO_OK) {
        say_to(stdout, c->language, SAY_SAME, "", "");
        putchar('\n');
    }
    return status_of(status);
}
