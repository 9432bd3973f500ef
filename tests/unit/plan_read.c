/* Facts as they are given, settings, references, slices, assumptions. */
#include "tests/unit/plan_world.h"

#include <criterion/criterion.h>

static const node_id NOTHING[] = {NO_NODE};

static struct cell
v(wide value)
{
    return cell_value(value);
}

Test(plan_read, facts)
{
    struct world *w = world_new();
    uint32_t e = world_entity(w, 0);
    uint32_t type = type_number(w, 0, 100);
    uint32_t plain = world_fact(w, e, type);
    uint32_t optional = world_fact(w, e, type_optional(w, type));
    uint32_t presumed = world_fact(w, e, type);
    w->fact[presumed].presumed = v(3);
    w->space = space_table(w, e);
    node_id a = fact(w, plain), b = fact(w, optional), c = fact(w, presumed);
    world_plan(w);
    data_table(&w->arena, w->plan, w->data, e, 2, true);
    give(w, plain, 0, v(7));
    give(w, presumed, 1, v(9));
    cr_assert_eq(world_walk(w), WALK_OK);
    expect(w, a, 0, v(7));
    expect(w, a, 1, range(0, 100));
    expect(w, a, 2, range(0, 100));
    expect(w, b, 0, with_none(range(0, 100)));
    expect(w, c, 0, v(3));
    expect(w, c, 1, v(9));
    expect(w, c, 2, range(0, 100));
    world_free(w);
}

/* A fact with a history, read as of a day. */
Test(plan_read, states)
{
    struct world *w = world_new();
    uint32_t type = type_number(w, 0, 100), date = type_date(w);
    uint32_t level = world_fact(w, CASE_ENTITY, type);
    w->fact[level].form = FACT_STATE;
    node_id asof = node_with(w, OP_ASOF, date, 0, 0, NOTHING);
    node_id self =
        node_with(w, OP_SELF, type_row(w, CASE_ENTITY), 0, 0, NOTHING);
    node_id state = node_with(w, OP_STATE, type, level, 0,
                              (const node_id[]){self, asof, NO_NODE});
    world_plan(w);
    struct state_value at[] = {{100, v(5)}, {200, v(2)}, {300, v(9)}};
    struct history history = {at, 3};
    w->data->table[0].fact[0].history = &history;
    static const struct {
        wide from, to;
        wide lo, hi;
    } row[] = {{100, 100, 5, 5}, {199, 199, 5, 5},  {200, 200, 2, 2},
               {199, 200, 2, 5}, {250, 1000, 2, 9}, {300, 300, 9, 9},
               {99, 99, 0, 100}, {99, 100, 0, 100}, {100, 300, 2, 9}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        w->data->asof = range(row[i].from, row[i].to);
        cr_assert_eq(world_walk(w), WALK_OK);
        expect(w, state, 0, range(row[i].lo, row[i].hi));
    }
    w->data->table[0].fact[0].history = NULL;
    cr_assert_eq(world_walk(w), WALK_OK);
    expect(w, state, 0, range(0, 100));
    give(w, level, 0, v(4));
    cr_assert_eq(world_walk(w), WALK_OK);
    expect(w, state, 0, v(4));
    world_free(w);
}

Test(plan_read, flows)
{
    struct world *w = world_new();
    uint32_t type = type_number(w, 0, 100);
    uint32_t month = type_period(w, PERIOD_MONTH);
    uint32_t paid = world_fact(w, CASE_ENTITY, type);
    uint32_t when = world_fact(w, CASE_ENTITY, month);
    w->fact[paid].form = FACT_FLOW;
    node_id self =
        node_with(w, OP_SELF, type_row(w, CASE_ENTITY), 0, 0, NOTHING);
    node_id flow = node_with(w, OP_FLOW, type, paid, 0,
                             (const node_id[]){self, fact(w, when), NO_NODE});
    world_plan(w);
    struct flow_value at[] = {{10, v(5)}, {11, v(2)}};
    struct flow given = {at, 2};
    w->data->table[0].fact[0].flow = &given;
    give(w, when, 0, v(11));
    world_walk(w);
    expect(w, flow, 0, v(2));
    give(w, when, 0, range(10, 11));
    world_walk(w);
    expect(w, flow, 0, range(2, 5));
    give(w, when, 0, range(10, 12));
    world_walk(w);
    expect(w, flow, 0, range(0, 100));
    world_free(w);
}

