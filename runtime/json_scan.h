/* The words of a JSON document. For json.c alone. */
#ifndef TIAO_JSON_SCAN_H
#define TIAO_JSON_SCAN_H

#include "runtime/json.h"

/* A place in a document that is known to be UTF-8. */
struct json_scan {
    struct arena *arena;
    struct str text;
    uint32_t at;
    struct json_error *error;
};

static inline bool
json_scan_end(const struct json_scan *s)
{
    return s->at == s->text.len;
}

/* 0 at the end. */
static inline char
json_scan_peek(const struct json_scan *s)
{
    return s->at < s->text.len ? s->text.at[s->at] : '\0';
}

static inline struct span
json_scan_here(const struct json_scan *s, uint32_t len)
{
    return (struct span){s->at, s->at + len};
}

void json_scan_blanks(struct json_scan *s);
/* The functions below return false when they reported an error. */
bool
json_scan_wrong(struct json_scan *s, enum json_wrong wrong, struct span at);
/* Reports the character or word at hand, which stands where it may not: by its
 * own nature, or if it has none as WRONG. */
bool json_scan_refuse(struct json_scan *s, enum json_wrong wrong);
/* A string, with its quotes at hand, decoded. */
bool json_scan_string(struct json_scan *s, struct str *decoded, bool is_key);
/* A number or one of the three words. */
bool
json_scan_plain(struct json_scan *s, enum json_kind *kind, struct str *text);

#endif
