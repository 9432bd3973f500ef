/* Parts that add up. */
#include "tests/unit/plan_world.h"
#include "tests/unit/scratch.h"

enum { HERE = 7, PARTS = 3 };

struct parts {
    struct world *w;
    uint32_t whole, weight[PARTS];
    node_id part[PARTS];
    uint32_t rest;
};

static struct parts
parts_new(uint32_t rest)
{
    struct parts p = {.w = world_new(), .rest = rest};
    struct world *w = p.w;
    w->place = HERE;
    uint32_t type = type_number(w, -100000, 100000);
    node_id operand[PARTS + 2];
    p.whole = world_fact(w, CASE_ENTITY, type);
    operand[0] = fact(w, p.whole);
    for (int i = 0; i < PARTS; i++) {
        p.weight[i] = world_fact(w, CASE_ENTITY, type);
        operand[i + 1] = fact(w, p.weight[i]);
    }
    operand[PARTS + 1] = NO_NODE;
    for (uint32_t i = 0; i < PARTS; i++)
        p.part[i] = node_with(w, OP_SPLIT, type, i, rest, operand);
    world_plan(w);
    return p;
}

static void
parts_walk(struct parts *p, struct cell whole, const struct cell *weight)
{
    give(p->w, p->whole, 0, whole);
    for (int i = 0; i < PARTS; i++)
        give(p->w, p->weight[i], 0, weight[i]);
    cr_assert_eq(world_walk(p->w), WALK_OK);
}

static struct cell
v(wide value)
{
    return cell_value(value);
}

Test(plan_split, known)
{
    struct parts p = parts_new(2);
    parts_walk(&p, v(100), (struct cell[]){v(1), v(1), v(1)});
    expect(p.w, p.part[0], 0, v(33));
    expect(p.w, p.part[1], 0, v(33));
    expect(p.w, p.part[2], 0, v(34));
    parts_walk(&p, v(100), (struct cell[]){v(0), v(2), v(8)});
    expect(p.w, p.part[0], 0, v(0));
    expect(p.w, p.part[1], 0, v(20));
    expect(p.w, p.part[2], 0, v(80));
    world_free(p.w);
}

Test(plan_split, faults)
{
    struct parts p = parts_new(2);
    struct cell bad = cell_fault(FAULT_BAD_WEIGHTS, HERE);
    parts_walk(&p, v(100), (struct cell[]){v(0), v(0), v(0)});
    expect(p.w, p.part[0], 0, bad);
    parts_walk(&p, v(100), (struct cell[]){v(1), v(-1), v(1)});
    expect(p.w, p.part[2], 0, bad);
    /* -1 shared by three: both others round to -1. */
    parts_walk(&p, v(-1), (struct cell[]){v(1), v(1), v(1)});
    for (int i = 0; i < PARTS; i++)
        expect(p.w, p.part[i], 0, cell_fault(FAULT_SIGN_CHANGE, HERE));
    parts_walk(&p, cell_none(), (struct cell[]){v(1), v(1), v(1)});
    expect(p.w, p.part[1], 0, cell_none());
    world_free(p.w);
}

Test(plan_split, ranges)
{
    struct parts p = parts_new(2);
    parts_walk(&p, range(0, 100), (struct cell[]){v(1), v(1), v(2)});
    expect(p.w, p.part[0], 0, range(0, 25));
    expect(p.w, p.part[2], 0, range(0, 52));
    parts_walk(&p, v(100), (struct cell[]){range(1, 3), v(1), v(1)});
    expect(p.w, p.part[0], 0, range(33, 60));
    expect(p.w, p.part[1], 0, range(20, 33));
    expect(p.w, p.part[2], 0, range(20, 35));
    parts_walk(&p, range(0, WIDE_MAX), (struct cell[]){v(1), v(1), v(0)});
    expect(p.w, p.part[0], 0, range(0, WIDE_MAX));
    parts_walk(&p, v(100), (struct cell[]){range(-1, 3), v(1), v(1)});
    expect(p.w, p.part[0], 0,
           with_fault(range(0, 60), FAULT_BAD_WEIGHTS, HERE));
    world_free(p.w);
}

/* On random wholes and weights the parts add up, and every completion lies
 * within the ranges. */
Test(plan_split, adds_up)
{
    struct random r = {1};
    struct parts p = parts_new(1);
    for (int round = 0; round < 2000; round++) {
        wide whole = (wide)random_below(&r, 20001) - 5000;
        struct cell wide_whole =
            range(whole - random_below(&r, 50), whole + random_below(&r, 50));
        struct cell known[PARTS], some[PARTS];
        for (int i = 0; i < PARTS; i++) {
            wide weight = random_below(&r, 9);
            known[i] = v(weight);
            some[i] = range(weight - random_below(&r, 2),
                            weight + random_below(&r, 3));
        }
        parts_walk(&p, v(whole), known);
        struct cell part[PARTS];
        for (int i = 0; i < PARTS; i++)
            part[i] = at(p.w, p.part[i], 0);
        if (part[0].can == CAN_VALUE)
            cr_assert(part[0].lo + part[1].lo + part[2].lo == whole);
        else
            cr_assert(part[0].can == part[1].can && part[1].can == part[2].can);
        parts_walk(&p, wide_whole, some);
        for (int i = 0; i < PARTS; i++) {
            struct cell c = at(p.w, p.part[i], 0);
            struct cell both = cell_union(c, part[i], REP_NUMBER);
            cr_assert(cell_equal(c, both, REP_NUMBER));
        }
    }
    world_free(p.w);
}
