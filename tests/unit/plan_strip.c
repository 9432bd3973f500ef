/* Many rows in strips: the same cells as row by row. */
#include "tests/unit/plan_world.h"
#include "tests/unit/scratch.h"

enum { ROWS = 777, FACTS = 6, NODES = 40 };

static const node_id NOTHING[] = {NO_NODE};

struct many {
    struct world *w;
    uint32_t entity, fact[FACTS];
    node_id asked[NODES];
    uint32_t n;
    node_id of_case; /* a column of the case that is asked for */
};

static node_id
ask(struct many *m, node_id node)
{
    m->asked[m->n++] = node;
    return node;
}

/* Every operator with a loop of its own, some without, and folds between. */
static struct many
many_new(void)
{
    struct many m = {.w = world_new()};
    struct world *w = m.w;
    w->place = 7;
    m.entity = world_entity(w, 0);
    uint32_t group = world_entity(w, 5);
    uint32_t t = type_truth(w), number_type = type_number(w, -1000, 1000);
    uint32_t some = type_optional(w, number_type);
    uint32_t member = type_member(w, group);
    uint32_t type[FACTS] = {t, t, number_type, number_type, some, member};
    w->space = space_table(w, m.entity);
    node_id f[FACTS];
    for (int i = 0; i < FACTS; i++) {
        m.fact[i] = world_fact(w, m.entity, type[i]);
        f[i] = fact(w, m.fact[i]);
    }
    static const enum op two[] = {OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_MIN,
                                  OP_MAX};
    static const enum op compare[] = {OP_LT, OP_LE, OP_EQ, OP_NE};
    node_id last = f[2];
    for (size_t i = 0; i < sizeof two / sizeof *two; i++)
        last = ask(&m, node(w, two[i], some, last, f[3 + i % 2]));
    node_id is[4];
    for (size_t i = 0; i < sizeof compare / sizeof *compare; i++)
        is[i] = ask(&m, node(w, compare[i], t, f[2], f[3]));
    node_id both = ask(&m, node(w, OP_AND, t, f[0], is[0], f[1]));
    node_id any = ask(&m, node(w, OP_OR, t, f[0], is[1]));
    node_id not = ask(&m, node(w, OP_NOT, t, any));
    ask(&m, node(w, OP_HAS, t, f[4]));
    node_id guard = ask(&m, node(w, OP_GUARD, some, both, f[2]));
    node_id either = ask(&m, node(w, OP_IF, some, not, guard, f[4]));
    ask(&m, node(w, OP_ELSE, some, either, number(w, 3)));
    node_id one =
        ask(&m, node(w, OP_ONE, some, f[0], f[2], both, f[4], not, guard));
    ask(&m, node(w, OP_AGREE, some, guard, f[4]));
    ask(&m, node(w, OP_NSUM, number_type, guard, one));
    ask(&m, node(w, OP_DOMAIN, type_number(w, 0, 10), f[2]));
    ask(&m, node(w, OP_EQ, t, f[5], constant(w, member, 4)));
    space_id table = w->space;
    w->space = CASE_SPACE;
    node_id total = ask(&m, node(w, OP_SUM, number_type, one));
    w->space = table;
    node_id share = ask(&m, node(w, OP_LE, t, total, f[2]));
    node_id self = node_with(w, OP_SELF, type_row(w, m.entity), 0, 0, NOTHING);
    ask(&m, node(w, OP_REF, t, share, self));
    w->space = space_table(w, group);
    space_id groups = w->space;
    node_id each = node_with(w, OP_SELF, member, 0, 0, NOTHING);
    w->space = space_pair(w, groups, m.entity, f[5], each);
    node_id row = node_with(w, OP_SELF, type_row(w, m.entity), 0, 0, NOTHING);
    node_id amount = node(w, OP_REF, some, either, row);
    node_id more = ask(&m, node(w, OP_MAX, some, amount, number(w, 2)));
    w->space = groups;
    ask(&m, node(w, OP_SUM, number_type, more));
    w->space = CASE_SPACE;
    ask(&m, node(w, OP_COUNT, number_type, both));
    world_plan(w);
    return m;
}

static struct cell
drawn(struct random *r, bool truth, uint32_t odd)
{
    wide v = truth ? random_below(r, 2) : (wide)random_below(r, 9) - 4;
    switch (random_below(r, odd)) {
    case 0:
        return truth ? range(0, 1) : range(v, v + 2);
    case 1:
        return cell_fault(FAULT_OVERFLOW, random_below(r, 5));
    case 2:
        return truth ? cell_value(v) : cell_value(v * INT64_MAX);
    case 3:
        return (struct cell){0};
    }
    return cell_value(v);
}

static void
many_give(struct many *m, struct random *r, uint32_t odd)
{
    struct world *w = m->w;
    data_table(&w->arena, w->plan, w->data, m->entity, ROWS, false);
    for (uint32_t i = 0; i < ROWS; i++) {
        for (uint32_t j = 0; j < 5; j++)
            give(w, m->fact[j], i, drawn(r, j < 2, odd));
        if (random_below(r, 4) == 0)
            give(w, m->fact[4], i, cell_none());
        if (random_below(r, odd) != 0)
            give(w, m->fact[5], i, cell_member(random_below(r, 5)));
    }
}

/* Asks for N nodes from FROM on, and for everything the other way. */
static void
same(struct many *m, uint32_t from, uint32_t n)
{
    struct world *w = m->w;
    struct filled strips;
    enum walk_status status = plan_walk_asked(
        &w->arena, w->plan, w->data, m->asked + from, n, &w->limits, &strips);
    cr_assert_eq(status, WALK_OK);
    for (uint32_t i = from; i < from + n; i++) {
        const struct plan_node *node = &w->plan->node[m->asked[i]];
        enum rep rep = (enum rep)w->plan->type[node->type].rep;
        uint32_t rows = w->out.rows[node->space].n;
        cr_assert_eq(filled_asked_rows(&strips, m->asked[i]), rows);
        for (uint32_t r = 0; r < rows; r++)
            cr_assert(cell_equal(filled_asked(&strips, m->asked[i], r),
                                 w->out.column[m->asked[i]][r], rep),
                      "node %u, row %u", i, r);
    }
}

Test(plan_strip, same_as_row_by_row)
{
    static const uint32_t odd[] = {6, 40, 100000};
    struct random r = {3};
    struct many m = many_new();
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        many_give(&m, &r, odd[i]);
        cr_assert_eq(world_walk(m.w), WALK_OK);
        same(&m, 0, m.n);
        for (uint32_t j = 0; j < m.n; j++)
            same(&m, j, 1);
    }
    world_free(m.w);
}

Test(plan_strip, work_is_limited)
{
    struct random r = {5};
    struct many m = many_new();
    many_give(&m, &r, 1000);
    struct filled out;
    m.w->limits.node_rows = 5 * ROWS;
    cr_assert_eq(plan_walk_asked(&m.w->arena, m.w->plan, m.w->data, m.asked,
                                 m.n, &m.w->limits, &out),
                 WALK_NODE_ROWS);
    world_free(m.w);
}
