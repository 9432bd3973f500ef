/* The loop over the nodes. */
#include "lang/plan/fill.h"

#include <string.h>

const struct walk_limits walk_limits_default = {
    .node_rows = 100 * 1000 * 1000,
    .periods = 36600,
    .pairs = 1000 * 1000,
    .collection = UINT64_MAX,
};

enum { CELLS_AHEAD = 128 };

bool
walk_work(struct walk *w, uint64_t rows)
{
    w->out->work += rows;
    if (w->out->work > w->limits.node_rows && w->status == WALK_OK)
        w->status = WALK_NODE_ROWS;
    return w->status == WALK_OK;
}

struct cell *
walk_cells(struct walk *w, size_t n)
{
    if (n > w->free_n || w->free == NULL) {
        if (n >= CELLS_AHEAD)
            return arena_take(w->arena, n * sizeof(struct cell));
        w->free = arena_take(w->arena, CELLS_AHEAD * sizeof(struct cell));
        w->free_n = CELLS_AHEAD;
    }
    struct cell *cells = w->free;
    w->free += n;
    w->free_n -= n;
    return cells;
}

uint32_t
walk_table_rows(const struct walk *w, uint32_t entity)
{
    const struct table_data *d = &w->data->table[entity];
    return d->rows + d->open;
}

struct cell
walk_any(const struct walk *w, const struct type *t)
{
    uint32_t rows = 0;
    if (t->rep == REP_ROW && t->entity != NO_ENTITY)
        rows = walk_table_rows(w, t->entity);
    return cell_any(w->arena, t, rows);
}

wide
walk_fraction(const struct walk *w, struct fraction f)
{
    struct fraction *kept = arena_take(w->arena, sizeof *kept);
    *kept = f;
    return (wide)(uintptr_t)kept;
}

/* ---- what is asked for ---- */

struct marks {
    const struct plan *plan;
    node_id end; /* no node from here on is marked */
    uint8_t *node, *space;
};

static void
slice_node(struct marks *s, node_id node)
{
    if (node != NO_NODE)
        s->node[node] = 1;
}

/* What SPACE is built from. */
static void
slice_space(struct marks *s, space_id space)
{
    for (; !s->space[space]; space = s->plan->space[space].parent) {
        const struct plan_space *p = &s->plan->space[space];
        s->space[space] = 1;
        if (p->kind == SPACE_CASE)
            return;
        slice_node(s, p->link);
        slice_node(s, p->subject);
        slice_node(s, p->from);
        slice_node(s, p->to);
        slice_node(s, p->first);
        slice_node(s, p->last);
    }
}

/* Everything that the nodes marked so far need: operands come before. */
static void
slice_close(struct marks *s)
{
    for (node_id i = s->end; i-- > 0;) {
        if (!s->node[i])
            continue;
        const struct plan_node *node = &s->plan->node[i];
        slice_space(s, node->space);
        for (uint32_t j = 0; j < node->n; j++)
            s->node[s->plan->operand[node->first + j]] = 1;
    }
}

/* Tells the nodes of S that depend on data from those that do not. */
static struct slice *
slice_new(struct arena *a, const struct marks *s)
{
    const struct plan *p = s->plan;
    struct slice *slice = arena_new(a, struct slice);
    slice->has = s->node;
    slice->open = arena_take(a, p->nodes * sizeof *slice->open);
    slice->column = arena_array(a, struct cell *, p->nodes);
    for (node_id i = 0; i < s->end; i++) {
        if (!s->node[i])
            continue;
        if (p->settled != NULL)
            slice->column[i] = p->settled[i];
        if (slice->column[i] != NULL)
            slice->settled++;
        else
            slice->open[slice->opens++] = i;
    }
    return slice;
}

