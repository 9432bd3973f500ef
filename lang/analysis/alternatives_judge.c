/* Looking at one box: which alternatives apply in it. */
#include "lang/analysis/alternatives.h"

/* ---- what is asked ---- */

bool
group_first_counts(const struct group *g)
{
    return g->table &&
           (g->policy == POLICY_FIRST || g->policy == POLICY_PREFERRED);
}

bool
group_unique(const struct group *g)
{
    if (g->kind == GROUP_RULES)
        return g->policy == POLICY_EXCLUSIVE && g->n > 1;
    return g->kind == GROUP_RATIO ||
           (g->kind == GROUP_TABLE &&
            (g->policy == POLICY_UNIQUE || g->policy == POLICY_WHOLE_AMOUNT));
}

bool
group_agrees(const struct group *g)
{
    if (g->kind == GROUP_TABLE)
        return g->policy == POLICY_AGREEING;
    if (g->kind == GROUP_RULES)
        return g->policy == POLICY_NONE && g->n > 1;
    return g->kind == GROUP_EXCEPTIONS && g->n > 1;
}

bool
group_gap_matters(const struct group *g)
{
    if (g->covered || !g->table || g->kind == GROUP_RULES)
        return false;
    return g->policy != POLICY_MARGINAL && g->policy != POLICY_STACKED &&
           g->policy != POLICY_COUNTED;
}

/* ---- the judge ---- */

static bool
must_apply(const struct cell *c)
{
    return c->can == CAN_VALUE && c->lo == 1;
}

static bool
known_truth(const struct cell *c)
{
    return c->can == CAN_NONE || c->can == CAN_FAULT ||
           (c->can == CAN_VALUE && c->lo == c->hi);
}

static const struct cell *
arm_cell(const struct question *q, const struct box_view *v, uint32_t arm)
{
    return box_cell(v, q->guard[arm]);
}

/* Whether the box is one that the rule and the constraints let through; the
 * node to know first is put into *WANT. */
static bool
allowed(const struct question *q, const struct box_view *v, node_id *want)
{
    *want = NO_NODE;
    if (q->context != NO_NODE) {
        const struct cell *c = box_cell(v, q->context);
        if (!may_apply(c))
            return false;
        if (!must_apply(c))
            *want = q->context;
    }
    for (uint32_t i = 0; i < q->constraints; i++) {
        const struct cell *c = box_cell(v, q->constraint[i]);
        if (!may_apply(c) && !(c->can & CAN_NONE))
            return false;
        if (!must_apply(c) && c->can != CAN_NONE && *want == NO_NODE)
            *want = q->constraint[i];
    }
    return true;
}

static void
claim_put(struct claim *to, const struct box_view *v, uint32_t x, uint32_t y)
{
    uint32_t n = v->cone->input.n;
    to->found = true;
    to->x = x;
    to->y = y;
    for (uint32_t i = 0; i < n; i++)
        to->input[i] = v->input[i];
}

/* How many inputs the box narrows. */
static uint32_t
narrowed(const struct cone *c, const struct cell *input)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->input.n; i++)
        n += !cell_equal(input[i], c->input.at[i].domain,
                         (enum rep)c->input.at[i].rep);
    return n;
}

/* Joins the box to the gap when they differ in the members of one input. */
static void
gap_join(const struct question *q, const struct box_view *v)
{
    const struct cone *c = v->cone;
    uint32_t at = UINT32_MAX;
    for (uint32_t i = 0; i < c->input.n; i++) {
        if (cell_equal(q->gap.input[i], v->input[i],
                       (enum rep)c->input.at[i].rep))
            continue;
        if (at != UINT32_MAX || c->input.at[i].rep != REP_MEMBER ||
            c->input.at[i].kind == INPUT_RELATION)
            return;
        at = i;
    }
    if (at != UINT32_MAX && v->input[at].can == q->gap.input[at].can)
        q->gap.input[at].lo |= v->input[at].lo;
}

