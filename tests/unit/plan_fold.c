/* Folds over rows that are there, may be there, and that nobody has seen. */
#include "tests/unit/plan_world.h"

#include <criterion/criterion.h>

enum { HERE = 7 };

static struct cell
v(wide value)
{
    return cell_value(value);
}

static struct cell
none(void)
{
    return cell_none();
}

/* The fold OP over a table whose N rows hold C. */
struct table {
    struct world *w;
    uint32_t entity, value;
    node_id column, fold;
};

static struct table
table_new(enum op op, bool truths)
{
    struct table t = {.w = world_new()};
    struct world *w = t.w;
    w->place = HERE;
    t.entity = world_entity(w, 0);
    uint32_t number_type = type_number(w, -1000, 1000);
    uint32_t type = truths ? type_truth(w) : number_type;
    t.value = world_fact(w, t.entity, type_optional(w, type));
    w->space = space_table(w, t.entity);
    t.column = fact(w, t.value);
    w->space = CASE_SPACE;
    uint32_t result = op == OP_LIST ? type_list(w) : type;
    t.fold = node(w, op, result, t.column);
    world_plan(w);
    return t;
}

static void
table_give(struct table *t, uint32_t n, const struct cell *c, bool open)
{
    struct world *w = t->w;
    data_table(&w->arena, w->plan, w->data, t->entity, n, open);
    for (uint32_t i = 0; i < n; i++)
        give(w, t->value, i, c[i]);
    cr_assert_eq(world_walk(w), WALK_OK);
}

static void
gives(enum op op, bool truths, bool open, struct cell want, uint32_t n,
      const struct cell *c, int line)
{
    struct table t = table_new(op, truths);
    table_give(&t, n, c, open);
    expect_cell(t.w, t.fold, 0, want, __FILE__, line);
    world_free(t.w);
}

#define ROWS(...)                                                              \
    sizeof((struct cell[]){__VA_ARGS__}) / sizeof(struct cell),                \
        (struct cell[]){__VA_ARGS__}, __LINE__
#define GIVES(op, want, ...) gives(op, false, false, want, ROWS(__VA_ARGS__))
#define TRUTHS(op, want, ...) gives(op, true, false, want, ROWS(__VA_ARGS__))
#define OPEN(op, want, ...) gives(op, false, true, want, ROWS(__VA_ARGS__))
#define OPEN_TRUTHS(op, want, ...)                                             \
    gives(op, true, true, want, ROWS(__VA_ARGS__))

static struct cell
fault(uint32_t place)
{
    return cell_fault(FAULT_OVERFLOW, place);
}

