/* Arithmetic that may fault: overflow by the declared domains, and division
 * by zero where nothing excludes it. */
#include "lang/analysis/analysis.h"

enum { DIVISION_NODES = 1500, DIVISION_WALKS = 1500, DIVISIONS_MOST = 2000 };

static const node_id *
operands(const struct plan *p, node_id node)
{
    return &p->operand[p->node[node].first];
}

/* ---- overflow ---- */

/* By node: a number that it rests on and whose range nobody declared, or
 * null. */
static const struct field **
undeclared_find(struct analysis *a)
{
    const struct plan *p = a->plan;
    const struct field **found =
        arena_array(a->arena, const struct field *, p->nodes);
    for (node_id i = 0; i < p->nodes; i++) {
        const struct plan_node *n = &p->node[i];
        if (n->op == OP_FACT || n->op == OP_STATE || n->op == OP_FLOW) {
            const struct field *f = a->m->field.at[n->a];
            bool number =
                f->type.kind == V_NUMBER || f->type.kind == V_FRACTION;
            found[i] = number && !f->bounded ? f : NULL;
        }
        for (uint32_t k = 0; k < n->n && !found[i]; k++)
            found[i] = found[operands(p, i)[k]];
    }
    return found;
}

static bool
may_overflow(const struct cell *c)
{
    return c->can & CAN_FAULT && c->fault == FAULT_OVERFLOW;
}

static wide
number_at(wide v, enum rep rep)
{
    return rep == REP_FRACTION ? FRACTION_AT(v).num : v;
}

static wide
farther_end(const struct cell *c, enum rep rep)
{
    wide lo = number_at(c->lo, rep), hi = number_at(c->hi, rep);
    wide far = lo == WIDE_MIN ? WIDE_MAX : lo < 0 ? -lo : lo;
    return hi > far ? hi : far;
}

static unsigned
digits_of(const struct cell *c, enum rep rep)
{
    unsigned digits = 1;
    for (wide far = farther_end(c, rep); far >= 10; far /= 10)
        digits++;
    return digits;
}

/* How many digits FAR to the power of TIMES has, or more than 1000. FAR has
 * SCALE places, the result PLACES. */
static unsigned
digits_of_power(wide far, unsigned scale, wide times, unsigned places)
{
    const wide most = wide_ten_to(18);
    wide front = 1; /* its first digits; DIGITS behind them */
    int digits = 0;
    for (; far >= most; far /= 10)
        digits++;
    int each = digits - (int)scale;
    for (digits = (int)places; times > 0 && digits < 1000; times--) {
        front *= far;
        digits += each;
        for (; front >= most; front /= 10)
            digits++;
    }
    for (; front > 0; front /= 10)
        digits++;
    return (unsigned)digits;
}

static unsigned
digits_most(const struct plan *p, const struct plan_node *n,
            const struct cell *x, const struct cell *y)
{
    const struct type *t = &p->type[p->node[p->operand[n->first]].type];
    enum rep rep = (enum rep)t->rep;
    unsigned a = digits_of(x, rep), b = digits_of(y, rep);
    if (n->op == OP_POWER)
        return digits_of_power(farther_end(x, rep), t->scale, y->hi,
                               p->type[n->type].scale);
    if (n->op == OP_MULTIPLY || n->op == OP_DIVIDE)
        return a + b;
    return 1 + (a > b ? a : b);
}

static void
overflow_ask(struct analysis *a, const struct written *at,
             const struct field *undeclared)
{
    const struct plan *p = a->plan;
    const struct plan_node *n = &p->node[at->node];
    struct cell c = boxes_range(&a->boxes, at->node), in[2];
    struct text digits = {.arena = a->arena};
    if (!may_overflow(&c))
        return;
    for (uint32_t i = 0; i < 2; i++) {
        node_id x = operands(p, at->node)[i];
        in[i] = boxes_range(&a->boxes, x);
        if (may_overflow(&in[i]) || !(in[i].can & CAN_VALUE))
            return;
    }
    text_add_unsigned(&digits, digits_most(p, n, &in[0], &in[1]));
    if (undeclared)
        report(a->m->diags, MAY_OVERFLOW_UNDECLARED, .at = at->at,
               .arg = {text_str(&digits), model_text(a->m, undeclared->name)});
    else
        report(a->m->diags, MAY_OVERFLOW, .at = at->at,
               .arg = {text_str(&digits)});
}

/* ---- division by zero ---- */

struct division {
    const struct plan *small;
    const struct cone *cone;
    node_id root, quotient, divisor; /* of the cone */
    bool found;
    struct cell *input;
};

static bool
may_divide(const struct cell *c)
{
    return c->can & CAN_FAULT && c->fault == FAULT_DIVISION_BY_ZERO;
}

/* What has to be known for the fault of the quotient to show in NODE, which
 * may have it; BOX_DONE when nothing more can be asked for. */
