/* A walk that keeps only what is asked for. Nodes that look at one row at a
 * time are gathered into runs, one frame each; a run is filled when something
 * that is no part of it has to read it, or at the end. */
#include "lang/plan/strip.h"

#include <string.h>

enum { ROWS_FEW = 64 };

static enum rep
rep_of(const struct strips *p, node_id id)
{
    return (enum rep)node_type(p->w, &p->w->plan->node[id])->rep;
}

static node_id
operand_id(const struct strips *p, const struct plan_node *node, uint32_t i)
{
    return p->w->plan->operand[node->first + i];
}

static space_id
frame_of(const struct strips *p, node_id id)
{
    return p->frame[p->w->plan->node[id].space];
}

static uint8_t
space_kind(const struct strips *p, space_id space)
{
    return p->w->plan->space[space].kind;
}

/* ---- which nodes run together ---- */

enum strip_how
strip_how(const struct strips *p, const struct plan_node *node)
{
    bool table = space_kind(p, node->space) == SPACE_TABLE;
    switch ((int)node->op) {
    case OP_FACT:
        return STRIP_FACT;
    case OP_SELF:
        return table ? STRIP_NUMBER : STRIP_PERIOD;
    case OP_REF:
        return STRIP_GATHER;
    }
    return STRIP_OPERATOR;
}

const node_id *
strip_reads(const struct strips *p, const struct plan_node *node, uint32_t *n)
{
    const node_id *operand =
        node->n > 0 ? &p->w->plan->operand[node->first] : NULL;
    switch (strip_how(p, node)) {
    case STRIP_PERIOD:
        *n = 1;
        return &p->w->plan->space[node->space].from;
    case STRIP_GATHER:
        *n = 1;
        return operand + 1;
    case STRIP_CELLS:
    case STRIP_WORDS:
    case STRIP_FACT:
    case STRIP_NUMBER:
    case STRIP_OPERATOR:
        break;
    }
    *n = node->n;
    return operand;
}

/* What has the same rows as NODE, which reads another row; or NO_NODE. */
static node_id
same_rows(const struct strips *p, const struct plan_node *node)
{
    node_id x = node->n > 0 ? operand_id(p, node, 0) : NO_NODE;
    bool there = node->op == OP_UP;
    if (node->op == OP_REF)
        there = p->numbers[operand_id(p, node, 1)];
    if (!there || p->w->plan->node[x].space == CASE_SPACE ||
        frame_of(p, x) != p->frame[node->space])
        return NO_NODE;
    return p->same[x];
}

static bool
reads_fraction(const struct strips *p, const struct plan_node *node)
{
    for (uint32_t i = 0; i < node->n; i++)
        if (rep_of(p, operand_id(p, node, i)) == REP_FRACTION)
            return true;
    return node_type(p->w, node)->rep == REP_FRACTION;
}

/* Looks only at its own row of the frame, or at the one row of a table that an
 * operand names. */
static bool
row_by_row(const struct strips *p, node_id id)
{
    const struct plan_node *node = &p->w->plan->node[id];
    enum op op = (enum op)node->op;
    if (node->space == CASE_SPACE || reads_fraction(p, node))
        return false;
    if (op == OP_FACT)
        return true;
    if (op == OP_SELF)
        return p->frame[node->space] != node->space ||
               (space_kind(p, node->space) == SPACE_TABLE &&
                rep_of(p, id) == REP_ROW);
    if (op == OP_UP || (op == OP_REF && p->same[id] != id))
        return p->same[id] != id;
    if (op == OP_REF) {
        const struct plan_node *target =
            &p->w->plan->node[operand_id(p, node, 0)];
        return space_kind(p, target->space) == SPACE_TABLE &&
               rep_of(p, operand_id(p, node, 1)) == REP_ROW;
    }
    return op > OP_REF && (op < OP_SUM || op > OP_UPTO) && node->n > 0;
}

/* Is ID to be filled? */
static bool
in_slice(const struct strips *p, node_id id)
{
    return p->w->slice->has[id] && p->w->out->column[id] == NULL;
}

