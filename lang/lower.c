/* The plan of a checked model: facts, entities, decisions, places. */
#include "lang/lower.h"

#include <stdlib.h>

#include "lang/declare.h"

struct str
cites_text(struct lowering *l, const struct node *n)
{
    struct text text = {.arena = l->arena};
    node_each(n, CITES, cites) for (uint32_t i = 0; i < cites->n; i++)
    {
        if (text.len)
            text_add_z(&text, "、");
        text_add(&text, model_text(l->m, cites->kid[i]->name));
    }
    return text_str(&text);
}

uint32_t
lower_place(struct lowering *l, const void *owner, struct plan_place place)
{
    uint64_t key = (uint64_t)(uintptr_t)owner;
    uint32_t at = map_get(&l->place_of, key);
    if (at != MAP_NONE)
        return at;
    vec_push(l->arena, &l->place, place);
    map_put(&l->place_of, key, l->place.n - 1);
    return l->place.n - 1;
}

/* Among places of one label. */
static int
place_compare_within(const struct plan_place *a, const struct plan_place *b)
{
    int order = str_compare(a->row, b->row);
    if (order == 0)
        order = (int)a->kind - (int)b->kind;
    if (order == 0)
        order = str_compare(a->words, b->words);
    if (order == 0)
        order = a->lo < b->lo ? -1 : a->lo > b->lo;
    return order;
}

void
lower_mark(struct lowering *l, node_id node, uint32_t place)
{
    uint32_t old = l->node_place.at[node];
    const struct plan_place *p = &l->place.at[place];
    if (l->p->node[node].op == OP_CONST)
        return;
    vec_push(l->arena, &l->mark, (struct plan_mark){node, place});
    if (old) {
        const struct plan_place *was = &l->place.at[old];
        int order = str_compare(p->label, was->label);
        if ((order ? order : place_compare_within(p, was)) >= 0)
            return;
    }
    l->node_place.at[node] = place;
}

struct place_entry {
    const struct plan_place *place;
    uint32_t was, label; /* LABEL: its number in the order of labels */
};

static int
entry_compare(const void *a, const void *b)
{
    const struct place_entry *x = a, *y = b;
    if (x->label != y->label)
        return x->label < y->label ? -1 : 1;
    return place_compare_within(x->place, y->place);
}

static int
label_compare(const void *a, const void *b)
{
    const struct str *x = a, *y = b;
    return str_compare(*x, *y);
}

/* Numbers the labels of the N - 1 places in ENTRY by their order. Places of a
 * rule share the text of its label, so its address stands for it. */
static void
labels_number(struct lowering *l, struct place_entry *entry, uint32_t n)
{
    struct map number;
    struct str *label = arena_array(l->arena, struct str, n);
    uint32_t labels = 0;
    map_init(&number, l->arena);
    for (uint32_t i = 1; i < n; i++) {
        uint64_t key = (uint64_t)(uintptr_t)entry[i].place->label.at;
        if (map_get(&number, key) != MAP_NONE)
            continue;
        map_put(&number, key, 0);
        label[labels++] = entry[i].place->label;
    }
    qsort(label, labels, sizeof *label, label_compare);
    for (uint32_t i = 0, same = 0; i < labels; i++) {
        if (i && !str_equal(label[i], label[i - 1]))
            same = i;
        map_put(&number, (uint64_t)(uintptr_t)label[i].at, same);
    }
    for (uint32_t i = 1; i < n; i++)
        entry[i].label =
            map_get(&number, (uint64_t)(uintptr_t)entry[i].place->label.at);
}

/* Sorts the places and rewrites what refers to them. */
static void
places_settle(struct lowering *l, struct plan *p)
{
    uint32_t n = l->place.n;
    struct place_entry *entry = arena_array(l->arena, struct place_entry, n);
    uint32_t *now = arena_array(l->arena, uint32_t, n);
    for (uint32_t i = 1; i < n; i++)
        entry[i] = (struct place_entry){&l->place.at[i], i, 0};
    labels_number(l, entry, n);
    qsort(entry + 1, n - 1, sizeof *entry, entry_compare);
    p->place = arena_array(l->arena, struct plan_place, n);
    p->places = n;
    for (uint32_t i = 1; i < n; i++) {
        p->place[i] = *entry[i].place;
        now[entry[i].was] = i;
    }
    for (uint32_t i = 0; i < l->mark.n; i++)
        l->mark.at[i].place = now[l->mark.at[i].place];
    p->mark = l->mark.at;
    p->marks = l->mark.n;
    for (uint32_t i = 0; i < p->nodes; i++) {
        p->node[i].place = now[l->node_place.at[i]];
        if (p->node[i].op == OP_GUARD)
            p->node[i].a = now[p->node[i].a];
    }
}

