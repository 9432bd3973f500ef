/* Decisions: rules, exceptions, provisos, versions, splits. */
#include "lang/lower.h"

static struct firing
lower_rule(struct lowering *l, struct env *e, struct rule *r, uint32_t output,
           struct vtype want);

static struct plan_place
rule_place(struct lowering *l, const struct rule *r)
{
    struct plan_place p = {.kind = r->kind};
    const struct rule *cited = r;
    while (cited->within && !node_find(cited->node, NODE_CITES))
        cited = cited->within;
    if (r->kind == PLACE_RULE && r->decision->kind == DECISION_STANDARD)
        p.kind = PLACE_STANDARD;
    if (r->kind == PLACE_RULE && r->decision->duty)
        p.kind = r->decision->kind == DECISION_DUTY
                     ? (uint8_t)(PLACE_DUTY + r->decision->duty->modality)
                     : PLACE_FACET;
    p.label = model_text(l->m, r->label ? r->label : r->decision->name);
    p.citation = cites_text(l, cited->node);
    p.lo = r->node->at.lo;
    p.hi = r->node->at.hi;
    return p;
}

/* Is the as-of day, or the period, within FROM .. TO of the clause? */
static node_id
force_between(struct lowering *l, struct env *e, const struct node *clause)
{
    uint32_t truth = type_truth(l);
    node_id first = e->asof, last = e->asof, within = l->yes;
    struct node *from = node_kid(clause, 0), *to = node_kid(clause, 1);
    if (e->period) {
        first = lower_first_day(l, e, e->period_node);
        last = lower_last_day(l, e, e->period_node);
    }
    if (from)
        within = lower_2(l, e, OP_LE, truth, lower_expr(l, e, from), last);
    if (to)
        within =
            lower_and(l, e, within,
                      lower_2(l, e, OP_LE, truth, first, lower_expr(l, e, to)));
    return within;
}

/* 施行, 失效 and 自 .. 至 .. as a condition on the day or the period. */
static node_id
lower_force(struct lowering *l, struct env *e, const struct node *clause,
            const struct plan_place *of)
{
    struct plan_place place = *of;
    struct node *day = node_kid(clause, 0);
    node_id node;
    if (clause->kind == NODE_FROM)
        node = force_between(l, e, clause);
    else if (!day)
        return l->yes;
    else if (clause->kind == NODE_EFFECTIVE)
        node =
            lower_2(l, e, OP_LE, type_truth(l), lower_expr(l, e, day), e->asof);
    else
        node =
            lower_2(l, e, OP_LT, type_truth(l), e->asof, lower_expr(l, e, day));
    place.kind = PLACE_FORCE;
    place.words = source_words(l->m->source, l->arena, clause->at);
    place.lo = clause->at.lo;
    place.hi = clause->at.hi;
    lower_mark(l, node, lower_place(l, clause, place));
    return node;
}

node_id
lower_rule_condition(struct lowering *l, struct env *e, const struct node *n,
                     const struct plan_place *place)
{
    VEC(node_id) when = {0};
    node_each(n, EFFECTIVE, day)
        vec_push(l->arena, &when, lower_force(l, e, day, place));
    node_each(n, EXPIRES, day)
        vec_push(l->arena, &when, lower_force(l, e, day, place));
    node_each(n, FROM, from)
        vec_push(l->arena, &when, lower_force(l, e, from, place));
    node_each(n, WHEN, w)
        vec_push(l->arena, &when, lower_condition(l, e, w->kid[0], place));
    return lower_all(l, e, when.at, when.n);
}

static node_id
lower_gives(struct lowering *l, struct env *e, const struct node *gives,
            uint32_t output, struct vtype want, const struct plan_place *place)
{
    const struct node *first = node_kid(gives, 0);
    if (first->kind == NODE_TABLE)
        return lower_table(l, e, first, output, want, place);
    const struct node *value = gives->kid[output < gives->n ? output : 0];
    return lower_as(l, e, value, want);
}

static node_id
own_value(struct lowering *l, struct env *e, const struct rule *r,
          uint32_t output, struct vtype want, const struct plan_place *place)
{
    const struct decision *d = r->decision;
    const struct node *gives = node_find(r->node, NODE_GIVES);
    const struct node *must = node_find(r->node, NODE_MUST);
    if (gives)
        return lower_gives(l, e, gives, output, want, place);
    if (must)
        return lower_condition(l, e, must->kid[0], place);
    return lower_field(l, e, d->awaited, NO_NODE);
}

node_id
lower_guard(struct lowering *l, struct env *e, struct firing f, uint32_t place,
            uint32_t type)
{
    if (f.fires == l->yes && place == 0)
        return f.value;
    node_id operand[] = {f.fires, f.value};
    node_id node = lower_node(l, e, OP_GUARD, type, place, 0, operand, 2);
    lower_mark(l, node, place);
    return node;
}

