/* Boundary cases: all that is tried. */
#include "runtime/bounds.h"

#include <stdlib.h>

#include "runtime/value.h"

enum {
    DECISIONS_MOST = 4, /* asked for each way to reach something */
    TRIES_MOST = 12,    /* to reach one thing */
};

/* ---- which decision to ask ---- */

static int
root_order(const void *x, const void *y)
{
    const struct bounds_root *a = x, *b = y;
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return a->decision < b->decision ? -1 : a->decision > b->decision;
}

static void
roots_sort(struct bounds *b)
{
    uint32_t n = b->plan->decisions;
    b->root = arena_array(b->keep, struct bounds_root, n + 1);
    for (uint32_t i = 0; i < n; i++)
        b->root[i] = (struct bounds_root){b->plan->decision[i].root, i};
    if (n)
        qsort(b->root, n, sizeof *b->root, root_order);
}

/* A decision to ask so that an aim is looked at. */
struct
try {
    uint32_t aim, decision;
    uint32_t nodes; /* that the decision rests on */
};

struct tries {
    VEC(struct try) list;
};

/* How many nodes DECISION rests on; 0 when NODE is none of them. */
static uint32_t
nodes_below(struct bounds *b, uint32_t decision, node_id node)
{
    struct arena_mark mark = arena_mark(b->work);
    const struct plan_decision *d = &b->plan->decision[decision];
    const uint8_t *slice = plan_slice(b->work, b->plan, &d->root, 1)->has;
    uint32_t n = 0;
    for (node_id i = 0; slice[node] && i < b->plan->nodes; i++)
        n += slice[i] != 0;
    b->done += b->plan->nodes;
    arena_back(b->work, mark);
    return n;
}

/* Into TO, which is sorted: decisions that rest on little come first. */
static void
try_add(struct bounds *b, struct tries *to, struct try one)
{
    uint32_t i = to->list.n;
    vec_push(b->work, &to->list, one);
    for (; i && to->list.at[i - 1].nodes > one.nodes; i--)
        to->list.at[i] = to->list.at[i - 1];
    to->list.at[i] = one;
}

/* The nearest decisions that rest on what AIM asks for. */
static void
tries_of(struct bounds *b, const struct aim *aim, uint32_t number,
         struct tries *to)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->plan->decisions && n < DECISIONS_MOST; i++) {
        if (b->root[i].node < aim->node)
            continue;
        struct try one = {number, b->root[i].decision, 0};
        one.nodes = nodes_below(b, one.decision, aim->node);
        if (!one.nodes)
            continue;
        try_add(b, to, one);
        n++;
    }
}

/* ---- all there is to reach ---- */

static bool
decision_try(struct bounds *b, uint32_t decision, const struct wishes *w,
             const struct goal *goal)
{
    struct attempt at;
    attempt_start(b, &at, decision, w);
    if (!attempt_complete(b, &at, w) || !attempt_reaches(b, &at, goal))
        return false;
    bounds_keep(b, &at, w, goal);
    return true;
}

/* The usual case, with one fact otherwise. */
static bool
other_value_try(struct bounds *b, const struct attempt *at, uint32_t i,
                struct cell value, const struct goal *goal)
{
    struct wishes w;
    struct attempt copy = attempt_copy(b, at);
    wishes_init(b, &w);
    copy.fact.at[i].value = value;
    w.asked[copy.fact.at[i].fact] = true;
    if (!attempt_complete(b, &copy, &w) || !attempt_reaches(b, &copy, goal))
        return false;
    bounds_keep(b, &copy, &w, goal);
    return true;
}

/* 1, 2 .. 9, 10, 20 .. of the unit, as far as the fact may go. */
static bool
amounts_try(struct bounds *b, const struct attempt *at, uint32_t i,
            const struct goal *goal)
{
    const struct case_fact *f = &at->fact.at[i];
    const struct type *t = &b->plan->type[b->plan->fact[f->fact].type];
    wide most = t->lo < t->hi ? t->hi : wide_ten_to(18);
    for (wide ten = wide_ten_to(t->scale); ten <= most && ten > 0; ten *= 10)
        for (wide v = ten; v < ten * 10 && v <= most; v += ten)
            if (v >= t->lo && other_value_try(b, at, i, cell_value(v), goal))
                return true;
    return false;
}

