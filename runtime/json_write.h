/* Writes JSON piece by piece: what is opened is closed, each member has its
 * json_key first. The result is always a right document in UTF-8. */
#ifndef TIAO_JSON_WRITE_H
#define TIAO_JSON_WRITE_H

#include "lang/base/number.h"
#include "runtime/json.h"

/* Zeroed but for TO and PRETTY. */
struct json_writer {
    struct text *to;
    bool pretty; /* a line each and two blanks a level; else no blanks */
    bool filled; /* the container at hand has something in it */
    bool keyed;  /* a key was just written */
    uint32_t depth;
};

void json_array_open(struct json_writer *w);
void json_array_close(struct json_writer *w);
void json_object_open(struct json_writer *w);
void json_object_close(struct json_writer *w);
void json_key(struct json_writer *w, struct str key);
/* Quotes, backslashes and characters that steer a terminal or the direction of
 * text are escaped; bytes that are no UTF-8 become U+FFFD. */
void json_string(struct json_writer *w, struct str s);
void json_integer(struct json_writer *w, int64_t n);
/* Exactly SCALE digits behind the point. */
void json_decimal(struct json_writer *w, wide coefficient, unsigned scale);
/* TEXT is a number as RFC 8259 has it. */
void json_number(struct json_writer *w, struct str text);
void json_truth(struct json_writer *w, bool b);
void json_null(struct json_writer *w);
/* A whole tree. */
void json_tree(struct json_writer *w, const struct json *tree);

#endif
