/* Folds: over the rows of a child space, over operands, over rows so far. */
#include "lang/plan/fill.h"

#include <string.h>

/* One end of a sum. Whole numbers are summed modulo 2^128 with a count of how
 * often that wrapped, so that the order of the rows cannot matter. */
struct total {
    wide low;
    int64_t carry;
    struct fraction f;
    int beyond;    /* no bound on that side */
    bool overflow; /* of a fraction */
};

struct fold {
    struct walk *w;
    const struct plan_node *node;
    enum op op;
    enum rep rep;      /* of the operand */
    struct cell fault; /* can = 0: none possible */
    bool fault_sure;
    bool many;          /* a row that stands for any number has a value */
    bool guess;         /* not every row is a known outcome */
    uint64_t sure, may; /* rows that are, and may be, values */
    struct total lo, hi;
    /* Of all that may be values, and of those that surely are. */
    struct cell any, certain;
    bool true_may, true_must, false_may, false_must;
    VEC(struct cell) list;
};

static struct fold
fold_start(struct walk *w, const struct plan_node *node, enum op op,
           enum rep rep)
{
    struct fold f = {.w = w, .node = node, .op = op, .rep = rep};
    f.lo.f.den = f.hi.f.den = 1;
    return f;
}

static void
total_add(struct total *t, wide v)
{
    wide sum;
    if (__builtin_add_overflow(t->low, v, &sum))
        t->carry += v < 0 ? -1 : 1;
    t->low = sum;
}

static void
total_add_word(struct total *t, wide v, enum rep rep)
{
    int beyond = cell_no_bound(v, rep);
    if (beyond != 0)
        t->beyond = beyond;
    else if (rep == REP_NUMBER)
        total_add(t, v);
    else if (!fraction_add(t->f, FRACTION_AT(v), &t->f))
        t->overflow = true;
}

static int
word_sign(wide v, enum rep rep)
{
    wide num = rep == REP_FRACTION ? FRACTION_AT(v).num : v;
    return (num > 0) - (num < 0);
}

/* V as often as a row that was not seen may be there. */
static void
total_add_many(const struct fold *f, struct total *t, wide v)
{
    uint64_t times = f->w->limits.collection;
    int side = word_sign(v, f->rep);
    if (times == 0)
        return;
    if (times == UINT64_MAX || cell_no_bound(v, f->rep) != 0) {
        t->beyond = side;
    } else if (f->rep == REP_NUMBER) {
        wide product;
        if (wide_multiply(v, times, &product))
            total_add(t, product);
        else
            t->beyond = side;
    } else {
        struct fraction product, by = {times, 1};
        if (!fraction_multiply(FRACTION_AT(v), by, &product) ||
            !fraction_add(t->f, product, &t->f))
            t->beyond = side;
    }
}

static void
sum_row(struct fold *f, const struct cell *c, bool sure, bool many)
{
    bool lo = sure || word_sign(c->lo, f->rep) < 0;
    bool hi = sure || word_sign(c->hi, f->rep) > 0;
    if (many) {
        if (lo)
            total_add_many(f, &f->lo, c->lo);
        if (hi)
            total_add_many(f, &f->hi, c->hi);
        return;
    }
    if (lo)
        total_add_word(&f->lo, c->lo, f->rep);
    if (hi)
        total_add_word(&f->hi, c->hi, f->rep);
}

/* Keeps the least (or greatest) ends of two ranges in TO. */
static void
extreme_row(struct cell *to, const struct cell *c, enum rep rep, bool least)
{
    if (!(to->can & CAN_VALUE)) {
        to->can = CAN_VALUE;
        to->lo = c->lo;
        to->hi = c->hi;
        return;
    }
    int lo = value_compare(c->lo, to->lo, rep);
    int hi = value_compare(c->hi, to->hi, rep);
    if (least ? lo < 0 : lo > 0)
        to->lo = c->lo;
    if (least ? hi < 0 : hi > 0)
        to->hi = c->hi;
}

