/* Nodes, types and conversions: what the other lower_*.c files build with. */
#include "lang/lower.h"

static bool
node_on_case(const struct lowering *l, node_id node)
{
    return l->p->node[node].space == CASE_SPACE;
}

static node_id
node_at(struct lowering *l, space_id space, enum op op, uint32_t type,
        uint32_t a, uint32_t b, const node_id *operand, uint32_t n)
{
    node_id id = plan_node(l->b, op, space, type, a, b, operand, n, 0);
    if (id == l->timeless.n) {
        bool timeless = op != OP_ASOF && op != OP_ASKED_FROM &&
                        op != OP_ASKED_TO && op != OP_STATE && op != OP_FLOW;
        for (uint32_t i = 0; i < n; i++)
            timeless &= l->timeless.at[operand[i]];
        if (op == OP_SELF && l->p->space[space].kind == SPACE_EACH)
            timeless = false;
        vec_push(l->arena, &l->timeless, timeless);
        vec_push(l->arena, &l->node_place, 0);
    }
    return id;
}

/* On the case when all operands are: constants and what follows from them
 * need not be worked out for every row. */
node_id
lower_node(struct lowering *l, const struct env *e, enum op op, uint32_t type,
           uint32_t a, uint32_t b, const node_id *operand, uint32_t n)
{
    space_id space = n && op != OP_UP && op != OP_REF ? CASE_SPACE : e->space;
    for (uint32_t i = 0; i < n; i++)
        if (!node_on_case(l, operand[i]))
            space = e->space;
    return node_at(l, space, op, type, a, b, operand, n);
}

node_id
lower_1(struct lowering *l, const struct env *e, enum op op, uint32_t type,
        node_id x)
{
    return lower_node(l, e, op, type, 0, 0, &x, 1);
}

node_id
lower_2(struct lowering *l, const struct env *e, enum op op, uint32_t type,
        node_id x, node_id y)
{
    node_id operand[] = {x, y};
    return lower_node(l, e, op, type, 0, 0, operand, 2);
}

node_id
lower_on(struct lowering *l, const struct env *e, node_id node)
{
    node_id operand[] = {l->yes, node};
    if (e->space == CASE_SPACE || !node_on_case(l, node))
        return node;
    return node_at(l, e->space, OP_GUARD, l->p->node[node].type, 0, 0, operand,
                   2);
}

static node_id
bring_to(struct lowering *l, space_id space, node_id node)
{
    const struct plan_node *from = &l->p->node[node];
    if (from->space == CASE_SPACE || from->space == space)
        return node;
    node_id up = bring_to(l, l->p->space[space].parent, node);
    return node_at(l, space, OP_UP, l->p->node[node].type, 0, 0, &up, 1);
}

node_id
lower_bring(struct lowering *l, const struct env *e, node_id node)
{
    return bring_to(l, e->space, node);
}

node_id
lower_constant(struct lowering *l, uint32_t type, wide value)
{
    return node_at(l, CASE_SPACE, OP_CONST, type, plan_constant(l->b, value), 0,
                   NULL, 0);
}

/* The word of a whole number, or of nothing in particular when the type has
 * no numbers. */
static wide
word_of(struct lowering *l, uint32_t type, wide value)
{
    static const struct fraction zero = {0, 1};
    static const struct str empty = {"", 0};
    static const struct cell_list nothing = {0};
    switch ((enum rep)l->p->type[type].rep) {
    case REP_FRACTION:
        if (value != 0) {
            struct fraction *own = arena_new(l->arena, struct fraction);
            *own = (struct fraction){value, 1};
            return (wide)(uintptr_t)own;
        }
        return (wide)(uintptr_t)&zero;
    case REP_TEXT:
        return (wide)(uintptr_t)&empty;
    case REP_LIST:
        return (wide)(uintptr_t)&nothing;
    case REP_TRUTH:
    case REP_NUMBER:
    case REP_DATE:
    case REP_PERIOD:
    case REP_MEMBER:
    case REP_ROW:
        break;
    }
    return value;
}

