/* Expressions to nodes. */
#include "lang/lower.h"

#include "lang/constant.h"

static struct env *
env_row(struct env *e, uint8_t depth)
{
    for (; depth && e->outer; e = e->outer)
        depth -= !e->derived;
    return e;
}

/* The environment a 令 or a parameter belongs to: not one that was derived
 * for other circumstances. */
static struct env *
env_base(struct env *e)
{
    while (e->derived)
        e = e->outer;
    return e;
}

struct env *
env_copy(struct lowering *l, struct env *e)
{
    struct env *copy = arena_new(l->arena, struct env);
    *copy = *e;
    copy->outer = e;
    copy->derived = true;
    copy->local.at = NULL;
    copy->local.n = copy->local.room = 0;
    return copy;
}

static node_id
lower_local(struct lowering *l, struct env *e, const struct ref *r)
{
    struct env *own = env_base(env_row(e, r->depth));
    for (uint32_t i = 0; i < own->local.n; i++)
        if (own->local.at[i].local == r->local)
            return lower_bring(l, e, own->local.at[i].node);
    node_id node = lower_expr(l, own, r->local->kid[1]);
    struct plan_place place = {.kind = PLACE_LOCAL};
    place.label = model_text(l->m, r->local->name);
    place.words = source_words(l->m->source, l->arena, r->local->kid[1]->at);
    lower_mark(l, node, lower_place(l, r->local, place));
    vec_push(l->arena, &own->local, (struct binding){r->local, node});
    return lower_bring(l, e, node);
}

static node_id
lower_parameter(struct lowering *l, struct env *e, const struct ref *r)
{
    struct env *own = e;
    while (own && !own->helper)
        own = own->outer;
    for (uint32_t i = 0; own && i < own->helper->parameter.n; i++)
        if (own->helper->parameter.at[i] == r->field)
            return lower_bring(l, e, own->argument[i]);
    return l->no;
}

static uint32_t
fact_type(struct lowering *l, const struct field *f)
{
    return l->p->fact ? l->p->fact[f->index].type : type_plan(l, f->type);
}

/* The period of KIND that E's circumstances name. */
static node_id
period_here(struct lowering *l, struct env *e, uint8_t kind)
{
    uint32_t type = type_period(l, kind);
    if (e->period == kind)
        return e->period_node;
    node_id day = e->period ? lower_first_day(l, e, e->period_node) : e->asof;
    return lower_1(l, e, OP_PERIOD_OF, type, day);
}

node_id
lower_field(struct lowering *l, struct env *e, struct field *f, node_id self)
{
    uint32_t type = fact_type(l, f);
    if (f->of->form == ENTITY_CASE) {
        struct env all = {.space = CASE_SPACE};
        return lower_node(l, &all, OP_FACT, type, f->index, 0, NULL, 0);
    }
    if (f->form != FACT_PLAIN) {
        node_id when =
            f->form == FACT_STATE ? e->asof : period_here(l, e, f->period);
        node_id operand[] = {self, when};
        struct env here = {.space = l->p->node[self].space};
        if (here.space == CASE_SPACE)
            here.space = e->space;
        return lower_node(l, &here, f->form == FACT_STATE ? OP_STATE : OP_FLOW,
                          type, f->index, 0, operand, 2);
    }
    struct env table = {.space = l->table[f->of->index]};
    node_id fact = lower_node(l, &table, OP_FACT, type, f->index, 0, NULL, 0);
    const struct plan_node *row = &l->p->node[self];
    if (row->op == OP_SELF && row->space == table.space)
        return fact;
    node_id operand[] = {fact, self};
    return lower_node(l, e, OP_REF, type, 0, 0, operand, 2);
}

/* A column of a calendar's table. */
static node_id
calendar_column(struct lowering *l, const struct entity *calendar,
                const struct field *f)
{
    struct env table = {.space = l->table[calendar->index]};
    return lower_node(l, &table, OP_FACT, fact_type(l, f), f->index, 0, NULL,
                      0);
}

/* The first or last day of PERIOD: worked out, or looked up in its
 * calendar. */
