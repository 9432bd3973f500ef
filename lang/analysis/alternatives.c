/* Rows of tables, rules of decisions, exceptions to one thing: can two apply
 * together, does one always apply, can each of them apply at all? */
#include "lang/analysis/alternatives.h"

#include "lang/base/map.h"

enum {
    NODES_SPARE = 200, /* of a cone, besides the alternatives themselves */
    NODES_ARM = 24,
    WALKS_SPARE = 400,
    WALKS_ARM = 24,
};

/* ---- the question put to a group ---- */

static bool
is_asof(const struct plan *p, node_id node)
{
    const struct plan_node *n = &p->node[node];
    if (n->op != OP_LE && n->op != OP_LT)
        return false;
    return p->node[p->operand[n->first]].op == OP_ASOF ||
           p->node[p->operand[n->first + 1]].op == OP_ASOF;
}

/* The conditions on the day alone, by row: a gap before the first row is in
 * force is none. */
static void
days_find(struct question *q)
{
    const struct plan *p = q->a->plan;
    const struct group *g = q->group;
    VEC(node_id) day = {0};
    q->day_first = arena_array(q->keep, uint32_t, g->n + 1);
    for (uint32_t i = 0; i < g->n; i++) {
        const struct plan_node *n = &p->node[g->arm[i].guard];
        if (is_asof(p, g->arm[i].guard))
            vec_push(q->keep, &day, q->guard[i]);
        for (uint32_t k = 0; n->op == OP_AND && k < n->n; k++)
            if (is_asof(p, p->operand[n->first + k]))
                vec_push(q->keep, &day,
                         cone_add(q->cone, p->operand[n->first + k]));
        q->day_first[i + 1] = day.n;
    }
    q->day = day.at;
}

static uint32_t *
preferred_order(struct question *q)
{
    /* The plan asks the rows one after the other: IF (guard, value, next). */
    const struct plan *p = q->a->plan;
    const struct group *g = q->group;
    uint32_t *order = arena_array(q->keep, uint32_t, g->n);
    uint32_t n = 0;
    node_id at = g->node;
    for (; n < g->n && p->node[at].op == OP_IF; n++) {
        const node_id *operand = &p->operand[p->node[at].first];
        uint32_t i = 0;
        while (i < g->n && g->arm[i].guard != operand[0])
            i++;
        if (i == g->n)
            return NULL;
        order[n] = i;
        at = operand[2];
    }
    return n == g->n ? order : NULL;
}

static void
constraints_add(struct question *q)
{
    struct analysis *a = q->a;
    space_id space = a->plan->node[q->group->arm[0].guard].space;
    q->constraint = arena_array(q->keep, node_id, a->constraint.n + 1);
    for (uint32_t i = 0; i < a->constraint.n && q->constraints < 8; i++)
        if (a->constraint_space.at[i] == space)
            q->constraint[q->constraints++] =
                cone_add(q->cone, a->constraint.at[i]);
}

static bool
may_hold(const struct analysis *a, node_id node)
{
    struct cell c = boxes_range(&a->boxes, node);
    return may_apply(&c);
}

/* Does all that was added behind MARK rest on nothing that was there? */
static bool
stands_alone(const struct cone *c, struct cone_mark mark, node_id node)
{
    for (node_id i = mark.nodes; i < c->node.n; i++)
        for (uint32_t k = 0; k < c->node.at[i].n; k++) {
            node_id x = c->operand.at[c->node.at[i].first + k];
            if (x < mark.nodes && c->node.at[x].op != OP_CONST)
                return false;
        }
    return node >= mark.nodes;
}

/* A condition on other facts than the rows' leaves the rows as they are. */
static void
context_add(struct question *q)
{
    const struct group *g = q->group;
    struct cone_mark mark = cone_mark(q->cone);
    if (g->context == NO_NODE || q->a->boxes.constant[g->context])
        return;
    q->context = cone_add(q->cone, g->context);
    if (group_agrees(g) || q->a->constraint.n ||
        !stands_alone(q->cone, mark, q->context) || !may_hold(q->a, g->context))
        return;
    cone_back(q->cone, mark);
    q->context = NO_NODE;
}

