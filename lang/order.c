#include "lang/order.h"

struct graph {
    struct model *m;
    VEC(uint32_t) edge;      /* decisions named, by decision in a row */
    uint32_t *first;         /* by decision, and one more: its edges */
    uint32_t *own;           /* by decision: nodes of its tree */
    uint64_t *size;          /* by decision: with its helpers expanded */
    uint32_t *largest;       /* by decision: the helper that costs most */
    VEC(struct rule *) rule; /* sorted by decision, see first_rule */
    uint32_t *first_rule;
};

static void
name_add(struct graph *g, atom name)
{
    struct symbol *s = name ? model_find(g->m, name) : NULL;
    if (s && s->kind == SYMBOL_DECISION)
        vec_push(g->m->arena, &g->edge,
                 ((const struct decision *)s->thing)->index);
}

static void
tree_add(struct graph *g, const struct node *n, uint32_t *size)
{
    if (!n)
        return;
    ++*size;
    if (n->kind == NODE_NAME)
        name_add(g, n->name);
    for (uint32_t i = 0; i < n->n; i++)
        tree_add(g, n->kid[i], size);
}

/* The rules of every decision, next to one another. */
static void
rules_group(struct graph *g)
{
    struct model *m = g->m;
    g->first_rule = arena_array(m->arena, uint32_t, m->decision.n + 2);
    for (uint32_t i = 0; i < m->rule.n; i++)
        if (m->rule.at[i]->decision && !m->rule.at[i]->within)
            g->first_rule[m->rule.at[i]->decision->index + 2]++;
    for (uint32_t i = 2; i < m->decision.n + 2; i++)
        g->first_rule[i] += g->first_rule[i - 1];
    g->rule.at = arena_array(m->arena, struct rule *, m->rule.n + 1);
    for (uint32_t i = 0; i < m->rule.n; i++)
        if (m->rule.at[i]->decision && !m->rule.at[i]->within) {
            uint32_t d = m->rule.at[i]->decision->index;
            g->rule.at[g->first_rule[d + 1]++] = m->rule.at[i];
        }
}

static void
edges_find(struct graph *g)
{
    struct model *m = g->m;
    g->first = arena_array(m->arena, uint32_t, m->decision.n + 1);
    g->own = arena_array(m->arena, uint32_t, m->decision.n);
    for (uint32_t i = 0; i < m->decision.n; i++) {
        const struct decision *d = m->decision.at[i];
        g->first[i] = g->edge.n;
        for (uint32_t k = g->first_rule[i]; k < g->first_rule[i + 1]; k++)
            tree_add(g, g->rule.at[k]->node, &g->own[i]);
        if (d->of)
            vec_push(m->arena, &g->edge, d->of->index);
        if (d->split)
            tree_add(g, d->split->node, &g->own[i]);
    }
    g->first[m->decision.n] = g->edge.n;
}

static void
size_settle(struct graph *g, uint32_t d)
{
    uint64_t most = g->m->limits.plan;
    g->size[d] = g->own[d];
    g->largest[d] = UINT32_MAX;
    for (uint32_t i = g->first[d]; i < g->first[d + 1]; i++) {
        uint32_t to = g->edge.at[i];
        if (g->m->decision.at[to]->kind != DECISION_HELPER || to == d)
            continue;
        g->size[d] += g->size[to];
        if (g->size[d] > most)
            g->size[d] = most + 1;
        if (g->largest[d] == UINT32_MAX || g->size[to] > g->size[g->largest[d]])
            g->largest[d] = to;
    }
}

/* Depth first, without recursion: the stack holds decisions and how far their
 * edges were followed. */
static struct decision **
edges_sort(struct graph *g)
{
    struct model *m = g->m;
    uint32_t n = m->decision.n, done = 0;
    struct decision **order = arena_array(m->arena, struct decision *, n + 1);
    uint32_t *stack = arena_array(m->arena, uint32_t, n + 1);
    uint32_t *next = arena_array(m->arena, uint32_t, n + 1);
    bool *seen = arena_array(m->arena, bool, n + 1);
    for (uint32_t start = 0; start < n; start++) {
        uint32_t deep = 0;
        if (!seen[start])
            stack[deep++] = start, seen[start] = true;
        while (deep) {
            uint32_t d = stack[deep - 1];
            uint32_t at = g->first[d] + next[d]++;
            if (at >= g->first[d + 1]) {
                size_settle(g, d);
                order[done++] = m->decision.at[d];
                deep--;
            } else if (!seen[g->edge.at[at]]) {
                seen[g->edge.at[at]] = true;
                stack[deep++] = g->edge.at[at];
            }
        }
    }
    return order;
}

static void
report_size(struct graph *g, uint32_t d)
{
    struct text chain = {.arena = g->m->arena}, most = chain;
    uint32_t step = 0;
    text_add_unsigned(&most, g->m->limits.plan);
    for (uint32_t at = d; at != UINT32_MAX && step < 8; step++) {
        if (step)
            text_add_z(&chain, " → ");
        text_add(&chain, model_text(g->m, g->m->decision.at[at]->name));
        at = g->largest[at];
    }
    report(g->m->diags, LIMIT_PLAN,
           .at = node_name_at(g->m->decision.at[d]->node),
           .arg = {model_text(g->m, g->m->decision.at[d]->name),
                   text_str(&most), text_str(&chain)});
}

static void
sizes_check(struct graph *g)
{
    uint64_t all = 0;
    for (uint32_t d = 0; d < g->m->decision.n; d++) {
        if (g->m->decision.at[d]->kind == DECISION_HELPER)
            continue;
        all += g->size[d];
        if (all > g->m->limits.plan) {
            report_size(g, d);
            return;
        }
    }
}

struct decision **
model_order(struct model *m)
{
    struct graph g = {.m = m};
    g.size = arena_array(m->arena, uint64_t, m->decision.n + 1);
    g.largest = arena_array(m->arena, uint32_t, m->decision.n + 1);
    rules_group(&g);
    edges_find(&g);
    struct decision **order = edges_sort(&g);
    sizes_check(&g);
    return order;
}
