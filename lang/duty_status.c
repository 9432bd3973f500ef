/* How a duty stands, as expressions: its window, what counts, its status and
 * its days. */
#include "lang/duty.h"

/* ---- windows ---- */

static struct node *
today(const struct making *k)
{
    return grow(&k->g, NODE_AS_OF, 0);
}

static struct node *
again(const struct making *k, const struct node *n)
{
    return tree_copy(k->g.m->arena, n);
}

static struct node *
end_of_window(const struct making *k, const char *word)
{
    return grow_path(&k->g, grow(&k->g, NODE_THIS_PERIOD, 0),
                     atom_of(k->g.m->atoms, str_of(word)));
}

static struct node *
day_of_trigger(const struct making *k)
{
    struct entity *e = k->d->trigger;
    struct field *day = e ? duty_event_day(k->g.m, e, k->within->kid[0]) : NULL;
    if (!day)
        return grow(&k->g, NODE_WRONG, 0);
    return grow_path(&k->g, grow_name(&k->g, e->name), day->name);
}

/* The first day of the window; null when it has always been open. */
static struct node *
window_first(const struct making *k)
{
    if (k->within)
        return day_of_trigger(k);
    if (k->windows)
        return end_of_window(k, "首日");
    return k->from ? again(k, node_kid(k->from, 0)) : NULL;
}

/* The functions that add so many of a unit to a day. */
static const struct {
    const char *unit, *count; /* as written; of the function's number */
    enum builtin_id function;
} spans[] = {
    {"日", "日", BUILTIN_ADD_DAYS},
    {"天", "日", BUILTIN_ADD_DAYS},
    {"个日", "日", BUILTIN_ADD_DAYS},
    {"day", "日", BUILTIN_ADD_DAYS},
    {"月", "月", BUILTIN_ADD_MONTHS},
    {"个月", "月", BUILTIN_ADD_MONTHS},
    {"month", "月", BUILTIN_ADD_MONTHS},
    {"工作日", "工作日", BUILTIN_ADD_WORKDAYS},
    {"个工作日", "工作日", BUILTIN_ADD_WORKDAYS},
    {"workday", "工作日", BUILTIN_ADD_WORKDAYS},
};

/* 自 申请 起 15个工作日内. */
static struct node *
due_within(const struct making *k)
{
    const struct node *number = k->within->kid[1];
    const struct literal *l = number->literal;
    struct str unit = model_text(k->g.m, l->unit);
    struct grower g = {k->g.m, number->at};
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        if (!str_equal(unit, str_of(spans[i].unit)) || l->scale)
            continue;
        struct node *n =
            grow_call(&g, spans[i].function, day_of_trigger(k),
                      grow_count(&g, l->coefficient, spans[i].count));
        if (spans[i].function != BUILTIN_ADD_MONTHS)
            return n;
        struct node *with = grow(&g, NODE_CALL, 4);
        for (uint32_t kid = 0; kid < 3; kid++)
            with->kid[kid] = n->kid[kid];
        with->name = n->name;
        with->kid[3] = grow(&g, NODE_ARG, 4);
        with->kid[3]->kid[0] = grow_word(&g, "取月末");
        return with;
    }
    if (!l->wrong)
        report(k->g.m->diags, WITHIN_UNIT, .at = number->at,
               .arg = {source_text(k->g.m->source, number->at)});
    return grow(&g, NODE_WRONG, 0);
}

struct node *
duty_due(const struct making *k)
{
    if (k->due)
        return again(k, k->due);
    if (k->within)
        return due_within(k);
    if (k->windows)
        return end_of_window(k, "末日");
    return k->from ? again(k, node_kid(k->from, 1)) : NULL;
}

/* ---- conditions ---- */

/* CONDITION as one that is told by itself, in the words of the act. */
static struct node *
said(const struct making *k, struct node *condition)
{
    struct node *n = grow_1(&k->g, NODE_SAID, condition);
    struct node *act = node_find(k->d->node, NODE_ACT);
    n->at = act->at;
    return n;
}

