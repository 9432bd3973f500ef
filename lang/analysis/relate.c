/* How inputs compare, and what that says of their values. */
#include "lang/analysis/box.h"

/* NODE as the cone reads it. */
static node_id
read_as(const struct cone *c, node_id node)
{
    const struct plan *p = c->boxes->plan;
    while (p->node[node].op == OP_UP)
        node = p->operand[p->node[node].first];
    return node;
}

static uint32_t
input_named(const struct cone *c, node_id node)
{
    for (uint32_t i = 0; i < c->input.n; i++)
        if (c->input.at[i].kind != INPUT_RELATION &&
            c->input.at[i].node == node)
            return i;
    return NO_INPUT;
}

/* Does the relation share a value with another one? */
static bool
meets_another(const struct cone *c, uint32_t relation)
{
    const struct box_input *in = &c->input.at[relation];
    node_id a = read_as(c, in->node), b = read_as(c, in->other);
    for (uint32_t i = 0; i < c->input.n; i++) {
        const struct box_input *x = &c->input.at[i];
        if (x->kind != INPUT_RELATION || i == relation)
            continue;
        node_id of = read_as(c, x->node), to = read_as(c, x->other);
        if (a == of || a == to || b == of || b == to)
            return true;
    }
    return false;
}

static bool
end_add(struct cone *c, node_id node)
{
    node = read_as(c, node);
    if (input_named(c, node) != NO_INPUT || !cone_is_free(c, node))
        return false;
    cone_input(c, node);
    return true;
}

/* What a relation says of one end counts where the other is asked for. */
static void
ends_add(struct cone *c)
{
    bool more = true;
    while (more) {
        more = false;
        for (uint32_t i = 0, n = c->input.n; i < n; i++) {
            node_id a = c->input.at[i].node, b = c->input.at[i].other;
            if (c->input.at[i].kind != INPUT_RELATION)
                continue;
            if (!meets_another(c, i) &&
                input_named(c, read_as(c, a)) == NO_INPUT &&
                input_named(c, read_as(c, b)) == NO_INPUT)
                continue;
            more |= end_add(c, a);
            more |= end_add(c, b);
        }
    }
}

void
cone_relate(struct cone *c)
{
    const struct plan *p = c->boxes->plan;
    ends_add(c);
    c->relation.n = 0;
    for (uint32_t i = 0; i < c->input.n; i++) {
        const struct box_input *in = &c->input.at[i];
        if (in->kind != INPUT_RELATION)
            continue;
        struct box_relation r = {.mask = i};
        r.left = input_named(c, read_as(c, in->node));
        r.right = input_named(c, read_as(c, in->other));
        r.rep = p->type[p->node[in->node].type].rep;
        vec_push(c->boxes->arena, &c->relation, r);
    }
}

/* ---- narrowing ---- */

static bool
is_ordered(uint8_t rep)
{
    return rep == REP_NUMBER || rep == REP_DATE || rep == REP_PERIOD;
}

/* Whether the relation and the values can be values, none, a fault. */
static bool
outcomes(struct cell *m, struct cell *x, struct cell *y)
{
    if (!(m->can & CAN_NONE) && m->can & CAN_VALUE && !(m->can & CAN_FAULT)) {
        x->can &= CAN_VALUE;
        y->can &= CAN_VALUE;
    }
    if (!(x->can & CAN_VALUE) || !(y->can & CAN_VALUE))
        m->can &= ~CAN_VALUE;
    if (!((x->can | y->can) & CAN_NONE))
        m->can &= ~CAN_NONE;
    return m->can && x->can && y->can;
}

static void
relation_less(wide *mask, const struct cell *x, const struct cell *y)
{
    if (x->lo >= y->hi)
        *mask &= ~(wide)RELATION_LESS;
    if (x->hi <= y->lo)
        *mask &= ~(wide)RELATION_GREATER;
    if (x->hi < y->lo || y->hi < x->lo)
        *mask &= ~(wide)RELATION_EQUAL;
}

/* X at most Y, or below it when STRICT. */
static void
at_most(struct cell *x, struct cell *y, bool strict)
{
    if (x->hi > y->hi - strict)
        x->hi = y->hi - strict;
    if (y->lo < x->lo + strict)
        y->lo = x->lo + strict;
}

