/* Strict operators on known cells, ranges, none and faults. */
#include "tests/unit/plan_world.h"

#include <criterion/criterion.h>

enum { HERE = 7 }; /* the place of the operators under test */

/* A world with one operator whose operands are facts of the case. */
struct bench {
    struct world *w;
    uint32_t type[4]; /* of the operands, then of the result */
    uint32_t a, b;
};

static struct bench
bench_new(void)
{
    struct bench b = {.w = world_new()};
    b.w->place = HERE;
    return b;
}

static struct bench
bench_numbers(void)
{
    struct bench b = bench_new();
    for (int i = 0; i < 4; i++)
        b.type[i] = type_number(b.w, -1000, 1000);
    return b;
}

/* OP on the cells C, of which there are N, gives WANT. */
static void
gives(struct bench *b, enum op op, uint32_t n, const struct cell *c,
      struct cell want, int line)
{
    struct world *w = b->w;
    node_id operand[4];
    uint32_t fact_id[3];
    for (uint32_t i = 0; i < n; i++) {
        fact_id[i] = world_fact(w, CASE_ENTITY, b->type[i]);
        operand[i] = fact(w, fact_id[i]);
    }
    operand[n] = NO_NODE;
    node_id node = node_with(w, op, b->type[3], b->a, b->b, operand);
    world_plan(w);
    for (uint32_t i = 0; i < n; i++)
        give(w, fact_id[i], 0, c[i]);
    cr_assert_eq(world_walk(w), WALK_OK);
    expect_cell(w, node, 0, want, __FILE__, line);
}

#define GIVES1(b, op, want, x)                                                 \
    gives(b, op, 1, (struct cell[]){x}, want, __LINE__)
#define GIVES2(b, op, want, x, y)                                              \
    gives(b, op, 2, (struct cell[]){x, y}, want, __LINE__)
#define GIVES3(b, op, want, x, y, z)                                           \
    gives(b, op, 3, (struct cell[]){x, y, z}, want, __LINE__)

static struct cell
v(wide value)
{
    return cell_value(value);
}

static struct cell
overflow(void)
{
    return cell_fault(FAULT_OVERFLOW, HERE);
}

Test(plan_strict, sums)
{
    struct bench b = bench_numbers();
    GIVES2(&b, OP_ADD, v(5), v(2), v(3));
    GIVES2(&b, OP_ADD, range(3, 7), range(1, 4), range(2, 3));
    GIVES2(&b, OP_SUBTRACT, range(-2, 2), range(1, 4), range(2, 3));
    GIVES2(&b, OP_SUBTRACT, v(-1), v(2), v(3));
    GIVES1(&b, OP_NEGATE, range(-4, 3), range(-3, 4));
    GIVES2(&b, OP_MULTIPLY, range(-20, 15), range(-3, 4), range(-5, 3));
    GIVES2(&b, OP_MULTIPLY, v(-15), v(3), v(-5));
    GIVES2(&b, OP_MIN, range(1, 3), range(1, 8), range(2, 3));
    GIVES2(&b, OP_MAX, range(2, 8), range(1, 8), range(2, 3));
    world_free(b.w);
}

Test(plan_strict, faults_and_none_come_first)
{
    struct bench b = bench_numbers();
    struct cell late = cell_fault(FAULT_NO_SUCH_DATE, 1);
    struct cell early = cell_fault(FAULT_CONFLICT, 9);
    GIVES2(&b, OP_ADD, late, late, v(1));
    GIVES2(&b, OP_ADD, late, cell_none(), late);
    GIVES2(&b, OP_ADD, early, late, early);
    GIVES2(&b, OP_ADD, early, early, late);
    GIVES2(&b, OP_ADD, cell_none(), v(1), cell_none());
    GIVES2(&b, OP_ADD, with_none(range(2, 3)), v(1), with_none(range(1, 2)));
    GIVES2(&b, OP_ADD, with_fault(range(2, 3), FAULT_CONFLICT, 4), v(1),
           with_fault(range(1, 2), FAULT_CONFLICT, 4));
    GIVES2(&b, OP_ADD, with_fault(cell_none(), FAULT_CONFLICT, 4), cell_none(),
           with_fault(range(1, 2), FAULT_CONFLICT, 4));
    /* Of one kind the lesser place. */
    GIVES2(&b, OP_ADD, cell_fault(FAULT_CONFLICT, 3),
           cell_fault(FAULT_CONFLICT, 4), cell_fault(FAULT_CONFLICT, 3));
    world_free(b.w);
}

