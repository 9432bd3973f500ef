/* Functions, helper rules and aggregates to nodes. */
#include "lang/lower.h"

#include "lang/constant.h"

static const struct node *
argument(const struct node *call, uint32_t i)
{
    return call->kid[i + 1]->kid[0];
}

static node_id
number_argument(struct lowering *l, struct env *e, const struct node *call,
                uint32_t i, const char *unit)
{
    struct vtype want = {.kind = V_NUMBER};
    struct vtype got = node_vtype(l, argument(call, i));
    if (unit && !unit_is_one(&l->m->units, got.unit))
        want.unit = unit_named(&l->m->units, unit);
    return lower_as(l, e, argument(call, i), want);
}

static node_id
lower_between(struct lowering *l, struct env *e, const struct node *n,
              enum op op)
{
    uint32_t type = type_plan(l, node_vtype(l, n));
    node_id operand[] = {lower_expr(l, e, argument(n, 0)),
                         lower_expr(l, e, argument(n, 1))};
    return lower_node(l, e, op, type,
                      op == OP_DAYS_BETWEEN ? 0 : LEAP_FIRST_OF_MARCH, 0,
                      operand, 2);
}

static node_id
lower_absolute(struct lowering *l, struct env *e, const struct node *n)
{
    uint32_t type = type_plan(l, node_vtype(l, n));
    node_id x = lower_expr(l, e, argument(n, 0));
    return lower_2(l, e, OP_MAX, type, x, lower_1(l, e, OP_NEGATE, type, x));
}

static node_id
lower_power(struct lowering *l, struct env *e, const struct node *n)
{
    node_id operand[] = {lower_expr(l, e, argument(n, 0)),
                         number_argument(l, e, n, 1, NULL)};
    node_id power = lower_node(l, e, OP_POWER, type_plan(l, node_vtype(l, n)),
                               ROUND_HALF_AWAY, 0, operand, 2);
    lower_written(l, power, n);
    return power;
}

static node_id
lower_texts(struct lowering *l, struct env *e, const struct node *n)
{
    uint32_t type = type_plan(l, node_vtype(l, n));
    node_id *operand = arena_array(l->arena, node_id, n->n);
    for (uint32_t i = 0; i + 1 < n->n; i++)
        operand[i] = lower_expr(l, e, argument(n, i));
    return lower_node(l, e, OP_CONCAT, type, 0, 0, operand, n->n - 1);
}

/* Where the calendar does not reach, somebody has to say. */
static node_id
lower_workdays(struct lowering *l, struct env *e, const struct node *n,
               uint32_t type)
{
    node_id operand[] = {lower_expr(l, e, argument(n, 0)),
                         number_argument(l, e, n, 1, NULL)};
    node_id choose[] = {
        lower_node(l, e, OP_WORKDAYS_KNOWN, type_truth(l), 0, 0, operand, 2),
        lower_node(l, e, OP_ADD_WORKDAYS, type, 0, 0, operand, 2),
        lower_field(l, e, l->m->workdays, NO_NODE)};
    return lower_node(l, e, OP_IF, type, 0, 0, choose, 3);
}

