/* What a name or a path means where it stands. */
#include "lang/check.h"
#include "lang/duty.h"
#include "lang/unknown.h"

struct ref *
ref_new(struct checker *c, struct node *n, enum ref_kind kind)
{
    struct ref *r = arena_new(c->m->arena, struct ref);
    r->kind = (uint8_t)kind;
    n->meaning = r;
    return r;
}

/* The scope that says which periods are meant, or null: those of the as-of
 * day. */
static struct scope *
period_scope(const struct checker *c)
{
    struct scope *s = c->scope;
    while (s && !s->period && !s->any_period && !s->day)
        s = s->outer;
    return s && s->day && !s->period ? NULL : s;
}

/* May something that exists once per KIND be used here? */
static bool
check_period(struct checker *c, const struct node *n, uint8_t kind, atom name)
{
    struct scope *s = period_scope(c);
    bool calendar = kind >= PERIOD_ROSTER;
    if (s ? s->period == kind : !calendar)
        return true;
    if (s && s->any_period) {
        if (s->found_period == PERIOD_NONE)
            s->found_period = kind;
        if (s->found_period != kind)
            report(c->diags, PERIOD_MIX, .at = n->at,
                   .arg = {model_text(c->m, name)});
        return s->found_period == kind;
    }
    if (s && s->period < kind && !calendar)
        return true;
    report(c->diags, PERIOD_FINER, .at = n->at,
           .arg = {model_text(c->m, name)});
    return false;
}

struct vtype
check_field_use(struct checker *c, const struct node *n, struct field *f)
{
    f->used = true;
    if (f->form == FACT_FLOW && !check_period(c, n, f->period, f->name))
        return vtype_poison;
    return f->type;
}

struct vtype
check_decision_use(struct checker *c, const struct node *n, struct decision *d)
{
    d->used = true;
    if (d->split)
        d->split->used = true;
    if (d->kind == DECISION_HELPER) {
        report(c->diags, HELPER_WITHOUT, .at = n->at,
               .arg = {model_text(c->m, d->name)});
        return vtype_poison;
    }
    if (d->output.n) {
        report(c->diags, WHICH_OUTPUT, .at = n->at,
               .arg = {model_text(c->m, d->name)});
        return vtype_poison;
    }
    if (d->period && !check_period(c, n, d->period, d->name))
        return vtype_poison;
    return check_decision(c, d) ? d->type : vtype_poison;
}

static struct vtype
member_type(const struct entity *e)
{
    return (struct vtype){.kind = V_MEMBER, .entity = e->index};
}

/* 令 and parameters of one scope. */
static bool
name_local(struct checker *c, struct node *n, const struct scope *s,
           uint8_t depth, struct vtype *type)
{
    uint32_t seen = 0, i = 0;
    for (struct node *let = s->holder ? node_next(s->holder, NODE_LET, &i)
                                      : NULL;
         let && seen < s->lets;
         let = node_next(s->holder, NODE_LET, &i), seen++)
        if (let->name == n->name && let->n > 1) {
            struct ref *r = ref_new(c, n, REF_LOCAL);
            r->local = let;
            r->depth = depth;
            let->flags |= FLAG_NEGATED; /* used */
            *type = vtype_get(&c->m->types, let->kid[1]->type);
            return true;
        }
    for (uint32_t k = 0; s->helper && k < s->helper->parameter.n; k++)
        if (s->helper->parameter.at[k]->name == n->name) {
            struct ref *r = ref_new(c, n, REF_PARAMETER);
            r->field = s->helper->parameter.at[k];
            r->field->used = true;
            *type = r->field->type;
            return true;
        }
    return false;
}

