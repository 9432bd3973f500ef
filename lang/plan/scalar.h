/* The strict operators on known values. */
#ifndef TIAO_PLAN_SCALAR_H
#define TIAO_PLAN_SCALAR_H

#include "lang/plan/fill.h"

/* A value; or a fault, and then V is the value nearest to where the result
 * would have been, SIDE -1 when all that lies lower is a fault of this kind
 * too, 1 when all that lies higher is, 0 when neither. */
struct scalar {
    wide v;
    enum fault fault;
    int side;
};

/* One application: the node, and the types around it. */
struct scalar_call {
    struct walk *walk;
    const struct plan_node *node;
    const struct type *result;
    const struct type *operand[3];
};

/* The operator on known operands. */
struct scalar scalar_apply(const struct scalar_call *call, const wide *v);
/* As scalar_apply, where operands may be ends that mean no bound. */
struct scalar scalar_end(const struct scalar_call *call, const wide *v);

static inline struct scalar
scalar_value(wide v)
{
    return (struct scalar){.v = v};
}

static inline struct scalar
scalar_fault(enum fault fault, wide nearest, int side)
{
    return (struct scalar){nearest, fault, side};
}

static inline struct scalar
scalar_overflow(int side)
{
    return scalar_fault(FAULT_OVERFLOW, side < 0 ? WIDE_MIN : WIDE_MAX, side);
}

/* Parts of scalar_apply: days and periods, and texts. */
struct scalar scalar_date(const struct scalar_call *call, const wide *v);
wide scalar_text(const struct scalar_call *call, wide v);
struct fraction scalar_fraction(const struct scalar_call *call, wide v);
/* How far apart DAY plus MONTHS may be from its clamped form. */
struct scalar scalar_add_months(wide day, wide months, enum month_end how);

#endif