static void
fold_value(struct fold *f, const struct cell *c, bool sure, bool many)
{
    switch ((int)f->op) {
    case OP_SUM:
        sum_row(f, c, sure, many);
        break;
    case OP_LEAST:
    case OP_GREATEST:
        cell_join_value(&f->any, c, f->rep);
        if (sure)
            extreme_row(&f->certain, c, f->rep, f->op == OP_LEAST);
        break;
    case OP_ANY:
    case OP_ALL:
        f->true_may = f->true_may || c->hi == 1;
        f->false_may = f->false_may || c->lo == 0;
        f->true_must = f->true_must || (sure && c->lo == 1);
        f->false_must = f->false_must || (sure && c->hi == 0);
        break;
    case OP_LIST:
        if (!f->guess)
            vec_push(f->w->arena, &f->list, *c);
        break;
    }
}

static void
fold_row(struct fold *f, const struct cell *c, uint8_t there)
{
    if (there == ROW_MANY && f->w->limits.collection == 0)
        return;
    if (c->can & CAN_FAULT) {
        cell_join_fault(&f->fault, c->fault, c->place);
        if (there == ROW_SURE && can_only(c, CAN_FAULT))
            f->fault_sure = true;
    }
    bool value = c->can & CAN_VALUE;
    bool sure = there == ROW_SURE && !(c->can & CAN_NONE);
    bool many = there == ROW_MANY;
    if (value || c->can & CAN_FAULT)
        f->guess = f->guess || there != ROW_SURE || !cell_known(*c, f->rep);
    if (!value)
        return;
    f->may++;
    f->sure += sure;
    f->many = f->many || many;
    fold_value(f, c, sure, many);
}

/* The end of a sum as a word; *SIDE is that of an overflow. */
static wide
total_word(const struct fold *f, const struct total *t, bool low, int *side)
{
    *side = 0;
    wide none = low ? WIDE_MIN : WIDE_MAX, v = t->low;
    bool over = t->overflow;
    if (t->beyond != 0)
        v = t->beyond < 0 ? WIDE_MIN : WIDE_MAX;
    else if (f->rep == REP_FRACTION && over)
        v = none, *side = low ? -1 : 1;
    else if (f->rep == REP_FRACTION)
        return walk_fraction(f->w, t->f);
    else if (t->carry != 0 || wide_no_bound(v) != 0)
        *side =
            t->carry != 0 ? (t->carry > 0) - (t->carry < 0) : wide_no_bound(v),
        v = *side < 0 ? WIDE_MIN : WIDE_MAX;
    if (f->rep == REP_FRACTION)
        return walk_fraction(f->w, (struct fraction){v, 1});
    return v;
}

/* May fractions that are not known add up to one that cannot be held? */
static bool
fraction_sum_overflows(const struct fold *f, const struct cell *sum)
{
    if (f->rep != REP_FRACTION || !f->guess || f->may < 2)
        return false;
    const node_id *operand = &f->w->plan->operand[f->node->first];
    uint32_t n = f->node->op == OP_NSUM ? f->node->n : 1;
    struct denominator d = {1, true};
    for (uint32_t i = 0; i < n; i++)
        d = denominator_either(d, denominator_of(f->w, operand[i]));
    return !d.common || !denominator_fits(d, sum);
}

static struct cell
sum_end(const struct fold *f, uint32_t place)
{
    int below, above;
    struct cell c = {.can = CAN_VALUE};
    c.lo = total_word(f, &f->lo, true, &below);
    c.hi = total_word(f, &f->hi, false, &above);
    bool both = below != 0 && above != 0;
    if (both && (below == above || !f->guess))
        return cell_fault(FAULT_OVERFLOW, place);
    if (below != 0 || above != 0 || fraction_sum_overflows(f, &c))
        cell_join_fault(&c, FAULT_OVERFLOW, place);
    return c;
}

static struct cell
count_end(const struct fold *f)
{
    struct cell c = cell_value((wide)f->sure);
    uint64_t times = f->w->limits.collection;
    c.hi = (wide)f->may;
    if (f->many && times == UINT64_MAX)
        c.hi = WIDE_MAX;
    else if (f->many)
        c.hi += times - 1;
    return c;
}

static struct cell
extreme_end(const struct fold *f)
{
    struct cell c = f->any;
    if (!(f->certain.can & CAN_VALUE))
        c.can |= CAN_NONE;
    else if (f->op == OP_LEAST)
        c.hi = f->certain.hi;
    else
        c.lo = f->certain.lo;
    return c;
}

