#include "runtime/because.h"

#include <string.h>

enum reason {
    REASON_LEAF,
    REASON_ALL,
    REASON_FALSE_ONES,
    REASON_TRUE_ONES,
    REASON_CHOSEN
};

static const uint8_t reasons[] = {
#define OP(name, operands, shape, because, zh, en)                             \
    [OP_##name] = REASON_##because,
#include "lang/plan/op.def"
#undef OP
};

/* What is being collected: the operands of one cell. */
struct reader {
    const struct filled *f;
    const struct plan *plan;
    const struct plan_node *node;
    struct spot at;
    struct cell cell;
    enum because how;
    struct spots *to;
};

static enum rep
rep_of(const struct plan *p, node_id node)
{
    return p->type[p->node[node].type].rep;
}

struct cell
spot_cell(const struct filled *f, struct spot at)
{
    return f->column[at.node][at.row];
}

static bool
spot_known(const struct filled *f, struct spot at)
{
    return cell_known(spot_cell(f, at), rep_of(f->plan, at.node));
}

static uint32_t
space_rows(const struct filled *f, space_id space)
{
    return space == CASE_SPACE ? 1 : f->rows[space].n;
}

static void
push(struct reader *r, node_id node, uint32_t row)
{
    struct spot spot = {node, row};
    if (r->plan->node[node].space == CASE_SPACE)
        spot.row = 0;
    if (!r->f->column[node] ||
        spot.row >= space_rows(r->f, r->plan->node[node].space))
        return;
    if (r->how == BECAUSE_MISSING && spot_known(r->f, spot))
        return;
    vec_push(r->to->arena, &r->to->list, spot);
}

static node_id
operand(const struct reader *r, uint32_t i)
{
    return r->plan->operand[r->node->first + i];
}

/* The cell of operand I in this row. */
static struct cell
operand_cell(const struct reader *r, uint32_t i)
{
    return filled_cell(r->f, operand(r, i), r->at.row);
}

static void
push_operand(struct reader *r, uint32_t i)
{
    push(r, operand(r, i), r->at.row);
}

static bool
may_be_true(struct cell c)
{
    return (c.can & CAN_VALUE) && c.hi != 0;
}

static bool
may_be_false(struct cell c)
{
    return (c.can & CAN_VALUE) && c.lo == 0;
}

static bool
surely(struct cell c, bool truth)
{
    return c.can == CAN_VALUE && c.lo == truth && c.hi == truth;
}

static void
push_all(struct reader *r)
{
    for (uint32_t i = 0; i < r->node->n; i++)
        push_operand(r, i);
}

/* Of a false `and` the false operands suffice, of a true `or` the true. */
static void
push_deciding(struct reader *r, bool truth)
{
    if (r->how != BECAUSE_COUNTING || !surely(r->cell, truth)) {
        push_all(r);
        return;
    }
    for (uint32_t i = 0; i < r->node->n; i++)
        if (surely(operand_cell(r, i), truth))
            push_operand(r, i);
}

/* ---- choosing ---- */

static void
push_agree(struct reader *r)
{
    if (r->node->flags & NODE_DISJOINT) {
        for (uint32_t i = 0; i < r->node->n; i++) {
            if (operand_cell(r, i).can == CAN_VALUE) {
                push_operand(r, i);
                return;
            }
        }
    }
    push_all(r);
}

static void
push_one(struct reader *r)
{
    for (uint32_t i = 0; r->node->flags & NODE_DISJOINT && i < r->node->n;
         i += 2) {
        if (surely(operand_cell(r, i), true)) {
            push_operand(r, i);
            push_operand(r, i + 1);
            return;
        }
    }
    for (uint32_t i = 0; i < r->node->n; i += 2)
        push_operand(r, i);
    for (uint32_t i = 0; i < r->node->n; i += 2)
        if (may_be_true(operand_cell(r, i)))
            push_operand(r, i + 1);
}

static void
push_chosen(struct reader *r)
{
    enum op op = r->node->op;
    struct cell first = operand_cell(r, 0);
    if (r->how == BECAUSE_EVERY) {
        push_all(r);
    } else if (op == OP_AGREE) {
        push_agree(r);
    } else if (op == OP_ONE) {
        push_one(r);
    } else if (op == OP_ELSE) {
        push_operand(r, 0);
        if (first.can & CAN_NONE)
            push_operand(r, 1);
    } else {
        push_operand(r, 0);
        if (may_be_true(first))
            push_operand(r, 1);
        if (op == OP_IF && may_be_false(first))
            push_operand(r, 2);
    }
}

/* ---- other spaces ---- */

/* Rows of the table that a reference cell may name. */
static void
push_referred(struct reader *r)
{
    node_id target = operand(r, 0);
    struct cell to = operand_cell(r, 1);
    uint32_t n = space_rows(r->f, r->plan->node[target].space);
    push_operand(r, 1);
    if (!(to.can & CAN_VALUE))
        return;
    if (rep_of(r->plan, operand(r, 1)) == REP_MEMBER) {
        for (uint32_t i = 0; i < n && i < 64; i++)
            if (to.lo >> i & 1)
                push(r, target, i);
        return;
    }
    for (wide i = to.lo < 0 ? 0 : to.lo; i <= to.hi && i < n; i++)
        push(r, target, (uint32_t)i);
}

/* Why these rows are there. */
static void
push_rows(struct reader *r, const struct plan_space *space, uint32_t parent)
{
    if (space->kind == SPACE_PAIR && space->link != NO_NODE) {
        uint32_t n = space_rows(r->f, r->plan->node[space->link].space);
        push(r, space->subject, parent);
        for (uint32_t i = 0; i < n; i++)
            push(r, space->link, i);
    }
    if (space->kind == SPACE_EACH) {
        push(r, space->from, parent);
        if (space->to != space->from)
            push(r, space->to, parent);
    }
}

static bool
fold_counts(const struct reader *r, struct cell c)
{
    if (r->how != BECAUSE_COUNTING)
        return true;
    if (r->node->op == OP_ANY && surely(r->cell, true))
        return surely(c, true);
    if (r->node->op == OP_ALL && surely(r->cell, false))
        return surely(c, false);
    return true;
}

/* The rows of SPACE below row PARENT of its parent: [*lo, *hi). */
static void
child_rows(const struct filled *f, space_id space, uint32_t parent,
           uint32_t *lo, uint32_t *hi)
{
    const struct rows *rows = &f->rows[space];
    bool whole = f->plan->space[space].kind == SPACE_TABLE || !rows->first;
    *lo = whole ? 0 : rows->first[parent];
    *hi = whole ? rows->n : rows->first[parent + 1];
}

static void
push_fold(struct reader *r)
{
    node_id child = operand(r, 0);
    space_id space = r->plan->node[child].space;
    uint32_t lo, hi;
    push_rows(r, &r->plan->space[space], r->at.row);
    child_rows(r->f, space, r->at.row, &lo, &hi);
    for (uint32_t i = lo; i < hi; i++)
        if (fold_counts(r, filled_cell(r->f, child, i)))
            push(r, child, i);
}

static void
push_upto(struct reader *r)
{
    node_id value = operand(r, 0), key = operand(r, 1);
    space_id space = r->plan->node[key].space;
    struct cell from = operand_cell(r, 2), to = operand_cell(r, 3);
    const struct rows *own = &r->f->rows[r->node->space];
    uint32_t parent = own->parent ? own->parent[r->at.row] : 0;
    uint32_t lo, hi;
    push_operand(r, 2);
    push_operand(r, 3);
    push_rows(r, &r->plan->space[space], parent);
    child_rows(r->f, space, parent, &lo, &hi);
    for (uint32_t i = lo; i < hi; i++) {
        struct cell k = filled_cell(r->f, key, i);
        push(r, key, i);
        if ((k.can & CAN_VALUE) && k.hi >= from.lo && k.lo <= to.hi)
            push(r, value, i);
    }
}

static void
push_up(struct reader *r)
{
    const struct rows *rows = &r->f->rows[r->node->space];
    push(r, operand(r, 0), rows->parent ? rows->parent[r->at.row] : 0);
}

bool
because_fold(enum op op)
{
    return op >= OP_SUM && op <= OP_LIST;
}

void
because_operands(const struct filled *f, struct spot at, enum because how,
                 struct spots *to)
{
    struct reader r = {.f = f,
                       .plan = f->plan,
                       .node = &f->plan->node[at.node],
                       .at = at,
                       .cell = spot_cell(f, at),
                       .how = how,
                       .to = to};
    enum op op = r.node->op;
    if (op == OP_UP)
        push_up(&r);
    else if (op == OP_REF)
        push_referred(&r);
    else if (because_fold(op))
        push_fold(&r);
    else if (op == OP_UPTO)
        push_upto(&r);
    else if (reasons[op] == REASON_CHOSEN)
        push_chosen(&r);
    else if (reasons[op] == REASON_FALSE_ONES)
        push_deciding(&r, false);
    else if (reasons[op] == REASON_TRUE_ONES)
        push_deciding(&r, true);
    else
        push_all(&r);
}

/* ---- leaves ---- */

static bool
row_given(const struct filled *f, const struct plan_fact *fact, uint32_t row)
{
    return row < f->data->table[fact->entity].rows;
}

/* Does the rulebook itself say it, of a member of a roster? */
static bool
fact_declared(const struct plan *p, const struct plan_fact *fact, uint32_t row)
{
    const struct plan_entity *e = &p->entity[fact->entity];
    return e->roster && e->declared && row < e->members_n &&
           e->declared[row * e->facts_n + fact->slot].can;
}

/* Was the fact given for the row (and that time)? */
static bool
fact_given(const struct filled *f, const struct plan_fact *fact,
           const struct leaf *leaf)
{
    const struct table_data *table = &f->data->table[fact->entity];
    const struct fact_column *column = &table->fact[fact->slot];
    if (fact->form == FACT_STATE && column->history) {
        const struct history *h = &column->history[leaf->row];
        return h->n &&
               (leaf->time_kind == PERIOD_NONE || h->at[0].from <= leaf->time);
    }
    if (fact->form == FACT_FLOW && column->flow) {
        const struct flow *flow = &column->flow[leaf->row];
        if (leaf->time_kind == PERIOD_NONE)
            return flow->n > 0;
        for (uint32_t i = 0; i < flow->n; i++)
            if (flow->at[i].period == leaf->time)
                return true;
        return false;
    }
    return column->plain && column->plain[leaf->row].can;
}

static bool
leaf_of_fact(const struct filled *f, struct spot at, struct leaf *leaf)
{
    const struct plan_node *node = &f->plan->node[at.node];
    const struct plan_fact *fact = &f->plan->fact[node->a];
    const node_id *of = &f->plan->operand[node->first];
    *leaf = (struct leaf){.kind = LEAF_FACT,
                          .index = node->a,
                          .row = at.row,
                          .cell = spot_cell(f, at)};
    if (node->op != OP_FACT) {
        struct cell row = filled_cell(f, of[0], at.row);
        struct cell time = filled_cell(f, of[1], at.row);
        if (!cell_known(row, rep_of(f->plan, of[0])) || !(row.can & CAN_VALUE))
            return false;
        leaf->row = rep_of(f->plan, of[0]) == REP_MEMBER
                        ? (uint32_t)__builtin_ctzll((uint64_t)row.lo)
                        : (uint32_t)row.lo;
        if (cell_known(time, rep_of(f->plan, of[1])) && time.can == CAN_VALUE) {
            leaf->time = rep_of(f->plan, of[1]) == REP_MEMBER
                             ? __builtin_ctzll((uint64_t)time.lo)
                             : (int32_t)time.lo;
            leaf->time_kind = node->op == OP_STATE ? PERIOD_DAY : fact->period;
        }
    }
    if (!row_given(f, fact, leaf->row)) {
        *leaf = (struct leaf){.kind = LEAF_OPEN, .index = fact->entity};
        return true;
    }
    leaf->known = cell_known(leaf->cell, rep_of(f->plan, at.node));
    leaf->declared = fact_declared(f->plan, fact, leaf->row);
    leaf->presumed =
        fact->presumed.can && !leaf->declared && !fact_given(f, fact, leaf);
    return true;
}

bool
because_leaf(const struct filled *f, struct spot at, struct leaf *leaf)
{
    const struct plan_node *node = &f->plan->node[at.node];
    enum op op = node->op;
    uint8_t kind;
    if (op == OP_FACT || op == OP_STATE || op == OP_FLOW)
        return leaf_of_fact(f, at, leaf);
    if (op == OP_ASOF)
        kind = LEAF_AS_OF;
    else if (op == OP_ASKED_FROM || op == OP_ASKED_TO)
        kind = LEAF_ASKED;
    else if (op == OP_READING)
        kind = LEAF_READING;
    else
        return false;
    *leaf = (struct leaf){.kind = kind, .cell = spot_cell(f, at)};
    if (kind == LEAF_READING)
        leaf->index = node->a;
    leaf->known = spot_known(f, at);
    return true;
}

bool
leaf_same(const struct leaf *a, const struct leaf *b)
{
    return a->kind == b->kind && a->index == b->index && a->row == b->row &&
           a->time_kind == b->time_kind && a->time == b->time;
}

static void
leaf_add(struct arena *a, struct leaves *to, const struct leaf *leaf)
{
    for (uint32_t i = to->list.n; i-- > 0;)
        if (leaf_same(&to->list.at[i], leaf))
            return;
    vec_push(a, &to->list, *leaf);
}

const struct plan_space *
because_space(const struct filled *f, struct spot fold)
{
    node_id of = f->plan->operand[f->plan->node[fold.node].first];
    return &f->plan->space[f->plan->node[of].space];
}

bool
because_open(const struct filled *f, struct spot at, struct leaf *leaf)
{
    const struct plan_node *node = &f->plan->node[at.node];
    const struct plan_space *space;
    if (!because_fold(node->op) && node->op != OP_UPTO)
        return false;
    space = because_space(f, at);
    if (space->kind != SPACE_TABLE && space->kind != SPACE_PAIR)
        return false;
    *leaf = (struct leaf){.kind = LEAF_OPEN, .index = space->entity};
    return f->data->table[space->entity].open;
}

/* A history that was given, read on a day that is not known: what is missing
 * is the day, not the fact. */
static bool
only_time_missing(const struct filled *f, struct spot at,
                  const struct leaf *leaf)
{
    enum op op = f->plan->node[at.node].op;
    return (op == OP_STATE || op == OP_FLOW) && leaf->kind == LEAF_FACT &&
           leaf->time_kind == PERIOD_NONE &&
           fact_given(f, &f->plan->fact[leaf->index], leaf);
}

static void
leaves_at(struct arena *a, const struct filled *f, struct spot at,
          enum because how, struct leaves *to)
{
    struct leaf leaf;
    bool is_leaf = because_leaf(f, at, &leaf);
    if (is_leaf && how == BECAUSE_MISSING && only_time_missing(f, at, &leaf))
        return;
    /* A plain fact has one node, so its spot comes once, like any other. */
    if (is_leaf && f->plan->node[at.node].op == OP_FACT &&
        leaf.kind == LEAF_FACT)
        vec_push(a, &to->list, leaf);
    else if (is_leaf)
        leaf_add(a, to, &leaf);
    if (because_open(f, at, &leaf))
        leaf_add(a, to, &leaf);
}

/* What is the same whatever the data is rests on no leaf. */
static bool
settled(const struct filled *f, struct spot at)
{
    return f->plan->settled && f->plan->settled[at.node];
}

static uint32_t
facts_known(const struct leaves *leaves)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < leaves->list.n; i++)
        n += leaves->list.at[i].kind == LEAF_FACT && leaves->list.at[i].known;
    return n;
}