static bool
other_fact_try(struct bounds *b, const struct attempt *at, uint32_t i,
               const struct goal *goal)
{
    const struct case_fact *f = &at->fact.at[i];
    const struct type *t = &b->plan->type[b->plan->fact[f->fact].type];
    struct cell usual = value_usual(b, at, f->fact);
    if (t->rep == REP_TRUTH)
        return other_value_try(b, at, i, cell_value(!f->value.lo), goal);
    if (t->optional && f->value.can == CAN_VALUE &&
        other_value_try(b, at, i, cell_none(), goal))
        return true;
    for (uint32_t m = 0; t->rep == REP_MEMBER && m < 64; m++)
        if (mask_has(t->lo, m) &&
            other_value_try(b, at, i, cell_member(m), goal))
            return true;
    for (int way = -1; is_line_type(t) && way <= 1; way++)
        if (line_within(t, usual.lo + way) &&
            other_value_try(b, at, i, cell_value(usual.lo + way), goal))
            return true;
    return t->rep == REP_NUMBER && amounts_try(b, at, i, goal);
}

static bool
usual_try(struct bounds *b, uint32_t decision, const struct goal *goal)
{
    struct attempt at;
    struct wishes w;
    wishes_init(b, &w);
    attempt_start(b, &at, decision, &w);
    if (!attempt_complete(b, &at, &w))
        return false;
    for (uint32_t i = 0; i < at.fact.n; i++)
        if (other_fact_try(b, &at, i, goal))
            return true;
    return false;
}

static bool
box_try(struct bounds *b, const struct aim *aim, bool constrained,
        uint32_t decision, const struct goal *goal)
{
    struct wishes w;
    return aim_box(b, aim, constrained, &w) &&
           decision_try(b, decision, &w, goal);
}

/* First with no exception in the way. */
static bool
try_go(struct bounds *b, const struct aim *aim, uint32_t decision,
       const struct goal *goal)
{
    struct aim alone = aim_alone(b, aim, decision, goal);
    return (alone.part.n > aim->part.n &&
            box_try(b, &alone, false, decision, goal)) ||
           box_try(b, aim, false, decision, goal);
}

static void
item_try(struct bounds *b, const struct goal *goal)
{
    struct aims aims = {0};
    struct tries tries = {0};
    aims_of(b, goal->item, &aims);
    for (uint32_t i = 0; i < aims.list.n; i++)
        tries_of(b, &aims.list.at[i], i, &tries);
    uint32_t n = tries.list.n < TRIES_MOST ? tries.list.n : TRIES_MOST;
    const struct try *one = tries.list.at;
    for (uint32_t i = 0; i < n; i++)
        if (try_go(b, &aims.list.at[one[i].aim], one[i].decision, goal))
            return;
    for (uint32_t i = 0; i < n; i++)
        if (box_try(b, &aims.list.at[one[i].aim], true, one[i].decision, goal))
            return;
    for (uint32_t i = 0; i < n; i++)
        if (usual_try(b, one[i].decision, goal))
            return;
}

/* A case that was kept, with another alternative of a reading. */
static bool
reading_try(struct bounds *b, uint32_t from, uint32_t item)
{
    const struct coverage_item *i = &b->coverage.item.at[item];
    struct attempt at = attempt_copy(b, &b->found.at[from].given);
    struct case_choice choice = {i->place, cell_member(i->alternative)};
    struct wishes w;
    wishes_init(b, &w);
    for (uint32_t k = 0; k < at.choice.n; k++)
        if (at.choice.at[k].reading == i->place)
            return false;
    vec_push(b->keep, &at.choice, choice);
    if (!attempt_complete(b, &at, &w) ||
        !attempt_reaches(b, &at, &(struct goal){.item = item}))
        return false;
    bound_keep(b, &at);
    return true;
}

