#include "tests/unit/slow.h"

#include "lang/base/number.h"

Test(base_number, powers_of_ten)
{
    wide n = 1;
    for (unsigned i = 0; i <= NUMBER_DIGITS; i++) {
        cr_assert(wide_ten_to(i) == n);
        cr_assert(i == NUMBER_DIGITS || wide_multiply(n, 10, &n));
    }
    cr_assert(!wide_multiply(n, 10, &n));
}

Test(base_number, edges_of_the_plain_operations)
{
    wide r;
    cr_assert(!wide_add(WIDE_MAX, 1, &r));
    cr_assert(wide_add(WIDE_MAX, WIDE_MIN, &r) && r == -1);
    cr_assert(!wide_subtract(WIDE_MIN, 1, &r));
    cr_assert(!wide_subtract(0, WIDE_MIN, &r));
    cr_assert(wide_subtract(-1, WIDE_MAX, &r) && r == WIDE_MIN);
    cr_assert(!wide_multiply(WIDE_MIN, -1, &r));
    cr_assert(wide_multiply(WIDE_MIN, 1, &r) && r == WIDE_MIN);
    cr_assert(!wide_multiply(wide_ten_to(19), wide_ten_to(20), &r));
    for (int how = 0; how < ROUNDINGS; how++) {
        cr_assert(!wide_divide_rounded(WIDE_MIN, -1, how, &r));
        cr_assert(wide_divide_rounded(WIDE_MIN, 1, how, &r) && r == WIDE_MIN);
        cr_assert(wide_divide_rounded(0, -7, how, &r) && r == 0);
    }
}

Test(base_number, every_mode_around_the_halves)
{
    /* -2.5 to 2.5 by quarters */
    static const int8_t rounded[ROUNDINGS][21] = {
        [ROUND_HALF_AWAY] = {-3, -2, -2, -2, -2, -1, -1, -1, -1, 0, 0,
                             0,  1,  1,  1,  1,  2,  2,  2,  2,  3},
        [ROUND_HALF_UP] = {-2, -2, -2, -2, -1, -1, -1, -1, 0, 0, 0,
                           0,  1,  1,  1,  1,  2,  2,  2,  2, 3},
        [ROUND_HALF_EVEN] = {-2, -2, -2, -2, -2, -1, -1, -1, 0, 0, 0,
                             0,  0,  1,  1,  1,  2,  2,  2,  2, 2},
        [ROUND_HALF_DOWN] = {-2, -2, -2, -2, -1, -1, -1, -1, 0, 0, 0,
                             0,  0,  1,  1,  1,  1,  2,  2,  2, 2},
        [ROUND_AWAY] = {-3, -3, -2, -2, -2, -2, -1, -1, -1, -1, 0,
                        1,  1,  1,  1,  2,  2,  2,  2,  3,  3},
        [ROUND_TOWARD_ZERO] = {-2, -2, -2, -1, -1, -1, -1, 0, 0, 0, 0,
                               0,  0,  0,  1,  1,  1,  1,  2, 2, 2},
        [ROUND_UP] = {-2, -2, -2, -1, -1, -1, -1, 0, 0, 0, 0,
                      1,  1,  1,  1,  2,  2,  2,  2, 3, 3},
        [ROUND_DOWN] = {-3, -3, -2, -2, -2, -2, -1, -1, -1, -1, 0,
                        0,  0,  0,  1,  1,  1,  1,  2,  2,  2},
    };
    for (int how = 0; how < ROUNDINGS; how++) {
        for (int quarter = -10; quarter <= 10; quarter++) {
            wide got;
            int wanted = rounded[how][quarter + 10];
            cr_assert(wide_divide_rounded(quarter, 4, how, &got));
            cr_assert(got == wanted, "mode %d, %d / 4", how, quarter);
            cr_assert(wide_divide_rounded(-quarter, -4, how, &got));
            cr_assert(got == wanted, "mode %d, %d / -4", how, -quarter);
            cr_assert(wide_multiply_divide(quarter, 25, 100, how, &got));
            cr_assert(got == wanted, "mode %d, %d * 25 / 100", how, quarter);
        }
    }
}

/* Whether the answer, or its absence, is right. */
static bool
multiply_divide_right(wide a, wide b, wide c, enum rounding how)
{
    wide q;
    struct slow num = slow_multiply(slow_magnitude(a), slow_magnitude(b));
    struct slow den = slow_magnitude(c);
    bool negative = ((a < 0) != (b < 0)) != (c < 0);
    if (wide_multiply_divide(a, b, c, how, &q))
        return slow_is_rounded(num, den, negative, how, q);
    /* It is more than a half beyond the last, or does not round to it. */
    wide last = negative ? WIDE_MIN : WIDE_MAX;
    struct slow most = slow_multiply(slow_magnitude(last), den);
    return slow_compare(&num, &most) > 0 &&
           !slow_is_rounded(num, den, negative, how, last);
}

Test(base_number, multiply_divide_as_the_slow_way)
{
    struct random r = {17};
    unsigned left = 0;
    for (int i = 0; i < 30000; i++) {
        wide a = random_wide(&r), b = random_wide(&r), c = random_wide(&r), q;
        if (c == 0)
            continue;
        enum rounding how = random_below(&r, ROUNDINGS);
        cr_assert(multiply_divide_right(a, b, c, how), "round %d", i);
        left += !wide_multiply_divide(a, b, c, how, &q);
    }
    cr_assert(left > 1000 && left < 20000, "%u left 128 bits", left);
}

Test(base_number, multiply_divide_undoes_itself)
{
    struct random r = {23};
    for (int i = 0; i < 100000; i++) {
        wide a = random_wide(&r), c = random_wide(&r), q;
        if (c == 0)
            continue;
        cr_assert(wide_multiply_divide(a, c, c, ROUND_DOWN, &q) && q == a);
    }
}

