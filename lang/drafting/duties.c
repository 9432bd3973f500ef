/* N0550 to N0558: what a duty leaves unsaid, and amounts that say too little.
 */
#include "lang/drafting/drafting.h"

#include "lang/duty.h"

static void
note(struct drafting *d, enum diag_id id, struct span at, atom name)
{
    struct diag diag = {.id = id, .at = at};
    diag.arg[0] = model_text(d->m, name);
    diag_add(d->m->diags, &diag);
}

static bool
binds(const struct duty *duty)
{
    return duty->modality != MODALITY_PERMISSION &&
           duty->modality != MODALITY_ENCOURAGEMENT;
}

/* N0550, N0551: nobody bears it; several do, and none leads. */
static void
note_bearers(struct drafting *d, const struct duty *duty)
{
    uint32_t own = 0, lead = 0;
    for (uint32_t i = 0; i < duty->bearer.n; i++) {
        own += !duty->bearer.at[i].standing;
        lead += duty->bearer.at[i].lead;
    }
    if (binds(duty) && !duty->bearer.n)
        note(d, DIAG_DUTY_NOBODY, node_name_at(duty->node), duty->name);
    const struct node *by = node_find(duty->node, NODE_BEARERS);
    if (by && own > 1 && !lead && !duty->severally)
        note(d, DIAG_DUTY_NO_LEAD, by->at, duty->name);
}

/* N0552: it is never due, so it is never violated. */
static void
note_due(struct drafting *d, const struct duty *duty)
{
    bool dated = duty->form == DUTY_EVENT || duty->form == DUTY_REACH;
    if (dated && !duty->due)
        note(d, DIAG_DUTY_NEVER_DUE, node_name_at(duty->node), duty->name);
}

static bool
says_who(const struct drafting *d, const struct entity *event)
{
    for (uint32_t i = 0; i < event->field.n; i++) {
        const struct entity *to = field_entity(d->m, event->field.at[i]);
        if (to && to->body)
            return true;
    }
    return false;
}

/* Several may do it, and it does not say who did. */
static bool
lacks_actor(const struct drafting *d, const struct duty *duty)
{
    return duty->form == DUTY_EVENT && duty->bearer.n > 1 &&
           !says_who(d, duty->event);
}

/* N0553, once for an event, at its first duty. */
static void
note_actor(struct drafting *d, uint32_t number)
{
    const struct duty *duty = d->m->duty.at[number];
    bool again = false;
    for (uint32_t i = 0; i < number; i++)
        again |= d->m->duty.at[i]->event == duty->event &&
                 lacks_actor(d, d->m->duty.at[i]);
    if (lacks_actor(d, duty) && !again)
        note(d, DIAG_EVENT_NO_ACTOR, node_name_at(duty->event->node),
             duty->event->name);
}

/* N0556: nothing tells whether the target is reached. */
static void
note_target(struct drafting *d, const struct duty *duty)
{
    if (duty->modality == MODALITY_TARGET && duty->form == DUTY_WORDS)
        note(d, DIAG_TARGET_NO_COUNT, node_name_at(duty->node), duty->name);
}

/* What both are about, in the same words. */
static bool
same_act(struct drafting *d, const struct duty *a, const struct duty *b)
{
    const struct node *x = node_find(a->node, NODE_ACT),
                      *y = node_find(b->node, NODE_ACT);
    return x && y && a->on == b->on &&
           str_equal(written_at(d, x->kid[0]->at),
                     written_at(d, y->kid[0]->at));
}

static bool
forbids(const struct duty *duty)
{
    const struct node *act = node_find(duty->node, NODE_ACT);
    return act && act->form == ACT_MUST_NOT;
}

/* N0557: a permission, and a prohibition of the same. */
static void
note_opposed(struct drafting *d, const struct duty *duty)
{
    if (duty->modality != MODALITY_PERMISSION ||
        node_find(duty->node, NODE_OVERRIDES))
        return;
    for (uint32_t i = 0; i < d->m->duty.n; i++) {
        const struct duty *other = d->m->duty.at[i];
        if (forbids(other) && same_act(d, duty, other))
            report(d->m->diags, ACT_OPPOSED, .at = node_name_at(duty->node),
                   .arg = {model_text(d->m, duty->name),
                           model_text(d->m, other->name)},
                   .second = {node_name_at(other->node), LABEL_OTHER_RULE});
    }
}

static const struct node *
written_day(const struct node *clause, uint32_t i)
{
    const struct node *day = clause ? node_kid(clause, i) : NULL;
    return day && day->kind == NODE_DAY ? day : NULL;
}

/* N0558: the written days leave no day for it. */
static void
note_window(struct drafting *d, const struct duty *duty)
{
    const struct node *from = node_find(duty->node, NODE_FROM);
    const struct node *first = written_day(from, 0),
                      *last = written_day(from, 1);
    const struct node *due = written_day(node_find(duty->node, NODE_DUE), 0);
    const struct node *over =
        written_day(node_find(duty->node, NODE_EXPIRES), 0);
    bool never = (first && last && last->day < first->day) ||
                 (first && due && due->day < first->day) ||
                 (first && over && over->day <= first->day);
    if (never)
        note(d, DIAG_DUTY_NEVER_OPEN, from->at, duty->name);
}

/* Is D an amount of money that is worked out and for nobody's use but the
 * reader's? */
static bool
is_amount(const struct drafting *d, const struct decision *of)
{
    return of->kind == DECISION_RULE && of->type.kind == V_NUMBER &&
           unit_is_money(&d->m->units, of->type.unit) && !of->used &&
           !of->output.n;
}

/* N0554: an amount for nobody and for no time. */
static void
note_amount(struct drafting *d, const struct decision *of)
{
    if (is_amount(d, of) && of->on->index == CASE_ENTITY && !of->period)
        note(d, DIAG_AMOUNT_TO_NOBODY, node_name_at(of->node), of->name);
}

/* N0555: what it says stands in another text, and no rule says it. */
static void
note_delegated(struct drafting *d, const struct duty *duty)
{
    const struct node *cites = node_find(duty->node, NODE_CITES);
    if (duty->form != DUTY_WORDS || !binds(duty))
        return;
    for (uint32_t i = 0; cites && i < cites->n; i++)
        if (str_starts(model_text(d->m, cites->kid[i]->name), STR("《")))
            note(d, DIAG_DUTY_DELEGATED, cites->kid[i]->at,
                 cites->kid[i]->name);
}

void
draft_duties(struct drafting *d)
{
    for (uint32_t i = 0; i < d->m->duty.n; i++) {
        const struct duty *duty = d->m->duty.at[i];
        note_bearers(d, duty);
        note_due(d, duty);
        note_actor(d, i);
        note_delegated(d, duty);
        note_target(d, duty);
        note_opposed(d, duty);
        note_window(d, duty);
    }
    for (uint32_t i = 0; i < d->m->decision.n; i++)
        note_amount(d, d->m->decision.at[i]);
}
