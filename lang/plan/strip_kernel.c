/* Operators on strips: loops that a compiler turns into vectors. What a loop
 * writes is no operand of its node, so it is `restrict`. */
#include "lang/plan/scalar.h"
#include "lang/plan/strip.h"

#include <string.h>

/* Rows past the last of a short strip are filled with whatever comes of it: a
 * loop of a length that is known becomes vectors. */
#define EACH_ROW for (uint32_t r = 0; r < STRIP_ROWS; r++)

static uint32_t
leave_all(uint32_t n, uint16_t *left)
{
    for (uint32_t r = 0; r < n; r++)
        left[r] = (uint16_t)r;
    return n;
}

/* Of the N rows those whose can is 0. */
static uint32_t
leave_unknown(const uint8_t *can, uint32_t n, uint16_t *left)
{
    uint32_t k = 0;
    if (memchr(can, 0, n) == NULL)
        return 0;
    for (uint32_t r = 0; r < n; r++) {
        left[k] = (uint16_t)r;
        k += can[r] == 0;
    }
    return k;
}

/* What a strict operator on X and Y can be, row by row. */
static void
strict_can(struct strip *to, const struct strip *x, const struct strip *y)
{
    memset(to->can, CAN_VALUE, STRIP_ROWS);
    if (x->values && y->values)
        return;
    uint8_t *restrict can = to->can;
    const uint8_t *xc = x->can, *yc = y->can;
    EACH_ROW
    {
        uint8_t both = xc[r] & yc[r];
        bool none = (xc[r] != 0) & (yc[r] != 0);
        can[r] = both ? both : none ? CAN_NONE : 0;
    }
}

/* Leaves the rows whose OVER is negative. */
static void
leave_over(struct strip *to, const int64_t *over)
{
    int64_t some = 0;
    EACH_ROW some |= over[r];
    if (some < 0)
        EACH_ROW to->can[r] = over[r] < 0 ? 0 : to->can[r];
}

static void
add(struct strip *to, const int64_t *x, const int64_t *y)
{
    int64_t over[STRIP_ROWS], *restrict v = to->v;
    EACH_ROW
    {
        int64_t sum = (int64_t)((uint64_t)x[r] + (uint64_t)y[r]);
        over[r] = (x[r] ^ sum) & (y[r] ^ sum);
        v[r] = sum;
    }
    leave_over(to, over);
}

static void
subtract(struct strip *to, const int64_t *x, const int64_t *y)
{
    int64_t over[STRIP_ROWS], *restrict v = to->v;
    EACH_ROW
    {
        int64_t difference = (int64_t)((uint64_t)x[r] - (uint64_t)y[r]);
        over[r] = (x[r] ^ y[r]) & (x[r] ^ difference);
        v[r] = difference;
    }
    leave_over(to, over);
}

static void
multiply(struct strip *to, const int64_t *x, const int64_t *y)
{
    int64_t over[STRIP_ROWS], *restrict v = to->v;
    EACH_ROW
    {
        int64_t product;
        over[r] = -(int64_t)__builtin_mul_overflow(x[r], y[r], &product);
        v[r] = product;
    }
    leave_over(to, over);
}

static bool
strict(enum op op, struct strip *to, const int64_t *x, const int64_t *y)
{
    int64_t *restrict v = to->v;
    switch ((int)op) {
    case OP_ADD:
        add(to, x, y);
        return true;
    case OP_SUBTRACT:
        subtract(to, x, y);
        return true;
    case OP_MULTIPLY:
        multiply(to, x, y);
        return true;
    case OP_MIN:
        EACH_ROW v[r] = x[r] < y[r] ? x[r] : y[r];
        return true;
    case OP_MAX:
        EACH_ROW v[r] = x[r] > y[r] ? x[r] : y[r];
        return true;
    case OP_LT:
        EACH_ROW v[r] = x[r] < y[r];
        return true;
    case OP_LE:
        EACH_ROW v[r] = x[r] <= y[r];
        return true;
    case OP_EQ:
        EACH_ROW v[r] = x[r] == y[r];
        return true;
    case OP_NE:
        EACH_ROW v[r] = x[r] != y[r];
        return true;
    }
    return false;
}

