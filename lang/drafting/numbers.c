/* N0534: a quantity that stands in several rules, and would rather be a
 * standard with a name and a day from which it holds. */
#include <stdlib.h>

#include "lang/drafting/drafting.h"

/* In so many declarations it is no accident. */
enum { SEVERAL = 3 };

struct quantity {
    struct str unit;
    wide coefficient;
    uint8_t scale;
    struct span at;
    uint32_t declaration; /* its number */
};

struct quantities {
    struct drafting *d;
    VEC(struct quantity) list;
    uint32_t declaration;
};

/* Numbers that any rule may have: none, one, a whole, a year of months. */
static bool
is_common(const struct literal *n, struct str unit)
{
    wide units = n->coefficient;
    for (uint8_t i = 0; i < n->scale; i++)
        units /= 10;
    bool year = units == 12 &&
                (str_equal(unit, STR("月")) || str_equal(unit, STR("个月")) ||
                 str_equal(unit, STR("month")));
    return units <= 1 || year || !unit.len;
}

static void
number_add(const struct node *n, void *user)
{
    struct quantities *q = user;
    const struct literal *l = n->literal;
    if (n->kind != NODE_NUMBER || l->wrong || l->percent)
        return;
    struct quantity to = {.unit = model_text(q->d->m, l->unit),
                          .coefficient = l->coefficient,
                          .scale = l->scale,
                          .at = n->at,
                          .declaration = q->declaration};
    if (is_common(l, to.unit))
        return;
    for (; to.scale && to.coefficient % 10 == 0; to.scale--)
        to.coefficient /= 10;
    vec_push(q->d->arena, &q->list, to);
}

static void
declaration_add(const struct node *n, void *user)
{
    struct quantities *q = user;
    q->declaration++;
    if (n->kind != NODE_RULE && n->kind != NODE_EXCEPTION &&
        n->kind != NODE_SPLIT && n->kind != NODE_DUTY)
        return;
    for (uint32_t i = 0; i < n->n; i++)
        if (n->kid[i] && n->kid[i]->kind != NODE_TYPE &&
            n->kid[i]->kind != NODE_PARAMS)
            nodes_visit(n->kid[i], number_add, q);
}

static int
quantity_compare(const void *a, const void *b)
{
    const struct quantity *x = a, *y = b;
    int order = str_compare(x->unit, y->unit);
    if (!order)
        order = (x->scale > y->scale) - (x->scale < y->scale);
    if (!order)
        order = (x->coefficient > y->coefficient) -
                (x->coefficient < y->coefficient);
    return order ? order : (x->at.lo > y->at.lo) - (x->at.lo < y->at.lo);
}

static bool
same_quantity(const struct quantity *a, const struct quantity *b)
{
    return a->coefficient == b->coefficient && a->scale == b->scale &&
           str_equal(a->unit, b->unit);
}

/* The N places AT are of one quantity. */
static void
quantity_note(struct drafting *d, const struct quantity *at, uint32_t n)
{
    struct text times = {.arena = d->arena};
    const struct quantity *other = NULL;
    uint32_t declarations = 1;
    for (uint32_t i = 1; i < n; i++) {
        if (at[i].declaration == at[i - 1].declaration)
            continue;
        other = other ? other : &at[i];
        declarations++;
    }
    if (declarations < SEVERAL)
        return;
    text_add_unsigned(&times, declarations);
    report(d->m->diags, NUMBER_REPEATED, .at = at->at,
           .arg = {source_text(d->m->source, at->at), text_str(&times)},
           .second = {other->at, LABEL_FIRST});
}

void
draft_numbers(struct drafting *d)
{
    struct quantities q = {.d = d};
    declarations_visit(d, declaration_add, &q);
    if (q.list.n)
        qsort(q.list.at, q.list.n, sizeof *q.list.at, quantity_compare);
    for (uint32_t i = 0, to; i < q.list.n; i = to) {
        for (to = i + 1;
             to < q.list.n && same_quantity(&q.list.at[i], &q.list.at[to]);)
            to++;
        quantity_note(d, &q.list.at[i], to - i);
    }
}
