/* Cones: a part of a plan as a plan of its own. */
#include "lang/analysis/box.h"

#include <string.h>

static bool
reads(enum op op)
{
    return op <= OP_REF && op != OP_CONST;
}

static bool
folds_rows(enum op op)
{
    return op >= OP_SUM && op <= OP_UPTO;
}

static uint8_t *
constants_find(struct arena *a, const struct plan *p)
{
    uint8_t *constant = arena_array(a, uint8_t, p->nodes);
    for (node_id i = 0; i < p->nodes; i++) {
        const struct plan_node *n = &p->node[i];
        constant[i] = !reads(n->op) && !folds_rows(n->op);
        for (uint32_t k = 0; k < n->n && constant[i]; k++)
            constant[i] = constant[p->operand[n->first + k]];
    }
    return constant;
}

/* The plan of any cone but for its nodes: one more type, for how two columns
 * compare, and the masks of it among the constants. */
static void
small_init(struct boxes *b)
{
    const struct plan *p = b->plan;
    b->small = *p;
    b->small.type = arena_array(b->arena, struct type, p->types + 1);
    memcpy(b->small.type, p->type, p->types * sizeof *p->type);
    b->relation_type = p->types;
    b->small.type[p->types] = (struct type){
        .rep = REP_MEMBER, .optional = true, .entity = NO_ENTITY, .lo = 7};
    b->small.constant = arena_array(b->arena, wide, p->constants + 7);
    memcpy(b->small.constant, p->constant, p->constants * sizeof *p->constant);
    b->mask_first = p->constants;
    for (uint32_t i = 0; i < 7; i++)
        b->small.constant[p->constants + i] = i + 1;
    b->small.types++;
    b->small.constants += 7;
    b->small.spaces = 1;
    b->small.decisions = b->small.instances = 0;
}

/* Nothing is given, nothing presumed, every reading possible. */
static struct plan *
plan_open(struct arena *a, const struct plan *p, struct data **d)
{
    struct plan *open = arena_new(a, struct plan);
    *open = *p;
    open->fact = arena_array(a, struct plan_fact, p->facts);
    for (uint32_t i = 0; i < p->facts; i++) {
        open->fact[i] = p->fact[i];
        open->fact[i].presumed.can = 0;
    }
    *d = data_new(a, open);
    for (uint32_t i = 0; i < p->readings; i++) {
        uint32_t n = p->entity[p->reading[i].entity].members_n;
        (*d)->reading[i].lo = ((wide)1 << n) - 1;
    }
    return open;
}

static void
ranges_fill(struct boxes *b)
{
    struct walk_limits limits = walk_limits_default;
    struct filled all;
    limits.node_rows = (uint64_t)b->plan->nodes * 16 + 1000000;
    limits.periods = 400;
    const struct plan *open = plan_open(b->arena, b->plan, &b->unknown);
    plan_walk(b->arena, open, b->unknown, NULL, &limits, &all);
    b->range = all.column;
    b->rows = all.rows;
}

void
boxes_init(struct boxes *b, struct arena *scratch, const struct plan *p,
           uint64_t walks)
{
    *b = (struct boxes){.arena = scratch, .plan = p, .walks_most = walks};
    b->constant = constants_find(scratch, p);
    b->seen = arena_array(scratch, uint32_t, p->nodes);
    b->at = arena_array(scratch, uint32_t, p->nodes);
    b->owner = arena_array(scratch, uint32_t, p->nodes);
    b->owner_least = 1;
    small_init(b);
    ranges_fill(b);
}

struct cell
boxes_range(const struct boxes *b, node_id node)
{
    const struct plan_node *n = &b->plan->node[node];
    const struct type *t = &b->plan->type[n->type];
    struct cell all = {0};
    if (b->range[node] == NULL || b->rows[n->space].n == 0) {
        all = cell_any(b->arena, t, 1);
        all.can = CAN_VALUE | CAN_NONE | CAN_FAULT;
        return all;
    }
    for (uint32_t r = 0; r < b->rows[n->space].n; r++)
        cell_join(&all, &b->range[node][r], (enum rep)t->rep);
    return all;
}

