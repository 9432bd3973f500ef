/* A walk that keeps only what is asked for. Nodes that look at one row at a
 * time are gathered into runs, one space each; a run is filled strip by strip,
 * so that its columns stay near the processor. A run is filled when something
 * that is no part of it has to read it, or at the end. */
#include "lang/plan/strip.h"

#include <string.h>

enum { NO_RUN = 0, ROWS_FEW = 64 };

struct run {
    VEC(node_id) node;
};

struct strips {
    struct walk *w;
    const uint8_t *asked;
    uint32_t *run;        /* by node: the number of its run */
    uint8_t *kept;        /* by node: its column is needed as a whole */
    uint32_t *open;       /* by space: the run that still takes nodes */
    VEC(struct run) runs; /* runs.at[0] is none */
    struct strip **strip; /* by node, while a run is filled */
};

/* Looks only at its own row, and needs no more than its operands' cells. */
static bool
row_by_row(const struct walk *w, const struct plan_node *node)
{
    enum op op = (enum op)node->op;
    bool read = op <= OP_REF;
    bool fold = op >= OP_SUM && op <= OP_UPTO;
    if (read || fold || node->space == CASE_SPACE || node->n == 0)
        return false;
    for (uint32_t i = 0; i < node->n; i++) {
        node_id x = w->plan->operand[node->first + i];
        if (node_type(w, &w->plan->node[x])->rep == REP_FRACTION)
            return false;
    }
    return node_type(w, node)->rep != REP_FRACTION;
}

/* ---- one run ---- */

static struct cell
strip_cell(const struct strip *s, uint32_t r)
{
    if (s->can[r] == 0)
        return s->rest[r];
    if (s->can[r] == CAN_NONE)
        return cell_none();
    struct cell c = cell_value(s->v[r]);
    if (s->rep == REP_MEMBER) {
        c.lo = (wide)(uint64_t)s->v[r];
        c.hi = 0;
    }
    return c;
}

static void
strip_put(struct walk *w, struct strip *s, uint32_t r, const struct cell *c)
{
    bool member = s->rep == REP_MEMBER && c->can == CAN_VALUE;
    if (is_word(c) && c->lo == (int64_t)c->lo) {
        s->v[r] = (int64_t)c->lo;
        s->can[r] = CAN_VALUE;
    } else if (c->can == CAN_NONE) {
        s->can[r] = CAN_NONE;
    } else if (member && cell_single(c, REP_MEMBER)) {
        s->v[r] = (int64_t)(uint64_t)c->lo;
        s->can[r] = CAN_VALUE;
    } else {
        s->v[r] = -1;
        s->can[r] = 0;
        if (s->rest == NULL)
            s->rest = arena_take(w->arena, STRIP_ROWS * sizeof *s->rest);
        s->rest[r] = *c;
    }
}

static void
strip_settle(struct strip *s, uint32_t n)
{
    uint8_t all = CAN_VALUE;
    if (n == STRIP_ROWS)
        for (uint32_t r = 0; r < STRIP_ROWS; r++)
            all &= s->can[r];
    else
        for (uint32_t r = 0; r < n; r++)
            all &= s->can[r];
    s->values = all == CAN_VALUE;
}

static void
strip_load(struct walk *w, struct strip *s, const struct cell *from,
           uint32_t step, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++) {
        const struct cell *c = &from[(size_t)r * step];
        s->v[r] = (int64_t)c->lo;
        s->can[r] = CAN_VALUE;
        if (!is_word(c) || c->lo != s->v[r])
            strip_put(w, s, r, c);
    }
    strip_settle(s, n);
}

/* One row of a node as a column of one row. */
static void
strip_row(struct strips *p, const struct strip_node *s, uint32_t r,
          struct cell *cells)
{
    struct walk *w = p->w;
    const node_id *operand = &w->plan->operand[s->node->first];
    for (uint32_t i = 0; i < s->node->n; i++) {
        if (w->plan->node[operand[i]].space == CASE_SPACE)
            continue;
        cells[i] = strip_cell(s->operand[i], r);
        w->out->column[operand[i]] = &cells[i];
    }
    struct cell to;
    fill_rows(w, s->id, &to, 1);
    strip_put(w, s->to, r, &to);
}

/* A run on its way through the rows. */
struct passage {
    struct strip_node *node;
    uint32_t nodes;
    node_id *loaded; /* columns from outside the run */
    uint32_t loads;
    struct cell **column; /* of those, and of the nodes that are kept */
    struct cell *cells;   /* the operands of one row */
};

