/* Splitting boxes. */
#include "lang/analysis/box.h"

#include <string.h>

/* The children of a split: what one input becomes. */
struct split {
    uint32_t input;
    struct cell part[2 + 2];
    uint32_t n;
    bool points; /* all its points instead, one by one */
};

struct search {
    struct cone *c;
    struct plan plan;
    struct data data;
    struct table_data *table;
    struct box_view view;
    VEC(struct cell) stack; /* boxes, one behind the other */
    VEC(struct cell) point; /* of the input being split into points */
    bool failed;            /* it could not be split into points */
};

static const struct type *
type_at(const struct search *s, node_id node)
{
    return &s->plan.type[s->plan.node[node].type];
}

static void
search_data(struct search *s)
{
    struct boxes *b = s->c->boxes;
    struct arena *a = b->arena;
    uint32_t n = s->c->input.n;
    struct plan_fact *fact = arena_array(a, struct plan_fact, n + 1);
    s->data = *b->unknown;
    s->data.table = arena_array(a, struct table_data, b->plan->entities);
    memcpy(s->data.table, b->unknown->table,
           b->plan->entities * sizeof *s->data.table);
    s->table = &s->data.table[CASE_ENTITY];
    *s->table = (struct table_data){.rows = 1};
    s->table->fact = arena_array(a, struct fact_column, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        fact[i].entity = CASE_ENTITY;
        fact[i].slot = i;
        fact[i].type = s->plan.node[s->c->input_node.at[i]].type;
    }
    s->plan.fact = fact;
    s->plan.facts = n;
}

static void
search_init(struct search *s, struct cone *c)
{
    *s = (struct search){.c = c, .plan = c->boxes->small};
    s->plan.node = c->node.at;
    s->plan.nodes = c->node.n;
    s->plan.operand = c->operand.at;
    s->plan.operands = c->operand.n;
    search_data(s);
    s->view = (struct box_view){.cone = c};
}

static bool
walk_box(struct search *s, struct cell *input, struct box_view *view)
{
    struct filled out;
    for (uint32_t i = 0; i < s->c->input.n; i++)
        s->table->fact[i].plain = &input[i];
    enum walk_status status =
        plan_walk(s->c->boxes->arena, &s->plan, &s->data, NULL, NULL, &out);
    view->input = input;
    view->column = out.column;
    s->c->boxes->walks++;
    return status == WALK_OK;
}

/* ---- where to split ---- */

static bool
known_at(const struct search *s, node_id node)
{
    return cell_known(*box_cell(&s->view, node),
                      (enum rep)type_at(s, node)->rep);
}

static void
split_add(struct split *to, const struct cell *c)
{
    to->part[to->n++] = *c;
}

static void
split_range(struct split *to, const struct cell *c, wide lo, wide hi)
{
    struct cell part = *c;
    part.can = CAN_VALUE;
    part.lo = lo;
    part.hi = hi;
    if (lo <= hi)
        split_add(to, &part);
}

/* Not a value, or one of several outcomes that are none. */
static bool
split_outcomes(struct split *to, const struct cell *c)
{
    static const uint8_t each[] = {CAN_NONE, CAN_FAULT, CAN_VALUE};
    if (c->can == CAN_VALUE || c->can == CAN_NONE || c->can == CAN_FAULT)
        return false;
    for (int i = 0; i < 3; i++)
        if (c->can & each[i]) {
            struct cell part = *c;
            part.can = each[i];
            split_add(to, &part);
        }
    return true;
}

static bool
split_mask(struct split *to, const struct cell *c, wide mask)
{
    struct cell in = *c, out = *c;
    in.lo = c->lo & mask;
    out.lo = c->lo & ~mask;
    if (in.lo == 0 || out.lo == 0)
        return false;
    bool first = (in.lo & -in.lo) < (out.lo & -out.lo);
    split_add(to, first ? &in : &out);
    split_add(to, first ? &out : &in);
    return true;
}

static bool
is_line(uint8_t rep)
{
    return rep == REP_TRUTH || rep == REP_NUMBER || rep == REP_DATE ||
           rep == REP_PERIOD || rep == REP_ROW;
}

/* Anywhere, in halves. */
static bool
split_half(struct split *to, const struct box_input *in, const struct cell *c)
{
    if (in->rep == REP_MEMBER)
        return split_mask(to, c, c->lo & -c->lo);
    if ((in->rep == REP_FRACTION || in->rep == REP_TEXT) && in->cut.n &&
        !in->loose && !cell_single(c, (enum rep)in->rep)) {
        to->points = true;
        return true;
    }
    if (!is_line(in->rep) || c->lo >= c->hi)
        return false;
    /* Between the two without leaving 128 bits. */
    wide middle = (c->lo >> 1) + (c->hi >> 1) + (c->lo & c->hi & 1);
    split_range(to, c, c->lo, middle);
    split_range(to, c, middle + 1, c->hi);
    return true;
}

