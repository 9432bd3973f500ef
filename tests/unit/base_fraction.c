#include "tests/unit/slow.h"

#include "lang/base/number.h"

static struct fraction
fraction(wide num, wide den)
{
    struct fraction f;
    cr_assert(fraction_of(num, den, &f));
    return f;
}

static bool
same(struct fraction a, struct fraction b)
{
    return a.num == b.num && a.den == b.den;
}

static bool
reduced(struct fraction f)
{
    return f.den > 0 && wide_gcd(f.num, f.den) == 1;
}

static struct fraction
random_fraction(struct random *r)
{
    for (;;) {
        struct fraction f;
        if (fraction_of(random_wide(r), random_wide(r), &f))
            return f;
    }
}

/* |a.num * b.den|, and whether it is negative. */
static struct slow
cross(struct fraction a, struct fraction b)
{
    return slow_multiply(slow_magnitude(a.num), slow_of((uwide)b.den));
}

static int
compare_slow(struct fraction a, struct fraction b)
{
    struct slow left = cross(a, b), right = cross(b, a);
    if ((a.num < 0) != (b.num < 0))
        return a.num < 0 ? -1 : 1;
    int order = slow_compare(&left, &right);
    return a.num < 0 ? -order : order;
}

Test(base_fraction, made_reduced)
{
    struct fraction f;
    cr_assert(same(fraction(6, -4), (struct fraction){-3, 2}));
    cr_assert(same(fraction(0, -4), (struct fraction){0, 1}));
    cr_assert(same(fraction(WIDE_MIN, 2), fraction(WIDE_MIN / 2, 1)));
    cr_assert(same(fraction(WIDE_MIN, WIDE_MIN), (struct fraction){1, 1}));
    cr_assert(
        same(fraction(6, WIDE_MIN), (struct fraction){-3, WIDE_MAX / 2 + 1}));
    cr_assert(!fraction_of(1, 0, &f));
    cr_assert(!fraction_of(0, 0, &f));
    cr_assert(!fraction_of(1, WIDE_MIN, &f));
    cr_assert(!fraction_of(WIDE_MIN, -1, &f));
    cr_assert(fraction_of(WIDE_MIN, 1, &f) && f.num == WIDE_MIN);
}

/* The sum without a doubt: (a.num * b.den + b.num * a.den) * f.den ==
 * f.num * a.den * b.den, all terms brought where they are not negative. */
static bool
sum_right(struct fraction a, struct fraction b, struct fraction f)
{
    struct slow side[2] = {0};
    struct slow part[3] = {
        slow_multiply(cross(a, b), slow_of((uwide)f.den)),
        slow_multiply(cross(b, a), slow_of((uwide)f.den)),
        slow_multiply(cross(f, a), slow_of((uwide)b.den)),
    };
    bool to[3] = {a.num < 0, b.num < 0, f.num >= 0};
    for (int i = 0; i < 3; i++)
        side[to[i]] = slow_add(side[to[i]], part[i]);
    return slow_compare(&side[0], &side[1]) == 0;
}

static struct fraction
negative(struct fraction f)
{
    f.num = -f.num;
    return f;
}

Test(base_fraction, sums_and_differences)
{
    struct random r = {37};
    unsigned done = 0;
    for (int i = 0; i < 20000; i++) {
        struct fraction a = random_fraction(&r), b = random_fraction(&r), f, g;
        if (b.num == WIDE_MIN)
            continue;
        bool fits = fraction_add(a, b, &f);
        cr_assert(fits == fraction_subtract(a, negative(b), &g));
        if (!fits)
            continue;
        done++;
        cr_assert(same(f, g) && reduced(f) && sum_right(a, b, f));
        /* What fits is found, however long the way: back again. */
        cr_assert(fraction_subtract(f, b, &g) && same(g, a));
        cr_assert(fraction_subtract(f, a, &g) && same(g, b));
    }
    cr_assert(done > 2000, "%u", done);
}

Test(base_fraction, products_and_quotients)
{
    struct random r = {41};
    unsigned done = 0;
    for (int i = 0; i < 50000; i++) {
        struct fraction a = random_fraction(&r), b = random_fraction(&r), f, g;
        if (!fraction_multiply(a, b, &f))
            continue;
        done++;
        cr_assert(reduced(f));
        struct slow left = slow_multiply(cross(f, a), slow_of((uwide)b.den));
        struct slow right =
            slow_multiply(slow_magnitude(a.num), slow_magnitude(b.num));
        right = slow_multiply(right, slow_of((uwide)f.den));
        cr_assert(slow_compare(&left, &right) == 0);
        cr_assert(f.num == 0 || (f.num < 0) == ((a.num < 0) != (b.num < 0)));
        if (b.num != 0)
            cr_assert(fraction_divide(f, b, &g) && same(g, a));
    }
    cr_assert(done > 2000, "%u", done);
}

