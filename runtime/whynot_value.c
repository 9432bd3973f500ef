#include <string.h>

#include "runtime/whynot.h"

/* Rows of another table that are tried for a reference. */
enum { REFERENCES_TRIED = 32 };

/* ---- what facts are compared with ---- */

struct comparing {
    struct arena *arena;
    const struct plan *plan;
    uint32_t *fact; /* by node: the fact whose value it is, or UINT32_MAX */
    struct compared *to;
};

static bool
is_comparison(enum op op)
{
    return op == OP_LT || op == OP_LE || op == OP_EQ || op == OP_NE;
}

/* Hands a value on from another space, scale or row. */
static bool
hands_on(enum op op)
{
    return op == OP_UP || op == OP_REF || op == OP_RESCALE || op == OP_DOMAIN;
}

static uint32_t
fact_of(const struct comparing *c, const struct plan_node *node)
{
    enum op op = node->op;
    if (op == OP_FACT || op == OP_STATE || op == OP_FLOW)
        return node->a;
    return hands_on(op) ? c->fact[c->plan->operand[node->first]] : UINT32_MAX;
}

/* V keeps its order and has each value once. */
static void
constant_add(struct comparing *c, struct compared *to, wide v)
{
    uint32_t i = to->constant.n;
    for (uint32_t k = 0; k < i; k++)
        if (to->constant.at[k] == v)
            return;
    vec_push(c->arena, &to->constant, v);
    for (; i > 0 && to->constant.at[i - 1] > v; i--)
        to->constant.at[i] = to->constant.at[i - 1];
    to->constant.at[i] = v;
}

/* FACT compared with V, which has SCALE digits behind its point. */
static void
constant_read(struct comparing *c, uint32_t fact, wide v, unsigned scale)
{
    const struct type *t = &c->plan->type[c->plan->fact[fact].type];
    struct compared *to = &c->to[fact];
    wide unit = scale > t->scale ? wide_ten_to(scale - t->scale) : 1;
    wide down = v / unit - (v % unit < 0);
    if (wide_no_bound(v) || scale < t->scale)
        return;
    constant_add(c, to, down - 1);
    constant_add(c, to, down);
    constant_add(c, to, down + 1);
}

/* Operand I of a comparison, which is a fact, against the other operand. */
static bool
comparison_read(struct comparing *c, const struct plan_node *node, uint32_t i)
{
    const node_id *of = &c->plan->operand[node->first];
    const struct plan_node *with = &c->plan->node[of[1 - i]];
    const struct type *t = &c->plan->type[with->type];
    enum rep rep = (enum rep)c->plan->type[c->plan->node[of[i]].type].rep;
    if (with->op != OP_CONST)
        return false;
    if (rep == REP_NUMBER || rep == REP_DATE || rep == REP_PERIOD)
        constant_read(c, c->fact[of[i]], c->plan->constant[with->a],
                      rep == REP_NUMBER ? t->scale : 0);
    return true;
}

static void
node_read(struct comparing *c, const struct plan_node *node)
{
    enum op op = node->op;
    for (uint32_t i = 0; i < node->n; i++) {
        uint32_t fact = c->fact[c->plan->operand[node->first + i]];
        if (fact == UINT32_MAX || op == OP_HAS || (hands_on(op) && i == 0))
            continue;
        if (!is_comparison(op) || !comparison_read(c, node, i))
            c->to[fact].computed = true;
    }
}

struct compared *
compared_facts(struct arena *a, const struct plan *p, const uint8_t *slice)
{
    struct comparing c = {.arena = a, .plan = p};
    c.fact = arena_array(a, uint32_t, p->nodes);
    c.to = arena_array(a, struct compared, p->facts);
    for (node_id i = 0; i < p->nodes; i++) {
        c.fact[i] = fact_of(&c, &p->node[i]);
        if (slice[i])
            node_read(&c, &p->node[i]);
    }
    return c.to;
}

/* ---- what a fact could be ---- */