Test(plan_strict, overflow)
{
    struct bench b = bench_numbers();
    wide big = WIDE_MAX - 1;
    GIVES2(&b, OP_ADD, overflow(), v(big), v(1));
    GIVES2(&b, OP_ADD, v(big), v(big - 1), v(1));
    GIVES2(&b, OP_ADD,
           with_fault(range(big - 4, WIDE_MAX), FAULT_OVERFLOW, HERE),
           range(big - 5, big), v(1));
    GIVES2(&b, OP_ADD, overflow(), range(big - 5, big), v(100));
    GIVES2(&b, OP_SUBTRACT, overflow(), v(-big), range(10, 20));
    GIVES2(&b, OP_MULTIPLY, overflow(), range(big / 2, big), range(3, 4));
    GIVES2(&b, OP_MULTIPLY,
           with_fault(range(WIDE_MIN, WIDE_MAX), FAULT_OVERFLOW, HERE),
           range(-big, big), range(-4, 4));
    world_free(b.w);
}

Test(plan_strict, no_bound_is_carried_on)
{
    struct bench b = bench_numbers();
    struct cell open = range(0, WIDE_MAX);
    GIVES2(&b, OP_ADD, range(5, WIDE_MAX), open, v(5));
    GIVES2(&b, OP_SUBTRACT, range(WIDE_MIN, 5), v(5), open);
    GIVES1(&b, OP_NEGATE, range(WIDE_MIN, 0), open);
    GIVES2(&b, OP_MULTIPLY, range(WIDE_MIN, WIDE_MAX), open, range(-1, 1));
    GIVES2(&b, OP_MULTIPLY, v(0), open, v(0));
    GIVES2(&b, OP_MIN, range(0, 9), open, v(9));
    GIVES2(&b, OP_MAX, range(9, WIDE_MAX), open, v(9));
    world_free(b.w);
}

Test(plan_strict, comparing)
{
    struct bench b = bench_numbers();
    b.type[3] = type_truth(b.w);
    GIVES2(&b, OP_LT, v(1), range(1, 2), range(3, 4));
    GIVES2(&b, OP_LT, range(0, 1), range(1, 3), range(3, 4));
    GIVES2(&b, OP_LT, v(0), range(3, 5), range(1, 3));
    GIVES2(&b, OP_LE, v(1), range(1, 3), range(3, 4));
    GIVES2(&b, OP_LE, v(0), range(4, 5), range(1, 3));
    GIVES2(&b, OP_EQ, v(0), range(4, 5), range(1, 3));
    GIVES2(&b, OP_EQ, range(0, 1), range(3, 5), range(1, 3));
    GIVES2(&b, OP_EQ, v(1), v(3), v(3));
    GIVES2(&b, OP_NE, v(0), v(3), v(3));
    GIVES2(&b, OP_NE, v(1), v(2), v(3));
    GIVES2(&b, OP_NE, range(0, 1), range(2, 3), v(3));
    world_free(b.w);
}

Test(plan_strict, members)
{
    struct bench b = bench_new();
    uint32_t e = world_entity(b.w, 4);
    b.type[0] = b.type[1] = type_member(b.w, e);
    b.type[3] = type_truth(b.w);
    struct cell some = cell_member(1);
    some.lo |= 4;
    GIVES2(&b, OP_EQ, v(1), cell_member(1), cell_member(1));
    GIVES2(&b, OP_EQ, v(0), cell_member(1), cell_member(2));
    GIVES2(&b, OP_EQ, range(0, 1), some, cell_member(2));
    GIVES2(&b, OP_NE, v(1), some, cell_member(3));
    b.a = plan_constant(b.w->b, 6);
    GIVES1(&b, OP_IN, v(1), some);
    GIVES1(&b, OP_IN, v(0), cell_member(0));
    b.a = plan_constant(b.w->b, 2);
    GIVES1(&b, OP_IN, range(0, 1), some);
    world_free(b.w);
}

Test(plan_strict, rows)
{
    struct bench b = bench_new();
    uint32_t e = world_entity(b.w, 0);
    b.type[0] = b.type[1] = type_row(b.w, e);
    b.type[3] = type_truth(b.w);
    /* The table is open and empty: row 0 is any number of rows. */
    GIVES2(&b, OP_EQ, range(0, 1), v(0), v(0));
    GIVES2(&b, OP_EQ, v(0), v(0), v(1));
    world_free(b.w);
}