/* Members are masks of one bit where they are known. */
static bool
words_equal(const struct strip *x, const struct strip *y)
{
    return x->rep == REP_MEMBER && y->rep == REP_MEMBER;
}

/* Has the node a scalar function on words? */
static bool
scalar_words(const struct strip_node *s)
{
    enum op op = (enum op)s->node->op;
    if (op < OP_ADD || op > OP_SHIFT || s->node->n > 3 || op == OP_EQ ||
        op == OP_NE || op == OP_IN)
        return false;
    for (uint32_t i = 0; i < s->node->n; i++)
        if (s->operand[i]->rep >= REP_MEMBER)
            return false;
    return true;
}

/* By the scalar function, one row after the other. What rows have in common,
 * days above all, is worked out once. */
static uint32_t
kernel_scalar(struct walk *w, const struct strip_node *s, uint32_t n,
              uint16_t *left)
{
    struct scalar_call call = {
        .walk = w, .node = s->node, .result = node_type(w, s->node)};
    struct scalar last = {.fault = FAULT_OVERFLOW};
    wide v[3] = {0};
    uint32_t k = 0;
    for (uint32_t i = 0; i < s->node->n; i++)
        call.operand[i] =
            node_type(w, &w->plan->node[w->plan->operand[s->node->first + i]]);
    bool before = false; /* LAST is of V */
    for (uint32_t r = 0; r < n; r++) {
        bool known = true, same = before;
        for (uint32_t i = 0; i < s->node->n; i++) {
            int64_t x = s->operand[i]->v[r];
            known = known && s->operand[i]->can[r] == CAN_VALUE;
            same = same && x == v[i];
            v[i] = x;
        }
        if (known && !same)
            last = scalar_apply(&call, v);
        before = known;
        s->to->v[r] = (int64_t)last.v;
        s->to->can[r] = CAN_VALUE;
        left[k] = (uint16_t)r;
        k += !known || last.fault != FAULT_NO || last.v != s->to->v[r];
    }
    return k;
}

static uint32_t
kernel_strict(struct walk *w, const struct strip_node *s, uint32_t n,
              uint16_t *left)
{
    const struct strip *x = s->operand[0];
    if (s->node->n == 2) {
        const struct strip *y = s->operand[1];
        bool words = s->node->flags & NODE_WORDS;
        bool equal = s->node->op == OP_EQ || s->node->op == OP_NE;
        strict_can(s->to, x, y);
        if ((words || (equal && words_equal(x, y))) &&
            strict((enum op)s->node->op, s->to, x->v, y->v))
            return leave_unknown(s->to->can, n, left);
    }
    if (!scalar_words(s))
        return leave_all(n, left);
    return kernel_scalar(w, s, n, left);
}

/* An `and` or `or` of truths that are all known. */
static uint32_t
kernel_junction(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    int64_t *restrict v = s->to->v;
    uint8_t *restrict can = s->to->can;
    bool or = s->node->op == OP_OR;
    memcpy(v, s->operand[0]->v, STRIP_ROWS * sizeof *v);
    memcpy(can, s->operand[0]->can, STRIP_ROWS);
    for (uint32_t i = 1; i < s->node->n; i++) {
        const int64_t *x = s->operand[i]->v;
        const uint8_t *x_can = s->operand[i]->can;
        if (or)
            EACH_ROW v[r] |= x[r];
        else
            EACH_ROW v[r] &= x[r];
        if (!s->operand[i]->values)
            EACH_ROW can[r] &= x_can[r];
    }
    EACH_ROW can[r] &= CAN_VALUE;
    return leave_unknown(can, n, left);
}

/* Where ALL holds, 0 or -1 by row: the rows of X. Else as they were. */
static void
take_where(struct strip *to, const int64_t *where, const struct strip *x)
{
    int64_t *restrict v = to->v;
    uint8_t *restrict can = to->can;
    const int64_t *from = x->v;
    const uint8_t *from_can = x->can;
    EACH_ROW v[r] = (v[r] & ~where[r]) | (from[r] & where[r]);
    EACH_ROW
    {
        uint8_t mask = (uint8_t)where[r];
        can[r] = (uint8_t)((can[r] & ~mask) | (from_can[r] & mask));
    }
}

