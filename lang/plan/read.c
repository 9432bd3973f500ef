/* Reading facts, settings and other rows. */
#include "lang/plan/fill.h"

static struct cell
not_given(const struct walk *w, const struct plan_fact *f)
{
    if (f->presumed.can != 0)
        return f->presumed;
    return walk_any(w, &w->plan->type[f->type]);
}

/* What rows that nobody has seen may have been given: anything, but their day
 * lies behind what was said to be complete. */
static struct cell
unseen_any(const struct walk *w, const struct plan_fact *f)
{
    struct cell any = walk_any(w, &w->plan->type[f->type]);
    int32_t from = w->data->table[f->entity].open_from;
    if (w->plan->entity[f->entity].day == f->slot && any.lo < from)
        any.lo = from;
    return any;
}

struct fact_rows
fact_rows_of(const struct walk *w, uint32_t fact)
{
    const struct plan_fact *f = &w->plan->fact[fact];
    const struct table_data *d = &w->data->table[f->entity];
    return (struct fact_rows){.plain = d->fact[f->slot].plain,
                              .given = d->rows,
                              .missing = not_given(w, f),
                              .unseen = unseen_any(w, f)};
}

static void
fill_fact(struct walk *w, const struct plan_node *node, struct cell *to,
          uint32_t n)
{
    struct fact_rows rows = fact_rows_of(w, node->a);
    for (uint32_t r = 0; r < n; r++)
        to[r] = *fact_cell(&rows, r);
}

/* What a fact with a history or with periods is, for one row of its table. */
struct reading {
    const struct walk *w;
    const struct plan_fact *fact;
    const struct fact_column *column;
    uint32_t given;
    enum rep rep;
    struct cell missing, unseen;
};

static struct reading
reading_of(const struct walk *w, uint32_t fact)
{
    const struct plan_fact *f = &w->plan->fact[fact];
    const struct type *t = &w->plan->type[f->type];
    const struct table_data *d = &w->data->table[f->entity];
    return (struct reading){.w = w,
                            .fact = f,
                            .column = &d->fact[f->slot],
                            .given = d->rows,
                            .rep = (enum rep)t->rep,
                            .missing = not_given(w, f),
                            .unseen = walk_any(w, t)};
}

/* The value for every day or period, when no list of them is given. */
static const struct cell *
reading_plain(const struct reading *r, uint32_t row)
{
    const struct cell *plain = r->column->plain;
    return plain != NULL && plain[row].can != 0 ? &plain[row] : &r->missing;
}

static void
state_join(const struct reading *r, uint32_t row, const struct cell *day,
           struct cell *to)
{
    const struct history *h = r->column->history;
    if (h == NULL || h[row].n == 0) {
        cell_join(to, reading_plain(r, row), r->rep);
        return;
    }
    const struct state_value *at = h[row].at;
    uint32_t i = 0, n = h[row].n;
    if (day->lo < at[0].from)
        cell_join(to, &r->missing, r->rep);
    while (i + 1 < n && at[i + 1].from <= day->lo)
        i++;
    for (; i < n && at[i].from <= day->hi; i++)
        cell_join(to, &at[i].value, r->rep);
}

static void
flow_join(const struct reading *r, uint32_t row, const struct choice *period,
          struct cell *to)
{
    const struct flow *f = r->column->flow;
    wide wanted = period->masked ? __builtin_popcountll(period->mask)
                                 : period->hi - period->lo + 1;
    for (uint32_t i = 0; f != NULL && i < f[row].n; i++)
        if (choice_has(period, f[row].at[i].period)) {
            cell_join(to, &f[row].at[i].value, r->rep);
            wanted--;
        }
    if (wanted > 0)
        cell_join(to, reading_plain(r, row), r->rep);
}

static void
reading_join(const struct reading *r, wide row, const struct cell *when,
             enum rep when_rep, struct cell *to)
{
    struct choice period = choice_of(when, when_rep);
    if (row < 0 || row >= r->given)
        cell_join(to, &r->unseen, r->rep);
    else if (r->fact->form == FACT_STATE)
        state_join(r, (uint32_t)row, when, to);
    else
        flow_join(r, (uint32_t)row, &period, to);
}

/* Faults and none of the operands; true when both may be values. */
static bool
operands_join(const struct cell *x, const struct cell *y, struct cell *to)
{
    *to = (struct cell){0};
    if (x->can & CAN_FAULT)
        cell_join_fault(to, x->fault, x->place);
    if (y->can & CAN_FAULT)
        cell_join_fault(to, y->fault, y->place);
    if (can_only(x, CAN_FAULT) || can_only(y, CAN_FAULT))
        return false;
    if ((x->can | y->can) & CAN_NONE)
        to->can |= CAN_NONE;
    return x->can & y->can & CAN_VALUE;
}

static void
fill_state_flow(struct walk *w, const struct plan_node *node, struct cell *to,
                uint32_t n)
{
    struct reading reading = reading_of(w, node->a);
    struct operand row = operand_of(w, node, 0), when = operand_of(w, node, 1);
    for (uint32_t r = 0; r < n; r++) {
        const struct cell *c = operand_cell(&row, r);
        const struct cell *day = operand_cell(&when, r);
        if (!operands_join(c, day, &to[r]))
            continue;
        struct choice rows = choice_of(c, row.rep);
        if (!walk_work(w, (uint64_t)(rows.hi - rows.lo)))
            return;
        for (wide i = rows.lo; i <= rows.hi; i++)
            if (choice_has(&rows, i))
                reading_join(&reading, i, day, when.rep, &to[r]);
    }
}

