#include <string.h>

#include "runtime/whynot.h"

static void *
array_copy(struct arena *a, const void *at, size_t n, size_t size)
{
    void *copy = arena_zero(a, n * size);
    if (at && n)
        memcpy(copy, at, n * size);
    return copy;
}

/* The value in force at the leaf's time; false when no day of the history
 * gave it. */
static bool
history_change(struct arena *a, struct fact_column *column, uint32_t rows,
               const struct other *o)
{
    const struct leaf *leaf = &o->leaf;
    struct history *h;
    uint32_t n = 0;
    if (!column->history || !column->history[leaf->row].n)
        return false;
    column->history =
        array_copy(a, column->history, rows, sizeof *column->history);
    h = &column->history[leaf->row];
    h->at = array_copy(a, h->at, h->n, sizeof *h->at);
    while (n < h->n &&
           (leaf->time_kind == PERIOD_NONE || h->at[n].from <= leaf->time))
        n++;
    if (!n)
        return false;
    h->at[n - 1].value = o->to;
    return true;
}

static bool
flow_change(struct arena *a, struct fact_column *column, uint32_t rows,
            const struct other *o)
{
    const struct leaf *leaf = &o->leaf;
    struct flow *flow;
    if (!column->flow)
        return false;
    column->flow = array_copy(a, column->flow, rows, sizeof *column->flow);
    flow = &column->flow[leaf->row];
    flow->at = array_copy(a, flow->at, flow->n, sizeof *flow->at);
    for (uint32_t i = 0; i < flow->n; i++) {
        if (flow->at[i].period != leaf->time)
            continue;
        flow->at[i].value = o->to;
        return true;
    }
    return false;
}

static void
other_give(struct arena *a, const struct plan *p, struct data *d,
           const struct other *o)
{
    const struct plan_fact *fact = &p->fact[o->leaf.index];
    struct table_data *t = &d->table[fact->entity];
    struct fact_column *column;
    struct cell *plain;
    t->fact = array_copy(a, t->fact, p->entity[fact->entity].facts_n,
                         sizeof *t->fact);
    column = &t->fact[fact->slot];
    if (fact->form == FACT_STATE && history_change(a, column, t->rows, o))
        return;
    if (fact->form == FACT_FLOW && flow_change(a, column, t->rows, o))
        return;
    plain = arena_array(a, struct cell, t->rows);
    for (uint32_t i = 0; column->plain && i < t->rows; i++)
        plain[i] = column->plain[i];
    plain[o->leaf.row] = o->to;
    column->plain = plain;
}

struct data *
data_changed(struct arena *a, const struct plan *p, const struct data *d,
             const struct other_set *s)
{
    struct data *changed = arena_new(a, struct data);
    *changed = *d;
    changed->table =
        array_copy(a, d->table, p->entities, sizeof *changed->table);
    for (uint32_t i = 0; i < s->n; i++)
        other_give(a, p, changed, &s->at[i]);
    return changed;
}
