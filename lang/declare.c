/* Enters every declaration of a rulebook, in any order of files. */
#include "lang/duty.h"
#include "lang/unknown.h"

#include <stdlib.h>

static struct str
name_text(const struct model *m, const struct node *n)
{
    return model_text(m, n->name);
}

/* Enters a name of the rulebook; false when it is taken. */
static bool
symbol_enter(struct model *m, enum symbol_kind kind, const struct node *n,
             void *thing)
{
    struct symbol *old = model_find(m, n->name);
    if (n->name == 0)
        return false;
    if (old) {
        report(m->diags, DECLARED_TWICE, .at = node_name_at(n),
               .arg = {name_text(m, n)}, .second = {old->at, LABEL_FIRST});
        return false;
    }
    while (m->by_atom.n <= n->name)
        vec_push(m->arena, &m->by_atom, 0);
    struct symbol s = {kind, n->name, node_name_at(n), thing};
    vec_push(m->arena, &m->symbol, s);
    m->by_atom.at[n->name] = m->symbol.n;
    return true;
}

struct entity *
model_entity_new(struct model *m, enum entity_form form, struct node *n,
                 atom name)
{
    struct entity *e = arena_new(m->arena, struct entity);
    e->form = form;
    e->node = n;
    e->name = name;
    e->index = m->entity.n;
    vec_push(m->arena, &m->entity, e);
    return e;
}

void
entity_member_add(struct model *m, struct entity *e, const struct node *name)
{
    int32_t old = entity_member(e, name->name);
    if (name->kind != NODE_NAME)
        return;
    if (old >= 0) {
        report(m->diags, DECLARED_TWICE, .at = name->at,
               .arg = {name_text(m, name)},
               .second = {e->member_at.at[old], LABEL_FIRST});
        return;
    }
    vec_push(m->arena, &e->member, name->name);
    vec_push(m->arena, &e->member_at, name->at);
}

struct field *
model_field_new(struct model *m, struct entity *of, struct node *n)
{
    struct field *f = arena_new(m->arena, struct field);
    f->name = n->name;
    f->of = of;
    f->node = n;
    if (of) {
        struct field *old = entity_field(of, n->name);
        if (old)
            report(m->diags, DECLARED_TWICE, .at = node_name_at(n),
                   .arg = {name_text(m, n)},
                   .second = {node_name_at(old->node), LABEL_FIRST});
        f->slot = of->field.n;
        f->index = m->field.n;
        vec_push(m->arena, &of->field, f);
        vec_push(m->arena, &m->field, f);
    }
    return f;
}

static void
declare_fields(struct model *m, struct entity *e, struct node *n)
{
    node_each(n, FIELD, field) model_field_new(m, e, field);
}

/* The first column of a roster's table names its members. */
static void
declare_roster_rows(struct model *m, struct entity *e, struct node *table)
{
    uint32_t i = 0;
    node_next(table, NODE_ROW, &i);
    for (struct node *row = node_next(table, NODE_ROW, &i); row;
         row = node_next(table, NODE_ROW, &i)) {
        struct node *cell = node_kid(row, 0);
        if (cell && cell->n == 1 && cell->kid[0]->kind == NODE_NAME)
            entity_member_add(m, e, cell->kid[0]);
        else
            report(m->diags, MEMBER_NAME, .at = row->at);
    }
}

static void
declare_roster(struct model *m, struct node *n)
{
    struct entity *e = model_entity_new(m, ENTITY_ROSTER, n, n->name);
    e->body = n->form == ROSTER_BODY;
    if (n->name)
        symbol_enter(m, SYMBOL_ENTITY, n, e);
    node_each(n, NAMES, names) for (uint32_t i = 0; i < names->n; i++)
        entity_member_add(m, e, names->kid[i]);
    declare_fields(m, e, n);
    node_each(n, TABLE, table) declare_roster_rows(m, e, table);
}

