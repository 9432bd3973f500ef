#include "runtime/trial_data.h"

struct giving {
    struct arena *arena;
    const struct plan *plan;
    struct data *data;
    VEC(struct case_fact) fact;
};

/* ---- facts, those of the row in the place of the common ones ---- */

static bool
same_fact(const struct case_fact *a, const struct case_fact *b)
{
    return a->fact == b->fact && a->row == b->row && a->timed == b->timed &&
           a->when == b->when;
}

static void
facts_merge(struct giving *g, const struct case_part *common,
            const struct case_part *own)
{
    for (uint32_t i = 0; i < common->facts; i++) {
        const struct case_fact *fact = &common->fact[i];
        for (uint32_t k = 0; k < own->facts; k++)
            if (same_fact(fact, &own->fact[k]))
                fact = NULL, k = own->facts;
        if (fact)
            vec_push(g->arena, &g->fact, *fact);
    }
    for (uint32_t i = 0; i < own->facts; i++)
        vec_push(g->arena, &g->fact, own->fact[i]);
}

/* ---- columns ---- */

static void
give_state(struct giving *g, const struct case_fact *fact)
{
    const struct plan_fact *f = &g->plan->fact[fact->fact];
    struct table_data *t = &g->data->table[f->entity];
    struct fact_column *c = &t->fact[f->slot];
    if (!c->history)
        c->history = arena_array(g->arena, struct history, t->rows);
    struct history *h = &c->history[fact->row];
    struct state_value *at =
        arena_array(g->arena, struct state_value, h->n + 1);
    struct state_value value = {fact->when, fact->value};
    uint32_t i = 0;
    if (value.value.can == 0)
        value.value =
            cell_any(g->arena, &g->plan->type[f->type], t->rows + t->open);
    for (; i < h->n && h->at[i].from < value.from; i++)
        at[i] = h->at[i];
    at[i] = value;
    for (; i < h->n; i++)
        at[i + 1] = h->at[i];
    *h = (struct history){at, h->n + 1};
}

static void
give_flow(struct giving *g, const struct case_fact *fact)
{
    const struct plan_fact *f = &g->plan->fact[fact->fact];
    struct table_data *t = &g->data->table[f->entity];
    struct fact_column *c = &t->fact[f->slot];
    if (fact->value.can == 0)
        return;
    if (!c->flow)
        c->flow = arena_array(g->arena, struct flow, t->rows);
    struct flow *flow = &c->flow[fact->row];
    struct flow_value *at =
        arena_array(g->arena, struct flow_value, flow->n + 1);
    uint32_t i = 0;
    for (; i < flow->n && flow->at[i].period < fact->when; i++)
        at[i] = flow->at[i];
    at[i] = (struct flow_value){fact->when, fact->value};
    for (; i < flow->n; i++)
        at[i + 1] = flow->at[i];
    *flow = (struct flow){at, flow->n + 1};
}

static void
give(struct giving *g, const struct case_fact *fact)
{
    if (!fact->timed)
        data_give(g->arena, g->plan, g->data, fact->fact, fact->row,
                  fact->value);
    else if (g->plan->fact[fact->fact].form == FACT_FLOW)
        give_flow(g, fact);
    else
        give_state(g, fact);
}

/* ---- the rest ---- */

static void
tables_make(struct giving *g, const struct plan_case *test)
{
    for (uint32_t e = 1; e < g->plan->entities; e++) {
        const struct case_table *t = &test->table[e];
        if (g->plan->entity[e].roster)
            continue;
        data_table(g->arena, g->plan, g->data, e, t->rows, t->open);
        g->data->table[e].open_from = t->open_from;
        for (uint32_t r = 0; r < t->rows; r++)
            g->data->table[e].id[r] = t->id[r];
    }
}

/* Of two assumptions about one row the first counts: the row's own. */
static void
assumptions_merge(struct giving *g, const struct case_part *common,
                  const struct case_part *own)
{
    const struct case_part *part[] = {own, common};
    uint32_t n = common->assumptions + own->assumptions;
    struct assumption *to = arena_array(g->arena, struct assumption, n + 1);
    for (int p = 0; p < 2; p++)
        for (uint32_t i = 0; i < part[p]->assumptions; i++) {
            const struct case_assumption *from = &part[p]->assumption[i];
            to[g->data->assumptions++] =
                (struct assumption){from->decision, from->row, from->when,
                                    !from->timed, from->value};
        }
    g->data->assumption = to;
}

static void
choices_give(struct giving *g, const struct case_part *part)
{
    for (uint32_t i = 0; i < part->choices; i++)
        g->data->reading[part->choice[i].reading] = part->choice[i].value;
}

struct data *
trial_data(struct arena *a, const struct plan *p, const struct plan_case *test,
           const struct case_run *run, const struct case_time *time)
{
    struct giving g = {.arena = a, .plan = p, .data = data_new(a, p)};
    tables_make(&g, test);
    facts_merge(&g, &test->common, &run->own);
    for (uint32_t i = 0; i < g.fact.n; i++)
        give(&g, &g.fact.at[i]);
    assumptions_merge(&g, &test->common, &run->own);
    choices_give(&g, &test->common);
    choices_give(&g, &run->own);
    if (time->asof.can) {
        g.data->asof = time->asof;
        g.data->asked_from = time->from;
        g.data->asked_to = time->to;
    }
    return g.data;
}
