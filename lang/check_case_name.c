/* The names in a case: its rows, their facts, decisions, readings. */
#include "lang/check_case.h"
#include "lang/duty.h"
#include "lang/unknown.h"

enum { PATH_STEPS = 4 };

/* ---- rows ---- */

static uint32_t
row_add(struct case_check *c, uint32_t entity, atom name, struct span at)
{
    struct case_row row = {name, at, entity, c->table[entity].rows};
    vec_push(c->m->arena, &c->row, row);
    return c->table[entity].rows++;
}

static const struct case_row *
row_named(const struct case_check *c, atom name)
{
    for (uint32_t i = 0; name && i < c->row.n; i++)
        if (c->row.at[i].name == name)
            return &c->row.at[i];
    return NULL;
}

static const struct case_row *
row_unnamed(const struct case_check *c, uint32_t entity)
{
    for (uint32_t i = 0; i < c->row.n; i++)
        if (c->row.at[i].entity == entity && !c->row.at[i].name)
            return &c->row.at[i];
    return NULL;
}

static struct entity *
entity_called(const struct case_check *c, atom name)
{
    struct symbol *s = model_find(c->m, name);
    return s && s->kind == SYMBOL_ENTITY ? s->thing : NULL;
}

/* The member of the one roster that has it. */
static struct case_target
member_called(const struct case_check *c, atom name)
{
    struct case_target found = {0};
    for (uint32_t i = 0; i < c->m->entity.n; i++) {
        const struct entity *e = c->m->entity.at[i];
        int32_t at = e->form == ENTITY_ROSTER ? entity_member(e, name) : -1;
        if (at < 0)
            continue;
        if (found.found)
            return (struct case_target){0};
        found = (struct case_target){true, e->index, (uint32_t)at};
    }
    return found;
}

/* The row without a name of ENTITY, made when there is none. */
static struct case_target
unnamed_row(struct case_check *c, const struct entity *e, struct span at)
{
    const struct case_row *row = row_unnamed(c, e->index);
    uint32_t number = row ? row->row : row_add(c, e->index, 0, at);
    return (struct case_target){true, e->index, number};
}

/* The row meant where only ENTITY is known: the one without a name, the only
 * one, or a new one where there is none. */
static struct case_target
only_row(struct case_check *c, const struct entity *e, struct span at,
         atom asked)
{
    const struct case_row *unnamed = row_unnamed(c, e->index);
    if (e->form == ENTITY_CASE)
        return (struct case_target){true, e->index, 0};
    if (e->form == ENTITY_DATA && unnamed)
        return (struct case_target){true, e->index, unnamed->row};
    if (e->form == ENTITY_DATA && c->table[e->index].rows < 2) {
        if (c->table[e->index].rows == 0)
            return unnamed_row(c, e, at);
        return (struct case_target){true, e->index, 0};
    }
    report(c->m->diags, CASE_WHOSE, .at = at,
           .arg = {model_text(c->m, e->name), model_text(c->m, asked)});
    return (struct case_target){0};
}

/* 设 甲园 : 托育机构. */
static void
row_declare(struct case_check *c, const struct node *given)
{
    const struct node *entity = given->kid[0], *name = given->kid[1];
    struct entity *e = entity_called(c, entity->name);
    const struct case_row *old = row_named(c, name->name);
    if (entity->kind != NODE_NAME || name->kind != NODE_NAME)
        return;
    if (!e) {
        report_unknown(c->m, entity->at, entity->name, NAMES_ALL);
        return;
    }
    if (e->form != ENTITY_DATA)
        report(c->m->diags, CASE_ROSTER_ROW, .at = name->at,
               .arg = {model_text(c->m, e->name)});
    else if (old && old->entity != e->index)
        report(c->m->diags, DECLARED_TWICE, .at = name->at,
               .arg = {model_text(c->m, name->name)},
               .second = {old->at, LABEL_FIRST});
    else if (!old)
        row_add(c, e->index, name->name, name->at);
    if (e->form == ENTITY_DATA && given->flags & FLAG_PARTIAL)
        c->table[e->index].open = true;
}

