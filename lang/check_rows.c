/* Aggregates over all rows where those of one row were meant. */
#include "lang/check.h"

/* The entity whose rows VALUE names without saying whose: 老人, 老人 的 x. */
static struct entity *
all_rows(const struct node *value, const struct node **name)
{
    while (value->kind == NODE_PATH)
        value = value->kid[0];
    const struct ref *r = value->meaning;
    if (value->kind != NODE_NAME || !r || r->kind != REF_ROWS)
        return NULL;
    *name = value;
    return r->entity;
}

/* Does N look at the row of 对, or at a fact of ROWS that refers to one? */
static bool
links(const struct node *n, const struct entity *rows, const struct entity *to)
{
    if (!n)
        return false;
    const struct ref *r =
        n->kind == NODE_NAME || n->kind == NODE_PATH ? n->meaning : NULL;
    if (n->kind == NODE_THIS || (r && r->kind == REF_ROW))
        return true;
    if (r && r->kind == REF_FIELD && r->field->of == rows &&
        r->field->type.entity == to->index)
        return true;
    for (uint32_t i = 0; i < n->n; i++)
        if (links(n->kid[i], rows, to))
            return true;
    return false;
}

/* How many facts of ROWS refer to TO; FIRST is the first of them. */
static uint32_t
links_between(const struct entity *rows, const struct entity *to,
              struct field **first)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < to->link.n; i++)
        if (to->link.at[i]->of == rows && n++ == 0)
            *first = to->link.at[i];
    return n;
}

/* 本 的 ROWS; or, when LINK is one of several facts, ROWS 当 LINK 是 本. */
static struct str
own_rows(const struct model *m, const struct entity *rows,
         const struct field *link, bool several, bool english)
{
    struct text own = {.arena = m->arena};
    if (!several)
        text_add_z(&own, english ? "this's " : "本 的 ");
    text_add(&own, model_text(m, rows->name));
    if (several) {
        text_add_z(&own, english ? " when " : " 当 ");
        text_add(&own, model_text(m, link->name));
        text_add_z(&own, english ? " is this" : " 是 本");
    }
    return text_str(&own);
}

void
check_whose_rows(struct checker *c, const struct node *n,
                 const struct call *call)
{
    const struct node *name = NULL;
    struct field *link = NULL;
    const struct scope *s = c->scope;
    struct entity *rows = all_rows(call->value, &name);
    while (s && s->outer)
        s = s->outer;
    if (!rows || !s || !s->row || s->row == rows)
        return;
    uint32_t ways = links_between(rows, s->row, &link);
    if (!ways || links(call->condition, rows, s->row) ||
        links(call->taken, rows, s->row))
        return;
    bool english = (unsigned char)model_text(c->m, n->kid[0]->name).at[0] < 128;
    struct str own = own_rows(c->m, rows, link, ways > 1, english);
    struct diag d = {.id = DIAG_ALL_ROWS, .at = name->at};
    d.arg[0] = model_text(c->m, rows->name);
    d.arg[1] = model_text(c->m, s->row->name);
    d.arg[2] = own;
    if (ways == 1) {
        d.fix.at = name->at;
        d.fix.text = own;
    }
    diag_add(c->diags, &d);
    link->used = true; /* that it is not used has this cause */
}
