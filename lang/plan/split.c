/* The parts of a whole: exact, and together the whole again. */
#include "lang/plan/fill.h"

struct split {
    const struct walk *w;
    const struct plan_node *node;
    const struct operand *in; /* the whole, then the weights */
    uint32_t n;               /* weights */
    uint32_t part, rest;
    uint32_t row;
};

static const struct cell *
weight(const struct split *s, uint32_t i)
{
    return operand_cell(&s->in[i + 1], s->row);
}

/* The sum of the weights but SKIP, at their lows or highs. */
static bool
weights_sum(const struct split *s, uint32_t skip, bool high, wide *sum)
{
    *sum = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        if (i == skip)
            continue;
        wide v = high ? weight(s, i)->hi : weight(s, i)->lo;
        if (!wide_add(*sum, v > 0 ? v : 0, sum))
            return false;
    }
    return true;
}

static enum fault
split_known(const struct split *s, wide *part)
{
    wide whole = operand_cell(&s->in[0], s->row)->lo, sum, others = 0;
    for (uint32_t i = 0; i < s->n; i++)
        if (weight(s, i)->lo < 0)
            return FAULT_BAD_WEIGHTS;
    if (!weights_sum(s, s->n, false, &sum))
        return FAULT_OVERFLOW;
    if (sum == 0)
        return FAULT_BAD_WEIGHTS;
    for (uint32_t i = 0; i < s->n; i++) {
        bool wanted = s->part == s->rest ? i != s->rest : i == s->part;
        wide v = 0;
        if (wanted &&
            !wide_multiply_divide(whole, weight(s, i)->lo, sum, ROUND_DOWN, &v))
            return FAULT_OVERFLOW;
        if (wanted && !wide_add(others, v, &others))
            return FAULT_OVERFLOW;
    }
    *part = others;
    if (s->part != s->rest)
        return FAULT_NO;
    if (!wide_subtract(whole, others, part))
        return FAULT_OVERFLOW;
    return (whole < 0 && *part > 0) || (whole > 0 && *part < 0)
               ? FAULT_SIGN_CHANGE
               : FAULT_NO;
}

/* WHOLE * SELF / (SELF + OTHERS); false when there is no such share, or none
 * that can be told. */
static bool
share(wide whole, wide self, wide others, enum rounding how, wide *v)
{
    wide sum;
    if (!wide_add(self, others, &sum) || sum == 0)
        return false;
    int beyond = wide_no_bound(whole);
    if (beyond != 0) {
        *v = self == 0 ? 0 : whole;
        return true;
    }
    return wide_multiply_divide(whole, self, sum, how, v);
}

/* The least and greatest share of the part: a share rises with its own
 * weight and falls with the others' when the whole is not negative. */
static bool
share_range(const struct split *s, const struct cell *whole, struct cell *to)
{
    const struct cell *self = weight(s, s->part);
    bool rest = s->part == s->rest;
    wide least = self->lo > 0 ? self->lo : 0, most = self->hi, few, many;
    if (!weights_sum(s, s->part, false, &few) ||
        !weights_sum(s, s->part, true, &many))
        return false;
    wide pair[2][2] = {{least, many}, {most, few}};
    bool any = false;
    for (int i = 0; i < 4; i++) {
        wide at = i & 1 ? whole->hi : whole->lo, lo, hi;
        const wide *p = pair[i >> 1];
        if (!share(at, p[0], p[1], rest ? ROUND_UP : ROUND_DOWN, &lo) ||
            !share(at, p[0], p[1], ROUND_DOWN, &hi))
            continue;
        struct cell c = {.lo = lo < hi ? lo : hi, .hi = lo < hi ? hi : lo};
        /* The rest gains what the others lose by rounding. */
        if (rest) {
            c.lo = lo;
            c.hi = lo;
            if (hi > WIDE_MAX - s->n)
                hi = WIDE_MAX;
            else if (wide_no_bound(hi) == 0)
                hi += s->n - 1;
            c.hi = hi > lo ? hi : lo;
        }
        cell_join_value(to, &c, REP_NUMBER);
        any = true;
    }
    return any;
}

/* A rest that changes sign is a fault; the values are those that do not. */
static void
rest_sign(const struct split *s, const struct cell *whole, struct cell *to)
{
    if (whole->lo < 0 && to->hi > 0)
        cell_join_fault(to, FAULT_SIGN_CHANGE, s->node->place);
    wide most = whole->hi > 0 ? whole->hi : 0;
    if (to->hi > most)
        to->hi = most;
    if (to->lo > to->hi)
        to->can &= (uint8_t)~CAN_VALUE;
}

static void
split_range(const struct split *s, struct cell *to)
{
    const struct cell *whole = operand_cell(&s->in[0], s->row);
    bool bad = false, all_bad = false, zero = true, all_zero = true;
    for (uint32_t i = 0; i < s->n; i++) {
        const struct cell *c = weight(s, i);
        bad = bad || c->lo < 0;
        all_bad = all_bad || c->hi < 0;
        zero = zero && c->lo <= 0;
        all_zero = all_zero && c->hi <= 0;
    }
    if (bad || zero)
        cell_join_fault(to, FAULT_BAD_WEIGHTS, s->node->place);
    if (all_bad || all_zero)
        return;
    struct cell range = {0};
    if (!share_range(s, whole, &range)) {
        cell_join_fault(to, FAULT_OVERFLOW, s->node->place);
        range.lo = WIDE_MIN;
        range.hi = WIDE_MAX;
    }
    range.can = CAN_VALUE;
    if (s->part == s->rest)
        rest_sign(s, whole, &range);
    cell_join(to, &range, REP_NUMBER);
}

/* As strict operators; see strict.c. */
static void
split_cell(const struct split *s, struct cell *to)
{
    bool known = true, values = true, none = false, only_fault = false;
    *to = (struct cell){0};
    for (uint32_t i = 0; i <= s->n; i++) {
        const struct cell *c = operand_cell(&s->in[i], s->row);
        known = known && is_word(c);
        values = values && c->can & CAN_VALUE;
        none = none || c->can & CAN_NONE;
        only_fault = only_fault || can_only(c, CAN_FAULT);
        if (c->can & CAN_FAULT)
            cell_join_fault(to, c->fault, c->place);
    }
    if (only_fault)
        return;
    if (none)
        to->can |= CAN_NONE;
    wide part;
    enum fault fault = known ? split_known(s, &part) : FAULT_NO;
    if (fault != FAULT_NO)
        *to = cell_fault(fault, s->node->place);
    else if (known)
        put_value(to, part);
    else if (values)
        split_range(s, to);
}

void
fill_split(struct walk *w, node_id id, struct cell *to, uint32_t n)
{
    const struct plan_node *node = &w->plan->node[id];
    struct operand *in = arena_array(w->arena, struct operand, node->n);
    for (uint32_t i = 0; i < node->n; i++)
        in[i] = operand_of(w, node, i);
    struct split s = {.w = w,
                      .node = node,
                      .in = in,
                      .n = node->n - 1,
                      .part = node->a,
                      .rest = node->b};
    for (s.row = 0; s.row < n; s.row++)
        split_cell(&s, &to[s.row]);
}