static uint32_t
place_of_rule(struct lowering *l, const struct rule *r)
{
    return lower_place(l, r, rule_place(l, r));
}

/* Notes alternatives of a decision for the analysis. FIRES: by rule. */
static void
group_of_rules(struct lowering *l, struct rule *const *list,
               const node_id *fires, const node_id *value, uint32_t n,
               struct group g)
{
    g.n = n;
    g.arm = arena_array(l->arena, struct group_arm, n);
    for (uint32_t i = 0; i < n; i++)
        g.arm[i] =
            (struct group_arm){fires[i], value[i], node_name_at(list[i]->node),
                               list[i]->node->at, list[i]->label};
    vec_push(l->arena, &l->m->group, g);
}

/* Do exceptions that stand on conditions of their own override R too? Then R
 * may count where its own condition is not met, and its provisos do not. */
static bool
overridden_alone(const struct rule *r)
{
    for (uint32_t i = 0; r && !r->within && i < r->exception.n; i++)
        if (!r->exception.at[i]->within)
            return true;
    return false;
}

/* If any of the exceptions LIST fires, what they agree on, else VALUE. With
 * OVER, the rule they override, *FIRES grows by those that do not need OVER to
 * fire: all but the provisos that stand under it. */
static node_id
lower_exceptions(struct lowering *l, struct env *e, const struct rule *over,
                 struct rule **list, uint32_t n, uint32_t output,
                 struct vtype want, node_id value, node_id *fires)
{
    node_id *when = arena_array(l->arena, node_id, n + 1);
    node_id *guarded = arena_array(l->arena, node_id, n + 1);
    node_id *alone = arena_array(l->arena, node_id, n + 1);
    node_id *given = arena_array(l->arena, node_id, n + 1);
    uint32_t type = type_plan(l, want), own = 0;
    bool none = false, under = true, beside = overridden_alone(over);
    node_id holds = over ? *fires : l->yes;
    if (n == 0)
        return value;
    for (uint32_t i = 0; i < n; i++) {
        struct firing f = lower_rule(l, e, list[i], output, want);
        if (beside && list[i]->within)
            f.fires = lower_and(l, e, holds, f.fires);
        when[i] = f.fires;
        given[i] = f.value;
        under &= list[i]->within != NULL;
        none |= list[i]->may_be_none;
        guarded[i] = lower_guard(l, e, f, place_of_rule(l, list[i]), type);
        if (over && (over->within || !list[i]->within))
            alone[own++] = f.fires;
    }
    node_id any = lower_any(l, e, when, n);
    node_id agreed = lower_node(l, e, OP_AGREE, type, 0, 0, guarded, n);
    if (!none) /* it is only looked at where one of them applies */
        plan_prove(plan_of(l->b), agreed, NODE_TOTAL);
    group_of_rules(l, list, when, given, n,
                   (struct group){.kind = GROUP_EXCEPTIONS,
                                  .policy = POLICY_NONE,
                                  .node = n > 1 ? agreed : NO_NODE,
                                  .context = under ? l->context : NO_NODE,
                                  .owner = list,
                                  .at = node_name_at(list[0]->node)});
    if (own && *fires != l->yes) {
        alone[own++] = *fires;
        *fires = lower_any(l, e, alone, own);
    }
    node_id operand[] = {any, agreed, value};
    return lower_node(l, e, OP_IF, type, 0, 0, operand, 3);
}

static struct firing
lower_rule(struct lowering *l, struct env *e, struct rule *r, uint32_t output,
           struct vtype want)
{
    struct plan_place place = rule_place(l, r);
    struct firing f;
    node_id context = l->context;
    const struct plan_place *of = l->of;
    l->of = &place;
    f.fires = lower_rule_condition(l, e, r->node, &place);
    l->context = f.fires;
    f.value = own_value(l, e, r, output, want, &place);
    f.value = lower_exceptions(l, e, r, r->exception.at, r->exception.n, output,
                               want, f.value, &f.fires);
    l->context = context;
    l->of = of;
    return f;
}

static node_id
combine_exclusive(struct lowering *l, struct env *e, uint32_t type,
                  const struct firing *f, uint32_t n)
{
    node_id *operand = arena_array(l->arena, node_id, n * 2);
    for (uint32_t i = 0; i < n; i++) {
        operand[i * 2] = f[i].fires;
        operand[i * 2 + 1] = f[i].value;
    }
    return lower_node(l, e, OP_ONE, type, 0, 0, operand, n * 2);
}