/* Below zero is no gap worth a word where nobody declared a range. */
static bool
nobody_gives(const struct question *q, const struct box_view *v)
{
    const struct cone *c = v->cone;
    for (uint32_t i = 0; i < c->input.n; i++)
        if (v->input[i].can == CAN_FAULT ||
            (input_far_down(q->a->plan, &c->input.at[i]) &&
             v->input[i].can == CAN_VALUE && v->input[i].hi < 0))
            return true;
    return false;
}

/* No row is in force yet, or any more. */
static bool
out_of_force(const struct question *q, const struct box_view *v)
{
    for (uint32_t i = 0; i < q->group->n; i++) {
        bool in_force = true;
        for (uint32_t k = q->day_first[i]; k < q->day_first[i + 1]; k++)
            in_force &= must_apply(box_cell(v, q->day[k]));
        if (in_force)
            return false;
    }
    return true;
}

static node_id
judge_gap(struct question *q, const struct box_view *v)
{
    node_id want;
    q->total = false;
    if (!group_gap_matters(q->group) || !allowed(q, v, &want) ||
        nobody_gives(q, v) || out_of_force(q, v))
        return BOX_DONE;
    if (want != NO_NODE && !v->last)
        return want;
    if (want != NO_NODE)
        q->doubtful = true;
    else if (q->gap.found &&
             narrowed(v->cone, q->gap.input) <= narrowed(v->cone, v->input))
        gap_join(q, v);
    else
        claim_put(&q->gap, v, 0, 0);
    return BOX_DONE;
}

enum differ { DIFFER_NO, DIFFER, DIFFER_PERHAPS };

static enum differ
values_differ(const struct question *q, const struct box_view *v, uint32_t x,
              uint32_t y)
{
    node_id nx = q->value[x], ny = q->value[y];
    if (nx == ny)
        return DIFFER_NO;
    const struct cell *a = box_cell(v, nx), *b = box_cell(v, ny);
    enum rep rep =
        (enum rep)q->a->boxes.small.type[v->cone->node.at[nx].type].rep;
    if (a->can != CAN_VALUE || b->can != CAN_VALUE)
        return cell_known(*a, rep) && cell_known(*b, rep) ? DIFFER_NO
                                                          : DIFFER_PERHAPS;
    switch (cells_same(a, b, rep, -1)) {
    case SAME_NO:
        return DIFFER;
    case SAME_YES:
        return DIFFER_NO;
    case SAME_PERHAPS:
        break;
    }
    return DIFFER_PERHAPS;
}

/* Whether the values differ where all inputs are lowest, or highest. */
static bool
corner_differs(struct question *q, const struct box_view *v, uint32_t x,
               uint32_t y)
{
    for (int high = 1; high >= 0; high--) {
        struct box_view at;
        if (box_corner(v, high, q->corner, &at) &&
            values_differ(q, &at, x, y) == DIFFER) {
            claim_put(&q->conflict, &at, x, y);
            return true;
        }
    }
    return false;
}

/* Two or more certainly apply: X and Y are the first. */
static node_id
judge_overlap(struct question *q, const struct box_view *v, uint32_t x,
              uint32_t y)
{
    node_id want;
    bool found = group_unique(q->group) ? q->overlap.found : q->conflict.found;
    q->disjoint = false;
    if ((!group_unique(q->group) && !group_agrees(q->group)) || found ||
        !allowed(q, v, &want))
        return BOX_DONE;
    if (want != NO_NODE && !v->last)
        return want;
    if (want != NO_NODE) {
        q->doubtful = true;
        return BOX_DONE;
    }
    if (group_unique(q->group)) {
        claim_put(&q->overlap, v, x, y);
        return BOX_DONE;
    }
    for (uint32_t i = x; i < q->group->n && !q->conflict.found; i++)
        for (uint32_t k = i + 1; k < q->group->n; k++) {
            if (!must_apply(arm_cell(q, v, i)) ||
                !must_apply(arm_cell(q, v, k)) || q->conflict.found)
                continue;
            enum differ d = values_differ(q, v, i, k);
            if (d == DIFFER)
                claim_put(&q->conflict, v, i, k);
            else if (d == DIFFER_PERHAPS)
                corner_differs(q, v, i, k);
        }
    return BOX_DONE;
}

