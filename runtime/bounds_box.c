/* What a case has to look like to reach something: boxes of facts. */
#include "runtime/bounds.h"

enum {
    AIM_NODES = 2000,
    AIM_WALKS = 600,
    OWNERS_MOST = 16,
    PARTS_MOST = 32,
    CONSTRAINTS_MOST = 8,
};

/* ---- what has to hold ---- */

static void
part_add(struct bounds *b, struct aim *aim, node_id node, enum aim_want want)
{
    vec_push(b->work, &aim->part, (struct aim_part){node, (uint8_t)want});
}

/* The guard of PLACE through which what stands at NODE is come to. */
static const struct coverage_guard *
guard_above(const struct bounds *b, uint32_t place, node_id node)
{
    const struct coverage *c = &b->coverage;
    space_id space = b->plan->node[node].space;
    const struct coverage_guard *found = NULL;
    for (uint32_t i = c->guard_of[place]; i != UINT32_MAX;
         i = c->guard.at[i].next) {
        const struct coverage_guard *g = &c->guard.at[i];
        space_id own = b->plan->node[g->node].space;
        bool nearer = !found || (g->node > node && g->node < found->node);
        if ((own == space || own == CASE_SPACE || space == CASE_SPACE) &&
            nearer)
            found = g;
    }
    return found;
}

/* All that PLACE stands in has to apply. */
static void
owners_add(struct bounds *b, struct aim *aim, uint32_t place)
{
    uint32_t owner = b->coverage.owner[place];
    for (int i = 0; owner && i < OWNERS_MOST; i++) {
        const struct coverage_guard *g = guard_above(b, owner, aim->node);
        if (g)
            part_add(b, aim, g->condition, AIM_TRUE);
        if (g && g->before != NO_NODE)
            part_add(b, aim, g->before, AIM_NONE);
        owner = b->coverage.owner[owner];
    }
}

static void
aims_of_place(struct bounds *b, uint32_t item, struct aims *to)
{
    const struct coverage *c = &b->coverage;
    uint32_t place = c->item.at[item].place;
    for (uint32_t i = c->guard_of[place]; i != UINT32_MAX;
         i = c->guard.at[i].next) {
        const struct coverage_guard *g = &c->guard.at[i];
        struct aim aim = {0};
        aim.node = g->condition > g->value ? g->condition : g->value;
        part_add(b, &aim, g->condition, AIM_TRUE);
        if (g->before != NO_NODE)
            part_add(b, &aim, g->before, AIM_NONE);
        owners_add(b, &aim, place);
        vec_push(b->work, &to->list, aim);
    }
}

/* Is OUTER the space or one that it stands in? */
static bool
space_within(const struct plan *p, space_id space, space_id outer)
{
    while (space != outer && space != CASE_SPACE)
        space = p->space[space].parent;
    return space == outer;
}

/* The other conditions of the same rule. */
static void
siblings_add(struct bounds *b, struct aim *aim, uint32_t place)
{
    const struct coverage *c = &b->coverage;
    const struct plan_place *own = &b->plan->place[place];
    for (uint32_t k = 0; k < c->item.n && aim->part.n < PARTS_MOST; k++) {
        uint32_t other = c->item.at[k].place;
        const struct plan_place *p = &b->plan->place[other];
        if (c->item.at[k].kind != TIAO_COVERED_TRUE ||
            c->owner[other] != c->owner[place] ||
            (p->lo < own->hi && own->lo < p->hi))
            continue;
        for (uint32_t i = c->mark_of[other]; i < c->mark_of[other + 1]; i++)
            if (space_within(b->plan, b->plan->node[aim->node].space,
                             b->plan->node[c->by_place[i].node].space))
                part_add(b, aim, c->by_place[i].node, AIM_TRUE);
    }
}

/* A condition is looked at whether or not its rule applies in the end. Where
 * it is not, because another one settles the outcome, the others have to
 * hold. */