static struct cell
truth_end(const struct fold *f)
{
    bool can_true = f->op == OP_ANY ? f->true_may : !f->false_must;
    bool can_false = f->op == OP_ANY ? !f->true_must : f->false_may;
    struct cell c = {.can = CAN_VALUE};
    c.lo = !can_false;
    c.hi = can_true;
    return c;
}

static struct cell
list_end(const struct fold *f)
{
    struct cell c = {.hi = WIDE_MAX, .can = CAN_VALUE};
    if (f->guess)
        return c;
    size_t size = f->list.n * sizeof *f->list.at;
    struct cell_list *l = arena_zero(f->w->arena, sizeof *l + size);
    l->n = f->list.n;
    l->rep = (uint8_t)f->rep;
    if (size > 0)
        memcpy(l->at, f->list.at, size);
    return cell_value((wide)(uintptr_t)l);
}

static struct cell
fold_end(const struct fold *f, uint32_t place)
{
    struct cell c = {0};
    if (f->fault_sure)
        return f->fault;
    switch ((int)f->op) {
    case OP_SUM:
        c = sum_end(f, place);
        break;
    case OP_COUNT:
        c = count_end(f);
        break;
    case OP_LEAST:
    case OP_GREATEST:
        c = extreme_end(f);
        break;
    case OP_ANY:
    case OP_ALL:
        c = truth_end(f);
        break;
    case OP_LIST:
        c = list_end(f);
        break;
    }
    if (f->fault.can != 0)
        cell_join_fault(&c, f->fault.fault, f->fault.place);
    return c;
}

/* The sum of rows I to END while they are known numbers that are there, in
 * F; returns the row it stopped at. */
static uint32_t
sum_known(struct fold *f, const struct operand *in, const uint8_t *sure,
          uint32_t i, uint32_t end)
{
    wide sum = 0;
    for (; i < end; i++) {
        const struct cell *c = operand_cell(in, i);
        bool none = can_only(c, CAN_NONE);
        bool word = is_word(c) && wide_no_bound(c->lo) == 0;
        if (sure[i] != ROW_SURE || !(none || word))
            break;
        if (none)
            continue;
        if (__builtin_add_overflow(sum, c->lo, &sum)) {
            f->lo.carry += c->lo < 0 ? -1 : 1;
            f->hi.carry += c->lo < 0 ? -1 : 1;
        }
    }
    total_add(&f->lo, sum);
    total_add(&f->hi, sum);
    return i;
}

void
fill_fold(struct walk *w, node_id id, struct cell *to, uint32_t n)
{
    const struct plan_node *node = &w->plan->node[id];
    struct operand in = operand_of(w, node, 0);
    space_id child = w->plan->node[w->plan->operand[node->first]].space;
    const struct rows *rows = &w->out->rows[child];
    if (!walk_work(w, rows->n))
        return;
    bool sum = node->op == OP_SUM && in.rep == REP_NUMBER;
    for (uint32_t p = 0; p < n; p++) {
        struct fold f = fold_start(w, node, (enum op)node->op, in.rep);
        uint32_t i = rows->first[p], end = rows->first[p + 1];
        if (sum)
            i = sum_known(&f, &in, rows->sure, i, end);
        for (; i < end; i++)
            fold_row(&f, operand_cell(&in, i), rows->sure[i]);
        to[p] = fold_end(&f, node->place);
    }
}

static enum op
fold_of_nary(enum op op)
{
    switch ((int)op) {
    case OP_NSUM:
        return OP_SUM;
    case OP_NMIN:
        return OP_LEAST;
    case OP_NMAX:
        return OP_GREATEST;
    }
    return OP_COUNT;
}

enum { OPERANDS_NEAR = 8 };

void
fill_nary(struct walk *w, node_id id, struct cell *to, uint32_t n)
{
    const struct plan_node *node = &w->plan->node[id];
    struct operand near[OPERANDS_NEAR], *in = near;
    if (node->n > OPERANDS_NEAR)
        in = arena_array(w->arena, struct operand, node->n);
    for (uint32_t i = 0; i < node->n; i++)
        in[i] = operand_of(w, node, i);
    enum op op = fold_of_nary((enum op)node->op);
    enum rep rep = node->n > 0 ? in[0].rep : REP_NUMBER;
    for (uint32_t r = 0; r < n; r++) {
        struct fold f = fold_start(w, node, op, rep);
        for (uint32_t i = 0; i < node->n; i++)
            fold_row(&f, operand_cell(&in[i], r), ROW_SURE);
        to[r] = fold_end(&f, node->place);
    }
}

