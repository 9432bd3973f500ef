/* The rows of spaces. */
#include "lang/plan/fill.h"

#include <string.h>

struct choice
choice_of(const struct cell *c, enum rep rep)
{
    struct choice choice = {.lo = c->lo, .hi = c->hi};
    if (rep == REP_MEMBER) {
        choice.masked = true;
        choice.mask = (uint64_t)c->lo;
        choice.lo = choice.mask ? __builtin_ctzll(choice.mask) : 0;
        choice.hi = choice.mask ? 63 - __builtin_clzll(choice.mask) : -1;
    }
    return choice;
}

enum same
cells_same(const struct cell *a, const struct cell *b, enum rep rep, wide many)
{
    bool overlap;
    if (rep == REP_MEMBER)
        overlap = (a->lo & b->lo) != 0;
    else if (rep == REP_TEXT || rep == REP_LIST)
        overlap = !cell_single(a, rep) || !cell_single(b, rep) ||
                  value_compare(a->lo, b->lo, rep) == 0;
    else
        overlap = value_compare(a->lo, b->hi, rep) <= 0 &&
                  value_compare(b->lo, a->hi, rep) <= 0;
    if (!overlap)
        return SAME_NO;
    bool single = cell_single(a, rep) && cell_single(b, rep);
    return single && (many < 0 || a->lo != many) ? SAME_YES : SAME_PERHAPS;
}

wide
walk_many_row(const struct walk *w, const struct type *t)
{
    if (t->rep != REP_ROW || t->entity == NO_ENTITY)
        return -1;
    const struct table_data *d = &w->data->table[t->entity];
    return d->open ? (wide)d->rows : -1;
}

/* A space on its way: rows in the order of their parents. */
struct build {
    struct walk *w;
    const struct plan_space *space;
    const struct rows *parents;
    VEC(uint32_t) parent;
    VEC(struct cell) element;
    VEC(uint8_t) sure;
};

static void
build_row(struct build *b, uint32_t parent, struct cell element, uint8_t sure)
{
    struct arena *a = b->w->arena;
    if (!walk_work(b->w, 1) || b->parent.n == UINT32_MAX - 1)
        return;
    vec_push(a, &b->parent, parent);
    vec_push(a, &b->element, element);
    vec_push(a, &b->sure, sure);
}

/* Rows of the table that a pair space reads, by the value of their link. */
struct links {
    struct operand link;
    wide many;
    uint32_t rows, given;
    uint32_t values; /* 0: not sorted by value */
    uint32_t *first; /* by value, values + 1 of them */
    uint32_t *row;
    uint32_t *loose; /* rows whose link is not one value */
    uint32_t loose_n;
};

/* The one row or member that C is, or UINT32_MAX. */
static uint32_t
link_value(const struct cell *c, enum rep rep)
{
    if (!(c->can & CAN_VALUE) || !cell_single(c, rep))
        return UINT32_MAX;
    struct choice choice = choice_of(c, rep);
    bool near = choice.lo >= 0 && choice.lo < UINT32_MAX;
    return near ? (uint32_t)choice.lo : UINT32_MAX;
}

static uint32_t
link_of_row(const struct links *l, uint32_t row)
{
    uint32_t v = link_value(operand_cell(&l->link, row), l->link.rep);
    return v < l->values ? v : UINT32_MAX;
}

static void
links_sort(struct walk *w, struct links *l)
{
    l->first = arena_array(w->arena, uint32_t, l->values + 2);
    l->row = arena_array(w->arena, uint32_t, l->rows);
    l->loose = arena_array(w->arena, uint32_t, l->rows);
    for (uint32_t t = 0; t < l->rows; t++) {
        uint32_t v = link_of_row(l, t);
        if (v != UINT32_MAX)
            l->first[v + 2]++;
        else if (operand_cell(&l->link, t)->can & CAN_VALUE)
            l->loose[l->loose_n++] = t;
    }
    for (uint32_t v = 2; v < l->values + 2; v++)
        l->first[v] += l->first[v - 1];
    for (uint32_t t = 0; t < l->rows; t++) {
        uint32_t v = link_of_row(l, t);
        if (v != UINT32_MAX)
            l->row[l->first[v + 1]++] = t;
    }
}

