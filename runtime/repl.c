/* repl: one line after another, and the commands that begin with a point. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "runtime/cli_sandbox.h"
#include "runtime/repl.h"

/* What was typed and is not ended yet. */
struct input {
    struct repl repl;
    char *text; /* "" when there is none */
    size_t n, room;
    bool declares; /* declarations, else an expression */
};

/* A longer text is not read again after every line: a blank line ends it. */
enum { TEXT_READ_MOST = 1 << 16 };

const char *
repl_unfinished(const struct repl *r)
{
    /* The session is the first member of its input. */
    return ((const struct input *)(const void *)r)->text;
}

/* ---- commands ---- */

static void
run_help_command(struct repl *r, char *text)
{
    (void)text;
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const struct command_row *c = &command_rows[i];
        fprintf(r->out, "%s %s\n    %s\n", c->name, c->operands,
                c->help[r->language]);
    }
    tell(r, TELL_TYPE, "", "");
}

static void
reload(struct repl *r)
{
    struct list before, after;
    char n[24];
    if (!r->rulebook) {
        if (session_load(r, r->text))
            tell(r, TELL_ADDED, "", "");
        return;
    }
    before = outcomes_now(r);
    if (session_load(r, r->text)) {
        session_settle(r);
        after = outcomes_now(r);
        snprintf(n, sizeof n, "%zu", r->catalog->decisions);
        tell(r, TELL_RELOADED, n, "");
        if (!outcomes_compare(r, &before, &after))
            tell(r, TELL_SAME, "", "");
        outcomes_free(&after);
    } else {
        tell(r, TELL_KEPT, "", "");
    }
    outcomes_free(&before);
}

static void
run_reload(struct repl *r, char *text)
{
    (void)text;
    reload(r);
}

static bool
ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && !strcmp(text + n - m, end);
}

static void
run_load(struct repl *r, char *text)
{
    bool facts = ends_with(text, ".json");
    struct list *l = facts ? &r->facts : &r->path;
    *(char **)list_add(l, sizeof(char *)) = text_copy(text, strlen(text));
    if (!facts && session_load(r, r->text)) {
        tell(r, TELL_ADDED, "", "");
        return;
    }
    if (facts && session_rows(r))
        tell(r, TELL_ADDED, "", "");
    else
        list_cut(l, l->n - 1, sizeof(char *));
}

static void
run_tables(struct repl *r, char *text)
{
    (void)text;
    tables_show(r);
}

static void
run_unset(struct repl *r, char *text)
{
    if (r->catalog)
        facts_unset(r, text);
}

static void
run_facts(struct repl *r, char *text)
{
    (void)text;
    facts_show(r);
}

/* TEXT, or the last question; null after a message. */
static char *
question_of(struct repl *r, char *text)
{
    if (!text[0] && !r->last)
        refuse(r, STATUS_USAGE, TELL_NO_LAST, "", "");
    else if (!text[0])
        return text_copy(r->last, strlen(r->last));
    else
        return text_copy(text, strlen(text));
    return NULL;
}

static void
ask_again(struct repl *r, char *text, enum show show)
{
    char *question = question_of(r, text);
    if (question)
        ask(r, question, show);
    free(question);
}

static void
run_why(struct repl *r, char *text)
{
    ask_again(r, text, SHOW_WHY);
}

static void
run_whynot(struct repl *r, char *text)
{
    ask_again(r, text, SHOW_WHY_NOT);
}

static void
run_needs(struct repl *r, char *text)
{
    ask_again(r, text, SHOW_NEEDS);
}

static void
run_interview(struct repl *r, char *text)
{
    char *question = question_of(r, text);
    if (question)
        interview(r, question);
    free(question);
}

static void
run_what(struct repl *r, char *text)
{
    if (r->rulebook)
        ask_what(r, text);
    else
        refuse(r, STATUS_RULES, TELL_BROKEN, "", "");
}

/* A day or period is kept only when questions take it. */
static void
time_set(struct repl *r, char **to, const char *text)
{
    char *old = *to;
    struct tiao_answers *answers = NULL;
    *to = text_copy(text, strlen(text));
    if (r->rulebook && text[0] &&
        !(answers = session_ask(r, r->rulebook, NULL, 0))) {
        free(*to);
        *to = old;
        return;
    }
    tiao_answers_free(answers);
    free(old);
}