Test(plan_strict, fractions)
{
    struct bench b = bench_new();
    struct world *w = b.w;
    for (int i = 0; i < 4; i++)
        b.type[i] = type_fraction(w);
    struct cell half = fraction_cell(w, 1, 2), third = fraction_cell(w, 1, 3);
    struct cell some = third, zero = fraction_cell(w, 0, 1);
    some.hi = half.hi;
    GIVES2(&b, OP_ADD, fraction_cell(w, 5, 6), half, third);
    GIVES2(&b, OP_DIVIDE, fraction_cell(w, 3, 2), half, third);
    GIVES2(&b, OP_DIVIDE, cell_fault(FAULT_DIVISION_BY_ZERO, HERE), half, zero);
    struct cell want = fraction_cell(w, 2, 3);
    want.hi = fraction_cell(w, 1, 1).lo;
    /* A given range may hold any denominator. */
    GIVES2(&b, OP_DIVIDE, with_fault(want, FAULT_OVERFLOW, HERE), third, some);
    /* [1/3, 1/2] ÷ [0, 1/2]: from 2/3, and no bound. */
    struct cell down = zero;
    down.hi = half.hi;
    want.hi = fraction_cell(w, WIDE_MAX, 1).lo;
    GIVES2(&b, OP_DIVIDE, with_fault(want, FAULT_DIVISION_BY_ZERO, HERE), some,
           down);
    struct cell both = fraction_cell(w, -1, 2);
    both.hi = half.hi;
    want.lo = fraction_cell(w, WIDE_MIN, 1).lo;
    GIVES2(&b, OP_DIVIDE, with_fault(want, FAULT_DIVISION_BY_ZERO, HERE), some,
           both);
    world_free(w);
}

/* Between 1 and 1/10^20 lie denominators whose product cannot be held. */
Test(plan_strict, denominators)
{
    struct world *w = world_new();
    w->place = HERE;
    uint32_t whole = type_number(w, 1, wide_ten_to(20));
    uint32_t fraction = type_fraction(w);
    uint32_t f[2] = {world_fact(w, CASE_ENTITY, whole),
                     world_fact(w, CASE_ENTITY, whole)};
    node_id one = node(w, OP_FRACTION, fraction, number(w, 1)), part[2];
    for (int i = 0; i < 2; i++)
        part[i] = node(w, OP_DIVIDE, fraction, one,
                       node(w, OP_FRACTION, fraction, fact(w, f[i])));
    node_id sum = node(w, OP_ADD, fraction, part[0], part[1]);
    node_id half = node(w, OP_ADD, fraction, part[0], one);
    node_id all = node(w, OP_NSUM, fraction, part[0], part[1], one);
    world_plan(w);
    cr_assert_eq(world_walk(w), WALK_OK);
    cr_assert(at(w, part[0], 0).can == CAN_VALUE);
    cr_assert(at(w, half, 0).can == CAN_VALUE);
    cr_assert(at(w, sum, 0).can == (CAN_VALUE | CAN_FAULT));
    cr_assert(at(w, all, 0).can == (CAN_VALUE | CAN_FAULT));
    give(w, f[1], 0, v(3));
    cr_assert_eq(world_walk(w), WALK_OK);
    cr_assert(at(w, sum, 0).can == CAN_VALUE);
    world_free(w);
}

Test(plan_strict, scales_and_rounding)
{
    struct bench b = bench_new();
    b.type[0] = type_decimal(b.w, 3, -1000000, 1000000);
    b.type[3] = type_decimal(b.w, 2, -1000000, 1000000);
    b.a = ROUND_HALF_AWAY;
    b.b = plan_constant(b.w->b, 5); /* steps of 0.05 */
    GIVES1(&b, OP_ROUND, v(105), v(1025));
    GIVES1(&b, OP_ROUND, range(-105, 110), range(-1025, 1080));
    b.type[0] = type_fraction(b.w);
    b.b = plan_constant(b.w->b, 1);
    GIVES1(&b, OP_ROUND, v(33), fraction_cell(b.w, 1, 3));
    b.type[0] = type_decimal(b.w, 1, 0, 100);
    GIVES1(&b, OP_RESCALE, range(10, 20), range(1, 2));
    b.type[3] = type_fraction(b.w);
    GIVES1(&b, OP_FRACTION, fraction_cell(b.w, 1, 2), v(5));
    world_free(b.w);
}

