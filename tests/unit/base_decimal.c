#include "tests/unit/slow.h"

#include <stdio.h>

#include "lang/base/number.h"

Test(base_decimal, text_goes_both_ways)
{
    SCRATCH(a);
    struct random r = {59};
    struct text t = {.arena = &a};
    for (int i = 0; i < 100000; i++) {
        wide n = random_wide(&r) % wide_ten_to(38), got;
        unsigned scale = random_below(&r, 39), places;
        t.len = 0;
        decimal_write(&t, n, scale);
        cr_assert(decimal_read(text_str(&t), &got, &places));
        cr_assert(got == n && places == scale);
        t.len = 0;
        decimal_write_short(&t, n, scale);
        cr_assert(decimal_read(text_str(&t), &got, &places));
        cr_assert(places <= scale && got * wide_ten_to(scale - places) == n);
        cr_assert(places == 0 || got % 10 != 0);
    }
    arena_free(&a);
}

Test(base_decimal, written_as_printf_has_it)
{
    SCRATCH(a);
    struct random r = {61};
    struct text t = {.arena = &a};
    for (int i = 0; i < 20000; i++) {
        uint64_t n = random_word(&r) >> random_below(&r, 64);
        char plain[32];
        snprintf(plain, sizeof plain, "%llu", (unsigned long long)n);
        t.len = 0;
        decimal_write(&t, (wide)n, 0);
        cr_assert(str_equal(text_str(&t), str_of(plain)));
    }
    arena_free(&a);
}

enum form { PLAIN, SHORT, GROUPED };

Test(base_decimal, forms)
{
    SCRATCH(a);
    static const struct {
        enum form form;
        int64_t n;
        unsigned scale;
        const char *text;
    } rows[] = {
        {PLAIN, 0, 0, "0"},
        {PLAIN, 0, 2, "0.00"},
        {PLAIN, 5, 2, "0.05"},
        {PLAIN, -5, 2, "-0.05"},
        {PLAIN, 5000000, 2, "50000.00"},
        {PLAIN, 1, 38, "0.00000000000000000000000000000000000001"},
        {SHORT, 0, 2, "0"},
        {SHORT, 1000, 0, "1000"},
        {SHORT, 5000000, 2, "50000"},
        {SHORT, 5000010, 2, "50000.1"},
        {SHORT, -50, 2, "-0.5"},
        {GROUPED, 100, 0, "100"},
        {GROUPED, 1000, 0, "1,000"},
        {GROUPED, -100000, 0, "-100,000"},
        {GROUPED, 123456789, 2, "1,234,567.89"},
        {GROUPED, 5000000, 2, "50,000.00"},
        {GROUPED, 5, 2, "0.05"},
    };
    static void (*const write[])(struct text *, wide, unsigned) = {
        [PLAIN] = decimal_write,
        [SHORT] = decimal_write_short,
        [GROUPED] = decimal_write_grouped,
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text t = {.arena = &a};
        write[rows[i].form](&t, rows[i].n, rows[i].scale);
        cr_assert(str_equal(text_str(&t), str_of(rows[i].text)), "row %zu", i);
    }
    arena_free(&a);
}

Test(base_decimal, widest)
{
    SCRATCH(a);
    struct text t = {.arena = &a};
    decimal_write(&t, WIDE_MIN, 0);
    text_add_char(&t, ' ');
    decimal_write(&t, WIDE_MIN, 38);
    text_add_char(&t, ' ');
    decimal_write_grouped(&t, WIDE_MAX, 0);
    cr_assert(
        str_equal(text_str(&t),
                  STR("-170141183460469231731687303715884105728 "
                      "-1.70141183460469231731687303715884105728 "
                      "170,141,183,460,469,231,731,687,303,715,884,105,727")));
    arena_free(&a);
}

Test(base_decimal, read_at_38_digits)
{
    static const char nines[] = "99999999999999999999999999999999999999";
    wide n;
    unsigned scale;
    cr_assert(decimal_read(STR(nines), &n, &scale));
    cr_assert(n == wide_ten_to(38) - 1 && scale == 0);
    cr_assert(decimal_read(STR("-0.99999999999999999999999999999999999999"), &n,
                           &scale));
    cr_assert(n == 1 - wide_ten_to(38) && scale == 38);
    cr_assert(decimal_read(
        STR("0000000000000000000000000000000000000000000.50"), &n, &scale));
    cr_assert(n == 50 && scale == 2);
    cr_assert(!decimal_read(STR("100000000000000000000000000000000000000"), &n,
                            &scale));
    cr_assert(!decimal_read(STR("9999999999999999999999999999999999999.99"), &n,
                            &scale));
    cr_assert(!decimal_read(STR("0.000000000000000000000000000000000000001"),
                            &n, &scale));
    cr_assert(decimal_read(STR("-0"), &n, &scale) && n == 0);
}

Test(base_decimal, what_is_no_number)
{
    static const char *const bad[] = {
        "",     "-",     ".",   "1.",   ".5",    "-.5",  "+1",     "--1",
        "1e3",  "1,000", " 1",  "1 ",   "1.2.3", "0x10", "１００", "1-",
        "1.-2", "inf",   "NaN", "10万", "1/2",   "-",    "- 1",    "1.a",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        wide n;
        unsigned scale;
        cr_assert(!decimal_read(str_of(bad[i]), &n, &scale), "%s", bad[i]);
    }
}