static void
declare_reading(struct model *m, struct node *n)
{
    struct reading *r = arena_new(m->arena, struct reading);
    r->name = n->name;
    r->node = n;
    r->index = m->reading.n;
    r->alternatives = model_entity_new(m, ENTITY_READING, n, n->name);
    node_each(n, ALTERNATIVE, way)
    {
        entity_member_add(m, r->alternatives, way->kid[0]);
        vec_push(m->arena, &r->text,
                 node_kid(way, 1) ? way->kid[1]->text : STR(""));
    }
    vec_push(m->arena, &m->reading, r);
    symbol_enter(m, SYMBOL_READING, n, r);
    struct node *taken = node_find(n, NODE_FOR_NOW);
    if (lost_within(m, n->at))
        taken = NULL;
    else if (r->alternatives->member.n < 2)
        report(m->diags, READING_ALTERNATIVES, .at = node_name_at(n),
               .arg = {name_text(m, n)});
    if (!taken && !lost_within(m, n->at))
        report(m->diags, READING_TAKEN, .at = node_name_at(n),
               .arg = {name_text(m, n)});
    else if (taken && taken->n) {
        int32_t at = entity_member(r->alternatives, taken->kid[0]->name);
        if (at < 0 && taken->kid[0]->kind == NODE_NAME)
            unknown_member(m, taken->kid[0]->at, name_text(m, taken->kid[0]),
                           r->alternatives);
        r->taken = at < 0 ? 0 : (uint32_t)at;
    }
}

struct decision *
model_decision_new(struct model *m, enum decision_kind kind, struct node *n,
                   atom name)
{
    struct decision *d = arena_new(m->arena, struct decision);
    d->name = name;
    d->kind = kind;
    d->node = n;
    d->on = m->entity.at[0];
    d->index = m->decision.n;
    vec_push(m->arena, &m->decision, d);
    return d;
}

static void
label_enter(struct model *m, struct rule *r, struct span at)
{
    if (r->label)
        vec_push(m->arena, &m->label, (struct label){r->label, r, at});
}

struct rule *
model_rule_new(struct model *m, enum place_kind kind, struct node *n,
               atom label)
{
    struct rule *r = arena_new(m->arena, struct rule);
    struct node *subject = node_find(n, NODE_FOR);
    r->kind = (uint8_t)kind;
    r->node = n;
    r->label = label;
    r->alias = subject ? subject->name : 0;
    r->number = m->rule.n;
    vec_push(m->arena, &m->rule, r);
    label_enter(m, r, node_name_at(n));
    return r;
}

struct decision *
model_decision_declare(struct model *m, struct node *n, enum decision_kind kind)
{
    struct node *params = node_find(n, NODE_PARAMS);
    struct decision *d =
        model_decision_new(m, params ? DECISION_HELPER : kind, n, n->name);
    symbol_enter(m, SYMBOL_DECISION, n, d);
    d->asked = (n->flags & FLAG_ASKED) != 0;
    if (params)
        node_each(params, FIELD, field)
            vec_push(m->arena, &d->parameter, model_field_new(m, NULL, field));
    struct rule *r = model_rule_new(m, PLACE_RULE, n, n->name);
    r->decision = d;
    r->linked = true;
    vec_push(m->arena, &d->rule, r);
    return d;
}

static void
declare_one(struct model *m, struct node *n)
{
    switch (n->kind) {
    case NODE_RULEBOOK:
        m->rulebook = n;
        break;
    case NODE_ROSTER:
        declare_roster(m, n);
        break;
    case NODE_ENTITY: {
        struct entity *e = model_entity_new(m, ENTITY_DATA, n, n->name);
        symbol_enter(m, SYMBOL_ENTITY, n, e);
        declare_fields(m, e, n);
        break;
    }
    case NODE_READING:
        declare_reading(m, n);
        break;
    case NODE_STANDARD:
        model_decision_declare(m, n, DECISION_STANDARD);
        break;
    case NODE_CONSTRAINT:
        model_decision_declare(m, n, DECISION_CONSTRAINT);
        break;
    case NODE_ASSERTION:
        model_decision_declare(m, n, DECISION_ASSERTION);
        break;
    case NODE_RULE:
        if (node_find(n, NODE_OF))
            model_rule_new(m, PLACE_RULE, n, n->name);
        else
            model_decision_declare(m, n, DECISION_RULE);
        break;
    case NODE_EXCEPTION:
        model_rule_new(m, PLACE_EXCEPTION, n, n->name);
        break;
    case NODE_DUTY: {
        struct duty *d = arena_new(m->arena, struct duty);
        d->name = n->name;
        d->node = n;
        d->modality = n->form;
        vec_push(m->arena, &m->duty, d);
        break;
    }
    case NODE_SPLIT: {
        struct split *s = arena_new(m->arena, struct split);
        s->name = n->name;
        s->node = n;
        vec_push(m->arena, &m->split, s);
        symbol_enter(m, SYMBOL_SPLIT, n, s);
        break;
    }
    case NODE_CASE:
        vec_push(m->arena, &m->test, (struct test_case){n->name, n, NULL});
        break;
    default: /* units come first; the rest declares no name */
        break;
    }
}

