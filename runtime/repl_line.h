/* Lines from a person: edited with GNU readline when it is there, plain when
 * not, and from a pipe as they are. */
#ifndef TIAO_REPL_LINE_H
#define TIAO_REPL_LINE_H

#include <stdbool.h>
#include <stddef.h>

struct line;

enum line_got {
    LINE_TEXT,
    LINE_END,       /* Ctrl-D, or the end of the input */
    LINE_INTERRUPT, /* Ctrl-C: what was typed is dropped */
};

/* What may stand in the place of the last word of the N bytes at BEFORE:
 * gives each to ADD with the number of bytes of BEFORE it replaces. */
typedef void line_add(void *list, const char *word, size_t replaces);
typedef void line_complete(void *user, const char *before, size_t n,
                           line_add *add, void *list);

/* The version of readline, "" when it cannot be loaded; null: this command is
 * built without it. */
const char *line_editor(void);

/* On a terminal the codeset becomes UTF-8 whatever the locale says, and Ctrl-C
 * no longer ends the process. */
struct line *line_new(line_complete *complete, void *user);
/* Writes the history. */
void line_free(struct line *l);
/* Is a person typing? Otherwise there is no prompt. */
bool line_terminal(const struct line *l);
/* *TEXT: a line without its end, to be freed; null but for LINE_TEXT. */
enum line_got line_read(struct line *l, const char *prompt, char **text);
/* The next lines are answers, not worth remembering. */
void line_remember(struct line *l, bool on);

/* Was Ctrl-C pressed since it was last forgotten? */
bool line_interrupted(void);
void line_interrupt_forget(void);

#endif
