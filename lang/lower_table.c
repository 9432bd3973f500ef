/* Decision tables to nodes. */
#include "lang/lower.h"

static node_id
lower_day_cell(struct lowering *l, struct env *e, const struct node *cell,
               bool effective)
{
    if (cell->form != CELL_TESTS || cell->n != 1)
        return l->yes;
    node_id day = lower_expr(l, e, cell->kid[0]);
    return effective ? lower_2(l, e, OP_LE, type_truth(l), day, e->asof)
                     : lower_2(l, e, OP_LT, type_truth(l), e->asof, day);
}

/* ANY stands for the cell: its column's header and what it says. */
static void
cell_mark(struct lowering *l, node_id any, const struct node *head,
          const struct node *cell, const struct plan_place *of)
{
    struct plan_place place = *of;
    struct text words = {.arena = l->arena};
    text_add(&words, source_words(l->m->source, l->arena, head->at));
    text_add_char(&words, ' ');
    text_add(&words, source_words(l->m->source, l->arena, cell->at));
    place.kind = PLACE_CONDITION;
    place.words = text_str(&words);
    place.lo = cell->at.lo;
    place.hi = cell->at.hi;
    lower_mark(l, any, lower_place(l, cell, place));
}

static node_id
lower_cell(struct lowering *l, struct env *e, const struct table *t,
           const struct node *cell, uint32_t column,
           const struct plan_place *of)
{
    const struct node *head = t->header->kid[column];
    node_id *test = arena_array(l->arena, node_id, cell->n + 1);
    switch ((enum column_role)t->column[column].role) {
    case COLUMN_INPUT:
        break;
    case COLUMN_CONDITION:
        for (uint32_t i = 0; i < cell->n; i++)
            test[i] = lower_condition(l, e, cell->kid[i], of);
        return cell->n ? lower_any(l, e, test, cell->n) : l->yes;
    case COLUMN_EFFECTIVE:
        return lower_day_cell(l, e, cell, true);
    case COLUMN_EXPIRES:
        return lower_day_cell(l, e, cell, false);
    case COLUMN_OUTPUT:
    case COLUMN_IGNORED:
        return l->yes;
    }
    if (cell->form != CELL_TESTS)
        return l->yes;
    node_id subject = lower_expr(l, e, head->kid[0]);
    struct vtype type = node_vtype(l, head->kid[0]);
    if (head->kid[0]->kind != NODE_NAME)
        vec_push(l->arena, &l->m->header,
                 (struct written){subject, head->kid[0]->at, l->within});
    for (uint32_t i = 0; i < cell->n; i++)
        test[i] = lower_test(l, e, subject, type, cell->kid[i]);
    node_id any = lower_any(l, e, test, cell->n);
    if (of)
        cell_mark(l, any, head, cell, of);
    return any;
}

static bool
has_others(const struct node *row)
{
    for (uint32_t i = 0; i < row->n; i++)
        if (row->kid[i]->form == CELL_OTHERS)
            return true;
    return false;
}

node_id *
lower_row_guards(struct lowering *l, struct env *e, const struct table *t,
                 const struct plan_place *of)
{
    node_id *guard = arena_array(l->arena, node_id, t->rows + 1);
    node_id *named = arena_array(l->arena, node_id, t->rows + 1);
    node_id *cell = arena_array(l->arena, node_id, t->columns + 1);
    uint32_t n = 0;
    for (uint32_t r = 0; r < t->rows; r++) {
        for (uint32_t i = 0; i < t->columns; i++)
            cell[i] = lower_cell(l, e, t, t->row[r]->kid[i], i, of);
        guard[r] = lower_all(l, e, cell, t->columns);
        if (!has_others(t->row[r]))
            named[n++] = guard[r];
    }
    /* 其他 is what no other row says. */
    node_id rest = lower_not(l, e, lower_any(l, e, named, n));
    for (uint32_t r = 0; r < t->rows; r++)
        if (has_others(t->row[r]))
            guard[r] = lower_and(l, e, guard[r], rest);
    return guard;
}