static void
aims_of_condition(struct bounds *b, uint32_t item, bool truth, struct aims *to)
{
    const struct coverage *c = &b->coverage;
    uint32_t place = c->item.at[item].place;
    for (uint32_t i = c->mark_of[place]; i < c->mark_of[place + 1]; i++) {
        for (int siblings = 0; siblings < 2; siblings++) {
            struct aim aim = {.node = c->by_place[i].node};
            part_add(b, &aim, aim.node, truth ? AIM_TRUE : AIM_FALSE);
            owners_add(b, &aim, c->owner[place]);
            if (siblings)
                siblings_add(b, &aim, place);
            vec_push(b->work, &to->list, aim);
        }
    }
}

void
aims_of(struct bounds *b, uint32_t item, struct aims *to)
{
    switch ((enum tiao_covered_kind)b->coverage.item.at[item].kind) {
    case TIAO_COVERED_RULE:
    case TIAO_COVERED_EXCEPTION:
    case TIAO_COVERED_OTHERWISE:
    case TIAO_COVERED_STANDARD:
    case TIAO_COVERED_SPLIT:
    case TIAO_COVERED_ROW:
    case TIAO_COVERED_DUTY:
    case TIAO_COVERED_PROHIBITION:
    case TIAO_COVERED_PERMISSION:
    case TIAO_COVERED_ENCOURAGEMENT:
    case TIAO_COVERED_TARGET:
        aims_of_place(b, item, to);
        return;
    case TIAO_COVERED_TRUE:
        aims_of_condition(b, item, true, to);
        return;
    case TIAO_COVERED_FALSE:
        aims_of_condition(b, item, false, to);
        return;
    case TIAO_COVERED_READING:
        return;
    }
}

struct aim
aim_of_node(struct bounds *b, const struct goal *goal)
{
    struct aim aim = {.node = goal->node};
    part_add(b, &aim, goal->node, goal->truth ? AIM_TRUE : AIM_FALSE);
    return aim;
}

/* ---- comparisons ---- */

/* By node: it is another decision than DECISION. */
static uint8_t *
others_find(struct bounds *b, uint32_t decision)
{
    const struct plan *p = b->plan;
    uint8_t *other = arena_array(b->work, uint8_t, p->nodes + 1);
    for (uint32_t i = 0; i < p->decisions; i++)
        other[p->decision[i].root] = 1;
    for (uint32_t i = 0; i < p->instances; i++)
        if (p->instance[i].node != NO_NODE)
            other[p->instance[i].node] = 1;
    other[p->decision[decision].root] = 0;
    return other;
}

void
comparisons_of(struct bounds *b, uint32_t decision, struct nodes_found *to)
{
    const struct plan *p = b->plan;
    const uint8_t *other = others_find(b, decision);
    uint8_t *own = arena_array(b->work, uint8_t, p->nodes + 1);
    own[p->decision[decision].root] = 1;
    for (node_id i = p->decision[decision].root + 1; i-- > 0;) {
        const struct plan_node *n = &p->node[i];
        if (!own[i] || other[i])
            continue;
        if (n->op == OP_LT || n->op == OP_LE || n->op == OP_EQ ||
            n->op == OP_NE || n->op == OP_IN)
            vec_push(b->work, &to->list, i);
        for (uint32_t k = 0; k < n->n; k++)
            own[p->operand[n->first + k]] = 1;
    }
}

/* ---- boxes ---- */

struct aiming {
    const struct aim *aim;
    node_id *node; /* of the cone, by part */
    struct cell *input;
    bool found;
};

enum fit { FIT_NO, FIT_YES, FIT_OPEN };

static enum fit
cell_fits(const struct cell *c, enum aim_want want)
{
    if (want == AIM_KEPT && c->can & CAN_NONE)
        return c->can == CAN_NONE ? FIT_YES : FIT_OPEN;
    if (want == AIM_NONE) {
        if (c->can == CAN_NONE)
            return FIT_YES;
        return c->can & CAN_NONE ? FIT_OPEN : FIT_NO;
    }
    bool truth = want != AIM_FALSE;
    if (!(c->can & CAN_VALUE) || c->lo > truth || c->hi < truth)
        return FIT_NO;
    return c->can == CAN_VALUE && c->lo == c->hi ? FIT_YES : FIT_OPEN;
}