static node_id
reach(struct question *q, const struct box_view *v, uint32_t arm)
{
    node_id want;
    if (q->reached[arm] || !allowed(q, v, &want))
        return BOX_DONE;
    q->context_met = true;
    if (want != NO_NODE && !v->last)
        return want;
    q->reached[arm] = true;
    q->left--;
    return BOX_DONE;
}

/* The first arm that applies is the only one that counts. */
static node_id
judge_first(struct question *q, const struct box_view *v)
{
    for (uint32_t i = 0; i < q->group->n; i++) {
        uint32_t arm = q->order ? q->order[i] : i;
        const struct cell *c = arm_cell(q, v, arm);
        if (!may_apply(c))
            continue;
        if (!known_truth(c) && !v->last)
            return q->guard[arm];
        node_id want = reach(q, v, arm);
        for (uint32_t k = i + 1; k < q->group->n; k++) {
            uint32_t behind = q->order ? q->order[k] : k;
            if (q->shadow[behind] == NO_NODE &&
                may_apply(arm_cell(q, v, behind)))
                q->shadow[behind] = arm;
        }
        return want;
    }
    return judge_gap(q, v);
}

struct counts {
    uint32_t may, must, first, second, open;
};

static struct counts
count_arms(const struct question *q, const struct box_view *v)
{
    struct counts n = {0, 0, NO_NODE, NO_NODE, NO_NODE};
    for (uint32_t i = 0; i < q->group->n; i++) {
        const struct cell *c = arm_cell(q, v, i);
        if (!may_apply(c))
            continue;
        n.may++;
        if (must_apply(c)) {
            n.must++;
            if (n.first == NO_NODE)
                n.first = i;
            else if (n.second == NO_NODE)
                n.second = i;
        } else if (!known_truth(c) && n.open == NO_NODE) {
            n.open = i;
        }
    }
    return n;
}

/* Rows that apply each for itself: those not reached yet are worth a look. */
static node_id
judge_each(struct question *q, const struct box_view *v, const struct counts *n)
{
    for (uint32_t i = 0; i < q->group->n; i++) {
        const struct cell *c = arm_cell(q, v, i);
        if (q->reached[i] || !may_apply(c))
            continue;
        if (!known_truth(c) && !v->last)
            return q->guard[i];
        node_id want = reach(q, v, i);
        if (want < BOX_STOP)
            return want;
    }
    if (n->must == 0 && n->open != NO_NODE && group_gap_matters(q->group) &&
        !v->last)
        return q->guard[n->open];
    return n->may == 0 ? judge_gap(q, v) : BOX_DONE;
}

static bool
enough(const struct question *q)
{
    return q->left == 0 && q->group->n == 1 && !group_gap_matters(q->group);
}

node_id
alternatives_judge(void *user, const struct box_view *v)
{
    struct question *q = user;
    struct counts n = count_arms(q, v);
    node_id want = BOX_DONE;
    if (enough(q)) {
        q->total = false; /* the boxes not looked at may have a gap */
        return BOX_STOP;
    }
    if (group_first_counts(q->group))
        return judge_first(q, v);
    if (!group_unique(q->group) && !group_agrees(q->group))
        return judge_each(q, v, &n);
    if (n.may > 1)
        q->disjoint &= n.open != NO_NODE && !v->last && n.must < 2;
    if (n.open != NO_NODE && !v->last && (n.must < 2 || group_agrees(q->group)))
        return q->guard[n.open];
    if (v->last && n.open != NO_NODE)
        q->doubtful = true;
    for (uint32_t i = 0; i < q->group->n && want >= BOX_STOP; i++)
        if (may_apply(arm_cell(q, v, i)))
            want = reach(q, v, i);
    if (want < BOX_STOP)
        return want;
    q->total &= n.must > 0;
    if (n.must > 1)
        return judge_overlap(q, v, n.first, n.second);
    return n.may == 0 ? judge_gap(q, v) : BOX_DONE;
}