static struct node *
as_of_day(const struct making *k, const struct node *condition,
          struct node *day)
{
    return grow_2(&k->g, NODE_AT, again(k, condition), day);
}

/* The rows of the event that count for this row. */
static struct node *
event_rows(const struct making *k)
{
    const struct grower *g = &k->g;
    struct node *name = k->act->kid[0];
    struct grower here = {g->m, name->at};
    if (k->d->trigger && duty_event_link(g->m, k->d->event, k->d->trigger))
        return grow_path(&here, grow_name(&here, k->d->trigger->name),
                         k->d->event->name);
    if (k->d->on->index == CASE_ENTITY)
        return again(k, name);
    return grow_path(&here, grow(&here, NODE_THIS, 0), k->d->event->name);
}

/* Does an event count for this window, if it was by LAST? */
static struct node *
event_counts(const struct making *k, struct node *last)
{
    const struct grower *g = &k->g;
    atom day = k->day->name;
    struct node *first = k->period ? NULL : window_first(k);
    struct node *c = grow_compare(g, COMPARE_LE, grow_name(g, day), today(k));
    if (first)
        c = grow_and(g, grow_compare(g, COMPARE_GE, grow_name(g, day), first),
                     c);
    if (last)
        c = grow_and(g, c,
                     grow_compare(g, COMPARE_LE, grow_name(g, day), last));
    if (k->period)
        c = grow_and(g, c,
                     grow_compare(g, COMPARE_EQ, grow_name(g, k->period->name),
                                  grow(g, NODE_THIS_PERIOD, 0)));
    if (k->bearer)
        c = grow_and(g, c,
                     grow_compare(g, COMPARE_EQ, grow_name(g, k->actor->name),
                                  grow_name(g, k->bearer)));
    node_each(k->act, WHEN, when) c = grow_and(g, c, again(k, when->kid[0]));
    return c;
}

/* Did it happen as often as asked, by LAST? */
static struct node *
happened(const struct making *k, struct node *last)
{
    const struct grower *g = &k->g;
    if (k->times == 1)
        return grow_aggregate(g, BUILTIN_EXISTS, event_rows(k),
                              event_counts(k, last), NULL);
    return grow_compare(g, COMPARE_GE,
                        grow_aggregate(g, BUILTIN_SUM, event_rows(k),
                                       event_counts(k, last),
                                       grow_count(g, 1, NULL)),
                        grow_count(g, k->times, NULL));
}

/* Whether something done after the window still counts, as late: not for one
 * of many windows, unless events say which window they are for. */
static bool
may_be_late(const struct making *k)
{
    return !k->windows || k->period || k->due;
}

static struct node *
before_window(const struct making *k, struct node *status)
{
    const struct grower *g = &k->g;
    struct node *first = window_first(k);
    if (!first)
        return status;
    return grow_if(g, grow_compare(g, COMPARE_LT, today(k), first),
                   grow_status(g, STATUS_NOT_BEGUN), status);
}

/* Past the day it is due, or never due. */
static struct node *
when_missed(const struct making *k)
{
    const struct grower *g = &k->g;
    struct node *due = duty_due(k);
    struct node *pending = grow_status(g, STATUS_PENDING);
    if (!due)
        return pending;
    return grow_if(g, grow_compare(g, COMPARE_GT, today(k), due),
                   grow_status(g, STATUS_VIOLATED), pending);
}

static struct node *
late_window_last(const struct making *k)
{
    return k->windows && k->due && !k->period ? end_of_window(k, "末日") : NULL;
}

static struct node *
status_event(const struct making *k)
{
    const struct grower *g = &k->g;
    struct node *due = duty_due(k);
    struct node *missed = when_missed(k);
    if (due && may_be_late(k))
        missed = grow_if(g, happened(k, late_window_last(k)),
                         grow_status(g, STATUS_LATE), missed);
    return before_window(k, grow_if(g, said(k, happened(k, due)),
                                    grow_status(g, STATUS_FULFILLED), missed));
}