static node_id
lower_function(struct lowering *l, struct env *e, const struct node *n,
               const struct call *call)
{
    uint32_t type = type_plan(l, node_vtype(l, n));
    node_id operand[3];
    switch ((enum builtin_id)call->builtin->id) {
    case BUILTIN_ABSOLUTE:
        return lower_absolute(l, e, n);
    case BUILTIN_POWER:
        return lower_power(l, e, n);
    case BUILTIN_AGE:
    case BUILTIN_YEARS_BETWEEN:
        return lower_between(l, e, n, OP_WHOLE_YEARS);
    case BUILTIN_AGE_MONTHS:
    case BUILTIN_MONTHS_BETWEEN:
        return lower_between(l, e, n, OP_WHOLE_MONTHS);
    case BUILTIN_DAYS_BETWEEN:
        return lower_between(l, e, n, OP_DAYS_BETWEEN);
    case BUILTIN_ADD_DAYS:
        return lower_2(l, e, OP_ADD_DAYS, type,
                       lower_expr(l, e, argument(n, 0)),
                       number_argument(l, e, n, 1, "日"));
    case BUILTIN_ADD_WORKDAYS:
        return lower_workdays(l, e, n, type);
    case BUILTIN_ADD_MONTHS:
        operand[0] = lower_expr(l, e, argument(n, 0));
        operand[1] = number_argument(l, e, n, 1, "月");
        return lower_node(l, e, OP_ADD_MONTHS, type, call->month_end, 0,
                          operand, 2);
    case BUILTIN_YEAR_OF:
        return lower_1(l, e, OP_YEAR_OF, type,
                       lower_expr(l, e, argument(n, 0)));
    case BUILTIN_MONTH_OF:
        return lower_1(l, e, OP_MONTH_OF, type,
                       lower_expr(l, e, argument(n, 0)));
    case BUILTIN_DAY_OF:
        return lower_1(l, e, OP_DAY_OF, type, lower_expr(l, e, argument(n, 0)));
    case BUILTIN_WEEKDAY:
        return lower_1(l, e, OP_WEEKDAY, type,
                       lower_expr(l, e, argument(n, 0)));
    case BUILTIN_MAKE_DATE:
        operand[0] = number_argument(l, e, n, 0, "年");
        operand[1] = number_argument(l, e, n, 1, "月");
        operand[2] = number_argument(l, e, n, 2, "日");
        return lower_node(l, e, OP_MAKE_DATE, type, 0, 0, operand, 3);
    case BUILTIN_DAY_HOLDING:
    case BUILTIN_MONTH_HOLDING:
    case BUILTIN_QUARTER_HOLDING:
    case BUILTIN_HALF_HOLDING:
    case BUILTIN_YEAR_HOLDING:
        return lower_1(l, e, OP_PERIOD_OF, type,
                       lower_expr(l, e, argument(n, 0)));
    case BUILTIN_CONCAT:
        return lower_texts(l, e, n);
    case BUILTIN_AS_TEXT:
        return lower_1(l, e, OP_FORMAT, type, lower_expr(l, e, argument(n, 0)));
    case BUILTIN_SUM:
    case BUILTIN_COUNT:
    case BUILTIN_LEAST:
    case BUILTIN_GREATEST:
    case BUILTIN_MEAN:
    case BUILTIN_EXISTS:
    case BUILTIN_EVERY:
    case BUILTIN_LIST:
    case BUILTIN_RANK:
    case BUILTIN_COUNT_OF:
        break;
    }
    return l->no;
}

/* SUM / COUNT, and none when there is nothing to count. */
static node_id
mean_of(struct lowering *l, struct env *e, uint32_t type, node_id sum,
        struct vtype element, node_id count)
{
    struct vtype whole = {.kind = V_NUMBER}, fraction = element;
    element.many = element.optional = false;
    fraction = element;
    fraction.kind = V_FRACTION;
    fraction.scale = 0;
    struct vtype counted = {.kind = V_FRACTION};
    node_id some =
        lower_2(l, e, OP_LT, type_truth(l), lower_number(l, whole, 0), count);
    node_id quotient = lower_2(l, e, OP_DIVIDE, type_plan(l, fraction),
                               lower_convert(l, e, sum, element, fraction),
                               lower_convert(l, e, count, whole, counted));
    return lower_2(l, e, OP_GUARD, type, some, quotient);
}

static node_id
lower_scalars(struct lowering *l, struct env *e, const struct node *n,
              const struct call *call)
{
    static const uint8_t op[] = {
        [BUILTIN_SUM] = OP_NSUM,   [BUILTIN_COUNT] = OP_NCOUNT,
        [BUILTIN_LEAST] = OP_NMIN, [BUILTIN_GREATEST] = OP_NMAX,
        [BUILTIN_MEAN] = OP_NSUM,  [BUILTIN_EXISTS] = OP_OR,
        [BUILTIN_EVERY] = OP_AND,  [BUILTIN_LIST] = OP_NCOUNT,
    };
    uint32_t type = type_plan(l, node_vtype(l, n));
    node_id *x = arena_array(l->arena, node_id, n->n);
    for (uint32_t i = 0; i + 1 < n->n; i++)
        x[i] = lower_as(l, e, argument(n, i), call->element);
    if (call->builtin->id == BUILTIN_MEAN) {
        struct vtype sum = call->element, whole = {.kind = V_NUMBER};
        sum.optional = false;
        return mean_of(
            l, e, type,
            lower_node(l, e, OP_NSUM, type_plan(l, sum), 0, 0, x, n->n - 1),
            sum,
            lower_node(l, e, OP_NCOUNT, type_plan(l, whole), 0, 0, x,
                       n->n - 1));
    }
    return lower_node(l, e, (enum op)op[call->builtin->id], type, 0, 0, x,
                      n->n - 1);
}

