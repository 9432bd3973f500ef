/* What a case gives, assumes and expects. */
#include "lang/check_case.h"
#include "lang/unknown.h"

/* ---- facts ---- */

/* The value that N stands for; where N is null the truth it is short for. */
static bool
value_of(struct case_check *c, const struct case_ref *ref, const struct node *n,
         struct span at, struct vtype type, bool negated, struct cell *value)
{
    if (n)
        return case_value(c, n, type, value);
    *value = cell_value(!negated);
    if (type.kind == V_TRUTH)
        return true;
    report(c->m->diags, CASE_NO_VALUE, .at = at,
           .arg = {model_text(c->m, ref->decision ? ref->decision->name
                                                  : ref->field->name)});
    return false;
}

/* Is VALUE within what F may be? */
static bool
fact_within(struct case_check *c, const struct field *f, struct cell value,
            struct span at)
{
    wide most = 999999999999999, lo, hi;
    if (f->type.kind != V_NUMBER && f->type.kind != V_DATE)
        return true;
    if (!f->bounded && (f->type.kind == V_DATE || f->type.scale > 22))
        return true;
    hi = f->bounded ? f->hi : most * wide_ten_to(f->type.scale);
    lo = f->bounded ? f->lo : -hi;
    if (!(value.can & CAN_VALUE) || (value.lo >= lo && value.lo <= hi))
        return true;
    report(c->m->diags, CASE_OUTSIDE, .at = at,
           .arg = {source_text(c->m->source, at), model_text(c->m, f->name)});
    return false;
}

/* 自 2025-01-01: of a fact with a history. */
static bool
fact_since(struct case_check *c, const struct field *f, const struct node *from,
           struct case_fact *to)
{
    const struct node *day = node_kid(from, 0), *last = node_kid(from, 1);
    if (f->form != FACT_STATE || last) {
        report(c->m->diags, CASE_HISTORY, .at = (last ? last : from)->at,
               .arg = {model_text(c->m, f->name)});
        return false;
    }
    if (day->kind != NODE_DAY) {
        if (day->kind != NODE_WRONG)
            report(c->m->diags, NOT_OF_TYPE, .at = day->at,
                   .arg = {vtype_words(c->m, (struct vtype){.kind = V_DATE})});
        return false;
    }
    to->timed = true;
    to->when = day->day;
    return true;
}

/* 于 寒假: a period is the number of the calendar's member. */
static bool
during_member(struct case_check *c, const struct entity *calendar,
              const struct node *on, int32_t *when)
{
    *when = on->kind == NODE_NAME ? entity_member(calendar, on->name) : -1;
    if (*when < 0)
        unknown_member(c->m, on->at, source_text(c->m->source, on->at),
                       calendar);
    return *when >= 0;
}

/* 于 2025年3月: the period of something that has one value in each. */
static bool
fact_during(struct case_check *c, atom name, uint8_t kind,
            const struct node *on, struct span at, int32_t *when)
{
    struct cell value;
    struct vtype period = {.kind = V_PERIOD, .period = kind};
    if (kind == PERIOD_NONE) {
        report(c->m->diags, CASE_NO_PERIODS, .at = on->at,
               .arg = {model_text(c->m, name)});
        return false;
    }
    if (!on || !on->n) {
        report(c->m->diags, CASE_PERIOD, .at = at,
               .arg = {model_text(c->m, name)});
        return false;
    }
    if (model_calendar(c->m, kind))
        return during_member(c, model_calendar(c->m, kind), on->kid[0], when);
    if (!constant_cell(c->m, on->kid[0], period, &value))
        return false;
    *when = (int32_t)value.lo;
    return true;
}

static bool
fact_timed(struct case_check *c, const struct field *f, const struct node *from,
           const struct node *on, struct span at, struct case_fact *to)
{
    if (from && !fact_since(c, f, from, to))
        return false;
    if (!on && f->form != FACT_FLOW)
        return true;
    to->timed = true;
    return fact_during(c, f->name,
                       f->form == FACT_FLOW ? f->period : PERIOD_NONE, on, at,
                       &to->when);
}

static void
fact_add(struct case_check *c, struct case_fact fact, struct span at, atom name)
{
    for (uint32_t i = 0; i < c->to->fact.n; i++) {
        const struct case_fact *old = &c->to->fact.at[i];
        if (old->fact != fact.fact || old->row != fact.row ||
            old->timed != fact.timed || old->when != fact.when)
            continue;
        report(c->m->diags, CASE_TWICE, .at = at,
               .arg = {model_text(c->m, name)});
        return;
    }
    vec_push(c->m->arena, &c->to->fact, fact);
}

static bool
is_unknown(const struct node *n)
{
    return n && n->kind == NODE_STATE && n->form == STATE_UNKNOWN;
}