static node_id
lower_end(struct lowering *l, const struct env *e, node_id period, bool last)
{
    const struct type *t = &l->p->type[l->p->node[period].type];
    if (t->rep == REP_PERIOD)
        return lower_1(l, e, last ? OP_LAST_DAY : OP_FIRST_DAY, type_date(l),
                       period);
    const struct entity *calendar = l->m->entity.at[t->entity];
    struct field *f =
        last ? calendar_last(l->m, calendar) : calendar_first(l->m, calendar);
    node_id operand[] = {calendar_column(l, calendar, f), period};
    return lower_node(l, e, OP_REF, fact_type(l, f), 0, 0, operand, 2);
}

node_id
lower_first_day(struct lowering *l, const struct env *e, node_id period)
{
    return lower_end(l, e, period, false);
}

node_id
lower_last_day(struct lowering *l, const struct env *e, node_id period)
{
    return lower_end(l, e, period, true);
}

space_id
lower_each(struct lowering *l, space_id parent, uint8_t period, node_id from,
           node_id to)
{
    const struct entity *calendar = model_calendar(l->m, period);
    struct plan_space s = {.kind = SPACE_EACH,
                           .period = calendar ? PERIOD_ROSTER : period,
                           .parent = parent,
                           .entity = calendar ? calendar->index : NO_ENTITY,
                           .link = NO_NODE,
                           .subject = NO_NODE,
                           .from = from,
                           .to = to,
                           .first = NO_NODE,
                           .last = NO_NODE};
    if (calendar) {
        s.first = calendar_column(l, calendar, calendar_first(l->m, calendar));
        s.last = calendar_column(l, calendar, calendar_last(l->m, calendar));
    }
    return plan_space(l->b, s);
}

static node_id
lower_member(struct lowering *l, const struct ref *r)
{
    struct vtype t = {.kind = V_MEMBER, .entity = r->entity->index};
    bool mask = r->entity->member.n <= 64;
    return lower_constant(l, type_plan(l, t),
                          mask ? (wide)1 << r->number : (wide)r->number);
}

static node_id
lower_reading(struct lowering *l, const struct reading *r)
{
    struct env all = {.space = CASE_SPACE};
    struct vtype t = {.kind = V_MEMBER, .entity = r->alternatives->index};
    return lower_node(l, &all, OP_READING, type_plan(l, t), r->index, 0, NULL,
                      0);
}

static node_id
lower_name(struct lowering *l, struct env *e, const struct node *n)
{
    const struct ref *r = n->meaning;
    struct env *own = env_row(e, r->depth == UINT8_MAX ? 0 : r->depth);
    switch ((enum ref_kind)r->kind) {
    case REF_FIELD:
        return lower_bring(l, e, lower_field(l, own, r->field, own->self));
    case REF_DECISION:
        return lower_bring(l, e,
                           lower_decision(l, own, r->decision, own->self));
    case REF_ROW:
        return lower_bring(l, e, own->self);
    case REF_LOCAL:
        return lower_local(l, e, r);
    case REF_PARAMETER:
        return lower_parameter(l, e, r);
    case REF_MEMBER:
        return lower_member(l, r);
    case REF_AS_OF:
        return lower_bring(l, e, e->today);
    case REF_READING:
        return lower_reading(l, r->reading);
    case REF_ROWS:
    case REF_REVERSE:
    case REF_PERIOD_PART:
    case REF_BUILTIN:
        break;
    }
    return l->no;
}

static node_id
lower_period_part(struct lowering *l, struct env *e, const struct node *n)
{
    const struct ref *r = n->meaning;
    node_id period = lower_expr(l, e, n->kid[0]);
    struct vtype t = node_vtype(l, n->kid[0]);
    struct vtype one = {.kind = V_NUMBER};
    switch ((enum period_part)r->part) {
    case PART_FIRST:
        return lower_first_day(l, e, period);
    case PART_LAST:
        return lower_last_day(l, e, period);
    case PART_PREVIOUS:
    case PART_NEXT:
        return lower_2(l, e, OP_SHIFT, type_plan(l, t), period,
                       lower_number(l, one, r->part == PART_NEXT ? 1 : -1));
    case PART_NO:
        break;
    }
    return period;
}

