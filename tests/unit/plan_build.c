/* Building: what is equal is one. Cells as sets. */
#include "tests/unit/plan_world.h"

#include <criterion/criterion.h>

Test(plan_build, equal_nodes_are_one)
{
    struct world *w = world_new();
    uint32_t type = type_number(w, 0, 9);
    uint32_t f = world_fact(w, CASE_ENTITY, type);
    w->place = 3;
    node_id a = fact(w, f), sum = node(w, OP_ADD, type, a, a);
    w->place = 4;
    cr_assert_eq(node(w, OP_ADD, type, a, a), sum);
    cr_assert_neq(node(w, OP_MULTIPLY, type, a, a), sum);
    cr_assert_neq(node(w, OP_ADD, type_number(w, 0, 8), a, a), sum);
    cr_assert_neq(node(w, OP_ADD, type, sum, a), sum);
    cr_assert_neq(
        node_with(w, OP_ADD, type, 1, 0, (const node_id[]){a, a, NO_NODE}),
        sum);
    cr_assert_eq(plan_of(w->b)->node[sum].place, 3);
    uint32_t e = world_entity(w, 0);
    cr_assert_eq(space_table(w, e), space_table(w, e));
    cr_assert_neq(space_table(w, e), (space_id)CASE_SPACE);
    world_free(w);
}

Test(plan_build, many)
{
    struct world *w = world_new();
    uint32_t type = type_number(w, 0, 9);
    enum { MANY = 5000 };
    static node_id first[MANY];
    for (int i = 0; i < MANY; i++)
        first[i] = constant(w, type, (wide)i << 70);
    for (int i = 0; i < MANY; i++)
        cr_assert_eq(constant(w, type, (wide)i << 70), first[i]);
    cr_assert_eq(plan_of(w->b)->nodes, MANY);
    world_free(w);
}

Test(plan_build, unions)
{
    struct cell none = cell_none(), five = cell_value(5);
    struct cell low = cell_fault(FAULT_CONFLICT, 9);
    struct cell high = cell_fault(FAULT_OVERFLOW, 2);
    struct cell c = cell_union(five, cell_value(2), REP_NUMBER);
    cr_assert(cell_equal(c, range(2, 5), REP_NUMBER));
    cr_assert(!cell_known(c, REP_NUMBER) && cell_known(five, REP_NUMBER));
    c = cell_union(none, five, REP_NUMBER);
    cr_assert(cell_equal(c, with_none(five), REP_NUMBER));
    c = cell_union(high, low, REP_NUMBER);
    cr_assert(cell_equal(c, low, REP_NUMBER));
    cr_assert(cell_equal(cell_union(low, high, REP_NUMBER), low, REP_NUMBER));
    c = cell_union(cell_member(0), cell_member(63), REP_MEMBER);
    cr_assert(!cell_known(c, REP_MEMBER));
    cr_assert(cell_known(cell_member(63), REP_MEMBER));
}

/* The fault of several is the same whatever the order of the operands. */
Test(plan_build, order_of_faults)
{
    static const struct {
        enum fault fault;
        uint32_t place;
    } at[3] = {{FAULT_OVERFLOW, 5},
               {FAULT_DIVISION_BY_ZERO, 9},
               {FAULT_DIVISION_BY_ZERO, 4}};
    static const int order[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                    {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    static const enum op op[] = {OP_AND, OP_OR, OP_AGREE, OP_NSUM, OP_NMAX};
    for (size_t o = 0; o < sizeof op / sizeof *op; o++) {
        for (int i = 0; i < 6; i++) {
            struct world *w = world_new();
            uint32_t type = type_truth(w), f[3];
            for (int j = 0; j < 3; j++)
                f[j] = world_fact(w, CASE_ENTITY, type);
            node_id n = node(w, op[o], type, fact(w, f[0]), fact(w, f[1]),
                             fact(w, f[2]));
            world_plan(w);
            for (int j = 0; j < 3; j++)
                give(w, f[j], 0,
                     cell_fault(at[order[i][j]].fault, at[order[i][j]].place));
            cr_assert_eq(world_walk(w), WALK_OK);
            expect(w, n, 0, cell_fault(FAULT_DIVISION_BY_ZERO, 4));
            world_free(w);
        }
    }
}