void
because_first(struct arena *a, const struct filled *f, struct spot at,
              enum because how, uint32_t most, struct leaves *to)
{
    struct spots stack = {.arena = a}, next = {.arena = a};
    struct spot_set seen = {.arena = a};
    if (how == BECAUSE_MISSING && spot_known(f, at))
        return;
    vec_push(a, &stack.list, at);
    while (stack.list.n && (most == UINT32_MAX || facts_known(to) < most)) {
        struct spot spot = stack.list.at[--stack.list.n];
        if (settled(f, spot) || !spot_set_add(&seen, spot))
            continue;
        leaves_at(a, f, spot, how, to);
        next.list.n = 0;
        because_operands(f, spot, how, &next);
        while (next.list.n)
            vec_push(a, &stack.list, next.list.at[--next.list.n]);
    }
}

void
because_leaves(struct arena *a, const struct filled *f, struct spot at,
               enum because how, struct leaves *to)
{
    because_first(a, f, at, how, UINT32_MAX, to);
}

/* ---- sets ---- */

static void
spot_set_grow(struct spot_set *set)
{
    uint64_t *old = set->slot;
    uint32_t slots = set->slots;
    set->slots = slots ? slots * 2 : 64;
    set->slot = arena_array(set->arena, uint64_t, set->slots);
    set->n = 0;
    for (uint32_t i = 0; i < slots; i++)
        if (old[i])
            spot_set_add(set, (struct spot){(node_id)((old[i] - 1) >> 32),
                                            (uint32_t)(old[i] - 1)});
}

bool
spot_set_add(struct spot_set *set, struct spot at)
{
    uint64_t key = ((uint64_t)at.node << 32 | at.row) + 1;
    uint64_t hash = key * UINT64_C(0x9E3779B97F4A7C15);
    if (set->n * 2 >= set->slots)
        spot_set_grow(set);
    for (uint32_t i = (uint32_t)(hash >> 32) & (set->slots - 1);;
         i = (i + 1) & (set->slots - 1)) {
        if (set->slot[i] == key)
            return false;
        if (!set->slot[i]) {
            set->slot[i] = key;
            set->n++;
            return true;
        }
    }
}