static node_id
aim_judge(void *user, const struct box_view *v)
{
    struct aiming *a = user;
    node_id open = BOX_DONE;
    for (uint32_t i = 0; i < a->aim->part.n; i++) {
        enum fit fit = cell_fits(box_cell(v, a->node[i]),
                                 (enum aim_want)a->aim->part.at[i].want);
        if (fit == FIT_NO)
            return BOX_DONE;
        if (fit == FIT_OPEN && open == BOX_DONE)
            open = a->node[i];
    }
    if (open != BOX_DONE && !v->last)
        return open;
    for (uint32_t i = 0; i < v->cone->input.n; i++)
        a->input[i] = v->input[i];
    a->found = true;
    return BOX_STOP;
}

/* ---- what a box says ---- */

/* What the node reads, through other rows. */
static const struct plan_node *
read_by(const struct plan *p, node_id node)
{
    const struct plan_node *n = &p->node[node];
    while (n->op == OP_UP || n->op == OP_REF)
        n = &p->node[p->operand[n->first]];
    return n;
}

static bool
is_fact(const struct plan_node *n)
{
    return n->op == OP_FACT || n->op == OP_STATE || n->op == OP_FLOW;
}

static void
relation_add(struct bounds *b, const struct box_input *in, struct cell c,
             struct wishes *to)
{
    const struct plan_node *x = read_by(b->plan, in->node),
                           *y = read_by(b->plan, in->other);
    if (!is_fact(x) || !is_fact(y) || !(c.can & CAN_VALUE))
        return;
    vec_push(b->work, &to->relation,
             (struct wish_relation){x->a, y->a, (uint8_t)c.lo});
}

/* Two inputs may be one fact, at two times: what both allow. */
static void
wish_add(struct cell *to, struct cell c, enum rep rep)
{
    struct cell both = *to;
    if (both.can && both.can & c.can & CAN_VALUE &&
        cell_meet_value(&both, &c, rep)) {
        both.can &= c.can;
        *to = both;
        return;
    }
    *to = c;
}

static void
asked_note(struct bounds *b, node_id node, struct wishes *to)
{
    const struct plan_node *n = read_by(b->plan, node);
    if (is_fact(n))
        to->asked[n->a] = true;
    else if (n->op == OP_ASOF || n->op == OP_ASKED_FROM || n->op == OP_ASKED_TO)
        to->day_asked = true;
    else if (n->op == OP_SELF && b->plan->type[n->type].rep == REP_PERIOD)
        to->period_asked = true;
}

/* A period is mostly compared with facts; then it is no bound of its own. */
static void
period_settle(const struct bounds *b, struct wishes *to)
{
    bool days = false;
    for (uint32_t i = 0; i < b->plan->facts; i++)
        days |= to->asked[i] &&
                b->plan->type[b->plan->fact[i].type].rep == REP_DATE;
    to->day_asked |= to->period_asked && !days;
}

static void
input_wish(struct bounds *b, const struct box_input *in, struct cell c,
           struct wishes *to)
{
    asked_note(b, in->node, to);
    if (in->kind == INPUT_RELATION)
        asked_note(b, in->other, to);
    if (cell_equal(c, in->domain, (enum rep)in->rep))
        return;
    if (in->kind == INPUT_RELATION) {
        relation_add(b, in, c, to);
        return;
    }
    const struct plan_node *n = read_by(b->plan, in->node);
    if (is_fact(n)) {
        wish_add(&to->fact[n->a], c, (enum rep)in->rep);
    } else if (n->op == OP_READING) {
        wish_add(&to->reading[n->a], c, REP_MEMBER);
    } else if (n->op == OP_ASOF || n->op == OP_ASKED_FROM) {
        wish_add(&to->day, c, REP_DATE);
    } else if (n->op == OP_SELF && in->rep == REP_PERIOD) {
        to->period_kind = b->plan->type[in->type].period;
        wish_add(&to->period, c, REP_PERIOD);
    }
}

