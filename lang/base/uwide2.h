/* Naturals of 256 bits, for what lies between two 128-bit numbers and their
 * 128-bit result. For number.c, fraction.c and power.c alone. */
#ifndef TIAO_BASE_UWIDE2_H
#define TIAO_BASE_UWIDE2_H

#include "lang/base/number.h"

struct uwide2 {
    uwide high, low;
};

struct uwide2 uwide2_product(uwide a, uwide b);
/* Modulo 2^256. */
struct uwide2 uwide2_sum(struct uwide2 a, struct uwide2 b);
struct uwide2 uwide2_difference(struct uwide2 a, struct uwide2 b);
int uwide2_compare(struct uwide2 a, struct uwide2 b);
/* False when the quotient leaves 128 bits. DIVISOR is not 0. */
bool
uwide2_divide(struct uwide2 n, uwide divisor, uwide *quotient, uwide *rest);
/* As uwide2_divide, for a divisor below 2^255. */
bool uwide2_divide2(struct uwide2 n, struct uwide2 divisor, uwide *quotient,
                    struct uwide2 *rest);

static inline uwide
wide_magnitude(wide a)
{
    return a < 0 ? -(uwide)a : (uwide)a;
}

/* False when the number leaves 128 bits with a sign. */
static inline bool
wide_signed(bool negative, uwide magnitude, wide *a)
{
    *a = (wide)(negative ? -magnitude : magnitude);
    return magnitude <= (uwide)WIDE_MAX + negative;
}

uwide uwide_gcd(uwide a, uwide b);
/* Whether a number that lies between FLOOR and FLOOR + 1 in magnitude, by a
 * part that compares with a half as HALF says, goes to FLOOR + 1. */
bool rounds_away(enum rounding how, bool negative, bool odd_floor, int half);
/* N / DIVISOR with a sign, rounded. */
bool uwide2_divide_rounded(struct uwide2 n, uwide divisor, bool negative,
                           enum rounding how, wide *quotient);

#endif
