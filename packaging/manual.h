/* What is generated from the one table of the command line (runtime/cli.def):
 * a manual page in each language, and completion for three shells. A program
 * of the build; nothing of it is installed. */
#ifndef TIAO_PACKAGING_MANUAL_H
#define TIAO_PACKAGING_MANUAL_H

#include "runtime/cli.h"

/* Each writes to standard output. */
void manual_page(enum tiao_language l);
void complete_bash(void);
void complete_zsh(void);
void complete_fish(void);

/* What a value or an operand is, by how the table calls it. */
enum value_kind {
    VALUE_OTHER,
    VALUE_RULES, /* rule files and folders */
    VALUE_FILE,
    VALUE_LIMIT, /* KEY=N */
    VALUE_VERB,
    VALUE_CODE,
};

enum value_kind value_kind(const char *words);
/* Is OPTION one of VERB's? */
bool option_fits(int option, int verb);
/* The I-th of the values that OPTION is limited to in VERB (VERB_COUNT: in
 * any), over all its rows; null behind the last. */
const char *choice_at(int option, int verb, size_t i);

#endif
