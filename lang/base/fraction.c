#include "lang/base/number.h"

#include "lang/base/uwide2.h"

static bool
fraction_make(bool negative, uwide num, uwide den, struct fraction *f)
{
    return wide_signed(negative, num, &f->num) &&
           wide_signed(false, den, &f->den);
}

static bool
fraction_make_reduced(bool negative, uwide num, uwide den, struct fraction *f)
{
    uwide common = uwide_gcd(num, den);
    return fraction_make(negative, num / common, den / common, f);
}

bool
fraction_of(wide num, wide den, struct fraction *f)
{
    return den != 0 &&
           fraction_make_reduced((num < 0) != (den < 0), wide_magnitude(num),
                                 wide_magnitude(den), f);
}

/* A sum with its sign apart. */
struct signed2 {
    struct uwide2 magnitude;
    bool negative;
};

static struct signed2
signed2_sum(struct signed2 a, struct signed2 b)
{
    if (a.negative == b.negative) {
        a.magnitude = uwide2_sum(a.magnitude, b.magnitude);
        return a;
    }
    if (uwide2_compare(a.magnitude, b.magnitude) < 0) {
        struct signed2 greater = b;
        b = a;
        a = greater;
    }
    a.magnitude = uwide2_difference(a.magnitude, b.magnitude);
    return a;
}

static struct signed2
signed2_product(bool negative, wide a, uwide b)
{
    return (struct signed2){uwide2_product(wide_magnitude(a), b), negative};
}

/* The greatest common divisor of N and COMMON. */
static uwide
shared_with(struct uwide2 n, uwide common)
{
    uwide quotient, rest;
    if (common == 1)
        return 1;
    n.high %= common;
    uwide2_divide(n, common, &quotient, &rest);
    return uwide_gcd(rest, common);
}

/* SUM / (A * B * COMMON), where only a part of COMMON can be reduced. */
static bool
sum_reduce(struct signed2 sum, uwide a, uwide b, uwide common,
           struct fraction *f)
{
    uwide shared = shared_with(sum.magnitude, common);
    uwide num, den, rest;
    if (!uwide2_divide(sum.magnitude, shared, &num, &rest) ||
        __builtin_mul_overflow(a, b, &den) ||
        __builtin_mul_overflow(den, common / shared, &den))
        return false;
    return fraction_make(sum.negative, num, den, f);
}

static bool
sum_with(struct fraction a, bool b_negative, struct fraction b,
         struct fraction *f)
{
    uwide common = uwide_gcd((uwide)a.den, (uwide)b.den);
    uwide a_den = (uwide)a.den / common, b_den = (uwide)b.den / common;
    struct signed2 sum = signed2_sum(signed2_product(a.num < 0, a.num, b_den),
                                     signed2_product(b_negative, b.num, a_den));
    if (uwide2_compare(sum.magnitude, (struct uwide2){0, 0}) == 0) {
        *f = (struct fraction){0, 1};
        return true;
    }
    return sum_reduce(sum, a_den, b_den, common, f);
}

bool
fraction_add(struct fraction a, struct fraction b, struct fraction *f)
{
    return sum_with(a, b.num < 0, b, f);
}

bool
fraction_subtract(struct fraction a, struct fraction b, struct fraction *f)
{
    return sum_with(a, b.num > 0, b, f);
}

/* A_NUM / A_DEN * B_NUM / B_DEN, each reduced. */
static bool
product(bool negative, uwide a_num, uwide a_den, uwide b_num, uwide b_den,
        struct fraction *f)
{
    uwide left = uwide_gcd(a_num, b_den), right = uwide_gcd(b_num, a_den);
    uwide num, den;
    return !__builtin_mul_overflow(a_num / left, b_num / right, &num) &&
           !__builtin_mul_overflow(a_den / right, b_den / left, &den) &&
           fraction_make(negative, num, den, f);
}

bool
fraction_multiply(struct fraction a, struct fraction b, struct fraction *f)
{
    return product((a.num < 0) != (b.num < 0), wide_magnitude(a.num),
                   (uwide)a.den, wide_magnitude(b.num), (uwide)b.den, f);
}

bool
fraction_divide(struct fraction a, struct fraction b, struct fraction *f)
{
    return b.num != 0 &&
           product((a.num < 0) != (b.num < 0), wide_magnitude(a.num),
                   (uwide)a.den, (uwide)b.den, wide_magnitude(b.num), f);
}

static int
wide_sign(wide a)
{
    return (a > 0) - (a < 0);
}

int
fraction_compare(struct fraction a, struct fraction b)
{
    int sign = wide_sign(a.num), other = wide_sign(b.num);
    if (sign != other)
        return sign < other ? -1 : 1;
    struct uwide2 left = uwide2_product(wide_magnitude(a.num), (uwide)b.den);
    struct uwide2 right = uwide2_product(wide_magnitude(b.num), (uwide)a.den);
    return sign * uwide2_compare(left, right);
}

bool
fraction_round(struct fraction f, unsigned scale, enum rounding how,
               wide *coefficient)
{
    return wide_multiply_divide(f.num, wide_ten_to(scale), f.den, how,
                                coefficient);
}

/* How REST / DIVISOR < 1 compares with a half. */
static int
half_compare2(struct uwide2 rest, struct uwide2 divisor)
{
    return uwide2_compare(rest, uwide2_difference(divisor, rest));
}

bool
fraction_round_to(struct fraction f, wide step, unsigned scale,
                  enum rounding how, wide *coefficient)
{
    struct uwide2 n =
        uwide2_product(wide_magnitude(f.num), (uwide)wide_ten_to(scale));
    struct uwide2 divisor = uwide2_product((uwide)f.den, (uwide)step);
    bool negative = f.num < 0;
    struct uwide2 rest;
    uwide floor;
    if (!uwide2_divide2(n, divisor, &floor, &rest))
        return false;
    if ((rest.high || rest.low) &&
        rounds_away(how, negative, floor & 1, half_compare2(rest, divisor)) &&
        ++floor == 0)
        return false;
    uwide magnitude;
    return !__builtin_mul_overflow(floor, (uwide)step, &magnitude) &&
           wide_signed(negative, magnitude, coefficient);
}