node_id
lower_step(struct lowering *l, struct env *e, const struct node *n,
           node_id self)
{
    const struct ref *r = n->meaning;
    if (r->kind == REF_FIELD)
        return lower_field(l, e, r->field, self);
    return lower_decision(l, e, r->decision, self);
}

static bool
is_part_of(const struct node *n, const struct ref *base)
{
    const struct ref *r = n->meaning;
    return r->kind == REF_DECISION && base && base->kind == REF_DECISION &&
           r->decision->of == base->decision;
}

static node_id
lower_path(struct lowering *l, struct env *e, const struct node *n)
{
    const struct ref *r = n->meaning;
    const struct node *base = n->kid[0];
    bool named = base->kind == NODE_NAME || base->kind == NODE_PATH;
    if (r->kind == REF_PERIOD_PART)
        return lower_period_part(l, e, n);
    if (named && is_part_of(n, base->meaning)) {
        if (base->kind == NODE_NAME)
            return lower_name(l, e, n);
        base = base->kid[0];
    }
    return lower_step(l, e, n, lower_expr(l, e, base));
}

static node_id
lower_literal(struct lowering *l, const struct node *n)
{
    struct vtype own, t = node_vtype(l, n);
    wide value;
    literal_type(l->m, n, &own, &value);
    return lower_number(l, t, value);
}

static node_id
lower_text(struct lowering *l, const struct node *n)
{
    struct str *own = arena_new(l->arena, struct str);
    atom name = atom_of(l->m->atoms, n->text);
    uint32_t seen = map_get(&l->place_of, (uint64_t)name << 32 | 0x7e78);
    if (seen != MAP_NONE)
        return seen;
    *own = model_text(l->m, name);
    node_id node =
        lower_constant(l, type_plan(l, node_vtype(l, n)), (wide)(uintptr_t)own);
    map_put(&l->place_of, (uint64_t)name << 32 | 0x7e78, node);
    return node;
}

node_id
lower_as(struct lowering *l, struct env *e, const struct node *n,
         struct vtype want)
{
    struct vtype got = node_vtype(l, n);
    want.optional |= got.optional;
    if (n->kind == NODE_NUMBER && got.kind == V_NUMBER &&
        want.kind == V_NUMBER) {
        struct vtype own;
        wide value;
        literal_type(l->m, n, &own, &value);
        node_id node = lower_number_as(l, value, got, want);
        if (node != NO_NODE)
            return node;
    }
    return lower_convert(l, e, lower_expr(l, e, n), got, want);
}

void
lower_written(struct lowering *l, node_id node, const struct node *n)
{
    vec_push(l->arena, &l->m->arithmetic,
             (struct written){node, n->at, l->within});
}

static node_id
lower_product(struct lowering *l, struct env *e, const struct node *n)
{
    struct vtype t = node_vtype(l, n);
    struct vtype a = node_vtype(l, n->kid[0]), b = node_vtype(l, n->kid[1]);
    struct vtype raw = {.kind = V_NUMBER, .unit = t.unit};
    bool divide = n->form == BINARY_DIVIDE;
    node_id x = lower_expr(l, e, n->kid[0]), y = lower_expr(l, e, n->kid[1]);
    struct fraction factor;
    unit_id ignored;
    unit_multiply(&l->m->units, a.unit, b.unit, divide ? -1 : 1, &ignored,
                  &factor);
    if (divide || a.kind == V_FRACTION || b.kind == V_FRACTION) {
        struct vtype fa = a, fb = b;
        fa.kind = fb.kind = raw.kind = V_FRACTION;
        fa.scale = fb.scale = 0;
        x = lower_convert(l, e, x, a, fa);
        y = lower_convert(l, e, y, b, fb);
    } else {
        raw.scale = (uint8_t)(a.scale + b.scale);
    }
    node_id node = lower_2(l, e, divide ? OP_DIVIDE : OP_MULTIPLY,
                           type_plan(l, raw), x, y);
    lower_written(l, node, n);
    if (factor.num == 1 && factor.den == 1)
        return node;
    /* The factor between units of one dimension that met. */
    struct conversion by = conversion_of(factor);
    struct vtype f = {.kind = V_NUMBER, .scale = by.more_scale};
    if (t.kind == V_FRACTION) {
        struct fraction *own = arena_new(l->arena, struct fraction);
        *own = factor;
        struct vtype plain = {.kind = V_FRACTION};
        node = lower_convert(l, e, node, raw, t);
        return lower_2(
            l, e, OP_MULTIPLY, type_plan(l, t), node,
            lower_constant(l, type_plan(l, plain), (wide)(uintptr_t)own));
    }
    return lower_2(l, e, OP_MULTIPLY, type_plan(l, t), node,
                   lower_number(l, f, by.times));
}