static uint32_t
fact_type(struct lowering *l, const struct field *f)
{
    /* Adding a type may move the plan's array of them. */
    uint32_t plain = type_plan(l, f->type);
    struct type t = l->p->type[plain];
    if (f->bounded) {
        t.lo = f->lo;
        t.hi = f->hi;
    } else if (t.rep == REP_NUMBER) {
        wide most = 999999999999999;
        t.hi =
            f->type.scale <= 22 ? most * wide_ten_to(f->type.scale) : WIDE_MAX;
        t.lo = -t.hi;
    }
    return plan_type(l->b, t);
}

static void
facts_fill(struct lowering *l, struct plan *p)
{
    struct model *m = l->m;
    p->fact = arena_array(l->arena, struct plan_fact, m->field.n + 1);
    p->facts = m->field.n;
    for (uint32_t i = 0; i < m->field.n; i++) {
        const struct field *f = m->field.at[i];
        const struct entity *calendar = model_calendar(m, f->period);
        p->fact[i] = (struct plan_fact){
            .name = model_text(m, f->name),
            .entity = f->of->index,
            .slot = f->slot,
            .type = fact_type(l, f),
            .form = f->form,
            .period =
                f->period < PERIOD_ROSTER ? f->period : (uint8_t)PERIOD_ROSTER,
            .calendar = calendar ? calendar->index : NO_ENTITY,
            .question = f->question,
            .evidence = f->evidence,
            .awaits = f->awaits,
            .citation = cites_text(l, f->node),
            .presumed = f->presumed,
        };
        if (f->presumption)
            p->fact[i].presumed_by = cites_text(l, f->presumption);
    }
}

static void
entities_fill(struct lowering *l, struct plan *p)
{
    struct model *m = l->m;
    p->entity = arena_array(l->arena, struct plan_entity, m->entity.n);
    p->entities = m->entity.n;
    for (uint32_t i = 0; i < m->entity.n; i++) {
        const struct entity *e = m->entity.at[i];
        struct str *member = arena_array(l->arena, struct str, e->member.n + 1);
        uint32_t *fact = arena_array(l->arena, uint32_t, e->field.n + 1);
        const struct field *day = entity_day(m, e);
        for (uint32_t k = 0; k < e->member.n; k++)
            member[k] = model_text(m, e->member.at[k]);
        for (uint32_t k = 0; k < e->field.n; k++)
            fact[k] = e->field.at[k]->index;
        struct str *english =
            e->member_en.n ? arena_array(l->arena, struct str, e->member_en.n)
                           : NULL;
        for (uint32_t k = 0; k < e->member_en.n; k++)
            english[k] = model_text(m, e->member_en.at[k]);
        p->entity[i] = (struct plan_entity){
            .name = model_text(m, e->name),
            .roster = e->form != ENTITY_DATA && e->form != ENTITY_CASE,
            .body = e->body,
            .member_en = english,
            .members_n = e->member.n,
            .member = member,
            .facts_n = e->field.n,
            .fact = fact,
            .declared = e->declared,
            .day = day ? day->slot : NO_DAY,
        };
    }
}

/* Who may decide it, or an empty text. */
static struct str
reading_by(struct lowering *l, const struct node *n)
{
    struct node *by = node_find(n, NODE_BY);
    return by ? names_text(l->m, by) : STR("");
}

static void
readings_fill(struct lowering *l, struct plan *p)
{
    struct model *m = l->m;
    p->reading = arena_array(l->arena, struct plan_reading, m->reading.n + 1);
    p->readings = m->reading.n;
    for (uint32_t i = 0; i < m->reading.n; i++) {
        const struct reading *r = m->reading.at[i];
        p->reading[i] = (struct plan_reading){
            .name = model_text(m, r->name),
            .citation = cites_text(l, r->node),
            .by = reading_by(l, r->node),
            .entity = r->alternatives->index,
            .text = r->text.at,
            .taken = r->taken,
        };
    }
}

