#include "lang/base/date.h"

/* Takes exactly N digits off the front of S. */
static bool
digits_take(struct str *s, uint32_t n, int32_t *value)
{
    if (s->len < n)
        return false;
    *value = 0;
    for (uint32_t i = 0; i < n; i++) {
        char c = s->at[i];
        if (c < '0' || c > '9')
            return false;
        *value = *value * 10 + (c - '0');
    }
    *s = str_from(*s, n);
    return true;
}

static bool
char_take(struct str *s, char c)
{
    if (s->len == 0 || s->at[0] != c)
        return false;
    *s = str_from(*s, 1);
    return true;
}

/* MM or MM-DD, all that is left of S. */
static bool
month_or_day_read(struct str s, int32_t year, enum period_kind *kind,
                  int32_t *period)
{
    struct civil c = {.year = year, .day = 1};
    *kind = PERIOD_MONTH;
    if (!digits_take(&s, 2, &c.month))
        return false;
    if (char_take(&s, '-')) {
        *kind = PERIOD_DAY;
        if (!digits_take(&s, 2, &c.day))
            return false;
    }
    if (s.len != 0 || !civil_valid(c))
        return false;
    *period = period_of(*kind, day_of(c));
    return true;
}

/* The part numbered by the only digit of S, of PARTS in a year. */
static bool
part_read(struct str s, int32_t year, int32_t parts, int32_t *period)
{
    int32_t part;
    if (s.len != 1 || !digits_take(&s, 1, &part) || part < 1 || part > parts)
        return false;
    *period = year * parts + part - 1;
    return true;
}

bool
period_read(struct str s, enum period_kind *kind, int32_t *period)
{
    int32_t year;
    if (!digits_take(&s, 4, &year) || year == 0)
        return false;
    *kind = PERIOD_YEAR;
    *period = year;
    if (s.len == 0)
        return true;
    if (!char_take(&s, '-'))
        return false;
    *kind = PERIOD_QUARTER;
    if (char_take(&s, 'Q'))
        return part_read(s, year, 4, period);
    *kind = PERIOD_HALF;
    if (char_take(&s, 'H'))
        return part_read(s, year, 2, period);
    return month_or_day_read(s, year, kind, period);
}

bool
day_read(struct str s, int32_t *day)
{
    enum period_kind kind;
    return period_read(s, &kind, day) && kind == PERIOD_DAY;
}

static void
digits_write(struct text *to, uint32_t n, int32_t value)
{
    char digits[4];
    for (uint32_t i = n; i-- > 0; value /= 10)
        digits[i] = (char)('0' + value % 10);
    text_add(to, (struct str){digits, n});
}

void
day_write(struct text *to, int32_t day)
{
    period_write(to, PERIOD_DAY, day);
}

static void
part_write(struct text *to, const char *mark, int32_t part)
{
    text_add_z(to, mark);
    digits_write(to, 1, part);
}

void
period_write(struct text *to, enum period_kind kind, int32_t period)
{
    struct civil c = civil_of(period_first(kind, period));
    digits_write(to, 4, c.year);
    switch (kind) {
    case PERIOD_QUARTER:
        part_write(to, "-Q", (c.month + 2) / 3);
        break;
    case PERIOD_HALF:
        part_write(to, "-H", (c.month + 5) / 6);
        break;
    case PERIOD_NONE:
    case PERIOD_ROSTER:
    case PERIOD_DAY:
    case PERIOD_MONTH:
        text_add_char(to, '-');
        digits_write(to, 2, c.month);
        if (kind == PERIOD_MONTH)
            break;
        text_add_char(to, '-');
        digits_write(to, 2, c.day);
        break;
    case PERIOD_YEAR:
        break;
    }
}
