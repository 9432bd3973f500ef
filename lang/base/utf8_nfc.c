#include "lang/base/utf8.h"

#include <utf8proc.h>

enum { SAFE_BELOW = 0x300 }; /* the first mark that combines */

static const utf8proc_option_t composed =
    (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE);

/* Code points that neither change nor combine with what stands before. */
static bool
is_plain(uint32_t code)
{
    return code < SAFE_BELOW || (code >= 0x3400 && code <= 0x9FFF) ||
           (code >= 0xFF00 && code <= 0xFFEF) ||
           (code >= 0x3000 && code <= 0x3029);
}

/* Whether CODE by itself is what NFC makes of it. */
static bool
is_stable(uint32_t code)
{
    utf8proc_int32_t made[8];
    int bound = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)code, made, sizeof made / sizeof *made,
        UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &bound);
    if (n < 1 || n > (utf8proc_ssize_t)(sizeof made / sizeof *made))
        return false;
    n = utf8proc_normalize_utf32(made, n, composed);
    return n == 1 && (uint32_t)made[0] == code;
}

/* Whether the two become one. */
static bool
is_pair(uint32_t first, uint32_t second)
{
    utf8proc_int32_t pair[] = {(utf8proc_int32_t)first,
                               (utf8proc_int32_t)second};
    return utf8proc_normalize_utf32(pair, 2, composed) == 1;
}

/* The last code point that others combine with, and the class of the last
 * mark since. */
struct base {
    uint32_t code;
    int class;
    bool any;
};

static bool
base_take(struct base *b, uint32_t code)
{
    if (is_plain(code)) {
        *b = (struct base){.code = code, .any = true};
        return true;
    }
    int class = utf8proc_get_property((utf8proc_int32_t)code)->combining_class;
    bool sorted = class == 0 || b->class <= class;
    bool reaches = b->class == 0 || b->class < class;
    if (!sorted || !is_stable(code) ||
        (b->any && reaches && is_pair(b->code, code)))
        return false;
    if (class == 0)
        *b = (struct base){.code = code, .any = true};
    b->class = class;
    return true;
}

bool
utf8_is_nfc(struct str s)
{
    struct base b = {0};
    uint32_t len;
    for (uint32_t i = 0; i < s.len; i += len) {
        uint32_t code = utf8_next(str_from(s, i), &len);
        if (code == UINT32_MAX)
            b = (struct base){0};
        else if (!base_take(&b, code))
            return false;
    }
    return true;
}

struct str
utf8_nfc(struct arena *a, struct str s)
{
    if (utf8_is_nfc(s))
        return s;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.at;
    utf8proc_ssize_t n = utf8proc_decompose(bytes, s.len, NULL, 0, composed);
    if (n < 0)
        return s;
    /* One more, as the bytes written back end with a zero. */
    size_t size = sizeof(utf8proc_int32_t) * ((size_t)n + 1);
    utf8proc_int32_t *codes = arena_take(a, size);
    utf8proc_decompose(bytes, s.len, codes, n, composed);
    n = utf8proc_reencode(codes, n, composed);
    char *at = arena_grow(a, codes, size, (size_t)n);
    return (struct str){at, (uint32_t)n};
}