static struct links
links_of(struct walk *w, const struct plan_space *s)
{
    struct links l = {.rows = walk_table_rows(w, s->entity),
                      .given = w->data->table[s->entity].rows,
                      .many = -1};
    if (s->link == NO_NODE)
        return l;
    l.link = operand_column(w, s->link);
    l.many = walk_many_row(w, l.link.type);
    if (l.link.rep == REP_MEMBER)
        l.values = 64;
    else if (l.link.rep == REP_ROW && l.link.type->entity != NO_ENTITY)
        l.values = walk_table_rows(w, l.link.type->entity);
    if (l.values > 0)
        links_sort(w, &l);
    return l;
}

static void
pair_row(struct build *b, const struct links *l, uint32_t parent, uint32_t t,
         const struct cell *subject)
{
    uint8_t sure = t < l->given ? ROW_SURE : ROW_MANY;
    if (subject != NULL) {
        const struct cell *link = operand_cell(&l->link, t);
        if (!(link->can & subject->can & CAN_VALUE))
            return;
        enum same same = cells_same(link, subject, l->link.rep, l->many);
        bool values = link->can == CAN_VALUE && subject->can == CAN_VALUE;
        if (same == SAME_NO)
            return;
        if (sure == ROW_SURE && (same != SAME_YES || !values))
            sure = ROW_PERHAPS;
    }
    build_row(b, parent, cell_value(t), sure);
}

/* The rows that may link to VALUE: those that do and those that are not
 * known, in the order of the table. */
static void
pair_known(struct build *b, const struct links *l, uint32_t parent,
           const struct cell *subject, uint32_t value)
{
    uint32_t i = l->first[value], end = l->first[value + 1], j = 0;
    while ((i < end || j < l->loose_n) && b->w->status == WALK_OK) {
        bool take = j == l->loose_n || (i < end && l->row[i] < l->loose[j]);
        pair_row(b, l, parent, take ? l->row[i] : l->loose[j], subject);
        if (take)
            i++;
        else
            j++;
    }
}

/* Rows that nothing links are there for every parent: bounded before memory
 * is, for each of them has a cell in every column. */
static bool
pairs_allowed(const struct build *b, const struct links *l)
{
    if (b->parent.n > b->w->limits.pairs && b->parent.n > l->rows &&
        b->w->status == WALK_OK)
        b->w->status = WALK_PAIRS;
    return b->w->status == WALK_OK;
}

static void
build_pair(struct build *b)
{
    struct links l = links_of(b->w, b->space);
    struct operand subject = {0};
    if (b->space->link != NO_NODE)
        subject = operand_column(b->w, b->space->subject);
    for (uint32_t p = 0; p < b->parents->n && pairs_allowed(b, &l); p++) {
        const struct cell *s = NULL;
        if (b->space->link != NO_NODE)
            s = operand_cell(&subject, p);
        uint32_t value = UINT32_MAX;
        if (s != NULL && l.values > 0)
            value = link_value(s, subject.rep);
        if (value < l.values) {
            pair_known(b, &l, p, s, value);
            continue;
        }
        if (!walk_work(b->w, l.rows))
            return;
        for (uint32_t t = 0; t < l.rows && b->w->status == WALK_OK; t++)
            pair_row(b, &l, p, t, s);
    }
    pairs_allowed(b, &l);
}

struct cell
period_holding(enum period_kind kind, const struct cell *c)
{
    struct cell period = *c;
    if (c->can & CAN_VALUE) {
        period.lo = period_of(kind, (int32_t)c->lo);
        period.hi = period_of(kind, (int32_t)c->hi);
    }
    return period;
}

/* The bounds of an `each` for one parent row. */
struct bounds {
    const struct cell *from, *to;
    bool known, sure; /* both one day; both certainly days in order */
};

static struct bounds
bounds_of(const struct cell *from, const struct cell *to)
{
    bool values = from->can == CAN_VALUE && to->can == CAN_VALUE;
    return (struct bounds){.from = from,
                           .to = to,
                           .known = is_word(from) && is_word(to),
                           .sure = values && from->hi <= to->lo};
}

/* Whether days FIRST to LAST meet the bounds. */
static enum same
bounds_meet(const struct bounds *b, wide first_lo, wide first_hi, wide last_lo,
            wide last_hi)
{
    if (last_hi < b->from->lo || first_lo > b->to->hi || first_lo > last_hi)
        return SAME_NO;
    bool sure = b->sure && last_lo >= b->from->hi && first_hi <= b->to->lo &&
                first_hi <= last_lo;
    return sure ? SAME_YES : SAME_PERHAPS;
}