/* The facts and decisions of one scope's row, and its alias. */
static bool
name_of_row(struct checker *c, struct node *n, const struct scope *s,
            uint8_t depth, struct vtype *type)
{
    struct ref *r;
    if (!s->row)
        return false;
    struct field *f = entity_field(s->row, n->name);
    struct decision *d = entity_decision(c->m, s->row, n->name);
    if (s->alias == n->name && s->alias) {
        r = ref_new(c, n, REF_ROW);
        *type = member_type(s->row);
    } else if (f && !(s->row->form == ENTITY_CASE)) {
        r = ref_new(c, n, REF_FIELD);
        r->field = f;
        *type = check_field_use(c, n, f);
    } else if (d) {
        r = ref_new(c, n, REF_DECISION);
        r->decision = d;
        *type = check_decision_use(c, n, d);
    } else {
        return false;
    }
    r->depth = depth;
    return true;
}

static void
ref_member(struct checker *c, struct node *n, struct entity *e, uint32_t at)
{
    struct ref *r = ref_new(c, n, REF_MEMBER);
    r->entity = e;
    r->number = at;
}

static bool
name_global(struct checker *c, struct node *n, struct vtype *type)
{
    struct symbol *s = model_find(c->m, n->name);
    if (!s)
        return false;
    switch ((enum symbol_kind)s->kind) {
    case SYMBOL_ENTITY: {
        struct ref *r = ref_new(c, n, REF_ROWS);
        r->entity = s->thing;
        *type = member_type(r->entity);
        type->many = true;
        return true;
    }
    case SYMBOL_READING: {
        struct ref *r = ref_new(c, n, REF_READING);
        r->reading = s->thing;
        r->reading->used = true;
        *type = member_type(r->reading->alternatives);
        return true;
    }
    case SYMBOL_DECISION: {
        struct decision *d = s->thing;
        if (d->on->index != CASE_ENTITY) {
            if (!scope_astray(c) && !c->blind)
                report(c->diags, WHOSE_DECISION, .at = n->at,
                       .arg = {model_text(c->m, d->name),
                               model_text(c->m, d->on->name)});
            *type = vtype_poison;
            return true;
        }
        struct ref *r = ref_new(c, n, REF_DECISION);
        r->decision = d;
        r->depth = UINT8_MAX;
        *type = check_decision_use(c, n, d);
        return true;
    }
    case SYMBOL_SPLIT:
        break;
    }
    return false;
}

/* A member that only one roster has needs no other hint. */
static bool
name_member(struct checker *c, struct node *n, struct vtype *type)
{
    struct entity *found = NULL;
    for (uint32_t i = 0; i < c->m->entity.n; i++)
        if (entity_member(c->m->entity.at[i], n->name) >= 0) {
            if (found)
                return false;
            found = c->m->entity.at[i];
        }
    if (!found)
        return false;
    ref_member(c, n, found, (uint32_t)entity_member(found, n->name));
    *type = member_type(found);
    return true;
}

/* The names in sight of S. */
static void
try_scope(struct unknown *u, const struct scope *s)
{
    uint32_t seen = 0, i = 0;
    for (struct node *let = s->holder ? node_next(s->holder, NODE_LET, &i)
                                      : NULL;
         let && seen < s->lets;
         let = node_next(s->holder, NODE_LET, &i), seen++)
        unknown_try(u, model_text(u->m, let->name));
    for (uint32_t k = 0; s->helper && k < s->helper->parameter.n; k++)
        unknown_try(u, model_text(u->m, s->helper->parameter.at[k]->name));
    if (s->row)
        unknown_try_row(u, s->row);
    if (s->alias)
        unknown_try(u, model_text(u->m, s->alias));
}

bool
scope_astray(const struct checker *c)
{
    const struct scope *s = c->scope;
    while (s && !s->rule)
        s = s->outer;
    return s && s->rule->decision && s->rule->decision->astray;
}

static const struct scope *
scope_row(const struct checker *c)
{
    const struct scope *s = c->scope;
    while (s && !s->row)
        s = s->outer;
    return s;
}

