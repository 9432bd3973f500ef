/* Cases as a whole: their parts in order, tables, rows that are not named. */
#include "lang/check_case.h"

/* ---- the table of a case ---- */

static void
row_cell(struct case_check *c, const struct case_ref *ref,
         const struct node *cell)
{
    const struct node *n = cell->n == 1 ? cell->kid[0] : NULL;
    if (cell->form == CELL_BLANK || ref->kind == CASE_REF_WRONG)
        return;
    bool fine = cell->form == CELL_TESTS || cell->form == CELL_STATE;
    if (!n || !fine || n->kind == NODE_NOT) {
        report(c->m->diags, CASE_CELL, .at = cell->at);
        return;
    }
    if (ref->kind == CASE_REF_DECISION) {
        case_expected(c, ref, n, cell->at, NULL);
        return;
    }
    case_given(c, ref, n, cell->at, false, NULL, NULL);
}

static struct case_part
part_of(const struct case_parts *from)
{
    return (struct case_part){
        .fact = from->fact.at,
        .choice = from->choice.at,
        .assumption = from->assumption.at,
        .expected = from->expected.at,
        .facts = from->fact.n,
        .choices = from->choice.n,
        .assumptions = from->assumption.n,
        .expecteds = from->expected.n,
    };
}

static struct case_run
case_row_run(struct case_check *c, const struct node *row,
             const struct case_ref *column, uint32_t columns)
{
    struct case_parts parts = {0};
    struct case_run run = {.lo = row->at.lo, .hi = row->at.hi};
    run.words = source_text(c->m->source, row->at);
    c->to = &parts;
    if (row->n != columns && !(row->flags & FLAG_WRONG)) {
        struct text want = {.arena = c->m->arena}, got = want;
        text_add_unsigned(&want, columns);
        text_add_unsigned(&got, row->n);
        report(c->m->diags, ROW_CELLS, .at = row->at,
               .arg = {text_str(&want), text_str(&got)});
    }
    for (uint32_t i = 0; i < row->n && row->n == columns; i++)
        row_cell(c, &column[i], row->kid[i]);
    run.own = part_of(&parts);
    return run;
}

static struct case_ref
case_column(struct case_check *c, const struct node *cell)
{
    struct case_target any = {0};
    if (cell->form == CELL_TESTS && cell->n == 1 &&
        (cell->kid[0]->kind == NODE_NAME || cell->kid[0]->kind == NODE_PATH ||
         cell->kid[0]->kind == NODE_AT))
        return case_resolve(c, cell->kid[0], any, CASE_WANT_EITHER);
    report(c->m->diags, CASE_PATH, .at = cell->at);
    return (struct case_ref){0};
}

static void
case_table_check(struct case_check *c, const struct node *table,
                 struct plan_case *to)
{
    VEC(struct case_run) run = {0};
    uint32_t i = 0, number = 0;
    struct node *header = node_next(table, NODE_ROW, &i);
    if (!header || header->flags & FLAG_WRONG)
        return;
    struct case_ref *column =
        arena_array(c->m->arena, struct case_ref, header->n + 1);
    for (uint32_t k = 0; k < header->n; k++)
        column[k] = case_column(c, header->kid[k]);
    for (struct node *row = node_next(table, NODE_ROW, &i); row;
         row = node_next(table, NODE_ROW, &i)) {
        vec_push(c->m->arena, &run, case_row_run(c, row, column, header->n));
        run.at[run.n - 1].number = ++number;
    }
    to->run = run.at;
    to->runs = run.n;
}

/* ---- days ---- */

bool
case_time(struct case_check *c, const struct node *n, struct case_time *to)
{
    if (n->kind == NODE_DAY) {
        to->asof = to->from = to->to = cell_value(n->day);
        return true;
    }
    if (n->kind == NODE_PERIOD) {
        enum period_kind kind = (enum period_kind)n->form;
        to->asof = to->from = cell_value(period_first(kind, n->day));
        to->to = cell_value(period_last(kind, n->day));
        return true;
    }
    if (n->kind != NODE_WRONG)
        report(c->m->diags, CASE_ON, .at = n->at);
    return false;
}

/* 于 a day, 于 a period, or both: then the day is the as-of day. */
static void
case_on(struct case_check *c, const struct node *on, struct plan_case *to)
{
    const struct node *n = on->n ? on->kid[0] : NULL;
    struct case_time time, old = to->time;
    if (!n || !case_time(c, n, &time))
        return;
    to->time = time;
    if (old.asof.can == 0)
        return;
    if (n->kind == NODE_DAY) {
        to->time.from = old.from;
        to->time.to = old.to;
    } else {
        to->time.asof = old.asof;
    }
}

/* ---- rows that were not named ---- */