static struct strip *
strip_new(struct strips *p, node_id id)
{
    struct strip *s = arena_take(p->w->arena, sizeof *s);
    const struct plan_node *node = &p->w->plan->node[id];
    s->rest = NULL;
    s->rep = (enum rep)node_type(p->w, node)->rep;
    memset(s->v, 0, sizeof s->v);
    p->strip[id] = s;
    return s;
}

static void
passage_operands(struct strips *p, struct passage *g, struct strip_node *s)
{
    struct walk *w = p->w;
    const node_id *operand = &w->plan->operand[s->node->first];
    s->operand = arena_array(w->arena, struct strip *, s->node->n);
    for (uint32_t i = 0; i < s->node->n; i++) {
        node_id x = operand[i];
        if (p->strip[x] == NULL) {
            struct strip *load = strip_new(p, x);
            if (w->plan->node[x].space == CASE_SPACE)
                strip_load(w, load, w->out->column[x], 0, STRIP_ROWS);
            else
                g->loaded[g->loads++] = x;
        }
        s->operand[i] = p->strip[x];
    }
}

static struct passage
passage_new(struct strips *p, const struct run *run)
{
    struct walk *w = p->w;
    uint32_t operands = 0, most = 0;
    for (uint32_t i = 0; i < run->node.n; i++) {
        uint32_t n = w->plan->node[run->node.at[i]].n;
        operands += n;
        most = n > most ? n : most;
    }
    struct passage g = {
        .node = arena_array(w->arena, struct strip_node, run->node.n),
        .nodes = run->node.n,
        .loaded = arena_array(w->arena, node_id, operands),
        .cells = arena_array(w->arena, struct cell, most)};
    for (uint32_t i = 0; i < g.nodes; i++) {
        struct strip_node *s = &g.node[i];
        s->id = run->node.at[i];
        s->node = &w->plan->node[s->id];
        passage_operands(p, &g, s);
        s->to = strip_new(p, s->id);
    }
    g.column = arena_array(w->arena, struct cell *, g.loads + g.nodes);
    for (uint32_t i = 0; i < g.loads; i++)
        g.column[i] = w->out->column[g.loaded[i]];
    return g;
}

static void
passage_strip(struct strips *p, struct passage *g, uint32_t from, uint32_t n)
{
    uint16_t left[STRIP_ROWS];
    for (uint32_t i = 0; i < g->loads; i++)
        strip_load(p->w, p->strip[g->loaded[i]], g->column[i] + from, 1, n);
    for (uint32_t i = 0; i < g->nodes; i++) {
        struct strip_node *s = &g->node[i];
        uint32_t rows = strip_kernel(s, n, left);
        for (uint32_t j = 0; j < rows; j++)
            strip_row(p, s, left[j], g->cells);
        strip_settle(s->to, n);
        struct cell *column = g->column[g->loads + i];
        for (uint32_t r = 0; column != NULL && r < n; r++)
            column[from + r] = strip_cell(s->to, r);
    }
}

/* Columns that were lent to single rows get their own cells again. */
static void
passage_end(struct strips *p, struct passage *g)
{
    struct walk *w = p->w;
    for (uint32_t i = 0; i < g->loads; i++)
        w->out->column[g->loaded[i]] = g->column[i];
    for (uint32_t i = 0; i < g->nodes; i++) {
        w->out->column[g->node[i].id] = g->column[g->loads + i];
        p->strip[g->node[i].id] = NULL;
        const struct plan_node *node = g->node[i].node;
        for (uint32_t j = 0; j < node->n; j++)
            p->strip[w->plan->operand[node->first + j]] = NULL;
    }
}

static void
run_strips(struct strips *p, const struct run *run, uint32_t n)
{
    struct walk *w = p->w;
    struct passage g = passage_new(p, run);
    for (uint32_t i = 0; i < g.nodes; i++)
        if (p->kept[g.node[i].id])
            g.column[g.loads + i] = walk_cells(w, n);
    for (uint32_t from = 0; from < n; from += STRIP_ROWS)
        passage_strip(p, &g, from,
                      n - from < STRIP_ROWS ? n - from : STRIP_ROWS);
    passage_end(p, &g);
}

static bool
run_fill(struct strips *p, uint32_t number)
{
    struct walk *w = p->w;
    const struct run *run = &p->runs.at[number];
    space_id space = w->plan->node[run->node.at[0]].space;
    uint32_t n = w->out->rows[space].n;
    p->open[space] = NO_RUN;
    if (n >= ROWS_FEW) {
        if (!walk_work(w, (uint64_t)n * run->node.n))
            return false;
        run_strips(p, run, n);
        return w->status == WALK_OK;
    }
    for (uint32_t i = 0; i < run->node.n; i++)
        if (!walk_node(w, run->node.at[i], NULL))
            return false;
    return true;
}

