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
        g.arm[r] = (struct group_arm){arm[r * 2], arm[r * 2 + 1],
                                      t->row[r]->at, t->row[r]->at, 0};
    vec_push(l->arena, &l->m->group, g);
}

static void
weights_table(struct lowering *l, struct env *e, const struct split *s,
              const struct table *t, const struct plan_place *place,
              node_id *weight)
{
    struct vtype type = {.kind = V_NUMBER};
    node_id *guard = lower_row_guards(l, e, t, place);
    node_id *arm = arena_array(l->arena, node_id, t->rows * 2);
    for (uint32_t r = 0; r < t->rows; r++)
        for (uint32_t i = 0; i < s->part.n; i++)
            type = weight_type(l, t->row[r]->kid[t->columns - 1]->kid[i], type);
    for (uint32_t i = 0; i < s->part.n; i++) {
        for (uint32_t r = 0; r < t->rows; r++) {
            const struct node *cell = t->row[r]->kid[t->columns - 1];
            arm[r * 2] = guard[r];
            arm[r * 2 + 1] = lower_as(l, e, cell->kid[i], type);
        }
        weight[i] = lower_node(l, e, OP_ONE, type_plan(l, type), 0, 0, arm,
                               t->rows * 2);
        group_ratio(l, t, arm, weight[i]);
    }
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

static void
split_weights(struct lowering *l, struct env *e, const struct split *s,
              const struct plan_place *place, node_id *weight)
{
    const struct node *ratio = node_find(s->node, NODE_RATIO);
    const struct node *first = ratio->kid[0];
    if (s->members)
        weights_members(l, e, s, first, weight);
    else if (first->kind == NODE_TABLE)
        weights_table(l, e, s, first->meaning, place, weight);
    else
        weights_plain(l, e, ratio->kid[1], weight);
}

node_id
lower_part(struct lowering *l, struct env *e, struct decision *d)
{
    const struct split *s = d->split;
    struct plan_place place = {.kind = PLACE_SPLIT};
    struct vtype type = d->type;
    node_id *operand = arena_array(l->arena, node_id, s->part.n + 1);
    place.label = model_text(l->m, s->name);
    place.citation = cites_text(l, s->node);
    place.lo = s->node->at.lo;
    place.hi = s->node->at.hi;
    type.optional = true;
    operand[0] = lower_decision(l, e, d->of, e->self);
    split_weights(l, e, s, &place, operand + 1);
    node_id part = lower_node(l, e, OP_SPLIT, type_plan(l, type), d->number,
                              s->rest, operand, s->part.n + 1);
    node_id when = lower_rule_condition(l, e, s->node, &place);
    struct firing f = {when, part};
    return lower_guard(l, e, f, lower_place(l, s, place), type_plan(l, type));
}