static void
question_init(struct question *q, struct analysis *a, const struct group *g,
              struct cone *cone, bool whole)
{
    *q = (struct question){.a = a,
                           .group = g,
                           .cone = cone,
                           .keep = a->arena,
                           .context = NO_NODE,
                           .left = g->n,
                           .disjoint = true,
                           .total = true};
    cone_init(cone, &a->boxes, NODES_SPARE + NODES_ARM * g->n, whole);
    q->guard = arena_array(a->arena, node_id, g->n);
    q->value = arena_array(a->arena, node_id, g->n);
    q->reached = arena_array(a->arena, bool, g->n);
    q->shadow = arena_array(a->arena, uint32_t, g->n);
    for (uint32_t i = 0; i < g->n; i++) {
        q->guard[i] = cone_add(cone, g->arm[i].guard);
        q->shadow[i] = NO_NODE;
    }
    days_find(q);
    q->own_inputs = cone->input.n;
    context_add(q);
    for (uint32_t i = 0; group_agrees(g) && i < g->n; i++)
        q->value[i] = cone_add(cone, g->arm[i].value);
    if (g->table && g->policy == POLICY_PREFERRED)
        q->order = preferred_order(q);
    constraints_add(q);
    cone_relate(cone);
    uint32_t inputs = cone->input.n + 1;
    q->gap.input = arena_array(a->arena, struct cell, inputs);
    q->overlap.input = arena_array(a->arena, struct cell, inputs);
    q->conflict.input = arena_array(a->arena, struct cell, inputs);
    q->corner = arena_array(a->arena, struct cell, inputs);
}

/* How many combinations of readings the cone rests on. */
static uint64_t
combinations(const struct cone *c)
{
    const struct plan *p = c->boxes->plan;
    uint64_t n = 1;
    for (uint32_t i = 0; i < c->input.n && n <= UINT32_MAX; i++) {
        const struct plan_node *in = &p->node[c->input.at[i].node];
        if (in->op == OP_READING)
            n *= p->entity[p->reading[in->a].entity].members_n;
    }
    return n;
}

static void
question_ask(struct question *q)
{
    uint32_t walks = WALKS_SPARE + WALKS_ARM * q->group->n;
    q->combinations = combinations(q->cone);
    if (q->combinations > q->a->m->limits.readings)
        q->result = BOX_BUDGET;
    else
        q->result = box_search(q->cone, walks, alternatives_judge, q);
    if (q->result == BOX_BUDGET)
        q->disjoint = q->total = false;
    q->sure = cone_free(q->cone);
    q->tangled = !q->sure && cone_tangled(q->cone);
}

/* A none among the values would come out of a choice that is total. */
static bool
values_never_none(const struct question *q)
{
    for (uint32_t i = 0; i < q->group->n; i++)
        if (boxes_range(&q->a->boxes, q->group->arm[i].value).can & CAN_NONE)
            return false;
    return true;
}

static void
prove(const struct question *q)
{
    const struct group *g = q->group;
    uint8_t flags = 0;
    if (g->node == NO_NODE || g->n == 0)
        return;
    uint8_t op = q->a->plan->node[g->node].op;
    if (op != OP_ONE && op != OP_AGREE)
        return;
    if (q->disjoint)
        flags |= NODE_DISJOINT;
    if (q->total && (op == OP_ONE || values_never_none(q)))
        flags |= NODE_TOTAL;
    if (flags)
        plan_prove(q->a->plan, g->node, flags);
}

static bool
same_guards(const struct group *x, const struct group *y)
{
    if (!x || x->owner != y->owner || x->n != y->n ||
        x->context != y->context || group_agrees(y))
        return false;
    for (uint32_t i = 0; i < x->n; i++)
        if (x->arm[i].guard != y->arm[i].guard)
            return false;
    return true;
}

/* A fact, its opposite, or a fact compared with a constant: what it can be is
 * what was found of it already. */
static bool
is_plain(const struct analysis *a, node_id node)
{
    const struct plan_node *n = &a->plan->node[node];
    const uint8_t *constant = a->boxes.constant;
    const node_id *operand = &a->plan->operand[n->first];
    for (uint32_t i = 0; i < n->n; i++)
        if (!constant[operand[i]] && a->plan->node[operand[i]].op != OP_FACT)
            return false;
    return constant[node] || n->op == OP_FACT || n->op == OP_NOT ||
           ((n->op == OP_LT || n->op == OP_LE || n->op == OP_EQ) &&
            (constant[operand[0]] || constant[operand[1]]));
}

/* The one fact that a plain node asks about, or NO_NODE. */
static node_id
fact_of(const struct analysis *a, node_id node)
{
    const struct plan_node *n = &a->plan->node[node];
    if (n->op == OP_FACT)
        return node;
    for (uint32_t i = 0; i < n->n; i++)
        if (!a->boxes.constant[a->plan->operand[n->first + i]])
            return a->plan->operand[n->first + i];
    return NO_NODE;
}