static uint32_t
kernel_branch(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    struct strip *to = s->to;
    const struct strip *guard = s->operand[0];
    const int64_t *is = guard->v;
    const uint8_t *is_can = guard->can;
    uint8_t *restrict can = to->can;
    int64_t where[STRIP_ROWS];
    EACH_ROW where[r] = -(is[r] & 1);
    if (s->node->op == OP_IF) {
        memcpy(to->v, s->operand[2]->v, STRIP_ROWS * sizeof *to->v);
        memcpy(can, s->operand[2]->can, STRIP_ROWS);
    } else {
        memset(to->v, 0, STRIP_ROWS * sizeof *to->v);
        memset(can, CAN_NONE, STRIP_ROWS);
    }
    take_where(to, where, s->operand[1]);
    if (!guard->values)
        EACH_ROW can[r] = is_can[r] == CAN_VALUE ? can[r] : 0;
    return leave_unknown(can, n, left);
}

/* Of the guards of one row exactly one is true, or none is. */
static uint32_t
kernel_one(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    struct strip *to = s->to;
    int64_t where[STRIP_ROWS], count[STRIP_ROWS] = {0}, most = 0;
    uint8_t *restrict can = to->can;
    memset(to->v, 0, STRIP_ROWS * sizeof *to->v);
    memset(can, CAN_NONE, STRIP_ROWS);
    for (uint32_t i = 0; i < s->node->n; i += 2) {
        const int64_t *is = s->operand[i]->v;
        if (!s->operand[i]->values)
            return leave_all(n, left);
        EACH_ROW count[r] += is[r];
        EACH_ROW where[r] = -is[r];
        take_where(to, where, s->operand[i + 1]);
    }
    EACH_ROW most |= count[r];
    if (most > 1)
        EACH_ROW can[r] = count[r] > 1 ? 0 : can[r];
    return leave_unknown(can, n, left);
}

static uint32_t
kernel_else(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    struct strip *to = s->to;
    const uint8_t *can = s->operand[0]->can;
    int64_t where[STRIP_ROWS];
    memcpy(to->v, s->operand[0]->v, STRIP_ROWS * sizeof *to->v);
    memcpy(to->can, can, STRIP_ROWS);
    if (!s->operand[0]->values) {
        EACH_ROW where[r] = -(int64_t)(can[r] == CAN_NONE);
        take_where(to, where, s->operand[1]);
    }
    return leave_unknown(to->can, n, left);
}

static uint32_t
kernel_truth(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    int64_t *restrict v = s->to->v;
    uint8_t *restrict can = s->to->can;
    const int64_t *x = s->operand[0]->v;
    const uint8_t *x_can = s->operand[0]->can;
    if (s->node->op == OP_HAS) {
        EACH_ROW v[r] = x_can[r] == CAN_VALUE;
        EACH_ROW can[r] = x_can[r] ? CAN_VALUE : 0;
    } else {
        EACH_ROW v[r] = 1 - x[r];
        memcpy(can, x_can, STRIP_ROWS);
    }
    return leave_unknown(can, n, left);
}

/* Of one alternative its own, which is that of all. */
static uint32_t
kernel_agree(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    const struct strip *x = s->operand[0];
    if (s->node->n != 1)
        return leave_all(n, left);
    memcpy(s->to->v, x->v, sizeof *x->v * STRIP_ROWS);
    memcpy(s->to->can, x->can, STRIP_ROWS);
    return leave_unknown(s->to->can, n, left);
}

/* What the parts of a split have in common: the sum of the weights, how often
 * it goes into 64 bits, and the most that a whole may be so that its product
 * with a weight stays a word. */
struct shares {
    uint64_t sum, often;
    int64_t most;
};

/* False unless the weights are the same in every row, known and small. */
static bool
shares_of(const struct strip_node *s, struct shares *to)
{
    *to = (struct shares){0};
    for (uint32_t i = 1; i < s->node->n; i++) {
        const struct strip *weight = s->operand[i];
        if (!weight->once || !weight->values || weight->v[0] < 0 ||
            weight->v[0] > INT32_MAX)
            return false;
        to->sum += (uint64_t)weight->v[0];
    }
    if (to->sum == 0 || to->sum > INT32_MAX)
        return false;
    to->often = UINT64_MAX / to->sum;
    to->most = INT64_MAX / (int64_t)to->sum;
    return true;
}