/* The time at which cases stand where nothing speaks for another. */
static void
time_pin(const struct bounds *b, struct cone *cone)
{
    const struct plan *p = b->plan;
    for (uint32_t i = 0; i < cone->input.n; i++) {
        struct box_input *in = &cone->input.at[i];
        const struct plan_node *n = read_by(p, in->node);
        enum period_kind kind = (enum period_kind)p->type[n->type].period;
        if (in->kind != INPUT_FREE)
            continue;
        if (n->op == OP_ASOF || n->op == OP_ASKED_FROM || n->op == OP_ASKED_TO)
            in->domain = cell_value(b->day);
        if (n->op == OP_SELF && in->rep == REP_PERIOD && kind != PERIOD_ROSTER)
            in->domain = cell_value(period_of(kind, b->day));
    }
}

static bool
stands_in(const struct bounds *b, uint32_t place, uint32_t outer)
{
    for (int i = 0; place && place != outer && i < OWNERS_MOST; i++)
        place = b->coverage.owner[place];
    return place == outer;
}

struct aim
aim_alone(struct bounds *b, const struct aim *aim, uint32_t decision,
          const struct goal *goal)
{
    const struct plan_decision *d = &b->plan->decision[decision];
    const uint8_t *slice = plan_slice(b->work, b->plan, &d->root, 1)->has;
    uint32_t place =
        goal->item == NO_ITEM ? 0 : b->coverage.item.at[goal->item].place;
    struct aim alone = {.node = aim->node};
    for (uint32_t i = 0; i < aim->part.n; i++)
        vec_push(b->work, &alone.part, aim->part.at[i]);
    for (uint32_t i = 0; i < b->coverage.guard.n; i++) {
        const struct coverage_guard *g = &b->coverage.guard.at[i];
        uint32_t own = b->plan->node[g->node].a;
        if (slice[g->node] && alone.part.n < PARTS_MOST &&
            b->plan->place[own].kind == PLACE_EXCEPTION &&
            !(place && stands_in(b, place, own)))
            part_add(b, &alone, g->condition, AIM_FALSE);
    }
    return alone;
}

/* AIM, and the constraints on facts kept but for one that it is about. */
static struct aim
aim_constrained(struct bounds *b, const struct aim *aim)
{
    const struct plan *p = b->plan;
    struct aim to = {.node = aim->node};
    for (uint32_t i = 0; i < aim->part.n; i++)
        vec_push(b->work, &to.part, aim->part.at[i]);
    for (uint32_t i = 0, n = 0; i < p->decisions && n < CONSTRAINTS_MOST; i++) {
        const struct plan_decision *d = &p->decision[i];
        if (d->kind != PLACE_CONSTRAINT || d->root == aim->part.at[0].node)
            continue;
        part_add(b, &to, d->root, AIM_KEPT);
        n++;
    }
    return to;
}

static bool
box_ask(struct bounds *b, const struct aim *aim, bool pinned, struct wishes *to)
{
    struct cone cone;
    struct aiming a = {.aim = aim};
    a.node = arena_array(b->work, node_id, aim->part.n + 1);
    cone_init(&cone, &b->boxes, AIM_NODES, true);
    cone.one_row = true;
    for (uint32_t i = 0; i < aim->part.n; i++)
        a.node[i] = cone_add(&cone, aim->part.at[i].node);
    if (pinned)
        time_pin(b, &cone);
    a.input = arena_array(b->work, struct cell, cone.input.n + 1);
    box_search(&cone, AIM_WALKS, aim_judge, &a);
    for (uint32_t i = 0; a.found && i < cone.input.n; i++)
        input_wish(b, &cone.input.at[i], a.input[i], to);
    period_settle(b, to);
    return a.found;
}

bool
aim_box(struct bounds *b, const struct aim *aim, bool constrained,
        struct wishes *to)
{
    struct aim all = constrained ? aim_constrained(b, aim) : *aim;
    wishes_init(b, to);
    return box_ask(b, &all, true, to) || box_ask(b, &all, false, to);
}

void
wishes_init(struct bounds *b, struct wishes *w)
{
    *w = (struct wishes){0};
    w->asked = arena_array(b->work, bool, b->plan->facts + 1);
    w->fact = arena_array(b->work, struct cell, b->plan->facts + 1);
    w->reading = arena_array(b->work, struct cell, b->plan->readings + 1);
}