/* Kept as long as BROKEN is not so. */
static struct node *
status_kept(const struct making *k, struct node *broken)
{
    const struct grower *g = &k->g;
    return before_window(k, grow_if(g, said(k, grow_1(g, NODE_NOT, broken)),
                                    grow_status(g, STATUS_FULFILLED),
                                    grow_status(g, STATUS_VIOLATED)));
}

/* An event that names its window counts for it on whatever day it was. */
static struct node *
status_no_event(const struct making *k)
{
    return status_kept(k, happened(k, k->period ? NULL : duty_due(k)));
}

/* It counts how things are on the day it is due, and before that day today. */
static struct node *
status_reach(const struct making *k)
{
    const struct grower *g = &k->g;
    const struct node *state = k->act->kid[0];
    struct node *due = duty_due(k);
    struct node *reached = as_of_day(k, state, today(k));
    struct node *missed = grow_status(g, STATUS_PENDING);
    if (due) {
        struct node *early = grow_compare(g, COMPARE_LE, today(k), due);
        missed =
            grow_if(g, again(k, early), missed,
                    grow_if(g, again(k, reached), grow_status(g, STATUS_LATE),
                            grow_status(g, STATUS_VIOLATED)));
        reached =
            grow_if(g, early, reached, as_of_day(k, state, again(k, due)));
    }
    return before_window(k, grow_if(g, said(k, reached),
                                    grow_status(g, STATUS_FULFILLED), missed));
}

/* What must not be on any day of the window. */
static struct node *
broken_state(const struct making *k)
{
    struct node *state = again(k, k->act->kid[0]);
    return k->d->form == DUTY_KEEP ? grow_1(&k->g, NODE_NOT, state) : state;
}

static struct node *
days_so_far(const struct making *k)
{
    struct node *last = duty_due(k);
    return last ? grow_call(&k->g, BUILTIN_LEAST, last, today(k)) : today(k);
}

static struct node *
status_keep(const struct making *k)
{
    const struct grower *g = &k->g;
    struct node *first = window_first(k), *broken;
    if (first)
        broken = grow_daily(g, BUILTIN_EXISTS, first, days_so_far(k), NULL,
                            broken_state(k));
    else
        broken = as_of_day(k, broken_state(k), days_so_far(k));
    return status_kept(k, broken);
}

struct node *
duty_status(const struct making *k)
{
    switch ((enum duty_form)k->d->form) {
    case DUTY_WORDS:
        break;
    case DUTY_EVENT:
        return status_event(k);
    case DUTY_REACH:
        return status_reach(k);
    case DUTY_KEEP:
    case DUTY_NO_STATE:
        return status_keep(k);
    case DUTY_NO_EVENT:
        return status_no_event(k);
    }
    return grow_status(&k->g, STATUS_APPLICABLE);
}

/* ---- days ---- */

struct node *
duty_done_day(const struct making *k)
{
    const struct grower *g = &k->g;
    struct node *last = may_be_late(k) ? late_window_last(k) : duty_due(k);
    return grow_aggregate(g, BUILTIN_LEAST, event_rows(k),
                          event_counts(k, last), grow_name(g, k->day->name));
}

static struct node *
day_after(const struct making *k, struct node *day)
{
    return grow_call(&k->g, BUILTIN_ADD_DAYS, day, grow_count(&k->g, 1, "日"));
}

struct node *
duty_violated_day(const struct making *k)
{
    const struct grower *g = &k->g;
    struct node *first = window_first(k), *due = duty_due(k), *since = NULL;
    if (k->d->form == DUTY_NO_EVENT)
        since = duty_done_day(k);
    else if (k->d->form == DUTY_EVENT || k->d->form == DUTY_REACH)
        since = due ? day_after(k, due) : NULL;
    else if (first)
        since = grow_daily(g, BUILTIN_LEAST, first, days_so_far(k),
                           broken_state(k), end_of_window(k, "首日"));
    if (!since)
        return NULL;
    return grow_if(g,
                   grow_compare(g, COMPARE_EQ, grow_name(g, k->d->name),
                                grow_status(g, STATUS_VIOLATED)),
                   since, grow(g, NODE_NONE, 0));
}