node_id
lower_none(struct lowering *l, uint32_t type)
{
    node_id operand[] = {l->no, lower_constant(l, type, word_of(l, type, 0))};
    return node_at(l, CASE_SPACE, OP_GUARD, type, 0, 0, operand, 2);
}

node_id
lower_number(struct lowering *l, struct vtype t, wide value)
{
    uint32_t type = type_plan(l, t);
    return lower_constant(l, type, word_of(l, type, value));
}

node_id
lower_day(struct lowering *l, int32_t day)
{
    return lower_constant(l, type_date(l), day);
}

node_id
lower_and(struct lowering *l, const struct env *e, node_id x, node_id y)
{
    node_id both[] = {x, y};
    return lower_all(l, e, both, 2);
}

/* Of none it is NEUTRAL, of one that one. */
static node_id
lower_many(struct lowering *l, const struct env *e, enum op op, node_id neutral,
           const node_id *x, uint32_t n)
{
    node_id *kept = arena_array(l->arena, node_id, n ? n : 1);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        if (x[i] != neutral && x[i] != NO_NODE)
            kept[k++] = x[i];
    if (k == 0)
        return neutral;
    return k == 1 ? kept[0]
                  : lower_node(l, e, op, type_truth(l), 0, 0, kept, k);
}

node_id
lower_all(struct lowering *l, const struct env *e, const node_id *x, uint32_t n)
{
    return lower_many(l, e, OP_AND, l->yes, x, n);
}

node_id
lower_any(struct lowering *l, const struct env *e, const node_id *x, uint32_t n)
{
    return lower_many(l, e, OP_OR, l->no, x, n);
}

node_id
lower_not(struct lowering *l, const struct env *e, node_id x)
{
    if (x == l->yes || x == l->no)
        return x == l->yes ? l->no : l->yes;
    return lower_1(l, e, OP_NOT, type_truth(l), x);
}

static enum rep
member_rep(const struct model *m, uint32_t entity)
{
    const struct entity *e = m->entity.at[entity];
    return e->form != ENTITY_DATA && e->member.n <= 64 ? REP_MEMBER : REP_ROW;
}

static struct type
type_bounds_of(struct lowering *l, struct vtype t)
{
    struct type p = {.optional = t.optional,
                     .entity = NO_ENTITY,
                     .unit = t.unit,
                     .scale = t.scale,
                     .period = t.period};
    p.lo = -WIDE_MAX;
    p.hi = WIDE_MAX;
    switch ((enum vkind)t.kind) {
    case V_TRUTH:
    case V_NONE:
    case V_POISON:
        p.rep = REP_TRUTH;
        p.lo = 0;
        p.hi = 1;
        break;
    case V_NUMBER:
        p.rep = REP_NUMBER;
        break;
    case V_FRACTION:
        p.rep = REP_FRACTION;
        break;
    case V_DATE:
        p.rep = REP_DATE;
        p.lo = DAY_FIRST;
        p.hi = DAY_LAST;
        break;
    case V_PERIOD:
        if (model_calendar(l->m, t.period)) {
            t.kind = V_MEMBER;
            t.entity = model_calendar(l->m, t.period)->index;
            t.period = PERIOD_NONE;
            return type_bounds_of(l, t);
        }
        p.rep = REP_PERIOD;
        p.lo = period_least(t.period);
        p.hi = period_greatest(t.period);
        break;
    case V_MEMBER:
        p.rep = (uint8_t)member_rep(l->m, t.entity);
        p.entity = t.entity;
        p.lo = p.hi = 0;
        if (p.rep == REP_MEMBER)
            p.lo = ((wide)1 << l->m->entity.at[t.entity]->member.n) - 1;
        break;
    case V_TEXT:
        p.rep = REP_TEXT;
        break;
    case V_LIST:
        p.rep = REP_LIST;
        p.element = type_plan(l, vtype_get(&l->m->types, t.entity));
        break;
    }
    return p;
}

uint32_t
type_plan(struct lowering *l, struct vtype t)
{
    return plan_type(l->b, type_bounds_of(l, t));
}

