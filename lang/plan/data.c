#include "lang/plan/data.h"

static struct cell
day_not_known(void)
{
    struct cell c = cell_value(DAY_FIRST);
    c.hi = DAY_LAST;
    return c;
}

void
data_table(struct arena *a, const struct plan *p, struct data *d,
           uint32_t entity, uint32_t rows, bool open)
{
    struct table_data *t = &d->table[entity];
    t->rows = rows;
    t->open = open;
    t->open_from = DAY_FIRST;
    t->fact = arena_array(a, struct fact_column, p->entity[entity].facts_n);
    t->id = arena_array(a, struct str, rows);
}

static void
roster_give(struct arena *a, const struct plan *p, struct data *d,
            uint32_t entity)
{
    const struct plan_entity *e = &p->entity[entity];
    data_table(a, p, d, entity, e->members_n, false);
    for (uint32_t m = 0; m < e->members_n; m++) {
        d->table[entity].id[m] = e->member[m];
        for (uint32_t s = 0; e->declared != NULL && s < e->facts_n; s++) {
            struct cell c = e->declared[m * e->facts_n + s];
            if (c.can != 0)
                data_give(a, p, d, e->fact[s], m, c);
        }
    }
}

struct data *
data_new(struct arena *a, const struct plan *p)
{
    struct data *d = arena_new(a, struct data);
    d->table = arena_array(a, struct table_data, p->entities);
    for (uint32_t e = 0; e < p->entities; e++)
        if (p->entity[e].roster)
            roster_give(a, p, d, e);
        else
            data_table(a, p, d, e, e == CASE_ENTITY, e != CASE_ENTITY);
    d->asof = d->asked_from = d->asked_to = day_not_known();
    d->reading = arena_array(a, struct cell, p->readings);
    for (uint32_t r = 0; r < p->readings; r++)
        d->reading[r] = cell_member(p->reading[r].taken);
    return d;
}

void
data_give(struct arena *a, const struct plan *p, struct data *d, uint32_t fact,
          uint32_t row, struct cell value)
{
    const struct plan_fact *f = &p->fact[fact];
    struct table_data *t = &d->table[f->entity];
    struct fact_column *c = &t->fact[f->slot];
    if (c->plain == NULL)
        c->plain = arena_array(a, struct cell, t->rows);
    c->plain[row] = value;
}
