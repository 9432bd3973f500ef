#include "runtime/facts.h"

#include <string.h>

void
facts_init(struct facts *f, struct arena *a, const struct plan *p,
           struct diags *diags, struct source *source, uint32_t rows_most)
{
    *f = (struct facts){.arena = a,
                        .plan = p,
                        .diags = diags,
                        .source = source,
                        .rows_most = rows_most};
    f->table = arena_array(a, struct facts_table, p->entities);
    for (uint32_t e = 0; e < p->entities; e++) {
        const struct plan_entity *entity = &p->entity[e];
        uint32_t n = e == CASE_ENTITY ? 1 : 0;
        f->table[e].parent = NO_ENTITY;
        if (entity->roster)
            n = entity->members_n;
        for (uint32_t i = 0; i < n; i++)
            facts_add(f, e, entity->roster ? entity->member[i] : STR(""),
                      (struct span){0, 0});
    }
}

uint32_t
facts_entity(const struct plan *p, struct str name)
{
    for (uint32_t e = CASE_ENTITY + 1; e < p->entities; e++)
        if (str_equal(p->entity[e].name, name))
            return e;
    return UINT32_MAX;
}

uint32_t
facts_fact(const struct plan *p, uint32_t entity, struct str name)
{
    const struct plan_entity *e = &p->entity[entity];
    for (uint32_t slot = 0; slot < e->facts_n; slot++)
        if (str_equal(p->fact[e->fact[slot]].name, name))
            return e->fact[slot];
    return UINT32_MAX;
}

/* ---- ids ---- */

static void
id_put(struct facts_table *t, uint32_t row)
{
    uint32_t i = (uint32_t)str_hash(t->row.at[row].id) & (t->slots - 1);
    while (t->slot[i])
        i = (i + 1) & (t->slots - 1);
    t->slot[i] = row + 1;
}

/* Makes the slots anew for the rows there are. */
static void
ids_build(struct facts *f, struct facts_table *t)
{
    t->slots = 16;
    while (t->slots < t->row.n * 2 + 2)
        t->slots *= 2;
    t->slot = arena_array(f->arena, uint32_t, t->slots);
    for (uint32_t row = 0; row < t->row.n; row++)
        if (t->row.at[row].id.len)
            id_put(t, row);
}

uint32_t
facts_find(const struct facts *f, uint32_t entity, struct str id)
{
    const struct facts_table *t = &f->table[entity];
    uint32_t i;
    if (!id.len || !t->slots)
        return UINT32_MAX;
    i = (uint32_t)str_hash(id) & (t->slots - 1);
    for (; t->slot[i]; i = (i + 1) & (t->slots - 1))
        if (str_equal(t->row.at[t->slot[i] - 1].id, id))
            return t->slot[i] - 1;
    return UINT32_MAX;
}

uint32_t
facts_add(struct facts *f, uint32_t entity, struct str id, struct span at)
{
    struct facts_table *t = &f->table[entity];
    struct facts_row row = {
        .id = str_copy(f->arena, id), .at = at, .text = f->texts};
    if (f->rows_most && t->row.n >= f->rows_most)
        return UINT32_MAX;
    row.given = arena_array(f->arena, struct facts_given,
                            f->plan->entity[entity].facts_n);
    vec_push(f->arena, &t->row, row);
    if (t->row.n * 2 + 2 > t->slots)
        ids_build(f, t);
    else if (id.len)
        id_put(t, t->row.n - 1);
    return t->row.n - 1;
}

void
facts_give(struct facts *f, uint32_t fact, uint32_t row,
           struct facts_given given)
{
    const struct plan_fact *pf = &f->plan->fact[fact];
    struct facts_given *to = &f->table[pf->entity].row.at[row].given[pf->slot];
    vec_push(f->arena, &f->change,
             (struct facts_change){pf->entity, row, pf->slot, *to});
    *to = given;
}

/* ---- taking back ---- */

void
facts_begin(struct facts *f, struct facts_point *point)
{
    f->texts++;
    f->change.n = 0;
    point->errors = f->diags->errors;
    point->table = arena_array(f->arena, struct facts_table, f->plan->entities);
    memcpy(point->table, f->table, f->plan->entities * sizeof *point->table);
}