static void
each_calendar(struct build *b, uint32_t parent, const struct bounds *bounds)
{
    enum period_kind kind = (enum period_kind)b->space->period;
    int32_t lo = period_of(kind, (int32_t)bounds->from->lo);
    int32_t hi = period_of(kind, (int32_t)bounds->to->hi);
    bool many = (int64_t)hi - lo >= b->w->limits.periods;
    if (many && bounds->known) {
        b->w->status = WALK_PERIODS;
        return;
    }
    if (many) {
        struct cell all = cell_value(lo);
        all.hi = hi;
        build_row(b, parent, all, ROW_MANY);
        return;
    }
    for (int32_t p = lo; p <= hi && b->w->status == WALK_OK; p++) {
        wide first = period_first(kind, p), last = period_last(kind, p);
        enum same meet = bounds_meet(bounds, first, first, last, last);
        build_row(b, parent, cell_value(p),
                  meet == SAME_YES ? ROW_SURE : ROW_PERHAPS);
    }
}

static void
each_roster(struct build *b, uint32_t parent, const struct bounds *bounds)
{
    struct operand first = operand_column(b->w, b->space->first);
    struct operand last = operand_column(b->w, b->space->last);
    uint32_t rows = walk_table_rows(b->w, b->space->entity), found = 0;
    uint32_t given = b->w->data->table[b->space->entity].rows;
    if (!walk_work(b->w, rows))
        return;
    for (uint32_t m = 0; m < rows; m++) {
        const struct cell *f = operand_cell(&first, m);
        const struct cell *l = operand_cell(&last, m);
        if (!(f->can & l->can & CAN_VALUE))
            continue;
        enum same meet = bounds_meet(bounds, f->lo, f->hi, l->lo, l->hi);
        if (meet == SAME_NO)
            continue;
        bool sure =
            meet == SAME_YES && f->can == CAN_VALUE && l->can == CAN_VALUE;
        if (++found > b->w->limits.periods)
            b->w->status = WALK_PERIODS;
        build_row(b, parent, cell_value(m),
                  m >= given ? ROW_MANY
                  : sure     ? ROW_SURE
                             : ROW_PERHAPS);
    }
}

/* A bound that is a fault makes a row whose period is that fault, so that no
 * fold passes it over. */
static void
each_fault(struct build *b, uint32_t parent, const struct bounds *bounds)
{
    struct cell fault = {0};
    const struct cell *both[] = {bounds->from, bounds->to};
    bool only = false;
    for (int i = 0; i < 2; i++) {
        if (both[i]->can & CAN_FAULT)
            cell_join_fault(&fault, both[i]->fault, both[i]->place);
        only = only || can_only(both[i], CAN_FAULT);
    }
    if (fault.can != 0)
        build_row(b, parent, fault, only ? ROW_SURE : ROW_PERHAPS);
}

/* Between one day and itself there is one period, even if the day is not
 * known; and an asker who names no period means that of the as-of day. */
static bool
one_period(const struct build *b, const struct cell *from)
{
    const struct plan_node *node = b->w->plan->node;
    bool asked = node[b->space->from].op == OP_ASKED_FROM &&
                 node[b->space->to].op == OP_ASKED_TO;
    return b->space->period != PERIOD_ROSTER &&
           (b->space->from == b->space->to || (asked && from->lo != from->hi));
}

static void
each_parent(struct build *b, uint32_t parent, const struct cell *from,
            const struct cell *to)
{
    bool roster = b->space->period == PERIOD_ROSTER;
    if (one_period(b, from)) {
        enum period_kind kind = (enum period_kind)b->space->period;
        build_row(b, parent, period_holding(kind, from), ROW_SURE);
        return;
    }
    struct bounds bounds = bounds_of(from, to);
    each_fault(b, parent, &bounds);
    bool empty = !(from->can & to->can & CAN_VALUE) || from->lo > to->hi;
    if (empty)
        return;
    if (roster)
        each_roster(b, parent, &bounds);
    else
        each_calendar(b, parent, &bounds);
}

static void
build_each(struct build *b)
{
    struct operand from = operand_column(b->w, b->space->from);
    struct operand to = operand_column(b->w, b->space->to);
    for (uint32_t p = 0; p < b->parents->n && b->w->status == WALK_OK; p++)
        each_parent(b, p, operand_cell(&from, p), operand_cell(&to, p));
}