/* A fact of another entity, to which a fact of this row may lead. */
static bool
name_elsewhere(struct checker *c, const struct node *n)
{
    struct model *m = c->m;
    const struct scope *s = scope_row(c);
    const struct field *fact = NULL, *link = NULL;
    for (uint32_t i = 0; i < m->field.n && !fact; i++)
        if (m->field.at[i]->name == n->name && m->field.at[i]->of &&
            m->field.at[i]->of->form != ENTITY_CASE)
            fact = m->field.at[i];
    if (!fact)
        return false;
    for (uint32_t i = 0; s && i < fact->of->link.n && !link; i++)
        if (fact->of->link.at[i]->of == s->row)
            link = fact->of->link.at[i];
    struct str name = model_text(m, n->name),
               of = model_text(m, fact->of->name);
    struct text whose = {.arena = m->arena};
    if (!link) {
        report(c->diags, WHOSE_FACT, .at = n->at, .arg = {name, of});
        return true;
    }
    text_add(&whose, model_text(m, link->name));
    text_add_z(&whose, (unsigned char)name.at[0] < 0x80 ? "'s " : " 的 ");
    report(c->diags, WHOSE_FACT_NEAR, .at = n->at,
           .arg = {name, of, model_text(m, link->name)},
           .fix = {{n->at.lo, n->at.lo}, text_str(&whose), .guess = true});
    return true;
}

static void
name_unknown(struct checker *c, const struct node *n, const struct vtype *want)
{
    struct str name = model_text(c->m, n->name);
    struct unknown u = unknown_name(c->m, n->at, name);
    if (scope_astray(c) || c->blind)
        return;
    for (const struct scope *s = c->scope; s; s = s->outer)
        try_scope(&u, s);
    if (want && want->kind == V_MEMBER && !u.near.len) {
        unknown_member(c->m, n->at, name, c->m->entity.at[want->entity]);
        return;
    }
    unknown_try_all(&u, NAMES_ENTITIES | NAMES_READINGS | NAMES_MEMBERS);
    for (uint32_t i = 0; unknown_seeks(&u) && i < c->m->decision.n; i++)
        if (c->m->decision.at[i]->on->index == CASE_ENTITY &&
            c->m->decision.at[i]->kind != DECISION_HELPER)
            unknown_try(&u, model_text(c->m, c->m->decision.at[i]->name));
    if (!name_elsewhere(c, n))
        unknown_report_expression(&u);
}

struct vtype
check_name(struct checker *c, struct node *n, const struct vtype *want)
{
    struct vtype type = vtype_poison;
    uint8_t depth = 0;
    if (want && want->kind == V_MEMBER) {
        struct entity *e = c->m->entity.at[want->entity];
        int32_t at = entity_member(e, n->name);
        if (at >= 0) {
            ref_member(c, n, e, (uint32_t)at);
            return typed(c, n, member_type(e));
        }
    }
    for (struct scope *s = c->scope; s; s = s->outer) {
        if (name_local(c, n, s, depth, &type) ||
            name_of_row(c, n, s, depth, &type))
            return typed(c, n, type);
        depth += s->row != NULL;
    }
    if (name_global(c, n, &type) || name_member(c, n, &type))
        return typed(c, n, type);
    if (model_is_as_of(c->m, n->name)) {
        ref_new(c, n, REF_AS_OF);
        return typed(c, n, (struct vtype){.kind = V_DATE});
    }
    name_unknown(c, n, want);
    return typed(c, n, type);
}

