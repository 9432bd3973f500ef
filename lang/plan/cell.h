/* A cell: the set of outcomes still possible for one node in one row.
 *
 * An outcome is a value, none, or a fault. A cell is *known* when it is a
 * single outcome. See spec/meaning.md, "Outcomes and cells". */
#ifndef TIAO_PLAN_CELL_H
#define TIAO_PLAN_CELL_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/plan/type.h"

enum { CAN_VALUE = 1, CAN_NONE = 2, CAN_FAULT = 4 };

enum fault {
    FAULT_NO,
#define FAULT(name, zh, en) FAULT_##name,
#include "lang/plan/fault.def"
#undef FAULT
};

struct cell {
    wide lo, hi;        /* the range of the values, when CAN_VALUE is set */
    uint32_t place;     /* of the fault: index into the plan's places */
    uint8_t can;        /* never 0 */
    uint8_t fault;      /* the least enum fault, when CAN_FAULT is set */
};

/* The value of a REP_LIST cell. */
struct cell_list {
    uint32_t n;
    struct cell at[];   /* known values, in the order of the rows */
};

#define FRACTION_AT(word) (*(const struct fraction *)(uintptr_t)(word))

bool cell_known(struct cell c, enum rep rep);
/* Are the two the same set of outcomes? */
bool cell_equal(struct cell a, struct cell b, enum rep rep);
/* The least cell that holds both. */
struct cell cell_union(struct cell a, struct cell b, enum rep rep);
struct cell cell_value(wide v);
struct cell cell_none(void);
struct cell cell_fault(enum fault kind, uint32_t place);
/* Every value of T, and none when T is optional. ROWS is the number of rows
 * of the table, its unseen row included, for a REP_ROW. */
struct cell cell_any(const struct type *t, uint32_t rows);

#endif