void
cone_init(struct cone *c, struct boxes *b, uint32_t most, bool whole)
{
    *c = (struct cone){.boxes = b, .most = most, .whole = whole};
    /* Never null, though a cone of facts alone has none. */
    c->operand.room = 16;
    c->operand.at = arena_array(b->arena, node_id, c->operand.room);
    b->round++;
}

static node_id
node_put(struct cone *c, struct plan_node n, const node_id *operand)
{
    struct arena *a = c->boxes->arena;
    n.space = CASE_SPACE;
    n.first = c->operand.n;
    for (uint32_t i = 0; i < n.n; i++)
        vec_push(a, &c->operand, operand[i]);
    vec_push(a, &c->node, n);
    return c->node.n - 1;
}

static node_id
input_put(struct cone *c, struct box_input in, uint32_t type)
{
    struct plan_node fact = {.op = OP_FACT, .type = type, .a = c->input.n};
    vec_push(c->boxes->arena, &c->input, in);
    node_id node = node_put(c, fact, NULL);
    vec_push(c->boxes->arena, &c->input_node, node);
    return node;
}

static const struct plan_node *
of_plan(const struct cone *c, node_id node)
{
    return &c->boxes->plan->node[node];
}

static node_id
operand_at(const struct cone *c, node_id node, uint32_t i)
{
    return c->boxes->plan->operand[of_plan(c, node)->first + i];
}

bool
cone_is_free(const struct cone *c, node_id node)
{
    const struct plan_node *n = of_plan(c, node);
    while (n->op == OP_UP || n->op == OP_REF) {
        node = operand_at(c, node, 0);
        n = of_plan(c, node);
    }
    return reads(n->op);
}

static node_id
input_of(struct cone *c, node_id node)
{
    const struct plan_node *n = of_plan(c, node);
    const struct plan *p = c->boxes->plan;
    struct box_input in = {.node = node,
                           .other = NO_NODE,
                           .rep = p->type[n->type].rep,
                           .type = n->type};
    const struct type *t = &p->type[n->type];
    if (cone_is_free(c, node)) {
        uint32_t rows = 1;
        if (t->rep == REP_ROW && t->entity != NO_ENTITY)
            rows = c->boxes->unknown->table[t->entity].rows + 1;
        if (rows > 1 && p->entity[t->entity].roster)
            rows--;
        in.kind = INPUT_FREE;
        in.domain = cell_any(c->boxes->arena, t, rows);
    } else {
        in.kind = INPUT_WORKED;
        in.domain = boxes_range(c->boxes, node);
    }
    return input_put(c, in, n->type);
}

void
cone_input(struct cone *c, node_id node)
{
    input_of(c, node);
}

static node_id cone_value(struct cone *c, node_id node, bool compared);

/* A fraction or text is told apart by the constants it is compared with; any
 * other use of it needs its value. */
static void
input_used(struct cone *c, node_id node)
{
    const struct plan_node *n = &c->node.at[node];
    if (n->op != OP_FACT)
        return;
    struct box_input *in = &c->input.at[n->a];
    in->loose |= in->rep == REP_FRACTION || in->rep == REP_TEXT;
}

static node_id
copy_of(struct cone *c, node_id node, bool compared)
{
    const struct plan_node *n = of_plan(c, node);
    node_id near[8], *operand = near;
    if (n->n > 8)
        operand = arena_array(c->boxes->arena, node_id, n->n);
    for (uint32_t i = 0; i < n->n; i++) {
        operand[i] = cone_value(c, operand_at(c, node, i), compared);
        if (n->op != OP_HAS)
            input_used(c, operand[i]);
    }
    return node_put(c, *n, operand);
}

/* ---- comparisons ---- */

/* A value that follows a single other one without loss of exactness. */
static bool
follows_one(const struct cone *c, node_id node)
{
    const struct plan_node *n = of_plan(c, node);
    const uint8_t *constant = c->boxes->constant;
    switch ((int)n->op) {
    case OP_UP:
        return true;
    case OP_RESCALE:
    case OP_FRACTION:
    case OP_NEGATE:
        return true;
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_MIN:
    case OP_MAX:
    case OP_ELSE:
        return constant[operand_at(c, node, 0)] ||
               constant[operand_at(c, node, 1)];
    }
    return false;
}