struct slice *
plan_slice(struct arena *a, const struct plan *p, const node_id *asked,
           uint32_t n)
{
    struct marks s = {.plan = p,
                      .end = p->nodes,
                      .node = arena_array(a, uint8_t, p->nodes),
                      .space = arena_array(a, uint8_t, p->spaces)};
    if (asked == NULL) {
        memset(s.node, 1, p->nodes);
        return slice_new(a, &s);
    }
    s.end = 0;
    for (uint32_t i = 0; i < n; i++) {
        s.node[asked[i]] = 1;
        if (asked[i] >= s.end)
            s.end = asked[i] + 1;
    }
    slice_close(&s);
    return slice_new(a, &s);
}

/* ---- assumptions ---- */

static bool
assumed(const struct data *d, uint32_t decision)
{
    for (uint32_t i = 0; i < d->assumptions; i++)
        if (d->assumption[i].decision == decision)
            return true;
    return false;
}

/* By node, 1 more than the first instance that an assumption is about; null
 * when there is none. The slice grows by what tells the rows of an instance,
 * and nothing in it is settled. */
static uint32_t *
instances_assumed(struct walk *w)
{
    const struct plan *p = w->plan;
    if (w->data->assumptions == 0)
        return NULL;
    struct marks s = {.plan = p,
                      .end = p->nodes,
                      .node = arena_array(w->arena, uint8_t, p->nodes),
                      .space = arena_array(w->arena, uint8_t, p->spaces)};
    if (w->slice != NULL)
        memcpy(s.node, w->slice->has, p->nodes);
    else
        memset(s.node, 1, p->nodes);
    uint32_t *first = arena_array(w->arena, uint32_t, p->nodes);
    for (uint32_t i = p->instances; i-- > 0;) {
        const struct plan_instance *in = &p->instance[i];
        if (!s.node[in->node] || !assumed(w->data, in->decision))
            continue;
        first[in->node] = i + 1;
        slice_node(&s, in->subject);
        slice_node(&s, in->period);
    }
    slice_close(&s);
    struct slice *slice = arena_new(w->arena, struct slice);
    slice->has = s.node;
    slice->open = arena_array(w->arena, node_id, p->nodes);
    for (node_id i = 0; i < p->nodes; i++)
        if (s.node[i])
            slice->open[slice->opens++] = i;
    w->slice = slice;
    return first;
}

/* Whether the column NODE says I in ROW. */
static enum same
column_says(const struct walk *w, node_id node, uint32_t row, wide i)
{
    if (node == NO_NODE)
        return SAME_YES;
    struct operand in = operand_column(w, node);
    if (in.at == NULL)
        return SAME_PERHAPS;
    const struct cell *c = operand_cell(&in, row);
    struct choice choice = choice_of(c, in.rep);
    if (!(c->can & CAN_VALUE) || !choice_has(&choice, i))
        return SAME_NO;
    bool one = c->can == CAN_VALUE && choice.lo == choice.hi;
    return one ? SAME_YES : SAME_PERHAPS;
}

static void
assume_row(const struct walk *w, const struct plan_instance *in,
           const struct assumption *as, uint32_t row, struct cell *to)
{
    enum rep rep = (enum rep)node_type(w, &w->plan->node[in->node])->rep;
    enum same subject = column_says(w, in->subject, row, as->row);
    enum same period = SAME_YES;
    if (!as->any_period)
        period = column_says(w, in->period, row, as->period);
    if (subject == SAME_YES && period == SAME_YES)
        *to = as->value;
    else if (subject != SAME_NO && period != SAME_NO)
        cell_join(to, &as->value, rep);
}

/* Applies the assumptions about the instances of NODE from FIRST on. Of two
 * about one row the first counts, so it is applied last. */
static void
assume(const struct walk *w, node_id node, uint32_t first, struct cell *to,
       uint32_t n)
{
    for (uint32_t i = first; i < w->plan->instances; i++) {
        const struct plan_instance *in = &w->plan->instance[i];
        if (in->node != node)
            continue;
        for (uint32_t j = w->data->assumptions; j-- > 0;) {
            const struct assumption *as = &w->data->assumption[j];
            for (uint32_t r = 0; as->decision == in->decision && r < n; r++)
                assume_row(w, in, as, r, &to[r]);
        }
    }
}

