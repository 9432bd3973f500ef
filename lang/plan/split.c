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
        if (wide_no_bound(v) > 0) {
            *sum = WIDE_MAX;
            return true;
        }
        if (!wide_add(*sum, v > 0 ? v : 0, sum) || wide_no_bound(*sum) != 0)
            return false;
    }
    return true;
}

/* The rest, and in *PART the wanted part when that is another. */
static bool
rest_known(const struct split *s, wide whole, wide sum, wide *rest, wide *part)
{
    *rest = whole;
    for (uint32_t i = 0; i < s->n; i++) {
        wide v;
        if (i == s->rest)
            continue;
        if (!wide_multiply_divide(whole, weight(s, i)->lo, sum, ROUND_DOWN,
                                  &v) ||
            !wide_subtract(*rest, v, rest))
            return false;
        if (i == s->part)
            *part = v;
    }
    if (s->part == s->rest)
        *part = *rest;
    return true;
}

static enum fault
split_words(const struct split *s, wide *part)
{
    wide whole = operand_cell(&s->in[0], s->row)->lo, sum, rest;
    for (uint32_t i = 0; i < s->n; i++)
        if (weight(s, i)->lo < 0)
            return FAULT_BAD_WEIGHTS;
    if (!weights_sum(s, s->n, false, &sum))
        return FAULT_OVERFLOW;
    if (sum == 0)
        return FAULT_BAD_WEIGHTS;
    if (!rest_known(s, whole, sum, &rest, part))
        return FAULT_OVERFLOW;
    bool changes = (whole < 0 && rest > 0) || (whole > 0 && rest < 0);
    return changes ? FAULT_SIGN_CHANGE : FAULT_NO;
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

/* A share of WHOLE by weights whose sum has no bound or leaves 128 bits. */
static struct cell
share_far(wide whole, wide self)
{
    struct cell c = {.can = CAN_VALUE};
    if (self == 0)
        return c;
    if (wide_no_bound(self) != 0) {
        c.lo = whole;
        c.hi = whole;
        return c;
    }
    c.lo = whole < 0 ? whole : 0;
    c.hi = whole < 0 ? 0 : whole;
    return c;
}

/* One end of WHOLE at two weights, joined into TO. A REST gains what the
 * others lose by rounding down. */
static bool
share_end(const struct split *s, wide whole, const wide *weights, bool rest,
          struct cell *to)
{
    struct cell c = {.can = CAN_VALUE};
    enum rounding how = rest ? ROUND_UP : ROUND_DOWN;
    wide sum;
    if (!wide_add(weights[0], weights[1], &sum) || wide_no_bound(sum) != 0) {
        c = share_far(whole, weights[0]);
        if (wide_no_bound(weights[0]) == 0 && wide_no_bound(weights[1]) == 0)
            cell_join_fault(to, FAULT_OVERFLOW, s->node->place);
    } else if (!share(whole, weights[0], weights[1], how, &c.lo) ||
               !share(whole, weights[0], weights[1], ROUND_DOWN, &c.hi))
        return false;
    if (rest && wide_no_bound(c.hi) == 0)
        c.hi = c.hi > WIDE_MAX - s->n ? WIDE_MAX : c.hi + s->n - 1;
    if (c.hi < c.lo)
        c.hi = c.lo;
    cell_join_value(to, &c, REP_NUMBER);
    return true;
}

/* The least and greatest share of PART: a share rises with its own weight and
 * falls with the others' when the whole is not negative. False when none can
 * be told. */
static bool
share_range(const struct split *s, uint32_t part, const struct cell *whole,
            struct cell *to)
{
    const struct cell *self = weight(s, part);
    wide few, many;
    if (!weights_sum(s, part, false, &few) ||
        !weights_sum(s, part, true, &many))
        return false;
    wide ends[2][2] = {{self->lo > 0 ? self->lo : 0, many}, {self->hi, few}};
    bool rest = part == s->rest, any = false;
    for (int i = 0; i < 4; i++)
        any |=
            share_end(s, i & 1 ? whole->hi : whole->lo, ends[i >> 1], rest, to);
    return any;
}

static void
part_range(const struct split *s, uint32_t part, const struct cell *whole,
           struct cell *to)
{
    if (share_range(s, part, whole, to))
        return;
    cell_join_fault(to, FAULT_OVERFLOW, s->node->place);
    to->lo = WIDE_MIN;
    to->hi = WIDE_MAX;
    to->can |= CAN_VALUE;
}

/* A rest that changes sign is a fault of every part, so that parts which are
 * values add up. Only a negative whole, whose others round away from it, may
 * have one. */
static void
range_by_sign(const struct split *s, const struct cell *whole, struct cell *to)
{
    struct cell rest = {0};
    part_range(s, s->rest, whole, &rest);
    if (whole->lo < 0 && rest.hi > 0 && s->n > 1)
        cell_join_fault(to, FAULT_SIGN_CHANGE, s->node->place);
    if (s->part != s->rest)
        return;
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
    bool bad = false, sure_bad = false, zero = true, sure_zero = true;
    for (uint32_t i = 0; i < s->n; i++) {
        const struct cell *c = weight(s, i);
        bad = bad || c->lo < 0;
        sure_bad = sure_bad || c->hi < 0;
        zero = zero && c->lo <= 0;
        sure_zero = sure_zero && c->hi <= 0;
    }
    if (bad || zero)
        cell_join_fault(to, FAULT_BAD_WEIGHTS, s->node->place);
    if (sure_bad || sure_zero)
        return;
    struct cell range = {0};
    part_range(s, s->part, whole, &range);
    range_by_sign(s, whole, &range);
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
    wide part = 0;
    enum fault fault = known ? split_words(s, &part) : FAULT_NO;
    if (fault != FAULT_NO)
        *to = cell_fault(fault, s->node->place);
    else if (known)
        put_value(to, part);
    else if (values)
        split_range(s, to);
}

enum { WEIGHTS_NEAR = 8 };

/* As split_words, where everything is so small that machine words do; else
 * false. What is left of a whole that is not negative is not negative. */
static bool
split_small(const struct split *s, uint64_t *part)
{
    uint64_t sum = 0, weights[WEIGHTS_NEAR], whole = (uint64_t)s->in[0].at->lo;
    if (s->in[0].at->lo < 0 || s->in[0].at->lo > INT32_MAX)
        return false;
    for (uint32_t i = 0; i < s->n; i++) {
        wide v = s->in[i + 1].at->lo;
        if (v < 0 || v > INT32_MAX)
            return false;
        weights[i] = (uint64_t)v;
        sum += weights[i];
    }
    if (sum == 0)
        return false;
    if (s->part != s->rest) {
        *part = whole * weights[s->part] / sum;
        return true;
    }
    *part = whole;
    for (uint32_t i = 0; i < s->n; i++)
        if (i != s->rest)
            *part -= whole * weights[i] / sum;
    return true;
}

bool
split_known(const struct walk *w, const struct plan_node *node, struct cell *to)
{
    struct operand in[WEIGHTS_NEAR + 1];
    if (node->n > WEIGHTS_NEAR + 1)
        return false;
    for (uint32_t i = 0; i < node->n; i++) {
        in[i] = operand_of(w, node, i);
        if (!is_word(in[i].at) && (i > 0 || in[i].at->can != CAN_NONE))
            return false;
    }
    struct split s = {.w = w,
                      .node = node,
                      .in = in,
                      .n = node->n - 1,
                      .part = node->a,
                      .rest = node->b};
    wide part;
    uint64_t small;
    if (in[0].at->can == CAN_NONE)
        *to = cell_none();
    else if (split_small(&s, &small))
        put_value(to, (wide)small);
    else if (split_words(&s, &part) == FAULT_NO)
        put_value(to, part);
    else
        return false;
    return true;
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
