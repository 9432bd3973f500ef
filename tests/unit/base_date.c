#include "tests/unit/scratch.h"

#include "lang/base/date.h"

/* The calendar by counting: the slow truth for the rest. */
static struct civil
civil_after(struct civil c)
{
    static const int length[] = {31, 28, 31, 30, 31, 30,
                                 31, 31, 30, 31, 30, 31};
    bool leap = (c.year % 4 == 0 && c.year % 100 != 0) || c.year % 400 == 0;
    if (c.day < length[c.month - 1] + (leap && c.month == 2))
        return (struct civil){c.year, c.month, c.day + 1};
    if (c.month < 12)
        return (struct civil){c.year, c.month + 1, 1};
    return (struct civil){c.year + 1, 1, 1};
}

static bool
civil_same(struct civil a, struct civil b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static int32_t
day_at(int year, int month, int day)
{
    struct civil c = {year, month, day};
    cr_assert(civil_valid(c));
    return day_of(c);
}

Test(base_date, every_day_goes_both_ways)
{
    struct civil c = {1, 1, 1};
    for (int32_t day = DAY_FIRST; day <= DAY_LAST; day++) {
        cr_assert(civil_valid(c));
        cr_assert(day_of(c) == day);
        cr_assert(civil_same(civil_of(day), c));
        cr_assert(day_weekday(day) == (day - DAY_FIRST) % 7 + 1);
        c = civil_after(c);
    }
    cr_assert(c.year == 10000 && !civil_valid(c));
    cr_assert(day_at(1970, 1, 1) == 0);
    cr_assert(day_weekday(0) == 4, "1 January 1970 was a Thursday");
    cr_assert(day_weekday(day_at(2025, 1, 1)) == 3);
}

Test(base_date, what_is_no_day)
{
    static const struct civil wrong[] = {
        {0, 1, 1},     {10000, 1, 1}, {2025, 0, 1},  {2025, 13, 1},
        {2025, 1, 0},  {2025, 1, 32}, {2025, 4, 31}, {2025, 2, 29},
        {1900, 2, 29}, {2024, 2, 30}, {-4, 2, 29},   {2025, -1, 1},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert(!civil_valid(wrong[i]), "row %zu", i);
    cr_assert(month_length(2000, 2) == 29 && month_length(1900, 2) == 28);
    cr_assert(month_length(2024, 2) == 29 && month_length(2023, 2) == 28);
}

Test(base_date, months_end_as_asked)
{
    int32_t day, from = day_at(2025, 1, 31);
    cr_assert(day_add_months(from, 1, MONTH_END_CLAMP, &day));
    cr_assert(day == day_at(2025, 2, 28));
    cr_assert(day_add_months(from, 1, MONTH_END_NEXT, &day));
    cr_assert(day == day_at(2025, 3, 1));
    cr_assert(!day_add_months(from, 1, MONTH_END_FAULT, &day));
    cr_assert(day_add_months(from, 2, MONTH_END_FAULT, &day));
    cr_assert(day == day_at(2025, 3, 31));
    cr_assert(day_add_months(from, -2, MONTH_END_CLAMP, &day));
    cr_assert(day == day_at(2024, 11, 30));
    cr_assert(day_add_months(day_at(2024, 2, 29), 48, MONTH_END_FAULT, &day));
    cr_assert(day == day_at(2028, 2, 29));
}

Test(base_date, months_never_leave_the_calendar)
{
    int32_t day;
    cr_assert(!day_add_months(DAY_LAST, 1, MONTH_END_NEXT, &day));
    cr_assert(!day_add_months(DAY_FIRST, -1, MONTH_END_CLAMP, &day));
    cr_assert(!day_add_months(0, INT64_MAX, MONTH_END_CLAMP, &day));
    cr_assert(!day_add_months(0, INT64_MIN, MONTH_END_CLAMP, &day));
    int64_t whole = 9999 * 12 - 1;
    cr_assert(day_add_months(DAY_FIRST, whole, MONTH_END_NEXT, &day));
    cr_assert(day == day_at(9999, 12, 1));
    cr_assert(day_add_months(DAY_LAST, -whole, MONTH_END_FAULT, &day));
    cr_assert(day == day_at(1, 1, 31));
}

Test(base_date, months_added_are_months_apart)
{
    struct random r = {3};
    for (int i = 0; i < 200000; i++) {
        int32_t from = day_at(1900, 1, 1) + (int32_t)random_below(&r, 80000);
        int32_t months = (int32_t)random_below(&r, 600), to;
        cr_assert(day_add_months(from, months, MONTH_END_NEXT, &to));
        cr_assert(whole_months(from, to) == months);
        cr_assert(whole_months(from, to - 1) == months - (months > 0));
        cr_assert(whole_months(to, from) == -months);
    }
}

Test(base_date, months_are_whole_as_the_law_says)
{
    static const struct {
        struct civil from, to;
        int32_t months;
    } rows[] = {
        {{2024, 2, 29}, {2025, 2, 28}, 11}, {{2024, 2, 29}, {2025, 3, 1}, 12},
        {{2024, 2, 29}, {2028, 2, 28}, 47}, {{2024, 2, 29}, {2028, 2, 29}, 48},
        {{2025, 1, 29}, {2025, 2, 28}, 0},  {{2025, 1, 29}, {2025, 3, 1}, 1},
        {{2025, 1, 30}, {2025, 3, 1}, 1},   {{2025, 1, 30}, {2025, 3, 30}, 2},
        {{2025, 1, 31}, {2025, 3, 1}, 1},   {{2025, 1, 31}, {2025, 3, 30}, 1},
        {{2025, 1, 31}, {2025, 4, 30}, 2},  {{2025, 1, 31}, {2025, 5, 1}, 3},
        {{2022, 5, 8}, {2025, 5, 7}, 35},   {{2022, 5, 8}, {2025, 5, 8}, 36},
        {{2025, 5, 8}, {2022, 5, 8}, -36},  {{2025, 5, 8}, {2025, 5, 8}, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int32_t got = whole_months(day_of(rows[i].from), day_of(rows[i].to));
        cr_assert(got == rows[i].months, "row %zu: %d", i, got);
    }
}

static const enum period_kind kinds[] = {
    PERIOD_DAY, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF, PERIOD_YEAR};
enum { KINDS = sizeof kinds / sizeof *kinds };

Test(base_date, periods_partition_the_days)
{
    for (int k = 0; k < KINDS; k++) {
        int32_t next = DAY_FIRST, least = period_least(kinds[k]);
        int32_t greatest = period_greatest(kinds[k]);
        for (int32_t p = least; p <= greatest; p++) {
            int32_t first = period_first(kinds[k], p);
            int32_t last = period_last(kinds[k], p);
            cr_assert(first == next && last >= first);
            cr_assert(period_of(kinds[k], first) == p);
            cr_assert(period_of(kinds[k], last) == p);
            next = last + 1;
        }
        cr_assert(next == DAY_LAST + 1);
    }
    int32_t may = day_at(2025, 5, 8);
    cr_assert(period_of(PERIOD_MONTH, may) == 2025 * 12 + 4);
    cr_assert(period_of(PERIOD_QUARTER, may) == 2025 * 4 + 1);
    cr_assert(period_of(PERIOD_HALF, may) == 2025 * 2);
    cr_assert(period_of(PERIOD_YEAR, may) == 2025);
}

Test(base_date, text_goes_both_ways)
{
    SCRATCH(a);
    struct text t = {.arena = &a};
    for (int k = 0; k < KINDS; k++) {
        int32_t step = kinds[k] == PERIOD_DAY ? 37 : 1;
        for (int32_t p = period_least(kinds[k]); p <= period_greatest(kinds[k]);
             p += step) {
            enum period_kind kind;
            int32_t got;
            t.len = 0;
            period_write(&t, kinds[k], p);
            cr_assert(period_read(text_str(&t), &kind, &got));
            cr_assert(kind == kinds[k] && got == p);
            cr_assert(day_read(text_str(&t), &got) == (k == 0));
        }
    }
    arena_free(&a);
}

Test(base_date, text_is_as_written)
{
    SCRATCH(a);
    static const char *const good[] = {"2025-01-31", "2025-01",   "2025-Q4",
                                       "2025-H2",    "2025",      "0001-01-01",
                                       "9999-12-31", "2024-02-29"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        enum period_kind kind;
        int32_t period;
        struct text t = {.arena = &a};
        cr_assert(period_read(str_of(good[i]), &kind, &period), "%s", good[i]);
        period_write(&t, kind, period);
        cr_assert(str_equal(text_str(&t), str_of(good[i])), "%s", good[i]);
    }
    arena_free(&a);
}

Test(base_date, other_text_is_refused)
{
    static const char *const bad[] = {
        "",           "202",         "20250",       "0000",        "2025-",
        "2025-1",     "2025-13",     "2025-00",     "2025-Q0",     "2025-Q5",
        "2025-Q",     "2025-Q11",    "2025-H3",     "2025-H0",     "2025-q1",
        "2025-01-",   "2025-01-1",   "2025-01-32",  "2025-02-29",  "2025/01/01",
        "2025-1-1",   " 2025-01-01", "2025-01-01 ", "2025-01-01T", "-025-01-01",
        "+025-01-01", "2025-01-0a",  "２０２５",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        enum period_kind kind;
        int32_t period;
        cr_assert(!period_read(str_of(bad[i]), &kind, &period), "%s", bad[i]);
        cr_assert(!day_read(str_of(bad[i]), &period), "%s", bad[i]);
    }
}