static void
cut_add(struct cone *c, node_id input, wide value)
{
    struct box_input *in = &c->input.at[c->node.at[input].a];
    for (uint32_t i = 0; i < in->cut.n; i++)
        if (value_compare(in->cut.at[i], value, (enum rep)in->rep) == 0)
            return;
    vec_push(c->boxes->arena, &in->cut, value);
}

/* SUBJECT, an input of the cone, is compared with the constant OTHER. */
static void
compared(struct cone *c, node_id subject, node_id other)
{
    const struct plan_node *n = &c->node.at[subject];
    struct box_input *in = &c->input.at[n->a];
    if (n->op != OP_FACT || (in->rep != REP_FRACTION && in->rep != REP_TEXT))
        return;
    struct cell v = boxes_range(c->boxes, other);
    if (v.can == CAN_VALUE && cell_single(&v, (enum rep)in->rep))
        cut_add(c, subject, v.lo);
    else
        in->loose = true;
}

static bool
swapped(enum op op)
{
    return op == OP_LT || op == OP_LE;
}

static uint32_t
relation_mask(enum op op, bool swap)
{
    uint32_t less = swap ? RELATION_GREATER : RELATION_LESS;
    switch ((int)op) {
    case OP_LT:
        return less;
    case OP_LE:
        return less | RELATION_EQUAL;
    case OP_EQ:
        return RELATION_EQUAL;
    }
    return RELATION_LESS | RELATION_GREATER;
}

static struct cell
relation_domain(struct cone *c, node_id x, node_id y, bool ordered)
{
    struct cell a = boxes_range(c->boxes, x), b = boxes_range(c->boxes, y);
    enum rep rep = (enum rep)c->boxes->plan->type[of_plan(c, x)->type].rep;
    struct cell all = {.lo = ordered ? 7 : RELATION_LESS | RELATION_EQUAL};
    all.can = CAN_VALUE | ((a.can | b.can) & (CAN_NONE | CAN_FAULT));
    if (all.can & CAN_FAULT)
        all.fault = FAULT_CONFLICT;
    if (!ordered || !(a.can & b.can & CAN_VALUE))
        return all;
    if (value_compare(a.lo, b.hi, rep) >= 0)
        all.lo &= ~(wide)RELATION_LESS;
    if (value_compare(a.hi, b.lo, rep) <= 0)
        all.lo &= ~(wide)RELATION_GREATER;
    if (value_compare(a.hi, b.lo, rep) < 0 ||
        value_compare(b.hi, a.lo, rep) < 0)
        all.lo &= ~(wide)RELATION_EQUAL;
    if (all.lo == 0)
        all.lo = 7;
    return all;
}

/* X op Y, neither of them constant: which of less, equal, greater. */
static node_id
relation(struct cone *c, const struct plan_node *n, node_id x, node_id y)
{
    bool swap = x > y;
    node_id a = swap ? y : x, b = swap ? x : y;
    enum rep rep = (enum rep)c->boxes->plan->type[of_plan(c, a)->type].rep;
    bool ordered = rep == REP_NUMBER || rep == REP_FRACTION ||
                   rep == REP_DATE || rep == REP_PERIOD;
    uint32_t mask = relation_mask((enum op)n->op, swap);
    node_id in = NO_NODE;
    for (uint32_t i = 0; i < c->input.n; i++)
        if (c->input.at[i].kind == INPUT_RELATION && c->input.at[i].node == a &&
            c->input.at[i].other == b)
            in = c->input_node.at[i];
    if (in == NO_NODE) {
        struct box_input own = {.node = a,
                                .other = b,
                                .kind = INPUT_RELATION,
                                .rep = REP_MEMBER,
                                .domain = relation_domain(c, a, b, ordered)};
        in = input_put(c, own, c->boxes->relation_type);
    }
    if (!ordered)
        mask = n->op == OP_EQ ? RELATION_EQUAL : RELATION_LESS;
    struct plan_node test = *n;
    test.op = OP_IN;
    test.flags = 0;
    test.a = c->boxes->mask_first + mask - 1;
    test.n = 1;
    return node_put(c, test, &in);
}

/* Is how X and Y compare taken as it comes? */
static bool
relates(const struct cone *c, node_id x, node_id y)
{
    return !c->whole || (cone_is_free(c, x) && cone_is_free(c, y));
}

