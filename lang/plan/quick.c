/* The common case, one row with everything known, in one loop: machine
 * arithmetic on the words of the cells. Truths, none and what is only chosen
 * need no cell of their own: a column may be another's, or one of those below.
 * Whatever is not recognised is left to the functions that fill any column. */
#include "lang/plan/fill.h"

/* Never written: a column is written only where it was taken. */
static const struct cell truths[] = {{0, 0, 0, CAN_VALUE, FAULT_NO},
                                     {1, 1, 0, CAN_VALUE, FAULT_NO}};
static const struct cell nothing = {0, 0, 0, CAN_NONE, FAULT_NO};

/* Operands of one row, and where a result of its own may stand. */
struct quick {
    struct walk *w;
    struct cell *const *column;
    const node_id *operand;
    struct cell *to;
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

static inline const struct cell *
put_known(const struct quick *q, wide v)
{
    put_value(q->to, v);
    return wide_no_bound(v) == 0 ? q->to : NULL;
}

static inline const struct cell *
quick_arithmetic(const struct quick *q, const struct plan_node *node)
{
    wide x = in(q, 0)->lo, y = in(q, 1)->lo, v;
    if (!both_words(q, node))
        return NULL;
    switch ((int)node->op) {
    case OP_ADD:
        return wide_add(x, y, &v) ? put_known(q, v) : NULL;
    case OP_SUBTRACT:
        return wide_subtract(x, y, &v) ? put_known(q, v) : NULL;
    case OP_MULTIPLY:
        if (x == (int64_t)x && y == (int64_t)y)
            return put_known(q, (wide)(int64_t)x * (int64_t)y);
        return wide_multiply(x, y, &v) ? put_known(q, v) : NULL;
    case OP_MIN:
        return x < y ? in(q, 0) : in(q, 1);
    case OP_MAX:
        return x > y ? in(q, 0) : in(q, 1);
    case OP_LT:
        return &truths[x < y];
    case OP_LE:
        return &truths[x <= y];
    case OP_EQ:
        return &truths[x == y];
    case OP_NE:
        return &truths[x != y];
    }
    return NULL;
}

static inline bool
one_member(const struct cell *c)
{
    return c->can == CAN_VALUE && (c->lo & (c->lo - 1)) == 0;
}

/* Also of members; those are equal when their masks are. */
static inline const struct cell *
quick_equal(const struct quick *q, const struct plan_node *node)
{
    const struct plan *p = q->w->plan;
    if (node->flags & NODE_WORDS)
        return quick_arithmetic(q, node);
    const struct cell *x = in(q, 0), *y = in(q, 1);
    if (p->type[p->node[q->operand[0]].type].rep != REP_MEMBER ||
        !one_member(x) || !one_member(y))
        return NULL;
    return &truths[(x->lo == y->lo) == (node->op == OP_EQ)];
}

static inline const struct cell *
quick_junction(const struct quick *q, const struct plan_node *node)
{
    bool absorbs = node->op == OP_OR, v = !absorbs;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct cell *c = in(q, i);
        if (!is_word(c))
            return NULL;
        if ((bool)c->lo == absorbs)
            v = absorbs;
    }
    return &truths[v];
}

static inline const struct cell *
quick_branch(const struct quick *q, const struct plan_node *node)
{
    const struct cell *guard = in(q, 0);
    if (!is_word(guard))
        return NULL;
    if (guard->lo == 1)
        return in(q, 1);
    return node->op == OP_IF ? in(q, 2) : &nothing;
}

static inline const struct cell *
quick_one(const struct quick *q, const struct plan_node *node)
{
    const struct cell *taken = &nothing;
    for (uint32_t i = 0; i < node->n; i += 2) {
        const struct cell *guard = in(q, i);
        if (!is_word(guard) || (guard->lo == 1 && taken != &nothing))
            return NULL;
        if (guard->lo == 1)
            taken = in(q, i + 1);
    }
    return taken;
}

static inline const struct cell *
quick_else(const struct quick *q)
{
    const struct cell *c = in(q, 0);
    if (c->can == CAN_NONE)
        return in(q, 1);
    return c->can & CAN_NONE ? NULL : c;
}

/* Of one alternative that is known. */
static inline const struct cell *
quick_agree(const struct quick *q, const struct plan_node *node)
{
    const struct cell *c = in(q, 0);
    return node->n == 1 && (is_word(c) || c->can == CAN_NONE) ? c : NULL;
}

static inline const struct cell *
quick_truth(const struct quick *q, const struct plan_node *node)
{
    const struct cell *c = in(q, 0);
    if (node->op == OP_NOT)
        return is_word(c) ? &truths[c->lo == 0] : NULL;
    bool known = c->can == CAN_VALUE || c->can == CAN_NONE;
    return known ? &truths[c->can == CAN_VALUE] : NULL;
}

static inline const struct cell *
quick_constant(const struct quick *q, const struct plan_node *node)
{
    const struct plan *p = q->w->plan;
    put_value(q->to, p->constant[node->a]);
    return p->type[node->type].rep != REP_MEMBER ? q->to : NULL;
}

