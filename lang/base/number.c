#include "lang/base/number.h"

#include "lang/base/uwide2.h"

wide
wide_ten_to(unsigned exponent)
{
    static const uint64_t ten_to[] = {
        1,
        10,
        100,
        1000,
        10000,
        100000,
        1000000,
        10000000,
        100000000,
        1000000000,
        10000000000,
        100000000000,
        1000000000000,
        10000000000000,
        100000000000000,
        1000000000000000,
        10000000000000000,
        100000000000000000,
        1000000000000000000,
        10000000000000000000u,
    };
    enum { HALF = 19 };
    if (exponent <= HALF)
        return ten_to[exponent];
    return (wide)ten_to[HALF] * ten_to[exponent - HALF];
}

bool
wide_divide_rounded(wide a, wide b, enum rounding how, wide *quotient)
{
    struct uwide2 n = {0, wide_magnitude(a)};
    return uwide2_divide_rounded(n, wide_magnitude(b), (a < 0) != (b < 0), how,
                                 quotient);
}

bool
wide_multiply_divide(wide a, wide b, wide c, enum rounding how, wide *result)
{
    struct uwide2 n = uwide2_product(wide_magnitude(a), wide_magnitude(b));
    bool negative = ((a < 0) != (b < 0)) != (c < 0);
    return uwide2_divide_rounded(n, wide_magnitude(c), negative, how, result);
}

wide
wide_gcd(wide a, wide b)
{
    return (wide)uwide_gcd(wide_magnitude(a), wide_magnitude(b));
}