/* X * WEIGHT / SUM, rounded down, for X from 0 to MOST, without dividing: what
 * the product goes into is at most one too few. */
static inline int64_t
part_of(const struct shares *shares, int64_t x, int64_t weight)
{
    uint64_t product = (uint64_t)x * (uint64_t)weight;
    uint64_t part = (uint64_t)((uwide)product * shares->often >> 64);
    return (int64_t)(part + (product - part * shares->sum >= shares->sum));
}

/* The part of the rest is the whole without the others. */
static inline int64_t
part_wanted(const struct strip_node *s, const struct shares *shares, int64_t x)
{
    uint32_t part = s->node->a, rest = s->node->b;
    if (part != rest)
        return part_of(shares, x, s->operand[part + 1]->v[0]);
    int64_t left = x;
    for (uint32_t i = 0; i + 1 < s->node->n; i++)
        if (i != rest)
            left -= part_of(shares, x, s->operand[i + 1]->v[0]);
    return left;
}

/* Wholes that are not negative, by weights that are the same in every row:
 * then no rest changes its sign. */
static uint32_t
kernel_split(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    const struct strip *whole = s->operand[0];
    struct shares shares;
    uint32_t k = 0;
    if (!shares_of(s, &shares))
        return leave_all(n, left);
    for (uint32_t r = 0; r < n; r++) {
        int64_t x = whole->v[r];
        bool none = whole->can[r] == CAN_NONE;
        bool value = whole->can[r] == CAN_VALUE && x >= 0 && x <= shares.most;
        s->to->v[r] = value ? part_wanted(s, &shares, x) : 0;
        s->to->can[r] = whole->can[r];
        left[k] = (uint16_t)r;
        k += !none && !value;
    }
    return k;
}

static uint32_t
kernel_gather(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    const struct strip *row = s->operand[0];
    const struct words *from = s->words;
    uint32_t k = 0;
    if (from->n == 0)
        return leave_all(n, left);
    for (uint32_t r = 0; r < n; r++) {
        uint64_t at = (uint64_t)row->v[r];
        bool there = row->can[r] == CAN_VALUE && at < from->n;
        at = there ? at : 0;
        s->to->v[r] = from->v[at];
        s->to->can[r] = there ? from->can[at] : 0;
        left[k] = (uint16_t)r;
        k += s->to->can[r] == 0;
    }
    return k;
}

static uint32_t
kernel_period(struct walk *w, const struct strip_node *s, uint32_t n,
              uint16_t *left)
{
    const struct strip *day = s->operand[0];
    enum period_kind kind =
        (enum period_kind)w->plan->space[s->node->space].period;
    int64_t last = 0, period = 0;
    bool any = false;
    for (uint32_t r = 0; r < n; r++) {
        s->to->can[r] = day->can[r];
        s->to->v[r] = period;
        if (day->can[r] != CAN_VALUE || (any && day->v[r] == last))
            continue;
        any = true;
        last = day->v[r];
        period = period_of(kind, (int32_t)last);
        s->to->v[r] = period;
    }
    return leave_unknown(s->to->can, n, left);
}

static uint32_t
kernel_operator(struct walk *w, const struct strip_node *s, uint32_t n,
                uint16_t *left)
{
    switch ((int)s->node->op) {
    case OP_AND:
    case OP_OR:
        return kernel_junction(s, n, left);
    case OP_NOT:
    case OP_HAS:
        return kernel_truth(s, n, left);
    case OP_GUARD:
    case OP_IF:
        return kernel_branch(s, n, left);
    case OP_ELSE:
        return kernel_else(s, n, left);
    case OP_ONE:
        return kernel_one(s, n, left);
    case OP_AGREE:
        return kernel_agree(s, n, left);
    case OP_SPLIT:
        return kernel_split(s, n, left);
    case OP_NSUM:
    case OP_NMIN:
    case OP_NMAX:
    case OP_NCOUNT:
        return leave_all(n, left);
    }
    return kernel_strict(w, s, n, left);
}

uint32_t
strip_kernel(struct walk *w, const struct strip_node *s, uint32_t n,
             uint16_t *left)
{
    if (s->how == STRIP_GATHER)
        return kernel_gather(s, n, left);
    if (s->how == STRIP_PERIOD)
        return kernel_period(w, s, n, left);
    return kernel_operator(w, s, n, left);
}
