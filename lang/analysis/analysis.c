#include "lang/analysis/analysis.h"

/* In this order: what one question says another need not say again. */
static const struct {
    const char *name, *codes; /* as in spec/analysis.md */
    void (*ask)(struct analysis *a);
    bool for_asking; /* finds errors, or proves what evaluation uses */
} analyses[] = {
    {"conditions", "W0504", analyse_conditions, false},
    {"alternatives", "W0501 E0502 W0502 W0503 W0506 N0515 N0521",
     analyse_alternatives, true},
    {"assertions", "W0516 N0517", analyse_assertions, false},
    {"arithmetic", "W0510 W0511", analyse_arithmetic, false},
};

enum { WALKS_MOST = 4 * 1000 * 1000 };

static void
constraints_find(struct analysis *a)
{
    const struct plan *p = a->plan;
    for (uint32_t i = 0; i < p->decisions; i++) {
        const struct plan_decision *d = &p->decision[i];
        if (d->kind != PLACE_CONSTRAINT)
            continue;
        vec_push(a->arena, &a->constraint, d->root);
        vec_push(a->arena, &a->constraint_space, p->node[d->root].space);
    }
}

static void
ask_all(struct analysis *a, bool for_asking)
{
    boxes_init(&a->boxes, a->arena, a->plan, WALKS_MOST);
    constraints_find(a);
    for (size_t i = 0; i < sizeof analyses / sizeof *analyses; i++)
        if (analyses[i].for_asking || !for_asking)
            analyses[i].ask(a);
}

void
model_analyse(struct model *m, struct plan *p, bool for_asking)
{
    /* What the questions need is given back at once, so a refusal by the
     * allocator has to come by here. */
    jmp_buf failed, *outer = m->arena->on_failure;
    struct arena scratch;
    arena_init(&scratch, m->arena->from, &failed);
    scratch.ceiling = m->arena->ceiling - m->arena->used;
    if (setjmp(failed)) {
        m->arena->on_failure = outer;
        arena_free(&scratch);
        arena_fail(m->arena);
    }
    m->arena->on_failure = &failed;
    struct analysis a = {.m = m, .plan = p, .arena = &scratch};
    ask_all(&a, for_asking);
    m->arena->on_failure = outer;
    arena_free(&scratch);
}