/* ---- which nodes run together ---- */

/* Fills the run that NODE is waiting in, if it is. */
static bool
strips_need(struct strips *p, node_id node)
{
    if (node == NO_NODE || p->run[node] == NO_RUN)
        return true;
    space_id space = p->w->plan->node[node].space;
    if (p->open[space] != p->run[node])
        return true;
    return run_fill(p, p->run[node]);
}

static bool
strips_space(struct strips *p, space_id space)
{
    const struct plan_space *s = &p->w->plan->space[space];
    if (p->w->built[space] || s->kind == SPACE_CASE)
        return true;
    if (!strips_space(p, s->parent))
        return false;
    const node_id need[] = {s->link, s->subject, s->from,
                            s->to,   s->first,   s->last};
    for (size_t i = 0; i < sizeof need / sizeof *need; i++)
        if (!strips_need(p, need[i]))
            return false;
    space_build(p->w, space);
    return p->w->status == WALK_OK;
}

static bool
strips_node(struct strips *p, node_id id)
{
    struct walk *w = p->w;
    const struct plan_node *node = &w->plan->node[id];
    if (!strips_space(p, node->space))
        return false;
    if (p->run[id] != NO_RUN) {
        vec_push(w->arena, &p->runs.at[p->run[id]].node, id);
        p->open[node->space] = p->run[id];
        return true;
    }
    for (uint32_t i = 0; i < node->n; i++)
        if (!strips_need(p, w->plan->operand[node->first + i]))
            return false;
    return walk_node(w, id, NULL);
}

static void
keep(struct strips *p, node_id node)
{
    if (node != NO_NODE)
        p->kept[node] = 1;
}

/* NODE reads X: then the run that X waits in ends before NODE, unless NODE is
 * in it. */
static void
plan_read(struct strips *p, node_id node, node_id x)
{
    if (x == NO_NODE || p->run[x] == NO_RUN)
        return;
    space_id space = p->w->plan->node[x].space;
    if (p->run[node] != NO_RUN && p->run[node] == p->run[x])
        return;
    keep(p, x);
    if (p->run[node] == NO_RUN && p->open[space] == p->run[x])
        p->open[space] = NO_RUN;
}

static void
plan_space_read(struct strips *p, node_id node, space_id space)
{
    for (; !p->w->built[space]; space = p->w->plan->space[space].parent) {
        const struct plan_space *s = &p->w->plan->space[space];
        p->w->built[space] = 1;
        if (s->kind == SPACE_CASE)
            return;
        const node_id read[] = {s->link, s->subject, s->from,
                                s->to,   s->first,   s->last};
        for (size_t i = 0; i < sizeof read / sizeof *read; i++)
            plan_read(p, node, read[i]);
    }
}

/* Gives every node its run, or none, by going through the plan as the walk
 * will; marks the nodes that are kept. */
static void
strips_plan(struct strips *p)
{
    const struct plan *plan = p->w->plan;
    vec_push(p->w->arena, &p->runs, (struct run){0});
    for (node_id i = 0; i < plan->nodes; i++) {
        const struct plan_node *node = &plan->node[i];
        if (p->w->slice != NULL && !p->w->slice[i])
            continue;
        plan_space_read(p, i, node->space);
        if (row_by_row(p->w, node)) {
            if (p->open[node->space] == NO_RUN) {
                p->open[node->space] = p->runs.n;
                vec_push(p->w->arena, &p->runs, (struct run){0});
            }
            p->run[i] = p->open[node->space];
        }
        for (uint32_t j = 0; j < node->n; j++)
            plan_read(p, i, plan->operand[node->first + j]);
        if (p->asked[i])
            keep(p, i);
    }
    memset(p->open, 0, plan->spaces * sizeof *p->open);
    memset(p->w->built, 0, plan->spaces);
}

void
walk_strips(struct walk *w, const uint8_t *asked)
{
    const struct plan *plan = w->plan;
    struct strips p = {.w = w,
                       .asked = asked,
                       .run = arena_array(w->arena, uint32_t, plan->nodes),
                       .kept = arena_array(w->arena, uint8_t, plan->nodes),
                       .open = arena_array(w->arena, uint32_t, plan->spaces),
                       .strip =
                           arena_array(w->arena, struct strip *, plan->nodes)};
    strips_plan(&p);
    for (node_id i = 0; i < plan->nodes && w->status == WALK_OK; i++)
        if ((w->slice == NULL || w->slice[i]) && !strips_node(&p, i))
            w->out->stopped_at = i;
    for (space_id s = 0; s < plan->spaces && w->status == WALK_OK; s++)
        if (p.open[s] != NO_RUN)
            run_fill(&p, p.open[s]);
}
