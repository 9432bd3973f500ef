/* Writes JSON: two blanks a level, keys in the order given, text escaped. */
#ifndef TIAO_RUNTIME_JSON_WRITE_H
#define TIAO_RUNTIME_JSON_WRITE_H

#include "lang/base/str.h"

struct json_writer {
    struct text *to;
    uint32_t depth;
    bool later;         /* something stands before in this object or array */
};

/* KEY null: an element of an array, or the whole text. */
void json_open(struct json_writer *w, const char *key, char bracket);
void json_close(struct json_writer *w, char bracket);
void json_text(struct json_writer *w, const char *key, const char *value);
void json_str(struct json_writer *w, const char *key, struct str value);
void json_bool(struct json_writer *w, const char *key, bool value);
void json_unsigned(struct json_writer *w, const char *key, uint64_t value);
/* RAW is JSON already. */
void json_raw(struct json_writer *w, const char *key, const char *raw);
/* Nothing when VALUE is empty. */
void json_some(struct json_writer *w, const char *key, const char *value);
void json_escape(struct text *to, struct str s);

#endif