bool
facts_end(struct facts *f, const struct facts_point *point)
{
    if (f->diags->errors == point->errors)
        return true;
    for (uint32_t i = f->change.n; i-- > 0;) {
        const struct facts_change *c = &f->change.at[i];
        f->table[c->entity].row.at[c->row].given[c->slot] = c->before;
    }
    for (uint32_t e = 0; e < f->plan->entities; e++) {
        struct facts_table *t = &f->table[e];
        bool longer = t->row.n > point->table[e].row.n;
        t->row.n = point->table[e].row.n;
        t->said = point->table[e].said;
        t->open_from = point->table[e].open_from;
        t->parent = point->table[e].parent;
        t->whole_lists = point->table[e].whole_lists;
        if (longer)
            ids_build(f, t);
    }
    return false;
}

/* ---- columns ---- */

static bool
closed_below(const struct facts *f, uint32_t entity, uint32_t depth)
{
    const struct facts_table *t = &f->table[entity];
    if (entity == CASE_ENTITY || f->plan->entity[entity].roster ||
        t->said == SAID_CLOSED)
        return true;
    if (t->said == SAID_OPEN || t->parent == NO_ENTITY ||
        depth > f->plan->entities)
        return false;
    return closed_below(f, t->parent, depth + 1) &&
           t->whole_lists == f->table[t->parent].row.n;
}

bool
facts_closed(const struct facts *f, uint32_t entity)
{
    return closed_below(f, entity, 0);
}

/* C with its text or fraction copied to A. */
static struct cell
cell_copied(struct arena *a, const struct type *t, struct cell c)
{
    if (!(c.can & CAN_VALUE))
        return c;
    if (t->rep == REP_TEXT) {
        struct str *text = arena_new(a, struct str);
        *text = str_copy(a, *(const struct str *)(uintptr_t)c.lo);
        c.lo = c.hi = (wide)(uintptr_t)text;
    }
    if (t->rep == REP_FRACTION) {
        struct fraction *fraction = arena_new(a, struct fraction);
        *fraction = FRACTION_AT(c.lo);
        c.lo = c.hi = (wide)(uintptr_t)fraction;
    }
    return c;
}

static void
history_copied(struct arena *a, const struct type *t,
               const struct history *from, struct history *to)
{
    to->n = from->n;
    to->at = arena_array(a, struct state_value, from->n);
    for (uint32_t i = 0; i < from->n; i++) {
        to->at[i] = from->at[i];
        to->at[i].value = cell_copied(a, t, from->at[i].value);
    }
}

static void
flow_copied(struct arena *a, const struct type *t, const struct flow *from,
            struct flow *to)
{
    to->n = from->n;
    to->at = arena_array(a, struct flow_value, from->n);
    for (uint32_t i = 0; i < from->n; i++) {
        to->at[i] = from->at[i];
        to->at[i].value = cell_copied(a, t, from->at[i].value);
    }
}

static void
given_data(struct arena *a, const struct facts *f, struct data *d,
           uint32_t fact, uint32_t row, const struct facts_given *given)
{
    const struct plan_fact *pf = &f->plan->fact[fact];
    const struct type *t = &f->plan->type[pf->type];
    struct table_data *table = &d->table[pf->entity];
    struct fact_column *column = &table->fact[pf->slot];
    if (given->plain.can)
        data_give(a, f->plan, d, fact, row, cell_copied(a, t, given->plain));
    if (given->history.n) {
        if (!column->history)
            column->history = arena_array(a, struct history, table->rows);
        history_copied(a, t, &given->history, &column->history[row]);
    }
    if (given->flow.n) {
        if (!column->flow)
            column->flow = arena_array(a, struct flow, table->rows);
        flow_copied(a, t, &given->flow, &column->flow[row]);
    }
}

static void
table_data(struct arena *a, const struct facts *f, struct data *d, uint32_t e)
{
    const struct plan_entity *entity = &f->plan->entity[e];
    const struct facts_table *t = &f->table[e];
    if (e != CASE_ENTITY && !entity->roster)
        data_table(a, f->plan, d, e, t->row.n, !facts_closed(f, e));
    if (t->said == SAID_OPEN)
        d->table[e].open_from = t->open_from;
    for (uint32_t row = 0; row < t->row.n; row++) {
        if (!entity->roster)
            d->table[e].id[row] = str_copy(a, t->row.at[row].id);
        for (uint32_t slot = 0; slot < entity->facts_n; slot++)
            given_data(a, f, d, entity->fact[slot], row,
                       &t->row.at[row].given[slot]);
    }
}

struct data *
facts_data(struct arena *a, const struct facts *f)
{
    struct data *d = data_new(a, f->plan);
    for (uint32_t e = 0; e < f->plan->entities; e++)
        table_data(a, f, d, e);
    return d;
}
