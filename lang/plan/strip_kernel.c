/* Operators on strips: loops that a compiler turns into vectors. */
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
    EACH_ROW
    {
        uint8_t both = x->can[r] & y->can[r];
        bool none = x->can[r] != 0 && y->can[r] != 0;
        to->can[r] = both ? both : none ? CAN_NONE : 0;
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
    int64_t over[STRIP_ROWS];
    EACH_ROW
    {
        int64_t sum = (int64_t)((uint64_t)x[r] + (uint64_t)y[r]);
        over[r] = (x[r] ^ sum) & (y[r] ^ sum);
        to->v[r] = sum;
    }
    leave_over(to, over);
}

static void
subtract(struct strip *to, const int64_t *x, const int64_t *y)
{
    int64_t over[STRIP_ROWS];
    EACH_ROW
    {
        int64_t difference = (int64_t)((uint64_t)x[r] - (uint64_t)y[r]);
        over[r] = (x[r] ^ y[r]) & (x[r] ^ difference);
        to->v[r] = difference;
    }
    leave_over(to, over);
}

static void
multiply(struct strip *to, const int64_t *x, const int64_t *y)
{
    int64_t over[STRIP_ROWS];
    EACH_ROW
    {
        int64_t product;
        over[r] = -(int64_t)__builtin_mul_overflow(x[r], y[r], &product);
        to->v[r] = product;
    }
    leave_over(to, over);
}

static bool
strict(enum op op, struct strip *to, const int64_t *x, const int64_t *y)
{
    int64_t *v = to->v;
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
    struct strip *to = s->to;
    bool or = s->node->op == OP_OR;
    EACH_ROW to->v[r] = ! or ;
    memset(to->can, CAN_VALUE, STRIP_ROWS);
    for (uint32_t i = 0; i < s->node->n; i++) {
        const struct strip *x = s->operand[i];
        if (or)
            EACH_ROW to->v[r] |= x->v[r];
        else
            EACH_ROW to->v[r] &= x->v[r];
        if (!x->values)
            EACH_ROW to->can[r] &= x->can[r];
    }
    return leave_unknown(to->can, n, left);
}

/* Where GUARD, 0 or 1 in every row, is V: the rows of X. Else as they were. */
static void
take_where(struct strip *to, const struct strip *guard, int64_t v,
           const struct strip *x)
{
    EACH_ROW
    {
        int64_t other = -(int64_t)(guard->v[r] != v);
        to->v[r] = (to->v[r] & other) | (x->v[r] & ~other);
    }
    EACH_ROW to->can[r] = guard->v[r] == v ? x->can[r] : to->can[r];
}

static uint32_t
kernel_branch(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    struct strip *to = s->to;
    const struct strip *guard = s->operand[0];
    memset(to->can, CAN_NONE, STRIP_ROWS);
    take_where(to, guard, 1, s->operand[1]);
    if (s->node->op == OP_IF)
        take_where(to, guard, 0, s->operand[2]);
    if (!guard->values)
        EACH_ROW to->can[r] = guard->can[r] == CAN_VALUE ? to->can[r] : 0;
    return leave_unknown(to->can, n, left);
}

/* Where COUNT is not yet, and is more than, what one true guard makes. */
static void
one_arm(struct strip *to, int64_t *count, const struct strip *guard,
        const struct strip *x)
{
    EACH_ROW count[r] += guard->v[r];
    EACH_ROW to->v[r] |= x->v[r] & -guard->v[r];
    if (!x->values)
        EACH_ROW to->can[r] = guard->v[r] == 1 ? x->can[r] : to->can[r];
}

static uint32_t
kernel_one(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    struct strip *to = s->to;
    int64_t count[STRIP_ROWS] = {0};
    memset(to->v, 0, STRIP_ROWS * sizeof *to->v);
    memset(to->can, CAN_VALUE, STRIP_ROWS);
    for (uint32_t i = 0; i < s->node->n; i += 2) {
        if (!s->operand[i]->values)
            return leave_all(n, left);
        one_arm(to, count, s->operand[i], s->operand[i + 1]);
    }
    EACH_ROW to->can[r] = count[r] == 1   ? to->can[r]
                          : count[r] == 0 ? CAN_NONE
                                          : 0;
    return leave_unknown(to->can, n, left);
}

static uint32_t
kernel_else(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    struct strip *to = s->to;
    const struct strip *x = s->operand[0], *y = s->operand[1];
    EACH_ROW to->v[r] = x->can[r] == CAN_NONE ? y->v[r] : x->v[r];
    EACH_ROW to->can[r] = x->can[r] == CAN_NONE ? y->can[r] : x->can[r];
    return leave_unknown(to->can, n, left);
}

static uint32_t
kernel_truth(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    struct strip *to = s->to;
    const struct strip *x = s->operand[0];
    if (s->node->op == OP_HAS) {
        EACH_ROW to->v[r] = x->can[r] == CAN_VALUE;
        EACH_ROW to->can[r] = x->can[r] ? CAN_VALUE : 0;
    } else {
        EACH_ROW to->v[r] = 1 - x->v[r];
        memcpy(to->can, x->can, STRIP_ROWS);
    }
    return leave_unknown(to->can, n, left);
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

/* What the parts of a split have in common: the sum of the weights, and the
 * most a whole may be so that its product with a weight stays a word. */
struct shares {
    int64_t sum, most;
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
        to->sum += weight->v[0];
    }
    if (to->sum == 0 || to->sum > INT32_MAX)
        return false;
    to->most = INT64_MAX / to->sum;
    return true;
}

/* X * WEIGHT / SUM, rounded down, for X that is not negative. */
static int64_t
part_of(int64_t x, int64_t weight, int64_t sum)
{
    uint64_t product = (uint64_t)x * (uint64_t)weight;
    if (product <= UINT32_MAX)
        return (uint32_t)product / (uint32_t)sum;
    return (int64_t)(product / (uint64_t)sum);
}

/* The part of the rest is the whole without the others. */
static int64_t
part_wanted(const struct strip_node *s, const struct shares *shares, int64_t x)
{
    uint32_t part = s->node->a, rest = s->node->b;
    if (part != rest)
        return part_of(x, s->operand[part + 1]->v[0], shares->sum);
    int64_t left = x;
    for (uint32_t i = 0; i + 1 < s->node->n; i++)
        if (i != rest)
            left -= part_of(x, s->operand[i + 1]->v[0], shares->sum);
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
