/* The lines that were typed in earlier sessions, in
 * $XDG_STATE_HOME/tiao/history: private, and no longer than HISTORY_MOST. A
 * file that cannot be read or written, is not ours or is no text is left
 * alone. */
#ifndef TIAO_REPL_HISTORY_H
#define TIAO_REPL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

enum { HISTORY_MOST = 1000, HISTORY_PATH = 4096 };

struct history {
    char **at;
    size_t n;
    size_t read; /* how many of them were there before */
};

/* Where they are kept. False when there is nowhere to keep them. */
bool history_path(char path[HISTORY_PATH]);
void history_read(struct history *h);
void history_add(struct history *h, const char *line);
/* What others wrote meanwhile stays. */
void history_write(const struct history *h);
void history_free(struct history *h);

#endif