/* The input cells of a row as written, to tell it from its neighbours. */
static struct plan_place
row_place(struct lowering *l, const struct table *t, uint32_t r,
          const struct plan_place *of)
{
    struct text words = {.arena = l->arena};
    struct plan_place p = *of;
    for (uint32_t i = 0; i < t->columns; i++) {
        if (t->column[i].role == COLUMN_OUTPUT)
            continue;
        if (words.len)
            text_add_z(&words, " | ");
        text_add(&words,
                 source_words(l->m->source, l->arena, t->row[r]->kid[i]->at));
    }
    p.kind = PLACE_ROW;
    p.row = text_str(&words);
    p.lo = t->row[r]->at.lo;
    p.hi = t->row[r]->at.hi;
    return p;
}

/* The column of output OUTPUT; the last when there is one only. */
static uint32_t
output_column(const struct table *t, uint32_t output)
{
    uint32_t found = t->columns - 1;
    for (uint32_t i = 0; i < t->columns; i++)
        if (t->column[i].role == COLUMN_OUTPUT && t->column[i].output == output)
            return i;
    return found;
}

static node_id
lower_out(struct lowering *l, struct env *e, const struct table *t, uint32_t r,
          uint32_t column, struct vtype want)
{
    const struct node *cell = t->row[r]->kid[column];
    if (cell->form != CELL_TESTS || !cell->n)
        return lower_none(l, type_plan(l, want));
    return lower_as(l, e, cell->kid[0], want);
}

/* The bands of a row's input: the ends of its one range. */
static void
band_ends(struct lowering *l, struct env *e, const struct node *cell,
          struct vtype base, node_id *lower, node_id *upper)
{
    const struct node *range = cell->form == CELL_TESTS && cell->n == 1 &&
                                       cell->kid[0]->kind == NODE_RANGE
                                   ? cell->kid[0]
                                   : NULL;
    const struct node *lo = range ? node_kid(range, 0) : NULL;
    const struct node *hi = range ? node_kid(range, 1) : NULL;
    *lower = lo ? lower_as(l, e, lo, base) : NO_NODE;
    *upper = hi ? lower_as(l, e, hi, base) : NO_NODE;
}

static node_id
lower_rate(struct lowering *l, struct env *e, node_id amount, struct vtype base,
           const struct node *rate, struct vtype want)
{
    struct vtype r = node_vtype(l, rate), product = {.kind = V_NUMBER};
    struct fraction factor;
    struct vtype fb = base, fr = r;
    unit_multiply(&l->m->units, base.unit, r.unit, 1, &product.unit, &factor);
    fb.kind = fr.kind = product.kind = V_FRACTION;
    fb.scale = fr.scale = 0;
    node_id x = lower_convert(l, e, amount, base, fb);
    node_id y = lower_convert(l, e, lower_expr(l, e, rate), r, fr);
    node_id node = lower_2(l, e, OP_MULTIPLY, type_plan(l, product), x, y);
    struct vtype as = want;
    as.kind = V_FRACTION;
    as.scale = 0;
    return lower_convert(l, e, node, product, as);
}

/* Notes the rows of T for the analysis. */
static void
group_rows(struct lowering *l, const struct table *t, const struct node *n,
           const node_id *guard, const node_id *out, node_id node)
{
    struct group g = {.kind = GROUP_TABLE,
                      .policy = t->policy,
                      .covered = l->covered,
                      .node = node,
                      .context = l->context,
                      .owner = t,
                      .table = t,
                      .at = n->at,
                      .n = t->rows};
    g.arm = arena_array(l->arena, struct group_arm, t->rows);
    for (uint32_t r = 0; r < t->rows; r++)
        g.arm[r] = (struct group_arm){guard[r], out ? out[r] : NO_NODE,
                                      t->row[r]->at, t->row[r]->at, 0};
    vec_push(l->arena, &l->m->group, g);
}

/* 累进: what of X lies in the band of row R, at its rate; none when X does not
 * reach the band. */
