/* N0530: decisions that no case says anything of, directly or by what rests on
 * them. */
#include "lang/base/map.h"
#include "lang/builtin.h"
#include "lang/drafting/drafting.h"
#include "lang/plan/case.h"

struct testing {
    struct drafting *d;
    struct map tested; /* decisions, by address */
    VEC(const struct decision *)
    next; /* whose grounds are still to be marked */
};

static void
decision_mark(struct testing *t, const struct decision *of)
{
    if (!of || map_get(&t->tested, (uintptr_t)of) != MAP_NONE)
        return;
    map_put(&t->tested, (uintptr_t)of, 0);
    vec_push(t->d->arena, &t->next, of);
}

static void
ground_mark(const struct node *n, void *user)
{
    struct testing *t = user;
    const struct ref *r = n->meaning;
    const struct call *call = n->meaning;
    if (!n->meaning)
        return;
    if (n->kind == NODE_NAME || n->kind == NODE_PATH) {
        if (r->kind == REF_DECISION)
            decision_mark(t, r->decision);
    } else if (n->kind == NODE_CALL && call->form == CALL_HELPER) {
        decision_mark(t, call->helper);
    }
}

static void
rule_mark(struct testing *t, const struct rule *r)
{
    nodes_visit(r->node, ground_mark, t);
    for (uint32_t i = 0; i < r->exception.n; i++)
        rule_mark(t, r->exception.at[i]);
}

/* All that what is marked rests on. */
static void
grounds_mark(struct testing *t)
{
    for (uint32_t k = 0; k < t->next.n; k++) {
        const struct decision *of = t->next.at[k];
        nodes_visit(of->node, ground_mark, t);
        for (uint32_t i = 0; i < of->rule.n; i++)
            rule_mark(t, of->rule.at[i]);
        for (uint32_t i = 0; i < of->exception.n; i++)
            rule_mark(t, of->exception.at[i]);
        nodes_visit(of->otherwise, ground_mark, t);
        decision_mark(t, of->of);
        for (uint32_t i = 0; of->split && i < of->split->whole.n; i++)
            decision_mark(t, of->split->whole.at[i]);
    }
}

static void
part_mark(struct testing *t, const struct case_part *part)
{
    for (uint32_t i = 0; i < part->expecteds; i++)
        decision_mark(t, t->d->m->decision.at[part->expected[i].decision]);
}

static void
cases_mark(struct testing *t)
{
    const struct model *m = t->d->m;
    for (uint32_t i = 0; i < m->test.n; i++) {
        const struct plan_case *c = m->test.at[i].plan;
        part_mark(t, &c->common);
        for (uint32_t k = 0; k < c->runs; k++)
            part_mark(t, &c->run[k].own);
    }
    grounds_mark(t);
}

static bool
wants_test(const struct decision *of)
{
    return of->kind == DECISION_RULE && !of->asked && of->node &&
           of->node->kind == NODE_RULE;
}

void
draft_tests(struct drafting *d)
{
    struct model *m = d->m;
    struct testing t = {.d = d};
    map_init(&t.tested, d->arena);
    cases_mark(&t);
    for (uint32_t i = 0; i < m->decision.n; i++) {
        const struct decision *of = m->decision.at[i];
        if (!wants_test(of) || map_get(&t.tested, (uintptr_t)of) != MAP_NONE)
            continue;
        if (m->test.n) {
            report(m->diags, NOT_TESTED, .at = node_name_at(of->node),
                   .arg = {model_text(m, of->name)});
            continue;
        }
        /* Without a single case this is said once. */
        report(m->diags, NO_TESTS, .at = node_name_at(of->node));
        return;
    }
}