/* The four columns of an UPTO, and one row of its reader. */
struct upto {
    struct operand c, key, from, to;
    const struct rows *rows;
};

static void
upto_fault(struct fold *f, const struct cell *c, uint8_t there)
{
    if (c->can & CAN_FAULT) {
        cell_join_fault(&f->fault, c->fault, c->place);
        if (there == ROW_SURE && can_only(c, CAN_FAULT))
            f->fault_sure = true;
    }
}

/* Whether row I is within the bounds of the reader's row. */
static enum same
upto_within(const struct upto *u, const struct cell *from,
            const struct cell *to, const struct cell *key)
{
    enum rep rep = u->key.rep;
    if (!(from->can & to->can & key->can & CAN_VALUE))
        return SAME_NO;
    if (value_compare(key->hi, from->lo, rep) < 0 ||
        value_compare(key->lo, to->hi, rep) > 0)
        return SAME_NO;
    bool values =
        from->can == CAN_VALUE && to->can == CAN_VALUE && key->can == CAN_VALUE;
    bool sure = values && value_compare(key->lo, from->hi, rep) >= 0 &&
                value_compare(key->hi, to->lo, rep) <= 0;
    return sure ? SAME_YES : SAME_PERHAPS;
}

static void
upto_row(struct fold *f, const struct upto *u, uint32_t i,
         const struct cell *from, const struct cell *to)
{
    uint8_t there = u->rows->sure[i];
    enum same within = upto_within(u, from, to, operand_cell(&u->key, i));
    if (within == SAME_NO)
        return;
    if (within == SAME_PERHAPS && there == ROW_SURE)
        there = ROW_PERHAPS;
    fold_row(f, operand_cell(&u->c, i), there);
}

/* The bounds and every key are strict operands; then the rows within. */
static struct cell
upto_cell(struct walk *w, const struct plan_node *node, const struct upto *u,
          uint32_t row, uint32_t parent)
{
    const struct cell *from = operand_cell(&u->from, row);
    const struct cell *to = operand_cell(&u->to, row);
    uint32_t first = u->rows->first[parent], end = u->rows->first[parent + 1];
    struct fold f = fold_start(w, node, (enum op)node->a, u->c.rep);
    upto_fault(&f, from, ROW_SURE);
    upto_fault(&f, to, ROW_SURE);
    if (!walk_work(w, end - first))
        return cell_none();
    for (uint32_t i = first; i < end; i++)
        upto_fault(&f, operand_cell(&u->key, i), u->rows->sure[i]);
    if (f.fault_sure)
        return f.fault;
    f.guess = f.fault.can != 0;
    for (uint32_t i = first; i < end; i++)
        upto_row(&f, u, i, from, to);
    struct cell c = fold_end(&f, node->place);
    if (can_only(from, CAN_NONE) || can_only(to, CAN_NONE))
        c.can &= (uint8_t)~CAN_VALUE;
    if ((from->can | to->can) & CAN_NONE)
        c.can |= CAN_NONE;
    return c;
}

void
fill_upto(struct walk *w, node_id id, struct cell *to, uint32_t n)
{
    const struct plan_node *node = &w->plan->node[id];
    const node_id *operand = &w->plan->operand[node->first];
    space_id space = w->plan->node[operand[0]].space;
    if (space == CASE_SPACE)
        space = w->plan->node[operand[1]].space;
    struct upto u = {.c = operand_of(w, node, 0),
                     .key = operand_of(w, node, 1),
                     .from = operand_of(w, node, 2),
                     .to = operand_of(w, node, 3),
                     .rows = &w->out->rows[space]};
    const uint32_t *parent = w->out->rows[node->space].parent;
    for (uint32_t r = 0; r < n && w->status == WALK_OK; r++)
        to[r] = upto_cell(w, node, &u, r, parent != NULL ? parent[r] : 0);
}
