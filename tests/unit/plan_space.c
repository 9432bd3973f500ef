/* Rows: links and bounds that are known, and that are not. */
#include "tests/unit/plan_world.h"

#include <criterion/criterion.h>

static const node_id NOTHING[] = {NO_NODE};

static int32_t
day(int year, int month, int number)
{
    return day_of((struct civil){year, month, number});
}

static struct cell
v(wide value)
{
    return cell_value(value);
}

/* Children that refer to houses: the count and the sum of each house. */
struct houses {
    struct world *w;
    uint32_t house, child, link, weight;
    space_id pair;
    node_id count, sum, names;
};

static struct houses
houses_new(uint32_t houses, bool open)
{
    struct houses h = {.w = world_new()};
    struct world *w = h.w;
    h.house = world_entity(w, 0);
    h.child = world_entity(w, 0);
    uint32_t number_type = type_number(w, 0, 1000);
    uint32_t house = type_row(w, h.house);
    h.link = world_fact(w, h.child, type_optional(w, house));
    h.weight = world_fact(w, h.child, number_type);
    w->space = space_table(w, h.child);
    node_id link = fact(w, h.link), weight = fact(w, h.weight);
    w->space = space_table(w, h.house);
    space_id table = w->space;
    node_id self = node_with(w, OP_SELF, house, 0, 0, NOTHING);
    w->space = h.pair = space_pair(w, table, h.child, link, self);
    node_id each = node_with(w, OP_SELF, type_row(w, h.child), 0, 0, NOTHING);
    node_id reached = node(w, OP_REF, number_type, weight, each);
    node_id up = node(w, OP_UP, house, self);
    w->space = table;
    h.count = node(w, OP_COUNT, number_type, reached);
    h.sum = node(w, OP_SUM, number_type, reached);
    h.names = node(w, OP_LIST, type_list(w), up);
    world_plan(w);
    data_table(&w->arena, w->plan, w->data, h.house, houses, open);
    return h;
}

static void
children(struct houses *h, uint32_t n, const struct cell *link, bool open)
{
    struct world *w = h->w;
    data_table(&w->arena, w->plan, w->data, h->child, n, open);
    for (uint32_t i = 0; i < n; i++) {
        if (link[i].can != 0)
            give(w, h->link, i, link[i]);
        give(w, h->weight, i, v(1 << i));
    }
    cr_assert_eq(world_walk(w), WALK_OK);
}

Test(plan_space, known_links)
{
    struct houses h = houses_new(3, false);
    children(&h, 4, (struct cell[]){v(2), v(0), v(2), cell_none()}, false);
    expect(h.w, h.count, 0, v(1));
    expect(h.w, h.sum, 0, v(2));
    expect(h.w, h.count, 1, v(0));
    expect(h.w, h.sum, 2, v(5));
    struct cell names = at(h.w, h.names, 2);
    cr_assert_eq(((struct cell_list *)(uintptr_t)names.lo)->n, 2);
    const struct rows *rows = &h.w->out.rows[h.pair];
    cr_assert_eq(rows->n, 3);
    cr_assert_eq(rows->first[2], 1);
    cr_assert_eq(rows->parent[2], 2);
    world_free(h.w);
}

Test(plan_space, links_that_are_not_known)
{
    struct houses h = houses_new(3, false);
    struct cell some = with_none(range(1, 2));
    children(&h, 4, (struct cell[]){v(2), {0}, v(1), some}, false);
    expect(h.w, h.sum, 0, range(0, 2));
    expect(h.w, h.count, 0, range(0, 1));
    expect(h.w, h.sum, 1, range(4, 4 + 2 + 8));
    expect(h.w, h.sum, 2, range(1, 1 + 2 + 8));
    expect(h.w, h.count, 2, range(1, 3));
    const struct rows *rows = &h.w->out.rows[h.pair];
    /* Rows stay in the order of the table. */
    uint32_t last = rows->first[2];
    cr_assert(rows->element[last].lo == 0 && rows->element[last + 1].lo == 1);
    cr_assert_eq(rows->sure[last], ROW_SURE);
    cr_assert_eq(rows->sure[last + 1], ROW_PERHAPS);
    world_free(h.w);
}