/* 设 抽查 部分 自 2025-07-01. */
static void
table_from(struct case_check *c, const struct node *given,
           const struct entity *e)
{
    if (entity_day(c->m, e))
        c->table[e->index].open_from = given->day;
    else
        report(c->m->diags, EVENT_DAY, .at = given->kid[0]->at,
               .arg = {model_text(c->m, e->name)},
               .second = {node_name_at(e->node), LABEL_FIRST});
}

/* 设 托育机构 有 .., 设 托育机构 部分, 设 甲园 有 ... */
static void
row_mention(struct case_check *c, const struct node *given)
{
    const struct node *name = given->kid[0];
    struct entity *e = entity_called(c, name->name);
    if (!e || e->form != ENTITY_DATA)
        return;
    if (given->flags & FLAG_PARTIAL)
        c->table[e->index].open = true;
    if (given->form)
        table_from(c, given, e);
    if (given->n > 2)
        unnamed_row(c, e, name->at);
}

void
case_rows_declare(struct case_check *c)
{
    node_each(c->node, GIVEN, given)
    {
        if (given->kid[0] && given->kid[1])
            row_declare(c, given);
        else if (given->kid[0])
            row_mention(c, given);
    }
}

struct case_target
case_target_of(struct case_check *c, const struct node *given)
{
    const struct node *first = given->kid[0], *name = given->kid[1];
    const struct case_row *row;
    struct case_target member;
    if (!first)
        return (struct case_target){true, CASE_ENTITY, 0};
    row = row_named(c, name ? name->name : first->name);
    if (row)
        return (struct case_target){true, row->entity, row->row};
    if (name || first->kind != NODE_NAME)
        return (struct case_target){0};
    struct entity *e = entity_called(c, first->name);
    if (e && e->form == ENTITY_DATA)
        return unnamed_row(c, e, first->at);
    member = member_called(c, first->name);
    if (member.found)
        return member;
    if (e)
        report(c->m->diags, CASE_WHOSE, .at = first->at,
               .arg = {model_text(c->m, e->name), STR("…")});
    else
        report_unknown(c->m, first->at, first->name, NAMES_ALL);
    return member;
}

/* ---- paths ---- */

struct path {
    const struct node *step[PATH_STEPS];
    uint32_t n;
    const struct node *on; /* (.. 于 this) */
};

/* False when it is no path of names, or too long to mean anything. */
static bool
path_of(const struct node *n, struct path *p)
{
    if (n->kind == NODE_PATH) {
        if (!path_of(n->kid[0], p) || p->n == PATH_STEPS ||
            n->kid[1]->kind != NODE_NAME)
            return false;
        p->step[p->n++] = n->kid[1];
        return true;
    }
    if (n->kind == NODE_AT && !p->on) {
        p->on = n->kid[1];
        return path_of(n->kid[0], p);
    }
    p->step[p->n++] = n;
    return n->kind == NODE_NAME;
}

/* The row that the first step of P names; nothing when it names none. */
static struct case_target
path_row(struct case_check *c, const struct path *p)
{
    const struct node *first = p->step[0];
    const struct case_row *row = row_named(c, first->name);
    struct entity *e = entity_called(c, first->name);
    if (row)
        return (struct case_target){true, row->entity, row->row};
    if (e)
        return only_row(c, e, first->at, p->step[1]->name);
    return member_called(c, first->name);
}

static struct case_ref
fact_of(struct case_target of, struct field *f)
{
    return (struct case_ref){
        .kind = CASE_REF_FACT, .entity = of.entity, .row = of.row, .field = f};
}

/* The entity with a fact of this name: one that has rows, else the only one.
 * Null when there is none or no telling which. */
static struct entity *
fact_entity(struct case_check *c, const struct node *name, bool *several)
{
    struct entity *with_rows = NULL, *any = NULL;
    uint32_t rows = 0, all = 0;
    for (uint32_t i = 1; i < c->m->entity.n; i++) {
        struct entity *e = c->m->entity.at[i];
        if (e->form != ENTITY_DATA || !entity_field(e, name->name))
            continue;
        any = e;
        all++;
        if (c->table[i].rows) {
            with_rows = e;
            rows++;
        }
    }
    *several = rows > 1 || (rows == 0 && all > 1);
    if (*several)
        return NULL;
    return rows ? with_rows : any;
}

