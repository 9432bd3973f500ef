/* Truth and choosing: operators that ignore what they do not choose. */
#include "lang/plan/fill.h"

#include <string.h>

static struct cell
truth(bool can_false, bool can_true)
{
    struct cell c = {0};
    if (can_false || can_true) {
        c.lo = can_false ? 0 : 1;
        c.hi = can_true ? 1 : 0;
        c.can = CAN_VALUE;
    }
    return c;
}

/* What is known so far of an `and` (ABSORBS 0) or an `or` (ABSORBS 1). */
struct junction {
    struct cell fault; /* can = 0: none can be one */
    bool absorbed;     /* an operand certainly decides */
    bool may_absorb, may_pass, may_none;
    bool passes;  /* every operand can be the other value */
    bool settles; /* every operand can be none, or that value */
    bool holds;   /* ... or a fault */
};

static void
junction_add(struct junction *j, const struct cell *c, bool absorbs)
{
    bool absorb = absorbs ? can_be_true(c) : can_be_false(c);
    bool pass = absorbs ? can_be_false(c) : can_be_true(c);
    bool none = c->can & CAN_NONE;
    j->may_absorb = j->may_absorb || absorb;
    j->absorbed = j->absorbed || (absorb && !pass && c->can == CAN_VALUE);
    j->passes = j->passes && pass;
    j->settles = j->settles && (pass || none);
    j->holds = j->holds && (pass || none || c->can & CAN_FAULT);
    j->may_none = j->may_none || none;
    if (c->can & CAN_FAULT)
        cell_join_fault(&j->fault, c->fault, c->place);
}

static struct cell
junction_end(const struct junction *j, bool absorbs)
{
    if (j->absorbed)
        return truth(!absorbs, absorbs);
    bool pass = j->passes, absorb = j->may_absorb;
    struct cell c = absorbs ? truth(pass, absorb) : truth(absorb, pass);
    if (j->settles && j->may_none)
        c.can |= CAN_NONE;
    if (j->holds && j->fault.can != 0)
        cell_join_fault(&c, j->fault.fault, j->fault.place);
    return c;
}

/* Two words of truth: the commonest case by far. */
static void
fill_junction_two(const struct operand *in, struct cell *to, uint32_t n,
                  bool absorbs)
{
    for (uint32_t r = 0; r < n; r++) {
        const struct cell *x = operand_cell(&in[0], r);
        const struct cell *y = operand_cell(&in[1], r);
        if (is_word(x) && is_word(y)) {
            put_value(&to[r], absorbs ? x->lo | y->lo : x->lo & y->lo);
            continue;
        }
        struct junction j = {.passes = true, .settles = true, .holds = true};
        junction_add(&j, x, absorbs);
        junction_add(&j, y, absorbs);
        to[r] = junction_end(&j, absorbs);
    }
}

static void
fill_junction(const struct operand *in, uint32_t many, struct cell *to,
              uint32_t n, bool absorbs)
{
    if (many == 2) {
        fill_junction_two(in, to, n, absorbs);
        return;
    }
    for (uint32_t r = 0; r < n; r++) {
        struct junction j = {.passes = true, .settles = true, .holds = true};
        for (uint32_t i = 0; i < many && !j.absorbed; i++)
            junction_add(&j, operand_cell(&in[i], r), absorbs);
        to[r] = junction_end(&j, absorbs);
    }
}

static void
fill_not(const struct operand *in, struct cell *to, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++) {
        const struct cell *c = operand_cell(in, r);
        to[r] = *c;
        if (c->can & CAN_VALUE) {
            to[r].lo = 1 - c->hi;
            to[r].hi = 1 - c->lo;
        }
    }
}

/* IF true: YES; false: NO (null: none). A none decides as itself. */
static void
put_branch(struct cell *to, const struct cell *condition,
           const struct cell *yes, const struct cell *no, enum rep rep)
{
    if (is_word(condition)) {
        const struct cell *taken = condition->lo == 1 ? yes : no;
        if (taken != NULL)
            *to = *taken;
        else
            *to = cell_none();
        return;
    }
    struct cell c = {0};
    if (condition->can & CAN_FAULT)
        cell_join_fault(&c, condition->fault, condition->place);
    if (condition->can & CAN_NONE)
        c.can |= CAN_NONE;
    if (can_be_true(condition))
        cell_join(&c, yes, rep);
    if (can_be_false(condition) && no != NULL)
        cell_join(&c, no, rep);
    if (can_be_false(condition) && no == NULL)
        c.can |= CAN_NONE;
    *to = c;
}

