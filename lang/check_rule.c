/* Decisions and their rules: conditions, values, versions, splits. */
#include "lang/check_case.h"
#include "lang/check_table.h"
#include "lang/order.h"
#include "lang/unknown.h"

/* Can what RULE gives be none, once its condition is true? */
static bool check_rule(struct checker *c, struct rule *r);

static void
check_lets(struct checker *c, struct node *n, struct scope *scope)
{
    scope->holder = n;
    node_each(n, LET, let)
    {
        if (let->n > 1)
            check_expr(c, let->kid[1], NULL);
        scope->lets++;
    }
    uint32_t i = 0;
    for (struct node *a = node_next(n, NODE_LET, &i); a;
         a = node_next(n, NODE_LET, &i)) {
        uint32_t k = i;
        for (struct node *b = node_next(n, NODE_LET, &k); b;
             b = node_next(n, NODE_LET, &k))
            if (a->name == b->name)
                report(c->diags, DECLARED_TWICE, .at = node_name_at(b),
                       .arg = {model_text(c->m, b->name)},
                       .second = {node_name_at(a), LABEL_FIRST});
    }
}

static void
check_lets_used(struct checker *c, const struct node *n)
{
    if (c->diags->errors)
        return;
    node_each(n, LET, let) if (!(let->flags & FLAG_NEGATED))
        report(c->diags, UNUSED, .at = node_name_at(let),
               .arg = {model_text(c->m, let->name)});
}

static void
check_force(struct checker *c, const struct node *n)
{
    struct node *from = node_find(n, NODE_EFFECTIVE);
    struct node *to = node_find(n, NODE_EXPIRES);
    if (from && to && from->n && to->n && from->kid[0]->kind == NODE_DAY &&
        to->kid[0]->kind == NODE_DAY && from->kid[0]->day >= to->kid[0]->day)
        report(c->diags, EXPIRES_FIRST, .at = to->at,
               .second = {from->at, LABEL_FIRST});
}

static void
check_since(struct checker *c, struct node *n)
{
    struct vtype date = {.kind = V_DATE};
    node_each(n, FROM, from) for (uint32_t i = 0; i < from->n;
                                  i++) if (from->kid[i])
        check_fits(c, from->kid[i], check_value(c, from->kid[i], &date), date);
}

/* A question's type is that of its expression. */
static bool
check_asked(struct checker *c, struct node *n, struct decision *d)
{
    struct vtype got = check_expr(c, n, NULL);
    if (got.many) {
        report(c->diags, MANY_VALUES, .at = n->at);
        got = vtype_poison;
    }
    d->type = got.kind == V_NONE ? vtype_truth : got;
    return got.optional || got.kind == V_NONE;
}

static bool
check_gives(struct checker *c, struct node *gives, struct decision *d)
{
    struct node *first = node_kid(gives, 0);
    bool none = false;
    if (!first)
        return false;
    if (d->asked)
        return check_asked(c, first, d);
    if (first->kind == NODE_TABLE)
        return check_table(c, first, d);
    if (d->output.n && gives->n != d->output.n) {
        report(c->diags, WHICH_OUTPUT, .at = gives->at,
               .arg = {model_text(c->m, d->name)});
        return false;
    }
    if (!d->output.n && gives->n > 1) {
        report(c->diags, ONE_VALUE, .at = gives->at);
        return false;
    }
    for (uint32_t i = 0; i < gives->n; i++) {
        struct vtype want = d->output.n ? d->output.at[i]->type : d->type;
        struct vtype got = check_expr(c, gives->kid[i], &want);
        none |= got.optional;
        want.optional = true;
        check_fits(c, gives->kid[i], got, want);
    }
    return none;
}

static bool
rule_unconditional(const struct rule *r)
{
    const struct node *n = r->node;
    return !node_find(n, NODE_WHEN) && !node_find(n, NODE_EFFECTIVE) &&
           !node_find(n, NODE_EXPIRES) && !node_find(n, NODE_FROM);
}

/* An exception without a condition leaves nothing of what it is one to; a
   table has conditions of its own. */
static void
check_replaces(struct checker *c, const struct rule *r)
{
    const struct node *gives = node_find(r->node, NODE_GIVES);
    if (r->kind == PLACE_EXCEPTION && rule_unconditional(r) && gives &&
        !node_find(gives, NODE_TABLE))
        report(c->diags, ALWAYS_REPLACES, .at = node_name_at(r->node));
}

static bool
check_exceptions(struct checker *c, struct rule *r)
{
    bool none = false;
    for (uint32_t i = 0; i < r->exception.n; i++)
        none |= check_rule(c, r->exception.at[i]);
    return none;
}

/* The row of 对 of a duty whose own rows are the events that it answers; no
 * row for everything else. */