static int
label_compare(const void *a, const void *b)
{
    const struct label *x = a, *y = b;
    if (x->name != y->name)
        return x->name < y->name ? -1 : 1;
    return x->at.lo < y->at.lo ? -1 : x->at.lo > y->at.lo;
}

static void
labels_sort(struct model *m)
{
    if (m->label.n)
        qsort(m->label.at, m->label.n, sizeof *m->label.at, label_compare);
    for (uint32_t i = 1; i < m->label.n; i++)
        if (m->label.at[i].name == m->label.at[i - 1].name)
            report(m->diags, DECLARED_TWICE, .at = m->label.at[i].at,
                   .arg = {model_text(m, m->label.at[i].name)},
                   .second = {m->label.at[i - 1].at, LABEL_FIRST});
}

/* The provisos inside RULE, before anyone looks for their labels. */
static void
declare_provisos(struct model *m, struct rule *rule)
{
    node_each(rule->node, BUT, but)
    {
        struct rule *r = model_rule_new(m, PLACE_EXCEPTION, but, but->name);
        r->within = rule;
        r->alias = rule->alias;
    }
}

static void
rules_limit(struct model *m)
{
    struct text most = {.arena = m->arena};
    if (m->rule.n <= m->limits.rules)
        return;
    text_add_unsigned(&most, m->limits.rules);
    report(m->diags, LIMIT_RULES,
           .at = node_name_at(m->rule.at[m->limits.rules]->node),
           .arg = {text_str(&most)});
}

/* The word that begins the line of N: that of the clause. */
static struct span
clause_word(const struct model *m, const struct node *n)
{
    const struct source_file *file = source_at(m->source, n->at.lo);
    struct str text = file->text;
    uint32_t lo = n->at.lo - file->base, hi;
    while (lo > 0 && text.at[lo - 1] != '\n' && text.at[lo - 1] != '\r')
        lo--;
    while (str_starts(str_from(text, lo), STR("\xE3\x80\x80")) ||
           (lo < text.len && (text.at[lo] == ' ' || text.at[lo] == '\t')))
        lo += text.at[lo] == '\xE3' ? 3 : 1;
    for (hi = lo; hi < text.len && (unsigned char)text.at[hi] > ' '; hi++)
        if (text.at[hi] == ':' || str_starts(str_from(text, hi), STR("：")) ||
            str_starts(str_from(text, hi), STR("\xE3\x80\x80")))
            break;
    return (struct span){file->base + lo, file->base + hi};
}

static void
report_twice(struct model *m, const struct node *first, const struct node *n)
{
    struct span word = clause_word(m, n);
    report(m->diags, CLAUSE_TWICE, .at = word,
           .arg = {source_text(m->source, word)},
           .second = {clause_word(m, first), LABEL_FIRST});
}

/* Clauses that a declaration or a proviso has once. */
static void
clauses_once(struct model *m, const struct node *n)
{
    static const uint8_t once[] = {NODE_FOR,       NODE_GIVES,   NODE_OTHERWISE,
                                   NODE_EFFECTIVE, NODE_EXPIRES, NODE_RATIO,
                                   NODE_REMAINDER, NODE_COMBINE, NODE_FOR_NOW,
                                   NODE_ACT,       NODE_BEARERS, NODE_DUE,
                                   NODE_WITHIN};
    for (size_t k = 0; k < sizeof once; k++) {
        const struct node *first = NULL;
        for (uint32_t i = 0; i < n->n; i++) {
            const struct node *kid = n->kid[i];
            if (!kid || kid->kind != once[k])
                continue;
            if (first)
                report_twice(m, first, kid);
            first = first ? first : kid;
        }
    }
    node_each(n, BUT, but) clauses_once(m, but);
}

void
model_declare(struct model *m)
{
    lost_mark(m);
    model_units(m);
    for (uint32_t f = 0; f < m->file.n; f++)
        for (uint32_t i = 0; i < m->file.at[f]->n; i++) {
            declare_one(m, m->file.at[f]->kid[i]);
            clauses_once(m, m->file.at[f]->kid[i]);
        }
    duties_declare(m);
    for (uint32_t i = 0, n = m->rule.n; i < n; i++)
        declare_provisos(m, m->rule.at[i]);
    labels_sort(m);
    rules_limit(m);
    model_types(m);
    model_link(m);
}
