#include "lang/plan/scalar.h"

static enum rep
rep_of(const struct type *t)
{
    return (enum rep)t->rep;
}

static struct scalar
whole(bool exact, wide v, int side)
{
    if (!exact || wide_no_bound(v) != 0)
        return scalar_overflow(side);
    return scalar_value(v);
}

static int
sign(wide v)
{
    return (v > 0) - (v < 0);
}

static wide
fraction_no_bound(const struct scalar_call *call, int side)
{
    struct fraction end = {side < 0 ? WIDE_MIN : WIDE_MAX, 1};
    return walk_fraction(call->walk, end);
}

/* No bound on SIDE, in the result's rep; with FAULT or as an end. */
static struct scalar
beyond(const struct scalar_call *call, enum fault fault, int side)
{
    wide v = side < 0 ? WIDE_MIN : WIDE_MAX;
    if (rep_of(call->result) == REP_FRACTION)
        v = fraction_no_bound(call, side);
    return (struct scalar){v, fault, fault == FAULT_NO ? 0 : side};
}

static struct scalar
fraction_result(const struct scalar_call *call, bool exact, struct fraction f,
                int side)
{
    if (!exact || (f.den == 1 && wide_no_bound(f.num) != 0))
        return beyond(call, FAULT_OVERFLOW, side);
    return scalar_value(walk_fraction(call->walk, f));
}

static struct scalar
add(const struct scalar_call *call, const wide *v)
{
    if (rep_of(call->result) == REP_FRACTION) {
        struct fraction f, x = FRACTION_AT(v[0]), y = FRACTION_AT(v[1]);
        bool exact = fraction_add(x, y, &f);
        /* Of two signs the sum is the nearer to zero: then it is the
         * denominator that leaves, on neither side. */
        int side = sign(x.num) == sign(y.num) ? sign(x.num) : 0;
        return fraction_result(call, exact, f, side);
    }
    wide sum;
    bool exact = wide_add(v[0], v[1], &sum);
    return whole(exact, sum, sign(v[0]));
}

static struct scalar
subtract(const struct scalar_call *call, const wide *v)
{
    if (rep_of(call->result) == REP_FRACTION) {
        struct fraction f, x = FRACTION_AT(v[0]), y = FRACTION_AT(v[1]);
        bool exact = fraction_subtract(x, y, &f);
        int side = sign(x.num) == -sign(y.num) ? sign(x.num) : 0;
        return fraction_result(call, exact, f, side);
    }
    wide difference;
    bool exact = wide_subtract(v[0], v[1], &difference);
    return whole(exact, difference, v[0] < v[1] ? -1 : 1);
}

static struct scalar
multiply(const struct scalar_call *call, const wide *v)
{
    if (rep_of(call->result) == REP_FRACTION) {
        struct fraction f, x = FRACTION_AT(v[0]), y = FRACTION_AT(v[1]);
        bool exact = fraction_multiply(x, y, &f);
        return fraction_result(call, exact, f, sign(x.num) * sign(y.num));
    }
    wide product;
    bool exact = wide_multiply(v[0], v[1], &product);
    return whole(exact, product, sign(v[0]) * sign(v[1]));
}

static struct scalar
divide(const struct scalar_call *call, const wide *v)
{
    struct fraction f, x = FRACTION_AT(v[0]), y = FRACTION_AT(v[1]);
    if (y.num == 0)
        return beyond(call, FAULT_DIVISION_BY_ZERO, 0);
    bool exact = fraction_divide(x, y, &f);
    return fraction_result(call, exact, f, sign(x.num) * sign(y.num));
}

static struct scalar
negate(const struct scalar_call *call, const wide *v)
{
    if (rep_of(call->result) == REP_FRACTION) {
        struct fraction f = FRACTION_AT(v[0]);
        bool exact = wide_subtract(0, f.num, &f.num);
        return fraction_result(call, exact, f, 1);
    }
    wide negative;
    bool exact = wide_subtract(0, v[0], &negative);
    return whole(exact, negative, -sign(v[0]));
}

struct fraction
scalar_fraction(const struct scalar_call *call, wide v)
{
    struct fraction f = {v, 1};
    fraction_of(v, wide_ten_to(call->operand[0]->scale), &f);
    return f;
}

static struct scalar
rescale(const struct scalar_call *call, wide v)
{
    unsigned more = call->result->scale - call->operand[0]->scale;
    wide scaled;
    bool exact = wide_multiply(v, wide_ten_to(more), &scaled);
    return whole(exact, scaled, sign(v));
}

/* Rounds the decimal V, of scale FROM, to a multiple of STEP, of scale TO. */
static bool
decimal_round(wide v, unsigned from, wide step, unsigned to, enum rounding how,
              wide *result)
{
    wide unit = step, times;
    bool done;
    if (from >= to)
        done = wide_multiply(step, wide_ten_to(from - to), &unit) &&
               wide_divide_rounded(v, unit, how, &times);
    else
        done =
            wide_multiply_divide(v, wide_ten_to(to - from), step, how, &times);
    return done && wide_multiply(times, step, result);
}

static struct scalar
round_to_step(const struct scalar_call *call, wide v)
{
    enum rounding how = (enum rounding)call->node->a;
    wide step = call->walk->plan->constant[call->node->b];
    unsigned scale = call->result->scale;
    wide result;
    if (rep_of(call->operand[0]) == REP_FRACTION) {
        struct fraction f = FRACTION_AT(v);
        bool done = fraction_round_to(f, step, scale, how, &result);
        return whole(done, result, sign(f.num));
    }
    bool done =
        decimal_round(v, call->operand[0]->scale, step, scale, how, &result);
    return whole(done, result, sign(v));
}

