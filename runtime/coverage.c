#include "runtime/coverage.h"

#include <stdlib.h>
#include <string.h>

/* ---- what there is to reach ---- */

/* A place that others may stand in: they count only where it applies. */
static bool
holds_others(const struct plan_place *p)
{
    return p->kind == PLACE_RULE || p->kind == PLACE_EXCEPTION ||
           p->kind == PLACE_STANDARD || p->kind == PLACE_OTHERWISE ||
           p->kind == PLACE_SPLIT || p->kind == PLACE_ROW ||
           (p->kind >= PLACE_DUTY && p->kind <= PLACE_TARGET);
}

struct place_order {
    uint32_t place, lo, hi;
};

/* By place in the text; of two that begin together the longer one first. */
static int
place_order(const void *a, const void *b)
{
    const struct place_order *x = a, *y = b;
    if (x->lo != y->lo)
        return x->lo < y->lo ? -1 : 1;
    if (x->hi != y->hi)
        return x->hi > y->hi ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static struct place_order *
places_ordered(struct coverage *c)
{
    const struct plan *p = c->plan;
    struct place_order *order =
        arena_array(c->arena, struct place_order, p->places + 1);
    for (uint32_t i = 1; i < p->places; i++)
        order[i - 1] = (struct place_order){i, p->place[i].lo, p->place[i].hi};
    if (p->places > 1)
        qsort(order, p->places - 1, sizeof *order, place_order);
    return order;
}

/* The smallest place around each place. */
static void
owners_find(struct coverage *c, const struct place_order *order)
{
    const struct plan *p = c->plan;
    VEC(uint32_t) open = {0};
    c->owner = arena_array(c->arena, uint32_t, p->places + 1);
    for (uint32_t i = 0; i + 1 < p->places; i++) {
        const struct plan_place *own = &p->place[order[i].place];
        while (open.n && p->place[open.at[open.n - 1]].hi <= own->lo)
            open.n--;
        if (open.n && p->place[open.at[open.n - 1]].hi >= own->hi)
            c->owner[order[i].place] = open.at[open.n - 1];
        if (holds_others(own))
            vec_push(c->arena, &open, order[i].place);
    }
}

/* By guard node: what it stands in for where that is none. */
static node_id *
nodes_before(struct coverage *c, uint8_t *used)
{
    const struct plan *p = c->plan;
    node_id *before = arena_array(c->arena, node_id, p->nodes + 1);
    memset(before, 0xff, (p->nodes + 1) * sizeof *before);
    for (node_id i = 0; i < p->nodes; i++) {
        const struct plan_node *n = &p->node[i];
        for (uint32_t k = 0; k < n->n; k++)
            used[p->operand[n->first + k]] = 1;
        if (n->op == OP_ELSE)
            before[p->operand[n->first + 1]] = p->operand[n->first];
    }
    return before;
}

static void
guards_find(struct coverage *c)
{
    const struct plan *p = c->plan;
    uint8_t *used = arena_array(c->arena, uint8_t, p->nodes + 1);
    node_id *before = nodes_before(c, used);
    for (uint32_t i = 0; i < p->decisions; i++)
        used[p->decision[i].root] = 1;
    c->guard_of = arena_array(c->arena, uint32_t, p->places + 1);
    memset(c->guard_of, 0xff, (p->places + 1) * sizeof *c->guard_of);
    for (node_id i = p->nodes; i-- > 0;) {
        const struct plan_node *n = &p->node[i];
        if (n->op != OP_GUARD || n->a == 0)
            continue;
        struct coverage_guard g = {.node = i,
                                   .condition = p->operand[n->first],
                                   .value = p->operand[n->first + 1],
                                   .before = NO_NODE,
                                   .used = used[i],
                                   .next = c->guard_of[n->a]};
        if (p->place[n->a].kind == PLACE_OTHERWISE)
            g.before = before[i];
        vec_push(c->arena, &c->guard, g);
        c->guard_of[n->a] = c->guard.n - 1;
    }
}

/* The marks of each place, one after another. */
static void
marks_find(struct coverage *c)
{
    const struct plan *p = c->plan;
    c->mark_of = arena_array(c->arena, uint32_t, p->places + 2);
    c->by_place = arena_array(c->arena, struct plan_mark, p->marks + 1);
    for (uint32_t i = 0; i < p->marks; i++)
        c->mark_of[p->mark[i].place + 1]++;
    for (uint32_t i = 0; i < p->places; i++)
        c->mark_of[i + 1] += c->mark_of[i];
    uint32_t *fill = arena_array(c->arena, uint32_t, p->places + 1);
    for (uint32_t i = 0; i < p->marks; i++) {
        uint32_t place = p->mark[i].place;
        c->by_place[c->mark_of[place] + fill[place]++] = p->mark[i];
    }
}

static void
item_add(struct coverage *c, enum tiao_covered_kind kind, uint32_t place,
         uint32_t alternative)
{
    struct coverage_item item = {
        .kind = (uint8_t)kind, .place = place, .alternative = alternative};
    vec_push(c->arena, &c->item, item);
}

/* A condition of its own; the cells of a table are its rows' business. */
static bool
is_condition(const struct coverage *c, uint32_t place)
{
    const struct plan *p = c->plan;
    return p->place[place].kind == PLACE_CONDITION &&
           p->place[c->owner[place]].kind != PLACE_ROW &&
           c->mark_of[place + 1] > c->mark_of[place];
}

/* What is asserted of outcomes is meant never to be false. */
static bool
is_asserted(const struct coverage *c, uint32_t place)
{
    const struct plan *p = c->plan;
    const struct plan_place *owner = &p->place[c->owner[place]];
    for (uint32_t i = 0; i < p->decisions; i++)
        if (p->decision[i].kind == PLACE_ASSERTION &&
            str_equal(p->decision[i].name, owner->label))
            return true;
    return false;
}

static void
items_find(struct coverage *c, const struct place_order *order)
{
    static const uint8_t kinds[] = {
        [PLACE_RULE] = TIAO_COVERED_RULE,
        [PLACE_EXCEPTION] = TIAO_COVERED_EXCEPTION,
        [PLACE_OTHERWISE] = TIAO_COVERED_OTHERWISE,
        [PLACE_STANDARD] = TIAO_COVERED_STANDARD,
        [PLACE_SPLIT] = TIAO_COVERED_SPLIT,
        [PLACE_ROW] = TIAO_COVERED_ROW,
        [PLACE_DUTY] = TIAO_COVERED_DUTY,
        [PLACE_PROHIBITION] = TIAO_COVERED_PROHIBITION,
        [PLACE_PERMISSION] = TIAO_COVERED_PERMISSION,
        [PLACE_ENCOURAGEMENT] = TIAO_COVERED_ENCOURAGEMENT,
        [PLACE_TARGET] = TIAO_COVERED_TARGET,
    };
    const struct plan *p = c->plan;
    for (uint32_t i = 0; i + 1 < p->places; i++) {
        uint32_t place = order[i].place;
        if (holds_others(&p->place[place]) &&
            c->guard_of[place] != UINT32_MAX) {
            item_add(c, kinds[p->place[place].kind], place, 0);
        } else if (is_condition(c, place)) {
            item_add(c, TIAO_COVERED_TRUE, place, 0);
            if (!is_asserted(c, place))
                item_add(c, TIAO_COVERED_FALSE, place, 0);
        }
    }
    for (uint32_t r = 0; r < p->readings; r++)
        for (uint32_t k = 0; k < p->entity[p->reading[r].entity].members_n; k++)
            item_add(c, TIAO_COVERED_READING, r, k);
}

void
coverage_init(struct coverage *c, struct arena *a, const struct plan *p)
{
    *c = (struct coverage){.arena = a, .plan = p};
    struct place_order *order = places_ordered(c);
    owners_find(c, order);
    guards_find(c);
    marks_find(c);
    items_find(c, order);
}

/* ---- what one trial reached ---- */

struct reach {
    const struct coverage *c;
    const struct filled *f;
    const struct leaves *readings;
};

static bool
filled_here(const struct reach *r, node_id node)
{
    return r->f->column[node] != NULL;
}

/* Was the guard asked for? One that nobody reads names a row of a table whose
 * condition and value were read instead. */
static bool
guard_asked(const struct reach *r, const struct coverage_guard *g)
{
    if (g->used)
        return filled_here(r, g->node);
    return filled_here(r, g->condition) && filled_here(r, g->value);
}

static bool
surely(struct cell c, bool truth)
{
    return c.can == CAN_VALUE && c.lo == truth && c.hi == truth;
}

static bool
guard_applies(const struct reach *r, const struct coverage_guard *g,
              uint32_t row)
{
    if (!surely(filled_cell(r->f, g->condition, row), true))
        return false;
    return g->before == NO_NODE || !filled_here(r, g->before) ||
           filled_cell(r->f, g->before, row).can == CAN_NONE;
}

static bool owner_applies(const struct reach *r, uint32_t place, space_id space,
                          uint32_t row);

/* Does PLACE apply in ROW of SPACE, and all that it stands in? True where it
 * has no guard there. */
static bool
place_applies(const struct reach *r, uint32_t place, space_id space,
              uint32_t row)
{
    bool some = false;
    for (uint32_t i = r->c->guard_of[place]; i != UINT32_MAX;
         i = r->c->guard.at[i].next) {
        const struct coverage_guard *g = &r->c->guard.at[i];
        space_id own = r->c->plan->node[g->node].space;
        if (!guard_asked(r, g) || (own != space && own != CASE_SPACE))
            continue;
        some = true;
        if (guard_applies(r, g, row))
            return owner_applies(r, place, space, row);
    }
    return !some && owner_applies(r, place, space, row);
}

static bool
owner_applies(const struct reach *r, uint32_t place, space_id space,
              uint32_t row)
{
    uint32_t owner = r->c->owner[place];
    return owner == 0 || place_applies(r, owner, space, row);
}

static uint32_t
rows_of(const struct reach *r, space_id space)
{
    return space == CASE_SPACE ? 1 : r->f->rows[space].n;
}

static bool
place_reached(const struct reach *r, uint32_t place)
{
    for (uint32_t i = r->c->guard_of[place]; i != UINT32_MAX;
         i = r->c->guard.at[i].next) {
        const struct coverage_guard *g = &r->c->guard.at[i];
        space_id space = r->c->plan->node[g->node].space;
        if (!guard_asked(r, g))
            continue;
        for (uint32_t row = 0; row < rows_of(r, space); row++)
            if (guard_applies(r, g, row) && owner_applies(r, place, space, row))
                return true;
    }
    return false;
}

/* Some guard of the rule that PLACE stands in was asked for. */
static bool
owner_asked(const struct reach *r, uint32_t place)
{
    uint32_t owner = r->c->owner[place];
    if (owner == 0 || r->c->guard_of[owner] == UINT32_MAX)
        return true;
    for (uint32_t i = r->c->guard_of[owner]; i != UINT32_MAX;
         i = r->c->guard.at[i].next)
        if (guard_asked(r, &r->c->guard.at[i]))
            return true;
    return false;
}

static bool
condition_reached(const struct reach *r, uint32_t place, bool truth)
{
    const struct coverage *c = r->c;
    uint32_t owner = c->owner[place];
    if (!owner_asked(r, place))
        return false;
    for (uint32_t i = c->mark_of[place]; i < c->mark_of[place + 1]; i++) {
        node_id node = c->by_place[i].node;
        space_id space = c->plan->node[node].space;
        if (!filled_here(r, node))
            continue;
        for (uint32_t row = 0; row < rows_of(r, space); row++)
            if (surely(r->f->column[node][row], truth) &&
                (owner == 0 || owner_applies(r, owner, space, row)))
                return true;
    }
    return false;
}

static bool
reading_reached(const struct reach *r, const struct coverage_item *item)
{
    for (uint32_t i = 0; i < r->readings->list.n; i++) {
        const struct leaf *leaf = &r->readings->list.at[i];
        if (leaf->kind == LEAF_READING && leaf->known &&
            leaf->index == item->place &&
            leaf->cell.lo == cell_member(item->alternative).lo)
            return true;
    }
    return false;
}

static bool
item_reached(const struct reach *r, const struct coverage_item *item)
{
    switch ((enum tiao_covered_kind)item->kind) {
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
        return place_reached(r, item->place);
    case TIAO_COVERED_TRUE:
        return condition_reached(r, item->place, true);
    case TIAO_COVERED_FALSE:
        return condition_reached(r, item->place, false);
    case TIAO_COVERED_READING:
        return reading_reached(r, item);
    }
    return false;
}

/* The readings that counted for what was expected. */
static void
readings_used(struct trial *t, struct leaves *to)
{
    for (uint32_t i = 0; i < t->expected.n; i++) {
        struct asked_list asked = {0};
        trial_outcomes(t, t->expected.at[i], &asked);
        for (uint32_t k = 0; k < asked.list.n; k++)
            because_leaves(t->arena, &t->filled, asked.list.at[k].at,
                           BECAUSE_COUNTING, to);
    }
}

bool
coverage_reaches(const struct coverage *c, struct trial *t, uint32_t item)
{
    struct leaves readings = {0};
    struct reach r = {c, &t->filled, &readings};
    if (c->item.at[item].kind == TIAO_COVERED_READING)
        readings_used(t, &readings);
    return item_reached(&r, &c->item.at[item]);
}

void
coverage_add(struct coverage *c, struct trial *t, uint32_t test)
{
    struct leaves readings = {0};
    struct reach r = {c, &t->filled, &readings};
    if (c->plan->readings)
        readings_used(t, &readings);
    for (uint32_t i = 0; i < c->item.n; i++) {
        struct coverage_item *item = &c->item.at[i];
        if (item->by.n && item->by.at[item->by.n - 1] == test)
            continue;
        if (item_reached(&r, item))
            vec_push(c->arena, &item->by, test);
    }
}