Test(plan_space, a_sole_house_may_be_nowhere)
{
    struct houses h = houses_new(1, false);
    children(&h, 1, (struct cell[]){{0}}, false);
    /* The link is optional. */
    expect(h.w, h.count, 0, range(0, 1));
    children(&h, 1, (struct cell[]){v(0)}, false);
    expect(h.w, h.count, 0, v(1));
    world_free(h.w);
}

Test(plan_space, rows_nobody_has_seen)
{
    struct houses h = houses_new(2, false);
    children(&h, 1, (struct cell[]){v(1)}, true);
    expect(h.w, h.count, 0, range(0, WIDE_MAX));
    expect(h.w, h.count, 1, range(1, WIDE_MAX));
    h.w->data->table[h.house].open = true;
    cr_assert_eq(world_walk(h.w), WALK_OK);
    expect(h.w, h.count, 1, range(1, WIDE_MAX));
    /* The house that nobody has seen has no child that has a house. */
    expect(h.w, h.count, 2, range(0, WIDE_MAX));
    h.w->data->table[h.child].open = false;
    cr_assert_eq(world_walk(h.w), WALK_OK);
    expect(h.w, h.count, 2, v(0));
    world_free(h.w);
}

Test(plan_space, all_rows)
{
    struct world *w = world_new();
    uint32_t e = world_entity(w, 3);
    uint32_t member = type_member(w, e);
    w->space = space_table(w, e);
    space_id table = w->space;
    w->space = space_pair(w, table, e, NO_NODE, NO_NODE);
    node_id other = node_with(w, OP_SELF, member, 0, 0, NOTHING);
    w->space = table;
    node_id count = node(w, OP_COUNT, type_number(w, 0, 9), other);
    world_plan(w);
    cr_assert_eq(world_walk(w), WALK_OK);
    expect(w, count, 1, v(3));
    expect(w, other, 5, cell_member(2));
    world_free(w);
}

/* The months of a case from one day to another. */
struct months {
    struct world *w;
    uint32_t from, to;
    space_id space;
    node_id self, count;
};

static struct months
months_new(void)
{
    struct months m = {.w = world_new()};
    struct world *w = m.w;
    uint32_t date = type_date(w);
    m.from = world_fact(w, CASE_ENTITY, date);
    m.to = world_fact(w, CASE_ENTITY, date);
    node_id from = fact(w, m.from), to = fact(w, m.to);
    w->space = m.space = space_each(w, CASE_SPACE, PERIOD_MONTH, from, to);
    m.self = node_with(w, OP_SELF, type_period(w, PERIOD_MONTH), 0, 0, NOTHING);
    w->space = CASE_SPACE;
    m.count = node(w, OP_COUNT, type_number(w, 0, 99999), m.self);
    world_plan(w);
    return m;
}

static enum walk_status
months_walk(struct months *m, struct cell from, struct cell to)
{
    give(m->w, m->from, 0, from);
    give(m->w, m->to, 0, to);
    return world_walk(m->w);
}

Test(plan_space, known_periods)
{
    struct months m = months_new();
    months_walk(&m, v(day(2025, 1, 31)), v(day(2025, 3, 1)));
    expect(m.w, m.count, 0, v(3));
    expect(m.w, m.self, 2, v(2025 * 12 + 2));
    months_walk(&m, v(day(2025, 3, 2)), v(day(2025, 3, 1)));
    expect(m.w, m.count, 0, v(0));
    world_free(m.w);
}

Test(plan_space, periods_that_may_be_there)
{
    struct months m = months_new();
    months_walk(&m, range(day(2025, 1, 5), day(2025, 2, 5)),
                range(day(2025, 3, 5), day(2025, 4, 5)));
    expect(m.w, m.count, 0, range(2, 4));
    const struct rows *rows = &m.w->out.rows[m.space];
    static const uint8_t want[] = {ROW_PERHAPS, ROW_SURE, ROW_SURE,
                                   ROW_PERHAPS};
    cr_assert_arr_eq(rows->sure, want, sizeof want);
    /* The end may come before the start. */
    months_walk(&m, range(day(2025, 1, 5), day(2025, 1, 9)),
                v(day(2025, 1, 7)));
    expect(m.w, m.count, 0, range(0, 1));
    months_walk(&m, with_none(v(day(2025, 1, 5))), v(day(2025, 1, 7)));
    expect(m.w, m.count, 0, range(0, 1));
    world_free(m.w);
}

