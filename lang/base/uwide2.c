#include "lang/base/uwide2.h"

static uint64_t
high_of(uwide a)
{
    return (uint64_t)(a >> 64);
}

struct uwide2
uwide2_product(uwide a, uwide b)
{
    uint64_t a_low = (uint64_t)a, b_low = (uint64_t)b;
    uwide low = (uwide)a_low * b_low;
    uwide left = (uwide)high_of(a) * b_low + high_of(low);
    uwide right = (uwide)a_low * high_of(b) + (uint64_t)left;
    return (struct uwide2){.high = (uwide)high_of(a) * high_of(b) +
                                   high_of(left) + high_of(right),
                           .low = right << 64 | (uint64_t)low};
}

struct uwide2
uwide2_sum(struct uwide2 a, struct uwide2 b)
{
    struct uwide2 sum;
    bool carry = __builtin_add_overflow(a.low, b.low, &sum.low);
    sum.high = a.high + b.high + carry;
    return sum;
}

struct uwide2
uwide2_difference(struct uwide2 a, struct uwide2 b)
{
    struct uwide2 difference;
    bool borrow = __builtin_sub_overflow(a.low, b.low, &difference.low);
    difference.high = a.high - b.high - borrow;
    return difference;
}

int
uwide2_compare(struct uwide2 a, struct uwide2 b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return (a.low > b.low) - (a.low < b.low);
}

static unsigned
leading_zeros(uwide a)
{
    return high_of(a) ? (unsigned)__builtin_clzll(high_of(a))
                      : 64 + (unsigned)__builtin_clzll((uint64_t)a);
}

/* One digit of 64 bits: REST * 2^64 + NEXT over DIVISOR, whose highest bit is
 * set; REST < DIVISOR. The guess from the divisor's upper half is at most two
 * too large. */
static uint64_t
digit_divide(uwide *rest, uint64_t next, uwide divisor)
{
    uint64_t upper = high_of(divisor), lower = (uint64_t)divisor;
    uwide guess = high_of(*rest) >= upper ? UINT64_MAX : *rest / upper;
    uwide left = *rest - guess * upper;
    uwide need = guess * lower;
    while (high_of(left) == 0 && need > (left << 64 | next)) {
        guess--;
        left += upper;
        need -= lower;
    }
    *rest = (left << 64 | next) - need;
    return (uint64_t)guess;
}

bool
uwide2_divide(struct uwide2 n, uwide divisor, uwide *quotient, uwide *rest)
{
    if (n.high >= divisor)
        return false;
    if (n.high == 0) {
        /* Of 64 bits the machine divides by itself. */
        if (high_of(n.low | divisor) == 0)
            *quotient = (uint64_t)n.low / (uint64_t)divisor;
        else
            *quotient = n.low / divisor;
        *rest = n.low - *quotient * divisor;
        return true;
    }
    unsigned shift = leading_zeros(divisor);
    if (shift) {
        n.high = n.high << shift | n.low >> (128 - shift);
        n.low <<= shift;
        divisor <<= shift;
    }
    *rest = n.high;
    uwide first = digit_divide(rest, high_of(n.low), divisor);
    *quotient = first << 64 | digit_divide(rest, (uint64_t)n.low, divisor);
    *rest >>= shift;
    return true;
}

static struct uwide2
doubled(struct uwide2 a)
{
    return uwide2_sum(a, a);
}

bool
uwide2_divide2(struct uwide2 n, struct uwide2 divisor, uwide *quotient,
               struct uwide2 *rest)
{
    if (divisor.high == 0) {
        rest->high = 0;
        return uwide2_divide(n, divisor.low, quotient, &rest->low);
    }
    /* The quotient has at most as many bits as the divisor has zeros in
     * front: shift the divisor up, then take it off on the way down. */
    unsigned bits = leading_zeros(divisor.high);
    for (unsigned i = 0; i < bits; i++)
        divisor = doubled(divisor);
    *quotient = 0;
    for (unsigned i = 0; i <= bits; i++) {
        *quotient <<= 1;
        if (uwide2_compare(n, divisor) >= 0) {
            n = uwide2_difference(n, divisor);
            *quotient |= 1;
        }
        divisor.low = divisor.low >> 1 | divisor.high << 127;
        divisor.high >>= 1;
    }
    *rest = n;
    return true;
}

static unsigned
trailing_zeros(uwide a)
{
    return (uint64_t)a ? (unsigned)__builtin_ctzll((uint64_t)a)
                       : 64 + (unsigned)__builtin_ctzll(high_of(a));
}

static uint64_t
odd_gcd64(uint64_t a, uint64_t b)
{
    while (a != b) {
        uint64_t more = a > b ? a - b : b - a;
        b = a < b ? a : b;
        a = more >> __builtin_ctzll(more);
    }
    return a;
}

/* By halving and taking off; both are odd. */
static uwide
odd_gcd(uwide a, uwide b)
{
    while (a != b) {
        if (!high_of(a | b))
            return odd_gcd64((uint64_t)a, (uint64_t)b);
        uwide more = a > b ? a - b : b - a;
        b = a < b ? a : b;
        a = more >> trailing_zeros(more);
    }
    return a;
}

uwide
uwide_gcd(uwide a, uwide b)
{
    if (a == 0 || b == 0)
        return a | b;
    if (a == 1 || b == 1)
        return 1;
    unsigned a_twos = trailing_zeros(a), b_twos = trailing_zeros(b);
    uwide odd = odd_gcd(a >> a_twos, b >> b_twos);
    return odd << (a_twos < b_twos ? a_twos : b_twos);
}

bool
rounds_away(enum rounding how, bool negative, bool odd_floor, int half)
{
    switch (how) {
    case ROUND_HALF_AWAY:
        return half >= 0;
    case ROUND_HALF_UP:
        return half > 0 || (half == 0 && !negative);
    case ROUND_HALF_EVEN:
        return half > 0 || (half == 0 && odd_floor);
    case ROUND_HALF_DOWN:
        return half > 0;
    case ROUND_AWAY:
        return true;
    case ROUND_TOWARD_ZERO:
        return false;
    case ROUND_UP:
        return !negative;
    case ROUND_DOWN:
        return negative;
    }
    return false;
}

/* How REST / DIVISOR < 1 compares with a half. */
static int
half_compare(uwide rest, uwide divisor)
{
    uwide other = divisor - rest;
    return (rest > other) - (rest < other);
}

bool
uwide2_divide_rounded(struct uwide2 n, uwide divisor, bool negative,
                      enum rounding how, wide *quotient)
{
    uwide floor, rest;
    if (!n.high && !high_of(n.low) && !high_of(divisor) && divisor) {
        floor = (uint64_t)n.low / (uint64_t)divisor;
        rest = (uint64_t)n.low % (uint64_t)divisor;
    } else if (!uwide2_divide(n, divisor, &floor, &rest))
        return false;
    if (rest &&
        rounds_away(how, negative, floor & 1, half_compare(rest, divisor)) &&
        ++floor == 0)
        return false;
    return wide_signed(negative, floor, quotient);
}
