/* Members of an object in one call: a key and its value. */
#ifndef TIAO_RUNTIME_JSON_MEMBER_H
#define TIAO_RUNTIME_JSON_MEMBER_H

#include "runtime/json_write.h"

static inline void
member_key(struct json_writer *w, const char *key)
{
    json_key(w, str_of(key));
}

static inline void
member_text(struct json_writer *w, const char *key, const char *value)
{
    member_key(w, key);
    json_string(w, str_of(value));
}

/* Nothing when VALUE is empty. */
static inline void
member_some(struct json_writer *w, const char *key, const char *value)
{
    if (value[0])
        member_text(w, key, value);
}

static inline void
member_truth(struct json_writer *w, const char *key, bool value)
{
    member_key(w, key);
    json_truth(w, value);
}

#endif