static void
run_as_of(struct repl *r, char *text)
{
    time_set(r, &r->now.as_of, text);
}

static void
run_period(struct repl *r, char *text)
{
    time_set(r, &r->now.period, text);
}

static void
run_reading(struct repl *r, char *text)
{
    if (text[0])
        choice_read(r, text);
    else
        for (size_t i = 0; i < r->now.choice.n; i++) {
            const struct choice *c = LIST(struct choice, r->now.choice, i);
            fprintf(r->out, "%s = %s\n", c->reading, c->alternative);
        }
}

static void
run_case(struct repl *r, char *text)
{
    case_print(r, r->out, text);
}

static void
run_mode(struct repl *r, char *text)
{
    static const char *const names[] = {
        [TIAO_PRETTY] = "pretty", [TIAO_PLAIN] = "plain", [TIAO_JSON] = "json"};
    for (int i = TIAO_PRETTY; i <= TIAO_JSON; i++)
        if (!strcmp(names[i], text)) {
            r->format = (enum tiao_format)i;
            return;
        }
    refuse(r, STATUS_USAGE, TELL_BAD_CHOICE, ".mode", "pretty|plain|json");
}

static void
run_time(struct repl *r, char *text)
{
    if (!strcmp(text, "on") || !strcmp(text, "off"))
        r->time = !strcmp(text, "on");
    else if (!text[0])
        r->time = !r->time;
    else
        refuse(r, STATUS_USAGE, TELL_BAD_CHOICE, ".time", "on|off");
}

static void
run_more(struct repl *r, char *text)
{
    (void)text;
    out_more(r);
}

static void
run_quit(struct repl *r, char *text)
{
    (void)text;
    r->quit = true;
}

/* [A] [B] may be left out. */
static bool
operand_needed(const char *operands)
{
    return operands[0] && (operands[0] != '[' || !ends_with(operands, "]"));
}

static void
command_run(struct repl *r, char *text)
{
    static void (*const runs[COMMAND_COUNT])(struct repl *, char *) = {
        [COMMAND_HELP] = run_help_command, [COMMAND_LOAD] = run_load,
        [COMMAND_RELOAD] = run_reload,     [COMMAND_TABLES] = run_tables,
        [COMMAND_SET] = facts_read,        [COMMAND_UNSET] = run_unset,
        [COMMAND_FACTS] = run_facts,       [COMMAND_INTERVIEW] = run_interview,
        [COMMAND_WHY] = run_why,           [COMMAND_NEEDS] = run_needs,
        [COMMAND_WHAT] = run_what,         [COMMAND_AS_OF] = run_as_of,
        [COMMAND_PERIOD] = run_period,     [COMMAND_READING] = run_reading,
        [COMMAND_CASE] = run_case,         [COMMAND_SAVE] = case_save,
        [COMMAND_MODE] = run_mode,         [COMMAND_TIME] = run_time,
        [COMMAND_MORE] = run_more,         [COMMAND_QUIT] = run_quit,
        [COMMAND_WHYNOT] = run_whynot,
    };
    const char *names[COMMAND_COUNT];
    for (int i = 0; i < COMMAND_COUNT; i++) {
        char *operand = text_after(text, command_rows[i].name);
        names[i] = command_rows[i].name;
        if (!operand)
            continue;
        if (!operand[0] && operand_needed(command_rows[i].operands))
            refuse(r, STATUS_USAGE, TELL_OPERAND, names[i],
                   command_rows[i].operands);
        else
            runs[i](r, operand);
        return;
    }
    text[strcspn(text, " \t")] = '\0';
    refuse(r, STATUS_USAGE, TELL_NO_COMMAND, text, "");
    say_near(r->command, text, names, COMMAND_COUNT, "");
}

/* ---- declarations and expressions ---- */