Test(plan_read, references)
{
    struct world *w = world_new();
    uint32_t e = world_entity(w, 0), type = type_number(w, 0, 100);
    uint32_t size = world_fact(w, e, type);
    uint32_t which = world_fact(w, CASE_ENTITY, type_row(w, e));
    w->space = space_table(w, e);
    node_id sizes = fact(w, size);
    w->space = CASE_SPACE;
    node_id found = node(w, OP_REF, type, sizes, fact(w, which));
    node_id same = node(w, OP_REF, type, number(w, 5), fact(w, which));
    world_plan(w);
    data_table(&w->arena, w->plan, w->data, e, 3, false);
    for (uint32_t i = 0; i < 3; i++)
        give(w, size, i, v(10 * i));
    give(w, which, 0, v(2));
    world_walk(w);
    expect(w, found, 0, v(20));
    expect(w, same, 0, v(5));
    give(w, which, 0, range(1, 2));
    world_walk(w);
    expect(w, found, 0, range(10, 20));
    expect(w, same, 0, v(5));
    give(w, which, 0, with_none(v(1)));
    world_walk(w);
    expect(w, found, 0, with_none(v(10)));
    give(w, which, 0, (struct cell){0});
    world_walk(w);
    expect(w, found, 0, range(0, 20));
    w->data->table[e].open = true;
    world_walk(w);
    expect(w, found, 0, range(0, 100));
    world_free(w);
}

Test(plan_read, slices)
{
    struct world *w = world_new();
    uint32_t e = world_entity(w, 0), type = type_number(w, 0, 100);
    uint32_t a = world_fact(w, CASE_ENTITY, type);
    uint32_t link = world_fact(w, e, type);
    node_id x = fact(w, a), other = node(w, OP_NEGATE, type, x);
    w->space = space_table(w, e);
    node_id linked = fact(w, link);
    w->space = space_pair(w, CASE_SPACE, e, linked, x);
    node_id self = node_with(w, OP_SELF, type_row(w, e), 0, 0, NOTHING);
    w->space = CASE_SPACE;
    node_id count = node(w, OP_COUNT, type, self);
    world_plan(w);
    struct slice *slice = plan_slice(&w->arena, w->plan, &count, 1);
    const uint8_t *has = slice->has;
    cr_assert(has[x] && has[linked] && has[self] && has[count]);
    cr_assert(!has[other]);
    enum walk_status status =
        plan_walk(&w->arena, w->plan, w->data, slice, &w->limits, &w->out);
    cr_assert_eq(status, WALK_OK);
    cr_assert_null(w->out.column[other]);
    expect(w, count, 0, range(0, WIDE_MAX));
    world_free(w);
}

Test(plan_read, assumptions)
{
    struct world *w = world_new();
    uint32_t e = world_entity(w, 0), type = type_number(w, 0, 100);
    uint32_t size = world_fact(w, e, type);
    w->space = space_table(w, e);
    node_id sizes = fact(w, size);
    node_id self = node_with(w, OP_SELF, type_row(w, e), 0, 0, NOTHING);
    node_id doubled = node(w, OP_ADD, type, sizes, sizes);
    node_id after = node(w, OP_NEGATE, type, doubled);
    world_plan(w);
    struct plan_decision decision = {.entity = e, .root = doubled};
    struct plan_instance instance = {0, doubled, self, NO_NODE};
    w->plan->decision = &decision, w->plan->decisions = 1;
    w->plan->instance = &instance, w->plan->instances = 1;
    data_table(&w->arena, w->plan, w->data, e, 2, true);
    give(w, size, 0, v(1));
    give(w, size, 1, v(2));
    struct assumption as[] = {{0, 1, 0, true, v(7)}, {0, 1, 0, true, v(8)}};
    w->data->assumption = as;
    w->data->assumptions = 2;
    cr_assert_eq(world_walk(w), WALK_OK);
    expect(w, after, 0, v(-2));
    expect(w, after, 1, v(-7));
    expect(w, after, 2, range(-200, 0));
    world_free(w);
}
