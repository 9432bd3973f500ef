/* Decision tables: what the columns are and whether the cells fit them. */
#include "lang/check_table.h"
#include "lang/unknown.h"

static bool
is_condition_word(struct str s)
{
    return str_equal(s, STR("条件")) || str_equal(s, STR("condition"));
}

/* Which of OUTPUTS the header cell names; -1 for none. */
static int32_t
output_named(const struct node *outputs, const struct node *cell)
{
    if (cell->n != 1 || cell->kid[0]->kind != NODE_NAME)
        return -1;
    for (uint32_t i = 0; i < outputs->n; i++)
        if (outputs->kid[i]->name == cell->kid[0]->name)
            return (int32_t)i;
    return -1;
}

/* The number of the decision's output with this name. */
static uint32_t
output_number(const struct decision *d, atom name)
{
    for (uint32_t i = 0; i < d->output.n; i++)
        if (d->output.at[i]->name == name)
            return i;
    return UINT32_MAX;
}

static void
column_output(struct checker *c, struct table *t, uint32_t at)
{
    const struct node *cell = t->header->kid[at];
    struct table_column *column = &t->column[at];
    column->role = COLUMN_OUTPUT;
    if (!t->decision || !t->decision->output.n)
        return;
    atom name = cell->n ? cell->kid[0]->name : 0;
    column->output = output_number(t->decision, name);
    if (column->output == UINT32_MAX) {
        struct unknown u = unknown_name(c->m, cell->at, model_text(c->m, name));
        for (uint32_t i = 0; i < t->decision->output.n; i++)
            unknown_try(&u, model_text(c->m, t->decision->output.at[i]->name));
        unknown_report(&u);
        column->role = COLUMN_IGNORED;
    }
}

static void
column_input(struct checker *c, struct table *t, uint32_t at)
{
    struct node *cell = t->header->kid[at];
    struct table_column *column = &t->column[at];
    column->role = COLUMN_INPUT;
    if (cell->form == CELL_EFFECTIVE) {
        column->role = COLUMN_EFFECTIVE;
    } else if (cell->form == CELL_EXPIRES) {
        column->role = COLUMN_EXPIRES;
    } else if (cell->n != 1 || cell->kid[0]->kind == NODE_NUMBER ||
               cell->kid[0]->kind == NODE_RANGE ||
               cell->kid[0]->kind == NODE_DAY) {
        report(c->diags, HEADER_FORM, .at = cell->at);
        column->role = COLUMN_IGNORED;
    } else if (cell->kid[0]->kind == NODE_NAME &&
               is_condition_word(model_text(c->m, cell->kid[0]->name))) {
        column->role = COLUMN_CONDITION;
    } else {
        struct vtype type = check_expr(c, cell->kid[0], NULL);
        if (type.many)
            report(c->diags, MANY_VALUES, .at = cell->at);
        if (is_poison(type) || type.many)
            column->role = COLUMN_IGNORED;
    }
}

static void
columns_find(struct checker *c, struct table *t, const struct node *outputs)
{
    bool bands =
        t->policy == POLICY_MARGINAL || t->policy == POLICY_WHOLE_AMOUNT;
    bool named = outputs && !bands;
    for (uint32_t i = 0; i < t->columns; i++) {
        bool output = named ? output_named(outputs, t->header->kid[i]) >= 0
                            : i + 1 == t->columns;
        if (output &&
            !(t->policy == POLICY_COUNTED && !named && t->columns == 1))
            column_output(c, t, i);
        else
            column_input(c, t, i);
    }
}

static void
cell_input(struct checker *c, const struct table *t, struct node *cell,
           uint32_t at)
{
    struct node *head = t->header->kid[at];
    if (cell->form == CELL_BLANK) {
        report(c->diags, CELL_EMPTY, .at = cell->at);
        return;
    }
    if (cell->form != CELL_TESTS)
        return;
    struct vtype subject = vtype_get(&c->m->types, head->kid[0]->type);
    for (uint32_t i = 0; cell->n > 1 && i < cell->n; i++)
        if (cell->kid[i]->kind == NODE_NOT) {
            report(c->diags, NOT_OF_SEVERAL, .at = cell->at);
            return;
        }
    for (uint32_t i = 0; i < cell->n; i++)
        check_test(c, cell->kid[i], subject, true);
}

static void
cell_day(struct checker *c, const struct node *cell)
{
    bool none = cell->form != CELL_TESTS;
    if (!none && (cell->n != 1 || cell->kid[0]->kind != NODE_DAY))
        report(c->diags, NOT_OF_TYPE, .at = cell->at,
               .arg = {vtype_words(c->m, (struct vtype){.kind = V_DATE})});
}