/* Rows of ENTITY under E, with SELF as their row. */
static struct env *
env_rows(struct lowering *l, struct env *e, struct entity *row, space_id space)
{
    struct env *inner = arena_new(l->arena, struct env);
    *inner = *e;
    inner->outer = e;
    inner->derived = false;
    inner->space = space;
    inner->row = row;
    inner->helper = NULL;
    inner->local.at = NULL;
    inner->local.n = inner->local.room = 0;
    struct env here = {.space = space};
    inner->self =
        lower_node(l, &here, OP_SELF, type_row(l, row), 0, 0, NULL, 0);
    inner->asof = lower_bring(l, inner, e->asof);
    inner->today = lower_bring(l, inner, e->today);
    if (e->period)
        inner->period_node = lower_bring(l, inner, e->period_node);
    if (e->guard != NO_NODE)
        inner->guard = lower_bring(l, inner, e->guard);
    return inner;
}

static space_id
space_pair(struct lowering *l, const struct env *e, uint32_t entity,
           node_id link, node_id subject)
{
    struct plan_space s = {.kind = SPACE_PAIR, .parent = e->space};
    s.entity = entity;
    s.link = link;
    s.subject = subject;
    s.from = s.to = s.first = s.last = NO_NODE;
    return plan_space(l->b, s);
}

/* The rows whose LINK is SUBJECT. A link that changes in time is looked at as
 * of the day, row by row. */
static struct env *
env_reverse(struct lowering *l, struct env *e, struct field *link,
            node_id subject)
{
    struct env table = {.space = l->table[link->of->index], .asof = l->asof};
    if (link->form == FACT_PLAIN) {
        node_id self = lower_node(l, &table, OP_SELF, type_row(l, link->of), 0,
                                  0, NULL, 0);
        node_id column = lower_field(l, &table, link, self);
        return env_rows(
            l, e, link->of,
            space_pair(l, e, link->of->index, column, lower_on(l, e, subject)));
    }
    struct env *inner = env_rows(
        l, e, link->of, space_pair(l, e, link->of->index, NO_NODE, NO_NODE));
    node_id is = lower_2(l, inner, OP_EQ, type_truth(l),
                         lower_field(l, inner, link, inner->self),
                         lower_bring(l, inner, subject));
    inner->guard =
        inner->guard == NO_NODE ? is : lower_and(l, inner, inner->guard, is);
    return inner;
}

struct env *
lower_rows(struct lowering *l, struct env *e, const struct node *n)
{
    const struct ref *r = n->meaning;
    if (n->kind == NODE_NAME && r->kind == REF_ROWS)
        return env_rows(l, e, r->entity,
                        space_pair(l, e, r->entity->index, NO_NODE, NO_NODE));
    const struct node *base = n->kid[0];
    struct vtype of = node_vtype(l, base);
    if (r->kind == REF_REVERSE) {
        struct env *from = of.many ? lower_rows(l, e, base) : e;
        node_id subject = of.many ? from->self : lower_expr(l, e, base);
        return env_reverse(l, from, r->field, subject);
    }
    /* 本 的 幼儿 的 就读机构: for each row, another one. */
    struct env *from = lower_rows(l, e, base);
    struct env *to = env_copy(l, from);
    to->outer = from->outer;
    to->derived = from->derived;
    to->self = lower_step(l, from, n, from->self);
    to->row = l->m->entity.at[node_vtype(l, n).entity];
    return to;
}

