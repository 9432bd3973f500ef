/* 属于（甲、乙 等 待 X 认定）: what is not listed waits for a finding, a fact
 * of the row that it is about. */
#include <string.h>

#include "lang/check.h"

/* The innermost row, or the case. */
static struct entity *
row_of(const struct checker *c)
{
    const struct scope *s = c->scope;
    while (s && !s->row)
        s = s->outer;
    return s ? s->row : c->m->entity.at[0];
}

/* 类别 属于（甲、乙 等）: N as written, without who finds. */
static struct str
finding_name(struct checker *c, const struct node *n)
{
    const struct node *awaiting = node_find(n, NODE_AWAITING);
    struct str all = source_words(c->m->source, c->m->arena, n->at);
    if (!awaiting)
        return all;
    struct span list = {n->at.lo, awaiting->at.lo};
    struct str words = source_words(c->m->source, c->m->arena, list);
    struct str close = all.at[all.len - 1] == ')' ? STR(")") : STR("）");
    struct text name = {.arena = c->m->arena};
    while (words.len && words.at[words.len - 1] == ' ')
        words.len--;
    text_add(&name, words);
    text_add(&name, close);
    return text_str(&name);
}

/* Members of E have one more fact, of which the rulebook says nothing. */
static void
declared_widen(struct checker *c, struct entity *e)
{
    uint32_t n = e->field.n, members = e->member.n;
    struct cell *all = arena_array(c->m->arena, struct cell, members * n);
    for (uint32_t i = 0; e->declared && i < members; i++)
        memcpy(&all[i * n], &e->declared[i * (n - 1)], (n - 1) * sizeof *all);
    e->declared = all;
}

struct field *
check_finding(struct checker *c, struct node *n)
{
    struct model *m = c->m;
    struct entity *e = row_of(c);
    atom name = atom_of(m->atoms, finding_name(c, n));
    struct field *f = entity_field(e, name);
    if (f && f->node->kind == NODE_IN)
        return f;
    f = model_field_new(m, e, n);
    f->name = name;
    f->type = vtype_truth;
    f->used = true;
    f->awaits = names_text(m, node_find(n, NODE_AWAITING));
    if (e->form == ENTITY_ROSTER)
        declared_widen(c, e);
    return f;
}