static void
units_fill(struct lowering *l, struct plan *p)
{
    struct unit_table *t = &l->m->units;
    p->units = t->product.n;
    p->unit = arena_array(l->arena, struct str, p->units);
    p->unit_zh = arena_array(l->arena, struct str, p->units);
    p->unit_en = arena_array(l->arena, struct str, p->units);
    for (uint32_t i = 0; i < p->units; i++) {
        p->unit[i] = unit_text(t, i);
        p->unit_zh[i] = unit_text_in(t, i, false);
        p->unit_en[i] = unit_text_in(t, i, true);
    }
}

/* The decision for all its rows and, when it exists once per period, for the
 * periods the asker names. */
static node_id
root_of(struct lowering *l, struct decision *d)
{
    bool all = d->on->index == CASE_ENTITY;
    struct env *e = arena_new(l->arena, struct env);
    struct env table = {.space = all ? CASE_SPACE : l->table[d->on->index]};
    *e = (struct env){.space = table.space,
                      .row = d->on,
                      .self = NO_NODE,
                      .asof = l->asof,
                      .today = l->asof,
                      .period_node = NO_NODE,
                      .guard = NO_NODE};
    if (!all)
        e->self =
            lower_node(l, &table, OP_SELF, type_row(l, d->on), 0, 0, NULL, 0);
    if (d->period) {
        e->space =
            lower_each(l, table.space, d->period, l->asked_from, l->asked_to);
        e->period = d->period;
        e->period_node =
            lower_node(l, e, OP_SELF, type_period(l, d->period), 0, 0, NULL, 0);
        e->asof = lower_first_day(l, e, e->period_node);
        if (!all)
            e->self = lower_bring(l, e, e->self);
    }
    return lower_decision(l, e, d, e->self);
}

static enum place_kind
decision_kind(const struct decision *d)
{
    switch ((enum decision_kind)d->kind) {
    case DECISION_STANDARD:
        return PLACE_STANDARD;
    case DECISION_CONSTRAINT:
        return PLACE_CONSTRAINT;
    case DECISION_ASSERTION:
        return PLACE_ASSERTION;
    case DECISION_PART:
        return PLACE_PART;
    case DECISION_DUTY:
        return PLACE_DUTY;
    case DECISION_FACET:
        return PLACE_FACET;
    case DECISION_RULE:
    case DECISION_HELPER:
    case DECISION_OUTPUT:
        break;
    }
    return PLACE_DECISION;
}

static bool
asked_for(const struct decision *d)
{
    return d->kind != DECISION_HELPER && d->output.n == 0;
}

/* 建设补贴 的 县区财政: a part is named with what it is a part of. */
static struct str
decision_name(struct lowering *l, const struct decision *d)
{
    struct text text = {.arena = l->arena};
    if (!d->of)
        return model_text(l->m, d->name);
    text_add(&text, model_text(l->m, d->of->name));
    text_add_z(&text, " 的 ");
    text_add(&text, model_text(l->m, d->name));
    return text_str(&text);
}

static void
decisions_fill(struct lowering *l, struct plan *p)
{
    struct model *m = l->m;
    uint32_t n = 0;
    p->decision =
        arena_array(l->arena, struct plan_decision, m->decision.n + 1);
    for (uint32_t i = 0; i < m->decision.n; i++)
        l->plan_decision[i] = asked_for(m->decision.at[i]) ? n++ : UINT32_MAX;
    for (uint32_t i = 0; i < m->decision.n; i++) {
        struct decision *d = m->order[i];
        if (!asked_for(d))
            continue;
        struct plan_decision *to = &p->decision[l->plan_decision[d->index]];
        const struct node *cited =
            d->kind == DECISION_OUTPUT ? d->of->node : d->node;
        to->name = decision_name(l, d);
        to->citation = cites_text(l, cited);
        to->kind = (uint8_t)decision_kind(d);
        to->period =
            d->period < PERIOD_ROSTER ? d->period : (uint8_t)PERIOD_ROSTER;
        to->entity = d->on->index;
        bool part = d->kind == DECISION_PART || d->kind == DECISION_FACET;
        to->of = part ? l->plan_decision[d->of->index] : UINT32_MAX;
        to->root = root_of(l, d);
        to->type = l->p->node[to->root].type;
        to->split = d->split ? model_text(m, d->split->name) : STR("");
    }
    p->decisions = n;
}