/* ---- the loop ---- */

void
fill_rows(struct walk *w, node_id id, struct cell *to, uint32_t n)
{
    switch ((enum op)w->plan->node[id].op) {
    case OP_CONST:
    case OP_FACT:
    case OP_STATE:
    case OP_FLOW:
    case OP_ASOF:
    case OP_ASKED_FROM:
    case OP_ASKED_TO:
    case OP_READING:
    case OP_SELF:
    case OP_UP:
    case OP_REF:
        fill_read(w, id, to, n);
        return;
    case OP_AND:
    case OP_OR:
    case OP_NOT:
    case OP_GUARD:
    case OP_IF:
    case OP_ELSE:
    case OP_HAS:
    case OP_AGREE:
    case OP_ONE:
        fill_choose(w, id, to, n);
        return;
    case OP_NSUM:
    case OP_NMIN:
    case OP_NMAX:
    case OP_NCOUNT:
        fill_nary(w, id, to, n);
        return;
    case OP_SUM:
    case OP_COUNT:
    case OP_LEAST:
    case OP_GREATEST:
    case OP_ANY:
    case OP_ALL:
    case OP_LIST:
        fill_fold(w, id, to, n);
        return;
    case OP_UPTO:
        fill_upto(w, id, to, n);
        return;
    case OP_SPLIT:
        fill_split(w, id, to, n);
        return;
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_NEGATE:
    case OP_DIVIDE:
    case OP_FRACTION:
    case OP_RESCALE:
    case OP_MIN:
    case OP_MAX:
    case OP_ROUND:
    case OP_POWER:
    case OP_DOMAIN:
    case OP_LT:
    case OP_LE:
    case OP_EQ:
    case OP_NE:
    case OP_IN:
    case OP_ADD_DAYS:
    case OP_ADD_MONTHS:
    case OP_ADD_WORKDAYS:
    case OP_WORKDAYS_KNOWN:
    case OP_DAYS_BETWEEN:
    case OP_WHOLE_MONTHS:
    case OP_WHOLE_YEARS:
    case OP_YEAR_OF:
    case OP_MONTH_OF:
    case OP_DAY_OF:
    case OP_WEEKDAY:
    case OP_MAKE_DATE:
    case OP_PERIOD_OF:
    case OP_FIRST_DAY:
    case OP_LAST_DAY:
    case OP_SHIFT:
    case OP_CONCAT:
    case OP_FORMAT:
        fill_strict(w, id, to, n);
        return;
    case OP_COUNT_OF:
        return;
    }
}

/* The cells of the data themselves, when every row of the fact is given. */
static struct cell *
column_of_data(const struct walk *w, const struct plan_node *node, uint32_t n)
{
    const struct plan_fact *f = &w->plan->fact[node->a];
    const struct table_data *d = &w->data->table[f->entity];
    struct cell *plain = d->fact[f->slot].plain;
    if (plain == NULL || n != d->rows)
        return NULL;
    for (uint32_t r = 0; r < n; r++)
        if (plain[r].can == 0)
            return NULL;
    return plain;
}

bool
walk_node(struct walk *w, node_id id, const uint32_t *instance)
{
    const struct plan_node *node = &w->plan->node[id];
    if (!w->built[node->space])
        space_build(w, node->space);
    uint32_t n = w->out->rows[node->space].n;
    if (!walk_work(w, n))
        return false;
    struct cell *to = NULL;
    uint32_t first = instance != NULL ? instance[id] : 0;
    if (node->op == OP_FACT && first == 0)
        to = column_of_data(w, node, n);
    if (to == NULL) {
        to = walk_cells(w, n);
        fill_rows(w, id, to, n);
    }
    if (first != 0 && w->status == WALK_OK)
        assume(w, id, first - 1, to, n);
    w->out->column[id] = to;
    return w->status == WALK_OK;
}

