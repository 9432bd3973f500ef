/* What belongs to what: rules to decisions, exceptions to what they override,
 * decisions to the entity they are about, parts to splits. */
#include "lang/constant.h"
#include "lang/declare.h"
#include "lang/unknown.h"

/* The entity a 对 names; the case when there is no 对 or no such entity. */
static struct entity *
subject_of(struct model *m, const struct node *n)
{
    struct node *subject = node_find(n, NODE_FOR);
    struct node *name = subject ? node_kid(subject, 0) : NULL;
    if (!name || name->kind != NODE_NAME)
        return m->entity.at[0];
    struct symbol *s = model_find(m, name->name);
    if (s && s->kind == SYMBOL_ENTITY)
        return s->thing;
    if (s)
        report(m->diags, NOT_AN_ENTITY, .at = name->at,
               .arg = {model_text(m, name->name)});
    else
        report_unknown(m, name->at, name->name, NAMES_ENTITIES);
    return m->entity.at[0];
}

/* The number of CALENDAR among those used as periods. */
static uint8_t
calendar_period(struct model *m, struct entity *calendar)
{
    uint32_t i = 0;
    while (i < m->calendar.n && m->calendar.at[i] != calendar)
        i++;
    if (i == m->calendar.n)
        vec_push(m->arena, &m->calendar, calendar);
    calendar_first(m, calendar)->used = true;
    calendar_last(m, calendar)->used = true;
    return (uint8_t)(PERIOD_ROSTER + i);
}

uint8_t
model_period(struct model *m, const struct node *name)
{
    struct symbol *s = model_find(m, name->name);
    enum period_kind kind = period_named(model_text(m, name->name));
    struct entity *e = s && s->kind == SYMBOL_ENTITY ? s->thing : NULL;
    if (kind != PERIOD_NONE)
        return (uint8_t)kind;
    if (!e || e->form != ENTITY_ROSTER)
        report(m->diags, UNKNOWN_PERIOD, .at = name->at,
               .arg = {model_text(m, name->name)});
    else if (!calendar_first(m, e) || !calendar_last(m, e) ||
             m->calendar.n == CALENDARS_MOST)
        report(m->diags, CALENDAR_DAYS, .at = name->at,
               .arg = {model_text(m, name->name)});
    else
        return calendar_period(m, e);
    return PERIOD_NONE;
}

static uint8_t
period_of_clause(struct model *m, const struct node *n)
{
    struct node *every = node_find(n, NODE_EVERY);
    return every && every->n ? model_period(m, every->kid[0]) : PERIOD_NONE;
}

static void
decision_apart(struct model *m, struct decision *d)
{
    struct field *same = entity_field(d->on, d->name);
    if (d->on->index != CASE_ENTITY && same && d->kind != DECISION_FACET)
        report(m->diags, DECLARED_TWICE, .at = node_name_at(d->node),
               .arg = {model_text(m, d->name)},
               .second = {node_name_at(same->node), LABEL_FIRST});
}

static void
decision_head(struct model *m, struct decision *d)
{
    struct node *combine = node_find(d->node, NODE_COMBINE);
    struct node *otherwise = node_find(d->node, NODE_OTHERWISE);
    d->combine = combine ? combine->form : POLICY_NONE;
    d->otherwise = otherwise;
    d->on = subject_of(m, d->node);
    d->astray = d->on->index == CASE_ENTITY &&
                (node_find(d->node, NODE_FOR) || lost_within(m, d->node->at));
    d->period = period_of_clause(m, d->node);
    decision_apart(m, d);
    for (uint32_t i = 0; i < d->output.n; i++) {
        d->output.at[i]->on = d->on;
        d->output.at[i]->period = d->period;
    }
}

static void
subject_same(struct model *m, const struct rule *r)
{
    struct node *subject = node_find(r->node, NODE_FOR);
    if (!subject || !subject->n || !r->decision)
        return;
    struct entity *own = subject_of(m, r->node);
    if (own != r->decision->on && own->index != CASE_ENTITY)
        report(m->diags, OTHER_SUBJECT, .at = subject->at,
               .arg = {model_text(m, r->decision->name),
                       model_text(m, r->decision->on->name)});
}

/* 规则 L 归 N. */
static void
rule_join(struct model *m, struct rule *r)
{
    struct node *of = node_find(r->node, NODE_OF);
    if (r->linked || r->within || r->kind != PLACE_RULE || !of || !of->n)
        return;
    struct symbol *s = model_find(m, of->kid[0]->name);
    if (!s || s->kind != SYMBOL_DECISION) {
        report_unknown(m, of->kid[0]->at, of->kid[0]->name, NAMES_DECISIONS);
        return;
    }
    r->decision = s->thing;
    r->linked = true;
    vec_push(m->arena, &r->decision->rule, r);
    subject_same(m, r);
    struct node *otherwise = node_find(r->node, NODE_OTHERWISE);
    if (otherwise)
        report(m->diags, OTHERWISE_PLACE, .at = otherwise->at,
               .arg = {model_text(m, r->decision->name)});
}