static void
keep(struct strips *p, node_id node)
{
    p->kept[p->same[node]] = 1;
}

/* The whole column of X is read: the run that X waits in ends before that. */
static void
plan_read(struct strips *p, node_id x)
{
    if (x == NO_NODE || p->run[x] == NO_RUN)
        return;
    keep(p, x);
    if (p->open[frame_of(p, x)] == p->run[x])
        p->open[frame_of(p, x)] = NO_RUN;
}

static void
plan_space_read(struct strips *p, space_id space)
{
    for (; !p->w->built[space]; space = p->w->plan->space[space].parent) {
        const struct plan_space *s = &p->w->plan->space[space];
        p->w->built[space] = 1;
        if (s->kind == SPACE_CASE)
            return;
        const node_id read[] = {s->link, s->subject, s->from,
                                s->to,   s->first,   s->last};
        for (size_t i = 0; i < sizeof read / sizeof *read; i++)
            plan_read(p, read[i]);
    }
}

static void
plan_alone(struct strips *p, const struct plan_node *node)
{
    plan_space_read(p, node->space);
    for (uint32_t i = 0; i < node->n; i++) {
        node_id x = operand_id(p, node, i);
        plan_space_read(p, p->w->plan->node[x].space);
        plan_read(p, x);
    }
}

/* Is ID a reader of a whole column that is not its own rows? */
static bool
gathers(const struct strips *p, node_id id)
{
    return p->same[id] == id && p->w->plan->node[id].op == OP_REF;
}

static void
plan_run(struct strips *p, node_id id)
{
    const struct plan_node *node = &p->w->plan->node[id];
    space_id frame = p->frame[node->space];
    uint32_t n;
    if (space_kind(p, frame) != SPACE_TABLE)
        plan_space_read(p, frame);
    if (gathers(p, id))
        plan_read(p, operand_id(p, node, 0));
    if (p->open[frame] == NO_RUN) {
        p->open[frame] = p->runs.n;
        vec_push(p->w->arena, &p->runs, (struct run){0});
    }
    p->run[id] = p->open[frame];
    const node_id *read = strip_reads(p, node, &n);
    for (uint32_t i = 0; i < n; i++)
        if (p->run[p->same[read[i]]] != p->run[id])
            keep(p, read[i]);
    if (p->run[p->same[id]] != p->run[id])
        keep(p, id);
}

static void
plan_frames(struct strips *p)
{
    const struct plan *plan = p->w->plan;
    for (space_id s = 0; s < plan->spaces; s++) {
        space_id parent = plan->space[s].parent;
        bool aligned = parent != CASE_SPACE && space_aligned(p->w, s);
        p->frame[s] = aligned ? p->frame[parent] : s;
    }
}

/* Gives every node its run, or none, by going through the plan as the walk
 * will; marks the nodes that are kept. */
static void
strips_plan(struct strips *p, const uint8_t *asked)
{
    const struct plan *plan = p->w->plan;
    plan_frames(p);
    vec_push(p->w->arena, &p->runs, (struct run){0});
    for (node_id i = 0; i < plan->nodes; i++) {
        const struct plan_node *node = &plan->node[i];
        p->same[i] = i;
        if (!in_slice(p, i))
            continue;
        node_id same = same_rows(p, node);
        if (same != NO_NODE && !reads_fraction(p, node))
            p->same[i] = same;
        bool table = space_kind(p, node->space) == SPACE_TABLE;
        p->numbers[i] =
            p->numbers[p->same[i]] || (node->op == OP_SELF && table);
        if (row_by_row(p, i))
            plan_run(p, i);
        else
            plan_alone(p, node);
        if (asked[i])
            keep(p, i);
    }
    memset(p->open, 0, plan->spaces * sizeof *p->open);
    memset(p->w->built, 0, plan->spaces);
}

/* ---- the walk ---- */

/* The columns that NODE reads, as cells, and the tables that it refers to. */
static void
strips_operands(struct strips *p, const struct plan_node *node)
{
    for (uint32_t i = 0; i < node->n; i++) {
        node_id x = operand_id(p, node, i);
        space_id space = p->w->plan->node[x].space;
        if (space_kind(p, space) == SPACE_TABLE)
            space_build(p->w, space);
        strips_cells(p, x);
    }
}