struct valuing {
    const struct filled *f;
    const struct type *type;
    const struct leaf *leaf;
    uint32_t place;
    struct others *to;
};

static void
value_add(struct valuing *v, struct cell to)
{
    if (v->to->n < WHYNOT_VALUES)
        v->to->at[v->to->n++] = (struct other){*v->leaf, to, v->place};
}

static bool
is_line(enum rep rep)
{
    return rep == REP_NUMBER || rep == REP_DATE || rep == REP_PERIOD;
}

static void
line_add(struct valuing *v, wide value)
{
    bool domain = v->type->lo < v->type->hi;
    bool within = !domain || (value >= v->type->lo && value <= v->type->hi);
    if (within && (v->leaf->cell.can != CAN_VALUE || value != v->leaf->cell.lo))
        value_add(v, cell_value(value));
}

/* The constants from the value outwards. */
static void
line_values(struct valuing *v, const struct compared *compared)
{
    bool none = v->leaf->cell.can != CAN_VALUE;
    wide now = none ? WIDE_MIN : v->leaf->cell.lo;
    const wide *at = compared->constant.at;
    uint32_t n = compared->constant.n, up = 0;
    while (up < n && at[up] <= now)
        up++;
    for (uint32_t down = up; down > 0 || up < n;) {
        bool lower =
            up == n || (down > 0 && now - at[down - 1] <= at[up] - now);
        line_add(v, lower ? at[--down] : at[up++]);
    }
}

static void
member_values(struct valuing *v)
{
    uint32_t n = v->f->plan->entity[v->type->entity].members_n;
    for (uint32_t i = 0; i < n && i < 64; i++)
        if (v->leaf->cell.can != CAN_VALUE || !mask_has(v->leaf->cell.lo, i))
            value_add(v, cell_member(i));
}

static void
reference_values(struct valuing *v)
{
    uint32_t n = v->f->data->table[v->type->entity].rows;
    for (uint32_t i = 0; i < n && i < REFERENCES_TRIED; i++)
        if (v->leaf->cell.can != CAN_VALUE || v->leaf->cell.lo != i)
            value_add(v, cell_value(i));
}

/* None where there is a value; some value, whichever, where there is none. */
static void
presence_values(struct valuing *v)
{
    struct cell any = {.can = CAN_VALUE, .lo = v->type->lo, .hi = v->type->hi};
    if (v->leaf->cell.can == CAN_VALUE)
        value_add(v, cell_none());
    else if (is_line((enum rep)v->type->rep))
        value_add(v, any);
}

void
other_values(const struct filled *f, const struct compared *compared,
             enum goal goal, const struct leaf *leaf, uint32_t place,
             struct others *to)
{
    const struct type *t = &f->plan->type[f->plan->fact[leaf->index].type];
    const struct compared *with = &compared[leaf->index];
    struct valuing v = {f, t, leaf, place, to};
    enum rep rep = (enum rep)t->rep;
    if (t->optional)
        presence_values(&v);
    if (rep == REP_TRUTH)
        value_add(&v, cell_value(leaf->cell.lo == 0));
    if (rep == REP_MEMBER)
        member_values(&v);
    if (rep == REP_ROW)
        reference_values(&v);
    /* Of what an amount is computed from, any more may give more. */
    if (is_line(rep) && !(goal == GOAL_MORE && with->computed))
        line_values(&v, with);
}

bool
other_further(const struct plan *p, const struct other *a,
              const struct other *b)
{
    enum rep rep = (enum rep)p->type[p->fact[a->leaf.index].type].rep;
    wide now = a->leaf.cell.lo;
    if (rep == REP_MEMBER && a->to.can == b->to.can)
        return (a->to.lo & ~b->to.lo) == 0;
    if (cell_equal(a->to, b->to, rep))
        return true;
    if (!is_line(rep) || a->leaf.cell.can != CAN_VALUE ||
        a->to.can != CAN_VALUE || b->to.can != CAN_VALUE)
        return false;
    return b->to.lo > now ? a->to.lo >= b->to.lo : a->to.lo <= b->to.lo;
}