static node_id
combine_rules(struct lowering *l, struct env *e, const struct decision *d,
              uint32_t type, const struct firing *f, const node_id *fires,
              const node_id *guarded)
{
    uint32_t n = d->rule.n;
    switch ((enum policy)d->combine) {
    case POLICY_EXCLUSIVE:
        for (uint32_t i = 0; i < n; i++)
            lower_mark(l, f[i].value, place_of_rule(l, d->rule.at[i]));
        return combine_exclusive(l, e, type, f, n);
    case POLICY_HIGHEST:
        return lower_node(l, e, OP_NMAX, type, 0, 0, guarded, n);
    case POLICY_LOWEST:
        return lower_node(l, e, OP_NMIN, type, 0, 0, guarded, n);
    case POLICY_STACKED: {
        node_id sum = lower_node(l, e, OP_NSUM, type, 0, 0, guarded, n);
        return lower_2(l, e, OP_GUARD, type, lower_any(l, e, fires, n), sum);
    }
    case POLICY_NONE:
    case POLICY_UNIQUE:
    case POLICY_AGREEING:
    case POLICY_FIRST:
    case POLICY_PREFERRED:
    case POLICY_COUNTED:
    case POLICY_MARGINAL:
    case POLICY_WHOLE_AMOUNT:
        break;
    }
    return n == 1 ? guarded[0]
                  : lower_node(l, e, OP_AGREE, type, 0, 0, guarded, n);
}

/* What the rules of D come to together, before exceptions and 否则. */
static node_id
lower_rules(struct lowering *l, struct env *e, struct decision *d,
            uint32_t output, struct vtype want)
{
    uint32_t n = d->rule.n, type = type_plan(l, want);
    struct firing *f = arena_array(l->arena, struct firing, n);
    node_id *fires = arena_array(l->arena, node_id, n);
    node_id *guarded = arena_array(l->arena, node_id, n);
    node_id *value = arena_array(l->arena, node_id, n);
    struct group g = {.kind = GROUP_RULES,
                      .policy = d->combine,
                      .node = NO_NODE,
                      .context = NO_NODE,
                      .owner = d,
                      .at = node_name_at(d->node)};
    for (uint32_t i = 0; i < n; i++) {
        struct rule *r = d->rule.at[i];
        f[i] = lower_rule(l, e, r, output, want);
        fires[i] = f[i].fires;
        value[i] = f[i].value;
        guarded[i] = lower_guard(l, e, f[i], place_of_rule(l, r), type);
    }
    node_id node = combine_rules(l, e, d, type, f, fires, guarded);
    if (n > 1)
        g.node = node;
    group_of_rules(l, d->rule.at, fires, value, n, g);
    return node;
}

static struct plan_place
decision_place(struct lowering *l, const struct decision *d,
               enum place_kind kind)
{
    struct plan_place p = {.kind = (uint8_t)kind};
    p.label = model_text(l->m, d->name);
    p.citation = cites_text(l, d->node);
    p.lo = d->node->at.lo;
    p.hi = d->node->at.hi;
    return p;
}

static node_id
bounded(struct lowering *l, struct env *e, const struct decision *d,
        node_id node, struct vtype want)
{
    if (!d->bounded)
        return node;
    uint32_t plain = type_plan(l, want);
    struct type t = l->p->type[plain];
    t.lo = d->lo;
    t.hi = d->hi;
    return lower_1(l, e, OP_DOMAIN, plan_type(l->b, t), node);
}

static node_id
lower_output(struct lowering *l, struct env *e, struct decision *d,
             uint32_t output, struct vtype want)
{
    want.optional = true;
    node_id context = l->context;
    bool covered = l->covered;
    l->covered = d->otherwise || d->rule.n > 1;
    node_id node =
        d->worst.n ? lower_worst(l, e, d) : lower_rules(l, e, d, output, want);
    l->covered = false;
    l->context = NO_NODE;
    if (d->otherwise) {
        struct plan_place place = decision_place(l, d, PLACE_OTHERWISE);
        place.lo = d->otherwise->at.lo;
        place.hi = d->otherwise->at.hi;
        struct firing f = {
            l->yes, lower_gives(l, e, d->otherwise, output, want, &place)};
        /* That a duty is 不适用 is no clause of the text. */
        node_id other =
            d->duty ? f.value
                    : lower_guard(l, e, f, lower_place(l, d->otherwise, place),
                                  type_plan(l, want));
        node = lower_2(l, e, OP_ELSE, type_plan(l, want), node, other);
    }
    /* What excuses from a duty excuses each of its bearers. */
    const struct decision *own = d->of_bearer ? d->of : d;
    node = lower_exceptions(l, e, NULL, own->exception.at, own->exception.n,
                            output, want, node, NULL);
    l->context = context;
    l->covered = covered;
    return node;
}