/* R overrides the rule or decision that NAME names. */
static void
override_join(struct model *m, struct rule *r, const struct node *name)
{
    struct rule *over = model_label(m, name->name);
    if (name->kind != NODE_NAME)
        return;
    if (!over) {
        report_unknown(m, name->at, name->name, NAMES_LABELS);
        return;
    }
    if (over == r) {
        struct text path = {.arena = m->arena};
        text_add(&path, model_text(m, name->name));
        text_add_z(&path, " → ");
        text_add(&path, model_text(m, name->name));
        report(m->diags, EXCEPTION_CIRCLE, .at = name->at,
               .arg = {model_text(m, name->name), text_str(&path)});
        return;
    }
    bool whole = over->decision && over == over->decision->rule.at[0];
    if (whole)
        vec_push(m->arena, &over->decision->exception, r);
    else
        vec_push(m->arena, &over->exception, r);
    r->linked = true;
}

static void
exception_join(struct model *m, struct rule *r)
{
    if (r->kind != PLACE_EXCEPTION)
        return;
    struct node *overrides = node_find(r->node, NODE_OVERRIDES);
    for (uint32_t i = 0; overrides && i < overrides->n; i++)
        override_join(m, r, overrides->kid[i]);
    if (!overrides && r->within) {
        vec_push(m->arena, &r->within->exception, r);
        r->linked = true;
    }
}

/* The rule that R is an exception to, by the first name it gives. */
static struct rule *
rule_overridden(const struct model *m, const struct rule *r)
{
    struct node *overrides = node_find(r->node, NODE_OVERRIDES);
    return overrides && overrides->n ? model_label(m, overrides->kid[0]->name)
                                     : NULL;
}

/* From R round to R; once for all the rules in the circle. */
static void
report_override_circle(struct model *m, struct rule *r)
{
    struct text path = {.arena = m->arena};
    struct rule *at = r;
    for (uint32_t steps = 0; at && steps <= m->rule.n; steps++) {
        text_add(&path, model_text(m, at->label));
        text_add_z(&path, " → ");
        at->astray = true;
        at = rule_overridden(m, at);
        if (at == r)
            break;
        if (!at || at->astray)
            return; /* leads into a circle: that has its own message */
    }
    text_add(&path, model_text(m, r->label));
    report(m->diags, EXCEPTION_CIRCLE, .at = node_name_at(r->node),
           .arg = {model_text(m, r->label), text_str(&path)});
}

/* Hands D down to the exceptions of R; DEPTH past all rules is a circle. */
static void
exceptions_own(struct model *m, struct rule *r, struct decision *d,
               uint32_t depth)
{
    if (depth > 64 && r->decision) {
        report_override_circle(m, r);
        r->exception.n = 0;
        return;
    }
    r->decision = d;
    for (uint32_t i = 0; i < r->exception.n; i++)
        exceptions_own(m, r->exception.at[i], d, depth + 1);
}

static void
decision_own(struct model *m, struct decision *d)
{
    for (uint32_t i = 0; i < d->rule.n; i++)
        exceptions_own(m, d->rule.at[i], d, 0);
    for (uint32_t i = 0; i < d->exception.n; i++)
        exceptions_own(m, d->exception.at[i], d, 0);
}

/* Exceptions that override one another and nothing else. */
static void
exceptions_lost(struct model *m)
{
    for (uint32_t i = 0; i < m->rule.n; i++) {
        struct rule *r = m->rule.at[i];
        if (r->kind == PLACE_EXCEPTION && r->linked && !r->decision &&
            !r->astray)
            report_override_circle(m, r);
        else if (r->kind == PLACE_EXCEPTION && r->decision)
            subject_same(m, r);
    }
}

/* 按 多个 县区 取 人口: the members of a roster are the parts. False after a
 * message. */
static bool
split_members(struct model *m, struct split *s, const struct node *arg)
{
    const struct node *name = node_kid(arg, 0);
    struct symbol *sym =
        name && name->kind == NODE_NAME ? model_find(m, name->name) : NULL;
    struct entity *e = sym && sym->kind == SYMBOL_ENTITY ? sym->thing : NULL;
    if (!e || e->form != ENTITY_ROSTER) {
        report(m->diags, SPLIT_MEMBERS, .at = arg->at);
        return false;
    }
    s->members = e;
    for (uint32_t i = 0; i < e->member.n; i++)
        vec_push(m->arena, &s->part, e->member.at[i]);
    if (s->part.n < 2)
        report(m->diags, SPLIT_PARTS, .at = arg->at);
    return s->part.n >= 2;
}

/* The names of the parts: of the table's ratio column, of the ratio, or of a
 * roster. False after a message. */
