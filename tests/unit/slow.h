/* Naturals of any size the slow way, to hold the fast ones to: sixteen bits
 * at a time, by the rules of school. */
#ifndef TIAO_TESTS_SLOW_H
#define TIAO_TESTS_SLOW_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lang/base/number.h"
#include "tests/unit/scratch.h"

enum { SLOW_LIMBS = 128 };

struct slow {
    uint16_t limb[SLOW_LIMBS]; /* least first */
};

static inline struct slow
slow_of(uwide n)
{
    struct slow s = {0};
    for (int i = 0; i < 8; i++)
        s.limb[i] = (uint16_t)(n >> 16 * i);
    return s;
}

static inline struct slow
slow_magnitude(wide n)
{
    return slow_of(n < 0 ? -(uwide)n : (uwide)n);
}

static inline int
slow_compare(const struct slow *a, const struct slow *b)
{
    for (int i = SLOW_LIMBS - 1; i >= 0; i--) {
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    }
    return 0;
}

static inline struct slow
slow_add(struct slow a, struct slow b)
{
    uint32_t carry = 0;
    for (int i = 0; i < SLOW_LIMBS; i++) {
        carry += (uint32_t)a.limb[i] + b.limb[i];
        a.limb[i] = (uint16_t)carry;
        carry >>= 16;
    }
    return a;
}

static inline struct slow
slow_multiply(struct slow a, struct slow b)
{
    struct slow product = {0};
    for (int i = 0; i < SLOW_LIMBS; i++) {
        uint64_t carry = 0;
        for (int j = 0; a.limb[i] && i + j < SLOW_LIMBS; j++) {
            carry += (uint64_t)a.limb[i] * b.limb[j] + product.limb[i + j];
            product.limb[i + j] = (uint16_t)carry;
            carry >>= 16;
        }
    }
    return product;
}

static inline struct slow
slow_power(struct slow base, unsigned exponent)
{
    struct slow power = slow_of(1);
    while (exponent-- > 0)
        power = slow_multiply(power, base);
    return power;
}

/* Whether QUOTIENT is what NUM / DEN with the sign NEGATIVE rounds to, from
 * the meaning of each mode: twice the distance is compared, and on a half the
 * direction. */
static inline bool
slow_is_rounded(struct slow num, struct slow den, bool negative,
                enum rounding how, wide quotient)
{
    if (quotient != 0 && (quotient < 0) != negative)
        return false;
    struct slow q = slow_magnitude(quotient);
    struct slow back = slow_multiply(q, den);
    int side = slow_compare(&num, &back); /* > 0: rounded towards zero */
    if (side == 0)
        return true;
    /* NUM +- DEN against BACK: less than one away. */
    struct slow far = side > 0 ? slow_add(back, den) : slow_add(num, den);
    if (slow_compare(side > 0 ? &num : &back, &far) >= 0)
        return false;
    struct slow twice_num = slow_add(num, num);
    struct slow twice_back = slow_add(back, back);
    far = side > 0 ? slow_add(twice_back, den) : slow_add(twice_num, den);
    int half = slow_compare(side > 0 ? &twice_num : &twice_back, &far);
    bool away = side < 0;
    switch (how) {
    case ROUND_HALF_AWAY:
        return half < 0 || (half == 0 && away);
    case ROUND_HALF_UP:
        return half < 0 || (half == 0 && away == !negative);
    case ROUND_HALF_EVEN:
        return half < 0 || (half == 0 && quotient % 2 == 0);
    case ROUND_HALF_DOWN:
        return half < 0 || (half == 0 && !away);
    case ROUND_AWAY:
        return away;
    case ROUND_TOWARD_ZERO:
        return !away;
    case ROUND_UP:
        return away == !negative;
    case ROUND_DOWN:
        return away == negative;
    }
    return false;
}

/* Of any length up to 128 bits, often next to a power of two or of ten. */
static inline wide
random_wide(struct random *r)
{
    uwide n = (uwide)random_word(r) << 64 | random_word(r);
    switch (random_below(r, 6)) {
    case 0:
        n = ((uwide)1 << random_below(r, 128)) - random_below(r, 3);
        break;
    case 1:
        n = (uwide)wide_ten_to(random_below(r, 39)) - random_below(r, 3);
        break;
    case 2:
        n = WIDE_MAX;
        break;
    default:
        n >>= random_below(r, 128);
    }
    return (wide)(random_below(r, 2) ? -n : n);
}

enum { ROUNDINGS = ROUND_DOWN + 1 };

#endif
