/* Walking many rows: runs of nodes on one space, in strips of rows. */
#ifndef TIAO_PLAN_STRIP_H
#define TIAO_PLAN_STRIP_H

#include "lang/plan/fill.h"

enum { STRIP_ROWS = 256 };

/* The rows of one column in one strip: what is none or a known value of 64
 * bits here, any other cell in REST. */
struct strip {
    int64_t v[STRIP_ROWS];
    uint8_t can[STRIP_ROWS]; /* CAN_VALUE, CAN_NONE; 0: see REST */
    bool values;             /* every row is a value */
    enum rep rep;
    struct cell *rest; /* by row; null until one is needed */
};

/* A node of a run with what it reads and fills. */
struct strip_node {
    node_id id;
    const struct plan_node *node;
    struct strip *to;
    struct strip **operand;
};

/* Fills the N rows of S->to that machine words suffice for, and lists the
 * others in LEFT; returns how many those are. */
uint32_t strip_kernel(const struct strip_node *s, uint32_t n, uint16_t *left);

#endif