static void
fill_branch(const struct operand *in, uint32_t many, struct cell *to,
            uint32_t n, enum rep rep)
{
    for (uint32_t r = 0; r < n; r++)
        put_branch(&to[r], operand_cell(&in[0], r), operand_cell(&in[1], r),
                   many > 2 ? operand_cell(&in[2], r) : NULL, rep);
}

static void
fill_else(const struct operand *in, struct cell *to, uint32_t n, enum rep rep)
{
    for (uint32_t r = 0; r < n; r++) {
        const struct cell *c = operand_cell(&in[0], r);
        to[r] = *c;
        if (!(c->can & CAN_NONE))
            continue;
        to[r].can &= (uint8_t)~CAN_NONE;
        cell_join(&to[r], operand_cell(&in[1], r), rep);
    }
}

static void
fill_has(const struct operand *in, struct cell *to, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++) {
        const struct cell *c = operand_cell(in, r);
        to[r] = truth(c->can & CAN_NONE, c->can & CAN_VALUE);
        if (c->can & CAN_FAULT)
            cell_join_fault(&to[r], c->fault, c->place);
    }
}

/* Operands of an `agree` or arms of a `one`, for the row at hand. */
struct arms {
    const struct plan_node *node;
    const struct operand *in;
    uint32_t n; /* operands, guards included */
    uint32_t row;
    enum rep rep;
    uint8_t proved; /* flags of the node that may be relied on */
    wide many;      /* the number of the unseen row, or -1 */
};

static const struct cell *
arm(const struct arms *a, uint32_t i)
{
    return operand_cell(&a->in[i], a->row);
}

static void
join_faults(const struct arms *a, uint32_t every, struct cell *to)
{
    for (uint32_t i = 0; i < a->n; i += every)
        if (arm(a, i)->can & CAN_FAULT)
            cell_join_fault(to, arm(a, i)->fault, arm(a, i)->place);
}

/* An operand of EVERY (2: guards only) that is only a fault: then all that
 * may be one are joined into TO, and nothing else counts. */
static bool
certain_fault(const struct arms *a, uint32_t every, struct cell *to)
{
    for (uint32_t i = 0; i < a->n; i += every)
        if (can_only(arm(a, i), CAN_FAULT)) {
            join_faults(a, every, to);
            return true;
        }
    return false;
}

/* The values an `agree` may have: those that every operand with no way to be
 * none has. False when there are none. */
static bool
agree_range(const struct arms *a, struct cell *to)
{
    struct cell hull = {0}, meet = {0};
    bool any_sure = false, possible = true;
    for (uint32_t i = 0; i < a->n; i++) {
        const struct cell *c = arm(a, i);
        if (c->can & CAN_VALUE)
            cell_join_value(&hull, c, a->rep);
        if (c->can & CAN_NONE)
            continue;
        if (!any_sure)
            meet = *c;
        else
            possible = possible && cell_meet_value(&meet, c, a->rep);
        any_sure = true;
    }
    const struct cell *from = any_sure ? &meet : &hull;
    if (!possible || !(from->can & CAN_VALUE))
        return false;
    to->lo = from->lo;
    to->hi = from->hi;
    to->can |= CAN_VALUE;
    return true;
}

/* Can two operands be values that differ? */
static bool
may_differ(const struct arms *a)
{
    const struct cell *one = NULL;
    for (uint32_t i = 0; i < a->n; i++) {
        const struct cell *c = arm(a, i);
        if (!(c->can & CAN_VALUE))
            continue;
        if (one == NULL) {
            one = c;
            continue;
        }
        if (cells_same(one, c, a->rep, a->many) != SAME_YES)
            return true;
    }
    return false;
}