Test(plan_strict, powers)
{
    struct bench b = bench_new();
    b.type[0] = type_decimal(b.w, 1, -100, 100);
    b.type[1] = type_number(b.w, -5, 5);
    b.type[3] = type_decimal(b.w, 2, 0, 1000000);
    b.a = ROUND_HALF_AWAY;
    GIVES2(&b, OP_POWER, v(225), v(15), v(2));
    GIVES2(&b, OP_POWER, range(100, 338), v(15), range(0, 3));
    GIVES2(&b, OP_POWER, range(25, 400), range(5, 20), v(2));
    GIVES2(&b, OP_POWER, cell_fault(FAULT_BAD_EXPONENT, HERE), v(15), v(-1));
    GIVES2(&b, OP_POWER, with_fault(range(100, 150), FAULT_BAD_EXPONENT, HERE),
           v(15), range(-2, 1));
    /* A bound may lie one further out: halves round away from zero. */
    GIVES2(&b, OP_POWER, range(-226, 225), range(-15, 10), v(2));
    world_free(b.w);
}

Test(plan_strict, domains)
{
    struct bench b = bench_numbers();
    b.type[3] = type_number(b.w, 0, 10);
    struct cell outside = cell_fault(FAULT_OUT_OF_DOMAIN, HERE);
    GIVES1(&b, OP_DOMAIN, v(10), v(10));
    GIVES1(&b, OP_DOMAIN, outside, v(11));
    GIVES1(&b, OP_DOMAIN, outside, range(11, 20));
    GIVES1(&b, OP_DOMAIN, with_fault(range(5, 10), FAULT_OUT_OF_DOMAIN, HERE),
           range(5, 20));
    b.type[3] = type_number(b.w, 5, 5);
    GIVES1(&b, OP_DOMAIN, with_fault(v(5), FAULT_OUT_OF_DOMAIN, HERE),
           range(0, 20));
    world_free(b.w);
}

static wide
day(int year, int month, int number)
{
    return day_of((struct civil){year, month, number});
}

Test(plan_strict, days)
{
    struct bench b = bench_new();
    b.type[0] = b.type[3] = type_date(b.w);
    b.type[1] = type_number(b.w, -100000, 100000);
    struct cell gone = cell_fault(FAULT_NO_SUCH_DATE, HERE);
    GIVES2(&b, OP_ADD_DAYS, v(day(2025, 3, 1)), v(day(2025, 2, 28)), v(1));
    GIVES2(&b, OP_ADD_DAYS, gone, v(DAY_LAST), v(1));
    GIVES2(&b, OP_ADD_DAYS,
           with_fault(range(DAY_LAST - 1, DAY_LAST), FAULT_NO_SUCH_DATE, HERE),
           v(DAY_LAST - 2), range(1, WIDE_MAX));
    GIVES2(&b, OP_ADD_MONTHS, v(day(2025, 2, 28)), v(day(2025, 1, 31)), v(1));
    b.a = MONTH_END_NEXT;
    GIVES2(&b, OP_ADD_MONTHS, v(day(2025, 3, 1)), v(day(2025, 1, 31)), v(1));
    b.a = MONTH_END_FAULT;
    GIVES2(&b, OP_ADD_MONTHS, gone, v(day(2025, 1, 31)), v(1));
    GIVES2(&b, OP_ADD_MONTHS,
           with_fault(range(day(2025, 2, 20), day(2025, 2, 28)),
                      FAULT_NO_SUCH_DATE, HERE),
           range(day(2025, 1, 20), day(2025, 1, 31)), v(1));
    GIVES2(&b, OP_ADD_MONTHS, range(day(2025, 2, 20), day(2025, 3, 28)),
           range(day(2025, 1, 20), day(2025, 1, 28)), range(1, 2));
    world_free(b.w);
}

Test(plan_strict, ages)
{
    struct bench b = bench_new();
    b.type[0] = b.type[1] = type_date(b.w);
    b.type[3] = type_number(b.w, -10000, 10000);
    GIVES2(&b, OP_WHOLE_YEARS, v(0), v(day(2024, 2, 29)), v(day(2025, 2, 28)));
    GIVES2(&b, OP_WHOLE_YEARS, v(1), v(day(2024, 2, 29)), v(day(2025, 3, 1)));
    GIVES2(&b, OP_WHOLE_YEARS, range(2, 3), v(day(2022, 5, 6)),
           range(day(2025, 5, 5), day(2025, 5, 6)));
    GIVES2(&b, OP_WHOLE_MONTHS, range(0, 1),
           range(day(2025, 1, 5), day(2025, 1, 6)), v(day(2025, 2, 5)));
    GIVES2(&b, OP_DAYS_BETWEEN, range(3, 5), range(10, 12), v(15));
    b.a = LEAP_LAST_OF_FEBRUARY;
    GIVES2(&b, OP_WHOLE_YEARS, v(1), v(day(2024, 2, 29)), v(day(2025, 2, 28)));
    GIVES2(&b, OP_WHOLE_YEARS, v(3), v(day(2024, 2, 29)), v(day(2028, 2, 28)));
    world_free(b.w);
}