static node_id
comparison(struct cone *c, node_id node)
{
    const struct plan_node *n = of_plan(c, node);
    const uint8_t *constant = c->boxes->constant;
    node_id x = operand_at(c, node, 0);
    if (n->n == 1) {
        node_id only = cone_value(c, x, true);
        return node_put(c, *n, &only);
    }
    node_id y = operand_at(c, node, 1);
    if (!constant[x] && !constant[y] && x != y && relates(c, x, y))
        return relation(c, n, x, y);
    node_id operand[] = {cone_value(c, x, true), cone_value(c, y, true)};
    if (constant[y])
        compared(c, operand[0], y);
    else if (constant[x])
        compared(c, operand[1], x);
    return node_put(c, *n, operand);
}

/* ---- nodes ---- */

static bool
compares(enum op op)
{
    return swapped(op) || op == OP_EQ || op == OP_NE || op == OP_IN;
}

/* COMPARED: it is compared with a constant, so that a value worked out from
 * several is better taken as it comes. */
/* What it gives where there is only one row. */
static bool
hands_on(enum op op)
{
    return op == OP_REF || op == OP_SUM || op == OP_LEAST ||
           op == OP_GREATEST || op == OP_ANY || op == OP_ALL || op == OP_UPTO;
}

static node_id
node_of(struct cone *c, node_id node, bool compared_)
{
    const struct plan_node *n = of_plan(c, node);
    enum op op = (enum op)n->op;
    if (c->boxes->constant[node])
        return copy_of(c, node, false);
    if (op == OP_UP || (c->one_row && hands_on(op)))
        return cone_value(c, operand_at(c, node, 0), compared_);
    if (reads(op) || folds_rows(op) || c->node.n >= c->most)
        return input_of(c, node);
    if (compares(op))
        return comparison(c, node);
    if (compared_ && !c->whole && !follows_one(c, node) && op != OP_IF &&
        op != OP_GUARD)
        return input_of(c, node);
    return copy_of(c, node, compared_);
}

static node_id
cone_value(struct cone *c, node_id node, bool compared_)
{
    struct boxes *b = c->boxes;
    if (b->seen[node] == b->round)
        return b->at[node];
    node_id at = node_of(c, node, compared_);
    b->seen[node] = b->round;
    b->at[node] = at;
    return at;
}

node_id
cone_add(struct cone *c, node_id node)
{
    node_id at = cone_value(c, node, false);
    input_used(c, at);
    return at;
}

struct cone_mark
cone_mark(const struct cone *c)
{
    return (struct cone_mark){c->node.n, c->operand.n, c->input.n};
}

void
cone_back(struct cone *c, struct cone_mark mark)
{
    c->node.n = mark.nodes;
    c->operand.n = mark.operands;
    c->input.n = c->input_node.n = mark.inputs;
}

/* ---- inputs that hang together ---- */

struct tangle {
    const struct cone *c;
    uint32_t input, left; /* by input its mark */
    bool found;
};

static void
tangle_node(struct tangle *t, node_id node)
{
    struct boxes *b = t->c->boxes;
    const struct plan_node *n = of_plan(t->c, node);
    if (b->constant[node] || n->op == OP_SELF || b->owner[node] == t->input)
        return;
    t->found |= t->left == 0 || b->owner[node] >= b->owner_least;
    if (t->found)
        return;
    t->left--;
    b->owner[node] = t->input;
    for (uint32_t i = 0; i < n->n && !cone_is_free(t->c, node); i++)
        tangle_node(t, operand_at(t->c, node, i));
}

bool
cone_free(const struct cone *c)
{
    for (uint32_t i = 0; i < c->input.n; i++)
        if (c->input.at[i].kind == INPUT_WORKED)
            return false;
    return relations_free(c);
}

bool
cone_tangled(const struct cone *c)
{
    struct boxes *b = c->boxes;
    struct tangle t = {.c = c, .left = 2000, .input = b->owner_least};
    bool all_free = true;
    for (uint32_t i = 0; i < c->input.n; i++)
        all_free &= c->input.at[i].kind == INPUT_FREE;
    if (all_free)
        return false;
    for (uint32_t i = 0; i < c->input.n; i++, t.input++) {
        tangle_node(&t, c->input.at[i].node);
        if (c->input.at[i].other != NO_NODE)
            tangle_node(&t, c->input.at[i].other);
    }
    b->owner_least = t.input;
    return t.found;
}