bool
check_output(struct checker *c, struct node *n, struct vtype want)
{
    struct vtype got;
    wide ignored;
    if (n->kind == NODE_NUMBER && !n->literal->unit &&
        (want.kind == V_NUMBER || want.kind == V_FRACTION)) {
        if (!literal_type(c->m, n, &got, &ignored))
            return false;
        got.unit = want.unit;
        typed(c, n, got);
    } else {
        got = check_expr(c, n, &want);
    }
    want.optional = true;
    check_fits(c, n, got, want);
    return got.optional;
}

/* True when what the cell gives may be none. */
static bool
cell_output(struct checker *c, const struct table *t, struct node *cell,
            struct vtype want)
{
    if (cell->form == CELL_BLANK || cell->form == CELL_ANY)
        return true;
    if (cell->form != CELL_TESTS || cell->n != 1 ||
        cell->kid[0]->kind == NODE_RANGE) {
        report(c->diags, OUTPUT_FORM, .at = cell->at);
        return false;
    }
    if (t->policy == POLICY_MARGINAL || t->policy == POLICY_WHOLE_AMOUNT)
        return is_poison(check_value(c, cell->kid[0], NULL));
    return check_output(c, cell->kid[0], want);
}

static struct vtype
output_type(const struct table *t, uint32_t column)
{
    if (!t->decision)
        return vtype_poison;
    if (t->decision->output.n)
        return t->decision->output.at[t->column[column].output]->type;
    return t->decision->type;
}

static bool
check_cell(struct checker *c, const struct table *t, struct node *cell,
           uint32_t at)
{
    switch ((enum column_role)t->column[at].role) {
    case COLUMN_INPUT:
        cell_input(c, t, cell, at);
        return false;
    case COLUMN_CONDITION:
        for (uint32_t i = 0; i < cell->n; i++)
            check_condition(c, cell->kid[i]);
        return false;
    case COLUMN_EFFECTIVE:
    case COLUMN_EXPIRES:
        cell_day(c, cell);
        return false;
    case COLUMN_OUTPUT:
        return cell_output(c, t, cell, output_type(t, at));
    case COLUMN_IGNORED:
        break;
    }
    return false;
}

static bool
row_is_default(const struct table *t, const struct node *row)
{
    for (uint32_t i = 0; i < t->columns && i < row->n; i++)
        if (t->column[i].role != COLUMN_OUTPUT &&
            row->kid[i]->form != CELL_ANY && row->kid[i]->form != CELL_OTHERS)
            return false;
    return true;
}

static bool
check_row(struct checker *c, struct table *t, struct node *row)
{
    bool none = false;
    if (row->n != t->columns) {
        struct text want = {.arena = c->m->arena}, got = want;
        text_add_unsigned(&want, t->columns);
        text_add_unsigned(&got, row->n);
        report(c->diags, ROW_CELLS, .at = row->at,
               .arg = {text_str(&want), text_str(&got)});
        return false;
    }
    for (uint32_t i = 0; i < row->n; i++)
        none |= check_cell(c, t, row->kid[i], i);
    t->default_row |= row_is_default(t, row);
    return none;
}

/* The rate times the base has to fit the decision. */
static void
check_bands(struct checker *c, const struct table *t)
{
    const struct node *head = t->header->kid[0];
    struct vtype want = t->decision->type;
    if (t->columns != 2 || t->column[0].role != COLUMN_INPUT || !t->rows ||
        is_poison(want)) {
        report(c->diags, BANDS_FORM, .at = t->header->at);
        return;
    }
    struct vtype base = vtype_get(&c->m->types, head->kid[0]->type);
    struct fraction factor;
    for (uint32_t i = 0; i < t->rows; i++) {
        struct node *cell = node_kid(t->row[i], 1);
        struct vtype rate = cell && cell->n
                                ? vtype_get(&c->m->types, cell->kid[0]->type)
                                : vtype_poison;
        struct vtype product = base;
        if (is_poison(rate) || is_poison(base))
            continue;
        if (base.kind != V_NUMBER || rate.kind != V_NUMBER ||
            !unit_multiply(&c->m->units, base.unit, rate.unit, 1, &product.unit,
                           &factor)) {
            report(c->diags, BANDS_FORM, .at = cell->at);
            continue;
        }
        product.scale = (uint8_t)(base.scale + rate.scale);
        if (vtype_scale(&product, factor))
            check_fits(c, cell, product, want);
    }
}

static uint32_t
rows_count(const struct node *table)
{
    uint32_t n = 0;
    node_each(table, ROW, row) n += row != NULL;
    return n;
}