Test(base_fraction, edges)
{
    struct fraction f, least = fraction(1, WIDE_MAX);
    struct fraction most = fraction(WIDE_MAX, 1),
                    bottom = fraction(WIDE_MIN, 1);
    cr_assert(!fraction_add(least, fraction(1, WIDE_MAX - 1), &f));
    cr_assert(!fraction_add(most, fraction(1, 1), &f));
    cr_assert(fraction_add(most, bottom, &f) && same(f, fraction(-1, 1)));
    cr_assert(fraction_subtract(bottom, bottom, &f) && same(f, fraction(0, 1)));
    cr_assert(fraction_multiply(most, least, &f) && same(f, fraction(1, 1)));
    cr_assert(fraction_divide(least, least, &f) && same(f, fraction(1, 1)));
    cr_assert(fraction_divide(bottom, bottom, &f) && same(f, fraction(1, 1)));
    cr_assert(!fraction_divide(fraction(1, 1), bottom, &f));
    cr_assert(!fraction_divide(bottom, fraction(-1, 1), &f));
    cr_assert(!fraction_divide(most, fraction(0, 1), &f));
    cr_assert(fraction_multiply(fraction(0, 1), bottom, &f) &&
              same(f, fraction(0, 1)));
}

Test(base_fraction, order_as_the_slow_way)
{
    struct random r = {43};
    for (int i = 0; i < 30000; i++) {
        struct fraction a = random_fraction(&r), b = random_fraction(&r);
        cr_assert(fraction_compare(a, b) == compare_slow(a, b));
        cr_assert(fraction_compare(b, a) == -compare_slow(a, b));
        cr_assert(fraction_compare(a, a) == 0);
    }
    struct fraction near = {WIDE_MAX - 1, WIDE_MAX};
    cr_assert(fraction_compare(
                  near, (struct fraction){WIDE_MAX - 2, WIDE_MAX - 1}) == 1);
    cr_assert(fraction_compare(near, fraction(1, 1)) == -1);
}

Test(base_fraction, rounded_to_places)
{
    struct random r = {47};
    for (int i = 0; i < 20000; i++) {
        struct fraction f = random_fraction(&r);
        unsigned scale = random_below(&r, 39);
        enum rounding how = random_below(&r, ROUNDINGS);
        wide got;
        struct slow num = slow_multiply(slow_magnitude(f.num),
                                        slow_of((uwide)wide_ten_to(scale)));
        if (fraction_round(f, scale, how, &got))
            cr_assert(slow_is_rounded(num, slow_of((uwide)f.den), f.num < 0,
                                      how, got));
        else
            cr_assert(f.num > WIDE_MAX / wide_ten_to(scale) ||
                      f.num < WIDE_MIN / wide_ten_to(scale));
    }
}

Test(base_fraction, rounded_to_steps)
{
    struct random r = {53};
    unsigned done = 0;
    for (int i = 0; i < 20000; i++) {
        struct fraction f = random_fraction(&r);
        unsigned scale = random_below(&r, 39);
        wide step = random_wide(&r), got;
        enum rounding how = random_below(&r, ROUNDINGS);
        if (step <= 0 || !fraction_round_to(f, step, scale, how, &got))
            continue;
        done++;
        cr_assert(got % step == 0);
        struct slow num = slow_multiply(slow_magnitude(f.num),
                                        slow_of((uwide)wide_ten_to(scale)));
        struct slow den =
            slow_multiply(slow_of((uwide)f.den), slow_of((uwide)step));
        cr_assert(slow_is_rounded(num, den, f.num < 0, how, got / step));
    }
    cr_assert(done > 2000, "%u", done);
    wide got;
    /* 7 and 1/3 to 0.05: 7.35 */
    cr_assert(fraction_round_to(fraction(22, 3), 5, 2, ROUND_HALF_EVEN, &got));
    cr_assert(got == 735);
    /* 12 345 to a hundred up: 12 400 */
    cr_assert(fraction_round_to(fraction(12345, 1), 100, 0, ROUND_UP, &got));
    cr_assert(got == 12400);
    cr_assert(!fraction_round_to(fraction(WIDE_MAX, 1), 1, 1, ROUND_UP, &got));
}