/* A fact named without its row; nothing when there is no such fact. */
static bool
fact_alone(struct case_check *c, const struct node *name, struct case_ref *ref)
{
    struct field *own = entity_field(c->m->entity.at[0], name->name);
    bool several;
    if (own) {
        *ref = fact_of((struct case_target){true, CASE_ENTITY, 0}, own);
        return true;
    }
    struct entity *e = fact_entity(c, name, &several);
    if (several) {
        report(c->m->diags, CASE_WHOSE_FACT, .at = name->at,
               .arg = {model_text(c->m, name->name)});
        return true;
    }
    if (!e)
        return false;
    struct case_target of = only_row(c, e, name->at, name->name);
    if (of.found)
        *ref = fact_of(of, entity_field(e, name->name));
    return true;
}

/* The output or part of D that NAME names. */
static struct decision *
part_of(const struct model *m, const struct decision *d, atom name)
{
    for (uint32_t i = 0; i < d->output.n; i++)
        if (d->output.at[i]->name == name)
            return d->output.at[i];
    for (uint32_t i = 0; i < d->splits.n; i++)
        for (uint32_t k = 0; k < d->splits.at[i]->decision.n; k++) {
            struct decision *part = d->splits.at[i]->decision.at[k];
            if (part->of == d && part->name == name)
                return part;
        }
    return duty_facet(m, d, name);
}

/* Step AT of P, which names D, and what follows it. OF: the row, if one was
 * named. */
static struct case_ref
decision_ref(struct case_check *c, const struct path *p, uint32_t at,
             struct decision *d, struct case_target of)
{
    struct case_ref wrong = {0};
    const struct node *name = p->step[at], *part = NULL;
    if (at + 1 < p->n)
        part = p->step[at + 1];
    if (d->kind == DECISION_HELPER) {
        report(c->m->diags, HELPER_WITHOUT, .at = name->at,
               .arg = {model_text(c->m, d->name)});
        return wrong;
    }
    struct decision *asked = part ? part_of(c->m, d, part->name) : d;
    if (!asked || at + 2 < p->n) {
        report_unknown(c->m, p->step[at + (asked ? 2 : 1)]->at,
                       p->step[at + (asked ? 2 : 1)]->name, NAMES_ALL);
        return wrong;
    }
    if (asked->output.n) {
        report(c->m->diags, WHICH_OUTPUT, .at = name->at,
               .arg = {model_text(c->m, d->name)});
        return wrong;
    }
    if (!of.found || of.entity == CASE_ENTITY)
        of = only_row(c, d->on, name->at, d->name);
    if (!of.found)
        return wrong;
    return (struct case_ref){.kind = CASE_REF_DECISION,
                             .entity = of.entity,
                             .row = of.row,
                             .decision = asked,
                             .on = p->on};
}

/* Step AT of P as a decision about the row OF; nothing when it is none. */
static bool
decision_step(struct case_check *c, const struct path *p, uint32_t at,
              struct case_target of, struct case_ref *ref)
{
    struct symbol *s = model_find(c->m, p->step[at]->name);
    struct decision *d = s && s->kind == SYMBOL_DECISION ? s->thing : NULL;
    if (!d)
        return false;
    if (of.found && of.entity != CASE_ENTITY && d->on->index != of.entity) {
        if (d->astray)
            return true;
        report(
            c->m->diags, OTHER_SUBJECT, .at = p->step[at]->at,
            .arg = {model_text(c->m, d->name), model_text(c->m, d->on->name)});
        return true;
    }
    *ref = decision_ref(c, p, at, d, of);
    return true;
}

static bool
fact_step(struct case_check *c, const struct path *p, uint32_t at,
          struct case_target of, struct case_ref *ref)
{
    struct entity *e = c->m->entity.at[of.entity];
    struct field *f = entity_field(e, p->step[at]->name);
    if (at + 1 < p->n)
        return false;
    if (!of.found || of.entity == CASE_ENTITY)
        return at == 0 && fact_alone(c, p->step[at], ref);
    if (f)
        *ref = fact_of(of, f);
    return f != NULL;
}

