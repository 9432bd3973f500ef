/* How large denominators may be. The ends of a range do not tell: between two
 * that add up without an overflow may lie fractions that do not. So for each
 * column of fractions that are not all known a bound is kept on the
 * denominators of its values, whatever completes them. */
#include "lang/plan/fill.h"

#define DENOMINATOR_ANY (~(uwide)0)

static const struct denominator any = {DENOMINATOR_ANY, false};

static struct denominator
times(struct denominator x, struct denominator y)
{
    struct denominator z = {.common = x.common && y.common};
    if (__builtin_mul_overflow(x.most, y.most, &z.most))
        return any;
    return z;
}

struct denominator
denominator_either(struct denominator x, struct denominator y)
{
    if (!x.common || !y.common || x.most > (uwide)WIDE_MAX ||
        y.most > (uwide)WIDE_MAX)
        return (struct denominator){x.most > y.most ? x.most : y.most, false};
    struct denominator z = {.common = true};
    uwide shared = (uwide)wide_gcd((wide)x.most, (wide)y.most);
    if (__builtin_mul_overflow(x.most / shared, y.most, &z.most))
        return (struct denominator){x.most > y.most ? x.most : y.most, false};
    return z;
}

static uwide
magnitude(wide v)
{
    return v < 0 ? -(uwide)v : (uwide)v;
}

/* The greatest numerator of a value of C with a denominator of D. */
static uwide
numerator_most(const struct cell *c, uwide d)
{
    uwide most = 0;
    const wide ends[] = {c->lo, c->hi};
    for (int i = 0; i < 2; i++) {
        struct fraction f = FRACTION_AT(ends[i]);
        wide num;
        uwide size = magnitude(f.num);
        if (size > (uwide)WIDE_MAX || d > (uwide)WIDE_MAX ||
            cell_no_bound(ends[i], REP_FRACTION) != 0 ||
            !wide_multiply_divide((wide)size, (wide)d, f.den, ROUND_UP, &num))
            return DENOMINATOR_ANY;
        most = (uwide)num > most ? (uwide)num : most;
    }
    return most;
}

/* The result of OP on a fraction C over X and one over Y. */
static struct denominator
combined(enum op op, struct denominator x, struct denominator y,
         const struct cell *divisor)
{
    if (op == OP_DIVIDE) {
        struct denominator inverse = {numerator_most(divisor, y.most), false};
        if (inverse.most == 0)
            inverse.most = 1;
        return times(x, inverse);
    }
    bool sum = op == OP_ADD || op == OP_SUBTRACT;
    if (sum && x.common && y.common) {
        struct denominator z = denominator_either(x, y);
        if (z.common)
            return z;
    }
    return times(x, y);
}

/* Of the cells of a column, each by itself. */
static struct denominator
of_cells(const struct walk *w, node_id id)
{
    struct denominator d = {1, true};
    uint32_t n = w->out->rows[w->plan->node[id].space].n;
    for (uint32_t r = 0; r < n; r++) {
        const struct cell *c = &w->out->column[id][r];
        if (!(c->can & CAN_VALUE))
            continue;
        if (!cell_single(c, REP_FRACTION))
            return any;
        struct denominator own = {(uwide)FRACTION_AT(c->lo).den, true};
        d = denominator_either(d, own);
    }
    return d;
}

/* The hull of the ranges of a column. */
static struct cell
hull_of(const struct walk *w, node_id id)
{
    struct cell hull = {0};
    uint32_t n = w->out->rows[w->plan->node[id].space].n;
    for (uint32_t r = 0; r < n; r++)
        if (w->out->column[id][r].can & CAN_VALUE)
            cell_join_value(&hull, &w->out->column[id][r], REP_FRACTION);
    return hull;
}

/* Any of the operands that are fractions. */
static struct denominator
of_operands(const struct walk *w, const struct plan_node *node)
{
    struct denominator d = {1, true};
    for (uint32_t i = 0; i < node->n; i++) {
        node_id x = w->plan->operand[node->first + i];
        if (node_type(w, &w->plan->node[x])->rep == REP_FRACTION)
            d = denominator_either(d, w->denominator[x]);
    }
    return d;
}

static struct denominator
of_node(const struct walk *w, node_id id)
{
    const struct plan_node *node = &w->plan->node[id];
    const node_id *operand = &w->plan->operand[node->first];
    struct denominator d;
    struct cell divisor;
    switch ((int)node->op) {
    case OP_FRACTION: {
        uint8_t scale = node_type(w, &w->plan->node[operand[0]])->scale;
        return (struct denominator){(uwide)wide_ten_to(scale), true};
    }
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_DIVIDE:
        divisor = hull_of(w, operand[1]);
        if (!(divisor.can & CAN_VALUE))
            return (struct denominator){1, true};
        return combined((enum op)node->op, w->denominator[operand[0]],
                        w->denominator[operand[1]], &divisor);
    case OP_SUM:
    case OP_NSUM:
        d = of_operands(w, node);
        return d.common ? d : any;
    case OP_UPTO:
        d = w->denominator[operand[0]];
        return d.common || node->a != OP_SUM ? d : any;
    }
    return node->n > 0 && w->data->assumptions == 0 ? of_operands(w, node)
                                                    : of_cells(w, id);
}

struct denominator
denominator_of(struct walk *w, node_id id)
{
    const struct plan *p = w->plan;
    if (w->denominator == NULL)
        w->denominator = arena_array(w->arena, struct denominator, p->nodes);
    for (; w->denominators <= id; w->denominators++) {
        node_id at = w->denominators;
        bool fraction = node_type(w, &p->node[at])->rep == REP_FRACTION;
        if (fraction && w->out->column[at] != NULL)
            w->denominator[at] = of_node(w, at);
    }
    return w->denominator[id];
}

static struct denominator
of_operand(struct walk *w, node_id id, const struct cell *c)
{
    if (cell_single(c, REP_FRACTION))
        return (struct denominator){(uwide)FRACTION_AT(c->lo).den, true};
    return denominator_of(w, id);
}

bool
denominator_fits(struct denominator d, const struct cell *result)
{
    if (d.most > (uwide)WIDE_MAX)
        return false;
    struct cell c = *result;
    /* An end without a bound is no fault by itself. */
    if (cell_no_bound(c.lo, REP_FRACTION) != 0)
        c.lo = c.hi;
    if (cell_no_bound(c.hi, REP_FRACTION) != 0)
        c.hi = c.lo;
    return cell_no_bound(c.lo, REP_FRACTION) != 0 ||
           numerator_most(&c, d.most) <= (uwide)WIDE_MAX;
}

bool
denominator_overflows(struct walk *w, const struct plan_node *node,
                      const struct cell *const *c, const struct cell *result)
{
    const node_id *operand = &w->plan->operand[node->first];
    struct denominator x = of_operand(w, operand[0], c[0]);
    struct denominator y = of_operand(w, operand[1], c[1]);
    return !denominator_fits(combined((enum op)node->op, x, y, c[1]), result);
}
