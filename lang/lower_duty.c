/* Duties to nodes: what several windows or bearers come to together; and the
 * list of all duties. */
#include "lang/lower.h"

#include "lang/duty.h"

#include <string.h>

void
env_through(struct lowering *l, struct env *e, const struct decision *d)
{
    if (!d->through || e->outer)
        return;
    struct env *row = env_copy(l, e);
    row->outer = NULL;
    row->derived = false;
    row->row = l->m->entity.at[d->through->type.entity];
    row->self = lower_field(l, e, d->through, e->self);
    e->outer = row;
}

static node_id
member_constant(struct lowering *l, struct vtype type, uint32_t member)
{
    return lower_constant(l, type_plan(l, type), (wide)1 << member);
}

/* The first of the statuses, worst first, that SEEN says some have. */
static node_id
worst_seen(struct lowering *l, struct env *e, struct vtype type,
           const node_id *seen)
{
    uint32_t plan = type_plan(l, type);
    node_id worst = member_constant(l, type, STATUS_NOT_APPLICABLE);
    for (uint32_t s = STATUS_NOT_APPLICABLE; s-- > 0;) {
        node_id operand[] = {seen[s], member_constant(l, type, s), worst};
        worst = lower_node(l, e, OP_IF, plan, 0, 0, operand, 3);
    }
    return worst;
}

static node_id
worst_bearer(struct lowering *l, struct env *e, struct decision *d)
{
    uint32_t truth = type_truth(l);
    node_id seen[STATUS_COUNT];
    node_id *is = arena_array(l->arena, node_id, d->worst.n);
    for (uint32_t s = 0; s < STATUS_COUNT; s++) {
        for (uint32_t i = 0; i < d->worst.n; i++)
            is[i] = lower_2(l, e, OP_EQ, truth,
                            lower_decision(l, e, d->worst.at[i], e->self),
                            member_constant(l, d->type, s));
        seen[s] = lower_any(l, e, is, d->worst.n);
    }
    return worst_seen(l, e, d->type, seen);
}

/* Of the windows from the beginning of the year that holds the as-of day. */
static node_id
worst_window(struct lowering *l, struct env *e, struct decision *d)
{
    struct decision *of = d->of;
    uint32_t truth = type_truth(l);
    node_id seen[STATUS_COUNT];
    node_id year =
        lower_1(l, e, OP_PERIOD_OF, type_period(l, PERIOD_YEAR), e->today);
    node_id from = lower_on(l, e, lower_first_day(l, e, year));
    struct env *in =
        env_periods(l, e, of->period, from, lower_on(l, e, e->today));
    node_id status = lower_decision(l, in, of, in->self);
    for (uint32_t s = 0; s < STATUS_COUNT; s++) {
        node_id is = lower_on(l, in,
                              lower_2(l, in, OP_EQ, truth, status,
                                      member_constant(l, d->type, s)));
        seen[s] = lower_1(l, e, OP_ANY, truth, is);
    }
    return worst_seen(l, e, d->type, seen);
}

node_id
lower_worst(struct lowering *l, struct env *e, struct decision *d)
{
    return d->worst_of_windows ? worst_window(l, e, d) : worst_bearer(l, e, d);
}

static uint32_t
decision_number(const struct lowering *l, const struct decision *d)
{
    return d ? l->plan_decision[d->index] : UINT32_MAX;
}

static void
bearers_fill(struct lowering *l, const struct duty *d, struct plan_duty *to)
{
    struct plan_bearer *bearer =
        arena_array(l->arena, struct plan_bearer, d->bearer.n + 1);
    for (uint32_t i = 0; i < d->bearer.n; i++) {
        const struct bearer *b = &d->bearer.at[i];
        bearer[i] =
            (struct plan_bearer){.row = b->kind == BEARER_ROW,
                                 .lead = b->lead,
                                 .standing = b->standing,
                                 .fact = b->fact ? b->fact->index : UINT32_MAX};
        if (b->roster) {
            bearer[i].entity = b->roster->index;
            bearer[i].member = b->member;
        }
    }
    to->bearer = bearer;
    to->bearers = d->bearer.n;
}