static struct scope
scope_through(const struct checker *c, const struct decision *d)
{
    const struct node *subject =
        d->through ? node_find(d->duty->node, NODE_FOR) : NULL;
    if (!subject)
        return (struct scope){0};
    return (struct scope){.row = c->m->entity.at[d->through->type.entity],
                          .alias = subject->name};
}

static bool
check_rule(struct checker *c, struct rule *r)
{
    struct scope scope = {.outer = c->scope, .rule = r};
    struct decision *d = r->decision;
    struct scope base = {.row = d->on, .alias = r->alias, .period = d->period};
    struct scope through = scope_through(c, d);
    bool none = false;
    if (d->kind == DECISION_HELPER)
        base.helper = d;
    if (through.row)
        base.outer = &through;
    if (!r->within)
        scope.outer = &base;
    struct scope *outside = c->scope;
    c->scope = &scope;
    check_lets(c, r->node, &scope);
    check_force(c, r->node);
    check_since(c, r->node);
    node_each(r->node, WHEN, when) check_condition(c, when->kid[0]);
    check_replaces(c, r);
    node_each(r->node, GIVES, gives) none |= check_gives(c, gives, d);
    node_each(r->node, MUST, must) check_condition(c, must->kid[0]);
    if (!node_find(r->node, NODE_GIVES) && !node_find(r->node, NODE_MUST) &&
        !d->awaited && !lost_within(c->m, r->node->at))
        report(c->diags, NO_GIVES, .at = node_name_at(r->node),
               .arg = {model_text(c->m, r->label ? r->label : d->name)});
    none |= check_exceptions(c, r);
    r->may_be_none = none;
    check_lets_used(c, r->node);
    c->scope = outside;
    return none;
}

static bool
check_otherwise(struct checker *c, struct decision *d)
{
    struct scope base = {.row = d->on, .period = d->period};
    struct scope scope = {
        .outer = &base, .rule = d->rule.at[0], .holder = d->node};
    bool none = false;
    base.alias = d->rule.at[0]->alias;
    if (d->kind == DECISION_HELPER)
        base.helper = d;
    node_each(d->node, LET, let) scope.lets += let != NULL;
    c->scope = &scope;
    none = check_gives(c, d->otherwise, d);
    c->scope = NULL;
    return none;
}

static bool
decision_may_be_none(struct checker *c, struct decision *d)
{
    bool none = true, exception = false;
    for (uint32_t i = 0; i < d->rule.n; i++) {
        bool own = check_rule(c, d->rule.at[i]);
        none &= own || !rule_unconditional(d->rule.at[i]);
    }
    for (uint32_t i = 0; i < d->exception.n; i++)
        exception |= check_rule(c, d->exception.at[i]);
    for (uint32_t i = 0; i < d->worst.n; i++)
        check_decision(c, d->worst.at[i]);
    if (d->otherwise)
        none = check_otherwise(c, d);
    if (d->awaited)
        none = d->type.optional;
    return none || exception;
}

/* The condition and the weight of each member. */
static void
check_member_weights(struct checker *c, struct split *s, struct node *arg)
{
    struct scope inner = {
        .outer = c->scope, .row = s->members, .alias = arg->name};
    struct node *when = node_kid(arg, 1), *weight = node_kid(arg, 2);
    c->scope = &inner;
    if (when)
        check_condition(c, when);
    if (!weight) {
        report(c->diags, SPLIT_MEMBERS, .at = arg->at);
    } else {
        struct vtype t = check_value(c, weight, NULL);
        if (!is_poison(t) && t.kind != V_NUMBER)
            report(c->diags, RATIO_WEIGHT, .at = weight->at);
    }
    c->scope = inner.outer;
}

static void
check_split_ratio(struct checker *c, struct split *s)
{
    struct node *ratio = node_find(s->node, NODE_RATIO);
    struct scope base = {.row = s->on, .alias = s->alias};
    struct scope scope = {.outer = &base};
    struct node *first = ratio ? node_kid(ratio, 0) : NULL;
    struct node *numbers = ratio ? node_kid(ratio, 1) : NULL;
    if (!first || s->part.n < 2)
        return;
    c->scope = &scope;
    c->blind =
        s->on->index == CASE_ENTITY && node_find(s->node, NODE_FOR) != NULL;
    check_lets(c, s->node, &scope);
    node_each(s->node, WHEN, when) check_condition(c, when->kid[0]);
    if (s->members)
        check_member_weights(c, s, first);
    else if (first->kind == NODE_TABLE)
        check_ratio_table(c, first, s->part.n);
    else if (numbers)
        check_ratio(c, numbers, s->part.n);
    else
        report(c->diags, RATIO_COUNT, .at = ratio->at);
    c->blind = false;
    c->scope = NULL;
}