/* Does every row have the one period of what the asker named? */
static bool
one_asked(const struct walk *w, enum period_kind kind)
{
    const struct cell *from = &w->data->asked_from, *to = &w->data->asked_to;
    if (from->can == 0 || from->lo != from->hi)
        return true;
    return is_word(from) && is_word(to) && from->lo <= to->lo &&
           period_of(kind, (int32_t)from->lo) ==
               period_of(kind, (int32_t)to->lo);
}

bool
space_aligned(const struct walk *w, space_id space)
{
    const struct plan_space *s = &w->plan->space[space];
    const struct plan_node *node = w->plan->node;
    if (s->kind != SPACE_EACH || s->period == PERIOD_ROSTER ||
        w->limits.periods == 0)
        return false;
    if (s->from == s->to)
        return true;
    return node[s->from].op == OP_ASKED_FROM && node[s->to].op == OP_ASKED_TO &&
           one_asked(w, (enum period_kind)s->period);
}

/* The rows of B, and where those of each parent start. */
static void
rows_of_build(struct build *b, struct rows *rows)
{
    rows->n = b->parent.n;
    rows->parent = b->parent.at;
    rows->element = b->element.at;
    rows->sure = b->sure.at;
    rows->first = arena_array(b->w->arena, uint32_t, b->parents->n + 1);
    for (uint32_t r = 0; r < rows->n; r++)
        rows->first[rows->parent[r] + 1]++;
    for (uint32_t p = 0; p < b->parents->n; p++)
        rows->first[p + 1] += rows->first[p];
}

/* The memory of a space of one row. */
struct one_row {
    struct cell element;
    uint32_t parent, first[2];
    uint8_t sure;
};

static void
rows_one(struct walk *w, struct rows *rows, bool derived, const struct cell *c)
{
    struct one_row *one = arena_zero(w->arena, sizeof *one);
    one->element = *c;
    one->first[1] = 1;
    *rows = (struct rows){.n = 1,
                          .parent = derived ? &one->parent : NULL,
                          .first = one->first,
                          .element = &one->element,
                          .sure = &one->sure};
}

static void
build_table(struct walk *w, const struct plan_space *s, struct rows *rows)
{
    bool one = s->kind == SPACE_CASE;
    uint32_t given = one ? 1 : w->data->table[s->entity].rows;
    rows->n = one ? 1 : walk_table_rows(w, s->entity);
    if (!walk_work(w, rows->n))
        return;
    if (rows->n == 1 && given == 1) {
        struct cell self = cell_value(0);
        rows_one(w, rows, false, &self);
        return;
    }
    rows->element = arena_take(w->arena, rows->n * sizeof *rows->element);
    rows->sure = arena_array(w->arena, uint8_t, rows->n);
    for (uint32_t r = 0; r < rows->n; r++)
        put_value(&rows->element[r], r);
    if (rows->n > given)
        rows->sure[given] = ROW_MANY;
    rows->first = arena_array(w->arena, uint32_t, 2);
    rows->first[1] = rows->n;
}

/* The one period of the one row of the parent. */
static void
build_aligned_one(struct walk *w, const struct plan_space *s, struct rows *rows)
{
    struct operand from = operand_column(w, s->from);
    struct cell period =
        period_holding((enum period_kind)s->period, operand_cell(&from, 0));
    if (walk_work(w, 1))
        rows_one(w, rows, true, &period);
}

void
space_build(struct walk *w, space_id space)
{
    const struct plan_space *s = &w->plan->space[space];
    struct rows *rows = &w->out->rows[space];
    if (w->built[space])
        return;
    w->built[space] = 1;
    if (s->kind == SPACE_CASE || s->kind == SPACE_TABLE) {
        build_table(w, s, rows);
        return;
    }
    space_build(w, s->parent);
    if (w->out->rows[s->parent].n == 1 && space_aligned(w, space)) {
        build_aligned_one(w, s, rows);
        return;
    }
    struct build b = {.w = w, .space = s, .parents = &w->out->rows[s->parent]};
    if (s->kind == SPACE_PAIR)
        build_pair(&b);
    else
        build_each(&b);
    if (w->status == WALK_OK)
        rows_of_build(&b, rows);
}
