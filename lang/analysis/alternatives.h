/* What is asked about a group of alternatives, and found. For the files
 * alternatives*.c. */
#ifndef TIAO_ANALYSIS_ALTERNATIVES_H
#define TIAO_ANALYSIS_ALTERNATIVES_H

#include "lang/analysis/analysis.h"
#include "lang/plan/fill.h"
#include "lang/table.h"

struct claim {
    bool found;
    uint32_t x, y;      /* arms */
    struct cell *input; /* the box it holds in */
};

struct question {
    struct analysis *a;
    const struct group *group;
    struct cone *cone;
    struct arena *keep;
    node_id *guard, *value; /* by arm, of the cone */
    node_id context;        /* of the cone, or NO_NODE */
    node_id *constraint;
    uint32_t constraints;
    uint32_t own_inputs; /* that the guards rest on: the first */
    struct cell *corner; /* room for a box */
    uint32_t *order;     /* of a preferred table; null: as written */
    uint32_t *day_first; /* by arm: its conditions on the day alone in DAY */
    node_id *day;
    /* Found. */
    bool *reached;    /* by arm */
    uint32_t *shadow; /* by arm: one that applies before it */
    uint32_t left;    /* not reached */
    bool context_met;
    bool disjoint, total;
    bool doubtful; /* a box could not be decided */
    struct claim gap, overlap, conflict;
    uint64_t combinations; /* of readings; past the limit nothing is asked */
    enum box_result result;
    bool sure;    /* every box can be had */
    bool tangled; /* and some surely cannot be told */
};

/* What all the groups of one table or decision come to: it is lowered anew
 * for other days, periods and arguments, and an alternative that applies in
 * one of them is no dead one. */
struct alternatives {
    const struct group *group; /* the first */
    bool *reached;
    uint32_t *shadow;
    bool asked, undecided, told;
    bool met; /* the condition it stands under can hold */
};

/* May the alternative apply, or a fault stand in its place? */
static inline bool
may_apply(const struct cell *c)
{
    return c->can & CAN_FAULT || (c->can & CAN_VALUE && c->hi == 1);
}

/* What is to be found out: whether only the first that applies counts, two
 * must not apply together, those that do have to agree, all cases have to be
 * met. */
bool group_first_counts(const struct group *g);
bool group_unique(const struct group *g);
bool group_agrees(const struct group *g);
bool group_gap_matters(const struct group *g);
/* A box_judge for a struct question. */
node_id alternatives_judge(void *user, const struct box_view *v);

/* Reports gaps, overlaps, conflicts; true when there was one. */
bool alternatives_report(struct question *q);
/* Reports what can never apply. */
void never_report(struct analysis *a, const struct alternatives *of);

#endif
