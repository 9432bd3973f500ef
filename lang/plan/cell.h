/* A cell: the set of outcomes still possible for one node in one row.
 *
 * An outcome is a value, none, or a fault. A cell is *known* when it is a
 * single outcome. See spec/meaning.md, "Outcomes and cells". */
#ifndef TIAO_PLAN_CELL_H
#define TIAO_PLAN_CELL_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/base/arena.h"
#include "lang/plan/type.h"

enum { CAN_VALUE = 1, CAN_NONE = 2, CAN_FAULT = 4 };

enum fault {
    FAULT_NO,
#define FAULT(name, zh, en) FAULT_##name,
#include "lang/plan/fault.def"
#undef FAULT
};

struct cell {
    wide lo, hi;    /* the range of the values, when CAN_VALUE is set */
    uint32_t place; /* of the fault: index into the plan's places */
    uint8_t can;    /* never 0 */
    uint8_t fault;  /* the least enum fault, when CAN_FAULT is set */
};

/* The value of a REP_LIST cell. */
struct cell_list {
    uint32_t n;
    uint8_t rep;      /* enum rep of the values */
    struct cell at[]; /* known values, in the order of the rows */
};

#define FRACTION_AT(word) (*(const struct fraction *)(uintptr_t)(word))

/* The ends of a range that mean "no bound": the two ends of the 128 bits, in
 * a fraction over 1. A range gets one where a collection is open, or where
 * the end itself is an overflow (the cell then has that fault too). No value
 * is ever one of them: a result that reaches them is an overflow. Arithmetic
 * on ranges carries them on without a fault. */
static inline int
wide_no_bound(wide end)
{
    return (end == WIDE_MAX) - (end == WIDE_MIN);
}

/* 1 when END (of a NUMBER or FRACTION) means no bound above, -1 when no bound
 * below, else 0. */
int cell_no_bound(wide end, enum rep rep);

/* Negative, zero, positive. Texts and lists compare by what they hold. */
int value_compare(wide a, wide b, enum rep rep);
/* Is the range of C one value? */
static inline bool
cell_single(const struct cell *c, enum rep rep)
{
    if (rep == REP_MEMBER)
        return (c->lo & (c->lo - 1)) == 0;
    return c->lo == c->hi || value_compare(c->lo, c->hi, rep) == 0;
}

static inline bool
cell_known(struct cell c, enum rep rep)
{
    if (c.can == CAN_VALUE)
        return cell_single(&c, rep);
    return c.can == CAN_NONE || c.can == CAN_FAULT;
}

/* Are the two the same set of outcomes? */
bool cell_equal(struct cell a, struct cell b, enum rep rep);
/* The least cell that holds both. */
struct cell cell_union(struct cell a, struct cell b, enum rep rep);
void cell_join(struct cell *to, const struct cell *from, enum rep rep);
/* Joins only the values of FROM, which has some, or only a fault. */
void cell_join_value(struct cell *to, const struct cell *from, enum rep rep);
void cell_join_fault(struct cell *to, unsigned fault, uint32_t place);
/* Narrows the range of TO to the values of WITH; false when none is left. */
bool cell_meet_value(struct cell *to, const struct cell *with, enum rep rep);
/* V as it stands for every rep but MEMBER. */
struct cell cell_value(wide v);
struct cell cell_member(unsigned member);
struct cell cell_none(void);
struct cell cell_fault(enum fault kind, uint32_t place);
/* Every value of T, and none when T is optional. ROWS is the number of rows
 * of the table, its unseen row included, for a REP_ROW. The ends of a
 * FRACTION are kept in A. */
struct cell cell_any(struct arena *a, const struct type *t, uint32_t rows);

#endif
