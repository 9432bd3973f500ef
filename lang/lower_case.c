/* Cases: the checker has made them the plan's but for their decisions. Those
 * of the model stay as they are. */
#include "lang/lower.h"
#include "lang/plan/case.h"

static void
part_lower(const struct lowering *l, struct case_part *part)
{
    struct case_assumption *as =
        arena_array(l->arena, struct case_assumption, part->assumptions + 1);
    for (uint32_t i = 0; i < part->assumptions; i++) {
        as[i] = part->assumption[i];
        as[i].decision = l->plan_decision[as[i].decision];
    }
    part->assumption = as;
    struct case_expected *to =
        arena_array(l->arena, struct case_expected, part->expecteds + 1);
    for (uint32_t i = 0; i < part->expecteds; i++) {
        to[i] = part->expected[i];
        to[i].decision = l->plan_decision[to[i].decision];
    }
    part->expected = to;
}

static void
case_lower(const struct lowering *l, struct plan_case *c)
{
    struct case_run *run = arena_array(l->arena, struct case_run, c->runs + 1);
    part_lower(l, &c->common);
    for (uint32_t r = 0; r < c->runs; r++) {
        run[r] = c->run[r];
        part_lower(l, &run[r].own);
    }
    c->run = run;
}

void
cases_lower(struct lowering *l, struct plan *p)
{
    uint32_t n = l->m->test.n;
    struct plan_case *test = arena_array(l->arena, struct plan_case, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        test[i] = *l->m->test.at[i].plan;
        case_lower(l, &test[i]);
    }
    p->test = test;
    p->tests = n;
}