static void
declare(struct repl *r, const char *text)
{
    char *whole = text_join(r->text, r->text[0] ? "\n" : "", text);
    if (!session_load(r, whole)) {
        tell(r, TELL_REFUSED, "", "");
        free(whole);
        return;
    }
    free(r->text);
    r->text = whole;
    session_settle(r);
    tell(r, TELL_ADDED, "", "");
}

static enum tiao_input
input_state(const struct input *in)
{
    enum tiao_input state = TIAO_INPUT_WRONG;
    tiao_input_of(NULL, in->text, in->n, &state);
    return state;
}

static bool
begins_declaration(const char *text)
{
    struct tiao_expectation *next;
    bool declares = false;
    if (tiao_expect(NULL, text, strlen(text), TIAO_EN, &next) != TIAO_OK)
        return false;
    declares = next->declares;
    tiao_expectation_free(next);
    return declares;
}

static void
input_drop(struct input *in)
{
    in->text[in->n = 0] = '\0';
}

static void
input_add(struct input *in, const char *line, char end)
{
    size_t n = strlen(line);
    if (in->n + n + 2 > in->room) {
        char *more = memory(2 * (in->n + n + 2), 1);
        if (in->n)
            memcpy(more, in->text, in->n);
        free(in->text);
        in->text = more;
        in->room = 2 * (in->n + n + 2);
    }
    memcpy(in->text + in->n, line, n);
    in->n += n;
    in->text[in->n++] = end;
    in->text[in->n] = '\0';
}

static void
input_run(struct input *in)
{
    if (in->declares)
        declare(&in->repl, in->text);
    else
        ask(&in->repl, in->text, SHOW_ANSWER);
    input_drop(in);
}

/* A line of a text that is not ended: a blank one ends it; an expression ends
 * with its line, too, and a declaration to which nothing can be added. */
static void
input_grow(struct input *in, const char *line)
{
    enum tiao_input state;
    if (!in->text[0])
        in->declares = begins_declaration(line);
    input_add(in, line, in->declares ? '\n' : ' ');
    if (in->n > TEXT_READ_MOST)
        return;
    state = input_state(in);
    if (!in->declares && state != TIAO_INPUT_GOES_ON)
        input_run(in);
    else if (in->declares && state == TIAO_INPUT_COMPLETE)
        input_run(in);
}

/* ---- lines ---- */

static void
line_run(struct input *in, char *line)
{
    struct repl *r = &in->repl;
    char *text = text_trim(line), *rest;
    if (in->text[0]) {
        if (text[0])
            input_grow(in, line);
        else
            input_run(in);
        return;
    }
    if (!text[0] || text[0] == '#')
        return;
    if (text[0] == '.' && (text[1] < '0' || text[1] > '9'))
        command_run(r, text);
    else if ((rest = text_after(text, "设")) ||
             (rest = text_after(text, "given")))
        facts_read(r, rest);
    else
        input_grow(in, text);
}

static void
line_timed(struct input *in, char *line)
{
    struct timespec from, to;
    char ms[40];
    clock_gettime(CLOCK_MONOTONIC, &from);
    line_run(in, line);
    clock_gettime(CLOCK_MONOTONIC, &to);
    if (!in->repl.time || in->text[0])
        return;
    long us = (to.tv_sec - from.tv_sec) * 1000000L +
              (to.tv_nsec - from.tv_nsec) / 1000;
    snprintf(ms, sizeof ms, "%ld.%ld", us / 1000, us % 1000 / 100);
    tell(&in->repl, TELL_TOOK, ms, "");
}

/* What is whole when the input ends is still done; the rest is said. */
static void
input_end(struct input *in)
{
    enum tiao_input state;
    if (!in->text[0])
        return;
    state = input_state(in);
    if (in->declares && state == TIAO_INPUT_MAY_GROW &&
        !line_terminal(in->repl.line))
        input_run(in);
    else
        refuse(&in->repl, STATUS_RULES, TELL_DROPPED, "", "");
    input_drop(in);
}

static bool
input_step(struct input *in)
{
    struct repl *r = &in->repl;
    char *line = NULL;
    enum line_got got =
        line_read(r->line, in->text[0] ? "... " : "tiao> ", &line);
    out_begin(r);
    switch (got) {
    case LINE_TEXT:
        line_timed(in, line);
        break;
    case LINE_INTERRUPT:
        input_drop(in);
        break;
    case LINE_END:
        input_end(in);
        r->quit = true;
        break;
    }
    out_end(r);
    free(line);
    return !r->quit;
}

