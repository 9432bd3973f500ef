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

/* Whether NFC leaves these one or two code points as they are. */
static bool
is_stable(const uint32_t *code, uint32_t n)
{
    char bytes[8];
    utf8proc_int32_t made[16]; /* a code point has at most four parts */
    uint32_t len = 0;
    for (uint32_t i = 0; i < n; i++)
        len += utf8_put(code[i], bytes + len);
    utf8proc_ssize_t many =
        utf8proc_decompose((const utf8proc_uint8_t *)bytes, len, made,
                           sizeof made / sizeof *made, composed);
    many = utf8proc_normalize_utf32(made, many, composed);
    return many == n && (uint32_t)made[0] == code[0] &&
           (uint32_t)made[n - 1] == code[n - 1];
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
    if (class != 0 && class < b->class)
        return false;
    /* A mark of the same class in between keeps the two apart. */
    bool reaches = b->any && (b->class == 0 || b->class < class);
    uint32_t pair[] = {b->code, code};
    if (!is_stable(&code, 1) || (reaches && !is_stable(pair, 2)))
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