/* Where INPUT op VALUE (VALUE op INPUT when SWAP) changes. */
static bool
split_value(struct split *to, const struct box_input *in, const struct cell *c,
            enum op op, wide value, bool swap)
{
    if (in->rep == REP_MEMBER)
        return split_mask(to, c, value);
    if (!is_line(in->rep))
        return split_half(to, in, c);
    wide end = value; /* the first of what lies behind */
    if ((op == OP_LE && !swap) || (op == OP_LT && swap))
        end = value + 1;
    if (op == OP_EQ || op == OP_NE) {
        if (value < c->lo || value > c->hi || c->lo == c->hi)
            return false;
        split_range(to, c, c->lo, value - 1);
        split_range(to, c, value, value);
        split_range(to, c, value + 1, c->hi);
        return true;
    }
    if (end <= c->lo || end > c->hi)
        return false;
    split_range(to, c, c->lo, end - 1);
    split_range(to, c, end, c->hi);
    return true;
}

static const struct box_input *
input_at(const struct search *s, node_id node)
{
    const struct plan_node *n = &s->plan.node[node];
    return n->op == OP_FACT ? &s->c->input.at[n->a] : NULL;
}

/* The node compares an input with something known: split the input there. */
static bool
split_compared(struct search *s, node_id node, struct split *to)
{
    const struct plan_node *n = &s->plan.node[node];
    const node_id *operand = &s->plan.operand[n->first];
    bool one = n->op == OP_IN;
    for (uint32_t i = 0; i < n->n; i++) {
        const struct box_input *in = input_at(s, operand[i]);
        const struct cell *c = box_cell(&s->view, operand[i]);
        if (!in || known_at(s, operand[i]))
            continue;
        to->input = s->plan.node[operand[i]].a;
        if (split_outcomes(to, c))
            return true;
        if (one)
            return split_mask(to, c, s->plan.constant[n->a]);
        node_id other = operand[1 - i];
        if (!known_at(s, other))
            continue;
        return split_value(to, in, c, (enum op)n->op,
                           box_cell(&s->view, other)->lo, i == 1);
    }
    return false;
}

static bool
is_comparison(const struct plan_node *n)
{
    return n->op == OP_LT || n->op == OP_LE || n->op == OP_EQ ||
           n->op == OP_NE || n->op == OP_IN;
}

/* The operand to make known next. Of a formula first what is chosen, not
 * given: a choice halves more than a number does. Of numbers the widest. */
static node_id
next_for(const struct search *s, const struct plan_node *n)
{
    node_id next = NO_NODE;
    wide widest = 0;
    for (uint32_t i = 0; i < n->n; i++) {
        node_id x = s->plan.operand[n->first + i];
        const struct cell *c = box_cell(&s->view, x);
        const struct box_input *in = input_at(s, x);
        if (known_at(s, x))
            continue;
        if (n->op < OP_ADD || !in || !is_line(in->rep))
            return x;
        wide width = (c->hi >> 1) - (c->lo >> 1);
        if (next == NO_NODE || width > widest) {
            next = x;
            widest = width;
        }
    }
    return next;
}

/* How to split so that NODE comes closer to being known. */
static bool
split_for(struct search *s, node_id node, struct split *to)
{
    for (;;) {
        const struct plan_node *n = &s->plan.node[node];
        const struct box_input *in = input_at(s, node);
        if (in) {
            const struct cell *c = box_cell(&s->view, node);
            to->input = n->a;
            return split_outcomes(to, c) || split_half(to, in, c);
        }
        if (is_comparison(n) && split_compared(s, node, to))
            return true;
        node = next_for(s, n);
        if (node == NO_NODE)
            return false;
    }
}

/* ---- points of fractions and texts ---- */

static void
cuts_sort(struct box_input *in)
{
    for (uint32_t i = 1; i < in->cut.n; i++) {
        wide v = in->cut.at[i];
        uint32_t k = i;
        for (; k && value_compare(in->cut.at[k - 1], v, (enum rep)in->rep) > 0;
             k--)
            in->cut.at[k] = in->cut.at[k - 1];
        in->cut.at[k] = v;
    }
}

static void
point_add(struct search *s, wide v)
{
    vec_push(s->c->boxes->arena, &s->point, cell_value(v));
}

static wide
fraction_kept(struct search *s, struct fraction f)
{
    struct fraction *own = arena_new(s->c->boxes->arena, struct fraction);
    *own = f;
    return (wide)(uintptr_t)own;
}

/* A fraction strictly between the two. */
static bool
fraction_between(struct fraction a, struct fraction b, struct fraction *m)
{
    struct fraction sum;
    return fraction_add(a, b, &sum) &&
           fraction_multiply(sum, (struct fraction){1, 2}, m);
}

/* So far out that it is no end a person wrote. */
static bool
far_out(struct fraction f)
{
    wide far = wide_ten_to(30);
    return f.num > far || f.num < -far;
}

