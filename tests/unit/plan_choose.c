/* Truth and choosing, on every kind of operand. */
#include "tests/unit/plan_world.h"

#include <criterion/criterion.h>

enum { HERE = 7, MANY = 6 };

static struct cell
v(wide value)
{
    return cell_value(value);
}

static struct cell
maybe(void)
{
    return range(0, 1);
}

static struct cell
fault(uint32_t place)
{
    return cell_fault(FAULT_OVERFLOW, place);
}

static struct cell
or_fault(struct cell c)
{
    return with_fault(c, FAULT_OVERFLOW, 3);
}

static struct cell
conflict(void)
{
    return cell_fault(FAULT_CONFLICT, HERE);
}

/* OP over N facts that hold C; every second one truth when PAIRS, else all of
 * TYPE, as the result is unless it is TRUTH. */
static void
gives(enum op op, uint8_t flags, struct cell want, uint32_t n,
      const struct cell *c, int line)
{
    struct world *w = world_new();
    w->place = HERE;
    uint32_t truth_type = type_truth(w);
    uint32_t number_type = type_optional(w, type_number(w, 0, 100));
    bool truths = op == OP_AND || op == OP_OR || op == OP_NOT;
    bool first = op == OP_GUARD || op == OP_IF;
    node_id operand[MANY + 1];
    uint32_t given[MANY];
    for (uint32_t i = 0; i < n; i++) {
        bool guard = truths || (first && i == 0) || (op == OP_ONE && !(i & 1));
        given[i] = world_fact(w, CASE_ENTITY, guard ? truth_type : number_type);
        operand[i] = fact(w, given[i]);
    }
    operand[n] = NO_NODE;
    bool to_truth = truths || op == OP_HAS;
    node_id node =
        node_with(w, op, to_truth ? truth_type : number_type, 0, 0, operand);
    world_plan(w);
    plan_prove(w->plan, node, flags);
    for (uint32_t i = 0; i < n; i++)
        give(w, given[i], 0, c[i]);
    cr_assert_eq(world_walk(w), WALK_OK);
    expect_cell(w, node, 0, want, __FILE__, line);
    world_free(w);
}

#define GIVES(op, want, ...) GIVES_PROVED(op, 0, want, __VA_ARGS__)
#define GIVES_PROVED(op, flags, want, ...)                                     \
    gives(op, flags, want,                                                     \
          sizeof((struct cell[]){__VA_ARGS__}) / sizeof(struct cell),          \
          (struct cell[]){__VA_ARGS__}, __LINE__)

Test(plan_choose, and)
{
    GIVES(OP_AND, v(1), v(1), v(1));
    GIVES(OP_AND, v(0), v(1), v(0));
    GIVES(OP_AND, v(0), v(0), maybe());
    GIVES(OP_AND, maybe(), v(1), maybe());
    GIVES(OP_AND, v(0), v(0), fault(3));
    GIVES(OP_AND, fault(3), v(1), fault(3));
    GIVES(OP_AND, or_fault(v(0)), maybe(), fault(3));
    GIVES(OP_AND, or_fault(maybe()), v(1), or_fault(maybe()));
    GIVES(OP_AND, or_fault(v(0)), maybe(), or_fault(v(0)));
    GIVES(OP_AND, fault(2), fault(3), v(1), fault(2));
    GIVES(OP_AND, v(0), maybe(), fault(3), v(0), v(1));
    GIVES(OP_AND, maybe(), v(1), maybe(), maybe());
}

Test(plan_choose, or)
{
    GIVES(OP_OR, v(0), v(0), v(0));
    GIVES(OP_OR, v(1), maybe(), v(1));
    GIVES(OP_OR, maybe(), v(0), maybe());
    GIVES(OP_OR, v(1), v(1), fault(3));
    GIVES(OP_OR, fault(3), v(0), fault(3));
    GIVES(OP_OR, or_fault(v(1)), maybe(), fault(3));
    GIVES(OP_OR, v(1), fault(3), maybe(), v(1));
}

Test(plan_choose, not )
{
    GIVES(OP_NOT, v(0), v(1));
    GIVES(OP_NOT, maybe(), maybe());
    GIVES(OP_NOT, or_fault(v(1)), or_fault(v(0)));
    GIVES(OP_NOT, fault(3), fault(3));
}

Test(plan_choose, guard)
{
    GIVES(OP_GUARD, v(5), v(1), v(5));
    GIVES(OP_GUARD, cell_none(), v(0), fault(3));
    GIVES(OP_GUARD, with_none(v(5)), maybe(), v(5));
    GIVES(OP_GUARD, fault(3), fault(3), v(5));
    GIVES(OP_GUARD, or_fault(with_none(v(5))), or_fault(maybe()), v(5));
    GIVES(OP_GUARD, or_fault(v(5)), or_fault(v(1)), v(5));
}