static struct cell
agree(const struct arms *a)
{
    struct cell c = {0};
    bool all_none = true;
    bool disjoint = a->proved & NODE_DISJOINT;
    for (uint32_t i = 0; i < a->n; i++) {
        bool sure = !(arm(a, i)->can & CAN_NONE);
        if (disjoint && sure)
            return *arm(a, i);
        all_none = all_none && !sure;
    }
    if (certain_fault(a, 1, &c))
        return c;
    join_faults(a, 1, &c);
    if (!disjoint && may_differ(a))
        cell_join_fault(&c, FAULT_CONFLICT, a->node->place);
    bool value = agree_range(a, &c);
    bool total = a->proved & NODE_TOTAL;
    if (all_none && (!total || (!value && c.can == 0)))
        c.can |= CAN_NONE;
    return c;
}

/* A guard that can be neither false nor none. */
static bool
guard_sure(const struct cell *g)
{
    return !can_be_false(g) && !(g->can & CAN_NONE);
}

/* The outcome when only the arm at I counts. */
static struct cell
one_alone(const struct arms *a, uint32_t i)
{
    struct cell c;
    put_branch(&c, arm(a, i), arm(a, i + 1), NULL, a->rep);
    return c;
}

/* What guards may be: how many can be true, how many certainly are. */
struct guards {
    uint32_t may, must;
    uint32_t must_at;
    bool all_false;
};

static struct guards
guards_of(const struct arms *a)
{
    struct guards g = {.all_false = true};
    for (uint32_t i = 0; i < a->n; i += 2) {
        const struct cell *c = arm(a, i);
        g.may += can_be_true(c);
        if (can_be_true(c) && c->can == CAN_VALUE && c->lo == 1) {
            g.must++;
            g.must_at = i;
        }
        g.all_false = g.all_false && (can_be_false(c) || c->can & CAN_NONE);
    }
    return g;
}

static struct cell
one(const struct arms *a)
{
    struct cell c = {0};
    bool disjoint = a->proved & NODE_DISJOINT;
    for (uint32_t i = 0; i < a->n && disjoint; i += 2)
        if (guard_sure(arm(a, i)))
            return one_alone(a, i);
    if (certain_fault(a, 2, &c))
        return c;
    join_faults(a, 2, &c);
    struct guards g = guards_of(a);
    if (g.may > 1 && !disjoint)
        cell_join_fault(&c, FAULT_CONFLICT, a->node->place);
    if (g.must > 1)
        return c;
    for (uint32_t i = 0; i < a->n; i += 2) {
        bool other = g.must == 1 && i != g.must_at;
        if (can_be_true(arm(a, i)) && !other)
            cell_join(&c, arm(a, i + 1), a->rep);
    }
    bool total = a->proved & NODE_TOTAL;
    if (g.all_false && (!total || c.can == 0))
        c.can |= CAN_NONE;
    return c;
}

static void
fill_arms(struct walk *w, const struct plan_node *node,
          const struct operand *in, struct cell *to, uint32_t n)
{
    struct arms a = {.node = node,
                     .in = in,
                     .n = node->n,
                     .rep = (enum rep)node_type(w, node)->rep,
                     .many = walk_many_row(w, node_type(w, node))};
    /* A proof is about decisions as they are written, not as assumed. */
    if (w->data->assumptions == 0)
        a.proved = node->flags;
    for (a.row = 0; a.row < n; a.row++)
        to[a.row] = node->op == OP_ONE ? one(&a) : agree(&a);
}

enum { OPERANDS_NEAR = 8 };

void
fill_choose(struct walk *w, node_id id, struct cell *to, uint32_t n)
{
    const struct plan_node *node = &w->plan->node[id];
    struct operand near[OPERANDS_NEAR], *in = near;
    enum rep rep = (enum rep)node_type(w, node)->rep;
    if (node->n > OPERANDS_NEAR)
        in = arena_array(w->arena, struct operand, node->n);
    for (uint32_t i = 0; i < node->n; i++)
        in[i] = operand_of(w, node, i);
    switch ((int)node->op) {
    case OP_AND:
    case OP_OR:
        fill_junction(in, node->n, to, n, node->op == OP_OR);
        break;
    case OP_NOT:
        fill_not(in, to, n);
        break;
    case OP_GUARD:
    case OP_IF:
        fill_branch(in, node->n, to, n, rep);
        break;
    case OP_ELSE:
        fill_else(in, to, n, rep);
        break;
    case OP_HAS:
        fill_has(in, to, n);
        break;
    case OP_AGREE:
    case OP_ONE:
        fill_arms(w, node, in, to, n);
        break;
    }
}