/* X is one value, which is not Y's. */
static void
other_than(const struct cell *x, struct cell *y)
{
    if (x->lo == x->hi && y->lo == x->lo)
        y->lo++;
    if (x->lo == x->hi && y->hi == x->lo)
        y->hi--;
}

static bool
ordered(struct cell *m, struct cell *x, struct cell *y)
{
    relation_less(&m->lo, x, y);
    if (m->lo == 0)
        return false;
    if (!(m->lo & RELATION_GREATER))
        at_most(x, y, m->lo == RELATION_LESS);
    if (!(m->lo & RELATION_LESS))
        at_most(y, x, m->lo == RELATION_GREATER);
    if (!(m->lo & RELATION_EQUAL)) {
        other_than(x, y);
        other_than(y, x);
    }
    return x->lo <= x->hi && y->lo <= y->hi;
}

static bool
is_one(wide mask)
{
    return mask && (mask & (mask - 1)) == 0;
}

/* Members: LESS stands for not equal. */
static bool
members(struct cell *m, struct cell *x, struct cell *y)
{
    if (!(x->lo & y->lo))
        m->lo &= ~(wide)RELATION_EQUAL;
    if (x->lo == y->lo && is_one(x->lo))
        m->lo &= ~(wide)RELATION_LESS;
    if (m->lo == RELATION_EQUAL) {
        x->lo &= y->lo;
        y->lo = x->lo;
    }
    if (m->lo == RELATION_LESS && is_one(x->lo))
        y->lo &= ~x->lo;
    if (m->lo == RELATION_LESS && is_one(y->lo))
        x->lo &= ~y->lo;
    return m->lo && x->lo && y->lo;
}

static bool
narrow(const struct box_relation *r, struct cell *box)
{
    struct cell *m = &box[r->mask], *x = &box[r->left], *y = &box[r->right];
    if (!outcomes(m, x, y))
        return false;
    if (m->can != CAN_VALUE)
        return true;
    if (is_ordered(r->rep))
        return ordered(m, x, y);
    return r->rep != REP_MEMBER || members(m, x, y);
}

bool
box_relate(const struct cone *c, struct cell *box)
{
    /* Without circles as many rounds as there are relations settle it. */
    for (uint32_t round = 0; round < c->relation.n; round++)
        for (uint32_t i = 0; i < c->relation.n; i++) {
            const struct box_relation *r = &c->relation.at[i];
            if (r->left != NO_INPUT && r->right != NO_INPUT &&
                r->left != r->right && !narrow(r, box))
                return false;
        }
    return true;
}

/* ---- can every box be had? ---- */

enum { RELATIONS_MOST = 64 };

/* How often NODE stands in a relation that is still there. */
static uint32_t
degree(const struct cone *c, const bool *gone, node_id node)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->relation.n; i++) {
        const struct box_input *in = &c->input.at[c->relation.at[i].mask];
        if (!gone[i])
            n += (read_as(c, in->node) == node) +
                 (read_as(c, in->other) == node);
    }
    return n;
}

/* Do the relations close a circle? Those with an end that nothing else
 * compares are taken away until none is left. */
static bool
circular(const struct cone *c)
{
    bool gone[RELATIONS_MOST] = {false}, more = true;
    uint32_t left = c->relation.n;
    while (more) {
        more = false;
        for (uint32_t i = 0; i < c->relation.n; i++) {
            const struct box_input *in = &c->input.at[c->relation.at[i].mask];
            if (gone[i] || (degree(c, gone, read_as(c, in->node)) > 1 &&
                            degree(c, gone, read_as(c, in->other)) > 1))
                continue;
            gone[i] = more = true;
            left--;
        }
    }
    return left > 0;
}

bool
relations_free(const struct cone *c)
{
    if (c->relation.n > RELATIONS_MOST || (c->relation.n && circular(c)))
        return false;
    for (uint32_t i = 0; i < c->relation.n; i++) {
        const struct box_relation *r = &c->relation.at[i];
        const struct box_input *in = &c->input.at[r->mask];
        bool narrowed = is_ordered(r->rep) || r->rep == REP_MEMBER;
        if (!cone_is_free(c, in->node) || !cone_is_free(c, in->other))
            return false;
        if (!narrowed && r->rep != REP_ROW &&
            (r->left != NO_INPUT || r->right != NO_INPUT))
            return false;
    }
    return true;
}
