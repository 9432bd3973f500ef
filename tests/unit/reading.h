/* One text read, with the arenas it needs, for the tests of scanner, parser
 * and messages. */
#ifndef TIAO_TEST_READING_H
#define TIAO_TEST_READING_H

#include "lang/diag_print.h"
#include "lang/parse.h"

struct reading {
    jmp_buf failure;
    struct arena arena, scratch;
    struct atom_table names;
    struct keywords keywords;
    struct source source;
    struct diags diags;
    struct syntax_limits limits;
    struct parse with;
    int file;
};

/* Ready to read TEXT, which is called t.tiao. */
void reading_open(struct reading *r, struct str text);
void reading_close(struct reading *r);
/* Zero-ended, in R's arena: the tree on one line, "(AND (NAME a) (NAME b))". */
const char *reading_tree(struct reading *r, enum parse_start start);
/* Zero-ended: the codes and places of all messages, "E0201@3:6 E0203@4:1". */
const char *reading_codes(struct reading *r);
/* Zero-ended: the messages as printed. */
const char *reading_messages(struct reading *r, enum language l);

#endif