static node_id
lower_band(struct lowering *l, struct env *e, const struct table *t, uint32_t r,
           node_id x, struct vtype base, struct vtype want,
           const struct plan_place *of)
{
    const struct node *rate = t->row[r]->kid[1]->kid[0];
    uint32_t number = type_plan(l, base);
    uint32_t place = lower_place(l, t->row[r], row_place(l, t, r, of));
    node_id in = x, lo, hi, reached = l->yes;
    band_ends(l, e, t->row[r]->kid[0], base, &lo, &hi);
    if (hi != NO_NODE)
        in = lower_2(l, e, OP_MIN, number, in, hi);
    if (lo == NO_NODE)
        lo = lower_number(l, base, 0);
    else
        reached = lower_2(l, e, OP_LT, type_truth(l), lo, x);
    in = lower_2(l, e, OP_SUBTRACT, number, in, lo);
    in = lower_2(l, e, OP_MAX, number, in, lower_number(l, base, 0));
    struct firing f = {reached, lower_rate(l, e, in, base, rate, want)};
    return lower_guard(l, e, f, place, l->p->node[f.value].type);
}

/* 全额: all of X at the rate of the band it lies in. */
static node_id
lower_whole(struct lowering *l, struct env *e, const struct table *t, node_id x,
            struct vtype base, struct vtype want, uint32_t type,
            const struct plan_place *of, const struct node *n)
{
    node_id *guard = lower_row_guards(l, e, t, of);
    node_id *arm = arena_array(l->arena, node_id, t->rows * 2);
    for (uint32_t r = 0; r < t->rows; r++) {
        const struct node *rate = t->row[r]->kid[1]->kid[0];
        uint32_t place = lower_place(l, t->row[r], row_place(l, t, r, of));
        lower_mark(l, guard[r], place);
        arm[r * 2] = guard[r];
        arm[r * 2 + 1] = lower_rate(l, e, x, base, rate, want);
        /* The row itself, with a guard of its own to name it by. */
        struct firing f = {arm[r * 2], arm[r * 2 + 1]};
        lower_guard(l, e, f, place, l->p->node[f.value].type);
    }
    node_id chosen = lower_node(l, e, OP_ONE, type, 0, 0, arm, t->rows * 2);
    group_rows(l, t, n, guard, NULL, chosen);
    return chosen;
}

/* A table of bands. The checker has seen that the result has no more places
 * than the decision, so storing it rounds nothing away. */
static node_id
lower_bands(struct lowering *l, struct env *e, const struct table *t,
            struct vtype want, const struct plan_place *of,
            const struct node *n)
{
    const struct node *head = t->header->kid[0]->kid[0];
    struct vtype base = node_vtype(l, head), exact = want;
    node_id x = lower_expr(l, e, head), all;
    exact.kind = V_FRACTION;
    exact.scale = 0;
    uint32_t type = type_plan(l, exact);
    if (t->policy == POLICY_WHOLE_AMOUNT) {
        all = lower_whole(l, e, t, x, base, want, type, of, n);
    } else {
        node_id *part = arena_array(l->arena, node_id, t->rows);
        /* Only the analysis asks which band X ends in. */
        group_rows(l, t, n, lower_row_guards(l, e, t, NULL), NULL, NO_NODE);
        for (uint32_t r = 0; r < t->rows; r++)
            part[r] = lower_band(l, e, t, r, x, base, want, of);
        all = lower_node(l, e, OP_NSUM, type, 0, 0, part, t->rows);
    }
    if (want.kind == V_FRACTION)
        return all;
    return lower_node(l, e, OP_ROUND, type_plan(l, want), ROUND_HALF_AWAY,
                      plan_constant(l->b, 1), &all, 1);
}

/* If row 1 applies its output, else if row 2 .., in the order of ORDER. */
static node_id
lower_chain(struct lowering *l, struct env *e, uint32_t type,
            const node_id *guard, const node_id *out, const uint32_t *order,
            uint32_t n)
{
    node_id node = lower_none(l, type);
    for (uint32_t i = n; i-- > 0;) {
        uint32_t r = order ? order[i] : i;
        node_id operand[] = {guard[r], out[r], node};
        node = lower_node(l, e, OP_IF, type, 0, 0, operand, 3);
    }
    return node;
}

