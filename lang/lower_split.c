/* Splits to nodes: what each part weighs, and its share. */
#include "lang/lower.h"

/* The one type all weights are brought to: numbers without a unit, with as
 * many places as the longest. */
static struct vtype
weight_type(struct lowering *l, const struct node *weight, struct vtype so_far)
{
    struct vtype w = node_vtype(l, weight);
    if (w.scale > so_far.scale)
        so_far.scale = w.scale;
    so_far.unit = w.unit;
    return so_far;
}

static void
weights_plain(struct lowering *l, struct env *e, const struct node *ratio,
              node_id *weight)
{
    struct vtype type = {.kind = V_NUMBER};
    for (uint32_t i = 0; i < ratio->n; i++)
        type = weight_type(l, ratio->kid[i], type);
    for (uint32_t i = 0; i < ratio->n; i++)
        weight[i] = lower_as(l, e, ratio->kid[i], type);
}

/* Notes the rows of T for the analysis. */
static void
group_ratio(struct lowering *l, const struct table *t, const node_id *arm,
            node_id node)
{
    struct group g = {.kind = GROUP_RATIO,
                      .policy = t->policy,
                      .node = node,
                      .context = NO_NODE,
                      .owner = t,
                      .table = t,
                      .at = t->header->at,
                      .n = t->rows};
    g.arm = arena_array(l->arena, struct group_arm, t->rows);
    for (uint32_t r = 0; r < t->rows; r++)
        g.arm[r] = (struct group_arm){arm[r * 2], arm[r * 2 + 1], t->row[r]->at,
                                      t->row[r]->at, 0};
    vec_push(l->arena, &l->m->group, g);
}

/* The part that D is of WHOLE, row by row: so what is not known of the rows
 * leaves only the shares that they name. */
static node_id
share_table(struct lowering *l, struct env *e, const struct decision *d,
            const struct table *t, const struct plan_place *place,
            node_id whole, uint32_t type)
{
    const struct split *s = d->split;
    struct vtype weight = {.kind = V_NUMBER};
    node_id *guard = lower_row_guards(l, e, t, place);
    node_id *arm = arena_array(l->arena, node_id, t->rows * 2);
    node_id *operand = arena_array(l->arena, node_id, s->part.n + 1);
    operand[0] = whole;
    for (uint32_t r = 0; r < t->rows; r++)
        for (uint32_t i = 0; i < s->part.n; i++)
            weight =
                weight_type(l, t->row[r]->kid[t->columns - 1]->kid[i], weight);
    for (uint32_t r = 0; r < t->rows; r++) {
        const struct node *cell = t->row[r]->kid[t->columns - 1];
        for (uint32_t i = 0; i < s->part.n; i++)
            operand[i + 1] = lower_as(l, e, cell->kid[i], weight);
        arm[r * 2] = guard[r];
        arm[r * 2 + 1] = lower_node(l, e, OP_SPLIT, type, d->number, s->rest,
                                    operand, s->part.n + 1);
    }
    node_id share = lower_node(l, e, OP_ONE, type, 0, 0, arm, t->rows * 2);
    group_ratio(l, t, arm, share);
    return share;
}

/* Each member of the roster in turn is the row the weight is worked out
 * for. */
static void
weights_members(struct lowering *l, struct env *e, const struct split *s,
                const struct node *arg, node_id *weight)
{
    struct vtype type =
        weight_type(l, arg->kid[2], (struct vtype){.kind = V_NUMBER});
    bool mask = s->members->member.n <= 64;
    for (uint32_t i = 0; i < s->part.n; i++) {
        struct env *in = env_copy(l, e);
        in->derived = false;
        in->row = s->members;
        in->self = lower_constant(l, type_row(l, s->members),
                                  mask ? (wide)1 << i : (wide)i);
        weight[i] = lower_as(l, in, arg->kid[2], type);
        if (!arg->kid[1])
            continue;
        node_id operand[] = {lower_expr(l, in, arg->kid[1]), weight[i],
                             lower_number(l, type, 0)};
        weight[i] =
            lower_node(l, in, OP_IF, type_plan(l, type), 0, 0, operand, 3);
    }
}

/* The part that D is of WHOLE. */
static node_id
share_of(struct lowering *l, struct env *e, const struct decision *d,
         const struct plan_place *place, node_id whole, uint32_t type)
{
    const struct split *s = d->split;
    const struct node *ratio = node_find(s->node, NODE_RATIO);
    const struct node *first = ratio->kid[0];
    node_id *operand = arena_array(l->arena, node_id, s->part.n + 1);
    if (!s->members && first->kind == NODE_TABLE)
        return share_table(l, e, d, first->meaning, place, whole, type);
    operand[0] = whole;
    if (s->members)
        weights_members(l, e, s, first, operand + 1);
    else
        weights_plain(l, e, ratio->kid[1], operand + 1);
    return lower_node(l, e, OP_SPLIT, type, d->number, s->rest, operand,
                      s->part.n + 1);
}

node_id
lower_part(struct lowering *l, struct env *e, struct decision *d)
{
    const struct split *s = d->split;
    struct plan_place place = {.kind = PLACE_SPLIT};
    struct vtype optional = d->type;
    place.label = model_text(l->m, s->name);
    place.citation = cites_text(l, s->node);
    place.lo = s->node->at.lo;
    place.hi = s->node->at.hi;
    optional.optional = true;
    uint32_t type = type_plan(l, optional);
    node_id whole = lower_decision(l, e, d->of, e->self);
    node_id part = share_of(l, e, d, &place, whole, type);
    node_id when = lower_rule_condition(l, e, s->node, &place);
    struct firing f = {when, part};
    return lower_guard(l, e, f, lower_place(l, s, place), type);
}