/* 设 .. 冲突, 设 .. = (.., ..): not what can be given. */
static bool
not_given(struct case_check *c, const struct node *n)
{
    if (!n || (n->kind != NODE_LIST && n->kind != NODE_RANGE &&
               (n->kind != NODE_STATE || is_unknown(n))))
        return false;
    report(c->m->diags, CASE_ONE_VALUE, .at = n->at);
    return true;
}

static void
choice_add(struct case_check *c, const struct reading *r, const struct node *n,
           struct span at)
{
    struct case_choice choice = {.reading = r->index};
    struct vtype type = {.kind = V_MEMBER, .entity = r->alternatives->index};
    choice.value.can = CAN_VALUE;
    choice.value.lo = ((wide)1 << r->alternatives->member.n) - 1;
    if (!n) {
        report(c->m->diags, CASE_NO_VALUE, .at = at,
               .arg = {model_text(c->m, r->name)});
        return;
    }
    if (!is_unknown(n) && !constant_cell(c->m, n, type, &choice.value))
        return;
    vec_push(c->m->arena, &c->to->choice, choice);
}

void
case_given(struct case_check *c, const struct case_ref *ref,
           const struct node *n, struct span at, bool negated,
           const struct node *from, const struct node *on)
{
    struct field *f = ref->field;
    if (not_given(c, n))
        return;
    if (ref->kind == CASE_REF_READING) {
        choice_add(c, ref->reading, n, at);
        return;
    }
    if (ref->kind != CASE_REF_FACT || f->type.kind == V_POISON)
        return;
    struct case_fact fact = {.fact = f->index, .row = ref->row};
    if (!fact_timed(c, f, from, on, at, &fact))
        return;
    if (!is_unknown(n) &&
        (!value_of(c, ref, n, at, f->type, negated, &fact.value) ||
         !fact_within(c, f, fact.value, n ? n->at : at)))
        return;
    fact_add(c, fact, at, f->name);
}

void
case_fact(struct case_check *c, const struct node *fact, struct case_target of)
{
    if (fact->kind != NODE_FACT)
        return;
    struct case_ref ref = case_resolve(c, fact->kid[0], of, CASE_WANT_FACT);
    case_given(c, &ref, node_kid(fact, 1), fact->at, fact->flags & FLAG_NEGATED,
               node_find(fact, NODE_FROM), node_find(fact, NODE_ON));
}

void
case_assuming(struct case_check *c, const struct node *fact)
{
    struct case_target any = {0};
    struct case_assumption as = {0};
    if (fact->kind != NODE_FACT)
        return;
    struct case_ref ref =
        case_resolve(c, fact->kid[0], any, CASE_WANT_DECISION);
    const struct node *n = node_kid(fact, 1),
                      *from = node_find(fact, NODE_FROM),
                      *on = node_find(fact, NODE_ON);
    if (ref.kind != CASE_REF_DECISION || ref.decision->type.kind == V_POISON)
        return;
    if (ref.on) {
        report(c->m->diags, CASE_PATH, .at = fact->kid[0]->at);
        return;
    }
    struct vtype type = ref.decision->type;
    if ((n && (n->kind == NODE_STATE || n->kind == NODE_LIST)) || from) {
        report(c->m->diags, CASE_ONE_VALUE, .at = from ? from->at : n->at);
        return;
    }
    as.decision = ref.decision->index;
    as.row = ref.row;
    as.timed = on != NULL;
    if (on && !fact_during(c, ref.decision->name, ref.decision->period, on,
                           fact->at, &as.when))
        return;
    if (value_of(c, &ref, n, fact->at, type, fact->flags & FLAG_NEGATED,
                 &as.value))
        vec_push(c->m->arena, &c->to->assumption, as);
}

/* ---- expectations ---- */

static bool
expect_range(struct case_check *c, const struct node *n, struct vtype type,
             struct case_expected *to)
{
    const struct node *low = node_kid(n, 0), *high = node_kid(n, 1);
    struct cell lo = cell_value(0), hi = lo;
    type.optional = false;
    if (type.kind != V_NUMBER && type.kind != V_FRACTION &&
        type.kind != V_DATE && type.kind != V_PERIOD) {
        report(c->m->diags, NOT_ORDERED, .at = n->at,
               .arg = {vtype_words(c->m, type)});
        return false;
    }
    if ((low && !case_value(c, low, type, &lo)) ||
        (high && !case_value(c, high, type, &hi)))
        return false;
    to->kind = CASE_EXPECT_RANGE;
    to->low = low != NULL;
    to->high = high != NULL;
    to->low_open = n->flags & FLAG_LOW_OPEN;
    to->high_open = n->flags & FLAG_HIGH_OPEN;
    to->value = (struct cell){.lo = lo.lo, .hi = hi.lo, .can = CAN_VALUE};
    return true;
}