/* Does the case ask for more than whether something holds? */
static bool
gives_value(const struct bounds *b, uint32_t found)
{
    uint32_t decision = b->found.at[found].given.decision;
    uint8_t kind = b->plan->decision[decision].kind;
    return kind != PLACE_ASSERTION && kind != PLACE_CONSTRAINT;
}

static bool
bounds_stopped(struct bounds *b)
{
    b->stopped |= b->done > b->most;
    return b->stopped;
}

static uint32_t
taken_by(const struct bounds *b, uint32_t item)
{
    return b->plan->reading[b->coverage.item.at[item].place].taken;
}

/* Even where the alternative counts in some case: this one differs from its
 * neighbour by nothing else. The case with the fewest facts is taken. */
static void
readings_try(struct bounds *b, uint32_t item)
{
    uint32_t n = b->found.n;
    bool done = false;
    for (uint32_t facts = 0; facts <= b->plan->facts && !done; facts++)
        for (uint32_t k = 0; k < n && !done && !bounds_stopped(b); k++) {
            struct arena_mark mark = arena_mark(b->work);
            if (b->found.at[k].given.fact.n == facts && gives_value(b, k))
                done = reading_try(b, k, item);
            arena_back(b->work, mark);
        }
}

/* A comparison that DECISION makes, true and false. */
static void
comparison_try(struct bounds *b, uint32_t decision, node_id node)
{
    for (int truth = 1; truth >= 0; truth--) {
        struct goal goal = {NO_ITEM, node, truth};
        struct aim aim = aim_of_node(b, &goal);
        if (!try_go(b, &aim, decision, &goal))
            box_try(b, &aim, true, decision, &goal);
    }
}

static void
decision_bounds(struct bounds *b, uint32_t decision)
{
    struct nodes_found comparisons = {0};
    comparisons_of(b, decision, &comparisons);
    b->done += b->plan->nodes;
    for (uint32_t i = 0; i < comparisons.list.n && !bounds_stopped(b); i++) {
        struct arena_mark mark = arena_mark(b->work);
        comparison_try(b, decision, comparisons.list.at[i]);
        arena_back(b->work, mark);
    }
}

static bool
is_whole(const struct bounds *b, uint32_t item)
{
    uint8_t kind = b->coverage.item.at[item].kind;
    return kind != TIAO_COVERED_ROW && kind != TIAO_COVERED_TRUE &&
           kind != TIAO_COVERED_FALSE;
}

static void
items_try(struct bounds *b, bool whole)
{
    for (uint32_t i = 0; i < b->coverage.item.n && !bounds_stopped(b); i++) {
        struct arena_mark mark = arena_mark(b->work);
        if (is_whole(b, i) == whole)
            item_try(b, &(struct goal){.item = i});
        arena_back(b->work, mark);
    }
}

void
bounds_find(struct bounds *b)
{
    enum { WALKS_MOST = 4 * 1000 * 1000 };
    coverage_init(&b->coverage, b->keep, b->plan);
    boxes_init(&b->boxes, b->work, b->plan, WALKS_MOST);
    roots_sort(b);
    b->reached = arena_array(b->keep, bool, b->coverage.item.n + 1);
    b->present = arena_array(b->keep, bool, b->plan->entities + 1);
    b->whose = UINT32_MAX;
    items_try(b, false);
    items_try(b, true);
    for (uint32_t i = 0; i < b->plan->decisions && !bounds_stopped(b); i++) {
        struct arena_mark mark = arena_mark(b->work);
        decision_bounds(b, i);
        arena_back(b->work, mark);
    }
    for (uint32_t i = 0; i < b->coverage.item.n && !bounds_stopped(b); i++)
        if (b->coverage.item.at[i].kind == TIAO_COVERED_READING &&
            b->coverage.item.at[i].alternative != taken_by(b, i))
            readings_try(b, i);
}