enum { PLAIN_MOST = 8 };

/* Plain conditions on one fact each, all of which can hold. */
static bool
can_all_hold(const struct analysis *a, node_id node)
{
    const struct plan_node *n = &a->plan->node[node];
    node_id fact[PLAIN_MOST];
    if (n->op != OP_AND)
        return is_plain(a, node) && may_hold(a, node);
    if (n->n > PLAIN_MOST)
        return false;
    for (uint32_t i = 0; i < n->n; i++) {
        node_id x = a->plan->operand[n->first + i];
        if (!is_plain(a, x) || !may_hold(a, x))
            return false;
        fact[i] = fact_of(a, x);
        for (uint32_t k = 0; k < i; k++)
            if (fact[k] == fact[i] && fact[i] != NO_NODE)
                return false;
    }
    return true;
}

/* A single rule that needs no search to say that it can apply. */
static bool
surely_applies(const struct analysis *a, const struct group *g)
{
    return g->n == 1 && !group_gap_matters(g) && g->context == NO_NODE &&
           a->constraint.n == 0 && can_all_hold(a, g->arm[0].guard);
}

/* A doubt that inputs worked out from others leave is looked at again with
 * nothing cut off. */
static void
question_again(struct question *q, struct cone *cone)
{
    struct question more;
    struct cone whole;
    bool doubt = q->gap.found || q->overlap.found || q->conflict.found;
    if (q->sure || !doubt)
        return;
    question_init(&more, q->a, q->group, &whole, true);
    question_ask(&more);
    bool decided = more.sure && (more.result == BOX_ALL || more.gap.found ||
                                 more.overlap.found || more.conflict.found);
    if (!decided)
        return;
    more.disjoint |= q->disjoint;
    more.total |= q->total;
    *cone = whole;
    *q = more;
    q->cone = cone;
}

/* ---- all groups ---- */

static struct alternatives *
owners_find(struct analysis *a, uint32_t *of)
{
    struct map seen;
    struct alternatives *all =
        arena_array(a->arena, struct alternatives, a->m->group.n + 1);
    uint32_t n = 0;
    map_init(&seen, a->arena);
    for (uint32_t i = 0; i < a->m->group.n; i++) {
        const struct group *g = &a->m->group.at[i];
        uint64_t key = (uint64_t)(uintptr_t)g->owner;
        uint32_t at = map_get(&seen, key);
        if (at == MAP_NONE) {
            at = n++;
            map_put(&seen, key, at);
            all[at].group = g;
            all[at].reached = arena_array(a->arena, bool, g->n + 1);
            all[at].shadow = arena_array(a->arena, uint32_t, g->n + 1);
        }
        of[i] = at;
    }
    return all;
}

static void
owner_learns(struct alternatives *of, const struct question *q)
{
    of->asked = true;
    of->undecided |= q->result == BOX_BUDGET || q->doubtful;
    of->met |= q->context_met || q->gap.found;
    for (uint32_t i = 0; i < q->group->n && i < of->group->n; i++) {
        of->reached[i] |= q->reached[i];
        of->shadow[i] = q->shadow[i];
    }
}

void
analyse_alternatives(struct analysis *a)
{
    uint32_t *of = arena_array(a->arena, uint32_t, a->m->group.n + 1);
    struct alternatives *all = owners_find(a, of);
    const struct group *before = NULL;
    struct question q = {0};
    struct cone cone;
    struct arena_mark mark = arena_mark(a->arena);
    for (uint32_t i = 0; i < a->m->group.n; i++) {
        const struct group *g = &a->m->group.at[i];
        struct alternatives *own = &all[of[i]];
        if (g->n == 0 || (g->table && g->policy == POLICY_MARGINAL))
            continue;
        if (surely_applies(a, g)) {
            own->reached[0] = true;
            continue;
        }
        if (!same_guards(before, g)) {
            arena_back(a->arena, mark);
            question_init(&q, a, g, &cone, false);
            question_ask(&q);
            question_again(&q, &cone);
        }
        before = g;
        q.group = g;
        prove(&q);
        owner_learns(own, &q);
        if (!own->told)
            own->told = alternatives_report(&q);
    }
    arena_back(a->arena, mark);
    for (uint32_t i = 0; i < a->m->group.n; i++)
        if (all[of[i]].group == &a->m->group.at[i])
            never_report(a, &all[of[i]]);
}
