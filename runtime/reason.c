#include "runtime/reason.h"

#include <string.h>

/* Above this many further leaves they are named all, not tried one by one. */
enum { REASON_TRIED = 64 };

/* ---- withholding ---- */

static void
flow_keep(struct arena *a, const struct flow *from, struct flow *to,
          int32_t period)
{
    for (uint32_t i = 0; i < from->n; i++) {
        if (from->at[i].period != period)
            continue;
        if (!to->at)
            to->at = arena_array(a, struct flow_value, from->n);
        to->at[to->n++] = from->at[i];
    }
}

/* Gives back in TO what the leaf names in FROM. */
static void
leaf_keep(struct arena *a, const struct fact_column *from,
          struct fact_column *to, const struct leaf *leaf)
{
    uint32_t row = leaf->row;
    if (from->plain)
        to->plain[row] = from->plain[row];
    if (from->history)
        to->history[row] = from->history[row];
    if (from->flow && leaf->time_kind == PERIOD_NONE)
        to->flow[row] = from->flow[row];
    else if (from->flow)
        flow_keep(a, &from->flow[row], &to->flow[row], leaf->time);
}

static struct fact_column
column_empty(struct arena *a, const struct fact_column *like, uint32_t rows)
{
    struct fact_column column = {0};
    if (like->plain)
        column.plain = arena_array(a, struct cell, rows + 1);
    if (like->history)
        column.history = arena_array(a, struct history, rows + 1);
    if (like->flow)
        column.flow = arena_array(a, struct flow, rows + 1);
    return column;
}

/* Members' declared facts are the rulebook's own: they stay. */
static void
declared_keep(const struct plan_entity *e, const struct table_data *from,
              struct table_data *to)
{
    for (uint32_t row = 0; e->declared && row < e->members_n; row++)
        for (uint32_t slot = 0; slot < e->facts_n; slot++)
            if (e->declared[row * e->facts_n + slot].can &&
                from->fact[slot].plain)
                to->fact[slot].plain[row] = from->fact[slot].plain[row];
}

static struct table_data
table_withheld(struct arena *a, const struct plan_entity *e,
               const struct table_data *from)
{
    struct table_data to = *from;
    to.fact = arena_array(a, struct fact_column, e->facts_n);
    for (uint32_t slot = 0; slot < e->facts_n; slot++)
        to.fact[slot] = column_empty(a, &from->fact[slot], from->rows);
    if (e->roster)
        declared_keep(e, from, &to);
    return to;
}

static wide
mask_all(uint32_t n)
{
    return n >= 64 ? (wide)UINT64_MAX : ((wide)1 << n) - 1;
}

struct data *
data_withheld(struct arena *a, const struct plan *p, const struct data *d,
              const struct leaves *leaves, bool keep_days)
{
    struct data *w = arena_new(a, struct data);
    const struct cell no_day = {
        .can = CAN_VALUE, .lo = DAY_FIRST, .hi = DAY_LAST};
    *w = *d;
    w->table = arena_array(a, struct table_data, p->entities);
    w->reading = arena_array(a, struct cell, p->readings);
    for (uint32_t i = 0; i < p->entities; i++)
        w->table[i] = table_withheld(a, &p->entity[i], &d->table[i]);
    for (uint32_t i = 0; i < p->readings; i++)
        w->reading[i] =
            cell_value(mask_all(p->entity[p->reading[i].entity].members_n));
    if (!keep_days)
        w->asof = w->asked_from = w->asked_to = no_day;
    for (uint32_t i = 0; i < leaves->list.n; i++) {
        const struct leaf *leaf = &leaves->list.at[i];
        const struct plan_fact *fact = &p->fact[leaf->index];
        if (leaf->kind == LEAF_FACT && !leaf->declared)
            leaf_keep(a, &d->table[fact->entity].fact[fact->slot],
                      &w->table[fact->entity].fact[fact->slot], leaf);
        if (leaf->kind == LEAF_READING)
            w->reading[leaf->index] = d->reading[leaf->index];
        if (leaf->kind == LEAF_AS_OF)
            w->asof = d->asof;
        if (leaf->kind == LEAF_ASKED || leaf->kind == LEAF_AS_OF) {
            w->asked_from = d->asked_from;
            w->asked_to = d->asked_to;
        }
    }
    return w;
}

/* ---- sufficiency ---- */

/* Do the rows of a space that NODE needs depend on the days asked for? To
 * withhold those would ask for another row, not for the same. */
static bool
days_make_rows(const struct plan *p, const uint8_t *slice)
{
    for (uint32_t i = 0; i < p->nodes; i++)
        if (slice[i] && p->space[p->node[i].space].kind == SPACE_EACH)
            return true;
    return false;
}

bool
reason_suffices(struct arena *a, const struct filled *f, struct spot at,
                const struct walk_limits *limits, const struct leaves *leaves)
{
    struct arena_mark mark = arena_mark(a);
    const struct slice *slice = plan_slice(a, f->plan, &at.node, 1);
    struct data *d = data_withheld(a, f->plan, f->data, leaves,
                                   days_make_rows(f->plan, slice->has));
    struct filled w;
    enum rep rep = f->plan->type[f->plan->node[at.node].type].rep;
    bool same = plan_walk(a, f->plan, d, slice, limits, &w) == WALK_OK &&
                cell_equal(spot_cell(&w, at), spot_cell(f, at), rep);
    arena_back(a, mark);
    return same;
}

static bool
leaves_have(const struct leaves *leaves, const struct leaf *leaf)
{
    for (uint32_t i = 0; i < leaves->list.n; i++)
        if (leaf_same(&leaves->list.at[i], leaf))
            return true;
    return false;
}

static void
leaf_remove(struct leaves *leaves, uint32_t i)
{
    leaves->list.n--;
    memmove(&leaves->list.at[i], &leaves->list.at[i + 1],
            (leaves->list.n - i) * sizeof *leaves->list.at);
}

/* Takes out of ALL, last first, what is neither in KEEP nor needed. */
static void
leaves_trim(struct arena *a, const struct filled *f, struct spot at,
            const struct walk_limits *limits, const struct leaves *keep,
            struct leaves *all)
{
    if (all->list.n > keep->list.n + REASON_TRIED)
        return;
    for (uint32_t i = all->list.n; i-- > 0;) {
        struct leaf leaf = all->list.at[i];
        if (leaves_have(keep, &leaf))
            continue;
        leaf_remove(all, i);
        if (reason_suffices(a, f, at, limits, all))
            continue;
        memmove(&all->list.at[i + 1], &all->list.at[i],
                (all->list.n - i) * sizeof *all->list.at);
        all->list.at[i] = leaf;
        all->list.n++;
    }
}

void
reason_of(struct arena *a, const struct filled *f, struct spot at,
          const struct walk_limits *limits, struct leaves *to)
{
    struct leaves counting = {0};
    because_leaves(a, f, at, BECAUSE_COUNTING, &counting);
    *to = counting;
    if (reason_suffices(a, f, at, limits, to))
        return;
    *to = (struct leaves){0};
    because_leaves(a, f, at, BECAUSE_EVERY, to);
    leaves_trim(a, f, at, limits, &counting, to);
}