static node_id
lower_sum(struct lowering *l, struct env *e, const struct node *n)
{
    struct vtype t = node_vtype(l, n), a = node_vtype(l, n->kid[0]);
    enum op op = n->form == BINARY_ADD ? OP_ADD : OP_SUBTRACT;
    if (a.kind != V_DATE) {
        node_id x = lower_as(l, e, n->kid[0], t);
        node_id sum =
            lower_2(l, e, op, type_plan(l, t), x, lower_as(l, e, n->kid[1], t));
        lower_written(l, sum, n);
        return sum;
    }
    node_id x = lower_expr(l, e, n->kid[0]);
    if (t.kind == V_NUMBER)
        return lower_2(l, e, OP_DAYS_BETWEEN, type_plan(l, t),
                       lower_expr(l, e, n->kid[1]), x);
    struct vtype days = {.kind = V_NUMBER};
    days.unit = unit_named(&l->m->units, "日");
    node_id y = lower_as(l, e, n->kid[1], days);
    if (op == OP_SUBTRACT)
        y = lower_1(l, e, OP_NEGATE, type_plan(l, days), y);
    return lower_2(l, e, OP_ADD_DAYS, type_plan(l, t), x, y);
}

/* The type both sides of a comparison are brought to. */
static struct vtype
meet(struct lowering *l, struct vtype a, struct vtype b)
{
    struct vtype both = a.kind == V_NONE ? b : a;
    bool numbers = (a.kind == V_NUMBER || a.kind == V_FRACTION) &&
                   (b.kind == V_NUMBER || b.kind == V_FRACTION);
    if (numbers)
        vtype_meet(&l->m->units, a, b, &both);
    both.optional = a.optional || b.optional;
    return both;
}

static node_id
compare(struct lowering *l, struct env *e, enum compare how, node_id x,
        struct vtype tx, node_id y, struct vtype ty)
{
    struct vtype both = meet(l, tx, ty);
    uint32_t truth = type_truth(l);
    x = lower_convert(l, e, x, tx, both);
    y = lower_convert(l, e, y, ty, both);
    switch (how) {
    case COMPARE_EQ:
        return lower_2(l, e, OP_EQ, truth, x, y);
    case COMPARE_NE:
        return lower_2(l, e, OP_NE, truth, x, y);
    case COMPARE_LT:
        return lower_2(l, e, OP_LT, truth, x, y);
    case COMPARE_LE:
        return lower_2(l, e, OP_LE, truth, x, y);
    case COMPARE_GT:
        return lower_2(l, e, OP_LT, truth, y, x);
    case COMPARE_GE:
        return lower_2(l, e, OP_LE, truth, y, x);
    }
    return x;
}

static node_id
test_plain(struct lowering *l, struct env *e, node_id x, struct vtype t,
           const struct node *n)
{
    node_id end[2] = {l->yes, l->yes};
    if (n->kind != NODE_RANGE)
        return compare(l, e, COMPARE_EQ, x, t, lower_expr(l, e, n),
                       node_vtype(l, n));
    const struct node *lo = node_kid(n, 0), *hi = node_kid(n, 1);
    if (lo)
        end[0] =
            compare(l, e, n->flags & FLAG_LOW_OPEN ? COMPARE_GT : COMPARE_GE, x,
                    t, lower_expr(l, e, lo), node_vtype(l, lo));
    if (hi)
        end[1] =
            compare(l, e, n->flags & FLAG_HIGH_OPEN ? COMPARE_LT : COMPARE_LE,
                    x, t, lower_expr(l, e, hi), node_vtype(l, hi));
    return lower_all(l, e, end, 2);
}