uint32_t
type_truth(struct lowering *l)
{
    return type_plan(l, (struct vtype){.kind = V_TRUTH});
}

uint32_t
type_date(struct lowering *l)
{
    return type_plan(l, (struct vtype){.kind = V_DATE});
}

uint32_t
type_row(struct lowering *l, const struct entity *e)
{
    return type_plan(l, (struct vtype){.kind = V_MEMBER, .entity = e->index});
}

uint32_t
type_period(struct lowering *l, uint8_t kind)
{
    return type_plan(l, (struct vtype){.kind = V_PERIOD, .period = kind});
}

struct vtype
node_vtype(const struct lowering *l, const struct node *n)
{
    return vtype_get(&l->m->types, n->type);
}

static node_id
to_fraction(struct lowering *l, const struct env *e, node_id node,
            struct vtype from, struct vtype to, struct fraction factor)
{
    struct vtype plain = to;
    plain.optional = from.optional;
    uint32_t type = type_plan(l, plain);
    if (from.kind == V_NUMBER)
        node = lower_1(l, e, OP_FRACTION, type, node);
    if (factor.num == 1 && factor.den == 1)
        return node;
    struct fraction *own = arena_new(l->arena, struct fraction);
    *own = factor;
    plain.optional = false;
    node_id by = lower_constant(l, type_plan(l, plain), (wide)(uintptr_t)own);
    return lower_2(l, e, OP_MULTIPLY, type, node, by);
}

/* V is converted here, once, and not by every walk; NO_NODE on overflow. */
static node_id
constant_decimal(struct lowering *l, wide v, struct vtype from, struct vtype to,
                 struct conversion by)
{
    unsigned scale = from.scale + by.more_scale;
    if (!wide_multiply(v, by.times, &v))
        return NO_NODE;
    if (scale < to.scale &&
        !wide_multiply(v, wide_ten_to(to.scale - scale), &v))
        return NO_NODE;
    from.unit = to.unit;
    from.scale = (uint8_t)(scale < to.scale ? to.scale : scale);
    return lower_number(l, from, v);
}

static node_id
to_decimal(struct lowering *l, const struct env *e, node_id node,
           struct vtype from, struct vtype to, struct conversion by)
{
    struct vtype step = from;
    const struct plan_node *n = &l->p->node[node];
    if (n->op == OP_CONST && from.kind == V_NUMBER) {
        wide v = l->p->constant[n->a];
        node_id constant = constant_decimal(l, v, from, to, by);
        if (constant != NO_NODE)
            return constant;
    }
    step.unit = to.unit;
    if (by.times != 1 || by.more_scale) {
        struct vtype one = {.kind = V_NUMBER, .scale = by.more_scale};
        step.scale = (uint8_t)(from.scale + by.more_scale);
        node = lower_2(l, e, OP_MULTIPLY, type_plan(l, step), node,
                       lower_number(l, one, by.times));
    }
    if (step.scale < to.scale) {
        step.scale = to.scale;
        node = lower_1(l, e, OP_RESCALE, type_plan(l, step), node);
    }
    return node;
}

node_id
lower_number_as(struct lowering *l, wide value, struct vtype from,
                struct vtype to)
{
    struct fraction factor = {1, 1};
    unit_convert(&l->m->units, from.unit, to.unit, &factor);
    return constant_decimal(l, value, from, to, conversion_of(factor));
}

node_id
lower_convert(struct lowering *l, const struct env *e, node_id node,
              struct vtype from, struct vtype to)
{
    struct fraction factor = {1, 1};
    if (from.kind == V_NONE)
        return lower_none(l, type_plan(l, to));
    if (from.kind != V_NUMBER && from.kind != V_FRACTION)
        return node;
    unit_convert(&l->m->units, from.unit, to.unit, &factor);
    if (to.kind == V_FRACTION)
        return to_fraction(l, e, node, from, to, factor);
    return to_decimal(l, e, node, from, to, conversion_of(factor));
}