/* A row refers to E by a fact that is not given: then E, which has no row in
 * the case, has some row that is not named, and is open. */
static bool
referred(const struct case_check *c, const struct plan_case *to,
         const struct entity *e)
{
    for (uint32_t i = 0; i < e->link.n; i++) {
        const struct field *f = e->link.at[i];
        uint32_t given = 0;
        for (uint32_t k = 0; k < to->common.facts; k++)
            given += to->common.fact[k].fact == f->index;
        if (f->of->form == ENTITY_DATA && given < c->table[f->of->index].rows)
            return true;
    }
    return false;
}

static void
case_tables(struct case_check *c, struct plan_case *to)
{
    for (uint32_t i = 0; i < c->m->entity.n; i++) {
        const struct entity *e = c->m->entity.at[i];
        struct case_table *t = &c->table[i];
        struct str *id = arena_array(c->m->arena, struct str, t->rows + 1);
        if (e->form == ENTITY_DATA && t->rows == 0 && referred(c, to, e))
            t->open = true;
        for (uint32_t k = 0; k < c->row.n; k++)
            if (c->row.at[k].entity == i)
                id[c->row.at[k].row] = model_text(c->m, c->row.at[k].name);
        t->id = id;
    }
    to->table = c->table;
}

/* ---- one case ---- */

static struct str
case_cites(struct model *m, const struct node *n)
{
    struct text text = {.arena = m->arena};
    node_each(n, CITES, cites) for (uint32_t i = 0; i < cites->n; i++)
    {
        if (text.len)
            text_add_z(&text, "、");
        text_add(&text, model_text(m, cites->kid[i]->name));
    }
    return text_str(&text);
}

static bool
expects_something(const struct plan_case *t)
{
    bool some = t->common.expecteds > 0;
    for (uint32_t i = 0; i < t->runs; i++)
        some |= t->run[i].own.expecteds > 0;
    return some;
}

static void
case_parts_check(struct case_check *c, struct plan_case *to)
{
    struct case_parts parts = {0};
    c->to = &parts;
    case_rows_declare(c);
    node_each(c->node, ON, on) case_on(c, on, to);
    node_each(c->node, GIVEN, given)
    {
        struct case_target of = {0};
        if (given->n > 2)
            of = case_target_of(c, given);
        for (uint32_t i = 2; of.found && i < given->n; i++)
            case_fact(c, given->kid[i], of);
    }
    node_each(c->node, ASSUMING, as) for (uint32_t i = 0; i < as->n; i++)
        case_assuming(c, as->kid[i]);
    node_each(c->node, TABLE, table) case_table_check(c, table, to);
    c->to = &parts;
    node_each(c->node, EXPECT, ex) for (uint32_t i = 0; i < ex->n; i++)
        case_expect(c, ex->kid[i]);
    to->common = part_of(&parts);
    if (!to->runs) {
        to->run = arena_new(c->m->arena, struct case_run);
        to->run->lo = to->lo;
        to->run->hi = to->hi;
        to->runs = 1;
    }
    case_tables(c, to);
}

static void
check_case(struct model *m, struct test_case *test)
{
    struct case_check c = {.m = m, .node = test->node};
    struct plan_case *to = arena_new(m->arena, struct plan_case);
    struct span at = node_name_at(test->node);
    c.table = arena_array(m->arena, struct case_table, m->entity.n);
    for (uint32_t i = 0; i < m->entity.n; i++)
        c.table[i].open_from = DAY_FIRST;
    to->name = model_text(m, test->name);
    to->citation = case_cites(m, test->node);
    to->lo = at.lo;
    to->hi = at.hi;
    to->whole.lo = test->node->at.lo;
    to->whole.hi = test->node->at.hi;
    to->unconfirmed = node_find(test->node, NODE_UNCONFIRMED) != NULL;
    case_parts_check(&c, to);
    test->plan = to;
    if (!expects_something(to) && !m->diags->errors)
        report(m->diags, CASE_NOTHING, .at = at, .arg = {to->name});
}

void
check_cases(struct model *m)
{
    VEC(uint32_t) first = {0}; /* by atom: 1 + the case of that name */
    for (uint32_t i = 0; i < m->test.n; i++) {
        struct test_case *test = &m->test.at[i];
        while (first.n <= test->name)
            vec_push(m->arena, &first, 0);
        uint32_t *old = &first.at[test->name];
        if (*old && test->name)
            report(m->diags, DECLARED_TWICE, .at = node_name_at(test->node),
                   .arg = {model_text(m, test->name)},
                   .second = {node_name_at(m->test.at[*old - 1].node),
                              LABEL_FIRST});
        *old = i + 1;
        check_case(m, test);
    }
}
