#include "lang/base/date.h"

enum {
    YEAR_LEAST = 1,
    YEAR_MOST = 9999,
    DAYS_4_YEARS = 4 * 365 + 1,
    DAYS_100_YEARS = 25 * DAYS_4_YEARS - 1,
    DAYS_400_YEARS = 4 * DAYS_100_YEARS + 1,
};

static bool
year_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t
month_length(int32_t year, int32_t month)
{
    static const int8_t length[] = {31, 28, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31};
    return length[month - 1] + (month == 2 && year_leap(year));
}

bool
civil_valid(struct civil c)
{
    return c.year >= YEAR_LEAST && c.year <= YEAR_MOST && c.month >= 1 &&
           c.month <= 12 && c.day >= 1 &&
           c.day <= month_length(c.year, c.month);
}

/* Days before the month, counting months from March: so February, whose
 * length changes, comes last. Five months are always 153 days. */
static int32_t
days_before_month(int32_t from_march)
{
    return (153 * from_march + 2) / 5;
}

/* 0000-03-01, where the count of the two functions below begins. */
enum { DAY_MARCH_0 = -719468 };

int32_t
day_of(struct civil c)
{
    int32_t early = c.month <= 2;
    int32_t year = c.year - early;
    return DAY_MARCH_0 + year * 365 + year / 4 - year / 100 + year / 400 +
           days_before_month(c.month - 3 + 12 * early) + c.day - 1;
}

struct civil
civil_of(int32_t day)
{
    int32_t n = day - DAY_MARCH_0;
    int32_t era = n / DAYS_400_YEARS;
    n %= DAYS_400_YEARS;
    /* Leaving out the leap days that N has passed makes years equal. */
    int32_t year = (n - n / (DAYS_4_YEARS - 1) + n / DAYS_100_YEARS -
                    n / (DAYS_400_YEARS - 1)) /
                   365;
    n -= year * 365 + year / 4 - year / 100;
    int32_t month = (5 * n + 2) / 153;
    int32_t late = month >= 10;
    return (struct civil){.year = era * 400 + year + late,
                          .month = month + 3 - 12 * late,
                          .day = n - days_before_month(month) + 1};
}

int32_t
day_weekday(int32_t day)
{
    /* The first day of the calendar is a Monday. */
    return (day - DAY_FIRST) % 7 + 1;
}

bool
day_add_months(int32_t day, int64_t months, enum month_end how, int32_t *result)
{
    struct civil c = civil_of(day);
    int64_t month;
    if (__builtin_add_overflow(period_of(PERIOD_MONTH, day), months, &month) ||
        month < period_least(PERIOD_MONTH) ||
        month > period_greatest(PERIOD_MONTH))
        return false;
    c.year = (int32_t)(month / 12);
    c.month = (int32_t)(month % 12) + 1;
    int32_t length = month_length(c.year, c.month);
    int32_t over = c.day > length ? c.day - length : 0;
    c.day -= over;
    *result = day_of(c) + (over && how == MONTH_END_NEXT);
    return !over || how != MONTH_END_FAULT;
}

int32_t
whole_months(int32_t from, int32_t to)
{
    if (to < from)
        return -whole_months(to, from);
    struct civil start = civil_of(from), end = civil_of(to);
    int32_t months = 12 * (end.year - start.year) + end.month - start.month;
    /* A day that the month does not have comes on the first of the next. */
    return months - (end.day < start.day);
}

/* How many months a period has, or 0 when it is not made of months. */
static int32_t
period_months(enum period_kind kind)
{
    switch (kind) {
    case PERIOD_MONTH:
        return 1;
    case PERIOD_QUARTER:
        return 3;
    case PERIOD_HALF:
        return 6;
    case PERIOD_YEAR:
        return 12;
    case PERIOD_NONE:
    case PERIOD_DAY:
    case PERIOD_ROSTER:
        return 0;
    }
    return 0;
}

int32_t
period_of(enum period_kind kind, int32_t day)
{
    int32_t months = period_months(kind);
    if (months == 0)
        return day;
    struct civil c = civil_of(day);
    return (c.year * 12 + c.month - 1) / months;
}

int32_t
period_first(enum period_kind kind, int32_t period)
{
    int32_t months = period_months(kind);
    if (months == 0)
        return period;
    int32_t month = period * months;
    return day_of((struct civil){month / 12, month % 12 + 1, 1});
}

int32_t
period_last(enum period_kind kind, int32_t period)
{
    return period_months(kind) == 0 ? period
                                    : period_first(kind, period + 1) - 1;
}

int32_t
period_least(enum period_kind kind)
{
    return period_of(kind, DAY_FIRST);
}

int32_t
period_greatest(enum period_kind kind)
{
    return period_of(kind, DAY_LAST);
}
