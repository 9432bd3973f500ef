#include "lang/base/utf8.h"

#include <utf8proc.h>

struct range {
    uint32_t first, last;
};

static bool
in_ranges(const struct range *r, size_t n, uint32_t code)
{
    for (size_t i = 0; i < n && code >= r[i].first; i++) {
        if (code <= r[i].last)
            return true;
    }
    return false;
}

#define IN(ranges, code)                                                       \
    in_ranges((ranges), sizeof(ranges) / sizeof *(ranges), (code))

/* Blocks of the four scripts, in order; what is in them and no letter falls
 * out by its category. Of the compatibility ideographs only those twelve that
 * are unified ones in truth. */
static const struct range letter_blocks[] = {
    {0x0041, 0x005A},   {0x0061, 0x007A},   {0x00AA, 0x00AA},
    {0x00BA, 0x00BA},   {0x00C0, 0x00D6},   {0x00D8, 0x00F6},
    {0x00F8, 0x02AF},   {0x0370, 0x0373},   {0x0376, 0x0377},
    {0x037B, 0x037D},   {0x037F, 0x037F},   {0x0386, 0x0386},
    {0x0388, 0x03FF},   {0x0400, 0x052F},   {0x1C80, 0x1C8F},
    {0x1D00, 0x1DBF},   {0x1E00, 0x1FFF},   {0x2C60, 0x2C7F},
    {0x3005, 0x3005},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
    {0xA640, 0xA69F},   {0xA722, 0xA787},   {0xA78B, 0xA7FF},
    {0xAB30, 0xAB6F},   {0xFA0E, 0xFA0F},   {0xFA11, 0xFA11},
    {0xFA13, 0xFA14},   {0xFA1F, 0xFA1F},   {0xFA21, 0xFA21},
    {0xFA23, 0xFA24},   {0xFA27, 0xFA29},   {0x20000, 0x2A6DF},
    {0x2A700, 0x2EBEF}, {0x30000, 0x323AF},
};

static const struct range bidi_controls[] = {
    {0x061C, 0x061C},
    {0x200E, 0x200F},
    {0x202A, 0x202E},
    {0x2066, 0x2069},
};

/* Besides the categories of controls and format characters: joiners, fillers,
 * variation selectors and tags. */
static const struct range invisibles[] = {
    {0x034F, 0x034F}, {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x2028, 0x2029}, {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFF8}, {0x1D159, 0x1D159}, {0xE0000, 0xE0FFF},
};

enum {
    IDEOGRAPH_ZERO = 0x3007, /* 〇 counts as a Han letter, though a number */
    CODE_LAST = 0x10FFFF,
};

static utf8proc_category_t
category(uint32_t code)
{
    return utf8proc_category((utf8proc_int32_t)code);
}

static bool
is_letter_category(utf8proc_category_t c)
{
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LL ||
           c == UTF8PROC_CATEGORY_LT || c == UTF8PROC_CATEGORY_LM ||
           c == UTF8PROC_CATEGORY_LO;
}

bool
utf8_is_letter(uint32_t code)
{
    if (code >= 0x4E00 && code <= 0x9FFF)
        return true;
    if (code == IDEOGRAPH_ZERO)
        return true;
    return IN(letter_blocks, code) && is_letter_category(category(code));
}

bool
utf8_is_bidi_control(uint32_t code)
{
    return IN(bidi_controls, code);
}

bool
utf8_is_invisible(uint32_t code)
{
    if (code < 0x7F)
        return code < ' ' && code != '\t' && code != '\n' && code != '\r';
    if (code > CODE_LAST)
        return false;
    utf8proc_category_t c = category(code);
    return c == UTF8PROC_CATEGORY_CC || c == UTF8PROC_CATEGORY_CF ||
           IN(invisibles, code);
}

/* What CODE is made of under OPTIONS, when that is one other code point. */
static uint32_t
single_of(uint32_t code, int options)
{
    utf8proc_int32_t made[8];
    int bound = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)code, made, sizeof made / sizeof *made,
        (utf8proc_option_t)options, &bound);
    return n == 1 && (uint32_t)made[0] != code ? (uint32_t)made[0] : 0;
}

uint32_t
utf8_unified(uint32_t code)
{
    static const struct range radicals = {0x2E80, 0x2FDF};
    static const struct range ideographs[] = {
        {0xF900, 0xFAFF},
        {0x2F800, 0x2FA1F},
    };
    if (in_ranges(&radicals, 1, code))
        return single_of(code, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
    if (IN(ideographs, code))
        return single_of(code, UTF8PROC_DECOMPOSE);
    return 0;
}

void
text_add_code(struct text *to, uint32_t code)
{
    text_add(to, STR("U+"));
    int digits = code > 0xFFFFF ? 6 : code > 0xFFFF ? 5 : 4;
    while (digits-- > 0)
        text_add_char(to, "0123456789ABCDEF"[code >> (4 * digits) & 15]);
}