/* The split part or output of the decision that the base names. */
static bool
path_part(struct checker *c, struct node *n, const struct ref *base,
          struct vtype *type)
{
    struct decision *found = NULL;
    if (!base || base->kind != REF_DECISION)
        return false;
    const struct decision *d = base->decision;
    for (uint32_t i = 0; i < d->output.n; i++)
        if (d->output.at[i]->name == n->kid[1]->name)
            found = d->output.at[i];
    for (uint32_t i = 0; i < d->splits.n; i++)
        for (uint32_t k = 0; k < d->splits.at[i]->decision.n; k++) {
            struct decision *part = d->splits.at[i]->decision.at[k];
            if (part->of == d && part->name == n->kid[1]->name)
                found = part;
        }
    if (!found)
        found = duty_facet(c->m, d, n->kid[1]->name);
    if (!found)
        return false;
    struct ref *r = ref_new(c, n, REF_DECISION);
    r->decision = found;
    r->depth = base->depth;
    *type = check_decision_use(c, n, found);
    return true;
}

/* 本 的 托育机构: the rows that refer to the base. */
static bool
path_reverse(struct checker *c, struct node *n, const struct entity *e,
             struct vtype *type)
{
    struct symbol *s = model_find(c->m, n->kid[1]->name);
    struct field *found = NULL;
    if (!s || s->kind != SYMBOL_ENTITY)
        return false;
    for (uint32_t i = 0; i < e->link.n; i++)
        if (e->link.at[i]->of == s->thing) {
            if (found)
                report(c->diags, SEVERAL_LINKS, .at = n->kid[1]->at,
                       .arg = {model_text(c->m, n->kid[1]->name),
                               model_text(c->m, e->name),
                               model_text(c->m, found->name),
                               model_text(c->m, e->link.at[i]->name)});
            found = e->link.at[i];
        }
    if (!found) {
        report(c->diags, NO_LINK, .at = n->kid[1]->at,
               .arg = {model_text(c->m, n->kid[1]->name),
                       model_text(c->m, e->name)});
        *type = vtype_poison;
        return true;
    }
    found->used = true;
    ref_new(c, n, REF_REVERSE)->field = found;
    *type = member_type(found->of);
    type->many = true;
    return true;
}

static void
path_unknown(struct checker *c, const struct node *n, const struct entity *e)
{
    struct str name = model_text(c->m, n->kid[1]->name);
    struct unknown u = unknown_name(c->m, n->kid[1]->at, name);
    unknown_try_row(&u, e);
    for (uint32_t i = 0; i < e->link.n; i++)
        unknown_try(&u, model_text(c->m, e->link.at[i]->of->name));
    if (u.near.len)
        unknown_report(&u);
    else if (!lost_name(c->m, u.at, name) && !unknown_said(&u))
        report(c->diags, NO_SUCH_FACT, .at = u.at,
               .arg = {name, model_text(c->m, e->name)});
}

static struct vtype
path_member(struct checker *c, struct node *n, struct vtype base)
{
    struct entity *e = c->m->entity.at[base.entity];
    atom name = n->kid[1]->name;
    struct field *f = entity_field(e, name);
    struct decision *d = entity_decision(c->m, e, name);
    struct vtype type = vtype_poison;
    if (f) {
        ref_new(c, n, REF_FIELD)->field = f;
        type = check_field_use(c, n, f);
    } else if (d) {
        ref_new(c, n, REF_DECISION)->decision = d;
        type = check_decision_use(c, n, d);
    } else if (!path_reverse(c, n, e, &type)) {
        path_unknown(c, n, e);
    }
    if (!is_poison(type)) {
        type.many |= base.many;
        type.optional |= base.optional;
    }
    return type;
}

static struct vtype
path_period(struct checker *c, struct node *n, struct vtype base)
{
    enum period_part part =
        period_part_named(model_text(c->m, n->kid[1]->name));
    if (part == PART_NO) {
        report(c->diags, NO_PERIOD_PART, .at = n->kid[1]->at,
               .arg = {model_text(c->m, n->kid[1]->name)});
        return vtype_poison;
    }
    if (part > PART_LAST && model_calendar(c->m, base.period)) {
        report(c->diags, NO_PARTS_OF, .at = n->kid[1]->at,
               .arg = {vtype_words(c->m, base)});
        return vtype_poison;
    }
    ref_new(c, n, REF_PERIOD_PART)->part = (uint8_t)part;
    if (part == PART_FIRST || part == PART_LAST)
        return (struct vtype){.kind = V_DATE, .optional = base.optional};
    return base;
}

