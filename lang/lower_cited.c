/* What cites which sentence: all citations of a rulebook, as a list. */
#include "lang/cited.h"
#include "lang/lower.h"

static const struct {
    uint8_t node, beside;
    int form; /* -1: whichever */
    struct cited_row row;
} rows[CITED_KINDS] = {
#define CITED(id, node, beside, form, weight, key, zh, en)                     \
    [CITED_##id] = {                                                           \
        NODE_##node, NODE_##beside, form, {CITED_##weight, key, {zh, en}}},
#include "lang/cited.def"
#undef CITED
};

const struct cited_row *
cited_row(enum cited_kind kind)
{
    return &rows[kind].row;
}

/* CITED_KINDS for what cites nothing. */
static enum cited_kind
cited_kind_of(const struct node *n)
{
    int kind = 0;
    while (kind < CITED_KINDS &&
           (rows[kind].node != n->kind ||
            (rows[kind].form >= 0 && rows[kind].form != n->form) ||
            (rows[kind].beside != NODE_WRONG &&
             !node_find(n, (enum node_kind)rows[kind].beside))))
        kind++;
    return (enum cited_kind)kind;
}

struct citing {
    struct lowering *l;
    VEC(struct plan_cited) list;
    struct plan_cited at; /* the declaration at hand, without a citation */
};

static void
cite(struct citing *c, struct str citation)
{
    c->at.citation = citation;
    vec_push(c->l->arena, &c->list, c->at);
}

static void
cite_all(struct citing *c, const struct node *n)
{
    node_each(n, CITES, cites) for (uint32_t i = 0; i < cites->n; i++)
        cite(c, model_text(c->l->m, cites->kid[i]->name));
}

static struct str
joined(struct lowering *l, struct str a, const char *b)
{
    struct text text = {.arena = l->arena};
    text_add(&text, a);
    text_add_z(&text, b);
    return text_str(&text);
}

/* 措施 一 names that part, so it has its heading; and with 责任 the bracket
 * that says who answers for it. */
static void
cite_measure(struct citing *c, const struct node *n)
{
    bool responsible = node_find(n, NODE_RESPONSIBLE) != NULL;
    const struct node *named = n->kid[0];
    for (uint32_t i = 0; i < named->n; i++) {
        struct str part = model_text(c->l->m, named->kid[i]->name);
        cite(c, joined(c->l, part, ".0"));
        if (responsible)
            cite(c, joined(c->l, part, ".责任"));
    }
    for (uint32_t i = 1; i < n->n; i++)
        if (n->kid[i] && n->kid[i]->kind == NODE_CITES)
            for (uint32_t k = 0; k < n->kid[i]->n; k++)
                cite(c, model_text(c->l->m, n->kid[i]->kid[k]->name));
}

static void
cite_declaration(struct citing *c, const struct node *n, struct str label)
{
    enum cited_kind kind = cited_kind_of(n);
    struct span at = node_name_at(n);
    if (kind == CITED_KINDS)
        return;
    c->at = (struct plan_cited){.kind = (uint8_t)kind,
                                .label = label,
                                .declaration = c->at.declaration + 1,
                                .lo = at.lo,
                                .hi = at.hi};
    if (n->kind == NODE_UNCODED)
        c->at.reason = n->text;
    if (n->kind == NODE_RULEBOOK)
        cite(c, STR("前.0")); /* 名称 and 状态 are its title */
    if (n->kind == NODE_MEASURE)
        cite_measure(c, n);
    else
        cite_all(c, n);
    node_each(n, BUT, but) cite_declaration(
        c, but, but->name ? model_text(c->l->m, but->name) : label);
}

static struct str
label_of(struct lowering *l, const struct node *n)
{
    if (n->kind == NODE_PRESUMPTION)
        return source_text(l->m->source, n->kid[0]->at);
    return n->name && n->kind != NODE_UNCODED ? model_text(l->m, n->name)
                                              : STR("");
}

void
cited_lower(struct lowering *l, struct plan *p)
{
    struct citing c = {.l = l};
    for (uint32_t f = 0; f < l->m->file.n; f++)
        for (uint32_t i = 0; i < l->m->file.at[f]->n; i++) {
            const struct node *n = l->m->file.at[f]->kid[i];
            cite_declaration(&c, n, label_of(l, n));
        }
    p->cited = c.list.at;
    p->citeds = c.list.n;
}
