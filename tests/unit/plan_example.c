/* The worked example of spec/meaning.md, cell by cell: a building subsidy by
 * the number of places, the places not given. */
#include "tests/unit/plan_world.h"

#include <criterion/criterion.h>

enum { WAN = 10000 * 100 }; /* 1万元 in its last place */

struct example {
    struct world *w;
    uint32_t meets, filed, paid, places; /* facts */
    node_id unpaid, may, arm[5], table, subsidy, total;
    uint32_t institution, county;
};

/* The arm of the row for LO to HI places. */
static node_id
row_of(struct world *w, node_id places, wide lo, wide hi)
{
    uint32_t t = type_truth(w);
    node_id least = node(w, OP_LE, t, number(w, lo), places);
    if (hi == 0)
        return least;
    return node(w, OP_AND, t, least, node(w, OP_LE, t, places, number(w, hi)));
}

static void
rows_of_table(struct example *e, node_id places, uint32_t money)
{
    static const struct {
        wide lo, hi, amount;
    } row[] = {{100, 0, 5}, {50, 99, 3}, {20, 49, 2}, {1, 19, 1}};
    struct world *w = e->w;
    node_id operand[11], zero = number(w, 0);
    for (int i = 0; i < 4; i++) {
        node_id amount = constant(w, money, row[i].amount * WAN);
        operand[2 * i] = row_of(w, places, row[i].lo, row[i].hi);
        operand[2 * i + 1] = amount;
        e->arm[i] = node(w, OP_GUARD, money, operand[2 * i], amount);
    }
    /* Reading 甲: nothing for 0 places. */
    operand[8] = node(w, OP_EQ, type_truth(w), places, zero);
    operand[9] =
        node(w, OP_GUARD, money, truth(w, false), constant(w, money, WAN));
    operand[10] = NO_NODE;
    e->arm[4] = node(w, OP_GUARD, money, operand[8], operand[9]);
    e->table = node_with(w, OP_ONE, money, 0, 0, operand);
}

static struct example
example_new(void)
{
    struct example e = {.w = world_new()};
    struct world *w = e.w;
    e.county = world_entity(w, 6);
    e.institution = world_entity(w, 0);
    uint32_t t = type_truth(w), county = type_member(w, e.county);
    uint32_t money =
        type_optional(w, type_decimal(w, 2, 0, (wide)2000000 * WAN));
    e.meets = world_fact(w, e.institution, t);
    e.filed = world_fact(w, e.institution, t);
    e.paid = world_fact(w, e.institution, money);
    e.places = world_fact(w, e.institution, type_number(w, 0, 2000));
    uint32_t where = world_fact(w, e.institution, county);
    w->space = space_table(w, e.institution);
    node_id meets = fact(w, e.meets), filed = fact(w, e.filed);
    node_id places = fact(w, e.places), link = fact(w, where);
    e.unpaid = node(w, OP_NOT, t, node(w, OP_HAS, t, fact(w, e.paid)));
    e.may = node(w, OP_AND, t, meets, filed, e.unpaid);
    rows_of_table(&e, places, money);
    e.subsidy = node(w, OP_GUARD, money, e.may, e.table);
    w->space = space_table(w, e.county);
    node_id self = node_with(w, OP_SELF, county, 0, 0, (node_id[]){NO_NODE});
    space_id counties = w->space;
    w->space = space_pair(w, counties, e.institution, link, self);
    node_id each = node_with(w, OP_SELF, type_row(w, e.institution), 0, 0,
                             (node_id[]){NO_NODE});
    node_id amount = node(w, OP_REF, money, e.subsidy, each);
    w->space = counties;
    e.total = node(w, OP_SUM, money, amount);
    world_plan(w);
    plan_prove(w->plan, e.table, NODE_DISJOINT);
    data_table(&w->arena, w->plan, w->data, e.institution, 1, true);
    give(w, e.meets, 0, cell_value(1));
    give(w, e.filed, 0, cell_value(1));
    give(w, e.paid, 0, cell_none());
    give(w, where, 0, cell_member(0));
    return e;
}

Test(plan_example, places_not_given)
{
    struct example e = example_new();
    cr_assert_eq(world_walk(e.w), WALK_OK);
    expect(e.w, e.unpaid, 0, cell_value(1));
    expect(e.w, e.may, 0, cell_value(1));
    static const wide amount[] = {5, 3, 2, 1};
    for (int i = 0; i < 4; i++)
        expect(e.w, e.arm[i], 0, with_none(cell_value(amount[i] * WAN)));
    expect(e.w, e.arm[4], 0, cell_none());
    expect(e.w, e.table, 0, with_none(range(1 * WAN, 5 * WAN)));
    expect(e.w, e.subsidy, 0, with_none(range(1 * WAN, 5 * WAN)));
    expect(e.w, e.total, 0, range(0, WIDE_MAX));
    /* The other counties: only institutions that nobody has seen. */
    expect(e.w, e.total, 5, range(0, WIDE_MAX));
    world_free(e.w);
}

Test(plan_example, closed)
{
    struct example e = example_new();
    e.w->data->table[e.institution].open = false;
    cr_assert_eq(world_walk(e.w), WALK_OK);
    expect(e.w, e.total, 0, range(0, 5 * WAN));
    expect(e.w, e.total, 1, cell_value(0));
    world_free(e.w);
}

Test(plan_example, not_filed)
{
    struct example e = example_new();
    struct data *d = e.w->data;
    data_table(&e.w->arena, e.w->plan, d, e.institution, 1, true);
    give(e.w, e.filed, 0, cell_value(0));
    cr_assert_eq(world_walk(e.w), WALK_OK);
    expect(e.w, e.may, 0, cell_value(0));
    expect(e.w, e.subsidy, 0, cell_none());
    world_free(e.w);
}

Test(plan_example, boundaries)
{
    static const struct {
        wide places, amount;
    } at[] = {{0, 0},  {1, 1},  {19, 1},  {20, 2},  {49, 2},
              {50, 3}, {99, 3}, {100, 5}, {2000, 5}};
    struct example e = example_new();
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        give(e.w, e.places, 0, cell_value(at[i].places));
        cr_assert_eq(world_walk(e.w), WALK_OK);
        struct cell want = cell_value(at[i].amount * WAN);
        expect(e.w, e.subsidy, 0, at[i].amount ? want : cell_none());
    }
    world_free(e.w);
}
