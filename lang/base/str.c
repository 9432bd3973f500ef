#include "lang/base/str.h"

#include <string.h>

int
str_compare(struct str a, struct str b)
{
    uint32_t least = a.len < b.len ? a.len : b.len;
    int order = least ? memcmp(a.at, b.at, least) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

struct str
str_cut(struct str s, uint32_t offset, uint32_t len)
{
    struct str rest = str_from(s, offset);
    if (rest.len > len)
        rest.len = len;
    return rest;
}

struct str
str_copy(struct arena *a, struct str s)
{
    if (s.len == 0)
        return (struct str){"", 0};
    return (struct str){memcpy(arena_take(a, s.len), s.at, s.len), s.len};
}

/* Folds the 128-bit product of two words into one, so that every bit of
 * either reaches every bit of the result. */
static uint64_t
word_mix(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t
str_hash(struct str s)
{
    const uint64_t odd = 0x9e3779b97f4a7c15, salt = 0xd1b54a32d192ed03;
    uint64_t hash = salt;
    uint64_t word;
    uint32_t i = 0;
    for (; s.len - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s.at + i, sizeof word);
        hash = word_mix(hash ^ word, odd);
    }
    word = 0;
    if (i < s.len)
        memcpy(&word, s.at + i, s.len - i);
    return word_mix(hash ^ word, salt + 2 * (uint64_t)s.len);
}

static char *
text_more(struct text *t, uint32_t len)
{
    if (len > t->room - t->len) {
        uint64_t want = (uint64_t)t->len + len;
        uint64_t room = t->room < 32 ? 64 : (uint64_t)t->room * 2;
        if (want > UINT32_MAX)
            arena_fail(t->arena);
        if (room < want)
            room = want;
        if (room > UINT32_MAX)
            room = UINT32_MAX;
        t->at = arena_grow(t->arena, t->at, t->room, room);
        t->room = (uint32_t)room;
    }
    t->len += len;
    return t->at + t->len - len;
}

void
text_add(struct text *t, struct str s)
{
    if (s.len)
        memcpy(text_more(t, s.len), s.at, s.len);
}

void
text_add_z(struct text *t, const char *zero_ended)
{
    text_add(t, str_of(zero_ended));
}

void
text_add_char(struct text *t, char c)
{
    *text_more(t, 1) = c;
}

void
text_add_unsigned(struct text *t, uint64_t n)
{
    char digits[20];
    char *end = digits + sizeof digits, *at = end;
    do
        *--at = (char)('0' + n % 10);
    while (n /= 10);
    text_add(t, (struct str){at, (uint32_t)(end - at)});
}

void
text_add_signed(struct text *t, int64_t n)
{
    if (n < 0)
        text_add_char(t, '-');
    text_add_unsigned(t, n < 0 ? -(uint64_t)n : (uint64_t)n);
}

struct str
text_str(const struct text *t)
{
    return t->at ? (struct str){t->at, t->len} : (struct str){"", 0};
}
