/* Text: bytes with a length, by value, never owned by the struct. */
#ifndef TIAO_BASE_STR_H
#define TIAO_BASE_STR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lang/base/arena.h"

struct str {
    const char *at;
    uint32_t len;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

static inline struct str
str_of(const char *zero_ended)
{
    return (struct str){zero_ended, (uint32_t)strlen(zero_ended)};
}

static inline bool
str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool
str_starts(struct str s, struct str with)
{
    return s.len >= with.len && str_equal((struct str){s.at, with.len}, with);
}

static inline struct str
str_from(struct str s, uint32_t offset)
{
    if (offset > s.len)
        offset = s.len;
    return (struct str){s.len ? s.at + offset : s.at, s.len - offset};
}

/* Bytewise: negative, zero, positive. */
int str_compare(struct str a, struct str b);
struct str str_cut(struct str s, uint32_t offset, uint32_t len);
struct str str_copy(struct arena *a, struct str s);
uint64_t str_hash(struct str s);

/* A text that grows, in an arena. Zeroed but for ARENA. */
struct text {
    struct arena *arena;
    char *at;
    uint32_t len, room;
};

void text_add(struct text *t, struct str s);
void text_add_z(struct text *t, const char *zero_ended);
void text_add_char(struct text *t, char c);
void text_add_unsigned(struct text *t, uint64_t n);
void text_add_signed(struct text *t, int64_t n);
struct str text_str(const struct text *t);

#endif