static bool
expect_outcome(struct case_check *c, const struct case_ref *ref,
               const struct node *n, struct case_expected *to)
{
    struct vtype type = ref->decision->type;
    switch (n->kind) {
    case NODE_STATE:
        to->kind = n->form == STATE_UNKNOWN ? CASE_EXPECT_UNKNOWN
                                            : CASE_EXPECT_CONFLICT;
        return true;
    case NODE_NONE:
        to->kind = CASE_EXPECT_NONE;
        return true;
    case NODE_RANGE:
        return expect_range(c, n, type, to);
    default:
        to->kind = CASE_EXPECT_VALUE;
        return case_value(c, n, type, &to->value);
    }
}

static bool
reason_of_ref(const struct case_ref *ref, struct case_reason *to)
{
    switch ((enum case_ref_kind)ref->kind) {
    case CASE_REF_FACT:
        *to =
            (struct case_reason){CASE_REASON_FACT, ref->field->index, ref->row};
        return true;
    case CASE_REF_READING:
        *to = (struct case_reason){CASE_REASON_READING, ref->reading->index, 0};
        return true;
    case CASE_REF_ROWS:
        *to = (struct case_reason){CASE_REASON_ROWS, ref->entity, 0};
        return true;
    case CASE_REF_AS_OF:
        *to = (struct case_reason){CASE_REASON_AS_OF, 0, 0};
        return true;
    case CASE_REF_WRONG:
    case CASE_REF_DECISION:
        return false;
    }
    return false;
}

static bool
expect_because(struct case_check *c, const struct case_ref *about,
               const struct node *because, struct case_expected *to)
{
    VEC(struct case_reason) reason = {0};
    bool fine = true;
    for (uint32_t i = 0; i < because->n; i++) {
        /* A bare name is first looked for in the row the outcome is about. */
        const struct node *path = because->kid[i];
        struct case_target of = {true, about->entity, about->row};
        struct entity *e = c->m->entity.at[about->entity];
        if (path->kind != NODE_NAME || about->entity == CASE_ENTITY ||
            !entity_field(e, path->name))
            of = (struct case_target){0};
        struct case_ref ref = case_resolve(c, path, of, CASE_WANT_REASON);
        struct case_reason r;
        if (reason_of_ref(&ref, &r))
            vec_push(c->m->arena, &reason, r);
        else
            fine = false;
    }
    to->reasoned = true;
    to->reason = reason.at;
    to->reasons = reason.n;
    return fine;
}

/* 于 of the case itself that is a KIND: a day or a period; or null. */
static const struct node *
case_on_kind(const struct case_check *c, enum node_kind kind)
{
    node_each(c->node, ON,
              on) if (on->n && on->kid[0]->kind == kind) return on->kid[0];
    return NULL;
}

/* A duty with windows is meant in all of them so far, unless some period is
 * named; and it is looked at on the case's day, whatever the period. */
static void
expect_duty(const struct case_check *c, const struct case_ref *ref,
            struct case_expected *to)
{
    const struct decision *d = ref->decision;
    const struct node *day = case_on_kind(c, NODE_DAY);
    if (!d->duty)
        return;
    if (d->kind == DECISION_DUTY && d->duty->overall && !ref->on &&
        !case_on_kind(c, NODE_PERIOD))
        to->decision = d->duty->overall->index;
    if (ref->on && ref->on->kind == NODE_PERIOD && day)
        to->time.asof = cell_value(day->day);
}

void
case_expected(struct case_check *c, const struct case_ref *ref,
              const struct node *n, struct span at, const struct node *because)
{
    struct case_expected to = {.decision = 0,
                               .lo = at.lo,
                               .hi = at.hi,
                               .words = source_text(c->m->source, n->at)};
    if (ref->kind != CASE_REF_DECISION || ref->decision->faulty ||
        ref->decision->type.kind == V_POISON || n->kind == NODE_WRONG)
        return;
    to.decision = ref->decision->index;
    to.row = ref->row;
    to.timed = ref->on != NULL;
    if (ref->on && !case_time(c, ref->on, &to.time))
        return;
    expect_duty(c, ref, &to);
    if (n->kind == NODE_TRUTH && ref->decision->type.kind != V_TRUTH &&
        n->at.lo == at.lo) {
        report(c->m->diags, CASE_NO_VALUE, .at = at,
               .arg = {model_text(c->m, ref->decision->name)});
        return;
    }
    if (expect_outcome(c, ref, n, &to) &&
        (!because || expect_because(c, ref, because, &to)))
        vec_push(c->m->arena, &c->to->expected, to);
}

void
case_expect(struct case_check *c, const struct node *expected)
{
    struct case_target any = {0};
    if (expected->kind != NODE_EXPECTED)
        return;
    struct case_ref ref =
        case_resolve(c, expected->kid[0], any, CASE_WANT_DECISION);
    case_expected(c, &ref, expected->kid[1], expected->at,
                  node_kid(expected, 2));
}