Test(plan_choose, if)
{
    GIVES(OP_IF, v(5), v(1), v(5), fault(3));
    GIVES(OP_IF, v(6), v(0), fault(3), v(6));
    GIVES(OP_IF, range(5, 9), maybe(), v(5), v(9));
    GIVES(OP_IF, with_none(v(5)), maybe(), v(5), cell_none());
    GIVES(OP_IF, or_fault(v(5)), maybe(), v(5), fault(3));
    GIVES(OP_IF, fault(3), fault(3), v(5), v(9));
}

Test(plan_choose, else_and_has)
{
    GIVES(OP_ELSE, v(5), v(5), fault(3));
    GIVES(OP_ELSE, v(7), cell_none(), v(7));
    GIVES(OP_ELSE, range(5, 7), with_none(v(5)), v(7));
    GIVES(OP_ELSE, fault(3), fault(3), v(7));
    GIVES(OP_ELSE, or_fault(v(5)), with_none(v(5)), fault(3));
    GIVES(OP_HAS, v(1), v(5));
    GIVES(OP_HAS, v(0), cell_none());
    GIVES(OP_HAS, maybe(), with_none(v(5)));
    GIVES(OP_HAS, fault(3), fault(3));
    GIVES(OP_HAS, or_fault(v(0)), or_fault(cell_none()));
}

Test(plan_choose, agree)
{
    GIVES(OP_AGREE, v(5), v(5), v(5));
    GIVES(OP_AGREE, v(5), v(5), cell_none());
    GIVES(OP_AGREE, cell_none(), cell_none(), cell_none());
    GIVES(OP_AGREE, conflict(), v(5), v(6));
    GIVES(OP_AGREE, fault(3), v(5), fault(3), v(6));
    GIVES(OP_AGREE, v(5), v(5), with_none(v(5)));
    /* The meet of what surely counts, and a conflict that may be. */
    GIVES(OP_AGREE, with_fault(range(3, 5), FAULT_CONFLICT, HERE), range(1, 5),
          range(3, 9));
    GIVES(OP_AGREE, conflict(), range(1, 2), range(3, 9));
    /* Else the hull. */
    GIVES(OP_AGREE, with_fault(with_none(range(1, 9)), FAULT_CONFLICT, HERE),
          with_none(range(1, 5)), with_none(range(3, 9)));
    GIVES(OP_AGREE, with_none(range(1, 5)), with_none(range(1, 5)),
          cell_none());
    GIVES(OP_AGREE, with_fault(v(5), FAULT_CONFLICT, HERE), v(5),
          with_none(v(6)));
}

Test(plan_choose, agree_proved)
{
    GIVES_PROVED(OP_AGREE, NODE_DISJOINT, v(5), v(5), with_none(v(6)));
    GIVES_PROVED(OP_AGREE, NODE_DISJOINT, with_none(range(1, 9)),
                 with_none(range(1, 5)), with_none(range(3, 9)));
    GIVES_PROVED(OP_AGREE, NODE_DISJOINT | NODE_TOTAL, range(1, 9),
                 with_none(range(1, 5)), with_none(range(3, 9)));
}

Test(plan_choose, one)
{
    GIVES(OP_ONE, v(5), v(1), v(5), v(0), v(6));
    GIVES(OP_ONE, cell_none(), v(0), v(5), v(0), v(6));
    GIVES(OP_ONE, conflict(), v(1), v(5), v(1), v(5));
    GIVES(OP_ONE, fault(3), v(1), v(5), fault(3), v(6));
    GIVES(OP_ONE, v(5), v(1), v(5), v(0), fault(3));
    GIVES(OP_ONE, with_none(v(5)), maybe(), v(5), v(0), v(6));
    GIVES(OP_ONE, with_fault(v(5), FAULT_CONFLICT, HERE), v(1), v(5), maybe(),
          v(6));
    GIVES(OP_ONE, with_fault(with_none(range(5, 6)), FAULT_CONFLICT, HERE),
          maybe(), v(5), maybe(), v(6));
    GIVES(OP_ONE, or_fault(with_none(v(5))), maybe(), v(5), or_fault(v(0)),
          v(6));
}

Test(plan_choose, one_proved)
{
    GIVES_PROVED(OP_ONE, NODE_DISJOINT, v(5), v(1), v(5), maybe(), v(6));
    GIVES_PROVED(OP_ONE, NODE_DISJOINT, with_none(range(5, 6)), maybe(), v(5),
                 maybe(), v(6));
    GIVES_PROVED(OP_ONE, NODE_DISJOINT | NODE_TOTAL, range(5, 6), maybe(), v(5),
                 maybe(), v(6));
    GIVES_PROVED(OP_ONE, NODE_TOTAL, v(5), maybe(), v(5), v(0), v(6));
    GIVES_PROVED(OP_ONE, NODE_DISJOINT, or_fault(v(5)), or_fault(v(1)), v(5),
                 maybe(), v(6));
}