static struct scalar
power(const struct scalar_call *call, const wide *v)
{
    const struct type *base = call->operand[0];
    wide one = wide_ten_to(call->operand[1]->scale), n = v[1] / one;
    if (v[1] < 0)
        return scalar_fault(FAULT_BAD_EXPONENT, 0, -1);
    if (v[1] % one != 0 || n > UINT32_MAX)
        return scalar_fault(FAULT_BAD_EXPONENT, 0, 0);
    wide result;
    bool done =
        decimal_power(v[0], base->scale, (uint32_t)n, call->result->scale,
                      (enum rounding)call->node->a, &result);
    return whole(done, result, v[0] < 0 && n % 2 == 1 ? -1 : 1);
}

/* The ends of the type's domain, as words of its rep. */
static struct scalar
domain(const struct scalar_call *call, wide v)
{
    const struct type *t = call->result;
    wide lo = t->lo, hi = t->hi;
    enum rep rep = rep_of(t);
    if (rep == REP_TRUTH || rep == REP_ROW || rep == REP_TEXT ||
        rep == REP_LIST)
        return scalar_value(v);
    if (rep == REP_FRACTION) {
        lo = walk_fraction(call->walk, (struct fraction){t->lo, 1});
        hi = walk_fraction(call->walk, (struct fraction){t->hi, 1});
    }
    if (value_compare(v, lo, rep) < 0)
        return scalar_fault(FAULT_OUT_OF_DOMAIN, lo, -1);
    if (value_compare(v, hi, rep) > 0)
        return scalar_fault(FAULT_OUT_OF_DOMAIN, hi, 1);
    return scalar_value(v);
}

struct scalar
scalar_apply(const struct scalar_call *call, const wide *v)
{
    enum rep rep = rep_of(call->operand[0]);
    switch ((int)call->node->op) {
    case OP_ADD:
        return add(call, v);
    case OP_SUBTRACT:
        return subtract(call, v);
    case OP_MULTIPLY:
        return multiply(call, v);
    case OP_DIVIDE:
        return divide(call, v);
    case OP_NEGATE:
        return negate(call, v);
    case OP_FRACTION:
        return scalar_value(
            walk_fraction(call->walk, scalar_fraction(call, v[0])));
    case OP_RESCALE:
        return rescale(call, v[0]);
    case OP_MIN:
        return scalar_value(value_compare(v[1], v[0], rep) < 0 ? v[1] : v[0]);
    case OP_MAX:
        return scalar_value(value_compare(v[1], v[0], rep) > 0 ? v[1] : v[0]);
    case OP_ROUND:
        return round_to_step(call, v[0]);
    case OP_POWER:
        return power(call, v);
    case OP_DOMAIN:
        return domain(call, v[0]);
    case OP_LT:
        return scalar_value(value_compare(v[0], v[1], rep) < 0);
    case OP_LE:
        return scalar_value(value_compare(v[0], v[1], rep) <= 0);
    }
    return scalar_date(call, v);
}

/* The side on which the result has no bound when an operand has none there;
 * 0: the result is finite or zero. */
static int
beyond_side(const struct scalar_call *call, const wide *v, const int *side)
{
    int other = 0;
    if (call->operand[1] != NULL)
        other = rep_of(call->operand[1]) == REP_FRACTION
                    ? sign(FRACTION_AT(v[1]).num)
                    : sign(v[1]);
    int self = rep_of(call->operand[0]) == REP_FRACTION
                   ? sign(FRACTION_AT(v[0]).num)
                   : sign(v[0]);
    switch ((int)call->node->op) {
    case OP_ADD:
        return side[0] != 0 ? side[0] : side[1];
    case OP_SUBTRACT:
        return side[0] != 0 ? side[0] : -side[1];
    case OP_MULTIPLY:
        return self * other;
    case OP_DIVIDE:
        return side[0] * other;
    case OP_NEGATE:
        return -side[0];
    case OP_POWER:
        return other > 0 ? side[0] : 0;
    }
    return side[0];
}

/* What the result is when BEYOND_SIDE says 0. */
static struct scalar
beyond_none(const struct scalar_call *call)
{
    if (rep_of(call->result) == REP_FRACTION)
        return scalar_value(walk_fraction(call->walk, (struct fraction){0, 1}));
    if (call->node->op == OP_POWER)
        return scalar_value(wide_ten_to(call->result->scale));
    return scalar_value(0);
}

static bool
carries_no_bound(enum op op)
{
    switch ((int)op) {
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_DIVIDE:
    case OP_NEGATE:
    case OP_FRACTION:
    case OP_RESCALE:
    case OP_ROUND:
    case OP_POWER:
        return true;
    }
    return false;
}

struct scalar
scalar_end(const struct scalar_call *call, const wide *v)
{
    if (!carries_no_bound((enum op)call->node->op))
        return scalar_apply(call, v);
    int side[2] = {cell_no_bound(v[0], rep_of(call->operand[0])), 0};
    if (call->operand[1] != NULL)
        side[1] = cell_no_bound(v[1], rep_of(call->operand[1]));
    bool power = call->node->op == OP_POWER;
    if ((side[0] == 0 && side[1] == 0) || (power && side[0] == 0))
        return scalar_apply(call, v);
    int result = beyond_side(call, v, side);
    if (result == 0)
        return beyond_none(call);
    return beyond(call, FAULT_NO, result);
}