/* The rows by the place of their output in its declared order. */
static uint32_t *
preferred_order(struct lowering *l, const struct table *t, uint32_t column)
{
    uint32_t *order = arena_array(l->arena, uint32_t, t->rows);
    uint32_t *rank = arena_array(l->arena, uint32_t, t->rows);
    for (uint32_t r = 0; r < t->rows; r++) {
        const struct node *cell = t->row[r]->kid[column];
        const struct ref *ref = cell->n && cell->kid[0]->kind == NODE_NAME
                                    ? cell->kid[0]->meaning
                                    : NULL;
        rank[r] = ref && ref->kind == REF_MEMBER ? ref->number : UINT32_MAX;
        uint32_t k = r;
        for (; k > 0 && rank[order[k - 1]] > rank[r]; k--)
            order[k] = order[k - 1];
        order[k] = r;
    }
    return order;
}

static node_id
lower_policy(struct lowering *l, struct env *e, const struct table *t,
             const node_id *guard, const node_id *out, const node_id *guarded,
             uint32_t column, uint32_t type)
{
    node_id *arm = arena_array(l->arena, node_id, t->rows * 2);
    for (uint32_t r = 0; r < t->rows; r++) {
        arm[r * 2] = guard[r];
        arm[r * 2 + 1] = out[r];
    }
    switch ((enum policy)t->policy) {
    case POLICY_FIRST:
        return lower_chain(l, e, type, guard, out, NULL, t->rows);
    case POLICY_PREFERRED:
        return lower_chain(l, e, type, guard, out,
                           preferred_order(l, t, column), t->rows);
    case POLICY_AGREEING:
        return lower_node(l, e, OP_AGREE, type, 0, 0, guarded, t->rows);
    case POLICY_HIGHEST:
        return lower_node(l, e, OP_NMAX, type, 0, 0, guarded, t->rows);
    case POLICY_LOWEST:
        return lower_node(l, e, OP_NMIN, type, 0, 0, guarded, t->rows);
    case POLICY_STACKED:
        return lower_node(l, e, OP_NSUM, type, 0, 0, guarded, t->rows);
    case POLICY_COUNTED:
    case POLICY_NONE:
    case POLICY_UNIQUE:
    case POLICY_MARGINAL:
    case POLICY_WHOLE_AMOUNT:
    case POLICY_EXCLUSIVE:
        break;
    }
    return lower_node(l, e, OP_ONE, type, 0, 0, arm, t->rows * 2);
}

/* How many rows apply, as a WANT. */
static node_id
lower_counted(struct lowering *l, struct env *e, const struct table *t,
              const node_id *guarded, struct vtype want)
{
    struct vtype whole = {.kind = V_NUMBER, .unit = want.unit};
    node_id count = lower_node(l, e, OP_NCOUNT, type_plan(l, whole), 0, 0,
                               guarded, t->rows);
    return lower_convert(l, e, count, whole, want);
}

node_id
lower_table(struct lowering *l, struct env *e, const struct node *n,
            uint32_t output, struct vtype want, const struct plan_place *of)
{
    const struct table *t = n->meaning;
    if (t->policy == POLICY_MARGINAL || t->policy == POLICY_WHOLE_AMOUNT)
        return lower_bands(l, e, t, want, of, n);
    node_id *guard = lower_row_guards(l, e, t, of);
    uint32_t column = output_column(t, output), type = type_plan(l, want);
    node_id *out = arena_array(l->arena, node_id, t->rows);
    node_id *guarded = arena_array(l->arena, node_id, t->rows);
    for (uint32_t r = 0; r < t->rows; r++) {
        uint32_t place = lower_place(l, t->row[r], row_place(l, t, r, of));
        node_id operand[] = {guard[r], NO_NODE};
        operand[1] = t->policy == POLICY_COUNTED
                         ? l->yes
                         : lower_out(l, e, t, r, column, want);
        out[r] = operand[1];
        /* The row itself, with a guard of its own to name it by. */
        guarded[r] = lower_node(l, e, OP_GUARD, l->p->node[out[r]].type, place,
                                0, operand, 2);
        lower_mark(l, guarded[r], place);
        lower_mark(l, guard[r], place);
    }
    node_id node =
        t->policy == POLICY_COUNTED
            ? lower_counted(l, e, t, guarded, want)
            : lower_policy(l, e, t, guard, out, guarded, column, type);
    group_rows(l, t, n, guard, out, node);
    return node;
}
