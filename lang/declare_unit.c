/* 单位: units of the rulebook, in any order. */
#include "lang/declare.h"
#include "lang/unknown.h"

/* One declaration. VALUE is null for a dimension of its own. */
struct unit_node {
    const struct node *names, *value;
    bool done;
};

static void
names_declare(struct model *m, const struct node *names, unit_id like,
              struct fraction factor)
{
    for (uint32_t i = 0; names && i < names->n; i++)
        if (!unit_declare(&m->units, names->kid[i]->name, like, factor))
            report(m->diags, UNIT_TWICE, .at = names->kid[i]->at,
                   .arg = {model_text(m, names->kid[i]->name)});
}

/* False as long as the unit it is a multiple of is not known. */
static bool
multiple_declare(struct model *m, const struct unit_node *u)
{
    const struct literal *l = u->value->literal;
    struct fraction factor;
    struct str wrong;
    unit_id like;
    if (u->value->kind != NODE_NUMBER) {
        report(m->diags, UNIT_VALUE, .at = u->value->at);
        return true;
    }
    if (!unit_read(&m->units, l->unit, &like, &wrong))
        return false;
    if (!unit_is_single(&m->units, like) ||
        !fraction_of(l->coefficient, wide_ten_to(l->scale), &factor) ||
        factor.num <= 0)
        report(m->diags, UNIT_VALUE, .at = u->value->at);
    else
        names_declare(m, u->names, like, factor);
    return true;
}

static void
report_unsettled(struct model *m, const struct unit_node *u)
{
    const struct literal *l = u->value->literal;
    struct str wrong = {"", 0};
    unit_id like;
    unit_read(&m->units, l->unit, &like, &wrong);
    unknown_unit(m, l->unit_at, wrong);
}

void
model_units(struct model *m)
{
    VEC(struct unit_node) list = {0};
    bool more = true;
    for (uint32_t f = 0; f < m->file.n; f++)
        node_each(m->file.at[f], UNIT_DECL, n)
        {
            const struct node *value = node_kid(n, 1);
            if (value && value->kind != NODE_ATTRIBUTE)
                vec_push(m->arena, &list,
                         (struct unit_node){node_kid(n, 0), value, false});
            else
                names_declare(m, node_kid(n, 0), UNIT_ONE,
                              (struct fraction){0, 1});
        }
    while (more) {
        more = false;
        for (uint32_t i = 0; i < list.n; i++)
            if (!list.at[i].done && multiple_declare(m, &list.at[i]))
                list.at[i].done = more = true;
    }
    for (uint32_t i = 0; i < list.n; i++)
        if (!list.at[i].done)
            report_unsettled(m, &list.at[i]);
}