/* ---- the session ---- */

/* Memory is refused when Ctrl-C was pressed: the library then leaves its work
 * and gives back what it had. */
static void *
resize(void *user, void *old, size_t old_size, size_t size)
{
    (void)user;
    (void)old_size;
    if (!size) {
        free(old);
        return NULL;
    }
    return line_interrupted() ? NULL : realloc(old, size);
}

/* Standard input is what is typed. */
static bool
operands_apart(const struct command *c)
{
    bool apart = true;
    for (size_t i = 0; i < c->operand.n; i++)
        apart &= strcmp(c->operand.at[i], "-") != 0;
    for (size_t i = 0; i < c->option[OPTION_FACTS].n; i++)
        apart &= strcmp(c->option[OPTION_FACTS].at[i], "-") != 0;
    if (!apart)
        say(c, SAY_STDIN_TWICE, "", "");
    return apart;
}

static bool
session_open(struct repl *r, const struct command *c)
{
    const char *as_of = command_value(c, OPTION_AS_OF);
    *r = (struct repl){.command = c, .language = c->language};
    if (!operands_apart(c) || !format_read(c, &r->format) ||
        !settings_read(c, &r->settings, &r->limit))
        return false;
    r->settings.allocator.resize = resize;
    for (size_t i = 0; i < c->operand.n; i++)
        *(char **)list_add(&r->path, sizeof(char *)) =
            text_copy(c->operand.at[i], strlen(c->operand.at[i]));
    for (size_t i = 0; i < c->option[OPTION_FACTS].n; i++)
        *(char **)list_add(&r->facts, sizeof(char *)) =
            text_copy(c->option[OPTION_FACTS].at[i],
                      strlen(c->option[OPTION_FACTS].at[i]));
    text_put(&r->text, "");
    text_put(&r->entity, "");
    text_put(&r->id, "");
    text_put(&r->now.as_of, as_of ? as_of : "");
    text_put(&r->now.period, "");
    return true;
}

static void
list_free(struct list *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(*LIST(char *, *l, i));
    free(l->at);
}

static void
session_close(struct repl *r)
{
    for (size_t i = 0; i < r->asked.n; i++) {
        free(LIST(struct asked, r->asked, i)->decision);
        free(LIST(struct asked, r->asked, i)->id);
    }
    free(r->asked.at);
    supposed_free(&r->now);
    list_free(&r->path);
    list_free(&r->facts);
    free(r->text);
    free(r->entity);
    free(r->id);
    free(r->last);
    free(r->folded);
    free(r->limit);
    tiao_rows_free(r->rows);
    tiao_catalog_free(r->catalog);
    tiao_rulebook_free(r->rulebook);
}

static void
greet(struct repl *r)
{
    char n[24];
    bool loaded = session_load(r, "") && session_rows(r);
    if (loaded && line_terminal(r->line)) {
        snprintf(n, sizeof n, "%zu", r->catalog->decisions);
        tell(r, TELL_WELCOME, tiao_version(), n);
        tell(r, TELL_TYPE, "", "");
    } else if (line_terminal(r->line)) {
        tell(r, TELL_BROKEN, "", "");
    } else {
        r->quit = !loaded;
    }
}

enum status
run_repl(const struct command *c)
{
    struct input in = {.text = NULL};
    struct repl *r = &in.repl;
    enum status status = STATUS_USAGE;
    input_add(&in, "", '\0');
    input_drop(&in);
    if (session_open(r, c) && (r->line = line_new(complete, r))) {
        /* By now readline is loaded. */
        if (r->settings.untrusted)
            sandbox_enter(c);
        out_begin(r);
        greet(r);
        out_end(r);
        while (!r->quit && input_step(&in))
            continue;
        status = line_terminal(r->line) ? STATUS_FINE : r->status;
        line_free(r->line);
    }
    session_close(r);
    free(in.text);
    return status;
}