Test(plan_fold, empty)
{
    static const struct {
        enum op op;
        int value; /* -1: none */
    } row[] = {{OP_SUM, 0},       {OP_COUNT, 0}, {OP_LEAST, -1},
               {OP_GREATEST, -1}, {OP_ANY, 0},   {OP_ALL, 1}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        gives(row[i].op, row[i].op == OP_ANY || row[i].op == OP_ALL, false,
              row[i].value < 0 ? none() : v(row[i].value), 0, NULL, __LINE__);
}

Test(plan_fold, sum)
{
    GIVES(OP_SUM, v(6), v(1), none(), v(5));
    GIVES(OP_SUM, range(3, 9), v(1), range(2, 8));
    GIVES(OP_SUM, range(1, 9), v(1), with_none(range(2, 8)));
    GIVES(OP_SUM, range(-1, 1), v(1), with_none(range(-2, -1)));
    GIVES(OP_SUM, fault(3), v(1), fault(4), fault(3), none());
    GIVES(OP_SUM, with_fault(range(1, 3), FAULT_OVERFLOW, 3), v(1),
          with_fault(range(0, 2), FAULT_OVERFLOW, 3));
    OPEN(OP_SUM, range(WIDE_MIN, WIDE_MAX), v(1));
}

/* Sums that leave the 128 bits on the way do not depend on the order. */
Test(plan_fold, sum_in_any_order)
{
    wide big = WIDE_MAX - 1;
    GIVES(OP_SUM, v(5), v(big), v(5), v(-big));
    GIVES(OP_SUM, v(5), v(big), v(big), v(5), v(-big), v(-big));
    GIVES(OP_SUM, fault(HERE), v(big), v(big), v(-5));
    GIVES(OP_SUM, fault(HERE), v(-big), v(-big), v(5));
    GIVES(OP_SUM, with_fault(range(big - 5, WIDE_MAX), FAULT_OVERFLOW, HERE),
          range(big - 5, big), with_none(v(100)));
}

Test(plan_fold, count)
{
    GIVES(OP_COUNT, v(2), v(1), none(), v(5));
    GIVES(OP_COUNT, range(1, 2), v(1), none(), with_none(range(1, 5)));
    OPEN(OP_COUNT, range(1, WIDE_MAX), v(1));
}

Test(plan_fold, extremes)
{
    GIVES(OP_LEAST, v(1), v(5), v(1), none());
    GIVES(OP_GREATEST, v(5), v(5), v(1), none());
    GIVES(OP_LEAST, none(), none());
    GIVES(OP_LEAST, range(1, 3), range(1, 5), range(2, 3));
    GIVES(OP_GREATEST, range(2, 5), range(1, 5), range(2, 3));
    GIVES(OP_LEAST, range(0, 3), with_none(range(0, 9)), range(2, 3));
    GIVES(OP_LEAST, with_none(range(0, 9)), with_none(range(0, 9)));
    OPEN(OP_LEAST, range(-1000, 7), v(7));
    OPEN(OP_GREATEST, range(7, 1000), v(7));
}

Test(plan_fold, truths)
{
    TRUTHS(OP_ANY, v(1), v(0), v(1), none());
    TRUTHS(OP_ANY, v(0), v(0), none());
    TRUTHS(OP_ANY, range(0, 1), v(0), range(0, 1));
    TRUTHS(OP_ANY, range(0, 1), v(0), with_none(v(1)));
    TRUTHS(OP_ANY, fault(3), v(1), fault(3));
    TRUTHS(OP_ALL, v(0), v(0), v(1), none());
    TRUTHS(OP_ALL, v(1), v(1), none());
    TRUTHS(OP_ALL, range(0, 1), v(1), range(0, 1));
    OPEN_TRUTHS(OP_ANY, v(1), v(1));
    OPEN_TRUTHS(OP_ANY, range(0, 1), v(0));
    OPEN_TRUTHS(OP_ALL, v(0), v(0));
    OPEN_TRUTHS(OP_ALL, range(0, 1), v(1));
}

Test(plan_fold, list)
{
    struct table t = table_new(OP_LIST, false);
    table_give(&t, 3, (struct cell[]){v(4), none(), v(2)}, false);
    struct cell c = at(t.w, t.fold, 0);
    cr_assert(cell_known(c, REP_LIST));
    const struct cell_list *l = (const struct cell_list *)(uintptr_t)c.lo;
    cr_assert_eq(l->n, 2);
    cr_assert(l->at[0].lo == 4 && l->at[1].lo == 2);
    table_give(&t, 2, (struct cell[]){v(4), range(1, 2)}, false);
    expect(t.w, t.fold, 0, range(0, WIDE_MAX));
    table_give(&t, 1, (struct cell[]){v(4)}, true);
    expect(t.w, t.fold, 0, range(0, WIDE_MAX));
    world_free(t.w);
}

Test(plan_fold, collection_limit)
{
    struct table t = table_new(OP_SUM, false);
    t.w->limits.collection = 10;
    table_give(&t, 1, (struct cell[]){v(1)}, true);
    expect(t.w, t.fold, 0, range(1 - 10000, 1 + 10000));
    t.w->limits.collection = 0;
    table_give(&t, 1, (struct cell[]){v(1)}, true);
    expect(t.w, t.fold, 0, v(1));
    world_free(t.w);
}

Test(plan_fold, operands)
{
    struct world *w = world_new();
    uint32_t type = type_optional(w, type_number(w, 0, 100));
    uint32_t a = world_fact(w, CASE_ENTITY, type);
    uint32_t b = world_fact(w, CASE_ENTITY, type);
    node_id x = fact(w, a), y = fact(w, b);
    node_id sum = node(w, OP_NSUM, type, x, y);
    node_id least = node(w, OP_NMIN, type, x, y);
    node_id greatest = node(w, OP_NMAX, type, x, y);
    node_id count = node(w, OP_NCOUNT, type, x, y);
    world_plan(w);
    give(w, a, 0, range(2, 4));
    give(w, b, 0, with_none(range(1, 3)));
    cr_assert_eq(world_walk(w), WALK_OK);
    expect(w, sum, 0, range(2, 7));
    expect(w, least, 0, range(1, 4));
    expect(w, greatest, 0, range(2, 4));
    expect(w, count, 0, range(1, 2));
    world_free(w);
}

/* Months of a year, and what came so far. */
Test(plan_fold, up_to)
{
    struct world *w = world_new();
    uint32_t date = type_date(w), month = type_period(w, PERIOD_MONTH);
    uint32_t type = type_number(w, -1000, 1000);
    node_id from = constant(w, date, day_of((struct civil){2025, 1, 1}));
    node_id to = constant(w, date, day_of((struct civil){2025, 12, 31}));
    uint32_t paid = world_fact(w, CASE_ENTITY, type);
    w->fact[paid].form = FACT_FLOW;
    w->space = space_each(w, CASE_SPACE, PERIOD_MONTH, from, to);
    node_id self =
        node_with(w, OP_SELF, month, 0, 0, (const node_id[]){NO_NODE});
    uint32_t row = type_row(w, CASE_ENTITY);
    node_id flow =
        node_with(w, OP_FLOW, type, paid, 0,
                  (const node_id[]){constant(w, row, 0), self, NO_NODE});
    wide first = period_of(PERIOD_MONTH, day_of((struct civil){2025, 1, 1}));
    node_id start = constant(w, month, first);
    node_id so_far =
        node_with(w, OP_UPTO, type, OP_SUM, 0,
                  (const node_id[]){flow, self, start, self, NO_NODE});
    node_id months =
        node_with(w, OP_UPTO, type, OP_COUNT, 0,
                  (const node_id[]){flow, self, start, self, NO_NODE});
    world_plan(w);
    struct flow_value at[11];
    for (int i = 0; i < 11; i++)
        at[i] = (struct flow_value){(int32_t)first + i, v(i + 1)};
    struct flow given = {at, 11};
    w->data->table[0].fact[0].flow = &given;
    cr_assert_eq(world_walk(w), WALK_OK);
    for (uint32_t i = 0; i < 11; i++) {
        expect(w, so_far, i, v((i + 1) * (i + 2) / 2));
        expect(w, months, i, v(i + 1));
    }
    expect(w, so_far, 11, range(66 - 1000, 66 + 1000));
    world_free(w);
}