/* A name by itself that is neither fact nor decision. */
static bool
other_name(struct case_check *c, const struct node *name, enum case_want want,
           struct case_ref *ref)
{
    struct symbol *s = model_find(c->m, name->name);
    if (s && s->kind == SYMBOL_READING && want != CASE_WANT_DECISION) {
        ref->kind = CASE_REF_READING;
        ref->reading = s->thing;
        return true;
    }
    if (want != CASE_WANT_REASON)
        return false;
    if (s && s->kind == SYMBOL_ENTITY) {
        ref->kind = CASE_REF_ROWS;
        ref->entity = ((struct entity *)s->thing)->index;
        return true;
    }
    if (!s && model_is_as_of(c->m, name->name)) {
        ref->kind = CASE_REF_AS_OF;
        return true;
    }
    return false;
}

/* The other of fact and decision was meant: says so. */
static bool
wrong_kind(struct case_check *c, const struct path *p, uint32_t at,
           struct case_target of, enum case_want want)
{
    const struct node *name = p->step[at];
    struct symbol *s = model_find(c->m, name->name);
    bool fact = false;
    for (uint32_t i = 0; i < c->m->entity.n; i++)
        fact |= entity_field(c->m->entity.at[i], name->name) != NULL &&
                (!of.found || of.entity == CASE_ENTITY || of.entity == i);
    bool decision = s && s->kind == SYMBOL_DECISION;
    const struct decision *d = decision ? s->thing : NULL;
    if (want != CASE_WANT_DECISION && d && d->awaited && of.found &&
        of.entity != CASE_ENTITY)
        report(c->m->diags, CASE_OF_ALL, .at = name->at,
               .arg = {model_text(c->m, name->name),
                       model_text(c->m, c->m->entity.at[of.entity]->name)});
    else if (want != CASE_WANT_DECISION && decision)
        report(c->m->diags, CASE_NOT_A_FACT, .at = name->at,
               .arg = {model_text(c->m, name->name)});
    else if (want == CASE_WANT_DECISION && fact)
        report(c->m->diags, CASE_NOT_A_DECISION, .at = name->at,
               .arg = {model_text(c->m, name->name)});
    else
        return false;
    return true;
}

struct case_ref
case_resolve(struct case_check *c, const struct node *path,
             struct case_target of, enum case_want want)
{
    struct case_ref ref = {0};
    struct path p = {0};
    uint32_t at = 0;
    bool decision = want == CASE_WANT_DECISION || want == CASE_WANT_EITHER;
    if (!path_of(path, &p) || (p.on && !decision)) {
        if (path->kind != NODE_WRONG)
            report(c->m->diags, CASE_PATH, .at = path->at);
        return ref;
    }
    if (p.n > 1 && (!of.found || of.entity == CASE_ENTITY)) {
        uint32_t before = c->m->diags->errors;
        struct case_target row = path_row(c, &p);
        if (c->m->diags->errors != before)
            return ref;
        if (row.found)
            of = row, at = 1;
    }
    if (at == 0 && p.n == 1 && !p.on &&
        (!of.found || of.entity == CASE_ENTITY) &&
        other_name(c, p.step[0], want, &ref))
        return ref;
    if (want != CASE_WANT_DECISION && !p.on && fact_step(c, &p, at, of, &ref))
        return ref;
    if (decision && decision_step(c, &p, at, of, &ref))
        return ref;
    if (!wrong_kind(c, &p, at, of, want))
        report_unknown(c->m, p.step[at]->at, p.step[at]->name, NAMES_ALL);
    return ref;
}

bool
case_value(struct case_check *c, const struct node *n, struct vtype type,
           struct cell *value)
{
    const struct entity *e = NULL;
    if (type.kind == V_MEMBER)
        e = c->m->entity.at[type.entity];
    if (!e || e->form != ENTITY_DATA || n->kind == NODE_NONE)
        return constant_cell(c->m, n, type, value);
    const struct case_row *row =
        n->kind == NODE_NAME ? row_named(c, n->name) : NULL;
    if (row && row->entity == e->index) {
        *value = cell_value(row->row);
        return true;
    }
    if (n->kind == NODE_NAME && n->name == e->name &&
        (row = row_unnamed(c, e->index)) != NULL) {
        *value = cell_value(row->row);
        return true;
    }
    if (n->kind != NODE_WRONG)
        report(c->m->diags, CASE_NO_ROW, .at = n->at,
               .arg = {model_text(c->m, e->name),
                       source_text(c->m->source, n->at)});
    return false;
}