static struct walk
walk_new(struct arena *a, const struct plan *p, const struct data *d,
         const struct slice *slice, const struct walk_limits *limits,
         struct filled *out)
{
    *out = (struct filled){.plan = p,
                           .data = d,
                           .column = arena_array(a, struct cell *, p->nodes),
                           .rows = arena_array(a, struct rows, p->spaces),
                           .stopped_at = NO_NODE};
    return (struct walk){.arena = a,
                         .plan = p,
                         .data = d,
                         .limits =
                             limits != NULL ? *limits : walk_limits_default,
                         .out = out,
                         .built = arena_array(a, uint8_t, p->spaces),
                         .slice = slice};
}

/* Those of the slice that depend on no data are there already. */
static void
walk_settled(struct walk *w)
{
    if (w->slice == NULL || w->slice->settled == 0)
        return;
    memcpy(w->out->column, w->slice->column,
           w->plan->nodes * sizeof *w->slice->column);
    space_build(w, CASE_SPACE);
    if (!walk_work(w, w->slice->settled))
        w->out->stopped_at = 0;
}

enum walk_status
plan_walk(struct arena *a, const struct plan *p, const struct data *d,
          const struct slice *slice, const struct walk_limits *limits,
          struct filled *out)
{
    struct walk w = walk_new(a, p, d, slice, limits, out);
    uint32_t *instance = instances_assumed(&w);
    uint32_t n = w.slice != NULL ? w.slice->opens : p->nodes;
    walk_settled(&w);
    walk_cells(&w, 0);
    for (uint32_t i = 0; i < n && w.status == WALK_OK; i++) {
        if (instance == NULL)
            i = quick_run(&w, i, n);
        if (i == n)
            break;
        node_id id = w.slice != NULL ? w.slice->open[i] : i;
        if (!walk_node(&w, id, instance))
            out->stopped_at = id;
    }
    return w.status;
}

enum walk_status
plan_walk_asked(struct arena *a, const struct plan *p, const struct data *d,
                const node_id *asked, uint32_t n,
                const struct walk_limits *limits, struct filled *out)
{
    const struct slice *slice = plan_slice(a, p, asked, n);
    if (d->assumptions > 0)
        return plan_walk(a, p, d, slice, limits, out);
    struct walk w = walk_new(a, p, d, slice, limits, out);
    uint8_t *wanted = arena_array(a, uint8_t, p->nodes);
    for (uint32_t i = 0; i < n; i++)
        wanted[asked[i]] = 1;
    walk_settled(&w);
    if (w.status == WALK_OK)
        walk_strips(&w, wanted);
    return w.status;
}

/* ---- what depends on no data ---- */

/* Is NODE on the case, and does it look at nothing but what is settled, as
 * words or a mask? */
static bool
node_settles(const struct plan *p, const struct plan_node *node)
{
    enum rep rep = (enum rep)p->type[node->type].rep;
    bool reads = node->op != OP_CONST && node->op <= OP_REF;
    bool rows = node->op >= OP_SUM && node->op <= OP_UPTO;
    if (node->space != CASE_SPACE || reads || rows || rep == REP_FRACTION ||
        rep > REP_MEMBER)
        return false;
    for (uint32_t i = 0; i < node->n; i++)
        if (p->settled[p->operand[node->first + i]] == NULL)
            return false;
    return true;
}

void
plan_settle(struct plan *p)
{
    struct filled out;
    struct walk w =
        walk_new(p->arena, p, data_new(p->arena, p), NULL, NULL, &out);
    p->settled = out.column;
    for (node_id i = 0; i < p->nodes; i++) {
        if (!node_settles(p, &p->node[i]))
            continue;
        p->settled[i] = arena_new(p->arena, struct cell);
        fill_rows(&w, i, p->settled[i], 1);
    }
}