static bool
points_fraction(struct search *s, const struct box_input *in,
                const struct cell *c)
{
    struct fraction last = FRACTION_AT(c->lo), m;
    struct fraction end = FRACTION_AT(c->hi);
    bool open = far_out(last), open_end = far_out(end);
    if (!open)
        point_add(s, c->lo);
    for (uint32_t i = 0; i <= in->cut.n; i++) {
        bool behind = i == in->cut.n;
        struct fraction to = behind ? end : FRACTION_AT(in->cut.at[i]);
        if (!behind && ((!open && fraction_compare(to, last) < 0) ||
                        (!open_end && fraction_compare(to, end) > 0)))
            continue;
        struct fraction one = {behind ? 1 : -1, 1};
        if (open || (behind && open_end)) {
            if (!fraction_add(behind ? last : to, one, &m))
                return false;
            point_add(s, fraction_kept(s, m));
        } else if (fraction_compare(last, to) < 0) {
            if (!fraction_between(last, to, &m))
                return false;
            point_add(s, fraction_kept(s, m));
        }
        if (!behind || !open_end)
            point_add(s, behind ? c->hi : in->cut.at[i]);
        last = to;
        open = false;
    }
    return true;
}

/* A text that none of the constants is. */
static wide
text_other(struct search *s)
{
    struct str *own = arena_new(s->c->boxes->arena, struct str);
    *own = STR("\x01");
    return (wide)(uintptr_t)own;
}

static bool
points_of(struct search *s, uint32_t input, const struct cell *c)
{
    struct box_input *in = &s->c->input.at[input];
    s->point.n = 0;
    if (in->rep == REP_FRACTION) {
        cuts_sort(in);
        return points_fraction(s, in, c);
    }
    point_add(s, text_other(s));
    for (uint32_t i = 0; i < in->cut.n; i++)
        point_add(s, in->cut.at[i]);
    return true;
}

/* ---- the search ---- */

static void
push_box(struct search *s, const struct cell *box, uint32_t input,
         const struct cell *part)
{
    for (uint32_t i = 0; i < s->c->input.n; i++)
        vec_push(s->c->boxes->arena, &s->stack, i == input ? *part : box[i]);
}

/* The part with the lowest values on top. */
static bool
push_parts(struct search *s, const struct cell *box, const struct split *to)
{
    if (to->points) {
        if (!points_of(s, to->input, &box[to->input]))
            return false;
        for (uint32_t i = s->point.n; i-- > 0;)
            push_box(s, box, to->input, &s->point.at[i]);
        return true;
    }
    for (uint32_t i = to->n; i-- > 0;)
        push_box(s, box, to->input, &to->part[i]);
    return to->n > 0;
}

/* Looks at the box on the stack's top; BOX_STOP when the judge has enough. */
static node_id
search_box(struct search *s, struct cell *box, box_judge *judge, void *user)
{
    struct arena *a = s->c->boxes->arena;
    struct arena_mark mark = arena_mark(a);
    struct split to = {0};
    node_id want = BOX_DONE;
    bool more = false;
    if (!box_relate(s->c, box))
        return BOX_DONE;
    s->view.last = !walk_box(s, box, &s->view);
    if (!s->view.last)
        want = judge(user, &s->view);
    if (want < BOX_STOP)
        more = split_for(s, want, &to);
    if ((want < BOX_STOP && !more) || s->view.last) {
        s->view.last = true;
        want = judge(user, &s->view);
    }
    arena_back(a, mark);
    if (more && !push_parts(s, box, &to))
        s->failed = true;
    return want == BOX_STOP ? BOX_STOP : BOX_DONE;
}

enum box_result
box_search(struct cone *c, uint32_t walks, box_judge *judge, void *user)
{
    struct search s;
    uint32_t n = c->input.n, done = 0;
    struct cell *box = arena_array(c->boxes->arena, struct cell, n + 1);
    search_init(&s, c);
    for (uint32_t i = 0; i < n; i++)
        vec_push(c->boxes->arena, &s.stack, c->input.at[i].domain);
    do {
        if (s.failed || done++ == walks ||
            c->boxes->walks >= c->boxes->walks_most)
            return BOX_BUDGET;
        s.stack.n -= n;
        if (n)
            memcpy(box, s.stack.at + s.stack.n, n * sizeof *box);
        if (search_box(&s, box, judge, user) == BOX_STOP)
            return BOX_STOPPED;
    } while (s.stack.n);
    return s.failed ? BOX_BUDGET : BOX_ALL;
}

static struct cell
corner_of(const struct box_input *in, struct cell c, bool high)
{
    if (c.can & CAN_VALUE) {
        c.can = CAN_VALUE;
        if (in->rep == REP_MEMBER)
            c.lo &= -c.lo;
        else if (high)
            c.lo = c.hi;
        else
            c.hi = c.lo;
    } else if (c.can & CAN_NONE) {
        c.can = CAN_NONE;
    }
    return c;
}

bool
box_corner(const struct box_view *v, bool high, struct cell *input,
           struct box_view *at)
{
    struct search s;
    struct cone *c = (struct cone *)(uintptr_t)v->cone;
    search_init(&s, c);
    for (uint32_t i = 0; i < c->input.n; i++)
        input[i] = v->input[i];
    for (uint32_t i = 0; i < c->input.n; i++) {
        input[i] = corner_of(&c->input.at[i], input[i], high);
        if (!box_relate(c, input))
            return false;
    }
    *at = *v;
    return walk_box(&s, input, at);
}
