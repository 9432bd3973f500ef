/* Conditions that hold always or never. */
#include "lang/analysis/analysis.h"

#include <stdlib.h>

static int
written_compare(const void *a, const void *b)
{
    const struct written *x = a, *y = b;
    if (x->at.lo != y->at.lo)
        return x->at.lo < y->at.lo ? -1 : 1;
    return x->at.hi < y->at.hi ? -1 : x->at.hi > y->at.hi;
}

/* 1 always, 0 never, -1 neither. */
static int
holds(const struct analysis *a, node_id node)
{
    struct cell c = boxes_range(&a->boxes, node);
    return c.can == CAN_VALUE && c.lo == c.hi ? (int)c.lo : -1;
}

struct spans {
    VEC(struct span) at;
};

/* What constraints and assertions say is meant to hold always. */
static void
meant_find(struct analysis *a, struct spans *meant)
{
    for (uint32_t i = 0; i < a->m->decision.n; i++) {
        const struct decision *d = a->m->decision.at[i];
        bool kind =
            d->kind == DECISION_CONSTRAINT || d->kind == DECISION_ASSERTION;
        const struct node *must = kind ? node_find(d->node, NODE_MUST) : NULL;
        if (must)
            vec_push(a->arena, &meant->at, must->at);
    }
}

static bool
is_meant(const struct spans *meant, struct span at)
{
    for (uint32_t i = 0; i < meant->at.n; i++)
        if (meant->at.at[i].lo <= at.lo && at.hi <= meant->at.at[i].hi)
            return true;
    return false;
}

void
analyse_conditions(struct analysis *a)
{
    struct model *m = a->m;
    uint32_t n = m->condition.n;
    struct written *list = m->condition.at;
    struct spans meant = {0};
    meant_find(a, &meant);
    if (n)
        qsort(list, n, sizeof *list, written_compare);
    for (uint32_t i = 0, to; i < n; i = to) {
        int all = holds(a, list[i].node);
        /* One place of the text may have become several nodes. */
        for (to = i + 1; to < n && !written_compare(&list[i], &list[to]); to++)
            if (holds(a, list[to].node) != all)
                all = -1;
        if (all >= 0 && is_meant(&meant, list[i].at))
            continue;
        if (all == 1)
            report(m->diags, CONDITION_ALWAYS, .at = list[i].at);
        if (all != 0)
            continue;
        report(m->diags, CONDITION_NEVER, .at = list[i].at);
        vec_push(a->arena, &a->never, list[i].at);
    }
}
