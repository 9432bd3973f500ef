#include "lang/base/number.h"

#include "lang/base/uwide2.h"

/* The exact power is out of reach when the exponent is large, but how it
 * rounds is not. A power of a reduced fraction P / Q lies on a place or in the
 * middle between two only when its denominator Q^n divides twice a power of
 * ten, and then both P^n and Q^n fit 128 bits and the answer is one division.
 * In every other case a binary approximation from below is made ever longer
 * until it and its upper bound round to the same side. */

enum {
    LIMBS_FIRST = 6,
    LIMBS_MOST = 96,
    /* The approximation is short by less than 2^SLACK of its last limb: each
     * of the at most 2^33 factors was short by at most two. */
    SLACK = 36,
};

/* A fraction in [1/2, 1) of N limbs, least first, times 2^exponent. */
struct binary {
    uint64_t limb[LIMBS_MOST];
    int64_t exponent;
};

static uwide
power_within(uwide base, uint32_t exponent, bool *fits)
{
    uwide power = 1;
    *fits = true;
    /* Above one, 128 factors leave 128 bits. */
    for (uint32_t i = 0; base > 1 && i < exponent && *fits; i++)
        *fits = !__builtin_mul_overflow(power, base, &power);
    return base ? power : exponent == 0;
}

/* NUM / DEN from below, within one of the last limb. */
static void
binary_of(struct binary *b, int n, uwide num, uwide den)
{
    uwide quotient = num / den, rest = num % den;
    /* Four limbs more than asked for, as the first may be zeros. */
    uint64_t limb[LIMBS_MOST + 4];
    int many = n + 4;
    limb[many - 1] = (uint64_t)(quotient >> 64);
    limb[many - 2] = (uint64_t)quotient;
    for (int i = many - 3; i >= 0; i -= 2) {
        struct uwide2 next = {rest, 0};
        uwide2_divide(next, den, &quotient, &rest);
        limb[i] = (uint64_t)(quotient >> 64);
        if (i > 0)
            limb[i - 1] = (uint64_t)quotient;
    }
    b->exponent = 128;
    int top = many - 1;
    for (; limb[top] == 0; top--)
        b->exponent -= 64;
    int shift = __builtin_clzll(limb[top]);
    b->exponent -= shift;
    for (int i = 0; i < n; i++) {
        int at = top - (n - 1) + i;
        b->limb[i] = limb[at] << shift;
        if (shift)
            b->limb[i] |= limb[at - 1] >> (64 - shift);
    }
}

/* A becomes A * B from below. */
static void
binary_multiply(struct binary *a, const struct binary *b, int n)
{
    uint64_t product[2 * LIMBS_MOST] = {0};
    for (int i = 0; i < n; i++) {
        uint64_t carry = 0;
        for (int j = 0; j < n; j++) {
            uwide part =
                (uwide)a->limb[i] * b->limb[j] + product[i + j] + carry;
            product[i + j] = (uint64_t)part;
            carry = (uint64_t)(part >> 64);
        }
        product[i + n] = carry;
    }
    int shift = __builtin_clzll(product[2 * n - 1]);
    for (int i = 0; i < n; i++) {
        a->limb[i] = product[n + i] << shift;
        if (shift)
            a->limb[i] |= product[n + i - 1] >> (64 - shift);
    }
    a->exponent += b->exponent - shift;
}

/* By squaring, from the exponent's highest bit down. */
static void
binary_power(struct binary *b, int n, uint32_t exponent)
{
    struct binary base = *b;
    for (int bit = 30 - __builtin_clz(exponent); bit >= 0; bit--) {
        struct binary same = *b;
        binary_multiply(b, &same, n);
        if (exponent >> bit & 1)
            binary_multiply(b, &base, n);
    }
}

/* Twice B to a whole number, from below: its lowest bit says on which side of
 * the half B is. False when half of it leaves 128 bits. */
static bool
binary_halves(const struct binary *b, int n, uwide *whole, bool *half)
{
    *whole = 0;
    *half = false;
    if (b->exponent > 128)
        return false;
    for (int64_t i = 0; i <= b->exponent; i++) {
        int64_t at = (int64_t)n * 64 - 1 - i;
        *whole = *whole << 1 | *half;
        *half = b->limb[at / 64] >> (at % 64) & 1;
    }
    return true;
}

/* Adds what B may be short by; then it is the upper bound. */
static void
binary_raise(struct binary *b, int n)
{
    bool carry =
        __builtin_add_overflow(b->limb[0], (uint64_t)1 << SLACK, &b->limb[0]);
    for (int i = 1; carry && i < n; i++)
        carry = ++b->limb[i] == 0;
    if (carry) {
        b->limb[n - 1] = (uint64_t)1 << 63;
        b->exponent++;
    }
}

struct power_of {
    uwide num, den; /* reduced; den > 1 or the power is too large */
    uint32_t exponent;
    unsigned places;
    enum rounding how;
    bool negative;
};

/* Tries with N limbs: 1 done, 0 leaves 128 bits, -1 not long enough. */
static int
power_try(const struct power_of *p, int n, wide *result)
{
    struct binary low, ten;
    binary_of(&low, n, p->num, p->den);
    binary_power(&low, n, p->exponent);
    binary_of(&ten, n, (uwide)wide_ten_to(p->places), 1);
    binary_multiply(&low, &ten, n);
    struct binary high = low;
    binary_raise(&high, n);
    uwide floor, other;
    bool half, other_half;
    if (!binary_halves(&low, n, &floor, &half))
        return 0;
    if (!binary_halves(&high, n, &other, &other_half) || floor != other ||
        half != other_half)
        return -1;
    if (rounds_away(p->how, p->negative, floor & 1, half ? 1 : -1) &&
        ++floor == 0)
        return 0;
    return wide_signed(p->negative, floor, result);
}

static bool
power_approximate(const struct power_of *p, wide *result)
{
    for (int n = LIMBS_FIRST; n <= LIMBS_MOST; n *= 2) {
        int done = power_try(p, n, result);
        if (done >= 0)
            return done;
    }
    return false;
}

bool
decimal_power(wide base, unsigned scale, uint32_t exponent, unsigned places,
              enum rounding how, wide *result)
{
    uwide num = wide_magnitude(base), den = (uwide)wide_ten_to(scale);
    uwide common = uwide_gcd(num, den);
    struct power_of p = {num / common, den / common, exponent,
                         places,       how,          base < 0 && exponent & 1};
    bool num_fits, den_fits;
    uwide num_power = power_within(p.num, exponent, &num_fits);
    uwide den_power = power_within(p.den, exponent, &den_fits);
    if (!num_fits || !den_fits)
        return power_approximate(&p, result);
    struct uwide2 n = uwide2_product(num_power, (uwide)wide_ten_to(places));
    return uwide2_divide_rounded(n, den_power, p.negative, how, result);
}