static struct table *
check_table_shape(struct checker *c, struct node *node, struct decision *d)
{
    struct table *t = arena_new(c->m->arena, struct table);
    uint32_t rows = rows_count(node), i = 0, k = 0;
    node->meaning = t;
    t->decision = d;
    t->policy = node->form == POLICY_NONE ? (uint8_t)POLICY_UNIQUE : node->form;
    t->header = node_find(node, NODE_ROW);
    if (!t->header || rows < 2) {
        report(c->diags, TABLE_ROWS, .at = node->at);
        return NULL;
    }
    t->columns = t->header->n;
    t->column = arena_array(c->m->arena, struct table_column, t->columns);
    t->row = arena_array(c->m->arena, struct node *, rows);
    for (struct node *row = node_next(node, NODE_ROW, &i); row;
         row = node_next(node, NODE_ROW, &i))
        if (k++)
            t->row[t->rows++] = row;
    return t;
}

bool
check_table(struct checker *c, struct node *node, struct decision *d)
{
    struct table *t = check_table_shape(c, node, d);
    bool none = false;
    if (!t)
        return true;
    columns_find(c, t, node_find(node, NODE_OUTPUTS));
    for (uint32_t r = 0; r < t->rows; r++)
        none |= check_row(c, t, t->row[r]);
    switch ((enum policy)t->policy) {
    case POLICY_MARGINAL:
        check_bands(c, t);
        return false;
    case POLICY_WHOLE_AMOUNT:
        check_bands(c, t);
        return true;
    case POLICY_COUNTED:
        if (!d->output.n)
            check_fits(c, node, (struct vtype){.kind = V_NUMBER}, d->type);
        return false;
    case POLICY_STACKED:
        return false;
    case POLICY_EXCLUSIVE:
        report(c->diags, POLICY_PLACE, .at = node->at);
        return true;
    case POLICY_NONE:
    case POLICY_UNIQUE:
    case POLICY_AGREEING:
    case POLICY_FIRST:
    case POLICY_PREFERRED:
    case POLICY_HIGHEST:
    case POLICY_LOWEST:
        break;
    }
    return none || !t->default_row;
}

void
check_ratio_table(struct checker *c, struct node *node, uint32_t parts)
{
    struct table *t = check_table_shape(c, node, NULL);
    if (!t)
        return;
    for (uint32_t i = 0; i + 1 < t->columns; i++)
        column_input(c, t, i);
    t->column[t->columns - 1].role = COLUMN_OUTPUT;
    for (uint32_t r = 0; r < t->rows; r++) {
        struct node *row = t->row[r];
        for (uint32_t i = 0; i + 1 < t->columns && i < row->n; i++)
            check_cell(c, t, row->kid[i], i);
        t->default_row |= row_is_default(t, row);
        check_ratio(c, row->n ? row->kid[row->n - 1] : row, parts);
    }
}

/* 20% : 80%: shares of the whole. */
static void
check_shares(struct checker *c, const struct node *n)
{
    struct fraction sum = {0, 1}, share;
    for (uint32_t i = 0; i < n->n; i++) {
        const struct node *k = n->kid[i];
        if (k->kind != NODE_NUMBER || !k->literal->percent)
            return;
        const struct literal *l = k->literal;
        if (!fraction_of(l->coefficient, wide_ten_to(l->scale), &share) ||
            share.num > share.den) {
            report(c->diags, SHARE_RANGE, .at = k->at);
            return;
        }
        if (!fraction_add(sum, share, &sum))
            return;
    }
    if (sum.num != sum.den)
        report(c->diags, SHARE_SUM, .at = n->at);
}

/* 2 : 8, one weight for each part, in one unit, not all zero. */
void
check_ratio(struct checker *c, struct node *n, uint32_t parts)
{
    struct vtype one = {.kind = V_NUMBER}, all = one;
    bool zero = true;
    if (n->n != parts) {
        report(c->diags, RATIO_COUNT, .at = n->at);
        return;
    }
    for (uint32_t i = 0; i < n->n; i++) {
        struct vtype t = check_value(c, n->kid[i], &one);
        const struct node *k = n->kid[i];
        bool negative = k->kind == NODE_NEGATE;
        zero &= k->kind == NODE_NUMBER && k->literal->coefficient == 0;
        if (is_poison(t))
            return;
        if (negative || t.kind != V_NUMBER) {
            report(c->diags, RATIO_WEIGHT, .at = k->at);
            return;
        }
        all = i ? check_unify(c, k, all, t) : t;
    }
    if (zero)
        report(c->diags, RATIO_ZERO, .at = n->at);
    else
        check_shares(c, n);
}