node_id
lower_body(struct lowering *l, struct env *e, struct decision *d)
{
    node_id node;
    struct decision *of = d->kind == DECISION_OUTPUT ? d->of : d;
    if (d->kind == DECISION_PART) {
        node = lower_part(l, e, d);
    } else if (d->worst_of_windows) {
        node = lower_worst(l, e, d);
    } else {
        node = lower_output(l, e, of, d->number, d->type);
        node = bounded(l, e, d, node, d->type);
    }
    return lower_on(l, e, node);
}

node_id
lower_helper(struct lowering *l, struct env *e, struct decision *d,
             const node_id *argument)
{
    struct env *own = arena_new(l->arena, struct env);
    *own = (struct env){.space = e->space,
                        .row = d->on,
                        .self = e->self,
                        .asof = e->asof,
                        .today = e->today,
                        .period = e->period,
                        .period_node = e->period_node,
                        .guard = NO_NODE,
                        .helper = d,
                        .argument = argument};
    return lower_body(l, own, d);
}

static struct env *
env_of_decision(struct lowering *l, const struct decision *d, space_id space)
{
    struct env *e = arena_new(l->arena, struct env);
    *e = (struct env){.space = space,
                      .row = d->on,
                      .self = NO_NODE,
                      .asof = l->asof,
                      .today = l->asof,
                      .period_node = NO_NODE,
                      .guard = NO_NODE};
    return e;
}

static node_id
instance_get(struct lowering *l, const struct instance *want, uint64_t key)
{
    uint32_t at = map_get(&l->instance_at, key);
    if (at == MAP_NONE)
        return NO_NODE;
    const struct instance *i = &l->instance.at[at];
    bool same = i->decision == want->decision && i->space == want->space &&
                i->self == want->self && i->asof == want->asof &&
                i->today == want->today && i->period == want->period;
    return same ? i->node : NO_NODE;
}

/* D's body in E, once for every row, day and period it is asked for. */
static node_id
instance_of(struct lowering *l, struct env *e, struct decision *d)
{
    struct instance i = {d->index, e->space,
                         e->self,  e->asof,
                         e->today, e->period ? e->period_node : NO_NODE,
                         NO_NODE};
    uint64_t key = map_mix(map_mix(i.decision, i.space), i.self);
    key = map_mix(map_mix(map_mix(key, i.asof), i.today), i.period);
    node_id node = instance_get(l, &i, key);
    if (node != NO_NODE)
        return node;
    uint32_t within = l->within;
    l->within = d->index;
    env_through(l, e, d);
    i.node = lower_body(l, e, d);
    l->within = within;
    vec_push(l->arena, &l->instance, i);
    map_put(&l->instance_at, key, l->instance.n - 1);
    return i.node;
}

static node_id
self_of_table(struct lowering *l, const struct entity *on)
{
    struct env table = {.space = l->table[on->index]};
    return lower_node(l, &table, OP_SELF, type_row(l, on), 0, 0, NULL, 0);
}

/* The decision for its own rows, as of the day of the case; not for one that
 * exists once per period. */
static node_id
canonical(struct lowering *l, struct decision *d)
{
    bool all = d->on->index == CASE_ENTITY;
    struct env *e =
        env_of_decision(l, d, all ? CASE_SPACE : l->table[d->on->index]);
    if (!all)
        e->self = self_of_table(l, d->on);
    return instance_of(l, e, d);
}

static node_id
from_canonical(struct lowering *l, struct env *e, const struct decision *d,
               node_id own, node_id self)
{
    if (d->on->index == CASE_ENTITY)
        return own;
    const struct plan_node *row = &l->p->node[self];
    if (row->op == OP_SELF && row->space == l->table[d->on->index])
        return own;
    node_id operand[] = {own, self};
    return lower_node(l, e, OP_REF, l->p->node[own].type, 0, 0, operand, 2);
}

node_id
lower_decision(struct lowering *l, struct env *e, struct decision *d,
               node_id self)
{
    if (!d->period) {
        node_id own = canonical(l, d);
        bool own_day = e->asof == l->asof && e->today == l->asof;
        if (own_day || l->timeless.at[own])
            return from_canonical(l, e, d, own, self);
    }
    struct env *here = env_of_decision(l, d, e->space);
    here->asof = e->asof;
    here->today = e->today;
    if (d->on->index != CASE_ENTITY)
        here->self = self;
    if (d->period) {
        node_id period = e->period_node;
        if (e->period != d->period) {
            node_id day =
                e->period ? lower_first_day(l, e, e->period_node) : e->asof;
            period =
                lower_1(l, e, OP_PERIOD_OF, type_period(l, d->period), day);
        }
        here->period = d->period;
        here->period_node = period;
        here->asof = lower_first_day(l, here, period);
    }
    return instance_of(l, here, d);
}
