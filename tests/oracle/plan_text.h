/* Plans, data and cells as lines of words: what plan_run reads and prints.
 * The format is described in tests/oracle/README.md. */
#ifndef TIAO_TESTS_PLAN_TEXT_H
#define TIAO_TESTS_PLAN_TEXT_H

#include <stdio.h>

#include "lang/plan/walk.h"

enum { WORDS_MOST = 4096 };

/* One line, cut at blanks. */
struct line {
    struct arena *arena;
    uint32_t number, n;
    struct str word[WORDS_MOST];
};

/* Ends the process: the input is wrong, not what is under test. */
_Noreturn void line_wrong(const struct line *l, const char *why);
/* Word I; a line too short is wrong. */
struct str line_word(const struct line *l, uint32_t i);
bool line_is(const struct line *l, const char *first);
/* Word I as a number; `-` is ABSENT. */
wide line_wide(const struct line *l, uint32_t i, wide absent);
uint32_t line_index(const struct line *l, uint32_t i);
/* Word I as the index of a name in NAMES, which has N of them. */
uint32_t line_choice(const struct line *l, uint32_t i, const char *const *names,
                     uint32_t n);

wide wide_read(const struct line *l, struct str s);
void wide_print(FILE *to, wide value);

/* A text kept for as long as the arena, its escapes undone. */
struct str text_read(struct arena *a, struct str s);

/* A value of REP as constants and cells hold it. */
wide value_read(const struct line *l, struct str s, enum rep rep);
/* Word I as a cell: alternatives between bars. */
struct cell cell_read(const struct line *l, uint32_t i, enum rep rep);
void cell_print(FILE *to, struct cell c, const struct type *t,
                const struct type *element);

extern const char *const rep_names[];
extern const char *const period_names[];
extern const char *const fault_names[];
enum { REP_NAMES = REP_LIST + 1, PERIOD_NAMES = PERIOD_ROSTER + 1 };

#endif
