/* The command: what was typed, and what is common to all verbs. Stands on the
 * public interface alone. */
#ifndef TIAO_CLI_H
#define TIAO_CLI_H

#include <stdio.h>

#include "runtime/tiao.h"

enum verb {
#define VERB(id, ...) VERB_##id,
#include "runtime/cli.def"
    VERB_COUNT
};

enum option {
#define OPTION(id, ...) OPTION_##id,
#include "runtime/cli.def"
    OPTION_COUNT
};

enum say {
#define SAY(id, ...) SAY_##id,
#include "runtime/cli.def"
    SAY_COUNT
};

/* The command's answer to the shell. */
enum status {
#define STATUS(id, number, ...) STATUS_##id = number,
#include "runtime/cli.def"
};

struct verb_row {
    const char *name, *operands;
    const char *help[2]; /* by enum tiao_language */
};

struct option_row {
    const char *name;
    char letter;
    const char *value; /* "" takes none */
    unsigned verbs;
    const char *help[2];
};

enum { CHOICE_MOST = 8 };

struct choice_row {
    enum option option;
    unsigned verbs;
    const char *word[CHOICE_MOST]; /* behind them nulls */
};

struct status_row {
    int number;
    const char *help[2];
};

enum variable_use {
    VARIABLE_LANGUAGE,
    VARIABLE_COLOUR,
    VARIABLE_STATE,
};

struct variable_row {
    enum variable_use use;
    const char *name;
    const char *help[2];
};

extern const struct verb_row verb_rows[VERB_COUNT];
extern const struct option_row option_rows[OPTION_COUNT];
/* Each ends with a row of nulls, choices with OPTION_COUNT. */
extern const struct choice_row choice_rows[];
extern const char *const example_rows[];
extern const struct status_row status_rows[];
extern const struct variable_row variable_rows[];

struct values {
    const char **at;
    size_t n;
};

struct command {
    enum verb verb; /* VERB_COUNT: none was typed */
    struct values operand;
    struct values option[OPTION_COUNT]; /* one without a value: its name */
    enum tiao_language language;
    bool colour, colour_errors; /* of stdout and of stderr */
    /* The option or variable that decided it; "": nothing that is set. */
    const char *language_by, *colour_by;
    int *descriptor; /* of the facts, when they were opened early; or null */
};

/* Reads the words of the command line. False after a message. */
bool command_read(struct command *c, int argc, char **argv);
/* The language of messages about the command line itself: known before it is
 * read, so that they too are in it. */
void language_early(struct command *c, int argc, char **argv);
/* Language and colour. False after a message. */
bool manner_read(struct command *c);
/* The verb called WORD; false after a message. */
bool verb_named(const struct command *c, const char *word, enum verb *verb);
void command_free(struct command *c);
/* The last value of OPTION, or null. */
const char *command_value(const struct command *c, enum option option);

/* One line on stderr: code and sentence. */
void
say(const struct command *c, enum say what, const char *zero, const char *one);
/* Only the sentence. */
void say_to(FILE *to, enum tiao_language l, enum say what, const char *zero,
            const char *one);
const char *say_code(enum say what);
/* Its words in the language of C, as they stand. */
const char *say_text(const struct command *c, enum say what);
/* As say, with what errno is in {1}. */
void say_errno(const struct command *c, enum say what, const char *path);
/* On stderr: the one of NAMES that WORD was likely meant to be, behind MARK. No
 * line when none is near. */
void say_near(const struct command *c, const char *word,
              const char *const *names, size_t n, const char *mark);
bool near_enough(const char *a, const char *b);

/* The whole of PATH ("-": standard input), to be freed; null after a
 * message. */
char *file_whole(const struct command *c, const char *path, size_t *len);
/* A tiao_write to the FILE that USER is. */
bool file_write(void *user, const char *at, size_t len);
/* REPORT on stderr, or for programs on stdout; then it is freed. */
void report_show(const struct command *c, struct tiao_report *report);
enum status status_of(enum tiao_status status);

/* Options that several verbs have. False after a message. */

/* *FORMAT: which of the N NAMES --format has; the first when it has none. */
bool format_named(const struct command *c, const char *const *names, size_t n,
                  size_t *format);
bool format_read(const struct command *c, enum tiao_format *format);
/* Of verbs that list things. */
bool list_format_read(const struct command *c, enum tiao_list_format *format);
/* Sets FAIL[i] for each of NAMES, N of them ("": none), that --fail-on has, by
 * itself or divided by commas. */
bool fail_on_read(const struct command *c, const char *const *names, size_t n,
                  bool *fail);
bool
report_format_read(const struct command *c, enum tiao_report_format *format);

/* Is it for programs? */
static inline bool
report_is_data(enum tiao_report_format format)
{
    return format != TIAO_REPORT_PRETTY && format != TIAO_REPORT_PLAIN;
}

/* Settings with the limits that were typed; LIMIT is to be freed. */
bool settings_read(const struct command *c, struct tiao_settings *settings,
                   struct tiao_limit **limit);
/* Nothing can be opened any more when rules of unknown origin are looked at:
 * opens the files of --facts for facts_load. False after a message. */
bool facts_open(struct command *c);
/* Adds the files of --facts; what is wrong with one is shown. */
enum status facts_load(const struct command *c, struct tiao_facts *facts);
/* --reading; CHOICE has room for each. */
bool choices_read(const struct command *c, struct tiao_choice *choice);
/* The rulebook of the operands. Its messages are shown when it cannot be
 * asked; check and fmt, which are about them, show them by themselves. */
enum status
rulebook_load(const struct command *c, struct tiao_rulebook **rulebook);
/* Likewise, when the settings were read already: what was typed is read
 * once. */
enum status rulebook_load_under(const struct command *c,
                                const struct tiao_settings *settings,
                                struct tiao_rulebook **rulebook);

/* The text that --source names, or null; a status after a message. */
enum status
source_load(const struct command *c, const struct tiao_settings *settings,
            struct tiao_text **text);

/* A file that is being written under another name: it appears whole, or not at
 * all. Each is false after a message. */
struct output {
    FILE *file;
    char *name;
};

bool output_open(const struct command *c, struct output *o, const char *path);
bool output_close(const struct command *c, struct output *o, const char *path);
/* Says that PATH could not be written; always false. */
bool output_drop(const struct command *c, struct output *o, const char *path);
/* PATH, or what it links to, holds these LEN bytes afterwards. */
bool file_replace(const struct command *c, const char *path, const char *at,
                  size_t len);
/* Is the file that OPTION names none of those that are read? */
bool output_apart(const struct command *c, enum option option);

void *memory(size_t n, size_t size); /* zeroed; ends the command */

void help_short(FILE *to, const struct command *c);
void help_all(FILE *to, const struct command *c);
void help_verb(FILE *to, const struct command *c, enum verb verb);

enum status run_cases(const struct command *c);
enum status run_doctor(const struct command *c);
enum status run_check(const struct command *c);
enum status run_fmt(const struct command *c);
enum status run_explain(const struct command *c);
enum status run_eval(const struct command *c);
enum status run_repl(const struct command *c);
enum status run_ledger(const struct command *c);
enum status run_duties(const struct command *c);
enum status run_readings(const struct command *c);
enum status run_test(const struct command *c);
enum status run_verify(const struct command *c);

#endif