/* The given cell of a fact of one row. */
static inline const struct cell *
quick_fact(const struct quick *q, const struct plan_node *node)
{
    const struct plan_fact *f = &q->w->plan->fact[node->a];
    const struct table_data *d = &q->w->data->table[f->entity];
    const struct cell *plain = d->fact[f->slot].plain;
    return plain != NULL && d->rows == 1 && plain->can != 0 ? plain : NULL;
}

static inline const struct cell *
quick_setting(const struct quick *q, const struct plan_node *node)
{
    const struct data *d = q->w->data;
    const struct cell *c = node->op == OP_ASOF         ? &d->asof
                           : node->op == OP_ASKED_FROM ? &d->asked_from
                           : node->op == OP_ASKED_TO   ? &d->asked_to
                                                       : &d->reading[node->a];
    return c->can != 0 ? c : NULL;
}

static inline const struct cell *
quick_self(const struct quick *q, const struct plan_node *node)
{
    const struct plan *p = q->w->plan;
    bool member = p->type[node->type].rep == REP_MEMBER;
    return member ? NULL : q->w->out->rows[node->space].element;
}

/* Of the row that the last operand names. */
static inline const struct cell *
quick_ref(const struct quick *q, const struct plan_node *node)
{
    const struct cell *row = in(q, 1);
    space_id target = q->w->plan->node[q->operand[0]].space;
    if (!(node->flags & NODE_BY_ROW) || !is_word(row) || row->lo < 0)
        return NULL;
    if (target == CASE_SPACE)
        return row->lo < UINT32_MAX ? in(q, 0) : NULL;
    return row->lo < q->w->out->rows[target].n ? in(q, 0) + (size_t)row->lo
                                               : NULL;
}

static inline const struct cell *
quick_up(const struct quick *q, const struct plan_node *node)
{
    const uint32_t *parent = q->w->out->rows[node->space].parent;
    bool one = q->w->plan->node[q->operand[0]].space == CASE_SPACE;
    return in(q, 0) + (one || parent == NULL ? 0 : parent[0]);
}

static const struct cell *
quick_strict(const struct quick *q, const struct plan_node *node)
{
    const struct cell *c[3] = {0};
    if (node->n > 3)
        return NULL;
    for (uint32_t i = 0; i < node->n; i++)
        c[i] = in(q, i);
    node_id id = (node_id)(node - q->w->plan->node);
    return strict_known(q->w, id, c, q->to) ? q->to : NULL;
}

static inline const struct cell *
quick_node(const struct quick *q, const struct plan_node *node)
{
    switch ((int)node->op) {
    case OP_CONST:
        return quick_constant(q, node);
    case OP_FACT:
        return quick_fact(q, node);
    case OP_ASOF:
    case OP_ASKED_FROM:
    case OP_ASKED_TO:
    case OP_READING:
        return quick_setting(q, node);
    case OP_SELF:
        return quick_self(q, node);
    case OP_UP:
        return quick_up(q, node);
    case OP_REF:
        return quick_ref(q, node);
    case OP_AND:
    case OP_OR:
        return quick_junction(q, node);
    case OP_NOT:
    case OP_HAS:
        return quick_truth(q, node);
    case OP_GUARD:
    case OP_IF:
        return quick_branch(q, node);
    case OP_ELSE:
        return quick_else(q);
    case OP_AGREE:
        return quick_agree(q, node);
    case OP_ONE:
        return quick_one(q, node);
    case OP_SPLIT:
        return split_known(q->w, node, q->to) ? q->to : NULL;
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_MIN:
    case OP_MAX:
    case OP_LT:
    case OP_LE:
        return quick_arithmetic(q, node);
    case OP_EQ:
    case OP_NE:
        return quick_equal(q, node);
    }
    bool strict = node->op > OP_NCOUNT && node->op < OP_SUM;
    return strict ? quick_strict(q, node) : NULL;
}

/* Has SPACE one row? Builds it where it is not yet. */
static bool
one_row(struct walk *w, space_id space)
{
    if (!w->built[space])
        space_build(w, space);
    return w->status == WALK_OK && w->out->rows[space].n == 1;
}

/* A free cell in Q, and how many more nodes may be filled; 0: none. */
static uint64_t
quick_room(struct quick *q)
{
    struct walk *w = q->w;
    uint64_t work = w->out->work, most = w->limits.node_rows;
    q->to = w->free;
    if (work >= most)
        return 0;
    return w->free_n < most - work ? w->free_n : most - work;
}

uint32_t
quick_run(struct walk *w, uint32_t i, uint32_t n)
{
    const struct plan_node *node = w->plan->node;
    const node_id *list = w->slice != NULL ? w->slice->open : NULL;
    struct cell **column = w->out->column;
    struct quick q = {.w = w, .column = column};
    space_id single = UINT32_MAX; /* a space seen to have one row */
    uint64_t room = quick_room(&q);
    for (; i < n && room > 0; i++) {
        node_id id = list != NULL ? list[i] : i;
        if (node[id].space != single) {
            single = node[id].space;
            if (!one_row(w, single))
                break;
            room = quick_room(&q);
        }
        q.operand = w->plan->operand + node[id].first;
        const struct cell *cell = quick_node(&q, &node[id]);
        if (cell == NULL)
            break;
        if (cell == q.to) {
            w->free = ++q.to;
            w->free_n--;
        }
        column[id] = (struct cell *)(uintptr_t)cell;
        w->out->work++;
        room--;
    }
    return i;
}