Test(plan_space, too_many_periods)
{
    struct months m = months_new();
    m.w->limits.periods = 24;
    cr_assert_eq(months_walk(&m, v(day(2025, 1, 5)), v(day(2026, 12, 5))),
                 WALK_OK);
    cr_assert_eq(months_walk(&m, v(day(2025, 1, 5)), v(day(2027, 1, 5))),
                 WALK_PERIODS);
    cr_assert_eq(months_walk(&m, range(day(2025, 1, 5), day(2025, 2, 5)),
                             v(day(2027, 1, 5))),
                 WALK_OK);
    expect(m.w, m.self, 0, range(2025 * 12, 2027 * 12));
    expect(m.w, m.count, 0, range(0, WIDE_MAX));
    world_free(m.w);
}

Test(plan_space, the_period_that_holds_a_day)
{
    struct world *w = world_new();
    uint32_t asked = world_fact(w, CASE_ENTITY, type_date(w));
    node_id that = fact(w, asked);
    w->space = space_each(w, CASE_SPACE, PERIOD_QUARTER, that, that);
    node_id self =
        node_with(w, OP_SELF, type_period(w, PERIOD_QUARTER), 0, 0, NOTHING);
    w->space = CASE_SPACE;
    node_id count = node(w, OP_COUNT, type_number(w, 0, 9), self);
    world_plan(w);
    give(w, asked, 0, range(day(2025, 2, 5), day(2025, 8, 5)));
    cr_assert_eq(world_walk(w), WALK_OK);
    expect(w, self, 0, range(2025 * 4, 2025 * 4 + 2));
    expect(w, count, 0, v(1));
    give(w, asked, 0, cell_fault(FAULT_CONFLICT, 3));
    cr_assert_eq(world_walk(w), WALK_OK);
    expect(w, count, 0, cell_fault(FAULT_CONFLICT, 3));
    world_free(w);
}

/* School terms: periods with days of their own. */
Test(plan_space, periods_of_a_roster)
{
    struct world *w = world_new();
    uint32_t date = type_date(w), e = world_entity(w, 3);
    uint32_t first = world_fact(w, e, date), last = world_fact(w, e, date);
    uint32_t asked[2] = {world_fact(w, CASE_ENTITY, date),
                         world_fact(w, CASE_ENTITY, date)};
    w->space = space_table(w, e);
    node_id starts = fact(w, first), ends = fact(w, last);
    w->space = CASE_SPACE;
    struct plan_space s = {.kind = SPACE_EACH,
                           .period = PERIOD_ROSTER,
                           .entity = e,
                           .link = NO_NODE,
                           .subject = NO_NODE,
                           .from = fact(w, asked[0]),
                           .to = fact(w, asked[1]),
                           .first = starts,
                           .last = ends};
    w->space = plan_space(w->b, s);
    node_id self = node_with(w, OP_SELF, type_member(w, e), 0, 0, NOTHING);
    w->space = CASE_SPACE;
    node_id count = node(w, OP_COUNT, type_number(w, 0, 9), self);
    world_plan(w);
    for (uint32_t m = 0; m < 3; m++) {
        give(w, first, m, v(day(2025, 1 + 4 * (int)m, 1)));
        give(w, last, m, v(day(2025, 3 + 4 * (int)m, 1)));
    }
    give(w, asked[0], 0, v(day(2025, 3, 1)));
    give(w, asked[1], 0, range(day(2025, 6, 1), day(2025, 9, 1)));
    cr_assert_eq(world_walk(w), WALK_OK);
    expect(w, self, 0, cell_member(0));
    expect(w, self, 2, cell_member(2));
    expect(w, count, 0, range(2, 3));
    give(w, asked[0], 0, v(day(2025, 4, 1)));
    give(w, asked[1], 0, v(day(2025, 4, 2)));
    cr_assert_eq(world_walk(w), WALK_OK);
    expect(w, count, 0, v(0));
    world_free(w);
}

Test(plan_space, work_is_limited)
{
    struct houses h = houses_new(3, false);
    children(&h, 4, (struct cell[]){v(2), v(0), v(2), v(1)}, false);
    uint64_t work = h.w->out.work;
    h.w->limits.node_rows = work;
    cr_assert_eq(world_walk(h.w), WALK_OK);
    h.w->limits.node_rows = work - 1;
    cr_assert_eq(world_walk(h.w), WALK_NODE_ROWS);
    cr_assert_neq(h.w->out.stopped_at, (node_id)NO_NODE);
    world_free(h.w);
}