static node_id
wanted(const struct division *q, const struct box_view *v, node_id node)
{
    for (;;) {
        const struct plan_node *n = &q->cone->node.at[node];
        const node_id *operand = &q->cone->operand.at[n->first];
        enum rep rep = (enum rep)q->small->type[n->type].rep;
        node_id next = NO_NODE;
        if (cell_known(*box_cell(v, node), rep) || node == q->quotient)
            return BOX_DONE;
        for (uint32_t i = 0; i < n->n && next == NO_NODE; i++)
            if (may_divide(box_cell(v, operand[i])))
                next = operand[i];
        bool chooses = n->op >= OP_AND && n->op <= OP_ONE;
        for (uint32_t i = 0; i < n->n && chooses; i++) {
            const struct plan_node *in = &q->cone->node.at[operand[i]];
            enum rep its = (enum rep)q->small->type[in->type].rep;
            bool faults = may_divide(box_cell(v, operand[i]));
            if (!faults && its == REP_TRUTH &&
                !cell_known(*box_cell(v, operand[i]), its))
                return operand[i];
        }
        if (next == NO_NODE)
            return BOX_DONE;
        node = next;
    }
}

static node_id
judge(void *user, const struct box_view *v)
{
    struct division *q = user;
    const struct cell *divisor = box_cell(v, q->divisor);
    const struct cell *root = box_cell(v, q->root);
    if (!may_divide(root) || !may_divide(box_cell(v, q->quotient)) ||
        !(divisor->can & CAN_VALUE))
        return BOX_DONE;
    if (!cell_single(divisor, REP_FRACTION))
        return v->last ? BOX_DONE : q->divisor;
    if (root->can == CAN_FAULT) {
        q->found = true;
        for (uint32_t i = 0; i < v->cone->input.n; i++)
            q->input[i] = v->input[i];
        return BOX_STOP;
    }
    return v->last ? BOX_DONE : wanted(q, v, q->root);
}

static bool
divisor_may_be_zero(const struct analysis *a, node_id divisor)
{
    struct cell c = boxes_range(&a->boxes, divisor);
    return c.can & CAN_VALUE && FRACTION_AT(c.lo).num <= 0 &&
           FRACTION_AT(c.hi).num >= 0;
}

/* Asks it of the outcome that ROOT is: what it stands under excludes zero, or
 * does not. True when there was a message. */
static bool
division_ask(struct analysis *a, const struct written *at, node_id root)
{
    struct cone cone;
    struct boxes *b = &a->boxes;
    node_id divisor = operands(a->plan, at->node)[1];
    struct arena_mark mark = arena_mark(a->arena);
    cone_init(&cone, b, DIVISION_NODES, true);
    struct division q = {.small = &b->small, .cone = &cone};
    q.root = cone_add(&cone, root);
    bool there = b->seen[at->node] == b->round && b->seen[divisor] == b->round;
    q.quotient = b->at[at->node];
    q.divisor = b->at[divisor];
    cone_relate(&cone);
    q.input = arena_array(a->arena, struct cell, cone.input.n + 1);
    if (there && cone.node.at[q.quotient].op == OP_DIVIDE)
        box_search(&cone, DIVISION_WALKS, judge, &q);
    bool found = q.found && (cone_free(&cone) || !cone_tangled(&cone));
    if (found)
        report(a->m->diags, MAY_DIVIDE_BY_ZERO, .at = at->at,
               .arg = {witness_words(a, &cone, q.input, cone.input.n)});
    arena_back(a->arena, mark);
    return found;
}

static bool
asked_for(const struct decision *d)
{
    return d->kind != DECISION_HELPER && d->output.n == 0;
}

/* By decision of the model its number in the plan, or UINT32_MAX. */
static uint32_t *
numbers_find(struct analysis *a)
{
    const struct model *m = a->m;
    uint32_t *number = arena_array(a->arena, uint32_t, m->decision.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->decision.n; i++)
        number[i] = asked_for(m->decision.at[i]) ? n++ : UINT32_MAX;
    return number;
}

/* One quotient may stand in several places of a decision. */
static bool
said_already(const struct analysis *a, const struct written *at)
{
    for (uint32_t i = 0; i < a->divided.n; i++)
        if (a->divided.at[i].node == at->node &&
            a->divided.at[i].within == at->within)
            return true;
    return false;
}

/* Asks it of every lowering of the decision that it is written in. */
static void
division_everywhere(struct analysis *a, const struct written *at,
                    const uint32_t *number)
{
    const struct plan *p = a->plan;
    if (said_already(a, at))
        return;
    for (uint32_t i = 0; i < p->instances; i++)
        if (p->instance[i].decision == number[at->within])
            if (division_ask(a, at, p->instance[i].node)) {
                vec_push(a->arena, &a->divided, *at);
                return;
            }
}

void
analyse_arithmetic(struct analysis *a)
{
    const struct model *m = a->m;
    struct arena_mark mark = arena_mark(a->arena);
    const struct field **undeclared =
        m->arithmetic.n ? undeclared_find(a) : NULL;
    uint32_t *number = numbers_find(a);
    uint32_t asked = 0;
    for (uint32_t i = 0; i < m->arithmetic.n; i++) {
        const struct written *at = &m->arithmetic.at[i];
        uint8_t op = a->plan->node[at->node].op;
        overflow_ask(a, at, undeclared[at->node]);
        if (op == OP_DIVIDE &&
            divisor_may_be_zero(a, operands(a->plan, at->node)[1]) &&
            asked++ < DIVISIONS_MOST)
            division_everywhere(a, at, number);
    }
    arena_back(a->arena, mark);
}