Test(plan_strict, parts_of_days)
{
    struct bench b = bench_new();
    b.type[0] = type_date(b.w);
    b.type[3] = type_number(b.w, 0, 9999);
    struct cell turn = range(day(2024, 12, 30), day(2025, 1, 2));
    GIVES1(&b, OP_YEAR_OF, range(2024, 2025), turn);
    GIVES1(&b, OP_MONTH_OF, range(1, 12), turn);
    GIVES1(&b, OP_DAY_OF, range(1, 31), turn);
    GIVES1(&b, OP_WEEKDAY, range(1, 4), turn);
    GIVES1(&b, OP_WEEKDAY, range(1, 7),
           range(day(2025, 1, 5), day(2025, 1, 6)));
    GIVES1(&b, OP_MONTH_OF, range(2, 3),
           range(day(2025, 2, 3), day(2025, 3, 1)));
    GIVES1(&b, OP_DAY_OF, range(3, 9), range(day(2025, 2, 3), day(2025, 2, 9)));
    world_free(b.w);
}

Test(plan_strict, dates_from_numbers)
{
    struct bench b = bench_new();
    for (int i = 0; i < 3; i++)
        b.type[i] = type_number(b.w, -100, 10000);
    b.type[3] = type_date(b.w);
    struct cell gone = cell_fault(FAULT_NO_SUCH_DATE, HERE);
    GIVES3(&b, OP_MAKE_DATE, v(day(2024, 2, 29)), v(2024), v(2), v(29));
    GIVES3(&b, OP_MAKE_DATE, gone, v(2025), v(2), v(29));
    GIVES3(&b, OP_MAKE_DATE, gone, range(2020, 2025), v(13), v(1));
    GIVES3(&b, OP_MAKE_DATE, range(day(2025, 1, 5), day(2025, 3, 7)), v(2025),
           range(1, 3), range(5, 7));
    GIVES3(&b, OP_MAKE_DATE,
           with_fault(range(day(2025, 2, 1), day(2025, 2, 28)),
                      FAULT_NO_SUCH_DATE, HERE),
           v(2025), v(2), range(0, 31));
    world_free(b.w);
}

Test(plan_strict, periods)
{
    struct bench b = bench_new();
    b.type[0] = type_date(b.w);
    b.type[3] = type_period(b.w, PERIOD_MONTH);
    wide march = period_of(PERIOD_MONTH, (int32_t)day(2025, 3, 5));
    GIVES1(&b, OP_PERIOD_OF, range(march, march + 1),
           range(day(2025, 3, 5), day(2025, 4, 1)));
    b.type[0] = b.type[3];
    b.type[1] = type_number(b.w, -1000000, 1000000);
    GIVES2(&b, OP_SHIFT, v(march - 3), v(march), v(-3));
    GIVES2(&b, OP_SHIFT, cell_fault(FAULT_NO_SUCH_DATE, HERE), v(march),
           v(1000000));
    b.type[3] = type_date(b.w);
    GIVES1(&b, OP_FIRST_DAY, v(day(2025, 3, 1)), v(march));
    GIVES1(&b, OP_LAST_DAY, range(day(2025, 3, 31), day(2025, 4, 30)),
           range(march, march + 1));
    world_free(b.w);
}

Test(plan_strict, texts)
{
    struct bench b = bench_new();
    struct world *w = b.w;
    b.type[0] = type_decimal(w, 2, 0, 10000);
    b.type[1] = b.type[2] = b.type[3] = type_text(w);
    struct cell any = range(0, WIDE_MAX);
    GIVES1(&b, OP_FORMAT, text_cell(w, "1.5"), v(150));
    GIVES1(&b, OP_FORMAT, any, range(150, 151));
    b.type[0] = b.type[1];
    struct cell x = text_cell(w, "甲"), y = text_cell(w, "园");
    GIVES3(&b, OP_CONCAT, text_cell(w, "甲园甲"), x, y, x);
    GIVES3(&b, OP_CONCAT, any, x, any, x);
    GIVES2(&b, OP_CONCAT, cell_none(), any, cell_none());
    b.type[3] = type_truth(w);
    GIVES2(&b, OP_EQ, v(1), x, text_cell(w, "甲"));
    GIVES2(&b, OP_EQ, v(0), x, y);
    GIVES2(&b, OP_EQ, range(0, 1), x, any);
    world_free(w);
}