static bool
split_parts(struct model *m, struct split *s)
{
    struct node *ratio = node_find(s->node, NODE_RATIO);
    struct node *from = ratio ? node_kid(ratio, 0) : NULL;
    if (from && from->kind == NODE_ARG)
        return split_members(m, s, from);
    if (from && from->kind == NODE_TABLE) {
        struct node *header = node_find(from, NODE_ROW);
        from = header && header->n ? header->kid[header->n - 1] : NULL;
    }
    for (uint32_t i = 0; from && i < from->n; i++)
        if (from->kid[i]->kind == NODE_NAME)
            vec_push(m->arena, &s->part, from->kid[i]->name);
    if (s->part.n < 2 && ratio)
        report(m->diags, SPLIT_PARTS, .at = ratio->at);
    return s->part.n >= 2;
}

/* Which part 余数 归 names. */
static void
split_rest(struct model *m, struct split *s)
{
    struct node *rest = node_find(s->node, NODE_REMAINDER);
    if (!rest || !rest->n) {
        report(m->diags, SPLIT_REST, .at = node_name_at(s->node),
               .arg = {model_text(m, s->name)});
        return;
    }
    for (s->rest = 0; s->rest < s->part.n; s->rest++)
        if (s->part.at[s->rest] == rest->kid[0]->name)
            return;
    s->rest = 0;
    struct unknown u =
        unknown_name(m, rest->kid[0]->at, model_text(m, rest->kid[0]->name));
    for (uint32_t i = 0; i < s->part.n; i++)
        unknown_try(&u, model_text(m, s->part.at[i]));
    unknown_report(&u);
}

static void
split_whole(struct model *m, struct split *s, struct node *n)
{
    struct symbol *sym = n->kind == NODE_NAME ? model_find(m, n->name) : NULL;
    if (!sym || sym->kind != SYMBOL_DECISION) {
        if (n->kind == NODE_NAME)
            report_unknown(m, n->at, n->name, NAMES_DECISIONS);
        s->astray = true;
        if (n->kind == NODE_NAME)
            return;
        else
            report(m->diags, SPLIT_WHAT, .at = n->at);
        return;
    }
    struct decision *whole = sym->thing;
    if (whole->on != s->on) {
        report(m->diags, OTHER_SUBJECT, .at = n->at,
               .arg = {model_text(m, s->name), model_text(m, whole->on->name)});
        return;
    }
    whole->used = true;
    vec_push(m->arena, &whole->splits, s);
    vec_push(m->arena, &s->whole, whole);
    for (uint32_t i = 0; i < s->part.n; i++) {
        struct decision *part =
            model_decision_new(m, DECISION_PART, s->node, s->part.at[i]);
        part->on = whole->on;
        part->period = whole->period;
        part->type = whole->type;
        part->of = whole;
        part->split = s;
        part->number = i;
        vec_push(m->arena, &s->decision, part);
    }
}

static void
split_join(struct model *m, struct split *s)
{
    struct node *subject = node_find(s->node, NODE_FOR);
    s->on = subject_of(m, s->node);
    s->astray = subject && s->on->index == CASE_ENTITY;
    s->alias = subject ? subject->name : 0;
    if (split_parts(m, s))
        split_rest(m, s);
    node_each(s->node, DIVIDE, divide) for (uint32_t i = 0; i < divide->n; i++)
        split_whole(m, s, divide->kid[i]);
}

/* 推定 托育机构 的 已备案 = 否: stands in for a fact that is not given. */
static void
presume(struct model *m, struct node *n)
{
    struct node *path = node_kid(n, 0), *value = node_kid(n, 1);
    struct node *base = path && path->kind == NODE_PATH ? path->kid[0] : NULL;
    struct symbol *s =
        base && base->kind == NODE_NAME ? model_find(m, base->name) : NULL;
    if (!s || s->kind != SYMBOL_ENTITY || !value) {
        if (path && path->kind != NODE_WRONG)
            report(m->diags, PRESUMED_WHAT, .at = path->at);
        return;
    }
    struct field *f = entity_field(s->thing, path->kid[1]->name);
    if (!f) {
        struct unknown u = unknown_name(m, path->kid[1]->at,
                                        model_text(m, path->kid[1]->name));
        unknown_try_row(&u, s->thing);
        unknown_report(&u);
        return;
    }
    if (f->presumption)
        report(m->diags, DECLARED_TWICE, .at = path->at,
               .arg = {model_text(m, f->name)},
               .second = {f->presumption->at, LABEL_FIRST});
    f->presumption = n;
    constant_cell(m, value, f->type, &f->presumed);
}

void
model_link(struct model *m)
{
    uint32_t declared = m->decision.n;
    for (uint32_t i = 0; i < declared; i++)
        if (m->decision.at[i]->kind != DECISION_OUTPUT)
            decision_head(m, m->decision.at[i]);
    for (uint32_t i = 0; i < m->rule.n; i++)
        rule_join(m, m->rule.at[i]);
    for (uint32_t i = 0; i < m->rule.n; i++)
        exception_join(m, m->rule.at[i]);
    for (uint32_t i = 0; i < declared; i++)
        decision_own(m, m->decision.at[i]);
    exceptions_lost(m);
    for (uint32_t i = 0; i < m->split.n; i++)
        split_join(m, m->split.at[i]);
    for (uint32_t f = 0; f < m->file.n; f++)
        node_each(m->file.at[f], PRESUMPTION, n) presume(m, n);
}
