#include "lang/base/numeral.h"

enum { HAN = 3, NUMERAL_MOST = 30 }; /* in bytes */

static const char *const digits[] = {"〇", "一", "二", "三", "四",
                                     "五", "六", "七", "八", "九"};

/* The digit that S begins with, or -1. */
static int64_t
digit_at(struct str s)
{
    for (int i = 0; i < 10; i++)
        if (str_starts(s, str_of(digits[i])))
            return i;
    if (str_starts(s, STR("零")))
        return 0;
    return str_starts(s, STR("两")) ? 2 : -1;
}

/* What the word that S begins with multiplies by, or 0. */
static int64_t
worth_at(struct str s)
{
    static const struct {
        const char *word;
        int64_t worth;
    } tens[] = {{"十", 10}, {"百", 100}, {"千", 1000}};
    for (size_t i = 0; i < sizeof tens / sizeof *tens; i++)
        if (str_starts(s, str_of(tens[i].word)))
            return tens[i].worth;
    return 0;
}

int64_t
numeral_read(struct str s, uint32_t *len)
{
    int64_t sum = 0, digit = -1;
    for (*len = 0; *len < NUMERAL_MOST; *len += HAN) {
        struct str rest = str_from(s, *len);
        int64_t next = digit_at(rest), worth = worth_at(rest);
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