node_id
lower_test(struct lowering *l, struct env *e, node_id subject,
           struct vtype type, const struct node *n)
{
    uint32_t truth = type_truth(l);
    if (n->kind == NODE_NOT)
        return lower_not(l, e, lower_test(l, e, subject, type, n->kid[0]));
    if (n->kind == NODE_NONE)
        return lower_not(l, e, lower_1(l, e, OP_HAS, truth, subject));
    if (!type.optional)
        return test_plain(l, e, subject, type, n);
    struct vtype sure = type;
    sure.optional = false;
    node_id has = lower_1(l, e, OP_HAS, truth, subject);
    node_id operand[] = {has, test_plain(l, e, subject, sure, n), l->no};
    return lower_node(l, e, OP_IF, truth, 0, 0, operand, 3);
}

static node_id
lower_in(struct lowering *l, struct env *e, const struct node *n)
{
    struct vtype t = node_vtype(l, n->kid[0]);
    node_id x = lower_expr(l, e, n->kid[0]);
    node_id *test = arena_array(l->arena, node_id, n->n);
    uint32_t k = 0;
    for (uint32_t i = 1; i < n->n; i++)
        if (n->kid[i]->kind != NODE_AWAITING)
            test[k++] = lower_test(l, e, x, t, n->kid[i]);
    if (n->flags & FLAG_OPEN)
        test[k++] = lower_bring(l, e, lower_field(l, e, n->meaning, e->self));
    node_id any = lower_any(l, e, test, k);
    return n->flags & FLAG_NEGATED ? lower_not(l, e, any) : any;
}

static node_id
lower_if(struct lowering *l, struct env *e, const struct node *n)
{
    struct vtype t = node_vtype(l, n);
    node_id operand[] = {lower_expr(l, e, n->kid[0]),
                         lower_as(l, e, n->kid[1], t),
                         lower_as(l, e, n->kid[2], t)};
    return lower_node(l, e, OP_IF, type_plan(l, t), 0, 0, operand, 3);
}

static node_id
lower_round(struct lowering *l, struct env *e, const struct node *n)
{
    struct vtype from = node_vtype(l, n->kid[0]);
    struct vtype step = node_vtype(l, n->kid[1]), as = from, own;
    struct fraction factor;
    wide value;
    literal_type(l->m, n->kid[1], &own, &value);
    as.unit = step.unit;
    unit_convert(&l->m->units, from.unit, step.unit, &factor);
    vtype_scale(&as, factor);
    node_id x = lower_convert(l, e, lower_expr(l, e, n->kid[0]), from, as);
    return lower_node(l, e, OP_ROUND, type_plan(l, step), n->form,
                      plan_constant(l->b, value), &x, 1);
}

static node_id
lower_if_none(struct lowering *l, struct env *e, const struct node *n)
{
    struct vtype t = node_vtype(l, n);
    node_id x = lower_as(l, e, n->kid[0], t);
    return lower_2(l, e, OP_ELSE, type_plan(l, t), x,
                   lower_as(l, e, n->kid[1], t));
}

static node_id
lower_at(struct lowering *l, struct env *e, const struct node *n)
{
    struct env *then = env_copy(l, e);
    struct vtype t = node_vtype(l, n->kid[1]);
    node_id day = lower_expr(l, e, n->kid[1]);
    then->period = PERIOD_NONE;
    then->period_node = NO_NODE;
    then->asof = day;
    if (t.kind == V_DATE)
        then->today = day;
    if (t.kind == V_PERIOD) {
        then->period = t.period;
        then->period_node = day;
        then->asof = lower_first_day(l, e, day);
    }
    return lower_expr(l, then, n->kid[0]);
}

static node_id
lower_this_period(struct lowering *l, struct env *e)
{
    struct env *own = e;
    while (own->outer && !own->period)
        own = own->outer;
    return lower_bring(l, e, own->period_node);
}