static void
follows_fill(struct lowering *l, const struct duty *d, struct plan_duty *to)
{
    struct str *name = arena_array(l->arena, struct str, d->follows.n + 1);
    for (uint32_t i = 0; i < d->follows.n; i++)
        name[i] = model_text(l->m, d->follows.at[i]);
    to->follows = name;
    to->followers = d->follows.n;
}

/* What is asked for, without the verb. */
static struct str
act_words(struct lowering *l, const struct duty *d)
{
    const struct node *act = node_find(d->node, NODE_ACT);
    if (!act)
        return STR("");
    return act->kid[0]->kind == NODE_TEXT ? act->kid[0]->text
                                          : source_text(l->m->source, act->at);
}

/* The years from that of FIRST to that of LAST are spoken of. */
static void
year_said(const struct workdays *w, uint8_t *entry, int32_t first, int32_t last)
{
    int32_t from = period_first(PERIOD_YEAR, period_of(PERIOD_YEAR, first)),
            to = period_last(PERIOD_YEAR, period_of(PERIOD_YEAR, last));
    for (int32_t day = from; day <= to; day++)
        entry[day - w->first] = WORKDAY_PLAIN;
}

/* The declared days of the calendar of working days, as a table by day. */
static void
workdays_fill(struct lowering *l, struct plan *p)
{
    const struct entity *e = l->m->workdays ? model_workdays(l->m) : NULL;
    struct workdays *w = &p->workdays;
    *w = (struct workdays){.last = -1};
    if (!e || !e->declared || !e->member.n)
        return;
    uint32_t first = calendar_first(l->m, e)->slot,
             last = calendar_last(l->m, e)->slot,
             work = calendar_work(l->m, e)->slot;
    int32_t least = INT32_MAX, most = INT32_MIN;
    for (uint32_t i = 0; i < e->member.n; i++) {
        const struct cell *row = &e->declared[i * e->field.n];
        least = row[first].lo < least ? (int32_t)row[first].lo : least;
        most = row[last].lo > most ? (int32_t)row[last].lo : most;
    }
    w->entity = e->index;
    w->first = period_first(PERIOD_YEAR, period_of(PERIOD_YEAR, least));
    w->last = period_last(PERIOD_YEAR, period_of(PERIOD_YEAR, most));
    uint8_t *entry = arena_zero(l->arena, (size_t)(w->last - w->first + 1));
    memset(entry, WORKDAY_NOT_SAID, (size_t)(w->last - w->first + 1));
    for (uint32_t i = 0; i < e->member.n; i++)
        year_said(w, entry, (int32_t)e->declared[i * e->field.n + first].lo,
                  (int32_t)e->declared[i * e->field.n + last].lo);
    for (uint32_t i = 0; i < e->member.n; i++) {
        const struct cell *row = &e->declared[i * e->field.n];
        for (wide day = row[first].lo; day <= row[last].lo; day++)
            entry[day - w->first] = row[work].lo ? WORKDAY_WORK : WORKDAY_REST;
    }
    w->entry = entry;
}

void
duties_lower(struct lowering *l, struct plan *p)
{
    struct model *m = l->m;
    p->duty = arena_array(l->arena, struct plan_duty, m->duty.n + 1);
    p->duties = m->duty.n;
    workdays_fill(l, p);
    for (uint32_t i = 0; i < m->duty.n; i++) {
        const struct duty *d = m->duty.at[i];
        const struct field *through = d->status->through;
        struct plan_duty *to = &p->duty[i];
        *to = (struct plan_duty){
            .name = model_text(m, d->name),
            .citation = cites_text(l, d->node),
            .act = act_words(l, d),
            .modality = d->modality,
            .measured = d->form != DUTY_WORDS,
            .severally = d->severally,
            .entity = d->on->index,
            .through = through ? through->index : UINT32_MAX,
            .status = decision_number(l, d->status),
            .due = decision_number(l, d->due),
            .done = decision_number(l, d->done),
            .since = decision_number(l, d->since),
            .overall = decision_number(l, d->overall),
        };
        bearers_fill(l, d, to);
        follows_fill(l, d, to);
    }
}
