#include "lang/base/numeral.h"

#include "lang/base/utf8.h"

enum { HAN = 3, NUMERAL_MOST = 30 }; /* in bytes */

static const char *const digits[] = {"〇", "一", "二", "三", "四",
                                     "五", "六", "七", "八", "九"};

/* The digit that CODE is, or -1. */
static int64_t
digit_of(uint32_t code)
{
    switch (code) {
    case U'〇':
    case U'零':
        return 0;
    case U'一':
        return 1;
    case U'二':
    case U'两':
        return 2;
    case U'三':
        return 3;
    case U'四':
        return 4;
    case U'五':
        return 5;
    case U'六':
        return 6;
    case U'七':
        return 7;
    case U'八':
        return 8;
    case U'九':
        return 9;
    default:
        return -1;
    }
}

/* What CODE multiplies by, or 0. */
static int64_t
worth_of(uint32_t code)
{
    switch (code) {
    case U'十':
        return 10;
    case U'百':
        return 100;
    case U'千':
        return 1000;
    default:
        return 0;
    }
}

int64_t
numeral_read(struct str s, uint32_t *len)
{
    int64_t sum = 0, digit = -1;
    for (*len = 0; *len < NUMERAL_MOST && *len < s.len; *len += HAN) {
        uint32_t ignored, code = utf8_next(str_from(s, *len), &ignored);
        int64_t next = digit_of(code), worth = worth_of(code);
        if (next < 0 && !worth)
            break;
        if (worth)
            sum += (digit < 0 ? 1 : digit) * worth;
        digit = next;
    }
    return *len ? sum + (digit > 0 ? digit : 0) : -1;
}

void
numeral_write(struct text *to, uint32_t n)
{
    static const struct {
        uint32_t worth;
        const char *word;
    } places[] = {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}};
    bool some = false, gap = false;
    if (!n)
        text_add_z(to, digits[0]);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        uint32_t digit = n / places[i].worth % 10;
        if (!digit) {
            gap = some;
            continue;
        }
        if (gap)
            text_add_z(to, "零");
        if (digit > 1 || some || places[i].worth != 10)
            text_add_z(to, digits[digit]);
        text_add_z(to, places[i].word);
        some = true;
        gap = false;
    }
}
