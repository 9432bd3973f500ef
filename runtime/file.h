/* Files of a rulebook: one, or the *.tiao of a folder and those below it. */
#ifndef TIAO_RUNTIME_FILE_H
#define TIAO_RUNTIME_FILE_H

#include "runtime/object.h"

/* The bytes of PATH ("-": standard input), a zero byte behind them. At most
 * MOST + 1 are read, so a longer file shows. False after a message. */
bool file_read(struct object *o, struct diags *diags, const char *path,
               uint64_t most, struct str *text);
/* As file_read, from a file that is open, and then closed. */
bool file_read_from(struct object *o, struct diags *diags, const char *path,
                    int fd, uint64_t most, struct str *text);

/* A file by what it is, not by what it is called. */
struct file_key {
    uint64_t device, number;
};

struct file_list {
    struct object *object;
    struct arena *arena; /* the object's */
    struct diags *diags;
    const struct limits *limits;
    VEC(struct loaded) file;
    VEC(struct file_key) seen;
    const char *root; /* of the folder at hand, resolved */
    size_t root_len;
    bool found;  /* the folder at hand has a rule file */
    bool failed; /* a file could not be read */
};

/* Adds the rule files of PATH. What is wrong is a message; FAILED tells a
 * failure of the world from a mistake in the rulebook. */
void files_add(struct file_list *l, const char *path);

#endif