/* Says that NODE is the condition N of the rule OF, told by itself. */
static void
condition_mark(struct lowering *l, node_id node, const struct node *n,
               const struct plan_place *of)
{
    struct plan_place place = *of;
    place.kind = PLACE_CONDITION;
    place.words = source_words(l->m->source, l->arena, n->at);
    place.lo = n->at.lo;
    place.hi = n->at.hi;
    vec_push(l->arena, &l->m->condition,
             (struct written){node, n->at, l->within});
    lower_mark(l, node, lower_place(l, n, place));
}

/* 且 and 或, of conditions that stand for a place when OF is given. */
static node_id
lower_truths(struct lowering *l, struct env *e, const struct node *n,
             const struct plan_place *of)
{
    node_id *x = arena_array(l->arena, node_id, n->n);
    for (uint32_t i = 0; i < n->n; i++)
        x[i] = of ? lower_condition(l, e, n->kid[i], of)
                  : lower_expr(l, e, n->kid[i]);
    return n->kind == NODE_AND ? lower_all(l, e, x, n->n)
                               : lower_any(l, e, x, n->n);
}

static node_id
lower_said(struct lowering *l, struct env *e, const struct node *n)
{
    node_id node = lower_expr(l, e, n->kid[0]);
    condition_mark(l, node, n, l->of);
    return node;
}

node_id
lower_expr(struct lowering *l, struct env *e, const struct node *n)
{
    struct vtype t = node_vtype(l, n);
    uint32_t type = type_plan(l, t);
    node_id both[2];
    switch (n->kind) {
    case NODE_NUMBER:
        return lower_literal(l, n);
    case NODE_DAY:
        return lower_day(l, n->day);
    case NODE_PERIOD:
        return lower_constant(l, type, n->day);
    case NODE_TEXT:
        return lower_text(l, n);
    case NODE_TRUTH:
        return n->form ? l->yes : l->no;
    case NODE_NONE:
        return lower_none(l, type);
    case NODE_NAME:
    case NODE_THIS:
        return lower_name(l, e, n);
    case NODE_THIS_PERIOD:
        return lower_this_period(l, e);
    case NODE_PATH:
        return lower_path(l, e, n);
    case NODE_CALL:
        return lower_call(l, e, n);
    case NODE_BINARY:
        return n->form >= BINARY_MULTIPLY ? lower_product(l, e, n)
                                          : lower_sum(l, e, n);
    case NODE_NEGATE:
        return lower_1(l, e, OP_NEGATE, type, lower_expr(l, e, n->kid[0]));
    case NODE_AND:
    case NODE_OR:
        return lower_truths(l, e, n, NULL);
    case NODE_NOT:
        return lower_not(l, e, lower_expr(l, e, n->kid[0]));
    case NODE_COMPARE:
        both[0] = lower_expr(l, e, n->kid[0]);
        both[1] = lower_expr(l, e, n->kid[1]);
        return compare(l, e, (enum compare)n->form, both[0],
                       node_vtype(l, n->kid[0]), both[1],
                       node_vtype(l, n->kid[1]));
    case NODE_IN:
        return lower_in(l, e, n);
    case NODE_IF:
        return lower_if(l, e, n);
    case NODE_ROUND:
        return lower_round(l, e, n);
    case NODE_CAP:
        both[0] = lower_as(l, e, n->kid[0], t);
        both[1] = lower_as(l, e, n->kid[1], t);
        return lower_2(l, e, n->form ? OP_MAX : OP_MIN, type, both[0], both[1]);
    case NODE_IF_NONE:
        return lower_if_none(l, e, n);
    case NODE_HAS:
        both[0] =
            lower_1(l, e, OP_HAS, type_truth(l), lower_expr(l, e, n->kid[0]));
        return n->form ? both[0] : lower_not(l, e, both[0]);
    case NODE_AT:
        return lower_at(l, e, n);
    case NODE_AS_OF:
        return lower_bring(l, e, e->today);
    case NODE_SAID:
        return lower_said(l, e, n);
    default: /* a checked tree has no other expressions */
        return l->no;
    }
}

node_id
lower_condition(struct lowering *l, struct env *e, const struct node *n,
                const struct plan_place *of)
{
    if (n->kind == NODE_AND || n->kind == NODE_OR)
        return lower_truths(l, e, n, of);
    node_id node = lower_expr(l, e, n);
    condition_mark(l, node, n, of);
    return node;
}
