/* Questions about a plan answered by splitting boxes.
 *
 * A *cone* is the part of a plan that some of its nodes rest on, as a plan of
 * its own on one row. Where it ends are its inputs: facts, the as-of day,
 * readings, and what is cut off there and taken to be free: values that are
 * worked out and then compared with constants, what comes from other rows,
 * and how two columns compare.
 *
 * A *box* is a cell for every input. To search is to walk the cone over a box
 * (lang/plan/walk.h: the same walk as for one case), to let a judge look at
 * the cells, and to split the box where a cell the judge asks for changes its
 * value: at the constants it is compared with. */
#ifndef TIAO_ANALYSIS_BOX_H
#define TIAO_ANALYSIS_BOX_H

#include "lang/plan/walk.h"

enum input_kind {
    INPUT_FREE,     /* every value of its domain can be had: a fact, a day */
    INPUT_WORKED,   /* a value worked out; its domain is a bound */
    INPUT_RELATION, /* how NODE compares with OTHER: a mask of the three */
};

enum { RELATION_LESS = 1, RELATION_EQUAL = 2, RELATION_GREATER = 4 };

struct box_input {
    node_id node, other; /* of the plan */
    uint8_t kind, rep;   /* enum input_kind, enum rep */
    bool loose;          /* not only compared with constants */
    uint32_t type;       /* of the plan's types; not of a RELATION */
    struct cell domain;
    VEC(wide) cut; /* FRACTION TEXT: the constants, sorted when settled */
};

/* How two inputs compare, as an input of its own; an end is NO_INPUT when
 * nothing else asks for it. */
enum { NO_INPUT = UINT32_MAX };

struct box_relation {
    uint32_t mask, left, right; /* inputs */
    uint8_t rep;                /* of the ends */
};

struct boxes {
    struct arena *arena; /* scratch, from mark to mark */
    const struct plan *plan;
    struct plan small;    /* what all cones have in common */
    struct data *unknown; /* of PLAN: nothing is given */
    uint8_t *constant;    /* by node: rests on constants only */
    struct cell **range;  /* by node: what it can be; null: anything */
    struct rows *rows;    /* by space, for RANGE */
    uint32_t *seen, *at;  /* by node: in which cone, and as what */
    uint32_t round;
    uint32_t *owner, owner_least; /* by node: which input rests on it */
    uint32_t relation_type;
    uint32_t mask_first; /* the constant whose value is mask 1 */
    uint64_t walks, walks_most;
};

struct cone {
    struct boxes *boxes;
    uint32_t most; /* nodes; what is further off is cut */
    bool whole;    /* nothing is cut but what comes from other rows */
    /* To be set by who asks for an example, not for a proof: not even that is
     * cut; there is one row of everything, and a sum is what it sums. */
    bool one_row;
    VEC(struct plan_node) node;
    VEC(node_id) operand;
    VEC(struct box_input) input;
    VEC(node_id) input_node;           /* by input: its FACT in the cone */
    VEC(struct box_relation) relation; /* found by cone_relate */
};

struct box_view {
    const struct cone *cone;
    const struct cell *input; /* by input */
    struct cell **column;     /* by node of the cone */
    bool last;                /* it cannot be split further */
};

static inline const struct cell *
box_cell(const struct box_view *v, node_id node)
{
    return v->column[node];
}

/* What a judge answers instead of a node that it wants to know. */
enum { BOX_DONE = UINT32_MAX, BOX_STOP = UINT32_MAX - 1 };
typedef node_id box_judge(void *user, const struct box_view *v);

enum box_result { BOX_ALL, BOX_STOPPED, BOX_BUDGET };

/* SCRATCH is used up; WALKS bounds the walks of all searches together. */
void boxes_init(struct boxes *b, struct arena *scratch, const struct plan *p,
                uint64_t walks);
/* What the node can be in any row; can of all three when that is not known. */
struct cell boxes_range(const struct boxes *b, node_id node);

void cone_init(struct cone *c, struct boxes *b, uint32_t most, bool whole);
/* A node of the plan as a node of the cone. */
node_id cone_add(struct cone *c, node_id node);
/* How far a cone has come, to fall back to. After falling back nothing may be
 * added to it. */
struct cone_mark {
    uint32_t nodes, operands, inputs;
};

struct cone_mark cone_mark(const struct cone *c);
void cone_back(struct cone *c, struct cone_mark mark);
/* Fact, day or reading, of whichever row: any value of its domain can be. */
bool cone_is_free(const struct cone *c, node_id node);
/* Makes NODE, which is free, an input. */
void cone_input(struct cone *c, node_id node);

/* relate.c. When all nodes have been added: which inputs compare with which;
 * may add inputs. */
void cone_relate(struct cone *c);
/* Narrows BOX, a cell for every input, by how they compare; false when no
 * values are left. */
bool box_relate(const struct cone *c, struct cell *box);
/* Is there, for every box that box_relate leaves, a value for each input? */
bool relations_free(const struct cone *c);

/* Can every box be had: are all inputs free, and what they say of each other
 * allowed for? */
bool cone_free(const struct cone *c);
/* Do two inputs rest on one fact? Then not every box can be had. */
bool cone_tangled(const struct cone *c);

/* Boxes with lower values come first. What inputs say of each other leaves no
 * values for is passed over. */
enum box_result
box_search(struct cone *c, uint32_t walks, box_judge *judge, void *user);
/* The cells of the cone where every input is the lowest (highest) of INPUT;
 * false when that cannot be worked out. Until the arena is given back. */
bool box_corner(const struct box_view *v, bool high, struct cell *input,
                struct box_view *at);

#endif