struct env *
env_periods(struct lowering *l, struct env *e, uint8_t kind, node_id from,
            node_id to)
{
    struct env *inner = env_copy(l, e);
    inner->space = lower_each(l, e->space, kind, from, to);
    struct env here = {.space = inner->space};
    inner->period = kind;
    inner->period_node =
        lower_node(l, &here, OP_SELF, type_period(l, kind), 0, 0, NULL, 0);
    inner->asof = lower_first_day(l, inner, inner->period_node);
    inner->today = lower_bring(l, inner, e->today);
    if (e->self != NO_NODE)
        inner->self = lower_bring(l, inner, e->self);
    if (e->guard != NO_NODE)
        inner->guard = lower_bring(l, inner, e->guard);
    return inner;
}

/* IN for each of the periods that the aggregate CALL in E names. */
static struct env *
env_within(struct lowering *l, struct env *e, struct env *in,
           const struct call *call)
{
    struct env *own = e;
    while (call->to_date && own->outer && !own->period)
        own = own->outer;
    node_id period = call->to_date ? lower_bring(l, e, own->period_node)
                                   : lower_expr(l, e, call->within);
    period = lower_bring(l, in, period);
    node_id from = period;
    if (call->to_date)
        from = lower_1(l, in, OP_PERIOD_OF, type_period(l, PERIOD_YEAR),
                       lower_first_day(l, in, period));
    from = lower_on(l, in, lower_first_day(l, in, from));
    /* One and the same day for both ends is one period, known or not. */
    bool one =
        !call->to_date && node_vtype(l, call->within).period == call->period;
    node_id to = one ? from : lower_on(l, in, lower_last_day(l, in, period));
    return env_periods(l, in, call->period, from, to);
}

/* Folds VALUE, on a space below E's, up to E's. */
static node_id
fold_up(struct lowering *l, struct env *e, enum op op, uint32_t type,
        node_id value)
{
    space_id space = l->p->node[value].space;
    while (space != e->space) {
        struct env parent = {.space = l->p->space[space].parent};
        value = lower_1(l, &parent, op, type, value);
        space = parent.space;
        if (op == OP_COUNT)
            op = OP_SUM;
    }
    return value;
}

static node_id
lower_fold(struct lowering *l, struct env *e, const struct node *n,
           const struct call *call, node_id value)
{
    static const uint8_t op[] = {
        [BUILTIN_SUM] = OP_SUM,     [BUILTIN_COUNT] = OP_COUNT,
        [BUILTIN_LEAST] = OP_LEAST, [BUILTIN_GREATEST] = OP_GREATEST,
        [BUILTIN_MEAN] = OP_SUM,    [BUILTIN_EXISTS] = OP_ANY,
        [BUILTIN_EVERY] = OP_ALL,   [BUILTIN_LIST] = OP_LIST,
    };
    uint32_t type = type_plan(l, node_vtype(l, n));
    if (call->builtin->id != BUILTIN_MEAN)
        return fold_up(l, e, (enum op)op[call->builtin->id], type, value);
    struct vtype sum = call->element, whole = {.kind = V_NUMBER};
    sum.many = sum.optional = false;
    return mean_of(l, e, type, fold_up(l, e, OP_SUM, type_plan(l, sum), value),
                   sum, fold_up(l, e, OP_COUNT, type_plan(l, whole), value));
}

/* VALUE where the row counts and CONDITION holds, on IN's space exactly. */
static node_id
guarded(struct lowering *l, struct env *in, node_id condition, node_id value)
{
    node_id both[] = {in->guard, condition};
    node_id when = lower_all(l, in, both, 2);
    value = lower_on(l, in, value);
    if (when == l->yes)
        return value;
    return lower_2(l, in, OP_GUARD, l->p->node[value].type, when, value);
}

/* What is folded for one row of an aggregate without 取. */
static node_id
element_value(struct lowering *l, struct env *in, const struct call *call)
{
    const struct node *v = call->value;
    if (call->rows)
        return call->builtin->id == BUILTIN_COUNT ||
                       call->builtin->id == BUILTIN_EXISTS ||
                       call->builtin->id == BUILTIN_EVERY
                   ? l->yes
                   : in->self;
    if (v->kind != NODE_PATH)
        return lower_expr(l, in, v);
    return lower_step(l, in, v, in->self);
}