static void
fill_self(struct walk *w, const struct plan_node *node, struct cell *to,
          uint32_t n)
{
    const struct cell *element = w->out->rows[node->space].element;
    bool member = node_type(w, node)->rep == REP_MEMBER;
    for (uint32_t r = 0; r < n; r++) {
        to[r] = element[r];
        if (!member || !(to[r].can & CAN_VALUE))
            continue;
        to[r].lo = 0;
        to[r].hi = 0;
        for (wide m = element[r].lo; m <= element[r].hi && m < 64; m++)
            to[r].lo |= (wide)1 << (unsigned)m;
    }
}

static void
fill_up(struct walk *w, const struct plan_node *node, struct cell *to,
        uint32_t n)
{
    struct operand in = operand_of(w, node, 0);
    const uint32_t *parent = w->out->rows[node->space].parent;
    for (uint32_t r = 0; r < n; r++)
        to[r] = *operand_cell(&in, parent != NULL ? parent[r] : 0);
}

/* Everything a reference with several possible targets may give. The last
 * choice is kept: a reference that is not known is the same in every row. */
struct targets {
    struct operand in;
    uint32_t rows;
    struct choice last;
    struct cell hull;
};

static bool
targets_same(const struct targets *t, const struct choice *c)
{
    return t->hull.can != 0 && t->last.lo == c->lo && t->last.hi == c->hi &&
           t->last.mask == c->mask;
}

static void
targets_hull(struct walk *w, struct targets *t, const struct choice *c)
{
    wide lo = c->lo < 0 ? 0 : c->lo;
    wide hi = c->hi < t->rows ? c->hi : (wide)t->rows - 1;
    t->last = *c;
    t->hull = (struct cell){0};
    if (t->in.step == 0)
        hi = lo;
    if (hi >= lo && !walk_work(w, (uint64_t)(hi - lo)))
        return;
    for (wide i = lo; i <= hi; i++)
        if (choice_has(c, i) || t->in.step == 0)
            cell_join(&t->hull, operand_cell(&t->in, (uint32_t)i), t->in.rep);
}

static void
fill_ref(struct walk *w, const struct plan_node *node, struct cell *to,
         uint32_t n)
{
    node_id target = w->plan->operand[node->first];
    struct targets t = {.in = operand_of(w, node, 0)};
    t.rows =
        t.in.step ? w->out->rows[w->plan->node[target].space].n : UINT32_MAX;
    struct operand ref = operand_of(w, node, 1);
    for (uint32_t r = 0; r < n && w->status == WALK_OK; r++) {
        const struct cell *c = operand_cell(&ref, r);
        if (is_word(c) && ref.rep == REP_ROW && c->lo >= 0 && c->lo < t.rows) {
            to[r] = *operand_cell(&t.in, (uint32_t)c->lo);
            continue;
        }
        if (!operands_join(c, c, &to[r]))
            continue;
        struct choice choice = choice_of(c, ref.rep);
        if (!targets_same(&t, &choice))
            targets_hull(w, &t, &choice);
        /* A table without rows has no target: then nothing is known. */
        struct cell any = t.hull;
        if (any.can == 0)
            any = walk_any(w, node_type(w, node));
        cell_join(&to[r], &any, t.in.rep);
    }
}

static void
fill_all(struct cell *to, uint32_t n, struct cell c)
{
    for (uint32_t r = 0; r < n; r++)
        to[r] = c;
}

static struct cell
constant(const struct walk *w, const struct plan_node *node)
{
    struct cell c = cell_value(w->plan->constant[node->a]);
    if (node_type(w, node)->rep == REP_MEMBER)
        c.hi = 0;
    return c;
}

static struct cell
setting(const struct walk *w, const struct plan_node *node, struct cell c)
{
    return c.can != 0 ? c : walk_any(w, node_type(w, node));
}

void
fill_read(struct walk *w, node_id id, struct cell *to, uint32_t n)
{
    const struct plan_node *node = &w->plan->node[id];
    const struct data *d = w->data;
    switch ((int)node->op) {
    case OP_CONST:
        fill_all(to, n, constant(w, node));
        break;
    case OP_FACT:
        fill_fact(w, node, to, n);
        break;
    case OP_STATE:
    case OP_FLOW:
        fill_state_flow(w, node, to, n);
        break;
    case OP_ASOF:
        fill_all(to, n, setting(w, node, d->asof));
        break;
    case OP_ASKED_FROM:
        fill_all(to, n, setting(w, node, d->asked_from));
        break;
    case OP_ASKED_TO:
        fill_all(to, n, setting(w, node, d->asked_to));
        break;
    case OP_READING:
        fill_all(to, n, setting(w, node, d->reading[node->a]));
        break;
    case OP_SELF:
        fill_self(w, node, to, n);
        break;
    case OP_UP:
        fill_up(w, node, to, n);
        break;
    case OP_REF:
        fill_ref(w, node, to, n);
        break;
    }
}
