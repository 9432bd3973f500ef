/* N0535: two rows that could be one. N0538: a column that says the same in
 * every row. */
#include "lang/drafting/drafting.h"
#include "lang/table.h"

static bool
cells_same(struct drafting *d, const struct node *a, const struct node *b)
{
    return str_equal(written_at(d, a->at), written_at(d, b->at));
}

static bool
is_input(const struct table *t, uint32_t column)
{
    return t->column[column].role == COLUMN_INPUT ||
           t->column[column].role == COLUMN_CONDITION;
}

/* Can the cell have more values behind a comma? */
static bool
cell_lists(const struct node *cell)
{
    for (uint32_t i = 0; i < cell->n; i++)
        if (cell->kid[i]->kind == NODE_NOT)
            return false;
    return cell->form == CELL_TESTS;
}

/* Rows are looked at one by one, and one that applies gives the outcome. */
static bool
rows_merge(uint8_t policy)
{
    return policy == POLICY_UNIQUE || policy == POLICY_AGREEING ||
           policy == POLICY_FIRST || policy == POLICY_HIGHEST ||
           policy == POLICY_LOWEST;
}

/* The one column of tests in which A and B differ; UINT32_MAX when there is
 * none, or another difference. */
static uint32_t
difference_of(struct drafting *d, const struct table *t, const struct node *a,
              const struct node *b)
{
    uint32_t found = UINT32_MAX;
    for (uint32_t i = 0; i < t->columns; i++) {
        if (cells_same(d, a->kid[i], b->kid[i]))
            continue;
        if (found != UINT32_MAX || t->column[i].role != COLUMN_INPUT ||
            !cell_lists(a->kid[i]) || !cell_lists(b->kid[i]))
            return UINT32_MAX;
        found = i;
    }
    return found;
}

static void
rows_note(struct drafting *d, const struct table *t)
{
    for (uint32_t i = 1; i < t->rows; i++) {
        const struct node *a = t->row[i - 1], *b = t->row[i];
        uint32_t column = difference_of(d, t, a, b);
        struct text both = {.arena = d->arena};
        if (column == UINT32_MAX)
            continue;
        text_add(&both, source_text(d->m->source, a->kid[column]->at));
        text_add_z(&both, "、");
        text_add(&both, source_text(d->m->source, b->kid[column]->at));
        report(d->m->diags, ROWS_MERGE, .at = b->at, .arg = {text_str(&both)},
               .second = {a->at, LABEL_OTHER_ROW});
    }
}

static bool
column_same(struct drafting *d, const struct table *t, uint32_t column)
{
    for (uint32_t i = 1; i < t->rows; i++)
        if (!cells_same(d, t->row[0]->kid[column], t->row[i]->kid[column]))
            return false;
    return t->rows > 1;
}

static void
columns_note(struct drafting *d, const struct table *t)
{
    for (uint32_t i = 0; i < t->columns; i++)
        if (is_input(t, i) && column_same(d, t, i))
            report(d->m->diags, COLUMN_SAME, .at = t->header->kid[i]->at,
                   .arg = {source_text(d->m->source, t->row[0]->kid[i]->at)});
}

static void
table_note(const struct node *n, void *user)
{
    struct drafting *d = user;
    const struct table *t = n->meaning;
    if (n->kind != NODE_TABLE || !t)
        return;
    if (rows_merge(t->policy))
        rows_note(d, t);
    columns_note(d, t);
}

static void
declaration_note(const struct node *n, void *user)
{
    if (n->kind != NODE_CASE)
        nodes_visit(n, table_note, user);
}

void
draft_tables(struct drafting *d)
{
    declarations_visit(d, declaration_note, d);
}
