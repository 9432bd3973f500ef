/* Exact numbers: 128-bit coefficients, and fractions of two of them.
 *
 * A decimal is a coefficient; its scale (how many of its digits stand behind
 * the point) is known from its type and is not stored with it. Every
 * operation either is exact or returns false: nothing wraps, and nothing
 * rounds but the functions that say so. */
#ifndef TIAO_BASE_NUMBER_H
#define TIAO_BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/base/str.h"

typedef __int128 wide;
typedef unsigned __int128 uwide;

#define WIDE_MAX ((wide)(~(uwide)0 >> 1))
#define WIDE_MIN (-WIDE_MAX - 1)

enum { NUMBER_DIGITS = 38 }; /* 10^38 fits a wide, 10^39 does not */

/* Reduced, den > 0. */
struct fraction {
    wide num, den;
};

/* How a number that does not fit a place is rounded. */
enum rounding {
    ROUND_HALF_AWAY,   /* 四舍五入 */
    ROUND_HALF_UP,     /* 半数向上: a half goes towards +infinity */
    ROUND_HALF_EVEN,   /* 四舍六入 */
    ROUND_HALF_DOWN,   /* 五舍六入: a half goes towards zero */
    ROUND_AWAY,        /* 远零舍入 */
    ROUND_TOWARD_ZERO, /* 去尾 */
    ROUND_UP,          /* 向上舍入: towards +infinity */
    ROUND_DOWN,        /* 向下舍入: towards -infinity */
};

wide wide_ten_to(unsigned exponent); /* exponent <= 38 */

static inline bool
wide_add(wide a, wide b, wide *sum)
{
    return !__builtin_add_overflow(a, b, sum);
}

static inline bool
wide_subtract(wide a, wide b, wide *difference)
{
    return !__builtin_sub_overflow(a, b, difference);
}

static inline bool
wide_multiply(wide a, wide b, wide *product)
{
    return !__builtin_mul_overflow(a, b, product);
}

/* A / B to a whole number; B is not 0. False only for WIDE_MIN / -1. */
bool wide_divide_rounded(wide a, wide b, enum rounding how, wide *quotient);
/* A * B / C to a whole number through 256 bits; C is not 0. */
bool
wide_multiply_divide(wide a, wide b, wide c, enum rounding how, wide *result);
/* Not negative; of 0 and 0 it is 0. One of the two is neither 0 nor
 * WIDE_MIN: 2^127 would not fit. */
wide wide_gcd(wide a, wide b);

/* False when DEN is 0 or the reduced form leaves 128 bits. */
bool fraction_of(wide num, wide den, struct fraction *f);
bool fraction_add(struct fraction a, struct fraction b, struct fraction *f);
bool
fraction_subtract(struct fraction a, struct fraction b, struct fraction *f);
bool
fraction_multiply(struct fraction a, struct fraction b, struct fraction *f);
/* False when B is 0 or the result leaves 128 bits. */
bool fraction_divide(struct fraction a, struct fraction b, struct fraction *f);
int fraction_compare(struct fraction a, struct fraction b); /* 256 bits */
/* F to a coefficient of SCALE digits behind the point. */
bool fraction_round(struct fraction f, unsigned scale, enum rounding how,
                    wide *coefficient);
/* F to a multiple of the decimal STEP (> 0, SCALE digits). */
bool fraction_round_to(struct fraction f, wide step, unsigned scale,
                       enum rounding how, wide *coefficient);
/* BASE (a decimal of SCALE) to the whole power EXPONENT >= 0, rounded once to
 * PLACES digits. */
bool decimal_power(wide base, unsigned scale, uint32_t exponent,
                   unsigned places, enum rounding how, wide *result);

/* S as a plain decimal ([-]digits[.digits]): its coefficient and how many
 * digits stand behind the point. False when S is anything else or has more
 * than 38 digits, not counting zeros in front, or 38 places. */
bool decimal_read(struct str s, wide *coefficient, unsigned *scale);
/* Plain: no grouping, exactly SCALE digits behind the point. */
void decimal_write(struct text *to, wide coefficient, unsigned scale);
/* As decimal_write, without needless zeros behind the point. */
void decimal_write_short(struct text *to, wide coefficient, unsigned scale);
/* For people: digits in groups of three, SCALE digits. */
void decimal_write_grouped(struct text *to, wide coefficient, unsigned scale);

#endif