/* A -> B -> A, in the order of the references. */
static void
report_circle(struct checker *c, struct decision *d)
{
    struct text path = {.arena = c->m->arena};
    VEC(struct decision *) chain = {0};
    for (struct decision *r = c->running; r && r != d; r = r->waits_for)
        vec_push(c->m->arena, &chain, r);
    text_add(&path, model_text(c->m, d->name));
    for (uint32_t i = chain.n; i-- > 0;) {
        text_add_z(&path, " → ");
        text_add(&path, model_text(c->m, chain.at[i]->name));
    }
    text_add_z(&path, " → ");
    text_add(&path, model_text(c->m, d->name));
    report(c->diags, CIRCLE, .at = node_name_at(d->node),
           .arg = {text_str(&path)});
}

static void
check_now(struct checker *c, struct decision *d)
{
    struct scope *outside = c->scope;
    d->state = CHECK_RUNNING;
    d->waits_for = c->running;
    c->running = d;
    c->scope = NULL;
    bool none;
    if (d->kind == DECISION_PART)
        none = !check_decision(c, d->of) || d->of->type.optional;
    else if (d->worst_of_windows)
        none = !check_decision(c, d->of);
    else
        none = decision_may_be_none(c, d);
    if (d->type.kind != V_POISON)
        d->type.optional = none;
    for (uint32_t i = 0; i < d->output.n; i++)
        if (d->output.at[i]->type.kind != V_POISON)
            d->output.at[i]->type.optional = none;
    c->scope = outside;
    c->running = d->waits_for;
    d->state = CHECK_DONE;
}

static void
rest_on(struct checker *c, const struct decision *d)
{
    if (c->running && c->running->rests <= d->rests)
        c->running->rests = d->rests + 1;
}

static void
depth_check(struct checker *c, struct decision *d)
{
    struct text most = {.arena = c->m->arena};
    if (d->rests != c->m->limits.depth + 1)
        return;
    text_add_unsigned(&most, c->m->limits.depth);
    report(c->diags, LIMIT_DEPENDENCY, .at = node_name_at(d->node),
           .arg = {text_str(&most)});
}

bool
check_decision(struct checker *c, struct decision *d)
{
    if (d->kind == DECISION_OUTPUT)
        return check_decision(c, d->of);
    if (d->state == CHECK_DONE) {
        rest_on(c, d);
        return !d->faulty;
    }
    if (d->state == CHECK_RUNNING) {
        if (!d->faulty)
            report_circle(c, d);
        d->faulty = true;
        return false;
    }
    check_now(c, d);
    depth_check(c, d);
    rest_on(c, d);
    return !d->faulty;
}

static void
check_cited(struct checker *c, const struct rule *r)
{
    if (r->within || node_find(r->node, NODE_CITES) || r->decision == NULL ||
        r->decision->asked || r->decision->kind == DECISION_HELPER ||
        r->decision->kind == DECISION_ASSERTION ||
        r->decision->kind == DECISION_FACET || lost_within(c->m, r->node->at))
        return;
    report(c->diags, NOT_CITED, .at = node_name_at(r->node),
           .arg = {model_text(c->m, r->label)});
}

/* What a mistake keeps from being used is not worth a word. */
static void
check_unused(struct checker *c)
{
    struct model *m = c->m;
    if (c->diags->errors)
        return;
    for (uint32_t i = 0; i < m->field.n; i++) {
        struct field *f = m->field.at[i];
        if (!f->used && f->of->form != ENTITY_CASE)
            report(c->diags, UNUSED, .at = node_name_at(f->node),
                   .arg = {model_text(m, f->name)});
    }
    for (uint32_t i = 0; i < m->decision.n; i++) {
        struct decision *d = m->decision.at[i];
        if (!d->used &&
            (d->kind == DECISION_HELPER || d->kind == DECISION_STANDARD))
            report(c->diags, UNUSED, .at = node_name_at(d->node),
                   .arg = {model_text(m, d->name)});
    }
    for (uint32_t i = 0; i < m->reading.n; i++)
        if (!m->reading.at[i]->used)
            report(c->diags, UNUSED, .at = node_name_at(m->reading.at[i]->node),
                   .arg = {model_text(m, m->reading.at[i]->name)});
}

void
model_check(struct model *m)
{
    struct checker c = {.m = m, .diags = m->diags};
    m->order = model_order(m);
    for (uint32_t i = 0; i < m->decision.n; i++)
        check_decision(&c, m->order[i]);
    for (uint32_t i = 0; i < m->split.n; i++)
        check_split_ratio(&c, m->split.at[i]);
    for (uint32_t i = 0; i < m->rule.n; i++)
        check_cited(&c, m->rule.at[i]);
    check_cases(m);
    unknown_count(m);
    check_unused(&c);
}