static void
instances_fill(struct lowering *l, struct plan *p)
{
    p->instance =
        arena_array(l->arena, struct plan_instance, l->instance.n + 1);
    for (uint32_t i = 0; i < l->instance.n; i++) {
        const struct instance *from = &l->instance.at[i];
        if (l->plan_decision[from->decision] == UINT32_MAX)
            continue;
        p->instance[p->instances++] =
            (struct plan_instance){l->plan_decision[from->decision], from->node,
                                   from->self, from->period};
    }
}

static void
lowering_start(struct lowering *l, struct model *m)
{
    struct env all = {.space = CASE_SPACE};
    struct vtype truth = {.kind = V_TRUTH};
    *l = (struct lowering){.m = m, .arena = m->arena, .context = NO_NODE};
    l->b = plan_builder_new(m->arena);
    l->p = plan_of(l->b);
    map_init(&l->instance_at, m->arena);
    map_init(&l->place_of, m->arena);
    vec_push(m->arena, &l->place, (struct plan_place){0});
    l->no = lower_constant(l, type_plan(l, truth), 0);
    l->yes = lower_constant(l, type_plan(l, truth), 1);
    uint32_t date = type_date(l);
    l->asof = lower_node(l, &all, OP_ASOF, date, 0, 0, NULL, 0);
    l->asked_from = lower_node(l, &all, OP_ASKED_FROM, date, 0, 0, NULL, 0);
    l->asked_to = lower_node(l, &all, OP_ASKED_TO, date, 0, 0, NULL, 0);
    l->table = arena_array(m->arena, space_id, m->entity.n);
    l->plan_decision = arena_array(m->arena, uint32_t, m->decision.n + 1);
    for (uint32_t i = 1; i < m->entity.n; i++) {
        struct plan_space s = {
            .kind = SPACE_TABLE, .parent = CASE_SPACE, .entity = i};
        s.link = s.subject = s.from = s.to = s.first = s.last = NO_NODE;
        l->table[i] = plan_space(l->b, s);
    }
}

/* A name counts without the quotes that it may stand in. */
static struct str
attribute_said(struct lowering *l, const struct node *value)
{
    if (value->kind == NODE_TEXT)
        return value->text;
    return value->kind == NODE_NAMES && value->n
               ? names_text(l->m, value)
               : source_text(l->m->source, value->at);
}

/* 名称 and 状态 of the 规章. */
static struct str
attribute(struct lowering *l, const char *zh, const char *en)
{
    const struct node *book = l->m->rulebook;
    for (uint32_t i = 0; book && i < book->n; i++) {
        const struct node *a = book->kid[i];
        struct str name = a && a->kind == NODE_ATTRIBUTE
                              ? model_text(l->m, a->name)
                              : STR("");
        if (a && a->n > 1 && a->kid[1] &&
            (str_equal(name, str_of(zh)) || str_equal(name, str_of(en))))
            return attribute_said(l, a->kid[1]);
    }
    return STR("");
}

static bool
status_in_force(struct str status)
{
    static const char *const words[] = {"施行", "effective", "in_force"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(status, str_of(words[i])))
            return true;
    return false;
}

struct plan *
model_lower(struct model *m)
{
    struct lowering l;
    lowering_start(&l, m);
    struct plan *p = plan_of(l.b);
    facts_fill(&l, p);
    entities_fill(&l, p);
    readings_fill(&l, p);
    decisions_fill(&l, p);
    instances_fill(&l, p);
    units_fill(&l, p);
    cases_lower(&l, p);
    cited_lower(&l, p);
    duties_lower(&l, p);
    p->title = attribute(&l, "名称", "title");
    p->status = attribute(&l, "状态", "status");
    if (status_in_force(p->status))
        p->status = STR("");
    p = plan_of(l.b);
    places_settle(&l, p);
    return p;
}
