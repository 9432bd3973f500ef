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

/* By node: it rests on a number whose range nobody declared. */
static uint8_t *
undeclared_find(struct analysis *a)
{
    const struct plan *p = a->plan;
    uint8_t *undeclared = arena_array(a->arena, uint8_t, p->nodes);
    for (node_id i = 0; i < p->nodes; i++) {
        const struct plan_node *n = &p->node[i];
        if (n->op == OP_FACT || n->op == OP_STATE || n->op == OP_FLOW)
            undeclared[i] = !a->m->field.at[n->a]->bounded;
        for (uint32_t k = 0; k < n->n; k++)
            undeclared[i] |= undeclared[operands(p, i)[k]];
    }
    return undeclared;
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

/* How many digits the farther end has. */
static unsigned
digits_of(const struct cell *c, enum rep rep)
{
    wide lo = number_at(c->lo, rep), hi = number_at(c->hi, rep);
    wide far = lo == WIDE_MIN ? WIDE_MAX : lo < 0 ? -lo : lo;
    unsigned digits = 1;
    if (hi > far)
        far = hi;
    for (; far >= 10; far /= 10)
        digits++;
    return digits;
}

static void
overflow_ask(struct analysis *a, const struct written *at)
{
    const struct plan *p = a->plan;
    const struct plan_node *n = &p->node[at->node];
    struct cell c = boxes_range(&a->boxes, at->node);
    struct text digits = {.arena = a->arena};
    unsigned most = 0;
    if (!may_overflow(&c))
        return;
    for (uint32_t i = 0; i < n->n; i++) {
        node_id x = operands(p, at->node)[i];
        enum rep rep = (enum rep)p->type[p->node[x].type].rep;
        struct cell in = boxes_range(&a->boxes, x);
        if (may_overflow(&in) || !(in.can & CAN_VALUE))
            return;
        unsigned own = digits_of(&in, rep);
        most = n->op == OP_MULTIPLY || n->op == OP_DIVIDE ? most + own
               : own >= most                              ? own + 1
                                                          : most;
    }
    text_add_unsigned(&digits, most);
    report(a->m->diags, MAY_OVERFLOW, .at = at->at, .arg = {text_str(&digits)});
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
    uint8_t *undeclared = m->arithmetic.n ? undeclared_find(a) : NULL;
    uint32_t *number = numbers_find(a);
    uint32_t asked = 0;
    for (uint32_t i = 0; i < m->arithmetic.n; i++) {
        const struct written *at = &m->arithmetic.at[i];
        uint8_t op = a->plan->node[at->node].op;
        if (!undeclared[at->node])
            overflow_ask(a, at);
        if (op == OP_DIVIDE &&
            divisor_may_be_zero(a, operands(a->plan, at->node)[1]) &&
            asked++ < DIVISIONS_MOST)
            division_everywhere(a, at, number);
    }
    arena_back(a->arena, mark);
}
