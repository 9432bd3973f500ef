/* The common case, one row with everything known, in one loop: machine
 * arithmetic on the words of the cells. Whatever it does not recognise is left
 * to the functions that fill any column. */
#include "lang/plan/fill.h"

/* Operands of one row. */
struct quick {
    struct cell *const *column;
    const node_id *operand;
};

static inline const struct cell *
in(const struct quick *q, uint32_t i)
{
    return q->column[q->operand[i]];
}

/* Both operands of NODE are one word. */
static inline bool
both_words(const struct quick *q, const struct plan_node *node)
{
    return node->flags & NODE_WORDS && is_word(in(q, 0)) && is_word(in(q, 1));
}

static inline bool
put_known(struct cell *to, wide v)
{
    put_value(to, v);
    return wide_no_bound(v) == 0;
}

static inline bool
quick_add(const struct quick *q, struct cell *to)
{
    wide v;
    return !__builtin_add_overflow(in(q, 0)->lo, in(q, 1)->lo, &v) &&
           put_known(to, v);
}

static inline bool
quick_subtract(const struct quick *q, struct cell *to)
{
    wide v;
    return !__builtin_sub_overflow(in(q, 0)->lo, in(q, 1)->lo, &v) &&
           put_known(to, v);
}

static inline bool
quick_multiply(const struct quick *q, struct cell *to)
{
    wide x = in(q, 0)->lo, y = in(q, 1)->lo, v;
    if (x == (int64_t)x && y == (int64_t)y)
        return put_known(to, x * y);
    return wide_multiply(x, y, &v) && put_known(to, v);
}

static inline bool
quick_junction(const struct quick *q, const struct plan_node *node,
               struct cell *to)
{
    bool absorbs = node->op == OP_OR, v = !absorbs;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct cell *c = in(q, i);
        if (!is_word(c))
            return false;
        if ((bool)c->lo == absorbs)
            v = absorbs;
    }
    put_value(to, v);
    return true;
}

static inline bool
quick_branch(const struct quick *q, const struct plan_node *node,
             struct cell *to)
{
    const struct cell *guard = in(q, 0);
    if (!is_word(guard))
        return false;
    if (guard->lo == 1)
        *to = *in(q, 1);
    else if (node->op == OP_IF)
        *to = *in(q, 2);
    else
        *to = cell_none();
    return true;
}

static inline bool
quick_one(const struct quick *q, const struct plan_node *node, struct cell *to)
{
    const struct cell *taken = NULL;
    for (uint32_t i = 0; i < node->n; i += 2) {
        const struct cell *guard = in(q, i);
        if (!is_word(guard) || (guard->lo == 1 && taken != NULL))
            return false;
        if (guard->lo == 1)
            taken = in(q, i + 1);
    }
    if (taken != NULL)
        *to = *taken;
    else
        *to = cell_none();
    return true;
}

static bool
quick_has(const struct cell *c, struct cell *to)
{
    put_value(to, c->can == CAN_VALUE);
    return c->can == CAN_VALUE || c->can == CAN_NONE;
}

static bool
quick_else(const struct quick *q, struct cell *to)
{
    const struct cell *c = in(q, 0);
    if (c->can == CAN_NONE)
        *to = *in(q, 1);
    else
        *to = *c;
    return c->can == CAN_NONE || !(c->can & CAN_NONE);
}

static bool
quick_not(const struct cell *c, struct cell *to)
{
    put_value(to, 1 - c->lo);
    return is_word(c);
}

static bool
quick_constant(const struct walk *w, const struct plan_node *node,
               struct cell *to)
{
    put_value(to, w->plan->constant[node->a]);
    return w->plan->type[node->type].rep != REP_MEMBER;
}

static inline bool
quick_node(const struct walk *w, const struct quick *q,
           const struct plan_node *node, struct cell *to)
{
    switch ((int)node->op) {
    case OP_CONST:
        return quick_constant(w, node, to);
    case OP_AND:
    case OP_OR:
        return quick_junction(q, node, to);
    case OP_NOT:
        return quick_not(in(q, 0), to);
    case OP_GUARD:
    case OP_IF:
        return quick_branch(q, node, to);
    case OP_ELSE:
        return quick_else(q, to);
    case OP_HAS:
        return quick_has(in(q, 0), to);
    case OP_ONE:
        return quick_one(q, node, to);
    case OP_ADD:
        return both_words(q, node) && quick_add(q, to);
    case OP_SUBTRACT:
        return both_words(q, node) && quick_subtract(q, to);
    case OP_MULTIPLY:
        return both_words(q, node) && quick_multiply(q, to);
    case OP_MIN:
        *to = in(q, 0)->lo < in(q, 1)->lo ? *in(q, 0) : *in(q, 1);
        return both_words(q, node);
    case OP_MAX:
        *to = in(q, 0)->lo > in(q, 1)->lo ? *in(q, 0) : *in(q, 1);
        return both_words(q, node);
    case OP_LT:
        put_value(to, in(q, 0)->lo < in(q, 1)->lo);
        return both_words(q, node);
    case OP_LE:
        put_value(to, in(q, 0)->lo <= in(q, 1)->lo);
        return both_words(q, node);
    case OP_EQ:
        put_value(to, in(q, 0)->lo == in(q, 1)->lo);
        return both_words(q, node);
    case OP_NE:
        put_value(to, in(q, 0)->lo != in(q, 1)->lo);
        return both_words(q, node);
    }
    return false;
}

/* The given cell of a fact of one row, or null. */
static inline struct cell *
quick_fact(const struct walk *w, const struct plan_node *node)
{
    const struct plan_fact *f = &w->plan->fact[node->a];
    const struct table_data *d = &w->data->table[f->entity];
    struct cell *plain = d->fact[f->slot].plain;
    bool given = plain != NULL && d->rows == 1 && plain->can != 0;
    return given ? plain : NULL;
}

node_id
quick_run(struct walk *w, node_id i)
{
    const struct plan *p = w->plan;
    struct cell **column = w->out->column;
    uint64_t room = w->limits.node_rows - w->out->work, done = 0;
    struct quick q = {.column = column};
    space_id single = UINT32_MAX; /* a space seen to have one row */
    for (; i < p->nodes && done < room; i++) {
        if (w->slice != NULL && !w->slice[i])
            continue;
        const struct plan_node *node = &p->node[i];
        if (node->space != single &&
            (!w->built[node->space] || w->out->rows[node->space].n != 1))
            break;
        single = node->space;
        struct cell *to = NULL;
        if (node->op == OP_FACT) {
            to = quick_fact(w, node);
        } else if (w->free_n > 0) {
            q.operand = p->operand ? &p->operand[node->first] : NULL;
            if (quick_node(w, &q, node, w->free)) {
                to = w->free++;
                w->free_n--;
            }
        }
        if (to == NULL)
            break;
        column[i] = to;
        done++;
    }
    w->out->work += done;
    return i;
}
