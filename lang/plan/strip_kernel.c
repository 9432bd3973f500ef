/* Operators on strips: loops that a compiler turns into vectors. */
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
    memset(to->can, CAN_VALUE, sizeof to->can);
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

static uint32_t
kernel_strict(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    const struct strip *x = s->operand[0], *y = s->operand[1];
    if (!(s->node->flags & NODE_WORDS))
        return leave_all(n, left);
    strict_can(s->to, x, y);
    if (!strict((enum op)s->node->op, s->to, x->v, y->v))
        return leave_all(n, left);
    return leave_unknown(s->to->can, n, left);
}

/* An `and` or `or` of truths that are all known. */
static uint32_t
kernel_junction(const struct strip_node *s, uint32_t n, uint16_t *left)
{
    struct strip *to = s->to;
    bool or = s->node->op == OP_OR;
    EACH_ROW to->v[r] = ! or ;
    memset(to->can, CAN_VALUE, sizeof to->can);
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
    memset(to->can, CAN_NONE, sizeof to->can);
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
    memset(to->v, 0, sizeof to->v);
    memset(to->can, CAN_VALUE, sizeof to->can);
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
        memcpy(to->can, x->can, sizeof to->can);
    }
    return leave_unknown(to->can, n, left);
}

uint32_t
strip_kernel(const struct strip_node *s, uint32_t n, uint16_t *left)
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
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_MIN:
    case OP_MAX:
    case OP_LT:
    case OP_LE:
    case OP_EQ:
    case OP_NE:
        return kernel_strict(s, n, left);
    }
    return leave_all(n, left);
}
