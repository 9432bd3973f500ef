/* Cases: the checker has made them the plan's but for their decisions. */
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
    for (uint32_t i = 0; i < part->expecteds; i++)
        part->expected[i].decision =
            l->plan_decision[part->expected[i].decision];
}

void
cases_lower(struct lowering *l, struct plan *p)
{
    uint32_t n = l->m->test.n;
    struct plan_case *test = arena_array(l->arena, struct plan_case, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        test[i] = *l->m->test.at[i].plan;
        part_lower(l, &test[i].common);
        for (uint32_t r = 0; r < test[i].runs; r++)
            part_lower(l, &test[i].run[r].own);
    }
    p->test = test;
    p->tests = n;
}