/* How many rows out from the innermost the row of E is, or -1. */
static int32_t
row_depth(const struct checker *c, const struct entity *e)
{
    int32_t depth = 0;
    for (const struct scope *s = c->scope; s; s = s->outer) {
        if (s->row == e)
            return depth;
        depth += s->row != NULL;
    }
    return e->index == CASE_ENTITY ? UINT8_MAX : -1;
}

/* The decision with several outputs that BASE names, or null. */
static struct decision *
path_outputs(struct checker *c, const struct node *base)
{
    const struct node *name = base->kind == NODE_PATH ? base->kid[1] : base;
    struct symbol *s =
        name->kind == NODE_NAME ? model_find(c->m, name->name) : NULL;
    struct decision *d = s && s->kind == SYMBOL_DECISION ? s->thing : NULL;
    return d && d->output.n ? d : NULL;
}

/* The type of the base of a path. A decision with several outputs is only
 * ever the base of one, so it is found without asking for its value; poison
 * then says whether it is one for many. */
static struct vtype
path_base(struct checker *c, struct node *base)
{
    struct decision *d = path_outputs(c, base);
    struct vtype of = {.kind = V_POISON};
    int32_t depth = d && base->kind == NODE_NAME ? row_depth(c, d->on) : 0;
    if (!d || depth < 0)
        return check_expr(c, base, NULL);
    if (base->kind == NODE_PATH) {
        struct vtype row = check_expr(c, base->kid[0], NULL);
        if (row.kind != V_MEMBER || row.entity != d->on->index) {
            if (!is_poison(row))
                report_unknown(c->m, base->kid[1]->at, d->name, 0);
            return vtype_poison;
        }
        of.many = row.many;
        of.optional = row.optional;
    }
    struct ref *r = ref_new(c, base, REF_DECISION);
    r->decision = d;
    r->depth = (uint8_t)depth;
    d->used = true;
    return of;
}

static void
path_part_unknown(struct checker *c, const struct node *n,
                  const struct decision *d)
{
    struct unknown u =
        unknown_name(c->m, n->kid[1]->at, model_text(c->m, n->kid[1]->name));
    for (uint32_t i = 0; i < d->output.n; i++)
        unknown_try(&u, model_text(c->m, d->output.at[i]->name));
    unknown_report(&u);
}

struct vtype
check_path(struct checker *c, struct node *n)
{
    struct node *base = n->kid[0];
    struct vtype type = vtype_poison;
    struct vtype of = path_base(c, base);
    bool name = base->kind == NODE_NAME || base->kind == NODE_PATH;
    if (n->kid[1]->kind != NODE_NAME)
        return typed(c, n, vtype_poison);
    if (name && path_part(c, n, base->meaning, &type)) {
        type.many |= of.many;
        type.optional |= of.optional && !is_poison(type);
        return typed(c, n, type);
    }
    if (is_poison(of)) {
        if (name && base->meaning &&
            ((struct ref *)base->meaning)->kind == REF_DECISION &&
            ((struct ref *)base->meaning)->decision->output.n)
            path_part_unknown(c, n, ((struct ref *)base->meaning)->decision);
        return typed(c, n, vtype_poison);
    }
    if (of.kind == V_MEMBER)
        return typed(c, n, path_member(c, n, of));
    if (of.kind == V_PERIOD)
        return typed(c, n, path_period(c, n, of));
    if (lost_name(c->m, n->kid[1]->at, model_text(c->m, n->kid[1]->name)))
        return typed(c, n, vtype_poison);
    report(c->diags, NO_PARTS_OF, .at = n->kid[1]->at,
           .arg = {vtype_words(c->m, of)});
    return typed(c, n, vtype_poison);
}