static bool
run_fill(struct strips *p, uint32_t number)
{
    struct walk *w = p->w;
    const struct run *run = &p->runs.at[number];
    space_id frame = frame_of(p, run->node.at[0]);
    uint32_t n = w->out->rows[frame].n;
    if (space_kind(p, frame) == SPACE_TABLE)
        n = walk_table_rows(w, w->plan->space[frame].entity);
    p->open[frame] = NO_RUN;
    if (n >= ROWS_FEW) {
        if (!walk_work(w, (uint64_t)n * run->node.n))
            return false;
        run_strips(p, run, n);
        return w->status == WALK_OK;
    }
    for (uint32_t i = 0; i < run->node.n; i++) {
        strips_operands(p, &w->plan->node[run->node.at[i]]);
        if (!walk_node(w, run->node.at[i], NULL))
            return false;
    }
    return true;
}

/* Fills the run that NODE is waiting in, if it is. */
static bool
strips_fill(struct strips *p, node_id node)
{
    if (p->run[node] == NO_RUN || p->open[frame_of(p, node)] != p->run[node])
        return true;
    return run_fill(p, p->run[node]);
}

/* Makes a column of cells of NODE. */
static bool
strips_need(struct strips *p, node_id node)
{
    if (node == NO_NODE)
        return true;
    if (!strips_fill(p, node))
        return false;
    strips_cells(p, node);
    return true;
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
strips_run(struct strips *p, node_id id)
{
    const struct plan_node *node = &p->w->plan->node[id];
    space_id frame = p->frame[node->space];
    if (space_kind(p, frame) != SPACE_TABLE && !strips_space(p, frame))
        return false;
    if (gathers(p, id) && !strips_fill(p, operand_id(p, node, 0)))
        return false;
    vec_push(p->w->arena, &p->runs.at[p->run[id]].node, id);
    p->open[frame] = p->run[id];
    return true;
}

static bool
strips_node(struct strips *p, node_id id)
{
    const struct plan_node *node = &p->w->plan->node[id];
    if (p->run[id] != NO_RUN)
        return strips_run(p, id);
    if (!strips_space(p, node->space))
        return false;
    for (uint32_t i = 0; i < node->n; i++) {
        node_id x = operand_id(p, node, i);
        if (!strips_space(p, p->w->plan->node[x].space) || !strips_need(p, x))
            return false;
    }
    return walk_node(p->w, id, NULL);
}

static void
strips_walk(struct strips *p)
{
    struct walk *w = p->w;
    for (node_id i = 0; i < w->plan->nodes && w->status == WALK_OK; i++)
        if (in_slice(p, i) && !strips_node(p, i))
            w->out->stopped_at = i;
    for (space_id s = 0; s < w->plan->spaces && w->status == WALK_OK; s++)
        if (p->open[s] != NO_RUN)
            run_fill(p, p->open[s]);
}

void
walk_strips(struct walk *w, const uint8_t *asked)
{
    const struct plan *plan = w->plan;
    struct arena *a = w->arena;
    struct strips p = {.w = w,
                       .frame = arena_array(a, space_id, plan->spaces),
                       .run = arena_array(a, uint32_t, plan->nodes),
                       .same = arena_array(a, node_id, plan->nodes),
                       .numbers = arena_array(a, uint8_t, plan->nodes),
                       .kept = arena_array(a, uint8_t, plan->nodes),
                       .open = arena_array(a, uint32_t, plan->spaces),
                       .strip = arena_array(a, struct strip *, plan->nodes),
                       .uses = arena_array(a, uint32_t, plan->nodes)};
    w->out->words = arena_array(a, struct words *, plan->nodes);
    strips_plan(&p, asked);
    strips_walk(&p);
    for (node_id i = 0; i < plan->nodes && w->status == WALK_OK; i++)
        if (asked[i] && w->out->column[i] == NULL)
            strips_words(&p, i);
}