/* The environment of the rows of a collection of values or rows. */
static struct env *
element_rows(struct lowering *l, struct env *e, const struct call *call)
{
    const struct node *v = call->value;
    if (call->rows)
        return lower_rows(l, e, v);
    const struct ref *r = v->meaning;
    const struct node *base = v->kid[0];
    const struct ref *of = base->kind == NODE_NAME || base->kind == NODE_PATH
                               ? base->meaning
                               : NULL;
    if (r->kind == REF_DECISION && of && of->kind == REF_DECISION &&
        r->decision->of == of->decision)
        base = base->kid[0];
    return lower_rows(l, e, base);
}

static node_id
lower_over_rows(struct lowering *l, struct env *e, const struct node *n,
                const struct call *call)
{
    struct env *in = element_rows(l, e, call);
    if (call->period && (call->within || call->to_date))
        in = env_within(l, e, in, call);
    node_id when =
        call->condition ? lower_expr(l, in, call->condition) : l->yes;
    node_id value;
    if (call->taken)
        value = lower_expr(l, in, call->taken);
    else if (call->rows && call->condition &&
             (call->builtin->id == BUILTIN_EXISTS ||
              call->builtin->id == BUILTIN_EVERY))
        value = when, when = l->yes;
    else
        value = element_value(l, in, call);
    return lower_fold(l, e, n, call, guarded(l, in, when, value));
}

static node_id
lower_over_periods(struct lowering *l, struct env *e, const struct node *n,
                   const struct call *call)
{
    struct env *in;
    if (call->range) {
        node_id from = lower_expr(l, e, call->range->kid[0]);
        node_id to = lower_expr(l, e, call->range->kid[1]);
        in = env_periods(l, e, call->period, lower_on(l, e, from),
                         lower_on(l, e, to));
    } else {
        in = env_within(l, e, e, call);
    }
    node_id when =
        call->condition ? lower_expr(l, in, call->condition) : l->yes;
    node_id value = lower_expr(l, in, call->taken ? call->taken : call->value);
    return lower_fold(l, e, n, call, guarded(l, in, when, value));
}

/* One more than how many come before this row. */
static node_id
lower_rank(struct lowering *l, struct env *e, const struct node *n,
           const struct call *call)
{
    struct vtype count = node_vtype(l, n), one = {.kind = V_NUMBER};
    struct env *in = lower_rows(l, e, call->value);
    node_id here = lower_bring(l, in, lower_expr(l, e, call->taken));
    node_id there = lower_expr(l, in, call->taken);
    node_id before[] = {call->condition ? lower_expr(l, in, call->condition)
                                        : l->yes,
                        lower_2(l, in, OP_LT, type_truth(l), there, here)};
    node_id value = guarded(l, in, lower_all(l, in, before, 2), l->yes);
    node_id earlier = fold_up(l, e, OP_COUNT, type_plan(l, count), value);
    return lower_2(l, e, OP_ADD, type_plan(l, count), earlier,
                   lower_number(l, one, 1));
}

node_id
lower_call(struct lowering *l, struct env *e, const struct node *n)
{
    const struct call *call = n->meaning;
    switch ((enum call_form)call->form) {
    case CALL_HELPER: {
        const struct decision *d = call->helper;
        node_id *x = arena_array(l->arena, node_id, d->parameter.n + 1);
        for (uint32_t i = 0; i < d->parameter.n; i++)
            x[i] = lower_as(l, e, argument(n, i), d->parameter.at[i]->type);
        return lower_helper(l, e, call->helper, x);
    }
    case CALL_PLAIN:
        return lower_function(l, e, n, call);
    case CALL_SCALARS:
        return lower_scalars(l, e, n, call);
    case CALL_ROWS:
        return call->builtin->id == BUILTIN_RANK
                   ? lower_rank(l, e, n, call)
                   : lower_over_rows(l, e, n, call);
    case CALL_PERIODS:
        return lower_over_periods(l, e, n, call);
    }
    return l->no;
}
