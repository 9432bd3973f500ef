/* Assertions over outcomes: proved, refuted, or neither. */
#include "lang/analysis/analysis.h"

enum { ASSERTION_NODES = 2000, ASSERTION_WALKS = 3000 };

struct assertion {
    node_id root;
    node_id *constraint;
    uint32_t constraints;
    bool fails, doubtful;
    struct cell *input;
};

static node_id
judge(void *user, const struct box_view *v)
{
    struct assertion *q = user;
    const struct cell *c = box_cell(v, q->root);
    bool may_fail = c->can & CAN_VALUE && c->lo == 0;
    if (!may_fail)
        return BOX_DONE;
    node_id want = c->can == CAN_VALUE && c->hi == 0 ? BOX_DONE : q->root;
    for (uint32_t i = 0; i < q->constraints; i++) {
        const struct cell *k = box_cell(v, q->constraint[i]);
        bool holds = k->can == CAN_NONE || (k->can == CAN_VALUE && k->lo == 1);
        if (k->can == CAN_VALUE && k->hi == 0)
            return BOX_DONE;
        if (!holds && want == BOX_DONE)
            want = q->constraint[i];
    }
    if (want != BOX_DONE && !v->last)
        return want;
    if (want != BOX_DONE) {
        q->doubtful = true;
        return BOX_DONE;
    }
    q->fails = true;
    for (uint32_t i = 0; i < v->cone->input.n; i++)
        q->input[i] = v->input[i];
    return BOX_STOP;
}

/* True when it was decided. */
static bool
ask(struct analysis *a, const struct plan_decision *d, struct span at,
    bool whole)
{
    struct cone cone;
    struct assertion q = {0};
    space_id space = a->plan->node[d->root].space;
    cone_init(&cone, &a->boxes, ASSERTION_NODES, whole);
    q.root = cone_add(&cone, d->root);
    q.constraint = arena_array(a->arena, node_id, a->constraint.n + 1);
    for (uint32_t i = 0; i < a->constraint.n; i++)
        if (a->constraint_space.at[i] == space)
            q.constraint[q.constraints++] =
                cone_add(&cone, a->constraint.at[i]);
    cone_relate(&cone);
    q.input = arena_array(a->arena, struct cell, cone.input.n + 1);
    enum box_result r = box_search(&cone, ASSERTION_WALKS, judge, &q);
    if (r == BOX_ALL && !q.doubtful)
        return true;
    if (!q.fails || !cone_free(&cone))
        return false;
    report(a->m->diags, ASSERTION_FAILS, .at = at,
           .arg = {d->name, witness_words(a, &cone, q.input, cone.input.n)});
    return true;
}

void
analyse_assertions(struct analysis *a)
{
    struct model *m = a->m;
    uint32_t next = 0;
    for (uint32_t i = 0; i < a->plan->decisions; i++) {
        const struct plan_decision *d = &a->plan->decision[i];
        if (d->kind != PLACE_ASSERTION)
            continue;
        while (next < m->decision.n &&
               m->decision.at[next]->kind != DECISION_ASSERTION)
            next++;
        if (next == m->decision.n)
            return;
        struct span at = node_name_at(m->decision.at[next++]->node);
        struct arena_mark mark = arena_mark(a->arena);
        if (!ask(a, d, at, false) && !ask(a, d, at, true))
            report(m->diags, ASSERTION_NOT_DECIDED, .at = at, .arg = {d->name});
        arena_back(a->arena, mark);
    }
}