Test(base_number, greatest_common_divisor)
{
    struct random r = {29};
    for (int i = 0; i < 100000; i++) {
        uint32_t x = random_below(&r, 5000), y = random_below(&r, 5000);
        wide a = x, b = y;
        while (b) {
            wide rest = a % b;
            a = b;
            b = rest;
        }
        wide by = random_wide(&r) >> 14;
        uwide size = by < 0 ? -(uwide)by : (uwide)by;
        cr_assert(wide_gcd(by * x, -by * y) == a * (wide)size);
    }
    cr_assert(wide_gcd(0, 0) == 0 && wide_gcd(0, -5) == 5);
    cr_assert(wide_gcd(WIDE_MIN, 6) == 2 && wide_gcd(WIDE_MAX, 1) == 1);
}

static wide
power(wide base, unsigned scale, uint32_t exponent, unsigned places,
      enum rounding how)
{
    wide result;
    cr_assert(decimal_power(base, scale, exponent, places, how, &result));
    return result;
}

/* Whether base^exponent / 10^(scale * exponent - places) is what it says. */
static bool
power_right(wide base, unsigned scale, uint32_t exponent, unsigned places,
            enum rounding how)
{
    struct slow num = slow_power(slow_magnitude(base), exponent);
    struct slow den = slow_power(slow_of((uwide)wide_ten_to(scale)), exponent);
    num = slow_multiply(num, slow_of((uwide)wide_ten_to(places)));
    bool negative = base < 0 && exponent % 2;
    wide got, last = negative ? WIDE_MIN : WIDE_MAX;
    if (decimal_power(base, scale, exponent, places, how, &got))
        return slow_is_rounded(num, den, negative, how, got);
    struct slow most = slow_multiply(slow_magnitude(last), den);
    return slow_compare(&num, &most) > 0 &&
           !slow_is_rounded(num, den, negative, how, last);
}

Test(base_number, power_as_the_slow_way)
{
    struct random r = {31};
    for (int i = 0; i < 2500; i++) {
        unsigned scale = random_below(&r, 7);
        wide base = (wide)random_below(&r, 3000000) - 1500000;
        uint32_t exponent = random_below(&r, 70);
        unsigned places = random_below(&r, 20);
        enum rounding how = random_below(&r, ROUNDINGS);
        cr_assert(power_right(base, scale, exponent, places, how), "round %d",
                  i);
    }
}

Test(base_number, power_on_a_half_and_near_it)
{
    /* 0.5^3 = 0.125, 1.5^2 = 2.25, (-0.5)^3, 2.5 */
    cr_assert(power(5, 1, 3, 2, ROUND_HALF_EVEN) == 12);
    cr_assert(power(5, 1, 3, 2, ROUND_HALF_AWAY) == 13);
    cr_assert(power(-5, 1, 3, 2, ROUND_HALF_UP) == -12);
    cr_assert(power(15, 1, 2, 1, ROUND_HALF_DOWN) == 22);
    cr_assert(power(25, 1, 1, 0, ROUND_HALF_EVEN) == 2);
    /* 0.5^127 to 38 places is below the last: only the mode decides. */
    cr_assert(power(5, 1, 200, 38, ROUND_UP) == 1);
    cr_assert(power(5, 1, 200, 38, ROUND_DOWN) == 0);
    cr_assert(power(-5, 1, 201, 38, ROUND_DOWN) == -1);
    cr_assert(power(5, 1, UINT32_MAX, 38, ROUND_AWAY) == 1);
    cr_assert(power(5, 1, UINT32_MAX, 38, ROUND_HALF_AWAY) == 0);
}

Test(base_number, power_edges)
{
    wide r;
    cr_assert(power(0, 2, 0, 2, ROUND_DOWN) == 100);
    cr_assert(power(0, 2, 9, 2, ROUND_UP) == 0);
    cr_assert(power(1, 0, UINT32_MAX, 38, ROUND_UP) == wide_ten_to(38));
    cr_assert(power(-1, 0, UINT32_MAX, 0, ROUND_UP) == -1);
    cr_assert(power(-1000, 3, UINT32_MAX - 1, 3, ROUND_UP) == 1000);
    cr_assert(power(-2, 0, 127, 0, ROUND_UP) == WIDE_MIN);
    cr_assert(power(2, 0, 126, 0, ROUND_UP) == (wide)1 << 126);
    cr_assert(!decimal_power(2, 0, 127, 0, ROUND_UP, &r));
    cr_assert(!decimal_power(2, 0, 128, 0, ROUND_UP, &r));
    cr_assert(!decimal_power(-2, 0, 128, 0, ROUND_UP, &r));
    cr_assert(!decimal_power(2, 0, UINT32_MAX, 0, ROUND_UP, &r));
    cr_assert(!decimal_power(1000001, 6, UINT32_MAX, 2, ROUND_UP, &r));
    cr_assert(!decimal_power(10, 0, 39, 0, ROUND_UP, &r));
}

Test(base_number, power_of_long_growth)
{
    /* 1.000001^4000000, from a calculation with eighty digits */
    wide got = power(1000001, 6, 4000000, 20, ROUND_TOWARD_ZERO);
    wide wanted = (wide)54 * wide_ten_to(20) +
                  (wide)5980408370 * wide_ten_to(10) + 2616635008;
    cr_assert(got == wanted || got == wanted + 1);
    cr_assert(power(1000001, 6, 4000000, 20, ROUND_UP) == got + 1);
    cr_assert(power(105, 2, 100, 2, ROUND_HALF_AWAY) == 13150);
}
